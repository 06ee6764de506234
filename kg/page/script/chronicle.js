import { choose } from "./choosing.js";
import { data } from "./data.js";
import { eventDays, knownMark, signOfEvent } from "./deeds.js";
import { fill, get, make, sign, text } from "./dom.js";
import { sensitivityBadge, when } from "./evidence.js";
import { hiddenMark } from "./hiding.js";
import { eventNow, isFiltered, isShownEvent, isShownStatement } from "./model.js";
import { screen } from "./screen.js";
import { signAlone } from "./signs.js";
import { dayNow, now } from "./state.js";
import { counted, dateText, labelOf, nameOf, say, t } from "./words.js";

/** @import { CaseEvent, Statement } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/**
 * @typedef {{ id: string, day: string, since: string | null, sign: Element | null }} Mark What stands on the scale: from when it may be, and by which sign.
 */

const room = get("timeline-view");
const MOST = 600;
const DAY = 86_400_000;

/** @param {Statement} statement */
const signsOf = ({ states, isOwnVoice }) => [...new Set((states ?? []).map(({ stance }) => stance))].map((stance) => signAlone({ stance, ascribed: !isOwnVoice }));
/** @param {Statement} statement */
const statedWords = ({ states, takesBack, proposals, paraphrase }) => {
  const [stated, back] = [states ?? [], takesBack ?? []];
  const lines = [...stated.map(({ term, stance }) => `${t(`stance_${stance}`)}: ${nameOf(term)}`), ...back.map(({ term }) => `${t("takesBack")}: ${nameOf(term)}`),
    ...(proposals ?? []).map((n) => `${t("onProposal")} ${nameOf(`b${n}`)}`)];
  return lines.length ? lines : [say(paraphrase)];
};
/**
 * An entry as a button that opens its evidence.
 * @param {string} id
 * @param {string} look
 * @param {Child[]} children
 */
const entry = (id, look, ...children) => make("li", {}, make("button", { type: "button", class: `entry-button ${look}`, "data-entry": id, onclick: () => { choose(id); get("panel").focus({ preventScroll: true }); } }, children));
/** @param {number} n */
const statementEntry = (n) => {
  const statement = data.statements[n];
  const who = statement.speaker === null ? t("sourceAlone") : labelOf(data.people[statement.speaker]);
  const signs = signsOf(statement);
  return entry(`q${n}`, statement.isOwnVoice ? "own" : "others", make("span", { class: "signs" }, signs.length ? signs : make("span", { "aria-hidden": "true" }, "■")),
    make("span", { class: "entry-words" }, make("strong", {}, text(statement.about === null ? who : labelOf(data.parties[statement.about]), 120)), statedWords(statement).map((line) => make("span", { class: "line-of" }, text(line, 240))),
      make("small", {}, text(`${who}, ${when(statement)}`, 200), ` · ${t(`attr_${statement.attribution}`)} (${t(statement.isOwnVoice ? "ownVoice" : "othersVoice")})`)), sensitivityBadge(statement.sensitivity));
};
/** @param {CaseEvent} found */
const verdicts = (found) => [...new Map((eventNow(found)?.assessments ?? []).map((one) => [`${one.honours}${one.option}${one.known}`, one])).values()]
  .map(({ honours, option, known }) => make("span", { class: "line-of verdict-line" }, `${honours ? "✓" : "✕"} ${t(honours ? "deedHonours" : "deedBreaks")} `, text(nameOf(`o${option}`), 200), ` (${t(`known_${known}`)})`));
/** @param {number} n */
const eventEntry = (n) => {
  const found = data.events[n];
  return entry(`e${n}`, `of-event ${signOfEvent(found)}`, make("span", { class: "signs" }, sign(`event-${signOfEvent(found)}`)), make("span", { class: "entry-words" }, make("strong", {}, text(labelOf(found), 200)), verdicts(found),
    make("small", {}, eventDays(found), " · ", knownMark(found, false), found.actors.length ? [" · ", text(found.actors.map((p) => labelOf(data.parties[p])).join(t("comma")), 200)] : null)), sensitivityBadge(found.sensitivity));
};

// -------------------------------------------------------------------- scale

/**
 * All that is shown on one scale of time: statements above it, events below; the list underneath says the same in words.
 * @param {Mark[]} said
 * @param {Mark[]} done
 */
const scale = (said, done) => {
  const days = [...said, ...done].flatMap(({ day, since }) => [day, since ?? day]).sort();
  if (!days.length) return null;
  const [first, last] = [Date.parse(days[0]), Date.parse(days[days.length - 1])];
  const place = (/** @type {string} */ day) => (first === last ? 50 : 100 * (Date.parse(day) - first) / (last - first));
  const nearest = 100 * SIGN_ROOM / Math.max(SIGN_ROOM, (room.clientWidth || window.innerWidth) - SCALE_PADDING);
  const lane = (/** @type {Mark[]} */ marks, /** @type {string} */ name) => {
    /* Days so near that their signs would lie on each other stand in one stack, at the first of them. */
    /** @type {Map<string, Mark[]>} */
    const byDay = new Map();
    let [stack, left] = ["", -Infinity];
    for (const mark of [...marks].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
      if (place(mark.day) - left >= nearest) [stack, left] = [mark.day, place(mark.day)];
      byDay.set(stack, [...byDay.get(stack) ?? [], mark]);
    }
    const reach = marks.filter(({ since, day }) => since && since < day).map(({ since, day }) => ({ from: place(since ?? day), to: place(day) }));
    return make("div", { class: `lane ${name}` }, [...new Map(reach.map((one) => [`${one.from}`, one])).values()].map(({ from, to }) => positioned(make("span", { class: "reach" }), from, to - from)),
      [...byDay].map(([day, found]) => positioned(make("span", { class: "stack" }, found.slice(0, MOST_STACKED).map((mark) => mark.sign ?? make("span", { class: "other" }, "■")),
        found.length > MOST_STACKED ? make("span", { class: "more" }, `+${found.length - MOST_STACKED}`) : null), place(day))));
  };
  const span = Math.round((last - first) / DAY);
  const count = Math.min(span, window.matchMedia("(max-width: 600px)").matches ? 2 : 6);
  const ticks = Array.from({ length: count + 1 }, (_, n) => new Date(first + Math.round(span * n / Math.max(count, 1)) * DAY).toISOString().slice(0, 10));
  return make("div", { class: "time-scale", "aria-hidden": "true" }, make("div", { class: "lanes" }, lane(said, "said"), make("div", { class: "axis" }, ticks.map((day) => positioned(make("span", { class: "tick-day" }, dateText(day, true)), place(day)))), lane(done, "done")));
};
const MOST_STACKED = 5;
/* In pixels: what a sign takes with the room beside it, and what the edges of the scale take at most. */
const SIGN_ROOM = 32;
const SCALE_PADDING = 140;
/**
 * @param {HTMLElement} element
 * @param {number} start in per cent of the scale
 * @param {number} [width]
 */
const positioned = (element, start, width) => {
  element.style.setProperty("inset-inline-start", `${start}%`);
  if (width !== undefined) element.style.setProperty("inline-size", `${width}%`);
  return element;
};

// --------------------------------------------------------------------- list

/** @type {(first: string, second: string) => string} */
const later = (first, second) => { const days = Math.round((Date.parse(second) - Date.parse(first)) / DAY); return days > 1 ? counted("daysLater", days) : ""; };
/**
 * A day with what was said and what was done on it, side by side.
 * @param {string} day
 * @param {string | null} before the day before it that has something
 * @param {number[]} said
 * @param {number[]} done
 */
const dayBlock = (day, before, said, done) => {
  const gap = before ? later(before, day) : "";
  const column = (/** @type {string} */ name, /** @type {HTMLElement[]} */ rows) => make("div", { class: `column ${name}` }, make("h4", {}, t(name === "said" ? "statements" : "events"), ` (${rows.length})`), rows.length ? make("ul", {}, rows) : make("p", { class: "meta" }, "—"));
  return make("section", { class: "day-block", "data-day": day }, gap ? make("p", { class: "gap" }, `⋮ ${gap}`) : null, make("h3", {}, dateText(day)),
    make("div", { class: "beside-each" }, column("said", said.map(statementEntry)), column("done", done.map(eventEntry))));
};
const build = () => {
  const today = data.days[dayNow()];
  const made = data.statements.flatMap((statement, n) => (statement.latest <= today ? [n] : []));
  const told = data.events.flatMap((found, n) => (eventNow(found) ? [n] : []));
  const [said, done] = [made.filter((n) => isShownStatement(data.statements[n])), told.filter((n) => isShownEvent(data.events[n]))];
  const dated = done.filter((n) => data.events[n].start !== null);
  const undated = done.filter((n) => data.events[n].start === null);
  const levels = ["verified", "reported", "claimed", "scheduled"].map((level) => ({ level, count: done.filter((n) => signOfEvent(data.events[n]) === level).length })).filter(({ count }) => count);
  const days = [...new Set([...said.map((n) => data.statements[n].latest), ...dated.map((n) => /** @type {string} */ (data.events[n].start))])].sort();
  const shown = days.slice(-MOST);
  fill(room, make("h2", {}, t("view_timeline")),
    make("p", { class: "meta" }, `${t("asOf")} ${dateText(today)} · ${t("statements")}: ${said.length} `, hiddenMark(made.length - said.length), ` · ${t("events")}: ${done.length} `, hiddenMark(told.length - done.length), isFiltered() ? ` · ${t("filters")}: ${isFiltered()}` : null),
    make("p", { class: "known-legend" }, levels.map(({ level, count }) => make("span", {}, sign(`event-${level}`), ` ${t(level === "scheduled" ? "scheduled" : `known_${level}`)}: ${count}`))),
    scale(said.map((n) => { const one = data.statements[n]; return { id: `q${n}`, day: one.latest, since: one.earliest, sign: signsOf(one)[0] ?? null }; }),
      dated.map((n) => { const one = data.events[n]; return { id: `e${n}`, day: one.end ?? /** @type {string} */ (one.start), since: one.start, sign: sign(`event-${signOfEvent(one)}`) }; })),
    days.length > shown.length ? make("p", { class: "hint" }, t("newestDays").replace("{shown}", String(shown.length)).replace("{all}", String(days.length))) : null,
    shown.map((day, n) => dayBlock(day, n ? shown[n - 1] : null, said.filter((one) => data.statements[one].latest === day), dated.filter((one) => data.events[one].start === day))),
    undated.length ? make("section", { class: "day-block" }, make("h3", {}, t("noDayTold")), make("ul", {}, undated.map(eventEntry))) : null,
    days.length || undated.length ? null : make("p", { class: "meta" }, t("noneOnRecord")));
};

let written = "";
/* Show what was said and done, day by day, where it was asked for; it stays as it is while something is opened beside it. */
export const showChronicle = () => {
  const state = now();
  const isShown = state.view === "timeline";
  document.body.classList.toggle("as-timeline", isShown);
  room.toggleAttribute("hidden", !isShown);
  const wanted = isShown ? JSON.stringify({ ...state, sel: null, open: null, theme: null, wide: null, pick: null }) : "";
  if (wanted === written) return;
  written = wanted;
  if (isShown) build(); else room.replaceChildren();
};
room.addEventListener("focusin", (event) => { if (event.target instanceof HTMLElement) screen.opener = event.target; });
