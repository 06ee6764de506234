import { sideOf } from "./model.js";
import { colours } from "./paint.js";

/** @import { Edge, Side } from "../page-data.d.ts" */
/** @import { Stance } from "./model.js" */
/**
 * @typedef {false | number[]} Dashes
 * @typedef {{ enabled: boolean, type?: string, scaleFactor?: number }} End How a line ends, as vis-network has it.
 * @typedef {{ enabled: boolean, type: string, forceDirection?: string, roundness: number }} Smooth
 * @typedef {object} Line A line between two nodes or ports, as vis-network has it.
 * @property {string} id
 * @property {string} from
 * @property {string} to
 * @property {number} width
 * @property {Dashes} dashes
 * @property {{ color: string, highlight: string, hover: string }} color
 * @property {{ to: End, from?: End, middle: End }} arrows
 * @property {{ enabled: boolean, color?: string, size?: number, x?: number, y?: number }} shadow
 * @property {Smooth} [smooth]
 * @property {string} [label]
 * @property {{ color: string, strokeColor: string, background: string, face: string, size?: number }} [font]
 */

/** @type {Record<string, number>} */
const BASE = { demand: 4, support: 2.4, conditional: 2.4, open: 1.4, doubt: 2.6, oppose: 3.6, "rule-out": 5.2 };
/** @type {Smooth} */
export const CURVE = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.42 };
/** @type {Record<Side, Dashes>} */
export const PATTERN = { for: false, leaning: [2, 3], against: false, none: [1, 4] };
/** @type {Record<Side, Dashes>} */
const INFERRED = { for: [9, 6], leaning: [9, 4, 2, 4], against: [9, 6], none: [1, 6] };
/** @type {Record<Side, number>} */
const HEAD_SIZE = { for: 0.62, leaning: 0.55, against: 0.5, none: 0.5 };
/** @type {Record<Side, string>} */
export const HEAD = { for: "arrow", leaning: "circle", against: "bar", none: "box" };
/**
 * The ends of lines as a legend writes them.
 * @type {Record<Side | "conditional", string>}
 */
export const LINE_ENDS = { for: "▸", leaning: "●", against: "▌", none: "■", conditional: "◆" };
/**
 * @param {string} colour
 * @param {number} alpha
 */
export const fade = (colour, alpha) => {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  return hex ? `rgba(${hex.slice(1).map((part) => parseInt(part, 16)).join(",")},${alpha})` : colour;
};
/** @param {string} colour */
const oneColour = (colour) => ({ color: colour, highlight: colour, hover: colour });
/**
 * The line of a stance: its side by colour, pattern and end, its strength by width.
 * @param {Edge} edge
 * @param {Stance} record
 * @param {{ alpha: number, strong: boolean, changed: boolean }} look
 * @returns {Line}
 */
export const stanceLine = (edge, record, look) => {
  const side = sideOf(record);
  const colour = fade(colours[side], look.alpha);
  const width = (BASE[record.stance] ?? 1.2) * (look.strong ? 1.35 : 1);
  const size = look.alpha < 0.3 ? 0.5 : 1;
  return {
    id: edge.id, from: edge.from, to: `@${edge.id}`, smooth: CURVE, width, color: oneColour(colour),
    dashes: record.inferred ? INFERRED[side] : PATTERN[side],
    arrows: {
      to: { enabled: true, type: record.stance === "conditional" ? "diamond" : HEAD[side], scaleFactor: size * HEAD_SIZE[side] * (width > 3 ? 0.8 : 1) },
      middle: { enabled: false },
    },
    shadow: look.changed ? { enabled: true, color: colours.mark, size: 9, x: 0, y: 0 } : { enabled: false },
  };
};
/**
 * What splits a line in two: the ground's colour along its middle, drawn after it.
 * @param {{ id: string, from: string }} edge
 * @param {Line} line
 * @returns {Line}
 */
export const innerLine = (edge, line) => ({
  id: `${edge.id}'`, from: edge.from, to: line.to, smooth: line.smooth, width: Math.max(line.width * 0.34, 0.9), dashes: false,
  color: oneColour(colours.ground),
  arrows: { to: { enabled: false }, middle: { enabled: false } }, shadow: { enabled: false },
});
/**
 * A line that is no stance.
 * @param {string} id
 * @param {string} from
 * @param {string} to
 * @param {string} colour
 * @param {number} width
 * @param {Dashes} dashes
 * @param {string | null} [head]
 * @param {string | null} [tail]
 * @returns {Line}
 */
export const plainLine = (id, from, to, colour, width, dashes, head, tail) => ({
  id, from, to, width, dashes, color: oneColour(colour), shadow: { enabled: false },
  arrows: {
    to: head ? { enabled: true, type: head, scaleFactor: 0.6 } : { enabled: false },
    from: tail ? { enabled: true, type: tail, scaleFactor: 0.6 } : { enabled: false },
    middle: { enabled: false },
  },
});
