"""What the case holds of one kind, as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.analysis.proposals import Revision, Sponsors, revision_of, sponsors_of
from kg.answers.base import Answer
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.answers.terms import choice_name, closed_name, kind_name, known_name, role_name, sensitivity_name, status_name
from kg.case.records import Event, Issue, Option, Party, Person, Proposal, Source, Thing
from kg.case.sensitivity import PUBLIC, sensitivity_of
from kg.resolution import Resolved
from kg.words import later, listed, said

__all__ = ["Listing", "issue_json", "party_json"]


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
        columns = (said(lang, "Name"), said(lang, "Detail"), said(lang, "Also called"))
        return [Table(f"{said(lang, _TITLES[self.kind])} ({len(rows)})", columns, rows)]

    def _detail(self, show: Renderer, thing: Thing) -> str:
        details = self._details(show, thing)
        return "\n".join(line for key, value in details.items() if (line := _line(show.lang, key, value)))

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


_TITLES = {
    "parties": later("Parties"),
    "issues": later("Issues"),
    "options": later("Options"),
    "proposals": later("Proposals"),
    "people": later("People"),
    "sources": later("Sources"),
    "events": later("Events"),
}

#: how a detail is headed in a table
_HEADS = {
    "roles": later("roles"),
    "member_of": later("member of"),
    "start": later("start"),
    "end": later("end"),
    "succeeds": later("succeeds"),
    "office": later("office"),
    "speaks_for": later("speaks for"),
    "issue_kind": later("issue kind"),
    "choice_rule": later("choice rule"),
    "closed_on": later("closed on"),
    "closed_as": later("closed as"),
    "options": later("options"),
    "issue": later("issue"),
    "value": later("value"),
    "undertaken_by": later("undertaken by"),
    "undertaker_unstated": later("undertaker unstated"),
    "status": later("status"),
    "ended_on": later("ended on"),
    "proposed_by": later("proposed by"),
    "sponsors_past": later("no longer proposed by"),
    "tabled_by": later("tabled by"),
    "by_others_word": later("by others' word"),
    "revises": later("revises"),
    "terms": later("terms"),
    "publisher": later("publisher"),
    "issued": later("issued"),
    "language": later("language"),
    "paragraphs": later("paragraphs"),
    "address": later("address"),
    "text_hash": later("text hash"),
    "copy_of": later("copy of"),
    "kinds": later("kinds"),
    "place": later("place"),
    "actors": later("actors"),
    "figures": later("figures"),
    "verified_by": later("verified by"),
    "source": later("source"),
    "sensitivity": later("sensitivity"),
}


def _line(lang: str, key: str, value: Any) -> str:
    marks = {"verified": "", "known": known_name(lang, value), "scheduled": said(lang, "scheduled") if value else ""}
    if key == "sensitivity" and value == PUBLIC:
        return ""
    if key in marks:
        return marks[key]
    if not value:
        return ""
    return f"¶{value}" if key == "locator" else f"{said(lang, _HEADS[key])}: {_value(lang, key, value)}"


def _value(lang: str, key: str, value: Any) -> str:
    """Return the value of a detail; what is one of the closed terms in words."""
    if key == "roles":
        return listed(lang, (role_name(lang, role) for role in value))
    if key == "choice_rule":
        return choice_name(lang, value, value)
    named = {"closed_as": closed_name, "issue_kind": kind_name, "status": status_name, "sensitivity": sensitivity_name}
    return named[key](lang, value) if key in named else _words(lang, value)


def _words(lang: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("label") or value)
    if isinstance(value, list):
        return listed(lang, (_figure(item) if _is_figure(item) else _words(lang, item) for item in value))
    return said(lang, "yes") if value is True else str(value)


def _is_figure(item: Any) -> bool:
    return isinstance(item, Mapping) and "value" in item


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
