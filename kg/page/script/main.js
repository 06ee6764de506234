import { showChronicle } from "./chronicle.js";
import { showControls } from "./controls.js";
import { showDeals } from "./deals.js";
import { fill, get, getInput, make } from "./dom.js";
import { handle } from "./handle.js";
import { startKeyboard } from "./keyboard.js";
import { finish } from "./later.js";
import { showLinesBar } from "./linesbar.js";
import { closeMenus, startMenus, turnDrawer } from "./menus.js";
import { fitMap, refreshMap, startMap, zoomMap } from "./map.js";
import { colours, readColours } from "./paint.js";
import { closeEvidence, isInMatrix, showMatrix } from "./matrix.js";
import { showNotes } from "./notes.js";
import { closePanel, showPanel } from "./panel.js";
import { drawSvg, startSaving } from "./save.js";
import { returnView, revealSelection } from "./reveal.js";
import { screen } from "./screen.js";
import { startSearch } from "./searchbox.js";
import { change, now, onChange, resetState, select } from "./state.js";
import { showTable } from "./table.js";
import { showTimeline } from "./timeline.js";
import { showTold } from "./told.js";

/** @import { State } from "./state.js" */
/** @type {Record<State["theme"], State["theme"]>} */
const NEXT_THEME = { auto: "light", light: "dark", dark: "auto" };
const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const wear = () => {
  const theme = now().theme === "auto" ? (dark.matches ? "dark" : "light") : now().theme;
  root.dataset.theme = theme;
  readColours();
};
window.addEventListener("beforeprint", () => {
  finish();
  root.dataset.theme = "light";
  readColours();
  colours.ground = "#ffffff";
  screen.pointed = null;
  refreshMap(false);
  const legend = make("div", { class: "print-legend" });
  for (const row of get("legend-body").children) legend.append(row.cloneNode(true));
  fill(get("print-map"), drawSvg(), legend);
});
window.addEventListener("afterprint", () => { wear(); refreshMap(false); get("print-map").replaceChildren(); });
dark.addEventListener("change", () => { wear(); refreshMap(false); });

/** @type {(id: string, act: (event: Event) => void) => void} */
const on = (id, act) => get(id).addEventListener("click", act);
on("reset", () => { screen.aboutOpen = false; screen.notesOpen = false; screen.cursor = null; resetState(); fitMap(); });
on("table-button", () => change({ mode: now().mode === "table" ? "map" : "table" }));
on("theme-button", () => change({ theme: NEXT_THEME[now().theme] }));
on("notes-button", () => { get("save-menu").removeAttribute("open"); screen.notesOpen = true; select(null); get("panel").focus(); });
on("about-button", () => { screen.notesOpen = false; screen.aboutOpen = !screen.aboutOpen || now().sel !== null; select(null); if (screen.aboutOpen) get("panel").focus(); });
on("zoom-in", () => zoomMap(1.25));
on("zoom-out", () => zoomMap(0.8));
on("zoom-fit", () => fitMap());
on("everything", () => change({ all: !now().all }));
on("back", () => change({ open: null, sel: null }));
on("skip", (event) => {
  event.preventDefault();
  const { view } = now();
  if (view === "deals" || view === "matrix" || view === "timeline") { get(`${view}-view`).focus(); return; }
  change({ mode: "table" });
  get("table-view").focus();
});
getInput("language").addEventListener("change", () => change({ lang: getInput("language").value }));
getInput("filter-confidence").addEventListener("input", () => change({ conf: Number(getInput("filter-confidence").value) }));

document.addEventListener("keydown", (event) => {
  const { target } = event;
  const typing = target instanceof Element && target.matches("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") {
    if (closeMenus()) return;
    if (!get("panel").hidden) closePanel();
    else if (isInMatrix()) closeEvidence();
  } else if (event.key === "/" && !typing) {
    turnDrawer(true);
    get("search").focus();
    event.preventDefault();
  }
});

/** @type {(state: State, before: State) => boolean} */
const isNoteAlone = (state, before) => state.notes !== before.notes && /** @type {(keyof State)[]} */ (Object.keys(state)).every((key) => key === "notes" || state[key] === before[key]);
onChange((state, before) => {
  if (state.notes !== before.notes) showNotes();
  if (isNoteAlone(state, before)) return;
  if (state.theme !== before.theme) wear();
  document.body.classList.toggle("embedded", state.embed);
  showControls(before);
  showTold();
  showLinesBar();
  showTimeline();
  showPanel();
  showTable();
  showDeals();
  showMatrix();
  showChronicle();
  const lang = before.lang !== state.lang;
  const listed = before.noIssue.join() !== state.noIssue.join();
  const moved = before.view !== state.view || before.lines !== state.lines || before.open !== state.open || lang || before.mode !== state.mode || listed || before.all !== state.all || (!state.all && before.pick !== state.pick);
  const opened = before.sel === null && state.sel !== null;
  refreshMap(moved);
  if (state.sel === null && before.sel !== null) returnView();
  if (state.sel && (opened || before.sel !== state.sel)) revealSelection();
});

startKeyboard();
startSearch();
startSaving();
startMenus();
wear();
document.body.classList.toggle("embedded", now().embed);
showControls(null);
showTold();
showLinesBar();
showTimeline();
startMap();
showPanel();
showTable();
showDeals();
showMatrix();
showChronicle();
refreshMap(true);
revealSelection();
window.kgPage = handle;
root.dataset.ready = "true";
