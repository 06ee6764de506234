"""From records to the JSON contract and to words: how a thing, a statement or a stance is shown, decided once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kg.answers.sensitivity import stance_sensitivity
from kg.calendar import days_before
from kg.case import Case
from kg.case.records import Condition, Event, Position, Statement, Text, Thing, choose
from kg.case.sensitivity import sensitivity_of, source_sensitivity
from kg.resolution import STALE_AFTER, ContraryReport, Derivation, Lapse, Past, Premise, Resolved
from kg.resolution.deeds import Known
from kg.vocabulary import Side, Stance, side_of

__all__ = ["SYMBOLS", "Json", "Renderer", "day_or_none", "number", "symbol_of"]

#: an object of the JSON contract
Json = dict[str, Any]

#: a symbol for each side, so that no answer rests on colour alone
SYMBOLS: dict[Side | None, str] = {Side.FOR: "+", Side.LEANING: "~", Side.AGAINST: "−", None: "·"}

#: a symbol for each stance without a side that is no silence
_UNSETTLED = {Stance.MIXED: "±", Stance.NONCOMMITTAL: "○", Stance.WITHHELD: "▒"}

#: days of a year, in words on the age of a stance
_YEAR = 365

_MARK_WORDS = {
    "undated": "undated, may be older than what it replaced",
    "less authoritative": "less authoritative than what it replaced",
}

_ATTRIBUTION_WORDS = {"inference": "analyst's inference"}


def day_or_none(day: date | None) -> str | None:
    """Return a day as ISO text, or None."""
    return day.isoformat() if day else None


def symbol_of(held: Resolved) -> str:
    """Return the symbol of a stance: its side's, ``±`` mixed, ``○`` would not say, ``▒`` hidden by a filter, ``·`` none."""
    return _UNSETTLED.get(held.stance, SYMBOLS[held.side])


def number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Renderer:
    """Shows the records of a case in a language, as of a day.

    The *age* of a stance is the number of days from the newest of its statements to ``day``. It is *stale* where no
    statement has renewed it for ``stale_after`` days.
    """

    def __init__(self, case: Case, lang: str, day: date, stale_after: int = STALE_AFTER) -> None:
        self.case, self.lang = case, lang
        self.day, self.stale_after = day, stale_after

    def at(self, day: date) -> Renderer:
        """Return the same as of another day."""
        return Renderer(self.case, self.lang, day, self.stale_after)

    # ------------------------------------------------------------- things

    def find(self, identifier: str) -> Thing:
        """Return the thing that an id names, or one that has only the id."""
        case = self.case
        for things in (case.parties, case.options, case.proposals, case.issues, case.people):
            if identifier in things:
                return things[identifier]
        for rest in (case.sources, case.points, case.event_kinds, case.events):
            if identifier in rest:
                return rest[identifier]
        return Thing(identifier)

    def name(self, identifier: str) -> str:
        """Return a thing's label."""
        return self.find(identifier).label(self.lang)

    def names(self, identifiers: Iterable[str]) -> str:
        """Return the labels of several things, with commas."""
        return ", ".join(self.name(identifier) for identifier in identifiers)

    def thing(self, identifier: str) -> Json:
        """Return ``{"id", "label"}``."""
        return {"id": identifier, "label": self.name(identifier)}

    def thing_or_none(self, identifier: str | None) -> Json | None:
        """Return ``{"id", "label"}``, or None."""
        return self.thing(identifier) if identifier else None

    def things(self, identifiers: Iterable[str]) -> list[Json]:
        """Return a list of ``{"id", "label"}``."""
        return [self.thing(identifier) for identifier in identifiers]

    def source(self, identifier: str) -> Json:
        """Return ``{"id", "label", "sensitivity"}`` of a source."""
        return {**self.thing(identifier), "sensitivity": source_sensitivity(self.case.sources, identifier)}

    def text(self, text: Text) -> str | None:
        """Return the words of a text, or None where it has none."""
        return choose(text, self.lang) or None

    # --------------------------------------------------------- statements

    def statement(self, statement: Statement) -> Json:
        """Return a statement of the contract's ``evidence``."""
        return {
            "id": statement.id,
            "party": self.thing(statement.about),
            "speaker": self.thing_or_none(statement.speaker),
            "earliest": day_or_none(statement.earliest),
            "latest": statement.latest.isoformat(),
            "source": self.thing(statement.source),
            "locator": statement.paragraph,
            "attribution": statement.attribution,
            "voice": "own" if statement.is_own_voice else "others",
            "confidence": statement.confidence,
            "paraphrase": self.text(statement.paraphrase),
            "sensitivity": statement.sensitivity,
        }

    def evidence(self, statements: Iterable[Statement]) -> list[Json]:
        """Return the contract's ``evidence``."""
        return [self.statement(statement) for statement in statements]

    def citation(self, statement: Statement) -> str:
        """Return who said it, when, where and how it is known, in one line; a case's only source is not named."""
        only = len(self.case.sources) == 1
        source = "the source" if only else self.name(statement.source)
        speaker = self.name(statement.speaker) if statement.speaker else source
        place = f", ¶{statement.paragraph}" if statement.paragraph else ""
        named = f", {source}" if statement.speaker and not only else ""
        how = _ATTRIBUTION_WORDS.get(statement.attribution, statement.attribution.replace("-", " "))
        mandate = "" if statement.mandate == "authorised" else f", {statement.mandate} mandate"
        other = ", speaks for another" if statement.claims_own_voice and statement.spoken_by_another else ""
        marked = "" if statement.sensitivity == "public" else f", {statement.sensitivity}"
        return f"{speaker}, {self.days(statement)}{named}{place} ({how}{mandate}{other}{marked})"

    def newest(self, held: Resolved) -> str:
        """Return the newest statement that a stance rests on, "" where there is none."""
        return self.citation(held.evidence[-1]) if held.evidence else ""

    def days(self, statement: Statement) -> str:
        """Return the day of a statement, or the days between which it was made."""
        if statement.earliest == statement.latest:
            return statement.latest.isoformat()
        return f"{statement.earliest} to {statement.latest}" if statement.earliest else f"by {statement.latest}"

    # ------------------------------------------------------------ stances

    def stance(self, held: Resolved) -> Json:
        """Return a stance of the contract."""
        return {
            "party": self.thing(held.party),
            "option": self.thing(held.term),
            "stance": str(held.stance),
            "side": str(held.side) if held.side else None,
            "inferred": held.inferred,
            "ascribed": held.ascribed,
            "withheld": held.withheld,
            "as_part_of": None if held.as_part_of is None else self.things(held.as_part_of),
            "evidence": self.evidence(held.evidence),
            "derivation": [self.derivation(d) for d in held.derivation] or None,
            "contrary_reports": [self.contrary(c) for c in held.contrary_reports],
            "strain": self._strain(held.strain),
            "ended": held.ended,
            "lapsed_by": self._lapse(held.lapsed_by),
            "fallback": self.things(held.fallback),
            "marks": list(held.marks),
            "beside": [self.beside(beside) for beside in held.beside],
            "age_days": self.age(held),
            "stale": self.is_stale(held),
            "sensitivity": stance_sensitivity(self.case, held),
        }

    def age(self, held: Resolved) -> int | None:
        """Return how many days ago a stance was last stated, None where it rests on no statement."""
        return (self.day - held.renewed).days if held.renewed else None

    def is_stale(self, held: Resolved) -> bool:
        """Return whether no statement has renewed a stance for ``stale_after`` days."""
        age = self.age(held)
        return age is not None and age >= self.stale_after

    def _age_words(self, held: Resolved) -> str:
        days = self.age(held) or 0
        count, unit = (days // _YEAR, "year") if days >= _YEAR else (days, "day")
        newest = days_before(self.day, days)
        return f"last stated {count} {unit}{'' if count == 1 else 's'} ago, on {newest}"

    def _strain(self, strain: Resolved | None) -> Json | None:
        if strain is None:
            return None
        shown = self.stance(strain)
        return {key: shown[key] for key in ("stance", "side", "evidence", "derivation")}

    def _lapse(self, lapse: Lapse | None) -> Json | None:
        if lapse is None:
            return None
        concerned = {"of": self.things(lapse.of), "consequence": self.text(lapse.consequence)}
        return {"kind": lapse.kind, "day": lapse.day.isoformat(), **concerned}

    def lapse_words(self, lapse: Lapse) -> str:
        """Return by what a stance lapsed: ``lapsed with the membership in League on 2030-06-30``."""
        named = self.names(lapse.of)
        how = {
            "end day": "lapsed with its last day on",
            "deadline": f"lapsed with the deadline of {named} on",
            "unless": f"lapsed because of {named} after",
            "membership": f"lapsed with the membership in {named} on",
            "bundle": f"lapsed with {named} on",
        }
        return f"{how[lapse.kind]} {lapse.day}"

    def announced(self, held: Resolved) -> dict[Lapse, str]:
        """Return what was announced for what did not come, by how the stance, or one that it covers, lapsed."""
        lapses = [held.lapsed_by, *(past.lapse for past in held.beside)]
        return {lapse: words for lapse in lapses if lapse and (words := self.text(lapse.consequence))}

    def past(self, past: Past) -> Json:
        """Return a position that does not decide the stance, and why."""
        term, evidence = self.thing(past.position.on), self.evidence(past.evidence)
        return {"stance": str(past.position.stance), "option": term, "fate": past.fate, "evidence": evidence}

    def beside(self, past: Past) -> Json:
        """Return a position that stands beside the stance, and why."""
        return {
            "stance": str(past.position.stance),
            "option": self.thing(past.position.on),
            "day": past.day.isoformat(),
            "why": past.fate,
            "conditions": [self.condition(condition) for condition in past.position.conditions],
            "lapsed_by": self._lapse(past.lapse),
            "evidence": self.evidence(past.evidence),
        }

    def derivation(self, derivation: Derivation) -> Json:
        """Return a derivation of the contract."""
        return {
            "rule": derivation.rule,
            "premises": [self.premise(premise) for premise in derivation.premises],
            "via": self.things(derivation.via),
            "reason": "; ".join(choose(reason, self.lang) for reason in derivation.reasons if reason) or None,
        }

    def premise(self, premise: Premise) -> Json:
        """Return a premise of the contract."""
        return {
            "party": self.thing(premise.party),
            "option": self.thing(premise.option),
            "stance": str(premise.stance),
            "evidence": self.evidence(premise.evidence),
        }

    def contrary(self, report: ContraryReport) -> Json:
        """Return a contrary report: stance, side and evidence."""
        side = side_of(report.stance)
        return {
            "stance": str(report.stance),
            "side": str(side) if side else None,
            "evidence": self.evidence(report.evidence),
        }

    def stance_words(self, held: Resolved) -> str:
        """Return a stance in a few words, its symbol first: ``~ conditional (by others' word)``."""
        marks = list(self._marks(held))
        return f"{symbol_of(held)} {self._stance_name(held)}" + (f" ({', '.join(marks)})" if marks else "")

    def position_words(self, position: Position, *, own: bool = True) -> str:
        """Return a position as it was stated, its symbol first: ``+ support at least this (by others' word)``."""
        symbol = _UNSETTLED.get(position.stance, SYMBOLS[side_of(position.stance)])
        bound = "" if position.bound == "exactly" else f" {position.bound.replace('-', ' ')} this"
        return f"{symbol} {position.stance}{bound}" + ("" if own else " (by others' word)")

    def _stance_name(self, held: Resolved) -> str:
        if held.stance is not Stance.SILENT:
            return str(held.stance)
        if held.lapsed_by:
            return self.lapse_words(held.lapsed_by)
        if held.ended == "replaced":
            return "replaced by its fallback"
        return f"{held.ended} on {held.day}" if held.ended else "no stance on record"

    def _marks(self, held: Resolved) -> Iterator[str]:
        """Yield what is to be known of a stance, in words."""
        marks = (
            ("inferred", held.inferred),
            ("by others' word", held.ascribed),
            (self._part_words(held), held.as_part_of is not None),
            ("reports differ", bool(held.contrary_reports)),
            ("under strain", held.strain is not None),
            (self._age_words(held), self.is_stale(held)),
        )
        yield from (words for words, holds in marks if holds)
        yield from (_MARK_WORDS[mark] for mark in held.marks)
        if held.fallback:
            yield f"fallback beside {self.names(held.fallback)}"
        yield from (self.beside_words(beside) for beside in held.beside)

    def beside_words(self, past: Past) -> str:
        """Return what stands beside a stance, with its day: ``would not say, 2031-01-09``."""
        required = " and ".join(map(self.condition_words, past.position.conditions))
        fate = self.lapse_words(past.lapse) if past.lapse else "stands again without the package"
        words = {
            "would not say": "would not say",
            "fallback": f"fallback: {past.position.stance} on {self.name(past.position.on)}, requires {required}",
            "opposite bound": f"beside it: {past.position.stance} {past.position.bound.replace('-', ' ')} this",
            "covered": f"in place of its {past.position.stance} of {past.day}, which {fate}",
            "yields": f"also as part of {required}",
        }
        return words[past.fate] if past.fate == "covered" else f"{words[past.fate]}, {past.day}"

    def _part_words(self, held: Resolved) -> str:
        return f"as part of {self.names(held.as_part_of)}" if held.as_part_of else "its condition is met"

    # --------------------------------------------------------- conditions

    def condition_words(self, condition: Condition, state: str | None = None) -> str:
        """Return a condition as words: how it stands, what it requires of whom, when, unless what, and otherwise.

        What was announced for the case that it is not met comes first once it is missed.
        """
        required = [self._bounded(identifier, condition.bound) for identifier in condition.requires]
        words = self.text(condition.words)
        parts = [" and ".join([*required, *([words] if words else [])]), *self._qualified(condition)]
        found = ", ".join(part for part in parts if part) or "a condition that is not stated"
        otherwise = self.text(condition.otherwise)
        if state == "missed":
            return f"{otherwise.rstrip('.')}; {found}" if otherwise else found
        return f"{found}; otherwise {otherwise}" if otherwise else found

    def _bounded(self, identifier: str, bound: str) -> str:
        option = self.case.options.get(identifier)
        on_ladder = option is not None and option.value is not None and bound != "exactly"
        return f"{bound.replace('-', ' ')} {self.name(identifier)}" if on_ladder else self.name(identifier)

    def _qualified(self, condition: Condition) -> Iterable[str]:
        if condition.by:
            yield f"done by {self.names(condition.by)}"
        if condition.timing != "within":
            yield "first" if condition.timing == "before" else "at the same time"
        deadline = day_or_none(condition.deadline) or self.text(condition.deadline_words)
        if deadline:
            yield f"by {deadline}" if condition.deadline else deadline
        if condition.unless:
            yield f"unless {self.names(condition.unless)}"

    def state_words(self, condition: Condition, state: str) -> str:
        """Return how a condition stands, in words: ``missed (deadline 2030-01-31)``, ``claimed only``."""
        if state == "missed":
            return f"missed (deadline {day_or_none(condition.deadline)})"
        return "claimed only" if state == "claimed" else state

    def condition(self, condition: Condition, state: str | None = None) -> Json:
        """Return what a condition requires, and how it stands where that is asked of a group."""
        return {
            "state": state,
            "requires": self.things(condition.requires),
            "bound": condition.bound,
            "by": self.things(condition.by),
            "unless": self.things(condition.unless),
            "text": self.text(condition.words),
            "timing": condition.timing,
            "deadline": day_or_none(condition.deadline),
            "deadline_text": self.text(condition.deadline_words),
            "otherwise": self.text(condition.otherwise),
            "any_of": condition.any_of,
        }

    def event(self, event: Event, known: Known) -> Json:
        """Return an event with its days, place, actors and figures, and how well it is known."""
        return {
            **self.thing(event.id),
            "kinds": self.things(event.kinds),
            "start": day_or_none(event.start),
            "end": day_or_none(event.end),
            "place": self.text(event.place),
            "actors": self.things(event.actors),
            "figures": [{"label": self.text(f.label), "value": number(f.value), "unit": f.unit} for f in event.figures],
            "known": str(known),
            "verified": event.verified,
            "verified_by": event.verified_by,
            "scheduled": event.scheduled,
            "source": self.thing_or_none(event.source),
            "locator": event.paragraph,
            "sensitivity": sensitivity_of(self.case, event),
        }
