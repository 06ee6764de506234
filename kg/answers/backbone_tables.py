"""The backbone of concepts in tables and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.answers.counted import counted_words, number
from kg.answers.rendering import Renderer
from kg.answers.series import end_of
from kg.answers.tables import Table
from kg.networks.backbone import Step
from kg.networks.backbones import Backbone, Shown
from kg.words import counted, joined, listed, said

if TYPE_CHECKING:
    from kg.answers.backbone import BackboneAnswer

__all__ = ["size_words", "tables_of"]

#: how many concepts of a window's backbone are named; the rest are counted
_MOST_NAMED = 4


def tables_of(answer: BackboneAnswer, show: Renderer) -> list[Table]:
    """Return the backbone, the order in which concepts leave, and a line for each window."""
    lang, whole = show.lang, answer.whole
    head = counted_words(lang, answer.asked, whole)
    if whole.shown is None:
        return [Table("", (), (), note=f"{head}\n{said(lang, 'nothing is counted')}")]
    return [
        Table("", (), (), note=head),
        _backbone_table(answer, show, whole, whole.shown),
        _steps_table(answer, show, whole),
        *([_windows_table(answer, show)] if answer.asked.window else []),
    ]


def size_words(show: Renderer, found: Backbone, shown: Shown) -> str:
    """Return how many concepts of how many a backbone has."""
    return counted(
        show.lang,
        len(shown.concepts),
        "Backbone: {count} concept of {all}",
        "Backbone: {count} concepts of {all}",
        all=len(found.steps),
    )


def _backbone_table(answer: BackboneAnswer, show: Renderer, found: Backbone, shown: Shown) -> Table:
    lang = show.lang
    rows = tuple((show.name(name), str(found.mentions_of[name])) for name in _by_label(show, shown))
    return Table(
        size_words(show, found, shown),
        (said(lang, "Concept"), said(lang, "Mentions")),
        rows,
        note="\n".join(_shown_words(answer, show, found, shown)),
    )


def _by_label(show: Renderer, shown: Shown) -> list[str]:
    return sorted(shown.concepts, key=lambda name: (show.name(name), name))


def _shown_words(answer: BackboneAnswer, show: Renderer, found: Backbone, shown: Shown) -> Iterator[str]:
    lang = show.lang
    loss, edges, none = number(shown.loss), number(shown.edges), number(found.of_none)
    yield said(
        lang,
        "Loss {loss} of {none}, which losing all concepts costs; the weights of the network change by {edges} in all.",
        loss=loss,
        none=none,
        edges=edges,
    )
    if answer.size is None:
        yield said(lang, "It is the smallest backbone that loses at most a tenth of that; --size asks for another.")
    yield _how(answer, show, shown)


def _how(answer: BackboneAnswer, show: Renderer, shown: Shown) -> str:
    """Return how a backbone was found, and whether others do as well."""
    lang = show.lang
    if answer.asked.as_dna:
        return said(lang, "That program's sequence: another set may lose less.")
    if not shown.proven:
        return said(
            lang,
            "Found by leaving out one concept after the other, the one that costs least: another set may lose less. "
            "A longer --time-limit lets every set be tried.",
        )
    if shown.tied > 1:
        return counted(
            lang,
            shown.tied - 1,
            "No set of this size loses less, and {count} other loses as little; the first by id is shown.",
            "No set of this size loses less, and {count} others lose as little; the first by id is shown.",
        )
    return said(lang, "No other set of this size loses so little.")


def _steps_table(answer: BackboneAnswer, show: Renderer, found: Backbone) -> Table:
    lang = show.lang
    heads = [said(lang, "Leaves"), said(lang, "Mentions"), said(lang, "Remain"), said(lang, "Loss")]
    heads.append(said(lang, "Change of weights"))
    if found.least:
        heads.append(said(lang, "Least of any set"))
    rows = tuple(tuple(_step_cells(show, found, step)) for step in found.steps)
    tied = any(step.tied > 1 for step in found.steps)
    note = said(lang, "=: as many concepts could have left at this loss; the last by id did.") if tied else ""
    if tied and answer.asked.as_dna:
        note = said(lang, "=: so many concepts were tied, and all left at once, each with the loss without it alone.")
    return Table(said(lang, "In the order in which they leave"), tuple(heads), rows, note=note)


def _step_cells(show: Renderer, found: Backbone, step: Step) -> Iterator[str]:
    yield show.name(step.concept)
    yield str(found.mentions_of[step.concept])
    yield str(step.size)
    yield number(step.loss) + (f" ={step.tied}" if step.tied > 1 else "")
    yield number(step.edges)
    if found.least:
        yield number(found.least[step.size].loss) if step.size in found.least else ""


def _windows_table(answer: BackboneAnswer, show: Renderer) -> Table:
    lang = show.lang
    heads = (
        said(lang, "First day"),
        said(lang, "Last day"),
        said(lang, "Mentions"),
        said(lang, "Loss"),
        said(lang, "Backbone"),
    )
    rows = tuple(_window_cells(show, one) for one in answer.series.windows)
    note = ""
    if any(one.shown and not one.shown.proven for one in answer.series.windows) and not answer.asked.as_dna:
        note = said(lang, "≤: found by leaving out one concept after the other; another set may lose less.")
    return Table(said(lang, "Windows"), heads, rows, note=note)


def _window_cells(show: Renderer, found: Backbone) -> tuple[str, ...]:
    lang, window, shown = show.lang, found.window, found.shown
    assert window
    days = (str(window.first), end_of(window, lang), str(found.kept))
    if shown is None:
        return (*days, "–", "–")
    names = _by_label(show, shown)
    rest = len(names) - _MOST_NAMED
    more = [counted(lang, rest, "and {count} more", "and {count} more")] if rest > 0 else []
    told = said(
        lang,
        "{kept} of {all}: {names}",
        kept=len(names),
        all=len(found.steps),
        names=joined(lang, [listed(lang, map(show.name, names[:_MOST_NAMED])), *more]),
    )
    loss = said(lang, "{loss} of {none}", loss=number(shown.loss), none=number(found.of_none))
    return (*days, loss if shown.proven else f"≤ {loss}", told)
