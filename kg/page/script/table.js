import { classMark, pickedNames } from "./answers.js";
import { choose } from "./choosing.js";
import { clip } from "./clip.js";
import { hiddenOfAll, weightsNow } from "./counted.js";
import { data, numberOf, stanceEdges } from "./data.js";
import { fill, get, make, text } from "./dom.js";
import { bullets, sensitivityBadge, stanceMark } from "./evidence.js";
import { cell, grid } from "./grid.js";
import { headLine } from "./head.js";
import { hiddenInAll, hiddenMark, hiddenOn } from "./hiding.js";
import { answerNow, communityOf, heldOn, isDrawn, isFiltered, isRequiredNow, issueOf, networkNow, proposalNow, stanceAt } from "./model.js";
import { isHearsay, splitCounts, splitWords } from "./pairs.js";
import { countedText, shownText } from "./spans.js";
import { dayNow, isMapView, isOfStatements, now } from "./state.js";
import { besideWeight } from "./weighing.js";
import { signedNumber } from "./weights.js";
import { counted, dateText, labelOf, nameOf, say, t } from "./words.js";

/** @import { Proposal, View } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/** @import { Held, Stance } from "./model.js" */

const MOST = 1500;

/** @type {(caption: string, columns: string[], rows: HTMLTableRowElement[], total: number) => Child} columns: keys of the page's words */
const table = (caption, columns, rows, total) => grid(caption, columns.map(t), rows, total);
/**
 * What is chosen here opens in the panel; the row that it was chosen from is written anew, so the keyboard goes along.
 * @param {string} id
 */
const open = (id) => { choose(id); get("panel").focus({ preventScroll: true }); };
/**
 * @param {string} id
 * @param {string} words
 */
const opener = (id, words) => make("button", { type: "button", class: "link", onclick: () => open(id) }, text(words, 200));

/** @param {Stance} record */
const basis = (record) => {
  const named = [...new Set(record.statements.map((n) => t(`attr_${data.statements[n].attribution}`)))];
  const how = [...(record.inferred ? ["inferred"] : []), ...(record.ascribed ? ["ascribed"] : [])];
  return [...(how.length ? how : ["stated"]).map(t), ...named].join(t("comma"));
};
/** @param {Stance} record */
const saidBy = (record) => record.statements.slice(0, 3).map((n) => {
  const statement = data.statements[n];
  const who = statement.speaker === null ? t("sourceAlone") : labelOf(data.people[statement.speaker]);
  return make("div", {}, text(`${who}, ${dateText(statement.latest, true)}: `, 120), text(say(statement.paraphrase), 300));
});
/** @type {(one: Held, other: Held) => number} */
const byTerm = ({ edge: a }, { edge: b }) => (a.to[0] === b.to[0] ? 0 : a.to[0] === "o" ? -1 : 1)
  || numberOf(a.to) - numberOf(b.to) || numberOf(a.from) - numberOf(b.from);
/* What the caption says of the filters: how many are set, and how many stances they hide. */
const hiding = () => (isFiltered() ? ` · ${t("filters")}: ${isFiltered()}, ${counted("hiddenCount", isOfStatements() ? hiddenOfAll() : hiddenInAll())}` : "");
const positions = () => {
  const answer = answerNow();
  const found = heldOn(stanceEdges).sort(byTerm);
  const rows = found.slice(0, MOST).map(({ edge, record }) => {
    const issue = issueOf(edge);
    const one = issue === null ? null : answer?.get(numberOf(edge.to));
    return make("tr", {}, cell(text(issue === null ? t("proposal") : labelOf(data.issues[issue]), 200)), cell(opener(edge.to, nameOf(edge.to))),
      answer ? cell(one ? [classMark(one, hiddenOn(numberOf(edge.to))), " ", hiddenMark(hiddenOn(numberOf(edge.to)))] : "") : null, cell(opener(edge.from, nameOf(edge.from))),
      cell(make("button", { type: "button", class: "link", onclick: () => open(edge.id) }, stanceMark(record))), cell(dateText(record.since, true)),
      cell(basis(record)), cell(saidBy(record)));
  });
  const columns = ["issue", "option", ...(answer ? ["shared"] : []), "party", "stance", "since", "basedOn", "statements"];
  const whose = answer ? ` · ${t("shared")}: ${pickedNames().map((name) => clip(name, 120)).join(t("comma"))}` : "";
  return table(`${t("view_positions")}, ${dateText(data.days[dayNow()])}${whose}${hiding()}`, columns, rows, found.length);
};
const quiet = () => {
  const heard = new Set(stanceEdges.filter((edge) => isDrawn(stanceAt(edge))).map((edge) => edge.to));
  const silent = data.options.map((_, n) => `o${n}`).filter((id) => !heard.has(id));
  return silent.length ? make("div", {}, make("h3", {}, t("withoutStance")), bullets(silent.slice(0, MOST).map((id) => opener(id, nameOf(id))))) : null;
};
/** @type {(proposal: Proposal, n: number) => HTMLTableRowElement[]} */
const bundleRow = (proposal, n) => {
  const state = proposalNow(proposal);
  return state ? [make("tr", {}, cell(opener(`b${n}`, labelOf(proposal))), cell(state.status ? t(`status_${state.status}`) : ""),
    cell(text([...state.proposedBy, ...state.tabledBy].map((p) => labelOf(data.parties[p])).join(t("comma")), 400)),
    cell(proposal.terms.map((o) => make("div", {}, text(labelOf(data.options[o]), 200)))))] : [];
};
const bundles = () => (data.proposals.length ? table(t("proposals"), ["proposal", "status", "proposedBy", "terms"],
  data.proposals.slice(0, MOST).flatMap((proposal, n) => bundleRow(proposal, n)), data.proposals.length) : null);
const parties = () => {
  const { noParty } = now();
  const pairs = networkNow().pairs.filter(({ first, second }) => !noParty.includes(first) && !noParty.includes(second));
  return table(`${t("view_parties")}, ${dateText(data.days[dayNow()])}${hiding()}`, ["party", "party", "agreed", "within_reach", "contested", "redLines", "bothSpoke", "inferred", "ascribed", "community"],
    pairs.slice(0, MOST).map(({ first: a, second: b, ...pair }) => make("tr", {}, cell(opener(`p${a}`, nameOf(`p${a}`))), cell(opener(`n${a}-${b}`, nameOf(`p${b}`))),
      splitCounts({ first: a, second: b, ...pair }).map(({ count, told }) => cell(splitWords(count, told))), [pair.redLines, pair.bothSided, pair.inferred, pair.ascribed].map((count) => cell(String(count))), cell(isHearsay({ first: a, second: b, ...pair }) ? make("span", { class: "badge warn" }, t("hearsayOnly")) : null, " ", t(communityOf(a) === communityOf(b) ? "sameCommunity" : "otherCommunity")))), pairs.length);
};
const weights = () => {
  const found = weightsNow();
  return table(`${t("view_parties")} · ${t("lines_statements")}, ${shownText()}${hiding()}`, ["party", "party", "weight", "sameSide", "oppositeSides", "community"],
    found.slice(0, MOST).map((weight) => make("tr", {}, cell(opener(`p${weight.first}`, nameOf(`p${weight.first}`))), cell(opener(weight.id, nameOf(`p${weight.second}`))),
      cell(make("bdi", { dir: "ltr" }, signedNumber(weight.weight))), cell(String(weight.same)), cell(String(weight.opposite)), cell(besideWeight(weight)))), found.length);
};
const issues = () => {
  const { noIssue } = now();
  const shown = data.options.map((option, n) => ({ option, n })).filter(({ option }) => !noIssue.includes(option.issue));
  const held = data.relations.map((relation, n) => ({ ...relation, n })).filter(isRequiredNow);
  const relations = held.slice(0, MOST).map(({ kind, from, to, reason, n }) => make("tr", {}, cell(opener(`o${from}`, nameOf(`o${from}`))),
    cell(opener(`r${n}`, t(kind))), cell(opener(`o${to}`, nameOf(`o${to}`))), cell(text(say(reason), 600))));
  return [table(t("view_issues"), ["issue", "option"], shown.slice(0, MOST).map(({ option, n }) => make("tr", {},
    cell(text(labelOf(data.issues[option.issue]), 200)), cell(opener(`o${n}`, labelOf(option))))), shown.length),
  held.length ? table(t("relations"), ["option", "relation", "option", "reason"], relations, held.length) : null];
};

/** @type {Record<View, () => Child[]>} */
const TABLES = { positions: () => [positions(), bundles(), quiet()], parties: () => [isOfStatements() ? weights() : parties()], issues, deals: () => [], timeline: () => [], matrix: () => [] };
let stale = true;
/* Build the table of what the map shows; it is put off until wanted, which printing also is. */
const buildTable = () => {
  if (!stale) return;
  stale = false;
  fill(get("table-view"), make("h2", {}, t("table")), TABLES[now().view]());
  fill(get("print-head"), make("p", {}, headLine()), isOfStatements() ? make("p", {}, countedText()) : null, make("p", {}, t("caveat")), bullets(data.caveats.map((words) => text(say(words), 2000))),
    make("p", {}, `${t("sources")}: `, data.sources.slice(0, 60).map((source) => make("span", {}, text(labelOf(source), 300), source.address ? [" <", text(source.address, 400), "> "] : " ", sensitivityBadge(source.sensitivity)))));
};
/* Show the table where it was asked for. */
export const showTable = () => {
  stale = true;
  const isMap = isMapView();
  const isTable = now().mode === "table" && isMap;
  document.body.classList.toggle("as-table", isTable);
  get("map-view").toggleAttribute("inert", isTable || !isMap);
  get("table-view").toggleAttribute("hidden", !isTable);
  if (isTable) buildTable();
  else get("table-view").replaceChildren();
};
window.addEventListener("beforeprint", () => buildTable());
