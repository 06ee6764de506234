import { countsOthers, hasOthers, isUncounted, weightsNow, windowNumber } from "./counted.js";
import { data } from "./data.js";
import { fill, get, make } from "./dom.js";
import { commandLine } from "./evidence.js";
import { countedText, networkCommand, seriesCommand } from "./spans.js";
import { LINES, change, isOfStatements, now } from "./state.js";
import { t } from "./words.js";

const bar = get("lines-bar");
/* What a line adds up, and what is not on the page. */
const hint = () => {
  const { compared } = data.network;
  return [t(weightsNow().length ? "pairsAdd" : "noPairsHere"), isUncounted() ? t("weightsBeyond") : "",
    compared < data.parties.length ? t("comparedOnly").replace("{count}", String(compared)).replace("{all}", String(data.parties.length)) : ""].filter(Boolean).join(" ");
};
const others = () => make("label", { class: "check", for: "count-others" },
  make("input", { type: "checkbox", id: "count-others", checked: countsOthers(), disabled: now().own, onchange: () => change({ others: !now().others }) }), t("othersToo"));
/* Show what the lines between parties stand for, and for statements what is counted. */
export const showLinesBar = () => {
  bar.hidden = now().view !== "parties";
  if (bar.hidden) return;
  const isCounted = isOfStatements();
  const held = bar.contains(document.activeElement) ? document.activeElement?.id : null;
  fill(get("lines-choices"), LINES.map((lines) => make("button", { type: "button", id: `lines-${lines}`, "aria-pressed": String(now().lines === lines), onclick: () => change({ lines }) }, t(`lines_${lines}`))));
  fill(get("lines-others"), isCounted && hasOthers() ? others() : null);
  get("counted").hidden = !isCounted;
  if (isCounted) {
    get("counted-line").textContent = countedText();
    get("counted-hint").textContent = hint();
    fill(get("counted-command"), commandLine(windowNumber() === null ? seriesCommand() : networkCommand()));
  }
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
};
