/* Offsets in a paragraph: the file counts code points, the browser counts UTF-16. And the few words that name a place. */

const MOST_WORDS = 15;
const AROUND = 32;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * Return an offset in code points as one in UTF-16.
 * @param {string} words
 * @param {number} points
 */
export const unitsOf = (words, points) => {
  let units = 0;
  for (let count = 0; count < points && units < words.length; count += 1) units += (words.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
};
/**
 * Return an offset in UTF-16 as one in code points.
 * @param {string} words
 * @param {number} units
 */
export const pointsOf = (words, units) => Array.from(words.slice(0, units)).length;
/**
 * Return a part of a paragraph by offsets in code points.
 * @param {string} words
 * @param {number} start
 * @param {number} end
 */
export const part = (words, start, end) => words.slice(unitsOf(words, start), unitsOf(words, end));
/**
 * Widen a part, in code points, to whole words, and take blanks off its ends; null where no word is left.
 * @param {string} words
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | null}
 */
export const wholeWords = (words, start, end) => {
  const signs = Array.from(words);
  let [from, to] = [start, Math.min(end, signs.length)];
  while (from < to && /\s/u.test(signs[from])) from += 1;
  while (to > from && /\s/u.test(signs[to - 1])) to -= 1;
  if (!signs.slice(from, to).some((sign) => WORD.test(sign))) return null;
  while (from > 0 && WORD.test(signs[from]) && WORD.test(signs[from - 1])) from -= 1;
  while (to < signs.length && WORD.test(signs[to - 1]) && WORD.test(signs[to])) to += 1;
  return [from, to];
};
/**
 * Return the words that name a place, at most 15, and what stands on each side of them (kg.texts.selectors.select).
 * @param {string} words the paragraph
 * @param {number} start in code points
 * @param {number} end
 */
export const selectorOf = (words, start, end) => {
  const [from, to] = [unitsOf(words, start), unitsOf(words, end)];
  const found = [...words.slice(from, to).matchAll(/\S+/gu)].slice(0, MOST_WORDS);
  const first = from + found[0].index;
  const final = found[found.length - 1];
  const last = from + final.index + final[0].length;
  const before = Array.from(words.slice(0, first));
  const after = Array.from(words.slice(last));
  return { exact: words.slice(first, last), prefix: before.slice(-AROUND).join(""), suffix: after.slice(0, AROUND).join("") };
};
