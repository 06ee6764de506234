"""What a case already holds of a card: the party's last positions on its options, and the statement coded at its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kg.case import Case
from kg.coding.cards import Card, EarlierPosition
from kg.texts import Place, QuoteSelector, SourceText, find
from kg.vocabulary import NEG, PREFIXES

__all__ = ["CodedHere", "earlier_positions", "lost_statements", "sources_of"]

#: the namespace of the Web Annotation vocabulary, in which a place is told
_OA = PREFIXES["oa"]


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


class CodedHere:
    """The statements that a case has of a text already, each told of one card at most."""

    def __init__(self, case: Case, text: SourceText, sources: Collection[str]) -> None:
        self._case, self._text, self._sources = case, text, sources
        self._used: set[str] = set()
        self._places: dict[str, Place | str | None] = {}

    def at(self, card: Card) -> str | None:
        """Return the statement about a card's party that stands at its place in any of the sources; None if none does.

        A statement whose words are pointed at stands where they are found in the text, and nowhere where they are lost; of others
        the paragraph alone is known, and of several in it the one on the likeliest option of the card counts.
        """
        if not self._sources or card.party is None:
            return None
        free = [
            statement
            for statement in self._case.statements_about([card.party])
            if statement.source in self._sources and statement.id not in self._used
        ]
        placed = {one.id: self._place(one.id) for one in free}
        exact = [one for one in free if isinstance(place := placed[one.id], Place) and _overlaps(place, card)]
        loose = [one for one in free if placed[one.id] is None and one.paragraph == card.paragraph]
        options = _options_of(self._case, card)
        last = len(card.options)
        best = min(
            exact or loose,
            key=lambda one: (options.get(one.id, last), one.speaker != card.speaker, one.id),
            default=None,
        )
        if best is None:
            return None
        self._used.add(best.id)
        return best.id

    def _place(self, statement: str) -> Place | str | None:
        """Return where the words of a statement stand in the text, the words where they are lost, None where it points at none."""
        if statement not in self._places:
            selector = _selector_of(self._case, statement)
            self._places[statement] = find(self._text, selector) or selector.exact if selector else None
        return self._places[statement]


def lost_statements(case: Case, text: SourceText, sources: Collection[str]) -> tuple[str, ...]:
    """Return the statements (ids) of some sources that point at words which are not found in a text, as after it was edited."""
    own = sorted(one.id for one in case.statements.values() if one.source in sources)
    pinned = ((name, _selector_of(case, name)) for name in own)
    return tuple(name for name, selector in pinned if selector and find(text, selector) is None)


def _selector_of(case: Case, statement: str) -> QuoteSelector | None:
    pinned = case.store.describe([statement]).get(statement, {}).get(NEG.selector, ())
    for node in case.store.describe(value.text for value in pinned).values():
        exact, prefix, suffix = (
            next((value.text for value in node.get(f"{_OA}{part}", ())), "") for part in ("exact", "prefix", "suffix")
        )
        if exact:
            return QuoteSelector(1, exact, prefix, suffix)
    return None


def _overlaps(place: Place, card: Card) -> bool:
    return place.paragraph == card.paragraph and place.start < card.end and card.start < place.end


def _options_of(case: Case, card: Card) -> dict[str, int]:
    """Return how likely an option of the card is (0: likeliest) on which each statement about its party is."""
    return {
        name: card.options.index(position.on)
        for position in case.positions_of([card.party or ""])[card.party or ""]
        if position.on in card.options
        for name in position.statements
    }
