import { clip } from "./clip.js";
import { data, stanceEdges } from "./data.js";
import { fill, get, getButton, getInput, make, text } from "./dom.js";
import { changesOn, isMarking, stanceAt } from "./model.js";
import { signAlone } from "./signs.js";
import { change, dayNow, lastDay, select } from "./state.js";
import { dateText, direction, nameOf, t } from "./words.js";

/** @import { Change } from "../page-data.d.ts" */

const slider = getInput("day");
const most = 40;
const DAY = 86_400_000;
/* How many days after the first one each day lies. */
const offsets = data.days.map((day) => Math.round((Date.parse(day) - Date.parse(data.days[0])) / DAY));
const span = offsets[lastDay];

/** @param {number} day */
const go = (day) => change({ day: Math.min(lastDay, Math.max(0, day)) });
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 };
/* The slider runs over all days; between days of change it shows the last one on or before. Keys go from change to change. */
slider.max = String(span);
slider.addEventListener("input", () => go(offsets.filter((offset) => offset <= Number(slider.value)).length - 1));
slider.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  go(dayNow() + step * (direction() === "rtl" && /Left|Right/.test(event.key) ? -1 : 1));
});
get("day-before").addEventListener("click", () => go(dayNow() - 1));
get("day-after").addEventListener("click", () => go(dayNow() + 1));

const ticks = () => {
  const counts = data.days.map((_, day) => changesOn(day).length);
  const top = Math.max(1, ...counts.slice(1));
  fill(get("ticks"), counts.map((count, day) => {
    const tick = make("span", { class: `tick${day === dayNow() ? " now" : ""}` });
    tick.style.height = `${4 + (day ? (12 * count) / top : 0)}px`;
    tick.style.insetInlineStart = `${span ? (100 * offsets[day]) / span : 0}%`;
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
/* Show the day, what changed on it, and how much on each other day. */
export const showTimeline = () => {
  const day = dayNow();
  slider.value = String(offsets[day]);
  slider.disabled = lastDay === 0;
  slider.setAttribute("aria-valuetext", dateText(data.days[day]));
  get("day-name").textContent = dateText(data.days[day], true);
  getButton("day-before").disabled = day === 0;
  getButton("day-after").disabled = day === lastDay;
  ticks();
  const changed = changesOn(day);
  if (lastDay === 0) fill(get("changes"), make("span", { class: "hint" }, t("oneDay")));
  else if (!isMarking() || day === 0) {
    fill(get("changes"), make("span", { class: "hint" }, t(day > 0 || !isMarking() ? "slideHint" : data.limits.earlier ? "daysLeftOut" : "firstDay")));
  } else {
    fill(get("changes"), make("span", { class: "hint" }, `${t("changed")}: ${changed.length}`), changed.slice(0, most).map(chip),
      changed.length > most ? make("span", { class: "hint" }, `+ ${changed.length - most}`) : null);
  }
};
