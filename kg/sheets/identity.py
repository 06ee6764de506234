"""Which node a row without an id and without a name is: found by the row's content, never by its place in the sheet.

Statements, positions, conditions, changes of status, readings, figures, assessments, memberships and relations have no
name. Their rows are matched with the nodes that the case has, in three steps:

1. *Equal content.* A row is the node that has the same values in every column of the row's table. Of rows that are equal
   in all cells each takes a node of its own; no order can tell them apart.
2. *Nearest content.* What is left of one group (one sheet and, for statements, one party, speaker and source; for the
   other sheets their key columns) is matched where that is clear. The measure is the number of columns outside the key
   with equal values on both sides. A row and a node are matched where each is the other's best, strictly better than
   its second best, and at least a quarter of the columns filled on either side are equal. This repeats until nothing
   more is matched.
3. A row that is matched to no node is new. Its id is a digest of its content; further rows of equal content get a number.

Step 1 looks at nodes that an import made, step 2 only at those that no other file states too (in a merge, both look at
all nodes of the sheet). A node with an id of the user's own and without an origin is never taken over.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.schema import SHEETS_BY_NAME, Column, Kind, Sheet
from kg.sheets.cells import Term, language_of
from kg.sheets.graph_names import Held
from kg.sheets.headers import ORIGIN
from kg.sheets.names import Names
from kg.sheets.rows import SheetRow, is_named, mint
from kg.vocabulary import NEG, RDF

__all__ = ["MAX_PAIRS", "identify_rows", "is_in_scope"]

#: how many pairs of rows and nodes of one group are compared at most; in a larger group only equal rows are matched
MAX_PAIRS = 1_000_000

#: a column, as what it says in the graph: the property (``^`` before it where inverse, ``short`` for the short way), language
Slot = tuple[str, str]

#: the values of the slots that are filled, as text
Content = Mapping[Slot, frozenset[str]]

_NODE_KINDS = frozenset({Kind.REFERENCE, Kind.CHOICE, Kind.IRI})
_ALL_LANGUAGES = "*"


def identify_rows(
    rows: Iterable[SheetRow],
    names: Names,
    known: Held,
    own: frozenset[str] | None = None,
) -> dict[Term, SheetRow]:
    """Give each row without id or name its node; return those that the case had, with their rows.

    ``known`` is the case that the rows go into, ``own`` the origins (``neg:importedFrom``) of the tables that are read;
    None for a merge, in which every node of the case can be matched.
    """
    listed = list(rows)
    waiting = [r for r in listed if r.subject is None and r.sheet.key and not is_named(r.sheet) and not r.text("id")]
    if not waiting:
        return {}
    claimed: set[Term | None] = {row.subject for row in listed if row.subject is not None}
    return _Matching(waiting, names, known, own, claimed).run()


def is_in_scope(column: Column, lang: str, value: Term) -> bool:
    """Tell whether a value of a column's property is one that a cell of the column speaks of."""
    if column.kind is Kind.TEXT:
        return isinstance(value, ox.Literal) and lang in {language_of(value), _ALL_LANGUAGES}
    if column.kind is Kind.CLASS:
        return isinstance(value, ox.NamedNode) and value.value in SHEETS_BY_NAME["relations"].class_iris
    return isinstance(value, ox.Literal) != (column.kind in _NODE_KINDS)


class _Matching:
    def __init__(
        self,
        rows: list[SheetRow],
        names: Names,
        known: Held,
        own: frozenset[str] | None,
        claimed: set[Term | None],
    ) -> None:
        self.names = names
        self.own = None if own is None else {ox.Literal(origin) for origin in own}
        self.contents = {id(row): _content_of(row, names) for row in rows}
        self.slots = {id(row): frozenset(_slots(row)) for row in rows}
        self.rows = sorted(rows, key=lambda row: (_text(self.contents[id(row)]), row.place))
        self.objects, self.subjects = known.objects, known.subjects
        self.taken: set[object] = claimed | {quad.subject for quad in known.quads}
        self.held: defaultdict[str, list[Term]] = defaultdict(list)
        for term, sheet in known.sheets.items():
            if isinstance(term, ox.NamedNode) and term not in claimed:
                self.held[sheet].append(term)
        self.matched: dict[Term, SheetRow] = {}

    def run(self) -> dict[Term, SheetRow]:
        """Match equal rows, then near ones, then name what is new."""
        by_sheet: defaultdict[str, list[SheetRow]] = defaultdict(list)
        for row in self.rows:
            by_sheet[row.sheet.name].append(row)
        for name, rows in sorted(by_sheet.items()):
            sheet, held = rows[0].sheet, self.held[name]
            if held:
                self._match_equal(sheet, rows, [term for term in held if self._tier(sheet, term) is not None])
                self._match_near(sheet, rows, [term for term in held if self._tier(sheet, term) in {0, 1}])
        seen: Counter[str] = Counter()
        for row in self.rows:
            if row.subject is None:
                self._name_new(row, seen)
        return self.matched

    def _tier(self, sheet: Sheet, term: Term) -> int | None:
        """Return 0 for a node of these files alone, 1 for one imported before origins were kept, 2 for one of others too."""
        if self.own is None:
            return 0
        origins = self.objects.get((term, NEG.importedFrom))
        if origins:
            return 0 if origins <= self.own else 2
        local = term.value.removeprefix(self.names.base) if isinstance(term, ox.NamedNode) else ""
        return 1 if re.fullmatch(rf"{sheet.one.replace(' ', '-')}-[0-9a-f]{{10}}", local) else None

    def _match(self, row: SheetRow, term: Term) -> None:
        row.subject = term
        self.matched[term] = row

    def _match_equal(self, sheet: Sheet, rows: list[SheetRow], held: list[Term]) -> None:
        groups: defaultdict[tuple[frozenset[Slot], str], list[SheetRow]] = defaultdict(list)
        for row in rows:
            groups[self.slots[id(row)], _text(self.contents[id(row)])].append(row)
        indexes: dict[frozenset[Slot], dict[str, list[Term]]] = {}
        for (slots, text), equal in sorted(groups.items(), key=lambda item: (item[0][1], sorted(item[0][0]))):
            if slots not in indexes:
                indexes[slots] = self._index(sheet, slots, held)
            free = [term for term in indexes[slots].get(text, ()) if term not in self.matched]
            natural = {self._natural(sheet, text, number): number for number in range(1, len(equal) + len(free) + 1)}
            free.sort(
                key=lambda term: (
                    self._tier(sheet, term) or 0,
                    natural.get(term, 10**9) if isinstance(term, ox.NamedNode) else 10**9,
                    str(term),
                )
            )
            for row, term in zip(equal, free, strict=False):
                self._match(row, term)

    def _index(self, sheet: Sheet, slots: frozenset[Slot], held: list[Term]) -> dict[str, list[Term]]:
        index: defaultdict[str, list[Term]] = defaultdict(list)
        columns = _columns(sheet, slots)
        for term in held:
            index[_text(self._held_content(sheet, term, columns))].append(term)
        return index

    def _match_near(self, sheet: Sheet, rows: list[SheetRow], held: list[Term]) -> None:
        key = {_predicate(sheet.column(name), iri) for name in sheet.key for iri in sheet.class_iris}
        groups: defaultdict[str, tuple[list[SheetRow], list[Term]]] = defaultdict(lambda: ([], []))
        for row in rows:
            if row.subject is None:
                groups[_key_text(self.contents[id(row)], key)][0].append(row)
        every = _columns(sheet, None)
        for term in held:
            if term not in self.matched:
                group = groups.get(_key_text(self._held_content(sheet, term, every), key))
                if group:
                    group[1].append(term)
        for _, (left, nodes) in sorted(groups.items()):
            if left and nodes and len(left) * len(nodes) <= MAX_PAIRS:
                self._match_group(sheet, key, left, nodes)

    def _match_group(self, sheet: Sheet, key: set[str], rows: list[SheetRow], nodes: list[Term]) -> None:
        held: dict[frozenset[Slot], list[Content]] = {}
        for slots in {self.slots[id(row)] for row in rows}:
            columns = _columns(sheet, slots)
            held[slots] = [self._held_content(sheet, term, columns) for term in nodes]
        nearness: dict[tuple[int, int], int] = {}
        for r, row in enumerate(rows):
            for n, content in enumerate(held[self.slots[id(row)]]):
                if found := _nearness(self.contents[id(row)], content, key):
                    nearness[r, n] = found
        while pairs := _clear_pairs(nearness):
            for r, n in pairs:
                self._match(rows[r], nodes[n])
            done_rows, done_nodes = ({pair[side] for pair in pairs} for side in (0, 1))
            nearness = {p: v for p, v in nearness.items() if p[0] not in done_rows and p[1] not in done_nodes}

    def _natural(self, sheet: Sheet, text: str, number: int) -> ox.NamedNode:
        return mint(self.names, sheet.one, text, *([number] if number > 1 else []))

    def _name_new(self, row: SheetRow, seen: Counter[str]) -> None:
        text = _text(self.contents[id(row)])
        while row.subject is None or row.subject in self.taken:
            seen[row.sheet.name + text] += 1
            row.subject = self._natural(row.sheet, text, seen[row.sheet.name + text])
        self.taken.add(row.subject)

    def _held_content(self, sheet: Sheet, term: Term, columns: Mapping[Slot, list[Column]]) -> Content:
        content: dict[Slot, frozenset[str]] = {}
        for slot, likes in columns.items():
            for column in likes:
                values = {value for value in self._values(term, slot[0]) if is_in_scope(column, slot[1], value)}
                if column.kind is Kind.TEXT and slot[1] == _ALL_LANGUAGES:
                    for value in values:
                        spoken = (slot[0], language_of(value))
                        content[spoken] = content.get(spoken, frozenset()) | {self._show(value)}
                elif values:
                    content[slot] = content.get(slot, frozenset()) | {self._show(value) for value in values}
        return content

    def _values(self, term: Term, what: str) -> set[Term]:
        if what.startswith("^"):
            return self.subjects.get((term, what[1:]), set())
        if not what.startswith("short "):
            return self.objects.get((term, what), set())
        predicate = what.removeprefix("short ")
        kind = "condition" if predicate == NEG.requiresWords else "position"
        node: Term = mint(self.names, kind, term)
        return self.objects.get((node, predicate), set())

    def _show(self, term: Term) -> str:
        return _shown(term, self.names.base)


def _shown(term: Term, base: str) -> str:
    """Return a term as text, an id of the case without its namespace, so that a renamed file gives the same digests."""
    text = str(term)
    return f"<#{text[len(base) + 1 :]}" if base and text.startswith(f"<{base}") else text


def _predicate(column: Column, class_iri: str) -> str:
    mark = "short " if column.shorthand else "^" if column.inverse else ""
    return mark + column.predicate_for(class_iri)


def _slots(row: SheetRow) -> Iterable[Slot]:
    for header in row.headers.values():
        if header.column is not None and header.column is not ORIGIN:
            yield _predicate(header.column, row.class_iri), header.lang


def _content_of(row: SheetRow, names: Names) -> Content:
    content: dict[Slot, frozenset[str]] = {}
    for number, header in row.headers.items():
        terms = row.values.get(number)
        if header.column is not None and header.column is not ORIGIN and terms:
            slot = (_predicate(header.column, row.class_iri), header.lang)
            content[slot] = content.get(slot, frozenset()) | {_shown(term, names.base) for term in terms}
    return content


def _columns(sheet: Sheet, slots: frozenset[Slot] | None) -> dict[Slot, list[Column]]:
    """Return the columns behind some slots of a sheet; None: behind all, a text's in all its languages."""
    found: defaultdict[Slot, list[Column]] = defaultdict(list)
    for column in sheet.columns:
        for class_iri in sheet.class_iris:
            predicate = _predicate(column, class_iri)
            langs = {lang for p, lang in slots if p == predicate} if slots is not None else None
            if langs is None:
                langs = {_ALL_LANGUAGES if column.kind is Kind.TEXT else ""}
            for lang in langs:
                found[predicate, lang].append(column)
    return found


def _text(content: Content) -> str:
    return repr(sorted((slot, sorted(values)) for slot, values in content.items()))


def _key_text(content: Content, key: set[str]) -> str:
    return _text({slot: values for slot, values in content.items() if slot[0] in key})


def _nearness(row: Content, held: Content, key: set[str]) -> int:
    """Return how many slots outside the key are equal, 0 where they are under a quarter of those filled on either side."""
    filled = [slot for slot in row.keys() | held.keys() if slot[0] not in key and slot[0] != RDF.type]
    equal = sum(row.get(slot) == held.get(slot) for slot in filled)
    return equal if equal * 4 >= len(filled) else 0


def _clear_pairs(nearness: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Return the pairs in which each side is the other's best, strictly better than its second best."""
    best: tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]] = ({}, {})
    second: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for pair, value in nearness.items():
        for side in (0, 1):
            one, other = pair[side], pair[1 - side]
            held = best[side].get(one, (0, -1))
            if value > held[0]:
                second[side][one] = held[0]
                best[side][one] = (value, other)
            else:
                second[side][one] = max(second[side][one], value)
    return sorted(
        (r, n)
        for r, (value, n) in best[0].items()
        if value > second[0][r] and best[1][n] == (value, r) and value > second[1][n]
    )
