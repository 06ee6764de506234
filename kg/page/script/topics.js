import { classPart } from "./answers.js";
import { commandText } from "./commands.js";
import { data, edgeById, edgesOf, numberOf } from "./data.js";
import { eventBlock, eventsOn } from "./deeds.js";
import { linkTo, make, text } from "./dom.js";
import { badges, besideBlock, bullets, commandLine, conditionBlock, contraryBlock, derivationBlock, goTo, lapseBlock, part, pastBlock, readingBlock, sensitivityBadge, stanceMark, statementBlocks } from "./evidence.js";
import { headLine, notOwnWords } from "./head.js";
import { ageOf, changedOn, historyOf, isDrawn, isMarking, isRequiredNow, proposalNow, readingNow, stanceAt, wasRead } from "./model.js";
import { noteField } from "./notes.js";
import { dayNow, select } from "./state.js";
import { arrow, dateText, labelOf, nameOf, say, t } from "./words.js";

/** @import { CaseEvent, Edge, Person, ProposalState, Reading, Relation, Source } from "../page-data.d.ts" */
/** @import { MapThing } from "./data.js" */
/** @import { Stance } from "./model.js" */

/**
 * The kind and the name of what the panel shows.
 * @param {string} kind a key of the page's words
 * @param {string} words
 */
export const heading = (kind, words) => [make("p", { class: "kind" }, t(kind)), make("h2", { tabindex: "-1" }, text(words, 12000))];
/**
 * What the case says of a thing.
 * @param {MapThing | CaseEvent | Person} thing
 */
export const about = (thing) => [
  say(thing.description) ? make("p", { class: "about" }, text(say(thing.description), 6000)) : null,
  thing.aliases?.length ? make("p", { class: "meta" }, t("alsoCalled"), ": ", thing.aliases.flatMap((name, n) => [n ? t("comma") : null, text(name, 120)])) : null,
  thing.matches?.length ? make("p", { class: "meta" }, thing.matches.flatMap((address, n) => [n ? t("comma") : null, linkTo(address, address.split("/").pop())])) : null,
];
/** @typedef {"from" | "to"} EdgeEnd */
/**
 * @param {Edge} edge
 * @param {EdgeEnd} otherEnd
 */
const stanceRow = (edge, otherEnd) => {
  const record = stanceAt(edge);
  if (!isDrawn(record)) return null;
  const changed = isMarking() && changedOn(edge, dayNow());
  return make("li", {}, make("button", { type: "button", class: "row", onclick: () => select(edge.id) },
    make("span", { class: "row-name" }, text(nameOf(edge[otherEnd]), 160)), stanceMark(record), badges(record),
    changed ? make("span", { class: "badge new" }, t("changed")) : null));
};
/**
 * The stances of some edges, each by the name at one end; null where none shows.
 * @param {Edge[]} edges
 * @param {EdgeEnd} otherEnd
 */
const rows = (edges, otherEnd) => {
  const found = edges.map((edge) => stanceRow(edge, otherEnd)).filter(Boolean);
  return found.length ? make("ul", { class: "rows" }, found) : null;
};

/**
 * A relation, seen from one of its options.
 * @param {Relation} relation
 * @param {number} option
 */
const relationRow = ({ kind, from, to, reason, basis }, option) => {
  const other = from === option ? to : from;
  const verb = kind === "excludes" ? "excludes" : from === option ? kind : `${kind}Inverse`;
  return [t(verb), " ", goTo(`o${other}`), basis ? ` (${t(`basis_${basis}`)})` : "",
    say(reason) ? make("p", { class: "meta" }, text(say(reason), 1000)) : null];
};
/** @param {number} option */
const relationsOf = (option) => data.relations.filter((relation) => (relation.from === option || relation.to === option) && isRequiredNow(relation))
  .map((relation) => relationRow(relation, option));
/**
 * The proposals that exist on the day of which something holds, as buttons.
 * @param {(state: ProposalState, terms: number[], number: number) => boolean} holds
 */
export const proposalButtons = (holds) => bullets(data.proposals.flatMap((proposal, n) => {
  const state = proposalNow(proposal);
  return state && holds(state, proposal.terms, n) ? [goTo(`b${n}`)] : [];
}));
/**
 * Whether a reading of an option is held on the day, or was and is no more.
 * @param {Reading} reading
 */
const isRead = (reading) => readingNow(reading) !== null || wasRead(reading);
/** @param {string} id */
export const optionTopic = (id) => {
  const n = numberOf(id);
  const thing = data.options[n];
  const readings = data.readings.filter((reading) => reading.option === n && isRead(reading));
  return [heading("option", labelOf(thing)), make("p", { class: "meta" }, t("issue"), ": ", goTo(`i${thing.issue}`)),
    thing.value ? make("p", { class: "meta" }, text(`${thing.value} ${thing.unit ?? ""}`, 80)) : null,
    about(thing), classPart(n), part("stances", rows(edgesOf(id), "from") ?? make("p", {}, t("noStance"))),
    part("readings", readings.map(readingBlock)),
    part("undertakers", bullets(thing.undertakenBy.map((p) => goTo(`p${p}`))), thing.undertakerUnstated ? make("p", {}, t("unstated")) : null),
    part("relations", bullets(relationsOf(n))), part("proposals", proposalButtons((_, terms) => terms.includes(n))),
    part("events", eventsOn([n]).map((found) => eventBlock(found, [n]))), noteField(id)];
};
/**
 * What a party's stance was over the days, each time that it changed; null where it never did.
 * @param {Edge} edge
 */
const historyPart = (edge) => {
  /** @param {Stance | null} record */
  const told = (record) => (record ? [record.stance, record.inferred, record.ascribed].join() : "");
  const earlier = historyOf(edge).filter(({ day }) => day <= dayNow());
  const changed = earlier.filter(({ record }, at) => !at || told(record) !== told(earlier[at - 1].record));
  return changed.length > 1 ? part("history", bullets(changed.map(({ day, record }) => [`${dateText(data.days[day], true)}: `,
    record ? [stanceMark(record), " ", badges(record)] : t("stance_silent")]))) : null;
};
/** @param {string} id */
export const stanceTopic = (id) => {
  const edge = /** @type {Edge} */ (edgeById.get(id));
  const record = stanceAt(edge);
  const n = edge.to[0] === "o" ? numberOf(edge.to) : null;
  const head = [make("p", { class: "kind" }, t("stance")),
    make("h2", { tabindex: "-1" }, goTo(edge.from, null, 12000), ` ${arrow()} `, goTo(edge.to, null, 12000))];
  const past = historyPart(edge);
  const command = commandLine(commandText("why", nameOf(edge.from), nameOf(edge.to)));
  if (!record || record.stance === "silent") return [head, record?.lapsedBy ? lapseBlock(record.lapsedBy) : make("p", {}, t(record?.ended ? `change_${record.ended}` : "stance_silent")), past, part("supersededPositions", (record?.past ?? []).map(pastBlock)), command];
  const own = data.readings.filter((reading) => reading.option === n && [...readingNow(reading)?.readBy ?? [], ...readingNow(reading)?.leftOpenBy ?? []].includes(numberOf(edge.from)));
  const age = ageOf(record);
  return [head, make("p", { class: "verdict" }, stanceMark(record), badges(record)),
    make("p", { class: "meta" }, `${t("since")} ${dateText(record.since, true)}`, record.bounds ? ` · ${record.bounds.map((bound) => t(`bound_${bound}`)).join(t("comma"))}` : null, record.confidence === null ? null : ` · ${t("confidence")} ${Math.round(record.confidence * 100)}\u00a0%`,
      age ? ` · ${t("age").replace("{days}", String(age))}` : null),
    record.ascribed ? make("p", { class: "note" }, t("ascribedNote")) : null, record.strain ? make("p", { class: "note" }, t("strainNote")) : null,
    n === null ? null : classPart(n), part("fallbackBeside", bullets(record.fallback.map((term) => goTo(term)))), part("conditions", record.conditions.map((number, at) => conditionBlock(number, record.fulfilled[at]))), part("readings", own.map(readingBlock)),
    part("derivation", record.derivation.map(derivationBlock)), part("statements", statementBlocks(record.statements)),
    part("contraryReports", record.contraryReports.map(contraryBlock)), part("strain", record.strain ? make("p", {}, stanceMark({ ...record.strain, inferred: true })) : null, (record.strain?.derivation ?? []).map(derivationBlock)),
    part("beside", record.beside.map(besideBlock)), part("supersededPositions", record.past.map(pastBlock)), past, command];
};
/** @param {string} id */
export const relationTopic = (id) => {
  const { kind, from, to, reason, basis, party } = data.relations[numberOf(id)];
  return [heading("relation", t(kind)), make("p", {}, goTo(`o${from}`), ` ${t(kind)} `, goTo(`o${to}`)),
    say(reason) ? make("p", {}, text(say(reason), 2000)) : null, basis ? make("p", { class: "meta" }, `${t("basis")}: ${t(`basis_${basis}`)}`) : null,
    party === null ? null : make("p", {}, goTo(`p${party}`))];
};
/** @param {Source} found */
const sourceRow = (found) => [found.address ? linkTo(found.address, labelOf(found)) : text(labelOf(found), 300),
    " ", sensitivityBadge(found.sensitivity), make("p", { class: "meta" }, text([found.publisher, found.day ? dateText(found.day, true) : null].filter(Boolean).join(" · "), 300))];
/* What the page rests on, what it cannot say, and how it is used. */
export const overview = () => {
  return [heading("about", say(data.case.label)), say(data.case.description) ? make("p", {}, text(say(data.case.description), 6000)) : null,
    make("p", { class: "meta" }, headLine()), make("p", { class: "meta" }, notOwnWords()), part("caveats", make("p", {}, t("caveat")), bullets(data.caveats.map((words) => text(say(words), 3000)))),
    part("sources", bullets(data.sources.slice(0, 200).map(sourceRow))), part("keys", make("p", {}, t("keyboard"))),
    part("limits", bullets([t("answersLimit").replace("{parties}", String(data.limits.parties)).replace("{days}", String(data.limits.days)), data.limits.earlier ? t("daysLeftOut") : null].filter(Boolean)))];
};
