import { data, stanceEdges } from "./data.js";
import { stanceAt } from "./model.js";
import { dayNow, lastDay } from "./state.js";
import { dateText, t } from "./words.js";

/** @import { PageData } from "../page-data.d.ts" */

/** @type {Map<number, PageData["counts"]>} */
const countsOf = new Map();
/* What the head counts, on the day that is shown: as Python counted on the last one. */
const countsNow = () => {
  const day = dayNow();
  if (day === lastDay) return data.counts;
  const known = countsOf.get(day);
  if (known) return known;
  const held = stanceEdges.flatMap((edge) => stanceAt(edge) ?? []).filter((record) => record.stance !== "silent");
  const made = data.statements.filter((statement) => statement.latest <= data.days[day]);
  const counts = {
    sources: made.length ? data.counts.sources : 0, statements: made.length, inferred: held.filter((record) => record.inferred).length,
    ascribed: held.filter((record) => record.ascribed).length, sensitive: made.filter((statement) => statement.sensitivity !== "public").length,
  };
  countsOf.set(day, counts);
  return counts;
};
/* The line in the head: the day, how much the page rests on, and its filters. */
export const headLine = () => {
  const { filters } = data;
  const counts = countsNow();
  const parts = [`${t("asOf")} ${dateText(data.days[dayNow()])}`, `${t("sources")}: ${counts.sources}`,
    `${t("statements")}: ${counts.statements}`, `${t("inferred")}: ${counts.inferred}`, `${t("ascribed")}: ${counts.ascribed}`];
  if (counts.sensitive) parts.push(`${t("sensitiveStatements")}: ${counts.sensitive}`);
  if (filters.minConfidence) parts.push(`${t("minConfidence")} ${filters.minConfidence}`, `${t("withheld")}: ${filters.withheld}`);
  if (filters.channels.length) parts.push(`${t("channel")}: ${filters.channels.map((name) => t(`channel_${name}`)).join(", ")}`);
  return parts.join(" · ");
};
