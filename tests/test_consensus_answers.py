"""`kg consensus` from a case to what is printed: camps as they are named, filters, windows, pictures, and a conversation of Polis."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import small_cases as stage
from click.testing import CliRunner
from documents import files_of
from test_bad_input import assert_one_line, run

import kg
from kg.cli import main
from kg.errors import UsageError

ROOT = Path(__file__).parents[1]

#: On w1: of North a is for, b leans, c is against; of South g would not say, h is for; East (o) has not spoken. a was against it before.
#: On w2 East alone has spoken, against it.
SAID = [
    stage.position("a", "oppose", "w1", 1),
    stage.position("a", "support", "w1", 2),
    stage.position("b", "open", "w1", 2),
    stage.position("c", "rule-out", "w1", 3),
    stage.position("g", "noncommittal", "w1", 3),
    stage.position("h", "demand", "w1", 4),
    stage.position("o", "oppose", "w2", 5),
]
CAMPS = ("north=a,b,c", "south=g,h", "east=o")


def write(folder: Path, parts: list[str], name: str = "case.ttl") -> Path:
    path = folder / name
    path.write_text(stage.STAGE + "".join(parts), encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write(tmp_path, SAID)


def asked(path: Path, camps: Any = CAMPS, **choices: Any) -> dict[str, Any]:
    found: dict[str, Any] = kg.open(str(path)).consensus(camps, **choices).to_json()
    return found


def on(answer: dict[str, Any], option: str) -> dict[str, Any]:
    (found,) = [each for each in answer["options"] if each["option"]["label"] == option]
    return dict(found)


def spoken(option: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {each["camp"]: (each["for"], each["against"], each["spoke"]) for each in option["camps"]}


# ------------------------------------------------------------------------ by hand


def test_a_case_of_three_camps_by_hand(case: Path) -> None:
    """For: (2 + 1)/(3 + 2) · (1 + 1)/(2 + 2) = 3/5 · 1/2 = 0.3. Against: 2/5 · 1/4 = 0.1."""
    answer = asked(case)
    option = on(answer, "w1")
    assert spoken(option) == {"east": (0, 0, 0), "north": (2, 1, 3), "south": (1, 0, 2)}
    assert option["for"]["consensus"] == pytest.approx(0.3)
    assert option["for"]["mean"] == pytest.approx(0.3**0.5)
    assert (option["for"]["least"], option["for"]["least_camps"]) == (0.5, ["south"])
    assert option["against"]["consensus"] == pytest.approx(0.1)
    assert (option["against"]["least"], option["against"]["least_camps"]) == (0.25, ["south"])
    assert (option["silent"], option["for"]["rank"]) == (["east"], 1)
    assert (answer["kept"], answer["fallen"], answer["both_sides"], answer["left_out"]) == (6, 1, 0, 0)


def test_one_camp_alone_gives_figures_and_no_rank(case: Path) -> None:
    option = on(asked(case), "w2")
    assert spoken(option) == {"east": (0, 1, 1), "north": (0, 0, 0), "south": (0, 0, 0)}
    assert (option["against"]["consensus"], option["against"]["rank"]) == (pytest.approx(2 / 3), None)


def test_as_polis_counts_a_camp_that_has_not_spoken_as_one_half(case: Path) -> None:
    option = on(asked(case, as_polis=True), "w1")
    assert option["for"]["consensus"] == pytest.approx(0.15)
    assert option["against"]["consensus"] == pytest.approx(0.05)
    assert option["silent"] == ["east"]


@pytest.mark.parametrize("as_polis", [False, True])
def test_counting_as_polis_is_said(case: Path, as_polis: bool) -> None:
    found = kg.open(str(case)).consensus(CAMPS, as_polis=as_polis)
    assert ("counted as Polis' server does" in str(found.tables()[0].note)) is as_polis


def test_what_is_counted_and_what_is_left_out_are_all_that_was_said() -> None:
    found = kg.open()
    told = found.consensus().to_json()
    assert told["kept"] + told["fallen"] == found.network().to_json()["kept"]
    assert told["fallen"] > 0


def test_on_one_day_both_sides_are_none_and_as_polis_the_last_statement_counts(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        [stage.position("a", "support", "w1", 1, name="n1"), stage.position("a", "oppose", "w1", 1, name="n2")],
    )
    plain, polis = asked(path, ["a"]), asked(path, ["a"], as_polis=True)
    assert spoken(on(plain, "w1")) == {"Camp 1": (0, 0, 1)}
    assert spoken(on(polis, "w1")) == {"Camp 1": (0, 1, 1)}
    assert (plain["both_sides"], polis["both_sides"]) == (1, 0)
    assert asked(path, ["b"])["both_sides"] == 0


def test_resolved_stances_count_where_they_are_asked_for(case: Path) -> None:
    """A refusal to say does not take a side back there: g is for w3 and then would not say; b was for and against on one day."""
    more = [
        stage.position("g", "support", "w3", 1),
        stage.position("g", "noncommittal", "w3", 2),
        stage.position("b", "support", "w3", 1),
        stage.position("b", "oppose", "w3", 1),
    ]
    path = write(case.parent, [*SAID, *more], "more.ttl")
    assert spoken(on(asked(path), "w3"))["south"] == (0, 0, 1)
    resolved = spoken(on(asked(path, on="stances"), "w3"))
    assert (resolved["south"], resolved["north"]) == ((1, 0, 1), (0, 0, 1))


def test_what_sets_a_camp_apart_stands_with_its_figures(tmp_path: Path) -> None:
    """a, b, c and f are for, g, h and o against: p 5/6 and 1/5; both tests are those of `apart` in test_consensus."""
    rows = [stage.position(who, "support", "w1") for who in "abcf"]
    rows += [stage.position(who, "oppose", "w1") for who in "gho"]
    answer = asked(write(tmp_path, rows), {"four": "abcf", "three": "gho"})
    four, three = answer["apart"]
    assert (four["camp"], three["camp"]) == ("four", "three")
    (one,) = four["options"]
    assert (one["option"]["label"], one["side"]) == ("w1", "for")
    assert (one["share"], one["others"]) == (pytest.approx(5 / 6), pytest.approx(0.2))
    assert one["times"] == pytest.approx(25 / 6)
    assert [each["side"] for each in three["options"]] == ["against"]


def test_options_are_ranked_by_consensus_and_equal_ones_share_a_rank(tmp_path: Path) -> None:
    """Of a and b against g and h: w1 all four are for, 3/4 · 3/4; w2 and w3 one of each, 2/3 · 2/3; w4 a is for and g against, 2/3 · 1/3."""
    rows = [stage.position(who, "support", "w1") for who in "abgh"]
    rows += [stage.position(who, "support", option) for who in "ag" for option in ("w2", "w3")]
    rows += [stage.position("a", "support", "w4"), stage.position("g", "oppose", "w4")]
    path = write(tmp_path, rows)
    answer = asked(path, ["a,b", "g,h"])
    assert {each["option"]["label"]: each["for"]["rank"] for each in answer["options"]} == {
        "w1": 1,
        "w2": 2,
        "w3": 2,
        "w4": 4,
    }
    assert {each["option"]["label"]: each["against"]["rank"] for each in answer["options"]} == {
        "w1": None,
        "w2": None,
        "w3": None,
        "w4": 1,
    }
    shown = run("--case", str(path), "consensus", "--camp", "a,b", "--camp", "g,h").out
    ranks = re.findall(r"^(\d[=.] w\d) ", shown, flags=re.MULTILINE)
    assert ranks == ["1. w1", "2= w2", "2= w3", "4. w4", "1. w4"]
    assert "3 options that nobody is against" in shown
    _, found = kg.open(str(path)).consensus(["a,b", "g,h"]).rows()
    assert [row[0] for row in found] == ["w1", "w1", "w2", "w2", "w3", "w3", "w4", "w4"]


def test_what_sets_a_camp_apart_is_ordered_by_its_measure(tmp_path: Path) -> None:
    """On w2 all four of a, b, c and f are for; on w1 three of them, and one is silent. The other camp is against both."""
    rows = [stage.position(who, "support", "w1") for who in "abc"] + [
        stage.position(who, "support", "w2") for who in "abcf"
    ]
    rows += [stage.position(who, "oppose", option) for who in "gho" for option in ("w1", "w2")]
    (four, _) = asked(write(tmp_path, rows), {"four": "abcf", "three": "gho"})["apart"]
    assert [each["option"]["label"] for each in four["options"]] == ["w2", "w1"]


def test_older_words_of_those_in_no_camp_are_not_told(case: Path) -> None:
    assert asked(case, ["b,c", "g,h"])["fallen"] == 0


def test_as_polis_has_options_on_which_only_those_in_no_camp_have_spoken(case: Path) -> None:
    camps = ["north=a,b,c", "south=g,h"]
    assert [each["option"]["label"] for each in asked(case, camps)["options"]] == ["w1"]
    polis = asked(case, camps, as_polis=True)
    assert on(polis, "w2")["for"]["consensus"] == 0.25
    assert (asked(case, camps)["unspoken"], polis["unspoken"]) == (11, 10)


# ------------------------------------------------------------------- camps as named


def test_camps_are_named_by_label_alias_or_id_and_counted_where_they_have_no_name(case: Path) -> None:
    answer = asked(case, [f"{stage.BASE}a,B", "south = g , h"])
    assert [
        (each["camp"], [one["label"] for one in each["members"]], each["is_named"]) for each in answer["camps"]
    ] == [
        ("south", ["g", "h"], True),
        ("Camp 1", ["a", "b"], False),
    ]
    assert [each["label"] for each in answer["campless"]] == ["c", "o"]


def test_the_order_of_camps_and_members_changes_nothing(case: Path) -> None:
    assert asked(case) == asked(case, ("east=o", "south=h,g", "north=c,a,b"))


def test_a_name_with_a_comma_or_an_equals_sign(tmp_path: Path) -> None:
    names = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n:a skos:altLabel "A, of old"@en . :b skos:altLabel "x=b"@en .\n'
    path = write(tmp_path, [*SAID, names])
    answer = asked(path, ['"A, of old",c', "x=b,g"])
    assert [[one["label"] for one in each["members"]] for each in answer["camps"]] == [["a", "c"], ["b", "g"]]


def test_camps_of_a_file(case: Path) -> None:
    file = case.with_name("camps.csv")
    file.write_text(
        "note;Party;Camp\n1;a;north\n2;b;north\n3;c;north\n;g;south\n;h;south\n;o;east\n;z;\n", encoding="utf-8"
    )
    assert asked(case, (), camps_file=file) == asked(case)


def test_the_csv_of_kg_camps_is_a_file_of_camps(case: Path) -> None:
    """The camps of both commands are the same, by the split as by communities."""
    found = kg.open(str(case)).camps()
    file = case.with_name("camps.csv")
    file.write_text(run("--case", str(case), "camps", "--format", "csv").out, encoding="utf-8")
    columns, rows = found.rows()
    members: dict[str, set[object]] = {}
    for row in rows:
        if camp := row[list(columns).index("camp")]:
            members.setdefault(str(camp), set()).add(row[list(columns).index("actor")])
    answer = asked(case, (), camps_file=file)
    assert {each["camp"]: {one["label"] for one in each["members"]} for each in answer["camps"]} == members
    assert len(members) == 2


def test_communities_are_those_of_kg_camps() -> None:
    for case in (kg.open(), kg.open("example:basin")):
        columns, rows = case.camps().rows()
        told: dict[object, set[object]] = {}
        for row in rows:
            told.setdefault(row[list(columns).index("correlation_clustering")], set()).add(row[0])
        camps = case.consensus().camps
        assert {frozenset(camp.members) for camp in camps} == {frozenset(map(str, each)) for each in told.values()}


def test_a_search_for_camps_that_is_stopped_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, [stage.position(who, "support", "w1") for who in "abc"])
    answer = asked(path, (), time_limit=1e-9)
    assert answer["is_cut_short"] and [len(each["members"]) for each in answer["camps"]] == [1, 1, 1]
    whole = asked(path, ())
    assert not whole["is_cut_short"] and [len(each["members"]) for each in whole["camps"]] == [3]
    stopped = run("--case", str(path), "consensus", "--time-limit", "0.000000001")
    assert "the search for camps was stopped" in " ".join(stopped.out.split())
    with pytest.raises(UsageError, match="more than 0 seconds"):
        asked(path, (), time_limit=0)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("party,side\na,north\n", "has no column camp"),
        ("party,camp\na,north\nb,south\na,south\n", "row 4: a is in “south” and in “north”"),
        ("party,camp\na,north\nnobody,south\n", "row 3: no party is named “nobody”"),
        ("party,camp\na,\n", "names no camp"),
        ("Party,party,camp\na,a,north\n", "two columns are called party"),
        ("party,camp\na\n", "row 2 has 1 cells, not 2"),
        ("", "is empty"),
    ],
)
def test_a_file_of_camps_that_cannot_be_read_is_told_in_one_line(case: Path, text: str, wrong: str) -> None:
    file = case.with_name("camps.csv")
    file.write_text(text, encoding="utf-8")
    assert_one_line(run("--case", str(case), "consensus", "--camps", str(file)), "camps.csv", wrong)


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (["--camp", "a,b", "--camp", "b,c"], "b is in two camps"),
        (["--camp", "a,a"], "a is twice in a camp"),
        (["--camp", "west=a", "--camp", "west=b"], "two camps are called “west”"),
        (["--camp", "nobody"], "no party is named “nobody”"),
        (["--camp", "west="], "names no member"),
        (["--camp", " , "], "names no member"),
        (["--camp", "=a"], "names no member, or no name"),
        (["--camp", "a", "--camps", "camps.csv"], "give --camp or --camps"),
        (["--camps", "missing.csv"], "missing.csv"),
        (["--camp", "a,b", "--exclude", "a", "--exclude", "b"], "nobody of the camp"),
        (["--camp", "west=a", "--party", "b"], "nobody of the camp “west” is left"),
        (["--concepts", "issues"], "options or proposals"),
        (["--plot", "picture.txt"], ".svg or .png"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_is_told_in_one_line(case: Path, options: list[str], wrong: str) -> None:
    assert_one_line(run("--case", str(case), "consensus", *options), wrong)


def test_what_belongs_to_networks_is_refused_in_python(case: Path) -> None:
    with pytest.raises(UsageError, match="kernel belongs to kg network"):
        kg.open(str(case)).consensus(kernel="uniform")


# ----------------------------------------------------------------- camps that are found


def test_camps_are_communities_where_none_is_named(tmp_path: Path) -> None:
    """a, b and c say the same on three options, g and h the opposite; o has said nothing on these, z nothing, f took no side."""
    rows = [stage.position(who, "support", f"w{n}") for who in "abc" for n in (1, 2, 3)]
    rows += [stage.position(who, "oppose", f"w{n}") for who in "gh" for n in (1, 2, 3)]
    rows += [stage.position("o", "support", "w5"), stage.position("f", "noncommittal", "w1")]
    answer = asked(write(tmp_path, rows), ())
    assert answer["are_computed"]
    assert [[one["label"] for one in each["members"]] for each in answer["camps"]] == [
        ["a", "b", "c"],
        ["g", "h"],
        ["o"],
    ]
    assert [each["camp"] for each in answer["camps"]] == ["Camp 1", "Camp 2", "Camp 3"]
    assert [each["label"] for each in answer["campless"]] == ["f"]


def test_a_case_without_a_word_has_no_camps(tmp_path: Path) -> None:
    path = write(tmp_path, [stage.position("a", "support", "w1", attribution="leak")])
    answer = asked(path, ())
    assert (answer["camps"], answer["options"], answer["apart"], answer["kept"]) == ([], [], [], 0)
    assert "nothing is counted" in run("--case", str(path), "consensus").out
    assert kg.open(str(path)).consensus().to_svg().startswith("<svg")


# ------------------------------------------------------------------ what must not matter


def test_the_order_of_the_file_changes_no_byte(tmp_path: Path) -> None:
    expected = asked(write(tmp_path, SAID), (), window="2:days")
    for seed in range(3):
        shuffled = random.Random(seed).sample(SAID, len(SAID))
        assert asked(write(tmp_path, shuffled, f"{seed}.ttl"), (), window="2:days") == expected


def test_other_ids_change_no_figure(tmp_path: Path) -> None:
    """Parties and options get other ids, with the same labels, so that their order is turned around."""
    turned = {name: f"p{9 - number}" for number, name in enumerate("abcgho")}
    text = stage.STAGE + "".join(SAID)
    renamed = re.sub(r":([abcgho])(?= |,)", lambda m: f":{turned[m[1]]}", text)
    path = tmp_path / "renamed.ttl"
    path.write_text(renamed, encoding="utf-8")
    one, other = asked(write(tmp_path, SAID)), asked(path)
    for option in ("w1", "w2"):
        assert spoken(on(one, option)) == spoken(on(other, option))
        assert on(one, option)["for"] == on(other, option)["for"]


# --------------------------------------------------------------------------- windows


def test_each_window_has_the_latest_words_of_its_days(case: Path) -> None:
    """Days 1 to 2: a, who changed its mind within them, and b. Days 3 to 4: c, g and h. Day 5 is cut: o."""
    answer = asked(case, window="2:days")
    found = [
        (each["first"], each["last"], each["partial"], {o["option"]["label"]: spoken(o) for o in each["options"]})
        for each in answer["windows"]
    ]
    assert found == [
        ("2031-01-01", "2031-01-02", False, {"w1": {"east": (0, 0, 0), "north": (2, 0, 2), "south": (0, 0, 0)}}),
        ("2031-01-03", "2031-01-04", False, {"w1": {"east": (0, 0, 0), "north": (0, 1, 1), "south": (1, 0, 2)}}),
        ("2031-01-05", "2031-01-05", True, {"w2": {"east": (0, 1, 1), "north": (0, 0, 0), "south": (0, 0, 0)}}),
    ]


def test_one_window_over_everything_is_the_whole(case: Path) -> None:
    answer = asked(case, window="10:years")
    (only,) = answer["windows"]
    assert only["options"] == answer["options"] and only["apart"] == answer["apart"]


def test_rows_have_the_windows_after_the_whole(case: Path) -> None:
    answer = kg.open(str(case)).consensus(CAMPS, window="2:days")
    columns, rows = answer.rows()
    assert list(columns[:5]) == ["first", "last", "option", "camp", "for"]
    assert [row[:2] for row in rows[:6]] == [("", "")] * 6
    assert len(rows) == 3 * (2 + 3)
    assert len(answer.to_frame()) == len(rows)
    assert list(kg.open(str(case)).consensus(CAMPS).rows()[0][:2]) == ["option", "camp"]


# --------------------------------------------------------------------------- pictures


def test_the_picture_tells_sides_by_shape_and_number(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "consensus.svg"
    options = [part for camp in CAMPS for part in ("--camp", camp)]
    outcome = run("--case", str(case), "consensus", *options, "--window", "2:days", "--plot", str(file))
    assert outcome.status == 0 and "holds the picture" in outcome.err
    svg = file.read_text(encoding="utf-8")
    for words in (
        "Consensus across camps",
        "north (3)",
        "+2 −1 / 3",
        "+1 −0 / 2",
        "0.300",
        "0.100",
        "against",
        "2031-01-01",
    ):
        assert f">{words}" in svg, words
    assert "north, w1: 2 for, 1 against, of 3 who have spoken" in svg
    assert "north: a, b, c" in svg and "the figures rank, and prove nothing" in svg
    assert run("--case", str(case), "consensus", *options, "--plot", str(file)).status == 0


def test_text_of_the_data_is_never_markup_in_the_picture(tmp_path: Path) -> None:
    path = write(tmp_path, SAID)
    svg = kg.open(str(path)).consensus(["<b>&=a,b", "c"]).to_svg()
    assert "<b>" not in svg and "&lt;b&gt;&amp; (2)" in svg


def test_a_picture_of_many_camps_and_options_counts_what_it_leaves_out() -> None:
    """The basin has 7 camps and few options on which two of them have spoken; the others are counted."""
    svg = kg.open("example:basin").consensus().to_svg()
    assert "69 more options are not drawn" in svg


# ------------------------------------------------------------------ a conversation of Polis


@pytest.fixture
def conversation(tmp_path: Path) -> Path:
    """Return a folder with the export and the mapping of the researcher's guide."""
    page = (ROOT / "notebooks" / "howto" / "researcher.md").read_text(encoding="utf-8")
    for name, text in dict(files_of(page)).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def imported(folder: Path, table: str, mapping: str) -> Path:
    target = folder / "ferry.ttl"
    done = CliRunner().invoke(
        main, ["import", str(folder / table), "--mapping", str(folder / mapping), "-o", str(target)], prog_name="kg"
    )
    assert done.exit_code == 0, done.output
    return target


def test_the_export_of_a_conversation_gives_the_figures_by_hand(conversation: Path) -> None:
    """The ferry: group 0 (3, 0, 3), group 1 (2, 0, 3): 4/5 · 3/5. The fare: 3/5 · 1/5 for, 1/5 · 4/5 against. The bridge: 1/4 · 1/4 for, 3/4 ·
    2/4 against, of two who voted on it in each group. Participant 6 is in no group.
    """
    export = conversation / "participants-votes.csv"
    answer = asked(imported(conversation, "participants-votes.csv", "polis.toml"), (), camps_file=export)
    ferry, fare, bridge = (
        on(answer, name) for name in ("Run the ferry all year, at night too", "Raise the fare", "Build a bridge")
    )
    assert spoken(ferry) == {"0": (3, 0, 3), "1": (2, 0, 3)}
    assert spoken(fare) == {"0": (2, 0, 3), "1": (0, 3, 3)}
    assert spoken(bridge) == {"0": (0, 2, 2), "1": (0, 1, 2)}
    assert [one["for"]["consensus"] for one in (ferry, fare, bridge)] == pytest.approx([0.48, 0.12, 1 / 16])
    assert [one["against"]["consensus"] for one in (ferry, fare, bridge)] == pytest.approx([0.04, 0.16, 3 / 8])
    assert [each["label"] for each in answer["campless"]] == ["Participant 6"]
    assert [one["option"]["label"] for one in answer["apart"][1]["options"]] == ["Raise the fare"]


def test_a_participant_without_a_vote_is_passed_over_and_counted(conversation: Path) -> None:
    export = conversation / "participants-votes.csv"
    export.write_text(export.read_text(encoding="utf-8") + "7,1,0,0,0,0,,,\n", encoding="utf-8")
    path = imported(conversation, "participants-votes.csv", "polis.toml")
    assert asked(path, (), camps_file=export)["unknown"] == ["7"]
    shown = run("--case", str(path), "consensus", "--camps", str(export))
    assert "1 participant of the file of camps is not in the case" in " ".join(shown.out.split())


def test_a_participant_whose_name_several_have_is_no_unknown_one(tmp_path: Path) -> None:
    path = write(tmp_path, [*SAID, ':a skos:altLabel "7"@en . :b skos:altLabel "7"@en .\n'])
    (export := tmp_path / "export.csv").write_text("participant,group-id\nc,0\n7,0\n", encoding="utf-8")
    assert_one_line(
        run("--case", str(path), "consensus", "--camps", str(export)), "row 3", "“7” matches several parties"
    )


def test_the_long_table_of_votes_keeps_the_last_of_each_participant(conversation: Path) -> None:
    """Participant 0 disagrees with the first comment and agrees a minute later; participant 1 agrees, and passes the next day."""
    at = "{day} 2025 15:{minute}:10 GMT+0000 (Coordinated Universal Time)"
    rows = [
        (1748705230, at.format(day="Sat May 31", minute=27), 0, 0, -1),
        (1748705290, at.format(day="Sat May 31", minute=28), 0, 0, 1),
        (1748705300, at.format(day="Sat May 31", minute=28), 0, 1, 1),
        (1748791700, at.format(day="Sun Jun 01", minute=28), 0, 1, 0),
        (1748791800, at.format(day="Sun Jun 01", minute=30), 0, 2, -1),
    ]
    lines = ["timestamp,datetime,comment-id,voter-id,vote", *(",".join(map(str, row)) for row in rows)]
    (conversation / "long.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    mapping = (conversation / "polis.toml").read_text(encoding="utf-8")
    mapping = re.sub(r"\[wide\].*?\n\n", "", mapping, flags=re.DOTALL).replace("participant", "voter-id")
    mapping = mapping.replace(
        'date = { value = "2025-06-30" }',
        'date = "datetime"\nkey = ["voter-id", "comment-id", "timestamp"]\n'
        'date_format = "%a %b %d %Y %H:%M:%S GMT%z (Coordinated Universal Time)"',
    )
    (conversation / "long.toml").write_text(mapping, encoding="utf-8")
    path = imported(conversation, "long.csv", "long.toml")
    camps = ["all=Participant 0,Participant 1,Participant 2"]
    option = "Run the ferry all year, at night too"
    assert spoken(on(asked(path, camps, as_polis=True), option)) == {"all": (1, 1, 3)}
    assert spoken(on(asked(path, camps), option)) == {"all": (0, 1, 3)}


def test_the_answer_says_that_it_is_a_ranking_and_no_proof(case: Path) -> None:
    for format_ in ("table", "markdown"):
        shown = " ".join(run("--case", str(case), "--format", format_, "consensus").out.split())
        assert "the figures rank, and prove nothing" in shown
    assert json.loads(run("--case", str(case), "--format", "json", "consensus").out)["schema"] == 2
