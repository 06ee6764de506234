"""The backbone of concepts: spectra and losses worked by hand, every set tried plainly, and the reference's sequence."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from dna_formulas import Row as Coded
from dna_formulas import nested_backbone
from hypothesis import given, settings
from hypothesis import strategies as st
from network_cases import said_in_order, said_of

from kg.errors import LimitError
from kg.networks.asked import Asked
from kg.networks.backbone import nested
from kg.networks.concept_parts import ConceptParts, parts_of
from kg.networks.dna_backbone import nested_as_dna
from kg.networks.every_set import best, seconds_for, sets_of
from kg.networks.network import network_of
from kg.networks.spectrum import degree_spectra, least_distances, spectra, spectral_distance

CONGRUENCE = Asked(aggregation="congruence")

Row = tuple[str, str, int]

rows = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("uvwxyz"), st.sampled_from([1, -1])), min_size=1, max_size=20
)


def weights(*lines: str) -> np.ndarray:  # type: ignore[type-arg]
    """Return the matrix of lines such as ``ab2`` or ``bc-1``."""
    names = sorted({name for one in lines for name in one[:2]})
    found = np.zeros((len(names), len(names)))
    for one in lines:
        i, j = names.index(one[0]), names.index(one[1])
        found[i, j] = found[j, i] = float(one[2:] or 1)
    return found


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (["ab"], [0, 2]),
        (["ab5"], [0, 2]),
        (["ab-1"], [0, 2]),
        (["ab", "bc"], [0, 1, 2]),
        (["ab", "bc", "ac"], [0, 1.5, 1.5]),
        (["ab", "bc", "ac-1"], [0.5, 0.5, 2]),
        (["ab", "ac", "ad", "bc", "bd", "cd"], [0, 4 / 3, 4 / 3, 4 / 3]),
        (["ab", "cd"], [0, 0, 2, 2]),
        (["ab2", "ac", "bc"], [0, 4 / 3, 5 / 3]),
        (["ab", "cd0"], [0, 0, 0, 2]),
    ],
    ids=["two", "two-heavy", "two-against", "path", "triangle", "unbalanced", "four", "pairs", "heavy", "isolates"],
)
def test_spectra_worked_by_hand(lines: list[str], values: list[float]) -> None:
    assert spectra(weights(*lines)) == pytest.approx(values, abs=1e-12)


def test_a_spectrum_does_not_see_who_is_who_nor_how_much_is_said() -> None:
    one, other = spectra(weights("ab", "bc", "cd")), spectra(weights("ca3", "ad3", "db3"))
    assert spectral_distance(one, other) == pytest.approx(0, abs=1e-12)


def test_a_concept_that_carries_a_bloc_stays_longest() -> None:
    # x joins a, b and c; y joins a and b again. Full: ab 2, ac 1, bc 1, eigenvalues 0, 4/3, 5/3
    parts = parts_of(said_of("a+x b+x c+x a-y b-y"), CONGRUENCE)
    first, last = nested(parts)
    assert (first.concept, first.size, first.mentions, first.tied) == ("y", 1, 3, 1)
    # without y: a triangle, 0, 3/2, 3/2; ab falls from 2 to 1
    assert first.loss == pytest.approx(1 / 6 + 1 / 6)
    assert first.edges == pytest.approx(1)
    # y alone: one line and an isolate, 0, 0, 2
    assert first.redundant_loss == pytest.approx(4 / 3 + 1 / 3)
    assert (last.concept, last.size, last.mentions) == ("x", 0, 0)
    assert last.loss == pytest.approx(3)
    assert last.edges == pytest.approx(4)
    assert last.redundant_loss == pytest.approx(0)
    found = best(parts, 1)
    assert found is not None
    assert found.concepts == ("x",)
    assert (found.loss, found.edges, found.tied) == (first.loss, first.edges, 1)


def test_what_says_the_same_twice_is_redundant() -> None:
    # two blocs: x and z join a and b alike, y joins c and d: 0, 0, 2, 2 with and without one of x and z
    parts = parts_of(said_of("a+x b+x a+z b+z c-y d-y"), CONGRUENCE)
    first, second, third = nested(parts)
    assert (first.concept, first.loss, first.tied) == ("z", 0, 2)
    # one bloc is lost: 0, 0, 0, 2
    assert (second.loss, second.tied) == (pytest.approx(2), 2)
    assert third.loss == pytest.approx(4)
    pair = best(parts, 2)
    assert pair is not None
    assert (pair.concepts, pair.loss, pair.tied) == (("x", "y"), 0, 2)
    assert pair.edges == pytest.approx(1)


def test_a_concept_of_one_actor_costs_nothing() -> None:
    parts = parts_of(said_of("a+x b+x c+y"), CONGRUENCE)
    assert parts.actors == ("a", "b", "c")
    assert [(step.concept, step.loss, step.edges) for step in nested(parts)] == [("y", 0, 0), ("x", 2, 1)]


def test_each_concept_that_leaves_is_told() -> None:
    told: list[tuple[int, int]] = []
    nested(parts_of(said_of("a+x b+x c+y"), CONGRUENCE), tell=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_nothing_said_has_no_backbone() -> None:
    assert nested(parts_of(said_of(""), CONGRUENCE)) == ()
    assert nested_as_dna(parts_of(said_of(""), CONGRUENCE), np.arange(0), np.arange(0)) == ()


@given(
    rows,
    st.sampled_from(["congruence", "conflict", "subtract", "ignore"]),
    st.sampled_from(["none", "average", "jaccard", "cosine", "product"]),
    st.sampled_from(["include", "range"]),
)
@settings(max_examples=80)
def test_parts_put_together_are_the_network_of_the_concepts(
    said: list[Row], aggregation: str, normalisation: str, duplicates: str
) -> None:
    asked = Asked(aggregation=aggregation, normalisation=normalisation, duplicates=duplicates)
    whole = network_of(said_in_order(said), asked)
    parts = parts_of(whole.mentions, asked)
    assert parts.all() == pytest.approx(whole.matrix.toarray())
    half = [name for place, name in enumerate(parts.concepts) if place % 2]
    of_half = network_of(said_in_order([row for row in said if row[1] in half]), asked)
    ours = parts.of_sets([[float(name in half) for name in parts.concepts]])[0]
    for one, other in combinations(of_half.rows, 2):
        places = parts.actors.index(one), parts.actors.index(other)
        assert ours[places] == pytest.approx(of_half.weight(one, other))
    assert ours.sum() == pytest.approx(of_half.matrix.sum())


def plain_loss(said: Sequence[Row], kept: Sequence[str], aggregation: str) -> float:
    """The loss by the definition, one set of concepts at a time."""
    actors = sorted({row[0] for row in said})

    def eigenvalues(concepts: Sequence[str]) -> list[float]:
        w = np.zeros((len(actors), len(actors)))
        for (one, concept, level), (other, concept2, level2) in combinations(said, 2):
            if one != other and concept == concept2 and concept in concepts:
                share = float(level == level2) if aggregation == "congruence" else float(level * level2)
                i, j = actors.index(one), actors.index(other)
                w[i, j] += share
                w[j, i] += share
        degrees = [sum(abs(value) for value in row) for row in w]
        laplacian = np.array(
            [
                [
                    0.0 if not degrees[i] or not degrees[j] else (i == j) - w[i, j] / math.sqrt(degrees[i] * degrees[j])
                    for j in range(len(actors))
                ]
                for i in range(len(actors))
            ]
        )
        return sorted(float(value.real) for value in np.linalg.eigvals(laplacian))

    full = sorted({row[1] for row in said})
    return sum(abs(one - other) for one, other in zip(eigenvalues(full), eigenvalues(kept), strict=True))


@given(rows, st.sampled_from(["congruence", "subtract"]))
@settings(max_examples=30, deadline=None)
def test_the_best_of_a_size_is_the_best_of_all_its_sets(said: list[Row], aggregation: str) -> None:
    parts = parts_of(said_in_order(said), Asked(aggregation=aggregation))
    of_size = {step.size: step.loss for step in nested(parts)}
    for size in range(len(parts) + 1):
        losses = {kept: plain_loss(said, kept, aggregation) for kept in combinations(parts.concepts, size)}
        least = min(losses.values())
        near = [kept for kept, loss in losses.items() if loss < least + 1e-6]
        for bound in (np.inf, of_size.get(size, 0.0)):
            found = best(parts, size, bound=bound)
            assert found is not None
            assert found.loss == pytest.approx(least, abs=1e-6)
            assert found.tied == len(near)
            assert found.concepts == near[0]
        assert of_size.get(size, 0.0) >= least - 1e-6


@given(rows)
@settings(max_examples=40)
def test_each_step_leaves_out_the_concept_that_costs_least(said: list[Row]) -> None:
    parts = parts_of(said_in_order(said), CONGRUENCE)
    kept = list(parts.concepts)
    for step in nested(parts):
        losses = {name: plain_loss(said, [one for one in kept if one != name], "congruence") for name in kept}
        least = min(losses.values())
        tied = [name for name, loss in losses.items() if loss < least + 1e-6]
        assert step.concept == tied[-1]
        assert (step.tied, step.loss) == (len(tied), pytest.approx(least, abs=1e-6))
        kept.remove(step.concept)
        assert step.size == len(kept)
        assert step.mentions == sum(row[1] in kept for row in said)


@given(rows, st.permutations("abcde"), st.randoms())
@settings(max_examples=40)
def test_losses_do_not_know_names_nor_order(said: list[Row], names: list[str], chance: object) -> None:
    renamed = [(names["abcde".index(actor)], concept, level) for actor, concept, level in said]
    chance.shuffle(renamed)  # type: ignore[attr-defined]
    one, other = (nested(parts_of(said_in_order(each), CONGRUENCE)) for each in (said, renamed))
    assert [step.loss for step in one] == pytest.approx([step.loss for step in other], abs=1e-9)
    assert [(step.concept, step.tied) for step in one] == [(step.concept, step.tied) for step in other]


@given(rows, rows)
@settings(max_examples=60)
def test_a_bound_is_never_above_the_distance(one: list[Row], other: list[Row]) -> None:
    matrices = np.zeros((2, 5, 5))
    for matrix, said in zip(matrices, (one, other), strict=True):
        network = network_of(said_in_order(said), Asked())
        places = ["abcde".index(name) for name in network.rows]
        matrix[np.ix_(places, places)] = network.matrix.toarray()
    distance = spectral_distance(*spectra(matrices))
    assert least_distances(matrices[:1], matrices[1])[0] <= distance + 1e-9


@given(st.lists(st.integers(0, 4), max_size=8), st.integers(0, 8))
def test_sets_that_differ_in_kinds_stand_for_all(kinds: list[int], size: int) -> None:
    places = [[at for at, kind in enumerate(kinds) if kind == one] for one in sorted(set(kinds))]
    every: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for chosen in combinations(range(len(kinds)), size):
        every.setdefault(tuple(sorted(kinds[at] for at in chosen)), []).append(chosen)
    found = list(sets_of(places, size))
    assert {(tuple(chosen), ways) for chosen, ways in found} == {(alike[0], len(alike)) for alike in every.values()}
    assert len(found) == len(every)


def test_kinds_make_a_search_of_many_alike_concepts_short() -> None:
    # forty concepts of which thirty-eight join nobody
    said = " ".join(f"a+{name}" for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZcdefghijkmno")
    parts = parts_of(said_of(f"a+x b+x c-y d-y {said}"), CONGRUENCE)
    assert len(parts) == 40
    assert seconds_for(parts, (20,)) < 0.01
    found = best(parts, 20)
    assert found is not None
    assert (found.loss, found.tied) == (0, math.comb(38, 18))


def test_a_search_ends_at_its_limit() -> None:
    parts = parts_of(said_of("a+x b+x a+y b+y"), CONGRUENCE)
    assert best(parts, 1, until=time.monotonic() - 1) is None
    assert seconds_for(parts, (1,)) < seconds_for(parts, (0, 1, 2))


def test_too_much_work_is_refused_in_one_line() -> None:
    none = np.zeros((0, 0, 0))
    huge = ConceptParts(tuple(map(str, range(500))), tuple(map(str, range(5000))), np.zeros(5000), none, None, "none")
    with pytest.raises(LimitError, match="5,000 concepts of 500 actors are too many") as caught:
        nested(huge, "case.ttl")
    assert "\n" not in str(caught.value)


@given(
    rows,
    st.sampled_from(["congruence", "conflict", "subtract", "ignore"]),
    st.sampled_from(["none", "average", "jaccard", "product"]),
)
@settings(max_examples=60, deadline=None)
def test_as_dna_is_the_reference_s_sequence_with_its_losses(
    said: list[Row], aggregation: str, normalisation: str
) -> None:
    asked = Asked(aggregation=aggregation, normalisation=normalisation, as_dna=True)
    parts = parts_of(said_in_order(said), asked)
    steps = nested_as_dna(parts, np.arange(len(parts)), np.arange(len(parts.actors)))
    coded = [
        Coded(place, date(2031, 1, 1), 1, "", actor, concept, max(level, 0))
        for place, (actor, concept, level) in enumerate(said)
    ]
    theirs = {"none": "no", "product": "cosine"}.get(normalisation, normalisation)
    expected = nested_backbone(coded, "organization", "concept", aggregation, theirs, [0, 1])
    assert [(step.concept, step.loss, step.redundant_loss, step.mentions) for step in steps] == expected
    assert [step.size for step in steps] == list(range(len(parts)))[::-1]


def test_as_dna_takes_the_order_of_labels() -> None:
    # x and y cost the same; the last label leaves first
    parts = parts_of(said_of("a+x b+x c+y d+y"), CONGRUENCE)
    assert [step.concept for step in nested_as_dna(parts, np.array([0, 1]), np.arange(4))] == ["y", "x"]
    assert [step.concept for step in nested_as_dna(parts, np.array([1, 0]), np.arange(4))] == ["x", "y"]


def test_shares_of_degrees_leave_negative_weights_out() -> None:
    # a star with one line against: degrees 1, 1 and 0 of 2
    assert degree_spectra(weights("ab", "ac-1")) == pytest.approx([0.5, 0.5, 0])
    assert list(degree_spectra(np.zeros((2, 2)))) == [0, 0]


def test_sets_that_lose_as_little_are_counted_over_all_sets() -> None:
    # sixteen concepts that join nobody: each of the 8,008 sets of six loses nothing
    found = best(parts_of(said_of(" ".join(f"a+{name}" for name in "abcdefghijklmnop")), CONGRUENCE), 6)
    assert found is not None
    assert (found.loss, found.tied, "".join(found.concepts)) == (0, 8008, "abcdef")
