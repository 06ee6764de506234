import { clip } from "./clip.js";
import { isRtl } from "./words.js";

/** @import { Point } from "../page-data.d.ts" */
/**
 * @typedef {object} Stroke How an outline or a surface looks.
 * @property {string | null} [fill]
 * @property {string | null} [stroke]
 * @property {number} [thick]
 * @property {number[]} [dash]
 * @property {number} [alpha]
 * @typedef {object} Lettering How words look.
 * @property {number} size
 * @property {boolean} [bold]
 * @property {string | null} fill
 * @property {"left" | "right" | "center"} [align]
 * @property {string} [halo]
 * @property {number} [alpha]
 * @typedef {object} Painter What draws on the canvas of the screen, or into an SVG element.
 * @property {boolean} isScreen
 * @property {(x: number, y: number, width: number, height: number, radius: number, style: Stroke) => void} box
 * @property {(x: number, y: number, radius: number, style: Stroke) => void} disc
 * @property {(points: Point[], colour: string) => void} blob
 * @property {(x: number, y: number, text: string, style: Lettering) => void} words
 * @typedef {object} SvgOnly
 * @property {(points: Point[], colour: string, kind: string) => void} shape
 * @property {(from: Point, one: Point, two: Point, to: Point, style: Stroke) => void} curve
 * @typedef {Painter & SvgOnly} SvgPainter
 */

export const FONT = '"Inter", -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif';
const SVG = "http://www.w3.org/2000/svg";
const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {Map<string, string[]>} */
const wrapped = new Map();
/** @type {(size: number, bold?: boolean) => string} */
const font = (size, bold) => `${bold ? 600 : 400} ${size}px ${FONT}`;
const NAMES = ["ground", "surface", "raised", "ink", "muted", "line", "accent", "hull", "for", "leaning", "against", "none",
  "agreed", "within_reach", "rejected", "contested", "unaddressed", "bundle", "mark"];

/**
 * The colours of the page's style sheet, as its theme has them now.
 * @type {Record<string, string>}
 */
export const colours = {};
export const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  for (const name of NAMES) colours[name] = style.getPropertyValue(`--${name.replace("_", "-")}`).trim();
};
/**
 * Do something with the colours of paper, whatever the theme of the page, and return what it returns.
 * @template Result
 * @param {() => Result} draw
 */
export const onPaper = (draw) => {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = "light";
  readColours();
  colours.ground = "#ffffff";
  const drawn = draw();
  if (theme) dataset.theme = theme;
  readColours();
  return drawn;
};

/** @type {(text: string, size: number, bold?: boolean) => number} */
const measure = (text, size, bold) => {
  ruler.font = font(size, bold);
  return ruler.measureText(text).width;
};
/** @type {(text: string, width: number, size: number, bold?: boolean) => string} */
const fit = (text, width, size, bold) => {
  if (measure(text, size, bold) <= width) return text;
  let letters = Array.from(text);
  while (letters.length > 1 && measure(`${letters.join("").trimEnd()}…`, size, bold) > width) letters = letters.slice(0, -1);
  return `${letters.join("").trimEnd()}…`;
};
/**
 * A word wider than a line, in pieces that fit one.
 * @type {(word: string, width: number, size: number, bold?: boolean) => string[]}
 */
const pieces = (word, width, size, bold) => {
  if (measure(word, size, bold) <= width) return [word];
  const found = [""];
  for (const letter of word.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) {
    if (found[found.length - 1] && measure(found[found.length - 1] + letter, size, bold) > width) found.push("");
    found[found.length - 1] += letter;
  }
  return found;
};
/**
 * Return at most `most` lines of a text, broken at spaces, the last one ending in … where it does not fit.
 * @param {string} text
 * @param {number} width
 * @param {number} size
 * @param {number} most
 * @param {boolean} [bold]
 * @param {number} [longest] characters of the text that are read
 */
export const wrap = (text, width, size, most, bold, longest = 120) => {
  const key = `${width}|${size}|${most}|${bold ? 1 : 0}|${longest}|${text}`;
  const known = wrapped.get(key);
  if (known) return known;
  const lines = [];
  let line = "";
  const parts = clip(text, longest).split(/\s+/).filter(Boolean).flatMap((word) => pieces(word, width, size, bold));
  for (const word of parts) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || measure(longer, size, bold) <= width) line = longer;
    else { lines.push(line); line = word; }
  }
  if (line) lines.push(line);
  const shown = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(" ")] : lines;
  const result = shown.map((words) => fit(words, width, size, bold));
  wrapped.set(key, result);
  return result;
};

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Stroke} style
 */
const paintPath = (ctx, { fill, stroke, thick = 1, dash = [] }) => {
  if (fill) { ctx.fillStyle = fill; ctx.fill(); }
  if (stroke) { ctx.setLineDash(dash); ctx.strokeStyle = stroke; ctx.lineWidth = thick; ctx.stroke(); ctx.setLineDash([]); }
};
/**
 * @param {CanvasRenderingContext2D} ctx
 * @returns {Painter}
 */
export const canvasPainter = (ctx) => ({
  isScreen: true,
  box(x, y, width, height, radius, style) {
    ctx.globalAlpha = style.alpha ?? 1;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, radius);
    paintPath(ctx, style);
    ctx.globalAlpha = 1;
  },
  disc(x, y, radius, style) {
    ctx.globalAlpha = style.alpha ?? 1;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    paintPath(ctx, style);
    ctx.globalAlpha = 1;
  },
  blob(points, colour) {
    ctx.beginPath();
    points.forEach((point, n) => (n ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
    ctx.closePath();
    ctx.lineJoin = "round";
    ctx.lineWidth = 120;
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.stroke();
    ctx.fill();
  },
  words(x, y, text, { size, bold, fill, align = "center", halo, alpha = 1 }) {
    ctx.globalAlpha = alpha;
    ctx.font = font(size, bold);
    ctx.textAlign = align;
    ctx.direction = isRtl(text) ? "rtl" : "ltr";
    ctx.textBaseline = "middle";
    if (halo) { ctx.lineJoin = "round"; ctx.lineWidth = 4; ctx.strokeStyle = halo; ctx.strokeText(text, x, y); }
    if (fill) ctx.fillStyle = fill;
    ctx.fillText(text, x, y);
    ctx.globalAlpha = 1;
  },
});

/** @param {Stroke} style */
const svgStroke = ({ fill, stroke, thick = 1, dash = [], alpha = 1 }) => ({
  fill: fill ?? "none", stroke: stroke ?? "none", "stroke-width": thick,
  "stroke-dasharray": dash.length ? dash.join(" ") : null, opacity: alpha === 1 ? null : alpha,
});
/**
 * @param {SVGElement} root
 * @returns {SvgPainter}
 */
export const svgPainter = (root) => {
  /** @type {(tag: string, properties: Record<string, unknown>, words?: string) => void} */
  const add = (tag, properties, words) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value !== null && value !== undefined) element.setAttribute(name, String(value));
    }
    if (words !== undefined) element.textContent = words;
    root.append(element);
  };
  return {
    isScreen: false,
    box: (x, y, width, height, radius, style) => add("rect", {
      x: x - width / 2, y: y - height / 2, width, height, rx: radius, ...svgStroke(style),
    }),
    disc: (x, y, radius, style) => add("circle", { cx: x, cy: y, r: radius, ...svgStroke(style) }),
    blob: (points, colour) => add("polygon", {
      points: points.map((point) => `${point.x},${point.y}`).join(" "), fill: colour, stroke: colour, "stroke-width": 120,
      "stroke-linejoin": "round",
    }),
    shape: (points, colour, kind) => add("polygon", {
      points: points.map((point) => `${point.x.toFixed(2)},${point.y.toFixed(2)}`).join(" "), fill: colour, class: kind,
    }),
    curve: (from, one, two, to, style) => add("path", {
      d: `M${from.x},${from.y}C${one.x},${one.y} ${two.x},${two.y} ${to.x},${to.y}`, ...svgStroke(style),
    }),
    words: (x, y, text, { size, bold, fill, align = "center", halo, alpha = 1 }) => add("text", {
      x, y, fill, "font-family": FONT, "font-size": size, "font-weight": bold ? 600 : 400, "dominant-baseline": "central",
      "text-anchor": align === "center" ? "middle" : (align === "left") === isRtl(text) ? "end" : "start",
      direction: isRtl(text) ? "rtl" : "ltr",
      "unicode-bidi": "isolate", opacity: alpha === 1 ? null : alpha,
      ...(halo ? { stroke: halo, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" } : {}),
    }, text),
  };
};
