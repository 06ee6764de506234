"""Where the things of a page are placed: parties by whom they are aligned with, issues and options by :mod:`kg.page.geometry`."""

from __future__ import annotations

from typing import Any

from kg.analysis.alignment import align
from kg.page.geometry import CARD_WIDTH, TILE_HEIGHT, Box, Plan, arrange
from kg.page.index import CaseIndex

__all__ = ["describe_places", "lay_out", "nodes_of"]


def _all_words(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def lay_out(index: CaseIndex, things: dict[str, Any]) -> Plan:
    """Return the layout of a page: parties beside those that they are aligned with, issues with their options inside."""
    options = [_all_words(option["label"]) for option in things["options"]]
    issues = [(_all_words(issue["label"]), [options[at] for at in issue["options"]]) for issue in things["issues"]]
    bundles = [_all_words(proposal["label"]) for proposal in things["proposals"]]
    return arrange(issues, bundles, _sides(index))


def describe_places(plan: Plan) -> dict[str, Any]:
    """Return what the page needs of a layout beside the places of its nodes."""
    return {
        "opened": plan.opened,
        "inner": {"width": plan.inner[0], "height": plan.inner[1]},
        "slots": [{"u": slot.u, "v": slot.v, "dx": slot.dx, "dy": slot.dy} for slot in plan.slots],
        "tile": {"width": CARD_WIDTH, "height": TILE_HEIGHT},
    }


def _sides(index: CaseIndex) -> list[list[int]]:
    """Return the parties (numbers) for the left, right, top and bottom: those nearer to the first pole, to the second,
    between them, and without a stance. A pole stands in the middle of its side.
    """
    aligned = align(index.resolution, index.parties)
    if aligned is None:
        return [list(range(len(index.parties))), [], [], []]
    groups = (aligned.nearer_first, aligned.nearer_second, aligned.between, aligned.without_stance)
    sides = [[index.party[party] for party in group] for group in groups]
    for side, pole in ((0, aligned.first), (1, aligned.second)):
        members = sides[side]
        sides[side] = members[: len(members) // 2] + [index.party[pole]] + members[len(members) // 2 :]
    return _spread(sides)


def _spread(sides: list[list[int]]) -> list[list[int]]:
    """Move parties from a crowded side to the top and bottom, so that none has over three while those have room."""
    for side in (0, 1):
        while len(sides[side]) > 5 and min(len(sides[2]), len(sides[3])) < len(sides[side]):
            target = 2 if len(sides[2]) <= len(sides[3]) else 3
            sides[target].append(sides[side].pop(0 if target == 2 else -1))
    return sides


def nodes_of(plan: Plan) -> list[dict[str, Any]]:
    """Return pyvis' nodes: each thing's place and size; an issue's also with its island's frame and its title's place."""
    nodes: list[dict[str, Any]] = []
    option = 0
    for at, island in enumerate(plan.islands):
        frame, title = island.frame, island.title
        shown = title if plan.opened else frame
        nodes.append(
            _box_node(f"i{at}", title)
            | {"x": shown.x, "y": shown.y, "title": {"x": title.x, "y": title.y}}
            | {"frame": {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}}
        )
        for card in island.cards:
            nodes.append(_box_node(f"o{option}", card))
            option += 1
    nodes += [_box_node(f"b{at}", box) for at, box in enumerate(plan.bundles)]
    for at, slot in enumerate(plan.slots):
        x, y = slot.u * plan.inner[0] / 2 + slot.dx, slot.v * plan.inner[1] / 2 + slot.dy
        nodes.append({"id": f"p{at}", "shape": "dot", "x": round(x, 1), "y": round(y, 1)})
    return nodes


def _box_node(name: str, box: Box) -> dict[str, Any]:
    return {
        "id": name,
        "shape": "box",
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "lines": box.lines,
    }
