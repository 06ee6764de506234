"""What was done or is scheduled, its numbers, and what it honours or breaks."""

from __future__ import annotations

from kg.schema.columns import (
    NAMED,
    PARAGRAPH,
    SENSITIVITY,
    SOURCE_HELP,
    day,
    flag,
    number,
    owner,
    reference,
    references,
    string,
    text,
)
from kg.schema.properties import Redaction, Sheet
from kg.vocabulary import NEG, RDFS

__all__ = ["ASSESSMENTS", "EVENTS", "FIGURES", "KINDS"]

_SAYS_SO = "the statement that says so"
_VERIFIED_BY = string(
    "verified by", NEG.verifiedBy, "who has verified it, such as a monitoring mission; empty if nobody"
)

EVENTS = Sheet(
    "events",
    "event",
    NEG.Event,
    "What was done, or is scheduled.",
    (
        *NAMED,
        references("kind", NEG.kind, "kinds", "its kind", field="kinds"),
        day("from", NEG.from_, "the first day", field="start"),
        day("to", NEG.to, "the last day; empty if the first", field="end"),
        text("place", NEG.place, "where"),
        references("actors", NEG.actor, "parties", "the parties that acted or are to take part"),
        flag("verified", NEG.verified, "false where the source calls it unverified", default=True),
        _VERIFIED_BY,
        flag("scheduled", NEG.scheduled, "true where it is only announced"),
        reference("source", NEG.source, "sources", SOURCE_HELP),
        PARAGRAPH,
        SENSITIVITY,
    ),
    redaction=Redaction.TOLD,
)

KINDS = Sheet("kinds", "kind", NEG.EventKind, "The case's own kinds of event.", NAMED, redaction=Redaction.SPOKEN_OF)

FIGURES = Sheet(
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
)

ASSESSMENTS = Sheet(
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
)
