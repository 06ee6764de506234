(() => {
  "use strict";
  const { data, make, text } = KG;
  const SYMBOL = { for: "+", leaning: "~", against: "×", none: "·" };
  KG.sideSymbol = SYMBOL;

  KG.stanceName = (stance) => KG.t(`stance_${stance}`);
  /* The mark of a stance: symbol, colour and name, so that none of them is needed alone. */
  KG.stanceMark = (record) => {
    const side = KG.sideOf(record);
    return make("span", { class: `stance ${side}${record.i ? " inferred" : ""}` },
      make("span", { class: "symbol", "aria-hidden": "true" }, SYMBOL[side]), KG.stanceName(record.s));
  };
  KG.badges = (record) => [
    record.i && make("span", { class: "badge" }, KG.t("inferred")),
    record.a && make("span", { class: "badge warn" }, KG.t("ascribed")),
    record.s === "conditional" && make("span", { class: "badge" }, `◆ ${KG.t("conditional")}`),
    record.x && make("span", { class: "badge warn" }, KG.t("strain")),
  ];
  KG.goTo = (id, words, most = 160) => make("button", { type: "button", class: "link", onclick: () => KG.choose(id) },
    text(words ?? KG.nameOf(id), most));
  KG.part = (heading, ...children) => {
    const kept = children.flat().filter(Boolean);
    return kept.length ? make("section", { class: "part" }, make("h3", {}, KG.t(heading)), kept) : null;
  };
  KG.list = (items) => (items.length ? make("ul", {}, items.map((item) => make("li", {}, item))) : null);
  KG.commandLine = (command) => make("p", { class: "command" }, make("code", {}, KG.clip(command, 400).split(/( )/).map((part) => make("span", {}, part))));

  const when = (statement) => {
    if (statement.from && statement.from === statement.to) return KG.date(statement.to, true);
    return `${statement.from ? KG.date(statement.from, true) : KG.t("unknownDay")} – ${KG.date(statement.to, true)}`;
  };
  /* One statement: what was said, who said it, when, how it is attributed, and the place in its source. */
  KG.statement = (number) => {
    const statement = data.statements[number];
    const source = data.sources[statement.src];
    const person = statement.who === null ? null : data.people[statement.who];
    const place = statement.par ? `, ${KG.t("paragraph")} ${statement.par}` : "";
    const extra = [
      statement.mandate !== "authorised" && `${KG.t("mandate")}: ${KG.t(`mandate_${statement.mandate}`)}`,
      statement.channel !== "public" && `${KG.t("channel")}: ${KG.t(`channel_${statement.channel}`)}`,
      statement.coder && `${KG.t("coder")}: ${statement.coder}`,
    ].filter(Boolean);
    return make("article", { class: `statement ${statement.own ? "own" : "others"}` },
      make("p", { class: "said-by" }, person ? make("strong", {}, text(KG.label(person), 160)) : make("strong", {}, KG.t("sourceAlone")),
        person && KG.say(person.office) ? [" · ", text(KG.say(person.office), 160)] : null,
        statement.about === null || person?.for.includes(statement.about) ? null : [" · ", KG.t("onBehalf"), " ", text(KG.label(data.parties[statement.about]), 120)]),
      KG.say(statement.t) ? make("p", { class: "paraphrase" }, text(KG.say(statement.t), 4000)) : null,
      KG.say(statement.quote) ? make("blockquote", {}, text(KG.say(statement.quote), 1000)) : null,
      make("p", { class: "meta" }, when(statement), " · ",
        make("span", { class: statement.own ? "voice own" : "voice others" }, KG.t(`attr_${statement.attr}`), " (",
          KG.t(statement.own ? "ownVoice" : "othersVoice"), ")"),
        ` · ${KG.t("confidence")} ${Math.round(statement.c * 100)}\u00a0%`),
      make("p", { class: "meta" }, KG.t("source"), ": ", source.url ? KG.link(source.url, KG.label(source)) : text(KG.label(source), 300), place,
        ` · ${KG.t("sensitivity")}: ${KG.t(`sensitivity_${statement.sens}`)}`),
      extra.length ? make("p", { class: "meta" }, text(extra.join(" · "), 400)) : null);
  };
  KG.statements = (numbers) => numbers.map(KG.statement);

  const required = ([kind, value]) => (kind === "k" ? text(KG.say(value), 200) : KG.goTo(`${kind}${value}`));
  KG.condition = (number) => {
    const condition = data.conditions[number];
    const limits = [
      KG.t(`timing_${condition.timing}`),
      condition.deadline && `${KG.t("deadline")} ${KG.date(condition.deadline, true)}`,
      KG.say(condition.deadlineWords),
      condition.any && `${KG.t("anyOf")} ${condition.any}`,
    ].filter(Boolean);
    return make("div", { class: "condition" },
      make("p", {}, "◆ ", KG.t("requires"), " ", condition.req.flatMap((one, n) => [n ? " + " : null, required(one)]),
        KG.say(condition.words) ? [condition.req.length ? "; " : "", text(KG.say(condition.words), 1000)] : null),
      make("p", { class: "meta" }, text(limits.join(" · "), 400), " → ", KG.stanceName(condition.when)),
      KG.say(condition.otherwise) ? make("p", { class: "meta" }, KG.t("otherwise"), ": ", text(KG.say(condition.otherwise), 1000)) : null);
  };
  KG.reading = (reading) => make("div", { class: "reading" },
    make("p", {}, reading.p.flatMap((n, at) => [at ? ", " : null, KG.goTo(`p${n}`)]), " · ", make("em", {}, text(KG.say(reading.point), 200))),
    KG.say(reading.t) ? make("p", {}, text(KG.say(reading.t), 2000)) : null,
    reading.ok.length ? make("p", { class: "meta" }, KG.t("acceptedBy"), ": ", text(reading.ok.map((n) => KG.label(data.parties[n])).join(", "), 400)) : null,
    reading.open.length ? make("p", { class: "meta" }, KG.t("leftOpenBy"), ": ", text(reading.open.map((n) => KG.label(data.parties[n])).join(", "), 400)) : null,
    make("details", {}, make("summary", {}, KG.t("statements")), KG.statements(reading.st)));

  const premise = ([party, term, stance, statements]) => make("li", {}, KG.goTo(`p${party}`), ": ", KG.stanceMark({ s: stance }), " ",
    term ? KG.goTo(term) : null,
    statements.length ? make("details", {}, make("summary", {}, `${KG.t("statements")} (${statements.length})`), KG.statements(statements)) : null);
  KG.derivation = (step) => make("div", { class: "derivation" },
    make("p", {}, make("strong", {}, KG.t(`rule_${step.rule.replaceAll(" ", "_")}`)), step.why ? [": ", text(KG.say(step.why), 1000)] : null),
    step.via.length ? make("p", { class: "meta" }, KG.t("via"), " ", step.via.flatMap((id, n) => [n ? " → " : null, KG.goTo(id)])) : null,
    make("ul", {}, step.p.map(premise)));
  KG.pastPosition = (past) => make("details", {}, make("summary", {}, KG.stanceMark(past), ` — ${KG.t(`fate_${past.fate.replace(" ", "_")}`)}`), KG.statements(past.st));
  KG.contrary = (report) => make("div", {}, make("p", {}, KG.stanceMark({ s: report.s })), KG.statements(report.st));
})();
