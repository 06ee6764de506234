import { data } from "./data.js";
import { make } from "./dom.js";
import { NAME_ONLY, sideOf } from "./model.js";
import { t } from "./words.js";

/** @import { Side } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/**
 * @typedef {{ stance: string, inferred?: boolean, ascribed?: boolean }} Shown What a sign shows of a stance.
 * @typedef {object} Sign The sign of a stance: the same wherever the page shows it.
 * @property {Side} side
 * @property {string} sign
 * @property {boolean} isHidden by a filter
 * @property {boolean} isInferred
 * @property {boolean} isAscribed
 * @property {boolean} isConditional
 * @property {boolean} isDeclared whether it is a red line declared in own voice
 */

/** @type {Record<string, string>} */
const SIGNS = { mixed: "±", noncommittal: "○", withheld: "▒" };
const RED = new Set(["demand", "rule-out"]);
/**
 * @param {Shown} shown
 * @returns {Sign}
 */
export const signOf = ({ stance, inferred = false, ascribed = false }) => {
  const side = sideOf({ stance });
  const isHidden = stance === "withheld";
  const [isInferred, isAscribed] = [inferred && !isHidden, ascribed && !isHidden];
  return {
    side, sign: SIGNS[stance] ?? data.sideSymbols[side], isHidden, isInferred, isAscribed, isConditional: stance === "conditional",
    isDeclared: RED.has(stance) && !isInferred && !isAscribed,
  };
};
/**
 * How the page's style draws a sign, in names of classes.
 * @param {Sign} sign
 */
export const looksOf = ({ side, isHidden, isDeclared, isInferred, isAscribed }) => ["stance-cell", isHidden ? "hidden-cell" : side, isDeclared && "declared",
  isInferred && "inferred", isAscribed && "ascribed"].filter(Boolean).join(" ");
/** @param {Sign} sign */
export const glyphOf = ({ sign, isConditional }) => make("span", { class: "glyph", "aria-hidden": "true" }, sign, isConditional ? make("sub", {}, t("ifMark")) : null);
/**
 * The marks that stand after the word of a stance; null where there are none.
 * @param {Sign} sign
 */
export const marksOf = ({ isInferred, isAscribed }) => (isInferred || isAscribed ? make("span", { class: "marks", "aria-hidden": "true" }, `${isInferred ? "∴" : ""}${isAscribed ? "”" : ""}`) : null);
/**
 * What the form of a sign says, in words.
 * @param {Sign} sign
 */
export const formWords = ({ isDeclared, isInferred, isAscribed }) => [isDeclared && t("redLineMark"), isInferred && t("inferred"), isAscribed && t("ascribed")]
  .filter(Boolean).map((words) => String(words).toLowerCase());
/**
 * A sign with words after it; that it is inferred or by others' word is said, that it is a red line its form says.
 * @param {Shown} shown
 * @param {Child[]} words
 */
export const signed = (shown, ...words) => {
  const sign = signOf(shown);
  const told = formWords({ ...sign, isDeclared: false }).join(t("comma"));
  return make("span", { class: looksOf(sign) }, glyphOf(sign), make("span", { class: "word" }, words, sign.isDeclared ? make("span", { class: "unseen" }, `, ${t("redLineMark").toLowerCase()}`) : null),
    marksOf(sign), told ? make("small", {}, told) : null);
};
/**
 * A sign without a word, where words beside it say the stance.
 * @param {Shown} shown
 */
export const signAlone = (shown) => { const sign = signOf(shown); return make("span", { class: looksOf(sign) }, glyphOf(sign), marksOf(sign)); };
/**
 * The sign of a side, as that of a stance that is no red line.
 * @param {Side} side
 */
export const sideSign = (side) => signAlone({ stance: { for: "support", leaning: "open", against: "oppose", none: "silent" }[side] });
/** @type {(way: string, mark: string) => HTMLElement} */
const marked = (way, mark) => make("span", { class: `stance-cell ${way}` }, make("span", { class: "marks" }, mark));
/**
 * On what something rests that is no party's own word, where no stance stands by it: a sign without its middle.
 * @param {{ inferred?: boolean, ascribed?: boolean }} shown
 */
export const basisSign = (shown) => {
  const sign = signOf({ ...shown, stance: "silent" });
  const words = formWords(sign).join(t("comma"));
  return words ? make("span", { class: looksOf(sign) }, marksOf(sign), make("small", {}, words)) : null;
};
/* What the signs of stances mean. */
export const signLegend = () => {
  /** @type {[HTMLElement, string][]} */
  const signs = [[sideSign("for"), t("side_for")], [sideSign("leaning"), t("side_leaning")], [sideSign("against"), t("side_against")],
    [signAlone({ stance: "demand" }), t("redLineOwn")], [marked("inferred", "∴"), t("inferred")], [marked("ascribed", "”"), t("ascribed")], [make("span", {}, NAME_ONLY), t("inNameOnly")],
    [make("span", {}, SIGNS.mixed), t("cell_mixed")], [make("span", {}, SIGNS.noncommittal), t("cell_noncommittal")], [make("span", {}, data.sideSymbols.none), t("cell_silent")], [make("span", {}, SIGNS.withheld), t("cell_withheld")]];
  return make("p", { class: "sign-legend" }, signs.map(([sign, words]) => make("span", {}, sign, " ", words.toLowerCase())));
};
