"""Which red lines a proposal crosses, and which demands it leaves out.

A *declared red line* is a demand or a rule-out that a party itself stated: not inferred, and not by others' word. It is
crossed by a proposal, and then listed once, as it was declared and where it was declared:

- ``term``: a term is what the party rules out; on a ladder, a value that its rule-out covers;
- ``proposal``: the party rules out the proposal as a whole;
- ``demand``: a term excludes what the party demands (:mod:`kg.resolution.closure`); on a ladder, it is, or contains, a
  value that the demand does not cover.

A rule-out of a term that was inferred from anything else, such as from what the term contains, is an *inferred* red line,
which the party did not declare.

A demand is *left out* where its option, on an open issue, is neither a term nor contained in one, on a ladder no term is
or contains a value that it covers, and no term excludes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.case.records import Proposal
from kg.resolution import Resolution, Resolved, term_of
from kg.vocabulary import Stance

__all__ = ["Declared", "RedLine", "crossed_by", "inferred_by", "left_out_of"]


@dataclass(frozen=True, slots=True)
class RedLine:
    """A red line that a proposal crosses: the stance that draws it, and the ``terms`` (ids) that cross it, in order.

    ``kind`` is ``term``, ``proposal`` or ``demand``; ``terms`` is empty for the proposal as a whole.
    """

    kind: str
    held: Resolved
    terms: tuple[str, ...] = ()


class Declared:
    """The declared red lines of parties, gathered once for all the proposals that are asked about."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        self._lines: dict[str, dict[str, Resolved]] = {}
        self._demands: dict[str, tuple[Resolved, ...]] = {}

    def lines(self, party: str) -> dict[str, Resolved]:
        """Return those of a party (id) by term, in order."""
        if party not in self._lines:
            self._lines[party] = {
                term: held
                for term, held in sorted(self.resolution.of_party(party).items())
                if held.is_declared_red_line
            }
        return self._lines[party]

    def demands(self, party: str) -> tuple[Resolved, ...]:
        """Return the demands of a party (id) on open issues, in order of option."""
        if party not in self._demands:
            case, day = self.resolution.case, self.resolution.day
            self._demands[party] = tuple(
                held
                for term, held in self.lines(party).items()
                if held.stance is Stance.DEMAND
                and term in case.options
                and case.issues[case.issue_of(term)].is_open(day)
            )
        return self._demands[party]


def _in_reach(resolution: Resolution, proposal: Proposal) -> set[str]:
    """Return the terms on which a proposal can cross or meet a red line: its own, what they contain, their ladders, what they exclude."""
    case, closure = resolution.case, resolution.closure
    contained = {inner for term in proposal.terms for inner in _with_contents(resolution, term)}
    ladders = {ladder for term in contained if (ladder := case.ladder_of(term))}
    found = {proposal.id, *contained, *(option.id for ladder in ladders for option in case.options_of(ladder))}
    return found.union(*(closure.excluded_by(term) for term in proposal.terms))


def crossed_by(declared: Declared, proposal: Proposal, parties: Iterable[str]) -> tuple[RedLine, ...]:
    """Return the declared red lines of parties (ids) that a proposal crosses, in order of party and option."""
    reach = sorted(_in_reach(declared.resolution, proposal))
    found = (held for party in sorted(parties) for term in reach if (held := declared.lines(party).get(term)))
    return tuple(line for held in found if (line := _crossing(declared.resolution, proposal, held)))


def _crossing(resolution: Resolution, proposal: Proposal, held: Resolved) -> RedLine | None:
    if held.stance is Stance.RULE_OUT and held.term == proposal.id:
        return RedLine("proposal", held)
    option = resolution.case.options.get(held.term)
    if option is None:
        return None
    if held.stance is Stance.RULE_OUT:
        terms = [t for t in proposal.terms if t == option.id or _covers(resolution, held, t)]
        return RedLine("term", held, tuple(terms)) if terms else None
    terms = [t for t in proposal.terms if _bars(resolution, t, held)]
    return RedLine("demand", held, tuple(terms)) if terms else None


def _bars(resolution: Resolution, term: str, demand: Resolved) -> bool:
    if demand.term in resolution.closure.excluded_by(term):
        return True
    contained = _with_contents(resolution, term)
    return any(_same_ladder(resolution, t, demand.term) and not _covers(resolution, demand, t) for t in contained)


def _with_contents(resolution: Resolution, term: str) -> tuple[str, ...]:
    return (term, *resolution.closure.entailed_by(term))


def _same_ladder(resolution: Resolution, one: str, other: str) -> bool:
    ladder = resolution.case.ladder_of(one)
    return ladder is not None and ladder == resolution.case.ladder_of(other)


def _covers(resolution: Resolution, held: Resolved, identifier: str) -> bool:
    """Return whether a stance on a ladder covers a value of the same ladder: every one of its bounds does."""
    if not _same_ladder(resolution, held.term, identifier):
        return False
    value, limit = resolution.case.options[identifier], resolution.case.options[held.term]
    return all(value.is_within(bound, limit) for bound in held.bounds or ("exactly",))


def inferred_by(
    resolution: Resolution, proposal: Proposal, parties: Iterable[str], declared: Iterable[RedLine]
) -> tuple[RedLine, ...]:
    """Return the red lines that are inferred and not declared, in order of party and term.

    Those that follow from one of the ``declared`` red lines crossed are left out: each is listed once.
    """
    listed = {(line.held.party, line.held.term) for line in declared}
    found = []
    for party in sorted(parties):
        for term in dict.fromkeys(term_of(resolution.case, t) for t in (*proposal.terms, proposal.id)):
            held = resolution.stance(party, term)
            if held.stance is not Stance.RULE_OUT or not held.inferred:
                continue
            premises = {(premise.party, premise.option) for step in held.derivation for premise in step.premises}
            if not premises & listed:
                whole = term == proposal.id
                found.append(RedLine("proposal" if whole else "term", held, () if whole else (term,)))
    return tuple(found)


def left_out_of(declared: Declared, proposal: Proposal, parties: Iterable[str]) -> tuple[Resolved, ...]:
    """Return the declared demands of parties (ids) that a proposal leaves out, in order of party and option."""
    resolution = declared.resolution
    contained = {inner for term in proposal.terms for inner in _with_contents(resolution, term)}
    reach = _in_reach(resolution, proposal)

    def is_left_out(held: Resolved) -> bool:
        if held.term not in reach:
            return True
        is_met = held.term in contained or any(_covers(resolution, held, inner) for inner in contained)
        return not is_met and not any(_bars(resolution, term, held) for term in proposal.terms)

    return tuple(held for party in sorted(parties) for held in declared.demands(party) if is_left_out(held))
