"""The gold codings of texts agree with their texts and cases; no rule for finding statements is tried here.

See data/texts/README.md for what each key means.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from rdflib import RDF, Graph, URIRef

import kg
from kg.store import shipped_case
from kg.vocabulary import ATTRIBUTIONS, NEG, STANCES

FOLDER = Path(__file__).parent / "data" / "texts"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
OWN_CASES = [name for name in NAMES if name != "seed"]
STYLES = {
    "agency": 9,
    "article": 2,
    "column": 1,
    "communique": 2,
    "interview": 3,
    "live-blog": 1,
    "minutes": 1,
    "newsletter": 1,
    "speech": 2,
    "thread": 2,
    "transcript": 2,
    "translated": 2,
    "verdict": 2,
}
LANGUAGES = {"ar": 1, "en": 22, "es": 2, "fr": 2, "ru": 1, "uk": 2}
UNSEEN = {
    "base-tunnel",
    "gas-award",
    "ikony-uk",
    "isle-statute",
    "lait-fr",
    "linden-towers",
    "salt-road",
    "steppe-pastures",
    "tram-minutes",
    "tregua-es",
    "truce-monitors",
    "vaccine-briefing",
}
TRAPS = {
    "accusation",
    "asked-for-a-vote",
    "bare-quotation",
    "denial-of-a-denial",
    "leaked-veto",
    "passive-headline",
    "pronoun",
    "refused-key-demand",
    "rejected-offer",
    "two-speakers",
}
STATEMENT = {
    "paragraph": int,
    "quote": str,
    "party": str | None,
    "speaker": str | None,
    "earliest": str | None,
    "latest": str,
    "voice": str,
    "attribution": str,
    "options": list,
    "stances": list,
    "condition": str | None,
}


class Blocks(HTMLParser):
    """The texts of the headings and paragraphs of an article, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within += [tag] if tag in {"article", "h1", "p"} else []
        if tag in {"h1", "p"}:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            self.within.remove(tag)

    def handle_data(self, data: str) -> None:
        if len(self.within) > 1:
            self.texts[-1] += data


@cache
def gold(name: str) -> dict[str, Any]:
    """Return the coding of a text."""
    read: dict[str, Any] = json.loads((FOLDER / name / "gold.json").read_text(encoding="utf-8"))
    return read


@cache
def paragraphs(name: str) -> list[str]:
    """Return the paragraphs of a text."""
    (path,) = FOLDER.joinpath(name).glob("text.*")
    if path.suffix == ".docx":
        return [each.text for each in docx.Document(str(path)).paragraphs if each.text]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        blocks = Blocks()
        blocks.feed(text)
        return blocks.texts
    return text.strip().split("\n" if gold(name)["paragraphs"] == "line" else "\n\n")


@cache
def ids(name: str) -> dict[str, set[str]]:
    """Return the ids of a case's parties, people, options and proposals."""
    graph = Graph().parse(shipped_case() if name == "seed" else FOLDER / name / "case.ttl")
    kinds = {"party": NEG.Party, "person": NEG.Person, "option": NEG.Option, "proposal": NEG.Proposal}
    return {
        kind: {str(each).rpartition("#")[2] for each in graph.subjects(RDF.type, URIRef(type_))}
        for kind, type_ in kinds.items()
    }


@cache
def speaks_for(name: str) -> dict[str, str]:
    """Return the party that each person of a text's own case speaks for."""
    pairs = Graph().parse(FOLDER / name / "case.ttl").subject_objects(URIRef(NEG.speaksFor))
    return {str(person).rpartition("#")[2]: str(party).rpartition("#")[2] for person, party in pairs}


def words(text: str) -> int:
    """Return the number of words of a text."""
    return len(text.split())


def test_what_there_is() -> None:
    assert {name for name in NAMES if not gold(name)["seen"]} == UNSEEN
    assert Counter(gold(name)["style"] for name in NAMES) == STYLES
    assert Counter(gold(name)["language"] for name in NAMES) == LANGUAGES
    formats = Counter(path.suffix for path in FOLDER.glob("*/text.*"))
    assert set(formats) == {".txt", ".md", ".html", ".docx"}
    assert formats.total() == len(OWN_CASES)


def test_each_trap_is_set_in_a_text_that_no_rule_has_seen() -> None:
    assert {trap["trap"] for name in UNSEEN for trap in gold(name)["traps"]} >= TRAPS


@pytest.mark.parametrize("name", NAMES)
def test_keys_and_types(name: str) -> None:
    read = gold(name)
    assert list(read)[:5] == ["published", "language", "style", "seen", "paragraphs"]
    assert list(read)[5:] == ["statements", "days", "traps"]
    for each in read["statements"]:
        assert list(each) == list(STATEMENT)
        assert all(isinstance(each[key], kind) for key, kind in STATEMENT.items()), each["quote"]
    assert {tuple(each) for each in read["days"]} == {("paragraph", "phrase", "earliest", "latest")}
    assert {tuple(each) for each in read["traps"]} == {("quote", "trap", "why")}


def misquoted(read: dict[str, Any], texts: list[str]) -> list[str]:
    """Return what doesn't stand exactly once in its paragraph, and traps that don't in the text."""
    quoted = [(each["paragraph"], each["quote"]) for each in read["statements"]]
    quoted += [(each["paragraph"], each["condition"]) for each in read["statements"] if each["condition"]]
    quoted += [(each["paragraph"], each["phrase"]) for each in read["days"]]
    wrong = [words for paragraph, words in quoted if texts[paragraph - 1].count(words) != 1]
    return wrong + [each["quote"] for each in read["traps"] if sum(text.count(each["quote"]) for text in texts) != 1]


@pytest.mark.parametrize("name", OWN_CASES)
def test_all_that_is_quoted_stands_once_in_its_paragraph(name: str) -> None:
    assert misquoted(gold(name), paragraphs(name)) == []


@pytest.mark.shared
def test_all_that_is_quoted_of_the_article_stands_once_in_its_paragraph(shared: Path) -> None:
    texts = (shared / "seed-article.txt").read_text(encoding="utf-8").strip().split("\n")
    assert misquoted(gold("seed"), texts) == []


@pytest.mark.parametrize("name", OWN_CASES)
def test_paragraphs_are_clean(name: str) -> None:
    assert [text for text in paragraphs(name) if text != text.strip() or not text or "\n" in text] == []


@pytest.mark.parametrize("name", OWN_CASES)
def test_texts_are_short_and_much_of_them_is_no_statement(name: str) -> None:
    texts = paragraphs(name)
    assert 120 <= words(" ".join(texts)) <= 450
    silent = set(range(1, len(texts) + 1)) - {each["paragraph"] for each in gold(name)["statements"]}
    assert len(silent) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_short(name: str) -> None:
    longest = 12 if name == "seed" else 15
    assert [each["quote"] for each in gold(name)["statements"] if words(each["quote"]) > longest] == []


@pytest.mark.parametrize("name", NAMES)
def test_ids_exist_in_the_case(name: str) -> None:
    known = ids(name)
    for each in gold(name)["statements"]:
        assert each["party"] in known["party"] | {None}
        assert each["speaker"] in known["person"] | {None}
        assert set(each["options"]) <= known["option"] | known["proposal"]


@pytest.mark.parametrize("name", OWN_CASES)
def test_who_speaks_on_record_speaks_for_the_party(name: str) -> None:
    direct = [each for each in gold(name)["statements"] if each["speaker"] and each["voice"] == "own"]
    wrong = [each["quote"] for each in direct if speaks_for(name).get(each["speaker"]) != each["party"]]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_words_are_the_vocabulary_s(name: str) -> None:
    for each in gold(name)["statements"]:
        assert each["voice"] == ("own" if ATTRIBUTIONS[each["attribution"]].own else "others"), each["quote"]
        assert set(each["stances"]) <= {str(stance) for stance in STANCES} | {"noncommittal"}
        assert len(each["stances"]) in {0, len(each["options"])}
        assert len(set(each["options"])) == len(each["options"]) > 0
        assert ("conditional" in each["stances"]) == (each["condition"] is not None), each["quote"]


@pytest.mark.parametrize("name", NAMES)
def test_days_are_in_order(name: str) -> None:
    read = gold(name)
    published = date.fromisoformat(read["published"])
    for each in read["statements"]:
        latest = date.fromisoformat(each["latest"])
        assert date.fromisoformat(each["earliest"] or each["latest"]) <= latest <= published
    for each in read["days"]:
        assert date.fromisoformat(each["earliest"]) <= date.fromisoformat(each["latest"])
    places = [each["paragraph"] for each in read["statements"]], [each["paragraph"] for each in read["days"]]
    assert [sorted(each) for each in places] == list(places)


@pytest.mark.parametrize("name", OWN_CASES)
def test_cases_are_sound_and_small(name: str) -> None:
    findings = kg.open(str(FOLDER / name / "case.ttl")).check().to_json()["findings"]
    assert [each for each in findings if each["severity"] in {"error", "warning"}] == []
    assert 8 <= len(ids(name)["option"]) <= 14
