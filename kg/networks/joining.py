"""Columns of a store, joined by the hashes of their subjects, so that a million rows take some tens of megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection

import numpy as np

from kg.networks.mentions import Ints
from kg.networks.names import Names
from kg.store import GraphStore

__all__ = ["NONE", "OUT", "Links", "Rows", "coded", "hashes", "links"]

#: the place of what is not counted, and the code of a value that is missing
OUT, NONE = -1, -100


class Rows:
    """Subjects by the 64 bits of their hash, sorted; ``first`` gives the place at which each first came, ``place`` that of each as it came.

    Two subjects of a million have the same hash once in some thirty million runs; where a hash is met twice, the subject is
    counted once, as one that a graph names twice is.
    """

    def __init__(self, subjects: Ints) -> None:
        self._sorted, self.first, self.place = np.unique(subjects, return_index=True, return_inverse=True)

    def __len__(self) -> int:
        return len(self._sorted)

    def places(self, subjects: Ints) -> Ints:
        """Return the row of each subject, −1 of one that is none of them."""
        if not len(self):
            return np.full(len(subjects), OUT, dtype=np.int64)
        found = np.searchsorted(self._sorted, subjects)
        found[found == len(self)] = 0
        found[self._sorted[found] != subjects] = OUT
        return found

    def column(self, subjects: Ints, codes: Ints, missing: int = NONE) -> Ints:
        """Return the code of each row, of several the least."""
        found = np.full(len(self), missing, dtype=np.int64)
        place = self.places(subjects)
        known = place != OUT
        place, codes = place[known], codes[known]
        if len(place) and np.bincount(place).max() > 1:
            order = np.argsort(-codes, kind="stable")
            place, codes = place[order], codes[order]
        found[place] = codes
        return found


class Links:
    """The pairs of subject and object of a property: both as hashes, and the names of the objects as they came."""

    def __init__(self) -> None:
        self._subjects, self._objects = array("q"), array("q")
        self.names = Names()

    def take(self, subjects: list[str], objects: list[str]) -> None:
        """Add pairs."""
        self._subjects.extend(map(hash, subjects))
        self._objects.extend(map(hash, objects))
        self.names.extend(objects)

    @property
    def subjects(self) -> Ints:
        """The hashes of the subjects."""
        return _ints(self._subjects)

    @property
    def objects(self) -> Ints:
        """The hashes of the objects."""
        return _ints(self._objects)


def links(store: GraphStore, predicate: str) -> Links:
    """Return what a predicate ties together."""
    found = Links()
    store.read_columns(predicate, None, found.take)
    return found


def coded(
    store: GraphStore, predicate: str, code: Callable[[str], int], among: Collection[str] | None = None
) -> tuple[Ints, Ints]:
    """Return the hashes of a predicate's subjects, and the code of the object of each, or of those among some ids."""
    found, codes = array("q"), array("q")

    def take(subjects: list[str], objects: list[str]) -> None:
        found.extend(map(hash, subjects))
        codes.extend(map(code, objects))

    store.read_columns(predicate, among, take)
    return _ints(found), _ints(codes)


def hashes(store: GraphStore, predicate: str, among: Collection[str]) -> Ints:
    """Return the hashes of the subjects that a predicate ties to one of some ids."""
    return coded(store, predicate, lambda _: 0, among)[0]


def _ints(values: array[int]) -> Ints:
    return np.frombuffer(values, dtype=np.int64) if values else np.empty(0, dtype=np.int64)
