import { fill, get, make, text } from "../../page/script/dom.js";
import { takeChoice } from "./acts.js";
import { wordsAt } from "./article.js";
import { dayText, given, proposed } from "./given.js";
import { labelOf } from "./review.js";
import { stanceText } from "./held.js";

/** @import { Choice, Decision, Filed, Stated } from "../desk-data.d.ts" */
const LETTERS = ["Q", "W", "E"];
/** @type {Record<string, string>} */
const WORDS = { none: "no statement here", open: "left it open" };

/** @param {Stated} one */
const positionText = (one) => make("div", {}, text(labelOf(one.on)), " · ", stanceText(one.stance), one.bound === "exactly" ? null : ` (${one.bound})`,
  one.condition ? [" if ", text(one.condition, 80)] : null, one.requires.length ? [" if ", text(one.requires.map(labelOf).join(", "))] : null);
/** @param {Choice} choice */
const days = ({ earliest, latest = "" }) => (earliest && earliest !== latest ? `${dayText(earliest)} – ${dayText(latest)}` : `${earliest ? "" : "by "}${dayText(latest)}`);
/** @param {Choice} choice */
const chosen = (choice) => (choice.state !== "coded" ? make("i", {}, WORDS[choice.state]) : [
  make("b", {}, text(labelOf(choice.party ?? ""))), choice.speaker ? [" · ", text(labelOf(choice.speaker))] : null,
  choice.positions?.map(positionText), choice.readings?.map((one) => make("div", {}, text(labelOf(one.option)), ", ", text(labelOf(one.point)), ": ", text(one.text, 120))),
  make("small", {}, `${choice.attribution}, ${days(choice)}`, choice.mandate === "authorised" ? null : `, mandate ${choice.mandate}`),
]);
/**
 * Whether a card says what a coder chose.
 * @param {Decision} card @param {Choice} choice
 */
const isTaken = (card, choice) => {
  if (choice.state === "none") return card.rejected;
  if (choice.state === "open" || card.rejected) return false;
  /** @param {Choice | Decision} one */
  const shown = ({ party, speaker, earliest, latest, attribution, mandate, positions, readings }) => JSON.stringify([party, speaker, earliest, latest, attribution, mandate, positions, readings]);
  return shown(choice) === shown(card);
};
/**
 * Return what each coder chose at a card's place, side by side, to take one of it; null where no coders are compared.
 * @param {Decision} card
 */
export const choicesOf = (card) => {
  const its = proposed.get(card.id);
  if (!its?.choices) return null;
  return make("fieldset", { class: "choices" }, make("legend", {}, `They differ: ${its.differ?.join(", ")}. Take one, or code anew below`),
    make("div", { class: "sides" }, its.choices.map((choice, n) => make("button", {
      type: "button", "aria-pressed": String(isTaken(card, choice)), disabled: choice.state === "open", onclick: () => takeChoice(n),
    }, make("span", { class: "who" }, n < LETTERS.length ? make("kbd", { "aria-hidden": "true" }, LETTERS[n]) : null, text(choice.coder)), make("span", {}, chosen(choice))))));
};
/** @param {Filed} card */
const line = (card) => make("li", {}, make("small", {}, `¶${card.paragraph} `), make("b", {}, text(labelOf(card.party))),
  card.positions.map(positionText), make("div", { class: "line quote", dir: "auto" }, wordsAt(card)));
/** @type {(summary: string, cards: Filed[]) => HTMLElement | null} */
const folded = (summary, cards) => (cards.length ? make("details", { class: "agreed" }, make("summary", {}, summary), make("ul", {}, cards.map(line))) : null);
/* Count what is not to be settled, folded beneath the cards. */
export const drawAgreed = () => {
  if (!given.settle) return;
  const { agreed, alone, coders } = given.settle;
  fill(get("agreed"), folded(`${agreed.length} agreed`, agreed), folded(`${alone.length} that one coder alone was to code`, alone));
  get("no-cards").textContent = `Nothing to settle: ${coders.join(" and ")} agree. Save the file to bring it into the case.`;
};
