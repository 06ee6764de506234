import { data, edgeBetween, edgeById } from "./data.js";
import { make, text } from "./dom.js";
import { conditionBlock, goTo, part } from "./evidence.js";
import { gapsOf, namesOf } from "./gaps.js";
import { hiddenMark, hiddenOn } from "./hiding.js";
import { CLASS_SYMBOLS, LEFT_OPEN, NAME_ONLY, answerNow, sideOf, stanceAt } from "./model.js";
import { now } from "./state.js";
import { labelOf, say, t } from "./words.js";

/** @import { AnswerPoint, AnswerRange } from "../page-data.d.ts" */
/** @import { OptionAnswer } from "./model.js" */

/* The names of the picked parties. */
export const pickedNames = () => now().pick.map((n) => labelOf(data.parties[n]));
/**
 * The mark of a class of shared ground; faint where some of what it rests on is hidden.
 * @param {OptionAnswer} answer
 * @param {number} [hidden]
 */
export const classMark = (answer, hidden = 0) => make("span", { class: `class ${answer.name}${hidden ? " faint-class" : ""}` }, `${CLASS_SYMBOLS[answer.name]} ${t(answer.name)}`);
/**
 * The overlap or the gap of the picked parties on a ladder, in words, with its unit.
 * @param {AnswerRange} range
 */
const rangeWords = ({ kind, low, high, option }) => {
  const unit = data.issues[data.options[option].issue].options.map((n) => data.options[n].unit).find(Boolean);
  const values = !low && !high ? t("anyValue") : !low ? t("upTo").replace("{high}", high ?? "")
    : !high ? t("orMore").replace("{low}", low) : low === high ? low : `${low} – ${high}`;
  return `${t(`range_${kind}`)}: ${values}${unit && (low || high) ? ` ${unit}` : ""}`;
};
/** @param {OptionAnswer | undefined} answer */
export const rangeLine = (answer) => (answer?.range ? make("p", { class: `range ${answer.range.kind}` }, text(rangeWords(answer.range), 200)) : null);
/**
 * On which points an agreement is in name only, and whose readings differ or are missing; or which all left open.
 * @param {AnswerPoint[]} points
 */
export const pointLines = (points) => points.map((one) => {
  const gaps = gapsOf([one]);
  if (!gaps.length) return make("p", { class: "point" }, text(say(one.point), 200), ": ", `${LEFT_OPEN} `, t("deliberatelyOpen"));
  const unread = one.unread.length ? [t("noReading").replace("{parties}", namesOf(one.unread))] : [];
  return make("p", { class: "point" }, `${NAME_ONLY} `, text([...gaps, ...unread].join(t("semicolon")), 400));
});
/**
 * The picked parties that have no side on an option, by why: none on record, they would not say, or a filter left it out.
 * @param {number} option
 */
const sidelessOn = (option) => {
  /** @type {Record<string, number[]>} */
  const found = {};
  for (const party of now().pick) {
    const edge = edgeById.get(edgeBetween(`p${party}`, `o${option}`) ?? "");
    const record = edge ? stanceAt(edge) : null;
    if (record && sideOf(record) !== "none") continue;
    const stance = record?.stance ?? "silent";
    found[stance] = [...(found[stance] ?? []), party];
  }
  return found;
};
/**
 * Who of the picked parties has no stance on record, or none that counts; null where all have a side.
 * @param {number} option
 */
export const sidelessLines = (option) => Object.entries(sidelessOn(option)).map(([stance, parties]) => make("p", { class: "sideless" },
  `${t(`stance_${stance}`)}: `, parties.flatMap((n, at) => [at ? t("comma") : null, goTo(`p${n}`)])));
/**
 * What Python answered for the picked parties on an option, in words; null where it has no answer.
 * @param {number} option
 */
export const classPart = (option) => {
  const answer = answerNow()?.get(option);
  if (!answer) return null;
  const outside = data.options[option].undertakenBy.filter((n) => !now().pick.includes(n));
  return part("shared", make("p", {}, text(pickedNames().join(t("comma")), 400), ": ", classMark(answer, hiddenOn(option)), " ", hiddenMark(hiddenOn(option))),
    answer.atLeast ? make("p", {}, t("atLeast"), " ", answer.atLeast.containers.flatMap((o, at) => [at ? t("comma") : null, goTo(`o${o}`)])) : null,
    answer.inNameOnly ? make("p", {}, `${NAME_ONLY} `, t("inNameOnly")) : null,
    pointLines(answer.points),
    rangeLine(answer),
    answer.opposite ? make("p", {}, t("fromOppositeSides")) : null,
    answer.met ? make("p", {}, t("conditionMet")) : null,
    answer.conditions.map(({ party, condition, state }) => make("div", {}, goTo(`p${party}`), conditionBlock(condition, state))),
    answer.needs ? make("p", {}, t("needsOthers"), " ", outside.flatMap((n, at) => [at ? t("comma") : null, goTo(`p${n}`)])) : null,
    answer.otherwise ? make("p", {}, `${t("amongThoseWhoSpoke")}: ${t(answer.otherwise)}`) : null,
    sidelessLines(option));
};
