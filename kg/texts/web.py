"""Paragraphs of a web page, by the standard library's parser: what a reader reads of it, without what leads elsewhere.

Dropped are scripts, styles, forms, navigation, asides, footers, pictures, and what is hidden. Where the page marks its
text as ``main`` or ``article``, only that is read, and what stands in neither is dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from kg.errors import InputError
from kg.sheets.encodings import decode_text

__all__ = ["Page", "page_of", "read_page"]

_DROPPED = frozenset(
    [
        "aside",
        "audio",
        "button",
        "canvas",
        "datalist",
        "dialog",
        "footer",
        "form",
        "head",
        "iframe",
        "input",
        "math",
        "menu",
        "nav",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
#: elements that do not part what stands before from what stands after
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
#: an element of the left side ends an open one of the right side (HTML leaves out their end tags)
_ENDS = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}}
_ENDS |= {"th": _ENDS["td"]}
#: an open ``p`` ends where one of these begins
_ENDS_P = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_MAIN = ("main", "article")
_BREAK = "\n"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_TWO_BREAKS = re.compile(r"\n[^\S\n]*\n")


class Page(HTMLParser):
    """A page as it is parsed: ``title``, ``language``, the first heading, and the paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language: str | None = None
        self.heading: str | None = None
        self._title: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()
        self._dropping = 0
        self._piece: list[str] = []
        self._found: list[tuple[str, frozenset[str]]] = []

    @property
    def title(self) -> str | None:
        """The title that the page has in its head, else its first heading."""
        return "".join(self._title).strip() or self.heading

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs in order: those within ``main``, else those within an ``article``, else all."""
        for name in _MAIN:
            within = [words for words, around in self._found if name in around]
            if within:
                return within
        return [words for words, _ in self._found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        about = dict(attrs)
        if tag == "html" and about.get("lang"):
            self.language = about["lang"]
        if tag == "br":
            self._piece.append(_BREAK)
        if tag in _VOID:
            if tag == "hr":
                self._part()
            return
        self._end_implied(tag)
        if tag not in _INLINE:
            self._part()
        hidden = "hidden" in about or about.get("aria-hidden") == "true"
        self._open.append((tag, hidden or (tag in _DROPPED)))
        self._names[tag] += 1
        self._dropping += self._open[-1][1]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element written as ``<tag/>``: HTML takes it for open, save where it holds nothing."""
        self.handle_starttag(tag, attrs)
        if self._names["svg"] or self._names["math"]:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and those left open in it; an end without a start is passed over."""
        if not self._names[tag]:
            if tag == "p":
                self._part()
            return
        while self._open:
            if self._open[-1][0] not in _INLINE:
                self._part()
            name, dropped = self._open.pop()
            self._names[name] -= 1
            self._dropping -= dropped
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep words that are read."""
        if self._names["title"] and not self._names["svg"]:
            self._title.append(data)
        elif not self._dropping:
            self._piece.append(data if self._names["pre"] else " ".join(re.split(r"\s", data)))

    def close(self) -> None:
        """End the page."""
        super().close()
        self._part()
        self._open.clear()

    def _end_implied(self, tag: str) -> None:
        if tag in _ENDS_P and self._open and self._open[-1][0] == "p":
            self.handle_endtag("p")
        ended = _ENDS.get(tag, set())
        while ended and self._open and self._open[-1][0] in ended:
            self.handle_endtag(self._open[-1][0])

    def _part(self) -> None:
        text = "".join(self._piece)
        self._piece.clear()
        if not text.strip():
            return
        around = frozenset(name for name, count in self._names.items() if count)
        for words in _TWO_BREAKS.split(text):
            if words.strip():
                self._found.append((words, around))
                if self.heading is None and "h1" in around:
                    self.heading = " ".join(words.split())


def page_of(markup: str) -> Page:
    """Return a page, parsed."""
    page = Page()
    page.feed(markup)
    page.close()
    return page


def read_page(data: bytes, path: Path, encoding: str | None) -> tuple[str | None, str | None, list[str]]:
    """Return title, language and paragraphs of a page; without a named encoding, the one that the page declares is used."""
    if encoding is None and (declared := _CHARSET.search(data[:4096])):
        encoding = declared[1].decode("ascii")
    try:
        markup, _ = decode_text(data, path, encoding)
    except InputError:
        if encoding is None:
            raise
        markup, _ = decode_text(data, path, None)
    page = page_of(markup)
    return page.title, page.language, page.paragraphs
