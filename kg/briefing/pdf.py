"""A briefing as PDF, by WeasyPrint from its page: nothing is fetched, the same bytes for the same briefing and fonts."""

from __future__ import annotations

from typing import Any, NoReturn

from kg.briefing.document import Document
from kg.briefing.html import to_html
from kg.errors import UsageError

__all__ = ["to_pdf"]


def _refuse(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError(f"{url} is not fetched")


def to_pdf(document: Document) -> bytes:
    """Return the document as the bytes of a PDF file. Raises :class:`~kg.errors.UsageError` without WeasyPrint."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: the library Pango is missing
        advice = "pip install 'negotiation-kg[briefing]', and the system's library Pango"
        raise UsageError(f"a .pdf file needs WeasyPrint; {advice}; or write .html and print it") from error
    written = HTML(string=to_html(document), url_fetcher=_refuse).write_pdf(pdf_identifier=b"kg", srgb=True)
    assert isinstance(written, bytes)
    return written
