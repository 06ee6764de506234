(() => {
  "use strict";
  const { data } = KG;
  const BASE = { demand: 4, support: 2.4, conditional: 2.4, open: 1.4, doubt: 2.6, oppose: 3.6, "rule-out": 5.2 };
  const CURVE = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.42 };
  const PATTERN = { for: false, leaning: [2, 3], against: false, none: [1, 4] };
  const INFERRED = { for: [9, 6], leaning: [9, 4, 2, 4], against: [9, 6], none: [1, 6] };
  const HEAD_SIZE = { for: 0.62, leaning: 0.55, against: 0.5, none: 0.5 };
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
  const partyPlace = (id) => {
    const slot = data.slots[KG.numberOf(id)];
    const [width, height] = data.inner;
    return { x: (slot[0] * width) / 2 + slot[2] * KG.ringScale, y: (slot[1] * height) / 2 + slot[3] * KG.ringScale };
  };
  /* Around an open issue only those stand who have a stance on it: in columns left and right, ordered as on the ring. */
  const besideIssue = (places, frame, involved) => {
    const ordered = [...involved].sort((a, b) => partyPlace(a).x - partyPlace(b).x || partyPlace(a).y - partyPlace(b).y);
    const half = Math.ceil(ordered.length / 2);
    [[ordered.slice(0, half), -1], [ordered.slice(half), 1]].forEach(([members, sign]) => {
      const rows = Math.min(members.length, Math.max(8, Math.floor(frame.fh / 92)));
      members.sort((a, b) => partyPlace(a).y - partyPlace(b).y || KG.numberOf(a) - KG.numberOf(b)).forEach((id, n) => {
        const column = Math.floor(n / rows);
        const inColumn = Math.min(rows, members.length - column * rows);
        places.set(id, {
          x: frame.fx + sign * (frame.fw / 2 + 150 + column * 150), y: frame.fy + ((n % rows) - (inColumn - 1) / 2) * 92,
        });
      });
    });
  };
  KG.ringScale = isLarge ? Math.max(1, data.inner[0] / 1500) : 1;

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
      const card = KG.place.get(id);
      const { x, y } = scene.places.get(id);
      edges.sort((a, b) => scene.places.get(a.from).y - scene.places.get(b.from).y || KG.numberOf(a.from) - KG.numberOf(b.from));
      const step = Math.min(15, (card.h - 8) / edges.length);
      edges.forEach((edge, n) => {
        const side = key.endsWith("<") ? -1 : 1;
        scene.ports.set(edge.id, { x: x + side * (card.w / 2 + 1), y: y + (n - (edges.length - 1) / 2) * step });
      });
    }
  };
  const stanceLine = (edge, record, scene, look) => {
    const side = KG.sideOf(record);
    const colour = fade(KG.colours[side], look.alpha);
    const width = KG.widthOf(record) * (look.strong ? 1.35 : 1);
    const size = look.alpha < 0.3 ? 0.5 : 1;
    return {
      id: edge.id, from: edge.from, to: `@${edge.id}`, smooth: CURVE, width, color: { color: colour, highlight: colour, hover: colour },
      dashes: record.i ? INFERRED[side] : PATTERN[side],
      arrows: {
        to: { enabled: true, type: record.s === "conditional" ? "diamond" : HEAD[side], scaleFactor: size * HEAD_SIZE[side] * (width > 3 ? 0.8 : 1) },
        middle: { enabled: false },
      },
      shadow: look.changed ? { enabled: true, color: KG.colours.mark, size: 9, x: 0, y: 0 } : { enabled: false },
    };
  };
  const innerLine = (edge, line) => ({
    id: `${edge.id}'`, from: edge.from, to: line.to, smooth: line.smooth, width: Math.max(line.width * 0.34, 0.9), dashes: false,
    color: { color: KG.colours.ground, highlight: KG.colours.ground, hover: KG.colours.ground },
    arrows: { to: { enabled: false }, middle: { enabled: false } }, shadow: { enabled: false },
  });
  const plainLine = (id, from, to, colour, width, dashes, head, tail) => ({
    id, from, to, width, dashes, color: { color: colour, highlight: colour, hover: colour }, shadow: { enabled: false },
    arrows: {
      to: head ? { enabled: true, type: head, scaleFactor: 0.6 } : { enabled: false },
      from: tail ? { enabled: true, type: tail, scaleFactor: 0.6 } : { enabled: false },
      middle: { enabled: false },
    },
  });

  const touches = (edge, id) => edge.from === id || edge.to === id || edge.id === id;
  const isLit = (edge, sel, pick) => {
    if (sel && sel[0] === "i") return KG.issueOf(edge) === KG.numberOf(sel);
    if (sel && sel[0] !== "n" && sel[0] !== "r" && sel[0] !== "t") return touches(edge, sel);
    return !pick.length || pick.includes(KG.numberOf(edge.from));
  };
  KG.shownStances = () => {
    const focus = KG.openIssue();
    const edges = focus ? KG.thing(focus).o.flatMap((n) => KG.edgesOf(`o${n}`)) : KG.stanceEdges;
    return edges.map((edge) => [edge, KG.stanceAt(edge)]).filter(([edge, record]) => KG.passes(edge, record));
  };

  KG.involved = () => new Set(KG.shownStances().map(([edge]) => edge.from));

  /* What the pointer or the keyboard stands on: its lines stand out while nothing is selected. */
  KG.pointed = null;
  const addStances = (scene) => {
    const { pick } = KG.state;
    const sel = KG.state.sel ?? KG.pointed;
    const marking = KG.marking();
    const drawn = KG.shownStances();
    const plain = drawn.length > 70 ? 0.6 : 0.86;
    addPorts(scene, drawn);
    for (const [edge, record] of drawn) {
      const lit = isLit(edge, sel, pick);
      const line = stanceLine(edge, record, scene, {
        alpha: lit ? (sel || pick.length ? 0.88 : plain) : 0.1, strong: sel !== null && lit, changed: marking && KG.changedOn(edge, KG.day()),
      });
      scene.edges.push(line);
      if (KG.sideOf(record) === "against" && lit) scene.edges.push(innerLine(edge, line));
      if (lit) scene.near.add(edge.from).add(edge.to);
      if (lit && record.a) {
        const port = scene.ports.get(edge.id);
        const side = Math.sign(port.x - scene.places.get(edge.to).x);
        scene.marks.push({ x: port.x + side * 21, y: port.y + 3, colour: KG.colours[KG.sideOf(record)] });
      }
    }
  };
  /* Marks what others say of a party with a closing quote, beside the end of its line. */
  KG.drawMarks = (paint, shown) => shown.marks.forEach(({ x, y, colour }) => {
    paint.words(x, y, "”", { size: 22, bold: true, fill: colour, halo: KG.colours.hull });
  });
  const addBundles = (scene) => {
    const colour = KG.colours.bundle;
    data.proposals.forEach((proposal, number) => {
      const id = `b${number}`;
      if (!KG.isKnown(proposal)) return;
      scene.nodes.push(id);
      const lit = !KG.state.sel || KG.state.sel === id;
      for (const option of proposal.terms) {
        scene.edges.push(plainLine(`t${number}-${option}`, id, `o${option}`, fade(colour, KG.state.sel === id ? 0.9 : lit ? 0.3 : 0.1), 1.1, [2, 4], null));
        if (KG.state.sel === id) scene.near.add(`o${option}`);
      }
      for (const party of [...new Set([...proposal.by, ...proposal.tabled])]) {
        scene.edges.push(plainLine(`y${number}-${party}`, `p${party}`, id, fade(colour, lit ? 0.7 : 0.15), 1.4, [6, 3], null));
        if (KG.state.sel === id) scene.near.add(`p${party}`);
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
      const lit = !KG.state.sel || [id, from, to].includes(KG.state.sel);
      const [side, width, dashes, head, tail] = RELATION[kind];
      const column = Math.abs(start.x - end.x) < 10;
      const reach = (place, node, sign, shift) => ({ x: place.x + sign * (KG.place.get(node).w / 2 + 1), y: place.y + shift });
      const sign = column ? (number % 2 ? -1 : 1) : Math.sign(end.x - start.x);
      const shift = column ? Math.sign(end.y - start.y) * 7 : 0;
      scene.ports.set(`${id}a`, reach(start, from, sign, shift)).set(`${id}b`, reach(end, to, column ? sign : -sign, -shift));
      const line = plainLine(id, `@${id}a`, `@${id}b`, fade(KG.colours[side], lit ? 0.95 : 0.12), width, dashes, head, tail);
      const far = Math.abs(end.y - start.y);
      const turn = (end.y > start.y) === (sign > 0) ? "curvedCW" : "curvedCCW";
      line.smooth = column ? { enabled: true, type: turn, roundness: Math.min(0.75, 60 / Math.max(far, 1)) } : CURVE;
      scene.edges.push(line);
      if (lit && KG.state.sel) scene.near.add(from).add(to);
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
      const width = (side === "against" ? 2.6 : 1.4) + Math.min(6, Math.abs(net) * 0.9);
      const line = plainLine(id, `p${a}`, `p${b}`, fade(KG.colours[side], lit ? 0.85 : 0.12), width, side === "leaning" ? [2, 4] : false);
      if (lit) {
        line.label = `✓ ${agreed + reach}   ⇄ ${contested}${red ? `   ‼ ${red}` : ""}`;
        line.font = { color: KG.colours.ink, strokeColor: KG.colours.ground, face: KG.font };
      }
      scene.edges.push(line);
      if (side === "against" && lit) scene.edges.push(innerLine({ id, from: `p${a}` }, line));
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
      if (edge.to[0] === "b") continue;
      const key = `${edge.from}>i${KG.issueOf(edge)}`;
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
    data.parties.forEach((_, n) => places.set(`p${n}`, partyPlace(`p${n}`)));
    if (focus) {
      places.set(focus, { x: frame.tx, y: frame.ty });
      besideIssue(places, frame, KG.involved());
    }
    return places;
  };

  /* How many of the stances shown are for, leaning and against in each issue: as Python counted unless a day or filter is set. */
  const countsShown = () => {
    if (KG.day() === KG.lastDay && !KG.isFiltered()) return null;
    const counts = data.issues.map(() => [0, 0, 0]);
    for (const [edge, record] of KG.shownStances()) {
      const at = ["for", "leaning", "against"].indexOf(KG.sideOf(record));
      if (at >= 0 && edge.to[0] === "o") counts[KG.issueOf(edge)][at] += 1;
    }
    return counts;
  };

  const looksOf = (scene, focus) => {
    const { state } = KG;
    const counts = isLarge && !focus ? countsShown() : null;
    const answer = KG.answer();
    const changedNow = new Set();
    if (KG.marking()) {
      for (const number of data.changed[KG.day()] ?? []) {
        const edge = KG.stanceEdges[number];
        changedNow.add(edge.to).add(`i${KG.issueOf(edge)}`);
      }
    }
    for (const id of scene.nodes) {
      const dim = scene.near.size > 0 && state.sel !== null && !scene.near.has(id) && id !== state.sel && id[0] !== "i";
      const isTile = isLarge && !focus && id[0] === "i";
      const number = KG.numberOf(id);
      const closed = id[0] === "o" && KG.isClosed(data.options[number].issue);
      KG.looks.set(id, {
        alpha: dim || closed ? 0.4 : 1, selected: state.sel === id, cursor: KG.cursor === id, tile: isTile,
        changed: changedNow.has(id) && (id[0] !== "i" || isTile), answer: id[0] === "o" ? answer?.get(number) ?? null : null,
        scale: isLarge && !focus && state.view === "positions" ? KG.ringScale : 1, picked: id[0] === "p" && state.pick.includes(number),
        community: id[0] === "p" && state.view === "parties"
          ? KG.communityColours[Math.max(0, KG.communityOf(number)) % KG.communityColours.length] : null,
        counts: isTile ? counts?.[number] ?? data.issues[number].n : null,
      });
    }
  };
  /* Whether a proposal was on record by the day. */
  KG.isKnown = (proposal) => !proposal.st.length || proposal.st.some((n) => data.statements[n].to <= data.days[KG.day()]);
  KG.isClosed = (issue) => {
    const closed = data.issues[issue].closed;
    return Boolean(closed) && data.days[KG.day()] > closed[0];
  };

  /* All that is to be drawn now: node ids, edges for vis-network, islands' frames, and where each node stands. */
  KG.scene = () => {
    const focus = KG.openIssue();
    const scene = { nodes: [], edges: [], hulls: [], ports: new Map(), marks: [], near: new Set(), places: placesOf(focus), focus };
    if (KG.state.view === "parties") addPairs(scene);
    else if (isLarge && !focus) addTiles(scene);
    else addOptions(scene, focus);
    if (KG.state.view === "positions") {
      const involved = focus ? KG.involved() : null;
      data.parties.forEach((_, n) => {
        if (!KG.state.noParty.includes(n) && (!involved || involved.has(`p${n}`))) scene.nodes.push(`p${n}`);
      });
      if (!isLarge || focus) addStances(scene);
    }
    if (KG.state.view !== "parties" && !isLarge) addBundles(scene);
    if (KG.state.view === "issues" && (!isLarge || focus)) addRelations(scene);
    const present = new Set(scene.nodes);
    scene.edges = scene.edges.filter((edge) => (edge.from[0] === "@" || present.has(edge.from)) && (edge.to[0] === "@" || present.has(edge.to)));
    looksOf(scene, focus);
    return scene;
  };
})();
