import { cellOf, grouped, partiesOf } from "./cells.js";
import { commandText } from "./commands.js";
import { data } from "./data.js";
import { make, text } from "./dom.js";
import { commandLine } from "./evidence.js";
import { gapsOf, leftOpenOn, namesOf } from "./gaps.js";
import { hiddenMark, hiddenOn } from "./hiding.js";
import { CLASS_SYMBOLS, answerNow } from "./model.js";
import { change, dayNow, now } from "./state.js";
import { counted, dateText, labelOf, t } from "./words.js";

/** @import { GroundClass } from "../page-data.d.ts" */
/** @import { Cell, Row } from "./cells.js" */
/** @import { Child } from "./dom.js" */
/** @import { OptionAnswer } from "./model.js" */
/**
 * @typedef {object} Told What the headline tells of an option.
 * @property {number} option
 * @property {Cell[]} cells of the picked parties
 * @property {GroundClass} name
 * @property {number[]} silent the picked parties without a side, where the class holds among the others only
 * @property {OptionAnswer} answer
 */

const MOST = 6;
/** @type {GroundClass[]} */
const LINES = ["agreed", "within_reach", "contested", "rejected"];
/** @type {(one: number[], other: number[]) => number} */
const byFewer = (one, other) => one.length - other.length || (one.join() < other.join() ? -1 : one.join() > other.join() ? 1 : 0);

/**
 * What is told of the options of the picked parties, in the order of the page.
 * @param {Row[]} rows
 * @returns {Told[]}
 */
const toldOf = (rows) => rows.flatMap(({ option, answer }) => {
  const name = answer?.name === "unaddressed" ? answer.otherwise : answer?.name;
  if (!answer || !name) return [];
  const cells = now().pick.map((party) => cellOf(party, option, answer, true));
  const silent = answer.name === "unaddressed" ? partiesOf(cells, ({ side }) => side === "none") : [];
  return [{ option, cells, name, silent, answer }];
});

/**
 * What qualifies an option in the headline.
 * @param {Told} told
 */
const remarks = (told) => {
  const { cells, name } = told;
  /** @type {(key: string, parties: number[]) => string | null} */
  const named = (key, parties) => (parties.length ? t(key).replace("{parties}", namesOf(parties)) : null);
  const found = [
    name === "within_reach" ? named("notCommitted", partiesOf(cells, ({ side }) => side === "leaning")) : null,
    told.answer.inNameOnly ? `${t("inNameOnly")}: ${gapsOf(told.answer.points).join(t("semicolon"))}` : null,
    told.answer.leftOpen ? leftOpenOn(told.answer.points) : null,
    named("inferredOf", partiesOf(cells, ({ side, isInferred }) => isInferred && side !== "none")),
    named("ascribedOf", partiesOf(cells, ({ side, isAscribed }) => isAscribed && side !== "none")),
  ].filter(Boolean);
  return found.length ? ` (${found.join(t("semicolon"))})` : null;
};
/** @param {Told} told */
const item = (told) => [make("button", { type: "button", class: "told-name", "data-option": told.option }, text(labelOf(data.options[told.option]), 160)),
  make("span", { class: "remark" }, remarks(told)), hiddenMark(hiddenOn(told.option))];
/**
 * The options of one class and one set of parties without a side.
 * @param {Told[]} told
 */
const among = (told) => {
  const { silent } = told[0];
  const spoke = now().pick.filter((n) => !silent.includes(n));
  const whose = silent.length ? make("span", { class: "remark" }, t("amongOf").replace("{spoke}", namesOf(spoke)).replace("{silent}", namesOf(silent)), " ") : null;
  const more = told.length - MOST;
  return [whose, told.slice(0, MOST).map((one, n) => [n ? t("semicolon") : null, item(one)]), more > 0 ? [t("semicolon"), counted("moreCount", more)] : null];
};
/**
 * One line: its name, and what it says.
 * @param {GroundClass} name
 * @param {Told[]} all
 */
const line = (name, all) => {
  const told = all.filter((one) => one.name === name).sort((a, b) => byFewer(a.silent, b.silent) || a.option - b.option);
  if (!told.length && name === "rejected") return null;
  const groups = [...grouped(told, ({ silent }) => silent.join()).values()];
  const start = name === "within_reach" ? make("span", { class: "remark" }, `${t("nobodyRefuses")}: `) : null;
  return [make("dt", { class: name }, make("span", { class: "sign", "aria-hidden": "true" }, CLASS_SYMBOLS[name]), " ", t(name)),
    make("dd", { class: name }, told.length ? [start, groups.map((group, n) => [n ? t("semicolon") : null, among(group)])] : t("nothingOnRecord"))];
};
/**
 * On whose word the lines are: sources, own voice, inferred, others' word, and how many options not all have spoken on.
 * @param {Told[]} told
 * @param {Row[]} rows
 */
const wordOf = (told, rows) => {
  const held = told.flatMap(({ cells }) => cells.filter(({ side }) => side !== "none"));
  const own = held.filter(({ isInferred, isAscribed }) => !isInferred && !isAscribed);
  const statements = (/** @type {Cell} */ { record }) => (record?.statements ?? []).map((n) => data.statements[n]);
  const reported = own.filter((cell) => statements(cell).every(({ attribution }) => attribution === "reported")).length;
  const sources = new Set(held.flatMap((cell) => statements(cell).map(({ source }) => data.sources[source].original ?? source))).size;
  const unspoken = rows.filter(({ answer, option }) => now().pick.some((party) => cellOf(party, option, answer, true).side === "none")).length;
  /** @type {[string, number][]} */
  const whose = [["ownDirectly", own.length - reported], ["asReported", reported], ["areInferred", held.filter(({ isInferred, isAscribed }) => isInferred && !isAscribed).length],
    ["areAscribed", held.filter(({ isAscribed }) => isAscribed).length]];
  const words = whose.filter(([, count]) => count).map(([key, count]) => t(key).replace("{count}", String(count)));
  return [...(held.length ? [counted("sourceCount", sources), `${counted("stancesAbove", held.length)} ${words.join(t("comma"))}`] : []),
    t("notAllSpoken").replace("{count}", String(unspoken)).replace("{all}", String(rows.length))].join(t("semicolon"));
};

/** @param {number} party */
const chip = (party) => make("button", {
  type: "button", class: "chip", "aria-pressed": "true", "data-key": `out-${party}`, "aria-label": t("takeOut").replace("{party}", labelOf(data.parties[party])),
  onclick: () => change({ pick: now().pick.filter((n) => n !== party) }),
}, text(labelOf(data.parties[party]), 60), make("span", { "aria-hidden": "true", class: "on-screen" }, " ×"));
/* The picked parties, each to be taken out, and a list of those that can be added. */
const picker = () => {
  const { pick } = now();
  const more = data.parties.map((_, n) => n).filter((n) => !pick.includes(n));
  return [pick.map(chip), more.length ? make("select", {
    id: "add-party", "aria-label": t("addParty"),
    onchange: (/** @type {Event} */ { target }) => { if (target instanceof HTMLSelectElement && target.value) change({ pick: [...pick, Number(target.value)].sort((a, b) => a - b) }); },
  }, make("option", { value: "" }, `+ ${t("addParty")}`), more.map((n) => make("option", { value: n }, labelOf(data.parties[n])))) : null];
};
/**
 * The headline of the picked parties, above the matrix.
 * @param {Row[]} rows
 * @returns {Child[]}
 */
export const headline = (rows) => {
  const { pick } = now();
  const who = make("p", { class: "between" }, t("between"), " ", picker(), ` ${t("asOfDay")} `, make("strong", {}, dateText(data.days[dayNow()])));
  if (pick.length < 2) return [who, make("p", { class: "told-none" }, t("pickParties"))];
  if (!answerNow()) return [who, make("p", { class: "hint" }, t("notWritten")), commandLine(commandText("shared", ...pick.map((n) => labelOf(data.parties[n]))))];
  const told = toldOf(rows);
  if (pick.length === 2) who.append(" ", make("button", { type: "button", class: "link", id: "between-them", "data-open": `n${pick.join("-")}` }, t("allBetween")));
  return [who, make("dl", { class: "lines" }, LINES.map((name) => line(name, told)),
    make("dt", { class: "word" }, t("onWhoseWord")), make("dd", { class: "word" }, wordOf(told, rows)))];
};
