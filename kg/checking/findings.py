"""What a check finds: its severity, the thing it is said of, and the order in which findings are listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.case.records import Thing

__all__ = ["SEVERITIES", "Finding", "sort_findings"]

#: the severities of a finding, the gravest first
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, doubtful or missing in a case.

    ``severity`` is ``error``, ``warning`` or ``note``; ``where`` the thing it is said of, with the id "" where unnamed;
    ``path`` the property, and ``value`` the value at fault, or None.
    """

    severity: str
    where: Thing
    message: str
    path: str | None = None
    value: str | None = None

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return the finding as JSON holds it; the id of an unnamed thing is null."""
        where = {"id": self.where.id or None, "label": self.where.label(lang)}
        rest = {"message": self.message, "path": self.path, "value": self.value}
        return {"severity": self.severity, "where": where, **rest}


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings once each, the gravest first, then by thing, message, path and value."""
    return tuple(sorted(set(findings), key=_order))


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    where = finding.where
    texts = (where.label(), where.id, finding.message, finding.path or "", finding.value or "")
    return (SEVERITIES.index(finding.severity), *texts)
