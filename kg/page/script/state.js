import { data, edgeBetween, edgeById, lists, records, thingOf } from "./data.js";

/** @import { NetworkWindow, Side, View } from "../page-data.d.ts" */
/** @import { Letter } from "./data.js" */
/**
 * @typedef {Record<string, string>} Notes What the reader noted, by the id of an option or a party; `""` is the whole page.
 * @typedef {object} State What the page shows, as far as its address says it.
 * @property {View} view
 * @property {string} order of the rows of the matrix: class, issue, seriation, or party: and the key of one
 * @property {"map" | "table"} mode
 * @property {string | null} one what stands first beside another among the deals: the id of a proposal, or x and a bundle's number
 * @property {string | null} other what stands beside it
 * @property {number | null} day in data.days; null for the last, with nothing marked as changed
 * @property {string | null} sel the id of what is selected
 * @property {boolean} all whether the map shows everything, and not only what the picked parties share and contest
 * @property {"stances" | "statements"} lines what the lines between parties stand for
 * @property {string | null} window the window of the network of statements, by its first day; null for all time
 * @property {boolean} others whether others' word counts among statements
 * @property {number[]} pick the parties whose shared ground is shown
 * @property {string | null} open the id of the issue that is open, on a page that shows issues first
 * @property {number[]} noParty parties that are filtered out
 * @property {number[]} noIssue issues that are filtered out
 * @property {Side[]} noSide sides that are filtered out
 * @property {string[]} noAttr attributions that are filtered out
 * @property {number} conf the least confidence, in per cent
 * @property {boolean} own whether only own voice counts
 * @property {Notes} notes
 * @property {boolean} withNotes whether the notes are shown in pictures and on paper
 * @property {boolean} wide whether what is selected is read across the page, and not beside it
 * @property {boolean} embed whether the page stands in another one, without its head and controls
 * @property {string} lang
 * @property {"auto" | "light" | "dark"} theme
 * @typedef {(state: State, before: State) => void} Listener
 * @typedef {"pick" | "noParty" | "noIssue"} NumberList
 */

/** @type {Side[]} */
export const SIDES = ["for", "leaning", "against", "none"];
/* The orders of the rows of the matrix, beside the stances of one party. */
export const ORDERS = ["class", "issue", "seriation"];
/** @type {View[]} */
export const VIEWS = ["matrix", "positions", "parties", "issues", "deals", "timeline"];
/** @type {State["mode"][]} */
const MODES = ["map", "table"];
/** @type {State["lines"][]} */
export const LINES = ["stances", "statements"];
/** @type {State["theme"][]} */
const THEMES = ["auto", "light", "dark"];
/** @type {Listener[]} */
const listeners = [];
/* A phone shows the table first: on its map words would be too small to read. */
const firstMode = window.matchMedia("(max-width: 600px)").matches ? "table" : "map";
/** @returns {Omit<State, "lang" | "theme">} */
const start = () => ({
  view: data.kind, mode: firstMode, day: null, sel: null, pick: data.kind === "matrix" ? data.opening.group : [], all: data.kind !== "matrix", order: "class",
  lines: "stances", window: null, others: false, open: null, one: null, other: null, noParty: [], noIssue: [], noSide: [], noAttr: [], conf: 0, own: false, wide: false, embed: false, notes: {}, withNotes: false,
});

export const lastDay = data.days.length - 1;
/** @param {Listener} listener */
export const onChange = (listener) => listeners.push(listener);

/** @import { RecordLetter } from "./data.js" */
/** @param {string} id */
const recordOf = (id) => records[/** @type {RecordLetter} */ (id[0])]?.[Number(id.slice(1))];
/** @param {string} id */
const keyOf = (id) => `${id[0]}:${(thingOf(id) ?? recordOf(id)).key}`;
/** @type {Map<string, string>} */
const byKey = new Map();
data.attributions.forEach((name, n) => byKey.set(`v:${name}`, `v${n}`));
for (const [letter, list] of Object.entries({ ...lists, ...records })) {
  list.forEach((thing, index) => byKey.set(`${letter}:${thing.key}`, `${letter}${index}`));
}
/** @param {string | null} id */
const write = (id) => {
  if (!id) return null;
  if (id[0] === "s" || id[0] === "t") {
    const edge = edgeById.get(id);
    return edge ? `${keyOf(edge.from)}~${keyOf(edge.to)}` : null;
  }
  if (id[0] === "n") return id.slice(1).split("-").map((n) => keyOf(`p${n}`)).join("~");
  if (id[0] === "r" || id[0] === "x") return id;
  if (id[0] === "v") return `v:${data.attributions[Number(id.slice(1))]}`;
  return thingOf(id) ?? recordOf(id) ? keyOf(id) : null;
};
/** @param {string | null} key */
const parse = (key) => {
  if (!key) return null;
  if (/^x\d{1,4}$/.test(key)) return key;
  if (/^r\d+$/.test(key)) return Number(key.slice(1)) < data.relations.length ? key : null;
  if (!key.includes("~")) return byKey.get(key) ?? null;
  const [from, to] = key.split("~").map((end) => byKey.get(end));
  if (!from || !to || from === to) return null;
  if (from[0] === "p" && to[0] === "p") {
    const ends = [Number(from.slice(1)), Number(to.slice(1))].sort((a, b) => a - b);
    return `n${ends[0]}-${ends[1]}`;
  }
  return edgeBetween(from, to);
};

/** @type {[NumberList, Letter][]} */
const LISTS = [["pick", "p"], ["noParty", "p"], ["noIssue", "i"]];
/* How many characters a note has at most, and all together: as many as programs that pass a link on still keep. */
export const NOTE_LENGTH = 1000;
export const NOTES_LENGTH = 8000;
/* Signs that show as nothing, or turn the words after them around. */
const UNSEEN = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
/** @param {string} id of what a note is on */
export const keyOfNote = (id) => (id ? keyOf(id) : "page");
/**
 * The id of what a note is on by its key; null where the page does not have it.
 * @param {string} key
 */
export const idOfNote = (key) => (key === "page" ? "" : (/^[po]:/.test(key) ? byKey.get(key) ?? null : null));
/**
 * Notes as the page keeps them, of pairs of id and words, and the words of those that are too long.
 * @param {[string, string][]} pairs
 */
export const notesOf = (pairs) => {
  /** @type {Notes} */
  const notes = {};
  /** @type {string[]} */
  const left = [];
  let room = NOTES_LENGTH;
  for (const [id, given] of pairs) {
    const words = given.replace(UNSEEN, "");
    if (words.length > Math.min(NOTE_LENGTH, room)) left.push(words);
    else if (words.trim()) {
      notes[id] = words;
      room -= words.length;
    }
  }
  return { notes, left };
};
/**
 * What windows are called in an address: by their first day, and a number where several begin on one.
 * @param {NetworkWindow[]} windows
 */
export const windowKeys = (windows) => windows.map(({ first }, n) => {
  const before = windows.slice(0, n).filter((other) => other.first === first).length;
  return `${first}${before ? `.${before + 1}` : ""}`;
});
/** @param {string} key */
const isWindow = (key) => data.statementNetwork.networks.some(({ windows }) => windowKeys(windows).includes(key));
/* Return the part of the address that brings back what is shown now. */
export const permalink = () => {
  const state = now();
  const found = new URLSearchParams();
  /** @type {(name: string, value: string | number | null, usual: string | number | null) => void} */
  const put = (name, value, usual) => { if (value !== usual && value !== null && value !== "") found.set(name, String(value)); };
  put("view", state.view, data.kind);
  put("mode", state.mode, firstMode);
  put("day", state.day === null ? null : data.days[state.day], null);
  put("sel", write(state.sel), null);
  put("open", write(state.open), null);
  put("one", write(state.one), null);
  put("other", write(state.other), null);
  put("lines", state.lines, "stances");
  put("window", state.window, null);
  put("others", state.others ? 1 : 0, 0);
  put("order", state.order, "class");
  put("all", state.all ? 1 : 0, start().all ? 1 : 0);
  for (const [name, letter] of LISTS) {
    const [shown, usual] = [state[name], start()[name]].map((numbers) => numbers.map((n) => lists[letter][n].key).join(","));
    if (shown !== usual) found.set(name, shown);
  }
  put("noSide", state.noSide.join(","), "");
  put("noAttr", state.noAttr.join(","), "");
  put("conf", state.conf, 0);
  put("own", state.own ? 1 : 0, 0);
  for (const [id, words] of Object.entries(state.notes)) found.append("note", `${keyOfNote(id)} ${words}`);
  put("withNotes", state.withNotes ? 1 : 0, 0);
  put("wide", state.wide ? 1 : 0, 0);
  put("embed", state.embed ? 1 : 0, 0);
  put("lang", state.lang, data.lang);
  put("theme", state.theme, "auto");
  return found.toString();
};

/**
 * @typedef {object} Told What a link asked for that the page shows otherwise, or not at all.
 * @property {string[]} unknown names that the page does not have
 * @property {string | null} asked the day that was asked for, where the page keeps no such day
 * @property {number | null} shown the day that is shown instead
 */
/** @type {Told} */
let told = { unknown: [], asked: null, shown: null };
/* What the last link that was followed asked for in vain. */
export const linkTold = () => told;
/* Forget it, once it was read. */
export const forgetTold = () => { told = { unknown: [], asked: null, shown: null }; };
/**
 * The last day kept on or before a day, else the first one.
 * @param {string} day in ISO form
 */
const dayBy = (day) => Math.max(0, data.days.filter((kept) => kept <= day).length - 1);
/** @param {string} day */
const isDay = (day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

/** @param {string} hash */
const read = (hash) => {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  forgetTold();
  /** @type {State} */
  const found = { ...start(), lang: data.lang, theme: "auto" };
  /**
   * @template Value
   * @param {string} name
   * @param {(value: string) => Value | null | undefined} known
   * @returns {Value | null} what a value of the link means; null where there is none, or none that the page knows
   */
  const take = (name, known) => {
    const value = given.get(name);
    const meant = value ? known(value) ?? null : null;
    if (value && meant === null) told.unknown.push(value);
    return meant;
  };
  /** @type {<Value extends string>(name: string, among: readonly Value[]) => Value | null} */
  const oneOf = (name, among) => take(name, (value) => among.find((one) => one === value));
  /** @type {<Value extends string | number>(name: string, known: (value: string) => Value | undefined) => Value[]} */
  const several = (name, known) => (given.get(name) ?? "").split(",").filter(Boolean).flatMap((value) => {
    const meant = known(value);
    if (meant === undefined) told.unknown.push(value);
    return meant === undefined ? [] : [meant];
  });
  found.view = oneOf("view", VIEWS) ?? found.view;
  found.mode = oneOf("mode", MODES) ?? found.mode;
  found.lang = oneOf("lang", data.languages) ?? found.lang;
  found.theme = oneOf("theme", THEMES) ?? found.theme;
  const day = take("day", (value) => (isDay(value) ? value : null));
  if (day) {
    found.day = dayBy(day);
    if (data.days[found.day] !== day) told = { ...told, asked: day, shown: found.day };
  }
  found.sel = take("sel", (value) => (/^x/.test(value) ? null : parse(value)));
  found.open = take("open", (value) => (/^[piob]:/.test(value) ? parse(value) : null));
  found.one = take("one", parse);
  found.other = take("other", parse);
  found.lines = oneOf("lines", LINES) ?? found.lines;
  found.window = take("window", (value) => (isWindow(value) ? value : null));
  found.others = take("others", (value) => (value === "1" ? true : null)) ?? false;
  found.all = take("all", (value) => ({ 0: false, 1: true }[value])) ?? found.all;
  found.order = take("order", (value) => (ORDERS.includes(value) || (value.startsWith("party:") && byKey.has(`p:${value.slice(6)}`)) ? value : null)) ?? found.order;
  for (const [name, letter] of LISTS) {
    if (!given.has(name)) continue;
    const numbers = several(name, (key) => (byKey.has(`${letter}:${key}`) ? Number(byKey.get(`${letter}:${key}`)?.slice(1)) : undefined));
    found[name] = [...new Set(numbers)].sort((a, b) => a - b);
  }
  found.noSide = several("noSide", (name) => SIDES.find((side) => side === name));
  found.noAttr = several("noAttr", (name) => data.attributions.find((one) => one === name));
  found.conf = take("conf", (value) => (Number(value) > 0 && Number(value) <= 100 ? Number(value) : null)) ?? 0;
  found.own = take("own", (value) => (value === "1" ? true : null)) ?? false;
  const noted = notesOf(given.getAll("note").flatMap((value) => {
    const [key, ...rest] = value.split(" ");
    const id = idOfNote(key);
    if (id === null) told.unknown.push(value);
    return id === null ? [] : /** @type {[string, string][]} */ ([[id, rest.join(" ")]]);
  }));
  found.notes = noted.notes;
  told.unknown.push(...noted.left);
  found.withNotes = take("withNotes", (value) => (value === "1" ? true : null)) ?? false;
  found.wide = take("wide", (value) => (value === "1" ? true : null)) ?? false;
  found.embed = given.has("embed");
  return found;
};

/**
 * Whether the part of an address after # says what to show; the rest names a place on the page.
 * @param {string} hash
 */
const isLink = (hash) => hash.includes("=") || hash.replace("#", "") === "embed";
let current = read(isLink(window.location.hash) ? window.location.hash : "");
/* The state now. It is replaced, never changed. */
export const now = () => current;
/* Whether the view is a map, which can also be read as a table. */
export const isMapView = () => !["deals", "matrix", "timeline"].includes(current.view);
/* Whether the lines between parties stand for statements, of all days. */
export const isOfStatements = () => current.view === "parties" && current.lines === "statements";
/* The number of the day shown, in data.days; the last where statements of all days are counted. */
export const dayNow = () => (isOfStatements() ? lastDay : current.day ?? lastDay);

/** @type {string | null} */
let written = null;
/* What changes step by step, as a slider moves or words are written: a run of such changes is one entry of the browser's history. */
const GLIDING = ["day", "window", "conf", "notes"];
/** @type {string | null} */
let gliding = null;
/**
 * @param {State} before
 * @param {boolean} isNew whether the reader changed something, so that Back undoes it
 */
const publish = (before, isNew) => {
  const changed = Object.keys(current).filter((key) => current[/** @type {keyof State} */ (key)] !== before[/** @type {keyof State} */ (key)]);
  const glides = changed.length === 1 && GLIDING.includes(changed[0]) ? changed[0] : null;
  const was = written;
  written = permalink();
  const address = written ? `#${written}` : window.location.pathname + window.location.search;
  try {
    if (isNew && written !== was && !(glides && glides === gliding)) window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  } catch {
    /* a page inside a notebook's frame has no address of its own to change */
  }
  gliding = isNew ? glides : null;
  listeners.forEach((listener) => listener(now(), before));
};
/**
 * Change part of the state, and tell all who listen.
 * @param {Partial<State>} part
 */
export const change = (part) => {
  const before = current;
  current = { ...current, ...part };
  publish(before, true);
};
/** @param {string | null} id */
export const select = (id) => change({ sel: id });
/* Show what the page starts with; what the reader noted stays. */
export const resetState = () => change({ ...start(), embed: current.embed, notes: current.notes, withNotes: current.withNotes });
const restore = () => {
  const hash = window.location.hash.replace(/^#/, "");
  if (hash === written) return;
  if (hash && !isLink(hash)) return;
  const before = current;
  current = read(hash);
  publish(before, false);
};
written = permalink();
window.addEventListener("hashchange", restore);
window.addEventListener("popstate", restore);
