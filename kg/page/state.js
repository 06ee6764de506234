(() => {
  "use strict";
  const { data } = KG;
  const SIDES = ["for", "leaning", "against", "none"];
  const listeners = [];
  const start = () => ({
    view: data.kind, mode: "map", day: null, sel: null, pick: [], open: null, noParty: [], noIssue: [], noSide: [],
    noAttr: [], conf: 0,
  });

  KG.sides = SIDES;
  KG.state = { ...start(), lang: data.lang, theme: "auto" };
  KG.lastDay = data.days.length - 1;
  KG.day = () => (KG.state.day === null ? KG.lastDay : KG.state.day);
  KG.onChange = (listener) => listeners.push(listener);

  const keyOf = (id) => `${id[0]}:${KG.thing(id).k}`;
  const byKey = new Map();
  for (const [letter, list] of Object.entries(KG.lists)) {
    list.forEach((thing, index) => byKey.set(`${letter}:${thing.k}`, `${letter}${index}`));
  }
  const edgeBetween = new Map(KG.graph.edges.map((edge) => [`${edge.from}~${edge.to}`, edge.id]));
  KG.stanceEdge = (party, option) => edgeBetween.get(`p${party}~o${option}`);
  KG.edge = new Map(KG.graph.edges.map((edge) => [edge.id, edge]));

  const write = (id) => {
    if (!id) return null;
    if (id[0] === "s" || id[0] === "t") {
      const edge = KG.edge.get(id);
      return edge ? `${keyOf(edge.from)}~${keyOf(edge.to)}` : null;
    }
    if (id[0] === "n") return id.slice(1).split("-").map((n) => keyOf(`p${n}`)).join("~");
    if (id[0] === "r") return id;
    return KG.thing(id) ? keyOf(id) : null;
  };
  const parse = (key) => {
    if (!key) return null;
    if (/^r\d+$/.test(key)) return Number(key.slice(1)) < data.relations.length ? key : null;
    if (!key.includes("~")) return byKey.get(key) ?? null;
    const [from, to] = key.split("~").map((part) => byKey.get(part));
    if (!from || !to) return null;
    if (from[0] === "p" && to[0] === "p") {
      const ends = [Number(from.slice(1)), Number(to.slice(1))].sort((a, b) => a - b);
      return `n${ends[0]}-${ends[1]}`;
    }
    return edgeBetween.get(`${from}~${to}`) ?? null;
  };

  const LISTS = [["pick", "p"], ["noParty", "p"], ["noIssue", "i"]];
  KG.permalink = () => {
    const { state } = KG;
    const found = new URLSearchParams();
    const put = (name, value, usual) => { if (value !== usual && value !== null && value !== "") found.set(name, value); };
    put("view", state.view, data.kind);
    put("mode", state.mode, "map");
    put("day", state.day === null ? null : data.days[state.day], null);
    put("sel", write(state.sel), null);
    put("open", write(state.open), null);
    for (const [name, letter] of LISTS) put(name, state[name].map((n) => KG.lists[letter][n].k).join(","), "");
    put("noSide", state.noSide.join(","), "");
    put("noAttr", state.noAttr.join(","), "");
    put("conf", state.conf, 0);
    put("lang", state.lang, data.lang);
    put("theme", state.theme, "auto");
    return found.toString();
  };

  const read = (hash) => {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const state = { ...start(), lang: data.lang, theme: "auto" };
    const oneOf = (name, among) => { if (among.includes(given.get(name))) state[name] = given.get(name); };
    oneOf("view", ["positions", "parties", "issues"]);
    oneOf("mode", ["map", "table"]);
    oneOf("lang", data.langs);
    oneOf("theme", ["auto", "light", "dark"]);
    const day = data.days.indexOf(given.get("day"));
    if (day >= 0) state.day = day;
    state.sel = parse(given.get("sel"));
    state.open = parse(given.get("open"));
    for (const [name, letter] of LISTS) {
      const ids = (given.get(name) ?? "").split(",").map((key) => byKey.get(`${letter}:${key}`)).filter(Boolean);
      state[name] = [...new Set(ids.map((id) => Number(id.slice(1))))].sort((a, b) => a - b);
    }
    state.noSide = (given.get("noSide") ?? "").split(",").filter((side) => SIDES.includes(side));
    state.noAttr = (given.get("noAttr") ?? "").split(",").filter((name) => data.attributions.includes(name));
    const confidence = Number(given.get("conf"));
    if (confidence > 0 && confidence <= 100) state.conf = confidence;
    return state;
  };

  let written = null;
  const publish = (before) => {
    written = KG.permalink();
    try {
      window.history.replaceState(null, "", written ? `#${written}` : window.location.pathname + window.location.search);
    } catch {
      /* a page inside a notebook's frame has no address of its own to change */
    }
    listeners.forEach((listener) => listener(KG.state, before));
  };
  KG.change = (part) => {
    const before = KG.state;
    KG.state = { ...KG.state, ...part };
    publish(before);
  };
  KG.select = (id) => KG.change({ sel: id });
  KG.reset = () => KG.change(start());
  KG.restore = () => {
    const hash = window.location.hash.replace(/^#/, "");
    if (hash === written) return false;
    if (hash && !hash.includes("=")) return false;
    const before = KG.state;
    KG.state = read(hash);
    publish(before);
    return true;
  };
  KG.state = read(window.location.hash.includes("=") ? window.location.hash : "");
  window.addEventListener("hashchange", () => KG.restore());
})();
