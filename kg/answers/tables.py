"""Tables as plain values, shown by the terminal, Markdown, CSV and notebooks in their own way."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.text import plain, protect

#: column names, and rows with one cell for each column: what a CSV file holds
Rows = tuple[Sequence[str], Sequence[Sequence[object]]]

__all__ = ["Rows", "Table", "markdown_text", "to_csv", "to_html", "to_markdown"]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; a cell may have several lines. ``note`` is a line under it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def to_markdown(tables: Iterable[Table]) -> str:
    """Return tables as GitHub-flavoured Markdown, in which nothing of a cell is markup."""
    return "\n".join(line for table in tables for line in _markdown(table))


def _markdown(table: Table) -> list[str]:
    lines = [f"## {markdown_text(table.title)}", ""] if table.title else []
    if table.rows:
        lines += [_markdown_row(map(markdown_text, table.columns)), _markdown_row("---" for _ in table.columns)]
        lines += [_markdown_row(map(markdown_text, row)) for row in table.rows]
        lines.append("")
    return [*lines, markdown_text(table.note), ""] if table.note else lines


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def markdown_text(text: str) -> str:
    """Return text in which nothing is Markdown, a new line as a break."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]<>|#" else c for c in plain(text))
    return escaped.replace("\n", "<br>")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV; an apostrophe is put before a cell that a spreadsheet would take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(column) for column in columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _csv_cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = plain(str(cell))
    return protect(text) if isinstance(cell, str) else text


def to_html(tables: Iterable[Table]) -> str:
    """Return tables as HTML, for a notebook, with all text escaped."""
    return "".join(_html(table) for table in tables)


def _html(table: Table) -> str:
    def cell(text: str) -> str:
        return html.escape(plain(text)).replace("\n", "<br>")

    head = "".join(f"<th style='text-align:left'>{cell(column)}</th>" for column in table.columns)
    body = "".join(
        "<tr>" + "".join(f"<td style='text-align:left;vertical-align:top'>{cell(c)}</td>" for c in row) + "</tr>"
        for row in table.rows
    )
    caption = f"<caption style='text-align:left;font-weight:bold'>{cell(table.title)}</caption>" if table.title else ""
    grid = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if table.rows else ""
    title = "" if table.rows else f"<p><b>{cell(table.title)}</b></p>" if table.title else ""
    return title + grid + (f"<p>{cell(table.note)}</p>" if table.note else "")
