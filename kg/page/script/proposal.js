import { comparison, proposalPlan } from "./beside.js";
import { clip } from "./clip.js";
import { commandText } from "./commands.js";
import { data, edgesOf, lists, numberOf } from "./data.js";
import { listed, refLink } from "./dealwords.js";
import { make, text } from "./dom.js";
import { commandLine, countedPart, goTo, namedThings, part, sensitivityBadge, statementBlocks } from "./evidence.js";
import { cell, grid } from "./grid.js";
import { hiddenMark } from "./hiding.js";
import { heldOn, isDrawn, madeByNow, proposalNow, stanceAt } from "./model.js";
import { stanceLine } from "./said.js";
import { basisSign } from "./signs.js";
import { change, now } from "./state.js";
import { about, heading } from "./topics.js";
import { counted, dateText, labelOf, nameOf, t } from "./words.js";

/** @import { Card, Named, RedLine } from "../page-data.d.ts" */

/**
 * Who proposes or tables a proposal; who is known by others' word only is marked.
 * @param {string} verb a key of the page's words
 * @param {number[]} parties
 * @param {number[]} told
 */
const sponsors = (verb, parties, told) => (parties.length ? make("p", {}, t(verb), " ", parties.flatMap((p, n) => [n ? t("comma") : null, goTo(`p${p}`),
  told.includes(p) ? [" ", basisSign({ ascribed: true })] : null])) : null);
/**
 * Who stands where on a term or on the proposal itself, with how many stances a filter hides; null where nobody spoke.
 * @param {string} id
 */
const stancesOn = (id) => {
  const known = edgesOf(id).filter((edge) => isDrawn(stanceAt(edge)));
  const held = heldOn(known);
  return known.length ? [make("ul", { class: "rows" }, held.map((one) => stanceLine(one, text(nameOf(one.edge.from), 160)))), hiddenMark(known.length - held.length)] : null;
};
/** @param {RedLine} line */
const crossing = ({ party, term, kind, terms }) => {
  const by = terms.length ? [" (", t("crossedBy"), " ", listed(terms.map((n) => refLink(`o${n}`))), ")"] : null;
  return make("li", {}, refLink(`p${party}`), ": ", kind === "proposal" ? t("ruledOutWhole") : [t(kind === "demand" ? "itsDemand" : "ruledOut"), " ", refLink(term), by]);
};
/**
 * What a proposal crosses and leaves out, and on how many stances nothing is known.
 * @param {Card} card
 */
const redLines = ({ redLines: crossed, inferredRedLines, leftOut, nets }) => {
  const { noParty } = now();
  const [lines, inferred, left] = [crossed, inferredRedLines, leftOut].map((all) => all.filter(({ party }) => !noParty.includes(party)));
  const hidden = crossed.length + inferredRedLines.length + leftOut.length - lines.length - inferred.length - left.length;
  const unknown = nets.reduce((sum, net) => sum + net.withoutSide, 0);
  return part("crosses", make("p", { class: "meta" }, lines.length ? counted("crossedCount", lines.length) : t("crossesNone"), `; ${counted("leftOutCount", left.length)}; ${counted("unknownCount", unknown)} `, hiddenMark(hidden)),
    lines.length ? make("ul", { class: "crossed" }, /** @type {RedLine[]} */ (lines).map(crossing)) : null,
    inferred.length ? [make("h4", {}, t("crossesInferred")), make("ul", { class: "crossed" }, /** @type {RedLine[]} */ (inferred).map(crossing))] : null,
    left.length ? [make("h4", {}, t("leavesOut")), make("ul", {}, /** @type {Card["leftOut"]} */ (left).map(({ party, option }) => make("li", {}, refLink(`p${party}`), ": ", refLink(option))))] : null);
};
/** @param {number} count */
const signed = (count) => (count > 0 ? `+${count}` : String(count).replace("-", "−"));
/**
 * The counts of each party, and by how much the proposal tilts towards one or another.
 * @param {Card} card
 */
const scores = ({ nets, tilts, incomparable }) => {
  const { noParty } = now();
  const shown = nets.filter(({ party }) => !noParty.includes(party));
  const rows = shown.map((net) => make("tr", {}, cell(refLink(`p${net.party}`)), [signed(net.net), net.for, net.leaning, net.against, net.withoutSide, net.inferred, net.ascribed].map((count) => cell(String(count)))));
  const tilted = tilts.filter(({ toward, over }) => !noParty.includes(toward) && !noParty.includes(over)).map(({ toward, over, exceeds, terms, outOf, inferred, ascribed }) => make("tr", {},
    cell(refLink(`p${toward}`), ` ${t("over")} `, refLink(`p${over}`)), cell(String(exceeds)), cell(`${terms} / ${outOf}`),
    cell([...(inferred ? [`${t("inferred")}: ${inferred}`] : []), ...(ascribed ? [`${t("ascribed")}: ${ascribed}`] : [])].join(t("semicolon")))));
  return [part("scorecard", make("p", { class: "hint" }, t("netHint")), hiddenMark(nets.length - shown.length),
    grid(t("scorecard"), [t("party"), t("net"), t("side_for"), t("side_leaning"), t("side_against"), t("withoutSide"), t("inferred"), t("ascribed")], rows)),
  part("tilt", make("p", { class: "hint" }, t("tiltHint")), tilted.length ? grid(t("tilt"), [t("toward"), t("exceeds"), t("terms"), t("basedOn")], tilted) : null,
    incomparable ? make("p", { class: "meta" }, counted("incomparable", incomparable)) : null)];
};
/** @param {{ change: string, before: Named[], after: Named[] }} one */
const revisedRow = ({ change: kind, before, after }) => make("tr", { class: kind }, cell(make("strong", {}, t(`term_${kind}`))), cell(before.length ? namedThings(before) : "—"), cell(after.length ? namedThings(after) : "—"));
/**
 * A proposal beside another one that is chosen: what the other keeps, changes, drops and adds, and the counts of both.
 * @param {number} own
 */
const besideAnother = (own) => {
  const others = lists.b.map((proposal, n) => ({ proposal, n })).filter(({ proposal, n }) => n !== own && proposalNow(proposal));
  if (!others.length) return null;
  const chosen = others.find(({ n }) => `b${n}` === now().other)?.n ?? null;
  const select = make("select", { id: "beside-proposal", onchange: (/** @type {Event} */ { target }) => { if (target instanceof HTMLSelectElement) change({ other: target.value || null }); } },
    make("option", { value: "" }, t("chooseAnother")), others.map(({ proposal, n }) => make("option", { value: `b${n}`, selected: n === chosen }, clip(labelOf(proposal), 100))));
  return part("twoBeside", make("label", {}, make("span", {}, t("besideSecond")), " ", select), chosen === null ? null : [comparison(proposalPlan(own), proposalPlan(chosen)), netsBeside(own, chosen)]);
};
/** @type {(one: number, other: number) => HTMLElement} */
const netsBeside = (one, other) => {
  const cards = [one, other].map((n) => proposalNow(lists.b[n])?.card);
  const parties = [...new Set(cards.flatMap((card) => (card?.nets ?? []).map(({ party }) => party)))].filter((n) => !now().noParty.includes(n)).sort((a, b) => a - b);
  const names = [one, other].map((n) => clip(labelOf(lists.b[n]), 60));
  const rows = parties.map((party) => make("tr", {}, cell(refLink(`p${party}`)), cards.map((card) => {
    const net = card?.nets.find((each) => each.party === party);
    const lines = card?.redLines.filter((each) => each.party === party).length ?? 0;
    return cell(net ? signed(net.net) : "—", lines ? make("p", { class: "meta" }, counted("crossedCount", lines)) : null);
  })));
  return grid(t("netsBeside"), [t("party"), ...names], rows);
};
/**
 * All on one proposal: who stands where on its terms, the red lines that it crosses, what became of the version before, the counts
 * of each party, another one beside it, and what was said.
 * @param {string} id
 */
export const proposalTopic = (id) => {
  const thing = data.proposals[numberOf(id)];
  const state = proposalNow(thing);
  if (!state) return [heading("proposal", labelOf(thing)), make("p", {}, t("notYet"))];
  const { revises } = thing;
  const itself = stancesOn(id);
  return [heading("proposal", labelOf(thing)),
    make("p", { class: "meta" }, state.status ? t(`status_${state.status}`) : null, thing.day ? ` · ${dateText(thing.day, true)}` : null, state.isLive ? null : ` · ${t("proposalEnded")}`, " ", sensitivityBadge(thing.sensitivity)),
    sponsors("proposedBy", state.proposedBy, state.byOthersWord), sponsors("formerlyBy", state.formerlyBy, state.byOthersWord), sponsors("tabledBy", state.tabledBy, state.byOthersWord), about(thing),
    redLines(state.card), itself ? part("stances", itself) : null,
    countedPart("terms", thing.terms.length, 0, thing.terms.map((n) => make("div", {}, make("h4", {}, goTo(`o${n}`)), stancesOn(`o${n}`) ?? make("p", { class: "meta" }, t("stance_silent"))))),
    revises ? part("revises", make("p", {}, namedThings([revises.version])), grid(t("revises"), [t("change"), t("termBefore"), t("termAfter")], revises.terms.map(revisedRow))) : null,
    scores(state.card), besideAnother(numberOf(id)),
    part("statements", statementBlocks(madeByNow(thing.statements))), commandLine(commandText("proposal", labelOf(thing)))];
};
