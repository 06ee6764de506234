"""What the answers about deals are computed from: the atoms of a bundle, its rules, and what each position asks of it.

A problem knows no graph: it is built from the resolved stances of a group by :mod:`kg.deals.building`, or by hand in a
test, and each algorithm takes nothing else. Lists are in a fixed order (issues, options, parties by id), so that the same case
gives the same problem for any order of its input.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.deals.formulas import TRUE, Formula
from kg.resolution import Chain, Resolved
from kg.vocabulary import Stance

__all__ = [
    "PLACES",
    "Alternative",
    "Asked",
    "Atom",
    "Cost",
    "Edge",
    "Given",
    "Lesser",
    "Position",
    "Problem",
    "Rule",
    "Stake",
    "Taking",
]

#: what a bundle costs a party, the gravest first; costs are compared in this order
PLACES = ("red_lines", "firm", "conditions_unmet", "soft", "wishes_denied", "uncommitted")


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that a bundle can hold: an option, or a place on a ladder.

    ``options`` are ids: the one option; on a ladder those of the value, none where nobody named it. A place on a ladder is a
    value (``low`` and ``high`` are equal) or what lies between two (both excluded; None is unbounded), in ``unit``.
    """

    issue: str
    options: tuple[str, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """An issue at stake (id), its choice rule, and the numbers of its atoms; a ladder's are in order of value.

    ``decided``: a settlement decides it. One that is left open, or was not asked for and is only there for what an option
    entails, is not declined where a bundle holds nothing of it; what positions ask there is the same in both questions.
    """

    issue: str
    rule: str
    atoms: tuple[int, ...]
    decided: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """What is true of each bundle: that it holds what an option entails, not what one excludes, or what an issue admits.

    ``chain`` is the path of options that an entailment or an exclusion takes (from the first to the second), None where the
    issue's choice rule alone says it.
    """

    formula: Formula
    chain: Chain | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a bundle holds both atoms, ``first`` comes ``before`` the other or both are done ``together``."""

    first: int
    then: int
    timing: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One condition of a group of alternatives: when it holds, and the order that it asks for.

    ``conditions`` number the records in ``Position.held.conditions`` that it stands for.
    """

    holds: Formula
    edges: tuple[Edge, ...] = ()
    conditions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a position asks of a bundle.

    ``step`` and ``settlement`` are true of the bundles that honour it, orders aside. Where ``active`` is true of a bundle,
    one of each group of ``orders`` whose ``holds`` is true is chosen, and its edges are kept. All groups of conditions of a
    conditional position are among ``orders``, also those that ask for no order, so that what is traded can be told.
    """

    step: Formula
    settlement: Formula
    active: Formula = TRUE
    orders: tuple[tuple[Alternative, ...], ...] = ()


class Given(StrEnum):
    """How a party gives up a position, the least first within each kind of position.

    ``between`` is no :class:`Lesser` of its own: it is said where both sides of a clash lift their bounds to one place.
    """

    TOGETHER = "together"
    ANY_ORDER = "any-order"
    LIFT_BOUND = "lift-bound"
    BETWEEN = "between"
    DROP_CONDITION = "drop-condition"
    WITHDRAW = "withdraw"
    NO_LONGER_OPPOSE = "no-longer-oppose"
    IF_REPORT_WRONG = "if-report-wrong"


@dataclass(frozen=True, slots=True)
class Lesser:
    """A way to give up a part of a position: ``how``, and what is ``asked`` then.

    ``to`` is the number of the place on a ladder that a bound is lifted to: the farthest that it lets in. ``dropped`` number
    the records in ``Position.held.conditions`` that are dropped, or of which the order is given up or a bound lifted.
    """

    how: Given
    asked: Asked
    to: int | None = None
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """A declared position: ``holder`` (id) of it, a party of the group or the coalition that binds ``parties`` of it.

    ``issue`` (id) is that of its option, None where it is on a proposal.

    ``held`` is the stance that it is, on the term ``held.term``. A ``wish`` (support) is never refused: what it asks counts
    only where wishes are asked about. ``smaller`` are ways to give up a part of it, the least first; giving up the whole is
    ``whole``. Positions with ``ascribed`` stances have no smaller ones.
    """

    holder: str
    parties: tuple[str, ...]
    held: Resolved
    asked: Asked
    whole: Given
    issue: str | None = None
    wish: bool = False
    smaller: tuple[Lesser, ...] = ()

    @property
    def stance(self) -> Stance:
        """The stance."""
        return self.held.stance

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is sorted and told apart by: its term, who holds it, and the stance."""
        return (self.held.term, self.holder, self.held.stance.value)


@dataclass(frozen=True, slots=True)
class Cost:
    """That a settlement of which ``when`` is true costs a party something, at one of :data:`PLACES`; a step, ``in_step``.

    Of the costs of one ``matter`` (an exclusive issue or ladder; else the cost's own term) a party bears the gravest once.
    Those of an ``ascribed`` stance are counted apart.
    """

    party: str
    place: str
    matter: str
    when: Formula
    in_step: Formula
    ascribed: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """How a party takes an atom that a bundle holds.

    ``side`` is ``for``, ``leaning`` or ``against``, None where it has none; ``accepted`` is true of the bundles in which it
    accepts the atom on record (it is for it, or its conditions hold in the bundle, none of them in words).
    ``withheld``: a filter removed what it rests on.
    """

    party: str
    atom: int
    side: str | None
    accepted: Formula
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What may be a bundle for a group, and what its positions ask.

    ``rules`` are true of a bundle that holds what its options entail, nothing that excludes something else in it, and what
    its issues admit. ``fixed`` are atoms that each bundle holds, ``left_open`` issues of which it holds nothing.
    """

    parties: tuple[str, ...]
    atoms: tuple[Atom, ...]
    stakes: tuple[Stake, ...]
    rules: tuple[Rule, ...]
    positions: tuple[Position, ...]
    takings: tuple[Taking, ...]
    costs: tuple[Cost, ...]
    fixed: frozenset[int] = frozenset()
    left_open: tuple[str, ...] = ()
