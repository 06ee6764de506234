"""What each party of a pair could do on what stands between the two, as :mod:`kg.analysis.bridges` finds it on the as-of day.

Of the groups that a page answers for those are tried that have two parties, until the answers are :data:`CHARACTERS` long in
all as JSON. A pair with more than :data:`~kg.page.deals.MOST_STANCES` stances is *too large* for the page, which then names the
command.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from kg.analysis.bridges import Matter, bridges_of
from kg.analysis.moves import Move
from kg.page.deals import MOST_STANCES
from kg.page.index import CaseIndex

__all__ = ["CHARACTERS", "describe_bridges"]

#: how long the bridges of all pairs may be, as JSON
CHARACTERS = 150_000


def describe_bridges(index: CaseIndex, groups: Sequence[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Return for each pair (ids) among groups its party numbers and its bridges, None where they are too many to be tried."""
    found, length = [], 0
    for pair in (group for group in groups if len(group) == 2):
        if length > CHARACTERS:
            break
        stances = sum(1 for party in pair for held in index.resolution.of_party(party).values() if held.side)
        matters = None
        if stances <= MOST_STANCES:
            matters = [_matter(index, each) for each in bridges_of(index.resolution, pair) if _is_shown(index, each)]
        length += len(json.dumps(matters))
        found.append({"parties": sorted(index.party[party] for party in pair), "matters": matters})
    return found


def _is_shown(index: CaseIndex, matter: Matter) -> bool:
    return any(index.term(term) for term in matter.options)


def _refs(index: CaseIndex, things: Iterable[str]) -> list[Any]:
    return [index.ref(each) for each in things]


def _matter(index: CaseIndex, matter: Matter) -> dict[str, Any]:
    is_conflict = matter.conflicts and matter.kind != "reading"
    return {
        "kind": matter.kind,
        "severity": matter.conflicts[0].severity.value if is_conflict else None,
        "options": _refs(index, matter.options),
        "parties": sorted({index.party[side.party] for side in matter.sides}),
        "condition": index.condition(matter.condition) if matter.condition else None,
        "inferred": matter.inferred,
        "ascribed": matter.ascribed,
        "moves": [_move(index, matter, each) for each in matter.moves],
    }


def _move(index: CaseIndex, matter: Matter, move: Move) -> dict[str, Any]:
    own = {conflict.key for conflict in matter.conflicts}
    others = [conflict for conflict in move.gain.ends if conflict.key not in own]
    optional = {
        "option": index.ref(move.option) if move.option else None,
        "to": index.ref(move.to) if move.to else None,
        "left": str(move.left.stance) if move.left else None,
        "bounds": [bound for bound in move.left.bounds if bound != "exactly"] if move.left else [],
        "condition": index.condition(move.condition) if move.condition else None,
        "whose": index.ref(move.of) if move.of else None,
        "beside": _refs(index, move.beside),
        "points": [index.named(point)["label"] for point in move.points],
        "agreed": _refs(index, move.gain.agreed),
        "withinReach": _refs(index, move.gain.within_reach),
        "endsClash": move.gain.clash,
        "endsOthers": [
            {"kind": each.kind.value, "options": _refs(index, sorted({side.term for side in each.sides}))}
            for each in sorted(others, key=lambda each: (each.issues, each.kind, each.key))
        ],
    }
    return {
        "party": index.party[move.party],
        "move": move.kind.replace(" ", "_"),
        "grade": move.grade,
        "ends": len(others) < len(move.gain.ends),
        "inferred": move.inferred,
        "ascribed": move.ascribed,
        **{name: value for name, value in optional.items() if value},
    }
