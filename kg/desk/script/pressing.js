import { get, getInput, tell } from "../../page/script/dom.js";
import { addReading, another, chooseProposed, chooseStance, clear, editPosition, focusCard, makeCard, move, redraw, reject, takeBack, takeChoice } from "./acts.js";
import { selectedWords } from "./article.js";
import { given } from "./given.js";
import { beside, here } from "./here.js";

const TYPED_INTO = "input, textarea, select, dialog *";
/* Decimal digits of any script have their value in order from their zero. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966];

/**
 * The digit of a key, by the sign that it types, else by its place; null where it is none.
 * @param {KeyboardEvent} event
 */
const digitOf = (event) => {
  const point = event.key.length === 1 ? event.key.codePointAt(0) ?? 0 : 0;
  const zero = ZEROS.find((one) => point >= one && point <= one + 9);
  if (zero !== undefined) return point - zero;
  const place = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return place && !event.shiftKey ? Number(place[1]) : null;
};
/** @param {number} digit */
const press = (digit) => {
  if (digit === 0) clear();
  else if (given.stances[digit - 1]) chooseStance(given.stances[digit - 1].name);
};
/* On the page of settling Q, W and E take a coder's choice, since no option is proposed. */
const offered = given.settle ? takeChoice : chooseProposed;
/* What each key does with a card, by its place on the keyboard. */
/** @type {Record<string, () => void>} */
const LETTERS = {
  KeyQ: () => offered(0), KeyW: () => offered(1), KeyE: () => offered(2),
  KeyJ: () => move(beside(1)), KeyK: () => move(beside(-1)), KeyX: reject, KeyA: another, KeyR: addReading, KeyU: takeBack, KeyN: makeCard,
  KeyH: () => { here.earlier = true; redraw(); },
  KeyP: () => { here.changing = true; editPosition(here.position); focusCard(here.card, ".change-party"); },
};
/** @param {KeyboardEvent} event */
const isSearch = (event) => event.key === "/" || event.code === "NumpadDivide" || (event.code === "Slash" && !event.shiftKey);

/** @param {KeyboardEvent} event */
const onKey = (event) => {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape" && target.matches(".card *")) focusCard(here.card);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || target.matches(TYPED_INTO)) return;
  if (!getInput("keys").checked) return;
  const inCard = Boolean(target.closest(".card"));
  if (!inCard && !(event.code === "KeyN" && selectedWords())) return;
  const digit = digitOf(event);
  if (digit !== null) press(digit);
  else if (isSearch(event)) focusCard(here.card, ".search");
  else if (event.code in LETTERS && !event.shiftKey) LETTERS[event.code]();
  else return;
  event.preventDefault();
};
/* Let the desk be used by single keys, as long as they are switched on. */
export const startPressing = () => {
  document.addEventListener("keydown", onKey);
  getInput("keys").addEventListener("change", () => tell(getInput("keys").checked ? "single keys are on" : "single keys are off"));
  get("new-card").addEventListener("mousedown", (event) => event.preventDefault());
  get("new-card").addEventListener("click", makeCard);
  get("undo").addEventListener("click", takeBack);
};
