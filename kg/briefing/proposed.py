"""The proposals that exist by the day, each with who is for it, what it crosses and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.analysis.scorecard import Scorecard
from kg.briefing.asked import Pen
from kg.briefing.document import Bullets, Line, Paragraph, Piece, Section
from kg.resolution import Resolved
from kg.vocabulary import Side

__all__ = ["proposals"]

_SIDES = {Side.FOR: "for", Side.LEANING: "leaning", Side.AGAINST: "against"}


def proposals(pen: Pen) -> Section:
    """Return the section: a line for each proposal, those that ended last."""
    cards = sorted(pen.asked.cards, key=lambda card: (card.ended_on is not None, card.proposal.id))
    lines = tuple(tuple(_card(pen, card)) for card in cards[: pen.room.items])
    if not lines:
        return Section("Proposals", (Paragraph((Piece("None on record."),)),))
    return Section("Proposals", (Bullets(lines, pen.more(len(cards) - len(lines), "proposal")),))


def _card(pen: Pen, card: Scorecard) -> Iterator[Piece]:
    told = pen.asked.resolution.counting(card.proposal.statements)
    yield Piece(pen.show.name(card.proposal.id), strong=True)
    yield Piece(f" ({_status(pen, card)})", pen.notes.statements(told))
    for number, term in enumerate(card.terms):
        name = pen.show.name(term.option)
        yield Piece(f"{': ' if number == 0 else '; '}{name}")
        yield from _sides(pen, term.stances)
    if card.proposal.is_bundle and any(held.side for held in card.stances):
        yield Piece("; the proposal itself")
        yield from _sides(pen, card.stances)
    yield Piece(f". {_crossing(pen, card)}.")


def _status(pen: Pen, card: Scorecard) -> str:
    ended = f", ended {card.ended_on}" if card.ended_on else ""
    parts = [f"{card.status or 'status not stated'}{ended}"]
    sponsors = card.sponsors
    for verb, parties in (
        ("proposed by", sponsors.present),
        ("no longer proposed by", sponsors.past),
        ("tabled by", sponsors.tabled_by),
    ):
        named = ", ".join(_sponsor(pen, party, party in sponsors.by_others_word) for party in parties)
        parts += [f"{verb} {named}"] if named else []
    return "; ".join([*parts, f"{len(card.terms)} term{'' if len(card.terms) == 1 else 's'}"])


def _sponsor(pen: Pen, party: str, told: bool) -> str:
    return pen.show.name(party) + (" (by others' word)" if told else "")


def _sides(pen: Pen, stances: Iterable[Resolved]) -> Line:
    """Return who is for, leaning and against, each with its notes; who has no side is counted once for the proposal."""
    pieces: list[Piece] = []
    ordered = pen.asked.in_order(stances)
    for side, word in _SIDES.items():
        for number, held in enumerate(each for each in ordered if each.side is side):
            marks = [m for m, holds in (("inferred", held.inferred), ("by others' word", held.ascribed)) if holds]
            mark = f" ({', '.join(marks)})" if marks else ""
            start = ", " if pieces else " — "
            verb = f"{word}: " if number == 0 else ""
            pieces += pen.says(held, f"{start}{verb}{pen.show.name(held.party)}{mark}")
    return tuple(pieces) or (Piece(" — no side on record"),)


def _crossing(pen: Pen, card: Scorecard) -> str:
    drawn = [
        f"crosses a declared red line of {pen.show.name(line.held.party)} on {pen.show.name(line.held.term)}"
        for line in card.red_lines
    ]
    drawn += [
        f"crosses an inferred red line of {pen.show.name(line.held.party)}, which it did not declare"
        for line in card.inferred_red_lines
    ]
    of = len(card.terms) * len(card.parties)
    left_out = len(card.left_out)
    parts = drawn or ["crosses no declared red line on record"]
    parts += [f"leaves out {left_out} declared demand{'' if left_out == 1 else 's'}"] if left_out else []
    parts += [f"{card.unknown} of {of} stances on its terms without a side on record"] if card.unknown else []
    parts += [f"{card.ascribed} by others' word"] if card.ascribed else []
    words = "; ".join(parts)
    return words[0].upper() + words[1:]
