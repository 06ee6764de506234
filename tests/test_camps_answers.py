"""Camps as answers: of small databases by hand, of the reference's sample, over time, tied, cut short, drawn and refused."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dna_cases import database
from small_cases import position

import kg
from kg.cli import main
from kg.drawing import text_width
from kg.errors import UsageError

CaseOf = Callable[..., Any]

#: days after 10 January 2031, a document, person, organisation, concept, agreement. Tolls part Alder and Birch from Cedar and Dogwood;
#: in February (day 30) Dogwood alone is against the dam; Alder and Cedar are for locks, and Elm speaks of what nobody else speaks of
ROWS = [
    (0, 1, "", "Alder", "Tolls", 1),
    (0, 1, "", "Birch", "Tolls", 1),
    (1, 2, "", "Cedar", "Tolls", 0),
    (1, 2, "", "Dogwood", "Tolls", 0),
    (2, 3, "", "Alder", "Locks", 1),
    (2, 3, "", "Cedar", "Locks", 1),
    (3, 3, "", "Elm", "Ferries", 1),
    (30, 4, "", "Alder", "Dam", 1),
    (30, 4, "", "Birch", "Dam", 1),
    (30, 4, "", "Cedar", "Dam", 1),
    (31, 5, "", "Dogwood", "Dam", 0),
    (32, 6, "", "Dogwood", "Dam", 0),
]


@pytest.fixture
def case(tmp_path: Path) -> kg.Negotiation:
    return kg.open(database(tmp_path / "dam.dna", ROWS))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    path = database(tmp_path / "dam.dna", ROWS)
    return lambda *words: CliRunner(env={"COLUMNS": "140"}).invoke(main, ["--case", str(path), "camps", *words])


def labels(things: list[dict[str, str]]) -> list[str]:
    return [one["label"] for one in things]


def test_the_camps_by_hand(case: kg.Negotiation) -> None:
    answer = case.camps()
    found = answer.to_json()
    # agreement: Alder–Birch 2, Cedar–Dogwood 1, Alder–Cedar 2, Birch–Cedar 1; conflict: 4 over tolls, 3 over the dam
    assert (found["congruence"], found["conflict"], found["conflict_share"]) == (6, 7, 7 / 13)
    assert [labels(camp) for camp in found["camps"]] == [["Alder", "Birch", "Cedar"], ["Dogwood"]]
    assert [[one["id"] for one in camp] for camp in found["camps"]] == [list(camp) for camp in answer.camps]
    assert (answer.balance, answer.polarisation) == (found["balance"]["value"], found["polarisation"]["value"])
    assert labels(found["apart"]) == ["Elm"]
    assert [labels(part) for part in found["parts"]] == [["Alder", "Birch", "Cedar", "Dogwood"]]
    # inside the first: 5 of agreement, 2 of conflict; across: 5 of conflict, 1 of agreement
    assert found["balance"] == {
        "value": 7 / 13,
        "bound": 7 / 13,
        "proven": True,
        "tied": False,
        "splits": 1,
        "also": [],
    }
    assert found["polarisation"]["value"] == pytest.approx(5 / 7 - 1 / 6)
    highest = found["polarisation"]["highest"]
    assert (highest["value"], highest["proven"]) == (pytest.approx(5 / 7 - 1 / 6), True)
    assert [labels(camp) for camp in highest["camps"]] == [["Alder", "Birch", "Cedar"], ["Dogwood"]]
    # the second word of Dogwood on the dam falls
    assert (found["kept"], found["fallen"], found["asked"]["duplicates"]) == (11, 1, "range")


def test_communities_by_hand(case: kg.Negotiation) -> None:
    found = case.camps().to_json()["communities"]
    # C − F: Alder–Birch 2, Alder–Cedar 1, Birch–Cedar 0, Cedar–Dogwood 0, Alder–Dogwood and Birch–Dogwood −2
    assert [labels(group) for group in found["correlation_clustering"]["groups"]] == [
        ["Alder", "Birch", "Cedar"],
        ["Dogwood"],
        ["Elm"],
    ]
    assert found["correlation_clustering"]["agreement_less_conflict"] == 3
    # the positive part has the lines Alder–Birch 2 and Alder–Cedar 1: in one group, modularity is 0
    assert [labels(group) for group in found["louvain"]["groups"]] == [
        ["Alder", "Birch", "Cedar"],
        ["Dogwood"],
        ["Elm"],
    ]
    assert found["louvain"]["modularity"] == 0


def test_brokers_by_hand(case: kg.Negotiation) -> None:
    brokers = {one["actor"]["label"]: one for one in case.camps().to_json()["brokers"]}
    # Dogwood is reached over Cedar alone: by Alder and by Birch, 2 of the 6 pairs of others; Alder–Birch and Alder–Cedar have length ½,
    # so that Birch–Cedar, 1, ties with the way over Alder: half of that pair, and of Birch–Dogwood
    assert brokers["Cedar"]["betweenness"] == pytest.approx(2 / 6)
    assert brokers["Alder"]["betweenness"] == pytest.approx(1 / 6)
    assert next(iter(brokers)) == "Cedar"
    assert (brokers["Cedar"]["camp"], brokers["Dogwood"]["camp"], brokers["Elm"]["camp"]) == (1, 2, None)
    # Cedar agrees 2 with Alder and 1 with Birch, and 1 with Dogwood
    assert brokers["Cedar"]["congruence"] == [1.5, 1.0]
    assert brokers["Dogwood"]["congruence"] == [pytest.approx(1 / 3), None]


def test_a_blocker_is_told_with_its_statements(case: kg.Negotiation) -> None:
    (found,) = case.camps().to_json()["blockers"]
    assert (found["option"]["label"], found["keeps_from"]) == ("Dam", "agreed")
    assert found["blocker"]["party"]["label"] == "Dogwood"
    assert {statement["latest"] for statement in found["blocker"]["evidence"]} <= {"2031-02-10", "2031-02-11"}
    assert found["blocker"]["evidence"]
    assert [held["party"]["label"] for held in found["others"]] == ["Alder", "Birch", "Cedar"]
    assert labels(found["silent"]) == ["Elm"]
    assert case.camps(issues=["Tolls"]).to_json()["blockers"] == []
    assert case.camps(exclude=["Dam"]).to_json()["blockers"] == []
    # without Dogwood, Cedar alone is against tolls
    (other,) = case.camps(exclude=["Dogwood"]).to_json()["blockers"]
    assert (other["option"]["label"], other["blocker"]["party"]["label"]) == ("Tolls", "Cedar")
    # before Dogwood spoke
    assert case.camps(until="2031-02-09").to_json()["blockers"] == []


def test_too_many_positions_are_not_resolved(case: kg.Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    # twelve statements make twelve positions, of which Elm has one
    monkeypatch.setattr("kg.api.two_camps.MOST_POSITIONS", 12)
    assert case.camps().to_json()["blockers"]
    monkeypatch.setattr("kg.api.two_camps.MOST_POSITIONS", 11)
    answer = case.camps()
    assert answer.to_json()["blockers"] is None
    assert any("too many positions" in table.note for table in answer.tables())
    assert case.camps(parties=["Alder", "Birch", "Cedar", "Dogwood"]).to_json()["blockers"]


def test_each_window_has_its_figures(case: kg.Negotiation) -> None:
    found = case.camps(window="1:months").to_json()["windows"]
    january, february = found
    # tolls: 2 of agreement inside, 4 of conflict across; locks: 1 of agreement across
    assert january["balance"]["value"] == 5 / 7
    assert january["polarisation"]["value"] == pytest.approx(1 - 1 / 3)
    assert [labels(camp) for camp in january["camps"]] == [["Alder", "Birch"], ["Cedar", "Dogwood"]]
    # the dam: three agree, and one differs with each
    assert (february["balance"]["value"], february["polarisation"]["value"]) == (1.0, 1.0)
    assert [labels(camp) for camp in february["camps"]] == [["Alder", "Birch", "Cedar"], ["Dogwood"]]
    assert (february["first"], february["last"], february["partial"]) == ("2031-02-01", "2031-02-11", True)
    columns, rows = case.camps(window="1:months").rows()
    assert [dict(zip(columns, row, strict=True))["camp_1"] for row in rows] == [2, 3]


def test_a_row_for_each_actor(case: kg.Negotiation) -> None:
    columns, rows = case.camps().rows()
    assert columns[1:5] == ("actor", "camp", "louvain", "correlation_clustering")
    assert [row[1:5] for row in rows] == [
        ("Alder", 1, 1, 1),
        ("Birch", 1, 1, 1),
        ("Cedar", 1, 1, 1),
        ("Dogwood", 2, 2, 2),
        ("Elm", None, 3, 3),
    ]


def test_the_table_tells_all_of_it(run: Callable[..., Any]) -> None:
    done = run()
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    for words in (
        "11 mentions counted; 1 left out as a duplicate",
        "Camp 1 (3) Alder, Birch, Cedar",
        "Camp 2 (1) Dogwood",
        "compared with nobody Elm",
        "Balance 0.538 no split has more; no other has as much",
        "Share of conflict 0.538 7 of 13 comparisons",
        "Polarisation 0.548",
        "Dam agreed; among Alder, Birch, Cedar; 1 without a side Dogwood: − oppose",
    ):
        assert words in told


def test_nothing_to_compare_is_said(case_of: CaseOf) -> None:
    answer = case_of(position("a", "demand", "w1"), position("b", "oppose", "w2")).camps()
    found = answer.to_json()
    assert (found["camps"], found["balance"]["value"], found["polarisation"]["highest"]) == ([], None, None)
    assert len(found["apart"]) == 2
    assert any("nobody is compared with anybody" in table.note for table in answer.tables())
    empty = case_of(as_of=1).camps().to_json()
    assert (empty["camps"], empty["apart"], empty["brokers"]) == ([], [], [])


def test_full_agreement_is_balanced_and_not_polarised(case_of: CaseOf) -> None:
    answer = case_of(*(position(who, "demand", "w1") for who in "abc")).camps()
    found = answer.to_json()
    assert (found["balance"]["value"], found["balance"]["proven"], len(found["camps"])) == (1.0, True, 1)
    assert found["polarisation"] == {"value": None, "highest": None}
    assert any(
        "it takes both agreement and conflict" in row[2] for table in answer.tables() for row in table.rows if row[2:]
    )


#: three parties that all differ, on options that the third has no word on
APART = tuple(
    position(who, stance, option)
    for option, pair in (("w1", "ab"), ("w2", "bc"), ("w3", "ac"))
    for who, stance in zip(pair, ("demand", "oppose"), strict=True)
)


def test_splits_that_are_as_good_are_said(case_of: CaseOf) -> None:
    answer = case_of(*APART).camps()
    balance = answer.to_json()["balance"]
    assert (balance["value"], balance["tied"], balance["splits"], len(balance["also"])) == (1 / 3, True, 3, 2)
    notes = "\n".join(table.note for table in answer.tables())
    assert notes.count("as good: ") == 2
    assert any("2 others have as much" in row[2] for table in answer.tables() for row in table.rows if row[2:])


def test_the_order_of_a_case_does_not_matter(case_of: CaseOf) -> None:
    more = (position("a", "support", "w4"), position("c", "support", "w4"), position("b", "open", "w4"))
    first = case_of(*APART, *more).camps(window="1:days")
    other = case_of(*reversed((*APART, *more))).camps(window="1:days")
    assert first.to_json() == other.to_json()
    assert first.to_svg() == other.to_svg()


def test_what_parties_are_called_does_not_matter(case_of: CaseOf) -> None:
    """The same with a and c exchanged: the same figures, and camps with the two exchanged."""
    made = (*APART[:4], position("a", "support", "w4"), position("c", "support", "w4"))
    turned = [line.replace(":a ", ":_ ").replace(":c ", ":a ").replace(":_ ", ":c ") for line in made]
    one, other = case_of(*made).camps().to_json(), case_of(*turned).camps().to_json()
    for key in ("balance", "polarisation"):
        assert one[key]["value"] == other[key]["value"]
    swap = {"a": "c", "c": "a", "b": "b"}
    camps = [{swap[each["id"][-1]] for each in camp} for camp in one["camps"]]
    assert sorted(map(sorted, camps)) == sorted(sorted(each["id"][-1] for each in camp) for camp in other["camps"])


def test_stances_and_people_are_counted_too(case: kg.Negotiation, tmp_path: Path) -> None:
    stances = case.camps(on="stances").to_json()
    assert (stances["congruence"], stances["conflict"], stances["kept"]) == (6, 7, 11)
    spoken = [(day, document, f"Person of {who}", who, what, yes) for day, document, _, who, what, yes in ROWS]
    people = kg.open(database(tmp_path / "people.dna", spoken)).camps(actors="people").to_json()
    assert [labels(camp) for camp in people["camps"]] == [
        ["Person of Alder", "Person of Birch", "Person of Cedar"],
        ["Person of Dogwood"],
    ]


# ------------------------------------------------------------------ the time limit


def noise(tmp_path: Path) -> Path:
    """Write what 30 organisations say of 12 concepts, as a fixed rule of remainders has it."""
    rows = [
        (0, 1, "", f"Organisation {who:02}", f"Concept {what:02}", (who * who + 3 * who * what + what) % 7 % 2)
        for who in range(30)
        for what in range(12)
        if (who * 5 + what * 3) % 4
    ]
    return database(tmp_path / "noise.dna", rows)


def test_a_search_that_is_cut_short_tells_a_bound(tmp_path: Path) -> None:
    path = noise(tmp_path)
    short = kg.open(path).camps(time_limit=1e-6)
    balance = short.to_json()["balance"]
    assert (balance["proven"], balance["splits"], balance["tied"]) == (False, None, None)
    assert 0 < balance["value"] <= balance["bound"] < 1
    assert not short.is_proven
    done = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["--case", str(path), "camps", "--time-limit", "0.000001"])
    assert done.exit_code == 0
    assert "the best split found in the time; none has more than" in done.stdout


# ------------------------------------------------------------------ the reference


def test_the_reference_s_figure_of_its_sample(shared: Path) -> None:
    """0.5342493 is what its own test expects of the sample, for the whole time and all statements."""
    sample = kg.open(shared / "peers" / "dna" / "sample.dna")
    assert sample.camps(as_dna=True).to_json()["as_dna"] == pytest.approx(0.5342493, abs=5e-8)
    assert "as_dna" not in sample.camps().to_json()
    assert sample.camps(as_dna=True, duplicates="range").to_json()["as_dna"] == pytest.approx(0.4917207, abs=5e-8)
    # the figure itself stays ours: once for each side of a concept, beside the other
    assert sample.camps(as_dna=True).to_json()["balance"] == sample.camps().to_json()["balance"]


# ------------------------------------------------------------------ pictures


def texts(svg: str) -> list[tuple[float, float, float, str]]:
    """Return the left and right end, the base line and the words of each text of a picture."""
    found = []
    for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        x, y, words = float(each.get("x", 0)), float(each.get("y", 0)), each.text or ""
        width = text_width(words, float(each.get("font-size", 12)))
        left = {"end": x - width, "middle": x - width / 2}.get(each.get("text-anchor", ""), x)
        found.append((left, left + width, y, words))
    return found


def test_the_picture_names_everyone_and_no_label_covers_another(tmp_path: Path) -> None:
    svg = kg.open(noise(tmp_path)).camps(time_limit=5).to_svg()
    named = [each for each in texts(svg) if each[3].startswith("Organisation")]
    assert len(named) == 30
    for (left, right, y, _), (other_left, other_right, other_y, _) in combinations(named, 2):
        assert right <= other_left or other_right <= left or abs(y - other_y) >= 11


def test_agreement_and_conflict_are_told_apart_without_colour(case: kg.Negotiation) -> None:
    svg = case.camps().to_svg()
    assert 'stroke-dasharray="6 4"' in svg
    assert svg.count("<path") == 6
    told = [words for *_, words in texts(svg)]
    for words in (
        "Camp 1 (3)",
        "Camp 2 (1)",
        "more agreement than conflict",
        "more conflict than agreement",
        "as much of both",
    ):
        assert words in told
    assert "compared with nobody: Elm" in told


def test_windows_are_drawn_as_lines_over_time(case: kg.Negotiation) -> None:
    svg = case.camps(window="1:months").to_svg()
    assert svg.count("<path") == 3
    assert 'stroke-dasharray="6 4"' in svg
    told = [words for *_, words in texts(svg)]
    assert {"Balance", "Polarisation of the camps of highest balance", "Highest polarisation"} <= {*told}


def test_too_many_actors_are_not_drawn(tmp_path: Path) -> None:
    rows = [(0, 1, "", f"Organisation {who:03}", "Dam", who % 2) for who in range(241)]
    with pytest.raises(UsageError, match="241 actors, more than 240"):
        kg.open(database(tmp_path / "many.dna", rows)).camps(time_limit=0.1).to_svg()


# ------------------------------------------------------------------ the command


def test_the_command_writes_a_picture_beside_the_answer(run: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "camps.svg"
    done = run("--format", "json", "--plot", str(target))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["balance"]["proven"] is True
    assert target.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--plot", "camps.txt"), "a picture is written to a file that ends in"),
        (("--time-limit", "0"), "0"),
        (("--time-limit", "nan"), "finite"),
        (("--window", "3"), "--window “3” is not valid"),
        (("--party", "Nobody"), "Nobody"),
        (("--on", "stances", "--actors", "people"), "stances are those of parties"),
        (("--aggregation", "ignore"), "--aggregation"),
    ],
)
def test_bad_input_is_one_line(run: Callable[..., Any], words: tuple[str, ...], told: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
