import { data, lists } from "./data.js";

const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
let index = null;
const names = (thing) => [...(typeof thing.t === "string" ? [thing.t] : Object.values(thing.t ?? {})), ...(thing.a ?? []), thing.k];
const build = () => {
  index = [];
  for (const letter of ["p", "i", "o", "b"]) {
    lists[letter].forEach((thing, number) => {
      for (const name of names(thing)) if (name) index.push([fold(name), name, `${letter}${number}`]);
    });
  }
  data.people.forEach((person) => {
    for (const name of names(person)) {
      if (name && person.for.length) index.push([fold(name), name, `p${person.for[0]}`, person]);
    }
  });
};
/* Things that answer to what was typed: those that begin with it first, then those that contain it. */
export const findThings = (typed, most = 12) => {
  if (!index) build();
  const wanted = fold(typed);
  if (!wanted) return [];
  const ranked = [];
  for (const [folded, name, id, person] of index) {
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const rank = folded === wanted ? 0 : at === 0 ? 1 : folded[at - 1] === " " ? 2 : 3;
    ranked.push({ rank, name, id, person, size: folded.length });
  }
  ranked.sort((a, b) => a.rank - b.rank || a.size - b.size || (a.id < b.id ? -1 : 1));
  const seen = new Set();
  const found = [];
  for (const hit of ranked) {
    const key = hit.id + (hit.person ? hit.person.k : "");
    if (!seen.has(key)) found.push(hit);
    seen.add(key);
    if (found.length === most) break;
  }
  return found;
};
