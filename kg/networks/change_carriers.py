"""What each issue carries of the change of a network from one window to the next: ``Σ |w_q − w'_q|`` over pairs, each once, or over cells.

w_q is the part of a weight that the issue's mentions add to it, divided as the whole weight is. Of a two-mode network it is the issue's
columns; of a network of concepts half of each line of its concepts. An issue on which few speak is worked out from its pairs of mentions,
all such issues at once; one on which many do by the product of its counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from kg.networks.counting import Floats, dense_counts, places_of_levels, scale_of
from kg.networks.mentions import Ints, Mentions
from kg.networks.network import Network, in_frame, one_mode_divisors
from kg.networks.one_mode import agreement_of, dense_products

__all__ = ["carried"]

#: up to how many pairs of mentions an issue is worked out from them, and how many pairs are worked out at once
_FEW, _AT_ONCE = 4_000, 4_000_000


def carried(one: Network, other: Network, issue_of: Mapping[str, str]) -> dict[str, float]:
    """Return what each issue (id) carries of the change from one network to the other."""
    if not one.is_one_mode:
        return _of_columns(one, other, issue_of)
    if one.asked.by == "concepts":
        return _of_ends(one, other, issue_of)
    names = sorted({issue_of[name] for each in (one, other) for name in _options(each.mentions)})
    number = {name: place for place, name in enumerate(names)}
    sides = [_Side(each, _numbers(each.mentions, issue_of, number), len(names)) for each in (one, other)]
    pairs = sides[0].pairs + sides[1].pairs
    few = pairs <= _FEW
    found = _of_few(sides, np.flatnonzero(few), pairs)
    for place in np.flatnonzero(~few).tolist():
        found[place] = _of_many(sides, place)
    return {name: float(found[place]) for name, place in number.items()}


def _options(mentions: Mentions) -> list[str]:
    return [mentions.options[option] for option in np.unique(mentions.option).tolist()]


def _numbers(mentions: Mentions, issue_of: Mapping[str, str], number: Mapping[str, int]) -> Ints:
    """Return the number of each mention's issue."""
    used, place = np.unique(mentions.option, return_inverse=True)
    of_option = np.array([number[issue_of[mentions.options[option]]] for option in used.tolist()], dtype=np.int64)
    return of_option[place] if len(used) else of_option


@dataclass(frozen=True)
class _Side:
    """One of both networks, with the number of each mention's issue, of ``count`` issues."""

    network: Network
    issue: Ints
    count: int
    roots: Floats | None = field(init=False)

    def __post_init__(self) -> None:
        weights = self.network.weights
        object.__setattr__(self, "roots", None if weights is None else np.sqrt(weights))

    @property
    def mentions(self) -> Mentions:
        return self.network.mentions

    @cached_property
    def divisors(self) -> Floats | None:
        """What each pair of actors is divided by."""
        return one_mode_divisors(self.mentions, self.network.asked, self.roots)

    @cached_property
    def pairs(self) -> Ints:
        """How many pairs of mentions on one option each issue has."""
        options, first, counts = np.unique(self.mentions.option, return_index=True, return_counts=True)
        sizes = np.zeros(self.count, dtype=np.int64)
        if len(options):
            np.add.at(sizes, self.issue[first], counts**2)
        return sizes

    @cached_property
    def _by_issue(self) -> tuple[Ints, Ints]:
        """The places of mentions by issue, and where each issue begins among them."""
        order = np.argsort(self.issue, kind="stable")
        return order, np.searchsorted(self.issue[order], np.arange(self.count + 1))

    def of(self, issue: int) -> Ints:
        """Return the places of an issue's mentions, in their order."""
        order, bounds = self._by_issue
        return order[bounds[issue] : bounds[issue + 1]]

    def added(self, issue: int, actors: Ints) -> Floats:
        """Return what an issue adds to the weights of these actors, by the product of its counts."""
        chosen = self.of(issue)
        if not len(chosen):
            return np.zeros((len(actors), len(actors)))
        asked = self.network.asked
        levels, span = scale_of(self.mentions, asked)
        roots = None if self.roots is None else self.roots[chosen]
        counts = dense_counts(self.mentions.take(chosen), actors, levels, roots)
        found = dense_products(counts, levels, asked.aggregation, span)
        if self.divisors is not None:
            by = self.divisors[np.ix_(actors, actors)]
            found = np.divide(found, by, out=np.zeros_like(found), where=by != 0)
        np.fill_diagonal(found, 0.0)
        return found

    def joined(self, chosen: Ints) -> tuple[Ints, Floats]:
        """Return what pairs of mentions, chosen by place, add to the weight of two actors: a key of issue and actors, and the amount."""
        mentions, asked = self.mentions, self.network.asked
        chosen = chosen[np.argsort(mentions.option[chosen], kind="stable")]
        one, other = _within(mentions.option[chosen])
        one, other = chosen[one], chosen[other]
        kept = mentions.actor[one] < mentions.actor[other]
        one, other = one[kept], other[kept]
        levels, span = scale_of(mentions, asked)
        table = np.array([[agreement_of(asked.aggregation, a, b, span) for b in levels] for a in levels])
        amount = table[places_of_levels(mentions.level[one], levels), places_of_levels(mentions.level[other], levels)]
        if self.roots is not None:
            amount = amount * self.roots[one] * self.roots[other]
        first, second = mentions.actor[one], mentions.actor[other]
        if self.divisors is not None:
            by = self.divisors[first, second]
            amount = np.divide(amount, by, out=np.zeros_like(amount), where=by != 0)
        count = len(mentions.actors)
        return (self.issue[one] * count + first) * count + second, amount


def _within(groups: Ints) -> tuple[Ints, Ints]:
    """Return the places of each pair of members of a group; ``groups`` are the members' groups, sorted."""
    _, first, counts = np.unique(groups, return_index=True, return_counts=True)
    own = np.repeat(counts, counts)
    one = np.repeat(np.arange(len(groups)), own)
    begin = np.repeat(np.repeat(first, counts), own)
    ends = np.cumsum(own)
    other = begin + np.arange(len(one)) - np.repeat(ends - own, own)
    return one, other


def _of_few(sides: list[_Side], issues: Ints, pairs: Ints) -> Floats:
    """Return what issues of few pairs carry, by their pairs of mentions; 0 for the others."""
    count = len(sides[0].mentions.actors)
    found = np.zeros(sides[0].count)
    for run in _runs(issues, pairs):
        keys, amounts = [], []
        for side, sign in zip(sides, (1.0, -1.0), strict=True):
            key, amount = side.joined(np.flatnonzero(np.isin(side.issue, run)))
            keys.append(key)
            amounts.append(sign * amount)
        every, place = np.unique(np.concatenate(keys), return_inverse=True)
        if len(every):
            change = np.abs(np.bincount(place, np.concatenate(amounts)))
            found += np.bincount(every // count**2, change, minlength=len(found))
    return found


def _runs(issues: Ints, pairs: Ints) -> Iterator[Ints]:
    """Yield issues, as many at once as their pairs allow."""
    at = np.cumsum(pairs[issues]) // _AT_ONCE
    for step in np.unique(at):
        yield issues[at == step]


def _of_many(sides: list[_Side], issue: int) -> float:
    spoke = [side.mentions.actor[side.of(issue)] for side in sides]
    actors = np.unique(np.concatenate(spoke))
    before, after = (side.added(issue, actors) for side in sides)
    return float(np.abs(before - after).sum() / 2.0)


def _of_columns(one: Network, other: Network, issue_of: Mapping[str, str]) -> dict[str, float]:
    """Return for each issue the change of its cells; of ``combine``, how many of them differ."""
    before, after, _, columns = in_frame(one, other)
    change = before != after if one.asked.aggregation == "combine" else np.abs(before - after)
    return _summed(columns, change.sum(axis=0), issue_of)


def _of_ends(one: Network, other: Network, issue_of: Mapping[str, str]) -> dict[str, float]:
    """Return for each issue half of the change of each line of its concepts."""
    before, after, rows, _ = in_frame(one, other)
    return _summed(rows, np.abs(before - after).sum(axis=1) / 2.0, issue_of)


def _summed(names: list[str], amounts: Any, issue_of: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, amount in zip(names, amounts.tolist(), strict=True):
        issue = issue_of.get(name, name)
        found[issue] = found.get(issue, 0.0) + float(amount)
    return found
