(() => {
  "use strict";
  const { vis } = window;
  const holder = KG.get("canvas");
  let nodes = null;
  let edges = null;
  let network = null;
  let scene = null;
  KG.cursor = null;

  const asNode = (id) => ({
    id, x: scene.places.get(id).x, y: scene.places.get(id).y, shape: "custom", label: "",
    ctxRenderer: ({ ctx, id: own, x, y }) => ({
      drawNode: () => KG.drawNode(KG.canvasPainter(ctx), own, x, y), nodeDimensions: KG.sizeOf(own),
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
  KG.drawFrames = (paint, shown) => {
    if (KG.state.view === "parties") {
      KG.pairs().communities.forEach((members, n) => {
        const points = members.map((party) => shown.places.get(`p${party}`)).filter((_, at) => !KG.state.noParty.includes(members[at]));
        if (points.length > 1) paint.blob(around(points), blend(KG.communityColours[n % KG.communityColours.length], KG.colours.ground));
      });
    }
    for (const id of shown.hulls) {
      const place = KG.place.get(id);
      paint.box(place.fx, place.fy, place.fw, place.fh, 14, { fill: KG.colours.hull, stroke: KG.colours.line, thick: 1 });
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
    const notice = KG.get("notice");
    const ofIssues = KG.isLarge && KG.state.view !== "parties";
    const frame = extent();
    const small = !ofIssues && wholeScale(frame, 0) < READABLE;
    notice.hidden = !ofIssues && !small;
    notice.textContent = KG.t(small ? "noticeSmall" : KG.openIssue() ? "noticeOpen" : "noticeTiles");
    KG.get("back").hidden = !KG.openIssue() || KG.state.view === "parties";
  };
  /* The scale at which all is in sight, above what is kept free at the bottom. */
  const wholeScale = (frame, kept) => {
    const room = holder.getBoundingClientRect();
    return Math.min(room.width / (frame.right - frame.left + 24), (room.height - kept) / (frame.bottom - frame.top + 24), 1.6);
  };
  const extent = () => {
    const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    const widen = (box) => {
      frame.left = Math.min(frame.left, box.left);
      frame.right = Math.max(frame.right, box.right);
      frame.top = Math.min(frame.top, box.top);
      frame.bottom = Math.max(frame.bottom, box.bottom);
    };
    for (const id of scene.nodes) {
      const place = scene.places.get(id);
      widen(KG.labelBox(id, place.x, place.y));
      if (KG.state.view === "parties") widen({ left: place.x - 66, right: place.x + 66, top: place.y - 66, bottom: place.y + 66 });
    }
    for (const id of scene.hulls) {
      const place = KG.place.get(id);
      widen({ left: place.fx - place.fw / 2, right: place.fx + place.fw / 2, top: place.fy - place.fh / 2, bottom: place.fy + place.fh / 2 });
    }
    return frame;
  };
  KG.extent = extent;
  KG.fit = () => {
    const frame = extent();
    if (!Number.isFinite(frame.left)) return;
    const notice = KG.get("notice");
    const kept = notice.hidden ? 0 : notice.offsetHeight + 14;
    const scale = Math.max(wholeScale(frame, kept), 0.005);
    network.moveTo({ position: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 + kept / 2 / scale }, scale });
  };
  /* Bring what is selected out from under the panel. */
  KG.reveal = () => {
    const panel = KG.get("panel");
    const room = holder.getBoundingClientRect();
    const beside = panel.getBoundingClientRect();
    if (panel.hidden) return;
    if (beside.width > room.width * 0.8) {
      const ids = scene.nodes.filter((id) => scene.near.has(id) || id === KG.state.sel);
      const ys = (ids.length ? ids : scene.nodes).map((id) => scene.places.get(id).y);
      const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
      const free = Math.max(beside.top - room.top, 60);
      network.moveTo({ position: { x: network.getViewPosition().x, y: middle + (room.height - free) / 2 / network.getScale() } });
      return;
    }
    const free = beside.left - room.left - 20;
    const ids = scene.nodes.filter((id) => scene.near.has(id) || id === KG.state.sel);
    const boxes = (ids.length ? ids : scene.nodes).map((id) => KG.labelBox(id, scene.places.get(id).x, scene.places.get(id).y));
    const left = Math.min(...boxes.map((box) => box.left)) - 14;
    const right = Math.max(...boxes.map((box) => box.right)) + 14;
    const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
    if (network.canvasToDOM({ x: right, y: 0 }).x <= free && network.canvasToDOM({ x: left, y: 0 }).x >= 0) return;
    const scale = Math.min(network.getScale(), free / (right - left), room.height / (bottom - top + 24));
    const x = (left + right) / 2 + (room.width - free) / 2 / scale;
    network.moveTo({ position: { x, y: scale < network.getScale() ? (top + bottom) / 2 : network.getViewPosition().y }, scale });
  };
  KG.zoom = (factor) => network.moveTo({ scale: Math.min(8, Math.max(0.005, network.getScale() * factor)) });

  KG.refreshMap = (moved) => {
    scene = KG.scene();
    KG.shown = scene;
    replace(nodes, allNodes());
    replaceEdges(scene.edges);
    notify();
    if (moved) KG.fit();
    network.redraw();
  };

  const pick = (point) => {
    const node = network.getNodeAt(point);
    if (node !== undefined && String(node)[0] !== "@") return String(node);
    const edge = network.getEdgeAt(point);
    return edge === undefined ? null : String(edge).replace("'", "");
  };
  /* The issue in whose island something stands, or null. */
  KG.homeOf = (id) => {
    if (id[0] === "i") return id;
    if (id[0] === "o") return `i${KG.thing(id).issue}`;
    const edge = id[0] === "s" ? KG.edge.get(id) : null;
    return edge && KG.issueOf(edge) !== null ? `i${KG.issueOf(edge)}` : null;
  };
  const choose = (id) => {
    if (id && id[0] === "g") return KG.choose(id.slice(1).split(">")[1]);
    if (id && id[0] === "t") return KG.choose(`b${id.slice(1).split("-")[0]}`);
    if (id && id[0] === "y") return KG.choose(`b${id.slice(1).split("-")[0]}`);
    const view = KG.state.view === "parties" && id && "iobsr".includes(id[0]) ? "positions" : KG.state.view;
    const open = id && KG.isLarge ? KG.homeOf(id) ?? KG.state.open : KG.state.open;
    return KG.change({ sel: id, open, view });
  };
  KG.choose = choose;

  const MOST_POINTED = 600;
  const pointAt = (id) => {
    const was = KG.pointed;
    KG.pointed = id && "pobs".includes(id[0]) ? id : null;
    if (KG.pointed !== was && !KG.state.sel && KG.state.view === "positions" && scene.edges.length <= MOST_POINTED) KG.refreshMap(false);
  };

  KG.startMap = () => {
    scene = KG.scene();
    KG.shown = scene;
    nodes = new vis.DataSet(allNodes());
    edges = new vis.DataSet(scene.edges);
    network = new vis.Network(holder, { nodes, edges }, KG.graph.options);
    KG.network = network;
    network.on("beforeDrawing", (ctx) => {
      KG.scaleNow = network.getScale();
      KG.drawFrames(KG.canvasPainter(ctx), scene);
    });
    network.on("afterDrawing", (ctx) => KG.drawMarks(KG.canvasPainter(ctx), scene));
    network.on("click", ({ pointer }) => {
      const id = pick(pointer.DOM);
      KG.cursor = null;
      if (id || KG.state.sel) choose(id);
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
    network.on("resize", () => window.requestAnimationFrame(() => { notify(); KG.fit(); }));
    const canvas = holder.querySelector("canvas");
    if (canvas) canvas.setAttribute("aria-hidden", "true");
    KG.fit();
    network.redraw();
  };

  /* Where a node's words lie on the screen, for each node shown. */
  KG.labelsOnScreen = () => scene.nodes.map((id) => {
    const place = scene.places.get(id);
    const box = KG.labelBox(id, place.x, place.y);
    const corner = network.canvasToDOM({ x: box.left, y: box.top });
    const other = network.canvasToDOM({ x: box.right, y: box.bottom });
    return { id, left: corner.x, top: corner.y, right: other.x, bottom: other.y };
  });
  KG.endOf = (id, shown) => (id[0] === "@" ? shown.ports.get(id.slice(1)) : shown.places.get(id));
  KG.onScreen = (id) => {
    if (scene.places.has(id)) return network.canvasToDOM(scene.places.get(id));
    const edge = scene.edges.find((found) => found.id === id);
    const [from, to] = [KG.endOf(edge.from, scene), KG.endOf(edge.to, scene)];
    return network.canvasToDOM({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  };

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const nearest = ([dx, dy]) => {
    const from = scene.places.get(KG.cursor);
    let best = null;
    let least = Infinity;
    for (const id of scene.nodes) {
      if (id === KG.cursor) continue;
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
    KG.cursor = id;
    pointAt(id);
    for (const [own, look] of KG.looks) look.cursor = own === id;
    const point = network.canvasToDOM(scene.places.get(id));
    const room = holder.getBoundingClientRect();
    const inside = point.x > 40 && point.y > 40 && point.x < room.width - 40 && point.y < room.height - 40;
    if (!inside) network.moveTo({ position: scene.places.get(id) });
    network.redraw();
    KG.tell(`${KG.t({ p: "party", i: "issue", o: "option", b: "proposal" }[id[0]])}: ${KG.clip(KG.nameOf(id), 200)}`);
  };
  holder.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      const known = KG.cursor && scene.nodes.includes(KG.cursor);
      const first = scene.nodes.includes(KG.state.sel) ? KG.state.sel : scene.nodes[0];
      const next = known ? nearest(ARROWS[event.key]) : first;
      if (next) moveTo(next);
    } else if (event.key === "Enter" || event.key === " ") {
      if (KG.cursor) { choose(KG.cursor); KG.get("panel").focus(); }
    } else if (event.key === "+" || event.key === "=") KG.zoom(1.25);
    else if (event.key === "-") KG.zoom(0.8);
    else if (event.key === "0") KG.fit();
    else return;
    event.preventDefault();
  });
})();
