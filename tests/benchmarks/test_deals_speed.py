"""How long deals take, beside the bare solver on the same model in the same run.

By hand: ``pytest tests/benchmarks/test_deals_speed.py --benchmark-only -s``. ``KG_BENCHMARK_SIZE=tiny`` keeps it small. Seconds are of
the processor, user and system.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

sys.path.insert(0, str(Path(__file__).parents[1]))

from small_problems import Table

from kg.deals.best import best_of
from kg.deals.components import whole_of
from kg.deals.costing import burdens_of
from kg.deals.formulas import FALSE, Either, Holds, either, every, no
from kg.deals.least import even_handed, least_total
from kg.deals.limits import Limits
from kg.deals.problem import PLACES, Atom, Cost, Problem, Rule, Stake
from kg.deals.settlements import settlements_of
from kg.deals.weighing import base_of, numbers_of

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"


def disputes(options: list[int], parties: int) -> Problem:
    """Return exclusive issues of so many options each: each party demands one option, or objects to some."""
    draw = random.Random(1)
    names = tuple(f"P{n:02}" for n in range(parties))
    atoms: list[Atom] = []
    stakes, rules, costs = [], [], []
    for issue, size in enumerate(options):
        own = range(len(atoms), len(atoms) + size)
        atoms += [Atom(f"i{issue}", (f"i{issue}o{n}",)) for n in range(size)]
        stakes.append(Stake(f"i{issue}", "exclusive", tuple(own)))
        rules += [Rule(no(every([Holds(a), Holds(b)]))) for a in own for b in own if a < b]
        for party in names:
            wanted = draw.choice(own)
            if draw.random() < 0.5:
                costs.append(Cost(party, "red_lines", f"i{issue}", no(Holds(wanted)), FALSE))
            else:
                costs += [
                    Cost(party, draw.choice(["firm", "soft"]), f"i{issue}", Holds(a), FALSE)
                    for a in own
                    if a != wanted and draw.random() < 0.6
                ]
    return Problem(names, tuple(atoms), tuple(stakes), tuple(rules), (), (), tuple(costs))


def scattered(options: list[int], parties: int) -> Problem:
    """Return such issues with other sides: of the options of each, each party demands a fifth and opposes a fifth, by chance."""
    draw = random.Random(1)
    problem = disputes(options, parties)
    costs = []
    for stake in problem.stakes:
        for party in problem.parties:
            for atom in stake.atoms:
                chance = draw.random()
                if chance < 0.2:
                    costs.append(Cost(party, "red_lines", stake.issue, no(Holds(atom)), FALSE))
                elif chance < 0.4:
                    costs.append(Cost(party, "firm", stake.issue, Holds(atom), FALSE))
    return Problem(problem.parties, problem.atoms, problem.stakes, problem.rules, (), (), tuple(costs))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def report(benchmark: Any, **figures: object) -> None:
    benchmark.extra_info.update(figures)
    print(
        ", ".join(
            f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in figures.items()
        )
    )


def bare(problem: Problem) -> list[int]:
    """Return the sums of red lines, firm and soft objections of the least settlement: by the solver alone, a model written for it."""
    model = cp_model.CpModel()
    held = [model.new_bool_var("") for _ in problem.atoms]
    for stake in problem.stakes:
        model.add_at_most_one(held[atom] for atom in stake.atoms)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed, solver.parameters.linearization_level = 1, 1, 2
    found = []
    for place in ("red_lines", "firm", "soft"):
        whens = [cost.when for cost in problem.costs if cost.place == place]
        total = sum(held[w.atom] if isinstance(w, Holds) else 1 - held[w.of.atom] for w in whens)  # type: ignore[union-attr]
        model.minimize(total)
        assert solver.solve(model) == cp_model.OPTIMAL
        found.append(round(solver.objective_value))
        model.add(total <= found[-1])
    return found


def test_least_objection(benchmark: Any) -> None:
    problem = disputes([6] * (10 if TINY else 150), 8 if TINY else 40)
    alone, least = timed(lambda: bare(problem))
    whole = whole_of(problem)
    ours, found = benchmark.pedantic(
        lambda: timed(lambda: least_total(whole, problem.costs, problem.parties, Limits())), iterations=1, rounds=1
    )
    everything, best = timed(lambda: best_of(problem, Limits(seconds=None if TINY else 20)))
    assert found.limit is None
    (point,) = {tuple(map(sum, zip(*each.counts, strict=True))) for each in best.least_total}
    assert [point[0], point[1], point[3]] == least
    report(benchmark, ours=ours, bare=alone, ratio=ours / alone, all_ideas=everything)
    assert TINY or ours <= 3 * alone


GRADES = {
    "three": ("red_lines", "firm", "soft"),
    "conditions": ("red_lines", "firm", "conditions_unmet", "soft"),
    "seven": (*PLACES, "told"),
}


def graded(kind: str, seed: int) -> Problem:
    """Return exclusive issues on four fifths of whose options each party has a side, of one of some grades by chance; of a condition two
    other options are asked, either of which meets it."""
    draw = random.Random(seed)
    problem = disputes([5] * (6 if TINY else 30), 4 if TINY else 12)
    costs = []
    for stake in problem.stakes:
        for party in problem.parties:
            for atom in stake.atoms:
                place = draw.choice(GRADES[kind])
                if draw.random() < 0.8:
                    when = no(Holds(atom)) if place in ("red_lines", "wishes_denied") else Holds(atom)
                    if place == "conditions_unmet":
                        met = either(Holds(draw.randrange(len(problem.atoms))) for _ in range(2))
                        when = every([when, no(met)]) if kind == "conditions" else when
                    told = place == "told"
                    costs.append(Cost(party, "firm" if told else place, stake.issue, when, FALSE, told))
    return Problem(problem.parties, problem.atoms, problem.stakes, problem.rules, (), (), tuple(costs))


def worst(problem: Problem) -> int:
    """Return what the worst-off bears at least, as a number: by the solver alone, a model written for it (no conditions)."""
    rows = np.vstack([np.zeros((1, len(problem.atoms)), bool), np.eye(len(problem.atoms), dtype=bool)])
    costs = numbers_of(problem.parties, problem.costs, base_of(problem), rows)
    model = cp_model.CpModel()
    held = [model.new_bool_var("") for _ in problem.atoms]
    for stake in problem.stakes:
        model.add_at_most_one(held[atom] for atom in stake.atoms)
    level = model.new_int_var(0, 2**60, "")
    for without, *each in costs.T.tolist():
        model.add(without + sum((cost - without) * atom for cost, atom in zip(each, held, strict=True)) <= level)
    model.minimize(level)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed, solver.parameters.linearization_level = 1, 1, 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize(("kind", "seed"), [("two", 1), *((kind, seed) for kind in GRADES for seed in (1, 2, 3))])
def test_even_handed(benchmark: Any, kind: str, seed: int) -> None:
    """The whole order of the even-handed, against the bare solver's proof of what the worst-off bears, its first step alone."""
    problem = scattered([5] * (6 if TINY else 30), 4 if TINY else 12) if kind == "two" else graded(kind, seed)
    whole, base = whole_of(problem), base_of(problem)
    seconds, found = benchmark.pedantic(
        lambda: timed(lambda: even_handed(whole, problem.costs, problem.parties, base, Limits())),
        iterations=1,
        rounds=1,
    )
    figures: dict[str, object] = {"seconds": seconds}
    if kind != "conditions":
        alone, level = timed(lambda: worst(problem))
        most = max(burden.key for burden in burdens_of(problem, found.bundle))
        assert base.counts(level) == most
        figures |= {"bare": alone, "ratio": seconds / alone}
    report(benchmark, kind=kind, seed=seed, **figures)
    assert found.limit is None
    assert TINY or seconds < 10


def test_pareto_set(benchmark: Any) -> None:
    """4 · 4 · 4 · 4 · 9 · 10 = 23,040 bundles, joined by a cost that names them all."""
    problem = disputes([3, 3] if TINY else [3, 3, 3, 3, 8, 9], 3)
    joined = Either(tuple(map(Holds, range(len(problem.atoms)))))
    costs = (*problem.costs, Cost(problem.parties[0], "uncommitted", "all", joined, FALSE))
    problem = Problem(problem.parties, problem.atoms, problem.stakes, problem.rules, (), (), costs)
    seconds, found = benchmark.pedantic(lambda: timed(lambda: best_of(problem, Limits())), iterations=1, rounds=1)
    report(benchmark, seconds=seconds, points=len(found.pareto))
    assert TINY or seconds < 1


def test_sixty_knots(benchmark: Any) -> None:
    """In each issue one party demands what another opposes, one knot each with two ways out."""
    number = 6 if TINY else 60
    made = Table("A B C")
    for n in range(number):
        made.issue(f"i{n:02}", f"x{n:02} y{n:02} z{n:02}")
        first, other = ("AB", "BC", "CA")[n % 3]
        made.demand(first, f"x{n:02}")
        made.refuse(other, f"x{n:02}")
        made.demand(other, f"y{n:02}")
    problem = made.problem()
    seconds, found = benchmark.pedantic(
        lambda: timed(lambda: settlements_of(problem, Limits())), iterations=1, rounds=1
    )
    assert len(found.knots) == number
    assert all(knot.complete for knot in found.knots)
    report(benchmark, seconds=seconds, clashes=len(found.clashes))
    assert TINY or seconds < 5
