"""The page: a case as one HTML file that explains itself without a network.

:func:`~kg.page.model.build_model` computes all that is shown, :mod:`kg.page.writing` puts it into a file by pyvis with a
template of our own, and vis-network draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.api import Negotiation

__all__ = ["write_view"]


def write_view(
    negotiation: Negotiation,
    path: Path | str,
    *,
    kind: str = "positions",
    lang: str = "en",
    groups: Iterable[Sequence[str]] = (),
    parties: Iterable[str] = (),
    issues: Iterable[str] = (),
) -> Path:
    """Write a negotiation as one HTML page and return its path.

    ``kind`` is the view shown first: positions, parties or issues; ``lang`` the first language: en, uk or ru. ``groups``
    names groups of parties whose shared ground the page holds beside that of pairs; ``parties`` and ``issues`` narrow the
    page. Raises :class:`~kg.errors.KgError` for an unknown name, or a file that cannot be written.
    """
    from kg.page.model import KINDS, build_model
    from kg.page.writing import write_page

    target = Path(path)
    if kind not in KINDS:
        raise UsageError(f"there is no view “{kind}”; there are {', '.join(KINDS)}")
    if target.is_dir():
        raise InputError(target, "is a folder; name a file such as view.html")
    if not target.absolute().parent.is_dir():
        raise InputError(target, "its folder does not exist; make it first")
    model = build_model(
        negotiation.resolution,
        kind=kind,
        lang=lang,
        groups=[negotiation.group(names) for names in groups],
        parties=negotiation.group(parties, 1) if (parties := tuple(parties)) else (),
        issues=[negotiation.case.find("issues", name) for name in issues],
    )
    write_page(model, target)
    return target
