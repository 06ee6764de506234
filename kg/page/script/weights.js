import { hiddenOfWeight, isToldOnly, largestWeight, weightsNow } from "./counted.js";
import { fade, innerLine, plainLine } from "./lines.js";
import { FONT, colours } from "./paint.js";
import { now } from "./state.js";
import { counted } from "./words.js";

/** @import { Weight } from "./counted.js" */
/** @import { Scene } from "./places.js" */

/**
 * A whole number with its sign.
 * @param {number} value
 */
export const signedNumber = (value) => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : "0");
/**
 * A weight and what it is made of: agreement less disagreement.
 * @param {Weight} weight
 */
export const weightWords = ({ weight, same, opposite }) => `${signedNumber(weight)} = ${same} − ${opposite}`;
/**
 * Add the line of each pair that said anything on the same option: by its colour whether more often the same or the opposite, by its
 * width how much more; dashed where it rests on others' word only, faint where some of it is hidden.
 * @param {Scene} scene
 */
export const addWeights = (scene) => {
  const { sel } = now();
  const most = largestWeight();
  for (const weight of weightsNow()) {
    const { id, first, second } = weight;
    const [side, hidden] = [weight.weight > 0 ? "for" : weight.weight < 0 ? "against" : "leaning", hiddenOfWeight(weight)];
    const lit = !sel || [id, `p${first}`, `p${second}`].includes(sel);
    const width = (side === "against" ? 2.6 : 1.4) + 6 * Math.sqrt(Math.abs(weight.weight) / most);
    const line = plainLine(id, `p${first}`, `p${second}`, fade(colours[side], !lit ? 0.12 : hidden ? 0.35 : 0.85), width, isToldOnly(weight) ? [10, 7] : side === "leaning" ? [2, 4] : false);
    const drawn = side === "against" && lit ? [line, innerLine({ id, from: `p${first}` }, line)] : [line];
    if (lit) {
      const top = drawn[drawn.length - 1];
      top.label = [weightWords(weight), ...(hidden ? [`▒ ${counted("hiddenCount", hidden)}`] : [])].join("\n");
      top.font = { color: colours.ink, strokeColor: colours.ground, background: colours.ground, face: FONT, size: 15 };
    }
    scene.edges.push(...drawn);
    if (lit && sel) scene.near.add(`p${first}`).add(`p${second}`);
  }
};
