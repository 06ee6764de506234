"""``kg code --settle``: the page on which what coders of one text decided differently is settled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.desk_options import asked_of, read_at, warn_of_desk
from kg.cli.options import Settings
from kg.cli.output import note, working
from kg.cli.targets import check_target
from kg.errors import InputError, UsageError
from kg.formats import DESK_EXTENSION, PAGE, extension_of

if TYPE_CHECKING:
    from kg.case import Case
    from kg.desk.comparing import Saved
    from kg.desk.desk_file import DeskFile
    from kg.texts import SourceText

__all__ = ["write_settling"]


def write_settling(
    named: Sequence[Path], output: Path | None, coder: str | None, settings: Settings, *, force: bool
) -> int:
    """Write the page of the disagreements of the desk files that are named, whose text may be named too."""
    from kg.case import Case
    from kg.desk.comparing import read_desks
    from kg.desk.making import settling_data
    from kg.desk.page import write_desk
    from kg.desk.settling import settle

    settings.refuse_redact_of_decisions()
    if settings.format == "json":
        raise UsageError(
            "--settle writes a page; for what coders differ on as JSON, kg agreement FILE FILE --format json"
        )
    files = [path for path in named if extension_of(path) == DESK_EXTENSION]
    target = output or Path("settle.html")
    check_target(target, PAGE, [*named, Path(settings.locator)], force=force)
    with working("comparing the coders"):
        saved = read_desks(files)
        text = _text_of(saved, [path for path in named if path not in files], settings)
        case = Case(settings.store()).hearing(settings.channel or ())
        settling = settle(_checked(saved, text, case))
        asked = asked_of(settings, coder or "settler")
        write_desk(settling_data(text, saved[0].desk.text, case, settling, asked), target)
    count = len(settling.cards)
    click.echo(
        f"{target}: {count:,} to settle, {len(settling.agreed):,} agreed, {len(settling.alone):,} by one coder alone"
    )
    warn_of_desk(settings, "the page", case)
    if settling.unlike:
        note(f"added unlike by coders, the first coder's stands: {', '.join(settling.unlike)}")
    return 0


def _text_of(saved: Sequence[Saved], named: Sequence[Path], settings: Settings) -> SourceText:
    """Return the text of desk files: the one named, else one that lies beside them."""
    from kg.desk.comparing import text_beside

    first = saved[0]
    if len(named) > 1:
        raise UsageError(f"--settle takes the files of one text and at most that text; leave out {named[1]}")
    if named:
        text = read_at(named[0], settings)
        if text.sha256 != first.desk.text.sha256:
            raise InputError(named[0], f"is not the text of {first.file} ({first.desk.text.name}); name that one")
        return text
    found = (text_beside(file, desk) for file, desk in saved)
    beside = next((text for text in found if text is not None), None)
    if beside is None:
        name = first.desk.text.name
        raise InputError(first.file, f"its text, {name}, is not beside it; put it there, or name it after the files")
    return beside


def _checked(saved: Sequence[Saved], text: SourceText, case: Case) -> list[DeskFile]:
    """Return the desk files, in which every place is one of the text and every id one of the case or added."""
    from kg.desk.naming import in_full, refuse_lost_places

    for file, desk in saved:
        refuse_lost_places(file, desk, text)
    return [in_full(file, desk, case) for file, desk in saved]
