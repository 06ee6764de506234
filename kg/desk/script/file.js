import { given } from "./given.js";
import { selectorOf } from "./offsets.js";
import { copyOf, inOrder, inShort, newRows, stateOf, wholePositions, wholeReadings } from "./review.js";

/** @import { Added, Decision, Filed, Stated } from "../desk-data.d.ts" */
const FORMAT = "kg desk 1";

/**
 * Return a value with the keys of each object in order.
 * @param {unknown} value
 * @returns {unknown}
 */
const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, field]) => [key, sorted(field)]));
};
/** @param {Stated} position */
const positionOf = (position) => ({
  on: position.on, stance: position.stance, condition: position.condition.trim() || null,
  bound: position.bound === "exactly" ? undefined : position.bound,
  requires: position.requires.length ? [...position.requires].sort() : undefined,
});
/** @param {Decision} card */
const cardOfFile = (card) => {
  const state = stateOf(card);
  const coded = state === "coded";
  return {
    id: card.id, paragraph: card.paragraph, start: card.start, end: card.end, by: card.by, state,
    ...selectorOf(given.text.paragraphs[card.paragraph - 1], card.start, card.end),
    party: card.party || null, speaker: card.speaker || null, earliest: card.earliest || null, latest: card.latest || null,
    attribution: card.attribution || null, mandate: card.mandate, paraphrase: card.paraphrase.trim() || (coded ? inShort(card) : null), language: coded && !card.paraphrase.trim() ? "en" : undefined,
    positions: coded ? wholePositions(card).map(positionOf) : [],
    readings: coded ? wholeReadings(card).map((one) => ({ option: one.option, point: one.point, text: one.text.trim() })) : [],
  };
};
/**
 * Return a card of what coders agree on, or one of them alone was to code, as the file has it.
 * @param {Filed} card
 */
const filed = (card) => ({ ...card, positions: card.positions.map(positionOf) });
/**
 * Return the cards of the file in order of place; of settled ones, whose coding each is.
 * @returns {{ paragraph: number, start: number, end: number, id: string }[]}
 */
const cardsOfFile = () => {
  const own = inOrder().map(cardOfFile);
  if (!given.settle) return own;
  const { coders, agreed, alone } = given.settle;
  return [...own.map((card) => ({ ...card, coders })), ...agreed.map(filed), ...alone.map(filed)]
    .sort((one, other) => one.paragraph - other.paragraph || one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1));
};
/**
 * Return the rows that a file of settled cards needs: those that the cards name, and those that these name.
 * @param {Added[]} rows
 * @param {object[]} cards
 */
const needed = (rows, cards) => {
  /** @param {unknown} value @returns {string[]} */
  const words = (value) => (typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(words) : []);
  const named = new Set(words(cards));
  const isNeeded = (/** @type {Added} */ { sheet, row, at }) => at > 0 || named.has(row.id) || ["sources", "events", "kinds"].includes(sheet);
  /** @type {Added[]} */
  let kept = [];
  for (;;) {
    const found = rows.filter(isNeeded);
    if (found.length === kept.length) return kept;
    kept = found;
    for (const { row } of kept) for (const word of words(row)) named.add(word);
  }
};
/** @param {Added[]} rows */
const bySheet = (rows) => {
  /** @type {Record<string, object[]>} */
  const found = {};
  for (const { sheet, row } of rows) (found[sheet] ??= []).push(row);
  return found;
};
/* Return the desk file (kg.desk.desk_file): the same bytes for the same decisions. */
export const fileText = () => {
  const { paragraphs, ...text } = given.text;
  const cards = cardsOfFile();
  const content = {
    format: FORMAT, text: { ...text, paragraphs: paragraphs.length, "copy of": copyOf() || undefined }, coder: given.coder, blind: given.blind, sample: given.sample,
    case: given.case, cards, coders: given.settle?.coders, new: bySheet(given.settle ? needed(newRows(), cards) : newRows()),
  };
  return `${JSON.stringify(sorted(content), null, 1)}\n`;
};
/* Return the name of the file: the text's and the coder's. */
export const fileName = () => {
  /** @param {string} words */
  const plain = (words) => words.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+|-+$/g, "").slice(0, 60);
  if (given.settle) return `${plain(given.text.name.replace(/\.[^.]+$/, "")) || "text"}-${plain(given.settle.coders.join("-"))}-settled.json`;
  return `${plain(given.text.name.replace(/\.[^.]+$/, "")) || "text"}-${plain(given.coder) || "coder"}${given.blind ? "-blind" : ""}.json`;
};

/**
 * Read what a desk file says of this text by this coder. Throws an Error that says why it cannot be taken in.
 * @param {string} words
 * @param {number} at when the file was written, in milliseconds
 * @returns {{ cards: Decision[], added: Added[] }}
 */
export const readFile = (words, at) => {
  let found;
  try {
    found = JSON.parse(words);
  } catch {
    throw new Error("it is not JSON; choose the file that the desk saved");
  }
  if (found?.format !== FORMAT || !Array.isArray(found.cards)) throw new Error("it is not the file of a coding desk");
  if (found.text?.sha256 !== given.text.sha256) throw new Error(`it is of another text (${found.text?.name})`);
  if (found.coder !== given.coder) throw new Error(`its coder is ${found.coder}, not ${given.coder}`);
  if (String(found.coders ?? "") !== String(given.settle?.coders ?? "")) throw new Error(found.coders?.length ? `it settles what ${found.coders.join(" and ")} coded` : "it is of one coder, and nothing is settled in it");
  if (Boolean(found.blind) !== given.blind) throw new Error("one of the two was coded blind, the other was not");
  const known = new Set([...given.settle?.agreed ?? [], ...given.settle?.alone ?? []].map((card) => card.id));
  /** @type {Decision[]} */
  const cards = found.cards.filter((/** @type {any} */ card) => !known.has(card.id)).map((/** @type {any} */ card) => ({
    id: String(card.id), paragraph: Number(card.paragraph), start: Number(card.start), end: Number(card.end), by: card.by ?? "rules",
    party: card.party ?? "", speaker: card.speaker ?? "", earliest: card.earliest ?? "", latest: card.latest ?? "",
    attribution: card.attribution ?? "", mandate: card.mandate ?? "authorised", rejected: card.state === "rejected",
    positions: (card.positions ?? []).map((/** @type {any} */ one) => ({
      on: one.on, stance: one.stance, bound: one.bound ?? "exactly", condition: one.condition ?? "", requires: one.requires ?? [],
    })),
    readings: card.readings ?? [], paraphrase: card.paraphrase ?? "", at,
  }));
  for (const card of cards) if (card.paraphrase === inShort(card)) card.paraphrase = "";
  if (cards.some((card) => !given.text.paragraphs[card.paragraph - 1] || !(card.end > card.start))) throw new Error("it names places that the text does not have");
  const added = Object.entries(found.new ?? {}).flatMap(([sheet, rows]) => rows.map((/** @type {any} */ row) => ({ sheet, row, at })));
  if (given.offer || found.text["copy of"]) added.push({ sheet: "sources", row: { id: given.sourceId, "copy of": found.text["copy of"] ?? "" }, at });
  return { cards, added };
};
