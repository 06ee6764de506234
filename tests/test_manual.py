"""The manual cannot drift: it is built, everything that there is to say stands in it, and its examples print what it shows."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import subprocess
import sys
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from documents import Runner, cut_as, examples_of, files_of, fits, with_outputs
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.cli import COMMANDS, main
from kg.schema import SHEETS
from kg.store import ontology_file

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "notebooks"
PAGES = sorted(path.relative_to(MANUAL).as_posix() for path in MANUAL.rglob("*.md"))
NEG = "https://w3id.org/neg#"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the manual's pages, built without a warning."""
    folder = tmp_path_factory.mktemp("manual")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(folder / "kept")]
    done = subprocess.run(
        [*command, "-b", "html", str(MANUAL), str(folder / "pages")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder / "pages"


def section(page: Path, name: str) -> str:
    """Return the words of the section of a page that has an identifier, up to the next of its rank."""
    found = re.split(r'<section id="([^"]+)">', page.read_text(encoding="utf-8"))
    return words(dict(zip(found[1::2], found[2::2], strict=True))[name])


def words(html: str) -> str:
    """Return HTML without its tags, blanks and line ends alike."""
    apart = re.sub(r"</(?:dt|dd|p|td|th|li|h\d)>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", apart)).split())


# ------------------------------------------------------------ nothing is missing


def visible_options(command: click.Command) -> set[str]:
    shown = (param for param in command.params if isinstance(param, click.Option) and not param.hidden)
    return {name for param in shown for name in (*param.opts, *param.secondary_opts)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_with_each_option(name: str, built: Path) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    page = built / "reference" / "commands.html"
    told = section(page, f"kg-{name}") + " " + section(page, "options-of-every-command")
    assert [option for option in visible_options(command) if not re.search(rf"{option}(?![\w-])", told)] == []
    first = inspect.cleandoc(command.help or "").splitlines()[0]
    assert first.replace("`", "") in told


def test_a_command_says_which_common_options_it_refuses(built: Path) -> None:
    page = built / "reference" / "commands.html"
    assert "It does not take --min-confidence, --coder." in section(page, "kg-check")
    assert "It does not take" not in section(page, "kg-shared")


TERMS = Graph().parse(ontology_file("negotiation.ttl"))


@pytest.mark.parametrize(
    "kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual], ids=lambda iri: iri.fragment
)
def test_every_term_of_the_ontology_with_its_meaning(kind: URIRef, built: Path) -> None:
    html = (built / "reference" / "ontology.html").read_text(encoding="utf-8")
    told, places = words(html), set(re.findall(r'id="neg-(?:class|property|value)-([^"]+)"', html))
    terms = [str(term) for term in TERMS.subjects(RDF.type, kind) if str(term).startswith(NEG)]
    assert len(terms) > 20
    names = [term.removeprefix(NEG) for term in terms]
    assert [name for name in names if name.lower() not in places or f"neg:{name}" not in told] == []
    meanings = [str(TERMS.value(URIRef(term), RDFS.comment)) for term in terms]
    assert [meaning for meaning in meanings if " ".join(meaning.split()) not in told] == []


def test_every_sheet_with_each_column(built: Path) -> None:
    for sheet in SHEETS:
        told = section(built / "reference" / "sheets.html", sheet.name.replace(" ", "-"))
        assert sheet.purpose in told
        assert [column.name for column in sheet.columns if column.help not in told] == []


PACKAGES = {
    "kg.resolution": "stances",
    "kg.analysis": "analysis",
    "kg.deals": "deals",
    "kg.networks": "networks",
    "kg.coding": "agreement",
}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_method_with_its_definition(package: str, built: Path) -> None:
    html = (built / "reference" / f"{PACKAGES[package]}.html").read_text(encoding="utf-8")
    places = set(re.findall(r'id="([^"]+)"', html))
    folder = ROOT.joinpath(*package.split("."))
    modules = [import_module(f"{package}.{path.stem}") for path in sorted(folder.glob("*.py")) if path.stem[0] != "_"]
    assert modules
    for module in modules:
        assert f"module-{module.__name__}" in places
        first = (module.__doc__ or "").split(".")[0]
        plain = re.split(r"[*`:]", first)[0]
        assert " ".join(plain.split()) in words(html), module.__name__
        offered = {name: getattr(module, name) for name in module.__all__}
        own = [n for n, one in offered.items() if inspect.isclass(one) or inspect.isfunction(one)]
        own = [name for name in own if offered[name].__module__ == module.__name__]
        assert [name for name in own if f"{module.__name__}.{name}" not in places] == []


def test_what_the_methods_rest_on_is_listed(built: Path) -> None:
    told = words((built / "reference" / "sources.html").read_text(encoding="utf-8"))
    for work in (
        "The Art and Science of Negotiation",
        "Computing Krippendorff's Alpha-Reliability",
        "Nash (1950)",
        "Reiter 1987",
    ):
        assert work in told


def test_a_formula_is_drawn_without_a_script(built: Path) -> None:
    html = (built / "reference" / "agreement.html").read_text(encoding="utf-8")
    assert "<math" in html and "<mfrac>" in html and "MathJax" not in html


# ------------------------------------------------------------ its examples


@pytest.mark.parametrize("name", PAGES)
def test_examples_print_what_the_page_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (MANUAL / name).read_text(encoding="utf-8")
    for file, content in files_of(page).items():
        Path(file).write_text(content, encoding="utf-8")
    runner = Runner()
    examples = examples_of(page)
    outputs = [runner.output(example.command) for example in examples]
    if request.config.getoption("--regenerate-golden"):
        (MANUAL / name).write_text(with_outputs(page, outputs), encoding="utf-8")
        return
    wrong = [e.command for e, real in zip(examples, outputs, strict=True) if not fits(e.shown, real)]
    assert wrong == [], "look at what they print now; if it is meant: pytest --regenerate-golden, and read the page"


@pytest.mark.parametrize("name", [name for name in PAGES if ">>> " in (MANUAL / name).read_text(encoding="utf-8")])
def test_python_prints_what_the_page_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = (MANUAL / name).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE))
    told = doctest.DocTestParser().get_doctest(blocks, {}, name, name, 0)
    said: list[str] = []
    found = doctest.DocTestRunner(verbose=False).run(told, out=said.append)
    assert found.attempted and not found.failed, "".join(said)


def test_examples_show_what_the_manual_is_about() -> None:
    typed = [example for name in PAGES for example in examples_of((MANUAL / name).read_text(encoding="utf-8"))]
    assert sum(bool(example.shown) for example in typed) >= 10


def test_a_line_of_dots_stands_for_any_lines_and_nothing_else_does() -> None:
    assert fits(("a", "…", "d"), ("a", "b", "c", "d")) and fits(("a", "…"), ("a",)) and fits((), ())
    assert not fits(("a", "…", "d"), ("a", "b", "c"))
    assert not fits(("a",), ("a", "b"))
    assert not fits(("a.",), ("ab",))


def test_an_output_is_cut_anew_as_it_was() -> None:
    assert cut_as(("x",), ("a", "b")) == ("a", "b")
    assert cut_as(("x", "y", "…"), ("a", "b", "c")) == ("a", "b", "…")
    assert cut_as(("x", "…", "d", "old", "…"), ("a", "b", "d", "new", "e")) == ("a", "…", "d", "new", "…")
    assert cut_as(("x", "…", "gone"), ("a", "b")) == ("x", "…", "gone")


# ------------------------------------------------------------ offline, in a browser


def test_nothing_comes_from_elsewhere(built: Path) -> None:
    for page in built.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        fetched = re.findall(r'<(?:script|img|iframe|source)[^>]*\ssrc="([^"]*)"|<link[^>]*\shref="([^"]*)"', html)
        assert [a or b for a, b in fetched if re.match(r"(?:https?:)?//", a or b)] == [], page
    for style in built.rglob("*.css"):
        assert not re.search(r"@import|url\(['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")), style


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_opens_without_a_network(width: int, built: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    asked: list[str] = []
    complaints: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in sorted(built.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        assert page.locator("body").inner_text()
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.browser
def test_its_search_finds_a_command(built: Path, browser: Any) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((built / "search.html").as_uri() + "?q=shared")
    page.wait_for_selector("#search-results a")
    assert "Commands" in page.locator("#search-results").inner_text()
    context.close()
