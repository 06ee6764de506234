"""Everything that the commands import, imported before processes are forked that run them."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from click.testing import CliRunner
from small_cases import STAGE, position

import kg
from kg.cli import main

__all__ = ["preload"]

#: commands that between them import what is imported where it is needed; none opens a store, which starts threads
_COMMANDS = (
    "check",
    "overlap",
    "positions",
    "export case.xlsx",
    "export tables",
    "view -o case.html",
    "import case.xlsx -o new.ttl",
    "agreement case.ttl case.xlsx",
)


def preload(folder: Path) -> None:
    """Import every module of kg, and what the commands import besides; they are run in a folder that is filled with it."""
    for found in pkgutil.walk_packages(kg.__path__, "kg."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    case = folder / "case.ttl"
    case.write_text(STAGE + position("a", "support", "w1"), encoding="utf-8")
    for command in _COMMANDS:
        words = [str(folder / word) if "." in word or word == "tables" else word for word in command.split()]
        done = CliRunner(env={"KG_CASE": str(case)}).invoke(main, words, prog_name="kg")
        assert done.exit_code in {0, 1}, (command, done.stderr)
