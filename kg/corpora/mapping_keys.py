"""Every key of a mapping file, with what it says: the one place from which reading, help and documentation take them."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FILL_IN", "KEYS", "REQUIRED_SECTIONS", "SECTIONS", "Key", "described_keys", "listed_keys"]

#: what a suggested mapping holds where nothing could be guessed; no mapping that holds it is imported
FILL_IN = "FILL IN"


class Key(NamedTuple):
    """A key: what it says, and whether a mapping must have it (in a section: whether the section must).

    ``choices``: the list of the ontology (:data:`kg.schema.CHOICES`) of which it takes the words, "" for none.
    """

    help: str
    required: bool = False
    choices: str = ""


def _choice(name: str, what: str, choices: str = "") -> dict[str, Key]:
    values = Key(f"table from the cells of {name}'s column to its words, where they are others")
    return {name: Key(what, choices=choices or name), f"{name}_values": values}


_TOP = {
    "namespace": Key("start of every identifier: an address that ends in /, # or :", True),
    "language": Key("language tag of the table's texts; default en"),
    "encoding": Key("encoding of CSV files that are neither marked nor valid UTF-8, such as windows-1251"),
    "delimiter": Key("character between the cells of a CSV file; default: found from its first rows"),
    "sheet": Key("the sheet to read of a workbook with several"),
    "empty": Key('list of cells that say that nothing is known, such as ["NA", "-"]'),
}
_JOIN = {
    "file": Key("the second table, beside the mapping or the first table; left out: the same workbook"),
    "sheet": Key("its sheet, of a workbook with several"),
    "key": Key("its column that identifies a row; its columns are then called NAME.column", True),
    "with": Key("the first table's column that holds the same values; default: the one called as key"),
    "many": Key("true: a key may have several rows; all give topics, the first gives other columns"),
}
_WIDE = {
    "columns": Key("list of the columns that hold one stance each"),
    "pattern": Key("in place of columns: a regular expression for their names; its group is the part that counts"),
    "header": Key("what their names are called in this mapping, such as party, option or issue", True),
    "cell": Key("what their cells are called in this mapping, such as stance; an empty cell is no position", True),
}
_STATEMENT = {
    "key": Key("columns that identify a row; default: the keys of party, option and source"),
    "date": Key("the day of the statement; of a whole month or year, its last day", True),
    "date_format": Key('how days are written, or a list: "%d.%m.%Y"; "%Y" and "%Y-%m" are whole years and months'),
    "earliest": Key("the first day that it can be of; default: the date, of a month or year its first day"),
    "paraphrase": Key("what was said, in the coder's words"),
    "quotation": Key("what was said, word by word"),
    "paragraph": Key("number of the source's paragraph"),
    "confidence": Key("how sure the coding is, from 0 to 1"),
    "coder": Key("who coded the row"),
    **_choice("attribution", "how it is known; default reported"),
    **_choice("mandate", "for whom the speaker may speak"),
    **_choice("channel", "where it was said"),
    **_choice("sensitivity", "who may see it"),
}

#: the sections of a mapping, "" for the keys above the first section: key to what it says
KEYS: dict[str, dict[str, Key]] = {
    "": _TOP,
    "join.NAME": _JOIN,
    "wide": _WIDE,
    "case": {"title": Key("name of a new case", True), "description": Key("what it is about")},
    "party": {
        "key": Key("column or columns that identify the party whose position it is", True),
        "label": Key("its name; default: its key"),
        "alias": Key("another name"),
        "description": Key("what it is"),
        **_choice("role", "its role in the negotiation"),
    },
    "person": {
        "key": Key("who spoke for the party", True),
        "label": Key("the name; default: the key"),
        "office": Key("the office"),
    },
    "issue": {
        "key": Key("what the position is on", True),
        "label": Key("its name; default: its key"),
        "alias": Key("another name"),
        "description": Key("what it is about"),
        **_choice("kind", "its kind", "issue kind"),
        **_choice("choice_rule", "whether its options exclude each other", "choice rule"),
        "topic": Key("a wider topic"),
    },
    "option": {
        "key": Key("what is supported or opposed; default: the issue's key"),
        "label": Key("its name; default: its key"),
        "alias": Key("another name"),
        "description": Key("what it is about"),
    },
    "stance": {
        "from": Key("how the party stands", True),
        "values": Key('table from cells to stances; "" for a cell that is no position', choices="stance"),
    },
    "statement": _STATEMENT,
    "source": {
        "key": Key("the document in which the position is found", True),
        "label": Key("its title; default: its key"),
        "issued": Key("the day it was issued"),
        "publisher": Key("who issued it"),
        "address": Key("its web address"),
    },
}

#: the sections whose keys are read by name, in order
SECTIONS = tuple(name for name in KEYS if name not in {"", "join.NAME", "wide"})
#: the sections that a mapping must have
REQUIRED_SECTIONS = ("party", "issue", "stance", "statement", "source")

_VALUE_FORMS = (
    'A value is a column\'s name ("country", of a joined table "calls.date"), { value = "fixed words" },',
    '{ text = "words with {column}" }, or a list of these, of which the first that is filled counts.',
)


def listed_keys() -> list[str]:
    """Return one line for each section: its name and its keys, the required ones first, each with ``*``."""
    lines = []
    for section, keys in KEYS.items():
        shown = [f"{name}*" for name, key in keys.items() if key.required]
        shown += [name for name, key in keys.items() if not key.required and not name.endswith("_values")]
        shown += ["…_values"] if any(name.endswith("_values") for name in keys) else []
        lines.append(f"[{section}] {', '.join(shown)}" if section else ", ".join(shown))
    return lines


def described_keys() -> list[str]:
    """Return the lines of the full list: each key with what it says."""
    from kg.schema import CHOICES  # here: `kg import --help`, which needs no more than the names, stays quick

    lines = [
        "Keys of a mapping file (TOML). * is required where the section is there;",
        f"{', '.join(f'[{name}]' for name in REQUIRED_SECTIONS)} must be there.",
        *_VALUE_FORMS,
    ]
    for section, keys in KEYS.items():
        lines += ["", f"[{section}]"] if section else [""]
        for name, key in keys.items():
            words = f": {', '.join(CHOICES[key.choices])}" if key.choices else ""
            either = "; or a column" if key.choices and name != "values" else ""
            lines.append(f"  {name + '*' * key.required:<22}{key.help}{words}{either}")
    return lines
