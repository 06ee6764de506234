import { clip } from "./clip.js";

/**
 * @typedef {Node | string | number | boolean | null | undefined} Leaf
 * @typedef {Leaf | Child[]} Child What an element may hold: nodes, plain text, and nothing; in lists of any depth.
 * @typedef {Record<string, unknown>} Properties
 */

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]} nodes and text, without what is nothing
 */
const flatten = (children) => /** @type {Leaf[]} */ (/** @type {unknown[]} */ (children).flat(Infinity))
  .filter((child) => child !== null && child !== undefined && child !== false)
  .map((child) => (child instanceof Node ? child : String(child)));
/**
 * Return a new element; `properties` are set as attributes, `on…` as listeners; children are nodes or plain text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} properties
 * @param {Child[]} children
 */
export const make = (tag, properties, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "class") element.className = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...flatten(children));
  return element;
};
const SVG = "http://www.w3.org/2000/svg";
/**
 * Return a sign that Python drew, by its name; a reader of the screen passes over it.
 * @param {string} name
 */
export const sign = (name) => {
  const [drawn, use] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "use")];
  drawn.setAttribute("class", "sign");
  drawn.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#sign-${name}`);
  drawn.append(use);
  return drawn;
};
/**
 * Return words of the case as text whose direction is its own.
 * @param {string} words
 * @param {number} [most] characters
 */
export const text = (words, most) => make("bdi", {}, most ? clip(words, most) : words);
/**
 * Add to what an element holds.
 * @param {Element} element
 * @param {Child[]} children
 */
export const add = (element, ...children) => element.append(...flatten(children));
/**
 * Replace what an element holds.
 * @param {Element} element
 * @param {Child[]} children
 */
export const fill = (element, ...children) => element.replaceChildren(...flatten(children).filter(Boolean));
/**
 * Return an element of the template. Throws where there is none.
 * @param {string} id
 */
export const get = (id) => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
};
/** @param {string} id */
export const getInput = (id) => /** @type {HTMLInputElement} */ (get(id));
/** @param {string} id */
export const getButton = (id) => /** @type {HTMLButtonElement} */ (get(id));
/**
 * Say something to a screen reader.
 * @param {string} words
 */
export const tell = (words) => { get("said").textContent = words; };

/** @param {string} address */
const parsed = (address) => {
  try {
    return new URL(address);
  } catch {
    return null;
  }
};
/**
 * Return a link where the address is http or https, otherwise the address as plain text.
 * @param {string} address
 * @param {string} [words]
 */
export const linkTo = (address, words) => {
  const url = parsed(address);
  if (!url || !["http:", "https:"].includes(url.protocol)) return text(words ?? address, 300);
  return make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text(words ?? url.hostname, 300), " ↗");
};
/**
 * Offer something as a file to save.
 * @param {Blob} blob
 * @param {string} name
 */
export const offer = (blob, name) => {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
