"""Which statements of a coded database are positions: those with actor, concept, agreement, a document and a place in it.

What the database does not say is not guessed: a statement without agreement is left out, and so is one of a type without
actor or concept. A statement with a mistake is noted as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.corpora.dna_database import Coded, Database, Document, read_texts
from kg.corpora.dna_roles import DnaOptions, Roles, roles_of, stance_of
from kg.corpora.dna_tables import trimmed
from kg.sheets.names import coders_called
from kg.sheets.problems import CellError

__all__ = ["Claim", "Claims", "claims_of"]

#: a passage of more words than these is not quoted; its place says where it is
_FEW_WORDS = 25


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that is a position: who, on what, with which stance, where in which document (in characters).

    ``quotation`` is the passage where it is short, ``notes`` are the values of the other variables.
    """

    type_label: str
    document: Document
    start: int
    stop: int
    coder: str
    party: str
    speaker: str
    concept: str
    stance: str
    quotation: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a database in its order, the roles of the variables by statement type, and remarks on what is left out."""

    claims: tuple[Claim, ...]
    roles: dict[int, Roles]
    notes: tuple[str, ...]


def claims_of(database: Database, options: DnaOptions) -> Claims:
    """Return the claims of a database; mistakes are added to its ``faults``. Raises as :func:`~kg.corpora.dna_roles.roles_of`."""
    selection = _Selection(database, options)
    found = tuple(selection.claims())
    return Claims(found, selection.roles, tuple(selection.notes))


class _Selection:
    def __init__(self, database: Database, options: DnaOptions) -> None:
        self.database, self.options = database, options
        self.roles = roles_of(database, options)
        known = (coded.coder for coded in database.statements if coded.coder)
        self.coders = coders_called(options.coders, known)
        self.notes: list[str] = []

    def claims(self) -> Iterator[Claim]:
        """Yield the claims."""
        usable = list(self._usable())
        texts = read_texts(self.database.path, {coded.document for coded, *_ in usable if coded.document is not None})
        without_text = set()
        for coded, stance in usable:
            assert coded.document is not None
            document, text = self.database.documents[coded.document], texts.get(coded.document, "")
            if isinstance(text, CellError):
                if coded.document not in without_text:
                    self.database.faults.add("document", document.shown, text)
                without_text.add(coded.document)
            else:
                yield self._claim(coded, stance, document, text)
        self._note(
            sum(coded.document in without_text for coded, _ in usable),
            "left out, of documents whose text has a mistake",
        )

    def _note(self, count: int, what: str) -> None:
        if count:
            self.notes.append(f"{count} statement{'s' if count != 1 else ''} {what}")

    def _usable(self) -> Iterator[tuple[Coded, str]]:
        """Yield the statements that are positions, of documents that can be imported, with their stances."""
        left_out: Counter[str] = Counter()
        for coded in self._wanted():
            if coded.mistakes:
                for error in coded.mistakes:
                    self.database.faults.add("statement", str(coded.id), error)
                continue
            stance = self._stance(coded)
            if stance is None:
                continue
            if not stance or not self._party(coded) or not self._concept(coded):
                left_out["left out: no actor, concept or agreement is coded"] += 1
            elif coded.document in self.database.documents:
                yield coded, stance
            elif coded.document in self.database.left_aside:
                left_out["left out, of documents with a mistake"] += 1
            else:
                error = CellError("is of a document that is not in the database", "delete it there")
                self.database.faults.add("statement", str(coded.id), error)
        for what, count in left_out.items():
            self._note(count, what)

    def _wanted(self) -> Iterator[Coded]:
        """Yield the statements of the types and coders that are imported."""
        others: Counter[str] = Counter()
        of_others = 0
        for coded in self.database.statements:
            if coded.type_id not in self.roles and coded.type_id is not None:
                others[self.database.types.get(coded.type_id, "?")] += 1
            elif self.coders and coded.coder not in self.coders:
                of_others += 1
            else:
                yield coded
        asked = self.options.statement_type
        why = "another was asked for" if asked else "the type has no actor, concept and agreement"
        for label, count in sorted(others.items()):
            self.notes.append(f"{count} of the type “{label}” left out: {why}")
        self._note(of_others, "of other coders left out")

    def _stance(self, coded: Coded) -> str | None:
        """Return a statement's stance, "" where none is coded, None where its agreement is a mistake."""
        if coded.type_id is None:
            self.database.faults.add("statement", str(coded.id), CellError("has no statement type"))
            return None
        value = coded.values.get(self.roles[coded.type_id].agreement.id, "")
        try:
            return stance_of(value, self.options) if value != "" else ""
        except CellError as error:
            self.database.faults.add("statement", str(coded.id), error)
            return None

    def _roles(self, coded: Coded) -> Roles:
        assert coded.type_id is not None
        return self.roles[coded.type_id]

    def _party(self, coded: Coded) -> str:
        values = (_name(coded, variable.id) for variable in self._roles(coded).actors)
        return next(filter(None, values), "")

    def _concept(self, coded: Coded) -> str:
        return _name(coded, self._roles(coded).concept.id)

    def _claim(self, coded: Coded, stance: str, document: Document, text: str) -> Claim:
        roles = self._roles(coded)
        start, stop = _in_characters(text, coded.start), _in_characters(text, coded.stop)
        passage = text[start:stop].split()
        variables = self.database.variables
        others = (
            (variables[number].name, value) for number, value in coded.values.items() if number not in roles.variables
        )
        return Claim(
            self.database.types.get(coded.type_id or 0, ""),
            document,
            start,
            stop,
            coded.coder,
            self._party(coded),
            _name(coded, roles.speaker.id) if roles.speaker else "",
            self._concept(coded),
            stance,
            " ".join(passage) if len(passage) <= _FEW_WORDS else "",
            tuple(sorted(f"{name}: {value}" for name, value in others if value != "")),
        )


def _name(coded: Coded, variable: int) -> str:
    return trimmed(str(coded.values.get(variable, "")))


def _in_characters(text: str, units: int) -> int:
    if text.isascii() or max(text, default="") <= "\uffff":
        return units
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
