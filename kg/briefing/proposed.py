"""The proposals that exist by the day, each with who is for it, what it crosses and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.analysis.scorecard import Scorecard
from kg.answers.terms import marks, status_name
from kg.briefing.asked import Pen
from kg.briefing.document import Bullets, Line, Paragraph, Piece, Section
from kg.resolution import Resolved
from kg.vocabulary import Side
from kg.words import counted, joined, later, listed, said

__all__ = ["proposals"]

_SIDES = {Side.FOR: later("for"), Side.LEANING: later("leaning"), Side.AGAINST: later("against")}


def proposals(pen: Pen) -> Section:
    """Return the section: a line for each proposal, those that ended last."""
    cards = sorted(pen.asked.cards, key=lambda card: (card.ended_on is not None, card.proposal.id))
    lines = tuple(tuple(_card(pen, card)) for card in cards[: pen.room.items])
    title = said(pen.lang, "Proposals")
    if not lines:
        return Section(title, (Paragraph((Piece(said(pen.lang, "None on record.")),)),))
    return Section(title, (Bullets(lines, pen.more(len(cards) - len(lines), "proposal")),))


def _card(pen: Pen, card: Scorecard) -> Iterator[Piece]:
    told = pen.asked.resolution.counting(card.proposal.statements)
    yield Piece(pen.show.name(card.proposal.id), strong=True)
    yield Piece(f" ({_status(pen, card)})", pen.notes.statements(told))
    for number, term in enumerate(card.terms):
        name = pen.show.name(term.option)
        yield Piece(f"{': ' if number == 0 else '; '}{name}")
        yield from _sides(pen, term.stances)
    if card.proposal.is_bundle and any(held.side for held in card.stances):
        yield Piece(f"; {said(pen.lang, 'the proposal itself')}")
        yield from _sides(pen, card.stances)
    yield Piece(f". {_crossing(pen, card)}.")


def _status(pen: Pen, card: Scorecard) -> str:
    lang, sponsors = pen.lang, card.sponsors
    status = status_name(lang, card.status) if card.status else said(lang, "status not stated")
    ended = [said(lang, "ended {day}", day=card.ended_on)] if card.ended_on else []
    parts = [listed(lang, [status, *ended])]
    for words, parties in (
        (later("proposed by {parties}"), sponsors.present),
        (later("no longer proposed by {parties}"), sponsors.past),
        (later("tabled by {parties}"), sponsors.tabled_by),
    ):
        named = listed(lang, (_sponsor(pen, party, party in sponsors.by_others_word) for party in parties))
        parts += [said(lang, words, parties=named)] if named else []
    return joined(lang, [*parts, counted(lang, len(card.terms), "{count} term", "{count} terms")])


def _sponsor(pen: Pen, party: str, told: bool) -> str:
    return pen.show.name(party) + marks(pen.lang, inferred=False, ascribed=told)


def _sides(pen: Pen, stances: Iterable[Resolved]) -> Line:
    """Return who is for, leaning and against, each with its notes; who has no side is counted once for the proposal."""
    pieces: list[Piece] = []
    ordered = pen.asked.in_order(stances)
    for side, word in _SIDES.items():
        for number, held in enumerate(each for each in ordered if each.side is side):
            mark = marks(pen.lang, inferred=held.inferred, ascribed=held.ascribed)
            start = listed(pen.lang, ["", ""]) if pieces else " — "
            verb = f"{said(pen.lang, word)}: " if number == 0 else ""
            pieces += pen.says(held, f"{start}{verb}{pen.show.name(held.party)}{mark}")
    return tuple(pieces) or (Piece(f" — {said(pen.lang, 'no side on record')}"),)


def _crossing(pen: Pen, card: Scorecard) -> str:
    lang, name = pen.lang, pen.show.name
    declared = later("crosses a declared red line of {party} on {option}")
    inferred = later("crosses an inferred red line of {party}, which it did not declare")
    parts = [said(lang, declared, party=name(red.held.party), option=name(red.held.term)) for red in card.red_lines]
    parts += [said(lang, inferred, party=name(red.held.party)) for red in card.inferred_red_lines]
    parts = parts or [said(lang, "crosses no declared red line on record")]
    if left_out := len(card.left_out):
        parts.append(
            counted(lang, left_out, "leaves out {count} declared demand", "leaves out {count} declared demands")
        )
    if card.unknown:
        all_of = len(card.terms) * len(card.parties)
        words = later("{count} of {all} stances on its terms without a side on record")
        parts.append(said(lang, words, count=card.unknown, all=all_of))
    if card.ascribed:
        parts.append(counted(lang, card.ascribed, "{count} by others' word", "{count} by others' word"))
    told = joined(lang, parts)
    return told[0].upper() + told[1:]
