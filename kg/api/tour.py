"""What the tour shows, chosen by rules that hold for any case.

- Its *group* are the parties named, else the principals where they are 2 to 4; of more the first two that exist on the day;
  else nobody. The order is that of the matrix's columns (by role, then label).
- Its *option* is the first contested one in the headline's order (by the fewer parties without a side, then issue and id);
  without one the first that the headline names; without a group the first in the matrix's order with a stance on record.
- Its *party* is the first of the group, without a group of all, that has a stance on record on the option.
- Its *pair* are the first two of the group.
- Its *day* is the newest one of which a statement is on record before the newest of all.

What a case lacks for a screen is said on the screen, which then has no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.analysis.ground import Ground
from kg.analysis.matrix import columns_of, default_group
from kg.analysis.timeline import Said
from kg.answers.base import Answer
from kg.answers.deals_words import number_of
from kg.answers.headline import LINES, Headline
from kg.answers.tour import Part, Screen, Tour
from kg.case.records import Option
from kg.errors import AmbiguousNameError, UnknownNameError
from kg.vocabulary import Stance

if TYPE_CHECKING:
    from kg.api.negotiation import Negotiation

__all__ = ["tour_of"]

_NO_GROUP = "the case has no two principals; kg tour PARTY PARTY names a group."


def tour_of(case: Negotiation, *parties: str, options: Sequence[str] = (), lang: str = "en") -> Tour:
    """Return the tour of a case, for the parties named or its principals.

    ``options`` are the words by which its commands find the case, the day and the filters. Raises
    :class:`~kg.errors.UsageError` for a single party, :class:`~kg.errors.UnknownNameError` for an unknown one.
    """
    headline = case.headline(*(parties or _first_principals(case, lang)))
    group = columns_of(case.case, headline.parties, lang)
    chosen = _Chosen(case, headline, group, bool(parties), tuple(options), lang)
    screens = (chosen.facts, chosen.matrix, chosen.why, chosen.pair, chosen.last)
    return Tour(case.resolution, headline.parties, tuple(screen() for screen in screens))


def _first_principals(case: Negotiation, lang: str) -> tuple[str, ...]:
    """Return the first two principals (ids) where they are more than a headline is given of by itself, else nobody."""
    principals = [party for party in case.case.parties.values() if "principal" in party.roles]
    if default_group(case.case) or len(principals) < 2:
        return ()
    existing = (p.id for p in principals if (p.start or case.as_of) <= case.as_of <= (p.end or case.as_of))
    return columns_of(case.case, existing, lang)[:2]


@dataclass(frozen=True)
class _Chosen:
    """A case with the group (ids, in the order of columns) that the tour is on."""

    asked: Negotiation = field(repr=False)
    headline: Headline
    group: tuple[str, ...]
    is_named: bool
    options: tuple[str, ...]
    lang: str

    def part(self, words: Sequence[str], answer: Answer, skipped: int = 0) -> Part:
        """Return an answer under its command."""
        return Part((*words, *self.options), answer, skipped)

    def name(self, kind: str, identifier: str) -> str:
        """Return a name by which a command finds a thing: its label, else its local name, else its id."""
        thing = self.asked.case.of_kind(kind)[identifier]
        for name in (thing.label(self.lang), thing.local_name):
            try:
                if name.isprintable() and self.asked.case.find(kind, name) == identifier:
                    return name
            except (AmbiguousNameError, UnknownNameError):
                continue
        return identifier

    def party_names(self, parties: Sequence[str]) -> list[str]:
        return [self.name("parties", party) for party in parties]

    def labels(self, parties: Sequence[str]) -> str:
        return " and ".join(self.asked.case.parties[party].label(self.lang) for party in parties)

    # ------------------------------------------------------------- screens

    def facts(self) -> Screen:
        title = "the case, and how it stands in short"
        if not self.group:
            says = f"{self._facts()} The headline is left out: {_NO_GROUP}"
            return Screen(title, says, (self.part(["list", "parties"], self.asked.list("parties")),))
        says = f"{self._facts()} “In short” says how {self.labels(self.group)}, {self._whose()}, stand together, and on whose word."
        return Screen(
            title, says, (self.part(["shared", *self.party_names(self.group)], self.asked.shared(*self.group)),)
        )

    def _whose(self) -> str:
        if self.is_named:
            return "the parties named"
        return "the first two of its principals by name" if self.headline.is_picked else "its principals"

    def _facts(self) -> str:
        case, said = self.asked.case, [each.statement for each in self._said]
        sources = {case.original_of(statement.source) for statement in said}
        counts = (
            number_of(len(said), "statement", "statements"),
            f"from {number_of(len(sources), 'independent source', 'independent sources')}",
            f"in a case of {number_of(len(case.parties), 'party', 'parties')}",
            f"and {number_of(len(case.issues), 'issue', 'issues')}",
        )
        return f"{' '.join(counts)}."

    def matrix(self) -> Screen:
        says = (
            "Each row is an option of an open issue, each column a party. A cell has a sign and a word, and marks that the lines "
            "under the table explain; a stance that is not on record is no consent."
        )
        answer = self.asked.matrix(*self.group, lang=self.lang)
        words = ["matrix", *self.party_names(self.group)]
        return Screen("who stands where", says, (self.part(words, answer, len(answer.headline.tables(self.lang))),))

    def why(self) -> Screen:
        title = "one stance, and what it rests on"
        option, reason = self._option()
        party = self._speaker(option) if option else None
        if option is None or party is None:
            return Screen(title, "Left out: no party has a stance on record on an option of an open issue.", ())
        says = (
            f"“{option.label(self.lang)}” is {reason}, and {self.labels([party])} the first party with a stance on it. Every answer "
            "goes back to statements, each with its speaker, its day and its place in the source."
        )
        words = ["why", self.name("parties", party), self.name("options", option.id)]
        return Screen(title, says, (self.part(words, self.asked.why(party, option.id)),))

    def _option(self) -> tuple[Option | None, str]:
        """Return the option of the third screen, and why it is that one."""
        for ground in (Ground.CONTESTED, *LINES):
            for row in self.headline.rows_of(ground):
                first = "the first contested option" if ground is Ground.CONTESTED else "the first option"
                return row.option, f"{first} of the headline"
        for each in self.asked.matrix(lang=self.lang).matrix.rows:
            if any(held.stance is not Stance.SILENT for held in each.cells):
                return each.option, "the first option of the matrix with a stance on record"
        return None, ""

    def _speaker(self, option: Option) -> str | None:
        everyone = columns_of(self.asked.case, self.asked.case.parties, self.lang)
        held = ((party, self.asked.resolution.stance(party, option.id)) for party in (*self.group, *everyone))
        return next((party for party, stance in held if stance.stance is not Stance.SILENT), None)

    def pair(self) -> Screen:
        title = "what stands between two parties, and ways out"
        if not self.group:
            return Screen(title, f"Left out: {_NO_GROUP}", ())
        pair = self.group[:2]
        says = (
            f"Each row is a matter between {self.labels(pair)}, with what each of them could do about it, and what that would "
            "bring; none of it is advice. kg conflicts shows how hard each conflict is, kg deals looks for whole bundles."
        )
        return Screen(title, says, (self.part(["bridges", *self.party_names(pair)], self.asked.bridges(*pair)),))

    def last(self) -> Screen:
        title, day, parts = "what changed, and one page to take along", self._day, []
        says = "Changes are left out: no two days have a statement on record."
        if day:
            says = (
                f"Changes are told since the end of {day}, the newest but one of the days with a statement on record."
            )
            parts.append(self.part(["changes", "--since", str(day)], self.asked.changes(day)))
        if not self.group:
            return Screen(
                title,
                f"{says} The briefing is left out: {_NO_GROUP}",
                tuple(parts),
            )
        since = ["--since", str(day)] if day else []
        words = ["briefing", *self.party_names(self.group), *since]
        parts.append(self.part(words, self.asked.briefing(*self.group, since=day)))
        return Screen(
            title, f"{says} The briefing is written to a file with -o briefing.pdf, .docx, .html or .md.", tuple(parts)
        )

    @cached_property
    def _said(self) -> tuple[Said, ...]:
        return self.asked.timeline().said

    @property
    def _day(self) -> date | None:
        days = sorted({each.day for each in self._said})
        return days[-2] if len(days) > 1 else None
