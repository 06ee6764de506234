"""Count keystrokes and clicks for coding the shipped article anew: at the desk, and in the workbook of ``kg new``.

``python tests/benchmarks/coding_effort.py ARTICLE`` prints both a statement. The shipped case's statements and positions are the
result to be reached. At the desk a stated option among a card's three takes one key, another ``/``, four letters and Enter; a
stance one key; a condition its words; the next card one key; a statement that no card proposes takes a selection (one drag),
``N``, party and attribution (a click and a key each); a needless card ``X``. In the workbook each cell is typed, or chosen in its list by two
letters and Tab. Paraphrases are the same work in both, and left out of both.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import kg
from kg.case import Case
from kg.case.records import Position, Statement
from kg.coding.cards import Card
from kg.coding.propose import propose
from kg.desk.making import DeskAsked, set_up_desk
from kg.texts import read_text

#: a search: its key, four letters, Enter; a cell of a list: two letters and Tab; a new card: a drag, N, and party and attribution
SEARCH, CELL, NEW_CARD = 6, 3, 6


def statements_of(case: Case) -> dict[str, list[Position]]:
    """Return the positions that each statement of the case states."""
    found: defaultdict[str, list[Position]] = defaultdict(list)
    for positions in case.positions_of(case.parties).values():
        for position in positions:
            for name in position.statements:
                found[name].append(position)
    return dict(found)


def words_of(position: Position) -> int:
    """Return how many signs its conditions in words have."""
    return sum(len(condition.words[0][1]) for condition in position.conditions if condition.words)


def at_the_desk(statement: Statement, positions: Iterable[Position], cards: list[Card]) -> int:
    """Return the keystrokes and clicks for one statement at the desk; the card that serves it is used up."""
    wanted = {position.on for position in positions}
    likely = [card for card in cards if card.paragraph == statement.paragraph and card.party == statement.about]
    card = max(likely, key=lambda card: len(wanted & set(card.options)), default=None)
    effort = 1  # J
    if card is None:
        effort += NEW_CARD
    else:
        cards.remove(card)
        effort += 2 * (card.attribution != statement.attribution) + 2 * (card.speaker != statement.speaker)
    offered = card.options if card else ()
    for number, position in enumerate(positions):
        effort += (
            (number > 0) + (1 if position.on in offered else SEARCH) + 1 + words_of(position) + bool(words_of(position))
        )
    return effort


def in_the_workbook(statement: Statement, positions: Iterable[Position]) -> int:
    """Return the same for a row of the statements' sheet, and a row of conditions where it has one."""
    said = [statement.about, statement.source, statement.attribution, *filter(None, [statement.speaker])]
    days = [day for day in (statement.earliest, statement.latest) if day]
    effort = 0
    for position in positions:
        typed = len(said) * CELL + 11 * len(days) + 3 + 2 * CELL  # a day of ten signs, the paragraph, option and stance
        effort += typed + (words_of(position) + 1 + CELL if words_of(position) else 0)
    return effort


def main(article: str) -> None:
    """Print the figures."""
    case, text = kg.open().case, read_text(Path(article))
    set_up = set_up_desk(text, case, DeskAsked("coder", source="article"))
    cards = list(propose(text, case, issued=set_up.issued, source=set_up.source))
    proposed, stated = len(cards), statements_of(case)
    order = sorted(stated, key=lambda name: (case.statements[name].paragraph or 0, name))
    desk = sum(at_the_desk(case.statements[name], stated[name], cards) for name in order)
    rejected = len(cards)
    sheet = sum(in_the_workbook(case.statements[name], stated[name]) for name in order)
    print(
        f"{len(order)} statements, {sum(map(len, stated.values()))} positions; {proposed} cards proposed, {rejected} of them rejected"
    )
    print(f"desk: {desk + rejected} keystrokes and clicks, {(desk + rejected) / len(order):.1f} a statement")
    print(f"workbook: {sheet}, {sheet / len(order):.1f} a statement; {sheet / (desk + rejected):.1f} times as many")


if __name__ == "__main__":
    main(*sys.argv[1:])
