import { clip } from "./clip.js";
import { windowNumber, windowsNow } from "./counted.js";
import { data, stanceEdges } from "./data.js";
import { fill, get, getButton, getInput, make, text } from "./dom.js";
import { changesOn, isMarking, stanceAt } from "./model.js";
import { signAlone } from "./signs.js";
import { shownText, spanText } from "./spans.js";
import { change, dayNow, isOfStatements, lastDay, select, windowKeys } from "./state.js";
import { dateText, direction, nameOf, t } from "./words.js";

/** @import { Change } from "../page-data.d.ts" */

const slider = getInput("day");
const most = 40;
const DAY = 86_400_000;
/* How many days after the first one each day lies. */
const offsets = data.days.map((day) => Math.round((Date.parse(day) - Date.parse(data.days[0])) / DAY));

/**
 * @typedef {object} Scale What the slider runs over: the days of change, or the windows of statements with all time after them.
 * @property {number[]} places of its stops
 * @property {number} at the stop that is shown
 * @property {number[]} sizes how much there is at each stop, as its tick shows it
 * @property {string} words
 * @property {string} long the same for a screen reader
 * @property {(stop: number) => void} go
 */
/** @returns {Scale} */
const days = () => {
  const counts = data.days.map((_, day) => (day ? changesOn(day).length : 0));
  return { places: offsets, at: dayNow(), sizes: counts, words: dateText(data.days[dayNow()], true), long: dateText(data.days[dayNow()]), go: (day) => change({ day }) };
};
/** @returns {Scale} */
const windows = () => {
  const [found, number] = [windowsNow(), windowNumber()];
  const keys = windowKeys(found);
  return {
    places: [...found.map((_, n) => n), found.length], at: number ?? found.length, sizes: [...found.map(({ kept }) => kept), 0],
    words: number === null ? t("allTime") : spanText(), long: shownText(), go: (stop) => change({ window: keys[stop] ?? null }),
  };
};
const scale = () => (isOfStatements() ? windows() : days());
/** @param {(at: number, last: number) => number} to from the stop that is shown to that which is wanted */
const step = (to) => {
  const { at, places, go } = scale();
  const last = places.length - 1;
  go(Math.min(last, Math.max(0, to(at, last))));
};
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 };
/* The slider runs over all days; between days of change it shows the last one on or before. Keys go from change to change. */
slider.addEventListener("input", () => step(() => scale().places.filter((place) => place <= Number(slider.value)).length - 1));
slider.addEventListener("keydown", (event) => {
  const by = STEPS[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  step((at) => at + by * (direction() === "rtl" && /Left|Right/.test(event.key) ? -1 : 1));
});
get("day-before").addEventListener("click", () => step((at) => at - 1));
get("day-after").addEventListener("click", () => step((at) => at + 1));

/** @param {Scale} shown */
const ticks = ({ places, sizes, at }) => {
  const top = Math.max(1, ...sizes);
  const whole = places[places.length - 1];
  fill(get("ticks"), sizes.map((size, n) => {
    const tick = make("span", { class: `tick${n === at ? " now" : ""}` });
    tick.style.height = `${4 + (12 * size) / top}px`;
    tick.style.insetInlineStart = `${whole ? (100 * places[n]) / whole : 0}%`;
    return tick;
  }));
};
/**
 * One change, as a button that selects the stance.
 * @param {Change} change
 */
const chip = ({ edge: number, kind }) => {
  const edge = stanceEdges[number];
  const record = stanceAt(edge);
  return make("button", { type: "button", class: "change", onclick: () => { select(edge.id); get("panel").focus({ preventScroll: true }); } },
    signAlone(record ?? { stance: "silent" }),
    text(`${nameOf(edge.from)}: ${clip(nameOf(edge.to), 44)}`, 90), make("em", {}, t(`change_${kind}`)));
};
/* What changed on the day, or how it is that nothing is told. */
const changesPart = () => {
  const [day, changed] = [dayNow(), changesOn(dayNow())];
  if (lastDay === 0) return make("span", { class: "hint" }, t("oneDay"));
  if (!isMarking() || day === 0) return make("span", { class: "hint" }, t(day > 0 || !isMarking() ? "slideHint" : data.limits.earlier ? "daysLeftOut" : "firstDay"));
  return [make("span", { class: "hint" }, `${t("changed")}: ${changed.length}`), changed.slice(0, most).map(chip), changed.length > most ? make("span", { class: "hint" }, `+ ${changed.length - most}`) : null];
};
/* The way back to all time, and what it joins beyond the windows. */
const allTimePart = () => [make("button", { type: "button", class: "change", id: "all-time", "aria-pressed": String(windowNumber() === null), onclick: () => change({ window: null }) }, t("allTime")),
  make("span", { class: "hint" }, t(windowNumber() === null ? "windowHint" : "acrossWindows"))];
/* Show the day and what changed on it, and how much on each other day; or the window of statements, and how many are in each other. */
export const showTimeline = () => {
  const isCounted = isOfStatements();
  const held = get("changes").contains(document.activeElement) ? document.activeElement?.id : null;
  const shown = scale();
  const last = shown.places.length - 1;
  document.body.classList.toggle("of-statements", isCounted);
  slider.max = String(shown.places[last]);
  slider.value = String(shown.places[shown.at]);
  slider.disabled = last === 0;
  slider.setAttribute("aria-valuetext", shown.long);
  get("day-name").textContent = shown.words;
  /** @type {[string, string, string][]} */
  const named = [["day-before", "dayBefore", "windowBefore"], ["day-after", "dayAfter", "windowAfter"]];
  for (const [id, ofDays, ofWindows] of named) get(id).setAttribute("aria-label", t(isCounted ? ofWindows : ofDays));
  get("day-label").textContent = t(isCounted ? "window" : "day");
  getButton("day-before").disabled = shown.at === 0;
  getButton("day-after").disabled = shown.at === last;
  ticks(shown);
  fill(get("changes"), isCounted ? allTimePart() : changesPart());
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
};
