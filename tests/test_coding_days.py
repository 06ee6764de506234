"""The grammar of days in each language: what phrases mean against the day of the text, a Wednesday, in the past or ahead."""

from __future__ import annotations

import pytest
from test_propose import DAY

from kg.coding.days import day_phrases
from kg.coding.lexicon import lexicon_of
from kg.coding.tokens import tokens
from kg.texts import sentences

#: language, text, and the days of each phrase in order, those of 2031 without the year
DAYS = [
    ("en", "On Monday the union walked out; talks resume on Friday.", "06-09 06-13"),
    ("en", "Talks will go on, the minister said on Tuesday.", "06-10"),
    ("en", "Parliament votes on Thursday.", "06-12"),
    ("en", "The ultimatum expires on Friday.", "06-13"),
    ("en", "They met early last week.", "06-02..06-03"),
    ("en", "An answer is due by the end of June.", "06-30"),
    ("en", "The law takes effect in mid-July.", "07-11..07-20"),
    ("en", "In the first week of April the strike began.", "03-31..04-06"),
    ("en", "The plan was agreed late last month.", "05-21..05-31"),
    ("en", "They met on 3 and 4 May.", "05-03..05-04"),
    ("en", "3–5 May", "05-03..05-05"),
    ("en", "from 30 May to 2 June they met.", "05-30..06-02"),
    ("en", "From Monday to Wednesday it rained.", "06-09..06-11"),
    ("en", "He spoke on Monday. The day before, she had left.", "06-09 06-08"),
    ("en", "Two days earlier they had met.", "06-09"),
    ("en", "A boat was held last Friday. It was freed two days later.", "06-06 06-08"),
    ("en", "Talks begin Monday week.", "06-23"),
    ("en", "Sudland's June 3 offer stands.", "06-03"),
    ("en", "It had been signed in June last year.", "2030-06-01..2030-06-30"),
    ("en", "It will be signed next June.", "2032-06-01..2032-06-30"),
    ("en", "She asked for it in May and will not ask again.", "05-01..05-31"),
    ("en", "In May I asked for the filling to be stopped.", "05-01..05-31"),
    ("en", "The flights of Saturday are already fully booked.", "06-14"),
    ("en", "A frost is forecast for Sunday night.", "06-15"),
    ("en", "The two sides have been at it since February.", "02-01..02-28"),
    ("en", "earlier this week he said no", "06-09..06-11"),
    ("en", "It comes later this month.", "06-11..06-30"),
    ("en", "The vote is on the last Monday of June.", "06-30"),
    ("en", "The talks are to be held over the weekend.", "06-14..06-15"),
    ("en", "Over the weekend they met.", "06-07..06-08"),
    ("en", "The ship left the port overnight.", "06-10..06-11"),
    ("en", "On 3 June talks collapsed overnight.", "06-03 06-02..06-03"),
    ("en", "It will be ready within the next two weeks.", "06-11..06-25"),
    ("en", "In the week of 19 May nothing happened.", "05-19..05-25"),
    ("en", "A week ago he said so.", "06-04"),
    ("en", "He is expected back on Tuesday of next week.", "06-17"),
    ("en", "We promised each other quiet until Tuesday.", "06-17"),
    ("en", "Nothing has been signed since the beginning of May.", "05-01"),
    ("en", "The offer, made on Sunday, was refused the following day.", "06-08 06-09"),
    ("en", "The minister is due to answer before Friday.", "06-13"),
    ("en", "The offer of 28 May, which lapsed on Sunday, said so.", "05-28 06-08"),
    ("en", "He said the vote planned for Monday would not take place.", "06-16"),
    ("es", "Lo dijo el lunes pasado.", "06-09"),
    ("es", "Fue el pasado 3 de abril.", "04-03"),
    ("es", "Se firmará a finales de mes.", "06-21..06-30"),
    ("es", "Dijo el lunes que volverán a verse el viernes.", "06-09 06-13"),
    ("es", "Las partes se reunirán el lunes.", "06-16"),
    ("es", "La víspera, el ministro había rechazado la oferta.", "06-10"),
    ("es", "Anoche heló.", "06-10..06-11"),
    ("es", "SALAR, 8 jun (Prensa)", "06-08"),
    ("es", "A principios de la próxima semana habrá respuesta.", "06-16..06-17"),
    ("es", "El próximo martes vota el Congreso.", "06-17"),
    ("es", "La semana del 5 de mayo hubo paro.", "05-05..05-11"),
    ("es", "Entre el 3 y el 5 de mayo se reunieron.", "05-03..05-05"),
    ("es", "Vence el viernes.", "06-13"),
    ("es", "En mayo del año pasado firmaron.", "2030-05-01..2030-05-31"),
    ("es", "El fin de semana hubo choques.", "06-07..06-08"),
    ("es", "Antes del 1 de julio habrá acuerdo.", "07-01"),
    ("es", "El martes aceptó; al día siguiente se retractó.", "06-10 06-11"),
    ("es", "Este jueves rechazó la oferta.", "06-12"),
    ("es", "El mes que viene habrá vuelta.", "07-01..07-31"),
    ("es", "Hasta el viernes no habrá respuesta.", "06-13"),
    ("es", "Desde el lunes hay paro.", "06-09"),
    ("fr", "Il l'a dit mercredi dernier.", "06-04"),
    ("fr", "Elle l'a rejeté mardi; les négociations reprendront vendredi.", "06-10 06-13"),
    ("fr", "La veille, le ministre avait dit non.", "06-10"),
    ("fr", "Le vote aura lieu à la mi-juillet.", "07-11..07-20"),
    ("fr", "Au début du mois de mai, rien.", "05-01..05-10"),
    ("fr", "Dans la nuit de lundi à mardi, il a neigé.", "06-09..06-10"),
    ("fr", "La semaine prochaine, ils se retrouveront.", "06-16..06-22"),
    ("fr", "Ils ont jusqu'à vendredi.", "06-13"),
    ("fr", "D'ici la fin juin, un accord doit être signé.", "06-30"),
    ("fr", "Du 3 au 5 mai, ils se sont réunis.", "05-03..05-05"),
    ("fr", "Il y a quinze jours, elle refusait.", "05-27"),
    ("fr", "Une réunion est prévue le 14.", "06-14"),
    ("fr", "Lundi, le syndicat a refusé.", "06-09"),
    ("fr", "Le lendemain, il a refusé.", "06-12"),
    ("fr", "En mai dernier, ils avaient signé.", "05-01..05-31"),
    ("fr", "Le week-end dernier", "06-07..06-08"),
    ("fr", "avant-hier", "06-09"),
    ("ru", "Об этом он сказал в минувший понедельник.", "06-09"),
    ("ru", "Стороны встретятся в пятницу.", "06-13"),
    ("ru", "Новая встреча назначена на вторник.", "06-17"),
    ("ru", "В прошлом месяце подписали.", "05-01..05-31"),
    ("ru", "К концу недели будет ответ.", "06-15"),
    ("ru", "До конца июня подпишут договор.", "06-30"),
    ("ru", "В начале мая они отказались.", "05-01..05-10"),
    ("ru", "На следующей неделе вернутся.", "06-16..06-22"),
    ("ru", "С 3 по 5 мая шли переговоры.", "05-03..05-05"),
    ("ru", "Накануне он отказался.", "06-10"),
    ("ru", "В июне прошлого года.", "2030-06-01..2030-06-30"),
    ("ru", "В ночь на среду выпал снег.", "06-10..06-11"),
    ("ru", "Через неделю вернутся.", "06-18"),
    ("ru", "Ночью выпал снег.", "06-10..06-11"),
    ("ru", "В понедельник, 9 июня, он сказал.", "06-09"),
    ("ru", "В выходные они встретились.", "06-07..06-08"),
    ("ru", "На прошлой неделе отказ.", "06-02..06-08"),
    ("uk", "Минулого понеділка сказали.", "06-09"),
    ("uk", "Наступного тижня зберуться.", "06-16..06-22"),
    ("uk", "Уночі випав сніг.", "06-10..06-11"),
    ("uk", "Наступна зустріч відбудеться в п'ятницю.", "06-13"),
    ("uk", "До кінця червня підпишуть.", "06-30"),
    ("uk", "Наприкінці травня відмовилися.", "05-21..05-31"),
    ("uk", "З понеділка школи зачинені.", "06-09"),
    ("uk", "У понеділок наступного тижня зберуться.", "06-16"),
    ("uk", "Через два тижні повернуться.", "06-25"),
    ("uk", "Того ж дня він відмовився.", "06-11"),
    ("ar", "قال ذلك يوم الاثنين الماضي.", "06-09"),
    ("ar", "ستجتمع اللجنة يوم الجمعة.", "06-13"),
    ("ar", "تجتمع اللجنة غدا.", "06-12"),
    ("ar", "سقطت ليلا ثلاث قذائف.", "06-10..06-11"),
    ("ar", "في الأسبوع المقبل تستأنف المحادثات.", "06-16..06-22"),
    ("ar", "منذ الأحد أغلقت المدارس.", "06-08"),
    ("ar", "في نهاية الشهر الماضي رفضت.", "05-21..05-31"),
    ("ar", "قبل ثلاثة أيام غادر.", "06-08"),
    ("ar", "في العاشر من مايو وقع.", "05-10"),
    ("ar", "بحلول نهاية يونيو سيوقع.", "06-30"),
    ("ar", "أوائل مايو رفض", "05-01..05-10"),
    ("ar", "وفي اليوم التالي رفضت.", "06-12"),
    ("en", "Pelagia has been at it since February, and last week somebody said so.", "02-01..02-28 06-02..06-08"),
]


def short(day: object) -> str:
    return str(day).removeprefix("2031-")


def days_in(text: str, language: str) -> str:
    """Return the days of each phrase: one, or the first and the last of a span."""
    found = day_phrases(text, tokens(text), lexicon_of(language), DAY, sentences(text, language))
    return " ".join(
        short(one.earliest) if one.earliest == one.latest else f"{short(one.earliest)}..{short(one.latest)}"
        for one in found
    )


@pytest.mark.parametrize(("language", "text", "days"), DAYS)
def test_what_phrases_mean(language: str, text: str, days: str) -> None:
    assert days_in(text, language) == days


def test_a_day_counts_from_the_one_told_of_last() -> None:
    """“The day before” counts from the day before in its sentence, else from those of the sentences before, else from the text's."""
    assert days_in("She had left the day before.", "en") == "06-10"
    assert days_in("He came on 3 June. She had left the day before.", "en") == "06-03 06-02"
    assert (
        days_in("He came on 3 June, after Sunday. It was on 2 June that she left the day before.", "en").split()[-1]
        == "06-01"
    )
    assert days_in("He will come on 20 June. She had left the day before.", "en") == "06-20 06-10"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They have met for two weeks in Marsh Street, as they march every spring."),
        ("en", "He was second in the first week; in weeks to come he may be third."),
        ("es", "El mar está lejos y por la mañana llueve."),
        ("fr", "Il faut sept jours, dit le président."),
        ("ru", "Дело было в школе, и он устал."),
    ],
)
def test_words_that_mean_no_day(language: str, text: str) -> None:
    assert days_in(text, language) == ""
