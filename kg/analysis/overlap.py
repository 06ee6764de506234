"""How far each pair of parties stands together or apart, and the party overlap graph.

Each pair is judged as a group of two, with its conditions judged over the two (:mod:`kg.analysis.conditions`). Counted
are options of open issues, each once and unweighted: a ladder counts once for each value on which both have a stance.

Source: the congruence of two actors in discourse network analysis counts the concepts on which they agree, their
conflict those on which they disagree, and subtraction takes one from the other (Leifeld, "Discourse Network Analysis",
in "The Oxford Handbook of Political Networks", 2017). Here *agreed* and *within reach* are congruence, *contested* is
conflict, and ``net`` of the graph is their difference, not normalised by how much the two have said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.analysis.conditions import GroupStances
from kg.analysis.ground import Ground, classify
from kg.resolution import Resolution
from kg.vocabulary import Stance

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PairOverlap", "overlap_graph", "overlaps"]


@dataclass(frozen=True, slots=True)
class PairOverlap:
    """How many options of open issues a pair (ids, in order) agrees on, has within reach and contests (0 or more each).

    The first three are the classes of :class:`~kg.analysis.ground.Ground`. ``red_lines`` counts the options that one
    demands and the other rules out, as resolved before conditions are judged; ``both_sided`` those on which both have a
    side.
    """

    parties: tuple[str, str]
    agreed: int
    within_reach: int
    contested: int
    red_lines: int
    both_sided: int


def overlaps(resolution: Resolution, parties: Iterable[str]) -> tuple[PairOverlap, ...]:
    """Return the overlap of every pair, each judged as a group of two, in order of party ids."""
    return tuple(_overlap(resolution, pair) for pair in combinations(sorted(parties), 2))


def _overlap(resolution: Resolution, pair: tuple[str, str]) -> PairOverlap:
    group = GroupStances(resolution, pair)
    counts: dict[Ground, int] = dict.fromkeys(Ground, 0)
    red_lines = both = 0
    case = resolution.case
    spoken = resolution.of_party(pair[0]).keys() & resolution.of_party(pair[1]).keys()
    for option in (case.options[term] for term in spoken if term in case.options):
        if not case.issues[option.issue].is_open(resolution.day):
            continue
        one, other = (group.effective(party, option.id) for party in pair)
        counts[classify((one.side, other.side))] += 1
        raw = {group.raw(party, option.id).stance for party in pair}
        red_lines += raw == {Stance.DEMAND, Stance.RULE_OUT}
        both += one.side is not None and other.side is not None
    return PairOverlap(
        pair, counts[Ground.AGREED], counts[Ground.WITHIN_REACH], counts[Ground.CONTESTED], red_lines, both
    )


def overlap_graph(resolution: Resolution, parties: Iterable[str], lang: str = "en") -> nx.Graph:
    """Return the party overlap graph: a node for each party (id, ``label``), an edge for each pair with its counts.

    Labels are in the language ``lang``. ``net`` is agreed plus within reach minus contested, and may be negative;
    ``weight``, which many programs need to be positive, is ``both_sided``. A pair without a common option on which both
    have a side has no edge.
    """
    import networkx as nx

    graph = nx.Graph()
    known = resolution.case.parties
    graph.add_nodes_from((party, {"kind": "party", "label": known[party].label(lang)}) for party in sorted(parties))
    for pair in overlaps(resolution, parties):
        if pair.both_sided:
            counts = {name: getattr(pair, name) for name in PairOverlap.__slots__ if name != "parties"}
            net = pair.agreed + pair.within_reach - pair.contested
            graph.add_edge(*pair.parties, **counts, net=net, weight=pair.both_sided)
    return graph
