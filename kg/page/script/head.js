import { data, stanceEdges } from "./data.js";
import { stanceAt } from "./model.js";
import { dayNow, lastDay } from "./state.js";
import { dateText, t } from "./words.js";

/* What the head counts, on the day that is shown: as Python counted on the last one. */
const countsOf = new Map();
const countsNow = () => {
  const day = dayNow();
  if (day === lastDay) return data.counts;
  if (!countsOf.has(day)) {
    const held = stanceEdges.map((edge) => stanceAt(edge)).filter((record) => record && record.s !== "silent");
    const made = data.statements.filter((statement) => statement.to <= data.days[day]);
    countsOf.set(day, {
      sources: made.length ? data.counts.sources : 0, statements: made.length, inferred: held.filter((record) => record.i).length,
      ascribed: held.filter((record) => record.a).length, sensitive: made.filter((statement) => statement.sens !== "public").length,
    });
  }
  return countsOf.get(day);
};
export const headLine = () => {
  const { filters } = data;
  const counts = countsNow();
  const parts = [`${t("asOf")} ${dateText(data.days[dayNow()])}`, `${t("sources")}: ${counts.sources}`,
    `${t("statements")}: ${counts.statements}`, `${t("inferred")}: ${counts.inferred}`, `${t("ascribed")}: ${counts.ascribed}`];
  if (counts.sensitive) parts.push(`${t("sensitiveStatements")}: ${counts.sensitive}`);
  if (filters.min_confidence) parts.push(`${t("minConfidence")} ${filters.min_confidence}`, `${t("withheld")}: ${filters.withheld}`);
  if (filters.channels.length) parts.push(`${t("channel")}: ${filters.channels.map((name) => t(`channel_${name}`)).join(", ")}`);
  return parts.join(" · ");
};
