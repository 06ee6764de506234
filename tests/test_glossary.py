"""The terms of the field, once: each translation says each of them by the same word wherever its English stands."""

from __future__ import annotations

import re

import pytest

from kg.words import catalogue_of, language_names

#: the glossary: a term as English says it, and a pattern of each translation's word for it
GLOSSARY: dict[str, dict[str, str]] = {
    r"party|parties": {"fr": "partie"},
    r"stances?": {"fr": "position"},
    r"issues?": {"fr": "question"},
    r"options?": {"fr": "option"},
    r"statements?": {"fr": "déclaration"},
    r"sources?": {"fr": "source"},
    r"shared ground": {"fr": "terrain d’entente"},
    r"within reach": {"fr": "à portée"},
    r"contested?": {"fr": "contest"},
    r"demand(s|ed)?": {"fr": "exig"},
    r"red lines?": {"fr": "lignes? rouge"},
    r"rules? out|ruled out|rule-out": {"fr": "exclu"},
    r"proposals?": {"fr": "proposition"},
    r"terms?": {"fr": "clause"},
    r"conditions?|conditional": {"fr": "condition"},
    r"settlements?": {"fr": "règlement"},
    r"steps?": {"fr": "étape"},
    r"knots?": {"fr": "nœud"},
    r"ways? out": {"fr": "issue"},
    r"readings?|read": {"fr": "lectures?|lue?"},
    r"inferred|inference": {"fr": "dédui|déduction"},
    r"own voice": {"fr": "nom propre"},
    r"others['’] voice": {"fr": "par la voix d’autres"},
    r"others['’] word": {"fr": "selon d’autres|que disent d’autres"},
    r"on record": {"fr": "consigné"},
    r"(not |un)committed": {"fr": "engag"},
    r"withheld": {"fr": "écarté"},
    r"filters?": {"fr": "filtre"},
    r"leaks?": {"fr": "fuite"},
    r"confidence": {"fr": "confiance"},
    r"fallback": {"fr": "repli"},
    r"doubts?": {"fr": "doute"},
    r"events?": {"fr": "événement"},
}

#: the messages whose English uses the words of a term in another sense
ANOTHER_SENSE = {"page.attr_on-record", "page.mandate_contested"}


@pytest.mark.parametrize("lang", sorted({lang for words in GLOSSARY.values() for lang in words}))
def test_a_term_is_always_said_by_the_same_word(lang: str) -> None:
    found = catalogue_of(lang)
    assert found is not None
    otherwise, met = [], set()
    for message in found.messages:
        english = re.sub(r"\{\w+\}", "", message.source)
        for term, words in GLOSSARY.items():
            if message.context in ANOTHER_SENSE or not re.search(rf"\b({term})\b", english, re.IGNORECASE):
                continue
            met.add(term)
            otherwise += [(term, form) for form in message.forms if not re.search(words[lang], form, re.IGNORECASE)]
    assert otherwise == []
    assert met == GLOSSARY.keys()


def test_the_glossary_gives_no_language_that_is_not_there() -> None:
    languages = language_names().keys()
    assert all(words.keys() <= languages for words in GLOSSARY.values())


def test_french_has_a_hard_space_before_its_double_signs() -> None:
    found = catalogue_of("fr")
    assert found is not None
    forms = [form for message in found.messages for form in message.forms]
    assert [form for form in forms if re.search(r"[^\xa0–][:;?!»](\s|$)|«[^\xa0]|'", form)] == []
