import { data } from "./data.js";
import { now } from "./state.js";
import { labelOf } from "./words.js";

/**
 * The first letters of a name: of its first two words that begin with a capital, else its first three letters.
 * @param {string} name
 */
const initials = (name) => {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word));
  const taken = words.length > 1 ? words.slice(0, 2).map((word) => Array.from(word)[0]) : Array.from(name).slice(0, 3);
  return taken.join("").toLocaleUpperCase(now().lang);
};
/**
 * A badge for each name, no two alike: its initials where they are its own, otherwise its place in the list.
 * @param {string[]} names
 */
export const badgesOf = (names) => {
  const wanted = names.map(initials);
  return wanted.map((letters, n) => {
    const isOwn = /[\p{L}\p{N}]/u.test(letters) && !/^\p{N}+$/u.test(letters) && wanted.filter((one) => one === letters).length === 1;
    return isOwn ? letters : String(n + 1);
  });
};
/** @type {Map<string, string[]>} */
const byLanguage = new Map();
/**
 * The badge of a party in the page's language.
 * @param {number} party
 */
export const badgeOf = (party) => {
  const { lang } = now();
  const known = byLanguage.get(lang) ?? badgesOf(data.parties.map(labelOf));
  byLanguage.set(lang, known);
  return known[party];
};
