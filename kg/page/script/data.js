/** @import { Edge, Issue, Node, Option, PageData, Party, Proposal } from "../page-data.d.ts" */
/**
 * @typedef {"p" | "i" | "o" | "b"} Letter The kinds of thing on the map: party, issue, option, bundle (proposal).
 * @typedef {"e" | "q" | "h" | "u"} RecordLetter The kinds of what is told: event, statement, person, source.
 * @typedef {Party | Issue | Option | Proposal} MapThing
 * @typedef {Node & Required<Pick<Node, "width" | "height" | "lines">>} BoxNode
 * @typedef {BoxNode & Required<Pick<Node, "frame" | "title">>} IslandNode
 */

/**
 * Take the data of an element of the page, which then is needed no more.
 * @param {string} id
 */
const read = (id) => {
  const element = document.getElementById(id);
  const found = JSON.parse(element?.textContent ?? "null");
  element?.remove();
  return found;
};

/** @type {PageData} */
export const data = read("case-data");
/** @type {{ nodes: Node[], edges: Edge[], options: object }} */
export const graph = { nodes: read("graph-nodes"), edges: read("graph-edges"), options: JSON.parse(read("graph-options")) };
export const nodeById = new Map(graph.nodes.map((node) => [node.id, node]));
/** @type {{ p: Party[], i: Issue[], o: Option[], b: Proposal[] }} */
export const lists = { p: data.parties, i: data.issues, o: data.options, b: data.proposals };
/** @type {Record<RecordLetter, { key: string }[]>} what can be opened and stands on no map */
export const records = { e: data.events, q: data.statements, h: data.people, u: data.sources };

/**
 * Where an issue, option or bundle stands, and how large it is.
 * @param {string} id
 */
export const boxOf = (id) => /** @type {BoxNode} */ (nodeById.get(id));
/**
 * The frame of an issue's island, and the place of its title.
 * @param {string} id
 */
export const islandOf = (id) => /** @type {IslandNode} */ (nodeById.get(id));
/**
 * The number in an id: the place in its list.
 * @param {string} id
 */
export const numberOf = (id) => Number(id.slice(1));
/**
 * @param {string} id of a thing on the map
 * @returns {MapThing}
 */
export const thingOf = (id) => lists[/** @type {Letter} */ (id[0])]?.[numberOf(id)];
/** @param {string} id */
export const partyOf = (id) => data.parties[numberOf(id)];
/** @param {string} id */
export const issueById = (id) => data.issues[numberOf(id)];

const betweenEnds = new Map(graph.edges.map((edge) => [`${edge.from}~${edge.to}`, edge.id]));
/**
 * The id of the edge from one thing to another, or null.
 * @param {string} from
 * @param {string} to
 */
export const edgeBetween = (from, to) => betweenEnds.get(`${from}~${to}`) ?? null;
export const edgeById = new Map(graph.edges.map((edge) => [edge.id, edge]));
/* The edges of stances, in the order of data.stances. */
export const stanceEdges = graph.edges.filter((edge) => edge.id[0] === "s");

/** @param {"from" | "to"} end */
const group = (end) => {
  /** @type {Map<string, Edge[]>} */
  const found = new Map();
  for (const edge of stanceEdges) {
    const edges = found.get(edge[end]);
    if (edges) edges.push(edge);
    else found.set(edge[end], [edge]);
  }
  return found;
};
const byFrom = group("from");
const byTo = group("to");
/**
 * The stances of a party, or on an option or proposal.
 * @param {string} id
 */
export const edgesOf = (id) => byFrom.get(id) ?? byTo.get(id) ?? [];
