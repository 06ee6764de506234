"""Deals as tables to read: first the sentence, then steps, knots with their ways out side by side, settlements, and the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.answers.deals_words import (
    bundle_lines,
    burden_words,
    circle_lines,
    clash_lines,
    gap_words,
    gives_words,
    giving_words,
    things_held,
    words_lines,
)
from kg.answers.rendering import Renderer
from kg.answers.tables import Table
from kg.deals.best import Best
from kg.deals.components import Question
from kg.deals.dealing import Dealing
from kg.deals.describing import Described, describe
from kg.deals.listed import Listed
from kg.deals.marked import Mark, marked
from kg.deals.settlements import Clash, Knot, WayOut
from kg.words import counted, joined, later, listed, said

if TYPE_CHECKING:
    from kg.answers.deals import Deals

__all__ = ["STEPS", "dealing_tables", "headline", "mark_words"]

#: parties up to which the ways out of a knot stand side by side, a column each
_SIDE_BY_SIDE = 3

#: the lists of steps, by name, with their titles
STEPS = {
    "accepted": later("Accepted on record"),
    "nobody_refuses": later("Nobody refuses, all have a side"),
    "no_stance_on_record": later("Nobody refuses, some with no stance on record"),
}

_COSTS = later(
    "As worded: what a party demands or rules out counts as a red line, and before all that it opposes, a firm objection. Who words more as "
    "demands then seems to lose more by giving, which says nothing of who should give. Alike: a firm objection counts as much as a red line."
)

_NO_POINT = later("None leaves every party at least what it has without agreement: there is no point of Nash or Kalai.")
_BY_WEIGHTS = later("By the weights given: settlements that could give no party more without giving another less")

_UTILITIES = later(
    "Worth is what the file of weights says, summed over what a settlement holds. It is no finding of the case."
)

_SOLUTIONS = {
    "nash": later("Nash: greatest product of gains"),
    "kalai": later("Kalai: greatest least gain"),
    "kalai_smorodinsky": later("Kalai–Smorodinsky: greatest least share of what each could gain"),
    "greatest_welfare": later("greatest sum"),
}

_LIMITS = later(
    "Counted are declared positions: public claims, no bottom lines. Each way out is what would suffice, whoever gives; none is advised. "
    "What no statement on record says is not known to this answer."
)


def headline(show: Renderer, dealing: Dealing) -> str:
    """Return the answer in two sentences: which steps are open, and whether a settlement honours every position."""
    return f"{_steps_sentence(show, dealing)} {_settlement_sentence(show, dealing)}"


def _steps_sentence(show: Renderer, dealing: Dealing) -> str:
    lang, steps = show.lang, dealing.steps
    sided = [*steps.accepted.bundles, *steps.nobody_refuses.bundles]
    more = (steps.accepted.more or 0) + (steps.nobody_refuses.more or 0)
    if not sided:
        if not all(listed.complete for listed in (steps.accepted, steps.nobody_refuses)):
            return said(
                lang, "Whether a step is open on which all have a side is not known: a limit stopped the search."
            )
        unheard = bool(steps.no_stance_on_record.bundles)
        if unheard:
            words = later(
                "No step is open on which all have a side; some with no stance on record would have to be asked."
            )
            return said(lang, words)
        if not steps.no_stance_on_record.complete:
            return said(lang, "No step is open on which all have a side.")
        return said(lang, "No step is open.")
    first = joined(lang, things_held(show, dealing.problem, sided[0]))
    return counted(
        lang,
        len(sided) + more,
        "{count} step is open: {first}.",
        "{count} steps are open; the first: {first}.",
        first=first,
    )


def _settlement_sentence(show: Renderer, dealing: Dealing) -> str:
    lang, found = show.lang, dealing.settlements
    if found.exists is None:
        return said(lang, "Whether a settlement honours every position is not known: a limit stopped the search.")
    if found.exists and found.only_by_declining:
        issues = show.names(found.only_by_declining)
        return said(lang, "A settlement honours every position only by declining: {issues}.", issues=issues)
    if found.exists:
        return said(lang, "A settlement honours every position.")
    clashes = counted(lang, len(found.clashes), "{count} clash", "{count} clashes")
    knots = counted(lang, len(found.knots), "in {count} knot", "in {count} knots")
    strains = counted(lang, len(found.strains), "{count} strain within a party", "{count} strains within a party")
    parts = [f"{clashes} {knots}"] * bool(found.clashes) + [strains] * bool(found.strains)
    why = joined(lang, parts) or said(lang, "a limit stopped the search for the reasons")
    return said(lang, "No settlement honours every position: {why}.", why=why)


def dealing_tables(show: Renderer, answer: Deals) -> list[Table]:
    """Return the tables of an answer about deals."""
    lang, dealing, found = show.lang, answer.dealing, answer.dealing.settlements
    supposed = [
        said(lang, "supposed, as if said after all else on the day: {text}", text=text) for text in answer.supposed
    ]
    tables = [Table("", (), (), note="\n".join([headline(show, dealing), *supposed]))]
    tables += [
        _bundles(show, answer, said(lang, title), name, getattr(dealing.steps, name), untouched=said(lang, "left open"))
        for name, title in STEPS.items()
        if answer.lists[name]
    ]
    if found.listed.bundles:
        title = said(lang, "Settlements that honour every position")
        tables.append(_bundles(show, answer, title, "settlements", found.listed, untouched=said(lang, "declined")))
    for title, clashes in (
        (said(lang, "Clashes of wishes"), found.wish_clashes),
        (said(lang, "Strains within a party"), (*found.strains, *found.wish_strains)),
    ):
        if clashes:
            tables.append(_clashes(show, dealing, title, clashes))
    for number, knot in enumerate(found.knots, 1):
        tables += _knot(show, dealing, number, knot)
    tables += _evenly(show, dealing)
    tables += _best(show, answer)
    tables += _weighed(show, answer)
    reached = [said(lang, "Not proven: stopped by {limit}.", limit=limit) for limit in dealing.reached]
    return [*tables, Table("", (), (), note="\n".join([*reached, said(lang, _LIMITS)]))]


def _bundles(show: Renderer, answer: Deals, title: str, name: str, listed: Listed, *, untouched: str) -> Table:
    rows = []
    for number, found in enumerate(answer.lists[name], 1):
        lines = list(bundle_lines(show, answer.dealing.problem, found, untouched=untouched))
        held = "\n".join(things_held(show, answer.dealing.problem, found.atoms))
        rows.append((str(number), held, "\n".join([*lines, *_costs(show, found)])))
    columns = ("", said(show.lang, "It holds"), said(show.lang, "Beside it"))
    return Table(f"{title} ({len(rows)})", columns, tuple(rows), note=_more(show.lang, listed))


def _more(lang: str, listed: Listed) -> str:
    if listed.complete:
        return ""
    more = listed.more
    return counted(lang, more, "and {count} more", "and {count} more") if more else said(lang, "and more, not counted")


def _costs(show: Renderer, found: Described) -> Iterator[str]:
    lines = list(burden_words(show, found.burdens))
    if any(sum(burden.key) for burden in found.burdens):
        yield from (said(show.lang, "costs {burden}", burden=line) for line in lines)


def _clashes(show: Renderer, dealing: Dealing, title: str, clashes: Sequence[Clash]) -> Table:
    rows = tuple(clash_lines(show, dealing.problem, clash) for clash in clashes)
    columns = (said(show.lang, "Cannot be honoured together"), said(show.lang, "Joined by"))
    return Table(f"{title} ({len(rows)})", columns, rows)


def _knot(show: Renderer, dealing: Dealing, number: int, knot: Knot) -> Iterator[Table]:
    clashes = [dealing.settlements.clashes[each] for each in knot.clashes]
    lang = show.lang
    heading = said(lang, "Knot {number}", number=number)
    yield _clashes(show, dealing, f"{heading}: {show.names(knot.issues)}", clashes)
    parties = sorted({dealing.problem.positions[p].holder for clash in clashes for p in clash.positions})
    note = "" if knot.complete else said(lang, "and more")
    title = f"{said(lang, 'Ways out of knot {number}', number=number)} ({len(knot.ways_out)})"
    if len(parties) > _SIDE_BY_SIDE:
        rows = tuple((str(n), _gives(show, dealing, way, None)) for n, way in enumerate(knot.ways_out, 1))
        yield Table(title, ("", said(lang, "What would suffice")), rows, note=note)
        return
    columns = ("", *(said(lang, "If {party}", party=show.name(party)) for party in parties))
    beside = tuple(
        (str(n), *(_gives(show, dealing, way, party) or "—" for party in parties))
        for n, way in enumerate(knot.ways_out, 1)
    )
    yield Table(title, columns, beside, note=note)


def _gives(show: Renderer, dealing: Dealing, way: WayOut, party: str | None) -> str:
    """Return what is given up in a way out, by one party, or by any with its name."""
    problem = dealing.problem
    lines = []
    for giving in way.giving_up:
        holder = problem.positions[giving.position].holder
        if party in (None, holder):
            lines.append((giving_words if party is None else gives_words)(show, problem, giving))
    return "\n".join(lines)


def _evenly(show: Renderer, dealing: Dealing) -> Iterator[Table]:
    lang, even = show.lang, dealing.settlements.evenly_divided
    if len(dealing.settlements.knots) < 2 or not even.combinations:
        return
    knots = dealing.settlements.knots
    cells = [
        [_way_words(show, knot.ways_out[way], way) for knot, way in zip(knots, combination, strict=True)]
        for combination in even.combinations
    ]
    columns = ["", *(said(lang, "Knot {number}", number=number) for number in range(1, len(knots) + 1))]
    if len(knots) > _SIDE_BY_SIDE:
        columns = ["", said(lang, "Ways out taken together, knot by knot")]
        cells = [["\n".join(f"{n}: {words}" for n, words in enumerate(row, 1))] for row in cells]
    rows = tuple((str(number), *row) for number, row in enumerate(cells, 1))
    alike = later("In these each party gives something in equally many knots.")
    least = later("In these the numbers of knots in which each party gives something differ least, by {spread}.")
    note = [said(lang, least if even.spread else alike, spread=even.spread)]
    note += [said(lang, "And {count} more.", count=f"{even.more:,}")] if even.more else []
    yield Table(f"{said(lang, 'Evenly divided')} ({len(rows)})", tuple(columns), rows, note=" ".join(note))


def _way_words(show: Renderer, way: WayOut, number: int) -> str:
    parties = show.names(party for party, _ in way.by_party)
    return f"{said(show.lang, 'way out {number}', number=number + 1)}: {parties}"


def _best(show: Renderer, answer: Deals) -> Iterator[Table]:
    dealing, rows = answer.dealing, []
    for bundle, marks in marked(dealing, answer.most).items():
        found = describe(answer.resolution, dealing.problem, bundle, Question.SETTLEMENT)
        held = "\n".join(things_held(show, dealing.problem, bundle))
        names = "\n".join(mark_words(show, mark) for mark in marks)
        costs = [*burden_words(show, found.burdens), *words_lines(show, found), *circle_lines(show, found)]
        rows.append((names, held, "\n".join(costs)))
    if rows:
        lang = show.lang
        columns = (said(lang, "Which"), said(lang, "It holds"), said(lang, "What it costs each"))
        yield Table(_of_how_many(lang, dealing.best), columns, tuple(rows), note=said(lang, _COSTS))


def _of_how_many(lang: str, best: Best) -> str:
    if best.pareto is None:
        return said(
            lang,
            "Settlements that cost least; those that could cost no party less without costing another more were not computed",
        )
    return said(
        lang,
        "Settlements that cost least, of {count} that could cost no party less without costing another more",
        count=f"{len(best.pareto):,}",
    )


def mark_words(show: Renderer, mark: Mark) -> str:
    """Return why a settlement is listed among those that cost least."""
    lang = show.lang
    if mark.idea == "nearest":
        changes = counted(lang, mark.changes, "{count} term changed", "{count} terms changed")
        return f"{said(lang, 'nearest to {proposal}', proposal=show.name(mark.of or ''))} ({changes})"
    if mark.of:
        return said(lang, "least for {party}", party=show.name(mark.of))
    name = said(lang, "least in total") if mark.idea == "least_total" else said(lang, "even-handed")
    so_far = "" if mark.proven else f" ({gap_words(show, mark.gap)})"
    return listed(lang, [name, said(lang, "alike") if mark.alike else said(lang, "as worded")]) + so_far


def _weighed(show: Renderer, answer: Deals) -> Iterator[Table]:
    lang, dealing, weighed = show.lang, answer.dealing, answer.dealing.weighed
    if weighed is None:
        return
    marked: dict[int, list[str]] = {}
    for name, words in _SOLUTIONS.items():
        for number in getattr(weighed.solutions, name)[: answer.most]:
            marked.setdefault(number, []).append(said(lang, words))
    for number in range(min(answer.most, len(weighed.points))):
        marked.setdefault(number, [])
    rows = []
    for number in sorted(marked):
        point = weighed.points[number]
        worth = zip(dealing.problem.parties, point.utilities, weighed.without, strict=True)
        told = [
            f"{show.name(party)}: {_plain(value)} ({said(lang, 'without: {worth}', worth=_plain(without))})"
            for party, value, without in worth
        ]
        rows.append(
            (
                "\n".join(marked[number]) or "—",
                "\n".join(things_held(show, dealing.problem, point.bundle)),
                "\n".join(told),
            )
        )
    left = len(weighed.points) - len(rows)
    note = [counted(lang, left, "and {count} more", "and {count} more")] if left else []
    note.append(said(lang, _UTILITIES))
    if weighed.unvalued:
        names = show.names(weighed.unvalued)
        note.append(said(lang, "Worth nothing, as the file has no row for it: {names}.", names=names))
    if not weighed.solutions.nash:
        note.append(said(lang, _NO_POINT))
    columns = (said(lang, "Which"), said(lang, "It holds"), said(lang, "Worth to each"))
    yield Table(f"{said(lang, _BY_WEIGHTS)} ({len(weighed.points):,})", columns, tuple(rows), note="\n".join(note))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
