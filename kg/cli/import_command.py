"""The command ``kg import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.answers.contract import SCHEMA
from kg.cli.dna_options import dna_options, take_dna_options
from kg.cli.options import FILTERS, Settings, settings_of, unfiltered_options
from kg.cli.output import emit_json, note, progress, working
from kg.cli.places import INPUT, PATH, PLACE, place_of
from kg.text import plain

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.corpora.dna_roles import DnaOptions
    from kg.corpora.importing import Imported
    from kg.sheets.problems import Problem
    from kg.sheets.read import SheetImport

__all__ = ["Examine", "import_", "report", "sensitive_in", "show_problems"]

#: the options that an import does not apply
_REFUSED = (*FILTERS[:-1], "--redact")

#: the size of a case, in triples, up to which an import of sheets checks it too (a second for about 5,000)
MOST_EXAMINED = 100_000


class _ImportCommand(click.Command):
    """``kg import``, whose help ends with the keys of a mapping file, as :mod:`kg.corpora.mapping_keys` lists them."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the keys below the options."""
        from kg.corpora.mapping_keys import listed_keys

        formatter.write_paragraph()
        with formatter.section("Keys of a mapping file (* is required; --mapping-help says what each is)"):
            for line in listed_keys():
                formatter.write_text(line)


def _mapping_help(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from kg.corpora.mapping_keys import described_keys

        click.echo("\n".join(described_keys()))
        ctx.exit()


@click.command("import", cls=_ImportCommand)
@click.argument("files", nargs=-1, required=True, type=INPUT)
@click.option(
    "-o",
    "--output",
    "target",
    type=PLACE,
    metavar="CASE",
    help="The case: a Turtle or TriG file, an embedded store's folder, or the address of a SPARQL endpoint, whose address for "
    "updates is in KG_SPARQL_UPDATE.",
)
@click.option("--mapping", type=PATH, metavar="MAP", help="A TOML file that says how to read tables of another layout.")
@click.option("--suggest-mapping", is_flag=True, help="Print a mapping guessed from the tables, for you to correct.")
@click.option(
    "--mapping-help",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_mapping_help,
    help="List every key of a mapping file with its meaning.",
)
@click.option("--keep-going", is_flag=True, help="Import the rows without mistakes, and list the others.")
@click.option(
    "--update/--merge",
    "overwrite",
    default=None,
    help="--update: overwrite what the case says; --merge: keep it and list the differences. Default: --update for "
    "sheets, --merge for other files.",
)
@dna_options
@click.option("--replace", is_flag=True, help="Replace the whole case instead of adding to it.")
@click.option("--base", metavar="IRI", help="The namespace of short ids. Default: the sheets', else the case's.")
@click.option("--encoding", metavar="NAME", help="The encoding of CSV files that are neither marked nor valid UTF-8.")
@unfiltered_options(*_REFUSED)
@click.pass_context
def import_(
    ctx: click.Context, /, files: tuple[Path, ...], target: Path | str | None, mapping: Path | None, **chosen: Any
) -> int:
    """Import sheets, tables and graphs into a case.

    FILES are workbooks, CSV files or folders of them, databases of Discourse Network Analyzer (.dna), Turtle, TriG,
    JSON-LD, N-Triples or N-Quads. Every error is reported with its cell, and nothing is imported until all are fixed.
    Importing a file again changes nothing, and an edited row updates its statement; --merge adds a colleague's copy by
    identifier and lists what contradicts the case. Every statement is kept, public or not. Errors that kg check finds in the rows are listed too. The exit
    status is 1 if rows were left out, something contradicts or the case has an error.

    \b
      kg import my-case/case.xlsx -o my-case/case.ttl
      kg import colleague.xlsx -o my-case/case.ttl --merge
      kg import votes.csv --mapping votes.toml -o votes
      kg import debate.dna -o debate.ttl --scale -1=oppose,0=noncommittal,1=support
    """
    from kg.cli.targets import check_import_target

    settings = settings_of(ctx)
    settings.refuse_filters("import reads every statement", _REFUSED)
    chosen["dna"] = take_dna_options(chosen, settings.coder or ())
    if mapping is not None or chosen["suggest_mapping"]:
        _refuse_dna_beside_mapping(chosen.pop("dna"))
    if chosen.pop("suggest_mapping"):
        return _suggest(files, target, chosen["encoding"], settings)
    goal = target or _default_target(files, settings)
    check_import_target(goal, [*files, *([mapping] if mapping else [])], replace=chosen["replace"])
    if mapping is not None:
        _refuse_beside_mapping(chosen)
        return _import_mapped(mapping, files, goal, chosen, settings)
    from kg.corpora.importing import ImportOptions, import_files
    from kg.sheets.problems import ImportRefusedError

    if settings.max_size is not None:
        chosen["max_bytes"] = settings.max_bytes
    try:
        with working("importing"):
            examine = Examine(files, goal)
            done = import_files(files, goal, ImportOptions(**chosen), examine=examine)
    except ImportRefusedError as error:
        show_problems(error.problems, settings)
        raise
    done.problems += done.errors
    done.notes += [*examine.notes, *sensitive_in(done.sent)]
    report(done, goal, settings)
    return int(bool(done.problems or done.contradictions))


class Examine:
    """The check of a case before an import writes it: it returns the errors, and notes what else is to be told."""

    def __init__(self, files: tuple[Path, ...], goal: Path | str) -> None:
        self.files, self.goal = files, goal
        self.notes: list[str] = []

    def __call__(self, quads: list[ox.Quad], tables: list[SheetImport], is_new: bool) -> list[Problem]:
        """Return the errors of the rows that were read."""
        if len(quads) > MOST_EXAMINED:
            self.notes.append(f"over {MOST_EXAMINED:,} triples, so not checked; next: kg check {self.goal}")
            return []
        from kg.api import errors_after_import
        from kg.checking.wording import in_words_of_sheets

        problems, unfinished = errors_after_import(quads, tables, str(self.files[0]), alone=is_new)
        self.notes += [f"not a case yet: {in_words_of_sheets(unfinished)}"] if unfinished and is_new else []
        return problems


def sensitive_in(sent: list[ox.Quad]) -> list[str]:
    """Return a line on what of a case at an endpoint is sensitive: others may be able to read it there."""
    from kg.export.redact import Sensitive, counted_rows
    from kg.store import MemoryStore

    rows = Sensitive(MemoryStore(sent)).rows(None) if sent else None
    if not rows:
        return []
    return [
        f"the endpoint holds what is sensitive: {counted_rows(rows)}; to keep it from who may read there, import what "
        "kg export --redact writes"
    ]


def _default_target(files: tuple[Path, ...], settings: Settings) -> Path | str:
    from kg.errors import UsageError
    from kg.sheets.read import is_sheet_file

    if settings.case is not None:
        return place_of(settings.case)
    first = files[0]
    if len(files) == 1 and first.exists() and is_sheet_file(first):
        return first / "case.ttl" if first.is_dir() else first.with_suffix(".ttl")
    raise UsageError(
        "name the case to import into: -o CASE, a file such as case.ttl or the folder of an embedded store"
    )


def report(done: Imported, target: Path | str, settings: Settings) -> None:
    """Print what an import did, and what it has to tell."""
    for remark in done.notes:
        note(remark)
    if settings.format == "json":
        contradictions = [{name: getattr(one, name) for name in one.__slots__} for one in done.contradictions]
        counts = {"rows": done.rows, "added": done.added, "removed": done.removed, "contradictions": contradictions}
        show_problems(done.problems, settings, counts)
        return
    show_problems(done.problems, settings)
    for contradiction in done.contradictions:
        click.echo(plain(str(contradiction)), err=True)
    rows = f"{done.rows} row{'s' if done.rows != 1 else ''} read; " if done.rows else ""
    changed = f"{done.added} triples added, {done.removed} removed" if done.added or done.removed else "nothing changed"
    click.echo(f"{target}: {rows}{changed}")


def show_problems(problems: Any, settings: Settings, done: dict[str, Any] | None = None) -> None:
    """Print mistakes, in lines or as JSON; ``done`` is what the JSON says besides where something was imported."""
    if settings.format != "json":
        from kg.sheets.problems import folded

        for line in folded(problems):
            click.echo(plain(line), err=True)
        return
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "imported": done is not None,
        "problems": [_problem_json(one) for one in problems],
    }
    if done is not None:
        content |= done
    emit_json(content)


def _problem_json(problem: Problem) -> dict[str, Any]:
    place = problem.place
    where = {"file": place.file, "sheet": place.sheet or None, "row": place.row or None, "column": place.column or None}
    return where | {
        "header": place.header or None,
        "value": problem.value,
        "wrong": problem.wrong,
        "right": problem.right or None,
    }


def _suggest(files: tuple[Path, ...], target: Path | str | None, encoding: str | None, settings: Settings) -> int:
    from kg.corpora.suggestion import suggest_mapping
    from kg.errors import UsageError

    if target is not None:
        raise UsageError("--suggest-mapping prints the mapping and imports nothing; leave out -o and add: > MAP.toml")
    click.echo(suggest_mapping(files, encoding=encoding, max_bytes=settings.max_bytes), nl=False)
    return 0


def _refuse_beside_mapping(chosen: dict[str, Any]) -> None:
    from kg.errors import UsageError

    given = {
        "--update/--merge": chosen["overwrite"] is not None,
        "--replace": chosen["replace"],
        "--base": chosen["base"] is not None,
    }
    if any(given.values()):
        names = " and ".join(name for name, is_given in given.items() if is_given)
        raise UsageError(f"the mapping sets the namespace, and its rows overwrite the case; leave out {names}")


def _refuse_dna_beside_mapping(options: DnaOptions) -> None:
    from kg.errors import UsageError

    if options.given():
        raise UsageError(
            f"{' and '.join(options.given())}: only for Discourse Network Analyzer databases (.dna), which need no mapping"
        )


def _import_mapped(
    mapping: Path, files: tuple[Path, ...], target: Path | str, chosen: dict[str, Any], settings: Settings
) -> int:
    from kg.corpora.mapping import import_mapped
    from kg.sheets.problems import ImportRefusedError

    try:
        with progress("importing") as advance:
            done = import_mapped(
                mapping,
                files,
                target,
                progress=advance,
                keep_going=chosen["keep_going"],
                encoding=chosen["encoding"],
                max_bytes=settings.max_bytes,
            )
    except ImportRefusedError as error:
        show_problems(error.problems, settings)
        raise
    if settings.format == "json":
        written: dict[str, Any] = {
            "rows": done.written,
            "skipped": done.skipped,
            "added": None,
            "removed": None,
            "contradictions": [],
        }
        show_problems(done.problems, settings, written)
        return int(bool(done.problems))
    show_problems(done.problems, settings)
    skipped = f", {done.skipped} without a position skipped" if done.skipped else ""
    click.echo(f"{target}: {done.written} rows imported{skipped}")
    return int(bool(done.problems))
