import { data, lists } from "./data.js";

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
