"""Rule 5: others' voice fills what is still silent, marked ``ascribed``, and is listed beside an own stance otherwise.

It fills after the day on which an own stance ended. Where there is an own stance, a different report that is not older
is listed in ``contrary_reports``. It supersedes nothing, and feeds neither rule 3 nor rule 4. A stance that the
confidence filter silences is ``withheld``: others' voice does not fill it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.resolution.stances import ContraryReport, Resolved
from kg.vocabulary import Stance

__all__ = ["add_reports"]


def add_reports(own: Resolved, reported: Resolved | None, meant: Resolved | None) -> Resolved:
    """Return a party's own stance with what others say of it.

    ``meant`` is the stance without the confidence filter, where one is set: what it silenced is withheld, not ascribed.
    """
    if own.stance is not Stance.SILENT:
        if reported and reported.stance not in (Stance.SILENT, own.stance) and _is_at_least(reported, own, 0):
            return replace(own, contrary_reports=(ContraryReport(reported.stance, reported.evidence),))
        return own
    if meant and meant.stance is not Stance.SILENT and not meant.ascribed:
        return _withheld(own)
    if reported and reported.stance is not Stance.SILENT and (own.day is None or _is_at_least(reported, own, 1)):
        aside = replace(reported.aside, ascribed=True) if reported.aside else None
        return replace(reported, ascribed=True, aside=aside, past=own.past + reported.past)
    if meant and meant.stance is not Stance.SILENT:
        return _withheld(own)
    if reported and reported.ended and own.day is None:
        return replace(reported, past=own.past + reported.past)
    return replace(own, past=own.past + (reported.past if reported else ()))


def _withheld(own: Resolved) -> Resolved:
    return replace(own, stance=Stance.WITHHELD, day=None, ended=None, lapsed_by=None, bounds=())


def _is_at_least(reported: Resolved, own: Resolved, days: int) -> bool:
    return ((reported.day or date.min) - (own.day or date.min)).days >= days
