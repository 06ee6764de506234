import { data, thingOf } from "./data.js";
import { now } from "./state.js";

/** @import { Text } from "../page-data.d.ts" */

/**
 * Return the words of a text in the page's language, else in English, else in any.
 * @param {Text | null | undefined} words
 * @returns {string}
 */
export const say = (words) => {
  if (words === null || words === undefined) return "";
  if (typeof words === "string") return words;
  return words[now().lang] ?? words.en ?? words[""] ?? Object.values(words)[0] ?? "";
};
/**
 * Return the page's own words for a key, in its language.
 * @param {string} key
 * @returns {string}
 */
export const t = (key) => {
  const words = data.words;
  const found = words[now().lang]?.[key] ?? words.en[key] ?? key;
  return typeof found === "string" ? found : found.other;
};
/** @type {Map<string, Intl.PluralRules>} */
const plurals = new Map();
/**
 * Return the page's own words for a key that counts, in the form that the count needs in the page's language.
 * @param {string} key
 * @param {number} count
 * @returns {string}
 */
export const counted = (key, count) => {
  const { lang } = now();
  const rules = plurals.get(lang) ?? new Intl.PluralRules(lang);
  plurals.set(lang, rules);
  const found = data.words[lang]?.[key] ?? data.words.en[key] ?? key;
  const words = typeof found === "string" ? found : found[rules.select(count)] ?? found.other;
  return words.replace("{count}", String(count));
};
/* What files of the case are called, without what a file's name cannot hold. */
export const caseName = () => (data.case.key || "case").replace(/[^\w-]+/g, "-").slice(0, 60);
/** @param {{ label: Text, key: string }} thing */
export const labelOf = (thing) => say(thing.label) || thing.key;
/**
 * Whether a text runs from right to left, as its first letter does.
 * @param {string} text
 */
export const isRtl = (text) => /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);
/* The direction of the page: that in which its language's own name is written. */
export const direction = () => (isRtl(data.languageNames[now().lang]) ? "rtl" : "ltr");
/* An arrow from what is read first to what is read after it. */
export const arrow = () => (direction() === "rtl" ? "←" : "→");
/**
 * Words of the case within a sentence of the page, set apart (U+2068, U+2069) where they run the other way.
 * @param {string} words
 */
export const apart = (words) => (isRtl(words) === (direction() === "rtl") ? words : `\u2068${words}\u2069`);
/** @param {string} id of a thing on the map */
export const nameOf = (id) => labelOf(thingOf(id));

/* The months in English, as en-GB writes them: the browser's own calendar takes longer to start than much of the page. */
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const BRIEF = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();
/**
 * Return a day in words.
 * @param {string | null} day in ISO form
 * @param {boolean} [brief] with the month in short
 */
export const dateText = (day, brief = false) => {
  if (!day) return t("unknownDay");
  const { lang } = now();
  if (lang === "en") {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${(brief ? BRIEF : MONTHS)[month - 1]} ${year}`;
  }
  const key = `${lang}${brief ? 1 : 0}`;
  let format = formats.get(key);
  if (!format) {
    const month = brief ? "short" : "long"; // the digits of every other number on the page:
    format = new Intl.DateTimeFormat(`${lang}-u-nu-latn`, { day: "numeric", month, year: "numeric", timeZone: "UTC" });
    formats.set(key, format);
  }
  return format.format(new Date(`${day}T00:00:00Z`));
};
