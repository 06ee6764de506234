import { data, numberOf } from "./data.js";
import { eventBlock } from "./deeds.js";
import { linkTo, make, text } from "./dom.js";
import { bullets, goTo, part, sensitivityBadge, statementBlock } from "./evidence.js";
import { eventNow } from "./model.js";
import { historyPart, toldBy } from "./said.js";
import { about, heading } from "./topics.js";
import { dateText, labelOf, say, t } from "./words.js";

/** @param {string} id */
export const eventTopic = (id) => {
  const found = data.events[numberOf(id)];
  if (!eventNow(found)) return [heading("event", labelOf(found)), make("p", {}, t("notToldYet"))];
  return [heading("event", labelOf(found)), found.kinds.length ? make("p", { class: "meta" }, text(found.kinds.map(say).join(t("comma")), 200)) : null, about(found), eventBlock(found)];
};
/** @param {string} id */
export const statementTopic = (id) => {
  const number = numberOf(id);
  const statement = data.statements[number];
  return [heading("statement", statement.about === null ? t("sourceAlone") : labelOf(data.parties[statement.about])),
    statement.about === null ? null : make("p", {}, goTo(`p${statement.about}`)), statementBlock(number), part("states", toldBy(statement)),
    part("issues", bullets((statement.issues ?? []).map((n) => goTo(`i${n}`)))), statement.speaker === null ? null : part("speaker", goTo(`h${statement.speaker}`, labelOf(data.people[statement.speaker]))),
    part("source", goTo(`u${statement.source}`, labelOf(data.sources[statement.source])))];
};
/** @param {string} id */
export const personTopic = (id) => {
  const person = data.people[numberOf(id)];
  return [heading("speaker", labelOf(person)), say(person.office) ? make("p", { class: "meta" }, text(say(person.office), 300)) : null, about(person),
    part("speaksFor", bullets(person.speaksFor.map((n) => goTo(`p${n}`)))), historyPart(({ speaker }) => speaker === numberOf(id))];
};
/** @param {string} id */
export const sourceTopic = (id) => {
  const found = data.sources[numberOf(id)];
  return [heading("source", labelOf(found)), make("p", { class: "meta" }, text([found.publisher, found.day ? dateText(found.day, true) : null].filter(Boolean).join(" · "), 300), " ", sensitivityBadge(found.sensitivity)),
    found.address ? make("p", {}, linkTo(found.address)) : null, historyPart(({ source }) => source === numberOf(id))];
};
/** @param {string} id */
export const attributionTopic = (id) => {
  const name = data.attributions[numberOf(id)];
  return [heading("attribution", t(`attr_${name}`)), historyPart(({ attribution }) => attribution === name)];
};
