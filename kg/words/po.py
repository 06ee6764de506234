"""A strict reader of gettext's PO files, and their form for :mod:`gettext`, so that no compiled file can be out of date.

Read are comments, ``msgctxt``, ``msgid``, ``msgid_plural``, ``msgstr`` and ``msgstr[N]``, each with one or more strings in
double quotes; escapes are ``\\n``, ``\\t``, ``\\"`` and ``\\\\``. Source of both formats: the manual of GNU gettext, chapters
"The Format of PO Files" and "The Format of GNU MO Files".
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from gettext import GNUTranslations
from io import BytesIO

__all__ = ["Catalogue", "Message", "PoError", "compile_mo", "read_po", "translations_of"]

_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? *)?("(?:[^"\\]|\\[nt"\\])*")')
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
_MAGIC = 0x950412DE


class PoError(ValueError):
    """A PO file that cannot be read, with its name and line."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its English ``source``, ``plural`` where it counts, and ``forms``, the translation or translations.

    ``context`` separates messages that have the same English words; it is None for most. A form is "" where it is missing.
    """

    source: str
    forms: tuple[str, ...]
    context: str | None = None
    plural: str | None = None
    line: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the message in a file."""
        return (self.context, self.source)

    @property
    def is_translated(self) -> bool:
        """Whether every form has words."""
        return all(self.forms)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: its ``header``, by field, and its ``messages``, in their order in the file."""

    header: dict[str, str]
    messages: tuple[Message, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """The Unicode plural categories of the language's forms, such as one, few and many, in the order of the forms."""
        return tuple(self.header["X-Plural-Categories"].split())

    @property
    def plural_count(self) -> int:
        """How many plural forms the language has."""
        return int(self.header["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])


@dataclass
class _Entry:
    line: int
    parts: dict[str, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def has_forms(self) -> bool:
        return any(part.startswith("msgstr") for part in self.parts)


def read_po(text: str, name: str) -> Catalogue:
    """Return a PO file. Raises :class:`PoError`, with ``name`` and the line, for what is not valid.

    Messages marked as fuzzy count as missing; obsolete ones (``#~``) are ignored.
    """
    messages = [_message(entry, name) for entry in _entries(text, name)]
    if not messages or messages[0].source:
        raise PoError(f"{name}, line 1: the header is missing; the first message must be an empty msgid")
    header = dict(line.split(": ", 1) for line in messages[0].forms[0].splitlines() if ": " in line)
    for needed in ("Language", "Plural-Forms", "X-Language-Name", "X-Plural-Categories"):
        if needed not in header:
            raise PoError(f"{name}, line {messages[0].line}: the header has no {needed}")
    catalogue = Catalogue(header, tuple(messages[1:]))
    if len(catalogue.categories) != catalogue.plural_count:
        raise PoError(f"{name}: X-Plural-Categories must name the {catalogue.plural_count} forms of Plural-Forms")
    _refuse_faulty(catalogue, name)
    return catalogue


def _refuse_faulty(catalogue: Catalogue, name: str) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    for message in catalogue.messages:
        if message.key in seen:
            raise PoError(f"{name}, line {message.line}: the same message stands at line {seen[message.key]}")
        seen[message.key] = message.line
        wanted = catalogue.plural_count if message.plural is not None else 1
        if len(message.forms) != wanted:
            raise PoError(f"{name}, line {message.line}: {len(message.forms)} forms; the language needs {wanted}")


def _entries(text: str, name: str) -> Iterator[_Entry]:
    entry, last, fuzzy = _Entry(0), "", False
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            fuzzy = fuzzy or (stripped.startswith("#,") and "fuzzy" in stripped)
            last = ""
            continue
        found = _LINE.fullmatch(stripped)
        if not found or not (found[1] or last):
            raise PoError(f"{name}, line {number}: not a line of a PO file: {stripped}")
        if found[1]:
            last = found[1] + (f"[{found[2]}]" if found[2] else "")
            if found[1] in ("msgctxt", "msgid") and (entry.has_forms or not entry.parts):
                if entry.parts:
                    yield entry
                entry, fuzzy = _Entry(number, is_fuzzy=fuzzy), False
            if last in entry.parts:
                raise PoError(f"{name}, line {number}: {last} stands twice in one message")
            entry.parts[last] = ""
        entry.parts[last] += _unquote(found[3])
    if entry.parts:
        yield entry


def _unquote(quoted: str) -> str:
    return re.sub(r"\\.", lambda found: _ESCAPES[found[0]], quoted[1:-1])


def _message(entry: _Entry, name: str) -> Message:
    parts = entry.parts
    plural = parts.get("msgid_plural")
    wanted = (
        ["msgstr"] if plural is None else [f"msgstr[{n}]" for n in range(sum(p.startswith("msgstr[") for p in parts))]
    )
    if "msgid" not in parts or not wanted or any(part not in parts for part in wanted):
        raise PoError(f"{name}, line {entry.line}: a message needs msgid and msgstr, or msgid_plural and msgstr[0], …")
    forms = tuple("" if entry.is_fuzzy else parts[part] for part in wanted)
    return Message(parts["msgid"], forms, parts.get("msgctxt"), plural, entry.line)


def translations_of(catalogue: Catalogue) -> GNUTranslations:
    """Return a catalogue as the standard library's translations."""
    return GNUTranslations(BytesIO(compile_mo(catalogue)))


def compile_mo(catalogue: Catalogue) -> bytes:
    """Return a catalogue as an MO file, without the messages that are not translated."""
    header = "".join(f"{key}: {value}\n" for key, value in catalogue.header.items())
    done = {_mo_key(message): "\0".join(message.forms) for message in catalogue.messages if message.is_translated}
    return _mo([("", header), *sorted(done.items())])


def _mo_key(message: Message) -> str:
    context = "" if message.context is None else f"{message.context}\4"
    return context + message.source + ("" if message.plural is None else f"\0{message.plural}")


def _mo(pairs: Iterable[tuple[str, str]]) -> bytes:
    encoded = sorted((key.encode(), value.encode()) for key, value in pairs)
    count = len(encoded)
    keys, values = 28, 28 + 8 * count
    place = values + 8 * count
    tables, texts = [], []
    for column in (0, 1):
        for pair in encoded:
            tables.append(struct.pack("<II", len(pair[column]), place))
            texts.append(pair[column] + b"\0")
            place += len(pair[column]) + 1
    return struct.pack("<7I", _MAGIC, 0, count, keys, values, 0, place) + b"".join(tables) + b"".join(texts)
