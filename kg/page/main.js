(() => {
  "use strict";
  const { get } = KG;
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const wear = () => {
    const theme = KG.state.theme === "auto" ? (dark.matches ? "dark" : "light") : KG.state.theme;
    root.dataset.theme = theme;
    KG.readColours();
  };
  window.addEventListener("beforeprint", () => {
    root.dataset.theme = "light";
    KG.readColours();
    KG.colours.ground = "#ffffff";
    KG.pointed = null;
    KG.refreshMap(false);
    const legend = KG.make("div", { class: "print-legend" });
    for (const row of get("legend-body").children) legend.append(row.cloneNode(true));
    KG.fill(get("print-map"), KG.svg(), legend);
  });
  window.addEventListener("afterprint", () => { wear(); KG.refreshMap(false); get("print-map").replaceChildren(); });
  dark.addEventListener("change", () => { wear(); KG.refreshMap(false); });

  const on = (id, act) => get(id).addEventListener("click", act);
  on("reset", () => { KG.aboutOpen = false; KG.cursor = null; KG.reset(); KG.fit(); });
  on("table-button", () => KG.change({ mode: KG.state.mode === "table" ? "map" : "table" }));
  on("theme-button", () => KG.change({ theme: { auto: "light", light: "dark", dark: "auto" }[KG.state.theme] }));
  on("about-button", () => { KG.aboutOpen = !KG.aboutOpen || KG.state.sel !== null; KG.select(null); if (KG.aboutOpen) get("panel").focus(); });
  on("rail-button", () => {
    const open = document.body.classList.toggle("rail-open");
    get("rail-button").setAttribute("aria-expanded", String(open));
  });
  on("zoom-in", () => KG.zoom(1.25));
  on("zoom-out", () => KG.zoom(0.8));
  on("zoom-fit", () => KG.fit());
  on("back", () => KG.change({ open: null, sel: null }));
  on("skip", (event) => { event.preventDefault(); KG.change({ mode: "table" }); get("table-view").focus(); });
  get("language").addEventListener("change", (event) => KG.change({ lang: event.target.value }));
  get("filter-confidence").addEventListener("input", (event) => KG.change({ conf: Number(event.target.value) }));

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape") {
      if (get("save-menu").open) get("save-menu").open = false;
      else if (!get("panel").hidden) KG.closePanel();
    } else if (event.key === "/" && !typing) {
      document.body.classList.add("rail-open");
      get("search").focus();
      event.preventDefault();
    }
  });

  KG.onChange((state, before) => {
    if (state.theme !== before.theme) wear();
    KG.showControls(before);
    KG.showTimeline();
    KG.showPanel();
    KG.showTable();
    const lang = before.lang !== state.lang;
    const listed = (name) => before[name].join() !== state[name].join();
    const moved = before.view !== state.view || before.open !== state.open || lang || before.mode !== state.mode || listed("noIssue");
    const opened = before.sel === null && state.sel !== null;
    KG.refreshMap(moved || (before.sel !== null && state.sel === null));
    if (state.sel && (opened || before.sel !== state.sel)) KG.reveal();
  });

  wear();
  KG.showControls(null);
  KG.showTimeline();
  KG.startMap();
  KG.showPanel();
  KG.showTable();
  KG.refreshMap(true);
  KG.reveal();
  root.dataset.ready = "true";
})();
