"""What no shape can judge, because it depends on the day, on names or on the resolved stances of a case.

Each check is a function of a case and its resolution that yields findings; :data:`CHECKS` lists them, and the modules
:mod:`~kg.checking.days`, :mod:`~kg.checking.gaps`, :mod:`~kg.checking.inference`, :mod:`~kg.checking.labels`,
:mod:`~kg.checking.names` and :mod:`~kg.checking.voice` hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from kg.case import Case
from kg.checking import days, gaps, inference, labels, names, voice
from kg.checking.findings import Finding, sort_findings
from kg.resolution import Resolution
from kg.vocabulary import NEG, RDF

__all__ = ["CHECKS", "FRAME", "MOST_STATEMENTS", "Check", "examine"]

#: the number of statements up to which what rests on them is checked: each takes some 8 kB of memory
MOST_STATEMENTS = 100_000

#: a check: what it finds in a case, given its stances on a day
Check = Callable[[Case, Resolution], Iterable[Finding]]


def examine(case: Case, resolution: Resolution, most: int = MOST_STATEMENTS) -> tuple[Finding, ...]:
    """Return what all checks find, sorted; in a case of more than ``most`` statements, what those of :data:`FRAME` find.

    A note says which were left out. Raises :class:`~kg.errors.CaseError` for records that cannot be read.
    """
    counted = sum(1 for _ in islice(case.store.subjects(RDF.type, NEG.Statement), most + 1))
    checks = CHECKS if counted <= most else FRAME
    found = [finding for check in checks for finding in check(case, resolution)]
    return sort_findings(found if counted <= most else (*found, _left_out(case, most)))


def _left_out(case: Case, most: int) -> Finding:
    message = (
        f"It has more than {most:,} statements: how all of it is written was checked, its names and its relations; what rests on "
        "the stances of parties was not. Check parts of it for that, such as one issue's."
    )
    return Finding("note", case.info, message)


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
    labels.labels_without_effect,
    names.names_alike,
    voice.less_authoritative_lines,
    voice.overclaimed_voices,
    voice.speakers_off_the_line,
)

#: the checks that read neither statements nor positions
FRAME: tuple[Check, ...] = (
    gaps.unnamed_verifiers,
    gaps.unstated_choice_rules,
    inference.membership_circles,
    inference.self_excluding_bundles,
    names.names_alike,
)
