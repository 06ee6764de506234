"""Each class of a case with its properties, once (:data:`SHEETS`): a class is a sheet, a property is a column.

Loading, a blank case, import, export, redaction and every message about a mistake are driven by it. A text column is
written once for each language (``label:en``, ``label:uk``; without a tag, ``label``). What the schema has no place for
goes to the sheet :data:`OTHER`, as one triple a row, so that nothing is lost.
"""

from __future__ import annotations

from kg.schema.columns import (
    choice,
    count,
    day,
    flag,
    number,
    option_end,
    owner,
    reference,
    references,
    shorthand,
    string,
    text,
)
from kg.schema.properties import Column, Kind, Redaction, Sheet
from kg.vocabulary import DCTERMS, NEG, ORG, RDF, RDFS, SKOS

__all__ = ["CASE", "OTHER", "SHEETS", "SHEETS_BY_NAME", "SHEET_OF_CLASS", "SINGLE_VALUED"]

#: the name of the sheet that describes the case and holds the namespace of its ids
CASE = "case"

#: the name of the sheet of subject, property and value for what no other sheet has a place for
OTHER = "other"

_NAMED = (
    text("label", SKOS.prefLabel, "the neutral name, one column a language", field="labels"),
    text("aliases", SKOS.altLabel, "other names, the parties' own terms among them", many=True),
    text("definition", SKOS.definition, "what it is, in a sentence", field="description"),
    Column(
        "same as", SKOS.exactMatch, Kind.IRI, "its IRI elsewhere, such as Wikidata's", many=True, record_field="matches"
    ),
)
_STATED_IN = references("statements", NEG.statedIn, "statements", "the ids of the statements that back it")
_ROLES = Column(
    "role",
    NEG.role,
    Kind.CHOICE,
    "its role in this negotiation",
    many=True,
    to=("role",),
    record_field="roles",
)
_SOURCE = "the document in which it is found"
_CHOICE_RULE = "exclusive by default: at most one of its options"
_PARAGRAPH = count("paragraph", NEG.paragraph, "the paragraph of the source, counted from 1")
_STANCE = "how the party stands to the term"
_BOUND = "on a ladder: which values it covers; exactly by default"
_CONFIDENCE = "from 0 to 1; overrides the attribution's default"
_SAYS_SO = "the statement that says so"
_VERIFIED_BY = string(
    "verified by", NEG.verifiedBy, "who has verified it, such as a monitoring mission; empty if nobody"
)
_BASIS = "only definitional and legal ones let stances propagate"
_MANDATE = "whether the speaker may speak for the party; authorised by default"
_SENSITIVITY = choice("sensitivity", NEG.sensitivity, "sensitivity", "who may see it; by default as what it rests on")
_LANGUAGE = string("language", DCTERMS.language, "the language tag of the original, such as en or uk")
_SHORT_WAY = (
    "Who said what, where and when. The columns on and stance are a short form of a position: if they are filled, the "
    "statement's party holds that stance, without a row in the sheet positions."
)
_ENTAILS = "entails: any settlement with the option contains the other; excludes: none holds both"

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        CASE,
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
    ),
    Sheet(
        "parties",
        "party",
        NEG.Party,
        "Who takes positions: a state, a government, a coalition, a movement.",
        (
            *_NAMED,
            _ROLES,
            day("from", NEG.from_, "the first day of its existence; empty if before all of this", field="start"),
            day("to", NEG.to, "the last day of its existence", field="end"),
            references("succeeds", NEG.succeeds, "parties", "whom it follows; it must itself say what it takes over"),
        ),
        essential=True,
        redaction=Redaction.NAMED,
    ),
    Sheet(
        "people",
        "person",
        NEG.Person,
        "Who speaks, for a party or about one.",
        (
            *_NAMED,
            references("speaks for", NEG.speaksFor, "parties", "the parties for which the person can speak"),
            text("office", NEG.office, "the office, as the source gives it"),
        ),
        essential=True,
        redaction=Redaction.SPOKEN_OF,
    ),
    Sheet(
        "issues",
        "issue",
        NEG.Issue,
        "The questions to be settled.",
        (
            *_NAMED,
            choice("kind", NEG.issueKind, "issue kind", "substantive by default", default="substantive"),
            choice("choice rule", NEG.choiceRule, "choice rule", _CHOICE_RULE, default="exclusive"),
            day("closed on", NEG.closedOn, "the last day on which it was open"),
            choice("closed as", NEG.closedAs, "closure", "settled or lapsed, once closed"),
        ),
        essential=True,
        redaction=Redaction.SPOKEN_OF,
    ),
    Sheet(
        "options",
        "option",
        NEG.Option,
        "The possible settlements of each issue.",
        (
            *_NAMED,
            reference("issue", NEG.optionOf, "issues", "the issue that it would settle", required=True),
            references("undertaken by", NEG.undertakenBy, "parties", "the parties that would have to act"),
            flag("undertaker unstated", NEG.undertakerUnstated, "true where no source says who would act"),
            number("value", NEG.value, "the number, on a ladder"),
            string("unit", NEG.unit, "the unit of the value; the same throughout a ladder"),
        ),
        essential=True,
        redaction=Redaction.SPOKEN_OF,
    ),
    Sheet(
        "proposals",
        "proposal",
        NEG.Proposal,
        "Terms put together on a date.",
        (
            *_NAMED,
            references("terms", NEG.term, "options", "the options it contains"),
            references("proposed by", NEG.proposedBy, "parties", "the parties that want it"),
            references("tabled by", NEG.tabledBy, "parties", "a facilitator that put it forward"),
            choice("status", NEG.status, "status", "how far it has progressed"),
            day("day", NEG.day, "the day on which the terms were put together"),
            day("ends on", NEG.endsOn, "its last day"),
            reference("revises", NEG.revises, "proposals", "the version before it"),
            _STATED_IN,
            _SENSITIVITY,
        ),
        redaction=Redaction.AUTHORED,
    ),
    Sheet(
        "status changes",
        "status change",
        NEG.StatusChange,
        "The status that a proposal has from a day on.",
        (
            owner("proposal", NEG.statusChange, "proposals", "the proposal"),
            choice("status", NEG.status, "status", "how far it has progressed", required=True),
            day("from", NEG.from_, "the first day of the status", required=True, field="start"),
            _STATED_IN,
        ),
        key=("proposal",),
        told_by=("status", "from"),
        redaction=Redaction.BACKED,
    ),
    Sheet(
        "statements",
        "statement",
        NEG.Statement,
        _SHORT_WAY,
        (
            reference("about", NEG.about, "parties", "the party whose position it states", required=True),
            reference("speaker", NEG.speaker, "people", "who spoke; empty where the source alone says it"),
            reference("source", NEG.source, "sources", _SOURCE, required=True),
            _PARAGRAPH,
            day("earliest", NEG.earliest, "the earliest day it can have been said; empty if unknown"),
            day("latest", NEG.latest, "the latest day it can have been said; it counts from then", required=True),
            choice("attribution", NEG.attribution, "attribution", "how it reached its source", required=True),
            number("confidence", NEG.confidence, _CONFIDENCE, field="stated_confidence"),
            text("paraphrase", NEG.paraphrase, "what was said, in your own words"),
            text("quotation", NEG.quotation, "the original words, if few"),
            shorthand(
                "on", NEG.on, Kind.REFERENCE, "the option or proposal it takes a stance on", "options", "proposals"
            ),
            shorthand("stance", NEG.stance, Kind.CHOICE, _STANCE, "stance"),
            shorthand("bound", NEG.bound, Kind.CHOICE, _BOUND, "bound"),
            shorthand("if", NEG.requiresWords, Kind.TEXT, "what a conditional stance depends on, in words"),
            _LANGUAGE,
            choice("mandate", NEG.mandate, "mandate", _MANDATE, default="authorised"),
            choice("channel", NEG.channel, "channel", "how openly it was made; public by default", default="public"),
            _SENSITIVITY,
            string("coder", NEG.coder, "who coded it"),
            references("withdraws", NEG.withdraws, "positions proposals readings", "what it takes back"),
        ),
        key=("about", "speaker", "source"),
        essential=True,
        redaction=Redaction.MARKED,
    ),
    Sheet(
        "positions",
        "position",
        NEG.Position,
        "A party's stance on a term, from one or more statements.",
        (
            reference("held by", NEG.heldBy, "parties", "whose position it is", required=True, field="party"),
            reference("on", NEG.on, "options proposals", "the option or proposal", required=True),
            choice("stance", NEG.stance, "stance", _STANCE, required=True),
            choice("bound", NEG.bound, "bound", _BOUND, default="exactly"),
            references("statements", NEG.statedIn, "statements", _STATED_IN.help, required=True),
            day("ends on", NEG.endsOn, "its last day"),
        ),
        key=("held by", "on", "statements"),
        told_by=("held by", "on", "stance"),
        redaction=Redaction.BACKED,
    ),
    Sheet(
        "conditions",
        "condition",
        NEG.Condition,
        "What a conditional position depends on: all that one row requires.",
        (
            owner("position", NEG.condition, "positions", "the id of the conditional position"),
            references("requires", NEG.requires, "options proposals kinds", "options, proposals or kinds of event"),
            text("requires in words", NEG.requiresWords, "what no option or event expresses", field="words"),
            choice(
                "bound",
                NEG.bound,
                "bound",
                "of a ladder's option: which values do; exactly by default",
                default="exactly",
            ),
            references("by", NEG.by, "parties", "of a kind of event: who must do it; empty: anyone"),
            references(
                "unless", NEG.unless, "options proposals kinds", "what must not happen; once done, the stance lapses"
            ),
            choice("timing", NEG.timing, "timing", "within the same settlement by default", default="within"),
            day("deadline", NEG.deadline, "the last day for it"),
            text("deadline in words", NEG.deadlineWords, "a deadline given without a date", field="deadline_words"),
            choice(
                "when met",
                NEG.whenMet,
                "stance",
                "the stance held once it is met; support by default",
                default="support",
            ),
            text("otherwise", NEG.otherwise, "the consequence announced in case it is not met"),
            string("any of", NEG.anyOf, "a group's name: of a position's conditions that share it one is enough"),
        ),
        key=("position",),
        told_by=("requires", "requires in words"),
        redaction=Redaction.SPOKEN_OF,
    ),
    Sheet(
        "points",
        "point",
        NEG.Point,
        "The points on which parties may read an option differently.",
        _NAMED,
        redaction=Redaction.SPOKEN_OF,
    ),
    Sheet(
        "readings",
        "reading",
        NEG.Reading,
        "A party's understanding of an option on a point.",
        (
            reference("option", NEG.readingOf, "options", "the option that is read", required=True),
            reference("point", NEG.point, "points", "the point it is on", required=True),
            references("read by", NEG.readBy, "parties", "whose understanding it is"),
            text("paraphrase", NEG.paraphrase, "the understanding, in your own words", field="text"),
            references(
                "compatible with", NEG.compatibleWith, "readings", "ids of readings that can hold together with it"
            ),
            references("accepted by", NEG.acceptedBy, "parties", "others that have accepted it"),
            references("left open by", NEG.leftOpenBy, "parties", "parties that leave the point open on purpose"),
            day("ends on", NEG.endsOn, "its last day"),
            _STATED_IN,
            _SENSITIVITY,
        ),
        key=("option", "point", "read by"),
        told_by=("read by", "option", "point"),
        redaction=Redaction.BACKED,
    ),
    Sheet(
        "sources",
        "source",
        NEG.Source,
        "The documents in which statements and events are found.",
        (
            text("title", DCTERMS.title, "the title", field="labels"),
            string("publisher", DCTERMS.publisher, "who published it"),
            day("issued", DCTERMS.issued, "the day of publication"),
            _LANGUAGE,
            count("paragraphs", NEG.paragraphs, "how many paragraphs it has"),
            Column("address", NEG.address, Kind.ADDRESS, "where it can be read"),
            reference("copy of", NEG.copyOf, "sources", "the source that this one repeats"),
            _SENSITIVITY,
        ),
        key=("title",),
        essential=True,
        redaction=Redaction.SPOKEN_OF,
    ),
    Sheet(
        "events",
        "event",
        NEG.Event,
        "What was done, or is scheduled.",
        (
            *_NAMED,
            references("kind", NEG.kind, "kinds", "its kind", field="kinds"),
            day("from", NEG.from_, "the first day", field="start"),
            day("to", NEG.to, "the last day; empty if the first", field="end"),
            text("place", NEG.place, "where"),
            references("actors", NEG.actor, "parties", "the parties that acted or are to take part"),
            flag("verified", NEG.verified, "false where the source calls it unverified", default=True),
            _VERIFIED_BY,
            flag("scheduled", NEG.scheduled, "true where it is only announced"),
            reference("source", NEG.source, "sources", _SOURCE),
            _PARAGRAPH,
            _SENSITIVITY,
        ),
        redaction=Redaction.TOLD,
    ),
    Sheet("kinds", "kind", NEG.EventKind, "The case's own kinds of event.", _NAMED, redaction=Redaction.SPOKEN_OF),
    Sheet(
        "figures",
        "figure",
        NEG.Figure,
        "Numbers that a source gives of an event.",
        (
            owner("event", NEG.figure, "events", "the event"),
            text("label", RDFS.label, "what was counted"),
            number("value", NEG.value, "the number", required=True),
            string("unit", NEG.unit, "the unit"),
        ),
        key=("event",),
        told_by=("label", "value"),
    ),
    Sheet(
        "assessments",
        "assessment",
        NEG.Assessment,
        "That an event honours or breaks an option, according to a statement.",
        (
            owner("event", NEG.assessment, "events", "the event"),
            references("honours", NEG.honours, "options", "the options it honours"),
            references("breaks", NEG.breaks, "options", "the options it breaks"),
            reference("according to", NEG.accordingTo, "statements", _SAYS_SO, required=True, field="statement"),
            _VERIFIED_BY,
        ),
        key=("event",),
        told_by=("honours", "breaks"),
        redaction=Redaction.TIED,
    ),
    Sheet(
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
            _STATED_IN,
        ),
        key=("member", "coalition"),
        told_by=("member", "coalition"),
        redaction=Redaction.BACKED,
    ),
    Sheet(
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
    ),
)

#: the sheets by name
SHEETS_BY_NAME = {sheet.name: sheet for sheet in SHEETS}

#: the sheet of each class (IRI) whose nodes are rows
SHEET_OF_CLASS = {iri: sheet for sheet in SHEETS for iri in sheet.class_iris}

#: the properties that have one value (one a language, for texts), with their column
SINGLE_VALUED: dict[str, Column] = {
    column.predicate: column
    for sheet in SHEETS
    for column in sheet.columns
    if not column.many and not column.inverse and column.kind is not Kind.CLASS
}
