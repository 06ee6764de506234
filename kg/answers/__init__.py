"""The answers: frozen records that know their JSON (the contract), their tables and their notebook display."""

from kg.answers.base import Answer
from kg.answers.changes import Changes
from kg.answers.findings import Finding, Findings
from kg.answers.pairs import Bridges, Conflicts, Overlap
from kg.answers.positions import Listing, Positions, Why
from kg.answers.proposals import Scorecards
from kg.answers.shared import SharedGround

__all__ = [
    "Answer",
    "Bridges",
    "Changes",
    "Conflicts",
    "Finding",
    "Findings",
    "Listing",
    "Overlap",
    "Positions",
    "Scorecards",
    "SharedGround",
    "Why",
]
