import { choose, isLarge, openIssue } from "./choosing.js";
import { commandText } from "./commands.js";
import { data } from "./data.js";
import { fill, get, make, tell, text } from "./dom.js";
import { SIDE_SYMBOLS, commandLine, goTo } from "./evidence.js";
import { headLine } from "./head.js";
import { CLASS_NAMES, CLASS_SYMBOLS, answerNow, isClosed, isFiltered } from "./model.js";
import { findThings } from "./search.js";
import { SIDES, change, now } from "./state.js";
import { clip, labelOf, nameOf, say, t } from "./words.js";

const toggle = (list, item) => (list.includes(item) ? list.filter((one) => one !== item) : [...list, item].sort((a, b) => (a > b ? 1 : -1)));
const check = (id, words, checked, onchange, mark) => make("label", { class: "check", for: id },
  make("input", { type: "checkbox", id, checked, onchange }), mark ?? null, text(words, 120));

const showWords = () => {
  document.documentElement.lang = now().lang;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.setAttribute("placeholder", t(element.dataset.tPlaceholder));
  for (const element of document.querySelectorAll(".zoom button")) element.title = element.getAttribute("aria-label");
  get("case-name").textContent = say(data.case.t);
  document.title = clip(say(data.case.t), 200);
};
const head = () => {
  get("case-line").textContent = headLine();
  fill(get("views"), ["positions", "parties", "issues"].map((view) => make("button", {
    type: "button", id: `view-${view}`, "aria-pressed": String(now().view === view), onclick: () => change({ view, sel: null }),
  }, t(`view_${view}`))));
  get("table-button").setAttribute("aria-pressed", String(now().mode === "table"));
  get("table-button").textContent = t(now().mode === "table" ? "map" : "table");
  const theme = { auto: "◐", light: "☀", dark: "☾" }[now().theme];
  get("theme-button").textContent = theme;
  get("theme-button").setAttribute("aria-label", `${t("theme")}: ${t(`theme_${now().theme}`)}`);
  get("theme-button").title = `${t("theme")}: ${t(`theme_${now().theme}`)}`;
  fill(get("language"), data.langs.map((lang) => make("option", { value: lang, selected: lang === now().lang }, data.langNames[lang])));
};

const picks = () => {
  fill(get("pick"), data.parties.map((party, n) => make("button", {
    type: "button", class: "chip", "aria-pressed": String(now().pick.includes(n)), "data-key": party.k,
    onclick: () => change({ pick: toggle(now().pick, n).map(Number).sort((a, b) => a - b) }),
  }, text(labelOf(party), 40))));
  const groups = Object.keys(data.answers).map((key) => key.split(",").map(Number)).filter((members) => members.length > 2);
  fill(get("groups"), groups.map((members) => make("button", {
    type: "button", class: "chip", id: `group-${members.join("-")}`, "aria-pressed": String(members.join() === now().pick.join()),
    onclick: () => change({ pick: members.join() === now().pick.join() ? [] : members }),
  }, text(members.map((n) => labelOf(data.parties[n])).join(" + "), 80))));
};
const answer = () => {
  const { pick } = now();
  const names = pick.map((n) => labelOf(data.parties[n]));
  const found = answerNow();
  if (pick.length < 2) return fill(get("answer"));
  if (!found) {
    return fill(get("answer"), make("p", { class: "hint" }, t("notWritten")), commandLine(commandText("shared", ...names)));
  }
  const groups = CLASS_NAMES.map((name) => {
    const options = [...found].filter(([, one]) => one.name === name).map(([n]) => n);
    const items = options.slice(0, 60).map((n) => make("li", {}, goTo(`o${n}`, null, 80),
      found.get(n).inNameOnly ? make("span", { class: "badge" }, `≈ ${t("inNameOnly")}`) : null));
    return make("details", { class: `answer ${name}`, "data-class": name }, make("summary", {}, make("span", { class: `class ${name}` },
      `${CLASS_SYMBOLS[name]} ${t(name)}`), make("span", { class: "count" }, String(options.length))), make("ul", {}, items));
  });
  return fill(get("answer"), groups, commandLine(commandText("shared", ...names)));
};

const filters = () => {
  const state = now();
  const put = (id, items) => fill(get(id), items);
  put("filter-side", SIDES.map((side) => check(`side-${side}`, t(`side_${side}`), !state.noSide.includes(side),
    () => change({ noSide: toggle(now().noSide, side) }), make("span", { class: `symbol ${side}`, "aria-hidden": "true" }, SIDE_SYMBOLS[side]))));
  put("filter-attribution", data.attributions.map((name) => check(`attr-${name}`, t(`attr_${name}`), !state.noAttr.includes(name),
    () => change({ noAttr: toggle(now().noAttr, name) }))));
  put("filter-party", data.parties.slice(0, 400).map((party, n) => check(`party-${n}`, labelOf(party), !state.noParty.includes(n),
    () => change({ noParty: toggle(now().noParty, n) }))));
  put("filter-issue", data.issues.slice(0, 400).map((issue, n) => check(`issue-${n}`, labelOf(issue), !state.noIssue.includes(n),
    () => change({ noIssue: toggle(now().noIssue, n) }))));
  get("filter-confidence").value = state.conf;
};
const filterState = () => {
  const state = now();
  const set = (id, on) => { const box = get(id); if (box) box.checked = on; };
  SIDES.forEach((side) => set(`side-${side}`, !state.noSide.includes(side)));
  data.attributions.forEach((name) => set(`attr-${name}`, !state.noAttr.includes(name)));
  data.parties.forEach((_, n) => set(`party-${n}`, !state.noParty.includes(n)));
  data.issues.slice(0, 400).forEach((_, n) => set(`issue-${n}`, !state.noIssue.includes(n)));
  get("filter-confidence").value = state.conf;
  get("confidence-value").textContent = `≥ ${state.conf} %`;
  const count = isFiltered();
  get("filter-count").textContent = count ? String(count) : "";
};

const sample = (kind, inferred, bare = false) => {
  const side = kind === "conditional" ? "leaning" : kind;
  const styles = { for: "", leaning: " dotted", against: " double", none: " faint" };
  return make("span", { class: `line ${side}${inferred ? " inferred" : styles[side]}`, "aria-hidden": "true" },
    bare ? null : make("span", { class: "end" }, { for: "▸", leaning: "●", against: "▌", none: "■", conditional: "◆" }[kind]));
};
const legend = () => {
  const row = (mark, words) => make("div", { class: "legend-row" }, mark, make("span", {}, words));
  const sides = SIDES.map((side) => row(sample(side), t(`legend_${side}`)));
  const marks = [row(sample("for", true), t("legend_inferred")), row(sample("conditional"), t("legend_conditional")),
    row(make("span", { class: "quote", "aria-hidden": "true" }, "”"), t("legend_ascribed")),
    row(make("span", { class: "line widths", "aria-hidden": "true" }), t("legend_width")),
    row(make("span", { class: "dot-mark", "aria-hidden": "true" }), t("legend_changed"))];
  const classes = CLASS_NAMES.map((name) => row(make("span", { class: `class ${name}`, "aria-hidden": "true" }, CLASS_SYMBOLS[name]), t(name)));
  const name = row(make("span", { class: "class", "aria-hidden": "true" }, "≈"), t("inNameOnly"));
  const pairs = [row(sample("for", false, true), t("legend_together")), row(sample("against", false, true), t("legend_apart")), row(sample("leaning", false, true), t("legend_even")),
    row(make("span", { class: "class" }, "✓ 2  ⇄ 3"), t("legend_counts")), row(make("span", { class: "class" }, "‼"), t("legend_red")),
    row(make("span", { class: "blob-mark", "aria-hidden": "true" }), t("legend_community"))];
  const relations = [row(sample("for"), t("entails")), row(make("span", { class: "line against bar", "aria-hidden": "true" }), t("excludes")),
    row(make("span", { class: "line leaning inferred", "aria-hidden": "true" }), t("requires"))];
  const bundle = data.proposals.length && !isLarge ? [row(make("span", { class: "bundle-mark", "aria-hidden": "true" }, "❐"), t("legend_bundle"))] : [];
  const closed = data.issues.some((_, n) => isClosed(n)) ? [row(make("span", { class: "pale-mark", "aria-hidden": "true" }), t("legend_closed"))] : [];
  const shown = { positions: [...sides, ...marks, ...bundle, ...closed, ...(now().pick.length > 1 ? [...classes, name] : [])], parties: pairs, issues: [...relations, ...bundle, ...closed] }[now().view];
  const tiles = isLarge && now().view !== "parties" && !openIssue()
    ? [row(make("span", { class: "tile-mark", "aria-hidden": "true" }), t("legend_tile"))] : [];
  fill(get("legend-body"), tiles, shown);
};

const found = get("found");
const search = get("search");
let active = -1;
const close = () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); active = -1; };
const take = (id) => {
  close();
  search.value = "";
  choose(id);
  get("panel").focus();
};
const look = () => {
  const hits = findThings(search.value);
  if (!hits.length) {
    close();
    if (search.value.trim()) tell(t("nothingFound"));
    return;
  }
  const kinds = { p: "party", i: "issue", o: "option", b: "proposal" };
  fill(found, hits.map((hit, n) => make("li", { role: "option", id: `hit-${n}`, "data-id": hit.id, "aria-selected": "false", onmousedown: (event) => {
    event.preventDefault();
    take(hit.id);
  } }, text(hit.person ? `${labelOf(hit.person)} → ${nameOf(hit.id)}` : nameOf(hit.id), 90),
  make("span", { class: "kind" }, hit.name === nameOf(hit.id) || hit.person ? t(kinds[hit.id[0]]) : `${t(kinds[hit.id[0]])} · ${clip(hit.name, 50)}`))));
  found.hidden = false;
  search.setAttribute("aria-expanded", "true");
  active = -1;
};
const step = (by) => {
  const items = [...found.children];
  if (!items.length) return;
  active = (active + by + items.length) % items.length;
  items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
  search.setAttribute("aria-activedescendant", items[active].id);
  items[active].scrollIntoView({ block: "nearest" });
};
search.addEventListener("input", look);
search.addEventListener("blur", close);
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Enter" && found.children.length) take(found.children[Math.max(active, 0)].dataset.id);
  else if (event.key === "Escape" && !found.hidden) close();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

export const showControls = (before) => {
  const state = now();
  const all = !before || before.lang !== state.lang;
  const held = document.activeElement?.id;
  if (all) { showWords(); filters(); }
  head();
  const focused = document.activeElement?.dataset?.key;
  if (all || before.pick !== state.pick) {
    picks();
    if (focused) get("pick").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
  if (all || before.pick !== state.pick || before.day !== state.day) answer();
  if (all || before.view !== state.view || before.pick !== state.pick || before.open !== state.open || before.day !== state.day) legend();
  filterState();
  if (held && document.activeElement?.id !== held) get(held)?.focus({ preventScroll: true });
};
