"""Questions about networks: the names in them resolved, the mentions read, the answer made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg import answers
from kg.api.asking import parse_as_of
from kg.errors import AmbiguousNameError, UnknownNameError, UsageError, either
from kg.networks.asked import Asked, parse_span
from kg.vocabulary import ATTRIBUTIONS, Stance

if TYPE_CHECKING:
    from kg.api.negotiation import Negotiation
    from kg.case import Case
    from kg.networks.mentions import Mentions

__all__ = ["backbone_of", "counted_of", "explained_of", "network_of"]

#: the kinds of things that can be left out of a network by name
_EXCLUDED = ("parties", "people", "issues", "options", "proposals", "sources")


def network_of(negotiation: Negotiation, **choices: Any) -> answers.NetworkAnswer:
    """Return the network of a case; the arguments are those of :meth:`kg.api.Negotiation.network`."""
    from kg.networks.network import series_of

    asked, mentions = counted_of(negotiation, **choices)
    series = series_of(mentions, asked, negotiation.case.store.locator)
    shown = series.whole.rows if asked.actors == "parties" and asked.by == "actors" else ()
    return answers.NetworkAnswer(negotiation.resolution, shown, asked, series)


def backbone_of(
    negotiation: Negotiation,
    size: int | None = None,
    time_limit: float | None = None,
    tell: Callable[[int, int], None] | None = None,
    **choices: Any,
) -> answers.BackboneAnswer:
    """Return the backbone of concepts; the arguments are those of :meth:`kg.api.Negotiation.backbone`."""
    from kg.networks.backbones import SECONDS, backbones_of

    asked, mentions = counted_of(negotiation, **{"aggregation": "congruence", **choices})
    if asked.mode != "one" or asked.by != "actors" or asked.kernel:
        raise UsageError("a backbone is that of a one-mode network of actors without a kernel")
    case = negotiation.case
    kinds = (asked.actors, asked.concepts)
    labels = {name: record.label() for kind in kinds for name, record in case.of_kind(kind).items()}
    seconds = SECONDS if time_limit is None else time_limit
    series = backbones_of(mentions, asked, size, seconds, labels, case.store.locator, tell)
    concepts = len(series.whole.steps)
    if size is not None and (size < 1 or (concepts and size > concepts)):
        raise UsageError(f"--size {size}: {concepts:,} concepts count; give a number from 1 to {concepts}")
    shown = series.whole.actors if asked.actors == "parties" else ()
    return answers.BackboneAnswer(negotiation.resolution, shown, asked, size, seconds, series)


def counted_of(
    negotiation: Negotiation,
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    parties: Iterable[str] = (),
    issues: Iterable[str] = (),
    sources: Iterable[str] = (),
    attributions: Iterable[str] = (),
    exclude: Iterable[str] = (),
    window: str | None = None,
    stride: str | None = None,
    sideless: bool = False,
    levels: Mapping[Stance, int] | None = None,
    **choices: object,
) -> tuple[Asked, Mentions]:
    """Return what is asked, its names resolved, and the mentions that count, in order of day and statement.

    ``sideless`` and ``levels`` are those of :func:`~kg.networks.reading.read_mentions`, the other arguments those of
    :meth:`kg.api.Negotiation.network`. Raises :class:`~kg.errors.KgError` for a name or a word that is unknown, and for choices that do
    not belong together.
    """
    from kg.networks.reading import read_mentions

    case = negotiation.case
    if strange := sorted(set(choices) - {one.name for one in fields(Asked)}):
        raise UsageError(f"unknown choice “{strange[0]}”; the choices of a network are those of Negotiation.network")
    told = frozenset(_each(attributions))
    if unknown := sorted(told - {*ATTRIBUTIONS}):
        raise UsageError(f"unknown attribution “{unknown[0]}”; use one of {', '.join(ATTRIBUTIONS)}")
    asked = Asked(
        since=parse_as_of(since),
        until=parse_as_of(until),
        parties=frozenset(negotiation.party(name) for name in _each(parties)),
        issues=frozenset(case.find("issues", name) for name in _each(issues)),
        sources=frozenset(case.find("sources", name) for name in _each(sources)),
        attributions=told,
        without=frozenset(chain.from_iterable(_named(negotiation, name) for name in _each(exclude))),
        window=parse_span(window, "--window") if window else None,
        stride=parse_span(stride, "--stride") if stride else None,
        **choices,  # type: ignore[arg-type]
    )
    if asked.on == "stances" and asked.without & {*case.sources, *case.people}:
        raise UsageError(
            "--exclude of a source or a person is of statements, and --on stances counts what holds on a day; leave one out"
        )
    return asked, read_mentions(negotiation.resolution, asked, sideless=sideless, levels=levels)


def _each(names: Iterable[str]) -> Iterable[str]:
    """Return names, of which one may be given by itself."""
    return (names,) if isinstance(names, str) else names


def explained_of(found: answers.NetworkAnswer, row: str, column: str) -> answers.WeightExplained:
    """Return what the weight between two things, named by label, alias or id, consists of.

    Raises :class:`~kg.errors.UsageError` where the network has no such thing or several windows.
    """
    from kg.networks.explaining import explain

    if found.asked.window:
        raise UsageError(
            "one window is explained at a time; leave --window out, and give its days by --since and --until"
        )
    case, asked = found.case, found.asked
    actors, concepts = asked.actors, asked.concepts
    kinds = (
        (actors, concepts)
        if asked.mode == "two"
        else (actors, actors)
        if asked.by == "actors"
        else (concepts, concepts)
    )
    row, column = (case.find(kind, name) for kind, name in zip(kinds, (row, column), strict=True))
    for name, kind, names in zip((row, column), kinds, (found.network.rows, found.network.columns), strict=True):
        if name not in names:
            raise UsageError(
                f"nothing that counts is of {case.of_kind(kind)[name].label()}; --isolates keeps it in the network"
            )
    return answers.WeightExplained(found.resolution, found.parties, asked, explain(found.network, row, column))


def _named(negotiation: Negotiation, name: str) -> Iterable[str]:
    """Return the id of the one thing of any kind that has a name; of an issue and its only option, which are one, both."""
    found: dict[str, str] = {}
    for kind in _EXCLUDED:
        with suppress(UnknownNameError):
            found[negotiation.case.find(kind, name)] = kind
    if len(found) > 1 and not _are_one(negotiation.case, found):
        raise AmbiguousNameError("things", name, sorted(f"{one} ({kind})" for one, kind in found.items()))
    if not found:
        raise UsageError(f"--exclude: nothing is named “{name}”; kg list {either(_EXCLUDED)} shows what is")
    return found


def _are_one(case: Case, found: Mapping[str, str]) -> bool:
    """Return whether things of one name are an issue and its only option, or a party and the person who speaks for it alone.

    So has a database of Discourse Network Analyzer its concepts, and those of its people who are coded without an organisation.
    """
    by_kind = {kind: name for name, kind in found.items()}
    if by_kind.keys() == {"issues", "options"}:
        return [one.id for one in case.options_of(by_kind["issues"])] == [by_kind["options"]]
    if by_kind.keys() == {"parties", "people"}:
        return case.people[by_kind["people"]].speaks_for == (by_kind["parties"],)
    return False
