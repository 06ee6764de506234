"""Which issues are at stake for a group, and which options can enter a bundle.

At stake are the open issues on which one of the group has a side, and those that its proposals, entailments and
conditions reach: what it is for as a whole, what such an option entails, what a conditional stance on one requires. Where
issues are named, it is these; what their options entail outside of them is there too, and not decided.

*Admitted* are the options that one of the group is for or leaning on, the terms of what it is for, what these entail,
and what their conditions require. An option that nobody wants is not; of a ladder, all places are admitted where one
value is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kg.deals.declared import Group
from kg.resolution import Resolved, term_of
from kg.vocabulary import Side, Stance

__all__ = ["Reach", "reach_of"]


@dataclass(frozen=True, slots=True)
class Reach:
    """The ``issues`` at stake, those ``asked`` about, those of these that are ``decided``, the ``options`` admitted (ids)."""

    issues: frozenset[str]
    asked: frozenset[str]
    decided: frozenset[str]
    options: frozenset[str]


def reach_of(
    group: Group, named: Collection[str] = (), fixed: Collection[str] = (), left_open: Collection[str] = ()
) -> Reach:
    """Return what is at stake for a group: its own issues, or those ``named`` (ids) with the options ``fixed`` (ids)."""
    search = _Search(group, named)
    search.start()
    search.add(fixed)
    search.spread()
    issues = frozenset(search.issues)
    asked = issues.intersection(named) if named else issues
    return Reach(issues, asked, asked - frozenset(left_open), frozenset(search.options))


class _Search:
    def __init__(self, group: Group, named: Collection[str]) -> None:
        self.group, self.case = group, group.case
        self.named = frozenset(named)
        self.issues: set[str] = set(named)
        self.options: set[str] = set()
        self._waiting: list[str] = []
        self._requiring: defaultdict[str, list[Resolved]] = defaultdict(list)
        for declared in group.stated:
            if declared.held.stance is Stance.CONDITIONAL:
                self._requiring[declared.held.term].append(declared.held)

    def add(self, options: Collection[str]) -> None:
        new = {each for option in options for each in self._with_ladder(option)} - self.options
        self.options |= new
        self.issues |= {self.case.options[option].issue for option in new}
        self._waiting += sorted(new)

    def start(self) -> None:
        """Take up what the group has a side on."""
        for party in self.group.parties:
            for term, held in self.group.of_party(party).items():
                if term in self.case.options and held.side and self._is_asked(term):
                    self.issues.add(self.case.options[term].issue)
                    self.add([term] if held.leans_for else [])
                elif term in self.case.proposals and held.leans_for and self._is_whole(term):
                    terms = self._options_of(term)
                    self.issues |= {self.case.options[each].issue for each in terms}
                    self.add(terms if held.side is Side.FOR else [])

    def spread(self) -> None:
        """Take up what the options taken up so far entail and require, until nothing is new."""
        closure = self.group.resolution.closure
        for term, waiting in self._requiring.items():
            if term in self.case.proposals and self._is_whole(term):
                required = (option for held in waiting for option in self._required(held))
                self.add(list(filter(self._may_require, required)))
        while self._waiting:
            option = self._waiting.pop()
            required = (each for held in self._requiring.get(option, ()) for each in self._required(held))
            self.add([*closure.entailed_by(option), *filter(self._may_require, required)])

    def _with_ladder(self, option: str) -> list[str]:
        """Return an option, on a ladder that is asked about with the other values: its places are held or not as one."""
        ladder = self.case.ladder_of(option)
        if ladder is None or self.case.options[option].value is None or (self.named and ladder not in self.named):
            return [option]
        return [each.id for each in self.case.options_of(ladder) if each.value is not None]

    def _is_asked(self, option: str) -> bool:
        issue = self.case.issues[self.case.options[option].issue]
        return issue.id in self.named if self.named else issue.is_open(self.group.resolution.day)

    def _is_whole(self, proposal: str) -> bool:
        """Return whether all terms of a proposal are on issues that are asked about, where some are named."""
        return all(map(self._may_require, self._options_of(proposal)))

    def _may_require(self, option: str) -> bool:
        return not self.named or self.case.options[option].issue in self.named

    def _required(self, held: Resolved) -> list[str]:
        return [
            option for condition in held.conditions for term in condition.requires for option in self._options_of(term)
        ]

    def _options_of(self, term: str) -> list[str]:
        term = term_of(self.case, term)
        if term in self.case.proposals:
            return [each for each in self.case.proposals[term].terms if each in self.case.options]
        return [term] if term in self.case.options else []
