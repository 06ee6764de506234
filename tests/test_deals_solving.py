"""Steps, settlements, clashes, knots and ways out of short problems, each worked by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from small_problems import Table

from kg.deals.evenly import Even, evenly_divided
from kg.deals.limits import Limits
from kg.deals.listed import Listed
from kg.deals.settlements import Settlements, settlements_of
from kg.deals.steps import Steps, steps_of
from kg.errors import UsageError
from kg.vocabulary import Stance


def settle(table: Table, fixed: str = "", left_open: str = "", most: int = 20) -> Settlements:
    return settlements_of(table.problem(fixed, left_open), Limits(most))


def step(table: Table, most: int = 20) -> Steps:
    return steps_of(table.problem(), Limits(most))


def names(table: Table, found: Listed) -> list[str]:
    return [table.named(bundle) for bundle in found.bundles]


def clashes(table: Table, found: Settlements) -> list[str]:
    return [table.told(clash.positions) for clash in found.clashes]


def ways(table: Table, found: Settlements, knot: int = 0) -> list[list[tuple[str, str, str | None]]]:
    """Return each way out of a knot: who gives what, how, and to which place."""

    def place(to: int | None) -> str | None:
        return None if to is None else table.named([to])

    return [
        [(table.told([each.position]), each.how.value, place(each.to)) for each in way.giving_up]
        for way in found.knots[knot].ways_out
    ]


def table(parties: str, **issues: str) -> Table:
    found = Table(parties)
    for name, options in issues.items():
        found.issue(name, options)
    return found


def took(made: Table, **sides: Iterable[str]) -> None:
    """Say who is for which options."""
    for party, options in sides.items():
        for option in options:
            made.take(party, option, "for")


class TestLogRoll:
    """A yields on x1 if y1 is held, B yields on y1 if x1 is: neither stands alone, both together do."""

    @pytest.fixture
    def roll(self) -> Table:
        made = table("A B", x="x1", y="y1")
        made.conditional("A", "x1", [[["y1"]]])
        made.conditional("B", "y1", [[["x1"]]])
        took(made, A=["y1"], B=["x1"])
        made.take("A", "x1", "leaning", made.held("y1"))
        made.take("B", "y1", "leaning", made.held("x1"))
        return made

    def test_the_trade_is_accepted_on_record(self, roll: Table) -> None:
        found = step(roll)
        assert names(roll, found.accepted) == ["x1 y1"]
        assert found.nobody_refuses == found.no_stance_on_record == Listed(())

    def test_it_is_the_one_greatest_settlement(self, roll: Table) -> None:
        found = settle(roll)
        assert found.exists
        assert names(roll, found.listed) == ["x1 y1"]
        assert found.only_by_declining == ()

    def test_words_in_a_condition_are_never_accepted_on_record(self, roll: Table) -> None:
        roll.takings.pop()
        roll.take("B", "y1", "leaning")
        found = step(roll)
        assert names(roll, found.accepted) == []
        assert names(roll, found.nobody_refuses) == ["x1 y1"]


class TestOrders:
    """A does x1 only after B did y1, B does y1 only after A did x1."""

    @pytest.fixture
    def circle(self) -> Table:
        made = table("A B", x="x1", y="y1")
        made.conditional("A", "x1", [[["y1"]]], "before")
        made.conditional("B", "y1", [[["x1"]]], "before")
        return made

    def test_undemanded_it_stops_no_settlement_and_each_declines(self, circle: Table) -> None:
        found = settle(circle)
        assert found.exists
        assert found.clashes == ()
        assert found.only_by_declining == ("x", "y")

    def test_demanded_the_order_is_what_clashes(self, circle: Table) -> None:
        circle.demand("B", "x1")
        found = settle(circle)
        assert not found.exists
        assert clashes(circle, found) == ["A x1, B x1, B y1"]
        (clash,) = found.clashes
        (order,) = clash.because
        assert {(edge.first, edge.then) for edge in order} == {(0, 1), (1, 0)}
        assert ways(circle, found) == [
            [("A x1", "any-order", None)],
            [("B x1", "withdraw", None)],
            [("B y1", "any-order", None)],
        ]

    def test_wishes_ask_for_it_too_where_all_only_decline(self, circle: Table) -> None:
        circle.demand("B", "x1", wish=True)
        found = settle(circle)
        assert found.exists
        assert [circle.told(clash.positions) for clash in found.wish_clashes] == ["A x1, B x1, B y1"]

    def test_together_in_both_directions_is_no_circle(self) -> None:
        made = table("A B", x="x1", y="y1")
        made.conditional("A", "x1", [[["y1"]]], "together")
        made.conditional("B", "y1", [[["x1"]]], "together")
        made.demand("B", "x1")
        assert settle(made).exists

    def test_together_and_before_are_one(self) -> None:
        made = table("A B", x="x1", y="y1")
        made.conditional("A", "x1", [[["y1"]]], "together")
        made.conditional("B", "y1", [[["x1"]]], "before")
        made.demand("A", "x1")
        assert clashes(made, settle(made)) == ["A x1, A x1, B y1"]

    def test_an_alternative_without_the_circle_is_chosen(self) -> None:
        made = table("A B", x="x1", y="y1", z="z1")
        made.conditional("A", "x1", [[["y1"], ["z1"]]], "before")
        made.conditional("B", "y1", [[["x1"]]], "before")
        made.demand("A", "y1")
        found = settle(made)
        assert names(made, found.listed) == ["x1 y1 z1"]


class TestTriangle:
    """What three parties ask, which agrees two by two and not all three."""

    def test_by_a_proposal_that_one_rules_out(self) -> None:
        made = table("A B C", x="x1", y="y1", z="z1")
        made.demand("A", "x1")
        made.demand("B", "y1")
        made.refuse("C", "x1 y1", Stance.RULE_OUT)
        found = settle(made)
        assert clashes(made, found) == ["A x1, B y1, C x1 y1"]
        assert [[who for who, *_ in way] for way in ways(made, found)] == [["C x1 y1"], ["A x1"], ["B y1"]]

    def test_by_conditions(self) -> None:
        made = table("A B C", x="x1", y="y1", z="z1 z2")
        made.demand("A", "x1")
        made.conditional("B", "x1", [[["y1"]]])
        made.conditional("C", "y1", [[["z1"]]])
        made.demand("A", "z2")
        found = settle(made)
        assert clashes(made, found) == ["A x1, A z2, B x1, C y1"]
        assert ways(made, found) == [
            [("A x1", "withdraw", None)],
            [("B x1", "drop-condition", None)],
            [("C y1", "drop-condition", None)],
            [("A z2", "withdraw", None)],
        ]

    def test_by_a_ladder_and_an_alternative(self) -> None:
        made = table("A B C", x="x1 x2")
        made.ladder("l", 10, 20)
        made.bound("A", "l", 20, None)
        made.conditional("B", "l20", [[["x1"], ["x2"]]])
        made.refuse("C", "x1")
        made.refuse("C", "x2")
        assert settle(made).exists
        made.bound("C", "l", 20, 20)
        found = settle(made)
        assert clashes(made, found) == ["B l20, C l20, C x1, C x2"]
        # C gives on l or on x1 or x2, B its condition: each is one pair of party and issue
        assert [way.by_party for way in found.knots[0].ways_out] == [(("B", 1),), (("C", 1),), (("C", 1),), (("C", 1),)]


class TestLadder:
    """A asks for at least 1000, B for at most 600."""

    def test_each_lifts_to_the_nearest_value_that_suffices_and_both_may_meet_between(self) -> None:
        made = Table("A B")
        made.ladder("l", 600, 800, 1000)
        made.bound("A", "l", 1000, None)
        made.bound("B", "l", None, 600)
        found = settle(made)
        assert clashes(made, found) == ["A l1000, B l600"]
        assert ways(made, found) == [
            [("A l1000", "lift-bound", "l600")],
            [("B l600", "lift-bound", "l1000")],
            [("A l1000", "between", "l800"), ("B l600", "between", "l800")],
        ]

    def test_without_a_named_value_between_it_is_the_gap(self) -> None:
        made = Table("A B")
        made.ladder("l", 600, 1000)
        made.bound("A", "l", 1000, None)
        made.bound("B", "l", None, 600)
        assert ways(made, settle(made))[2] == [
            ("A l1000", "between", "l:600-1000"),
            ("B l600", "between", "l:600-1000"),
        ]

    def test_a_third_party_moves_what_suffices(self) -> None:
        made = Table("A B C")
        made.ladder("l", 600, 800, 1000)
        made.bound("A", "l", 1000, None)
        made.bound("B", "l", None, 600)
        made.bound("C", "l", 800, None)
        found = settle(made)
        assert clashes(made, found) == ["A l1000, B l600", "B l600, C l800"]
        assert ways(made, found) == [
            [("B l600", "lift-bound", "l1000")],
            [("A l1000", "between", "l800"), ("B l600", "between", "l800")],
            [("A l1000", "lift-bound", "l600"), ("C l800", "lift-bound", "l600")],
        ]


class TestClashes:
    def test_an_entailed_red_line(self) -> None:
        made = table("A B", x="x1", y="y1")
        made.entails("x1", "y1")
        made.demand("A", "x1")
        made.refuse("B", "y1", Stance.RULE_OUT)
        found = settle(made)
        assert clashes(made, found) == ["A x1, B y1"]
        assert [reason.chain.via for reason in found.clashes[0].because] == [("x1", "y1")]
        assert ways(made, found) == [[("A x1", "withdraw", None)], [("B y1", "no-longer-oppose", None)]]
        assert found.knots[0].issues == ("x", "y")

    def test_the_report_may_be_wrong(self) -> None:
        made = table("A B", x="x1")
        made.demand("A", "x1")
        made.refuse("B", "x1", ascribed=True)
        assert ways(made, settle(made)) == [[("A x1", "withdraw", None)], [("B x1", "if-report-wrong", None)]]

    def test_one_that_demands_and_rules_out_the_rival_gives_once(self) -> None:
        made = table("A B", x="x1 x2")
        made.demand("A", "x1")
        made.refuse("A", "x2", Stance.RULE_OUT)
        made.demand("B", "x2")
        found = settle(made)
        assert clashes(made, found) == ["A x1, B x2", "A x2, B x2"]
        assert found.knots[0].clashes == (0, 1)
        assert [way.by_party for way in found.knots[0].ways_out] == [(("A", 1),), (("B", 1),)]
        assert [len(way.giving_up) for way in found.knots[0].ways_out] == [2, 1]

    def test_a_strain_stands_apart(self) -> None:
        made = table("A B", x="x1 x2")
        made.demand("A", "x1")
        made.demand("A", "x2")
        found = settle(made)
        assert not found.exists
        assert found.clashes == found.knots == ()
        assert [made.told(strain.positions) for strain in found.strains] == ["A x1, A x2"]

    def test_a_coalition_and_its_member_are_a_strain_of_the_member(self) -> None:
        made = table("A B", x="x1")
        made.demand("G A", "x1")
        made.refuse("A", "x1")
        assert [made.told(strain.positions) for strain in settle(made).strains] == ["A x1, G x1"]

    def test_two_knots_with_two_ways_out_have_two_even_divisions_of_four(self) -> None:
        made = table("A B", x="x1", y="y1")
        for option in ("x1", "y1"):
            made.demand("A", option)
            made.refuse("B", option)
        found = settle(made)
        assert len(found.knots) == 2
        assert found.evenly_divided.combinations == ((0, 1), (1, 0))
        assert (found.evenly_divided.spread, found.evenly_divided.more) == (0, 0)

    def test_a_single_issue(self) -> None:
        made = table("A B", x="x1 x2")
        made.demand("A", "x1")
        made.demand("B", "x2")
        found = settle(made)
        assert clashes(made, found) == ["A x1, B x2"]
        assert ways(made, found) == [[("A x1", "withdraw", None)], [("B x2", "withdraw", None)]]
        assert found.evenly_divided.combinations == ((0,), (1,))

    def test_what_is_left_open_meets_no_demand(self) -> None:
        made = table("A B", x="x1", y="y1")
        made.demand("A", "x1")
        found = settle(made, left_open="x")
        assert clashes(made, found) == ["A x1"]

    def test_what_is_fixed_is_in_each(self) -> None:
        made = table("A B", x="x1 x2")
        found = settle(made, fixed="x2")
        assert names(made, found.listed) == ["x2"]

    def test_nothing_holds_two_that_exclude_each_other(self) -> None:
        made = table("A B", x="x1 x2")
        with pytest.raises(UsageError, match="fix less"):
            settle(made, fixed="x1 x2")


class TestSteps:
    def test_a_silent_party_is_to_be_asked(self) -> None:
        made = table("A B", x="x1", y="y1")
        took(made, A=["x1", "y1"], B=["x1"])
        found = step(made)
        assert names(made, found.accepted) == ["x1"]
        assert names(made, found.nobody_refuses) == []
        assert names(made, found.no_stance_on_record) == ["x1 y1"]

    def test_a_demand_is_denied_only_by_what_excludes_it(self) -> None:
        made = table("A B", x="x1 x2", y="y1")
        made.demand("A", "x1")
        took(made, A=["x1", "y1"], B=["x2", "y1"])
        found = step(made)
        assert names(made, found.accepted) == ["y1"]
        assert names(made, found.no_stance_on_record) == ["x1 y1"]

    def test_nothing_at_all_is_no_bundle(self) -> None:
        made = table("A B", x="x1")
        made.refuse("A", "x1")
        found = step(made)
        assert found.accepted == found.nobody_refuses == found.no_stance_on_record == Listed(())


class TestSize:
    def test_sixty_issues_that_nothing_joins(self) -> None:
        made = Table("A B")
        for number in range(60):
            made.issue(f"i{number:02}", f"a{number:02} b{number:02}")
            took(made, A=[f"a{number:02}", f"b{number:02}"], B=[f"a{number:02}", f"b{number:02}"])
        found = step(made, 3)
        assert [len(bundle) for bundle in found.accepted.bundles] == [60, 60, 60]
        assert found.accepted.more == 2**60 - 3
        assert not found.accepted.complete
        assert found.nobody_refuses == Listed(())
        assert settle(made, most=3).listed.more == 2**60 - 3

    def test_sixty_knots_are_told_apart(self) -> None:
        made = Table("A B")
        for number in range(60):
            made.issue(f"i{number:02}", f"a{number:02} b{number:02}")
            made.demand("A", f"a{number:02}")
            made.demand("B", f"b{number:02}")
        found = settle(made, most=5)
        assert len(found.clashes) == len(found.knots) == 60
        # 60 over 30 combinations in which each gives in 30 knots
        assert found.evenly_divided.more + 5 == 118264581564861424
        assert found.evenly_divided.spread == 0

    def test_sixty_knots_in_one_group_do_not_multiply(self) -> None:
        made = Table("A B")
        for number in range(60):
            made.issue(f"i{number:02}", f"a{number:02} b{number:02} c{number:02}")
            made.demand("A", f"a{number:02}")
            made.demand("B", f"b{number:02}")
            if number:
                made.entails(f"c{number - 1:02}", f"c{number:02}")
        found = settle(made)
        assert len(found.clashes) == len(found.knots) == 60


class TestEvenly:
    def test_many_parties_by_the_solver(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kg.deals.evenly._STATES", 0)
        ways = [frozenset("a"), frozenset("b"), frozenset("ab")]
        # of nine, a and b give as often where each gives alone once, or both give wherever one does
        found = evenly_divided([ways, ways], "ab", Limits())
        assert found == Even(((0, 1), (1, 0), (2, 2)), 0, 0)

    def test_the_same_by_counting(self) -> None:
        ways = [frozenset("a"), frozenset("b"), frozenset("ab")]
        assert evenly_divided([ways, ways], "ab", Limits()) == Even(((0, 1), (1, 0), (2, 2)), 0, 0)

    def test_the_least_spread_need_not_be_none(self) -> None:
        # b gives in the one knot or in none, a in both or in one
        found = evenly_divided([[frozenset("a")], [frozenset("a"), frozenset("ab")]], "ab", Limits())
        assert found == Even(((0, 1),), 0, 1)

    def test_without_a_way_out_there_is_none(self) -> None:
        assert evenly_divided([[]], "ab", Limits()).combinations == ()
