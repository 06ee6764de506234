/**
 * The communities of a window, each at the place of that of all time with which it shares most parties, so that it keeps its colour.
 * @param {number[][]} groups
 * @param {number[][]} known those of all time
 */
export const inPlace = (groups, known) => {
  /** @type {number[][]} */
  const placed = known.map(() => []);
  const shared = groups.flatMap((group, n) => known.map((other, at) => ({ n, at, both: group.filter((party) => other.includes(party)).length }))).filter(({ both }) => both);
  const done = new Set();
  for (const { n, at } of shared.sort((a, b) => b.both - a.both || a.n - b.n || a.at - b.at)) {
    if (done.has(n) || placed[at].length) continue;
    placed[at] = groups[n];
    done.add(n);
  }
  return [...placed, ...groups.filter((_, n) => !done.has(n))];
};
