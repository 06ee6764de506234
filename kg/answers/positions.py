"""Positions, the chain behind one of them, and what the case holds, as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.answers.base import Answer
from kg.answers.frames import frame_of, names_apart
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.answers.terms import rule_name, stance_name
from kg.case.records import Condition, Statement
from kg.resolution import Past, Resolved
from kg.resolution.deeds import Fulfilment
from kg.words import joined, later, page_term, said

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Positions", "Why"]


@dataclass(frozen=True)
class Positions(Answer):
    """Resolved stances (:mod:`kg.resolution`), in order of issue, term and party id, without the silent ones.

    Proposals, which have no issue, come first.
    """

    held: tuple[Resolved, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances."""
        return self.held

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``positions``, each a stance with its ``issue``."""
        return {"parties": show.things(self.parties), "positions": list(self._shown(show))}

    def json_parts(self, lang: str = "en") -> Json:
        """Return the same with the positions one after another."""
        show = self.renderer(lang)
        return {**self._head(show), "parties": show.things(self.parties), "positions": self._shown(show)}

    def _shown(self, show: Renderer) -> Iterator[Json]:
        return ({"issue": self._issue(show, held.term), **show.stance(held)} for held in self.held)

    def _issue(self, show: Renderer, term: str) -> Json | None:
        option = self.case.options.get(term)
        return show.thing(option.issue) if option else None

    def tables(self, lang: str = "en") -> list[Table]:
        """Return a table for each party."""
        show = self.renderer(lang)
        tables = []
        for party in self.parties:
            mine = [held for held in self.held if held.party == party]
            if mine:
                rows = tuple((show.name(h.term), show.stance_words(h), show.newest(h)) for h in mine)
                columns = (said(lang, "On"), said(lang, "Stance"), said(lang, "Newest evidence"))
                tables.append(Table(show.name(party), columns, rows))
        return tables or [Table("", (), (), note=said(lang, "no position on record matches"))]

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each stance."""
        show = self.renderer(lang)
        columns = (
            "party",
            "issue",
            "option",
            "stance",
            "side",
            "inferred",
            "ascribed",
            "day",
            "confidence",
            "statements",
        )
        found: list[list[object]] = []
        for held in self.held:
            option = self.case.options.get(held.term)
            issue = show.name(option.issue) if option else ""
            cited = "; ".join(map(show.citation, held.evidence))
            found.append(
                [show.name(held.party), issue, show.name(held.term), held.stance, held.side]
                + [held.inferred, held.ascribed, held.day, held.confidence, cited]
            )
        return columns, found

    def matrix(self, lang: str = "en") -> pd.DataFrame:
        """Return the stance matrix as a pandas data frame: a row for each party, a column for each term, stances as text.

        Rows are in order of party id, columns of issue and term id; a term without a stance has no column. A cell is
        None where the party has no stance on record, which is neither neutral nor consent. Raises
        :class:`~kg.errors.MissingExtraError` without pandas.
        """
        show = self.renderer(lang)
        terms = list(dict.fromkeys(held.term for held in self.held))
        stances = {(held.party, held.term): held.stance for held in self.held}
        cells = [[stances.get((party, term)) for term in terms] for party in self.parties]
        rows, columns = (names_apart([show.find(one) for one in ids], lang) for ids in (self.parties, terms))
        found = frame_of(columns, cells, index=rows, dtype=object)
        return found.rename_axis(index="party", columns="option")


@dataclass(frozen=True)
class Why(Answer):
    """One resolved stance with all that it rests on, and the positions of the party on the term that do not hold.

    ``held`` and the rules by which it is reached are defined in :mod:`kg.resolution`.
    """

    held: Resolved

    def stances(self) -> Iterable[Resolved]:
        """Yield the stance."""
        yield self.held

    def body(self, show: Renderer) -> Json:
        """Return ``stance``, ``conditions``, ``past`` (positions that do not hold, and why) and ``rules`` used."""
        return {
            "parties": show.things(self.parties),
            "stance": show.stance(self.held),
            "day": day_or_none(self.held.day if self.held.evidence else None),
            "conditions": [show.condition(condition, self._state(condition)) for condition in self.held.conditions],
            "past": [show.past(past) for past in self.held.past],
            "withdrawn_by": show.evidence(self.resolution.taken_back_by(self.held)),
            "rules": self._rules(),
        }

    def _state(self, condition: Condition) -> str | None:
        """Return how a condition stands by deeds alone, None where a group would have to be asked."""
        state = self.resolution.deeds.state_of(condition, self.held.day or self.as_of)
        by_deeds = {Fulfilment.DONE: "met", Fulfilment.PENDING: None}
        return by_deeds.get(state, str(state))

    def _rules(self) -> list[str]:
        held = self.held
        if not held.evidence:
            return []
        rules = [d.rule for d in held.derivation] or ["stated"]
        return list(dict.fromkeys([*rules, *(["others' voice"] if held.ascribed else [])]))

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the chain: the stance, its statements, how it was inferred, what differs, what does not hold."""
        show = self.renderer(lang)
        held = self.held
        whose = said(lang, "{party} on {option}", party=show.name(held.party), option=show.name(held.term))
        title = f"{whose}: {show.stance_words(held)}"
        tables = [Table(title, (), (), note=self._meaning(show))]
        if held.evidence:
            tables.append(self._statements(show, said(lang, "Statements"), held.evidence))
        if any(d.premises for d in held.derivation):
            tables.append(self._inferred(show))
        tables += [
            self._statements(
                show, f"{said(lang, 'Others report')}: {stance_name(lang, report.stance)}", report.evidence
            )
            for report in held.contrary_reports
        ]
        if held.strain:
            strain = said(
                lang, "Under strain: newer statements imply {stance}", stance=stance_name(lang, held.strain.stance)
            )
            tables.append(self._statements(show, strain, held.strain.evidence))
        for beside in held.beside:
            title = f"{said(lang, 'Beside it')}: {show.beside_words(beside)}"
            tables.append(self._statements(show, title, beside.evidence))
        if held.past:
            fates = tuple(self._past_row(show, past) for past in held.past)
            columns = (said(lang, "Stance"), said(lang, "Why"), said(lang, "Statements"))
            tables.append(Table(said(lang, "Positions that do not hold"), columns, fates))
        if taken_back := self.resolution.taken_back_by(held):
            tables.append(self._statements(show, said(lang, "Withdrawn by"), taken_back))
        return tables

    def _inferred(self, show: Renderer) -> Table:
        """Return the steps by which the stance was inferred, each with what it is from."""
        lang, steps = show.lang, self.held.derivation
        rows = tuple(
            (
                rule_name(lang, step.rule),
                joined(lang, (f"{show.name(p.party)}: {show.premise_words(p)}" for p in step.premises)),
                "\n→ ".join(map(show.name, step.via)),
                show.derivation(step)["reason"] or "",
            )
            for step in steps
        )
        columns = (said(lang, "Rule"), said(lang, "From"), said(lang, "Along"), said(lang, "Reason"))
        return Table(said(lang, "How it was inferred"), columns, rows)

    def _meaning(self, show: Renderer) -> str:
        held = self.held
        announced = said(show.lang, "announced for this case")
        lines = [f"{announced}: {words}" for words in show.announced(held).values()]
        return "\n".join([*lines, self._state_of_it(show), *self.condition_lines(show)])

    def _state_of_it(self, show: Renderer) -> str:
        held, lang = self.held, show.lang
        if held.evidence:
            how = said(lang, ", then ").join(rule_name(lang, rule) for rule in self._rules())
            words = later("by rule: {rules}; counts from {day}; confidence {confidence}")
            return said(lang, words, rules=how, day=held.day, confidence=f"{held.confidence:.2g}")
        if held.withheld:
            return said(lang, "the statements that it rests on are below the minimum confidence")
        if held.lapsed_by:
            return said(lang, "{ended}; nothing since", ended=show.lapse_words(held.lapsed_by))
        if held.ended:
            return said(lang, "{ended}; nothing since", ended=show.ended_words(held))
        return said(lang, "no stance on record; silence is neither neutrality nor consent")

    def condition_lines(self, show: Renderer) -> Iterator[str]:
        """Yield what a conditional stance requires, and how that stands by deeds."""
        for condition in self.held.conditions:
            state = self._state(condition)
            mark = f" ({show.state_words(condition, state)})" if state else ""
            yield f"{said(show.lang, 'requires')}{mark}: {show.condition_words(condition, state)}"

    def _statements(self, show: Renderer, title: str, statements: Iterable[Statement]) -> Table:
        rows = tuple((show.citation(s), self._words(show, s)) for s in reversed(list(statements)))
        return Table(title, (said(show.lang, "Who, when, where, how known"), said(show.lang, "What was said")), rows)

    def _words(self, show: Renderer, statement: Statement) -> str:
        quotation = show.text(statement.quotation)
        paraphrase = show.text(statement.paraphrase) or ""
        return f"{paraphrase}\n“{quotation}”" if quotation else paraphrase

    def _past_row(self, show: Renderer, past: Past) -> tuple[str, ...]:
        stance = stance_name(show.lang, past.position.stance)
        return (
            stance,
            page_term(show.lang, f"fate_{past.fate.replace(' ', '_')}", past.fate),
            "\n".join(map(show.citation, past.evidence)),
        )

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each statement, with what it is to the stance."""
        show = self.renderer(lang)
        held = self.held
        parts = [("holds", held.stance, held.evidence)]
        parts += [("reported otherwise", report.stance, report.evidence) for report in held.contrary_reports]
        parts += [(past.fate, past.position.stance, past.evidence) for past in held.past]
        found: list[list[object]] = [
            [show.name(held.party), show.name(held.term), what, stance, show.citation(s), show.text(s.paraphrase)]
            for what, stance, statements in parts
            for s in statements
        ]
        return ("party", "option", "standing", "stance", "statement", "paraphrase"), found
