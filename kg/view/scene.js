(() => {
  "use strict";
  const { data } = KG;
  const BASE = { demand: 4.2, support: 2.6, conditional: 2.6, open: 1.5, doubt: 1.5, oppose: 2.6, "rule-out": 4.2 };
  const PATTERN = { for: false, leaning: [2, 3], against: false, none: [1, 4] };
  const INFERRED = { for: [9, 6], leaning: [9, 4, 2, 4], against: [9, 6], none: [1, 6] };
  const HEAD = { for: "arrow", leaning: "circle", against: "bar", none: "box" };
  const fade = (colour, alpha) => {
    const hex = /^#(..)(..)(..)$/.exec(colour);
    return hex ? `rgba(${hex.slice(1).map((part) => parseInt(part, 16)).join(",")},${alpha})` : colour;
  };
  KG.fade = fade;
  KG.widthOf = (record) => BASE[record.s] ?? 1.2;
  KG.communityColours = ["#2f6690", "#a4572b", "#3f7d5a", "#7a4f8c", "#8c6d1f", "#4c5a67"];

  const isLarge = !data.opened;
  KG.isLarge = isLarge;
  /* The issue whose island is open on a page that shows issues first. */
  KG.openIssue = () => {
    if (!isLarge) return null;
    const { open } = KG.state;
    return open && open[0] === "i" ? open : null;
  };

  /* Where a party stands: on the ring around all islands, or around the one that is open. */
  const partyPlace = (id, focus) => {
    const slot = data.slots[KG.numberOf(id)];
    const [width, height] = focus ? [Math.max(focus.fw, 520), Math.max(focus.fh, 420)] : data.inner;
    const far = focus ? 1 : KG.ringScale;
    const centre = focus ? { x: focus.fx, y: focus.fy } : { x: 0, y: 0 };
    return { x: centre.x + (slot[0] * width) / 2 + slot[2] * far, y: centre.y + (slot[1] * height) / 2 + slot[3] * far };
  };
  KG.ringScale = isLarge ? Math.max(1, data.inner[0] / 1500) : 1;

  const stanceLine = (edge, record, look) => {
    const side = KG.sideOf(record);
    const colour = fade(KG.colours[side], look.alpha);
    const width = KG.widthOf(record) * (look.strong ? 1.35 : 1);
    const size = look.alpha < 0.3 ? 0.5 : 1;
    return {
      id: edge.id, from: edge.from, to: edge.to, width, color: { color: colour, highlight: colour, hover: colour },
      dashes: record.i ? INFERRED[side] : PATTERN[side],
      arrows: {
        to: { enabled: true, type: HEAD[side], scaleFactor: ((side === "against" ? 1.0 : 0.72) * size * 2.6) / Math.max(width, 2) + 0.1 },
        middle: record.s === "conditional" ? { enabled: true, type: "diamond", scaleFactor: 0.85 } : { enabled: false },
      },
      shadow: look.changed ? { enabled: true, color: KG.colours.mark, size: 9, x: 0, y: 0 } : { enabled: false },
    };
  };
  const innerLine = (edge, line) => ({
    id: `${edge.id}'`, from: edge.from, to: edge.to, width: Math.max(line.width * 0.36, 0.8), dashes: false,
    color: { color: KG.colours.ground, highlight: KG.colours.ground, hover: KG.colours.ground },
    arrows: { to: { enabled: false }, middle: { enabled: false } }, shadow: { enabled: false },
  });
  const plainLine = (id, from, to, colour, width, dashes, head, middle) => ({
    id, from, to, width, dashes, color: { color: colour, highlight: colour, hover: colour }, shadow: { enabled: false },
    arrows: {
      to: head ? { enabled: true, type: head, scaleFactor: 0.7 } : { enabled: false },
      middle: middle ? { enabled: true, type: middle, scaleFactor: 0.8 } : { enabled: false },
    },
  });

  const touches = (edge, id) => edge.from === id || edge.to === id || edge.id === id;
  const isLit = (edge, sel, pick) => {
    if (sel && sel[0] === "i") return data.options[KG.numberOf(edge.to)].issue === KG.numberOf(sel);
    if (sel && sel[0] !== "n" && sel[0] !== "r" && sel[0] !== "t") return touches(edge, sel);
    return !pick.length || pick.includes(KG.numberOf(edge.from));
  };
  KG.shownStances = () => {
    const focus = KG.openIssue();
    const edges = focus ? KG.thing(focus).o.flatMap((n) => KG.edgesOf(`o${n}`)) : KG.stanceEdges;
    return edges.map((edge) => [edge, KG.stanceAt(edge)]).filter(([edge, record]) => KG.passes(edge, record));
  };

  const addStances = (scene) => {
    const { sel, pick } = KG.state;
    const marking = KG.marking();
    for (const [edge, record] of KG.shownStances()) {
      const lit = isLit(edge, sel, pick);
      const line = stanceLine(edge, record, {
        alpha: lit ? 0.92 : 0.1, strong: sel !== null && lit, changed: marking && KG.changedOn(edge, KG.day()),
      });
      scene.edges.push(line);
      if (KG.sideOf(record) === "against" && lit) scene.edges.push(innerLine(edge, line));
      if (lit) scene.near.add(edge.from).add(edge.to);
    }
  };
  const addBundles = (scene) => {
    const colour = KG.colours.bundle;
    data.proposals.forEach((proposal, number) => {
      const id = `b${number}`;
      scene.nodes.push(id);
      const lit = !KG.state.sel || KG.state.sel === id;
      for (const option of proposal.terms) {
        scene.edges.push(plainLine(`t${number}-${option}`, id, `o${option}`, fade(colour, lit ? 0.6 : 0.15), 1.1, [2, 4], null));
        if (KG.state.sel === id) scene.near.add(`o${option}`);
      }
      for (const party of [...new Set([...proposal.by, ...proposal.tabled])]) {
        scene.edges.push(plainLine(`y${number}-${party}`, `p${party}`, id, fade(colour, lit ? 0.7 : 0.15), 1.4, [6, 3], null));
        if (KG.state.sel === id) scene.near.add(`p${party}`);
      }
    });
  };
  const addRelations = (scene) => {
    data.relations.forEach((relation, number) => {
      const [kind, from, to] = relation;
      const lit = !KG.state.sel || [`r${number}`, `o${from}`, `o${to}`].includes(KG.state.sel);
      const alpha = lit ? 0.95 : 0.12;
      const styles = {
        entails: [KG.colours.for, 2.4, false, "arrow", null],
        excludes: [KG.colours.against, 2.4, false, null, "bar"],
        requires: [KG.colours.leaning, 2.2, [6, 4], "vee", null],
      };
      const [colour, width, dashes, head, middle] = styles[kind];
      scene.edges.push(plainLine(`r${number}`, `o${from}`, `o${to}`, fade(colour, alpha), width, dashes, head, middle));
      if (lit && KG.state.sel) scene.near.add(`o${from}`).add(`o${to}`);
    });
  };
  const addPairs = (scene) => {
    const { noParty, sel } = KG.state;
    data.parties.forEach((party, n) => {
      if (noParty.includes(n)) return;
      scene.nodes.push(`p${n}`);
      [scene.places.get(`p${n}`).x, scene.places.get(`p${n}`).y] = data.network.places[n];
    });
    for (const [a, b, agreed, reach, contested, red, both] of KG.pairs().pairs) {
      if (noParty.includes(a) || noParty.includes(b) || !both) continue;
      const net = agreed + reach - contested;
      const side = net > 0 ? "for" : net < 0 ? "against" : "leaning";
      const id = `n${a}-${b}`;
      const lit = !sel || sel === id || sel === `p${a}` || sel === `p${b}`;
      const width = 1.2 + Math.min(6, Math.abs(net) * 0.9);
      const line = plainLine(id, `p${a}`, `p${b}`, fade(KG.colours[side], lit ? 0.85 : 0.12), width, side === "leaning" ? [2, 4] : false,
        null, side === "against" ? "bar" : side === "for" ? "circle" : null);
      line.label = lit ? `+${agreed + reach} −${contested}${red ? ` ‼${red}` : ""}` : undefined;
      scene.edges.push(line);
      if (lit && sel) scene.near.add(`p${a}`).add(`p${b}`);
    }
  };

  const addTiles = (scene) => {
    const { sel, noIssue } = KG.state;
    data.issues.forEach((_, n) => { if (!noIssue.includes(n)) scene.nodes.push(`i${n}`); });
    if (!sel || (sel[0] !== "p" && sel[0] !== "i") || KG.state.view === "issues") return;
    const counts = new Map();
    for (const edge of sel[0] === "p" ? KG.edgesOf(sel) : KG.thing(sel).o.flatMap((n) => KG.edgesOf(`o${n}`))) {
      const record = KG.stanceAt(edge);
      if (!KG.passes(edge, record)) continue;
      const key = `${edge.from}>i${data.options[KG.numberOf(edge.to)].issue}`;
      if (!counts.has(key)) counts.set(key, new Set());
      counts.get(key).add(KG.sideOf(record));
    }
    for (const [key, found] of [...counts].slice(0, 400)) {
      const [from, to] = key.split(">");
      const side = found.size === 1 ? [...found][0] : "none";
      scene.edges.push(plainLine(`g${key}`, from, to, fade(KG.colours[side], 0.7), 2 * KG.ringScale, PATTERN[side], HEAD[side]));
      scene.near.add(from).add(to);
    }
  };
  const addOptions = (scene, focus) => {
    const { noIssue } = KG.state;
    data.issues.forEach((issue, n) => {
      if (focus ? focus !== `i${n}` : noIssue.includes(n)) return;
      scene.hulls.push(`i${n}`);
      scene.nodes.push(`i${n}`, ...issue.o.map((option) => `o${option}`));
    });
  };

  const placesOf = (focus) => {
    const places = new Map();
    for (const [id, node] of KG.place) places.set(id, { x: node.x, y: node.y });
    const frame = focus ? KG.place.get(focus) : null;
    data.parties.forEach((_, n) => places.set(`p${n}`, partyPlace(`p${n}`, frame)));
    return places;
  };

  const looksOf = (scene, focus) => {
    const { state } = KG;
    const answer = KG.answer();
    const changedNow = new Set();
    if (KG.marking()) {
      for (const number of data.changed[KG.day()] ?? []) {
        const edge = KG.stanceEdges[number];
        changedNow.add(edge.to).add(`i${data.options[KG.numberOf(edge.to)].issue}`);
      }
    }
    for (const id of scene.nodes) {
      const dim = scene.near.size > 0 && state.sel !== null && !scene.near.has(id) && id !== state.sel && id[0] !== "i";
      const isTile = isLarge && !focus && id[0] === "i";
      const number = KG.numberOf(id);
      const closed = id[0] === "o" && KG.isClosed(data.options[number].issue);
      KG.looks.set(id, {
        alpha: dim || closed ? 0.4 : 1, selected: state.sel === id, cursor: KG.cursor === id, tile: isTile,
        changed: changedNow.has(id) && (id[0] === "o" || isTile), answer: id[0] === "o" ? answer?.get(number) ?? null : null,
        scale: isLarge && !focus && state.view === "positions" ? KG.ringScale : 1, picked: id[0] === "p" && state.pick.includes(number),
        community: id[0] === "p" && state.view === "parties"
          ? KG.communityColours[Math.max(0, KG.communityOf(number)) % KG.communityColours.length] : null,
        counts: isTile ? data.issues[number].n : null,
      });
    }
  };
  KG.isClosed = (issue) => {
    const closed = data.issues[issue].closed;
    return closed !== null && data.days[KG.day()] > closed[0];
  };

  /* All that is to be drawn now: node ids, edges for vis-network, islands' frames, and where each node stands. */
  KG.scene = () => {
    const focus = KG.openIssue();
    const scene = { nodes: [], edges: [], hulls: [], near: new Set(), places: placesOf(focus), focus };
    if (KG.state.view === "parties") addPairs(scene);
    else if (isLarge && !focus) addTiles(scene);
    else addOptions(scene, focus);
    if (KG.state.view === "positions") {
      data.parties.forEach((_, n) => { if (!KG.state.noParty.includes(n)) scene.nodes.push(`p${n}`); });
      if (!isLarge || focus) addStances(scene);
    }
    if (KG.state.view !== "parties" && !isLarge) addBundles(scene);
    if (KG.state.view === "issues" && (!isLarge || focus)) addRelations(scene);
    const present = new Set(scene.nodes);
    scene.edges = scene.edges.filter((edge) => present.has(edge.from) && present.has(edge.to));
    looksOf(scene, focus);
    return scene;
  };
})();
