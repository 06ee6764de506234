/**
 * @typedef {object} Term What a proposal or a bundle holds of an issue.
 * @property {string} key the id of an option, or a place on a ladder
 * @property {string} issue
 * @typedef {{ change: "kept" | "changed" | "dropped" | "added", issue: string, before: string[], after: string[] }} TermChange
 */

/**
 * What became of terms from one list to another, issue by issue in the order in which they come: a term of both is kept; of the
 * others, those of one issue are changed; what remains is dropped or added (compare_terms in kg.analysis.proposals). It stands
 * here again since any step or settlement of the picked parties can be put beside a proposal, too many pairs to write out; a test
 * holds both equal.
 * @param {Term[]} earlier
 * @param {Term[]} later
 */
export const compareTerms = (earlier, later) => {
  const [before, after] = [earlier, later].map((terms) => new Set(terms.map(({ key }) => key)));
  /** @type {Map<string, { kept: string[], dropped: string[], added: string[] }>} */
  const issues = new Map();
  for (const { key, issue } of [...earlier, ...later.filter((term) => !before.has(term.key))]) {
    const found = issues.get(issue) ?? { kept: [], dropped: [], added: [] };
    const list = before.has(key) ? (after.has(key) ? found.kept : found.dropped) : found.added;
    if (!list.includes(key)) list.push(key);
    issues.set(issue, found);
  }
  return [...issues].flatMap(([issue, { kept, dropped, added }]) => {
    /** @type {TermChange[]} */
    const found = kept.map((key) => ({ change: "kept", issue, before: [key], after: [key] }));
    if (dropped.length && added.length) found.push({ change: "changed", issue, before: dropped, after: added });
    else {
      for (const key of dropped) found.push({ change: "dropped", issue, before: [key], after: [] });
      for (const key of added) found.push({ change: "added", issue, before: [], after: [key] });
    }
    return found;
  });
};
