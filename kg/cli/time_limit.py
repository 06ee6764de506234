"""The option of commands that search: how long they may."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.errors import UsageError

__all__ = ["limit_option"]

F = TypeVar("F", bound=Callable[..., Any])


def _finite(ctx: click.Context, param: click.Parameter, seconds: float | None) -> float | None:
    if seconds is not None and not math.isfinite(seconds):
        raise UsageError("--time-limit must be a finite number of seconds")
    return seconds


def limit_option(told: str) -> Callable[[F], F]:
    """Return ``--time-limit S``, the seconds that a search may take; ``told`` says what happens then."""
    return click.option(
        "--time-limit",
        "seconds",
        type=click.FloatRange(min=0, min_open=True),
        metavar="S",
        callback=_finite,
        help=told,
    )
