"""The tree of a case's actors (:mod:`kg.networks.clustering`), whole and in windows: joined by the sides of concepts that they have taken."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kg.networks.asked import Asked
from kg.networks.clustering import Joint, jaccard_distances, tree_of
from kg.networks.counting import tally
from kg.networks.keeping import Kept, kept_by_window, kept_of
from kg.networks.mentions import Mentions
from kg.networks.scaling import check_size
from kg.networks.spans import Window

__all__ = ["ActorTree", "Trees", "trees_of"]


@dataclass(frozen=True)
class ActorTree:
    """``actors`` (ids, sorted) with how many ``mentions`` each has; ``joints`` by their places; the order of the ``leaves``.

    ``silent`` are the actors of which nothing counts. ``is_tied``: equal distances allowed another tree, and ids decided.
    """

    actors: tuple[str, ...]
    counts: tuple[int, ...]
    leaves: tuple[int, ...]
    joints: tuple[Joint, ...]
    is_tied: bool
    silent: tuple[str, ...]
    kept: int
    fallen: int
    left_out: int
    mentions: Mentions = field(compare=False, repr=False)
    window: Window | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Trees:
    """The tree over all the time asked for, and that of each window, oldest first."""

    whole: ActorTree
    windows: tuple[ActorTree, ...] = ()


def trees_of(mentions: Mentions, asked: Asked, locator: str = "") -> Trees:
    """Return the trees of mentions. Raises :class:`~kg.errors.LimitError` for too many actors or windows."""
    check_size(mentions, locator)
    return Trees(_tree(kept_of(mentions, asked)), tuple(map(_tree, kept_by_window(mentions, asked, locator))))


def _tree(counting: Kept) -> ActorTree:
    kept = counting.mentions
    actors, rows, counts = np.unique(kept.actor, return_inverse=True, return_counts=True)
    columns = kept.option * 2 + (kept.level < 0)
    tree = tree_of(jaccard_distances(tally(rows, columns, None, (len(actors), 2 * len(kept.options)))))
    spoke = set(actors.tolist())
    return ActorTree(
        tuple(kept.actors[place] for place in actors),
        tuple(map(int, counts)),
        tree.leaves,
        tree.joints,
        tree.is_tied,
        tuple(name for place, name in enumerate(kept.actors) if place not in spoke),
        len(kept),
        counting.fallen,
        counting.left_out,
        kept,
        counting.window,
    )
