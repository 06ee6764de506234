import { areTogether, hiddenOfWeight, isShownPart, isToldOnly, mentionOf, partsOf, weightOf, weightsNow } from "./counted.js";
import { data, numberOf } from "./data.js";
import { make, text } from "./dom.js";
import { commandLine, goTo, part, statementBlock } from "./evidence.js";
import { hiddenMark } from "./hiding.js";
import { addRows } from "./later.js";
import { sideSign } from "./signs.js";
import { networkCommand, shownText } from "./spans.js";
import { change } from "./state.js";
import { heading } from "./topics.js";
import { signedNumber, weightWords } from "./weights.js";
import { counted, labelOf, nameOf, t } from "./words.js";

/** @import { Part, Weight } from "./counted.js" */

/** @param {string} words a weight, whose signs read from left to right */
const figures = (words) => make("bdi", { dir: "ltr", class: "figures" }, words);
/** @param {number} number of a mention */
const mentionBlock = (number) => {
  const mention = mentionOf(number);
  const side = mention.level > 0 ? "for" : "against";
  return make("div", { class: "mention" }, make("p", { class: "mention-of" }, sideSign(side), " ", text(labelOf(data.parties[mention.party]), 160), ": ", t(`side_${side}`)), statementBlock(mention.number));
};
/** @param {Part} found */
const partBlock = ({ one, other, isSame }) => make("li", { class: "pair-part" }, make("p", { class: "adds" }, figures(signedNumber(isSame ? 1 : -1)), " ", goTo(`o${mentionOf(one).option}`)),
  make("div", { class: "both" }, mentionBlock(one), mentionBlock(other)));
/**
 * What makes the weight of two parties: the pairs of statements on one option, each with what it adds, and their sum.
 * @param {string} id of the pair
 */
export const weightTopic = (id) => {
  const names = id.slice(1).split("-").map((n) => labelOf(data.parties[Number(n)]));
  const weight = weightOf(id);
  const command = commandLine(networkCommand("--explain", ...names));
  const others = make("p", {}, make("button", { type: "button", class: "link on-screen", id: "all-between", onclick: () => change({ lines: "stances" }) }, t("allBetween")));
  const head = [heading("pair", names.join(" – ")), make("p", { class: "meta" }, shownText())];
  if (!weight) return [head, make("p", {}, t("noPairHere")), others];
  const parts = partsOf(weight);
  const shown = parts.filter(isShownPart);
  const left = weight.same + weight.opposite - parts.length;
  return [head, make("p", { class: "weight" }, figures(weightWords(weight)), isToldOnly(weight) ? [" ", make("span", { class: "badge warn" }, t("othersOnly"))] : null),
    make("p", { class: "meta" }, `${t("sameSide")}: ${weight.same} · ${t("oppositeSides")}: ${weight.opposite}`, " ", hiddenMark(parts.length - shown.length)),
    part("pairParts", addRows(make("ul", { class: "pair-parts" }), shown, partBlock),
      left ? make("p", { class: "hint" }, counted("olderPairs", left)) : null, make("p", { class: "sum" }, `${t("sumOfAll")}: `, figures(signedNumber(weight.weight)))), command, others];
};
/**
 * The lines of a party, each of which opens what makes its weight.
 * @param {string} id
 */
export const weightsOfParty = (id) => {
  const party = numberOf(id);
  const rows = weightsNow().filter(({ first, second }) => first === party || second === party).map((weight) => make("li", {},
    goTo(weight.id, nameOf(`p${weight.first === party ? weight.second : weight.first}`)), " ", figures(weightWords(weight)), " ", hiddenMark(hiddenOfWeight(weight))));
  return part("weightsOf", make("p", { class: "meta" }, shownText()), rows.length ? make("ul", {}, rows) : make("p", { class: "meta" }, t("noPairHere")));
};
/**
 * What stands in the table's last column of a pair: what it rests on, and whether both are of one community.
 * @param {Weight} weight
 */
export const besideWeight = (weight) => [isToldOnly(weight) ? make("span", { class: "badge warn" }, t("othersOnly")) : null, " ", hiddenMark(hiddenOfWeight(weight)), " ", t(areTogether(weight.first, weight.second) ? "sameCommunity" : "otherCommunity")];
