"""Stances day by day: the days on which something changed, and each stance from the day on which it began to hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.analysis.changes import changes_between
from kg.answers.sensitivity import stance_sensitivity
from kg.case.sensitivity import PUBLIC
from kg.page.daily import candidate_days, things_on
from kg.page.display import Words, clean, day_text, words
from kg.page.index import CaseIndex
from kg.resolution import Derivation, Lapse, Past, Resolution, Resolved
from kg.vocabulary import Stance

__all__ = ["CELLS", "MOST_DAYS", "History", "Records", "compressed", "stances_on", "told_only", "trace"]

#: the most days on one page, and the most positions times days that are resolved for it
MOST_DAYS = 40
CELLS = 80_000

#: the stances of one day as the page shows them, by party and term; None where there is none to show
Stances = dict[tuple[str, str], dict[str, Any] | None]

#: by party and term each record, from the number of the day on which it began to hold
Records = dict[tuple[str, str], list[tuple[int, dict[str, Any] | None]]]


@dataclass(frozen=True)
class History:
    """The days kept (the as-of day last) with their resolutions, and by party and term each record from its day's number.

    ``changes`` gives for each day the words of a change by (party, term); ``earlier``: whether earlier days are left out.
    """

    days: tuple[date, ...]
    resolutions: tuple[Resolution, ...]
    records: Records
    changes: tuple[dict[tuple[str, str], str], ...]
    earlier: bool


def trace(index: CaseIndex) -> History:
    """Resolve the case on each day on which something can have changed, and keep those on which something did.

    Over :data:`MOST_DAYS`, or where positions times days exceed :data:`CELLS`, the newest days are kept.
    """
    case = index.resolution.case
    size = sum(len(positions) for positions in case.positions_of(index.parties).values())
    candidates = candidate_days(index)
    most = max(1, min(MOST_DAYS, CELLS // max(1, size)))
    asked = candidates[-most:]
    days: list[date] = []
    resolutions: list[Resolution] = []
    stances: list[Stances] = []
    shown: tuple[object, ...] = ()
    changes: list[dict[tuple[str, str], str]] = []
    for day in asked:
        resolution = _resolve(index, day)
        found = {}
        if resolutions:
            listed = changes_between(resolutions[-1], resolution, index.parties)
            found = {(c.after.party, c.after.term): c.words for c in listed if index.term(c.after.term)}
        held = stances_on(index, resolution, index.parties)
        before, shown = shown, (held, things_on(index, resolution))
        if found or before != shown or day == asked[-1] or _closes(index, days[-1], day):
            days.append(day)
            resolutions.append(resolution)
            stances.append(held)
            changes.append(found)
    return History(
        tuple(days), tuple(resolutions), told_only(compressed(stances)), tuple(changes), len(candidates) > len(asked)
    )


def _resolve(index: CaseIndex, day: date) -> Resolution:
    given = index.resolution
    return given if day == given.day else given.on_day(day)


def _closes(index: CaseIndex, before: date, day: date) -> bool:
    issues = (index.resolution.case.issues[issue] for issue in index.issues)
    return any(issue.is_open(before) and not issue.is_open(day) for issue in issues)


def compressed(stances: Iterable[Stances]) -> Records:
    """Return the stances of each day, in their order, by party and term, each from the day on which it began to hold."""
    found: Records = {}
    for day, held in enumerate(stances):
        for pair, record in held.items():
            history = found.setdefault(pair, [])
            if not history or history[-1][1] != record:
                history.append((day, record))
    return found


def told_only(records: Records) -> Records:
    """Return the records of the parties and terms that have one to show on any day."""
    return {pair: history for pair, history in records.items() if any(record for _, record in history)}


def stances_on(index: CaseIndex, resolution: Resolution, parties: Iterable[str]) -> Stances:
    """Return the stances of some parties (ids) on one day, as the page shows them."""
    return {
        (party, term): _record(index, held, resolution)
        for party in parties
        for term, held in resolution.of_party(party).items()
        if index.term(term) is not None
    }


def _record(index: CaseIndex, held: Resolved, resolution: Resolution) -> dict[str, Any] | None:
    """Return a stance for the page, without what is absent; None where a party never had one to show."""
    if held.stance is Stance.SILENT and not held.past and not held.ended:
        return None
    record: dict[str, Any] = {"stance": str(held.stance), "since": day_text(held.day)}
    record["confidence"] = round(held.confidence, 3) if held.evidence else None
    optional = {
        "statements": index.said(held.evidence),
        "conditions": [index.condition(condition) for condition in held.conditions],
        "fulfilled": [str(resolution.deeds.state_of(c, held.day or resolution.day)) for c in held.conditions],
        "inferred": held.inferred,
        "ascribed": held.ascribed,
        "ended": held.ended,
        "lapsedBy": _lapse(index, held.lapsed_by) if held.lapsed_by else None,
        "fallback": [name for term in held.fallback if (name := index.term(term))],
        "marks": list(held.marks),
        "bounds": list(held.bounds) if held.side and set(held.bounds) - {"exactly"} else None,
        "derivation": [_derivation(index, step) for step in held.derivation],
        "contraryReports": [
            {"stance": str(report.stance), "statements": index.said(report.evidence)}
            for report in held.contrary_reports
        ],
        "strain": _strain(index, held.strain) if held.strain else None,
        "beside": [_past(index, beside) for beside in held.beside],
        "past": [_past(index, past) for past in held.past],
        "sensitivity": label if (label := stance_sensitivity(resolution.case, held)) != PUBLIC else None,
    }
    return record | {key: value for key, value in optional.items() if value}


def _strain(index: CaseIndex, strain: Resolved) -> dict[str, Any]:
    return {"stance": str(strain.stance), "derivation": [_derivation(index, step) for step in strain.derivation]}


def _lapse(index: CaseIndex, lapse: Lapse) -> dict[str, Any]:
    concerned = {"concerned": [index.named(each) for each in lapse.of], "consequence": words(lapse.consequence)}
    return {"kind": lapse.kind, "day": day_text(lapse.day), **concerned}


def _past(index: CaseIndex, past: Past) -> dict[str, Any]:
    position = past.position
    fate = "ended" if past.lapse else past.fate
    shown = {"stance": str(position.stance), "term": index.term(position.on), "fate": fate}
    conditions = [index.condition(condition) for condition in position.conditions]
    return {**shown, "statements": index.said(past.evidence), **({"conditions": conditions} if conditions else {})}


def _derivation(index: CaseIndex, step: Derivation) -> dict[str, Any]:
    premises = [
        {
            "party": index.party.get(p.party),
            "term": index.term(p.option),
            "stance": str(p.stance),
            "statements": index.said(p.evidence),
        }
        for p in step.premises
    ]
    via = [name for option in step.via if (name := index.term(option))]
    return {"rule": step.rule, "premises": premises, "via": via, "reason": _join(step.reasons)}


def _join(reasons: Iterable[tuple[tuple[str, str], ...]]) -> Words:
    """Return several reasons as one text, by language where they come in several."""
    given = [dict(reason) for reason in reasons if reason]
    languages = sorted({language for reason in given for language in reason})
    joined = {
        language: clean(
            "; ".join(reason.get(language) or reason.get("en") or next(iter(reason.values())) for reason in given)
        )
        for language in languages
    }
    return next(iter(joined.values()), "") if len(set(joined.values())) <= 1 else joined
