"""What a desk file names: each id must be of the case or among the coder's own additions, and is written in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.case import Case
from kg.case.records import Thing
from kg.desk.desk_file import DeskCard, DeskFile, DeskPosition, DeskReading
from kg.errors import InputError
from kg.texts import SourceText

__all__ = ["in_full", "labels_of", "refuse_lost_places"]

#: the sheets whose things a card can name, each with what one of them is called
_KINDS = {"parties": "party", "people": "person", "options": "option", "proposals": "proposal", "points": "point"}


def in_full(file: Path, desk: DeskFile, case: Case) -> DeskFile:
    """Return a desk file whose cards name the things of a case by their whole ids, and those that the coder added by theirs.

    Raises :class:`~kg.errors.InputError` for an id that neither the case nor the coder has, with its card.
    """
    known = {sheet: _by_id(_kind(case, sheet), desk.new.get(sheet, ())) for sheet in _KINDS}
    return replace(desk, cards=tuple(_card(f"{file}: card {card.id}", card, known) for card in desk.cards))


def refuse_lost_places(file: Path, desk: DeskFile, text: SourceText) -> None:
    """Raise :class:`~kg.errors.InputError` for a card whose words do not stand where it says, with the card."""
    for card in desk.cards:
        whole = text.paragraphs[card.paragraph - 1] if card.paragraph <= len(text.paragraphs) else ""
        stand = whole[card.start : card.end].lstrip().startswith(card.selector.exact.strip())
        if not stand or card.end > len(whole):
            raise InputError(
                f"{file}: card {card.id}", "its words do not stand there in the text; save it at its desk again"
            )


def _kind(case: Case, sheet: str) -> Mapping[str, Thing]:
    found: Mapping[str, Thing] = getattr(case, sheet)
    return found


def _by_id(things: Mapping[str, Thing], added: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the whole id of each thing by its whole id and its short one."""
    short = {thing.local_name: thing.id for thing in things.values()}
    return short | {name: name for name in things} | {row["id"]: row["id"] for row in added if row["id"] not in short}


#: whole ids by the ids that may be written, for each sheet
_Known = Mapping[str, Mapping[str, str]]


def _card(where: str, card: DeskCard, known: _Known) -> DeskCard:
    def full(name: str, *sheets: str) -> str:
        return name and _full(where, name, sheets, known)

    def position(one: DeskPosition) -> DeskPosition:
        on = full(one.on, "options", "proposals")
        return replace(one, on=on, requires=tuple(full(each, "options") for each in one.requires))

    def reading(one: DeskReading) -> DeskReading:
        return replace(one, option=full(one.option, "options"), point=full(one.point, "points"))

    return replace(
        card,
        party=full(card.party, "parties"),
        speaker=full(card.speaker, "people"),
        positions=tuple(map(position, card.positions)),
        readings=tuple(map(reading, card.readings)),
    )


def _full(where: str, name: str, sheets: Collection[str], known: _Known) -> str:
    found = next((known[sheet][name] for sheet in sheets if name in known[sheet]), None)
    if found is None:
        kind = " or ".join(_KINDS[sheet] for sheet in sheets)
        raise InputError(
            where, f"“{name}” is no {kind} of the case; name the case that the desk was made of: --case CASE"
        )
    return found


def labels_of(desks: Iterable[DeskFile], case: Case | None, lang: str) -> dict[str, str]:
    """Return the names of things by id: those that coders added, and those of a case."""
    found = {row["id"]: row.get("label") or row["id"] for desk in desks for rows in desk.new.values() for row in rows}
    if case is not None:
        found |= {thing.id: thing.label(lang) for sheet in _KINDS for thing in _kind(case, sheet).values()}
    return found
