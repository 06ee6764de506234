"""A page written by pyvis with a template of our own: one file, no connection, scripts known by their hash.

pyvis provides vis-network, the library that draws: its package brings the one script file that the page
embeds, and its template engine writes the page. Its own template, layout and physics are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.page.bundle import page_script
from kg.page.display import embedded
from kg.page.model import PageModel
from kg.page.policy import content_policy
from kg.page.signs import page_signs
from kg.store import hold, replace_file
from kg.words import direction

__all__ = ["render_page", "write_page"]

_HERE = Path(__file__).parent
#: where the template has the data; text of the case cannot look so, its signs being escaped
_DATA = '<script type="application/json" id="case-data">'
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "edges": {
        "smooth": False,
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrowStrikethrough": True,
        "font": {"size": 12, "strokeWidth": 4, "align": "horizontal"},
    },
    "interaction": {"hover": False, "keyboard": False, "selectable": False, "dragNodes": False, "tooltipDelay": 100000},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"chosen": False, "fixed": True},
    "physics": {"enabled": False},
}


@cache
def _library() -> str:
    """Return the vis-network that pyvis bundles, without its reference to a source map."""
    from importlib.util import find_spec

    found = find_spec("pyvis")
    folders = found.submodule_search_locations if found else None
    scripts = [
        s for folder in folders or () for s in Path(folder, "templates", "lib").glob("vis-9*/vis-network.min.js")
    ]
    if not scripts:
        raise KgError("this pyvis contains no vis-network, which the page needs; install pyvis 0.3")
    text = max(scripts, key=lambda path: path.parent.name).read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=\S*", "", text)
    return text.replace("</script", "<\\/script").replace("\r\n", "\n")


@cache
def _style() -> str:
    return (_HERE / "page.css").read_text(encoding="utf-8").strip() + "\n"


def render_page(model: PageModel) -> str:
    """Return the page as HTML."""
    return "".join(_pieces(model))


def _pieces(model: PageModel) -> Iterator[str]:
    """Yield the page as HTML, its data piece by piece into the element that the template has for them.

    pyvis gets nodes and edges as lists with positions given, since its own adding is quadratic, and options as a dict.
    """
    from markupsafe import Markup
    from pyvis.network import Network

    network = Network(directed=True, heading=model.title, cdn_resources="in_line")
    network.set_template_dir(str(_HERE), "template.html")
    network.nodes, network.edges, network.options = model.nodes, model.edges, _OPTIONS
    library, script, style = _library(), page_script(), _style()
    environment = network.templateEnv
    environment.autoescape = True
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    environment.globals["page"] = {
        "lang": model.data["lang"],
        "dir": direction(model.data["lang"]),
        "policy": content_policy((library, script), style),
        "style": Markup(style),
        "library": Markup(library),
        "signs": Markup(page_signs()),
        "script": Markup(script),
    }
    before, place, after = str(network.generate_html("page.html")).partition(_DATA)
    yield before + place
    yield from embedded(model.data)
    yield after


def write_page(model: PageModel, path: Path) -> None:
    """Write the page whole or not at all, and nothing beside it. Raises :class:`~kg.errors.InputError` where it cannot."""
    page = [piece.encode() for piece in _pieces(model)]
    with hold(path):
        replace_file(path, page)
