"""The JSON of every answer holds the keys that are promised (more may be added), on the second case; absent is null."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg

HEAD = {"schema", "case", "as_of", "filters", "sources"}
ROW = {
    "issue", "issue_kind", "option", "stances", "conditions", "readings", "in_name_only", "deliberately_open",
    "from_opposite_sides", "needs", "range", "ask", "otherwise",
}  # fmt: skip
STANCE = {
    "party", "option", "stance", "side", "inferred", "ascribed", "withheld", "as_part_of", "evidence", "derivation",
    "contrary_reports", "strain",
}  # fmt: skip
EVIDENCE = {
    "id", "party", "speaker", "earliest", "latest", "source", "locator", "attribution", "voice", "confidence",
    "paraphrase",
}  # fmt: skip
CLASSES = ("agreed", "within_reach", "rejected", "contested", "unaddressed")


def walk(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in an answer."""
    if isinstance(answer, dict):
        yield answer
        for value in answer.values():
            yield from walk(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from walk(value)


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """Return one answer of each kind."""
    basin = kg.open(str(Path(__file__).parent / "data" / "second-case.ttl"))
    three = ("orrin", "selm", "tavay")
    return {
        "shared": basin.shared(*three).to_json(),
        "conflicts": basin.conflicts(*three).to_json(),
        "overlap": basin.overlap(*three).to_json(),
        "bridges": basin.bridges(*three).to_json(),
        "changes": basin.changes(date(2031, 3, 31)).to_json(),
        "proposal": basin.proposal().to_json(),
        "positions": basin.positions().to_json(),
        "why": basin.why("selm", "gauges").to_json(),
        "check": basin.check().to_json(),
        "list": basin.list("parties").to_json(),
    }


def test_every_answer_has_the_head(answers: dict[str, dict[str, Any]]) -> None:
    for name, answer in answers.items():
        assert HEAD <= set(answer), name
        assert answer["schema"] == 1
        assert answer["as_of"] == "2031-06-30"


def test_rows_of_shared_ground(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["shared"]
    assert set(answer) >= HEAD | {"parties", *CLASSES}
    rows = [row for name in CLASSES for row in answer[name]]
    assert all(set(row) >= ROW for row in rows)
    conditions = [each for row in rows for each in row["conditions"]]
    assert conditions and all(set(each) >= {"party", "requires", "text", "timing", "met"} for each in conditions)
    readings = [each for row in rows for each in row["readings"]]
    assert readings and all(set(each) >= {"party", "point", "text", "evidence"} for each in readings)
    ranges = [row["range"] for row in rows if row["range"]]
    assert ranges and all(set(each) >= {"kind", "low", "high", "unit"} for each in ranges)


def test_stances_and_evidence_are_whole_wherever_they_stand(answers: dict[str, dict[str, Any]]) -> None:
    stances = evidence = 0
    for answer in answers.values():
        for found in walk(answer):
            if "contrary_reports" in found:
                assert set(found) >= STANCE
                stances += 1
                assert all(set(each) >= {"stance", "side", "evidence"} for each in found["contrary_reports"])
                assert found["strain"] is None or set(found["strain"]) >= {"stance", "side", "evidence", "derivation"}
            if "paraphrase" in found:
                assert set(found) >= EVIDENCE
                evidence += 1
            if "premises" in found:
                assert set(found) >= {"rule", "premises", "via", "reason"}
                assert all(set(each) >= {"party", "option", "stance", "evidence"} for each in found["premises"])
    assert stances and evidence


def test_conflicts(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["conflicts"]
    keys = {"kind", "severity", "issues", "sides", "condition", "readings", "implies"}
    assert all(set(each) >= keys and len(each["sides"]) == 2 for each in answer["conflicts"])


def test_changes(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["changes"]
    assert answer["since"] == "2031-03-31"
    assert all(set(each) >= {"kind", "toward", "party", "option", "before", "after"} for each in answer["changes"])
    assert all(set(each) >= {"parties", "option", "before", "after"} for each in answer["ground"])


def test_proposals(answers: dict[str, dict[str, Any]]) -> None:
    proposals = answers["proposal"]["proposals"]
    keys = {"proposal", "status", "proposed_by", "tabled_by", "terms", "net", "tilt", "red_lines"}
    for each in proposals:
        assert set(each) >= keys
        assert all(set(term) >= {"option", "stances"} for term in each["terms"])
        assert all({"party", "net", "without_side"} <= set(net) for net in each["net"])
        assert all(set(tilt) >= {"toward", "over", "by", "terms", "of"} for tilt in each["tilt"])
        assert all(set(line) >= {"party", "option"} for line in each["red_lines"])


def test_overlap_and_bridges(answers: dict[str, dict[str, Any]]) -> None:
    pair = {"parties", "agreed", "within_reach", "contested", "red_lines", "both_sided"}
    assert all(set(each) >= pair for each in answers["overlap"]["pairs"])
    keys = {
        "move", "party", "option", "from", "to", "text", "cost", "crosses_red_line", "agreed", "within_reach",
        "removes",
    }  # fmt: skip
    assert all(set(each) >= keys for each in answers["bridges"]["bridges"])


def test_findings(answers: dict[str, dict[str, Any]]) -> None:
    findings = answers["check"]["findings"]
    assert all(set(each) >= {"severity", "where", "message", "path", "value"} for each in findings)


def test_things_are_an_iri_and_a_label(answers: dict[str, dict[str, Any]]) -> None:
    for answer in answers.values():
        for found in walk(answer):
            for key in ("party", "option", "point", "source", "speaker"):
                thing = found.get(key)
                if isinstance(thing, dict) and key != "source":
                    assert set(thing) == {"id", "label"} and thing["id"].startswith("https://")
