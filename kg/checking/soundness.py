"""What no shape can judge, because it depends on the day, on names or on the resolved stances of a case.

Each check is a function of a case and its resolution that yields findings; :data:`CHECKS` lists them, and the modules
:mod:`~kg.checking.days`, :mod:`~kg.checking.gaps`, :mod:`~kg.checking.inference`, :mod:`~kg.checking.names` and
:mod:`~kg.checking.voice` hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.case import Case
from kg.checking import days, gaps, inference, names, voice
from kg.checking.findings import Finding, sort_findings
from kg.resolution import Resolution

__all__ = ["CHECKS", "Check", "examine"]

#: a check: what it finds in a case, given its stances on a day
Check = Callable[[Case, Resolution], Iterable[Finding]]


def examine(case: Case, resolution: Resolution) -> tuple[Finding, ...]:
    """Return what all checks find, sorted. Raises :class:`~kg.errors.CaseError` for records that cannot be read."""
    return sort_findings(finding for check in CHECKS for finding in check(case, resolution))


#: all checks, in the order of their modules and names
CHECKS: tuple[Check, ...] = (
    days.deadlines_on_words,
    days.near_deadlines,
    days.stale_stances,
    days.statements_outside_existence,
    days.statements_to_come,
    days.undated_replacements,
    gaps.last_words,
    gaps.single_sources,
    gaps.unnamed_doers,
    gaps.unnamed_verifiers,
    gaps.unspoken_successors,
    gaps.unstated_choice_rules,
    inference.bounds_on_refusals,
    inference.exclusive_demands,
    inference.membership_circles,
    inference.opposite_inferences,
    inference.outlived_demands,
    inference.refused_terms,
    inference.self_excluding_bundles,
    inference.strained_stances,
    names.names_alike,
    voice.less_authoritative_lines,
    voice.overclaimed_voices,
    voice.speakers_off_the_line,
)
