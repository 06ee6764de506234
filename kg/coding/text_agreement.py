"""How far coders agree who coded one text each for themselves: by sentence and party, and by what they decided there.

**Units.** A unit is a sentence and a party. The sentences are those that two coders or more were to code: of a coder with a
sample, the sentences of the sample only; the parties are those for whom any coder coded a statement in one of these sentences.
So the units are every sentence and party that any coder could mark, without the parties that nobody found.

**Values**, by variable (:data:`VARIABLES`); a missing value has no part in alpha:

- *statement*: whether the coder coded a statement of the party of which at least one sign lies in the sentence (``marked``, ``not
  marked``). Missing: a sentence that the coder was not to code; one with a card of the party, or of no party yet, that the
  coder left open, where none is coded.
- The others are compared where the statements of two coders meet: both are of the party and their spans overlap by at least
  one sign. Several statements of one coder in a unit are taken together. *option*: the set of options and proposals coded.
  *stance*: for each option on which two coders coded a stance, so that a unit may be several of these; *attribution*; *day*:
  the first and the last day. Missing: where the statements of the coder give several stances, attributions or days.

Statements meet by place and party alone: neither ids nor the order of the cards count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from kg.coding.krippendorff import alpha
from kg.vocabulary import STANCES, Stance

__all__ = [
    "MARKED",
    "NOT_MARKED",
    "VARIABLES",
    "Coding",
    "Mark",
    "Sentence",
    "TextComparison",
    "TextUnit",
    "compare_texts",
]

#: what coders decide, each a variable with an alpha of its own
VARIABLES = ("statement", "option", "stance", "attribution", "day")
#: the values of the variable *statement*
MARKED, NOT_MARKED = "marked", "not marked"

#: one coder's value: a single text, but for *option* the ids in order and for *day* the first and last day in ISO form ("": not
#: said); None where it is missing
Value = tuple[str, ...] | None


class Sentence(NamedTuple):
    """A sentence: its paragraph, its number in it, both from 1, and where it stands in the paragraph, in code points."""

    paragraph: int
    number: int
    start: int
    end: int


class TextUnit(NamedTuple):
    """A sentence and a party (id); ``option`` (id) is that of a stance, else empty."""

    sentence: Sentence
    party: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a coder did at a place: ``state`` is ``coded``, ``rejected`` or ``open``; ``positions`` are pairs of option (id) and stance.

    ``start`` and ``end`` are offsets in the paragraph, in code points. ``party`` is empty where none is chosen yet.
    """

    paragraph: int
    start: int
    end: int
    state: str
    party: str = ""
    positions: tuple[tuple[str, str], ...] = ()
    attribution: str = ""
    earliest: date | None = None
    latest: date | None = None

    def overlaps(self, other: Mark | Sentence) -> bool:
        """Return whether a mark or sentence has a sign in common with this one."""
        return self.paragraph == other.paragraph and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Coding:
    """What one coder did with a text; ``sentences`` are those that the coder was to code, all or a sample of them.

    ``blind``: without seeing what the program proposes.
    """

    coder: str
    marks: tuple[Mark, ...]
    sentences: frozenset[Sentence]
    blind: bool = False
    sample: int | None = None

    def count(self, state: str) -> int:
        """Return how many places have a state."""
        return sum(mark.state == state for mark in self.marks)


@dataclass(frozen=True)
class TextComparison:
    """The values that each of ``coders`` gave, in their order, by variable and unit; units that two values lack are left out.

    ``sentences`` counts those that two coders or more were to code; ``parties`` are the ids of the units' parties.
    """

    coders: tuple[str, ...]
    values: Mapping[str, Mapping[TextUnit, tuple[Value, ...]]]
    sentences: int
    parties: tuple[str, ...]

    def alpha(self, variable: str, metric: str = "nominal") -> float | None:
        """Return Krippendorff's alpha of a variable; None where there is no variation, or nothing that two coded.

        Only a stance has the metric ``ordinal``: by its rank, without noncommittal, which has none.
        """
        return alpha(self._pairable(variable, metric), metric)

    def units(self, variable: str, metric: str = "nominal") -> int:
        """Return how many units have the values of two coders or more."""
        return len(self._pairable(variable, metric))

    def pairable_values(self, variable: str, metric: str = "nominal") -> int:
        """Return how many values alpha rests on."""
        return sum(map(len, self._pairable(variable, metric)))

    def _pairable(self, variable: str, metric: str) -> Sequence[Sequence[tuple[str, ...]]] | Sequence[Sequence[int]]:
        given = [[value for value in values if value is not None] for values in self.values[variable].values()]
        if metric == "ordinal":
            stances = [[Stance(value[0]) for value in values] for values in given]
            ranks = [[STANCES[stance].rank for stance in values if stance in STANCES] for values in stances]
            return [values for values in ranks if len(values) > 1]
        return [values for values in given if len(values) > 1]

    def disagreements(self) -> list[tuple[str, TextUnit, tuple[Value, ...]]]:
        """Return variable, unit and values where coders differ, in order of place, party and variable."""
        found = [
            (variable, unit, values)
            for variable in VARIABLES
            for unit, values in self.values[variable].items()
            if len(set(values) - {None}) > 1
        ]
        return sorted(found, key=lambda one: (one[1][:2], VARIABLES.index(one[0]), one[1].option))

    def pairs(self) -> list[TextComparison]:
        """Return each two coders, compared on the units of which both gave a value."""
        found = []
        for one, other in combinations(range(len(self.coders)), 2):
            values = {
                variable: {
                    unit: (given[one], given[other]) for unit, given in units.items() if _both(given, one, other)
                }
                for variable, units in self.values.items()
            }
            sentences = len({unit.sentence for unit in values["statement"]})
            found.append(TextComparison((self.coders[one], self.coders[other]), values, sentences, self.parties))
        return found


def _both(values: Sequence[Value], one: int, other: int) -> bool:
    return values[one] is not None and values[other] is not None


def compare_texts(codings: Iterable[Coding]) -> TextComparison:
    """Compare what coders did with one text; they are put in order of their names, which all differ."""
    coded = [_Placed(coding) for coding in sorted(codings, key=lambda coding: coding.coder)]
    counts: defaultdict[Sentence, int] = defaultdict(int)
    for one in coded:
        for sentence in one.coding.sentences:
            counts[sentence] += 1
    sentences = sorted(sentence for sentence, count in counts.items() if count > 1)
    parties = sorted({party for one in coded for sentence in sentences for party in one.parties_in(sentence)})
    units = [TextUnit(sentence, party) for sentence in sentences for party in parties]
    values: dict[str, dict[TextUnit, tuple[Value, ...]]] = {variable: {} for variable in VARIABLES}
    for unit in units:
        for variable, option, given in _values(unit, coded):
            if sum(value is not None for value in given) > 1:
                values[variable][unit._replace(option=option)] = given
    return TextComparison(tuple(one.coding.coder for one in coded), values, len(sentences), tuple(parties))


@dataclass(frozen=True)
class _Placed:
    """A coding, with its marks by paragraph."""

    coding: Coding

    @cached_property
    def _by_paragraph(self) -> Mapping[int, list[Mark]]:
        found: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in self.coding.marks:
            found[mark.paragraph].append(mark)
        return found

    def at(self, place: Mark | Sentence, state: str, *parties: str) -> list[Mark]:
        """Return the marks of a state at a place, of some parties where these are given."""
        return [
            mark
            for mark in self._by_paragraph.get(place.paragraph, ())
            if mark.state == state and (not parties or mark.party in parties) and mark.overlaps(place)
        ]

    def parties_in(self, sentence: Sentence) -> set[str]:
        return {mark.party for mark in self.at(sentence, "coded")} if sentence in self.coding.sentences else set()

    def marked(self, unit: TextUnit) -> Value:
        if unit.sentence not in self.coding.sentences:
            return None
        if self.at(unit.sentence, "coded", unit.party):
            return (MARKED,)
        return None if self.at(unit.sentence, "open", unit.party, "") else (NOT_MARKED,)

    def meeting(self, unit: TextUnit, others: Iterable[_Placed]) -> list[Mark]:
        """Return the coder's statements in a unit that meet a statement of another coder."""
        if unit.sentence not in self.coding.sentences:
            return []
        own = self.at(unit.sentence, "coded", unit.party)
        return [
            mark for mark in own if any(other.at(mark, "coded", unit.party) for other in others if other is not self)
        ]


def _values(unit: TextUnit, coded: Sequence[_Placed]) -> Iterator[tuple[str, str, tuple[Value, ...]]]:
    """Yield variable, option and each coder's value of a unit."""
    yield "statement", "", tuple(one.marked(unit) for one in coded)
    met = [one.meeting(unit, coded) for one in coded]
    if sum(map(bool, met)) < 2:
        return
    held = [sorted({position for mark in marks for position in mark.positions}) for marks in met]
    yield "option", "", tuple(tuple(sorted({on for on, _ in positions})) or None for positions in held)
    for option in sorted({on for positions in held for on, _ in positions}):
        yield (
            "stance",
            option,
            tuple(_single((stance,) for on, stance in positions if on == option) for positions in held),
        )
    yield "attribution", "", tuple(_single((mark.attribution,) for mark in marks) for marks in met)
    yield "day", "", tuple(_single((_iso(mark.earliest), _iso(mark.latest)) for mark in marks) for marks in met)


def _single(values: Iterable[tuple[str, ...]]) -> Value:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
