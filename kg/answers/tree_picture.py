"""The picture of a tree: a row for each actor, joined to the right at the height of each joint; and the last joint's height over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.answers.rendering import Renderer
from kg.answers.series_picture import Course, only_words, over_time
from kg.drawing import (
    COLOURS,
    Element,
    LegendEntry,
    LinearScale,
    Look,
    Picture,
    clip,
    group,
    line,
    lines_of_text,
    words_at,
    wrap,
    x_axis,
)
from kg.errors import UsageError
from kg.networks.trees import ActorTree
from kg.words import counted, said

if TYPE_CHECKING:
    from kg.answers.tree import TreeAnswer

__all__ = ["MOST_ROWS", "picture_of"]

#: how many actors a tree has room for
MOST_ROWS = 300

_WIDTH, _LABEL, _ROW, _SIZE, _SMALL = 860.0, 260.0, 20.0, 11.0, 9.5


def picture_of(answer: TreeAnswer, show: Renderer) -> Picture:
    """Return the picture of a tree. Raises :class:`~kg.errors.UsageError` where it is too much for one."""
    tree = answer.tree
    if not tree.joints:
        return only_words(answer.notes(show.lang))
    if len(tree.actors) > MOST_ROWS:
        raise UsageError(
            f"the picture would have {len(tree.actors):,} rows, more than {MOST_ROWS}; name actors with --party"
        )
    bottom = len(tree.actors) * _ROW + 8
    scale = LinearScale(0.0, tree.joints[-1].height or 1.0, _LABEL, _WIDTH - 24)
    elements = [*x_axis(scale, 0, bottom), *_leaves(show, tree), *_joints(show, tree, scale)]
    words = said(show.lang, "height: Ward's distance at which branches are joined")
    elements.append(words_at(_WIDTH, bottom + 30, words, size=_SMALL, fill=COLOURS["muted"], text_anchor="end"))
    notes = [part for note in answer.notes(show.lang) for part in wrap(note, _SMALL, _WIDTH)]
    elements += lines_of_text(0, bottom + 46, notes, size=_SMALL, fill=COLOURS["muted"])
    y = bottom + 46 + len(notes) * _SMALL * 1.3
    windows = [one.window for one in answer.trees.windows if one.window]
    if windows:
        highest = said(show.lang, "Height of the last joint")
        heights = tuple(one.joints[-1].height if one.joints else None for one in answer.trees.windows)
        lines, y = over_time(windows, [Course(highest, heights)], y + 10, _WIDTH, highest)
        elements += lines
    return Picture(tuple(elements), _WIDTH, y + 8, tuple(_legend(show)), _description(show, tree))


def _leaves(show: Renderer, tree: ActorTree) -> list[Element]:
    found: list[Element] = []
    for row, place in enumerate(tree.leaves):
        name = show.name(tree.actors[place])
        [words] = clip(name, _SIZE, _LABEL - 16)
        count = counted(show.lang, tree.counts[place], "{count} mention", "{count} mentions")
        drawn = words_at(_LABEL - 8, _middle(row) + 4, words, size=_SIZE, text_anchor="end")
        found.append(group([drawn], tells=f"{name}: {count}"))
    return found


def _middle(row: float) -> float:
    return row * _ROW + _ROW / 2 + 4


def _joints(show: Renderer, tree: ActorTree, scale: LinearScale) -> list[Element]:
    """Return the lines of the joints: from both branches level to the joint's height, and upright between them."""
    row = {place: number for number, place in enumerate(tree.leaves)}
    at: dict[tuple[int, ...], tuple[float, float]] = {
        (place,): (scale.place(0.0), _middle(row[place])) for place in tree.leaves
    }
    found: list[Element] = []
    for joint in tree.joints:
        (x1, y1), (x2, y2) = at[joint.one], at[joint.other]
        x = scale.place(joint.height)
        look: Look = {"stroke": COLOURS["ink"], "stroke_width": 1.4}
        lines = [line(x1, y1, x, y1, **look), line(x2, y2, x, y2, **look), line(x, y1, x, y2, **look)]
        found.append(
            group(lines, tells=f"{joint.height:.3f}: {show.names(tree.actors[place] for place in joint.actors)}")
        )
        at[joint.actors] = (x, (y1 + y2) / 2)
    return found


def _legend(show: Renderer) -> list[LegendEntry]:
    sign = group([line(-10, 0, 10, 0, stroke=COLOURS["ink"], stroke_width=1.4)])
    return [
        LegendEntry(
            sign, said(show.lang, "the further left two branches are joined, the more sides they have in common")
        )
    ]


def _description(show: Renderer, tree: ActorTree) -> str:
    one, other = (
        show.names(tree.actors[place] for place in branch) for branch in (tree.joints[-1].one, tree.joints[-1].other)
    )
    return said(show.lang, "a tree whose last two branches are {one} and {other}", one=one, other=other)
