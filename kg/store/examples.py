"""The cases that ship with the program. Each is named ``example:NAME``, wherever a case is; one of them is asked by default.

``NAME`` is that of the file in ``ontology/cases``. ``./example:NAME`` is a file of that name in the folder where one stands.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import overload

from kg.errors import UnknownNameError
from kg.text import fold, meant, near
from kg.vocabulary import ontology_file

__all__ = ["PREFIX", "example_names", "is_example", "located", "shipped_case"]

#: what the name of an example begins with
PREFIX = "example:"


def shipped_case() -> Path:
    """Return the path of the shipped case, which is asked where no case is named."""
    return ontology_file("cases/ukraine-2025-04.ttl")


def example_names() -> tuple[str, ...]:
    """Return the names of the examples, such as ``example:NAME``, in order of the alphabet."""
    return tuple(sorted(PREFIX + path.stem for path in shipped_case().parent.glob("*.ttl")))


def is_example(locator: object) -> bool:
    """Return whether a locator is the name of an example, known or not; a :class:`~pathlib.Path` is a file's.

    >>> is_example("example:basin"), is_example("./example:basin"), is_example(Path("example:basin"))
    (True, False, False)
    """
    return isinstance(locator, str) and locator.startswith(PREFIX)


@overload
def located(locator: str) -> str: ...
@overload
def located(locator: str | os.PathLike[str]) -> str | os.PathLike[str]: ...
def located(locator: str | os.PathLike[str]) -> str | os.PathLike[str]:
    """Return the file of an example; any other locator as it is.

    Raises :class:`~kg.errors.UnknownNameError`, with near names, for the name of an example that does not ship.
    """
    if not is_example(locator):
        return locator
    names = {example.removeprefix(PREFIX): example for example in example_names()}
    wanted = str(locator).removeprefix(PREFIX)
    if wanted in names:
        return str(ontology_file(f"cases/{wanted}.ttl"))
    close = near(wanted, names) if fold(wanted) else []
    best = meant(wanted, names) or (close[0] if len(close) == 1 else None)
    raise UnknownNameError("examples", str(locator), [names[name] for name in close], best=names.get(best or ""))
