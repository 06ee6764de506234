"""The reference of what is computed, from the docstrings of the modules that compute it."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from generate.text import plain

__all__ = ["PACKAGES", "modules_of", "write_package", "write_sources"]

#: the packages whose modules compute what answers say
PACKAGES = ("kg.resolution", "kg.analysis", "kg.deals", "kg.networks", "kg.coding")

#: a paragraph that cites has the year of a work in it, and no day
_CITES = re.compile(r"(?<![\d-])(?:19\d\d|20[01]\d|202[0-4])(?![\d-])")


def modules_of(package: str) -> list[ModuleType]:
    """Return a package and its modules, in order of the alphabet."""
    whole = import_module(package)
    names = sorted(found.name for found in pkgutil.iter_modules(whole.__path__))
    return [whole, *(import_module(f"{package}.{name}") for name in names)]


def write_package(package: str) -> str:
    """Return a section for each module, with its docstring and those of what it offers."""
    return "\n".join(_section(module, package) for module in modules_of(package))


def _section(module: ModuleType, package: str) -> str:
    name = module.__name__
    title = "The whole" if name == package else name.rsplit(".", 1)[-1].replace("_", " ").capitalize()
    # of the package itself the docstring alone: what it offers stands with the modules
    members = "" if name == package and package != "kg.resolution" else "   :members:\n"
    return f"## {title}\n\n```{{eval-rst}}\n.. automodule:: {name}\n{members}```\n"


def write_sources() -> str:
    """Return what docstrings cite, each with the module that rests on it."""
    found = [
        (module.__name__, words) for package in PACKAGES for module in modules_of(package) for words in _cited(module)
    ]
    return "\n".join(f"`{name}`\n: {plain(_without_markup(words))}\n" for name, words in dict.fromkeys(found))


def _cited(module: ModuleType) -> Iterator[str]:
    offered = [getattr(module, name) for name in getattr(module, "__all__", ())]
    own = [one for one in offered if getattr(one, "__module__", None) == module.__name__]
    for one in [module, *own]:
        for paragraph in re.split(r"\n\s*\n", inspect.getdoc(one) or ""):
            if _CITES.search(paragraph):
                yield " ".join(paragraph.split())


def _without_markup(text: str) -> str:
    pattern = r":\w+:`~?(?:[^`<]*\.)?([^`]+)`|``([^`]+)``|\*([^*]+)\*"
    return re.sub(pattern, lambda found: found[1] or found[2] or found[3], text)
