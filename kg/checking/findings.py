"""What a check finds: its severity, the thing that it is about, and the order in which findings are listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.case.records import Thing

__all__ = ["MOST_SHOWN", "SEVERITIES", "Finding", "fold_findings", "listed", "sort_findings"]

#: the severities of a finding, the gravest first
SEVERITIES = ("error", "warning", "note")

#: the number of things up to which each is named where the same is said of several
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, doubtful or missing in a case.

    ``severity`` is one of :data:`SEVERITIES`: ``error`` where answers would be wrong or something would be ignored,
    ``warning`` where a coder probably meant otherwise, ``note`` where something is only missing. ``where`` is the thing it
    is about, with the id "" where unnamed; ``node`` is that thing's node in the graph, an IRI or ``_:label``, "" where
    unknown, and no part of what the finding says. ``path`` is the property, ``value`` the value at fault, or None.
    """

    severity: str
    where: Thing
    message: str
    path: str | None = None
    value: str | None = None
    node: str = field(default="", compare=False)

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return the finding as JSON holds it; the id of an unnamed thing is null."""
        where = {"id": self.where.id or None, "label": self.where.label(lang)}
        rest = {"message": self.message, "path": self.path, "value": self.value}
        return {"severity": self.severity, "where": where, **rest}


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings once each, the gravest first, then by thing, message, path and value."""
    return tuple(dict.fromkeys(sorted(findings, key=_order)))


def _order(finding: Finding) -> tuple[int, str, str, str, str, str, str]:
    where = finding.where
    texts = (where.label(), where.id, finding.message, finding.path or "", finding.value or "", finding.node)
    return (SEVERITIES.index(finding.severity), *texts)


def fold_findings(findings: Sequence[Finding], lang: str = "en") -> list[tuple[Finding, int]]:
    """Return findings for a reader, each with the number of findings that it represents, in their order.

    Findings that say the same of more than :data:`MOST_SHOWN` things are one, of the first few and the number of others.
    """
    alike: defaultdict[tuple[str, str, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.severity, finding.message, finding.path].append(finding)
    folded = []
    for finding in findings:
        group = alike[finding.severity, finding.message, finding.path]
        if len(group) <= MOST_SHOWN:
            folded.append((finding, 1))
        elif finding is group[0]:
            names = list(dict.fromkeys(one.where.label(lang) for one in group))
            folded.append((replace(finding, where=Thing("", (("", listed(names)),)), value=None), len(group)))
    return folded


def listed(names: Sequence[str], most: int = MOST_SHOWN, others: int = 0) -> str:
    """Return the first few of several names and the number of others, with ``others`` that are not among the names.

    >>> listed(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    rest = max(len(names) - most, 0) + others
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest else "")
