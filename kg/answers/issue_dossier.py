"""The dossier of an issue: who stands where on each option, conflicts, proposals, deeds and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.answers.dossier_parts import Dossier
from kg.answers.dossier_picture import StanceTable
from kg.answers.listing import issue_json
from kg.answers.rendering import Json, Renderer
from kg.answers.shared import SharedGround, class_words, without_side
from kg.answers.tables import Rows, Table
from kg.answers.terms import closed_name, kind_name
from kg.case.records import Issue
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import counted, joined, later, said

__all__ = ["IssueDossier"]


#: the rules by which the options of an issue can be chosen, in words
_RULES = {
    "exclusive": later("one of its options can be chosen"),
    "compatible": later("its options can be chosen together"),
    "ladder": later("its options are values on a scale"),
}


@dataclass(frozen=True)
class IssueDossier(Dossier):
    """Who stands where on an issue (id ``about``).

    ``parties`` are those named, else all that have a stance on record on one of its options, and the group. ``ground`` is
    the shared ground of the group on them: of the parties named, else of the principals where they are 2 to 4, else of
    nobody; the issue may be closed, and then nothing is judged. ``held`` are the stances of the parties by option.
    """

    ground: SharedGround
    held: tuple[tuple[str, tuple[Resolved, ...]], ...]

    @property
    def issue(self) -> Issue:
        """The issue."""
        return self.case.issues[self.about]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances on its options."""
        return (held for _, stances in self.held for held in stances)

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``about``, ``parties``, ``group``, ``options`` with their stances and ground, and the parts of a dossier."""
        rows = {row.option.id: row for row in self.ground.ground}
        return {
            "about": issue_json(show, self.issue),
            "parties": show.things(self.parties),
            "group": show.things(self.ground.parties),
            "options": [
                {
                    "option": show.thing(option),
                    "ground": rows[option].ground.value if option in rows else None,
                    "otherwise": rows[option].otherwise if option in rows else None,
                    "in_name_only": rows[option].in_name_only if option in rows else None,
                    "stances": [show.stance(held) for held in stances],
                }
                for option, stances in self.held
            ],
            **self.parts(show),
        }

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the issue, a table for each option on which somebody spoke, and the parts of a dossier."""
        show = self.renderer(lang)
        spoken = [(option, stances) for option, stances in self.held if any(map(_is_on_record, stances))]
        silent = [show.name(option) for option, stances in self.held if not any(map(_is_on_record, stances))]
        title = f"{said(lang, 'No stance on record')} ({len(silent)})"
        nothing = Table(title, (), (), note=joined(lang, silent))
        terms = [option for option, _ in self.held]
        return [
            Table(self.issue.label(lang), (), (), note="\n".join(self._described(show))),
            *(self._option_table(show, option, stances) for option, stances in spoken),
            *([nothing] if silent else []),
            self.conflict_table(show),
            self.proposal_table(show, terms),
            *self.deed_tables(show),
            self.history_table(show, f'kg timeline --issue "{self.issue.label(lang)}"'),
        ]

    def _described(self, show: Renderer) -> Iterator[str]:
        issue, lang = self.issue, show.lang
        if description := show.text(issue.description):
            yield description
        options = counted(lang, len(self.held), "{count} option", "{count} options")
        rule = [said(lang, _RULES[issue.choice_rule])] if len(self.held) > 1 else []
        yield joined(lang, [kind_name(lang, issue.kind), options, *rule])
        if issue.closed_on:
            closed = said(lang, "closed on {day}", day=issue.closed_on)
            yield f"{closed}: {closed_name(lang, issue.closed_as)}" if issue.closed_as else closed
        if not issue.is_open(self.as_of):
            yield said(lang, "shared ground and conflicts are told of open issues only")
        elif self.ground.parties:
            yield said(lang, "shared ground is that of {parties}", parties=show.names(self.ground.parties))
        else:
            yield said(lang, "shared ground is of nobody yet: name parties with --party")

    def _option_table(self, show: Renderer, option: str, stances: tuple[Resolved, ...]) -> Table:
        known = [held for held in stances if _is_on_record(held)]
        rows = tuple((show.name(held.party), self.stance_cell(show, held), show.newest(held)) for held in known)
        return StanceTable(
            show.name(option),
            (said(show.lang, "Party"), said(show.lang, "Stance"), said(show.lang, "Newest word")),
            rows,
            note="\n".join(self._option_notes(show, option, stances)),
            stances=tuple(known),
        )

    def _option_notes(self, show: Renderer, option: str, stances: tuple[Resolved, ...]) -> Iterator[str]:
        row = next((row for row in self.ground.ground if row.option.id == option), None)
        if row:
            yield f"{class_words(show, row)} ({show.names(self.ground.parties)})"
            told = without_side(show, row.stances)  # told by the rows and the line below, of the other parties too
            yield from (line for line in self.ground.between(show, row).split("\n") if line not in ("", told))
        silent = [held.party for held in stances if not _is_on_record(held)]
        if silent:
            yield f"{said(show.lang, 'no stance on record')}: {show.names(silent)}"

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each option and party."""
        show = self.renderer(lang)
        rows = {row.option.id: row for row in self.ground.ground}
        found: list[list[object]] = [
            [
                self.issue.label(lang),
                show.name(option),
                rows[option].ground.value if option in rows else None,
                show.name(held.party),
                held.stance,
                held.side,
                held.inferred,
                held.ascribed,
                held.day,
                "; ".join(map(show.citation, held.evidence)),
            ]
            for option, stances in self.held
            for held in stances
        ]
        columns = ("issue", "option", "ground", "party", "stance", "side", "inferred", "ascribed", "day", "statements")
        return columns, found


def _is_on_record(held: Resolved) -> bool:
    """Whether there is anything to tell of a stance: it is one, or was one."""
    return held.stance is not Stance.SILENT or held.ended is not None or held.lapsed_by is not None
