"""From a desk file to rows of the project's own layout, as :mod:`kg.sheets` writes and reads them.

The id of a statement is a digest of text, coder and place, so that the same decision is the same row however often it is
saved. The place itself is a W3C TextQuoteSelector, three triples of the sheet ``other``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.desk.desk_file import DeskCard, DeskFile, DeskPosition, DeskText
from kg.schema import OTHER, SHEETS, Column, Kind
from kg.sheets.cells import join_values
from kg.sheets.headers import OTHER_COLUMNS
from kg.sheets.names import slug
from kg.sheets.write import CaseTable, header_text

__all__ = ["desk_tables", "id_of_text", "is_from_a_desk", "source_id", "source_row", "statement_id"]

#: how many digits of a digest the id of a statement has, and that of a source
_DIGITS, _SHORT = 16, 8
#: the language of the words that the page puts together itself
_PAGE_LANGUAGE = "en"

#: a row, by the names of its columns, with the language of its words where it isn't the text's (``paraphrase:en``)
Row = dict[str, str]


def source_id(text: DeskText) -> str:
    """Return the id of a text's source: the case's, else one by its name and digest."""
    return text.source or id_of_text(text.name, text.sha256)


def id_of_text(name: str, sha256: str) -> str:
    """Return the id that a text gets as a source which the case does not have yet."""
    return f"{slug(name) or 'text'}-{sha256[:_SHORT]}"


def is_from_a_desk(source: str, sha256: str) -> bool:
    """Whether the id of a text's source is one that a desk gave it (:func:`id_of_text`)."""
    return source.endswith(f"-{sha256[:_SHORT]}")


def source_row(text: DeskText) -> Row:
    """Return the row of a text as a source."""
    return {
        "id": source_id(text),
        "title": text.title or text.name,
        "issued": text.issued.isoformat(),
        "language": text.language,
        "paragraphs": str(text.paragraphs),
        "text hash": text.sha256,
    }


def desk_tables(desk: DeskFile) -> list[CaseTable]:
    """Return every sheet of the layout with the rows of what was coded and of what the coder added; no table where nothing was.

    Without a coded card only the sheets that have rows, so that none speaks of statements that an earlier file brought. The same
    decisions give the same tables in any order of the cards.
    """
    coded = desk.coded()
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for sheet, added in desk.new.items():
        rows[sheet] += sorted((_backed(desk, sheet, row, coded) for row in added), key=lambda row: row["id"])
    if coded or any(source_id(desk.text) in row.values() for added in rows.values() for row in added):
        rows["sources"] += _sources(desk.text)
    for card in coded:
        _add_card(desk, card, rows)
    tables = [_table(sheet.name, sheet.columns, rows[sheet.name], desk.text.language) for sheet in SHEETS]
    if not coded:
        return [table for table in tables if table.rows]
    other = CaseTable(OTHER, [None] * 3, list(OTHER_COLUMNS), sorted([*_places(desk, coded), *_copies(desk.text)]))
    return [*tables, other]


def _backed(desk: DeskFile, sheet: str, row: Mapping[str, str], coded: Iterable[DeskCard]) -> Row:
    """Return an added row; a proposal with the statements in which the party that makes it takes a position on it."""
    own = [
        statement_id(desk, card)
        for card in coded
        if sheet == "proposals"
        and card.party == row.get("proposed by")
        and any(position.on == row["id"] for position in card.positions)
    ]
    return {**row, "statements": join_values(sorted(own))} if own and not row.get("statements") else dict(row)


def _sources(text: DeskText) -> list[Row]:
    """Return the rows of the text as a source, of the one that it repeats, and of those that repeat it.

    A source that the case has otherwise has no row: an empty cell would take away what the case says of it.
    """
    rows = []
    if not text.source or is_from_a_desk(text.source, text.sha256):
        copied = {"copy of": text.copy_of} if text.copy_of or text.original else {}
        rows.append(source_row(text) | copied)
    if text.copy_of and text.copy_of == text.original.get("id"):
        rows.append(_titled(text.original, text.language))
    return [*rows, *(_titled(row, text.language) for row in text.reprints)]


def _titled(row: Mapping[str, str], language: str) -> Row:
    """Return the row of a source with its title in its own language, where that isn't the text's."""
    own = row.get("language") or language
    return {f"title:{own}" if name == "title" and own != language else name: value for name, value in row.items()}


def _copies(text: DeskText) -> Iterable[list[str]]:
    if text.copy_of and text.source and not is_from_a_desk(text.source, text.sha256):
        yield [text.source, "neg:copyOf", text.copy_of]


def statement_id(desk: DeskFile, card: DeskCard) -> str:
    """Return the id of the statement that a card becomes; the ids of its other rows begin with it."""
    parts = (desk.text.sha256, desk.author, str(card.paragraph), str(card.start), str(card.end), card.party, card.id)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"coded-{digest[:_DIGITS]}"


def _add_card(desk: DeskFile, card: DeskCard, rows: defaultdict[str, list[Row]]) -> None:
    statement = statement_id(desk, card)
    rows["statements"].append(
        {
            "id": statement,
            "about": card.party,
            "speaker": card.speaker,
            "source": source_id(desk.text),
            "paragraph": str(card.paragraph),
            "earliest": card.earliest.isoformat() if card.earliest else "",
            "latest": card.latest.isoformat() if card.latest else "",
            "attribution": card.attribution,
            **_paraphrase(card, desk.text.language),
            "language": desk.text.language,
            "mandate": card.mandate,
            "coder": desk.coder_of(card),
        }
    )
    for number, position in enumerate(card.positions, 1):
        _add_position(card.party, statement, f"{statement}-p{number}", position, rows)
    for number, reading in enumerate(card.readings, 1):
        row = {"option": reading.option, "point": reading.point, "read by": card.party, "paraphrase": reading.text}
        rows["readings"].append({"id": f"{statement}-r{number}", **row, "statements": statement})


def _paraphrase(card: DeskCard, language: str) -> Row:
    """Return a card's words in short, in their language, with empty ones of what was perhaps there before they were changed."""
    own = card.language or language
    known = {language: "", _PAGE_LANGUAGE: ""} | {own: card.paraphrase}
    return {"paraphrase" if tag == language else f"paraphrase:{tag}": words for tag, words in known.items()}


def _add_position(
    party: str, statement: str, name: str, position: DeskPosition, rows: defaultdict[str, list[Row]]
) -> None:
    bound = "" if position.bound == "exactly" else position.bound
    stated = {"held by": party, "on": position.on, "stance": position.stance, "bound": bound}
    rows["positions"].append({"id": name, **stated, "statements": statement})
    if position.condition or position.requires:
        required = {"requires": join_values(sorted(position.requires)), "requires in words": position.condition}
        rows["conditions"].append({"id": f"{name}-if", "position": name, **required})


def _table(name: str, columns: Iterable[Column], rows: list[Row], language: str) -> CaseTable:
    used = [(column, key) for column in columns for key in _keys(column, rows)]
    headers = [
        key if ":" in key else header_text(column, language if column.kind is Kind.TEXT else "") for column, key in used
    ]
    cells = [[row["id"], *(row.get(key, "") for _, key in used)] for row in rows]
    return CaseTable(name, [None, *(column for column, _ in used)], ["id", *headers], sorted(cells))


def _keys(column: Column, rows: Iterable[Row]) -> list[str]:
    """Return under which keys rows have a column: its name, with a language where they say one."""
    return sorted({key for row in rows for key in row if key.partition(":")[0] == column.name})


def _places(desk: DeskFile, coded: Iterable[DeskCard]) -> Iterable[list[str]]:
    for card in coded:
        statement, words = statement_id(desk, card), card.selector
        place = f"{statement}-place"
        yield [statement, "neg:selector", place]
        yield [place, "rdf:type", "oa:TextQuoteSelector"]
        for part, text in (("exact", words.exact), ("prefix", words.prefix), ("suffix", words.suffix)):
            if text:
                yield [place, f"oa:{part}", str(ox.Literal(text))]
