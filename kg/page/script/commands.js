import { data } from "./data.js";
import { dayNow } from "./state.js";

export const commandText = (verb, ...names) => {
  const quote = (word) => (/^--\w+$|^[\p{L}\p{N}.-]+$/u.test(word) ? word : `"${word.replace(/["\\$`]/g, "\\$&")}"`);
  const { min_confidence: least, channels } = data.filters;
  const heard = [...(least ? ["--min-confidence", least] : []), ...channels.flatMap((name) => ["--channel", name])];
  return ["kg", verb, ...names.map(quote), "--as-of", data.days[dayNow()], ...heard].join(" ");
};
