import { choose } from "./choosing.js";
import { clip } from "./clip.js";
import { fill, get, getInput, make, tell, text } from "./dom.js";
import { findThings } from "./search.js";
import { apart, arrow, labelOf, nameOf, t } from "./words.js";

/** @type {Record<string, string>} */
const KINDS = { p: "party", i: "issue", o: "option", b: "proposal" };
const found = get("found");
const search = getInput("search");
let active = -1;
const close = () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); active = -1; };
/** @param {string} id */
const take = (id) => {
  close();
  search.value = "";
  choose(id);
  get("panel").focus();
};
const look = () => {
  const hits = findThings(search.value);
  if (!hits.length) {
    close();
    if (search.value.trim()) tell(t("nothingFound"));
    return;
  }
  fill(found, hits.map((hit, n) => make("li", { role: "option", id: `hit-${n}`, "data-id": hit.id, "aria-selected": "false", onmousedown: (/** @type {Event} */ event) => {
    event.preventDefault();
    take(hit.id);
  } }, text(hit.person ? `${apart(labelOf(hit.person))} ${arrow()} ${apart(nameOf(hit.id))}` : nameOf(hit.id), 90),
  make("span", { class: "kind" }, hit.name === nameOf(hit.id) || hit.person ? t(KINDS[hit.id[0]]) : `${t(KINDS[hit.id[0]])} · ${clip(hit.name, 50)}`))));
  found.hidden = false;
  search.setAttribute("aria-expanded", "true");
  active = -1;
};
/** @param {number} by */
const step = (by) => {
  const items = [...found.children];
  if (!items.length) return;
  active = (active + by + items.length) % items.length;
  items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
  search.setAttribute("aria-activedescendant", items[active].id);
  items[active].scrollIntoView({ block: "nearest" });
};
/* Let the box for words find things by name. */
export const startSearch = () => {
  search.addEventListener("input", look);
  search.addEventListener("blur", close);
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
