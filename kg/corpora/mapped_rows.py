"""From a row of someone else's table to triples: a position and its statement, and what they are about when first named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast
from urllib.parse import quote

from kg.corpora.field_values import DayFormats, translated
from kg.corpora.fields import Columns, Field, Row, compile_field
from kg.corpora.mapping_file import Mapping
from kg.errors import InputError
from kg.schema import CHOICES, SHEETS_BY_NAME, Column, Kind
from kg.sheets.cells import Resolver, decode
from kg.sheets.problems import CellError, Place, Problem
from kg.sheets.row_streams import Fault
from kg.text import did_you_mean
from kg.vocabulary import NEG, RDF, SKOS, XSD

__all__ = ["RowWriter", "literal"]

_SHEET_OF = {"party": "parties", "person": "people", "issue": "issues", "option": "options", "source": "sources"}
_COLUMN_OF = {"alias": "aliases", "description": "definition", "choice_rule": "choice rule"}
_EXTRAS = ("attribution", "quotation", "paragraph", "confidence", "coder", "mandate", "channel", "sensitivity")

# The fixed parts of the triples of a position and its statement: a corpus has millions of them.
_DATE = f'"^^<{XSD.date}> .\n'
_A_POSITION, _A_STATEMENT = (f" <{RDF.type}> <{iri}> .\n" for iri in (NEG.Position, NEG.Statement))
_HELD_BY, _ON, _STATED_IN = (f" <{iri}> " for iri in (NEG.heldBy, NEG.on, NEG.statedIn))
_ABOUT, _SOURCE = (f" <{iri}> " for iri in (NEG.about, NEG.source))
_STANCE = f" <{NEG.stance}> <{NEG.base}"
_LATEST, _EARLIEST, _PARAPHRASE = f' <{NEG.latest}> "', f'<{NEG.earliest}> "', f"<{NEG.paraphrase}> "
_TRUE = f'"true"^^<{XSD.boolean}>'


def literal(text: str, tag: str = "") -> str:
    r"""Return a literal as N-Triples writes it, with a language tag if any.

    >>> literal('say "no"', "en")
    '"say \\"no\\""@en'
    """
    if "\\" in text or '"' in text or "\n" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"@{tag}' if tag else f'"{text}"'


@lru_cache(maxsize=100_000)
def _quoted(text: str) -> str:
    return quote(text, safe="")


@dataclass(slots=True)
class _Thing:
    """A thing as written: its IRI in angle brackets, its label, and the issue it belongs to, if it is an option."""

    iri: str
    label: str
    parent: str


@dataclass(slots=True)
class _Kind:
    """The things of one kind: how they are told apart and described, and those written so far."""

    name: str
    class_iri: str
    key: tuple[Field, ...]
    label: Field
    label_iri: str
    properties: tuple[tuple[Field, Column], ...]
    link: str
    varies: bool
    known: dict[tuple[str, ...], _Thing] = field(default_factory=dict)


class RowWriter:
    """Writes rows as N-Quads text by a mapping; what is wrong in a row goes to ``problems``, and nothing of it is written.

    ``written`` and ``skipped`` count rows; a skipped one has a value that the mapping calls no stance.
    """

    def __init__(
        self,
        mapping: Mapping,
        columns: Columns,
        determined: dict[int, int],
        topics: Callable[[Row], Iterable[str]],
        problems: list[Problem],
    ) -> None:
        self._mapping, self._columns, self._topics, self.problems = mapping, columns, topics, problems
        self._determined = determined
        self.written = self.skipped = self.width = 0
        self._file, self._sheet, self._number, self._wide = "", "", 0, -1
        self._bad = False
        self._told: set[tuple[str, str, str]] = set()
        self._rows: dict[int, int] = {}
        self._files: list[str] = []
        self._new: list[tuple[dict[tuple[str, ...], _Thing], tuple[str, ...]]] = []
        self._lines: list[str] = []
        self._topic_kind = _Kind("topic", SKOS.Concept, (), Field(str, (), ""), SKOS.prefLabel, (), "", varies=False)
        self._compile()

    def _compile(self) -> None:
        self._days = DayFormats(self._mapping.get("statement", "date_format"), self._mapping.path)
        self._party = self._kind("party", NEG.Party)
        self._issue = self._kind("issue", NEG.Issue)
        self._option = self._kind("option", NEG.Option, default_key=self._issue.key, link=NEG.optionOf)
        self._source = self._kind("source", NEG.Source)
        has_person = "person" in self._mapping.sections
        self._person = self._kind("person", NEG.Person, link=NEG.speaksFor) if has_person else None
        self._speaks_for: set[tuple[str, str]] = set()
        get = self._mapping.get
        self._stance = self._choice("stance", "from", SHEETS_BY_NAME["statements"].column("stance"))
        self._latest = self._days.last(self._field("statement", "date"))
        has_earliest = get("statement", "earliest") is not None
        first = self._field("statement", "earliest" if has_earliest else "date")
        self._earliest = self._days.first(first) if has_earliest or self._days.has_spans else None
        paraphrase = get("statement", "paraphrase")
        self._paraphrase = None if paraphrase is None else self._field("statement", "paraphrase")
        given = [name for name in _EXTRAS if get("statement", name) is not None or name == "attribution"]
        self._extras = [self._property("statement", name) for name in given]
        self._fixed = "".join(self._written(read, column, ()) for read, column in self._extras if not read.columns)
        if self._bad:
            wrong = self.problems.pop()
            raise InputError(self._mapping.path, f"[statement] “{wrong.value}” {wrong.wrong}; {wrong.right}")
        self._extras = [(read, column) for read, column in self._extras if read.columns]
        default = tuple({f.name: f for f in (*self._party.key, *self._option.key, *self._source.key)}.values())
        self._key = self._keys("statement") if get("statement", "key") is not None else default

    def _field(self, section: str, setting: str) -> Field:
        return compile_field(self._mapping.get(section, setting), self._columns, f"[{section}] {setting}")

    def _keys(self, section: str) -> tuple[Field, ...]:
        spec = self._mapping.get(section, "key")
        specs = spec if isinstance(spec, list) else [spec]
        return tuple(compile_field(one, self._columns, f"[{section}] key") for one in specs)

    def _kind(self, name: str, class_iri: str, default_key: tuple[Field, ...] = (), link: str = "") -> _Kind:
        key = default_key if self._mapping.get(name, "key") is None else self._keys(name)
        settings = self._mapping.sections.get(name, {})
        label = self._field(name, "label") if "label" in settings else _joined(key)
        shown = [s for s in settings if s not in {"key", "label", "topic"} and not s.endswith("_values")]
        properties = tuple(self._property(name, setting) for setting in shown)
        label_column = SHEETS_BY_NAME[_SHEET_OF[name]].label_column
        label_iri = label_column.predicate if label_column else SKOS.prefLabel
        told_by_key = {place for part in key for place in part.columns}
        varies = not all(p in told_by_key or self._determined.get(p) in told_by_key for p in label.columns)
        return _Kind(name, class_iri, key, label, label_iri, properties, link, varies)

    def _property(self, section: str, setting: str) -> tuple[Field, Column]:
        sheet = SHEETS_BY_NAME[_SHEET_OF.get(section, "statements")]
        column = sheet.column(_COLUMN_OF.get(setting, setting))
        if column.kind is Kind.CHOICE:
            return self._choice(section, setting, column), column
        read = self._field(section, setting)
        return self._days.day(read) if column.kind is Kind.DATE else read, column

    def _choice(self, section: str, setting: str, column: Column) -> Field:
        spec = self._mapping.get(section, setting)
        if spec is None and setting == "attribution":
            spec = {"value": "reported"}
        allowed = CHOICES[column.to[0]]
        if isinstance(spec, str) and spec in allowed and spec not in self._columns.places:
            spec = {"value": spec}
        read = compile_field(spec, self._columns, f"[{section}] {setting}")
        values = self._mapping.get(section, "values" if setting == "from" else f"{setting}_values")
        return translated(read, self._values(section, setting, values, allowed), setting)

    def _values(self, section: str, setting: str, values: object, allowed: tuple[str, ...]) -> dict[str, str]:
        if values is None:
            return {name: name for name in allowed}
        where = f"[{section}] {'values' if setting == 'from' else setting + '_values'}"
        if not isinstance(values, dict):
            raise InputError(self._mapping.path, f'{where} must be a table such as {{ yes = "{allowed[0]}" }}')
        for raw, value in values.items():
            if value not in allowed and not (value == "" and setting == "from"):
                hint = did_you_mean(str(value), allowed) or f"use one of {', '.join(allowed)}"
                raise InputError(self._mapping.path, f"{where}: “{raw}” is given the value “{value}”; {hint}")
        return {str(raw).casefold(): value for raw, value in values.items()}

    def begin(self, file: str, sheet: str, width: int) -> None:
        """Begin a table: its file and sheet for the problems' places, and how many columns it has."""
        self._file, self._sheet, self.width = file, sheet, width
        self._files.append(file)

    def complain(self, number: int, wrong: str, right: str = "", *, header: str = "", value: str = "") -> None:
        """Note a problem with a whole row."""
        self.problems.append(Problem(Place(self._file, self._sheet, number, header=header), value, wrong, right))

    def has_fault(self, number: int, faults: Iterable[Fault]) -> bool:
        """Note the cells of a row that hold no value, of columns that the mapping names; tell whether there is one."""
        names = {place: name for name, place in self._columns.places.items()}
        found = [fault for fault in faults if fault[0] in self._columns.used]
        for at, value, wrong, right in found:
            place = Place(self._file, self._sheet, number, at + 1, names.get(at, ""))
            self.problems.append(Problem(place, value, wrong, right))
        return bool(found)

    def write(self, number: int, row: Row, wide: int = -1) -> str:
        """Return the row's triples, "" where it has a problem or is skipped.

        ``wide``: the place of the column whose name and cell come after the table's own cells, in a wide table.
        """
        self._number, self._wide, self._bad = number, wide, False
        self._lines.clear()
        self._new.clear()
        stance = self._read(self._stance, row)
        if not stance and not self._bad:
            self.skipped += 1
            return ""
        day = self._read(self._latest, row, needed=True)
        party, issue = self._thing(self._party, row), self._thing(self._issue, row)
        option, source = self._thing(self._option, row, issue.iri), self._thing(self._source, row)
        tail = self._tail(row)
        text = "" if self._bad else self._position(row, tail, stance, day, party, option, source, issue)
        if self._bad:
            for known, key in self._new:
                del known[key]
            return ""
        self.written += 1
        return "".join(self._lines) + text

    def _tail(self, row: Row) -> str:
        key = tuple([part.of(row) for part in self._key])
        if not all(key):
            empty = next(part for part, value in zip(self._key, key, strict=True) if not value)
            self._problem(
                empty, "", CellError("is empty, and identifies the row", "fill it, or name another [statement] key")
            )
            return ""
        # One number for each row, of the sheet and the row in it: this is held for millions of rows.
        here = (len(self._files) - 1) << 40 | self._number
        before = self._rows.setdefault(hash(key), here)
        if before != here:
            sheet, number = self._files[before >> 40], before & ((1 << 40) - 1)
            wrong = f"has the same key as {'' if sheet == self._file else f'{sheet}, '}row {number}"
            self._problem(
                self._key[0], ", ".join(key), CellError(wrong, "remove one, or name more columns in [statement] key")
            )
        return "/".join(map(_quoted, key))

    def _position(
        self, row: Row, tail: str, stance: str, day: str, party: _Thing, option: _Thing, source: _Thing, issue: _Thing
    ) -> str:
        at = self._mapping.namespace
        p, s, tag = f"<{at}position/{tail}>", f"<{at}statement/{tail}>", self._mapping.language
        words = self._read(self._paraphrase, row) if self._paraphrase else ""
        words = words or f"{party.label} takes the stance “{stance}” on “{option.label}” ({issue.label})."
        extra = self._fixed + "".join([self._written(read, column, row) for read, column in self._extras])
        earliest = day if self._earliest is None else self._read(self._earliest, row)
        if earliest:
            extra += f"{_EARLIEST}{earliest}{_DATE}"
        if self._person:
            extra += self._speaker(self._person, row, party)
        extra = extra.replace("\n", f"\n{s} ")
        return (
            f"{p}{_A_POSITION}{p}{_HELD_BY}{party.iri} .\n{p}{_ON}{option.iri} .\n{p}{_STANCE}{stance}> .\n"
            f"{p}{_STATED_IN}{s} .\n{s}{_A_STATEMENT}{s}{_ABOUT}{party.iri} .\n{s}{_SOURCE}{source.iri} .\n"
            f"{s}{_LATEST}{day}{_DATE}{s} {extra}{_PARAPHRASE}{literal(words, tag)} .\n"
        )

    def _speaker(self, kind: _Kind, row: Row, party: _Thing) -> str:
        if not any(part.of(row) for part in kind.key):
            return ""
        person = self._thing(kind, row)
        if not self._bad and (person.iri, party.iri) not in self._speaks_for:
            self._speaks_for.add((person.iri, party.iri))
            self._lines.append(f"{person.iri} <{NEG.speaksFor}> {party.iri} .\n")
        return f"<{NEG.speaker}> {person.iri} .\n"

    def _written(self, read: Field, column: Column, row: Row) -> str:
        text = self._read(read, row)
        if not text:
            return ""
        try:
            if column.kind is Kind.TEXT:
                return f"<{column.predicate}> {literal(text, self._mapping.language)} .\n"
            return f"<{column.predicate}> {decode(column, text, self._mapping.language, cast(Resolver, None))} .\n"
        except CellError as error:
            self._problem(read, text, error)
            return ""

    def _thing(self, kind: _Kind, row: Row, parent: str = "") -> _Thing:
        key = tuple([part.of(row) for part in kind.key])
        found = kind.known.get(key)
        if found is None:
            return self._introduce(kind, key, row, parent)
        if kind.varies and (label := kind.label.of(row)) != found.label and label:
            right = f"one {kind.name} has one label; name another [{kind.name}] key"
            self._problem(kind.label, label, CellError(f"names the same {kind.name} as “{found.label}” before", right))
        if found.parent != parent:
            right = "name more columns in [option] key"
            self._problem(
                kind.key[0], ", ".join(key), CellError("is an option of another issue in a row before", right)
            )
        return found

    def _introduce(self, kind: _Kind, key: tuple[str, ...], row: Row, parent: str) -> _Thing:
        if not all(key):
            empty = next(part for part, value in zip(kind.key, key, strict=True) if not value)
            self._problem(empty, "", CellError(f"is empty, and names the {kind.name}", "fill it"))
            return _Thing("", "", parent)
        thing = _Thing(self._iri(kind.name, key), kind.label.of(row) or " ".join(key), parent)
        lines = [f"<{RDF.type}> <{kind.class_iri}> .\n"]
        lines.append(f"<{kind.label_iri}> {literal(thing.label, self._mapping.language)} .\n")
        lines += [self._written(read, column, row) for read, column in kind.properties]
        if parent:
            lines.append(f"<{kind.link}> {parent} .\n<{NEG.undertakerUnstated}> {_TRUE} .\n")
        if kind is self._issue:
            lines += [f"<{SKOS.broader}> {self._topic(words).iri} .\n" for words in dict.fromkeys(self._topics(row))]
        kind.known[key] = thing
        self._new.append((kind.known, key))
        text = "".join(lines)[:-1].replace("\n", f"\n{thing.iri} ")
        self._lines.append(f"{thing.iri} {text}\n")
        return thing

    def _topic(self, words: str) -> _Thing:
        known = self._topic_kind.known
        if (words,) not in known:
            thing = known[(words,)] = _Thing(self._iri("topic", (words,)), words, "")
            self._new.append((known, (words,)))
            label = literal(words, self._mapping.language)
            self._lines.append(
                f"{thing.iri} <{RDF.type}> <{SKOS.Concept}> .\n{thing.iri} <{SKOS.prefLabel}> {label} .\n"
            )
        return known[(words,)]

    def _iri(self, kind: str, key: tuple[str, ...]) -> str:
        return f"<{self._mapping.namespace}{kind}/{'/'.join(map(_quoted, key))}>"

    def _read(self, read: Field, row: Row, *, needed: bool = False) -> str:
        try:
            text = read.of(row)
        except CellError as error:
            self._problem(read, ", ".join(row[place] for place in read.columns), error)
            return ""
        if needed and not text:
            self._problem(read, "", CellError("is empty", "fill it"))
        return text

    def _problem(self, read: Field, value: str, error: CellError) -> None:
        self._bad = True
        place = read.columns[0] if read.columns else self.width
        if self._wide >= 0 and place in (self.width, self.width + 1):
            place = self._wide
        inside = place < self.width
        if not inside:
            told = (read.name, value, error.wrong)
            if told in self._told:
                return
            self._told.add(told)
        where = Place(self._file, self._sheet, self._number, column=place + 1 if inside else 0, header=read.name)
        self.problems.append(Problem(where, value, error.wrong, error.right))


def _joined(key: tuple[Field, ...]) -> Field:
    if len(key) == 1:
        return key[0]
    places = tuple(place for part in key for place in part.columns)
    return Field(lambda row: " ".join(part.of(row) for part in key), places, ", ".join(part.name for part in key))
