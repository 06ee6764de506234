"""Camps: groups of actors, named by the reader or found as communities of the network of what they say."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from kg.networks.asked import Asked
from kg.networks.communities import clustered
from kg.networks.mentions import Ints, Mentions
from kg.networks.pairing import pairs_of

__all__ = ["Camp", "camp_of_actors", "communities_as_camps", "in_order"]


@dataclass(frozen=True)
class Camp:
    """A camp: its ``members`` (ids, sorted), and its ``name``, "" where nobody named it."""

    name: str
    members: tuple[str, ...]


def in_order(camps: Iterable[Camp]) -> tuple[Camp, ...]:
    """Return camps in order: those with a name by name, then the others, the largest first, then by smallest member."""
    return tuple(sorted(camps, key=lambda camp: (not camp.name, camp.name, -len(camp.members), camp.members)))


def camp_of_actors(camps: Iterable[Camp], actors: Iterable[str]) -> Ints:
    """Return the camp (by number) of each actor, −1 of one that is in none."""
    number = {member: place for place, camp in enumerate(camps) for member in camp.members}
    return np.array([number.get(actor, -1) for actor in actors], dtype=np.int64)


def communities_as_camps(mentions: Mentions, asked: Asked, limit: float) -> tuple[tuple[Camp, ...], bool]:
    """Return the communities of the actors that took a side, by congruence less conflict (:func:`~kg.networks.communities.clustered`).

    They are those of ``kg camps``: what an actor says again of an option, on the same side, counts once. One that stands with nobody is a camp of its own; one that took no side is in none. The second value is whether the search was
    stopped, after ``limit`` seconds, with those found so far.
    """
    end, stopped = time.monotonic() + limit, False

    def stop() -> bool:
        nonlocal stopped
        stopped = time.monotonic() > end
        return stopped

    pairs = pairs_of(mentions.take(mentions.level != 0), replace(asked, duplicates="range"))
    groups = clustered(pairs.congruence, pairs.conflict, stop).groups
    return in_order(Camp("", tuple(sorted(pairs.actors[place] for place in group))) for group in groups), stopped
