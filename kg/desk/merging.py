"""Bring a desk file into a case: its coded cards as rows that replace those that the same coder coded of the same text before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.case import Case
from kg.case.open import open_graph
from kg.coding.known import sources_of
from kg.corpora.importing import Examine, Imported, ImportOptions, import_files
from kg.desk.desk_file import DeskFile
from kg.desk.rows import desk_tables, source_id, statement_id
from kg.sheets.names import slug
from kg.sheets.problems import ImportRefusedError, Place, Problem
from kg.sheets.workbook_writer import write_workbook
from kg.sheets.write import CaseTable

__all__ = ["merge_desk", "workbook_name", "write_reviewed"]

_DIGITS = 12


def workbook_name(desk: DeskFile) -> str:
    """Return the name of the workbook of what a coder coded of a text: the same for the same coder and text."""
    return f"coded-{desk.text.sha256[:_DIGITS]}-{slug(desk.coder) or 'coder'}.xlsx"


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
    return done


def _as_known(desk: DeskFile, target: Path | str, max_bytes: int | None) -> DeskFile:
    """Return a desk file whose text is the source that a case has of it, unless the one that it would get is there too."""
    if desk.text.source:
        return desk
    case = Case(open_graph(str(target), max_bytes))
    known = sources_of(case, desk.text.sha256)
    if not known or any(case.sources[one].local_name == source_id(desk) for one in known):
        return desk
    return replace(desk, text=replace(desk.text, source=known[0]))


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
