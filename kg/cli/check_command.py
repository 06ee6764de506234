"""The command ``kg check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Settings, settings_of, unfiltered_options
from kg.cli.output import working
from kg.cli.responding import Asked, respond

if TYPE_CHECKING:
    from kg.answers.findings import Findings
    from kg.store import GraphStore

__all__ = ["check"]

_REFUSED = ("--min-confidence", "--coder")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES]", type=click.Path())
@unfiltered_options(*_REFUSED)
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...]) -> int:
    """What is wrong, doubtful or missing in a case.

    Checks the files together as one case, by default the case that --case names. In a workbook or a folder of CSV
    files, each mistake is shown with its cell. How the whole case is written is checked; what rests on its answers, in
    public statements and those of --channel. The exit status is 1 if something is wrong or doubtful, 0 otherwise.

    \b
      kg check
      kg check my-case.ttl
      kg check my-case/case.xlsx
    """
    settings = settings_of(ctx)
    settings.refuse_filters("check reads all statements", _REFUSED)

    def ask(settings: Settings) -> Asked:
        with working("checking the case"):
            return _check(files, settings)

    return int(any(finding.severity != "note" for finding in respond(settings, ask).answer.findings))  # type: ignore[attr-defined]


def _check(files: tuple[str, ...], settings: Settings) -> Asked:
    from kg.case.open import names_sheets, open_graph, open_graphs

    if len(files) > 1:
        opened = settings.shown(lambda: open_graphs(files, settings.max_bytes), files[0])
        return Asked(_check_store(opened, settings))
    locator = files[0] if files else settings.locator
    if names_sheets(locator):
        return _check_sheets(Path(locator), settings)
    return Asked(_check_store(settings.shown(lambda: open_graph(locator, settings.max_bytes), locator), settings))


def _check_store(store: GraphStore, settings: Settings) -> Findings:
    from kg.api import check_store
    from kg.resolution import STALE_AFTER

    found = check_store(store, settings.as_of, settings.stale_after or STALE_AFTER, settings.channel or ())
    settings.check_language(lambda: [found.info] if found.info else [])
    return found


def _check_sheets(path: Path, settings: Settings) -> Asked:
    from dataclasses import replace

    from kg.checking.tables import sheet_findings
    from kg.sheets.opening import read_sheet_case

    store, problems = read_sheet_case(path, settings.max_bytes)
    notes: tuple[str, ...] = ()
    if problems and settings.redact:
        several = f"{len(problems)} mistakes in the tables are"
        notes = (f"{several} not shown with --redact, since they quote what is written there",)
        problems = []
    found = _check_store(settings.shown(lambda: store, str(path)), settings)
    # That the good rows alone are no case says nothing of the file.
    kept = tuple(one for one in found.findings if not problems or one.where.id != f"urn:kg:{store.locator}")
    return Asked(replace(found, findings=(*sheet_findings(problems), *kept)), notes)
