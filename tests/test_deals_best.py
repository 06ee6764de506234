"""The best settlements: by hand, and against brute force on small random problems, by points and by the solver.

KG_DEALS_EXAMPLES sets how many problems are tried.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import deals_by_force as force
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_problems import Table

from kg.deals.best import Best, Point, best_of
from kg.deals.costing import burdens_of
from kg.deals.formulas import FALSE, Formula, Holds, either, every, moved, no, truth
from kg.deals.limits import Limits
from kg.deals.problem import PLACES, Cost, Problem
from kg.deals.weighing import alike

EXAMPLES = int(os.environ.get("KG_DEALS_EXAMPLES", "25"))
SETTINGS = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
BY_SOLVER = 0


def cost(party: str, place: str, matter: str, when: Formula, *, ascribed: bool = False) -> Cost:
    return Cost(party, place, matter, when, FALSE, ascribed)


def priced(made: Table, costs: Iterable[Cost]) -> Problem:
    return replace(made.problem(), costs=tuple(costs))


def held(made: Table, points: Iterable[Point]) -> list[str]:
    return [made.named(point.bundle) for point in points]


# ------------------------------------------------------------------ by hand


def one_dispute() -> tuple[Table, Problem]:
    """A demands x1 and opposes x2; B rules out x1, opposes x3. By option (nothing, x1, x2, x3), red lines and firm objections:
    A 1 0, 0 0, 1 0 (the denied demand is the gravest of the matter), 1 0; B 0 0, 1 0, 0 0, 0 1.
    """
    made = Table("A B")
    made.issue("x", "x1 x2 x3")
    return made, priced(
        made,
        [
            cost("A", "red_lines", "x", no(made.held("x1"))),
            cost("A", "firm", "x", made.held("x2")),
            cost("B", "red_lines", "x", made.held("x1")),
            cost("B", "firm", "x", made.held("x3")),
        ],
    )


def test_one_dispute() -> None:
    """Of equal costs are nothing and x2; x3 costs A the same and B more. In total, and to the worst-off, one red line each."""
    made, problem = one_dispute()
    found = best_of(problem, Limits())
    none = (0,) * 7
    red = (1, *none[1:])
    assert [(made.named(p.bundle), p.number, p.counts) for p in found.pareto or ()] == [
        ("x1", 1, (none, red)),
        ("", 2, (red, none)),
    ]
    assert found.least_total == found.even_handed == found.pareto
    assert found.unproven == ()


def test_alike_counts_a_firm_objection_as_a_red_line() -> None:
    """y1 denies nobody's demand but A and B oppose it; y2 denies B's. As worded y1 costs no red line; alike it costs two."""
    made = Table("A B")
    made.issue("y", "y1 y2")
    costs = [
        cost("A", "firm", "y", made.held("y1")),
        cost("B", "firm", "y", made.held("y1")),
        cost("B", "red_lines", "y", made.held("y2")),
        cost("A", "red_lines", "y", no(either([made.held("y1"), made.held("y2")]))),
        cost("B", "red_lines", "y", no(either([made.held("y1"), made.held("y2")]))),
    ]
    problem = priced(made, costs)
    for limits in (Limits(), Limits(bundles=BY_SOLVER)):
        assert held(made, best_of(problem, limits).least_total) == ["y1"]
    for limits in (Limits(), Limits(bundles=BY_SOLVER)):
        assert held(made, best_of(alike(problem), limits).least_total) == ["y2"]


def test_even_handed_looks_at_the_second_worst_off_too() -> None:
    """Costs in firm objections, z1: 2 2 0; z2: 2 1 1; z3: 3 0 0; nothing: 3 3 3. The worst-off bears 2 in z1 and z2, the next 2 or 1."""
    made = Table("A B C")
    made.issue("z", "z1 z2 z3")
    counts = {"z1": (2, 2, 0), "z2": (2, 1, 1), "z3": (3, 0, 0), "": (3, 3, 3)}
    nothing = no(either(made.held(name) for name in ("z1", "z2", "z3")))
    costs = [
        cost(party, "firm", f"{party}{name}{number}", made.held(name) if name else nothing)
        for name, each in counts.items()
        for party, count in zip("ABC", each, strict=True)
        for number in range(count)
    ]
    for limits in (Limits(), Limits(bundles=BY_SOLVER)):
        found = best_of(priced(made, costs), limits)
        assert held(made, found.even_handed) == ["z2"]
        assert held(made, found.least_total) == ["z3"]


def test_independent_disputes_add_up() -> None:
    """Two issues, each wanted by one and opposed by the other: 3 points, of 1, 2 and 1 bundles; evenly, one each."""
    made = Table("A B")
    costs = []
    for issue in "uv":
        made.issue(issue, f"{issue}1")
        costs += [
            cost("A", "red_lines", issue, no(made.held(f"{issue}1"))),
            cost("B", "red_lines", issue, made.held(f"{issue}1")),
        ]
    found = best_of(priced(made, costs), Limits())
    assert [p.number for p in found.pareto or ()] == [1, 2, 1]
    assert [p.number for p in found.even_handed] == [2]
    assert [p.number for p in found.least_total] == [1, 2, 1]


def test_nearest_counts_a_swap_within_an_issue_once() -> None:
    """Of compatible w1 and w2 the proposal has w1, which A rules out; both demand w2: dropping one and adding one is one change."""
    made = Table("A B")
    made.issue("w", "w1 w2", "compatible")
    costs = [
        cost("A", "red_lines", "w1", made.held("w1")),
        cost("A", "red_lines", "w2", no(made.held("w2"))),
        cost("B", "red_lines", "w2", no(made.held("w2"))),
    ]
    (near,) = best_of(priced(made, costs), Limits(), [frozenset({made.at("w1")})]).nearest
    assert (made.named(near.bundle), near.changes) == ("w2", 1)


def test_a_limit_of_time_gives_no_proof() -> None:
    made, problem = one_dispute()
    limits = Limits(seconds=1e-9)
    found = best_of(problem, limits)
    assert (found.least_total, found.even_handed, found.pareto) == ((), (), None)
    assert found.unproven == (("least_total", None), ("even_handed", None))
    assert limits.reached == ["the time limit of 1e-09 s"]
    assert made.named(best_of(problem, Limits()).least_total[0].bundle) == "x1"


# ------------------------------------------------------- against brute force


@st.composite
def problems(draw: st.DrawFn) -> tuple[Table, Problem, frozenset[int]]:
    """A small problem with costs of all kinds, and the terms of a proposal."""
    made = Table("A B C")
    for number, size in enumerate(draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))):
        rule = draw(st.sampled_from(["exclusive", "exclusive", "compatible"]))
        made.issue(f"i{number}", " ".join(f"{'xyz'[number]}{n}" for n in range(size)), rule)
    atoms = st.integers(0, len(made.atoms) - 1)
    if draw(st.booleans()):
        first, then = draw(atoms), draw(atoms)
        if first != then:
            draw(st.sampled_from([made.entails, made.excludes]))(
                made.atoms[first].options[0], made.atoms[then].options[0]
            )
    costs = []
    for _ in range(draw(st.integers(0, 12))):
        atom = draw(atoms)
        other = Holds(draw(atoms))
        when = draw(
            st.sampled_from(
                [Holds(atom), no(Holds(atom)), every([Holds(atom), other]), every([Holds(atom), no(other)])]
            )
        )
        stake = next(stake for stake in made.stakes if atom in stake.atoms)
        matter = stake.issue if stake.rule == "exclusive" else made.atoms[atom].options[0]
        party, place = draw(st.sampled_from("ABC")), draw(st.sampled_from(PLACES))
        costs.append(cost(party, place, matter, when, ascribed=draw(st.integers(0, 4)) == 0))
    return made, priced(made, costs), frozenset(draw(st.lists(atoms, min_size=1, max_size=2)))


Costs = tuple[tuple[int, ...], ...]


def costs_by_force(problem: Problem, bundle: frozenset[int]) -> Costs:
    """Return each party's counts, by place and then by others' word: of a matter the gravest, once."""
    found = []
    for party in problem.parties:
        matters: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
        for each in problem.costs:
            if each.party == party and truth(each.when, bundle):
                matters[each.matter, each.ascribed].append(PLACES.index(each.place))
        own = [min(places) for (_, ascribed), places in matters.items() if not ascribed]
        told = sum(ascribed for _, ascribed in matters)
        found.append((*(own.count(place) for place in range(len(PLACES))), told))
    return tuple(found)


def by_force(problem: Problem) -> dict[frozenset[int], Costs]:
    return {bundle: costs_by_force(problem, bundle) for bundle in force.valid(problem)}


def total(costs: Costs) -> tuple[int, ...]:
    return tuple(map(sum, zip(*costs, strict=True)))


def sorted_costs(costs: Costs) -> list[tuple[int, ...]]:
    return sorted(costs, reverse=True)


def counted(points: Iterable[Point]) -> dict[Costs, int | None]:
    return {point.counts: point.number for point in points}


@given(problems())
@SETTINGS
def test_points_against_brute_force(given_problem: tuple[Table, Problem, frozenset[int]]) -> None:
    _, problem, _ = given_problem
    every_cost = by_force(problem)
    found = best_of(problem, Limits())
    number: defaultdict[Costs, int] = defaultdict(int)
    for costs in every_cost.values():
        number[costs] += 1
    undominated = {
        costs: count
        for costs, count in number.items()
        if not any(o != costs and all(a <= b for a, b in zip(o, costs, strict=True)) for o in number)
    }
    assert counted(found.pareto or ()) == undominated
    least = min(map(total, number))
    assert counted(found.least_total) == {costs: n for costs, n in number.items() if total(costs) == least}
    even = min(map(sorted_costs, number))
    assert counted(found.even_handed) == {costs: n for costs, n in number.items() if sorted_costs(costs) == even}
    for point in found.pareto or ():
        assert every_cost[point.bundle] == point.counts == tuple(b.key for b in burdens_of(problem, point.bundle))


@given(problems())
@SETTINGS
def test_the_solver_finds_as_little(given_problem: tuple[Table, Problem, frozenset[int]]) -> None:
    _, problem, _ = given_problem
    every_cost = by_force(problem)
    limits = Limits(bundles=BY_SOLVER)
    found = best_of(problem, limits)
    assert (found.pareto, found.unproven) == (None, ())
    assert every_cost[found.least_total[0].bundle] == found.least_total[0].counts
    assert total(found.least_total[0].counts) == min(map(total, every_cost.values()))
    assert sorted_costs(found.even_handed[0].counts) == min(map(sorted_costs, every_cost.values()))


@given(problems())
@SETTINGS
def test_nearest_against_brute_force(given_problem: tuple[Table, Problem, frozenset[int]]) -> None:
    made, problem, terms = given_problem
    (near,) = best_of(problem, Limits(), [terms]).nearest
    every_cost = by_force(problem)
    pareto = counted(best_of(problem, Limits()).pareto or ())
    meant = closed(made, terms)

    def changes(bundle: frozenset[int]) -> int:
        each = ((set(stake.atoms) & (terms - bundle), set(stake.atoms) & (bundle - meant)) for stake in problem.stakes)
        return sum(max(len(dropped), len(added)) for dropped, added in each)

    assert near.changes == min(changes(bundle) for bundle, costs in every_cost.items() if costs in pareto)
    assert near.changes == changes(near.bundle)
    assert every_cost[near.bundle] in pareto


def closed(made: Table, terms: frozenset[int]) -> frozenset[int]:
    """Return terms with what they entail: at most one entailment, of the single chain that a problem has."""
    found = set(terms)
    for rule in made.rules:
        if rule.chain is not None and not truth(rule.formula, frozenset({made.at(rule.chain.via[0])})):
            first, then = map(made.at, rule.chain.via)
            found |= {then} if first in found else set()
    return frozenset(found)


@given(problems(), st.permutations("ABC"))
@SETTINGS
def test_exchanging_parties_exchanges_nothing_else(
    given_problem: tuple[Table, Problem, frozenset[int]], order: list[str]
) -> None:
    _, problem, _ = given_problem
    name = dict(zip("ABC", order, strict=True))
    other = replace(problem, costs=tuple(replace(each, party=name[each.party]) for each in problem.costs))

    def renamed(points: Iterable[Point]) -> dict[Costs, int | None]:
        return {
            tuple(p.counts[problem.parties.index(name[party])] for party in problem.parties): p.number for p in points
        }

    found, again = best_of(problem, Limits()), best_of(other, Limits())
    for idea in ("pareto", "least_total", "even_handed"):
        assert counted(getattr(found, idea)) == renamed(getattr(again, idea)), idea


@given(problems(), st.randoms(use_true_random=False))
@SETTINGS
def test_any_order_gives_the_same(given_problem: tuple[Table, Problem, frozenset[int]], random: object) -> None:
    _, problem, _ = given_problem
    order = list(range(len(problem.atoms)))
    random.shuffle(order)  # type: ignore[attr-defined]
    new = {old: place for place, old in enumerate(order)}
    costs = [replace(each, when=moved(each.when, new)) for each in problem.costs]
    random.shuffle(costs)  # type: ignore[attr-defined]
    mixed = replace(
        problem,
        atoms=tuple(problem.atoms[old] for old in order),
        stakes=tuple(replace(s, atoms=tuple(new[a] for a in s.atoms)) for s in problem.stakes),
        rules=tuple(replace(rule, formula=moved(rule.formula, new)) for rule in problem.rules[::-1]),
        costs=tuple(costs),
    )
    found, again = best_of(problem, Limits()), best_of(mixed, Limits())

    def ideas(best: Best) -> list[list[tuple[Costs, int | None]]]:
        return [
            [(p.counts, p.number) for p in points or ()] for points in (best.pareto, best.least_total, best.even_handed)
        ]

    assert ideas(found) == ideas(again)
