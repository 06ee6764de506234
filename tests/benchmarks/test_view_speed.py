"""How quickly a page is written, drawn and answers a click, beside pyvis' own output of the same nodes in the same run.

By hand: ``pytest tests/benchmarks/test_view_speed.py --benchmark-only -s``. ``KG_BENCHMARK_SIZE=tiny`` keeps it small;
``KG_BENCHMARK_PYVIS=as-it-comes`` also draws pyvis' page with its default physics, at the smallest size, for up to 300 s.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from view_cases import large_case

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
#: nodes to the seconds within which the page is drawn and has answered a click
TARGETS = {300: 1.0} if TINY else {1_000: 1.0, 5_000: 2.0, 20_000: 3.0}
#: nodes to what drawing and the first click may take, of what pyvis takes with positions given; and the seconds of a step
BARS = {1_000: 1.1, 5_000: 0.65, 20_000: 0.4}
STEPS = {1_000: 0.5, 5_000: 0.5, 20_000: 1.0}
#: what writing the page of the largest case may take
SECONDS, MEGABYTES = 10.0, 500.0

_WRITE = """
import resource, sys, time
start = time.perf_counter()
import kg
kg.open(sys.argv[1]).view(sys.argv[2], kind="positions")
print(time.perf_counter() - start, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    pytest.importorskip("playwright")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


def write(case: Path, page: Path) -> tuple[float, float, float]:
    """Return seconds, seconds of processor and megabytes of opening the case and writing its page in its own process."""
    done = subprocess.run(
        [sys.executable, "-c", _WRITE, str(case), str(page)], capture_output=True, text=True, check=True
    )
    seconds, processor, megabytes = map(float, done.stdout.split())
    return seconds, processor, megabytes


def pyvis_page(case: Path, page: Path, *, as_it_comes: bool = False) -> None:
    """Write the same nodes and lines by pyvis' own template; unless as it comes, with positions given and physics off."""
    from pyvis.network import Network

    import kg
    from kg.page.model import build_model

    model = build_model(kg.open(str(case)).resolution)
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [{"id": n["id"], "label": n["id"], "shape": "box"} for n in model.nodes]
    network.edges = [{"from": e["from"], "to": e["to"]} for e in model.edges]
    if not as_it_comes:
        for place, node in enumerate(network.nodes):
            node |= {"x": 190 * (place % 140), "y": 60 * (place // 140)}
        network.options = {
            "physics": {"enabled": False},
            "edges": {"smooth": False},
            "layout": {"improvedLayout": False},
        }
    page.write_text(network.generate_html(), encoding="utf-8")


def draw(browser: Any, page: Path, ready: str, limit: float = 120.0) -> float:
    """Return the seconds from opening a page to its first drawing and the answer to a click, infinite past the limit."""
    from playwright.sync_api import TimeoutError as TooLong

    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.route("http*://**", lambda route: route.abort())
    tab.set_default_timeout(limit * 1000)
    start = time.perf_counter()
    try:
        tab.goto(page.as_uri(), wait_until="commit")
        tab.wait_for_function(ready)
        tab.evaluate(_DRAWN)
        if "kgPage" in ready:
            point = tab.evaluate("kgPage.point(kgPage.scene().nodes[0])")
            room = tab.locator("#canvas").bounding_box()
            tab.mouse.click(room["x"] + point["x"], room["y"] + point["y"])
            tab.wait_for_selector("#panel:not([hidden])")
        else:
            tab.mouse.click(300, 300)
            tab.evaluate(_DRAWN)
        return time.perf_counter() - start
    except TooLong:
        return float("inf")
    finally:
        tab.close()


def step(browser: Any, page: Path) -> tuple[float, float]:
    """Return the seconds from picking a second party, and from moving the slider by a day, to the next drawing."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(page.as_uri())
    tab.wait_for_function(OURS)
    tab.locator("#pick button").first.click()
    tab.evaluate(_DRAWN)
    taken = []
    for act in (tab.locator("#pick button").nth(1), tab.locator("#day-before")):
        start = time.perf_counter()
        act.click()
        tab.evaluate(_DRAWN)
        taken.append(time.perf_counter() - start)
    tab.close()
    return taken[0], taken[1]


OURS = "() => typeof kgPage !== 'undefined' && document.documentElement.dataset.ready === 'true'"
THEIRS = "() => typeof network !== 'undefined' && network && document.querySelector('canvas')"
SETTLED = """() => {
    if (typeof network === "undefined" || !network) return false;
    if (!window.watched) {
        window.watched = true;
        network.once("stabilizationIterationsDone", () => { window.settled = true; });
    }
    return window.settled === true;
}"""


@pytest.mark.parametrize("nodes", TARGETS)
def test_page(benchmark: Any, browser: Any, tmp_path: Path, nodes: int) -> None:
    case, ours, theirs = tmp_path / "case.ttl", tmp_path / "ours.html", tmp_path / "theirs.html"
    case.write_text(large_case(nodes), encoding="utf-8")
    seconds, processor, megabytes = write(case, ours)
    pyvis_page(case, theirs)
    rounds = [(draw(browser, ours, OURS), draw(browser, theirs, THEIRS)) for _ in range(1 if TINY else 3)]
    drawn, peer = (min(side) for side in zip(*rounds, strict=True))
    picked, slid = step(browser, ours)
    facts = {
        "write_seconds": round(seconds, 2),
        "write_processor_seconds": round(processor, 2),
        "write_megabytes": round(megabytes),
        "page_megabytes": round(ours.stat().st_size / 1e6, 2),
        "pyvis_page_megabytes": round(theirs.stat().st_size / 1e6, 2),
        "usable_seconds": round(drawn, 2),
        "pyvis_positions_given_seconds": round(peer, 2),
        "ratio": round(drawn / peer, 2),
        "bar_of_ratio": BARS.get(nodes),
        "pick_seconds": round(picked, 2),
        "slider_seconds": round(slid, 2),
        "bar_of_step_seconds": STEPS.get(nodes),
        "share_of_usable_limit": round(drawn / TARGETS[nodes], 2),
        "share_of_write_limit": round(seconds / SECONDS, 2),
        "share_of_memory_limit": round(megabytes / MEGABYTES, 2),
    }
    if os.environ.get("KG_BENCHMARK_PYVIS") == "as-it-comes" and nodes == min(TARGETS):
        pyvis_page(case, theirs, as_it_comes=True)
        plain = draw(browser, theirs, SETTLED, limit=300)
        facts |= {"pyvis_as_it_comes_seconds": round(plain, 1), "ratio_as_it_comes": round(drawn / plain, 4)}
    benchmark.extra_info.update(facts)
    print(f"\n{nodes:,} nodes: {facts}")
    assert drawn < float("inf"), "the page was never usable"
    benchmark.pedantic(draw, args=(browser, ours, OURS), rounds=1)
