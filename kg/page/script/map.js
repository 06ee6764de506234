import { choose, isLarge, openIssue } from "./choosing.js";
import { data, graph, islandOf } from "./data.js";
import { get, getButton } from "./dom.js";
import { drawFrames } from "./frames.js";
import { answerNow } from "./model.js";
import { drawNode, labelBox, sizeOf } from "./nodes.js";
import { canvasPainter } from "./paint.js";
import { placeIn } from "./places.js";
import { buildScene } from "./scene.js";
import { screen } from "./screen.js";
import { drawMarks } from "./stances.js";
import { now } from "./state.js";
import { t } from "./words.js";

/** @import { Point } from "../page-data.d.ts" */
/** @import { Line } from "./lines.js" */
/** @import { Scene } from "./places.js" */
/**
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Bounds
 * @typedef {{ id: string, x: number, y: number, shape: string, label: string }} VisNode
 * @typedef {{ ctx: CanvasRenderingContext2D, id: string, x: number, y: number }} VisDrawing
 */

const { vis } = window;
const holder = get("canvas");
/** @type {VisDataSet<VisNode>} */
let nodes;
/** @type {VisDataSet<Line>} */
let edges;
/** @type {VisNetwork} */
let network;
/** @type {Scene} */
let scene;
/* What the map shows now, as scene.js built it. */
export const shownScene = () => scene;
/* The vis-network that draws the map. */
export const drawing = () => network;

/** @param {string} id */
const asNode = (id) => ({
  id, ...placeIn(scene, id), shape: "custom", label: "",
  /** @param {VisDrawing} given */
  ctxRenderer: ({ ctx, id: own, x, y }) => ({
    drawNode: () => drawNode(canvasPainter(ctx), own, x, y), nodeDimensions: sizeOf(own),
  }),
});
/**
 * A node that is not seen, for a line to end at.
 * @param {[string, Point]} port
 */
const asPort = ([id, { x, y }]) => ({
  id: `@${id}`, x, y, shape: "dot", size: 0.01, borderWidth: 0, label: "", color: { background: "rgba(0,0,0,0)", border: "rgba(0,0,0,0)" },
});
const allNodes = () => [...scene.nodes.map(asNode), ...[...scene.ports].map(asPort)];
/** @param {VisNode[]} items */
const replaceNodes = (items) => {
  const wanted = new Set(items.map((item) => item.id));
  nodes.remove(nodes.getIds().filter((id) => !wanted.has(id)));
  nodes.update(items);
};
/**
 * Double lines rely on being drawn after the line that they split, so edges are replaced in their order.
 * @param {Line[]} items
 */
const replaceEdges = (items) => {
  edges.clear();
  edges.add(items);
};

const READABLE = 0.55;
const notify = () => {
  const notice = get("notice");
  const ofIssues = isLarge && now().view !== "parties";
  const frame = extent();
  const small = !ofIssues && wholeScale(frame, 0) < READABLE;
  notice.hidden = !ofIssues && !small;
  notice.textContent = t(small ? "noticeSmall" : openIssue() ? "noticeOpen" : "noticeTiles");
  const everything = getButton("everything");
  everything.hidden = !data.opened || now().view === "parties" || !answerNow();
  everything.textContent = t(now().all ? "sharedOnly" : "everything");
  get("back").hidden = !openIssue() || now().view === "parties";
};
/**
 * The scale at which all is in sight, above what is kept free at the bottom.
 * @param {Bounds} frame
 * @param {number} kept
 */
const wholeScale = (frame, kept) => {
  const room = holder.getBoundingClientRect();
  return Math.min(room.width / (frame.right - frame.left + 24), (room.height - kept) / (frame.bottom - frame.top + 24), 1.6);
};
/* The bounds of all that the map shows. */
export const extent = () => {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  /** @param {Bounds} box */
  const widen = (box) => {
    frame.left = Math.min(frame.left, box.left);
    frame.right = Math.max(frame.right, box.right);
    frame.top = Math.min(frame.top, box.top);
    frame.bottom = Math.max(frame.bottom, box.bottom);
  };
  for (const id of scene.nodes) {
    const place = placeIn(scene, id);
    widen(labelBox(id, place.x, place.y));
    if (now().view === "parties") widen({ left: place.x - 66, right: place.x + 66, top: place.y - 66, bottom: place.y + 66 });
  }
  for (const id of scene.hulls) {
    const { x, y, width, height } = islandOf(id).frame;
    widen({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  }
  return frame;
};
/* What the reader has not moved is fitted anew; where they have, it stays. */
let isMoved = false;
/* Whether the reader has moved or zoomed the map since it was fitted. */
export const isMovedByReader = () => isMoved;
/** @type {(() => void)[]} */
const onMoved = [];
/** @param {() => void} listener what is called when the reader moves or zooms the map */
export const whenMoved = (listener) => onMoved.push(listener);
/** @type {(() => void)[]} */
const onRefitted = [];
/** @param {() => void} listener what is called when the map is fitted anew to a room of another size */
export const whenRefitted = (listener) => onRefitted.push(listener);
const tellMoved = () => { isMoved = true; onMoved.forEach((listener) => listener()); };
/* Move the map so that all is in sight. */
export const fitMap = () => {
  const frame = extent();
  if (!Number.isFinite(frame.left)) return;
  const notice = get("notice");
  const kept = notice.hidden ? 0 : notice.offsetHeight + 14;
  const scale = Math.max(wholeScale(frame, kept), 0.005);
  isMoved = false;
  network.moveTo({ position: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 + kept / 2 / scale }, scale });
};
/** @param {number} factor */
export const zoomMap = (factor) => {
  network.moveTo({ scale: Math.min(8, Math.max(0.005, network.getScale() * factor)) });
  tellMoved();
};

/**
 * Draw anew what is shown now.
 * @param {boolean} moved whether to bring all of it in sight
 */
export const refreshMap = (moved) => {
  scene = buildScene();
  replaceNodes(allNodes());
  replaceEdges(scene.edges);
  notify();
  if (moved) fitMap();
  network.redraw();
};

/**
 * The id of what is drawn at a point of the canvas, or null.
 * @param {Point} point
 */
const pick = (point) => {
  const node = network.getNodeAt(point);
  if (node !== undefined && String(node)[0] !== "@") return String(node);
  const edge = network.getEdgeAt(point);
  return edge === undefined ? null : String(edge).replace("'", "");
};
const MOST_POINTED = 600;
/**
 * Let the lines of what the pointer or the keyboard is on stand out, while nothing is selected.
 * @param {string | null} id
 */
export const pointAt = (id) => {
  const was = screen.pointed;
  screen.pointed = id && "pobs".includes(id[0]) ? id : null;
  if (screen.pointed !== was && !now().sel && now().view === "positions" && scene.edges.length <= MOST_POINTED) refreshMap(false);
};

/* Draw the map for the first time, and listen to the pointer. */
export const startMap = () => {
  scene = buildScene();
  nodes = new vis.DataSet(allNodes());
  edges = new vis.DataSet(scene.edges);
  network = new vis.Network(holder, { nodes, edges }, graph.options);
  network.on("beforeDrawing", (ctx) => {
    screen.scale = network.getScale();
    drawFrames(canvasPainter(ctx), scene);
  });
  network.on("afterDrawing", (ctx) => drawMarks(canvasPainter(ctx), scene));
  network.on("click", ({ pointer }) => {
    const id = pick(pointer.DOM);
    screen.cursor = null;
    if (id || now().sel) choose(id);
  });
  /** @type {string | null} */
  let over = null;
  holder.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    const room = holder.getBoundingClientRect();
    const id = pick({ x: event.clientX - room.left, y: event.clientY - room.top });
    if (id === over) return;
    holder.classList.toggle("over", id !== null);
    over = id;
    pointAt(id);
  });
  holder.addEventListener("pointerleave", () => { over = null; pointAt(null); });
  network.on("zoom", tellMoved);
  network.on("dragEnd", tellMoved);
  network.on("resize", () => window.requestAnimationFrame(() => {
    notify();
    if (isMoved) return;
    fitMap();
    onRefitted.forEach((listener) => listener());
  }));
  const canvas = holder.querySelector("canvas");
  if (canvas) canvas.setAttribute("aria-hidden", "true");
  fitMap();
  network.redraw();
};

/* Where a node's words lie on the screen, for each node shown. */
export const labelsOnScreen = () => scene.nodes.map((id) => {
  const place = placeIn(scene, id);
  const box = labelBox(id, place.x, place.y);
  const corner = network.canvasToDOM({ x: box.left, y: box.top });
  const other = network.canvasToDOM({ x: box.right, y: box.bottom });
  return { id, left: corner.x, top: corner.y, right: other.x, bottom: other.y };
});
/**
 * Where an end of a line lies: a node, or a port (@ and its id).
 * @param {string} id
 * @param {Scene} shown
 */
export const endOf = (id, shown) => (id[0] === "@" ? /** @type {Point} */ (shown.ports.get(id.slice(1))) : placeIn(shown, id));
/**
 * Where a node, or the middle of a line, lies on the screen. Throws for what is not shown.
 * @param {string} id
 */
export const onScreen = (id) => {
  const place = scene.places.get(id);
  if (place) return network.canvasToDOM(place);
  const edge = scene.edges.find((found) => found.id === id);
  if (!edge) throw new Error(`${id} is not shown`);
  const [from, to] = [endOf(edge.from, scene), endOf(edge.to, scene)];
  return network.canvasToDOM({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
};
/**
 * Bring a node into sight where it is not.
 * @param {string} id
 */
export const bringIntoSight = (id) => {
  const point = network.canvasToDOM(placeIn(scene, id));
  const room = holder.getBoundingClientRect();
  const inside = point.x > 40 && point.y > 40 && point.x < room.width - 40 && point.y < room.height - 40;
  if (!inside) { network.moveTo({ position: placeIn(scene, id) }); tellMoved(); }
  network.redraw();
};
