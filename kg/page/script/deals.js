import { besidePart } from "./beside.js";
import { commandText } from "./commands.js";
import { data } from "./data.js";
import { costList, givingWords, listed, phrase, positionRow, refLink, refName, thingLink } from "./dealwords.js";
import { fill, get, make, text } from "./dom.js";
import { bullets, commandLine, conditionBlock } from "./evidence.js";
import { cell, grid } from "./grid.js";
import { dealsOf } from "./model.js";
import { screen } from "./screen.js";
import { change, dayNow, lastDay, now } from "./state.js";
import { apart, arrow, counted, dateText, labelOf, say, t } from "./words.js";

/** @import { Bundle, BundleList, Clash, Deals, GroupDeals, Knot, MarkedBundle, Ref } from "../page-data.d.ts" */
/** @import { Child } from "./dom.js" */

/**
 * @param {string} heading a key of the page's words
 * @param {Child[]} children
 */
const section = (heading, ...children) => make("section", { class: "deal-part" }, make("h3", {}, t(heading)), children);
/** @param {number | null} more */
const moreLine = (more) => (more === 0 ? null : make("p", { class: "meta" }, more ? counted("moreCount", more) : t("moreUnknown")));

/** @param {Deals} deals */
const stepsSentence = (deals) => {
  const sided = [deals.accepted, deals.nobodyRefuses];
  const open = sided.reduce((sum, { bundles, more }) => sum + bundles.length + (more ?? 0), 0);
  if (open) return [counted("stepsOpen", open), ": ", listed(sided.flatMap(({ bundles }) => bundles)[0].holds.map((n) => thingLink(deals.things[n]))), open > 1 ? "; …" : "."];
  return t(deals.noStance.bundles.length ? "stepsOnlyUnheard" : "stepsNone");
};
/** @param {Deals} deals */
const settlementSentence = ({ exists, onlyByDeclining, clashes, knots, strains }) => {
  if (exists && onlyByDeclining.length) return [t("settledByDeclining"), " ", listed(onlyByDeclining.map(refLink)), "."];
  if (exists) return t("settled");
  const parts = [...(clashes.length ? [`${counted("clashCount", clashes.length)} ${counted("knotCount", knots.length)}`] : []),
    ...(strains.length ? [counted("strainCount", strains.length)] : [])];
  return `${t("unsettled")} ${parts.join(t("semicolon"))}.`;
};

/**
 * What each party is on, a line each.
 * @template Entry
 * @param {string} heading
 * @param {(Entry & { party: Ref })[] | undefined} entries
 * @param {(entry: Entry) => Child} on
 */
const byParty = (heading, entries, on) => {
  /** @type {Map<string, { party: Ref, things: Child[] }>} */
  const found = new Map();
  for (const entry of entries ?? []) {
    const key = refName(entry.party);
    const group = found.get(key) ?? { party: entry.party, things: [] };
    group.things.push(on(entry));
    found.set(key, group);
  }
  return found.size ? fact(heading, bullets([...found.values()].map(({ party, things }) => [refLink(party), ": ", listed(things)]))) : null;
};
/**
 * @param {string} heading
 * @param {Child[]} children
 */
const fact = (heading, ...children) => make("div", { class: "fact" }, make("dt", {}, t(heading)), make("dd", {}, children));
/** @param {Bundle} bundle */
const basis = ({ inferred, ascribed }) => [...(ascribed ? [counted("restsAscribed", ascribed)] : []), ...(inferred ? [counted("restsInferred", inferred)] : [])].join(t("comma"));
/**
 * The conditions that hold in a bundle, or those in words, which are not checked.
 * @param {Bundle} bundle
 * @param {string} heading
 * @param {boolean} inWords
 */
const trades = ({ traded }, heading, inWords) => {
  const found = (traded ?? []).filter(({ condition }) => Boolean(say(data.conditions[condition].words)) === inWords);
  return found.length ? fact(heading, found.map(({ party, term, condition }) => make("div", {}, refLink(party), " · ", refLink(term), conditionBlock(condition)))) : null;
};
/**
 * A bundle as a card: what it holds, and what is to know of it beside.
 * @param {Deals} deals
 * @param {Bundle} bundle
 * @param {string} title
 * @param {string} untouched what an issue is of which it holds nothing: a key of the page's words
 */
const card = (deals, bundle, title, untouched) => {
  const thing = (/** @type {{ thing: number }} */ entry) => thingLink(deals.things[entry.thing]);
  const term = (/** @type {{ term: Ref }} */ entry) => refLink(entry.term);
  const costly = bundle.costs.some(({ counts, ascribed }) => ascribed || counts.some(Boolean));
  return make("article", { class: "bundle-card" }, make("h5", {}, title),
    make("div", { class: "holds" }, make("p", { class: "kind" }, t("itHolds")),
      bundle.holds.length ? bullets(bundle.holds.map((n) => thingLink(deals.things[n]))) : make("p", {}, t("holdsNothing"))),
    make("dl", { class: "facts" },
      bundle.untouched ? fact(untouched, listed(bundle.untouched.map(refLink))) : null,
      trades(bundle, "traded", false), trades(bundle, "tradedInWords", true),
      bundle.order ? fact("orderKept", bullets(bundle.order.map(({ first, then, timing, heldBy }) => [
        phrase(t(timing === "before" ? "orderThen" : "orderTogether"), { first: thingLink(deals.things[first]), then: thingLink(deals.things[then]) }), " · ", t("askedBy"), " ", listed(heldBy.map(refLink))]))) : null,
      bundle.readings ? fact("readingUnsettled", bullets(bundle.readings.map(({ option, point }) => [make("em", {}, text(refName(point), 200)), " · ", refLink(option)]))) : null,
      bundle.needs ? fact("bundleNeeds", listed(bundle.needs.map(refLink))) : null,
      byParty("withoutStanceOn", bundle.noStance, thing), byParty("withheldOn", bundle.withheld, thing),
      byParty("uncommittedOn", bundle.uncommitted, term), byParty("demandUnmet", bundle.unmet, term),
      bundle.inferred + bundle.ascribed ? fact("restsOn", basis(bundle)) : null,
      costly ? fact("costs", costList(bundle.costs)) : null));
};
/**
 * @param {Deals} deals
 * @param {BundleList} list
 * @param {string} heading
 * @param {string} title
 * @param {string} untouched
 * @param {number} before how many bundles of the kind stand above
 */
const cards = (deals, { bundles, more }, heading, title, untouched, before) => (bundles.length ? make("div", { class: "bundles" }, make("h4", {}, t(heading)),
  bundles.map((bundle, n) => card(deals, bundle, t(title).replace("{number}", String(before + n + 1)), untouched)), moreLine(more)) : null);
/** @param {Deals} deals */
const steps = (deals) => {
  const kinds = /** @type {const} */ ([["accepted", "stepsAccepted"], ["nobodyRefuses", "stepsNobodyRefuses"], ["noStance", "stepsNoStance"]]);
  let before = 0;
  const found = kinds.map(([name, heading]) => {
    const shown = cards(deals, deals[name], heading, "stepNumber", "stepLeftOpen", before);
    before += deals[name].bundles.length;
    return shown;
  }).filter(Boolean);
  return found.length ? section("steps", found) : null;
};

/**
 * @param {Deals} deals
 * @param {Clash} clash
 */
const clashBlock = (deals, { positions, because }) => {
  const joined = because.flatMap(({ via, reasons, circle }) => [
    via.length ? make("p", {}, via.flatMap((ref, n) => [n ? ` ${arrow()} ` : null, refLink(ref)])) : null, reasons.map((reason) => make("p", { class: "meta" }, text(say(reason), 1000))),
    circle.length ? make("p", {}, t("orderCircle"), ": ", circle.flatMap(({ first, then, timing }, n) => [n ? t("semicolon") : null,
      phrase(t(timing === "before" ? "orderThen" : "orderTogether"), { first: thingLink(deals.things[first]), then: thingLink(deals.things[then]) })])) : null]);
  return make("div", { class: "clash" }, make("ul", { class: "rows beside" }, positions.map((n) => make("li", {}, positionRow(deals.positions[n])))),
    make("div", { class: "joined" }, make("p", { class: "kind" }, t("joinedBy")), joined.some((one) => one && (!Array.isArray(one) || one.length)) ? joined : make("p", {}, t("sameOption"))));
};
/**
 * @param {Deals} deals
 * @param {string} heading
 * @param {Clash[]} clashes
 */
const clashSection = (deals, heading, clashes) => (clashes.length ? section(heading, clashes.map((clash) => clashBlock(deals, clash))) : null);
/**
 * The ways out of a knot, side by side: a column for each party, in the order of their ids.
 * @param {Deals} deals
 * @param {Knot} knot
 * @param {string} title
 */
const waysOut = (deals, { waysOut: ways, parties }, title) => {
  const rows = ways.map((way, n) => make("tr", {}, make("th", { scope: "row" }, t("wayOut").replace("{number}", String(n + 1))), parties.map((party) => {
    const own = way.filter(({ position }) => refName(deals.positions[position].party) === refName(party));
    return cell(own.length ? own.map((giving) => givingWords(deals, giving)) : make("span", { class: "meta" }, "—"));
  })));
  return grid(title, [t("wayOutColumn"), ...parties.map((party) => t("ifParty").replace("{party}", apart(refName(party))))], rows);
};
/**
 * @param {Deals} deals
 * @param {Knot} knot
 * @param {number} at
 */
const knotBlock = (deals, knot, at) => {
  const title = t("knotNumber").replace("{number}", String(at + 1));
  return make("article", { class: "knot", id: `knot-${at + 1}` }, make("h4", {}, title, ": ", listed(knot.issues.map(refLink))),
    make("p", { class: "kind" }, t("cannotBoth")), knot.clashes.map((n) => clashBlock(deals, deals.clashes[n])),
    waysOut(deals, knot, `${t("waysOut")} · ${title}`), knot.complete ? null : make("p", { class: "meta" }, t("moreUnknown")));
};
/** @param {Deals} deals */
const evenly = (deals) => {
  const { combinations, more, spread } = deals.evenly;
  if (deals.knots.length < 2 || !combinations.length) return null;
  const rows = combinations.map((combination, n) => make("tr", {}, make("th", { scope: "row" }, String(n + 1)), combination.map((way, knot) => {
    const givers = [...new Set(deals.knots[knot].waysOut[way]?.map(({ position }) => refName(deals.positions[position].party)) ?? [])];
    return cell(t("wayOut").replace("{number}", String(way + 1)), make("p", { class: "meta" }, text(givers.join(t("comma")), 200)));
  })));
  return section("evenly", make("p", { class: "meta" }, t("evenlyHint").replace("{spread}", String(spread))),
    grid(t("evenlyCaption"), [t("combination"), ...deals.knots.map((_, n) => t("knotNumber").replace("{number}", String(n + 1)))], rows), moreLine(more));
};
/** @param {MarkedBundle["marks"][number]} mark */
const markWords = ({ idea, alike, of, changes }) => {
  if (idea === "nearest") return [phrase(t("idea_nearest"), { proposal: refLink(of ?? { label: "" }) }), ` (${counted("termsChanged", changes ?? 0)})`];
  if (of) return phrase(t("idea_least_for"), { party: refLink(of) });
  return `${t(`idea_${idea}`)}, ${t(alike ? "idea_alike" : "idea_worded")}`;
};
/** @param {Deals} deals */
const best = (deals) => {
  if (deals.exists) return null;
  if (!deals.best) return section("bestSettlements", make("p", { class: "meta" }, t("bestTooMany")));
  const { rows, number } = deals.best;
  const before = deals.settlements.bundles.length;
  return section("bestSettlements", make("p", { class: "note" }, t("bestHint")), grid(t("bestOf").replace("{count}", String(number)), [t("settlement"), t("which"), t("itHolds"), t("costs")],
    rows.map(({ holds, marks, costs }, n) => make("tr", {}, make("th", { scope: "row" }, String(before + n + 1)), cell(bullets(marks.map(markWords))),
      cell(holds.length ? bullets(holds.map((held) => thingLink(deals.things[held]))) : t("holdsNothing")), cell(costList(costs))))));
};

/** @param {Deals} deals */
const answer = (deals) => [
  make("p", { class: "headline" }, stepsSentence(deals), " ", settlementSentence(deals)),
  steps(deals), deals.settlements.bundles.length ? section("settlements", cards(deals, deals.settlements, "settlementsHonouring", "settlementNumber", "declined", 0)) : null,
  clashSection(deals, "wishClashes", deals.wishClashes), clashSection(deals, "strains", deals.strains),
  deals.knots.length ? section("knots", deals.knots.map((knot, n) => knotBlock(deals, knot, n))) : null, evenly(deals), best(deals),
];
/** @param {GroupDeals} group */
const groupChip = ({ parties }) => make("button", { type: "button", class: "chip", onclick: () => { change({ pick: parties }); get("deals-view").focus({ preventScroll: true }); } },
  text(parties.map((n) => labelOf(data.parties[n])).join(" + "), 120));
/** @param {string[]} names */
const body = (names) => {
  const command = () => commandLine(commandText("deals", ...names));
  if (names.length < 2) return [make("p", { class: "hint" }, t("dealsHint")), make("div", { class: "chips wide-chips" }, data.deals.filter(({ found }) => found).map(groupChip))];
  const group = dealsOf(now().pick);
  if (!group?.found) return [make("p", {}, t(names.length > 4 ? "dealsMany" : group ? "dealsLarge" : "notWritten")), command()];
  const past = dayNow() !== lastDay;
  return [past ? make("p", { class: "note" }, t("dealsDay").replace("{day}", dateText(data.days[lastDay])), " ",
    make("button", { type: "button", onclick: () => change({ day: null }) }, t("dealsThatDay"))) : null,
  make("div", { class: past ? "of-another-day" : "" }, answer(group.found)),
  section("answerLimits", make("p", { class: "meta" }, t("dealsLimits")), command())];
};

let written = "";
/* Show the deals of the picked parties where they were asked for. They stay as they are while something is opened beside them. */
export const showDeals = () => {
  const { view, pick, day, lang, one, other } = now();
  const isShown = view === "deals";
  const room = get("deals-view");
  document.body.classList.toggle("as-deals", isShown);
  room.toggleAttribute("hidden", !isShown);
  const wanted = isShown ? JSON.stringify([pick, day, lang, one, other]) : "";
  if (wanted === written) return;
  written = wanted;
  const held = document.activeElement?.id;
  if (!isShown) { room.replaceChildren(); return; }
  const names = pick.map((n) => labelOf(data.parties[n]));
  fill(room, make("h2", {}, t("view_deals"), names.length ? [": ", text(names.join(t("comma")), 300)] : null), body(names), besidePart(dealsOf(pick)?.found ?? null));
  if (held?.startsWith("beside-")) document.getElementById(held)?.focus({ preventScroll: true });
};
get("deals-view").addEventListener("focusin", (event) => { if (event.target instanceof HTMLElement) screen.opener = event.target; });
