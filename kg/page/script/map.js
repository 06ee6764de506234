import { choose, isLarge, openIssue } from "./choosing.js";
import { graph, nodeById } from "./data.js";
import { get, tell } from "./dom.js";
import { networkNow } from "./model.js";
import { drawNode, labelBox, looks, sizeOf } from "./nodes.js";
import { canvasPainter, colours } from "./paint.js";
import { COMMUNITY_COLOURS, buildScene, drawMarks } from "./scene.js";
import { screen } from "./screen.js";
import { now } from "./state.js";
import { clip, nameOf, t } from "./words.js";

const { vis } = window;
const holder = get("canvas");
let nodes = null;
let edges = null;
let network = null;
let scene = null;
/* What the map shows now, as scene.js built it. */
export const shownScene = () => scene;
/* The vis-network that draws the map. */
export const drawing = () => network;

const asNode = (id) => ({
  id, x: scene.places.get(id).x, y: scene.places.get(id).y, shape: "custom", label: "",
  ctxRenderer: ({ ctx, id: own, x, y }) => ({
    drawNode: () => drawNode(canvasPainter(ctx), own, x, y), nodeDimensions: sizeOf(own),
  }),
});
const around = (points) => {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list) => list.reduce((chain, point) => {
    const turns = ([one, two]) => (two.x - one.x) * (point.y - one.y) - (two.y - one.y) * (point.x - one.x) <= 0;
    while (chain.length > 1 && turns(chain.slice(-2))) chain.pop();
    return [...chain, point];
  }, []);
  return [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
};
const blend = (colour, ground) => {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [one, two] = [parts(colour), parts(ground)];
  return `rgb(${one.map((value, n) => Math.round(value * 0.14 + two[n] * 0.86)).join(",")})`;
};
export const drawFrames = (paint, shown) => {
  if (now().view === "parties") {
    networkNow().communities.forEach((members, n) => {
      const points = members.map((party) => shown.places.get(`p${party}`)).filter((_, at) => !now().noParty.includes(members[at]));
      if (points.length > 1) paint.blob(around(points), blend(COMMUNITY_COLOURS[n % COMMUNITY_COLOURS.length], colours.ground));
    });
  }
  for (const id of shown.hulls) {
    const place = nodeById.get(id);
    paint.box(place.fx, place.fy, place.fw, place.fh, 14, { fill: colours.hull, stroke: colours.line, thick: 1 });
  }
};
const asPort = ([id, { x, y }]) => ({
  id: `@${id}`, x, y, shape: "dot", size: 0.01, borderWidth: 0, label: "", color: { background: "rgba(0,0,0,0)", border: "rgba(0,0,0,0)" },
});
const allNodes = () => [...scene.nodes.map(asNode), ...[...scene.ports].map(asPort)];
const replace = (set, items) => {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(items);
};
/* Double lines rely on being drawn after the line that they split, so edges are replaced in their order. */
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
  get("back").hidden = !openIssue() || now().view === "parties";
};
/* The scale at which all is in sight, above what is kept free at the bottom. */
const wholeScale = (frame, kept) => {
  const room = holder.getBoundingClientRect();
  return Math.min(room.width / (frame.right - frame.left + 24), (room.height - kept) / (frame.bottom - frame.top + 24), 1.6);
};
export const extent = () => {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const widen = (box) => {
    frame.left = Math.min(frame.left, box.left);
    frame.right = Math.max(frame.right, box.right);
    frame.top = Math.min(frame.top, box.top);
    frame.bottom = Math.max(frame.bottom, box.bottom);
  };
  for (const id of scene.nodes) {
    const place = scene.places.get(id);
    widen(labelBox(id, place.x, place.y));
    if (now().view === "parties") widen({ left: place.x - 66, right: place.x + 66, top: place.y - 66, bottom: place.y + 66 });
  }
  for (const id of scene.hulls) {
    const place = nodeById.get(id);
    widen({ left: place.fx - place.fw / 2, right: place.fx + place.fw / 2, top: place.fy - place.fh / 2, bottom: place.fy + place.fh / 2 });
  }
  return frame;
};
export const fitMap = () => {
  const frame = extent();
  if (!Number.isFinite(frame.left)) return;
  const notice = get("notice");
  const kept = notice.hidden ? 0 : notice.offsetHeight + 14;
  const scale = Math.max(wholeScale(frame, kept), 0.005);
  network.moveTo({ position: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 + kept / 2 / scale }, scale });
};
/* Bring what is selected out from under the panel. */
export const revealSelection = () => {
  const panel = get("panel");
  const room = holder.getBoundingClientRect();
  const beside = panel.getBoundingClientRect();
  if (panel.hidden) return;
  if (beside.width > room.width * 0.8) {
    const ids = scene.nodes.filter((id) => scene.near.has(id) || id === now().sel);
    const ys = (ids.length ? ids : scene.nodes).map((id) => scene.places.get(id).y);
    const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
    const free = Math.max(beside.top - room.top, 60);
    network.moveTo({ position: { x: network.getViewPosition().x, y: middle + (room.height - free) / 2 / network.getScale() } });
    return;
  }
  const free = beside.left - room.left - 20;
  const ids = scene.nodes.filter((id) => scene.near.has(id) || id === now().sel);
  const boxes = (ids.length ? ids : scene.nodes).map((id) => labelBox(id, scene.places.get(id).x, scene.places.get(id).y));
  const left = Math.min(...boxes.map((box) => box.left)) - 14;
  const right = Math.max(...boxes.map((box) => box.right)) + 14;
  const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
  if (network.canvasToDOM({ x: right, y: 0 }).x <= free && network.canvasToDOM({ x: left, y: 0 }).x >= 0) return;
  const scale = Math.min(network.getScale(), free / (right - left), room.height / (bottom - top + 24));
  const x = (left + right) / 2 + (room.width - free) / 2 / scale;
  network.moveTo({ position: { x, y: scale < network.getScale() ? (top + bottom) / 2 : network.getViewPosition().y }, scale });
};
export const zoomMap = (factor) => network.moveTo({ scale: Math.min(8, Math.max(0.005, network.getScale() * factor)) });

export const refreshMap = (moved) => {
  scene = buildScene();
  replace(nodes, allNodes());
  replaceEdges(scene.edges);
  notify();
  if (moved) fitMap();
  network.redraw();
};

const pick = (point) => {
  const node = network.getNodeAt(point);
  if (node !== undefined && String(node)[0] !== "@") return String(node);
  const edge = network.getEdgeAt(point);
  return edge === undefined ? null : String(edge).replace("'", "");
};
const MOST_POINTED = 600;
const pointAt = (id) => {
  const was = screen.pointed;
  screen.pointed = id && "pobs".includes(id[0]) ? id : null;
  if (screen.pointed !== was && !now().sel && now().view === "positions" && scene.edges.length <= MOST_POINTED) refreshMap(false);
};

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
  network.on("resize", () => window.requestAnimationFrame(() => { notify(); fitMap(); }));
  const canvas = holder.querySelector("canvas");
  if (canvas) canvas.setAttribute("aria-hidden", "true");
  fitMap();
  network.redraw();
};

/* Where a node's words lie on the screen, for each node shown. */
export const labelsOnScreen = () => scene.nodes.map((id) => {
  const place = scene.places.get(id);
  const box = labelBox(id, place.x, place.y);
  const corner = network.canvasToDOM({ x: box.left, y: box.top });
  const other = network.canvasToDOM({ x: box.right, y: box.bottom });
  return { id, left: corner.x, top: corner.y, right: other.x, bottom: other.y };
});
export const endOf = (id, shown) => (id[0] === "@" ? shown.ports.get(id.slice(1)) : shown.places.get(id));
export const onScreen = (id) => {
  if (scene.places.has(id)) return network.canvasToDOM(scene.places.get(id));
  const edge = scene.edges.find((found) => found.id === id);
  const [from, to] = [endOf(edge.from, scene), endOf(edge.to, scene)];
  return network.canvasToDOM({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
};

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const nearest = ([dx, dy]) => {
  const from = scene.places.get(screen.cursor);
  let best = null;
  let least = Infinity;
  for (const id of scene.nodes) {
    if (id === screen.cursor) continue;
    const place = scene.places.get(id);
    const along = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const across = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if (along <= 1) continue;
    const far = along + 2.2 * across;
    if (far < least) { least = far; best = id; }
  }
  return best;
};
const moveTo = (id) => {
  screen.cursor = id;
  pointAt(id);
  for (const [own, look] of looks) look.cursor = own === id;
  const point = network.canvasToDOM(scene.places.get(id));
  const room = holder.getBoundingClientRect();
  const inside = point.x > 40 && point.y > 40 && point.x < room.width - 40 && point.y < room.height - 40;
  if (!inside) network.moveTo({ position: scene.places.get(id) });
  network.redraw();
  tell(`${t({ p: "party", i: "issue", o: "option", b: "proposal" }[id[0]])}: ${clip(nameOf(id), 200)}`);
};
holder.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in ARROWS) {
    const known = screen.cursor && scene.nodes.includes(screen.cursor);
    const first = scene.nodes.includes(now().sel) ? now().sel : scene.nodes[0];
    const next = known ? nearest(ARROWS[event.key]) : first;
    if (next) moveTo(next);
  } else if (event.key === "Enter" || event.key === " ") {
    if (screen.cursor) { choose(screen.cursor); get("panel").focus(); }
  } else if (event.key === "+" || event.key === "=") zoomMap(1.25);
  else if (event.key === "-") zoomMap(0.8);
  else if (event.key === "0") fitMap();
  else return;
  event.preventDefault();
});
