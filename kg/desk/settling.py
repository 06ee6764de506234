"""Where coders of one text disagree, for a person to settle: each place once, with what every coder chose there side by side.

Statements meet where they are of one party and their spans overlap, as in :mod:`kg.coding.text_agreement`; where each of two
coders alone coded the place, for different parties, they meet too. They agree where all who were to code the place coded the same
party, speaker, days, attribution, mandate, positions and readings. The coder's own short words and where exactly the span ends do
not count: those of the first coder by name are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.coding.text_agreement import Coding
from kg.desk.comparing import as_coding
from kg.desk.desk_file import DeskCard, DeskFile

__all__ = ["Settling", "settle"]

#: a value of a page or a desk file
Json = dict[str, Any]


@dataclass(frozen=True)
class Settling:
    """What the page of settling is made of, in order of place.

    ``cards`` are the disagreements, as the page has them; ``agreed`` and ``alone`` are cards of a desk file: what all agree on, and
    what only one coder was to code; ``added`` are rows that coders added; ``unlike`` are ids of rows that coders added with
    different content, of which the first coder's stands.
    """

    coders: tuple[str, ...]
    cards: list[Json]
    agreed: list[Json]
    alone: list[Json]
    added: list[Json]
    unlike: tuple[str, ...]

    def to_json(self) -> Json:
        """Return what the page knows besides the cards."""
        return {"coders": list(self.coders), "agreed": self.agreed, "alone": self.alone, "added": self.added}


@dataclass
class _Meeting:
    """Statements that meet, by coder."""

    paragraph: int
    start: int
    end: int
    by: dict[str, list[DeskCard]] = field(default_factory=dict)

    def add(self, coder: str, card: DeskCard) -> None:
        self.end = max(self.end, card.end)
        self.by.setdefault(coder, []).append(card)

    def meets(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def parties(self) -> set[str]:
        return {card.party for cards in self.by.values() for card in cards}


def settle(desks: Sequence[DeskFile]) -> Settling:
    """Return what some coders of one text agree and disagree on; ``desks`` are as :func:`~kg.desk.comparing.read_desks` gives them."""
    by_name = {desk.coder: desk for desk in sorted(desks, key=lambda desk: desk.coder)}
    codings = {name: as_coding(desk) for name, desk in by_name.items()}
    cards, agreed, alone = [], [], []
    names = _Names()
    for meeting in _meetings(by_name):
        able = [name for name, coding in codings.items() if name in meeting.by or _was_to_code(coding, meeting)]
        if len(able) < 2:
            alone += [_filed(card, able, names) for card in meeting.by[able[0]]]
        elif _agree(meeting, able):
            agreed += [_filed(card, able, names) for card in meeting.by[able[0]]]
        else:
            cards.append(_card(meeting, able, by_name, names))
    return Settling(tuple(by_name), cards, agreed, alone, *_added(by_name.values()))


class _Names:
    """Ids of cards: the paragraph and where the place begins in it, with a number where several begin there."""

    def __init__(self) -> None:
        self._count: defaultdict[str, int] = defaultdict(int)

    def of(self, paragraph: int, start: int) -> str:
        name = f"p{paragraph}m{start}"
        self._count[name] += 1
        return name if self._count[name] == 1 else f"{name}-{self._count[name]}"


def _meetings(desks: Mapping[str, DeskFile]) -> list[_Meeting]:
    """Return the meetings of coded cards in order of place."""
    cards: defaultdict[tuple[int, str], list[tuple[str, DeskCard]]] = defaultdict(list)
    for name, desk in desks.items():
        for card in desk.coded():
            cards[card.paragraph, card.party].append((name, card))
    found: defaultdict[int, list[_Meeting]] = defaultdict(list)
    for (paragraph, _), placed in sorted(cards.items()):
        found[paragraph] += _of_one_party(paragraph, placed)
    whole = [meeting for meetings in found.values() for meeting in _joined(meetings)]
    return sorted(whole, key=lambda one: (one.paragraph, one.start, one.end, sorted(one.parties())))


def _of_one_party(paragraph: int, placed: Iterable[tuple[str, DeskCard]]) -> Iterator[_Meeting]:
    current: _Meeting | None = None
    for name, card in sorted(placed, key=lambda one: (one[1].start, one[1].end, one[0], one[1].id)):
        if current is None or not current.meets(card.start, card.end):
            if current is not None:
                yield current
            current = _Meeting(paragraph, card.start, card.end)
        current.add(name, card)
    if current is not None:
        yield current


def _joined(meetings: Iterable[_Meeting]) -> list[_Meeting]:
    """Join what one coder alone coded with what another alone coded at the same place for another party."""
    found: list[_Meeting] = []
    for meeting in sorted(meetings, key=lambda one: (one.start, one.end, sorted(one.parties()))):
        other = next((one for one in found if _are_apart(one, meeting)), None)
        if other is None:
            found.append(meeting)
        else:
            other.by |= meeting.by
            other.end = max(other.end, meeting.end)
    return found


def _are_apart(one: _Meeting, other: _Meeting) -> bool:
    return len(one.by) == len(other.by) == 1 and one.by.keys() != other.by.keys() and one.meets(other.start, other.end)


def _was_to_code(coding: Coding, meeting: _Meeting) -> bool:
    return any(
        sentence.paragraph == meeting.paragraph and meeting.meets(sentence.start, sentence.end)
        for sentence in coding.sentences
    )


#: what coders decide of a statement, each in words and with what is compared of a card
_FACTS: Mapping[str, Callable[[DeskCard], Any]] = {
    "party": lambda card: card.party,
    "option": lambda card: frozenset(one.on for one in card.positions),
    "stance": lambda card: frozenset((one.on, one.stance) for one in card.positions),
    "condition": lambda card: frozenset(
        (one.on, one.stance, one.bound, one.condition.casefold(), frozenset(one.requires)) for one in card.positions
    ),
    "reading": lambda card: frozenset((one.option, one.point, one.text) for one in card.readings),
    "how it is known": lambda card: card.attribution,
    "days": lambda card: (card.earliest, card.latest),
    "speaker": lambda card: card.speaker,
    "mandate": lambda card: card.mandate,
}
#: the facts of which several cards of a coder are one set: each includes the one before it
_GROWING = ("option", "stance", "condition")


def _value(fact: str, cards: Iterable[DeskCard]) -> frozenset[Any]:
    values = map(_FACTS[fact], cards)
    return frozenset().union(*values) if fact in (*_GROWING, "reading") else frozenset(values)


def _agree(meeting: _Meeting, able: Sequence[str]) -> bool:
    return all(name in meeting.by for name in able) and not _differing(meeting)


def _differing(meeting: _Meeting) -> list[str]:
    """Return on what those who coded a place differ; of option, stance and condition only the first."""
    found = [fact for fact in _FACTS if len({_value(fact, cards) for cards in meeting.by.values()}) > 1]
    first = next((fact for fact in _GROWING if fact in found), None)
    return [fact for fact in found if fact not in _GROWING or fact == first]


def _card(meeting: _Meeting, able: Sequence[str], desks: Mapping[str, DeskFile], names: _Names) -> Json:
    """Return a disagreement as a card of the page, filled in where those who coded it agree but for positions and readings."""
    coded = [card for cards in meeting.by.values() for card in cards]
    first = coded[0]
    missing = len(meeting.by) < len(able)
    same = {fact for fact in _FACTS if len({_FACTS[fact](card) for card in coded}) == 1}
    latest = first.latest.isoformat() if first.latest and "days" in same else ""
    return {
        "id": names.of(meeting.paragraph, meeting.start),
        "paragraph": meeting.paragraph,
        "start": meeting.start,
        "end": meeting.end,
        "party": first.party if "party" in same else None,
        "via": "named",
        "speaker": first.speaker or None if "speaker" in same else None,
        "other_parties": sorted(meeting.parties()),
        "day": {
            "phrase": None,
            "start": None,
            "end": None,
            "earliest": _iso(first) if latest else None,
            "latest": latest,
        },
        "attribution": first.attribution if "how it is known" in same else None,
        "cue": None,
        "quotation": None,
        "condition": None,
        "options": [],
        "coded": None,
        "marks": [],
        "by": "coder",
        "differ": [*(["which statement"] if missing else []), *_differing(meeting)],
        "choices": [choice for name in able for choice in _choices(meeting, name, desks[name])],
    }


def _choices(meeting: _Meeting, name: str, desk: DeskFile) -> Iterator[Json]:
    """Yield what a coder chose: one choice for each set of facts that the coder's statements have besides positions and readings."""
    if name not in meeting.by:
        left = any(
            card.state == "open"
            and card.paragraph == meeting.paragraph
            and meeting.meets(card.start, card.end)
            and card.party in (*meeting.parties(), "")
            for card in desk.cards
        )
        yield {"coder": name, "state": "open" if left else "none"}
        return
    alike: defaultdict[tuple[Any, ...], list[DeskCard]] = defaultdict(list)
    for card in meeting.by[name]:
        alike[card.party, card.speaker, card.earliest, card.latest, card.attribution, card.mandate].append(card)
    for cards in alike.values():
        filed = [_fields(card) for card in cards]
        several = {key: [one for card in filed for one in card[key]] for key in ("positions", "readings")}
        yield {"coder": name, "state": "coded", **filed[0], **several}


def _iso(card: DeskCard) -> str | None:
    return card.earliest.isoformat() if card.earliest else None


def _fields(card: DeskCard) -> Json:
    """Return what was decided on a card, as the page has it."""
    return {
        "party": card.party,
        "speaker": card.speaker,
        "earliest": _iso(card) or "",
        "latest": card.latest.isoformat() if card.latest else "",
        "attribution": card.attribution,
        "mandate": card.mandate,
        "positions": [
            {
                "on": one.on,
                "stance": one.stance,
                "bound": one.bound,
                "condition": one.condition,
                "requires": list(one.requires),
            }
            for one in card.positions
        ],
        "readings": [{"option": one.option, "point": one.point, "text": one.text} for one in card.readings],
        "paraphrase": card.paraphrase,
    }


def _filed(card: DeskCard, coders: Iterable[str], names: _Names) -> Json:
    """Return a card as the settled file has it, with whose coding it is."""
    words = card.selector
    return {
        **_fields(card),
        **({"language": card.language} if card.language else {}),
        "id": names.of(card.paragraph, card.start),
        "paragraph": card.paragraph,
        "start": card.start,
        "end": card.end,
        "exact": words.exact,
        "prefix": words.prefix,
        "suffix": words.suffix,
        "by": card.by,
        "state": "coded",
        "coders": list(coders),
    }


def _added(desks: Iterable[DeskFile]) -> tuple[list[Json], tuple[str, ...]]:
    """Return the rows that coders added, each id once, and the ids that stand for different rows."""
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    unlike = set()
    for desk in desks:
        for sheet, rows in desk.new.items():
            for row in rows:
                if found.setdefault((sheet, row["id"]), row) != row:
                    unlike.add(row["id"])
    return [{"sheet": sheet, "row": dict(row), "at": 0} for (sheet, _), row in sorted(found.items())], tuple(
        sorted(unlike)
    )
