"""What every answer has in common: its head, and the three forms in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table, to_html
from kg.answers.terms import channel_name
from kg.case import Case
from kg.resolution import Resolution, Resolved
from kg.words import counted, joined, listed, said

__all__ = ["Answer", "Narrowed", "filter_lines", "independent_sources"]


def independent_sources(case: Case, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources (ids) without those that repeat another: of a copy, the source that it repeats."""
    return tuple(sorted({case.original_of(source) for source in sources}))


@dataclass(frozen=True)
class Answer(Framed):
    """An answer about ``parties`` (ids, sorted), from the stances of ``resolution``.

    The JSON keys are described in ``schema.json`` (:mod:`kg.answers.contract`), what they count in the modules of
    :mod:`kg.analysis` and :mod:`kg.resolution`.
    """

    resolution: Resolution = field(repr=False, compare=False)
    parties: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The case asked."""
        return self.resolution.case

    @property
    def as_of(self) -> date:
        """The day by whose end the stances are resolved."""
        return self.resolution.day

    def renderer(self, lang: str = "en") -> Renderer:
        """Return what shows the records of the case in a language, as of the day."""
        return Renderer(self.case, lang, self.as_of, self.resolution.filters.stale_after)

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances that the answer rests on."""
        raise NotImplementedError

    def body(self, show: Renderer) -> Json:
        """Return the answer's own keys of the contract."""
        raise NotImplementedError

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the answer as tables to read."""
        raise NotImplementedError

    def rows(self, lang: str = "en") -> Rows:
        """Return the answer as one flat table for a spreadsheet."""
        raise NotImplementedError

    def to_json(self, lang: str = "en") -> Json:
        """Return the answer as an object of the JSON contract."""
        show = self.renderer(lang)
        return {**self._head(show), **self.body(show)}

    def _head(self, show: Renderer) -> Json:
        return {
            "schema": SCHEMA,
            "case": {"id": self.case.info.id, "label": self.case.info.label(show.lang)},
            "as_of": self.as_of.isoformat(),
            "filters": self.filters(),
            "sources": [show.source(source) for source in self.sources()],
            "ascribed": sum(1 for held in self._distinct() if held.ascribed),
            "inferred": sum(1 for held in self._distinct() if held.inferred),
        }

    def filters(self) -> Json:
        """Return the filters of the contract, and what they leave out."""
        filters = self.resolution.filters
        return {
            "min_confidence": filters.min_confidence,
            "channels": ["public", *filters.channels],
            "left_out": self.resolution.left_out(self.parties),
            "withheld": self._withheld(),
            "stale_after": filters.stale_after,
            **({"coders": list(filters.coders)} if filters.coders else {}),
        }

    def _withheld(self) -> int:
        return sum(held.withheld for party in self.parties for held in self.resolution.of_party(party).values())

    def _distinct(self) -> list[Resolved]:
        return list({(held.party, held.term): held for held in self.stances()}.values())

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) that the answer rests on."""
        return independent_sources(self.case, {s.source for held in self.stances() for s in held.evidence})

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what each output says first: case, day, sources, how many stances are not the party's own word, filters."""
        show = self.renderer(lang)
        head = self._head(show)
        day = said(lang, "as of {day}", day=head["as_of"])
        if self.as_of == self.case.newest_day:
            day += " " + said(lang, "(the newest statement's day)")
        sources = counted(
            lang, len(head["sources"]), "rests on {count} independent source", "rests on {count} independent sources"
        )
        rests_on = joined(lang, [sources, self._rests_on(head, lang)])
        narrowed = [*filter_lines(head["filters"], lang), *self._narrowed(show)]
        return [f"{head['case']['label']} — {day}", rests_on, *narrowed]

    def _rests_on(self, head: Json, lang: str) -> str:
        """Return how much of what the answer rests on is not the party's own word."""
        ascribed = counted(lang, head["ascribed"], "{count} stance by others' word", "{count} stances by others' word")
        inferred = counted(lang, head["inferred"], "{count} inferred", "{count} inferred")
        return listed(lang, [ascribed, inferred])

    def _narrowed(self, show: Renderer) -> Iterable[str]:
        """Yield to what else the question was narrowed, a line each."""
        return ()

    def _repr_html_(self) -> str:
        head = Table("", (), (), note="\n".join(self.head_lines()))
        return to_html([head, *self.tables()])


@dataclass(frozen=True)
class Narrowed(Answer):
    """An answer that may be asked of some parties and issues only (ids; empty where it was not narrowed to any)."""

    only_parties: tuple[str, ...]
    only_issues: tuple[str, ...]

    def _narrowed(self, show: Renderer) -> Iterable[str]:
        if self.only_parties:
            yield said(show.lang, "only of {parties}", parties=show.names(self.only_parties))
        if self.only_issues:
            yield said(show.lang, "only on {issues}", issues=show.names(self.only_issues))


def filter_lines(filters: Json, lang: str) -> Iterable[str]:
    """Yield a line for each filter of an answer's head, in words."""
    if filters["min_confidence"] is not None:
        left_out = counted(
            lang,
            filters["left_out"],
            "filter: confidence of at least {least} leaves out {count} statement",
            "filter: confidence of at least {least} leaves out {count} statements",
            least=f"{filters['min_confidence']:g}",
        )
        withheld = counted(lang, filters["withheld"], "{count} stance withheld", "{count} stances withheld")
        yield joined(lang, [left_out, withheld])
    if "coders" in filters:
        yield said(lang, "filter: statements coded by {coders}", coders=listed(lang, filters["coders"]))
    if len(filters["channels"]) > 1:
        yield said(
            lang,
            "channels that count: {channels}",
            channels=listed(lang, (channel_name(lang, each) for each in filters["channels"])),
        )
