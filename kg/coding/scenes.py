"""A sentence with all that is found in it: words, cues, names with the nouns that stand for them, and whose words are quoted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.coding.lexicon import Found, Lexicon
from kg.coding.names import Mention, NameIndex
from kg.coding.tokens import Token, words_in
from kg.texts import Span

__all__ = ["ARTICLES", "Actor", "Scene", "scene_of"]

ARTICLES = frozenset(
    ["the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "un", "une", "una", "der", "die", "das"]
)
_QUOTED_WORDS = 4
#: how many words may stand between a name and the noun that stands for it: “Norland's chief trade negotiator”
_BETWEEN = 2
_STOPS = ',;:()—–.“”«»"'


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
class Scene:
    """A sentence: its span, words, cues and names, and for each word the number of the long quotation it stands in (0: none).

    ``label``: who has the word after a colon: “Orr: we want …”.
    """

    paragraph: str
    span: Span
    words: Sequence[Token]
    cues: Sequence[Found]
    mentions: Sequence[Mention]
    quotes: Sequence[int]
    lexicon: Lexicon
    by_key: dict[str, list[Found]] = field(default_factory=dict)
    label: Mention | None = None

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
    paragraph: str,
    span: Span,
    words: Sequence[Token],
    quoted: Sequence[Span],
    names: NameIndex,
    lexicon: Lexicon,
    label: Mention | None = None,
) -> Scene:
    """Return a sentence with all that is found in it; ``quoted``: the quotations of the paragraph, and what follows on a ``label``."""
    inside = words_in(words, span)
    first = max(0, bisect_left(quoted, (span.start,)) - 1)
    near = list(enumerate(quoted[first : bisect_left(quoted, (span.end,))], first + 1))
    long = [(q, number if len(words_in(words, q)) >= _QUOTED_WORDS else 0) for number, q in near]
    quotes = [next((number for q, number in long if q.start <= word.start < q.end), 0) for word in inside]
    cues = lexicon.cues.find(inside)
    by_key: dict[str, list[Found]] = {}
    for cue in cues:
        by_key.setdefault(cue.key, []).append(cue)
    scene = Scene(paragraph, span, inside, cues, names.mentions(paragraph, inside), quotes, lexicon, by_key, label)
    scene.mentions = _grouped(scene, scene.mentions)
    return scene


def _grouped(scene: Scene, mentions: Iterable[Mention]) -> list[Mention]:
    """Return names together with the noun that stands for them, as the ones who act: “the Norland side”, “the government of Norland”."""
    groups = scene.by_key.get("group", ())
    if not groups:
        return list(mentions)
    found: list[Mention] = []
    for mention in mentions:
        noun = next((one for one in groups if _stands_for(scene, mention, one)), None) if mention.parties else None
        if noun is None:
            found.append(mention)
            continue
        first, last = min(mention.first, noun.first), max(mention.last, noun.last)
        start, end = scene.words[first].start, scene.words[last - 1].end
        after = scene.paragraph[end : end + 2].replace("’", "'")
        is_owner = after == "'s" or (after[:1] == "'" and scene.paragraph[end - 1] == "s")
        kind = "party" if mention.kind == "person" else mention.kind
        who = mention.parties[0] if mention.kind == "person" else mention.id
        found.append(
            replace(
                mention, start=start, end=end, first=first, last=last, kind=kind, id=who, is_base=True, is_adjective=False,
                is_owner=is_owner,
            )
        )  # fmt: skip
    return found


def _stands_for(scene: Scene, mention: Mention, noun: Found) -> bool:
    words = scene.words
    if mention.first <= noun.first < mention.last:
        return False
    if noun.first >= mention.last:
        begin = mention.last + (mention.last < len(words) and words[mention.last].form == "s")
        is_bare = (
            mention.kind == "party"
            and noun.first == begin
            and not scene.lexicon.has_cases
            and not scene.lexicon.verb_first
        )
        is_near = noun.first - begin <= _BETWEEN and (mention.is_owner or mention.is_adjective)
        between = scene.paragraph[words[mention.last - 1].end : words[noun.first].start]
        if any(
            cue.key in ("say", "position", "nouns", "before_agent")
            for cue in scene.cues
            if mention.last <= cue.first < noun.first
        ):
            return False
        return (is_near or is_bare) and not any(mark in between for mark in _STOPS)
    if (
        mention.kind == "person"
        or mention.is_owner
        or (mention.first == noun.last and not (scene.lexicon.has_cases or scene.lexicon.verb_first))
    ):
        return False
    between = scene.paragraph[words[noun.last - 1].end : words[mention.first].start]
    of = {n for one in scene.by_key.get("of", ()) for n in range(one.first, one.last)}
    inside = range(noun.last, mention.first)
    if any(mark in between for mark in _STOPS) or len(inside) > _BETWEEN + 1:
        return False
    if scene.lexicon.has_cases or scene.lexicon.verb_first:
        return len(inside) <= 1 and (scene.lexicon.verb_first or not mention.is_base) and not mention.is_adjective
    return any(n in of for n in inside) and all(n in of or words[n].form in ARTICLES or n == inside[0] for n in inside)
