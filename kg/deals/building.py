"""From the resolved stances of a group to a :class:`~kg.deals.problem.Problem`."""

from __future__ import annotations

from collections.abc import Iterable

from kg.deals.costs import costs_of
from kg.deals.declared import Group
from kg.deals.positions import Asking
from kg.deals.problem import Problem
from kg.deals.reach import reach_of
from kg.deals.space import Space
from kg.deals.takings import Takings
from kg.deals.terms import Terms
from kg.errors import UsageError
from kg.resolution import Resolution

__all__ = ["build"]


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
    group = Group(resolution, parties, voice)
    held, open_ = sorted(set(fixed)), sorted(set(left_open))
    _refuse_contradictions(resolution, held, open_)
    reach = reach_of(group, frozenset(issues), held, open_)
    space = Space(resolution.case, resolution.closure, reach)
    terms = Terms(resolution, space)
    asking = Asking(terms, group.positions(_terms_in_sight(terms, group)))
    takings = tuple(Takings(group, asking).all())
    numbers = (space.number(option) for option in held)
    return Problem(
        group.parties,
        space.atoms,
        space.stakes,
        space.rules,
        asking.positions(),
        takings,
        tuple(costs_of(asking, takings)),
        frozenset(number for number in numbers if number is not None),
        tuple(issue for issue in open_ if issue in reach.issues),
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
