"""Who is named in a text: the parties and persons of a case by label, alias, surname or office, also with other endings.

A name's word stands for a word of the text that begins as it does and differs in its ending alone: “Росія” for “Росією”,
“Russia” for “Russian”. A word so much longer that it is an adjective (a demonym) is marked, since “Russian forces” are not Russia.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.case import Case
from kg.case.records import Party, Person
from kg.coding.lexicon import Lexicon
from kg.coding.tokens import Token, folded, tokens

__all__ = ["Mention", "NameIndex", "spokespeople"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a paragraph: its offsets, its words (by number, the last one excluded), whom it names and how.

    ``parties``: for whom it stands, several for a person who speaks for several. ``kind``: party, person or office. ``is_base``:
    it stands as the case has it, which in languages with cases is most often the one who acts. ``is_adjective``: a demonym.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    id: str
    parties: tuple[str, ...]
    is_base: bool
    is_adjective: bool
    is_owner: bool

    @property
    def party(self) -> str | None:
        """The party it stands for, None for a person who speaks for none."""
        return self.parties[0] if self.parties else None

    @property
    def speaker(self) -> str | None:
        """The person that it names, None for a party."""
        return None if self.kind == "party" else self.id


class _Entry(NamedTuple):
    words: tuple[str, ...]
    kind: str
    id: str
    parties: tuple[str, ...]
    capital: bool
    is_full: bool


_ARTICLES = frozenset(
    ["the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "der", "die", "das", "un", "une", "una"]
)
_OF = frozenset(["of", "de", "du", "des", "del", "da", "der", "von", "за", "із", "з", "по", "при"])
_VOWELS = "aeiouyаеиоуюяєіьъыэ"
_KEY = 3
_LONGEST_ENDING, _LONGEST_ADJECTIVE = 3, 7
#: the endings that a Latin name may have, with those of demonyms, and how a Slavic demonym goes on from the stem
_LATIN_ENDINGS = frozenset(["", "s", "es", "an", "n", "ian", "ese", "ish", "ns", "ans", "ians", "ien", "ienne", "iens"])
_SLAVIC_ADJECTIVE = re.compile("[ьиі]*[сц]ь?к")


class NameIndex:
    """The names of a case's parties and persons, by the first letters of their first word."""

    def __init__(self, case: Case, proclitics: Sequence[str] = ()) -> None:
        self._proclitics = tuple(sorted(proclitics, key=len, reverse=True))
        self._entries: defaultdict[str, list[_Entry]] = defaultdict(list)
        self.speaks_for = {person.id: person.speaks_for for person in case.people.values()}
        self.initials = _initials(case.people.values())
        self._in_handles = _in_handles(case)
        entries = [*_party_entries(case.parties.values()), *_person_entries(case.people.values())]
        owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for entry in entries:
            owners[entry.words].add(entry.id)
        full = {entry.words for entry in entries if entry.is_full}
        for entry in dict.fromkeys(entries):
            if entry.is_full or (len(owners[entry.words]) == 1 and entry.words not in full):
                self._entries[entry.words[0][:_KEY]].append(entry)

    def mentions(self, paragraph: str, words: Sequence[Token]) -> list[Mention]:
        """Return who is named among the words of a paragraph, in order, of overlapping names the longest."""
        found: list[Mention] = []
        at = 0
        while at < len(words):
            best = max(self._at(paragraph, words, at), key=_rank, default=None)
            if best:
                found.append(best)
            at = best.last if best else at + 1
        return found

    def of_handle(self, handle: str) -> tuple[str | None, tuple[str, ...]] | None:
        """Return the person and the parties whose name stands in a handle of a social network; None if none's or several's do."""
        form = folded(handle)
        found = {(person, parties) for name, person, parties in self._in_handles if name in form}
        persons = {one for one in found if one[0]}
        fitting = persons or found
        return fitting.pop() if len(fitting) == 1 else None

    def _at(self, paragraph: str, words: Sequence[Token], at: int) -> Iterator[Mention]:
        for form in self._forms(words[at].form):
            for entry in self._entries.get(form[:_KEY], ()):
                if entry.capital and not words[at].capital:
                    continue
                endings = self._endings(entry.words, words, at, form)
                if endings is not None:
                    last = at + len(entry.words)
                    end = words[last - 1].end
                    after = paragraph[end : end + 2].replace("’", "'")
                    is_owner = after == "'s" or (after.startswith("'") and words[last - 1].form.endswith("s"))
                    yield Mention(
                        words[at].start,
                        end,
                        at,
                        last,
                        entry.kind,
                        entry.id,
                        entry.parties,
                        not any(endings),
                        entry.kind == "party" and 2 in endings,
                        is_owner,
                    )

    def _forms(self, form: str) -> Iterator[str]:
        yield form
        for prefix in self._proclitics:
            if form.startswith(prefix) and len(form) - len(prefix) >= _KEY:
                yield form[len(prefix) :]

    def _endings(self, name: tuple[str, ...], words: Sequence[Token], at: int, first: str) -> list[int] | None:
        """Return for each word of a name how it stands here: 0 as it is, 1 with another ending, 2 as an adjective."""
        if at + len(name) > len(words):
            return None
        found = []
        for number, wanted in enumerate(name):
            forms = [first] if number == 0 else self._forms(words[at + number].form)
            kinds = [kind for form in forms if (kind := _ending(wanted, form)) is not None]
            if not kinds:
                return None
            found.append(min(kinds))
        return found


def _rank(mention: Mention) -> tuple[int, bool, bool, str]:
    return mention.last - mention.first, mention.is_base, mention.kind != "office", mention.id


def _ending(name: str, form: str) -> int | None:
    if name == form:
        return 0
    if len(name) < 4 or name.isdecimal() or form[:_KEY] != name[:_KEY]:
        return None
    stem = name
    for _ in range(2):
        if stem[-1] in _VOWELS and len(stem) > 4:
            stem = stem[:-1]
    more = len(form) - len(stem)
    if not form.startswith(stem) or more > _LONGEST_ADJECTIVE:
        return None
    ending = form[len(stem) :]
    if name.isascii() and ending not in _LATIN_ENDINGS:
        return None
    is_adjective = ending not in ("", "s", "es") if name.isascii() else bool(_SLAVIC_ADJECTIVE.match(ending))
    if is_adjective:
        return 2
    return 1 if more <= _LONGEST_ENDING else None


def _words_of(name: str) -> tuple[str, ...]:
    forms = [token.form for token in tokens(name)]
    while len(forms) > 1 and forms[0] in _ARTICLES:
        forms = forms[1:]
    return tuple(form for number, form in enumerate(forms) if form != "s" or number == 0)


def _party_entries(parties: Iterable[Party]) -> Iterator[_Entry]:
    for party in parties:
        for name in _names(party.labels + party.aliases, party.local_name):
            words = _words_of(name)
            if not words:
                continue
            short = len(words) == 1 and len(words[0]) <= 3
            yield _Entry(words, "party", party.id, (party.id,), short and name[0].isupper(), True)
            for start in range(1, len(words) - 1):
                yield _Entry(words[start:], "party", party.id, (party.id,), False, False)
            if len(words) > 1:
                for head in (words[0], words[-1]):
                    if len(head) >= 4:
                        yield _Entry((head,), "party", party.id, (party.id,), True, False)


def _person_entries(people: Iterable[Person]) -> Iterator[_Entry]:
    for person in people:
        for name in _names(person.labels + person.aliases, person.local_name):
            words = _words_of(name)
            if not words:
                continue
            yield _Entry(words, "person", person.id, person.speaks_for, name[0].isupper(), True)
            for number in range(1, len(words)):
                if len(words[number]) >= 3:
                    yield _Entry((words[number],), "person", person.id, person.speaks_for, name[0].isupper(), False)
        for _, office in person.office:
            words = _words_of(office)
            if words:
                yield _Entry(words, "office", person.id, person.speaks_for, False, True)
                head = next((n for n, word in enumerate(words) if word in _OF), 0)
                short = words[:head] if head else (words[-1:] if office.isascii() else words[:1])
                yield _Entry(tuple(short), "office", person.id, person.speaks_for, False, False)


def _names(texts: Iterable[tuple[str, str]], otherwise: str) -> list[str]:
    return list(dict.fromkeys(words for _, words in texts if words.strip())) or [otherwise]


def _initials(people: Iterable[Person]) -> dict[str, str]:
    """Return the persons whose names begin with some letters, by these: “ih” for Ines Hale; none where two have the same."""
    found = [
        ("".join(word[0] for word in _words_of(name)), p.id) for p in people for _, name in p.labels if name.strip()
    ]
    counts = Counter(letters for letters, _ in dict.fromkeys(found))
    return {letters: person for letters, person in found if counts[letters] == 1 and len(letters) > 1}


def _in_handles(case: Case) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return surnames of persons, and words of parties' names that no other party has, with whose they are."""
    found: list[tuple[str, str | None, tuple[str, ...]]] = []
    for person in case.people.values():
        for _, name in person.labels:
            if (words := _words_of(name)) and len(words[-1]) > _KEY:
                found.append((words[-1], person.id, person.speaks_for))
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for party in case.parties.values():
        for _, name in party.labels + party.aliases:
            for word in _words_of(name):
                owners[word].add(party.id)
    found += [(word, None, tuple(ids)) for word, ids in owners.items() if len(ids) == 1 and len(word) > _KEY]
    return found


def spokespeople(case: Case, lexicon: Lexicon) -> frozenset[str]:
    """Return the persons (ids) whose office is to speak for others."""
    return frozenset(
        person.id
        for person in case.people.values()
        for _, office in person.office
        if any(found.key == "spokesperson" for found in lexicon.cues.find(tokens(office)))
    )
