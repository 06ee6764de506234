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

import pyoxigraph as ox

from kg.corpora.fields import near
from kg.errors import InputError

__all__ = ["SECTIONS", "Join", "Mapping", "read_mapping"]

#: the sections of a mapping file: setting to whether it must be there
SECTIONS: dict[str, dict[str, bool]] = {
    "case": {"title": True, "description": False},
    "party": {"key": True, "label": False, "alias": False, "description": False, "role": False, "role_values": False},
    "person": {"key": True, "label": False, "office": False},
    "issue": {"key": True, "label": False, "alias": False, "description": False, "kind": False, "kind_values": False}
    | {"choice_rule": False, "choice_rule_values": False, "topic": False},
    "option": {"key": False, "label": False, "alias": False, "description": False},
    "stance": {"from": True, "values": False},
    "statement": {"key": False, "date": True, "date_format": False, "earliest": False, "paraphrase": False}
    | {"quotation": False, "paragraph": False, "confidence": False, "coder": False}
    | {
        f"{name}{end}": False
        for name in ("attribution", "mandate", "channel", "sensitivity")
        for end in ("", "_values")
    },
    "source": {"key": True, "label": False, "issued": False, "publisher": False, "address": False},
}

_REQUIRED = ("party", "issue", "stance", "statement", "source")
_TOP = {"namespace", "language", "encoding", "delimiter", "empty", "join"}

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Join:
    """A second sheet: ``file`` beside the mapping, its ``key`` column, and the column ``on`` of the first that holds it.

    With ``many`` a key may come up in several rows; then its columns serve as topics only.
    """

    name: str
    file: str
    key: str
    on: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file as read: its sections hold values that :mod:`kg.corpora.fields` compiles."""

    path: Path
    namespace: str
    language: str = "en"
    encoding: str = "utf-8"
    delimiter: str = ","
    empty: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    sections: MappingABC[str, MappingABC[str, object]] = field(default_factory=dict)

    def get(self, section: str, setting: str) -> object:
        """Return a setting, or None where the mapping leaves it out."""
        return self.sections.get(section, {}).get(setting)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises :class:`~kg.errors.InputError` with what is wrong in it and what would be right."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8; a mapping file is TOML in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"not valid TOML: {error}") from error
    _refuse_unknown(path, "", document, _TOP | SECTIONS.keys())
    for name in _REQUIRED:
        if name not in document:
            raise InputError(path, f"has no [{name}]; kg import --suggest-mapping FILE.csv writes one to start from")
    sections = {name: _section(path, name, document[name]) for name in SECTIONS if name in document}
    if "namespace" not in document:
        raise InputError(
            path, 'has no namespace; give the start of all identifiers, such as "https://example.org/votes/"'
        )
    return Mapping(
        path,
        namespace=_namespace(path, document["namespace"]),
        language=_language(path, document.get("language", "en")),
        encoding=_words(path, "encoding", document.get("encoding", "utf-8")),
        delimiter=_delimiter(path, document.get("delimiter", ",")),
        empty=_word_list(path, "empty", document.get("empty", [])),
        joins=_joins(path, document.get("join", {})),
        sections=sections,
    )


def _refuse_unknown(path: Path, section: str, found: MappingABC[str, object], known: set[str]) -> None:
    for name in found:
        if name not in known:
            raise InputError(path, f"{section}{name} means nothing here{near(name, known)}")


def _section(path: Path, name: str, content: object) -> MappingABC[str, object]:
    settings = SECTIONS[name]
    if not isinstance(content, dict):
        raise InputError(path, f"{name} must be a section: [{name}] on a line of its own")
    _refuse_unknown(path, f"[{name}] ", content, set(settings))
    for setting, needed in settings.items():
        if needed and setting not in content:
            raise InputError(path, f"[{name}] has no {setting}")
    return content


def _words(path: Path, setting: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InputError(path, f"{setting} must be words in quotes")
    return value


def _word_list(path: Path, setting: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InputError(path, f'{setting} must be a list such as ["NA", "-"]')
    return tuple(_words(path, setting, item) for item in value)


def _namespace(path: Path, value: object) -> str:
    text = _words(path, "namespace", value)
    try:
        good = ox.NamedNode(text).value.endswith(("/", "#", ":"))
    except ValueError:
        good = False
    if not good:
        raise InputError(
            path, f"namespace “{text}” must be an address that ends in /, # or :, such as https://example.org/votes/"
        )
    return text


def _language(path: Path, value: object) -> str:
    text = _words(path, "language", value)
    if not _LANGUAGE_TAG.fullmatch(text):
        raise InputError(path, f"language “{text}” must be a language tag, such as en or pt-BR")
    return text


def _delimiter(path: Path, value: object) -> str:
    text = _words(path, "delimiter", value)
    if len(text) != 1:
        raise InputError(path, 'delimiter must be one character, such as "," or ";" or "\\t"')
    return text


def _joins(path: Path, content: object) -> tuple[Join, ...]:
    if not isinstance(content, dict) or not all(isinstance(join, dict) for join in content.values()):
        raise InputError(path, "a second sheet is given as a section [join.NAME] with file and key")
    found = []
    for name, join in content.items():
        setting = f"[join.{name}] "
        _refuse_unknown(path, setting, join, {"file", "key", "with", "many"})
        missing = [needed for needed in ("file", "key") if needed not in join]
        if missing:
            raise InputError(path, f"{setting}has no {missing[0]}")
        key = _words(path, f"{setting}key", join["key"])
        file = _words(path, f"{setting}file", join["file"])
        on = _words(path, f"{setting}with", join.get("with", key))
        found.append(Join(name, file, key, on, many=join.get("many", False) is True))
    return tuple(found)
