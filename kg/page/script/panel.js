import { pairTopic } from "./between.js";
import { fill, get, make } from "./dom.js";
import { issueTopic, partyTopic } from "./dossier.js";
import { isInMatrix } from "./matrix.js";
import { notesTopic } from "./notes.js";
import { proposalTopic } from "./proposal.js";
import { attributionTopic, eventTopic, personTopic, sourceTopic, statementTopic } from "./records.js";
import { screen } from "./screen.js";
import { signLegend } from "./signs.js";
import { change, isOfStatements, now, select } from "./state.js";
import { optionTopic, overview, relationTopic, stanceTopic } from "./topics.js";
import { weightTopic, weightsOfParty } from "./weighing.js";
import { t } from "./words.js";

/** @import { Child } from "./dom.js" */

const panel = get("panel");
/** @type {Record<string, (id: string) => Child[]>} */
const TOPICS = { p: (id) => partyTopic(id, null), i: issueTopic, o: optionTopic, b: proposalTopic, s: stanceTopic, n: pairTopic, r: relationTopic, e: eventTopic, q: statementTopic, h: personTopic, u: sourceTopic, v: attributionTopic };
/** @type {Record<string, string>} what is shown of each, a key of the page's words */
const KINDS = { p: "party", i: "issue", o: "option", b: "proposal", s: "stance", n: "pair", r: "relation", e: "event", q: "statement", h: "speaker", u: "source", v: "attribution" };
/**
 * What is shown of what is selected; where lines stand for statements, of a pair and a party what they stand for.
 * @param {string} id
 */
const topicOf = (id) => {
  if (!isOfStatements() || !"np".includes(id[0])) return TOPICS[id[0]](id);
  return id[0] === "n" ? weightTopic(id) : partyTopic(id, weightsOfParty(id));
};
/* Show what is selected, or the overview where that is open. */
export const showPanel = () => {
  const { sel } = now();
  const inside = panel.contains(document.activeElement);
  const shown = isInMatrix() ? null : sel ? topicOf(sel) : screen.notesOpen ? notesTopic() : screen.aboutOpen ? overview() : null;
  panel.hidden = shown === null;
  panel.dataset.dossier = sel ? KINDS[sel[0]] : "";
  const isWide = shown !== null && now().wide;
  document.body.classList.toggle("with-panel", shown !== null);
  panel.classList.toggle("wide-panel", isWide);
  if (!shown) {
    panel.replaceChildren();
    return;
  }
  const close = make("button", { type: "button", class: "icon close", "aria-label": t("close"), onclick: () => closePanel() }, "×");
  const widen = make("button", { type: "button", class: "icon widen", "aria-pressed": String(isWide), "aria-label": t("readWide"), title: t("readWide"), onclick: () => change({ wide: !now().wide }) }, "⤢");
  const words = make("div", { class: "panel-words" }, shown);
  if (words.querySelector(".stance-cell")) words.append(signLegend());
  fill(panel, make("div", { class: "panel-tools" }, widen, close), words);
  panel.scrollTop = 0;
  if (inside) panel.focus({ preventScroll: true });
};
export const closePanel = () => {
  screen.aboutOpen = false;
  screen.notesOpen = false;
  select(null);
  const { view, mode } = now();
  const within = view === "matrix" ? get("matrix-view") : view === "deals" || view === "timeline" ? (screen.opener?.isConnected ? screen.opener : get(`${view}-view`)) : get(mode === "table" ? "table-view" : "canvas");
  within.focus({ preventScroll: true });
};
