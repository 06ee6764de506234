"""The dossier of a party: its stances, what it requires, how it stands beside each other party, proposals, deeds, statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.analysis.conflicts import Severity
from kg.answers.dossier_parts import Dossier
from kg.answers.dossier_picture import StanceTable
from kg.answers.listing import party_json
from kg.answers.pairs import COUNTS, Overlap
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.answers.terms import role_name
from kg.case.records import Party
from kg.resolution import Resolved
from kg.words import counted, joined, later, listed, said

__all__ = ["PartyDossier"]

_COUNTED = later("agreed / within reach / contested, of the options of open issues on which both have a side")
_NOBODY = later("none with whom it shares an option of an open issue on which both have a side")


@dataclass(frozen=True)
class PartyDossier(Dossier):
    """Where a party (id ``about``) stands.

    ``held`` are its stances in order of issue and term, without the silent ones; ``without`` the options (ids) of open
    issues on which it has none on record. ``conflicts`` and ``overlap`` are those of it and each other party, judged pair by
    pair; ``left_out`` is how many other parties were left out of them because they are too many.
    """

    overlap: Overlap
    held: tuple[Resolved, ...]
    without: tuple[str, ...]
    left_out: int

    @property
    def party(self) -> Party:
        """The party."""
        return self.case.parties[self.about]

    def stances(self) -> Iterable[Resolved]:
        """Yield its stances."""
        return self.held

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``about``, ``speakers``, ``positions``, ``without_stance``, ``beside`` and the parts of a dossier."""
        issues = (show.thing_or_none(self.case.issue_of(held.term)) for held in self.held)
        return {
            "about": party_json(show, self.party),
            "speakers": show.things(self._speakers()),
            "positions": [{"issue": issue, **show.stance(held)} for issue, held in zip(issues, self.held, strict=True)],
            "without_stance": show.things(self.without),
            "beside": [
                {"parties": show.things(pair.parties), **{count: getattr(pair, count) for count in COUNTS}}
                for pair in self.overlap.pairs
            ],
            "left_out": self.left_out,
            **self.parts(show),
        }

    def _speakers(self) -> tuple[str, ...]:
        return tuple(person.id for person in self.case.people.values() if self.about in person.speaks_for)

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the party, its stances by voice, red lines first, and the parts of a dossier."""
        show = self.renderer(lang)
        return [
            Table(self.party.label(lang), (), (), note="\n".join(self._described(show))),
            *self._stance_tables(show),
            self._without_table(show),
            self._beside_table(show),
            self.conflict_table(show),
            self.proposal_table(show),
            *self.deed_tables(show),
            self.history_table(show, f'kg timeline --party "{self.party.label(lang)}"'),
        ]

    def _described(self, show: Renderer) -> Iterator[str]:
        party, lang = self.party, show.lang
        if description := show.text(party.description):
            yield description
        if party.roles:
            roles = listed(lang, (role_name(lang, role) for role in party.roles))
            yield said(lang, "role: {roles}", roles=roles)
        coalitions = [m.organization for m in self.case.memberships if m.member == party.id and m.holds(self.as_of)]
        if coalitions:
            yield said(lang, "member of {coalitions}", coalitions=show.names(dict.fromkeys(coalitions)))
        if speakers := self._speakers():
            named = joined(lang, (self._named_with_office(show, speaker) for speaker in speakers))
            yield said(lang, "spoken for by {speakers}", speakers=named)
        if party.succeeds:
            yield said(lang, "came after {parties}; nothing passes on by itself", parties=show.names(party.succeeds))

    def _named_with_office(self, show: Renderer, speaker: str) -> str:
        office = show.text(self.case.people[speaker].office)
        return listed(show.lang, [show.name(speaker), office]) if office else show.name(speaker)

    def _stance_tables(self, show: Renderer) -> Iterator[Table]:
        lang = show.lang
        columns = (said(lang, "On"), said(lang, "Stance"), said(lang, "Newest word"))
        told = [held for held in self.held if not held.withheld]
        own = [held for held in told if not (held.inferred or held.ascribed)]
        groups = [
            (said(lang, "Declared red lines"), [held for held in own if held.is_declared_red_line]),
            (said(lang, "Other stances in own voice"), [held for held in own if not held.is_declared_red_line]),
            (
                said(lang, "Inferred from its stances"),
                [held for held in told if held.inferred and not held.ascribed],
            ),
            (said(lang, "By others' word"), [held for held in told if held.ascribed]),
        ]
        if self.resolution.filters.min_confidence is not None:
            groups.append((said(lang, "Hidden by a filter"), [held for held in self.held if held.withheld]))
        for title, stances in groups:
            rows = tuple((self._on(show, held), self.stance_cell(show, held), show.newest(held)) for held in stances)
            table = self.counted_table(lang, title, columns, rows)
            yield StanceTable(table.title, columns, rows, table.note, tuple(stances))

    def _on(self, show: Renderer, held: Resolved) -> str:
        issue = self.case.issue_of(held.term)
        return f"{show.name(held.term)}\n{show.name(issue) if issue else said(show.lang, 'proposal')}"

    def _without_table(self, show: Renderer) -> Table:
        without = joined(show.lang, map(show.name, self.without))
        words = without or said(show.lang, "none: it has a stance on every option")
        title = said(show.lang, "No stance on record, on open issues")
        return Table(f"{title} ({len(self.without)})", (), (), note=words)

    def _beside_table(self, show: Renderer) -> Table:
        lang, rows = show.lang, []
        for pair in self.overlap.pairs:
            other = next(party for party in pair.parties if party != self.about)
            hard = Counter(c.severity for c in self.conflicts.conflicts if other in {side.party for side in c.sides})
            if pair.both_sided or hard:
                rows.append((show.name(other), self.overlap.cell(lang, pair), "\n".join(_hardness(lang, hard)) or "·"))
        note = said(lang, _COUNTED) if rows else said(lang, _NOBODY)
        if self.left_out:
            note = counted(
                lang,
                self.left_out,
                "{count} other party is left out, as they are too many; kg conflicts and kg overlap name some",
                "{count} other parties are left out, as they are too many; kg conflicts and kg overlap name some",
            )
        columns = (said(lang, "Party"), said(lang, "Options"), said(lang, "Conflicts"))
        return Table(f"{said(lang, 'Beside each other party')} ({len(rows)})", columns, tuple(rows), note)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each stance."""
        show = self.renderer(lang)
        columns = ("party", "issue", "on", "stance", "side", "inferred", "ascribed", "day", "statements")
        found: list[list[object]] = []
        for held in self.held:
            issue = self.case.issue_of(held.term)
            head = [self.party.label(lang), show.name(issue) if issue else None, show.name(held.term)]
            cited = "; ".join(map(show.citation, held.evidence))
            found.append([*head, held.stance, held.side, held.inferred, held.ascribed, held.day, cited])
        return columns, found


def _hardness(lang: str, counts: Counter[Severity]) -> Iterator[str]:
    """Yield how many conflicts are how hard, hardest first."""
    words = {
        Severity.RED_LINE: later("red line against red line"),
        Severity.ONE_RED_LINE: later("with a red line on one side"),
        Severity.FIRM: later("firm"),
        Severity.SOFT: later("soft"),
    }
    return (f"{counts[severity]} {said(lang, name)}" for severity, name in words.items() if counts[severity])
