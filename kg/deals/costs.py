"""What a bundle costs each party, as counts of declared positions that it does not honour; no utilities.

=====================  =============================================================================================
place                  what is counted
=====================  =============================================================================================
``red_lines``          what is ruled out is in the bundle; what is demanded is denied
``firm``               what is opposed is in it
``conditions_unmet``   what is accepted on conditions is in it, and they do not hold
``soft``               what is doubted is in it
``wishes_denied``      what is supported is denied
``uncommitted``        what it is open to, backs as part of a whole that is not there, or is unknown on, is in it
=====================  =============================================================================================

A condition that is met makes its stance count as what is held then. A party bears the position of a coalition that binds it.

Backing a whole commits to no part of it, unless the party is for that part: where a stance from backing is a fallback, and the bundle holds
what it stands beside (a value of a ladder within the bounds of both), nothing is uncommitted. The for is what the bundle
rests on there; rule 2 of :mod:`kg.resolution` lets backing yield to it, and the steps list the value as accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.deals.declared import Declared
from kg.deals.formulas import FALSE, Formula, Holds, every, no
from kg.deals.positions import Asking
from kg.deals.problem import Cost, Taking
from kg.vocabulary import Side, Stance, side_of

__all__ = ["costs_of"]

_PLACE = {
    Stance.DEMAND: "red_lines",
    Stance.SUPPORT: "wishes_denied",
    Stance.DOUBT: "soft",
    Stance.OPPOSE: "firm",
    Stance.RULE_OUT: "red_lines",
}

#: a place, and where it is counted in a step and in a settlement
_Counted = tuple[str, Formula, Formula]


def costs_of(asking: Asking, takings: Iterable[Taking]) -> Iterator[Cost]:
    """Yield the costs: of the positions in their order, then of what the parties are unknown on."""
    for declared in asking.declared:
        matter = _matter(asking, declared.held.term)
        for place, in_step, settled in _counted(asking, declared):
            if (in_step, settled) != (FALSE, FALSE):
                yield from (
                    Cost(party, place, matter, settled, in_step, declared.held.ascribed) for party in declared.parties
                )
    reported = {
        (p, d.held.term)
        for d in asking.declared
        for p in d.parties
        if d.held.stance is Stance.MIXED and d.held.ascribed
    }
    for taking in takings:
        if taking.side is None:
            holds, matter = Holds(taking.atom), _matter_of_atom(asking, taking.atom)
            options = asking.terms.space.atoms[taking.atom].options
            by_report = any((taking.party, option) in reported for option in options)
            yield Cost(taking.party, "uncommitted", matter, holds, holds, by_report)


def _counted(asking: Asking, declared: Declared) -> Iterator[_Counted]:
    terms, held = asking.terms, declared.held
    holds = terms.holds(held)
    if held.side is Side.FOR:
        asked = asking.asked(declared)
        yield _PLACE[held.stance], no(asked.step), no(asked.settlement)
    elif held.side is Side.AGAINST:
        yield _PLACE[held.stance], holds, holds
    elif held.stance is Stance.OPEN:
        yield "uncommitted", holds, holds
    elif held.stance is Stance.CONDITIONAL and declared.held.is_backing:
        partly = every([asking.rests(declared), no(terms.waiting(held).met)])
        yield "uncommitted", partly, partly
    elif held.stance is Stance.CONDITIONAL:
        yield from _of_conditional(asking, declared)


def _of_conditional(asking: Asking, declared: Declared) -> Iterator[_Counted]:
    waiting, rests = asking.terms.waiting(declared.held), asking.rests(declared)
    unmet = every([rests, no(waiting.met)])
    yield "conditions_unmet", unmet, unmet
    for stance in waiting.stances:
        if side_of(stance) is Side.FOR:
            step, settled = (asking.owed(declared, waiting, stance, settled=s) for s in (False, True))
            yield _PLACE[stance], step, settled
        else:
            held_then = every([rests, waiting.met_as(stance)])
            yield _PLACE.get(stance, "uncommitted"), held_then, held_then


def _matter(asking: Asking, term: str) -> str:
    issue = asking.terms.issue_of(term)
    return term if issue is None or asking.terms.case.issues[issue].choice_rule == "compatible" else issue


def _matter_of_atom(asking: Asking, number: int) -> str:
    atom = asking.terms.space.atoms[number]
    return atom.issue if asking.terms.case.issues[atom.issue].choice_rule != "compatible" else atom.options[0]
