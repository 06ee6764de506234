import { data } from "./data.js";
import { now } from "./state.js";

/** @import { AnswerFrom, Change, Disputes, EventFrom, GroundAnswer, Lens, LensAnswerFrom, LensNetwork, ProposalFrom, ReadingFrom, StanceFrom } from "../page-data.d.ts" */
/**
 * @typedef {object} Overlay What differs under a lens, by number or name.
 * @property {Lens["counts"]} counts
 * @property {Map<number, StanceFrom[]>} stances by edge
 * @property {Map<number, Change[]>} changes by day
 * @property {Map<string, LensAnswerFrom[]>} answers by the parties of a group
 * @property {LensNetwork[]} network
 * @property {Map<number, ProposalFrom[]>} proposals
 * @property {Map<number, ReadingFrom[]>} readings
 * @property {Map<number, EventFrom[]>} events
 * @property {Disputes | undefined} conflicts
 */

/** @type {(own: boolean, least: number | null) => string} */
const keyOf = (own, least) => `${own}|${least}`;
/** @type {(lens: Lens) => Overlay} */
const overlayOf = ({ counts, stances, changes, answers, network, proposals, readings, events, conflicts }) => ({
  counts, stances: new Map(stances.map(({ edge, days }) => [edge, days])), changes: new Map((changes ?? []).map((one) => [one.day, one.changes])),
  answers: new Map((answers ?? []).map(({ parties, days }) => [parties.join(), days])), network: network ?? [],
  proposals: new Map((proposals ?? []).map(({ number, days }) => [number, days])), readings: new Map((readings ?? []).map(({ number, days }) => [number, days])),
  events: new Map((events ?? []).map(({ number, days }) => [number, days])), conflicts,
});
/** @type {Map<string, Overlay>} */
const overlays = new Map();
for (const lens of data.lenses) {
  const overlay = overlayOf(lens);
  for (const { ownVoice, minConfidence } of lens.asked) overlays.set(keyOf(ownVoice, minConfidence), overlay);
}
const hasTold = data.statements.some((statement) => !statement.isOwnVoice);
/* The least confidence with which a statement counts now, as the page was made or as is asked for; null where all count. */
export const leastConfidence = () => Math.max(now().conf / 100, data.filters.minConfidence ?? 0) || null;

/**
 * The confidence from which on statements count, of the steps of the page; null where all do.
 * @param {number} conf in per cent
 */
const stepOf = (conf) => {
  const lowest = Math.min(...data.statements.map(({ confidence }) => confidence));
  return conf / 100 <= lowest ? null : data.steps.find((step) => step >= conf / 100) ?? null;
};
/* The confidence from which on statements count now, of the steps of the page; null where all do. */
export const stepNow = () => (now().conf ? stepOf(now().conf) : null);
/** @typedef {{ overlay: Overlay | null, isBeyond: boolean }} Found the lens, where one is needed, and whether it is not written */
/** @type {(own: boolean, conf: number) => Found} */
const find = (own, conf) => {
  const [asksOwn, step] = [own && hasTold, conf ? stepOf(conf) : null];
  if (!asksOwn && step === null) return { overlay: null, isBeyond: false };
  const overlay = overlays.get(keyOf(asksOwn, step ?? data.filters.minConfidence)) ?? null;
  return { overlay, isBeyond: overlay === null };
};
/** @type {Map<string, Found>} */
const known = new Map();
const foundNow = () => {
  const { own, conf } = now();
  const key = `${own}|${conf}`;
  const found = known.get(key) ?? find(own, conf);
  known.set(key, found);
  return found;
};
/* What differs under own voice and confidence as they are asked for now; null where nothing does, or where it is not written. */
export const overlayNow = () => foundNow().overlay;
/* Whether the page has no answer under own voice and confidence as they are asked for now, so that they only hide. */
export const isBeyond = () => foundNow().isBeyond;

/** @type {<Entry>(known: Entry[] | undefined, fresh: Entry[] | undefined, on: (entry: Entry) => boolean) => Entry[]} */
const swapped = (before, after, on) => [...(before ?? []).filter((entry) => !on(entry)), ...(after ?? [])];
/**
 * An answer in which some options are answered otherwise.
 * @param {AnswerFrom} base
 * @param {number[]} replaced
 * @param {GroundAnswer} answer what holds of them instead
 * @returns {AnswerFrom}
 */
export const withReplaced = (base, replaced, answer) => {
  const gone = new Set(replaced);
  /** @type {(one: number) => boolean} */
  const on = (one) => gone.has(one);
  /** @type {(one: { option: number }) => boolean} */
  const about = (one) => gone.has(one.option);
  /** @type {(one: AnswerFrom["options"] | undefined, other: AnswerFrom["options"] | undefined) => AnswerFrom["options"]} */
  const classes = (one, other) => ({
    agreed: swapped(one?.agreed, other?.agreed, on), within_reach: swapped(one?.within_reach, other?.within_reach, on),
    rejected: swapped(one?.rejected, other?.rejected, on), contested: swapped(one?.contested, other?.contested, on),
    unaddressed: swapped(one?.unaddressed, other?.unaddressed, on),
  });
  return {
    day: base.day, options: classes(base.options, answer.options), amongThoseWhoSpoke: classes(base.amongThoseWhoSpoke, answer.amongThoseWhoSpoke),
    inNameOnly: swapped(base.inNameOnly, answer.inNameOnly, on), deliberatelyOpen: swapped(base.deliberatelyOpen, answer.deliberatelyOpen, on),
    fromOppositeSides: swapped(base.fromOppositeSides, answer.fromOppositeSides, on), needsOthers: swapped(base.needsOthers, answer.needsOthers, on),
    conditionMet: swapped(base.conditionMet, answer.conditionMet, on), ranges: swapped(base.ranges, answer.ranges, about),
    atLeast: swapped(base.atLeast, answer.atLeast, about), conditions: swapped(base.conditions, answer.conditions, about),
    points: swapped(base.points, answer.points, about), judged: swapped(base.judged, answer.judged, about),
  };
};
