"""Properties of what changed between two days, tried on small random cases."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import small_cases as stage
import strategies as cases
from hypothesis import given, settings
from hypothesis import strategies as st

import kg

quick = settings(max_examples=40, deadline=None, derandomize=True)
LAST = stage.day_of(cases.LAST_DAY)
SIDES = {"for", "leaning", "against"}


def changes_of(parts: list[str], since: int, exchanged: bool = False) -> dict[str, Any]:
    """Return what changed since a day, by the parts of a case, with the names of a and b exchanged or not."""
    text = stage.STAGE + "".join(dict.fromkeys(parts))
    if exchanged:
        text = re.sub(r"(?<![\w-]):(a|b)(?![\w-])", lambda found: ":b" if found[1] == "a" else ":a", text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.ttl"
        path.write_text(text, encoding="utf-8")
        return dict(kg.open(str(path), as_of=LAST).changes(stage.day_of(since)).to_json())


def named(thing: dict[str, Any] | None, exchanged: bool) -> str | None:
    name = stage.local(thing) if thing else None
    return {"a": "b", "b": "a"}.get(name or "", name) if exchanged else name


def told(answer: dict[str, Any], exchanged: bool = False) -> tuple[set[Any], set[Any], set[Any]]:
    """Return what an answer says of stances, developments and ground, whatever its order."""
    moves = {
        (
            *(change[key] for key in ("kind", "toward", "voice")),
            named(change["party"], exchanged),
            named(change["option"], False),
            change["ladder"] and change["ladder"]["width"],
            frozenset(named(party, exchanged) for party in change["ladder"]["toward"]) if change["ladder"] else None,
        )
        for change in answer["changes"]
    }
    happened = {
        (each["kind"], frozenset(named(party, exchanged) for party in each["parties"]), each["day"], each["text"])
        for each in answer["developments"]
    }
    ground = {
        (
            frozenset(named(party, exchanged) for party in each["parties"]),
            named(each["option"], False),
            *(each[key] for key in ("before", "after", "inferred", "ascribed", "read_before", "read_after")),
        )
        for each in answer["ground"]
    }
    return moves, happened, ground


@quick
@given(cases.parts(), st.integers(1, cases.LAST_DAY))
def test_changes_are_the_same_whoever_is_called_what(parts: list[str], since: int) -> None:
    assert told(changes_of(parts, since)) == told(changes_of(parts, since, exchanged=True), exchanged=True)


@quick
@given(cases.parts(), st.integers(1, cases.LAST_DAY))
def test_each_move_has_a_direction_and_each_ladder_one_line(parts: list[str], since: int) -> None:
    lines: list[tuple[str, str]] = []
    for change in changes_of(parts, since)["changes"]:
        sides = change["before"]["side"], change["after"]["side"]
        accepts = {change["before"]["stance"], change["after"]["stance"]} <= {"demand", "support"}
        directed = set(sides) <= SIDES and change["kind"] != "shifted" and not accepts and change["kind"] != "moved"
        on_ladder = change["ladder"] is not None and change["ladder"]["before"] != change["ladder"]["after"]
        assert (change["toward"] is not None) is directed or on_ladder, change
        assert (change["kind"] in ("lapsed", "withdrawn")) is (
            sides[0] in SIDES and change["after"]["stance"] == "silent"
        )
        if change["ladder"]:
            lines.append((stage.local(change["party"]), stage.local(change["ladder"]["issue"])))
    assert len(lines) == len(set(lines))


@quick
@given(cases.parts())
def test_since_the_day_itself_nothing_changed(parts: list[str]) -> None:
    answer = changes_of(parts, cases.LAST_DAY)
    assert (answer["changes"], answer["developments"], answer["ground"], answer["events"]) == ([], [], [], [])
