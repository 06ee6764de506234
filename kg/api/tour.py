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
from kg.answers.headline import LINES, Headline
from kg.answers.tour import Part, Screen, Tour
from kg.case.records import Option
from kg.errors import AmbiguousNameError, UnknownNameError
from kg.vocabulary import Stance
from kg.words import counted, later, page_counted, said

if TYPE_CHECKING:
    from kg.api.negotiation import Negotiation

__all__ = ["tour_of"]

_NO_GROUP = later("the case has no two principals; kg tour PARTY PARTY names a group.")


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
        names = (self.asked.case.parties[party].label(self.lang) for party in parties)
        return said(self.lang, " and ").join(names)

    # ------------------------------------------------------------- screens

    def facts(self) -> Screen:
        lang, title = self.lang, said(self.lang, "the case, and how it stands in short")
        if not self.group:
            left_out = said(lang, "The headline is left out: {why}", why=said(lang, _NO_GROUP))
            says = f"{self._facts()} {left_out}"
            return Screen(title, says, (self.part(["list", "parties"], self.asked.list("parties")),))
        words = later("“In short” says how {parties}, {whose}, stand together, and on whose word.")
        says = f"{self._facts()} {said(lang, words, parties=self.labels(self.group), whose=self._whose())}"
        return Screen(
            title, says, (self.part(["shared", *self.party_names(self.group)], self.asked.shared(*self.group)),)
        )

    def _whose(self) -> str:
        if self.is_named:
            return said(self.lang, "the parties named")
        if self.headline.is_picked:
            return said(self.lang, "the first two of its principals by name")
        return said(self.lang, "its principals")

    def _facts(self) -> str:
        lang, case, statements = self.lang, self.asked.case, [each.statement for each in self._said]
        sources = {case.original_of(statement.source) for statement in statements}
        one, many = "{count} independent source", "{count} independent sources"
        return said(
            lang,
            "{statements} from {sources} in a case of {parties} and {issues}.",
            statements=counted(lang, len(statements), "{count} statement", "{count} statements"),
            sources=page_counted(lang, "sourceCount", len(sources), one, many),
            parties=page_counted(lang, "partyCount", len(case.parties), "{count} party", "{count} parties"),
            issues=counted(lang, len(case.issues), "{count} issue", "{count} issues"),
        )

    def matrix(self) -> Screen:
        says = said(
            self.lang,
            "Each row is an option of an open issue, each column a party. A cell has a sign and a word, and marks that the lines "
            "under the table explain; a stance that is not on record is no consent.",
        )
        title = said(self.lang, "who stands where")
        answer = self.asked.matrix(*self.group, lang=self.lang)
        words = ["matrix", *self.party_names(self.group)]
        return Screen(title, says, (self.part(words, answer, len(answer.headline.tables(self.lang))),))

    def why(self) -> Screen:
        title = said(self.lang, "one stance, and what it rests on")
        option, reason = self._option()
        party = self._speaker(option) if option else None
        if option is None or party is None:
            none = later("Left out: no party has a stance on record on an option of an open issue.")
            return Screen(title, said(self.lang, none), ())
        says = said(
            self.lang,
            "“{option}” is {reason}, and {party} the first party with a stance on it. Every answer goes back to statements, each "
            "with its speaker, its day and its place in the source.",
            option=option.label(self.lang),
            reason=said(self.lang, reason),
            party=self.labels([party]),
        )
        words = ["why", self.name("parties", party), self.name("options", option.id)]
        return Screen(title, says, (self.part(words, self.asked.why(party, option.id)),))

    def _option(self) -> tuple[Option | None, str]:
        """Return the option of the third screen, and why it is that one."""
        for ground in (Ground.CONTESTED, *LINES):
            for row in self.headline.rows_of(ground):
                contested = later("the first contested option of the headline")
                return row.option, contested if ground is Ground.CONTESTED else later(
                    "the first option of the headline"
                )
        for each in self.asked.matrix(lang=self.lang).matrix.rows:
            if any(held.stance is not Stance.SILENT for held in each.cells):
                return each.option, later("the first option of the matrix with a stance on record")
        return None, ""

    def _speaker(self, option: Option) -> str | None:
        everyone = columns_of(self.asked.case, self.asked.case.parties, self.lang)
        held = ((party, self.asked.resolution.stance(party, option.id)) for party in (*self.group, *everyone))
        return next((party for party, stance in held if stance.stance is not Stance.SILENT), None)

    def pair(self) -> Screen:
        title = said(self.lang, "what stands between two parties, and ways out")
        if not self.group:
            return Screen(title, said(self.lang, "Left out: {why}", why=said(self.lang, _NO_GROUP)), ())
        pair = self.group[:2]
        says = said(
            self.lang,
            "Each row is a matter between {parties}, with what each of them could do about it, and what that would bring; none "
            "of it is advice. kg conflicts shows how hard each conflict is, kg deals looks for whole bundles.",
            parties=self.labels(pair),
        )
        return Screen(title, says, (self.part(["bridges", *self.party_names(pair)], self.asked.bridges(*pair)),))

    def last(self) -> Screen:
        lang, day, parts = self.lang, self._day, []
        title = said(lang, "what changed, and one page to take along")
        says = said(lang, "Changes are left out: no two days have a statement on record.")
        if day:
            told = later(
                "Changes are told since the end of {day}, the newest but one of the days with a statement on record."
            )
            says = said(lang, told, day=day)
            parts.append(self.part(["changes", "--since", str(day)], self.asked.changes(day)))
        if not self.group:
            return Screen(
                title,
                f"{says} {said(lang, 'The briefing is left out: {why}', why=said(lang, _NO_GROUP))}",
                tuple(parts),
            )
        since = ["--since", str(day)] if day else []
        words = ["briefing", *self.party_names(self.group), *since]
        parts.append(self.part(words, self.asked.briefing(*self.group, since=day)))
        written = said(lang, "The briefing is written to a file with -o briefing.pdf, .docx, .html or .md.")
        return Screen(title, f"{says} {written}", tuple(parts))

    @cached_property
    def _said(self) -> tuple[Said, ...]:
        return self.asked.timeline().said

    @property
    def _day(self) -> date | None:
        days = sorted({each.day for each in self._said})
        return days[-2] if len(days) > 1 else None
