import { get, tell } from "../../page/script/dom.js";
import { selectedWords } from "./article.js";
import { given, proposed } from "./given.js";
import { beside, goTo, here } from "./here.js";
import { addCard, cardOf, change, hasCard, inShort, isWhole, labelOf, undo } from "./review.js";

/** @import { Decision, Stated } from "../desk-data.d.ts" */
/** @type {() => Stated} */
const empty = () => ({ on: "", stance: "", bound: "exactly", condition: "", requires: [] });

/**
 * Focus what a card shows, or the card itself.
 * @param {string | null} id
 * @param {string} [within] a selector
 */
export const focusCard = (id, within) => {
  if (id === null) return;
  const card = get(`card-${id}`);
  const target = (within && /** @type {HTMLElement | null} */ (card.querySelector(within))) || card;
  target.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
};
/** @type {(alter: (position: Stated, card: Decision) => void, what: string, typing?: string) => void} */
const onPosition = (alter, what, typing) => {
  if (here.card === null) return;
  change(here.card, what, (card) => {
    card.rejected = false;
    while (card.positions.length <= here.position) card.positions.push(empty());
    alter(card.positions[here.position], card);
  }, typing);
};
/** @param {string} id of an option or proposal */
export const chooseOption = (id) => {
  onPosition((position) => {
    if (position.on !== id) Object.assign(position, { on: id, bound: "exactly" });
  }, "option");
  tell(`${labelOf(id)}: which stance?`);
};
/** @param {number} n from 0 */
export const chooseProposed = (n) => {
  const option = here.card === null ? undefined : proposed.get(here.card)?.options[n];
  if (option) chooseOption(option);
  else tell("no such option is proposed; press / to search");
};
/**
 * Take what a coder chose, in place of what stands on the current card: what that coder coded, or that there is no statement.
 * @param {number} n from 0
 */
export const takeChoice = (n) => {
  const choice = here.card === null ? undefined : proposed.get(here.card)?.choices?.[n];
  if (here.card === null || !choice || choice.state === "open") {
    tell(choice ? `${choice.coder} left it open` : "no such choice");
    return;
  }
  here.position = 0;
  change(here.card, `${choice.coder}'s choice`, (card) => {
    card.rejected = choice.state === "none";
    if (card.rejected) return;
    const { party = "", speaker = "", earliest = "", latest = "", attribution = "", mandate = "authorised", positions = [], readings = [], paraphrase = "" } = choice;
    Object.assign(card, structuredClone({ party, speaker, earliest, latest, attribution, mandate, positions, readings, paraphrase }));
    if (paraphrase === inShort(card)) card.paraphrase = "";
  });
  tell(choice.state === "none" ? `no statement, as ${choice.coder}; next: J` : `taken from ${choice.coder}; next: J`);
};
/** @param {string} stance */
export const chooseStance = (stance) => {
  if (here.card === null) return;
  if (!cardOf(here.card).positions[here.position]?.on) {
    tell("choose the option first");
    focusCard(here.card, ".hint-option");
    focusCard(here.card);
    return;
  }
  onPosition((position) => {
    position.stance = stance;
    if (stance !== "conditional") Object.assign(position, { condition: "", requires: [] });
  }, "stance");
  if (stance === "conditional") focusCard(here.card, ".condition");
  tell(`${stance}; ${stance === "conditional" ? "on which condition?" : "next: J"}`);
};
/** @param {string} words */
export const setCondition = (words) => onPosition((position) => { position.condition = words; }, "condition", "condition");
/** @param {string} id of an option, empty for none */
export const setRequired = (id) => onPosition((position) => { position.requires = id ? [id] : []; }, "condition");
/** @param {string} bound */
export const setBound = (bound) => onPosition((position) => { position.bound = bound; }, "bound");
/* Take back the stance; where there is none, the option; and a rejection. */
export const clear = () => {
  if (here.card === null) return;
  change(here.card, "clearing", (card) => {
    if (card.rejected) {
      card.rejected = false;
      return;
    }
    const position = card.positions[here.position];
    if (!position) return;
    if (position.stance) Object.assign(position, { stance: "", condition: "", requires: [] });
    else card.positions.splice(here.position, 1);
  });
};
/* Reject the current card, and go on to the next that is open. */
export const reject = () => {
  if (here.card === null) return;
  change(here.card, "rejection", (card) => { card.rejected = true; });
  move(beside(1, true));
  tell("rejected");
};
/**
 * Make a card the current one, and focus it.
 * @param {string | null} id
 */
export const move = (id) => {
  if (id === null) return;
  goTo(id);
  get("cards").dispatchEvent(new CustomEvent("moved"));
  focusCard(id);
};
/* Begin another position of the same statement, once those begun are whole. */
export const another = () => {
  if (here.card === null) return;
  const { positions } = cardOf(here.card);
  const half = positions.findIndex((position) => !isWhole(position));
  here.position = half < 0 ? positions.length : half;
  redraw();
  tell(half < 0 ? "another position: which option?" : "this position is not whole yet");
};
/** @param {number} n */
export const editPosition = (n) => {
  here.position = n;
  redraw();
};
/** @param {number} n */
export const removePosition = (n) => {
  if (here.card === null) return;
  here.position = 0;
  change(here.card, "removal", (card) => { card.positions.splice(n, 1); });
};
/* Draw the current card anew, with the focus on it. */
export const redraw = () => {
  get("cards").dispatchEvent(new CustomEvent("redrawn"));
  focusCard(here.card);
};
/* Begin a reading: how the party understands an option on a point. */
export const addReading = () => {
  if (here.card === null) return;
  change(here.card, "reading", (card) => {
    const option = card.positions[here.position]?.on || proposed.get(card.id)?.options[0] || "";
    card.readings.push({ option: given.blind ? card.positions[here.position]?.on ?? "" : option, point: "", text: "" });
  });
  focusCard(here.card, ".reading:last-of-type select");
};
/* Take back the last change, and show its card. */
export const takeBack = () => {
  const last = undo();
  if (!last) {
    tell("nothing to undo");
    return;
  }
  const id = last.row ? here.card : hasCard(last.id) ? last.id : beside(0);
  if (id !== null && id !== here.card) move(id);
  else focusCard(id);
  tell(`undone: ${last.what}`);
};
/**
 * Make a card of the words that are selected, else of the same words as the current card, for another party.
 * @returns {boolean} whether there was either
 */
export const makeCard = () => {
  const place = selectedWords() ?? (here.card === null ? null : cardOf(here.card));
  if (!place) {
    tell("select words in the text first");
    return false;
  }
  const { paragraph, start, end } = place;
  let n = 1;
  while (hasCard(`p${paragraph}c${start}n${n}`)) n += 1;
  const id = `p${paragraph}c${start}n${n}`;
  addCard({
    id, paragraph, start, end, by: "coder", party: "", speaker: "", earliest: "", latest: given.text.issued, attribution: "",
    mandate: "authorised", rejected: false, positions: [], readings: [], paraphrase: "",
  });
  goTo(id);
  here.changing = true;
  get("cards").dispatchEvent(new CustomEvent("moved"));
  focusCard(id, "select");
  tell("new card: whose position is it?");
  return true;
};
