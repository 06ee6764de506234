"""Guess a mapping for a sheet of someone else's shape, written out as TOML with remarks, to be corrected by hand.

A guess is made from the columns' names and from the first rows' values. What cannot be guessed is left as
``"FILL IN"``, which no import accepts; a value that is no known word for a stance is listed, never guessed at.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kg.errors import InputError
from kg.sheets.csv_files import find_delimiter
from kg.sheets.encodings import decode_text
from kg.text import fold
from kg.vocabulary import STANCES

__all__ = ["FILL_IN", "suggest_mapping"]

#: what stands where nothing could be guessed
FILL_IN = "FILL IN"

_SAMPLE_BYTES = 2_000_000
_SAMPLE_ROWS = 5_000
_SHOWN_VALUES = 40

_PARTY = (
    "country",
    "party",
    "state",
    "organisation",
    "organization",
    "actor",
    "delegation",
    "member",
    "faction",
    "group",
)
_PERSON = ("person", "speaker", "delegate", "politician")
_STANCE = ("stance", "vote", "position", "agreement", "opinion", "side")
_DATE = ("date", "day", "datum", "when")
_ISSUE = (
    "rcid",
    "rollcall",
    "roll call",
    "issue",
    "resolution",
    "bill",
    "motion",
    "question",
    "topic",
    "concept",
    "item",
)
_OPTION = ("option", "alternative")
_LABEL = ("title", "short", "label", "subject", "heading", "name", "unres", "resolution")
_DESCRIPTION = ("descr", "summary", "abstract", "text")
_TOPIC = ("topic", "issue", "tag", "category", "theme")
_CODE = ("code", "iso", "abbreviation", "alias")
_SOURCE = ("source", "document", "url", "reference")

_WORDS = {
    "support": "yes y yea aye for favour favor pro agree agreed support supports ja oui si так да за",
    "oppose": "no n nay against con contra disagree disagreed oppose opposes reject nein non ні нет против проти",
    "noncommittal": "abstain abstained abstains abstention abstentions enthaltung утримався воздержался",
    "": "absent missing excused nv",
}
_PHRASES = {"in favour": "support", "in favor": "support", "not voting": "", "did not vote": "", "not present": ""}
_STANCE_OF = {word: stance for stance, words in _WORDS.items() for word in words.split()} | _PHRASES
_STANCE_OF |= {str(stance): str(stance) for stance in STANCES}
_BINARY = {"1": "support", "0": "oppose"}

_FORMATS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%Y-%m-%dT%H:%M:%S",
    "%d %B %Y",
    "%B %d, %Y",
    "%Y%m%d",
)


@dataclass(frozen=True, slots=True)
class _Sample:
    """The beginning of a sheet: its columns with their values, and how it is written."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_whole: bool

    def values(self, column: str) -> list[str]:
        """Return the filled cells of a column, in order."""
        place = self.header.index(column)
        return [row[place].strip() for row in self.rows if len(row) > place and row[place].strip()]

    def like(self, names: Iterable[str], among: Sequence[str] | None = None) -> str | None:
        """Return the column whose name is most like the first of some names: equal, else beginning so, else holding it."""
        columns = self.header if among is None else among
        tests: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.startswith, str.__contains__)
        for test in tests:
            for name in names:
                for column in columns:
                    if test(fold(column), name):
                        return column
        return None


def suggest_mapping(files: Sequence[Path]) -> str:
    """Return the text of a mapping file for a sheet, joined with the others named.

    The sheet of positions is the one with a column of stances, else the first. Raises
    :class:`~kg.errors.InputError` for what is no CSV.
    """
    samples = [_read(path) for path in files]
    main = next((sample for sample in samples if _stance_column(sample)), samples[0])
    others = [sample for sample in samples if sample is not main]
    joins = [join for other in others if (join := _join(main, other))]
    lines = [
        f"# A guess from {', '.join(sample.path.name for sample in samples)}: read every line, mend it, then",
        f"#   kg import --mapping THIS.toml {' '.join(sample.path.name for sample in samples)} -o CASE",
        '# A value is a column\'s name, { value = "fixed words" }, { text = "words with {column}" }, or a list of which',
        "# the first that is filled counts. Identifiers are made of the namespace and the key columns.",
        f'namespace = "https://example.org/{_slug(main.path.stem)}/"  # choose one of your own; ids depend on it',
        'language = "en"',
        *_reading_lines(main, samples),
        "",
        "[case]",
        f"title = {_quoted(main.path.stem.replace('_', ' '))}",
        "",
        *(line for join in joins for line in join.lines()),
        *_Guess(main, joins).lines(),
    ]
    return "\n".join(lines) + "\n"


def _read(path: Path) -> _Sample:
    try:
        with path.open("rb") as file:
            data = file.read(_SAMPLE_BYTES)
            is_whole = not file.read(1)
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    if not is_whole:
        data = data[: data.rfind(b"\n") + 1] or data
    text, encoding = decode_text(data, path)
    delimiter = find_delimiter(text)
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error as error:
        raise InputError(path, f"cannot be read as CSV ({error})") from error
    if not rows:
        raise InputError(path, "is empty; its first row must name the columns")
    header = tuple(name.strip().lstrip("\ufeff") for name in rows[0])
    return _Sample(path, encoding, delimiter, header, tuple(rows[1:]), is_whole)


def _reading_lines(main: _Sample, samples: Sequence[_Sample]) -> list[str]:
    lines = []
    if main.encoding not in ("utf-8", "utf-8-sig"):
        lines.append(f"encoding = {_quoted(main.encoding)}")
    if main.delimiter != ",":
        lines.append(f"delimiter = {_quoted(main.delimiter)}")
    cells = {cell.strip() for sample in samples for row in sample.rows for cell in row}
    unknown = sorted(cells & {"NA", "N/A", "-", "."})
    listed = ", ".join(_quoted(value) for value in unknown)
    lines.append(f"empty = [{listed}]  # cells that say that nothing is known")
    return lines


@dataclass(frozen=True, slots=True)
class _Join:
    """A second sheet that shares a column with the first; to ``many`` rows where its key comes up again."""

    sample: _Sample
    key: str
    many: bool

    @property
    def name(self) -> str:
        """What the mapping calls it."""
        return _slug(self.sample.path.stem)

    def lines(self) -> list[str]:
        """Return its section."""
        many = (
            ["many = true  # a key has several rows: all give topics, the first gives other columns"]
            if self.many
            else []
        )
        section = [f"[join.{self.name}]", f"file = {_quoted(self.sample.path.name)}", f"key = {_quoted(self.key)}"]
        return [*section, *many, ""]


def _join(main: _Sample, other: _Sample) -> _Join | None:
    shared = [column for column in other.header if column in main.header]
    if not shared:
        return None
    key = max(shared, key=lambda column: len(set(other.values(column))))
    values = other.values(key)
    return _Join(other, key, many=len(set(values)) < len(values))


def _stance_column(sample: _Sample) -> str | None:
    def known(column: str) -> float:
        values = {fold(value) for value in sample.values(column)[:_SAMPLE_ROWS]}
        return sum(value in _STANCE_OF for value in values) / len(values) if values else 0

    named = sample.like(_STANCE)
    best = max(sample.header, key=lambda column: (known(column), column == named))
    return best if known(best) >= 0.5 else named


class _Guess:
    """What the columns of a sheet, and of those joined to it, are taken for."""

    def __init__(self, main: _Sample, joins: Sequence[_Join]) -> None:
        self._main, self._joins = main, joins
        self._stance = _stance_column(main)
        free = [column for column in main.header if column != self._stance]
        self._party = main.like(_PARTY, free)
        self._person = main.like(_PERSON, [column for column in free if column != self._party])
        keys = [join.key for join in joins if join.key != self._party]
        self._issue = keys[0] if keys else main.like(_ISSUE, [column for column in free if column != self._party])

    def lines(self) -> list[str]:
        """Return the sections of the mapping."""
        return [
            *self._party_lines(),
            *self._issue_lines(),
            *self._stance_lines(),
            *self._statement_lines(),
            *self._source_lines(),
        ]

    def _party_lines(self) -> list[str]:
        lines = ["[party]", self._setting("key", self._party, "whose position it is")]
        code = self._main.like(_CODE)
        if code and code not in (self._party, self._issue):
            lines.append(f"alias = {_quoted(code)}")
        if self._person:
            lines += ["", "[person]", f"key = {_quoted(self._person)}"]
        return [*lines, ""]

    def _issue_lines(self) -> list[str]:
        lines = ["[issue]", self._setting("key", self._issue, "what the position is on")]
        labels = self._found(_LABEL, not_many=True)
        if labels and self._issue:
            parts = [f'{{ text = "{{{label}}} ({{{self._issue}}})" }}' for label in labels]
            parts.append(f'{{ text = "{self._issue} {{{self._issue}}}" }}')
            lines += [
                "label = [  # the first that is filled; the key keeps names apart",
                *(f"    {p}," for p in parts),
                "]",
            ]
        if description := self._found(_DESCRIPTION, not_many=True):
            lines.append(f"description = {_quoted(description[0])}")
        if topics := self._found(_TOPIC, not_many=False):
            lines.append(f"topic = {_quoted(topics[0])}")
        lines += [
            'kind = "substantive"  # or procedural, implementation',
            'choice_rule = "exclusive"  # or compatible',
            "",
        ]
        option = self._main.like(_OPTION)
        if option:
            keys = ", ".join(_quoted(name) for name in (self._issue or FILL_IN, option))
            return [*lines, "[option]", f"key = [{keys}]", f"label = {_quoted(option)}", ""]
        words = f'{{ text = "adopted: {{{self._issue}}}" }}' if self._issue else '{ value = "adopted" }'
        return [*lines, "[option]", f"label = {words}  # what is supported or opposed", ""]

    def _stance_lines(self) -> list[str]:
        lines = ["[stance]", self._setting("from", self._stance, "how the party stands")]
        lines += ["", '[stance.values]  # a stance for each value; "" for one that is no position, such as absent']
        values = dict.fromkeys(self._main.values(self._stance)) if self._stance in self._main.header else {}
        known = _STANCE_OF | _BINARY if {fold(v) for v in values} <= {"0", "1"} else _STANCE_OF
        for value in sorted(values)[:_SHOWN_VALUES]:
            stance = known.get(fold(value))
            remark = "# " if stance is None else ""
            after = f"  # say which of {', '.join(STANCES)}, noncommittal" if stance is None else ""
            lines.append(f"{remark}{_quoted(value)} = {_quoted(stance or '')}{after}")
        if len(values) > _SHOWN_VALUES:
            lines.append(f"# … and {len(values) - _SHOWN_VALUES} other values: is this the right column?")
        return [*lines, ""]

    def _statement_lines(self) -> list[str]:
        found = self._found(_DATE, not_many=True)
        lines = ["[statement]", self._setting("date", found[0] if found else None, "the day of the statement")]
        if found:
            lines.append(_format_line(self._values(found[0])))
        lines.append('attribution = "reported"  # official-document for a record of votes')
        if self._party and self._stance and self._issue:
            lines.append(f'paraphrase = {{ text = "{{{self._party}}}: {{{self._stance}}} on {{{self._issue}}}" }}')
        return [*lines, ""]

    def _source_lines(self) -> list[str]:
        source = self._main.like(_SOURCE)
        key = source or self._issue
        label = [] if source or not key else [f'label = {{ text = "Record of {{{key}}}" }}']
        return ["[source]", self._setting("key", key, "the document in which the position is found"), *label]

    def _setting(self, name: str, column: str | None, what: str) -> str:
        if column:
            return f"{name} = {_quoted(column)}"
        return f"{name} = {_quoted(FILL_IN)}  # {what}: one of {', '.join(self._main.header)}"

    def _found(self, names: Sequence[str], *, not_many: bool) -> list[str]:
        taken = {self._party, self._stance, self._issue, self._person}
        found = []
        if not_many:
            own = [column for column in self._main.header if column not in taken]
            found += [column for name in names if (column := self._main.like([name], own))]
        for join in self._joins:
            columns = [column for column in join.sample.header if column != join.key]
            if join.many != not_many:
                matches = [column for name in names if (column := join.sample.like([name], columns))]
                found += [f"{join.name}.{column}" for column in matches]
        return list(dict.fromkeys(found))

    def _values(self, name: str) -> list[str]:
        for join in self._joins:
            if name.startswith(f"{join.name}."):
                return join.sample.values(name.removeprefix(f"{join.name}."))
        return self._main.values(name)


def _format_line(values: Sequence[str]) -> str:
    fits = [one for one in _FORMATS if values and all(_fits(value, one) for value in values[:_SAMPLE_ROWS])]
    if not fits:
        return f"date_format = {_quoted(FILL_IN)}  # as in Python: %Y year, %m month, %d day, %B month's name"
    doubt = "  # day and month could be the other way round" if {"%d/%m/%Y", "%m/%d/%Y"} <= set(fits) else ""
    return f"date_format = {_quoted(fits[0])}{doubt}"


def _fits(value: str, one: str) -> bool:
    try:
        datetime.strptime(value, one)
    except ValueError:
        return False
    return True


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_") or "sheet"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
