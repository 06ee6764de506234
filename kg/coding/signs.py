"""What the words around an act say of it: attribution, condition, and what a coder should look at twice."""

from __future__ import annotations

import re

from kg.coding.acts import Act
from kg.coding.cards import Cue
from kg.coding.lexicon import Found
from kg.coding.scenes import Scene

__all__ = ["attribution_of", "condition_of", "cue_of", "marks_of"]

_CLAUSE_END = re.compile(r"[,;:—–.!?؟،؛»”\"]")
_NEAR = 4


def cue_of(scene: Scene, found: Found | None) -> Cue | None:
    """Return a cue as words of the paragraph with their offsets."""
    if found is None:
        return None
    start, end = scene.words[found.first].start, scene.words[found.last - 1].end
    return Cue(scene.paragraph[start:end], start, end)


def attribution_of(
    scene: Scene,
    act: Act | None,
    *,
    is_own: bool,
    has_speaker: bool,
    is_leak: bool,
    is_document: bool,
    speaks_by_office: bool,
) -> tuple[str, Found | None]:
    """Return the attribution of an act and the cue that it rests on.

    A leak's cue comes first; then what others say of the party (``is_own`` false, or a cue of hearsay); then who speaks: a spokesperson
    by his title, a person on record, a document; else the source reports it, or infers it where a cue of inference stands there.
    """
    first = act.cues[0] if act else None
    if is_leak:
        return "leak", _first(scene, "leak")
    if not is_own:
        return "characterisation", first
    hearsay = _first(scene, "hearsay")
    if hearsay and act and not has_speaker and _overlaps(hearsay, act):
        return "characterisation", hearsay
    spokes = _first(scene, "spokesperson")
    if spokes or (speaks_by_office and has_speaker):
        return "spokesperson", spokes
    if has_speaker:
        return "on-record", first
    official = _first(scene, "official")
    if official or is_document:
        return "official-document", official
    inference = _first(scene, "inference")
    if inference and act and _overlaps(inference, act):
        return "inference", inference
    return "reported", first


def _first(scene: Scene, key: str) -> Found | None:
    return next(iter(scene.by_key.get(key, ())), None)


def _overlaps(cue: Found, act: Act) -> bool:
    return any(cue.first - _NEAR <= one.first <= cue.last + _NEAR for one in act.cues)


def condition_of(scene: Scene, start: int, end: int) -> Cue | None:
    """Return the first condition between two offsets: its cue with the words up to the end of its clause."""
    for found in scene.by_key.get("condition", ()):
        at = scene.words[found.first].start
        if start <= at < end:
            stop = _CLAUSE_END.search(scene.paragraph, scene.words[found.last - 1].end)
            last = min(stop.start() if stop else end, scene.span.end)
            return Cue(scene.paragraph[at:last].rstrip(), at, at + len(scene.paragraph[at:last].rstrip()))
    return None


def marks_of(scene: Scene, act: Act | None, first: int, last: int) -> list[str]:
    """Return what to look at twice in an act's words: negated, a denial of a denial, an accusation, passive."""
    marks = []
    if act and act.keys & {"accuse", "blame"}:
        marks.append("accusation")
    negated = scene.has("negation", first, last)
    denied = scene.has("deny", first, last)
    if denied and (negated or scene.has("refuse", first, last)):
        marks.append("denial of a denial")
    elif negated or denied:
        marks.append("negated")
    if act and act.is_passive:
        marks.append("passive")
    return marks
