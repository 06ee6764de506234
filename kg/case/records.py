"""What a case holds, as frozen records: one for each class of the ontology, with its properties under the same names.

Ids are IRIs, or blank-node labels (``_:…``) for what needs no name: positions, conditions, relations, memberships. Texts
come in several languages (:data:`Text`). Tuples of ids are sorted, so equal graphs give equal records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kg.calendar import days_before
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
    "StatusChange",
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
    """Who takes positions, with roles such as ``principal`` or ``facilitator``; from ``start`` to ``end``, inclusive.

    ``succeeds`` are the parties (ids) that came before it; nothing passes on by itself.
    """

    roles: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    succeeds: tuple[str, ...] = ()

    def exists(self, day: date) -> bool:
        """Return whether the party exists on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


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

    @property
    def is_ladder(self) -> bool:
        """Whether its options are values on a scale."""
        return self.choice_rule == "ladder"

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

    def is_within(self, bound: str, of: Option) -> bool:
        """Return whether its value lies within a bound (exactly, at-least, at-most) of an option of the same ladder."""
        value, limit = self.value or Decimal(0), of.value or Decimal(0)
        return {"at-least": value >= limit, "at-most": value <= limit}.get(bound, value == limit)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """That a proposal has ``status`` from the day ``start`` on, as said in ``statements`` (ids)."""

    status: str
    start: date
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal(Thing):
    """Terms (option ids) put together; wanted by ``proposed_by``, tabled by ``tabled_by``, backed by ``statements``.

    ``status`` holds from the first day on, save where ``status_changes`` (in order of day) say otherwise; ``revises``
    is the version (id) before it.
    """

    terms: tuple[str, ...] = ()
    proposed_by: tuple[str, ...] = ()
    tabled_by: tuple[str, ...] = ()
    status: str | None = None
    day: date | None = None
    ends_on: date | None = None
    statements: tuple[str, ...] = ()
    revises: str | None = None
    sensitivity: str | None = None
    status_changes: tuple[StatusChange, ...] = ()

    @property
    def is_bundle(self) -> bool:
        """Whether it has several terms; a proposal of one term is its term."""
        return len(self.terms) > 1

    @property
    def last_day(self) -> date | None:
        """The last day on which it stands: ``ends_on``, or the day before it is first said to be withdrawn."""
        withdrawn = (days_before(change.start) for change in self.status_changes if change.status == "withdrawn")
        return min((day for day in (self.ends_on, *withdrawn) if day), default=None)

    def status_on(self, day: date) -> str | None:
        """Return its status on a day, None where it is not known.

        The newest of the status changes by then holds. Without one, ``status`` does, save that a withdrawn proposal was
        ``tabled`` through its last day where a party tabled or proposed it.
        """
        changes = [change for change in self.status_changes if change.start <= day]
        if changes:
            return max(changes, key=lambda change: change.start).status
        if self.status == "withdrawn" and (self.status_changes or (self.last_day and day <= self.last_day)):
            return "tabled" if self.tabled_by or self.proposed_by else None
        return self.status

    def is_live(self, day: date) -> bool:
        """Return whether it stands on a day, its last day included; a withdrawn one without a last day never does."""
        return day <= self.last_day if self.last_day else self.status != "withdrawn"


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
    ``bound`` says which values of a required ladder option do; ``by`` are the parties (ids) that must do a required kind
    of event, anyone where empty; ``unless`` is what must not happen (ids as in ``requires``).
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
    bound: str = "exactly"
    by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A speech act about the position of ``about`` (party id); ``latest`` is the day from which it counts.

    ``sensitivity`` is its own or its source's, whichever says more.
    """

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
    spoken_by_another: bool = False

    @property
    def claims_own_voice(self) -> bool:
        """Whether it was coded as the party's own voice: an own-voice attribution with an authorised mandate."""
        return ATTRIBUTIONS[self.attribution].own and self.mandate == "authorised"

    @property
    def is_own_voice(self) -> bool:
        """Whether the party itself speaks: its own voice is claimed, and the speaker, if any, may speak for it.

        ``spoken_by_another``: the speaker speaks neither for the party nor for a coalition that binds it on that day.
        """
        return self.claims_own_voice and not self.spoken_by_another

    @property
    def is_as_reported(self) -> bool:
        """Whether it is own voice only as a source reports it: the source tells what the party declared, and quotes nobody."""
        return self.is_own_voice and self.attribution == "reported"

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
    ends_on: date | None = None
    sensitivity: str | None = None


@dataclass(frozen=True, slots=True)
class Source(Thing):
    """A document: ``paragraphs`` it has, ``publisher``, day ``issued``, ``address``; ``copy_of`` (id) what it repeats.

    ``text_hash``: the SHA-256 digest of its paragraphs (:mod:`kg.texts.source`), where it was coded at the desk.
    """

    paragraphs: int | None = None
    publisher: str | None = None
    issued: date | None = None
    language: str | None = None
    address: str | None = None
    text_hash: str | None = None
    copy_of: str | None = None
    sensitivity: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a source gives of an event."""

    label: Text
    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """That an event honours or breaks options (ids), according to a statement (id); ``verified_by`` whom, if anyone."""

    statement: str
    honours: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    verified_by: str | None = None


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
    verified_by: str | None = None
    scheduled: bool = False
    assessments: tuple[Assessment, ...] = ()
    source: str | None = None
    paragraph: int | None = None
    sensitivity: str | None = None

    def has_happened(self, day: date) -> bool:
        """Return whether it has happened by the end of a day, as far as is told: dated, and not only scheduled."""
        return not self.scheduled and self.start is not None and self.start <= day
