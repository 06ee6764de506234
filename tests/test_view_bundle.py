"""The bundler of the page's script: what it makes of modules, and what it refuses."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.page.bundle import BundleError, Module, bundle, page_script, parse_module, running_order

LOW = """\
/* What a module is for.
   In two lines. */
export const one = 1;
export const twice = (number) => 2 * number;
const hidden = "import { x } from here";
"""
MIDDLE = """\
import { twice } from "./low.js";

export const four = twice(2);
"""
MAIN = """\
import { one } from "./low.js";
import { four } from "./middle.js";

/** @param {number} hidden */
const say = (hidden) => `export ${hidden}`;
globalThis.print(say(one + four));
"""


def modules(**texts: str) -> dict[str, Module]:
    return {name: parse_module(name, text) for name, text in texts.items()}


def test_a_module_is_split_into_imports_exports_and_body() -> None:
    module = parse_module("main", LOW)
    assert (module.imports, module.exports) == ({}, ("one", "twice"))
    assert (
        module.body == 'const one = 1;\nconst twice = (number) => 2 * number;\nconst hidden = "import { x } from here";'
    )
    assert parse_module("main", MAIN).imports == {"low": ("one",), "middle": ("four",)}


def test_a_module_comes_after_those_that_it_imports() -> None:
    order = running_order(modules(main=MAIN, middle=MIDDLE, low=LOW, unused="const x = 1;\n"))
    assert [module.name for module in order] == ["low", "middle", "main"]


def test_names_of_one_module_do_not_reach_another() -> None:
    made = bundle(modules(main=MAIN, middle=MIDDLE, low=LOW))
    assert made.startswith('"use strict";\n')
    assert "/*" not in made
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    script = f"globalThis.print = console.log;\n{made}console.log(typeof one, typeof hidden);"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["export 5", "undefined undefined"]


@pytest.mark.parametrize(
    "text",
    [
        'import "./low.js";\n',
        'import low from "./low.js";\n',
        'import * as low from "./low.js";\n',
        'import { one as two } from "./low.js";\n',
        'import { one } from "low";\n',
        'import { one } from "./deep/low.js";\n',
        'import { one } from "./low.js";\nimport { twice } from "./low.js";\n',
        'const x = 1;\nimport { one } from "./low.js";\n',
        'const low = await import("./low.js");\n',
        "const here = import.meta.url;\n",
        "export default 1;\n",
        "export let x = 1;\n",
        "export function x() {}\n",
        "const x = 1;\nexport { x };\n",
        'export * from "./low.js";\n',
        "export const x = 1;\nexport const x = 2;\n",
    ],
)
def test_what_it_does_not_understand_is_refused(text: str) -> None:
    with pytest.raises(BundleError, match=r"^main\.js: "):
        parse_module("main", text)


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        ({"main": 'import { one } from "./low.js";\n'}, "does not exist"),
        ({"main": 'import { three } from "./low.js";\n', "low": LOW}, "does not export"),
        (
            {
                "main": 'import { a } from "./b.js";\n',
                "b": 'import { c } from "./c.js";\nexport const a = c;\n',
                "c": 'import { a } from "./b.js";\nexport const c = a;\n',
            },
            "b → c → b",
        ),
        ({"low": LOW}, "does not exist"),
    ],
)
def test_missing_modules_names_and_circles_are_refused(texts: dict[str, str], what: str) -> None:
    with pytest.raises(BundleError, match=what):
        running_order(modules(**texts))


def test_the_page_has_one_script_without_imports_and_one_public_name() -> None:
    script = page_script()
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    assert re.findall(r"\b(?:window|globalThis)\.(\w+) = ", script) == ["kgPage"]


def test_another_page_takes_what_it_shares_with_the_view(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text(
        'import { make } from "../../page/script/dom.js";\n\ndocument.body.append(make("p", {}));\n', encoding="utf-8"
    )
    script = page_script(tmp_path)
    assert re.findall(r"^const \$(\w+) = ", script, re.MULTILINE) == ["clip", "dom", "main"]


def test_a_module_of_another_page_that_would_stand_for_one_of_the_view_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dom.js").write_text("export const make = 1;\n", encoding="utf-8")
    with pytest.raises(BundleError, match="has the name of a module of the view"):
        page_script(tmp_path)
