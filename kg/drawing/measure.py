"""How much room words take, without the fonts of any machine: an estimate on the safe side, the same everywhere.

The widths are those of DejaVu Sans, the widest of the common sans-serif fonts, in classes of letters.
"""

from __future__ import annotations

import unicodedata

from kg.text import plain

__all__ = ["BOLD", "clip", "text_width", "wrap"]

#: how much wider bold letters are than others of the same size, which is given as that much larger
BOLD = 1.12

#: widths as a multiple of the size of the letters; any other letter has that of its kind
_CLASSES = {
    0.32: "iljI.,:;'|! ·",
    0.43: 'ftr()[]{}-"/\\–“”‘’',
    0.92: "wM&щшжюмыфЖМЫФЮ",
    1.0: "mW@%ЩШ—→",
}
_WIDTHS = {character: width for width, characters in _CLASSES.items() for character in characters}
_CAPITAL, _SMALL, _WIDE = 0.73, 0.63, 1.0


def text_width(words: str, size: float) -> float:
    """Return at most how wide one line of words is, in pixels, with letters of a size.

    >>> text_width("ill", 10) < text_width("mmm", 10)
    True
    """
    return size * sum(map(_width, plain(words)))


def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _CAPITAL if character.isupper() else _SMALL


def wrap(words: str, size: float, room: float) -> list[str]:
    """Return words in lines that are no wider than ``room`` pixels; a word that is wider is broken. Never empty.

    >>> wrap("one two three", 10, 50)
    ['one two', 'three']
    """
    lines = [""]
    for word in plain(words).split():
        together = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(together, size) <= room:
            lines[-1] = together
            continue
        pieces = _broken(word, size, room)
        lines = [*([] if lines == [""] else lines), *pieces]
    return lines


def _broken(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def clip(words: str, size: float, room: float, most: int = 1) -> list[str]:
    """Return words in ``most`` lines at most, the last one ending in “…” where something is left out.

    >>> clip("one two three four", 10, 40)
    ['one t…']
    """
    lines = wrap(words, size, room)
    if len(lines) <= most:
        return lines
    last = " ".join(lines[most - 1 :])
    while last and text_width(f"{last}…", size) > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}…"]
