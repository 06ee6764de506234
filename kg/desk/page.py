"""The desk's page: one HTML file with a text, what is proposed of it, and what a coder needs of the case. It reaches nothing.

The script is the ES modules of ``script/`` (:mod:`kg.page.bundle`); the data stand in the page as JSON, in which nothing can
end the element. The text is shown as it was read, so that offsets count its own characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from kg.answers.rendering import SYMBOLS
from kg.case import Case
from kg.case.records import Thing
from kg.coding.known import sources_of
from kg.desk.copying import CopyOffer
from kg.desk.desk_file import DeskText
from kg.desk.rows import source_id
from kg.page.bundle import page_script
from kg.page.display import clean, embed
from kg.page.policy import content_policy
from kg.schema.properties import CHOICES
from kg.store import hold, replace_file
from kg.texts import SourceText, sentences
from kg.vocabulary import ATTRIBUTIONS, Stance, definition_of, side_of

__all__ = ["DeskSetUp", "desk_data", "render_desk", "write_desk"]

_HERE = Path(__file__).parent
#: the most characters of the case's names by which an option is searched
_MOST_NAMES = 400


@dataclass(frozen=True)
class DeskSetUp:
    """Which desk is made: the ``text``, the day it was ``issued``, its ``language``, the case's ``source`` (id) that it is, and
    the ``coder``; ``blind``: without proposals and earlier stances, on a ``sample`` of so many sentences where given.

    ``rejected`` are places where something was rejected before (:func:`kg.desk.rejections.rejected_places`); ``labels`` is the
    language of the case's names. ``offer`` says that the text repeats another, and ``reprints`` are rows of sources with its words.
    """

    text: SourceText
    issued: date
    language: str
    coder: str
    source: str | None = None
    blind: bool = False
    sample: int | None = None
    rejected: frozenset[tuple[int, int, str]] = frozenset()
    labels: str = "en"
    offer: CopyOffer | None = None
    reprints: tuple[Mapping[str, str], ...] = ()

    def as_file(self) -> DeskText:
        """Return the text as the desk's file has it."""
        text = self.text
        name, title = clean(text.name), text.title or ""
        return DeskText(name, text.sha256, self.issued, self.language, len(text.paragraphs), self.source or "", title)


def desk_data(case: Case, cards: Iterable[Mapping[str, Any]], set_up: DeskSetUp) -> dict[str, Any]:
    """Return all that the page knows; ``cards`` are those of :mod:`kg.coding` as JSON, or :func:`~kg.desk.blind.blank_cards`."""
    text, lang = set_up.text, set_up.labels
    return {
        "text": {
            "name": clean(text.name),
            "sha256": text.sha256,
            "issued": set_up.issued.isoformat(),
            "language": set_up.language,
            "source": set_up.source,
            "title": text.title,
            "paragraphs": list(text.paragraphs),
            "sentences": [list(chain(*sentences(words, set_up.language))) for words in text.paragraphs],
            "original": dict(set_up.offer.row) if set_up.offer else {},
            "reprints": [dict(row) for row in set_up.reprints],
        },
        "sourceId": source_id(set_up.as_file()),
        "offer": set_up.offer and {name: value for name, value in asdict(set_up.offer).items() if name != "row"},
        "coder": set_up.coder,
        "blind": set_up.blind,
        "sample": set_up.sample,
        "case": clean(case.info.label(lang)),
        "cards": [{**card, "rejected": _was_rejected(card, set_up)} for card in cards],
        "settle": None,
        "earlier": [] if set_up.blind else _earlier(case, set_up),
        **_things(case, lang),
        **_choices(),
    }


def _was_rejected(card: Mapping[str, Any], set_up: DeskSetUp) -> bool:
    start = card["start"]
    words = set_up.text.paragraph(card["paragraph"])[start : card["end"]]
    return (card["paragraph"], start + len(words) - len(words.lstrip()), card["party"] or "") in set_up.rejected


def _named(things: Mapping[str, Thing], lang: str) -> list[dict[str, Any]]:
    named = [{"id": thing.id, "label": clean(thing.label(lang))} for thing in things.values()]
    return sorted(named, key=lambda one: (one["label"].casefold(), one["id"]))


def _things(case: Case, lang: str) -> dict[str, Any]:
    options = _named(case.options, lang)
    for one in options:
        option = case.options[one["id"]]
        one |= {"issue": option.issue, "ladder": case.issues[option.issue].is_ladder}
        one["words"] = clean(" ".join(option.names()[:-1]))[:_MOST_NAMES]
    people = _named(case.people, lang)
    for one in people:
        one["speaksFor"] = list(case.people[one["id"]].speaks_for)
    kinds: Sequence[Mapping[str, Thing]] = (
        *(case.parties, case.people, case.issues, case.options, case.proposals, case.points, case.sources),
        case.events,
    )
    return {
        "parties": _named(case.parties, lang),
        "people": people,
        "issues": _named(case.issues, lang),
        "options": options,
        "proposals": _named(case.proposals, lang),
        "points": _named(case.points, lang),
        "taken": sorted({thing.local_name for things in kinds for thing in things.values()}),
    }


def _earlier(case: Case, set_up: DeskSetUp) -> list[dict[str, Any]]:
    """Return what parties said before the text, the newest first: each statement that states a position, but for the text's own."""
    found = []
    own = {set_up.source, *sources_of(case, set_up.text.sha256)}
    for party, positions in case.positions_of(case.parties).items():
        for position in positions:
            for statement in (case.statements[name] for name in position.statements if name in case.statements):
                if statement.latest <= set_up.issued and statement.source not in own:
                    found.append((party, position.on, str(position.stance), statement))
    found.sort(key=lambda one: (-one[3].latest.toordinal(), one[:3], one[3].id))
    names = ("party", "on", "stance", "day", "statement", "own")
    return [
        dict(zip(names, (*stated, said.latest.isoformat(), said.id, said.is_own_voice), strict=True))
        for *stated, said in found
    ]


def _choices() -> dict[str, Any]:
    return {
        "stances": [
            {
                "name": name,
                "side": str(side_of(Stance(name)) or ""),
                "sign": SYMBOLS[side_of(Stance(name))],
                "means": definition_of(name).partition(" Close to ")[0],
            }
            for name in CHOICES["stance"]
        ],
        "attributions": [{"name": name, "own": way.own} for name, way in ATTRIBUTIONS.items()],
        "mandates": list(CHOICES["mandate"]),
        "bounds": list(CHOICES["bound"]),
        "roles": list(CHOICES["role"]),
    }


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").strip() + "\n"


def render_desk(data: Mapping[str, Any]) -> str:
    """Return the page as HTML: the same bytes for the same data."""
    from markupsafe import escape

    script, style = page_script(_HERE / "script"), _part("desk.css")
    parts = {
        "policy": content_policy((script,), style),
        "title": str(escape(f"{clean(data['text']['title'] or data['text']['name'])}: coding desk")),
        "style": style,
        "data": embed(data),
        "script": script,
    }
    head, *rest = _part("desk.html").split("{{ ")
    return head + "".join(parts[name] + after for name, _, after in (piece.partition(" }}") for piece in rest))


def write_desk(data: Mapping[str, Any], path: Path) -> None:
    """Write the page whole or not at all. Raises :class:`~kg.errors.InputError` where it cannot."""
    page = render_desk(data).encode()
    with hold(path):
        replace_file(path, page)
