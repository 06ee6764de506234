"""An act of a sentence that may tell a position, with whose it is and who tells of it, and how such acts are joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.coding.acts import Act
from kg.coding.scenes import Scene
from kg.coding.voices import Voice

__all__ = ["Told", "addressee_of", "are_parted", "is_only_teller", "is_plain", "joined"]


class Told(NamedTuple):
    """An act with whose it is, who tells of it (None: the text, or the one whose it is), and its words by number."""

    act: Act | None
    voice: Voice
    teller: Voice | None
    first: int
    last: int
    is_leak: bool = False


def is_only_teller(one: Told, told: Sequence[Told]) -> bool:
    """Whether an act only introduces what it tells of another."""
    return (
        one.act is not None
        and one.act.keys == {"say"}
        and any(other.teller and other.teller.parties == one.voice.parties for other in told)
    )


def joined(scene: Scene, told: Sequence[Told]) -> list[Told]:
    """Join what the same parties do one after another in a sentence, as by a verb of speaking and in the words spoken.

    What a semicolon parts is apart, if each part tells a position by itself.
    """
    found: list[Told] = []
    for one in told:
        last = found[-1] if found else None
        if (
            last
            and last.act
            and one.act
            and last.voice.parties == one.voice.parties
            and last.voice.parties
            and not (one.act.is_nested or last.act.is_nested)
            and (last.teller is None) == (one.teller is None)
            and not _are_apart(scene, last, one)
        ):
            act = Act(
                last.act.actor or one.act.actor,
                [*last.act.cues, *one.act.cues],
                last.act.quote or one.act.quote,
                last.act.is_passive or one.act.is_passive,
            )
            voice = last.voice if last.voice.speaker or not one.voice.speaker else one.voice
            found[-1] = Told(act, voice, last.teller, last.first, one.last, last.is_leak or one.is_leak)
        else:
            found.append(one)
    return found


def _are_apart(scene: Scene, one: Told, other: Told) -> bool:
    if (
        one.act is None
        or other.act is None
        or not other.act.keys & {"position", "nouns", "weak"}
        or one.act.keys == {"say"}
    ):
        return False
    last = scene.words[one.act.cues[-1].last - 1].end
    return ";" in scene.paragraph[last : scene.words[other.act.cues[0].first].start]


def are_parted(scene: Scene, one: Act, other: Act) -> bool:
    """Whether a word such as “while”, or a semicolon, stands between two acts."""
    first, last = sorted((one.cues[0].last, other.first))
    between = scene.paragraph[scene.words[first - 1].end : scene.words[max(first, last) - 1].start]
    return scene.has("split", first, last) or ";" in between


def is_plain(act: Act) -> bool:
    """Whether one is named as the one who acts, and not only by an adjective or as an owner."""
    return (
        act.actor is not None and act.actor.kind == "named" and not any(one.is_adjective for one in act.actor.mentions)
    )


def addressee_of(scene: Scene, act: Act, voiced: Sequence[tuple[Act, Voice | None]]) -> Voice | None:
    """Return who turned something down by a passive without an agent: the one who was asked in the same sentence, if one alone was.

    “Norland asked Sudland to put it to a vote, which was rejected.”
    """
    if not act.is_passive or not scene.has("refuse", act.first, act.cues[0].last):
        return None
    acting = {mention for other, _ in voiced if other.actor for mention in other.actor.mentions}
    askers = {party for mention in acting for party in mention.parties}
    asked = [
        one
        for one in scene.mentions
        if one.last <= act.first
        and one not in acting
        and one.parties
        and not set(one.parties) & askers
        and not one.is_owner
    ]
    parties = {one.parties for one in asked}
    return Voice(asked[-1].parties, None, "named") if len(parties) == 1 and askers else None
