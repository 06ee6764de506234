"""Change points: distances between windows worked by hand, and the issues that carry them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_cases import said_in_order

from kg.networks import change_carriers
from kg.networks.asked import Asked, Span
from kg.networks.change_points import Change, changes_of
from kg.networks.network import network_of, series_of

TEN = Span(10, "days")

Row = tuple[str, str, int]

rows = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"), st.sampled_from([1, -1])), min_size=1, max_size=9
)


def changes(*windows: str, issues: str = "", **asked: object) -> tuple[Change, ...]:
    """Return the changes between windows of ten days, each told in words such as ``a+x b-x``; each concept is an issue."""
    said = [(day * 10, word) for day, words in enumerate(windows) for word in words.split()]
    mentions = said_in_order(
        [(word[0], word[2], 1 if word[1] == "+" else -1) for _, word in said], [day for day, _ in said]
    )
    choices = Asked(window=TEN, **asked)  # type: ignore[arg-type]
    return changes_of(series_of(mentions, choices), {name: issues or name for name in mentions.options})


def told(change: Change) -> list[tuple[str, float, float]]:
    return [(part.issue, part.amount, part.share) for part in change.parts]


def test_distances_and_what_carries_them_by_hand() -> None:
    # ab goes from 1 to −1 on x, ac from 0 to 1 on y; eigenvalues 0, 0, 2, then 0, 1, 2
    (change,) = changes("a+x b+x", "a+x b-x a+y c+y")
    assert change.absolute == 3
    assert change.spectral == pytest.approx(1)
    assert told(change) == [("x", 2, pytest.approx(2 / 3)), ("y", 1, pytest.approx(1 / 3))]
    assert change.largest


def test_issues_that_move_against_each_other_carry_more_than_the_distance() -> None:
    (change,) = changes("a+x b+x a+y b-y", "a+x b-x a+y b+y")
    assert (change.absolute, change.spectral) == (0, 0)
    assert told(change) == [("x", 2, 0.5), ("y", 2, 0.5)]
    assert not change.largest


def test_all_largest_changes_are_marked_and_no_other() -> None:
    found = changes("a+x b+x", "", "a+x b+x", "a+x b+x a+y b+y")
    assert [change.absolute for change in found] == [1, 1, 1]
    assert [change.largest for change in found] == [True, True, True]
    found = changes("a+x b+x", "a+x b-x", "a+x b-x a+y")
    assert [(change.absolute, change.largest) for change in found] == [(2, True), (0, False)]
    assert found[1].parts == ()


def test_one_window_has_no_change() -> None:
    assert changes("a+x b+x") == ()
    assert changes_of(series_of(said_in_order([("a", "x", 1)]), Asked()), {"x": "x"}) == ()


def test_a_divided_weight_is_taken_apart_as_it_is_divided() -> None:
    # average: first ab 1 of x ÷ (1 + 1)/2; then ab 1 of x and 1 of y, ÷ (2 + 2)/2
    (change,) = changes("a+x b+x", "a+x b+x a+y b+y", normalisation="average")
    assert change.absolute == 0
    assert told(change) == [("x", 0.5, 0.5), ("y", 0.5, 0.5)]


def test_a_two_mode_network_changes_by_its_cells() -> None:
    # ax from 1 to −1, by from 0 to 1; the spectra of one line and of two: 0, 0, 0, 2 and 0, 0, 2, 2
    (change,) = changes("a+x", "a-x b+y", mode="two", aggregation="subtract")
    assert (change.absolute, change.spectral) == (3, pytest.approx(2))
    assert told(change) == [("x", 2, pytest.approx(2 / 3)), ("y", 1, pytest.approx(1 / 3))]


def test_sides_taken_are_no_numbers() -> None:
    # ax from for to both, by from nothing to against, ay as before
    (change,) = changes("a+x a+y", "a-x a+x a+y b-y", mode="two", aggregation="combine")
    assert (change.absolute, change.spectral) == (2, None)
    assert told(change) == [("x", 1, 0.5), ("y", 1, 0.5)]


def test_a_network_of_concepts_gives_each_end_half_of_a_line() -> None:
    # xy from 1 to 0, xz from 0 to 1
    (change,) = changes("a+x a+y", "a+x a+z", by="concepts")
    assert change.absolute == 2
    assert told(change) == [("x", 1, 0.5), ("y", 0.5, 0.25), ("z", 0.5, 0.25)]


def test_as_dna_compares_shares_of_degrees() -> None:
    # ab alone: ½, ½, 0; then the path b–a–c: ½, ¼, ¼
    (change,) = changes("a+x b+x", "a+x b+x a+y c+y", as_dna=True)
    assert change.spectral == pytest.approx(0.25 + 0.25)


@given(
    st.lists(rows, min_size=2, max_size=3),
    st.sampled_from(["congruence", "conflict", "subtract", "ignore"]),
    st.sampled_from(["none", "average", "jaccard", "cosine", "product"]),
    st.sampled_from([None, "triangular", "gaussian"]),
)
@settings(max_examples=60, deadline=None)
def test_one_issue_carries_all_and_several_at_least_that(
    windows: list[list[Row]], aggregation: str, normalisation: str, kernel: str | None
) -> None:
    said = [(row, place * 10) for place, one in enumerate(windows) for row in one]
    mentions = said_in_order([row for row, _ in said], [day for _, day in said])
    asked = Asked(window=TEN, aggregation=aggregation, normalisation=normalisation, kernel=kernel)
    series = series_of(mentions, asked)
    together = changes_of(series, dict.fromkeys(mentions.options, "all"))
    apart = changes_of(series, {name: name for name in mentions.options})
    for one, several in zip(together, apart, strict=True):
        assert sum(part.amount for part in one.parts) == pytest.approx(one.absolute, abs=1e-8)
        assert sum(part.amount for part in several.parts) >= one.absolute - 1e-8
        assert sum(part.share for part in several.parts) == pytest.approx(1 if several.parts else 0)
        assert one.absolute == several.absolute
        assert [part.amount for part in several.parts] == sorted((p.amount for p in several.parts), reverse=True)


@given(
    st.lists(rows, min_size=2, max_size=2),
    st.sampled_from(["congruence", "conflict", "subtract", "ignore"]),
    st.sampled_from(["none", "average", "jaccard", "cosine"]),
    st.sampled_from([None, "triangular"]),
)
@settings(max_examples=50, deadline=None)
def test_issues_of_many_pairs_and_of_few_are_worked_out_alike(
    windows: list[list[Row]], aggregation: str, normalisation: str, kernel: str | None
) -> None:
    said = [(row, place * 10) for place, one in enumerate(windows) for row in one]
    mentions = said_in_order([row for row, _ in said], [day for _, day in said])
    series = series_of(mentions, Asked(window=TEN, aggregation=aggregation, normalisation=normalisation, kernel=kernel))
    issues = {name: "wx" if name in "wx" else "yz" for name in mentions.options}
    found = []
    for few, at_once in ((4_000, 4_000_000), (4_000, 1), (-1, 1)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(change_carriers, "_FEW", few)
            patch.setattr(change_carriers, "_AT_ONCE", at_once)
            found.append([{part.issue: part.amount for part in change.parts} for change in changes_of(series, issues)])
    for other in found[1:]:
        assert other == [pytest.approx(amounts) for amounts in found[0]]


@given(rows, rows)
@settings(max_examples=40, deadline=None)
def test_what_an_issue_carries_is_the_distance_of_its_own_networks(one: list[Row], other: list[Row]) -> None:
    mentions = said_in_order([*one, *other], [*[0] * len(one), *[10] * len(other)])
    (change,) = changes_of(series_of(mentions, Asked(window=TEN)), {name: name for name in mentions.options})
    for part in change.parts:
        before, after = (
            {frozenset(pair): weight for *pair, weight in network_of(said_in_order(said), Asked()).edges()}
            for said in ([row for row in window if row[1] == part.issue] for window in (one, other))
        )
        apart = sum(abs(before.get(pair, 0) - after.get(pair, 0)) for pair in {*before, *after})
        assert part.amount == pytest.approx(apart)
