"""What changed in words: how a stance moved, where a range went, what happened beside it, and the ground of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.analysis.changes import Change, GroundChange
from kg.analysis.developments import Development
from kg.analysis.ladder_moves import LadderMove
from kg.analysis.ladders import Interval
from kg.answers.rendering import Renderer, number
from kg.answers.terms import bound_words, change_name, ground_name, known_name, marks, stance_name, status_name
from kg.case.records import Condition, Reading
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import joined, later, listed, said

__all__ = ["change_cells", "detail_words", "ground_words", "happened_words", "moved_words", "path_words"]

_RED_LINES = {
    (Stance.DEMAND, True): later("now demanded"),
    (Stance.DEMAND, False): later("no longer demanded"),
    (Stance.RULE_OUT, True): later("now ruled out"),
    (Stance.RULE_OUT, False): later("no longer ruled out"),
}

_HAPPENED = {
    "condition fulfilled": later("condition fulfilled"),
    "condition missed": later("condition missed"),
    "condition broken off": later("condition broken off"),
    "reading given": later("reading given"),
    "reading changed": later("reading changed"),
    "reading accepted": later("reading accepted"),
    "point left open": later("point left open"),
    "reading withdrawn": later("reading withdrawn"),
    "reading ended": later("reading ended"),
    "deed": later("deed"),
    "proposal": later("proposal"),
}


def change_cells(show: Renderer, change: Change, since: date) -> tuple[str, ...]:
    """Return who moved, on what, and how, the stances before and after beneath."""
    on = change.ladder.issue if change.ladder else change.after.term
    words, stances = moved_words(show, change, since), [_brief(show, held) for held in (change.before, change.after)]
    moved = words if change.ladder and stances[0] == stances[1] else f"{words}\n{' → '.join(stances)}"
    return (show.name(change.after.party), show.name(on), moved)


def moved_words(show: Renderer, change: Change, since: date) -> str:
    """Return a change in words that a party can read: never softened or hardened."""
    lang = show.lang
    if change.kind == "lapsed":
        lapse = change.after.lapsed_by
        if lapse:
            return show.lapse_words(lapse)
        unfounded = change.before.inferred
        return said(lang, "lapsed: it no longer follows from anything") if unfounded else said(lang, "lapsed")
    if change.kind in ("softened", "hardened"):
        red_line = _red_line(change)
        parts = (change_name(lang, change.words), red_line and said(lang, red_line), _stands_again(lang, change, since))
        return joined(lang, dict.fromkeys(part for part in parts if part))
    if change.kind == "spoke" and (again := _stands_again(lang, change, since)):
        return again
    is_same = change.kind == "shifted" and _is_same_word(change)
    named = said(lang, "other conditions") if is_same else change_name(lang, change.words)
    went = _range_words(show, change.ladder)
    path = f"{named}{' ' if change.before.side else ': '}{went}" if went else named
    return listed(lang, [path, change_name(lang, f"toward {change.toward}")]) if change.toward else path


def _brief(show: Renderer, held: Resolved) -> str:
    """Return a stance in a word, with what it rests on if not the party's own statement."""
    lang = show.lang
    if held.stance is Stance.SILENT:
        return said(lang, "no stance") if held.ended else said(lang, "no stance on record")
    marks = [said(lang, "inferred")] if held.inferred else []
    marks += [said(lang, "by others' word")] if held.ascribed else []
    marks += [said(lang, "less authoritative than before")] if "less authoritative" in held.marks else []
    marks += [said(lang, "fallback beside {options}", options=show.names(held.fallback))] if held.fallback else []
    return stance_name(lang, held.stance) + (f" ({listed(lang, marks)})" if marks else "")


def _is_same_word(change: Change) -> bool:
    return change.before.stance is change.after.stance


def _red_line(change: Change) -> str:
    drawn = change.after.is_red_line
    of = change.after if drawn else change.before
    if change.red_line is None or change.after.fallback or of.inferred:
        return ""
    return _RED_LINES[change.red_line, drawn]


def _stands_again(lang: str, change: Change, since: date) -> str:
    """Say where nothing new was said, and an older word of the party stands again."""
    is_old = all(statement.latest <= since for statement in change.after.evidence)
    if not is_old or not change.voice.startswith("own"):
        return ""
    return said(lang, "what was said by {day} stands again", day=change.after.day)


def _range_words(show: Renderer, move: LadderMove | None) -> str:
    """Return where a range went, how its width changed, and toward whom: ``from at least 60 to 20 days, toward Selm``."""
    if move is None or move.before == move.after:
        return ""
    lang = show.lang
    ends = [_interval_words(lang, each) for each in (move.before, move.after) if each]
    path = said(lang, "from {first} to {last}", first=ends[0], last=ends[1]) if len(ends) > 1 else "".join(ends)
    width = said(lang, "narrower") if move.width == "narrower" else said(lang, "wider") if move.width else ""
    toward = said(lang, "toward {parties}", parties=show.names(move.toward)) if move.toward else ""
    return listed(lang, (part for part in (f"{path} {move.unit or ''}".strip(), width, toward) if part))


def _interval_words(lang: str, interval: Interval) -> str:
    low, high = (number(end) for end in (interval.low, interval.high))
    if low == high:
        return f"{low}"
    if low is None or high is None:
        return bound_words(lang, "at-most", f"{high}") if low is None else bound_words(lang, "at-least", f"{low}")
    return said(lang, "between {low} and {high}", low=low, high=high)


def happened_words(show: Renderer, each: Development) -> str:
    """Return what happened, from which day, and known how: ``condition missed, from 2031-02-01: …``."""
    kind = said(show.lang, _HAPPENED[each.kind])
    since = [said(show.lang, "from {day}", day=each.day)] if each.day else []
    detail = detail_words(show, each) + marks(show.lang, inferred=False, ascribed=each.ascribed)
    return f"{listed(show.lang, [kind, *since])}: {detail}"


def detail_words(show: Renderer, each: Development) -> str:
    """Return what a development is of: a condition, a reading, or from which status to which."""
    if isinstance(each.of, Condition):
        return show.condition_words(each.of, each.kind.removeprefix("condition "))
    if isinstance(each.of, Reading):
        text = show.text(each.of.text)
        return f"{show.name(each.of.point)}: {text}" if text else show.name(each.of.point)
    return path_words(show.lang, each)


def path_words(lang: str, each: Development) -> str:
    """Return the status of a proposal, or how well a deed is known, before and after."""
    return " → ".join(_state(lang, each.kind, state) for state in (each.before, each.after) if state)


def _state(lang: str, kind: str, state: str) -> str:
    """Return how well a deed is known, or the status of a proposal: ``tabled, ended``."""
    if kind == "deed":
        return known_name(lang, state)
    status, *ended = state.split(", ")
    return listed(lang, [status_name(lang, status), *([said(lang, "ended")] if ended else [])])


def ground_words(lang: str, change: GroundChange) -> str:
    """Return a pair's ground before and after in words, and what it rests on if not on own voice."""
    before, after = (
        listed(lang, [ground_name(lang, ground.value) if ground else said(lang, "closed"), *_read(lang, read)])
        for ground, read in ((change.before, change.read_before), (change.after, change.read_after))
    )
    path = f"{before} → {after}"
    if change.inferred and change.ascribed:
        return "\n".join([path, said(lang, "rests in part on inference and others' word")])
    if change.inferred:
        return f"{path}\n{said(lang, 'rests in part on inference')}"
    return "\n".join([path, said(lang, "rests in part on others' word")]) if change.ascribed else path


def _read(lang: str, read: str | None) -> Iterator[str]:
    """Yield how an option is read that is in name only, or left open on purpose."""
    if read is not None:
        yield said(lang, "in name only") if read == "in name only" else said(lang, "left open on purpose")
