"""The state of an installation and of where a case is stored: versions, whether the store can be read, what writes have left.

Nothing of what the case says is in it, and no name of a file: counts, sizes, versions and process numbers.
"""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

from kg.case.open import names_sheets, open_graph
from kg.checking.endpoint_health import examine_endpoint
from kg.checking.findings import SEVERITIES
from kg.errors import InputError, KgError, LimitError, UsageError
from kg.formats import DATABASE_EXTENSIONS, extension_of
from kg.schema import SHEETS
from kg.store import GraphStore, hold, is_embedded_store
from kg.store.addresses import is_address
from kg.store.leftovers import Leftover, is_running, leftovers_in, leftovers_of_first, mend_first
from kg.store.locks import holder_of, is_held
from kg.store.swaps import MEMBERS
from kg.vocabulary import RDF

__all__ = ["Found", "Health", "Lock", "Repair", "Stored", "examine_health", "repair"]

_PACKAGE = "negotiation-kg"
_USED = (
    "chardet",
    "click",
    "filelock",
    "markupsafe",
    "networkx",
    "openpyxl",
    "pyoxigraph",
    "pyshacl",
    "pyvis",
    "rdflib",
    "rich",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a case is stored: its ``kind``, size in bytes and triples, why it cannot be read (None: it can), and its rows by sheet.

    An endpoint has no size, and says by what name its ``engine`` goes, where it does.
    """

    kind: str
    size: int | None
    triples: int | None
    problem: str | None
    classes: tuple[tuple[str, int], ...]
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock beside the case: whether a process holds it, which, and since when (ISO 8601, UTC), where known."""

    held: bool
    process: int | None
    since: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a write left: part (a file), new (a folder), old (what it moved aside) or swap (renames that are not complete).

    With its process, where known, whether that runs, and its bytes.
    """

    kind: str
    process: int | None
    running: bool
    size: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did: leftovers and locks removed or completed, and how many are left: held by a process that runs, or not to be changed."""

    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Health:
    """What :func:`examine_health` finds; ``shapes`` are findings of the shapes by severity, None where they were not run."""

    versions: tuple[tuple[str, str | None], ...]
    extras: tuple[tuple[str, bool], ...]
    stored: Stored
    locks: tuple[Lock, ...]
    leftovers: tuple[Found, ...]
    shapes: dict[str, int] | None
    repaired: Repair | None = None

    @property
    def is_well(self) -> bool:
        """Whether the case can be read and nothing is left of a write that has ended."""
        lying = any(not lock.held for lock in self.locks) or any(not found.running for found in self.leftovers)
        return self.stored.problem is None and not lying


def examine_health(locator: str, max_bytes: int | None, *, program: str, repaired: Repair | None = None) -> Health:
    """Return the state of the installation, ``program`` being the version of kg, and of the case at a locator."""
    if is_address(locator):
        endpoint, store = examine_endpoint(locator, max_bytes)
        shapes = _shapes(store) if store is not None else None
        return Health(_versions(program), _extras(), Stored("endpoint", None, *endpoint), (), (), shapes, repaired)
    path = Path(locator)
    locks = tuple(_lock(one.path) for one in _around(path) if one.kind == "lock")
    left = tuple(_found(one) for one in _around(path) if one.kind != "lock")
    store = None
    try:
        store = open_graph(locator, max_bytes)
        stored = _stored(path, store)
    except KgError as error:
        stored = Stored(_kind(path), _size(path), None, _problem(error, path), ())
    shapes = _shapes(store) if store is not None and stored.problem is None else None
    return Health(_versions(program), _extras(), stored, locks, left, shapes, repaired)


def repair(locator: str) -> Repair:
    """Complete or remove what ended writes have left beside a case and in its folder, and their locks.

    Raises :class:`~kg.errors.UsageError` for an endpoint, beside which nothing is written.
    """
    if is_address(locator):
        raise UsageError("at an endpoint there is nothing to repair from here; leave out --repair")
    path = Path(locator)
    before = len(_lying(path))
    for one in _around(path):
        target = one.path.parent if one.target == MEMBERS else one.path.with_name(one.target)
        with suppress(InputError), hold(target, wait=0):
            pass
    place = Path(os.path.realpath(path))
    if any(leftovers_of_first(place)):
        with suppress(InputError, OSError), hold(place, wait=0):
            mend_first(place)
    rest = len(_around(path))
    return Repair(max(before - len(_lying(path)), 0), rest)


def _lying(path: Path) -> list[Leftover]:
    return [one for one in _around(path) if not (is_held(one.path) if one.kind == "lock" else is_running(one))]


def _around(path: Path) -> list[Leftover]:
    """Return what writes have left beside a case and, where it is a folder, in it."""
    place = Path(os.path.realpath(path))
    found: dict[Path, Leftover] = {}
    for folder in (place.parent, place):
        with suppress(OSError):
            if folder.is_dir():
                found |= {one.path: one for one in leftovers_in(folder)}
    with suppress(OSError):
        found |= {one.path: one for one in leftovers_of_first(place)}
    return list(found.values())


def _lock(path: Path) -> Lock:
    held = is_held(path)
    return Lock(held, *holder_of(path))


def _found(one: Leftover) -> Found:
    running = is_held(one.path.with_name(f".{one.target}.kg-lock")) if one.kind == "swap" else is_running(one)
    return Found(one.kind, one.process or None, running, _size(one.path))


def _stored(path: Path, store: GraphStore) -> Stored:
    counts: Counter[str] = Counter()
    triples = 0
    for quad in store.quads():
        triples += 1
        if quad.predicate.value == RDF.type:
            counts[str(getattr(quad.object, "value", ""))] += 1
    classes = ((sheet.name, sum(counts[iri] for iri in sheet.class_iris)) for sheet in SHEETS)
    return Stored(_kind(path), _size(path), triples, None, tuple(one for one in classes if one[1]))


def _kind(path: Path) -> str:
    with suppress(OSError, KgError):
        if path.is_dir() and (is_embedded_store(path) or any(path.glob("MANIFEST-*"))):
            return "embedded store"
        if names_sheets(path):
            return "tables"
        if extension_of(path) in DATABASE_EXTENSIONS:
            return "database"
        if path.exists():
            return "folder" if path.is_dir() else "file"
    return "missing"


def _size(path: Path) -> int:
    """Return the bytes of a file, or of the files in a folder and in those in it."""
    total = 0
    for file in _files(path):
        with suppress(OSError):
            total += file.stat().st_size
    return total


def _files(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (one for one in path.rglob("*") if one.is_file()) if path.is_dir() else iter([path])


def _problem(error: KgError, path: Path) -> str:
    """Return why a case cannot be read, without what its reader says of its words."""
    kind = _kind(path)
    if kind == "missing":
        return "no such file or folder"
    if kind != "embedded store":
        return "cannot be read as a case; kg check says why"
    problem = str(getattr(error, "problem", error))
    for name in sorted({str(path), os.path.realpath(path)}, key=len, reverse=True):
        problem = problem.replace(name, "PATH")
    return problem


def _shapes(store: GraphStore) -> dict[str, int] | None:
    """Return the number of findings of the shapes by severity, None for a graph that is too large for them."""
    from kg.checking.shapes import validate

    try:
        found = Counter(finding.severity for finding in validate(store))
    except LimitError:
        return None
    return {severity: found[severity] for severity in SEVERITIES}


def _versions(program: str) -> tuple[tuple[str, str | None], ...]:
    system = (
        ("kg", program),
        ("Python", platform.python_version()),
        (platform.system(), platform.release()),
    )
    return (*system, *((name, _version(name)) for name in _USED))


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _extras() -> tuple[tuple[str, bool], ...]:
    try:
        named: Iterable[str] = metadata(_PACKAGE).get_all("Provides-Extra") or ()
    except PackageNotFoundError:
        named = ()
    return tuple((name, _version(name) is not None) for name in sorted(named) if name != "test")
