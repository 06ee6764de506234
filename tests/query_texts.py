"""Texts of SPARQL, most of which try to connect, and a listener that counts whether one did."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

from hypothesis import strategies as st

__all__ = ["Listener", "queries"]

Draw = Callable[[st.SearchStrategy[str]], str]


class Listener:
    """A port of this machine on which every connection is counted, and closed."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


#: what stands between two words: spaces, nothing, and comments that some parser may end elsewhere
SPACES = [*[" "] * 24, "\n", "\t", "\r", "", "", "# x\n", "# x\r", "# x\r\n", "#\\u000A"]

#: what may open or close a string, an address or a comment for one parser and not for another
EDGES = [
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "\\\\",
    "\\u0022",
    "\\u0027",
    "\\U00000022",
    "\\u005C",
    "\\u005cu0022",
    "\\\\u0022",
    "\\u003C",
    "\\u003E",
    "\\u0023",
    "\\u000A",
    "\\u000D",
    "\\u7B",
    "\\u00220022",
    "\\'",
    '\\"',
    "<",
    ">",
    "<?v&&'>",
    "#",
    "\r",
    "\n",
    "\x00",
    "\f",
    "\u00a0",
    "\u2028",
    "{",
    "}",
    "a",
    " ",
]
HIDING = [
    ('"a\\u0022 "', '" \\u0022c"'),
    ("'a\\u0027 '", "' \\u0027c'"),
    ('"""a"\\u0022"" "', '"\\u0022c"'),
    ('"a" # x\r', "1\n"),
]


@st.composite
def queries(draw: Draw, port: int) -> str:
    """Texts of SPARQL, valid or nearly, with what would connect to a port of this machine."""
    text = draw(_Grammar(port).query())
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2, 3]))):  # type: ignore[arg-type]
        text = _changed(draw, text)
    return text


def _changed(draw: Draw, text: str) -> str:
    """Return a text with a character escaped, taken away or put in."""
    at: int = draw(st.integers(0, max(0, len(text) - 1)))  # type: ignore[arg-type, assignment]
    how = draw(st.sampled_from(["escape", "Escape", "escape twice", "take away", "put in", "put in"]))
    one = text[at : at + 1] or " "
    spelled = {
        "escape": f"\\u{ord(one) & 0xFFFF:04X}",
        "Escape": f"\\U{ord(one):08x}",
        "escape twice": f"\\u005Cu{ord(one) & 0xFFFF:04x}",
        "take away": "",
    }
    return text[:at] + spelled.get(how, draw(st.sampled_from(EDGES)) + one) + text[at + 1 :]


class _Grammar:
    """Strategies for the parts of a query that reads from an address."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/x"
        self.space = st.sampled_from(SPACES)
        self.variable = st.sampled_from(["?s", "?p", "?o", "$u", "?service"])
        self.place = st.sampled_from(
            [
                f"<{self.address}>",
                f"<{self.address}>",
                "?u",
                "l:x",
                f"<{self.address}?it's>",
                f"<\\u0068{self.address[1:]}>",
            ]
        )

    def joined(self, *parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        """Return parts with something between them."""
        spaced: list[st.SearchStrategy[str]] = []
        for part in parts:
            spaced += [part if isinstance(part, st.SearchStrategy) else st.just(part), self.space]
        return st.tuples(*spaced[:-1]).map("".join)

    def string(self) -> st.SearchStrategy[str]:
        """Return strings of all four quotations, some not well closed, with what looks like code in them."""
        quotes = st.sampled_from(['"', "'", '"""', "'''"])
        edges = st.lists(st.sampled_from(EDGES), max_size=2).map(" ".join)
        content = st.sampled_from(["a", "", "it", f"SERVICE <{self.address}> {{ ?s ?p ?o }}"]) | edges
        return st.tuples(quotes, content).map(lambda drawn: f"{drawn[0]}{drawn[1]}{drawn[0]}")

    def term(self) -> st.SearchStrategy[str]:
        """Return terms of a triple."""
        simple = st.sampled_from(["<urn:a>", "<urn:b>", "neg:Party", "neg:a\\'b", "_:b", "5", "'c'", ":service"])
        return self.variable | self.variable | simple | self.string() | self.string().map(lambda string: f"{string}@en")

    def triple(self) -> st.SearchStrategy[str]:
        """Return triples."""
        return self.joined(self.variable, st.sampled_from(["?p", "<urn:b>", "a", "neg:a|^<urn:b>*"]), self.term())

    def service(self, group: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        """Return a SERVICE, plain, SILENT, by a variable, glued to what stands beside it, or with an escape in its name."""
        word = st.sampled_from(
            ["SERVICE", "service", "SerVice", "\\u0053ERVICE", "SERVIC\\u0045", "SERVICE SILENT", "SERVICE#\r"]
        )
        there = self.joined(word, self.place, group)
        known = st.just(f"BIND(IRI(CONCAT('{self.address}', '?', 'a')) AS ?u)") | st.just(
            f"VALUES ?u {{ <{self.address}> }}"
        )
        return there | self.joined(known, there)

    def hidden(self, there: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        """Return a SERVICE between two strings that one parser may close where another does not."""
        pairs = st.sampled_from(HIDING) | st.tuples(self.string(), self.string())
        return st.tuples(pairs, there).map(
            lambda drawn: f"VALUES ?v {{ {drawn[0][0]} }} {drawn[1]} VALUES ?w {{ {drawn[0][1]} }}"
        )

    def group(self, depth: int) -> st.SearchStrategy[str]:
        """Return a group of patterns, at most ``depth`` deep."""
        small = self.joined("{", "?s", "?p", "?o", "}") | st.just("{ }")
        if depth == 0:
            return small
        inner = self.group(depth - 1)
        element = (
            self.triple()
            | self.triple()
            | self.hidden(self.service(small))
            | self.service(small)
            | self.joined(
                st.sampled_from(["OPTIONAL", "MINUS", "GRAPH ?g", "LATERAL", "FILTER EXISTS", "FILTER NOT EXISTS", ""]),
                inner,
            )
            | self.joined(inner, st.sampled_from(["UNION", "LATERAL"]), inner)
            | self.joined("{", self.select(inner), "}")
            | self.joined("FILTER(", self.term(), st.sampled_from(["<", "=", "&&", ">", "IN"]), self.term(), ")")
        )
        return st.lists(element, min_size=1, max_size=3).map(lambda parts: "{ " + " . ".join(parts) + " }")

    def select(self, group: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        """Return a SELECT."""
        what = st.sampled_from(["*", "*", "?s ?o", "(COUNT(*) AS ?n)", "DISTINCT ?u"])
        return self.joined("SELECT", what, "WHERE", group) | self.joined("SELECT", what, group)

    def query(self) -> st.SearchStrategy[str]:
        """Return whole texts."""
        group = self.group(2)
        dataset = st.sampled_from(["", "FROM", "FROM NAMED"]).flatmap(
            lambda word: self.joined(word, self.place) if word else st.just("")
        )
        head = st.sampled_from(["", "", f"PREFIX l: <http://{self.address[7:-1]}>", "BASE <urn:x>"])
        forms = (
            self.select(group)
            | self.joined("SELECT", "*", dataset, group)
            | self.joined("ASK", dataset, group)
            | self.joined("CONSTRUCT", "{ ?s ?p ?o }", dataset, "WHERE", group)
            | self.joined("DESCRIBE", self.place, dataset, group)
            | self.joined("LOAD", st.sampled_from(["", "SILENT"]), self.place)
            | self.joined("INSERT", "{ ?s ?p ?o }", "WHERE", group)
        )
        return self.joined(head, forms)
