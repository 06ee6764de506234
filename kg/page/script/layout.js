import { isRtl } from "./words.js";

/**
 * @typedef {{ x: number, right: number, top: number, bottom: number, words: string }} Run Words that stand on one line.
 * @typedef {(tag: string, properties: Record<string, string | number | null>, words?: string) => void} Add
 */

const SVG = "http://www.w3.org/2000/svg";
/* How wide what is laid out for a picture is, whatever the width of the window. */
export const SHEET_WIDTH = 1180;
const SIDES = /** @type {const} */ (["Top", "Right", "Bottom", "Left"]);
const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/**
 * A line of a border as SVG dashes it, null where it is solid.
 * @type {(style: string, width: number) => string | null}
 */
const dashOf = (style, width) => ({ dashed: `${width * 2} ${width * 2}`, dotted: `${width} ${width * 1.2}` }[style] ?? null);
/** @param {string} colour */
const isClear = (colour) => colour === "transparent" || /^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
/**
 * A colour as every program that shows SVG knows it; one that the style has mixed comes in parts of 1.
 * @param {string} colour
 */
const plainColour = (colour) => {
  const parts = /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)/.exec(colour);
  return parts ? `rgb(${parts.slice(1).map((part) => Math.round(Number(part) * 255)).join(", ")})` : colour;
};
/**
 * The borders of an element that are seen: the side, its width, colour and style.
 * @param {CSSStyleDeclaration} look
 */
const bordersOf = (look) => SIDES.map((side) => ({ side, width: parseFloat(look[`border${side}Width`]), colour: plainColour(look[`border${side}Color`]), style: look[`border${side}Style`] }))
  .filter(({ width, colour, style }) => width > 0 && style !== "none" && !isClear(colour));
/** @type {(add: Add, box: DOMRect, look: CSSStyleDeclaration) => void} */
const drawBorders = (add, box, look) => {
  const borders = bordersOf(look);
  const [first] = borders;
  const radius = Math.min(parseFloat(look.borderTopLeftRadius) * (look.borderTopLeftRadius.endsWith("%") ? box.width / 100 : 1), box.height / 2);
  const isWhole = borders.length === 4 && borders.every(({ width, colour, style }) => width === first.width && colour === first.colour && style === first.style);
  const isFilled = !isClear(look.backgroundColor);
  if (isFilled || isWhole) {
    const inset = isWhole ? first.width / 2 : 0;
    add("rect", { x: round(box.left + inset), y: round(box.top + inset), width: round(box.width - 2 * inset), height: round(box.height - 2 * inset), rx: round(radius) || null,
      fill: isFilled ? plainColour(look.backgroundColor) : "none", stroke: isWhole ? first.colour : null, "stroke-width": isWhole ? first.width : null, "stroke-dasharray": isWhole ? dashOf(first.style, first.width) : null });
  }
  if (isWhole) return;
  for (const { side, width, colour, style } of borders) {
    const [x, y] = [side === "Right" ? box.right - width / 2 : box.left + (side === "Left" ? width / 2 : 0), side === "Bottom" ? box.bottom - width / 2 : box.top + (side === "Top" ? width / 2 : 0)];
    const isFlat = side === "Top" || side === "Bottom";
    add("line", { x1: round(x), y1: round(y), x2: round(isFlat ? box.right : x), y2: round(isFlat ? y : box.bottom), stroke: colour, "stroke-width": width, "stroke-dasharray": dashOf(style, width) });
  }
};
/**
 * Slanting lines across a box, which on the page are a repeated gradient.
 * @type {(add: Add, box: DOMRect, colour: string) => void}
 */
const drawHatching = (add, { left, top, width, height }, colour) => {
  for (let at = 6; at < width + height; at += 6) {
    add("line", { x1: round(left + Math.max(0, at - height)), y1: round(top + Math.min(at, height)), x2: round(left + Math.min(at, width)), y2: round(top + Math.max(0, at - width)),
      stroke: colour, "stroke-width": 1.4, opacity: 0.2 });
  }
};
/**
 * A box as it lies where a text that stands upright, read from below, is laid down.
 * @type {(box: DOMRect) => DOMRect}
 */
const laidDown = ({ left, bottom, width, height }) => new DOMRect(-bottom, left, height, width);
/**
 * The lines of a text as they stand; of one that stands upright, laid down.
 * @param {Text} node
 * @param {boolean} isUpright
 * @returns {Run[]}
 */
const runsOf = (node, isUpright) => {
  const range = node.ownerDocument.createRange();
  /** @type {Run[]} */
  const runs = [];
  /** @type {(from: number, to: number) => void} */
  const take = (from, to) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0).map((box) => (isUpright ? laidDown(box) : box));
    if (!boxes.length) return;
    if (boxes.some(({ top }) => Math.abs(top - boxes[0].top) > 2) && to - from > 1) {
      for (let at = from; at < to; at += 1) take(at, at + 1);
      return;
    }
    const words = node.data.slice(from, to);
    const [x, right] = [Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map((box) => box.right))];
    const last = runs.at(-1);
    if (last && Math.abs(last.top - boxes[0].top) <= 2) {
      last.words += /\s/.test(node.data[from - 1] ?? "") ? ` ${words}` : words;
      [last.x, last.right] = [Math.min(last.x, x), Math.max(last.right, right)];
    } else runs.push({ x, right, top: boxes[0].top, bottom: boxes[0].bottom, words });
  };
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) take(index, index + word.length);
  return runs;
};
/** @type {(add: Add, node: Text, look: CSSStyleDeclaration) => void} */
const drawText = (add, node, look) => {
  const isUpright = look.writingMode.startsWith("vertical");
  for (const { x, right, top, bottom, words } of runsOf(node, isUpright)) {
    const rtl = isRtl(words);
    const length = rtl || words.length < 3 ? null : round(right - x);
    add("text", { x: round(rtl ? right : x), y: round((top + bottom) / 2), fill: plainColour(look.color), "font-family": look.fontFamily, "font-size": parseFloat(look.fontSize),
      "font-weight": look.fontWeight === "400" ? null : look.fontWeight, "font-style": look.fontStyle === "normal" ? null : look.fontStyle, "dominant-baseline": "central",
      direction: rtl ? "rtl" : null, "unicode-bidi": "isolate", textLength: length, lengthAdjust: length && "spacingAndGlyphs",
      transform: isUpright ? "rotate(-90)" : null }, words);
  }
};
/**
 * Whether an element and all in it is not seen.
 * @type {(element: Element, look: CSSStyleDeclaration) => boolean}
 */
const isUnseen = (element, look) => look.display === "none" || look.visibility === "hidden" || look.clipPath !== "none" || element.hasAttribute("hidden");
/**
 * Put the signs that a drawing names into it, in the colours of the page: a picture stands alone, and has nothing to name.
 * @type {(drawn: SVGElement, look: CSSStyleDeclaration) => void}
 */
const drawSigns = (drawn, look) => {
  for (const use of drawn.querySelectorAll("use")) {
    const symbol = document.getElementById((use.getAttribute("href") ?? "").slice(1));
    if (!symbol) continue;
    drawn.setAttribute("viewBox", symbol.getAttribute("viewBox") ?? "");
    drawn.setAttribute("overflow", "visible");
    use.replaceWith(...[...symbol.childNodes].map((child) => child.cloneNode(true)));
  }
  for (const part of drawn.querySelectorAll("*")) {
    for (const name of ["fill", "stroke"]) {
      const named = /^var\((--[\w-]+)\)$/.exec(part.getAttribute(name) ?? "");
      if (named) part.setAttribute(name, look.getPropertyValue(named[1]).trim());
    }
  }
};
/** @type {(root: SVGElement, element: Element, alpha: number) => void} */
const drawElement = (root, element, alpha) => {
  const view = /** @type {Window} */ (element.ownerDocument.defaultView);
  const look = view.getComputedStyle(element);
  if (isUnseen(element, look)) return;
  const faint = alpha * Number(look.opacity);
  /** @type {Add} */
  const add = (tag, properties, words) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries({ ...properties, opacity: properties.opacity ?? (faint < 1 ? round(faint) : null) })) if (value !== null) made.setAttribute(name, String(value));
    if (words !== undefined) made.textContent = words;
    root.append(made);
  };
  const box = element.getBoundingClientRect();
  if (element.namespaceURI === SVG) {
    const copy = /** @type {SVGElement} */ (element.cloneNode(true));
    for (const [name, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height })) copy.setAttribute(name, String(round(value)));
    drawSigns(copy, look);
    root.append(copy);
    return;
  }
  for (const part of look.display === "inline" ? element.getClientRects() : [box]) drawBorders(add, part, look);
  if (look.backgroundImage.startsWith("repeating")) drawHatching(add, box, look.color);
  const isShut = element.localName === "details" && !element.hasAttribute("open");
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) drawText(add, /** @type {Text} */ (child), look);
    else if (child.nodeType === Node.ELEMENT_NODE && !(isShut && /** @type {Element} */ (child).localName !== "summary")) drawElement(root, /** @type {Element} */ (child), faint);
  }
};
/**
 * Lay a copy of a section of the page out anew, whole, in light colours and as wide as any picture, draw it as it stands there, and
 * return how high it is. What is of use on a screen alone, such as a list to choose from, is left out by the page's style. Rows
 * that are folded stay so, counted, where they hold nothing.
 * @param {SVGElement} root
 * @param {Element} section
 */
export const drawSection = (root, section) => {
  const frame = document.createElement("iframe");
  frame.className = "sheet";
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  const sheet = /** @type {Document} */ (frame.contentDocument);
  const source = document.documentElement;
  Object.assign(sheet.documentElement, { className: "picture", lang: source.lang, dir: source.dir });
  sheet.documentElement.dataset.theme = "light";
  const style = sheet.createElement("style");
  style.textContent = document.querySelector("style")?.textContent ?? "";
  sheet.head.append(style);
  sheet.body.className = document.body.className;
  const copy = /** @type {Element} */ (sheet.adoptNode(section));
  copy.removeAttribute("hidden");
  for (const folded of copy.querySelectorAll("[hidden='until-found']")) {
    if (!folded.querySelector(".held")) continue;
    folded.removeAttribute("hidden");
    folded.previousElementSibling?.remove();
  }
  sheet.body.append(copy);
  drawElement(root, copy, 1);
  const { height } = copy.getBoundingClientRect();
  frame.remove();
  return height;
};
