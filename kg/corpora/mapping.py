"""Import a table of someone else's shape, streaming, into a file or an embedded store.

A mapping file (:mod:`kg.corpora.mapping_file`) says how the table is read; :mod:`kg.corpora.mapped_rows` makes triples of
a row. Only what is named (parties, issues, options, sources), the joined tables and one number for each row are held in
memory; a workbook is held whole. Nothing is written unless every row is good, or ``keep_going`` is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.corpora.fields import Columns, Row
from kg.corpora.joined_rows import read_joined
from kg.corpora.mapped_rows import RowWriter, literal
from kg.corpora.mapping_file import Join, Mapping, read_mapping
from kg.corpora.targets import described, write_rows
from kg.corpora.wide_rows import Unfolding, unfolding
from kg.errors import InputError, LimitError
from kg.sheets.problems import ImportRefusedError, Problem
from kg.sheets.row_streams import RowStream, open_rows
from kg.sheets.tables import DEFAULT_MAX_BYTES
from kg.store import FORMATS, hold, parse_file, write_graph
from kg.store.bulk import check_target, fill_store
from kg.vocabulary import DCTERMS, NEG, RDF

__all__ = ["MAX_PROBLEMS", "MappedImport", "Progress", "import_mapped"]

#: after so many problems the rest of a table is not read: it is the mapping that is wrong
MAX_PROBLEMS = 10_000

#: how many rows go into a file at most; a file is held in memory, an embedded store is not
MAX_FILE_ROWS = 200_000

#: after how many rows the progress is reported and the problems are counted
STEP = 2_000

#: what is called to report the progress: how many bytes of how many have been read
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class MappedImport:
    """What an import did: rows ``written``, rows ``skipped`` as no position, and the ``problems`` of those left out."""

    written: int
    skipped: int
    problems: tuple[Problem, ...]


def import_mapped(
    mapping_path: Path,
    tables: Sequence[Path],
    target: Path | str,
    *,
    progress: Progress | None = None,
    keep_going: bool = False,
    encoding: str | None = None,
    max_bytes: int | None = DEFAULT_MAX_BYTES,
) -> MappedImport:
    """Import CSV files or workbooks by a mapping file into ``target``: an RDF file, an embedded store's folder, or an address.

    What the target holds already is kept, but what the tables describe anew replaces what was said of it: a second
    import changes nothing, an edited row updates its statement. A table that the mapping joins may be among
    ``tables``, or stand beside the mapping or the first table. ``encoding``, else the mapping's, is for CSV files that are
    neither marked nor valid UTF-8; ``max_bytes`` limits what a workbook unpacks to.

    Raises :class:`~kg.sheets.problems.ImportRefusedError` with every problem, unless ``keep_going`` leaves those rows
    out; :class:`~kg.errors.InputError` where a file cannot be read by the mapping at all.
    """
    mapping = read_mapping(mapping_path)
    opener = _Opener(mapping, encoding or mapping.encoding, max_bytes)
    if isinstance(target, str):
        reading = _Reading(mapping, tables, opener, progress, keep_going)
        write_rows(target, reading.texts(MAX_FILE_ROWS))
        return MappedImport(reading.written, reading.skipped, tuple(sorted(reading.problems)))
    with hold(target):
        to_file = target.suffix.lower() in FORMATS
        if not to_file:
            check_target(target)
        reading = _Reading(mapping, tables, opener, progress, keep_going)
        if to_file:
            _write_file(target, reading.texts(MAX_FILE_ROWS))
        else:
            fill_store(target, reading.texts(), merge=True)
    return MappedImport(reading.written, reading.skipped, tuple(sorted(reading.problems)))


def _write_file(target: Path, texts: Iterable[str]) -> None:
    noted, quads = described(texts)
    older = sorted(parse_file(target), key=lambda quad: str(quad.subject)) if target.exists() else ()
    write_graph([*noted.rest_of(older), *quads], target)


@dataclass(frozen=True, slots=True)
class _Opener:
    """How the tables of an import are opened."""

    mapping: Mapping
    encoding: str | None
    max_bytes: int | None

    def __call__(self, path: Path, sheet: str | None) -> RowStream:
        return open_rows(
            path, encoding=self.encoding, delimiter=self.mapping.delimiter, sheet=sheet, max_bytes=self.max_bytes
        )


class _Reading:
    """One import's tables, read as text of triples."""

    def __init__(
        self, mapping: Mapping, paths: Sequence[Path], opener: _Opener, progress: Progress | None, keep_going: bool
    ) -> None:
        self.problems: list[Problem] = []
        self.written = self.skipped = 0
        self._begun: tuple[list[str], RowWriter] | None = None
        self._keys: list[int] = []
        self._wide: Unfolding | None = None
        self._mapping, self._open, self._progress, self._keep_going = mapping, opener, progress, keep_going
        joined = {join.name: _find(join, mapping, paths) for join in mapping.joins}
        # A workbook whose one sheet is joined to another of its sheets is the first table as well.
        second = {joined[join.name] for join in mapping.joins if join.file}
        self._paths = [path for path in paths if path not in second]
        if not self._paths and mapping.sheet is not None:
            others = {joined[join.name] for join in mapping.joins if join.sheet in {None, mapping.sheet}}
            self._paths = [path for path in paths if path not in others]
        if not self._paths:
            raise InputError(mapping.path, "no table to import; name the file that it is a mapping of")
        self._sizes = [_size(path) for path in self._paths]
        self._joined = [
            read_joined(join, opener(joined[join.name], join.sheet), self.problems) for join in mapping.joins
        ]

    def texts(self, max_rows: int | None = None) -> Iterator[str]:
        """Yield the triples of the case and of each good row, until a problem that stops the import.

        Raises :class:`~kg.sheets.problems.ImportRefusedError` at the end where there is a problem.
        """
        yield self._case()
        total, before = sum(self._sizes), 0
        for path, size in zip(self._paths, self._sizes, strict=True):
            yield from self._table(path, before, total, max_rows)
            before += size
        if self._progress:
            self._progress(total, total)
        if self.problems and not self._keep_going:
            raise ImportRefusedError(self.problems)

    def _table(self, path: Path, before: int, total: int, max_rows: int | None) -> Iterator[str]:
        rows = self._open(path, self._mapping.sheet)
        if self._begun is None:
            self._begun = (rows.header, self._writer(rows.header))
        header, writer = self._begun
        if rows.header != header:
            raise InputError(path, f"its columns are not those of {self._paths[0]}; import it with another mapping")
        width, is_plain = len(header), self._wide is None and not rows.sheet
        writer.begin(str(path), rows.sheet, width)
        for count, (number, cells) in enumerate(rows):
            if count % STEP == 0:
                self._check(before + rows.done, total)
            is_one = is_plain and len(cells) == width  # as in a corpus of millions of rows
            for place, row in ((-1, cells),) if is_one else self._rows_of(cells, number, rows, writer):
                full = self._joined_to(row, number, writer)
                text = writer.write(number, full, place) if full else ""
                if text and (not self.problems or self._keep_going):
                    yield text
            if max_rows is not None and writer.written > max_rows:
                raise LimitError(
                    path, f"over {max_rows:,} rows are too many for a file; name a folder for an embedded store"
                )
        self.written, self.skipped = writer.written, writer.skipped

    def _rows_of(
        self, cells: list[str], number: int, rows: RowStream, writer: RowWriter
    ) -> Iterable[tuple[int, list[str]]]:
        """Return the row, or the rows that it unfolds to, each with the place of its wide column (-1 for none)."""
        width = writer.width
        if len(cells) != width:
            if len(cells) < width or any(cells[width:]):
                right = "name every column in the first row" if rows.sheet else "check its delimiters and quotes"
                writer.complain(number, f"has {len(cells)} cells, not {width}", right)
                return ()
            cells = cells[:width]
        if (faults := rows.faults(number)) and writer.has_fault(number, faults):
            return ()
        if self._wide is None:
            return ((-1, cells),)
        unfolded = list(self._wide.rows(cells))
        writer.skipped += len(self._wide.columns) - len(unfolded)
        return unfolded

    def _check(self, done: int, total: int) -> None:
        if len(self.problems) > MAX_PROBLEMS:
            raise ImportRefusedError(self.problems)
        if self._progress:
            self._progress(done, total)

    def _writer(self, header: list[str]) -> RowWriter:
        mapping, names = self._mapping, list(header)
        if mapping.wide is not None:
            self._wide = unfolding(mapping.wide, header, frozenset(mapping.empty) | {""}, mapping.path)
            names += [mapping.wide.header, mapping.wide.cell]
        places = {name: place for place, name in enumerate(names) if name}
        determined: dict[int, int] = {}
        start = len(names)
        for table in self._joined:
            if table.join.on not in places:
                where = f"[join.{table.join.name}] with"
                raise InputError(mapping.path, f"{where}: the table has no column “{table.join.on}”")
            key = places[table.join.on]
            self._keys.append(key)
            for offset, name in enumerate(table.header):
                if name:
                    places[f"{table.join.name}.{name}"] = start + offset
                determined[start + offset] = key
            start += len(table.header)
        columns = Columns(mapping.path, places, mapping.empty)
        writer = RowWriter(mapping, columns, determined, self._topics(columns), self.problems)
        columns.used.update(self._keys, (place for place, _ in self._wide.columns) if self._wide else ())
        start = len(names)
        for table in self._joined:
            self.problems += [problem for at, problem in table.faults if start + at in columns.used]
            start += len(table.header)
        return writer

    def _topics(self, columns: Columns) -> Callable[[Row], Iterable[str]]:
        name = self._mapping.get("issue", "topic")
        if name is None:
            return lambda row: ()
        place = columns.place(str(name), "[issue] topic")
        for table, key in zip(self._joined, self._keys, strict=True):
            if table.join.many and str(name).startswith(f"{table.join.name}."):
                cell = table.header.index(str(name).removeprefix(f"{table.join.name}."))
                return lambda row: sorted(
                    {cells[cell] for cells in table.every.get(row[key].strip(), ())} - columns.empty
                )
        return lambda row: {row[place]} - columns.empty

    def _joined_to(self, cells: list[str], number: int, writer: RowWriter) -> list[str] | None:
        full = cells
        for table, key in zip(self._joined, self._keys, strict=True):
            join, value = table.join, cells[key].strip()
            found = table.first.get(value)
            if found is None and not join.many:
                wrong = f"is not among the {join.key} of {join.file or f'the sheet {join.sheet}'}"
                writer.complain(number, wrong, "add it there or correct it", header=join.on, value=value)
                return None
            full = full + (found or [""] * len(table.header))
        return full

    def _case(self) -> str:
        iri = f"<{self._mapping.namespace}case>"
        lines = [f"{iri} <{RDF.type}> <{NEG.Case}> .\n"]
        for setting, predicate in (("title", DCTERMS.title), ("description", DCTERMS.description)):
            words = self._mapping.get("case", setting)
            if isinstance(words, str):
                lines.append(f"{iri} <{predicate}> {literal(words, self._mapping.language)} .\n")
        return "".join(lines) if len(lines) > 1 else ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error


def _find(join: Join, mapping: Mapping, paths: Sequence[Path]) -> Path:
    if not join.file:
        return paths[0]
    named = [path for path in paths if path.name == Path(join.file).name]
    beside = [mapping.path.parent / join.file, *(path.parent / join.file for path in paths[:1])]
    for path in (*named, *beside):
        if path.is_file():
            return path
    raise InputError(
        mapping.path, f"[join.{join.name}] file {join.file} is not there; put it beside the table or name it as well"
    )
