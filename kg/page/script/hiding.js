import { edgesOf, numberOf, stanceEdges } from "./data.js";
import { make } from "./dom.js";
import { heldOn, isDrawn, isFiltered, stanceAt } from "./model.js";
import { now } from "./state.js";
import { counted } from "./words.js";

/** @import { Edge } from "../page-data.d.ts" */

/**
 * How many of the stances of some edges the filters hide: those on record that are not shown.
 * @param {Edge[]} edges
 */
const hiddenOf = (edges) => (isFiltered() ? edges.filter((edge) => isDrawn(stanceAt(edge))).length - heldOn(edges).length : 0);
/**
 * How many stances of the picked parties on an option the filters hide: what its class rests on and the page does not show.
 * @param {number} option
 */
export const hiddenOn = (option) => hiddenOf(edgesOf(`o${option}`).filter(({ from }) => now().pick.includes(numberOf(from))));
/**
 * How many stances of two parties on options the filters hide.
 * @param {number[]} parties
 */
export const hiddenOfParties = (parties) => hiddenOf(parties.flatMap((n) => edgesOf(`p${n}`)).filter(({ to }) => to[0] === "o"));
/* How many stances the filters hide in all. */
export const hiddenInAll = () => hiddenOf(stanceEdges);
/**
 * What stands by a class, a count or a caption of which some of what it rests on is hidden; null where nothing is.
 * @param {number} count
 */
export const hiddenMark = (count) => (count ? make("span", { class: "badge hidden-count" }, "▒ ", counted("hiddenCount", count)) : null);
