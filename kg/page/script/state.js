import { data, edgeBetween, edgeById, lists, thingOf } from "./data.js";

export const SIDES = ["for", "leaning", "against", "none"];
const listeners = [];
const start = () => ({
  view: data.kind, mode: "map", day: null, sel: null, pick: [], open: null, noParty: [], noIssue: [], noSide: [],
  noAttr: [], conf: 0,
});

export const lastDay = data.days.length - 1;
export const onChange = (listener) => listeners.push(listener);

const keyOf = (id) => `${id[0]}:${thingOf(id).k}`;
const byKey = new Map();
for (const [letter, list] of Object.entries(lists)) {
  list.forEach((thing, index) => byKey.set(`${letter}:${thing.k}`, `${letter}${index}`));
}
const write = (id) => {
  if (!id) return null;
  if (id[0] === "s" || id[0] === "t") {
    const edge = edgeById.get(id);
    return edge ? `${keyOf(edge.from)}~${keyOf(edge.to)}` : null;
  }
  if (id[0] === "n") return id.slice(1).split("-").map((n) => keyOf(`p${n}`)).join("~");
  if (id[0] === "r") return id;
  return thingOf(id) ? keyOf(id) : null;
};
const parse = (key) => {
  if (!key) return null;
  if (/^r\d+$/.test(key)) return Number(key.slice(1)) < data.relations.length ? key : null;
  if (!key.includes("~")) return byKey.get(key) ?? null;
  const [from, to] = key.split("~").map((end) => byKey.get(end));
  if (!from || !to) return null;
  if (from[0] === "p" && to[0] === "p") {
    const ends = [Number(from.slice(1)), Number(to.slice(1))].sort((a, b) => a - b);
    return `n${ends[0]}-${ends[1]}`;
  }
  return edgeBetween(from, to);
};

const LISTS = [["pick", "p"], ["noParty", "p"], ["noIssue", "i"]];
export const permalink = () => {
  const state = now();
  const found = new URLSearchParams();
  const put = (name, value, usual) => { if (value !== usual && value !== null && value !== "") found.set(name, value); };
  put("view", state.view, data.kind);
  put("mode", state.mode, "map");
  put("day", state.day === null ? null : data.days[state.day], null);
  put("sel", write(state.sel), null);
  put("open", write(state.open), null);
  for (const [name, letter] of LISTS) put(name, state[name].map((n) => lists[letter][n].k).join(","), "");
  put("noSide", state.noSide.join(","), "");
  put("noAttr", state.noAttr.join(","), "");
  put("conf", state.conf, 0);
  put("lang", state.lang, data.lang);
  put("theme", state.theme, "auto");
  return found.toString();
};

const read = (hash) => {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const found = { ...start(), lang: data.lang, theme: "auto" };
  const oneOf = (name, among) => { if (among.includes(given.get(name))) found[name] = given.get(name); };
  oneOf("view", ["positions", "parties", "issues"]);
  oneOf("mode", ["map", "table"]);
  oneOf("lang", data.langs);
  oneOf("theme", ["auto", "light", "dark"]);
  const day = data.days.indexOf(given.get("day"));
  if (day >= 0) found.day = day;
  found.sel = parse(given.get("sel"));
  found.open = parse(given.get("open"));
  for (const [name, letter] of LISTS) {
    const ids = (given.get(name) ?? "").split(",").map((key) => byKey.get(`${letter}:${key}`)).filter(Boolean);
    found[name] = [...new Set(ids.map((id) => Number(id.slice(1))))].sort((a, b) => a - b);
  }
  found.noSide = (given.get("noSide") ?? "").split(",").filter((side) => SIDES.includes(side));
  found.noAttr = (given.get("noAttr") ?? "").split(",").filter((name) => data.attributions.includes(name));
  const confidence = Number(given.get("conf"));
  if (confidence > 0 && confidence <= 100) found.conf = confidence;
  return found;
};

let current = read(window.location.hash.includes("=") ? window.location.hash : "");
/* The state now: what the address holds. It is replaced, never changed. */
export const now = () => current;
/* The number of the day shown, in data.days. */
export const dayNow = () => current.day ?? lastDay;

let written = null;
const publish = (before) => {
  written = permalink();
  try {
    window.history.replaceState(null, "", written ? `#${written}` : window.location.pathname + window.location.search);
  } catch {
    /* a page inside a notebook's frame has no address of its own to change */
  }
  listeners.forEach((listener) => listener(now(), before));
};
export const change = (part) => {
  const before = now();
  current = { ...current, ...part };
  publish(before);
};
export const select = (id) => change({ sel: id });
export const resetState = () => change(start());
const restore = () => {
  const hash = window.location.hash.replace(/^#/, "");
  if (hash === written) return false;
  if (hash && !hash.includes("=")) return false;
  const before = now();
  current = read(hash);
  publish(before);
  return true;
};
window.addEventListener("hashchange", () => restore());
