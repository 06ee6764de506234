import { get, getInput, offer, tell } from "../../page/script/dom.js";
import { fileName, fileText, readFile } from "./file.js";
import { clock } from "./given.js";
import { keepAll, keeping, keepRecord, onKept } from "./keeping.js";
import { additions, hasCard, inOrder, cardOf, onChange, takeIn } from "./review.js";

/** @typedef {{ createWritable: () => Promise<{ write: (text: string) => Promise<void>, close: () => Promise<void> }> }} Handle */

/** @type {Handle | null} */
let handle = null;
let saved = 0;

/* How many decisions the file does not have yet. */
const behind = () => [...inOrder(), ...additions()].filter((one) => one.at > saved).length;
const browserWords = () => {
  if (keeping.failed) return "⚠ this browser keeps nothing: save the file";
  if (keeping.under) return "keeping…";
  return keeping.at ? `✓ kept in this browser ${clock(keeping.at)}` : "decisions are kept in this browser";
};
const show = () => {
  get("kept").textContent = browserWords();
  get("kept").classList.toggle("bad", keeping.failed);
  const count = behind();
  get("behind").textContent = count ? `file: ${count} behind` : saved ? `file: saved ${clock(saved)}` : "file: nothing to save";
  get("behind").classList.toggle("bad", count > 0);
};
/** @param {number} at */
const isSaved = (at) => {
  saved = at;
  keepRecord("saved", "file", at);
  show();
};
/* The last instant of what the file has: what changes while it is written is behind again. */
const lastInstant = () => Math.max(Date.now(), ...[...inOrder(), ...additions()].map((one) => one.at));
const save = async () => {
  const [text, at, name] = [fileText(), lastInstant(), fileName()];
  const picker = /** @type {any} */ (window).showSaveFilePicker;
  if (picker) {
    try {
      handle ??= /** @type {Handle} */ (await picker({ suggestedName: name, types: [{ description: "Desk file", accept: { "application/json": [".json"] } }] }));
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
      isSaved(at);
      tell("file saved");
      return;
    } catch (error) {
      handle = null;
      if (error instanceof DOMException && error.name === "AbortError") return;
    }
  }
  offer(new Blob([text], { type: "application/json" }), name);
  isSaved(at);
  tell(`${name} saved among the downloads`);
};
/** @param {File} file */
const load = async (file) => {
  try {
    const { cards, added } = readFile(await file.text(), file.lastModified);
    const newer = cards.filter((card) => !hasCard(card.id) || cardOf(card.id).at < card.at);
    const known = new Map(additions().map((one) => [`${one.sheet}/${one.row.id}`, one.at]));
    const rows = added.filter((one) => (known.get(`${one.sheet}/${one.row.id}`) ?? -1) < one.at);
    takeIn(newer, rows);
    keepAll(newer, rows);
    told(`${file.name}: ${newer.length} of its ${cards.length} cards are newer than here and were taken; of the others, what is here stays.`);
  } catch (error) {
    told(`${file.name} was not opened: ${error instanceof Error ? error.message : error}`);
  }
};
/** @param {string} words */
const told = (words) => {
  get("told").textContent = words;
  get("told").hidden = false;
};
/**
 * Let the file be saved and opened, and its state be seen.
 * @param {number} before when it was last saved
 */
export const startSaving = (before) => {
  saved = before;
  get("save").addEventListener("click", save);
  const input = getInput("open-file");
  get("open").addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    if (input.files?.[0]) await load(input.files[0]);
    input.value = "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyS" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    save();
  });
  window.addEventListener("beforeunload", (event) => { if (keeping.under || (keeping.failed && behind())) event.preventDefault(); });
  onChange(show);
  onKept(show);
  show();
};
