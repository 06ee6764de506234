"""Words of any kind: compared without case and accents, nearly matched, and made safe for a terminal or a spreadsheet.

A text that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes away
again: :func:`protect` and :func:`unprotect` are each other's inverse for every text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean", "escape_json", "fold", "plain", "protect", "unprotect"]

_RISKY = frozenset("=+-@\t\r\n|%")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

#: a minus before a number, at the start of a text or after a space; any other hyphen joins two words
_SIGN = re.compile(r"(?:^\s*[-−]\s*|(?<=[\s(])[-−])(?=\.?\d)")
_HYPHEN = re.compile("[-−]")
_MINUS = "\x00"

_BIDI_AND_CONTROL = {
    **{code: None for code in range(0x20) if code not in (0x09, 0x0A)},
    **dict.fromkeys(range(127, 160)),
    **dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
    0x2028: " ",
    0x2029: " ",
}


def fold(name: str) -> str:
    """Return a name without case, accents and surplus space, for comparison. The sign of a number is kept.

    >>> fold("  São  TOMÉ "), fold("Post-war"), fold("−1")
    ('sao tome', 'post war', '-1')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    if "-" in plain or "−" in plain:
        plain = _HYPHEN.sub(" ", _SIGN.sub(_MINUS, plain)).replace(_MINUS, "-")
    return " ".join(plain.replace("_", " ").replace("’", "'").split())


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return what would be right: the near ones of the known values, or all of them where they are few; "" if none.

    >>> did_you_mean("suport", ["support", "oppose"])
    'did you mean support?'
    """
    values = {fold(one): one for one in known}
    near = get_close_matches(fold(value), values, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(values[one] for one in near)}?"
    return f"write one of: {', '.join(values.values())}" if 0 < len(values) <= 12 else ""


def plain(text: str) -> str:
    """Return text without control characters and text-direction overrides: data is never a command to a terminal.

    >>> plain("\\x1b[31mred\\u202e")
    '[31mred'
    """
    return text.translate(_BIDI_AND_CONTROL)


def escape_json(text: str) -> str:
    """Return JSON with what :func:`plain` takes out of a text written as an escape: the same values, none a command.

    >>> escape_json('"\\x9b"')
    '"\\\\u009b"'
    """
    return text.translate({code: f"\\u{code:04x}" for code in _BIDI_AND_CONTROL if code >= 0x7F})


def protect(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet could take it for a formula.

    >>> protect("=1+1"), protect("plain"), protect("'=x")
    ("'=1+1", 'plain', "''=x")
    """
    bare = text.lstrip("'")
    return f"'{text}" if bare and bare[0] in _RISKY and not _NUMBER.fullmatch(text) else text


def unprotect(text: str) -> str:
    """Return the text that :func:`protect` was given."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and bare and bare[0] in _RISKY else text
