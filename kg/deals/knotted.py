"""The graph model of a group's knots: the options that clash, who controls each, and how each party ranks what comes of them.

- The options are those that the positions of the knots name, and what these entail. A state is a set of them that may be a bundle.
- An option is controlled by who undertakes it. Where nobody of the group is known to undertake it, it is controlled by all who demand
  or refuse it, or have another side on it: that is an assumption, and said. What several control they can take only together, and
  each of them can give it up alone.
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
from kg.deals.graph_model import MOST_STATES, GraphModel, Joint, Mover, State, by_control, prioritised, together
from kg.deals.limits import Limits
from kg.deals.problem import Problem
from kg.deals.settlements import Settlements
from kg.errors import UsageError

__all__ = ["Control", "KnotModel", "knot_model"]

#: the grades of positions, the gravest first
_GRADES = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Control:
    """That ``party`` (id) controls an option (id), alone or with others; ``assumed``: nobody is known to undertake it."""

    party: str
    option: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class KnotModel:
    """A graph model of options (ids), who controls each, and what each state ``holds``: options (ids)."""

    model: GraphModel
    controls: tuple[Control, ...]
    holds: tuple[tuple[str, ...], ...]


def knot_model(case: Case, problem: Problem, settlements: Settlements, limits: Limits) -> KnotModel:
    """Return the graph model of the knots, its parties and options named by id.

    Raises :class:`~kg.errors.UsageError` where there is no knot, or more than
    :data:`~kg.deals.graph_model.MOST_STATES` states, or the search for clashes was interrupted.
    """
    if limits.interrupted:
        raise UsageError("stopped while the clashes were sought, and so nothing is known of what is stable; ask again")
    if not settlements.knots:
        raise UsageError("no knot between these parties: no declared positions clash, so there is nothing to be stable")
    atoms = _atoms(problem, settlements)
    if 2 ** len(atoms) > 16 * MOST_STATES:
        raise UsageError(
            f"the knots hold {len(atoms)} options to be taken or not, too many for a graph model; name fewer issues with --issue"
        )
    states = list(_states(problem, atoms))
    if len(states) > MOST_STATES:
        raise UsageError(
            f"the knots make {len(states):,} states, more than {MOST_STATES:,}; name fewer issues with --issue"
        )
    controls = tuple(_controls(case, problem, atoms))
    who = [frozenset(c.party for c in controls if c.option == problem.atoms[atom].options[0]) for atom in atoms]
    bundles = [frozenset(atoms[number] for number in state) for state in states]
    movers = tuple(_mover(problem, party, who, states, bundles) for party in problem.parties)
    model = GraphModel(
        tuple(problem.atoms[atom].options[0] for atom in atoms),
        tuple(f"{number}" for number in range(1, len(states) + 1)),
        tuple(states),
        movers,
        states.index(frozenset()) if frozenset() in states else None,
        tuple(_joints(who, states, movers)),
    )
    return KnotModel(model, controls, tuple(_held(problem, bundle) for bundle in bundles))


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


def _states(problem: Problem, atoms: list[int]) -> Iterable[State]:
    sizes = sorted(product((False, True), repeat=len(atoms)), key=lambda taken: (sum(taken), [not t for t in taken]))
    for taken in sizes:
        state = frozenset(number for number, is_taken in enumerate(taken) if is_taken)
        bundle = frozenset(atoms[number] for number in state)
        if all(truth(rule.formula, bundle) for rule in problem.rules):
            yield state


def _held(problem: Problem, bundle: frozenset[int]) -> tuple[str, ...]:
    return tuple(option for atom in sorted(bundle) for option in problem.atoms[atom].options)


def _mover(
    problem: Problem, party: str, who: list[frozenset[str]], states: list[State], bundles: list[frozenset[int]]
) -> Mover:
    own = tuple(number for number, parties in enumerate(who) if party in parties)
    shared = [number for number in own if len(who[number]) > 1]
    levels: dict[int, list[Formula]] = {grade: [] for grade in _GRADES}
    for position in problem.positions:
        if party in position.parties:
            levels[GRADES.get(position.stance, 1)].append(position.asked.settlement)
    return Mover(party, own, by_control(states, own, shared=shared), prioritised(bundles, levels.values()))


def _joints(who: list[frozenset[str]], states: list[State], movers: Iterable[Mover]) -> Iterable[Joint]:
    """Yield for each several who control options together what they can do with these."""
    known = {mover.name: mover for mover in movers}
    for parties in sorted({each for each in who if len(each) > 1}, key=sorted):
        options = [number for number, each in enumerate(who) if each == parties]
        yield together(states, options, [known[party] for party in sorted(parties)])
