"""All that is answered about the deals of a group: the steps that are open to it, its settlements, and what stopped the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.deals.building import build
from kg.deals.limits import Limits
from kg.deals.problem import Problem
from kg.deals.settlements import Settlements, settlements_of
from kg.deals.steps import Steps, steps_of
from kg.resolution import Resolution

__all__ = ["Dealing", "deal"]


@dataclass(frozen=True, slots=True)
class Dealing:
    """The answers of one problem; ``reached`` are the limits that stopped a search, in words: none, and all is proven."""

    problem: Problem
    steps: Steps
    settlements: Settlements
    reached: tuple[str, ...]


def deal(
    resolution: Resolution,
    parties: Iterable[str],
    limits: Limits,
    *,
    issues: Iterable[str] = (),
    fixed: Iterable[str] = (),
    left_open: Iterable[str] = (),
    voice: str = "any",
) -> Dealing:
    """Return what a group of parties (ids) can hold; the rest as :func:`kg.deals.building.build` and :mod:`kg.deals.limits`."""
    problem = build(resolution, parties, issues=issues, fixed=fixed, left_open=left_open, voice=voice)
    steps, settlements = steps_of(problem, limits), settlements_of(problem, limits)
    return Dealing(problem, steps, settlements, tuple(limits.reached))
