"""The windows of a network in words and JSON: what each holds, how far it is from the one before, and which issues carry that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.answers.counted import number
from kg.answers.rendering import Json, Renderer
from kg.answers.series import end_of
from kg.answers.tables import Table
from kg.case import Case
from kg.networks.change_points import Change
from kg.networks.network import Network
from kg.words import counted, joined, said

__all__ = ["carried_by", "change_json", "changes_table", "issues_of", "windows_table"]

#: how many issues a row names; the rest are counted
_MOST_ISSUES = 3


def issues_of(case: Case, terms: Iterable[str]) -> Mapping[str, str]:
    """Return the issue of each option (ids); of a proposal the one issue of its terms, and the proposal itself where they have several."""
    found = {}
    for term in terms:
        parts = case.proposals[term].terms if term in case.proposals else (term,)
        issues = {case.issue_of(part) for part in parts}
        found[term] = next(iter(issues)) if len(issues) == 1 and "" not in issues else term
    return found


def change_json(show: Renderer, change: Change | None) -> Json | None:
    """Return how far a window's network is from the one before; None for the first window."""
    if change is None:
        return None
    return {
        "absolute": change.absolute,
        "spectral": change.spectral,
        "largest": change.largest,
        "issues": [
            {"issue": show.thing(part.issue), "amount": part.amount, "share": part.share} for part in change.parts
        ],
    }


def windows_table(windows: Iterable[Network], lang: str) -> Table:
    """Return what each window holds."""
    heads = (
        said(lang, "First day"),
        said(lang, "Last day"),
        said(lang, "Mentions"),
        said(lang, "Lines"),
        said(lang, "Sum of weights"),
    )
    return Table(said(lang, "Windows"), heads, tuple(_window_rows(windows, lang)))


def _window_rows(windows: Iterable[Network], lang: str) -> Iterator[tuple[str, ...]]:
    for one in windows:
        if one.window:
            edges = list(one.edges())
            weights = number(sum(weight for *_, weight in edges))
            yield (str(one.window.first), end_of(one.window, lang), str(one.kept), str(len(edges)), weights)


def changes_table(show: Renderer, changes: Sequence[Change]) -> Table:
    """Return how far each window but the first is from the one before, and which issues carry that."""
    lang = show.lang
    heads = (
        said(lang, "First day"),
        said(lang, "Change of weights"),
        said(lang, "Change of spectrum"),
        said(lang, "Carried by"),
    )
    rows = tuple(
        (
            str(change.after.window.first),
            _told_change(change, lang),
            "–" if change.spectral is None else number(change.spectral),
            carried_by(show, change),
        )
        for change in changes
        if change.after.window
    )
    note = said(
        lang,
        "Change: how far the weights are, added up, from those of the window before. The largest is marked; that does not say that "
        "it is more than chance. Carried by: each issue's share.",
    )
    return Table(said(lang, "From window to window"), heads, rows, note=note)


def _told_change(change: Change, lang: str) -> str:
    told = number(change.absolute)
    return said(lang, "{change}, the largest", change=told) if change.largest else told


def carried_by(show: Renderer, change: Change) -> str:
    """Return the issues that carry most of a change, each with its share."""
    named = [
        said(show.lang, "{issue} {percent}%", issue=show.name(part.issue), percent=f"{100 * part.share:.0f}")
        for part in change.parts[:_MOST_ISSUES]
    ]
    rest = len(change.parts) - len(named)
    more = [counted(show.lang, rest, "and {count} more", "and {count} more")] if rest > 0 else []
    return joined(show.lang, [*named, *more]) or "–"
