"""The page model: all that a page shows, computed once here, so that its scripts only draw and look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.answers.base import independent_sources
from kg.case.records import CaseInfo
from kg.errors import LimitError
from kg.page.display import clean, words
from kg.page.geometry import CARD_WIDTH, TILE_HEIGHT, Plan, arrange
from kg.page.ground import CELLS, MOST_PARTIES, answer_groups, groups_of
from kg.page.history import MOST_DAYS, History, trace
from kg.page.network import describe_network
from kg.page.things import Numbers, day_text, describe_things
from kg.resolution import Resolution
from kg.vocabulary import ATTRIBUTIONS, STANCES, Side, Stance
from kg.words.strings import LANGUAGES, WORDS

__all__ = ["KINDS", "MOST_NODES", "MOST_POSITIONS", "PageModel", "build_model"]

#: the views of the page
KINDS = ("positions", "parties", "issues")
#: what one page can hold
MOST_NODES, MOST_POSITIONS = 60_000, 250_000


@dataclass(frozen=True)
class PageModel:
    """A page's ``title``, its ``data`` for the scripts, and the graph's ``nodes`` and ``edges`` for pyvis."""

    title: str
    data: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


def build_model(
    resolution: Resolution,
    *,
    kind: str = "positions",
    lang: str = "en",
    groups: Sequence[Sequence[str]] = (),
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
) -> PageModel:
    """Return the page model of a resolved case.

    ``kind`` is the view shown first, one of :data:`KINDS`; ``groups`` names groups of parties (ids) to answer for;
    ``parties`` and ``issues`` (ids) narrow the page, by default to nothing less than all. Raises
    :class:`~kg.errors.LimitError` for a case too large for a page.
    """
    case = resolution.case
    whose = sorted(set(parties) or case.parties)
    _check_size(resolution, whose, len(issues))
    numbers = Numbers.of(resolution, whose, sorted(set(issues) or case.issues))
    history = trace(numbers)
    things = describe_things(numbers)
    plan = _arrange(numbers, things)
    edges, stances, order = _edges(numbers, history)
    data = {
        "schema": 1,
        "kind": kind,
        "lang": lang if lang in LANGUAGES else "en",
        **_languages(),
        **_head(numbers, case.info),
        **_time(history, order),
        **things,
        "relations": _relations(numbers),
        "conditions": _conditions(numbers),
        "stances": stances,
        "answers": answer_groups(numbers, history, groups_of(numbers, groups), len(groups)),
        "network": describe_network(numbers, history),
        "limits": {"parties": MOST_PARTIES, "days": MOST_DAYS, "cells": CELLS, "earlier": history.earlier},
        **_places(plan),
    }
    _count_sides(numbers, data["issues"])
    return PageModel(clean(case.info.label(data["lang"]))[:300], data, _nodes(plan), edges)


def _check_size(resolution: Resolution, parties: Sequence[str], narrowed: int) -> None:
    case = resolution.case
    count = len(parties) + len(case.issues) + len(case.options) + len(case.proposals)
    if count > MOST_NODES and not narrowed:
        raise LimitError(
            case.store.locator,
            f"{count:,} parties, issues and options are more than the {MOST_NODES:,} of a page; narrow it with --issue",
        )
    held = 0
    for party in parties:
        held += len(case.positions_of([party])[party])
        if held > MOST_POSITIONS:
            raise LimitError(
                case.store.locator,
                f"more than the {MOST_POSITIONS:,} positions that a page can hold; narrow it with --party",
            )


def _languages() -> dict[str, Any]:
    return {
        "langs": list(LANGUAGES),
        "langNames": LANGUAGES,
        "words": WORDS,
        "sides": {str(stance): str(ranked.side) for stance, ranked in STANCES.items()},
        "attributions": list(ATTRIBUTIONS),
    }


def _head(numbers: Numbers, info: CaseInfo) -> dict[str, Any]:
    resolution = numbers.resolution
    held = [stance for party in numbers.parties for stance in resolution.of_party(party).values()]
    filters = resolution.filters
    return {
        "case": {
            "k": clean(info.local_name),
            "t": words(info.labels) or clean(info.local_name),
            "about": words(info.description),
        },
        "caveats": [words(caveat) for caveat in info.caveats],
        "counts": {
            "sources": len(independent_sources(resolution.case, {s.source for s in numbers.statements})),
            "statements": len(numbers.statements),
            "sensitive": sum(1 for s in numbers.statements if s.sensitivity != "public"),
            "inferred": sum(1 for stance in held if stance.inferred and stance.stance is not Stance.SILENT),
            "ascribed": sum(1 for stance in held if stance.ascribed),
        },
        "filters": {
            "min_confidence": filters.min_confidence,
            "channels": list(filters.channels),
            "withheld": sum(1 for stance in held if stance.withheld),
        },
    }


def _time(history: History, order: dict[tuple[str, str], int]) -> dict[str, Any]:
    kinds = [
        {str(order[pair]): kind.replace(" ", "_") for pair, kind in sorted(changed.items()) if pair in order}
        for changed in history.changes
    ]
    return {
        "days": [day_text(day) for day in history.days],
        "kinds": kinds,
        "changed": [sorted(map(int, changed)) for changed in kinds],
    }


def _edges(
    numbers: Numbers, history: History
) -> tuple[list[dict[str, Any]], list[list[tuple[int, dict[str, Any] | None]]], dict[tuple[str, str], int]]:
    """Return an edge for each party and term that ever had a stance, its stances over time, and the edges' numbers."""

    def place(pair: tuple[str, str]) -> tuple[int, bool, int]:
        party, term = pair
        number = numbers.option.get(term)
        return (numbers.party[party], number is None, number if number is not None else numbers.proposal[term])

    pairs = sorted(history.records, key=place)
    edges = [
        {"id": f"s{at}", "from": f"p{numbers.party[party]}", "to": numbers.term(term)}
        for at, (party, term) in enumerate(pairs)
    ]
    return edges, [history.records[pair] for pair in pairs], {pair: at for at, pair in enumerate(pairs)}


def _relations(numbers: Numbers) -> list[list[Any]]:
    """Return the relations between options: entails, excludes, and requires with the party whose condition it is."""
    found: list[list[Any]] = []
    for relation in numbers.resolution.case.relations:
        first, second = numbers.option.get(relation.first), numbers.option.get(relation.second)
        if first is not None and second is not None:
            found.append([relation.kind, first, second, words(relation.reason), relation.basis, None])
    for party in numbers.parties:
        for term, held in sorted(numbers.resolution.of_party(party).items()):
            required = {
                (r, c) for c in held.conditions for r in c.requires if r in numbers.option and term in numbers.option
            }
            for option, condition in sorted(required, key=lambda pair: (pair[0], pair[1].words, pair[1].timing)):
                why = words(condition.words)
                found.append(
                    ["requires", numbers.option[term], numbers.option[option], why, None, numbers.party[party]]
                )
    return found


def _conditions(numbers: Numbers) -> list[dict[str, Any]]:
    case = numbers.resolution.case

    def required(identifier: str) -> list[Any]:
        term = numbers.term(identifier)
        if term:
            return [term[0], int(term[1:])]
        known = case.event_kinds.get(identifier) or case.options.get(identifier) or case.proposals.get(identifier)
        return ["k", words(known.labels) if known and known.labels else clean(identifier.rsplit("#", 1)[-1])]

    return [
        {
            "req": [required(identifier) for identifier in condition.requires],
            "words": words(condition.words),
            "timing": condition.timing,
            "deadline": day_text(condition.deadline),
            "deadlineWords": words(condition.deadline_words),
            "when": str(condition.when_met),
            "otherwise": words(condition.otherwise),
            "any": clean(condition.any_of) if condition.any_of else None,
        }
        for condition in numbers.conditions
    ]


def _count_sides(numbers: Numbers, issues: list[dict[str, Any]]) -> None:
    """Give each issue ``n``: how many stances on its options are for, leaning and against on the as-of day."""
    case = numbers.resolution.case
    for issue in issues:
        issue["n"] = [0, 0, 0]
    order = list(Side)
    for party in numbers.parties:
        for term, held in numbers.resolution.of_party(party).items():
            if held.side and term in numbers.option:
                issues[numbers.issue[case.options[term].issue]]["n"][order.index(held.side)] += 1


# ---------------------------------------------------------------- layout


def _all_words(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def _arrange(numbers: Numbers, things: dict[str, Any]) -> Plan:
    options = [_all_words(option["t"]) for option in things["options"]]
    issues = [(_all_words(issue["t"]), [options[at] for at in issue["o"]]) for issue in things["issues"]]
    bundles = [_all_words(proposal["t"]) for proposal in things["proposals"]]
    return arrange(issues, bundles, _sides(numbers))


def _places(plan: Plan) -> dict[str, Any]:
    return {
        "opened": plan.opened,
        "inner": list(plan.inner),
        "slots": [[slot.u, slot.v, slot.dx, slot.dy] for slot in plan.slots],
        "tile": [CARD_WIDTH, TILE_HEIGHT],
    }


def _sides(numbers: Numbers) -> list[list[int]]:
    """Return the parties (numbers) for the left, right, top and bottom: nearer to the first principal, to the second,
    between them, and without a stance. A principal stands in the middle of its side.
    """
    stances = [numbers.resolution.of_party(party) for party in numbers.parties]
    sign = {Side.FOR: 1.0, Side.LEANING: 0.5, Side.AGAINST: -1.0}
    vectors = [{term: sign[held.side] for term, held in found.items() if held.side} for found in stances]
    if len(vectors) < 2:
        return [list(range(len(vectors))), [], [], []]
    case = numbers.resolution.case
    heads = [n for n, party in enumerate(numbers.parties) if "principal" in case.parties[party].roles]
    ranked = sorted(range(len(vectors)), key=lambda n: (n not in heads, -len(vectors[n]), n))
    first, second = sorted(ranked[:2])

    def pull(n: int) -> float:
        def near(other: int) -> float:
            common = vectors[n].keys() & vectors[other].keys()
            return sum(vectors[n][term] * vectors[other][term] for term in sorted(common))

        return near(first) - near(second)

    sides: list[list[int]] = [[], [], [], []]
    for n in sorted(set(range(len(vectors))) - {first, second}, key=lambda n: (pull(n), n)):
        strength = pull(n)
        side = 3 if not vectors[n] else 2 if abs(strength) < 1 else 0 if strength > 0 else 1
        sides[side].append(n)
    for side, head in ((0, first), (1, second)):
        members = sides[side]
        sides[side] = members[: len(members) // 2] + [head] + members[len(members) // 2 :]
    return _spread(sides)


def _spread(sides: list[list[int]]) -> list[list[int]]:
    """Move parties from a crowded side to the top and bottom, so that none has over three while those have room."""
    for side in (0, 1):
        while len(sides[side]) > 5 and min(len(sides[2]), len(sides[3])) < len(sides[side]):
            target = 2 if len(sides[2]) <= len(sides[3]) else 3
            sides[target].append(sides[side].pop(0 if target == 2 else -1))
    return sides


def _nodes(plan: Plan) -> list[dict[str, Any]]:
    """Return pyvis' nodes: each thing's place and size; an issue's also with its island's frame (fx, fy, fw, fh)."""
    nodes: list[dict[str, Any]] = []
    option = 0
    for at, island in enumerate(plan.islands):
        frame, title = island.frame, island.title
        x, y = (title.x, title.y) if plan.opened else (frame.x, frame.y)
        nodes.append(
            {"id": f"i{at}", "shape": "box", "x": x, "y": y, "w": title.width, "h": title.height, "lines": title.lines}
            | {"fx": frame.x, "fy": frame.y, "fw": frame.width, "fh": frame.height, "tx": title.x, "ty": title.y}
        )
        for card in island.cards:
            nodes.append(
                {
                    "id": f"o{option}",
                    "shape": "box",
                    "x": card.x,
                    "y": card.y,
                    "w": card.width,
                    "h": card.height,
                    "lines": card.lines,
                }
            )
            option += 1
    for at, box in enumerate(plan.bundles):
        nodes.append(
            {
                "id": f"b{at}",
                "shape": "box",
                "x": box.x,
                "y": box.y,
                "w": box.width,
                "h": box.height,
                "lines": box.lines,
            }
        )
    for at, slot in enumerate(plan.slots):
        x, y = slot.u * plan.inner[0] / 2 + slot.dx, slot.v * plan.inner[1] / 2 + slot.dy
        nodes.append({"id": f"p{at}", "shape": "dot", "x": round(x, 1), "y": round(y, 1)})
    return nodes
