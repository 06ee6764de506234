"""The terms of the field, once: each translation says each of them by the same word wherever its English stands."""

from __future__ import annotations

import re

import pytest

from kg.words import catalogue_of, language_names

#: the glossary: a term as English says it, and a pattern of each translation's word for it
GLOSSARY: dict[str, dict[str, str]] = {
    r"party|parties": {"fr": "partie", "ar": "طرف|أطراف"},
    r"stances?": {"fr": "position", "ar": "موقف|مواقف"},
    r"issues?": {"fr": "question", "ar": "قضية|قضايا|قضيتان"},
    r"options?": {"fr": "option", "ar": "خيار"},
    r"statements?": {"fr": "déclaration", "ar": "تصريح"},
    r"sources?": {"fr": "source", "ar": "مصدر|مصادر"},
    r"shared ground": {"fr": "terrain d’entente", "ar": "أرضية (ال)?مشتركة|الأرضية المشتركة"},
    r"within reach": {"fr": "à portée", "ar": "في المتناول"},
    r"contested?": {"fr": "contest", "ar": "خلاف|تختلف عليه"},
    r"demand(s|ed)?": {"fr": "exig", "ar": "مطلب|مطالب|طالب"},
    r"red lines?": {"fr": "lignes? rouge", "ar": "خط[^ ]* (ال)?أحمر|الخط الأحمر|خطوط حمراء|خطان أحمران"},
    r"rules? out|ruled out|rule-out": {"fr": "exclu", "ar": "ستبع"},
    r"proposals?": {"fr": "proposition", "ar": "مقترح"},
    r"terms?": {"fr": "clause", "ar": "بند|بنود"},
    r"conditions?|conditional": {"fr": "condition", "ar": "شرط|شروط"},
    r"settlements?": {"fr": "règlement", "ar": "تسوي"},
    r"steps?": {"fr": "étape", "ar": "خطوة|خطوات|خطوتان"},
    r"knots?": {"fr": "nœud", "ar": "عقدة|عقدتين|عُقد"},
    r"ways? out": {"fr": "issue", "ar": "مخرج|مخارج"},
    r"readings?|read": {"fr": "lectures?|lue?", "ar": "تفسير|فسّر"},
    r"inferred|inference": {"fr": "dédui|déduction", "ar": "مستنتج|استنتاج"},
    r"own voice": {"fr": "nom propre", "ar": "باسم الطرف نفسه"},
    r"others['’] voice": {"fr": "par la voix d’autres", "ar": "بصوت آخرين"},
    r"others['’] word": {"fr": "selon d’autres|que disent d’autres", "ar": "بحسب آخرين|يقوله آخرون"},
    r"on record": {"fr": "consigné", "ar": "مسجَّل|بحسب المسجَّل"},
    r"(not |un)committed": {"fr": "engag", "ar": "التزام|لتزم"},
    r"withheld": {"fr": "écarté", "ar": "محجوب|حجب"},
    r"filters?": {"fr": "filtre", "ar": "تصفية"},
    r"leaks?": {"fr": "fuite", "ar": "تسريب"},
    r"confidence": {"fr": "confiance", "ar": "ثقة"},
    r"fallback": {"fr": "repli", "ar": "احتياطي"},
    r"doubts?": {"fr": "doute", "ar": "شكّك"},
    r"events?": {"fr": "événement", "ar": "حدث|أحداث"},
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
