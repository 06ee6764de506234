"""Cases of any size for the speed of a check: many statements, and entailments in a row. Written as N-Triples by numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

__all__ = ["chain_case", "statements_case"]

_PREFIXES = """@prefix : <https://example.org/many#> .
@prefix neg: <https://w3id.org/neg#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:case a neg:Case ; dcterms:title "Many"@en .
"""
_STANCES = ("support", "oppose", "open", "support", "doubt", "demand", "support", "oppose")
_FIRST = date(2020, 1, 1)


def statements_case(statements: int, faulty: int = 0) -> str:
    """Return a sound case of so many statements, each with its position, as Turtle.

    Of ``faulty`` statements the attribution is missing and the paragraph is none of its source's.
    """
    parties, options = max(4, statements // 100), max(8, statements // 20)
    return _PREFIXES + "\n".join(
        (*_frame(parties, options, statements // 10 + 1), *_acts(statements, parties, options, faulty))
    )


def _frame(parties: int, options: int, sources: int) -> Iterator[str]:
    for n in range(parties):
        yield f':p{n} a neg:Party ; skos:prefLabel "Party {n}"@en ; skos:altLabel "P. {n}"@en ; neg:role neg:principal .'
        yield f':h{n} a neg:Person ; skos:prefLabel "Head {n}"@en ; neg:speaksFor :p{n} .'
    for n in range(0, options, 4):
        yield f':i{n} a neg:Issue ; skos:prefLabel "Issue {n}"@en ; neg:choiceRule neg:{("exclusive", "compatible")[n // 4 % 2]} .'
    for n in range(options):
        yield f':o{n} a neg:Option ; skos:prefLabel "Option {n}"@en ; neg:optionOf :i{n - n % 4} ; neg:undertakenBy :p{n % parties} .'
    for n in range(sources):
        day = _FIRST + timedelta(days=n % 1500)
        yield f':c{n} a neg:Source ; dcterms:title "Paper {n}"@en ; dcterms:issued "{day}"^^xsd:date ; neg:paragraphs 40 .'


def _acts(statements: int, parties: int, options: int, faulty: int) -> Iterator[str]:
    for n in range(statements):
        party, source, is_faulty = n % parties, n // 10, n < faulty
        day = _FIRST + timedelta(days=source % 1500)
        how = "" if is_faulty else "neg:attribution neg:on-record ; "
        yield (
            f":s{n} a neg:Statement ; neg:about :p{party} ; neg:speaker :h{party} ; neg:source :c{source} ; "
            f'neg:paragraph {99 if is_faulty else n % 40 + 1} ; neg:earliest "{day}"^^xsd:date ; neg:latest "{day}"^^xsd:date ; '
            f'{how}neg:channel neg:public ; neg:paraphrase "Party {party} says {n}."@en .'
        )
        stance, option = _STANCES[n * 7 % 8], (n // parties + n) % options
        yield f":t{n} a neg:Position ; neg:heldBy :p{party} ; neg:on :o{option} ; neg:stance neg:{stance} ; neg:statedIn :s{n} ."


def chain_case(length: int) -> str:
    """Return a sound case of so many entailments in a row, whose first option is supported and whose last is opposed."""
    frame = _frame(2, 4, 1)
    rest = [':w a neg:Issue ; skos:prefLabel "Steps"@en ; neg:choiceRule neg:compatible .']
    for n in range(length + 1):
        rest.append(f':w{n} a neg:Option ; skos:prefLabel "Step {n}"@en ; neg:optionOf :w ; neg:undertakenBy :p0 .')
    for n in range(length):
        rest.append(
            f':e{n} a neg:Entailment ; neg:premise :w{n} ; neg:conclusion :w{n + 1} ; neg:basis neg:legal ; neg:reason "By law."@en .'
        )
    for n, option, stance in ((0, 0, "support"), (1, length, "oppose")):
        rest.append(
            f":s{n} a neg:Statement ; neg:about :p{n} ; neg:speaker :h{n} ; neg:source :c0 ; neg:latest "
            f'"2020-01-01"^^xsd:date ; neg:attribution neg:on-record ; neg:paraphrase "It says {n}."@en .'
        )
        rest.append(
            f":t{n} a neg:Position ; neg:heldBy :p{n} ; neg:on :w{option} ; neg:stance neg:{stance} ; neg:statedIn :s{n} ."
        )
    return _PREFIXES + "\n".join((*frame, *rest))
