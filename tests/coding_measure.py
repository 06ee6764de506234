"""How well proposed cards meet a gold coding: a measure that knows nothing of kg, but for two functions that call it.

``python tests/coding_measure.py NAME…`` prints the figures of the texts of ``tests/data/texts``; ``--show`` also prints what was missed,
for texts on which rules may be made alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "Figures", "all_names", "measure", "of_text"]

FOLDER = Path(__file__).parent / "data" / "texts"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """Counts over gold statements, cards and gold day phrases, from which the shares are.

    ``marked``: statements that a card overlaps. ``party``: those that one with the right party does. ``option``: those where a card
    that overlaps has one of the statement's options among its three (``has_option``: marked statements with an option). ``day``: with the right party and
    the latest day. ``right``: all three at once. ``cards``, ``precise``: proposed, and those that overlap a statement of the same party.
    ``days``, ``days_right``: gold phrases, and those found with the same span of days. ``stances``: cards with a stance.
    """

    statements: int = 0
    marked: int = 0
    party: int = 0
    has_option: int = 0
    option: int = 0
    day: int = 0
    right: int = 0
    cards: int = 0
    precise: int = 0
    days: int = 0
    days_right: int = 0
    stances: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @staticmethod
    def share(part: int, whole: int) -> float:
        """Return a share, 1.0 of nothing."""
        return part / whole if whole else 1.0

    def shares(self) -> dict[str, float]:
        """Return the shares that the bars are set for: options of the marked statements, all else of all."""
        return {
            "marks": self.share(self.marked, self.statements),
            "precision": self.share(self.precise, self.cards),
            "option": self.share(self.option, self.has_option),
            "days": self.share(self.days_right, self.days),
            "right": self.share(self.right, self.statements),
        }

    def line(self, name: str) -> str:
        """Return the figures as a line of a table."""
        shares = "  ".join(f"{key} {value:.2f}" for key, value in self.shares().items())
        return f"{name:20} statements {self.statements:3}  cards {self.cards:3}  {shares}  party {self.share(self.party, self.statements):.2f}  stances {self.stances}"


def _span(paragraphs: Sequence[str], one: Json, key: str) -> tuple[int, int]:
    start = paragraphs[one["paragraph"] - 1].index(one[key])
    return start, start + len(one[key])


def _meets(paragraphs: Sequence[str], one: Json, card: Json) -> bool:
    start, end = _span(paragraphs, one, "quote")
    return card["paragraph"] == one["paragraph"] and card["start"] < end and start < card["end"]


def _local(name: str | None) -> str | None:
    return name and name.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def measure(
    paragraphs: Sequence[str], gold: Json, cards: Sequence[Json], days: Iterable[Json]
) -> tuple[Figures, list[str]]:
    """Return the figures of cards against a gold coding, and what was missed, in words.

    ``days`` are the phrases found: paragraph, start, end, earliest, latest (ISO).
    """
    missed, counts = [], dict.fromkeys((one.name for one in fields(Figures)), 0)
    counts["statements"], counts["cards"] = len(gold["statements"]), len(cards)
    counts["stances"] = sum("stance" in card for card in cards)
    precise = set()
    for one in gold["statements"]:
        near = [card for card in cards if _meets(paragraphs, one, card)]
        party = [card for card in near if _local(card["party"]) == one["party"]]
        wanted = set(one["options"])
        offered = [card for card in near if wanted & {_local(option) for option in card["options"]}]
        dated = [card for card in party if card["day"]["latest"] == one["latest"]]
        right = [card for card in dated if not wanted or card in offered]
        precise |= {card["id"] for card in party}
        found = {
            "marked": near, "party": party, "day": dated, "right": right, "has_option": wanted and near, "option": wanted and offered,
        }  # fmt: skip
        for key, value in found.items():
            counts[key] += bool(value)
        lacks = [key for key in ("marked", "party", "option", "day") if not found[key] and (wanted or key != "option")]
        if lacks:
            missed.append(
                f"¶{one['paragraph']} {one['quote']!r} {one['party']} {one['options']} {one['latest']}: no {lacks[0]} of {', '.join(lacks)}; {[(card['id'], _local(card['party']), card.get('via'), [_local(o) for o in card['options']], card['day']['latest']) for card in near]}"
            )
    counts["precise"] = len(precise)
    missed += [
        f"extra {card['id']} {_local(card['party'])} {card.get('via')} {paragraphs[card['paragraph'] - 1][card['start'] : card['end']]!r}"
        for card in cards
        if card["id"] not in precise
    ]
    found_days = list(days)
    for one in gold["days"]:
        start, end = _span(paragraphs, one, "phrase")
        over = [
            day
            for day in found_days
            if day["paragraph"] == one["paragraph"] and day["start"] < end and start < day["end"]
        ]
        is_right = any((day["earliest"], day["latest"]) == (one["earliest"], one["latest"]) for day in over)
        counts["days"] += 1
        counts["days_right"] += is_right
        if not is_right:
            missed.append(f"day ¶{one['paragraph']} {one['phrase']!r} {one['earliest']}..{one['latest']}: {over}")
    return Figures(**counts), missed


def all_names(*, seen: bool) -> list[str]:
    """Return the names of the texts on which rules may be made, or of those on which they may not."""
    return sorted(
        path.parent.name for path in FOLDER.glob("*/gold.json") if json.loads(path.read_text())["seen"] is seen
    )


def of_text(name: str) -> tuple[Figures, list[str], str]:
    """Return the figures of one of the texts, what was missed, and its language."""
    from kg.case import Case
    from kg.case.open import open_graph
    from kg.coding.propose import days_of, propose
    from kg.store import shipped_case
    from kg.texts import read_text

    folder = FOLDER / name
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    files = sorted(folder.glob("text.*")) or [FOLDER.parents[2].parent / "shared" / "seed-article.txt"]
    locator = folder / "case.ttl" if (folder / "case.ttl").exists() else shipped_case()
    text, case = read_text(files[0]), Case(open_graph(locator))
    issued = date.fromisoformat(gold["published"])
    source = next(iter(case.sources)) if locator == shipped_case() else None
    cards = [card.to_json() for card in propose(text, case, issued=issued, source=source)]
    days = [
        {"paragraph": number, "start": one.start, "end": one.end, "earliest": one.earliest.isoformat(), "latest": one.latest.isoformat()}
        for number, phrases in enumerate(days_of(text, case, issued=issued), 1)
        for one in phrases
    ]  # fmt: skip
    figures, missed = measure(text.paragraphs, gold, cards, days)
    return figures, missed, gold["language"]


def main(arguments: Sequence[str]) -> None:
    """Print the figures of some texts, and their sum."""
    names = [one for one in arguments if not one.startswith("--")]
    total = Figures()
    for name in names:
        figures, missed, _ = of_text(name)
        print(figures.line(name))
        if "--show" in arguments and name in all_names(seen=True):
            print("\n".join(missed))
        total += figures
    print(total.line("all"))


if __name__ == "__main__":
    main(sys.argv[1:])
