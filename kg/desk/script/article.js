import { fill, get, make } from "../../page/script/dom.js";
import { given, proposed } from "./given.js";
import { part, pointsOf, unitsOf, wholeWords } from "./offsets.js";
import { inOrder, stateOf } from "./review.js";

/** @import { Decision } from "../desk-data.d.ts" */
/** @typedef {{ from: number, to: number, card: string | null, no: number, kind: string }} Stretch A part of a paragraph in UTF-16. */
/* The states of marks, that which shows over the others first. */
const OVER = ["current", "open", "coded", "rejected"];

/** @param {number} number */
const paragraph = (number) => /** @type {HTMLElement} */ (get("text").children[number - 1]);
/** @type {(card: Decision, current: string | null, no: number) => Stretch} */
const stretchOf = (card, current, no) => {
  const words = given.text.paragraphs[card.paragraph - 1];
  const kind = card.id === current ? "current" : stateOf(card);
  return { from: unitsOf(words, card.start), to: unitsOf(words, card.end), card: card.id, no, kind };
};
/**
 * The words on which the current card's proposal rests.
 * @param {Decision} card
 * @returns {Stretch[]}
 */
const cuesOf = (card) => {
  const its = proposed.get(card.id);
  if (!its) return [];
  const words = given.text.paragraphs[card.paragraph - 1];
  /** @type {[string, { start: number | null, end: number | null } | null][]} */
  const cues = [["cue", its.cue], ["day", its.day], ["condition", its.condition], ["quotation", its.quotation]];
  return cues.flatMap(([kind, at]) => (at && at.start !== null && at.end !== null
    ? [{ from: unitsOf(words, at.start), to: unitsOf(words, at.end), card: null, no: 0, kind }] : []));
};
/**
 * Cut a paragraph where a stretch begins or ends: overlapping and nested stretches lie flat beside each other.
 * @param {string} words
 * @param {Stretch[]} stretches
 */
const pieces = (words, stretches) => {
  const cuts = [...new Set([0, words.length, ...stretches.flatMap(({ from, to }) => [from, to])])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, n) => {
    const to = cuts[n + 1];
    const over = stretches.filter((one) => one.from <= from && one.to >= to);
    const marks = over.filter((one) => one.card !== null);
    const cues = over.filter((one) => one.card === null).map((one) => one.kind);
    if (!over.length) return words.slice(from, to);
    const starting = marks.filter((one) => one.from === from).map((one) => one.no).join(" ");
    const shown = OVER.find((kind) => marks.some((one) => one.kind === kind));
    const inner = [...marks].sort((one, other) => (one.to - one.from) - (other.to - other.from));
    return make(marks.length ? "mark" : "span", {
      class: [shown, marks.length > 1 ? "deep" : "", ...cues].filter(Boolean).join(" "),
      "data-cards": inner.map((one) => one.card).join(" ") || null, "data-no": starting || null,
    }, words.slice(from, to));
  });
};
/**
 * Draw the marks of one paragraph, or of all.
 * @param {string | null} current the id of the current card
 * @param {number} [only] the number of a paragraph
 */
export const drawMarks = (current, only) => {
  /** @type {Map<number, Stretch[]>} */
  const found = new Map();
  inOrder().forEach((card, n) => {
    if (only !== undefined && card.paragraph !== only) return;
    const stretches = found.get(card.paragraph) ?? [];
    stretches.push(stretchOf(card, current, n + 1), ...(card.id === current ? cuesOf(card) : []));
    found.set(card.paragraph, stretches);
  });
  for (const card of [...given.settle?.agreed ?? [], ...given.settle?.alone ?? []]) {
    const words = given.text.paragraphs[card.paragraph - 1];
    const stretches = found.get(card.paragraph) ?? [];
    stretches.push({ from: unitsOf(words, card.start), to: unitsOf(words, card.end), card: null, no: 0, kind: "agreed" });
    found.set(card.paragraph, stretches);
  }
  given.text.paragraphs.forEach((words, n) => {
    if (only === undefined || only === n + 1) fill(paragraph(n + 1), ...pieces(words, found.get(n + 1) ?? []));
  });
};
/**
 * Bring the first words of a card into sight in the text.
 * @param {string} id
 */
export const showInText = (id) => {
  const mark = [...get("text").querySelectorAll("mark[data-no]")].find((one) => one.getAttribute("data-cards")?.split(" ").includes(id));
  mark?.scrollIntoView({ block: "center" });
};
/** @type {(node: Node, offset: number, within: Element) => number} */
const unitsTo = (node, offset, within) => {
  const range = document.createRange();
  range.setStart(within, 0);
  range.setEnd(node, offset);
  return range.toString().length;
};
/**
 * Return the words that are selected in the text: paragraph and offsets in code points; null where none are.
 * @returns {{ paragraph: number, start: number, end: number } | null}
 */
export const selectedWords = () => {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const paragraphs = [...get("text").children];
  const n = paragraphs.findIndex((one) => one.contains(range.startContainer));
  if (n < 0) return null;
  const [words, inside] = [given.text.paragraphs[n], paragraphs[n].contains(range.endContainer)];
  const from = unitsTo(range.startContainer, range.startOffset, paragraphs[n]);
  const to = inside ? unitsTo(range.endContainer, range.endOffset, paragraphs[n]) : words.length;
  const whole = wholeWords(words, pointsOf(words, from), pointsOf(words, to));
  return whole && { paragraph: n + 1, start: whole[0], end: whole[1] };
};
/**
 * Return the words of a card's place.
 * @param {{ paragraph: number, start: number, end: number }} place
 */
export const wordsAt = (place) => part(given.text.paragraphs[place.paragraph - 1], place.start, place.end);
/**
 * Draw the text, and call a function with the id of the card whose mark is clicked.
 * @param {(id: string) => void} choose
 * @param {() => string | null} current
 */
export const startText = (choose, current) => {
  fill(get("text"), given.text.paragraphs.map((words, n) => make("p", { "data-n": n + 1, dir: "auto" }, words)));
  get("text").lang = given.text.language;
  get("text").addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    if (!mark || !window.getSelection()?.isCollapsed) return;
    const ids = (mark.getAttribute("data-cards") ?? "").split(" ");
    choose(ids[(ids.indexOf(current() ?? "") + 1) % ids.length]);
  });
};
