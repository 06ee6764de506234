"""The file of a coding desk: read whole or refused with its place, and brought into a case once, however often it is merged."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from ferry_case import FERRY

import kg
from kg.desk.desk_file import FORMAT, read_desk_file
from kg.desk.merging import merge_desk, workbook_name
from kg.desk.rows import desk_tables, statement_id
from kg.errors import InputError
from kg.export.redact import redact
from kg.sheets.problems import ImportRefusedError
from kg.store import parse_file

DIGEST = "0" * 63 + "a"

ISLE = "https://example.org/ferry#isle"
CASE = f"""{FERRY}\
:ann a neg:Person ; skos:prefLabel "Ann Reed"@en ; neg:speaksFor :isle .
:post a neg:Source ; dcterms:title "Post"@en ; dcterms:issued "2031-02-01"^^xsd:date ; neg:paragraphs 3 .
:s1 a neg:Statement ; neg:about :coast ; neg:source :post ; neg:paragraph 1 ; neg:latest "2031-02-01"^^xsd:date ;
    neg:attribution neg:on-record ; neg:paraphrase "Coast is against a free crossing."@en .
:p1 a neg:Position ; neg:heldBy :coast ; neg:on :free ; neg:stance neg:oppose ; neg:statedIn :s1 .
"""


def card(name: str = "p1s1", **more: Any) -> dict[str, Any]:
    """Return a coded card: Isle, by Ann Reed, demands the free crossing."""
    return {
        "id": name,
        "paragraph": 1,
        "start": 4,
        "end": 30,
        "exact": "the crossing must be free",
        "prefix": "Ann: ",
        "suffix": " for all",
        "party": "isle",
        "speaker": "ann",
        "latest": "2031-02-04",
        "attribution": "on-record",
        "state": "coded",
        "positions": [{"on": "free", "stance": "demand"}],
        "paraphrase": "Isle will not settle without a free crossing.",
    } | more


def desk(*cards: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the content of a desk file."""
    text = {"name": "wire.txt", "sha256": DIGEST, "issued": "2031-02-05", "language": "en", "paragraphs": 4}
    return {"format": FORMAT, "coder": "eve", "text": text, "cards": list(cards), **more}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.ttl"
    path.write_text(CASE, encoding="utf-8")
    return path


def save(folder: Path, content: Any) -> Path:
    path = folder / "desk.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def merge(case: Path, content: Any) -> Any:
    file = save(case.parent, content)
    return merge_desk(read_desk_file(file), file, case, examine=lambda quads, tables, is_new: [], max_bytes=None)


def test_a_coded_card_is_a_statement_with_its_place_and_position(case: Path) -> None:
    merge(case, desk(card()))
    found = kg.open(case)
    held = found.why("isle", "free crossing").held
    assert (str(held.stance), held.ascribed) == ("demand", False)
    (statement,) = held.evidence
    assert (statement.about, statement.speaker) == (ISLE, "https://example.org/ferry#ann")
    assert (statement.paragraph, statement.latest.isoformat(), statement.coder) == (1, "2031-02-04", "eve")
    source = found.case.sources[statement.source]
    assert (source.text_hash, source.paragraphs, source.label("en")) == (DIGEST, 4, "wire.txt")
    written = case.read_text(encoding="utf-8")
    assert 'oa:exact "the crossing must be free"' in written
    assert 'oa:prefix "Ann: "' in written


def test_the_same_review_twice_changes_nothing(case: Path) -> None:
    content = desk(card(), card("p2s1", paragraph=2, state="rejected"))
    assert merge(case, content).added > 0
    once = case.read_bytes()
    again = merge(case, content)
    assert (again.added, again.removed) == (0, 0)
    assert case.read_bytes() == once


def test_all_rejected_or_open_leaves_the_bytes_as_they_are(case: Path) -> None:
    before = case.read_bytes()
    merge(case, desk(card(state="rejected"), card("p2s1", paragraph=2, state="open")))
    assert case.read_bytes() == before


def test_an_edited_decision_replaces_the_one_before(case: Path) -> None:
    merge(case, desk(card()))
    merge(case, desk(card(positions=[{"on": "half", "stance": "open"}])))
    found = kg.open(case)
    assert str(found.why("isle", "free crossing").held.stance) == "silent"
    assert str(found.why("isle", "half fare").held.stance) == "open"
    assert len(found.case.statements) == 2


def test_what_an_edited_card_says_no_more_leaves_the_case(case: Path) -> None:
    def spoken() -> Any:
        return next(one.speaker for one in kg.open(case).case.statements.values() if one.coder == "eve")

    merge(case, desk(card()))
    assert spoken() == "https://example.org/ferry#ann"
    merge(case, desk(card(speaker=None)))
    assert spoken() is None


def test_a_card_coded_no_more_leaves_the_case(case: Path) -> None:
    other = card("p2s1", paragraph=2, party="coast", speaker=None, positions=[{"on": "half", "stance": "support"}])
    merge(case, desk(card(), other))
    assert len(kg.open(case).case.statements) == 3
    merge(case, desk(card(), other | {"state": "rejected"}))
    assert len(kg.open(case).case.statements) == 2


def test_two_coders_of_one_text_keep_statements_of_their_own(case: Path) -> None:
    merge(case, desk(card()))
    merge(case, desk(card(positions=[{"on": "free", "stance": "support"}]), coder="bob"))
    assert sorted(s.coder for s in kg.open(case).case.statements.values() if s.coder) == ["bob", "eve"]


def test_a_condition_in_words_and_one_by_option(case: Path) -> None:
    positions = [
        {"on": "half", "stance": "conditional", "condition": "the boats run at night"},
        {"on": "free", "stance": "conditional", "requires": ["half"]},
    ]
    merge(case, desk(card(positions=positions)))
    found = {p.on.rpartition("#")[2]: p.conditions for p in kg.open(case).case.positions_of({ISLE})[ISLE]}
    assert [one.words for one in found["half"]] == [(("en", "the boats run at night"),)]
    assert [one.requires for one in found["free"]] == [("https://example.org/ferry#half",)]


def test_new_rows_come_with_the_cards_that_need_them(case: Path) -> None:
    new = {
        "options": [{"id": "night", "label": "Night boats", "issue": "fares", "undertaken by": "coast"}],
        "people": [{"id": "bo", "label": "Bo Dale", "speaks for": "isle"}],
    }
    merge(case, desk(card(speaker="bo", positions=[{"on": "night", "stance": "support"}]), new=new))
    found = kg.open(case)
    assert str(found.why("isle", "night boats").held.stance) == "support"
    assert found.why("isle", "night boats").held.evidence[0].speaker == "https://example.org/ferry#bo"


def test_new_rows_come_without_a_coded_card_too_and_take_nothing_away(case: Path) -> None:
    merge(case, desk(card()))
    source = "wire-txt-00000000"
    events = [{"id": "met", "label": "They met.", "from": "2031-02-04", "source": source, "paragraph": "2"}]
    new = {"people": [{"id": "bo", "label": "Bo Dale", "speaks for": "isle"}], "events": events}
    assert merge(case, desk(card(state="rejected"), new=new)).added > 0
    found = kg.open(case).case
    assert [person.label("en") for person in found.people.values()] == ["Ann Reed", "Bo Dale"]
    assert [(event.label("en"), event.source) for event in found.events.values()] == [
        ("They met.", f"https://example.org/ferry#{source}")
    ]
    assert len(found.statements) == 2
    once = case.read_bytes()
    merge(case, desk(card(state="rejected"), new=new))
    assert case.read_bytes() == once


def test_a_proposal_rests_on_what_its_party_said_of_it(case: Path) -> None:
    plan = {"id": "plan", "label": "Plan", "terms": "free", "proposed by": "isle"}
    own = card("p1s1", positions=[{"on": "plan", "stance": "support"}])
    others = [card("p1s2", positions=own["positions"], party="coast", speaker=""), card("p1s3")]
    found = read_desk_file(save(case.parent, desk(own, *others, new={"proposals": [plan]})))
    (table,) = [table for table in desk_tables(found) if table.name == "proposals"]
    row = dict(zip(table.headers, table.rows[0], strict=True))
    assert row["statements"] == statement_id(found, next(one for one in found.cards if one.id == "p1s1"))
    assert merge(case, desk(own, *others, new={"proposals": [plan]})).added > 0
    assert [one.message for one in kg.open(str(case)).check().findings if one.severity == "error"] == []


def test_a_person_alone_brings_no_source(case: Path) -> None:
    merge(case, desk(new={"people": [{"id": "bo", "label": "Bo Dale", "speaks for": "isle"}]}))
    found = kg.open(case).case
    assert (len(found.people), len(found.sources)) == (2, 1)


def test_words_that_the_page_puts_together_are_in_its_own_language(case: Path) -> None:
    text = desk()["text"] | {"language": "uk"}

    def paraphrase(*cards: dict[str, Any]) -> Any:
        merge(case, desk(*cards, text=text))
        (statement,) = (one for one in kg.open(case).case.statements.values() if one.coder == "eve")
        return statement.paraphrase

    assert paraphrase(card(paraphrase="Isle: demand, Free crossing", language="en")) == (
        ("en", "Isle: demand, Free crossing"),
    )
    assert paraphrase(card(paraphrase="Острів вимагає.")) == (("uk", "Острів вимагає."),)
    assert paraphrase(card(paraphrase="Isle: demand, Free crossing", language="en"))[0][0] == "en"


def test_a_reading_is_coded_too(case: Path) -> None:
    new = {"points": [{"id": "cars", "label": "Cars"}]}
    readings = [{"option": "free", "point": "cars", "text": "Cars cross free as well."}]
    merge(case, desk(card(positions=[], readings=readings), new=new))
    (reading,) = kg.open(case).case.readings
    assert reading.text == (("en", "Cars cross free as well."),)


def test_any_order_of_the_cards_gives_the_same_bytes(case: Path) -> None:
    cards = [card(f"p{n}s1", paragraph=n, positions=[{"on": "half", "stance": "open"}]) for n in (1, 2, 3, 4)]
    merge(case, desk(*cards))
    first = case.read_bytes()
    case.write_text(CASE, encoding="utf-8")
    random.Random(7).shuffle(cards)
    merge(case, desk(*cards))
    assert case.read_bytes() == first


def test_redaction_drops_the_words_of_the_text(case: Path) -> None:
    merge(case, desk(card()))
    said = " ".join(map(str, redact(parse_file(case)).quads))
    assert "Isle will not settle" in said
    assert "the crossing must be free" not in said


def test_an_option_that_the_case_does_not_have_is_refused_and_nothing_written(case: Path) -> None:
    before = case.read_bytes()
    with pytest.raises(ImportRefusedError) as caught:
        merge(case, desk(card(), card("p2s1", paragraph=2, positions=[{"on": "dubble fare", "stance": "demand"}])))
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{case.parent / 'desk.json'}, card p2s1 (on): “dubble fare” ")
    assert "--keep-going" not in str(caught.value)
    assert case.read_bytes() == before


def test_the_name_of_the_workbook_is_the_coders_and_the_texts(tmp_path: Path) -> None:
    read = read_desk_file(save(tmp_path, desk(card())))
    assert workbook_name(read) == "coded-000000000000-eve.xlsx"


TWELVE = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "is not JSON"),
        ("[]", "is not the file of a coding desk"),
        ({"format": "kg desk 9"}, "is not the file of a coding desk"),
        (desk(colour="red"), "colour: is not a field"),
        (desk(coder=""), "coder: is missing"),
        (desk(text={"name": "x"}), "text.sha256: is missing"),
        (desk(card(stance="demand")), "cards[0].stance: is not a field"),
        (desk(card(state="done")), "cards[0].state: “done” is not one of its values; use open, coded or rejected"),
        (desk(card(latest="4 Feb")), "cards[0].latest: “4 Feb” is not a day"),
        (desk(card(latest=None)), "cards[0].latest: is missing"),
        (desk(card(earliest="2031-02-05")), "cards[0].earliest: 2031-02-05 is after latest"),
        (desk(card(end=4)), "cards[0].end: 4 is not after start"),
        (desk(card(paragraph=5)), "cards[0].paragraph: 5 is beyond the text's 4 paragraphs"),
        (desk(card(start=True)), "cards[0].start: is not a whole number"),
        (desk(card(exact=f"{TWELVE} 13 14 15 16")), "cards[0].exact: has more than 15 words"),
        (desk(card(party="")), "cards[0].party: is missing"),
        (desk(card(language="the text's")), "cards[0].language: “the text's” is not a language's tag"),
        (desk(card(attribution="gossip")), "cards[0].attribution: “gossip” is not one of its values"),
        (desk(card(positions=[])), "cards[0]: is coded, but has neither a position nor a reading"),
        (desk(card(positions=[{"on": "free"}])), "cards[0].positions[0].stance: is missing"),
        (
            desk(card(positions=[{"on": "free", "stance": "conditional"}])),
            "cards[0].positions[0].condition: is missing",
        ),
        (
            desk(card(positions=[{"on": "free", "stance": "demand", "condition": "x"}])),
            "cards[0].positions[0].stance: “demand” has no condition",
        ),
        (desk(card(), card()), "cards[1].id: “p1s1” is also the id of cards[0]"),
        (desk(card(), new={"options": [{"label": "x"}]}), "new.options[0].id: is missing"),
        (desk(card(), new={"statements": []}), "new.statements: is not a field"),
        (desk("card"), "cards[0]: is not an object"),
    ],
)
def test_what_no_desk_writes_is_refused_with_its_place(tmp_path: Path, content: Any, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_desk_file(save(tmp_path, content))
    assert says in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_desk_file(tmp_path / "none.json")
    (tmp_path / "desk.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_desk_file(tmp_path / "desk.json")
