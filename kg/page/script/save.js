import { drawLegend, drawLines, footOf, headOf, heightOf, legendOf } from "./caption.js";
import { data, numberOf } from "./data.js";
import { fill, get, offer, tell, text } from "./dom.js";
import { headLine } from "./head.js";
import { finish } from "./later.js";
import { drawFrames } from "./frames.js";
import { endOf, extent, shownScene } from "./map.js";
import { drawNode, sizeOf } from "./nodes.js";
import { SHEET_WIDTH, drawSection } from "./layout.js";
import { colours, onPaper, svgPainter } from "./paint.js";
import { placeIn } from "./places.js";
import { signLegend } from "./signs.js";
import { drawMarks } from "./stances.js";
import { dayNow, isMapView, isOfStatements, now, permalink } from "./state.js";
import { caseName, say, t } from "./words.js";

const panel = get("panel");
const menu = /** @type {HTMLDetailsElement} */ (get("save-menu"));
const SVG = "http://www.w3.org/2000/svg";
/* The space around what is drawn, and the longest side of an image in pixels. */
const EDGE = 24;
const MOST_PIXELS = 12000;
/** @import { Point } from "../page-data.d.ts" */
/** @import { Line } from "./lines.js" */
/** @import { SvgPainter } from "./paint.js" */
/** @import { Scene } from "./places.js" */

/** @param {string} shown what of the case */
const fileName = (shown) => `${caseName()}-${shown}-${data.days[dayNow()]}`;
const viewName = () => fileName(`${now().view}${isOfStatements() ? `-statements${now().window ? `-${now().window}` : ""}` : ""}${now().mode === "table" && isMapView() ? "-table" : ""}`);
const dossierTitle = () => panel.querySelector("h2")?.textContent ?? "";
const dossierName = () => fileName(`${panel.dataset.dossier}-${(new URLSearchParams(permalink()).get("sel") ?? "").replace(/(^|~)\w:/g, "$1").replace(/[^\w-]+/g, "-").slice(0, 60)}`);
/**
 * Where a line toward a point leaves a node.
 * @param {string} id
 * @param {Scene} scene
 * @param {Point} toward
 * @returns {Point}
 */
const border = (id, scene, toward) => {
  const from = endOf(id, scene);
  if (id[0] === "@") return from;
  const { width, height } = sizeOf(id);
  const dx = toward.x - from.x;
  const dy = toward.y - from.y;
  const far = Math.hypot(dx, dy) || 1;
  if (id[0] === "p") return { x: from.x + (dx / far) * (width / 2 + 3), y: from.y + (dy / far) * (width / 2 + 3) };
  const scale = Math.min(width / 2 / Math.max(Math.abs(dx), 0.01), height / 2 / Math.max(Math.abs(dy), 0.01), 1);
  return { x: from.x + dx * scale, y: from.y + dy * scale };
};
/**
 * The ends of lines, as the map and the legend have them: corners, pointing right, with the end of the line at 0.
 * @type {Record<string, number[][]>}
 */
const SHAPES = {
  arrow: [[1, 0], [-11, -5], [-8, 0], [-11, 5]], vee: [[1, 0], [-10, -6], [-6, 0], [-10, 6]], bar: [[-3, -8], [1, -8], [1, 8], [-3, 8]],
  diamond: [[1, 0], [-6, -5], [-13, 0], [-6, 5]], box: [[1, -4], [1, 4], [-7, 4], [-7, -4]],
  circle: Array.from({ length: 16 }, (_, n) => [5 * Math.cos((n * Math.PI) / 8) - 4, 5 * Math.sin((n * Math.PI) / 8)]),
};
/** @type {(corners: number[][], at: Point, dx: number, dy: number) => Point[]} */
const turned = (corners, at, dx, dy) => {
  const far = Math.hypot(dx, dy) || 1;
  const [cos, sin] = [dx / far, dy / far];
  return corners.map(([x, y]) => ({ x: at.x + x * cos - y * sin, y: at.y + x * sin + y * cos }));
};
/** @type {(edge: Line, scene: Scene) => [Point, Point]} */
const endsOf = (edge, scene) => {
  const [first, last] = [endOf(edge.from, scene), endOf(edge.to, scene)];
  return [border(edge.from, scene, last), border(edge.to, scene, first)];
};
/** @type {(edge: Line, scene: Scene) => [Point, Point, Point, Point]} */
const curveOf = (edge, scene) => {
  const [start, end] = endsOf(edge, scene);
  const bend = edge.smooth?.type === "cubicBezier" ? (end.x - start.x) * edge.smooth.roundness : 0;
  const bow = edge.smooth && !bend ? Math.sign(end.x - placeIn(scene, `o${data.relations[numberOf(edge.id)].to}`).x) * 44 : 0;
  return [start, { x: start.x + bend + bow, y: start.y }, { x: end.x - bend + bow, y: end.y }, end];
};
/** @type {(paint: SvgPainter, edge: Line, scene: Scene) => void} */
const line = (paint, edge, scene) => paint.curve(...curveOf(edge, scene), { stroke: edge.color.color, thick: edge.width, dash: edge.dashes || [] });
/** @type {(paint: SvgPainter, edge: Line, scene: Scene) => void} */
const signs = (paint, edge, scene) => {
  const [start, one, two, end] = curveOf(edge, scene);
  const ends = [
    { at: end, toward: two, other: start, arrow: edge.arrows.to }, { at: start, toward: one, other: end, arrow: edge.arrows.from },
  ];
  for (const { at, toward, other, arrow } of ends) {
    if (!arrow?.enabled || !arrow.type) continue;
    const from = Math.hypot(at.x - toward.x, at.y - toward.y) > 0.5 ? toward : other;
    paint.shape(turned(SHAPES[arrow.type], at, at.x - from.x, at.y - from.y), edge.color.color, arrow.type);
  }
  if (edge.label) {
    const rows = edge.label.split("\n");
    const size = edge.font?.size ?? 12;
    rows.forEach((row, n) => paint.words((start.x + end.x) / 2, (start.y + end.y) / 2 + (n - (rows.length - 1) / 2) * (size + 2), row,
      { size, fill: colours.ink, halo: colours.ground }));
  }
};
/**
 * An SVG element of a place and size, with a title and the ground of the page.
 * @type {(left: number, top: number, width: number, height: number) => SVGSVGElement}
 */
const sheet = (left, top, width, height) => {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("xmlns", SVG);
  root.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  root.setAttribute("width", String(Math.round(width)));
  root.setAttribute("height", String(Math.round(height)));
  const title = document.createElementNS(SVG, "title");
  title.textContent = `${say(data.case.label)} — ${headLine()}`;
  root.append(title);
  svgPainter(root).box(left + width / 2, top + height / 2, width, height, 0, { fill: colours.ground });
  return root;
};
/** @param {SvgPainter} paint */
const drawScene = (paint) => {
  const scene = shownScene();
  drawFrames(paint, scene);
  for (const edge of scene.edges) line(paint, edge, scene);
  for (const id of scene.nodes) {
    const place = placeIn(scene, id);
    drawNode(paint, id, place.x, place.y);
  }
  for (const edge of scene.edges) signs(paint, edge, scene);
  drawMarks(paint, scene);
};
/* Return the whole map as an SVG element: text stays text. */
export const drawSvg = () => {
  const frame = extent();
  const root = sheet(frame.left - EDGE, frame.top - EDGE, frame.right - frame.left + 2 * EDGE, frame.bottom - frame.top + 2 * EDGE);
  drawScene(svgPainter(root));
  return root;
};
/* A picture of the whole map, with what it is, its day, filters and legend, its sources and caveats. */
const mapPicture = () => {
  const frame = extent();
  const width = Math.max(frame.right - frame.left, 720);
  const left = (frame.left + frame.right - width) / 2;
  const [head, foot, legend] = [headOf(width, `${t(`view_${now().view}`)}${isOfStatements() ? ` · ${t("lines_statements")}` : ""}`), footOf(width), legendOf(width, true)];
  const top = frame.top - heightOf(head) - 2 * EDGE;
  const below = frame.bottom + EDGE;
  const bottom = below + legend.height + heightOf(foot) + 2 * EDGE;
  const root = sheet(left - EDGE, top, width + 2 * EDGE, bottom - top);
  const paint = svgPainter(root);
  drawLines(paint, head, left, top + EDGE / 2, width);
  drawScene(paint);
  drawLegend(paint, legend, left, below, width);
  drawLines(paint, foot, left, below + legend.height + EDGE / 2, width);
  return root;
};
/**
 * A copy of a section to be drawn: wide, with what its signs of stances mean where it has any.
 * @param {Element} section
 */
const copyOf = (section) => {
  finish();
  const copy = /** @type {Element} */ (section.cloneNode(true));
  if (section === panel) copy.classList.add("wide-panel");
  if (copy.querySelector(".stance-cell") && !copy.querySelector(".sign-legend")) copy.append(signLegend());
  return copy;
};
/**
 * A picture of a section of the page, whole, in the same frame.
 * @param {Element} section
 * @param {string} title what it shows, in a few words
 */
const pictureOf = (section, title) => onPaper(() => {
  const body = document.createElementNS(SVG, "g");
  const width = SHEET_WIDTH;
  const [height, head, foot, legend] = [drawSection(body, copyOf(section)), headOf(width, title), footOf(width), legendOf(width, false)];
  const below = height + EDGE;
  const top = -heightOf(head) - EDGE;
  const root = sheet(-EDGE, top - EDGE, width + 2 * EDGE, below + legend.height + heightOf(foot) + 2 * EDGE - top);
  const paint = svgPainter(root);
  drawLines(paint, head, 0, top, width);
  root.append(body);
  drawLegend(paint, legend, 0, below, width);
  drawLines(paint, foot, 0, below + legend.height + EDGE / 2, width);
  return root;
});
/* Return a picture to share of what is shown: the map, or the section that the template marks by what it is a picture of. */
export const drawView = () => {
  const section = [...document.querySelectorAll("[data-picture]")].find((one) => one instanceof HTMLElement && !one.hidden && (one.id !== "table-view" || now().mode === "table"));
  return section instanceof HTMLElement ? pictureOf(section, t(section.dataset.picture ?? "")) : mapPicture();
};
/* Return a picture of what is open beside the view, or over it: the dossier of an issue, a party, a pair, a proposal, … */
export const drawDossier = () => pictureOf(panel, `${t(panel.dataset.dossier ?? "")}: ${dossierTitle()}`);
/**
 * Save a picture as an image of two pixels for one, as far as a browser can hold it; what would be smaller than it is can only be drawn.
 * @param {SVGSVGElement} root
 * @param {string} name
 */
const savePng = async (root, name) => {
  const [width, height] = [Number(root.getAttribute("width")), Number(root.getAttribute("height"))];
  const scale = Math.min(2, MOST_PIXELS / width, MOST_PIXELS / height);
  if (scale < 1) {
    get("save-note").hidden = false;
    return;
  }
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => { if (blob) offer(blob, `${name}.png`); }, "image/png");
};
/** @type {(root: SVGSVGElement, name: string) => void} */
const saveSvg = (root, name) => offer(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }), `${name}.svg`);
const shut = () => { menu.open = false; };
/* Offer a picture of what is open beside the view, by its name, where anything is. */
const offerDossier = () => {
  const { sel } = now();
  for (const kind of ["png", "svg"]) {
    const button = get(`save-dossier-${kind}`);
    button.hidden = panel.hidden || !panel.dataset.dossier || sel === null;
    if (!button.hidden) fill(button, `${kind.toUpperCase()}: `, text(dossierTitle(), 40));
  }
};
/** @type {(act: Promise<void>) => Promise<void>} */
const shutAfter = async (act) => { await act; if (get("save-note").hidden) shut(); };
/* Let the menu save the map and copy the address. */
export const startSaving = () => {
  get("save-png").addEventListener("click", () => shutAfter(savePng(drawView(), viewName())));
  get("save-svg").addEventListener("click", () => { saveSvg(drawView(), viewName()); shut(); });
  get("save-dossier-png").addEventListener("click", () => shutAfter(savePng(drawDossier(), dossierName())));
  get("save-dossier-svg").addEventListener("click", () => { saveSvg(drawDossier(), dossierName()); shut(); });
  menu.addEventListener("toggle", () => { if (!menu.open) get("save-note").hidden = true; });
  menu.querySelector("summary")?.addEventListener("click", offerDossier);
  get("save-print").addEventListener("click", () => { shut(); window.print(); });
  get("copy-link").addEventListener("click", async () => {
    const address = `${window.location.href.split("#")[0]}#${permalink()}`;
    try {
      await navigator.clipboard.writeText(address);
      tell(t("linkCopied"));
    } catch {
      window.prompt(t("copyLink"), address);
    }
    shut();
  });
};
