import { commandText } from "./commands.js";
import { countsOthers, isUncounted, leftOutNow, windowNow, windowNumber } from "./counted.js";
import { data } from "./data.js";
import { leastConfidence } from "./lenses.js";
import { counted, dateText, labelOf, t } from "./words.js";

/* The days that are counted, in words, and whether the window is cut. */
export const spanText = () => {
  const { first, last, partial } = windowNow();
  const days = first === null ? t("noneCounted") : first === last ? dateText(first, true) : `${dateText(first, true)} – ${dateText(last, true)}`;
  return `${days}${partial ? ` ${t("cutWindow")}` : ""}`;
};
/* What is counted, in words: all time or a window, and its days. */
export const shownText = () => (windowNumber() === null ? `${t("allTime")}: ${spanText()}` : spanText());
/* What is counted: which days, how many mentions, whose word, and what filters leave out. */
export const countedText = () => {
  const least = leastConfidence();
  return [shownText(), counted("mentionCount", windowNow().kept), t(countsOthers() ? "anyVoice" : "ownVoiceAlone"),
    ...(leftOutNow() ? [counted("unsidedCount", leftOutNow())] : []), ...(least && !isUncounted() ? [`${t("minConfidence")} ${least}`] : [])].join(" · ");
};
/* Windows of some number of statements have no days of their own. */
const isOfDays = () => !data.statementNetwork.window.endsWith(":statements");
/**
 * The command that gives the same figures in a terminal.
 * @param {string[]} more
 */
export const networkCommand = (...more) => {
  const { window: length, onlyParties, onlyIssues } = data.statementNetwork;
  const { first, last } = windowNow();
  const of = windowNumber() === null || !first || !last ? [] : isOfDays() ? ["--since", first, "--until", last] : ["--window", length, "--format", "json"];
  const isRun = of[0] === "--window";
  return commandText("network", ...(isRun ? [] : more), ...(countsOthers() ? ["--voice", "any"] : []), ...of,
    ...(onlyParties ? data.parties.flatMap((one) => ["--party", labelOf(one)]) : []), ...(onlyIssues ? data.issues.flatMap((one) => ["--issue", labelOf(one)]) : []));
};
/* The command that gives the network of each window. */
export const seriesCommand = () => networkCommand("--window", data.statementNetwork.window);
