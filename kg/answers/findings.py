"""What is wrong, doubtful or missing in a case, as an answer."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.case.records import Thing
from kg.checking.findings import Finding, fold_findings
from kg.words import counted, said

__all__ = ["Finding", "Findings"]

_TITLES = {"error": "Errors", "warning": "Warnings", "note": "Notes"}


def _counts(lang: str, counts: dict[str, int]) -> list[str]:
    return [
        counted(lang, counts["error"], "{count} error", "{count} errors"),
        counted(lang, counts["warning"], "{count} warning", "{count} warnings"),
        counted(lang, counts["note"], "{count} note", "{count} notes"),
    ]


@dataclass(frozen=True)
class Findings(Framed):
    """The findings of a check of ``locator``, gravest first; a graph that cannot be read as a case is checked too.

    ``as_of`` is ISO text, None if the graph cannot be read as a case, as then its ``case_id`` is made of the locator.
    ``sources`` are ``{"id", "label", "sensitivity"}``; ``info`` is the case itself, None if it cannot be read as one.
    """

    locator: str
    label: str
    case_id: str
    as_of: str | None
    sources: tuple[Json, ...]
    findings: tuple[Finding, ...]
    info: Thing | None = None

    def named(self, lang: str) -> str:
        """Return what the case is called in a language; the locator where it cannot be read as a case."""
        return self.info.label(lang) if self.info else self.label

    def to_json(self, lang: str = "en") -> Json:
        """Return the findings as an object of the JSON contract."""
        return {
            "schema": SCHEMA,
            "case": {"id": self.case_id, "label": self.named(lang)},
            "as_of": self.as_of,
            "filters": {},
            "sources": list(self.sources),
            "findings": [finding.to_json(lang) for finding in self.findings],
        }

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        counts = {severity: sum(f.severity == severity for f in self.findings) for severity in _TITLES}
        day = f" — {said(lang, 'as of {day}', day=self.as_of)}" if self.as_of else ""
        return [f"{self.named(lang)}{day}", ", ".join(_counts(lang, counts))]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return a table for each severity, gravest first."""
        tables = []
        for severity, title in _TITLES.items():
            found = [finding for finding in self.findings if finding.severity == severity]
            rows = tuple(self._row(finding, count, lang) for finding, count in fold_findings(found, lang))
            if rows:
                tables.append(Table(f"{title} ({len(found)})", ("Where", "What"), rows))
        return tables or [Table("", (), (), note="nothing found")]

    def _row(self, finding: Finding, count: int, lang: str) -> tuple[str, str]:
        value = f"\nvalue: {finding.value}" if finding.value else ""
        times = f"\n{count:,} times" if count > 1 else ""
        return (finding.where.label(lang), f"{finding.message}{value}{times}")

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each finding."""
        found: list[list[object]] = [
            [f.severity, f.where.label(lang), f.where.id, f.message, f.path, f.value] for f in self.findings
        ]
        return ("severity", "where", "id", "message", "path", "value"), found

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])
