"""Answers as pandas data frames, where pandas is installed (the extra ``pandas``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd

    from kg.answers.tables import Rows
    from kg.case.records import Thing

__all__ = ["Framed", "frame_of", "names_apart"]


class Framed:
    """An answer with :meth:`rows`, which is also a data frame."""

    def rows(self, lang: str = "en") -> Rows:
        """Return the column names, and the rows with one cell for each column."""
        raise NotImplementedError

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return the object of the JSON contract."""
        raise NotImplementedError

    def json_parts(self, lang: str = "en") -> dict[str, Any]:
        """Return the same to be written: a list may be an iterator, so that a long answer is never whole in memory."""
        return self.to_json(lang)

    def to_frame(self, lang: str = "en") -> pd.DataFrame:
        """Return the rows as a pandas data frame, in the same order, with labels in a language.

        Stances and other listed values are plain text, days are :class:`datetime.date`, and absent is None (NaN in a
        column of numbers). Raises :class:`~kg.errors.MissingExtraError` where pandas is not installed.
        """
        columns, rows = self.rows(lang)
        return frame_of(columns, rows)


def frame_of(columns: Iterable[object], rows: Sequence[Sequence[object]], **index: Any) -> pd.DataFrame:
    """Return a data frame; ``index`` goes to pandas. Raises :class:`~kg.errors.MissingExtraError` without pandas."""
    try:
        pandas = import_module("pandas")
    except ImportError:
        raise MissingExtraError("pandas", "pandas") from None
    cells = [[str(cell) if isinstance(cell, StrEnum) else cell for cell in row] for row in rows]
    found: pd.DataFrame = pandas.DataFrame(cells, columns=list(columns), **index)
    return found


def names_apart(things: Sequence[Thing], lang: str) -> list[str]:
    """Return the labels of things; where several have the same label, each with the end of its id in brackets."""
    labels = [thing.label(lang) for thing in things]
    count = Counter(labels)
    return [
        f"{label} [{thing.local_name}]" if count[label] > 1 else label
        for thing, label in zip(things, labels, strict=True)
    ]
