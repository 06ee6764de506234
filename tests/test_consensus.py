"""Consensus across camps: a case of three camps worked by hand, the formulas of Polis, and what must hold of every case."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.networks.consensus import SIGNIFICANT, Spoken, apart, consensus, spoken_of, words_of
from kg.networks.mentions import Mentions

#: a mention: actor, option, level (0 without a side), day
Said = tuple[int, int, int, int]


def mentions_of(rows: list[Said], actors: int = 4, options: int = 2) -> Mentions:
    """Return mentions, one statement each, in order of day and statement; statements are named in the order of the rows."""
    ordered = sorted(range(len(rows)), key=lambda place: (rows[place][3], place))
    table = np.array([rows[place] for place in ordered], dtype=np.int64).reshape(-1, 4)
    names = [f"a{place}" for place in range(actors)], [f"o{place}" for place in range(options)]
    zeros = np.zeros(len(rows), dtype=np.int64)
    return Mentions(
        tuple(names[0]),
        tuple(names[1]),
        tuple(names[1]),
        np.arange(options),
        [f"s{place:03}" for place in range(len(rows))],
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3] + 730_000,
        zeros,
        np.array(ordered, dtype=np.int64),
        zeros.astype(bool),
    )


def word_of(rows: list[Said], *, as_polis: bool = False) -> dict[tuple[int, int], int]:
    words = words_of(mentions_of(rows), as_polis=as_polis)
    return {(int(a), int(o)): int(side) for a, o, side in zip(words.actor, words.option, words.side, strict=True)}


# --------------------------------------------------------------------------- one word each


def test_of_several_words_the_newest_counts() -> None:
    assert word_of([(0, 0, 1, 1), (0, 0, -1, 2)]) == {(0, 0): -1}
    assert word_of([(0, 0, -1, 2), (0, 0, 1, 1)]) == {(0, 0): -1}


def test_a_newer_word_without_a_side_takes_the_side_back() -> None:
    assert word_of([(0, 0, 1, 1), (0, 0, 0, 2)]) == {(0, 0): 0}


def test_on_one_day_a_side_comes_before_none_and_both_sides_are_none() -> None:
    assert word_of([(0, 0, 1, 1), (0, 0, 0, 1)]) == {(0, 0): 1}
    assert word_of([(0, 0, 1, 1), (0, 0, -1, 1)]) == {(0, 0): 0}
    assert words_of(mentions_of([(0, 0, 1, 1), (0, 0, -1, 1)])).both.tolist() == [True]


def test_as_polis_the_last_statement_of_a_day_counts_alone() -> None:
    assert word_of([(0, 0, 1, 1), (0, 0, -1, 1)], as_polis=True) == {(0, 0): -1}
    assert word_of([(0, 0, -1, 1), (0, 0, 1, 1)], as_polis=True) == {(0, 0): 1}
    assert word_of([(0, 0, 1, 1), (0, 0, 0, 1)], as_polis=True) == {(0, 0): 0}
    assert word_of([(0, 0, -1, 2), (0, 0, 1, 1)], as_polis=True) == {(0, 0): -1}


def test_who_has_no_camp_is_not_counted() -> None:
    words = words_of(mentions_of([(0, 0, 1, 1), (1, 0, -1, 1), (2, 0, 0, 1), (3, 1, 1, 1)]))
    camps = np.array([0, 0, 1, -1])
    assert spoken_of(words, camps, 2, 2) == [
        [Spoken(1, 1, 2), Spoken(0, 0, 1)],
        [Spoken(0, 0, 0), Spoken(0, 0, 0)],
    ]


def test_of_no_mentions_nobody_has_spoken() -> None:
    words = words_of(mentions_of([]))
    assert spoken_of(words, np.array([0, 0, 1, 1]), 2, 1) == [[Spoken(0, 0, 0), Spoken(0, 0, 0)]]


# ---------------------------------------------------------- three camps, worked by hand
# North has 4 members, South 3, East 2. On the option 3 of North are for it and 1 against; of South 1 is for it, 1 against and 1 would
# not say; of East one has spoken, against it.

CAMPS = [Spoken(3, 1, 4), Spoken(1, 1, 3), Spoken(0, 1, 1)]


def test_consensus_for_is_the_product_of_the_shares_of_the_camps() -> None:
    """p: 4/6, 2/5, 1/3. Product 2/3 · 2/5 · 1/3 = 4/45."""
    found = consensus(CAMPS, "for")
    assert found is not None
    assert (found.product, found.least, found.least_camps) == (Fraction(4, 45), Fraction(1, 3), (2,))
    assert found.mean == pytest.approx((4 / 45) ** (1 / 3))


def test_consensus_against_counts_those_against() -> None:
    """p: 2/6, 2/5, 2/3. Product 1/3 · 2/5 · 2/3 = 4/45; the least is North's."""
    found = consensus(CAMPS, "against")
    assert found is not None
    assert (found.product, found.least, found.least_camps) == (Fraction(4, 45), Fraction(1, 3), (0,))


def test_a_camp_that_has_not_spoken_is_left_out_and_as_polis_counts_one_half() -> None:
    spoken = [*CAMPS, Spoken(0, 0, 0)]
    found, polis = consensus(spoken, "for"), consensus(spoken, "for", as_polis=True)
    assert found is not None and polis is not None
    assert (found.product, found.camps, found.silent) == (Fraction(4, 45), (0, 1, 2), (3,))
    assert (polis.product, polis.camps, polis.silent) == (Fraction(2, 45), (0, 1, 2, 3), (3,))
    assert polis.mean == pytest.approx((2 / 45) ** (1 / 4))


def test_there_is_no_consensus_where_nobody_has_spoken() -> None:
    assert consensus([Spoken(0, 0, 0)] * 2, "for") is None
    polis = consensus([Spoken(0, 0, 0)] * 2, "for", as_polis=True)
    assert polis is not None and polis.product == Fraction(1, 4)


def test_camps_with_the_same_least_share_are_all_named() -> None:
    found = consensus([Spoken(1, 0, 1), Spoken(2, 1, 4), Spoken(0, 0, 0), Spoken(1, 1, 2)], "for")
    assert found is not None
    assert (found.least, found.least_camps, found.silent) == (Fraction(1, 2), (1, 3), (2,))


def test_what_sets_a_camp_apart_is_tested_against_the_others_together() -> None:
    """North: p 4/6 against (1 + 0 + 1)/(3 + 1 + 2) = 2/6, twice as large.

    p_test 2√5(4/5 − 1/2) = 0.6√5 = 1.342. z: 4/5 and 2/5, pooled 6/10: 0.4/√(0.24 · (1/5 + 1/5)) = 0.4/√0.096 = 1.291. Both exceed 1.2816.
    """
    found = apart(CAMPS, 0, "for")
    assert found is not None
    assert (found.share, found.share_out, found.times) == (Fraction(2, 3), Fraction(1, 3), 2)
    assert found.test == pytest.approx(0.6 * sqrt(5))
    assert found.against_others == pytest.approx(0.4 / sqrt(0.096))
    assert found.measure == pytest.approx(2 * (0.4 / sqrt(0.096)) * (2 / 3) * 0.6 * sqrt(5))
    assert found.is_kept


def test_each_of_the_two_tests_must_pass() -> None:
    """One member against three: p_test 2√2(2/2 − 1/2) = √2 passes; z: 1 and 1/2, pooled 4/6: 0.5/√(2/9 · 3/4) = 1.225 does not.

    Three of four for it beside three of four: p_test passes as above, and z is 0.
    """
    small = apart([Spoken(1, 0, 1), Spoken(1, 2, 3)], 0, "for")
    alike = apart([Spoken(3, 1, 4), Spoken(3, 1, 4)], 0, "for")
    assert small is not None and alike is not None
    assert small.test == pytest.approx(sqrt(2))
    assert small.against_others == pytest.approx(0.5 / sqrt(1 / 6))
    assert not small.is_kept
    assert alike.test > SIGNIFICANT and alike.against_others == 0
    assert not alike.is_kept


def test_the_test_against_the_others_is_nothing_where_all_say_the_same() -> None:
    found = apart([Spoken(3, 0, 3), Spoken(2, 0, 2)], 0, "for")
    assert found is not None and found.against_others == 0


def test_one_camp_alone_is_apart_from_nobody() -> None:
    assert apart([Spoken(3, 0, 3)], 0, "for") is None


# --------------------------------------------------------- the formulas of Polis' server
# `prop-test`, `two-prop-test` and `passes-by-test?` of its mathematics, written here as they stand there, in plain floats.


def prop_test(succ: float, n: float) -> float:
    succ, n = succ + 1, n + 1
    return 2 * sqrt(n) * (succ / n - 0.5)


def two_prop_test(succ_in: float, succ_out: float, pop_in: float, pop_out: float) -> float:
    succ_in, succ_out, pop_in, pop_out = succ_in + 1, succ_out + 1, pop_in + 1, pop_out + 1
    pi_hat = (succ_in + succ_out) / (pop_in + pop_out)
    if pi_hat == 1:
        return 0
    spread = sqrt(pi_hat * (1 - pi_hat) * (1 / pop_in + 1 / pop_out))
    return (succ_in / pop_in - succ_out / pop_out) / spread


spoken_of_a_camp = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).map(
    lambda drawn: Spoken(drawn[0], drawn[1], sum(drawn))
)


@settings(max_examples=200, deadline=None)
@given(camps=st.lists(spoken_of_a_camp, min_size=2, max_size=5))
def test_figures_are_those_of_polis(camps: list[Spoken]) -> None:
    aware = 1.0
    for camp in camps:
        aware *= (camp.pro + 1) / (camp.spoke + 2)
    found = consensus(camps, "for", as_polis=True)
    assert found is not None and float(found.product) == pytest.approx(aware, rel=1e-12)
    for number, camp in enumerate(camps):
        others = [each for place, each in enumerate(camps) if place != number]
        tried = sum(each.spoke for each in others)
        for side, succeeded in (("for", camp.pro), ("against", camp.against)):
            out = sum(each.on(side) for each in others)
            one = apart(camps, number, side)
            assert one is not None
            expected = (prop_test(succeeded, camp.spoke), two_prop_test(succeeded, out, camp.spoke, tried))
            assert (one.test, one.against_others) == pytest.approx(expected, abs=1e-9)
            ratio = ((succeeded + 1) / (camp.spoke + 2)) / ((out + 1) / (tried + 2))
            assert float(one.times) == pytest.approx(ratio, rel=1e-12)


@settings(max_examples=100, deadline=None)
@given(camps=st.lists(spoken_of_a_camp, min_size=1, max_size=5), turn=st.randoms())
def test_the_order_of_the_camps_changes_no_figure(camps: list[Spoken], turn: object) -> None:
    order = list(range(len(camps)))
    turn.shuffle(order)  # type: ignore[attr-defined]
    turned = [camps[place] for place in order]
    for side in ("for", "against"):
        one, other = consensus(camps, side), consensus(turned, side)
        assert (one is None) == (other is None)
        if one and other:
            assert (one.product, one.least, one.mean) == (other.product, other.least, other.mean)
            assert {order[place] for place in other.least_camps} == set(one.least_camps)
        for place, was in enumerate(order):
            assert apart(turned, place, side) == apart(camps, was, side)
