"""How answers are printed: rich tables for a terminal, JSON, CSV or Markdown for everything else."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import click

from kg.answers.tables import Table, to_csv, to_markdown
from kg.cli.options import Settings
from kg.cli.streams import holds_all, printable
from kg.text import escape_json, json_pieces, one_line, plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text


__all__ = [
    "Printable",
    "emit",
    "emit_json",
    "emit_svg",
    "interruptible",
    "note",
    "progress",
    "say",
    "table_lines",
    "terminal",
    "working",
]

#: styles of a line by the symbol that it holds before a stance; the symbol says the same without colour
_STYLES = {"+": "blue", "~": "yellow", "−": "magenta", "±": "bold", "·": "dim", "○": "dim", "▒": "dim"}


class Printable(Protocol):
    """What can be printed: an answer, or findings."""

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return the JSON of the contract."""

    def json_parts(self, lang: str = "en") -> dict[str, Any]:
        """Return the same, in which a list may be an iterator."""

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the tables to read."""

    def rows(self, lang: str = "en") -> Any:
        """Return columns and rows for CSV."""


def note(message: str) -> None:
    """Print a remark on stderr."""
    click.echo(f"note: {one_line(message)}", err=True)


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show on stderr, where it is a terminal, that something is under way; yield a function that says what is by now."""
    if not sys.stderr.isatty():
        yield lambda now: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update


@contextmanager
def interruptible(stop: Callable[[], None]) -> Iterator[None]:
    """Call a function at the first Ctrl-C; the second ends the command at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stopping(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        note("stopping, with the best so far; Ctrl-C again ends at once")
        stop()

    before = signal.signal(signal.SIGINT, stopping)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that reports progress (done, total); a bar on stderr shows it, where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def emit(answer: Printable, settings: Settings, more: dict[str, Any] | None = None) -> None:
    """Print an answer in the format asked for; ``more`` are keys that its JSON has besides."""
    lang = settings.language
    chosen = settings.format or "table"
    if chosen == "json":
        emit_json({**answer.json_parts(lang), **(more or {})})
    elif chosen == "csv":
        columns, rows = answer.rows(lang)
        click.echo(to_csv(columns, rows), nl=False)
    elif chosen == "svg":
        emit_svg(answer.to_svg(lang))  # type: ignore[attr-defined]
    elif chosen == "markdown":
        head = Table("", (), (), note="\n".join(answer.head_lines(lang)))
        click.echo(to_markdown([head, *answer.tables(lang)]), nl=False)
    else:
        _print_tables(answer, lang)


def emit_json(content: dict[str, Any]) -> None:
    """Print JSON, with escapes where the stream's encoding does not hold every character; iterators in it are lists."""
    pieces = json_pieces(content, is_ascii=not holds_all(sys.stdout))
    while several := "".join(islice(pieces, 200)):  # never the whole text at once
        click.echo(escape_json(several), nl=False)
    click.echo()


def emit_svg(picture: str) -> None:
    """Print a picture, with references to characters where the stream's encoding does not hold every one."""
    click.echo(picture if holds_all(sys.stdout) else picture.encode("ascii", "xmlcharrefreplace"), nl=False)


def terminal() -> Console:
    """Return what prints on stdout, in the width of the terminal, else in 80 columns."""
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with status 1, which means a finding

    return Terminal(highlight=False, markup=False, emoji=False)


def say(console: Console, line: str, style: str = "", *, whole: bool = False) -> None:
    """Print a line of plain text; ``whole``: never broken, so that it can be copied."""
    console.print(_shown(line), style=style, soft_wrap=whole)


def table_lines(console: Console, tables: Iterable[Table]) -> list[str]:
    """Return the lines in which tables are printed, with the codes of their styles where the console has styles."""
    with console.capture() as captured:
        _print_each(console, tables)
    return captured.get().splitlines()[1:]


def _print_tables(answer: Printable, lang: str) -> None:
    console = terminal()
    head, *rest = answer.head_lines(lang)
    say(console, head, "bold")
    for line in rest:
        say(console, line, "dim")
    _print_each(console, answer.tables(lang))


def _print_each(console: Console, tables: Iterable[Table]) -> None:
    for table in tables:
        console.print()
        _print_table(console, table)


def _print_table(console: Console, table: Table) -> None:
    if table.title:
        console.print(_shown(table.title), style="bold underline")
    if table.rows:
        console.print(_grid(table))
    if table.note:
        console.print(_styled(table.note))


def _grid(table: Table) -> Grid:
    from rich import box
    from rich.table import Table as Grid

    lines = box.SIMPLE_HEAD if holds_all(sys.stdout) else box.Box(str(box.SIMPLE_HEAD).replace("─", "-"), ascii=True)
    grid = Grid(box=lines, show_edge=False, pad_edge=False, header_style="bold")
    for column in table.columns:
        grid.add_column(_shown(column), overflow="fold")
    several_lines = any("\n" in cell for row in table.rows for cell in row)
    for row in table.rows:
        grid.add_row(*(_styled(cell) for cell in row), end_section=several_lines)
    return grid


def _shown(text: str) -> str:
    return printable(plain(text), sys.stdout)


def _styled(cell: str) -> Text:
    from rich.text import Text

    text = Text()
    for place, line in enumerate(plain(cell).split("\n")):
        stance = line.split(": ", 1)[-1]
        style = _STYLES.get(stance[:1], "") if stance[1:2] in ("", " ") else ""
        text.append(("\n" if place else "") + printable(line, sys.stdout), style=style)
    return text
