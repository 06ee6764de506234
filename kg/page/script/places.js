import { isLarge } from "./choosing.js";
import { boxOf, data, islandOf, nodeById, numberOf } from "./data.js";

/** @import { Point } from "../page-data.d.ts" */
/** @import { IslandNode } from "./data.js" */
/** @import { Line } from "./lines.js" */
/**
 * @typedef {object} Scene All that is to be drawn now.
 * @property {string[]} nodes ids
 * @property {Line[]} edges
 * @property {string[]} hulls the issues whose islands have a frame
 * @property {Map<string, Point>} ports where lines end that end at no node
 * @property {(Point & { colour: string })[]} marks the quotes beside lines that rest on others' word
 * @property {Set<string>} near the nodes that what is selected touches
 * @property {Map<string, Point>} places of all nodes
 * @property {string | null} focus the issue that is open
 */

/* How much wider the ring stands off a page that shows issues first. */
export const ringScale = isLarge ? Math.max(1, data.inner.width / 1500) : 1;
/**
 * Where a node of a scene stands.
 * @param {Scene} scene
 * @param {string} id
 */
export const placeIn = (scene, id) => /** @type {Point} */ (scene.places.get(id));

/**
 * Where a party stands on the ring around all islands.
 * @param {string} id
 */
const onRing = (id) => {
  const slot = data.slots[numberOf(id)];
  const { width, height } = data.inner;
  return { x: (slot.u * width) / 2 + slot.dx * ringScale, y: (slot.v * height) / 2 + slot.dy * ringScale };
};
/**
 * Around an open issue only those stand who have a stance on it: in columns left and right, ordered as on the ring.
 * @param {Map<string, Point>} places
 * @param {IslandNode} island
 * @param {Set<string>} involved
 */
const besideIssue = (places, { frame }, involved) => {
  const ordered = [...involved].sort((a, b) => onRing(a).x - onRing(b).x || onRing(a).y - onRing(b).y);
  const half = Math.ceil(ordered.length / 2);
  const columns = [{ members: ordered.slice(0, half), sign: -1 }, { members: ordered.slice(half), sign: 1 }];
  for (const { members, sign } of columns) {
    const rows = Math.min(members.length, Math.max(8, Math.floor(frame.height / 92)));
    members.sort((a, b) => onRing(a).y - onRing(b).y || numberOf(a) - numberOf(b)).forEach((id, n) => {
      const column = Math.floor(n / rows);
      const inColumn = Math.min(rows, members.length - column * rows);
      places.set(id, {
        x: frame.x + sign * (frame.width / 2 + 150 + column * 150), y: frame.y + ((n % rows) - (inColumn - 1) / 2) * 92,
      });
    });
  }
};
/**
 * Where all nodes stand; where an issue is open, the parties involved in it beside it.
 * @param {string | null} focus
 * @param {Set<string>} involved
 */
export const placesOf = (focus, involved) => {
  /** @type {Map<string, Point>} */
  const places = new Map();
  for (const [id, node] of nodeById) places.set(id, { x: node.x, y: node.y });
  data.parties.forEach((_, n) => places.set(`p${n}`, onRing(`p${n}`)));
  if (focus) {
    const island = islandOf(focus);
    places.set(focus, { ...island.title });
    besideIssue(places, island, involved);
  }
  return places;
};
/**
 * Where a few options stand under one another, and the picked parties left and right of them, so that no line goes under a card.
 * @param {number[]} options
 * @param {number[]} parties
 */
export const placesInColumn = (options, parties) => {
  const places = placesOf(null, new Set());
  const heights = options.map((n) => boxOf(`o${n}`).height + 30);
  const whole = heights.reduce((sum, height) => sum + height, 0);
  let top = -whole / 2;
  options.forEach((n, at) => { places.set(`o${n}`, { x: 0, y: top + heights[at] / 2 }); top += heights[at]; });
  const rows = Math.ceil(parties.length / 2);
  parties.forEach((n, at) => places.set(`p${n}`, { x: at % 2 ? 420 : -420, y: (Math.floor(at / 2) - (rows - 1) / 2) * Math.max(130, whole / Math.max(rows, 1)) }));
  return places;
};
