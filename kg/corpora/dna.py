"""Databases of Discourse Network Analyzer, read as a case.

An organisation is a party; a person speaks for the organisations named with them; a concept is an issue with one option;
a document is a source, its places kept as text positions. Agreement is support, disagreement is opposition. What DNA
does not say is not guessed: a statement without agreement is left out, and so is one of a type without actor or concept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg.corpora.dna_database import Coded, Database, Document, Entity, read_database
from kg.errors import InputError
from kg.vocabulary import DCTERMS, NEG, RDF, SKOS, XSD

__all__ = ["read_dna"]

_BASE = "urn:dna:"
_OA = "http://www.w3.org/ns/oa#"
_COLOUR = "https://schema.org/color"
_SUB_ORGANIZATION = "http://www.w3.org/ns/org#subOrganizationOf"
_CREATOR, _TYPE = "http://purl.org/dc/terms/creator", "http://purl.org/dc/terms/type"

_ORGANIZATION = frozenset({"organization", "organisation", "actor", "party", "group"})
_PERSON = frozenset({"person", "speaker"})
_CONCEPT = frozenset({"concept", "category", "claim"})
_QUALIFIER = frozenset({"agreement", "qualifier"})

_WAY_OUT = "Export it as CSV and import that with --mapping, which names the columns and the stance of each value"

#: a passage of more words than these is not quoted; its place tells where it is
_FEW_WORDS = 25


def read_dna(path: Path, *, lang: str = "en", warn: Callable[[str], None] = lambda _: None) -> Iterator[ox.Quad]:
    """Yield the quads of a Discourse Network Analyzer 2 or 3 database, opened for reading only.

    ``lang`` is the language of its names and texts, which the database does not tell; ``warn`` is told what is left out.
    Identifiers are made of names, titles and places, so that colleagues' copies of a database join. Raises
    :class:`~kg.errors.InputError` for a file that is no such database or holds nothing that is a position.
    """
    return iter(_Converter(read_database(path), lang, warn).quads())


class _Converter:
    """One database on its way to quads."""

    def __init__(self, database: Database, lang: str, warn: Callable[[str], None]) -> None:
        self._database, self._lang, self._warn = database, lang, warn
        self._roles = {kind: self._variables(names) for kind, names in _ROLES.items()}
        self._refuse_what_would_be_guessed()
        titles = Counter(document.title for document in database.documents.values())
        self._document_ids = {
            number: _iri(
                "document", *((d.title,) if titles[d.title] == 1 and d.title else (d.title or "untitled", str(number)))
            )
            for number, d in database.documents.items()
        }
        self._signed = any(self._has_minus(database.variables[number][0]) for number in self._roles["qualifier"])

    def _refuse_what_would_be_guessed(self) -> None:
        for role, numbers in self._roles.items():
            by_type: dict[int, list[str]] = {}
            for number in sorted(numbers):
                name, kind, type_id = self._database.variables[number]
                by_type.setdefault(type_id, []).append(name)
                if role == "qualifier" and kind.casefold() == "integer" and not self._has_minus(name):
                    problem = (
                        f"the scale of “{name}” has no negative value, so agreement cannot be told from disagreement"
                    )
                    raise InputError(self._database.path, f"{problem}. {_WAY_OUT}")
            for names in by_type.values():
                if len(names) > 1:
                    problem = f"several variables could be the {role}: {', '.join(names)}"
                    raise InputError(self._database.path, f"{problem}. {_WAY_OUT}")

    def _has_minus(self, variable: str) -> bool:
        values = (coded.values.get(variable) for coded in self._database.statements)
        return any(isinstance(value, int) and value < 0 for value in values)

    def quads(self) -> list[ox.Quad]:
        """Return all quads, each once, in the order of the database."""
        found: list[ox.Quad] = []
        positions = [quad for coded in self._usable() for quad in self._position(coded)]
        if not positions:
            wanted = "an actor, a concept and agreement"
            variables = ", ".join(f"{name} ({kind})" for name, kind, _ in self._database.variables.values()) or "none"
            raise InputError(
                self._database.path,
                f"has no statement with {wanted}. Its variables are: {variables}. {_WAY_OUT}",
            )
        for entity in self._database.entities:
            found += self._entity(entity)
        for document in self._database.documents.values():
            found += self._document(document)
        self._say_what_is_left_out()
        return list(dict.fromkeys([*found, *positions]))

    def _variables(self, names: frozenset[str]) -> frozenset[int]:
        return frozenset(n for n, (name, _, _) in self._database.variables.items() if name.casefold() in names)

    def _usable(self) -> Iterator[Coded]:
        without_value = 0
        other_types: Counter[str] = Counter()
        complete = {type_id for type_id in self._database.types if self._is_complete(type_id)}
        for coded in self._database.statements:
            if coded.type_id not in complete:
                other_types[self._database.types.get(coded.type_id, "?")] += 1
            elif not self._value(coded, _CONCEPT) or not self._party_name(coded) or self._stance(coded) is None:
                without_value += 1
            else:
                yield coded
        for label, count in sorted(other_types.items()):
            self._warn(f"{count} of the type “{label}” left out: the type has no actor, concept and agreement")
        if without_value:
            self._warn(f"{without_value} statements left out: no actor, concept or agreement is coded")

    def _is_complete(self, type_id: int) -> bool:
        own = {n for n, (_, _, of) in self._database.variables.items() if of == type_id}
        actors = self._roles["organization"] | self._roles["person"]
        return bool(own & actors) and bool(own & self._roles["concept"]) and bool(own & self._roles["qualifier"])

    def _value(self, coded: Coded, names: frozenset[str]) -> str:
        return next((str(v).strip() for name, v in coded.values.items() if name.casefold() in names and v != ""), "")

    def _party_name(self, coded: Coded) -> str:
        return self._value(coded, _ORGANIZATION) or self._value(coded, _PERSON)

    def _stance(self, coded: Coded) -> str | None:
        value = next((v for name, v in coded.values.items() if name.casefold() in _QUALIFIER), None)
        if not isinstance(value, int):
            return None
        if not self._signed:
            if value not in (0, 1):
                problem = f"statement {coded.id} has agreement {value}: of a scale without a minus side nobody can tell"
                raise InputError(
                    self._database.path,
                    f"{problem} where agreement begins; export it as CSV and import it by a mapping",
                )
            return "support" if value else "oppose"
        return "support" if value > 0 else "oppose" if value < 0 else "noncommittal"

    def _position(self, coded: Coded) -> Iterator[ox.Quad]:
        document = self._database.documents.get(coded.document)
        if document is None:
            raise InputError(
                self._database.path, f"statement {coded.id} is of document {coded.document}, which is not there"
            )
        start, stop = _in_characters(document.text, coded.start), _in_characters(document.text, coded.stop)
        key = (document.title or str(document.id), f"{start}-{stop}", str(coded.id))
        position, statement, selector = (_iri(kind, *key) for kind in ("position", "statement", "place"))
        party, concept = _iri("party", self._party_name(coded)), self._value(coded, _CONCEPT)
        stance = self._stance(coded)
        yield from _node(position, NEG.Position, (NEG.heldBy, party), (NEG.on, _iri("option", concept)))
        yield from _links(position, (NEG.stance, NEG.base + str(stance)), (NEG.statedIn, statement))
        yield from _node(statement, NEG.Statement, (NEG.about, party), (NEG.source, self._document_ids[document.id]))
        yield from self._speaker(coded, statement, party)
        yield from _links(statement, (NEG.selector, selector))
        yield from _node(selector, f"{_OA}TextPositionSelector")
        yield _quad(selector, f"{_OA}start", _number(start))
        yield _quad(selector, f"{_OA}end", _number(stop))
        yield _quad(statement, NEG.earliest, _day(document.day))
        yield _quad(statement, NEG.latest, _day(document.day))
        yield from self._words(coded, statement, str(stance), document.text[start:stop])

    def _speaker(self, coded: Coded, statement: str, party: str) -> Iterator[ox.Quad]:
        person = self._value(coded, _PERSON)
        attribution = NEG.on_record if person else NEG.reported
        yield from _links(statement, (NEG.attribution, attribution))
        # Names are given again here: in early databases of version 2 only the statements have them.
        yield from self._named(party, NEG.Party, self._party_name(coded))
        yield from self._named_concept(self._value(coded, _CONCEPT))
        if person:
            yield from self._named(_iri("person", person), NEG.Person, person)
            yield from _links(_iri("person", person), (NEG.speaksFor, party))
            yield from _links(statement, (NEG.speaker, _iri("person", person)))

    def _words(self, coded: Coded, statement: str, stance: str, passage: str) -> Iterator[ox.Quad]:
        says = {"support": "agrees with", "oppose": "disagrees with"}.get(stance, "is undecided on")
        who, concept = self._party_name(coded), self._value(coded, _CONCEPT)
        yield _quad(statement, NEG.paraphrase, self._text(f"{who} {says}: {concept}"))
        if passage.strip() and len(passage.split()) <= _FEW_WORDS:
            yield _quad(statement, NEG.quotation, self._text(" ".join(passage.split())))
        if coded.coder:
            yield _quad(statement, NEG.coder, ox.Literal(coded.coder))
        known = _ORGANIZATION | _PERSON | _CONCEPT | _QUALIFIER
        for name, value in sorted(coded.values.items()):
            if name.casefold() not in known and value != "":
                yield _quad(statement, SKOS.note, self._text(f"{name}: {value}"))

    def _entity(self, entity: Entity) -> Iterator[ox.Quad]:
        if entity.variable in self._roles["organization"]:
            iri = _iri("party", entity.name)
            yield from self._named(iri, NEG.Party, entity.name)
            part_of = (_SUB_ORGANIZATION, _iri("party", entity.part_of))
        elif entity.variable in self._roles["person"]:
            iri = _iri("person", entity.name)
            yield from self._named(iri, NEG.Person, entity.name)
            part_of = (SKOS.broader, _iri("person", entity.part_of))
        elif entity.variable in self._roles["concept"]:
            iri = _iri("issue", entity.name)
            yield from self._named_concept(entity.name)
            part_of = (SKOS.broader, _iri("issue", entity.part_of))
        else:
            return
        if entity.part_of:
            yield from _links(iri, part_of)
        if entity.colour:
            yield _quad(iri, _COLOUR, ox.Literal(entity.colour))
        for name, value in entity.attributes:
            yield self._attribute(iri, name, value)

    def _attribute(self, iri: str, name: str, value: str) -> ox.Quad:
        if name == "Alias":
            return _quad(iri, SKOS.altLabel, self._text(value))
        if name == "Type":
            return _quad(iri, _TYPE, self._text(value))
        return _quad(iri, SKOS.note, self._text(value if name == "Notes" else f"{name}: {value}"))

    def _document(self, document: Document) -> Iterator[ox.Quad]:
        iri, about = self._document_ids[document.id], document.about
        yield from _node(iri, NEG.Source)
        yield _quad(iri, DCTERMS.title, self._text(document.title or f"Document {document.id}"))
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

    def _named(self, iri: str, class_iri: str, name: str) -> Iterator[ox.Quad]:
        yield from _node(iri, class_iri)
        yield _quad(iri, SKOS.prefLabel, self._text(name))

    def _named_concept(self, name: str) -> Iterator[ox.Quad]:
        issue, option = _iri("issue", name), _iri("option", name)
        yield from self._named(issue, NEG.Issue, name)
        yield from self._named(option, NEG.Option, name)
        yield from _links(option, (NEG.optionOf, issue))
        yield _quad(option, NEG.undertakerUnstated, ox.Literal(True))

    def _text(self, words: str) -> ox.Literal:
        return ox.Literal(words, language=self._lang)

    def _say_what_is_left_out(self) -> None:
        database = self._database
        self._warn(f"left out: the full texts of {len(database.documents)} documents, passwords and rights of coders")
        self._warn(f"left out: the colours of coders and statement types, {database.patterns} search patterns")
        timed = [document for document in database.documents.values() if document.time]
        if timed:
            example = f"“{timed[0].title}”: {timed[0].day} {timed[0].time}"
            self._warn(f"{len(timed)} documents have a time of day; their days are those of UTC ({example})")


_ROLES = {"organization": _ORGANIZATION, "person": _PERSON, "concept": _CONCEPT, "qualifier": _QUALIFIER}


def _in_characters(text: str, units: int) -> int:
    if text.isascii() or max(text, default="") <= "\uffff":
        return units
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


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
