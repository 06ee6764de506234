import { hiddenOfParties } from "./hiding.js";
import { fade, innerLine, plainLine } from "./lines.js";
import { networkNow } from "./model.js";
import { FONT, colours } from "./paint.js";
import { now } from "./state.js";
import { counted, t } from "./words.js";

/** @import { Pair } from "../page-data.d.ts" */
/** @import { Scene } from "./places.js" */

/**
 * Whether two parties stand together on more options than apart, on fewer, or on as many.
 * @param {Pair} pair
 */
const sideOfPair = ({ agreed, withinReach, contested }) => {
  const net = agreed + withinReach - contested;
  return net > 0 ? "for" : net < 0 ? "against" : "leaning";
};
/**
 * Whether all that two parties are compared by rests on others' word or on inference.
 * @param {Pair} pair
 */
export const isHearsay = ({ firm }) => firm === 0;
/**
 * Of what both have spoken on the share, in [0, 1], on which they stand as they do on most.
 * @param {Pair} pair
 */
const shareOf = ({ agreed, withinReach, contested, bothSided }) => Math.max(agreed + withinReach, contested) / Math.max(bothSided, 1);
/**
 * The counts of a pair by class, with how many of each rest on others' word.
 * @param {Pair} pair
 */
export const splitCounts = ({ agreed, withinReach, contested, told }) => [
  { name: "agreed", count: agreed, told: told.agreed }, { name: "within_reach", count: withinReach, told: told.withinReach },
  { name: "contested", count: contested, told: told.contested },
];
/**
 * A count, in own voice and by others' word apart where some of it rests on that.
 * @param {number} count
 * @param {number} told
 */
export const splitWords = (count, told) => (told ? `${count} (${t("ownVoice")}: ${count - told}, ${t("ascribed")}: ${told})` : String(count));
/** @type {(together: number, apart: number) => string} */
const counts = (together, apart) => `✓ ${together}  ⇄ ${apart}`;
/**
 * What stands on the line of a pair: its counts, in own voice and by others' word apart, of how many, and on what it rests.
 * @param {Pair} pair
 * @param {number} hidden
 */
const labelOfPair = (pair, hidden) => {
  const { agreed, withinReach, contested, redLines, bothSided, inferred, ascribed, told } = pair;
  const [together, toldTogether] = [agreed + withinReach, told.agreed + told.withinReach];
  const split = ascribed ? [`${t("ownVoice")}: ${counts(together - toldTogether, contested - told.contested)}`, `” ${t("ascribed")}: ${counts(toldTogether, told.contested)}`] : [];
  return [`${counts(together, contested)}  ${t("ofBoth").replace("{count}", String(bothSided))}${redLines ? `  ‼ ${redLines}` : ""}`, ...split,
    ...(inferred ? [`∴ ${t("inferred")}: ${inferred}`] : []), ...(hidden ? [`▒ ${counted("hiddenCount", hidden)}`] : [])].join("\n");
};
/**
 * Add the line of each pair: by its colour whether they stand together or apart, by its width on how large a share of what both
 * have spoken on; dashed where it rests on others' word or inference only, faint where some of it is hidden.
 * @param {Scene} scene
 */
export const addPairs = (scene) => {
  const { noParty, sel } = now();
  for (const pair of networkNow().pairs) {
    const { first: a, second: b, bothSided } = pair;
    if (noParty.includes(a) || noParty.includes(b) || !bothSided) continue;
    const [side, id, hidden] = [sideOfPair(pair), `n${a}-${b}`, hiddenOfParties([a, b])];
    const lit = !sel || sel === id || sel === `p${a}` || sel === `p${b}`;
    const width = (side === "against" ? 2.6 : 1.4) + 5 * shareOf(pair);
    const dashes = isHearsay(pair) ? [10, 7] : side === "leaning" ? [2, 4] : false;
    const line = plainLine(id, `p${a}`, `p${b}`, fade(colours[side], !lit ? 0.12 : hidden ? 0.35 : 0.85), width, dashes);
    const drawn = side === "against" && lit ? [line, innerLine({ id, from: `p${a}` }, line)] : [line];
    if (lit) {
      const top = drawn[drawn.length - 1];
      top.label = labelOfPair(pair, hidden);
      top.font = { color: colours.ink, strokeColor: colours.ground, background: colours.ground, face: FONT };
    }
    scene.edges.push(...drawn);
    if (lit && sel) scene.near.add(`p${a}`).add(`p${b}`);
  }
};
