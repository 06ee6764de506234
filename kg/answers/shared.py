"""Shared ground as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from kg.analysis.ground import Ground, GroundRow, OpenCondition
from kg.analysis.ladders import Range
from kg.analysis.matrix import CLASSES, class_of
from kg.analysis.readings import Part, ReadingOf, acts_on
from kg.answers.base import Answer
from kg.answers.headline import Headline, not_committed, open_points, reading_gap
from kg.answers.rendering import Json, Renderer, number
from kg.answers.tables import Rows, Table
from kg.answers.terms import ground_name, kind_name, marks
from kg.case.sensitivity import sensitivity_of
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Stance
from kg.words import counted, joined, later, said

__all__ = [
    "CLASS_TITLES",
    "SharedGround",
    "class_words",
    "range_words",
    "reading_words",
    "readings_json",
    "spoken_title",
    "unread_words",
    "without_side",
]

#: what the class of all parties is called
CLASS_TITLES = {
    Ground.AGREED: later("Agreed: all are for"),
    Ground.WITHIN_REACH: later("Within reach: nobody refuses"),
    Ground.REJECTED: later("Rejected: all are against"),
    Ground.CONTESTED: later("Contested: some for or leaning, some against"),
    Ground.UNADDRESSED: later("Unaddressed: not all have taken a side"),
}
_WITHOUT_SIDE = {
    Stance.SILENT: later("no stance on record"),
    Stance.NONCOMMITTAL: later("would not say"),
    Stance.MIXED: later("mixed"),
    Stance.WITHHELD: later("withheld"),
}
_KINDS = ("substantive", "procedural", "implementation")


def readings_json(show: Renderer, readings: Iterable[ReadingOf]) -> list[Json]:
    """Return readings of the contract."""
    return [
        {
            "party": show.thing(r.party),
            "point": show.thing(r.reading.point),
            "text": show.text(r.reading.text),
            "evidence": show.evidence(r.evidence),
            "ascribed": r.ascribed,
            "sensitivity": sensitivity_of(show.case, r.reading),
        }
        for r in readings
    ]


def reading_words(show: Renderer, reading: ReadingOf) -> str:
    """Return a reading in words: who reads which point how, and whether by others' word."""
    party, point = show.name(reading.party), show.name(reading.reading.point)
    reads = said(show.lang, "{party} reads {point}", party=party, point=point)
    return f"{reads}{marks(show.lang, inferred=False, ascribed=reading.ascribed)}: {show.text(reading.reading.text)}"


def unread_words(
    show: Renderer, resolution: Resolution, option: str, points: Iterable[str], parties: Iterable[str]
) -> Iterator[str]:
    """Yield what parties (ids) do on points (ids) of an option (id) that they do not read: accept, leave open, nothing."""
    held = {(act.reading.point, act.party): act for act in acts_on(resolution, option)}
    for point, party in product(points, parties):
        act = held.get((point, party))
        named = {"party": show.name(party), "point": show.name(point)}
        mark = marks(show.lang, inferred=False, ascribed=act.ascribed) if act else ""
        if act is None:
            yield said(show.lang, "{party}: no reading on record of {point}", **named)
        elif act.part is Part.ACCEPTS:
            yield f"{said(show.lang, '{party} accepts of {point}', **named)}{mark}: {show.text(act.reading.text)}"
        elif act.part is Part.LEAVES_OPEN:
            yield said(show.lang, "{party} leaves {point} open on purpose", **named) + mark


def range_words(lang: str, spread: Range) -> str:
    """Return an overlap or a gap in words, and what it rests on: ``overlap: 20 to 30 years (inferred)``."""
    kind = said(lang, "overlap") if spread.kind == "overlap" else said(lang, "gap")
    return f"{kind}: {_values(lang, spread)}{marks(lang, inferred=spread.inferred, ascribed=spread.ascribed)}"


def _values(lang: str, spread: Range) -> str:
    unit = f" {spread.unit}" if spread.unit else ""
    low, high = (None if v is None else f"{v.normalize():f}" for v in (spread.low, spread.high))
    if low is None and high is None:
        return said(lang, "any value")
    if low is None:
        return said(lang, "up to {high}", high=f"{high}{unit}")
    if high is None:
        return said(lang, "{low} or more", low=f"{low}{unit}")
    return f"{low}{unit}" if low == high else said(lang, "{first} to {last}", first=low, last=f"{high}{unit}")


#: how a side came to an end, in words
_ENDED = {
    "lapsed": later("lapsed"),
    "withdrawn": later("withdrawn"),
    "replaced": later("replaced by its fallback, which is met"),
}


def without_side(show: Renderer, stances: Iterable[Resolved]) -> str:
    """Return the parties without a side, and how each is without one: ``no stance on record: A; would not say: B``."""
    grouped: dict[str, list[str]] = {words: [] for words in (*_WITHOUT_SIDE.values(), *_ENDED.values())}
    for held in stances:
        if held.side is None:
            silence = "lapsed" if held.lapsed_by else held.ended
            words = _ENDED[silence] if held.stance is Stance.SILENT and silence else _WITHOUT_SIDE[held.stance]
            grouped[words].append(held.party)
    told = ((said(show.lang, words), show.names(parties)) for words, parties in grouped.items() if parties)
    return joined(show.lang, (f"{words}: {parties}" for words, parties in told))


def spoken_title(show: Renderer, otherwise: Ground, stances: Sequence[Resolved]) -> str:
    """Return a class of those who spoke, and who has no side: ``agreed among A, B; no stance on record: C``."""
    return joined(show.lang, [_among(show, otherwise, stances), without_side(show, stances)])


def _among(show: Renderer, otherwise: Ground, stances: Sequence[Resolved]) -> str:
    spoke = show.names(held.party for held in stances if held.side)
    return said(show.lang, "{ground} among {parties}", ground=ground_name(show.lang, otherwise.value), parties=spoke)


def class_words(show: Renderer, row: GroundRow) -> str:
    """Return a class, of those who spoke where not all did: ``contested``, ``within reach among A, B``."""
    ground, otherwise = class_of(row)
    return _among(show, otherwise, row.stances) if otherwise else ground_name(show.lang, ground.value)


@dataclass(frozen=True)
class SharedGround(Answer):
    """How a group stands to each option of the open issues (:mod:`kg.analysis.ground`), by issue and option id."""

    ground: tuple[GroundRow, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances of all options."""
        return (held for row in self.ground for held in row.stances)

    def of(self, ground: Ground | str) -> tuple[GroundRow, ...]:
        """Return the rows of a class, a :class:`~kg.analysis.ground.Ground` or its value such as ``within_reach``."""
        return tuple(row for row in self.ground if row.ground == ground)

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and a list for each class."""
        classes: Json = {ground.value: list(rows) for ground, rows in self._classes(show)}
        return {"parties": show.things(self.parties), **classes}

    def json_parts(self, lang: str = "en") -> Json:
        """Return :meth:`to_json` with an iterator for the list of each class."""
        show = self.renderer(lang)
        classes = {ground.value: rows for ground, rows in self._classes(show)}
        return {**self._head(show), "parties": show.things(self.parties), **classes}

    def _classes(self, show: Renderer) -> Iterator[tuple[Ground, Iterator[Json]]]:
        return ((ground, map(partial(self._row, show), self.of(ground))) for ground in Ground)

    def _row(self, show: Renderer, row: GroundRow) -> Json:
        return {
            "issue": show.thing(row.issue.id),
            "issue_kind": row.issue.kind,
            "option": show.thing(row.option.id),
            "stances": [show.stance(held) for held in row.stances],
            "at_least": show.things(row.at_least),
            "conditions": [self._condition(show, c) for c in row.conditions],
            "readings": readings_json(show, row.readings),
            "in_name_only": row.in_name_only,
            "deliberately_open": row.deliberately_open,
            "left_open": show.things(each.point for each in row.left_open),
            "from_opposite_sides": row.from_opposite_sides,
            "needs": show.things(row.needs),
            "undertaker_unstated": row.option.undertaker_unstated,
            "range": self._range(row.range),
            "ask": show.things(row.ask),
            "otherwise": row.otherwise.value if row.otherwise else None,
        }

    def _condition(self, show: Renderer, condition: OpenCondition) -> Json:
        shown = show.condition(condition.condition, condition.state)
        return {"party": show.thing(condition.party), **shown, "met": condition.met}

    def _range(self, spread: Range | None) -> Json | None:
        if spread is None:
            return None
        return {"kind": spread.kind, "low": number(spread.low), "high": number(spread.high), "unit": spread.unit}

    # -------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the headline, and a table for each class: what holds for all, then among those who spoke, then the rest."""
        show = self.renderer(lang)
        tables = [table for of_class in CLASSES for table in self._class_tables(show, *of_class)]
        names = show.names(self.parties)
        title = said(lang, "Shared ground of {parties}", parties=names)
        none = Table(title, (), (), note=said(lang, "no option of an open issue on record"))
        return [*Headline(self.resolution, self.parties, self.ground).tables(lang), *(tables or [none])]

    def _class_tables(self, show: Renderer, ground: Ground, otherwise: Ground | None) -> Iterator[Table]:
        """Yield the table of a class; of those who spoke, one for each group of them."""
        grouped: dict[str, list[GroundRow]] = {}
        for row in (row for row in self.of(ground) if class_of(row) == (ground, otherwise)):
            title = spoken_title(show, otherwise, row.stances) if otherwise else said(show.lang, CLASS_TITLES[ground])
            grouped.setdefault(title, []).append(row)
        return (self._table(show, title, rows) for title, rows in grouped.items())

    def _table(self, show: Renderer, title: str, rows: list[GroundRow]) -> Table:
        cells: list[tuple[str, str, str]] = []
        for kind in dict.fromkeys((*_KINDS, *sorted(row.issue.kind for row in rows))):
            of_kind = [row for row in rows if row.issue.kind == kind]
            cells += [(f"— {kind_name(show.lang, kind)} —", "", "")] if of_kind else []
            for row in of_kind:
                cells.append((self._option_cell(show, row), self._stance_cell(show, row), self.between(show, row)))
                cells += self._containers(show, row)
        columns = (said(show.lang, "Option"), said(show.lang, "Stances"), said(show.lang, "What stands between"))
        return Table(f"{title} ({len(rows)})", columns, tuple(cells))

    def _containers(self, show: Renderer, row: GroundRow) -> Iterable[tuple[str, str, str]]:
        """Yield the rows of the options that contain an option of which at least so much is shared."""
        for container in (each for each in self.ground if each.option.id in row.at_least):
            red_lines = [
                f"{said(show.lang, 'red line of {party}', party=show.name(held.party))}: {show.stance_words(held)}"
                for held in container.stances
                if held.is_red_line
            ]
            contains = said(show.lang, "contains {option}", option=row.option.label(show.lang))
            lines = [contains, ground_name(show.lang, container.ground.value), *red_lines]
            option = f"↳ {self._option_cell(show, container)}"
            yield option, self._stance_cell(show, container), "\n".join(lines)

    def _option_cell(self, show: Renderer, row: GroundRow) -> str:
        return f"{row.option.label(show.lang)}\n{row.issue.label(show.lang)}"

    def _stance_cell(self, show: Renderer, row: GroundRow) -> str:
        return "\n".join(f"{show.name(held.party)}: {show.stance_words(held)}" for held in row.stances)

    def between(self, show: Renderer, row: GroundRow) -> str:
        """Return what stands between the parties on an option, a line each."""
        lines = [*self._consequences(show, row), *self._summary(show, row)]
        held = {each.party: each for each in row.stances}
        for condition in row.conditions:
            state = show.state_words(condition.condition, condition.state)
            words = show.condition_words(condition.condition, condition.state)
            asking = held[condition.party]
            party = show.name(condition.party) + marks(show.lang, inferred=asking.inferred, ascribed=asking.ascribed)
            lines.append(f"{said(show.lang, '{party} requires ({state})', party=party, state=state)}: {words}")
        lines += [reading_words(show, reading) for reading in row.readings]
        for apart in row.divergences:
            lines += unread_words(show, self.resolution, row.option.id, [apart.point], apart.parties)
        if row.needs:
            lines.append(said(show.lang, "needs {parties}", parties=show.names(row.needs)))
        if row.option.undertaker_unstated and row.ground is not Ground.UNADDRESSED:
            lines.append(said(show.lang, "who would act is not stated"))
        if row.range:
            lines.append(range_words(show.lang, row.range))
        return "\n".join(lines)

    def _consequences(self, show: Renderer, row: GroundRow) -> Iterable[str]:
        """Yield what was announced for the case that a condition is not met, where it has lapsed."""
        for held in row.stances:
            for lapse, words in show.announced(held).items():
                announced = said(show.lang, "announced by {party}", party=show.name(held.party))
                yield f"{announced}: {words} ({show.lapse_words(lapse)})"

    def _summary(self, show: Renderer, row: GroundRow) -> Iterable[str]:
        without = without_side(show, row.stances)
        if without and class_of(row) == (Ground.UNADDRESSED, None):
            yield without
        if leaning := not_committed(row):
            yield counted(
                show.lang,
                len(leaning),
                "nobody refuses; {count} not committed",
                "nobody refuses; {count} not committed",
            )
        for held in row.stances:
            if held.as_part_of and set(held.as_part_of) <= set(row.at_least):
                named = {"party": show.name(held.party), "proposals": show.names(held.as_part_of)}
                yield said(show.lang, "at least: {party} is for it as part of {proposals}", **named)
        if row.from_opposite_sides:
            inferred, ascribed = (any(getattr(h, how) for h in row.opposed) for how in ("inferred", "ascribed"))
            mark = marks(show.lang, inferred=inferred, ascribed=ascribed)
            yield said(show.lang, "from opposite sides: they favour alternatives that exclude each other") + mark
        if row.in_name_only:
            gaps = joined(show.lang, (reading_gap(show, apart) for apart in row.divergences))
            yield f"{said(show.lang, 'in name only')}: {gaps}"
        if row.deliberately_open:
            yield f"{said(show.lang, 'left open on purpose')}: {open_points(show, row.left_open)}"

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each option and party."""
        show = self.renderer(lang)
        columns = ("ground", "otherwise", "issue", "issue_kind", "option", "party", "stance", "side", "inferred")
        more = ("ascribed", "in_name_only", "at_least", "what_stands_between", "statements")
        found: list[list[object]] = []
        for ground in Ground:
            for row in self.of(ground):
                shared = [
                    ground.value,
                    row.otherwise,
                    show.name(row.issue.id),
                    row.issue.kind,
                    show.name(row.option.id),
                ]
                between = self.between(show, row).replace("\n", "; ")
                for held in row.stances:
                    stance = [show.name(held.party), held.stance, held.side, held.inferred, held.ascribed]
                    cited = "; ".join(map(show.citation, held.evidence))
                    found.append([*shared, *stance, row.in_name_only, show.names(row.at_least), between, cited])
        return (*columns, *more), found
