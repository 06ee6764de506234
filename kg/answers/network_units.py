"""What each actor and concept of a network was counted with: how often for and against, and in how many lines."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from kg.answers.rendering import Renderer
from kg.answers.tables import Table
from kg.networks.network import Network
from kg.words import counted, said

__all__ = ["MOST_UNITS", "mentions_of", "units_tables"]

#: how many actors or concepts a table names
MOST_UNITS = 40


class _Unit(NamedTuple):
    """An actor or a concept (id), its mentions that count, those of them for and against, and its lines."""

    name: str
    mentions: int
    on: int
    against: int
    lines: int


def mentions_of(network: Network, *, columns: bool = False) -> list[int]:
    """Return how many of the mentions that count are of each row, or each column, in their order."""
    return [unit.mentions for unit in _units(network, columns=columns)]


def units_tables(show: Renderer, network: Network) -> list[Table]:
    """Return a table of the rows, and of two modes one of the columns: who is counted how often, who most first."""
    both = (False,) if network.is_one_mode else (False, True)
    of = said(show.lang, "Mentions") if network.asked.on == "statements" else said(show.lang, "Stances")
    return [_table(show, of, _units(network, columns=columns)) for columns in both if network.rows]


def _table(show: Renderer, of: str, units: list[_Unit]) -> Table:
    ordered = sorted(units, key=lambda unit: (-unit.mentions, show.name(unit.name), unit.name))
    rows = tuple((show.name(unit.name), *map(str, unit[1:])) for unit in ordered[:MOST_UNITS])
    heads = (
        of,
        said(show.lang, "For"),
        said(show.lang, "Against"),
        said(show.lang, "Lines"),
    )
    more = len(ordered) - len(rows)
    note = counted(show.lang, more, "{count} more; --format json has all", "{count} more; --format json has all")
    return Table("", ("", *heads), rows, note=note if more > 0 else "")


def _units(network: Network, *, columns: bool) -> list[_Unit]:
    mentions = network.mentions
    concepts = columns or network.asked.by == "concepts"
    names = mentions.concepts if concepts else mentions.actors
    codes = mentions.concept_of[mentions.option] if concepts and len(mentions) else mentions.actor
    inside = np.ones(len(mentions), dtype=bool) if network.weights is None else network.weights != 0
    every, on, against = (
        np.bincount(codes[inside & chosen], minlength=len(names))
        for chosen in (True, mentions.level > 0, mentions.level < 0)
    )
    place = {name: number for number, name in enumerate(names)}
    lines = _lines(network, columns=columns)
    wanted = network.columns if columns else network.rows
    return [
        _Unit(name, int(every[at]), int(on[at]), int(against[at]), lines[name])
        for name, at in zip(wanted, map(place.__getitem__, wanted), strict=True)
    ]


def _lines(network: Network, *, columns: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for row, column, _ in network.edges():
        found.update((row, column) if network.is_one_mode else (column,) if columns else (row,))
    return found
