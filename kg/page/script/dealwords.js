import { choose } from "./choosing.js";
import { edgeBetween, edgeById } from "./data.js";
import { get, make, text } from "./dom.js";
import { conditionBlock, stanceMark } from "./evidence.js";
import { stanceAt } from "./model.js";
import { basisSign } from "./signs.js";
import { counted, nameOf, say, t } from "./words.js";

/** @import { Cost, Deals, DealPosition, DealThing, Giving, Ref } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */

/**
 * What is chosen among the deals opens in the panel, and the keyboard goes along.
 * @param {string} id
 */
const open = (id) => { choose(id); get("panel").focus({ preventScroll: true }); };
/**
 * A button that opens something.
 * @param {string} id
 * @param {Child[]} children
 */
export const opener = (id, ...children) => make("button", { type: "button", class: "link", onclick: () => open(id) }, children);
/** @param {Ref} ref */
export const refName = (ref) => (typeof ref === "string" ? nameOf(ref) : say(ref.label));
/** @param {Ref} ref */
export const refLink = (ref) => (typeof ref === "string" ? opener(ref, text(nameOf(ref), 160)) : text(refName(ref), 160));
/**
 * Several things with commas.
 * @param {Child[]} items
 * @returns {Child[]}
 */
export const listed = (items) => items.flatMap((item, n) => (n ? [t("comma"), item] : [item]));
/**
 * Words of the page with what stands at the names in braces.
 * @param {string} words
 * @param {Record<string, Child>} parts
 * @returns {Child[]}
 */
export const phrase = (words, parts) => words.split(/(\{\w+\})/).map((piece) => (piece[0] === "{" ? parts[piece.slice(1, -1)] : piece));

/**
 * A place on a ladder that no option names, in words.
 * @param {DealThing} thing
 */
const placeWords = ({ low, high, unit }) => {
  const words = low && high ? t("placeBetween") : low ? t("placeAbove") : t("placeBelow");
  return `${words.replace("{low}", low ?? "").replace("{high}", high ?? "")}${unit ? ` ${unit}` : ""}`;
};
/** @param {DealThing} thing */
export const thingName = (thing) => (thing.options.length ? thing.options.map(refName).join(t("comma")) : `${refName(thing.issue)}: ${placeWords(thing)}`);
/** @param {DealThing} thing */
export const thingLink = (thing) => (thing.options.length ? listed(thing.options.map(refLink)) : [refLink(thing.issue), ": ", text(placeWords(thing), 120)]);

/**
 * The id of the stance that a position is, or null where the page does not show it.
 * @param {DealPosition} position
 */
const stanceOf = ({ party, term }) => (typeof party === "string" && typeof term === "string" ? edgeBetween(party, term) : null);
/** @param {DealPosition} position */
const boundWords = (position) => (position.bounds?.length ? `${position.bounds.map((bound) => t(`bound_${bound}`)).join(t("comma"))} ` : "");
/** @param {DealPosition} position */
const markOf = (position) => {
  const edge = edgeById.get(stanceOf(position) ?? "");
  return stanceMark({ ...position, inferred: edge !== undefined && stanceAt(edge)?.inferred });
};
/**
 * A position as a row that opens its evidence.
 * @param {DealPosition} position
 */
export const positionRow = (position) => {
  const id = stanceOf(position);
  const words = [make("strong", {}, text(refName(position.party), 120)), markOf(position), make("span", { class: "row-name" }, boundWords(position), text(refName(position.term), 200))];
  return id ? make("button", { type: "button", class: "row", onclick: () => open(id) }, words) : make("div", { class: "row" }, words);
};
/**
 * The term of a position, as a button that opens its evidence.
 * @param {DealPosition} position
 */
const termOf = (position) => {
  const id = stanceOf(position);
  const words = text(`${boundWords(position)}${refName(position.term)}`, 200);
  return id ? opener(id, words) : words;
};
/**
 * What a party gives up, in words that follow its name.
 * @param {Deals} deals
 * @param {Giving} giving
 */
export const givingWords = (deals, { position: number, how, to, conditions }) => {
  const position = deals.positions[number];
  const kinds = { withdraw: ["demand", "support", "conditional"], "no-longer-oppose": ["doubt", "oppose", "rule-out"] };
  const stance = how in kinds && kinds[/** @type {keyof typeof kinds} */ (how)].includes(position.stance) ? `_${position.stance}` : "";
  const key = how === "lift-bound" && conditions ? "gives_ease" : `gives_${how}${stance}`;
  const words = phrase(t(key), { what: termOf(position), to: to === undefined ? null : thingLink(deals.things[to]), stance: markOf(position) });
  return make("div", { class: "giving" }, words, t(key).includes("{stance}") ? null : [" ", basisSign({ ascribed: position.ascribed })],
    (conditions ?? []).map((condition) => conditionBlock(condition)));
};

const PLACES = ["red_lines", "firm", "conditions_unmet", "soft", "wishes_denied", "uncommitted"];
/** @param {Cost} cost */
const costWords = ({ counts, ascribed }) => [...counts.flatMap((count, place) => (count ? [counted(`cost_${PLACES[place]}`, count)] : [])),
  ...(ascribed ? [counted("cost_ascribed", ascribed)] : [])].join(t("comma")) || t("costNothing");
/**
 * What a bundle costs each party, in the order of the parties.
 * @param {Cost[]} costs
 */
export const costList = (costs) => make("ul", { class: "costs" }, costs.map((cost) => make("li", {}, refLink(cost.party), `: ${costWords(cost)}`)));
