"""Negotiation positions as a knowledge graph: shared ground, conflicts, bridges and changes, each with its evidence.

Open a case, ask it, and look at the answer or take its JSON:

>>> import kg
>>> case = kg.open()
>>> ground = case.shared("Russia", "Ukraine")
>>> [row.option.label() for row in ground.of("within_reach")][:1]
['Halt of strikes on civilian infrastructure']
>>> ground.to_json()["as_of"]
'2025-04-22'

``kg.open("my-case.ttl", as_of="2025-04-20")`` opens a case on another day. It opens all that
``--case`` opens: RDF files, a folder of them, an embedded store, a workbook, a folder of CSV files, a ``.dna`` database, and the
cases that ship with kg:

>>> kg.open("example:basin")
<Negotiation 'The Ilvane basin' as of 2031-06-30>

Answers are frozen records with ``to_json()``; in a notebook they show themselves as tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Negotiation
    from kg.api import open_case as open
    from kg.errors import KgError

__version__ = "2.1.0"

__all__ = ["KgError", "Negotiation", "open"]

_HOMES = {
    "KgError": ("kg.errors", "KgError"),
    "Negotiation": ("kg.api", "Negotiation"),
    "open": ("kg.api", "open_case"),
}


def __dir__() -> list[str]:
    return sorted([*__all__, "__all__", "__doc__", "__file__", "__name__", "__path__", "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
