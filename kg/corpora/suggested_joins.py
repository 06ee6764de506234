"""How a second table is joined to the first: by a column of identifiers, guessed only where one stands out.

An identifier is a column that is a key of the one table (each row has its own value) and holds the values of a column of
the other. Two columns that happen to hold equal values, such as years, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.corpora.stance_words import share_known
from kg.corpora.table_samples import Sample, are_days
from kg.text import fold

__all__ = ["SuggestedJoin", "suggest_joins"]

#: the share of the first table's values that must be found in the second
_FOUND = 0.9
_NUMBER = re.compile(r"[+\-−]?[0-9.,]+")
_IDENTIFIERS = frozenset(
    {"id", "ids", "key", "code", "nr", "no", "number", "ref", "reference", "iso", "uid", "identifier"}
)
_IDENTIFIERS |= {"kennung", "nummer", "numero", "номер", "код"}


@dataclass(frozen=True, slots=True)
class SuggestedJoin:
    """A second table: its ``key`` and the first's column ``on``, "" where none stands out; ``many`` rows may share a key.

    ``candidates``: the pairs of columns, of the second and the first table, that could be meant.
    """

    sample: Sample
    key: str = ""
    on: str = ""
    many: bool = False
    candidates: tuple[tuple[str, str], ...] = ()


def suggest_joins(main: Sample, others: Iterable[Sample]) -> list[SuggestedJoin]:
    """Return how each of the other tables is joined, those with one row for each key first."""
    found: dict[int, SuggestedJoin] = {}
    identifiers: set[str] = set()
    waiting = list(enumerate(others))
    for place, other in waiting:
        join = _chosen(other, _keyed(main, other), many=False)
        if join.key:
            found[place] = join
            identifiers.add(join.on)
    for place, other in waiting:
        if place in found:
            continue
        join = _chosen(other, _repeated(main, other, identifiers), many=True)
        found[place] = join if join.key or join.candidates else _chosen(other, _keyed(main, other), many=False)
    return [found[place] for place in sorted(found)]


def _chosen(other: Sample, scored: Sequence[tuple[int, str, str]], *, many: bool) -> SuggestedJoin:
    best = max((score for score, _, _ in scored), default=0)
    pairs = tuple((key, on) for score, key, on in scored if score == best)
    if len(pairs) == 1 and best > 0:
        return SuggestedJoin(other, *pairs[0], many=many)
    return SuggestedJoin(other, candidates=tuple((key, on) for _, key, on in scored))


def _keyed(main: Sample, other: Sample) -> list[tuple[int, str, str]]:
    """Return the pairs in which the second table's column is its key; a score over 0 where it can be chosen."""
    scored = []
    for key in other.columns:
        values = other.cells(key)
        if not _is_key(values):
            continue
        for on in main.columns:
            if _holds(set(values), main.values(on)) and not _is_no_identifier(main.values(on)):
                scored.append((_score(main, other, key, on), key, on))
    return scored


def _repeated(main: Sample, other: Sample, identifiers: set[str]) -> list[tuple[int, str, str]]:
    """Return the pairs in which the second table's column repeats the values of an identifier of the first."""
    scored = []
    for key in other.columns:
        values = set(other.values(key))
        for on in main.columns:
            there = main.values(on)
            if not values & set(there) or _is_no_identifier(there) or not _related(main, other, key, on):
                continue
            is_identifier = on in identifiers or _is_key(main.cells(on)) or _is_called_identifier(key)
            scored.append((_score(main, other, key, on) if is_identifier else 0, key, on))
    return scored


def _score(main: Sample, other: Sample, key: str, on: str) -> int:
    """Return how well two columns' names fit: 3 equal, 2 related, 1 not but with the values of words, 0 numbers."""
    if fold(key) == fold(on):
        return 3
    if _related(main, other, key, on):
        return 2
    return 0 if all(_NUMBER.fullmatch(value) for value in other.values(key)) else 1


def _related(main: Sample, other: Sample, key: str, on: str) -> bool:
    one, two = fold(key), fold(on)
    if one == two or (one in _IDENTIFIERS and (two.endswith(one) or two.startswith(f"{one} "))):
        return True
    # The first table calls by the second's name what the second calls its id: call, and id in calls.csv.
    table = fold(other.name)
    return _is_called_identifier(key) and len(two) > 2 and (table.startswith(two) or two.startswith(table.rstrip("s")))


def _is_called_identifier(name: str) -> bool:
    words = fold(name).split()
    return bool(words) and (words[-1] in _IDENTIFIERS or words[0] in _IDENTIFIERS or words[-1].endswith("id"))


def _is_key(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cells) and len(set(cells)) == len(cells)


def _holds(keys: set[str], values: Sequence[str]) -> bool:
    found = set(values)
    return bool(found) and len(found & keys) >= _FOUND * len(found)


def _is_no_identifier(values: Sequence[str]) -> bool:
    """Return whether values are stances or days."""
    return share_known(values) >= 0.5 or are_days(values)
