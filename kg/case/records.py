"""What a case holds, as frozen records: one for each class of the ontology, with its properties under the same names.

Ids are IRIs, or blank-node labels (``_:…``) for what needs no name: positions, conditions, relations, memberships. Texts
come in several languages (:data:`Text`). Tuples of ids are sorted, so equal graphs give equal records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kg.vocabulary import ATTRIBUTIONS, Stance

__all__ = [
    "Assessment",
    "CaseInfo",
    "Condition",
    "Event",
    "Figure",
    "Issue",
    "Membership",
    "Option",
    "Party",
    "Person",
    "Point",
    "Position",
    "Proposal",
    "Reading",
    "Relation",
    "Source",
    "Statement",
    "Text",
    "Thing",
    "choose",
    "in_order_of_day",
]

#: one text in several languages: pairs of language tag ("" where none) and words, sorted
Text = tuple[tuple[str, str], ...]


def choose(text: Text, lang: str) -> str:
    """Return the words of a text in a language, else in English, else without a tag, else in its first; "" if empty.

    >>> choose((("en", "Kyiv"), ("uk", "Київ")), "uk")
    'Київ'
    """
    words = dict(reversed(text))
    return next((words[tag] for tag in (lang, "en", "") if tag in words), text[0][1] if text else "")


@dataclass(frozen=True, slots=True)
class Thing:
    """What has a name: ``id``, ``labels`` (one neutral label a language) and ``aliases`` (other and the parties' terms)."""

    id: str
    labels: Text = ()
    aliases: Text = ()
    description: Text = ()
    matches: tuple[str, ...] = ()

    @property
    def local_name(self) -> str:
        """The id after its last ``#``, ``/`` or ``:``."""
        return self.id.rstrip("#/").replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]

    def label(self, lang: str = "en") -> str:
        """Return the label in a language, in English, or the local name."""
        return choose(self.labels, lang) or self.local_name

    def names(self) -> tuple[str, ...]:
        """Return all names of the thing: labels, aliases, local name and id."""
        return (*(words for _, words in self.labels + self.aliases), self.local_name, self.id)


@dataclass(frozen=True, slots=True)
class CaseInfo(Thing):
    """The case itself; ``caveats`` is what its reader must keep in mind."""

    caveats: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Party(Thing):
    """Who takes positions, with roles such as ``principal`` or ``facilitator``."""

    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person(Thing):
    """Who speaks, for the parties of ``speaks_for`` (ids)."""

    speaks_for: tuple[str, ...] = ()
    office: Text = ()


@dataclass(frozen=True, slots=True)
class Issue(Thing):
    """A question to be settled; open through ``closed_on``."""

    kind: str = "substantive"
    choice_rule: str = "exclusive"
    closed_on: date | None = None
    closed_as: str | None = None

    def is_open(self, day: date) -> bool:
        """Return whether the issue is open on a day, its closing day included."""
        return self.closed_on is None or day <= self.closed_on


@dataclass(frozen=True, slots=True)
class Option(Thing):
    """One settlement of ``issue`` (id); ``undertaken_by`` whom (ids); ``value`` and ``unit`` on a ladder."""

    issue: str = ""
    undertaken_by: tuple[str, ...] = ()
    undertaker_unstated: bool = False
    value: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal(Thing):
    """Terms (option ids) put together; wanted by ``proposed_by``, tabled by ``tabled_by``, backed by ``statements``."""

    terms: tuple[str, ...] = ()
    proposed_by: tuple[str, ...] = ()
    tabled_by: tuple[str, ...] = ()
    status: str | None = None
    day: date | None = None
    ends_on: date | None = None
    statements: tuple[str, ...] = ()

    @property
    def is_bundle(self) -> bool:
        """Whether it has several terms; a proposal of one term is its term."""
        return len(self.terms) > 1

    def is_live(self, day: date) -> bool:
        """Return whether it stands on a day, its last day included; a withdrawn one without a last day never does."""
        return day <= self.ends_on if self.ends_on else self.status != "withdrawn"


@dataclass(frozen=True, slots=True)
class Point(Thing):
    """A point of an option on which readings may differ."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That a party (``member``) belongs to a coalition (``organization``); first and last day inclusive, None if open."""

    id: str
    member: str
    organization: str
    start: date | None = None
    end: date | None = None
    binds: bool = False
    statements: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Return whether the membership holds on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Relation:
    """``entails`` (``first`` contains ``second``) or ``excludes`` (ids in order), with reason and basis."""

    id: str
    kind: str
    first: str
    second: str
    reason: Text = ()
    basis: str = "judgement"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a conditional stance requires: all of ``requires`` (ids of options, proposals, kinds of event) and the ``words``.

    ``timing`` is ``before``, ``together`` or ``within``. Conditions of one stance that share ``any_of`` are alternatives.
    """

    id: str = field(default="", compare=False)
    requires: tuple[str, ...] = ()
    words: Text = ()
    timing: str = "within"
    deadline: date | None = None
    deadline_words: Text = ()
    when_met: Stance = Stance.SUPPORT
    otherwise: Text = ()
    any_of: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A speech act about the position of ``about`` (party id); ``latest`` is the day from which it counts."""

    id: str
    about: str
    source: str
    latest: date
    attribution: str
    earliest: date | None = None
    speaker: str | None = None
    paragraph: int | None = None
    stated_confidence: Decimal | None = None
    paraphrase: Text = ()
    quotation: Text = ()
    language: str | None = None
    mandate: str = "authorised"
    channel: str = "public"
    sensitivity: str = "public"
    coder: str | None = None
    withdraws: tuple[str, ...] = ()

    @property
    def is_own_voice(self) -> bool:
        """Whether the party itself speaks: an own-voice attribution with an authorised mandate."""
        return ATTRIBUTIONS[self.attribution].own and self.mandate == "authorised"

    @property
    def authority(self) -> int:
        """The rank of its attribution, 1 the most authoritative, 7 the least."""
        return ATTRIBUTIONS[self.attribution].authority

    @property
    def confidence(self) -> float:
        """Its own confidence, else its attribution's default, in [0, 1]."""
        own = self.stated_confidence
        return float(own) if own is not None else ATTRIBUTIONS[self.attribution].confidence


def in_order_of_day(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements once each, in order of their latest day and id: the order of all evidence."""
    found = {statement.id: statement for statement in statements}
    return tuple(sorted(found.values(), key=lambda s: (s.latest, s.id)))


@dataclass(frozen=True, slots=True)
class Position:
    """``party`` holds ``stance`` on ``on`` (an option or a proposal), as said in ``statements`` (ids)."""

    id: str
    party: str
    on: str
    stance: Stance
    statements: tuple[str, ...]
    bound: str = "exactly"
    conditions: tuple[Condition, ...] = ()
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the parties of ``read_by`` understand ``option`` on ``point``, in the words of ``text``."""

    id: str
    option: str
    point: str
    read_by: tuple[str, ...] = ()
    text: Text = ()
    compatible_with: tuple[str, ...] = ()
    accepted_by: tuple[str, ...] = ()
    left_open_by: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source(Thing):
    """A document: ``paragraphs`` it has, ``publisher``, day ``issued``, ``address``; ``copy_of`` (id) what it repeats."""

    paragraphs: int | None = None
    publisher: str | None = None
    issued: date | None = None
    language: str | None = None
    address: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a source gives of an event."""

    label: Text
    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """That an event honours or breaks options (ids), according to a statement (id)."""

    statement: str
    honours: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event(Thing):
    """Something done or scheduled, from ``start`` to ``end`` (inclusive, None if unknown)."""

    kinds: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    place: Text = ()
    actors: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    verified: bool = True
    scheduled: bool = False
    assessments: tuple[Assessment, ...] = ()
    source: str | None = None
    paragraph: int | None = None

    def has_happened(self, day: date) -> bool:
        """Return whether it counts as done by the end of a day: dated, verified and not only scheduled."""
        return self.verified and not self.scheduled and self.start is not None and self.start <= day
