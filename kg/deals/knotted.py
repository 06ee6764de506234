"""The graph model of a group's knots: the options that clash, who controls each, and how each party ranks what comes of them.

- The options are those that the positions of the knots name, and what these entail. A state is a set of them that may be a bundle.
- An option is controlled by who undertakes it. Where nobody of the group is known to undertake it, it is controlled by all who demand
  or refuse it, or have another side on it: that is an assumption, and said. Of several who control it each holds a part of it, and it
  is taken where all have taken theirs.
- A party ranks states by its positions (option prioritisation): first by how many of its demands and declared refusals are
  honoured, then of those that it supports or opposes, then of the rest.
- Things stand with none of the options taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from kg.analysis.moves import GRADES
from kg.case import Case
from kg.deals.formulas import Formula, atoms_of, truth
from kg.deals.graph_model import MOST_STATES, GraphModel, Mover, State, by_control, prioritised
from kg.deals.problem import Problem
from kg.deals.settlements import Settlements
from kg.errors import UsageError

__all__ = ["Control", "KnotModel", "knot_model"]

#: the grades of positions, the gravest first
_GRADES = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Control:
    """That ``party`` (id) controls an option (id), or its part of one; ``assumed``: nobody is known to undertake it."""

    party: str
    option: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class KnotModel:
    """A graph model whose options are the ``controls``, by number, and what each state ``holds``: options (ids)."""

    model: GraphModel
    controls: tuple[Control, ...]
    holds: tuple[tuple[str, ...], ...]


def knot_model(case: Case, problem: Problem, settlements: Settlements) -> KnotModel:
    """Return the graph model of the knots, its parties and options named by id.

    Raises :class:`~kg.errors.UsageError` where there is no knot, or more than
    :data:`~kg.deals.graph_model.MOST_STATES` states.
    """
    if not settlements.knots:
        raise UsageError("no knot between these parties: no declared positions clash, so there is nothing to be stable")
    atoms = _atoms(problem, settlements)
    controls = tuple(_controls(case, problem, atoms))
    if 2 ** len(controls) > 16 * MOST_STATES:
        raise UsageError(
            f"the knots hold {len(controls)} options to be taken or not, too many for a graph model; name fewer issues with --issue"
        )
    states = list(_states(problem, atoms, controls))
    if len(states) > MOST_STATES:
        raise UsageError(
            f"the knots make {len(states):,} states, more than {MOST_STATES:,}; name fewer issues with --issue"
        )
    bundles = [_bundle(problem, atoms, controls, state) for state in states]
    movers = tuple(_mover(problem, party, controls, states, bundles) for party in problem.parties)
    names = tuple(f"{number}" for number in range(1, len(states) + 1))
    options = tuple(control.option for control in controls)
    holds = tuple(_held(problem, bundle) for bundle in bundles)
    quo = states.index(frozenset()) if frozenset() in states else None
    return KnotModel(GraphModel(options, names, tuple(states), movers, quo), controls, holds)


def _atoms(problem: Problem, settlements: Settlements) -> list[int]:
    """Return the atoms that positions of the knots name and that are options, with what these entail."""
    clashing = {number for clash in settlements.clashes for number in clash.positions}
    named = {atom for number in clashing for atom in atoms_of(problem.positions[number].asked.settlement)}
    while True:
        alone = {
            atom
            for rule in problem.rules
            if any(not truth(rule.formula, frozenset({each})) for each in named)
            for atom in atoms_of(rule.formula)
        }
        if alone <= named:
            return sorted(atom for atom in named if problem.atoms[atom].options)
        named |= alone


def _controls(case: Case, problem: Problem, atoms: Iterable[int]) -> Iterable[Control]:
    for option in (problem.atoms[atom].options[0] for atom in atoms):
        acting = sorted(set(case.options[option].undertaken_by) & set(problem.parties))
        if acting:
            yield from (Control(party, option, False) for party in acting)
            continue
        sided = {t.party for t in problem.takings if t.side and option in problem.atoms[t.atom].options}
        yield from (Control(party, option, True) for party in sorted(sided) or problem.parties)


def _states(problem: Problem, atoms: list[int], controls: tuple[Control, ...]) -> Iterable[State]:
    sizes = sorted(product((False, True), repeat=len(controls)), key=lambda taken: (sum(taken), [not t for t in taken]))
    for taken in sizes:
        state = frozenset(number for number, is_taken in enumerate(taken) if is_taken)
        bundle = _bundle(problem, atoms, controls, state)
        if all(truth(rule.formula, bundle) for rule in problem.rules):
            yield state


def _bundle(problem: Problem, atoms: Iterable[int], controls: tuple[Control, ...], state: State) -> frozenset[int]:
    waiting = {control.option for number, control in enumerate(controls) if number not in state}
    return frozenset(atom for atom in atoms if problem.atoms[atom].options[0] not in waiting)


def _held(problem: Problem, bundle: frozenset[int]) -> tuple[str, ...]:
    return tuple(option for atom in sorted(bundle) for option in problem.atoms[atom].options)


def _mover(
    problem: Problem, party: str, controls: tuple[Control, ...], states: list[State], bundles: list[frozenset[int]]
) -> Mover:
    own = tuple(number for number, control in enumerate(controls) if control.party == party)
    levels: dict[int, list[Formula]] = {grade: [] for grade in _GRADES}
    for position in problem.positions:
        if party in position.parties:
            levels[GRADES.get(position.stance, 1)].append(position.asked.settlement)
    return Mover(party, own, by_control(states, own), prioritised(bundles, levels.values()))
