import { data, edgeBetween } from "./data.js";
import { opener } from "./dealwords.js";
import { make, text } from "./dom.js";
import { badges, countedPart, sensitivityBadge, stanceMark, statementBlock, when } from "./evidence.js";
import { later } from "./later.js";
import { changedOn, isMarking, isShownStatement } from "./model.js";
import { dayNow } from "./state.js";
import { labelOf, nameOf, t } from "./words.js";

/** @import { Statement } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/** @import { Held } from "./model.js" */

const MOST = 12;
/**
 * Who said something, when, and how it is attributed: the newest word of a stance in a line.
 * @param {number | undefined} number of the statement
 */
const newest = (number) => {
  if (number === undefined) return null;
  const statement = data.statements[number];
  const who = statement.speaker === null ? t("sourceAlone") : labelOf(data.people[statement.speaker]);
  return make("span", { class: "newest" }, text(`${who}, ${when(statement)}`, 200), ` (${t(`attr_${statement.attribution}`)})`);
};
/**
 * A stance as a row that opens its evidence: by the name at one end, with its newest word.
 * @param {Held} held
 * @param {Child} name
 */
export const stanceLine = ({ edge, record }, name) => make("li", {}, opener(edge.id,
  make("span", { class: "row-name" }, name), stanceMark(record), badges(record), isMarking() && changedOn(edge, dayNow()) ? make("span", { class: "badge new" }, t("changed")) : null, newest(record.statements.at(-1))));
/**
 * What a statement states, takes back and is on, a line each, each opening its stance or proposal.
 * @param {Statement} statement
 */
export const toldBy = ({ about, states, takesBack, proposals, isOwnVoice }) => {
  const line = (/** @type {{ term: string, stance: string, bound?: string }} */ { term, stance, bound }) => {
    const edge = about === null ? null : edgeBetween(`p${about}`, term);
    return [edge ? opener(edge, text(nameOf(term), 200)) : text(nameOf(term), 200), ": ", bound ? `${t(`bound_${bound}`)} ` : null, stanceMark({ stance, ascribed: !isOwnVoice })];
  };
  return [...(states ?? []).map((one) => make("p", { class: "states" }, line(one))), ...(takesBack ?? []).map((one) => make("p", { class: "states" }, `${t("takesBack")}: `, line(one))),
    ...(proposals?.length ? [make("p", { class: "states" }, t("onProposal"), " ", proposals.flatMap((n, at) => [at ? t("comma") : null, opener(`b${n}`, text(nameOf(`b${n}`), 200))]))] : [])];
};
/**
 * A statement as a line that unfolds; what it holds is built once the line is drawn.
 * @param {number} number
 */
const entry = (number) => {
  const statement = data.statements[number];
  const [first] = statement.states ?? [];
  return later(make("details", { class: "entry" }, make("summary", {}, text(when(statement), 60), " · ", statement.about === null ? null : text(nameOf(`p${statement.about}`), 120),
    first ? [" · ", stanceMark({ ...first, ascribed: !statement.isOwnVoice }), " ", text(nameOf(first.term), 120), (statement.states ?? []).length > 1 ? " …" : null] : null, " ", sensitivityBadge(statement.sensitivity))), () => [toldBy(statement), statementBlock(number)]);
};
/**
 * The statements of the day that a test picks, the newest first: the newest of them, how many there are, and how many a filter hides.
 * @param {(statement: Statement) => boolean} test
 */
export const historyPart = (test) => {
  const made = data.statements.flatMap((statement, n) => (statement.latest <= data.days[dayNow()] && test(statement) ? [n] : []));
  const shown = made.filter((n) => isShownStatement(data.statements[n])).sort((a, b) => (data.statements[a].latest < data.statements[b].latest ? 1 : data.statements[a].latest > data.statements[b].latest ? -1 : a - b));
  return countedPart("statementsNewest", shown.length, made.length - shown.length, shown.slice(0, MOST).map(entry),
    shown.length > MOST ? make("p", { class: "hint" }, t("shownOf").replace("{shown}", String(MOST)).replace("{all}", String(shown.length))) : null);
};
