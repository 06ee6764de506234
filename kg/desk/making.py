"""Make a desk of a text and a case: find the source that the text is, its day and language, and what is proposed of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kg.case import Case
from kg.coding.finds import Find
from kg.coding.known import sources_of
from kg.coding.propose import language_of, propose
from kg.desk.blind import blank_cards
from kg.desk.desk_file import DeskText
from kg.desk.page import DeskSetUp, desk_data
from kg.desk.rejections import rejected_places
from kg.desk.settling import Settling
from kg.errors import UsageError
from kg.texts import SourceText

__all__ = ["DeskAsked", "Finder", "propose_at_desk", "set_up_desk", "source_of"]


@dataclass(frozen=True)
class DeskAsked:
    """What was asked of a desk; what is None or empty is found out or left out.

    ``issued``: the day of the text; ``source``: a name of the case's source that it is; ``blind`` and ``sample`` as in
    :class:`~kg.desk.page.DeskSetUp`; ``labels``: the language of the case's names; ``place``: where the case is kept.
    """

    coder: str
    issued: date | None = None
    source: str | None = None
    blind: bool = False
    sample: int | None = None
    labels: str = "en"
    place: Path | None = None


def set_up_desk(text: SourceText, case: Case, asked: DeskAsked) -> DeskSetUp:
    """Return how the desk of a text is set up.

    The text is the source that was named, else the one of the case whose digest is the text's. Its day is the one given, else
    the source's. Raises :class:`~kg.errors.UsageError` where no day is known, :class:`~kg.errors.UnknownNameError` for a source
    that the case does not have, :class:`~kg.errors.InputError` where the rejections beside the case cannot be read.
    """
    source = case.find("sources", asked.source) if asked.source else source_of(text, case)
    issued = asked.issued or (case.sources[source].issued if source else None)
    if issued is None:
        raise UsageError(
            f"{text.name}: on what day was it issued? Days such as “on Monday” are read against it; add --issued YYYY-MM-DD"
        )
    known = case.sources[source].language if source else None
    return DeskSetUp(
        text,
        issued,
        text.language or known or language_of(text),
        asked.coder,
        source,
        asked.blind,
        asked.sample,
        rejected_places(text, asked.place) if asked.place and not asked.blind else frozenset(),
        asked.labels,
    )


def source_of(text: SourceText, case: Case) -> str | None:
    """Return the source (id) of a case that a text is by its digest, of several the one that the others repeat; None if none is."""
    return next(iter(sources_of(case, text.sha256)), None)


#: what else than the rules proposes: a function that returns what it finds in a text
Finder = Callable[[SourceText], Sequence[Find]]


def propose_at_desk(
    case: Case, set_up: DeskSetUp, lexicons: Sequence[Mapping[str, Any]] = (), finder: Finder | None = None
) -> list[dict[str, Any]]:
    """Return the cards of a desk as JSON: those that the rules and ``finder`` propose, or blank ones where the coder is blind."""
    text = set_up.text
    if set_up.blind:
        return blank_cards(text, set_up.language, set_up.issued, set_up.sample)
    finds = finder(text) if finder else ()
    cards = propose(text, case, issued=set_up.issued, lexicons=lexicons, source=set_up.source, finds=finds)
    return [card.to_json() for card in cards]


def settling_data(
    text: SourceText, described: DeskText, case: Case, settling: Settling, asked: DeskAsked
) -> dict[str, Any]:
    """Return all that the page of settling knows; ``described`` is what the coders' files say of the text."""
    known = sources_of(case, text.sha256)
    source = described.source if described.source in case.sources else next(iter(known), None)
    named = replace(text, name=described.name, title=described.title or text.title)
    set_up = DeskSetUp(named, described.issued, described.language, asked.coder, source, labels=asked.labels)
    return desk_data(case, settling.cards, set_up) | {"settle": settling.to_json()}
