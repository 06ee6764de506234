"""The wheel holds all that the program needs, and works from a folder that is not the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "*.egg-info", "build", "dist", "__pycache__", "tests", "notebooks")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the unpacked wheel and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(folder / "tree")]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, env=environment, check=False)


def test_ontology_and_page_are_in_the_wheel(installed: Path) -> None:
    for pattern in (
        "answers/schema.json",
        "words/LINGUAS",
        "words/*.po",
        "words/words.pot",
        "ontology/negotiation.ttl",
        "ontology/shapes.ttl",
        "ontology/cases/*.ttl",
        "page/script/*.js",
        "page/*.css",
        "desk/script/*.js",
        "desk/*.css",
        "desk/*.html",
        "texts/*.toml",
        "coding/stemmers.toml",
        "coding/lexicons/*.toml",
    ):
        assert list((installed / "kg").glob(pattern)), pattern
    assert (installed / "kg" / "py.typed").is_file()
    assert not (installed / "tests").exists()
    settings = ("eslint.config.js", "tsconfig.json", "package.json")
    assert not [name for name in settings if (installed / "kg" / "page" / name).exists()]
    assert not list((installed / "kg").glob("desk/*.d.ts"))


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    found = run(installed, tmp_path, "-c", "import kg.store; print(kg.store.shipped_case())").stdout
    assert Path(found.strip()).is_relative_to(installed)


@pytest.mark.parametrize(
    "command",
    [("shared", "russia", "ukraine"), ("check",), ("view", "-o", "page.html"), ("new", "my-case")],
    ids=" ".join,
)
def test_it_works_elsewhere(command: tuple[str, ...], installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "kg", *command)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"page.html", "my-case"}
