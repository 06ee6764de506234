"""From the text of a cell to a term of the graph and back, exactly: what does not come back as it was does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Protocol

import pyoxigraph as ox

from kg.schema import Column, Kind
from kg.sheets.problems import CellError
from kg.text import did_you_mean, fold
from kg.vocabulary import NEG, XSD

__all__ = [
    "ERROR_VALUES",
    "UNFIT",
    "Resolver",
    "Term",
    "can_be_text",
    "decode",
    "encode",
    "join_values",
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
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_SLASHED_ISO = re.compile(r"([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})")
_TRUE = {"true", "yes", "1", "так", "да"}
_FALSE = {"false", "no", "0", "ні", "нет"}
_EPOCH = date(1899, 12, 30)


class Resolver(Protocol):
    """What references are read and written with: the ids and names of the rows."""

    def resolve(self, text: str, sheets: tuple[str, ...]) -> Term:
        """Return the node that an id or name means. Raises :class:`~kg.sheets.problems.CellError`."""

    def short(self, term: Term) -> str:
        """Return the shortest id of a node."""

    def is_in(self, term: Term, sheets: tuple[str, ...]) -> bool:
        """Tell whether a node is a row of one of the sheets."""


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


def decode(column: Column, text: str, lang: str, names: Resolver) -> Term:
    """Return the term that one value of a cell stands for.

    Raises :class:`~kg.sheets.problems.CellError` where it stands for none.
    """
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
    one_of = f"is no {column.to[0]}"
    raise CellError(one_of, did_you_mean(text, column.choices) or f"write one of: {', '.join(column.choices)}")


def _iri(column: Column, text: str) -> Term:
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    wanted = "write it in full, such as http://www.wikidata.org/entity/Q42"
    if not _IRI.fullmatch(bare):
        raise CellError("is no IRI", wanted)
    try:
        return ox.NamedNode(bare)
    except ValueError as error:
        raise CellError(f"is no IRI ({error})", wanted) from error


def _address(column: Column, text: str) -> Term:
    if not text.lower().startswith(("http://", "https://")) or not _IRI.fullmatch(text):
        raise CellError("is no web address", "write it in full, beginning with https://")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.anyURI))


def _integer(column: Column, text: str) -> Term:
    if not _INTEGER.fullmatch(text):
        raise CellError("is no whole number", "write digits only, such as 12")
    if int(text) < 1:
        raise CellError("is too small", "they are counted from 1")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.integer))


def _decimal(column: Column, text: str) -> Term:
    if not _DECIMAL.fullmatch(text):
        raise CellError("is no number", f"write {_suggested_number(text)}")
    if column.predicate == NEG.confidence and not 0 <= Decimal(text) <= 1:
        raise CellError("is no confidence", "write a number from 0 to 1, such as 0.8")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.decimal if "." in text else XSD.integer))


def _suggested_number(text: str) -> str:
    for attempt in (text.replace(",", "."), re.sub(r"[\s,']", "", text), text.rstrip("%").strip()):
        try:
            number = Decimal(attempt) / (100 if text.endswith("%") else 1)
        except InvalidOperation:
            continue
        if number.is_finite():
            return f"{number:f}"
    return "digits with a point, such as 0.8"


def _boolean(column: Column, text: str) -> Term:
    folded = fold(text)
    if folded not in _TRUE | _FALSE:
        raise CellError("is neither true nor false", "write true or false")
    return ox.Literal("true" if folded in _TRUE else "false", datatype=ox.NamedNode(XSD.boolean))


def _date(column: Column, text: str) -> Term:
    if _ISO_DAY.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise CellError("is no day of the calendar", "write it as year-month-day, such as 2025-04-22") from error
        return ox.Literal(text, datatype=ox.NamedNode(XSD.date))
    raise CellError("is no date", _suggested_day(text))


def _suggested_day(text: str) -> str:
    if match := _OTHER_DAY.fullmatch(text):
        first, mark, second, year = match.groups()
        years = [year] if len(year) == 4 else [f"20{year}"]
        days = _days(
            [(y, m, d) for y in years for m, d in ((second, first), (first, second))][: 1 if mark == "." else 2]
        )
    elif match := _SLASHED_ISO.fullmatch(text):
        days = _days([(match[1], match[2], match[3])])
    elif text.isdigit() and 30_000 < int(text) < 80_000:
        days = [(_EPOCH + timedelta(days=int(text))).isoformat()]
    else:
        days = _days([(text[:4], text[5:7], text[8:10])]) if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text) else []
    return f"write {' or '.join(dict.fromkeys(days))}" if days else "write it as year-month-day, such as 2025-04-22"


def _days(parts: list[tuple[str, str, str]]) -> list[str]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return found


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
