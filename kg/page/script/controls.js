import { clip } from "./clip.js";
import { data } from "./data.js";
import { fill, get, getButton, getInput, make, text } from "./dom.js";
import { headLine } from "./head.js";
import { addRows, finish } from "./later.js";
import { showLegend } from "./legend.js";
import { showAnswer } from "./listing.js";
import { isFiltered } from "./model.js";
import { sideSign } from "./signs.js";
import { SIDES, VIEWS, change, isMapView, now } from "./state.js";
import { direction, labelOf, say, t } from "./words.js";

/** @import { Child } from "./dom.js" */
/** @import { State } from "./state.js" */

/* How many parties and issues the filters list. */
const MOST = 400;
/**
 * A list with an item added in order, or without it where it has it.
 * @template {string | number} Item
 * @param {Item[]} list
 * @param {Item} item
 */
const toggle = (list, item) => (list.includes(item) ? list.filter((one) => one !== item) : [...list, item].sort((a, b) => (a > b ? 1 : -1)));
/**
 * A box to tick with its label.
 * @param {string} id
 * @param {string} words
 * @param {boolean} checked
 * @param {() => void} onchange
 * @param {Node} [mark]
 */
const check = (id, words, checked, onchange, mark) => make("label", { class: "check", for: id },
  make("input", { type: "checkbox", id, checked, onchange }), mark ?? null, text(words, 120));

/** @param {string} name */
const withAttribute = (name) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[${name}]`));
/* Write the page's own words in its language. */
const showWords = () => {
  document.documentElement.lang = now().lang;
  document.documentElement.dir = direction();
  for (const element of withAttribute("data-t")) element.textContent = t(element.dataset.t ?? "");
  for (const element of withAttribute("data-t-label")) element.setAttribute("aria-label", t(element.dataset.tLabel ?? ""));
  for (const element of withAttribute("data-t-placeholder")) element.setAttribute("placeholder", t(element.dataset.tPlaceholder ?? ""));
  for (const element of document.querySelectorAll(".zoom button")) element.setAttribute("title", element.getAttribute("aria-label") ?? "");
  get("case-name").textContent = say(data.case.label);
  document.title = clip(say(data.case.label), 200);
};
const head = () => {
  get("case-line").textContent = headLine();
  fill(get("embed-line"), make("h1", {}, text(say(data.case.label), 200)), ` · ${headLine()} · ${t("caveat")} `, make("button", { type: "button", class: "link", onclick: () => change({ embed: false }) }, t("whole")));
  fill(get("views"), VIEWS.map((view) => make("button", {
    type: "button", id: `view-${view}`, "aria-pressed": String(now().view === view), onclick: () => change({ view, sel: null }),
  }, t(`view_${view}`))));
  getButton("table-button").disabled = !isMapView();
  get("table-button").setAttribute("aria-pressed", String(now().mode === "table"));
  get("table-button").textContent = t(now().mode === "table" ? "map" : "table");
  const theme = { auto: "◐", light: "☀", dark: "☾" }[now().theme];
  get("theme-button").textContent = theme;
  get("theme-button").setAttribute("aria-label", `${t("theme")}: ${t(`theme_${now().theme}`)}`);
  get("theme-button").title = `${t("theme")}: ${t(`theme_${now().theme}`)}`;
  fill(get("language"), data.languages.map((lang) => make("option", { value: lang, selected: lang === now().lang }, data.languageNames[lang])));
};

const picks = () => {
  fill(get("pick"), data.parties.map((party, n) => make("button", {
    type: "button", class: "chip", "aria-pressed": String(now().pick.includes(n)), "data-key": party.key,
    onclick: () => change({ pick: toggle(now().pick, n).sort((a, b) => a - b) }),
  }, text(labelOf(party), 40))));
  const groups = data.deals.map((one) => one.parties).filter((members) => members.length > 2);
  fill(get("groups"), groups.map((members) => make("button", {
    type: "button", class: "chip", id: `group-${members.join("-")}`, "aria-pressed": String(members.join() === now().pick.join()),
    onclick: () => change({ pick: members.join() === now().pick.join() ? [] : members }),
  }, text(members.map((n) => labelOf(data.parties[n])).join(" + "), 80))));
};
/* Build the filters; the lists of parties and issues once the page is drawn, or when the filters are opened. */
const filters = () => {
  const state = now();
  /** @type {(id: string, items: Child[]) => void} */
  const put = (id, items) => fill(get(id), items);
  put("filter-side", SIDES.map((side) => check(`side-${side}`, t(`side_${side}`), !state.noSide.includes(side),
    () => change({ noSide: toggle(now().noSide, side) }), sideSign(side))));
  put("filter-attribution", data.attributions.map((name) => check(`attr-${name}`, t(`attr_${name}`), !state.noAttr.includes(name),
    () => change({ noAttr: toggle(now().noAttr, name) }))));
  addRows(get("filter-party"), data.parties.slice(0, MOST), (party, n) => check(`party-${n}`, labelOf(party), !now().noParty.includes(n),
    () => change({ noParty: toggle(now().noParty, n) })), 0);
  addRows(get("filter-issue"), data.issues.slice(0, MOST), (issue, n) => check(`issue-${n}`, labelOf(issue), !now().noIssue.includes(n),
    () => change({ noIssue: toggle(now().noIssue, n) })), 0);
  getInput("filter-confidence").value = String(state.conf);
  put("filter-own", [check("own-only", t("ownOnly"), state.own, () => change({ own: !now().own }))]);
};
get("filters").addEventListener("toggle", finish);
const filterState = () => {
  const state = now();
  /** @type {(id: string, on: boolean) => void} */
  const set = (id, on) => {
    const box = document.getElementById(id);
    if (box instanceof HTMLInputElement) box.checked = on;
  };
  set("own-only", state.own);
  SIDES.forEach((side) => set(`side-${side}`, !state.noSide.includes(side)));
  data.attributions.forEach((name) => set(`attr-${name}`, !state.noAttr.includes(name)));
  data.parties.slice(0, MOST).forEach((_, n) => set(`party-${n}`, !state.noParty.includes(n)));
  data.issues.slice(0, MOST).forEach((_, n) => set(`issue-${n}`, !state.noIssue.includes(n)));
  getInput("filter-confidence").value = String(state.conf);
  get("confidence-value").textContent = `≥ ${state.conf} %`;
  const count = isFiltered();
  get("filter-count").textContent = count ? String(count) : "";
};

/**
 * Show the head, what is picked, the filters and the legend, as far as they changed.
 * @param {State | null} before null for the first time
 */
export const showControls = (before) => {
  const state = now();
  const all = before === null || before.lang !== state.lang;
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const held = active?.id;
  if (all) { finish(); showWords(); filters(); }
  head();
  const focused = active?.dataset.key;
  if (all || before.pick !== state.pick) {
    picks();
    const chip = focused ? get("pick").querySelector(`[data-key="${CSS.escape(focused)}"]`) : null;
    if (chip instanceof HTMLElement) chip.focus();
  }
  if (all || before !== state) showAnswer();
  if (all || before.view !== state.view || before.pick !== state.pick || before.open !== state.open || before.day !== state.day || before.lines !== state.lines || before.others !== state.others) showLegend();
  filterState();
  if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
};
