"""How far each pair of parties stands together or apart, and the party overlap graph."""

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
    """How many options of open issues a pair (ids, in order) agrees on, has within reach and contests.

    ``red_lines`` counts demand against rule-out on one option, ``both_sided`` the options on which both have a side.
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

    Labels are in the language ``lang``. ``net`` is agreed plus within reach minus contested, ``weight`` (which other
    programs want positive) both sided; a pair that has a side on no common option has no edge.
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
