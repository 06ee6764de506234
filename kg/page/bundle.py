"""A page's script: the ES modules of a folder as one classic script that needs no loader and runs from a file.

A module becomes a function that is called once and returns its exports; an import becomes a destructuring of what the other
returned. Modules run in the order of their imports, depth first from ``main.js``, as in a browser. Only what the modules use
is understood: named imports of modules in the same folder or in this page's, at the top, and ``export const``. Anything else
is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KgError

__all__ = ["ENTRY", "FOLDER", "BundleError", "Module", "bundle", "page_script", "parse_module", "running_order"]

#: where the modules of the view lie, from which other pages take what they share with it; and the module that starts a page
FOLDER = Path(__file__).parent / "script"
ENTRY = "main"

_IMPORT = re.compile(r'import \{ (\w+(?:, \w+)*) \} from "(?:\./|\.\./\.\./page/script/)(\w+)\.js";\n')
_EXPORT = re.compile(r"^export (?=const (\w+) =)", re.MULTILINE)
#: comments that stand on lines of their own; they are for the reader of the modules, types among them
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_UNKNOWN = re.compile(
    r"^\s*(?:import|export)\b|\bimport\s*[.(]|\bexport\s+(?:default|\{|\*|let|var|function|class)", re.MULTILINE
)


class BundleError(KgError):
    """A module of the page that the bundler does not support, or modules that import one another in a circle."""

    def __init__(self, module: str, what: str) -> None:
        super().__init__(f"{module}.js: {what}")


@dataclass(frozen=True)
class Module:
    """A module's ``name``, what it ``imports`` (names by module), what it ``exports``, and its ``body`` without both."""

    name: str
    imports: Mapping[str, tuple[str, ...]]
    exports: tuple[str, ...]
    body: str


def parse_module(name: str, text: str) -> Module:
    """Split a module's text. Raises :class:`BundleError` for any import or export of another form."""
    text = _COMMENT.sub("", text).lstrip("\n")
    imports: dict[str, tuple[str, ...]] = {}
    while found := _IMPORT.match(text):
        if found[2] in imports:
            raise BundleError(name, f"imports {found[2]}.js twice; combine the two lines")
        imports[found[2]] = tuple(found[1].split(", "))
        text = text[found.end() :]
    exports = tuple(found[1] for found in _EXPORT.finditer(text))
    body = _EXPORT.sub("", text)
    if unknown := _UNKNOWN.search(body):
        line = body[unknown.start() :].lstrip("\n").partition("\n")[0]
        raise BundleError(name, f"this import or export is not supported: {line.strip()[:120]}")
    if len(set(exports)) < len(exports):
        raise BundleError(name, "exports a name twice")
    return Module(name, imports, exports, body.strip("\n"))


def running_order(modules: Mapping[str, Module], entry: str = ENTRY) -> list[Module]:
    """Return the modules that an entry needs, each after those that it imports.

    Raises :class:`BundleError` for a module or name that does not exist, and for a circle.
    """
    order: list[Module] = []
    open_: list[str] = []

    def visit(name: str) -> None:
        if name in open_:
            raise BundleError(name, f"imports itself through {' → '.join((*open_[open_.index(name) :], name))}")
        if any(done.name == name for done in order):
            return
        open_.append(name)
        for other, names in modules[name].imports.items():
            if other not in modules:
                raise BundleError(name, f"imports {other}.js, which does not exist")
            if missing := sorted(set(names) - set(modules[other].exports)):
                raise BundleError(name, f"imports {missing[0]}, which {other}.js does not export")
            visit(other)
        order.append(modules[open_.pop()])

    if entry not in modules:
        raise BundleError(entry, "does not exist")
    visit(entry)
    return order


def bundle(modules: Mapping[str, Module], entry: str = ENTRY) -> str:
    """Return the modules as one script."""
    parts = ['"use strict";', "(() => {"]
    for module in running_order(modules, entry):
        taken = [f"const {{ {', '.join(names)} }} = ${other};" for other, names in module.imports.items()]
        given = [f"return {{ {', '.join(module.exports)} }};"] if module.exports else []
        parts += [f"const ${module.name} = (() => {{", *taken, module.body, *given, "})();"]
    return "\n".join((*parts, "})();")) + "\n"


@cache
def page_script(folder: Path = FOLDER) -> str:
    """Return the script of the page whose modules lie in a folder, with those of the view that it imports.

    Raises :class:`BundleError` for a module that has the name of one of the view's.
    """
    texts = {path.stem: path for path in sorted(FOLDER.glob("*.js"))}
    if folder != FOLDER:
        del texts[ENTRY]
        for path in sorted(folder.glob("*.js")):
            if path.stem in texts:
                raise BundleError(path.stem, "has the name of a module of the view; give it another")
            texts[path.stem] = path
    return bundle({name: parse_module(name, _read(path)) for name, path in texts.items()})


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
