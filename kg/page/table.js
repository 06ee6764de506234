(() => {
  "use strict";
  const { data, make, text, get } = KG;
  const MOST = 1500;

  const cell = (...children) => make("td", {}, children);
  /* Roles are given, because a narrow screen shows each row as a block, and names each cell by its column. */
  const table = (caption, columns, rows, total) => {
    for (const row of rows) {
      row.setAttribute("role", "row");
      [...row.children].forEach((one, n) => { one.setAttribute("role", "cell"); one.dataset.name = KG.t(columns[n]); });
    }
    return box(caption, columns, rows, total);
  };
  const box = (caption, columns, rows, total) => make("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": caption }, make("table", { role: "table" }, make("caption", {}, caption),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, columns.map((name) => make("th", { scope: "col", role: "columnheader" }, KG.t(name))))), make("tbody", { role: "rowgroup" }, rows)),
  total > rows.length ? make("p", { class: "hint" }, KG.t("tableLimit").replace("{shown}", rows.length).replace("{all}", total)) : null);
  /* What is chosen here opens in the panel; the row that it was chosen from is written anew, so the keyboard goes along. */
  const open = (id) => { KG.choose(id); KG.get("panel").focus({ preventScroll: true }); };
  const opener = (id, words) => make("button", { type: "button", class: "link", onclick: () => open(id) }, text(words, 200));

  const basis = (record) => {
    const named = [...new Set(record.st.map((n) => KG.t(`attr_${data.statements[n].attr}`)))];
    const how = [record.i && "inferred", record.a && "ascribed"].filter(Boolean);
    return [...(how.length ? how : ["stated"]).map(KG.t), ...named].join(", ");
  };
  const saidBy = (record) => record.st.slice(0, 3).map((n) => {
    const statement = data.statements[n];
    const who = statement.who === null ? KG.t("sourceAlone") : KG.label(data.people[statement.who]);
    return make("div", {}, text(`${who}, ${KG.date(statement.to, true)}: `, 120), text(KG.say(statement.t), 300));
  });
  const positions = () => {
    const answer = KG.answer();
    const found = KG.stanceEdges.map((edge) => [edge, KG.stanceAt(edge)]).filter(([edge, record]) => KG.passes(edge, record));
    found.sort(([a], [b]) => (a.to[0] === b.to[0] ? 0 : a.to[0] === "o" ? -1 : 1) || KG.numberOf(a.to) - KG.numberOf(b.to) || KG.numberOf(a.from) - KG.numberOf(b.from));
    const rows = found.slice(0, MOST).map(([edge, record]) => {
      const option = KG.thing(edge.to);
      const one = edge.to[0] === "o" ? answer?.get(KG.numberOf(edge.to)) : null;
      return make("tr", {}, cell(text(KG.issueOf(edge) === null ? KG.t("proposal") : KG.label(data.issues[option.issue]), 200)), cell(opener(edge.to, KG.label(option))),
        answer ? cell(one ? KG.classMark(one) : "") : null, cell(opener(edge.from, KG.nameOf(edge.from))),
        cell(make("button", { type: "button", class: "link", onclick: () => open(edge.id) }, KG.stanceMark(record))), cell(KG.date(record.at, true)),
        cell(basis(record)), cell(saidBy(record)));
    });
    const columns = ["issue", "option", ...(answer ? ["shared"] : []), "party", "stance", "since", "basedOn", "statements"];
    const whose = answer ? ` · ${KG.t("shared")}: ${KG.state.pick.map((n) => KG.clip(KG.label(data.parties[n]), 120)).join(", ")}` : "";
    const hiding = KG.isFiltered() ? ` · ${KG.t("filters")}: ${KG.isFiltered()}` : "";
    return table(`${KG.t("view_positions")}, ${KG.date(data.days[KG.day()])}${whose}${hiding}`, columns, rows, found.length);
  };
  const quiet = () => {
    const heard = new Set(KG.stanceEdges.filter((edge) => KG.isDrawn(KG.stanceAt(edge))).map((edge) => edge.to));
    const silent = data.options.map((_, n) => `o${n}`).filter((id) => !heard.has(id));
    return silent.length ? make("div", {}, make("h3", {}, KG.t("withoutStance")), KG.list(silent.slice(0, MOST).map((id) => opener(id, KG.nameOf(id))))) : null;
  };
  const bundles = () => (data.proposals.length ? table(KG.t("proposals"), ["proposal", "status", "proposedBy", "terms"],
    data.proposals.slice(0, MOST).map((proposal, n) => make("tr", {}, cell(opener(`b${n}`, KG.label(proposal))), cell(proposal.status ? KG.t(`status_${proposal.status}`) : ""),
      cell(text([...proposal.by, ...proposal.tabled].map((p) => KG.label(data.parties[p])).join(", "), 400)),
      cell(proposal.terms.map((o) => make("div", {}, text(KG.label(data.options[o]), 200)))))), data.proposals.length) : null);
  const parties = () => {
    const { noParty } = KG.state;
    const pairs = KG.pairs().pairs.filter(([a, b]) => !noParty.includes(a) && !noParty.includes(b));
    return table(`${KG.t("view_parties")}, ${KG.date(data.days[KG.day()])}`, ["party", "party", "agreed", "within_reach", "contested", "redLines", "bothSpoke", "community"],
      pairs.slice(0, MOST).map(([a, b, ...counts]) => make("tr", {}, cell(opener(`p${a}`, KG.nameOf(`p${a}`))), cell(opener(`n${a}-${b}`, KG.nameOf(`p${b}`))),
        counts.map((count) => cell(String(count))), cell(KG.t(KG.communityOf(a) === KG.communityOf(b) ? "sameCommunity" : "otherCommunity")))), pairs.length);
  };
  const issues = () => {
    const { noIssue } = KG.state;
    const shown = data.options.map((option, n) => [option, n]).filter(([option]) => !noIssue.includes(option.issue));
    const relations = data.relations.slice(0, MOST).map(([kind, from, to, why], n) => make("tr", {}, cell(opener(`o${from}`, KG.nameOf(`o${from}`))),
      cell(opener(`r${n}`, KG.t(kind))), cell(opener(`o${to}`, KG.nameOf(`o${to}`))), cell(text(KG.say(why), 600))));
    return [table(KG.t("view_issues"), ["issue", "option"], shown.slice(0, MOST).map(([option, n]) => make("tr", {},
      cell(text(KG.label(data.issues[option.issue]), 200)), cell(opener(`o${n}`, KG.label(option))))), shown.length),
    data.relations.length ? table(KG.t("relations"), ["option", "relation", "option", "reason"], relations, data.relations.length) : null];
  };

  let stale = true;
  /* Build the table of what the map shows; it is put off until wanted, which printing also is. */
  KG.buildTable = () => {
    if (!stale) return;
    stale = false;
    const shown = { positions: () => [positions(), bundles(), quiet()], parties: () => [parties()], issues }[KG.state.view]();
    KG.fill(get("table-view"), make("h2", {}, KG.t("table")), shown);
    KG.fill(get("print-head"), make("p", {}, KG.headLine()), make("p", {}, KG.t("caveat")), KG.list(data.caveats.map((words) => text(KG.say(words), 2000))),
      make("p", {}, `${KG.t("sources")}: `, data.sources.slice(0, 60).map((source) => make("span", {}, text(KG.label(source), 300), source.url ? [" <", text(source.url, 400), "> "] : " "))));
  };
  KG.showTable = () => {
    stale = true;
    const isTable = KG.state.mode === "table";
    document.body.classList.toggle("as-table", isTable);
    get("map-view").toggleAttribute("inert", isTable);
    get("table-view").toggleAttribute("hidden", !isTable);
    if (isTable) KG.buildTable();
    else get("table-view").replaceChildren();
  };
  window.addEventListener("beforeprint", () => KG.buildTable());
})();
