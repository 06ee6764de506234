"""The scripts of the page and of the desk under their own tools: types, style, unit tests, and types made from the schema.

``npm install`` in ``kg/page`` brings the tools; ``KG_NODE_MODULES`` names a folder where they lie elsewhere.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import kg
from kg.analysis.proposals import compare_terms

PAGE = Path(kg.__file__).parent / "page"
DESK = PAGE.with_name("desk")
TESTS = Path(__file__).parent / "page"
MODULES = Path(os.environ.get("KG_NODE_MODULES") or PAGE / "node_modules")
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")
needs_tools = pytest.mark.skipif(
    NODE is None or not MODULES.is_dir(), reason="node or its packages are not installed: npm install in kg/page"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the page's folder with the tools in it and the desk's beside it, so that nothing is written into the checkout."""
    copy = tmp_path / "page"
    for folder in (PAGE, DESK):
        ignored = shutil.ignore_patterns("node_modules", "*.py", "__pycache__")
        shutil.copytree(folder, tmp_path / folder.name, ignore=ignored)
    (copy / "node_modules").symlink_to(MODULES.resolve(), target_is_directory=True)
    return copy


def run(where: Path, *command: str) -> str:
    """Return what a command complains of; nothing where it is content."""
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def tool(where: Path, name: str, *arguments: str) -> str:
    return run(where, str(where / "node_modules" / ".bin" / name), *arguments)


@needs_tools
def test_types(folder: Path) -> None:
    assert tool(folder, "tsc", "-p", ".") == ""


@needs_tools
def test_a_wrong_key_is_a_wrong_type(folder: Path) -> None:
    path = folder / "script" / "words.js"
    text = path.read_text(encoding="utf-8")
    assert "thing.label" in text
    path.write_text(text.replace("thing.label", "thing.t"), encoding="utf-8")
    assert "words.js" in tool(folder, "tsc", "-p", ".")


@needs_tools
def test_style(folder: Path) -> None:
    assert run(folder, "npm", "run", "--silent", "lint") == ""


@needs_tools
def test_the_desk_is_looked_at_too(folder: Path) -> None:
    path = folder.with_name("desk") / "script" / "offsets.js"
    path.write_text(f"{path.read_text(encoding='utf-8')}var x = pointsOf(1, 2);\n", encoding="utf-8")
    assert "offsets.js" in run(folder, "npm", "run", "--silent", "lint")
    assert "offsets.js" in tool(folder, "tsc", "-p", ".")


@needs_tools
def test_the_types_are_made_from_the_schema(folder: Path) -> None:
    kept = (folder / "page-data.d.ts").read_text(encoding="utf-8")
    assert run(folder, "npm", "run", "--silent", "types") == ""
    made = (folder / "page-data.d.ts").read_text(encoding="utf-8")
    assert re.sub(r"\s+", "", made) == re.sub(r"\s+", "", kept), "the types are old: `npm run types` in kg/page"


@needs_node
def test_units() -> None:
    assert run(TESTS, "node", "--test", *map(str, sorted(TESTS.glob("*.test.mjs")))) == ""


#: reads pairs of lists of terms, writes what the page says became of each
COMPARING = """
import { compareTerms } from "SCRIPT";
const pairs = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(pairs.map(([one, other]) => compareTerms(one, other))));
"""


@needs_node
@pytest.mark.parametrize("name", ["example:ukraine-2025-04", "example:basin"])
def test_the_page_compares_proposals_as_the_command_does(name: str) -> None:
    """Each two proposals of a case, either way round: of bundles only the page has a list, so that it compares by itself."""
    case = kg.open(name).case
    pairs = list(itertools.permutations(sorted(case.proposals.values(), key=lambda proposal: proposal.id), 2))
    terms = [[[{"key": term, "issue": case.issue_of(term)} for term in each.terms] for each in pair] for pair in pairs]
    script = COMPARING.replace("SCRIPT", (PAGE / "script" / "terms.js").as_uri())
    told = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps(terms),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [
        sorted((c["change"], sorted(c["before"]), sorted(c["after"])) for c in each) for each in json.loads(told.stdout)
    ]
    assert len(found) > 1
    assert found == [
        sorted((c.change, sorted(c.before), sorted(c.after)) for c in compare_terms(case, one.terms, other.terms))
        for one, other in pairs
    ]
