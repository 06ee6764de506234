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
    giving_words,
    number_of,
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

if TYPE_CHECKING:
    from kg.answers.deals import Deals

__all__ = ["STEPS", "dealing_tables", "headline", "mark_words"]

#: parties up to which the ways out of a knot stand side by side, a column each
_SIDE_BY_SIDE = 3

#: the lists of steps, by name, with their titles
STEPS = {
    "accepted": "Accepted on record",
    "nobody_refuses": "Nobody refuses, all have a side",
    "no_stance_on_record": "Nobody refuses, some with no stance on record",
}

_PARETO = "that could cost no party less without costing another more"
_COSTS = (
    "As worded: what a party demands or rules out counts as a red line, and before all that it opposes, a firm objection. Who words more as "
    "demands then seems to lose more by giving, which says nothing of who should give. Alike: a firm objection counts as much as a red line."
)

_UTILITIES = (
    "Worth is what the file of weights says, summed over what a settlement holds. It is no finding of the case."
)

_SOLUTIONS = {
    "nash": "Nash: greatest product of gains",
    "kalai": "Kalai: greatest least gain",
    "kalai_smorodinsky": "Kalai–Smorodinsky: greatest least share of what each could gain",
    "greatest_welfare": "greatest sum",
}

_LIMITS = (
    "Counted are declared positions: public claims, no bottom lines. Each way out is what would suffice, whoever gives; none is advised. "
    "What no statement on record says is not known to this answer."
)


def headline(show: Renderer, dealing: Dealing) -> str:
    """Return the answer in two sentences: which steps are open, and whether a settlement honours every position."""
    return f"{_steps_sentence(show, dealing)} {_settlement_sentence(show, dealing)}"


def _steps_sentence(show: Renderer, dealing: Dealing) -> str:
    steps = dealing.steps
    sided = [*steps.accepted.bundles, *steps.nobody_refuses.bundles]
    more = (steps.accepted.more or 0) + (steps.nobody_refuses.more or 0)
    if not sided:
        if not all(listed.complete for listed in (steps.accepted, steps.nobody_refuses)):
            return "Whether a step is open on which all have a side is not known: a limit stopped the search."
        unheard = bool(steps.no_stance_on_record.bundles)
        if unheard:
            return "No step is open on which all have a side; some with no stance on record would have to be asked."
        if not steps.no_stance_on_record.complete:
            return "No step is open on which all have a side."
        return "No step is open."
    number = number_of(len(sided) + more, "step is open", "steps are open")
    first = "; ".join(things_held(show, dealing.problem, sided[0]))
    return f"{number}: {first}." if len(sided) + more == 1 else f"{number}; the first: {first}."


def _settlement_sentence(show: Renderer, dealing: Dealing) -> str:
    found = dealing.settlements
    if found.exists is None:
        return "Whether a settlement honours every position is not known: a limit stopped the search."
    if found.exists and found.only_by_declining:
        return f"A settlement honours every position only by declining: {show.names(found.only_by_declining)}."
    if found.exists:
        return "A settlement honours every position."
    clashes = number_of(len(found.clashes), "clash", "clashes")
    knots = "in " + number_of(len(found.knots), "knot", "knots")
    strains = number_of(len(found.strains), "strain within a party", "strains within a party")
    parts = [f"{clashes} {knots}"] * bool(found.clashes) + [strains] * bool(found.strains)
    why = "; ".join(parts) or "a limit stopped the search for the reasons"
    return f"No settlement honours every position: {why}."


def dealing_tables(show: Renderer, answer: Deals) -> list[Table]:
    """Return the tables of an answer about deals."""
    dealing, found = answer.dealing, answer.dealing.settlements
    supposed = [f"supposed, as if said after all else on the day: {text}" for text in answer.supposed]
    tables = [Table("", (), (), note="\n".join([headline(show, dealing), *supposed]))]
    tables += [
        _bundles(show, answer, title, name, getattr(dealing.steps, name), untouched="left open")
        for name, title in STEPS.items()
        if answer.lists[name]
    ]
    if found.listed.bundles:
        title = "Settlements that honour every position"
        tables.append(_bundles(show, answer, title, "settlements", found.listed, untouched="declined"))
    for title, clashes in (
        ("Clashes of wishes", found.wish_clashes),
        ("Strains within a party", (*found.strains, *found.wish_strains)),
    ):
        if clashes:
            tables.append(_clashes(show, dealing, title, clashes))
    for number, knot in enumerate(found.knots, 1):
        tables += _knot(show, dealing, number, knot)
    tables += _evenly(show, dealing)
    tables += _best(show, answer)
    tables += _weighed(show, answer)
    reached = [f"Not proven: stopped by {limit}." for limit in dealing.reached]
    return [*tables, Table("", (), (), note="\n".join([*reached, _LIMITS]))]


def _bundles(show: Renderer, answer: Deals, title: str, name: str, listed: Listed, *, untouched: str) -> Table:
    rows = []
    for number, found in enumerate(answer.lists[name], 1):
        lines = list(bundle_lines(show, answer.dealing.problem, found, untouched=untouched))
        held = "\n".join(things_held(show, answer.dealing.problem, found.atoms))
        rows.append((str(number), held, "\n".join([*lines, *_costs(show, found)])))
    note = "" if listed.complete else f"and {listed.more:,} more" if listed.more else "and more, not counted"
    return Table(f"{title} ({len(rows)})", ("", "It holds", "Beside it"), tuple(rows), note=note)


def _costs(show: Renderer, found: Described) -> Iterator[str]:
    lines = list(burden_words(show, found.burdens))
    if any(sum(burden.key) for burden in found.burdens):
        yield from (f"costs {line}" for line in lines)


def _clashes(show: Renderer, dealing: Dealing, title: str, clashes: Sequence[Clash]) -> Table:
    rows = tuple(clash_lines(show, dealing.problem, clash) for clash in clashes)
    return Table(f"{title} ({len(rows)})", ("Cannot be honoured together", "Joined by"), rows)


def _knot(show: Renderer, dealing: Dealing, number: int, knot: Knot) -> Iterator[Table]:
    clashes = [dealing.settlements.clashes[each] for each in knot.clashes]
    yield _clashes(show, dealing, f"Knot {number}: {show.names(knot.issues)}", clashes)
    parties = sorted({dealing.problem.positions[p].holder for clash in clashes for p in clash.positions})
    note = "" if knot.complete else "and more"
    title = f"Ways out of knot {number} ({len(knot.ways_out)})"
    if len(parties) > _SIDE_BY_SIDE:
        rows = tuple((str(n), _gives(show, dealing, way, None)) for n, way in enumerate(knot.ways_out, 1))
        yield Table(title, ("", "What would suffice"), rows, note=note)
        return
    columns = ("", *(f"If {show.name(party)}" for party in parties))
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
            words = giving_words(show, problem, giving)
            lines.append(words if party is None else words.removeprefix(f"{show.name(holder)} "))
    return "\n".join(lines)


def _evenly(show: Renderer, dealing: Dealing) -> Iterator[Table]:
    even = dealing.settlements.evenly_divided
    if len(dealing.settlements.knots) < 2 or not even.combinations:
        return
    knots = dealing.settlements.knots
    cells = [
        [_way_words(show, knot.ways_out[way], way) for knot, way in zip(knots, combination, strict=True)]
        for combination in even.combinations
    ]
    columns = ["", *(f"Knot {number}" for number in range(1, len(knots) + 1))]
    if len(knots) > _SIDE_BY_SIDE:
        columns = ["", "Ways out taken together, knot by knot"]
        cells = [["\n".join(f"{n}: {words}" for n, words in enumerate(row, 1))] for row in cells]
    rows = tuple((str(number), *row) for number, row in enumerate(cells, 1))
    note = (
        f"In these the numbers of knots in which each party gives something differ least, by {even.spread}."
        if even.spread
        else "In these each party gives something in equally many knots."
    )
    if even.more:
        note += f" And {even.more:,} more."
    yield Table(f"Evenly divided ({len(rows)})", tuple(columns), rows, note=note)


def _way_words(show: Renderer, way: WayOut, number: int) -> str:
    return f"way out {number + 1}: {', '.join(show.name(party) for party, _ in way.by_party)}"


def _best(show: Renderer, answer: Deals) -> Iterator[Table]:
    dealing, rows = answer.dealing, []
    for bundle, marks in marked(dealing, answer.most).items():
        found = describe(answer.resolution, dealing.problem, bundle, Question.SETTLEMENT)
        held = "\n".join(things_held(show, dealing.problem, bundle))
        names = "\n".join(mark_words(show, mark) for mark in marks)
        costs = [*burden_words(show, found.burdens), *words_lines(show, found), *circle_lines(show, found)]
        rows.append((names, held, "\n".join(costs)))
    if rows:
        title = f"Settlements that cost least{_of_how_many(show, dealing.best)}"
        yield Table(title, ("Which", "It holds", "What it costs each"), tuple(rows), note=_COSTS)


def _of_how_many(show: Renderer, best: Best) -> str:
    if best.pareto is None:
        return f"; those {_PARETO} were not computed"
    return f", of {len(best.pareto):,} {_PARETO}"


def mark_words(show: Renderer, mark: Mark) -> str:
    """Return why a settlement is listed among those that cost least."""
    if mark.idea == "nearest":
        changes = number_of(mark.changes, "term changed", "terms changed")
        return f"nearest to {show.name(mark.of or '')} ({changes})"
    if mark.of:
        return f"least for {show.name(mark.of)}"
    name = {"least_total": "least in total", "even_handed": "even-handed"}[mark.idea]
    so_far = "" if mark.proven else f" ({gap_words(show, mark.gap)})"
    return f"{name}, {'alike' if mark.alike else 'as worded'}{so_far}"


def _weighed(show: Renderer, answer: Deals) -> Iterator[Table]:
    dealing, weighed = answer.dealing, answer.dealing.weighed
    if weighed is None:
        return
    marked: dict[int, list[str]] = {}
    for name, words in _SOLUTIONS.items():
        for number in getattr(weighed.solutions, name)[: answer.most]:
            marked.setdefault(number, []).append(words)
    for number in range(min(answer.most, len(weighed.points))):
        marked.setdefault(number, [])
    rows = []
    for number in sorted(marked):
        point = weighed.points[number]
        worth = zip(dealing.problem.parties, point.utilities, weighed.without, strict=True)
        told = [f"{show.name(party)}: {_plain(value)} (without: {_plain(without)})" for party, value, without in worth]
        rows.append(
            (
                "\n".join(marked[number]) or "—",
                "\n".join(things_held(show, dealing.problem, point.bundle)),
                "\n".join(told),
            )
        )
    left = len(weighed.points) - len(rows)
    note = [f"and {left:,} more"] * bool(left) + [_UTILITIES]
    if weighed.unvalued:
        note.append(f"Worth nothing, as the file has no row for it: {show.names(weighed.unvalued)}.")
    if not weighed.solutions.nash:
        note.append(
            "None leaves every party at least what it has without agreement: there is no point of Nash or Kalai."
        )
    title = f"By the weights given: settlements that could give no party more without giving another less ({len(weighed.points):,})"
    yield Table(title, ("Which", "It holds", "Worth to each"), tuple(rows), note="\n".join(note))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
