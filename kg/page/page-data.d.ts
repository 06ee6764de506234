/** The page's data, made from data.schema.json: npm run types */

/**
 * what the page shows
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "View".
 */
export type View = "matrix" | "positions" | "parties" | "issues" | "deals" | "timeline";
/**
 * the side that a stance is on; none where it has no side
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Side".
 */
export type Side = "for" | "leaning" | "against" | "none";
/**
 * words of the case: one string, or one for each language that says something else ("" where no language is named)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Text".
 */
export type Text =
  | string
  | {
      [k: string]: string;
    };
/**
 * a day in ISO form
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Day".
 */
export type Day = string;
/**
 * a party, issue, option or proposal: p, i, o or b, and its place in its list
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ThingId".
 */
export type ThingId = string;
/**
 * a thing of the page by its id, or the label of one that it does not show
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Ref".
 */
export type Ref =
  | ThingId
  | {
      label: Text;
    };
/**
 * how well a deed is known (kg.resolution.deeds)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Known".
 */
export type Known = "verified" | "reported" | "claimed";
/**
 * how many are left out; null where that is not known
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "More".
 */
export type More = number | null;
/**
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ConflictKind".
 */
export type ConflictKind = "direct" | "exclusive" | "preference" | "conditional" | "sequence" | "reading";
/**
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Severity".
 */
export type Severity = "red-line" | "one-red-line" | "firm" | "soft";
/**
 * the class of shared ground (kg.analysis.ground)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "GroundClass".
 */
export type GroundClass = "agreed" | "within_reach" | "rejected" | "contested" | "unaddressed";

/**
 * All that the page of a case shows, but for the places of its nodes. Numbers that name a thing are places in the list of its kind.
 */
export interface PageData {
  schema: 7;
  kind: View;
  /**
   * the language shown first
   */
  lang: string;
  languages: string[];
  languageNames: {
    [k: string]: string;
  };
  /**
   * the page's own words, by language and key
   */
  words: {
    [k: string]: {
      [k: string]:
        | string
        | {
            [k: string]: string;
          };
    };
  };
  /**
   * the sign of each side
   */
  sideSymbols: {
    for: string;
    leaning: string;
    against: string;
    none: string;
  };
  /**
   * the side of each stance that has one
   */
  stanceSides: {
    [k: string]: Side;
  };
  attributions: string[];
  case: CaseHead;
  caveats: Text[];
  /**
   * what the head counts on the last day
   */
  counts: {
    sources: number;
    statements: number;
    sensitive: number;
    inferred: number;
    ascribed: number;
  };
  /**
   * with what the case was asked
   */
  filters: {
    minConfidence: number | null;
    /**
     * days after which a stance that no statement renewed is stale
     */
    staleAfter: number;
    channels: string[];
    withheld: number;
  };
  /**
   * the days kept, the as-of day last
   */
  days: Day[];
  /**
   * by day
   */
  changes: Change[][];
  parties: Party[];
  people: Person[];
  issues: Issue[];
  options: Option[];
  proposals: Proposal[];
  readings: Reading[];
  sources: Source[];
  statements: Statement[];
  events: CaseEvent[];
  memberships: Membership[];
  relations: Relation[];
  conditions: Condition[];
  /**
   * by edge, each from the day on which it began to hold
   */
  stances: StanceFrom[][];
  answers: Answer[];
  deals: GroupDeals[];
  network: Network;
  statementNetwork: StatementNetwork;
  conflicts: Disputes;
  /**
   * of pairs, on the last day and without a lens (kg.analysis.bridges)
   */
  bridges: PairBridges[];
  /**
   * the confidences at which statements begin to be left out, from the lowest
   */
  steps: number[];
  /**
   * the filters that resolve anew, as far as they are written (kg.page.lenses)
   */
  lenses: Lens[];
  opening: Opening;
  /**
   * how much a page holds
   */
  limits: {
    parties: number;
    days: number;
    cells: number;
    /**
     * whether earlier days are left out
     */
    earlier: boolean;
  };
  /**
   * whether islands are open from the start
   */
  opened: boolean;
  inner: Size;
  /**
   * of each party
   */
  slots: Slot[];
  tile: Size;
}
/**
 * the case itself
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "CaseHead".
 */
export interface CaseHead {
  key: string;
  label: Text;
  description: Text;
}
/**
 * that a stance changed on a day
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Change".
 */
export interface Change {
  /**
   * in stances
   */
  edge: number;
  /**
   * the end of the key of its words
   */
  kind: string;
}
/**
 * a party; principals come first
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Party".
 */
export interface Party {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  roles: string[];
  /**
   * the first day of its existence
   */
  start: Day | null;
  /**
   * the last day of its existence
   */
  end: Day | null;
  /**
   * the parties that came before it
   */
  succeeds: Named[];
}
/**
 * a thing of the page, or the label of one that it does not show
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Named".
 */
export interface Named {
  id: ThingId | null;
  label: Text;
}
/**
 * a person who speaks for parties
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Person".
 */
export interface Person {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  office: Text;
  /**
   * parties
   */
  speaksFor: number[];
}
/**
 * an issue
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Issue".
 */
export interface Issue {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  kind: string;
  choiceRule: string;
  closed: Closed | null;
  /**
   * its options
   */
  options: number[];
  counts: SideCounts;
}
/**
 * when an issue was closed, and how
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Closed".
 */
export interface Closed {
  day: Day;
  how: string | null;
}
/**
 * stances by side
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "SideCounts".
 */
export interface SideCounts {
  for: number;
  leaning: number;
  against: number;
}
/**
 * an option
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Option".
 */
export interface Option {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  issue: number;
  /**
   * parties
   */
  undertakenBy: number[];
  undertakerUnstated: boolean;
  value: string | null;
  unit: string | null;
}
/**
 * a proposal
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Proposal".
 */
export interface Proposal {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  /**
   * options
   */
  terms: number[];
  day: Day | null;
  revises: Revision | null;
  days: ProposalFrom[];
  statements: number[];
  /**
   * its own label, or what it rests on has
   */
  sensitivity: string;
}
/**
 * the version that a proposal revises, and what became of its terms
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Revision".
 */
export interface Revision {
  version: Named;
  terms: TermChange[];
}
/**
 * what a revision did to terms
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "TermChange".
 */
export interface TermChange {
  change: "kept" | "changed" | "added" | "dropped";
  before: Named[];
  after: Named[];
}
/**
 * how a proposal stands from a day on; null before it existed
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ProposalFrom".
 */
export interface ProposalFrom {
  /**
   * in days
   */
  day: number;
  state: ProposalState | null;
}
/**
 * how a proposal stands on a day
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ProposalState".
 */
export interface ProposalState {
  status: string | null;
  /**
   * whether it has not ended
   */
  isLive: boolean;
  /**
   * parties
   */
  proposedBy: number[];
  /**
   * parties that proposed it and no longer do
   */
  formerlyBy: number[];
  /**
   * parties
   */
  tabledBy: number[];
  /**
   * those of these parties of which only others say so
   */
  byOthersWord: number[];
  card: Card;
}
/**
 * a proposal's scorecard for the parties that are counted (kg.analysis.scorecard)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Card".
 */
export interface Card {
  nets: Net[];
  tilts: Tilt[];
  /**
   * pairs without a term on which both have a side
   */
  incomparable: number;
  /**
   * declared ones that it crosses
   */
  redLines: RedLine[];
  inferredRedLines: RedLine[];
  /**
   * demands
   */
  leftOut: LeftOut[];
}
/**
 * on how many terms a party is for or leaning, less those that it is against; and the counts
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Net".
 */
export interface Net {
  party: number;
  net: number;
  for: number;
  leaning: number;
  against: number;
  withoutSide: number;
  inferred: number;
  ascribed: number;
}
/**
 * by how much the net of one party exceeds that of another, over the terms on which both have a side
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Tilt".
 */
export interface Tilt {
  toward: number;
  over: number;
  exceeds: number;
  terms: number;
  outOf: number;
  inferred: number;
  ascribed: number;
}
/**
 * a red line of a party, and the terms (options) that cross it; none for the proposal as a whole
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "RedLine".
 */
export interface RedLine {
  party: number;
  term: Ref;
  kind: "term" | "proposal" | "demand";
  terms: number[];
}
/**
 * a demand of a party that a proposal leaves out
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LeftOut".
 */
export interface LeftOut {
  party: number;
  option: Ref;
}
/**
 * how parties understand an option on a point
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Reading".
 */
export interface Reading {
  option: number;
  point: Text;
  text: Text;
  endsOn: Day | null;
  statements: number[];
  days: ReadingFrom[];
  /**
   * its own label, or what it rests on has
   */
  sensitivity: string;
}
/**
 * who holds a reading from a day on; null where nobody does
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ReadingFrom".
 */
export interface ReadingFrom {
  /**
   * in days
   */
  day: number;
  state: ReadingState | null;
}
/**
 * who holds a reading, accepts it or leaves its point open on a day
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ReadingState".
 */
export interface ReadingState {
  /**
   * parties
   */
  readBy: number[];
  /**
   * parties
   */
  acceptedBy: number[];
  /**
   * parties
   */
  leftOpenBy: number[];
}
/**
 * a document
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Source".
 */
export interface Source {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  publisher: string | null;
  day: Day | null;
  address: string | null;
  /**
   * its own label, or what it rests on has
   */
  sensitivity: string;
  /**
   * of one that repeats another, or the same as another: the first such source
   */
  original?: number;
}
/**
 * what was said, by whom, where and when
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Statement".
 */
export interface Statement {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  /**
   * the stances that it states
   */
  states?: Stated[];
  takesBack?: Stated[];
  /**
   * those that it backs or tells of
   */
  proposals?: number[];
  /**
   * those that it is on
   */
  issues?: number[];
  about: number | null;
  speaker: number | null;
  source: number;
  paragraph: number | null;
  earliest: Day | null;
  latest: Day;
  attribution: string;
  isOwnVoice: boolean;
  confidence: number;
  paraphrase: Text;
  quotation: Text;
  mandate: string;
  channel: string;
  sensitivity: string;
  coder: string | null;
}
/**
 * a stance that a statement states or takes back
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Stated".
 */
export interface Stated {
  term: ThingId;
  stance: string;
  bound?: "at-least" | "at-most";
}
/**
 * something done or scheduled
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "CaseEvent".
 */
export interface CaseEvent {
  /**
   * short name, unique in its list, that stands in the page's address
   */
  key: string;
  label: Text;
  aliases?: string[];
  description?: Text;
  /**
   * addresses of the same thing elsewhere
   */
  matches?: string[];
  kinds: Text[];
  start: Day | null;
  end: Day | null;
  place: Text;
  /**
   * parties
   */
  actors: number[];
  figures: Figure[];
  verifiedBy: string | null;
  scheduled: boolean;
  source: number | null;
  paragraph: number | null;
  /**
   * its own label, or what it rests on has
   */
  sensitivity: string;
  /**
   * those that it honours or breaks
   */
  options: number[];
  days: EventFrom[];
}
/**
 * a number that a source gives of an event
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Figure".
 */
export interface Figure {
  label: Text;
  value: string;
  unit: string;
}
/**
 * what is known of an event from a day on; null before it is told of
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "EventFrom".
 */
export interface EventFrom {
  /**
   * in days
   */
  day: number;
  state: EventState | null;
}
/**
 * what is known of an event on a day
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "EventState".
 */
export interface EventState {
  state: "happened" | "scheduled" | "undated";
  known: Known;
  assessments: Assessment[];
}
/**
 * that an event honours or breaks an option, according to a statement, and how well that is known
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Assessment".
 */
export interface Assessment {
  honours: boolean;
  option: number;
  statement: number;
  known: Known;
}
/**
 * a party's membership of a coalition
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Membership".
 */
export interface Membership {
  member: number;
  coalition: number;
  start: Day | null;
  end: Day | null;
  binds: boolean;
}
/**
 * a relation between options: one entails or excludes the other, or a party's acceptance of it requires the other
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Relation".
 */
export interface Relation {
  kind: "entails" | "excludes" | "requires";
  from: number;
  to: number;
  reason: Text;
  basis: string | null;
  party: number | null;
}
/**
 * a condition of a stance
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Condition".
 */
export interface Condition {
  requires: Named[];
  /**
   * which values of a required option of a ladder do
   */
  bound: "exactly" | "at-least" | "at-most";
  /**
   * who must do a required kind of event; anyone where empty
   */
  doneBy: Named[];
  /**
   * what must not happen
   */
  unless: Named[];
  words: Text;
  timing: string;
  deadline: Day | null;
  deadlineWords: Text;
  /**
   * the stance held when it is met
   */
  whenMet: string;
  otherwise: Text;
  anyOf: string | null;
}
/**
 * a stance from a day on; null where none shows
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "StanceFrom".
 */
export interface StanceFrom {
  /**
   * in days
   */
  day: number;
  record: StanceRecord | null;
}
/**
 * a resolved stance; what is absent is empty or false
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "StanceRecord".
 */
export interface StanceRecord {
  stance: string;
  since: Day | null;
  confidence: number | null;
  /**
   * the most sensitive label of what it tells of; absent where that is public
   */
  sensitivity?: string;
  statements?: number[];
  conditions?: number[];
  /**
   * how deeds fulfil each of its conditions
   */
  fulfilled?: ("done" | "broken off" | "missed" | "claimed" | "pending")[];
  inferred?: boolean;
  ascribed?: boolean;
  /**
   * by what a stance came to its end
   */
  ended?: string;
  lapsedBy?: Lapse;
  /**
   * the terms beside which a conditional stance stands
   */
  fallback?: ThingId[];
  marks?: ("undated" | "less authoritative")[];
  bounds?: string[];
  derivation?: Derivation[];
  contraryReports?: Report[];
  strain?: Strain;
  /**
   * positions that do not decide and are shown beside it
   */
  beside?: PastPosition[];
  past?: PastPosition[];
}
/**
 * by what a stance lapsed (kg.resolution.Lapse)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Lapse".
 */
export interface Lapse {
  kind: "end day" | "deadline" | "unless" | "membership" | "bundle";
  /**
   * a day in ISO form
   */
  day: string;
  /**
   * what was required or done, the coalition, the proposal
   */
  concerned: Named[];
  /**
   * words of the case: one string, or one for each language that says something else ("" where no language is named)
   */
  consequence:
    | string
    | {
        [k: string]: string;
      };
}
/**
 * one step by which a stance is inferred
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Derivation".
 */
export interface Derivation {
  rule: string;
  premises: Premise[];
  via: ThingId[];
  reason: Text;
}
/**
 * a stance from which another is inferred
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Premise".
 */
export interface Premise {
  party: number | null;
  term: ThingId | null;
  stance: string;
  statements: number[];
}
/**
 * a stance that others report
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Report".
 */
export interface Report {
  stance: string;
  statements: number[];
}
/**
 * a newer inferred stance to the contrary
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Strain".
 */
export interface Strain {
  stance: string;
  derivation: Derivation[];
}
/**
 * a position that does not decide the stance
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "PastPosition".
 */
export interface PastPosition {
  stance: string;
  term: ThingId | null;
  statements: number[];
  conditions?: number[];
  /**
   * why it does not decide (kg.resolution.Past)
   */
  fate: string;
}
/**
 * the shared ground of a group of parties, day by day
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  parties: number[];
  days: AnswerFrom[];
}
/**
 * the shared ground of a group from a day on; each list holds options
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "AnswerFrom".
 */
export interface AnswerFrom {
  day: number;
  options: OptionsByClass;
  inNameOnly?: number[];
  deliberatelyOpen?: number[];
  fromOppositeSides?: number[];
  needsOthers?: number[];
  conditionMet?: number[];
  amongThoseWhoSpoke?: OptionsByClass;
  ranges?: AnswerRange[];
  atLeast?: AnswerAtLeast[];
  conditions?: AnswerCondition[];
  points?: AnswerPoint[];
  judged?: AnswerJudged[];
}
/**
 * options by class
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "OptionsByClass".
 */
export interface OptionsByClass {
  agreed?: number[];
  within_reach?: number[];
  rejected?: number[];
  contested?: number[];
  unaddressed?: number[];
}
/**
 * what values of a ladder a group could meet on, or the gap between
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "AnswerRange".
 */
export interface AnswerRange {
  option: number;
  kind: "overlap" | "gap";
  low: string | null;
  high: string | null;
}
/**
 * an option that a party is for only as part of others that contain it, which another refuses
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "AnswerAtLeast".
 */
export interface AnswerAtLeast {
  option: number;
  /**
   * options
   */
  containers: number[];
}
/**
 * how a party's condition on an option stands within a group
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "AnswerCondition".
 */
export interface AnswerCondition {
  option: number;
  party: number;
  /**
   * in conditions
   */
  condition: number;
  state: "met" | "not met" | "missed" | "claimed" | "broken off";
}
/**
 * a point of an option on which readings are not matched, or that all left open on purpose: then no party is named
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "AnswerPoint".
 */
export interface AnswerPoint {
  option: number;
  point: Text;
  /**
   * whose readings are on record and do not match
   */
  differing: number[];
  /**
   * whose reading another has not answered
   */
  unanswered: number[];
  /**
   * those concerned who have no reading on record
   */
  unread: number[];
  /**
   * true where it is known by others' word only
   */
  ascribed?: boolean;
}
/**
 * a stance that counts otherwise in the group than alone, conditions being judged over it
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "AnswerJudged".
 */
export interface AnswerJudged {
  option: number;
  party: number;
  stance: string;
  inferred: boolean;
  ascribed: boolean;
}
/**
 * the deals of a group of parties on the last day; null where they are too large for the page
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "GroupDeals".
 */
export interface GroupDeals {
  parties: number[];
  found: Deals | null;
}
/**
 * the deals of a group (kg.deals): steps, and settlements or why there is none; numbers are places in things, positions and clashes
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Deals".
 */
export interface Deals {
  things: DealThing[];
  positions: DealPosition[];
  accepted: BundleList;
  nobodyRefuses: BundleList;
  noStance: BundleList;
  /**
   * whether a settlement honours every position
   */
  exists: boolean;
  onlyByDeclining: Ref[];
  settlements: BundleList;
  clashes: Clash[];
  wishClashes: Clash[];
  strains: Clash[];
  knots: Knot[];
  /**
   * for each knot the number of a way out, in the combinations that divide what is given most evenly
   */
  evenly: {
    combinations: number[][];
    more: More;
    spread: number;
  };
  best: {
    number: number;
    rows: MarkedBundle[];
  } | null;
}
/**
 * what a bundle can hold: options, or a place on a ladder that nobody named
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "DealThing".
 */
export interface DealThing {
  issue: Ref;
  options: Ref[];
  low?: string | null;
  high?: string | null;
  unit?: string;
}
/**
 * a declared position
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "DealPosition".
 */
export interface DealPosition {
  party: Ref;
  term: Ref;
  stance: string;
  bounds?: ("at-least" | "at-most")[];
  ascribed?: boolean;
}
/**
 * bundles, and how many more there are
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "BundleList".
 */
export interface BundleList {
  bundles: Bundle[];
  more: More;
}
/**
 * a bundle and what is to know of it (kg.deals.describing)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Bundle".
 */
export interface Bundle {
  holds: number[];
  costs: Cost[];
  /**
   * issues left open, or declined
   */
  untouched?: Ref[];
  /**
   * Items: a condition of a party for a term, that holds in the bundle
   */
  traded?: {
    party: Ref;
    term: Ref;
    condition: number;
  }[];
  order?: {
    first: number;
    then: number;
    timing: "before" | "together";
    heldBy: Ref[];
  }[];
  /**
   * Items: a point of an option that is read differently
   */
  readings?: {
    option: Ref;
    point: Ref;
  }[];
  needs?: Ref[];
  noStance?: PartyOnThing[];
  withheld?: PartyOnThing[];
  uncommitted?: PartyOnTerm[];
  unmet?: PartyOnTerm[];
  inferred: number;
  ascribed: number;
}
/**
 * what a bundle costs a party: counts of its declared positions, the gravest first (kg.deals.costing)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Cost".
 */
export interface Cost {
  party: Ref;
  /**
   * @minItems 6
   * @maxItems 6
   */
  counts: [number, number, number, number, number, number];
  ascribed: number;
}
/**
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "PartyOnThing".
 */
export interface PartyOnThing {
  party: Ref;
  thing: number;
}
/**
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "PartyOnTerm".
 */
export interface PartyOnTerm {
  party: Ref;
  term: Ref;
}
/**
 * positions that no settlement honours together, and what joins them
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Clash".
 */
export interface Clash {
  positions: number[];
  because: {
    via: Ref[];
    reasons: Text[];
    circle: {
      first: number;
      then: number;
      timing: "before" | "together";
    }[];
  }[];
}
/**
 * clashes that hang together, who holds positions in them, by id, and the ways out
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Knot".
 */
export interface Knot {
  clashes: number[];
  issues: Ref[];
  parties: Ref[];
  waysOut: Giving[][];
  complete: boolean;
}
/**
 * what is given up of a position, and how (kg.deals.problem.Given)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Giving".
 */
export interface Giving {
  position: number;
  how:
    | "together"
    | "any-order"
    | "lift-bound"
    | "between"
    | "drop-condition"
    | "withdraw"
    | "no-longer-oppose"
    | "if-report-wrong";
  /**
   * the place on a ladder that a bound is lifted to
   */
  to?: number;
  conditions?: number[];
}
/**
 * a settlement, what it costs, and why it is shown (kg.deals.marked)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "MarkedBundle".
 */
export interface MarkedBundle {
  holds: number[];
  costs: Cost[];
  marks: {
    idea: "least_for" | "least_total" | "even_handed" | "nearest";
    alike?: boolean;
    /**
     * a thing of the page by its id, or the label of one that it does not show
     */
    of?:
      | ThingId
      | {
          label: Text;
        };
    changes?: number;
  }[];
}
/**
 * the network of parties
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Network".
 */
export interface Network {
  days: NetworkFrom[];
  /**
   * of each party
   */
  places: Point[];
  /**
   * the number of parties that are compared
   */
  compared: number;
}
/**
 * the network of parties from a day on
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "NetworkFrom".
 */
export interface NetworkFrom {
  day: number;
  pairs: Pair[];
  communities: number[][];
}
/**
 * how far two parties stand together or apart: numbers of options (kg.analysis.overlap)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Pair".
 */
export interface Pair {
  first: number;
  second: number;
  agreed: number;
  withinReach: number;
  contested: number;
  redLines: number;
  bothSided: number;
  /**
   * of bothSided, those that rest on an inferred stance
   */
  inferred: number;
  /**
   * of bothSided, those that rest on others' word
   */
  ascribed: number;
  /**
   * of bothSided, those on which both stances are stated in own voice
   */
  firm: number;
  told: ToldCounts;
}
/**
 * how many of a pair's options rest on others' word, by class
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ToldCounts".
 */
export interface ToldCounts {
  agreed: number;
  withinReach: number;
  contested: number;
}
/**
 * a place on the map, in pixels at zoom 1
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Point".
 */
export interface Point {
  x: number;
  y: number;
}
/**
 * who said the same or the opposite on the same options (kg.networks), over all time and window by window
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "StatementNetwork".
 */
export interface StatementNetwork {
  /**
   * how long each window is, as kg network --window takes it
   */
  window: string;
  /**
   * whether the page was asked for some parties alone
   */
  onlyParties: boolean;
  /**
   * whether the page was asked for some issues alone
   */
  onlyIssues: boolean;
  /**
   * the place of each party
   */
  places: Point[];
  mentions: Mentions;
  pairs: SpokenPair[];
  /**
   * one for each set of statements that the filters of voice and confidence leave; the first by own voice and all confidences
   */
  networks: CountedNetwork[];
}
/**
 * who took which side of what in which statement, in order of day and statement; lists of one length
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Mentions".
 */
export interface Mentions {
  statements: number[];
  parties: number[];
  options: number[];
  /**
   * 1 for or leaning, -1 against
   */
  levels: (1 | -1)[];
}
/**
 * two parties with the pairs of their mentions on one option, each two numbers: that of the first party, that of the second
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "SpokenPair".
 */
export interface SpokenPair {
  first: number;
  second: number;
  /**
   * those on the same side, each of which adds 1 to agreement
   */
  same: number[];
  /**
   * those on opposite sides, each of which adds 1 to disagreement
   */
  opposite: number[];
}
/**
 * the network of the statements that count under some voice and confidence
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "CountedNetwork".
 */
export interface CountedNetwork {
  asked: LensAsked[];
  /**
   * how many mentions have no side
   */
  leftOut: number;
  whole: NetworkWindow;
  windows: NetworkWindow[];
}
/**
 * a filter that leaves out what the lens leaves out
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensAsked".
 */
export interface LensAsked {
  ownVoice: boolean;
  minConfidence: number | null;
}
/**
 * the network of some days; first and last are null where nothing counts
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "NetworkWindow".
 */
export interface NetworkWindow {
  first: Day | null;
  last: Day | null;
  /**
   * whether the data end before the window does
   */
  partial: boolean;
  /**
   * how many mentions count
   */
  kept: number;
  /**
   * the first mention of the window, of those on the page
   */
  from: number;
  /**
   * the first mention after it
   */
  to: number;
  /**
   * four numbers for each pair that has any: its number, agreement less disagreement, agreement, disagreement
   */
  weights: number[];
  /**
   * those of two or more parties
   */
  communities: number[][];
}
/**
 * the conflicts of each pair, judged alone, and the circles of three and more, from a day on (kg.analysis.conflicts)
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Disputes".
 */
export interface Disputes {
  /**
   * in days: the first one of which the page has them; as many as there are days where it has none
   */
  first: number;
  groups: GroupConflicts[];
}
/**
 * the conflicts of a pair; of no parties the circles of three and more
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "GroupConflicts".
 */
export interface GroupConflicts {
  parties: number[];
  days: ConflictsFrom[];
}
/**
 * the conflicts from a day on, own voice first, then hardest first
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ConflictsFrom".
 */
export interface ConflictsFrom {
  /**
   * in days
   */
  day: number;
  conflicts: Conflict[];
}
/**
 * what stands between parties on open issues
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Conflict".
 */
export interface Conflict {
  kind: ConflictKind;
  severity: Severity;
  ascribed: boolean;
  inferred: boolean;
  issues: number[];
  sides: ConflictSide[];
  conditions?: number[];
  /**
   * those of readings
   */
  points?: Text[];
  /**
   * how many direct conflicts only restate it
   */
  implies?: number;
}
/**
 * a stance of a conflict
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "ConflictSide".
 */
export interface ConflictSide {
  party: number;
  term: Ref;
  stance: string;
  inferred: boolean;
  ascribed: boolean;
}
/**
 * what each party of a pair could do, matter by matter; null where the page is too small for it
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "PairBridges".
 */
export interface PairBridges {
  parties: number[];
  matters: Matter[] | null;
}
/**
 * what stands between two parties, and the moves of each
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Matter".
 */
export interface Matter {
  kind:
    | "direct"
    | "exclusive"
    | "preference"
    | "conditional"
    | "sequence"
    | "reading"
    | "condition"
    | "before"
    | "whole"
    | "word";
  severity: Severity | null;
  options: Ref[];
  /**
   * whose stances stand there
   */
  parties: number[];
  condition: number | null;
  inferred: boolean;
  ascribed: boolean;
  moves: Move[];
}
/**
 * what a party alone could change, and what that would bring (kg.analysis.moves); to: the value to which a bound moves, whose: of whom the condition is
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Move".
 */
export interface Move {
  party: number;
  move:
    | "state_a_view"
    | "state_a_reading"
    | "leave_open"
    | "together"
    | "meet"
    | "narrow"
    | "no_longer_oppose"
    | "withdraw"
    | "lift"
    | "accept_without"
    | "open";
  grade: 1 | 2 | 3;
  /**
   * whether it ends the conflict of the matter
   */
  ends: boolean;
  /**
   * whether it ends a clash of a demand with a condition or a refusal
   */
  endsClash?: true;
  inferred: boolean;
  ascribed: boolean;
  option?: Ref;
  to?: Ref;
  /**
   * the stance that the party leaves
   */
  left?: string;
  bounds?: ("at-least" | "at-most")[];
  condition?: number;
  whose?: Ref;
  /**
   * whose part is needed too
   */
  beside?: Ref[];
  points?: Text[];
  agreed?: Ref[];
  withinReach?: Ref[];
  endsOthers?: EndedConflict[];
}
/**
 * a conflict elsewhere that a move ends
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "EndedConflict".
 */
export interface EndedConflict {
  kind: ConflictKind;
  options: Ref[];
}
/**
 * what differs where only own voice counts, or only statements of some confidence, or both; what is absent does not differ
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Lens".
 */
export interface Lens {
  asked: LensAsked[];
  counts: LensCounts;
  stances: LensStance[];
  changes?: LensChanges[];
  answers?: LensAnswer[];
  events?: LensEvent[];
  conflicts?: Disputes;
  network?: LensNetwork[];
  proposals?: LensProposal[];
  readings?: LensReading[];
}
/**
 * what the head counts on the last day
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensCounts".
 */
export interface LensCounts {
  sources: number;
  statements: number;
  sensitive: number;
  inferred: number;
  ascribed: number;
  withheld: number;
}
/**
 * the stances of an edge under a lens
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensStance".
 */
export interface LensStance {
  edge: number;
  days: StanceFrom[];
}
/**
 * the changes of a day under a lens
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensChanges".
 */
export interface LensChanges {
  day: number;
  changes: Change[];
}
/**
 * the shared ground of a group under a lens
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensAnswer".
 */
export interface LensAnswer {
  parties: number[];
  days: LensAnswerFrom[];
}
/**
 * from a day on the answer under a lens on the options that are answered otherwise; all others are as without one
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensAnswerFrom".
 */
export interface LensAnswerFrom {
  day: number;
  replaced: number[];
  answer: GroundAnswer;
}
/**
 * the shared ground of a group; each list holds options
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "GroundAnswer".
 */
export interface GroundAnswer {
  options: OptionsByClass;
  inNameOnly?: number[];
  deliberatelyOpen?: number[];
  fromOppositeSides?: number[];
  needsOthers?: number[];
  conditionMet?: number[];
  amongThoseWhoSpoke?: OptionsByClass;
  ranges?: AnswerRange[];
  atLeast?: AnswerAtLeast[];
  conditions?: AnswerCondition[];
  points?: AnswerPoint[];
  judged?: AnswerJudged[];
}
/**
 * an event that is known otherwise under a lens
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensEvent".
 */
export interface LensEvent {
  /**
   * in events
   */
  number: number;
  days: EventFrom[];
}
/**
 * from a day on the network under a lens: the pairs with a party that moved; all others are as without one
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensNetwork".
 */
export interface LensNetwork {
  day: number;
  moved: number[];
  pairs: Pair[];
  communities: number[][];
}
/**
 * how a proposal stands under a lens
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensProposal".
 */
export interface LensProposal {
  number: number;
  days: ProposalFrom[];
}
/**
 * who holds a reading under a lens
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "LensReading".
 */
export interface LensReading {
  number: number;
  days: ReadingFrom[];
}
/**
 * what the page opens with
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Opening".
 */
export interface Opening {
  /**
   * the principals, where they are 2 to 4
   */
  group: number[];
  /**
   * the roles of parties, in the order of the columns
   */
  roles: string[];
  /**
   * all parties, by seriation on the as-of day
   */
  partyOrder: number[];
  /**
   * all options, by seriation on the as-of day
   */
  optionOrder: number[];
}
/**
 * a size on the map, in pixels at zoom 1
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Size".
 */
export interface Size {
  width: number;
  height: number;
}
/**
 * a party's place on the ring around the issues: u and v in [-1, 1] of half the inner size, and an offset outwards in pixels
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Slot".
 */
export interface Slot {
  u: number;
  v: number;
  dx: number;
  dy: number;
}
/**
 * a rectangle on the map: its centre and size
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Frame".
 */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}
/**
 * a node of the graph: where a thing stands; a party has no size, an issue has its island's frame and the place of its title
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Node".
 */
export interface Node {
  id: ThingId;
  shape: "box" | "dot";
  x: number;
  y: number;
  width?: number;
  height?: number;
  /**
   * the most lines that its label may take
   */
  lines?: number;
  frame?: Frame;
  title?: Point;
}
/**
 * an edge of the graph: a party's stance on a term
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Edge".
 */
export interface Edge {
  /**
   * s and its place in stances
   */
  id: string;
  from: ThingId;
  to: ThingId;
}
