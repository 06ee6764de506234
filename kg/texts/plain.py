"""Paragraphs of a plain text and of Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from kg.sheets.encodings import decode_text
from kg.texts.web import page_of

__all__ = ["read_markdown", "read_plain"]

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FRONT_LINE = re.compile(r"""^(title|lang|language):\s*["']?(.*?)["']?\s*$""", re.MULTILINE)


def read_plain(data: bytes, path: Path, encoding: str | None) -> tuple[None, None, list[str]]:
    """Return the paragraphs of a plain text: an empty line parts them; where there is none, each line is one."""
    text = _decoded(data, path, encoding).strip("\n")
    return None, None, _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")


def read_markdown(data: bytes, path: Path, encoding: str | None) -> tuple[str | None, str | None, list[str]]:
    """Return title, language and paragraphs of Markdown (CommonMark with tables): each block is a paragraph.

    The title is the front matter's, else the first heading of the first level; HTML in it is read as in a page.
    """
    text = _decoded(data, path, encoding)
    about: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        about = dict(_FRONT_LINE.findall(front[1]))
        text = text[front.end() :]
    page = page_of(MarkdownIt("commonmark").enable("table").render(text))
    return about.get("title") or page.heading, about.get("lang") or about.get("language"), page.paragraphs


def _decoded(data: bytes, path: Path, encoding: str | None) -> str:
    text, _ = decode_text(data, path, encoding)
    return re.sub(r"\r\n?|[\x0b\x0c\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
