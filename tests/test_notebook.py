"""The notebooks run from top to bottom, and their committed outputs are small and those that they give."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
#: the notebooks, each with the pages that it writes
NOTEBOOKS: dict[str, tuple[str, ...]] = {
    "tour": ("view.html", "harbour.html"),
    "own_case": ("market.html",),
    "dna_figures": (),
    "un_votes": (),
}
#: those that need data beside the checkout, with the variable that names its folder and where it is
DATA = {"un_votes": ("UN_VOTES", "data/unga")}
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")


def outputs(path: Path) -> list[str]:
    """Return what each code cell shows: printed text, however many pieces it came in, and HTML or text of its value."""
    cells = nbformat.read(path, as_version=4).cells
    return ["".join(map(_said, cell.outputs)) for cell in cells if cell.cell_type == "code"]


def _said(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text) if output.name == "stdout" else ""
    data = output.get("data", {})
    return str(data.get("text/html", data.get("text/plain", "")))


def path_of(name: str) -> Path:
    return ROOT / "notebooks" / f"{name}.ipynb"


def test_all_are_tried() -> None:
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == set(NOTEBOOKS)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_its_outputs_are_committed_and_small(name: str) -> None:
    path = path_of(name)
    assert path.stat().st_size < 100_000
    assert sum(map(bool, outputs(path))) >= 8
    assert "Traceback" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs_and_gives_what_is_committed(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    copy = tmp_path / "copy.ipynb"
    shutil.copy(path_of(name), copy)
    runner = (
        "import sys, nbformat, nbclient\n"
        "notebook = nbformat.read(sys.argv[1], as_version=4)\n"
        "nbclient.NotebookClient(notebook, timeout=300, kernel_name='python3').execute()\n"
        "nbformat.write(notebook, sys.argv[1])\n"
    )
    known = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    if name in DATA:
        variable, folder = DATA[name]
        known[variable] = str(request.getfixturevalue("shared") / folder)
    done = subprocess.run(
        [sys.executable, "-c", runner, str(copy)], cwd=tmp_path, env=known, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert outputs(copy) == outputs(path_of(name))
    assert all((tmp_path / page).stat().st_size < 1_500_000 for page in NOTEBOOKS[name])
