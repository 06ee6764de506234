"""The options that every command takes, before or after its name, and the settings that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from kg.errors import CaseError, InputError, KgError, UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kg.api import Negotiation
    from kg.case import Case
    from kg.case.records import Thing
    from kg.export.redact import RedactedStore
    from kg.store import GraphStore

__all__ = [
    "DRAWN",
    "FILTERS",
    "FORMATS",
    "OneOf",
    "Settings",
    "case_options",
    "complete_names",
    "drawn_options",
    "file_options",
    "force_option",
    "group_argument",
    "json_option",
    "named_in",
    "settings_of",
    "several",
    "unfiltered_options",
]

F = TypeVar("F", bound=Callable[..., Any])

#: the formats in which answers are printed
FORMATS = ("table", "json", "csv", "markdown")

#: the same, and the picture of those that can be drawn
DRAWN = (*FORMATS, "svg")

#: the options that say which statements count, on what day, and from when a stance is stale
FILTERS = ("--as-of", "--stale-after", "--min-confidence", "--channel", "--coder")


@dataclass
class Settings:
    """What the options asked for; a field is None where its option was not given."""

    case: str | None = None
    as_of: str | None = None
    stale_after: int | None = None
    min_confidence: float | None = None
    channel: tuple[str, ...] | None = None
    coder: tuple[str, ...] | None = None
    format: str | None = None
    lang: str | None = None
    max_size: float | None = None
    redact: bool | None = None
    #: the graphs that were opened for the answer
    opened: list[GraphStore] = field(default_factory=list)
    #: what is shown in place of the next graphs to be opened
    instead: list[RedactedStore] = field(default_factory=list)
    _hiding: list[RedactedStore] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of labels."""
        return self.lang or "en"

    @property
    def max_bytes(self) -> int | None:
        """The limit on the size of a case's files, in bytes; None for no limit."""
        from kg.store import DEFAULT_MAX_BYTES

        if self.max_size is None:
            return DEFAULT_MAX_BYTES
        if self.max_size == 0:
            return None
        if not isfinite(self.max_size):
            raise UsageError("--max-size must be a finite number of megabytes (0 = no limit)")
        return int(self.max_size * 1_000_000)

    def words(self) -> tuple[str, ...]:
        """Return the words of a command line that ask for the same case, day and filters, in the same language."""
        given = {
            "--case": self.case,
            "--as-of": self.as_of,
            "--stale-after": self.stale_after,
            "--min-confidence": self.min_confidence,
            "--channel": self.channel,
            "--coder": self.coder,
            "--lang": self.lang,
            "--max-size": self.max_size,
        }
        found = ["--redact"] if self.redact else []
        for option, value in given.items():
            for each in value if isinstance(value, tuple) else () if value is None else (value,):
                found += [option, f"{each:g}" if isinstance(each, float) else str(each)]
        return tuple(found)

    def refuse_filters(self, why: str, refused: Sequence[str] = FILTERS) -> None:
        """Raise :class:`~kg.errors.UsageError` where one of the refused filters was given: the command would ignore it."""
        given = [name for name in refused if getattr(self, name.removeprefix("--").replace("-", "_")) is not None]
        if given:
            raise UsageError(f"{why}; leave out {' and '.join(given)}")

    def refuse_redact_of_decisions(self) -> None:
        """Raise :class:`~kg.errors.UsageError` with --redact, for what takes or tells a coder's decisions as they are."""
        if self.redact is not None:
            raise UsageError("what a coder decided is taken whole; leave out --redact, and give it to kg export")

    def check_language(self, named: Callable[[], Iterable[Thing]] = tuple) -> None:
        """Raise :class:`~kg.errors.UsageError` for a --lang in which neither kg nor what is named has words."""
        from kg.words import language_names

        known = list(language_names())
        if self.lang is None or self.lang in known:
            return
        known += sorted({tag for thing in named() for tag, _ in thing.labels if tag} - {*known})
        if self.lang not in known:
            raise UsageError(f"no words in “{self.lang}”; use one of {', '.join(known)}")

    def open(self) -> Negotiation:
        """Open the case. Raises :class:`~kg.errors.KgError`."""
        return self.negotiation(self.store())

    def negotiation(self, store: GraphStore) -> Negotiation:
        """Return the case of a graph, on the day and with the filters asked for. Raises :class:`~kg.errors.KgError`."""
        from kg.api import Negotiation
        from kg.case import Case
        from kg.resolution import STALE_AFTER

        case = Case(store)
        self.check_language(lambda: named_in(case))
        return Negotiation(
            case,
            as_of=self.as_of,
            min_confidence=self.min_confidence,
            channels=self.channel or (),
            coders=self.coder or (),
            stale_after=self.stale_after or STALE_AFTER,
        )

    @property
    def locator(self) -> str:
        """Where the case is: what --case names, else the shipped case.

        Raises :class:`~kg.errors.UsageError` if it is empty, :class:`~kg.errors.UnknownNameError` for an unknown example.
        """
        from kg.store import located, shipped_case

        if self.case == "":
            raise UsageError("--case is empty; name a file or a folder, or leave it out for the shipped case")
        return located(self.case) if self.case else str(shipped_case())

    def store(self) -> GraphStore:
        """Open the case's graph; tables are read as an import would. Raises :class:`~kg.errors.KgError`."""
        return self.store_at(self.locator)

    def store_at(self, locator: str) -> GraphStore:
        """Open the graph of a case, or of tables. Raises :class:`~kg.errors.KgError`."""
        from kg.case.open import open_graph
        from kg.cli.output import note

        return self.shown(
            lambda: open_graph(locator, self.max_bytes, warn=lambda message: note(f"{locator}: {message}")), locator
        )

    def shown(self, open_: Callable[[], GraphStore], locator: str) -> GraphStore:
        """Open a graph and return what may be shown of it: with --redact, the graph without what is sensitive.

        With --redact a mistake in the files is not told, since that would quote what is written there.
        """
        if self.instead:
            return self.instead.pop(0)
        if self.redact:
            from kg.export.redact import RedactedStore

            try:
                store: GraphStore = RedactedStore(open_())
            except KgError as error:
                quotes = isinstance(error, CaseError) and not isinstance(error, InputError)
                if quotes or isinstance(error.__cause__, SyntaxError | ValueError):
                    raise CaseError(
                        f"{locator}: it has mistakes, which are not shown with --redact, since they quote what is written "
                        "there; run kg check without --redact to see them"
                    ) from None
                raise
        else:
            store = open_()
        self.opened.append(store)
        return store

    def hiding(self) -> list[RedactedStore]:
        """Return each graph that was opened without --redact, as it would be shown with it."""
        if not self.redact:
            from kg.export.redact import RedactedStore

            self._hiding += [RedactedStore(store) for store in self.opened[len(self._hiding) :]]
        return self._hiding

    def hidden(self) -> Settings:
        """Return the same settings with --redact, for asking again without opening again what was opened."""
        return replace(self, redact=True, opened=[], instead=list(self.hiding()), _hiding=[])

    def left_out(self, channels: Sequence[str] | None) -> list[str]:
        """Return what --redact left out of each graph, in a line (:meth:`~kg.export.redact.RedactedStore.told`)."""
        from kg.export.redact import RedactedStore

        return [store.told(channels) for store in self.opened if isinstance(store, RedactedStore)]


def settings_of(ctx: click.Context) -> Settings:
    """Return the settings of a command's call."""
    return ctx.find_root().ensure_object(Settings)


def _store(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    settings, name = settings_of(ctx), str(param.name)
    _refuse_a_picture(settings, param, ctx)
    is_given = ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
    # an option is asked for before and after the command's name: the environment never overrules what was typed
    if value not in (None, ()) and (is_given or getattr(settings, name) is None):
        setattr(settings, name, value)


def _refuse_a_picture(settings: Settings, param: click.Parameter, ctx: click.Context) -> None:
    """Raise :class:`~kg.errors.UsageError` where a picture was asked for before the name of a command that draws none."""
    if param.name == "format" and settings.format == "svg" and "svg" not in getattr(param.type, "choices", DRAWN):
        raise UsageError(f"kg {ctx.info_name} draws no picture; use one of {', '.join(FORMATS)}")


def case_options(command: F) -> F:
    """Add the options that say which case, day and filters, and how the answer is printed."""
    return _format_option(file_options(command))


def drawn_options(command: F) -> F:
    """Add the same options, and a picture as one more format."""
    return _drawn_format_option(file_options(command))


def unfiltered_options(*refused: str, own: Sequence[str] = ()) -> Callable[[F], F]:
    """Return what adds the same options as :func:`case_options`, but leaves out of the help those that the command refuses.

    Those of ``own`` it has itself, with another meaning.
    """
    return lambda command: file_options(_format_option(command), refused=refused, own=own)


class OneOf(click.Choice[str]):
    """A choice of fixed words; another word is refused, with the nearest one and the corrected command."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word. Raises :class:`~kg.errors.UsageError` for another."""
        if value in self.choices:
            return str(value)
        from kg.text import did_you_mean, meant

        name = max(param.opts, key=len) if param else "the word"
        best = meant(value, self.choices)
        corrections = {value: best} if best else None
        raise UsageError(f"“{value}” is not a choice of {name}; {did_you_mean(value, self.choices)}", corrections)


def file_options(command: F, *, refused: Sequence[str] = (), own: Sequence[str] = ()) -> F:
    """Add the options that say which case, day and filters, for a command that writes a file.

    Those that the command refuses are left out of the help, those of ``own`` it has itself, with another meaning.
    """
    for name, attributes in reversed(_OPTIONS.items()):
        if name in own:
            continue
        command = _option(name, **{**attributes, "hidden": name in refused})(command)
    return command


def _option(*names: str, **attributes: Any) -> Callable[[F], F]:
    return click.option(*names, expose_value=False, callback=_store, is_eager=True, **attributes)


#: the options by name, with what click is given
_OPTIONS: dict[str, dict[str, Any]] = {
    "--case": {
        "metavar": "LOCATOR",
        "envvar": "KG_CASE",
        "help": "The case: an RDF file (Turtle, TriG, N-Triples, N-Quads, JSON-LD), a folder of them, an embedded store's "
        "folder, a workbook, a folder of CSV files, a Discourse Network Analyzer database (.dna), or one of kg list "
        "examples (example:NAME). Default: $KG_CASE, else the shipped case.",
    },
    "--as-of": {
        "metavar": "DATE",
        "help": "Stances at the end of this day, such as 2025-04-22. Default: the day of the newest statement.",
    },
    "--stale-after": {
        "type": click.IntRange(min=1),
        "metavar": "DAYS",
        "help": "Mark a stance that no statement has renewed for so many days. Default: 365.",
    },
    "--min-confidence": {
        "type": float,
        "metavar": "X",
        "help": "Leave out statements with a confidence below X, from 0 to 1.",
    },
    "--channel": {
        "multiple": True,
        "type": OneOf(["closed", "back-channel"]),
        "help": "Include statements that were not made in public. Repeatable.",
    },
    "--coder": {"multiple": True, "metavar": "NAME", "help": "Only statements coded by NAME. Repeatable."},
    "--redact": {
        "is_flag": True,
        "default": None,
        "help": "Leave out what is marked as sensitive, and what rests only on it, as if it had never been recorded.",
    },
    "--lang": {
        "metavar": "TAG",
        "help": "The language of words and labels: en, uk, ru, fr, ar, or another in which the case has labels. Default: en.",
    },
    "--max-size": {
        "type": click.FloatRange(min=0),
        "metavar": "MB",
        "help": "The largest size of a case's files together, in megabytes; 0 for no limit. Default: 100.",
    },
}

#: the option of commands that print a line, or the same in full as JSON
json_option = _option("--format", type=OneOf(FORMATS[:2]), help="How to print what was done. Default: table.")
_format_option = _option("--format", type=OneOf(FORMATS), help="How to print the answer. Default: table.")
_drawn_format_option = _option(
    "--format", type=OneOf(DRAWN), help="How to print the answer; svg draws a picture. Default: table."
)


#: the option of commands that write a file of their own kind
force_option = click.option("--force", is_flag=True, help="Replace an existing file that kg did not write.")


def named_in(case: Case) -> Iterator[Thing]:
    """Yield the case, its parties and its options: what has a label in each of its languages."""
    yield case.info
    yield from case.parties.values()
    yield from case.options.values()


def complete_names(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return a completion of the names of one kind of thing in the case that the command line names."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from kg.errors import KgError
        from kg.text import fold

        try:
            things: Sequence[Any] = settings_of(ctx).open().list(kind).things
        except KgError:
            return []
        start = fold(incomplete)
        return [
            CompletionItem(thing.local_name, help=thing.label())
            for thing in things
            if any(fold(name).startswith(start) for name in thing.names())
        ]

    return complete


def several(name: str, kind: str) -> Callable[[F], F]:
    """Return a repeatable option that names things of a kind, such as ``--party`` of ``parties``."""
    return click.option(
        f"--{name}",
        kind,
        multiple=True,
        metavar=name.upper(),
        shell_complete=complete_names(kind),
        help=f"Only this {name}. Repeatable.",
    )


#: the parties of a question about a group
group_argument = click.argument(
    "parties", nargs=-1, required=True, metavar="PARTY PARTY...", shell_complete=complete_names("parties")
)
