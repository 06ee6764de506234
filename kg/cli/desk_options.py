"""The options that the commands which make coding desks have in common, and what they do with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import Settings
from kg.cli.places import PATH, place_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.case import Case
    from kg.desk.making import DeskAsked
    from kg.texts import SourceText

__all__ = [
    "REFUSED",
    "asked_of",
    "coder_option",
    "lexicon_option",
    "read_at",
    "read_lexicons",
    "refuse",
    "warn_of_desk",
]

#: the filters that a desk does not apply
REFUSED = ("--as-of", "--stale-after", "--min-confidence")
_CODER = re.compile(r"\w[\w .'’@+-]{0,79}")

coder_option = click.option("--coder", metavar="NAME", help="Who codes, as the statements will say. Default: coder.")
lexicon_option = click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="A TOML file of words that tell a position, beside the program's own. Repeatable.",
)


def refuse(settings: Settings) -> None:
    """Raise :class:`~kg.errors.UsageError` for a filter that desks do not apply."""
    settings.refuse_filters("a desk shows what the case holds on every day", (*REFUSED, "--coder"))


def asked_of(settings: Settings, coder: str | None, **more: Any) -> DeskAsked:
    """Return what is asked of a desk of the settings' case. Raises :class:`~kg.errors.UsageError` for a coder without a name."""
    from kg.desk.making import DeskAsked

    name = coder.strip() if coder is not None else "coder"
    if not _CODER.fullmatch(name):
        raise UsageError("--coder: use letters, digits, blanks and . ' @ + - (at most 80, a letter or digit first)")
    place = place_of(settings.case) if settings.case and not settings.case.startswith("example:") else None
    return DeskAsked(name, labels=settings.language, place=place if isinstance(place, Path) else None, **more)


def read_lexicons(paths: Sequence[Path]) -> list[Mapping[str, Any]]:
    """Read the lexicons of a user."""
    from kg.coding.lexicon import read_lexicon

    return [read_lexicon(path) for path in paths]


def read_at(path: Path, settings: Settings) -> SourceText:
    """Read a text that is to be coded."""
    from kg.texts import DEFAULT_MAX_SIZE, read_text

    return read_text(path, max_size=DEFAULT_MAX_SIZE if settings.max_size is None else settings.max_bytes)


def warn_of_desk(settings: Settings, where: str, case: Case) -> None:
    """Say on stderr what is sensitive in the desks that were written."""
    from kg.cli.page_command import told_in
    from kg.cli.responding import warn_of_sensitive

    warn_of_sensitive(settings, where, lambda: told_in(case))
