import { sideOf } from "./model.js";
import { colours } from "./paint.js";

const BASE = { demand: 4, support: 2.4, conditional: 2.4, open: 1.4, doubt: 2.6, oppose: 3.6, "rule-out": 5.2 };
export const CURVE = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.42 };
export const PATTERN = { for: false, leaning: [2, 3], against: false, none: [1, 4] };
const INFERRED = { for: [9, 6], leaning: [9, 4, 2, 4], against: [9, 6], none: [1, 6] };
const HEAD_SIZE = { for: 0.62, leaning: 0.55, against: 0.5, none: 0.5 };
export const HEAD = { for: "arrow", leaning: "circle", against: "bar", none: "box" };
export const fade = (colour, alpha) => {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  return hex ? `rgba(${hex.slice(1).map((part) => parseInt(part, 16)).join(",")},${alpha})` : colour;
};
const widthOf = (record) => BASE[record.s] ?? 1.2;
export const stanceLine = (edge, record, scene, look) => {
  const side = sideOf(record);
  const colour = fade(colours[side], look.alpha);
  const width = widthOf(record) * (look.strong ? 1.35 : 1);
  const size = look.alpha < 0.3 ? 0.5 : 1;
  return {
    id: edge.id, from: edge.from, to: `@${edge.id}`, smooth: CURVE, width, color: { color: colour, highlight: colour, hover: colour },
    dashes: record.i ? INFERRED[side] : PATTERN[side],
    arrows: {
      to: { enabled: true, type: record.s === "conditional" ? "diamond" : HEAD[side], scaleFactor: size * HEAD_SIZE[side] * (width > 3 ? 0.8 : 1) },
      middle: { enabled: false },
    },
    shadow: look.changed ? { enabled: true, color: colours.mark, size: 9, x: 0, y: 0 } : { enabled: false },
  };
};
export const innerLine = (edge, line) => ({
  id: `${edge.id}'`, from: edge.from, to: line.to, smooth: line.smooth, width: Math.max(line.width * 0.34, 0.9), dashes: false,
  color: { color: colours.ground, highlight: colours.ground, hover: colours.ground },
  arrows: { to: { enabled: false }, middle: { enabled: false } }, shadow: { enabled: false },
});
export const plainLine = (id, from, to, colour, width, dashes, head, tail) => ({
  id, from, to, width, dashes, color: { color: colour, highlight: colour, hover: colour }, shadow: { enabled: false },
  arrows: {
    to: head ? { enabled: true, type: head, scaleFactor: 0.6 } : { enabled: false },
    from: tail ? { enabled: true, type: tail, scaleFactor: 0.6 } : { enabled: false },
    middle: { enabled: false },
  },
});
