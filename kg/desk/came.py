"""What came with an update, as an answer: a line for each text, with what its desk holds and of which text it is a copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.case import Case
from kg.desk.arriving import Arrival

__all__ = ["Came"]

_COLUMNS = ("Text", "Issued", "Words", "Cards", "Coded", "Copies", "Desk")


@dataclass(frozen=True)
class Came(Framed):
    """The texts that came for a case, in the order of :func:`~kg.desk.arriving.arrive`, the folder of their desks, and where the case is."""

    case: Case
    folder: Path
    locator: str
    arrivals: tuple[Arrival, ...]

    @property
    def sources(self) -> int:
        """How many independent sources the texts are, unless a person says otherwise at a desk."""
        return sum(not one.is_copy for one in self.arrivals)

    def to_json(self, lang: str = "en") -> Json:
        """Return the object of the JSON contract."""
        return {
            "schema": SCHEMA,
            "case": {"id": self.case.info.id, "label": self.case.info.label(lang)},
            "folder": str(self.folder),
            "sources": self.sources,
            "texts": [self._json(one) for one in self.arrivals],
        }

    def _json(self, one: Arrival) -> Json:
        text, copy = one.set_up.text, one.copy
        return {
            "file": str(one.file),
            "sha256": text.sha256,
            "issued": one.set_up.issued.isoformat(),
            "language": one.set_up.language,
            "source": one.set_up.source,
            "paragraphs": len(text.paragraphs),
            "words": one.words,
            "cards": len(one.cards),
            "coded": one.coded,
            "same_as": str(one.same_as) if one.same_as else None,
            "copies": copy
            and {
                "file": str(one.original),
                "paragraphs": copy.paragraphs,
                "share": round(copy.share, 4),
                "offered": one.set_up.offer is not None,
                "recorded": one.is_copy,
            },
            "desk": str(self.folder / one.desk) if one.desk else None,
        }

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        many, sources = len(self.arrivals), self.sources
        counted = f"{many} text{'s' if many != 1 else ''}, {sources} source{'s' if sources != 1 else ''}"
        return [f"{self.case.info.label(lang)}: {counted}; desks in {self.folder}"]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table."""
        rows = tuple(tuple(self._line(one)) for one in self.arrivals)
        return [
            Table("", _COLUMNS, rows, note=f"next: code at each desk, then kg code --merge FILE --case {self.locator}")
        ]

    def _line(self, one: Arrival) -> list[str]:
        counts = [f"{one.words:,}", str(len(one.cards)), str(one.coded)] if one.desk else [f"{one.words:,}", "", ""]
        return [one.file.name, one.set_up.issued.isoformat(), *counts, self._copies(one), one.desk or ""]

    def _copies(self, one: Arrival) -> str:
        if one.same_as:
            return f"the same words as {one.same_as.name}"
        if one.copy is None or one.original is None:
            return ""
        of = len(one.set_up.text.paragraphs)
        share = f"{one.original.name}: {one.copy.paragraphs} of {of} paragraphs, {one.copy.share:.0%} of the words"
        if one.is_copy:
            return f"{share}; a copy"
        return f"{share}; a copy? Say so at the desk" if one.set_up.offer else share

    def rows(self, lang: str = "en") -> Rows:
        """Return columns and rows for CSV."""
        columns = (
            "file",
            "issued",
            "words",
            "cards",
            "coded",
            "same_as",
            "copies_of",
            "copied_paragraphs",
            "share",
            "desk",
        )
        found = []
        for one in map(self._json, self.arrivals):
            copies = one["copies"] or {"file": None, "paragraphs": None, "share": None}
            own = [one[name] for name in columns[:6]]
            found.append([*own, copies["file"], copies["paragraphs"], copies["share"], one["desk"]])
        return columns, found

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])
