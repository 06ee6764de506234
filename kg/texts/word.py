"""Paragraphs of a Word document, by python-docx: those of its text and, cell by cell, of its tables, in order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, LimitError, MissingExtraError
from kg.texts.limits import too_large

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

__all__ = ["read_docx"]

#: what python-docx and lxml raise for a damaged part, beside their own errors
_DAMAGED = (
    AttributeError,
    KeyError,
    NotImplementedError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_docx(data: bytes, path: Path, max_size: int | None) -> tuple[str | None, str | None, list[str]]:
    """Return title, language and paragraphs of a document; deleted words of tracked changes are not in them.

    Raises :class:`~kg.errors.MissingExtraError` without python-docx, :class:`~kg.errors.InputError` for what is not a
    document, :class:`~kg.errors.LimitError` for one that is larger than ``max_size`` bytes when unpacked.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError as error:
        raise MissingExtraError("python-docx", "desk") from error
    _check(data, path, max_size)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(document))
        about = document.core_properties
        return about.title or None, about.language or None, paragraphs
    except (OpcError, *_DAMAGED) as error:
        raise InputError(path, f"is not a Word document that can be read ({error}); save it again as .docx") from error


def _check(data: bytes, path: Path, max_size: int | None) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise InputError(path, f"is not a Word document ({error}); save it again as .docx") from error
    if max_size is not None and size > max_size:
        raise LimitError(path, too_large(size, max_size))


def _paragraphs(holder: Document | _Cell) -> Iterator[str]:
    seen: set[Any] = set()
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            for cell in (cell for row in block.rows for cell in row.cells):
                if cell._tc not in seen:  # a merged cell is given once for each place that it covers
                    seen.add(cell._tc)
                    yield from _paragraphs(cell)
        else:
            yield block.text
