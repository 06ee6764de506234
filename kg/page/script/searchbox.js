import { choose } from "./choosing.js";
import { clip } from "./clip.js";
import { data } from "./data.js";
import { fill, get, getInput, make, tell, text } from "./dom.js";
import { isShownStatement } from "./model.js";
import { findTexts, findThings } from "./search.js";
import { apart, arrow, counted, dateText, labelOf, nameOf, t } from "./words.js";

/** @import { Child } from "./dom.js" */
/** @import { TextHit } from "./search.js" */

/** @type {Record<string, string>} */
const KINDS = { p: "party", i: "issue", o: "option", b: "proposal" };
const found = get("found");
const search = getInput("search");
let active = -1;
const close = () => { found.hidden = true; get("found-more").hidden = true; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); active = -1; };
/** @param {string} id */
const take = (id) => {
  close();
  search.value = "";
  choose(id);
  get("panel").focus();
};
/**
 * An entry of the list: opens what was found.
 * @param {string} id
 * @param {number} n its place
 * @param {Child[]} children
 */
const item = (id, n, ...children) => make("li", { role: "option", id: `hit-${n}`, "data-id": id, "aria-selected": "false", onmousedown: (/** @type {Event} */ event) => {
  event.preventDefault();
  take(id);
} }, children);
/**
 * Whose statement it is, where something was found in one, with a mark where a filter hides it.
 * @param {TextHit} hit
 */
const whereFound = ({ id, field }) => {
  const statement = id[0] === "q" ? data.statements[Number(id.slice(1))] : null;
  const about = statement && statement.about !== null ? labelOf(data.parties[statement.about]) : "";
  const isHidden = statement !== null && !isShownStatement(statement);
  return [t(`found_${field}`), ...(about ? [about] : []), ...(statement ? [dateText(statement.latest, true)] : []), ...(isHidden ? [`▒ ${counted("hiddenCount", 1)}`] : [])].join(" · ");
};
const look = () => {
  const things = findThings(search.value);
  const { hits, more } = findTexts(search.value);
  const isNothing = !things.length && !hits.length && Boolean(search.value.trim());
  get("not-found").hidden = !isNothing;
  if (!things.length && !hits.length) {
    close();
    if (isNothing) tell(t("nothingFound"));
    return;
  }
  fill(found, things.map((hit, n) => item(hit.id, n, text(hit.person ? `${apart(labelOf(hit.person))} ${arrow()} ${apart(nameOf(hit.id))}` : nameOf(hit.id), 90),
    make("span", { class: "kind" }, hit.name === nameOf(hit.id) || hit.person ? t(KINDS[hit.id[0]]) : `${t(KINDS[hit.id[0]])} · ${clip(hit.name, 50)}`))),
  hits.map((hit, n) => item(hit.id, things.length + n, make("bdi", {}, hit.around[0], make("mark", {}, hit.around[1]), hit.around[2]), make("span", { class: "kind" }, whereFound(hit)))));
  get("found-more").hidden = !more;
  get("found-more").textContent = more ? counted("moreFound", more) : "";
  found.hidden = false;
  search.setAttribute("aria-expanded", "true");
  active = -1;
};
/** @param {number} by */
const step = (by) => {
  const items = [...found.children];
  if (!items.length) return;
  active = (active + by + items.length) % items.length;
  items.forEach((one, n) => one.setAttribute("aria-selected", String(n === active)));
  search.setAttribute("aria-activedescendant", items[active].id);
  items[active].scrollIntoView({ block: "nearest" });
};
/* Let the box for words find things by name, and what was said, by whom and where. */
export const startSearch = () => {
  search.addEventListener("input", look);
  search.addEventListener("blur", () => { close(); get("not-found").hidden = true; });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && found.children.length) take(found.children[Math.max(active, 0)].getAttribute("data-id") ?? "");
    else if (event.key === "Escape" && !found.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
};
