"""Databases of Discourse Network Analyzer, read as a case.

An organisation is a party; a person speaks for the organisations named with them; a concept is an issue with one option;
a document is a source, its places kept as text positions. Agreement is support, disagreement is opposition, or what the
scale that the user declares says.

Identifiers are made of content, never of the database's numbers: parties, people and concepts of their names, documents
of title, day and publisher, statements of document, place, type, party, speaker, concept and coder. So a renumbered copy
of a database has the same. Each node keeps the file that it was imported from (``neg:importedFrom``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg.corpora.dna_claims import Claim, Claims, claims_of
from kg.corpora.dna_database import Database, Document, Entity, read_database, read_texts
from kg.corpora.dna_roles import DnaOptions
from kg.errors import InputError
from kg.sheets.names import Names
from kg.sheets.problems import Problem
from kg.sheets.rows import mint
from kg.store import MemoryStore
from kg.text import fold, path_text
from kg.vocabulary import DCTERMS, NEG, RDF, SKOS, XSD

__all__ = ["CodedCase", "open_dna", "read_dna"]

_BASE = "urn:dna:"
_NAMES = Names(_BASE)
_OA = "http://www.w3.org/ns/oa#"
_COLOUR = "https://schema.org/color"
_SUB_ORGANIZATION = "http://www.w3.org/ns/org#subOrganizationOf"
_CREATOR, _TYPE = "http://purl.org/dc/terms/creator", "http://purl.org/dc/terms/type"

#: the sheet of each kind of node that a row of the database states, as in ``neg:importedFrom``
_SHEET_OF = {
    NEG.Party: "parties",
    NEG.Person: "people",
    NEG.Issue: "issues",
    NEG.Option: "options",
    NEG.Source: "sources",
    NEG.Statement: "statements",
}

_SAYS = {
    "demand": "demands",
    "support": "agrees with",
    "conditional": "agrees on conditions with",
    "open": "is open to",
    "doubt": "doubts",
    "oppose": "disagrees with",
    "rule-out": "rules out",
    "noncommittal": "is undecided on",
}


@dataclass(frozen=True, slots=True)
class CodedCase:
    """The case that the good rows of a database state, the ``problems`` of the others, and ``notes`` on what is left out.

    ``quads`` is empty where no statement is good.
    """

    quads: tuple[ox.Quad, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_dna(path: Path, options: DnaOptions | None = None, *, lang: str = "en") -> CodedCase:
    """Read a database of Discourse Network Analyzer 2 or 3, opened for reading only.

    ``lang`` is the language of its names and texts, which the database does not say. Raises
    :class:`~kg.errors.InputError` for a file that is not such a database, where no statement is a position, and where
    only an option can say what is what.
    """
    database = read_database(path)
    claims = claims_of(database, options or DnaOptions())
    problems = tuple(database.faults.problems())
    if not claims.claims:
        if not problems:
            raise InputError(path, "has no statement in which an actor, a concept and agreement are coded")
        return CodedCase((), problems, ())
    quads = _Writer(database, claims, lang).quads()
    return CodedCase(quads, problems, (*claims.notes, *_remarks(database, quads)))


def open_dna(path: Path, warn: Callable[[str], None]) -> MemoryStore:
    """Open a database as a case without importing it; ``warn`` is given the remarks on what is left out.

    Raises :class:`~kg.errors.InputError` as :func:`read_dna`, and with the first mistake where there is one.
    """
    found = read_dna(path)
    if found.problems:
        first = found.problems[0]
        more = f" (the first of {len(found.problems)} mistakes)" if len(found.problems) > 1 else ""
        problem = f"{first.wrong}{more}; {first.right}" if first.right else f"{first.wrong}{more}"
        raise InputError(path, f"{problem}; or import the rest: kg import {path} -o CASE.ttl --keep-going")
    for note in found.notes:
        warn(note)
    return MemoryStore(found.quads, str(path))


def _remarks(database: Database, quads: Iterable[ox.Quad]) -> Iterator[str]:
    texts = _counted(len(database.documents), "document")
    yield f"left out: the full texts of {texts}, passwords and rights of coders"
    patterns = _counted(database.patterns, "search pattern")
    yield f"left out: the colours of coders and statement types, {patterns}"
    timed = [document for document in database.documents.values() if document.time]
    if timed:
        example = f"“{timed[0].title}”: {timed[0].day} {timed[0].time}"
        with_time = _counted(len(timed), "document")
        yield f"{with_time} with a time of day: the day is that of UTC ({example})"
    alike: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate.value == SKOS.prefLabel and isinstance(quad.object, ox.Literal):
            kind = str(quad.subject).removeprefix(f"<{_BASE}").split("/")[0]
            alike[kind, fold(quad.object.value)].add(quad.object.value)
    for (kind, _), names in sorted(alike.items()):
        if len(names) > 1 and kind != "option":
            shown = " and ".join(f"“{name}”" for name in sorted(names))
            yield f"{shown} differ in case or accents only and are kept apart; if they are one {kind}, join them in the database"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"


class _Writer:
    """One database's claims, entities and documents as quads."""

    def __init__(self, database: Database, claims: Claims, lang: str) -> None:
        self._database, self._claims, self._lang = database, claims, lang
        self._document_ids = _document_ids(database)
        self._origin = path_text(database.path.name)

    def quads(self) -> tuple[ox.Quad, ...]:
        """Return all quads, each once, in the order of the database."""
        found: list[ox.Quad] = []
        for entity in self._database.entities:
            found += self._entity(entity)
        for document in self._database.documents.values():
            found += self._document(document)
        for statement, claim in self._named_claims():
            found += self._claim(statement, claim)
        return tuple(dict.fromkeys(found))

    def _named_claims(self) -> Iterator[tuple[str, Claim]]:
        """Yield the claims with their ids, in order of content; claims that differ in the stance only are numbered."""
        groups: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for c in self._claims.claims:
            place = f"{c.start}-{c.stop}"
            who = (c.type_label, c.party, c.speaker, c.concept, c.coder)
            groups[self._document_ids[c.document.id], place, *who].append(c)
        taken = set()
        for key, claims in groups.items():
            number = 0
            for claim in sorted(claims, key=lambda claim: (claim.stance, claim.notes)):
                while (iri := _statement_id(key, number)) in taken:
                    number += 1
                taken.add(iri)
                yield iri, claim

    def _claim(self, statement: str, claim: Claim) -> Iterator[ox.Quad]:
        position, selector = (mint(_NAMES, kind, statement).value for kind in ("position", "place"))
        party = _iri("party", claim.party)
        yield from _node(position, NEG.Position, (NEG.heldBy, party), (NEG.on, _iri("option", claim.concept)))
        yield from _links(position, (NEG.stance, NEG.base + claim.stance), (NEG.statedIn, statement))
        yield from self._row(statement, NEG.Statement)
        yield from _links(statement, (NEG.about, party), (NEG.source, self._document_ids[claim.document.id]))
        yield from self._speaker(claim, statement, party)
        yield from _links(statement, (NEG.selector, selector))
        yield from _node(selector, f"{_OA}TextPositionSelector")
        yield _quad(selector, f"{_OA}start", _number(claim.start))
        yield _quad(selector, f"{_OA}end", _number(claim.stop))
        yield _quad(statement, NEG.earliest, _day(claim.document.day))
        yield _quad(statement, NEG.latest, _day(claim.document.day))
        yield from self._words(claim, statement)

    def _speaker(self, claim: Claim, statement: str, party: str) -> Iterator[ox.Quad]:
        yield from _links(statement, (NEG.attribution, NEG.on_record if claim.speaker else NEG.reported))
        # Names are given again here: in early databases of version 2 only the statements have them.
        yield from self._named(party, NEG.Party, claim.party)
        yield from self._named_concept(claim.concept)
        if claim.speaker:
            person = _iri("person", claim.speaker)
            yield from self._named(person, NEG.Person, claim.speaker)
            yield from _links(person, (NEG.speaksFor, party))
            yield from _links(statement, (NEG.speaker, person))

    def _words(self, claim: Claim, statement: str) -> Iterator[ox.Quad]:
        words = f"{claim.party} {_SAYS[claim.stance]}: {claim.concept}"
        yield _quad(statement, NEG.paraphrase, self._text(words))
        if claim.quotation:
            yield _quad(statement, NEG.quotation, self._text(claim.quotation))
        if claim.coder:
            yield _quad(statement, NEG.coder, ox.Literal(claim.coder))
        for note in claim.notes:
            yield _quad(statement, SKOS.note, self._text(note))

    def _entity(self, entity: Entity) -> Iterator[ox.Quad]:
        kind, part_of = self._kind(entity.variable)
        if not kind:
            return
        iri = _iri(kind, entity.name)
        if kind == "issue":
            yield from self._named_concept(entity.name)
        else:
            yield from self._named(iri, NEG.Party if kind == "party" else NEG.Person, entity.name)
        if entity.part_of:
            yield from _links(iri, (part_of, _iri(kind, entity.part_of)))
        if entity.colour:
            yield _quad(iri, _COLOUR, ox.Literal(entity.colour))
        for name, value in entity.attributes:
            yield self._attribute(iri, name, value)

    def _kind(self, variable: int | None) -> tuple[str, str]:
        """Return what the entities of a variable are, and the property that says what they are part of."""
        for roles in self._claims.roles.values():
            if roles.speaker and roles.speaker.id == variable:
                return "person", SKOS.broader
            if roles.concept.id == variable:
                return "issue", SKOS.broader
            if any(actor.id == variable for actor in roles.actors):
                return "party", _SUB_ORGANIZATION
        return "", ""

    def _attribute(self, iri: str, name: str, value: str) -> ox.Quad:
        if name == "Alias":
            return _quad(iri, SKOS.altLabel, self._text(value))
        if name == "Type":
            return _quad(iri, _TYPE, self._text(value))
        return _quad(iri, SKOS.note, self._text(value if name == "Notes" else f"{name}: {value}"))

    def _document(self, document: Document) -> Iterator[ox.Quad]:
        iri, about = self._document_ids[document.id], document.about
        yield from self._row(iri, NEG.Source)
        yield _quad(iri, DCTERMS.title, self._text(document.title or "Untitled document"))
        yield _quad(iri, DCTERMS.issued, _day(document.day))
        if "Source" in about:
            yield _quad(iri, DCTERMS.publisher, ox.Literal(about["Source"]))
        if "Author" in about:
            yield _quad(iri, _CREATOR, ox.Literal(about["Author"]))
        if "Type" in about:
            yield _quad(iri, _TYPE, self._text(about["Type"]))
        if "Section" in about:
            yield _quad(iri, SKOS.note, self._text(f"Section: {about['Section']}"))
        if "Notes" in about:
            yield _quad(iri, SKOS.note, self._text(about["Notes"]))

    def _row(self, iri: str, class_iri: str) -> Iterator[ox.Quad]:
        yield from _node(iri, class_iri)
        yield _quad(iri, NEG.importedFrom, ox.Literal(f"{self._origin}#{_SHEET_OF[class_iri]}"))

    def _named(self, iri: str, class_iri: str, name: str) -> Iterator[ox.Quad]:
        yield from self._row(iri, class_iri)
        yield _quad(iri, SKOS.prefLabel, self._text(name))

    def _named_concept(self, name: str) -> Iterator[ox.Quad]:
        issue, option = _iri("issue", name), _iri("option", name)
        yield from self._named(issue, NEG.Issue, name)
        yield from self._named(option, NEG.Option, name)
        yield from _links(option, (NEG.optionOf, issue))
        yield _quad(option, NEG.undertakerUnstated, ox.Literal(True))

    def _text(self, words: str) -> ox.Literal:
        return ox.Literal(words, language=self._lang)


def _document_ids(database: Database) -> dict[int, str]:
    """Return the ids of documents: of title, day and publisher; of several alike, of all that they hold, and a number."""
    groups: defaultdict[tuple[str, ...], list[Document]] = defaultdict(list)
    for document in database.documents.values():
        groups[document.title or "untitled", document.day, document.about.get("Source", "")].append(document)
    alike = [document.id for documents in groups.values() if len(documents) > 1 for document in documents]
    texts = read_texts(database.path, alike)
    found = {}
    for key, documents in groups.items():
        seen: Counter[str] = Counter()
        for document in documents:
            content = f"{sorted(document.about.items())}{texts[document.id]}" if len(documents) > 1 else ""
            digest = sha256(content.encode()).hexdigest()[:10] if content else ""
            seen[digest] += 1
            number = str(seen[digest]) if seen[digest] > 1 else ""
            found[document.id] = _iri("document", ", ".join(filter(None, (*key, digest, number))))
    return found


def _statement_id(key: tuple[str, ...], number: int) -> str:
    return mint(_NAMES, "statement", *key, *([number] if number else [])).value


def _iri(kind: str, *key: str) -> str:
    return f"{_BASE}{kind}/{'/'.join(quote(part, safe='') for part in key)}"


def _node(iri: str, class_iri: str, *links: tuple[str, str]) -> Iterable[ox.Quad]:
    return _links(iri, (RDF.type, class_iri), *links)


def _links(iri: str, *links: tuple[str, str]) -> Iterable[ox.Quad]:
    return (ox.Quad(ox.NamedNode(iri), ox.NamedNode(predicate), ox.NamedNode(target)) for predicate, target in links)


def _quad(iri: str, predicate: str, value: ox.Literal) -> ox.Quad:
    return ox.Quad(ox.NamedNode(iri), ox.NamedNode(predicate), value)


def _day(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD.date))


def _number(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD.integer))
