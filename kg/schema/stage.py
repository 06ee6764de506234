"""What a case is about: its parties and people, the issues with their options, and the documents it rests on."""

from __future__ import annotations

from kg.schema.columns import (
    LANGUAGE,
    NAMED,
    SENSITIVITY,
    STATED_IN,
    choice,
    count,
    day,
    flag,
    number,
    option_end,
    reference,
    references,
    string,
    text,
)
from kg.schema.properties import Column, Kind, Redaction, Sheet
from kg.vocabulary import DCTERMS, NEG, ORG, RDF

__all__ = ["ISSUES", "MEMBERSHIPS", "OPTIONS", "PARTIES", "PEOPLE", "POINTS", "RELATIONS", "SOURCES", "THE_CASE"]

_ROLES = Column(
    "role",
    NEG.role,
    Kind.CHOICE,
    "its role in this negotiation",
    many=True,
    to=("role",),
    record_field="roles",
)
_CHOICE_RULE = "exclusive by default: at most one of its options"
_BASIS = "only definitional and legal ones let stances propagate"
_ENTAILS = "entails: any settlement with the option contains the other; excludes: none holds both"

THE_CASE = Sheet(
    "case",
    "case",
    NEG.Case,
    "The negotiation itself: one row.",
    (
        text("title", DCTERMS.title, "the name of the case", field="labels"),
        text("description", DCTERMS.description, "what the case is about"),
        text("caveats", NEG.caveat, "what a reader must keep in mind", many=True),
    ),
    key=(),
    essential=True,
)

PARTIES = Sheet(
    "parties",
    "party",
    NEG.Party,
    "Who takes positions: a state, a government, a coalition, a movement.",
    (
        *NAMED,
        _ROLES,
        day("from", NEG.from_, "the first day of its existence; empty if before all of this", field="start"),
        day("to", NEG.to, "the last day of its existence", field="end"),
        references("succeeds", NEG.succeeds, "parties", "whom it follows; it must itself say what it takes over"),
    ),
    essential=True,
    redaction=Redaction.NAMED,
)

MEMBERSHIPS = Sheet(
    "memberships",
    "membership",
    NEG.Membership,
    "That a party belongs to a coalition.",
    (
        reference("member", ORG.member, "parties", "the member", required=True),
        reference("coalition", ORG.organization, "parties", "the coalition", required=True, field="organization"),
        day("from", NEG.from_, "the first day", field="start"),
        day("to", NEG.to, "the last day", field="end"),
        flag("binds", NEG.binds, "true where the coalition's stance holds for the member; else false"),
        STATED_IN,
    ),
    key=("member", "coalition"),
    told_by=("member", "coalition"),
    redaction=Redaction.BACKED,
)

PEOPLE = Sheet(
    "people",
    "person",
    NEG.Person,
    "Who speaks, for a party or about one.",
    (
        *NAMED,
        references("speaks for", NEG.speaksFor, "parties", "the parties for which the person can speak"),
        text("office", NEG.office, "the office, as the source gives it"),
    ),
    essential=True,
    redaction=Redaction.SPOKEN_OF,
)

ISSUES = Sheet(
    "issues",
    "issue",
    NEG.Issue,
    "The questions to be settled.",
    (
        *NAMED,
        choice("kind", NEG.issueKind, "issue kind", "substantive by default", default="substantive"),
        choice("choice rule", NEG.choiceRule, "choice rule", _CHOICE_RULE, default="exclusive"),
        day("closed on", NEG.closedOn, "the last day on which it was open"),
        choice("closed as", NEG.closedAs, "closure", "settled or lapsed, once closed"),
    ),
    essential=True,
    redaction=Redaction.SPOKEN_OF,
)

OPTIONS = Sheet(
    "options",
    "option",
    NEG.Option,
    "The possible settlements of each issue.",
    (
        *NAMED,
        reference("issue", NEG.optionOf, "issues", "the issue that it would settle", required=True),
        references("undertaken by", NEG.undertakenBy, "parties", "the parties that would have to act"),
        flag("undertaker unstated", NEG.undertakerUnstated, "true where no source says who would act"),
        number("value", NEG.value, "the number, on a ladder"),
        string("unit", NEG.unit, "the unit of the value; the same throughout a ladder"),
    ),
    essential=True,
    redaction=Redaction.SPOKEN_OF,
)

RELATIONS = Sheet(
    "relations",
    "relation",
    NEG.Relation,
    "Options that contain or exclude each other.",
    (
        Column("relation", RDF.type, Kind.CLASS, _ENTAILS, to=("relation",), required=True, record_field="kind"),
        option_end("option", NEG.premise, "the option", "first"),
        option_end("other option", NEG.conclusion, "the other option", "second"),
        text("reason", NEG.reason, "why, in words"),
        choice("basis", NEG.basis, "basis", _BASIS, default="judgement"),
    ),
    key=("relation", "option", "other option"),
    classes={"entails": NEG.Entailment, "excludes": NEG.Exclusion},
    told_by=("option", "other option"),
    redaction=Redaction.TIED,
)

POINTS = Sheet(
    "points",
    "point",
    NEG.Point,
    "The points on which parties may read an option differently.",
    NAMED,
    redaction=Redaction.SPOKEN_OF,
)

SOURCES = Sheet(
    "sources",
    "source",
    NEG.Source,
    "The documents in which statements and events are found.",
    (
        text("title", DCTERMS.title, "the title", field="labels"),
        string("publisher", DCTERMS.publisher, "who published it"),
        day("issued", DCTERMS.issued, "the day of publication"),
        LANGUAGE,
        count("paragraphs", NEG.paragraphs, "how many paragraphs it has"),
        string("text hash", NEG.textHash, "the SHA-256 digest of its paragraphs, as kg code writes it"),
        Column("address", NEG.address, Kind.ADDRESS, "where it can be read"),
        reference("copy of", NEG.copyOf, "sources", "the source that this one repeats"),
        SENSITIVITY,
    ),
    key=("title",),
    essential=True,
    redaction=Redaction.SPOKEN_OF,
)
