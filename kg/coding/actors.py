"""Who acts by a verb or a noun of a sentence: the one named before it or after it, a pronoun, an owner, or the agent of a passive."""

from __future__ import annotations

from kg.coding.day_symbols import is_day_name
from kg.coding.joining import are_joined, are_parted_by_sign, joined_after, joined_before
from kg.coding.lexicon import Found
from kg.coding.names import Mention
from kg.coding.scenes import ARTICLES, Actor, Scene

__all__ = ["PRONOUNS", "actor_of", "is_blocked", "owner_of"]

#: pronouns as actors, with what they are called in :class:`~kg.coding.scenes.Actor`
PRONOUNS = ("first", "second", "third")
#: how many words may stand between a verb and the one who acts after it, and between a noun and whose it is
_AFTER, _BESIDE, _PASSIVE = 4, 2, 3


def actor_of(scene: Scene, cue: Found) -> tuple[Actor | None, bool]:
    """Return who acts by a cue, None where the sentence does not say, and whether the verb is passive."""
    if cue.key == "nouns":
        return owner_of(scene, cue), False
    if _is_passive(scene, cue):
        return _agent(scene, cue) or Actor("none", cue.first), True
    after = _named_after(scene, cue, _AFTER) or _group_after(scene, cue)
    if after and (scene.lexicon.verb_first or (cue.key == "say" and _is_inverted(scene, cue))):
        return after, False
    if turned := _after_relative(scene, cue):
        return turned, False
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
            for one in scene.by_key.get("collective", ()):
                if 0 <= one.first - by.last <= 1:
                    return Actor("collective", one.first)
            for mention in scene.mentions:
                if 0 <= mention.first - by.last <= _PASSIVE:
                    return Actor("named", mention.first, joined_after(scene, mention))
    fronted = next((by for by in scene.by_key.get("by", ()) if by.first == 0), None)
    first = next((mention for mention in scene.mentions if fronted and 0 <= mention.first - fronted.last <= 1), None)
    if first and first.last < cue.first:  # “By Norland the offer was declined”
        return Actor("named", first.first, joined_after(scene, first))
    if not scene.by_key.get("by") and scene.lexicon.has_cases:
        near = (m for m in scene.mentions if 0 <= m.first - cue.last <= _PASSIVE and not m.is_base)
        return next((Actor("named", m.first, (m,)) for m in near), None)
    return None


def owner_of(scene: Scene, cue: Found) -> Actor | None:
    """Return whose the noun of a cue is, such as “Serra's offer”, None where the words beside it do not say."""
    for mention in scene.mentions:
        near = 0 <= cue.first - mention.last <= _BESIDE
        if (
            near
            and (mention.is_owner or mention.is_adjective)
            and scene.quotes[mention.first] == scene.quotes[cue.first]
        ):
            return Actor("named", mention.first, joined_before(scene, mention))
    for mention in scene.mentions:
        gap = mention.first - cue.last
        between = {word.form for word in scene.words[cue.last : mention.first]}
        of = {scene.words[n].form for one in scene.by_key.get("of", ()) for n in range(one.first, one.last)}
        if (
            0 <= gap <= _BESIDE
            and ((between & of) or (gap == 0 and scene.lexicon.has_cases and not mention.is_base))
            and not mention.is_adjective
        ):
            return Actor("named", mention.first, joined_after(scene, mention))
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
        if is_near and not mention.is_owner and (is_whose or not is_blocked(scene, mention)):
            return Actor("named", mention.first, (*joined_before(scene, mention)[:-1], *joined_after(scene, mention)))
    return None


def _group_after(scene: Scene, cue: Found) -> Actor | None:
    """Return “both sides” right after a verb, in a language whose verbs stand first."""
    if not scene.lexicon.verb_first:
        return None
    near = (one for one in scene.by_key.get("collective", ()) if 0 <= one.first - cue.last <= 1)
    return next((Actor("collective", one.first) for one in near), None)


def _after_relative(scene: Scene, cue: Found) -> Actor | None:
    """Return who acts after the verb of a clause on a noun: “la oferta que había hecho Norlandia”."""
    if scene.lexicon.language == "en":
        return None
    near = [one for one in scene.by_key.get("relative", ()) if 0 <= cue.first - one.last <= _BESIDE]
    if not near or any(near[-1].last <= mention.first < cue.first for mention in scene.mentions):
        return None
    return _named_after(scene, cue, 1)


def _before(scene: Scene, cue: Found) -> Actor | None:
    """Return the one before a verb who acts: the nearest who plainly may, else an owner, a demonym, or the one behind a noun (“counsel for …”)."""
    return _nearest(scene, cue, weak=False) or _nearest(scene, cue, weak=True)


def _nearest(scene: Scene, cue: Found, *, weak: bool) -> Actor | None:
    candidates: list[tuple[int, Mention | Found]] = [(mention.first, mention) for mention in scene.mentions]
    nobody = {one.first for one in scene.by_key.get("impersonal", ())}
    candidates += [
        (one.first, one)
        for key in (*PRONOUNS, "collective")
        for one in scene.by_key.get(key, ())
        if one.first not in nobody
    ]
    groups = {one.first for one in scene.by_key.get("group", ())}
    candidates += [  # “her delegation”
        (one.first, one._replace(key="third", last=one.last + 1))
        for one in scene.by_key.get("owner", ())
        if one.last in groups
    ]
    for at, one in sorted(candidates, key=lambda pair: -pair[0]):
        if at >= cue.first or scene.quotes[at] != scene.quotes[cue.first]:
            continue
        if isinstance(one, Found):
            if one.last <= cue.first and not (one.key == "collective" and _is_object(scene, one)):
                return (_named_earlier(scene, at) if one.key == "third" else None) or Actor(one.key, at)
        elif one.last <= cue.first and _may_act(scene, one, weak):
            kind = "owner" if one.is_owner or one.is_adjective else "named"
            return Actor(kind, one.first, joined_before(scene, one))
    return None


def _is_object(scene: Scene, one: Found) -> bool:
    """Whether a group stands right after a verb or a preposition, as in “urged both sides to return”, and does not act itself."""
    if any(cue.last == one.first for cue in scene.by_key.get("before_agent", ())):
        return True
    verbs = (cue for cue in scene.cues if cue.key in ("position", "say", "blame"))
    return not scene.lexicon.verb_first and any(0 <= one.first - cue.last <= 1 for cue in verbs)


def _named_earlier(scene: Scene, pronoun: int) -> Actor | None:
    """Return whom a pronoun stands for in its sentence: the last one before it who plainly acts."""
    plain = [
        one
        for one in scene.mentions
        if one.last <= pronoun and scene.quotes[one.first] == scene.quotes[pronoun] and _may_act(scene, one, False)
    ]
    return Actor("named", plain[-1].first, joined_before(scene, plain[-1])) if plain else None


def _may_act(scene: Scene, mention: Mention, weak: bool) -> bool:
    if is_blocked(scene, mention):
        return weak and _is_behalf(scene, mention)
    is_plain = not (mention.is_owner or mention.is_adjective) and (mention.is_base or not scene.lexicon.has_cases)
    return is_plain or weak


def _is_behalf(scene: Scene, mention: Mention) -> bool:
    """Whether one is named as whose someone is, before anything else in the sentence: “counsel for Serra”."""
    before = [word for word in range(mention.first) if scene.words[word].form not in ARTICLES]
    behalf = {n for one in scene.by_key.get("behalf", ()) for n in range(one.first, one.last)}
    return bool(before) and before[-1] in behalf


def is_blocked(scene: Scene, mention: Mention) -> bool:
    """Whether a preposition makes a name something else than the one who acts."""
    before = next((one for one in reversed(scene.mentions) if one.last <= mention.first), None)
    if before and are_joined(scene, before, mention):
        return is_blocked(scene, before) and not _begins_alike(scene, before, mention)
    at = mention.first - 1
    while at >= 0 and scene.words[at].form in ARTICLES:
        at -= 1
    if at < 0 or are_parted_by_sign(scene, at, mention.first) or _is_of_each(scene, at):
        return False
    prepositions = {n for one in scene.by_key.get("before_agent", ()) for n in range(one.first, one.last)}
    while (
        at >= 0
        and at not in prepositions
        and scene.words[at].capital
        and not is_day_name(scene.words[at], scene.lexicon)
        and mention.kind != "party"
        and mention.first - at <= 3
    ):
        at -= 1  # titles: “with President Orr”
    return at in prepositions


def _begins_alike(scene: Scene, before: Mention, mention: Mention) -> bool:
    """Whether a name is joined to another by a word before both: “Like Serra, Orr wants …”."""
    return are_parted_by_sign(scene, before.last - 1, before.last) and before.last == mention.first


def _is_of_each(scene: Scene, at: int) -> bool:
    """Whether a preposition stands after “each”, as in “each of Serra and Orr”."""
    return any(one.last == at for one in scene.by_key.get("every", ()))
