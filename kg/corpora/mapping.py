"""Import a sheet of someone else's shape, streaming, into a file or an embedded store.

How the sheet is read is told by a mapping file (:mod:`kg.corpora.mapping_file`), what becomes of a row by
:mod:`kg.corpora.mapped_rows`. Only what is named (parties, issues, options, sources), the joined sheets and one number
for each row are held in memory. Nothing is written unless every row is good, or ``keep_going`` is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.corpora.fields import Columns, Row
from kg.corpora.joined_rows import CsvRows, read_joined
from kg.corpora.mapped_rows import RowWriter, literal
from kg.corpora.mapping_file import Join, Mapping, read_mapping
from kg.errors import InputError, LimitError
from kg.sheets.problems import ImportRefusedError, Problem
from kg.store import FORMATS, parse_file, write_graph
from kg.store.bulk import check_target, fill_store
from kg.store.described import Described
from kg.vocabulary import DCTERMS, NEG, RDF

__all__ = ["MAX_PROBLEMS", "MappedImport", "Progress", "import_mapped"]

#: after so many problems the rest of a sheet is not read: it is the mapping that is wrong
MAX_PROBLEMS = 10_000

#: how many rows go into a file at most; a file is held in memory, an embedded store is not
MAX_FILE_ROWS = 200_000

#: after how many rows the progress is told and the problems are counted
STEP = 2_000

#: what is told of the progress: how many bytes of how many have been read
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class MappedImport:
    """What an import did: rows ``written``, rows ``skipped`` as no position, and the ``problems`` of those left out."""

    written: int
    skipped: int
    problems: tuple[Problem, ...]


def import_mapped(
    mapping_path: Path,
    csv_paths: Sequence[Path],
    target: Path,
    *,
    progress: Progress | None = None,
    keep_going: bool = False,
) -> MappedImport:
    """Import sheets by a mapping file into ``target``: a file with an RDF ending, or else an embedded store's folder.

    What the target holds already is kept, but what the sheets describe anew replaces what was said of it: a second
    import changes nothing, an edited row updates its statement. A sheet that the mapping joins may be among
    ``csv_paths``, or stand beside the mapping or the first sheet.

    Raises :class:`~kg.sheets.problems.ImportRefusedError` with every problem, unless ``keep_going`` leaves those rows
    out; :class:`~kg.errors.InputError` where a file cannot be read by the mapping at all.
    """
    to_file = target.suffix.lower() in FORMATS
    if not to_file:
        check_target(target)
    reading = _Reading(read_mapping(mapping_path), csv_paths, progress, keep_going)
    if to_file:
        _write_file(target, reading.texts(MAX_FILE_ROWS))
    else:
        fill_store(target, reading.texts(), merge=True)
    return MappedImport(reading.written, reading.skipped, tuple(sorted(reading.problems)))


def _write_file(target: Path, texts: Iterable[str]) -> None:
    noted = Described()
    quads: list[ox.Quad] = []
    for text in texts:
        noted.note(text)
        quads += ox.parse(text, format=ox.RdfFormat.N_QUADS)
    older = sorted(parse_file(target), key=lambda quad: str(quad.subject)) if target.exists() else ()
    write_graph([*noted.rest_of(older), *quads], target)


class _Reading:
    """One import's sheets, read as text of triples."""

    def __init__(self, mapping: Mapping, paths: Sequence[Path], progress: Progress | None, keep_going: bool) -> None:
        self.problems: list[Problem] = []
        self.written = self.skipped = 0
        self._begun: tuple[list[str], RowWriter] | None = None
        self._keys: list[int] = []
        self._mapping, self._progress, self._keep_going = mapping, progress, keep_going
        joined = {join.file: _find(join, mapping, paths) for join in mapping.joins}
        self._paths = [path for path in paths if path not in joined.values()]
        if not self._paths:
            raise InputError(mapping.path, "no sheet to import; name the CSV file that it is a mapping of")
        self._sizes = [_size(path) for path in self._paths]
        self._joined = [
            read_joined(join, joined[join.file], mapping.encoding, mapping.delimiter, self.problems)
            for join in mapping.joins
        ]

    def texts(self, max_rows: int | None = None) -> Iterator[str]:
        """Yield the triples of the case and of each good row, until a problem that stops the import.

        Raises :class:`~kg.sheets.problems.ImportRefusedError` at the end where there is a problem.
        """
        yield self._case()
        total, before = sum(self._sizes), 0
        for path, size in zip(self._paths, self._sizes, strict=True):
            yield from self._sheet(path, before, total, max_rows)
            before += size
        if self._progress:
            self._progress(total, total)
        if self.problems and not self._keep_going:
            raise ImportRefusedError(self.problems)

    def _sheet(self, path: Path, before: int, total: int, max_rows: int | None) -> Iterator[str]:
        rows = CsvRows(path, self._mapping.encoding, self._mapping.delimiter)
        if self._begun is None:
            self._begun = (rows.header, self._writer(rows.header))
        header, writer = self._begun
        if rows.header != header:
            raise InputError(
                path, f"its columns are not those of {self._paths[0]}; import it with a mapping of its own"
            )
        writer.begin(str(path), len(header))
        for count, (number, cells) in enumerate(rows):
            if count % STEP == 0:
                self._check(before + rows.done, total)
            full = self._complete(cells, number, writer)
            text = writer.write(number, full) if full else ""
            if text and (not self.problems or self._keep_going):
                yield text
            if max_rows is not None and writer.written > max_rows:
                raise LimitError(
                    path, f"over {max_rows:,} rows are too many for a file; name a folder for an embedded store"
                )
        self.written, self.skipped = writer.written, writer.skipped

    def _check(self, done: int, total: int) -> None:
        if len(self.problems) > MAX_PROBLEMS:
            raise ImportRefusedError(self.problems)
        if self._progress:
            self._progress(done, total)

    def _writer(self, header: list[str]) -> RowWriter:
        places = {name: place for place, name in enumerate(header)}
        determined: dict[int, int] = {}
        for sheet in self._joined:
            if sheet.join.on not in places:
                where = f"[join.{sheet.join.name}] with"
                raise InputError(self._mapping.path, f"{where}: the sheet has no column “{sheet.join.on}”")
            key = places[sheet.join.on]
            self._keys.append(key)
            start = len(places)
            for offset, name in enumerate(sheet.header):
                places[f"{sheet.join.name}.{name}"] = start + offset
                determined[start + offset] = key
        columns = Columns(self._mapping.path, places, self._mapping.empty)
        return RowWriter(self._mapping, columns, determined, self._topics(columns, places), self.problems)

    def _topics(self, columns: Columns, places: dict[str, int]) -> Callable[[Row], Iterable[str]]:
        name = self._mapping.get("issue", "topic")
        if name is None:
            return lambda row: ()
        place = columns.place(str(name), "[issue] topic")
        for sheet, key in zip(self._joined, self._keys, strict=True):
            if sheet.join.many and str(name).startswith(f"{sheet.join.name}."):
                cell = sheet.header.index(str(name).removeprefix(f"{sheet.join.name}."))
                return lambda row: sorted(
                    {cells[cell] for cells in sheet.every.get(row[key].strip(), ())} - columns.empty
                )
        return lambda row: {row[place]} - columns.empty

    def _complete(self, cells: list[str], number: int, writer: RowWriter) -> list[str] | None:
        if len(cells) != writer.width:
            wrong = f"has {len(cells)} cells, not {writer.width}"
            writer.complain(number, wrong, "check its commas and quotes")
            return None
        full = cells
        for sheet, key in zip(self._joined, self._keys, strict=True):
            value = cells[key].strip()
            found = sheet.first.get(value)
            if found is None and not sheet.join.many:
                writer.complain(
                    number, f"is not among the {sheet.join.key} of {sheet.join.file}", header=sheet.join.on, value=value
                )
                return None
            full = full + (found or [""] * len(sheet.header))
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
    named = [path for path in paths if path.name == Path(join.file).name]
    beside = [mapping.path.parent / join.file, *(path.parent / join.file for path in paths[:1])]
    for path in (*named, *beside):
        if path.is_file():
            return path
    raise InputError(
        mapping.path, f"[join.{join.name}] file {join.file} is not there; put it beside the sheet or name it as well"
    )
