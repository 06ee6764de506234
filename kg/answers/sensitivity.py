"""Who may see a stance: as what it tells of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.case import Case
from kg.case.records import Statement
from kg.case.sensitivity import most_sensitive
from kg.resolution import Resolved

__all__ = ["stance_sensitivity"]


def stance_sensitivity(case: Case, held: Resolved) -> str:
    """Return the most sensitive label of the statements that a stance tells of, public where there is none.

    They are its own, those that it is inferred from, what others report differently, what strains it, what stands beside it
    or does not hold, and the statements that withdrew that.
    """
    return most_sensitive(statement.sensitivity for statement in _told(case, held))


def _told(case: Case, held: Resolved) -> Iterator[Statement]:
    yield from held.evidence
    for derivation in held.derivation:
        for premise in derivation.premises:
            yield from premise.evidence
    for report in held.contrary_reports:
        yield from report.evidence
    for position in (*held.beside, *held.past):
        yield from position.evidence
    for within in (held.strain, held.aside):
        if within:
            yield from _told(case, within)
    withdrawn = {past.position.id for past in held.past if past.fate == "withdrawn"}
    if withdrawn:
        yield from (statement for statement in case.withdrawals if withdrawn.intersection(statement.withdraws))
