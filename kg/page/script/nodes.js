import { badgeOf } from "./badges.js";
import { boxOf, data, issueById, numberOf, partyOf } from "./data.js";
import { CLASS_SYMBOLS, LEFT_OPEN, NAME_ONLY } from "./model.js";
import { colours, wrap } from "./paint.js";
import { screen } from "./screen.js";
import { isRtl, labelOf, nameOf } from "./words.js";

/** @import { Party, SideCounts } from "../page-data.d.ts" */
/** @import { OptionAnswer } from "./model.js" */
/** @import { Lettering, Painter } from "./paint.js" */
/**
 * @typedef {object} Look How a node looks now.
 * @property {number} alpha
 * @property {boolean} selected
 * @property {boolean} cursor whether the keyboard is on it
 * @property {boolean} changed whether it changed on the day that was chosen
 * @property {OptionAnswer | null} answer of the picked parties, on an option
 * @property {number} scale
 * @property {number} [hidden] how many stances that the answer rests on a filter hides
 * @property {boolean} [tile] whether an issue is drawn as a tile
 * @property {boolean} [picked]
 * @property {string | null} [community] a party's colour as one of its community
 * @property {SideCounts | null} [counts] on a tile
 */

const LINE = 15;
/** @type {(keyof SideCounts)[]} */
const SIDES_COUNTED = ["for", "leaning", "against"];

/**
 * How each node looks now: set by scene.js before each drawing.
 * @type {Map<string, Look>}
 */
export const looks = new Map();
/** @type {Look} */
const PLAIN = { alpha: 1, selected: false, cursor: false, changed: false, answer: null, scale: 1 };
/** @param {string} id */
export const lookOf = (id) => looks.get(id) ?? PLAIN;

/**
 * Lines of words under one another; at the left of their room, or at its right where they run from right to left.
 * @param {Painter} paint
 * @param {string[]} lines
 * @param {number} x
 * @param {number} y
 * @param {Lettering & { room?: number, stretch?: number }} style
 */
const rows = (paint, lines, x, y, style) => {
  const turned = style.room !== undefined && lines.length > 0 && isRtl(lines[0]);
  const left = turned ? x + (style.room ?? 0) : x;
  lines.forEach((line, n) => {
    paint.words(left, y + (n - (lines.length - 1) / 2) * LINE * (style.stretch ?? 1), line, turned ? { ...style, align: "right" } : style);
  });
};
/**
 * The rings around what is selected and what the keyboard is on.
 * @param {Painter} paint
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {Look} look
 */
const ringOf = (paint, x, y, width, height, radius, look) => {
  if (look.selected) paint.box(x, y, width + 8, height + 8, radius + 4, { stroke: colours.accent, thick: 2.5 });
  if (look.cursor) paint.box(x, y, width + 14, height + 14, radius + 7, { stroke: colours.ink, thick: 2, dash: [3, 3] });
};

/**
 * @param {Painter} paint
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @param {Look} look
 */
const card = (paint, id, x, y, look) => {
  const place = boxOf(id);
  const answer = look.answer;
  const tint = answer ? colours[answer.name] : null;
  /* Not quite opaque, so that a line can be followed behind the card. */
  paint.box(x, y, place.width, place.height, 7, { fill: colours.raised, alpha: 0.84 });
  if (tint) paint.box(x, y, place.width, place.height, 7, { fill: tint, alpha: (look.hidden ? 0.05 : 0.16) * look.alpha });
  paint.box(x, y, place.width, place.height, 7, {
    stroke: tint ?? colours.line, thick: tint ? 1.8 : 1.2, dash: answer?.name === "unaddressed" ? [4, 3] : [], alpha: look.alpha,
  });
  const alpha = look.alpha < 1 ? 0.5 : 1;
  const lines = wrap(nameOf(id), place.width - 26, 12, place.lines);
  rows(paint, lines, x - place.width / 2 + 11, y, { size: 12, fill: colours.ink, align: "left", alpha, room: place.width - 22 });
  if (look.hidden) {
    paint.words(x + place.width / 2 - 6, y + place.height / 2 - 1, `▒ ${look.hidden}`, { size: 11, bold: true, fill: colours.muted, align: "right", halo: colours.raised });
  }
  if (answer) {
    const seen = look.hidden ? 0.35 : 1;
    paint.disc(x + place.width / 2 - 3, y - place.height / 2 + 3, 9, { fill: colours.raised, stroke: tint, thick: 1.6, alpha: seen });
    paint.words(x + place.width / 2 - 3, y - place.height / 2 + 3.5, CLASS_SYMBOLS[answer.name], { size: 11, bold: true, fill: tint, alpha: seen });
    const sign = answer.inNameOnly ? NAME_ONLY : answer.leftOpen ? LEFT_OPEN : null;
    if (sign) {
      paint.disc(x + place.width / 2 - 3, y + place.height / 2 - 3, 8, { fill: colours.raised, stroke: tint, thick: 1.6, alpha: seen });
      paint.words(x + place.width / 2 - 3, y + place.height / 2 - 2.5, sign, { size: 11, bold: true, fill: tint, alpha: seen });
    }
  }
  if (look.changed) paint.disc(x - place.width / 2, y - place.height / 2, 6, { fill: colours.mark, stroke: colours.raised, thick: 2 });
  ringOf(paint, x, y, place.width, place.height, 7, look);
};

/**
 * @param {Painter} paint
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @param {Look} look
 */
const title = (paint, id, x, y, look) => {
  const place = boxOf(id);
  const alpha = look.alpha < 1 ? 0.5 : 1;
  const lines = wrap(nameOf(id), place.width - 8, 12, place.lines, true);
  paint.box(x, y, place.width, place.height, 4, { fill: colours.hull, alpha: 0.88 });
  rows(paint, lines, x - place.width / 2 + 4, y, { size: 12, bold: true, fill: colours.muted, align: "left", alpha, room: place.width - 8 });
  ringOf(paint, x, y, place.width, place.height, 5, look);
};

/**
 * @param {Painter} paint
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @param {Look} look
 */
const tile = (paint, id, x, y, look) => {
  const { width, height } = data.tile;
  const issue = issueById(id);
  const alpha = look.alpha;
  paint.box(x, y, width, height, 8, { fill: colours.raised, stroke: colours.line, thick: 1.2, alpha });
  const small = paint.isScreen && screen.scale < 0.34;
  if (!small) {
    const lines = wrap(labelOf(issue), width - 22, 12, 2, true);
    rows(paint, lines, x - width / 2 + 11, y - 12, { size: 12, bold: true, fill: colours.ink, align: "left", alpha, room: width - 22 });
  }
  const counts = look.counts ?? { for: 0, leaning: 0, against: 0 };
  const total = counts.for + counts.leaning + counts.against;
  let left = x - width / 2 + 11;
  const room = small ? width - 22 : width - 52;
  for (const side of SIDES_COUNTED) {
    const part = total ? (room * counts[side]) / total : 0;
    const [middle, tall] = small ? [y, height * 0.62] : [y + height / 2 - 11, 6];
    if (part > 0) paint.box(left + part / 2, middle, Math.max(part - 1, 0.5), tall, 2, { fill: colours[side], alpha });
    left += part;
  }
  if (!small) paint.words(x + width / 2 - 10, y + height / 2 - 11, String(issue.options.length), { size: 11, fill: colours.muted, align: "right", alpha });
  if (look.changed) paint.disc(x - width / 2, y - height / 2, 6, { fill: colours.mark, stroke: colours.raised, thick: 2 });
  ringOf(paint, x, y, width, height, 8, look);
};

/**
 * @param {Painter} paint
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @param {Look} look
 */
const bundle = (paint, id, x, y, look) => {
  const place = boxOf(id);
  paint.box(x, y, place.width, place.height, place.height / 2, { fill: colours.raised });
  paint.box(x, y, place.width, place.height, Math.min(place.height / 2, 20), { stroke: colours.bundle, thick: 1.6, dash: [5, 3], alpha: look.alpha });
  const alpha = look.alpha < 1 ? 0.5 : 1;
  paint.words(x - place.width / 2 + 17, y, "❐", { size: 13, fill: colours.bundle, alpha });
  rows(paint, wrap(nameOf(id), place.width - 44, 12, place.lines), x - place.width / 2 + 30, y,
    { size: 12, fill: colours.ink, align: "left", alpha, room: place.width - 44 });
  ringOf(paint, x, y, place.width, place.height, Math.min(place.height / 2, 20), look);
};

/** @param {Party} party */
const radiusOf = (party) => (party.roles.includes("principal") ? 27 : 21);
/**
 * @param {Painter} paint
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @param {Look} look
 */
const disc = (paint, id, x, y, look) => {
  const party = partyOf(id);
  const scale = look.scale;
  const radius = radiusOf(party) * scale;
  const community = look.community;
  const fill = community ?? (look.picked ? colours.accent : colours.ink);
  paint.disc(x, y, radius + 3 * scale, { fill: colours.ground });
  paint.disc(x, y, radius, { fill, alpha: look.alpha < 1 ? 0.35 : 1 });
  if (party.roles.includes("principal")) paint.disc(x, y, radius + 4 * scale, { stroke: fill, thick: 1.5 * scale, alpha: look.alpha });
  const name = labelOf(party);
  paint.words(x, y, badgeOf(numberOf(id)), { size: 13 * scale, bold: true, fill: community ? "#ffffff" : colours.raised });
  const lines = wrap(name, 124, 13, 2, true);
  rows(paint, lines, x, y + radius + (9 + (lines.length * LINE) / 2) * scale,
    { size: 13 * scale, bold: true, fill: colours.ink, halo: colours.ground, alpha: look.alpha < 1 ? 0.45 : 1, stretch: scale });
  if (look.changed) paint.disc(x - radius * 0.75, y - radius * 0.75, 6 * scale, { fill: colours.mark, stroke: colours.raised, thick: 2 });
  if (look.selected) paint.disc(x, y, radius + 8 * scale, { stroke: colours.accent, thick: 2.5 * scale });
  if (look.cursor) paint.disc(x, y, radius + 12 * scale, { stroke: colours.ink, thick: 2 * scale, dash: [3, 3] });
};

/** @type {Record<string, typeof card>} */
const DRAW = { p: disc, i: title, o: card, b: bundle };
/**
 * Draw a node at a place, as it looks now.
 * @param {Painter} paint
 * @param {string} id
 * @param {number} x
 * @param {number} y
 */
export const drawNode = (paint, id, x, y) => {
  const look = lookOf(id);
  (look.tile ? tile : DRAW[id[0]])(paint, id, x, y, look);
};
/**
 * The size of what can be clicked.
 * @param {string} id
 */
export const sizeOf = (id) => {
  const look = lookOf(id);
  if (look.tile) return data.tile;
  const place = boxOf(id);
  if (id[0] !== "p") return { width: place.width, height: place.height };
  const size = radiusOf(partyOf(id)) * 2 * look.scale;
  return { width: size, height: size };
};
/**
 * The rectangle of a node's words, around its centre: what must not lie over another's.
 * @param {string} id
 * @param {number} x
 * @param {number} y
 */
export const labelBox = (id, x, y) => {
  const look = lookOf(id);
  if (id[0] !== "p") {
    const { width, height } = sizeOf(id);
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }
  const radius = radiusOf(partyOf(id)) * look.scale;
  const lines = wrap(nameOf(id), 124, 13, 2, true).length;
  return {
    left: x - 62 * look.scale, right: x + 62 * look.scale, top: y - radius, bottom: y + radius + (9 + lines * LINE) * look.scale,
  };
};
