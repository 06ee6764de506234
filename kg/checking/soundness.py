"""What no shape can judge, because it depends on the day, on names or on the resolved stances of a case.

Each check is a function of a case and its resolution that yields findings; :data:`CHECKS` lists them, and the modules
:mod:`~kg.checking.days`, :mod:`~kg.checking.gaps`, :mod:`~kg.checking.inference`, :mod:`~kg.checking.labels`,
:mod:`~kg.checking.names` and :mod:`~kg.checking.voice` hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.case import Case
from kg.checking import days, gaps, inference, labels, names, voice
from kg.checking.findings import Finding, sort_findings
from kg.checking.parts import TOGETHER, parts_of
from kg.resolution import Resolution

__all__ = ["BY_PARTY", "CHECKS", "ON_THE_WHOLE", "Check", "examine"]

#: a check: what it finds in a case, given its stances on a day
Check = Callable[[Case, Resolution], Iterable[Finding]]


def examine(case: Case, resolution: Resolution, together: int = TOGETHER) -> tuple[Finding, ...]:
    """Return what all checks find, sorted; parties are looked at a few at a time, of ``together`` positions (:func:`~kg.checking.parts.parts_of`).

    Raises :class:`~kg.errors.CaseError` for records that cannot be read.
    """
    parts = parts_of(resolution, together)
    found = [finding for part in parts for check in BY_PARTY for finding in check(part.case, part)]
    found += (finding for check in ON_THE_WHOLE for finding in check(case, resolution))
    return sort_findings(found)


#: the checks that look at each party asked about by itself, in the order of their modules and names
BY_PARTY: tuple[Check, ...] = (
    days.deadlines_on_words,
    days.near_deadlines,
    days.undated_replacements,
    gaps.last_words,
    gaps.unnamed_doers,
    gaps.unspoken_successors,
    inference.bounds_on_refusals,
    inference.exclusive_demands,
    inference.opposite_inferences,
    inference.outlived_demands,
    inference.refused_terms,
    inference.strained_stances,
    voice.less_authoritative_lines,
    voice.speakers_off_the_line,
)

#: the checks that look at a case as a whole; those that count statements or stances go through them one after another
ON_THE_WHOLE: tuple[Check, ...] = (
    days.stale_stances,
    days.statements_outside_existence,
    days.statements_to_come,
    gaps.single_sources,
    gaps.unnamed_verifiers,
    gaps.unstated_choice_rules,
    inference.membership_circles,
    inference.self_excluding_bundles,
    labels.labels_without_effect,
    names.names_alike,
    voice.overclaimed_voices,
)

#: all checks
CHECKS: tuple[Check, ...] = (*BY_PARTY, *ON_THE_WHOLE)
