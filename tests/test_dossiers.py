"""The dossiers of an issue and of a party: each part is what its own command says of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from small_cases import condition, event, local, position, proposal

import kg
from kg.api.dossiers import MOST_BESIDE
from kg.cli import main

Open = Callable[..., Any]

SAID = (
    position("a", "demand", "x1", 3),
    position("b", "oppose", "x1", 4),
    position("c", "support", "x2", 5, "leak"),
    position("a", "support", "w1", 6),
)


def titles(answer: Any) -> list[str]:
    return [table.title for table in answer.tables()]


def table_of(answer: Any, title: str) -> Any:
    (found,) = [table for table in answer.tables() if table.title.startswith(title)]
    return found


# ------------------------------------------------------------------- an issue


def test_an_issue_tells_who_stands_where_and_whose_word_is_missing(case_of: Open) -> None:
    dossier = case_of(*SAID).issue_dossier("x")
    answer = dossier.to_json()
    assert local(answer["about"]) == "x"
    assert [local(each) for each in answer["parties"]] == ["a", "b", "c"]
    assert answer["group"] == []  # the principals of the stage are more than four
    stances = {local(o["option"]): [s["stance"] for s in o["stances"]] for o in answer["options"]}
    assert stances == {
        "x1": ["demand", "oppose", "silent"],
        "x2": ["rule-out", "silent", "support"],  # who demands x1 rules out what it excludes
        "x3": ["rule-out", "silent", "silent"],
    }
    assert [row[:2] for row in table_of(dossier, "x1").rows] == [("a", "+ demand"), ("b", "− oppose")]
    assert table_of(dossier, "x1").note == "no stance on record: c"


def test_with_parties_named_it_says_what_holds_of_them(case_of: Open) -> None:
    dossier = case_of(*SAID).issue_dossier("x", ["b", "a"])
    answer = dossier.to_json()
    assert [local(each) for each in answer["group"]] == ["a", "b"]
    classes = {local(each["option"]): (each["ground"], each["otherwise"]) for each in answer["options"]}
    assert classes == {"x1": ("contested", None), "x2": ("unaddressed", None), "x3": ("unaddressed", None)}
    assert table_of(dossier, "x1").note.splitlines()[0] == "contested (a, b)"
    assert table_of(dossier, "x2").note.splitlines() == ["unaddressed (a, b)", "no stance on record: b"]
    one = case_of(*SAID).issue_dossier("x", ["a"]).to_json()
    assert [each["ground"] for each in one["options"]] == [None, None, None] and one["conflicts"] == []


def test_what_holds_among_those_who_spoke_is_said_of_them(case_of: Open) -> None:
    said = (position("a", "support", "x1", 3), position("b", "open", "x1", 4))
    note = table_of(case_of(*said).issue_dossier("x", ["a", "b", "c"]), "x1").note
    assert note.splitlines()[0] == "within reach among a, b (a, b, c)"
    assert note.splitlines()[-1] == "no stance on record: c" and note.count("no stance") == 1


def test_options_on_which_nobody_spoke_are_counted_together(case_of: Open) -> None:
    dossier = case_of(*SAID).issue_dossier("w")
    assert table_of(dossier, "No stance on record").title == "No stance on record (4)"
    assert table_of(dossier, "No stance on record").note == "w2; w3; w4; w5"


def test_a_closed_issue_is_told_and_not_judged(case_of: Open) -> None:
    closed = ':x neg:closedOn "2031-01-09"^^xsd:date .\n'
    dossier = case_of(*SAID, closed).issue_dossier("x", ["a", "b"])
    assert [each["ground"] for each in dossier.to_json()["options"]] == [None, None, None]
    assert dossier.tables()[0].note.splitlines()[-2:] == [
        "closed on 2031-01-09",
        "shared ground and conflicts are told of open issues only",
    ]
    assert [row[1] for row in table_of(dossier, "x1").rows] == ["+ demand", "− oppose"]


def test_only_what_bears_on_the_issue(case_of: Open) -> None:
    case = case_of(
        *SAID,
        position("b", "oppose", "w1", 7),
        proposal("plan", "x1 w1", 8, by="a"),
        proposal("other", "w1 w2", 8, by="a"),
        event("fair", 9, actors="b", breaks="x1", teller="c", told=9),
        event("plain", 9, actors="b", teller="c", told=9),
    )
    answer = case.issue_dossier("x").to_json()
    assert [(c["kind"], [local(side["option"]) for side in c["sides"]]) for c in answer["conflicts"]] == [
        ("direct", ["x1", "x1"]),
        ("exclusive", ["x1", "x2"]),  # on one exclusive issue; that a rules out what c supports only restates it
    ]
    assert [local(each["proposal"]) for each in answer["proposals"]] == ["plan"]
    assert [local(each["event"]) for each in answer["events"]] == ["fair"]
    days = [each["day"][-2:] for each in answer["history"]]
    assert days == ["03", "04", "05", "08", "09", "09"]
    assert table_of(case.issue_dossier("x"), "Proposals").rows[0][1] == "x1"


@pytest.mark.parametrize("name", ["shipped", "second"])
def test_its_conflicts_are_those_of_its_parties(name: str, second_case: Path) -> None:
    case = kg.open() if name == "shipped" else kg.open(str(second_case))
    for issue in case.case.issues:
        answer = case.issue_dossier(issue).to_json()
        parties = [each["id"] for each in answer["parties"]]
        wanted = case.conflicts(*parties).to_json()["conflicts"] if len(parties) > 1 else []
        assert answer["conflicts"] == [c for c in wanted if issue in [each["id"] for each in c["issues"]]]


def test_the_history_shows_the_newest_and_counts_the_rest(case_of: Open) -> None:
    said = [position("a", "support", "x1", day) for day in range(1, 15)]
    table = case_of(*said).issue_dossier("x").tables()[-1]
    assert table.title == "Statements, the newest first (12 of 14)"
    assert table.rows[0][0].startswith("2031-01-14") and table.rows[-1][0].startswith("2031-01-03")
    assert table.note == 'all of them: kg timeline --issue "x"'
    assert len(case_of(*said).issue_dossier("x").to_json()["history"]) == 14


# ------------------------------------------------------------------- a party


def test_a_party_tells_red_lines_first_and_what_it_requires(case_of: Open) -> None:
    case = case_of(
        *SAID,
        position("a", "conditional", "w2", 7, "on-record", condition("w3", timing="before")),
        position("a", "doubt", "w4", 7, "leak"),
    )
    dossier = case.party_dossier("a")
    assert titles(dossier)[:6] == [
        "a",
        "Declared red lines (1)",
        "Other stances in own voice (2)",
        "Inferred from its stances (2)",
        "By others' word (1)",
        "No stance on record, on open issues (6)",
    ]
    assert table_of(dossier, "Declared").rows[0][:2] == ("x1\nx", "+ demand")
    assert table_of(dossier, "Other stances").rows[-1][:2] == ("w2\nw", "~ conditional\nrequires: w3, first")
    assert [row[0] for row in table_of(dossier, "Inferred").rows] == ["x2\nx", "x3\nx"]
    assert [row[0] for row in table_of(dossier, "By others").rows] == ["w4\nw"]
    assert table_of(dossier, "No stance").note == "l10; l20; l30; l40; w3; w5"


def test_what_a_filter_hides_of_a_party_stands_under_its_own_heading(case_of: Open) -> None:
    """A stance that the confidence filter hides is no stance in own voice; a party of which nothing is hidden says so."""
    said = (position("a", "support", "x1", 2, confidence=0.9), position("a", "oppose", "w1", 3, confidence=0.5))
    case = case_of(*said, position("b", "support", "w1", 3, confidence=0.9), min_confidence=0.6)
    dossier = case.party_dossier("a")
    assert [row[0] for row in table_of(dossier, "Other stances").rows] == ["x1\nx"]
    assert [row[:2] for row in table_of(dossier, "Hidden by a filter (1)").rows] == [("w1\nw", "▒ withheld")]
    assert table_of(case.party_dossier("b"), "Hidden by a filter (0)").note == "none on record"
    assert not any(title.startswith("Hidden") for title in titles(case_of(*said).party_dossier("a")))


def test_beside_each_other_party(case_of: Open) -> None:
    dossier = case_of(*SAID, position("c", "support", "w1", 8)).party_dossier("a")
    rows = {row[0]: row[1:] for row in table_of(dossier, "Beside").rows}
    # with c: agreed on w1; a rules out x2 (inferred), which c is said to support (by others' word)
    assert rows == {
        "b": ("0 / 0 / 1\nof 1", "1 with a red line on one side"),
        "c": ("1 / 0 / 1\nof 2\n1 inferred\n1 by others' word", "1 with a red line on one side"),
    }


@pytest.mark.parametrize("name", ["shipped", "second"])
def test_its_parts_are_those_of_their_own_commands(name: str, second_case: Path) -> None:
    case = kg.open() if name == "shipped" else kg.open(str(second_case))
    for party in list(case.case.parties)[:4]:
        answer = case.party_dossier(party).to_json()
        assert answer["positions"] == case.positions(party).to_json()["positions"]
        assert answer["history"] == case.timeline([party]).to_json()["entries"]
        assert answer["events"] == case.events([party]).to_json()["events"]
        pairs = case.overlap().to_json()["pairs"]
        mine = [pair for pair in pairs if party in [each["id"] for each in pair["parties"]]]
        assert sorted(answer["beside"], key=str) == sorted(mine, key=str)
        others = [other for other in case.case.parties if other != party]
        wanted = [c for other in others for c in case.conflicts(party, other).to_json()["conflicts"]]
        assert all(each in wanted for each in answer["conflicts"])
        assert {str(each) for each in wanted if len({s["party"]["id"] for s in each["sides"]}) > 1} <= {
            str(each) for each in answer["conflicts"]
        }


def test_a_party_that_never_spoke(case_of: Open) -> None:
    dossier = case_of(*SAID).party_dossier("z")
    assert dossier.to_json()["positions"] == []
    assert table_of(dossier, "No stance on record").title == "No stance on record, on open issues (12)"
    assert [table.title for table in dossier.tables() if table.title.endswith("(0)")] == [
        "Declared red lines (0)", "Other stances in own voice (0)", "Inferred from its stances (0)", "By others' word (0)",
        "Beside each other party (0)", "Conflicts (0)", "Proposals (0)", "Deeds (0)", "Statements, the newest first (0)",
    ]  # fmt: skip


def test_too_many_parties_beside_it_are_counted(case_of: Open) -> None:
    more = [f':m{n} a neg:Party ; skos:prefLabel "m{n}"@en ; neg:role neg:outside .\n' for n in range(MOST_BESIDE)]
    dossier = case_of(*SAID, *more).party_dossier("a")
    # of the stage's eight parties and these, all others are left out: the principals are more than four
    assert dossier.left_out == MOST_BESIDE + 7
    assert table_of(dossier, "Beside").note.startswith(f"{MOST_BESIDE + 7} other parties are left out")


def test_both_principals_of_the_shipped_case_have_the_same_sections() -> None:
    """No section stands in one party's dossier and not in the other's, and in the same order."""
    case = kg.open()
    sections = [
        [title.partition(" (")[0] for title in titles(case.party_dossier(party))[1:]] for party in ("russia", "ukraine")
    ]
    assert sections[0] == sections[1]


# -------------------------------------------------------------------- picture

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> str:
    """Return the words of a picture, as one text."""
    return " ".join(each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("dossier", ["issue", "party"])
def test_a_picture_has_every_row_with_day_filters_legend_and_sources(dossier: str) -> None:
    case = kg.open(min_confidence=0.45)
    answer = case.issue_dossier("ceasefire") if dossier == "issue" else case.party_dossier("ukraine")
    words = drawn(answer.to_svg())
    for told in (
        *answer.head_lines(),
        "Sources: News article on the war",
        "All of it rests on one article",
        answer.picture_title(),
    ):
        assert told in words
    for legend in ("for", "filled: red line declared in own voice", "inferred"):
        assert f" {legend} " in words
    seen = Counter(words.split())
    for table in answer.tables():
        cells = " ".join([table.title, *(cell for row in table.rows for cell in row), table.note])
        # the sign of a stance is drawn, so that it is no word; and a line is broken within a path alone
        missing = Counter(cells.split()) - seen
        assert not set(missing) - set("+−~±○·▒"), table.title


def test_a_picture_fills_no_sign_but_a_red_line_in_own_voice(case_of: Open) -> None:
    """a demands x1 and so, by inference, rules out x2 and x3; b opposes x1, c by a leak supports x2."""
    svg = case_of(*SAID).issue_dossier("x").to_svg()
    white = ("none", "#ffffff")
    shapes = [each for each in ElementTree.fromstring(svg).iter() if each.tag in (f"{SVG}circle", f"{SVG}rect")]
    signs = [
        each
        for each in shapes
        if each.get("stroke-width") == "1.5" and (each.get("r") == "7" or each.get("width") == "14")
    ]
    # one on x1 and one in the legend
    assert len([each for each in signs if each.get("fill") not in white]) == 2 and len(signs) > 4


def test_hostile_names_are_text_in_a_picture(case_of: Open) -> None:
    bad = '<script>alert("x")</script>'
    made = (
        position("a", "demand", "w1"),
        ':a skos:altLabel "q"@en .\n',
        f":w1 skos:prefLabel {json.dumps(bad)}@uk .\n",
    )
    svg = case_of(*made).party_dossier("a").to_svg("uk")
    assert bad in drawn(svg) and "<script" not in svg


def test_the_command_draws_it() -> None:
    assert run("issue", "ceasefire", "--format", "svg").stdout == kg.open().issue_dossier("ceasefire").to_svg()
    assert run("party", "ukraine", "--format", "svg").stdout == kg.open().party_dossier("ukraine").to_svg()


# --------------------------------------------------------------- command line


def run(*words: str) -> Any:
    return CliRunner(env={"KG_CASE": "", "COLUMNS": "80"}).invoke(main, words)


@pytest.mark.parametrize(
    "words", [("issue", "nowhere"), ("party", "nobody"), ("issue", "ceasefire", "--party", "nobody")]
)
def test_an_unknown_name_is_one_line(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_the_order_of_input_and_of_names_changes_nothing(case_of: Open) -> None:
    one, other = (case_of(*said) for said in (SAID, SAID[::-1]))
    assert one.issue_dossier("x", ["a", "b"]).to_json() == other.issue_dossier("x", ["b", "a"]).to_json()
    assert one.party_dossier("a").to_json() == other.party_dossier("a").to_json()
