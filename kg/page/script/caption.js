import { countsOthers, hiddenOfAll } from "./counted.js";
import { data } from "./data.js";
import { headLine } from "./head.js";
import { hiddenInAll } from "./hiding.js";
import { LINE_ENDS } from "./lines.js";
import { CLASS_NAMES, CLASS_SYMBOLS, isFiltered } from "./model.js";
import { sharedNotes } from "./notes.js";
import { colours, wrap } from "./paint.js";
import { countedText } from "./spans.js";
import { SIDES, isMapView, isOfStatements, now } from "./state.js";
import { counted, direction, labelOf, say, t } from "./words.js";

/** @import { Point } from "../page-data.d.ts" */
/** @import { SvgPainter } from "./paint.js" */
/**
 * @typedef {{ words: string, size: number, bold?: boolean, fill?: string }} Line A line of words.
 * @typedef {{ sign: string, fill: string, dash: number[] | null, words: string }} Key An entry of the legend: a sign, on a line or alone.
 */

const STEP = 1.4;
/**
 * @param {string} words
 * @param {number} width
 * @param {number} size
 * @param {{ bold?: boolean, fill?: string }} [style]
 * @returns {Line[]}
 */
const lines = (words, width, size, style = {}) => wrap(words, width, size, 12, style.bold, 3000).map((line) => ({ words: line, size, ...style }));
/* The reader's notes under their name, where they are wanted in pictures. */
const readersNotes = () => { const notes = sharedNotes(); return notes.length ? [`${t("readersNotes")}:`, ...notes] : []; };
/* What is counted where lines stand for statements, what the filters hide, and the parties whose shared ground is marked. */
const stateLine = () => [
  isOfStatements() ? countedText() : "",
  now().pick.length > 1 ? `${t("shared")}: ${now().pick.map((n) => labelOf(data.parties[n])).join(t("comma"))}` : "",
  isFiltered() ? `${t("filters")}: ${isFiltered()}, ${counted("hiddenCount", isOfStatements() ? hiddenOfAll() : hiddenInAll())}` : "",
].filter(Boolean).join(" · ");
/**
 * What stands above a picture: the case and what of it is shown, the day with what counts, parties and filters.
 * @type {(width: number, title: string) => Line[]}
 */
export const headOf = (width, title) => [...lines(say(data.case.label), width, 18, { bold: true, fill: colours.ink }), ...lines(title, width, 13.5, { bold: true, fill: colours.ink }),
  ...lines(headLine(), width, 12.5), ...(stateLine() ? lines(stateLine(), width, 12.5) : [])];
/**
 * What stands below a picture: sources and caveats, and the notes of the reader.
 * @param {number} width
 */
export const footOf = (width) => [
  ...lines(`${t("sources")}: ${data.sources.slice(0, 20).map(labelOf).join(t("semicolon"))}${data.sources.length > 20 ? ` + ${data.sources.length - 20}` : ""}`, width, 11.5),
  ...[t("caveat"), ...data.caveats.map(say), ...readersNotes()].flatMap((words) => lines(words, width, 11.5)),
];
/**
 * The legend of what is drawn on the map, or of a section, which has that of its signs in it.
 * @param {boolean} isMap
 */
const keys = (isMap) => {
  /** @type {Record<string, number[]>} */
  const dashes = { for: [], leaning: [2, 3], against: [], none: [1, 4] };
  /** @type {Key[]} */
  const sides = SIDES.map((side) => ({ sign: LINE_ENDS[side], fill: colours[side], dash: dashes[side], words: t(`legend_${side}`) }));
  /** @type {(sign: string, words: string, dash?: number[] | null) => Key} */
  const key = (sign, words, dash = null) => ({ sign, words: t(words), dash, fill: colours.muted });
  const pairs = [{ ...key("", "legend_together", []), fill: colours.for }, { ...key("", "legend_apart", []), fill: colours.against },
    { ...key("", "legend_even", [2, 4]), fill: colours.leaning }, key("✓⇄", "legend_counts"), key("", "legend_hearsay", [6, 4]), key("", "legend_share", [])];
  const weights = [...pairs.slice(0, 3), key("+−", "legend_weight"), ...(countsOthers() ? [key("", "legend_toldOnly", [6, 4])] : []), key("", "legend_larger", [])];
  const classes = now().pick.length > 1 ? [...CLASS_NAMES.map((name) => ({ ...key(CLASS_SYMBOLS[name], name), fill: colours[name] })), key("≈", "inNameOnly"), key("∅", "leftOpen")] : [];
  const relations = [key("▸", "entails", []), key("▌", "excludes", []), key("▸", "requires", [6, 4])];
  const found = { positions: [...sides, key("", "legend_inferred", [6, 4]), key("”", "legend_ascribed"), ...classes], parties: isOfStatements() ? weights : pairs, issues: relations, deals: [], timeline: [], matrix: [] };
  return [...(isMap ? found[now().view] : now().mode === "table" && isMapView() ? classes : []), ...(isFiltered() ? [key("▒", "legend_hidden")] : [])];
};
/**
 * The legend in columns: each entry with its place, and how tall all of it is.
 * @param {number} width
 * @param {boolean} isMap
 */
export const legendOf = (width, isMap) => {
  const columns = Math.max(1, Math.floor(width / 300));
  const each = width / columns;
  const entries = keys(isMap).map((key, n) => ({ ...key, x: (n % columns) * each, y: Math.floor(n / columns) * 19, words: wrap(key.words, each - 56, 11.5, 1)[0] ?? "" }));
  return { entries, height: Math.ceil(entries.length / columns) * 19 };
};
/**
 * How tall lines are under one another.
 * @param {Line[]} words
 */
export const heightOf = (words) => words.reduce((sum, { size }) => sum + size * STEP, 0);
/* Where the page's lines begin in a room: how far from its left a place is that lies so far from their beginning, and their side. */
const beginning = () => (direction() === "rtl" ? { from: (/** @type {number} */ far, /** @type {number} */ width) => width - far, align: /** @type {const} */ ("right") }
  : { from: (/** @type {number} */ far) => far, align: /** @type {const} */ ("left") });
/**
 * Draw lines under one another in a room; on a page that runs from right to left they begin at its right.
 * @type {(paint: SvgPainter, words: Line[], x: number, y: number, width: number) => void}
 */
export const drawLines = (paint, words, x, y, width) => {
  const { from, align } = beginning();
  let top = y;
  for (const { words: line, size, bold, fill } of words) {
    paint.words(x + from(0, width), top + (size * STEP) / 2, line, { size, bold, fill: fill ?? colours.muted, align });
    top += size * STEP;
  }
};
/**
 * Draw the legend in a room.
 * @type {(paint: SvgPainter, legend: ReturnType<typeof legendOf>, x: number, y: number, width: number) => void}
 */
export const drawLegend = (paint, { entries }, x, y, width) => {
  const { from, align } = beginning();
  for (const { sign, fill, dash, words, x: dx, y: dy } of entries) {
    const middle = y + dy + 9.5;
    /** @type {(far: number) => Point} */
    const at = (far) => ({ x: x + from(dx + far, width), y: middle });
    if (dash) paint.curve(at(0), at(14), at(28), at(42), { stroke: fill, thick: 2.4, dash });
    if (sign) paint.words(at(21).x, middle, sign === "▸" && align === "right" ? "◂" : sign, { size: 12, bold: true, fill, halo: colours.ground });
    paint.words(at(50).x, middle, words, { size: 11.5, fill: colours.ink, align });
  }
};
