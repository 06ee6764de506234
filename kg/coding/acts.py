"""Who does what in a sentence: each cue of a position or of speaking with the one who acts, joined where he is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.coding.lexicon import Found, Lexicon
from kg.coding.names import Mention, NameIndex
from kg.coding.tokens import Token
from kg.texts import Span

__all__ = ["Act", "Actor", "Scene", "acts_of", "scene_of", "together_with"]

#: the classes of cues that an act rests on, the weightier first where they overlap
ANCHORS = ("position", "blame", "accuse", "nouns", "weak", "modal", "say")
#: pronouns as actors, with what they are called in :class:`Actor`
_PRONOUNS = ("first", "second", "third")
_ARTICLES = frozenset(
    ["the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "un", "une", "una", "der", "die", "das"]
)
_QUOTED_WORDS = 4
#: how many words may stand between a verb and the one who acts after it, and between a noun and whose it is
_AFTER, _BESIDE, _PASSIVE = 4, 2, 3


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: ``kind`` named, owner (“Serra's envoy”), first, second, third (a pronoun), collective, or none (a passive).

    ``at``: the number of his first word in the sentence. ``mentions``: whom the words name, several where they are joined by
    “and”.
    """

    kind: str
    at: int
    mentions: tuple[Mention, ...] = ()


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


@dataclass(slots=True)
class Scene:
    """A sentence: its span, words, cues and names, and for each word the number of the long quotation it stands in (0: none)."""

    paragraph: str
    span: Span
    words: Sequence[Token]
    cues: Sequence[Found]
    mentions: Sequence[Mention]
    quotes: Sequence[int]
    lexicon: Lexicon
    by_key: dict[str, list[Found]] = field(default_factory=dict)

    def without(self, mentions: Sequence[Mention], first: int = 0, last: int | None = None) -> list[Token]:
        """Return some of the words without some of the names."""
        named = {n for mention in mentions for n in range(mention.first, mention.last)}
        end = len(self.words) if last is None else last
        return [self.words[n] for n in range(first, end) if n not in named]

    def has(self, key: str, first: int = 0, last: int | None = None) -> bool:
        """Whether a cue of a class stands among some words."""
        end = len(self.words) if last is None else last
        return any(first <= cue.first < end for cue in self.by_key.get(key, ()))


def scene_of(
    paragraph: str, span: Span, words: Sequence[Token], quoted: Sequence[Span], names: NameIndex, lexicon: Lexicon
) -> Scene:
    """Return a sentence with all that is found in it; ``quoted``: the quotations of the paragraph."""
    inside = [word for word in words if span.start <= word.start < span.end]
    long = [
        number if sum(q.start <= word.start < q.end for word in words) >= _QUOTED_WORDS else 0
        for number, q in enumerate(quoted, 1)
    ]
    quotes = [next((long[n] for n, q in enumerate(quoted) if q.start <= word.start < q.end), 0) for word in inside]
    cues = lexicon.cues.find(inside)
    by_key: dict[str, list[Found]] = {}
    for cue in cues:
        by_key.setdefault(cue.key, []).append(cue)
    return Scene(paragraph, span, inside, cues, names.mentions(paragraph, inside), quotes, lexicon, by_key)


def acts_of(scene: Scene) -> list[Act]:
    """Return the acts of a sentence in order; cues without an actor go with the act before them, or stand alone."""
    acts: list[Act] = []
    for cue in _anchors(scene):
        actor, is_passive = _actor(scene, cue)
        if cue.key == "nouns":
            if actor is None:
                continue
            same = next(
                (act for act in acts if act.actor and _same(act.actor, actor) and act.quote == scene.quotes[cue.first]),
                None,
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
        if current and current.quote == scene.quotes[cue.first] and not is_passive and _goes_on(current, actor):
            current.cues.append(cue)
            current.actor = _fuller(current.actor, actor)
        else:
            acts.append(Act(actor, [cue], scene.quotes[cue.first], is_passive))
    return acts


def _is_asked(scene: Scene, cue: Found) -> bool:
    """Whether a cue is an infinitive, which tells what is to be done and not what was."""
    form = scene.words[cue.first].form
    if scene.lexicon.language == "en":
        return cue.first > 0 and scene.words[cue.first - 1].form == "to"
    return len(form) > 4 and form.endswith(_INFINITIVES.get(scene.lexicon.language, ("\0",)))


#: how infinitives end
_INFINITIVES = {"es": ("ar", "er", "ir"), "fr": ("er", "ir", "re"), "ru": ("ть", "ти", "ться"), "uk": ("ти", "тися")}


def _goes_on(current: Act, actor: Actor | None) -> bool:
    if actor is None:
        return True
    return (
        (current.actor is None)
        or _same(current.actor, actor)
        or (actor.kind == "third" and current.actor.kind in ("named", "owner", "third"))
    )


def _same(one: Actor, other: Actor) -> bool:
    if one.kind == other.kind and one.kind in (*_PRONOUNS, "collective"):
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
        if cue.key == "nouns" and _owner(scene, cue) is None:
            continue
        if not any(word in taken for word in range(cue.first, cue.last)):
            taken |= dict.fromkeys(range(cue.first, cue.last), cue)
        elif cue.key == "nouns" and (other := taken[cue.first]).key in ("position", "weak") and _owner(scene, cue):
            taken = {word: one for word, one in taken.items() if one is not other} | {cue.first: cue}
    yield from sorted(set(taken.values()), key=lambda cue: cue.first)


def _actor(scene: Scene, cue: Found) -> tuple[Actor | None, bool]:
    if cue.key == "nouns":
        return _owner(scene, cue), False
    if _is_passive(scene, cue):
        return _agent(scene, cue) or Actor("none", cue.first), True
    after = _named_after(scene, cue, _AFTER)
    if after and (scene.lexicon.verb_first or (cue.key == "say" and _is_inverted(scene, cue))):
        return after, False
    return _before(scene, cue) or (after if cue.key == "say" or scene.lexicon.has_cases else None), False


def _is_passive(scene: Scene, cue: Found) -> bool:
    if cue.key not in ("position", "say") or cue.last - cue.first > 1:
        return False
    near = [one for one in scene.by_key.get("passive", ()) if 0 <= cue.first - one.last <= 2]
    if any(0 <= one.first - modal.last <= 1 for one in near for modal in scene.by_key.get("modal", ())):
        return False  # “may be withdrawn” tells of what is to be, not of what was done
    return bool(near) and scene.words[cue.first].form.endswith(_PARTICIPLES.get(scene.lexicon.language, ("",)))


#: how participles of the passive end, in languages where the same verb also follows the same auxiliary otherwise
_PARTICIPLES = {
    "en": ("ed", "wn", "ght", "ven", "ken"),
    "es": ("do", "da", "dos", "das"),
    "fr": ("e", "ee", "es", "ees", "i", "ie", "u", "ue", "t", "te"),
}
_PARTICIPLES |= {
    "ru": ("н", "на", "но", "ны", "т", "та", "то", "ты"),
    "uk": ("но", "то", "на", "ні", "нии", "та", "ті"),
}


def _agent(scene: Scene, cue: Found) -> Actor | None:
    for by in scene.by_key.get("by", ()):
        if 0 <= by.first - cue.last <= _PASSIVE:
            for mention in scene.mentions:
                if 0 <= mention.first - by.last <= _PASSIVE:
                    return Actor("named", mention.first, _joined(scene, mention))
    if not scene.by_key.get("by") and scene.lexicon.has_cases:
        near = (m for m in scene.mentions if 0 <= m.first - cue.last <= _PASSIVE and not m.is_base)
        return next((Actor("named", m.first, (m,)) for m in near), None)
    return None


def _owner(scene: Scene, cue: Found) -> Actor | None:
    for mention in scene.mentions:
        near = 0 <= cue.first - mention.last <= _BESIDE
        if (
            near
            and (mention.is_owner or mention.is_adjective)
            and scene.quotes[mention.first] == scene.quotes[cue.first]
        ):
            return Actor("named", mention.first, (mention,))
    for mention in scene.mentions:
        gap = mention.first - cue.last
        between = {word.form for word in scene.words[cue.last : mention.first]}
        of = {scene.words[n].form for one in scene.by_key.get("of", ()) for n in range(one.first, one.last)}
        if (
            0 <= gap <= _BESIDE
            and ((between & of) or (gap == 0 and scene.lexicon.has_cases and not mention.is_base))
            and not mention.is_adjective
        ):
            return Actor("named", mention.first, (mention,))
    for one in scene.by_key.get("owner", ()):
        if 0 <= cue.first - one.last <= 1:
            return Actor("third", one.first)
    return None


def _is_inverted(scene: Scene, cue: Found) -> bool:
    before = scene.paragraph[scene.span.start : scene.words[cue.first].start].rstrip()
    return not before or before[-1] in ",”»\"“—–-!?…’'"


def _named_after(scene: Scene, cue: Found, most: int) -> Actor | None:
    for mention in scene.mentions:
        is_near = 0 <= mention.first - cue.last <= most and scene.quotes[mention.first] == scene.quotes[cue.first]
        is_whose = mention.first - cue.last > 1 and _is_behalf(scene, mention)
        if is_near and not mention.is_owner and (is_whose or not _is_blocked(scene, mention)):
            return Actor("named", mention.first, _joined(scene, mention))
    return None


def _before(scene: Scene, cue: Found) -> Actor | None:
    """Return the one before a verb who acts: the nearest who plainly may, else an owner, a demonym, or the one behind a noun (“counsel for …”)."""
    return _nearest(scene, cue, weak=False) or _nearest(scene, cue, weak=True)


def _nearest(scene: Scene, cue: Found, *, weak: bool) -> Actor | None:
    candidates: list[tuple[int, Mention | Found]] = [(mention.first, mention) for mention in scene.mentions]
    candidates += [(one.first, one) for key in (*_PRONOUNS, "collective") for one in scene.by_key.get(key, ())]
    for at, one in sorted(candidates, key=lambda pair: -pair[0]):
        if at >= cue.first or scene.quotes[at] != scene.quotes[cue.first]:
            continue
        if isinstance(one, Found):
            if one.last <= cue.first:
                return (_named_earlier(scene, at) if one.key == "third" else None) or Actor(one.key, at)
        elif one.last <= cue.first and _may_act(scene, one, weak):
            kind = "owner" if one.is_owner or one.is_adjective else "named"
            return Actor(kind, one.first, _joined(scene, one))
    return None


def _named_earlier(scene: Scene, pronoun: int) -> Actor | None:
    """Return whom a pronoun stands for in its sentence: the last one before it who plainly acts."""
    plain = [
        one
        for one in scene.mentions
        if one.last <= pronoun and scene.quotes[one.first] == scene.quotes[pronoun] and _may_act(scene, one, False)
    ]
    return Actor("named", plain[-1].first, (plain[-1],)) if plain else None


def _may_act(scene: Scene, mention: Mention, weak: bool) -> bool:
    if _is_blocked(scene, mention):
        return weak and _is_behalf(scene, mention)
    is_plain = not (mention.is_owner or mention.is_adjective) and (mention.is_base or not scene.lexicon.has_cases)
    return is_plain or weak


def _is_behalf(scene: Scene, mention: Mention) -> bool:
    """Whether one is named as whose someone is, before anything else in the sentence: “counsel for Serra”."""
    before = [word for word in range(mention.first) if scene.words[word].form not in _ARTICLES]
    behalf = {n for one in scene.by_key.get("behalf", ()) for n in range(one.first, one.last)}
    return bool(before) and before[-1] in behalf


def _is_blocked(scene: Scene, mention: Mention) -> bool:
    """Whether a preposition makes a name something else than the one who acts."""
    at = mention.first - 1
    while at >= 0 and scene.words[at].form in _ARTICLES:
        at -= 1
    if at < 0 or _parted(scene, at, mention.first):
        return False
    if _is_and(scene, at):
        before = next((one for one in scene.mentions if at - 1 <= one.last <= at), None)
        return before is not None and _is_blocked(scene, before)
    prepositions = {n for one in scene.by_key.get("before_agent", ()) for n in range(one.first, one.last)}
    while (
        at >= 0
        and at not in prepositions
        and scene.words[at].capital
        and mention.kind != "party"
        and mention.first - at <= 3
    ):
        at -= 1  # titles: “with President Orr”
    return at in prepositions


def _parted(scene: Scene, at: int, other: int) -> bool:
    between = scene.paragraph[scene.words[at].end : scene.words[other].start]
    return any(mark in between for mark in ",;:()—–")


def _is_and(scene: Scene, at: int) -> bool:
    return scene.words[at].form in {"and", "et", "y", "e", "i", "і", "та", "и", "و"}


def together_with(scene: Scene, first: int, last: int) -> tuple[Mention, ...]:
    """Return who is named, between two words, as acting together with the one who acts: “together with Serra and Orr”."""
    found: list[Mention] = []
    for one in scene.by_key.get("jointly", ()):
        if first <= one.first < last:
            at = one.last
            for mention in scene.mentions:
                if 0 <= mention.first - at <= _PASSIVE:
                    found.append(mention)
                    at = mention.last
    return tuple(found)


def _joined(scene: Scene, mention: Mention) -> tuple[Mention, ...]:
    """Return a name with those joined to it by “and” before it."""
    at = mention.first - 1
    while at >= 0 and scene.words[at].form in _ARTICLES:
        at -= 1
    if at >= 1 and _is_and(scene, at) and not _parted(scene, at, mention.first):
        before = next((one for one in scene.mentions if one.last == at), None)
        if before and not before.is_owner and not before.is_adjective:
            return (*_joined(scene, before), mention)
    return (mention,)
