"""Consensus across camps as tables to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.answers.rendering import Renderer
from kg.answers.series import end_of
from kg.answers.tables import Table
from kg.networks.camp_figures import CampFigures, OptionFigures, SetApart
from kg.networks.consensus import Spoken, together
from kg.words import counted, joined, later, listed, said

if TYPE_CHECKING:
    from kg.answers.consensus import ConsensusAnswer

__all__ = ["MOST_CAMPS", "MOST_NAMES", "MOST_ROWS", "caution", "figure", "some", "spoken_words", "tables_of"]

#: up to how many camps each has a column, and how many rows a ranking shows
MOST_CAMPS, MOST_ROWS = 4, 20

#: how many names stand in one cell; the rest are counted
MOST_NAMES = 12

_SILENT = "—"

_TITLES = {"for": later("Consensus for"), "against": later("Consensus against")}


def tables_of(answer: ConsensusAnswer, lang: str) -> list[Table]:
    """Return what counted, the camps, the options ranked for and against, what sets each camp apart, and the windows."""
    show, names = answer.renderer(lang), answer.camp_names(lang)
    if not answer.camps:
        return [Table("", (), (), note=said(lang, "nothing is counted"))]
    return [
        Table("", (), (), note="\n".join(_notes(answer, show))),
        _camps(answer, show, names),
        *(_ranking(answer.figures, side, show, names) for side in _TITLES),
        *_all_apart(answer, show, names),
        *([_windows(answer.windows, show)] if answer.asked.window else []),
    ]


def figure(value: float) -> str:
    """Return a figure to read: three decimals, or two digits with a power of ten where it is smaller than these show.

    >>> figure(0.25), figure(0.00012), figure(-1.5)
    ('0.250', '1.2e−04', '−1.500')
    """
    text = f"{value:.1e}" if 0 < abs(value) < 0.0005 else f"{value:.3f}"
    return text.replace("-", "−")


def _notes(answer: ConsensusAnswer, show: Renderer) -> Iterator[str]:
    """Yield what was counted, what was not, and what the figures are good for."""
    lang, figures = show.lang, answer.figures
    told = [
        counted(
            lang,
            figures.kept,
            "{count} mention counted, of each actor the latest on an option",
            "{count} mentions counted, of each actor the latest on an option",
        ),
        counted(
            lang, figures.fallen, "{count} older or repeated one left out", "{count} older or repeated ones left out"
        ),
    ]
    if figures.both:
        told.append(
            counted(
                lang,
                figures.both,
                "{count} for and against on one day, counted without a side",
                "{count} for and against on one day, counted without a side",
            )
        )
    if answer.asked.actors == "people":
        told.append(counted(lang, answer.left_out, "{count} without a speaker", "{count} without a speaker"))
    yield "; ".join(told)
    if figures.unspoken:
        yield counted(
            lang, figures.unspoken, "on {count} option no camp has spoken", "on {count} options no camp has spoken"
        )
    if figures.campless:
        yield said(lang, "in no camp, and not counted: {actors}", actors=some(show, figures.campless))
    if answer.unknown:
        yield counted(
            lang,
            len(answer.unknown),
            "{count} participant of the file of camps is not in the case, with nothing on record",
            "{count} participants of the file of camps are not in the case, with nothing on record",
        )
    if not answer.is_named:
        yield said(lang, "the camps are communities of the network of what was said; --camp names others")
    if answer.is_cut_short:
        yield said(lang, "the search for camps was stopped by the time limit: some of them may belong together")
    if answer.as_polis:
        yield said(
            lang,
            "counted as Polis' server does: of several words of one day the last, and a camp that has not spoken has ½",
        )
    yield caution(lang)


def caution(lang: str) -> str:
    """Return what the figures are good for, and what they are not."""
    return said(lang, "the figures rank, and prove nothing: who speaks is no sample, and the tests are many")


def some(show: Renderer, identifiers: Sequence[str]) -> str:
    """Return the labels of things, of many only the first and how many more."""
    return _first([show.name(identifier) for identifier in identifiers], show.lang)


def _first(names: Sequence[str], lang: str) -> str:
    more = len(names) - MOST_NAMES
    named = listed(lang, names[:MOST_NAMES])
    return listed(lang, [named, counted(lang, more, "and {count} more", "and {count} more")]) if more > 0 else named


def _camps(answer: ConsensusAnswer, show: Renderer, names: Sequence[str]) -> Table:
    lang = show.lang
    rows = tuple(
        (name, f"{len(camp.members):,}", some(show, camp.members))
        for name, camp in zip(names, answer.camps, strict=True)
    )
    return Table(said(lang, "Camps"), (said(lang, "Camp"), said(lang, "Size"), said(lang, "Members")), rows)


def _ranking(figures: CampFigures, side: str, show: Renderer, names: Sequence[str]) -> Table:
    """Return the options on whose side somebody is, by consensus on it, with A, D and S of each camp."""
    lang, in_columns = show.lang, len(names) <= MOST_CAMPS
    ranked = figures.ranked(side)
    spoken = tuple(names) if in_columns else (said(lang, "For / against / spoke"),)
    heads = (said(lang, "Option"), said(lang, "Product"), said(lang, "Mean"), said(lang, "Least"), *spoken)
    ranks = Counter(rank for rank, _ in ranked)
    rows = []
    for rank, each in ranked[:MOST_ROWS]:
        found = each.consensus[side]
        least = f"{figure(float(found.least))} {listed(lang, (names[camp] for camp in found.least_camps))}"
        cells = [spoken_words(one) for one in each.spoken]
        if not in_columns:
            cells = ["\n".join(f"{name} {cell}" for name, cell in zip(names, cells, strict=True) if cell != _SILENT)]
        option = f"{rank}{'=' if ranks[rank] > 1 else '.'} {show.name(each.option)}"
        rows.append((option, figure(float(found.product)), figure(found.mean), least, *cells))
    note = "\n".join(_under(ranked, side, figures, lang))
    return Table(said(lang, _TITLES[side]), heads, tuple(rows), note=note)


def _under(ranked: Sequence[tuple[int, OptionFigures]], side: str, figures: CampFigures, lang: str) -> Iterator[str]:
    """Yield what the columns of a ranking mean, and how many options are not shown."""
    if ranked and side == "for":
        silent = any(one.consensus[side].silent for one in figures.options) and len(figures.camps) <= MOST_CAMPS
        told = said(lang, "of each camp: for or leaning / against / all who have spoken, with a side or without")
        yield joined(lang, [told, *([said(lang, "— nobody has spoken")] if silent else [])])
        yield said(
            lang,
            "product: over the camps that have spoken, of (on this side + 1)/(spoken + 2); mean: its geometric mean, to compare "
            "options on which not the same number of camps has spoken; = equal ranks",
        )
    alone = [one for one in figures.options if len(figures.camps) > 1 and len(one.consensus[side].camps) < 2]
    if alone:
        yield counted(
            lang,
            len(alone),
            "{count} option without a rank, on which one camp alone has spoken",
            "{count} options without a rank, on which one camp alone has spoken",
        )
    if nobody := len(figures.options) - len(ranked) - len(alone):
        if side == "for":
            yield counted(lang, nobody, "{count} option that nobody is for", "{count} options that nobody is for")
        else:
            yield counted(
                lang, nobody, "{count} option that nobody is against", "{count} options that nobody is against"
            )
    yield from _more(len(ranked) - MOST_ROWS, lang)


def _more(count: int, lang: str) -> Iterator[str]:
    if count > 0:
        yield counted(
            lang, count, "{count} option more; --format csv has all", "{count} options more; --format csv has all"
        )


def spoken_words(spoken: Spoken) -> str:
    """Return A/D/S of a camp, a dash where nobody has spoken."""
    return "/".join(f"{count:,}" for count in spoken) if spoken.spoke else _SILENT


def _all_apart(answer: ConsensusAnswer, show: Renderer, names: Sequence[str]) -> Iterator[Table]:
    """Yield a table for each camp that something sets apart, and one line for the others."""
    found = answer.figures.sets_apart
    for camp, name in enumerate(names):
        if found[camp]:
            yield _apart(found[camp], camp, show, name)
    if rest := [name for camp, name in enumerate(names) if not found[camp]]:
        note = said(show.lang, "no option passes both tests: {camps}", camps=_first(rest, show.lang))
        yield Table("", (), (), note=note)


def _apart(found: Sequence[SetApart], camp: int, show: Renderer, name: str) -> Table:
    """Return what sets a camp apart, with its share and that of the others."""
    lang = show.lang
    title = said(lang, "What sets {camp} apart", camp=name)
    heads = (
        said(lang, "Option"),
        said(lang, "Side"),
        said(lang, "Share"),
        said(lang, "Share of the others"),
        said(lang, "Times"),
        said(lang, "Tests"),
        said(lang, "For / against / spoke"),
        said(lang, "Of the others"),
    )
    rows = []
    for one in found[:MOST_ROWS]:
        spoken = one.figures.spoken
        others = together(each for place, each in enumerate(spoken) if place != camp)
        rows.append(
            (
                show.name(one.figures.option),
                said(lang, "+ for") if one.found.side == "for" else said(lang, "− against"),
                figure(float(one.found.share)),
                figure(float(one.found.share_out)),
                figure(float(one.found.times)),
                f"{figure(one.found.test)}\n{figure(one.found.against_others)}",
                spoken_words(spoken[camp]),
                "/".join(f"{count:,}" for count in others),
            )
        )
    return Table(title, heads, tuple(rows), note="\n".join(_more(len(found) - MOST_ROWS, lang)))


def _windows(windows: Iterable[CampFigures], show: Renderer) -> Table:
    lang = show.lang
    heads = (
        said(lang, "First day"),
        said(lang, "Last day"),
        said(lang, "Mentions"),
        said(lang, "Options"),
        said(lang, "Most consensus for"),
        said(lang, "Most consensus against"),
    )
    rows = []
    for one in windows:
        if one.window:
            first = (str(one.window.first), end_of(one.window, lang))
            rows.append(
                (*first, f"{one.kept:,}", f"{len(one.options):,}", *(_most(one, side, show) for side in _TITLES))
            )
    return Table(said(lang, "Windows"), heads, tuple(rows))


def _most(figures: CampFigures, side: str, show: Renderer) -> str:
    """Return the options of the largest consensus on a side: the figure, and their names."""
    first = [each for rank, each in figures.ranked(side) if rank == 1]
    if not first:
        return ""
    return f"{figure(float(first[0].consensus[side].product))} {some(show, [each.option for each in first])}"
