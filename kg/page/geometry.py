"""Where everything is placed on the page: positions computed once, the same each time, so that no label covers another.

Options are cards gathered in an island under their issue. Islands fill columns (shortest column first); bundles are in
a row below; parties are on a rectangle around all of it: allies of the first principal on the left, of the second on
the right, those between on top, those without a stance below. Cards have a fixed width and as many lines as their longest
translation is estimated to need, and the page never draws more lines than that, so cards cannot collide in any language.
Over :data:`OPEN_LIMIT` options an issue is a tile in a grid, and its island opens around the tile on demand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import ceil, log, sqrt

__all__ = ["OPEN_LIMIT", "Box", "Island", "Plan", "Slot", "arrange", "count_lines", "ring"]

#: with more options than this, the page shows issues first
OPEN_LIMIT = 120
#: widths and heights in pixels at zoom 1
CARD_WIDTH, CARD_TEXT, LINE, CARD_PAD = 172, 146, 15, 14
TITLE_LINE, ISLAND_PAD, GAP_X, GAP_Y, CARD_GAP, COLUMN_GAP = 15, 9, 66, 18, 7, 58
TILE_HEIGHT, BUNDLE_WIDTH, BUNDLE_GAP = 66, 190, 26
SIDE_OFFSET, TOP_OFFSET, SIDE_STEP, TOP_STEP = 128, 62, 92, 150
#: width over height of what the page first shows
ASPECT = 1.5
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A label's place: its centre, width, height and the most lines it may take."""

    x: float
    y: float
    width: float
    height: float
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Island:
    """An issue's frame and title, and its options' cards in the order given."""

    frame: Box
    title: Box
    cards: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A party's place on the ring: (u, v) in [-1, 1] of half the inner width and height, and an offset outwards in pixels."""

    u: float
    v: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole layout; ``opened``: whether islands are open from the start; ``inner`` is the islands' extent."""

    opened: bool
    islands: tuple[Island, ...]
    bundles: tuple[Box, ...]
    inner: tuple[float, float]
    slots: tuple[Slot, ...] = field(default=())


@cache
def _glyph_width(character: str) -> float:
    """Return an estimate of the width of a character in em, rather too large than too small."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in "iljtfrI.,:;'’|!()[] іїł":
        return 0.36
    if character in "mwMWшщжюыфмШЩЖЮЫФМ@%—":
        return 0.95
    return 0.72 if character.isupper() else 0.6


def count_lines(texts: Iterable[str], width: float, size: float) -> int:
    """Return how many lines the longest of some texts needs, wrapped at spaces, from 1 to 3.

    >>> count_lines(["Halt"], 146, 12)
    1
    """
    most = 1
    for text in texts:
        lines, used = 1, 0.0
        for word in text[:120].split():
            length = sum(map(_glyph_width, word)) * size
            space = 0.36 * size if used else 0.0
            if used and used + space + length > width:
                lines, used = lines + 1, 0.0
                space = 0.0
            lines += int(length // width)
            used = (used + space + length) % width if length > width else used + space + length
        most = max(most, lines)
    return min(most, MOST_LINES)


def _island(title: Sequence[str], options: Sequence[Sequence[str]]) -> Island:
    """Return one island with its frame's top left corner at the origin."""
    columns = 1 if len(options) <= 7 else ceil(sqrt(len(options) / 3))
    width = columns * CARD_WIDTH + (columns - 1) * COLUMN_GAP + 2 * ISLAND_PAD
    title_lines = count_lines(title, width - 2 * ISLAND_PAD - 8, 12)
    top = ISLAND_PAD + title_lines * TITLE_LINE + 6
    bottoms = [top] * columns
    cards = []
    for texts in options:
        column = min(range(columns), key=lambda at: (bottoms[at], at))
        lines = count_lines(texts, CARD_TEXT, 12)
        height = lines * LINE + CARD_PAD
        x = ISLAND_PAD + column * (CARD_WIDTH + COLUMN_GAP) + CARD_WIDTH / 2
        cards.append(Box(x, bottoms[column] + height / 2, CARD_WIDTH, height, lines))
        bottoms[column] += height + CARD_GAP
    height = max(bottoms) + ISLAND_PAD - (CARD_GAP if options else 0)
    title_box = Box(
        width / 2,
        ISLAND_PAD + title_lines * TITLE_LINE / 2,
        width - 2 * ISLAND_PAD,
        title_lines * TITLE_LINE,
        title_lines,
    )
    return Island(Box(width / 2, height / 2, width, height), title_box, tuple(cards))


def _move(box: Box, dx: float, dy: float) -> Box:
    return Box(round(box.x + dx, 1), round(box.y + dy, 1), box.width, box.height, box.lines)


def _shift(island: Island, dx: float, dy: float) -> Island:
    cards = tuple(_move(card, dx, dy) for card in island.cards)
    return Island(_move(island.frame, dx, dy), _move(island.title, dx, dy), cards)


def _fill(islands: Sequence[Island], columns: int) -> list[tuple[float, float]]:
    """Return the top left corners of islands put one by one where they lie highest, over as many columns as they span."""
    unit = CARD_WIDTH + 2 * ISLAND_PAD + GAP_X
    bottoms = [0.0] * columns
    corners: list[tuple[float, float]] = []
    for island in islands:
        span = min(columns, max(1, ceil((island.frame.width + GAP_X) / unit)))
        start = min(range(columns - span + 1), key=lambda at: (max(bottoms[at : at + span]), at))
        y = max(bottoms[start : start + span])
        corners.append((start * unit, y))
        bottoms[start : start + span] = [y + island.frame.height + GAP_Y] * span
    return corners


def _extent(islands: Sequence[Island], corners: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return width and height of islands at their corners."""
    width = max((x + island.frame.width for island, (x, _) in zip(islands, corners, strict=True)), default=0.0)
    height = max((y + island.frame.height for island, (_, y) in zip(islands, corners, strict=True)), default=0.0)
    return width, height


def _pack(islands: Sequence[Island]) -> tuple[list[Island], float, float]:
    """Return islands placed around the origin in the number of columns whose outline is nearest to :data:`ASPECT`."""
    if not islands:
        return [], 0.0, 0.0
    widest = max(ceil(i.frame.width / (CARD_WIDTH + 2 * ISLAND_PAD)) for i in islands)
    most = max(widest, min(len(islands), 40))

    def distance(columns: int) -> float:
        width, height = _extent(islands, _fill(islands, columns))
        return abs(log((width + 2 * SIDE_OFFSET + 90) / (height + 2 * TOP_OFFSET + 40) / ASPECT))

    columns = min(range(widest, most + 1), key=lambda k: (round(distance(k), 6), k))
    corners = _fill(islands, columns)
    width, height = _extent(islands, corners)
    lowest: dict[float, float] = {}
    for island, (x, y) in zip(islands, corners, strict=True):
        lowest[x] = max(lowest.get(x, 0.0), y + island.frame.height)
    single = all(island.frame.width <= CARD_WIDTH + 2 * ISLAND_PAD for island in islands)
    placed = [
        _shift(island, x - width / 2, y - (lowest[x] if single else height) / 2)
        for island, (x, y) in zip(islands, corners, strict=True)
    ]
    return placed, width, height


def _tile(islands: Sequence[Island]) -> tuple[list[Island], float, float]:
    """Return islands as tiles of one size in a grid, each with its cards around its own tile."""
    step_x, step_y = CARD_WIDTH + 14, TILE_HEIGHT + 14
    columns = max(1, ceil(sqrt(len(islands) * ASPECT * step_y / step_x)))
    rows = ceil(len(islands) / columns)
    width, height = columns * step_x, rows * step_y
    placed = []
    for index, island in enumerate(islands):
        x = (index % columns + 0.5) * step_x - width / 2
        y = (index // columns + 0.5) * step_y - height / 2
        placed.append(_shift(island, x - island.frame.width / 2, y - island.frame.height / 2))
    return placed, width, height


def ring(counts: Sequence[int], width: float, height: float) -> tuple[list[Slot], ...]:
    """Return the slots of a rectangle's left, right, top and bottom, in further rows where a side lacks room."""
    sides = []
    looks = ((True, -1), (True, 1), (False, -1), (False, 1))
    for count, (vertical, sign) in zip(counts, looks, strict=True):
        step, length = (SIDE_STEP, height) if vertical else (TOP_STEP, width + 1.4 * SIDE_OFFSET)
        room = max(1, int(length // step) + (1 if vertical else 0))
        rows = ceil(count / room) if count else 1
        slots = []
        for index in range(count):
            row, place = index % rows, index // rows
            across = -1 + 2 * (place + 0.5) / ceil(count / rows) if count > rows else 0.0
            across *= 0.94 if vertical else 0.85 * length / max(width, 1)
            offset = sign * ((SIDE_OFFSET if vertical else TOP_OFFSET) + row * (TOP_STEP if vertical else 84))
            slots.append(Slot(sign, across, offset, 0) if vertical else Slot(across, sign, 0, offset))
        sides.append(slots)
    return tuple(sides)


def arrange(
    issues: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]],
    bundles: Sequence[Sequence[str]],
    sides: Sequence[Sequence[int]],
) -> Plan:
    """Lay out a case.

    ``issues`` gives, in order, the texts of the title and those of each option; ``bundles`` the texts of each proposal;
    ``sides`` the numbers of the parties to the left, right, top and bottom, each in order.
    """
    islands = [_island(title, options) for title, options in issues]
    opened = sum(len(island.cards) for island in islands) <= OPEN_LIMIT
    placed, width, height = _pack(islands) if opened else _tile(islands)
    boxes, below = _place_bundles(bundles, width, height)
    placed = [_shift(island, 0, -below / 2) for island in placed]
    boxes = [_move(box, 0, -below / 2) for box in boxes]
    height += below
    slots = sorted(
        (party, place)
        for parties, places in zip(sides, ring([len(side) for side in sides], width, height), strict=True)
        for party, place in zip(parties, places, strict=True)
    )
    inner = (round(width, 1), round(height, 1))
    return Plan(opened, tuple(placed), tuple(boxes), inner, tuple(slot for _, slot in slots))


def _place_bundles(bundles: Sequence[Sequence[str]], width: float, height: float) -> tuple[list[Box], float]:
    """Return the proposals' boxes in rows below the islands, and the height that they add."""
    fitting = int((max(width, BUNDLE_WIDTH) + BUNDLE_GAP) // (BUNDLE_WIDTH + BUNDLE_GAP))
    per_row = max(1, fitting, ceil(sqrt(2 * len(bundles))))
    boxes = []
    for index, texts in enumerate(bundles):
        row, place = divmod(index, per_row)
        in_row = min(per_row, len(bundles) - row * per_row)
        x = (place - (in_row - 1) / 2) * (BUNDLE_WIDTH + BUNDLE_GAP)
        lines = count_lines(texts, BUNDLE_WIDTH - 44, 12)
        boxes.append(Box(round(x, 1), round(height / 2 + 46 + row * 74, 1), BUNDLE_WIDTH, lines * LINE + 18, lines))
    return boxes, 74 * ceil(len(bundles) / per_row) + 6 if bundles else 0
