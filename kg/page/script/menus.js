import { get } from "./dom.js";

const menu = get("save-menu");
const shutMenu = () => menu.removeAttribute("open");
const isDrawerOpen = () => document.body.classList.contains("rail-open");
/**
 * Open or close the drawer of controls, which a narrow screen has.
 * @param {boolean} open
 */
export const turnDrawer = (open) => {
  document.body.classList.toggle("rail-open", open);
  get("rail-button").setAttribute("aria-expanded", String(open));
};
/* Close what is open over the page: a menu, else the drawer. Return whether there was any. */
export const closeMenus = () => {
  if (menu.hasAttribute("open")) {
    shutMenu();
    menu.querySelector("summary")?.focus();
    return true;
  }
  if (!isDrawerOpen() || !get("rail-button").offsetParent) return false;
  turnDrawer(false);
  get("rail-button").focus();
  return true;
};
/* Let a menu and the drawer close on a tap outside of them. */
export const startMenus = () => {
  get("rail-button").addEventListener("click", () => turnDrawer(!isDrawerOpen()));
  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Node)) return;
    if (!menu.contains(target)) shutMenu();
    if (isDrawerOpen() && !get("rail").contains(target) && !get("rail-button").contains(target)) turnDrawer(false);
  });
};
