"""Bring a desk file into a case: its coded cards as rows that replace those that the same coder coded of the same text before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.case import Case
from kg.case.open import open_graph
from kg.case.records import Source
from kg.coding.known import sources_of
from kg.corpora.importing import Examine, Imported, ImportOptions, import_files
from kg.desk.desk_file import DeskFile
from kg.desk.rows import desk_tables, is_from_a_desk, source_id, statement_id
from kg.sheets.names import slug
from kg.sheets.problems import ImportRefusedError, Place, Problem
from kg.sheets.workbook_writer import write_workbook
from kg.sheets.write import CaseTable

__all__ = ["merge_desk", "workbook_name", "write_reviewed"]

_DIGITS = 12


def workbook_name(desk: DeskFile) -> str:
    """Return the name of the workbook of what a coder coded of a text: the same for the same coder and text."""
    return f"coded-{desk.text.sha256[:_DIGITS]}-{slug(desk.author) or 'coder'}.xlsx"


def write_reviewed(desk: DeskFile, path: Path) -> int:
    """Write what was coded and added as a workbook that ``kg import`` takes; return how many statements it has.

    Raises :class:`~kg.errors.InputError` where the file cannot be written.
    """
    write_workbook(path, desk_tables(desk))
    return len(desk.coded())


def merge_desk(desk: DeskFile, file: Path, target: Path | str, *, examine: Examine, max_bytes: int | None) -> Imported:
    """Import what was coded and added into a case; the case is not touched where there is none of it or nothing is new.

    A text that the case has as a source under another name, by its digest, is that source. Statements that the same coder's file of the same text once brought and that it no longer has leave the case, unless it has
    none at all. Raises :class:`~kg.sheets.problems.ImportRefusedError` with every mistake and its card in ``file``, such as an
    option that the case does not have; :class:`~kg.errors.InputError` for a case that cannot be read or written.
    """
    tables = desk_tables(desk)
    if not tables:
        return Imported()
    desk = _as_known(desk, target, max_bytes)
    with TemporaryDirectory(prefix="kg-desk-") as folder:
        workbook = Path(folder) / workbook_name(desk)
        tables = desk_tables(desk)
        write_workbook(workbook, tables)
        try:
            options = ImportOptions(overwrite=True, max_bytes=max_bytes)
            done = import_files([workbook], target, options, examine=examine)
        except ImportRefusedError as error:
            raise ImportRefusedError(_at_the_desk(error.problems, file, desk, tables), any_good=False) from None
    done.errors = _at_the_desk(done.errors, file, desk, tables)
    done.notes += _twice(desk, target, max_bytes)
    return done


def _twice(desk: DeskFile, target: Path | str, max_bytes: int | None) -> list[str]:
    """Return a remark where a case has what was settled beside what a coder of it coded alone."""
    if not desk.coders:
        return []
    case = Case(open_graph(str(target), max_bytes))
    own = set(sources_of(case, desk.text.sha256))
    alone = sorted({one.coder for one in case.statements.values() if one.source in own and one.coder in desk.coders})
    kept = {desk.coder_of(card) for card in desk.coded()}
    return [
        f"what {coder} coded of this text is in the case too, beside what was settled; ask for one of the two with --coder"
        for coder in alone
        if coder not in kept
    ]


def _as_known(desk: DeskFile, target: Path | str, max_bytes: int | None) -> DeskFile:
    """Return a desk file whose text, and the one that it repeats, are the sources that a case has of their words.

    Such a source keeps its title in the case, whatever the text's file is called.
    """
    case, text = Case(open_graph(str(target), max_bytes)), desk.text
    before = source_id(text)
    if own := _known(case, before, text.sha256):
        source = text.source if text.source or own.local_name == before else own.id
        text = replace(text, source=source, title=_title(own, text.language) or text.title)
    if text.original and (other := _known(case, text.original["id"], text.original.get("text hash", ""))):
        name = text.original["id"] if text.original["id"] in (other.id, other.local_name) else other.id
        title = _title(other, text.original.get("language", "")) or text.original.get("title", "")
        is_made = is_from_a_desk(other.id, other.text_hash or "")
        copy_of = name if text.copy_of == text.original["id"] else text.copy_of
        text = replace(text, copy_of=copy_of, original={**text.original, "id": name, "title": title} if is_made else {})
    after = source_id(text)
    new = {
        sheet: tuple({column: after if value == before else value for column, value in row.items()} for row in rows)
        for sheet, rows in desk.new.items()
    }
    return replace(desk, text=text, new=new)


def _known(case: Case, name: str, sha256: str) -> Source | None:
    """Return the source of a case that has a text's words: of several the one of a name, else the first."""
    same = [case.sources[one] for one in sources_of(case, sha256)]
    return next((one for one in same if name in (one.id, one.local_name)), same[0] if same else None)


def _title(source: Source, language: str) -> str:
    return dict(source.labels).get(language, "")


def _at_the_desk(problems: Iterable[Problem], file: Path, desk: DeskFile, tables: Sequence[CaseTable]) -> list[Problem]:
    """Return problems of rows as those of the cards, or of the new things, that the rows were made from."""
    rows = {table.name: table.rows for table in tables}
    cards = {statement_id(desk, card): card.id for card in desk.coded()}
    return [
        replace(problem, place=Place(f"{file}, {_where(problem.place, rows, cards)}", header=problem.place.header))
        for problem in problems
    ]


def _where(place: Place, rows: Mapping[str, Sequence[Sequence[str]]], cards: Mapping[str, str]) -> str:
    """Return which card, by the id of its statement, or which new thing a row is of."""
    name = rows[place.sheet][place.row - 2][0] if place.sheet in rows and place.row > 1 else ""
    card = next((card for statement, card in cards.items() if name.startswith(statement)), None)
    return f"card {card}" if card else f"new {place.sheet}, {name}" if name else place.sheet
