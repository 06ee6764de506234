"""From the resolved stances of a group to a :class:`~kg.deals.problem.Problem`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.deals.costs import costs_of
from kg.deals.declared import Group
from kg.deals.positions import Asking
from kg.deals.problem import Problem
from kg.deals.reach import Reach, reach_of
from kg.deals.space import Space
from kg.deals.takings import Takings
from kg.deals.terms import Terms
from kg.errors import UsageError
from kg.resolution import Resolution

__all__ = ["Building", "build"]


def build(
    resolution: Resolution,
    parties: Iterable[str],
    *,
    issues: Iterable[str] = (),
    fixed: Iterable[str] = (),
    left_open: Iterable[str] = (),
    voice: str = "any",
) -> Problem:
    """Return the problem of two or more distinct parties (ids).

    ``issues`` (ids) are those asked about, by default what is at stake (:mod:`kg.deals.reach`); ``fixed`` are options (ids)
    that each bundle holds, ``left_open`` issues (ids) of which none holds anything. ``voice`` is one of
    :data:`~kg.deals.declared.VOICES`. Raises :class:`~kg.errors.UsageError` where no bundle can hold what is fixed.
    """
    building = Building(resolution, parties, voice)
    held, open_ = frozenset(fixed), frozenset(left_open)
    reach = building.reach(issues, held, open_)
    problem = building.of(reach)
    return replace(
        problem,
        fixed=frozenset(number for number, atom in enumerate(problem.atoms) if held.intersection(atom.options)),
        left_open=tuple(issue for issue in sorted(open_) if issue in reach.issues),
    )


class Building:
    """The problems of one group: two with the same at stake are one, built once."""

    def __init__(self, resolution: Resolution, parties: Iterable[str], voice: str = "any") -> None:
        self._resolution, self._group = resolution, Group(resolution, parties, voice)
        self._known: dict[Reach, Problem] = {}

    def reach(self, issues: Iterable[str] = (), fixed: Iterable[str] = (), left_open: Iterable[str] = ()) -> Reach:
        """Return what is at stake, asked as in :func:`build`."""
        held, open_ = sorted(set(fixed)), sorted(set(left_open))
        _refuse_contradictions(self._resolution, held, open_)
        return reach_of(self._group, frozenset(issues), held, open_)

    def of(self, reach: Reach) -> Problem:
        """Return the problem of what is at stake, in which nothing is fixed or left open."""
        if reach not in self._known:
            self._known[reach] = self._build(reach)
        return self._known[reach]

    def asked(self, reach: Reach) -> Problem:
        """Return the same without what parties take and what it costs them: enough to tell which positions clash."""
        space, asking = self._asking(reach)
        return Problem(self._group.parties, space.atoms, space.stakes, space.rules, asking.positions(), (), ())

    def _asking(self, reach: Reach) -> tuple[Space, Asking]:
        space = Space(self._resolution.case, self._resolution.closure, reach)
        terms = Terms(self._resolution, space)
        return space, Asking(terms, self._group.positions(_terms_in_sight(terms, self._group)))

    def _build(self, reach: Reach) -> Problem:
        space, asking = self._asking(reach)
        takings = tuple(Takings(self._group, asking).all())
        return Problem(
            self._group.parties,
            space.atoms,
            space.stakes,
            space.rules,
            asking.positions(),
            takings,
            tuple(costs_of(asking, takings)),
        )


def _terms_in_sight(terms: Terms, group: Group) -> list[str]:
    """Return the terms of positions that count: options of the issues at stake, and proposals all of whose issues are."""
    issues = terms.space.reach.issues

    def in_sight(term: str) -> bool:
        options = [o for o in terms.options_of(term) if o in terms.case.options]
        return bool(options) and all(terms.case.options[option].issue in issues for option in options)

    return [declared.held.term for declared in group.stated if in_sight(declared.held.term)]


def _refuse_contradictions(resolution: Resolution, fixed: list[str], left_open: list[str]) -> None:
    case, closure = resolution.case, resolution.closure
    for option in fixed:
        for inner in (option, *closure.entailed_by(option)):
            if case.options[inner].issue in left_open:
                name, issue = case.options[option].label(), case.issues[case.options[inner].issue].label()
                raise UsageError(f"“{name}” settles “{issue}”; fix the one or leave open the other")
        for other in fixed:
            if other > option and (other in closure.excluded_by(option) or _are_apart(resolution, option, other)):
                one, two = case.options[option].label(), case.options[other].label()
                raise UsageError(f"“{one}” and “{two}” cannot hold together; fix one of them")


def _are_apart(resolution: Resolution, one: str, other: str) -> bool:
    """Return whether two options are, or contain, different values of one ladder, neither of which contains the other."""
    case, closure = resolution.case, resolution.closure
    pairs = (
        (a, b)
        for a in (one, *closure.entailed_by(one))
        for b in (other, *closure.entailed_by(other))
        if case.ladder_of(a)
        and case.ladder_of(a) == case.ladder_of(b)
        and case.options[a].value != case.options[b].value
    )
    return any(a not in closure.entailed_by(b) and b not in closure.entailed_by(a) for a, b in pairs)
