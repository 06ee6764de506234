import { fill, make, text } from "../../page/script/dom.js";
import { folded, given } from "./given.js";
import { issues, subjects } from "./review.js";

/** @import { Named, Option } from "../desk-data.d.ts" */
const MOST = 60;

/** @param {Named} one */
const issueOf = (one) => {
  const { issue } = /** @type {Partial<Option>} */ (one);
  return issue ? issues().find(({ id }) => id === issue)?.label ?? "" : "proposal";
};
/**
 * Return what options and proposals words may mean: those whose names hold every word of them, in the case's order.
 * @param {string} words
 */
const matches = (words) => {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const found = subjects().map((one) => ({ one, issue: issueOf(one) })).filter(({ one, issue }) => {
    const its = folded(`${one.label} ${/** @type {Partial<Option>} */ (one).words ?? ""} ${issue}`);
    return wanted.every((word) => its.includes(word));
  });
  return found.slice(0, MOST);
};
/**
 * Return a field in which to search for an option, with a list beneath it.
 * @param {(id: string) => void} choose
 * @param {(label: string) => void} addNew is called with the words where a new option is wanted
 * @param {() => void} leave
 */
export const chooser = (choose, addNew, leave) => {
  let at = 0;
  /** @type {{ id: string | null, row: HTMLElement }[]} */
  let rows = [];
  const list = make("ul", { id: "options-found", role: "listbox", "aria-label": "Options found", hidden: true });
  const input = make("input", {
    type: "search", class: "search", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": "options-found",
    "aria-autocomplete": "list", "aria-label": "Search all options", placeholder: `search all ${given.options.length + given.proposals.length}, or a new one`,
  });
  const mark = () => {
    rows.forEach(({ row }, n) => row.setAttribute("aria-selected", String(n === at)));
    rows[at]?.row.scrollIntoView({ block: "nearest" });
    if (rows[at]) input.setAttribute("aria-activedescendant", rows[at].row.id);
  };
  const take = () => {
    const chosen = rows[at];
    if (!chosen) return;
    if (chosen.id === null) addNew(input.value.trim());
    else choose(chosen.id);
  };
  /** @type {(id: string | null, n: number, ...words: (string | Node)[]) => { id: string | null, row: HTMLElement }} */
  const rowOf = (id, n, ...words) => ({
    id, row: make("li", { role: "option", id: `option-found-${n}`, onmousedown: (/** @type {Event} */ event) => {
      event.preventDefault();
      at = n;
      take();
    } }, ...words),
  });
  const show = () => {
    const found = matches(input.value);
    at = 0;
    rows = found.map(({ one, issue }, n) => rowOf(one.id, n, text(one.label), make("small", {}, text(issue))));
    const fresh = input.value.trim();
    rows.push(rowOf(null, rows.length, make("span", {}, "＋ new option", fresh ? ": " : "…", fresh ? text(fresh) : null)));
    fill(list, rows.map(({ row }) => row));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  };
  const shut = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length;
      mark();
    } else if (event.key === "Enter") take();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return make("div", { class: "chooser" }, make("kbd", { "aria-hidden": "true" }, "/"), input, list);
};
