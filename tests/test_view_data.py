"""The page's data keeps to its schema, and the types that its scripts are checked with are those of the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from small_cases import condition, entails, member, position, proposal, reading
from view_cases import hostile_case, large_case

import kg
from kg.page.model import PageModel, build_model

PAGE = Path(kg.__file__).parent / "page"
SCHEMA: dict[str, Any] = json.loads((PAGE / "data.schema.json").read_text(encoding="utf-8"))
#: words of one letter that are the names of coordinates
COORDINATES = {"x", "y", "u", "v"}


def validate(model: PageModel) -> None:
    """Check a page's data, nodes and edges as the page reads them: after a round trip through JSON."""
    for value, name in ((model.data, None), (model.nodes, "Node"), (model.edges, "Edge")):
        rule = {"$ref": f"#/$defs/{name}"} if name else {}
        schema = {"$defs": SCHEMA["$defs"], "type": "array", "items": rule} if name else SCHEMA
        validator = jsonschema.Draft202012Validator(schema)
        faults = [
            error.json_path + ": " + error.message[:200]
            for error in validator.iter_errors(json.loads(json.dumps(value)))
        ]
        assert faults == []


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("options", [{}, {"min_confidence": 0.6}, {"as_of": "2025-04-20"}], ids=str)
def test_the_shipped_case(options: dict[str, Any]) -> None:
    case = kg.open(**options)
    group = case.group(["Russia", "Ukraine", "United States"])
    validate(build_model(case.resolution, groups=[group], lang="uk", kind="parties"))


def test_the_second_case(second_case: Path) -> None:
    validate(build_model(kg.open(str(second_case), channels=("closed",)).resolution))


@pytest.mark.parametrize("text", [hostile_case(), large_case(300)], ids=["hostile", "large"])
def test_made_cases(text: str, tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(text, encoding="utf-8")
    validate(build_model(kg.open(str(path)).resolution))


def test_every_sort_of_record(case_of: Any) -> None:
    case = case_of(
        position("a", "conditional", "w1", 5, "on-record", condition("w2", words="calm")),
        position("b", "support", "w1", 6),
        position("b", "support", "l20", 6, bound="at-least"),
        position("a", "support", "l10", 6, bound="at-most"),
        proposal("p", "w2 w3", 7, by="a"),
        reading("r", "w1", "point", "a", 8),
        entails("w4", "w5"),
        member("c", "g", binds=True),
        position("g", "demand", "w4", 9),
    )
    model = build_model(case.resolution)
    validate(model)
    assert {
        entry["kind"] for answer in model.data["answers"] for day in answer["days"] for entry in day.get("ranges", ())
    } == {"gap"}


def test_an_empty_case(case_of: Any) -> None:
    validate(build_model(case_of(position("a", "support", "w1", 5)).resolution, parties=[]))


def test_a_wrong_key_is_a_fault() -> None:
    model = build_model(kg.open().resolution)
    model.data["parties"][0]["k"] = "x"
    with pytest.raises(AssertionError, match=r"parties\[0\]"):
        validate(model)


def shapes(schema: dict[str, Any]) -> dict[str, dict[str, bool]]:
    """Return the keys of each named object of the schema, and whether each must be there."""
    objects = {"PageData": schema, **schema["$defs"]}
    return {
        name: {key: key in found.get("required", ()) for key in found["properties"]}
        for name, found in objects.items()
        if "properties" in found
    }


def interfaces(text: str) -> dict[str, dict[str, bool]]:
    """Return the keys of each interface of a declaration file, and whether each must be there."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = re.findall(r"^export interface (\w+) \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    return {
        name: {key: not optional for key, optional in re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)}
        for name, body in found
    }


def test_the_types_are_those_of_the_schema() -> None:
    declared = interfaces((PAGE / "page-data.d.ts").read_text(encoding="utf-8"))
    assert declared == shapes(SCHEMA), "the types are old: run `npm install && npm run types` in kg/page"


def test_keys_are_words() -> None:
    keys = {key for found in shapes(SCHEMA).values() for key in found}
    assert {key for key in keys if len(key) < 3} == COORDINATES | {"dx", "dy", "id", "to"}


def test_a_stance_that_counts_otherwise_in_a_group_is_told(case_of: Any) -> None:
    """a is for w1 if w2 is agreed, which it is between a and b, and not with c."""
    made = [position("a", "conditional", "w1", 5, "on-record", condition("w2"))]
    made += [position(who, "support", "w2", 5) for who in "ab"] + [position("c", "oppose", "w2", 5)]
    data = build_model(case_of(*made).resolution).data
    number = {party["key"]: n for n, party in enumerate(data["parties"])}
    w1 = [option["key"] for option in data["options"]].index("w1")
    judged = {tuple(answer["parties"]): answer["days"][-1].get("judged", []) for answer in data["answers"]}
    told = {"option": w1, "party": number["a"], "stance": "support", "inferred": False, "ascribed": False}
    assert judged[tuple(sorted((number["a"], number["b"])))] == [told]
    assert judged[tuple(sorted((number["a"], number["c"])))] == []


def test_whose_reading_differs_and_whose_is_unanswered_is_told_as_the_analysis_has_it(case_of: Any) -> None:
    """a and b read the point differently, c accepts a third reading, o has none: all three differ, those of a and b are unanswered by o."""
    made = [position(who, "support", "w1", 5) for who in "abco"]
    made += [reading("r", "w1", "point", "a", 6), reading("q", "w1", "point", "b", 6)]
    made += [reading("o", "w1", "point", None, 6, told_of="c", accepted_by="c")]
    data = build_model(case_of(*made).resolution).data
    number = {party["key"]: n for n, party in enumerate(data["parties"])}
    group = sorted(number[who] for who in "abco")
    (answer,) = (answer for answer in data["answers"] if answer["parties"] == group)
    (point,) = answer["days"][-1]["points"]
    told = {
        name: [who for who in "abco" if number[who] in point[name]] for name in ("differing", "unanswered", "unread")
    }
    assert told == {"differing": ["a", "b", "c"], "unanswered": ["a", "b"], "unread": ["o"]}
