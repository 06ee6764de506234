"""The answers about deals agree with brute force on small random problems, whichever way they are found.

KG_DEALS_EXAMPLES sets how many problems are tried.
"""

from __future__ import annotations

import os
from dataclasses import replace

import deals_by_force as force
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_problems import Table

from kg.deals.formulas import moved
from kg.deals.limits import Limits
from kg.deals.problem import Alternative, Asked, Edge, Problem
from kg.deals.settlements import Settlements, settlements_of
from kg.deals.steps import steps_of
from kg.vocabulary import Stance

EXAMPLES = int(os.environ.get("KG_DEALS_EXAMPLES", "25"))
SETTINGS = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
ALL = 100_000


@st.composite
def tables(draw: st.DrawFn) -> Table:
    made = Table("A B C")
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    for number, size in enumerate(sizes):
        rule = draw(st.sampled_from(["exclusive", "exclusive", "compatible"]))
        made.issue(f"i{number}", " ".join(f"{'xyz'[number]}{n}" for n in range(size)), rule)
    if draw(st.booleans()):
        made.ladder("l", *draw(st.sampled_from([(10,), (10, 20)])))
    options = [atom.options[0] for atom in made.atoms if atom.options]
    option = st.sampled_from(options)
    for _ in range(draw(st.integers(0, 2))):
        first, then = draw(option), draw(option)
        if first != then:
            draw(st.sampled_from([made.entails, made.excludes]))(first, then)
    for _ in range(draw(st.integers(3, 9))):
        _position(draw, made, option)
    for name in options:
        for party in made.parties:
            side = draw(st.sampled_from(["for", "for", "leaning", None]))
            made.take(party, name, side, made.held(draw(option)) if side == "leaning" else None)
    return made


def _position(draw: st.DrawFn, made: Table, option: st.SearchStrategy[str]) -> None:
    party, name = draw(st.sampled_from(made.parties)), draw(option)
    kind = draw(
        st.sampled_from(
            ["demand", "demand", "wish", "refuse", "refuse all", "conditional", "ordered", "ordered", "bound", "bound"]
        )
    )
    if kind in ("demand", "wish"):
        made.demand(party, name, wish=kind == "wish")
    elif kind == "refuse":
        made.refuse(party, name, draw(st.sampled_from([Stance.RULE_OUT, Stance.DOUBT])))
    elif kind == "refuse all":
        made.refuse(party, f"{name} {draw(option)}")
    elif kind == "bound" and any(stake.issue == "l" for stake in made.stakes):
        value = int(
            draw(st.sampled_from([atom.options[0] for atom in made.atoms if atom.issue == "l" and atom.options]))[1:]
        )
        made.bound(party, "l", *draw(st.sampled_from([(value, value), (value, None), (None, value)])))
    else:
        groups = draw(
            st.lists(st.lists(st.lists(option, min_size=1, max_size=2), min_size=1, max_size=2), min_size=1, max_size=2)
        )
        timing = draw(st.sampled_from(["before", "together"])) if kind == "ordered" else "within"
        made.conditional(party, name, groups, timing)


def problem_of(made: Table) -> Problem:
    """Return the problem; one that no bundle fits is left aside."""
    problem = made.problem()
    assume(len(problem.positions) and len(problem.atoms) <= 11)
    return problem


def sets(found: Settlements, *, wishes: bool = False) -> set[frozenset[int]]:
    listed = (found.wish_clashes, found.wish_strains) if wishes else (found.clashes, found.strains)
    return {frozenset(clash.positions) for each in listed for clash in each}


@given(tables())
@SETTINGS
def test_settlements_and_clashes(made: Table) -> None:
    problem = problem_of(made)
    found = settlements_of(problem, Limits(ALL))
    assert sets(found) == force.clashes(problem)
    honouring = force.honouring(problem, force.asked_about(problem), force.valid(problem))
    assert found.exists == bool(honouring)
    assert set(found.listed.bundles) == force.maximal(honouring)
    assert found.listed.complete
    if found.exists:
        declined = [s.issue for s in problem.stakes if not any(b & set(s.atoms) for b in honouring)]
        assert list(found.only_by_declining) == declined
        assert sets(found, wishes=True) == (force.clashes(problem, wishes=True) if declined else set())


@given(tables())
@SETTINGS
def test_ways_out(made: Table) -> None:
    problem = problem_of(made)
    found = settlements_of(problem, Limits(ALL))
    for knot in found.knots:
        positions = {p for number in knot.clashes for p in found.clashes[number].positions}
        whole = {frozenset(each.position for each in way.giving_up) for way in knot.ways_out if not _between(way)}
        apart = {p for strain in found.strains for p in strain.positions}
        if not apart & positions:
            assert whole == force.corrections(problem, positions)
        assert knot.complete


def _between(way: object) -> bool:
    return any(each.how == "between" for each in way.giving_up)  # type: ignore[attr-defined]


@given(tables())
@SETTINGS
def test_what_is_given_up_suffices_and_no_less_does(made: Table) -> None:
    problem = problem_of(made)
    found = settlements_of(problem, Limits(ALL))
    assume(len(found.knots) == 1 and not found.strains)
    for way in found.knots[0].ways_out:
        assert _settles(problem, dict(_steps(problem, way)))
        for position, step in _steps(problem, way) if not _between(way) else ():
            less = len(problem.positions[position].smaller) if step is None else step - 1
            for smaller in range(1, less + 1):
                assert not _settles(problem, {**dict(_steps(problem, way)), position: smaller})


def _steps(problem: Problem, way: object) -> list[tuple[int, int | None]]:
    """Return how far each position is given up: the number of its lesser, None for the whole."""
    found = []
    for each in way.giving_up:  # type: ignore[attr-defined]
        how = "lift-bound" if each.how == "between" else each.how
        smaller = problem.positions[each.position].smaller
        steps = [n for n, lesser in enumerate(smaller, 1) if lesser.how == how and lesser.to == each.to]
        found.append((each.position, steps[0] if steps else None))
    return found


def _settles(problem: Problem, giving: dict[int, int | None]) -> bool:
    """Return whether a settlement honours every position, some of them given up in part or wholly."""
    positions = []
    for number, position in enumerate(problem.positions):
        if number not in giving:
            positions.append(position)
        elif (step := giving[number]) is not None:
            positions.append(replace(position, asked=position.smaller[step - 1].asked))
    less = replace(problem, positions=tuple(positions))
    return bool(force.honouring(less, force.asked_about(less), force.valid(less)))


@given(tables())
@SETTINGS
def test_steps(made: Table) -> None:
    problem = problem_of(made)
    found = steps_of(problem, Limits(ALL))
    lists = (found.accepted, found.nobody_refuses, found.no_stance_on_record)
    assert tuple(set(each.bundles) for each in lists) == force.steps(problem)
    assert all(each.complete for each in lists)


@given(tables())
@SETTINGS
def test_the_solver_finds_the_same(made: Table) -> None:
    problem = problem_of(made)
    assert steps_of(problem, Limits(ALL, bundles=0)) == steps_of(problem, Limits(ALL))
    assert settlements_of(problem, Limits(ALL, bundles=0)) == settlements_of(problem, Limits(ALL))


@given(tables())
@SETTINGS
def test_by_bundles_the_clashes_are_the_same(made: Table) -> None:
    problem = problem_of(made)
    found, other = (settlements_of(problem, Limits(ALL, clauses=clauses)) for clauses in (50_000, 0))
    assert [clash.positions for clash in other.clashes] == [clash.positions for clash in found.clashes]
    assert other.strains == tuple(replace(strain, because=()) for strain in found.strains)
    assert [knot.clashes for knot in other.knots] == [knot.clashes for knot in found.knots]


@given(tables(), st.randoms(use_true_random=False))
@SETTINGS
def test_the_order_of_atoms_and_positions_changes_nothing(made: Table, random: object) -> None:
    problem = problem_of(made)
    mixed, atoms, positions = _mixed(problem, random)
    found, other = settlements_of(problem, Limits(ALL)), settlements_of(mixed, Limits(ALL))
    assert {frozenset(positions[p] for p in c.positions) for c in found.clashes} == {
        frozenset(c.positions) for c in other.clashes
    }
    assert {frozenset(atoms[a] for a in b) for b in found.listed.bundles} == set(other.listed.bundles)
    told = [
        [
            [(positions[e.position], e.how, e.to if e.to is None else atoms[e.to]) for e in w.giving_up]
            for w in k.ways_out
        ]
        for k in found.knots
    ]
    again = [[[(e.position, e.how, e.to) for e in w.giving_up] for w in k.ways_out] for k in other.knots]
    keys = {position.key for position in problem.positions}
    if len(keys) == len(problem.positions):
        assert told == again


def _mixed(problem: Problem, random: object) -> tuple[Problem, dict[int, int], dict[int, int]]:
    """Return a problem with atoms, rules and positions in another order, and the new numbers of atoms and positions."""
    order, places = list(range(len(problem.atoms))), list(range(len(problem.positions)))
    random.shuffle(order)  # type: ignore[attr-defined]
    random.shuffle(places)  # type: ignore[attr-defined]
    atoms = {old: new for new, old in enumerate(order)}

    def asked(old: Asked) -> Asked:
        def alternative(each: Alternative) -> Alternative:
            edges = tuple(Edge(atoms[e.first], atoms[e.then], e.timing) for e in each.edges)
            return replace(each, holds=moved(each.holds, atoms), edges=edges)

        orders = tuple(tuple(map(alternative, group)) for group in old.orders)
        return Asked(moved(old.step, atoms), moved(old.settlement, atoms), moved(old.active, atoms), orders)

    found = []
    for old in places:
        position = problem.positions[old]
        to = [lesser.to if lesser.to is None else atoms[lesser.to] for lesser in position.smaller]
        smaller = [replace(one, asked=asked(one.asked), to=t) for one, t in zip(position.smaller, to, strict=True)]
        found.append(replace(position, asked=asked(position.asked), smaller=tuple(smaller)))
    mixed = replace(
        problem,
        atoms=tuple(problem.atoms[old] for old in order),
        stakes=tuple(replace(s, atoms=tuple(atoms[a] for a in s.atoms)) for s in problem.stakes),
        rules=tuple(replace(rule, formula=moved(rule.formula, atoms)) for rule in problem.rules[::-1]),
        positions=tuple(found),
        takings=tuple(replace(t, atom=atoms[t.atom], accepted=moved(t.accepted, atoms)) for t in problem.takings),
    )
    return mixed, atoms, {old: new for new, old in enumerate(places)}
