"""The options that the commands which make coding desks have in common, and what they do with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import Settings, named_in
from kg.cli.output import note
from kg.cli.places import PATH, place_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.case import Case
    from kg.desk.making import DeskAsked, Finder
    from kg.texts import SourceText

__all__ = [
    "REFUSED",
    "Model",
    "asked_of",
    "coder_option",
    "encoding_option",
    "lexicon_option",
    "model_options",
    "open_case",
    "read_at",
    "read_lexicons",
    "refuse",
    "refuse_text",
    "warn_of_desk",
]

F = TypeVar("F", bound=Callable[..., Any])

#: the filters that a desk does not apply
REFUSED = ("--as-of", "--stale-after", "--min-confidence")
_CODER = re.compile(r"\w[\w .'’@+-]{0,79}")

coder_option = click.option("--coder", metavar="NAME", help="Who codes, as the statements will say. Default: coder.")
encoding_option = click.option(
    "--encoding", metavar="NAME", help="The encoding of texts that are neither marked nor valid UTF-8."
)
lexicon_option = click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="A TOML file of words that tell a position, beside the program's own. Repeatable.",
)


def model_options(command: F) -> F:
    """Add the options that ask a language model too."""
    for option in reversed(_MODEL):
        command = option(command)
    return command


_MODEL = (
    click.option(
        "--model-endpoint",
        metavar="URL",
        help="Let a language model propose too: an OpenAI-compatible server on this machine, such as http://127.0.0.1:8080/v1. It is "
        "sent the text and the case's names, and no other host is. Its key, if any, is in KG_MODEL_KEY. If it does not answer as it "
        "should, nothing is written.",
    ),
    click.option(
        "--model", metavar="NAME", help="The model to ask for, as the cards will say. Default: the server's own."
    ),
    click.option(
        "--allow-network", is_flag=True, help="Let the model's server be another machine, to which the text then goes."
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar="S",
        help="The seconds in which the model must answer each request. Default: 120.",
    ),
)


class Model:
    """The language model that the options name, if any, and what became of its answers.

    Raises :class:`~kg.errors.UsageError` for an address that may not be asked, and for options without one.
    """

    def __init__(
        self, model_endpoint: str | None, model: str | None, allow_network: bool, time_limit: float | None
    ) -> None:
        from kg.coding.model_finds import Asked
        from kg.coding.model_server import model_server

        given = {"--model": model, "--allow-network": allow_network, "--time-limit": time_limit}
        unused = [name for name, value in given.items() if value not in (None, False)]
        if model_endpoint is None and unused:
            raise UsageError(f"no model is asked without --model-endpoint; add it or leave out {' and '.join(unused)}")
        self.server = None
        if model_endpoint is not None:
            self.server = model_server(model_endpoint, name=model, seconds=time_limit, allow_network=allow_network)
        self.asked = Asked()

    def finder(self, case: Case) -> Finder | None:
        """Return what asks the model about a text, None where no model is named; say where the text goes."""
        from kg.coding.model_finds import find_by_model

        if self.server is None:
            return None
        server = self.server
        note(f"the text and the case's names go to {server}, and to no other host")
        return lambda text: find_by_model(text, case, server, self.asked)

    def tell(self) -> None:
        """Say what became of the model's answers."""
        if self.server is not None:
            note(self.asked.told(self.server.by))


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


def open_case(settings: Settings) -> Case:
    """Open the case of which desks are made. Raises :class:`~kg.errors.KgError`."""
    from kg.case import Case

    case = Case(settings.store())
    settings.check_language(lambda: named_in(case))
    return case.hearing(settings.channel or ())


def refuse_text(page: Path, texts: Iterable[Path]) -> None:
    """Raise :class:`~kg.errors.UsageError` where a page would be written over a text that is read."""
    if page.exists() and any(text.exists() and page.samefile(text) for text in texts):
        raise UsageError(f"{page} is the text itself; choose another place for the page: -o")


def read_lexicons(paths: Sequence[Path]) -> list[Mapping[str, Any]]:
    """Read the lexicons of a user."""
    from kg.coding.lexicon import read_lexicon

    return [read_lexicon(path) for path in paths]


def read_at(path: Path, settings: Settings, encoding: str | None = None) -> SourceText:
    """Read a text that is to be coded, in an encoding where it is neither marked nor UTF-8."""
    from kg.texts import DEFAULT_MAX_SIZE, read_text

    max_size = DEFAULT_MAX_SIZE if settings.max_size is None else settings.max_bytes
    return read_text(path, max_size=max_size, encoding=encoding)


def warn_of_desk(settings: Settings, where: str, case: Case) -> None:
    """Say on stderr what is sensitive in the desks that were written."""
    from kg.cli.page_command import told_in
    from kg.cli.responding import warn_of_sensitive

    warn_of_sensitive(settings, where, lambda: told_in(case))
