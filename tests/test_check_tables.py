"""A check of tables speaks of sheets, cells and columns; what it says of many things it says once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.case.records import Thing
from kg.checking.findings import Finding, fold_findings
from kg.cli import main

SHEETS = {
    "case": "title:en\nT\n",
    "parties": "label:en\nAland\nBeland\n",
    "issues": "label:en,choice rule\nSeat,\nQuota,compatible\n",
    "options": "label:en,issue,undertaken by\nSeat in Aland,Seat,Aland\nSeat in Beland,Seat,\nLow,Quota,Aland\nHigh,Quota,Aland\n",
    "sources": "title:en,paragraphs\nPaper,9\n",
    "statements": "about,source,paragraph,latest,attribution,paraphrase:en,on,stance\n"
    "Aland,Paper,1,2031-01-10,reported,speaks,Seat in Aland,demand\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SHEETS.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def checked(folder: Path) -> list[dict[str, object]]:
    done = CliRunner().invoke(main, ["check", str(folder), "--format", "json"])
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


def test_a_finding_names_its_row_and_column(folder: Path) -> None:
    (finding,) = [f for f in checked(folder) if "Who would have to act" in str(f["message"])]
    assert str(finding["where"]["label"]).endswith("options.csv, row 3: Seat in Beland")  # type: ignore[index]
    assert "“undertaken by”" in str(finding["message"])


def test_no_term_of_the_ontology_is_left(folder: Path) -> None:
    (folder / "sources.csv").write_text("title:en\nPaper\n", encoding="utf-8")
    assert not [f for f in checked(folder) if "neg:" in json.dumps(f)]


def test_issues_without_a_choice_rule_are_asked_about_once(folder: Path) -> None:
    found = [str(f["message"]) for f in checked(folder) if "choice rule" in str(f["message"])]
    assert len(found) == 1
    assert found[0].startswith("1 issue states no choice rule, so exclusive is assumed")
    assert found[0].endswith(": Seat.")


@pytest.mark.parametrize(("count", "shown"), [(5, 5), (6, 1)])
def test_the_same_of_many_things_is_said_once(count: int, shown: int) -> None:
    findings = [Finding("note", Thing(f"urn:{n}", (("", f"T{n}"),)), "is missing") for n in range(count)]
    folded = fold_findings(findings)
    assert len(folded) == shown
    assert sum(stands_for for _, stands_for in folded) == count
