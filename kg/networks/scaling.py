"""Actors and concepts as points: correspondence analysis, or ideal points, of who took which side of what, whole and in windows.

The table has a row for each actor and, for each option, a column for those who were for it and one for those against. Issues are taken
option by option too, so that rival options never count as the same side; the point of a side of an issue is then the mean of its
options' points, weighted by their mass (a supplementary point), its contribution the sum of theirs, and its discrimination under ideal
points the root of the mean of their squares.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from kg.errors import LimitError
from kg.networks.asked import Asked
from kg.networks.correspondence import Correspondence, correspondence
from kg.networks.counting import Floats, tally
from kg.networks.directions import aligned_sign, direction
from kg.networks.ideal_point import ideal_points, intervals_of
from kg.networks.keeping import Kept, kept_by_window, kept_of
from kg.networks.mentions import Ints, Mentions
from kg.networks.resampling import DRAWS, draws_of, percentiles
from kg.networks.spans import Window

__all__ = [
    "FEWEST",
    "MOST_ACTORS",
    "MOST_AXES",
    "Axis",
    "Placing",
    "Placings",
    "Point",
    "Unplaced",
    "check_size",
    "placings_of",
]

#: how many actors are placed at most, and how many axes of correspondence analysis are told
MOST_ACTORS, MOST_AXES = 3_000, 5

#: of fewer actors or options nothing is sure: there are no intervals, and an answer says that it is too little
FEWEST = 5


@dataclass(frozen=True)
class Axis:
    """An axis: its ``inertia`` and ``share`` in the total (None of ideal points).

    ``by_ids``: nothing but ids decides which way it points. ``tied``: another has the same inertia, and any direction between them is as good.
    """

    inertia: float | None
    share: float | None
    by_ids: bool
    tied: bool


@dataclass(frozen=True)
class Point:
    """Where an actor or a concept stands: ``values`` on each axis, of a concept under ideal points its discrimination and difficulty.

    ``side`` is 1 for, −1 against, 0 both; ``intervals`` has one for each of the first axes, None where an axis is tied or the actor speaks in too few draws; ``contributions`` are the shares in
    the inertia of each axis, none of ideal points.
    """

    thing: str
    side: int
    values: tuple[float, ...]
    mentions: int
    intervals: tuple[tuple[float, float] | None, ...] = ()
    contributions: tuple[float, ...] = ()


@dataclass(frozen=True)
class Unplaced:
    """An actor, a concept or (by correspondence analysis) a side of one that has no place, and why.

    ``silent``: nothing that counts is of it. ``one-sided``: all that counts is on one side of it, or by one actor. ``undisputed``: an actor that
    speaks of nothing on which actors differ. ``alike``: all actors say the same in the same shares. ``too-little``: what is said is too little to part
    actors (the prior holds all at 0).
    """

    thing: str
    is_actor: bool
    side: int
    reason: str


@dataclass(frozen=True)
class Placing:
    """The points of some mentions: ``actors`` by id, ``concepts`` by id and for before against.

    ``inertia`` is the total one, ``parts`` into how many groups the actors fall that share no side of any concept (None of ideal
    points). ``draws`` is on how many draws the intervals rest, None where there are none for want of actors or options. Of a window there are no intervals, and each axis is turned to agree with that of the window
    before, the first with that of the whole.
    """

    axes: tuple[Axis, ...]
    actors: tuple[Point, ...]
    concepts: tuple[Point, ...]
    unplaced: tuple[Unplaced, ...]
    inertia: float | None
    parts: int | None
    draws: int | None
    kept: int
    fallen: int
    left_out: int
    mentions: Mentions = field(compare=False, repr=False)
    window: Window | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Placings:
    """The points over all the time asked for, and those of each window, oldest first."""

    whole: Placing
    windows: tuple[Placing, ...] = ()


def placings_of(
    mentions: Mentions, asked: Asked, method: str, *, locator: str = "", seconds: float | None = None
) -> Placings:
    """Return the points by ``method``, correspondence or ideal-point; ``seconds`` ends the draws for the intervals.

    Raises :class:`~kg.errors.LimitError` for too many actors or windows.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    place = _by_correspondence if method == "correspondence" else _by_ideal_points
    check_size(mentions, locator)
    whole = place(kept_of(mentions, asked), DRAWS, deadline)
    windows: list[Placing] = []
    for each in kept_by_window(mentions, asked, locator):
        before = next((one for one in reversed(windows) if one.actors), whole)
        windows.append(_aligned(place(each, 0, None), before))
    return Placings(whole, tuple(windows))


def check_size(mentions: Mentions, locator: str) -> None:
    """Raise :class:`~kg.errors.LimitError` for more actors with a mention than can be placed."""
    if (count := len(np.unique(mentions.actor))) > MOST_ACTORS:
        told = f"{count:,} actors to place, more than {MOST_ACTORS:,}; name some with --party, or narrow to an --issue or days"
        raise LimitError(locator, told)


# ------------------------------------------------------------------------------ the table


@dataclass(frozen=True)
class _Table:
    """How often each actor with a mention was for and against each option with one; what they are, by their places in the mentions."""

    actors: Ints
    options: Ints
    favour: Any
    against: Any

    @property
    def side(self) -> Floats:
        """The mean side of each actor."""
        favour, against = (np.asarray(each.sum(axis=1)).ravel() for each in (self.favour, self.against))
        return np.asarray((favour - against) / (favour + against))


def _table(kept: Mentions, chosen: Any) -> _Table:
    actors, rows = np.unique(kept.actor[chosen], return_inverse=True)
    options, columns = np.unique(kept.option[chosen], return_inverse=True)
    level, shape = kept.level[chosen], (len(actors), len(options))
    sides = [tally(rows[level * sign > 0], columns[level * sign > 0], None, shape) for sign in (1, -1)]
    return _Table(actors, options, *sides)


def _silent(kept: Mentions, *, sides: bool) -> Iterator[Unplaced]:
    """Yield the actors and concepts of which nothing counts; ``sides``: also one side of a concept."""
    spoke = set(np.unique(kept.actor).tolist())
    yield from (Unplaced(name, True, 0, "silent") for place, name in enumerate(kept.actors) if place not in spoke)
    concept = kept.concept_of[kept.option] if len(kept) else kept.option
    taken = {sign: set(np.unique(concept[kept.level * sign > 0]).tolist()) for sign in (1, -1)}
    for place, name in enumerate(kept.concepts):
        missing = [sign for sign in (1, -1) if place not in taken[sign]]
        if len(missing) == 2:
            yield Unplaced(name, False, 0, "silent")
        elif sides and missing:
            yield Unplaced(name, False, missing[0], "silent")


def _placing(counting: Kept, unplaced: list[Unplaced]) -> Placing:
    """Return the placing of mentions as far as it does not depend on the method, without a point."""
    ordered = tuple(sorted(unplaced, key=lambda one: (not one.is_actor, one.thing, -one.side)))
    kept, fallen, left_out = len(counting), counting.fallen, counting.left_out
    return Placing((), (), (), ordered, None, None, None, kept, fallen, left_out, counting.mentions, counting.window)


# ------------------------------------------------------------------ correspondence analysis


def _by_correspondence(counting: Kept, draws: int, deadline: float | None) -> Placing:
    kept = counting.mentions
    unplaced = list(_silent(kept, sides=True))
    if not len(kept):
        return _placing(counting, unplaced)
    table = _table(kept, slice(None))
    sides = sparse.hstack([table.favour, table.against]).tocsc()
    used = np.flatnonzero(np.diff(sides.indptr))
    found = correspondence(sides[:, used])
    parts = csgraph.connected_components(sparse.bmat([[None, sides], [sides.T, None]]))[0]
    parts -= sides.shape[1] - len(used)  # a column without a mention is joined to nothing
    if not len(found.inertia):
        alike = [Unplaced(kept.actors[place], True, 0, "alike") for place in table.actors]
        return replace(_placing(counting, unplaced + alike), inertia=0.0, parts=parts)
    found, by_ids = _directed(found, table.side)
    draws *= min(len(table.actors), len(table.options)) >= FEWEST
    intervals, count = _drawn(found, sides[:, used], used % len(table.options), draws, deadline)
    shown = min(MOST_AXES, len(found.inertia))
    volume, contributions = np.asarray(sides.sum(axis=1)).ravel(), found.row_contributions
    axes = tuple(
        Axis(float(found.inertia[k]), float(found.shares[k]), by_ids[k], k in found.tied) for k in range(shown)
    )
    actors = tuple(
        Point(
            kept.actors[place],
            0,
            _numbers(found.rows[row, :shown]),
            int(volume[row]),
            tuple(None if axis in found.tied else _interval(each[row]) for axis, each in enumerate(intervals))
            if draws
            else (),
            _numbers(contributions[row, :shown]),
        )
        for row, place in enumerate(table.actors)
    )
    concepts = tuple(_columns(kept, table, found, used, sides, shown))
    empty = _placing(counting, unplaced)
    return replace(
        empty,
        axes=axes,
        actors=actors,
        concepts=concepts,
        inertia=found.total,
        parts=parts,
        draws=count if draws else None,
    )


def _directed(found: Correspondence, side: Floats) -> tuple[Correspondence, list[bool]]:
    """Return the axes turned by the rule for directions, and of each whether ids alone decide."""
    rules = [direction(axis, found.row_mass, side) for axis in found.rows.T]
    return found.turned(np.array([sign for sign, _ in rules], dtype=np.float64)), [by_ids for _, by_ids in rules]


def _columns(
    kept: Mentions, table: _Table, found: Correspondence, used: Ints, sides: Any, shown: int
) -> Iterator[Point]:
    """Yield the point of each side of each concept: of several options of an issue, their mean by mass."""
    count = len(table.options)
    concept = kept.concept_of[table.options[used % count]]
    volume = np.asarray(sides.sum(axis=0)).ravel()[used]
    # a group for each concept and side, in order: for before against
    groups, of = np.unique(concept * 2 + (used >= count), return_inverse=True)
    gathered = sparse.csr_array((np.ones(len(used)), (of, np.arange(len(used)))), shape=(len(groups), len(used)))
    mass = gathered @ found.column_mass
    means = gathered @ (found.columns[:, :shown] * found.column_mass[:, None]) / mass[:, None]
    shares = gathered @ found.column_contributions[:, :shown]
    for group, said, mean, share in zip(groups, gathered @ volume, means, shares, strict=True):
        place, against = divmod(int(group), 2)
        yield Point(kept.concepts[place], -1 if against else 1, _numbers(mean), round(float(said)), (), _numbers(share))


def _drawn(
    found: Correspondence, sides: Any, option: Ints, draws: int, deadline: float | None
) -> tuple[list[Floats], int]:
    """Return the intervals of the actors on the first two axes from draws of options, and how many draws there are.

    With the columns weighted by w, S Sᵀ = D_r^−½ N D_c^−1 D_w Nᵀ D_r^−½ / n − √r √rᵀ, c the plain sums of the columns.
    """
    count = int(option.max()) + 1
    sums: Floats = np.asarray(sides.sum(axis=0)).ravel()
    root = sides @ sparse.dia_array((sums**-0.5, 0), shape=(len(sums),) * 2)
    root = root.toarray() if root.shape[0] * root.shape[1] <= 8_000_000 else root
    axes = min(2, len(found.inertia))
    weighed = (found.columns[:, 0] * found.column_mass, sums, found.columns[:, 0] ** 2 * found.column_mass)
    traits: list[Floats] = [np.bincount(option, weights=each, minlength=count).astype(np.float64) for each in weighed]
    drawn: list[Floats] = []
    for weights in draws_of(traits, draws, deadline):
        drawn.append(_of_draw(found, sides, root, weights[option], axes))
    return [percentiles([each[:, axis] for each in drawn], len(found.rows)) for axis in range(axes)], len(drawn)


def _of_draw(found: Correspondence, sides: Any, root: Any, weights: Floats, axes: int) -> Floats:
    """Return the actors' coordinates of one draw, turned to agree with those of all; not a number of one that it leaves out."""
    placed = np.full((len(found.rows), axes), np.nan)
    volume = np.asarray(sides @ weights).ravel()
    spoke = np.flatnonzero(volume)
    mass = volume[spoke] / volume.sum()
    weighted = (
        root * weights
        if isinstance(root, np.ndarray)
        else root @ sparse.dia_array((weights, 0), shape=(len(weights),) * 2)
    )
    product = weighted @ root.T
    product = np.asarray(product if isinstance(product, np.ndarray) else product.toarray()) / volume.sum()
    scale = np.sqrt(mass)
    gram = product[np.ix_(spoke, spoke)] / np.outer(scale, scale) - np.outer(scale, scale)
    values, vectors = np.linalg.eigh(gram)
    for axis in range(min(axes, len(spoke))):
        value, vector = float(values[-1 - axis]), vectors[:, -1 - axis]
        one = vector / scale * np.sqrt(max(value, 0.0))
        placed[spoke, axis] = one * aligned_sign(one, found.rows[spoke, axis], found.row_mass[spoke])
    return placed


# ---------------------------------------------------------------------------- ideal points


def _by_ideal_points(counting: Kept, draws: int, deadline: float | None) -> Placing:
    kept = counting.mentions
    unplaced = list(_silent(kept, sides=False))
    table = _table(kept, slice(None))
    voiced = [np.asarray((each > 0).sum(axis=0)).ravel() for each in (table.favour, table.against)]
    speakers = np.asarray(((table.favour + table.against) > 0).sum(axis=0)).ravel()
    tells = (voiced[0] > 0) & (voiced[1] > 0) & (speakers > 1)
    chosen = np.isin(kept.option, table.options[tells])
    unplaced += _one_sided(kept, table.options[~tells], table.options[tells])
    table = _table(kept, chosen)
    gone = sorted(set(np.unique(kept.actor).tolist()) - set(table.actors.tolist()))
    unplaced += [Unplaced(kept.actors[place], True, 0, "undisputed") for place in gone]
    if not len(table.actors):
        return _placing(counting, unplaced)
    found = ideal_points(table.favour, table.against)
    if found.is_flat:
        little = [Unplaced(kept.actors[place], True, 0, "too-little") for place in table.actors]
        return _placing(counting, unplaced + little)
    draws *= min(len(table.actors), len(table.options)) >= FEWEST
    interval, count = intervals_of(found, draws=draws, deadline=deadline)
    volume = np.asarray((table.favour + table.against).sum(axis=1)).ravel()
    actors = tuple(
        Point(kept.actors[place], 0, (float(at),), int(said), (_interval(between),) if draws else ())
        for place, at, said, between in zip(table.actors, found.positions, volume, interval, strict=True)
    )
    concepts = tuple(_discriminations(kept, table, found.discrimination, found.difficulty))
    axes = (Axis(None, None, found.by_ids, tied=False),)
    return replace(
        _placing(counting, unplaced), axes=axes, actors=actors, concepts=concepts, draws=count if draws else None
    )


def _one_sided(kept: Mentions, options: Ints, others: Ints) -> Iterator[Unplaced]:
    """Yield the concepts none of whose options is one that actors differ on."""
    for place in sorted(set(kept.concept_of[options].tolist()) - set(kept.concept_of[others].tolist())):
        yield Unplaced(kept.concepts[place], False, 0, "one-sided")


def _discriminations(kept: Mentions, table: _Table, beta: Floats, alpha: Floats) -> Iterator[Point]:
    """Yield discrimination and difficulty of each concept, of several options of an issue the root of the mean square of the first."""
    concept = kept.concept_of[table.options]
    volume = np.asarray((table.favour + table.against).sum(axis=0)).ravel()
    for place in np.unique(concept):
        own = np.flatnonzero(concept == place)
        values = (beta[own[0]], alpha[own[0]]) if len(own) == 1 else (np.sqrt(np.mean(beta[own] ** 2)),)
        yield Point(kept.concepts[place], 0, _numbers(values), int(volume[own].sum()))


# --------------------------------------------------------------------------------- windows


def _aligned(placed: Placing, before: Placing) -> Placing:
    """Return a placing with each axis turned to agree with another's, where they have actors in common."""
    known = {point.thing: point.values for point in before.actors}
    signs = []
    for axis in range(len(placed.axes)):
        both = [
            (point.mentions, point.values[axis], known[point.thing][axis])
            for point in placed.actors
            if len(known.get(point.thing, ())) > axis
        ]
        mass, ours, theirs = (np.array([row[part] for row in both], dtype=np.float64) for part in range(3))
        signs.append(aligned_sign(ours, theirs, mass))
    is_ideal = placed.inertia is None
    turned = [_turned(point, signs) for point in placed.actors]
    concepts = [_turned(point, [*signs, 1] if is_ideal else signs) for point in placed.concepts]
    return replace(placed, actors=tuple(turned), concepts=tuple(concepts))


def _turned(point: Point, signs: list[int]) -> Point:
    return replace(point, values=tuple(value * sign for value, sign in zip(point.values, signs, strict=False)))


def _numbers(values: Any) -> tuple[float, ...]:
    return tuple(float(value) + 0.0 for value in values)


def _interval(pair: Floats) -> tuple[float, float] | None:
    low, high = float(pair[0]), float(pair[1])
    return (low, high) if low == low and high == high else None
