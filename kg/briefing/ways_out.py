"""What would have to give, every way out beside the others, and which words are missing for what nobody refuses."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.ground import Ground, GroundRow
from kg.answers.deals_tables import headline
from kg.answers.deals_words import giving_words, position_words
from kg.briefing.asked import Pen, premises_of
from kg.briefing.document import Block, Bullets, Line, Paragraph, Piece, Section
from kg.briefing.standing import missing_words
from kg.deals.problem import Given
from kg.deals.settlements import Knot, WayOut
from kg.words import counted, joined, later, listed, said

__all__ = ["ways_out"]

_LIMITS = later(
    "Each way out is what would suffice, whoever gives; none is advised. Declared positions are public claims, no bottom lines."
)


def ways_out(pen: Pen) -> Section:
    """Return the section: the sentence on deals, each knot with its ways out side by side, then the words that are missing."""
    dealing = pen.asked.deals.dealing
    blocks: list[Block] = [Paragraph((Piece(headline(pen.show, dealing)),))]
    knots = dealing.settlements.knots
    lines = tuple(tuple(_knot(pen, knot)) for knot in knots[: pen.room.items])
    if lines:
        blocks.append(Bullets(lines, pen.more(len(knots) - len(lines), "deals")))
        blocks.append(Paragraph((Piece(said(pen.lang, _LIMITS)),)))
    steps = [line for row in _near(pen) for line in _next(pen, row)]
    if steps:
        shown = tuple(steps[: pen.room.items])
        blocks.append(Paragraph((Piece(said(pen.lang, "Not on record for what nobody refuses:"), strong=True),)))
        blocks.append(Bullets(shown, pen.more(len(steps) - len(shown), "shared")))
    return Section(said(pen.lang, "Ways out"), tuple(blocks))


def _knot(pen: Pen, knot: Knot) -> Iterator[Piece]:
    dealing = pen.asked.deals.dealing
    yield Piece(f"{pen.room.clip(pen.show.names(knot.issues))}: ", strong=True)
    numbers = dict.fromkeys(p for each in knot.clashes for p in dealing.settlements.clashes[each].positions)
    for place, number in enumerate(numbers):
        position = dealing.problem.positions[number]
        words = f"{'; ' if place else ''}{position_words(pen.show, position)}"
        yield Piece(words, pen.notes.statements(premises_of(position.held)))
    yield Piece(f". {said(pen.lang, 'What would suffice')}: ")
    shown = knot.ways_out[: pen.room.items]
    yield Piece(said(pen.lang, "; or ").join(_way(pen, way) for way in shown))
    left = len(knot.ways_out) - len(shown)
    more = [counted(pen.lang, left, "and {count} more way", "and {count} more ways")] if left else []
    more += [said(pen.lang, "and more")] if not left and not knot.complete else []
    yield Piece(f"{joined(pen.lang, ['', *more])}.")


def _way(pen: Pen, way: WayOut) -> str:
    """Return a way out in words, what rests on a report last."""
    problem = pen.asked.deals.dealing.problem
    ordered = sorted(way.giving_up, key=lambda giving: giving.how is Given.IF_REPORT_WRONG)
    words = ""
    for giving in ordered:
        between = said(pen.lang, ", and ") if giving.how is not Given.IF_REPORT_WRONG else listed(pen.lang, ["", ""])
        words += f"{between if words else ''}{giving_words(pen.show, problem, giving)}"
    return words


def _near(pen: Pen) -> list[GroundRow]:
    """Return what nobody refuses, among all or among those who spoke."""
    shared = pen.asked.shared
    among = [row for row in shared.of(Ground.UNADDRESSED) if row.otherwise in (Ground.AGREED, Ground.WITHIN_REACH)]
    return [*shared.of(Ground.AGREED), *shared.of(Ground.WITHIN_REACH), *among]


def _next(pen: Pen, row: GroundRow) -> Iterator[Line]:
    missing = joined(pen.lang, missing_words(pen, row))
    if missing:
        yield (Piece(f"{pen.show.name(row.option.id)}: {missing}"),)
