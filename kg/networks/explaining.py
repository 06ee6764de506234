"""What a weight consists of: the pairs of mentions that make it up, and what their sum is divided by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.networks.counting import counts_of, scale_of, units_and_cells
from kg.networks.mentions import Ints, Mentions
from kg.networks.network import Network
from kg.networks.one_mode import agreement_of, divisors
from kg.networks.two_mode import combined_steps, volumes

__all__ = ["Explanation", "Part", "explain", "pairs_on_one_cell"]


@dataclass(frozen=True)
class Part:
    """A part of a weight: what ``one`` and ``other`` (places of mentions; other None in a two-mode network) add to it."""

    one: int
    other: int | None
    share: float


@dataclass(frozen=True)
class Explanation:
    """The ``parts`` that make the weight of ``row`` and ``column`` (ids): they sum to ``total``; ``weight`` is it ÷ ``divisor``."""

    network: Network
    row: str
    column: str
    parts: tuple[Part, ...]
    divisor: float | None

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return float(sum(part.share for part in self.parts))

    @property
    def weight(self) -> float:
        """The weight in the network; 0/0 is 0."""
        if self.divisor is None:
            return self.total
        return self.total / self.divisor if self.divisor else 0.0


def explain(network: Network, row: str, column: str) -> Explanation:
    """Return the parts of a weight of a network, in order of day and statement. Raises KeyError for what is not in it."""
    if row not in network.rows or column not in network.columns:
        raise KeyError(row if row not in network.rows else column)
    if not network.is_one_mode:
        parts = tuple(_cell(network, row, column))
        volume = volumes(network.mentions, network.asked, network.weights)
        divisor = (
            None
            if volume is None
            else float(np.broadcast_to(volume, _shape(network.mentions))[_places(network, row, column)])
        )
        return Explanation(network, row, column, parts, divisor)
    asked = network.asked
    levels, span = scale_of(network.mentions, asked)
    weights = None if network.weights is None else np.sqrt(network.weights)
    parts = tuple(_pairs(network, row, column, weights)) if row != column else ()
    by = divisors(
        counts_of(network.mentions, asked.by, levels, weights),
        asked.divided_by,
        asked.aggregation,
        span,
    )
    return Explanation(network, row, column, parts, None if by is None else float(by[_places(network, row, column)]))


def _names(network: Network) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mentions = network.mentions
    if not network.is_one_mode:
        return mentions.actors, mentions.concepts
    names = mentions.actors if network.asked.by == "actors" else mentions.concepts
    return names, names


def _places(network: Network, row: str, column: str) -> tuple[int, int]:
    rows, columns = _names(network)
    return rows.index(row), columns.index(column)


def _shape(mentions: Mentions) -> tuple[int, int]:
    return len(mentions.actors), len(mentions.concepts)


def pairs_on_one_cell(mentions: Mentions, by: str, first: int, second: int) -> tuple[Ints, Ints]:
    """Return the places of the mentions of two units (places), pair by pair on the same cell, in order of the one and the other."""
    unit, cell = units_and_cells(mentions, by)
    ones, others = np.flatnonzero(unit == first), np.flatnonzero(unit == second)
    others = others[np.argsort(cell[others], kind="stable")]
    low, high = (np.searchsorted(cell[others], cell[ones], side) for side in ("left", "right"))
    many = high - low
    begin = np.repeat(low - (np.cumsum(many) - many), many)
    return np.repeat(ones, many), others[begin + np.arange(len(begin))]


def _pairs(network: Network, row: str, column: str, weights: Any) -> Iterator[Part]:
    mentions, asked = network.mentions, network.asked
    _, span = scale_of(mentions, asked)
    ones, others = pairs_on_one_cell(mentions, asked.by, *_places(network, row, column))
    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        share = agreement_of(asked.aggregation, int(mentions.level[one]), int(mentions.level[other]), span)
        if weights is not None:
            share *= float(weights[one] * weights[other])
        if share:
            yield Part(one, other, share)


def _cell(network: Network, row: str, column: str) -> Iterator[Part]:
    mentions, aggregation = network.mentions, network.asked.aggregation
    actor, concept = _places(network, row, column)
    inside = (mentions.actor == actor) & (mentions.concept_of[mentions.option] == concept)
    steps, taken = combined_steps(mentions, network.asked), set()
    for place in np.flatnonzero(inside).tolist():
        level = int(mentions.level[place])
        weight = 1.0 if network.weights is None else float(network.weights[place])
        share = weight * level if aggregation == "subtract" else weight
        if aggregation == "combine":
            share = 0.0 if steps[level] in taken else float(steps[level])
            taken.add(steps[level])
        if share:
            yield Part(place, None, share)
