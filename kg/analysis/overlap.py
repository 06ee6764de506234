"""How far each pair of parties stands together or apart, and the party overlap graph.

Each pair is judged as a group of two, with its conditions judged over the two (:mod:`kg.analysis.conditions`). Counted
are options of open issues, each once and unweighted. A ladder counts once, by the pair's range
(:mod:`kg.analysis.ladders`): agreed where the values that both are for overlap, within reach where only those do to
which one is leaning, contested where there is a gap. Where a party has no range there, the ladder counts as the one
of its options that is first in this order: red line against red line, contested, agreed, within reach, rejected.

Source: the congruence of two actors in discourse network analysis counts the concepts on which they agree, their
conflict those on which they disagree, and subtraction takes one from the other (Leifeld, "Discourse Network Analysis",
in "The Oxford Handbook of Political Networks", 2017). Here *agreed* and *within reach* are congruence, *contested* is
conflict, and ``net`` of the graph is their difference, not normalised by how much the two have said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Severity, severity_of
from kg.analysis.ground import Ground, classify
from kg.analysis.ladders import ladder_stances, range_of, strongest
from kg.case.records import Option
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Stance

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Judged", "PairOverlap", "judged_pairs", "overlap_graph", "overlaps"]

#: as what a ladder counts on which a party has no range: the first of these that one of its options is
_LADDER_ORDER = (Ground.CONTESTED, Ground.AGREED, Ground.WITHIN_REACH, Ground.REJECTED)


@dataclass(frozen=True, slots=True)
class PairOverlap:
    """How many options of open issues a pair (ids, in order) agrees on, has within reach and contests (0 or more each).

    The first three are the classes of :class:`~kg.analysis.ground.Ground`. ``red_lines`` counts the options that one
    demands and the other rules out, as resolved before conditions are judged, and the ladders on which both demand and
    there is a gap; ``both_sided`` those on which both have a side. Of the latter ``inferred`` counts those where a stance
    of one is inferred, and ``ascribed`` those where one is known by others' voice only.
    """

    parties: tuple[str, str]
    agreed: int
    within_reach: int
    contested: int
    red_lines: int
    both_sided: int
    inferred: int
    ascribed: int


class Judged(NamedTuple):
    """An option or a ladder on which both have a side: its class, whether it is red, and the stances that it rests on."""

    ground: Ground
    is_red: bool
    stances: tuple[Resolved, ...]

    @property
    def is_ascribed(self) -> bool:
        """Whether a stance of one is known by others' voice only."""
        return any(held.ascribed for held in self.stances)

    @property
    def is_firm(self) -> bool:
        """Whether both stances are in own voice and stated, not inferred."""
        return not any(held.ascribed or held.inferred for held in self.stances)


def overlaps(resolution: Resolution, parties: Iterable[str]) -> tuple[PairOverlap, ...]:
    """Return the overlap of every pair, each judged as a group of two, in order of party ids."""
    return tuple(_counted(pair, found) for pair, found in judged_pairs(resolution, combinations(sorted(parties), 2)))


def judged_pairs(
    resolution: Resolution, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], list[Judged]]]:
    """Yield each of some pairs (ids), with the options and ladders on which both have a side."""
    spoken: dict[str, dict[str, dict[str, Option]]] = {}
    for pair in pairs:
        for party in pair:
            if party not in spoken:
                spoken[party] = _spoken(resolution, party)
        yield pair, _judge(resolution, pair, spoken)


def _judge(
    resolution: Resolution, pair: tuple[str, str], spoken: dict[str, dict[str, dict[str, Option]]]
) -> list[Judged]:
    group = GroupStances(resolution, pair)
    one, other = (spoken[party] for party in pair)
    found: list[Judged] = []
    for issue in sorted(one.keys() & other.keys()):
        common = [one[issue][option] for option in sorted(one[issue].keys() & other[issue].keys())]
        if resolution.case.issues[issue].is_ladder:
            found += [judged] if (judged := _ladder(group, issue, common)) else []
        else:
            found += _options(group, common)
    return found


def _counted(pair: tuple[str, str], found: list[Judged]) -> PairOverlap:
    counts = Counter(judged.ground for judged in found)
    return PairOverlap(
        pair,
        counts[Ground.AGREED],
        counts[Ground.WITHIN_REACH],
        counts[Ground.CONTESTED],
        red_lines=sum(judged.is_red for judged in found),
        both_sided=len(found),
        inferred=sum(any(held.inferred for held in judged.stances) for judged in found),
        ascribed=sum(judged.is_ascribed for judged in found),
    )


def _spoken(resolution: Resolution, party: str) -> dict[str, dict[str, Option]]:
    """Return the options of open issues on which a party ever had a stance, by issue and id."""
    case, found = resolution.case, dict[str, dict[str, Option]]()
    for option in (case.options[term] for term in resolution.of_party(party) if term in case.options):
        if case.issues[option.issue].is_open(resolution.day):
            found.setdefault(option.issue, {})[option.id] = option
    return found


def _options(group: GroupStances, options: Iterable[Option]) -> list[Judged]:
    """Return those of the options on which both have a side."""
    found = []
    for option in options:
        held = tuple(group.effective(party, option.id) for party in group.parties)
        if all(each.side for each in held):
            stances = {group.standing(party, option.id).stance for party in group.parties}
            is_red = stances == {Stance.DEMAND, Stance.RULE_OUT}
            found.append(Judged(classify(each.side for each in held), is_red, held))
    return found


def _ladder(group: GroupStances, ladder: str, options: Iterable[Option]) -> Judged | None:
    """Return a ladder as one, None where the pair has no range there and no option on which both have a side."""
    spread = range_of(group, group.parties, ladder)
    if spread is None:
        return min(_options(group, options), key=lambda j: (_LADDER_ORDER.index(j.ground), not j.is_red), default=None)
    held = [ladder_stances(group, party, ladder) for party in group.parties]
    stances = tuple(each for of_party in held for each in of_party)
    if spread.kind == "gap":
        severity = severity_of(*map(strongest, held), exclusive=True)
        return Judged(Ground.CONTESTED, severity is Severity.RED_LINE, stances)
    committed = range_of(group, group.parties, ladder, committed=True)
    is_agreed = committed is not None and committed.kind == "overlap"
    return Judged(Ground.AGREED if is_agreed else Ground.WITHIN_REACH, False, stances)


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
