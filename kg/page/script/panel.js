import { commandText } from "./commands.js";
import { data, edgeById, edgesOf, numberOf, thingOf } from "./data.js";
import { fill, get, linkTo, make, text } from "./dom.js";
import { badges, bullets, commandLine, conditionBlock, contraryBlock, derivationBlock, goTo, part, pastBlock, readingBlock, stanceMark, statementBlock, statementBlocks } from "./evidence.js";
import { headLine } from "./head.js";
import { CLASS_SYMBOLS, answerNow, changedOn, historyOf, isDrawn, isKnown, isMarking, issueOf, pairOf, stanceAt } from "./model.js";
import { screen } from "./screen.js";
import { change, dayNow, now, select } from "./state.js";
import { dateText, labelOf, nameOf, say, t } from "./words.js";

const panel = get("panel");
const MOST = 300;
const number = (id) => numberOf(id);
/* Whether one of some statements was made by the day. */
const heard = (statements) => statements.some((n) => data.statements[n].to <= data.days[dayNow()]);
const heading = (kind, words) => [make("p", { class: "kind" }, t(kind)), make("h2", { tabindex: "-1" }, text(words, 12000))];
const about = (thing) => [
  say(thing.about) ? make("p", { class: "about" }, text(say(thing.about), 6000)) : null,
  thing.a?.length ? make("p", { class: "meta" }, t("alsoCalled"), ": ", thing.a.flatMap((name, n) => [n ? ", " : null, text(name, 120)])) : null,
  thing.m?.length ? make("p", { class: "meta" }, thing.m.flatMap((address, n) => [n ? ", " : null, linkTo(address, address.split("/").pop())])) : null,
];
const stanceRow = (edge, otherEnd) => {
  const record = stanceAt(edge);
  if (!isDrawn(record)) return null;
  const changed = isMarking() && changedOn(edge, dayNow());
  return make("li", {}, make("button", { type: "button", class: "row", onclick: () => select(edge.id) },
    make("span", { class: "row-name" }, text(nameOf(edge[otherEnd]), 160)), stanceMark(record), badges(record),
    changed ? make("span", { class: "badge new" }, t("changed")) : null));
};
const rows = (edges, otherEnd) => {
  const found = edges.map((edge) => stanceRow(edge, otherEnd)).filter(Boolean);
  return found.length ? make("ul", { class: "rows" }, found) : null;
};
const byOption = (a, b) => number(a.to) - number(b.to);

export const classMark = (answer) => make("span", { class: `class ${answer.name}` }, `${CLASS_SYMBOLS[answer.name]} ${t(answer.name)}`);
/* The overlap or the gap of the picked parties on a ladder, in words, with its unit. */
const rangeWords = ({ kind, low, high }, option) => {
  const unit = data.issues[data.options[option].issue].o.map((n) => data.options[n].unit).find(Boolean);
  const values = !low && !high ? t("anyValue") : !low ? t("upTo").replace("{high}", high)
    : !high ? t("orMore").replace("{low}", low) : low === high ? low : `${low} – ${high}`;
  return `${t(`range_${kind}`)}: ${values}${unit && (low || high) ? ` ${unit}` : ""}`;
};
const rangeLine = (answer, option) => (answer?.range ? make("p", { class: `range ${answer.range.kind}` }, text(rangeWords(answer.range, option), 200)) : null);
const classPart = (option) => {
  const answer = answerNow()?.get(option);
  if (!answer) return null;
  const outside = data.options[option].by.filter((n) => !now().pick.includes(n));
  const names = now().pick.map((n) => labelOf(data.parties[n])).join(", ");
  return part("shared", make("p", {}, text(names, 400), ": ", classMark(answer)),
    answer.inNameOnly ? make("p", {}, "≈ ", t("inNameOnly")) : null,
    answer.leftOpen ? make("p", {}, t("deliberatelyOpen")) : null,
    rangeLine(answer, option),
    answer.opposite ? make("p", {}, t("fromOppositeSides")) : null,
    answer.met ? make("p", {}, t("conditionMet")) : null,
    answer.needs ? make("p", {}, t("needsOthers"), " ", outside.flatMap((n, at) => [at ? ", " : null, goTo(`p${n}`)])) : null,
    answer.otherwise ? make("p", {}, `${t("amongThoseWhoSpoke")}: ${t(answer.otherwise)}`) : null);
};

const relationRow = (n, option) => {
  const [kind, from, to, why, basis] = data.relations[n];
  const other = from === option ? to : from;
  const verb = kind === "excludes" ? "excludes" : from === option ? kind : `${kind}Inverse`;
  return [t(verb), " ", goTo(`o${other}`), basis ? ` (${t(`basis_${basis}`)})` : "",
    say(why) ? make("p", { class: "meta" }, text(say(why), 1000)) : null];
};
const relationsOf = (option) => data.relations.map((relation, n) => [relation, n])
  .filter(([relation]) => relation[1] === option || relation[2] === option).map(([, n]) => relationRow(n, option));
const event = (found, option) => {
  const source = found.src === null ? null : data.sources[found.src];
  const sides = found.says.filter(([, where, statement]) => where === option && heard([statement])).map(([honours, , statement]) => [make("p", { class: "meta" }, t(honours ? "honours" : "breaks"), " — ", t("accordingTo"), ":"),
    statementBlock(statement)]);
  return [make("strong", {}, text(labelOf(found), 300)), make("p", { class: "meta" }, dateText(found.from, true),
    say(found.place) ? [" · ", text(say(found.place), 200)] : null, found.verified ? null : ` · ${t("unverified")}`,
    found.scheduled ? ` · ${t("scheduled")}` : null, source?.url ? [" · ", linkTo(source.url, labelOf(source))] : null), sides];
};
const eventsOf = (option) => data.events.filter((found) => found.o.includes(option) && (!found.from || found.from <= data.days[dayNow()]));

const party = (id) => {
  const thing = thingOf(id);
  const people = data.people.filter((person) => person.for.includes(number(id)));
  const groups = new Map();
  const held = edgesOf(id).filter((edge) => isDrawn(stanceAt(edge))).sort(byOption);
  for (const edge of held.slice(0, MOST)) {
    const issue = edge.to[0] === "o" ? `i${issueOf(edge)}` : edge.to;
    if (!groups.has(issue)) groups.set(issue, []);
    groups.get(issue).push(edge);
  }
  const stances = [...groups].map(([issue, edges]) => {
    const found = rows(edges, "to");
    return found ? make("div", {}, make("h4", {}, goTo(issue)), found) : null;
  });
  const bundles = data.proposals.map((proposal, n) => [proposal, n]).filter(([proposal]) => isKnown(proposal) && [...proposal.by, ...proposal.tabled].includes(number(id)));
  return [heading("party", labelOf(thing)), thing.roles.length ? make("p", { class: "meta" }, thing.roles.map((role) => t(`role_${role}`)).join(", ")) : null,
    about(thing), part("stances", stances.some(Boolean) ? stances : make("p", {}, t("noStance")),
      held.length > MOST ? [make("p", { class: "hint" }, `+ ${held.length - MOST}`), commandLine(commandText("positions", "--party", labelOf(thing)))] : null),
    part("proposals", bullets(bundles.map(([, n]) => goTo(`b${n}`)))),
    part("memberships", bullets(data.memberships.filter(([member]) => member === number(id)).map(([, whole, from, to, binds]) => [goTo(`p${whole}`),
      ` · ${t(binds ? "binds" : "doesNotBind")}`, from || to ? ` · ${from ? dateText(from, true) : "…"} – ${to ? dateText(to, true) : "…"}` : null]))),
    part("people", bullets(people.map((person) => [text(labelOf(person), 160), say(person.office) ? [" · ", text(say(person.office), 160)] : null])))];
};
const issue = (id) => {
  const thing = thingOf(id);
  const closed = thing.closed && data.days[dayNow()] > thing.closed[0];
  const answer = answerNow();
  const spoken = thing.o.filter((n) => answer?.get(n)?.range && !answer.get(n).otherwise);
  const names = now().pick.map((n) => labelOf(data.parties[n])).join(", ");
  const options = thing.o.map((n) => [goTo(`o${n}`), answer?.get(n) ? [" ", classMark(answer.get(n))] : null]);
  return [heading("issue", labelOf(thing)),
    make("p", { class: "meta" }, `${t(`kind_${thing.kind}`)} · ${t(`choice_${thing.rule}`)}`,
      closed ? ` · ${t(`closed_${thing.closed[1] ?? "settled"}`)} ${dateText(thing.closed[0], true)}` : null),
    about(thing), spoken.length ? part("shared", make("p", {}, text(names, 400)), rangeLine(answer.get(spoken[0]), spoken[0])) : null,
    part("options", bullets(options.slice(0, 500)))];
};
const option = (id) => {
  const thing = thingOf(id);
  const n = number(id);
  const readings = data.readings.filter((reading) => reading.o === n && heard(reading.st));
  const bundles = data.proposals.map((proposal, at) => [proposal, at]).filter(([proposal]) => isKnown(proposal) && proposal.terms.includes(n));
  return [heading("option", labelOf(thing)), make("p", { class: "meta" }, t("issue"), ": ", goTo(`i${thing.issue}`)),
    thing.value ? make("p", { class: "meta" }, text(`${thing.value} ${thing.unit ?? ""}`, 80)) : null,
    about(thing), classPart(n), part("stances", rows(edgesOf(id), "from") ?? make("p", {}, t("noStance"))),
    part("readings", readings.map(readingBlock)),
    part("undertakers", bullets(thing.by.map((p) => goTo(`p${p}`))), thing.unstated ? make("p", {}, t("unstated")) : null),
    part("relations", bullets(relationsOf(n))), part("proposals", bullets(bundles.map(([, at]) => goTo(`b${at}`)))),
    part("events", bullets(eventsOf(n).map((found) => event(found, n))))];
};
const proposal = (id) => {
  const thing = thingOf(id);
  const names = (parties) => parties.flatMap((p, n) => [n ? ", " : null, goTo(`p${p}`)]);
  return [heading("proposal", labelOf(thing)),
    make("p", { class: "meta" }, thing.status ? t(`status_${thing.status}`) : null, thing.day ? ` · ${dateText(thing.day, true)}` : null),
    thing.by.length ? make("p", {}, t("proposedBy"), " ", names(thing.by)) : null,
    thing.tabled.length ? make("p", {}, t("tabledBy"), " ", names(thing.tabled)) : null, about(thing),
    part("stances", rows(edgesOf(id), "from")),
    part("terms", thing.terms.map((n) => make("div", {}, make("h4", {}, goTo(`o${n}`)), rows(edgesOf(`o${n}`), "from")))),
    part("statements", statementBlocks(thing.st)), commandLine(commandText("proposal", labelOf(thing)))];
};
const stance = (id) => {
  const edge = edgeById.get(id);
  const record = stanceAt(edge);
  const n = edge.to[0] === "o" ? number(edge.to) : null;
  const head = [make("p", { class: "kind" }, t("stance")),
    make("h2", { tabindex: "-1" }, goTo(edge.from, null, 12000), " → ", goTo(edge.to, null, 12000))];
  const told = ([, found]) => (found ? [found.s, found.i, found.a].join() : "");
  const earlier = historyOf(edge).filter(([day]) => day <= dayNow()).filter((one, at, all) => !at || told(one) !== told(all[at - 1]));
  const past = earlier.length > 1 ? part("history", bullets(earlier.map(([day, found]) => [`${dateText(data.days[day], true)}: `,
    found ? [stanceMark(found), " ", badges(found)] : t("stance_silent")]))) : null;
  const command = commandLine(commandText("why", nameOf(edge.from), nameOf(edge.to)));
  if (!record || record.s === "silent") return [head, make("p", {}, t(record?.e ? `change_${record.e}` : "stance_silent")), past, part("supersededPositions", (record?.p ?? []).map(pastBlock)), command];
  const own = data.readings.filter((reading) => reading.o === n && heard(reading.st) && (reading.p.includes(number(edge.from)) || reading.open.includes(number(edge.from))));
  return [head, make("p", { class: "verdict" }, stanceMark(record), badges(record)),
    make("p", { class: "meta" }, `${t("since")} ${dateText(record.at, true)}`, record.b ? ` · ${record.b.map((bound) => t(`bound_${bound}`)).join(", ")}` : null, record.c === null ? null : ` · ${t("confidence")} ${Math.round(record.c * 100)}\u00a0%`),
    record.a ? make("p", { class: "note" }, t("ascribedNote")) : null, record.x ? make("p", { class: "note" }, t("strainNote")) : null,
    classPart(n), part("conditions", record.n.map(conditionBlock)), part("readings", own.map(readingBlock)),
    part("derivation", record.d.map(derivationBlock)), part("statements", statementBlocks(record.st)),
    part("contraryReports", record.cr.map(contraryBlock)), part("strain", record.x ? make("p", {}, stanceMark({ s: record.x.s })) : null, (record.x?.d ?? []).map(derivationBlock)),
    part("supersededPositions", record.p.map(pastBlock)), past, command];
};
const pair = (id) => {
  const found = pairOf(id);
  const [a, b] = id.slice(1).split("-").map(Number);
  const names = [labelOf(data.parties[a]), labelOf(data.parties[b])];
  const counts = found ? [["agreed", found.agreed], ["within_reach", found.reach], ["contested", found.contested], ["redLines", found.red],
    ["bothSpoke", found.both]].map(([name, count]) => `${t(name)}: ${count}`) : [];
  return [heading("pair", names.join(" – ")), bullets(counts), part("parties", bullets([goTo(`p${a}`), goTo(`p${b}`)])),
    make("p", {}, make("button", { type: "button", onclick: () => change({ pick: [a, b], view: "positions", sel: null }) }, t("showShared"))),
    commandLine(commandText("conflicts", ...names))];
};
const relation = (id) => {
  const [kind, from, to, why, basis, party_] = data.relations[number(id)];
  return [heading("relation", t(kind)), make("p", {}, goTo(`o${from}`), ` ${t(kind)} `, goTo(`o${to}`)),
    say(why) ? make("p", {}, text(say(why), 2000)) : null, basis ? make("p", { class: "meta" }, `${t("basis")}: ${t(`basis_${basis}`)}`) : null,
    party_ === null ? null : make("p", {}, goTo(`p${party_}`))];
};
const overview = () => {
  const source = (found) => [found.url ? linkTo(found.url, labelOf(found)) : text(labelOf(found), 300),
    make("p", { class: "meta" }, text([found.pub, found.day ? dateText(found.day, true) : null].filter(Boolean).join(" · "), 300))];
  return [heading("about", say(data.case.t)), say(data.case.about) ? make("p", {}, text(say(data.case.about), 6000)) : null,
    make("p", { class: "meta" }, headLine()), part("caveats", make("p", {}, t("caveat")), bullets(data.caveats.map((words) => text(say(words), 3000)))),
    part("sources", bullets(data.sources.slice(0, 200).map(source))), part("keys", make("p", {}, t("keyboard"))),
    part("limits", bullets([t("answersLimit").replace("{parties}", data.limits.parties).replace("{days}", data.limits.days), data.limits.earlier ? t("daysLeftOut") : null].filter(Boolean)))];
};

const SHOW = { p: party, i: issue, o: option, b: proposal, s: stance, n: pair, r: relation };
export const showPanel = () => {
  const { sel } = now();
  const inside = panel.contains(document.activeElement);
  const shown = sel ? SHOW[sel[0]](sel) : screen.aboutOpen ? overview() : null;
  panel.hidden = shown === null;
  document.body.classList.toggle("with-panel", shown !== null);
  if (!shown) return panel.replaceChildren();
  const close = make("button", { type: "button", class: "icon close", "aria-label": t("close"), onclick: () => closePanel() }, "×");
  fill(panel, close, ...shown.flat(3));
  panel.scrollTop = 0;
  if (inside) panel.focus({ preventScroll: true });
  return undefined;
};
export const closePanel = () => {
  screen.aboutOpen = false;
  select(null);
  get(now().mode === "table" ? "table-view" : "canvas").focus({ preventScroll: true });
};
