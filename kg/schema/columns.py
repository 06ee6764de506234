"""Short ways to write a property of the schema, one for each kind of value. Headers and help are for those who code."""

from __future__ import annotations

from kg.schema.properties import Column, Kind
from kg.vocabulary import NEG

__all__ = [
    "choice",
    "count",
    "day",
    "flag",
    "number",
    "option_end",
    "owner",
    "reference",
    "references",
    "shorthand",
    "string",
    "text",
]


def text(name: str, predicate: str, help_: str, *, many: bool = False, field: str = "") -> Column:
    """Return a property whose values are texts, one a language."""
    return Column(name, predicate, Kind.TEXT, help_, many=many, record_field=field)


def string(name: str, predicate: str, help_: str) -> Column:
    """Return a property whose value is one text without a language."""
    return Column(name, predicate, Kind.STRING, help_)


def day(name: str, predicate: str, help_: str, *, required: bool = False, field: str = "") -> Column:
    """Return a property whose value is a day."""
    return Column(name, predicate, Kind.DATE, help_, required=required, record_field=field)


def count(name: str, predicate: str, help_: str) -> Column:
    """Return a property whose value is a whole number."""
    return Column(name, predicate, Kind.INTEGER, help_)


def number(name: str, predicate: str, help_: str, *, required: bool = False, field: str = "") -> Column:
    """Return a property whose value is a number."""
    return Column(name, predicate, Kind.DECIMAL, help_, required=required, record_field=field)


def flag(name: str, predicate: str, help_: str, *, default: bool = False) -> Column:
    """Return a property that is true or false."""
    return Column(name, predicate, Kind.BOOLEAN, help_, default=default)


def choice(
    name: str, predicate: str, of: str, help_: str, *, default: str | None = None, required: bool = False
) -> Column:
    """Return a property whose value is from a list of :data:`~kg.schema.properties.CHOICES`."""
    return Column(name, predicate, Kind.CHOICE, help_, to=(of,), default=default, required=required)


def reference(name: str, predicate: str, to: str, help_: str, *, required: bool = False, field: str = "") -> Column:
    """Return a property whose value is a row of one of the sheets ``to`` (names, between blanks)."""
    return Column(name, predicate, Kind.REFERENCE, help_, to=tuple(to.split()), required=required, record_field=field)


def references(name: str, predicate: str, to: str, help_: str, *, required: bool = False, field: str = "") -> Column:
    """Return a property whose values are rows of the sheets ``to`` (names, between blanks)."""
    return Column(
        name, predicate, Kind.REFERENCE, help_, many=True, to=tuple(to.split()), required=required, record_field=field
    )


def owner(name: str, predicate: str, to: str, help_: str) -> Column:
    """Return a property of which the row is the value: it belongs to rows of the sheet ``to``."""
    return Column(name, predicate, Kind.REFERENCE, help_, many=True, to=(to,), required=True, inverse=True)


def shorthand(name: str, predicate: str, kind: Kind, help_: str, *to: str) -> Column:
    """Return a column of statements that stands for a property of a position or condition."""
    return Column(name, predicate, kind, help_ + " (short form)", to=to, shorthand=True)


def option_end(name: str, predicate: str, help_: str, field: str) -> Column:
    """Return one end of a relation between options."""
    excluded = ((NEG.Exclusion, NEG.between),)
    return Column(
        name,
        predicate,
        Kind.REFERENCE,
        help_,
        to=("options",),
        required=True,
        by_class=excluded,
        record_field=field,
    )
