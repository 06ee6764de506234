"""The deals that the page shows, as :mod:`kg.deals` answers them: for pairs and named groups, on the as-of day.

A page answers for the groups that it has shared ground of, those of at most :data:`MOST_PARTIES` parties, until the answers are
:data:`CHARACTERS` long in all. A group with more than :data:`MOST_STANCES` stances, with bundles that hold more than
:data:`MOST_THINGS` things, or one whose answer a limit stopped, is *too large* for the page, which then names the command.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from kg.deals.clauses import Reason
from kg.deals.components import Question
from kg.deals.costing import Burden
from kg.deals.dealing import Dealing, deal
from kg.deals.describing import Described, describe
from kg.deals.limits import Limits
from kg.deals.listed import Listed
from kg.deals.marked import Mark, marked
from kg.deals.problem import Atom, Position, Taking
from kg.deals.settlements import Clash, Knot
from kg.page.display import clean, words
from kg.page.index import CaseIndex
from kg.resolution import Resolved

__all__ = ["CHARACTERS", "MOST_PARTIES", "MOST_STANCES", "MOST_THINGS", "describe_deals"]

#: the most parties of a group, stances that it has, and things that its bundles can hold
MOST_PARTIES, MOST_STANCES, MOST_THINGS = 4, 160, 100
#: how long the answers may be, as JSON, before groups that were not named are left out; and what one that is too large counts for
CHARACTERS, TOO_LARGE = 150_000, 5_000
#: the most bundles in a list, ways out of a knot, and settlements for an idea of least
MOST_LISTED = 6


def describe_deals(index: CaseIndex, groups: Sequence[tuple[str, ...]], named: int) -> list[dict[str, Any]]:
    """Return for each group (ids) its party numbers and its deals; the first ``named`` groups are always answered."""
    found, length = [], 0
    for place, group in enumerate(groups):
        if 2 <= len(group) <= MOST_PARTIES and (place < named or length < CHARACTERS):
            answer = _deals(index, group)
            length += len(json.dumps(answer, ensure_ascii=False, separators=(",", ":"))) if answer else TOO_LARGE
            found.append({"parties": sorted(index.party[p] for p in group), "found": answer})
    return sorted(found, key=itemgetter("parties"))


def _deals(index: CaseIndex, group: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the deals of a group, None where they are too many for the page.

    A page is the same on each machine, so no time counts and no solver: only how much is searched.
    """
    resolution = index.resolution
    if sum(len(resolution.of_party(party)) for party in group) > MOST_STANCES:
        return None
    whole = len(index.issues) == len(resolution.case.issues)
    asked = () if whole else [i for i in index.issues if resolution.case.issues[i].is_open(resolution.day)]
    limits = Limits(most=MOST_LISTED, bundles=20_000, clauses=5_000, comparisons=2_000_000, solver=False)
    dealing = deal(resolution, group, limits, issues=asked)
    if not dealing.searched or len(dealing.problem.atoms) > MOST_THINGS:
        return None
    return _Told(index, dealing).described()


def _kept(**values: Any) -> dict[str, Any]:
    """Return what is not empty."""
    return {name: value for name, value in values.items() if value}


class _Told:
    """The deals of a group with the things that the page shows, by their numbers."""

    def __init__(self, index: CaseIndex, dealing: Dealing) -> None:
        self._index, self._dealing, self._problem = index, dealing, dealing.problem

    def described(self) -> dict[str, Any]:
        steps, found, problem = self._dealing.steps, self._dealing.settlements, self._problem
        return {
            "things": [self._thing(atom) for atom in problem.atoms],
            "positions": [self._position(position) for position in problem.positions],
            "accepted": self._list(steps.accepted, Question.STEP),
            "nobodyRefuses": self._list(steps.nobody_refuses, Question.STEP),
            "noStance": self._list(steps.no_stance_on_record, Question.STEP),
            "exists": found.exists,
            "onlyByDeclining": self._refs(found.only_by_declining),
            "settlements": self._list(found.listed, Question.SETTLEMENT),
            "clashes": [self._clash(clash) for clash in found.clashes],
            "wishClashes": [self._clash(clash) for clash in found.wish_clashes],
            "strains": [self._clash(clash) for clash in (*found.strains, *found.wish_strains)],
            "knots": [self._knot(knot) for knot in found.knots],
            "evenly": {
                "combinations": [list(each) for each in found.evenly_divided.combinations],
                "more": found.evenly_divided.more,
                "spread": found.evenly_divided.spread,
            },
            "best": self._best(),
        }

    def _ref(self, identifier: str) -> str | dict[str, Any]:
        return self._index.ref(identifier)

    def _refs(self, things: Iterable[str]) -> list[Any]:
        return [self._ref(each) for each in things]

    def _thing(self, atom: Atom) -> dict[str, Any]:
        low, high = (None if value is None else f"{value.normalize():f}" for value in (atom.low, atom.high))
        found = {"issue": self._ref(atom.issue), "options": self._refs(atom.options)}
        return found if atom.options else {**found, "low": low, "high": high, "unit": clean(atom.unit or "")}

    def _position(self, position: Position) -> dict[str, Any]:
        held = position.held
        return {
            "party": self._ref(position.holder),
            "term": self._ref(held.term),
            "stance": str(held.stance),
            **_kept(
                bounds=[bound for bound in held.bounds if bound != "exactly"],
                ascribed=held.ascribed,
            ),
        }

    # ------------------------------------------------------------ bundles

    def _list(self, listed: Listed, question: Question) -> dict[str, Any]:
        described = (describe(self._index.resolution, self._problem, each, question) for each in listed.bundles)
        return {"bundles": [self._bundle(found) for found in described], "more": listed.more}

    def _bundle(self, found: Described) -> dict[str, Any]:
        return {
            "holds": sorted(found.atoms),
            "costs": self._costs(found.burdens),
            **_kept(
                untouched=self._refs(found.untouched),
                traded=[
                    {
                        "party": self._ref(each.holder),
                        "term": self._ref(each.term),
                        "condition": self._index.condition(each.condition),
                    }
                    for each in found.traded
                ],
                order=[
                    {
                        "first": self._problem.atoms.index(each.first),
                        "then": self._problem.atoms.index(each.then),
                        "timing": each.timing,
                        "heldBy": self._refs(each.held_by),
                    }
                    for each in found.order
                ],
                readings=[
                    {"option": self._ref(each.option), "point": self._ref(each.point)} for each in found.readings
                ],
                needs=self._refs(found.needs),
                noStance=self._without(found.no_side),
                withheld=self._without(found.withheld),
                uncommitted=self._on(found.open),
                unmet=self._on(found.unmet),
            ),
            "inferred": sum(held.inferred for held in found.rests_on),
            "ascribed": sum(held.ascribed for held in found.rests_on),
        }

    def _without(self, takings: Iterable[Taking]) -> list[dict[str, Any]]:
        ordered = sorted(takings, key=lambda taking: (taking.party, taking.atom))
        return [{"party": self._ref(each.party), "thing": each.atom} for each in ordered]

    def _on(self, held: Iterable[Resolved]) -> list[dict[str, Any]]:
        ordered = sorted(held, key=lambda each: each.party)
        return [{"party": self._ref(each.party), "term": self._ref(each.term)} for each in ordered]

    def _costs(self, burdens: Iterable[Burden]) -> list[dict[str, Any]]:
        return [
            {"party": self._ref(each.party), "counts": list(each.counts), "ascribed": each.ascribed} for each in burdens
        ]

    # -------------------------------------------------------------- knots

    def _clash(self, clash: Clash) -> dict[str, Any]:
        return {"positions": list(clash.positions), "because": [self._reason(each) for each in clash.because]}

    def _reason(self, reason: Reason) -> dict[str, Any]:
        if isinstance(reason, tuple):
            circle = [{"first": edge.first, "then": edge.then, "timing": edge.timing} for edge in reason]
            return {"via": [], "reasons": [], "circle": circle}
        chain = reason.chain
        reasons = [said for text in chain.reasons if (said := words(text))] if chain else []
        return {"via": self._refs(chain.via) if chain else [], "reasons": reasons, "circle": []}

    def _knot(self, knot: Knot) -> dict[str, Any]:
        clashing = {n for number in knot.clashes for n in self._dealing.settlements.clashes[number].positions}
        holders = sorted({self._problem.positions[number].holder for number in clashing})
        return {
            "clashes": list(knot.clashes),
            "issues": self._refs(knot.issues),
            "parties": self._refs(holders),
            "waysOut": [
                [
                    {
                        "position": giving.position,
                        "how": giving.how.value,
                        **({} if giving.to is None else {"to": giving.to}),
                        **_kept(conditions=self._dropped(giving.position, giving.dropped)),
                    }
                    for giving in way.giving_up
                ]
                for way in knot.ways_out
            ],
            "complete": knot.complete,
        }

    def _dropped(self, position: int, dropped: Iterable[int]) -> list[int]:
        conditions = self._problem.positions[position].held.conditions
        return [self._index.condition(conditions[number]) for number in dropped]

    def _best(self) -> dict[str, Any] | None:
        best = self._dealing.best
        if best.pareto is None:
            return None
        rows = []
        for bundle, marks in marked(self._dealing, MOST_LISTED).items():
            found = describe(self._index.resolution, self._problem, bundle, Question.SETTLEMENT)
            rows.append(
                {"holds": sorted(bundle), "marks": [self._mark(m) for m in marks], "costs": self._costs(found.burdens)}
            )
        return {"number": len(best.pareto), "rows": rows}

    def _mark(self, mark: Mark) -> dict[str, Any]:
        found = {"idea": mark.idea, **_kept(alike=mark.alike)}
        return {**found, "of": self._ref(mark.of), "changes": mark.changes} if mark.of else found
