"""The command ``kg code``: a desk for a text, and what was decided at it into a case or a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.answers.contract import SCHEMA
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
from kg.cli.options import Settings, file_options, force_option, json_option, settings_of
from kg.cli.output import emit_json, note, working
from kg.cli.places import INPUT, PATH, place_of
from kg.cli.settling import write_settling
from kg.cli.targets import check_target
from kg.errors import InputError, UsageError
from kg.formats import PAGE

if TYPE_CHECKING:
    from kg.case import Case
    from kg.desk.page import DeskSetUp

__all__ = ["code"]


@dataclass(frozen=True)
class _Given:
    """The options of the call; what was not given is None, false or empty."""

    text: Path | None
    output: Path | None
    coder: str | None
    issued: str | None
    source: str | None
    blind: bool
    sample: int | None
    encoding: str | None
    lexicons: tuple[Path, ...]
    model_endpoint: str | None
    model: str | None
    allow_network: bool
    time_limit: float | None
    force: bool

    def refuse(self, why: str, *allowed: str) -> None:
        """Raise :class:`~kg.errors.UsageError` where an option was given that a way of calling does not apply."""
        names = {"text": "TEXT", "output": "-o", "lexicons": "--lexicon"}
        given = [
            names.get(name, f"--{name.replace('_', '-')}")
            for name in self.__dataclass_fields__
            if getattr(self, name) not in (None, False, ()) and name not in allowed
        ]
        if given:
            raise UsageError(f"{why}; leave out {' and '.join(given)}")


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]", type=INPUT)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="The page, or with --rows the workbook. Default: desk.html, with --settle settle.html.",
)
@coder_option
@click.option(
    "--issued", metavar="DATE", help="The day of the text, such as 2025-04-22. Default: that of the case's source."
)
@click.option(
    "--source", metavar="NAME", help="The source of the case that the text is. Default: the one of the same words."
)
@click.option("--blind", is_flag=True, help="Show neither proposals nor earlier stances, to measure agreement.")
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --blind: N sentences to code, the same for every coder.",
)
@encoding_option
@lexicon_option
@model_options
@click.option("--merge", "merged", type=PATH, metavar="FILE", help="Bring what the desk saved into the case of --case.")
@click.option("--rows", type=PATH, metavar="FILE", help="Write what the desk saved as a workbook that kg import takes.")
@click.option(
    "--settle",
    is_flag=True,
    help="A page of what several coders decided differently; name their files, and the text unless it is beside them.",
)
@force_option
@json_option
@partial(file_options, refused=REFUSED, own=("--coder",))
@click.pass_context
def code(
    ctx: click.Context, /, texts: tuple[Path, ...], merged: Path | None, rows: Path | None, settle: bool, **given: Any
) -> int:
    """Code a text: a page on which you decide on each proposed statement.

    TEXT is a .txt, .md, .html, .docx or .pdf file. The page works without a network: the text on one side, a card for each
    proposed statement on the other, with its party, day and the likeliest options. You choose option and stance; no stance is
    filled in. What you decide is kept in your browser and saved to a file, which --merge brings into the case: the same file
    again changes nothing. What you rejected is not offered again. With --settle, a page of what several coders of one text decided
    differently, each with all choices side by side; what is saved there goes in by --merge, naming the coders and who settled.

    \b
      kg code article.txt --issued 2025-04-22 --coder anna -o desk.html
      kg code --merge article-anna.json --case talks/case.ttl
      kg code --rows article-anna.json -o reviewed.xlsx
      kg code article.txt --issued 2025-04-22 --blind --sample 40 --coder bob
      kg code --settle article-anna.json article-bob-blind.json --coder cleo -o settle.html
    """
    settings = settings_of(ctx)
    refuse(settings)
    if settings.format not in (None, "table", "json"):
        raise UsageError(f"kg code prints no {settings.format}; use table or json")
    if settle:
        if merged is not None or rows is not None:
            raise UsageError("--settle makes a page of several files; leave out --merge and --rows")
        _Given(None, **given).refuse("--settle makes a page of saved files", "output", "coder", "force")
        return write_settling(texts, given["output"], given["coder"], settings, force=given["force"])
    if len(texts) > 1:
        raise UsageError("name one text; kg update makes a desk of each of several, --settle a page of coders' files")
    asked = _Given(*(texts or [None]), **given)
    if merged is not None and rows is not None:
        raise UsageError("--merge and --rows are two ways to go on from a saved file; give one of them")
    if merged is not None:
        asked.refuse("--merge brings a saved file into a case")
        return _merge(merged, settings)
    if rows is not None:
        asked.refuse("--rows writes a saved file as a workbook", "output", "force")
        return _write_rows(rows, asked, settings)
    return _make(asked, settings)


def _merge(file: Path, settings: Settings) -> int:
    from kg.cli.import_command import Examine, report, sensitive_in, show_problems
    from kg.cli.targets import check_import_target
    from kg.desk.desk_file import read_desk_file
    from kg.desk.merging import merge_desk
    from kg.desk.rejections import keep_rejections
    from kg.sheets.problems import ImportRefusedError

    settings.refuse_redact_of_decisions()
    if settings.case is None:
        raise UsageError("name the case to merge into: --case CASE, such as talks/case.ttl")
    goal = place_of(settings.case)
    check_import_target(goal, [file], replace=False)
    if isinstance(goal, Path) and not goal.exists():
        raise InputError(goal, "no such case; name the one that the desk was made of")
    desk = read_desk_file(file)
    examine = Examine((file,), goal)
    try:
        with working("merging"):
            done = merge_desk(desk, file, goal, examine=examine, max_bytes=settings.max_bytes)
    except ImportRefusedError as error:
        show_problems(error.problems, settings)
        raise
    done.problems += done.errors
    done.notes += [*examine.notes, *sensitive_in(done.sent)]
    if isinstance(goal, Path):
        rejected = keep_rejections(desk, goal)
        done.notes += [f"{rejected} rejected; a desk made later marks them"] if rejected else []
    report(done, goal, settings)
    return int(bool(done.problems))


def _write_rows(file: Path, asked: _Given, settings: Settings) -> int:
    from kg.desk.desk_file import read_desk_file
    from kg.desk.merging import workbook_name, write_reviewed
    from kg.desk.rows import desk_tables

    settings.refuse_redact_of_decisions()
    if settings.format == "json":
        raise UsageError("--rows writes a workbook and prints its name; leave out --format json")
    if asked.output is not None:
        check_target(asked.output, "xlsx", [file], force=asked.force)
    desk = read_desk_file(file)
    target = asked.output or Path(workbook_name(desk))
    check_target(target, "xlsx", [file], force=asked.force)
    if not desk_tables(desk):
        raise UsageError(f"{file}: nothing was coded or added, so there is no row to write")
    count = write_reviewed(desk, target)
    click.echo(f"{target}: {count} statement{'s' if count != 1 else ''}; next: kg import {target} -o CASE")
    return 0


def _make(asked: _Given, settings: Settings) -> int:
    if asked.text is None:
        raise UsageError("name the text to code, such as article.txt; or a saved file: --merge FILE, --rows FILE")
    if asked.sample is not None and not asked.blind:
        raise UsageError("--sample draws the sentences of a blind coder; add --blind or leave out --sample")
    if asked.lexicons and asked.blind:
        raise UsageError("--lexicon is for proposals, and a blind coder sees none; leave out --lexicon")
    if asked.model_endpoint is not None and asked.blind:
        raise UsageError("--model-endpoint is for proposals, and a blind coder sees none; leave out --model-endpoint")
    if settings.format == "json":
        if asked.output is not None:
            raise UsageError("--format json prints the cards and writes no page; leave out -o")
        return _print_cards(asked, settings)
    from kg.desk.page import desk_data, write_desk

    target = asked.output or Path("desk.html")
    refuse_text(target, [asked.text])
    check_target(target, PAGE, [asked.text, Path(settings.locator), *asked.lexicons], force=asked.force)
    with working("reading the text"):
        case, set_up, cards = _cards_of(asked, settings)
        write_desk(desk_data(case, cards, set_up), target)
    click.echo(str(target))
    warn_of_desk(settings, "the desk", case)
    if not cards:
        note("nothing is proposed; select words in the text and press N to code them")
    return 0


def _print_cards(asked: _Given, settings: Settings) -> int:
    case, set_up, cards = _cards_of(asked, settings)
    text = set_up.text
    told = {"name": text.name, "sha256": text.sha256, "paragraphs": len(text.paragraphs), "title": text.title}
    told |= {"issued": set_up.issued.isoformat(), "language": set_up.language, "source": set_up.source}
    emit_json({"schema": SCHEMA, "text": told, "cards": cards})
    warn_of_desk(settings, "the desk", case)
    return 0


def _cards_of(asked: _Given, settings: Settings) -> tuple[Case, DeskSetUp, list[dict[str, Any]]]:
    from kg.api.asking import parse_as_of
    from kg.coding.known import lost_statements
    from kg.desk.making import propose_at_desk, set_up_desk

    more = {"source": asked.source, "blind": asked.blind, "sample": asked.sample}
    wanted = asked_of(settings, asked.coder, issued=parse_as_of(asked.issued), **more)
    model = Model(asked.model_endpoint, asked.model, asked.allow_network, asked.time_limit)
    lexicons = read_lexicons(asked.lexicons)
    assert asked.text is not None
    text = read_at(asked.text, settings, asked.encoding)
    case = open_case(settings)
    set_up = set_up_desk(text, case, wanted)
    cards = propose_at_desk(case, set_up, lexicons, model.finder(case))
    if lost := [] if set_up.blind or set_up.source is None else lost_statements(case, text, [set_up.source]):
        note(
            f"coded of it before, but the words are lost in this text: {', '.join(name.rpartition('#')[2] for name in lost)}"
        )
    model.tell()
    return case, set_up, cards
