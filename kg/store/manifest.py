"""The files of an embedded store, looked at before Oxigraph opens them: some damage makes it wait or search for ever.

The list of its files (MANIFEST) is a log of RocksDB: blocks of 32 KiB with records, each of a checksum (4 bytes), its length
(2), its kind (1) and that many bytes. Lists have records of the kinds 1 to 4 alone; RocksDB's reader does not end at one of
another kind that runs over the end of the file. All else that is wrong with a list it finds by itself. Source: “Write
Ahead Log File Format” in RocksDB's wiki.
"""

from __future__ import annotations

import stat
import struct
from contextlib import suppress
from pathlib import Path

__all__ = ["DAMAGED", "refuse_damaged", "way_out"]

#: what to do about an embedded store that cannot be read
DAMAGED = (
    "it is damaged, of a newer version, or was replaced meanwhile: run this again; if that does not help, import the case "
    "anew into another folder, or take a backup"
)

#: what to do about one that another version of Oxigraph wrote, by words of its error
_OTHER_VERSIONS = {
    "too recent version": "it is whole: pip install --upgrade pyoxigraph, then run this again",
    "to upgrade read-only": "it is of an older version: import the case anew, from its sheets or files, with --replace",
}

_BLOCK = 32_768
_HEAD = struct.Struct("<IHB")
_LAST_KIND = 4


def refuse_damaged(folder: Path) -> None:
    """Raise RuntimeError for an embedded store's folder that Oxigraph would not come to an end with; OSError if unreadable."""
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):  # another reader may have renamed its log meanwhile
            mode = path.stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise RuntimeError(f"{path.name} is a pipe or a device")
    for path in sorted(folder.glob("MANIFEST-*")):
        if path.is_file() and (place := _strange_record(path)) is not None:
            raise RuntimeError(f"{path.name} has a record of an unknown kind at byte {place}")


def _strange_record(path: Path) -> int | None:
    """Return where a list's first record of an unknown kind begins, or None."""
    with path.open("rb") as file:
        start = 0
        while block := file.read(_BLOCK):
            place = 0
            while place + _HEAD.size <= len(block):
                _, length, kind = _HEAD.unpack_from(block, place)
                if kind > _LAST_KIND:
                    return start + place
                place += _HEAD.size + length
            start += len(block)
    return None


def way_out(error: Exception) -> str:
    """Return what to do about an embedded store, by what Oxigraph says of it."""
    return next((way for words, way in _OTHER_VERSIONS.items() if words in str(error)), DAMAGED)
