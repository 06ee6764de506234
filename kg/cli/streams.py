"""Output to a stream of any encoding: what it cannot hold is replaced, so that no answer ends in a traceback.

A stream of UTF-8 or UTF-16 holds everything but a lone surrogate, which comes from a file name that is not UTF-8. Any
other stream (cp1252 in a Windows pipe, latin-1, ASCII) gets the nearest ASCII of what it cannot hold: quotation marks,
dashes and boxes become plain ones, a letter loses its accent, and what has no similar character becomes ``?``. JSON loses
nothing, since it is written with escapes there (:func:`holds_all`).
"""

from __future__ import annotations

import codecs
import sys
from typing import IO

__all__ = ["count_lost", "holds_all", "printable", "set_up_streams"]

#: the name of the error handler and of the codec that this module registers
_HANDLER, _ASCII = "kg_nearest", "kg_ascii"

_NEAREST = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚‹›′ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−─━═", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╇╪╞╡", "+"),
    **dict.fromkeys("·•∙●", "*"),
    **dict(zip("○▒∴", ("0", "#", ":."), strict=True)),
    **dict.fromkeys("→⇒➜", "->"),
    **dict.fromkeys("←⇐", "<-"),
    **dict.fromkeys("↔⇔", "<->"),
    **dict(
        zip("…±×≥≤≠¶§✓№\xa0", ("...", "+-", "x", ">=", "<=", "!=", "par. ", "sec. ", "v", "No. ", " "), strict=True)
    ),
    **dict(zip("ØøłŁđĐıßæÆ", ("O", "o", "l", "L", "d", "D", "i", "ss", "ae", "AE"), strict=True)),
}


class _Lost:
    """How many characters had no similar one since the streams were set up."""

    count = 0


def set_up_streams() -> None:
    """Let stdout and stderr replace what they cannot hold; a stream that cannot be set (a notebook's) stays as it is."""
    _Lost.count = 0
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        # click takes plain ASCII for a mistake and would write UTF-8 to it; under another name it is left alone
        reconfigure(errors=_HANDLER, **({"encoding": _ASCII} if _codec(stream) == "ascii" else {}))


def holds_all(stream: IO[str] | None) -> bool:
    """Return whether a stream's encoding holds every character."""
    return _codec(stream).startswith("utf")


def printable(text: str, stream: IO[str] | None) -> str:
    """Return a text as a stream will show it, so that columns can be laid out by what is shown."""
    if holds_all(stream):
        return text
    try:
        return text.encode(_codec(stream), _HANDLER).decode(_codec(stream))
    except LookupError:  # streams that were never set up
        return text


def count_lost() -> int:
    """Return how many characters were replaced by ``?`` since the streams were set up."""
    return _Lost.count


def _codec(stream: IO[str] | None) -> str:
    try:
        return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
    except LookupError:
        return "ascii"


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = [_near_sign(character) for character in error.object[error.start : error.end]]
    _Lost.count += found.count("?")
    return "".join(found), error.end


def _near_sign(character: str) -> str:
    from unicodedata import combining, normalize

    if character in _NEAREST:
        return _NEAREST[character]
    bare = "".join(part for part in normalize("NFKD", character) if not combining(part))
    return bare if bare.isascii() and bare.isprintable() and (bare or combining(character)) else "?"


def _search(name: str) -> codecs.CodecInfo | None:
    if name != _ASCII:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode,
        found.decode,
        incrementalencoder=found.incrementalencoder,
        incrementaldecoder=found.incrementaldecoder,
        name=_ASCII,
    )


codecs.register(_search)
