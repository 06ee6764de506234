"""A briefing as Markdown with footnotes, in which nothing of the case is markup."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.tables import markdown_text
from kg.briefing.document import Block, Bullets, Document, Grid, Line, Paragraph
from kg.words import said

__all__ = ["to_markdown"]


def to_markdown(document: Document) -> str:
    """Return the document as Markdown, its notes as footnotes of the common extension (``[^1]``)."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (f"# {markdown_text(document.title)}", "", "  \n".join(map(markdown_text, document.about)), "")
    yield from ("> " + "  \n> ".join(map(_line, document.in_short)), "")
    for number, section in enumerate(document.sections, 1):
        yield from (f"## {number} {markdown_text(section.title)}", "")
        for block in section.blocks:
            yield from _block(block)
            yield ""
    yield from (f"## {markdown_text(said(document.lang, 'Sources'))}", "")
    yield from (f"[^{note.number}]: {markdown_text(note.text)}" for note in document.notes)
    yield from ("", "---", "", "  \n".join(map(markdown_text, document.foot)))


def _line(line: Line) -> str:
    return "".join(
        (
            f"**{markdown_text(piece.text)}**"
            if piece.strong and piece.text.strip() == piece.text and piece.text
            else markdown_text(piece.text)
        )
        + "".join(f"[^{number}]" for number in piece.notes)
        for piece in line
    )


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _line(block.line)
        return
    if isinstance(block, Bullets):
        yield from (f"- {_line(line)}" for line in block.lines)
    else:
        yield from _grid(block)
    if block.more:
        yield from ("", markdown_text(block.more))


def _grid(grid: Grid) -> Iterator[str]:
    yield f"| {' | '.join(map(markdown_text, grid.columns))} |"
    yield f"| {' | '.join('---' for _ in grid.columns)} |"
    for group in grid.groups:
        yield f"| {_line(group.title)} |{' |' * (len(grid.columns) - 1)}"
        for row in group.rows:
            yield f"| {' | '.join('<br>'.join(map(_line, cell)) for cell in row)} |"
