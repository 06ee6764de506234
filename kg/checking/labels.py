"""What a check finds in labels of sensitivity that say less than what the labelled thing rests on, and so have no effect."""

from __future__ import annotations

from collections.abc import Iterator

from kg.case import Case
from kg.case.records import Reading, Thing
from kg.case.sensitivity import PUBLIC, most_sensitive, source_sensitivity
from kg.checking.findings import Finding
from kg.resolution import Resolution
from kg.store import Node
from kg.vocabulary import NEG

__all__ = ["labels_without_effect"]

_READING = "It is labelled public, and each of its statements is more sensitive: without them nobody is known to read it so, and --redact leaves it out of every answer. Label one of the statements public, or add an open one."


def labels_without_effect(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Statements that are labelled less sensitive than their source, and public readings of sensitive statements only."""
    labelled = case.store.nodes_having(NEG.sensitivity)
    for name in sorted(labelled):
        yield from _of_statement(case, name, labelled[name])
    for reading in case.readings:
        if reading.sensitivity == PUBLIC and _is_of_sensitive_statements(case, reading):
            yield Finding("warning", Thing(reading.id), _READING, "neg:sensitivity", PUBLIC)


def _of_statement(case: Case, name: str, node: Node) -> Iterator[Finding]:
    own = node[NEG.sensitivity][0].text.removeprefix(NEG.base)
    for source in node.get(NEG.source, ()) if NEG.about in node else ():
        found = source_sensitivity(case.sources, source.text)
        if found != own and most_sensitive([own, found]) == found:
            label = case.sources[source.text].label()
            message = (
                f"It is labelled {own}, and its source, {label}, is {found}: the label has no effect, since a statement is at "
                "least as sensitive as its source. Leave the label out, or label the source less."
            )
            yield Finding("warning", Thing(name), message, "neg:sensitivity", own)


def _is_of_sensitive_statements(case: Case, reading: Reading) -> bool:
    labels = [statement.sensitivity for statement in map(case.statement, reading.statements) if statement]
    return bool(labels) and PUBLIC not in labels
