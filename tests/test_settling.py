"""Settling what coders of one text decided differently: which places, what each coder chose there, and the way into the case."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from coded_texts import BASE, CASE, PARAGRAPHS, TEXT, card, desk, save

import kg
from kg.cli import main
from kg.desk.comparing import read_desks
from kg.desk.settling import Settling, settle

ISLE, COAST = f"{BASE}isle", f"{BASE}coast"


def settled(folder: Path, *contents: dict[str, Any]) -> Settling:
    return settle([saved.desk for saved in read_desks([Path(path) for path in save(folder, *contents)])])


def coast(place: str, **more: Any) -> dict[str, Any]:
    return card(place, party=COAST, **more)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_CASE", raising=False)
    Path("ferry.ttl").write_text(CASE, encoding="utf-8")
    Path("wire.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    return tmp_path


def code(*words: str) -> Result:
    return CliRunner().invoke(main, ["code", *words, "--case", "ferry.ttl"])


# --------------------------------------------------------------- what differs


def test_what_all_coded_alike_is_agreed_with_the_words_of_the_first(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1", words="wants a free", paraphrase="A."))
    found = settled(tmp_path, desk("ben", card("p1s1", paraphrase="B.")), one)
    assert (found.coders, found.cards, found.alone) == (("anna", "ben"), [], [])
    (agreed,) = found.agreed
    assert (agreed["exact"], agreed["paraphrase"], agreed["coders"]) == (
        "wants a free",
        "A.",
        ["anna", "ben"],
    )


@pytest.mark.parametrize(
    ("more", "differ"),
    [
        ({"on": ("half", "support")}, ["option"]),
        ({"on": ("free", "demand")}, ["stance"]),
        ({"attribution": "on-record"}, ["how it is known"]),
        ({"earliest": "2031-02-01"}, ["days"]),
        ({"speaker": f"{BASE}ann"}, ["speaker"]),
        ({"mandate": "personal"}, ["mandate"]),
        ({"party": COAST}, ["party"]),
        ({"party": COAST, "on": ("free", "open")}, ["party", "stance"]),
    ],
)
def test_each_difference_is_named(tmp_path: Path, more: dict[str, Any], differ: list[str]) -> None:
    (one,) = settled(tmp_path, desk("anna", card("p1s1")), desk("ben", card("p1s1", **more))).cards
    assert one["differ"] == differ
    assert [choice["coder"] for choice in one["choices"]] == ["anna", "ben"]


def test_conditions_in_other_words_are_to_be_settled(tmp_path: Path) -> None:
    def conditional(words: str) -> dict[str, Any]:
        return card("p1s1") | {"positions": [{"on": f"{BASE}free", "stance": "conditional", "condition": words}]}

    (one,) = settled(tmp_path, desk("anna", conditional("boats")), desk("ben", conditional("no boats"))).cards
    assert one["differ"] == ["condition"]
    assert settled(tmp_path, desk("anna", conditional("Boats")), desk("ben", conditional("boats"))).cards == []


def test_what_one_did_not_mark_or_left_open(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1"), card("p1s2"), card("p2s1"))
    other = desk("ben", card("p1s1", "rejected"), card("p2s1", "open"))
    found = settled(tmp_path, one, other)
    assert [card["differ"] for card in found.cards] == [["which statement"]] * 3
    assert [card["choices"][1]["state"] for card in found.cards] == ["none", "none", "open"]


def test_nothing_is_chosen_before_and_only_what_all_agree_on_is_filled_in(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1", attribution="on-record"))
    (found,) = settled(tmp_path, one, desk("ben", card("p1s1"))).cards
    assert (found["party"], found["attribution"], found["options"]) == (ISLE, None, [])
    assert "positions" not in found
    assert found["day"]["latest"] == "2031-02-05"


def test_what_only_one_was_to_code_is_carried_with_that_coder(tmp_path: Path) -> None:
    every = [card(place) for place in ("p1s1", "p1s2", "p1s3", "p2s1", "p2s2")]
    found = settled(tmp_path, desk("anna", *every), desk("ben", blind=True, sample=2))
    assert (len(found.cards), len(found.alone)) == (2, 3)
    assert [card["coders"] for card in found.alone] == [["anna"]] * 3


def test_two_parties_of_one_coder_at_a_place_are_two(tmp_path: Path) -> None:
    both = desk("anna", card("p1s1"), coast("p1s1", id="b"))
    found = settled(tmp_path, both, desk("ben", card("p1s1")))
    assert (len(found.agreed), [one["party"] for one in found.cards]) == (1, [COAST])


def test_the_same_in_any_order(tmp_path: Path) -> None:
    contents = [
        desk("anna", card("p1s1"), card("p1s2", on=("half", "open")), coast("p1s3")),
        desk("ben", card("p1s1", on=("free", "open")), coast("p1s2"), coast("p2s1")),
        desk("cleo", coast("p1s3", on=("half", "open"))),
    ]
    shuffled = [dict(one, cards=random.Random(3).sample(one["cards"], len(one["cards"]))) for one in contents]
    assert settled(tmp_path, *contents) == settled(tmp_path, *reversed(shuffled))


# ---------------------------------------------------------------- the command

ANNA = desk("anna", card("p1s1"), card("p1s2", on=("half", "open")), coast("p1s3", on=("free", "oppose")))
BEN = desk("ben", card("p1s1", on=("free", "demand")), card("p1s2", on=("half", "open")))


def test_the_page_is_written_from_the_files_and_the_text_beside_them(here: Path) -> None:
    done = code("--settle", *save(here, ANNA, BEN), "--coder", "cleo")
    assert (done.exit_code, done.stdout) == (0, "settle.html: 2 to settle, 1 agreed, 0 by one coder alone\n")
    page = Path("settle.html").read_bytes()
    (block,) = re.findall(r'id="desk-data">(.*?)</script>', page.decode(), flags=re.DOTALL)
    data = json.loads(block)
    assert (data["coder"], data["settle"]["coders"], data["text"]["issued"]) == ("cleo", ["anna", "ben"], "2031-02-05")
    assert code("--settle", *reversed(save(here, ANNA, BEN)), "wire.txt", "--coder", "cleo").exit_code == 0
    assert Path("settle.html").read_bytes() == page


def merged(here: Path, *cards: dict[str, Any], **more: Any) -> Result:
    (file,) = save(here, desk("cleo", *cards, coders=["ben", "anna"], **more))
    return code("--merge", file)


def test_what_was_settled_names_the_coders_and_who_settled(here: Path) -> None:
    done = merged(here, card("p1s1"), card("p1s2", coders=["anna", "ben"]), card("p2s1", coders=["anna"]))
    assert done.exit_code == 0, done.stderr
    statements = kg.open("ferry.ttl").case.statements.values()
    joint = "anna, ben; settled by cleo"
    assert sorted(str(one.coder) for one in statements) == ["anna", joint, joint]
    once = Path("ferry.ttl").read_bytes()
    assert merged(here, card("p1s1"), card("p1s2"), card("p2s1", coders=["anna"])).stdout.endswith("nothing changed\n")
    assert Path("ferry.ttl").read_bytes() == once
    held = kg.open("ferry.ttl", coders=[joint]).why("isle", "free crossing").held
    assert str(held.stance) == "support"


def test_what_was_settled_is_no_coder_to_compare(here: Path) -> None:
    merged(here, card("p1s1"))
    refused = CliRunner().invoke(main, ["agreement", "ferry.ttl", "--coders"])
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "names no coder of a statement (neg:coder), besides who settled" in refused.stderr
    for content in (ANNA, BEN):
        (file,) = save(here, content)
        assert code("--merge", file).exit_code == 0
    done = CliRunner().invoke(main, ["agreement", "ferry.ttl", "--coders", "--format", "json"])
    assert json.loads(done.stdout)["coders"] == ["anna", "ben"]


def test_what_stands_in_the_case_twice_is_told(here: Path) -> None:
    (file,) = save(here, ANNA)
    code("--merge", file)
    done = merged(here, card("p1s1"))
    assert "note: what anna coded of this text is in the case too, beside what was settled" in done.stderr
    assert "ben" not in done.stderr


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("contents", "words", "said"),
    [
        ((ANNA,), (), "name the files of two coders or more"),
        ((ANNA, dict(BEN, text=BEN["text"] | {"sha256": "f" * 64})), (), "ben.json: is of another text"),
        ((ANNA, dict(BEN, coder="anna ")), (), "its coder is anna, as in"),
        ((ANNA, dict(BEN, coders=["x", "y"])), (), "ben.json: holds what was settled of several coders"),
        ((ANNA, desk("ben", card("p1s1", party="x"))), (), "ben.json: card p1s1: “x” is no party of the case"),
        ((ANNA, desk("ben", card("p1s1", on=("x", "open")))), (), "is no option or proposal of the case"),
        ((ANNA, desk("ben", card("p1s1", end=900))), (), "ben.json: card p1s1: its words do not stand there"),
        ((ANNA, desk("ben", card("p1s1", start=3))), (), "ben.json: card p1s1: its words do not stand there"),
        ((ANNA, BEN), ("other.txt",), "other.txt: is not the text of"),
        ((ANNA, BEN), ("wire.txt", "other.txt"), "at most that text; leave out other.txt"),
        ((ANNA, BEN), ("--blind",), "--settle makes a page of saved files; leave out --blind"),
        ((ANNA, BEN), ("--merge", "x.json"), "leave out --merge and --rows"),
        ((ANNA, BEN), ("--format", "json"), "kg agreement FILE FILE --format json"),
        ((ANNA, BEN), ("--redact",), "leave out --redact"),
        ((ANNA, BEN), ("--coder", "a;b"), "--coder: use letters"),
        ((ANNA, BEN), ("-o", "wire.txt"), "wire.txt"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(here: Path, contents: Any, words: Any, said: str) -> None:
    Path("other.txt").write_text("Another text.", encoding="utf-8")
    before = {path: path.read_bytes() for path in here.iterdir()}
    done = code("--settle", *save(here, *contents), *words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert {path: path.read_bytes() for path in here.iterdir() if path.suffix != ".json"} == before


def test_a_text_that_is_not_beside_the_files_is_asked_for(here: Path) -> None:
    files = save(here, ANNA, BEN)
    Path("wire.txt").unlink()
    done = code("--settle", *files)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "its text, wire.txt, is not beside it" in done.stderr
    Path(f"{TEXT.sha256}.md").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    assert code("--settle", *files).exit_code == 0


def test_two_texts_without_settle_are_refused(here: Path) -> None:
    Path("other.txt").write_text("Another text.", encoding="utf-8")
    done = code("wire.txt", "other.txt")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "name one text" in done.stderr
