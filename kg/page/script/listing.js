import { classMark, pointLines, sidelessLines } from "./answers.js";
import { commandText } from "./commands.js";
import { data } from "./data.js";
import { fill, get, make } from "./dom.js";
import { commandLine, goTo } from "./evidence.js";
import { hiddenInAll, hiddenMark, hiddenOn } from "./hiding.js";
import { isBeyond } from "./lenses.js";
import { CLASS_NAMES, CLASS_SYMBOLS, NAME_ONLY, LEFT_OPEN, answerNow } from "./model.js";
import { now } from "./state.js";
import { labelOf, t } from "./words.js";

/** @import { GroundClass } from "../page-data.d.ts" */
/** @import { OptionAnswer } from "./model.js" */

const MOST = 60;
/**
 * An option of the list: what qualifies its class, and who has no stance on record.
 * @param {[number, OptionAnswer]} entry
 */
const item = ([option, answer]) => make("li", {}, goTo(`o${option}`, null, 80), " ", hiddenMark(hiddenOn(option)),
  answer.inNameOnly ? make("span", { class: "badge" }, `${NAME_ONLY} ${t("inNameOnly")}`) : null,
  answer.leftOpen ? make("span", { class: "badge" }, `${LEFT_OPEN} ${t("leftOpen")}`) : null,
  answer.otherwise ? make("p", { class: "meta" }, `${t("amongThoseWhoSpoke")}: ${t(answer.otherwise)}`) : null,
  pointLines(answer.points), sidelessLines(option));
/**
 * The options of one class, folded.
 * @param {GroundClass} name
 * @param {Map<number, OptionAnswer>} found
 * @param {boolean} open
 */
const group = (name, found, open) => {
  const options = [...found].filter(([, one]) => one.name === name);
  const hidden = options.reduce((sum, [option]) => sum + hiddenOn(option), 0);
  return make("details", { class: `answer ${name}`, "data-class": name, open }, make("summary", {},
    options.length ? classMark(options[0][1], hidden) : make("span", { class: `class ${name}` }, `${CLASS_SYMBOLS[name]} ${t(name)}`),
    make("span", { class: "count" }, String(options.length)), hiddenMark(hidden)), make("ul", {}, options.slice(0, MOST).map(item)));
};
/* What the command does not do that the filters do; null where it does all. */
const unlike = () => {
  const said = [now().own ? t("commandOwn") : null, hiddenInAll() ? t("commandHides") : null].filter(Boolean);
  return said.length ? make("p", { class: "hint" }, said.join(" ")) : null;
};
/* Show what the picked parties share, as Python answered it, with the command that answers the same in a terminal. */
export const showAnswer = () => {
  const { pick } = now();
  if (pick.length < 2) {
    fill(get("answer"));
    return;
  }
  const command = [commandLine(commandText("shared", ...pick.map((n) => labelOf(data.parties[n])))), unlike()];
  const found = answerNow();
  if (!found) {
    fill(get("answer"), make("p", { class: "hint" }, t("notWritten")), command);
    return;
  }
  const open = new Set([...get("answer").querySelectorAll("details[open]")].map((one) => one.getAttribute("data-class")));
  fill(get("answer"), isBeyond() ? make("p", { class: "note" }, t("beyond")) : null, CLASS_NAMES.map((name) => group(name, found, open.has(name))), command);
};
