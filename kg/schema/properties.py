"""What a sheet and a column of a case in tables are, and the words that a column's cells are chosen from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.vocabulary import ATTRIBUTIONS, STANCES, Stance

__all__ = ["CHOICES", "Column", "Kind", "Sheet"]


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text in a language"
    STRING = "text"
    DATE = "date"
    INTEGER = "whole number"
    DECIMAL = "number"
    BOOLEAN = "true or false"
    CHOICE = "one of a list"
    CLASS = "the kind of row, one of a list"
    REFERENCE = "the id or name of a row elsewhere"
    IRI = "an IRI"
    ADDRESS = "a web address"


#: the values of each list, as local names of the ontology
CHOICES: dict[str, tuple[str, ...]] = {
    "stance": (*(str(stance) for stance in STANCES), Stance.NONCOMMITTAL.value),
    "attribution": tuple(ATTRIBUTIONS),
    "role": ("principal", "facilitator", "guarantor", "observer", "outside"),
    "issue kind": ("substantive", "procedural", "implementation"),
    "choice rule": ("exclusive", "compatible", "ladder"),
    "closure": ("settled", "lapsed"),
    "status": ("leaked", "draft", "tabled", "withdrawn", "accepted", "signed"),
    "basis": ("definitional", "legal", "judgement"),
    "timing": ("before", "together", "within"),
    "bound": ("exactly", "at-least", "at-most"),
    "mandate": ("authorised", "personal", "contested"),
    "channel": ("public", "closed", "back-channel"),
    "sensitivity": ("public", "restricted", "secret"),
    "relation": ("entails", "excludes"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the property it stands for and what its cells hold.

    ``to`` names the sheets a reference may point to, or the list a choice is from. ``inverse``: the row is the property's
    object. ``by_class``: the property where it differs by the row's class. ``shorthand``: read, never written.
    """

    name: str
    predicate: str
    kind: Kind
    help: str
    many: bool = False
    to: tuple[str, ...] = ()
    required: bool = False
    inverse: bool = False
    shorthand: bool = False
    by_class: tuple[tuple[str, str], ...] = ()

    def predicate_for(self, class_iri: str) -> str:
        """Return the IRI of the property for a row of a class."""
        return dict(self.by_class).get(class_iri, self.predicate)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a choice column allows."""
        return CHOICES[self.to[0]] if self.kind in {Kind.CHOICE, Kind.CLASS} else ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a class's nodes, one a row. ``one``: a row's name; ``key``: the columns that a missing id is made from."""

    name: str
    one: str
    class_iri: str
    purpose: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("label",)
    essential: bool = False
    classes: dict[str, str] = field(default_factory=dict)

    @property
    def class_iris(self) -> tuple[str, ...]:
        """The classes of its rows."""
        return tuple(self.classes.values()) or (self.class_iri,)

    @property
    def label_column(self) -> Column | None:
        """The column that names a row, if any."""
        return next((column for column in self.columns if column.name in {"label", "title"}), None)

    def column(self, name: str) -> Column:
        """Return the column of a name. Raises ``KeyError``."""
        return next(iter(column for column in self.columns if column.name == name))
