import { inOrder, stateOf } from "./review.js";

/* Where the coder is: the current card, which of its positions is being coded, and what of the card is open. */
/** @type {{ card: string | null, position: number, changing: boolean, earlier: boolean }} */
export const here = { card: null, position: 0, changing: false, earlier: false };
/** @param {string | null} id */
export const goTo = (id) => {
  Object.assign(here, { card: id, position: 0, changing: false, earlier: false });
};
/**
 * Return the id of the card so many places on, within the list; of the next one still open where `open`.
 * @param {number} step
 * @param {boolean} [open]
 */
export const beside = (step, open = false) => {
  const cards = inOrder();
  const at = cards.findIndex((card) => card.id === here.card);
  if (!cards.length) return null;
  if (open) {
    const found = [...cards.slice(at + 1), ...cards.slice(0, at + 1)].find((card) => stateOf(card) === "open");
    return found?.id ?? cards[Math.min(at + 1, cards.length - 1)].id;
  }
  return cards[Math.max(0, Math.min(cards.length - 1, at + step))].id;
};
