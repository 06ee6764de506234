/** @import { DeskData, Named } from "../desk-data.d.ts" */

const element = document.getElementById("desk-data");
/** @type {DeskData} */
export const given = JSON.parse(element?.textContent ?? "null");
element?.remove();

export const proposed = new Map(given.cards.map((card) => [card.id, card]));
/* What a record of this desk is kept under: the same text, coder and way of working. */
export const deskKey = [given.text.sha256, given.coder, given.settle ? `settle ${given.settle.coders.join(", ")}` : given.blind ? `blind ${given.sample ?? ""}` : "open"].join("|");

/**
 * Return things by id.
 * @template {Named} Thing
 * @param {Thing[]} things
 * @returns {Map<string, Thing>}
 */
export const byId = (things) => new Map(things.map((thing) => [thing.id, thing]));
/**
 * Return a text as a search compares it: without case, accents and marks.
 * @param {string} words
 */
export const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
/** @type {Intl.DateTimeFormat} */
const format = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
/**
 * Return a day in words.
 * @param {string} day in ISO form
 */
export const dayText = (day) => (/^\d{4}-\d\d-\d\d$/.test(day) ? format.format(new Date(`${day}T00:00:00Z`)).replace(",", "") : day);
/**
 * Return the time of day of an instant.
 * @param {number} instant in milliseconds
 */
export const clock = (instant) => {
  const at = new Date(instant);
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
};
