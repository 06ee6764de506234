"""The tables of camps: who stands where, the figures in words, communities, brokers, blockers and windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.blockers import Blocker
from kg.answers.counted import counted_words, number
from kg.answers.rendering import Renderer
from kg.answers.series import end_of
from kg.answers.tables import Table
from kg.answers.terms import ground_name
from kg.networks.camps import Camps, TwoCamps
from kg.networks.communities import Grouping
from kg.resolution import Resolved
from kg.words import counted, joined, said

if TYPE_CHECKING:
    from kg.answers.camps import CampsAnswer

__all__ = ["MOST_BROKERS", "as_good_words", "camp_name", "how_good", "number_or_none", "parts_words", "tables_of"]

#: how many brokers the table shows at most
MOST_BROKERS = 20


def tables_of(answer: CampsAnswer, show: Renderer) -> list[Table]:
    """Return the tables of the answer."""
    whole, asked = answer.whole, answer.asked
    return [
        Table("", (), (), note=counted_words(show.lang, asked, whole.pairs)),
        _camps_table(show, whole),
        _figures_table(show, whole),
        _communities_table(show, whole),
        _brokers_table(show, whole),
        _blockers_table(show, answer),
        *([_windows_table(show, answer.series.windows)] if asked.window else []),
    ]


def camp_name(lang: str, place: int, size: int) -> str:
    """Return what a camp is called, by its number from 0, with how many are in it."""
    return said(lang, "Camp {number} ({size})", number=place + 1, size=size)


def number_or_none(value: float | None) -> str:
    """Return a number to read, a dash for one that is undefined."""
    return "–" if value is None else number(value)


def _camps_table(show: Renderer, found: Camps) -> Table:
    actors, camps = found.pairs.actors, found.best.camps()
    rows = [
        (camp_name(show.lang, place, len(camp)), "\n".join(_by_part(show, found, camp)))
        for place, camp in enumerate(camps)
    ]
    apart = [actors[place] for place, side in enumerate(found.best.sides) if not side]
    if apart:
        rows.append((said(show.lang, "compared with nobody"), _names(show, apart)))
    notes = []
    if found.best.parts > 1:
        notes.append(parts_words(show.lang, found.best.parts))
    notes += [as_good_words(show, found, sides) for sides in found.best.also]
    if not camps:
        notes.append(said(show.lang, "nobody is compared with anybody: no two took a side on the same thing"))
    return Table(said(show.lang, "Camps"), ("", ""), tuple(rows), note="\n".join(notes))


def _by_part(show: Renderer, found: Camps, camp: tuple[int, ...]) -> Iterator[str]:
    """Yield the members of a camp, a line for each part."""
    for part in range(found.best.parts):
        members = [found.pairs.actors[place] for place in camp if found.best.part[place] == part]
        if members:
            yield _names(show, members)


def parts_words(lang: str, parts: int) -> str:
    """Return in words that several parts are not compared with each other."""
    return said(
        lang, "nothing is compared between {count} parts: which of their camps go together is open", count=parts
    )


def as_good_words(show: Renderer, found: Camps, sides: tuple[int, ...]) -> str:
    """Return in words another split that is as good, by who stands with the other camp in it."""
    moved = [found.pairs.actors[place] for place in found.best.moved(sides)]
    return said(show.lang, "as good: {actors} in the other camp", actors=_names(show, moved))


def _names(show: Renderer, actors: list[str]) -> str:
    return ", ".join(sorted(map(show.name, actors)))


def _figures_table(show: Renderer, found: Camps) -> Table:
    lang, best, most = show.lang, found.best, found.most
    rows = [(said(lang, "Balance"), number_or_none(best.balance), how_good(lang, best, best.balance))]
    whole = found.pairs.agreement + found.pairs.disagreement
    if whole:
        told = said(lang, "{part} of {whole} comparisons", part=f"{found.pairs.disagreement:,}", whole=f"{whole:,}")
        rows.append((said(lang, "Share of conflict"), number_or_none(found.conflict_share), told))
    if most is None:
        rows.append((said(lang, "Polarisation"), "–", said(lang, "undefined: it takes both agreement and conflict")))
    else:
        told = said(lang, "the share of all conflict that is between these camps, less that of all agreement")
        rows.append((said(lang, "Polarisation"), number_or_none(best.polarisation), told))
        told = joined(lang, [_which(show, found, most), how_good(lang, most, most.polarisation)])
        rows.append((said(lang, "Highest polarisation"), number_or_none(most.polarisation), told))
    if found.has_dna:
        name = said(lang, "“Polarisation” of Discourse Network Analyzer")
        told = said(lang, "a distance from two ideal camps of one size, made as large as may be; not comparable")
        rows.append((name, number_or_none(found.dna), told))
    note = said(
        lang, "Balance: 1 where all agreement is inside the camps and all conflict between them, also where all agree."
    )
    return Table(said(lang, "Figures"), ("", "", ""), tuple(rows), note=note)


def how_good(lang: str, split: TwoCamps, value: float | None) -> str:
    """Return in words whether a split is the best, and the only one."""
    if value is None or split.bound is None:
        return said(lang, "undefined: nobody is compared with anybody")
    if not split.proven:
        return said(lang, "the best split found in the time; none has more than {bound}", bound=number(split.bound))
    best = said(lang, "no split has more")
    if split.tied is None:
        only = said(lang, "whether another has as much is not known")
    elif not split.tied:
        only = said(lang, "no other has as much")
    elif split.splits:
        only = counted(lang, split.splits - 1, "{count} other has as much", "{count} others have as much")
    else:
        only = said(lang, "others have as much")
    return joined(lang, [best, only])


def _which(show: Renderer, found: Camps, most: TwoCamps) -> str:
    """Return in words how the split of the highest polarisation differs from the camps."""
    moved = [found.pairs.actors[place] for place in found.best.moved(most.sides)]
    if not moved:
        return said(show.lang, "the same split")
    return said(show.lang, "{actors} in the other camp", actors=_names(show, moved))


def _communities_table(show: Renderer, found: Camps) -> Table:
    lang, actors = show.lang, found.pairs.actors

    def told(grouping: Grouping) -> str:
        several = [[actors[place] for place in group] for group in grouping.groups if len(group) > 1]
        alone = [actors[group[0]] for group in grouping.groups if len(group) == 1]
        lines = [_names(show, group) for group in several]
        return "\n".join([*lines, *([said(lang, "alone: {actors}", actors=_names(show, alone))] if alone else [])])

    by_louvain = said(lang, "modularity {score}", score=number_or_none(found.louvain.score))
    inside = said(lang, "agreement less conflict inside: {score}", score=number_or_none(found.clustered.score))
    highest = found.clustered.highest
    if highest is not None:
        more = said(lang, "no grouping has more")
        if highest != found.clustered.score:
            more = said(lang, "another grouping has {score}", score=number(highest))
        inside = joined(lang, [inside, more])
    rows = (
        (f"{said(lang, 'Louvain: agreement that outweighs conflict')}\n{by_louvain}", told(found.louvain)),
        (f"{said(lang, 'Correlation clustering: conflict counts too')}\n{inside}", told(found.clustered)),
    )
    columns = (said(lang, "Method"), said(lang, "Communities"))
    return Table(said(lang, "Communities"), columns, rows if actors else ())


def _brokers_table(show: Renderer, found: Camps) -> Table:
    lang, camps = show.lang, found.best.camps()
    shown = [one for one in found.brokers if one.betweenness > 0]
    agreement = tuple(said(lang, "Agreement with camp {number}", number=place + 1) for place in range(len(camps)))
    rows = []
    for one in shown[:MOST_BROKERS]:
        side = found.best.sides[one.actor]
        camp = "–" if not side else "1" if side > 0 else "2"
        means = [number_or_none(mean) for mean in (one.with_first, one.with_second)[: len(camps)]]
        rows.append((show.name(found.pairs.actors[one.actor]), camp, number(one.betweenness), *means))
    more = len(shown) - len(rows)
    note = counted(lang, more, "{count} more; --format csv has all", "{count} more; --format csv has all")
    if not shown:
        note = said(lang, "nobody lies between others: where two agree at all, the shortest way is direct")
    columns = ("", said(lang, "Camp"), said(lang, "Betweenness"), *agreement)
    return Table(said(lang, "Brokers"), columns, tuple(rows), note=note if more or not shown else "")


def _blockers_table(show: Renderer, answer: CampsAnswer) -> Table:
    lang = show.lang
    if answer.blockers is None:
        many = said(lang, "the parties have too many positions to be resolved for this; --party names some of them")
        return Table(said(lang, "Blockers"), (), (), note=many)
    rows = tuple(
        (
            "\n".join(dict.fromkeys((show.name(one.option.id), show.name(one.option.issue)))),
            joined(lang, [ground_name(lang, one.ground.value), _among(show, one)]),
            "\n".join(_held(show, one.held)),
        )
        for one in answer.blockers
    )
    columns = (said(lang, "Option"), said(lang, "Kept from"), said(lang, "By the word of"))
    none = said(lang, "no option is kept from agreed or within reach by one party alone")
    day = said(lang, "from the stances that hold on {day}, as resolved", day=answer.blocking_day)
    notes = [*([] if rows else [none]), day]
    return Table(said(lang, "Blockers"), columns if rows else (), rows, note="\n".join(notes))


def _among(show: Renderer, one: Blocker) -> str:
    names = show.names(held.party for held in one.others)
    silent = counted(show.lang, len(one.silent), "{count} without a side", "{count} without a side")
    return joined(show.lang, [said(show.lang, "among {parties}", parties=names), *([silent] if one.silent else [])])


def _held(show: Renderer, held: Resolved) -> Iterator[str]:
    """Yield the lines of a stance: whose, what, and each statement that it rests on."""
    yield f"{show.name(held.party)}: {show.stance_words(held)}"
    for statement in held.evidence:
        words = show.text(statement.paraphrase) or show.text(statement.quotation) or ""
        yield f"{words} ({show.citation(statement)})".strip()


def _windows_table(show: Renderer, windows: tuple[Camps, ...]) -> Table:
    lang = show.lang
    heads = (
        said(lang, "First day"),
        said(lang, "Last day"),
        said(lang, "Mentions"),
        said(lang, "Camps"),
        said(lang, "Balance"),
        said(lang, "Polarisation"),
        said(lang, "Groups"),
    )
    has_dna = any(one.has_dna for one in windows)
    rows = []
    for one in windows:
        if window := one.pairs.window:
            sizes = " | ".join(str(len(camp)) for camp in one.best.camps())
            value = number_or_none(one.best.balance)
            if not one.best.proven and one.best.bound is not None:
                value += f" (≤ {number(one.best.bound)})"
            rows.append(
                (
                    str(window.first),
                    end_of(window, lang),
                    str(one.pairs.kept),
                    sizes or "–",
                    value,
                    number_or_none(one.best.polarisation),
                    str(len(one.clustered.groups)),
                    *([number_or_none(one.dna)] if has_dna else []),
                )
            )
    return Table(said(lang, "Windows"), (*heads, *(["DNA"] if has_dna else [])), tuple(rows))
