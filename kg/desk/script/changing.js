import { make, text } from "../../page/script/dom.js";
import { focusCard } from "./acts.js";
import { ask } from "./adding.js";
import { given, proposed } from "./given.js";
import { here } from "./here.js";
import { cardOf, change, parties, people } from "./review.js";

/** @import { Decision, Named, Person } from "../desk-data.d.ts" */
/** @typedef {"party" | "speaker" | "earliest" | "latest" | "attribution" | "mandate"} Field */

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;
/** @type {(card: Decision, field: Field, value: string) => void} */
const set = (card, field, value) => change(card.id, field, (changed) => {
  changed[field] = value;
  const only = field === "speaker" ? people().find(({ id }) => id === value)?.speaksFor : undefined;
  if (!changed.party && only?.length === 1) [changed.party] = only;
});
/** @type {(card: Decision, field: Field, among: Named[], none: string, added?: string) => HTMLElement} */
const choice = (card, field, among, none, added) => make("select", {
  class: `change-${field}`,
  onchange: (/** @type {Event} */ event) => {
    const value = valueOf(event);
    if (value !== "＋") set(card, field, value);
    else if (added) ask(added, added === "people" ? { "speaks for": cardOf(card.id).party } : {}, (id) => { set(card, field, id); focusCard(card.id, `.change-${field}`); }, () => { change(card.id, field, () => {}); focusCard(card.id); });
  },
}, make("option", { value: "" }, none), among.map((one) => make("option", { value: one.id, selected: one.id === card[field] }, one.label)),
added ? make("option", { value: "＋" }, "＋ new…") : null);
/**
 * Those who speak for the card's party first, then all others.
 * @param {Decision} card
 * @returns {Person[]}
 */
const speakers = (card) => {
  /** @param {Person} one */
  const isOther = (one) => Number(!one.speaksFor.includes(card.party));
  return [...people()].sort((one, other) => isOther(one) - isOther(other));
};
/** @param {Decision} card @returns {Named[]} */
const likelyParties = (card) => {
  const first = proposed.get(card.id)?.other_parties ?? [];
  return [...parties()].sort((one, other) => Number(first.includes(other.id)) - Number(first.includes(one.id)));
};
/** @param {Decision} card @param {Field} field @param {string} label */
const day = (card, field, label) => make("label", {}, label, make("input", {
  type: "date", class: `change-${field}`, value: card[field], max: given.text.issued, onchange: (/** @type {Event} */ event) => set(card, field, valueOf(event)),
}));
/**
 * Return what lets a card's party, speaker, days and attribution be changed; open where one is missing.
 * @param {Decision} card
 */
export const changing = (card) => {
  const isOpen = here.changing || !card.party || !card.attribution || !card.latest;
  const words = [card.mandate === "authorised" ? null : text(` · mandate ${card.mandate}`)];
  return make("details", { class: "changing", open: isOpen, ontoggle: (/** @type {Event} */ event) => { here.changing = /** @type {HTMLDetailsElement} */ (event.target).open; } },
    make("summary", {}, make("kbd", { "aria-hidden": "true" }, "P"), "party, speaker, day, attribution", words),
    make("div", { class: "fields" },
      make("label", {}, "Party", choice(card, "party", likelyParties(card), "choose…", "parties")),
      make("label", {}, "Speaker", choice(card, "speaker", speakers(card), "none named", "people")),
      make("label", {}, "How it is known", choice(card, "attribution", given.attributions.map(({ name, own }) => ({ id: name, label: `${name} (${own ? "own" : "others’"} voice)` })), "choose…")),
      make("label", {}, "Mandate", make("select", { onchange: (/** @type {Event} */ event) => set(card, "mandate", valueOf(event)) }, given.mandates.map((name) => make("option", { value: name, selected: name === card.mandate }, name)))),
      day(card, "earliest", "From"), day(card, "latest", "To, at the latest")));
};
