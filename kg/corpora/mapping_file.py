"""Import a sheet of someone else's shape by a mapping file (TOML): which column is what, which value which stance.

The sheet has one position a row: a party, an issue and option, a stance, a day, a source. ``[join.NAME]`` adds the
columns of a second sheet, found by key. Values are written as :mod:`kg.corpora.fields` says. Identifiers are the
mapping's namespace, the kind, and the key columns percent-encoded: the same rows give the same identifiers each time.

::

    namespace = "https://example.org/assembly/"

    [join.rollcall]
    file = "roll_calls.csv"
    key = "rcid"

    [party]
    key = "country"

    [issue]
    key = "rcid"
    label = "rollcall.title"

    [option]
    label = { value = "adopted" }

    [stance]
    from = "vote"
    values = { yes = "support", no = "oppose", abstain = "noncommittal", absent = "" }

    [statement]
    date = "rollcall.date"
    date_format = "%Y-%m-%d"
    attribution = "official-document"

    [source]
    key = "rcid"
    label = { text = "Roll call {rcid}" }
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from pathlib import Path

from kg.corpora.fields import near
from kg.corpora.mapping_keys import FILL_IN, KEYS, REQUIRED_SECTIONS, SECTIONS
from kg.corpora.wide_rows import Wide
from kg.errors import InputError
from kg.sheets.encodings import check_encoding
from kg.sheets.names import is_namespace
from kg.store import refuse_pipe
from kg.text import is_language_tag

__all__ = ["Join", "Mapping", "read_mapping"]

_SHOWN_KEYS = 12


@dataclass(frozen=True, slots=True)
class Join:
    """A second table: its ``file`` ("" for the first table's) and ``sheet``, its ``key`` column, and the first's column ``on``.

    With ``many`` a key may occur in several rows; then its columns serve as topics only.
    """

    name: str
    file: str
    key: str
    on: str
    many: bool = False
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file as read: its sections hold values that :mod:`kg.corpora.fields` compiles."""

    path: Path
    namespace: str
    language: str = "en"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    empty: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    wide: Wide | None = None
    sections: MappingABC[str, MappingABC[str, object]] = field(default_factory=dict)

    def get(self, section: str, setting: str) -> object:
        """Return a setting, or None where the mapping leaves it out."""
        return self.sections.get(section, {}).get(setting)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises :class:`~kg.errors.InputError` with what is wrong in it and what would be right."""
    refuse_pipe(path)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8; a mapping file is TOML in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"not valid TOML: {error}") from error
    _refuse_unknown(path, "", document, {*KEYS[""], *SECTIONS, "join", "wide"})
    for name in REQUIRED_SECTIONS:
        if name not in document:
            raise InputError(path, f"has no [{name}]; kg import --suggest-mapping FILE writes one to start from")
    sections = {name: _section(path, name, document[name]) for name in SECTIONS if name in document}
    if "namespace" not in document:
        raise InputError(
            path, 'has no namespace; give the start of all identifiers, such as "https://example.org/votes/"'
        )
    if left := _left_open(document):
        shown = "; ".join(f"{section} {', '.join(keys)}".strip() for section, keys in left.items())
        raise InputError(path, f"still says “{FILL_IN}” at {shown}; write there what is meant")
    return Mapping(
        path,
        namespace=_namespace(path, document["namespace"]),
        language=_language(path, document.get("language", "en")),
        encoding=_encoding(path, document.get("encoding")),
        delimiter=_delimiter(path, document.get("delimiter")),
        sheet=_optional(path, "sheet", document.get("sheet")),
        empty=_word_list(path, "empty", document.get("empty", [])),
        joins=_joins(path, document.get("join", {})),
        wide=_wide(path, document["wide"]) if "wide" in document else None,
        sections=sections,
    )


def _left_open(content: MappingABC[str, object], section: str = "") -> dict[str, list[str]]:
    """Return the keys that hold ``FILL IN``, by the section of the file in which they stand, "" for none."""
    found: dict[str, list[str]] = {}
    for key, value in content.items():
        if isinstance(value, dict) and not _holds(value.get("value")) and not _holds(value.get("text")):
            inner = f"{section[1:-1]}.{key}".strip(".")
            for name, keys in _left_open(value, f"[{inner}]").items():
                found.setdefault(name, []).extend(keys)
        elif _holds(value):
            found.setdefault(section, []).append(key)
    return {name: keys[:_SHOWN_KEYS] + ["…"] * (len(keys) > _SHOWN_KEYS) for name, keys in found.items()}


def _holds(value: object) -> bool:
    """Return whether a value is ``FILL IN``, or has it within."""
    if isinstance(value, dict):
        return any(_holds(one) for one in value.values())
    return any(_holds(one) for one in value) if isinstance(value, list) else isinstance(value, str) and FILL_IN in value


def _refuse_unknown(path: Path, section: str, found: MappingABC[str, object], known: set[str]) -> None:
    for name in found:
        if name not in known:
            raise InputError(path, f"{section}{name} means nothing here{near(name, known)}")


def _section(path: Path, name: str, content: object) -> MappingABC[str, object]:
    settings = KEYS[name]
    if not isinstance(content, dict):
        raise InputError(path, f"{name} must be a section: [{name}] on a line of its own")
    _refuse_unknown(path, f"[{name}] ", content, set(settings))
    for setting, key in settings.items():
        if key.required and setting not in content:
            raise InputError(path, f"[{name}] has no {setting}: {key.help}")
    return content


def _words(path: Path, setting: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InputError(path, f"{setting} must be words in quotes")
    return value


def _optional(path: Path, setting: str, value: object) -> str | None:
    return None if value is None else _words(path, setting, value)


def _word_list(path: Path, setting: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InputError(path, f'{setting} must be a list such as ["NA", "-"]')
    return tuple(_words(path, setting, item) for item in value)


def _namespace(path: Path, value: object) -> str:
    text = _words(path, "namespace", value)
    if not is_namespace(text):
        raise InputError(
            path, f"namespace “{text}” must be an address that ends in /, # or :, such as https://example.org/votes/"
        )
    return text


def _language(path: Path, value: object) -> str:
    text = _words(path, "language", value)
    if not is_language_tag(text):
        raise InputError(path, f"language “{text}” must be a language tag, such as en or pt-BR")
    return text


def _encoding(path: Path, value: object) -> str | None:
    return None if value is None else check_encoding(_words(path, "encoding", value), path)


def _delimiter(path: Path, value: object) -> str | None:
    if value is None:
        return None
    text = _words(path, "delimiter", value)
    if len(text) != 1:
        raise InputError(path, 'delimiter must be one character, such as "," or ";" or "\\t"')
    return text


def _joins(path: Path, content: object) -> tuple[Join, ...]:
    if not isinstance(content, dict) or not all(isinstance(join, dict) for join in content.values()):
        raise InputError(path, "a second table is given as a section [join.NAME] with file and key")
    found = []
    for name, join in content.items():
        setting = f"[join.{name}] "
        _refuse_unknown(path, setting, join, set(KEYS["join.NAME"]))
        if "key" not in join:
            raise InputError(path, f"{setting}has no key")
        if not join.keys() & {"file", "sheet"}:
            raise InputError(path, f"{setting}has no file; name the second table, or its sheet in the same workbook")
        key = _words(path, f"{setting}key", join["key"])
        file = _optional(path, f"{setting}file", join.get("file")) or ""
        on = _words(path, f"{setting}with", join.get("with", key))
        sheet = _optional(path, f"{setting}sheet", join.get("sheet"))
        found.append(Join(name, file, key, on, many=join.get("many", False) is True, sheet=sheet))
    return tuple(found)


def _wide(path: Path, content: object) -> Wide:
    section = _section(path, "wide", content)
    header, cell = (_words(path, f"[wide] {name}", section[name]) for name in ("header", "cell"))
    if header == cell:
        raise InputError(path, f"[wide] header and cell are both called “{header}”; give each a different name")
    if ("columns" in section) == ("pattern" in section):
        raise InputError(
            path, "[wide] needs columns, a list of names, or pattern, an expression for them: one of the two"
        )
    if "columns" in section:
        columns = _word_list(path, "[wide] columns", section["columns"])
        if not columns:
            raise InputError(path, "[wide] columns is an empty list; name the columns that hold a stance each")
        return Wide(header, cell, columns=tuple(dict.fromkeys(columns)))
    text = _words(path, "[wide] pattern", section["pattern"])
    try:
        return Wide(header, cell, pattern=re.compile(text))
    except re.error as error:
        raise InputError(path, f"[wide] pattern “{text}” is not a regular expression ({error})") from error
