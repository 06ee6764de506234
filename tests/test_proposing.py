"""What proposals are to a group: worked out together where they share it, and only where they bear."""

from __future__ import annotations

from typing import Any

import pytest
import small_cases as stage
from test_terms_alone import opened

from kg.deals.building import Building
from kg.deals.limits import Limits
from kg.deals.proposed import Proposing

GROUP = (stage.BASE + "a", stage.BASE + "b")
SIDES = [stage.position("a", "support", on, 2) for on in ("x1", "w1", "w2")]
SIDES += [stage.position("b", "oppose", on, 2) for on in ("x2", "w3")]


def proposing(*told: str) -> tuple[Proposing, Any]:
    case = opened("".join([*SIDES, *told]))
    return Proposing(case.resolution), case.case.proposals


def test_the_proposals_of_one_group_share_what_is_at_stake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are on issues on which the group has sides: one problem, whatever the proposal; the ladder of a third is another."""
    search, known = proposing(*(stage.proposal(f"p{n}", t, by="c") for n, t in enumerate(("x1 w1", "w1 w2", "w1 l20"))))
    built = []
    real = Building._build
    monkeypatch.setattr(Building, "_build", lambda self, reach: built.append(reach) or real(self, reach))
    for proposal in known.values():
        assert search.propose(proposal, GROUP, Limits()) is not None
    assert len(built) == 2


def test_a_proposal_that_nobody_refuses_is_its_own_nearest_whatever_else_is_at_stake() -> None:
    """Nothing is enumerated for it, not even where one bundle would be too many."""
    search, known = proposing(stage.proposal("p", "x1 w1", by="a"))
    found = search.propose(known[stage.BASE + "p"], GROUP, Limits(bundles=0))
    assert found is not None and found.nearest is not None
    assert (found.nearest.bundle, found.nearest.changes, found.reached) == (found.bundle, 0, ())


def test_where_it_is_refused_the_issues_that_it_touches_alone_are_searched() -> None:
    """b opposes x2, which is dropped; the issue w has 2 to the 3 bundles, more than are looked at."""
    search, known = proposing(stage.proposal("p", "x2", by="a"))
    found = search.propose(known[stage.BASE + "p"], GROUP, Limits(bundles=4))
    assert found is not None and found.nearest is not None
    assert (found.nearest.bundle, found.nearest.changes, len(found.nearest.dropped)) == (frozenset(), 1, 1)
    search, known = proposing(stage.proposal("p", "x2", by="a"))
    found = search.propose(known[stage.BASE + "p"], GROUP, Limits(bundles=1))
    assert found is not None and found.nearest is None
    assert found.reached == ("the limit of 1 bundles of issues that hang together",)
