"""The page in headless Chromium: pages of several cases, a visit to one, and where on it things are."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from view_cases import hostile_case, large_case, table_case

import kg

__all__ = [
    "CHROMIUM",
    "DESK",
    "PHONE",
    "axe_violations",
    "browser",
    "click",
    "files",
    "line",
    "marks_of_the_browser",
    "number",
    "panel",
    "screen_point",
    "shown",
    "visit",
]

CHROMIUM = shutil.which("chromium")

#: what a module whose tests need the browser is marked with
marks_of_the_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


class Pages(dict[str, Path]):
    """The pages by name, each written when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, name: str) -> Path:
        self[name] = self.folder / f"{name}.html"
        case, options = _case(name, self.folder)
        case.view(self[name], **options)
        return self[name]


def _case(name: str, folder: Path) -> tuple[kg.Negotiation, dict[str, Any]]:
    """Return the case of a page, and how the page is written."""
    data = Path(__file__).parent / "data"
    made = {"hostile": hostile_case, "large": lambda: large_case(1500), "table": table_case}
    if name in made:
        path = folder / f"{name}.ttl"
        path.write_text(made[name](), encoding="utf-8")
        return kg.open(str(path)), {} if name == "table" else {"kind": "positions"}
    if name in ("shipped", "doubtful", "opening"):
        asked = {} if name == "opening" else {"kind": "positions"}
        return kg.open(min_confidence=0.6 if name == "doubtful" else None), asked
    if name == "basin":
        return kg.open("example:basin"), {"kind": "issues", "groups": [("Orrin", "Selm", "Tavay")]}
    if name in ("runs", "few"):
        asked = (
            {"window": "40:statements"} if name == "runs" else {"parties": ["Orrin", "Selm"], "issues": ["Navigation"]}
        )
        return kg.open("example:basin"), {"kind": "parties", **asked}
    trials = {"deadline": "t06-deadline", "claim": "t39-selfcert", "refusal": "t29-noncommittal"}
    asked = {"as_of": "2030-02-03"} if name == "deadline" else {}
    return kg.open(str(data / "model" / f"{trials[name]}.ttl"), **asked), {"kind": "positions"}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages: opening and shipped (of the shipped case, that starts with the map), doubtful (the same from a
    confidence of 0.6 on), basin (runs: in windows of 40 statements; few: of two parties and an issue), large, hostile, table, and trials of the model."""
    return Pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def visit(browser: Any, files: Pages) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page; at the end nothing may have been asked for, complained of or run."""
    contexts, asked, complaints = [], [], []

    def go(name: str = "shipped", hash: str = "", viewport: dict[str, int] = DESK, **options: Any) -> Any:
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        address = files[name].as_uri()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(address + hash)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield go
    for context in contexts:
        context.close()
    assert all(url.startswith(("file:", "data:", "blob:")) for url in asked), asked
    assert sum(url.startswith("file:") for url in asked) == len(contexts)
    assert complaints == []


def shown(page: Any, letter: str) -> list[str]:
    return [id for id in page.evaluate("kgPage.scene().nodes") if id[0] == letter]


def number(page: Any, kind: str, key: str) -> int:
    found = page.evaluate("([kind, key]) => kgPage.data[kind].findIndex((thing) => thing.key === key)", [kind, key])
    assert found >= 0
    return int(found)


def line(page: Any, party: str, option: str) -> dict[str, Any] | None:
    """Return the line drawn between a party and an option, as given to vis-network."""
    ends = [number(page, "parties", party), number(page, "options", option)]
    found: dict[str, Any] | None = page.evaluate(
        "([p, o]) => kgPage.scene().edges.find((edge) => edge.from === `p${p}` && edge.to === `@${edge.id}`"
        " && kgPage.edge(edge.id)?.to === `o${o}`) ?? null",
        ends,
    )
    return found


def screen_point(page: Any, id: str) -> tuple[float, float]:
    point = page.evaluate("(id) => kgPage.point(id)", id)
    room = page.locator("#canvas").bounding_box()
    return room["x"] + point["x"], room["y"] + point["y"]


def click(page: Any, id: str) -> None:
    page.mouse.click(*screen_point(page, id))


def panel(page: Any) -> str:
    return str(page.locator("#panel").inner_text())


def axe_violations(page: Any) -> str:
    """Return what axe-core finds on a page as it is now, as JSON."""
    axe = pytest.importorskip("axe_playwright_python")
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found["violations"]]
    return json.dumps(told, indent=1)
