"""The page model: all that a page shows, computed once here, so that its scripts only draw and look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kg.analysis.bearings import Bearings
from kg.answers.base import independent_sources
from kg.answers.rendering import SYMBOLS
from kg.case.records import CaseInfo, Text
from kg.errors import LimitError
from kg.networks.asked import Span
from kg.page.deals import describe_deals
from kg.page.display import clean, day_text, words
from kg.page.disputes import disputes_of
from kg.page.ground import CELLS, MOST_PARTIES, GroupAnswers, answer_groups, every_group, groups_of, wanted_answers
from kg.page.history import MOST_DAYS, History, told_only, trace
from kg.page.index import CaseIndex
from kg.page.lenses import Lens, Written, describe_lens, lenses_of, steps_of
from kg.page.lists import describe_things
from kg.page.moves import describe_bridges
from kg.page.network import Pairs, compared_parties, describe_network
from kg.page.opening import describe_opening
from kg.page.placing import describe_places, lay_out, nodes_of
from kg.page.weights import Narrowed, describe_weights
from kg.resolution import Resolution
from kg.vocabulary import ATTRIBUTIONS, NEG, STANCES, Side, Stance
from kg.words.page import LANGUAGES, WORDS

__all__ = ["KINDS", "MOST_NODES", "MOST_POSITIONS", "PageModel", "build_model"]

#: the version of the page's data, described by ``data.schema.json``
SCHEMA = 7
#: the views of the page
KINDS = ("matrix", "positions", "parties", "issues", "deals", "timeline")
#: what one page can hold
MOST_NODES, MOST_POSITIONS = 60_000, 250_000


@dataclass(frozen=True)
class PageModel:
    """A page's ``title``, its ``data`` for the scripts, and the graph's ``nodes`` and ``edges`` for pyvis."""

    title: str
    data: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


def build_model(
    resolution: Resolution,
    *,
    kind: str = "matrix",
    lang: str = "en",
    groups: Sequence[Sequence[str]] = (),
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    window: Span | None = None,
) -> PageModel:
    """Return the page model of a resolved case.

    ``kind`` is the view shown first, one of :data:`KINDS`; ``groups`` names groups of parties (ids) to answer for;
    ``parties`` and ``issues`` (ids) limit the page, by default it has all; ``window`` is how long the windows of the network of
    statements are, by default as :func:`~kg.page.weights.fitting_span` chooses. Raises
    :class:`~kg.errors.LimitError` for a case too large for a page, or too many windows.
    """
    case = resolution.case
    whose = sorted(set(parties) or case.parties)
    _check_size(resolution, whose, len(issues))
    index = CaseIndex.of(resolution, whose, sorted(set(issues) or case.issues))
    history = trace(index)
    things = describe_things(index, history.resolutions)
    plan = lay_out(index, things)
    lenses = lenses_of(index, history)
    edges, stances, order = _edges(index, history, lenses)
    asked = groups_of(index, groups)
    compared = compared_parties(index, history)
    narrowed = Narrowed(frozenset(parties), frozenset(issues))
    spoken = describe_weights(index, compared.parties, narrowed, window)  # before what takes most memory
    bearings = Bearings()
    pairs = Pairs(index, bearings)
    network = describe_network(index, history, compared, pairs)
    answered = list(dict.fromkeys([*asked, *every_group(index)]))
    wanted = wanted_answers(index, len(history.days), answered, len(groups))
    answers = GroupAnswers(index, bearings)
    described = answer_groups(index, wanted, lambda group, day: answers.of(history.resolutions[day], group))
    disputes = disputes_of(index, history.resolutions, compared, bearings)
    written = Written(history, wanted, answers, compared, pairs, network["days"], disputes)
    data = {
        "schema": SCHEMA,
        "kind": kind,
        "lang": lang if lang in LANGUAGES else "en",
        **_languages(),
        **_head(index, case.info),
        **_time(history, order),
        **things,
        "relations": _relations(index, history),
        "stances": stances,
        "answers": described,
        "deals": describe_deals(index, asked, len(groups)),
        "network": network,
        "statementNetwork": spoken,
        "conflicts": disputes.described(),
        "bridges": describe_bridges(index, asked),
        "steps": steps_of(index),
        "lenses": [describe_lens(lens, written, order) for lens in lenses],
        "opening": describe_opening(index),
        "limits": {"parties": MOST_PARTIES, "days": MOST_DAYS, "cells": CELLS, "earlier": history.earlier},
        **describe_places(plan),
    }
    data["conditions"] = _conditions(index)  # numbered by all that names one
    _count_sides(index, data["issues"])
    return PageModel(clean(case.info.label(data["lang"]))[:300], data, nodes_of(plan), edges)


def _check_size(resolution: Resolution, parties: Sequence[str], narrowed: int) -> None:
    case = resolution.case
    count = len(parties) + len(case.issues) + len(case.options) + len(case.proposals)
    if count > MOST_NODES and not narrowed:
        raise LimitError(
            case.store.locator,
            f"{count:,} parties, issues and options are more than the {MOST_NODES:,} of a page; narrow it with --issue",
        )
    held = (name for party in parties for name in case.store.subjects(NEG.heldBy, party))
    if sum(1 for _ in islice(held, MOST_POSITIONS + 1)) > MOST_POSITIONS:  # counted before any is read
        raise LimitError(
            case.store.locator,
            f"more than the {MOST_POSITIONS:,} positions that a page can hold; narrow it with --party",
        )


def _languages() -> dict[str, Any]:
    return {
        "languages": list(LANGUAGES),
        "languageNames": LANGUAGES,
        "words": WORDS,
        "sideSymbols": {str(side) if side else "none": symbol for side, symbol in SYMBOLS.items()},
        "stanceSides": {str(stance): str(ranked.side) for stance, ranked in STANCES.items()},
        "attributions": list(ATTRIBUTIONS),
    }


def _head(index: CaseIndex, info: CaseInfo) -> dict[str, Any]:
    resolution = index.resolution
    held = [stance for party in index.parties for stance in resolution.of_party(party).values()]
    filters = resolution.filters
    return {
        "case": {
            "key": clean(info.local_name),
            "label": words(info.labels) or clean(info.local_name),
            "description": words(info.description),
        },
        "caveats": [words(caveat) for caveat in info.caveats],
        "counts": {
            "sources": len(independent_sources(resolution.case, {s.source for s in index.statements})),
            "statements": len(index.statements),
            "sensitive": sum(1 for s in index.statements if s.sensitivity != "public"),
            "inferred": sum(1 for stance in held if stance.inferred and stance.stance is not Stance.SILENT),
            "ascribed": sum(1 for stance in held if stance.ascribed),
        },
        "filters": {
            "minConfidence": filters.min_confidence,
            "staleAfter": filters.stale_after,
            "channels": list(filters.channels),
            "withheld": sum(1 for stance in held if stance.withheld),
        },
    }


def _time(history: History, order: dict[tuple[str, str], int]) -> dict[str, Any]:
    changes = [
        sorted((order[pair], kind.replace(" ", "_")) for pair, kind in changed.items() if pair in order)
        for changed in history.changes
    ]
    return {
        "days": [day_text(day) for day in history.days],
        "changes": [[{"edge": edge, "kind": kind} for edge, kind in changed] for changed in changes],
    }


def _edges(
    index: CaseIndex, history: History, lenses: Sequence[Lens]
) -> tuple[list[dict[str, Any]], list[list[dict[str, Any]]], dict[tuple[str, str], int]]:
    """Return an edge for each party and term that ever had a stance, its stances over time, and the edges' numbers."""

    def place(pair: tuple[str, str]) -> tuple[int, bool, int]:
        party, term = pair
        number = index.option.get(term)
        return (index.party[party], number is None, number if number is not None else index.proposal[term])

    pairs = sorted({*history.records, *(pair for lens in lenses for pair in told_only(lens.records))}, key=place)
    edges = [
        {"id": f"s{at}", "from": f"p{index.party[party]}", "to": index.term(term)}
        for at, (party, term) in enumerate(pairs)
    ]
    stances = [[{"day": day, "record": record} for day, record in history.records.get(pair, ())] for pair in pairs]
    return edges, stances, {pair: at for at, pair in enumerate(pairs)}


def _relations(index: CaseIndex, history: History) -> list[dict[str, Any]]:
    """Return the relations between options: entails, excludes, and requires with the party whose condition it is."""
    found: list[dict[str, Any]] = []

    def add(kind: str, ends: tuple[int, int], reason: Text, basis: str | None, party: int | None) -> None:
        first, second = ends
        found.append(
            {"kind": kind, "from": first, "to": second, "reason": words(reason), "basis": basis, "party": party}
        )

    for relation in index.resolution.case.relations:
        first, second = index.option.get(relation.first), index.option.get(relation.second)
        if first is not None and second is not None:
            add(relation.kind, (first, second), relation.reason, relation.basis, None)
    required = {
        (index.party[party], index.option[term], index.option[option], condition.words)
        for resolution in history.resolutions
        for party in index.parties
        for term, held in resolution.of_party(party).items()
        for condition in held.conditions
        for option in condition.requires
        if term in index.option and option in index.option
    }
    for who, term, option, reason in sorted(required):
        add("requires", (term, option), reason, None, who)
    return found


def _conditions(index: CaseIndex) -> list[dict[str, Any]]:
    return [
        {
            "requires": [index.named(identifier) for identifier in condition.requires],
            "bound": condition.bound,
            "doneBy": [index.named(party) for party in condition.by],
            "unless": [index.named(identifier) for identifier in condition.unless],
            "words": words(condition.words),
            "timing": condition.timing,
            "deadline": day_text(condition.deadline),
            "deadlineWords": words(condition.deadline_words),
            "whenMet": str(condition.when_met),
            "otherwise": words(condition.otherwise),
            "anyOf": clean(condition.any_of) if condition.any_of else None,
        }
        for condition in index.conditions
    ]


def _count_sides(index: CaseIndex, issues: list[dict[str, Any]]) -> None:
    """Give each issue its ``counts``: how many stances on its options are for, leaning and against on the as-of day."""
    case = index.resolution.case
    for issue in issues:
        issue["counts"] = {str(side): 0 for side in Side}
    for party in index.parties:
        for term, held in index.resolution.of_party(party).items():
            if held.side and term in index.option:
                issues[index.issue[case.options[term].issue]]["counts"][str(held.side)] += 1
