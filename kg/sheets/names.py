"""What a row is called: short ids under the case's namespace, names in any language, and what was meant by a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import AmbiguousNameError, UnknownNameError
from kg.schema import SHEETS_BY_NAME
from kg.sheets.cells import Term
from kg.sheets.problems import CellError
from kg.text import called, did_you_mean, fold, near, with_article

__all__ = ["Names", "coders_called", "default_base", "is_namespace", "namespace_of", "read_id", "slug"]

_SHORT = re.compile(r"[\w](?:[\w.\-]*[\w\-])?")
_BLANK = re.compile(r"_:[A-Za-z0-9](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]+")
_OFFERED = 5_000


def default_base(stem: str) -> str:
    """Return the namespace of a case that states none, after its file's name."""
    return f"https://example.org/{slug(stem) or 'case'}#"


def namespace_of(iri: str) -> str:
    """Return an IRI up to its last ``#``, ``/`` or ``:``, that included.

    >>> namespace_of("https://example.org/case#x")
    'https://example.org/case#'
    """
    return iri[: max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1]


def is_namespace(text: str) -> bool:
    """Tell whether a text is an IRI to which a name can be put: one that ends in ``#``, ``/`` or ``:``."""
    if not (text.endswith(("#", "/", ":")) and _SCHEME.fullmatch(f"{text}x")):
        return False
    try:
        ox.NamedNode(f"{text}x")
    except ValueError:
        return False
    return True


def coders_called(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the coders that names mean, as the data writes them, each once and in order.

    Raises :class:`~kg.errors.UnknownNameError` with near names, or :class:`~kg.errors.AmbiguousNameError`.
    """
    coders = sorted(set(known))
    found = set()
    for name in names:
        matches = called(name, coders)
        if not matches:
            where = f"the coders are: {', '.join(coders)}" if coders else "no statement says who coded it"
            raise UnknownNameError("coders", name, near(name, coders), otherwise=where)
        if len(matches) > 1:
            raise AmbiguousNameError("coders", name, matches)
        found.add(matches[0])
    return tuple(sorted(found))


#: the sign of a number, at the start of a text or after a blank or a bracket
_SIGN = re.compile(r"(?:^\s*|(?<=[\s(]))([-−+])(?:(?<=^.)\s*)?(?=\.?\d)")
_SIGNS = {"-": "minus", "−": "minus", "+": "plus"}


def slug(text: str) -> str:
    """Return a text as a part of an id: lower case, letters and digits of any script, hyphens between.

    The sign of a number is kept, as a word.

    >>> slug("Halt of strikes (energy)"), slug("-1"), slug("Option +1")
    ('halt-of-strikes-energy', 'minus-1', 'option-plus-1')
    """
    signed = _SIGN.sub(lambda match: f"{_SIGNS[match[1]]} ", unicodedata.normalize("NFC", text))
    return re.sub(r"[^\w]+", "-", signed.casefold().replace("_", "-")).strip("-")


def read_id(text: str, base: str) -> ox.NamedNode | ox.BlankNode:
    """Return the node of an id: ``_:x``, an IRI in full (or in ``<>``), or a name under the namespace.

    Raises :class:`~kg.sheets.problems.CellError` for what can be no id.
    """
    if _BLANK.fullmatch(text):
        return ox.BlankNode(text[2:])
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    full = bare if _SCHEME.fullmatch(bare) and not text.startswith("_:") else ""
    if full or _SHORT.fullmatch(text):
        try:
            return ox.NamedNode(full or base + text)
        except ValueError as error:
            raise CellError(f"is not an IRI ({error})") from error
    suggestion = slug(text)
    raise CellError("is not an id", f"write {suggestion}" if suggestion else "write letters, digits and hyphens")


class Names:
    """The rows that can be referred to, by id and by name, each in a sheet.

    A short id is exact; a name ignores case and accents, and a label goes before an alias.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._sheets: dict[Term, str] = {}
        self._labels: defaultdict[str, dict[Term, str]] = defaultdict(dict)
        self._aliases: defaultdict[str, dict[Term, str]] = defaultdict(dict)

    def add(self, term: Term, sheet: str, labels: Iterable[str] = (), aliases: Iterable[str] = ()) -> None:
        """Make a row known under its id, labels and aliases."""
        self._sheets.setdefault(term, sheet)
        for label in labels:
            self._labels[fold(label)][term] = label
        for alias in aliases:
            self._aliases[fold(alias)][term] = alias
        if isinstance(term, ox.NamedNode):
            local = term.value[len(namespace_of(term.value)) :]
            if local:
                self._labels[fold(local)].setdefault(term, local)

    def called(self, label: str, sheet: str) -> list[Term]:
        """Return the rows of a sheet that bear a label, ignoring case and accents."""
        return sorted((term for term in self._labels.get(fold(label), ()) if self._sheets.get(term) == sheet), key=str)

    def is_in(self, term: Term, sheets: tuple[str, ...]) -> bool:
        """Tell whether a node is a row of one of the sheets."""
        return self._sheets.get(term) in sheets

    def short(self, term: Term) -> str:
        """Return the shortest id from which :func:`read_id` gives the node back."""
        if isinstance(term, ox.BlankNode):
            return f"_:{term.value}"
        assert isinstance(term, ox.NamedNode)
        local = term.value.removeprefix(self.base)
        if term.value.startswith(self.base) and _SHORT.fullmatch(local):
            return local
        plain = term.value.startswith(("http://", "https://")) and ";" not in term.value
        return term.value if plain else f"<{term.value}>"

    def resolve(self, text: str, sheets: tuple[str, ...]) -> Term:
        """Return the row of some sheets that an id or name means.

        Raises :class:`~kg.sheets.problems.CellError` for an unknown one, with near ones, for an ambiguous one, and for
        a row of another sheet.
        """
        exact = self._exact(text)
        if exact is not None and self.is_in(exact, sheets):
            return exact
        wanted = fold(text)
        for index in (self._labels, self._aliases):
            found = sorted((term for term in index.get(wanted, ()) if self.is_in(term, sheets)), key=str)
            if len(found) == 1:
                return found[0]
            if found:
                several = ", ".join(f"{index[wanted][term]} ({self.short(term)})" for term in found)
                raise CellError("could be several rows", f"write the id of one: {several}")
        raise self._unknown(text, exact, sheets)

    def _exact(self, text: str) -> Term | None:
        try:
            return read_id(text, self.base)
        except CellError:
            return None

    def _unknown(self, text: str, exact: Term | None, sheets: tuple[str, ...]) -> CellError:
        wanted = fold(text)
        elsewhere = {self._sheets[t] for index in (self._labels, self._aliases) for t in index.get(wanted, ())}
        if exact is not None and exact in self._sheets:
            elsewhere.add(self._sheets[exact])
        kinds = " or ".join(SHEETS_BY_NAME[sheet].one for sheet in sheets)
        if elsewhere:
            found = " and ".join(sorted(elsewhere))
            return CellError(f"is in the sheet {found}; a row of {' or '.join(sheets)} is wanted here")
        hint = did_you_mean(text, self._offered(sheets)) or f"add it to the sheet {' or '.join(sheets)}"
        return CellError(f"is not {with_article(kinds)} of the case", hint)

    def _offered(self, sheets: tuple[str, ...]) -> list[str]:
        names = (
            name
            for index in (self._labels, self._aliases)
            for terms in index.values()
            for term, name in terms.items()
            if self.is_in(term, sheets)
        )
        return [name for name, _ in zip(names, range(_OFFERED), strict=False)]
