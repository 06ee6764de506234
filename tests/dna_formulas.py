"""Discourse Network Analyzer's export in plain Python: a second statement of what it computes, which shares no code with ``kg``.

Written from the formulas of its manual and its program (leifeld-lab/dna, ``Exporter.java``), one dictionary at a time. What is random
there (which of several statements of one day begin or end a window of events) is by the statement's number here.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

__all__ = [
    "Matrix",
    "Row",
    "event_windows",
    "kept",
    "kernel_slices",
    "nested_backbone",
    "one_mode",
    "rows_of",
    "time_windows",
    "two_mode",
]

#: labels of rows, labels of columns, and the weight of each pair of labels
Matrix = tuple[list[str], list[str], dict[tuple[str, str], float]]


@dataclass(frozen=True)
class Row:
    """A coded statement; ``k`` is its agreement: 0 or 1, or any whole number."""

    number: int
    day: date
    document: int
    person: str
    organization: str
    concept: str
    k: int

    def of(self, variable: str) -> str:
        """Return the value of a variable."""
        return str(getattr(self, variable))


def rows_of(path: Path) -> list[Row]:
    """Read the statements of a database of version 3 that have an agreement, by day and number."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = "SELECT d.StatementId, v.Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity"
    texts: dict[int, dict[str, str]] = {}
    for number, variable, value in base.execute(names):
        texts.setdefault(number, {})[variable] = value
    values = dict(base.execute("SELECT StatementId, Value FROM DATABOOLEAN"))
    values |= dict(base.execute("SELECT StatementId, Value FROM DATAINTEGER"))
    found = []
    places = "SELECT s.ID, s.DocumentId, d.Date FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
    for number, document, seconds in base.execute(places):
        if number in values:
            day = date(1970, 1, 1) + timedelta(seconds // 86_400)
            named = texts.get(number, {})
            who = (named.get(name, "") for name in ("person", "organization", "concept"))
            found.append(Row(number, day, document, *who, values[number]))
    base.close()
    return sorted(found, key=lambda row: (row.day, row.number))


def _slot(row: Row, rule: str) -> object:
    return {
        "include": row.number,
        "document": row.document,
        "week": row.day.isocalendar().week,
        "month": row.day.month,
        "year": row.day.year,
        "acrossrange": 0,
    }[rule]


def _slot_with_year(row: Row, rule: str) -> object:
    """What is right: a week and a month are of their year."""
    return {"week": row.day.isocalendar()[:2], "month": (row.day.year, row.day.month)}.get(rule) or _slot(row, rule)


def kept(
    rows: Iterable[Row], one: str, other: str, aggregation: str, duplicates: str, *, years_apart: bool = False
) -> list[Row]:
    """Return the rows with both variables, of those alike in the same slot the first."""
    seen, found = set(), []
    for row in rows:
        slot = (_slot_with_year if years_apart else _slot)(row, duplicates)
        key = (row.of(one), row.of(other), None if aggregation == "ignore" else row.k, slot)
        if row.of(one) and row.of(other) and key not in seen:
            seen.add(key)
            found.append(row)
    return found


def _labels(rows: Iterable[Row], variable: str) -> list[str]:
    return sorted({row.of(variable) for row in rows} - {""})


def _counts(rows: Iterable[Row], one: str, other: str) -> Counter[tuple[str, str, int]]:
    return Counter((row.of(one), row.of(other), row.k) for row in rows)


def one_mode(
    rows: Sequence[Row], one: str, other: str, aggregation: str, normalisation: str, levels: list[int]
) -> Matrix:
    """Return the network of the values of ``one``; ``levels`` are the values of agreement in the data, lowest first."""
    x, names, cells = _counts(rows, one, other), _labels(rows, one), _labels(rows, other)
    span = levels[-1] - levels[0]
    found: dict[tuple[str, str], float] = {}
    for a in names:
        for b in names:
            weight = 0.0
            for j in cells:
                if aggregation == "ignore":
                    weight += sum(x[a, j, k] for k in levels) * sum(x[b, j, k] for k in levels)
                    continue
                for k in levels:
                    for k2 in levels:
                        both, distance = x[a, j, k] * x[b, j, k2], abs(k - k2) / span
                        weight += both * (1 - distance) if aggregation != "conflict" else 0.0
                        weight -= both * distance if aggregation == "subtract" else 0.0
                        weight += both * distance if aggregation == "conflict" else 0.0
            divisor = _divisor(x, a, b, [(j, k) for j in cells for k in levels], normalisation)
            found[a, b] = weight / divisor if divisor and a != b else 0.0
    return names, names, found


def _divisor(x: Counter[Any], a: str, b: str, cells: list[tuple[str, int]], normalisation: str) -> float:
    n_a, n_b = (sum(x[name, j, k] for j, k in cells) for name in (a, b))
    if normalisation == "no":
        return 1.0
    if normalisation == "average":
        return (n_a + n_b) / 2
    if normalisation == "cosine":
        return n_a * n_b
    assert normalisation == "jaccard"
    m10 = sum(x[a, j, k] for j, k in cells if not x[b, j, k])
    m01 = sum(x[b, j, k] for j, k in cells if not x[a, j, k])
    return m10 + m01 + sum(x[a, j, k] * x[b, j, k] for j, k in cells)


def nested_backbone(
    rows: Sequence[Row], one: str, other: str, aggregation: str, normalisation: str, levels: list[int]
) -> list[tuple[str, float, float, int]]:
    """Return the nested backbone of rows: each value of ``other`` that leaves, the losses of what is left and what has left, and rows left.

    What is called eigenvalues there are the sums of the rows without negative weights, as shares of all, in order of size. All that are
    tied leave at one step, the last label first, each with what is left without it alone.
    """
    units, cells = _labels(rows, one), _labels(rows, other)

    def shares(chosen: Sequence[str]) -> list[float]:
        _, _, weights = one_mode(
            [row for row in rows if row.of(other) in chosen], one, other, aggregation, normalisation, levels
        )
        degrees = []
        for unit in units:
            degree = 0.0
            for against in units:
                degree += max(0.0, weights.get((unit, against), 0.0))
            degrees.append(degree)
        total = math.fsum(degrees)
        return [degree / total if total > 0 else degree for degree in sorted(degrees, reverse=True)]

    def loss(chosen: Sequence[str]) -> float:
        distance = 0.0
        for whole, part in zip(shares(cells), shares(chosen), strict=True):
            distance += abs(whole - part)
        return distance

    kept, left = list(cells), list[str]()
    found = []
    while kept:
        losses = [loss([each for each in kept if each != name]) for name in kept]
        remain = [sum(row.of(other) in kept and row.of(other) != name for row in rows) for name in kept]
        for place in reversed(range(len(kept))):
            if losses[place] == min(losses):
                left.append(kept[place])
                found.append((kept[place], losses[place], loss(left), remain[place]))
        kept = [name for name in kept if name not in left]
    return found


def two_mode(
    rows: Sequence[Row], one: str, other: str, aggregation: str, normalisation: str, levels: list[int], *, boolean: bool
) -> Matrix:
    """Return the values of ``one`` against those of ``other``."""
    x, names, columns = _counts(rows, one, other), _labels(rows, one), _labels(rows, other)
    found: dict[tuple[str, str], float] = {}
    for a in names:
        for j in columns:
            if aggregation == "combine":
                used = [x[a, j, k] > 0 for k in levels]
                found[a, j] = sum(2 ** (len(levels) - 1 - place) for place, yes in enumerate(used) if yes)
            elif aggregation == "subtract":
                found[a, j] = sum((2 * k - 1 if boolean else k) * x[a, j, k] for k in levels)
            else:
                found[a, j] = sum(x[a, j, k] for k in levels)
    whole = dict(found)
    for (a, j), weight in whole.items():
        beside = [(a, c) for c in columns] if normalisation == "activity" else [(r, j) for r in names]
        if normalisation != "no":
            if aggregation == "combine":
                divisor = sum(whole[cell] > 0 for cell in beside)
            else:
                divisor = sum(x[cell[0], cell[1], k] for cell in beside for k in levels)
            found[a, j] = weight / divisor if divisor else 0.0
    return names, columns, found


def _after(day: date, size: int, unit: str) -> date:
    """Return the day some units later; where a month is shorter, its last day."""
    if unit in ("days", "weeks"):
        return day + timedelta(size * (7 if unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + size * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(1)).day
    return date(year, month + 1, min(day.day, last))


def time_windows(
    rows: Sequence[Row], size: int, unit: str, start: date, stop: date
) -> Iterator[tuple[date, date, list[Row]]]:
    """Yield first day, last day and rows of each window: as many units before as after a day that moves by one unit."""
    half, centre = math.floor((size - 1) / 2 + 0.5), start
    while centre <= stop:
        first, last = _after(centre, -half, unit), _after(centre, half, unit)
        if first >= start and last <= stop:
            yield first, last, [row for row in rows if first <= row.day <= last]
        centre = _after(centre, 1, unit)


def event_windows(rows: Sequence[Row], size: int) -> Iterator[list[Row]]:
    """Yield the rows of each window of events: as many before as after one."""
    half = size // 2
    for place in range(half, len(rows) - half):
        yield list(rows[place - half : place + half + 1])


_KERNELS: dict[str, Callable[[float], float]] = {
    "uniform": lambda u: 0.5,
    "epanechnikov": lambda u: 0.75 * (1 - u * u),
    "triangular": lambda u: abs(1 - u),
    "gaussian": lambda u: math.exp(-u * u / 2) / math.sqrt(2 * math.pi),
}


def kernel_slices(
    rows: Sequence[Row], size: int, unit: str, kernel: str, names: tuple[str, str], mode: str, choices: tuple[str, str]
) -> Iterator[tuple[date, Matrix]]:
    """Yield the centre and the matrix of each slice of a boolean variable; ``choices`` are aggregation and normalisation.

    A diagonal is not 0, the triangular kernel is not symmetric, and ``average`` multiplies by Σ 2/(x + x′) over the cells in use.
    """
    width = size + size % 2
    first, last = rows[0].day, rows[-1].day
    centre = _after(first, width // 2, unit)
    while centre <= _after(last, -(width // 2), unit):
        low, high = _after(centre, -(width // 2), unit), _after(centre, width // 2, unit)

        def z(row: Row, centre: date = centre, low: date = low, high: date = high) -> float:
            if kernel != "gaussian" and not low <= row.day <= high:
                return 0.0
            apart = (centre - row.day).days
            whole = apart if unit == "days" else int(apart / 7)
            return _KERNELS[kernel](2 * whole / width)

        yield centre, _slice(rows, z, names, mode, choices)
        centre = _after(centre, 1, unit)


def _slice(
    rows: Sequence[Row], z: Callable[[Row], float], names: tuple[str, str], mode: str, choices: tuple[str, str]
) -> Matrix:
    one, other = names
    aggregation, normalisation = choices
    labels, columns = _labels(rows, one), _labels(rows, other)
    found: dict[tuple[str, str], float] = {}
    if mode == "two":
        for a in labels:
            for j in columns:
                said = [row for row in rows if (row.of(one), row.of(other)) == (a, j)]
                found[a, j] = sum(z(row) * (2 * row.k - 1 if aggregation == "subtract" else 1) for row in said)
        return labels, columns, found
    x = _counts(rows, one, other)
    shares = {
        "ignore": lambda same: 1.0,
        "congruence": lambda same: float(same),
        "conflict": lambda same: float(not same),
        "subtract": lambda same: 1.0 if same else -1.0,
    }
    for a in labels:
        for b in labels:
            pairs = ((p, q) for p in rows for q in rows if (p.of(one), q.of(one), p.of(other)) == (a, b, q.of(other)))
            weight = sum(math.sqrt(z(p) * z(q)) * shares[aggregation](p.k == q.k) for p, q in pairs)
            if normalisation == "average":
                uses = (x[a, j, k] + x[b, j, k] for j in columns for k in (0, 1))
                weight *= sum(2 / used for used in uses if used) or 1.0
            found[a, b] = weight
    return labels, columns if mode == "two" else labels, found
