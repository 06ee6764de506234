"""What a database of Discourse Network Analyzer holds, whichever of its versions wrote it: documents, entities, statements.

Version 3 keeps names in ENTITIES and their attributes in ATTRIBUTEVALUES, and days in seconds since 1970. Version 2 keeps
names in the statements' own rows (later betas: in ATTRIBUTES, by number), attributes in ATTRIBUTES, and days in
milliseconds. Both count places in a text in UTF-16 units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kg.corpora.dna_faults import Faults
from kg.corpora.dna_tables import Row, Tables, reading
from kg.errors import InputError
from kg.sheets.problems import CellError

__all__ = ["Coded", "Database", "Document", "Entity", "Variable", "read_database", "read_texts"]

_EPOCH = datetime(1970, 1, 1)
_ABOUT = ("Author", "Source", "Section", "Type", "Notes")
_COLOURS = ("Red", "Green", "Blue")
_IN_ROW = ("Type", "Alias", "Notes")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: its name, its data type (``short text``, ``long text``, ``integer``, ``boolean``) and statement type."""

    id: int
    name: str
    kind: str
    type_id: int | None

    @property
    def is_text(self) -> bool:
        """Whether its values are texts."""
        return self.kind.casefold() in {"short text", "long text"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its ``day`` (UTC), the time in that day if not midnight, and ``about`` it: author, source …"""

    id: int
    title: str
    day: str
    time: str
    about: Mapping[str, str]

    @property
    def shown(self) -> str:
        """Its number and title, for a message."""
        return f"{self.id} (“{self.title[:60]}”)"


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a short-text ``variable``: its name, colour as ``#rrggbb`` if any, attributes, and the name it is part of."""

    variable: int | None
    name: str
    colour: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    part_of: str = ""


@dataclass(slots=True)
class Coded:
    """A coded statement: where in which document, by whom, and the values of its variables, by the variables' ids.

    ``mistakes`` are those of its cells; a statement with one is not imported.
    """

    id: int
    type_id: int | None = None
    document: int | None = None
    start: int = 0
    stop: int = 0
    coder: str = ""
    values: dict[int, str | int] = field(default_factory=dict)
    mistakes: list[CellError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Database:
    """All of a database but the documents' texts.

    ``types``: labels by id; ``documents`` by id, ``left_aside`` the ids of those that have a mistake; ``faults`` are the
    mistakes in all but the statements, which have their own.
    """

    path: Path
    types: Mapping[int, str]
    variables: Mapping[int, Variable]
    documents: Mapping[int, Document]
    left_aside: frozenset[int]
    entities: tuple[Entity, ...]
    statements: tuple[Coded, ...]
    patterns: int
    faults: Faults


def read_database(path: Path) -> Database:
    """Read a database, without the documents' texts.

    Raises :class:`~kg.errors.InputError` for a file of another kind, with what it is instead.
    """
    faults = Faults(path)
    with reading(path) as tables:
        types, variables = _types_and_variables(tables)
        documents, left_aside = _documents(tables, faults)
        return Database(
            path,
            types,
            variables,
            documents,
            left_aside,
            tuple(_entities(tables, faults)),
            tuple(_statements(tables, variables, faults).values()),
            tables.count("REGEXES"),
            faults,
        )


def read_texts(path: Path, documents: Iterable[int]) -> dict[int, str | CellError]:
    """Return the texts of some documents, by id; the mistake where one is not UTF-8 or not a text."""
    wanted = frozenset(documents)
    found: dict[int, str | CellError] = {}
    with reading(path) as tables:
        for row in tables.rows("DOCUMENTS", ("ID", "Text")) if wanted else ():
            identifier = row.raw("ID")
            if identifier in wanted and isinstance(identifier, int):
                try:
                    found[identifier] = row.text("Text")
                except CellError as error:
                    found[identifier] = error
    return found


def _types_and_variables(tables: Tables) -> tuple[dict[int, str], dict[int, Variable]]:
    types: dict[int, str] = {}
    variables: dict[int, Variable] = {}
    table = "STATEMENTTYPES"
    try:
        for row in tables.rows(table, ("ID", "Label")):
            types[row.needed("ID")] = row.name("Label")
        table = "VARIABLES"
        for row in tables.rows(table, ("ID", "Variable", "DataType", "StatementTypeId")):
            number = row.needed("ID")
            variables[number] = Variable(
                number, row.name("Variable"), row.name("DataType"), row.number("StatementTypeId")
            )
    except CellError as error:
        raise InputError(
            tables.path, f"its table {table} {error.wrong}; without it no statement can be read"
        ) from error
    return types, variables


def _documents(tables: Tables, faults: Faults) -> tuple[dict[int, Document], frozenset[int]]:
    rows = list(tables.rows("DOCUMENTS", ("ID", "Title", "Date"), _ABOUT))
    milliseconds = 1 if _has_milliseconds(tables, rows) else 1000
    found: dict[int, Document] = {}
    left_aside = set()
    for row in rows:
        shown = _shown(row, "Title")
        document = faults.read("document", shown, partial(_document, row, milliseconds), None)
        if document is not None:
            found[document.id] = document
        elif isinstance(number := row.raw("ID"), int):
            left_aside.add(number)
    return found, frozenset(left_aside - found.keys())


def _shown(row: Row, column: str) -> str:
    """Return a row's id and name, as far as they can be read, for a message."""
    try:
        name = row.name(column)[:60]
    except CellError:
        name = ""
    return f"{row.raw('ID')} (“{name}”)" if name else str(row.raw("ID"))


def _document(row: Row, milliseconds: int) -> Document:
    about = {name: text for name in _ABOUT if (text := row.text(name))}
    number, title, moment = row.needed("ID"), row.name("Title"), _moment(row, milliseconds)
    time = moment.strftime("%H:%M") if moment.hour or moment.minute else ""
    return Document(number, title, moment.date().isoformat(), time, about)


def _has_milliseconds(tables: Tables, rows: Iterable[Row]) -> bool:
    settings = tables.rows("SETTINGS", ("Property", "Value"))
    try:
        version = next((row.text("Value") for row in settings if row.text("Property") == "version"), "")
    except CellError as error:
        raise InputError(tables.path, f"its table SETTINGS {error.wrong}; so its version is not known") from error
    dates = (row.raw("Date") for row in rows)
    return version.startswith("2") or (
        not version and any(isinstance(date, int | float) and abs(date) > 1e11 for date in dates)
    )


def _moment(row: Row, milliseconds: int) -> datetime:
    """Return when a document was published. Raises :class:`~kg.sheets.problems.CellError` if not from year 1 to 9999."""
    date, right = row.raw("Date"), "set its date in Discourse Network Analyzer, then import again"
    if date is None:
        raise CellError("has no date", right)
    try:
        if isinstance(date, int | float):
            return _EPOCH + timedelta(milliseconds=date * milliseconds)
    except (OverflowError, ValueError):
        pass
    raise CellError(f"has the date {row.shown('Date')}, which is not a time from year 1 to 9999", right)


def _entities(tables: Tables, faults: Faults) -> Iterator[Entity]:
    table = _table_of_names(tables)
    attributes = _attributes(tables, faults) if table == "ENTITIES" else {}
    names = _names(tables)
    for row in tables.rows(table, ("ID", "VariableId", "Value"), (*_COLOURS, *_IN_ROW, "ChildOf")):
        shown = _shown(row, "Value")
        variable = faults.read("entity", shown, partial(row.number, "VariableId"), None)
        name = faults.read("entity", shown, partial(row.name, "Value"), "")
        colour = faults.read("entity", shown, partial(_colour, row), "")
        parent = faults.read("entity", shown, partial(row.number, "ChildOf"), None)
        own = attributes.get(row.raw("ID"), {})
        if table != "ENTITIES":
            own = faults.read("entity", shown, partial(_attributes_in_row, row), {})
        if name:
            yield Entity(variable, name, colour, tuple(sorted(own.items())), names.get(parent) or "")


def _table_of_names(tables: Tables) -> str:
    return "ENTITIES" if "ENTITIES" in tables else "ATTRIBUTES"


def _names(tables: Tables) -> dict[object, str | None]:
    """Return the names of entities by id; None for one that cannot be read."""
    found: dict[object, str | None] = {}
    for row in tables.rows(_table_of_names(tables), ("ID", "Value")):
        try:
            found[row.number("ID")] = row.name("Value")
        except CellError:
            found[row.raw("ID")] = None
    return found


def _attributes(tables: Tables, faults: Faults) -> dict[object, dict[str, str]]:
    names = {
        row.raw("ID"): faults.read("attribute", row.raw("ID"), partial(row.name, "AttributeVariable"), "")
        for row in tables.rows("ATTRIBUTEVARIABLES", ("ID", "AttributeVariable"))
    }
    found: defaultdict[object, dict[str, str]] = defaultdict(dict)
    for row in tables.rows("ATTRIBUTEVALUES", ("ID", "EntityId", "AttributeVariableId", "AttributeValue")):
        value = faults.read("attribute value", row.raw("ID"), partial(row.text, "AttributeValue"), "")
        if value:
            found[row.raw("EntityId")][names.get(row.raw("AttributeVariableId"), "")] = value
    return found


def _attributes_in_row(row: Row) -> dict[str, str]:
    return {name: text for name in _IN_ROW if (text := row.text(name))}


def _colour(row: Row) -> str:
    parts = [row.number(name) for name in _COLOURS]
    known = [part for part in parts if part is not None]
    if any(not 0 <= part <= 255 for part in known):
        raise CellError("has a colour outside 0 to 255")
    # Black is what the program gives where nobody chose a colour.
    return "#" + "".join(f"{part:02x}" for part in known) if len(known) == len(parts) and any(known) else ""


def _statements(tables: Tables, variables: Mapping[int, Variable], faults: Faults) -> dict[int, Coded]:
    coders: dict[object, str | CellError] = {}
    for row in tables.rows("CODERS", ("ID", "Name")):
        try:
            coders[row.raw("ID")] = row.name("Name")
        except CellError as error:
            coders[row.raw("ID")] = CellError(f"is of a coder who {error.wrong}", error.right)
    found = {}
    for row in tables.rows("STATEMENTS", ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder")):
        number = faults.read("statement", row.shown("ID"), partial(row.needed, "ID"), None)
        if number is not None:
            found[number] = _statement(number, row, coders)
    _add_values(tables, variables, found)
    return found


def _statement(number: int, row: Row, coders: Mapping[object, str | CellError]) -> Coded:
    coded = Coded(number)
    coder = coders.get(row.raw("Coder"), "")
    try:
        coded.type_id = row.number("StatementTypeId")
        coded.document = row.number("DocumentId")
        coded.start, coded.stop = row.needed("Start"), row.needed("Stop")
        row.number("Coder")
        if isinstance(coder, CellError):
            raise coder
        coded.coder = coder
        if not 0 <= coded.start <= coded.stop:
            raise CellError(f"has the place {coded.start} to {coded.stop}, which is not in a text")
    except CellError as error:
        coded.mistakes.append(error)
    return coded


def _add_values(tables: Tables, variables: Mapping[int, Variable], statements: Mapping[int, Coded]) -> None:
    """Give each statement the values of its variables."""
    names = _names(tables)
    has_entity = tables.has("DATASHORTTEXT", "Entity")
    by_number = has_entity or tables.type_of("DATASHORTTEXT", "Value") == "INTEGER"
    for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER"):
        column = "Entity" if table == "DATASHORTTEXT" and has_entity else "Value"
        for row in tables.rows(table, ("StatementId", "VariableId", column)):
            coded, variable = (
                known.get(number) if isinstance(number := row.raw(key), int) else None
                for key, known in (("StatementId", statements), ("VariableId", variables))
            )
            if not isinstance(coded, Coded) or not isinstance(variable, Variable):
                continue
            try:
                if table == "DATASHORTTEXT":
                    value: str | int | None = _short_text(row, column, names) if by_number else row.name(column)
                else:
                    value = row.text(column) if table == "DATALONGTEXT" else row.number(column)
                if value is not None and coded.values.setdefault(variable.id, value) != value:
                    raise CellError("has two values", "remove one")
            except CellError as error:
                coded.mistakes.append(CellError(f"{error.wrong} (variable “{variable.name}”)", error.right))


def _short_text(row: Row, column: str, names: Mapping[object, str | None]) -> str | None:
    number = row.number(column)
    if number is None:
        return None
    if number not in names:
        raise CellError("has a value that is not in the database")
    if (name := names[number]) is None:
        raise CellError("has a value whose name cannot be read")
    return name
