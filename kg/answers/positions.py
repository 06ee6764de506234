"""Positions, the chain behind one of them, and what the case holds, as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis.proposals import Revision, Sponsors, revision_of, sponsors_of
from kg.answers.base import Answer
from kg.answers.frames import frame_of, names_apart
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.case.records import Condition, Event, Issue, Option, Party, Person, Proposal, Source, Statement, Thing
from kg.case.sensitivity import PUBLIC, sensitivity_of
from kg.resolution import Past, Resolved
from kg.resolution.deeds import Fulfilment
from kg.vocabulary import Side

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Listing", "Positions", "Why", "issue_json", "party_json"]

_SIDE_TITLES = {Side.FOR: "For", Side.LEANING: "Leaning", Side.AGAINST: "Against", None: "No side"}


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
                tables.append(Table(show.name(party), ("On", "Stance", "Newest evidence"), rows))
        return tables or [Table("", (), (), note="no position on record matches")]

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
        title = f"{show.name(held.party)} on {show.name(held.term)}: {show.stance_words(held)}"
        tables = [Table(title, (), (), note=self._meaning(show))]
        if held.evidence:
            tables.append(self._statements(show, "Statements", held.evidence))
        steps = [(d.rule, p) for d in held.derivation for p in d.premises]
        if steps:
            chains = ["\n→ ".join(show.name(o) for o in d.via) for d in held.derivation]
            reasons = [show.derivation(d)["reason"] or "" for d in held.derivation]
            rows = tuple(
                (
                    d.rule,
                    "; ".join(f"{show.name(p.party)}: {p.stance} on {show.name(p.option)}" for p in d.premises),
                    c,
                    r,
                )
                for d, c, r in zip(held.derivation, chains, reasons, strict=True)
            )
            tables.append(Table("How it was inferred", ("Rule", "From", "Along", "Reason"), rows))
        for report in held.contrary_reports:
            tables.append(self._statements(show, f"Others report: {report.stance}", report.evidence))
        if held.strain:
            tables.append(
                self._statements(
                    show, f"Under strain: newer statements imply {held.strain.stance}", held.strain.evidence
                )
            )
        for beside in held.beside:
            title = f"Beside it: {show.beside_words(beside)}"
            tables.append(self._statements(show, title, beside.evidence))
        if held.past:
            fates = tuple(self._past_row(show, past) for past in held.past)
            tables.append(Table("Positions that do not hold", ("Stance", "Why", "Statements"), fates))
        if taken_back := self.resolution.taken_back_by(held):
            tables.append(self._statements(show, "Withdrawn by", taken_back))
        return tables

    def _meaning(self, show: Renderer) -> str:
        held = self.held
        lines = [f"announced for this case: {words}" for words in show.announced(held).values()]
        if held.evidence:
            how = ", then ".join(self._rules())
            lines.append(f"by rule: {how}; counts from {held.day}; confidence {held.confidence:.2g}")
        elif held.withheld:
            lines.append("the statements that it rests on are below the minimum confidence")
        elif held.lapsed_by:
            lines.append(f"{show.lapse_words(held.lapsed_by)}; nothing since")
        elif held.ended:
            lines.append(f"{held.ended} on {held.day}; nothing since")
        else:
            lines.append("no stance on record; silence is neither neutrality nor consent")
        return "\n".join([*lines, *self.condition_lines(show)])

    def condition_lines(self, show: Renderer) -> Iterator[str]:
        """Yield what a conditional stance requires, and how that stands by deeds."""
        for condition in self.held.conditions:
            state = self._state(condition)
            mark = f" ({show.state_words(condition, state)})" if state else ""
            yield f"requires{mark}: {show.condition_words(condition, state)}"

    def _statements(self, show: Renderer, title: str, statements: Iterable[Statement]) -> Table:
        rows = tuple((show.citation(s), self._words(show, s)) for s in reversed(list(statements)))
        return Table(title, ("Who, when, where, how known", "What was said"), rows)

    def _words(self, show: Renderer, statement: Statement) -> str:
        quotation = show.text(statement.quotation)
        paraphrase = show.text(statement.paraphrase) or ""
        return f"{paraphrase}\n“{quotation}”" if quotation else paraphrase

    def _past_row(self, show: Renderer, past: Past) -> tuple[str, ...]:
        return (str(past.position.stance), past.fate, "\n".join(map(show.citation, past.evidence)))

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


@dataclass(frozen=True)
class Listing(Answer):
    """What the case holds of one kind (:data:`kg.case.KINDS`), in order of id; proposals as of the day."""

    kind: str
    things: tuple[Thing, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield nothing: a listing rests on no stance."""
        return ()

    def sources(self) -> tuple[str, ...]:
        """Return the case's sources."""
        return tuple(self.case.sources)

    def body(self, show: Renderer) -> Json:
        """Return ``kind`` and ``items``, each a thing with aliases and the keys of its kind."""
        return {"kind": self.kind, "items": [self._item(show, thing) for thing in self.things]}

    def _item(self, show: Renderer, thing: Thing) -> Json:
        return _named(show, thing) | self._details(show, thing)

    def _details(self, show: Renderer, thing: Thing) -> Json:
        details = self._own_details(show, thing)
        if not isinstance(thing, Event | Proposal | Source):
            return details
        return details | {"sensitivity": sensitivity_of(self.case, thing)}

    def _own_details(self, show: Renderer, thing: Thing) -> Json:
        if isinstance(thing, Proposal):
            return _proposal(show, thing, sponsors_of(self.resolution, thing), revision_of(self.resolution, thing))
        if isinstance(thing, Event):
            shown = show.event(thing, self.resolution.deeds.known(thing))
            return {key: value for key, value in shown.items() if key not in ("id", "label")}
        details: Json = _DETAILS.get(type(thing), _nothing)(show, thing)
        return details

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table."""
        show = self.renderer(lang)
        rows = tuple(
            (thing.label(lang), self._detail(show, thing), ", ".join(dict.fromkeys(w for _, w in thing.aliases)))
            for thing in self.things
        )
        return [Table(f"{self.kind.capitalize()} ({len(rows)})", ("Name", "Detail", "Also called"), rows)]

    def _detail(self, show: Renderer, thing: Thing) -> str:
        details = self._details(show, thing)
        return "\n".join(line for key, value in details.items() if (line := _line(key, value)))

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each thing."""
        show = self.renderer(lang)
        found: list[list[object]] = [
            [
                t.id,
                t.label(lang),
                "; ".join(sorted({w for _, w in t.aliases})),
                self._detail(show, t).replace("\n", "; "),
            ]
            for t in self.things
        ]
        return ("id", "label", "aliases", "detail"), found


#: how a detail is headed in a table, where not by its key
_HEADS = {"by_others_word": "by others' word", "sponsors_past": "no longer proposed by"}


def _line(key: str, value: Any) -> str:
    marks = {"verified": "", "known": str(value), "scheduled": "scheduled" if value else ""}
    if key == "sensitivity" and value == PUBLIC:
        return ""
    if key in marks:
        return marks[key]
    if not value:
        return ""
    return f"¶{value}" if key == "locator" else f"{_HEADS.get(key, key.replace('_', ' '))}: {_words(value)}"


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("label") or value)
    if isinstance(value, list):
        return ", ".join(
            _words(item) if not isinstance(item, Mapping) or "value" not in item else _figure(item) for item in value
        )
    return "yes" if value is True else str(value)


def _figure(item: Mapping[str, Any]) -> str:
    return f"{item['label']} {item['value']}" + (f" {item['unit']}" if item["unit"] else "")


def party_json(show: Renderer, party: Party) -> Json:
    """Return a party of the contract, with its aliases."""
    return {**_named(show, party), **_party(show, party)}


def issue_json(show: Renderer, issue: Issue) -> Json:
    """Return an issue of the contract, with its aliases."""
    return {**_named(show, issue), **_issue(show, issue)}


def _named(show: Renderer, thing: Thing) -> Json:
    return {**show.thing(thing.id), "aliases": sorted({words for _, words in thing.aliases})}


def _nothing(show: Renderer, thing: Any) -> Json:
    return {}


def _party(show: Renderer, party: Party) -> Json:
    coalitions = [m for m in show.case.memberships if m.member == party.id]
    lived = {"start": day_or_none(party.start), "end": day_or_none(party.end), "succeeds": show.things(party.succeeds)}
    return {"roles": list(party.roles), "member_of": [show.thing(m.organization) for m in coalitions], **lived}


def _person(show: Renderer, person: Person) -> Json:
    return {"office": show.text(person.office), "speaks_for": show.things(person.speaks_for)}


def _issue(show: Renderer, issue: Issue) -> Json:
    closed = {"closed_on": day_or_none(issue.closed_on), "closed_as": issue.closed_as}
    options = [show.thing(option.id) for option in show.case.options_of(issue.id)]
    return {"issue_kind": issue.kind, "choice_rule": issue.choice_rule, **closed, "options": options}


def _option(show: Renderer, option: Option) -> Json:
    value = f"{option.value:f} {option.unit or ''}".strip() if option.value is not None else None
    acting = {"undertaken_by": show.things(option.undertaken_by), "undertaker_unstated": option.undertaker_unstated}
    return {"issue": show.thing(option.issue), "value": value, **acting}


def _proposal(show: Renderer, proposal: Proposal, sponsors: Sponsors, revision: Revision | None) -> Json:
    by = {
        "proposed_by": show.things(sponsors.present),
        "sponsors_past": show.things(sponsors.past),
        "tabled_by": show.things(sponsors.tabled_by),
        "by_others_word": show.things(sponsors.by_others_word),
    }
    last = proposal.last_day
    ended_on = day_or_none(last) if last and last < show.day else None
    revises = {"revises": show.thing(revision.of) if revision else None, "terms": show.things(proposal.terms)}
    return {"status": proposal.status_on(show.day), "ended_on": ended_on, **by, **revises}


def _source(show: Renderer, source: Source) -> Json:
    known = {"publisher": source.publisher, "issued": day_or_none(source.issued), "language": source.language}
    return {
        **known,
        "paragraphs": source.paragraphs,
        "address": source.address,
        "text_hash": source.text_hash,
        "copy_of": show.thing_or_none(source.copy_of),
    }


_DETAILS: dict[type, Any] = {
    Party: _party,
    Person: _person,
    Issue: _issue,
    Option: _option,
    Source: _source,
}
