"""The briefing as an answer: printed as tables, JSON, CSV or Markdown, or written as a page, Markdown, Word or PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.answers.base import Answer
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.briefing.asked import Asked
from kg.briefing.document import Block, Bullets, Document, Grid, Group, Line, Paragraph, plain_line
from kg.briefing.writing import write_document
from kg.errors import UsageError
from kg.formats import PAPER_EXTENSIONS, extension_of
from kg.resolution import Resolved
from kg.words import said

__all__ = ["Briefing"]


@dataclass(frozen=True)
class Briefing(Answer):
    """A briefing on a group of parties: what is agreed, what changed, where they stand, what is missing, with its notes.

    ``asked`` holds the answers it is written from.
    """

    asked: Asked

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances that it rests on."""
        yield from self.asked.shared.stances()
        yield from (held for conflict in self.asked.conflicts.conflicts for held in conflict.sides)
        if self.asked.changes:
            yield from self.asked.changes.stances()

    def document(self, lang: str = "en") -> Document:
        """Return it as a document, cut to two pages."""
        return write_document(self.asked, lang)

    def body(self, show: Renderer) -> Json:
        """Return ``parties``, ``since``, ``in_short``, ``sections`` and ``notes``."""
        document = self.document(show.lang)
        return {
            "parties": show.things(self.parties),
            "order": show.things(self.asked.parties),
            "since": day_or_none(self.asked.since),
            "in_short": [_line_json(line) for line in document.in_short],
            "sections": [
                {"title": section.title, "blocks": [_block_json(block) for block in section.blocks]}
                for section in document.sections
            ],
            "notes": [
                {
                    "number": note.number,
                    "text": note.text,
                    "statement": show.statement(note.statement) if note.statement else None,
                }
                for note in document.notes
            ],
        }

    def tables(self, lang: str = "en") -> list[Table]:
        """Return a table for each section, and one of the notes."""
        document = self.document(lang)
        tables = [Table("", (), (), note="\n".join(map(plain_line, document.in_short)))]
        for number, section in enumerate(document.sections, 1):
            title = f"{number} {section.title}"
            for block in section.blocks:
                tables += _tables(title, block)
                title = ""
        notes = "\n".join(f"[{note.number}] {note.text}" for note in document.notes)
        return [
            *tables,
            Table(said(lang, "Sources"), (), (), note=notes),
            Table("", (), (), note="\n".join(document.foot)),
        ]

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each line of each section, with its notes."""
        found: list[list[object]] = []
        for section, item, line in self.document(lang).lines():
            words = "".join(piece.text for piece in line)
            found.append([section, item, words, " ".join(str(n) for piece in line for n in piece.notes)])
        return ("section", "item", "text", "notes"), found

    def bytes_of(self, format_: str, lang: str = "en") -> bytes:
        """Return it in a format: html, markdown, docx or pdf. Raises :class:`~kg.errors.UsageError` where an extra is missing."""
        document = self.document(lang)
        if format_ == "docx":
            from kg.briefing.docx import to_docx

            return to_docx(document)
        if format_ == "pdf":
            from kg.briefing.pdf import to_pdf

            return to_pdf(document)
        if format_ == "markdown":
            from kg.briefing.markdown import to_markdown

            return to_markdown(document).encode()
        from kg.briefing.html import to_html

        return to_html(document).encode()

    def write(self, path: Path, lang: str = "en") -> Path:
        """Write it to a file, whole or not at all; its extension says the format. Returns the path.

        Raises :class:`~kg.errors.UsageError` for another extension, :class:`~kg.errors.InputError` where it cannot be written.
        """
        from kg.store import hold, replace_file

        format_ = PAPER_EXTENSIONS.get(extension_of(path))
        if format_ is None:
            raise UsageError(f"{path}: unsupported file extension; use one of {', '.join(PAPER_EXTENSIONS)}")
        written = self.bytes_of(format_, lang)
        with hold(path):
            replace_file(path, written)
        return path


def _line_json(line: Line) -> Json:
    return {"text": "".join(piece.text for piece in line), "notes": [n for piece in line for n in piece.notes]}


def _block_json(block: Block) -> Json:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "lines": [_line_json(block.line)], "columns": [], "groups": [], "more": None}
    more = block.more or None
    if isinstance(block, Bullets):
        return {
            "kind": "list",
            "lines": [_line_json(line) for line in block.lines],
            "columns": [],
            "groups": [],
            "more": more,
        }
    groups = [
        {
            "title": plain_line(group.title),
            "rows": [[[_line_json(line) for line in cell] for cell in row] for row in group.rows],
        }
        for group in block.groups
    ]
    return {"kind": "table", "lines": [], "columns": list(block.columns), "groups": groups, "more": more}


def _tables(title: str, block: Block) -> list[Table]:
    if isinstance(block, Paragraph):
        return [Table(title, (), (), note=plain_line(block.line))]
    if isinstance(block, Bullets):
        lines = [*(f"• {plain_line(line)}" for line in block.lines), block.more]
        return [Table(title, (), (), note="\n".join(filter(None, lines)))]
    head = [Table(title, (), ())] if title else []
    grids = [_grid_table(block, group) for group in block.groups]
    rest = [Table("", (), (), note=block.more)] if block.more else []
    return [*head, *grids, *rest]


def _grid_table(grid: Grid, group: Group) -> Table:
    rows = tuple(tuple("\n".join(map(plain_line, cell)) for cell in row) for row in group.rows)
    return Table(plain_line(group.title), grid.columns, rows)
