import { clip } from "./words.js";

export const FONT = '"Inter", -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif';
const ruler = document.createElement("canvas").getContext("2d");
const wrapped = new Map();
const font = (size, bold) => `${bold ? 600 : 400} ${size}px ${FONT}`;
const NAMES = ["ground", "surface", "raised", "ink", "muted", "line", "accent", "hull", "for", "leaning", "against", "none",
  "agreed", "within_reach", "rejected", "contested", "unaddressed", "bundle", "mark"];

export const colours = {};
export const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  for (const name of NAMES) colours[name] = style.getPropertyValue(`--${name.replace("_", "-")}`).trim();
};

const measure = (text, size, bold) => {
  ruler.font = font(size, bold);
  return ruler.measureText(text).width;
};
const fit = (text, width, size, bold) => {
  if (measure(text, size, bold) <= width) return text;
  let letters = Array.from(text);
  while (letters.length > 1 && measure(`${letters.join("").trimEnd()}…`, size, bold) > width) letters = letters.slice(0, -1);
  return `${letters.join("").trimEnd()}…`;
};
/* A word wider than a line, in pieces that fit one. */
const pieces = (word, width, size, bold) => {
  const found = [""];
  if (measure(word, size, bold) <= width) return [word];
  for (const letter of word.match(/\P{M}\p{M}*|\p{M}+/gu)) {
    if (found.at(-1) && measure(found.at(-1) + letter, size, bold) > width) found.push("");
    found[found.length - 1] += letter;
  }
  return found;
};
/* Return at most `most` lines of a text, broken at spaces, the last one ending in … where it does not fit. */
export const wrap = (text, width, size, most, bold) => {
  const key = `${width}|${size}|${most}|${bold ? 1 : 0}|${text}`;
  if (wrapped.has(key)) return wrapped.get(key);
  const lines = [];
  let line = "";
  const parts = clip(text, 120).split(/\s+/).filter(Boolean).flatMap((word) => pieces(word, width, size, bold));
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

export const canvasPainter = (ctx) => ({
  isScreen: true,
  box(x, y, width, height, radius, { fill, stroke, thick = 1, dash = [], alpha = 1 }) {
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, radius);
    if (fill) { ctx.fillStyle = fill; ctx.fill(); }
    if (stroke) { ctx.setLineDash(dash); ctx.strokeStyle = stroke; ctx.lineWidth = thick; ctx.stroke(); ctx.setLineDash([]); }
    ctx.globalAlpha = 1;
  },
  disc(x, y, radius, { fill, stroke, thick = 1, dash = [], alpha = 1 }) {
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    if (fill) { ctx.fillStyle = fill; ctx.fill(); }
    if (stroke) { ctx.setLineDash(dash); ctx.strokeStyle = stroke; ctx.lineWidth = thick; ctx.stroke(); ctx.setLineDash([]); }
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
    ctx.fillStyle = fill;
    ctx.fillText(text, x, y);
    ctx.globalAlpha = 1;
  },
});

/* Whether a text runs from right to left, as its first letter does. */
export const isRtl = (text) => /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);
const SVG = "http://www.w3.org/2000/svg";
export const svgPainter = (root) => {
  const add = (tag, properties, words) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value !== null && value !== undefined) element.setAttribute(name, String(value));
    }
    if (words !== undefined) element.textContent = words;
    root.append(element);
  };
  const look = ({ fill, stroke, thick = 1, dash = [], alpha = 1 }) => ({
    fill: fill ?? "none", stroke: stroke ?? "none", "stroke-width": thick,
    "stroke-dasharray": dash.length ? dash.join(" ") : null, opacity: alpha === 1 ? null : alpha,
  });
  return {
    box: (x, y, width, height, radius, style) => add("rect", {
      x: x - width / 2, y: y - height / 2, width, height, rx: radius, ...look(style),
    }),
    disc: (x, y, radius, style) => add("circle", { cx: x, cy: y, r: radius, ...look(style) }),
    blob: (points, colour) => add("polygon", {
      points: points.map((point) => `${point.x},${point.y}`).join(" "), fill: colour, stroke: colour, "stroke-width": 120,
      "stroke-linejoin": "round",
    }),
    shape: (points, colour, kind) => add("polygon", {
      points: points.map((point) => `${point.x.toFixed(2)},${point.y.toFixed(2)}`).join(" "), fill: colour, class: kind,
    }),
    curve: (from, one, two, to, style) => add("path", {
      d: `M${from.x},${from.y}C${one.x},${one.y} ${two.x},${two.y} ${to.x},${to.y}`, ...look(style),
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
