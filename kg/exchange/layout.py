"""The one layout of a case in tables: sheets, their columns, and the ontology's property behind each column.

A blank case, the import, the export and every message about a mistake are driven by :data:`SHEETS`. A text column is
written once for each language (``label:en``, ``label:uk``; without a tag, ``label``). What the layout has no place for
goes to the sheet :data:`OTHER`, as one triple a row, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.vocabulary import (
    ATTRIBUTIONS,
    DCTERMS,
    NEG,
    ORG,
    RDF,
    RDFS,
    SKOS,
    STANCES,
    Stance,
)

__all__ = ["CASE", "CHOICES", "EXAMPLE_MARK", "OTHER", "SHEETS", "SHEETS_BY_NAME", "SINGLE_VALUED", "Column", "Kind", "Sheet"]

#: the name of the sheet that describes the case and holds the namespace of its ids
CASE = "case"

#: the name of the sheet of subject, property and value for what no other sheet has a place for
OTHER = "other"

#: the id of a row that only shows how to fill the sheet
EXAMPLE_MARK = "#example"


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

#: the classes of the rows of a sheet that has several, by the value of its class column
_RELATIONS = {"entails": NEG.Entailment, "excludes": NEG.Exclusion}


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
    """One sheet: a class's nodes, one a row. ``key``: the columns from which a missing id is made; ``example``: a filled row."""

    name: str
    one: str
    class_iri: str
    purpose: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    example: dict[str, str]
    classes: dict[str, str] = field(default_factory=dict)
    essential: bool = False

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


def _text(name: str, property_: str, help_: str, *, many: bool = False) -> Column:
    return Column(name, property_, Kind.TEXT, help_, many=many)


def _date(name: str, property_: str, help_: str, *, required: bool = False) -> Column:
    return Column(name, property_, Kind.DATE, help_, required=required)


def _choice(name: str, property_: str, of: str, help_: str, *, many: bool = False, required: bool = False) -> Column:
    return Column(name, property_, Kind.CHOICE, help_, many=many, to=(of,), required=required)


def _ref(name: str, property_: str, to: str, help_: str, *, many: bool = False, required: bool = False) -> Column:
    return Column(name, property_, Kind.REFERENCE, help_, many=many, to=tuple(to.split()), required=required)


def _of(name: str, property_: str, to: str, help_: str) -> Column:
    return Column(name, property_, Kind.REFERENCE, help_, many=True, to=(to,), required=True, inverse=True)


_LABEL = _text("label", SKOS.prefLabel, "the neutral name, one column a language")
_ALIASES = _text("aliases", SKOS.altLabel, "other names, the parties' own terms among them, with ; between", many=True)
_DEFINITION = _text("definition", SKOS.definition, "what it is, in a sentence")
_MATCH = Column("same as", SKOS.exactMatch, Kind.IRI, "the IRI of the same thing elsewhere, such as Wikidata", many=True)
_NAMED = (_LABEL, _ALIASES, _DEFINITION, _MATCH)
_STATED_IN = _ref("statements", NEG.statedIn, "statements", "the ids of the statements that back it, with ; between", many=True)
_STATED = _ref("statements", NEG.statedIn, "statements", _STATED_IN.help, many=True, required=True)
_SOURCE_HELP = "the document in which it is found"
_PARAGRAPH = Column("paragraph", NEG.paragraph, Kind.INTEGER, "the paragraph of the source, counted from 1")
_VALUE_HELP = "the number"
_UNIT = Column("unit", NEG.unit, Kind.STRING, "the unit of the value; the same throughout a ladder")
_STANCE_HELP = "how the party stands to the term"
_BOUND = _choice("bound", NEG.bound, "bound", "on a ladder: which values it covers; exactly by default")
_LANGUAGE = Column("language", DCTERMS.language, Kind.STRING, "the language tag of the original, such as en or uk")

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        CASE, "case", NEG.Case, "The negotiation itself: one row.",
        (
            _text("title", DCTERMS.title, "the name of the case"),
            _text("description", DCTERMS.description, "what the case is about"),
            _text("caveats", NEG.caveat, "what a reader must bear in mind, with ; between", many=True),
        ),
        key=(), example={}, essential=True,
    ),
    Sheet(
        "parties", "party", NEG.Party, "Who takes positions: a state, a government, a coalition, a movement.",
        (*_NAMED, _choice("role", NEG.role, "role", "the part it has in this negotiation", many=True)),
        key=("label",), example={"label": "Northland", "aliases": "Republic of Northland; the North", "role": "principal"},
        essential=True,
    ),
    Sheet(
        "people", "person", NEG.Person, "Who speaks, for a party or about one.",
        (
            *_NAMED,
            _ref("speaks for", NEG.speaksFor, "parties", "the parties whose line the person can state", many=True),
            _text("office", NEG.office, "the office, as the source gives it"),
        ),
        key=("label",), example={"label": "Anna Berg", "speaks for": "Northland", "office": "foreign minister"},
        essential=True,
    ),
    Sheet(
        "issues", "issue", NEG.Issue, "The questions to be settled.",
        (
            *_NAMED,
            _choice("kind", NEG.issueKind, "issue kind", "substantive by default"),
            _choice("choice rule", NEG.choiceRule, "choice rule", "exclusive by default: at most one of its options"),
            _date("closed on", NEG.closedOn, "the last day on which it was open"),
            _choice("closed as", NEG.closedAs, "closure", "settled or lapsed, once closed"),
        ),
        key=("label",), example={"label": "Fishing in the strait", "kind": "substantive", "choice rule": "exclusive"},
        essential=True,
    ),
    Sheet(
        "options", "option", NEG.Option, "The possible settlements of each issue.",
        (
            *_NAMED,
            _ref("issue", NEG.optionOf, "issues", "the issue that it would settle", required=True),
            _ref("undertaken by", NEG.undertakenBy, "parties", "the parties that would have to act", many=True),
            Column("undertaker unstated", NEG.undertakerUnstated, Kind.BOOLEAN, "true where no source says who would act"),
            Column("value", NEG.value, Kind.DECIMAL, _VALUE_HELP + ", on a ladder"),
            _UNIT,
        ),
        key=("label",), example={"label": "Shared quota", "issue": "Fishing in the strait", "undertaken by": "Northland"},
        essential=True,
    ),
    Sheet(
        "proposals", "proposal", NEG.Proposal, "Terms put together on a date.",
        (
            *_NAMED,
            _ref("terms", NEG.term, "options", "the options it contains, with ; between", many=True),
            _ref("proposed by", NEG.proposedBy, "parties", "the parties that want it", many=True),
            _ref("tabled by", NEG.tabledBy, "parties", "a facilitator that put it on the table", many=True),
            _choice("status", NEG.status, "status", "how far it has come"),
            _date("day", NEG.day, "the day on which the terms were put together"),
            _date("ends on", NEG.endsOn, "its last day"),
            _STATED_IN,
        ),
        key=("label",),
        example={"label": "Northern package", "terms": "Shared quota", "proposed by": "Northland", "status": "tabled",
                 "day": "2031-01-10", "statements": "s1"},
    ),
    Sheet(
        "statements", "statement", NEG.Statement,
        "Who said what, where and when. The columns on and stance are the short way to a position: fill them and the "
        "statement's party holds that stance, with no row in the sheet positions.",
        (
            _ref("about", NEG.about, "parties", "the party whose position it tells", required=True),
            _ref("speaker", NEG.speaker, "people", "who spoke; empty where the source alone says it"),
            _ref("source", NEG.source, "sources", _SOURCE_HELP, required=True),
            _PARAGRAPH,
            _date("earliest", NEG.earliest, "the earliest day it can have been said; empty if unknown"),
            _date("latest", NEG.latest, "the latest day it can have been said; a position counts from it", required=True),
            _choice("attribution", NEG.attribution, "attribution", "how it reached its source", required=True),
            Column("confidence", NEG.confidence, Kind.DECIMAL, "from 0 to 1; overrides the attribution's default"),
            _text("paraphrase", NEG.paraphrase, "what was said, in your own words"),
            _text("quotation", NEG.quotation, "the original words, if few"),
            Column("on", NEG.on, Kind.REFERENCE, "the option or proposal it takes a stance on (the short way)",
                   to=("options", "proposals"), shorthand=True),
            Column("stance", NEG.stance, Kind.CHOICE, _STANCE_HELP + " (the short way)", to=("stance",), shorthand=True),
            Column("bound", NEG.bound, Kind.CHOICE, _BOUND.help, to=("bound",), shorthand=True),
            Column("if", NEG.requiresWords, Kind.TEXT, "what a conditional stance depends on, in words (the short way)",
                   shorthand=True),
            _LANGUAGE,
            _choice("mandate", NEG.mandate, "mandate", "whether the speaker may speak for the party; authorised by default"),
            _choice("channel", NEG.channel, "channel", "how openly it was made; public by default"),
            _choice("sensitivity", NEG.sensitivity, "sensitivity", "who may see it; public by default"),
            Column("coder", NEG.coder, Kind.STRING, "who coded it"),
            _ref("withdraws", NEG.withdraws, "positions proposals", "what it takes back", many=True),
        ),
        key=("about", "speaker", "source"),
        example={"about": "Northland", "speaker": "Anna Berg", "source": "Strait Gazette", "paragraph": "3",
                 "earliest": "2031-01-10", "latest": "2031-01-10", "attribution": "on-record",
                 "paraphrase": "The north wants the catch divided by quota.", "on": "Shared quota", "stance": "support"},
        essential=True,
    ),
    Sheet(
        "positions", "position", NEG.Position, "A party's stance on a term, from one or more statements.",
        (
            _ref("held by", NEG.heldBy, "parties", "whose position it is", required=True),
            _ref("on", NEG.on, "options proposals", "the option or proposal", required=True),
            _choice("stance", NEG.stance, "stance", _STANCE_HELP, required=True),
            _BOUND,
            _STATED,
            _date("ends on", NEG.endsOn, "its last day"),
        ),
        key=("held by", "on", "statements"),
        example={"held by": "Northland", "on": "Shared quota", "stance": "conditional", "statements": "s2; s3"},
    ),
    Sheet(
        "conditions", "condition", NEG.Condition, "What a conditional position depends on: all that one row requires.",
        (
            _of("position", NEG.condition, "positions", "the id of the conditional position"),
            _ref("requires", NEG.requires, "options proposals kinds", "options, proposals or kinds of event", many=True),
            _text("requires in words", NEG.requiresWords, "what no option or event expresses"),
            _choice("timing", NEG.timing, "timing", "within the same settlement by default"),
            _date("deadline", NEG.deadline, "the last day for it"),
            _text("deadline in words", NEG.deadlineWords, "a deadline given without a date"),
            _choice("when met", NEG.whenMet, "stance", "the stance held once it is met; support by default"),
            _text("otherwise", NEG.otherwise, "the consequence announced for the other case"),
            Column("any of", NEG.anyOf, Kind.STRING, "a group name: of a position's conditions that share it one is enough"),
        ),
        key=("position",), example={"position": "p1", "requires in words": "inspectors on every boat", "timing": "before"},
    ),
    Sheet(
        "points", "point", NEG.Point, "The points on which parties may read an option differently.", _NAMED,
        key=("label",), example={"label": "who counts as a fisher"},
    ),
    Sheet(
        "readings", "reading", NEG.Reading, "A party's understanding of an option on a point.",
        (
            _ref("option", NEG.readingOf, "options", "the option that is read", required=True),
            _ref("point", NEG.point, "points", "the point it is on", required=True),
            _ref("read by", NEG.readBy, "parties", "whose understanding it is", many=True),
            _text("paraphrase", NEG.paraphrase, "the understanding, in your own words"),
            _ref("compatible with", NEG.compatibleWith, "readings", "ids of readings that can stand beside it", many=True),
            _ref("accepted by", NEG.acceptedBy, "parties", "others that have accepted it", many=True),
            _ref("left open by", NEG.leftOpenBy, "parties", "parties that leave the point open on purpose", many=True),
            _STATED_IN,
        ),
        key=("option", "point", "read by"),
        example={"option": "Shared quota", "point": "who counts as a fisher", "read by": "Northland",
                 "paraphrase": "Anyone with a licence.", "statements": "s1"},
    ),
    Sheet(
        "sources", "source", NEG.Source, "The documents in which statements and events are found.",
        (
            _text("title", DCTERMS.title, "the title"),
            Column("publisher", DCTERMS.publisher, Kind.STRING, "who published it"),
            _date("issued", DCTERMS.issued, "the day of publication"),
            _LANGUAGE,
            Column("paragraphs", NEG.paragraphs, Kind.INTEGER, "how many paragraphs it has"),
            Column("address", NEG.address, Kind.ADDRESS, "where it can be read"),
            _ref("copy of", NEG.copyOf, "sources", "the source that this one repeats"),
        ),
        key=("title",),
        example={"title": "Strait Gazette", "publisher": "Gazette Press", "issued": "2031-01-11", "language": "en",
                 "paragraphs": "12", "address": "https://example.org/gazette"},
        essential=True,
    ),
    Sheet(
        "events", "event", NEG.Event, "What was done, or is scheduled.",
        (
            *_NAMED,
            _ref("kind", NEG.kind, "kinds", "its kind", many=True),
            _date("from", NEG.from_, "the first day"),
            _date("to", NEG.to, "the last day; empty if the first"),
            _text("place", NEG.place, "where"),
            _ref("actors", NEG.actor, "parties", "the parties that acted or are to take part", many=True),
            Column("verified", NEG.verified, Kind.BOOLEAN, "false where the source calls it unverified"),
            Column("scheduled", NEG.scheduled, Kind.BOOLEAN, "true where it is only announced"),
            _ref("source", NEG.source, "sources", _SOURCE_HELP),
            _PARAGRAPH,
        ),
        key=("label",),
        example={"label": "Talks at the harbour", "kind": "talks", "from": "2031-01-12", "actors": "Northland",
                 "scheduled": "true", "source": "Strait Gazette", "paragraph": "5"},
    ),
    Sheet(
        "kinds", "kind", NEG.EventKind, "The case's own kinds of event.", _NAMED,
        key=("label",), example={"label": "talks"},
    ),
    Sheet(
        "figures", "figure", NEG.Figure, "Numbers that a source gives of an event.",
        (
            _of("event", NEG.figure, "events", "the event"),
            _text("label", RDFS.label, "what was counted"),
            Column("value", NEG.value, Kind.DECIMAL, _VALUE_HELP, required=True),
            Column("unit", NEG.unit, Kind.STRING, "the unit"),
        ),
        key=("event",), example={"event": "Talks at the harbour", "label": "delegates", "value": "14", "unit": "people"},
    ),
    Sheet(
        "assessments", "assessment", NEG.Assessment, "That an event honours or breaks an option, according to a statement.",
        (
            _of("event", NEG.assessment, "events", "the event"),
            _ref("honours", NEG.honours, "options", "the options it honours", many=True),
            _ref("breaks", NEG.breaks, "options", "the options it breaks", many=True),
            _ref("according to", NEG.accordingTo, "statements", "the statement that says so", required=True),
        ),
        key=("event",), example={"event": "Talks at the harbour", "honours": "Shared quota", "according to": "s1"},
    ),
    Sheet(
        "memberships", "membership", NEG.Membership, "A party's belonging to a coalition.",
        (
            _ref("member", ORG.member, "parties", "the member", required=True),
            _ref("coalition", ORG.organization, "parties", "the coalition", required=True),
            _date("from", NEG.from_, "the first day"),
            _date("to", NEG.to, "the last day"),
            Column("binds", NEG.binds, Kind.BOOLEAN, "true where the coalition's stance holds for the member; else false"),
            _STATED_IN,
        ),
        key=("member", "coalition"), example={"member": "Northland", "coalition": "Strait Union", "binds": "false"},
    ),
    Sheet(
        "relations", "relation", NEG.Relation, "Options that contain or exclude each other.",
        (
            Column("relation", RDF.type, Kind.CLASS, "entails: any settlement with the option contains the other",
                   to=("relation",), required=True),
            Column("option", NEG.premise, Kind.REFERENCE, "the option", to=("options",), required=True,
                   by_class=((NEG.Exclusion, NEG.between),)),
            Column("other option", NEG.conclusion, Kind.REFERENCE, "the other option", to=("options",), required=True,
                   by_class=((NEG.Exclusion, NEG.between),)),
            _text("reason", NEG.reason, "why, in words"),
            _choice("basis", NEG.basis, "basis", "only definitional and legal ones let stances propagate"),
        ),
        key=("relation", "option", "other option"),
        example={"relation": "excludes", "option": "Shared quota", "other option": "No fishing",
                 "reason": "A ban leaves nothing to divide.", "basis": "definitional"},
        classes=_RELATIONS,
    ),
)

#: the sheets by name
SHEETS_BY_NAME = {sheet.name: sheet for sheet in SHEETS}

#: the properties that have one value (one a language, for texts), with their column
SINGLE_VALUED: dict[str, Column] = {
    column.predicate: column
    for sheet in SHEETS
    for column in sheet.columns
    if not column.many and not column.inverse and column.kind is not Kind.CLASS
}
