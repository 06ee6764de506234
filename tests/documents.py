"""The examples of README and the manual: what they type, what they show, and whether that is what comes out.

In a block ``console`` a line that begins with ``$ `` is typed, and what follows is what it prints; a line ``…`` stands for any
number of lines. ``export NAME=VALUE`` holds for the rest of the page. A block with a caption is a file of that name. The examples of a page
run in its order, in one folder.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from click.testing import CliRunner, Result

from kg.cli import main

__all__ = ["REST", "Example", "Runner", "cut_as", "examples_of", "files_of", "fits", "lines_of", "with_outputs"]

#: the line that stands for any number of lines
REST = "…"

_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A command and the lines that a page shows beneath it."""

    command: str
    shown: tuple[str, ...]


@dataclass
class Runner:
    """Runs the commands of a page, each with what was exported before it."""

    exported: dict[str, str] = field(default_factory=dict)

    def output(self, command: str) -> tuple[str, ...]:
        """Return the lines that a command line prints in a terminal of 80 columns, errors and remarks among them."""
        words = shlex.split(command, comments=True)
        if words[0] == "export":
            self.exported |= dict(word.split("=", 1) for word in words[1:])
            return ()
        return lines_of(self.run(command).output)

    def run(self, command: str) -> Result:
        """Return what a command of kg gives."""
        words = shlex.split(command, comments=True)
        assert words[0] == "kg", command
        return CliRunner(env={"COLUMNS": "80", "KG_CASE": "", **self.exported}).invoke(main, words[1:], prog_name="kg")


def examples_of(page: str) -> list[Example]:
    """Return the examples of a page of Markdown, in its order."""
    return [example for block in _CONSOLE.findall(page) for example in _examples(block)]


def _examples(block: str) -> Iterator[Example]:
    assert block.startswith("$ "), block
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").splitlines()
        yield Example(command, tuple(line.rstrip() for line in shown))


def files_of(page: str) -> dict[str, str]:
    """Return the files that a page has its reader write, by name."""
    return dict(_FILE.findall(page))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of an output without the blanks at their ends, and without empty ones at its end."""
    return tuple(line.rstrip() for line in text.rstrip("\n").splitlines())


def fits(shown: tuple[str, ...], real: tuple[str, ...]) -> bool:
    """Return whether what a page shows is what came out."""
    pattern = "".join(r"(?:.*\n)*?" if line == REST else re.escape(line + "\n") for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in real)) is not None


def with_outputs(page: str, outputs: list[tuple[str, ...]]) -> str:
    """Return a page with the outputs of its examples, in their order, each cut as it was (:func:`cut_as`)."""
    left = iter(outputs)

    def anew(example: Example) -> str:
        return "\n".join((f"$ {example.command}", *cut_as(example.shown, next(left)), ""))

    return _CONSOLE.sub(lambda found: "".join(map(anew, _examples(found[0]))), page)


def cut_as(shown: tuple[str, ...], real: tuple[str, ...]) -> tuple[str, ...]:
    """Return of an output the pieces that a page shows: as many lines each, from where its first line is found.

    Where one is not found, what the page shows, which then fits no more: it is to be cut by hand.
    """
    if REST not in shown:
        return real
    found: list[str] = []
    place, lines = 0, list(shown)
    while lines:
        piece = lines[: lines.index(REST)] if REST in lines else lines
        lines = lines[len(piece) :]
        if piece:
            if found and piece[0] not in real[place:]:
                return shown
            place = real.index(piece[0], place) if found else place
            found += real[place : place + len(piece)]
            place += len(piece)
        if lines:
            found.append(lines.pop(0))
    return tuple(found)
