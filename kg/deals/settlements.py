"""Settlements: is there a bundle that honours every position, each issue decided; and if not, why not and what would have to give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.deals.clashes import Nogood, nogoods_of
from kg.deals.clauses import Reason
from kg.deals.components import Claim, Component, Question, claims_of, components_of
from kg.deals.corrections import clashes_by_bundles
from kg.deals.evenly import NONE, Even, evenly_divided
from kg.deals.formulas import Holds, either
from kg.deals.giving_up import Giving, Kept, between, least_giving
from kg.deals.honouring import Honouring
from kg.deals.knots import is_strain, knots_of
from kg.deals.limits import LimitReached, Limits
from kg.deals.listed import Listed, listed
from kg.deals.problem import Problem
from kg.deals.sufficing import ByClashes, ByRows, sufficing
from kg.deals.ways_out import Place, by_party, in_order_of_giving, ways_out_of
from kg.errors import UsageError

__all__ = ["Clash", "Knot", "Settlements", "WayOut", "knots_among", "settlements_of"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Positions (their numbers) that no settlement honours together, and the entailments, exclusions and circles of orders that join them."""

    positions: tuple[int, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class WayOut:
    """What is given up, in order of issue, option and id, and on how many issues each party gives."""

    giving_up: tuple[Giving, ...]
    by_party: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Knot:
    """Clashes (their numbers) that hang together, the issues of their positions, and the ways out; ``complete`` where these are all."""

    clashes: tuple[int, ...]
    issues: tuple[str, ...]
    ways_out: tuple[WayOut, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Settlements:
    """Whether a settlement ``exists`` that honours every position, wishes aside (None: a limit stopped the search).

    If so, ``listed`` are all maximal ones, ``only_by_declining`` the issues of which each such settlement holds nothing; where there
    are any, ``wish_clashes`` are the clashes with wishes as positions. If not, ``clashes``, the ``strains`` within one
    party, ``knots`` and ``evenly_divided`` say why, and what would have to give.
    """

    exists: bool | None
    listed: Listed
    only_by_declining: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    wish_clashes: tuple[Clash, ...] = ()
    strains: tuple[Clash, ...] = ()
    wish_strains: tuple[Clash, ...] = ()
    knots: tuple[Knot, ...] = ()
    evenly_divided: Even = NONE


def settlements_of(problem: Problem, limits: Limits) -> Settlements:
    """Return whether a settlement honours every position, which, and else why not.

    Raises :class:`~kg.errors.UsageError` where no bundle holds what is fixed.
    """
    nogoods, whole = _nogoods(problem, claims_of(problem, Question.SETTLEMENT), limits)
    clashes, strains = _clashes(problem, nogoods)
    if clashes or strains:
        knots = _Knots(problem, clashes, strains, limits).found()
        even = _even(problem, clashes, knots, limits)
        return Settlements(False, Listed(()), (), clashes, (), strains, (), knots, even)
    return _honoured(problem, limits, proven=whole)


def knots_among(
    problem: Problem, components: Iterable[Component], limits: Limits
) -> tuple[tuple[Clash, ...], tuple[Knot, ...]]:
    """Return the clashes of a problem's components in the question of settlements, without reasons, and their knots."""
    found: list[Nogood] = []
    for component in components:
        with limits.noted():
            found += _nogoods_in(component, limits, explained=False)
    clashes, strains = _clashes(problem, found)
    return clashes, _Knots(problem, clashes, strains, limits).found() if clashes else ()


def _honoured(problem: Problem, limits: Limits, *, proven: bool) -> Settlements:
    """Return the settlements that honour every position, ``proven`` to exist unless a limit stopped the search for clashes."""
    components = components_of(problem, claims_of(problem, Question.SETTLEMENT))
    spaces = [Honouring(component, limits) for component in components]
    if not proven and not all(found := [space.exists() for space in spaces]):
        return Settlements(False if False in found else None, Listed((), None))
    listing = listed([space.maximal() for space in spaces], limits.most)
    declined = _only_declined(problem, components, spaces)
    wishes: tuple[Nogood, ...] = ()
    if declined:
        wishes, _ = _nogoods(problem, claims_of(problem, Question.WISHES), limits)
    clashes, strains = _clashes(problem, wishes)
    return Settlements(True, listing, declined, wish_clashes=clashes, wish_strains=strains)


def _only_declined(problem: Problem, components: Sequence[Component], spaces: Sequence[Honouring]) -> tuple[str, ...]:
    """Return the issues of which each honouring bundle holds nothing, though nobody asked to leave them open."""
    within = {atom: number for number, component in enumerate(components) for atom in component.atoms}
    found = []
    for stake in problem.stakes:
        held: dict[int, list[Holds]] = {}
        for atom in stake.atoms:
            number = within[atom]
            held.setdefault(number, []).append(Holds(components[number].places[atom]))
        if (
            stake.decided
            and stake.issue not in problem.left_open
            and all(spaces[number].exists(either(atoms)) is False for number, atoms in held.items())
        ):
            found.append(stake.issue)
    return tuple(found)


def _nogoods(problem: Problem, claims: Iterable[Claim], limits: Limits) -> tuple[tuple[Nogood, ...], bool]:
    """Return the minimal sets of claims that clash; and whether they are all."""
    found: list[Nogood] = []
    whole = True
    for component in components_of(problem, claims):
        try:
            found += (_in_problem(nogood, component) for nogood in _nogoods_in(component, limits))
        except LimitReached as reached:
            limits.note(reached.limit)
            whole = False
    if not all(nogood.claims for nogood in found):
        raise UsageError(
            "no bundle holds all that is fixed and nothing of what is left open; fix less, or leave less open"
        )
    return tuple(found), whole


def _in_problem(nogood: Nogood, component: Component) -> Nogood:
    """Return a nogood of a component with the atoms of its orders under their numbers in the problem."""
    atoms = component.atoms
    reasons = (
        tuple(replace(edge, first=atoms[edge.first], then=atoms[edge.then]) for edge in reason)
        if isinstance(reason, tuple)
        else reason
        for reason in nogood.reasons
    )
    return replace(nogood, reasons=tuple(reasons))


def _nogoods_in(component: Component, limits: Limits, *, explained: bool = True) -> tuple[Nogood, ...]:
    try:
        return nogoods_of(component, limits, explained=explained)
    except LimitReached as reached:
        limits.check()
        try:
            return tuple(map(Nogood, clashes_by_bundles(component, limits)))
        except LimitReached:
            limits.check()
            raise reached from None


def _clashes(problem: Problem, nogoods: Iterable[Nogood]) -> tuple[tuple[Clash, ...], tuple[Clash, ...]]:
    """Return the clashes of whole positions in order, and those within one party."""
    clashes: list[Clash] = []
    strains: list[Clash] = []
    for nogood in nogoods:
        if not any(step for _, step in nogood.claims):
            numbers = sorted((number for number, _ in nogood.claims), key=lambda n: in_order_of_giving(problem, (n,)))
            within = is_strain(problem.positions[number] for number in numbers)
            (strains if within else clashes).append(Clash(tuple(numbers), nogood.reasons))
    return _sorted(problem, clashes), _sorted(problem, strains)


def _sorted(problem: Problem, clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return clashes by issue, option and id, those that rest on others' word last."""

    def place(clash: Clash) -> tuple[bool, list[tuple[int, tuple[Place, ...]]]]:
        ascribed = any(problem.positions[number].held.ascribed for number in clash.positions)
        return ascribed, [in_order_of_giving(problem, (number,)) for number in clash.positions]

    return tuple(sorted(clashes, key=place))


class _Knots:
    def __init__(
        self,
        problem: Problem,
        clashes: Sequence[Clash],
        strains: Sequence[Clash],
        limits: Limits,
    ) -> None:
        self._problem, self._limits = problem, limits
        self._sets = [frozenset(clash.positions) for clash in clashes]
        self._knots = knots_of(self._sets)
        within = [frozenset(strain.positions) for strain in strains]
        self._strained = frozenset[int]().union(*within)
        self._ways = [self._ways_out([self._sets[number] for number in knot]) for knot in self._knots]
        self._apart = [self._ways_out([within[number] for number in knot])[0] for knot in knots_of(within)]
        giving = {position for ways, _ in self._ways for way in ways for position in way}
        less = components_of(problem, claims_of(problem, Question.SETTLEMENT, giving))
        self._component = {claim.position: each for each in less for claim in each.claims if not claim.step}
        self._tests: dict[int, ByRows | ByClashes | None] = {}

    def _ways_out(self, clashes: Sequence[frozenset[int]]) -> tuple[tuple[frozenset[int], ...], bool]:
        return ways_out_of(self._problem, clashes, self._limits)

    def found(self) -> tuple[Knot, ...]:
        """Return the knots, each with its ways out."""
        return tuple(self._knot(number) for number in range(len(self._knots)))

    def _knot(self, number: int) -> Knot:
        problem = self._problem
        others = [ways for other, (ways, _) in enumerate(self._ways) if other != number]
        clashes = [self._sets[clash] for clash in self._knots[number]]
        kept = Kept(clashes, [*others, *self._apart], self._test(clashes[0]))
        ways, complete = self._ways[number]
        givings = [least_giving(problem, self._in_order(way), kept) for way in ways]
        givings += [tuple(sorted(giving, key=self._place)) for giving in between(problem, kept)]
        givings.sort(key=lambda giving: in_order_of_giving(problem, (each.position for each in giving)))
        most = self._limits.most
        issues = sorted({issue for position in kept.positions if (issue := problem.positions[position].issue)})
        return Knot(
            self._knots[number],
            tuple(issues),
            tuple(WayOut(giving, by_party(problem, (each.position for each in giving))) for giving in givings[:most]),
            complete and len(givings) <= most,
        )

    def _test(self, clash: Iterable[int]) -> ByRows | ByClashes | None:
        """Return what tells whether less suffices in the component of a clash."""
        component = self._component[min(clash)]
        if id(component) not in self._tests:
            self._tests[id(component)] = None
            strained = any(claim.position in self._strained for claim in component.claims)
            with self._limits.noted():
                self._tests[id(component)] = sufficing(component, self._limits, strained=strained)
        return self._tests[id(component)]

    def _place(self, giving: Giving) -> tuple[int, tuple[Place, ...]]:
        return in_order_of_giving(self._problem, (giving.position,))

    def _in_order(self, way: Iterable[int]) -> list[int]:
        return sorted(way, key=lambda position: in_order_of_giving(self._problem, (position,)))


def _even(problem: Problem, clashes: Sequence[Clash], knots: Sequence[Knot], limits: Limits) -> Even:
    held = {problem.positions[number].holder for clash in clashes for number in clash.positions}
    gives = [[frozenset(party for party, _ in way.by_party) for way in knot.ways_out] for knot in knots]
    return evenly_divided(gives, sorted(held), limits)
