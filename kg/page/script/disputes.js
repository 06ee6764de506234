import { edgeBetween, edgeById } from "./data.js";
import { opener, refLink, refName } from "./dealwords.js";
import { make, text } from "./dom.js";
import { conditionBlock, countedPart, part, stanceMark } from "./evidence.js";
import { addRows } from "./later.js";
import { conflictsNow, heldOn } from "./model.js";
import { arrow, counted, say, t } from "./words.js";

/** @import { Conflict, ConflictSide, GroupConflicts, Severity } from "../page-data.d.ts" */

/** @type {Severity[]} */
const HARDEST_FIRST = ["red-line", "one-red-line", "firm", "soft"];

/** @param {ConflictSide} side */
const edgeOf = ({ party, term }) => edgeById.get(edgeBetween(`p${party}`, typeof term === "string" ? term : "") ?? "");
/**
 * Whether a filter hides one of the stances that a conflict is of.
 * @param {Conflict} conflict
 */
const isHidden = ({ sides }) => sides.some((side) => { const edge = edgeOf(side); return edge !== undefined && !heldOn([edge]).length; });
/**
 * The conflicts of some groups on the day: those shown, hardest first and own voice before others' word, and how many a filter hides;
 * null where the page has none for the day or under its filters.
 * @param {(group: GroupConflicts["parties"]) => boolean} isWanted of the parties of a pair, or of none for the circles
 * @param {(conflict: Conflict) => boolean} isAbout
 */
export const conflictsWhere = (isWanted, isAbout) => {
  const groups = conflictsNow();
  if (!groups) return null;
  /** @type {Map<string, Conflict>} */
  const found = new Map();
  for (const { parties, conflicts } of groups) if (isWanted(parties)) for (const one of conflicts) if (isAbout(one)) found.set(JSON.stringify(one), one);
  const shown = [...found.values()].filter((one) => !isHidden(one));
  const place = (/** @type {Conflict} */ { ascribed, severity }) => (ascribed ? HARDEST_FIRST.length : 0) + HARDEST_FIRST.indexOf(severity);
  return { shown: shown.sort((a, b) => place(a) - place(b)), hidden: found.size - shown.length };
};
/** @typedef {NonNullable<ReturnType<typeof conflictsWhere>>} Disputed */

/** @param {ConflictSide} side */
const sideRow = (side) => {
  const edge = edgeOf(side);
  const words = [make("strong", {}, text(refName(`p${side.party}`), 120)), " ", stanceMark(side)];
  return make("li", {}, edge ? opener(edge.id, words) : words);
};
/**
 * One conflict: its terms, its kind and how hard it is, whose stances it is of, and the conditions and points that it is about.
 * @param {Conflict} conflict
 */
const conflictBlock = (conflict) => {
  const { kind, severity, ascribed, inferred, sides, conditions, points, implies } = conflict;
  const terms = [...new Map(sides.map(({ term }) => [refName(term), term])).values()];
  return make("div", { class: `conflict ${severity}` },
    make("p", {}, terms.flatMap((term, n) => [n ? (kind === "sequence" ? ` ${arrow()} ` : " × ") : null, refLink(term)])),
    make("p", { class: "meta" }, make("strong", { class: "severity" }, t(`severity_${severity}`)), ` · ${t(`conflict_${kind}`)}`, inferred ? ` · ${t("sideInferred")}` : null, ascribed ? ` · ${t("sideTold")}` : null,
      points ? [" · ", text(points.map(say).join(t("comma")), 300)] : null),
    make("ul", { class: "sides" }, sides.map(sideRow)), (conditions ?? []).map((number) => conditionBlock(number)),
    implies ? make("p", { class: "meta" }, counted("impliesCount", implies)) : null);
};
/**
 * Conflicts as a part of the panel, with how many a filter hides; said where there is none, or the page has none for the day.
 * @param {Disputed | null} found
 * @param {HTMLElement | null} [command] that answers in a terminal
 */
export const conflictsPart = (found, command = null) => {
  if (!found) return part("conflicts", make("p", { class: "hint" }, t("conflictsNotWritten")), command);
  const { shown, hidden } = found;
  return countedPart("conflicts", shown.length, hidden, addRows(make("div", {}), shown, conflictBlock));
};
/**
 * The counts of conflicts by how hard they are, hardest first, in words.
 * @param {Conflict[]} conflicts
 */
export const hardness = (conflicts) => HARDEST_FIRST.flatMap((one) => { const count = conflicts.filter(({ severity }) => severity === one).length; return count ? [`${count} ${t(`severity_${one}`)}`] : []; });
