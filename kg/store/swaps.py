"""Move what was written into its place: one rename where one is enough, else a list of renames that is kept until all are done.

A file is moved by one rename. So is a folder, where the system can exchange two names in one step (``renameat2`` of Linux).
Several files of one folder, or a folder where names cannot be exchanged, are moved by a list (``.TARGET.kg-swap``) that is
written, whole, once everything new is on the disk. From then on the write is done: whoever finds the list carries it
out, as often as need be, and readers wait for that (:func:`kg.store.locks.settle`).
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import InputError, reason_of
from kg.store.leftovers import discard, new_name, part_name, swap_name

__all__ = ["MEMBERS", "complete_swap", "is_unsettled", "move_all", "move_folder", "sync_folder", "write_private"]

#: the name under which a folder’s own files are moved, as that of a target; no target has it
MEMBERS = "."

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}


def write_private(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a new file, whole or piece by piece, that nobody else may read, and have it on the disk. Raises OSError, for one that exists too."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with open(handle, "wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_folder(fresh: Path, folder: Path) -> None:
    """Move a folder, all of it on the disk, to a place in the same folder, in place of the folder that is there."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchange(fresh, folder):
        move_all(folder.parent, folder.name, [(fresh.name, folder.name)])
        return
    sync_folder(folder.parent)
    discard(fresh)  # by now the old one, if there was one


def move_all(folder: Path, target: str, moves: Iterable[tuple[str, str]], remove: Iterable[str] = ()) -> None:
    """Move files or folders within a folder, each (from, to) by name, and remove others: all of that or nothing."""
    text = json.dumps({"moves": list(moves), "remove": list(remove)})
    draft = folder / part_name(target)
    try:
        write_private(draft, text.encode())
        sync_folder(folder)
        os.replace(draft, folder / swap_name(target))
    except OSError:
        discard(draft)
        raise
    sync_folder(folder)
    complete_swap(folder, target)


def complete_swap(folder: Path, target: str) -> bool:
    """Carry out the list of renames of a target, if there is one, as far as it is not yet done; return whether there was.

    The caller holds the target's lock. Names outside the folder are not moved: a list that has any is not ours.
    """
    path = folder / swap_name(target)
    if path.is_symlink() or not path.is_file():
        return False
    listed = _read_list(path)
    asides = [folder / new_name(target) for _ in listed["moves"]]
    for (new, old), aside in zip(listed["moves"], asides, strict=True):
        if not (folder / new).exists():
            continue
        if (folder / old).is_dir():
            (folder / old).rename(aside)
        os.replace(folder / new, folder / old)
    for name in listed["remove"]:
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    path.unlink()
    for aside in asides:
        discard(aside)
    return True


def is_unsettled(place: Path) -> bool:
    """Return whether a write to a target was begun to be moved into place and is not complete."""
    place = Path(os.path.realpath(place))
    beside = place.parent / swap_name(place.name)
    return beside.is_file() or (place / swap_name(MEMBERS)).is_file()


def _read_list(path: Path) -> dict[str, Any]:
    """Return the list of renames in a file. Raises :class:`~kg.errors.InputError` for one that was not written by kg."""
    try:
        listed: dict[str, Any] = json.loads(path.read_bytes())
        names = [*listed["remove"], *(name for move in listed["moves"] for name in move)]
        is_ours = all(name == Path(name).name not in ("", "..") for name in names)
        is_ours = is_ours and all(".kg-" in new and new.startswith(".") for new, _ in listed["moves"])
    except OSError as error:
        raise InputError(path, reason_of(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError):
        is_ours = False
    if not is_ours:
        raise InputError(path, "was not written by kg; look at it and remove it")
    return listed


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two files or folders in one step; return whether the system can."""
    function = _renameat2()
    if function is None:
        return False
    if function(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Callable[..., int] | None:
    with suppress(OSError, AttributeError, TypeError):
        function: Callable[..., int] = ctypes.CDLL(None, use_errno=True).renameat2
        return function
    return None
