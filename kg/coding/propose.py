"""Propose the statements of a text: a card for each sentence or clause that seems to tell a party's position. No stance.

The steps: names, cues and quotations of each sentence (:mod:`kg.coding.acts`); who acts, through pronouns, quotations, turns and the
text's drafter; whether it tells a position at all (its cue, and how much it says of any option, :mod:`kg.coding.ranking`); day, attribution,
condition, options, and what the case holds of it already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kg.case import Case
from kg.coding.acts import acts_of
from kg.coding.cards import Card
from kg.coding.days import DayPhrase, anchor_of, day_phrases
from kg.coding.finds import Find, cards_of_finds, joined_cards
from kg.coding.heads import label_of
from kg.coding.known import CodedHere, earlier_positions, sources_of
from kg.coding.lexicon import Lexicon, guess_language, lexicon_of
from kg.coding.names import Mention, NameIndex, spokespeople
from kg.coding.parts import Reader
from kg.coding.quotations import quotations
from kg.coding.ranking import OptionRanking
from kg.coding.scenes import scene_of
from kg.coding.statement_days import Dating
from kg.coding.tokens import Token, tokens
from kg.coding.turns import Turn, drafter_of, is_joint, is_official, turns_of
from kg.coding.voices import Part, Voice, Voices
from kg.texts import SourceText, Span, sentences

__all__ = ["days_of", "language_of", "propose"]


def language_of(text: SourceText) -> str:
    """Return the language in which a text is read: its own tag, else the one that its commonest words are of."""
    return (text.language or guess_language(text.paragraphs)).partition("-")[0]


def propose(
    text: SourceText,
    case: Case,
    *,
    issued: date,
    lexicons: Sequence[Mapping[str, Any]] = (),
    source: str | None = None,
    finds: Sequence[Find] = (),
) -> tuple[Card, ...]:
    """Return the cards of a text against a case, in order of place.

    ``issued`` is the day of the text, ``lexicons`` the tables of a user's own (:func:`kg.coding.lexicon.read_lexicon`), ``source`` the id of
    the source of the case that this text is; so are those with its digest. ``finds`` are what another than
    the rules found; with a card of the rules that overlaps and has the same party they are one card. A text without a sentence about the case gives none.
    """
    lexicon = lexicon_of(language_of(text), lexicons)
    names = NameIndex(case, lexicon.proclitics)
    cards: list[Card] = []
    own = {*sources_of(case, text.sha256), *([source] if source else [])}
    reader, parts = _parts(text, case, names, lexicon, OptionRanking(case, lexicon, issued, own), issued)
    offices = spokespeople(case, lexicon)
    for part in parts:
        cards += joined_cards(reader.read(part), cards_of_finds(finds, part, issued, offices))
    return tuple(_known(cards, case, issued, CodedHere(case, text, own)))


def days_of(
    text: SourceText, case: Case, *, issued: date, lexicons: Sequence[Mapping[str, Any]] = ()
) -> list[list[DayPhrase]]:
    """Return for each paragraph of a text the phrases that mean a day, in statements or not."""
    lexicon = lexicon_of(language_of(text), lexicons)
    names = NameIndex(case, lexicon.proclitics)
    reader, parts = _parts(text, case, names, lexicon, OptionRanking(case, lexicon, issued), issued)
    found = []
    for part in parts:
        found.append(list(part.phrases))
        reader.begin(part)
    return found


def _parts(
    text: SourceText, case: Case, names: NameIndex, lexicon: Lexicon, ranking: OptionRanking, issued: date
) -> tuple[Reader, Iterator[Part]]:
    """Return who reads a text's paragraphs, and these one after another: each is made after the one before was read."""
    words = [tokens(paragraph) for paragraph in text.paragraphs]
    turns = turns_of(text.paragraphs, words, names, lexicon)
    drafter = drafter_of(text.title, text.paragraphs, words, turns, names, lexicon)
    answering = next((turn for turn in turns if turn and turn.parties and not turn.asks), None)
    answers = Voice(answering.parties, answering.speaker, "speaker") if answering else None
    official = is_official(text.title, words, lexicon) and not (drafter or answers)
    voices = Voices(case, drafter, answering=answers, is_joint=official and is_joint(words, lexicon))
    is_document = official or bool(drafter or answers)
    reader = Reader(voices, ranking, Dating(issued, is_document), spokespeople(case, lexicon))

    def parts() -> Iterator[Part]:
        anchor: date | None = None
        for number, (paragraph, own, turn) in enumerate(zip(text.paragraphs, words, turns, strict=True), 1):
            spans = sentences(paragraph, lexicon.language)
            quoted = quotations(paragraph)
            labels = _labels(paragraph, spans, own, names, lexicon, turn)
            quoted = sorted([*quoted, *_labelled(paragraph, labels, quoted)])
            scenes = [
                scene_of(paragraph, span, own, quoted, names, lexicon, labels[span][0] if span in labels else None)
                for span in spans
            ]
            today = reader.dating.today
            phrases = day_phrases(paragraph, own, lexicon, today, spans, anchor)
            anchor = anchor_of(phrases, today) or anchor
            yield Part(number, paragraph, scenes, [acts_of(scene) for scene in scenes], quoted, phrases, turn)

    return reader, parts()


def _labels(
    paragraph: str, spans: Sequence[Span], words: Sequence[Token], names: NameIndex, lexicon: Lexicon, turn: Turn | None
) -> dict[Span, tuple[Mention, int]]:
    """Return who has the word after a colon in each sentence that says so, and where his words begin; a turn's own head is none."""
    inner = spans[1:] if turn and turn.is_new and turn.begins else spans
    found = ((span, label_of(paragraph, span, words, names, lexicon)) for span in inner)
    return {span: label for span, label in found if label}


def _labelled(paragraph: str, labels: Mapping[Span, tuple[Mention, int]], quoted: Sequence[Span]) -> list[Span]:
    """Return what stands after each label up to the end of its sentence, where no quotation stands there."""
    after = (Span(begin, span.end) for span, (_, begin) in labels.items())
    return [one for one in after if not any(start < one.end and one.start < end for start, end in quoted)]


def _known(cards: Iterable[Card], case: Case, issued: date, here: CodedHere) -> Iterable[Card]:
    """Yield the cards with what the case holds of each: the party's earlier positions, and the statement at its place."""
    for card in cards:
        coded = here.at(card)
        yield replace(card, earlier=earlier_positions(case, card, issued, coded), coded=coded)
