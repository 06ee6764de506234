"""The JSON contract: ``schema.json`` beside this module describes every answer that ``--format json`` prints.

It is JSON Schema, draft 2020-12. Each answer has a definition of its own name (:data:`ANSWERS`; ``agreement_of_coders`` is
that of ``kg agreement --coders``, ``agreement_on_text`` that of ``kg agreement`` of desk files, ``examples`` that of ``kg list
examples``, ``network_explained`` that of ``kg network --explain``, ``scale_tree`` and ``scale_distribution`` those of two methods of ``kg scale``), in which every key has a description, its types, and whether it may be null; no other key is allowed.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["ANSWERS", "SCHEMA", "contract", "schema_of"]


@cache
def contract() -> dict[str, Any]:
    """Return the contract, a JSON Schema that fits every answer."""
    found: dict[str, Any] = json.loads(files("kg.answers").joinpath("schema.json").read_text(encoding="utf-8"))
    return found


def schema_of(answer: str) -> dict[str, Any]:
    """Return the JSON Schema of one answer, such as ``shared``; ``answer`` is one of :data:`ANSWERS`, else KeyError."""
    whole = contract()
    if answer not in ANSWERS:
        raise KeyError(answer)
    return {key: whole[key] for key in ("$schema", "$defs")} | {"$ref": f"#/$defs/{answer}"}


#: the answers that the contract describes, each named like its command
ANSWERS: tuple[str, ...] = tuple(one["$ref"].rsplit("/", 1)[-1] for one in contract()["oneOf"])

#: the version of the contract: the value of ``schema`` in every answer
SCHEMA: int = contract()["$defs"]["version"]["const"]
