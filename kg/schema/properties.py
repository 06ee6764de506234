"""How the schema describes a class (:class:`Sheet`) and of a property (:class:`Column`), and the lists of choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.vocabulary import ATTRIBUTIONS, STANCES, Stance

__all__ = ["CHOICES", "Column", "Kind", "Redaction", "Sheet"]


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
    """One property of a class: its column in a sheet, its IRI, what its values are, and its field in a record.

    ======================  ===========================================================================================
    ``name``                the header of its column
    ``predicate``           its IRI; ``by_class`` gives the IRI where it differs by the row's class
    ``kind``                what its values are
    ``help``                what it says, for those who fill the sheet
    ``many``                whether it may have several values; a text has one a language all the same
    ``to``                  the sheets that a reference may point to, or the list that a choice is from
    ``required``            whether each row needs it
    ``default``             what its absence means, for a choice or a truth value; None: nothing is said
    ``inverse``             whether the row is the property's object, as a condition is of its position
    ``shorthand``           read for another row than its own, and never written
    ``record_field``        its field in a record of :mod:`kg.case.records`; "": its name, with underscores for blanks
    ======================  ===========================================================================================
    """

    name: str
    predicate: str
    kind: Kind
    help: str
    many: bool = False
    to: tuple[str, ...] = ()
    required: bool = False
    default: str | bool | None = None
    inverse: bool = False
    shorthand: bool = False
    by_class: tuple[tuple[str, str], ...] = ()
    record_field: str = ""

    @property
    def predicates(self) -> tuple[str, ...]:
        """All IRIs that the property has in one class or another."""
        return tuple(dict.fromkeys((self.predicate, *(iri for _, iri in self.by_class))))

    def predicate_for(self, class_iri: str) -> str:
        """Return the IRI of the property for a row of a class."""
        return dict(self.by_class).get(class_iri, self.predicate)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a choice column allows."""
        return CHOICES[self.to[0]] if self.kind in {Kind.CHOICE, Kind.CLASS} else ()

    @property
    def field(self) -> str:
        """The name of its field in a record."""
        return self.record_field or self.name.replace(" ", "_")


class Redaction(StrEnum):
    """What becomes of a row when statements are left out of a case, as sensitive or as unheard (:mod:`kg.case.without`)."""

    STAYS = "it stays"
    NAMED = "it stays where statements are unheard; where they are sensitive it goes as one that is spoken of"
    MARKED = "it goes where it is itself left out"
    BACKED = "it goes with the last of its statements"
    AUTHORED = "with the last of its statements go its authorship, dates and terms; it goes as one that is spoken of"
    TOLD = "it goes where only statements that are left out tell it"
    SPOKEN_OF = "it goes where something left out spoke of it and nothing that stays does"
    TIED = "it goes with any row that one of its required references points to"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One class: the sheet of its nodes, one a row, and its properties.

    ==================  ===============================================================================================
    ``name``, ``one``   the sheet's name, and what one row is called
    ``class_iri``       the class; ``classes`` gives the classes where the rows are of several, by the name of each
    ``key``             the columns that a missing id is made from
    ``essential``       whether a new case shows the sheet
    ``told_by``         the columns that describe a row without a name, such as holder, option and stance of a position
    ``redaction``       what becomes of a row when statements are left out
    ==================  ===============================================================================================
    """

    name: str
    one: str
    class_iri: str
    purpose: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("label",)
    essential: bool = False
    classes: dict[str, str] = field(default_factory=dict)
    told_by: tuple[str, ...] = ()
    redaction: Redaction = Redaction.STAYS

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
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def predicates_telling(self, class_iri: str) -> tuple[str, ...]:
        """Return the properties whose values describe a nameless row of a class, each once."""
        return tuple(dict.fromkeys(self.column(name).predicate_for(class_iri) for name in self.told_by))
