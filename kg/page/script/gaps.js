import { data } from "./data.js";
import { apart, labelOf, say, t } from "./words.js";

/** @import { AnswerPoint } from "../page-data.d.ts" */

/**
 * The names of some parties, with commas.
 * @param {number[]} parties
 */
export const namesOf = (parties) => parties.map((n) => apart(labelOf(data.parties[n]))).join(t("comma"));
/**
 * On which points a reading is not matched, as Python tells it: whose readings differ, and whose is unanswered.
 * @param {AnswerPoint[]} points
 */
export const gapsOf = (points) => points.flatMap(({ point, differing, unanswered }) => [
  ...(differing.length ? [t("readingsDifferOn").replace("{point}", apart(say(point))).replace("{parties}", namesOf(differing))] : []),
  ...unanswered.map((n) => t("readingUnanswered").replace("{party}", apart(labelOf(data.parties[n]))).replace("s’s ", "s’ ").replace("{point}", apart(say(point)))),
]);
