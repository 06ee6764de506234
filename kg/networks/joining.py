"""Columns of a store, joined by the hashes of their subjects, so that a million rows take some tens of megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.networks.mentions import Ints
from kg.networks.names import Names
from kg.store import Column, GraphStore

__all__ = ["NONE", "OUT", "Codes", "Links", "Narrow", "Rows", "read"]

#: codes in half the room of those that a network is computed from
Narrow = npt.NDArray[np.int32]

#: the place of what is not counted, and the code of a value that is missing
OUT, NONE = -1, -100


class Rows:
    """Subjects by the 64 bits of their hash, sorted; ``first`` gives the place at which each first came.

    Two subjects of a million have the same hash once in some thirty million runs; where a hash is met twice, the subject is
    counted once, as one that a graph names twice is.
    """

    def __init__(self, subjects: Ints) -> None:
        self._sorted, self.first = np.unique(subjects, return_index=True)

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

    def column(self, subjects: Ints, codes: npt.NDArray[Any], missing: int = NONE) -> Narrow:
        """Return the code of each row, of several the least."""
        found = np.full(len(self), missing, dtype=np.int32)
        place = self.places(subjects)
        known = place != OUT
        place, codes = place[known], codes[known]
        if len(place) and np.bincount(place).max() > 1:
            order = np.argsort(-codes, kind="stable")
            place, codes = place[order], codes[order]
        found[place] = codes
        return found


class Codes:
    """A property whose objects have codes: the hashes of its subjects, and the code of the object of each.

    ``among`` leaves out the objects that are not among some ids.
    """

    def __init__(self, predicate: str, code: Callable[[str], int], among: Collection[str] | None = None) -> None:
        self._subjects, self._codes, self._code = array("q"), array("i"), code
        self.column = Column(predicate, among, self._take)

    @classmethod
    def known(cls, predicate: str, codes: Mapping[str, int]) -> Codes:
        """Return a property of which only those objects are read that have a code."""
        return cls(predicate, codes.__getitem__, codes)

    def _take(self, subjects: list[str], objects: list[str]) -> None:
        self._subjects.extend(map(hash, subjects))
        self._codes.extend(map(self._code, objects))

    @property
    def subjects(self) -> Ints:
        """The hashes of the subjects."""
        return _ints(self._subjects)

    def of(self, rows: Rows, missing: int = NONE) -> Narrow:
        """Return the code of each of some rows."""
        codes = np.frombuffer(self._codes, dtype=np.intc) if self._codes else np.empty(0, dtype=np.intc)
        return rows.column(self.subjects, codes, missing)


class Links:
    """The pairs of subject and object of a property: both as hashes, and the names of the objects as they came."""

    def __init__(self, predicate: str) -> None:
        self._subjects, self._objects = array("q"), array("q")
        self.names = Names()
        self.column = Column(predicate, None, self._take)

    def _take(self, subjects: list[str], objects: list[str]) -> None:
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


def read(store: GraphStore, *properties: Codes | Links) -> None:
    """Read some properties of a store."""
    store.read_columns([one.column for one in properties])


def _ints(values: array[int]) -> Ints:
    return np.frombuffer(values, dtype=np.int64) if values else np.empty(0, dtype=np.int64)
