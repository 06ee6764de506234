import { bandOf, cellOf, classOfBand, columnsNow, grouped, hasCell, openRows, ordered } from "./cells.js";
import { choose } from "./choosing.js";
import { startCopying } from "./copying.js";
import { data } from "./data.js";
import { fill, get, make, text } from "./dom.js";
import { gapsOf, leftOpenOn } from "./gaps.js";
import { headline } from "./headline.js";
import { CLASS_SYMBOLS, NAME_ONLY } from "./model.js";
import { noteMark } from "./notes.js";
import { formWords, glyphOf, looksOf, marksOf, signLegend } from "./signs.js";
import { ORDERS, change, now, select } from "./state.js";
import { stanceTopic } from "./topics.js";
import { counted, labelOf, t } from "./words.js";

/** @import { GroundClass, Side } from "../page-data.d.ts" */
/** @import { Cell, Row } from "./cells.js" */

const MOST_IN_WORDS = 6;
const MOST_OF_ISSUE = 6;
const MOST_OF_BAND = 20;
const MOST_ROWS = 300;
const room = get("matrix-view");
let rowsShown = MOST_ROWS;

// -------------------------------------------------------------------- cells

/** @param {Cell} cell */
const spokenMarks = (cell) => formWords(cell).map((words) => `, ${words}`).join("");
/** @param {Cell} cell */
const cellWords = (cell) => `${cell.word}${spokenMarks(cell)}`;
/** @param {Cell} cell */
const face = (cell) => [glyphOf(cell), make("span", { class: "word" }, cell.word), marksOf(cell), make("span", { class: "unseen" }, spokenMarks(cell))];
/** @param {Cell} cell */
const stanceCell = (cell) => {
  const { edge, record } = cell;
  const isSilent = cell.stance === "silent" && !record?.ended;
  const picked = now().pick.includes(cell.party) ? " picked" : "";
  const properties = { role: "cell", "data-name": labelOf(data.parties[cell.party]), "data-copy": cellWords(cell), class: `${isSilent ? "silent" : "held"}${picked}` };
  if (!edge || isSilent) return make("td", properties, make("span", { "aria-hidden": "true", class: "dot" }, "·"), make("span", { class: "word unseen" }, cell.word));
  return make("td", properties, make("button", { type: "button", class: looksOf(cell), "data-edge": edge.id, "aria-expanded": "false", title: cellWords(cell) }, face(cell)));
};
/** @type {(option: number, others: number[]) => HTMLTableCellElement} */
const countCell = (option, others) => {
  /** @type {Record<string, number>} */
  const found = { for: 0, leaning: 0, against: 0 };
  for (const party of others) { const { side } = cellOf(party, option, null); if (side !== "none") found[side] += 1; }
  const shown = /** @type {Side[]} */ (["for", "leaning", "against"]).filter((side) => found[side]);
  const words = shown.map((side) => `${t(`side_${side}`)}: ${found[side]}`).join(t("comma"));
  return make("td", { role: "cell", class: "others", "data-name": t("others"), "data-copy": words }, make("span", { "aria-hidden": "true" },
    shown.map((side) => make("span", { class: side }, `${data.sideSymbols[side]} ${found[side]} `))), make("span", { class: "unseen" }, words));
};

// --------------------------------------------------------------------- rows

/** @param {Row} row */
const nameNotes = ({ answer }) => (answer && (answer.inNameOnly || answer.leftOpen)
  ? make("small", { class: "note-line" }, [answer.inNameOnly ? `${NAME_ONLY} ${t("inNameOnly")}: ${gapsOf(answer.points).join(t("semicolon"))}` : null,
    answer.leftOpen ? leftOpenOn(answer.points) : null].filter(Boolean).join(t("semicolon"))) : null);
/**
 * @param {Row} row
 * @param {ReturnType<typeof columnsNow>} wanted
 */
const rowOf = (row, { columns, others }) => {
  const { option, answer } = row;
  const { pick } = now();
  const thing = data.options[option];
  const issue = labelOf(data.issues[thing.issue]);
  const cells = columns.map((party) => cellOf(party, option, pick.includes(party) ? answer : null));
  return make("tr", { role: "row", "data-option": option }, make("th", { role: "rowheader", scope: "row", "data-copy": `${labelOf(thing)}\t${issue}` },
    make("span", {}, make("button", { type: "button", class: "name", "data-open": `o${option}` }, text(labelOf(thing), 400)), make("span", { "data-noted": `o${option}` }, noteMark(`o${option}`))), make("button", { type: "button", class: "of-issue", "data-open": `i${thing.issue}` }, text(issue, 200)), nameNotes(row)),
  cells.map(stanceCell), others.length ? countCell(option, others) : null);
};
/**
 * What a band of rows is called: the class, or the issue, with how many options.
 * @param {string} key
 * @param {Row[]} rows
 */
const bandHead = (key, rows) => {
  const { answer, option } = rows[0];
  const [name, otherwise] = answer && now().order === "class" ? classOfBand(bandOf(rows[0])) : ["", null];
  const title = name ? [make("span", { class: `class ${otherwise ?? name}`, "aria-hidden": "true" }, CLASS_SYMBOLS[/** @type {GroundClass} */ (otherwise ?? name)]), " ",
    make("b", {}, otherwise ? `${t(otherwise)}: ${t("amongThoseWhoSpoke").toLowerCase()}` : t(name)), ` · ${rows.length} `, make("span", { class: "hint" }, t(`band_${otherwise ? "spoke" : name}`))]
    : [make("button", { type: "button", class: "link", "data-open": `i${data.options[option].issue}` }, make("b", {}, text(labelOf(data.issues[data.options[option].issue]), 200))), ` · ${rows.length}`];
  return make("tr", { role: "row", class: "band", "data-band": key }, make("th", { role: "rowheader", scope: "rowgroup" }, title));
};
/** @param {Row} row */
const bandKey = (row) => {
  const { order } = now();
  if (order === "class" && row.answer) return `class-${bandOf(row)}`;
  return order === "class" || order === "issue" ? `issue-${data.options[row.option].issue}` : "";
};
/**
 * By option in which fold it stands: of the options of an issue on which none of the picked parties has a word, where they
 * are too many to be shown at once; and of those that are left in a band by class, where these are.
 * @param {Row[]} rows
 * @param {number[]} heard whose word counts
 * @returns {Map<number, string>}
 */
const foldsOf = (rows, heard) => {
  /** @type {Map<number, string>} */
  const folds = new Map();
  const { order } = now();
  if (!["class", "issue"].includes(order)) return folds;
  const quiet = rows.filter(({ option, answer }) => heard.every((party) => cellOf(party, option, answer).stance === "silent"));
  for (const [issue, found] of grouped(quiet, ({ option }) => data.options[option].issue)) {
    if (found.length > MOST_OF_ISSUE) for (const { option } of found) folds.set(option, `issue-${issue}`);
  }
  const left = order === "class" ? quiet.filter(({ option }) => !folds.has(option)) : [];
  for (const found of grouped(left, bandKey).values()) {
    if (found.length > MOST_OF_BAND) for (const { option } of found) folds.set(option, "band");
  }
  return folds;
};
/**
 * Rows that are folded, with what opens them; a search in the page finds what they hold.
 * @param {Row[]} rows
 * @param {ReturnType<typeof columnsNow>} wanted
 */
const fold = (rows, wanted) => {
  const issues = [...new Set(rows.map(({ option }) => labelOf(data.issues[data.options[option].issue])))].join(t("comma"));
  const body = make("tbody", { role: "rowgroup", class: "folded", hidden: "until-found" }, rows.map((row) => rowOf(row, wanted)));
  const button = make("button", { type: "button", class: "link", "aria-expanded": "false", onclick: () => open(body.hasAttribute("hidden")) },
    counted("foldedCount", rows.length), " — ", text(issues, 200));
  /** @param {boolean} isOpen */
  const open = (isOpen) => { body.toggleAttribute("hidden", !isOpen); if (!isOpen) body.setAttribute("hidden", "until-found"); button.setAttribute("aria-expanded", String(isOpen)); };
  body.addEventListener("beforematch", () => open(true));
  return [make("tbody", { role: "rowgroup" }, make("tr", { role: "row", class: "fold" }, make("th", { role: "rowheader", scope: "rowgroup" }, button))), body];
};
/**
 * The bodies of the table: a band for each class or issue, in it the rows, and what is folded of each issue.
 * @param {Row[]} rows
 * @param {ReturnType<typeof columnsNow>} wanted
 */
const bodies = (rows, wanted) => {
  const { pick } = now();
  const folded = foldsOf(rows, pick.length ? pick : wanted.columns);
  return [...grouped(rows, bandKey)].map(([key, band]) => {
    const plain = band.filter(({ option }) => !folded.has(option));
    const folds = [...grouped(band.filter(({ option }) => folded.has(option)), ({ option }) => folded.get(option)).values()];
    return [make("tbody", { role: "rowgroup" }, key ? bandHead(key, band) : null, plain.map((row) => rowOf(row, wanted))), folds.map((found) => fold(found, wanted))];
  });
};

// -------------------------------------------------------------------- table

/** @param {string} order */
const sortBy = (order) => change({ order: now().order === order ? "class" : order });
/** @param {number} party */
const columnHead = (party) => {
  const { key, roles } = data.parties[party];
  const whole = [labelOf(data.parties[party]), ...roles.map((role) => t(`role_${role}`))].join(t("comma"));
  const isSorted = now().order === `party:${key}`;
  return make("th", { role: "columnheader", scope: "col", "aria-sort": isSorted ? "ascending" : "none", "data-copy": labelOf(data.parties[party]), class: now().pick.includes(party) ? "picked" : "" },
    make("span", { class: "column-name" }, make("button", { type: "button", "data-open": `p${party}`, title: whole }, text(labelOf(data.parties[party]), 200)),
      make("button", { type: "button", "data-sort": key, "aria-label": `${t("sortByParty")}: ${labelOf(data.parties[party])}`, title: t("sortByParty"), onclick: () => sortBy(`party:${key}`) }, isSorted ? "↓" : "↕")),
    make("small", {}, roles.map((role) => t(`role_${role}`)).join(t("comma"))));
};
/** @param {ReturnType<typeof columnsNow>} wanted */
const tableHead = ({ columns, others }) => make("thead", { role: "rowgroup" }, make("tr", { role: "row" },
  make("th", { role: "columnheader", scope: "col", "data-copy": `${t("option")}\t${t("issue")}` }, t("option"), make("small", {}, t("issue"))), columns.map(columnHead),
  others.length ? make("th", { role: "columnheader", scope: "col", "data-copy": t("others") }, t("others"), make("small", {}, counted("partyCount", others.length))) : null));
const orders = () => {
  const { order } = now();
  const party = data.parties.find(({ key }) => order === `party:${key}`);
  return make("label", { class: "order" }, t("orderBy"), " ", make("select", { id: "matrix-order",
    onchange: (/** @type {Event} */ { target }) => { if (target instanceof HTMLSelectElement) change({ order: target.value }); } },
  ORDERS.map((name) => make("option", { value: name, selected: name === order }, t(`order_${name}`))),
  party ? make("option", { value: order, selected: true }, text(labelOf(party), 80)) : null));
};
const build = () => {
  const all = openRows();
  const rows = ordered(all);
  const wanted = columnsNow();
  const shown = rows.slice(0, rowsShown);
  const more = rows.length - shown.length;
  const inWords = wanted.columns.length + (wanted.others.length ? 1 : 0) <= MOST_IN_WORDS;
  const table = make("table", { role: "table", id: "matrix", class: inWords ? "in-words" : "in-glyphs" }, make("caption", { class: "unseen" }, t("matrixCaption")), tableHead(wanted), bodies(shown, wanted));
  table.style.setProperty("--columns", String(wanted.columns.length + (wanted.others.length ? 1 : 0)));
  fill(room, make("section", { class: "opening", "aria-label": t("inShort") }, headline(all)), make("div", { class: "matrix-tools" }, orders(), make("span", {}, t(now().order === "seriation" ? "columnsSeriated" : "columnsByRole"))), table,
    more > 0 ? make("button", { type: "button", class: "wide", onclick: () => { rowsShown += MOST_ROWS; written = ""; showMatrix(); } }, counted("moreRows", more)) : null, signLegend());
};

// ----------------------------------------------------------------- evidence

/** @param {string} id */
const buttonOf = (id) => room.querySelector(`button[data-edge="${id}"]`);
/* Show what the chosen stance rests on, in a row beneath its own. */
const showEvidence = () => {
  const { sel } = now();
  for (const old of room.querySelectorAll("tr.evidence")) old.remove();
  for (const button of room.querySelectorAll('button[aria-expanded="true"][data-edge]')) button.setAttribute("aria-expanded", "false");
  for (const row of room.querySelectorAll("tr.open")) row.classList.remove("open");
  const button = sel?.[0] === "s" ? buttonOf(sel) : null;
  const row = button?.closest("tr");
  if (!sel || !button || !row) return;
  button.setAttribute("aria-expanded", "true");
  row.classList.add("open");
  const close = make("button", { type: "button", class: "icon close", "aria-label": t("close"), onclick: closeEvidence }, "×");
  const found = make("tr", { role: "row", class: "evidence" }, make("td", { role: "cell", tabindex: "-1" }, close, stanceTopic(sel)));
  row.after(found);
  found.scrollIntoView({ block: "nearest" });
};
/* Close the row of evidence, and go back to what opened it. */
export const closeEvidence = () => {
  const { sel } = now();
  select(null);
  const button = sel ? buttonOf(sel) : null;
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
};
/* Whether what is selected is shown in the matrix itself, so that no panel is needed beside it. */
export const isInMatrix = () => { const { view, sel } = now(); return view === "matrix" && sel?.[0] === "s" && hasCell(sel); };

let written = "";
/** @returns {string | null} what finds the element again that has the keyboard */
const heldNow = () => {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !room.contains(active)) return null;
  for (const name of ["edge", "sort", "key", "open"]) if (active.dataset[name]) return `[data-${name}="${CSS.escape(active.dataset[name] ?? "")}"]`;
  return active.id ? `#${active.id}` : null;
};
/* Show the headline and the matrix where they were asked for; they are built anew only where they would say something else. */
export const showMatrix = () => {
  const state = now();
  const isShown = state.view === "matrix";
  document.body.classList.toggle("as-matrix", isShown);
  room.toggleAttribute("hidden", !isShown);
  const wanted = isShown ? JSON.stringify({ ...state, sel: null, open: null, theme: null, wide: null, notes: null, withNotes: null }) : "";
  if (wanted !== written) {
    written = wanted;
    const held = heldNow();
    if (isShown) build(); else room.replaceChildren();
    const again = held ? room.querySelector(held) : null;
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }
  if (isShown) showEvidence();
};
room.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const { edge, open, option } = button.dataset;
  if (edge) select(now().sel === edge ? null : edge);
  else if (open) choose(open);
  else if (option) {
    const row = room.querySelector(`tr[data-option="${option}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("button")?.focus({ preventScroll: true });
  }
});
startCopying(room);
