"""kg deals --weights: the bargaining solutions among settlements by a file of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from small_cases import STAGE, position

from kg.answers.contract import schema_of
from kg.cli import main
from kg.errors import InputError

CaseOf = Callable[..., Any]
STANCES = (position("a", "support", "x1"), position("b", "support", "x2"), position("b", "support", "w1"))

#: x1 is worth 8 and 1, x2 3 and 6, w1 0.5 and 2.5; without agreement 2 and 1.
#: With w1, which both gain by: x1 8.5 3.5, x2 3.5 8.5, nothing of x 0.5 2.5. Gains 6.5 2.5, 1.5 7.5: products 16.25 and 11.25, least
#: gains 2.5 and 1.5; of the ideals 6.5 and 7.5 the least shares are 1/3 and 3/13; sums 12 and 12.
WORTH = "option,b,a\nreservation,1,2\nx1,1,8\nx2,6,3\nw1,2.5,0.5\n"


@pytest.fixture
def weights(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "weights.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def told(points: list[Any]) -> list[tuple[list[str], list[float]]]:
    """Return of each point what it holds, and the utilities."""
    return [
        ([each["label"] for each in point["bundle"]["options"]], [each["value"] for each in point["utilities"]])
        for point in points
    ]


def test_by_hand(case_of: CaseOf, weights: Callable[[str], Path]) -> None:
    answer = case_of(*STANCES).deals("a", "b", weights=weights(WORTH))
    jsonschema.Draft202012Validator(schema_of("deals")).validate(answer.to_json())
    best = answer.to_json()["settlement"]["best"]
    first, second = (["w1", "x1"], [8.5, 3.5]), (["w1", "x2"], [3.5, 8.5])
    names = ("pareto", "nash", "kalai", "kalai_smorodinsky", "greatest_welfare")
    by_name = {name: sorted((sorted(held), worth) for held, worth in told(best[name])) for name in names}
    assert by_name == {
        "pareto": sorted([first, second]),
        "nash": [first],
        "kalai": [first],
        "kalai_smorodinsky": [first],
        "greatest_welfare": sorted([first, second]),
    }
    assert [each["value"] for each in best["reservation"]] == [2, 1]
    assert best["without_value"] == []
    (table,) = [table for table in answer.tables() if table.title.startswith("By the weights")]
    assert table.title.endswith("(2)")
    assert [row[2] for row in table.rows if row[0].startswith("Nash")] == ["a: 8.5 (without: 2)\nb: 3.5 (without: 1)"]


def test_without_weights_there_are_no_utilities(case_of: CaseOf) -> None:
    best = case_of(*STANCES).deals("a", "b").to_json()["settlement"]["best"]
    assert "nash" not in best
    assert all(point["utilities"] == [] for point in best["pareto"])


def test_an_option_without_a_row_is_named(case_of: CaseOf, weights: Callable[[str], Path]) -> None:
    answer = case_of(*STANCES).deals("a", "b", weights=weights("option,a,b\nreservation,0,0\nx1,2,3\n"))
    best = answer.to_json()["settlement"]["best"]
    assert {each["label"] for each in best["without_value"]} == {"x2", "w1"}
    assert [each["value"] for each in best["nash"][0]["utilities"]] == [2, 3]


def test_sums_are_exact(case_of: CaseOf, weights: Callable[[str], Path]) -> None:
    """0.1 and 0.2 make 0.3: both settlements are worth the same to both."""
    stances = (position("a", "support", "w1"), position("a", "support", "w2"), position("a", "support", "x1"))
    text = "option,a,b\nreservation,0,0\nw1,0.1,-0.1\nw2,0.2,-0.2\nx1,0.3,-0.3\n"
    best = case_of(*stances).deals("a", "b", weights=weights(text)).to_json()["settlement"]["best"]
    assert best["pareto_size"] == 7
    assert sum(point["number"] for point in best["pareto"]) == 8


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty; its first row is “option” and the parties"),
        ("x1,a,b\n", ":1: the first cell is not “option”"),
        ("option,a\nreservation,1\n", ":1: no column for b; add one"),
        ("option,a,b,a\nreservation,1,1,1\n", ":1: “a” has a column already"),
        ("option,a,nobody\nreservation,1,1\n", ":1: "),
        ("option,a,b\nx1,1,1\n", "no row “reservation”; add one"),
        ("option,a,b\nreservation,1,1\nx9,1,1\n", ":3: "),
        ("option,a,b\nreservation,1,1\nx1,1,1\nx1,2,2\n", ":4: “x1” has a row already"),
        ("option,a,b\nreservation,1,1\n,2,2\n", ":3: the first cell is empty"),
        ("option,a,b\nreservation,1,1\nx1,1\n", ":3: a value is missing in column 3, for “x1”"),
        (
            "option,a,b\nreservation,1,1\nx1,1,much\n",
            ":3: “much” is no number in column 3, for “x1”; write one such as 12.5",
        ),
        ("option,a,b\nreservation,1,1\nx1,1,nan\n", ":3: “nan” is no number"),
    ],
)
def test_a_mistake_is_one_line_with_its_row(
    case_of: CaseOf, weights: Callable[[str], Path], text: str, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        case_of(*STANCES).deals("a", "b", weights=weights(text))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_takes_the_file(tmp_path: Path, weights: Callable[[str], Path]) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + "".join(STANCES), encoding="utf-8")
    arguments = ["--case", str(path), "deals", "a", "b"]
    done = CliRunner().invoke(main, [*arguments, "--weights", str(weights(WORTH))])
    assert done.exit_code == 0, done.output
    assert "By the weights given" in done.output
    done = CliRunner().invoke(main, [*arguments, "--weights", str(tmp_path / "none.csv")])
    assert done.exit_code == 2
    assert len(done.output.strip().splitlines()) == 1


@pytest.mark.shared
def test_a_published_domain_as_a_case(case_of: CaseOf, weights: Callable[[str], Path], shared: Path) -> None:
    """EnglandZimbabwe2010 with its issues as exclusive ones of a case: the points that NegMAS 0.16 computed.

    Both parties support every option, so that each can be in a settlement.
    """
    domains = json.loads((shared / "peers" / "bargaining" / "domains.json").read_text(encoding="utf-8"))
    domain = domains["EnglandZimbabwe2010"]
    turtle, rows, names = [], ["option,a,b"], []
    for number, issue in enumerate(domain["issues"]):
        turtle.append(f':d{number} a neg:Issue ; skos:prefLabel "d{number}"@en ; neg:choiceRule neg:exclusive .\n')
        for place, value in enumerate(issue["values"]):
            name = f"d{number}v{place}"
            names.append(name)
            turtle.append(
                f':{name} a neg:Option ; skos:prefLabel "{name}"@en ; neg:optionOf :d{number} ; neg:undertakerUnstated true .\n'
            )
            turtle += [position(party, "support", name) for party in "ab"]
            worth = (w[number] * v[number][value] for w, v in zip(domain["weights"], domain["values"], strict=True))
            rows.append(",".join([name, *(f"{Decimal(each):.9f}" for each in worth)]))
    rows.append(",".join(["reservation", *(f"{each:.9f}" for each in domain["expected"]["disagreement"])]))
    answer = case_of(*turtle).deals("a", "b", weights=weights("\n".join(rows)), most=10_000).to_json()
    best = answer["settlement"]["best"]
    for name, wanted in (
        ("pareto", "pareto_utilities"),
        ("nash", "nash"),
        ("kalai", "kalai"),
        ("greatest_welfare", "max_welfare"),
    ):
        found = {tuple(round(each["value"], 6) for each in point["utilities"]) for point in best[name]}
        assert found == {tuple(round(each, 6) for each in point) for point in domain["expected"][wanted]}, name
