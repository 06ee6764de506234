import { data } from "./data.js";
import { apart, labelOf, say, t } from "./words.js";

/** @import { AnswerPoint } from "../page-data.d.ts" */

/**
 * The names of some parties, with commas.
 * @param {number[]} parties
 */
export const namesOf = (parties) => parties.map((n) => apart(labelOf(data.parties[n]))).join(t("comma"));
/** @param {AnswerPoint} point */
const toldMark = ({ ascribed }) => (ascribed ? ` (${t("ascribed").toLowerCase()})` : "");
/**
 * On which points a reading is not matched, as Python tells it: whose readings differ, and whose is unanswered.
 * @param {AnswerPoint[]} points
 */
export const gapsOf = (points) => points.flatMap((one) => {
  const point = apart(say(one.point));
  const found = [...(one.differing.length ? [t("readingsDifferOn").replace("{point}", point).replace("{parties}", namesOf(one.differing))] : []),
    ...one.unanswered.map((n) => t("readingUnanswered").replace("{party}", apart(labelOf(data.parties[n]))).replace("s’s ", "s’ ").replace("{point}", point))];
  return found.map((words, n) => words + (n === found.length - 1 ? toldMark(one) : ""));
});
/**
 * That all left some points open on purpose, with the points; null where there are none.
 * @param {AnswerPoint[]} points
 */
export const leftOpenOn = (points) => {
  const open = points.filter(({ differing, unanswered }) => !differing.length && !unanswered.length);
  return open.length ? `${t("leftOpen")}: ${open.map((one) => apart(say(one.point)) + toldMark(one)).join(t("comma"))}` : null;
};
