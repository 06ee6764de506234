"""The words by which statements are recognised, by language: data files beside this module, and a user's own beside them.

A file is TOML with the tables ``cues``, ``words`` and ``days`` (``lexicons/en.toml`` shows all keys, with what each is for).
A pattern is one word or several in a row, compared without case and accents; a ``*`` at the end of a word stands for any
ending, a ``_`` for one word or two that may stand between.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.coding.tokens import Token, tokens
from kg.errors import InputError, reason_of

__all__ = ["LANGUAGES", "Found", "Lexicon", "Patterns", "guess_language", "lexicon_of", "read_lexicon"]

_FOLDER = Path(__file__).with_name("lexicons")

#: the languages that have a lexicon
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))

#: the tables of a file, each with its keys; in ``days`` the keys with numbers hold tables or lists of lists
CUES = [
    "say",
    "position",
    "weak",
    "nouns",
    "refuse",
    "deny",
    "blame",
    "accuse",
    "hearsay",
    "inference",
    "leak",
    "official",
    "spokesperson",
    "condition",
    "split",
    "first",
    "second",
    "third",
    "owner",
    "passive",
    "by",
    "of",
    "collective",
    "jointly",
    "joins",
    "before_agent",
    "modal",
    "negation",
    "question",
    "answer",
    "session",
    "behalf",
    "group",
    "reply",
    "every",
    "relative",
    "impersonal",
    "occasion",
    "new_occasion",
    "pluperfect",
    "perfect",
]
_WORDS = ("stop", "proclitics")
_DAYS = [
    "offsets",
    "spans",
    "weekdays",
    "months",
    "last",
    "next",
    "this",
    "past",
    "before_word",
    "ago",
    "earlier",
    "later",
    "units",
    "numbers",
    "future",
    "deadline",
    "weekend",
    "ordinal",
    "previous",
    "following",
    "none",
    "within",
    "within_one",
    "near",
    "told_of",
    "spans_near",
    "night_to",
    "short_months",
    "ordinals",
    "early",
    "middle",
    "late",
    "since",
    "told",
    "told_endings",
    "future_endings",
    "future_beginnings",
    "no_tense",
    "auxiliary",
]
_TABLES = {"cues": frozenset(CUES), "words": frozenset(_WORDS), "days": frozenset(_DAYS)}

#: how many words a ``_`` of a pattern may stand for
_GAP = 2
#: of how many forms it is remembered which patterns they begin
_REMEMBERED = 1 << 16


class Found(NamedTuple):
    """That a pattern of a class stands at some words: its key, and the first word and the one after the last (by number)."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Entry:
    pattern: tuple[str, ...]
    key: str


class Patterns:
    """Patterns by their first word, so that each word of a text is looked up once."""

    def __init__(self, lists: Mapping[str, Iterable[str]], proclitics: Sequence[str] = ()) -> None:
        self._whole: dict[str, list[_Entry]] = {}
        self._begun: dict[str, list[_Entry]] = {}
        self._proclitics = tuple(sorted(proclitics, key=len, reverse=True))
        for key, patterns in lists.items():
            for pattern in patterns:
                self._add(key, pattern)
        self._shortest = min(map(len, self._begun), default=1)
        self._longest = max(map(len, self._begun), default=0)
        self._known: dict[str, tuple[_Entry, ...]] = {}

    def _add(self, key: str, pattern: str) -> None:
        words = []
        for part in pattern.split():
            stems = ["_"] if part == "_" else [token.form for token in tokens(part)]
            if part.endswith("*") and stems:
                stems[-1] += "*"
            words += stems
        if words:
            first = words[0]
            place = self._begun if first.endswith("*") else self._whole
            place.setdefault(first.rstrip("*"), []).append(_Entry(tuple(words), key))

    def find(self, words: Sequence[Token]) -> list[Found]:
        """Return what stands among words, in order of place; of one class and first word, the longest."""
        found: dict[tuple[str, int], int] = {}
        for at, word in enumerate(words):
            entries = self._known.get(word.form)
            if entries is None:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                entries = tuple(entry for form in self._forms(word.form) for entry in self._entries(form))
                self._known[word.form] = entries
            for entry in entries:
                end = at + 1 if len(entry.pattern) == 1 else self._match(entry.pattern, words, at)
                if end and end > found.get((entry.key, at), 0):
                    found[entry.key, at] = end
        return [
            Found(key, at, end) for (key, at), end in sorted(found.items(), key=lambda item: (item[0][1], item[0][0]))
        ]

    def _forms(self, form: str) -> Iterator[str]:
        yield form
        for prefix in self._proclitics:
            if form.startswith(prefix) and len(form) - len(prefix) >= 2:
                yield form[len(prefix) :]

    def _entries(self, form: str) -> Iterator[_Entry]:
        yield from self._whole.get(form, ())
        for size in range(self._shortest, min(len(form), self._longest) + 1):
            yield from self._begun.get(form[:size], ())

    def _match(self, pattern: tuple[str, ...], words: Sequence[Token], at: int) -> int:
        """Return the number of the word after the pattern's last, 0 where it does not stand here."""
        at += 1
        rest = iter(pattern[1:])
        for wanted in rest:
            if wanted == "_":
                wanted = next(rest)
                ahead = range(at, min(at + _GAP + 1, len(words)))
                at = next((n for n in ahead if self._is(wanted, words[n].form)), len(words))
            if at >= len(words) or not self._is(wanted, words[at].form):
                return 0
            at += 1
        return at

    def _is(self, wanted: str, form: str) -> bool:
        begun = wanted[:-1] if wanted[-1] == "*" else ""
        if not self._proclitics:
            return form.startswith(begun) if begun else form == wanted
        return any(one.startswith(begun) if begun else one == wanted for one in self._forms(form))


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. ``cues`` are found together; ``days`` are the table as it stands in the file.

    ``verb_first``: the verb stands before the one who acts; ``has_cases``: names change their ending by their part in the
    sentence; ``drops_pronouns``: a verb without one who acts goes on from the sentence before.
    """

    language: str
    cues: Patterns
    days: Mapping[str, Any]
    stop: frozenset[str]
    proclitics: tuple[str, ...]
    verb_first: bool = False
    has_cases: bool = False
    drops_pronouns: bool = False


def read_lexicon(path: Path) -> Mapping[str, Any]:
    """Return the tables of a user's own lexicon, to be given to :func:`lexicon_of`.

    Raises :class:`~kg.errors.InputError` for a file that cannot be read, is not TOML, or has a table or key that no lexicon
    has.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(path, reason_of(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(path, f"not valid TOML in UTF-8: {error}") from error
    for table, keys in tables.items():
        if table not in _TABLES or not isinstance(keys, dict):
            raise InputError(path, f"no table of a lexicon is called “{table}”; use {', '.join(sorted(_TABLES))}")
        for key, value in keys.items():
            if key not in _TABLES[table]:
                raise InputError(path, f"[{table}] has no key “{key}”; use one of {', '.join(sorted(_TABLES[table]))}")
            if table != "days" and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
                raise InputError(path, f'{key} in [{table}] is not a list of words; write {key} = ["…", "…"]')
            if table == "days":
                raise InputError(path, "the words for days cannot be added to; give [cues] and [words]")
    return tables


@cache
def _shipped(language: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def lexicon_of(language: str | None, own: Iterable[Mapping[str, Any]] = ()) -> Lexicon:
    """Return the lexicon of a language (its tag; English for one that has none), with the tables of a user's own added."""
    tag = (language or "en").partition("-")[0].casefold()
    shipped = _shipped(tag if tag in LANGUAGES else "en")
    added = list(own)

    def listed(table: str, key: str) -> list[str]:
        return [
            *shipped.get(table, {}).get(key, ()),
            *(word for one in added for word in one.get(table, {}).get(key, ())),
        ]

    proclitics = listed("words", "proclitics")
    cues = Patterns({key: listed("cues", key) for key in CUES}, proclitics)
    stop = frozenset(token.form for word in listed("words", "stop") for token in tokens(word))
    flags = (bool(shipped.get(key)) for key in ("verb_first", "has_cases", "drops_pronouns"))
    return Lexicon(tag, cues, shipped["days"], stop, tuple(proclitics), *flags)


def guess_language(paragraphs: Iterable[str]) -> str:
    """Return the language of a text among :data:`LANGUAGES`: the one most of whose commonest words stand in it; else English.

    >>> guess_language(["El ministro dijo que no."]), guess_language(["12"])
    ('es', 'en')
    """
    forms = [token.form for paragraph in paragraphs for token in tokens(paragraph)][:2_000]
    scores = {tag: sum(form in _commonest(tag) for form in forms) for tag in LANGUAGES}
    return max(sorted(scores), key=lambda tag: (scores[tag], tag == "en"))


@cache
def _commonest(language: str) -> frozenset[str]:
    return frozenset(token.form for word in _shipped(language)["words"]["stop"] for token in tokens(word))
