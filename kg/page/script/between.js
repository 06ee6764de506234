import { classMark, pointLines } from "./answers.js";
import { bridgesPart } from "./bridging.js";
import { commandText } from "./commands.js";
import { data, edgesOf, numberOf } from "./data.js";
import { conflictsPart, conflictsWhere } from "./disputes.js";
import { make } from "./dom.js";
import { bullets, commandLine, goTo, part, stanceMark } from "./evidence.js";
import { hiddenMark, hiddenOfParties } from "./hiding.js";
import { answerOf, heldOn, isDrawn, pairOf, stanceAt } from "./model.js";
import { isHearsay, splitCounts, splitWords } from "./pairs.js";
import { change, now } from "./state.js";
import { heading } from "./topics.js";
import { counted, labelOf, t } from "./words.js";

/** @import { GroundClass } from "../page-data.d.ts" */
/** @import { OptionAnswer } from "./model.js" */

/**
 * An option with how the two stand on it.
 * @param {number} option
 * @param {OptionAnswer} answer
 * @param {number[]} parties
 */
const optionRow = (option, answer, parties) => {
  const edges = edgesOf(`o${option}`).filter(({ from }) => parties.includes(numberOf(from)));
  const [held, known] = [heldOn(edges), edges.filter((edge) => isDrawn(stanceAt(edge)))];
  return make("li", {}, classMark(answer, known.length - held.length), " ", goTo(`o${option}`), " ", hiddenMark(known.length - held.length), pointLines(answer.points),
    make("p", { class: "meta" }, held.map(({ edge, record }, n) => [n ? " · " : null, goTo(edge.id, labelOf(data.parties[numberOf(edge.from)])), " ", stanceMark(record)])));
};
/**
 * All between two parties: what they share and contest, their conflicts by how hard they are, and what each could do.
 * @param {string} id
 */
export const pairTopic = (id) => {
  const { parties, pair } = pairOf(id);
  const names = parties.map((n) => labelOf(data.parties[n]));
  const answer = answerOf(parties);
  const shown = [...answer ?? []].filter(([option]) => !now().noIssue.includes(data.options[option].issue));
  const counts = pair ? [...splitCounts(pair).map(({ name, count, told }) => `${t(name)}: ${splitWords(count, told)}`),
    ...Object.entries({ redLines: pair.redLines, bothSpoke: pair.bothSided, inferred: pair.inferred, ascribed: pair.ascribed }).map(([name, count]) => `${t(name)}: ${count}`)] : [];
  const options = (/** @type {GroundClass[]} */ ...wanted) => shown.filter(([, one]) => wanted.includes(one.name)).map(([option, one]) => optionRow(option, one, parties));
  const [shared, apart, rejected] = [options("agreed", "within_reach"), options("contested"), options("rejected")];
  const list = (/** @type {HTMLElement[]} */ rows) => (rows.length ? make("ul", { class: "pair-options" }, rows) : make("p", { class: "meta" }, t("nothingOnRecord")));
  const hiddenIssues = (answer?.size ?? 0) - shown.length;
  return [heading("pair", names.join(" – ")), pair && isHearsay(pair) ? make("p", { class: "note" }, t("pairHearsay")) : null, bullets(counts), hiddenMark(hiddenOfParties(parties)), part("parties", bullets(parties.map((n) => goTo(`p${n}`)))),
    make("p", {}, make("button", { type: "button", class: "on-screen", onclick: () => change({ pick: parties, view: "positions", sel: null }) }, t("showShared"))),
    answer ? [part("pairShared", list(shared)), part("contested", list(apart)), rejected.length ? part("rejected", list(rejected)) : null,
      make("p", { class: "meta" }, `${t("unaddressed")}: ${counted("optionCount", shown.filter(([, one]) => one.name === "unaddressed").length)}`, hiddenIssues ? [" ", hiddenMark(hiddenIssues)] : null)]
      : make("p", { class: "hint" }, t("notWritten")),
    conflictsPart(conflictsWhere((group) => group.join() === parties.join(), () => true), null), commandLine(commandText("conflicts", ...names)), bridgesPart(parties, commandText("bridges", ...names))];
};
