import { communitiesNow } from "./counted.js";
import { islandOf } from "./data.js";
import { colours } from "./paint.js";
import { placeIn } from "./places.js";
import { COMMUNITY_COLOURS } from "./scene.js";
import { now } from "./state.js";

/** @import { Point } from "../page-data.d.ts" */
/** @import { Painter } from "./paint.js" */
/** @import { Scene } from "./places.js" */

/**
 * Whether the way from one point by another to a third turns to the right, or not at all.
 * @param {Point} one
 * @param {Point} two
 * @param {Point} three
 */
const turnsRight = (one, two, three) => (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x) <= 0;
/**
 * Half of the hull of sorted points.
 * @param {Point[]} points
 */
const half = (points) => {
  /** @type {Point[]} */
  const chain = [];
  for (const point of points) {
    while (chain.length > 1 && turnsRight(chain[chain.length - 2], chain[chain.length - 1], point)) chain.pop();
    chain.push(point);
  }
  return chain;
};
/**
 * The convex hull of some points, in order (Andrew's monotone chain).
 * @param {Point[]} points
 */
const around = (points) => {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  return [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
};
/** @param {string} hex a colour as #rrggbb */
const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
/**
 * @param {string} colour
 * @param {string} ground
 */
const blend = (colour, ground) => {
  const [one, two] = [parts(colour), parts(ground)];
  return `rgb(${one.map((value, n) => Math.round(value * 0.14 + two[n] * 0.86)).join(",")})`;
};
/**
 * Draw what lies under lines and nodes: the frames of issues, or the communities of parties.
 * @param {Painter} paint
 * @param {Scene} shown
 */
export const drawFrames = (paint, shown) => {
  if (now().view === "parties") {
    communitiesNow().forEach((members, n) => {
      const points = members.filter((party) => !now().noParty.includes(party)).map((party) => placeIn(shown, `p${party}`));
      if (points.length > 1) paint.blob(around(points), blend(COMMUNITY_COLOURS[n % COMMUNITY_COLOURS.length], colours.ground));
    });
  }
  for (const id of shown.hulls) {
    const { frame } = islandOf(id);
    paint.box(frame.x, frame.y, frame.width, frame.height, 14, { fill: colours.hull, stroke: colours.line, thick: 1 });
  }
};
