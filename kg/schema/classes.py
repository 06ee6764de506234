"""The one layout of a case in tables: sheets, their columns, and the ontology's property behind each column.

A blank case, the import, the export and every message about a mistake are driven by :data:`SHEETS`. A text column is
written once for each language (``label:en``, ``label:uk``; without a tag, ``label``). What the layout has no place for
goes to the sheet :data:`OTHER`, as one triple a row, so that nothing is lost.
"""

from __future__ import annotations

from kg.schema.properties import CHOICES, Column, Kind, Sheet
from kg.vocabulary import DCTERMS, NEG, ORG, RDF, RDFS, SKOS

__all__ = ["CASE", "CHOICES", "OTHER", "SHEETS", "SHEETS_BY_NAME", "SINGLE_VALUED", "Column", "Kind", "Sheet"]

#: the name of the sheet that describes the case and holds the namespace of its ids
CASE = "case"

#: the name of the sheet of subject, property and value for what no other sheet has a place for
OTHER = "other"


def _text(name: str, predicate: str, help_: str, *, many: bool = False) -> Column:
    return Column(name, predicate, Kind.TEXT, help_, many=many)


def _string(name: str, predicate: str, help_: str) -> Column:
    return Column(name, predicate, Kind.STRING, help_)


def _date(name: str, predicate: str, help_: str, *, required: bool = False) -> Column:
    return Column(name, predicate, Kind.DATE, help_, required=required)


def _count(name: str, predicate: str, help_: str) -> Column:
    return Column(name, predicate, Kind.INTEGER, help_)


def _number(name: str, predicate: str, help_: str, *, required: bool = False) -> Column:
    return Column(name, predicate, Kind.DECIMAL, help_, required=required)


def _flag(name: str, predicate: str, help_: str) -> Column:
    return Column(name, predicate, Kind.BOOLEAN, help_)


def _choice(name: str, predicate: str, of: str, help_: str, *, many: bool = False, required: bool = False) -> Column:
    return Column(name, predicate, Kind.CHOICE, help_, many=many, to=(of,), required=required)


def _one(name: str, predicate: str, to: str, help_: str, *, required: bool = False) -> Column:
    return Column(name, predicate, Kind.REFERENCE, help_, to=tuple(to.split()), required=required)


def _several(name: str, predicate: str, to: str, help_: str, *, required: bool = False) -> Column:
    return Column(name, predicate, Kind.REFERENCE, help_, many=True, to=tuple(to.split()), required=required)


def _owner(name: str, predicate: str, to: str, help_: str) -> Column:
    return Column(name, predicate, Kind.REFERENCE, help_, many=True, to=(to,), required=True, inverse=True)


def _short(name: str, predicate: str, kind: Kind, help_: str, *to: str) -> Column:
    return Column(name, predicate, kind, help_ + " (the short way)", to=to, shorthand=True)


def _option_end(name: str, predicate: str, help_: str) -> Column:
    excluded = ((NEG.Exclusion, NEG.between),)
    return Column(name, predicate, Kind.REFERENCE, help_, to=("options",), required=True, by_class=excluded)


_NAMED = (
    _text("label", SKOS.prefLabel, "the neutral name, one column a language"),
    _text("aliases", SKOS.altLabel, "other names, the parties' own terms among them", many=True),
    _text("definition", SKOS.definition, "what it is, in a sentence"),
    Column("same as", SKOS.exactMatch, Kind.IRI, "its IRI elsewhere, such as Wikidata's", many=True),
)
_STATED_IN = _several("statements", NEG.statedIn, "statements", "the ids of the statements that back it")
_SOURCE = "the document in which it is found"
_PARAGRAPH = _count("paragraph", NEG.paragraph, "the paragraph of the source, counted from 1")
_STANCE = "how the party stands to the term"
_BOUND = "on a ladder: which values it covers; exactly by default"
_LANGUAGE = _string("language", DCTERMS.language, "the language tag of the original, such as en or uk")
_SHORT_WAY = (
    "Who said what, where and when. The columns on and stance are the short way to a position: fill them and the "
    "statement's party holds that stance, with no row in the sheet positions."
)
_ENTAILS = "entails: any settlement with the option contains the other; excludes: none holds both"

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        CASE,
        "case",
        NEG.Case,
        "The negotiation itself: one row.",
        (
            _text("title", DCTERMS.title, "the name of the case"),
            _text("description", DCTERMS.description, "what the case is about"),
            _text("caveats", NEG.caveat, "what a reader must bear in mind", many=True),
        ),
        key=(),
        essential=True,
    ),
    Sheet(
        "parties",
        "party",
        NEG.Party,
        "Who takes positions: a state, a government, a coalition, a movement.",
        (*_NAMED, _choice("role", NEG.role, "role", "the part it has in this negotiation", many=True)),
        essential=True,
    ),
    Sheet(
        "people",
        "person",
        NEG.Person,
        "Who speaks, for a party or about one.",
        (
            *_NAMED,
            _several("speaks for", NEG.speaksFor, "parties", "the parties whose line the person can state"),
            _text("office", NEG.office, "the office, as the source gives it"),
        ),
        essential=True,
    ),
    Sheet(
        "issues",
        "issue",
        NEG.Issue,
        "The questions to be settled.",
        (
            *_NAMED,
            _choice("kind", NEG.issueKind, "issue kind", "substantive by default"),
            _choice("choice rule", NEG.choiceRule, "choice rule", "exclusive by default: at most one of its options"),
            _date("closed on", NEG.closedOn, "the last day on which it was open"),
            _choice("closed as", NEG.closedAs, "closure", "settled or lapsed, once closed"),
        ),
        essential=True,
    ),
    Sheet(
        "options",
        "option",
        NEG.Option,
        "The possible settlements of each issue.",
        (
            *_NAMED,
            _one("issue", NEG.optionOf, "issues", "the issue that it would settle", required=True),
            _several("undertaken by", NEG.undertakenBy, "parties", "the parties that would have to act"),
            _flag("undertaker unstated", NEG.undertakerUnstated, "true where no source says who would act"),
            _number("value", NEG.value, "the number, on a ladder"),
            _string("unit", NEG.unit, "the unit of the value; the same throughout a ladder"),
        ),
        essential=True,
    ),
    Sheet(
        "proposals",
        "proposal",
        NEG.Proposal,
        "Terms put together on a date.",
        (
            *_NAMED,
            _several("terms", NEG.term, "options", "the options it contains"),
            _several("proposed by", NEG.proposedBy, "parties", "the parties that want it"),
            _several("tabled by", NEG.tabledBy, "parties", "a facilitator that put it on the table"),
            _choice("status", NEG.status, "status", "how far it has come"),
            _date("day", NEG.day, "the day on which the terms were put together"),
            _date("ends on", NEG.endsOn, "its last day"),
            _STATED_IN,
        ),
    ),
    Sheet(
        "statements",
        "statement",
        NEG.Statement,
        _SHORT_WAY,
        (
            _one("about", NEG.about, "parties", "the party whose position it tells", required=True),
            _one("speaker", NEG.speaker, "people", "who spoke; empty where the source alone says it"),
            _one("source", NEG.source, "sources", _SOURCE, required=True),
            _PARAGRAPH,
            _date("earliest", NEG.earliest, "the earliest day it can have been said; empty if unknown"),
            _date("latest", NEG.latest, "the latest day it can have been said; it counts from then", required=True),
            _choice("attribution", NEG.attribution, "attribution", "how it reached its source", required=True),
            _number("confidence", NEG.confidence, "from 0 to 1; overrides the attribution's default"),
            _text("paraphrase", NEG.paraphrase, "what was said, in your own words"),
            _text("quotation", NEG.quotation, "the original words, if few"),
            _short("on", NEG.on, Kind.REFERENCE, "the option or proposal it takes a stance on", "options", "proposals"),
            _short("stance", NEG.stance, Kind.CHOICE, _STANCE, "stance"),
            _short("bound", NEG.bound, Kind.CHOICE, _BOUND, "bound"),
            _short("if", NEG.requiresWords, Kind.TEXT, "what a conditional stance depends on, in words"),
            _LANGUAGE,
            _choice(
                "mandate", NEG.mandate, "mandate", "whether the speaker may speak for the party; authorised by default"
            ),
            _choice("channel", NEG.channel, "channel", "how openly it was made; public by default"),
            _choice("sensitivity", NEG.sensitivity, "sensitivity", "who may see it; public by default"),
            _string("coder", NEG.coder, "who coded it"),
            _several("withdraws", NEG.withdraws, "positions proposals", "what it takes back"),
        ),
        key=("about", "speaker", "source"),
        essential=True,
    ),
    Sheet(
        "positions",
        "position",
        NEG.Position,
        "A party's stance on a term, from one or more statements.",
        (
            _one("held by", NEG.heldBy, "parties", "whose position it is", required=True),
            _one("on", NEG.on, "options proposals", "the option or proposal", required=True),
            _choice("stance", NEG.stance, "stance", _STANCE, required=True),
            _choice("bound", NEG.bound, "bound", _BOUND),
            _several("statements", NEG.statedIn, "statements", _STATED_IN.help, required=True),
            _date("ends on", NEG.endsOn, "its last day"),
        ),
        key=("held by", "on", "statements"),
    ),
    Sheet(
        "conditions",
        "condition",
        NEG.Condition,
        "What a conditional position depends on: all that one row requires.",
        (
            _owner("position", NEG.condition, "positions", "the id of the conditional position"),
            _several("requires", NEG.requires, "options proposals kinds", "options, proposals or kinds of event"),
            _text("requires in words", NEG.requiresWords, "what no option or event expresses"),
            _choice("timing", NEG.timing, "timing", "within the same settlement by default"),
            _date("deadline", NEG.deadline, "the last day for it"),
            _text("deadline in words", NEG.deadlineWords, "a deadline given without a date"),
            _choice("when met", NEG.whenMet, "stance", "the stance held once it is met; support by default"),
            _text("otherwise", NEG.otherwise, "the consequence announced for the other case"),
            _string("any of", NEG.anyOf, "a group's name: of a position's conditions that share it one is enough"),
        ),
        key=("position",),
    ),
    Sheet("points", "point", NEG.Point, "The points on which parties may read an option differently.", _NAMED),
    Sheet(
        "readings",
        "reading",
        NEG.Reading,
        "A party's understanding of an option on a point.",
        (
            _one("option", NEG.readingOf, "options", "the option that is read", required=True),
            _one("point", NEG.point, "points", "the point it is on", required=True),
            _several("read by", NEG.readBy, "parties", "whose understanding it is"),
            _text("paraphrase", NEG.paraphrase, "the understanding, in your own words"),
            _several("compatible with", NEG.compatibleWith, "readings", "ids of readings that can stand beside it"),
            _several("accepted by", NEG.acceptedBy, "parties", "others that have accepted it"),
            _several("left open by", NEG.leftOpenBy, "parties", "parties that leave the point open on purpose"),
            _STATED_IN,
        ),
        key=("option", "point", "read by"),
    ),
    Sheet(
        "sources",
        "source",
        NEG.Source,
        "The documents in which statements and events are found.",
        (
            _text("title", DCTERMS.title, "the title"),
            _string("publisher", DCTERMS.publisher, "who published it"),
            _date("issued", DCTERMS.issued, "the day of publication"),
            _LANGUAGE,
            _count("paragraphs", NEG.paragraphs, "how many paragraphs it has"),
            Column("address", NEG.address, Kind.ADDRESS, "where it can be read"),
            _one("copy of", NEG.copyOf, "sources", "the source that this one repeats"),
        ),
        key=("title",),
        essential=True,
    ),
    Sheet(
        "events",
        "event",
        NEG.Event,
        "What was done, or is scheduled.",
        (
            *_NAMED,
            _several("kind", NEG.kind, "kinds", "its kind"),
            _date("from", NEG.from_, "the first day"),
            _date("to", NEG.to, "the last day; empty if the first"),
            _text("place", NEG.place, "where"),
            _several("actors", NEG.actor, "parties", "the parties that acted or are to take part"),
            _flag("verified", NEG.verified, "false where the source calls it unverified"),
            _flag("scheduled", NEG.scheduled, "true where it is only announced"),
            _one("source", NEG.source, "sources", _SOURCE),
            _PARAGRAPH,
        ),
    ),
    Sheet("kinds", "kind", NEG.EventKind, "The case's own kinds of event.", _NAMED),
    Sheet(
        "figures",
        "figure",
        NEG.Figure,
        "Numbers that a source gives of an event.",
        (
            _owner("event", NEG.figure, "events", "the event"),
            _text("label", RDFS.label, "what was counted"),
            _number("value", NEG.value, "the number", required=True),
            _string("unit", NEG.unit, "the unit"),
        ),
        key=("event",),
    ),
    Sheet(
        "assessments",
        "assessment",
        NEG.Assessment,
        "That an event honours or breaks an option, according to a statement.",
        (
            _owner("event", NEG.assessment, "events", "the event"),
            _several("honours", NEG.honours, "options", "the options it honours"),
            _several("breaks", NEG.breaks, "options", "the options it breaks"),
            _one("according to", NEG.accordingTo, "statements", "the statement that says so", required=True),
        ),
        key=("event",),
    ),
    Sheet(
        "memberships",
        "membership",
        NEG.Membership,
        "A party's belonging to a coalition.",
        (
            _one("member", ORG.member, "parties", "the member", required=True),
            _one("coalition", ORG.organization, "parties", "the coalition", required=True),
            _date("from", NEG.from_, "the first day"),
            _date("to", NEG.to, "the last day"),
            _flag("binds", NEG.binds, "true where the coalition's stance holds for the member; else false"),
            _STATED_IN,
        ),
        key=("member", "coalition"),
    ),
    Sheet(
        "relations",
        "relation",
        NEG.Relation,
        "Options that contain or exclude each other.",
        (
            Column("relation", RDF.type, Kind.CLASS, _ENTAILS, to=("relation",), required=True),
            _option_end("option", NEG.premise, "the option"),
            _option_end("other option", NEG.conclusion, "the other option"),
            _text("reason", NEG.reason, "why, in words"),
            _choice("basis", NEG.basis, "basis", "only definitional and legal ones let stances propagate"),
        ),
        key=("relation", "option", "other option"),
        classes={"entails": NEG.Entailment, "excludes": NEG.Exclusion},
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
