"""What the answers that have a figure for each window say of it: its days, and which actors stand in its columns."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.rendering import Json
from kg.networks.spans import Window
from kg.words import said

__all__ = ["MOST_SHOWN", "end_of", "figure", "most_counted", "window_json"]

#: how many actors have a column in a table of windows
MOST_SHOWN = 4


def window_json(window: Window | None) -> Json:
    """Return the days of a window, and whether it is cut, as the contract has them."""
    assert window
    return {"first": window.first.isoformat(), "last": window.last.isoformat(), "partial": window.partial}


def end_of(window: Window, lang: str) -> str:
    """Return the last day of a window, and whether it is cut."""
    return f"{window.last}{' ' + said(lang, '(cut)') if window.partial else ''}"


def most_counted(counts: Iterable[tuple[str, int]]) -> list[str]:
    """Return the ids of those of which most counts, at most :data:`MOST_SHOWN`, in order of id; of equals the first by id."""
    ordered = sorted(counts, key=lambda one: (-one[1], one[0]))
    return sorted(name for name, _ in ordered[:MOST_SHOWN])


def figure(value: float) -> str:
    """Return a figure with three decimals and a minus sign, nothing below 0 where it rounds to 0.

    >>> figure(-0.0004), figure(-1.5)
    ('0.000', '−1.500')
    """
    return f"{round(value, 3) + 0.0:.3f}".replace("-", "−")
