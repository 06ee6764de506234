import { isLarge, openIssue } from "./choosing.js";
import { data, edgesOf, nodeById, numberOf, stanceEdges, thingOf } from "./data.js";
import { CURVE, HEAD, PATTERN, fade, innerLine, plainLine, stanceLine } from "./lines.js";
import { answerNow, changedOn, communityOf, isClosed, isFiltered, isKnown, isMarking, issueOf, networkNow, passes, sideOf, stanceAt } from "./model.js";
import { looks } from "./nodes.js";
import { FONT, colours } from "./paint.js";
import { screen } from "./screen.js";
import { dayNow, lastDay, now } from "./state.js";

export const COMMUNITY_COLOURS = ["#2f6690", "#a4572b", "#3f7d5a", "#7a4f8c", "#8c6d1f", "#4c5a67"];

/* Where a party stands: on the ring around all islands, or around the one that is open. */
const partyPlace = (id) => {
  const slot = data.slots[numberOf(id)];
  const [width, height] = data.inner;
  return { x: (slot[0] * width) / 2 + slot[2] * ringScale, y: (slot[1] * height) / 2 + slot[3] * ringScale };
};
/* Around an open issue only those stand who have a stance on it: in columns left and right, ordered as on the ring. */
const besideIssue = (places, frame, involved) => {
  const ordered = [...involved].sort((a, b) => partyPlace(a).x - partyPlace(b).x || partyPlace(a).y - partyPlace(b).y);
  const half = Math.ceil(ordered.length / 2);
  [[ordered.slice(0, half), -1], [ordered.slice(half), 1]].forEach(([members, sign]) => {
    const rows = Math.min(members.length, Math.max(8, Math.floor(frame.fh / 92)));
    members.sort((a, b) => partyPlace(a).y - partyPlace(b).y || numberOf(a) - numberOf(b)).forEach((id, n) => {
      const column = Math.floor(n / rows);
      const inColumn = Math.min(rows, members.length - column * rows);
      places.set(id, {
        x: frame.fx + sign * (frame.fw / 2 + 150 + column * 150), y: frame.fy + ((n % rows) - (inColumn - 1) / 2) * 92,
      });
    });
  });
};
const ringScale = isLarge ? Math.max(1, data.inner[0] / 1500) : 1;

/* The place on a card's side at which a line ends: one for each line, in the order of where the lines come from. */
const addPorts = (scene, drawn) => {
  const sides = new Map();
  for (const [edge] of drawn) {
    const [from, to] = [scene.places.get(edge.from), scene.places.get(edge.to)];
    const key = `${edge.to}${from.x < to.x ? "<" : ">"}`;
    if (!sides.has(key)) sides.set(key, []);
    sides.get(key).push(edge);
  }
  for (const [key, edges] of sides) {
    const id = key.slice(0, -1);
    const card = nodeById.get(id);
    const { x, y } = scene.places.get(id);
    edges.sort((a, b) => scene.places.get(a.from).y - scene.places.get(b.from).y || numberOf(a.from) - numberOf(b.from));
    const step = Math.min(15, (card.h - 8) / edges.length);
    edges.forEach((edge, n) => {
      const side = key.endsWith("<") ? -1 : 1;
      scene.ports.set(edge.id, { x: x + side * (card.w / 2 + 1), y: y + (n - (edges.length - 1) / 2) * step });
    });
  }
};
const touches = (edge, id) => edge.from === id || edge.to === id || edge.id === id;
const isLit = (edge, sel, pick) => {
  if (sel && sel[0] === "i") return issueOf(edge) === numberOf(sel);
  if (sel && sel[0] !== "n" && sel[0] !== "r" && sel[0] !== "t") return touches(edge, sel);
  return !pick.length || pick.includes(numberOf(edge.from));
};
const shownStances = () => {
  const focus = openIssue();
  const edges = focus ? thingOf(focus).o.flatMap((n) => edgesOf(`o${n}`)) : stanceEdges;
  return edges.map((edge) => [edge, stanceAt(edge)]).filter(([edge, record]) => passes(edge, record));
};

const involvedParties = () => new Set(shownStances().map(([edge]) => edge.from));

const addStances = (scene) => {
  const { pick } = now();
  const sel = now().sel ?? screen.pointed;
  const marking = isMarking();
  const drawn = shownStances();
  const plain = drawn.length > 70 ? 0.6 : 0.86;
  addPorts(scene, drawn);
  for (const [edge, record] of drawn) {
    const lit = isLit(edge, sel, pick);
    const line = stanceLine(edge, record, scene, {
      alpha: lit ? (sel || pick.length ? 0.88 : plain) : 0.1, strong: sel !== null && lit, changed: marking && changedOn(edge, dayNow()),
    });
    scene.edges.push(line);
    if (sideOf(record) === "against" && lit) scene.edges.push(innerLine(edge, line));
    if (lit) scene.near.add(edge.from).add(edge.to);
    if (lit && record.a) {
      const port = scene.ports.get(edge.id);
      const side = Math.sign(port.x - scene.places.get(edge.to).x);
      scene.marks.push({ x: port.x + side * 21, y: port.y + 3, colour: colours[sideOf(record)] });
    }
  }
};
/* Marks what others say of a party with a closing quote, beside the end of its line. */
export const drawMarks = (paint, shown) => shown.marks.forEach(({ x, y, colour }) => {
  paint.words(x, y, "”", { size: 22, bold: true, fill: colour, halo: colours.hull });
});
const addBundles = (scene) => {
  const colour = colours.bundle;
  data.proposals.forEach((proposal, number) => {
    const id = `b${number}`;
    if (!isKnown(proposal)) return;
    scene.nodes.push(id);
    const lit = !now().sel || now().sel === id;
    for (const option of proposal.terms) {
      scene.edges.push(plainLine(`t${number}-${option}`, id, `o${option}`, fade(colour, now().sel === id ? 0.9 : lit ? 0.3 : 0.1), 1.1, [2, 4], null));
      if (now().sel === id) scene.near.add(`o${option}`);
    }
    for (const party of [...new Set([...proposal.by, ...proposal.tabled])]) {
      scene.edges.push(plainLine(`y${number}-${party}`, `p${party}`, id, fade(colour, lit ? 0.7 : 0.15), 1.4, [6, 3], null));
      if (now().sel === id) scene.near.add(`p${party}`);
    }
  });
};
const RELATION = {
  entails: ["for", 2.4, false, "arrow", null],
  excludes: ["against", 2.6, false, "bar", "bar"],
  requires: ["leaning", 2.2, [6, 4], "vee", null],
};
/* A relation leaves and reaches cards at their sides, so that it crosses no words: in an arc within one column. */
const addRelations = (scene) => {
  data.relations.forEach(([kind, one, other], number) => {
    const [id, from, to] = [`r${number}`, `o${one}`, `o${other}`];
    const [start, end] = [scene.places.get(from), scene.places.get(to)];
    if (!scene.nodes.includes(from) || !scene.nodes.includes(to)) return;
    const lit = !now().sel || [id, from, to].includes(now().sel);
    const [side, width, dashes, head, tail] = RELATION[kind];
    const column = Math.abs(start.x - end.x) < 10;
    const reach = (place, node, sign, shift) => ({ x: place.x + sign * (nodeById.get(node).w / 2 + 1), y: place.y + shift });
    const sign = column ? (number % 2 ? -1 : 1) : Math.sign(end.x - start.x);
    const shift = column ? Math.sign(end.y - start.y) * 7 : 0;
    scene.ports.set(`${id}a`, reach(start, from, sign, shift)).set(`${id}b`, reach(end, to, column ? sign : -sign, -shift));
    const line = plainLine(id, `@${id}a`, `@${id}b`, fade(colours[side], lit ? 0.95 : 0.12), width, dashes, head, tail);
    const far = Math.abs(end.y - start.y);
    const turn = (end.y > start.y) === (sign > 0) ? "curvedCW" : "curvedCCW";
    line.smooth = column ? { enabled: true, type: turn, roundness: Math.min(0.75, 60 / Math.max(far, 1)) } : CURVE;
    scene.edges.push(line);
    if (lit && now().sel) scene.near.add(from).add(to);
  });
};
const addPairs = (scene) => {
  const { noParty, sel } = now();
  data.parties.forEach((party, n) => {
    if (noParty.includes(n)) return;
    scene.nodes.push(`p${n}`);
    [scene.places.get(`p${n}`).x, scene.places.get(`p${n}`).y] = data.network.places[n];
  });
  for (const [a, b, agreed, reach, contested, red, both] of networkNow().pairs) {
    if (noParty.includes(a) || noParty.includes(b) || !both) continue;
    const net = agreed + reach - contested;
    const side = net > 0 ? "for" : net < 0 ? "against" : "leaning";
    const id = `n${a}-${b}`;
    const lit = !sel || sel === id || sel === `p${a}` || sel === `p${b}`;
    const width = (side === "against" ? 2.6 : 1.4) + Math.min(6, Math.abs(net) * 0.9);
    const line = plainLine(id, `p${a}`, `p${b}`, fade(colours[side], lit ? 0.85 : 0.12), width, side === "leaning" ? [2, 4] : false);
    if (lit) {
      line.label = `✓ ${agreed + reach}   ⇄ ${contested}${red ? `   ‼ ${red}` : ""}`;
      line.font = { color: colours.ink, strokeColor: colours.ground, face: FONT };
    }
    scene.edges.push(line);
    if (side === "against" && lit) scene.edges.push(innerLine({ id, from: `p${a}` }, line));
    if (lit && sel) scene.near.add(`p${a}`).add(`p${b}`);
  }
};

const addTiles = (scene) => {
  const { sel, noIssue } = now();
  data.issues.forEach((_, n) => { if (!noIssue.includes(n)) scene.nodes.push(`i${n}`); });
  if (!sel || (sel[0] !== "p" && sel[0] !== "i") || now().view === "issues") return;
  const counts = new Map();
  for (const edge of sel[0] === "p" ? edgesOf(sel) : thingOf(sel).o.flatMap((n) => edgesOf(`o${n}`))) {
    const record = stanceAt(edge);
    if (!passes(edge, record)) continue;
    if (edge.to[0] === "b") continue;
    const key = `${edge.from}>i${issueOf(edge)}`;
    if (!counts.has(key)) counts.set(key, new Set());
    counts.get(key).add(sideOf(record));
  }
  for (const [key, found] of [...counts].slice(0, 400)) {
    const [from, to] = key.split(">");
    const side = found.size === 1 ? [...found][0] : "none";
    scene.edges.push(plainLine(`g${key}`, from, to, fade(colours[side], 0.7), 2 * ringScale, PATTERN[side], HEAD[side]));
    scene.near.add(from).add(to);
  }
};
const addOptions = (scene, focus) => {
  const { noIssue } = now();
  data.issues.forEach((issue, n) => {
    if (focus ? focus !== `i${n}` : noIssue.includes(n)) return;
    scene.hulls.push(`i${n}`);
    scene.nodes.push(`i${n}`, ...issue.o.map((option) => `o${option}`));
  });
};

const placesOf = (focus) => {
  const places = new Map();
  for (const [id, node] of nodeById) places.set(id, { x: node.x, y: node.y });
  const frame = focus ? nodeById.get(focus) : null;
  data.parties.forEach((_, n) => places.set(`p${n}`, partyPlace(`p${n}`)));
  if (focus) {
    places.set(focus, { x: frame.tx, y: frame.ty });
    besideIssue(places, frame, involvedParties());
  }
  return places;
};

/* How many of the stances shown are for, leaning and against in each issue: as Python counted unless a day or filter is set. */
const countsShown = () => {
  if (dayNow() === lastDay && !isFiltered()) return null;
  const counts = data.issues.map(() => [0, 0, 0]);
  for (const [edge, record] of shownStances()) {
    const at = ["for", "leaning", "against"].indexOf(sideOf(record));
    if (at >= 0 && edge.to[0] === "o") counts[issueOf(edge)][at] += 1;
  }
  return counts;
};

const looksOf = (scene, focus) => {
  const state = now();
  const counts = isLarge && !focus ? countsShown() : null;
  const answer = answerNow();
  const changedNow = new Set();
  if (isMarking()) {
    for (const number of data.changed[dayNow()] ?? []) {
      const edge = stanceEdges[number];
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
      scale: isLarge && !focus && state.view === "positions" ? ringScale : 1, picked: id[0] === "p" && state.pick.includes(number),
      community: id[0] === "p" && state.view === "parties"
        ? COMMUNITY_COLOURS[Math.max(0, communityOf(number)) % COMMUNITY_COLOURS.length] : null,
      counts: isTile ? counts?.[number] ?? data.issues[number].n : null,
    });
  }
};
/* All that is to be drawn now: node ids, edges for vis-network, islands' frames, and where each node stands. */
export const buildScene = () => {
  const focus = openIssue();
  const scene = { nodes: [], edges: [], hulls: [], ports: new Map(), marks: [], near: new Set(), places: placesOf(focus), focus };
  if (now().view === "parties") addPairs(scene);
  else if (isLarge && !focus) addTiles(scene);
  else addOptions(scene, focus);
  if (now().view === "positions") {
    const involved = focus ? involvedParties() : null;
    data.parties.forEach((_, n) => {
      if (!now().noParty.includes(n) && (!involved || involved.has(`p${n}`))) scene.nodes.push(`p${n}`);
    });
    if (!isLarge || focus) addStances(scene);
  }
  if (now().view !== "parties" && !isLarge) addBundles(scene);
  if (now().view === "issues" && (!isLarge || focus)) addRelations(scene);
  const present = new Set(scene.nodes);
  scene.edges = scene.edges.filter((edge) => (edge.from[0] === "@" || present.has(edge.from)) && (edge.to[0] === "@" || present.has(edge.to)));
  looksOf(scene, focus);
  return scene;
};
