import { classMark, pointLines, rangeLine } from "./answers.js";
import { commandText } from "./commands.js";
import { data, edgesOf, issueById, numberOf, partyOf } from "./data.js";
import { eventBlock, eventsOn } from "./deeds.js";
import { conflictsPart, conflictsWhere, hardness } from "./disputes.js";
import { make, text } from "./dom.js";
import { bullets, commandLine, countedPart, goTo, namedThings, part, readingBlock } from "./evidence.js";
import { namesOf } from "./gaps.js";
import { cell, grid } from "./grid.js";
import { hiddenMark } from "./hiding.js";
import { addRows } from "./later.js";
import { answerOf, eventNow, heldOn, isClosed, isDrawn, isShownEvent, networkNow, readingNow, stanceAt, wasRead } from "./model.js";
import { noteField } from "./notes.js";
import { splitCounts } from "./pairs.js";
import { historyPart, stanceLine } from "./said.js";
import { now } from "./state.js";
import { about, heading, proposalButtons } from "./topics.js";
import { counted, dateText, labelOf, nameOf, say, t } from "./words.js";

/** @import { CaseEvent, Edge } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/** @import { Held, OptionAnswer } from "./model.js" */

const MOST = 120;
const RED = ["demand", "rule-out"];
/* The parties of whom is said what holds: those picked, else the group that the page opens with. */
const groupNow = () => (now().pick.length > 1 ? now().pick : data.opening.group);
/** @param {Edge[]} edges those on record on the day, whatever filters hide */
const onRecord = (edges) => edges.filter((edge) => isDrawn(stanceAt(edge)));
/**
 * Deeds as a part of the panel: those that honour or break an option, by how well they are known; then the other events.
 * @param {CaseEvent[]} found
 * @param {number[] | null} options
 */
const deedsPart = (found, options) => {
  const shown = found.filter(isShownEvent);
  const levels = ["verified", "reported", "claimed"];
  const sorted = [...shown].sort((a, b) => Number(!eventNow(a)?.assessments.length) - Number(!eventNow(b)?.assessments.length) || levels.indexOf(eventNow(a)?.known ?? "") - levels.indexOf(eventNow(b)?.known ?? ""));
  return countedPart("deeds", shown.length, found.length - shown.length, sorted.map((one) => eventBlock(one, options)));
};

// -------------------------------------------------------------------- issue

/**
 * One option: what holds of the group, who stands where with the newest word, whose word is missing, and how it is read.
 * @param {number} n
 * @param {OptionAnswer | undefined} answer
 */
const optionBlock = (n, answer) => {
  const [edges, known] = [edgesOf(`o${n}`), onRecord(edgesOf(`o${n}`))];
  const [held, group] = [heldOn(edges), groupNow()];
  const spoke = known.map(({ from }) => numberOf(from));
  const silent = group.filter((party) => !spoke.includes(party));
  const readings = data.readings.filter((reading) => reading.option === n && (readingNow(reading) !== null || wasRead(reading)));
  return make("div", { class: "option-block" }, make("h4", {}, goTo(`o${n}`, null, 400)),
    answer ? make("p", { class: "holds-of" }, classMark(answer, known.length - held.length), " ", text(`(${namesOf(group)})`, 300)) : null,
    answer?.otherwise ? make("p", { class: "meta" }, `${t("amongThoseWhoSpoke")}: ${t(answer.otherwise)}`) : null, answer ? pointLines(answer.points) : null,
    make("ul", { class: "rows" }, held.map((one) => stanceLine(one, text(nameOf(one.edge.from), 160)))), hiddenMark(known.length - held.length),
    silent.length ? make("p", { class: "sideless" }, t("stance_silent"), ": ", silent.flatMap((p, at) => [at ? t("comma") : null, goTo(`p${p}`)])) : null,
    readings.map(readingBlock));
};
/**
 * All on one issue: its options with who stands where, its conflicts, the proposals with terms on it, deeds, and what was said.
 * @param {string} id
 */
export const issueTopic = (id) => {
  const thing = issueById(id);
  const issue = numberOf(id);
  const closed = isClosed(issue) ? thing.closed : null;
  const group = groupNow();
  const answer = closed ? null : answerOf(group);
  const spoken = thing.options.filter((n) => onRecord(edgesOf(`o${n}`)).length);
  const silent = thing.options.filter((n) => !spoken.includes(n));
  const range = spoken.map((n) => answer?.get(n)).find((one) => one?.range && !one.otherwise);
  const rest = spoken.length - MOST;
  return [heading("issue", labelOf(thing)),
    make("p", { class: "meta" }, `${t(`kind_${thing.kind}`)} · ${counted("optionCount", thing.options.length)}${thing.options.length > 1 ? ` · ${t(`choice_${thing.choiceRule}`)}` : ""}`,
      closed ? ` · ${t(`closed_${closed.how ?? "settled"}`)} ${dateText(closed.day, true)}` : null),
    about(thing), make("p", { class: "meta" }, group.length > 1 ? [text(t("saidOf").replace("{parties}", namesOf(group)), 400), answer || closed ? null : ` ${t("notWritten")}`] : t("saidOfNobody")), range ? rangeLine(range) : null,
    part("options", spoken.length ? addRows(make("div", {}), spoken.slice(0, MOST), (n) => optionBlock(n, answer?.get(n))) : make("p", { class: "meta" }, t("noneOnRecord"))), rest > 0 ? make("p", { class: "hint" }, `+ ${rest}`) : null,
    silent.length ? countedPart("withoutStanceHere", silent.length, 0, bullets(silent.slice(0, MOST).map((n) => goTo(`o${n}`)))) : null,
    conflictsPart(conflictsWhere((parties) => now().pick.length < 2 || parties.every((n) => now().pick.includes(n)), ({ issues }) => issues.includes(issue))),
    part("proposals", proposalButtons((_, terms) => terms.some((n) => thing.options.includes(n))) ?? make("p", { class: "meta" }, t("noneOnRecord"))),
    deedsPart(eventsOn(thing.options), thing.options),
    historyPart(({ issues }) => issues?.includes(issue) ?? false), commandLine(commandText("issue", labelOf(thing)))];
};

// -------------------------------------------------------------------- party

/** @param {Held} one */
const onTerm = (one) => {
  const { to } = one.edge;
  const issue = to[0] === "o" ? nameOf(`i${data.options[numberOf(to)].issue}`) : t("proposal");
  return stanceLine(one, [text(nameOf(to), 160), make("small", { class: "of-issue" }, text(issue, 120))]);
};
/**
 * The stances of a party by voice, its declared red lines first, with how many of each a filter hides.
 * @param {string} id
 */
const stanceParts = (id) => {
  const known = onRecord(edgesOf(id)).sort((a, b) => (a.to[0] === b.to[0] ? numberOf(a.to) - numberOf(b.to) : a.to[0] === "o" ? -1 : 1));
  /** @type {[string, (record: Held["record"]) => boolean][]} */
  const groups = [["declaredRedLines", ({ stance, inferred, ascribed }) => !inferred && !ascribed && RED.includes(stance)],
    ["otherOwn", ({ stance, inferred, ascribed }) => !inferred && !ascribed && !RED.includes(stance)],
    ["inferredStances", ({ inferred, ascribed }) => Boolean(inferred) && !ascribed], ["ascribed", ({ ascribed }) => Boolean(ascribed)]];
  return groups.map(([title, isOf]) => {
    const mine = known.filter((edge) => isOf(/** @type {Held["record"]} */ (stanceAt(edge))));
    const held = heldOn(mine);
    return countedPart(title, held.length, mine.length - held.length, addRows(make("ul", { class: "rows" }), held.slice(0, MOST), onTerm),
      held.length > MOST ? [make("p", { class: "hint" }, `+ ${held.length - MOST}`), commandLine(commandText("positions", "--party", nameOf(id)))] : null);
  });
};
/**
 * How a party stands beside each other one: what both have a side on, and how hard their conflicts are.
 * @param {number} party
 */
const besideOthers = (party) => {
  const pairs = networkNow().pairs.filter(({ first, second }) => (first === party || second === party) && ![first, second].some((n) => n !== party && now().noParty.includes(n)));
  const rows = pairs.map((pair) => {
    const [other, key] = [pair.first === party ? pair.second : pair.first, [pair.first, pair.second].join()];
    const found = conflictsWhere((parties) => parties.join() === key, () => true);
    return make("tr", {}, cell(goTo(`n${pair.first}-${pair.second}`, nameOf(`p${other}`))), splitCounts(pair).map(({ count }) => cell(String(count))), cell(`${pair.bothSided}`),
      cell(found ? hardness(found.shown).map((words) => make("div", {}, words)) : "…", found ? hiddenMark(found.hidden) : null));
  });
  return part("besideOthers", rows.length ? grid(t("besideCounts"), [t("party"), t("agreed"), t("within_reach"), t("contested"), t("bothSpoke"), t("conflicts")], rows) : make("p", { class: "meta" }, t("besideNone")));
};
/**
 * All on one party: its stances by voice, where its word is missing, how it stands beside others, conflicts, proposals, deeds, and
 * what was said.
 * @param {string} id
 * @param {Child} first what comes before its stances
 */
export const partyTopic = (id, first) => {
  const thing = partyOf(id);
  const party = numberOf(id);
  const people = data.people.filter((person) => person.speaksFor.includes(party));
  const said = new Set(onRecord(edgesOf(id)).map(({ to }) => to));
  const silent = data.options.map((option, n) => ({ option, n })).filter(({ option, n }) => !isClosed(option.issue) && !said.has(`o${n}`));
  return [heading("party", labelOf(thing)), thing.roles.length ? make("p", { class: "meta" }, thing.roles.map((role) => t(`role_${role}`)).join(t("comma"))) : null,
    thing.start || thing.end ? make("p", { class: "meta" }, `${thing.start ? dateText(thing.start, true) : "…"} – ${thing.end ? dateText(thing.end, true) : "…"}`) : null,
    thing.succeeds.length ? make("p", { class: "meta" }, t("succeeds"), " ", namedThings(thing.succeeds)) : null, about(thing), first,
    part("people", bullets(people.map((person) => [text(labelOf(person), 160), say(person.office) ? [" · ", text(say(person.office), 160)] : null]))),
    part("memberships", bullets(data.memberships.filter(({ member }) => member === party).map(({ coalition, start, end, binds }) => [goTo(`p${coalition}`),
      ` · ${t(binds ? "binds" : "doesNotBind")}`, start || end ? ` · ${start ? dateText(start, true) : "…"} – ${end ? dateText(end, true) : "…"}` : null]))),
    stanceParts(id),
    countedPart("withoutStanceOpen", silent.length, 0, bullets(silent.slice(0, MOST).map(({ n }) => goTo(`o${n}`)))),
    besideOthers(party), conflictsPart(conflictsWhere(() => true, ({ sides }) => sides.some((side) => side.party === party)), commandLine(commandText("party", labelOf(thing)))),
    part("proposals", proposalButtons((one, terms, n) => [...one.proposedBy, ...one.formerlyBy, ...one.tabledBy].includes(party) || said.has(`b${n}`) || terms.some((term) => said.has(`o${term}`))) ?? make("p", { class: "meta" }, t("noneOnRecord"))),
    deedsPart(data.events.filter((one) => one.actors.includes(party) && eventNow(one)), null),
    historyPart((statement) => statement.about === party), commandLine(commandText("party", labelOf(thing))), noteField(id)];
};
