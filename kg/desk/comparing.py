"""Desk files of one text by several coders: read, and put side by side by place and party (:mod:`kg.coding.text_agreement`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.answers.text_agreement import CodedText, TextAgreement, agreement_on
from kg.case import Case
from kg.coding.text_agreement import Coding, Mark, Sentence
from kg.desk.blind import drawn_sentences
from kg.desk.desk_file import DeskCard, DeskFile, read_desk_file
from kg.desk.naming import in_full, labels_of
from kg.errors import InputError, UsageError
from kg.formats import TEXT_FORMATS, extension_of
from kg.texts import DEFAULT_MAX_SIZE, SourceText, read_text, sentences

__all__ = ["Saved", "as_coding", "compare_desks", "read_desks", "text_beside"]


class Saved(NamedTuple):
    """A desk file, and where it was read."""

    file: Path
    desk: DeskFile


def read_desks(files: Sequence[Path]) -> tuple[Saved, ...]:
    """Read the files of several coders of one text, in order of the coders' names; each says where the sentences of the text are.

    A file that does not say so has it from another, or from the text beside it. Raises :class:`~kg.errors.UsageError` for a single
    file, :class:`~kg.errors.InputError` for a file that cannot be read, is of another text than the first, is by the same coder
    as another, or whose sentences are not known or not those of the others.
    """
    if len(files) < 2:
        raise UsageError("name the files of two coders or more, such as article-anna.json article-ben.json")
    read = [Saved(file, read_desk_file(file)) for file in files]
    (first, desk), *others = read
    by_coder = {desk.coder: first}
    for file, other in read:
        if other.coders:
            raise InputError(file, "holds what was settled of several coders; name the files of the coders themselves")
    for file, other in others:
        if other.text.sha256 != desk.text.sha256:
            told = f"is of another text ({other.text.name}) than {first} ({desk.text.name}); name files of one text"
            raise InputError(file, told)
        if other.coder in by_coder:
            told = f"its coder is {other.coder}, as in {by_coder[other.coder]}; name one file of each coder"
            raise InputError(file, told)
        by_coder[other.coder] = file
    cut = _sentences_of(read)
    whole = [Saved(file, replace(desk, text=replace(desk.text, sentences=cut))) for file, desk in read]
    return tuple(sorted(whole, key=lambda one: one.desk.coder))


def _sentences_of(read: Sequence[Saved]) -> tuple[tuple[int, ...], ...]:
    """Return the bounds of the text's sentences, the same in each file that says them."""
    told = [(file, desk) for file, desk in read if desk.text.sentences]
    for file, desk in told[1:]:
        if desk.text.sentences != told[0][1].text.sentences:
            raise InputError(
                file, f"cuts the text into other sentences than {told[0][0]}; make both desks in one language"
            )
    if told:
        return told[0][1].text.sentences
    for file, desk in read:
        text = text_beside(file, desk)
        if text is not None:
            return tuple(tuple(chain(*sentences(words, desk.text.language))) for words in text.paragraphs)
    file, desk = read[0]
    raise InputError(file, f"does not say where sentences begin and end; put its text, {desk.text.name}, beside it")


def text_beside(file: Path, desk: DeskFile) -> SourceText | None:
    """Return the text of a desk file if it lies beside it under its own name, or under its digest; None where it does not.

    Raises :class:`~kg.errors.InputError` where it cannot be read.
    """
    names = (Path(desk.text.name).name, *(f"{desk.text.sha256}{extension}" for extension in TEXT_FORMATS))
    for path in (file.parent / name for name in names):
        if extension_of(path) in TEXT_FORMATS and _is_file(path):
            text = read_text(path, max_size=DEFAULT_MAX_SIZE)
            if text.sha256 == desk.text.sha256:
                return text
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that the system has no room for
        return False


def compare_desks(
    saved: Sequence[Saved], metric: str = "nominal", case: Case | None = None, lang: str = "en"
) -> TextAgreement:
    """Return how far the coders of some desk files (:func:`read_desks`) agree, with the names of a case.

    Raises :class:`~kg.errors.InputError` for an id that the case does not have.
    """
    desks = [desk if case is None else in_full(file, desk, case) for file, desk in saved]
    text, labels = desks[0].text, labels_of(desks, case, lang)
    info = None if case is None else case.info
    return agreement_on(CodedText(text.name, text.sha256), map(as_coding, desks), metric, labels, info)


def as_coding(desk: DeskFile) -> Coding:
    """Return what a desk file says as :mod:`kg.coding.text_agreement` compares it; its text's sentences must be known."""
    places = [
        Sentence(paragraph, number, start, end)
        for paragraph, bounds in enumerate(desk.text.sentences, 1)
        for number, (start, end) in enumerate(zip(bounds[::2], bounds[1::2], strict=True), 1)
    ]
    drawn = places if desk.sample is None else drawn_sentences(desk.text.sha256, places, desk.sample)
    return Coding(desk.coder, tuple(map(_mark, desk.cards)), frozenset(drawn), desk.blind, desk.sample)


def _mark(card: DeskCard) -> Mark:
    return Mark(
        card.paragraph,
        card.start,
        card.end,
        card.state,
        card.party,
        tuple((position.on, position.stance) for position in card.positions),
        card.attribution,
        card.earliest,
        card.latest,
    )
