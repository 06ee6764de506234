import { data } from "./data.js";
import { leastConfidence } from "./lenses.js";
import { dayNow } from "./state.js";

/** @param {string} word */
const quote = (word) => (/^--\w+$|^[\p{L}\p{N}.-]+$/u.test(word) ? word : `"${word.replace(/["\\$`]/g, "\\$&")}"`);
/**
 * Return the command that asks in a terminal what the page shows, on the same day and with the same filters.
 * @param {string} verb
 * @param {string[]} names
 */
export const commandText = (verb, ...names) => {
  const { channels } = data.filters;
  const least = leastConfidence();
  const filters = [...(least ? ["--min-confidence", least] : []), ...channels.flatMap((name) => ["--channel", name])];
  return ["kg", verb, ...names.map(quote), "--as-of", data.days[dayNow()], ...filters].join(" ");
};
