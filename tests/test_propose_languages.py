"""Cards and days in each language that has a lexicon."""

from __future__ import annotations

from datetime import date

import pytest
from test_propose import DAY, cards_of, case, local

from kg.case import Case
from kg.coding.days import day_phrases
from kg.coding.lexicon import CUES, LANGUAGES, guess_language, lexicon_of
from kg.coding.tokens import tokens
from kg.texts import sentences

__all__ = ["case"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Норландія відкинула пропозицію про неозброєних спостерігачів на острові."),
        ("uk", "Ада Орлова заявила, що згодна на неозброєних спостерігачів на острові, якщо гавань буде відкрита."),
        ("uk", "Спостерігачів на острові було відхилено Норландією."),
        ("ru", "Норландия отвергла предложение о невооружённых наблюдателях на острове."),
        ("ru", "«Мы против наблюдателей на острове», — сказала Ада Орлова."),
        ("fr", "La Norlande a rejeté les observateurs non armés sur l'île."),
        ("fr", "Les observateurs non armés sur l'île ont été refusés par la Norlande."),
        ("es", "Norlandia rechazó los observadores desarmados en la isla."),
        ("es", "Los observadores desarmados en la isla fueron rechazados por Norlandia."),
        ("ar", "رفضت نورلاند نشر مراقبين غير مسلحين في الجزيرة."),
        ("ar", "وقالت نورلاند إنها تقبل مراقبين غير مسلحين في الجزيرة إذا فتح الميناء."),
    ],
)
def test_a_statement(case: Case, language: str, text: str) -> None:
    (card,) = cards_of(case, text, language=language)
    assert (local(card.party), local(card.options[0])) == ("norland", "monitors")
    assert ("passive" in card.marks) == any(word in text for word in ("було", "été", "fueron"))
    assert (card.condition is not None) == any(word in text for word in ("якщо", "إذا"))


@pytest.mark.parametrize(
    ("language", "text", "phrase", "earliest", "latest"),
    [
        ("en", "It said so on Tuesday.", "Tuesday", "2031-06-10", "2031-06-10"),
        ("en", "They are scheduled to meet in London on Wednesday.", "Wednesday", "2031-06-11", "2031-06-11"),
        ("en", "They will meet on Monday.", "Monday", "2031-06-16", "2031-06-16"),
        ("en", "On Thursday the two will meet again.", "Thursday", "2031-06-12", "2031-06-12"),
        ("en", "He said on Monday that talks would begin on Friday.", "Monday", "2031-06-09", "2031-06-09"),
        ("en", "He said on Monday that talks would begin on Friday.", "Friday", "2031-06-13", "2031-06-13"),
        ("en", "It answered last Wednesday.", "last Wednesday", "2031-06-04", "2031-06-04"),
        ("en", "Nothing was heard last week.", "last week", "2031-06-02", "2031-06-08"),
        ("en", "It comes next month.", "next month", "2031-07-01", "2031-07-31"),
        ("en", "It was signed in December.", "December", "2030-12-01", "2030-12-31"),
        ("en", "It may end. On 3 May it ended.", "3 May", "2031-05-03", "2031-05-03"),
        ("en", "It began on June 3, 2030.", "June 3, 2030", "2030-06-03", "2030-06-03"),
        ("en", "On Monday it was more than a week earlier.", "a week earlier", "2031-06-02", "2031-06-02"),
        ("en", "It left three days ago.", "three days ago", "2031-06-08", "2031-06-08"),
        ("en", "The paper of 2031-05-30 says so.", "2031-05-30", "2031-05-30", "2031-05-30"),
        ("en", "They met from 3 to 5 May.", "3 to 5 May", "2031-05-03", "2031-05-05"),
        ("en", "They met on 3 and 4 May 2030.", "3 and 4 May 2030", "2030-05-03", "2030-05-04"),
        ("en", "It answered on the 4th.", "4th", "2031-06-04", "2031-06-04"),
        ("en", "It comes into force in two weeks.", "in two weeks", "2031-06-25", "2031-06-25"),
        ("en", "It was the best weekend.", "weekend", "2031-06-07", "2031-06-08"),
        ("fr", "Elle est partie le 3 mai ; la veille, elle avait dit oui.", "la veille", "2031-05-02", "2031-05-02"),
        ("es", "Lo dijo este martes.", "este martes", "2031-06-10", "2031-06-10"),
        ("uk", "Про це сказали у вівторок.", "вівторок", "2031-06-10", "2031-06-10"),
        ("uk", "Сторони зустрінуться у понеділок.", "понеділок", "2031-06-16", "2031-06-16"),
        ("uk", "Це було минулого тижня.", "минулого тижня", "2031-06-02", "2031-06-08"),
        ("uk", "Угоду підписали 3 травня.", "3 травня", "2031-05-03", "2031-05-03"),
        ("uk", "Два дні тому вони вийшли.", "Два дні тому", "2031-06-09", "2031-06-09"),
        ("ru", "Об этом сказали в прошлую среду.", "прошлую среду", "2031-06-04", "2031-06-04"),
        ("ru", "Неделю назад они ушли.", "Неделю назад", "2031-06-04", "2031-06-04"),
        ("ru", "Договор подписан 3 мая 2030 года.", "3 мая 2030", "2030-05-03", "2030-05-03"),
        ("fr", "Elle l'a dit mardi soir.", "mardi", "2031-06-10", "2031-06-10"),
        ("fr", "Ils se réuniront lundi.", "lundi", "2031-06-16", "2031-06-16"),
        ("fr", "Il est parti il y a deux jours.", "il y a deux jours", "2031-06-09", "2031-06-09"),
        ("fr", "C'était la semaine dernière.", "semaine dernière", "2031-06-02", "2031-06-08"),
        ("fr", "Depuis le 1er mai, rien.", "1er mai", "2031-05-01", "2031-05-01"),
        ("es", "Lo dijo ayer por la mañana.", "ayer", "2031-06-10", "2031-06-10"),
        ("es", "Vuelven mañana.", "mañana", "2031-06-12", "2031-06-12"),
        ("es", "Fue el pasado 3 de mayo.", "3 de mayo", "2031-05-03", "2031-05-03"),
        ("es", "Salió hace tres días.", "hace tres días", "2031-06-08", "2031-06-08"),
        ("ar", "قال ذلك يوم الثلاثاء.", "الثلاثاء", "2031-06-10", "2031-06-10"),
        ("ar", "وقع الاتفاق في 3 مايو.", "3 مايو", "2031-05-03", "2031-05-03"),
        ("ar", "غادر قبل أسبوعين.", "قبل أسبوعين", "2031-05-28", "2031-05-28"),
        ("ar", "كان ذلك في الأسبوع الماضي.", "الأسبوع الماضي", "2031-06-02", "2031-06-08"),
    ],
)
def test_days(language: str, text: str, phrase: str, earliest: str, latest: str) -> None:
    """The text is of Wednesday, 11 June 2031."""
    start = text.index(phrase)
    found = day_phrases(text, tokens(text), lexicon_of(language), DAY, sentences(text, language))
    (one,) = [day for day in found if day.start < start + len(phrase) and start < day.end]
    assert (one.earliest, one.latest) == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    "text",
    [
        "It may rain and march on.",
        "He was second in a row of 12.",
        "Il va par monts.",
        "Por la mañana llueve en la isla.",
    ],
)
def test_words_that_mean_no_day(text: str) -> None:
    language = guess_language([text])
    assert day_phrases(text, tokens(text), lexicon_of(language), DAY) == []


def test_days_at_the_ends_of_the_calendar() -> None:
    text = "It was yesterday, last week, last month, last year, a year ago."
    assert day_phrases(text, tokens(text), lexicon_of("en"), date(1, 1, 1)) == []


def test_each_lexicon_has_every_key() -> None:
    import tomllib
    from pathlib import Path

    import kg.coding.lexicon

    assert LANGUAGES == ("ar", "en", "es", "fr", "ru", "uk")
    for language in LANGUAGES:
        file = Path(kg.coding.lexicon.__file__).with_name("lexicons") / f"{language}.toml"
        assert set(tomllib.loads(file.read_text(encoding="utf-8"))["cues"]) == set(CUES), language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The envoy said that it was not so."),
        ("fr", "Le ministre est parti sans un mot."),
        ("es", "El ministro se fue sin decir nada."),
    ]
    + [
        ("uk", "Міністр пішов і нічого не сказав, як завжди."),
        ("ru", "Министр ушёл и ничего не сказал, как всегда."),
        ("ar", "غادر الوزير من دون أن يقول شيئا."),
    ],
)
def test_the_language_of_a_text_is_guessed(language: str, text: str) -> None:
    assert guess_language([text]) == language
