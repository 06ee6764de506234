import { data } from "./data.js";
import { linkTo, make, sign, text } from "./dom.js";
import { goTo, sensitivityBadge, statementBlock } from "./evidence.js";
import { eventNow } from "./model.js";
import { dateText, labelOf, say, t } from "./words.js";

/** @import { Assessment, CaseEvent } from "../page-data.d.ts" */

/**
 * The days of an event in words.
 * @param {CaseEvent} found
 */
export const eventDays = ({ start, end }) => (start === null ? t("noDayTold") : end && end !== start ? `${dateText(start, true)} – ${dateText(end, true)}` : dateText(start, true));
/**
 * The name of an event's sign: how well it is known, or scheduled.
 * @param {CaseEvent} found
 */
export const signOfEvent = (found) => {
  const state = eventNow(found);
  return !state || state.state === "scheduled" ? "scheduled" : state.known;
};
/**
 * Where an event stands and how well it is known: a sign and a word.
 * @param {CaseEvent} found
 * @param {boolean} isDrawn whether with its sign
 */
export const knownMark = (found, isDrawn = true) => {
  const kind = signOfEvent(found);
  return make("span", { class: `known ${kind}` }, isDrawn ? sign(`event-${kind}`) : null, t(kind === "scheduled" ? "scheduled" : `known_${kind}`), found.verifiedBy ? [` (${t("verifiedBy")} `, text(found.verifiedBy, 120), ")"] : null);
};
/**
 * What an event honours or breaks, how well that is known and according to whom.
 * @param {Assessment} one
 * @param {boolean} isNamed whether the option is to be named
 */
const verdict = ({ honours, option, statement, known }, isNamed) => make("div", { class: `deed ${honours ? "honours" : "breaks"}` }, make("p", { class: "meta" },
  make("strong", {}, `${honours ? "✓" : "✕"} ${t(isNamed ? (honours ? "deedHonours" : "deedBreaks") : honours ? "honours" : "breaks")}`), isNamed ? [" ", goTo(`o${option}`)] : null, ` · ${t(`known_${known}`)} — `, t("accordingTo"), ":"), statementBlock(statement));
/**
 * An event with what it does to some options, or to all.
 * @param {CaseEvent} found
 * @param {number[] | null} options
 */
export const eventBlock = (found, options = null) => {
  const source = found.source === null ? null : data.sources[found.source];
  const told = (eventNow(found)?.assessments ?? []).filter((one) => !options || options.includes(one.option));
  return make("div", { class: "event" }, make("p", {}, make("strong", {}, text(labelOf(found), 300))),
    make("p", { class: "meta" }, eventDays(found), " · ", knownMark(found), say(found.place) ? [" · ", text(say(found.place), 200)] : null,
      found.actors.length ? [" · ", found.actors.flatMap((n, at) => [at ? t("comma") : null, goTo(`p${n}`)])] : null, " ", sensitivityBadge(found.sensitivity)),
    found.figures.map(({ label, value, unit }) => make("p", { class: "meta" }, text([say(label), `${value} ${unit}`.trim()].filter(Boolean).join(": "), 200))),
    source ? make("p", { class: "meta" }, t("source"), ": ", source.address ? linkTo(source.address, labelOf(source)) : text(labelOf(source), 300), found.paragraph ? `, ${t("paragraph")} ${found.paragraph}` : null) : null,
    told.map((one) => verdict(one, options?.length !== 1)));
};
/**
 * The events told of by the day that honour or break one of some options.
 * @param {number[]} options
 */
export const eventsOn = (options) => data.events.filter((found) => eventNow(found)?.assessments.some((one) => options.includes(one.option)));
