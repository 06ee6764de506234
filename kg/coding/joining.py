"""Which names of a sentence act together: joined by “and”, “nor”, “as well as” or “like”, or named beside the one who acts."""

from __future__ import annotations

from kg.coding.names import Mention
from kg.coding.scenes import ARTICLES, Scene

__all__ = ["are_joined", "are_parted_by_sign", "joined_after", "joined_before", "together_with"]

#: how many words may stand between “together with” and a name
_BESIDE = 3
_AND = frozenset(["and", "et", "y", "e", "i", "і", "й", "та", "и", "و"])
#: “and” where it is written together with the next word
_AND_BEFORE_WORD = "و"
#: what stands after a name that acts by a verb of its own: “said Norland and Sudland refused”
_VERBS = ("say", "position", "weak", "blame", "modal", "passive")


def together_with(scene: Scene, first: int, last: int) -> tuple[Mention, ...]:
    """Return who is named, between two words, as acting together with the one who acts: “together with Serra and Orr”."""
    found: list[Mention] = []
    for one in scene.by_key.get("jointly", ()):
        if first <= one.first < last:
            at = one.last
            for mention in scene.mentions:
                if 0 <= mention.first - at <= _BESIDE:
                    found.append(mention)
                    at = mention.last
    return tuple(found)


def joined_before(scene: Scene, mention: Mention) -> tuple[Mention, ...]:
    """Return a name with those that are joined to it and stand before it, in order."""
    before = _neighbour(scene, mention, -1)
    if before and are_joined(scene, before, mention):
        return (*joined_before(scene, before), mention)
    return (mention,)


def joined_after(scene: Scene, mention: Mention) -> tuple[Mention, ...]:
    """Return a name with those that are joined to it and stand after it, in order, but for one who acts by a verb of its own."""
    after = _neighbour(scene, mention, 1)
    if after and are_joined(scene, mention, after) and not _has_verb(scene, after):
        return (mention, *joined_after(scene, after))
    return (mention,)


def are_joined(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether two names, one right after the other, act together: “Serra and Orr”, “Serra, like Orr,”, “like Serra, Orr”."""
    if (one.is_owner and not other.is_owner) or one.is_adjective:
        return False
    at = _before_articles(scene, other.first)
    if at == one.last - 1:
        if _AND_BEFORE_WORD in scene.lexicon.proclitics and scene.words[other.first].form.startswith(_AND_BEFORE_WORD):
            return not are_parted_by_sign(scene, at, other.first)
        return _begins_with_likeness(scene, one) and are_parted_by_sign(scene, at, other.first)
    if scene.words[at].form in _AND and at == one.last:
        return not are_parted_by_sign(scene, at, other.first)
    return any(found.last == at + 1 and found.first <= one.last for found in scene.by_key.get("joins", ()))


def are_parted_by_sign(scene: Scene, at: int, other: int) -> bool:
    """Whether a comma, a dash or the like stands between two words, given by number."""
    between = scene.paragraph[scene.words[at].end : scene.words[other].start]
    return any(mark in between for mark in ",;:()—–،؛")


def _before_articles(scene: Scene, first: int) -> int:
    at = first - 1
    while at >= 0 and scene.words[at].form in ARTICLES:
        at -= 1
    return at


def _begins_with_likeness(scene: Scene, one: Mention) -> bool:
    """Whether a sentence begins with “like” and a name."""
    at = _before_articles(scene, one.first)
    return any((found.first, found.last) == (0, at + 1) for found in scene.by_key.get("joins", ()))


def _neighbour(scene: Scene, mention: Mention, step: int) -> Mention | None:
    at = next((n for n, one in enumerate(scene.mentions) if one.first == mention.first), -1) + step
    return scene.mentions[at] if 0 <= at < len(scene.mentions) else None


def _has_verb(scene: Scene, mention: Mention) -> bool:
    return any(one.first == mention.last for key in _VERBS for one in scene.by_key.get(key, ()))
