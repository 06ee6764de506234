"""The command ``kg update``: a desk for each of several texts, copies of one report told apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.cli.desk_options import (
    REFUSED,
    Model,
    asked_of,
    coder_option,
    encoding_option,
    lexicon_option,
    model_options,
    open_case,
    read_at,
    read_lexicons,
    refuse,
    refuse_text,
    warn_of_desk,
)
from kg.cli.options import Settings, force_option, settings_of, unfiltered_options
from kg.cli.output import emit, note, working
from kg.cli.places import INPUT, PATH
from kg.cli.targets import check_target
from kg.errors import InputError, UsageError, reason_of
from kg.formats import PAGE

if TYPE_CHECKING:
    from kg.case import Case
    from kg.desk.arriving import Arrival, Given

__all__ = ["update"]


@click.command()
@click.argument("case")
@click.argument("texts", metavar="TEXT...", nargs=-1, required=True, type=INPUT)
@click.option(
    "-o",
    "--output",
    "folder",
    type=PATH,
    metavar="FOLDER",
    default=Path("desks"),
    help="Where the desks go. Default: desks.",
)
@click.option(
    "--issued",
    multiple=True,
    metavar="[TEXT=]DATE",
    help="The day of the texts, such as 2025-04-22, or of one: wire.txt=2025-04-22. Default: that of the case's source. Repeatable.",
)
@coder_option
@encoding_option
@lexicon_option
@model_options
@force_option
@unfiltered_options(*REFUSED, own=("--case", "--coder"))
@click.pass_context
def update(
    ctx: click.Context,
    /,
    case: str,
    texts: tuple[Path, ...],
    folder: Path,
    issued: tuple[str, ...],
    coder: str | None,
    encoding: str | None,
    lexicons: tuple[Path, ...],
    force: bool,
    **named: Any,
) -> None:
    """Prepare several new texts for coding: a desk for each, and what of them is copied.

    CASE is what --case takes elsewhere; TEXT are .txt, .md, .html, .docx or .pdf files. The pages work without a network, as that
    of kg code; the table says of each text its words and cards, how many of these the case has as statements already, and
    which text it repeats. Copies of one report count as one source (copy of): a text with the very words of another has no
    desk of its own, and one with at least half of its words from another asks at its desk, where the answer is yes from 90 %
    on unless you change it. The order of the texts does not matter;
    name a text that is coded already too, and copies of it are told.

    \b
      kg update talks/case.ttl wire.txt paper.html --issued 2025-04-22 -o desks
      kg update talks/case.ttl a.txt b.txt --issued a.txt=2025-04-22 --issued b.txt=2025-04-23
      kg code --merge wire-anna.json --case talks/case.ttl
    """
    settings = settings_of(ctx)
    refuse(settings)
    if ctx.find_root().get_parameter_source("case") is ParameterSource.COMMANDLINE:
        raise UsageError("kg update takes the case as its first argument; leave out --case")
    settings.case = case
    from kg.desk.arriving import arrive
    from kg.desk.came import Came

    asked, model = asked_of(settings, coder), Model(**named)
    with working("reading the texts") as say:
        given = _given(texts, issued, encoding, settings)
        words = read_lexicons(lexicons)
        held = open_case(settings)
        _check_days(given, held)
        say("looking for statements")
        read = [*lexicons, Path(settings.locator)]
        arrivals = arrive(
            given,
            held,
            asked,
            words,
            model.finder(held),
            check=lambda desks: _check(folder, desks, texts, read, force=force),
        )
        _write(arrivals, held, folder)
    emit(Came(held, folder, case, tuple(arrivals)), settings)
    model.tell()
    warn_of_desk(settings, "the desks", held)


def _given(texts: tuple[Path, ...], issued: tuple[str, ...], encoding: str | None, settings: Settings) -> list[Given]:
    """Read the texts, each once, with their days."""
    from kg.desk.arriving import Given

    files = {file.resolve(): file for file in sorted(texts, key=str)}
    if len(files) < len(texts):
        note("a text that was named twice counts once")
    days = _days(issued, list(files.values()))
    return [Given(file, read_at(file, settings, encoding), days.get(file)) for file in files.values()]


def _days(issued: tuple[str, ...], files: list[Path]) -> dict[Path, date]:
    """Return the day of each text of which one was given. Raises :class:`~kg.errors.UsageError` for two days of one text."""
    from kg.api.asking import parse_as_of

    found: dict[Path, date] = {}
    of_all: set[date] = set()
    for words in issued:
        name, _, text = words.rpartition("=")
        day = parse_as_of(text)
        assert day is not None
        if not name:
            of_all.add(day)
        named = [file for file in files if name in (str(file), file.name)]
        if name and not named:
            raise UsageError(f"--issued {words}: “{name}” is not one of the texts; use one of {_names(files)}")
        for file in named:
            if found.setdefault(file, day) != day:
                raise UsageError(f"--issued: {file} was given two days, {found[file]} and {day}; leave one out")
    if len(of_all) > 1:
        raise UsageError(
            f"--issued: two days for all texts; say which is whose: --issued {files[0].name}={max(of_all)}"
        )
    return {**dict.fromkeys(files, day), **found} if (day := next(iter(of_all), None)) else found


def _check_days(given: list[Given], case: Case) -> None:
    from kg.desk.making import source_of

    missing = [
        one.file
        for one in given
        if one.issued is None and ((source := source_of(one.text, case)) is None or case.sources[source].issued is None)
    ]
    if missing:
        raise UsageError(
            f"{_names(missing)}: on what day was it issued? Days such as “on Monday” are read against it; add "
            f"--issued YYYY-MM-DD, or --issued {missing[0].name}=YYYY-MM-DD for one text"
        )


def _names(files: list[Path]) -> str:
    return ", ".join(str(file) for file in files)


def _check(folder: Path, desks: Sequence[str], texts: Sequence[Path], sources: list[Path], *, force: bool) -> None:
    """Raise :class:`~kg.errors.KgError` unless all desks may be written."""
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is a file; name a folder for the desks: -o FOLDER")
    for desk in desks:
        refuse_text(folder / desk, texts)
        check_target(folder / desk, PAGE, sources, force=force)


def _write(arrivals: list[Arrival], case: Case, folder: Path) -> None:
    from kg.desk.page import desk_data, write_desk

    pages = [(folder / one.desk, desk_data(case, one.cards, one.set_up)) for one in arrivals if one.desk]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(folder, reason_of(error)) from error
    for path, data in pages:
        write_desk(data, path)
