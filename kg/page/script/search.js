import { data, lists } from "./data.js";
import { dayNow } from "./state.js";
import { labelOf, say, t } from "./words.js";

/** @import { Person, Text } from "../page-data.d.ts" */
/** @import { Letter } from "./data.js" */
/**
 * @typedef {object} Hit
 * @property {number} rank how well it answers, 0 best
 * @property {string} name the name that answered
 * @property {string} id
 * @property {Person | null} person who was found, where the name is a person's; the id is then that of the party
 * @property {number} size
 * @typedef {{ folded: string, name: string, id: string, person: Person | null }} Entry
 */

/** @param {string} text */
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
/** @type {Entry[] | null} */
let index = null;
/** @param {{ label: Text, aliases?: string[], key: string }} thing */
const namesOf = (thing) => [...(typeof thing.label === "string" ? [thing.label] : Object.values(thing.label)), ...(thing.aliases ?? []), thing.key];
const build = () => {
  /** @type {Entry[]} */
  const found = [];
  for (const letter of /** @type {Letter[]} */ (["p", "i", "o", "b"])) {
    lists[letter].forEach((thing, number) => {
      for (const name of namesOf(thing)) if (name) found.push({ folded: fold(name), name, id: `${letter}${number}`, person: null });
    });
  }
  for (const person of data.people) {
    for (const name of namesOf(person)) {
      if (name && person.speaksFor.length) found.push({ folded: fold(name), name, id: `p${person.speaksFor[0]}`, person });
    }
  }
  return found;
};
/**
 * Things that answer to what was typed: those that begin with it first, then those that contain it.
 * @param {string} typed
 * @param {number} [most]
 */
export const findThings = (typed, most = 12) => {
  index ??= build();
  const wanted = fold(typed);
  if (!wanted) return [];
  /** @type {Hit[]} */
  const ranked = [];
  for (const { folded, name, id, person } of index) {
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const rank = folded === wanted ? 0 : at === 0 ? 1 : folded[at - 1] === " " ? 2 : 3;
    ranked.push({ rank, name, id, person, size: folded.length });
  }
  ranked.sort((a, b) => a.rank - b.rank || a.size - b.size || (a.id < b.id ? -1 : 1));
  const seen = new Set();
  /** @type {Hit[]} */
  const found = [];
  for (const hit of ranked) {
    const key = hit.id + (hit.person ? hit.person.key : "");
    if (!seen.has(key)) found.push(hit);
    seen.add(key);
    if (found.length === most) break;
  }
  return found;
};

/**
 * @typedef {"paraphrase" | "quotation" | "speaker" | "source" | "attribution" | "event"} Field Where words were found.
 * @typedef {object} TextHit What was found in words that are no name of a thing on the map.
 * @property {string} id of a statement, person, source, attribution or event
 * @property {Field} field
 * @property {[string, string, string]} around what stands before the words found, the words themselves, and what stands after them
 */
const LEAST = 3;
const BEFORE = 40;
const AFTER = 60;
/**
 * Where words stand in a text, whatever their case and accents; null where they do not.
 * @param {string} words
 * @param {string} wanted folded
 * @returns {[string, string, string] | null}
 */
const foundIn = (words, wanted) => {
  const letters = Array.from(words.replace(/\s+/g, " "));
  /** @type {number[]} */
  const places = [];
  let folded = "";
  letters.forEach((letter, n) => {
    const plain = letter === " " ? " " : fold(letter);
    folded += plain;
    for (let k = 0; k < plain.length; k += 1) places.push(n);
  });
  const at = folded.indexOf(wanted);
  if (at < 0) return null;
  const [start, end] = [places[at], places[at + wanted.length - 1] + 1];
  const [from, to] = [Math.max(0, start - BEFORE), Math.min(letters.length, end + AFTER)];
  const part = (/** @type {number} */ first, /** @type {number} */ last) => letters.slice(first, last).join("");
  return [`${from ? "…" : ""}${part(from, start)}`, part(start, end), `${part(end, to)}${to < letters.length ? "…" : ""}`];
};
/**
 * All words that are looked through, by where they stand, in the page's language.
 * @returns {{ id: string, field: Field, words: string[] }[]}
 */
const texts = () => [
  ...data.people.map((person, n) => ({ id: `h${n}`, field: /** @type {Field} */ ("speaker"), words: [labelOf(person), ...person.aliases ?? [], say(person.office)] })),
  ...data.attributions.map((name, n) => ({ id: `v${n}`, field: /** @type {Field} */ ("attribution"), words: [t(`attr_${name}`), name] })),
  ...data.sources.map((source, n) => ({ id: `u${n}`, field: /** @type {Field} */ ("source"), words: [labelOf(source), source.publisher ?? ""] })),
  ...data.events.map((found, n) => ({ id: `e${n}`, field: /** @type {Field} */ ("event"), words: [labelOf(found), say(found.description)] })),
  ...data.statements.flatMap(({ latest, paraphrase, quotation }, n) => (latest > data.days[dayNow()] ? [] : [
    { id: `q${n}`, field: /** @type {Field} */ ("paraphrase"), words: [say(paraphrase)] }, { id: `q${n}`, field: /** @type {Field} */ ("quotation"), words: [say(quotation)] }])),
];
/**
 * What is found in paraphrases, quotations, speakers, sources, attributions and events, and how many more there are.
 * @param {string} typed at least three letters
 * @param {number} [most]
 */
export const findTexts = (typed, most = 12) => {
  const wanted = fold(typed);
  if (wanted.length < LEAST) return { hits: [], more: 0 };
  const hits = texts().flatMap(({ id, field, words }) => {
    const around = words.map((one) => foundIn(one, wanted)).find(Boolean);
    return around ? [{ id, field, around }] : [];
  });
  return { hits: hits.slice(0, most), more: Math.max(0, hits.length - most) };
};
