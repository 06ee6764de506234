"""The command ``kg check``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import case_options, settings_of
from kg.cli.output import emit, working

__all__ = ["check"]


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES]", type=click.Path(path_type=Path))
@case_options
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> int:
    """What is wrong, doubtful or missing in a case.

    Checks the files together as one case, by default the case that --case names. Exit status 1 where something is
    wrong or doubtful, 0 where there are notes only.

    \b
      kg check
      kg check my-case.ttl
    """
    from kg.api import check_store
    from kg.store import open_files, open_store, shipped_case

    settings = settings_of(ctx)
    with working("checking the case"):
        locator = settings.case or shipped_case()
        store = open_files(files, settings.max_bytes) if files else open_store(locator, settings.max_bytes)
        findings = check_store(store, as_of=settings.as_of)
    emit(findings, settings)
    return int(any(finding.severity != "note" for finding in findings.findings))
