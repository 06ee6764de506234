"""Balance, polarisation, communities, brokers and blockers: by hand, by trying every split, and as properties."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations, product
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import position

from kg.analysis.blockers import blockers_of
from kg.analysis.conditions import GroupStances
from kg.analysis.ground import open_options
from kg.networks.balance import balance, best_balance
from kg.networks.brokers import brokers_of
from kg.networks.communities import clustered, louvain
from kg.networks.cutting import cut, eigenvalue_bound
from kg.networks.dna_polarisation import dna_distance, dna_polarisation
from kg.networks.mentions import Ints
from kg.networks.polarisation import highest_polarisation, polarisation
from kg.networks.splits import best_split, value_of

CaseOf = Callable[..., Any]

#: seconds that no search of these needs
ENOUGH = 60.0


def symmetric(size: int, values: dict[tuple[int, int], int]) -> Ints:
    """Return weights of pairs as a symmetric matrix."""
    found = np.zeros((size, size), dtype=np.int64)
    for (one, other), weight in values.items():
        found[one, other] = found[other, one] = weight
    return found


def splits(size: int) -> list[Ints]:
    """Return every split once, of a split and its mirror image that with the first actor's side 1."""
    return [np.array((1, *rest), dtype=np.int64) for rest in product((1, -1), repeat=size - 1)]


def two_blocs(first: int, second: int) -> tuple[Ints, Ints, Ints]:
    """Return congruence inside two blocs, conflict between them, and their split."""
    sides = np.array([1] * first + [-1] * second, dtype=np.int64)
    same = np.outer(sides, sides) > 0
    congruence = same.astype(np.int64)
    np.fill_diagonal(congruence, 0)
    return congruence, (~same).astype(np.int64), sides


@st.composite
def networks(draw: st.DrawFn, most: int = 8) -> tuple[Ints, Ints]:
    """Draw congruence and conflict of some actors."""
    size = draw(st.integers(1, most))
    pairs = list(combinations(range(size), 2))
    few = st.lists(st.integers(0, 4), min_size=len(pairs), max_size=len(pairs))
    drawn = (draw(few), draw(few))
    one, other = (symmetric(size, dict(zip(pairs, values, strict=True))) for values in drawn)
    return one, other


# ------------------------------------------------------------------ balance and polarisation


@pytest.mark.parametrize(("first", "second"), [(a, n - a) for n in range(2, 9) for a in range(1, n) if a >= n - a])
def test_two_ideal_blocs_are_balanced_and_polarised_on_their_split_alone(first: int, second: int) -> None:
    congruence, conflict, sides = two_blocs(first, second)
    for split in splits(first + second):
        ours = (split == sides).all()
        assert (balance(congruence, conflict, split) == 1.0) == ours
        told = polarisation(congruence, conflict, split)
        assert told is None if not congruence.any() else (told == 1.0) == ours
    found = best_balance(congruence, conflict, ENOUGH)
    assert (found.sides == sides).all()
    assert (found.proven, found.ties, found.other) == (True, 1, False)
    most = highest_polarisation(congruence, conflict, ENOUGH)
    assert most is None if not congruence.any() else (most.sides == sides).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_two_ideal_blocs_of_any_weights_are_so_too(first: int, second: int, data: st.DataObject) -> None:
    congruence, conflict, sides = two_blocs(first, second)
    size = first + second
    weights = symmetric(size, {pair: data.draw(st.integers(1, 9)) for pair in combinations(range(size), 2)})
    order = np.array(data.draw(st.permutations(range(size))))
    congruence, conflict, sides = (
        (weights * congruence)[np.ix_(order, order)],
        (weights * conflict)[np.ix_(order, order)],
        sides[order],
    )
    found = best_balance(congruence, conflict, ENOUGH)
    assert balance(congruence, conflict, np.array(found.sides)) == 1.0
    assert abs(int(np.array(found.sides) @ sides)) == size
    others = [split for split in splits(size) if abs(int(split @ sides)) != size]
    assert all(balance(congruence, conflict, split) < 1 for split in others)  # type: ignore[operator]


def test_full_agreement_is_balanced_and_not_polarised() -> None:
    congruence, nothing = two_blocs(4, 0)[0], np.zeros((4, 4), dtype=np.int64)
    found = best_balance(congruence, nothing, ENOUGH)
    assert found.sides == (1, 1, 1, 1)
    assert balance(congruence, nothing, np.array(found.sides)) == 1.0
    assert polarisation(congruence, nothing, np.array(found.sides)) is None
    assert highest_polarisation(congruence, nothing, ENOUGH) is None


def test_nothing_that_is_compared_has_no_balance() -> None:
    nothing = np.zeros((2, 2), dtype=np.int64)
    assert balance(nothing, nothing, np.array([1, -1])) is None
    assert best_balance(np.zeros((0, 0), dtype=np.int64), np.zeros((0, 0), dtype=np.int64), ENOUGH).sides == ()


def test_agreement_and_conflict_of_one_pair_both_count() -> None:
    # a and b agree twice and differ once: together Σ(C − F)·s·s = 1 of 3; a net weight of 1 would be balanced
    congruence, conflict = symmetric(2, {(0, 1): 2}), symmetric(2, {(0, 1): 1})
    assert balance(congruence, conflict, np.array([1, 1])) == pytest.approx(1 / 3)
    assert best_balance(congruence, conflict, ENOUGH).sides == (1, 1)


def test_of_splits_alike_in_both_the_more_even_is_taken() -> None:
    # a and b agree as often as they differ: together or apart, balance and polarisation are 0
    once = symmetric(2, {(0, 1): 1})
    found = best_balance(once, once, ENOUGH)
    assert (found.value, found.sides, found.also) == (0, (1, -1), ((1, 1),))


def test_balance_and_polarisation_by_hand() -> None:
    # a–b agree 3, c–d agree 1, a–c differ 2, b–d differ 1, b–c agree 1
    congruence = symmetric(4, {(0, 1): 3, (2, 3): 1, (1, 2): 1})
    conflict = symmetric(4, {(0, 2): 2, (1, 3): 1})
    sides = np.array([1, 1, -1, -1])
    # (3 + 1 − 1 + 2 + 1) ÷ 8; all 3 of conflict across less 1 of 5 of congruence
    assert balance(congruence, conflict, sides) == 6 / 8
    assert polarisation(congruence, conflict, sides) == pytest.approx(1 - 1 / 5)
    found = best_balance(congruence, conflict, ENOUGH)
    assert found.sides == (1, 1, -1, -1)
    # 1 − 2·L ÷ Σ with the line index L = 1: the agreement of b and c across
    assert found.value / 8 == 1 - 2 * 1 / 8


def test_three_that_all_differ_tie_in_three_ways() -> None:
    conflict = 1 - np.eye(3, dtype=np.int64)
    found = best_balance(np.zeros((3, 3), dtype=np.int64), conflict, ENOUGH)
    # one pair of three must be together: (1 + 1 − 1) ÷ 3, whichever it is
    assert (found.value, found.ties, found.other) == (1, 3, True)
    assert {found.sides, *found.also} == {(1, 1, -1), (1, -1, 1), (-1, 1, 1)}


def test_each_part_that_nothing_joins_with_the_rest_may_be_turned_round() -> None:
    # a and b differ, c and d agree, e is compared with nobody
    congruence, conflict = symmetric(5, {(2, 3): 1}), symmetric(5, {(0, 1): 1})
    found = best_balance(congruence, conflict, ENOUGH)
    assert (found.value, found.part, found.ties, found.other) == (2, (0, 0, 1, 1, -1), 2, True)
    # the larger camps stand together: c and d with a, the first of two alike
    assert found.sides[:4] == (1, -1, 1, 1)


@settings(max_examples=120, deadline=None)
@given(networks(most=9))
def test_the_largest_balance_is_that_of_every_split_tried(network: tuple[Ints, Ints]) -> None:
    congruence, conflict = network
    found = best_balance(congruence, conflict, ENOUGH)
    tried = [value_of(congruence - conflict, split) for split in splits(len(congruence))]
    assert found.value == max(tried) == value_of(congruence - conflict, np.array(found.sides))
    assert found.proven
    compared = (congruence + conflict).any(axis=1)
    alone = max(int((~compared).sum()) - (0 if compared.any() else 1), 0)
    assert found.ties * 2**alone == tried.count(max(tried))
    of_best = [s for s, value in zip(splits(len(congruence)), tried, strict=True) if value == max(tried)]
    if congruence.any() and conflict.any():
        most = max(polarisation(congruence, conflict, split) for split in of_best)  # type: ignore[type-var]
        assert polarisation(congruence, conflict, np.array(found.sides)) == most
        highest = highest_polarisation(congruence, conflict, ENOUGH)
        every = [polarisation(congruence, conflict, split) for split in splits(len(congruence))]
        assert highest is not None
        assert polarisation(congruence, conflict, np.array(highest.sides)) == max(every)  # type: ignore[type-var]


@settings(max_examples=12, deadline=None)
@given(st.integers(10, 12), st.integers(0, 2**32 - 1))
def test_the_largest_balance_of_twelve_is_that_of_every_split_tried(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    congruence, conflict = (np.triu(random.integers(0, 5, (size, size)), 1) for _ in range(2))
    congruence, conflict = congruence + congruence.T, conflict + conflict.T
    tried = [value_of(congruence - conflict, split) for split in splits(size)]
    found = best_balance(congruence, conflict, ENOUGH)
    assert (found.value, found.ties) == (max(tried), tried.count(max(tried)))


@settings(max_examples=60, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_the_order_of_actors(network: tuple[Ints, Ints], random: object) -> None:
    congruence, conflict = network
    order = list(range(len(congruence)))
    random.shuffle(order)  # type: ignore[attr-defined]
    grid = np.ix_(order, order)
    first = best_balance(congruence, conflict, ENOUGH)
    other = best_balance(congruence[grid], conflict[grid], ENOUGH)
    assert (first.value, first.ties, first.other, max(first.part)) == (
        other.value,
        other.ties,
        other.other,
        max(other.part),
    )
    assert len(first.also) == len(other.also)
    one = polarisation(congruence, conflict, np.array(first.sides))
    assert one == polarisation(congruence[grid], conflict[grid], np.array(other.sides))
    assert clustered(congruence, conflict).groups or not order


# ------------------------------------------------------------------ larger networks


@settings(max_examples=40, deadline=None)
@given(networks(most=9))
def test_the_program_finds_what_trying_every_split_finds(network: tuple[Ints, Ints]) -> None:
    weights = network[0] - network[1]
    if len(weights) < 3:
        return
    tried = [value_of(weights, split) for split in splits(len(weights))]
    found = cut(weights, network[0], ENOUGH)
    assert (found.value, found.bound) == (max(tried), max(tried))
    assert found.other == (tried.count(max(tried)) > 1)


def blocs_with_noise(size: int, seed: int) -> tuple[Ints, Ints]:
    """Return what actors of two blocs say on 30 options: four of ten are heard, one of seven against its bloc."""
    random = np.random.default_rng(seed)
    bloc, word = random.integers(0, 2, size), random.choice([-1, 1], (2, 30))
    said = np.where(random.random((size, 30)) < 1 / 7, -1, 1) * word[bloc] * (random.random((size, 30)) < 0.4)
    yes, no = (said > 0).astype(np.int64), (said < 0).astype(np.int64)
    congruence, conflict = yes @ yes.T + no @ no.T, yes @ no.T + no @ yes.T
    np.fill_diagonal(congruence, 0)
    return congruence, conflict


def test_forty_actors_are_split_with_proof() -> None:
    congruence, conflict = blocs_with_noise(40, 3)
    found = best_balance(congruence, conflict, ENOUGH)
    assert found.proven
    assert found.bound == found.value


def test_without_time_a_bound_is_said() -> None:
    congruence, conflict = blocs_with_noise(40, 3)
    found, proven = (best_balance(congruence, conflict, limit) for limit in (0.0, ENOUGH))
    assert found.value <= proven.value <= found.bound < (congruence + conflict).sum() / 2
    assert (found.ties, found.other) == (0, None)


@settings(max_examples=40, deadline=None)
@given(networks())
def test_no_split_exceeds_the_bound_of_eigenvalues(network: tuple[Ints, Ints]) -> None:
    weights = network[0] - network[1]
    assert max(value_of(weights, split) for split in splits(len(weights))) <= eigenvalue_bound(weights) + 1e-9


def test_of_tied_splits_of_a_larger_network_the_one_that_is_asked_for_is_taken() -> None:
    # 21 actors in a chain of 20 lines; 0 and 2 differ; 21 agrees and differs with 0, and stands with it or not
    congruence = symmetric(22, {(place, place + 1): 1 for place in range(20)} | {(0, 21): 1})
    conflict = symmetric(22, {(0, 21): 1, (0, 2): 1})
    weights, then = congruence - conflict, congruence - 10 * conflict
    found = best_split(weights, then, congruence + conflict > 0, ENOUGH)
    # all together: 20 − 1; a cut beside 1, which puts 0 and 2 apart: 18 + 1 too
    assert (found.value, found.other) == (19, True)
    # with 0 and 2 apart, and 0 and 21: 18 of the chain + 10 + 9
    assert value_of(then, np.array(found.sides)) == 37


# ------------------------------------------------------------------ the reference's figure


def test_the_reference_s_figure_is_a_distance_from_the_ideal_split() -> None:
    congruence, conflict, _ = two_blocs(3, 3)
    first = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])
    # ½ · (12 pairs inside · ½ + 18 pairs across · ½) ÷ (12 + 18)
    assert dna_distance(congruence, conflict, first) == pytest.approx(0.25)
    # the mixed split is farther away, and wins: as in the letter
    assert dna_polarisation(congruence, conflict) == pytest.approx(0.517, abs=5e-4)
    assert dna_polarisation(congruence[:2, :2], conflict[:2, :2]) is None
    assert dna_distance(congruence * 0, conflict * 0, first) == 0.0


# ------------------------------------------------------------------ communities and brokers


def test_three_pairs_are_three_communities() -> None:
    congruence = symmetric(6, {(0, 1): 2, (2, 3): 1, (4, 5): 3})
    conflict = symmetric(6, {pair: 1 for pair in combinations(range(6), 2) if pair not in ((0, 1), (2, 3), (4, 5))})
    assert clustered(congruence, conflict).groups == ((0, 1), (2, 3), (4, 5))
    assert clustered(congruence, conflict).score == 6
    assert louvain(congruence, conflict).groups == ((0, 1), (2, 3), (4, 5))


def test_a_grouping_with_more_than_the_greedy_one_is_told() -> None:
    # the greedy method joins b with c for 5, and then a and d stay out, for 4 − 9 and 4 − 9; apart, {a, b} and {c, d} have 4 + 4
    congruence = symmetric(4, {(1, 2): 5, (0, 1): 4, (2, 3): 4})
    conflict = symmetric(4, {(0, 2): 9, (1, 3): 9, (0, 3): 1})
    found = clustered(congruence, conflict)
    assert (found.groups, found.score, found.highest) == (((1, 2), (0,), (3,)), 5, 8)


@settings(max_examples=60, deadline=None)
@given(networks(most=5))
def test_the_highest_grouping_is_that_of_every_grouping_tried(network: tuple[Ints, Ints]) -> None:
    congruence, conflict = network
    weights, compared = congruence - conflict, congruence + conflict > 0
    size = len(weights)
    best = 0
    for labels in product(range(size), repeat=size):
        together = [(i, j) for i, j in combinations(range(size), 2) if labels[i] == labels[j]]
        if all(compared[i, j] for i, j in together):
            best = max(best, sum(int(weights[i, j]) for i, j in together))
    found = clustered(congruence, conflict)
    assert found.highest == best
    assert found.score is not None
    assert found.score <= best


def test_modularity_of_two_pairs_by_hand() -> None:
    # two lines of weight 1: each pair has half of the weight, 2 · (1/2 − (2/4)²) = 1/2
    found = louvain(symmetric(4, {(0, 1): 1, (2, 3): 1}), np.zeros((4, 4), dtype=np.int64))
    assert (found.groups, found.score) == (((0, 1), (2, 3)), 0.5)


def test_without_agreement_each_is_alone() -> None:
    conflict = 1 - np.eye(3, dtype=np.int64)
    nothing = np.zeros((3, 3), dtype=np.int64)
    assert louvain(nothing, conflict).groups == ((0,), (1,), (2,))
    assert louvain(nothing, conflict).score is None
    assert clustered(nothing, conflict).groups == ((0,), (1,), (2,))


def test_who_agrees_with_both_ends_of_a_line_is_between_them() -> None:
    # a – b – c with C 2 and 4, and a – c with C 1: 1/2 + 1/4 is shorter than 1
    congruence = symmetric(3, {(0, 1): 2, (1, 2): 4, (0, 2): 1})
    found = brokers_of(congruence, np.array([1, 1, -1]))
    assert [(one.actor, one.betweenness) for one in found] == [(1, 1.0), (0, 0.0), (2, 0.0)]
    # b agrees 2 with a, the other of its camp, and 4 with c, the one of the other
    assert (found[0].with_first, found[0].with_second) == (2.0, 4.0)
    # c has nobody else in its camp; with a and b it has (1 + 4) ÷ 2
    assert (found[2].with_first, found[2].with_second) == (2.5, None)


def test_paths_of_the_same_length_share_what_lies_between() -> None:
    # a – d directly has C 1, length 1; by b and c 1/3 + 1/3 + 1/3, the same: each of b and c has half of the pair (a, d)
    congruence = symmetric(4, {(0, 3): 1, (0, 1): 3, (1, 2): 3, (2, 3): 3})
    between = {one.actor: one.betweenness for one in brokers_of(congruence, np.array([1, 1, 1, 1]))}
    # b: half of (a, d), all of (a, c): 1.5 of the 3 pairs of others
    assert between == {0: 0.0, 1: 0.5, 2: 0.5, 3: 0.0}


@settings(max_examples=100, deadline=None)
@given(networks())
def test_betweenness_is_that_of_networkx(network: tuple[Ints, Ints]) -> None:
    congruence = network[0]
    graph = nx.Graph()
    graph.add_nodes_from(range(len(congruence)))
    # weights are up to 4: in twelfths all lengths are whole, so that networkx sees ties too
    graph.add_weighted_edges_from(
        (one, other, 12 // int(congruence[one, other]))
        for one, other in combinations(range(len(congruence)), 2)
        if congruence[one, other]
    )
    expected = nx.betweenness_centrality(graph, weight="weight")
    found = {one.actor: one.betweenness for one in brokers_of(congruence, np.ones(len(congruence), dtype=np.int64))}
    assert found == pytest.approx(expected, abs=1e-11)


def test_lengths_without_a_common_unit_tie_too() -> None:
    # a – d with C 1013, and over b and c 1/3039 + 1/3039 + 1/3039, beside many weights that share no unit
    congruence = symmetric(12, {(0, 3): 1013, (0, 1): 3039, (1, 2): 3039, (2, 3): 3039})
    for place, weight in enumerate((2003, 2011, 2017, 2027, 2029, 2039, 2053), start=4):
        congruence[place, place + 1] = congruence[place + 1, place] = weight
    between = {one.actor: one.betweenness for one in brokers_of(congruence, np.ones(12, dtype=np.int64))}
    # of the 55 pairs of others: half of (a, d), all of (a, c) and (b, d)
    assert between[1] == between[2] == pytest.approx(1.5 / 55)


@settings(max_examples=40, deadline=None)
@given(networks(most=5))
def test_relabelling_changes_no_actor_s_betweenness(network: tuple[Ints, Ints]) -> None:
    congruence, sides = network[0], np.ones(len(network[0]), dtype=np.int64)
    first = {one.actor: one.betweenness for one in brokers_of(congruence, sides)}
    for order in list(permutations(range(len(congruence))))[:6]:
        again = brokers_of(congruence[np.ix_(order, order)], sides)
        assert {order[one.actor]: one.betweenness for one in again} == first


# ------------------------------------------------------------------ blockers


def blockers(case: Any, *parties: str, own_voice: bool = True) -> list[tuple[str, str, str, list[str]]]:
    """Return option, blocker, class of the others and the silent of a group, by local names."""
    group = GroupStances(case.resolution, case.group(parties))
    found = blockers_of(group, open_options(case.resolution), own_voice=own_voice)
    return [
        (_name(one.option.id), _name(one.held.party), str(one.ground), [_name(party) for party in one.silent])
        for one in found
    ]


def _name(identifier: str) -> str:
    return identifier.rsplit("#", 1)[-1]


FOR_TWO = (position("a", "demand", "w1"), position("b", "support", "w1"))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        # a and b are for: c's word alone keeps it from agreed; z has said nothing
        ((*FOR_TWO, position("c", "oppose", "w1")), [("w1", "c", "agreed", ["z"])]),
        ((*FOR_TWO, position("c", "doubt", "w1")), [("w1", "c", "agreed", ["z"])]),
        # one of the others is leaning: from within reach
        (
            (position("a", "demand", "w1"), position("b", "open", "w1"), position("c", "rule-out", "w1")),
            [("w1", "c", "within_reach", ["z"])],
        ),
        # two are against: no word alone
        ((*FOR_TWO, position("c", "oppose", "w1"), position("z", "oppose", "w1")), []),
        # nobody is against, or only one is for
        (FOR_TWO, []),
        ((position("a", "demand", "w1"), position("c", "oppose", "w1")), []),
        # a noncommittal word is no side, and keeps nothing from anything
        ((*FOR_TWO, position("c", "noncommittal", "w1")), []),
    ],
)
def test_blockers(case_of: CaseOf, made: tuple[str, ...], expected: list[tuple[str, str, str, list[str]]]) -> None:
    assert blockers(case_of(*made), "a", "b", "c", "z") == expected


def test_what_only_others_tell_blocks_where_their_word_counts(case_of: CaseOf) -> None:
    case = case_of(*FOR_TWO, position("c", "oppose", "w1", attribution="characterisation"))
    assert blockers(case, "a", "b", "c") == []
    assert blockers(case, "a", "b", "c", own_voice=False) == [("w1", "c", "agreed", [])]
