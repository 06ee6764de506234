import { make } from "./dom.js";
import { t } from "./words.js";

/** @import { Child } from "./dom.js" */

/** @param {Child[]} children */
export const cell = (...children) => make("td", {}, children);
/**
 * A table. Roles are given, because a narrow screen shows each row as a block, and names each cell by its column.
 * @param {string} caption
 * @param {string[]} columns
 * @param {HTMLTableRowElement[]} rows
 * @param {number} [total] how many rows there would be
 */
export const grid = (caption, columns, rows, total = rows.length) => {
  for (const row of rows) {
    row.setAttribute("role", "row");
    [...row.cells].forEach((one, n) => { one.setAttribute("role", one.tagName === "TH" ? "rowheader" : "cell"); one.dataset.name = columns[n]; });
  }
  return make("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": caption }, make("table", { role: "table" }, make("caption", {}, caption),
  make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, columns.map((name) => make("th", { scope: "col", role: "columnheader" }, name)))), make("tbody", { role: "rowgroup" }, rows)),
  total > rows.length ? make("p", { class: "hint" }, t("tableLimit").replace("{shown}", String(rows.length)).replace("{all}", String(total))) : null);
};
