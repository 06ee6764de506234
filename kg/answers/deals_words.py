"""What is said of deals: bundles, positions, clashes and what is given up, in words that treat demander and refuser alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.answers.headline import reading_gap
from kg.answers.rendering import Renderer
from kg.answers.terms import marks
from kg.deals.costing import Burden
from kg.deals.describing import Described, Ordered, Traded
from kg.deals.giving_up import Giving
from kg.deals.least import Gap
from kg.deals.problem import PLACES, Atom, Given, Position, Problem
from kg.deals.settlements import Clash
from kg.deals.terms_changed import contained
from kg.resolution import Resolved
from kg.vocabulary import Stance

__all__ = [
    "HELD",
    "atom_words",
    "bounded",
    "bundle_lines",
    "burden_words",
    "circle_lines",
    "clash_lines",
    "gap_words",
    "giving_words",
    "no_stance_lines",
    "number_of",
    "position_words",
    "things_held",
    "words_lines",
]

HELD = {
    Stance.DEMAND: "demands",
    Stance.SUPPORT: "supports",
    Stance.CONDITIONAL: "accepts on conditions",
    Stance.OPEN: "is open to",
    Stance.DOUBT: "doubts",
    Stance.OPPOSE: "opposes",
    Stance.RULE_OUT: "rules out",
}

_WITHDRAWN = {
    Stance.DEMAND: "withdraws its demand for",
    Stance.SUPPORT: "withdraws its support for",
    Stance.CONDITIONAL: "withdraws its conditional acceptance of",
}

_OPPOSED = {
    Stance.DOUBT: "no longer doubts",
    Stance.OPPOSE: "no longer opposes",
    Stance.RULE_OUT: "no longer rules out",
}

#: what is counted at each place of a cost
_COUNTED = {
    "red_lines": ("declared red line", "declared red lines"),
    "firm": ("firm objection", "firm objections"),
    "conditions_unmet": ("condition unmet", "conditions unmet"),
    "soft": ("doubt", "doubts"),
    "wishes_denied": ("wish denied", "wishes denied"),
    "uncommitted": ("not committed or not on record", "not committed or not on record"),
}


def number_of(count: int, one: str, several: str) -> str:
    """Return a number with what is counted: ``1 clash``, ``2 clashes``."""
    return f"{count:,} {one if count == 1 else several}"


def atom_words(show: Renderer, atom: Atom) -> str:
    """Return what a bundle holds, in words: an option, or a place on a ladder such as ``Reserve: between 600 and 800 boats``."""
    if atom.options:
        return show.names(atom.options)
    unit = f" {atom.unit}" if atom.unit else ""
    low, high = (None if value is None else f"{value.normalize():f}" for value in (atom.low, atom.high))
    place = f"between {low} and {high}" if low and high else f"more than {low}" if low else f"less than {high}"
    return f"{show.name(atom.issue)}: {place}{unit}"


def things_held(show: Renderer, problem: Problem, atoms: Iterable[int]) -> list[str]:
    """Return what a bundle holds, in words, in order; nothing at all is said so."""
    held = sorted(atoms)
    inside = {number: contained(problem, number) & set(held) for number in held}
    within = frozenset[int]().union(*inside.values())
    lines = []
    for number in (each for each in held if each not in within):
        words = atom_words(show, problem.atoms[number])
        parts = ", ".join(atom_words(show, problem.atoms[each]) for each in sorted(inside[number]))
        lines.append(f"{words} (contains {parts})" if parts else words)
    return lines or ["nothing: every issue is declined"]


def bounded(show: Renderer, held: Resolved) -> str:
    """Return the term of a stance with its bounds on a ladder: ``at least 60 days``."""
    bounds = [bound.replace("-", " ") for bound in held.bounds if bound != "exactly"]
    return " ".join([" or ".join(bounds), show.name(held.term)]).strip()


def position_words(show: Renderer, position: Position) -> str:
    """Return a position in words: ``Party A demands at least 60 days (by others' word)``."""
    held = position.held
    verb = HELD.get(held.stance, "is of two minds on")
    return f"{show.name(position.holder)} {verb} {bounded(show, position.held)}{marks(show.lang, inferred=False, ascribed=held.ascribed)}"


def giving_words(show: Renderer, problem: Problem, giving: Giving) -> str:
    """Return what a party would give up, in words that begin with its name."""
    position = problem.positions[giving.position]
    who, what = show.name(position.holder), bounded(show, position.held)
    dropped = [position.held.conditions[number] for number in giving.dropped]
    conditions = "; ".join(show.condition_words(replace(each, otherwise=())) for each in dropped)
    to = atom_words(show, problem.atoms[giving.to]) if giving.to is not None else ""
    if giving.how is Given.WITHDRAW:
        return f"{who} {_WITHDRAWN.get(position.stance, 'withdraws what it says of')} {what}"
    if giving.how is Given.NO_LONGER_OPPOSE:
        return f"{who} {_OPPOSED.get(position.stance, 'no longer opposes')} {what}"
    if giving.how is Given.IF_REPORT_WRONG:
        return f"if the report is wrong that {position_words(show, position)}"
    if giving.how is Given.LIFT_BOUND and conditions:
        return f"{who} eases its condition for {what}: {conditions}, as far as {to}"
    bounds = " ".join(bound.replace("-", " ") for bound in position.held.bounds if bound != "exactly")
    return {
        Given.TOGETHER: f"{who} takes at the same time what it wants first, for {what}: {conditions}",
        Given.ANY_ORDER: f"{who} gives up the order for {what}: {conditions}",
        Given.LIFT_BOUND: f"{who} moves from {what} to {f'{bounds} {to}'.strip()}",
        Given.BETWEEN: f"{who} moves from {what} to {to}",
        Given.DROP_CONDITION: f"{who} drops its condition for {what}: {conditions}",
    }[giving.how]


def clash_lines(show: Renderer, problem: Problem, clash: Clash) -> tuple[str, str]:
    """Return the positions of a clash, a line each, and what joins them."""
    positions = [position_words(show, problem.positions[number]) for number in clash.positions]
    joined: list[str] = []
    for reason in clash.because:
        if isinstance(reason, tuple):
            steps = [f"{atom_words(show, problem.atoms[e.first])} {_timing(e.timing)}" for e in reason]
            joined.append(f"an order that runs in a circle: {', '.join(steps)}")
        elif reason.chain:
            joined.append(" → ".join(map(show.name, reason.chain.via)))
            joined += [words for text in reason.chain.reasons if (words := show.text(text))]
    return "\n".join(positions), "\n".join(dict.fromkeys(joined)) or _one_matter(show, problem, clash)


def _one_matter(show: Renderer, problem: Problem, clash: Clash) -> str:
    """Return what joins positions that no relation joins: one option, or what their issue admits."""
    positions = [problem.positions[number] for number in clash.positions]
    issues = {position.issue for position in positions}
    if len({position.held.term for position in positions}) == 1 or len(issues) != 1 or None in issues:
        return "the same option"
    (issue,) = issues
    if any(atom.issue == issue and (atom.low is not None or atom.high is not None) for atom in problem.atoms):
        return "no value lies within all of these"
    return f"at most one option of {show.name(str(issue))}"


def _timing(timing: str) -> str:
    return "first" if timing == "before" else "at the same time"


def bundle_lines(show: Renderer, problem: Problem, found: Described, *, untouched: str) -> Iterator[str]:
    """Yield what is to know of a bundle, a line each; ``untouched`` says what an issue is of which it holds nothing."""
    if found.untouched:
        yield f"{untouched}: {show.names(found.untouched)}"
    for traded in found.traded:
        yield traded_words(show, traded)
    yield from (_order_words(show, each) for each in found.order)
    yield from circle_lines(show, found)
    for apart in found.readings:
        yield f"{reading_gap(show, apart)}, on {show.name(apart.option)}"
    if found.needs:
        yield f"needs {show.names(found.needs)}"
    yield from no_stance_lines(show, problem, found)
    yield from _on_each(show, "withheld", ((t.party, atom_words(show, problem.atoms[t.atom])) for t in found.withheld))
    yield from _on_each(show, "not committed", ((held.party, show.name(held.term)) for held in found.open))
    yield from _on_each(show, "demand unmet", ((held.party, bounded(show, held)) for held in found.unmet))
    told = sum(held.ascribed for held in found.rests_on)
    inferred = sum(held.inferred for held in found.rests_on)
    if told or inferred:
        yield f"rests on {told} stances by others' word, {inferred} inferred"


def traded_words(show: Renderer, traded: Traded) -> str:
    """Return a condition that a bundle meets, or is subject to, with who sets it and for what."""
    verb = "subject to" if traded.condition.words else "on the condition of"
    return f"{verb} {show.name(traded.holder)} for {show.name(traded.term)}: {show.condition_words(traded.condition)}"


def words_lines(show: Renderer, found: Described) -> Iterator[str]:
    """Yield the conditions in words that a bundle is subject to, which nobody can check."""
    for traded in (each for each in found.traded if each.condition.words):
        yield traded_words(show, traded)


def circle_lines(show: Renderer, found: Described) -> Iterator[str]:
    """Yield that the orders asked for in a bundle cannot all be kept, where that is so."""
    if found.in_circle:
        asking = show.names(sorted({party for order in found.order for party in order.held_by}))
        yield f"the orders that {asking} ask for run in a circle, and not all can be kept"


def no_stance_lines(show: Renderer, problem: Problem, found: Described) -> Iterator[str]:
    """Yield a line for each party that has no stance on record on something in a bundle."""
    without = ((taking.party, atom_words(show, problem.atoms[taking.atom])) for taking in found.no_side)
    yield from _on_each(show, "no stance on record", without)


def _on_each(show: Renderer, what: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for party, on in pairs:
        grouped.setdefault(party, []).append(on)
    yield from (f"{what}: {show.name(party)} on {', '.join(on)}" for party, on in sorted(grouped.items()))


def _order_words(show: Renderer, order: Ordered) -> str:
    first, then = atom_words(show, order.first), atom_words(show, order.then)
    sequence = f"{first}, then {then}" if order.timing == "before" else f"{first} and {then} at the same time"
    return f"order: {sequence} (asked by {show.names(order.held_by)})"


def burden_words(show: Renderer, burdens: Iterable[Burden]) -> Iterator[str]:
    """Yield what a bundle costs each party, the gravest first."""
    for burden in burdens:
        parts = [
            number_of(count, *_COUNTED[place]) for place, count in zip(PLACES, burden.counts, strict=True) if count
        ]
        parts += [f"{burden.ascribed} by others' word"] * bool(burden.ascribed)
        yield f"{show.name(burden.party)}: {', '.join(parts) or 'nothing'}"


def gap_words(show: Renderer, gap: Gap | None) -> str:
    """Return how far what was found so far may be from the best."""
    if gap is None:
        return "the best so far, not proven"
    place = (*PLACES, "ascribed")[gap.digit]
    found = number_of(gap.found, *_COUNTED.get(place, ("by others' word", "by others' word")))
    return f"the best so far, not proven: {found}, where {gap.bound:,} may do"
