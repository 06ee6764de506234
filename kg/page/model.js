(() => {
  "use strict";
  const { data, graph } = KG;
  const stanceEdges = graph.edges.filter((edge) => edge.id[0] === "s");
  KG.stanceEdges = stanceEdges;

  const numberOf = (id) => Number(id.slice(1));
  KG.numberOf = numberOf;
  const group = (key) => {
    const found = new Map();
    for (const edge of stanceEdges) {
      if (!found.has(edge[key])) found.set(edge[key], []);
      found.get(edge[key]).push(edge);
    }
    return found;
  };
  const byFrom = group("from");
  const byTo = group("to");
  KG.edgesOf = (id) => byFrom.get(id) ?? byTo.get(id) ?? [];

  const latest = (history, day) => {
    let found = null;
    for (const entry of history) {
      if (entry[0] > day) break;
      found = entry;
    }
    return found;
  };
  const whole = (record) => {
    if (record) for (const part of ["st", "n", "d", "cr", "p"]) record[part] ??= [];
    return record;
  };
  /* The resolved stance of a party on an option as of a day (a number in data.days), or null where silent. */
  KG.stanceAt = (edge, day = KG.day()) => whole(latest(data.stances[numberOf(edge.id)], day)?.[1] ?? null);
  KG.history = (edge) => data.stances[numberOf(edge.id)].map(([day, record]) => [day, whole(record)]);
  KG.changedOn = (edge, day) => String(numberOf(edge.id)) in data.kinds[day];
  KG.issueOf = (edge) => (edge.to[0] === "o" ? data.options[numberOf(edge.to)].issue : null);
  KG.sideOf = (record) => data.sides[record.s] ?? "none";
  KG.isDrawn = (record) => record !== null && record.s !== "silent" && record.s !== "withheld";
  KG.confidence = (record) => record.c;
  KG.marking = () => KG.state.day !== null;

  /* Whether a stance is shown under the filters; they hide, they do not resolve anew. */
  KG.passes = (edge, record) => {
    const { state } = KG;
    if (!KG.isDrawn(record)) return false;
    if (state.noParty.includes(numberOf(edge.from))) return false;
    if (state.noIssue.includes(KG.issueOf(edge))) return false;
    if (state.noSide.includes(KG.sideOf(record))) return false;
    if (state.conf && record.c !== null && record.c * 100 < state.conf) return false;
    if (state.noAttr.length && record.st.length
      && record.st.every((n) => state.noAttr.includes(data.statements[n].attr))) return false;
    return true;
  };
  KG.isFiltered = () => {
    const { state } = KG;
    return state.noParty.length + state.noIssue.length + state.noSide.length + state.noAttr.length + (state.conf ? 1 : 0);
  };

  const CLASSES = { a: "agreed", w: "within_reach", r: "rejected", c: "contested", u: "unaddressed" };
  KG.classes = Object.values(CLASSES);
  KG.classSymbol = { agreed: "✓", within_reach: "◐", rejected: "✕", contested: "⇄", unaddressed: "○" };
  /* What Python answered for the picked parties on the day: a map from option number to its class, or null. */
  KG.answer = () => {
    const { pick } = KG.state;
    if (pick.length < 2) return null;
    const entry = latest(data.answers[pick.join(",")] ?? [], KG.day());
    if (!entry) return null;
    const found = new Map();
    for (const part of entry[1].split(" ").filter(Boolean)) {
      const [, number, letters, spread, low, high] = /^(\d+)([a-z/]+)(?:([=!])([^:]*):(.*))?$/.exec(part);
      found.set(Number(number), {
        name: CLASSES[letters[0]],
        inNameOnly: letters.includes("n"),
        leftOpen: letters.includes("o"),
        opposite: letters.includes("x"),
        needs: letters.includes("d"),
        met: letters.includes("m"),
        otherwise: letters.includes("/") ? CLASSES[letters.split("/")[1][0]] : null,
        range: spread ? { kind: spread === "!" ? "gap" : "overlap", low, high } : null,
      });
    }
    return found;
  };
  KG.command = (verb, ...names) => {
    const quote = (word) => (/^--\w+$|^[\p{L}\p{N}.-]+$/u.test(word) ? word : `"${word.replace(/["\\$`]/g, "\\$&")}"`);
    const { min_confidence: least, channels } = data.filters;
    const heard = [...(least ? ["--min-confidence", least] : []), ...channels.flatMap((name) => ["--channel", name])];
    return ["kg", verb, ...names.map(quote), "--as-of", data.days[KG.day()], ...heard].join(" ");
  };

  /* How a pair of parties stands on the day: together, apart, red, both. */
  KG.pairs = () => latest(data.network.days, KG.day())?.[1] ?? { pairs: [], communities: [] };
  KG.pairOf = (id) => {
    const [a, b] = id.slice(1).split("-").map(Number);
    const row = KG.pairs().pairs.find((pair) => pair[0] === a && pair[1] === b);
    return row ? { a, b, agreed: row[2], reach: row[3], contested: row[4], red: row[5], both: row[6] } : null;
  };
  KG.communityOf = (party) => KG.pairs().communities.findIndex((members) => members.includes(party));

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  let index = null;
  const names = (thing) => [...(typeof thing.t === "string" ? [thing.t] : Object.values(thing.t ?? {})), ...(thing.a ?? []), thing.k];
  const build = () => {
    index = [];
    for (const letter of ["p", "i", "o", "b"]) {
      KG.lists[letter].forEach((thing, number) => {
        for (const name of names(thing)) if (name) index.push([fold(name), name, `${letter}${number}`]);
      });
    }
    data.people.forEach((person) => {
      for (const name of names(person)) {
        if (name && person.for.length) index.push([fold(name), name, `p${person.for[0]}`, person]);
      }
    });
  };
  /* Things that answer to what was typed: those that begin with it first, then those that contain it. */
  KG.search = (typed, most = 12) => {
    if (!index) build();
    const wanted = fold(typed);
    if (!wanted) return [];
    const ranked = [];
    for (const [folded, name, id, person] of index) {
      const at = folded.indexOf(wanted);
      if (at < 0) continue;
      const rank = folded === wanted ? 0 : at === 0 ? 1 : folded[at - 1] === " " ? 2 : 3;
      ranked.push({ rank, name, id, person, size: folded.length });
    }
    ranked.sort((a, b) => a.rank - b.rank || a.size - b.size || (a.id < b.id ? -1 : 1));
    const seen = new Set();
    const found = [];
    for (const hit of ranked) {
      const key = hit.id + (hit.person ? hit.person.k : "");
      if (!seen.has(key)) found.push(hit);
      seen.add(key);
      if (found.length === most) break;
    }
    return found;
  };
})();
