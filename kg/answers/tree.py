"""The tree of actors by the sides that they have taken: its joints, its leaves in order, and the tree of each window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.answers.counted import CountedAnswer, asked_json, counted_words
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import end_of, figure, window_json
from kg.answers.tables import Rows, Table
from kg.drawing import Picture
from kg.networks.asked import Asked
from kg.networks.clustering import Joint
from kg.networks.mentions import Mentions
from kg.networks.scaling import FEWEST
from kg.networks.trees import ActorTree, Trees
from kg.words import counted, joined, said

__all__ = ["TreeAnswer"]

#: how many names of a branch a table shows, the rest counted, and how many joints
_MOST_NAMES, _MOST_JOINTS = 8, 40

#: decimals of a height
_DECIMALS = 12


@dataclass(frozen=True)
class TreeAnswer(CountedAnswer, Drawn):
    """Which actors have the most sides in common, joined step by step (:mod:`kg.networks.trees`)."""

    asked: Asked
    trees: Trees

    @property
    def tree(self) -> ActorTree:
        """The tree over all the time asked for."""
        return self.trees.whole

    def mentions(self) -> Mentions:
        """Return the mentions that are kept."""
        return self.tree.mentions

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows."""
        return said(lang, "Who takes the same sides: a tree")

    def picture(self, lang: str = "en") -> Picture:
        """Return the tree, its leaves in rows."""
        from kg.answers.tree_picture import picture_of

        return picture_of(self, self.renderer(lang))

    def body(self, show: Renderer) -> Json:
        """Return what was asked, the leaves in order, the joints, and the same of each window."""
        return {
            "asked": asked_json(self.asked),
            "method": "cluster",
            **_tree_json(show, self.tree),
            "windows": [{**window_json(one.window), **_tree_json(show, one)} for one in self.trees.windows],
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each joint, first those of all the time, then those of each window; members are parted by “; ”."""
        show, found = self.renderer(lang), []
        for tree in (self.tree, *self.trees.windows):
            days = (tree.window.first, tree.window.last) if tree.window else (None, None)
            for place, joint in enumerate(tree.joints, 1):
                branches = ["; ".join(map(show.name, _ids(tree, each))) for each in (joint.one, joint.other)]
                found.append((*days, place, round(joint.height, _DECIMALS), *branches))
        return ("first", "last", "step", "height", "branch", "other"), found

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the joints, the lowest first, who is not in the tree, and the windows."""
        show, tree = self.renderer(lang), self.tree
        notes = [counted_words(lang, self.asked, tree), *self.notes(lang)]
        tables = [Table("", (), (), note="\n".join(notes))]
        if tree.joints:
            tables.append(_joints(show, tree))
        return tables + ([self._windows(show)] if self.trees.windows else [])

    def notes(self, lang: str) -> list[str]:
        """Return what a reader must know of the tree, a line each."""
        show, found = self.renderer(lang), []
        if (count := len(self.tree.actors)) < FEWEST:
            actors = counted(lang, count, "{count} actor", "{count} actors")
            found.append(said(lang, "too little for a tree: {actors} of whom something counts", actors=actors))
        if self.tree.is_tied:
            found.append(said(lang, "equal distances allowed another tree; ids decided"))
        if self.tree.silent:
            found.append(said(lang, "nothing counts of {actors}", actors=_named(show, self.tree.silent)))
        return found

    def _windows(self, show: Renderer) -> Table:
        lang = show.lang
        heads = (
            said(lang, "First day"),
            said(lang, "Last day"),
            said(lang, "Mentions"),
            said(lang, "Last two branches"),
            said(lang, "Height"),
        )
        rows = []
        for tree in self.trees.windows:
            assert tree.window
            last = tree.joints[-1] if tree.joints else None
            branches = " | ".join(_named(show, _ids(tree, each)) for each in (last.one, last.other)) if last else "–"
            days = (str(tree.window.first), end_of(tree.window, lang))
            rows.append((*days, f"{tree.kept:,}", branches, figure(last.height) if last else "–"))
        return Table(said(lang, "Windows"), heads, tuple(rows))


def _ids(tree: ActorTree, places: Sequence[int]) -> list[str]:
    return [tree.actors[place] for place in places]


def _named(show: Renderer, names: Sequence[str]) -> str:
    """Return names, of many the first and how many more."""
    rest = len(names) - _MOST_NAMES
    more = [counted(show.lang, rest, "and {count} more", "and {count} more")] if rest > 0 else []
    return joined(show.lang, [*map(show.name, names[:_MOST_NAMES]), *more])


def _joints(show: Renderer, tree: ActorTree) -> Table:
    lang = show.lang
    shown = tree.joints[-_MOST_JOINTS:]
    rows = tuple(
        (figure(joint.height), _named(show, _ids(tree, joint.one)), _named(show, _ids(tree, joint.other)))
        for joint in shown
    )
    more = len(tree.joints) - len(shown)
    note = counted(
        lang, more, "{count} lower joint more; --format csv has all", "{count} lower joints more; --format csv has all"
    )
    return Table(
        "", (said(lang, "Height"), said(lang, "Branch"), said(lang, "Joined with")), rows, note=note if more else ""
    )


def _tree_json(show: Renderer, tree: ActorTree) -> Json:
    def joint_json(joint: Joint) -> Json:
        one, other = (show.things(_ids(tree, each)) for each in (joint.one, joint.other))
        return {"height": round(joint.height, _DECIMALS), "one": one, "other": other}

    return {
        "leaves": [{"actor": show.thing(tree.actors[place]), "mentions": tree.counts[place]} for place in tree.leaves],
        "joints": list(map(joint_json, tree.joints)),
        "tied": tree.is_tied,
        "silent": show.things(tree.silent),
        "kept": tree.kept,
        "fallen": tree.fallen,
        "left_out": tree.left_out,
    }
