import { isLarge, openIssue } from "./choosing.js";
import { countsOthers } from "./counted.js";
import { data } from "./data.js";
import { fill, get, make, sign } from "./dom.js";
import { CLASS_NAMES, CLASS_SYMBOLS, LEFT_OPEN, NAME_ONLY, isClosed } from "./model.js";
import { LINE_ENDS } from "./lines.js";
import { sideSign, signAlone } from "./signs.js";
import { SIDES, isOfStatements, now } from "./state.js";
import { t } from "./words.js";

/** @import { Side } from "../page-data.d.ts" */

/**
 * A line as the map draws it.
 * @param {Side | "conditional"} kind
 * @param {boolean} [inferred]
 * @param {boolean} [bare] without its end
 */
const sample = (kind, inferred = false, bare = false) => {
  const side = kind === "conditional" ? "leaning" : kind;
  const styles = { for: "", leaning: " dotted", against: " double", none: " faint" };
  return make("span", { class: `line ${side}${inferred ? " inferred" : styles[side]}`, "aria-hidden": "true" },
    bare ? null : make("span", { class: "end" }, LINE_ENDS[kind]));
};
/* Explain what the map shows in its view. */
export const showLegend = () => {
  /** @type {(mark: Node, words: string) => HTMLElement} */
  const row = (mark, words) => make("div", { class: "legend-row" }, mark, make("span", {}, words));
  const sides = SIDES.map((side) => row(sample(side), t(`legend_${side}`)));
  const marks = [row(sample("for", true), t("legend_inferred")), row(sample("conditional"), t("legend_conditional")),
    row(make("span", { class: "quote", "aria-hidden": "true" }, "”"), t("legend_ascribed")),
    row(make("span", { class: "line widths", "aria-hidden": "true" }), t("legend_width")),
    row(make("span", { class: "dot-mark", "aria-hidden": "true" }), t("legend_changed"))];
  const classes = CLASS_NAMES.map((name) => row(make("span", { class: `class ${name}`, "aria-hidden": "true" }, CLASS_SYMBOLS[name]), t(name)));
  const qualified = [row(make("span", { class: "class", "aria-hidden": "true" }, NAME_ONLY), t("inNameOnly")),
    row(make("span", { class: "class", "aria-hidden": "true" }, LEFT_OPEN), t("leftOpen")), row(make("span", { class: "class", "aria-hidden": "true" }, "▒"), t("legend_hidden"))];
  const pairs = [row(sample("for", false, true), t("legend_together")), row(sample("against", false, true), t("legend_apart")), row(sample("leaning", false, true), t("legend_even")),
    row(make("span", { class: "class" }, "✓ 2  ⇄ 3"), t("legend_counts")), row(make("span", { class: "class" }, "‼"), t("legend_red")),
    row(make("span", { class: "line leaning inferred", "aria-hidden": "true" }), t("legend_hearsay")), row(make("span", { class: "line widths", "aria-hidden": "true" }), t("legend_share")),
    row(make("span", { class: "blob-mark", "aria-hidden": "true" }), t("legend_community"))];
  const weights = [...pairs.slice(0, 3), row(make("span", { class: "class" }, make("bdi", { dir: "ltr" }, "+3 = 5 − 2")), t("legend_weight")),
    ...(countsOthers() ? [row(make("span", { class: "line leaning inferred", "aria-hidden": "true" }), t("legend_toldOnly"))] : []),
    row(make("span", { class: "line widths", "aria-hidden": "true" }), t("legend_larger")), row(make("span", { class: "blob-mark", "aria-hidden": "true" }), t("legend_community"))];
  const relations = [row(sample("for"), t("entails")), row(make("span", { class: "line against bar", "aria-hidden": "true" }), t("excludes")),
    row(make("span", { class: "line leaning inferred", "aria-hidden": "true" }), t("requires"))];
  const bundle = data.proposals.length && !isLarge ? [row(make("span", { class: "bundle-mark", "aria-hidden": "true" }, "❐"), t("legend_bundle"))] : [];
  const closed = data.issues.some((_, n) => isClosed(n)) ? [row(make("span", { class: "pale-mark", "aria-hidden": "true" }), t("legend_closed"))] : [];
  const stances = [row(sideSign("for"), t("side_for")), row(sideSign("leaning"), t("side_leaning")), row(sideSign("against"), t("side_against")), row(signAlone({ stance: "demand" }), t("redLineOwn")),
    row(signAlone({ stance: "support", inferred: true }), t("legend_inferred")), row(signAlone({ stance: "support", ascribed: true }), t("legend_ascribed"))];
  const happened = [["verified", "known_verified"], ["reported", "known_reported"], ["claimed", "known_claimed"], ["scheduled", "scheduled"]].map(([name, words]) => row(sign(`event-${name}`), t(words)));
  const shown = { positions: [...sides, ...marks, ...bundle, ...closed, ...(now().pick.length > 1 ? [...classes, ...qualified] : [])], parties: isOfStatements() ? weights : pairs, issues: [...relations, ...bundle, ...closed],
    matrix: [], timeline: [...stances.slice(0, 4), stances[5], ...happened], deals: stances }[now().view];
  const tiles = isLarge && now().view !== "parties" && !openIssue()
    ? [row(make("span", { class: "tile-mark", "aria-hidden": "true" }), t("legend_tile"))] : [];
  fill(get("legend-body"), tiles, shown);
};
