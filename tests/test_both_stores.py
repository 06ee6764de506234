"""Every command gives the same bytes on a file and on an embedded store."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from test_cli import ANSWERS

from kg.cli import main
from kg.store import EmbeddedStore, open_store

CASES = {
    "shipped": Path(__file__).parents[1] / "ontology" / "cases" / "ukraine-2025-04.ttl",
    "second": Path(__file__).parent / "data" / "second-case.ttl",
}

#: what is asked of the second case
ASKED = {
    "shared": ("shared", "orrin", "selm", "tavay"),
    "conflicts": ("conflicts", "orrin", "selm", "tavay"),
    "overlap": ("overlap",),
    "bridges": ("bridges", "orrin", "selm", "tavay"),
    "deals": ("deals", "orrin", "selm", "tavay"),
    "positions": ("positions",),
    "proposal": ("proposal",),
    "changes": ("changes", "--since", "2031-03-01"),
    "check": ("check",),
    "query": (
        "query",
        "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) } ORDER BY ?s ?p STR(?o)",
    ),
}

QUESTIONS = [("shipped", name) for name in ANSWERS] + [("second", name) for name in ASKED]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return each case as an embedded store's folder."""
    folder = tmp_path_factory.mktemp("stores")
    for name, path in CASES.items():
        outcome = CliRunner().invoke(main, ["import", str(path), "-o", str(folder / name)])
        assert outcome.exit_code == 0, outcome.stderr
        assert isinstance(open_store(folder / name), EmbeddedStore)
    return {name: folder / name for name in CASES}


@pytest.mark.parametrize(("case", "question"), QUESTIONS)
@pytest.mark.parametrize("form", ["json", "table"])
def test_the_same_bytes_from_either(case: str, question: str, form: str, stores: dict[str, Path]) -> None:
    arguments = (ANSWERS if case == "shipped" else ASKED)[question]
    outputs = []
    for locator in (CASES[case], stores[case]):
        outcome = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["--case", str(locator), "--format", form, *arguments])
        assert outcome.exit_code in (0, 1), outcome.stderr
        outputs.append((outcome.exit_code, outcome.stdout.replace(str(locator), "LOCATOR")))
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", ["case.xlsx", "case.ttl", "case.gexf", "case.graphml", "case.json", "page.html"])
def test_the_same_files_from_either(case: str, name: str, stores: dict[str, Path], tmp_path: Path) -> None:
    files = []
    for kind, locator in (("file", CASES[case]), ("store", stores[case])):
        path = tmp_path / kind / name
        path.parent.mkdir()
        command = ["view", "-o", str(path)] if name == "page.html" else ["export", str(path)]
        outcome = CliRunner().invoke(main, ["--case", str(locator), *command])
        assert outcome.exit_code == 0, outcome.stderr
        files.append(path.read_bytes())
    assert files[0] == files[1]
