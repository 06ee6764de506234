"""What a case already holds of a card: the party's last positions on its options, and the statement coded at its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kg.case import Case
from kg.coding.cards import Card, EarlierPosition

__all__ = ["coded_here", "earlier_positions", "sources_of"]


def sources_of(case: Case, sha256: str) -> tuple[str, ...]:
    """Return the sources (ids) of a case that are a text, by its digest: those that repeat none of the others first.

    Several are the same words under several names.
    """
    same = {source.id for source in case.sources.values() if source.text_hash == sha256}
    return tuple(sorted(same, key=lambda one: (one != case.original_of(one) and case.original_of(one) in same, one)))


def earlier_positions(case: Case, card: Card, issued: date, coded: str | None) -> tuple[EarlierPosition, ...]:
    """Return for each option of a card the newest position of its party by the day of the text, in the order of the options.

    The statement that is this card (``coded``) is not earlier than itself.
    """
    if card.party is None:
        return ()
    found: dict[str, EarlierPosition] = {}
    for position in case.positions_of([card.party])[card.party]:
        if position.on not in card.options:
            continue
        for name in position.statements:
            statement = case.statement(name)
            if statement is None or name == coded or statement.latest > issued:
                continue
            best = found.get(position.on)
            if best is None or (statement.latest, name) > (best.day, best.statement):
                found[position.on] = EarlierPosition(name, position.on, str(position.stance), statement.latest)
    return tuple(found[option] for option in card.options if option in found)


def coded_here(case: Case, card: Card, sources: Collection[str], used: set[str]) -> str | None:
    """Return the statement that stands in the card's paragraph about its party in any of the sources that are its text; None if none does.

    Of several, the one on the likeliest option of the card that no earlier card took; it is added to ``used``.
    """
    if not sources or card.party is None:
        return None
    here = [
        statement
        for statement in case.statements_about([card.party])
        if statement.source in sources and statement.paragraph == card.paragraph and statement.id not in used
    ]
    options = {
        name: card.options.index(position.on)
        for position in case.positions_of([card.party])[card.party]
        if position.on in card.options
        for name in position.statements
    }
    last = len(card.options)
    best = min(here, key=lambda one: (options.get(one.id, last), one.speaker != card.speaker, one.id), default=None)
    if best is None:
        return None
    used.add(best.id)
    return best.id
