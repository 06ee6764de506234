import { byId, given, proposed } from "./given.js";

/** @import { Added, Decision, Named, Person, Option, Row, Stated } from "../desk-data.d.ts" */
/** @typedef {"open" | "coded" | "rejected"} State */

/** @type {Map<string, Decision>} */
const cards = new Map();
/** @type {Added[]} */
const added = [];
/** @typedef {{ id: string, before: Decision | null, what: string, row?: { sheet: string, before: Added | null } }} Step */
/** @type {Step[]} */
const undone = [];
/** @type {((id: string | null, again: boolean) => void)[]} */
const listeners = [];
/** @type {((kind: "card" | "new", id: string, value: Decision | Added | null) => void)[]} */
const keepers = [];
let latestInstant = 0;

/* Return an instant after every one before. */
const instant = () => {
  latestInstant = Math.max(Date.now(), latestInstant + 1);
  return latestInstant;
};
/** @param {Decision} card */
const asFiled = (card) => JSON.stringify({ ...card, at: 0 });

/** @param {string} id @returns {Decision} */
const fromProposal = (id) => {
  const card = proposed.get(id);
  if (!card) throw new Error(`no card ${id} was proposed`);
  return {
    id, paragraph: card.paragraph, start: card.start, end: card.end, by: card.by, party: card.party ?? "", speaker: card.speaker ?? "",
    earliest: card.day.earliest ?? "", latest: card.day.latest, attribution: card.attribution ?? "", mandate: "authorised", rejected: card.rejected,
    positions: [], readings: [], paraphrase: "", at: 0,
  };
};
for (const id of proposed.keys()) cards.set(id, fromProposal(id));
added.push(...given.settle?.added ?? []);

/** @param {Stated} position */
export const isWhole = (position) => Boolean(position.on && position.stance)
  && (position.stance !== "conditional" || Boolean(position.condition.trim() || position.requires.length));
/**
 * What a coded card still needs, in words; empty where nothing.
 * @param {Decision} card
 */
export const lacks = (card) => [
  ...(card.party ? [] : ["the party"]), ...(card.attribution ? [] : ["how it is known"]), ...(card.latest ? [] : ["the day"]),
  ...(card.earliest && card.latest && card.earliest > card.latest ? ["days in order"] : []),
];
/** @param {Decision} card */
export const wholePositions = (card) => card.positions.filter(isWhole);
/** @param {Decision} card */
export const wholeReadings = (card) => card.readings.filter((one) => one.option && one.point && one.text.trim());
/** @param {Decision} card @returns {State} */
export const stateOf = (card) => {
  if (card.rejected) return "rejected";
  return wholePositions(card).length + wholeReadings(card).length && !lacks(card).length ? "coded" : "open";
};
/**
 * Return a card. Throws where there is none.
 * @param {string} id
 */
export const cardOf = (id) => {
  const card = cards.get(id);
  if (!card) throw new Error(`no card ${id}`);
  return card;
};
/** @param {string} id */
export const hasCard = (id) => cards.has(id);
/** @type {(one: Decision, other: Decision) => number} */
const byPlace = (one, other) => one.paragraph - other.paragraph || one.start - other.start || one.end - other.end
  || (one.id < other.id ? -1 : 1);
/* Return the cards in order of their places. */
export const inOrder = () => [...cards.values()].sort(byPlace);
/* Return what the coder added, by sheet and id. */
export const additions = () => [...added].sort((one, other) => (one.sheet + one.row.id < other.sheet + other.row.id ? -1 : 1));

/** @param {Added} one whether it says what the text itself is a copy of */
const isOwn = (one) => one.sheet === "sources" && one.row.id === given.sourceId;
/* The source (id) that the text repeats, as the coder says, else as is usual; empty where none. */
export const copyOf = () => added.find(isOwn)?.row["copy of"] ?? (given.offer?.usual ? given.offer.id : "");
/**
 * Say of which source (id) the text is a copy; empty: of none.
 * @param {string} source
 */
export const setCopyOf = (source) => add("sources", { id: given.sourceId, "copy of": source });
/* Return what the coder added, but for what the text itself is a copy of. */
export const newRows = () => additions().filter((one) => !isOwn(one));

/** @type {<Thing extends Named>(own: Thing[], sheet: string, made: (row: Row) => Thing) => Thing[]} */
const withAdded = (own, sheet, made) => [...own, ...added.filter((one) => one.sheet === sheet).map((one) => made(one.row))];
/** @param {Row} row */
const named = (row) => ({ id: row.id, label: row.label || row.title || row.id });
/** @param {Row} row @returns {Option} */
const asOption = (row) => ({ ...named(row), issue: row.issue, words: "", ladder: false });
/** @param {Row} row @returns {Person} */
const asPerson = (row) => ({ ...named(row), speaksFor: row["speaks for"] ? [row["speaks for"]] : [] });
export const parties = () => withAdded(given.parties, "parties", named);
export const people = () => withAdded(given.people, "people", asPerson);
export const issues = () => withAdded(given.issues, "issues", named);
export const points = () => withAdded(given.points, "points", named);
export const options = () => withAdded(given.options, "options", asOption);
/* What a position can be on: options, and proposals. */
export const subjects = () => [...options(), ...withAdded(given.proposals, "proposals", named)];
/**
 * Return the label of a thing of any kind by its id, or the id.
 * @param {string} id
 */
export const labelOf = (id) => byId([...subjects(), ...parties(), ...people(), ...issues(), ...points()]).get(id)?.label ?? id;

/**
 * What was decided on a card in few words, which stand as its paraphrase where the coder gives none.
 * @param {Decision} card
 */
export const inShort = (card) => {
  /** @param {Stated} one */
  const condition = (one) => [one.condition.trim(), ...one.requires.map(labelOf)].filter(Boolean).join(", ");
  const held = wholePositions(card).map((one) => `${one.stance}, ${labelOf(one.on)}${condition(one) ? ` (if: ${condition(one)})` : ""}`);
  const read = wholeReadings(card).map((one) => `${labelOf(one.point)}: ${one.text.trim()}`);
  return `${labelOf(card.party)}: ${[...held, ...read].join("; ")}`;
};

/**
 * Call a function after each change, with the card's id, null where more than a card changed; `again` asks to draw the card anew.
 * @param {(id: string | null, again: boolean) => void} listener
 */
export const onChange = (listener) => { listeners.push(listener); };
/**
 * Call a function with what each change is to keep; null: no more.
 * @param {(kind: "card" | "new", id: string, value: Decision | Added | null) => void} keeper
 */
export const onKeep = (keeper) => { keepers.push(keeper); };
/** @param {string | null} id @param {boolean} again */
const announce = (id, again = true) => { for (const listener of listeners) listener(id, again); };
/** @param {"card" | "new"} kind @param {string} id @param {Decision | Added | null} value */
const keep = (kind, id, value) => { for (const keeper of keepers) keeper(kind, id, value); };

/**
 * Change a card by a function on a copy of it. `typing` names a field that is typed into: its steps are undone as one, and the
 * card is not drawn anew.
 * @param {string} id
 * @param {string} what it is, for the one who undoes it
 * @param {(card: Decision) => void} alter
 * @param {string} [typing]
 */
export const change = (id, what, alter, typing) => {
  const before = cardOf(id);
  const after = structuredClone(before);
  alter(after);
  if (asFiled(after) === asFiled(before)) return;
  after.at = instant();
  const last = undone.at(-1);
  if (!typing || last?.id !== id || last.what !== typing) undone.push({ id, before, what: typing ?? what });
  cards.set(id, after);
  keep("card", id, after);
  announce(id, !typing);
};
/**
 * Add a card that the coder made.
 * @param {Omit<Decision, "at">} card
 */
export const addCard = (card) => {
  const made = { ...card, at: instant() };
  cards.set(card.id, made);
  undone.push({ id: card.id, before: null, what: "new card" });
  keep("card", card.id, made);
  announce(null);
};
/**
 * Put an added row in the place of the one of its id, which is returned; null: none.
 * @type {(sheet: string, id: string, row: Added | null) => Added | null}
 */
const setRow = (sheet, id, row) => {
  const found = added.findIndex((one) => one.sheet === sheet && one.row.id === id);
  const [before] = found < 0 ? [null] : added.splice(found, 1);
  if (row) added.push(row);
  return before;
};
/* Take back the last change; return the id of its card and what it was, or null where there is none. */
export const undo = () => {
  const last = undone.pop();
  if (!last) return null;
  if (last.row) {
    const { sheet, before } = last.row;
    const back = before && { ...before, at: instant() };
    setRow(sheet, last.id, back);
    keep("new", `${sheet}/${last.id}`, back);
    announce(null);
  } else if (last.before) {
    const back = { ...last.before, at: instant() };
    cards.set(last.id, back);
    keep("card", last.id, back);
    announce(last.id);
  } else {
    cards.delete(last.id);
    keep("card", last.id, null);
    announce(null);
  }
  return last;
};
/**
 * Add a row that the case does not have, in place of one of the same id.
 * @param {string} sheet
 * @param {Row} row
 */
export const add = (sheet, row) => {
  const one = { sheet, row, at: instant() };
  undone.push({ id: row.id, before: null, what: "addition", row: { sheet, before: setRow(sheet, row.id, one) } });
  keep("new", `${sheet}/${row.id}`, one);
  announce(null);
};
/**
 * Take in what was decided before, in this browser or in a file; a card at another place than its proposal stands beside it.
 * @param {Decision[]} decided
 * @param {Added[]} rows
 */
export const takeIn = (decided, rows) => {
  for (const card of decided) {
    const other = cards.get(card.id);
    if (other && (other.paragraph !== card.paragraph || other.start !== card.start || other.end !== card.end)) {
      const moved = { ...other, id: `${other.id}-new` };
      const its = proposed.get(other.id);
      cards.set(moved.id, moved);
      if (its) proposed.set(moved.id, its);
      proposed.delete(card.id);
    }
    cards.set(card.id, card);
    latestInstant = Math.max(latestInstant, card.at);
  }
  for (const row of rows) {
    setRow(row.sheet, row.row.id, row);
    latestInstant = Math.max(latestInstant, row.at);
  }
  announce(null);
};
