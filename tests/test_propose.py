"""Cards that the rules propose: whose position, on which option, on which day, how attributed; and the traps of real texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kg.case import Case
from kg.case.open import open_graph
from kg.coding.cards import VIAS, Card
from kg.coding.lexicon import read_lexicon
from kg.coding.propose import propose
from kg.errors import InputError
from kg.texts import source_text

#: a Wednesday
DAY = date(2031, 6, 11)

CASE = """
@prefix : <https://example.org/isle#> . @prefix neg: <https://w3id.org/neg#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
:case a neg:Case ; dcterms:title "The isle"@en .
:norland a neg:Party ; neg:role neg:principal ; skos:prefLabel "Norland"@en, "Норландія"@uk, "Норландия"@ru, "Norlande"@fr, "Norlandia"@es, "نورلاند"@ar .
:sudland a neg:Party ; neg:role neg:principal ; skos:prefLabel "Sudland"@en, "Судландія"@uk, "Судландия"@ru, "Sudlande"@fr, "Sudlandia"@es, "سودلاند"@ar .
:orr a neg:Person ; neg:speaksFor :norland ; skos:prefLabel "Ada Orr"@en, "Ада Орлова"@uk, "Ада Орлова"@ru ; neg:office "President of Norland"@en .
:venn a neg:Person ; neg:speaksFor :norland ; skos:prefLabel "Paul Venn"@en ; neg:office "spokesman of the government of Norland"@en .
:kell a neg:Person ; neg:speaksFor :sudland ; skos:prefLabel "Tom Kell"@en ; neg:office "Foreign Minister of Sudland"@en .
:force a neg:Issue ; skos:prefLabel "Peacekeepers on the isle"@en .
:monitors a neg:Option ; neg:optionOf :force ; skos:prefLabel "Unarmed monitors on the isle"@en, "Неозброєні спостерігачі на острові"@uk,
    "Невооружённые наблюдатели на острове"@ru, "Observateurs non armés sur l'île"@fr, "Observadores desarmados en la isla"@es, "مراقبون غير مسلحين في الجزيرة"@ar .
:troops a neg:Option ; neg:optionOf :force ; skos:prefLabel "Armed peacekeepers on the isle"@en .
:harbour a neg:Issue ; skos:prefLabel "The harbour"@en .
:lease a neg:Option ; neg:optionOf :harbour ; skos:prefLabel "Lease of the harbour for ten years"@en .
:veto-right a neg:Option ; neg:optionOf :harbour ; skos:prefLabel "Veto of Sudland over the harbour board"@en ; skos:altLabel "veto"@en .
:fishing a neg:Issue ; skos:prefLabel "Fishing"@en .
:quota a neg:Option ; neg:optionOf :fishing ; skos:prefLabel "Equal fishing quotas"@en .
:letter a neg:Source ; dcterms:title "Letter"@en ; neg:paragraphs 2 .
:s1 a neg:Statement ; neg:about :norland ; neg:speaker :orr ; neg:source :letter ; neg:paragraph 1 ; neg:latest "2031-05-01"^^xsd:date ;
    neg:attribution neg:on-record ; neg:paraphrase "Norland would have observers."@en .
:p1 a neg:Position ; neg:heldBy :norland ; neg:on :monitors ; neg:stance neg:support ; neg:statedIn :s1 .
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    path = tmp_path_factory.mktemp("isle") / "isle.ttl"
    path.write_text(CASE, encoding="utf-8")
    return Case(open_graph(path))


def local(name: str | None) -> str | None:
    return name and name.rsplit("#", 1)[1]


def cards_of(case: Case, *paragraphs: str, language: str = "en", source: str | None = None) -> tuple[Card, ...]:
    return propose(source_text("t", paragraphs, language=language), case, issued=DAY, source=source)


def told(cards: Sequence[Card]) -> list[tuple[str | None, str | None]]:
    """Return party and likeliest option of each card."""
    return [(local(card.party), local(card.options[0])) for card in cards]


def test_a_plain_statement(case: Case) -> None:
    text = "President Ada Orr said on Monday that Norland would accept unarmed monitors on the isle if the harbour stayed open."
    (card,) = cards_of(case, "Nothing here.", text)
    assert (card.id, card.paragraph, card.sentence) == ("p2s1", 2, (0, len(text)))
    assert (local(card.party), card.via, local(card.speaker)) == ("norland", "speaker", "orr")
    assert (card.attribution, card.voice, card.by) == ("on-record", "own", "rules")
    assert (card.day.phrase, card.day.earliest, card.day.latest) == ("Monday", date(2031, 6, 9), date(2031, 6, 9))
    assert local(card.options[0]) == "monitors"
    assert len(card.options) == 3
    assert card.condition is not None
    assert card.condition.text == "if the harbour stayed open"
    assert text[card.condition.start : card.condition.end] == card.condition.text
    assert card.quotation is None
    assert card.marks == ()


def test_no_card_has_a_stance_and_each_is_plain_json(case: Case) -> None:
    (card,) = cards_of(case, "Norland rejects armed peacekeepers on the isle.")
    found = card.to_json()
    assert not [key for key in found if "stance" in key or "side" in key]
    assert found["day"] == {"phrase": None, "start": None, "end": None, "earliest": None, "latest": "2031-06-11"}
    assert found["voice"] == "own"
    assert found["via"] in VIAS


def test_sentences_that_tell_no_position_give_no_card(case: Case) -> None:
    assert (
        cards_of(
            case,
            "The ferry to the isle was late. Ada Orr visited a school in Norland. Rain fell on the harbour for two days.",
        )
        == ()
    )
    assert cards_of(case) == ()


def test_what_the_case_holds_already(case: Case) -> None:
    letter = next(iter(case.sources))
    text = "Norland supports unarmed monitors on the isle."
    (card,) = cards_of(case, text)
    assert card.coded is None
    ((earlier),) = card.earlier
    assert (local(earlier.statement), local(earlier.option), earlier.stance, earlier.day) == (
        "s1",
        "monitors",
        "support",
        date(2031, 5, 1),
    )
    (again,) = cards_of(case, text, source=letter)
    assert local(again.coded) == "s1"
    assert again.earlier == ()


def test_an_offer_rejected_is_the_rejecters(case: Case) -> None:
    assert told(cards_of(case, "Norland offered a lease of the harbour, but Sudland turned the offer down.")) == [
        ("norland", "lease"),
        ("sudland", "lease"),
    ]
    (card,) = cards_of(case, "Sudland rejected the lease of the harbour that had been put to it.")
    assert local(card.party) == "sudland"
    (passive,) = cards_of(case, "The lease of the harbour was rejected by Sudland.")
    assert local(passive.party) == "sudland"
    assert "passive" in passive.marks


def test_refusing_told_by_the_opponent_is_an_accusation(case: Case) -> None:
    text = "“By refusing unarmed monitors on the isle, Norland is ending the process,” said Tom Kell."
    (card,) = [card for card in cards_of(case, text) if local(card.party) == "norland"]
    assert (card.attribution, card.voice, local(card.speaker)) == ("characterisation", "others", "kell")
    assert "accusation" in card.marks


def test_a_vote_asked_for_and_lost_is_not_the_askers_refusal(case: Case) -> None:
    cards = cards_of(case, "Norland asked to take the lease of the harbour to a vote, which was rejected.")
    assert [(local(card.party), "passive" in card.marks) for card in cards] == [("norland", False), (None, True)]


def test_a_refused_demand_is_the_refusers_position(case: Case) -> None:
    cards = cards_of(case, "Norland asked for a lease of the harbour.", "Sudland refused their key demand.")
    assert told(cards)[1] == ("sudland", "lease")


def test_a_leaked_drafts_term_is_its_drafters(case: Case) -> None:
    text = "A leaked paper of Norland proposes unarmed monitors on the isle. This draft also has a veto for Sudland over the harbour board."
    first, second = cards_of(case, text)
    assert told([first, second]) == [("norland", "monitors"), ("norland", "veto-right")]
    assert {card.attribution for card in (first, second)} == {"leak"}
    assert {card.voice for card in (first, second)} == {"others"}
    assert all("leak" in card.marks for card in (first, second))
    assert second.via == "drafter"


def test_a_bare_quotation_and_a_pronoun_carry_the_last_speaker(case: Case) -> None:
    first, quote, pronoun = cards_of(
        case,
        "Tom Kell said that Sudland wants equal fishing quotas.",
        "“We will never accept armed peacekeepers on the isle.”",
        "He also demanded a lease of the harbour.",
    )
    assert [local(card.party) for card in (first, quote, pronoun)] == ["sudland"] * 3
    assert (quote.via, quote.marks[:1]) == ("last speaker", ("the last speaker",))
    assert (pronoun.via, pronoun.marks[:1]) == ("pronoun", ("from a pronoun",))
    assert {local(card.speaker) for card in (quote, pronoun)} == {"kell"}


def test_a_headline(case: Case) -> None:
    headline, _ = cards_of(case, "Norland rejects lease of harbour", "Norland rejected the lease of the harbour.")
    assert (local(headline.party), "headline" in headline.marks) == ("norland", True)


def test_two_speakers_in_one_sentence(case: Case) -> None:
    text = "Ada Orr welcomed unarmed monitors on the isle, while Tom Kell insisted on equal fishing quotas."
    one, other = cards_of(case, text)
    assert told([one, other]) == [("norland", "monitors"), ("sudland", "quota")]
    assert (one.id, other.id) == ("p1s1a", "p1s1b")
    assert "two speakers" in one.marks
    assert "two speakers" in other.marks
    assert one.end <= other.start
    assert text[other.start :].startswith("Tom Kell")


def test_a_denial_of_a_denial(case: Case) -> None:
    (card,) = cards_of(case, "Norland did not deny that it had rejected the lease of the harbour.")
    assert "denial of a denial" in card.marks
    (plain,) = cards_of(case, "Norland will not accept the lease of the harbour.")
    assert "negated" in plain.marks


def test_a_spokesperson_and_what_others_expect(case: Case) -> None:
    (spoken,) = cards_of(case, "Paul Venn said that Norland backs the lease of the harbour.")
    assert (spoken.attribution, local(spoken.speaker)) == ("spokesperson", "venn")
    (expected,) = cards_of(case, "Norland is unlikely to accept armed peacekeepers on the isle.")
    assert (expected.attribution, expected.voice) == ("characterisation", "others")


def test_turns_of_a_transcript(case: Case) -> None:
    cards = cards_of(
        case,
        "ORR: We want unarmed monitors on the isle.",
        "KELL: And we will accept them only if the fishing quotas are equal.",
        "We cannot accept armed peacekeepers.",
    )
    assert [local(card.party) for card in cards] == ["norland", "sudland", "sudland"]


def test_a_users_own_words_add_to_the_lexicon(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[cues]\nposition = ["grumbl*"]\n', encoding="utf-8")
    text = source_text("t", ["Norland grumbled quotas."], language="en")
    assert propose(text, case, issued=DAY) == ()
    assert told(propose(text, case, issued=DAY, lexicons=[read_lexicon(path)])) == [("norland", "quota")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[cues", "not valid TOML"),
        ("[verbs]\nsay = []", "no table of a lexicon is called “verbs”"),
        ("[cues]\nshout = []", "has no key “shout”"),
        ('[cues]\nsay = "said"', "is not a list of words"),
        ("[days]\nmonths = []", "cannot be added to"),
    ],
)
def test_a_lexicon_that_is_none_is_told_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_lexicon(path)
    with pytest.raises(InputError, match="No such file"):
        read_lexicon(tmp_path / "none.toml")
