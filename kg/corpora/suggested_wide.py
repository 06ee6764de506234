"""Whether a table looks wide, with a party or an option in each column, and the same table unfolded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.corpora.stance_words import are_codes, share_known
from kg.corpora.table_samples import Sample
from kg.sheets.days import day_readings, span_of
from kg.text import fold

__all__ = ["SuggestedWide", "suggest_wide"]

_NOTHING = frozenset({"", "na", "n/a", "-", ".", "—", "–"})
_LEAST_WORDS, _LEAST_CODES = 2, 3


@dataclass(frozen=True, slots=True)
class SuggestedWide:
    """The columns that hold a stance each, and what their names and cells are called in the mapping."""

    columns: tuple[str, ...]
    header: str
    cell: str


def suggest_wide(
    sample: Sample, stance_names: str, party_names: str, issue_names: str
) -> tuple[SuggestedWide, Sample] | None:
    """Return how a table is wide and its unfolded sample, None where it does not look wide.

    It does where at least two columns hold words for stances, or at least three the same few whole numbers and none of
    the other columns holds words for stances. The columns' names are parties where the other columns name an issue, issues
    where they name a party, and options where they name both; where they name neither, it is left open.
    """
    columns = _stance_columns(sample, stance_names)
    if not columns:
        return None
    rest = [name for name in sample.columns if name not in columns]
    has_party, has_issue = sample.like(party_names, rest) is not None, sample.like(issue_names, rest) is not None
    if has_party and has_issue:
        header = "option"
    elif has_party:
        header = "issue"
    else:
        header = "party" if has_issue else "column"
    header, cell = (_free(name, sample.header) for name in (header, "stance"))
    places = [(sample.header.index(name), name) for name in columns]
    rows = tuple(
        (*(row[: len(sample.header)]), *[""] * (len(sample.header) - len(row)), name, row[place])
        for row in sample.rows
        for place, name in places
        if place < len(row) and fold(row[place]) not in _NOTHING
    )
    unfolded = replace(sample, header=(*_hidden(sample.header, columns), header, cell), rows=rows)
    return SuggestedWide(tuple(columns), header, cell), unfolded


def _stance_columns(sample: Sample, stance_names: str) -> list[str]:
    cells = {name: _filled(sample.values(name)) for name in sample.columns}
    words = [name for name in cells if _holds_stances(name, cells)]
    if words:
        shared = [name for name, values in cells.items() if name in words or (not values and len(words) > 1)]
        return shared if len(words) >= _LEAST_WORDS else []
    codes = [name for name, values in cells.items() if are_codes(values) and not _is_time(name, values)]
    if codes and codes[0] == sample.columns[0] and _counts_rows(cells[codes[0]]):
        codes = codes[1:]
    called = [name for name in codes if sample.like(stance_names, [name])]
    is_one_scale = are_codes(value for name in codes for value in cells[name])
    return codes if len(codes) >= _LEAST_CODES and is_one_scale and len(called) != 1 else []


def _holds_stances(name: str, cells: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a column holds words for stances only, or mostly and some that another column holds as well."""
    share = share_known(cells[name])
    own = {fold(value) for value in cells[name]}
    others = (cells[other] for other in cells if other != name and share_known(cells[other]) >= 0.5)
    return share == 1 or (share >= 0.5 and any(own & {fold(value) for value in values} for values in others))


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in values if fold(value) not in _NOTHING]


def _is_time(name: str, values: Iterable[str]) -> bool:
    words = set(fold(name).split())
    return bool(words & {"day", "month", "year", "week", "hour", "session", "round"}) or all(
        span_of(value) or day_readings(value) for value in values
    )


def _counts_rows(values: Sequence[str]) -> bool:
    """Return whether values only number the rows."""
    return list(values) in ([str(number + start) for number in range(len(values))] for start in (0, 1))


def _hidden(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    return ["" if name in columns else name for name in header]


def _free(name: str, header: Sequence[str]) -> str:
    while name in header:
        name = f"{name}_"
    return name
