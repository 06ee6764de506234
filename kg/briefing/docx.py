"""A briefing as a Word document, by python-docx: A4, the same bytes for the same briefing."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kg.briefing.document import Block, Bullets, Document, Grid, Line, Paragraph
from kg.errors import UsageError
from kg.store import stable_package
from kg.text import plain
from kg.words import direction, said

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["to_docx"]

#: what a document says of when it was made: nothing that differs from run to run
_MADE = datetime(2000, 1, 1)
#: what python-docx takes for a title
_LONGEST_TITLE = 255


def to_docx(document: Document) -> bytes:
    """Return the document as the bytes of a .docx file. Raises :class:`~kg.errors.UsageError` without python-docx."""
    try:
        import docx
    except ImportError as error:
        raise UsageError("a .docx file needs python-docx; pip install 'negotiation-kg[briefing]'") from error
    word = docx.Document()
    _set_up(word, document)
    word.add_heading(plain(document.title), 0)
    for text in document.about:
        word.add_paragraph(plain(text))
    for line in document.in_short:
        _add_line(word.add_paragraph(style="Intense Quote"), line)
    for number, section in enumerate(document.sections, 1):
        word.add_heading(f"{number} {plain(section.title)}", 1)
        for block in section.blocks:
            _add_block(word, block)
    word.add_heading(said(document.lang, "Sources"), 1)
    for note in document.notes:
        word.add_paragraph(f"{note.number}  {plain(note.text)}").style = "No Spacing"
    for text in document.foot:
        word.add_paragraph(plain(text)).runs[0].italic = True
    if direction(document.lang) == "rtl":
        _run_from_right(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return stable_package(buffer.getvalue())


#: what stands after "bidi" among the properties of a paragraph, and after "szCs" among those of a run, by the schema
_AFTER_BIDI = (
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
)
_AFTER_SIZE = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")


def _run_from_right(word: WordDocument) -> None:
    """Let all paragraphs, runs and tables run from right to left, in the sizes and weights of the other direction."""
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.oxml import OxmlElement

    for style in word.styles:
        size = getattr(getattr(style, "font", None), "size", None)
        if size is not None:
            complex_size: Any = OxmlElement("w:szCs", {_VALUE: str(int(size.pt * 2))})
            _insert(style.element.get_or_add_rPr(), complex_size, _AFTER_SIZE)
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    for table in word.tables:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    done = set()
    for paragraph in (*word.paragraphs, *(each for cell in cells for each in cell.paragraphs)):
        if paragraph._p not in done:
            done.add(paragraph._p)
            _insert(paragraph._p.get_or_add_pPr(), OxmlElement("w:bidi"), _AFTER_BIDI)
            for run in paragraph.runs:
                run.font.rtl, run.font.cs_bold = True, run.bold


_VALUE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"


def _insert(properties: Any, element: Any, after: Iterable[str]) -> None:
    """Insert an element among properties where the schema has it: before those that come after it."""
    for old in properties.findall(element.tag):
        properties.remove(old)
    properties.insert_element_before(element, *(f"w:{name}" for name in after))


def _set_up(word: WordDocument, document: Document) -> None:
    from docx.shared import Mm, Pt

    made = word.core_properties
    made.author = made.last_modified_by = "kg"
    made.title, made.comments = plain(document.title)[:_LONGEST_TITLE], ""
    made.created = made.modified = _MADE
    (page,) = word.sections
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(14)
    page.top_margin = page.bottom_margin = Mm(11)
    sizes = {"Normal": 9, "No Spacing": 7.5, "Title": 16, "Heading 1": 11, "Intense Quote": 9.5}
    for name, size in sizes.items():
        style: Any = word.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.space_before = Pt(6 if name == "Heading 1" else 0)


def _add_line(paragraph: Any, line: Line) -> None:
    for piece in line:
        paragraph.add_run(plain(piece.text)).bold = piece.strong
        if piece.notes:
            paragraph.add_run(",".join(map(str, piece.notes))).font.superscript = True


def _add_block(word: WordDocument, block: Block) -> None:
    if isinstance(block, Paragraph):
        _add_line(word.add_paragraph(), block.line)
        return
    if isinstance(block, Bullets):
        for line in block.lines:
            _add_line(word.add_paragraph(style="List Bullet"), line)
    else:
        _add_grid(word, block)
    if block.more:
        word.add_paragraph(plain(block.more))


def _add_grid(word: WordDocument, grid: Grid) -> None:
    table = word.add_table(rows=1, cols=len(grid.columns))
    table.style = "Light Grid Accent 1"
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        cell.text = plain(column)
    for group in grid.groups:
        head = table.add_row().cells
        _add_line(head[0].merge(head[-1]).paragraphs[0], group.title)
        for row in group.rows:
            for cell, lines in zip(table.add_row().cells, row, strict=True):
                for number, line in enumerate(lines):
                    _add_line(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line)
