"""From the text of a cell to a term of the graph and back, exactly: what does not come back as it was does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

import pyoxigraph as ox

from kg.errors import either
from kg.schema import Column, Kind
from kg.sheets.days import Span, day_of, day_readings, span_of
from kg.sheets.numbers import is_ambiguous_number, number_readings
from kg.sheets.problems import CellError
from kg.text import did_you_mean, fold
from kg.vocabulary import NEG, XSD

__all__ = [
    "ERROR_VALUES",
    "SPANS",
    "UNFIT",
    "Resolver",
    "Term",
    "can_be_text",
    "decode",
    "encode",
    "join_values",
    "language_of",
    "split_values",
]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

#: what spreadsheets show for a formula that failed
ERROR_VALUES = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})

#: what a cell of one format or another would not give back as it was: control characters, and what Excel reads as an escape
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_|x005F_")
_SPLIT = re.compile(r"((?:<[^<>]*>|\\[;<\\]|[^;])*)(?:;|\Z)")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]+")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
#: how many characters of a cell may be a whole number
_MOST_DIGITS = 50
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUE = {"true", "yes", "1", "так", "да"}
_FALSE = {"false", "no", "0", "ні", "нет"}

#: the columns that hold the first and the last day of one and the same thing
SPANS = (("earliest", "latest"), ("from", "to"))


class Resolver(Protocol):
    """What references are read and written with: the ids and names of the rows."""

    def resolve(self, text: str, sheets: tuple[str, ...]) -> Term:
        """Return the node that an id or name means. Raises :class:`~kg.sheets.problems.CellError`."""

    def short(self, term: Term) -> str:
        """Return the shortest id of a node."""

    def is_in(self, term: Term, sheets: tuple[str, ...]) -> bool:
        """Tell whether a node is a row of one of the sheets."""


def language_of(term: object) -> str:
    """Return the language tag of a text, "" for any other term."""
    return term.language or "" if isinstance(term, ox.Literal) else ""


def can_be_text(text: str) -> bool:
    """Tell whether a cell can hold a text and give it back: nothing to strip, no control character, no error value."""
    return bool(text) and text == text.strip() and not UNFIT.search(text) and text not in ERROR_VALUES


def split_values(text: str) -> list[str]:
    r"""Split a cell of several values at ``;``. A backslash keeps a ``;`` that follows it; an IRI in ``<>`` is kept whole.

    >>> split_values(r"one; t\;wo; <urn:a;b>")
    ['one', 't;wo', '<urn:a;b>']
    """
    parts = [match[1].strip() for match in _SPLIT.finditer(text)]
    return [re.sub(r"\\([;<\\])", r"\1", part) for part in parts if part]


def join_values(values: list[str]) -> str:
    r"""Join values into one cell, the inverse of :func:`split_values`."""
    return "; ".join(v if v.startswith("<") and v.endswith(">") else re.sub(r"([\\;<])", r"\\\1", v) for v in values)


def decode(column: Column, text: str, lang: str, names: Resolver, *, is_stored: bool = False) -> Term:
    """Return the term that one value of a cell stands for.

    ``is_stored``: the text is a number that a spreadsheet stores as one, which no country writes in its own way.

    Raises :class:`~kg.sheets.problems.CellError` for a text that stands for nothing.
    """
    if is_stored and column.kind is Kind.DECIMAL and _DECIMAL.fullmatch(text):
        return _number(column, text)
    if column.kind is Kind.TEXT:
        return ox.Literal(text, language=lang) if lang else ox.Literal(text)
    if column.kind is Kind.REFERENCE:
        return names.resolve(text, column.to)
    return _DECODERS[column.kind](column, text)


def encode(column: Column, term: Term, lang: str, names: Resolver) -> str | None:
    """Return the cell's text for a term, or None where the column cannot hold it and give it back as it was."""
    text = _text_of(column, term, names)
    if text is None or not can_be_text(text):
        return None
    if column.kind is Kind.REFERENCE:
        return text
    try:
        same = decode(column, text, lang, names) == term
    except CellError:
        return None
    return text if same and (not column.many or split_values(join_values([text])) == [text]) else None


def _text_of(column: Column, term: Term, names: Resolver) -> str | None:
    if column.kind is Kind.REFERENCE:
        return names.short(term) if names.is_in(term, column.to) else None
    if column.kind is Kind.CHOICE:
        return term.value.removeprefix(NEG.base) if isinstance(term, ox.NamedNode) else None
    if column.kind is Kind.IRI:
        return _write_iri(term.value) if isinstance(term, ox.NamedNode) else None
    return term.value if isinstance(term, ox.Literal) else None


def _write_iri(iri: str) -> str:
    return f"<{iri}>" if ";" in iri else iri


def _string(column: Column, text: str) -> Term:
    return ox.Literal(text)


def _choice(column: Column, text: str) -> Term:
    wanted = fold(text)
    for value in column.choices:
        if fold(value) == wanted:
            return ox.NamedNode(NEG.base + value)
    raise CellError(
        f"is not a known {column.to[0]}",
        did_you_mean(text, column.choices) or f"write one of: {', '.join(column.choices)}",
    )


def _iri(column: Column, text: str) -> Term:
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    wanted = "write it in full, such as http://www.wikidata.org/entity/Q42"
    if not _IRI.fullmatch(bare):
        raise CellError("is not an IRI", wanted)
    try:
        return ox.NamedNode(bare)
    except ValueError as error:
        raise CellError(f"is not an IRI ({error})", wanted) from error


def _address(column: Column, text: str) -> Term:
    if not text.lower().startswith(("http://", "https://")) or not _IRI.fullmatch(text):
        raise CellError("is not a web address", "write it in full, beginning with https://")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.anyURI))


def _integer(column: Column, text: str) -> Term:
    if len(text) > _MOST_DIGITS:
        raise CellError("is not a whole number that this program can use", f"write at most {_MOST_DIGITS} digits")
    if not _INTEGER.fullmatch(text):
        whole = [one for one in number_readings(text) if "." not in one and int(one) > 0]
        raise CellError("is not a whole number", _write(whole) or "write digits only, such as 12")
    if int(text) < 1:
        raise CellError("is too small", "they are counted from 1")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.integer))


def _decimal(column: Column, text: str) -> Term:
    readings = number_readings(text) if is_ambiguous_number(text) or not _DECIMAL.fullmatch(text) else []
    if len(readings) > 1:
        raise CellError("can be read as two numbers", _write(readings))
    if readings or not _DECIMAL.fullmatch(text):
        raise CellError("is not a number", _write(readings) or "write digits with a point, such as 0.8")
    return _number(column, text)


def _number(column: Column, text: str) -> Term:
    if column.predicate == NEG.confidence and not 0 <= Decimal(text) <= 1:
        raise CellError("is not a confidence", "it must be a number from 0 to 1, such as 0.8")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.decimal if "." in text else XSD.integer))


def _write(readings: list[str]) -> str:
    return f"write {either(readings)}" if readings else ""


def _boolean(column: Column, text: str) -> Term:
    folded = fold(text)
    if folded not in _TRUE | _FALSE:
        raise CellError("is neither true nor false", "write true or false")
    return ox.Literal("true" if folded in _TRUE else "false", datatype=ox.NamedNode(XSD.boolean))


def _date(column: Column, text: str) -> Term:
    if day := day_of(text):
        return ox.Literal(day, datatype=ox.NamedNode(XSD.date))
    as_written = "write it as year-month-day, such as 2025-04-22"
    if _ISO_DAY.fullmatch(text):
        raise CellError("is not a day of the calendar", as_written)
    if span := span_of(text):
        raise CellError(f"is a whole {span.what}, not a day", _write_span(column, span))
    readings = day_readings(text)
    raise CellError(
        "can be read as several days" if len(readings) > 1 else "is not a date", _write(readings) or as_written
    )


def _write_span(column: Column, span: Span) -> str:
    for first, last in SPANS:
        if column.name in {first, last}:
            return f"write {first} {span.first}, {last} {span.last}"
    return f"write its first or its last day: {span.first} or {span.last}"


_DECODERS: dict[Kind, Callable[[Column, str], Term]] = {
    Kind.STRING: _string,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.IRI: _iri,
    Kind.ADDRESS: _address,
}
