"""How far coders agree who coded one text at their desks: alpha by variable, worked by hand, and what is refused."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from coded_texts import BASE, CASE, TEXT, card, desk, save

from kg.answers.contract import schema_of
from kg.cli import main
from kg.coding.text_agreement import Coding, Mark, Sentence, compare_texts
from kg.desk.blind import drawn_sentences

ISLE, COAST = f"{BASE}isle", f"{BASE}coast"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["agreement", *words], env={"KG_CASE": ""})


def told(tmp_path: Path, *contents: dict[str, Any], options: tuple[str, ...] = ()) -> dict[str, Any]:
    done = run(*save(tmp_path, *contents), *options, "--format", "json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, schema_of("agreement_on_text"))
    return found


def figures(found: dict[str, Any], variable: str, metric: str = "nominal") -> tuple[float | None, int, int]:
    (one,) = (one for one in found["variables"] if (one["variable"], one["metric"]) == (variable, metric))
    return one["alpha"], one["units"], one["pairable_values"]


def coast(place: str, **more: Any) -> dict[str, Any]:
    return card(place, party=COAST, **more)


#: anna marks sentences 1 and 2 of Isle and 3 of Coast, ben 1 of Isle, 3 and 4 of Coast. Of 5 sentences × 2 parties both
#: mark two, each alone one, and nobody six
ANNA = desk("anna", card("p1s1"), card("p1s2", on=("half", "open")), coast("p1s3", on=("free", "oppose")))
BEN = desk("ben", card("p1s1", on=("free", "demand")), coast("p1s3", on=("half", "oppose")), coast("p2s1"))


def test_which_statements_over_every_sentence_and_party(tmp_path: Path) -> None:
    # 20 values, 6 of them marked; o = 2, so 1 - 19 · 2 / (6 · 14) = 46 / 84
    found = told(tmp_path, ANNA, BEN)
    assert (found["sentences"], [party["id"] for party in found["parties"]]) == (5, [COAST, ISLE])
    alpha, units, values = figures(found, "statement")
    assert (alpha, units, values) == (pytest.approx(46 / 84), 10, 20)


def test_which_option_where_two_statements_meet(tmp_path: Path) -> None:
    # (free, free) and (free, half): 4 values, free 3 and half 1, o = 1, so 1 - 3 · 1 / (3 · 1)
    assert figures(told(tmp_path, ANNA, BEN), "option") == (pytest.approx(0), 2, 4)


def test_which_stance_by_name_and_by_rank(tmp_path: Path) -> None:
    # only the free crossing in the first sentence has a stance of both, support and demand: 1 - 1 · 1 / (1 · 1)
    found = told(tmp_path, ANNA, BEN)
    assert figures(found, "stance") == (pytest.approx(0), 1, 2)
    assert figures(found, "stance", "ordinal") == (pytest.approx(0), 1, 2)


def test_stances_that_are_near_weigh_less_by_rank(tmp_path: Path) -> None:
    # by hand, with n_demand = 1, n_support = 3, n_open = 2, n_oppose = 2 and ranks in this order.
    # Units (demand, support), (support, support), (open, open), (oppose, oppose).
    # nominal: o = 1; pairs 1·3 + 1·2 + 1·2 + 3·2 + 3·2 + 2·2 = 23; 1 - 7 / 23
    # ordinal: δ²(demand, support) = (1 + 3 - 2)² = 4; demand–open (1 + 3 + 2 - 1.5)² = 20.25; demand–oppose (8 - 1.5)² = 42.25;
    # support–open (5 - 2.5)² = 6.25; support–oppose (7 - 2.5)² = 20.25; open–oppose (4 - 2)² = 4
    # expected 3·4 + 2·20.25 + 2·42.25 + 6·6.25 + 6·20.25 + 4·4 = 312; 1 - 7 · 4 / 312
    places = ("p1s1", "p1s2", "p1s3", "p2s1")
    one = [
        card(place, on=("free", s)) for place, s in zip(places, ("demand", "support", "open", "oppose"), strict=True)
    ]
    other = [
        card(place, on=("free", s)) for place, s in zip(places, ("support", "support", "open", "oppose"), strict=True)
    ]
    found = told(tmp_path, desk("anna", *one), desk("ben", *other))
    assert figures(found, "stance") == (pytest.approx(1 - 7 / 23), 4, 8)
    assert figures(found, "stance", "ordinal") == (pytest.approx(1 - 28 / 312), 4, 8)


def test_noncommittal_has_no_rank(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1", on=("free", "noncommittal")), card("p1s2", on=("free", "open")))
    other = desk("ben", card("p1s1", on=("free", "open")), card("p1s2", on=("free", "open")))
    found = told(tmp_path, one, other)
    assert figures(found, "stance")[1:] == (2, 4)
    assert figures(found, "stance", "ordinal") == (None, 1, 2)


def test_attribution_and_days(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1"), card("p1s2", attribution="on-record", earliest="2031-02-03"))
    other = desk("ben", card("p1s1", attribution="on-record"), card("p1s2", attribution="on-record"))
    found = told(tmp_path, one, other)
    # reported once, on-record three times, o = 1: 1 - 3 / 3; the days likewise
    assert figures(found, "attribution") == (pytest.approx(0), 2, 4)
    assert figures(found, "day") == (pytest.approx(0), 2, 4)
    days = [one["values"] for one in found["disagreements"] if one["variable"] == "day"]
    assert days == [[["2031-02-03", "2031-02-05"], [None, "2031-02-05"]]]


def test_statements_meet_by_overlap_and_party_in_any_order(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1", words="wants a free", id="x"), card("p1s2", id="y"))
    other = desk("ben", card("p1s2", id="x"), card("p1s1", words="free crossing", id="y"))
    found = told(tmp_path, one, other)
    assert figures(found, "option")[1:] == (2, 4)
    assert found["disagreements"] == []
    apart = desk("ben", card("p1s2"), card("p1s1", words="crossing"))
    assert figures(told(tmp_path, one, apart), "option")[1:] == (1, 2)
    another = desk("ben", coast("p1s2"), coast("p1s1"))
    assert figures(told(tmp_path, one, another), "option") == (None, 0, 0)


def test_several_statements_of_a_coder_in_a_sentence_are_taken_together(tmp_path: Path) -> None:
    parts = [card("p1s2", words="Isle takes"), card("p1s2", words="half the fare", id="b", on=("half", "open"))]
    both = card("p1s2", on=[("half", "open"), ("free", "oppose")])
    found = told(tmp_path, desk("anna", *parts), desk("ben", both))
    assert figures(found, "option")[1:] == (1, 2)
    differing = [(one["variable"], one["option"] and one["option"]["id"]) for one in found["disagreements"]]
    assert differing == [("stance", f"{BASE}free")]


def test_a_coder_who_contradicts_themselves_has_a_missing_value(tmp_path: Path) -> None:
    two = card("p1s1", on=[("free", "support"), ("free", "oppose")])
    found = told(tmp_path, desk("anna", two), desk("ben", card("p1s1")))
    assert figures(found, "option")[1:] == (1, 2)
    assert figures(found, "stance")[1:] == (0, 0)


def test_what_was_left_open_is_missing_and_what_was_rejected_is_not(tmp_path: Path) -> None:
    one = desk("anna", card("p1s1"), card("p1s2"))
    other = desk("ben", card("p1s1", "open"), card("p1s2", "rejected"), card("p1s3", "open", party=None))
    # 5 sentences of Isle without the first and the third: marked once, five times not
    found = told(tmp_path, one, other)
    assert figures(found, "statement")[1:] == (3, 6)
    assert [one["values"] for one in found["disagreements"]] == [[["marked"], ["not marked"]]]
    done = run(*save(tmp_path, one, other), "--format", "markdown")
    assert "ben left 2 open; they count as missing, not as rejected" in done.stdout


def test_only_the_sentences_of_a_blind_sample_count(tmp_path: Path) -> None:
    places = [Sentence(p, n, 0, 0) for p, n in ((1, 1), (1, 2), (1, 3), (2, 1), (2, 2))]
    starts = {(1, 1): 0, (1, 2): 28, (1, 3): 54, (2, 1): 0, (2, 2): 26}
    drawn = drawn_sentences(TEXT.sha256, [one._replace(start=starts[one[:2]]) for one in places], 2)
    names = [f"p{one.paragraph}s{one.number}" for one in drawn]
    every = [f"p{one.paragraph}s{one.number}" for one in places]
    one = desk("anna", *map(card, every))
    other = desk("ben", card(names[0]), card(names[1], "rejected"), blind=True, sample=2)
    found = told(tmp_path, one, other)
    # of two sentences of Isle, both marked the first, anna alone the second: 1 - 3 · 1 / (3 · 1)
    assert figures(found, "statement") == (pytest.approx(0), 2, 4)
    assert ([coder["sentences"] for coder in found["coders"]], found["sentences"]) == ([5, 2], 2)
    for blind, said in ((True, False), (False, True)):
        shown = run(*save(tmp_path, one, dict(other, blind=blind)), "--format", "markdown").stdout
        assert ("anna and ben saw the same proposals" in shown) == said


def test_three_coders_with_each_pair(tmp_path: Path) -> None:
    third = desk("cleo", card("p1s1"))
    found = told(tmp_path, third, BEN, ANNA)
    assert [coder["name"] for coder in found["coders"]] == ["anna", "ben", "cleo"]
    assert [pair["coders"] for pair in found["pairs"]] == [["anna", "ben"], ["anna", "cleo"], ["ben", "cleo"]]
    alone = told(tmp_path, ANNA, BEN)
    assert found["pairs"][0]["variables"] == alone["variables"]


def test_no_variation_is_not_defined_and_said(tmp_path: Path) -> None:
    one = run(*save(tmp_path, desk("anna", card("p1s1")), desk("ben", card("p1s1"))), "--format", "markdown")
    assert "which statements 1.000, which option not defined (no variation)" in one.stdout
    none = run(*save(tmp_path, desk("anna"), desk("ben")), "--format", "markdown")
    assert none.exit_code == 0
    assert "which statements not defined (nothing that two coded)" in none.stdout


def test_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    shuffled = [dict(content, cards=random.Random(7).sample(content["cards"], 3)) for content in (ANNA, BEN)]
    once = run(*save(tmp_path, ANNA, BEN), "--format", "json").stdout
    assert run(*reversed(save(tmp_path, *shuffled)), "--format", "json").stdout == once


def test_the_table_and_the_csv(tmp_path: Path) -> None:
    (tmp_path / "ferry.ttl").write_text(CASE, encoding="utf-8")
    files, case = save(tmp_path, ANNA, BEN), str(tmp_path / "ferry.ttl")
    shown = run(*files, "--case", case, "--format", "markdown").stdout
    assert "wire.txt, coded by anna and ben — Krippendorff's alpha: which statements 0.548, which option 0.000" in shown
    assert "| ¶1, sentence 3 | Coast | option | Free crossing | Half fare |" in shown
    assert "| ¶1, sentence 1 | Isle | stance: Free crossing | support | demand |" in shown
    rows = list(csv.DictReader(run(*files, "--case", case, "--format", "csv").stdout.splitlines()))
    assert len(rows) == 10 + 2 + 1 + 2 + 2
    assert sum(row["agree"] == "no" for row in rows) == 2 + 1 + 1
    assert rows[0] | {} == {
        "paragraph": "1",
        "sentence": "1",
        "party": "Coast",
        "variable": "statement",
        "option": "",
        "anna": "not marked",
        "ben": "not marked",
        "agree": "yes",
    }


def test_short_ids_are_those_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "ferry.ttl").write_text(CASE, encoding="utf-8")
    short = card("p1s1", party="isle") | {"positions": [{"on": "free", "stance": "support"}]}
    found = told(
        tmp_path, desk("anna", short), desk("ben", card("p1s1")), options=("--case", str(tmp_path / "ferry.ttl"))
    )
    assert figures(found, "option")[1:] == (1, 2)
    assert found["case"] == {"id": "https://example.org/ferry", "label": "Ferry"}


def test_a_file_without_sentences_takes_them_from_the_text_beside_it(tmp_path: Path) -> None:
    bare = [
        dict(content, text={k: v for k, v in content["text"].items() if k != "sentences"}) for content in (ANNA, BEN)
    ]
    files = save(tmp_path, *bare)
    done = run(*files)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "anna.json: does not say where sentences begin and end; put its text, wire.txt, beside it" in done.stderr
    (tmp_path / f"{TEXT.sha256}.txt").write_text("\n\n".join(TEXT.paragraphs), encoding="utf-8")
    assert run(*files, "--format", "json").stdout == run(*save(tmp_path, ANNA, BEN), "--format", "json").stdout


def other_text(content: dict[str, Any], **more: Any) -> dict[str, Any]:
    return dict(content, text=content["text"] | more)


@pytest.mark.parametrize(
    ("contents", "options", "said"),
    [
        ((ANNA,), (), "name the files of two coders or more"),
        ((ANNA, other_text(BEN, sha256="f" * 64, name="b.txt")), (), "ben.json: is of another text (b.txt) than"),
        ((ANNA, dict(BEN, coder="anna ")), (), "its coder is anna, as in"),
        ((ANNA, dict(BEN, format="kg desk 9")), (), "ben.json: is not the file of a coding desk"),
        ((ANNA, other_text(BEN, sentences=[[0, 9], [0, 5]])), (), "ben.json: cuts the text into other sentences than"),
        ((ANNA, other_text(BEN, sentences=[[9, 0], []])), (), "ben.json: text.sentences: is not a list of the starts"),
        ((ANNA, other_text(BEN, sentences=[[0, 9]])), (), "ben.json: text.sentences: is not a list of the starts"),
        ((ANNA, BEN), ("--coders",), "--coders compares the coders within one case"),
        ((ANNA, BEN), ("--redact",), "leave out --redact"),
        ((ANNA, BEN), ("--channel", "closed"), "a desk's file has no channels; leave out --channel"),
        ((ANNA, BEN, ANNA), ("ferry.ttl",), "ferry.ttl is a case and another a desk's file"),
        ((ANNA, desk("ben", card("p1s1", party="x"))), ("--case", "ferry.ttl"), "ben.json: card p1s1: “x” is no party"),
        (
            (ANNA, desk("ben", card("p1s1", on=("x", "open")))),
            ("--case", "ferry.ttl"),
            "is no option or proposal of the case",
        ),
    ],
)
def test_bad_input_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contents: Any, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ferry.ttl").write_text(CASE, encoding="utf-8")
    done = run(*save(tmp_path, *contents), *options)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_broken_json_and_a_missing_file_are_one_line(tmp_path: Path) -> None:
    (one,) = save(tmp_path, ANNA)
    broken = tmp_path / "ben.json"
    broken.write_text('{"format": "kg desk 1", ', encoding="utf-8")
    for name, said in ((broken, "is not JSON"), (tmp_path / "none.json", "No such file")):
        done = run(one, str(name))
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert said in done.stderr


def test_a_statement_over_two_sentences_is_in_both() -> None:
    first, second = Sentence(1, 1, 0, 10), Sentence(1, 2, 11, 20)
    both = Mark(1, 5, 15, "coded", "a", (("x", "open"),))
    one = Mark(1, 11, 20, "coded", "a", (("x", "open"),))
    codings = [Coding(name, (mark,), frozenset((first, second))) for name, mark in (("anna", both), ("ben", one))]
    found = compare_texts(codings)
    assert list(found.values["statement"].values()) == [(("marked",), ("not marked",)), (("marked",), ("marked",))]
    assert [unit.sentence for unit in found.values["option"]] == [second]


def test_signs_that_only_touch_do_not_overlap() -> None:
    sentence = Sentence(1, 1, 0, 10)
    held = (("x", "open"),)
    one, other = Mark(1, 0, 5, "coded", "a", held), Mark(1, 5, 10, "coded", "a", held)
    codings = [Coding(name, (mark,), frozenset((sentence,))) for name, mark in (("anna", one), ("ben", other))]
    assert compare_texts(codings).values["option"] == {}
