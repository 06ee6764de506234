"""Cases made for the page: large ones of a given number of nodes, one whose every text is hostile, and a full table."""

from __future__ import annotations

from small_cases import STAGE, condition, entails, event, position, proposal, reading, told_too

__all__ = ["HOSTILE", "hostile_case", "large_case", "table_case"]

_PREFIXES = """\
@prefix : <urn:made:> .
@prefix neg: <https://w3id.org/neg#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_STANCES = ("demand", "support", "open", "doubt", "oppose", "rule-out", "support")


def large_case(nodes: int, parties: int = 12, options_of_an_issue: int = 9, positions_of_an_option: int = 2) -> str:
    """Return a case of so many parties, issues and options in Turtle, with positions on three days."""
    issues = max(1, (nodes - parties) // (options_of_an_issue + 1))
    lines = [_PREFIXES, ':case a neg:Case ; dcterms:title "A large case"@en .']
    lines.append(':source a neg:Source ; dcterms:title "Record"@en ; neg:paragraphs 9 .')
    for party in range(parties):
        role = "principal" if party < 2 else "observer"
        lines.append(f':p{party} a neg:Party ; neg:role neg:{role} ; skos:prefLabel "Party number {party}"@en .')
        for day in range(3):
            lines.append(
                f":s{party}-{day} a neg:Statement ; neg:about :p{party} ; neg:source :source ; neg:paragraph {day + 1} ;"
                f' neg:earliest "2031-01-0{day + 1}"^^xsd:date ; neg:latest "2031-01-0{day + 1}"^^xsd:date ;'
                f' neg:attribution neg:on-record ; neg:paraphrase "Words of party {party}."@en .'
            )
    for issue in range(issues):
        lines.append(
            f':i{issue} a neg:Issue ; neg:choiceRule neg:compatible ; skos:prefLabel "Issue {issue} to be settled"@en .'
        )
    rest = nodes - parties - issues
    for option in range(rest):
        lines.append(
            f":o{option} a neg:Option ; neg:optionOf :i{option % issues} ; neg:undertakenBy :p0 ;"
            f' skos:prefLabel "Option {option} of many for the matter at hand"@en .'
        )
        for turn in range(positions_of_an_option):
            party = (option * 5 + turn * 7) % parties
            stance = _STANCES[(option + turn * 3) % len(_STANCES)]
            lines.append(
                f"[] a neg:Position ; neg:heldBy :p{party} ; neg:on :o{option} ; neg:stance neg:{stance} ;"
                f" neg:statedIn :s{party}-{option % 3} ."
            )
    return "\n".join(lines) + "\n"


#: texts that must be seen as text and do nothing
HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "\"'` ${window.hacked=1} {{ 7*7 }} {% x %}",
    "a\u2028b\u2029c",
    "safe\u202etxt.exe\u2066",
    "عربي نص طويل",
    "W" * 10_000,
    "<!--<script>",
)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped + '"'


def hostile_case() -> str:
    """Return a case in Turtle whose labels, aliases, notes, addresses and IRIs try to break out."""
    lines = [_PREFIXES]
    first = _quote(HOSTILE[0])
    lines.append(
        f":case a neg:Case ; dcterms:title {first}@en ; dcterms:description {_quote(HOSTILE[1])}@en ; neg:caveat {first}@en ."
    )
    lines.append(
        f":source a neg:Source ; dcterms:title {_quote(HOSTILE[1])}@en ; dcterms:publisher {first} ;"
        ' neg:address "javascript:window.hacked=1"^^xsd:anyURI .'
    )
    lines.append(
        f":second a neg:Source ; dcterms:title {_quote(HOSTILE[2])}@en ;"
        ' neg:address "https://example.org/\\"onmouseover=alert(1)"^^xsd:anyURI .'
    )
    lines.append(
        f":speaker a neg:Person ; neg:speaksFor :p0 ; skos:prefLabel {first}@en ; neg:office {_quote(HOSTILE[4])}@en ."
    )
    for place, text in enumerate(HOSTILE):
        words = _quote(text)
        role = "principal" if place < 2 else "observer"
        lines.append(
            f":p{place} a neg:Party ; neg:role neg:{role} ; skos:prefLabel {words}@en ; skos:altLabel {words}@ru ;"
            f" skos:definition {words}@en ; skos:exactMatch <javascript:alert({place})> ."
        )
        lines.append(f":i{place} a neg:Issue ; skos:prefLabel {words}@en ; skos:definition {words}@en .")
        lines.append(
            f":o{place} a neg:Option ; neg:optionOf :i{place} ; neg:undertakenBy :p0 ; skos:prefLabel {words}@en ."
        )
        source = "source" if place % 2 else "second"
        lines.append(
            f":s{place} a neg:Statement ; neg:about :p{place} ; neg:speaker :speaker ; neg:source :{source} ;"
            ' neg:latest "2031-01-05"^^xsd:date ; neg:attribution neg:on-record ;'
            f" neg:paraphrase {words}@en ; neg:quotation {words}@en ; neg:coder {words} ."
        )
        lines.append(
            f"[] a neg:Position ; neg:heldBy :p{place} ; neg:on :o{place} ; neg:stance neg:conditional ;"
            f" neg:condition [ a neg:Condition ; neg:requiresWords {words}@en ; neg:otherwise {words}@en ] ; neg:statedIn :s{place} ."
        )
        lines.append(
            f":b{place} a neg:Proposal ; skos:prefLabel {words}@en ; neg:term :o{place}, :o{(place + 1) % 8} ;"
            f" neg:proposedBy :p{place} ; neg:statedIn :s{place} ."
        )
    lines.append(
        f":e a neg:Entailment ; neg:premise :o0 ; neg:conclusion :o1 ; neg:reason {first}@en ; neg:basis neg:definitional ."
    )
    return "\n".join(lines) + "\n"


def table_case() -> str:
    """Return a case in Turtle of ten parties on three issues, in which each kind of cell and remark of the matrix stands.

    a and b demand what excludes each other, so that each is inferred to rule the other out, and others say the same of a; that
    c is against w1 is known by others' word alone; a is for w1, hence for w2; c is of two minds on w3, b would not say; all three
    left a point of w4 open, readings of w5 differ, and one of l20 is known from a leak alone.
    """
    named = [("k", HOSTILE[1]), ("n", HOSTILE[5])]
    return "".join(
        [
            STAGE,
            *(
                f":{key} a neg:Party ; neg:role neg:observer ; skos:prefLabel {_quote(words)}@en .\n"
                for key, words in named
            ),
            position("a", "demand", "x1"),
            position("b", "demand", "x2"),
            position("c", "support", "x2", 2),
            position("a", "doubt", "x2", 2, "characterisation", confidence=0.5),
            position("c", "support", "x3", 3),
            position("b", "noncommittal", "x3", 4),
            entails("w1", "w2"),
            position("a", "support", "w1"),
            position("b", "oppose", "w1", 2, "spokesperson"),
            position("c", "doubt", "w1", 2, "leak", confidence=0.4),
            position("b", "conditional", "w2", 3, "on-record", condition("w4")),
            position("c", "conditional", "w2", 3, "on-record", condition(words="that the rest is settled")),
            position("a", "support", "w3", 5),
            position("b", "noncommittal", "w3", 5),
            position("c", "support", "w3", 5),
            position("c", "oppose", "w3", 5, name="other"),
            *(position(party, "support", "w4", 6) for party in "abc"),
            reading("unsaid", "w4", "prices", None, 6, left_open_by="abc"),
            *(told_too("unsaid", party, 6) for party in "abc"),
            position("a", "support", "w5", 7),
            position("b", "open", "w5", 7),
            position("c", "support", "w5", 7),
            reading("wide", "w5", "extent", "a", 7),
            reading("narrow", "w5", "extent", "b", 7),
            position("a", "support", "l20", 8, bound="at-most"),
            position("b", "support", "l20", 8, bound="at-least"),
            reading("leaked", "l20", "season", "b", 8, attribution="leak"),
            position("k", "rule-out", "w4", 9),
            position("n", "support", "w5", 9, "official-document"),
            position("o", "support", "x2", 9, "reported"),
            proposal("draft", "x2 w4", 10, tabled_by="f"),
            event("shipped", 11, honours="w4", actors="a", verified=False),
        ]
    )
