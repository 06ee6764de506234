"""The page: a case as one HTML file that works without a network.

:func:`~kg.page.model.build_model` computes all that is shown, :mod:`kg.page.writing` writes it to a file by pyvis with
a template of our own, and vis-network draws it. The page's scripts are ES modules in ``script/``, joined by
:mod:`kg.page.bundle`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.networks.asked import Span
    from kg.resolution import Resolution

__all__ = ["write_view"]


def write_view(
    resolution: Resolution,
    path: Path | str,
    *,
    kind: str = "matrix",
    lang: str = "en",
    groups: Sequence[Sequence[str]] = (),
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    window: Span | None = None,
) -> Path:
    """Write a resolved case as one HTML page and return its path.

    ``kind`` is the view shown first: matrix, positions, parties, issues, deals or timeline; ``lang`` the first language, one of
    :data:`kg.words.page.LANGUAGES`.
    ``groups`` are groups of parties (ids) whose shared ground the page contains in addition to that of pairs;
    ``parties`` and ``issues`` (ids) narrow the page; ``window`` is how long the windows of its network of statements are. :meth:`kg.api.Negotiation.view` does the same with names. Raises
    :class:`~kg.errors.UsageError` for an unknown ``kind`` or ``lang``, :class:`~kg.errors.InputError` for a file that cannot be
    written, and :class:`~kg.errors.LimitError` for a case too large for a page.
    """
    from kg.page.model import KINDS, build_model
    from kg.page.writing import write_page
    from kg.words.page import LANGUAGES

    target = Path(path)
    if lang not in LANGUAGES:
        raise UsageError(f"a page has no words in “{lang}”; use one of {', '.join(LANGUAGES)}")
    if kind not in KINDS:
        raise UsageError(f"unknown kind of view “{kind}”; use one of {', '.join(KINDS)}")
    if target.is_dir():
        raise InputError(target, "is a folder; name a file such as view.html")
    if not target.absolute().parent.is_dir():
        raise InputError(target, "its folder does not exist; create it first")
    with _keeping_all():
        narrowed = {"parties": parties, "issues": issues}
        write_page(build_model(resolution, kind=kind, lang=lang, groups=groups, window=window, **narrowed), target)
    return target


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Look for no circles among what a page is made of: it all lasts till the page is written, and the search takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
