(() => {
  "use strict";
  const { data, get } = KG;
  const SVG = "http://www.w3.org/2000/svg";
  const fileName = (ending) => `${(data.case.k || "case").replace(/[^\w-]+/g, "-").slice(0, 60)}-${KG.state.view}-${data.days[KG.day()]}.${ending}`;
  const offer = (blob, name) => {
    const address = URL.createObjectURL(blob);
    const link = KG.make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  KG.savePng = () => {
    const drawn = get("canvas").querySelector("canvas");
    const copy = document.createElement("canvas");
    copy.width = drawn.width;
    copy.height = drawn.height;
    const ctx = copy.getContext("2d");
    ctx.fillStyle = KG.colours.ground;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => offer(blob, fileName("png")), "image/png");
  };

  const border = (id, scene, toward) => {
    const from = KG.endOf(id, scene);
    if (id[0] === "@") return from;
    const { width, height } = KG.sizeOf(id);
    const dx = toward.x - from.x;
    const dy = toward.y - from.y;
    const far = Math.hypot(dx, dy) || 1;
    if (id[0] === "p") return { x: from.x + (dx / far) * (width / 2 + 3), y: from.y + (dy / far) * (width / 2 + 3) };
    const scale = Math.min(width / 2 / Math.max(Math.abs(dx), 0.01), height / 2 / Math.max(Math.abs(dy), 0.01), 1);
    return { x: from.x + dx * scale, y: from.y + dy * scale };
  };
  /* The ends of lines, as the map and the legend have them: corners, pointing right, with the end of the line at 0. */
  const SHAPES = {
    arrow: [[1, 0], [-11, -5], [-8, 0], [-11, 5]], vee: [[1, 0], [-10, -6], [-6, 0], [-10, 6]], bar: [[-3, -8], [1, -8], [1, 8], [-3, 8]],
    diamond: [[1, 0], [-6, -5], [-13, 0], [-6, 5]], box: [[1, -4], [1, 4], [-7, 4], [-7, -4]],
    circle: Array.from({ length: 16 }, (_, n) => [5 * Math.cos((n * Math.PI) / 8) - 4, 5 * Math.sin((n * Math.PI) / 8)]),
  };
  const turned = (corners, at, dx, dy) => {
    const far = Math.hypot(dx, dy) || 1;
    const [cos, sin] = [dx / far, dy / far];
    return corners.map(([x, y]) => ({ x: at.x + x * cos - y * sin, y: at.y + x * sin + y * cos }));
  };
  const endsOf = (edge, scene) => {
    const [first, last] = [KG.endOf(edge.from, scene), KG.endOf(edge.to, scene)];
    return [border(edge.from, scene, last), border(edge.to, scene, first)];
  };
  const curveOf = (edge, scene) => {
    const [start, end] = endsOf(edge, scene);
    const bend = edge.smooth?.type === "cubicBezier" ? (end.x - start.x) * edge.smooth.roundness : 0;
    const bow = edge.smooth && !bend ? Math.sign(end.x - scene.places.get(`o${KG.data.relations[KG.numberOf(edge.id)][2]}`).x) * 44 : 0;
    return [start, { x: start.x + bend + bow, y: start.y }, { x: end.x - bend + bow, y: end.y }, end];
  };
  const line = (paint, edge, scene) => paint.curve(...curveOf(edge, scene), { stroke: edge.color.color, thick: edge.width, dash: edge.dashes || [] });
  const signs = (paint, edge, scene) => {
    const [start, one, two, end] = curveOf(edge, scene);
    for (const [at, toward, other, arrow] of [[end, two, start, edge.arrows.to], [start, one, end, edge.arrows.from]]) {
      if (!arrow?.enabled) continue;
      const from = Math.hypot(at.x - toward.x, at.y - toward.y) > 0.5 ? toward : other;
      paint.shape(turned(SHAPES[arrow.type], at, at.x - from.x, at.y - from.y), edge.color.color, arrow.type);
    }
    if (edge.label) {
      paint.words((start.x + end.x) / 2, (start.y + end.y) / 2, edge.label, { size: 12, fill: KG.colours.ink, halo: KG.colours.ground });
    }
  };
  /* Draw what the map shows as an SVG element: text stays text. */
  KG.svg = () => {
    const scene = KG.shown;
    const frame = KG.extent();
    const [width, height] = [frame.right - frame.left + 48, frame.bottom - frame.top + 48];
    const root = document.createElementNS(SVG, "svg");
    root.setAttribute("xmlns", SVG);
    root.setAttribute("viewBox", `${frame.left - 24} ${frame.top - 24} ${width} ${height}`);
    root.setAttribute("width", Math.round(width));
    root.setAttribute("height", Math.round(height));
    const title = document.createElementNS(SVG, "title");
    title.textContent = `${KG.say(data.case.t)} — ${KG.headLine()}`;
    root.append(title);
    const paint = KG.svgPainter(root);
    paint.box(frame.left - 24 + width / 2, frame.top - 24 + height / 2, width, height, 0, { fill: KG.colours.ground });
    KG.drawFrames(paint, scene);
    for (const edge of scene.edges) line(paint, edge, scene);
    for (const id of scene.nodes) {
      const place = scene.places.get(id);
      KG.drawNode(paint, id, place.x, place.y);
    }
    for (const edge of scene.edges) signs(paint, edge, scene);
    KG.drawMarks(paint, scene);
    return root;
  };
  KG.saveSvg = () => {
    const written = new XMLSerializer().serializeToString(KG.svg());
    offer(new Blob([written], { type: "image/svg+xml" }), fileName("svg"));
  };
  const shut = () => { get("save-menu").open = false; };
  get("save-png").addEventListener("click", () => { KG.savePng(); shut(); });
  get("save-svg").addEventListener("click", () => { KG.saveSvg(); shut(); });
  get("save-print").addEventListener("click", () => { shut(); window.print(); });
  get("copy-link").addEventListener("click", async () => {
    const address = `${window.location.href.split("#")[0]}#${KG.permalink()}`;
    try {
      await navigator.clipboard.writeText(address);
      KG.tell(KG.t("linkCopied"));
    } catch {
      window.prompt(KG.t("copyLink"), address);
    }
    shut();
  });
})();
