import { data, edgeById, numberOf } from "./data.js";
import { issueOf } from "./model.js";
import { change, now } from "./state.js";

/* Whether the page shows issues first, since it has too many options to show them all. */
export const isLarge = !data.opened;
/* The issue whose island is open on a page that shows issues first. */
export const openIssue = () => {
  if (!isLarge) return null;
  const { open } = now();
  return open && open[0] === "i" ? open : null;
};

/**
 * The issue in whose island something stands, or null.
 * @param {string} id
 */
const homeOf = (id) => {
  if (id[0] === "i") return id;
  if (id[0] === "o") return `i${data.options[numberOf(id)].issue}`;
  const edge = id[0] === "s" ? edgeById.get(id) : null;
  const issue = edge ? issueOf(edge) : null;
  return issue === null ? null : `i${issue}`;
};
/**
 * Select what was chosen on the map, in the table or in the panel, in a view that shows it; a line that stands for something
 * else selects that.
 * @param {string | null} id
 * @returns {void}
 */
export const choose = (id) => {
  if (id && id[0] === "g") return choose(id.slice(1).split(">")[1]);
  if (id && id[0] === "t") return choose(`b${id.slice(1).split("-")[0]}`);
  if (id && id[0] === "y") return choose(`b${id.slice(1).split("-")[0]}`);
  const view = now().view === "parties" && id && "iobsr".includes(id[0]) ? "positions" : now().view;
  const open = id && isLarge ? homeOf(id) ?? now().open : now().open;
  return change({ sel: id, open, view });
};
