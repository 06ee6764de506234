"""A briefing as one HTML page for A4: no script, nothing fetched, all text of the case escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from kg.briefing.document import Block, Bullets, Document, Grid, Line, Note, Paragraph
from kg.page.policy import source_of
from kg.text import plain
from kg.words import direction, language_names, said

__all__ = ["to_html"]

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="generator" content="kg">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n<link rel="icon" href="data:,">\n'
    "<style>{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
)


@cache
def _style() -> str:
    return files("kg.briefing").joinpath("briefing.css").read_text(encoding="utf-8").strip() + "\n"


def to_html(document: Document) -> str:
    """Return the document as a page in its language, which runs from right to left where the language does."""
    style = _style()
    policy = f"default-src 'none'; style-src {source_of(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    body = Markup("\n").join(_body(document))
    lang = document.lang if document.lang in language_names() else "en"  # else names only are in that language
    written = {"lang": lang, "direction": direction(lang), "title": _text(document.title)}
    return str(_PAGE.format(policy=Markup(policy), style=Markup(style), body=body, **written))


def _body(document: Document) -> Iterable[Markup]:
    yield Markup('<header>\n<h1 lang="{}" dir="auto">{}</h1>').format(document.lang, _text(document.title))
    about = Markup("<br>\n").join(map(_text, document.about))
    yield Markup('<p class="about">{}</p>\n</header>').format(about)
    short = Markup("<br>\n").join(map(_line, document.in_short))
    region = Markup('<div class="short" role="region" aria-label="{}">{}</div>')
    yield region.format(_text(said(document.lang, "In short")), short)
    for number, section in enumerate(document.sections, 1):
        blocks = Markup("\n").join(map(_block, section.blocks))
        yield Markup("<section>\n<h2>{} {}</h2>\n{}\n</section>").format(number, _text(section.title), blocks)
    sources = Markup('<section>\n<h2>{}</h2>\n<ol class="notes">\n{}\n</ol>\n</section>')
    yield sources.format(_text(said(document.lang, "Sources")), _notes(document.notes))
    foot = Markup("<br>\n").join(map(_text, document.foot))
    yield Markup("<footer>{}</footer>").format(foot)


def _text(text: str) -> Markup:
    """Return text with all markup escaped, and no characters that control how other text is shown."""
    return Markup.escape(plain(text))


def _line(line: Line) -> Markup:
    pieces = []
    for piece in line:
        words = _text(piece.text)
        links = Markup(",").join(Markup('<a href="#n{0}">{0}</a>').format(number) for number in piece.notes)
        marks = Markup("<sup>{}</sup>").format(links) if piece.notes else Markup("")
        pieces.append((Markup("<b>{}</b>").format(words) if piece.strong else words) + marks)
    return Markup("").join(pieces)


def _block(block: Block) -> Markup:
    if isinstance(block, Paragraph):
        return Markup("<p>{}</p>").format(_line(block.line))
    more = Markup('\n<p class="more">{}</p>').format(_text(block.more)) if block.more else Markup("")
    if isinstance(block, Bullets):
        items = Markup("\n").join(Markup("<li>{}</li>").format(_line(line)) for line in block.lines)
        return Markup("<ul>\n{}\n</ul>").format(items) + more
    return _grid(block) + more


def _grid(grid: Grid) -> Markup:
    heads = Markup("").join(
        Markup('<th scope="col" dir="auto">{}</th>').format(_text(column)) for column in grid.columns
    )
    bodies = []
    for group in grid.groups:
        head = Markup('<tr class="group"><th colspan="{}" scope="rowgroup" dir="auto">{}</th></tr>').format(
            len(grid.columns), _line(group.title)
        )
        rows = Markup("\n").join(_row(grid.columns, row) for row in group.rows)
        bodies.append(Markup("<tbody>\n{}\n{}\n</tbody>").format(head, rows))
    body = Markup("\n").join(bodies)
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n{}\n</table>").format(heads, body)


def _row(columns: tuple[str, ...], row: tuple[tuple[Line, ...], ...]) -> Markup:
    first, *rest = (Markup("<br>").join(map(_line, cell)) for cell in row)
    cells = Markup("").join(
        Markup('<td data-column="{}">{}</td>').format(_text(column), cell)
        for column, cell in zip(columns[1:], rest, strict=True)
    )
    return Markup('<tr><th scope="row" dir="auto">{}</th>{}</tr>').format(first, cells)


def _notes(notes: Iterable[Note]) -> Markup:
    return Markup("\n").join(Markup('<li id="n{}">{}</li>').format(note.number, _text(note.text)) for note in notes)
