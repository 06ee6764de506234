const read = (id) => {
  const element = document.getElementById(id);
  const found = JSON.parse(element.textContent);
  element.remove();
  return found;
};

export const data = read("case-data");
export const graph = { nodes: read("graph-nodes"), edges: read("graph-edges"), options: JSON.parse(read("graph-options")) };
export const nodeById = new Map(graph.nodes.map((node) => [node.id, node]));
export const lists = {
  p: data.parties, i: data.issues, o: data.options, b: data.proposals,
};

export const thingOf = (id) => lists[id[0]]?.[Number(id.slice(1))];
const betweenEnds = new Map(graph.edges.map((edge) => [`${edge.from}~${edge.to}`, edge.id]));
/* The id of the edge from one thing to another, or null. */
export const edgeBetween = (from, to) => betweenEnds.get(`${from}~${to}`) ?? null;
export const edgeById = new Map(graph.edges.map((edge) => [edge.id, edge]));

export const stanceEdges = graph.edges.filter((edge) => edge.id[0] === "s");
export const numberOf = (id) => Number(id.slice(1));
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
export const edgesOf = (id) => byFrom.get(id) ?? byTo.get(id) ?? [];
