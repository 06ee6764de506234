"""Networks held against what Discourse Network Analyzer computed of its own sample: 72 matrices, from its table and its database."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import kg

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
date = "datetime"
date_format = "%Y-%m-%dT%H:%M:%S"
attribution = "official-document"
paraphrase = { text = "{organization} on {concept}" }
[source]
key = "document_title"
"""


def read_matrix(path: Path) -> tuple[list[str], list[str], np.ndarray]:  # type: ignore[type-arg]
    """Return the rows, columns and weights of a file of the reference."""
    head, *body = csv.reader(path.open(encoding="utf-8"))
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
    index = csv.DictReader((shared / "peers" / "dna" / "matrices" / "INDEX.csv").open(encoding="utf-8"))
    for row in index:
        answer = sample.network(
            mode=row["networkType"].removesuffix("mode"),
            aggregation=row["qualifierAggregation"],
            duplicates=DUPLICATES.get(row["duplicates"], row["duplicates"]),
        )
        assert answer.network.kept == int(row["statements_kept"]), row["file"]


def test_combine_divided_by_prominence_where_the_reference_has_nothing(sample: kg.Negotiation) -> None:
    """A column's used cells: Cap and trade is used by one organisation alone, which is for it; the others by 6, 3, 2 and so on."""
    plain = sample.network(mode="two", aggregation="combine").rows()[1]
    divided = sample.network(mode="two", aggregation="combine", normalisation="prominence").rows()[1]
    used = [sum(1 for row in plain if row[column]) for column in range(1, len(plain[0]))]
    assert used == [7 - sum(1 for row in plain if row[column] == 0.0) for column in range(1, len(plain[0]))]
    for row, other in zip(plain, divided, strict=True):
        assert list(other[1:]) == [float(str(cell)) / n for cell, n in zip(row[1:], used, strict=True)]
