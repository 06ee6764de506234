import { clip } from "./clip.js";
import { data, edgesOf, lists } from "./data.js";
import { opener, phrase, refName, thingName } from "./dealwords.js";
import { make, text } from "./dom.js";
import { badges, stanceMark } from "./evidence.js";
import { cell, grid } from "./grid.js";
import { isDrawn, proposalNow, stanceAt } from "./model.js";
import { change, now } from "./state.js";
import { compareTerms } from "./terms.js";
import { apart, labelOf, nameOf, t } from "./words.js";

/** @import { Deals } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */
/** @import { Term } from "./terms.js" */
/**
 * @typedef {object} Plan A proposal or a bundle that can be compared.
 * @property {string} id b and a proposal's number, or x and a bundle's
 * @property {string} name
 * @property {string} kind a key of the page's words
 * @property {Term[]} terms
 */

/** @type {Map<string, string>} the names of terms that are no option of the page */
const named = new Map();
/**
 * @param {Deals} deals
 * @param {number[]} holds
 * @returns {Term[]}
 */
const termsHeld = (deals, holds) => holds.flatMap((n) => {
  const thing = deals.things[n];
  const issue = refName(thing.issue);
  const options = thing.options.length ? thing.options : [{ label: thingName(thing) }];
  return options.map((ref) => {
    const key = typeof ref === "string" ? ref : `${issue}: ${refName(ref)}`;
    if (typeof ref !== "string") named.set(key, refName(ref));
    return { key, issue };
  });
});
/** @param {Deals | null} deals */
const bundlePlans = (deals) => {
  if (!deals) return [];
  const kinds = [{ kind: "stepNumber", bundles: [deals.accepted, deals.nobodyRefuses, deals.noStance].flatMap((list) => list.bundles) },
    { kind: "settlementNumber", bundles: [...deals.settlements.bundles, ...deals.best?.rows ?? []] }];
  let next = 0;
  return kinds.flatMap(({ kind, bundles }) => bundles.map(({ holds }, n) => ({
    id: `x${next++}`, kind: kind === "stepNumber" ? "steps" : "settlements", terms: termsHeld(deals, holds),
    name: `${t(kind).replace("{number}", String(n + 1))}: ${clip(holds.map((held) => thingName(deals.things[held])).join(t("semicolon")), 90)}`,
  })));
};
/**
 * A proposal as it can be compared.
 * @param {number} n
 * @returns {Plan}
 */
export const proposalPlan = (n) => ({
  id: `b${n}`, name: labelOf(lists.b[n]), kind: "proposals", terms: lists.b[n].terms.map((o) => ({ key: `o${o}`, issue: labelOf(data.issues[data.options[o].issue]) })),
});
/**
 * What can be compared on the day: the proposals on record, and the bundles of the picked parties.
 * @param {Deals | null} deals
 * @returns {Plan[]}
 */
const plansOf = (deals) => [
  ...lists.b.flatMap((proposal, n) => (proposalNow(proposal) ? [proposalPlan(n)] : [])),
  ...bundlePlans(deals)];

/**
 * The stances on a term, for and against alike, each opening its evidence.
 * @param {string} key
 */
const stancesOn = (key) => {
  const held = named.has(key) ? [] : edgesOf(key).flatMap((edge) => {
    const record = stanceAt(edge);
    return isDrawn(record) ? [make("li", {}, opener(edge.id, text(nameOf(edge.from), 80)), " ", stanceMark(record), badges(record))] : [];
  });
  return held.length ? make("ul", { class: "on-record" }, held) : make("p", { class: "meta" }, t("stance_silent"));
};
/** @param {string[]} keys */
const termCell = (keys) => cell(keys.map((key) => make("div", { class: "term" }, named.has(key) ? text(named.get(key) ?? "", 200) : opener(key, text(nameOf(key), 200)), stancesOn(key))));
/**
 * @param {Plan} one
 * @param {Plan} other
 */
export const comparison = (one, other) => {
  const rows = compareTerms(one.terms, other.terms).map(({ change: kind, issue, before, after }) => make("tr", { class: kind },
    cell(text(issue, 200)), cell(make("strong", {}, t(`term_${kind}`))), termCell(before), kind === "kept" ? cell(t("sameTerm")) : termCell(after)));
  return grid(t("besideCaption").replace("{first}", apart(clip(one.name, 120))).replace("{second}", apart(clip(other.name, 120))),
    [t("issue"), t("change"), clip(one.name, 60), clip(other.name, 60)], rows);
};
/**
 * @param {"one" | "other"} side
 * @param {Plan[]} plans
 * @param {string | undefined} chosen
 */
const picker = (side, plans, chosen) => {
  const kinds = [...new Set(plans.map(({ kind }) => kind))];
  const select = make("select", { id: `beside-${side}`, onchange: (/** @type {Event} */ event) => change({ [side]: /** @type {HTMLSelectElement} */ (event.target).value }) },
    kinds.map((kind) => make("optgroup", { label: t(kind) }, plans.filter((plan) => plan.kind === kind).map(({ id, name }) => make("option", { value: id, selected: id === chosen }, clip(name, 100))))));
  return make("label", {}, make("span", {}, t(side === "one" ? "besideFirst" : "besideSecond")), " ", select);
};
/**
 * Two proposals or bundles beside each other, term by term; null where there are not two.
 * @param {Deals | null} deals those of the picked parties
 * @returns {Child}
 */
export const besidePart = (deals) => {
  named.clear();
  const plans = plansOf(deals);
  if (plans.length < 2) return null;
  const one = plans.find(({ id }) => id === now().one) ?? plans[0];
  const other = plans.find(({ id }) => id === now().other) ?? plans[plans[1] === one ? 0 : 1];
  return make("section", { class: "deal-part", id: "beside" }, make("h3", {}, t("twoBeside")), make("p", { class: "hint" }, phrase(t("besideHint"), {})),
    make("div", { class: "pickers" }, picker("one", plans, one.id), picker("other", plans, other.id)), comparison(one, other));
};
