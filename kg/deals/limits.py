"""How long an answer about deals may take, and how much of it is listed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

__all__ = ["LimitReached", "Limits"]


class LimitReached(Exception):  # noqa: N818 - it says that an answer is not whole, not that something went wrong
    """A limit stopped a search. ``limit`` names it, in words that follow "stopped by"."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(slots=True)
class Limits:
    """``most`` things in a list, ``seconds`` for the whole answer (None: no limit), ``bundles`` to enumerate in a component.

    ``clauses`` bounds what the search for clashes makes, ``comparisons`` that for the Pareto set; without ``solver``, what needs one is
    not searched. ``reached`` are the limits that stopped something, in order: where there are none, what is answered is
    proven. Once ``stop`` is set, also of a copy, whatever goes on stops at its next check. ``tell`` is told what is under way.
    """

    most: int = 20
    seconds: float | None = None
    bundles: int = 2_000_000
    clauses: int = 50_000
    comparisons: int = 200_000_000
    solver: bool = True
    stop: Event = field(default_factory=Event)
    tell: Callable[[str], None] = lambda what: None
    reached: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    _ends: tuple[float, str] | None = None

    @property
    def interrupted(self) -> bool:
        """Whether the search was interrupted."""
        return self.stop.is_set()

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without a limit."""
        ends = [] if self.seconds is None else [self.began + self.seconds]
        ends += [] if self._ends is None else [self._ends[0]]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    @property
    def stopped_by(self) -> str:
        """What stops a search that does not end by itself, in words."""
        if self.interrupted:
            return "an interrupt"
        if self._ends and (self.seconds is None or self._ends[0] < self.began + self.seconds):
            return self._ends[1]
        return f"the time limit of {self.seconds or 0:g} s"

    def check(self) -> None:
        """Raise LimitReached where the time is over, or the search was interrupted."""
        if self.interrupted or self.left == 0.0:
            raise LimitReached(self.stopped_by)

    def check_solver(self) -> None:
        """Raise LimitReached where no solver may be used."""
        if not self.solver:
            raise LimitReached("what can be found without a solver")

    def too_many_bundles(self) -> LimitReached:
        """Return that a component has too many bundles to enumerate, to be raised."""
        return LimitReached(f"the limit of {self.bundles:,} bundles of issues that hang together")

    def interrupt(self) -> None:
        """Let whatever goes on stop."""
        self.stop.set()

    def note(self, limit: str) -> None:
        """Keep in mind that a limit stopped something."""
        if limit not in self.reached:
            self.reached.append(limit)

    @contextmanager
    def search(self, what: str, seconds: float | None = None) -> Iterator[None]:
        """Tell what is under way, and give it some seconds at most; note a limit that is reached within, and go on."""
        self.tell(what)
        self._ends = None if seconds is None else (time.monotonic() + seconds, f"the limit of {seconds:g} s for {what}")
        try:
            with self.noted():
                yield
        finally:
            self._ends = None

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note a limit that is reached within, and go on."""
        try:
            yield
        except LimitReached as reached:
            self.note(reached.limit)
