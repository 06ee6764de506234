"""The lock of a case, or of any target: held from before it is read to after it is written.

It is the system's lock on a file beside the target (:func:`kg.store.leftovers.lock_name`), so it ends with its process,
however that ends. Whoever only reads needs none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import BusyError, InputError, reason_of
from kg.store.files import refuse_pipe
from kg.store.leftovers import first_missing, lock_name, remove_leftovers
from kg.store.swaps import MEMBERS, complete_swap, is_unsettled

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["WAIT", "Holder", "hold", "holder_of", "is_held", "lock_path", "settle", "tidy"]

#: how long a second writer waits for the first, in seconds
WAIT = 10.0


class Holder(NamedTuple):
    """Who holds a lock: the number of its process, and since when (ISO 8601, UTC); as far as it is known."""

    process: int | None
    since: str | None


@contextmanager
def hold(target: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a target, whether it exists or not; what an ended write left of it is completed or removed first.

    Raises :class:`~kg.errors.BusyError` where another process holds it for longer than ``wait`` seconds,
    :class:`~kg.errors.InputError` where nothing can be written beside the target.
    """
    place = Path(os.path.realpath(target))
    try:
        refuse_pipe(place)
        path = lock_path(place)
        lock = _acquire(path, target, wait)
    except OSError as error:
        raise InputError(target, f"cannot be written ({reason_of(error)})") from error
    try:
        _sign(path)
        tidy(place)
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        lock.release()


def _acquire(path: Path, target: Path, wait: float) -> BaseFileLock:
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=wait, thread_local=False, mode=0o600)
    try:
        lock.acquire(poll_interval=0.05)
    except Timeout as error:
        raise BusyError(target, *holder_of(path)) from error
    except PermissionError as error:
        if path.exists():  # another user's
            raise BusyError(target, *holder_of(path)) from error
        raise
    return lock


def tidy(place: Path) -> None:
    """Complete what an ended write to a target had begun to move, and remove what it left; the caller holds its lock."""
    top = first_missing(place)
    complete_swap(top.parent, top.name)
    remove_leftovers(top.parent, top.name)
    if place.is_dir():
        complete_swap(place, MEMBERS)
        remove_leftovers(place, MEMBERS)


def settle(path: Path) -> None:
    """Before a target is read: have an interrupted move of it completed.

    Raises :class:`~kg.errors.InputError` where that cannot be done, as in a folder that may not be written to.
    """
    if not is_unsettled(path):
        return
    try:
        with hold(path):
            pass
    except InputError as error:
        advice = f"a write to it was interrupted and could not be completed; run: kg doctor --repair {path}"
        raise InputError(path, advice) from error


def lock_path(place: Path) -> Path:
    """Return the path of a target's lock: beside it, or in it where it is a folder and nothing can be written beside it.

    For a target in folders that are yet to be made, the lock is that of the first of them.
    """
    place = first_missing(place)
    if place.is_dir() and not os.access(place.parent, os.W_OK):
        return place / lock_name(MEMBERS)
    return place.parent / lock_name(place.name)


def holder_of(path: Path) -> Holder:
    """Return who holds a lock, as its file says."""
    try:
        process, since = path.read_text(encoding="ascii").split()
        return Holder(int(process), since)
    except (OSError, ValueError):
        return Holder(None, None)


def is_held(path: Path) -> bool:
    """Return whether a process holds a lock; one that may not be asked for is taken for held."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return True
    lock.release()
    return False


def _sign(path: Path) -> None:
    # A lock that cannot be signed, on a full disk, holds all the same.
    with suppress(OSError):
        path.write_text(f"{os.getpid()} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n", encoding="ascii")
