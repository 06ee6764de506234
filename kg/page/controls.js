(() => {
  "use strict";
  const { data, make, text, get } = KG;
  const toggle = (list, item) => (list.includes(item) ? list.filter((one) => one !== item) : [...list, item].sort((a, b) => (a > b ? 1 : -1)));
  const check = (id, words, checked, onchange, mark) => make("label", { class: "check", for: id },
    make("input", { type: "checkbox", id, checked, onchange }), mark ?? null, text(words, 120));

  /* What the head counts, on the day that is shown: as Python counted on the last one. */
  const countsOf = new Map();
  const countsNow = () => {
    const day = KG.day();
    if (day === KG.lastDay) return data.counts;
    if (!countsOf.has(day)) {
      const held = KG.stanceEdges.map((edge) => KG.stanceAt(edge)).filter((record) => record && record.s !== "silent");
      const made = data.statements.filter((statement) => statement.to <= data.days[day]);
      countsOf.set(day, {
        sources: made.length ? data.counts.sources : 0, statements: made.length, inferred: held.filter((record) => record.i).length,
        ascribed: held.filter((record) => record.a).length, sensitive: made.filter((statement) => statement.sens !== "public").length,
      });
    }
    return countsOf.get(day);
  };
  KG.headLine = () => {
    const { filters } = data;
    const counts = countsNow();
    const parts = [`${KG.t("asOf")} ${KG.date(data.days[KG.day()])}`, `${KG.t("sources")}: ${counts.sources}`,
      `${KG.t("statements")}: ${counts.statements}`, `${KG.t("inferred")}: ${counts.inferred}`, `${KG.t("ascribed")}: ${counts.ascribed}`];
    if (counts.sensitive) parts.push(`${KG.t("sensitiveStatements")}: ${counts.sensitive}`);
    if (filters.min_confidence) parts.push(`${KG.t("minConfidence")} ${filters.min_confidence}`, `${KG.t("withheld")}: ${filters.withheld}`);
    if (filters.channels.length) parts.push(`${KG.t("channel")}: ${filters.channels.map((name) => KG.t(`channel_${name}`)).join(", ")}`);
    return parts.join(" · ");
  };

  const words = () => {
    document.documentElement.lang = KG.state.lang;
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = KG.t(element.dataset.t);
    for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", KG.t(element.dataset.tLabel));
    for (const element of document.querySelectorAll("[data-t-placeholder]")) element.setAttribute("placeholder", KG.t(element.dataset.tPlaceholder));
    for (const element of document.querySelectorAll(".zoom button")) element.title = element.getAttribute("aria-label");
    get("case-name").textContent = KG.say(data.case.t);
    document.title = KG.clip(KG.say(data.case.t), 200);
  };
  const head = () => {
    get("case-line").textContent = KG.headLine();
    KG.fill(get("views"), ["positions", "parties", "issues"].map((view) => make("button", {
      type: "button", id: `view-${view}`, "aria-pressed": String(KG.state.view === view), onclick: () => KG.change({ view, sel: null }),
    }, KG.t(`view_${view}`))));
    get("table-button").setAttribute("aria-pressed", String(KG.state.mode === "table"));
    get("table-button").textContent = KG.t(KG.state.mode === "table" ? "map" : "table");
    const theme = { auto: "◐", light: "☀", dark: "☾" }[KG.state.theme];
    get("theme-button").textContent = theme;
    get("theme-button").setAttribute("aria-label", `${KG.t("theme")}: ${KG.t(`theme_${KG.state.theme}`)}`);
    get("theme-button").title = `${KG.t("theme")}: ${KG.t(`theme_${KG.state.theme}`)}`;
    KG.fill(get("language"), data.langs.map((lang) => make("option", { value: lang, selected: lang === KG.state.lang }, data.langNames[lang])));
  };

  const picks = () => {
    KG.fill(get("pick"), data.parties.map((party, n) => make("button", {
      type: "button", class: "chip", "aria-pressed": String(KG.state.pick.includes(n)), "data-key": party.k,
      onclick: () => KG.change({ pick: toggle(KG.state.pick, n).map(Number).sort((a, b) => a - b) }),
    }, text(KG.label(party), 40))));
    const groups = Object.keys(data.answers).map((key) => key.split(",").map(Number)).filter((members) => members.length > 2);
    KG.fill(get("groups"), groups.map((members) => make("button", {
      type: "button", class: "chip", id: `group-${members.join("-")}`, "aria-pressed": String(members.join() === KG.state.pick.join()),
      onclick: () => KG.change({ pick: members.join() === KG.state.pick.join() ? [] : members }),
    }, text(members.map((n) => KG.label(data.parties[n])).join(" + "), 80))));
  };
  const answer = () => {
    const { pick } = KG.state;
    const names = pick.map((n) => KG.label(data.parties[n]));
    const found = KG.answer();
    if (pick.length < 2) return KG.fill(get("answer"));
    if (!found) {
      return KG.fill(get("answer"), make("p", { class: "hint" }, KG.t("notWritten")), KG.commandLine(KG.command("shared", ...names)));
    }
    const groups = KG.classes.map((name) => {
      const options = [...found].filter(([, one]) => one.name === name).map(([n]) => n);
      const items = options.slice(0, 60).map((n) => make("li", {}, KG.goTo(`o${n}`, null, 80),
        found.get(n).inNameOnly ? make("span", { class: "badge" }, `≈ ${KG.t("inNameOnly")}`) : null));
      return make("details", { class: `answer ${name}`, "data-class": name }, make("summary", {}, make("span", { class: `class ${name}` },
        `${KG.classSymbol[name]} ${KG.t(name)}`), make("span", { class: "count" }, String(options.length))), make("ul", {}, items));
    });
    return KG.fill(get("answer"), groups, KG.commandLine(KG.command("shared", ...names)));
  };

  const filters = () => {
    const { state } = KG;
    const put = (id, items) => KG.fill(get(id), items);
    put("filter-side", KG.sides.map((side) => check(`side-${side}`, KG.t(`side_${side}`), !state.noSide.includes(side),
      () => KG.change({ noSide: toggle(KG.state.noSide, side) }), make("span", { class: `symbol ${side}`, "aria-hidden": "true" }, KG.sideSymbol[side]))));
    put("filter-attribution", data.attributions.map((name) => check(`attr-${name}`, KG.t(`attr_${name}`), !state.noAttr.includes(name),
      () => KG.change({ noAttr: toggle(KG.state.noAttr, name) }))));
    put("filter-party", data.parties.slice(0, 400).map((party, n) => check(`party-${n}`, KG.label(party), !state.noParty.includes(n),
      () => KG.change({ noParty: toggle(KG.state.noParty, n) }))));
    put("filter-issue", data.issues.slice(0, 400).map((issue, n) => check(`issue-${n}`, KG.label(issue), !state.noIssue.includes(n),
      () => KG.change({ noIssue: toggle(KG.state.noIssue, n) }))));
    get("filter-confidence").value = state.conf;
  };
  const filterState = () => {
    const { state } = KG;
    const set = (id, on) => { const box = get(id); if (box) box.checked = on; };
    KG.sides.forEach((side) => set(`side-${side}`, !state.noSide.includes(side)));
    data.attributions.forEach((name) => set(`attr-${name}`, !state.noAttr.includes(name)));
    data.parties.forEach((_, n) => set(`party-${n}`, !state.noParty.includes(n)));
    data.issues.slice(0, 400).forEach((_, n) => set(`issue-${n}`, !state.noIssue.includes(n)));
    get("filter-confidence").value = state.conf;
    get("confidence-value").textContent = `≥ ${state.conf} %`;
    const count = KG.isFiltered();
    get("filter-count").textContent = count ? String(count) : "";
  };

  const sample = (kind, inferred, bare = false) => {
    const side = kind === "conditional" ? "leaning" : kind;
    const styles = { for: "", leaning: " dotted", against: " double", none: " faint" };
    return make("span", { class: `line ${side}${inferred ? " inferred" : styles[side]}`, "aria-hidden": "true" },
      bare ? null : make("span", { class: "end" }, { for: "▸", leaning: "●", against: "▌", none: "■", conditional: "◆" }[kind]));
  };
  const legend = () => {
    const row = (mark, words) => make("div", { class: "legend-row" }, mark, make("span", {}, words));
    const sides = KG.sides.map((side) => row(sample(side), KG.t(`legend_${side}`)));
    const marks = [row(sample("for", true), KG.t("legend_inferred")), row(sample("conditional"), KG.t("legend_conditional")),
      row(make("span", { class: "quote", "aria-hidden": "true" }, "”"), KG.t("legend_ascribed")),
      row(make("span", { class: "line widths", "aria-hidden": "true" }), KG.t("legend_width")),
      row(make("span", { class: "dot-mark", "aria-hidden": "true" }), KG.t("legend_changed"))];
    const classes = KG.classes.map((name) => row(make("span", { class: `class ${name}`, "aria-hidden": "true" }, KG.classSymbol[name]), KG.t(name)));
    const name = row(make("span", { class: "class", "aria-hidden": "true" }, "≈"), KG.t("inNameOnly"));
    const pairs = [row(sample("for", false, true), KG.t("legend_together")), row(sample("against", false, true), KG.t("legend_apart")), row(sample("leaning", false, true), KG.t("legend_even")),
      row(make("span", { class: "class" }, "✓ 2  ⇄ 3"), KG.t("legend_counts")), row(make("span", { class: "class" }, "‼"), KG.t("legend_red")),
      row(make("span", { class: "blob-mark", "aria-hidden": "true" }), KG.t("legend_community"))];
    const relations = [row(sample("for"), KG.t("entails")), row(make("span", { class: "line against bar", "aria-hidden": "true" }), KG.t("excludes")),
      row(make("span", { class: "line leaning inferred", "aria-hidden": "true" }), KG.t("requires"))];
    const bundle = data.proposals.length && !KG.isLarge ? [row(make("span", { class: "bundle-mark", "aria-hidden": "true" }, "❐"), KG.t("legend_bundle"))] : [];
    const closed = data.issues.some((_, n) => KG.isClosed(n)) ? [row(make("span", { class: "pale-mark", "aria-hidden": "true" }), KG.t("legend_closed"))] : [];
    const shown = { positions: [...sides, ...marks, ...bundle, ...closed, ...(KG.state.pick.length > 1 ? [...classes, name] : [])], parties: pairs, issues: [...relations, ...bundle, ...closed] }[KG.state.view];
    const tiles = KG.isLarge && KG.state.view !== "parties" && !KG.openIssue()
      ? [row(make("span", { class: "tile-mark", "aria-hidden": "true" }), KG.t("legend_tile"))] : [];
    KG.fill(get("legend-body"), tiles, shown);
  };

  const found = get("found");
  const search = get("search");
  let active = -1;
  const close = () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); active = -1; };
  const take = (id) => {
    close();
    search.value = "";
    KG.choose(id);
    KG.get("panel").focus();
  };
  const look = () => {
    const hits = KG.search(search.value);
    if (!hits.length) {
      close();
      if (search.value.trim()) KG.tell(KG.t("nothingFound"));
      return;
    }
    const kinds = { p: "party", i: "issue", o: "option", b: "proposal" };
    KG.fill(found, hits.map((hit, n) => make("li", { role: "option", id: `hit-${n}`, "data-id": hit.id, "aria-selected": "false", onmousedown: (event) => {
      event.preventDefault();
      take(hit.id);
    } }, text(hit.person ? `${KG.label(hit.person)} → ${KG.nameOf(hit.id)}` : KG.nameOf(hit.id), 90),
    make("span", { class: "kind" }, hit.name === KG.nameOf(hit.id) || hit.person ? KG.t(kinds[hit.id[0]]) : `${KG.t(kinds[hit.id[0]])} · ${KG.clip(hit.name, 50)}`))));
    found.hidden = false;
    search.setAttribute("aria-expanded", "true");
    active = -1;
  };
  const step = (by) => {
    const items = [...found.children];
    if (!items.length) return;
    active = (active + by + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
    search.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  };
  search.addEventListener("input", look);
  search.addEventListener("blur", close);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && found.children.length) take(found.children[Math.max(active, 0)].dataset.id);
    else if (event.key === "Escape" && !found.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  KG.showControls = (before) => {
    const { state } = KG;
    const all = !before || before.lang !== state.lang;
    const held = document.activeElement?.id;
    if (all) { words(); filters(); }
    head();
    const focused = document.activeElement?.dataset?.key;
    if (all || before.pick !== state.pick) {
      picks();
      if (focused) get("pick").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
    if (all || before.pick !== state.pick || before.day !== state.day) answer();
    if (all || before.view !== state.view || before.pick !== state.pick || before.open !== state.open || before.day !== state.day) legend();
    filterState();
    if (held && document.activeElement?.id !== held) get(held)?.focus({ preventScroll: true });
  };
})();
