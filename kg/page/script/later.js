import { add, fill } from "./dom.js";

/** @import { Child } from "./dom.js" */

/* How many rows of a list are built at once; in milliseconds, how long what waits may hold up the page at a time, and wait. */
const FIRST = 50;
const TURN = 12;
const LONGEST = 200;
/** @type {{ host: HTMLElement, build: () => Child[] }[]} */
const waiting = [];
const next = () => {
  const [{ host, build }] = waiting.splice(0, 1);
  if (host.isConnected) add(host, build());
};
const turn = () => {
  const end = performance.now() + TURN;
  while (waiting.length && performance.now() < end) next();
  if (waiting.length) wait();
};
/* When the browser has nothing else to do; one that does not tell (Safari), a moment later. */
const wait = () => { if (window.requestIdleCallback) window.requestIdleCallback(turn, { timeout: LONGEST }); else setTimeout(turn, 30); };
/* Build all that still waits, for paper and pictures. */
export const finish = () => { while (waiting.length) next(); };
/**
 * Add to an element once the page is drawn, part by part; what has left the page by then is not built.
 * @template {HTMLElement} Host
 * @param {Host} host
 * @param {() => Child[]} build
 */
export const later = (host, build) => {
  if (!waiting.length) wait();
  waiting.push({ host, build });
  return host;
};
/**
 * Fill an element with rows: the first of a long list at once, the rest once the page is drawn.
 * @template Item
 * @template {HTMLElement} Host
 * @param {Host} host
 * @param {Item[]} items
 * @param {(item: Item, at: number) => Child} row
 * @param {number} [first] how many rows at once
 */
export const addRows = (host, items, row, first = FIRST) => {
  fill(host, items.slice(0, first).map(row));
  for (let at = first; at < items.length; at += FIRST) later(host, () => items.slice(at, at + FIRST).map((item, n) => row(item, at + n)));
  return host;
};
