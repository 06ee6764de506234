"""The command ``kg update``: a desk for each of several texts, and copies of one report that count as one source."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ferry_case import FERRY

import kg
from kg.cli import main

CASE = f"""{FERRY}\
:post a neg:Source ; dcterms:title "Post"@en ; dcterms:issued "2031-02-01"^^xsd:date ; neg:paragraphs 2 .
"""
#: 22 and 23 words
DEMANDS = (
    "Isle said on Monday that it demands a free crossing for everybody who lives on the island and works on the coast."
)
REJECTS = "Coast rejected the free crossing, and its minister told the harbour board that half the fare was as far as it would go."
WIRE = f"{DEMANDS}\n\n{REJECTS}\n\nTalks go on next week."
#: the 50 words of the wire, one of them another, and 8 of its own
PAPER = f"FERRY TALKS GO ON\n\n{WIRE.replace('told the', 'warned the')}\n\nBy our own staff."
#: nothing but two words is its own
NEAR = f"{WIRE}\n\nMorning edition."
OTHER = "Isle wants night boats, and said so.\n\nCoast did not answer."
ISSUED = ("--issued", "2031-02-05")
#: the paper a day after the wire
AFTER = (*ISSUED, "--issued", "paper.txt=2031-02-06")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_CASE", raising=False)
    Path("ferry.ttl").write_text(CASE, encoding="utf-8")
    for name, words in (("wire.txt", WIRE), ("paper.txt", PAPER), ("near.txt", NEAR), ("other.txt", OTHER)):
        Path(name).write_text(words, encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "140"}).invoke(main, list(words))


def update(*words: str) -> Result:
    return run("update", "ferry.ttl", *words)


def told(*words: str) -> dict[str, dict[str, Any]]:
    """Return what the JSON of an update says of each text, by its file."""
    done = update(*words, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return {one["file"]: one for one in json.loads(done.stdout)["texts"]}


def data_of(desk: str) -> dict[str, Any]:
    page = Path(desk).read_text(encoding="utf-8")
    (block,) = re.findall(r'id="desk-data">(.*?)</script>', page, flags=re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    return found


def saved(desk: str, copy_of: str | None = None) -> str:
    """Save what a desk would: its first card coded as the demand of a free crossing, the others open."""
    made = data_of(desk)
    paragraphs = made["text"].pop("paragraphs")
    cards = []
    for number, card in enumerate(made["cards"]):
        whole = paragraphs[card["paragraph"] - 1]
        exact = " ".join(whole[card["start"] : card["end"]].split()[:15])
        place = {name: card[name] for name in ("id", "paragraph", "start", "end", "party")}
        place |= {"prefix": whole[: card["start"]][-32:], "suffix": whole[card["start"] + len(exact) :][:32]}
        coded = {
            "state": "coded",
            "positions": [{"on": "free", "stance": "demand"}],
            "paraphrase": "Isle wants it free.",
        }
        more = coded if number == 0 else {"state": "open"}
        cards.append({**place, "exact": exact, "latest": card["day"]["latest"], "attribution": "on-record", **more})
    text = {**made["text"], "paragraphs": len(paragraphs), "copy of": copy_of}
    path = Path(desk).with_suffix(".json")
    content = {"format": "kg desk 1", "coder": made["coder"], "text": text, "cards": cards}
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def merge(*files: str) -> None:
    for file in files:
        done = run("code", "--merge", file, "--case", "ferry.ttl")
        assert (done.exit_code, done.stderr) == (0, ""), done.stderr


def sources() -> dict[str, str | None]:
    """Return the sources of the case by name, each with the name of the one that it repeats."""
    found = kg.open("ferry.ttl").case.sources
    return {one.label("en"): found[one.copy_of].label("en") if one.copy_of else None for one in found.values()}


def independent() -> int:
    """Return on how many sources all that was said rests, as kg timeline counts them."""
    done = run("timeline", "--case", "ferry.ttl", "--format", "json")
    return len(json.loads(done.stdout)["sources"])


def test_a_line_for_each_text_says_what_came() -> None:
    found = told("wire.txt", "paper.txt", "near.txt", "other.txt", *AFTER)
    # the longest of a day first; the paper a day later
    assert list(found) == ["near.txt", "wire.txt", "other.txt", "paper.txt"]
    assert [one["words"] for one in found.values()] == [52, 50, 11, 58]
    assert [one["desk"] for one in found.values()] == [
        f"desks/{name}.html" for name in ("near", "wire", "other", "paper")
    ]
    assert found["near.txt"]["copies"] is found["other.txt"]["copies"] is None
    copies = {"file": "near.txt", "paragraphs": 3, "share": 1.0, "offered": True, "recorded": True}
    assert found["wire.txt"]["copies"] == copies
    copies |= {"share": round(50 / 58, 4), "recorded": False}
    assert found["paper.txt"]["copies"] == copies
    assert found["paper.txt"]["issued"] == "2031-02-06"
    assert {name: one["cards"] for name, one in found.items()} == {
        name: len(data_of(one["desk"])["cards"]) for name, one in found.items()
    }


@pytest.mark.parametrize(("own", "is_offered"), [(22, True), (23, False)])
def test_a_desk_asks_from_half_of_the_words_on(own: int, is_offered: bool) -> None:
    Path("mixed.txt").write_text(f"{DEMANDS}\n\n{' '.join(f'word{n}' for n in range(own))}", encoding="utf-8")
    found = told("wire.txt", "mixed.txt", *ISSUED, "--issued", "mixed.txt=2031-02-06")["mixed.txt"]
    assert found["copies"]["share"] == round(22 / (22 + own), 4)
    assert found["copies"]["offered"] is is_offered
    assert (data_of("desks/mixed.html")["offer"] is not None) is is_offered


def test_the_table_is_read_by_people() -> None:
    done = update("wire.txt", "near.txt", "paper.txt", *AFTER, "--coder", "anna")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Ferry: 3 texts, 2 sources; desks in desks"
    (line,) = (line for line in lines if line.startswith("wire.txt"))
    assert re.split(r"  +", line.strip())[:2] == ["wire.txt", "2031-02-05"]
    assert "near.txt: 3 of 3 paragraphs, 100% of the words; a copy" in done.stdout
    assert lines[-1] == "next: code at each desk, then kg code --merge FILE --case ferry.ttl"
    assert data_of("desks/wire.html")["coder"] == "anna"


def test_the_order_of_the_texts_does_not_matter() -> None:
    Path("twin.txt").write_text(WIRE, encoding="utf-8")
    names = ["wire.txt", "paper.txt", "near.txt", "other.txt", "twin.txt"]
    first = update(*names, *ISSUED).stdout
    pages = {path.name: path.read_bytes() for path in Path("desks").iterdir()}
    for seed in range(3):
        random.Random(seed).shuffle(names)
        assert update(*ISSUED, *names).stdout == first
        assert {path.name: path.read_bytes() for path in Path("desks").iterdir()} == pages


def test_a_card_of_a_copied_paragraph_points_to_where_it_stands_first() -> None:
    update("wire.txt", "paper.txt", *AFTER)
    first, copy = data_of("desks/wire.html"), data_of("desks/paper.html")
    assert [card["copied"] for card in first["cards"]] == [None] * len(first["cards"])
    assert [(card["paragraph"], card["copied"]) for card in copy["cards"]] == [
        (
            card["paragraph"] + 1,
            {"text": "wire.txt", "paragraph": card["paragraph"], "desk": "wire.html", "card": card["id"]},
        )
        for card in first["cards"]
    ]
    assert first["offer"] is None
    assert copy["offer"] == {
        "id": first["sourceId"],
        "text": "wire.txt",
        "paragraphs": 3,
        "share": 50 / 58,
        "usual": False,
    }


@pytest.mark.parametrize("order", [("wire", "paper"), ("paper", "wire")])
def test_a_copy_that_a_person_told_counts_as_one_source_in_either_order_of_merging(order: tuple[str, str]) -> None:
    update("wire.txt", "paper.txt", *AFTER)
    original = data_of("desks/wire.html")["sourceId"]
    files = {"wire": saved("desks/wire.html"), "paper": saved("desks/paper.html", copy_of=original)}
    merge(*(files[name] for name in order))
    assert sources() == {"Post": None, "wire.txt": None, "paper.txt": "wire.txt"}
    assert len(kg.open("ferry.ttl").case.statements) == 2
    assert independent() == 1
    assert "The whole case rests on this one source" in run("check", "ferry.ttl").stdout
    once = Path("ferry.ttl").read_bytes()
    merge(*files.values())
    assert Path("ferry.ttl").read_bytes() == once
    found = told("wire.txt", "paper.txt", *AFTER)
    assert [one["coded"] for one in found.values()] == [1, 1]
    assert found["paper.txt"]["copies"]["recorded"] is True
    assert data_of("desks/paper.html")["offer"] is None


def test_of_two_cards_of_a_paragraph_the_one_that_was_coded_is_marked() -> None:
    words = (
        "Isle demands a free crossing. In the evening Isle also wants half the fare for the free crossing of children."
    )
    Path("wire.txt").write_text(words, encoding="utf-8")
    update("wire.txt", *ISSUED)
    content = json.loads(Path(saved("desks/wire.html")).read_text(encoding="utf-8"))
    first, second = content["cards"]
    assert first["paragraph"] == second["paragraph"] and first["party"] == second["party"]
    coded = {name: first.pop(name) for name in ("positions", "paraphrase")}
    first["state"] = "open"
    second |= {**coded, "state": "coded"}
    Path("second.json").write_text(json.dumps(content), encoding="utf-8")
    merge("second.json")
    update("wire.txt")
    assert [card["coded"] is not None for card in data_of("desks/wire.html")["cards"]] == [False, True]


def test_one_that_a_person_did_not_tell_counts_by_itself() -> None:
    update("wire.txt", "paper.txt", *AFTER)
    merge(saved("desks/wire.html"), saved("desks/paper.html"))
    assert sources() == {"Post": None, "wire.txt": None, "paper.txt": None}
    assert independent() == 2


def test_what_was_told_can_be_taken_back() -> None:
    update("wire.txt", "paper.txt", *AFTER)
    original = data_of("desks/wire.html")["sourceId"]
    merge(saved("desks/paper.html", copy_of=original))
    assert sources()["paper.txt"] == "wire.txt"
    assert run("code", "--merge", saved("desks/paper.html"), "--case", "ferry.ttl").exit_code == 0
    assert sources()["paper.txt"] is None


def test_the_same_words_under_two_names_have_one_desk_and_are_one_source() -> None:
    Path("twin.md").write_text(WIRE, encoding="utf-8")
    found = told("wire.txt", "twin.md", *ISSUED)
    assert [(one["same_as"], one["desk"]) for one in found.values()] == [(None, "desks/twin.html"), ("twin.md", None)]
    assert [path.name for path in Path("desks").iterdir()] == ["twin.html"]
    merge(saved("desks/twin.html"))
    assert sources() == {"Post": None, "twin.md": None, "wire.txt": "twin.md"}
    assert independent() == 1
    again = told("wire.txt", "twin.md", *ISSUED)
    assert sum(one["coded"] for one in again.values()) == 1
    merge(saved("desks/twin.html"))
    assert sources() == {"Post": None, "twin.md": None, "wire.txt": "twin.md"}


def test_a_source_that_was_typed_by_hand_keeps_what_the_case_says_of_it() -> None:
    update("wire.txt", "paper.txt", *AFTER)
    digest, original = data_of("desks/paper.html")["text"]["sha256"], data_of("desks/wire.html")["sourceId"]
    hand = f':daily a neg:Source ; dcterms:title "The Daily"@en ; dcterms:publisher "Daily Ltd" ; neg:textHash "{digest}" .'
    Path("ferry.ttl").write_text(f"{CASE}{hand}", encoding="utf-8")
    update("wire.txt", "paper.txt", *AFTER)
    merge(saved("desks/wire.html"), saved("desks/paper.html", copy_of=original))
    assert sources() == {"Post": None, "wire.txt": None, "The Daily": "wire.txt"}
    (daily,) = (one for one in kg.open("ferry.ttl").case.sources.values() if one.local_name == "daily")
    assert daily.publisher == "Daily Ltd"


def test_texts_of_the_same_name_have_desks_of_their_own() -> None:
    for name, words in (("a", WIRE), ("b", OTHER)):
        Path(name).mkdir()
        Path(name, "text.txt").write_text(words, encoding="utf-8")
    found = told("a/text.txt", "b/text.txt", "--issued", "a/text.txt=2031-02-05", "--issued", "b/text.txt=2031-02-06")
    assert [one["issued"] for one in found.values()] == ["2031-02-05", "2031-02-06"]
    assert sorted(one["desk"] for one in found.values()) == sorted(
        f"desks/text-{one['sha256'][:8]}.html" for one in found.values()
    )


def test_the_day_of_a_source_of_the_case_is_its_texts() -> None:
    update("wire.txt", *ISSUED)
    merge(saved("desks/wire.html"))
    assert told("wire.txt")["wire.txt"]["issued"] == "2031-02-05"


def test_a_text_named_twice_counts_once() -> None:
    done = update("wire.txt", "./wire.txt", *ISSUED, "--format", "json")
    assert len(json.loads(done.stdout)["texts"]) == 1
    assert "note: a text that was named twice counts once" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("wire.txt", "paper.txt", "--issued", "wire.txt=2031-02-05"), "paper.txt: on what day was it issued?"),
        (("wire.txt", "--issued", "5 Feb"), "“5 Feb” is not a valid date"),
        (("wire.txt", "--issued", "wire.txt=20310205"), "“20310205” is not a valid date"),
        (("wire.txt", "--issued", "wires.txt=2031-02-05"), "“wires.txt” is not one of the texts; use one of wire.txt"),
        (("wire.txt", *ISSUED, "--issued", "2031-02-06"), "--issued: two days for all texts"),
        (
            ("wire.txt", "--issued", "wire.txt=2031-02-05", "--issued", "wire.txt=2031-02-06"),
            "--issued: wire.txt was given two days, 2031-02-05 and 2031-02-06",
        ),
        (("wire.txt", "none.txt", *ISSUED), "none.txt: No such file"),
        (("wire.txt", "empty.txt", *ISSUED), "empty.txt: holds no words"),
        (("wire.txt", *ISSUED, "-o", "paper.txt"), "paper.txt: is a file; name a folder for the desks"),
        (("wire.txt", "other.txt", *ISSUED, "-o", "mine"), "mine/other.html exists and was not written by kg"),
        (("wire.txt", *ISSUED, "--lexicon", "none.toml"), "none.toml: No such file"),
        (("wire.txt", *ISSUED, "--lang", "xx"), "no words in “xx”; use one of en, "),
        (("mine/other.html", *ISSUED, "-o", "mine"), "mine/other.html is the text itself; choose another place"),
        (("wire.txt", *ISSUED, "--coder", ""), "--coder: use letters, digits"),
        (("wire.txt", *ISSUED, "--as-of", "2031-01-01"), "leave out --as-of"),
        ((), "Missing argument 'TEXT...'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_told_in_one_line_and_nothing_is_written(words: tuple[str, ...], says: str) -> None:
    Path("empty.txt").write_text(" \n\n ", encoding="utf-8")
    Path("mine").mkdir()
    Path("mine/other.html").write_text("<p>mine</p>", encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    done = update(*words)
    assert done.exit_code == 2
    assert says in done.stderr and done.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    assert not Path("desks").exists()


def test_the_case_is_the_first_argument_alone() -> None:
    done = run("--case", "ferry.ttl", "update", "ferry.ttl", "wire.txt", *ISSUED)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "takes the case as its first argument; leave out --case" in done.stderr
    assert "none.ttl: no such file or folder" in run("update", "none.ttl", "wire.txt", *ISSUED).stderr
    assert not Path("desks").exists()
