"""How long an answer about deals may take, and how much of it is listed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

__all__ = ["LimitReached", "Limits"]


class LimitReached(Exception):  # noqa: N818 - it says that an answer is not whole, not that something went wrong
    """A limit stopped a search. ``limit`` names it, in words that follow "stopped by"."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(slots=True)
class Limits:
    """``most`` things in a list, ``seconds`` for the whole answer (None: no limit), ``bundles`` to enumerate in a component.

    ``clauses`` bounds what the search for clashes makes. ``reached`` are the limits that stopped something, in order: where
    there are none, what is answered is proven. Once ``interrupted`` is set, whatever goes on stops at its next check.
    """

    most: int = 20
    seconds: float | None = None
    bundles: int = 2_000_000
    clauses: int = 50_000
    interrupted: bool = False
    reached: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without a limit."""
        return None if self.seconds is None else max(0.0, self.began + self.seconds - time.monotonic())

    def check(self) -> None:
        """Raise LimitReached where the time is over, or the search was interrupted."""
        if self.interrupted:
            raise LimitReached("an interrupt")
        if self.left == 0.0:
            raise LimitReached(f"the time limit of {self.seconds:g} s")

    def note(self, limit: str) -> None:
        """Keep in mind that a limit stopped something."""
        if limit not in self.reached:
            self.reached.append(limit)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note a limit that is reached within, and go on."""
        try:
            yield
        except LimitReached as reached:
            self.note(reached.limit)
