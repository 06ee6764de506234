"""Import files into a case: everything is read before anything is written, and the case is replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import formats
from kg.corpora.dna_roles import DnaOptions
from kg.corpora.targets import target_of
from kg.errors import InputError, UsageError
from kg.formats import CSV_EXTENSIONS, DATABASE_EXTENSIONS, extension_of
from kg.sheets.graph_names import Held
from kg.sheets.merge import Contradiction, Merged, join, triples_of
from kg.sheets.names import is_namespace
from kg.sheets.origins import update_from_files
from kg.sheets.problems import ImportRefusedError, Place, Problem
from kg.sheets.read import SheetImport, is_sheet_file, read_sheets, read_tables
from kg.sheets.tables import DEFAULT_MAX_BYTES
from kg.store import FORMATS, is_embedded_store, open_store, parse_file, refuse_pipe
from kg.store.blanks import name_by_content
from kg.vocabulary import NEG

if TYPE_CHECKING:
    from kg.corpora.dna import CodedCase
    from kg.sheets.cells import Term

__all__ = ["ImportOptions", "Imported", "import_files", "is_dna"]


_NO_ROW = "no row could be read, so nothing was imported; kg new FOLDER writes a workbook with the sheets of a case"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    ``overwrite``: what is imported replaces what the case holds; None: sheets do, other files do not. ``dna`` is for
    Discourse Network Analyzer databases only.
    """

    keep_going: bool = False
    overwrite: bool | None = None
    replace: bool = False
    base: str | None = None
    encoding: str | None = None
    dna: DnaOptions = field(default_factory=DnaOptions)
    max_bytes: int | None = DEFAULT_MAX_BYTES


@dataclass(slots=True)
class Imported:
    """What an import did: rows read, triples added and removed, problems, contradictions, remarks.

    ``tables``: what tables said; ``errors``: what is wrong in the case that their good rows state; ``sent``: the case as it is
    at an endpoint now, where triples were added there.
    """

    rows: int = 0
    added: int = 0
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[SheetImport] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    sent: list[ox.Quad] = field(default_factory=list)


#: what is asked for the errors in a case after an import, before it is written: by its quads, by what tables said of it, and by
#: whether nothing was there before
Examine = Callable[[list[ox.Quad], list[SheetImport], bool], list[Problem]]


def import_files(
    paths: Sequence[Path],
    target: Path | str,
    options: ImportOptions | None = None,
    *,
    examine: Examine = lambda quads, tables, is_new: [],
) -> Imported:
    """Import workbooks, CSV files and folders, RDF files and ``.dna`` databases into a case.

    ``target`` is a file with the extension of an RDF format, an embedded store's folder, or the address of a SPARQL endpoint; what
    it holds is kept. A target that the import does not change is not touched. Raises :class:`~kg.sheets.problems.ImportRefusedError` with every mistake
    of every file, unless ``keep_going`` leaves those rows out; :class:`~kg.errors.InputError` for a target that cannot
    be read or written, or that another process is writing: its lock is held from before it is read to after it is written.

    ``examine`` is asked for the errors that the good rows of tables hold together; they are in ``errors`` and hinder no
    import, but a refusal names them too.
    """
    chosen = options or ImportOptions()
    if chosen.base is not None and not is_namespace(chosen.base):
        raise UsageError(f"“{chosen.base}” is not a namespace; write an IRI that ends in # or /")
    _refuse_dna_options(paths, chosen.dna)
    goal = target_of(target, chosen.max_bytes)
    case: list[ox.Quad] = []

    def bring(held: list[ox.Quad]) -> tuple[list[ox.Quad], bool, Imported]:
        after, is_changed, done = _import(paths, held, goal.stem, chosen, examine)
        case[:] = after
        return after, is_changed, done

    done, written = goal.change(paths, bring, replace=chosen.replace)
    if written is not None:
        done.added, done.removed = written
        done.sent = case if done.added else []
    return done


def _import(
    paths: Sequence[Path], before: list[ox.Quad], stem: str, chosen: ImportOptions, examine: Examine
) -> tuple[list[ox.Quad], bool, Imported]:
    """Return the case after an import, whether it is another than before, and what was done."""
    units = _units(paths)
    held, done, unreadable = _bring_all(units, before, stem, chosen)
    nothing_read = unreadable == len(units) or all(is_sheet_file(path) for path in paths)
    is_empty = nothing_read and not (done.rows or done.added or done.removed)
    if done.problems and (is_empty or not chosen.keep_going):
        good, rest, _ = _bring_all(units, before, stem, replace(chosen, keep_going=True))
        errors = examine(good, rest.tables, not before) if rest.rows else []
        raise ImportRefusedError([*done.problems, *errors], any_good=unreadable < len(units))
    if is_empty:
        raise InputError(paths[0], _NO_ROW)
    done.errors = examine(held, done.tables, not before) if done.tables else []
    return held, bool(done.added or done.removed), done


def _bring_all(
    units: list[list[Path]], held: list[ox.Quad], stem: str, options: ImportOptions
) -> tuple[list[ox.Quad], Imported, int]:
    """Return the case after the import of all units, what was done, and how many units could not be read."""
    done, unreadable = Imported(), 0
    for unit in units:
        try:
            merged = _bring(unit, held, stem, options, done)
        except InputError as error:
            done.problems.append(Problem(Place(error.where), "", error.problem))
            unreadable += 1
            continue
        held = merged.quads
        done.added += merged.added
        done.removed += merged.removed
        done.contradictions += merged.contradictions
    return held, done, unreadable


def _refuse_dna_options(paths: Sequence[Path], options: DnaOptions) -> None:
    other = next((path for path in paths if not is_dna(path)), None)
    if other is not None and options.given():
        given = " and ".join(options.given())
        raise UsageError(f"{given}: only for Discourse Network Analyzer databases (.dna), and {other} is not one")


def is_dna(path: Path) -> bool:
    """Return whether a path names a Discourse Network Analyzer database."""
    return extension_of(path) in DATABASE_EXTENSIONS


def _units(paths: Iterable[Path]) -> list[list[Path]]:
    loose: list[Path] = []
    units = []
    for path in paths:
        if path.is_file() and extension_of(path) in CSV_EXTENSIONS:
            loose.append(path)
        else:
            units.append([path])
    return [*([loose] if loose else []), *units]


def _bring(unit: list[Path], held: list[ox.Quad], stem: str, options: ImportOptions, done: Imported) -> Merged:
    path = unit[0]
    if not path.exists():
        raise InputError(path, "no such file or folder")
    refuse_pipe(path)
    if is_sheet_file(path):
        return _bring_sheets(unit, held, stem, options, done)
    if path.is_dir() and not is_embedded_store(path):
        files = sorted(file for file in path.iterdir() if extension_of(file) in FORMATS)
        if not files:
            raise InputError(
                path, f"holds no workbook, no CSV file and no file with an extension among {', '.join(FORMATS)}"
            )
        return join(held, (quad for file in files for quad in parse_file(file)), overwrite=options.overwrite is True)
    if is_dna(path):
        return _bring_dna(path, held, options, done)
    return join(held, list(_read_graph(path, options.max_bytes)), overwrite=options.overwrite is True)


def _bring_dna(path: Path, held: list[ox.Quad], options: ImportOptions, done: Imported) -> Merged:
    from kg.corpora.dna import read_dna

    found = read_dna(path, options.dna)
    done.problems += found.problems
    if not found.quads:
        raise InputError(path, "has no statement without a mistake, so nothing of it can be imported")
    done.notes += found.notes
    merged = join(held, found.quads, overwrite=options.overwrite is True)
    if options.overwrite is not True:
        return merged
    is_whole = not (found.problems or options.dna.coders or options.dna.statement_type)
    left, messages = update_from_files(
        Held(name_by_content(merged.quads)), _origins(found, is_whole=is_whole), sure=True
    )
    done.notes += messages
    return Merged(left.quads, merged.added + left.added, merged.removed + left.removed)


def _origins(found: CodedCase, *, is_whole: bool) -> SheetImport:
    """Return which nodes a database states; what the case has from it besides has left it, if all of it was read."""
    origins: dict[Term, set[str]] = {}
    for quad in found.quads:
        if quad.predicate.value == NEG.importedFrom and isinstance(quad.object, ox.Literal):
            origins.setdefault(quad.subject, set()).add(quad.object.value)
    complete = frozenset[str]().union(*origins.values()) if is_whole else frozenset[str]()
    return SheetImport(origins=origins, complete=complete)


def _read_graph(path: Path, max_bytes: int | None) -> Iterable[ox.Quad]:
    if path.is_dir():
        return open_store(path).quads()
    if extension_of(path) not in FORMATS:
        known = ", ".join(one.reads[0] for one in formats.FORMATS if one.reads)
        raise InputError(path, f"unsupported file extension “{extension_of(path)}”; use one of {known}")
    return parse_file(path, max_bytes)


def _bring_sheets(unit: list[Path], held: list[ox.Quad], stem: str, options: ImportOptions, done: Imported) -> Merged:
    tables, unread = read_tables(unit, encoding=options.encoding, max_bytes=options.max_bytes)
    done.problems += unread
    is_merge = options.overwrite is False
    case = Held(name_by_content(held))
    found = read_sheets(tables, stem=stem, known=case, base=options.base, keep_going=options.keep_going, merge=is_merge)
    done.problems += found.problems
    done.notes += found.notes
    done.rows += found.rows
    done.tables.append(found)
    if is_merge:
        default = ox.DefaultGraph()
        return join(case.quads, (ox.Quad(t.subject, t.predicate, t.object, default) for t in triples_of(found)))
    merged, messages = update_from_files(case, found, sure=options.overwrite is True)
    done.notes += messages
    return merged
