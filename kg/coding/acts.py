"""Who does what in a sentence: each cue of a position or of speaking with the one who acts, joined where he is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.coding.actors import PRONOUNS, actor_of, owner_of
from kg.coding.lexicon import Found
from kg.coding.scenes import Actor, Scene

__all__ = ["Act", "acts_of"]

#: the classes of cues that an act rests on, the weightier first where they overlap
ANCHORS = ("position", "blame", "accuse", "nouns", "weak", "modal", "say")


@dataclass(slots=True)
class Act:
    """What one actor does in a sentence: his cues in order, and in which quotation (0: outside of any)."""

    actor: Actor | None
    cues: list[Found]
    quote: int
    is_passive: bool = False

    @property
    def keys(self) -> set[str]:
        """The classes of its cues."""
        return {cue.key for cue in self.cues}

    @property
    def first(self) -> int:
        """The number of the first word of actor and cues."""
        at = self.actor.at if self.actor and self.actor.kind != "none" else self.cues[0].first
        return min(at, self.cues[0].first)

    @property
    def is_nested(self) -> bool:
        """Whether it rests on a noun alone, which stands within what another does."""
        return self.keys == {"nouns"}


def acts_of(scene: Scene) -> list[Act]:
    """Return the acts of a sentence in order; cues without an actor go with the act before them, or stand alone."""
    acts: list[Act] = []
    if one := scene.label:
        acts.append(Act(Actor("named", one.first, (one,)), [Found("say", one.last - 1, one.last)], 0))
    for cue in _anchors(scene):
        actor, is_passive = actor_of(scene, cue)
        if cue.key == "nouns":
            if actor is None:
                continue
            same = next(
                (act for act in acts if _is_owner_of(act, actor) and act.quote == scene.quotes[cue.first]), None
            )
            if same:
                same.cues.append(cue)
            else:
                acts.append(Act(actor, [cue], scene.quotes[cue.first]))
            continue
        current = next((act for act in reversed(acts) if not act.is_nested), None)
        if (
            current
            and current.quote == scene.quotes[cue.first]
            and _is_asked(scene, cue)
            and current.keys & {"position", "say"}
        ):
            current.cues.append(cue)  # “urged Serra to accept” is no act of Serra
            continue
        if (
            current
            and current.quote == scene.quotes[cue.first]
            and not is_passive
            and _goes_on(current, actor)
            and not _is_apart(scene, current, cue)
        ):
            current.cues.append(cue)
            current.actor = _fuller(current.actor, actor)
        else:
            acts.append(Act(actor, [cue], scene.quotes[cue.first], is_passive))
    return acts


def _is_noun(scene: Scene, cue: Found) -> bool:
    """Whether a word that may be a verb stands after an article or “its”, and is a noun or a participle: “the offer”, “the agreed text”."""
    before = scene.words[cue.first - 1].form if cue.first else ""
    if scene.words[cue.first].form.endswith(_ABSTRACT):  # “expressed an openness to” takes a side by itself
        return False
    return cue.last - cue.first == 1 and before in _DETERMINERS.get(scene.lexicon.language, ())


_ABSTRACT = ("ness", "ation")
#: the words after which no verb stands that acts
_DETERMINERS = {
    "en": ("the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "this", "these", "any", "every"),
    "fr": ("une", "un", "cette", "cet", "ces", "sa", "son", "ses", "leur", "leurs", "notre", "aucun", "aucune"),
    "es": ("una", "un", "esta", "este", "su", "sus", "nuestra", "nuestro", "ningun", "ninguna", "el"),
}


def _is_asked(scene: Scene, cue: Found) -> bool:
    """Whether a cue is an infinitive, which tells what is to be done and not what was."""
    form = scene.words[cue.first].form
    if scene.lexicon.language == "en":
        return cue.first > 0 and scene.words[cue.first - 1].form == "to"
    return len(form) > 4 and form.endswith(_INFINITIVES.get(scene.lexicon.language, ("\0",)))


#: how infinitives end
_INFINITIVES = {"es": ("ar", "er", "ir"), "fr": ("er", "ir", "re"), "ru": ("ть", "ти", "ться"), "uk": ("ти", "тися")}


def _is_owner_of(act: Act, owner: Actor) -> bool:
    """Whether the one who acts is he whose a noun is: “Norland repeated Norland's demand”, “Norland repeated its demand”."""
    if act.actor is None:
        return False
    return _same(act.actor, owner) or (owner.kind == "third" and act.actor.kind == "named" and act.actor.at < owner.at)


def _is_apart(scene: Scene, current: Act, cue: Found) -> bool:
    """Whether a semicolon parts a cue of a position from an act that tells one already."""
    between = scene.paragraph[scene.words[current.cues[-1].last - 1].end : scene.words[cue.first].start]
    return ";" in between and current.keys != {"say"} and cue.key in ("position", "nouns", "weak")


def _goes_on(current: Act, actor: Actor | None) -> bool:
    if actor is None:
        return True
    return (
        (current.actor is None)
        or _same(current.actor, actor)
        or (actor.kind == "third" and current.actor.kind in ("named", "owner", "third"))
    )


def _same(one: Actor, other: Actor) -> bool:
    if one.kind == other.kind and one.kind in (*PRONOUNS, "collective"):
        return True
    mine, theirs = ({mention.party for mention in actor.mentions} for actor in (one, other))
    return bool(mine) and mine == theirs


def _fuller(one: Actor | None, other: Actor | None) -> Actor | None:
    """Of two that are the same, the one that names a person."""
    if one is None or other is None:
        return one or other
    names_person = any(mention.speaker for mention in other.mentions) and not any(m.speaker for m in one.mentions)
    return Actor(one.kind, min(one.at, other.at), other.mentions) if names_person else one


def _anchors(scene: Scene) -> Iterator[Found]:
    taken: dict[int, Found] = {}
    found = sorted(
        (cue for cue in scene.cues if cue.key in ANCHORS),
        key=lambda cue: (ANCHORS.index(cue.key), cue.first - cue.last),
    )
    for cue in found:
        if cue.key == "nouns" and owner_of(scene, cue) is None:
            continue
        if cue.key in ("position", "weak") and _is_noun(scene, cue):
            continue
        if not any(word in taken for word in range(cue.first, cue.last)):
            taken |= dict.fromkeys(range(cue.first, cue.last), cue)
        elif cue.key == "nouns" and (other := taken[cue.first]).key in ("position", "weak") and owner_of(scene, cue):
            taken = {word: one for word, one in taken.items() if one is not other} | {cue.first: cue}
    yield from sorted(set(taken.values()), key=lambda cue: cue.first)
