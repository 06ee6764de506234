import { data, stanceEdges } from "./data.js";
import { isBeyond, leastConfidence, overlayNow } from "./lenses.js";
import { isTrusted, stanceAt } from "./model.js";
import { dayNow, lastDay, now } from "./state.js";
import { counted, dateText, t } from "./words.js";

/** @import { PageData } from "../page-data.d.ts" */

/** @type {Map<string, PageData["counts"] & { withheld: number }>} */
const countsOf = new Map();
/* What the head counts, on the day that is shown: as Python counted on the last one. */
const countsNow = () => {
  const [day, overlay] = [dayNow(), overlayNow()];
  if (day === lastDay) return overlay?.counts ?? { ...data.counts, withheld: data.filters.withheld };
  const key = `${day}|${now().own}|${now().conf}`;
  const known = countsOf.get(key);
  if (known) return known;
  const held = stanceEdges.flatMap((edge) => stanceAt(edge) ?? []).filter((record) => record.stance !== "silent");
  const made = data.statements.filter((statement) => statement.latest <= data.days[day] && (isTrusted(statement) || !overlay));
  const counts = {
    sources: made.length ? (overlay?.counts ?? data.counts).sources : 0, statements: made.length, inferred: held.filter((record) => record.inferred).length,
    ascribed: held.filter((record) => record.ascribed).length, sensitive: made.filter((statement) => statement.sensitivity !== "public").length,
    withheld: held.filter((record) => record.stance === "withheld").length,
  };
  countsOf.set(key, counts);
  return counts;
};
/* How many stances of the whole case are no party's own word. */
export const notOwnWords = () => { const { inferred, ascribed } = countsNow(); return `${t("wholeCase")}: ${t("areInferred").replace("{count}", String(inferred))}${t("comma")}${t("areAscribed").replace("{count}", String(ascribed))}`; };
/* The line in the head: the day, how much the whole case rests on, and the filters. */
export const headLine = () => {
  const { filters } = data;
  const counts = countsNow();
  const parts = [`${t("asOf")} ${dateText(data.days[dayNow()])}`, `${t("wholeCase")}: ${counted("statementCount", counts.statements)}${t("comma")}${counted("sourceCount", counts.sources)}`];
  if (counts.sensitive) parts.push(`${t("sensitiveStatements")}: ${counts.sensitive}`);
  const least = isBeyond() ? filters.minConfidence : leastConfidence();
  const own = now().own && !isBeyond();
  if (own) parts.push(t("ownOnly"));
  if (least) parts.push(`${t("minConfidence")} ${least}`);
  if (own || least) parts.push(`${t("withheld")}: ${counts.withheld}`);
  if (filters.channels.length) parts.push(`${t("channel")}: ${filters.channels.map((name) => t(`channel_${name}`)).join(t("comma"))}`);
  return parts.join(" · ");
};
