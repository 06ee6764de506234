"""What resolution gives: one stance for each party, term and day, with all that it rests on.

The stances themselves, their ranks and sides are defined in the ontology (``ontology/negotiation.ttl``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kg.case.records import Condition, Position, Statement, Text
from kg.vocabulary import Side, Stance, side_of, strength

__all__ = ["ContraryReport", "Derivation", "Lapse", "Past", "Premise", "Resolved", "silent"]


@dataclass(frozen=True, slots=True)
class Premise:
    """What an inferred stance follows from: a party's stance on a term (ids), with its statements."""

    party: str
    option: str
    stance: Stance
    evidence: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a stance was inferred.

    ``rule`` is ``proposal`` (rule 2), ``entailment``, ``exclusion``, ``refused content`` or ``ladder`` (rule 3), or
    ``membership`` (rule 4). ``via`` are the options (ids) from premise to conclusion, ``reasons`` those of the steps.
    """

    rule: str
    premises: tuple[Premise, ...]
    via: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ContraryReport:
    """What others say of a party that differs from its stance and is not older."""

    stance: Stance
    evidence: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A position that does not decide, and its ``fate``, the first that fits, of its newest act:

    - ``would not say``: a refusal to say, which leaves the side standing.
    - ``fallback``: a conditional stance that stands beside the for, on the same value of a ladder or on another term.
    - ``opposite bound``: an older bound on the same value of a ladder, which stands beside the newer one.
    - ``covered``: an older stance that a bundle, of which the term is a part, stands over while it lasts.
    - ``yields``: what a bundle gives, which yields to the party's for.
    - ``ended``: its last day is past, or a condition of it lapsed; ``withdrawn``: it was taken back.
    - ``older``: the party has an act on the term on a newer day.
    - ``less authoritative``: on the same day there is a more authoritative attribution.
    - ``superseded``: the party later demands what excludes the term.
    - ``replaced``: on a ladder, the party is later for or leaning on any value.
    - ``weaker``: of the acts of one day and authority another prevails (:func:`~kg.resolution.acts.combine`).

    The first five stand beside the stance (:attr:`Resolved.beside`), the others are past. ``lapse`` says of a covered one
    by what it is over, so that it does not stand again.
    """

    position: Position
    evidence: tuple[Statement, ...]
    fate: str
    lapse: Lapse | None = None

    @property
    def day(self) -> date:
        """The day of its newest statement."""
        return self.evidence[-1].latest


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why a stance has no side any more, though nobody took it back; ``day`` is the last day on which it held.

    ``kind`` is ``end day`` (of the position), ``deadline`` (of a condition that was missed), ``unless`` (what must not
    happen was done), ``membership`` (the coalition of ``of`` no longer binds the party) or ``bundle`` (the proposal of
    ``of`` ended, or the party is no longer for it). ``of`` are the ids concerned: what was required, what was done, the
    coalition, the proposal. ``consequence`` is what was announced for the case that a condition is not met.
    """

    kind: str
    day: date
    of: tuple[str, ...] = ()
    consequence: Text = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The stance of ``party`` on ``term`` (ids).

    ``day`` is the day from which it counts, ``authority`` the rank of its attribution (1, most authoritative, to 7),
    and ``confidence`` is in [0, 1]; the three are None, 7 and 0 without evidence. ``conditions`` are those of a
    conditional stance; ``bounds`` are ``exactly``, ``at-least`` and ``at-most``, on a ladder, also of an offer that a
    missed condition ended. ``ended`` marks a silence that was a stance: ``lapsed`` or ``withdrawn``, the last day being
    ``day``; in a group also ``replaced``, by a met fallback. ``lapsed_by`` says by what it lapsed. ``strain`` is the
    stance that newer statements imply, where it is opposite. ``as_part_of`` is None, or the required terms (ids) that
    were met, so that the stance counts as what is held when met (:mod:`kg.analysis.conditions`). ``past`` are the
    positions on the term that do not hold, the newest first.

    ``marks`` say what to know of the newest act: ``undated`` (it may be older than the dated one that it replaced),
    ``less authoritative`` (than the one that it replaced). ``beside`` is what does not decide and is shown beside the
    stance, the newest first.

    A *fallback* is a conditional stance on what an older for of the party excludes, or on a ladder where it has an
    older for. ``fallback`` are the terms (ids) beside whose for it stands without replacing it; empty for any other
    stance. On another term than these, the fallback is the party's stance there. On one and the same value of a ladder
    the for is the stance, and the fallback is its ``aside``. Each for has its fallbacks in ``beside``, to be shown. So
    the stance that stands on each term is :meth:`~kg.resolution.Resolution.stance`, and all fallbacks of a party, each
    with its conditions and what it stands beside, are :meth:`~kg.resolution.Resolution.fallbacks`.
    """

    party: str
    term: str
    stance: Stance = Stance.SILENT
    day: date | None = None
    authority: int = 7
    confidence: float = 0.0
    evidence: tuple[Statement, ...] = ()
    conditions: tuple[Condition, ...] = ()
    bounds: tuple[str, ...] = ()
    derivation: tuple[Derivation, ...] = ()
    ascribed: bool = False
    ended: str | None = None
    contrary_reports: tuple[ContraryReport, ...] = ()
    strain: Resolved | None = None
    as_part_of: tuple[str, ...] | None = None
    past: tuple[Past, ...] = field(default=(), compare=False)
    lapsed_by: Lapse | None = None
    fallback: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    beside: tuple[Past, ...] = field(default=(), compare=False)
    aside: Resolved | None = None

    @property
    def side(self) -> Side | None:
        """The side of the stance, None where it has none."""
        return side_of(self.stance)

    @property
    def strength(self) -> int:
        """How strong the stance is within its side (:func:`kg.vocabulary.strength`)."""
        return strength(self.stance)

    @property
    def inferred(self) -> bool:
        """Whether it follows from other stances by a rule."""
        return bool(self.derivation)

    @property
    def is_by_bound(self) -> bool:
        """Whether it follows from a bound on its ladder, or from the demand of another value."""
        return any(derivation.rule == "ladder" for derivation in self.derivation)

    @property
    def is_backing(self) -> bool:
        """Whether it follows from being for a proposal as a whole (rule 2)."""
        return any(derivation.rule == "proposal" for derivation in self.derivation)

    @property
    def withheld(self) -> bool:
        """Whether a filter removed what it rests on."""
        return self.stance is Stance.WITHHELD

    @property
    def leans_for(self) -> bool:
        """Whether it is for or leaning."""
        return self.side in (Side.FOR, Side.LEANING)

    @property
    def renewed(self) -> date | None:
        """The day of its newest statement, None without evidence."""
        return max((statement.latest for statement in self.evidence), default=None)

    @property
    def is_red_line(self) -> bool:
        """Whether it is a red line, declared or not: demand or rule-out."""
        return self.stance in (Stance.DEMAND, Stance.RULE_OUT)

    @property
    def is_declared_red_line(self) -> bool:
        """Whether it is a red line that the party states in its own voice."""
        return self.is_red_line and not self.inferred and not self.ascribed


@lru_cache(maxsize=100_000)
def silent(party: str, term: str) -> Resolved:
    """Return the stance of a party that has said nothing on a term, the same record each time."""
    return Resolved(party, term)
