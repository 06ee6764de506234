"""The tour: five screens that show a newcomer what kg answers on a case, each with the command that prints it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.answers.base import Answer, independent_sources
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.resolution import Resolved
from kg.text import command_line
from kg.words import said

__all__ = ["Part", "Screen", "Tour"]


@dataclass(frozen=True, slots=True)
class Part:
    """An answer of a screen, and the words after ``kg`` of the command that prints it.

    ``skipped`` is how many tables at the start of the answer the tour leaves out, since an earlier screen shows them.
    """

    words: tuple[str, ...]
    answer: Answer
    skipped: int = 0

    @property
    def command(self) -> str:
        """The command that prints the answer, to copy."""
        return command_line(self.words)

    def tables(self, lang: str) -> list[Table]:
        """Return the tables that the tour shows of the answer."""
        return self.answer.tables(lang)[self.skipped :]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its title, what it says in plain sentences, and its answers, none where the case lacks what they need."""

    title: str
    says: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Tour(Answer):
    """The screens, on a group of ``parties`` (ids), maybe of nobody; its rules of choice are those of :mod:`kg.api.tour`."""

    screens: tuple[Screen, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances of its answers."""
        return (held for screen in self.screens for part in screen.parts for held in part.answer.stances())

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of its answers."""
        parts = (part for screen in self.screens for part in screen.parts)
        return independent_sources(self.case, {source for part in parts for source in part.answer.sources()})

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``screens``."""
        return {
            "parties": show.things(self.parties),
            "screens": [
                {
                    "title": screen.title,
                    "says": screen.says,
                    "parts": [
                        {"command": part.command, "answer": part.answer.to_json(show.lang)} for part in screen.parts
                    ],
                }
                for screen in self.screens
            ],
        }

    def heading(self, number: int, lang: str = "en") -> str:
        """Return the heading of a screen (from 1): its number and its title."""
        place = said(lang, "Tour, screen {number} of {count}", number=number, count=len(self.screens))
        return f"{place}: {self.screens[number - 1].title}"

    def tables(self, lang: str = "en") -> list[Table]:
        """Return for each screen its heading with what it says, and its answers, each under its command."""
        tables = []
        for number, screen in enumerate(self.screens, 1):
            tables.append(Table(self.heading(number, lang), (), (), note=screen.says))
            for part in screen.parts:
                tables += [Table("", (), (), note=part.command), *part.tables(lang)]
        return tables

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each command, and one for a screen without."""
        found: list[list[object]] = []
        for number, screen in enumerate(self.screens, 1):
            commands = [part.command for part in screen.parts]
            found += [[number, screen.title, screen.says, command] for command in commands or [""]]
        return ("screen", "title", "says", "command"), found
