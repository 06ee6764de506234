"""The names of what a write leaves beside its target while it runs, and how to find and remove what a killed one left.

====================================  ==================================================================
name                                  what it is
====================================  ==================================================================
``.TARGET.kg-PROCESS-RANDOM.part``    a file that is being written
``.TARGET.kg-PROCESS-RANDOM.new``     a folder that is being written, or an old one that is being removed
``.TARGET.kg-swap``                   the list of renames that complete a write (:mod:`kg.store.swaps`)
``.TARGET.kg-lock``                   the lock of a target (:mod:`kg.store.locks`)
``.TARGET.PROCESS.part``              of version 1.0: a file that was being written
``.TARGET.new-RANDOM``                of version 1.0: a store that was being written
``.TARGET.old-RANDOM``                of version 1.0: the store that was in its place before
====================================  ==================================================================

Each target's are written under its lock alone, so whoever holds the lock may remove those of processes that have ended. Version 1.0
had no locks; what it left is touched by a repair only.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

__all__ = [
    "Leftover",
    "discard",
    "first_missing",
    "is_alive",
    "is_running",
    "leftovers_in",
    "leftovers_of_first",
    "lock_name",
    "mend_first",
    "new_name",
    "part_name",
    "remove_leftovers",
    "swap_name",
]

_LEFTOVER = re.compile(r"\.(?P<target>.+)\.kg-(?:(?P<process>\d+)-[0-9a-f]{8}\.(?P<made>part|new)|(?P<sign>swap|lock))")

_FIRST = re.compile(r"\.(?P<target>.+)\.(?:(?P<made>new|old)-[0-9a-f]{8}|(?P<process>\d+)\.part)")

#: for how many seconds an unfinished folder of version 1.0, which does not say whose it is, is taken to be in the making
_MAKING = 3_600

#: the longest name of a target, in bytes, that stands in such a name in full; most file systems hold 255 in all
_LONGEST = 200


class Leftover(NamedTuple):
    """What lies beside a target: its path, the target's name (or its digest), its kind and the process, 0 if not said.

    ``kind``: part, new, swap or lock; old for what stood in the place of the target.
    """

    path: Path
    target: str
    kind: str
    process: int


def part_name(target: str) -> str:
    """Return a new name for a file that is to be moved to a target."""
    return f".{_short(target)}.kg-{os.getpid()}-{token_hex(4)}.part"


def new_name(target: str) -> str:
    """Return a new name for a folder that is to be moved to a target."""
    return f".{_short(target)}.kg-{os.getpid()}-{token_hex(4)}.new"


def swap_name(target: str) -> str:
    """Return the name of the list of renames that complete a write to a target."""
    return f".{_short(target)}.kg-swap"


def lock_name(target: str) -> str:
    """Return the name of a target's lock."""
    return f".{_short(target)}.kg-lock"


def _short(target: str) -> str:
    data = os.fsencode(target)
    return target if len(data) <= _LONGEST else sha256(data).hexdigest()


def leftovers_in(folder: Path) -> Iterator[Leftover]:
    """Yield what writes have beside their targets in a folder, by name; a link, or what is no file or folder, is not ours."""
    for path in sorted(folder.iterdir()):
        found = _LEFTOVER.fullmatch(path.name)
        if found and not path.is_symlink() and (path.is_dir() if found["made"] == "new" else path.is_file()):
            yield Leftover(path, found["target"], found["made"] or found["sign"], int(found["process"] or 0))


def leftovers_of_first(target: Path) -> Iterator[Leftover]:
    """Yield what version 1.0 has beside a target, and in it beside the files that it holds if it is a folder."""
    for folder, names in ((target.parent, {target.name}), (target, None)):
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            found = _FIRST.fullmatch(path.name)
            if not found or path.is_symlink() or (path.is_dir() if found["process"] else not path.is_dir()):
                continue
            if found["target"] in names if names is not None else (folder / found["target"]).is_file():
                yield Leftover(path, found["target"], found["made"] or "part", int(found["process"] or 0))


def mend_first(target: Path) -> None:
    """Put back the store that version 1.0 had moved aside, where none is in its place; remove what it did not finish.

    The caller holds the lock of the target. Where a store is in its place, an older one stays: it may hold what that lacks.
    """
    left = list(leftovers_of_first(target))
    old = [one.path for one in left if one.kind == "old" and one.path.parent == target.parent]
    if old and not os.path.lexists(target):
        max(old, key=lambda path: (path.stat().st_mtime, path.name)).rename(target)
    for one in left:
        if one.kind != "old" and not is_running(one):
            discard(one.path)


def is_running(one: Leftover) -> bool:
    """Return whether what writes a leftover may still run."""
    if one.process or one.kind == "swap":
        return is_alive(one.process)
    with suppress(OSError):
        return one.kind == "new" and time.time() - one.path.stat().st_mtime < _MAKING
    return False


def remove_leftovers(folder: Path, target: str) -> int:
    """Remove the files and folders that ended processes were writing for a target; return how many.

    The caller holds the target's lock, so what bears the own process's number was left by an earlier one of that number.
    """
    ours = [
        leftover
        for leftover in leftovers_in(folder)
        if leftover.target == _short(target) and leftover.kind in ("part", "new")
    ]
    dead = [one for one in ours if one.process == os.getpid() or not is_alive(one.process)]
    return sum(discard(one.path) for one in dead)


def is_alive(process: int) -> bool:
    """Return whether a process runs on this machine."""
    if os.name == "nt":
        return False  # signal 0 would end it there; the lock alone decides
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def first_missing(place: Path) -> Path:
    """Return a path, or the first of the folders above it that is yet to be made."""
    while not place.parent.is_dir() and place.parent != place:
        place = place.parent
    return place


def discard(path: Path) -> bool:
    """Remove a file or a folder, as far as that can be done; return whether it is gone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
    return not os.path.lexists(path)
