"""The closed vocabulary: every term of ``ontology/negotiation.ttl``, and the order of its stances and attributions.

A misspelt term raises ``AttributeError``, as with rdflib's ``DefinedNamespace``; this module does not import rdflib, so that
commands that need no rdflib start quickly (reading the terms takes under a millisecond).
``tests/test_vocabulary.py`` compares the terms, stances and attributions with the ontology as rdflib reads it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from keyword import iskeyword
from pathlib import Path
from typing import NamedTuple

from kg.errors import CaseError

__all__ = [
    "ATTRIBUTIONS",
    "DCTERMS",
    "NEG",
    "ORG",
    "PREFIXES",
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
    "compact",
    "definition_of",
    "ontology_file",
    "side_of",
    "strength",
]


def ontology_file(name: str) -> Path:
    """Return the path of a file of the ontology folder, in an installed wheel or beside the package in a checkout.

    Raises :class:`~kg.errors.CaseError` where the installation lacks it.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "ontology", here.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise CaseError(f"the file ontology/{name} is missing from the installation; install the package again")


class _ClosedNamespace(type):
    """A namespace whose annotations are its terms: ``SKOS.note`` is an IRI, ``SKOS.nota`` an ``AttributeError``."""

    base: str

    def __getattr__(cls, name: str) -> str:
        if name in cls.__annotations__:
            return cls.base + name
        raise AttributeError(f"{cls.__name__} has no term {name!r}")

    def terms(cls) -> frozenset[str]:
        """Return the IRIs of all terms of the namespace."""
        return frozenset(getattr(cls, name) for name in cls.__annotations__ if name != "base")


class _Ontology(_ClosedNamespace):
    """The namespace of the ontology: its terms are those that ``ontology/negotiation.ttl`` declares.

    A term is written as in the ontology, with an underscore in place of a hyphen, and one more after a Python keyword.
    """

    def __getattr__(cls, name: str) -> str:
        found = _declared(cls.base).get(name)
        if found is None:
            raise AttributeError(f"{cls.__name__} has no term {name!r}; ontology/negotiation.ttl declares the terms")
        return found

    def __dir__(cls) -> list[str]:
        return [*super().__dir__(), *_declared(cls.base)]

    def terms(cls) -> frozenset[str]:
        """Return the IRIs of all terms of the ontology."""
        return frozenset(_declared(cls.base).values())


@cache
def _declared(base: str) -> dict[str, str]:
    """Return the IRI of each term of the ontology, by its name in Python."""
    text = ontology_file("negotiation.ttl").read_text(encoding="utf-8")
    names = re.findall(r"^neg:([\w-]+) a ", text, re.MULTILINE)
    return {name.replace("-", "_") + "_" * iskeyword(name): base + name for name in names}


@cache
def definition_of(name: str) -> str:
    """Return what the ontology says that an individual of its own means, such as the stance ``rule-out``; "" for none.

    >>> definition_of("rule-out")
    'Declares that no settlement may contain it.'
    """
    text = ontology_file("negotiation.ttl").read_text(encoding="utf-8")
    said = re.search(rf'^neg:{re.escape(name)} a [^\n]*(?:\n +[^\n]*)*?rdfs:comment "([^"\n]*)"', text, re.MULTILINE)
    return said[1] if said else ""


class NEG(metaclass=_Ontology):
    """Terms of the negotiation ontology, prefix ``neg:``; read from the ontology, so that none is declared twice."""

    base = "https://w3id.org/neg#"


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


#: the prefixes of short names, each with its namespace
PREFIXES = {
    "neg": NEG.base,
    "dcterms": DCTERMS.base,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": ORG.base,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "skos": SKOS.base,
    "xsd": XSD.base,
}

_IN_MESSAGES = ("neg", "skos", "dcterms", "org", "rdfs")


def compact(iri: str) -> str:
    """Return the short name of a term, as people write it; an IRI of no known namespace as it is.

    >>> compact("https://w3id.org/neg#heldBy")
    'neg:heldBy'
    """
    bases = ((prefix, PREFIXES[prefix]) for prefix in _IN_MESSAGES)
    return next((f"{prefix}:{iri.removeprefix(base)}" for prefix, base in bases if iri.startswith(base)), iri)


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


def are_opposite(one: Side | None, other: Side | None) -> bool:
    """Return whether of two sides one is against and the other for or leaning."""
    return one is not None and other is not None and (one is Side.AGAINST) != (other is Side.AGAINST)


def strength(stance: Stance) -> int:
    """Return how strong a stance is within its side, higher being stronger: 0 for open and doubt, up to 2 for rule-out.

    For: demand 1, support 0. Leaning: conditional 1, open 0. Against: rule-out 2, oppose 1, doubt 0. No side: -1.
    """
    return _STRENGTHS.get(stance, -1)
