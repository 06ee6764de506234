/** @param {Element} cell */
const wordsOf = (cell) => (cell instanceof HTMLElement ? cell.dataset.copy ?? cell.innerText.replace(/\s+/g, " ").trim() : "");
/**
 * The rows that a selection touches, as lines whose cells stand apart by tabs; null where it lies within one cell.
 * @param {Element} room
 * @param {Selection} selection
 */
const linesOf = (room, selection) => {
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const rows = [...room.querySelectorAll("tr:not(.evidence)")].filter((row) => range.intersectsNode(row));
  const touched = rows.flatMap((row) => [...row.children]).filter((cell) => range.intersectsNode(cell));
  return touched.length > 1 ? rows.map((row) => [...row.children].map(wordsOf).join("\t")) : null;
};
/**
 * Let what is copied out of a table paste as it stands: one line for each row, its cells apart by tabs.
 * @param {Element} room
 */
export const startCopying = (room) => room.addEventListener("copy", (event) => {
  const selection = window.getSelection();
  const lines = selection ? linesOf(room, selection) : null;
  if (!lines || !(event instanceof ClipboardEvent)) return;
  event.clipboardData?.setData("text/plain", lines.join("\n"));
  event.preventDefault();
});
