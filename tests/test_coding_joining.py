"""One clause that tells a position of several parties: a card for each, and none where others are only named beside the one who acts."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_coding_rules import parties
from test_propose import CASE, cards_of, case, local

from kg.case import Case
from kg.case.open import open_graph

__all__ = ["case"]

TOGETHER = [
    ("en", "Both sides confirmed unarmed monitors on the isle."),
    ("en", "Neither side would accept unarmed monitors on the isle."),
    ("en", "The two parties rejected unarmed monitors on the isle."),
    ("en", "Norland and Sudland agreed to unarmed monitors on the isle."),
    ("en", "Neither Norland nor Sudland would accept unarmed monitors on the isle."),
    ("en", "Norland, like Sudland, wants unarmed monitors on the isle."),
    ("en", "Like Sudland, Norland wants unarmed monitors on the isle."),
    ("en", "Norland as well as Sudland rejected unarmed monitors on the isle."),
    ("en", "Norland rejected unarmed monitors on the isle, as did Sudland."),
    ("en", "Norland backed Sudland in rejecting unarmed monitors on the isle."),
    ("en", "Unarmed monitors on the isle were rejected by Norland and Sudland."),
    ("en", "The demand of Norland and Sudland for unarmed monitors on the isle is old."),
    ("en", "“We reject unarmed monitors on the isle,” said Norland and Sudland."),
    ("en", "“We reject unarmed monitors on the isle,” both sides said."),
    ("en", "Each of Norland and Sudland rejected unarmed monitors on the isle."),
    ("fr", "Les deux parties ont accepté des observateurs non armés sur l'île."),
    ("fr", "Ni la Norlande ni la Sudlande n'acceptent les observateurs non armés sur l'île."),
    ("fr", "La Norlande, comme la Sudlande, a rejeté les observateurs non armés sur l'île."),
    ("fr", "Tant la Norlande que la Sudlande rejettent les observateurs non armés sur l'île."),
    ("es", "Ambas partes aceptaron los observadores desarmados en la isla."),
    ("es", "Ni Norlandia ni Sudlandia aceptan los observadores desarmados en la isla."),
    ("es", "Norlandia, al igual que Sudlandia, rechaza los observadores desarmados en la isla."),
    ("es", "Tanto Norlandia como Sudlandia rechazan los observadores desarmados en la isla."),
    ("ru", "Обе стороны отвергли наблюдателей на острове."),
    ("ru", "Ни Норландия, ни Судландия не согласны на наблюдателей на острове."),
    ("ru", "Норландия, как и Судландия, отвергла наблюдателей на острове."),
    ("ru", "Как Норландия, так и Судландия отвергли наблюдателей на острове."),
    ("uk", "Обидві сторони відкинули спостерігачів на острові."),
    ("uk", "Ні Норландія, ні Судландія не згодні на спостерігачів на острові."),
    ("uk", "Норландія, як і Судландія, відкинула спостерігачів на острові."),
    ("ar", "رفض الطرفان نشر مراقبين غير مسلحين في الجزيرة."),
    ("ar", "الطرفان يرفضان نشر مراقبين غير مسلحين في الجزيرة."),
    ("ar", "رفضت نورلاند وسودلاند نشر مراقبين غير مسلحين في الجزيرة."),
    ("ar", "ترفض كل من نورلاند وسودلاند نشر مراقبين غير مسلحين في الجزيرة."),
    ("ar", "رفضت نورلاند، مثل سودلاند، نشر مراقبين غير مسلحين في الجزيرة."),
]

ALONE = [
    ("en", "In talks between Norland and Sudland, Ada Orr rejected unarmed monitors on the isle."),
    ("en", "Talks between Sudland and Norland failed after Norland rejected unarmed monitors on the isle."),
    ("en", "Unlike Sudland, Norland wants unarmed monitors on the isle."),
    ("en", "Norland, unlike Sudland, wants unarmed monitors on the isle."),
    ("en", "Sudland is cold, and Norland rejected unarmed monitors on the isle."),
    ("en", "In its dispute with Sudland Norland rejected unarmed monitors on the isle."),
    ("en", "In Sudland, Norland rejected unarmed monitors on the isle."),
    ("en", "Ada Orr, after talks with Tom Kell and Sudland, rejected unarmed monitors on the isle."),
    (
        "fr",
        "Les pourparlers entre la Sudlande et la Norlande ont échoué ; la Norlande rejette les observateurs non armés.",
    ),
    ("es", "Tras la reunión entre Norlandia y Sudlandia, Norlandia rechazó los observadores desarmados en la isla."),
    ("ru", "На переговорах Норландии и Судландии Норландия отвергла наблюдателей на острове."),
    ("uk", "На переговорах між Норландією та Судландією Норландія відкинула спостерігачів на острові."),
    ("ar", "في محادثات بين نورلاند وسودلاند رفضت نورلاند نشر مراقبين غير مسلحين في الجزيرة."),
]


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_a_card_for_each_of_those_who_act_together(case: Case, language: str, text: str) -> None:
    cards = cards_of(case, text, language=language)
    assert sorted(map(str, parties(cards))) == ["norland", "sudland"]
    assert [card.id for card in cards] == ["p1s1a", "p1s1b"]
    assert {local(card.options[0]) for card in cards} == {"monitors"}


@pytest.mark.parametrize(("language", "text"), ALONE)
def test_who_is_only_named_beside_the_one_who_acts_has_no_card(case: Case, language: str, text: str) -> None:
    assert parties(cards_of(case, text, language=language)) == ["norland"]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Both sides accept unarmed monitors on the isle, Norland said.", ["norland", "sudland"]),
        ("Norland and Sudland said that they rejected unarmed monitors on the isle.", ["norland", "sudland"]),
        (
            "Norland, like Sudland, said that Norland and Sudland want unarmed monitors on the isle.",
            ["norland", "sudland"],
        ),
    ],
)
def test_no_party_has_two_cards_of_one_position(case: Case, text: str, whose: list[str]) -> None:
    assert sorted(map(str, parties(cards_of(case, text)))) == whose


def with_roles(folder: Path, *principals: str) -> Case:
    text = CASE.replace("neg:role neg:principal ; ", "")
    for name in principals:
        text = text.replace(f":{name} a neg:Party ;", f":{name} a neg:Party ; neg:role neg:principal ;")
    path = folder / "isle.ttl"
    path.write_text(f"{text}:estland a neg:Party ; skos:prefLabel 'Estland'@en .\n", encoding="utf-8")
    return Case(open_graph(path))


def test_without_two_principals_the_parties_named_together_last_are_the_sides(tmp_path: Path) -> None:
    case = with_roles(tmp_path)
    cards = cards_of(case, "Estland met Sudland in the harbour.", "Both sides accept unarmed monitors on the isle.")
    assert sorted(map(str, parties(cards))) == ["estland", "sudland"]
    assert all("from a pronoun" in card.marks for card in cards)


def test_where_nobody_was_named_the_first_party_is_marked(tmp_path: Path) -> None:
    (card,) = cards_of(with_roles(tmp_path, "sudland"), "Both sides accept unarmed monitors on the isle.")
    assert (local(card.party), "from a pronoun" in card.marks) == ("sudland", True)
