"""The backbone of a network and of each of its windows: the sequence in which concepts leave, and the one set that is shown."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from kg.networks.asked import Asked
from kg.networks.backbone import Step, Tell, nested
from kg.networks.concept_parts import ConceptParts, parts_of
from kg.networks.dna_backbone import nested_as_dna
from kg.networks.every_set import Best, best, seconds_for
from kg.networks.keeping import Kept, kept_by_window, kept_of
from kg.networks.mentions import Ints, Mentions
from kg.networks.spans import Window

__all__ = ["SECONDS", "TOLERATED", "Backbone", "Backbones", "Shown", "backbones_of"]

#: how long sets are tried, where nothing else is said
SECONDS = 5.0

#: where no size is asked for, the backbone is the smallest that loses at most this share of what losing all concepts costs
TOLERATED = 0.1


@dataclass(frozen=True)
class Shown:
    """The backbone that is shown: its ``concepts`` (ids, sorted), ``loss``, ``edges`` (the edge distance) and ``mentions``.

    ``proven``: every set of the size was tried, and ``tied`` of them, this one too, have the least loss. Else it is that of the sequence,
    and ``tied`` counts the concepts that could have left last at this loss.
    """

    concepts: tuple[str, ...]
    loss: float
    edges: float
    mentions: int
    proven: bool
    tied: int


@dataclass(frozen=True)
class Backbone:
    """What was found of the mentions that are kept, all or those of a ``window``.

    ``mentions_of`` counts what each concept (id) rests on. ``steps`` is the sequence in which concepts leave; ``least`` has for sizes whose
    every set was tried the best of them. ``shown`` is None where no concept has a mention.
    """

    actors: tuple[str, ...]
    mentions_of: Mapping[str, int]
    steps: tuple[Step, ...]
    least: Mapping[int, Best]
    shown: Shown | None
    kept: int
    fallen: int
    left_out: int
    mentions: Mentions = field(compare=False, repr=False)
    window: Window | None = None

    @property
    def of_none(self) -> float:
        """The loss where no concept is left: the sum of the eigenvalues, one for each actor that has a line."""
        return self.steps[-1].loss if self.steps else 0.0


@dataclass(frozen=True)
class Backbones:
    """The backbone over all the time asked for, and that of each window, oldest first; ``stopped``: the clock ended a search."""

    whole: Backbone
    windows: tuple[Backbone, ...] = ()
    stopped: bool = False


class _Search:
    """What a search is for, and the time that it has left; ``share`` is how much of it each of ``count`` networks may need."""

    def __init__(
        self,
        asked: Asked,
        size: int | None,
        seconds: float,
        count: int,
        labels: Mapping[str, str],
        locator: str,
        tell: Tell | None,
    ) -> None:
        self.asked, self.size, self.share, self.labels, self.locator = asked, size, seconds / count, labels, locator
        self.tell = tell
        self.until, self.stopped = time.monotonic() + seconds, False

    def backbone(self, counting: Kept) -> Backbone:
        """Return the backbone of mentions that are kept."""
        mentions = counting.mentions
        parts = parts_of(mentions, self.asked, self.locator)
        steps = self._steps(parts)
        least = self._least(parts, steps) if steps and not self.asked.as_dna else {}
        counts = dict(zip(parts.concepts, map(int, parts.mentions), strict=True))
        shown = _shown(self._wanted(parts, steps, least), counts, steps, least) if steps else None
        kept, fallen, left_out = len(counting), counting.fallen, counting.left_out
        return Backbone(parts.actors, counts, steps, least, shown, kept, fallen, left_out, mentions, counting.window)

    def _steps(self, parts: ConceptParts) -> tuple[Step, ...]:
        if self.asked.as_dna:
            return nested_as_dna(parts, self._by_label(parts.concepts), self._by_label(parts.actors), self.locator)
        return nested(parts, self.locator, self.tell)

    def _by_label(self, names: Sequence[str]) -> Ints:
        """Return the places of names by their labels, in the order of UTF-16, which is that of Java."""
        order = sorted(range(len(names)), key=lambda at: (self.labels[names[at]].encode("utf-16-be"), names[at]))
        return np.array(order, dtype=np.int64)

    def _least(self, parts: ConceptParts, steps: Sequence[Step]) -> dict[int, Best]:
        """Return the best of each size that there is time for, those with the fewest sets first."""
        sizes = range(1, len(parts)) if self.size is None else [min(self.size, len(parts))]
        found: dict[int, Best] = {}
        of_size = {step.size: step.loss for step in steps}
        need = 0.0
        for size in sorted(sizes, key=lambda one: (seconds_for(parts, (one,)), one)):
            need += seconds_for(parts, (size,))
            if need > self.share:
                break
            one = best(parts, size, self.until, of_size.get(size, inf))
            if one is None:
                self.stopped = True
                break
            found[size] = one
        return found

    def _wanted(self, parts: ConceptParts, steps: Sequence[Step], least: Mapping[int, Best]) -> int:
        if self.size is not None:
            return min(self.size, len(parts))
        enough = [
            step.size
            for step in steps
            if step.size
            and min(step.loss, least[step.size].loss if step.size in least else inf) <= TOLERATED * steps[-1].loss
        ]
        return min(enough, default=len(parts))


def backbones_of(
    mentions: Mentions,
    asked: Asked,
    size: int | None = None,
    seconds: float = SECONDS,
    labels: Mapping[str, str] | None = None,
    locator: str = "",
    tell: Tell | None = None,
) -> Backbones:
    """Return the backbone of a network of actors, and those of its windows, of a size or of the smallest that loses little.

    Every set of a size is tried where that takes little enough of ``seconds``, of which the whole and each window have the same share;
    ``labels`` of actors and concepts (ids) order them as the
    reference does, and are needed ``as_dna`` alone; ``tell`` is told of each concept that leaves. Raises :class:`~kg.errors.LimitError` for too many concepts or windows.
    """
    by_window = list(kept_by_window(mentions, asked, locator))
    search = _Search(asked, size, seconds, 1 + len(by_window), labels or {}, locator, tell)
    whole = search.backbone(kept_of(mentions, asked))
    windows = tuple(map(search.backbone, by_window))
    return Backbones(whole, windows, search.stopped)


def _shown(size: int, counts: Mapping[str, int], steps: Sequence[Step], least: Mapping[int, Best]) -> Shown:
    if size == len(counts):
        return Shown(tuple(sorted(counts)), 0.0, 0.0, sum(counts.values()), True, 1)
    if size in least:
        found = least[size]
        return Shown(found.concepts, found.loss, found.edges, _mentions(counts, found.concepts), True, found.tied)
    place = next(at for at, step in enumerate(steps) if step.size == size)
    concepts = tuple(sorted(step.concept for step in steps[place + 1 :]))
    step = steps[place]
    return Shown(concepts, step.loss, step.edges, _mentions(counts, concepts), False, step.tied)


def _mentions(counts: Mapping[str, int], concepts: Sequence[str]) -> int:
    return sum(counts[name] for name in concepts)
