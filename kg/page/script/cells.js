import { data, edgeBetween, edgeById, numberOf } from "./data.js";
import { answerNow, heldOn, isClosed, isDrawn, stanceAt } from "./model.js";
import { signOf } from "./signs.js";
import { now } from "./state.js";
import { labelOf, t } from "./words.js";

/** @import { AnswerJudged, Edge } from "../page-data.d.ts" */
/** @import { OptionAnswer, Stance } from "./model.js" */
/** @import { Sign } from "./signs.js" */
/**
 * @typedef {object} Placed A party's stance on an option, as the matrix shows it.
 * @property {number} party
 * @property {number} option
 * @property {Edge | null} edge null where the party never had a stance on it
 * @property {Stance | null} record
 * @property {string} stance with the conditions judged over the picked parties, where it is one of theirs
 * @property {string} word
 * @typedef {Placed & Sign} Cell
 * @typedef {object} Row An option, with the class of the picked parties where the page has one.
 * @property {number} option
 * @property {OptionAnswer | null} answer
 */

/**
 * The stance of a party on an option as it counts among the picked parties, where that differs from what it is alone.
 * @param {OptionAnswer | null} answer
 * @param {number} party
 * @returns {AnswerJudged | null}
 */
const judgedOf = (answer, party) => answer?.judged.find((one) => one.party === party) ?? null;
/** @type {(stance: string, record: Stance | null) => string} */
const wordOf = (stance, record) => (stance === "silent" && record?.ended ? t(`change_${record.lapsedBy ? "lapsed" : record.ended}`) : t(`cell_${stance}`));
/**
 * The cell of a party and an option.
 * @param {number} party
 * @param {number} option
 * @param {OptionAnswer | null} answer of the picked parties, where it is to be heeded
 * @param {boolean} [isWhole] whether what filters hide is to be told
 * @returns {Cell}
 */
export const cellOf = (party, option, answer, isWhole = false) => {
  const edge = edgeById.get(edgeBetween(`p${party}`, `o${option}`) ?? "") ?? null;
  const record = edge ? stanceAt(edge) : null;
  const judged = judgedOf(answer, party);
  const isHidden = record !== null && edge !== null && (record.stance === "withheld" || (!isWhole && isDrawn(record) && !heldOn([edge]).length));
  const stance = isHidden ? "withheld" : judged?.stance ?? record?.stance ?? "silent";
  const { inferred, ascribed } = judged ?? record ?? {};
  return { party, option, edge, record, stance, word: wordOf(stance, record), ...signOf({ stance, inferred, ascribed }) };
};
/** @param {number} party */
const roleOf = (party) => Math.min(...data.parties[party].roles.map((role) => data.opening.roles.indexOf(role)).filter((n) => n >= 0), data.opening.roles.length);
/* The parties that filters leave, by role and then by name, or by seriation. */
const orderedParties = () => {
  const { noParty, order, lang } = now();
  const shown = data.parties.map((_, n) => n).filter((n) => !noParty.includes(n));
  if (order === "seriation") {
    const place = new Map(data.opening.partyOrder.map((n, at) => [n, at]));
    return shown.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  }
  const { compare } = new Intl.Collator(lang);
  return shown.sort((a, b) => roleOf(a) - roleOf(b) || compare(labelOf(data.parties[a]), labelOf(data.parties[b])) || a - b);
};
const MOST_COLUMNS = 24;
/* The parties that have a column, and those beside them that are only counted: where there are too many, all but the picked. */
export const columnsNow = () => {
  const all = orderedParties();
  if (all.length <= MOST_COLUMNS) return { columns: all, others: /** @type {number[]} */ ([]) };
  const { pick } = now();
  return { columns: all.filter((n) => pick.includes(n)).slice(0, MOST_COLUMNS), others: all.filter((n) => !pick.includes(n)) };
};

/** @type {[string, string | null][]} */
const BANDS = [["agreed", null], ["within_reach", null], ["unaddressed", "agreed"], ["unaddressed", "within_reach"],
  ["contested", null], ["rejected", null], ["unaddressed", "rejected"], ["unaddressed", null]];
/**
 * The place of a row's class among the bands of rows: what holds for all, then among those who spoke, then the rest.
 * @param {Row} row
 */
export const bandOf = ({ answer }) => (answer
  ? BANDS.findIndex(([name, otherwise]) => name === answer.name && (name !== "unaddressed" || otherwise === (answer.otherwise ?? null))) : BANDS.length);
/**
 * The class of a band, and the class among those who spoke.
 * @param {number} band
 */
export const classOfBand = (band) => BANDS[band] ?? ["", null];
/** @type {Record<string, number>} */
const STRENGTH = { demand: 0, support: 1, conditional: 2, open: 3, mixed: 4, noncommittal: 5, doubt: 6, oppose: 7, "rule-out": 8, withheld: 9, silent: 10 };
/**
 * What rows are ordered by beside the order of the page, lowest first.
 * @returns {(row: Row) => number}
 */
const rank = () => {
  const { order } = now();
  const party = data.parties.findIndex(({ key }) => order === `party:${key}`);
  if (party >= 0) return ({ option, answer }) => STRENGTH[cellOf(party, option, answer).stance];
  if (order === "class") return bandOf;
  if (order === "issue") return () => 0;
  const place = new Map(data.opening.optionOrder.map((n, at) => [n, at]));
  return ({ option }) => place.get(option) ?? 0;
};
/* The options of the issues that are open on the day, in the order of the page. */
export const openRows = () => {
  const found = answerNow();
  return data.options.flatMap((option, n) => (isClosed(option.issue) ? [] : [{ option: n, answer: found?.get(n) ?? null }]));
};
/**
 * Those of the rows that filters leave, in the order asked for.
 * @param {Row[]} rows
 */
export const ordered = (rows) => {
  const { noIssue } = now();
  const placed = rank();
  return rows.filter(({ option }) => !noIssue.includes(data.options[option].issue)).map((row) => ({ row, at: placed(row) }))
    .sort((a, b) => a.at - b.at || byIssue(a.row, b.row)).map(({ row }) => row);
};
/**
 * @template Item
 * @template Key
 * @param {Item[]} items
 * @param {(item: Item) => Key} keyOf
 */
export const grouped = (items, keyOf) => {
  /** @type {Map<Key, Item[]>} */
  const found = new Map();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group) group.push(item);
    else found.set(keyOf(item), [item]);
  }
  return found;
};
/** @type {(one: Row, other: Row) => number} */
const byIssue = (one, other) => data.options[one.option].issue - data.options[other.option].issue || one.option - other.option;
/**
 * The parties of some cells that a test picks.
 * @param {Cell[]} cells
 * @param {(cell: Cell) => boolean} test
 */
export const partiesOf = (cells, test) => cells.filter(test).map((cell) => cell.party);
/** @param {string} id of an edge */
export const hasCell = (id) => { const edge = edgeById.get(id); return edge !== undefined && edge.to[0] === "o" && !isClosed(data.options[numberOf(edge.to)].issue); };
