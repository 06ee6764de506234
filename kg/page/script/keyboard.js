import { choose } from "./choosing.js";
import { clip } from "./clip.js";
import { get, tell } from "./dom.js";
import { bringIntoSight, fitMap, pointAt, shownScene, zoomMap } from "./map.js";
import { looks } from "./nodes.js";
import { placeIn } from "./places.js";
import { screen } from "./screen.js";
import { now } from "./state.js";
import { nameOf, t } from "./words.js";

/** @type {Record<string, string>} */
const KINDS = { p: "party", i: "issue", o: "option", b: "proposal" };
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/**
 * The nearest node in a direction, or null.
 * @param {string} start
 * @param {[number, number]} direction
 */
const nearest = (start, [dx, dy]) => {
  const scene = shownScene();
  const from = placeIn(scene, start);
  let best = null;
  let least = Infinity;
  for (const id of scene.nodes) {
    if (id === start) continue;
    const place = placeIn(scene, id);
    const along = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const across = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if (along <= 1) continue;
    const far = along + 2.2 * across;
    if (far < least) { least = far; best = id; }
  }
  return best;
};
/** @param {string} id */
const moveTo = (id) => {
  screen.cursor = id;
  pointAt(id);
  for (const [own, look] of looks) look.cursor = own === id;
  bringIntoSight(id);
  tell(`${t(KINDS[id[0]])}: ${clip(nameOf(id), 200)}`);
};
/** @param {[number, number]} direction */
const step = (direction) => {
  const { nodes } = shownScene();
  const { sel } = now();
  const known = screen.cursor !== null && nodes.includes(screen.cursor) ? screen.cursor : null;
  const next = known ? nearest(known, direction) : sel !== null && nodes.includes(sel) ? sel : nodes[0];
  if (next) moveTo(next);
};
/* Let the map be used by keyboard: arrows go from node to node, Enter opens, + and - zoom, 0 shows all. */
export const startKeyboard = () => get("canvas").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in ARROWS) step(ARROWS[event.key]);
  else if (event.key === "Enter" || event.key === " ") {
    if (screen.cursor) { choose(screen.cursor); get("panel").focus(); }
  } else if (event.key === "+" || event.key === "=") zoomMap(1.25);
  else if (event.key === "-") zoomMap(0.8);
  else if (event.key === "0") fitMap();
  else return;
  event.preventDefault();
});
