"""Which mentions are kept: one of those that say the same in the same slot, or all."""

from __future__ import annotations

from datetime import date

import numpy as np

from kg.networks.mentions import Ints, Mentions

__all__ = ["kept_places"]


def kept_places(mentions: Mentions, rule: str, *, by_level: bool, as_dna: bool = False) -> Ints:
    """Return the places of the mentions that are kept, in order.

    A mention falls if an earlier one, by day and then statement, is of the same actor, option and level (``by_level``; else whatever
    its level) in the same slot of the rule: the document, the ISO week, the month, the year, or the whole range. ``as_dna``: weeks
    and months are told by their number alone, so that those of different years are one slot, as Discourse Network Analyzer does.
    """
    if rule == "include" or not len(mentions):
        return np.arange(len(mentions), dtype=np.int64)
    columns = [mentions.actor, mentions.option, _slots(mentions, rule, as_dna=as_dna)]
    if by_level:
        columns.append(mentions.level)
    key = np.zeros(len(mentions), dtype=np.int64)
    for column in columns:
        lowest, highest = int(column.min()), int(column.max())
        key = key * (highest - lowest + 1) + (column - lowest)
    return _first_of_each(key)


def _first_of_each(key: Ints) -> Ints:
    """Return the places at which a key comes first, in order: keys and places are sorted as one number where that has room."""
    many = len(key)
    if int(key.max()) >= np.iinfo(np.int64).max // many:
        return np.sort(np.unique(key, return_index=True)[1]).astype(np.int64)
    found, place = np.divmod(np.sort(key * many + np.arange(many)), many)
    kept = np.zeros(many, dtype=bool)
    kept[place[np.append(True, found[1:] != found[:-1])]] = True
    return np.flatnonzero(kept)


def _slots(mentions: Mentions, rule: str, *, as_dna: bool) -> Ints:
    if rule == "range":
        return np.zeros(len(mentions), dtype=np.int64)
    if rule == "document":
        return mentions.document
    days, place = np.unique(mentions.day, return_inverse=True)
    slots = np.array([_slot(date.fromordinal(int(day)), rule, as_dna=as_dna) for day in days], dtype=np.int64)
    return np.asarray(slots[place], dtype=np.int64)


def _slot(day: date, rule: str, *, as_dna: bool) -> int:
    if rule == "week":
        return day.isocalendar().week if as_dna else (day.toordinal() - 1) // 7
    if rule == "month":
        return day.month if as_dna else day.year * 12 + day.month
    return day.year
