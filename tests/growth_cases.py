"""A made-up negotiation of any size in N-Quads: parties, issues, proposals, events and readings in the shares of a real archive.

All of it follows from the number of statements, so that the same number gives the same case. Of *n* statements:

- n / 8 options, each spoken of some eight times by about six parties; four to an issue, one issue in ten a ladder
- parties grow with the root of n, 20 at 10,000 and 200 at 1,000,000; each has two people, one in four is in a coalition
- one position in twenty is conditional; one option in forty entails the next; one statement in ten restates an older position
- n / 500 proposals of four terms, n / 200 readings, n / 100 events, of which half keep or break a word
- n / 50 sources, over ten years

No blank nodes and no property that version 1.0.0 does not know, so that both can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import isqrt

__all__ = ["BASE", "case_text", "parties_of"]

BASE = "https://example.org/growth#"
_NEG = "https://w3id.org/neg#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_TITLE = "<http://purl.org/dc/terms/title>"
_ORG = "http://www.w3.org/ns/org#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_FIRST = date(2020, 1, 1)
_DAYS = 3_650
_WORD = 2**64 - 1

_STANCES = ("support", "demand", "open", "support", "oppose", "doubt", "rule-out", "support", "oppose", "open")
_ATTRIBUTIONS = ("on-record", "on-record", "official-document", "spokesperson", "reported", "leak", "characterisation")
_CHOICE_RULES = ("compatible", "compatible", "exclusive", "compatible", "exclusive")


def parties_of(statements: int) -> int:
    """Return how many parties a case of so many statements has."""
    return max(4, isqrt(statements // 25))


def case_text(statements: int) -> Iterator[str]:
    """Yield the case of so many statements as N-Quads, some lines at a time."""
    made = _Made(statements)
    yield from made.frame()
    for number in range(statements):
        yield made.act(number)
    yield from made.beside()


def _iri(name: str) -> str:
    return f"<{BASE}{name}>"


def _neg(name: str) -> str:
    return f"<{_NEG}{name}>"


def _text(words: str) -> str:
    return f'"{words}"@en'


def _typed(value: object, kind: str) -> str:
    return f'"{value}"^^<{_XSD}{kind}>'


def _lines(name: str, of: str, *pairs: tuple[str, str]) -> str:
    subject = _iri(name)
    told = [f"{subject} {_TYPE} {_neg(of)} .\n"]
    told += [f"{subject} {predicate} {value} .\n" for predicate, value in pairs]
    return "".join(told)


class _Made:
    """The parts of a case; a number is turned into a choice by fixed multiplications, so that neighbours differ."""

    def __init__(self, statements: int) -> None:
        self.statements = statements
        self.parties = parties_of(statements)
        self.options = max(8, statements // 8)
        self.sources = max(2, statements // 50)

    def frame(self) -> Iterator[str]:
        """Yield what statements speak of: the case, its parties, people, issues, options, relations and sources."""
        yield _lines("case", "Case", (_TITLE, _text(f"A made-up case of {self.statements} statements")))
        for n in range(self.parties):
            yield self._party(n)
        for n in range(0, self.options, 4):
            rule = "ladder" if n // 4 % 10 == 9 else _CHOICE_RULES[n // 4 % 5]
            yield _lines(
                f"i{n}", "Issue", (_LABEL, _text(f"Issue {n} to be settled")), (_neg("choiceRule"), _neg(rule))
            )
        for n in range(self.options):
            yield self._option(n)
        for n in range(self.sources):
            told = (_TITLE, _text(f"Record {n}")), (_neg("paragraphs"), _typed(60, "integer"))
            yield _lines(f"q{n}", "Source", *told)

    def _party(self, n: int) -> str:
        role = "principal" if n % 5 < 3 else "observer"
        told = _lines(f"p{n}", "Party", (_LABEL, _text(f"Party {n}")), (_neg("role"), _neg(role)))
        for each in range(2):
            told += _lines(
                f"h{n}-{each}", "Person", (_LABEL, _text(f"Speaker {each} of {n}")), (_neg("speaksFor"), _iri(f"p{n}"))
            )
        if n % 4 == 1 and n > 1:
            ends = (f"<{_ORG}member>", _iri(f"p{n}")), (f"<{_ORG}organization>", _iri("p0"))
            binds = (_neg("binds"), _typed(str(n % 8 == 1).lower(), "boolean"))
            told += _lines(f"m{n}", "Membership", *ends, binds)
        return told

    def _option(self, n: int) -> str:
        issue = n - n % 4
        pairs = [(_LABEL, _text(f"Option {n} for issue {issue}")), (_neg("optionOf"), _iri(f"i{issue}"))]
        pairs.append((_neg("undertakenBy"), _iri(f"p{n % self.parties}")))
        if issue // 4 % 10 == 9:
            pairs += [(_neg("value"), _typed(f"{10 * (n % 4 + 1)}.0", "decimal")), (_neg("unit"), '"boats"')]
        told = _lines(f"o{n}", "Option", *pairs)
        if n % 40 == 7 and n + 5 < self.options:
            ends = (_neg("premise"), _iri(f"o{n}")), (_neg("conclusion"), _iri(f"o{n + 5}"))
            why = (_neg("basis"), _neg("judgement")), (_neg("reason"), _text(f"{n} contains the other"))
            told += _lines(f"e{n}", "Entailment", *ends, *why)
        return told

    def _statement(self, name: str, party: int, n: int) -> str:
        day = _typed(_FIRST + timedelta(days=n * 7919 % _DAYS), "date")
        attribution = _ATTRIBUTIONS[n * 31 % 7]
        pairs = [
            (_neg("about"), _iri(f"p{party}")),
            (_neg("source"), _iri(f"q{n % self.sources}")),
            (_neg("paragraph"), _typed(n * 17 % 60 + 1, "integer")),
            (_neg("earliest"), day),
            (_neg("latest"), day),
            (_neg("attribution"), _neg(attribution)),
            (_neg("paraphrase"), _text(f"What was said in number {n} of this record.")),
        ]
        if n % 3:
            pairs.append((_neg("speaker"), _iri(f"h{party}-{n % 2}")))
        return _lines(name, "Statement", *pairs)

    def act(self, n: int) -> str:
        """Return a statement, with the position that it states or restates."""
        option = n // 8
        party = self._party_of(n)
        if n % 10 == 9 and n % 8:  # says again what the statement before it, of the same option, said
            again = f"{_iri(f'a{n - 1}')} {_neg('statedIn')} {_iri(f's{n}')} .\n"
            return self._statement(f"s{n}", self._party_of(n - 1), n) + again
        stance = _STANCES[(n * 7 + option) % 10]
        pairs = [(_neg("heldBy"), _iri(f"p{party}")), (_neg("on"), _iri(f"o{option % self.options}"))]
        told = self._statement(f"s{n}", party, n)
        if n % 20 == 3:
            stance = "conditional"
            pairs.append((_neg("condition"), _iri(f"c{n}")))
            required = (_neg("requires"), _iri(f"o{(option + 3) % self.options}"))
            told += _lines(f"c{n}", "Condition", required, (_neg("timing"), _neg("within")))
        pairs += [(_neg("stance"), _neg(stance)), (_neg("statedIn"), _iri(f"s{n}"))]
        return told + _lines(f"a{n}", "Position", *pairs)

    def beside(self) -> Iterator[str]:
        """Yield what rests on statements besides positions: proposals, readings and events."""
        for n in (0, 1, *range(500, self.statements, 500)):  # two at least, to be compared
            yield self._proposal(n)
        for n in range(0, self.statements, 200):
            yield self._reading(n)
        for n in range(0, self.statements, 100):
            yield self._event(n)

    def _party_of(self, n: int) -> int:
        """Return who speaks in a statement: any party as likely as another, whoever speaks before and after."""
        mixed = n * 0x9E3779B97F4A7C15 & _WORD
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _WORD  # SplitMix64 (Steele, Lea, Flood 2014)
        return (mixed ^ mixed >> 27) % self.parties

    def _teller(self, n: int) -> str:
        return _iri(f"p{self._party_of(n)}")

    def _proposal(self, n: int) -> str:
        first = n // 8
        terms = [(_neg("term"), _iri(f"o{(first + step * 5) % self.options}")) for step in range(4)]
        day = _typed(_FIRST + timedelta(days=n * 7919 % _DAYS), "date")
        said = (_neg("status"), _neg("tabled")), (_neg("day"), day), (_neg("statedIn"), _iri(f"s{n}"))
        return _lines(
            f"b{n}", "Proposal", (_LABEL, _text(f"Draft {n}")), *terms, *said, (_neg("proposedBy"), self._teller(n))
        )

    def _reading(self, n: int) -> str:
        point = _lines(f"t{n}", "Point", (_LABEL, _text(f"Scope {n}")))
        of = (_neg("readingOf"), _iri(f"o{n // 8 % self.options}")), (_neg("point"), _iri(f"t{n}"))
        said = (_neg("paraphrase"), _text(f"As understood in {n}")), (_neg("statedIn"), _iri(f"s{n}"))
        return point + _lines(f"r{n}", "Reading", *of, *said, (_neg("readBy"), self._teller(n)))

    def _event(self, n: int) -> str:
        day = _typed(_FIRST + timedelta(days=n * 7919 % _DAYS), "date")
        pairs = [(_LABEL, _text(f"Event {n}")), (_neg("from"), day), (_neg("source"), _iri(f"q{n % self.sources}"))]
        pairs += [(_neg("actor"), self._teller(n)), (_neg("paragraph"), _typed(1, "integer"))]
        if n % 200:
            return _lines(f"v{n}", "Event", *pairs)
        kept = _neg("honours" if n % 400 else "breaks")
        judged = (kept, _iri(f"o{n // 8 % self.options}")), (_neg("accordingTo"), _iri(f"s{n}"))
        told = _lines(f"v{n}", "Event", *pairs, (_neg("assessment"), _iri(f"w{n}")))
        return told + _lines(f"w{n}", "Assessment", *judged)
