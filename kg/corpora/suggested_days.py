"""How the days of a column are written, guessed only where every value settles it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from kg.corpora.mapping_keys import FILL_IN
from kg.sheets.days import day_of, span_of

__all__ = ["format_line"]

_DAYS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%Y%m%d",
)
_SPANS = {"%Y": "year", "%Y-%m": "month", "%m/%Y": "month", "%m.%Y": "month", "%B %Y": "month", "%b %Y": "month"}
_REMARKS = {
    "year": "a whole year: earliest 1 January, latest 31 December",
    "month": "a whole month: earliest its first day, latest its last",
}
_FORMAT_LENGTHS = {"%Y%m%d": 8, "%Y": 4}
#: formats of which one value can fit two, with different days
_EITHER_WAY = (("%d/%m/%Y", "%m/%d/%Y"), ("%d-%m-%Y", "%m-%d-%Y"))


def format_line(values: Sequence[str]) -> str:
    """Return the mapping's line for ``date_format``; where the values do not settle it, the readings are offered."""
    different = list(dict.fromkeys(values))
    fits = [one for one in (*_DAYS, *_SPANS) if different and all(_read(value, one) for value in different)]
    for one, other in _EITHER_WAY:
        if one in fits and other in fits:
            return _offered(different, one, other)
    if fits:
        remark = f"  # {_REMARKS[_SPANS[fits[0]]]}" if fits[0] in _SPANS else ""
        return f"date_format = {_quoted(fits[0])}{remark}"
    return _mixed(different)


def _offered(values: Sequence[str], one: str, other: str) -> str:
    value = next((text for text in values if _read(text, one) != _read(text, other)), values[0])
    readings = ", or ".join(f"{_quoted(way)}, which reads it as {_read(value, way)}" for way in (one, other))
    return f"date_format = {_quoted(FILL_IN)}  # {_quoted(value)} can be read two ways: {readings}"


def _mixed(values: Sequence[str]) -> str:
    """Return a list of formats, where each value fits one of them and no two of them differ about a value."""
    several = [one for one in (*_DAYS, *_SPANS) if any(_read(value, one) for value in values)]
    strange = [value for value in values if not any(_read(value, one) for one in several)]
    unsure = any(one in several and other in several for one, other in _EITHER_WAY)
    if values and not strange and not unsure:
        return f"date_format = [{', '.join(_quoted(one) for one in several)}]"
    shown = strange or list(values)
    example = f"; a value is {_quoted(shown[0])}" if shown else ""
    return f"date_format = {_quoted(FILL_IN)}  # as in Python: %Y year, %m month, %d day, %B month's name{example}"


def _read(value: str, one: str) -> str:
    """Return the day, or the first day of the span, that a value is by a format; "" where it does not fit."""
    if one == "%Y-%m-%d" and (day := day_of(value)):
        return day
    if len(value) != _FORMAT_LENGTHS.get(one, len(value)):
        return ""
    try:
        day = datetime.strptime(value, one).date().isoformat()
    except ValueError:
        return ""
    if one in _SPANS:
        span = span_of(day[:4] if _SPANS[one] == "year" else day[:7])
        return span.first if span else ""
    return day


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
