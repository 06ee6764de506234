"""The words of pages and answers, by language: gettext catalogues beside this module.

``words.pot`` holds every message in English, ``LINGUAS`` the codes of the translations, and ``uk.po``, ``ru.po``, … one
translation each; the head of ``words.pot`` says how to add one. They are read when first needed. A language without a
translation has the English words, and so has a message that is missing in its translation.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from unicodedata import bidirectional

from kg.words.po import Catalogue, read_po, translations_of

__all__ = [
    "PAGE",
    "PageWords",
    "catalogue_of",
    "counted",
    "direction",
    "joined",
    "language_names",
    "later",
    "listed",
    "page_counted",
    "page_said",
    "page_term",
    "page_words",
    "said",
    "template",
]

#: what starts the context of a message of the page; the rest is the key by which the page's scripts ask for it
PAGE = "page."

#: the page's words by key: a text, or for a message that counts its texts by Unicode plural category (one, few, …, other)
PageWords = dict[str, str | dict[str, str]]


def _read(name: str) -> Catalogue:
    return read_po(files("kg.words").joinpath(name).read_text(encoding="utf-8"), name)


@cache
def template() -> Catalogue:
    """Return every message in English, without translations."""
    return _read("words.pot")


@cache
def _codes() -> tuple[str, ...]:
    lines = files("kg.words").joinpath("LINGUAS").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def catalogue_of(lang: str) -> Catalogue | None:
    """Return the translation for a language tag such as ``uk``, None where there is none."""
    return _read(f"{lang}.po") if lang in _codes() else None


def language_names() -> dict[str, str]:
    """Return the languages that have words, English first: code and own name."""
    catalogues = [template(), *filter(None, map(catalogue_of, _codes()))]
    return {found.header["Language"]: found.header["X-Language-Name"] for found in catalogues}


def direction(lang: str) -> str:
    """Return ``rtl`` for a language whose own name is written from right to left, else ``ltr``.

    >>> direction("ar"), direction("fr"), direction("xx")
    ('rtl', 'ltr', 'ltr')
    """
    written = language_names().get(lang, "")
    return "rtl" if any(bidirectional(letter) in ("R", "AL") for letter in written[:1]) else "ltr"


@cache
def _translations(lang: str) -> NullTranslations:
    found = catalogue_of(lang)
    return translations_of(found) if found else NullTranslations()


def said(lang: str, source: str, /, **values: object) -> str:
    """Return an English text in a language, with values in place of its names in braces.

    >>> said("ru", "as of {day}", day="2025-04-22")
    'по состоянию на 2025-04-22'
    """
    return _translations(lang).gettext(source).format_map(values)


def counted(lang: str, count: int, one: str, many: str, /, **values: object) -> str:
    """Return an English text that counts, in a language, in the form that the count needs.

    ``one`` and ``many`` are its English forms; ``{count}`` in them is the count.

    >>> counted("en", 1, "{count} error", "{count} errors"), counted("en", 1200, "{count} error", "{count} errors")
    ('1 error', '1,200 errors')
    >>> [counted("uk", count, "{count} error", "{count} errors") for count in (1, 2, 5)]
    ['1 помилка', '2 помилки', '5 помилок']
    """
    return _translations(lang).ngettext(one, many, count).format_map({"count": f"{count:,}", **values})


def later(source: str) -> str:
    """Return an English text as it is, and mark it as one that :func:`said` is asked for once the language is known.

    >>> sides = {"+": later("for"), "−": later("against")}
    >>> [said("uk", words) for words in sides.values()]
    ['за', 'проти']
    """
    return source


def listed(lang: str, parts: Iterable[str]) -> str:
    """Return parts with the comma of a language between them.

    >>> listed("en", ["A", "B"]), listed("ar", ["A", "B"])
    ('A, B', 'A، B')
    """
    return page_said(lang, "comma", ", ").join(parts)


def joined(lang: str, parts: Iterable[str]) -> str:
    """Return parts that may have commas with the semicolon of a language between them."""
    return page_said(lang, "semicolon", "; ").join(parts)


def page_said(lang: str, key: str, source: str, /, **values: object) -> str:
    """Return in an answer what the page says under a key; ``source`` is its English, with straight apostrophes.

    >>> page_said("uk", "nothingOnRecord", "nothing on record"), page_said("xx", "nothingOnRecord", "nothing on record")
    ('нічого не засвідчено', 'nothing on record')
    """
    message = source.replace("'", "’")
    found = _translations(lang).pgettext(PAGE + key, message)
    return (source if found == message else found).format_map(values)


@cache
def _page_texts(lang: str) -> dict[str, str]:
    return {key: found for key, found in page_words(lang).items() if isinstance(found, str)}


def page_term(lang: str, key: str, source: str) -> str:
    """Return a term by the page's key in a language, in English ``source``, which may be other words than the page's.

    >>> page_term("uk", "condition_claimed", "claimed only"), page_term("en", "condition_claimed", "claimed only")
    ('лише заявлено', 'claimed only')
    """
    is_english = lang == template().header["Language"]
    return source if is_english else _page_texts(lang).get(key, source)


def page_counted(lang: str, key: str, count: int, one: str, many: str, /) -> str:
    """Return in an answer what the page counts under a key, in the form that the count needs; ``{count}`` is the count."""
    found = _translations(lang).npgettext(PAGE + key, one, many, count)
    return found.format_map({"count": f"{count:,}"})


def page_words(lang: str) -> PageWords:
    """Return the page's words in a language by key; what its translation lacks is left out."""
    is_english = lang == template().header["Language"]
    catalogue = template() if is_english else catalogue_of(lang)
    found: PageWords = {}
    for message in catalogue.messages if catalogue else ():
        forms = (message.source, *filter(None, [message.plural])) if is_english else message.forms
        if not catalogue or not (message.context or "").startswith(PAGE) or not all(forms):
            continue
        by_category = dict(zip(catalogue.categories, forms, strict=False))
        key = (message.context or "").removeprefix(PAGE)
        found[key] = forms[0] if message.plural is None else {**by_category, "other": forms[-1]}
    return found
