"""A briefing as a document: sections of paragraphs, lists and tables, with numbered notes; apart from how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.answers.deeds import event_days, event_place
from kg.answers.rendering import Renderer
from kg.case.records import Event, Statement, in_order_of_day
from kg.words import listed, said

__all__ = [
    "Block",
    "Bullets",
    "Document",
    "Grid",
    "Group",
    "Line",
    "Note",
    "Notes",
    "Paragraph",
    "Piece",
    "Section",
    "plain_line",
]

#: the newest statements of a claim that are cited
_MOST_CITED = 2


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its ``number``, its ``text``, and the ``statement`` it is of, None where a source tells it with no statement."""

    number: int
    text: str
    statement: Statement | None = None


class Notes:
    """The notes of a document, numbered from 1 in the order in which they are first cited."""

    def __init__(self, show: Renderer) -> None:
        self._show = show
        self._numbers: dict[str, int] = {}
        self._notes: list[Note] = []

    @property
    def all(self) -> tuple[Note, ...]:
        """The notes cited so far."""
        return tuple(self._notes)

    def statements(self, statements: Iterable[Statement]) -> tuple[int, ...]:
        """Return the numbers of the newest of some statements, noting those that are not noted yet."""
        newest = in_order_of_day(statements)[-_MOST_CITED:]
        return tuple(sorted(self._number(each.id, self._show.citation(each), each) for each in newest))

    def event(self, event: Event) -> tuple[int, ...]:
        """Return the number of the place in a source that tells of an event, by its days where no paragraph is given; none without a source."""
        if event.source is None:
            return ()
        place = event_place(self._show, event)
        if not event.paragraph and event.start:
            about = said(self._show.lang, "event of {days}", days=event_days(self._show, event))
            place = listed(self._show.lang, [place, about])
        return (self._number(f"{event.source} {place}", place, None),)

    def _number(self, key: str, text: str, statement: Statement | None) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            self._notes.append(Note(self._numbers[key], text, statement))
        return self._numbers[key]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, and the numbers of the notes after them."""

    text: str
    notes: tuple[int, ...] = ()
    strong: bool = False


#: words one after the other
Line = tuple[Piece, ...]


def plain_line(line: Line) -> str:
    """Return a line as text, the numbers of notes in brackets."""
    return "".join(f"{piece.text} [{','.join(map(str, piece.notes))}]" if piece.notes else piece.text for piece in line)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, a line each; ``more`` says how many were left out for want of room, empty where none."""

    lines: tuple[Line, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a table under a head of their own; a cell may hold several lines."""

    title: Line
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first column heads the rows; ``more`` as of :class:`Bullets`."""

    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    more: str = ""


Block = Paragraph | Bullets | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing in a language ``lang``: ``title``, lines ``about`` it, what it says ``in_short``, sections, notes, and what stands at its ``foot``."""

    lang: str
    title: str
    about: tuple[str, ...]
    in_short: tuple[Line, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    foot: tuple[str, ...]

    def lines(self) -> Iterator[tuple[str, str, Line]]:
        """Yield every line with the title of its section, and of its group or row in a table."""
        for line in self.in_short:
            yield said(self.lang, "In short"), "", line
        for section in self.sections:
            for block in section.blocks:
                yield from ((section.title, item, line) for item, line in _lines_of(block))


def _lines_of(block: Block) -> Iterator[tuple[str, Line]]:
    if isinstance(block, Paragraph):
        yield "", block.line
        return
    if isinstance(block, Bullets):
        yield from (("", line) for line in block.lines)
    else:
        for group in block.groups:
            for head, *cells in group.rows:
                item = " / ".join(plain_line(line) for line in head)
                for column, cell in zip(block.columns[1:], cells, strict=True):
                    yield from ((item, (Piece(f"{column}: "), *line)) for line in cell)
    if block.more:
        yield "", (Piece(block.more),)
