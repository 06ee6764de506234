"""Networks held against what Discourse Network Analyzer computed of its own sample: 72 matrices, from its table and its database."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main

#: the reference's words, and ours; what it calls cosine divides by the product of both sums
NORMALISATIONS = {"no": "none", "cosine": "product"}
DUPLICATES = {"acrossrange": "range"}

MAPPING = """
language = "en"
namespace = "https://example.org/dna/"
[party]
key = "organization"
[person]
key = "person"
[issue]
key = "concept"
kind = "substantive"
choice_rule = "exclusive"
[option]
label = { text = "{concept}" }
[stance]
from = "agreement"
values = { 1 = "support", 0 = "oppose" }
[statement]
key = "number"
date = "datetime"
date_format = "%Y-%m-%dT%H:%M:%S"
attribution = "official-document"
paraphrase = { text = "{organization} on {concept}" }
[source]
key = "document_title"
"""


def read_matrix(path: Path) -> tuple[list[str], list[str], np.ndarray]:  # type: ignore[type-arg]
    """Return the rows, columns and weights of a file of the reference."""
    head, *body = csv.reader(path.read_text(encoding="utf-8").splitlines())
    return [row[0] for row in body], head[1:], np.array([[float(cell) for cell in row[1:]] for row in body])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> kg.Negotiation:
    """Return the reference's database as a case."""
    path = Path(__file__).parents[1].parent / "shared" / "peers" / "dna" / "sample.dna"
    if not path.is_file():
        pytest.skip("the data beside the checkout is absent")
    return kg.open(path)


def differences(case: kg.Negotiation, folder: Path) -> dict[str, float]:
    """Return, of each file of the reference, how far our network is from it; infinite where rows or columns differ."""
    found = {}
    for path in sorted(folder.glob("*mode_*.csv")):
        mode, _, _, aggregation, normalisation, duplicates = path.stem.split("_")
        rows, columns, weights = read_matrix(path)
        answer = case.network(
            mode=mode.removesuffix("mode"),
            aggregation=aggregation,
            normalisation=NORMALISATIONS.get(normalisation, normalisation),
            duplicates=DUPLICATES.get(duplicates, duplicates),
        )
        (_, *heads), body = answer.rows()
        ours = np.array([[float(str(cell)) for cell in row[1:]] for row in body])
        same = list(heads) == columns and [row[0] for row in body] == rows
        found[path.stem] = float(abs(ours - weights).max()) if same else float("inf")
    return found


def test_every_matrix_from_the_database(sample: kg.Negotiation, shared: Path) -> None:
    found = differences(sample, shared / "peers" / "dna" / "matrices")
    assert len(found) == 72
    assert {name: far for name, far in found.items() if far > 1e-12} == {}


def test_statements_kept_are_those_of_the_reference(sample: kg.Negotiation, shared: Path) -> None:
    index = (shared / "peers" / "dna" / "matrices" / "INDEX.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(index.splitlines()):
        answer = sample.network(
            mode=row["networkType"].removesuffix("mode"),
            aggregation=row["qualifierAggregation"],
            duplicates=DUPLICATES.get(row["duplicates"], row["duplicates"]),
        )
        assert answer.network.kept == int(row["statements_kept"]), row["file"]


def test_combine_divided_by_prominence_where_the_reference_has_nothing(sample: kg.Negotiation, shared: Path) -> None:
    """The reference's undivided cells, each divided by how many cells of its column are used."""
    _, _, undivided = read_matrix(
        shared / "peers" / "dna" / "matrices" / "twomode_organization_concept_combine_no_include.csv"
    )
    rows = sample.network(mode="two", aggregation="combine", normalisation="prominence").rows()[1]
    expected = [[cell / np.count_nonzero(undivided[:, n]) for n, cell in enumerate(row)] for row in undivided]
    assert [list(row[1:]) for row in rows] == expected


def test_every_matrix_from_the_table(shared: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "dna.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    case = tmp_path / "case.ttl"
    lines = (shared / "peers" / "dna" / "statements.csv").read_text(encoding="utf-8").splitlines()
    table = tmp_path / "numbered.csv"  # some rows say the same twice, so each needs a number of its own
    numbered = (f"{number or 'number'},{line}" for number, line in enumerate(lines))
    table.write_text("\n".join(numbered), encoding="utf-8")
    done = CliRunner().invoke(main, ["import", "--mapping", str(mapping), str(table), "-o", str(case)])
    assert done.exit_code == 0, done.output
    found = differences(kg.open(case), shared / "peers" / "dna" / "matrices")
    assert len(found) == 72
    assert {name: far for name, far in found.items() if far > 1e-12} == {}
