"""What a check finds in names: several things of a kind that one name could mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.case import KINDS, Case
from kg.case.records import Thing
from kg.checking.findings import Finding, listed
from kg.resolution import Resolution
from kg.text import fold

__all__ = ["names_alike"]


def names_alike(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Names that several things of a kind have, ignoring case and accents; a label or local name has precedence."""
    for kind in KINDS:
        things = case.of_kind(kind)
        main: defaultdict[str, set[str]] = defaultdict(set)
        other: defaultdict[str, set[str]] = defaultdict(set)
        for thing in things.values():
            for name in (*(words for _, words in thing.labels), thing.local_name):
                main[fold(name)].add(thing.id)
            for _, words in thing.aliases:
                other[fold(words)].add(thing.id)
        for name in sorted(main.keys() | other.keys()):
            yield from _name_findings(kind, name, main[name], other[name], things)


def _name_findings(
    kind: str, name: str, main: set[str], other: set[str], things: Mapping[str, Thing]
) -> Iterator[Finding]:
    bearers = sorted(main or other)
    shown = listed([f"{things[each].label()} ({things[each].local_name})" for each in bearers])
    if len(bearers) > 1:
        message = f"The name “{name}” could mean several of the {kind}: {shown}. Give each a name of its own."
        yield Finding("warning", things[bearers[0]], message, None, name)
    elif main and other - main:
        for each in sorted(other - main):
            message = (
                f"The alias “{name}” is the label or local name of {shown}, which has precedence. Remove the alias."
            )
            yield Finding("warning", things[each], message, "skos:altLabel", name)
