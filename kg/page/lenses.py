"""What the page shows under the filters that resolve anew: own voice only, and each step of confidence that changes anything.

A *lens* is such a filter, or both together; those that leave out the same statements are one. A step is a confidence that a statement of the page has: from there on up
statements count, as under ``--min-confidence``. What a lens leaves out is left out before stances are resolved; a lens holds
only what then differs from the page without one: stances, changes, answers, the network, proposals and readings. Lenses are
written in this order while there is room (:data:`CELLS`): own voice only, the steps from the lowest, and both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from kg.analysis.changes import changes_between
from kg.answers.base import independent_sources
from kg.case.records import Statement
from kg.page.daily import cards_on, events_on, from_days, readings_on, things_on
from kg.page.disputes import Disputes
from kg.page.ground import GroupAnswers, Wanted
from kg.page.history import History, Records, compressed, stances_on
from kg.page.index import CaseIndex
from kg.page.lists import events_of
from kg.page.network import Before, Compared, Pairs, changed_only, network_on
from kg.resolution import Filters, Resolution
from kg.vocabulary import Stance

__all__ = ["CELLS", "MOST_STEPS", "Lens", "Written", "describe_lens", "lenses_of", "steps_of"]

#: the most steps of confidence, and the most stances times days that are resolved for all lenses together
MOST_STEPS, CELLS = 10, 30_000


def steps_of(index: CaseIndex) -> list[float]:
    """Return the confidences at which the page's statements begin to be left out, from the lowest, then 1."""
    found = sorted({statement.confidence for statement in index.statements})
    least = index.resolution.filters.min_confidence
    return [step for step in sorted({*found[1:], *([1.0] if found else [])}) if step != found[0] and step != least]


@dataclass(frozen=True)
class Written:
    """What the page holds without a lens, by which a lens tells what differs."""

    history: History
    wanted: Wanted
    answers: GroupAnswers
    compared: Compared
    pairs: Pairs
    network: Sequence[dict[str, Any]]
    disputes: Disputes


class Lens:
    """A case under some filters that leave out the same, day by day, and the parties (ids) that they can bear on."""

    def __init__(self, index: CaseIndex, history: History, filters: list[Filters], parties: tuple[str, ...]) -> None:
        self.index, self.history, self.filters, self.parties = index, history, filters, parties
        self.resolutions = tuple(resolution.under(filters[0]) for resolution in history.resolutions)

    @cached_property
    def records(self) -> Records:
        """The stances that differ, by party and term."""
        records = compressed(stances_on(self.index, each, self.parties) for each in self.resolutions)
        mine = set(self.parties)
        nothing: list[tuple[int, dict[str, Any] | None]] = [(0, None)]
        base = {pair: held for pair, held in self.history.records.items() if pair[0] in mine}
        known = {pair: records.get(pair) or nothing for pair in {*records, *base}}
        return {pair: held for pair, held in sorted(known.items()) if _since(held) != _since(base.get(pair) or nothing)}

    def moved(self, day: int) -> frozenset[str]:
        """Return the parties (ids) of which a stance or a reading differs on a day; all where a deed or a proposal does."""
        return self._moved[day]

    @cached_property
    def _moved(self) -> list[frozenset[str]]:
        days = zip(self.resolutions, self.history.resolutions, strict=True)
        return [self._moved_on(day, ours, theirs) for day, (ours, theirs) in enumerate(days)]

    def _moved_on(self, day: int, ours: Resolution, theirs: Resolution) -> frozenset[str]:
        one, other = things_on(self.index, ours), things_on(self.index, theirs)
        if (one[0], one[2]) != (other[0], other[2]):
            return frozenset(self.index.parties)
        base = self.history.records
        moved = {pair[0] for pair, held in self.records.items() if _at(held, day) != _at(base.get(pair) or [], day)}
        for reading in {*one[1], *other[1]} if one[1] != other[1] else ():
            if one[1].get(reading) != other[1].get(reading):
                holders = (places for things in (one, other) for places in things[1].get(reading, {}).values())
                moved.update(self.index.parties[place] for places in holders for place in places)
        return frozenset(moved)


def _since(held: Sequence[tuple[int, dict[str, Any] | None]]) -> list[tuple[int, dict[str, Any] | None]]:
    """Return a history without a beginning of nothing."""
    return [entry for n, entry in enumerate(held) if n or entry[1] is not None]


def _at(held: Sequence[tuple[int, dict[str, Any] | None]], day: int) -> dict[str, Any] | None:
    return next((record for start, record in reversed(held) if start <= day), None)


def lenses_of(index: CaseIndex, history: History) -> list[Lens]:
    """Return the lenses that are written, each of which leaves something out; filters that leave out the same are one."""
    given = index.resolution.filters
    steps: list[float | None] = [*steps_of(index)[:MOST_STEPS]]
    tried = chain([(True, None)], ((False, step) for step in steps), ((True, step) for step in steps))
    found: dict[frozenset[str], Lens] = {}
    spent = 0
    for own, step in tried:
        filters = replace(given, own_voice=own, min_confidence=given.min_confidence if step is None else step)
        left_out = [statement for statement in index.statements if not filters.trusts(statement)]
        ids = frozenset(statement.id for statement in left_out)
        if ids in found:
            found[ids].filters.append(filters)
        if not ids or ids in found:
            continue
        parties = tuple(_touched(index, left_out, ids))
        spent += len(history.days) * sum(len(index.resolution.of_party(party)) for party in parties)
        if spent > CELLS:
            break
        found[ids] = Lens(index, history, [filters], parties)
    return list(found.values())


def _touched(index: CaseIndex, left_out: Sequence[Statement], ids: frozenset[str]) -> Iterable[str]:
    """The parties whose stances can differ without some statements: those spoken of and, where more hangs on them, all."""
    case = index.resolution.case
    shared = chain(
        (s for proposal in case.proposals.values() for s in proposal.statements),
        (s for proposal in case.proposals.values() for change in proposal.status_changes for s in change.statements),
        (s for membership in case.memberships for s in membership.statements),
        (assessment.statement for event in case.events.values() for assessment in event.assessments),
    )
    about = {statement.about for statement in left_out}
    if ids.intersection(shared) or any(membership.organization in about for membership in case.memberships):
        return index.parties
    return (party for party in index.parties if party in about)


def describe_lens(lens: Lens, written: Written, order: dict[tuple[str, str], int]) -> dict[str, Any]:
    """Return a lens for the page: what it asks for, what it counts on the last day, and what differs under it."""
    described = {
        "asked": [{"ownVoice": one.own_voice, "minConfidence": one.min_confidence} for one in lens.filters],
        "counts": _counts(lens),
        "stances": [
            {"edge": order[pair], "days": [{"day": day, "record": record} for day, record in held]}
            for pair, held in sorted(lens.records.items(), key=lambda item: order.get(item[0], -1))
            if pair in order
        ],
    }
    optional = {
        "changes": _changes(lens, order),
        "answers": _answers(lens, written),
        "network": _network(lens, written),
        "proposals": _things(lens, "proposal"),
        "readings": _things(lens, "reading"),
        "events": _things(lens, "event"),
        "conflicts": written.disputes.under(lens.index, lens.resolutions, lens.moved),
    }
    return described | {name: value for name, value in optional.items() if value}


def _counts(lens: Lens) -> dict[str, int]:
    index, last = lens.index, lens.resolutions[-1]
    kept = [statement for statement in index.statements if lens.filters[0].trusts(statement)]
    held = [stance for party in index.parties for stance in last.of_party(party).values()]
    return {
        "sources": len(independent_sources(last.case, {s.source for s in kept})),
        "statements": len(kept),
        "sensitive": sum(1 for s in kept if s.sensitivity != "public"),
        "inferred": sum(1 for stance in held if stance.inferred and stance.stance is not Stance.SILENT),
        "ascribed": sum(1 for stance in held if stance.ascribed),
        "withheld": sum(1 for stance in held if stance.withheld),
    }


def _changes(lens: Lens, order: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    """Return the changes of each day on which they differ, of all parties."""
    found = []
    mine = set(lens.parties)
    for day in range(1, len(lens.history.days)):
        known = lens.history.changes[day]
        listed = changes_between(lens.resolutions[day - 1], lens.resolutions[day], lens.parties)
        changed = {pair: words for pair, words in known.items() if pair[0] not in mine}
        changed |= {(c.after.party, c.after.term): c.words for c in listed if lens.index.term(c.after.term)}
        if changed != known:
            kinds = sorted((order[pair], words.replace(" ", "_")) for pair, words in changed.items() if pair in order)
            found.append({"day": day, "changes": [{"edge": edge, "kind": kind} for edge, kind in kinds]})
    return found


def _answers(lens: Lens, written: Written) -> list[dict[str, Any]]:
    """Return for each group what is answered otherwise, from which day on; the same change is worked out once."""
    found, changes = [], dict[tuple[int, int], dict[str, Any]]()
    touched = (
        (group, days)
        for group, days in written.wanted.items()
        if any(lens.moved(day).intersection(group) for day in days)
    )

    def change(group: tuple[str, ...], day: int) -> dict[str, Any]:
        before = after = written.answers.of(lens.history.resolutions[day], group)
        if lens.moved(day).intersection(group):
            after = written.answers.of(lens.resolutions[day], group)
        key = id(before), id(after)
        if key not in changes:
            changes[key] = _replaced(before, after)
        return changes[key]

    for group, days in touched:
        numbers = sorted(lens.index.party[party] for party in group)
        entries = [{"day": day, **change(group, day)} for day in days]
        if any(entry["replaced"] for entry in entries):
            found.append({"parties": numbers, "days": changed_only(entries)})
    return sorted(found, key=itemgetter("parties"))


def _replaced(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the options that are answered otherwise, and of the answer what is said of them."""
    ours, theirs = _by_option(after), _by_option(before)
    replaced = {option for option in {*ours, *theirs} if ours.get(option) != theirs.get(option)}
    return {"replaced": sorted(replaced), "answer": {"options": {}, **_of_options(after, replaced)}}


def _of_options(answer: dict[str, Any], wanted: set[int]) -> dict[str, Any]:
    """Return what an answer says of some options; its lists hold options, or what is said of one."""
    found: dict[str, Any] = {}
    for name, listed in answer.items():
        kept: Any = _of_options(listed, wanted) if isinstance(listed, dict) else [e for e in listed if _on(e) in wanted]
        if kept:
            found[name] = kept
    return found


def _by_option(answer: dict[str, Any]) -> dict[int, list[tuple[str, Any]]]:
    """Return what an answer says of each option, with the names of its lists."""
    found: dict[int, list[tuple[str, Any]]] = {}
    for name, listed in answer.items():
        named = listed.items() if isinstance(listed, dict) else [("", listed)]
        for part, entries in named:
            for entry in entries:
                found.setdefault(_on(entry), []).append((f"{name} {part}", entry))
    return found


def _on(entry: Any) -> int:
    return int(entry["option"]) if isinstance(entry, dict) else int(entry)


def _network(lens: Lens, written: Written) -> list[dict[str, Any]]:
    compared = written.compared
    days: list[dict[str, Any]] = []
    for day in range(compared.first, len(lens.history.days)):
        known, moved = _by(written.network, day), lens.moved(day)
        before = Before(known["pairs"], moved)
        found = network_on(lens.index, lens.resolutions[day], compared, written.pairs, before) if moved else known
        numbers = {lens.index.party[party] for party in moved}
        pairs = [pair for pair in found["pairs"] if numbers.intersection((pair["first"], pair["second"]))]
        days.append({"day": day, "moved": sorted(numbers), "pairs": pairs, "communities": found["communities"]})
    return changed_only(days) if any(entry["moved"] for entry in days) else []


def _by(entries: Sequence[dict[str, Any]], day: int) -> dict[str, Any]:
    """Return what holds on a day, of entries that each hold from theirs on."""
    entry = next(entry for entry in reversed(entries) if entry["day"] <= day)
    return {name: value for name, value in entry.items() if name != "day"}


def _things(lens: Lens, kind: str) -> list[dict[str, Any]]:
    """Return the proposals, readings or events that stand otherwise, each with its number in the page's list and its days."""
    tell = {"proposal": cards_on, "reading": readings_on, "event": events_on}[kind]
    theirs, ours = ([tell(lens.index, each) for each in days] for days in (lens.history.resolutions, lens.resolutions))
    names = _listed(lens, kind)
    return [
        {"number": number, "days": days}
        for number, name in enumerate(names)
        if (days := from_days(day.get(name) for day in ours)) != from_days(day.get(name) for day in theirs)
    ]


def _listed(lens: Lens, kind: str) -> Sequence[str]:
    """The ids of the page's proposals, readings or events, in its order."""
    index = lens.index
    if kind == "proposal":
        return index.proposals
    if kind == "event":
        return [event.id for event, _ in events_of(index, lens.history.resolutions)]
    readings = index.resolution.case.readings
    return [r.id for r in readings if r.option in index.option and index.said(r.statements)]
