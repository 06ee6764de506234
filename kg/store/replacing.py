"""Write files and folders whole or not at all, wherever the machine stops: everything new is on the disk before it is moved.

A symbolic link stays, and what it names is written. A file keeps its permissions; a new one has those of the others that are
written with it, else those that the umask leaves. What is being written nobody else may read. The caller holds the target's
lock (:func:`kg.store.locks.hold`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import InputError, reason_of
from kg.store.leftovers import discard, first_missing, new_name, part_name, swap_name
from kg.store.swaps import MEMBERS, move_all, move_folder, sync_folder, write_private

__all__ = ["fill_folder", "fresh_folder", "keep_modes", "replace_file", "replace_files", "start_folder"]


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all, its bytes given at once or piece by piece. Raises :class:`~kg.errors.InputError` where it cannot be written."""
    place = _place_of(path)
    temporary = place.with_name(part_name(place.name))
    try:
        _write(temporary, data, like=place)
        os.replace(temporary, place)
        sync_folder(place.parent)
    except OSError as error:
        discard(temporary)
        raise InputError(path, f"cannot be written ({reason_of(error)})") from error


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files of one folder, all or none; the first is the one whose lock is held.

    Raises :class:`~kg.errors.InputError` where they cannot be written.
    """
    places = {_place_of(path): data for path, data in contents.items()}
    first = next(iter(places))
    strays = [path for path in contents if _place_of(path).parent != first.parent]
    if strays:
        raise InputError(strays[0], f"is a symbolic link to a file outside {first.parent}; name that file itself")
    _replace_in(first.parent, first.name, {place.name: data for place, data in places.items()})


def fill_folder(folder: Path, contents: Mapping[str, bytes], owned: Iterable[str]) -> None:
    """Write files into a folder, all or none; those among the ``owned`` names that are not written are removed.

    Other files in the folder stay. Raises :class:`~kg.errors.InputError` where they cannot be written.
    """
    place = Path(os.path.realpath(folder))
    names = {*contents, *owned}
    try:
        entries = list(os.scandir(place)) if place.exists() else []
        if place.exists() and not _may_be_exchanged(place, entries, names):
            links = [
                entry.path for entry in entries if entry.name in names and not entry.is_file(follow_symlinks=False)
            ]
            if links:
                raise InputError(links[0], "is not a plain file, so it is not replaced; name another folder")
            gone = sorted({entry.name for entry in entries} & (names - contents.keys()))
            _replace_in(place, MEMBERS, contents, gone)
            return
        with fresh_folder(folder) as fresh:
            for name, data in sorted(contents.items()):
                _write(fresh / name, data, like=_like(place, name, names))
    except OSError as error:
        raise InputError(folder, f"cannot be written ({reason_of(error)})") from error


def start_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into a folder that does not exist, with the folders above it, or into one that has none of them.

    All or none. Raises :class:`~kg.errors.InputError` where they cannot be written.
    """
    place = Path(os.path.realpath(folder))
    if place.exists():
        fill_folder(folder, contents, ())
        return
    top = first_missing(place)
    try:
        with fresh_folder(top) as fresh:
            inner = fresh / place.relative_to(top)
            inner.mkdir(parents=True, exist_ok=True)
            for name, data in contents.items():
                _write(inner / name, data, like=place / name)
    except OSError as error:
        raise InputError(folder, f"cannot be written ({reason_of(error)})") from error


@contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside another to be filled; then have it on the disk and move it into the place of the other.

    After an error the new one is removed and the other is as it was. Raises OSError where it cannot be made or moved.
    """
    place = Path(os.path.realpath(folder))
    fresh = place.with_name(new_name(place.name))
    fresh.mkdir(mode=0o700)
    try:
        yield fresh
        for inner, _, names in os.walk(fresh, topdown=False):
            for name in names:
                _sync_file(Path(inner, name))
            sync_folder(Path(inner))
        _keep_mode(fresh, place, 0o777)
        move_folder(fresh, place)
    except BaseException:
        if not place.with_name(swap_name(place.name)).exists():
            discard(fresh)
        raise


def _replace_in(folder: Path, target: str, contents: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
    written: dict[str, str] = {}
    try:
        for name, data in contents.items():
            written[name] = part_name(target)
            _write(folder / written[name], data, like=_like(folder, name, contents))
        move_all(folder, target, [(new, name) for name, new in written.items()], gone)
    except OSError as error:
        if not (folder / swap_name(target)).exists():  # else the write is done, and its renames are completed later
            for new in written.values():
                discard(folder / new)
        raise InputError(folder / next(iter(written)), f"cannot be written ({reason_of(error)})") from error


def _like(folder: Path, name: str, names: Iterable[str]) -> Path:
    """Return the file whose permissions a new one gets: the one that it replaces, else the first that is written with it."""
    there = (path for each in (name, *sorted(names)) if (path := folder / each).exists())
    return next(there, folder / name)


def _place_of(path: Path) -> Path:
    """Return where a file is written: what a link names. Raises :class:`~kg.errors.InputError` for what is no file."""
    place = Path(os.path.realpath(path))
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        return place
    except OSError as error:
        raise InputError(path, f"cannot be written ({reason_of(error)})") from error
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a link" if stat.S_ISLNK(mode) else "a pipe or a device"
        raise InputError(path, f"is {what}; name a file")
    return place


def _write(path: Path, data: bytes | Iterable[bytes], like: Path) -> None:
    write_private(path, data)
    _keep_mode(path, like, 0o666)


def _keep_mode(path: Path, like: Path, most: int) -> None:
    """Give what was written the owner and permissions of what it replaces, never wider; if new, what the umask leaves."""
    if os.name == "nt":
        return
    try:
        old = like.stat()
    except OSError:
        path.chmod(most & ~_umask())
        return
    mode = stat.S_IMODE(old.st_mode)
    with suppress(OSError):
        os.chown(path, old.st_uid, old.st_gid)
    if path.stat().st_gid != old.st_gid:
        mode = mode & ~0o070 | (mode & 0o007) << 3  # another group may do no more than everybody
    path.chmod(mode)


def keep_modes(folder: Path, like: Path) -> None:
    """Give the files of a folder the permissions of a file that one of them replaces, as :func:`replace_file` does."""
    for path in folder.iterdir():
        _keep_mode(path, like, 0o666)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _may_be_exchanged(folder: Path, entries: Iterable[os.DirEntry[str]], names: set[str]) -> bool:
    """Return whether a folder may be replaced by another of its name: nothing else is in it, and nobody stands in it."""
    if not os.access(folder.parent, os.W_OK) or os.path.ismount(folder):
        return False
    with suppress(OSError):
        if Path.cwd().is_relative_to(folder):
            return False
    return all(entry.name in names and entry.is_file(follow_symlinks=False) for entry in entries)
