"""Which options a sentence is likely about: BM25 on stems over what a case says of each option.

BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009): an option is a document of
its labels, aliases and definition, its issue's names, and the paraphrases of earlier statements on it. The score of query Q is

    sum over t in Q of  w(t) idf(t) f(t) (k + 1) / (f(t) + k (1 - b + b n / m)),  idf(t) = ln(1 + (N - d(t) + 0.5) / (d(t) + 0.5))

with f(t) how often stem t stands in the option (weighted by field), n its length, m the mean length, d(t) in how many of the N
options t stands, w(t) the weight of the part of the query.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from kg.case import Case
from kg.case.records import Text, Thing
from kg.coding.lexicon import LANGUAGES, Lexicon, lexicon_of
from kg.coding.tokens import Token, stem_of, tokens

__all__ = ["OptionRanking"]

_K, _B = 1.2, 0.4
#: how much a word counts by where it stands: name, alias, definition, the issue's names, a paraphrase of what was said of it
_NAME, _ALIAS, _DEFINITION, _ISSUE, _PARAPHRASE = 2.0, 1.5, 1.0, 0.6, 0.6
_MOST_OPTIONS = 3


class OptionRanking:
    """The options and bundles of a case by the stems of their words, each word in its own language.

    What was said earlier counts too: paraphrases of statements before the day of the text, save those of the text itself (``sources``).
    """

    def __init__(self, case: Case, lexicon: Lexicon, before: date, sources: Collection[str] = ()) -> None:
        self.lexicon = lexicon
        self._stop = {tag: lexicon_of(tag).stop for tag in LANGUAGES} | {lexicon.language: lexicon.stop}
        weights = {option: self._weights(case, option) for option in case.options}
        for proposal in case.proposals.values():
            if proposal.is_bundle:
                weights[proposal.id] = self._named(proposal)
        for option, paraphrase in _said(case, before, sources):
            if option in weights:
                self._add(weights[option], paraphrase, _PARAPHRASE)
        mean = sum(sum(one.values()) for one in weights.values()) / len(weights) if weights else 0.0
        holders = Counter(stem for one in weights.values() for stem in one)
        self.idf = {stem: math.log(1 + (len(weights) - n + 0.5) / (n + 0.5)) for stem, n in holders.items()}
        self._one = math.log(1 + (len(weights) - 0.5) / 1.5) if weights else 1.0
        self._postings: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for option, one in weights.items():
            norm = _K * (1 - _B + _B * sum(one.values()) / mean) if mean else 1.0
            for stem, often in one.items():
                self._postings[stem].append((option, self.idf[stem] * often * (_K + 1) / (often + norm)))
        self._all = sorted(weights)

    def _weights(self, case: Case, option: str) -> Counter[str]:
        about = case.options[option]
        found = self._named(about)
        issue = case.issues[about.issue]
        for text in (issue.labels, issue.aliases):
            self._add(found, text, _ISSUE)
        return found

    def _named(self, thing: Thing) -> Counter[str]:
        found: Counter[str] = Counter()
        for text, weight in ((thing.labels, _NAME), (thing.aliases, _ALIAS), (thing.description, _DEFINITION)):
            self._add(found, text, weight)
        return found

    def _add(self, found: Counter[str], text: Text, weight: float) -> None:
        for tag, words in text:
            language = tag.partition("-")[0] or self.lexicon.language
            for stem in self._stems(tokens(words), language):
                found[stem] += weight  # type: ignore[assignment]  # a Counter holds what is added, and that may be a fraction

    def _stems(self, words: Iterable[Token], language: str) -> list[str]:
        stop = self._stop.get(language, frozenset())
        return [stem_of(word.lower, language) for word in words if word.form not in stop and _counts(word)]

    def stems(self, words: Iterable[Token]) -> list[str]:
        """Return the stems of a text's words that can tell options apart."""
        return [stem for stem in self._stems(words, self.lexicon.language) if stem in self.idf]

    def strength(self, words: Iterable[Token]) -> float:
        """Return how much words say of any one option: the idf of those that the best one has; 1 is that of a word of one option alone."""
        scores: defaultdict[str, float] = defaultdict(float)
        for stem in set(self.stems(words)):
            for option, _ in self._postings[stem]:
                scores[option] += self.idf[stem]
        return max(scores.values(), default=0.0) / self._one

    def rank(self, parts: Sequence[tuple[Sequence[Token], float]], prior: Mapping[str, float]) -> tuple[str, ...]:
        """Return the three likeliest options, by parts of a query with their weights; ``prior`` is added to scores."""
        weights: defaultdict[str, float] = defaultdict(float)
        for words, weight in parts:
            for stem in set(self.stems(words)):
                weights[stem] = max(weights[stem], weight)
        scores: defaultdict[str, float] = defaultdict(float, prior)
        for stem, weight in weights.items():
            for option, score in self._postings[stem]:
                scores[option] += weight * score
        return tuple(sorted(self._all, key=lambda option: (-scores[option], option))[:_MOST_OPTIONS])


def _counts(word: Token) -> bool:
    return len(word.form) > 1 or word.form.isdecimal()


def _said(case: Case, before: date, sources: Collection[str]) -> list[tuple[str, Text]]:
    """Return the paraphrase of each statement before a day and not of some sources, with each option on which it backs a position."""
    positions = case.positions_of(case.parties)
    return [
        (position.on, statement.paraphrase)
        for held in positions.values()
        for position in held
        for name in position.statements
        if (statement := case.statement(name)) and statement.latest < before and statement.source not in sources
    ]
