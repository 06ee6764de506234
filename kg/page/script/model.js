import { data, edgeBetween, edgeById, numberOf } from "./data.js";
import { isBeyond, leastConfidence, overlayNow, withReplaced } from "./lenses.js";
import { dayNow, isOfStatements, now } from "./state.js";

/** @import { AnswerAtLeast, AnswerCondition, AnswerFrom, AnswerJudged, AnswerPoint, AnswerRange, CaseEvent, Change, Edge, GroundClass, NetworkFrom, Pair, Proposal, Reading, Relation, Side, StanceRecord, Statement } from "../page-data.d.ts" */
/**
 * @typedef {"statements" | "conditions" | "fulfilled" | "fallback" | "marks" | "derivation" | "contraryReports" | "beside" | "past"} StanceLists
 * @typedef {StanceRecord & Required<Pick<StanceRecord, StanceLists>>} Stance A stance record whose lists are all there.
 * @typedef {{ edge: Edge, record: Stance }} Held A stance that is shown.
 * @typedef {object} OptionAnswer What Python answered for a group on one option.
 * @property {GroundClass} name
 * @property {boolean} inNameOnly
 * @property {boolean} leftOpen
 * @property {boolean} opposite agreed or rejected from opposite sides
 * @property {boolean} needs somebody outside the group would have to act
 * @property {boolean} met a condition is met in the group
 * @property {GroundClass | null} otherwise the class among those who spoke
 * @property {AnswerRange | null} range
 * @property {AnswerAtLeast | null} atLeast what contains it, where a party is for it only as part of that
 * @property {AnswerJudged[]} judged whose stance counts otherwise among the parties than it does alone
 * @property {AnswerCondition[]} conditions how each condition stands in the group
 * @property {AnswerPoint[]} points those that are read otherwise, or that all left open
 */

/**
 * @template {{ day: number }} Entry
 * @param {Entry[]} history in the order of days
 * @param {number} day
 * @returns {Entry | null} the last entry that began to hold by the day
 */
const latest = (history, day) => {
  let found = null;
  for (const entry of history) {
    if (entry.day > day) break;
    found = entry;
  }
  return found;
};
/** @param {StanceRecord | null | undefined} record */
const whole = (record) => {
  if (!record) return null;
  record.statements ??= [];
  record.conditions ??= [];
  record.fulfilled ??= [];
  record.fallback ??= [];
  record.marks ??= [];
  record.beside ??= [];
  record.derivation ??= [];
  record.contraryReports ??= [];
  record.past ??= [];
  return /** @type {Stance} */ (record);
};
/**
 * The stances of an edge over time, under own voice and confidence as they are asked for.
 * @param {Edge} edge
 */
const stancesOf = (edge) => overlayNow()?.stances.get(numberOf(edge.id)) ?? data.stances[numberOf(edge.id)];
/**
 * The resolved stance of a party on a term as of a day, or null where silent.
 * @param {Edge} edge
 * @param {number} [day] in data.days
 */
export const stanceAt = (edge, day = dayNow()) => whole(latest(stancesOf(edge), day)?.record);
/**
 * All stances of a party on a term, each from the day on which it began to hold.
 * @param {Edge} edge
 */
export const historyOf = (edge) => stancesOf(edge).map(({ day, record }) => ({ day, record: whole(record) }));
/**
 * The changes of a day.
 * @param {number} day
 */
export const changesOn = (day) => overlayNow()?.changes.get(day) ?? data.changes[day];
/** @type {WeakMap<Change[], Set<number>>} */
const edgesOfChanges = new WeakMap();
/** @param {Change[]} changes */
const changedEdges = (changes) => {
  const found = edgesOfChanges.get(changes) ?? new Set(changes.map((change) => change.edge));
  edgesOfChanges.set(changes, found);
  return found;
};
/**
 * Whether a stance changed on a day.
 * @param {Edge} edge
 * @param {number} day
 */
export const changedOn = (edge, day) => changedEdges(changesOn(day)).has(numberOf(edge.id));
/**
 * The number of the issue to whose option an edge leads, null where it leads to a proposal.
 * @param {Edge} edge
 */
export const issueOf = (edge) => (edge.to[0] === "o" ? data.options[numberOf(edge.to)].issue : null);
/**
 * @param {{ stance: string }} record
 * @returns {Side}
 */
export const sideOf = (record) => data.stanceSides[record.stance] ?? "none";
/**
 * Whether a stance is one that the map can draw.
 * @param {Stance | null} record
 * @returns {record is Stance}
 */
export const isDrawn = (record) => record !== null && record.stance !== "silent" && record.stance !== "withheld";
/* Whether a day was chosen, so that what changed on it is marked. */
export const isMarking = () => now().day !== null && !isOfStatements();

/**
 * Whether a stance is shown under the filters: those that only hide, and own voice and confidence where the page has no answer
 * under them.
 * @param {Edge} edge
 * @param {Stance | null} record
 * @returns {record is Stance}
 */
const passes = (edge, record) => {
  const state = now();
  if (!isDrawn(record)) return false;
  if (state.noParty.includes(numberOf(edge.from))) return false;
  const issue = issueOf(edge);
  if (issue !== null && state.noIssue.includes(issue)) return false;
  if (state.noSide.includes(sideOf(record))) return false;
  if (isBeyond() && record.confidence !== null && record.confidence < (leastConfidence() ?? 0)) return false;
  if (isBeyond() && state.own && record.ascribed) return false;
  if (state.noAttr.length && record.statements.length
    && record.statements.every((n) => state.noAttr.includes(data.statements[n].attribution))) return false;
  return true;
};
/**
 * The stances that some edges show under the filters.
 * @param {Edge[]} edges
 */
export const heldOn = (edges) => {
  /** @type {Held[]} */
  const found = [];
  for (const edge of edges) {
    const record = stanceAt(edge);
    if (passes(edge, record)) found.push({ edge, record });
  }
  return found;
};
/* How many filters are set. */
export const isFiltered = () => {
  const state = now();
  return state.noParty.length + state.noIssue.length + state.noSide.length + state.noAttr.length + (state.conf ? 1 : 0) + (state.own ? 1 : 0);
};

/** @type {GroundClass[]} */
export const CLASS_NAMES = ["agreed", "within_reach", "rejected", "contested", "unaddressed"];
/** @type {Record<GroundClass, string>} */
export const CLASS_SYMBOLS = { agreed: "✓", within_reach: "◐", rejected: "✕", contested: "⇄", unaddressed: "○" };
/* The signs of what is agreed or within reach in name only, and of a point that all left open on purpose. */
export const NAME_ONLY = "≈";
export const LEFT_OPEN = "∅";
const answers = new Map(data.answers.map((answer) => [answer.parties.join(), answer.days]));
/** @param {AnswerFrom} entry */
const answersByOption = (entry) => {
  /** @type {Map<number, OptionAnswer>} */
  const found = new Map();
  /** @type {Map<number, GroundClass>} */
  const spoken = new Map();
  for (const name of CLASS_NAMES) for (const option of entry.amongThoseWhoSpoke?.[name] ?? []) spoken.set(option, name);
  const ranges = new Map((entry.ranges ?? []).map((range) => [range.option, range]));
  const atLeast = new Map((entry.atLeast ?? []).map((one) => [one.option, one]));
  const [conditions, points, judged] = [entry.conditions ?? [], entry.points ?? [], entry.judged ?? []];
  const [inNameOnly, leftOpen, opposite, needs, met] = [
    entry.inNameOnly, entry.deliberatelyOpen, entry.fromOppositeSides, entry.needsOthers, entry.conditionMet,
  ].map((options) => new Set(options));
  for (const name of CLASS_NAMES) {
    for (const option of entry.options[name] ?? []) {
      found.set(option, {
        name, inNameOnly: inNameOnly.has(option), leftOpen: leftOpen.has(option), opposite: opposite.has(option), needs: needs.has(option),
        met: met.has(option), otherwise: spoken.get(option) ?? null, range: ranges.get(option) ?? null,
        atLeast: atLeast.get(option) ?? null,
        conditions: conditions.filter((one) => one.option === option), points: points.filter((one) => one.option === option),
        judged: judged.filter((one) => one.option === option),
      });
    }
  }
  return new Map([...found].sort(([one], [other]) => one - other));
};
/**
 * What Python answered for some parties on the day, by the number of each option; null where the page has no answer.
 * @param {number[]} parties
 */
export const answerOf = (parties) => {
  if (parties.length < 2) return null;
  const entry = latest(answers.get(parties.join()) ?? [], dayNow());
  const other = latest(overlayNow()?.answers.get(parties.join()) ?? [], dayNow());
  return entry && answersByOption(other?.replaced.length ? withReplaced(entry, other.replaced, other.answer) : entry);
};
/* What Python answered for the picked parties on the day. */
export const answerNow = () => answerOf(now().pick);
/**
 * The conflicts of each pair on the day, and of no parties the circles of three and more; null where the page has none for the day,
 * or under own voice and confidence as they are asked for.
 */
export const conflictsNow = () => {
  const [day, other] = [dayNow(), overlayNow()?.conflicts];
  if (day < Math.max(data.conflicts.first, other?.first ?? 0)) return null;
  const groups = new Map([...data.conflicts.groups, ...other?.groups ?? []].map((one) => [one.parties.join(), one]));
  return [...groups.values()].map(({ parties, days }) => ({ parties, conflicts: latest(days, day)?.conflicts ?? [] }));
};
/* The options that the picked parties share or contest, or those of them that spoke, by class; null where the map shows everything. */
export const keptNow = () => {
  const { all, view } = now();
  const found = all || view !== "positions" || !data.opened ? null : answerNow();
  if (!found) return null;
  const place = (/** @type {OptionAnswer} */ { name, otherwise }) => CLASS_NAMES.indexOf(name === "unaddressed" ? otherwise ?? name : name);
  const kept = [...found].filter(([, one]) => one.name !== "unaddressed" || one.otherwise).sort(([, a], [, b]) => place(a) - place(b));
  return kept.length ? new Set(kept.map(([option]) => option)) : null;
};
const deals = new Map(data.deals.map((group) => [group.parties.join(), group]));
/**
 * What Python answered about the deals of some parties on the last day; undefined where the page has no answer.
 * @param {number[]} parties
 */
export const dealsOf = (parties) => deals.get(parties.join());
/**
 * How the parties stand to one another on the day.
 * @returns {Pick<NetworkFrom, "pairs" | "communities">}
 */
export const networkNow = () => {
  const found = latest(data.network.days, dayNow()) ?? { pairs: [], communities: [] };
  const other = latest(overlayNow()?.network ?? [], dayNow());
  if (!other) return found;
  const moved = new Set(other.moved);
  const kept = found.pairs.filter(({ first, second }) => !moved.has(first) && !moved.has(second));
  return { pairs: [...kept, ...other.pairs].sort((a, b) => a.first - b.first || a.second - b.second), communities: other.communities };
};
/**
 * The parties of a pair's id, and how they stand on the day; null where they are not compared.
 * @param {string} id
 * @returns {{ parties: number[], pair: Pair | null }}
 */
export const pairOf = (id) => {
  const parties = id.slice(1).split("-").map(Number);
  const pair = networkNow().pairs.find(({ first, second }) => first === parties[0] && second === parties[1]);
  return { parties, pair: pair ?? null };
};
/**
 * The number of a party's community on the day, -1 where it has none.
 * @param {number} party
 */
export const communityOf = (party) => networkNow().communities.findIndex((members) => members.includes(party));

/**
 * Whether a statement counts under own voice and confidence as they are asked for.
 * @param {Statement} statement
 */
export const isTrusted = ({ isOwnVoice, confidence }) => (isOwnVoice || !now().own) && confidence >= (leastConfidence() ?? 0);
/**
 * Those of some statements that were made by the day, and count.
 * @param {number[]} statements
 */
export const madeByNow = (statements) => statements.filter((n) => data.statements[n].latest <= data.days[dayNow()] && isTrusted(data.statements[n]));
/**
 * Whether a relation holds on the day: one of requires only while the party's stance has such a condition.
 * @param {Relation} relation
 */
export const isRequiredNow = ({ kind, from, to, party }) => {
  if (kind !== "requires") return true;
  const edge = edgeById.get(edgeBetween(`p${party}`, `o${from}`) ?? "");
  const record = edge ? stanceAt(edge) : null;
  return (record?.conditions ?? []).some((n) => data.conditions[n].requires.some(({ id }) => id === `o${to}`));
};
/**
 * What is so of a thing over time, under own voice and confidence as they are asked for.
 * @template {{ days: Days }} Thing
 * @template Days
 * @param {Map<number, Days> | undefined} overlay
 * @param {Thing[]} things
 * @param {Thing} thing
 * @returns {Days}
 */
const daysOf = (overlay, things, thing) => overlay?.get(things.indexOf(thing)) ?? thing.days;
/**
 * How a proposal stands on the day, null before it existed.
 * @param {Proposal} proposal
 */
export const proposalNow = (proposal) => latest(daysOf(overlayNow()?.proposals, data.proposals, proposal), dayNow())?.state ?? null;
/**
 * Who holds a reading on the day, null where nobody does.
 * @param {Reading} reading
 */
export const readingNow = (reading) => latest(daysOf(overlayNow()?.readings, data.readings, reading), dayNow())?.state ?? null;
/**
 * Whether a reading was held on an earlier day, and is no more.
 * @param {Reading} reading
 */
export const wasRead = (reading) => !readingNow(reading)
  && daysOf(overlayNow()?.readings, data.readings, reading).some(({ day, state }) => state !== null && day <= dayNow());
/**
 * What is known of an event on the day, null before it is told of.
 * @param {CaseEvent} found
 */
export const eventNow = (found) => latest(daysOf(overlayNow()?.events, data.events, found), dayNow())?.state ?? null;
/**
 * Whether an event that is told of is shown under the filters of parties and issues.
 * @param {CaseEvent} found
 */
export const isShownEvent = ({ actors, options }) => {
  const { noParty, noIssue } = now();
  const isOff = (actors.length > 0 && actors.every((n) => noParty.includes(n))) || (options.length > 0 && options.every((n) => noIssue.includes(data.options[n].issue)));
  return !isOff;
};
/**
 * Whether a statement that was made is shown under the filters.
 * @param {Statement} statement
 */
export const isShownStatement = (statement) => {
  const { noParty, noIssue, noAttr, noSide } = now();
  const { about, issues, attribution, states } = statement;
  const isOff = (about !== null && noParty.includes(about)) || noAttr.includes(attribution)
    || (issues !== undefined && issues.every((one) => noIssue.includes(one))) || (states !== undefined && noSide.length > 0 && states.every((one) => noSide.includes(sideOf(one))));
  return isTrusted(statement) && !isOff;
};
/**
 * How many days before the day a stance was last stated, null where it rests on no statement.
 * @param {Stance} record
 */
export const ageOf = (record) => {
  const newest = record.statements.map((n) => data.statements[n].latest).sort().at(-1);
  return newest ? Math.round((Date.parse(data.days[dayNow()]) - Date.parse(newest)) / 86_400_000) : null;
};
/** @param {number} issue */
export const isClosed = (issue) => {
  const closed = data.issues[issue].closed;
  return closed !== null && data.days[dayNow()] > closed.day;
};
