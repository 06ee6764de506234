"""Consensus across camps, and what sets each camp apart, as Polis computes them.

Of each camp and option, A members are for it or leaning to it, D against it, and S have spoken on it, those without a side included.
Each member counts once, by its latest word (:func:`words_of`). Then, with q for A or D:

1. p = (q + 1)/(S + 2): the share that says so, drawn towards one half where few have spoken.
2. Group-informed consensus: Π p over the camps, in (0, 1). Beside it the least p of a camp, and the geometric mean (Π p)^(1/n) over
   the n camps, by which options on which different numbers of camps have spoken can be compared.
3. A camp is set apart by an option where p_test = 2√(S+1)((q+1)/(S+1) − ½) and the two-proportion z of the camp against all other
   camps together (1 added to each q and S, pooled; 0 where the pooled share is 0 or 1) both exceed 1.2816, the 90 % point of one tail.
   They are ordered by the product p · p/p_out · p_test · z, with p_out = (Σq + 1)/(ΣS + 2) over the other camps.

It ranks options; it is no inference: the members are no sample, the tests are many and not independent.

Source: Small, C., Bjorkegren, M., Erkkilä, T., Shaw, L. and Megill, C. (2021), "Polis: Scaling deliberation by mapping high
dimensional opinion spaces", Recerca 26(2); the formulas as its server has them (``repness.clj``, ``stats.clj``, ``conversation.clj``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, prod, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.networks.mentions import Ints, Mentions

__all__ = [
    "SIGNIFICANT",
    "Apart",
    "Consensus",
    "Spoken",
    "Words",
    "apart",
    "consensus",
    "spoken_of",
    "together",
    "words_of",
]

Bools = npt.NDArray[np.bool_]

#: what both tests must exceed for an option to set a camp apart: the 90 % point of one tail of the normal distribution
SIGNIFICANT = 1.2816


class Spoken(NamedTuple):
    """How many of a camp are for (or leaning to) an option, against it, and have spoken on it at all: A, D and S."""

    pro: int
    against: int
    spoke: int

    def on(self, side: str) -> int:
        """Return how many are on a side, ``for`` or ``against``."""
        return self.pro if side == "for" else self.against

    def share(self, side: str) -> Fraction:
        """Return p = (q + 1)/(S + 2) of a side; one half where nobody has spoken."""
        return Fraction(self.on(side) + 1, self.spoke + 2)


class Words(NamedTuple):
    """The word of each actor on each option on which it has one: ``actor`` and ``option`` by place, ``side`` 1, −1 or 0.

    ``both`` marks those that are for and against at once, which have no side. These are arrays of one length, by actor, then option;
    ``latest`` marks the mentions that make the words, in their order.
    """

    actor: Ints
    option: Ints
    side: Ints
    both: Bools
    latest: Bools


def words_of(mentions: Mentions, *, as_polis: bool = False) -> Words:
    """Return the latest word of each actor on each option: that of the newest day on which it spoke on it.

    For or leaning and against on that day is no side. ``as_polis``: of that day the last statement alone counts, by id, as of several
    votes of a participant the last does. The mentions are in order of day and statement, those without a side among them (level 0).
    """
    many = max(len(mentions.options), 1)
    key = mentions.actor * many + mentions.option
    slot = (
        mentions.day * (int(mentions.statement.max(initial=0)) + 1) + mentions.statement if as_polis else mentions.day
    )
    pairs, place = np.unique(key, return_inverse=True)
    newest = np.full(len(pairs), np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(newest, place, slot)
    latest = slot == newest[place]
    is_for, is_against = np.zeros(len(pairs), dtype=bool), np.zeros(len(pairs), dtype=bool)
    is_for[place[latest & (mentions.level > 0)]] = True
    is_against[place[latest & (mentions.level < 0)]] = True
    actor, option = np.divmod(pairs, many)
    return Words(actor, option, is_for.astype(np.int64) - is_against, is_for & is_against, latest)


def spoken_of(words: Words, camp_of: Ints, camps: int, options: int) -> list[list[Spoken]]:
    """Return A, D and S of each camp on each option, as rows of options; ``camp_of`` is the camp of each actor, −1 for none."""
    camp = camp_of[words.actor] if len(words.actor) else words.actor
    table = np.zeros((3, camps, options), dtype=np.int64)
    for number, chosen in enumerate((words.side == 1, words.side == -1, np.ones(len(camp), dtype=bool))):
        told = chosen & (camp >= 0)
        np.add.at(table[number], (camp[told], words.option[told]), 1)
    counts = table.transpose(2, 1, 0).tolist()
    return [[Spoken(*counted) for counted in option] for option in counts]


@dataclass(frozen=True)
class Consensus:
    """Consensus of some camps on a side of an option: ``product`` of their p, exact; the ``least`` p and whose; the geometric ``mean``.

    ``camps`` are the camps (by number) that count, ``silent`` those in which nobody has spoken.
    """

    side: str
    product: Fraction
    least: Fraction
    least_camps: tuple[int, ...]
    mean: float
    camps: tuple[int, ...]
    silent: tuple[int, ...]


def consensus(spoken: Sequence[Spoken], side: str, *, as_polis: bool = False) -> Consensus | None:
    """Return the consensus of camps on a side of an option; None where nobody has spoken.

    ``as_polis`` counts a camp of which nobody has spoken with its p of one half.

    >>> found = consensus([Spoken(3, 0, 4), Spoken(1, 1, 2), Spoken(0, 0, 0)], "for")
    >>> found.product, found.least, found.silent
    (Fraction(1, 3), Fraction(1, 2), (2,))
    """
    counting = tuple(place for place, each in enumerate(spoken) if each.spoke or as_polis)
    if not counting:
        return None
    shares = [spoken[place].share(side) for place in counting]
    least = min(shares)
    lowest = tuple(place for place, share in zip(counting, shares, strict=True) if share == least)
    mean = exp(sum(sorted(log(share) for share in shares)) / len(shares))
    silent = tuple(place for place, each in enumerate(spoken) if not each.spoke)
    return Consensus(side, prod(shares, start=Fraction(1)), least, lowest, mean, counting, silent)


@dataclass(frozen=True)
class Apart:
    """How a camp stands on a side of an option against the other camps together: p and p_out, ``times`` = p/p_out, the two tests.

    ``test`` is that of the camp's own share against one half, ``against_others`` the two-proportion z.
    """

    side: str
    share: Fraction
    share_out: Fraction
    test: float
    against_others: float

    @property
    def times(self) -> Fraction:
        """How many times as large the camp's share is as that of the others: Polis' representativeness."""
        return self.share / self.share_out

    @property
    def measure(self) -> float:
        """The product by which what sets a camp apart is ordered."""
        return float(self.times) * self.against_others * float(self.share) * self.test

    @property
    def is_kept(self) -> bool:
        """Whether both tests exceed :data:`SIGNIFICANT`."""
        return self.test > SIGNIFICANT and self.against_others > SIGNIFICANT


def apart(spoken: Sequence[Spoken], camp: int, side: str) -> Apart | None:
    """Return how a camp (by number) stands on a side of an option against the others; None where there is no other camp.

    >>> found = apart([Spoken(4, 0, 4), Spoken(0, 3, 3)], 0, "for")
    >>> found.share, found.share_out, round(found.test, 3), round(found.against_others, 3), found.is_kept
    (Fraction(5, 6), Fraction(1, 5), 2.236, 2.372, True)
    """
    others = [each for place, each in enumerate(spoken) if place != camp]
    if not others:
        return None
    inside = spoken[camp]
    out = together(others)
    succeeded, tried = inside.on(side) + 1, inside.spoke + 1
    test = 2.0 * sqrt(tried) * (succeeded / tried - 0.5)
    return Apart(side, inside.share(side), out.share(side), test, _two_proportions(inside, out, side))


def together(camps: Iterable[Spoken]) -> Spoken:
    """Return A, D and S of several camps, one at least."""
    return Spoken(*map(sum, zip(*camps, strict=True)))


def _two_proportions(inside: Spoken, out: Spoken, side: str) -> float:
    """Return z of two proportions, pooled, with 1 added to each count; 0 where the pooled share is 0 or 1."""
    one, other, tried, tried_out = inside.on(side) + 1, out.on(side) + 1, inside.spoke + 1, out.spoke + 1
    pooled = Fraction(one + other, tried + tried_out)
    if pooled in (0, 1):
        return 0.0
    error = sqrt(float(pooled * (1 - pooled) * (Fraction(1, tried) + Fraction(1, tried_out))))
    return float(Fraction(one, tried) - Fraction(other, tried_out)) / error
