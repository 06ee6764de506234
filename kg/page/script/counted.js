import { inPlace } from "./colouring.js";
import { data } from "./data.js";
import { stepNow } from "./lenses.js";
import { communityOf, isShownStatement, networkNow } from "./model.js";
import { isOfStatements, now, windowKeys } from "./state.js";

/** @import { CountedNetwork, NetworkWindow, Side } from "../page-data.d.ts" */
/**
 * @typedef {object} Weight What two parties said on the same options, as Python counted it.
 * @property {string} id of the pair
 * @property {number} number of the pair among those on the page
 * @property {number} first party
 * @property {number} second party
 * @property {number} weight agreement less disagreement
 * @property {number} same agreement
 * @property {number} opposite disagreement
 * @typedef {object} Part Two mentions on one option, which add to a weight.
 * @property {number} one of the first party
 * @property {number} other of the second party
 * @property {boolean} isSame whether on the same side
 */

const { mentions, networks, pairs } = data.statementNetwork;
/** @type {(own: boolean, least: number | null) => string} */
const keyOf = (own, least) => `${own}|${least}`;
/* Whether others' word is counted beside own voice: where it is asked for and no filter leaves it out. */
export const countsOthers = () => now().others && !now().own;
const asked = () => ({ own: !countsOthers(), least: stepNow() ?? data.filters.minConfidence });
/** @type {Map<string, CountedNetwork>} */
const byAsked = new Map();
for (const network of networks) for (const { ownVoice, minConfidence } of network.asked) byAsked.set(keyOf(ownVoice, minConfidence), network);
/* Whether the page has no weights under voice and confidence as they are asked for now, so that they only hide. */
export const isUncounted = () => !byAsked.has(keyOf(asked().own, asked().least));
/* The network under voice and confidence as they are asked for, else without a confidence, else the first. */
const networkShown = () => byAsked.get(keyOf(asked().own, asked().least)) ?? byAsked.get(keyOf(asked().own, data.filters.minConfidence)) ?? networks[0];
/* Whether others' word makes a difference. */
export const hasOthers = () => byAsked.get(keyOf(true, data.filters.minConfidence)) !== byAsked.get(keyOf(false, data.filters.minConfidence));
/* The windows under voice and confidence as they are asked for, the oldest first. */
export const windowsNow = () => networkShown().windows;
/* How many mentions have no side, and are left out. */
export const leftOutNow = () => networkShown().leftOut;
/**
 * The number of the window that is shown: the one asked for, else the last that begins by then; null for all time.
 * @returns {number | null}
 */
export const windowNumber = () => {
  const { window: key } = now();
  if (key === null) return null;
  const at = windowKeys(windowsNow()).indexOf(key);
  const begun = windowsNow().filter(({ first }) => (first ?? "") <= key.slice(0, 10)).length;
  return at >= 0 ? at : begun ? begun - 1 : null;
};
/** @returns {NetworkWindow} */
export const windowNow = () => {
  const number = windowNumber();
  return number === null ? networkShown().whole : windowsNow()[number];
};
/** @type {WeakMap<NetworkWindow, Weight[]>} */
const read = new WeakMap();
/**
 * The weights of a window.
 * @param {NetworkWindow} found
 */
const weightsOf = (found) => {
  const known = read.get(found);
  if (known) return known;
  /** @type {Weight[]} */
  const weights = [];
  for (let at = 0; at < found.weights.length; at += 4) {
    const [number, weight, same, opposite] = found.weights.slice(at, at + 4);
    const { first, second } = pairs[number];
    weights.push({ id: `n${first}-${second}`, number, first, second, weight, same, opposite });
  }
  read.set(found, weights);
  return weights;
};
/* The weights that are shown: those of pairs of which no party is filtered out. */
export const weightsNow = () => weightsOf(windowNow()).filter(({ first, second }) => !now().noParty.includes(first) && !now().noParty.includes(second));
/* The largest weight that a line can have now: of all time, or of any window. */
export const largestWeight = () => Math.max(1, ...(now().window === null ? [networkShown().whole] : windowsNow()).flatMap(weightsOf).map(({ weight }) => Math.abs(weight)));
/**
 * The weight of two parties; null where they said nothing on the same option.
 * @param {string} id of the pair
 */
export const weightOf = (id) => weightsOf(windowNow()).find((one) => one.id === id) ?? null;

/** @param {number} number of a mention */
export const mentionOf = (number) => {
  const statement = mentions.statements[number];
  return { number: statement, statement: data.statements[statement], party: mentions.parties[number], option: mentions.options[number], level: mentions.levels[number] };
};
/** @type {(number: number, own: boolean, least: number | null) => boolean} */
const counts = (number, own, least) => { const { statement } = mentionOf(number); return (!own || statement.isOwnVoice) && statement.confidence >= (least ?? 0); };
/**
 * The pairs of mentions on the page that make a weight in the window, by the day of the first party's.
 * @param {Weight} weight
 */
export const partsOf = ({ number }) => {
  const { from, to } = windowNow();
  const [{ ownVoice, minConfidence }] = networkShown().asked;
  const isIn = (/** @type {number} */ one) => one >= from && one < to && counts(one, ownVoice, minConfidence);
  /** @type {Part[]} */
  const found = [];
  for (const isSame of [true, false]) {
    const told = pairs[number][isSame ? "same" : "opposite"];
    for (let at = 0; at < told.length; at += 2) if (isIn(told[at]) && isIn(told[at + 1])) found.push({ one: told[at], other: told[at + 1], isSame });
  }
  return found.sort((a, b) => a.one - b.one || a.other - b.other);
};
/** @type {(level: number) => Side[]} */
const sidesOf = (level) => (level > 0 ? ["for", "leaning"] : ["against"]);
/** @param {number} number of a mention */
const isShownMention = (number) => {
  const { statement, option, level } = mentionOf(number);
  return isShownStatement(statement) && !now().noIssue.includes(data.options[option].issue) && !sidesOf(level).every((side) => now().noSide.includes(side));
};
/**
 * Whether the filters leave both mentions of a part.
 * @param {Part} part
 */
export const isShownPart = ({ one, other }) => isShownMention(one) && isShownMention(other);
const isFiltering = () => now().noAttr.length + now().noIssue.length + now().noSide.length > 0 || isUncounted();
/**
 * How many of the pairs of mentions of a weight the filters hide.
 * @param {Weight} weight
 */
export const hiddenOfWeight = (weight) => (isFiltering() ? partsOf(weight).filter((part) => !isShownPart(part)).length : 0);
/* How many pairs of mentions the filters hide of all weights that are shown. */
export const hiddenOfAll = () => weightsNow().reduce((sum, weight) => sum + hiddenOfWeight(weight), 0);
/**
 * Whether a weight rests on others' word alone: in none of its pairs of mentions, all of which the page has, do both parties speak for themselves.
 * @param {Weight} weight
 */
export const isToldOnly = (weight) => {
  if (!countsOthers()) return false;
  const parts = partsOf(weight);
  return parts.length === weight.same + weight.opposite && parts.every(({ one, other }) => ![one, other].every((number) => mentionOf(number).statement.isOwnVoice));
};
/* The communities of parties that the view shows, of two or more each, some places empty: by statements, or by the stances of the day. */
export const communitiesNow = () => (isOfStatements() ? inPlace(windowNow().communities, networkShown().whole.communities) : networkNow().communities.filter((members) => members.length > 1));
/**
 * Whether two parties are of one community in what the view shows.
 * @param {number} one
 * @param {number} other
 */
export const areTogether = (one, other) => (isOfStatements() ? communitiesNow().some((members) => members.includes(one) && members.includes(other)) : communityOf(one) === communityOf(other));
