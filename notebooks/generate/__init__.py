"""What the manual says of the program, written from the program itself when the manual is built.

A page that holds ``<!-- generated: NAME -->`` has there what a function of :data:`PARTS` returns as Markdown. A notebook is
turned into Markdown with its outputs. Formulas become MathML, which a browser shows without a script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_origin

from generate import commands, formulas, methods, ontology, sheets
from generate.cells import pages_of_notebook

__all__ = ["PARTS", "setup"]

#: the name of each generated part, and what writes it
PARTS: dict[str, Callable[[], str]] = {
    "commands": commands.write_commands,
    "common options": commands.write_common_options,
    "ontology classes": ontology.write_classes,
    "ontology values": ontology.write_values,
    "sheets": sheets.write_sheets,
    "stances": lambda: methods.write_package("kg.resolution"),
    "analysis": lambda: methods.write_package("kg.analysis"),
    "deals": lambda: methods.write_package("kg.deals"),
    "networks": lambda: methods.write_package("kg.networks"),
    "agreement": lambda: methods.write_package("kg.coding"),
    "sources": methods.write_sources,
}

_MARK = re.compile(r"^<!-- generated: (.+) -->$", re.MULTILINE)


def setup(app: Any) -> dict[str, bool]:
    """Add to Sphinx what writes the generated parts."""
    app.connect("source-read", _fill)
    app.connect("autodoc-skip-member", _skip)
    app.add_html_math_renderer("mathml", (formulas.inline, None), (formulas.display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _skip(app: Any, what: str, name: str, member: object, skipped: bool, options: object) -> bool | None:
    """Leave out names for types, which are for those who read the code."""
    return True if get_origin(member) is not None else None


def _fill(app: Any, page: str, source: list[str]) -> None:
    if str(app.env.doc2path(page)).endswith(".ipynb"):
        source[0] = pages_of_notebook(source[0])
    source[0] = _MARK.sub(lambda found: PARTS[found[1]](), source[0])
