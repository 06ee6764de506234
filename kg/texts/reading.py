"""Read a text from a file: plain text, Markdown, a web page, a Word document or a PDF, by the file's extension."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError, LimitError, either, reason_of
from kg.formats import TEXT_FORMATS, extension_of
from kg.store import refuse_pipe
from kg.texts.limits import too_large
from kg.texts.plain import read_markdown, read_plain
from kg.texts.source import SourceText, source_text
from kg.texts.web import read_page

__all__ = ["DEFAULT_MAX_SIZE", "read_text"]

#: the size of a text's file, unpacked, in bytes, above which it is refused unless the caller lifts the limit
DEFAULT_MAX_SIZE = 50_000_000

#: what a reader gives: title, language, paragraphs
Read = tuple[str | None, str | None, list[str]]


def read_text(
    path: str | os.PathLike[str], *, max_size: int | None = DEFAULT_MAX_SIZE, encoding: str | None = None
) -> SourceText:
    """Return the text of a file, its format being that of its extension (:data:`kg.formats.TEXT_FORMATS`).

    ``max_size``: the limit in bytes, None for none. ``encoding`` is for files in neither UTF-8 nor marked. Raises
    :class:`~kg.errors.InputError` for a file that cannot be read or holds no words, :class:`~kg.errors.LimitError` for
    one that is too large, :class:`~kg.errors.MissingExtraError` where the library for its format is not installed.
    """
    file = Path(path)
    format_ = TEXT_FORMATS.get(extension_of(file))
    if format_ is None:
        known = either(sorted(TEXT_FORMATS))
        raise InputError(file, f"a text is read from a file that ends in {known}; save it as one of these")
    refuse_pipe(file)
    data = _bytes(file, max_size)
    title, language, paragraphs = _READERS[format_](data, file, encoding, max_size)
    text = source_text(file.name, paragraphs, title=title, language=language)
    if not text.paragraphs:
        raise InputError(file, "holds no words; if it is a scan, save it with its text recognised (OCR)")
    return text


def _bytes(path: Path, max_size: int | None) -> bytes:
    try:
        size = path.stat().st_size
        if max_size is not None and size > max_size:
            raise LimitError(path, too_large(size, max_size))
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, reason_of(error)) from error


def _plain(data: bytes, path: Path, encoding: str | None, max_size: int | None) -> Read:
    return read_plain(data, path, encoding)


def _markdown(data: bytes, path: Path, encoding: str | None, max_size: int | None) -> Read:
    return read_markdown(data, path, encoding)


def _page(data: bytes, path: Path, encoding: str | None, max_size: int | None) -> Read:
    return read_page(data, path, encoding)


def _docx(data: bytes, path: Path, encoding: str | None, max_size: int | None) -> Read:
    from kg.texts.word import read_docx

    return read_docx(data, path, max_size)


def _pdf(data: bytes, path: Path, encoding: str | None, max_size: int | None) -> Read:
    from kg.texts.pdf import read_pdf

    return read_pdf(data, path)


#: the reader of each format
_READERS: dict[str, Callable[[bytes, Path, str | None, int | None], Read]] = {
    "text": _plain,
    "markdown": _markdown,
    "html": _page,
    "docx": _docx,
    "pdf": _pdf,
}
