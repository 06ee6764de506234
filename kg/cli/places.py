"""The types of arguments that name a place: a file or a folder, or for what can go there, the address of a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.errors import UsageError

__all__ = ["INPUT", "PATH", "PLACE", "place_of"]


class _LocalPath(click.ParamType[Any]):
    """A file or a folder; an address is refused, and never taken for a folder ``http:``, and so is an example."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. Raises :class:`~kg.errors.UsageError` for an address or an example."""
        if isinstance(place := place_of(value), Path):
            return place
        name = param.human_readable_name if param else "the path"
        raise UsageError(
            f"{name}: an address, where a file or a folder belongs; a case at an endpoint is read by --case and written by "
            "kg import -o"
        )

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Complete as for any file."""
        return click.Path().shell_complete(ctx, param, incomplete)


class _Input(_LocalPath):
    """A file or a folder that is read, which may be that of an example."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. Raises :class:`~kg.errors.UnknownNameError` for an unknown example."""
        from kg.store.examples import located

        return super().convert(located(value), param, ctx)


class _Place(_LocalPath):
    """A file, a folder or an address."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:  # type: ignore[override]
        """Return the path, or the address as it was given. Raises :class:`~kg.errors.UsageError` for an example."""
        return place_of(value)


def place_of(text: Any) -> Path | str:
    """Return a locator as a path, or an address as it is. Raises :class:`~kg.errors.UsageError` for an example's name."""
    from kg.store.addresses import is_address
    from kg.store.examples import is_example

    if is_example(text):
        raise UsageError(f"{text}: an example is only read; name a file or a folder of your own (for a file: ./{text})")
    return str(text) if is_address(text) else Path(text)


#: the type of an argument that names a file or a folder, of one that is read, and of one that may be an endpoint
PATH, INPUT, PLACE = _LocalPath(), _Input(), _Place()
