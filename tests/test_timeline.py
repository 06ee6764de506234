"""What was said and done, day by day: which statements and events stand on it, in which order, and its picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from small_cases import event, local, member, person, position, proposal, reading, status, withdrawal

import kg
from kg.answers.timeline_picture import MOST_LINES
from kg.cli import main
from kg.drawing import COLOURS, DayScale
from kg.errors import UsageError

Open = Callable[..., Any]


def entries(case: Any, **options: Any) -> list[tuple[str | None, str, str]]:
    """Return day of January, party and what of each entry, in order; several are joined."""
    found = []
    for each in case.timeline(**options).to_json()["entries"]:
        what = each["event"] or {}
        said = [f"{local(s['option'])}: {s['stance']}" for s in each["states"]]
        said += [f"back {local(s['option'])}" for s in each["takes_back"]] + [local(p) for p in each["proposals"]]
        words = local(what) if what else ", ".join(said)
        found.append((each["day"] and each["day"][-2:], " ".join(map(local, each["parties"])), words))
    return found


def test_statements_come_before_events_of_the_day_and_the_undated_last(case_of: Open) -> None:
    case = case_of(
        event("fair", 5, actors="b", teller="c", told=5),
        event("someday", None, actors="a"),
        position("b", "oppose", "x1", 5),
        position("a", "demand", "x1", 5),
        position("a", "support", "x2", 3),
    )
    assert entries(case) == [
        ("01", "a", ""),  # what the teller of "someday" says states nothing
        ("03", "a", "x2: support"),
        ("05", "a", "x1: demand"),
        ("05", "b", "x1: oppose"),
        ("05", "c", ""),
        ("05", "b", "fair"),
        (None, "a", "someday"),
    ]


def test_what_a_statement_tells(case_of: Open) -> None:
    case = case_of(
        position("a", "support", "x1", 3, name="p1"),
        withdrawal("a", "p1", 6),
        proposal("plan", "w1 w2", 4, by="a"),
        status("plan", "withdrawn", 9, "on-record", teller="a"),
    )
    assert entries(case) == [
        ("03", "a", "x1: support"),
        ("04", "a", "plan"),
        ("06", "a", "back x1"),
        ("09", "a", "plan"),
    ]


def test_only_what_counts_by_the_end_of_the_day(case_of: Open) -> None:
    said = (
        position("a", "support", "x1", 3, "leak"),
        position("a", "support", "x2", 5, channel="closed"),
        position("b", "oppose", "x1", 7),
    )
    assert entries(case_of(*said, as_of=6)) == [("03", "a", "x1: support")]
    assert entries(case_of(*said, as_of=7, min_confidence=0.6)) == [("07", "b", "x1: oppose")]
    heard = entries(case_of(*said, as_of=7, channels=["closed"]))
    assert [day for day, _, _ in heard] == ["03", "05", "07"]


def test_an_event_is_there_from_the_day_on_which_it_is_known_to_be(case_of: Open) -> None:
    told = (
        event("done", 5),
        event("planned", 20, scheduled=True),
        event("later", 20),
        event("nobody", 5, breaks="x1", told=9, sourced=False),
        position("a", "support", "w1", 2),
    )
    states = {local(each["event"]): each["state"] for each in case_of(*told, as_of=8).events().to_json()["events"]}
    assert states == {"done": "happened", "planned": "scheduled"}
    assert {local(e["event"]) for e in case_of(*told, as_of=9).events().to_json()["events"]} == {
        "done",
        "planned",
        "nobody",
    }


def test_what_is_planned_or_undated_is_not_there_before_its_source(case_of: Open) -> None:
    told = (
        ':paper dcterms:issued "2031-01-10"^^xsd:date .\n',
        event("planned", 20, scheduled=True),
        event("someday", None),
        position("a", "support", "w1", 2),
    )
    for day, found in ((9, set()), (10, {"planned", "someday"})):
        assert {local(e["event"]) for e in case_of(*told, as_of=day).events().to_json()["events"]} == found


def test_of_a_party_and_on_an_issue(case_of: Open) -> None:
    case = case_of(
        position("a", "support", "x1", 2),
        position("a", "support", "w1", 3),
        position("b", "oppose", "x1", 4),
        proposal("plan", "x2 w2", 5, by="a"),
        reading("r", "x1", "point", "a", 6),
        event("fair", 7, actors="a", breaks="x1", teller="b", told=7),
        event("foul", 8, actors="b", honours="w1", teller="b", told=8),
        event("plain", 9, actors="a", teller="c"),
        member("a", "g", told=10),
    )
    of_a = [("02", "a", "x1: support"), ("05", "a", "plan"), ("06", "a", ""), ("07", "a", "fair")]
    assert entries(case, parties=["a"], issues=["x"]) == of_a
    assert entries(case, issues=["w"]) == [
        ("03", "a", "w1: support"),
        ("05", "a", "plan"),
        ("08", "b", ""),
        ("08", "b", "foul"),
    ]
    assert [day for day, _, _ in entries(case, parties=["a"])] == ["02", "03", "05", "06", "07", "09", "10"]
    assert entries(case, parties=["z"]) == []
    both = case.timeline(["b", "a"]).to_json()
    assert [local(each) for each in both["parties"]] == ["a", "b"] and both["issues"] == []


def test_the_head_says_how_much_is_others_voice(case_of: Open) -> None:
    case = case_of(
        position("a", "support", "x1", 2), position("b", "support", "x1", 3, "leak"), event("fair", 3, teller="b")
    )
    head = case.timeline(["b"], ["x"]).head_lines()
    assert head[1:] == [
        "rests on 1 independent source; 1 statement, 1 in others' voice, 0 events",
        "only of b",
        "only on x",
    ]


def test_the_deeds_of_an_event_stand_with_it(case_of: Open) -> None:
    case = case_of(event("fair", 3, actors="a", breaks="x1", teller="b", told=4), position("b", "oppose", "x2", 5))
    (found,) = [each for each in case.timeline().to_json()["entries"] if each["kind"] == "event"]
    assert [(d["known"], [local(o) for o in d["breaks"]]) for d in found["deeds"]] == [("reported", ["x1"])]
    (row,) = [row for row in case.timeline().tables()[0].rows if row[1].startswith("event")]
    assert row[0] == "2031-01-03\na"
    assert row[1].startswith("event (reported): fair\nbreaks x1 (reported), according to b: the source, 2031-01-04, ¶1")


def test_the_order_of_input_changes_nothing(case_of: Open) -> None:
    said = [
        position("a", "support", "x1", 2),
        position("b", "open", "x1", 2, "leak"),
        event("fair", 2, teller="c", told=2),
    ]
    one, other = (case_of(*order).timeline() for order in (said, said[::-1]))
    assert one.to_json() == other.to_json() and one.to_svg() == other.to_svg()


def test_nothing_at_all_is_said(case_of: Open) -> None:
    case = case_of(position("a", "support", "x1", 20), as_of=5)
    assert case.timeline().tables()[0].note == "no statement or event on record matches"
    assert "Sources: none" in case.timeline().to_svg()


# ------------------------------------------------------------------- picture


def drawn(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("}text")]


def test_the_picture_has_a_line_for_each_party_and_term_and_event(case_of: Open) -> None:
    case = case_of(
        position("b", "oppose", "x1", 4),
        position("a", "demand", "x1", 2),
        position("a", "support", "x1", 4, "leak"),
        proposal("plan", "w1 w2", 4, by="a"),
        event("fair", 3, actors="a b", teller="c", told=4),
        event("someday", None, teller="c", told=4),
    )
    words = drawn(case.timeline().to_svg())
    start, end = words.index("a"), next(n for n, each in enumerate(words) if each.startswith("Not drawn"))
    signs = ("”", "if")
    assert [each for each in words[start:end] if each not in signs] == [
        "a", "x1", "proposal: plan", "b", "x1", "c", "other statements", "Events", "fair (a, b)",
    ]  # fmt: skip
    assert words[end] == "Not drawn, as no day is told of them: 1 event"
    assert words[:4] == [
        "Statements and events, day by day",
        "Stage — as of 2031-01-28",
        "rests on 1 independent source; 6 statements, 1 in others' voice, 2 events",
        "no filters",
    ]
    assert "Sources: Paper" in words


def test_the_legend_holds_what_is_drawn_and_no_more(case_of: Open) -> None:
    one = drawn(case_of(position("a", "support", "x1", 2)).timeline().to_svg())
    assert one[one.index("x1") + 1 :] == ["for", "Sources: Paper"]
    more = drawn(
        case_of(
            position("a", "oppose", "x1", 2, "leak", name="p1"),
            position("a", "demand", "x2", 2, earliest=None),
            withdrawal("a", "p1", 3),
            event("fair", 3, verified_by="a mission", told=3, teller="b"),
        )
        .timeline()
        .to_svg()
    )
    legend = [each for each in more[more.index("fair") + 1 :] if each != "”"]
    assert legend == [
        "demand, declared in own voice",
        "by others' word",
        "takes it back",
        "statement without a stance",
        "event, verified",
        "made by this day; from when is not known",
        "Sources: Paper",
    ]


def test_days_stand_in_proportion_to_time(case_of: Open) -> None:
    case = case_of(*(position("a", "support", f"w{n}", day) for n, day in ((1, 1), (2, 3), (3, 5))))
    places = re.findall(r"translate\(([\d.]+) [\d.]+\)\"><g><title>\+ support", case.timeline().to_svg())
    first, middle, last = map(float, places)
    assert first < last and middle == pytest.approx((first + last) / 2, abs=0.1)


def test_a_picture_too_large_is_refused_with_the_way_out(case_of: Open) -> None:
    events = [event(f"e{n}", 3, teller="a", told=3) for n in range(MOST_LINES)]
    assert case_of(*events[:-1]).timeline().to_svg()
    with pytest.raises(UsageError, match=f"would have {MOST_LINES + 1} lines, more than {MOST_LINES}; name parties or"):
        case_of(*events).timeline().to_svg()


def test_a_scale_of_days_writes_as_many_as_have_room() -> None:
    def ticks(first: str, last: str, width: float = 500) -> list[str]:
        scale = DayScale(date.fromisoformat(first), date.fromisoformat(last), 0, width)
        return [words for _, words in scale.ticks()]

    assert ticks("2031-01-01", "2031-01-03") == ["2031-01-01", "2031-01-02", "2031-01-03"]
    # 2031-01-06 is a Monday
    assert ticks("2031-01-01", "2031-01-31") == ["2031-01-06", "2031-01-13", "2031-01-20", "2031-01-27"]
    assert ticks("2031-01-15", "2031-06-10") == ["2031-02", "2031-03", "2031-04", "2031-05", "2031-06"]
    assert ticks("1990-05-01", "2031-01-01") == ["1995", "2000", "2005", "2010", "2015", "2020", "2025", "2030"]
    assert ticks("2031-01-01", "2031-01-01") == ["2031-01-01"]
    assert ticks("0001-01-01", "9999-12-31") and ticks("2031-01-01", "2031-01-20", 60) == []


def test_a_scale_without_room_writes_its_ends() -> None:
    scale = DayScale(date(2031, 1, 2), date(2031, 1, 20), 0, 60)
    words = [element.content for element in scale.drawn(0, 9) if element.tag == "text"]
    assert words == ["2031-01-02", "2031-01-20"]
    assert scale.place(date(2030, 1, 1)) == 0 and scale.place(date(2032, 1, 1)) == 60


# --------------------------------------------------------------- command line


def run(*words: str, **more: Any) -> Any:
    return CliRunner(env={"KG_CASE": "", "COLUMNS": "80"}).invoke(main, words, **more)


def test_a_picture_is_a_format_of_what_is_drawn_alone() -> None:
    svg = run("timeline", "--format", "svg").stdout
    assert svg.startswith("<svg ") and svg.endswith("</svg>\n") and ElementTree.fromstring(svg) is not None
    assert run("--format", "svg", "timeline").stdout == svg
    refused = run("--format", "svg", "shared", "russia", "ukraine")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "kg: kg shared draws no picture; use one of table, json, csv, markdown\n"
    assert run("shared", "russia", "ukraine", "--format", "svg").exit_code == 2


def test_a_picture_is_the_same_in_a_stream_that_does_not_hold_it() -> None:
    plain = ElementTree.fromstring(run("timeline", "--lang", "uk", "--format", "svg").stdout)
    runner = CliRunner(env={"KG_CASE": ""}, charset="latin-1")
    ascii_only = runner.invoke(main, ["timeline", "--lang", "uk", "--format", "svg"]).stdout_bytes
    assert ascii_only.isascii()
    assert ElementTree.tostring(ElementTree.fromstring(ascii_only)) == ElementTree.tostring(plain)


def test_the_shipped_case_by_hand() -> None:
    """The two accusations of a broken truce are coded alike, and stand alike."""
    found = kg.open().timeline(issues=["easter truce"]).to_json()["entries"]
    claims = [e for e in found if e["kind"] == "event"]
    assert {(local(e["parties"][0]), e["event"]["known"], e["deeds"][0]["known"]) for e in claims} == {
        ("russia", "claimed", "claimed"),
        ("ukraine", "claimed", "claimed"),
    }
    assert len({len(e["deeds"]) for e in claims}) == 1


def test_a_speaker_of_another_is_marked(case_of: Open) -> None:
    case = case_of(person("boss", "b"), position("a", "oppose", "x1", 3, speaker="boss"))
    (table,) = case.timeline().tables()
    assert "x1: − oppose (by others' word)" in table.rows[0][1]
    assert COLOURS["against"] in case.timeline().to_svg()
