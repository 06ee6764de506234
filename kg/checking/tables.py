"""What a check finds in tables: the mistakes of reading them, and the findings of their case at its rows and cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.case.records import Thing
from kg.checking.findings import Finding, sort_findings
from kg.checking.wording import column_of, in_words_of_sheets
from kg.sheets.places import Places
from kg.sheets.problems import Place, Problem
from kg.store import StatedPlaces

__all__ = ["errors_of_import", "findings_at_cells", "sheet_findings"]


def sheet_findings(problems: Sequence[Problem]) -> list[Finding]:
    """Return the mistakes in tables as findings of a check."""
    return [
        Finding(
            "error",
            Thing("", (("", str(problem.place)),)),
            f"{problem.wrong}; {problem.right}" if problem.right else problem.wrong,
            problem.place.header or None,
            problem.value or None,
        )
        for problem in problems
    ]


def findings_at_cells(findings: Iterable[Finding], places: StatedPlaces) -> tuple[Finding, ...]:
    """Return the findings of a case that was read from tables, sorted, each at its row or cell and in words of the sheets.

    ``where`` keeps its id; its label is the place and the thing's name, its ``path`` the name of the column. A finding
    about no row (about the case as a whole) keeps its name.
    """
    return sort_findings(_at_cell(finding, places) for finding in findings)


def errors_of_import(findings: Iterable[Finding], places: Places, source: str, *, alone: bool) -> list[Problem]:
    """Return the errors that a check finds in a case after an import of tables, each at its row or cell.

    ``source`` names the file of those that no row states; they are left out unless the tables are the whole case
    (``alone``), since they can be older than the import.
    """
    problems = set()
    for finding in findings:
        said, node, column = _said(finding, places)
        place = places.place(node, column)
        if finding.severity != "error" or (place is None and not alone):
            continue
        wrong = said.message if place else f"{finding.where.label()}: {said.message}"
        problems.add(Problem(place or Place(source), said.value or "", wrong))
    return sorted(problems)


def _said(finding: Finding, places: StatedPlaces) -> tuple[Finding, str, str]:
    node = finding.node or finding.where.id
    sheet = places.sheet(node)
    column = column_of(finding.path, sheet)
    said = replace(
        finding,
        message=in_words_of_sheets(finding.message, sheet),
        path=column or finding.path,
        value=in_words_of_sheets(finding.value, sheet) if finding.value else finding.value,
    )
    return said, node, column


def _at_cell(finding: Finding, places: StatedPlaces) -> Finding:
    said, node, column = _said(finding, places)
    place = places.place(node, column)
    if place is None:
        return said
    name = finding.where.label()
    return replace(said, where=Thing(finding.where.id, (("", f"{place}: {name}" if name else str(place)),)))
