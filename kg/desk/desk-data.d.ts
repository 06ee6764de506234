/** The data of a coding desk, as kg/desk/page.py embeds it. */

export interface Named {
  id: string;
  label: string;
}
export interface Option extends Named {
  issue: string;
  /** What a search finds it by beside its label: its aliases. */
  words: string;
  /** An option on a ladder, which a stance may take as a bound. */
  ladder: boolean;
}
export interface Person extends Named {
  speaksFor: string[];
}
export interface Cue {
  text: string;
  start: number;
  end: number;
}
/** A proposed statement (kg.coding.cards.Card); offsets count code points of the paragraph. */
export interface Proposed {
  id: string;
  paragraph: number;
  start: number;
  end: number;
  party: string | null;
  via: string;
  speaker: string | null;
  other_parties: string[];
  day: { phrase: string | null; start: number | null; end: number | null; earliest: string | null; latest: string };
  attribution: string | null;
  cue: Cue | null;
  quotation: { start: number; end: number } | null;
  condition: { cue: string; start: number; end: number } | null;
  options: string[];
  coded: string | null;
  marks: string[];
  by: string;
  /** Whether these words were rejected in a review before. */
  rejected: boolean;
  /** Where words that were copied stand first: a text, its paragraph, its desk's file, and the card there. */
  copied?: { text: string; paragraph: number; desk: string; card: string | null } | null;
  /** On the page of settling: in what the coders differ, and what each of them chose. */
  differ?: string[];
  choices?: Choice[];
}
/** What a coder chose at a place: coded it, left it open, or did not mark it; the fields only where it is coded. */
export interface Choice {
  coder: string;
  state: "coded" | "open" | "none";
  party?: string;
  speaker?: string;
  earliest?: string;
  latest?: string;
  attribution?: string;
  mandate?: string;
  positions?: Stated[];
  readings?: ReadAs[];
  paraphrase?: string;
}
/** A card as a desk file has it (kg/desk/desk_file.py). */
export interface Filed {
  id: string;
  paragraph: number;
  start: number;
  end: number;
  party: string;
  positions: Stated[];
  readings: ReadAs[];
  coders: string[];
}
/** What the page of settling knows: whose disagreements they are, what all agree on, and what only one of them was to code. */
export interface Settle {
  coders: string[];
  agreed: Filed[];
  alone: Filed[];
  added: Added[];
}
/** What a party said on an option or proposal before the text. */
export interface Earlier {
  party: string;
  on: string;
  stance: string;
  day: string;
  statement: string;
  own: boolean;
}
export interface StanceWord {
  name: string;
  side: string;
  sign: string;
  means: string;
}
export interface DeskData {
  text: {
    name: string;
    sha256: string;
    issued: string;
    language: string;
    source: string | null;
    title: string | null;
    paragraphs: string[];
    /** For each paragraph start and end of each sentence, one after the other, in code points. */
    sentences: number[][];
    /** The row of the source that the text may be a copy of, as the case lacks it. */
    original: Row;
    /** Rows of sources that have the same words. */
    reprints: Row[];
  };
  /** That the text repeats another: the source (id) and name of that one, how many paragraphs and which share are its. */
  offer: { id: string; text: string; paragraphs: number; share: number; usual: boolean } | null;
  /** The id of the text's source, which the case may not have yet. */
  sourceId: string;
  coder: string;
  blind: boolean;
  sample: number | null;
  case: string;
  cards: Proposed[];
  parties: Named[];
  people: Person[];
  issues: Named[];
  options: Option[];
  proposals: Named[];
  points: Named[];
  settle: Settle | null;
  earlier: Earlier[];
  stances: StanceWord[];
  attributions: { name: string; own: boolean }[];
  mandates: string[];
  bounds: string[];
  roles: string[];
  /** The short ids that a new thing cannot have. */
  taken: string[];
}

export interface Stated {
  on: string;
  stance: string;
  bound: string;
  condition: string;
  requires: string[];
}
export interface ReadAs {
  option: string;
  point: string;
  text: string;
}
/** What stands on a card: the rules' proposal as the coder left it, and what was decided. */
export interface Decision {
  id: string;
  paragraph: number;
  start: number;
  end: number;
  by: string;
  party: string;
  speaker: string;
  earliest: string;
  latest: string;
  attribution: string;
  mandate: string;
  rejected: boolean;
  positions: Stated[];
  readings: ReadAs[];
  paraphrase: string;
  /** When it last changed what the file says, in milliseconds. */
  at: number;
}
/** A row that the case does not have: the columns of a sheet by name. */
export type Row = Record<string, string>;
export interface Added {
  sheet: string;
  row: Row;
  at: number;
}
