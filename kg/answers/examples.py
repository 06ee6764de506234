"""The cases that ship with the program, as an answer."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.case import Case
from kg.case.records import CaseInfo, choose
from kg.store import example_names, located, open_store, shipped_case
from kg.words import said

__all__ = ["Examples", "find_examples"]


@dataclass(frozen=True)
class Examples(Framed):
    """The examples by name, each with what its case says of itself; ``default`` is the name of the shipped case."""

    infos: tuple[tuple[str, CaseInfo], ...]
    default: str

    def to_json(self, lang: str = "en") -> Json:
        """Return the examples as an object of the JSON contract."""
        items = [
            {"name": name, **case, "description": about, "default": name == self.default}
            for name, case, about in self._told(lang)
        ]
        head: Json = {"schema": SCHEMA, "case": None, "as_of": None, "filters": {}, "sources": []}
        return {**head, "kind": "examples", "items": items}

    def _told(self, lang: str) -> list[tuple[str, Json, str | None]]:
        return [
            (name, {"id": info.id, "label": info.label(lang)}, choose(info.description, lang) or None)
            for name, info in self.infos
        ]

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        return [said(lang, "Cases that ship with kg; where none is named, {name} is asked", name=self.default)]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table."""
        rows = tuple((name, case["label"], about or "") for name, case, about in self._told(lang))
        columns = ("--case", said(lang, "Title"), said(lang, "What it is"))
        return [Table(f"{said(lang, 'Examples')} ({len(rows)})", columns, rows)]

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each example."""
        columns = ("name", "id", "label", "description", "default")
        rows: list[list[object]] = [
            [name, case["id"], case["label"], about, name == self.default] for name, case, about in self._told(lang)
        ]
        return columns, rows

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])


def find_examples() -> Examples:
    """Return the examples, in order of name."""
    files = {name: located(name) for name in example_names()}
    infos = tuple((name, Case(open_store(file)).info) for name, file in files.items())
    return Examples(infos, next(name for name, file in files.items() if file == str(shipped_case())))
