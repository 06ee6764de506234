"""What becomes of the text of a field: a word of the ontology by the mapping's table of values, or days by its formats."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from kg.corpora.fields import Field, Row
from kg.errors import InputError, either
from kg.sheets.days import day_of, span_of
from kg.sheets.problems import CellError
from kg.text import near, with_article

__all__ = ["DayFormats", "translated"]

_DIRECTIVE = re.compile(r"%([A-Za-z])")
#: directives that give a day of the month or year, and those that give a month; the others of a whole year
_DAYS, _MONTHS = frozenset("djcaAuw"), frozenset("mbB")
_UNPARTED = re.compile(r"%[A-Za-z]%[A-Za-z]")


def translated(read: Field, values: dict[str, str], setting: str) -> Field:
    """Return the field whose text is the value that a table gives, by the text or else by the text in lower case."""
    what = "stance" if setting == "from" else setting.replace("_", " ")

    def of(row: Row) -> str:
        text = read.of(row)
        if (value := values.get(text)) is not None or (value := values.get(text.casefold())) is not None:
            return value
        if not text and setting != "from":
            return ""
        wrong = f"is not {with_article(what)} that the mapping knows" if text else "is empty"
        close = near(text, values, 3)
        known = f"use one of {', '.join(values)}, or add it to the mapping"
        raise CellError(wrong, f"did you mean {either(close)}?" if close else known)

    return Field(of, read.columns, read.name)


class DayFormats:
    """How a table writes days, as Python's ``strptime`` has it; year-month-day is always understood too.

    A format without a day of the month stands for the whole month, one without a month for the whole year.
    """

    def __init__(self, formats: object, where: object) -> None:
        listed = [formats] if isinstance(formats, str) else formats or ["%Y-%m-%d"]
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise InputError(where, '[statement] date_format must be words such as "%d.%m.%Y"')
        self.formats: tuple[str, ...] = tuple(listed)
        for one in self.formats:
            _check(one, where)
        #: whether some format stands for whole months or years
        self.has_spans = not all(_is_day(one) for one in self.formats)
        self._span = lru_cache(maxsize=100_000)(self._read)

    def last(self, read: Field) -> Field:
        """Return the field of the last day that a text stands for, year-month-day."""
        return self._field(read, 1)

    def first(self, read: Field) -> Field:
        """Return the field of the first day that a text stands for, year-month-day."""
        return self._field(read, 0)

    def day(self, read: Field) -> Field:
        """Return the field of the one day that a text stands for; a text that is not such a day is left as it is."""

        def of(row: Row) -> str:
            text = read.of(row)
            try:
                first, last = self._span(text)
            except CellError:
                return text
            return last if first == last else text

        return Field(of, read.columns, read.name)

    def _field(self, read: Field, end: int) -> Field:
        def of(row: Row) -> str:
            text = read.of(row)
            return self._span(text)[end] if text else ""

        return Field(of, read.columns, read.name)

    def _read(self, text: str) -> tuple[str, str]:
        for one in self.formats:
            if found := _parsed(text, one):
                return found
        if day := day_of(text):
            return day, day
        way = f"write it as {either(self.formats)}, or change date_format in the mapping"
        raise CellError("is not a date", way)


def _check(one: str, where: object) -> None:
    found = set(_DIRECTIVE.findall(one))
    if found & {"y", "x"}:
        raise InputError(where, "[statement] date_format: a year of two digits is of no certain century; use %Y")
    if not found & {"Y", "c", "G"}:
        raise InputError(where, f"[statement] date_format “{one}” has no year; write %Y where the year stands")
    try:
        datetime.strptime("", one)
    except (ValueError, re.error) as error:
        if "does not match" not in str(error):
            raise InputError(
                where, f"[statement] date_format “{one}” is not one that Python reads ({error})"
            ) from error


def _is_day(one: str) -> bool:
    return bool(_DAYS & set(_DIRECTIVE.findall(one)))


def _parsed(text: str, one: str) -> tuple[str, str] | None:
    try:
        moment = datetime.strptime(text, one)
    except ValueError:
        return None
    # Without a mark between them, 201711 would pass for the first of January 2017.
    if _UNPARTED.search(one) and moment.strftime(one) != text:
        return None
    if _is_day(one):
        day = moment.date().isoformat()
        return day, day
    is_month = bool(_MONTHS & set(_DIRECTIVE.findall(one)))
    span = span_of(f"{moment.year:04}-{moment.month:02}" if is_month else f"{moment.year:04}")
    return (span.first, span.last) if span else None
