"""Guess a mapping for tables of someone else's shape, written out as TOML with remarks, to be corrected by hand.

A guess is made from the columns' names and from the first rows' values. What cannot be guessed is left as
``"FILL IN"``, which no import accepts: a code such as -1 or 1, a word that is not known for a stance, days of which the
month may come first, a join without a column of identifiers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from kg.corpora.mapping_keys import FILL_IN
from kg.corpora.stance_words import share_known, stance_of
from kg.corpora.suggested_days import format_line
from kg.corpora.suggested_joins import SuggestedJoin, suggest_joins
from kg.corpora.suggested_wide import SuggestedWide, suggest_wide
from kg.corpora.table_samples import Sample, are_days, read_samples
from kg.sheets.tables import DEFAULT_MAX_BYTES
from kg.text import fold
from kg.vocabulary import STANCES

__all__ = ["suggest_mapping"]

_SHOWN_VALUES = 40

#: words of columns' names, the surest first, in English and in some of the languages that tables come in
_PARTY = "country party state organisation organization actor delegation member faction group partei parti partido"
_PARTY += " страна сторона партия делегация країна партія делегація"
_PERSON = "person speaker delegate politician"
_STANCE = "stance vote position agreement opinion side stimme haltung голос позиция позиція"
_DATE = "date day datum when дата"
_SPAN = "month year"
_ISSUE = "rcid rollcall roll_call call issue resolution bill motion ballot question topic concept item"
_ISSUE += " thema frage sujet вопрос тема питання"
_OPTION = "option alternative"
_LABEL = "title wording short label subject heading name unres resolution"
_DESCRIPTION = "descr summary abstract text"
_TOPIC = "topic issue tag category theme"
_CODE = "code iso abbreviation alias"
_SOURCE = "source document url reference quelle источник джерело"


def suggest_mapping(
    files: Sequence[Path], *, encoding: str | None = None, max_bytes: int | None = DEFAULT_MAX_BYTES
) -> str:
    """Return the text of a mapping file for a table (a CSV file, or a sheet of a workbook), joined with the others.

    The table of positions is the one with a column of stances, or with several, else the first. ``encoding`` is for CSV
    files that are neither marked nor valid UTF-8. Raises :class:`~kg.errors.InputError` for what is not a table.
    """
    samples = read_samples(files, encoding, max_bytes)
    main = _main(samples)
    found = suggest_wide(main, _STANCE, _PARTY, f"{_ISSUE} {_OPTION}")
    wide, unfolded = found if found else (None, main)
    others = [sample for sample in samples if sample is not main]
    joins: list[SuggestedJoin] = []
    unused: list[SuggestedJoin] = []
    for join in suggest_joins(unfolded, others):
        # A sheet of the same workbook was not named by the user: where nothing shows that it belongs, it is left out.
        (joins if join.key or join.candidates or join.sample.path != main.path else unused).append(join)
    names = list(dict.fromkeys(sample.path.name for sample in samples))
    lines = [
        f"# A guess from {', '.join(names)}: read every line, put right what is wrong, then",
        f"#   kg import --mapping THIS.toml {' '.join(names)} -o CASE",
        "# kg import --mapping-help says what each key is.",
        '# A value is a column\'s name, { value = "fixed words" }, { text = "words with {column}" }, or a list of which',
        "# the first that is filled counts. Identifiers are made of the namespace and the key columns.",
        f'namespace = "https://example.org/{_slug(main.name)}/"  # choose one of your own; ids depend on it',
        'language = "en"  # of the words in the table',
        *_reading_lines(main, samples),
        *(
            f"# not used: the sheet {join.sample.sheet}, which has no column of identifiers in common"
            for join in unused
        ),
        "",
        "[case]",
        f"title = {_quoted(main.name.replace('_', ' '))}",
        "",
        *(line for join in joins for line in _join_lines(join, main)),
        *(_wide_lines(wide) if wide else ()),
        *_Guess(unfolded, joins).lines(),
    ]
    return "\n".join(lines) + "\n"


def _main(samples: Sequence[Sample]) -> Sample:
    def score(sample: Sample) -> tuple[bool, bool]:
        column = _stance_column(sample)
        is_known = column is not None and share_known(sample.values(column)) >= 0.5
        return is_known or suggest_wide(sample, _STANCE, _PARTY, f"{_ISSUE} {_OPTION}") is not None, column is not None

    return max(samples, key=score)


def _reading_lines(main: Sample, samples: Sequence[Sample]) -> list[str]:
    lines = [f"sheet = {_quoted(main.sheet)}"] if main.sheet else []
    encodings = sorted({one.encoding for one in samples} - {"utf-8", "utf-8-sig", "utf-16", "utf-32"})
    lines += [f"encoding = {_quoted(one)}" for one in encodings[:1]]
    if {one.delimiter for one in samples} == {main.delimiter} != {","}:
        lines.append(f"delimiter = {_quoted(main.delimiter)}")
    cells = {cell for sample in samples for row in sample.rows for cell in row}
    unknown = sorted(cells & {"NA", "N/A", "n/a", "-", "–", "—", "."})
    listed = ", ".join(_quoted(value) for value in unknown)
    lines.append(f"empty = [{listed}]  # cells that say that nothing is known")
    return lines


def _wide_lines(wide: SuggestedWide) -> list[str]:
    what = "party or option? name them below" if fold(wide.header).startswith("column") else f"here: {wide.header}"
    return [
        "# this looks wide: a stance in each of several columns. Each row is read as one row for each of these columns;",
        "# leave out those that hold no stance. header and cell are names of your own, used below like columns.",
        "[wide]",
        f"columns = [{', '.join(_quoted(name) for name in wide.columns)}]",
        f"header = {_quoted(wide.header)}  # what the columns' names say; {what}",
        f"cell = {_quoted(wide.cell)}  # what their cells say; an empty cell is no position",
        "",
    ]


def _join_name(join: SuggestedJoin) -> str:
    return _slug(join.sample.name)


def _join_lines(join: SuggestedJoin, main: Sample) -> list[str]:
    sample = join.sample
    lines = [f"[join.{_join_name(join)}]"]
    if sample.path != main.path:
        lines.append(f"file = {_quoted(sample.path.name)}")
    if sample.sheet:
        lines.append(f"sheet = {_quoted(sample.sheet)}")
    if not join.key:
        pairs = "; ".join(f"{key} with {on}" for key, on in join.candidates[:5])
        which = f"which of {pairs}?" if pairs else f"which of {', '.join(sample.columns)} identifies a row?"
        lines += [
            f"key = {_quoted(FILL_IN)}  # {which}",
            f"with = {_quoted(FILL_IN)}  # and which column of {main.name}?",
        ]
        return [*lines, ""]
    lines.append(f"key = {_quoted(join.key)}")
    if join.on != join.key:
        lines.append(f"with = {_quoted(join.on)}")
    if join.many:
        lines.append("many = true  # a key has several rows: all give topics, the first gives other columns")
    return [*lines, ""]


def _stance_column(sample: Sample) -> str | None:
    named = sample.like(_STANCE, [name for name in sample.columns if not fold(name).startswith("statement")])

    def score(column: str) -> tuple[float, bool]:
        return share_known(sample.values(column)), column == named

    best = max(sample.columns, key=score)
    return best if score(best)[0] >= 0.5 else named


class _Guess:
    """What the columns of a sheet, and of those joined to it, are taken for."""

    def __init__(self, main: Sample, joins: Sequence[SuggestedJoin]) -> None:
        self._main = main
        self._joins = [join for join in joins if join.key]
        self._stance = _stance_column(main)
        free = [name for name in main.columns if name != self._stance and not fold(name).startswith("statement")]
        self._party = main.like(_PARTY, free)
        rest = [column for column in free if column != self._party]
        self._person = main.like(_PERSON, rest)
        keys = [join.on for join in self._joins if join.on != self._party and join.on != self._person]
        keys = [key for key in keys if self._party is None or not main.is_determined(key, self._party)]
        self._issue = keys[0] if keys else main.like(_ISSUE, rest)

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
        if code and code not in (self._party, self._issue) and self._goes_with(code, self._party):
            lines.append(f"alias = {_quoted(code)}")
        if self._person:
            lines += ["", "[person]", f"key = {_quoted(self._person)}"]
        return [*lines, ""]

    def _issue_lines(self) -> list[str]:
        lines = ["[issue]", self._setting("key", self._issue, "what the position is on")]
        labels = [name for name in self._found(_LABEL, not_many=True) if self._goes_with(name, self._issue)]
        if labels and self._issue:
            parts = [f'{{ text = "{{{label}}} ({{{self._issue}}})" }}' for label in labels]
            parts.append(f'{{ text = "{self._issue} {{{self._issue}}}" }}')
            lines += [
                "label = [  # the first that is filled; the key keeps names apart",
                *(f"    {p}," for p in parts),
                "]",
            ]
        described = [name for name in self._found(_DESCRIPTION, not_many=True) if self._goes_with(name, self._issue)]
        if described:
            lines.append(f"description = {_quoted(described[0])}")
        topics = [name for name in self._found(_TOPIC, not_many=True) if self._goes_with(name, self._issue)]
        if topics := [*self._found(_TOPIC, not_many=False), *topics]:
            lines.append(f"topic = {_quoted(topics[0])}")
        option = self._main.like(_OPTION)
        rule = 'choice_rule = "exclusive"  # one option rules out the others; or compatible: several can hold'
        if option:  # to be stated by the user; until then, kg check asks
            rule = (
                '# choice_rule = "compatible"  # several options can hold; or exclusive, which is taken unless you say'
            )
        lines += [
            'kind = "substantive"  # or procedural, implementation',
            rule,
            "",
        ]
        if option:
            keys = ", ".join(_quoted(name) for name in (self._issue or FILL_IN, option))
            return [*lines, "[option]", f"key = [{keys}]", f"label = {_quoted(option)}", ""]
        words = [f"adopted: {{{label}}} ({{{self._issue}}})" for label in labels] if self._issue else []
        words += [f"adopted: {{{self._issue}}}" if self._issue else "adopted"]
        parts = [f"{{ {'text' if '{' in one else 'value'} = {_quoted(one)} }}" for one in words]
        value = parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]"
        return [*lines, "[option]", f"label = {value}  # what is supported or opposed", ""]

    def _stance_lines(self) -> list[str]:
        lines = ["[stance]", self._setting("from", self._stance, "how the party stands")]
        lines += ["", '[stance.values]  # a stance for each value; "" for one that is no position, such as absent']
        values: dict[str, str] = {}
        for value in self._main.values(self._stance) if self._stance else ():
            values.setdefault(value.casefold(), value)
        for value in sorted(values.values())[:_SHOWN_VALUES]:
            stance = stance_of(value)
            after = f'  # {", ".join(STANCES)}, noncommittal, or "" for no position' if stance is None else ""
            lines.append(f"{_quoted(value)} = {_quoted(FILL_IN if stance is None else stance)}{after}")
        if len(values) > _SHOWN_VALUES:
            lines.append(f"# … and {len(values) - _SHOWN_VALUES} other values: is this the right column?")
        return [*lines, ""]

    def _statement_lines(self) -> list[str]:
        found = self._found(_DATE, not_many=True) or self._days() or self._found(_SPAN, not_many=True)
        lines = ["[statement]", self._setting("date", found[0] if found else None, "the day of the statement")]
        if found:
            lines.append(format_line(self._values(found[0])))
        lines.append('attribution = "reported"  # official-document for a record of votes')
        if self._party and self._stance and self._issue:
            lines.append(f'paraphrase = {{ text = "{{{self._party}}}: {{{self._stance}}} on {{{self._issue}}}" }}')
        return [*lines, ""]

    def _days(self) -> list[str]:
        """Return the one column of the table whose cells are all days, if there is one."""
        found = [name for name in self._main.columns if are_days(self._main.values(name))]
        return found if len(found) == 1 else []

    def _source_lines(self) -> list[str]:
        source = self._main.like(_SOURCE)
        key = source or self._issue
        label = [] if source or not key else [f'label = {{ text = "Record of {{{key}}}" }}']
        return ["[source]", self._setting("key", key, "the document in which the position is found"), *label]

    def _setting(self, name: str, column: str | None, what: str) -> str:
        if column:
            return f"{name} = {_quoted(column)}"
        return f"{name} = {_quoted(FILL_IN)}  # {what}: one of {', '.join(self._main.columns)}"

    def _found(self, names: str, *, not_many: bool) -> list[str]:
        taken = {self._party, self._stance, self._issue, self._person}
        found: list[str] = []
        if not_many:
            own = [column for column in self._main.columns if column not in taken]
            found += [column for name in names.split() if (column := self._main.like(name, own))]
        for join in self._joins:
            columns = [column for column in join.sample.columns if column != join.key]
            if join.many != not_many:
                matches = [column for name in names.split() if (column := join.sample.like(name, columns))]
                found += [f"{_join_name(join)}.{column}" for column in matches]
        return list(dict.fromkeys(found))

    def _values(self, name: str) -> list[str]:
        for join in self._joins:
            if name.startswith(f"{_join_name(join)}."):
                return join.sample.values(name.removeprefix(f"{_join_name(join)}."))
        return self._main.values(name)

    def _goes_with(self, name: str, key: str | None) -> bool:
        """Return whether a column has one value for each value of a key, so that it can name or describe what the key does."""
        if key is None:
            return False
        for join in self._joins:
            if name.startswith(f"{_join_name(join)}."):
                return join.on == key
        return self._main.is_determined(name, key)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_") or "sheet"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
