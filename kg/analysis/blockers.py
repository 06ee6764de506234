"""Blockers: options that one party's word alone keeps from agreed or within reach.

Of the parties of a group that have a side on an option, exactly one is against, and at least two others are left, who are all for it, or
all for or leaning (:func:`kg.analysis.ground.classify`). A party without a side keeps nothing from anything here: it has said no word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.analysis.conditions import GroupStances
from kg.analysis.ground import SHARED, Ground, classify
from kg.case.records import Option
from kg.resolution import Resolved
from kg.vocabulary import Side

__all__ = ["Blocker", "blockers_of"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What ``held``, the stance of one party on an option, keeps from ``ground``, where ``others`` stand together.

    ``silent`` are the parties (ids) of the group that have no side.
    """

    option: Option
    held: Resolved
    others: tuple[Resolved, ...]
    ground: Ground
    silent: tuple[str, ...]


def blockers_of(group: GroupStances, options: Iterable[Option], *, own_voice: bool = True) -> tuple[Blocker, ...]:
    """Return the blockers among options, in their order; ``own_voice``: a stance that only others tell is no side.

    Conditions are judged over the whole group, as for its shared ground.
    """
    found = []
    for option in options:
        stances = [group.effective(party, option.id) for party in group.parties]
        sided = [held for held in stances if held.side and not (own_voice and held.ascribed)]
        against = [held for held in sided if held.side is Side.AGAINST]
        others = tuple(held for held in sided if held.side is not Side.AGAINST)
        ground = classify(held.side for held in others)
        if len(against) == 1 and len(others) > 1 and ground in SHARED:
            spoke = {held.party for held in sided}
            silent = tuple(party for party in group.parties if party not in spoke)
            found.append(Blocker(option, against[0], others, ground, silent))
    return tuple(found)
