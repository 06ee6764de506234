"""What several test modules stand on: tiny cases, the second case, and the data beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_cases import STAGE, day_of
from sparql_servers import Server
from sparql_servers import oxigraph as run_oxigraph
from sparql_servers import virtuoso as run_virtuoso
from view_pages import browser, files, visit

import kg.sheets  # noqa: F401  before openpyxl, whose writer it chooses
from kg.store import ontology_file

__all__ = ["browser", "files", "visit"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes the golden outputs anew."""
    parser.addoption("--regenerate-golden", action="store_true", help="write tests/golden anew, to be looked at")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Make a skip a failure where nothing may be skipped, as in CI."""
    report = yield
    if report.skipped and os.environ.get("KG_NOTHING_SKIPPED") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be: {report.longrepr[2]}"
    return report


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server of Oxigraph; a module that uses it clears it first."""
    with run_oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running Virtuoso; a module that uses it clears it first."""
    with run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture
def shared() -> Path:
    """Return the folder of data beside the checkout, or skip where it is absent."""
    folder = Path(__file__).parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the data beside the checkout is absent")
    return folder


@pytest.fixture
def second_case() -> Path:
    """Return the file of the second case, which ships as ``example:basin``."""
    return ontology_file("cases/basin.ttl")


@pytest.fixture
def case_of(tmp_path: Path) -> Callable[..., Any]:
    """Return a function that opens the stage with some Turtle added, as of a day of January 2031 (the 28th).

    ``as_of=None`` leaves the day to the program.
    """
    import kg

    def open_stage(*turtle: str, as_of: int | None = 28, **options: Any) -> Any:
        path = tmp_path / "case.ttl"
        path.write_text(STAGE + "".join(dict.fromkeys(turtle)), encoding="utf-8")
        return kg.open(str(path), as_of=day_of(as_of) if as_of else None, **options)

    return open_stage
