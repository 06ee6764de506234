"""The filled row that each sheet of a new case begins with: one small negotiation, shown through all sheets."""

from __future__ import annotations

__all__ = ["EXAMPLES", "EXAMPLE_MARK"]

#: the id of a row that only shows how to fill the sheet
EXAMPLE_MARK = "#example"

#: a filled row of each sheet, by column
EXAMPLES: dict[str, dict[str, str]] = {
    "parties": {"label": "Northland", "aliases": "Republic of Northland; the North", "role": "principal"},
    "people": {"label": "Anna Berg", "speaks for": "Northland", "office": "foreign minister"},
    "issues": {"label": "Fishing in the strait", "kind": "substantive", "choice rule": "exclusive"},
    "options": {"label": "Shared quota", "issue": "Fishing in the strait", "undertaken by": "Northland"},
    "proposals": {
        "label": "Northern package",
        "terms": "Shared quota",
        "proposed by": "Northland",
        "status": "tabled",
        "day": "2031-01-10",
        "statements": "s1",
    },
    "status changes": {"proposal": "Northern package", "status": "accepted", "from": "2031-01-14", "statements": "s1"},
    "statements": {
        "about": "Northland",
        "speaker": "Anna Berg",
        "source": "Strait Gazette",
        "paragraph": "3",
        "earliest": "2031-01-10",
        "latest": "2031-01-10",
        "attribution": "on-record",
        "paraphrase": "The north wants the catch divided by quota.",
        "on": "Shared quota",
        "stance": "support",
    },
    "positions": {"held by": "Northland", "on": "Shared quota", "stance": "conditional", "statements": "s1"},
    "conditions": {"position": "p1", "requires in words": "inspectors on every boat", "timing": "before"},
    "points": {"label": "who counts as a fisher"},
    "readings": {
        "option": "Shared quota",
        "point": "who counts as a fisher",
        "read by": "Northland",
        "paraphrase": "Anyone with a licence.",
        "statements": "s1",
    },
    "sources": {
        "title": "Strait Gazette",
        "publisher": "Gazette Press",
        "issued": "2031-01-11",
        "language": "en",
        "paragraphs": "12",
        "address": "https://example.org/gazette",
    },
    "events": {
        "label": "Talks at the harbour",
        "kind": "talks",
        "from": "2031-01-12",
        "actors": "Northland",
        "scheduled": "true",
        "source": "Strait Gazette",
        "paragraph": "5",
    },
    "kinds": {"label": "talks"},
    "figures": {"event": "Talks at the harbour", "label": "delegates", "value": "14", "unit": "people"},
    "assessments": {"event": "Talks at the harbour", "honours": "Shared quota", "according to": "s1"},
    "memberships": {"member": "Northland", "coalition": "Strait Union", "binds": "false"},
    "relations": {
        "relation": "excludes",
        "option": "Shared quota",
        "other option": "No fishing",
        "reason": "A ban leaves nothing to divide.",
        "basis": "definitional",
    },
}
