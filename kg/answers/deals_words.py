"""What is said of deals: bundles, positions, clashes and what is given up, in words that treat demander and refuser alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.answers.headline import reading_gap
from kg.answers.rendering import Renderer
from kg.answers.terms import bound_words, marks
from kg.deals.costing import Burden
from kg.deals.describing import Described, Ordered, Traded
from kg.deals.giving_up import Giving
from kg.deals.least import Gap
from kg.deals.problem import PLACES, Atom, Given, Position, Problem
from kg.deals.settlements import Clash
from kg.deals.terms_changed import contained
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import counted, joined, later, listed, page_counted, said

__all__ = [
    "HELD",
    "atom_words",
    "bounded",
    "bundle_lines",
    "burden_words",
    "circle_lines",
    "clash_lines",
    "gap_words",
    "gives_words",
    "giving_words",
    "no_stance_lines",
    "position_words",
    "things_held",
    "words_lines",
]

HELD = {
    Stance.DEMAND: later("{party} demands {what}"),
    Stance.SUPPORT: later("{party} supports {what}"),
    Stance.CONDITIONAL: later("{party} accepts on conditions {what}"),
    Stance.OPEN: later("{party} is open to {what}"),
    Stance.DOUBT: later("{party} doubts {what}"),
    Stance.OPPOSE: later("{party} opposes {what}"),
    Stance.RULE_OUT: later("{party} rules out {what}"),
}
_OF_TWO_MINDS = later("{party} is of two minds on {what}")

_WITHDRAWN = {
    Stance.DEMAND: later("withdraws its demand for {what}"),
    Stance.SUPPORT: later("withdraws its support for {what}"),
    Stance.CONDITIONAL: later("withdraws its conditional acceptance of {what}"),
}
_WITHDRAWS = later("withdraws what it says of {what}")

_OPPOSED = {
    Stance.DOUBT: later("no longer doubts {what}"),
    Stance.OPPOSE: later("no longer opposes {what}"),
    Stance.RULE_OUT: later("no longer rules out {what}"),
}

_ON_CONDITIONS = {
    Given.LIFT_BOUND: later("eases its condition for {what}: {conditions}, as far as {to}"),
    Given.TOGETHER: later("takes at the same time what it wants first, for {what}: {conditions}"),
    Given.ANY_ORDER: later("gives up the order for {what}: {conditions}"),
    Given.DROP_CONDITION: later("drops its condition for {what}: {conditions}"),
}

#: what is counted at each place of a cost
_COUNTED = {
    "red_lines": ("{count} declared red line", "{count} declared red lines"),
    "firm": ("{count} firm objection", "{count} firm objections"),
    "conditions_unmet": ("{count} condition unmet", "{count} conditions unmet"),
    "soft": ("{count} doubt", "{count} doubts"),
    "wishes_denied": ("{count} wish denied", "{count} wishes denied"),
    "uncommitted": ("{count} not committed or not on record", "{count} not committed or not on record"),
    "ascribed": ("{count} by others’ word", "{count} by others’ word"),
}


def _cost(lang: str, place: str, count: int) -> str:
    """Return a number with what is counted at a place of a cost: ``2 doubts``."""
    return page_counted(lang, f"cost_{place}", count, *_COUNTED[place]).replace("’ word", "' word")


def atom_words(show: Renderer, atom: Atom) -> str:
    """Return what a bundle holds, in words: an option, or a place on a ladder such as ``Reserve: between 600 and 800 boats``."""
    if atom.options:
        return show.names(atom.options)
    unit = f" {atom.unit}" if atom.unit else ""
    low, high = (None if value is None else f"{value.normalize():f}" for value in (atom.low, atom.high))
    if low and high:
        place = said(show.lang, "between {low} and {high}", low=low, high=high)
    else:
        place = said(show.lang, "more than {low}", low=low) if low else said(show.lang, "less than {high}", high=high)
    return f"{show.name(atom.issue)}: {place}{unit}"


def things_held(show: Renderer, problem: Problem, atoms: Iterable[int]) -> list[str]:
    """Return what a bundle holds, in words, in order; nothing at all is said so."""
    held = sorted(atoms)
    inside = {number: contained(problem, number) & set(held) for number in held}
    within = frozenset[int]().union(*inside.values())
    lines = []
    for number in (each for each in held if each not in within):
        words = atom_words(show, problem.atoms[number])
        parts = listed(show.lang, (atom_words(show, problem.atoms[each]) for each in sorted(inside[number])))
        lines.append(f"{words} ({said(show.lang, 'contains {option}', option=parts)})" if parts else words)
    return lines or [said(show.lang, "nothing: every issue is declined")]


def bounded(show: Renderer, held: Resolved) -> str:
    """Return the term of a stance with its bounds on a ladder: ``at least 60 days``."""
    return _within(show.lang, held, show.name(held.term))


def _within(lang: str, held: Resolved, value: str) -> str:
    """Return a value with the bounds of a stance: ``at least or at most 60 days``."""
    bounds = [bound for bound in held.bounds if bound != "exactly"]
    if len(bounds) > 1:
        return said(lang, "at least or at most {value}", value=value)
    return bound_words(lang, bounds[0], value) if bounds else value


def position_words(show: Renderer, position: Position) -> str:
    """Return a position in words: ``Party A demands at least 60 days (by others' word)``."""
    held, party = position.held, show.name(position.holder)
    words = said(show.lang, HELD.get(held.stance, _OF_TWO_MINDS), party=party, what=bounded(show, held))
    return words + marks(show.lang, inferred=False, ascribed=held.ascribed)


def giving_words(show: Renderer, problem: Problem, giving: Giving) -> str:
    """Return what a party would give up, in words that begin with its name, or say that a report is wrong."""
    if giving.how is Given.IF_REPORT_WRONG:
        return gives_words(show, problem, giving)
    party = show.name(problem.positions[giving.position].holder)
    return said(show.lang, "{party} {gives}", party=party, gives=gives_words(show, problem, giving))


def gives_words(show: Renderer, problem: Problem, giving: Giving) -> str:
    """Return what a party would give up, without its name."""
    position, lang = problem.positions[giving.position], show.lang
    held, what = position.held, bounded(show, position.held)
    if giving.how is Given.WITHDRAW:
        return said(lang, _WITHDRAWN.get(position.stance, _WITHDRAWS), what=what)
    if giving.how is Given.NO_LONGER_OPPOSE:
        return said(lang, _OPPOSED.get(position.stance, _OPPOSED[Stance.OPPOSE]), what=what)
    if giving.how is Given.IF_REPORT_WRONG:
        return said(lang, "if the report is wrong that {position}", position=position_words(show, position))
    to = atom_words(show, problem.atoms[giving.to]) if giving.to is not None else ""
    if not giving.dropped:
        to = _within(lang, held, to) if giving.how is Given.LIFT_BOUND else to
        return said(lang, "moves from {what} to {to}", what=what, to=to)
    dropped = (replace(held.conditions[number], otherwise=()) for number in giving.dropped)
    named = {"what": what, "conditions": joined(lang, map(show.condition_words, dropped)), "to": to}
    return said(lang, _ON_CONDITIONS[giving.how], **named)


def clash_lines(show: Renderer, problem: Problem, clash: Clash) -> tuple[str, str]:
    """Return the positions of a clash, a line each, and what joins them."""
    positions = [position_words(show, problem.positions[number]) for number in clash.positions]
    lines: list[str] = []
    for reason in clash.because:
        if isinstance(reason, tuple):
            steps = [f"{atom_words(show, problem.atoms[e.first])} {_timing(show.lang, e.timing)}" for e in reason]
            circle = said(show.lang, "an order that runs in a circle")
            lines.append(f"{circle}: {listed(show.lang, steps)}")
        elif reason.chain:
            lines.append(" → ".join(map(show.name, reason.chain.via)))
            lines += [show.reason_words(text) for text in reason.chain.reasons if text]
    return "\n".join(positions), "\n".join(dict.fromkeys(lines)) or _one_matter(show, problem, clash)


def _one_matter(show: Renderer, problem: Problem, clash: Clash) -> str:
    """Return what joins positions that no relation joins: one option, or what their issue admits."""
    positions = [problem.positions[number] for number in clash.positions]
    issues = {position.issue for position in positions}
    if len({position.held.term for position in positions}) == 1 or len(issues) != 1 or None in issues:
        return said(show.lang, "the same option")
    (issue,) = issues
    if any(atom.issue == issue and (atom.low is not None or atom.high is not None) for atom in problem.atoms):
        return said(show.lang, "no value lies within all of these")
    return said(show.lang, "at most one option of {issue}", issue=show.name(str(issue)))


def _timing(lang: str, timing: str) -> str:
    return said(lang, "first") if timing == "before" else said(lang, "at the same time")


def bundle_lines(show: Renderer, problem: Problem, found: Described, *, untouched: str) -> Iterator[str]:
    """Yield what is to know of a bundle, a line each; ``untouched`` says what an issue is of which it holds nothing."""
    if found.untouched:
        yield f"{untouched}: {show.names(found.untouched)}"
    for traded in found.traded:
        yield traded_words(show, traded)
    yield from (_order_words(show, each) for each in found.order)
    yield from circle_lines(show, found)
    for apart in found.readings:
        yield said(show.lang, "{gap}, on {option}", gap=reading_gap(show, apart), option=show.name(apart.option))
    if found.needs:
        yield said(show.lang, "needs {parties}", parties=show.names(found.needs))
    yield from no_stance_lines(show, problem, found)
    yield from _on_each(
        show, said(show.lang, "withheld"), ((t.party, atom_words(show, problem.atoms[t.atom])) for t in found.withheld)
    )
    yield from _on_each(
        show, said(show.lang, "not committed"), ((held.party, show.name(held.term)) for held in found.open)
    )
    yield from _on_each(
        show, said(show.lang, "demand unmet"), ((held.party, bounded(show, held)) for held in found.unmet)
    )
    told = sum(held.ascribed for held in found.rests_on)
    inferred = sum(held.inferred for held in found.rests_on)
    if told or inferred:
        yield counted(
            show.lang,
            told,
            "rests on {count} stance by others' word, {inferred} inferred",
            "rests on {count} stances by others' word, {inferred} inferred",
            inferred=inferred,
        )


_TRADED = later("on the condition of {party} for {option}")


def traded_words(show: Renderer, traded: Traded) -> str:
    """Return a condition that a bundle meets, or is subject to, with who sets it and for what."""
    words = later("subject to {party} for {option}") if traded.condition.words else _TRADED
    named = said(show.lang, words, party=show.name(traded.holder), option=show.name(traded.term))
    return f"{named}: {show.condition_words(traded.condition)}"


def words_lines(show: Renderer, found: Described) -> Iterator[str]:
    """Yield the conditions in words that a bundle is subject to, which nobody can check."""
    for traded in (each for each in found.traded if each.condition.words):
        yield traded_words(show, traded)


def circle_lines(show: Renderer, found: Described) -> Iterator[str]:
    """Yield that the orders asked for in a bundle cannot all be kept, where that is so."""
    if found.in_circle:
        asking = show.names(sorted({party for order in found.order for party in order.held_by}))
        yield said(
            show.lang, "the orders that {parties} ask for run in a circle, and not all can be kept", parties=asking
        )


def no_stance_lines(show: Renderer, problem: Problem, found: Described) -> Iterator[str]:
    """Yield a line for each party that has no stance on record on something in a bundle."""
    without = ((taking.party, atom_words(show, problem.atoms[taking.atom])) for taking in found.no_side)
    yield from _on_each(show, said(show.lang, "no stance on record"), without)


def _on_each(show: Renderer, what: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for party, on in pairs:
        grouped.setdefault(party, []).append(on)
    for party, options in sorted(grouped.items()):
        whose = said(show.lang, "{party} on {option}", party=show.name(party), option=listed(show.lang, options))
        yield f"{what}: {whose}"


def _order_words(show: Renderer, order: Ordered) -> str:
    first, then = atom_words(show, order.first), atom_words(show, order.then)
    words = later("{first}, then {then}") if order.timing == "before" else later("{first} and {then} at the same time")
    sequence = said(show.lang, words, first=first, then=then)
    asking = show.names(order.held_by)
    return said(show.lang, "order: {sequence} (asked by {parties})", sequence=sequence, parties=asking)


def burden_words(show: Renderer, burdens: Iterable[Burden]) -> Iterator[str]:
    """Yield what a bundle costs each party, the gravest first."""
    for burden in burdens:
        counts = zip((*PLACES, "ascribed"), (*burden.counts, burden.ascribed), strict=True)
        parts = listed(show.lang, (_cost(show.lang, place, count) for place, count in counts if count))
        yield f"{show.name(burden.party)}: {parts or said(show.lang, 'nothing')}"


def gap_words(show: Renderer, gap: Gap | None) -> str:
    """Return how far what was found so far may be from the best."""
    if gap is None:
        return said(show.lang, "the best so far, not proven")
    found = _cost(show.lang, (*PLACES, "ascribed")[gap.digit], gap.found)
    words = later("the best so far, not proven: {found}, where {bound} may do")
    return said(show.lang, words, found=found, bound=f"{gap.bound:,}")
