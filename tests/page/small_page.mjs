/* A page of two parties, one issue with two options and one proposal, over three days, written by hand; and a window for it. */

const thing = (key) => ({ key, label: { en: `The ${key}`, uk: `Укр ${key}` } });
const record = (stance, more = {}) => ({ stance, since: "2031-01-01", confidence: 0.9, statements: [0], ...more });

const data = {
  kind: "positions", lang: "en", languages: ["en", "uk", "ru"], words: { en: { close: "Close" }, uk: {}, ru: {} },
  stanceSides: { demand: "for", support: "for", open: "leaning", oppose: "against" }, attributions: ["on-record", "leak"],
  filters: { minConfidence: null, staleAfter: 365, channels: ["closed"], withheld: 0 },
  days: ["2031-01-01", "2031-01-05", "2031-01-09"], changes: [[], [{ edge: 0, kind: "toward_acceptance" }], []],
  parties: [thing("alpha"), { ...thing("beta"), aliases: ["Républiqué of B"] }], issues: [{ ...thing("dam"), options: [0, 1], closed: { day: "2031-01-05", how: null } }],
  options: [{ ...thing("low"), issue: 0 }, { ...thing("high"), issue: 0 }],
  proposals: [{ ...thing("draft"), terms: [0], statements: [1], days: [{ day: 0, state: null }, { day: 1, state: { status: "tabled" } }, { day: 2, state: { status: "withdrawn" } }] }],
  readings: [{ days: [{ day: 0, state: { readBy: [0] } }, { day: 2, state: null }] }], events: [{ days: [{ day: 0, state: null }, { day: 1, state: { known: "claimed" } }] }],
  conditions: [{ requires: [{ id: "o1", label: "" }, { id: null, label: "calm" }] }], people: [{ ...thing("envoy"), speaksFor: [1] }],
  statements: [
    { latest: "2031-01-01", attribution: "on-record", isOwnVoice: true, confidence: 0.9 },
    { latest: "2031-01-05", attribution: "leak", isOwnVoice: false, confidence: 0.4 },
  ],
  sources: [],
  relations: [{ kind: "excludes", from: 0, to: 1 }, { kind: "requires", from: 0, to: 1, party: 0 }],
  stances: [
    [{ day: 0, record: record("demand") }, { day: 1, record: record("open", { conditions: [0] }) }],
    [{ day: 1, record: record("oppose", { statements: [1], confidence: 0.4 }) }, { day: 2, record: null }],
    [{ day: 0, record: { stance: "silent", since: null, confidence: null, ended: "withdrawn" } }],
  ],
  deals: [{ parties: [0, 1], found: null }],
  answers: [{ parties: [0, 1], days: [
    { day: 0, options: { unaddressed: [0], contested: [1] }, amongThoseWhoSpoke: { agreed: [0] }, needsOthers: [1] },
    { day: 2, options: { within_reach: [0, 1] }, inNameOnly: [1], ranges: [{ option: 0, kind: "gap", low: "2", high: null }], conditions: [{ option: 1, party: 0, condition: 0, state: "missed" }] },
  ] }],
  network: { days: [{ day: 1, pairs: [{ first: 0, second: 1, agreed: 1, withinReach: 0, contested: 2, redLines: 0, bothSided: 3, inferred: 0, ascribed: 0, firm: 3, told: { agreed: 0, withinReach: 0, contested: 0 } }], communities: [[0], [1]] }] },
  statementNetwork: {
    window: "1:weeks", onlyParties: false, onlyIssues: false, places: [{ x: 0, y: 0 }, { x: 9, y: 9 }],
    mentions: { statements: [0, 0, 1, 1], parties: [0, 1, 0, 1], options: [0, 0, 0, 0], levels: [1, 1, 1, -1] },
    pairs: [{ first: 0, second: 1, same: [0, 1, 2, 1], opposite: [0, 3, 2, 3] }],
    networks: [
      { asked: [{ ownVoice: true, minConfidence: null }, { ownVoice: true, minConfidence: 0.9 }, { ownVoice: false, minConfidence: 0.9 }], leftOut: 0,
        whole: { first: "2031-01-01", last: "2031-01-01", partial: false, kept: 2, from: 0, to: 2, weights: [0, 1, 1, 0], communities: [[0, 1]] },
        windows: [{ first: "2030-12-30", last: "2031-01-01", partial: true, kept: 2, from: 0, to: 2, weights: [0, 1, 1, 0], communities: [[0, 1]] }] },
      { asked: [{ ownVoice: false, minConfidence: null }], leftOut: 1,
        whole: { first: "2031-01-01", last: "2031-01-05", partial: false, kept: 4, from: 0, to: 4, weights: [0, 0, 2, 2], communities: [] },
        windows: [{ first: "2030-12-30", last: "2031-01-05", partial: false, kept: 4, from: 0, to: 4, weights: [0, 0, 2, 2], communities: [] }] },
    ],
  },
  steps: [0.9, 1],
  lenses: [{
    asked: [{ ownVoice: true, minConfidence: null }, { ownVoice: false, minConfidence: 0.9 }, { ownVoice: true, minConfidence: 0.9 }],
    counts: { sources: 1, statements: 1, sensitive: 0, inferred: 0, ascribed: 0, withheld: 1 },
    stances: [{ edge: 1, days: [{ day: 1, record: record("withheld") }] }],
    changes: [{ day: 1, changes: [] }],
    answers: [{ parties: [0, 1], days: [{ day: 0, replaced: [], answer: { options: {} } }, { day: 1, replaced: [1], answer: { options: { unaddressed: [1] } } }] }],
    network: [{ day: 1, moved: [1], pairs: [], communities: [[0], [1]] }],
  }],
};
const nodes = ["p0", "p1", "i0", "o0", "o1", "b0"].map((id) => ({ id, shape: "box", x: 0, y: 0 }));
const edges = [{ id: "s0", from: "p0", to: "o0" }, { id: "s1", from: "p1", to: "o1" }, { id: "s2", from: "p1", to: "b0" }];

const blocks = { "case-data": data, "graph-nodes": nodes, "graph-edges": edges, "graph-options": "{}" };
/* The addresses that the page gave itself, newest last. */
export const addresses = [];
/* Those of them that Back leads away from. */
export const pushed = [];
/* Give the modules the window that they find in a browser, with an address; to be called before they are imported. */
export const openWindow = (hash = "") => {
  globalThis.document = { getElementById: (id) => ({ textContent: JSON.stringify(blocks[id]), remove() {} }) };
  globalThis.window = {
    location: { hash, pathname: "/page.html", search: "" }, addEventListener() {},
    history: { replaceState: (state, title, address) => addresses.push(address), pushState: (state, title, address) => { addresses.push(address); pushed.push(address); } },
    matchMedia: () => ({ matches: false }),
  };
};
