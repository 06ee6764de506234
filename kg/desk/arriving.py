"""Several texts at once: in which order they came, which repeat one before them, and a desk for each that has words of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kg.case import Case
from kg.desk.copying import Before, CopyOf, CopyOffer, copies_of, mark_copied
from kg.desk.making import DeskAsked, Finder, propose_at_desk, set_up_desk
from kg.desk.page import DeskSetUp
from kg.desk.rows import is_from_a_desk, source_id, source_row
from kg.sheets.names import slug
from kg.texts import SourceText

__all__ = ["Arrival", "Given", "arrive"]

_WORD = re.compile(r"\w+")
_SHORT = 8


@dataclass(frozen=True)
class Given:
    """A text that was given: its file, and the day on which it was issued, None where the case's source says so."""

    file: Path
    text: SourceText
    issued: date | None = None


@dataclass(frozen=True)
class Arrival:
    """A text that came: its file, how its desk is set up, the cards, and the name of the desk's file.

    ``same_as`` is the file of a text before it with the same words; then it has no desk. ``copy`` says what it repeats of another,
    whose file is ``original``; ``is_recorded``: that the case has it as a copy already.
    """

    file: Path
    set_up: DeskSetUp
    cards: tuple[Mapping[str, Any], ...] = ()
    desk: str | None = None
    same_as: Path | None = None
    copy: CopyOf | None = None
    original: Path | None = None
    is_recorded: bool = False

    @property
    def words(self) -> int:
        """How many words the text has."""
        return words_of(self.set_up.text)

    @property
    def coded(self) -> int:
        """How many of the cards the case has as statements already."""
        return sum(card["coded"] is not None for card in self.cards)

    @property
    def is_copy(self) -> bool:
        """Whether it counts as one source with another text, unless a person says otherwise at its desk."""
        return self.same_as is not None or self.is_recorded or (self.copy is not None and self.copy.is_usual)


def words_of(text: SourceText) -> int:
    """Return how many words a text has."""
    return sum(len(_WORD.findall(paragraph)) for paragraph in text.paragraphs)


def arrive(
    texts: Sequence[Given],
    case: Case,
    asked: DeskAsked,
    lexicons: Sequence[Mapping[str, Any]] = (),
    finder: Finder | None = None,
    *,
    check: Callable[[Sequence[str]], None] = lambda desks: None,
) -> list[Arrival]:
    """Return the texts as they came: by day, those of the case before others, the longer ones first, then by name.

    A text repeats only texts before it, so that the first is the original. Of several with the same words the first has the desk,
    which brings the others into the case as its copies. The same texts in any order give the same desks.

    ``check`` is called with the names of the desks' files before anything is proposed, which may take long. Raises what it raises, and
    as :func:`~kg.desk.making.set_up_desk`.
    """
    set_ups = [(one.file, set_up_desk(one.text, case, replace(asked, issued=one.issued))) for one in texts]
    firsts: dict[str, tuple[Path, DeskSetUp]] = {}
    twins: list[tuple[Path, DeskSetUp]] = []
    for file, set_up in sorted(set_ups, key=_order):
        first = firsts.setdefault(set_up.text.sha256, (file, set_up))
        if first[0] is not file:
            twins.append((file, set_up))
    own = list(firsts.values())
    desks = _desk_names([set_up for _, set_up in own])
    check(desks)
    found: list[Arrival] = []
    before: list[Before] = []
    for (file, set_up), copy, desk in zip(own, copies_of([set_up.text for _, set_up in own]), desks, strict=True):
        made = _with_twins(set_up, twins)
        arrival = Arrival(file, made, desk=desk, copy=copy)
        if copy:
            arrival = _as_copy(arrival, copy, found[copy.original], case)
        cards = mark_copied(propose_at_desk(case, made, lexicons, finder), set_up.text, copy, before)
        before.append(Before(set_up.text, cards, desk))
        found.append(replace(arrival, cards=tuple(cards)))
    same = [Arrival(file, set_up, same_as=firsts[set_up.text.sha256][0]) for file, set_up in twins]
    return sorted([*found, *same], key=lambda one: _order((one.file, one.set_up)))


def _order(one: tuple[Path, DeskSetUp]) -> tuple[date, bool, int, str, str, str]:
    file, set_up = one
    text = set_up.text
    return set_up.issued, set_up.source is None, -words_of(text), text.name, text.sha256, file.as_posix()


def _with_twins(set_up: DeskSetUp, twins: Sequence[tuple[Path, DeskSetUp]]) -> DeskSetUp:
    """Return how a desk is set up with the rows of the sources that have the same words under other names."""
    name = source_id(set_up.as_file())
    rows: dict[str, Mapping[str, str]] = {}
    for _, twin in twins:
        row = source_row(replace(twin.as_file(), source="", title=""))
        if twin.text.sha256 == set_up.text.sha256 and re.split("[/#]", name)[-1] != row["id"]:
            rows.setdefault(row["id"], {**row, "copy of": name})
    return replace(set_up, reprints=tuple(rows[one] for one in sorted(rows)))


def _as_copy(arrival: Arrival, copy: CopyOf, first: Arrival, case: Case) -> Arrival:
    """Return a text that repeats another with the offer to record it so, unless the case has it as a copy already."""
    source, original = arrival.set_up.source, first.set_up.as_file()
    name = source_id(original)
    is_recorded = source is not None and case.original_of(source) != source
    arrival = replace(arrival, original=first.file, is_recorded=is_recorded)
    if is_recorded or not copy.is_offered or name == source:
        return arrival
    row = source_row(original) if not original.source or is_from_a_desk(name, original.sha256) else {}
    offer = CopyOffer(name, original.name, copy.paragraphs, copy.share, copy.is_usual, row)
    return replace(arrival, set_up=replace(arrival.set_up, offer=offer))


def _desk_names(set_ups: Sequence[DeskSetUp]) -> list[str]:
    """Return the names of the desks' files: the text's, with its digest where several texts have the same name."""
    stems = [slug(Path(set_up.text.name).stem) or "text" for set_up in set_ups]
    return [
        f"{stem}.html" if stems.count(stem) == 1 else f"{stem}-{set_up.text.sha256[:_SHORT]}.html"
        for stem, set_up in zip(stems, set_ups, strict=True)
    ]
