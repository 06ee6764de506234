"""Networks against the formula in plain Python, and what must hold of every network."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import KgError, UsageError
from kg.networks.asked import Asked, Span, parse_span
from kg.networks.explaining import explain
from kg.networks.mentions import Mentions
from kg.networks.network import Network, network_of, series_of

#: days over a turn of the year, when ISO weeks and months of two years meet
FIRST = date(2023, 12, 20)

rows = st.lists(
    st.tuples(
        st.integers(0, 3),  # actor
        st.integers(0, 3),  # option
        st.sampled_from([3, 2, 1, -1, -2, -3]),
        st.integers(0, 400),  # day
        st.integers(0, 2),  # document
    ),
    max_size=14,
)


def mentions_of(drawn: list[tuple[int, ...]], scale: str) -> Mentions:
    """Return drawn rows as mentions, one statement each, in order of day and statement."""
    if scale == "side":
        drawn = [
            (actor, option, 1 if level > 0 else -1, day, document) for actor, option, level, day, document in drawn
        ]
    ordered = sorted(range(len(drawn)), key=lambda place: (drawn[place][3], place))
    table = np.array([drawn[place] for place in ordered], dtype=np.int64).reshape(-1, 5)
    names = tuple(f"s{place:03}" for place in range(len(drawn)))
    return Mentions(
        ("a", "b", "c", "d"),
        ("w", "x", "y", "z"),
        ("w", "x", "y", "z"),
        np.arange(4),
        names,
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3] + FIRST.toordinal(),
        table[:, 4],
        np.array(ordered, dtype=np.int64),
        np.zeros(len(drawn), dtype=bool),
    )


def kept_rows(mentions: Mentions, rule: str, by_level: bool) -> list[int]:
    """The rule of duplicates as the design says it, one mention after another."""
    seen, kept = set(), []
    for place in range(len(mentions)):
        day = date.fromordinal(int(mentions.day[place]))
        slot: Any = {
            "include": place,
            "document": int(mentions.document[place]),
            "week": day.isocalendar()[:2],
            "month": (day.year, day.month),
            "year": day.year,
            "range": 0,
        }[rule]
        key = (
            int(mentions.actor[place]),
            int(mentions.option[place]),
            slot,
            int(mentions.level[place]) if by_level else 0,
        )
        if key not in seen:
            seen.add(key)
            kept.append(place)
    return kept


def plain_weight(mentions: Mentions, asked: Asked, one: int, other: int) -> float:
    """The weight of two actors by the formulas of the design, in plain Python."""
    counts: Counter[tuple[int, int, int]] = Counter()
    for place in kept_rows(mentions, asked.duplicates, asked.aggregation != "ignore"):
        counts[int(mentions.actor[place]), int(mentions.option[place]), int(mentions.level[place])] += 1
    span = 2 if asked.scale == "side" else 6
    cells = [(j, k) for j in range(4) for k in (3, 2, 1, -1, -2, -3)]

    def summed(i: int, i2: int, share: Any) -> float:
        return sum(
            counts[i, j, k] * counts[i2, j2, k2] * share(abs(k - k2) / span)
            for (j, k), (j2, k2) in product(cells, cells)
            if j == j2
        )

    shares = {
        "ignore": lambda d: 1.0,
        "congruence": lambda d: 1.0 - d,
        "conflict": lambda d: d,
        "subtract": lambda d: 1.0 - 2.0 * d,
    }
    weight = summed(one, other, shares[asked.aggregation])
    n = [sum(counts[i, j, k] for j, k in cells) for i in (one, other)]
    if asked.normalisation == "none":
        return weight
    if asked.normalisation == "average":
        divisor: float = sum(n) / 2
    elif asked.normalisation == "product":
        divisor = n[0] * n[1]
    elif asked.normalisation == "cosine":
        itself = shares["ignore" if asked.aggregation == "ignore" else "congruence"]
        divisor = (summed(one, one, itself) * summed(other, other, itself)) ** 0.5
    else:
        divisor = 0
        for j, k in cells:
            a, b = counts[one, j, k], counts[other, j, k]
            divisor += a * b if a and b else a + b
    return weight / divisor if divisor else 0.0


def weight_of(network: Network, one: str, other: str) -> float:
    """Return a weight, 0 of what is not in the network."""
    return network.weight(one, other) if one in network.rows and other in network.columns else 0.0


one_mode = st.builds(
    Asked,
    aggregation=st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    normalisation=st.sampled_from(["none", "average", "jaccard", "cosine", "product"]),
    scale=st.sampled_from(["side", "stance"]),
    duplicates=st.sampled_from(["include", "document", "week", "month", "year", "range"]),
)


@settings(max_examples=300, deadline=None)
@given(drawn=rows, asked=one_mode)
def test_weights_are_those_of_the_formula(drawn: list[tuple[int, ...]], asked: Asked) -> None:
    mentions = mentions_of(drawn, asked.scale)
    network = network_of(mentions, asked)
    for one, other in product(range(4), repeat=2):
        names = mentions.actors[one], mentions.actors[other]
        expected = 0.0 if one == other else plain_weight(mentions, asked, one, other)
        assert weight_of(network, *names) == pytest.approx(expected, abs=1e-12)
    dense = network.matrix.toarray()
    assert (dense == dense.T).all()
    assert not dense.diagonal().any()
    if asked.normalisation == "cosine":
        least = -1.0 if asked.aggregation == "subtract" else 0.0
        assert ((dense >= least - 1e-12) & (dense <= 1 + 1e-12)).all()


@settings(max_examples=150, deadline=None)
@given(drawn=rows, asked=one_mode, by=st.sampled_from(["actors", "concepts"]))
def test_every_weight_is_the_sum_of_what_explains_it(drawn: list[tuple[int, ...]], asked: Asked, by: str) -> None:
    network = network_of(mentions_of(drawn, asked.scale), replace(asked, by=by))
    for one, other in product(network.rows, repeat=2):
        found = explain(network, one, other)
        assert found.weight == pytest.approx(network.weight(one, other), abs=1e-12)


@settings(max_examples=150, deadline=None)
@given(
    drawn=rows,
    aggregation=st.sampled_from(["ignore", "subtract", "combine"]),
    normalisation=st.sampled_from(["none", "activity", "prominence"]),
)
def test_every_cell_is_the_sum_of_what_explains_it(
    drawn: list[tuple[int, ...]], aggregation: str, normalisation: str
) -> None:
    asked = Asked(mode="two", aggregation=aggregation, normalisation=normalisation)
    network = network_of(mentions_of(drawn, "side"), asked)
    for one, other in product(network.rows, network.columns):
        assert explain(network, one, other).weight == pytest.approx(network.weight(one, other), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(drawn=rows, asked=one_mode, by=st.sampled_from(["actors", "concepts"]), order=st.permutations(range(4)))
def test_other_names_and_another_order_of_them_change_no_weight(
    drawn: list[tuple[int, ...]], asked: Asked, by: str, order: list[int]
) -> None:
    renamed = [(order[actor], order[option], *rest) for actor, option, *rest in drawn]
    one, other = (network_of(mentions_of(each, asked.scale), replace(asked, by=by)) for each in (drawn, renamed))
    names = "abcd" if by == "actors" else "wxyz"
    for (i, first), (j, second) in product(enumerate(names), repeat=2):
        again = weight_of(other, names[order[i]], names[order[j]])
        assert again == pytest.approx(weight_of(one, first, second), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(drawn=rows, scale=st.sampled_from(["side", "stance"]))
def test_congruence_and_conflict_together_are_ignore(drawn: list[tuple[int, ...]], scale: str) -> None:
    mentions = mentions_of(drawn, scale)
    found = [
        network_of(mentions, Asked(aggregation=a, scale=scale)).matrix.toarray()
        for a in ("congruence", "conflict", "ignore")
    ]
    assert found[0] + found[1] == pytest.approx(found[2])


@settings(max_examples=100, deadline=None)
@given(drawn=rows, asked=one_mode)
def test_a_window_over_everything_is_no_window(drawn: list[tuple[int, ...]], asked: Asked) -> None:
    mentions = mentions_of(drawn, asked.scale)
    series = series_of(mentions, replace(asked, window=Span(100, "years")))
    if drawn:
        (only,) = series.windows
        assert (only.matrix.toarray() == series.whole.matrix.toarray()).all()
        assert only.rows == series.whole.rows
        assert only.window is not None and only.window.partial


@settings(max_examples=100, deadline=None)
@given(drawn=rows, kernel=st.sampled_from(["uniform", "epanechnikov", "triangular", "gaussian"]))
def test_a_kernel_of_huge_width_approaches_the_plain_count(drawn: list[tuple[int, ...]], kernel: str) -> None:
    """Over 99,999 days, mentions of some 400 days that lie around the centre are weighed by almost 1."""
    mentions = mentions_of(drawn, "side")
    if not drawn:
        return
    middle = date.fromordinal(int(mentions.day[0])) + timedelta(200)
    asked = Asked(since=middle - timedelta(49_999), kernel=kernel, window=Span(99_999, "days"))
    series = series_of(mentions, asked)
    plain = network_of(mentions, Asked())
    first = series.windows[0]
    for one, other in product("abcd", repeat=2):
        assert weight_of(first, one, other) == pytest.approx(weight_of(plain, one, other), abs=0.03 * len(drawn) ** 2)


@settings(max_examples=60, deadline=None)
@given(drawn=rows, size=st.integers(1, 4))
def test_windows_of_statements_take_each_once(drawn: list[tuple[int, ...]], size: int) -> None:
    mentions = mentions_of(drawn, "side")
    windows = series_of(mentions, Asked(window=Span(size, "statements"))).windows
    assert sum(one.kept for one in windows) == len(drawn)
    assert all(one.kept == size for one in windows[:-1])


def test_the_worked_example_of_the_reference() -> None:
    """A says c+ twice, c− once, d+ once; B says c+ once, d− twice (Leifeld's formulas worked by hand)."""
    drawn = [(0, 0, 1), (0, 0, 1), (0, 0, -1), (0, 1, 1), (1, 0, 1), (1, 1, -1), (1, 1, -1)]
    mentions = mentions_of([(*row, 0, 0) for row in drawn], "side")
    found = {
        a: network_of(mentions, Asked(aggregation=a)).weight("a", "b")
        for a in ("ignore", "congruence", "conflict", "subtract")
    }
    assert found == {"ignore": 5, "congruence": 2, "conflict": 3, "subtract": -1}
    divided = {
        n: network_of(mentions, Asked(aggregation="congruence", normalisation=n)).weight("a", "b")
        for n in ("average", "jaccard", "product", "cosine")
    }
    assert divided == pytest.approx(
        {"average": 2 / 3.5, "jaccard": 2 / 6, "product": 2 / 12, "cosine": 2 / (6 * 5) ** 0.5}
    )


def test_what_the_reference_calls_cosine_is_the_product_of_sums() -> None:
    mentions = mentions_of([(0, 0, 1, 0, 0), (0, 0, 1, 1, 0), (1, 0, 1, 2, 0)], "side")
    asked = Asked(aggregation="congruence", normalisation="cosine")
    assert network_of(mentions, asked).weight("a", "b") == pytest.approx(1)  # 2 ÷ (2 · 1), as norms
    theirs = network_of(mentions, replace(asked, as_dna=True))
    assert theirs.weight("a", "b") == pytest.approx(2 / (2 * 1))
    more = mentions_of([(0, 0, 1, 0, 0), (0, 1, 1, 1, 0), (1, 0, 1, 2, 0)], "side")
    assert network_of(more, asked).weight("a", "b") == pytest.approx(1 / 2**0.5)
    theirs = network_of(more, replace(asked, as_dna=True))
    assert theirs.weight("a", "b") == pytest.approx(1 / (2 * 1))
    assert explain(theirs, "a", "b").divisor == 2


def test_weeks_and_months_of_two_years_are_apart_unless_as_the_reference_has_it() -> None:
    said = [(0, 0, 1, 0, 0), (0, 0, 1, 364, 0), (1, 0, 1, 0, 0)]  # 20 and 18 December: both in ISO week 51
    mentions = mentions_of(said, "side")
    for rule in ("week", "month"):
        asked = Asked(aggregation="congruence", duplicates=rule)
        assert network_of(mentions, asked).weight("a", "b") == 2
        assert network_of(mentions, replace(asked, as_dna=True)).weight("a", "b") == 1


def test_calendar_windows_begin_on_the_calendar() -> None:
    mentions = mentions_of([(0, 0, 1, 0, 0), (1, 0, 1, 20, 0)], "side")  # 20 December and 9 January

    def bounds(window: Span) -> list[tuple[date, date, bool]]:
        found = [one.window for one in series_of(mentions, Asked(window=window)).windows]
        return [(one.first, one.last, one.partial) for one in found if one]

    assert bounds(Span(1, "months")) == [
        (date(2023, 12, 1), date(2023, 12, 31), False),
        (date(2024, 1, 1), date(2024, 1, 9), True),
    ]
    assert bounds(Span(2, "weeks")) == [
        (date(2023, 12, 18), date(2023, 12, 31), False),
        (date(2024, 1, 1), date(2024, 1, 9), True),
    ]
    assert bounds(Span(1, "years"))[0] == (date(2023, 1, 1), date(2023, 12, 31), False)
    assert bounds(Span(21, "days")) == [(date(2023, 12, 20), date(2024, 1, 9), False)]


def test_a_window_keeps_its_length_whatever_the_unit_of_the_stride() -> None:
    mentions = mentions_of([(0, 0, 1, 0, 0), (1, 0, 1, 100, 0)], "side")  # 20 December and 29 March

    def bounds(window: Span, stride: Span) -> list[tuple[date, date]]:
        found = [one.window for one in series_of(mentions, Asked(window=window, stride=stride)).windows]
        return [(one.first, one.last) for one in found if one]

    assert bounds(Span(1, "months"), Span(3, "weeks"))[:3] == [
        (date(2023, 12, 1), date(2023, 12, 31)),
        (date(2023, 12, 22), date(2024, 1, 21)),
        (date(2024, 1, 12), date(2024, 2, 11)),
    ]
    # a month later a week begins on the same day of the month, and from the 31st the days do not creep back
    assert bounds(Span(1, "weeks"), Span(1, "months"))[:2] == [
        (date(2023, 12, 18), date(2023, 12, 24)),
        (date(2024, 1, 18), date(2024, 1, 24)),
    ]
    late = mentions_of([(0, 0, 1, 11, 0), (1, 0, 1, 140, 0)], "side")  # from 31 December
    found = series_of(late, Asked(window=Span(5, "days"), stride=Span(1, "months"))).windows
    assert [one.window.first for one in found if one.window][:4] == [
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
    ]


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"aggregation": "combine"}, "a one-mode network is aggregated by"),
        ({"mode": "two", "normalisation": "jaccard"}, "a two-mode network is divided by"),
        ({"mode": "two", "by": "concepts"}, "--by concepts belongs to one-mode"),
        ({"stride": "1:weeks"}, "--stride belongs to --window"),
        ({"window": "x:weeks"}, "--window “x:weeks” is not valid"),
        ({"window": "1:months", "kernel": "uniform"}, "a kernel is laid over days or weeks"),
        ({"on": "stances", "actors": "people"}, "stances are those of parties"),
        ({"since": "2025-05-01", "until": "2025-04-01"}, "is after --until"),
        ({"attributions": ["rumour"]}, "unknown attribution “rumour”"),
        ({"exclude": ["Atlantis"]}, "nothing is named “Atlantis”"),
        ({"exclude": "Atlantis"}, "nothing is named “Atlantis”"),
        ({"parties": "Atlantis"}, "no party is named “Atlantis”"),
        ({"party": ["Russia"]}, "unknown choice “party”"),
    ],
)
def test_choices_that_do_not_belong_together_are_refused(choices: dict[str, Any], told: str) -> None:
    with pytest.raises(KgError, match=told):
        kg.open().network(**choices)


def test_spans_are_read() -> None:
    assert parse_span("12:statements", "--window") == Span(12, "statements")
    for wrong in ("", "0:days", "-1:days", "3", "3:decades", "1e3:days", "٣:days"):
        with pytest.raises(UsageError):
            parse_span(wrong, "--window")


@pytest.mark.parametrize("question", ["network", "camps", "backbone", "scale"])
def test_each_window_tells_what_was_left_out_on_its_own_days(question: str) -> None:
    asked = getattr(kg.open("example:basin"), question)
    found = asked(window="1:months").to_json()
    own = [asked(since=one["first"], until=one["last"]).to_json()["left_out"] for one in found["windows"]]
    assert [one["left_out"] for one in found["windows"]] == own
    assert 0 < max(own) < sum(own) <= found["left_out"]


@pytest.mark.parametrize("as_dna", [False, True])
@pytest.mark.parametrize("question", ["camps", "backbone", "scale"])
def test_every_question_tells_the_duplicates_of_a_window_as_the_network_does(question: str, as_dna: bool) -> None:
    case = kg.open("example:basin")
    choices: dict[str, Any] = {"window": "1:years", "duplicates": "range", "as_dna": as_dna}
    fallen = [one["fallen"] for one in case.network(**choices).to_json()["windows"]]
    assert sum(fallen) > 0
    assert [one["fallen"] for one in getattr(case, question)(**choices).to_json()["windows"]] == fallen
