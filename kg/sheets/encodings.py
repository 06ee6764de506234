"""The encoding of a text file: read from its mark, or valid UTF-8, else asked for, with the likely ones to choose from.

A file in another encoding is never guessed in silence: short texts in Windows-1251, KOI8-R or Windows-1255 decode without
an error under each other's names, into wrong letters. An encoding named by the user is used for files that are neither
marked nor valid UTF-8, so that one folder may hold both.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from encodings.aliases import aliases
from functools import lru_cache
from pathlib import Path

from kg.errors import InputError
from kg.text import did_you_mean

__all__ = ["check_encoding", "decode_text", "find_encoding"]

#: byte-order marks; UTF-32's begins with UTF-16's, and so comes first
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: bytes of no plain text: of UTF-16 or UTF-32 without a mark, and the escapes of ISO 2022, which are valid UTF-8 too
_NOT_PLAIN = re.compile(rb"\x00|\x1b[$(]")
#: codecs of Python that are not encodings of text files
_NO_TEXT = frozenset({"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_CHUNK = 1 << 20
_SAMPLE_BYTES = 100_000
_CANDIDATES = 3
_WORDS_SHOWN, _WORD_LENGTH = 3, 20
#: of encodings that read a file alike, the one that most files are in
_COMMON = (
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1255",
    "windows-1256",
    "koi8-r",
    "gb18030",
    "shift_jis",
)
_ONE_SCRIPT = re.compile(r"[^\W\d_]+")


def check_encoding(name: str, where: object) -> str:
    """Return an encoding's name, or raise :class:`~kg.errors.InputError` where no text encoding is called so."""
    try:
        found = codecs.lookup(name)
        if found._is_text_encoding and found.name.replace("_", "-") not in _NO_TEXT:
            return name
    except (LookupError, ValueError):  # ValueError: a null character in the name
        pass
    hint = did_you_mean(name, sorted({one.replace("_", "-") for one in _text_encodings()}))
    hint = hint or "write a name such as utf-8, windows-1251 or iso-8859-1"
    raise InputError(where, f"unknown text encoding “{name}”; {hint}")


@lru_cache(maxsize=1)
def _text_encodings() -> frozenset[str]:
    names = {f"windows-{number}" for number in range(1250, 1259)} | {f"iso-8859-{number}" for number in range(1, 17)}
    names |= set(aliases.values()) - {
        "base64_codec",
        "bz2_codec",
        "hex_codec",
        "quopri_codec",
        "rot_13",
        "uu_codec",
        "zlib_codec",
    }
    return frozenset(names - {"mbcs", "tactis"} | {"koi8-u", "utf-8"})


def find_encoding(path: Path, encoding: str | None = None) -> str:
    """Return the encoding to read a file in: by its mark, or UTF-8 where it is valid, else the one named.

    The whole file is checked, piece by piece. Raises :class:`~kg.errors.InputError` for a file that is neither marked
    nor valid UTF-8 where none is named.
    """
    try:
        with path.open("rb") as file:
            return _find(iter(lambda: file.read(_CHUNK), b""), path, encoding)
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error


def decode_text(data: bytes, where: Path, encoding: str | None = None) -> tuple[str, str]:
    """Return a file's text and the encoding it was read in, chosen as by :func:`find_encoding`.

    Raises :class:`~kg.errors.InputError`, also for a text that the named encoding cannot decode.
    """
    chosen = _find((data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)), where, encoding)
    try:
        return data.decode(chosen), chosen
    except UnicodeDecodeError as error:
        sample = bytearray()
        _sample(sample, data)
        problem = f"cannot be decoded as {chosen} (byte {error.start + 1})"
        raise InputError(where, f"{problem}; {_advice(bytes(sample))}") from error


def _find(pieces: Iterable[bytes], where: Path, encoding: str | None) -> str:
    if encoding is not None:
        check_encoding(encoding, where)
    sample, read, found, problem, name = bytearray(), 0, "utf-8", "", "UTF-8"
    decoder: codecs.IncrementalDecoder | None = None
    for piece in pieces:
        if decoder is None:
            found = next((one for mark, one in _MARKS if piece.startswith(mark)), "utf-8")
            name = found.removesuffix("-sig").upper()
            decoder = codecs.getincrementaldecoder(found.removesuffix("-sig"))()
        _sample(sample, piece)
        problem = problem or _problem(decoder, piece, read, name, is_marked=found != "utf-8")
        read += len(piece)
        if problem and (encoding is not None or len(sample) >= _SAMPLE_BYTES):
            break
    if decoder is not None and not problem:
        problem = _problem(decoder, b"", read, name, is_marked=True, final=True)
    if not problem:
        return found
    if encoding is not None:
        return encoding
    raise InputError(where, f"{problem}; {_advice(bytes(sample))}")


def _problem(
    decoder: codecs.IncrementalDecoder, piece: bytes, before: int, name: str, *, is_marked: bool, final: bool = False
) -> str:
    if not is_marked and (strange := _NOT_PLAIN.search(piece)):
        return f"is not plain UTF-8 text (byte {before + strange.start() + 1})"
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        return f"is not valid {name} (byte {before - pending + error.start + 1})"
    return ""


def _sample(sample: bytearray, piece: bytes) -> None:
    """Keep the lines with bytes that differ between encodings; text of two or four bytes a character is kept whole."""
    room = _SAMPLE_BYTES - len(sample)
    if room <= 0 or (piece.isascii() and not _NOT_PLAIN.search(piece)):
        return
    lines = (
        [piece] if _NOT_PLAIN.search(piece) else [one for one in piece.splitlines(keepends=True) if not one.isascii()]
    )
    sample += b"".join(lines)[:room]


def _advice(sample: bytes) -> str:
    readings = list(_readings(sample))[:_CANDIDATES]
    if not readings:
        return "no known encoding fits it; save it again as UTF-8"
    listed = "; ".join(f"{name}: {words}" for name, words in readings)
    return f"name its encoding with --encoding NAME, or save it as UTF-8; likely encodings, with words of the file: {listed}"


def _readings(sample: bytes) -> Iterator[tuple[str, str]]:
    """Yield likely encodings, best first, with words of the file as each reads them; one of those that read it alike."""
    from chardet import detect_all  # here: its models take long to load, and most files are UTF-8

    ranked = [
        str(found["encoding"]).lower() for found in detect_all(sample, ignore_threshold=True) if found["encoding"]
    ]
    texts: dict[str, list[str]] = {}
    for name in dict.fromkeys([*ranked, "windows-1252"]):
        text = _decoded(sample, name)
        if text:
            texts.setdefault(text, []).append(name)
    # A word that mixes alphabets is a sign of a wrong encoding. The order is the detector's among equals.
    for text in sorted(texts, key=_mixed):
        names = texts[text]
        if words := _words(text):
            yield next((one for one in _COMMON if one in names), names[0]), words


def _decoded(sample: bytes, name: str) -> str:
    if name.replace("_", "-") in {"utf-8", "utf-8-sig", "ascii"}:
        return ""
    for cut in range(4):  # the sample may end within a character
        try:
            text = sample[: len(sample) - cut].decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        strange = any(
            unicodedata.category(character) in {"Cc", "Cn", "Co"} and character not in "\t\r\n" for character in text
        )
        return "" if strange else text
    return ""


def _mixed(text: str) -> float:
    words = [word for word in _ONE_SCRIPT.findall(text) if not word.isascii()]
    return sum(len({_script(letter) for letter in word}) > 1 for word in words) / len(words) if words else 1.0


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    script = unicodedata.name(letter, "?").split()[0].partition("-")[0]
    return "HAN" if script in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "HALFWIDTH", "FULLWIDTH"} else script


def _words(text: str) -> str:
    found = dict.fromkeys(word[:_WORD_LENGTH] for word in _ONE_SCRIPT.findall(text) if not word.isascii())
    plain = found or dict.fromkeys(word[:_WORD_LENGTH] for word in text.split())
    return " ".join(list(plain)[:_WORDS_SHOWN])
