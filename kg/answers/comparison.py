"""Two or more proposals beside each other, as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.analysis.comparison import Comparison, Step
from kg.analysis.proposals import TermChange
from kg.answers.base import Answer
from kg.answers.proposals import stances_on_record
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.answers.terms import status_name, term_change_name
from kg.case.records import Proposal
from kg.resolution import Resolved
from kg.words import said

__all__ = ["ComparedProposals"]


@dataclass(frozen=True)
class ComparedProposals(Answer):
    """What proposals keep, change, add and drop of each other, and who is for and against each term."""

    comparison: Comparison

    def stances(self) -> Iterable[Resolved]:
        """Yield the parties' stances on the terms and on the proposals."""
        for each in (*self.comparison.terms, *self.comparison.itself):
            yield from each.stances

    def _on(self, term: str) -> tuple[Resolved, ...]:
        return next(each.stances for each in self.comparison.terms if each.option == term)

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``parties``, ``proposals``, ``steps`` and ``terms``."""
        found = self.comparison
        return {
            "parties": show.things(self.parties),
            "proposals": [
                {
                    "proposal": show.thing(proposal.id),
                    "status": proposal.status_on(self.as_of),
                    "day": day_or_none(proposal.day),
                    "terms": show.things(proposal.terms),
                    "stances": [show.stance(held) for held in itself.stances],
                }
                for proposal, itself in zip(found.proposals, found.itself, strict=True)
            ],
            "steps": [self._step(show, step) for step in found.steps],
            "terms": [
                {
                    "issue": show.thing(self.case.issue_of(term.option)),
                    "option": show.thing(term.option),
                    "stances": [show.stance(held) for held in term.stances],
                }
                for term in found.terms
            ],
        }

    def _step(self, show: Renderer, step: Step) -> Json:
        changes = [
            {"change": each.change, "before": show.things(each.before), "after": show.things(each.after)}
            for each in step.changes
        ]
        return {"from": show.thing(step.earlier), "to": show.thing(step.later), "changes": changes}

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return a table for each step, then one of the proposals themselves."""
        show = self.renderer(lang)
        found = self.comparison
        rows = tuple(
            (show.name(p.id), self._status(lang, p), stances_on_record(show, itself.stances))
            for p, itself in zip(found.proposals, found.itself, strict=True)
        )
        columns = (said(lang, "Proposal"), said(lang, "Status"), said(lang, "Stances"))
        own = Table(said(lang, "The proposals themselves"), columns, rows)
        return [*(self._step_table(show, step) for step in found.steps), own]

    def _status(self, lang: str, proposal: Proposal) -> str:
        status = proposal.status_on(self.as_of)
        return status_name(lang, status) if status else said(lang, "status not stated")

    def _step_table(self, show: Renderer, step: Step) -> Table:
        lang = show.lang
        title = said(lang, "From {first} to {second}", first=show.name(step.earlier), second=show.name(step.later))
        rows = tuple(
            (term_change_name(lang, change.change), self._cell(show, change.before), self._after(show, change))
            for change in step.changes
        )
        return Table(title, (said(lang, "Change"), said(lang, "Before"), said(lang, "After")), rows)

    def _after(self, show: Renderer, change: TermChange) -> str:
        return said(show.lang, "the same") if change.change == "kept" else self._cell(show, change.after)

    def _cell(self, show: Renderer, terms: Iterable[str]) -> str:
        return "\n".join(f"{show.name(term)}\n{stances_on_record(show, self._on(term))}" for term in terms)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each step, term and party; ``version`` is before, after, or both for a term that is kept."""
        show = self.renderer(lang)
        columns = (
            "from",
            "to",
            "change",
            "version",
            "issue",
            "term",
            "party",
            "stance",
            "side",
            "inferred",
            "ascribed",
        )
        return columns, [
            [show.name(step.earlier), show.name(step.later), change.change, version, *self._held(show, held)]
            for step in self.comparison.steps
            for change in step.changes
            for version, term in _versions(change)
            for held in self._on(term)
        ]

    def _held(self, show: Renderer, held: Resolved) -> list[object]:
        named = [show.name(self.case.issue_of(held.term)), show.name(held.term), show.name(held.party)]
        return [*named, held.stance, held.side, held.inferred, held.ascribed]


def _versions(change: TermChange) -> list[tuple[str, str]]:
    if change.change == "kept":
        return [("both", term) for term in change.before]
    return [*(("before", term) for term in change.before), *(("after", term) for term in change.after)]
