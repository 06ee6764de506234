"""What each filter lets into a network, counted anew over the case's records in plain Python; and the same bytes for the same case."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.api.networks import explained_of
from kg.cli import main
from kg.networks.mentions import levels_of
from kg.vocabulary import Stance

BASE = "https://example.org/net#"

#: a party, and the one who speaks for it; the last speaks for another party than the statement is about
SPEAKERS = {"a": "pa", "b": "pb", "c": ""}
OPTIONS = ("x1", "x2", "w1", "w2")
ATTRIBUTIONS = ("official-document", "on-record", "spokesperson", "reported", "leak", "characterisation", "inference")

HEAD = f"""@prefix : <{BASE}> .
@prefix neg: <https://w3id.org/neg#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

STAGE = [
    ':net a neg:Case ; dcterms:title "Net"@en .',
    *(f':{name} a neg:Party ; skos:prefLabel "Party {name}"@en ; neg:role neg:principal .' for name in "abc"),
    *(f':p{name} a neg:Person ; skos:prefLabel "Speaker {name}"@en ; neg:speaksFor :{name} .' for name in "ab"),
    *(f':{name} a neg:Issue ; skos:prefLabel "Issue {name}"@en ; neg:choiceRule neg:exclusive .' for name in "xw"),
    *(
        f':{name} a neg:Option ; skos:prefLabel "Option {name}"@en ; neg:optionOf :{name[0]} ; neg:undertakerUnstated true .'
        for name in OPTIONS
    ),
    ':one a neg:Proposal ; skos:prefLabel "One term"@en ; neg:term :x1 .',
    ':two a neg:Proposal ; skos:prefLabel "Two terms"@en ; neg:term :x2, :w1 .',
    *(f':{name} a neg:Source ; dcterms:title "The {name}"@en ; neg:paragraphs 9 .' for name in ("paper", "radio")),
]


@dataclass(frozen=True)
class Said:
    """A statement that backs one position, as it is drawn."""

    party: str
    on: str
    stance: str
    day: int
    attribution: str
    source: str
    coder: str
    speaker: str
    channel: str
    confidence: float | None


said = st.builds(
    Said,
    st.sampled_from("abc"),
    st.sampled_from((*OPTIONS, "one", "two")),
    st.sampled_from(["demand", "support", "conditional", "open", "doubt", "oppose", "rule-out", "noncommittal"]),
    st.integers(1, 28),
    st.sampled_from(ATTRIBUTIONS),
    st.sampled_from(["paper", "radio"]),
    st.sampled_from(["Ann", "Ben"]),
    st.sampled_from(["", "", "pa", "pb"]),
    st.sampled_from(["public", "public", "closed"]),
    st.none() | st.sampled_from([0.2, 0.6, 0.9]),
)


#: what anybody may hear: so each source, person and coder is known, also where all else is said behind closed doors
HEARD = [
    Said("a", "w2", "noncommittal", 1, "on-record", "paper", "Ann", "pa", "public", None),
    Said("b", "w2", "noncommittal", 1, "on-record", "radio", "Ben", "pb", "public", None),
]


def statements(drawn: list[Said], *, blank: bool = False) -> list[str]:
    """Return drawn statements and their positions as Turtle, a piece each; ``blank``: the statements have no ids."""
    found = []
    for number, one in enumerate(drawn):
        day = f'"2031-01-{one.day:02}"^^xsd:date'
        parts = [f"neg:about :{one.party}", f"neg:source :{one.source}", f"neg:earliest {day}", f"neg:latest {day}"]
        parts += [f"neg:attribution neg:{one.attribution}", f'neg:coder "{one.coder}"', f'neg:paraphrase "{number}"@en']
        parts += [f"neg:channel neg:{one.channel}"] if one.channel != "public" else []
        parts += [f"neg:speaker :{one.speaker}"] if one.speaker else []
        parts += [f"neg:confidence {one.confidence:.2f}"] if one.confidence is not None else []
        body = " ; ".join(["a neg:Statement", *parts])
        held = f"a neg:Position ; neg:heldBy :{one.party} ; neg:on :{one.on} ; neg:stance neg:{one.stance}"
        if blank:
            found.append(f"[] {held} ; neg:statedIn [ {body} ] .")
        else:
            found.append(f":q{number} {held} ; neg:statedIn :s{number} . :s{number} {body} .")
    return found


def written(path: Path, pieces: list[str]) -> Path:
    path.write_text(HEAD + "\n".join(pieces), encoding="utf-8")
    return path


Keep = Callable[[Any, Any, Any], bool]


@dataclass(frozen=True)
class Asked:
    """A question: how the case is opened, what is asked of the network, and which position and statement of a case then counts."""

    network: dict[str, Any] = field(default_factory=dict)
    opened: dict[str, Any] = field(default_factory=dict)
    keep: Keep = lambda case, position, statement: True


def term_of(case: Any, on: str) -> str:
    """Return the option that a proposal of one term stands for, else what it is."""
    proposal = case.proposals.get(on)
    return proposal.terms[0] if proposal is not None and len(proposal.terms) == 1 else on


def named(case: Any, kind: str, label: str) -> str:
    return next(thing.id for thing in case.of_kind(kind).values() if thing.label() == label)


def records(found: kg.Negotiation, asked: Asked) -> Counter[tuple[str, str, int]]:
    """Return how often each actor took each side of each concept, over pairs of a position and a statement that backs it."""
    case, levels = found.case, levels_of("side")
    actors, concepts = asked.network.get("actors", "parties"), asked.network.get("concepts", "options")
    counts: Counter[tuple[str, str, int]] = Counter()
    for party, positions in case.positions_of(case.parties).items():
        for position in positions:
            on = position.on if concepts == "proposals" else term_of(case, position.on)
            if on not in (case.proposals if concepts == "proposals" else case.options):
                continue
            concept = case.options[on].issue if concepts == "issues" else on
            for name in position.statements:
                statement = case.statement(name)
                actor = statement.speaker if actors == "people" else party
                told = position.stance in levels and actor and statement.latest <= found.as_of
                own = asked.network.get("voice") == "any" or statement.is_own_voice
                if told and own and asked.keep(case, position, statement):
                    counts[actor, concept, levels[position.stance]] += 1
    return counts


def ours(found: kg.Negotiation, asked: Asked) -> Counter[tuple[str, str, int]]:
    """Return the same by two networks: both sides together, and for less against."""
    both, less = (found.network(mode="two", aggregation=a, **asked.network).network for a in ("ignore", "subtract"))
    counts: Counter[tuple[str, str, int]] = Counter()
    for row in both.rows:
        for column in both.columns:
            every, net = both.weight(row, column), less.weight(row, column)
            counts[row, column, 1] += int((every + net) / 2)
            counts[row, column, -1] += int((every - net) / 2)
    return Counter({key: value for key, value in counts.items() if value})


def _excludes(kind: str, label: str) -> Asked:
    def keep(case: Any, position: Any, statement: Any) -> bool:
        name = named(case, kind, label)
        term = term_of(case, position.on)
        options = {option.issue for option in case.options.values() if option.id == term}
        return name not in {position.party, position.on, term, statement.source, statement.speaker, *options}

    return Asked({"exclude": [label]}, keep=keep)


QUESTIONS: dict[str, Asked] = {
    "nothing": Asked(),
    "any voice": Asked({"voice": "any"}),
    "people": Asked({"actors": "people"}),
    "people in any voice": Asked({"actors": "people", "voice": "any"}),
    "issues": Asked({"concepts": "issues"}),
    "proposals": Asked({"concepts": "proposals", "voice": "any"}),
    "since": Asked({"since": "2031-01-10"}, keep=lambda case, p, s: s.latest.day >= 10),
    "until": Asked({"until": "2031-01-10"}, keep=lambda case, p, s: s.latest.day <= 10),
    "a day": Asked(
        {"since": "2031-01-10", "until": "2031-01-10", "voice": "any"}, keep=lambda case, p, s: s.latest.day == 10
    ),
    "as of": Asked(opened={"as_of": "2031-01-10"}),
    "party": Asked({"parties": ["Party a", "Party c"]}, keep=lambda case, p, s: p.party[-1] in "ac"),
    "issue": Asked({"issues": ["Issue x"]}, keep=lambda case, p, s: term_of(case, p.on)[-2:-1] == "x"),
    "source": Asked({"sources": ["The radio"]}, keep=lambda case, p, s: s.source.endswith("radio")),
    "attribution": Asked(
        {"attributions": ["reported", "leak"], "voice": "any"},
        keep=lambda case, p, s: s.attribution in ("reported", "leak"),
    ),
    "coder": Asked({"voice": "any"}, {"coders": ["Ann"]}, lambda case, p, s: s.coder == "Ann"),
    "confidence": Asked({"voice": "any"}, {"min_confidence": 0.6}, lambda case, p, s: s.confidence >= 0.6),
    "channel": Asked({"voice": "any"}, {"channels": ["closed"]}),
    "without a party": _excludes("parties", "Party b"),
    "without a person": _excludes("people", "Speaker a"),
    "without an issue": _excludes("issues", "Issue w"),
    "without an option": _excludes("options", "Option x2"),
    "without a proposal": _excludes("proposals", "One term"),
    "without a source": _excludes("sources", "The paper"),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(said, max_size=30), name=st.sampled_from(sorted(QUESTIONS)))
def test_a_filter_lets_in_what_the_records_say(tmp_path: Path, drawn: list[Said], name: str) -> None:
    asked = QUESTIONS[name]
    path = written(tmp_path / "case.ttl", [*STAGE, *statements([*HEARD, *drawn])])
    found = kg.open(path, **{"as_of": "2031-01-28", **asked.opened})
    assert ours(found, asked) == records(found, asked)


def unambiguous(case: Any, kind: str) -> list[str]:
    """Return labels of a kind that name one thing of the whole case, three at most."""
    labels = Counter(thing.label() for each in KINDS for thing in case.of_kind(each).values())
    return [thing.label() for thing in case.of_kind(kind).values() if labels[thing.label()] == 1][:3]


KINDS = ("parties", "people", "issues", "options", "proposals", "sources")


def questions_of(found: kg.Negotiation) -> dict[str, Asked]:
    """Return the questions that name nothing, and one for each kind of name, in the names of a case."""
    case = found.case
    days = sorted(statement.latest for statement in case.statements.values())
    middle = days[len(days) // 2]
    asked = {name: QUESTIONS[name] for name in ("nothing", "any voice", "people", "issues", "proposals", "channel")}
    asked["people in any voice"] = QUESTIONS["people in any voice"]
    asked["confidence"] = QUESTIONS["confidence"]
    asked["since"] = Asked({"since": middle, "voice": "any"}, keep=lambda c, p, s: s.latest >= middle)
    asked["until"] = Asked({"until": middle, "voice": "any"}, keep=lambda c, p, s: s.latest <= middle)
    for kind in KINDS:
        for label in unambiguous(case, kind):
            asked[f"without {label} ({kind})"] = _excludes(kind, label)
    for label in unambiguous(case, "parties"):
        who = named(case, "parties", label)
        asked[f"party {label}"] = Asked({"parties": [label]}, keep=lambda c, p, s, who=who: p.party == who)
    for label in unambiguous(case, "sources"):
        source = named(case, "sources", label)
        asked[f"source {label}"] = Asked({"sources": [label]}, keep=lambda c, p, s, of=source: s.source == of)
    for label in unambiguous(case, "issues"):
        issue = named(case, "issues", label)
        asked[f"issue {label}"] = Asked(
            {"issues": [label]}, keep=lambda c, p, s, of=issue: c.issue_of(term_of(c, p.on)) == of
        )
    for word in ("on-record", "reported", "characterisation"):
        asked[word] = Asked(
            {"attributions": [word], "voice": "any"}, keep=lambda c, p, s, word=word: s.attribution == word
        )
    return asked


@pytest.mark.parametrize("which", ["example:basin", None])
def test_a_filter_lets_in_what_the_records_of_a_whole_case_say(which: str | None) -> None:
    questions, told = questions_of(kg.open(which)), 0
    for name, asked in questions.items():
        found = kg.open(which, **asked.opened)
        expected = records(found, asked)
        assert ours(found, asked) == expected, name
        told += bool(expected)
    assert told > 0.6 * len(questions) > 12


@pytest.mark.parametrize("voice", ["own", "any"])
@pytest.mark.parametrize("which", ["example:basin", None])
def test_stances_are_those_of_the_day_once_each(which: str | None, voice: str) -> None:
    found, levels = kg.open(which), levels_of("side")
    expected: Counter[tuple[str, str, int]] = Counter()
    sideless = 0
    for party in found.case.parties:
        for option in found.case.options:
            held = found.resolution.stance(party, option)
            if held.stance in (Stance.SILENT, Stance.WITHHELD) or (voice == "own" and held.ascribed):
                continue
            sideless += held.stance not in levels
            if held.stance in levels:
                expected[party, option, levels[held.stance]] = 1
    assert ours(found, Asked({"on": "stances", "voice": voice})) == expected
    answer = found.network(on="stances", voice=voice)
    assert (answer.network.kept, answer.network.left_out) == (len(expected), sideless)
    held = [found.resolution.stance(party, option) for party, option, _ in expected]
    head = answer.to_json()
    assert (head["ascribed"], head["inferred"]) == (sum(h.ascribed for h in held), sum(h.inferred for h in held))
    assert {source["id"] for source in head["sources"]} <= {s.source for h in held for s in h.evidence}


@pytest.mark.parametrize(
    "words",
    [
        "--since 2031-01-01",
        "--until 2031-12-31",
        "--attribution on-record",
        "--source gazette",
        "--exclude gazette",
        "--exclude rhee",
    ],
)
def test_a_filter_of_statements_is_refused_where_stances_are_counted(words: str) -> None:
    found = kg.open("example:basin").case
    gazette = next(source.label() for source in found.sources.values() if source.id.endswith("gazette"))
    rhee = next(person.label() for person in found.people.values() if person.id.endswith("rhee"))
    name, value = words.split()
    value = {"gazette": gazette, "rhee": rhee}.get(value, value)
    done = CliRunner().invoke(main, ["--case", "example:basin", "network", "--on", "stances", name, value])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert name in done.stderr and "leave one out" in done.stderr


#: questions whose answer could depend on which of several statements of a day comes first
IN_ORDER: tuple[dict[str, Any], ...] = (
    {"aggregation": "ignore", "normalisation": "jaccard", "duplicates": "range"},
    {"window": "2:statements", "stride": "1:statements"},
    {"window": "1:weeks", "kernel": "epanechnikov"},
    {"mode": "two", "aggregation": "combine", "scale": "stance"},
    {"actors": "people", "by": "concepts", "isolates": True},
    {"as_dna": True, "window": "4:days", "stride": "2:days", "duplicates": "week", "scale": "stance"},
)


def answers_of(path: Path) -> list[str]:
    """Return all that a case answers to the questions in order, as JSON; a statement without an id has none."""
    found = kg.open(path, as_of="2031-01-28")

    def text(answer: Any) -> str:
        return re.sub(r"_:\w+", "_:statement", json.dumps(answer.to_json(), sort_keys=True))

    told = [text(found.network(**asked)) for asked in IN_ORDER]
    whole = found.network()
    pairs = [(row, column) for row in whole.network.rows for column in whole.network.rows if row < column]
    return told + [text(explained_of(whole, *pair)) for pair in pairs]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(said, min_size=4, max_size=25), seed=st.integers(0, 99))
def test_order_and_graphs_of_a_file_change_nothing(tmp_path: Path, drawn: list[Said], seed: int) -> None:
    pieces = [*STAGE, *statements([*HEARD, *drawn])]
    expected = answers_of(written(tmp_path / "case.ttl", pieces))
    chance = random.Random(seed)
    mixed = chance.sample(pieces, len(pieces))
    assert answers_of(written(tmp_path / "mixed.ttl", mixed)) == expected
    half = len(mixed) // 2
    graphs = tmp_path / "case.trig"
    halves = "\n".join(f":g{n} {{ {' '.join(part)} }}" for n, part in enumerate((mixed[:half], mixed[half:])))
    graphs.write_text(HEAD + halves, encoding="utf-8")
    assert [told.replace("case.trig", "case.ttl") for told in answers_of(graphs)] == expected


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(said, min_size=4, max_size=25), seed=st.integers(0, 99))
def test_statements_without_ids_are_counted_and_in_one_order(tmp_path: Path, drawn: list[Said], seed: int) -> None:
    pieces = [*STAGE, *statements([*HEARD, *drawn], blank=True)]
    first = answers_of(written(tmp_path / "case.ttl", pieces))
    mixed = random.Random(seed).sample(pieces, len(pieces))
    assert answers_of(written(tmp_path / "case.ttl", mixed)) == first
    with_ids = kg.open(written(tmp_path / "ids.ttl", [*STAGE, *statements([*HEARD, *drawn])]), as_of="2031-01-28")
    blank = kg.open(tmp_path / "case.ttl", as_of="2031-01-28")
    assert blank.network().rows() == with_ids.network().rows()


def test_a_weight_rests_on_the_sources_of_its_own_statements() -> None:
    found = kg.open("example:basin")
    explained = explained_of(found.network(), "Selm", "Selm Growers' Union")
    parts = explained.to_json()["parts"]
    told = {part[end]["statement"]["source"]["id"] for part in parts for end in ("one", "other")}
    assert len(told) == 1 < len(found.network().sources())
    assert set(explained.sources()) == told


def test_a_source_of_duplicates_alone_is_none_that_a_network_rests_on(tmp_path: Path) -> None:
    again = [
        Said("a", "x1", "support", day, "on-record", of, "Ann", "", "public", None)
        for day, of in ((2, "paper"), (3, "radio"))
    ]
    found = kg.open(written(tmp_path / "case.ttl", [*STAGE, *statements(again)]))
    assert [len(found.network(duplicates=rule).sources()) for rule in ("include", "range")] == [2, 1]
