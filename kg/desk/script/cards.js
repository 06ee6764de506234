import { fill, get, make, text } from "../../page/script/dom.js";
import { addReading, another, chooseOption, chooseProposed, chooseStance, editPosition, focusCard, move, reject, removePosition, setBound, setCondition, setRequired } from "./acts.js";
import { ask } from "./adding.js";
import { wordsAt } from "./article.js";
import { chooser } from "./chooser.js";
import { changing } from "./changing.js";
import { dayText, given, proposed } from "./given.js";
import { here } from "./here.js";
import { cardOf, change, inOrder, inShort, isWhole, labelOf, lacks, options, points, stateOf, subjects } from "./review.js";
import { choicesOf } from "./settling.js";
import { stanceText } from "./held.js";

/** @import { Decision, Earlier, Option, ReadAs, Stated } from "../desk-data.d.ts" */
/* Whether another than the rules proposed anything: then each card says who did. */
const hasModel = given.cards.some(({ by }) => by !== "rules" && by !== "coder");
const LETTERS = ["Q", "W", "E"];
const WORDS = { open: "no stance yet", coded: "coded", rejected: "rejected" };

/** @param {string} key */
const kbd = (key) => make("kbd", { "aria-hidden": "true" }, key);
/** @param {Stated} position */
const positionLine = (position) => [
  position.on ? text(labelOf(position.on)) : "no option yet", " · ", position.stance ? stanceText(position.stance) : make("i", {}, "no stance yet"),
  position.condition ? [" if ", text(position.condition, 80)] : null, position.requires.length ? [" if ", text(position.requires.map(labelOf).join(", "))] : null,
];
/** @param {Decision} card @param {number} no */
const headOf = (card, no) => make("div", { class: "head", id: `head-${card.id}` },
  make("b", { class: "no" }, no), " ", make("b", {}, card.party ? text(labelOf(card.party)) : "party?"),
  card.speaker ? [" · ", text(labelOf(card.speaker))] : null, " ", make("small", {}, `¶${card.paragraph}`),
  proposed.get(card.id)?.coded ? make("span", { class: "chip" }, "already coded here") : null,
  proposed.get(card.id)?.copied ? make("span", { class: "chip" }, "copied") : null);
/** @param {Decision} card */
const summary = (card) => {
  const state = stateOf(card);
  if (state === "rejected") return make("div", { class: "line" }, "rejected");
  if (card.positions.length || card.readings.length) {
    return make("div", { class: "line" }, card.positions.map((one) => make("div", {}, positionLine(one))), card.readings.length ? `${card.readings.length} reading${card.readings.length > 1 ? "s" : ""}` : null);
  }
  return make("div", { class: "line quote", dir: "auto" }, wordsAt(card));
};

/** @param {Decision} card */
const facts = (card) => {
  const its = proposed.get(card.id);
  const way = given.attributions.find(({ name }) => name === card.attribution);
  const days = !card.latest ? "on which day?" : card.earliest && card.earliest !== card.latest ? `${dayText(card.earliest)} – ${dayText(card.latest)}` : `${card.earliest ? "" : "by "}${dayText(card.latest)}`;
  /** @type {[string, unknown[]][]} */
  const rows = [
    ["Said", [card.attribution || "how is it known?", way ? make("small", {}, way.own ? " · own voice" : " · others’ voice") : null, its?.cue ? make("small", {}, " · cue “", text(its.cue.text), "”") : null]],
    ["Day", [days, make("small", {}, given.settle ? null : its?.day.phrase ? [" “", text(its.day.phrase), "”, text of ", dayText(given.text.issued)] : " (the text’s day)")]],
  ];
  if (its && its.via !== "named" && card.party === its.party) rows.push(["Party", [make("small", {}, `from the ${its.via}`)]]);
  if (its?.condition) rows.push(["If", [make("small", {}, "cue “", text(its.condition.cue), "”: a condition? One position for each side of it")]]);
  if (its && hasModel) rows.push(["Found", ["by ", text(its.by, 60)]]);
  if (its?.copied) {
    const { desk, card: first, paragraph } = its.copied;
    rows.push(["Copied", ["stands first in ", make("a", { href: `${encodeURIComponent(desk)}#${first ?? ""}` }, text(its.copied.text), ` ¶${paragraph}`)]]);
  }
  if (its?.marks.length) rows.push(["Check", [make("span", { class: "warn" }, `⚠ ${its.marks.join(", ")}`)]]);
  return make("dl", {}, rows.map(([name, words]) => [make("dt", {}, name), make("dd", {}, /** @type {any} */ (words))]));
};
/** @param {Decision} card @param {Stated | undefined} position */
const earlierOf = (card, position) => {
  if (given.blind || !card.party || !position?.on) return null;
  if (!position.stance && !here.earlier) return make("p", { class: "before" }, make("small", {}, "Its earlier stances show after you choose (", kbd("H"), "now)."));
  const found = given.earlier.filter((one) => one.party === card.party && one.on === position.on).slice(0, 3);
  /** @param {Earlier} one */
  const line = (one) => make("li", {}, stanceText(one.stance), ` ${dayText(one.day)}`, one.own ? null : make("small", {}, " by others’ word"),
    position.stance ? make("small", {}, one.stance === position.stance ? " – renewed" : " – moved") : null);
  return make("div", { class: "before" }, make("small", {}, found.length ? "Before this text:" : "Before this text it said nothing on it that the case has."), found.length ? make("ul", {}, found.map(line)) : null);
};
/** @param {Decision} card @param {Stated | undefined} position */
const optionsOf = (card, position) => {
  const offered = proposed.get(card.id)?.options ?? [];
  const shown = position?.on && !offered.includes(position.on) ? [...offered, position.on] : offered;
  return make("fieldset", {}, make("legend", {}, "1 On which option?"),
    make("div", { class: "options" }, shown.map((id, n) => make("button", {
      type: "button", "aria-pressed": String(position?.on === id), onclick: () => (n < offered.length ? chooseProposed(n) : chooseOption(id)),
    }, n < offered.length ? kbd(LETTERS[n]) : null, text(labelOf(id))))),
    chooser((id) => { chooseOption(id); focusCard(card.id); }, (label) => ask("options", { label }, (id) => { chooseOption(id); focusCard(card.id); }, () => focusCard(card.id)), () => focusCard(card.id)));
};
/** @param {Stated} position */
const conditionOf = (position) => make("div", { class: "ifs" },
  make("label", {}, "On which condition, in your words?", make("input", {
    type: "text", class: "condition", dir: "auto", autocomplete: "off", value: position.condition,
    oninput: (/** @type {Event} */ event) => setCondition(/** @type {HTMLInputElement} */ (event.target).value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      focusCard(here.card);
    },
  })),
  make("label", {}, "or an option that must come", make("select", { onchange: (/** @type {Event} */ event) => setRequired(/** @type {HTMLSelectElement} */ (event.target).value) },
    make("option", { value: "" }, "none"), options().map((one) => make("option", { value: one.id, selected: position.requires.includes(one.id) }, one.label)))));
/** @param {Stated | undefined} position */
const boundOf = (position) => {
  const option = subjects().find(({ id }) => id === position?.on);
  if (!position || !(/** @type {Partial<Option> | undefined} */ (option)?.ladder)) return null;
  return make("label", { class: "bound" }, "Of this value", make("select", { onchange: (/** @type {Event} */ event) => setBound(/** @type {HTMLSelectElement} */ (event.target).value) },
    given.bounds.map((bound) => make("option", { value: bound, selected: bound === position.bound }, bound))));
};
/** @param {Decision} card @param {Stated | undefined} position */
const stancesOf = (card, position) => {
  const chosen = given.stances.findIndex(({ name }) => name === position?.stance);
  const who = card.party ? text(labelOf(card.party)) : "the party";
  return make("fieldset", { class: "stances" }, make("legend", {}, "2 Stance of ", who, position?.stance ? "" : make("small", {}, " none is filled in: choose")),
    make("div", { class: "grid" }, given.stances.map(({ name, side, sign }, n) => make("button", {
      type: "button", class: side, "aria-pressed": String(chosen === n), disabled: !position?.on, onclick: () => chooseStance(name),
    }, kbd(String(n + 1)), make("b", {}, sign), ` ${name}`))),
    make("p", { class: "means" }, chosen < 0
      ? [make("b", {}, "1"), " and ", make("b", {}, "7"), ": only for what the party declares a red line."]
      : [make("b", {}, given.stances[chosen].name), ": ", given.stances[chosen].means,
        [0, 6].includes(chosen) ? make("strong", {}, " A declared red line: the verb alone is not enough.") : null]));
};
/** @param {Decision} card @param {ReadAs} one @param {number} n */
const readingOf = (card, one, n) => {
  /** @type {(alter: (reading: ReadAs) => void, typing?: string) => void} */
  const alter = (act, typing) => change(card.id, "reading", (changed) => act(changed.readings[n]), typing);
  /** @param {Event} event */
  const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;
  return make("fieldset", { class: "reading" }, make("legend", {}, "Reading: how it understands the option"),
    make("label", {}, "Option", make("select", { onchange: (/** @type {Event} */ event) => alter((reading) => { reading.option = valueOf(event); }) },
      make("option", { value: "" }, "choose…"), options().map((option) => make("option", { value: option.id, selected: option.id === one.option }, option.label)))),
    make("label", {}, "On which point", make("select", { onchange: (/** @type {Event} */ event) => {
      const value = valueOf(event);
      if (value !== "new") alter((reading) => { reading.point = value; });
      else ask("points", {}, (id) => alter((reading) => { reading.point = id; }), () => focusCard(card.id));
    } }, make("option", { value: "" }, "choose…"), points().map((point) => make("option", { value: point.id, selected: point.id === one.point }, point.label)), make("option", { value: "new" }, "＋ new point…"))),
    make("label", {}, "In your words", make("textarea", { dir: "auto", rows: 2, oninput: (/** @type {Event} */ event) => alter((reading) => { reading.text = valueOf(event); }, `reading ${n}`) }, one.text)),
    make("button", { type: "button", onclick: () => change(card.id, "reading", (changed) => { changed.readings.splice(n, 1); }) }, "Remove this reading"));
};
/** @param {Decision} card */
const whole = (card) => {
  const position = card.positions[here.position];
  const others = card.positions.map((one, n) => ({ one, n })).filter(({ n }) => n !== here.position);
  const missing = card.positions.some(isWhole) || card.readings.length ? lacks(card) : [];
  return [
    make("blockquote", { dir: "auto" }, wordsAt(card)), facts(card), changing(card),
    choicesOf(card), card.rejected ? make("p", { class: "warn" }, given.settle ? "No statement. " : "Rejected. ", kbd("0"), " takes it back.") : null,
    others.map(({ one, n }) => make("p", { class: "other" }, positionLine(one), " ", make("button", { type: "button", onclick: () => editPosition(n) }, "change"), " ", make("button", { type: "button", onclick: () => removePosition(n) }, "remove"))),
    optionsOf(card, position), stancesOf(card, position), position?.stance === "conditional" ? conditionOf(position) : null, boundOf(position), earlierOf(card, position),
    card.readings.map((one, n) => readingOf(card, one, n)),
    make("label", { class: "paraphrase" }, "In short, in your words", make("input", {
      type: "text", dir: "auto", autocomplete: "off", value: card.paraphrase, placeholder: stateOf(card) === "coded" ? inShort(card) : null,
      oninput: (/** @type {Event} */ event) => change(card.id, "paraphrase", (changed) => { changed.paraphrase = /** @type {HTMLInputElement} */ (event.target).value; }, "paraphrase"),
    })),
    missing.length ? make("p", { class: "warn" }, `Not coded yet: ${missing.join(", ")} is missing.`) : null,
    make("p", { class: "buttons" },
      make("button", { type: "button", onclick: another }, kbd("A"), "another position"), make("button", { type: "button", onclick: addReading }, kbd("R"), "reading"),
      make("button", { type: "button", onclick: reject }, kbd("X"), "reject")),
  ];
};
/** @param {Decision} card @param {number} no */
const inner = (card, no) => [headOf(card, no), card.id === here.card ? whole(card) : summary(card)];
/** @param {HTMLElement} element @param {Decision} card @param {number} no */
const dress = (element, card, no) => {
  const isHere = card.id === here.card;
  element.className = `card ${stateOf(card)}${isHere ? " current" : ""}`;
  element.setAttribute("aria-current", String(isHere));
  element.setAttribute("aria-label", `card ${no}, ${card.party ? labelOf(card.party) : "no party"}: ${WORDS[stateOf(card)]}`);
  fill(element, ...inner(card, no));
};
/** @param {Decision} card @param {number} no */
const item = (card, no) => {
  const element = make("div", { id: `card-${card.id}`, tabindex: 0, role: "group", onfocus: () => {
    if (card.id !== here.card) move(card.id);
  }, onclick: (/** @type {Event} */ event) => {
    if (card.id !== here.card && !(event.target instanceof Element && event.target.closest("button, input, select"))) move(card.id);
  } });
  dress(element, card, no);
  return make("li", {}, element);
};
/* Draw every card. */
export const drawCards = () => {
  const cards = inOrder();
  fill(get("cards"), cards.map((card, n) => item(card, n + 1)));
  get("no-cards").hidden = cards.length > 0;
};
/**
 * Draw one card anew, and keep the focus where it was: on the card, or on the same control of it.
 * @param {string} id
 */
export const drawCard = (id) => {
  const element = document.getElementById(`card-${id}`);
  if (!element) return;
  const focused = document.activeElement;
  const held = focused && element.contains(focused) ? [...element.querySelectorAll("button, input, select, textarea")].indexOf(focused) : -2;
  const words = focused?.textContent;
  dress(element, cardOf(id), inOrder().findIndex((card) => card.id === id) + 1);
  if (held === -2 || !focused) return;
  const controls = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("button, input, select, textarea")]);
  const same = controls[held]?.textContent === words ? controls[held] : controls.find((one) => one.tagName === focused.tagName && one.textContent === words);
  (focused === element ? element : same ?? element).focus({ preventScroll: true });
};
