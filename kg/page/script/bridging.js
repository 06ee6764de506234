import { data } from "./data.js";
import { listed, phrase, refLink, refName } from "./dealwords.js";
import { make, text } from "./dom.js";
import { commandLine, conditionBlock, part } from "./evidence.js";
import { namesOf } from "./gaps.js";
import { basisSign } from "./signs.js";
import { dayNow, lastDay, now } from "./state.js";
import { arrow, dateText, say, t } from "./words.js";

/** @import { Matter, Move } from "../page-data.d.ts" */

/** @param {Move} move */
const leftWords = ({ left, option, bounds }) => {
  const stance = ["demand", "support", "conditional", "open"].includes(left ?? "") ? left : "support";
  return phrase(t(`left_${stance}`), { option: [bounds ? `${bounds.map((bound) => t(`bound_${bound}`)).join(t("comma"))} ` : null, option ? refLink(option) : null] });
};
/**
 * What a party could do, in words that follow its name.
 * @param {Move} move
 */
const moveWords = (move) => {
  const { left, option, to, whose, beside, points } = move;
  const opposed = ["doubt", "oppose", "rule-out"].includes(left ?? "") ? left : "oppose";
  const key = { no_longer_oppose: `move_no_longer_${opposed}`, lift: "move_withdraw", meet: beside ? "move_meet_with" : "move_meet" }[/** @type {string} */ (move.move)] ?? `move_${move.move}`;
  return phrase(t(key), {
    left: leftWords(move), option: option ? refLink(option) : t("conditionalOn"), to: to ? refLink(to) : null, of: whose ? refLink(whose) : null,
    beside: listed((beside ?? []).map(refLink)), points: text((points ?? []).map(say).join(t("comma")), 300),
  });
};
/** @param {Move} move */
const brings = ({ move, agreed, withinReach, ends, endsClash, endsOthers }) => {
  const found = [agreed ? [`${t("agreed")}: `, listed(agreed.map(refLink))] : null, withinReach ? [`${t(move === "state_a_view" ? "reachIfOpen" : "within_reach")}: `, listed(withinReach.map(refLink))] : null,
    ends ? t("endsConflict") : null, endsClash ? t("endsClash") : null, ...(endsOthers ?? []).map(({ kind, options }) => [`${t("endsOther")} (${t(`conflict_${kind}`)}): `, text(options.map(refName).join(" × "), 300)])].filter(Boolean);
  return found.flatMap((one, n) => [n ? "; " : null, one]);
};
/** @param {Move} move */
const moveBlock = (move) => make("div", { class: "move" }, make("p", {}, make("strong", {}, refLink(`p${move.party}`)), " ", moveWords(move), ` [${move.grade}]`, " ", basisSign(move)),
move.condition === undefined ? null : conditionBlock(move.condition), make("p", { class: "meta" }, arrow(), " ", brings(move)));
/** @param {Matter} matter */
const matterKind = ({ kind, severity, parties, options }) => {
  if (kind === "whole") return t(options.length > 1 ? "wholeInPart" : "wholeRefused");
  if (kind === "word") return t("lacksWord");
  if (kind === "condition" || kind === "before") return t("conditionOf").replace("{parties}", namesOf(parties));
  return [t(`conflict_${kind}`), ...(severity ? [t(`severity_${severity}`)] : [])].join(" · ");
};
/** @param {Matter} matter */
const matterBlock = (matter) => make("article", { class: "matter" }, make("p", {}, matter.options.flatMap((one, n) => [n ? " × " : null, refLink(one)])),
  make("p", { class: "meta" }, text(matterKind(matter), 300), matter.inferred ? ` · ${t("sideInferred")}` : null, matter.ascribed ? ` · ${t("sideTold")}` : null), matter.moves.map(moveBlock));
const pairs = new Map(data.bridges.map((one) => [one.parties.join(), one]));
/**
 * What each of two parties could do on what stands between them, as a part of the panel. It is worked out for the last day with all
 * statements, and says so where another day or a filter is set.
 * @param {number[]} parties
 * @param {string} command that answers in a terminal
 */
export const bridgesPart = (parties, command) => {
  const found = pairs.get(parties.join());
  const { own, conf } = now();
  const otherwise = dayNow() !== lastDay || own || conf ? make("p", { class: "note" }, t("bridgesDay").replace("{day}", dateText(data.days[lastDay]))) : null;
  if (!found?.matters) return part("bridges", make("p", { class: "hint" }, t("bridgesNotWritten")), commandLine(command));
  return part("bridges", otherwise, found.matters.length ? [make("p", { class: "hint" }, t("bridgesHint")), make("div", { class: otherwise ? "of-another-day" : "" }, found.matters.map(matterBlock))] : make("p", { class: "meta" }, t("bridgesNone")), commandLine(command));
};
