"""The page's own words in every language that has some."""

from __future__ import annotations

from kg.words import PageWords, language_names, page_words

__all__ = ["LANGUAGES", "WORDS"]

#: the languages of the page, with their own names
LANGUAGES: dict[str, str] = language_names()

#: the words by language and key
WORDS: dict[str, PageWords] = {language: page_words(language) for language in LANGUAGES}
