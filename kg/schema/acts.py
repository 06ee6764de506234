"""What parties say and do: proposals, statements, the positions in them with their conditions, and readings."""

from __future__ import annotations

from kg.schema.columns import (
    LANGUAGE,
    NAMED,
    PARAGRAPH,
    SENSITIVITY,
    SOURCE_HELP,
    STATED_IN,
    choice,
    day,
    number,
    owner,
    reference,
    references,
    shorthand,
    string,
    text,
)
from kg.schema.properties import Kind, Redaction, Sheet
from kg.vocabulary import NEG

__all__ = ["CONDITIONS", "POSITIONS", "PROPOSALS", "READINGS", "STATEMENTS", "STATUS_CHANGES"]

_STANCE = "how the party stands to the term"
_BOUND = "on a ladder: which values it covers; exactly by default"
_CONFIDENCE = "from 0 to 1; overrides the attribution's default"
_MANDATE = "whether the speaker may speak for the party; authorised by default"
_SHORT_WAY = (
    "Who said what, where and when. The columns on and stance are a short form of a position: if they are filled, the "
    "statement's party holds that stance, without a row in the sheet positions."
)

PROPOSALS = Sheet(
    "proposals",
    "proposal",
    NEG.Proposal,
    "Terms put together on a date.",
    (
        *NAMED,
        references("terms", NEG.term, "options", "the options it contains"),
        references("proposed by", NEG.proposedBy, "parties", "the parties that want it"),
        references("tabled by", NEG.tabledBy, "parties", "a facilitator that put it forward"),
        choice("status", NEG.status, "status", "how far it has progressed"),
        day("day", NEG.day, "the day on which the terms were put together"),
        day("ends on", NEG.endsOn, "its last day"),
        reference("revises", NEG.revises, "proposals", "the version before it"),
        STATED_IN,
        SENSITIVITY,
    ),
    redaction=Redaction.AUTHORED,
)

STATUS_CHANGES = Sheet(
    "status changes",
    "status change",
    NEG.StatusChange,
    "The status that a proposal has from a day on.",
    (
        owner("proposal", NEG.statusChange, "proposals", "the proposal"),
        choice("status", NEG.status, "status", "how far it has progressed", required=True),
        day("from", NEG.from_, "the first day of the status", required=True, field="start"),
        STATED_IN,
    ),
    key=("proposal",),
    told_by=("status", "from"),
    redaction=Redaction.BACKED,
)

STATEMENTS = Sheet(
    "statements",
    "statement",
    NEG.Statement,
    _SHORT_WAY,
    (
        reference("about", NEG.about, "parties", "the party whose position it states", required=True),
        reference("speaker", NEG.speaker, "people", "who spoke; empty where the source alone says it"),
        reference("source", NEG.source, "sources", SOURCE_HELP, required=True),
        PARAGRAPH,
        day("earliest", NEG.earliest, "the earliest day it can have been said; empty if unknown"),
        day("latest", NEG.latest, "the latest day it can have been said; it counts from then", required=True),
        choice("attribution", NEG.attribution, "attribution", "how it reached its source", required=True),
        number("confidence", NEG.confidence, _CONFIDENCE, field="stated_confidence"),
        text("paraphrase", NEG.paraphrase, "what was said, in your own words"),
        text("quotation", NEG.quotation, "the original words, if few"),
        shorthand("on", NEG.on, Kind.REFERENCE, "the option or proposal it takes a stance on", "options", "proposals"),
        shorthand("stance", NEG.stance, Kind.CHOICE, _STANCE, "stance"),
        shorthand("bound", NEG.bound, Kind.CHOICE, _BOUND, "bound"),
        shorthand("if", NEG.requiresWords, Kind.TEXT, "what a conditional stance depends on, in words"),
        LANGUAGE,
        choice("mandate", NEG.mandate, "mandate", _MANDATE, default="authorised"),
        choice("channel", NEG.channel, "channel", "how openly it was made; public by default", default="public"),
        SENSITIVITY,
        string("coder", NEG.coder, "who coded it"),
        references("withdraws", NEG.withdraws, "positions proposals readings", "what it takes back"),
    ),
    key=("about", "speaker", "source"),
    essential=True,
    redaction=Redaction.MARKED,
)

POSITIONS = Sheet(
    "positions",
    "position",
    NEG.Position,
    "A party's stance on a term, from one or more statements.",
    (
        reference("held by", NEG.heldBy, "parties", "whose position it is", required=True, field="party"),
        reference("on", NEG.on, "options proposals", "the option or proposal", required=True),
        choice("stance", NEG.stance, "stance", _STANCE, required=True),
        choice("bound", NEG.bound, "bound", _BOUND, default="exactly"),
        references("statements", NEG.statedIn, "statements", STATED_IN.help, required=True),
        day("ends on", NEG.endsOn, "its last day"),
    ),
    key=("held by", "on", "statements"),
    told_by=("held by", "on", "stance"),
    redaction=Redaction.BACKED,
)

CONDITIONS = Sheet(
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
)

READINGS = Sheet(
    "readings",
    "reading",
    NEG.Reading,
    "A party's understanding of an option on a point.",
    (
        reference("option", NEG.readingOf, "options", "the option that is read", required=True),
        reference("point", NEG.point, "points", "the point it is on", required=True),
        references("read by", NEG.readBy, "parties", "whose understanding it is"),
        text("paraphrase", NEG.paraphrase, "the understanding, in your own words", field="text"),
        references("compatible with", NEG.compatibleWith, "readings", "ids of readings that can hold together with it"),
        references("accepted by", NEG.acceptedBy, "parties", "others that have accepted it"),
        references("left open by", NEG.leftOpenBy, "parties", "parties that leave the point open on purpose"),
        day("ends on", NEG.endsOn, "its last day"),
        STATED_IN,
        SENSITIVITY,
    ),
    key=("option", "point", "read by"),
    told_by=("read by", "option", "point"),
    redaction=Redaction.BACKED,
)
