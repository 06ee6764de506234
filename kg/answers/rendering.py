"""From records to the JSON contract: how a thing, a statement or a stance is shown, decided once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kg.answers.sensitivity import stance_sensitivity
from kg.answers.worded import SYMBOLS, Worded, symbol_of
from kg.case.records import Condition, Event, Statement
from kg.case.sensitivity import sensitivity_of, source_sensitivity
from kg.resolution import ContraryReport, Derivation, Lapse, Past, Premise, Resolved
from kg.resolution.deeds import Known
from kg.vocabulary import side_of
from kg.words import joined

__all__ = ["SYMBOLS", "Json", "Renderer", "day_or_none", "number", "symbol_of"]

#: an object of the JSON contract
Json = dict[str, Any]


def day_or_none(day: date | None) -> str | None:
    """Return a day as ISO text, or None."""
    return day.isoformat() if day else None


def number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Renderer(Worded):
    """Shows the records of a case in a language, as of a day: in the JSON contract, and in words."""

    def at(self, day: date) -> Renderer:
        """Return the same as of another day."""
        return Renderer(self.case, self.lang, day, self.stale_after)

    # ------------------------------------------------------------- things

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
            "reason": joined(
                self.lang, (self.reason_words(each, derivation.rule) for each in derivation.reasons if each)
            )
            or None,
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

    # --------------------------------------------------------- conditions

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
