"""Deals as an answer: what a group could hold now, whether anything settles all, and what would have to give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.answers.base import Answer
from kg.answers.deals_json import bundle_json, clash_json, gap_json, knot_json, sources_of
from kg.answers.deals_rows import deal_rows
from kg.answers.deals_tables import STEPS, dealing_tables, headline
from kg.answers.rendering import Json, Renderer
from kg.answers.rendering import number as as_number
from kg.answers.tables import Rows, Table
from kg.deals.bargaining import SOLUTIONS
from kg.deals.best import Point
from kg.deals.components import Question
from kg.deals.dealing import Dealing
from kg.deals.describing import Described, describe
from kg.deals.listed import Listed
from kg.deals.weights import Valued, Weighed
from kg.resolution import Resolved

__all__ = ["Deals"]


@dataclass(frozen=True)
class Deals(Answer):
    """Which bundles hold for a group of parties, why not, and what would have to give (:mod:`kg.deals`).

    ``supposed`` are the stances, as asked, that the answer takes as if they had been said; ``most`` bounds each list.
    """

    dealing: Dealing
    supposed: tuple[str, ...] = ()
    most: int = 20

    def stances(self) -> Iterable[Resolved]:
        """Yield the positions, and the parties' stances on what the bundles of the lists hold."""
        yield from (position.held for position in self.dealing.problem.positions)
        for found in (each for several in self.lists.values() for each in several):
            yield from found.rests_on

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) that the answer rests on; what is only supposed is none."""
        return sources_of(self.case, self.stances())

    @cached_property
    def lists(self) -> dict[str, tuple[Described, ...]]:
        """What is to know of the bundles of each list of steps, by its name, and of ``settlements``."""
        steps, settlements = self.dealing.steps, self.dealing.settlements
        return {
            **{name: self._describe(getattr(steps, name), Question.STEP) for name in STEPS},
            "settlements": self._describe(settlements.listed, Question.SETTLEMENT),
        }

    def _describe(self, listed: Listed, question: Question) -> tuple[Described, ...]:
        return tuple(describe(self.resolution, self.dealing.problem, each, question) for each in listed.bundles)

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``parties``, ``issues``, ``supposed``, ``proven``, ``gap``, ``limit``, ``steps`` and ``settlement``."""
        dealing = self.dealing
        return {
            "parties": show.things(self.parties),
            "issues": show.things(stake.issue for stake in dealing.problem.stakes),
            "supposed": list(self.supposed),
            "proven": not dealing.reached,
            "gap": self._gap(),
            "limit": "; ".join(dealing.reached) or None,
            "steps": {name: self._list(show, name, getattr(dealing.steps, name), Question.STEP) for name in STEPS},
            "settlement": self._settlement(show),
        }

    def _list(self, show: Renderer, name: str, listed: Listed, question: Question) -> Json:
        bundles = [bundle_json(show, self.dealing.problem, each, question) for each in self.lists[name]]
        return {"bundles": bundles, "complete": listed.complete, "more": listed.more}

    def _settlement(self, show: Renderer) -> Json:
        found, problem = self.dealing.settlements, self.dealing.problem
        return {
            "exists": found.exists,
            "only_by_declining": show.things(found.only_by_declining),
            **self._list(show, "settlements", found.listed, Question.SETTLEMENT),
            "clashes": [clash_json(show, problem, each) for each in found.clashes],
            "wish_clashes": [clash_json(show, problem, each) for each in found.wish_clashes],
            "strains": [clash_json(show, problem, each) for each in (*found.strains, *found.wish_strains)],
            "knots": [knot_json(show, problem, each) for each in found.knots],
            "evenly_divided": [list(each) for each in found.evenly_divided.combinations],
            "best": self._best(show),
        }

    def _gap(self) -> int | None:
        """Return the most by which something of which only the best so far is given may still be bettered, None if not known."""
        dealing = self.dealing
        gaps = [gap for best in (dealing.best, dealing.best_alike) for _, gap in best.unproven]
        return max((gap.found - gap.bound for gap in gaps if gap is not None), default=None)

    def _best(self, show: Renderer) -> Json:
        best, alike = self.dealing.best, self.dealing.best_alike
        pareto: Sequence[Point | Valued] | None = best.pareto
        weighed = self.dealing.weighed
        if self.dealing.weights:
            pareto = weighed.points if weighed else None
        return {
            "least_total": [self._point(show, each) for each in best.least_total],
            "even_handed": [self._point(show, each) for each in best.even_handed],
            "least_total_alike": [self._point(show, each) for each in alike.least_total],
            "even_handed_alike": [self._point(show, each) for each in alike.even_handed],
            "pareto": None if pareto is None else [self._point(show, each) for each in pareto[: self.most]],
            "pareto_size": None if pareto is None else len(pareto),
            "nearest": [
                {
                    "proposal": show.thing(self.dealing.proposals[each.proposal]),
                    "bundle": self._bundle(show, each.bundle),
                    "changes": each.changes,
                }
                for each in best.nearest
            ],
            "unproven": [
                {"idea": f"{idea}{suffix}", **gap_json(gap)}
                for found, suffix in ((best, ""), (alike, "_alike"))
                for idea, gap in found.unproven
            ],
            **(self._weighed(show, weighed) if self.dealing.weights else {}),
        }

    def _weighed(self, show: Renderer, weighed: Weighed | None) -> Json:
        if weighed is None:
            return {**dict.fromkeys(SOLUTIONS), "reservation": None, "without_value": None}
        return {
            **{
                name: [self._point(show, weighed.points[n]) for n in getattr(weighed.solutions, name)[: self.most]]
                for name in SOLUTIONS
            },
            "reservation": self._utilities(show, weighed.without),
            "without_value": show.things(weighed.unvalued),
        }

    def _utilities(self, show: Renderer, values: Iterable[Decimal]) -> list[Json]:
        parties = self.dealing.problem.parties
        return [{"party": show.thing(p), "value": as_number(value)} for p, value in zip(parties, values, strict=True)]

    def _point(self, show: Renderer, point: Point | Valued) -> Json:
        utilities = self._utilities(show, point.utilities) if isinstance(point, Valued) else []
        return {"bundle": self._bundle(show, point.bundle), "number": point.number, "utilities": utilities}

    def _bundle(self, show: Renderer, bundle: frozenset[int]) -> Json:
        problem = self.dealing.problem
        found = describe(self.resolution, problem, bundle, Question.SETTLEMENT)
        return bundle_json(show, problem, found, Question.SETTLEMENT)

    # ------------------------------------------------------------- tables

    def headline(self, lang: str = "en") -> str:
        """Return the answer in one or two sentences."""
        return headline(self.renderer(lang), self.dealing)

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the sentence, then steps, knots with their ways out side by side, settlements, and the limits."""
        return dealing_tables(self.renderer(lang), self)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each giving-up, position of a clash, and thing that a step or settlement holds (:mod:`kg.answers.deals_rows`)."""
        return deal_rows(self.renderer(lang), self)
