"""Who may see a thing of a case: its label, and where it has none, what it rests on says.

The labels are ``public``, ``restricted`` and ``secret``, each more sensitive than the one before. Of what a thing rests on the
most sensitive counts, though redaction (:mod:`kg.export.redact`) leaves of it what an open statement says too: a label is to
warn whoever passes the whole of it on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.case.records import Event, Proposal, Reading, Source
from kg.schema import CHOICES

if TYPE_CHECKING:
    from kg.case.case import Case

__all__ = ["PUBLIC", "SENSITIVITIES", "most_sensitive", "sensitivity_of", "source_sensitivity"]

#: the labels of sensitivity, the most open first
SENSITIVITIES = CHOICES["sensitivity"]

PUBLIC = SENSITIVITIES[0]


def most_sensitive(labels: Iterable[str | None]) -> str:
    """Return the most sensitive of some labels; ``None`` and nothing at all are public, an unknown word is the most sensitive."""
    return max((label or PUBLIC for label in labels), key=_rank, default=PUBLIC)


def _rank(label: str) -> int:
    return SENSITIVITIES.index(label) if label in SENSITIVITIES else len(SENSITIVITIES)


def source_sensitivity(sources: Mapping[str, Source], identifier: str | None) -> str:
    """Return the label of a source (id), else of the first source with a label of those that it repeats, else public."""
    seen: set[str] = set()
    source = sources.get(identifier or "")
    while source and not source.sensitivity and source.id not in seen:
        seen.add(source.id)
        source = sources.get(source.copy_of or "")
    return source.sensitivity or PUBLIC if source else PUBLIC


def sensitivity_of(case: Case, thing: Source | Event | Proposal | Reading) -> str:
    """Return the label of a thing, else the most sensitive of what it rests on: its statements and its source."""
    if thing.sensitivity:
        return thing.sensitivity
    if isinstance(thing, Source):
        return source_sensitivity(case.sources, thing.id)
    if isinstance(thing, Event):
        said = [case.statement(assessment.statement) for assessment in thing.assessments]
        return most_sensitive([source_sensitivity(case.sources, thing.source), *(s.sensitivity for s in said if s)])
    return most_sensitive(s.sensitivity for s in map(case.statement, thing.statements) if s)
