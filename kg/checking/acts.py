"""What the checks of a case go through: its positions with their statements, and how they name what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.case import Case
from kg.case.records import Condition, Position, Statement, Thing, choose
from kg.resolution import Derivation, Resolution, Resolved

__all__ = [
    "acts_of",
    "chains",
    "described",
    "name_of",
    "newest_of",
    "positions_by_party",
    "replaced_by",
    "required_by",
    "term_in",
]


def positions_by_party(resolution: Resolution) -> Iterator[tuple[str, tuple[Position, ...]]]:
    """Yield each party (id) that is asked about with its stored positions."""
    yield from resolution.case.positions_of(resolution.parties).items()


def acts_of(case: Case, held: Iterable[Position]) -> Iterator[tuple[Position, Statement]]:
    """Yield positions with each of their statements that the case has."""
    for position in held:
        for identifier in position.statements:
            statement = case.statement(identifier)
            if statement is not None:
                yield position, statement


def term_in(case: Case, identifier: str) -> Thing:
    """Return the option or proposal that an id names, or a thing that has only the id."""
    return case.options.get(identifier) or case.proposals.get(identifier) or Thing(identifier)


def name_of(case: Case, identifier: str) -> str:
    """Return the label of a party, option, proposal or kind of event."""
    known = case.parties.get(identifier) or case.event_kinds.get(identifier)
    return (known or term_in(case, identifier)).label()


def described(case: Case, position: Position) -> Thing:
    """Return the thing that a finding on a position is about: an unnamed one is described by what it connects."""
    words = f"position: {name_of(case, position.party)} · {name_of(case, position.on)} · {position.stance}"
    return Thing("" if position.id.startswith("_:") else position.id, (("en", words),))


def newest_of(held: Resolved) -> Statement:
    """Return the newest statement of a stance that has some."""
    return max(held.evidence, key=lambda statement: (statement.latest, statement.id))


def replaced_by(held: Resolved) -> str:
    """Return the newest position on the term that a stance replaced, with its day: ``support of 2031-01-05``."""
    older = (past for past in held.past if past.position.stance is not held.stance)
    newest = max(older, key=lambda past: past.evidence[-1].latest, default=None)
    return f"{newest.position.stance} of {newest.evidence[-1].latest}" if newest else "older stance"


def required_by(case: Case, condition: Condition) -> str:
    """Return what a condition requires, in words."""
    words = choose(condition.words, "en")
    parts = [*(name_of(case, each) for each in condition.requires), *([f"“{words}”"] if words else [])]
    return " and ".join(parts) or "what is not stated"


def chains(case: Case, held: Resolved) -> str:
    """Return how a stance is known: stated on its day, or each chain by which it is inferred."""
    if not held.derivation:
        return f"stated on {held.day}"
    return "; ".join(_chain(case, derivation) for derivation in held.derivation)


def _chain(case: Case, derivation: Derivation) -> str:
    """Return one chain of inference: its rule, premises, path and reasons."""
    premises = " and ".join(
        f"{p.stance} of {name_of(case, p.party)} on {name_of(case, p.option)}" for p in derivation.premises
    )
    via = " → ".join(name_of(case, each) for each in derivation.via)
    reasons = ", ".join(words for reason in derivation.reasons if (words := choose(reason, "en")))
    steps = f" ({via})" if via else ""
    return f"by {derivation.rule} from {premises}{steps}" + (f", because {reasons}" if reasons else "")
