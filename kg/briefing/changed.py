"""What changed since a day: moves of stance, what they did to the ground of pairs, conditions, readings and proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from kg.analysis.changes import Change
from kg.analysis.developments import Development
from kg.answers import Changes
from kg.answers.change_words import change_cells, ground_words, happened_words
from kg.answers.changes import in_reading_order
from kg.briefing.asked import Pen, premises_of
from kg.briefing.document import Block, Bullets, Line, Paragraph, Piece, Section
from kg.words import counted, joined, later, said

__all__ = ["changed"]

#: writes a line when it has a place, so that no note is of a line that was left out
_Writer = Callable[[], Line]

#: kinds of a stance that was not on record before
_FIRST = ("spoke", "first reported")
_MARKS = {
    "ascribed": later("by others' word"),
    "inferred": later("inferred"),
    "reported otherwise": later("reported otherwise"),
}


def changed(pen: Pen, changes: Changes) -> Section:
    """Return the section. Where everything is first on record since the day, it is one sentence."""
    title = said(pen.lang, "Changed since {day}", day=changes.since)
    begins = _record_begins(pen, changes)
    if begins:
        return Section(title, (Paragraph((Piece(begins),)),))
    found = [*_moves(pen, changes), *_first_words(pen, changes), *_beside(pen, changes)]
    lines = tuple(write() for write in found[: pen.room.items])
    if not lines:
        return Section(title, (Paragraph((Piece(said(pen.lang, "Nothing is on record.")),)),))
    blocks: list[Block] = [Bullets(lines, pen.more(len(found) - len(lines), f"changes --since {changes.since}"))]
    ground = [*_ground(pen, changes)]
    if ground:
        shown = tuple(ground[: pen.room.items])
        blocks.append(Paragraph((Piece(said(pen.lang, "What this did between pairs:"), strong=True),)))
        blocks.append(Bullets(shown, pen.more(len(ground) - len(shown), f"changes --since {changes.since}")))
    return Section(title, tuple(blocks))


def _record_begins(pen: Pen, changes: Changes) -> str:
    """Return one sentence where no statement of the parties is from the day or before it, else nothing."""
    first = min((s.earliest or s.latest for s in pen.asked.statements), default=None)
    older = first is not None and first <= changes.since
    if older or first is None or any(change.kind not in _FIRST for change in changes.changes):
        return ""
    return counted(
        pen.lang,
        len(changes.changes),
        "The record of these parties begins on {day}, so no move between sides can be told; {count} stance on an option or "
        "proposal is first on record since then.",
        "The record of these parties begins on {day}, so no move between sides can be told; {count} stances on options and "
        "proposals are first on record since then.",
        day=first,
    )


def _moves(pen: Pen, changes: Changes) -> Iterator[_Writer]:
    for voice, of_voice in in_reading_order(changes.changes).items():
        for change in (each for each in of_voice if each.kind not in _FIRST):
            yield partial(_line, pen, change, changes.since, _MARKS.get(voice, ""))


def _first_words(pen: Pen, changes: Changes) -> Iterator[_Writer]:
    """Yield what was not on record before, that in own voice first; what is inferred is in the table of stances only."""
    for voice, of_voice in in_reading_order(changes.changes).items():
        if voice != "inferred":
            for change in (each for each in of_voice if each.kind in _FIRST):
                yield partial(_line, pen, change, changes.since, _MARKS.get(voice, ""))


def _line(pen: Pen, change: Change, since: date, mark: str) -> Line:
    party, on, how = change_cells(pen.show, change, since)
    evidence = premises_of(change.after) or premises_of(change.before)
    marked = f" ({said(pen.lang, mark)})" if mark else ""
    words = said(pen.lang, " on {option}: {how}", option=pen.room.clip(on), how=" — ".join(how.splitlines()) + marked)
    return (Piece(party, strong=True), Piece(words, pen.notes.statements(evidence)))


def _beside(pen: Pen, changes: Changes) -> Iterator[_Writer]:
    yield from (partial(_development, pen, each) for each in changes.developments if each.kind != "deed")


def _development(pen: Pen, each: Development) -> Line:
    who, what = pen.show.names(each.parties), pen.show.name(each.what)
    on = said(pen.lang, "{party} on {option}", party=who, option=what) if who else what
    words = pen.room.clip(f"{on}: {happened_words(pen.show, each)}")
    return (Piece(words, pen.notes.statements(each.evidence)),)


def _ground(pen: Pen, changes: Changes) -> Iterator[Line]:
    for each in changes.ground or ():
        pair = " – ".join(map(pen.show.name, each.parties))
        words = joined(pen.lang, ground_words(pen.lang, each).split("\n"))
        on = said(pen.lang, "{party} on {option}", party=pair, option=pen.show.name(each.option))
        yield (Piece(f"{on}: {words}"),)
