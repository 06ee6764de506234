"""Text as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["block", "plain", "table"]

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|$&~])")
_OPTION = re.compile(r"(?<![\w/-])(--?[a-z][a-z-]*)(?![\w-])")


def plain(text: str) -> str:
    """Return text in which no sign means anything, on one line; options are set as code."""
    pieces = _OPTION.split(" ".join(text.split()))
    return "".join(f"`{piece}`" if place % 2 else _SIGNS.sub(r"\\\1", piece) for place, piece in enumerate(pieces))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def block(text: str, language: str = "text") -> str:
    """Return text as it is, in a block."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or [""]))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"
