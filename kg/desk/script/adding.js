import { fill, get, make } from "../../page/script/dom.js";
import { given } from "./given.js";
import { add, additions, issues, options, parties } from "./review.js";

/** @import { Named, Row } from "../desk-data.d.ts" */
/** @typedef {{ column: string, label: string, needed?: boolean, among?: () => Named[], type?: string }} Field */

/** @param {string[]} names @returns {Named[]} */
const named = (names) => names.map((id) => ({ id, label: id }));
/* The rows that can be added, by sheet, with their columns (kg.schema). */
/** @type {Record<string, { title: string, fields: Field[] }>} */
const FORMS = {
  options: { title: "New option", fields: [
    { column: "label", label: "Name, neutral", needed: true }, { column: "issue", label: "Issue", needed: true, among: issues },
    { column: "undertaken by", label: "Who would do it", among: parties }] },
  issues: { title: "New issue", fields: [{ column: "label", label: "Name, neutral", needed: true }] },
  parties: { title: "New party", fields: [
    { column: "label", label: "Name", needed: true }, { column: "role", label: "Role", needed: true, among: () => named(given.roles) }] },
  people: { title: "New person", fields: [
    { column: "label", label: "Name", needed: true }, { column: "speaks for", label: "Speaks for", among: parties },
    { column: "office", label: "Office" }] },
  points: { title: "New point of reading", fields: [{ column: "label", label: "Name, neutral", needed: true }] },
  sources: { title: "New source", fields: [
    { column: "title", label: "Title", needed: true }, { column: "publisher", label: "Publisher" },
    { column: "issued", label: "Day", needed: true, type: "date" }] },
  proposals: { title: "New proposal", fields: [
    { column: "label", label: "Name, neutral", needed: true }, { column: "terms", label: "Its first term", needed: true, among: options },
    { column: "proposed by", label: "Proposed by", among: parties }, { column: "day", label: "Day", type: "date" }] },
  events: { title: "New event", fields: [
    { column: "label", label: "What was done, neutral", needed: true }, { column: "from", label: "Day", needed: true, type: "date" },
    { column: "actors", label: "By whom", among: parties }, { column: "place", label: "Where" }] },
};
/* The kinds of thing that the menu offers. */
export const KINDS = Object.keys(FORMS);

/* What a new thing is called in the file: its name in letters, digits and hyphens (kg.sheets.names.slug), taken by nothing else. */
/** @param {string} name */
const idOf = (name) => {
  const plain = name.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-+|-+$/g, "") || "new";
  const taken = new Set([...additions().map(({ row }) => row.id), ...given.taken]);
  let n = 1;
  while (taken.has(n === 1 ? plain : `${plain}-${n}`)) n += 1;
  return n === 1 ? plain : `${plain}-${n}`;
};
/** @type {(field: Field, value: string) => HTMLElement} */
const control = ({ column, label, needed, among, type }, value) => {
  const shared = { name: column, required: Boolean(needed), "data-column": column };
  const input = among
    ? make("select", shared, make("option", { value: "" }, needed ? "choose…" : "none"), among().map((one) => make("option", { value: one.id, selected: one.id === value }, one.label)))
    : make("input", { ...shared, type: type ?? "text", value, dir: type ? null : "auto", autocomplete: "off" });
  return make("label", {}, label, needed ? "" : make("small", {}, " may stay empty"), input);
};
/**
 * Ask for a new thing of a sheet in a dialog, and call a function with its id once it is added.
 * @param {string} sheet
 * @param {Row} known what is known of it
 * @param {(id: string) => void} then
 * @param {() => void} leave is called where nothing was added
 */
export const ask = (sheet, known, then, leave) => {
  const { title, fields } = FORMS[sheet];
  const dialog = /** @type {HTMLDialogElement} */ (get("adding"));
  /** @type {string | null} */
  let made = null;
  const form = make("form", { onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const entered = [...form.querySelectorAll("[data-column]")].map((one) => /** @type {HTMLInputElement} */ (one));
    const row = Object.fromEntries(entered.map((one) => [one.name, one.value.trim()]).filter(([, value]) => value));
    made = idOf(row.label ?? row.title);
    add(sheet, { ...known, ...row, id: made });
    dialog.close();
  } }, make("h2", { id: "adding-title" }, title), fields.map((field) => control(field, known[field.column] ?? "")),
  make("p", { class: "buttons" }, make("button", { type: "submit", class: "main" }, "Add"), make("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  fill(dialog, form);
  dialog.addEventListener("close", () => (made === null ? leave() : then(made)), { once: true });
  dialog.showModal();
};
/* The title of the form of a sheet. */
/** @param {string} sheet */
export const titleOf = (sheet) => FORMS[sheet].title;
