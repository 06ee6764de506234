import { badgeOf, badgesOf } from "./badges.js";
import { communitiesNow, partsOf, weightsNow, windowNow, windowsNow } from "./counted.js";
import { data, edgeById, nodeById, stanceEdges } from "./data.js";
import { fade } from "./lines.js";
import { drawing, labelsOnScreen, onScreen, shownScene } from "./map.js";
import { answerNow, isDrawn, networkNow, sideOf, stanceAt } from "./model.js";
import { lookOf } from "./nodes.js";
import { FONT, colours, wrap } from "./paint.js";
import { drawDossier, drawSvg, drawView } from "./save.js";
import { screen } from "./screen.js";
import { change, dayNow, now, permalink, select } from "./state.js";
import { isRtl, nameOf, t } from "./words.js";

/** @import { Edge } from "../page-data.d.ts" */

/* What the page lets a test or a reader's console see, as `kgPage`. All of it reads, but `select` and `change`, which do what a
   click does. Nothing on the page uses it. */
export const handle = Object.freeze({
  data, state: now, day: dayNow, link: permalink, select, change,
  /** @param {string} id */
  node: (id) => nodeById.get(id),
  /** @param {string} id */
  edge: (id) => edgeById.get(id),
  /** @param {string} id */
  stance: (id) => stanceAt(/** @type {Edge} */ (edgeById.get(id))),
  ids: () => [...nodeById.keys(), ...edgeById.keys()], stances: () => stanceEdges.map((edge) => edge.id),
  name: nameOf, badge: badgeOf, badges: badgesOf, words: t, side: sideOf, isDrawn, answer: answerNow, network: networkNow, weights: weightsNow, parts: partsOf, windows: windowsNow, window: windowNow, communities: communitiesNow,
  scene: shownScene, look: lookOf, screen, drawing, point: onScreen, labels: labelsOnScreen,
  paint: Object.freeze({ font: FONT, colours, wrap, isRtl, fade }), svg: drawSvg, picture: drawView, dossier: drawDossier,
});
