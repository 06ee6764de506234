"""A notebook as a page: its text, its code, and what each cell gave."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generate.text import block

__all__ = ["pages_of_notebook"]


def pages_of_notebook(content: str) -> str:
    """Return the Markdown of a notebook, with the outputs that are kept in it."""
    return "\n".join(part for cell in json.loads(content)["cells"] for part in _cell(cell))


def _cell(cell: dict[str, Any]) -> Iterator[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source + "\n"
        return
    yield block(source, "python")
    for output in cell["outputs"]:
        yield _output(output)


def _output(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return block("".join(output["text"]))
    data = output["data"]
    html = "".join(data.get("text/html", ""))
    if frame := re.search(r'<iframe[^>]*\ssrc="([^"]+)"', html):  # what it shows is beside a running notebook only
        return f"`{frame[1]}`, a page of its own, opens here in a running notebook.\n"
    html = html or "".join(data.get("image/svg+xml", ""))
    if html:
        return f'<div class="output">\n{"".join(line for line in html.splitlines(True) if line.strip())}\n</div>\n'
    return block("".join(data["text/plain"]))
