import { clip } from "./words.js";

/* Return a new element; `properties` are set as attributes, `on…` as listeners; children are nodes or plain text. */
export const make = (tag, properties, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
};
export const text = (words, most) => make("bdi", {}, most ? clip(words, most) : words);
export const fill = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter(Boolean));
export const get = (id) => document.getElementById(id);
export const tell = (words) => { get("said").textContent = words; };

const parsed = (address) => {
  try {
    return new URL(address);
  } catch {
    return null;
  }
};
/* Return a link where the address is http or https, otherwise the address as plain text. */
export const linkTo = (address, words) => {
  const url = parsed(address);
  if (!url || !["http:", "https:"].includes(url.protocol)) return text(words ?? address, 300);
  return make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text(words ?? url.hostname, 300), " ↗");
};
