"""The file of a coding desk: what one coder decided on one text. It holds no more of the text than a few words of each place.

It is JSON. ``format`` is :data:`FORMAT`; ``text`` says which text it is by the digest of its paragraphs; ``cards`` are the
proposed statements and those that the coder made, each *coded*, *rejected* or *open*; ``new`` are rows that the case did not
have, by sheet, in the columns of the project's own layout (:mod:`kg.schema`), so that an import takes them as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kg.coding.agreement import settled_name
from kg.desk.fields import Fields
from kg.errors import InputError, reason_of
from kg.schema import SHEETS_BY_NAME
from kg.schema.properties import CHOICES
from kg.texts.selectors import MOST_WORDS, QuoteSelector

__all__ = ["FORMAT", "STATES", "DeskCard", "DeskFile", "DeskPosition", "DeskReading", "DeskText", "read_desk_file"]

#: what the first line of every desk file says
FORMAT = "kg desk 1"
#: what a coder can have done with a card
STATES = ("open", "coded", "rejected")

#: the largest file that is read, in bytes: a desk of some 20,000 cards
_MOST_BYTES = 50_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
#: the sheets of which a coder can add rows at the desk
_ADDED = ("parties", "people", "sources", "issues", "options", "points", "proposals", "kinds", "events")

_FILE = ("format", "text", "coder", "coders", "blind", "sample", "case", "cards", "new")
_TEXT = (
    *("name", "sha256", "issued", "language", "source", "title", "paragraphs", "sentences"),
    *("copy of", "original", "reprints"),
)
_CARD = (
    *("id", "paragraph", "start", "end", "exact", "prefix", "suffix", "party", "speaker", "earliest", "latest"),
    *("attribution", "mandate", "by", "state", "positions", "readings", "paraphrase", "language", "coders"),
)
_POSITION = ("on", "stance", "bound", "condition", "requires")
_READING = ("option", "point", "text")


@dataclass(frozen=True, slots=True)
class DeskText:
    """Which text was coded: its name, the digest of its paragraphs, the day it was issued, its language, how many paragraphs.

    ``source``: the id of the case's source that it is; empty where the case has none yet. ``sentences``: for each paragraph the
    start and end of each of its sentences, one after the other, in code points; empty where the file does not say.
    ``copy_of``: the id of the source that it repeats, where the coder says so, and ``original`` the row of that source.
    ``reprints``: the rows of sources that have the same words under other names.
    """

    name: str
    sha256: str
    issued: date
    language: str
    paragraphs: int
    source: str = ""
    title: str = ""
    sentences: tuple[tuple[int, ...], ...] = ()
    copy_of: str = ""
    original: Mapping[str, str] = field(default_factory=dict)
    reprints: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeskPosition:
    """A stance on an option or proposal (id), with the condition in words or as ids; ``bound`` on a ladder."""

    on: str
    stance: str
    bound: str = "exactly"
    condition: str = ""
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskReading:
    """How the party understands an option (id) on a point (id), in the coder's words."""

    option: str
    point: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskCard:
    """A place in a text and what was decided on it. ``start`` and ``end`` are offsets in the paragraph, in code points.

    ``by`` is who proposed it: ``rules``, ``coder`` or the name of a model. ``language``: that of the paraphrase, empty where it is
    the text's. ``coders``: in a settled file, whose coding it is; empty for all coders of the file.
    """

    id: str
    start: int
    end: int
    selector: QuoteSelector
    state: str
    by: str = "rules"
    party: str = ""
    speaker: str = ""
    earliest: date | None = None
    latest: date | None = None
    attribution: str = ""
    mandate: str = "authorised"
    positions: tuple[DeskPosition, ...] = ()
    readings: tuple[DeskReading, ...] = ()
    paraphrase: str = ""
    language: str = ""
    coders: tuple[str, ...] = ()

    @property
    def paragraph(self) -> int:
        """The number of its paragraph, from 1."""
        return self.selector.paragraph


@dataclass(frozen=True, slots=True)
class DeskFile:
    """What a coder decided on a text. ``blind``: without proposals and earlier stances, on ``sample`` sentences where given.

    ``coders``: those whose disagreements ``coder`` settled, in order of their names; empty in the file of one coder.
    """

    text: DeskText
    coder: str
    cards: tuple[DeskCard, ...] = ()
    blind: bool = False
    sample: int | None = None
    case: str = ""
    new: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    coders: tuple[str, ...] = ()

    @property
    def author(self) -> str:
        """Whose file it is: the coder, or the coders with who settled it."""
        return settled_name(self.coders, self.coder) if self.coders else self.coder

    def coder_of(self, card: DeskCard) -> str:
        """Return who coded a card, as its statement says."""
        coders = card.coders or self.coders
        return coders[0] if len(coders) == 1 else self.author

    def coded(self) -> tuple[DeskCard, ...]:
        """Return the cards that were coded, in order of place."""
        chosen = (card for card in self.cards if card.state == "coded")
        return tuple(sorted(chosen, key=lambda card: (card.paragraph, card.start, card.end, card.id)))


def read_desk_file(path: Path) -> DeskFile:
    """Read a desk file. Raises :class:`~kg.errors.InputError` for anything that is not as a desk writes it, with its place."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(path, f"is over {_MOST_BYTES // 1_000_000} MB, too large for a desk file")
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(path, reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8; choose the file that the desk saved") from error
    except (ValueError, RecursionError) as error:
        raise InputError(path, "is not JSON; choose the file that the desk saved") from error
    return _file(path, content)


def _file(path: Path, content: Any) -> DeskFile:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError(path, f"is not the file of a coding desk (“format” is not “{FORMAT}”)")
    fields = Fields(path, "", content)
    fields.only(_FILE)
    text = _text(fields.inner("text"))
    cards = fields.several("cards", lambda card: _card(card, text.paragraphs))
    _refuse_twins(fields, cards)
    return DeskFile(
        text,
        fields.needed("coder"),
        cards,
        fields.flag("blind"),
        fields.number_or_none("sample"),
        fields.text("case"),
        _new(fields.inner("new")),
        tuple(sorted(set(fields.texts("coders")))),
    )


def _refuse_twins(fields: Fields, cards: tuple[DeskCard, ...]) -> None:
    first: dict[str, int] = {}
    for place, card in enumerate(cards):
        if first.setdefault(card.id, place) != place:
            fields.refuse(f"cards[{place}].id", f"“{card.id}” is also the id of cards[{first[card.id]}]")


def _text(fields: Fields) -> DeskText:
    fields.only(_TEXT)
    digest, issued = fields.needed("sha256"), fields.day("issued")
    if not _DIGEST.fullmatch(digest):
        fields.refuse("sha256", "is not a SHA-256 digest of 64 digits 0-9 and a-f")
    return DeskText(
        fields.needed("name"),
        digest,
        issued or fields.refuse("issued", "is missing"),
        fields.tag("language") or "en",
        fields.number("paragraphs", 1),
        fields.text("source"),
        fields.text("title"),
        _sentences(fields),
        fields.text("copy of"),
        _row("sources", fields.inner("original")) if fields.value.get("original") else {},
        fields.several("reprints", partial(_row, "sources")),
    )


def _sentences(fields: Fields) -> tuple[tuple[int, ...], ...]:
    bounds = fields.value.get("sentences") or []
    is_list = isinstance(bounds, list) and all(map(_are_bounds, bounds))
    if not is_list or len(bounds) not in (0, fields.value.get("paragraphs")):
        fields.refuse("sentences", "is not a list of the starts and ends of sentences for each paragraph")
    return tuple(map(tuple, bounds))


def _are_bounds(bounds: Any) -> bool:
    """Whether these are a start and an end, a later start and an end, and so on."""
    if not isinstance(bounds, list) or len(bounds) % 2 or not all(type(one) is int for one in bounds):
        return False
    rising = all(start < end for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    return rising and bounds == sorted(bounds) and min(bounds, default=0) >= 0


def _card(fields: Fields, paragraphs: int) -> DeskCard:
    fields.only(_CARD)
    start, end, paragraph = fields.number("start"), fields.number("end"), fields.number("paragraph", 1)
    if end <= start:
        fields.refuse("end", f"{end} is not after start ({start})")
    if paragraph > paragraphs:
        fields.refuse("paragraph", f"{paragraph} is beyond the text's {paragraphs} paragraphs")
    exact = fields.needed("exact")
    if len(exact.split()) > MOST_WORDS:
        fields.refuse("exact", f"has more than {MOST_WORDS} words of the text; give its first {MOST_WORDS}")
    state = fields.choice("state", STATES)
    card = DeskCard(
        fields.needed("id"),
        start,
        end,
        QuoteSelector(paragraph, fields.words("exact"), fields.words("prefix"), fields.words("suffix")),
        state,
        fields.text("by") or "rules",
        fields.text("party"),
        fields.text("speaker"),
        fields.day("earliest"),
        fields.day("latest"),
        fields.choice("attribution", ("", *CHOICES["attribution"])) if state != "coded" else fields.text("attribution"),
        fields.choice("mandate", CHOICES["mandate"], "authorised"),
        fields.several("positions", _position) if state == "coded" else (),
        fields.several("readings", _reading) if state == "coded" else (),
        fields.text("paraphrase"),
        fields.tag("language"),
        tuple(sorted(set(fields.texts("coders")))),
    )
    if state == "coded":
        _check_coded(fields, card)
    return card


def _check_coded(fields: Fields, card: DeskCard) -> None:
    fields.needed("party")
    fields.choice("attribution", CHOICES["attribution"])
    if card.latest is None:
        fields.refuse("latest", "is missing: the last day on which it can have been said")
    if card.earliest and card.earliest > card.latest:
        fields.refuse("earliest", f"{card.earliest} is after latest ({card.latest})")
    if not (card.positions or card.readings):
        fields.refuse("", "is coded, but has neither a position nor a reading")


def _position(fields: Fields) -> DeskPosition:
    fields.only(_POSITION)
    condition, requires = fields.text("condition"), fields.texts("requires")
    stance = fields.choice("stance", CHOICES["stance"])
    if (condition or requires) and stance != "conditional":
        fields.refuse("stance", f"“{stance}” has no condition; use conditional, or remove the condition")
    if stance == "conditional" and not (condition or requires):
        fields.refuse("condition", "is missing: say what the stance depends on, in words or by requires")
    bound = fields.choice("bound", CHOICES["bound"], "exactly")
    return DeskPosition(fields.needed("on"), stance, bound, condition, requires)


def _reading(fields: Fields) -> DeskReading:
    fields.only(_READING)
    return DeskReading(fields.needed("option"), fields.needed("point"), fields.needed("text"))


def _new(fields: Fields) -> dict[str, tuple[Mapping[str, str], ...]]:
    fields.only(_ADDED)
    return {name: fields.several(name, partial(_row, name)) for name in _ADDED if fields.value.get(name)}


def _row(sheet: str, fields: Fields) -> Mapping[str, str]:
    fields.only(("id", *(column.name for column in SHEETS_BY_NAME[sheet].columns)))
    fields.needed("id")
    return {name: fields.text(name) for name in fields.value if fields.text(name)}
