"""What the rules do with grammar that any news has: nouns that stand for a party, labels, answers, quotations, groups and passives."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from test_propose import cards_of, case, local

from kg.case import Case
from kg.coding.cards import Card

__all__ = ["case"]

MONITORS = "unarmed monitors on the isle"


def parties(cards: Sequence[Card]) -> list[str | None]:
    return [local(card.party) for card in cards]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Norland side restated its readiness for unarmed monitors on the isle."),
        ("en", "The government of Norland backs unarmed monitors on the isle."),
        ("en", "Norland's chief trade negotiator rejected unarmed monitors on the isle."),
        ("fr", "La délégation de Norlande a rejeté les observateurs non armés sur l'île."),
        ("es", "El Gobierno de Norlandia rechazó los observadores desarmados en la isla."),
        ("ru", "Делегация Норландии отвергла наблюдателей на острове."),
        ("ru", "Норландская сторона отвергла наблюдателей на острове."),
        ("uk", "Делегація Норландії відкинула спостерігачів на острові."),
        ("ar", "رفض وفد نورلاند نشر مراقبين غير مسلحين في الجزيرة."),
    ],
)
def test_a_noun_stands_for_its_party(case: Case, language: str, text: str) -> None:
    (card,) = cards_of(case, text, language=language)
    assert (local(card.party), local(card.options[0])) == ("norland", "monitors")


def test_a_label_within_a_paragraph_says_who_has_the_word(case: Case) -> None:
    cards = cards_of(
        case,
        "It is late. Orr: we will sign once unarmed monitors are on the isle. Tom Kell to local radio: no monitors before the quotas.",
    )
    assert parties(cards) == ["norland", "sudland"]
    assert [card.quotation for card in cards] == [None, None]
    assert parties(cards_of(case, "Norland wants one thing: unarmed monitors on the isle.")) == ["norland"]


def test_an_answer_takes_its_option_from_the_question(case: Case) -> None:
    cards = cards_of(
        case,
        "We met Ada Orr in a kitchen.",
        "Q: Would you take unarmed monitors on the isle?",
        "ORR: Of course.",
        "Q: And how is the weather?",
        "ORR: Cold.",
        "Q: The lease of the harbour?",
        "ORR: Never. It rains too much.",
    )
    assert [(local(card.party), local(card.options[0])) for card in cards if card.paragraph in (3, 5, 7)] == [
        ("norland", "monitors"),
        ("norland", "lease"),
    ]


def test_a_short_answer_in_what_a_narrator_tells(case: Case) -> None:
    cards = cards_of(case, "Kell demanded equal fishing quotas. Unarmed monitors on the isle? Never.")
    assert parties(cards) == ["sudland", "sudland"]
    assert local(cards[1].options[0]) == "monitors"
    assert cards_of(case, "The ferry was late. Never.") == ()


def test_a_quotation_right_after_a_position_is_one_too(case: Case) -> None:
    cards = cards_of(
        case,
        "Sudland rejected unarmed monitors on the isle.",
        "“One does not paint a house that burns,” said Tom Kell.",
    )
    assert parties(cards) == ["sudland", "sudland"]
    assert cards_of(case, "The ferry was late.", "“One does not paint a house that burns,” said Tom Kell.") == ()


def test_who_was_asked_is_the_one_who_turned_it_down(case: Case) -> None:
    cards = cards_of(case, "Norland asked Sudland to put the lease of the harbour to a vote, which was rejected.")
    assert parties(cards) == ["norland", "sudland"]


def test_a_narrator_who_says_i_is_no_party(case: Case) -> None:
    text = [
        "Letters from the isle",
        "I came to the isle on Monday, and I saw Norland from my window.",
        "I like unarmed monitors on the isle.",
    ]
    assert cards_of(case, *text) == ()
    assert parties(cards_of(case, "Address of the President of Norland", *text[1:]))[-1] == "norland"


def test_both_sides_are_the_two_principals(case: Case) -> None:
    assert parties(cards_of(case, "Both sides agreed on unarmed monitors on the isle.")) == ["norland", "sudland"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("“We take unarmed monitors on the isle,” Tom Kell said on Monday.", "2031-06-09"),
        ("“We take unarmed monitors on the isle from Monday,” Tom Kell said.", "2031-06-11"),
        ("Sudland backs unarmed monitors on the isle, Tom Kell said yesterday.", "2031-06-10"),
        ("Sudland rejected unarmed monitors on Monday, while Norland accepts them on the isle.", "2031-06-11"),
    ],
)
def test_on_which_day_it_was_said(case: Case, text: str, day: str) -> None:
    """A day in the words that are quoted is not the one on which they were said."""
    assert cards_of(case, text)[-1].day.latest.isoformat() == day


def test_a_past_act_of_a_pronoun_was_on_the_day_of_the_one_before(case: Case) -> None:
    first = "On Monday Tom Kell rejected unarmed monitors on the isle."
    assert [card.day.latest.day for card in cards_of(case, f"{first} He demanded a lease of the harbour.")] == [9, 9]
    assert [card.day.latest.day for card in cards_of(case, f"{first} He demands a lease of the harbour.")] == [9, 11]


def test_what_goes_on_of_a_leaked_paper(case: Case) -> None:
    cards = cards_of(
        case, "A leaked paper of Norland proposes unarmed monitors on the isle. It adds a veto over the harbour board."
    )
    assert [(local(card.party), card.attribution) for card in cards] == [("norland", "leak")] * 2


def test_what_is_told_at_a_later_time_is_no_longer_the_speakers(case: Case) -> None:
    cards = cards_of(
        case,
        "10:05 Orr: we want unarmed monitors on the isle.",
        "10:20 Kell: and we want equal fishing quotas.",
        "10:40 The harbour is closed for the night.",
    )
    assert parties(cards) == ["norland", "sudland"]


def test_a_proposal_of_another_is_what_he_last_spoke_of(case: Case) -> None:
    cards = cards_of(
        case, "Norland wants a lease of the harbour.", "The ferry was late.", "Sudland accepted Norland's proposal."
    )
    assert [(local(card.party), local(card.options[0])) for card in cards] == [
        ("norland", "lease"),
        ("sudland", "lease"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "whose"),
    [
        (
            "es",
            "Sudlandia estudia los observadores desarmados en la isla que había propuesto Norlandia.",
            ["sudland", "norland"],
        ),
        ("ru", "Судландия отвергла наблюдателей на острове, которых предложила Норландия.", ["sudland", "norland"]),
        ("ar", "اقترحت نورلاند نشر مراقبين غير مسلحين في الجزيرة، فوافق الطرفان.", ["norland", "norland", "sudland"]),
        ("en", "Ada Orr urged both sides to accept unarmed monitors on the isle.", ["norland"]),
    ],
)
def test_who_acts_after_the_verb_and_who_is_only_urged(case: Case, language: str, text: str, whose: list[str]) -> None:
    assert sorted(parties(cards_of(case, text, language=language)), key=str) == sorted(whose)


def test_the_day_before_the_dash_is_the_reports(case: Case) -> None:
    """The dateline's day is nearer to the verb than the one on which it was done."""
    (card,) = cards_of(
        case, "PORT ROLL, June 11 (Agency) — Norland rejected unarmed monitors on the isle, and said so on Monday."
    )
    assert card.day.latest.day == 9


def test_what_a_question_tells_as_known(case: Case) -> None:
    asked = ["Q: And the ferry?", "ORR: It sails."]
    cards = cards_of(case, *asked, "Q: Unarmed monitors on the isle, as Sudland proposes?")
    assert [(local(card.party), local(card.options[0])) for card in cards] == [("sudland", "monitors")]
    assert cards_of(case, *asked, "Q: Did Sudland propose unarmed monitors on the isle?") == ()


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("By Norland the lease of the harbour was declined.", ["norland"]),
        ("Unarmed monitors on the isle were accepted by both sides.", ["norland", "sudland"]),
        ("Tom Kell was in the harbour. His delegation refused unarmed monitors on the isle.", ["sudland"]),
        ("The agreed text on the isle was long.", []),
        ("Norland backs unarmed monitors on the isle; it opposes a lease of the harbour.", ["norland", "norland"]),
        ("Tom Kell had coffee. It is easy to accept unarmed monitors on the isle.", []),
        ("Monitors in the harbour spoke to both sides on the isle.", []),
    ],
)
def test_who_acts(case: Case, text: str, whose: list[str]) -> None:
    assert sorted(filter(None, parties(cards_of(case, text)))) == whose


def test_who_has_the_word_is_the_speaker_of_what_his_party_does(case: Case) -> None:
    card = cards_of(case, "ORR: Norland cannot accept armed peacekeepers on the isle.", "KELL: The ferry is late.")[0]
    assert (local(card.speaker), card.attribution) == ("orr", "on-record")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        (
            "en",
            "The hearing was held on 3 June. It rained. At the hearing Norland rejected unarmed monitors on the isle.",
            3,
        ),
        ("en", "The hearing was held on 3 June. Norland rejects unarmed monitors on the isle.", 11),
        ("en", "On 3 June it rained. Norland rejected unarmed monitors on the isle.", 3),
        ("en", "On 3 June it rained. Norland has rejected unarmed monitors on the isle.", 11),
        ("en", "It rained on Monday. Norland rejected unarmed monitors on the isle.", 11),
        ("en", "It rained in May. Norland rejected unarmed monitors on the isle.", 31),
        ("en", "It rained in May. Norland admits that it rejected unarmed monitors on the isle.", 11),
        ("en", "A meeting was held on 3 June. At another meeting Norland rejected unarmed monitors on the isle.", 3),
        ("en", "The delegations met on Monday. Norland rejected unarmed monitors on the isle.", 9),
        ("en", "The delegations met on Monday. Today it rains. Norland rejected unarmed monitors on the isle.", 11),
        ("en", "The delegations will meet on Friday. Norland rejected unarmed monitors on the isle.", 11),
        ("fr", "La réunion a eu lieu le 3 juin. La Norlande a rejeté les observateurs non armés sur l'île.", 3),
        ("es", "La reunión se celebró el 3 de junio. Norlandia rechazó los observadores desarmados en la isla.", 3),
        ("ru", "Встреча состоялась 3 июня. Норландия отвергла наблюдателей на острове.", 3),
        ("uk", "Зустріч відбулася 3 червня. Норландія відкинула спостерігачів на острові.", 3),
        ("ar", "عقد الاجتماع في 3 يونيو. رفضت نورلاند نشر مراقبين غير مسلحين في الجزيرة.", 3),
    ],
)
def test_what_is_told_of_an_event_was_on_its_day(case: Case, language: str, text: str, day: int) -> None:
    assert cards_of(case, text, language=language)[-1].day.latest.day == day


@pytest.mark.parametrize(
    ("language", "first", "text", "day"),
    [
        ("en", "The hearing took place on 3 June.", "At the hearing Norland rejected unarmed monitors on the isle.", 3),
        ("en", "The hearing took place on 3 June.", "Norland rejected unarmed monitors on the isle.", 11),
        ("en", "The hearing took place on 3 June.", "At a hearing Norland rejected unarmed monitors on the isle.", 11),
        (
            "en",
            "The hearing took place on 3 June.",
            "At the hearing it rained, but Norland rejected unarmed monitors.",
            11,
        ),
        ("fr", "L'audience a eu lieu le 3 juin.", "À l'audience, la Norlande a rejeté les observateurs non armés.", 3),
        (
            "es",
            "La audiencia tuvo lugar el 3 de junio.",
            "En la audiencia Norlandia rechazó los observadores desarmados.",
            3,
        ),
        ("ru", "Заседание состоялось 3 июня.", "На заседании Норландия отвергла наблюдателей на острове.", 3),
        ("uk", "Засідання відбулося 3 червня.", "На засіданні Норландія відкинула спостерігачів на острові.", 3),
        ("ar", "عقدت الجلسة في 3 يونيو.", "وفي الجلسة رفضت نورلاند نشر مراقبين غير مسلحين في الجزيرة.", 3),
    ],
)
def test_an_event_named_again_in_another_paragraph(case: Case, language: str, first: str, text: str, day: int) -> None:
    guess = cards_of(case, first, text, language=language)[-1].day
    assert (guess.phrase, guess.latest.day) == (None, day)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Norland refused unarmed monitors on the isle, as it had done in May.", "06-11"),
        ("en", "In May Norland had refused unarmed monitors on the isle.", "05-31"),
        ("fr", "La Norlande a rejeté les observateurs non armés, qu'elle avait acceptés en mai.", "06-11"),
        ("es", "Norlandia rechazó los observadores desarmados, que había aceptado en mayo.", "06-11"),
    ],
)
def test_the_day_of_what_lay_further_back(case: Case, language: str, text: str, day: str) -> None:
    assert cards_of(case, text, language=language)[0].day.latest.isoformat()[5:] == day


def test_a_semicolon_ends_a_day(case: Case) -> None:
    cards = cards_of(case, "Norland proposed unarmed monitors on Monday; Sudland rejected unarmed monitors.")
    assert [card.day.latest.day for card in cards] == [9, 11]


def test_the_meeting_of_which_the_beginning_tells(case: Case) -> None:
    beginning, text = "The delegations {} on 3 June.", "Norland {} unarmed monitors on the isle."
    for verb, act, day in (
        ("met", "rejected", 3),
        ("met", "rejects", 11),
        ("met", "has rejected", 11),
        ("ate", "rejected", 11),
        ("have met", "rejected", 11),
    ):
        assert cards_of(case, beginning.format(verb), text.format(act))[-1].day.latest.day == day, (verb, act)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "On 3 June Norland proposed unarmed monitors on the isle. Within hours Sudland rejected unarmed monitors.",
        ),
        (
            "fr",
            "Le 3 juin la Norlande a proposé des observateurs. Quelques heures plus tard le Sudland a rejeté les observateurs.",
        ),
        (
            "es",
            "El 3 de junio Norlandia propuso observadores. Horas después Norlandia rechazó los observadores desarmados.",
        ),
        ("ru", "3 июня Норландия предложила наблюдателей. Спустя несколько часов Норландия отвергла наблюдателей."),
        ("uk", "3 червня Норландія запропонувала спостерігачів. Через кілька годин Норландія відкинула спостерігачів."),
    ],
)
def test_hours_later_is_the_same_day(case: Case, language: str, text: str) -> None:
    assert cards_of(case, text, language=language)[-1].day.latest.day == 3
