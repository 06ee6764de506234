import { isLarge, openIssue } from "./choosing.js";
import { communitiesNow } from "./counted.js";
import { boxOf, data, edgesOf, numberOf, stanceEdges } from "./data.js";
import { hiddenOn } from "./hiding.js";
import { CURVE, HEAD, PATTERN, fade, plainLine } from "./lines.js";
import { answerNow, changesOn, heldOn, isClosed, isMarking, isRequiredNow, issueOf, keptNow, proposalNow, sideOf } from "./model.js";
import { looks } from "./nodes.js";
import { colours } from "./paint.js";
import { addPairs } from "./pairs.js";
import { placeIn, placesInColumn, placesOf, ringScale } from "./places.js";
import { screen } from "./screen.js";
import { addStances, countsShown, edgesOfIssue, involvedParties } from "./stances.js";
import { dayNow, isOfStatements, now } from "./state.js";
import { addWeights } from "./weights.js";

/** @import { Point, Relation, Side } from "../page-data.d.ts" */
/** @import { Dashes } from "./lines.js" */
/** @import { Scene } from "./places.js" */

export const COMMUNITY_COLOURS = ["#2f6690", "#a4572b", "#3f7d5a", "#7a4f8c", "#8c6d1f", "#4c5a67"];

/**
 * Add the proposals on record, with lines to their terms and from who proposed or tabled them.
 * @param {Scene} scene
 */
const addBundles = (scene) => {
  const colour = colours.bundle;
  data.proposals.forEach((proposal, number) => {
    const id = `b${number}`;
    const state = proposalNow(proposal);
    if (!state) return;
    scene.nodes.push(id);
    const lit = !now().sel || now().sel === id;
    for (const option of proposal.terms) {
      scene.edges.push(plainLine(`t${number}-${option}`, id, `o${option}`, fade(colour, now().sel === id ? 0.9 : lit ? 0.3 : 0.1), 1.1, [2, 4], null));
      if (now().sel === id) scene.near.add(`o${option}`);
    }
    for (const party of [...new Set([...state.proposedBy, ...state.tabledBy])]) {
      scene.edges.push(plainLine(`y${number}-${party}`, `p${party}`, id, fade(colour, lit ? 0.7 : 0.15), 1.4, [6, 3], null));
      if (now().sel === id) scene.near.add(`p${party}`);
    }
  });
};
/** @type {Record<Relation["kind"], { side: Side, width: number, dashes: Dashes, head: string, tail: string | null }>} */
const RELATION = {
  entails: { side: "for", width: 2.4, dashes: false, head: "arrow", tail: null },
  excludes: { side: "against", width: 2.6, dashes: false, head: "bar", tail: "bar" },
  requires: { side: "leaning", width: 2.2, dashes: [6, 4], head: "vee", tail: null },
};
/** @type {(place: Point, node: string, sign: number, shift: number) => Point} */
const besideCard = (place, node, sign, shift) => ({ x: place.x + sign * (boxOf(node).width / 2 + 1), y: place.y + shift });
/**
 * Add the relations between options. Each leaves and reaches cards at their sides, so that it crosses no words: in an arc
 * within one column.
 * @param {Scene} scene
 */
const addRelations = (scene) => {
  data.relations.forEach((relation, number) => {
    const [id, from, to] = [`r${number}`, `o${relation.from}`, `o${relation.to}`];
    const [start, end] = [placeIn(scene, from), placeIn(scene, to)];
    if (!scene.nodes.includes(from) || !scene.nodes.includes(to) || !isRequiredNow(relation)) return;
    const { sel } = now();
    const lit = !sel || [id, from, to].includes(sel);
    const { side, width, dashes, head, tail } = RELATION[relation.kind];
    const column = Math.abs(start.x - end.x) < 10;
    const sign = column ? (number % 2 ? -1 : 1) : Math.sign(end.x - start.x);
    const shift = column ? Math.sign(end.y - start.y) * 7 : 0;
    scene.ports.set(`${id}a`, besideCard(start, from, sign, shift)).set(`${id}b`, besideCard(end, to, column ? sign : -sign, -shift));
    const line = plainLine(id, `@${id}a`, `@${id}b`, fade(colours[side], lit ? 0.95 : 0.12), width, dashes, head, tail);
    const far = Math.abs(end.y - start.y);
    const turn = (end.y > start.y) === (sign > 0) ? "curvedCW" : "curvedCCW";
    line.smooth = column ? { enabled: true, type: turn, roundness: Math.min(0.75, 60 / Math.max(far, 1)) } : CURVE;
    scene.edges.push(line);
    if (lit && sel) scene.near.add(from).add(to);
  });
};
/**
 * Add the parties as a network, each pair with its line.
 * @param {Scene} scene
 */
const addNetwork = (scene) => {
  data.parties.forEach((_, n) => {
    if (now().noParty.includes(n)) return;
    scene.nodes.push(`p${n}`);
    scene.places.set(`p${n}`, (isOfStatements() ? data.statementNetwork : data.network).places[n]);
  });
  if (isOfStatements()) addWeights(scene);
  else addPairs(scene);
};

/**
 * Add issues as tiles, with lines to or from the party or issue that is selected.
 * @param {Scene} scene
 */
const addTiles = (scene) => {
  const { sel, noIssue } = now();
  data.issues.forEach((_, n) => { if (!noIssue.includes(n)) scene.nodes.push(`i${n}`); });
  if (!sel || (sel[0] !== "p" && sel[0] !== "i") || now().view === "issues") return;
  /** @type {Map<string, Set<Side>>} */
  const sides = new Map();
  for (const { edge, record } of heldOn(sel[0] === "p" ? edgesOf(sel) : edgesOfIssue(sel))) {
    if (edge.to[0] === "b") continue;
    const key = `${edge.from}>i${issueOf(edge)}`;
    sides.set(key, (sides.get(key) ?? new Set()).add(sideOf(record)));
  }
  for (const [key, found] of [...sides].slice(0, 400)) {
    const [from, to] = key.split(">");
    const side = found.size === 1 ? [...found][0] : "none";
    scene.edges.push(plainLine(`g${key}`, from, to, fade(colours[side], 0.7), 2 * ringScale, PATTERN[side], HEAD[side]));
    scene.near.add(from).add(to);
  }
};
/**
 * Add issues with their options: all, or the one that is open.
 * @param {Scene} scene
 * @param {string | null} focus
 */
const addOptions = (scene, focus) => {
  const { noIssue } = now();
  data.issues.forEach((issue, n) => {
    if (focus ? focus !== `i${n}` : noIssue.includes(n)) return;
    scene.hulls.push(`i${n}`);
    scene.nodes.push(`i${n}`, ...issue.options.map((option) => `o${option}`));
  });
};

/**
 * The colour of a party's community; null for one that stands alone.
 * @param {number} party
 */
const colourOf = (party) => {
  const community = communitiesNow().findIndex((members) => members.includes(party));
  return community < 0 ? null : COMMUNITY_COLOURS[community % COMMUNITY_COLOURS.length];
};
/**
 * Set how each node of a scene looks.
 * @param {Scene} scene
 * @param {string | null} focus
 */
const setLooks = (scene, focus) => {
  const state = now();
  const counts = isLarge && !focus ? countsShown() : null;
  const answer = answerNow();
  const changedNow = new Set();
  if (isMarking()) {
    for (const changed of changesOn(dayNow())) {
      const edge = stanceEdges[changed.edge];
      changedNow.add(edge.to).add(`i${issueOf(edge)}`);
    }
  }
  for (const id of scene.nodes) {
    const dim = scene.near.size > 0 && state.sel !== null && !scene.near.has(id) && id !== state.sel && id[0] !== "i";
    const isTile = isLarge && !focus && id[0] === "i";
    const number = numberOf(id);
    const closed = id[0] === "o" && isClosed(data.options[number].issue);
    looks.set(id, {
      alpha: dim || closed ? 0.4 : 1, selected: state.sel === id, cursor: screen.cursor === id, tile: isTile,
      changed: changedNow.has(id) && (id[0] !== "i" || isTile), answer: id[0] === "o" ? answer?.get(number) ?? null : null,
      hidden: id[0] === "o" && answer?.has(number) ? hiddenOn(number) : 0,
      scale: isLarge && !focus && state.view === "positions" ? ringScale : 1, picked: id[0] === "p" && state.pick.includes(number),
      community: id[0] === "p" && state.view === "parties" ? colourOf(number) : null,
      counts: isTile ? counts?.[number] ?? data.issues[number].counts : null,
    });
  }
};
/* Return all that is to be drawn now, and set how each node looks. */
export const buildScene = () => {
  const focus = openIssue();
  const involved = focus ? involvedParties() : null;
  const kept = keptNow();
  /** @type {Scene} */
  const scene = {
    nodes: [], edges: [], hulls: [], ports: new Map(), marks: [], near: new Set(), places: kept ? placesInColumn([...kept], now().pick) : placesOf(focus, involved ?? new Set()), focus,
  };
  if (now().view === "parties") addNetwork(scene);
  else if (isLarge && !focus) addTiles(scene);
  else if (kept) scene.nodes.push(...[...kept].filter((n) => !now().noIssue.includes(data.options[n].issue)).map((n) => `o${n}`));
  else addOptions(scene, focus);
  if (now().view === "positions") {
    data.parties.forEach((_, n) => {
      if (!now().noParty.includes(n) && (!involved || involved.has(`p${n}`)) && (!kept || now().pick.includes(n))) scene.nodes.push(`p${n}`);
    });
    if (!isLarge || focus) addStances(scene);
  }
  if (now().view !== "parties" && !isLarge && !kept) addBundles(scene);
  if (now().view === "issues" && (!isLarge || focus)) addRelations(scene);
  const present = new Set(scene.nodes);
  scene.edges = scene.edges.filter((edge) => (edge.from[0] === "@" || present.has(edge.from)) && (edge.to[0] === "@" || present.has(edge.to)));
  setLooks(scene, focus);
  return scene;
};
