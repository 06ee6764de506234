"""The records of a case in words, in a language: a statement's citation, a stance, a condition, a lapse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kg.answers.terms import (
    attribution_name,
    bound_words,
    mandate_words,
    marks,
    sensitivity_name,
    stance_name,
    state_name,
)
from kg.calendar import days_before
from kg.case import Case
from kg.case.records import Condition, Position, Statement, Text, Thing, choose
from kg.resolution import STALE_AFTER, Lapse, Past, Premise, Resolved
from kg.vocabulary import Side, Stance, side_of
from kg.words import counted, joined, later, listed, said

__all__ = ["SYMBOLS", "Worded", "symbol_of"]

#: a symbol for each side, so that no answer rests on colour alone
SYMBOLS: dict[Side | None, str] = {Side.FOR: "+", Side.LEANING: "~", Side.AGAINST: "−", None: "·"}

#: a symbol for each stance without a side that is no silence
_UNSETTLED = {Stance.MIXED: "±", Stance.NONCOMMITTAL: "○", Stance.WITHHELD: "▒"}

#: days of a year, in words on the age of a stance
_YEAR = 365

_MARK_WORDS = {
    "undated": later("undated, may be older than what it replaced"),
    "less authoritative": later("less authoritative than what it replaced"),
}

_LAPSES = {
    "end day": later("lapsed with its last day on {day}"),
    "deadline": later("lapsed with the deadline of {of} on {day}"),
    "unless": later("lapsed because of {of} after {day}"),
    "membership": later("lapsed with the membership in {of} on {day}"),
    "bundle": later("lapsed with {of} on {day}"),
}

_ENDED = {"withdrawn": later("withdrawn on {day}"), "lapsed": later("lapsed on {day}")}

_REASONS = (later("the issue takes one option only"), later("binding membership"))

_TIMING = {"before": later("first"), "together": later("at the same time")}


def symbol_of(held: Resolved) -> str:
    """Return the symbol of a stance: its side's, ``±`` mixed, ``○`` would not say, ``▒`` hidden by a filter, ``·`` none."""
    return _UNSETTLED.get(held.stance, SYMBOLS[held.side])


class Worded:
    """Says the records of a case in a language, as of a day.

    The *age* of a stance is the number of days from the newest of its statements to ``day``. It is *stale* where no
    statement has renewed it for ``stale_after`` days.
    """

    def __init__(self, case: Case, lang: str, day: date, stale_after: int = STALE_AFTER) -> None:
        self.case, self.lang = case, lang
        self.day, self.stale_after = day, stale_after

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
        return listed(self.lang, (self.name(identifier) for identifier in identifiers))

    def text(self, text: Text) -> str | None:
        """Return the words of a text, or None where it has none."""
        return choose(text, self.lang) or None

    # --------------------------------------------------------- statements

    def citation(self, statement: Statement) -> str:
        """Return who said it, when, where and how it is known, in one line; a case's only source is not named."""
        only = len(self.case.sources) == 1
        source = said(self.lang, "the source") if only else self.name(statement.source)
        speaker = self.name(statement.speaker) if statement.speaker else source
        where = [source] if statement.speaker and not only else []
        where += [f"¶{statement.paragraph}"] if statement.paragraph else []
        return f"{listed(self.lang, [speaker, self.days(statement), *where])} ({listed(self.lang, self._known(statement))})"

    def _known(self, statement: Statement) -> Iterator[str]:
        """Yield how a statement is known, and what of it is unusual."""
        yield attribution_name(self.lang, statement.attribution)
        if statement.mandate != "authorised":
            yield mandate_words(self.lang, statement.mandate)
        if statement.claims_own_voice and statement.spoken_by_another:
            yield said(self.lang, "speaks for another")
        if statement.sensitivity != "public":
            yield sensitivity_name(self.lang, statement.sensitivity)

    def premise_words(self, premise: Premise) -> str:
        """Return what a stance is inferred from: ``demand on Airport``."""
        stance = stance_name(self.lang, premise.stance)
        return said(self.lang, "{stance} on {option}", stance=stance, option=self.name(premise.option))

    def reason_words(self, reason: Text, rule: str = "") -> str:
        """Return why a stance follows by a rule: as the case says it, or that one option only can be chosen, or within a bound."""
        words = choose(reason, self.lang)
        if words in _REASONS:
            return said(self.lang, words)
        for start, bound in (("at least ", "at-least"), ("at most ", "at-most")):
            if rule == "ladder" and words.startswith(start):
                return bound_words(self.lang, bound, words.removeprefix(start))
        return words

    def newest(self, held: Resolved) -> str:
        """Return the newest statement that a stance rests on, "" where there is none."""
        return self.citation(held.evidence[-1]) if held.evidence else ""

    def days(self, statement: Statement) -> str:
        """Return the day of a statement, or the days between which it was made."""
        if statement.earliest == statement.latest:
            return statement.latest.isoformat()
        if statement.earliest is None:
            return said(self.lang, "by {day}", day=statement.latest)
        return self.span(statement.earliest, statement.latest)

    def span(self, first: object, last: object) -> str:
        """Return the days, or values, from one to another."""
        return said(self.lang, "{first} to {last}", first=first, last=last)

    # ------------------------------------------------------------ stances

    def age(self, held: Resolved) -> int | None:
        """Return how many days ago a stance was last stated, None where it rests on no statement."""
        return (self.day - held.renewed).days if held.renewed else None

    def is_stale(self, held: Resolved) -> bool:
        """Return whether no statement has renewed a stance for ``stale_after`` days."""
        age = self.age(held)
        return age is not None and age >= self.stale_after

    def _age_words(self, held: Resolved) -> str:
        days = self.age(held) or 0
        newest = days_before(self.day, days)
        if days < _YEAR:
            return counted(
                self.lang,
                days,
                "last stated {count} day ago, on {day}",
                "last stated {count} days ago, on {day}",
                day=newest,
            )
        return counted(
            self.lang,
            days // _YEAR,
            "last stated {count} year ago, on {day}",
            "last stated {count} years ago, on {day}",
            day=newest,
        )

    def lapse_words(self, lapse: Lapse) -> str:
        """Return by what a stance lapsed: ``lapsed with the membership in League on 2030-06-30``."""
        return said(self.lang, _LAPSES[lapse.kind], of=self.names(lapse.of), day=lapse.day)

    def announced(self, held: Resolved) -> dict[Lapse, str]:
        """Return what was announced for what did not come, by how the stance, or one that it covers, lapsed."""
        lapses = [held.lapsed_by, *(past.lapse for past in held.beside)]
        return {lapse: words for lapse in lapses if lapse and (words := self.text(lapse.consequence))}

    def stance_words(self, held: Resolved) -> str:
        """Return a stance in a few words, its symbol first: ``~ conditional (by others' word)``."""
        told = list(self._marks(held))
        return f"{symbol_of(held)} {self._stance_name(held)}" + (f" ({listed(self.lang, told)})" if told else "")

    def position_words(self, position: Position, *, own: bool = True) -> str:
        """Return a position as it was stated, its symbol first: ``+ support at least this (by others' word)``."""
        symbol = _UNSETTLED.get(position.stance, SYMBOLS[side_of(position.stance)])
        return f"{symbol} {self._bounded_stance(position)}{marks(self.lang, inferred=False, ascribed=not own)}"

    def _bounded_stance(self, position: Position, *, is_told: bool = False) -> str:
        """Return a stance with its bound; that it is exact is said only where ``is_told``."""
        stance = stance_name(self.lang, position.stance)
        if position.bound == "at-least":
            return said(self.lang, "{stance} at least this", stance=stance)
        if position.bound == "at-most":
            return said(self.lang, "{stance} at most this", stance=stance)
        return said(self.lang, "{stance} exactly this", stance=stance) if is_told else stance

    def _stance_name(self, held: Resolved) -> str:
        if held.stance is not Stance.SILENT:
            return stance_name(self.lang, held.stance)
        if held.lapsed_by:
            return self.lapse_words(held.lapsed_by)
        return self.ended_words(held) if held.ended else said(self.lang, "no stance on record")

    def ended_words(self, held: Resolved) -> str:
        """Return how and when a stance ended that did not lapse: ``withdrawn on 2031-01-09``."""
        if held.ended == "replaced":
            return said(self.lang, "replaced by its fallback")
        return said(self.lang, _ENDED[held.ended or "lapsed"], day=held.day)

    def _marks(self, held: Resolved) -> Iterator[str]:
        """Yield what is to be known of a stance, in words."""
        if held.inferred:
            yield said(self.lang, "inferred")
        if held.ascribed:
            yield said(self.lang, "by others' word")
        if held.as_part_of is not None:
            yield self._part_words(held.as_part_of)
        if held.contrary_reports:
            yield said(self.lang, "reports differ")
        if held.strain is not None:
            yield said(self.lang, "under strain")
        if self.is_stale(held):
            yield self._age_words(held)
        yield from (said(self.lang, _MARK_WORDS[mark]) for mark in held.marks)
        if held.fallback:
            yield said(self.lang, "fallback beside {options}", options=self.names(held.fallback))
        yield from (self.beside_words(beside) for beside in held.beside)

    def _part_words(self, bundles: Iterable[str]) -> str:
        names = self.names(bundles)
        return (
            said(self.lang, "as part of {proposals}", proposals=names)
            if names
            else said(self.lang, "its condition is met")
        )

    def beside_words(self, past: Past) -> str:
        """Return what stands beside a stance, with its day: ``would not say, 2031-01-09``."""
        if past.fate == "covered":
            return self._covered(past)
        return listed(self.lang, [self._beside(past), past.day.isoformat()])

    def _covered(self, past: Past) -> str:
        stance = stance_name(self.lang, past.position.stance)
        if past.lapse is None:
            words = later("in place of its {stance} of {day}, which stands again without the package")
            return said(self.lang, words, stance=stance, day=past.day)
        fate = self.lapse_words(past.lapse)
        return said(
            self.lang, "in place of its {stance} of {day}, which {fate}", stance=stance, day=past.day, fate=fate
        )

    def _beside(self, past: Past) -> str:
        position = past.position
        if past.fate == "would not say":
            return said(self.lang, "would not say")
        if past.fate == "opposite bound":
            return said(self.lang, "beside it: {stance}", stance=self._bounded_stance(position, is_told=True))
        required = self._together(map(self.condition_words, position.conditions))
        if past.fate == "yields":
            return said(self.lang, "also as part of {proposals}", proposals=required)
        stance, option = stance_name(self.lang, position.stance), self.name(position.on)
        words = later("fallback: {stance} on {option}, requires {required}")
        return said(self.lang, words, stance=stance, option=option, required=required)

    # --------------------------------------------------------- conditions

    def _together(self, parts: Iterable[str]) -> str:
        """Return parts that hold together, with "and" between them."""
        return said(self.lang, " and ").join(parts)

    def condition_words(self, condition: Condition, state: str | None = None) -> str:
        """Return a condition as words: how it stands, what it requires of whom, when, unless what, and otherwise.

        What was announced for the case that it is not met comes first once it is missed.
        """
        required = [self._bounded(identifier, condition.bound) for identifier in condition.requires]
        words = self.text(condition.words)
        parts = [self._together([*required, *([words] if words else [])]), *self._qualified(condition)]
        found = listed(self.lang, filter(None, parts)) or said(self.lang, "a condition that is not stated")
        otherwise = self.text(condition.otherwise)
        if state == "missed":
            return joined(self.lang, [otherwise.rstrip("."), found]) if otherwise else found
        return (
            said(self.lang, "{required}; otherwise {otherwise}", required=found, otherwise=otherwise)
            if otherwise
            else found
        )

    def _bounded(self, identifier: str, bound: str) -> str:
        option = self.case.options.get(identifier)
        on_ladder = option is not None and option.value is not None
        return bound_words(self.lang, bound, self.name(identifier)) if on_ladder else self.name(identifier)

    def _qualified(self, condition: Condition) -> Iterable[str]:
        if condition.by:
            yield said(self.lang, "done by {parties}", parties=self.names(condition.by))
        if condition.timing != "within":
            yield said(self.lang, _TIMING["before" if condition.timing == "before" else "together"])
        deadline_words = self.text(condition.deadline_words)
        if condition.deadline:
            yield said(self.lang, "by {day}", day=condition.deadline)
        elif deadline_words:
            yield deadline_words
        if condition.unless:
            yield said(self.lang, "unless {options}", options=self.names(condition.unless))

    def state_words(self, condition: Condition, state: str) -> str:
        """Return how a condition stands, in words: ``missed (deadline 2030-01-31)``, ``claimed only``."""
        if state == "missed":
            return said(self.lang, "missed (deadline {day})", day=condition.deadline)
        return state_name(self.lang, state)
