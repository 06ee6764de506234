import { choose } from "./choosing.js";
import { clip } from "./clip.js";
import { data } from "./data.js";
import { linkTo, make, text } from "./dom.js";
import { hiddenMark } from "./hiding.js";
import { addRows } from "./later.js";
import { ageOf, madeByNow, readingNow } from "./model.js";
import { signed } from "./signs.js";
import { arrow, dateText, labelOf, nameOf, say, t } from "./words.js";

/** @import { Derivation, Lapse, Named, PastPosition, Premise, Reading, Report, Statement } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/** @import { Stance } from "./model.js" */

/** @param {string} stance */
const stanceName = (stance) => t(`stance_${stance}`);
/**
 * A stance by its sign and name, so that neither is needed alone.
 * @param {{ stance: string, inferred?: boolean, ascribed?: boolean, ended?: string }} record
 */
export const stanceMark = (record) => signed(record, record.stance === "silent" && record.ended ? t(`change_${record.ended}`) : stanceName(record.stance));
/**
 * Whether statements are all others' word, so that what they say of a stance is.
 * @param {number[]} statements
 */
const areOthersWord = (statements) => statements.length > 0 && statements.every((n) => !data.statements[n].isOwnVoice);
/**
 * A position that is told with its statements alone.
 * @param {{ stance: string, statements: number[] }} position
 */
const toldMark = ({ stance, statements }) => stanceMark({ stance, ascribed: areOthersWord(statements) });
/**
 * Whether no statement has renewed a stance for as many days as the page was made with.
 * @param {Stance} record
 */
const isStale = (record) => (ageOf(record) ?? 0) >= data.filters.staleAfter;
/**
 * The mark of what not everyone may see; nothing where everyone may.
 * @param {string | undefined} label
 */
export const sensitivityBadge = (label) => (label && label !== "public" ? make("span", { class: "badge warn" }, t(`sensitivity_${label}`)) : null);
/**
 * What is to be known of a stance at a glance beside its sign.
 * @param {Stance} record
 */
export const badges = (record) => [
  record.strain && make("span", { class: "badge warn" }, t("strain")),
  record.fallback.length > 0 && make("span", { class: "badge" }, t("fallback")),
  record.marks.map((mark) => make("span", { class: "badge warn" }, t(`mark_${mark.replace(" ", "_")}`))),
  isStale(record) && make("span", { class: "badge warn" }, t("stale")),
  sensitivityBadge(record.sensitivity),
];
/**
 * A button that selects something.
 * @param {string} id
 * @param {string | null} [words] its name, if none is given
 * @param {number} [most] characters
 */
export const goTo = (id, words, most = 160) => make("button", { type: "button", class: "link", onclick: () => choose(id) },
  text(words ?? nameOf(id), most));
/**
 * A part of the panel under a heading; null where it would be empty.
 * @param {string} heading a key of the page's words
 * @param {Child[]} children
 */
export const part = (heading, ...children) => {
  const kept = /** @type {Child[]} */ (/** @type {unknown[]} */ (children).flat()).filter(Boolean);
  return kept.length ? make("section", { class: "part" }, make("h3", {}, t(heading)), kept) : null;
};
/**
 * A part of the panel with how many things are in it, and how many a filter hides; said where there is none.
 * @param {string} key of the page's words
 * @param {number} count
 * @param {number} hidden
 * @param {Child[]} children
 */
export const countedPart = (key, count, hidden, ...children) => make("section", { class: "part" }, make("h3", {}, `${t(key)} (${count})`, hidden ? [" ", hiddenMark(hidden)] : null),
  count || hidden ? children : make("p", { class: "meta" }, t("noneOnRecord")));
/**
 * A list; null where it would be empty.
 * @param {Child[]} items
 */
export const bullets = (items) => (items.length ? addRows(make("ul", {}), items, (item) => make("li", {}, item)) : null);
/**
 * A command to copy into a terminal.
 * @param {string} command
 */
export const commandLine = (command) => make("p", { class: "command" }, make("code", { dir: "ltr" }, clip(command, 400).split(/( )/).map((piece) => make("span", {}, piece))));

/**
 * The day of a statement, or the days between which it was made.
 * @param {Statement} statement
 */
export const when = (statement) => {
  if (statement.earliest && statement.earliest === statement.latest) return dateText(statement.latest, true);
  const last = dateText(statement.latest, true);
  return statement.earliest ? `${dateText(statement.earliest, true)} – ${last}` : t("byDay").replace("{day}", last);
};
/**
 * One statement: what was said, who said it, when, how it is attributed, and the place in its source.
 * @param {number} number
 */
export const statementBlock = (number) => {
  const statement = data.statements[number];
  const source = data.sources[statement.source];
  const person = statement.speaker === null ? null : data.people[statement.speaker];
  const place = statement.paragraph ? `, ${t("paragraph")} ${statement.paragraph}` : "";
  const extra = [
    statement.mandate !== "authorised" && `${t("mandate")}: ${t(`mandate_${statement.mandate}`)}`,
    statement.channel !== "public" && `${t("channel")}: ${t(`channel_${statement.channel}`)}`,
    statement.coder && `${t("coder")}: ${statement.coder}`,
  ].filter(Boolean);
  return make("article", { class: `statement ${statement.isOwnVoice ? "own" : "others"}` },
    make("p", { class: "said-by" }, person ? make("strong", {}, text(labelOf(person), 160)) : make("strong", {}, t("sourceAlone")),
      person && say(person.office) ? [" · ", text(say(person.office), 160)] : null,
      statement.about === null || person?.speaksFor.includes(statement.about) ? null : [" · ", t("onBehalf"), " ", text(labelOf(data.parties[statement.about]), 120)]),
    say(statement.paraphrase) ? make("p", { class: "paraphrase" }, text(say(statement.paraphrase), 4000)) : null,
    say(statement.quotation) ? make("blockquote", {}, text(say(statement.quotation), 1000)) : null,
    make("p", { class: "meta" }, when(statement), " · ",
      make("span", { class: statement.isOwnVoice ? "voice own" : "voice others" }, t(`attr_${statement.attribution}`), " (",
        t(statement.isOwnVoice ? "ownVoice" : "othersVoice"), ")"),
      ` · ${t("confidence")} ${Math.round(statement.confidence * 100)}\u00a0%`),
    make("p", { class: "meta" }, t("source"), ": ", source.address ? linkTo(source.address, labelOf(source)) : text(labelOf(source), 300), place,
      ` · ${t("sensitivity")}: ${t(`sensitivity_${statement.sensitivity}`)}`),
    extra.length ? make("p", { class: "meta" }, text(extra.join(" · "), 400)) : null);
};
/** @param {number[]} numbers */
export const statementBlocks = (numbers) => numbers.map(statementBlock);

/** @param {Named} one */
const namedThing = (one) => (one.id ? goTo(one.id) : text(say(one.label), 200));
/**
 * The names of several things, with commas.
 * @param {Named[]} things
 */
export const namedThings = (things) => things.flatMap((one, n) => [n ? t("comma") : null, namedThing(one)]);
/**
 * By what a stance lapsed, what was announced for that first.
 * @param {Lapse} lapse
 */
export const lapseBlock = (lapse) => [
  say(lapse.consequence) ? make("p", { class: "note" }, t("announced"), ": ", text(say(lapse.consequence), 1000)) : null,
  make("p", {}, `${t("lapsedAfter")} ${dateText(lapse.day, true)}: ${t(`lapse_${lapse.kind.replace(" ", "_")}`)}`,
    lapse.concerned.length ? [" — ", namedThings(lapse.concerned)] : null),
];
/**
 * How a condition stands, in words; nothing where it is only waited for.
 * @param {string} state
 */
const stateMark = (state) => (state === "pending" ? null
  : make("span", { class: `badge${state === "missed" || state === "broken off" || state === "claimed" ? " warn" : ""}` }, t(`condition_${state.replace(" ", "_")}`)));
/**
 * One condition: what it requires, until when, how it stands, and what is held when it is met and otherwise.
 * @param {number} number
 * @param {string} [state]
 */
export const conditionBlock = (number, state) => {
  const condition = data.conditions[number];
  const limits = [
    t(`timing_${condition.timing}`),
    condition.deadline && `${t("deadline")} ${dateText(condition.deadline, true)}`,
    say(condition.deadlineWords),
    condition.anyOf && `${t("anyOf")} ${condition.anyOf}`,
    condition.bound !== "exactly" && t(`bound_${condition.bound}`),
  ].filter(Boolean);
  return make("div", { class: "condition" },
    make("p", {}, "◆ ", t("requires"), " ", condition.requires.flatMap((one, n) => [n ? " + " : null, namedThing(one)]),
      condition.doneBy.length ? [` ${t("doneBy")} `, namedThings(condition.doneBy)] : null,
      say(condition.words) ? [condition.requires.length ? t("semicolon") : "", text(say(condition.words), 1000)] : null, state ? [" ", stateMark(state)] : null),
    condition.unless.length ? make("p", {}, t("unless"), " ", namedThings(condition.unless)) : null,
    make("p", { class: "meta" }, text(limits.join(" · "), 400), ` ${arrow()} `, stanceName(condition.whenMet)),
    say(condition.otherwise) ? make("p", { class: "meta" }, t("otherwise"), ": ", text(say(condition.otherwise), 1000)) : null);
};
/** @param {number[]} parties */
const partyNames = (parties) => text(parties.map((n) => labelOf(data.parties[n])).join(t("comma")), 400);
/**
 * How some parties understand an option on a point.
 * @param {Reading} reading
 */
export const readingBlock = (reading) => {
  const { readBy, acceptedBy, leftOpenBy } = readingNow(reading) ?? { readBy: [], acceptedBy: [], leftOpenBy: [] };
  const holds = [...readBy, ...acceptedBy, ...leftOpenBy].length > 0;
  return make("div", { class: "reading" },
  make("p", {}, readBy.flatMap((n, at) => [at ? t("comma") : null, goTo(`p${n}`)]), readBy.length ? " · " : null, make("em", {}, text(say(reading.point), 200)),
    holds ? null : [" ", make("span", { class: "badge" }, t("readingOver"))], " ", sensitivityBadge(reading.sensitivity)),
  say(reading.text) ? make("p", {}, text(say(reading.text), 2000)) : null,
  acceptedBy.length ? make("p", { class: "meta" }, t("acceptedBy"), ": ", partyNames(acceptedBy)) : null,
  leftOpenBy.length ? make("p", { class: "meta" }, t("leftOpenBy"), ": ", partyNames(leftOpenBy)) : null,
  reading.endsOn ? make("p", { class: "meta" }, t("readingEnds"), " ", dateText(reading.endsOn, true)) : null,
  make("details", {}, make("summary", {}, t("statements")), statementBlocks(madeByNow(reading.statements))));
};

/** @param {Premise} premise */
const premiseRow = ({ party, term, stance, statements }) => make("li", {}, goTo(`p${party}`), ": ", stanceMark({ stance, inferred: !statements.length, ascribed: areOthersWord(statements) }), " ",
  term ? goTo(term) : null,
  statements.length ? make("details", {}, make("summary", {}, `${t("statements")} (${statements.length})`), statementBlocks(statements)) : null);
/**
 * One step by which a stance is inferred.
 * @param {Derivation} step
 */
export const derivationBlock = (step) => make("div", { class: "derivation" },
  make("p", {}, make("strong", {}, t(`rule_${step.rule.replaceAll(" ", "_")}`)), step.reason ? [": ", text(say(step.reason), 1000)] : null),
  step.via.length ? make("p", { class: "meta" }, t("via"), " ", step.via.flatMap((id, n) => [n ? ` ${arrow()} ` : null, goTo(id)])) : null,
  make("ul", {}, step.premises.map(premiseRow)));
/**
 * A position that is shown beside a stance and does not decide it.
 * @param {PastPosition} beside
 */
export const besideBlock = (beside) => make("details", {}, make("summary", {}, toldMark(beside), ` — ${t(`fate_${beside.fate.replaceAll(" ", "_")}`)}`), (beside.conditions ?? []).map((number) => conditionBlock(number)), statementBlocks(beside.statements));
/** @param {PastPosition} past */
export const pastBlock = (past) => make("details", {}, make("summary", {}, toldMark(past), ` — ${t(`fate_${past.fate.replace(" ", "_")}`)}`), statementBlocks(past.statements));
/** @param {Report} report */
export const contraryBlock = (report) => make("div", {}, make("p", {}, toldMark(report)), statementBlocks(report.statements));
