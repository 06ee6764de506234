import { fill, get, make, text } from "../../page/script/dom.js";
import { move } from "./acts.js";
import { ask, KINDS, titleOf } from "./adding.js";
import { drawMarks, showInText, startText } from "./article.js";
import { drawCard, drawCards } from "./cards.js";
import { dayText, given } from "./given.js";
import { goTo, here } from "./here.js";
import { keepRecord, recall } from "./keeping.js";
import { startPressing } from "./pressing.js";
import { cardOf, copyOf, hasCard, inOrder, onChange, onKeep, setCopyOf, stateOf, takeIn } from "./review.js";
import { startSaving } from "./saving.js";
import { drawAgreed } from "./settling.js";

const showProgress = () => {
  const states = inOrder().map(stateOf);
  /** @param {string} state */
  const count = (state) => states.filter((one) => one === state).length;
  const [coded, rejected, all] = [count("coded"), count("rejected"), states.length];
  get("progress").textContent = `${coded + rejected} of ${all} decided: ${coded} coded, ${rejected} rejected`;
  const bar = /** @type {HTMLProgressElement} */ (get("bar"));
  bar.max = Math.max(all, 1);
  bar.value = coded + rejected;
};
const drawAll = () => {
  if (here.card !== null && !hasCard(here.card)) goTo(null);
  drawCards();
  drawMarks(here.card);
  showProgress();
};
/* The card that was the current one when the cards were last drawn. */
/** @type {string | null} */
let shown = null;
const onMoved = () => {
  for (const id of new Set([shown, here.card])) {
    if (id === null || !hasCard(id)) continue;
    drawCard(id);
    drawMarks(here.card, cardOf(id).paragraph);
  }
  shown = here.card;
  if (here.card !== null) showInText(here.card);
};
const startHead = () => {
  const { text: its, settle } = given;
  fill(get("title"), text(its.title ?? its.name, 90));
  fill(get("about"), dayText(its.issued), settle ? [" · coders: ", text(settle.coders.join(", "), 60), " · settled by: "] : " · coder: ", text(given.coder), given.case ? [" · case: ", text(given.case, 60)] : null,
    given.blind ? make("b", {}, " · blind", given.sample ? `, ${given.sample} sentences` : "") : null);
  startCopy();
  if (settle) {
    get("offered").textContent = "take what the first, second or third coder chose";
    get("taking").textContent = "take · ";
  }
  fill(get("add-menu"), KINDS.map((sheet) => make("button", { type: "button", onclick: () => {
    /** @type {HTMLDetailsElement} */ (get("add")).open = false;
    ask(sheet, sheet === "events" ? { source: given.sourceId, paragraph: String(here.card === null ? 1 : cardOf(here.card).paragraph) } : {}, () => {}, () => {});
  } }, titleOf(sheet))));
};
/* Ask whether the text is a copy of another, where it repeats much of it. */
const startCopy = () => {
  const { offer } = given;
  if (!offer) return;
  const line = get("copy");
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", onchange: () => setCopyOf(box.checked ? offer.id : "") }));
  fill(line, `${offer.paragraphs} of ${given.text.paragraphs.length} paragraphs, ${Math.round(offer.share * 100)} % of the words, are also in `, text(offer.text, 60), ". ",
    make("label", {}, box, " a copy: the two count as one source"));
  line.hidden = false;
  onChange((id) => { if (id === null) box.checked = copyOf() === offer.id; });
};
/* The card that the address names, else the first that is open, else the first. */
const firstCard = () => {
  const named = decodeURIComponent(window.location.hash.slice(1));
  return hasCard(named) ? named : inOrder().find((card) => stateOf(card) === "open")?.id ?? inOrder()[0]?.id ?? null;
};
const start = async () => {
  startHead();
  drawAgreed();
  startText(move, () => here.card);
  const { cards, added, saved } = await recall();
  takeIn(cards, added);
  goTo(firstCard());
  shown = here.card;
  onKeep((kind, id, value) => keepRecord(kind, id, value));
  onChange((id, again) => {
    if (id === null) drawAll();
    else {
      if (again) drawCard(id);
      drawMarks(here.card, cardOf(id).paragraph);
      showProgress();
    }
  });
  get("cards").addEventListener("moved", onMoved);
  get("cards").addEventListener("redrawn", () => { if (here.card !== null) drawCard(here.card); });
  startPressing();
  startSaving(saved);
  drawAll();
  if (here.card !== null) move(here.card);
  document.documentElement.dataset.ready = "true";
};
start();
