"""The network of statements as the page shows it: who said the same or the opposite on the same options, over all time and by window.

The weights are those of :mod:`kg.networks` by side, without duplicates left out, each statement counted: agreement less disagreement,
and both; communities are those by correlation clustering of ``kg camps --duplicates include``. All is worked out here for every voice
and confidence that the page's filters can ask for, so that the page only looks up.

Windows are as long as asked for, else the longest of a day, week, month, quarter, year and of more years that makes
:data:`FEWEST_WINDOWS` or more, a day where none does. What is carried is bounded: pairs of mentions to :data:`MOST_PARTS`, of each
pair of parties the newest; weights to :data:`MOST_WEIGHTS`, those without a filter first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Any

import numpy as np

from kg.errors import LimitError
from kg.networks.asked import Asked, Span
from kg.networks.communities import clustered
from kg.networks.counting import tally
from kg.networks.explaining import pairs_on_one_cell
from kg.networks.mentions import Mentions
from kg.networks.pairing import pairs_of
from kg.networks.spans import Window
from kg.networks.windows import windows_of
from kg.page.clusters import clusters
from kg.page.display import day_text
from kg.page.index import CaseIndex
from kg.page.lenses import MOST_STEPS, steps_of
from kg.page.mentions import mentions_of

__all__ = [
    "FEWEST_WINDOWS",
    "MOST_PARTS",
    "MOST_WEIGHTS",
    "MOST_WINDOWS",
    "Narrowed",
    "describe_weights",
    "fitting_span",
]

#: how many windows the length that is chosen must make at least
FEWEST_WINDOWS = 4
#: the most windows, the most pairs of mentions, and the most weights of all networks and windows together
MOST_WINDOWS, MOST_PARTS, MOST_WEIGHTS = 200, 8_000, 12_000

#: the lengths that are tried where none is asked for, the longest first
_SPANS = (
    *(Span(years, "years") for years in (100, 50, 20, 10, 5, 2, 1)),
    *(Span(1, unit) for unit in ("quarters", "months", "weeks", "days")),
)
#: how many numbers are told of a pair in a window: its own, agreement less disagreement, agreement, disagreement
_WIDTH = 4

#: the pairs of parties (places among the compared) by their number on the page
Pairs = dict[tuple[int, int], int]


@dataclass(frozen=True)
class Narrowed:
    """Which parties and issues (ids) alone a page was asked for; all where empty."""

    parties: frozenset[str]
    issues: frozenset[str]


def fitting_span(mentions: Mentions) -> Span:
    """Return the length of the windows where none is asked for."""
    found = (span for span in _SPANS if sum(1 for _ in windows_of(mentions, Asked(window=span))) >= FEWEST_WINDOWS)
    return next(found, _SPANS[-1])


@dataclass(frozen=True)
class _Counted:
    """The mentions that count under some filters, ``asked``: by own voice alone and the least confidence, and which of all they are."""

    asked: tuple[tuple[bool, float | None], ...]
    mask: Any
    mentions: Mentions


class _Weights:
    """All mentions of the page's parties, and the parties of them that are compared, by their places."""

    def __init__(self, index: CaseIndex, compared: Sequence[str], span: Span | None) -> None:
        self.index = index
        self.mentions, self.unsided = mentions_of(index)
        self.asked = Asked(voice="any", window=span or fitting_span(self.mentions))
        place = {party: number for number, party in enumerate(self.mentions.actors)}
        self.compared = [place[party] for party in sorted(compared)]
        self.place_of = {party: number for number, party in enumerate(sorted(compared))}
        self.statements = [index.statement[name] for name in self.mentions.statements]

    def counted(self) -> list[_Counted]:
        """Return what counts under each voice and confidence that the page's filters ask for; those that count the same are one."""
        given = self.index.resolution.filters
        steps = [None, *steps_of(self.index)[:MOST_STEPS]]
        found: dict[bytes, _Counted] = {}
        for step in steps:
            for own in (True, False):
                least = given.min_confidence if step is None else step
                mask = self._mask(own=own, least=least)
                same = found.get(mask.tobytes())
                asked = ((own, least),)
                found[mask.tobytes()] = (
                    replace(same, asked=same.asked + asked) if same else _Counted(asked, mask, self.mentions.take(mask))
                )
        return list(found.values())

    def trusted(self, numbers: Sequence[int], *, own: bool, least: float | None) -> Any:
        """Return which of some statements count under own voice alone and a least confidence."""
        filters = replace(self.index.resolution.filters, own_voice=own, min_confidence=least)
        return np.array([filters.trusts(self.index.statements[n]) for n in numbers], dtype=bool)

    def _mask(self, *, own: bool, least: float | None) -> Any:
        return self.trusted(self.statements, own=own, least=least)[self.mentions.statement]

    def among_compared(self, mentions: Mentions) -> Mentions:
        """Return the mentions of the compared parties, whose places are then those among them."""
        place = self._place_among_compared()
        chosen = mentions.take(place[mentions.actor] >= 0)
        return replace(chosen, actors=tuple(self.mentions.actors[n] for n in self.compared), actor=place[chosen.actor])

    def places_of_compared(self) -> Any:
        """Return the places, among all mentions, of those of the compared parties."""
        return np.flatnonzero(self._place_among_compared()[self.mentions.actor] >= 0)

    def _place_among_compared(self) -> Any:
        found = np.full(len(self.mentions.actors), -1, dtype=np.int64)
        found[self.compared] = np.arange(len(self.compared))
        return found


def describe_weights(
    index: CaseIndex, compared: Sequence[str], narrowed: Narrowed, span: Span | None = None
) -> dict[str, Any]:
    """Return the network of statements of the ``compared`` parties (ids), window by window of a length.

    Raises :class:`~kg.errors.LimitError` for a length that makes more than :data:`MOST_WINDOWS`.
    """
    weights = _Weights(index, compared, span)
    mentions = weights.among_compared(weights.mentions)
    numbers = [index.party[party] for party in mentions.actors]
    joined = sorted(_spoken(mentions), key=lambda pair: sorted((numbers[pair[0]], numbers[pair[1]])))
    pairs: Pairs = {pair: number for number, pair in enumerate(joined)}
    parts = [pairs_on_one_cell(mentions, "actors", *pair) for pair in joined]
    kept = _kept_parts(parts)
    used = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(np.concatenate(part) for part in kept)]))
    networks = _Told(weights, pairs, numbers, used).networks()
    first = networks[0]["whole"]["communities"] if networks else []
    grouped = [*first, *([n] for n in range(len(index.parties)) if not any(n in group for group in first))]
    placed = clusters(grouped, [(numbers[one], numbers[other]) for one, other in joined])
    asked = weights.asked.window
    assert asked is not None
    return {
        "window": f"{asked.size}:{asked.unit}",
        "onlyParties": bool(narrowed.parties),
        "onlyIssues": bool(narrowed.issues),
        "places": [{"x": x, "y": y} for x, y in (placed[n] for n in range(len(index.parties)))],
        "mentions": _mentions(weights, mentions, used, numbers),
        "pairs": [
            _pair(mentions, sorted((numbers[one], numbers[other])), part, used, is_turned=numbers[one] > numbers[other])
            for (one, other), part in zip(joined, kept, strict=True)
        ],
        "networks": networks,
    }


def _spoken(mentions: Mentions) -> list[tuple[int, int]]:
    """Return the pairs of parties (places) that spoke on one option at least."""
    by = tally(mentions.actor, mentions.option, None, (len(mentions.actors), len(mentions.options)))
    found = np.nonzero(np.triu((by @ by.T).toarray(), 1))
    return [(int(one), int(other)) for one, other in zip(*found, strict=True)]


def _kept_parts(parts: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return the newest pairs of mentions of each pair of parties, as many of each as :data:`MOST_PARTS` lets all have."""
    most, left, many = 0, MOST_PARTS, sorted(len(ones) for ones, _ in parts)
    for number, count in enumerate(many):
        most = left // (len(many) - number)
        if count > most:
            break
        left -= count
        most = count
    found = []
    for ones, others in parts:
        newest = np.sort(np.argsort(-np.maximum(ones, others), kind="stable")[:most])
        found.append((ones[newest], others[newest]))
    return found


def _mentions(weights: _Weights, mentions: Mentions, used: Any, numbers: Sequence[int]) -> dict[str, list[int]]:
    """Return the mentions that are told, in order of day and statement: the statement, the party, the option and the level of each."""
    option = weights.index.option
    return {
        "statements": [weights.statements[place] for place in mentions.statement[used].tolist()],
        "parties": [numbers[place] for place in mentions.actor[used].tolist()],
        "options": [option[mentions.options[place]] for place in mentions.option[used].tolist()],
        "levels": mentions.level[used].tolist(),
    }


def _pair(
    mentions: Mentions, parties: Sequence[int], part: tuple[Any, Any], used: Any, *, is_turned: bool
) -> dict[str, Any]:
    """Return a pair of parties (numbers on the page) with its pairs of mentions, that of the first party first: on the same side or not."""
    ones, others = reversed(part) if is_turned else part
    same = mentions.level[ones] == mentions.level[others]
    told = np.column_stack((np.searchsorted(used, ones), np.searchsorted(used, others)))
    return {
        "first": parties[0],
        "second": parties[1],
        "same": told[same].ravel().tolist(),
        "opposite": told[~same].ravel().tolist(),
    }


class _Told:
    """What is told of the windows: the pairs of parties by number, the parties' numbers, and the places of the mentions told."""

    def __init__(self, weights: _Weights, pairs: Pairs, numbers: Sequence[int], used: Any) -> None:
        self.weights, self.pairs, self.numbers = weights, pairs, numbers
        self.used = weights.places_of_compared()[used]

    def networks(self) -> list[dict[str, Any]]:
        """Return the network under each voice and confidence, while there is room."""
        found: list[dict[str, Any]] = []
        spent = 0
        for counted in self.weights.counted():
            windows = (_whole(counted.mentions), *self._windows(counted.mentions))
            told = [self._window(counted, window) for window in windows]
            spent += sum(len(one["weights"]) // _WIDTH for one in told)
            if found and spent > MOST_WEIGHTS:
                break
            found.append({"asked": [], "leftOut": 0, "whole": told[0], "windows": told[1:]})
            for own, least in counted.asked:
                found[-1]["asked"].append({"ownVoice": own, "minConfidence": least})
                found[-1]["leftOut"] = int(self.weights.trusted(self.weights.unsided, own=own, least=least).sum())
        return found

    def _windows(self, mentions: Mentions) -> list[Window]:
        locator = self.weights.index.resolution.case.store.locator
        found = list(islice(windows_of(mentions, self.weights.asked, locator), MOST_WINDOWS + 1))
        if len(found) > MOST_WINDOWS:
            raise LimitError(locator, f"more than the {MOST_WINDOWS} windows of a page; give a longer --window")
        return found

    def _window(self, counted: _Counted, window: Window | None) -> dict[str, Any]:
        """Return a window: its days, its mentions, the weights of the pairs that have any, and communities of two or more."""
        if window is None:
            days: dict[str, Any] = {"first": None, "last": None, "partial": False, "kept": 0, "from": 0, "to": 0}
            return {**days, "weights": [], "communities": []}
        inside = counted.mentions.take(window.places)
        of_all = np.flatnonzero(counted.mask)[window.places]
        begin, end = np.searchsorted(self.used, [of_all[0], of_all[-1] + 1]) if len(of_all) else (0, 0)
        told, groups = self._weights(inside)
        return {
            "first": day_text(window.first),
            "last": day_text(window.last),
            "partial": window.partial,
            "kept": len(inside),
            "from": int(begin),
            "to": int(end),
            "weights": told,
            "communities": groups,
        }

    def _weights(self, inside: Mentions) -> tuple[list[int], list[list[int]]]:
        """Return the weights of the pairs that have any, one after another, and the communities of two parties or more."""
        found = pairs_of(self.weights.among_compared(inside), self.weights.asked)
        of_all = [self.weights.place_of[actor] for actor in found.actors]
        told: list[tuple[int, ...]] = []
        for row, column in zip(*np.nonzero(np.triu(found.congruence + found.conflict)), strict=True):
            same, opposite = int(found.congruence[row, column]), int(found.conflict[row, column])
            told.append((self.pairs[of_all[row], of_all[column]], same - opposite, same, opposite))
        groups = clustered(found.congruence, found.conflict).groups
        named = [sorted(self.numbers[of_all[place]] for place in group) for group in groups if len(group) > 1]
        return list(chain.from_iterable(sorted(told))), sorted(named, key=lambda group: (-len(group), group))


def _whole(mentions: Mentions) -> Window | None:
    if not len(mentions):
        return None
    first, last = (date.fromordinal(int(mentions.day[end])) for end in (0, -1))
    return Window(first, last, False, slice(0, len(mentions)))
