import { openIssue } from "./choosing.js";
import { boxOf, data, edgesOf, issueById, numberOf, stanceEdges } from "./data.js";
import { innerLine, stanceLine } from "./lines.js";
import { changedOn, heldOn, isFiltered, isMarking, issueOf, keptNow, sideOf } from "./model.js";
import { colours } from "./paint.js";
import { placeIn } from "./places.js";
import { screen } from "./screen.js";
import { dayNow, lastDay, now } from "./state.js";

/** @import { Edge, Point } from "../page-data.d.ts" */
/** @import { Held } from "./model.js" */
/** @import { Painter } from "./paint.js" */
/** @import { Scene } from "./places.js" */

/** @param {string} issue */
export const edgesOfIssue = (issue) => issueById(issue).options.flatMap((n) => edgesOf(`o${n}`));
/* The stances that are shown now: all, or those on the issue that is open. */
const shownStances = () => {
  const [focus, kept] = [openIssue(), keptNow()];
  if (kept) return heldOn([...kept].flatMap((n) => edgesOf(`o${n}`)).filter(({ from }) => now().pick.includes(numberOf(from))));
  return heldOn(focus ? edgesOfIssue(focus) : stanceEdges);
};
/* The parties that have a stance that is shown. */
export const involvedParties = () => new Set(shownStances().map(({ edge }) => edge.from));
/* How many of the stances shown are for, leaning and against in each issue; null where Python's count holds: no day, no filter. */
export const countsShown = () => {
  if (dayNow() === lastDay && !isFiltered()) return null;
  const counts = data.issues.map(() => ({ for: 0, leaning: 0, against: 0 }));
  for (const { edge, record } of shownStances()) {
    const [issue, side] = [issueOf(edge), sideOf(record)];
    if (issue !== null && side !== "none") counts[issue][side] += 1;
  }
  return counts;
};

/**
 * The place on a card's side at which a line ends: one for each line, in the order of where the lines come from.
 * @param {Scene} scene
 * @param {Held[]} drawn
 */
const addPorts = (scene, drawn) => {
  /** @type {Map<string, Edge[]>} */
  const sides = new Map();
  for (const { edge } of drawn) {
    const key = `${edge.to}${placeIn(scene, edge.from).x < placeIn(scene, edge.to).x ? "<" : ">"}`;
    const edges = sides.get(key);
    if (edges) edges.push(edge);
    else sides.set(key, [edge]);
  }
  for (const [key, edges] of sides) {
    const id = key.slice(0, -1);
    const card = boxOf(id);
    const { x, y } = placeIn(scene, id);
    edges.sort((a, b) => placeIn(scene, a.from).y - placeIn(scene, b.from).y || numberOf(a.from) - numberOf(b.from));
    const step = Math.min(15, (card.height - 8) / edges.length);
    edges.forEach((edge, n) => {
      const side = key.endsWith("<") ? -1 : 1;
      scene.ports.set(edge.id, { x: x + side * (card.width / 2 + 1), y: y + (n - (edges.length - 1) / 2) * step });
    });
  }
};
/**
 * Whether a line belongs to what is selected, or to a picked party.
 * @param {Edge} edge
 * @param {string | null} sel
 * @param {number[]} pick
 */
const isLit = (edge, sel, pick) => {
  if (sel && sel[0] === "i") return issueOf(edge) === numberOf(sel);
  if (sel && sel[0] !== "n" && sel[0] !== "r" && sel[0] !== "t") return edge.from === sel || edge.to === sel || edge.id === sel;
  return !pick.length || pick.includes(numberOf(edge.from));
};
/**
 * Add the lines of the stances that are shown.
 * @param {Scene} scene
 */
export const addStances = (scene) => {
  const { pick } = now();
  const chosen = now().sel ?? screen.pointed;
  const sel = chosen && "eqhuv".includes(chosen[0]) ? null : chosen;
  const marking = isMarking();
  const drawn = shownStances();
  const plain = drawn.length > 70 ? 0.6 : 0.86;
  addPorts(scene, drawn);
  for (const { edge, record } of drawn) {
    const lit = isLit(edge, sel, pick);
    const line = stanceLine(edge, record, {
      alpha: lit ? (sel || pick.length ? 0.88 : plain) : 0.1, strong: sel !== null && lit, changed: marking && changedOn(edge, dayNow()),
    });
    scene.edges.push(line);
    if (sideOf(record) === "against" && lit) scene.edges.push(innerLine(edge, line));
    if (lit) scene.near.add(edge.from).add(edge.to);
    if (lit && record.ascribed) {
      const port = /** @type {Point} */ (scene.ports.get(edge.id));
      const side = Math.sign(port.x - placeIn(scene, edge.to).x);
      scene.marks.push({ x: port.x + side * 21, y: port.y + 3, colour: colours[sideOf(record)] });
    }
  }
};
/**
 * Mark what others say of a party with a closing quote, beside the end of its line.
 * @param {Painter} paint
 * @param {Scene} shown
 */
export const drawMarks = (paint, shown) => shown.marks.forEach(({ x, y, colour }) => {
  paint.words(x, y, "”", { size: 22, bold: true, fill: colour, halo: colours.hull });
});
