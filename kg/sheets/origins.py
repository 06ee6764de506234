"""Where the nodes of a case were imported from, and what leaves the case because its row has left the file.

Each node made by a row has ``neg:importedFrom``, the file's name and the sheet, such as ``votes.xlsx#statements``; several
where several files state it. Exceptions: the case itself, blank nodes, and a node that the case had already without an
origin and under an id or name of its own: that one is taken as typed by hand. A row that states its origin (the column
``imported from`` of an exported case) keeps it.

When the same file and sheet are imported again, a node of that origin alone whose row is gone is removed. With it go the
positions, readings, memberships and changes of status that lose all their statements, the assessments according to a removed statement,
the conditions of removed positions, the changes of status of removed proposals, and unnamed nodes that only removed nodes refer to. A party, person, issue, option,
source, proposal, event, kind or point to which something that stays refers is kept. Nothing is removed in a merge, nor
of a sheet in which a row has an error, nor from a case of an older version, whose nodes have no origin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.errors import InputError
from kg.schema import CASE, SHEETS_BY_NAME
from kg.sheets.cells import Term
from kg.sheets.graph_names import Held
from kg.sheets.headers import ORIGIN
from kg.sheets.merge import Merged, update_held
from kg.sheets.read import Assertion, SheetImport
from kg.sheets.rows import is_named
from kg.vocabulary import NEG

__all__ = ["FEWEST", "update_from_files"]

#: of how many rows of a file and sheet at least a quarter must be found again, or else it is taken for another file
FEWEST = 4

#: how many removed or kept nodes are named in a message
_SHOWN = 5

_BACKED = frozenset({"status changes", "positions", "readings", "memberships"})


@dataclass(slots=True)
class _Leaving:
    """Nodes ``gone`` from their files, those that ``rested`` on them, and those ``kept`` because something refers to them."""

    gone: set[Term] = field(default_factory=set)
    rested: set[Term] = field(default_factory=set)
    kept: set[Term] = field(default_factory=set)


def update_from_files(case: Held, imported: SheetImport, *, sure: bool = False) -> tuple[Merged, list[str]]:
    """Bring a case up to date with sheets, and remove what has left them; return it with a line on each kind of removal.

    The case's blank nodes are named by their content (:mod:`kg.store.blanks`). Raises :class:`~kg.errors.InputError` where under a quarter of what the case has from a file and sheet is in it, which
    is then probably another file of the same name; ``sure`` says that it is not.
    """
    held: defaultdict[Term, set[str]] = defaultdict(set)
    for quad in case.quads:
        if quad.predicate.value == NEG.importedFrom and isinstance(quad.object, ox.Literal):
            held[quad.subject].add(quad.object.value)
    if not sure:
        _refuse_another_file(held, imported)
    leaving = _leaving(case, {t for t, origins in held.items() if _has_left(t, origins, imported)})
    assertions = [*imported.assertions, *_origins(case, held, imported, leaving)]
    retracted = [*imported.retracted, *leaving.gone, *leaving.rested]
    merged = update_held(case, replace(imported, assertions=assertions, retracted=retracted))
    return merged, _messages(leaving, case.sheets, held, imported)


def _has_left(term: Term, origins: set[str], imported: SheetImport) -> bool:
    return term not in imported.origins and bool(origins) and origins <= imported.complete


def _refuse_another_file(held: dict[Term, set[str]], imported: SheetImport) -> None:
    for origin in sorted(imported.complete):
        before = [term for term, origins in held.items() if origin in origins]
        found = sum(term in imported.origins for term in before)
        if len(before) >= FEWEST and found * 4 < len(before):
            file, _, sheet = origin.rpartition("#")
            raise InputError(
                file,
                f"has {found} of the {len(before)} {sheet} that the case has from a file of this name. If it is another "
                f"file, rename it; if the other {len(before) - found} are to be removed, import it with --update",
            )


def _origins(case: Held, held: dict[Term, set[str]], imported: SheetImport, leaving: _Leaving) -> Iterable[Assertion]:
    """Yield what each node's origins are from now on."""
    before = {quad.subject for quad in case.quads}
    for term, here in imported.origins.items():
        if not isinstance(term, ox.NamedNode):
            continue
        if term in imported.stated_origins:
            yield _origin(term, here)
        elif term not in before or term in held or term in imported.adopted:
            yield _origin(term, (held.get(term, set()) - imported.complete) | here)
    for term, origins in held.items():
        if term not in imported.origins and term not in leaving.kept and origins & imported.complete:
            yield _origin(term, origins - imported.complete)


def _origin(term: Term, origins: Iterable[str]) -> Assertion:
    return Assertion(term, ORIGIN.predicate, ORIGIN, "", frozenset(ox.Literal(origin) for origin in origins))


def _leaving(case: Held, left: set[Term]) -> _Leaving:
    sheets, out = case.sheets, case.objects
    into: defaultdict[Term, set[Term]] = defaultdict(set)
    for (term, _), subjects in case.subjects.items() if left else ():
        into[term] |= subjects
    found = _Leaving(gone=set(left))
    while True:
        found.rested = _resting(found.gone, sheets, into, out)
        leaving = found.gone | found.rested
        blocked = {
            term
            for term in found.gone
            if (sheet := sheets.get(term)) and is_named(SHEETS_BY_NAME[sheet]) and into.get(term, set()) - leaving
        }
        if not blocked:
            return found
        found.kept |= blocked
        found.gone -= blocked


def _resting(
    gone: set[Term],
    sheets: dict[Term, str],
    into: dict[Term, set[Term]],
    out: Mapping[tuple[Term, str], set[Term]],
) -> set[Term]:
    rested: set[Term] = set()
    near = set(gone)
    while near:
        leaving = gone | rested
        next_to = {term for one in near for term in into.get(one, ())} - leaving
        falling = {term for term in next_to if _falls(term, sheets, leaving, out)}
        below = {
            term
            for one in near | falling
            for (subject, predicate), terms in _parts(one, out)
            for term in terms
            if term not in leaving and into[term] <= leaving | falling
        }
        near = (falling | below) - leaving
        rested |= near
    return rested


def _parts(term: Term, out: Mapping[tuple[Term, str], set[Term]]) -> list[tuple[tuple[Term, str], set[Term]]]:
    """Return what belongs to a node alone: its conditions, changes of status, figures and assessments, whatever their ids."""
    keys = [(term, predicate) for predicate in (NEG.condition, NEG.statusChange, NEG.figure, NEG.assessment)]
    return [(key, out[key]) for key in keys if key in out]


def _falls(term: Term, sheets: dict[Term, str], leaving: set[Term], out: Mapping[tuple[Term, str], set[Term]]) -> bool:
    if sheets.get(term) in _BACKED:
        return out.get((term, NEG.statedIn), set()) <= leaving
    return sheets.get(term) == "assessments" and out.get((term, NEG.accordingTo), set()) <= leaving


def _messages(
    leaving: _Leaving, sheets: dict[Term, str], held: dict[Term, set[str]], imported: SheetImport
) -> list[str]:
    messages = []
    gone, rested = set(leaving.gone), set(leaving.rested)
    statements = {term for term in gone if sheets.get(term) == "statements"}
    if statements:  # the positions that the short way made of a statement's row rest on it
        short = {term for term in gone if sheets.get(term) in {"positions", "conditions"}}
        gone, rested = gone - short, rested | short
    if gone or rested:
        files = ", ".join(sorted({origin.rpartition("#")[0] for term in leaving.gone for origin in held[term]}))
        text = f"removed: {_counted(gone, sheets)} no longer in {files} ({_named(gone, imported)})"
        if rested:
            text += f", and {_counted(rested, sheets)} that rested on {'it' if len(gone) == 1 else 'them'}"
        messages.append(text)
    if leaving.kept:
        files = ", ".join(sorted({origin.rpartition("#")[0] for term in leaving.kept for origin in held[term]}))
        messages.append(
            f"kept: {_counted(leaving.kept, sheets)} no longer in {files} ({_named(leaving.kept, imported)}), "
            "because other rows of the case refer to them; remove those first"
        )
    return messages


def _counted(terms: set[Term], sheets: dict[Term, str]) -> str:
    counts = Counter(sheets.get(term, CASE) for term in terms)
    parts = []
    for name, layout in SHEETS_BY_NAME.items():
        if count := counts[name]:
            parts.append(f"{count} {layout.one if count == 1 else name}")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _named(terms: set[Term], imported: SheetImport) -> str:
    shown = sorted(str(term)[1:-1].removeprefix(imported.base) for term in terms)
    more = f", and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more
