"""The fields of an object of a desk file, read one by one: each mistake says where it stands and what belongs there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from kg.errors import InputError, either

__all__ = ["Fields"]

_T = TypeVar("_T")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Fields:
    """An object of a file, ``place`` in it: ``cards[3]``.

    Every method raises :class:`~kg.errors.InputError` for a value of another kind than it reads.
    """

    def __init__(self, file: Path, place: str, value: Any) -> None:
        self.file, self.place = file, place
        if not isinstance(value, dict):
            self.refuse("", "is not an object in { }")
        self.value: dict[str, Any] = value

    def refuse(self, name: str, problem: str) -> NoReturn:
        """Raise an error on a field, or on the object itself where ``name`` is empty."""
        where = ".".join(part for part in (self.place, name) if part)
        raise InputError(f"{self.file}: {where}" if where else self.file, problem)

    def only(self, names: Collection[str]) -> None:
        """Refuse a field that is not among some names."""
        unknown = next((name for name in self.value if name not in names), None)
        if unknown is not None:
            self.refuse(unknown, "is not a field of a desk file; correct its name or remove it")

    def text(self, name: str) -> str:
        """Return a text, empty where the field is absent or null."""
        value = self.value.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(name, "is not a text in quotation marks")
        return value.strip()

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        return self.text(name) or self.refuse(name, "is missing")

    def words(self, name: str) -> str:
        """Return a text as it is, its blanks at both ends included."""
        self.text(name)
        return self.value.get(name) or ""

    def tag(self, name: str) -> str:
        """Return the tag of a language, such as ``uk``, empty where the field is absent."""
        value = self.text(name)
        return (
            value
            if not value or _TAG.fullmatch(value)
            else self.refuse(name, f"“{value}” is not a language's tag, such as uk")
        )

    def choice(self, name: str, among: Collection[str], default: str = "") -> str:
        """Return a text that is one of a list, or ``default`` where it is absent."""
        value = self.text(name) or default
        if value not in among:
            self.refuse(name, f"“{value}” is not one of its values; use {either(among)}" if value else "is missing")
        return value

    def number(self, name: str, least: int = 0) -> int:
        """Return a whole number."""
        value = self.value.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.refuse(name, f"is not a whole number from {least}")
        return value

    def number_or_none(self, name: str) -> int | None:
        """Return a whole number from 1, or None where it is absent."""
        return None if self.value.get(name) is None else self.number(name, 1)

    def flag(self, name: str) -> bool:
        """Return true or false; false where it is absent."""
        value = self.value.get(name, False)
        return value if isinstance(value, bool) else self.refuse(name, "is neither true nor false")

    def day(self, name: str) -> date | None:
        """Return a day, or None where it is absent."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse(name, f"“{text}” is not a day; write it as 2025-04-22")

    def several(self, name: str, read: Callable[[Fields], _T]) -> tuple[_T, ...]:
        """Return what ``read`` makes of each object of a list; an absent list is empty."""
        return tuple(
            read(Fields(self.file, f"{self._named(name)}[{place}]", value))
            for place, value in enumerate(self._list(name))
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._list(name)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.refuse(name, "is not a list of texts in quotation marks")
        return tuple(value.strip() for value in values)

    def inner(self, name: str) -> Fields:
        """Return an object within; an absent one is empty."""
        return Fields(self.file, self._named(name), self.value.get(name) or {})

    def _named(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def _list(self, name: str) -> list[Any]:
        value = self.value.get(name)
        if value is None:
            return []
        return value if isinstance(value, list) else self.refuse(name, "is not a list in [ ]")
