(() => {
  "use strict";
  const { data, make, text, part, list } = KG;
  const panel = KG.get("panel");
  const MOST = 300;
  const number = (id) => KG.numberOf(id);
  /* Whether one of some statements was made by the day. */
  const heard = (statements) => statements.some((n) => data.statements[n].to <= data.days[KG.day()]);
  const heading = (kind, words) => [make("p", { class: "kind" }, KG.t(kind)), make("h2", { tabindex: "-1" }, text(words, 12000))];
  const about = (thing) => [
    KG.say(thing.about) ? make("p", { class: "about" }, text(KG.say(thing.about), 6000)) : null,
    thing.a?.length ? make("p", { class: "meta" }, KG.t("alsoCalled"), ": ", thing.a.flatMap((name, n) => [n ? ", " : null, text(name, 120)])) : null,
    thing.m?.length ? make("p", { class: "meta" }, thing.m.flatMap((address, n) => [n ? ", " : null, KG.link(address, address.split("/").pop())])) : null,
  ];
  const stanceRow = (edge, otherEnd) => {
    const record = KG.stanceAt(edge);
    if (!KG.isDrawn(record)) return null;
    const changed = KG.marking() && KG.changedOn(edge, KG.day());
    return make("li", {}, make("button", { type: "button", class: "row", onclick: () => KG.select(edge.id) },
      make("span", { class: "row-name" }, text(KG.nameOf(edge[otherEnd]), 160)), KG.stanceMark(record), KG.badges(record),
      changed ? make("span", { class: "badge new" }, KG.t("changed")) : null));
  };
  const rows = (edges, otherEnd) => {
    const found = edges.map((edge) => stanceRow(edge, otherEnd)).filter(Boolean);
    return found.length ? make("ul", { class: "rows" }, found) : null;
  };
  const byOption = (a, b) => number(a.to) - number(b.to);

  const classMark = (answer) => make("span", { class: `class ${answer.name}` }, `${KG.classSymbol[answer.name]} ${KG.t(answer.name)}`);
  KG.classMark = classMark;
  /* The overlap or the gap of the picked parties on a ladder, in words, with its unit. */
  const rangeWords = ({ kind, low, high }, option) => {
    const unit = data.issues[data.options[option].issue].o.map((n) => data.options[n].unit).find(Boolean);
    const values = !low && !high ? KG.t("anyValue") : !low ? KG.t("upTo").replace("{high}", high)
      : !high ? KG.t("orMore").replace("{low}", low) : low === high ? low : `${low} – ${high}`;
    return `${KG.t(`range_${kind}`)}: ${values}${unit && (low || high) ? ` ${unit}` : ""}`;
  };
  const rangeLine = (answer, option) => (answer?.range ? make("p", { class: `range ${answer.range.kind}` }, text(rangeWords(answer.range, option), 200)) : null);
  const classPart = (option) => {
    const answer = KG.answer()?.get(option);
    if (!answer) return null;
    const outside = data.options[option].by.filter((n) => !KG.state.pick.includes(n));
    const names = KG.state.pick.map((n) => KG.label(data.parties[n])).join(", ");
    return part("shared", make("p", {}, text(names, 400), ": ", classMark(answer)),
      answer.inNameOnly ? make("p", {}, "≈ ", KG.t("inNameOnly")) : null,
      answer.leftOpen ? make("p", {}, KG.t("deliberatelyOpen")) : null,
      rangeLine(answer, option),
      answer.opposite ? make("p", {}, KG.t("fromOppositeSides")) : null,
      answer.met ? make("p", {}, KG.t("conditionMet")) : null,
      answer.needs ? make("p", {}, KG.t("needsOthers"), " ", outside.flatMap((n, at) => [at ? ", " : null, KG.goTo(`p${n}`)])) : null,
      answer.otherwise ? make("p", {}, `${KG.t("amongThoseWhoSpoke")}: ${KG.t(answer.otherwise)}`) : null);
  };

  const relationRow = (n, option) => {
    const [kind, from, to, why, basis] = data.relations[n];
    const other = from === option ? to : from;
    const verb = kind === "excludes" ? "excludes" : from === option ? kind : `${kind}Inverse`;
    return [KG.t(verb), " ", KG.goTo(`o${other}`), basis ? ` (${KG.t(`basis_${basis}`)})` : "",
      KG.say(why) ? make("p", { class: "meta" }, text(KG.say(why), 1000)) : null];
  };
  const relationsOf = (option) => data.relations.map((relation, n) => [relation, n])
    .filter(([relation]) => relation[1] === option || relation[2] === option).map(([, n]) => relationRow(n, option));
  const event = (found, option) => {
    const source = found.src === null ? null : data.sources[found.src];
    const sides = found.says.filter(([, about, statement]) => about === option && heard([statement])).map(([honours, , statement]) => [make("p", { class: "meta" }, KG.t(honours ? "honours" : "breaks"), " — ", KG.t("accordingTo"), ":"),
      KG.statement(statement)]);
    return [make("strong", {}, text(KG.label(found), 300)), make("p", { class: "meta" }, KG.date(found.from, true),
      KG.say(found.place) ? [" · ", text(KG.say(found.place), 200)] : null, found.verified ? null : ` · ${KG.t("unverified")}`,
      found.scheduled ? ` · ${KG.t("scheduled")}` : null, source?.url ? [" · ", KG.link(source.url, KG.label(source))] : null), sides];
  };
  const eventsOf = (option) => data.events.filter((found) => found.o.includes(option) && (!found.from || found.from <= data.days[KG.day()]));

  const party = (id) => {
    const thing = KG.thing(id);
    const people = data.people.filter((person) => person.for.includes(number(id)));
    const groups = new Map();
    const held = KG.edgesOf(id).filter((edge) => KG.isDrawn(KG.stanceAt(edge))).sort(byOption);
    for (const edge of held.slice(0, MOST)) {
      const issue = edge.to[0] === "o" ? `i${KG.issueOf(edge)}` : edge.to;
      if (!groups.has(issue)) groups.set(issue, []);
      groups.get(issue).push(edge);
    }
    const stances = [...groups].map(([issue, edges]) => {
      const found = rows(edges, "to");
      return found ? make("div", {}, make("h4", {}, KG.goTo(issue)), found) : null;
    });
    const bundles = data.proposals.map((proposal, n) => [proposal, n]).filter(([proposal]) => KG.isKnown(proposal) && [...proposal.by, ...proposal.tabled].includes(number(id)));
    return [heading("party", KG.label(thing)), thing.roles.length ? make("p", { class: "meta" }, thing.roles.map((role) => KG.t(`role_${role}`)).join(", ")) : null,
      about(thing), part("stances", stances.some(Boolean) ? stances : make("p", {}, KG.t("noStance")),
        held.length > MOST ? [make("p", { class: "hint" }, `+ ${held.length - MOST}`), KG.commandLine(KG.command("positions", "--party", KG.label(thing)))] : null),
      part("proposals", list(bundles.map(([, n]) => KG.goTo(`b${n}`)))),
      part("memberships", list(data.memberships.filter(([member]) => member === number(id)).map(([, whole, from, to, binds]) => [KG.goTo(`p${whole}`),
        ` · ${KG.t(binds ? "binds" : "doesNotBind")}`, from || to ? ` · ${from ? KG.date(from, true) : "…"} – ${to ? KG.date(to, true) : "…"}` : null]))),
      part("people", list(people.map((person) => [text(KG.label(person), 160), KG.say(person.office) ? [" · ", text(KG.say(person.office), 160)] : null])))];
  };
  const issue = (id) => {
    const thing = KG.thing(id);
    const closed = thing.closed && data.days[KG.day()] > thing.closed[0];
    const answer = KG.answer();
    const spoken = thing.o.filter((n) => answer?.get(n)?.range && !answer.get(n).otherwise);
    const names = KG.state.pick.map((n) => KG.label(data.parties[n])).join(", ");
    const options = thing.o.map((n) => [KG.goTo(`o${n}`), answer?.get(n) ? [" ", classMark(answer.get(n))] : null]);
    return [heading("issue", KG.label(thing)),
      make("p", { class: "meta" }, `${KG.t(`kind_${thing.kind}`)} · ${KG.t(`choice_${thing.rule}`)}`,
        closed ? ` · ${KG.t(`closed_${thing.closed[1] ?? "settled"}`)} ${KG.date(thing.closed[0], true)}` : null),
      about(thing), spoken.length ? part("shared", make("p", {}, text(names, 400)), rangeLine(answer.get(spoken[0]), spoken[0])) : null,
      part("options", list(options.slice(0, 500)))];
  };
  const option = (id) => {
    const thing = KG.thing(id);
    const n = number(id);
    const readings = data.readings.filter((reading) => reading.o === n && heard(reading.st));
    const bundles = data.proposals.map((proposal, at) => [proposal, at]).filter(([proposal]) => KG.isKnown(proposal) && proposal.terms.includes(n));
    return [heading("option", KG.label(thing)), make("p", { class: "meta" }, KG.t("issue"), ": ", KG.goTo(`i${thing.issue}`)),
      thing.value ? make("p", { class: "meta" }, text(`${thing.value} ${thing.unit ?? ""}`, 80)) : null,
      about(thing), classPart(n), part("stances", rows(KG.edgesOf(id), "from") ?? make("p", {}, KG.t("noStance"))),
      part("readings", readings.map(KG.reading)),
      part("undertakers", list(thing.by.map((p) => KG.goTo(`p${p}`))), thing.unstated ? make("p", {}, KG.t("unstated")) : null),
      part("relations", list(relationsOf(n))), part("proposals", list(bundles.map(([, at]) => KG.goTo(`b${at}`)))),
      part("events", list(eventsOf(n).map((found) => event(found, n))))];
  };
  const proposal = (id) => {
    const thing = KG.thing(id);
    const names = (parties) => parties.flatMap((p, n) => [n ? ", " : null, KG.goTo(`p${p}`)]);
    return [heading("proposal", KG.label(thing)),
      make("p", { class: "meta" }, thing.status ? KG.t(`status_${thing.status}`) : null, thing.day ? ` · ${KG.date(thing.day, true)}` : null),
      thing.by.length ? make("p", {}, KG.t("proposedBy"), " ", names(thing.by)) : null,
      thing.tabled.length ? make("p", {}, KG.t("tabledBy"), " ", names(thing.tabled)) : null, about(thing),
      part("stances", rows(KG.edgesOf(id), "from")),
      part("terms", thing.terms.map((n) => make("div", {}, make("h4", {}, KG.goTo(`o${n}`)), rows(KG.edgesOf(`o${n}`), "from")))),
      part("statements", KG.statements(thing.st)), KG.commandLine(KG.command("proposal", KG.label(thing)))];
  };
  const stance = (id) => {
    const edge = KG.edge.get(id);
    const record = KG.stanceAt(edge);
    const n = edge.to[0] === "o" ? number(edge.to) : null;
    const head = [make("p", { class: "kind" }, KG.t("stance")),
      make("h2", { tabindex: "-1" }, KG.goTo(edge.from, null, 12000), " → ", KG.goTo(edge.to, null, 12000))];
    const told = ([, found]) => (found ? [found.s, found.i, found.a].join() : "");
    const earlier = KG.history(edge).filter(([day]) => day <= KG.day()).filter((one, n, all) => !n || told(one) !== told(all[n - 1]));
    const past = earlier.length > 1 ? part("history", list(earlier.map(([day, found]) => [`${KG.date(data.days[day], true)}: `,
      found ? [KG.stanceMark(found), " ", KG.badges(found)] : KG.t("stance_silent")]))) : null;
    const command = KG.commandLine(KG.command("why", KG.nameOf(edge.from), KG.nameOf(edge.to)));
    if (!record || record.s === "silent") return [head, make("p", {}, KG.t(record?.e ? `change_${record.e}` : "stance_silent")), past, part("supersededPositions", (record?.p ?? []).map(KG.pastPosition)), command];
    const own = data.readings.filter((reading) => reading.o === n && heard(reading.st) && (reading.p.includes(number(edge.from)) || reading.open.includes(number(edge.from))));
    return [head, make("p", { class: "verdict" }, KG.stanceMark(record), KG.badges(record)),
      make("p", { class: "meta" }, `${KG.t("since")} ${KG.date(record.at, true)}`, record.b ? ` · ${record.b.map((bound) => KG.t(`bound_${bound}`)).join(", ")}` : null, record.c === null ? null : ` · ${KG.t("confidence")} ${Math.round(record.c * 100)}\u00a0%`),
      record.a ? make("p", { class: "note" }, KG.t("ascribedNote")) : null, record.x ? make("p", { class: "note" }, KG.t("strainNote")) : null,
      classPart(n), part("conditions", record.n.map(KG.condition)), part("readings", own.map(KG.reading)),
      part("derivation", record.d.map(KG.derivation)), part("statements", KG.statements(record.st)),
      part("contraryReports", record.cr.map(KG.contrary)), part("strain", record.x ? make("p", {}, KG.stanceMark({ s: record.x.s })) : null, (record.x?.d ?? []).map(KG.derivation)),
      part("supersededPositions", record.p.map(KG.pastPosition)), past, command];
  };
  const pair = (id) => {
    const found = KG.pairOf(id);
    const [a, b] = id.slice(1).split("-").map(Number);
    const names = [KG.label(data.parties[a]), KG.label(data.parties[b])];
    const counts = found ? [["agreed", found.agreed], ["within_reach", found.reach], ["contested", found.contested], ["redLines", found.red],
      ["bothSpoke", found.both]].map(([name, count]) => `${KG.t(name)}: ${count}`) : [];
    return [heading("pair", names.join(" – ")), list(counts), part("parties", list([KG.goTo(`p${a}`), KG.goTo(`p${b}`)])),
      make("p", {}, make("button", { type: "button", onclick: () => KG.change({ pick: [a, b], view: "positions", sel: null }) }, KG.t("showShared"))),
      KG.commandLine(KG.command("conflicts", ...names))];
  };
  const relation = (id) => {
    const [kind, from, to, why, basis, party_] = data.relations[number(id)];
    return [heading("relation", KG.t(kind)), make("p", {}, KG.goTo(`o${from}`), ` ${KG.t(kind)} `, KG.goTo(`o${to}`)),
      KG.say(why) ? make("p", {}, text(KG.say(why), 2000)) : null, basis ? make("p", { class: "meta" }, `${KG.t("basis")}: ${KG.t(`basis_${basis}`)}`) : null,
      party_ === null ? null : make("p", {}, KG.goTo(`p${party_}`))];
  };
  const overview = () => {
    const source = (found) => [found.url ? KG.link(found.url, KG.label(found)) : text(KG.label(found), 300),
      make("p", { class: "meta" }, text([found.pub, found.day ? KG.date(found.day, true) : null].filter(Boolean).join(" · "), 300))];
    return [heading("about", KG.say(data.case.t)), KG.say(data.case.about) ? make("p", {}, text(KG.say(data.case.about), 6000)) : null,
      make("p", { class: "meta" }, KG.headLine()), part("caveats", make("p", {}, KG.t("caveat")), list(data.caveats.map((words) => text(KG.say(words), 3000)))),
      part("sources", list(data.sources.slice(0, 200).map(source))), part("keys", make("p", {}, KG.t("keyboard"))),
      part("limits", list([KG.t("answersLimit").replace("{parties}", data.limits.parties).replace("{days}", data.limits.days), data.limits.earlier ? KG.t("daysLeftOut") : null].filter(Boolean)))];
  };

  KG.SHOWN_KINDS = "piobsnr";
  const SHOW = { p: party, i: issue, o: option, b: proposal, s: stance, n: pair, r: relation };
  KG.showPanel = () => {
    const { sel } = KG.state;
    const inside = panel.contains(document.activeElement);
    const shown = sel ? SHOW[sel[0]](sel) : KG.aboutOpen ? overview() : null;
    panel.hidden = shown === null;
    document.body.classList.toggle("with-panel", shown !== null);
    if (!shown) return panel.replaceChildren();
    const close = make("button", { type: "button", class: "icon close", "aria-label": KG.t("close"), onclick: () => KG.closePanel() }, "×");
    KG.fill(panel, close, ...shown.flat(3));
    panel.scrollTop = 0;
    if (inside) panel.focus({ preventScroll: true });
    return undefined;
  };
  KG.closePanel = () => {
    KG.aboutOpen = false;
    KG.select(null);
    KG.get(KG.state.mode === "table" ? "table-view" : "canvas").focus({ preventScroll: true });
  };
})();
