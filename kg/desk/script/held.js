import { make } from "../../page/script/dom.js";
import { given } from "./given.js";

/**
 * Return a stance with its sign.
 * @param {string} name
 */
export const stanceText = (name) => {
  const one = given.stances.find((stance) => stance.name === name);
  return make("span", { class: `stance ${one?.side ?? ""}` }, `${one?.sign ?? ""} ${name}`);
};
