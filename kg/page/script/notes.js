import { data, lists } from "./data.js";
import { fill, get, make, offer, text } from "./dom.js";
import { bullets, goTo } from "./evidence.js";
import { NOTE_LENGTH, NOTES_LENGTH, change, idOfNote, keyOfNote, notesOf, now } from "./state.js";
import { caseName, nameOf, t } from "./words.js";

/** @typedef {{ on: string, text: string }} Noted A note in a file: the key of what it is on, and its words. */

/* What a file of notes is told apart by, and how large one is at most, in bytes. */
const VERSION = 1;
const MOST_BYTES = 200_000;

/* The notes by id, those on the whole page first, then in the order of what they are on. */
const orderedNotes = () => {
  const place = new Map(["", ...Object.entries(lists).flatMap(([letter, list]) => list.map((_, n) => `${letter}${n}`))].map((id, n) => [id, n]));
  return Object.entries(now().notes).sort(([one], [other]) => (place.get(one) ?? 0) - (place.get(other) ?? 0));
};
/** @type {(id: string) => string} */
const noteName = (id) => (id ? nameOf(id) : t("wholePage"));
/* The notes to be shown in pictures and on paper, a line each: none where the reader does not want them there. */
export const sharedNotes = () => (now().withNotes ? orderedNotes().map(([id, words]) => `${noteName(id)}: ${words.replace(/\s+/g, " ")}`) : []);
/* How many characters the limit of all notes leaves beside one of them. */
const roomBeside = (/** @type {string} */ id) => NOTES_LENGTH - Object.entries(now().notes).reduce((sum, [other, words]) => sum + (other === id ? 0 : words.length), 0);
/** @type {(id: string, words: string) => void} */
const note = (id, words) => {
  const notes = { ...now().notes, [id]: words };
  if (!words.trim()) delete notes[id];
  change({ notes });
};
/**
 * A field for the reader's note on something; `""` is the whole page.
 * @param {string} id
 */
export const noteField = (id) => {
  const field = make("textarea", { id: `note-${id || "page"}`, "data-note": id, rows: 3, dir: "auto", maxlength: Math.min(NOTE_LENGTH, roomBeside(id)), oninput: () => note(id, field.value) });
  field.value = now().notes[id] ?? "";
  return make("div", { class: "note-field" }, make("label", { for: field.id }, t(id ? "noteHere" : "notePage")), field);
};
/**
 * A sign for what has a note, which tells the note.
 * @param {string} id
 */
export const noteMark = (id) => {
  const words = now().notes[id];
  return words ? make("span", { class: "note-mark on-screen", role: "img", "aria-label": `${t("noteHere")}: ${words}`, title: words }, "✎") : null;
};
/* Show the notes as they are now where they are shown: signs and fields. */
export const showNotes = () => {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-noted]"))) fill(place, noteMark(place.dataset.noted ?? ""));
  for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("textarea[data-note]"))) {
    const words = now().notes[field.dataset.note ?? ""] ?? "";
    if (field.value.trim() !== words.trim()) field.value = words;
  }
};

// --------------------------------------------------------------------- file

/** @param {unknown} one */
const isNoted = (one) => one instanceof Object && "on" in one && typeof one.on === "string" && "text" in one && typeof one.text === "string";
/** @type {(given: string) => Noted[] | null} */
const notedIn = (given) => {
  try {
    const found = JSON.parse(given);
    return found?.kg_notes === VERSION && Array.isArray(found.notes) && found.notes.every(isNoted) ? found.notes : null;
  } catch {
    return null;
  }
};
/**
 * Add the notes of a file to those on the page; of two on the same thing both stay, one under the other. Return what is to
 * be told of it: that it is no such file or too long, and then nothing is changed, or what of it the page does not have.
 * @param {string} given
 */
const openNotes = (given) => {
  const noted = notedIn(given);
  if (!noted) return t("notesBad");
  const notes = { ...now().notes };
  for (const { on, text: words } of noted) {
    const id = idOfNote(on);
    if (id !== null && !notes[id]?.includes(words)) notes[id] = [notes[id], words].filter(Boolean).join("\n");
  }
  const kept = notesOf(Object.entries(notes));
  if (kept.left.length) return limits("notesTooLong");
  change({ notes: kept.notes });
  const unknown = noted.filter(({ on }) => idOfNote(on) === null).map(({ on }) => on.slice(0, 80));
  return unknown.length ? t("notesUnknown").replace("{names}", unknown.slice(0, 10).join(", ")) : "";
};
const saveNotes = () => {
  const notes = orderedNotes().map(([id, words]) => ({ on: keyOfNote(id), text: words }));
  offer(new Blob([`${JSON.stringify({ kg_notes: VERSION, case: data.case.key, notes }, null, 1)}\n`], { type: "application/json" }), `${caseName()}-notes.json`);
};

// -------------------------------------------------------------------- panel

/** @param {string} key of words that tell the limits */
const limits = (key) => t(key).replace("{each}", String(NOTE_LENGTH)).replace("{all}", String(NOTES_LENGTH));
/* What the reader noted, all of it, and how it is kept. */
export const notesTopic = () => {
  const said = make("p", { role: "status", class: "hint", id: "notes-told" });
  const file = make("input", { type: "file", id: "notes-file", accept: ".json,application/json", class: "unseen", tabindex: "-1", "aria-label": t("openNotes"), onchange: async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const told = chosen.size > MOST_BYTES ? limits("notesTooLong") : openNotes(await chosen.text());
    file.value = "";
    listed();
    said.textContent = told;
  } });
  const list = make("div", { class: "own-notes" });
  const listed = () => fill(list, bullets(orderedNotes().filter(([id]) => id).map(([id, words]) => [goTo(id), ": ", text(words)])));
  listed();
  return [make("h2", { tabindex: "-1" }, t("notes")), make("p", { class: "hint" }, limits("notesHint")), noteField(""), list,
    make("label", { class: "check", for: "with-notes" }, make("input", { type: "checkbox", id: "with-notes", checked: now().withNotes, onchange: () => change({ withNotes: !now().withNotes }) }), t("withNotes")),
    make("div", { class: "note-tools" }, make("button", { type: "button", id: "save-notes", onclick: saveNotes }, t("saveNotes")),
      make("button", { type: "button", id: "open-notes", onclick: () => file.click() }, t("openNotes")), file), said];
};
window.addEventListener("beforeprint", () => {
  const notes = sharedNotes();
  fill(get("print-notes"), notes.length ? [make("h2", {}, t("readersNotes")), bullets(notes.map((words) => text(words)))] : null);
});
