"""The closed vocabulary: every term of ``ontology/negotiation.ttl``, and the order of its stances and attributions.

A misspelt term raises ``AttributeError``, as with rdflib's ``DefinedNamespace``; this class does without rdflib so that
commands that need no rdflib do not pay for importing it. ``tests/test_vocabulary.py`` holds both files to the same terms.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "ATTRIBUTIONS",
    "DCTERMS",
    "NEG",
    "ORG",
    "PROPAGATING_BASES",
    "RDF",
    "RDFS",
    "SKOS",
    "STANCES",
    "XSD",
    "Attribution",
    "Side",
    "Stance",
    "StanceRank",
    "side_of",
    "strength",
]


class _ClosedNamespace(type):
    """A namespace whose annotations are its terms: ``NEG.heldBy`` is an IRI, ``NEG.helBy`` an ``AttributeError``.

    An underscore in an annotation stands for a hyphen in the term; a trailing one avoids a Python keyword.
    """

    base: str

    def __getattr__(cls, name: str) -> str:
        if name in cls.__annotations__:
            return cls.base + name.rstrip("_").replace("_", "-")
        raise AttributeError(f"{cls.__name__} has no term {name!r}")

    def terms(cls) -> frozenset[str]:
        """Return the IRIs of all terms of the namespace."""
        return frozenset(getattr(cls, name) for name in cls.__annotations__ if name != "base")


class NEG(metaclass=_ClosedNamespace):
    """Terms of the negotiation ontology, prefix ``neg:``."""

    base = "https://w3id.org/neg#"

    Assessment: str
    Attribution: str
    Backed: str
    Basis: str
    Bound: str
    Case: str
    Channel: str
    ChoiceRule: str
    Closure: str
    Condition: str
    Demand: str
    Entailment: str
    Event: str
    EventKind: str
    Exclusion: str
    Figure: str
    Issue: str
    IssueKind: str
    Mandate: str
    Membership: str
    Option: str
    Paraphrased: str
    Party: str
    Period: str
    Person: str
    Point: str
    Position: str
    Proposal: str
    ProposalStatus: str
    Quantity: str
    Reading: str
    Relation: str
    Requirable: str
    Role: str
    Sensitivity: str
    Side: str
    Source: str
    Sourced: str
    Stance: str
    Statement: str
    Term: str
    Timing: str
    Voice: str

    about: str
    acceptedBy: str
    accordingTo: str
    actor: str
    address: str
    anyOf: str
    assessment: str
    attribution: str
    authority: str
    basis: str
    between: str
    binds: str
    bound: str
    breaks: str
    caveat: str
    channel: str
    choiceRule: str
    closedAs: str
    closedOn: str
    coder: str
    compatibleWith: str
    conclusion: str
    condition: str
    confidence: str
    copyOf: str
    day: str
    deadline: str
    deadlineWords: str
    defaultConfidence: str
    earliest: str
    endsOn: str
    entails: str
    excludes: str
    figure: str
    from_: str
    heldBy: str
    honours: str
    issueKind: str
    kind: str
    latest: str
    leftOpenBy: str
    mandate: str
    office: str
    on: str
    optionOf: str
    otherwise: str
    paragraph: str
    paragraphs: str
    paraphrase: str
    place: str
    point: str
    premise: str
    premiseOf: str
    proposedBy: str
    quotation: str
    rank: str
    readBy: str
    readingOf: str
    reason: str
    requires: str
    requiresWords: str
    role: str
    scheduled: str
    selector: str
    sensitivity: str
    side: str
    source: str
    speaker: str
    speaksFor: str
    stance: str
    statedIn: str
    status: str
    tabledBy: str
    term: str
    timing: str
    to: str
    undertakenBy: str
    undertakerUnstated: str
    unit: str
    value: str
    verified: str
    voice: str
    whenMet: str
    withdraws: str

    accepted: str
    against: str
    at_least: str
    at_most: str
    authorised: str
    back_channel: str
    before: str
    characterisation: str
    closed: str
    compatible: str
    conditional: str
    contested: str
    definitional: str
    demand: str
    doubt: str
    draft: str
    exactly: str
    exclusive: str
    facilitator: str
    for_: str
    guarantor: str
    implementation: str
    inference: str
    judgement: str
    ladder: str
    lapsed: str
    leak: str
    leaked: str
    leaning: str
    legal: str
    noncommittal: str
    observer: str
    official_document: str
    on_record: str
    open: str
    oppose: str
    others: str
    outside: str
    own: str
    personal: str
    principal: str
    procedural: str
    public: str
    reported: str
    restricted: str
    rule_out: str
    secret: str
    settled: str
    signed: str
    spokesperson: str
    substantive: str
    support: str
    tabled: str
    together: str
    withdrawn: str
    within: str


class RDF(metaclass=_ClosedNamespace):
    """The terms of RDF that a case uses."""

    base = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    langString: str
    type: str


class RDFS(metaclass=_ClosedNamespace):
    """The terms of RDF Schema that a case uses."""

    base = "http://www.w3.org/2000/01/rdf-schema#"
    comment: str
    label: str
    seeAlso: str


class XSD(metaclass=_ClosedNamespace):
    """The XML Schema datatypes that a case uses."""

    base = "http://www.w3.org/2001/XMLSchema#"
    anyURI: str
    boolean: str
    date: str
    decimal: str
    integer: str
    string: str


class SKOS(metaclass=_ClosedNamespace):
    """The terms of SKOS that a case uses."""

    base = "http://www.w3.org/2004/02/skos/core#"
    Concept: str
    altLabel: str
    broader: str
    closeMatch: str
    definition: str
    exactMatch: str
    note: str
    prefLabel: str


class DCTERMS(metaclass=_ClosedNamespace):
    """The Dublin Core terms that a case uses."""

    base = "http://purl.org/dc/terms/"
    description: str
    issued: str
    language: str
    publisher: str
    title: str


class ORG(metaclass=_ClosedNamespace):
    """The terms of the Organization Ontology that a case uses."""

    base = "http://www.w3.org/ns/org#"
    member: str
    organization: str


class Side(StrEnum):
    """The side of a stance."""

    FOR = "for"
    LEANING = "leaning"
    AGAINST = "against"


class Stance(StrEnum):
    """A stance. Those from ``SILENT`` on are never stored but for ``NONCOMMITTAL``, and have no side."""

    DEMAND = "demand"
    SUPPORT = "support"
    CONDITIONAL = "conditional"
    OPEN = "open"
    DOUBT = "doubt"
    OPPOSE = "oppose"
    RULE_OUT = "rule-out"
    NONCOMMITTAL = "noncommittal"
    SILENT = "silent"
    WITHHELD = "withheld"
    MIXED = "mixed"


class StanceRank(NamedTuple):
    """Place of a stance in the order of the ontology: ``rank`` from 1 (demand) to 7 (rule-out), and its side."""

    rank: int
    side: Side


#: the stances that have a side, by rank
STANCES: dict[Stance, StanceRank] = {
    Stance.DEMAND: StanceRank(1, Side.FOR),
    Stance.SUPPORT: StanceRank(2, Side.FOR),
    Stance.CONDITIONAL: StanceRank(3, Side.LEANING),
    Stance.OPEN: StanceRank(4, Side.LEANING),
    Stance.DOUBT: StanceRank(5, Side.AGAINST),
    Stance.OPPOSE: StanceRank(6, Side.AGAINST),
    Stance.RULE_OUT: StanceRank(7, Side.AGAINST),
}


class Attribution(NamedTuple):
    """An attribution: ``authority`` from 1 (most authoritative) to 7, own voice or not, default confidence in [0, 1]."""

    authority: int
    own: bool
    confidence: float


#: the attributions by local name
ATTRIBUTIONS: dict[str, Attribution] = {
    "official-document": Attribution(1, True, 1.0),
    "on-record": Attribution(2, True, 0.95),
    "spokesperson": Attribution(3, True, 0.9),
    "reported": Attribution(4, True, 0.8),
    "leak": Attribution(5, False, 0.5),
    "characterisation": Attribution(6, False, 0.4),
    "inference": Attribution(7, False, 0.3),
}

_STRENGTHS = {
    Stance.DEMAND: 1,
    Stance.SUPPORT: 0,
    Stance.CONDITIONAL: 1,
    Stance.OPEN: 0,
    Stance.DOUBT: 0,
    Stance.OPPOSE: 1,
    Stance.RULE_OUT: 2,
}

#: the bases on which a relation between options lets stances propagate
PROPAGATING_BASES = frozenset({"definitional", "legal"})


def side_of(stance: Stance) -> Side | None:
    """Return the side of a stance, or None for one that has no side.

    >>> side_of(Stance.DOUBT)
    <Side.AGAINST: 'against'>
    """
    ranked = STANCES.get(stance)
    return ranked.side if ranked else None


def strength(stance: Stance) -> int:
    """Return how strong a stance is within its side, higher being stronger: 0 for open and doubt, up to 2 for rule-out.

    For: demand 1, support 0. Leaning: conditional 1, open 0. Against: rule-out 2, oppose 1, doubt 0. No side: -1.
    """
    return _STRENGTHS.get(stance, -1)
