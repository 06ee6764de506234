import { data, edgeById, numberOf } from "./data.js";
import { get } from "./dom.js";
import { drawing, isMovedByReader, shownScene, whenMoved, whenRefitted } from "./map.js";
import { labelBox } from "./nodes.js";
import { placeIn } from "./places.js";
import { now } from "./state.js";

/** @import { Point } from "../page-data.d.ts" */
/** @import { Bounds } from "./map.js" */

const MARGIN = 14;
/**
 * Where the reader was before the map made room for the panel; null where it did not.
 * @type {{ position: Point, scale: number } | null}
 */
let before = null;
whenMoved(() => { before = null; });

/**
 * The nodes that must be in sight when something is selected, the one that matters most last.
 * @param {string} id
 */
const nodesOf = (id) => {
  const edge = edgeById.get(id);
  if (edge) return [edge.from, edge.to];
  if (id[0] === "n") return id.slice(1).split("-").map((n) => `p${n}`);
  if (id[0] === "r") return [`o${data.relations[numberOf(id)].from}`, `o${data.relations[numberOf(id)].to}`];
  return [id];
};
/**
 * The bounds of some nodes on the map.
 * @param {string[]} ids
 * @returns {Bounds}
 */
const around = (ids) => {
  const boxes = ids.map((id) => labelBox(id, placeIn(shownScene(), id).x, placeIn(shownScene(), id).y));
  const [lefts, rights] = [boxes.map((box) => box.left), boxes.map((box) => box.right)];
  const [tops, bottoms] = [boxes.map((box) => box.top), boxes.map((box) => box.bottom)];
  return { left: Math.min(...lefts), right: Math.max(...rights), top: Math.min(...tops), bottom: Math.max(...bottoms) };
};
/* The part of the map that the panel leaves free, in pixels from the map's corner. */
const freeRoom = () => {
  const [room, beside] = [get("canvas").getBoundingClientRect(), get("panel").getBoundingClientRect()];
  if (beside.width > room.width * 0.8) return { room, left: 0, right: room.width, top: 0, bottom: Math.max(beside.top - room.top, 60) };
  const isRight = beside.left + beside.width / 2 > room.left + room.width / 2;
  return { room, left: isRight ? 0 : beside.right - room.left, right: isRight ? beside.left - room.left : room.width, top: 0, bottom: room.height };
};
/**
 * The middle of the view nearest to where it is at which a stretch lies within what is free of a side; its beginning where it is longer.
 * @type {(middle: number, from: number, to: number, start: number, end: number, half: number, scale: number) => number}
 */
const nearest = (middle, from, to, start, end, half, scale) => {
  const most = from - (start + MARGIN - half) / scale;
  return Math.min(most, Math.max(to - (end - MARGIN - half) / scale, middle));
};
/* Bring what is selected out from under the panel, no farther than needed; smaller only where the reader has not zoomed. */
export const revealSelection = () => {
  const { sel, mode, view } = now();
  if (!sel || get("panel").hidden || mode === "table" || ["deals", "matrix", "timeline"].includes(view)) return;
  const shown = nodesOf(sel).filter((id) => shownScene().nodes.includes(id));
  if (!shown.length) return;
  const { room, ...free } = freeRoom();
  const [network, whole] = [drawing(), around(shown)];
  const [position, here] = [network.getViewPosition(), network.getScale()];
  const fits = Math.min((free.right - free.left - 2 * MARGIN) / (whole.right - whole.left), (free.bottom - free.top - 2 * MARGIN) / (whole.bottom - whole.top));
  const scale = isMovedByReader() ? here : Math.min(here, fits);
  const box = fits < scale ? around(shown.slice(-1)) : whole;
  const x = nearest(position.x, box.left, box.right, free.left, free.right, room.width / 2, scale);
  const y = nearest(position.y, box.top, box.bottom, free.top, free.bottom, room.height / 2, scale);
  if (x === position.x && y === position.y && scale === here) return;
  before ??= { position, scale: here };
  network.moveTo({ position: { x, y }, scale });
};
whenRefitted(() => { before = null; revealSelection(); });
/* Go back to where the reader was before the panel was opened, unless they have moved since. */
export const returnView = () => {
  if (before) drawing().moveTo(before);
  before = null;
};
