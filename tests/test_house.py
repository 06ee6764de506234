"""The house in order: imports one way only, lint, format, types, and help that keeps to what the commands say."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, main
from kg.formats import FORMATS
from kg.page.bundle import ENTRY, FOLDER, Module, parse_module, running_order

ROOT = Path(__file__).parents[1]

#: the layers, lowest first; a module imports from its own layer or lower ones. A name stands for a module or a package
LAYERS = (
    ("errors",),
    ("calendar", "drawing", "formats", "text", "vocabulary"),
    ("schema",),
    ("store",),
    ("sheets",),
    ("corpora", "texts"),
    ("case",),
    ("resolution",),
    ("analysis", "deals", "networks"),
    ("checking",),
    ("coding",),
    ("answers", "words"),
    ("desk", "export", "page"),
    ("briefing",),
    ("api",),
    ("cli",),
    ("__init__", "__main__"),
)
LEVELS = {name: level for level, names in enumerate(LAYERS) for name in names}


def top(module: str) -> str:
    """Return the part of a dotted name that the layers know."""
    return module.removeprefix("kg").lstrip(".").split(".")[0] or "__init__"


def imported_modules(path: Path) -> set[str]:
    """Return the modules of kg that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"kg.{alias.name}" for alias in node.names if alias.name[0] != "_"}
                if node.module == "kg"
                else {node.module}
            )
    return {name for name in found if name == "kg" or name.startswith("kg.")}


FILES = sorted((ROOT / "kg").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    here = top(".".join(path.relative_to(ROOT).with_suffix("").parts))
    above = {name for name in imported_modules(path) if LEVELS[top(name)] > LEVELS[here]}
    allowed = {"kg.api", "kg.errors"} if here == "__init__" else set()
    assert not above - allowed


def test_every_module_has_a_layer() -> None:
    names = {top(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in FILES}
    assert names == set(LEVELS)


def test_every_folder_of_modules_is_installed() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in FILES if path.name == "__init__.py"}
    assert set(setup["options"]["packages"].split()) - {"kg.ontology", "kg.ontology.cases"} == folders


#: the modules of the page's script, lowest first; a module imports from lower layers only
SCRIPT_LAYERS = (
    ("clip", "colouring", "data", "screen", "terms"),
    ("state",),
    ("lenses", "words"),
    ("badges", "dom"),
    ("grid", "later", "menus", "told"),
    ("model", "commands", "search"),
    ("signs",),
    ("cells", "choosing", "copying", "counted", "gaps", "head", "hiding", "paint"),
    ("layout", "lines", "nodes", "places", "spans"),
    ("pairs", "stances", "weights"),
    ("scene",),
    ("frames",),
    ("map",),
    ("reveal",),
    ("evidence",),
    ("notes",),
    ("caption",),
    ("answers", "dealwords", "headline"),
    ("bridging", "deeds", "disputes", "said"),
    ("beside", "listing", "topics"),
    ("between", "chronicle", "dossier", "proposal", "records", "weighing"),
    ("deals", "matrix"),
    ("panel",),
    ("keyboard", "legend", "searchbox"),
    ("controls", "linesbar", "timeline", "table", "save"),
    ("handle",),
    ("main",),
)
#: those of the desk's script, and what it shares with the page
DESK_LAYERS = (
    ("clip",),
    ("dom",),
    ("given", "offsets"),
    ("keeping", "review"),
    ("adding", "article", "chooser", "file", "here"),
    ("acts", "held", "saving"),
    ("changing", "settling"),
    ("cards", "pressing"),
    ("main",),
)
DESK = ROOT / "kg" / "desk" / "script"


def scripts(folder: Path) -> dict[str, Module]:
    return {path.stem: parse_module(path.stem, path.read_text(encoding="utf-8")) for path in folder.glob("*.js")}


@pytest.mark.parametrize(("folder", "layers"), [(FOLDER, SCRIPT_LAYERS), (DESK, DESK_LAYERS)], ids=["page", "desk"])
def test_script_imports_go_one_way(folder: Path, layers: tuple[tuple[str, ...], ...]) -> None:
    levels = {name: level for level, names in enumerate(layers) for name in names}
    shared = {name: module for name, module in scripts(FOLDER).items() if name in levels and folder != FOLDER}
    modules = {**shared, **scripts(folder)}
    assert modules.keys() == levels.keys()
    upward = {
        (name, other) for name, module in modules.items() for other in module.imports if levels[other] >= levels[name]
    }
    assert not upward
    assert {module.name for module in running_order(modules, ENTRY)} == modules.keys()


@pytest.mark.parametrize("folder", [FOLDER, DESK], ids=["page", "desk"])
def test_no_script_exports_what_nothing_imports(folder: Path) -> None:
    modules = scripts(folder)
    wanted = {(other, name) for module in modules.values() for other, names in module.imports.items() for name in names}
    own = {(other, name) for other, name in wanted if other in modules}
    assert {(name, export) for name, module in modules.items() for export in module.exports} == own


def test_the_top_level_holds_what_it_should() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    wanted = {
        "setup.cfg",
        "pyproject.toml",
        "kg",
        "ontology",
        "tests",
        "notebooks",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
    }
    assert {name for name in tops if not name.startswith(".")} == wanted


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_lint() -> None:
    assert run("ruff", "check", ".") == ""


def test_format() -> None:
    assert run("ruff", "format", "--check", ".") == ""


def test_types() -> None:
    assert run("mypy") == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_groups_help_says_what_the_commands_say(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert (command.help or "").splitlines()[0] == COMMANDS[name][2]


#: where an extension is written besides the table of formats: the default target, and what a damaged workbook may be
OTHER_EXTENSIONS = {"kg/cli/import_command.py": {".ttl"}, "kg/sheets/workbook.py": {".ods", ".numbers", ".xlsb"}}


def test_file_extensions_stand_in_one_table() -> None:
    known = {extension for one in FORMATS for extension in (*one.reads, *one.writes) if extension}
    assert len(known) == 26
    for path in FILES:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        parts = [part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values]
        strings = {node.value for node in nodes if isinstance(node, ast.Constant) and node not in parts}
        name = path.relative_to(ROOT).as_posix()
        assert name == "kg/formats.py" or known & strings == OTHER_EXTENSIONS.get(name, set()), path


def test_no_code_asks_which_kind_of_store_it_has() -> None:
    kinds = {"EmbeddedStore", "MemoryStore", "GraphStore"}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
                assert not kinds & {name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name)}, path


def test_no_country_in_the_code() -> None:
    names = ("russia", "ukrain", "crimea", "kremlin", "kyiv", "moscow", "putin", "zelensk", "nato", "donetsk")
    for path in FILES:
        code = _without_docstrings(ast.parse(path.read_text(encoding="utf-8")))
        strings = [n.value for n in ast.walk(code) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        identifiers = [n.id for n in ast.walk(code) if isinstance(n, ast.Name)]
        text = " ".join((*strings, *identifiers)).casefold().replace("cases/ukraine-2025-04.ttl", "")
        assert not [name for name in names if name in text.split() or f"{name}" in text.replace("designator", "")], path


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0] = ast.Pass()
    return ast.fix_missing_locations(tree)
