"""The mistakes of tables as findings of a check."""

from __future__ import annotations

from collections.abc import Sequence

from kg.case.records import Thing
from kg.checking.findings import Finding
from kg.sheets.problems import Problem

__all__ = ["sheet_findings"]


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
