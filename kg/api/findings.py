"""Checking a store: what is wrong, doubtful or missing in it, whether or not it can be read as a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg import answers
from kg.api.asking import CHANNELS, resolve
from kg.case import Case
from kg.case.records import Thing
from kg.case.sensitivity import sensitivity_of
from kg.errors import CaseError
from kg.resolution import STALE_AFTER
from kg.store import GraphStore, MemoryStore

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.sheets.problems import Problem
    from kg.sheets.read import SheetImport

__all__ = ["check_store", "errors_after_import"]


def check_store(
    store: GraphStore,
    as_of: date | str | None = None,
    stale_after: int = STALE_AFTER,
    channels: Iterable[str] = (),
) -> answers.Findings:
    """Return the findings of a graph, whether or not it can be read as a case; of tables in the words of their sheets.

    The shapes are run over the whole graph; what rests on answers is found in what was said in public and in ``channels``.
    """
    from kg.checking.tables import findings_at_cells

    found = _findings(store, as_of, stale_after, channels)
    places = store.places()
    return replace(found, findings=findings_at_cells(found.findings, places)) if places else found


def errors_after_import(
    quads: Sequence[ox.Quad], tables: Sequence[SheetImport], source: str, *, alone: bool
) -> tuple[list[Problem], str]:
    """Return the errors that :func:`check_store` finds in a case after an import of tables, each at its row or cell.

    With them, why the graph is no case yet, "" where it is one. ``source`` and ``alone``: see
    :func:`kg.checking.tables.errors_of_import`.
    """
    from kg.checking.tables import errors_of_import
    from kg.sheets.places import places_of

    found = _findings(MemoryStore(quads, source), None, STALE_AFTER, CHANNELS)
    missing = [finding for finding in found.findings if finding.where.id == f"urn:kg:{source}"]
    errors = [finding for finding in found.findings if finding not in missing]
    unfinished = missing[0].message.removeprefix(f"{source}: ") if missing else ""
    return errors_of_import(errors, places_of(tables), source, alone=alone), unfinished


def _findings(
    store: GraphStore, as_of: date | str | None, stale_after: int, channels: Iterable[str]
) -> answers.Findings:
    from kg.checking.findings import sort_findings
    from kg.checking.shapes import validate
    from kg.checking.soundness import examine

    found = list(validate(store))
    try:
        resolution = resolve(Case(store), as_of=as_of, channels=channels, stale_after=stale_after)
        found += examine(resolution.case, resolution)
    except CaseError as error:
        if not any(finding.severity == "error" for finding in found):
            found.append(answers.Finding("error", Thing(f"urn:kg:{store.locator}"), str(error)))
        return answers.Findings(store.locator, store.locator, f"urn:kg:{store.locator}", None, (), sort_findings(found))
    info = resolution.case.info
    sources = tuple(
        {"id": s.id, "label": s.label(), "sensitivity": sensitivity_of(resolution.case, s)}
        for s in resolution.case.sources.values()
    )
    day = resolution.day.isoformat()
    return answers.Findings(store.locator, info.label(), info.id, day, sources, sort_findings(found), info)
