"""Short ways to write a property of the schema, one for each kind of value. Headers and help are for those who code."""

from __future__ import annotations

from kg.schema.properties import Column, Kind
from kg.vocabulary import DCTERMS, NEG, SKOS

__all__ = [
    "LANGUAGE",
    "NAMED",
    "PARAGRAPH",
    "SENSITIVITY",
    "SOURCE_HELP",
    "STATED_IN",
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


# ---------------------------------------------------------- columns of several classes

#: the columns of a thing that has a name
NAMED = (
    text("label", SKOS.prefLabel, "the neutral name, one column a language", field="labels"),
    text("aliases", SKOS.altLabel, "other names, the parties' own terms among them", many=True),
    text("definition", SKOS.definition, "what it is, in a sentence", field="description"),
    Column(
        "same as", SKOS.exactMatch, Kind.IRI, "its IRI elsewhere, such as Wikidata's", many=True, record_field="matches"
    ),
)

STATED_IN = references("statements", NEG.statedIn, "statements", "the ids of the statements that back it")
#: the help of a column that names a source
SOURCE_HELP = "the document in which it is found"

PARAGRAPH = count("paragraph", NEG.paragraph, "the paragraph of the source, counted from 1")
SENSITIVITY = choice("sensitivity", NEG.sensitivity, "sensitivity", "who may see it; by default as what it rests on")
LANGUAGE = string("language", DCTERMS.language, "the language tag of the original, such as en or uk")
