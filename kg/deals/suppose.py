"""What if a party took another stance: stances as if they were said after all else on the day, in own voice.

A supposition is ``PARTY: OPTION = STANCE``. The option can be a proposal. The stance is one of the vocabulary, on a ladder
followed by its bound (``demand at-least``), and ``conditional`` by what it requires, with a bound and in what order:
``conditional if OPTION before``. ``silent`` takes back all that the party holds there: no rule fills it from anything older.

The case is read as if it also held these positions, so that all rules of :mod:`kg.resolution` apply to them, as to what is said
later than all else on the day (:class:`~kg.calendar.EndOfDay`). Nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.calendar import EndOfDay
from kg.case import Case
from kg.case.records import Condition, Position, Statement
from kg.errors import UnknownNameError, UsageError, either
from kg.resolution import Resolution, term_of
from kg.schema import CHOICES
from kg.text import near
from kg.vocabulary import Stance

__all__ = ["SUPPOSED", "Supposition", "parse_supposition", "suppose"]

#: the source (id) of what is only supposed; no case holds it
SUPPOSED = "urn:kg:supposed"

_FORM = "write it as PARTY: OPTION = STANCE, such as “A: x = support”"
_BOUNDS, _TIMINGS = tuple(CHOICES["bound"]), tuple(CHOICES["timing"])
_STANCES = (*CHOICES["stance"], str(Stance.SILENT))


@dataclass(frozen=True, slots=True)
class Supposition:
    """That ``party`` takes ``stance`` on ``term`` (ids), as ``text`` says; with ``bound``, and with ``condition`` if conditional."""

    text: str
    party: str
    term: str
    stance: Stance
    bound: str = "exactly"
    condition: Condition | None = None


def suppose(resolution: Resolution, texts: Iterable[str]) -> tuple[Resolution, tuple[Supposition, ...]]:
    """Return the resolution in which what some texts say is said too, and what it is that they say, in their order.

    Raises :class:`~kg.errors.UsageError` for a text that is no supposition or two that speak of one stance, and as
    :meth:`kg.case.Case.find` for a name.
    """
    supposed = tuple(parse_supposition(resolution.case, text) for text in texts)
    seen: dict[tuple[str, str], Supposition] = {}
    for each in supposed:
        other = seen.setdefault((each.party, each.term), each)
        if other is not each:
            raise UsageError(
                f"“{other.text}” and “{each.text}” suppose two stances on one thing; leave out one of them"
            )
    if not supposed:
        return resolution, ()
    records = [_said(resolution, number, each) for number, each in enumerate(supposed, 1)]
    positions = (position for position, _ in records)
    case = resolution.case.saying(positions, [statement for _, said in records for statement in said])
    return Resolution(case, resolution.day, resolution.filters, resolution.closure), supposed


def _said(resolution: Resolution, number: int, supposed: Supposition) -> tuple[Position, list[Statement]]:
    """Return the position that a supposition is, and the statements in which it is said, or taken back at once."""
    day = EndOfDay.of(resolution.day)
    coder = next(iter(resolution.filters.coders), None)
    name = f"{SUPPOSED}:{number}"

    def statement(kind: str, withdraws: tuple[str, ...] = ()) -> Statement:
        return Statement(
            f"{name}:{kind}",
            supposed.party,
            SUPPOSED,
            day,
            "official-document",
            earliest=day,
            paraphrase=(("en", supposed.text),),
            coder=coder,
            withdraws=withdraws,
        )

    silent = supposed.stance is Stance.SILENT
    said = statement("said")
    position = Position(
        name,
        supposed.party,
        supposed.term,
        # what is against takes nothing away elsewhere, and so neither does taking it back
        Stance.DOUBT if silent else supposed.stance,
        (said.id,),
        bound=supposed.bound,
        conditions=(supposed.condition,) if supposed.condition else (),
    )
    return position, [said, *([statement("taken-back", (name,))] if silent else [])]


# ----------------------------------------------------------------- reading


def parse_supposition(case: Case, text: str) -> Supposition:
    """Return what a text supposes. Raises as :func:`suppose`."""
    before, sign, after = text.rpartition("=")
    if not sign or ":" not in before or not after.strip():
        raise UsageError(f"“{text}” is no supposition; {_FORM}")
    party, term = _party_and_term(case, before)
    words = after.split(None, 1)
    stance = _stance(text, words[0])
    rest = words[1].split() if len(words) > 1 else []
    bound = rest.pop(0) if rest and rest[0] in _BOUNDS else None
    if bound and case.ladder_of(term) is None:
        raise UsageError(f"“{text}”: {_name(case, term)} is no value of a ladder; leave out “{bound}”")
    condition = _condition(case, text, after) if rest and rest[0] == "if" and stance is Stance.CONDITIONAL else None
    if stance is Stance.CONDITIONAL and condition is None:
        raise UsageError(f"“{text}”: say on what condition, such as “conditional if OPTION”")
    if condition and term in condition.requires:
        raise UsageError(f"“{text}”: {_name(case, term)} cannot be the condition of itself; name another option")
    if rest and condition is None:
        raise UsageError(f"“{text}”: “{' '.join(rest)}” is not a part of a stance; {_advice(stance)}")
    return Supposition(text, party, term, stance, bound or "exactly", condition)


def _party_and_term(case: Case, text: str) -> tuple[str, str]:
    """Return the party and the term that a text names, at whichever colon both are found."""
    problems: list[UnknownNameError] = []
    for party, term in _splits(text):
        try:
            return case.find("parties", party), term_of(case, case.find_term(term))
        except UnknownNameError as unknown:
            problems.append(unknown)
    raise next((problem for problem in problems if problem.kind != "parties"), problems[0])


def _splits(text: str) -> Iterator[tuple[str, str]]:
    for colon in re.finditer(":", text):
        yield text[: colon.start()].strip(), text[colon.end() :].strip()


def _stance(text: str, word: str) -> Stance:
    if word in _STANCES:
        return Stance(word)
    close = near(word, _STANCES, 3)
    hint = f"did you mean {either(close)}?" if close else f"write one of: {', '.join(_STANCES)}"
    corrections = {text: text.rpartition("=")[0] + "= " + close[0]} if len(close) == 1 else None
    raise UsageError(f"“{text}”: no stance is named “{word}”; {hint}", corrections)


def _condition(case: Case, text: str, after: str) -> Condition:
    """Return what stands behind the word *if*: an option or a proposal, with its bound and in what order."""
    words = re.split(r"\bif\b", after, maxsplit=1)[1].split()
    timing = words.pop() if words[1:] and words[-1] in _TIMINGS else "within"
    bound = words.pop() if words[1:] and words[-1] in _BOUNDS else "exactly"
    if not words:
        raise UsageError(f"“{text}”: say on what condition, such as “conditional if OPTION”")
    term = case.find_term(" ".join(words))
    if bound != "exactly" and case.ladder_of(term) is None:
        raise UsageError(f"“{text}”: {_name(case, term)} is no value of a ladder; leave out “{bound}”")
    return Condition(requires=(term,), timing=timing, bound=bound)


def _name(case: Case, term: str) -> str:
    known = case.options.get(term) or case.proposals[term]
    return f"“{known.label()}”"


def _advice(stance: Stance) -> str:
    if stance is Stance.CONDITIONAL:
        return "write “conditional if OPTION”, or “conditional if OPTION before”"
    return f"after {stance} there can be a bound: {either(_BOUNDS)}"
