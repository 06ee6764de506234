"""Alignment: which parties stand nearer to the one pole of a negotiation, which to the other, and which between.

Definition. The *poles* are two parties: principals before others, then those with a stance on more terms, then in the
order given. Each party p has a vector over the terms (options and proposals) on which it has a side: ``v_p(t) = 1``
where it is for, ``0.5`` where leaning, ``-1`` where against. A term without a side is not in the vector: it counts
neither as agreement nor as disagreement. The *nearness* of two parties is the inner product over the terms common to
both, ``near(p, q) = Σ_t v_p(t) · v_q(t)``: positive where they stand together, negative where apart, 0 where they have
no common term. The *pull* of a party is ``near(p, first) - near(p, second)``, unbounded, in units of one firm common
stance. A party with a pull of at least 1 is nearer to the first pole, of at most -1 to the second; between them
otherwise. A party without any side has no alignment and stands apart. With fewer than two parties there are no poles
and no alignment.

This orders parties for a picture. It is no measure of alliance: terms count alike, whatever their weight, and stances
that are inferred or ascribed count like those in a party's own voice. Over stances for and against alone, nearness is
congruence minus conflict of discourse network analysis, not normalised (Leifeld, "Discourse Network Analysis", in "The
Oxford Handbook of Political Networks", 2017); the half weight of leaning and the poles are this project's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.resolution import Resolution
from kg.vocabulary import Side

__all__ = ["SIGNS", "Alignment", "align", "nearness", "side_vector"]

#: what a stance of each side counts
SIGNS = {Side.FOR: 1.0, Side.LEANING: 0.5, Side.AGAINST: -1.0}


@dataclass(frozen=True, slots=True)
class Alignment:
    """The two poles and the other parties (ids) by where they stand; each group by rising pull, then in the order given."""

    first: str
    second: str
    nearer_first: tuple[str, ...]
    nearer_second: tuple[str, ...]
    between: tuple[str, ...]
    without_stance: tuple[str, ...]


def side_vector(resolution: Resolution, party: str) -> dict[str, float]:
    """Return a party's vector: for each term on which it has a side, 1 (for), 0.5 (leaning) or -1 (against)."""
    return {term: SIGNS[held.side] for term, held in resolution.of_party(party).items() if held.side}


def nearness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the inner product of two vectors over their common terms; 0 where there is none.

    >>> nearness({"a": 1.0, "b": -1.0}, {"a": 0.5, "b": -1.0, "c": 1.0})
    1.5
    """
    return sum(one[term] * other[term] for term in sorted(one.keys() & other.keys()))


def align(resolution: Resolution, parties: Sequence[str]) -> Alignment | None:
    """Return the alignment of distinct parties (ids), or None for fewer than two."""
    if len(parties) < 2:
        return None
    vectors = {party: side_vector(resolution, party) for party in parties}
    place = {party: number for number, party in enumerate(parties)}
    roles = {party: resolution.case.parties[party].roles for party in parties}
    ranked = sorted(parties, key=lambda p: ("principal" not in roles[p], -len(vectors[p]), place[p]))
    first, second = sorted(ranked[:2], key=place.__getitem__)
    pull = {p: nearness(vectors[p], vectors[first]) - nearness(vectors[p], vectors[second]) for p in parties}
    others = sorted((p for p in parties if p not in (first, second)), key=lambda p: (pull[p], place[p]))
    spoken = [party for party in others if vectors[party]]
    return Alignment(
        first,
        second,
        tuple(party for party in spoken if pull[party] >= 1),
        tuple(party for party in spoken if pull[party] <= -1),
        tuple(party for party in spoken if abs(pull[party]) < 1),
        tuple(party for party in others if not vectors[party]),
    )
