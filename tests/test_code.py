"""The command ``kg code``: a desk of a text, what was saved at it into a case or a workbook, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ferry_case import FERRY

import kg
from kg.cli import main

CASE = f"""{FERRY}\
:post a neg:Source ; dcterms:title "Post"@en ; dcterms:issued "2031-02-05"^^xsd:date ; neg:paragraphs 2 .
"""
TEXT = "Isle said on Monday that it demands a free crossing.\n\nCoast rejected the free crossing. Coast wants half the fare.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_CASE", raising=False)
    Path("ferry.ttl").write_text(CASE, encoding="utf-8")
    Path("wire.txt").write_text(TEXT, encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def code(*words: str) -> Result:
    return run("code", *words, "--case", "ferry.ttl")


def data_of(path: str) -> dict[str, Any]:
    page = Path(path).read_text(encoding="utf-8")
    (block,) = re.findall(r'id="desk-data">(.*?)</script>', page, flags=re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    return found


def saved(**states: str) -> str:
    """Save a desk file of the text: the card of each id in a state, coded as Isle's demand of the free crossing."""
    made = data_of("desk.html")
    text = {name: value for name, value in made["text"].items() if name != "paragraphs"}
    cards = []
    for card in made["cards"]:
        paragraph = made["text"]["paragraphs"][card["paragraph"] - 1]
        exact, state = paragraph[card["start"] : card["end"]], states.get(card["id"], "open")
        place = {
            "id": card["id"],
            "paragraph": card["paragraph"],
            "start": card["start"],
            "end": card["end"],
            "exact": exact,
        }
        around = {"prefix": paragraph[: card["start"]][-32:], "suffix": paragraph[card["end"] :][:32]}
        known = {"party": card["party"], "latest": card["day"]["latest"], "attribution": "on-record"}
        positions = [{"on": "free", "stance": "demand"}] if state == "coded" else []
        more = {"state": state, "positions": positions, "paraphrase": "Isle wants a free crossing."}
        cards.append({**place, **around, **known, **more})
    content = {"format": "kg desk 1", "coder": made["coder"], "text": {**text, "paragraphs": 2}, "cards": cards}
    Path("saved.json").write_text(json.dumps(content), encoding="utf-8")
    return "saved.json"


def test_a_desk_of_a_text_and_a_case(tmp_path: Path) -> None:
    done = code("wire.txt", "--issued", "2031-02-05", "--coder", "anna")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "desk.html\n", "")
    data = data_of("desk.html")
    assert (data["coder"], data["text"]["issued"], data["case"], data["blind"]) == (
        "anna",
        "2031-02-05",
        "Ferry",
        False,
    )
    assert data["text"]["paragraphs"] == [line for line in TEXT.splitlines() if line]
    first = data["cards"][0]
    assert (first["party"], first["options"][0]) == ("https://example.org/ferry#isle", "https://example.org/ferry#free")
    assert (first["day"]["phrase"], first["day"]["latest"]) == ("Monday", "2031-02-03")
    assert not [card for card in data["cards"] if "stance" in card]
    once = Path("desk.html").read_bytes()
    assert code("wire.txt", "--issued", "2031-02-05", "--coder", "anna").exit_code == 0
    assert Path("desk.html").read_bytes() == once


def test_the_source_gives_the_day(tmp_path: Path) -> None:
    assert code("wire.txt", "--source", "Post").exit_code == 0
    text = data_of("desk.html")["text"]
    assert (text["issued"], text["source"]) == ("2031-02-05", "https://example.org/ferry#post")


def test_words_that_an_edited_text_has_no_more_are_told_to_be_lost_and_never_found_elsewhere() -> None:
    code("wire.txt", "--issued", "2031-02-05", "--coder", "anna")
    code("--merge", saved(**{card["id"]: "coded" for card in data_of("desk.html")["cards"]}), "--case", "ferry.ttl")
    source = next(one.id for one in kg.open("ferry.ttl").case.sources.values() if one.text_hash)
    Path("moved.txt").write_text(f"A paragraph before.\n\n{TEXT}", encoding="utf-8")
    done = code("moved.txt", "--source", source, "--format", "json")
    cards = [card for card in json.loads(done.stdout)["cards"] if card["coded"]]
    assert (len(cards) > 0, done.stderr) == (True, "")
    assert min(card["paragraph"] for card in cards) == 2
    Path("other.txt").write_text("Isle said on Monday that it rejects a free crossing now.", encoding="utf-8")
    done = code("other.txt", "--source", source, "--format", "json")
    assert [card["party"] for card in json.loads(done.stdout)["cards"] if card["coded"]] == []
    assert len(json.loads(done.stdout)["cards"]) > 0
    assert "coded of it before, but the words are lost in this text: coded-" in done.stderr


def test_a_text_in_an_encoding_that_is_named_is_read_and_without_the_name_it_is_asked_for() -> None:
    words = "Острів проти безкоштовної переправи."
    Path("old.txt").write_bytes(words.encode("windows-1251"))
    asked = code("old.txt", "--issued", "2031-02-05")
    assert (asked.exit_code, "name its encoding with --encoding NAME" in asked.stderr) == (2, True)
    assert code("old.txt", "--issued", "2031-02-05", "--encoding", "windows-1251").exit_code == 0
    assert data_of("desk.html")["text"]["paragraphs"] == [words]
    named = ("--issued", "2031-02-05", "--encoding", "windows-1251")
    assert run("update", "ferry.ttl", "old.txt", *named).exit_code == 0
    assert [path.suffix for path in Path("desks").iterdir()] == [".html"]


def test_the_cards_as_json_are_those_of_the_page() -> None:
    code("wire.txt", "--issued", "2031-02-05")
    printed = json.loads(code("wire.txt", "--issued", "2031-02-05", "--format", "json").stdout)
    shown = [
        {name: value for name, value in card.items() if name != "rejected"} for card in data_of("desk.html")["cards"]
    ]
    assert printed["cards"] == shown
    assert printed["text"]["sha256"] == data_of("desk.html")["text"]["sha256"]


def test_a_blind_desk_has_nothing_that_was_proposed() -> None:
    assert code("wire.txt", "--issued", "2031-02-05", "--blind", "--sample", "2").exit_code == 0
    data = data_of("desk.html")
    assert (data["blind"], data["sample"], len(data["cards"]), data["earlier"]) == (True, 2, 2, [])
    assert all(card["party"] is None and card["options"] == [] for card in data["cards"])
    assert all(card["coded"] is None and not card["rejected"] and card["marks"] == [] for card in data["cards"])
    once = [(card["paragraph"], card["start"]) for card in data["cards"]]
    code("wire.txt", "--issued", "2031-02-06", "--blind", "--sample", "2", "--coder", "ben", "-o", "other.html")
    assert [(card["paragraph"], card["start"]) for card in data_of("other.html")["cards"]] == once


def test_an_own_lexicon_adds_to_the_words_that_tell_a_position() -> None:
    Path("wire.txt").write_text("Isle frobbed for a free crossing.", encoding="utf-8")
    Path("own.toml").write_text('[cues]\nposition = ["frobbed"]\n', encoding="utf-8")
    before, after = (
        json.loads(code("wire.txt", "--issued", "2031-02-05", "--format", "json", *more).stdout)["cards"]
        for more in ((), ("--lexicon", "own.toml"))
    )
    assert [card["cue"] for card in before] in ([], [None])
    assert [card["cue"]["text"] for card in after] == ["frobbed"]


def test_what_was_coded_comes_into_the_case_once() -> None:
    code("wire.txt", "--issued", "2031-02-05", "--coder", "anna")
    done = code("--merge", saved(p1s1="coded"))
    assert done.exit_code == 0, done.stderr
    assert str(kg.open("ferry.ttl").why("isle", "free crossing").held.stance) == "demand"
    once = Path("ferry.ttl").read_bytes()
    again = code("--merge", "saved.json")
    assert (again.exit_code, again.stdout) == (
        0,
        again.stdout.partition(": ")[0] + ": " + again.stdout.partition(": ")[2],
    )
    assert again.stdout.endswith("nothing changed\n")
    assert Path("ferry.ttl").read_bytes() == once
    code("wire.txt", "--issued", "2031-02-05")
    assert data_of("desk.html")["cards"][0]["coded"] is not None


def test_a_text_under_another_name_is_the_one_that_was_coded() -> None:
    code("wire.txt", "--issued", "2031-02-05", "--coder", "anna")
    code("--merge", saved(p1s1="coded"))
    once = Path("ferry.ttl").read_bytes()
    Path("copy.md").write_text(TEXT, encoding="utf-8")
    for more in ((), ("--source", "Post", "--issued", "2031-02-05")):
        assert code("copy.md", *more, "--coder", "anna").exit_code == 0
        assert [bool(card["coded"]) for card in data_of("desk.html")["cards"]] == [True, False, False], more
    assert code("copy.md", "--coder", "anna").exit_code == 0
    again = code("--merge", saved(p1s1="coded"))
    assert (again.stdout, again.stderr) == ("ferry.ttl: 3 rows read; nothing changed\n", "")
    assert Path("ferry.ttl").read_bytes() == once


def test_two_coders_of_one_text_under_two_names_have_one_source() -> None:
    Path("copy.md").write_text(TEXT, encoding="utf-8")
    files = []
    for name, coder in (("wire.txt", "anna"), ("copy.md", "bob")):
        code(name, "--issued", "2031-02-05", "--coder", coder)
        files.append(Path(saved(p1s1="coded")).rename(f"{coder}.json"))
    for _ in range(2):
        for file in files:
            assert code("--merge", str(file)).exit_code == 0
    case = kg.open("ferry.ttl").case
    assert sorted(source.label("en") for source in case.sources.values()) == ["Post", "wire.txt"]
    assert len({statement.source for statement in case.statements.values()}) == 1
    assert sorted(statement.coder or "" for statement in case.statements.values()) == ["anna", "bob"]


def test_all_rejected_leaves_the_case_and_is_marked_next_time() -> None:
    code("wire.txt", "--issued", "2031-02-05")
    before = Path("ferry.ttl").read_bytes()
    names = {card["id"]: "rejected" for card in data_of("desk.html")["cards"]}
    done = code("--merge", saved(**names))
    assert done.exit_code == 0
    assert f"note: {len(names)} rejected; a desk made later marks them" in done.stderr
    assert Path("ferry.ttl").read_bytes() == before
    code("wire.txt", "--issued", "2031-02-05")
    assert all(card["rejected"] for card in data_of("desk.html")["cards"])
    code("wire.txt", "--issued", "2031-02-05", "--blind", "--sample", "9")
    assert not any(card["rejected"] for card in data_of("desk.html")["cards"])


def test_a_workbook_of_what_was_coded_imports_as_the_file_merges() -> None:
    code("wire.txt", "--issued", "2031-02-05")
    file = saved(p1s1="coded")
    done = run("code", "--rows", file, "-o", "reviewed.xlsx")
    assert (done.exit_code, done.stdout) == (0, "reviewed.xlsx: 1 statement; next: kg import reviewed.xlsx -o CASE\n")
    Path("other.ttl").write_text(CASE, encoding="utf-8")
    assert run("import", "reviewed.xlsx", "-o", "other.ttl").exit_code == 0
    code("--merge", file)
    assert [len(kg.open(path).case.statements) for path in ("other.ttl", "ferry.ttl")] == [1, 1]


def test_a_mistake_that_a_check_finds_is_told_of_its_card() -> None:
    code("wire.txt", "--issued", "2031-02-05")
    path = Path(saved(p1s1="coded"))
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["cards"][0]["paraphrase"]
    path.write_text(json.dumps(content), encoding="utf-8")
    done = code("--merge", "saved.json")
    assert done.exit_code == 1
    assert done.stderr.startswith("saved.json, card p1s1 (paraphrase:en): Write what was said in your own words")


ISSUED = ("--issued", "2031-02-05")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "name the text to code"),
        (("wire.txt",), "wire.txt: on what day was it issued?"),
        (("wire.txt", "--issued", "5 Feb"), "“5 Feb” is not a valid date; write it as year-month-day"),
        (("wire.txt", "--issued", "20310205"), "“20310205” is not a valid date; write 2031-02-05"),
        (("none.txt", *ISSUED), "none.txt: No such file"),
        (("empty.txt", *ISSUED), "empty.txt: holds no words"),
        (("wire.rtf", *ISSUED), "wire.rtf: a text is read from a file that ends in "),
        (("wire.txt", *ISSUED, "--coder", "a\nb"), "--coder: use letters, digits"),
        (("wire.txt", *ISSUED, "--coder", ""), "--coder: use letters, digits"),
        (("wire.txt", *ISSUED, "--source", "Poste"), "no source is named “Poste”; did you mean Post?"),
        (("wire.txt", *ISSUED, "--sample", "3"), "--sample draws the sentences of a blind coder"),
        (("wire.txt", *ISSUED, "--lang", "xx"), "no words in “xx”; use one of en, "),
        (("wire.txt", *ISSUED, "--blind", "--lexicon", "x.toml"), "--lexicon is for proposals"),
        (("wire.txt", *ISSUED, "--lexicon", "none.toml"), "none.toml: No such file"),
        (("wire.txt", *ISSUED, "--format", "json", "-o", "x.html"), "leave out -o"),
        (("wire.txt", *ISSUED, "--as-of", "2031-01-01"), "leave out --as-of"),
        (("wire.txt", *ISSUED, "-o", "mine.html"), "mine.html exists and was not written by kg"),
        (("wire.txt", *ISSUED, "-o", "ferry.ttl"), "ferry.ttl"),
        (("wire.txt", *ISSUED, "-o", "wire.txt"), "wire.txt is the text itself"),
        (("--merge", "wire.txt", "--rows", "wire.txt"), "give one of them"),
        (("--merge", "wire.txt"), "wire.txt: is not JSON"),
        (("wire.txt", "--merge", "wire.txt"), "leave out TEXT"),
        (("--merge", "wire.txt", "--blind", "-o", "x"), "leave out -o and --blind"),
        (("--merge", "wire.txt", "--redact"), "leave out --redact"),
        (("--rows", "wire.txt", "-o", "rows.csv"), "unsupported file extension “.csv”"),
        (("--rows", "wire.txt", "--coder", "x"), "leave out --coder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_told_in_one_line_and_nothing_is_written(words: tuple[str, ...], says: str) -> None:
    Path("mine.html").write_text("<p>mine</p>", encoding="utf-8")
    Path("empty.txt").write_text(" \n\n ", encoding="utf-8")
    Path("wire.rtf").write_text("x", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    done = code(*words)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1 and says in done.stderr
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


def test_a_case_must_be_named_and_be_there_to_merge_into() -> None:
    code("wire.txt", *ISSUED)
    file = saved()
    assert "name the case to merge into: --case CASE" in run("code", "--merge", file).stderr
    assert "none.ttl: no such case" in run("code", "--merge", file, "--case", "none.ttl").stderr
    assert "an example is only read" in run("code", "--merge", file, "--case", "example:basin").stderr
    assert not Path("none.ttl").exists()
