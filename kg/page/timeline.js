(() => {
  "use strict";
  const { data, make, text, get } = KG;
  const slider = get("day");
  const most = 40;

  const go = (day) => KG.change({ day: Math.min(KG.lastDay, Math.max(0, day)) });
  slider.max = String(KG.lastDay);
  slider.addEventListener("input", () => go(Number(slider.value)));
  get("day-before").addEventListener("click", () => go(KG.day() - 1));
  get("day-after").addEventListener("click", () => go(KG.day() + 1));

  const ticks = () => {
    const counts = data.days.map((_, day) => (data.changed[day] ?? []).length);
    const top = Math.max(1, ...counts.slice(1));
    KG.fill(get("ticks"), counts.map((count, day) => {
      const tick = make("span", { class: `tick${day === KG.day() ? " now" : ""}` });
      tick.style.height = `${4 + (day ? (12 * count) / top : 0)}px`;
      return tick;
    }));
  };
  const chip = (number) => {
    const edge = KG.stanceEdges[number];
    const change = data.kinds[KG.day()]?.[number];
    const record = KG.stanceAt(edge);
    return make("button", { type: "button", class: "change", onclick: () => { KG.select(edge.id); get("panel").focus({ preventScroll: true }); } },
      make("span", { class: `symbol ${record ? KG.sideOf(record) : "none"}`, "aria-hidden": "true" }, record ? KG.sideSymbol[KG.sideOf(record)] : "·"),
      text(`${KG.nameOf(edge.from)}: ${KG.clip(KG.nameOf(edge.to), 44)}`, 90), change ? make("em", {}, KG.t(`change_${change}`)) : null);
  };
  KG.showTimeline = () => {
    const day = KG.day();
    slider.value = String(day);
    slider.disabled = KG.lastDay === 0;
    slider.setAttribute("aria-valuetext", KG.date(data.days[day]));
    get("day-name").textContent = KG.date(data.days[day], true);
    get("day-before").disabled = day === 0;
    get("day-after").disabled = day === KG.lastDay;
    ticks();
    const changed = data.changed[day] ?? [];
    if (KG.lastDay === 0) return KG.fill(get("changes"), make("span", { class: "hint" }, KG.t("oneDay")));
    if (!KG.marking() || day === 0) {
      KG.fill(get("changes"), make("span", { class: "hint" }, KG.t(day > 0 || !KG.marking() ? "slideHint" : data.limits.earlier ? "daysLeftOut" : "firstDay")));
      return undefined;
    }
    return KG.fill(get("changes"), make("span", { class: "hint" }, `${KG.t("changed")}: ${changed.length}`), changed.slice(0, most).map(chip),
      changed.length > most ? make("span", { class: "hint" }, `+ ${changed.length - most}`) : null);
  };
})();
