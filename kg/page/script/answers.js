import { data } from "./data.js";
import { make, text } from "./dom.js";
import { conditionBlock, goTo, part } from "./evidence.js";
import { CLASS_SYMBOLS, answerNow } from "./model.js";
import { now } from "./state.js";
import { labelOf, t } from "./words.js";

/** @import { AnswerRange } from "../page-data.d.ts" */
/** @import { OptionAnswer } from "./model.js" */

/* The names of the picked parties. */
export const pickedNames = () => now().pick.map((n) => labelOf(data.parties[n]));
/**
 * The mark of a class of shared ground.
 * @param {OptionAnswer} answer
 */
export const classMark = (answer) => make("span", { class: `class ${answer.name}` }, `${CLASS_SYMBOLS[answer.name]} ${t(answer.name)}`);
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
 * What Python answered for the picked parties on an option, in words; null where it has no answer.
 * @param {number} option
 */
export const classPart = (option) => {
  const answer = answerNow()?.get(option);
  if (!answer) return null;
  const outside = data.options[option].undertakenBy.filter((n) => !now().pick.includes(n));
  return part("shared", make("p", {}, text(pickedNames().join(", "), 400), ": ", classMark(answer)),
    answer.atLeast ? make("p", {}, t("atLeast"), " ", answer.atLeast.containers.flatMap((o, at) => [at ? ", " : null, goTo(`o${o}`)])) : null,
    answer.inNameOnly ? make("p", {}, "≈ ", t("inNameOnly")) : null,
    answer.leftOpen ? make("p", {}, t("deliberatelyOpen")) : null,
    rangeLine(answer),
    answer.opposite ? make("p", {}, t("fromOppositeSides")) : null,
    answer.met ? make("p", {}, t("conditionMet")) : null,
    answer.conditions.map(({ party, condition, state }) => make("div", {}, goTo(`p${party}`), conditionBlock(condition, state))),
    answer.needs ? make("p", {}, t("needsOthers"), " ", outside.flatMap((n, at) => [at ? ", " : null, goTo(`p${n}`)])) : null,
    answer.otherwise ? make("p", {}, `${t("amongThoseWhoSpoke")}: ${t(answer.otherwise)}`) : null);
};
