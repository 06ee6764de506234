"""What is asked of a network: how statements are counted, compared and divided (``networks.md`` of the design, §1 to §3).

Every choice is a word from a closed list; choices that do not belong together are refused in one line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kg.errors import UsageError, either

__all__ = [
    "ACTORS",
    "AGGREGATIONS",
    "BASES",
    "BY",
    "CONCEPTS",
    "DUPLICATES",
    "KERNELS",
    "METHODS",
    "MODES",
    "NORMALISATIONS",
    "SCALES",
    "UNITS",
    "VOICES",
    "Asked",
    "Span",
    "parse_span",
]

#: the words of each choice, the default first
BASES = ("statements", "stances")
VOICES = ("own", "any")
ACTORS = ("parties", "people")
CONCEPTS = ("options", "issues", "proposals")
MODES = ("one", "two")
BY = ("actors", "concepts")
AGGREGATIONS = ("subtract", "congruence", "conflict", "ignore", "combine")
NORMALISATIONS = ("none", "average", "jaccard", "cosine", "product", "activity", "prominence")
SCALES = ("side", "stance")
DUPLICATES = ("include", "document", "week", "month", "year", "range")
UNITS = ("days", "weeks", "months", "quarters", "years", "statements")
KERNELS = ("uniform", "epanechnikov", "triangular", "gaussian")

#: the ways in which actors and what they say are laid out
METHODS = ("correspondence", "ideal-point", "cluster", "distribution")

#: the aggregations and normalisations of each mode
_OF_MODE = {
    "one": (("ignore", "congruence", "conflict", "subtract"), ("none", "average", "jaccard", "cosine", "product")),
    "two": (("ignore", "subtract", "combine"), ("none", "activity", "prominence")),
}

#: the longest window and the longest stride, in its unit
_MOST = 100_000


class Span(NamedTuple):
    """A length of time or of a run of statements: ``3 months``."""

    size: int
    unit: str


def parse_span(text: str, name: str) -> Span:
    """Return ``N:unit`` as a span. Raises :class:`~kg.errors.UsageError`, which names the option, for anything else.

    >>> parse_span("3:months", "--window")
    Span(size=3, unit='months')
    """
    size, _, unit = text.partition(":")
    if not (size.isascii() and size.isdecimal() and unit in UNITS and 0 < int(size[:9]) <= _MOST):
        raise UsageError(
            f"{name} “{text}” is not valid; write a number, a colon and one of {', '.join(UNITS)}, such as 3:months"
        )
    return Span(int(size[:9]), unit)


@dataclass(frozen=True)
class Asked:
    """What is counted and how; see ``kg network --help`` for each word.

    ``parties``, ``issues``, ``sources`` and ``people`` are ids that alone count, all where empty; ``without`` are ids of parties, people,
    issues, options, proposals and sources that do not. ``since`` and ``until`` are days, inclusive.
    """

    on: str = "statements"
    voice: str = "own"
    actors: str = "parties"
    concepts: str = "options"
    mode: str = "one"
    by: str = "actors"
    aggregation: str = "subtract"
    normalisation: str = "none"
    scale: str = "side"
    duplicates: str = "include"
    isolates: bool = False
    since: date | None = None
    until: date | None = None
    parties: frozenset[str] = field(default=frozenset())
    issues: frozenset[str] = field(default=frozenset())
    sources: frozenset[str] = field(default=frozenset())
    attributions: frozenset[str] = field(default=frozenset())
    without: frozenset[str] = field(default=frozenset())
    window: Span | None = None
    stride: Span | None = None
    expanding: bool = False
    kernel: str | None = None
    as_dna: bool = False

    def __post_init__(self) -> None:
        for name, words in _WORDS.items():
            if getattr(self, name) not in words:
                raise UsageError(f"unknown {name} “{getattr(self, name)}”; use one of {', '.join(words)}")
        self._check_mode()
        self._check_windows()
        if self.on == "stances":
            self._check_stances()
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"--since {self.since} is after --until {self.until}; give the earlier day to --since")

    def _check_stances(self) -> None:
        if self.actors == "people":
            raise UsageError("stances are those of parties; count --on statements to see people")
        of_statements = {
            "--since": self.since,
            "--until": self.until,
            "--source": self.sources,
            "--attribution": self.attributions,
        }
        for name, given in of_statements.items():
            if given:
                raise UsageError(
                    f"{name} is of statements, and --on stances counts what holds on a day (--as-of); leave one out"
                )

    @property
    def divided_by(self) -> str:
        """The normalisation that is computed: what the reference calls cosine is a product of sums, and that under ``as_dna``."""
        return "product" if self.as_dna and self.normalisation == "cosine" else self.normalisation

    def _check_mode(self) -> None:
        aggregations, normalisations = _OF_MODE[self.mode]
        if self.aggregation not in aggregations:
            raise UsageError(
                f"a {self.mode}-mode network is aggregated by {either(aggregations)}, not by {self.aggregation}"
            )
        if self.normalisation not in normalisations:
            raise UsageError(
                f"a {self.mode}-mode network is divided by {either(normalisations)}, not by {self.normalisation}"
            )
        if self.mode == "two" and self.by == "concepts":
            raise UsageError(
                "--by concepts belongs to one-mode networks; in a two-mode network concepts are the columns"
            )

    def _check_windows(self) -> None:
        if self.window is None:
            for name, given in (("--stride", self.stride), ("--expanding", self.expanding), ("--kernel", self.kernel)):
                if given:
                    raise UsageError(f"{name} belongs to --window; add one, such as --window 3:months")
            return
        if self.on == "stances":
            raise UsageError("windows count statements; leave --on stances out")
        if self.stride and (self.stride.unit == "statements") != (self.window.unit == "statements"):
            raise UsageError(
                "--window and --stride are either both of statements or both of time; give both the same unit"
            )
        if self.kernel is None:
            return
        if self.kernel not in KERNELS:
            raise UsageError(f"unknown kernel “{self.kernel}”; use one of {', '.join(KERNELS)}")
        if self.window.unit not in ("days", "weeks"):
            raise UsageError("a kernel is laid over days or weeks; give --window in one of these")
        if self.expanding:
            raise UsageError("an expanding window has no centre; leave --kernel or --expanding out")
        if self.as_dna and self.normalisation not in ("none", "average"):
            raise UsageError(
                "Discourse Network Analyzer divides a kernel's weights by average alone; leave --as-dna out"
            )
        if self.as_dna and self.scale == "stance":
            raise UsageError("--as-dna weighs sides by a kernel, no stances; leave --as-dna or --scale stance out")
        if self.aggregation == "combine":
            raise UsageError("combine tells which sides were taken, which no kernel weighs; use another aggregation")


#: the lists from which the fields of :class:`Asked` take their words
_WORDS = {
    "on": BASES,
    "voice": VOICES,
    "actors": ACTORS,
    "concepts": CONCEPTS,
    "mode": MODES,
    "by": BY,
    "aggregation": AGGREGATIONS,
    "normalisation": NORMALISATIONS,
    "scale": SCALES,
    "duplicates": DUPLICATES,
}
