"""Zip packages, such as workbooks and Word documents, without the time at which they were written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

__all__ = ["stable_package"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def stable_package(data: bytes, edited: Callable[[str, bytes], bytes] = lambda name, content: content) -> bytes:
    """Return a package with the same bytes whenever it is written: its parts by name, without times.

    ``edited`` returns the content of a part in place of what it has.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in sorted(package.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            fresh.writestr(entry, edited(name, package.read(name)))
    return buffer.getvalue()
