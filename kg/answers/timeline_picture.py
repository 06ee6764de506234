"""The picture of a timeline: along the days a line for each party and term on which it spoke, and one for each event.

Parties are in order of id, as in every answer; in each the terms are in order of issue and term, and then come its
statements that state no stance. Events follow, in order of day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.analysis.happenings import Happening, State
from kg.analysis.timeline import Said
from kg.answers.deeds import deed_words, event_days, event_words, verdict_words
from kg.answers.rendering import Renderer
from kg.case.records import Position, Statement
from kg.drawing import (
    COLOURS,
    GLYPH,
    DayScale,
    Element,
    LegendEntry,
    Look,
    Picture,
    StanceMark,
    circle,
    clip,
    group,
    line,
    lines_of_text,
    path,
    rect,
    stance_glyph,
    words_at,
)
from kg.errors import UsageError
from kg.resolution.deeds import Known
from kg.vocabulary import Stance
from kg.words import counted, joined, later, listed, said

__all__ = ["EVENT_SIGNS", "MOST_LINES", "event_sign", "picture_of"]

#: how many lines a picture has at most
MOST_LINES = 300

_LABEL, _AXIS, _TOP, _BAND, _SIZE = 350.0, 520.0, 26.0, 26.0, 11.0
_LEFT, _WIDTH = _LABEL + 60, _LABEL + 60 + _AXIS + 50


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its label, what is drawn on it around (0, 0) of the day's place, and what is told of it."""

    label: str
    marks: tuple[_Mark, ...]

    @property
    def words(self) -> list[str]:
        """The label in lines."""
        return clip(self.label, _SIZE, _LABEL - 12, most=3)

    @property
    def height(self) -> float:
        """How high it is, in pixels."""
        return 14.0 * len(self.words) + 12


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands on a line at a day, and how far back it may reach: ``since`` is None where that is not known."""

    day: date
    since: date | None
    sign: Element
    kind: str


#: a heading and its lines
_Band = tuple[str, list[_Line]]


def picture_of(show: Renderer, told: Sequence[Said], done: Sequence[Happening]) -> Picture:
    """Return the picture of statements and events. Raises :class:`~kg.errors.UsageError` where they are too many."""
    undated = [each for each in done if each.state is State.UNDATED]
    bands = [
        *_of_parties(show, told),
        (said(show.lang, "Events"), [_event_line(show, each) for each in done if each.day]),
    ]
    bands = [(heading, lines) for heading, lines in bands if lines]
    count = sum(len(lines) for _, lines in bands)
    if count > MOST_LINES:
        raise UsageError(
            f"the picture would have {count:,} lines, more than {MOST_LINES}; name parties or issues with --party and --issue"
        )
    marks = [mark for _, lines in bands for each in lines for mark in each.marks]
    days = [day for mark in marks for day in (mark.day, mark.since) if day] or [show.day]
    scale = DayScale(min(days), max(days), _LEFT, _LEFT + _AXIS)
    elements, bottom = _drawn(bands, scale)
    if undated:
        words = counted(
            show.lang,
            len(undated),
            "Not drawn, as no day is told of them: {count} event",
            "Not drawn, as no day is told of them: {count} events",
        )
        elements.append(words_at(0, bottom + 14, words, size=_SIZE, fill=COLOURS["muted"]))
        bottom += 20
    return Picture(
        tuple(elements), _WIDTH, bottom, tuple(_legend(show.lang, marks)), _description(show.lang, bands, scale)
    )


def _description(lang: str, bands: Sequence[_Band], scale: DayScale) -> str:
    days = {"first": scale.first, "last": scale.last}
    counts = listed(lang, (f"{heading}: {sum(len(each.marks) for each in lines)}" for heading, lines in bands))
    marks = said(lang, "Marks on a line of days from {first} to {last}", **days)
    return joined(lang, [marks, counts or said(lang, "none")])


def _drawn(bands: Sequence[_Band], scale: DayScale) -> tuple[list[Element], float]:
    bottom = _TOP + sum(_BAND + sum(each.height for each in lines) for _, lines in bands)
    elements = list(scale.drawn(_TOP, bottom))
    y = _TOP
    for heading, lines in bands:
        elements.append(rect(0, y + 3, _WIDTH, _BAND - 6, fill=COLOURS["soft"]))
        elements.append(words_at(6, y + _BAND / 2 + 4, heading, size=_SIZE + 1, font_weight="bold"))
        y += _BAND
        for each in lines:
            elements += _line_drawn(each, scale, y + each.height / 2)
            y += each.height
    return elements, bottom


def _line_drawn(each: _Line, scale: DayScale, y: float) -> Iterator[Element]:
    top = y + 4 - (len(each.words) - 1) * _SIZE * 0.65
    yield group(lines_of_text(12, top, each.words, size=_SIZE), tells=each.label)
    yield line(_LEFT - 30, y, _LEFT + _AXIS + 30, y, stroke=COLOURS["line"], stroke_dasharray="1 3")
    taken: dict[date, int] = {}
    for mark in each.marks:
        beside = taken.get(mark.day, 0)
        taken[mark.day] = beside + 1
        x = scale.place(mark.day) + beside * (GLYPH + 12)
        yield from _reach(mark, scale, x, y)
        yield group([mark.sign], transform=f"translate({x:.1f} {y:.1f})")


def _reach(mark: _Mark, scale: DayScale, x: float, y: float) -> Iterator[Element]:
    """Yield from when it may be: a line from the earliest day, a dotted one where that is not known."""
    if mark.since is None:
        yield line(
            x - GLYPH / 2 - 18, y, x - GLYPH / 2, y, stroke=COLOURS["muted"], stroke_width=1.5, stroke_dasharray="2 2"
        )
    elif mark.since < mark.day:
        yield line(scale.place(mark.since), y, x - GLYPH / 2, y, stroke=COLOURS["muted"], stroke_width=1.5)


# ------------------------------------------------------------------ statements


def _of_parties(show: Renderer, told: Sequence[Said]) -> Iterator[_Band]:
    for party in sorted({each.statement.about for each in told}):
        mine = [each for each in told if each.statement.about == party]
        yield show.name(party), [*_stance_lines(show, mine), *_other_lines(show, mine)]


def _stance_lines(show: Renderer, told: Iterable[Said]) -> Iterator[_Line]:
    found: defaultdict[str, list[tuple[Said, Position, bool]]] = defaultdict(list)
    for each in told:
        for position in each.positions:
            found[position.on].append((each, position, False))
        for position in each.taken_back:
            found[position.on].append((each, position, True))
    for term in sorted(found, key=lambda term: (show.case.issue_of(term), term)):
        yield _Line(show.name(term), tuple(_stance_marks(show, found[term])))


def _stance_marks(show: Renderer, told: Iterable[tuple[Said, Position, bool]]) -> Iterator[_Mark]:
    """Yield one mark for the statements of one day that say the same in the same voice."""
    grouped: defaultdict[tuple[bool, date, date | None, Stance, bool], list[tuple[Statement, Position]]] = defaultdict(
        list
    )
    for each, position, back in told:
        found = each.statement
        key = (back, found.latest, found.earliest, position.stance, found.is_own_voice)
        grouped[key].append((found, position))
    for (back, day, since, stance, own), several in grouped.items():
        words = show.position_words(several[0][1], own=own)
        cited = "; ".join(show.citation(statement) for statement, _ in several)
        tells = said(show.lang, "takes back: {stance}", stance=words) if back else words
        mark = StanceMark(stance, ascribed=not own, if_word=said(show.lang, "if"))
        sign = stance_glyph(0, 0, mark, f"{tells}; {cited}")
        kind = "back" if back else f"{stance}{'' if own else ' ascribed'}"
        yield _Mark(day, since, group([sign, *_crossed()]) if back else sign, kind)


def _crossed() -> Iterator[Element]:
    yield line(-10, 10, 10, -10, stroke=COLOURS["ink"], stroke_width=1.5)


def _other_lines(show: Renderer, told: Iterable[Said]) -> Iterator[_Line]:
    """Yield the lines of the statements that state no stance: one for the proposals that they are on, and one for the rest."""
    others = [each for each in told if not (each.positions or each.taken_back)]
    for proposals in sorted({each.proposals for each in others}, key=lambda ids: (not ids, ids)):
        grouped: defaultdict[tuple[date, date | None], list[Statement]] = defaultdict(list)
        for each in others:
            if each.proposals == proposals:
                grouped[each.statement.latest, each.statement.earliest].append(each.statement)
        marks = (_Mark(*days, _dot("; ".join(_told(show, found))), "other") for days, found in grouped.items())
        proposal = said(show.lang, "proposal")
        label = f"{proposal}: {show.names(proposals)}" if proposals else said(show.lang, "other statements")
        yield _Line(label, tuple(marks))


def _told(show: Renderer, statements: Iterable[Statement]) -> Iterator[str]:
    return (f"{show.text(each.paraphrase) or ''} {show.citation(each)}".strip() for each in statements)


def _dot(tells: str = "") -> Element:
    return group([rect(-3, -3, 6, 6, fill=COLOURS["ink"])], tells=tells)


# ---------------------------------------------------------------------- events


def _event_line(show: Renderer, happening: Happening) -> _Line:
    event, actors = happening.event, show.names(happening.parties)
    verdicts = [deed_words(show, deed) for deed in happening.deeds]
    tells = "; ".join(
        filter(None, [event_words(show, happening), event_days(show, happening.event), actors, *verdicts])
    )
    done = dict.fromkeys(verdict_words(show, deed) for deed in happening.deeds)
    label = "; ".join([f"{show.name(event.id)}{f' ({actors})' if actors else ''}", *done])
    kind = "scheduled" if happening.state is State.SCHEDULED else str(happening.known)
    first = event.start or date.min
    last = max(event.end or first, first)
    return _Line(label, (_Mark(last, first, event_sign(kind, tells), f"event {kind}"),))


#: how a diamond is filled and drawn, by how well the event is known
EVENT_SIGNS: dict[str, tuple[str, str | None]] = {
    Known.VERIFIED: (COLOURS["ink"], None),
    Known.REPORTED: (COLOURS["ground"], None),
    Known.CLAIMED: (COLOURS["ground"], "2.5 2"),
    "scheduled": ("none", "1 2.5"),
}


def event_sign(kind: str, tells: str = "") -> Element:
    """Return the sign of an event around (0, 0): by how well it is known, or scheduled; ``tells`` is shown of it under the pointer."""
    fill, dashes = EVENT_SIGNS[kind]
    look: Look = {"fill": fill, "stroke": COLOURS["ink"], "stroke_width": 1.5, "stroke_dasharray": dashes}
    inner = [circle(0, 0, 1.8, fill=COLOURS["ink"])] if kind == Known.REPORTED else []
    return group([path("M0 -7.5L7.5 0L0 7.5L-7.5 0Z", **look), *inner], tells=tells)


# ---------------------------------------------------------------------- legend

_STANCE_WORDS = {
    Stance.DEMAND: later("demand, declared in own voice"),
    Stance.SUPPORT: later("for"),
    Stance.CONDITIONAL: later("conditional"),
    Stance.OPEN: later("open"),
    Stance.DOUBT: later("against"),
    Stance.OPPOSE: later("against"),
    Stance.RULE_OUT: later("ruled out, declared in own voice"),
    Stance.NONCOMMITTAL: later("would not say"),
}


_EVENT_WORDS = {
    Known.VERIFIED: later("event, verified"),
    Known.REPORTED: later("event, reported"),
    Known.CLAIMED: later("event, claimed"),
    "scheduled": later("event, scheduled"),
}


def _legend(lang: str, marks: Sequence[_Mark]) -> Iterator[LegendEntry]:
    """Yield what is drawn, and nothing else."""
    kinds = {mark.kind for mark in marks}
    told = {words: stance for stance, words in reversed(_STANCE_WORDS.items()) if f"{stance}" in kinds}
    for words, stance in reversed(told.items()):
        yield LegendEntry(stance_glyph(0, 0, StanceMark(stance, if_word=said(lang, "if"))), said(lang, words))
    ascribed = sorted(kind.removesuffix(" ascribed") for kind in kinds if kind.endswith(" ascribed"))
    if ascribed:
        yield LegendEntry(
            stance_glyph(0, 0, StanceMark(Stance(ascribed[0]), ascribed=True, if_word=said(lang, "if"))),
            said(lang, "by others' word"),
        )
    if "back" in kinds:
        yield LegendEntry(group(_crossed()), said(lang, "takes it back"))
    if "other" in kinds:
        yield LegendEntry(_dot(), said(lang, "statement without a stance"))
    for kind in EVENT_SIGNS:
        if f"event {kind}" in kinds:
            yield LegendEntry(event_sign(kind), said(lang, _EVENT_WORDS[kind]))
    if any(mark.since and mark.since < mark.day for mark in marks):
        yield LegendEntry(
            line(-10, 0, 10, 0, stroke=COLOURS["muted"], stroke_width=1.5), said(lang, "between these days")
        )
    if any(mark.since is None for mark in marks):
        dotted = line(-10, 0, 10, 0, stroke=COLOURS["muted"], stroke_width=1.5, stroke_dasharray="2 2")
        yield LegendEntry(dotted, said(lang, "made by this day; from when is not known"))
