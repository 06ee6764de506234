"""Camps as a reader names them: in the words of an option, or in a file; every name resolved, none in two camps."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.case import Case
from kg.errors import InputError, KgError, UnknownNameError, UsageError
from kg.networks.grouping import Camp, in_order
from kg.sheets.row_streams import open_rows

__all__ = ["MEMBERS", "NAMES", "camps_of_file", "camps_of_names", "camps_of_words"]

#: the columns of a file of camps: as a reader calls them, as the export of a conversation of Polis does, and as kg camps does
MEMBERS, NAMES = ("party", "participant", "id", "actor"), ("camp", "group-id")


def camps_of_words(case: Case, kind: str, texts: Iterable[str]) -> tuple[Camp, ...]:
    """Return the camps that are named one by one: ``A,B`` or, with a name of its own, ``west=A,B``.

    A name with a comma is put in double quotes. ``kind`` is that of the members, parties or people. Raises
    :class:`~kg.errors.UsageError` for a camp without a member, a member of two camps or a name of two camps, and as
    :meth:`kg.case.Case.find`.
    """
    return camps_of_names(case, kind, (_parted(case, kind, text) for text in texts))


def camps_of_names(case: Case, kind: str, camps: Iterable[tuple[str, Iterable[str]]]) -> tuple[Camp, ...]:
    """Return camps from their names, "" for none, and the names of their members. Raises as :func:`camps_of_words`."""
    taken: dict[str, int] = {}
    found: list[Camp] = []
    for number, (name, members) in enumerate(camps):
        if name and any(camp.name == name for camp in found):
            raise UsageError(f"two camps are called “{name}”; name each once, with all its members")
        ids = [case.find(kind, member) for member in members]
        if not ids:
            raise UsageError(f"the camp “{name}” has no member; name at least one")
        for member in ids:
            if member in taken:
                twice = "twice in a camp" if taken[member] == number else "in two camps"
                raise UsageError(f"{case.of_kind(kind)[member].label()} is {twice}; name it once")
            taken[member] = number
        found.append(Camp(name, tuple(sorted(ids))))
    return in_order(found)


def _parted(case: Case, kind: str, text: str) -> tuple[str, list[str]]:
    """Return the name and the members of a camp; an equals sign within the first member's own name parts nothing."""
    name, members = "", _listed(text)
    if "=" in text and not (members and _is_known(case, kind, members[0])):
        name, _, rest = text.partition("=")
        members = _listed(rest) if name.strip() else []
    if not members:
        raise UsageError(f"--camp “{text}” names no member, or no name before =; write it as A,B or name=A,B")
    return name.strip(), members


def _listed(text: str) -> list[str]:
    cells = next(csv.reader([text.replace("\n", " ")], skipinitialspace=True), [])
    return [cell.strip() for cell in cells if cell.strip()]


def _is_known(case: Case, kind: str, name: str) -> bool:
    try:
        case.find(kind, name)
    except UnknownNameError:
        return False
    except KgError:
        return True
    return True


def camps_of_file(case: Case, kind: str, path: Path) -> tuple[tuple[Camp, ...], tuple[str, ...]]:
    """Return the camps of a table with a row for each member, its columns ``party`` and ``camp``; and the members that the case lacks.

    The columns may be called as in Polis' export, ``participant`` and ``group-id`` (there a participant without a vote is not in the
    case, and is passed over), or as in the CSV of ``kg camps``, ``id`` or ``actor``. Passed over are other columns, and rows that name no
    camp. Raises :class:`~kg.errors.InputError` with the row for an unknown party or a member of two camps, and for a file that is no such
    table or names no camp.
    """
    try:
        rows = open_rows(path)
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    header = [name.strip().casefold() for name in rows.header]
    member_at, name_at = (_column(path, header, names) for names in (MEMBERS, NAMES))
    is_export = header[member_at] == "participant"
    finder = _Finder(case, kind)
    found: dict[str, str] = {}
    unknown: list[str] = []
    for number, cells in rows:
        if len(cells) <= max(member_at, name_at):
            raise InputError(path, f"row {number} has {len(cells)} cells, not {len(header)}")
        member, name = cells[member_at].strip(), cells[name_at].strip()
        if not name:
            continue
        try:
            one = finder.find(member)
        except KgError as error:
            if is_export and isinstance(error, UnknownNameError):
                unknown.append(member)
                continue
            raise InputError(path, f"row {number}: {error}") from error
        if found.setdefault(one, name) != name:
            label = case.of_kind(kind)[one].label()
            raise InputError(path, f"row {number}: {label} is in “{name}” and in “{found[one]}”; leave it in one camp")
    if not found:
        raise InputError(path, "names no camp of the case; each row needs a party and its camp")
    members: dict[str, list[str]] = {}
    for one, name in found.items():
        members.setdefault(name, []).append(one)
    camps = in_order(Camp(name, tuple(sorted(each))) for name, each in members.items())
    return camps, tuple(sorted(set(unknown)))


def _column(path: Path, header: Sequence[str], names: Sequence[str]) -> int:
    for name in names:
        if header.count(name) == 1:
            return header.index(name)
    shown = ", ".join(filter(None, header[:12]))
    wrong = f"two columns are called {names[0]}" if names[0] in header else f"has no column {names[0]}"
    raise InputError(path, f"{wrong}; a file of camps has the columns party and camp, and here they are {shown}")


class _Finder:
    """Finds many things of a kind by name: those whose label, local name or id is one's alone without another look."""

    def __init__(self, case: Case, kind: str) -> None:
        self._case, self._kind = case, kind
        owners: dict[str, set[str]] = {}
        for thing in case.of_kind(kind).values():
            for name in (*(words for _, words in thing.labels), thing.local_name, thing.id):
                owners.setdefault(name, set()).add(thing.id)
        self._alone = {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}

    def find(self, name: str) -> str:
        """Return the id of the thing that has a name. Raises as :meth:`kg.case.Case.find`."""
        return self._alone.get(name) or self._case.find(self._kind, name)
