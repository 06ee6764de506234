"""Names of statements in one piece of text, which takes half of the memory of a list of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import overload

import numpy as np

from kg.networks.mentions import Ints

__all__ = ["Names", "is_among"]

#: how many names are added at once
_AT_ONCE = 10_000


class Names(Sequence[str]):
    """Texts by place, each made anew when it is asked for.

    >>> names = Names(["b", "ю", "a"])
    >>> names[1], list(names), names.order(np.arange(3)).tolist()
    ('ю', ['b', 'ю', 'a'], [2, 0, 1])
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._text, self._ends = bytearray(), array("q", [0])
        self._beginning: bytes | None = None
        self._is_common = True
        self.extend(names)

    def extend(self, names: Iterable[str]) -> None:
        """Add names at the end."""
        self._add([name.encode() for name in names])

    def _add(self, texts: list[bytes]) -> None:
        """Add texts without the beginning of the first, up to its last slash or hash, where they have it; else marked by a zero byte."""
        if texts and self._beginning is None:
            self._beginning = texts[0][: max(texts[0].rfind(b"/"), texts[0].rfind(b"#")) + 1]
            while not all(text.startswith(self._beginning) for text in texts):
                shorter = self._beginning[:-1]
                self._beginning = shorter[: max(shorter.rfind(b"/"), shorter.rfind(b"#")) + 1]
        beginning = self._beginning or b""
        if all(text.startswith(beginning) for text in texts):
            length = len(beginning)
            texts = [text[length:] for text in texts]
        else:
            self._is_common = False
            texts = [b"\0" + text for text in texts]
        self._text += b"".join(texts)
        self._ends.extend(accumulate(map(len, texts), initial=self._ends.pop()))

    def taken(self, places: Ints) -> Names:
        """Return the names at some places."""
        found = Names()
        for first in range(0, len(places), _AT_ONCE):
            found._add([self._bytes(place) for place in places[first : first + _AT_ONCE].tolist()])
        return found

    def order(self, places: Ints) -> Ints:
        """Return what puts some places in the order of their names.

        They are sorted by eight bytes first, those after what all names begin with; texts are compared where these are equal.
        """
        if not self._is_common:
            texts = [self._bytes(place) for place in places.tolist()]
            return np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)
        if not len(places):
            return places
        key = self._eight_bytes(places)
        order = np.argsort(key, kind="stable")
        key = key[order]
        edges = [0, *(np.flatnonzero(key[1:] != key[:-1]) + 1).tolist(), len(key)]
        for first, end in pairwise(edges):
            if end - first > 1:
                same = order[first:end]
                texts = [self._bytes(place) for place in places[same].tolist()]
                order[first:end] = same[sorted(range(len(texts)), key=texts.__getitem__)]
        return order

    def _eight_bytes(self, places: Ints) -> np.ndarray:
        """Return of each name the eight bytes after the beginning that all have in common, as a number; 0 stands for none."""
        text, ends = np.frombuffer(self._text, dtype=np.uint8), np.frombuffer(self._ends, dtype=np.int64)
        starts, stops = ends[places], ends[places + 1]
        key = np.zeros(len(places), dtype=np.uint64)
        for _ in range(8):
            byte = np.where(starts < stops, text[np.minimum(starts, len(text) - 1)], 0)
            key = (key << np.uint64(8)) | byte.astype(np.uint64)
            starts += 1
        return key

    def _bytes(self, place: int) -> bytes:
        text = bytes(self._text[self._ends[place] : self._ends[place + 1]])
        return text[1:] if text[:1] == b"\0" else (self._beginning or b"") + text

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        """Return the name at a place, or those of a slice. Raises IndexError beyond the last."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            place = range(len(self))[place]
        return self._bytes(place).decode()


def is_among(name: str, names: Sequence[str]) -> bool:
    """Return whether a name is one of some sorted names."""
    place = bisect_left(names, name)
    return place < len(names) and names[place] == name
