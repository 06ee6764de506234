import { choose } from "./choosing.js";
import { data } from "./data.js";
import { linkTo, make, text } from "./dom.js";
import { sideOf } from "./model.js";
import { clip, dateText, labelOf, nameOf, say, t } from "./words.js";

/* The sign of each side, the same as in the terminal's tables. */
export const SIDE_SYMBOLS = data.sideSymbols;

const stanceName = (stance) => t(`stance_${stance}`);
/* The mark of a stance: symbol, colour and name, so that none of them is needed alone. */
export const stanceMark = (record) => {
  const side = sideOf(record);
  return make("span", { class: `stance ${side}${record.i ? " inferred" : ""}` },
    make("span", { class: "symbol", "aria-hidden": "true" }, SIDE_SYMBOLS[side]), stanceName(record.s));
};
export const badges = (record) => [
  record.i && make("span", { class: "badge" }, t("inferred")),
  record.a && make("span", { class: "badge warn" }, t("ascribed")),
  record.s === "conditional" && make("span", { class: "badge" }, `◆ ${t("conditional")}`),
  record.x && make("span", { class: "badge warn" }, t("strain")),
];
export const goTo = (id, words, most = 160) => make("button", { type: "button", class: "link", onclick: () => choose(id) },
  text(words ?? nameOf(id), most));
export const part = (heading, ...children) => {
  const kept = children.flat().filter(Boolean);
  return kept.length ? make("section", { class: "part" }, make("h3", {}, t(heading)), kept) : null;
};
export const bullets = (items) => (items.length ? make("ul", {}, items.map((item) => make("li", {}, item))) : null);
export const commandLine = (command) => make("p", { class: "command" }, make("code", {}, clip(command, 400).split(/( )/).map((piece) => make("span", {}, piece))));

const when = (statement) => {
  if (statement.from && statement.from === statement.to) return dateText(statement.to, true);
  return `${statement.from ? dateText(statement.from, true) : t("unknownDay")} – ${dateText(statement.to, true)}`;
};
/* One statement: what was said, who said it, when, how it is attributed, and the place in its source. */
export const statementBlock = (number) => {
  const statement = data.statements[number];
  const source = data.sources[statement.src];
  const person = statement.who === null ? null : data.people[statement.who];
  const place = statement.par ? `, ${t("paragraph")} ${statement.par}` : "";
  const extra = [
    statement.mandate !== "authorised" && `${t("mandate")}: ${t(`mandate_${statement.mandate}`)}`,
    statement.channel !== "public" && `${t("channel")}: ${t(`channel_${statement.channel}`)}`,
    statement.coder && `${t("coder")}: ${statement.coder}`,
  ].filter(Boolean);
  return make("article", { class: `statement ${statement.own ? "own" : "others"}` },
    make("p", { class: "said-by" }, person ? make("strong", {}, text(labelOf(person), 160)) : make("strong", {}, t("sourceAlone")),
      person && say(person.office) ? [" · ", text(say(person.office), 160)] : null,
      statement.about === null || person?.for.includes(statement.about) ? null : [" · ", t("onBehalf"), " ", text(labelOf(data.parties[statement.about]), 120)]),
    say(statement.t) ? make("p", { class: "paraphrase" }, text(say(statement.t), 4000)) : null,
    say(statement.quote) ? make("blockquote", {}, text(say(statement.quote), 1000)) : null,
    make("p", { class: "meta" }, when(statement), " · ",
      make("span", { class: statement.own ? "voice own" : "voice others" }, t(`attr_${statement.attr}`), " (",
        t(statement.own ? "ownVoice" : "othersVoice"), ")"),
      ` · ${t("confidence")} ${Math.round(statement.c * 100)}\u00a0%`),
    make("p", { class: "meta" }, t("source"), ": ", source.url ? linkTo(source.url, labelOf(source)) : text(labelOf(source), 300), place,
      ` · ${t("sensitivity")}: ${t(`sensitivity_${statement.sens}`)}`),
    extra.length ? make("p", { class: "meta" }, text(extra.join(" · "), 400)) : null);
};
export const statementBlocks = (numbers) => numbers.map(statementBlock);

const required = ([kind, value]) => (kind === "k" ? text(say(value), 200) : goTo(`${kind}${value}`));
export const conditionBlock = (number) => {
  const condition = data.conditions[number];
  const limits = [
    t(`timing_${condition.timing}`),
    condition.deadline && `${t("deadline")} ${dateText(condition.deadline, true)}`,
    say(condition.deadlineWords),
    condition.any && `${t("anyOf")} ${condition.any}`,
  ].filter(Boolean);
  return make("div", { class: "condition" },
    make("p", {}, "◆ ", t("requires"), " ", condition.req.flatMap((one, n) => [n ? " + " : null, required(one)]),
      say(condition.words) ? [condition.req.length ? "; " : "", text(say(condition.words), 1000)] : null),
    make("p", { class: "meta" }, text(limits.join(" · "), 400), " → ", stanceName(condition.when)),
    say(condition.otherwise) ? make("p", { class: "meta" }, t("otherwise"), ": ", text(say(condition.otherwise), 1000)) : null);
};
export const readingBlock = (reading) => make("div", { class: "reading" },
  make("p", {}, reading.p.flatMap((n, at) => [at ? ", " : null, goTo(`p${n}`)]), " · ", make("em", {}, text(say(reading.point), 200))),
  say(reading.t) ? make("p", {}, text(say(reading.t), 2000)) : null,
  reading.ok.length ? make("p", { class: "meta" }, t("acceptedBy"), ": ", text(reading.ok.map((n) => labelOf(data.parties[n])).join(", "), 400)) : null,
  reading.open.length ? make("p", { class: "meta" }, t("leftOpenBy"), ": ", text(reading.open.map((n) => labelOf(data.parties[n])).join(", "), 400)) : null,
  make("details", {}, make("summary", {}, t("statements")), statementBlocks(reading.st)));

const premise = ([party, term, stance, statements]) => make("li", {}, goTo(`p${party}`), ": ", stanceMark({ s: stance }), " ",
  term ? goTo(term) : null,
  statements.length ? make("details", {}, make("summary", {}, `${t("statements")} (${statements.length})`), statementBlocks(statements)) : null);
export const derivationBlock = (step) => make("div", { class: "derivation" },
  make("p", {}, make("strong", {}, t(`rule_${step.rule.replaceAll(" ", "_")}`)), step.why ? [": ", text(say(step.why), 1000)] : null),
  step.via.length ? make("p", { class: "meta" }, t("via"), " ", step.via.flatMap((id, n) => [n ? " → " : null, goTo(id)])) : null,
  make("ul", {}, step.p.map(premise)));
export const pastBlock = (past) => make("details", {}, make("summary", {}, stanceMark(past), ` — ${t(`fate_${past.fate.replace(" ", "_")}`)}`), statementBlocks(past.st));
export const contraryBlock = (report) => make("div", {}, make("p", {}, stanceMark({ s: report.s })), statementBlocks(report.st));
