import { data, numberOf } from "./data.js";
import { dayNow, now } from "./state.js";

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
export const stanceAt = (edge, day = dayNow()) => whole(latest(data.stances[numberOf(edge.id)], day)?.[1] ?? null);
export const historyOf = (edge) => data.stances[numberOf(edge.id)].map(([day, record]) => [day, whole(record)]);
export const changedOn = (edge, day) => String(numberOf(edge.id)) in data.kinds[day];
export const issueOf = (edge) => (edge.to[0] === "o" ? data.options[numberOf(edge.to)].issue : null);
export const sideOf = (record) => data.sides[record.s] ?? "none";
export const isDrawn = (record) => record !== null && record.s !== "silent" && record.s !== "withheld";
export const isMarking = () => now().day !== null;

/* Whether a stance is shown under the filters; they hide, they do not resolve anew. */
export const passes = (edge, record) => {
  const state = now();
  if (!isDrawn(record)) return false;
  if (state.noParty.includes(numberOf(edge.from))) return false;
  if (state.noIssue.includes(issueOf(edge))) return false;
  if (state.noSide.includes(sideOf(record))) return false;
  if (state.conf && record.c !== null && record.c * 100 < state.conf) return false;
  if (state.noAttr.length && record.st.length
    && record.st.every((n) => state.noAttr.includes(data.statements[n].attr))) return false;
  return true;
};
export const isFiltered = () => {
  const state = now();
  return state.noParty.length + state.noIssue.length + state.noSide.length + state.noAttr.length + (state.conf ? 1 : 0);
};

const CLASSES = { a: "agreed", w: "within_reach", r: "rejected", c: "contested", u: "unaddressed" };
export const CLASS_NAMES = Object.values(CLASSES);
export const CLASS_SYMBOLS = { agreed: "✓", within_reach: "◐", rejected: "✕", contested: "⇄", unaddressed: "○" };
/* What Python answered for the picked parties on the day: a map from option number to its class, or null. */
export const answerNow = () => {
  const { pick } = now();
  if (pick.length < 2) return null;
  const entry = latest(data.answers[pick.join(",")] ?? [], dayNow());
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
/* How a pair of parties stands on the day: together, apart, red, both. */
export const networkNow = () => latest(data.network.days, dayNow())?.[1] ?? { pairs: [], communities: [] };
export const pairOf = (id) => {
  const [a, b] = id.slice(1).split("-").map(Number);
  const row = networkNow().pairs.find((pair) => pair[0] === a && pair[1] === b);
  return row ? { a, b, agreed: row[2], reach: row[3], contested: row[4], red: row[5], both: row[6] } : null;
};
export const communityOf = (party) => networkNow().communities.findIndex((members) => members.includes(party));

/* Whether a proposal was on record by the day. */
export const isKnown = (proposal) => !proposal.st.length || proposal.st.some((n) => data.statements[n].to <= data.days[dayNow()]);
export const isClosed = (issue) => {
  const closed = data.issues[issue].closed;
  return Boolean(closed) && data.days[dayNow()] > closed[0];
};
