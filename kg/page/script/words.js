import { data, thingOf } from "./data.js";
import { now } from "./state.js";

/* Return the words of a text in the page's language, else in English, else in any. */
export const say = (words) => {
  if (words === null || words === undefined) return "";
  if (typeof words === "string") return words;
  return words[now().lang] ?? words.en ?? words[""] ?? Object.values(words)[0] ?? "";
};
/* Return the page's own words for a key in its language. */
export const t = (key) => {
  const words = data.words;
  return words[now().lang]?.[key] ?? words.en[key] ?? key;
};
export const labelOf = (thing) => say(thing.t) || thing.k;
export const clip = (text, most) => {
  if (text.length <= most) return text;
  const letters = Array.from(text.slice(0, most * 2));
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
};
export const nameOf = (id) => labelOf(thingOf(id));

const dates = new Map();
export const dateText = (day, brief) => {
  if (!day) return t("unknownDay");
  const key = `${now().lang}${brief ? 1 : 0}`;
  if (!dates.has(key)) {
    const month = brief ? "short" : "long";
    dates.set(key, new Intl.DateTimeFormat(now().lang === "en" ? "en-GB" : now().lang, {
      day: "numeric", month, year: "numeric", timeZone: "UTC",
    }));
  }
  return dates.get(key).format(new Date(`${day}T00:00:00Z`));
};
