import { fill, get, make } from "./dom.js";
import { isInMatrix } from "./matrix.js";
import { notesTopic } from "./notes.js";
import { screen } from "./screen.js";
import { now, select } from "./state.js";
import { issueTopic, optionTopic, overview, pairTopic, partyTopic, proposalTopic, relationTopic, stanceTopic } from "./topics.js";
import { t } from "./words.js";

/** @import { Child } from "./dom.js" */

const panel = get("panel");
/** @type {Record<string, (id: string) => Child[]>} */
const TOPICS = { p: partyTopic, i: issueTopic, o: optionTopic, b: proposalTopic, s: stanceTopic, n: pairTopic, r: relationTopic };
/* Show what is selected, or the overview where that is open. */
export const showPanel = () => {
  const { sel } = now();
  const inside = panel.contains(document.activeElement);
  const shown = isInMatrix() ? null : sel ? TOPICS[sel[0]](sel) : screen.notesOpen ? notesTopic() : screen.aboutOpen ? overview() : null;
  panel.hidden = shown === null;
  document.body.classList.toggle("with-panel", shown !== null);
  if (!shown) {
    panel.replaceChildren();
    return;
  }
  const close = make("button", { type: "button", class: "icon close", "aria-label": t("close"), onclick: () => closePanel() }, "×");
  fill(panel, close, shown);
  panel.scrollTop = 0;
  if (inside) panel.focus({ preventScroll: true });
};
export const closePanel = () => {
  screen.aboutOpen = false;
  screen.notesOpen = false;
  select(null);
  const within = now().view === "matrix" ? get("matrix-view") : now().view === "deals" ? (screen.opener?.isConnected ? screen.opener : get("deals-view")) : get(now().mode === "table" ? "table-view" : "canvas");
  within.focus({ preventScroll: true });
};
