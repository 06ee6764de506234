/** The page's data, made from data.schema.json: npm run types */

/**
 * what the map shows
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "View".
 */
export type View = "positions" | "parties" | "issues";
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
  schema: 2;
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
      [k: string]: string;
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
  network: Network;
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
  /**
   * parties
   */
  proposedBy: number[];
  /**
   * parties
   */
  tabledBy: number[];
  status: string | null;
  day: Day | null;
  statements: number[];
}
/**
 * how parties understand an option on a point
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Reading".
 */
export interface Reading {
  option: number;
  /**
   * parties
   */
  readBy: number[];
  point: Text;
  text: Text;
  /**
   * parties
   */
  acceptedBy: number[];
  /**
   * parties
   */
  leftOpenBy: number[];
  statements: number[];
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
}
/**
 * what was said, by whom, where and when
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Statement".
 */
export interface Statement {
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
  start: Day | null;
  place: Text;
  verified: boolean;
  scheduled: boolean;
  source: number | null;
  /**
   * those that it honours or breaks
   */
  options: number[];
  assessments: Assessment[];
}
/**
 * that an event honours or breaks an option, according to a statement
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Assessment".
 */
export interface Assessment {
  honours: boolean;
  option: number;
  statement: number;
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
  requires: Required[];
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
 * what a condition requires: a thing of the page, or words
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "Required".
 */
export interface Required {
  id: ThingId | null;
  label: Text;
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
  statements?: number[];
  conditions?: number[];
  inferred?: boolean;
  ascribed?: boolean;
  /**
   * by what a stance came to its end
   */
  ended?: string;
  bounds?: string[];
  derivation?: Derivation[];
  contraryReports?: Report[];
  strain?: Strain;
  past?: PastPosition[];
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
 * a position that no longer holds
 *
 * This interface was referenced by `PageData`'s JSON-Schema
 * via the `definition` "PastPosition".
 */
export interface PastPosition {
  stance: string;
  statements: number[];
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
