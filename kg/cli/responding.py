"""How a question is answered on the terminal: what is printed, and what of it is sensitive.

An answer *names* what is sensitive where an id of it is in its JSON, or the day that only a sensitive statement makes the newest.
It *rests on* it where the same question has another answer, remark or error with ``--redact``; to know this where it names
nothing, the question is asked again of what ``--redact`` would show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from kg.cli.options import Settings
from kg.cli.output import Printable, emit, note, working
from kg.errors import KgError

if TYPE_CHECKING:
    from datetime import date

    from kg.api import Negotiation
    from kg.case import Case

__all__ = ["Asked", "lifetimes", "loose_ends", "remarks_on", "respond", "warn_of_sensitive"]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, the remarks that go with it on stderr, and whether a limit or an interrupt stopped it before its end."""

    answer: Printable
    notes: tuple[str, ...] = ()
    is_cut_short: bool = False


def respond(
    settings: Settings,
    ask: Callable[[Settings], Asked],
    *,
    whole: bool = False,
    write: Callable[[Asked], None] | None = None,
    before: Callable[[Asked], None] | None = None,
) -> Asked:
    """Ask a question, print its answer and remarks, and say what of it is sensitive; ``whole``: it may tell of anything.

    ``write`` does something else with the answer than to print it; ``before`` does something with it first, so that it is done also where
    nobody reads on what is printed. Raises what the question raises.
    """
    try:
        asked = ask(settings)
    except KgError as error:
        if not whole and _rests_on_sensitive(settings, ask, error):
            note(f"the error {_UNNAMED}")
        raise
    named = _named(settings, None if whole else lambda: _ids_in(asked.answer.to_json(settings.language)))
    rests = bool(named) or (not whole and _rests_on_sensitive(settings, ask, asked))
    if before:
        before(asked)
    if write:
        write(asked)
    else:
        emit(asked.answer, settings, {"sensitive": dict(sorted(named.items()))} if rests else {})
    _tell_left_out(settings, whole=whole)
    if rests:
        note(f"the answer {_holding(named) if named else _CUT_SHORT if asked.is_cut_short else _UNNAMED}")
    for remark in asked.notes:
        note(remark)
    return asked


def warn_of_sensitive(
    settings: Settings, where: str, told: Callable[[], Iterable[str]], *, whole: bool = False
) -> None:
    """Say on stderr what --redact has left out, or without it how much that is sensitive went out.

    ``where`` names what went out, ``told`` gives the ids of which it tells and its day; ``whole``: it may tell of
    anything in the case, unasked channels too.
    """
    _tell_left_out(settings, whole=whole)
    named = _named(settings, None if whole else told)
    if named:
        note(f"{where} {_holding(named)}")


#: what is said of an answer that names nothing sensitive, and would be another without it
_UNNAMED = "rests on what is sensitive, without naming it; --redact leaves it out"

#: what is said of one that was stopped, since asked again it would be another anyway
_CUT_SHORT = "was stopped, and may rest on what is sensitive; --redact leaves it out"


def _holding(named: Counter[str]) -> str:
    from kg.export.redact import counted_rows

    return f"holds what is sensitive: {counted_rows(named)}; --redact leaves it out"


def _tell_left_out(settings: Settings, *, whole: bool) -> None:
    for line in settings.left_out(None if whole else settings.channel or ()):
        click.echo(line, err=True)


def _named(settings: Settings, told: Callable[[], Iterable[str]] | None) -> Counter[str]:
    """Return how many sensitive rows of each sheet some texts name, all of them where None, nothing with --redact.

    The texts are asked for only where the case holds anything sensitive: those of a large answer take much memory.
    """
    hidden = [store.sensitive for store in settings.hiding() if store.sensitive.gone]
    names = set(told()) if told is not None and hidden else None
    return sum((sensitive.rows(names) for sensitive in hidden), Counter())


def _rests_on_sensitive(settings: Settings, ask: Callable[[Settings], Asked], found: Asked | KgError) -> bool:
    """Whether a question has another answer with --redact; what was cut short may always have one."""
    if not any(store.sensitive.gone for store in settings.hiding()):
        return False
    if isinstance(found, Asked) and found.is_cut_short:
        return True
    try:
        with working("what of the answer is sensitive"):
            other: Asked | KgError = ask(settings.hidden())
    except KgError as error:
        other = error
    return _shown(found, settings.language) != _shown(other, settings.language)


def _shown(found: Asked | KgError, lang: str) -> object:
    if isinstance(found, KgError):
        return str(found)
    answer = found.answer
    return answer.to_json(lang), answer.head_lines(lang), answer.tables(lang), found.notes


def _ids_in(found: object) -> Iterator[str]:
    """Yield the texts of an answer's JSON: ids are among them."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from _ids_in(value)
    elif isinstance(found, list):
        for value in found:
            yield from _ids_in(value)


def loose_ends(case: Case, parties: Iterable[str]) -> Iterator[str]:
    """Yield how many positions of the parties are ignored: their term or statement is not in the case."""
    loose = case.loose_positions(parties)
    if loose:
        several = f"{loose:,} positions are" if loose > 1 else "1 position is"
        yield f"{several} left out, because the term or the statement is not in the case; kg check lists them"


def remarks_on(negotiation: Negotiation, parties: Iterable[str], lang: str) -> Iterator[str]:
    """Yield what is to be known of the parties (ids) of a group besides its answer."""
    named = tuple(parties)
    yield from loose_ends(negotiation.case, named)
    yield from lifetimes(negotiation.case, named, negotiation.as_of, lang)
    for party in negotiation.without_position(named):
        label = negotiation.case.parties[party].label(lang)
        yield f"{label} has no position on record on {negotiation.as_of} or before"


def lifetimes(case: Case, parties: Iterable[str], day: date | None, lang: str) -> Iterator[str]:
    """Yield which of the parties (ids) have ended before a day, or begin after it: nothing passes on by itself."""
    for party in (case.parties[each] for each in parties):
        if day and party.end and party.end < day:
            yield f"{party.label(lang)} existed until {party.end}; its stances are its last word, and pass to nobody"
        elif day and party.start and party.start > day:
            yield f"{party.label(lang)} exists only from {party.start}"
