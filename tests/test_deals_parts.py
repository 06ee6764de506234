"""The parts that answer about deals: rows, lists, hitting sets, limits, and the solver where it is missing or stopped."""

from __future__ import annotations

import sys
from itertools import islice

import numpy as np
import pytest
from small_problems import Table

from kg.deals.bundles import bundles_of
from kg.deals.components import Question, claims_of, components_of
from kg.deals.limits import LimitReached, Limits
from kg.deals.listed import Listed, Share, listed
from kg.deals.maximal import maximal_rows
from kg.deals.order import in_order
from kg.deals.problem import Edge
from kg.deals.settlements import settlements_of
from kg.deals.smallest import smallest_hitting_sets
from kg.deals.solver import Model
from kg.deals.steps import steps_of
from kg.deals.transversals import hitting_sets
from kg.errors import MissingExtraError


def of(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


class TestRows:
    def test_an_exclusive_issue_of_three_has_four_bundles(self) -> None:
        made = Table("A B")
        made.issue("x", "x1 x2 x3")
        (component,) = components_of(made.problem(), ())
        rows = bundles_of(component, Limits(), 4)
        assert rows is not None
        assert rows.astype(int).tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]]
        assert bundles_of(component, Limits(), 3) is None

    def test_what_nothing_joins_is_apart_and_a_position_joins(self) -> None:
        made = Table("A B")
        made.issue("x", "x1")
        made.issue("y", "y1")
        assert [component.atoms for component in components_of(made.problem(), ())] == [(0,), (1,)]
        made.refuse("A", "x1 y1")
        problem = made.problem()
        joined = components_of(problem, claims_of(problem, Question.STEP))
        assert [component.atoms for component in joined] == [(0, 1)]

    def test_maximal_rows(self) -> None:
        rows = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1], [0, 1, 1, 1]], dtype=bool)
        assert maximal_rows(rows, Limits()).astype(int).tolist() == [[0, 1, 1, 1], [1, 1, 0, 0]]

    def test_more_columns_than_a_word_has(self) -> None:
        rows = np.zeros((3, 70), dtype=bool)
        rows[0, 69] = rows[1, 0] = rows[1, 69] = rows[2, 1] = True
        assert [row.nonzero()[0].tolist() for row in maximal_rows(rows, Limits())] == [[0, 69], [1]]

    def test_no_row(self) -> None:
        assert len(maximal_rows(np.zeros((0, 3), dtype=bool), Limits())) == 0


class TestListed:
    def test_any_choice_of_one_from_each(self) -> None:
        shares = [Share((of(1), of(2))), Share((of(3), of(4)))]
        assert listed(shares, 3) == Listed((of(1, 3), of(1, 4), of(2, 3)), 1)

    def test_what_stands_in_an_earlier_list_is_left_out(self) -> None:
        shares = [Share((of(1), of(2))), Share((of(3), of(4)))]
        assert listed(shares, 9, [[Share((of(1),)), Share((of(3), of(4)))]]) == Listed((of(2, 3), of(2, 4)))

    def test_a_new_one_is_found_behind_very_many_old_ones(self) -> None:
        old = [Share((of(0),)), *(Share((of(2 * n), of(2 * n + 1))) for n in range(1, 60))]
        shares = [Share((of(0), of(1))), *old[1:]]
        found = listed(shares, 1, [old])
        assert found.more == 2**59 - 1
        assert 1 in found.bundles[0]

    def test_the_empty_bundle_is_none(self) -> None:
        assert listed([Share((of(),))], 9) == listed([], 9) == Listed(())

    def test_without_any_bundle_of_one_group_there_is_no_whole(self) -> None:
        assert listed([Share((of(1),)), Share(())], 9) == Listed(())

    def test_how_many_more_is_not_known_where_a_share_is_not_whole(self) -> None:
        assert listed([Share((of(1),), complete=False)], 9) == Listed((of(1),), None)


class TestHittingSets:
    SETS = (of(1, 2), of(2, 3), of(3, 4))

    def test_all_the_smallest_first(self) -> None:
        found = hitting_sets(self.SETS, lambda member: member, Limits())
        assert found == ([of(1, 3), of(2, 3), of(2, 4)], True)

    def test_members_with_one_label_count_once(self) -> None:
        sets = (of(1, 3), of(2, 3), of(2, 4), of(3, 5))
        # 1 2 3 … as pairs: {2, 3} has two labels, {1, 2, 5} one
        found, _ = hitting_sets(sets, lambda member: "p" if member in (1, 2, 5) else member, Limits())
        assert found[0] == of(1, 2, 5)

    def test_the_solver_gives_the_same(self) -> None:
        found = list(smallest_hitting_sets(self.SETS, lambda member: member, Limits()))
        assert set(found) == {of(1, 3), of(2, 3), of(2, 4)}

    def test_what_nothing_can_hit(self) -> None:
        assert hitting_sets((of(),), lambda member: member, Limits()) == ([], True)


class TestOrder:
    def test_together_alone_is_no_circle(self) -> None:
        assert in_order([Edge(0, 1, "together"), Edge(1, 2, "together"), Edge(2, 0, "together")])

    def test_a_before_among_what_is_together_is(self) -> None:
        assert not in_order([Edge(0, 1, "together"), Edge(1, 2, "together"), Edge(2, 0, "before")])

    def test_a_way_round_is_no_circle(self) -> None:
        assert in_order([Edge(0, 1, "before"), Edge(1, 2, "before"), Edge(0, 2, "before")])


def contested() -> Table:
    made = Table("A B")
    made.issue("x", "x1 x2")
    made.demand("A", "x1")
    made.demand("B", "x2")
    return made


class TestLimits:
    def test_without_time_nothing_is_proven_and_the_limit_is_named(self) -> None:
        limits = Limits(seconds=0.0, bundles=0)
        found = settlements_of(contested().problem(), limits)
        assert found.exists is None
        assert limits.reached == ["the time limit of 0 s"]

    def test_an_interrupt_stops_at_the_next_check(self) -> None:
        limits = Limits()
        limits.interrupt()
        assert steps_of(contested().problem(), limits).no_stance_on_record == Listed((), None)
        assert limits.reached == ["an interrupt"]
        with pytest.raises(LimitReached):
            limits.check()

    def test_few_clauses_and_bundles_leave_it_to_the_solver_whether_there_is_a_settlement(self) -> None:
        limits = Limits(bundles=0, clauses=0)
        found = settlements_of(contested().problem(), limits)
        assert found.exists is False
        assert found.clashes == ()
        assert limits.reached == ["the limit of 0 clauses"]


class TestSolver:
    def test_the_largest_bundles_first(self) -> None:
        made = contested()
        made.issue("y", "y1 y2", "compatible")
        model = Model(4, made.rules)
        assert [len(bundle) for bundle in islice(model.maximal(Limits()), 3)] == [3, 3]

    def test_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
        with pytest.raises(MissingExtraError, match=r"negotiation-kg\[deals\]"):
            Model(1, ())


def test_of_few_bundles_the_one_whose_most_is_least() -> None:
    """Numbers, the most first: of neither 3 0, of the first alone 2 1, of the second alone 4 0, of both 3 1. 32 bundles are not few;
    without effort nothing is known."""
    model = Model(2, ())
    first, second = model.holds
    assert model.least_of_few([3 - first + second, first], 1.0, Limits()) == {0}
    many = Model(5, ())
    assert many.least_of_few([sum(many.holds)], 1.0, Limits()) is None
