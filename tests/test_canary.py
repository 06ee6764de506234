"""The canary: a case in which every secret field of every class holds a word of its own, and no output under --redact does.

The fields are those of the schema, so that a new property is covered by itself. What is secret is known in one of three ways:
by its statements, by their source, or by a label of its own; beside it stands what rests on a secret statement and on an
open one, of which only the name and what it cannot do without may be told.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from sparql_servers import Server

import kg
from kg.case import KINDS
from kg.cli import COMMANDS, main
from kg.formats import CASE_FORMATS, GRAPH_FORMATS, GRAPHS
from kg.networks.asked import METHODS
from kg.schema import SHEETS, SHEETS_BY_NAME, Column, Kind, Redaction, Sheet
from kg.store.bulk import fill_store
from kg.vocabulary import NEG, RDF, XSD

BASE = "https://example.org/stage#"
OPEN = """
@prefix : <https://example.org/stage#> .
@prefix neg: <https://w3id.org/neg#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:stage a neg:Case ; dcterms:title "Stage"@en .
:a a neg:Party ; skos:prefLabel "Aland"@en ; neg:role neg:principal .
:b a neg:Party ; skos:prefLabel "Beland"@en ; neg:role neg:principal .
:f a neg:Party ; skos:prefLabel "Fairland"@en ; neg:role neg:facilitator .
:speaker a neg:Person ; skos:prefLabel "Speaker"@en ; neg:speaksFor :a .
:i a neg:Issue ; skos:prefLabel "Fishing"@en .
:o a neg:Option ; skos:prefLabel "Ban"@en ; neg:optionOf :i ; neg:undertakerUnstated true .
:u a neg:Option ; skos:prefLabel "Licence"@en ; neg:optionOf :i ; neg:undertakenBy :b .
:point a neg:Point ; skos:prefLabel "Season"@en .
:paper a neg:Source ; dcterms:title "Paper"@en ; neg:paragraphs 9999999 .
:s1 a neg:Statement ; neg:about :a ; neg:source :paper ; neg:paragraph 1 ; neg:latest "2031-01-01"^^xsd:date ;
    neg:attribution neg:on-record ; neg:paraphrase "Aland wants the ban."@en ; neg:coder "anna" .
:s2 a neg:Statement ; neg:about :b ; neg:source :paper ; neg:paragraph 2 ; neg:latest "2031-01-02"^^xsd:date ;
    neg:attribution neg:on-record ; neg:paraphrase "Beland wants a licence."@en ; neg:coder "ben" .
:p1 a neg:Position ; neg:heldBy :a ; neg:on :o ; neg:stance neg:demand ; neg:statedIn :s1 .
:p2 a neg:Position ; neg:heldBy :b ; neg:on :u ; neg:stance neg:support ; neg:statedIn :s2 .
:j a neg:Issue ; skos:prefLabel "Tolls"@en .
:toll a neg:Option ; skos:prefLabel "Toll"@en ; neg:optionOf :j ; neg:undertakenBy :b .
:p3 a neg:Position ; neg:heldBy :a ; neg:on :toll ; neg:stance neg:demand ; neg:statedIn :s1 .
:p4 a neg:Position ; neg:heldBy :b ; neg:on :toll ; neg:stance neg:rule-out ; neg:statedIn :s2 .
:rival a neg:Proposal ; skos:prefLabel "Rival"@en ; neg:term :o ; neg:proposedBy :a ; neg:statedIn :s1 ; neg:day "2031-01-01"^^xsd:date .
:deal a neg:Proposal ; skos:prefLabel "Deal"@en ; neg:term :o, :u ; neg:proposedBy :b ; neg:statedIn :s2 ; neg:day "2031-01-02"^^xsd:date .
"""

#: the sheets whose rows cannot be secret: the case is what is told of itself
PUBLIC_SHEETS = {"case"}

#: what a choice is where the first of its list would make the row mean nothing
CHOSEN = {"stance": "conditional", "sensitivity": "", "channel": "public"}

#: how what is secret is known to be so
MARKS = ("statements", "sources", "own")


@dataclass
class Canary:
    """The quads of a case, and its secret words."""

    quads: list[ox.Quad] = field(default_factory=lambda: list(ox.parse(OPEN, format=ox.RdfFormat.TURTLE)))
    words: dict[str, str] = field(default_factory=dict)

    def word(self, where: str) -> str:
        """Return a new secret word for a place."""
        word = f"zq{len(self.words):03d}canary"
        self.words[word] = where
        return word

    def say(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal, graph: str = "") -> None:
        """Add a triple."""
        where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        self.quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, where))

    def value(self, column: Column, where: str) -> ox.Literal | ox.NamedNode | None:
        """Return a secret value for a column, None where it holds no secret of its own."""
        count = len(self.words)
        if column.kind is Kind.TEXT:
            return ox.Literal(f"The {self.word(where)} told.", language="en")
        if column.kind is Kind.STRING:
            return ox.Literal(self.word(where))
        if column.kind is Kind.IRI:
            return ox.NamedNode(f"https://example.org/{self.word(where)}")
        if column.kind is Kind.ADDRESS:
            return ox.Literal(f"https://example.org/{self.word(where)}", datatype=ox.NamedNode(XSD.anyURI))
        if column.kind is Kind.CHOICE:
            chosen = CHOSEN.get(column.to[0], column.choices[0])
            return ox.NamedNode(NEG.base + chosen) if chosen else None
        secret = {
            Kind.DATE: (date(2041, 5, 1) + timedelta(days=count)).isoformat(),
            Kind.INTEGER: str((9351000 if column.name == "paragraphs" else 7351000) + count),
            Kind.DECIMAL: f"0.7351{count:03d}7",
        }.get(column.kind)
        if secret is None:
            return None
        self.words[secret] = where
        datatype = {Kind.DATE: XSD.date, Kind.INTEGER: XSD.integer, Kind.DECIMAL: XSD.decimal}[column.kind]
        return ox.Literal(secret, datatype=ox.NamedNode(datatype))

    def row(self, sheet: Sheet, name: str, of: Callable[[Column], list[str]], keep: tuple[str, ...] = ()) -> str:
        """Add a row with a value in each column; ``of`` gives references, ``keep`` the columns whose words are no secret."""
        row = f"{BASE}{name}"
        self.say(row, RDF.type, ox.NamedNode(sheet.class_iris[0]))
        for column in sheet.columns:
            where = f"{sheet.name}: {column.name} of {name}"
            if column.shorthand or column.kind in {Kind.CLASS, Kind.BOOLEAN}:
                continue
            if column.inverse:
                for owner in of(column):
                    self.say(owner, column.predicate, ox.NamedNode(row))
            elif column.kind is Kind.REFERENCE:
                for target in of(column):
                    self.say(row, column.predicate, ox.NamedNode(target))
            elif column.name in keep and column.kind is Kind.TEXT:
                self.say(row, column.predicate, ox.Literal(f"Known {name}", language="en"))
            elif column.name not in keep and (value := self.value(column, where)) is not None:
                self.say(row, column.predicate, value)
        return row


def secret_name(canary: Canary, sheet: Sheet) -> str:
    """Return an id for the secret row of a sheet that is a secret word itself."""
    return f"{sheet.name.replace(' ', '-')}-{canary.word(f'{sheet.name}: id')}"


def build(mark: str) -> Canary:
    """Return a case with a secret row of each class, marked in one of :data:`MARKS`."""
    canary = Canary()
    rows = {sheet.name: BASE + secret_name(canary, sheet) for sheet in SHEETS if sheet.name not in PUBLIC_SHEETS}
    public = {"statements": "s1", "options": "o", "proposals": "deal", "sources": "paper", "parties": "a"}

    def secret(column: Column) -> list[str]:
        if column.name in {"about", "held by"}:
            return [f"{BASE}a"]
        if column.name == "other option":
            return [f"{BASE}o"]
        return [rows[column.to[0]]]

    for sheet in SHEETS:
        if sheet.name not in PUBLIC_SHEETS:
            canary.row(sheet, rows[sheet.name].removeprefix(BASE), secret)
    # a secret stance on what everyone knows, with a condition
    swap = {"on": f"{BASE}u", "requires": f"{BASE}o"}
    held = canary.row(
        SHEETS_BY_NAME["positions"], "held-in-secret", lambda c: [swap[c.name]] if c.name in swap else secret(c)
    )
    canary.row(
        SHEETS_BY_NAME["conditions"],
        "asked-in-secret",
        lambda c: [held] if c.inverse else [swap.get(c.name, f"{BASE}b")],
    )

    def marked(subject: str) -> None:
        canary.say(subject, NEG.sensitivity, ox.NamedNode(NEG.secret))

    if mark == "statements":
        marked(rows["statements"])
    else:
        marked(rows["sources"])
    if mark == "own":
        _mark_what_is_told_openly(canary, public, marked)
    _rest_on_both(canary, rows["statements"], public)
    _say_what_no_schema_knows(canary, rows)
    return canary


def _mark_what_is_told_openly(canary: Canary, public: dict[str, str], marked: Callable[[str], None]) -> None:
    """Add a reading, a proposal and an event of open statements, each with a label of its own."""
    labelled = {"proposals": "own-proposal", "readings": "own-reading", "events": "own-event"}
    parts = {"status changes": "own-change", "figures": "own-figure", "assessments": "own-assessment"}
    known = {**public, **labelled, "points": "point", "readings": "own-reading"}
    for sheet, name in {**labelled, **parts}.items():
        row = canary.row(
            SHEETS_BY_NAME[sheet],
            name,
            lambda c: (
                [BASE + known[c.to[0]]] if c.to[0] in known and c.name not in {"revises", "compatible with"} else []
            ),
        )
        if sheet in labelled:
            marked(row)


def _rest_on_both(canary: Canary, statement: str, public: dict[str, str]) -> None:
    """Add rows of each class that rests on statements, which an open statement backs too; what ends is left out."""
    both = {
        sheet.name: f"{sheet.name.replace(' ', '-')}-on-both"
        for sheet in SHEETS
        if sheet.redaction in {Redaction.BACKED, Redaction.AUTHORED, Redaction.TOLD}
    }
    parts = {"conditions": "condition-on-both", "figures": "figure-on-both"}
    known = {**public, "points": "point", **both}

    def of(column: Column) -> list[str]:
        if column.to[0] == "statements":
            return [f"{BASE}s1", statement]
        if column.name in {"revises", "compatible with"} or column.to[0] not in known or column.name == "source":
            return []
        return [BASE + known[column.to[0]]]

    for sheet, name in {**both, **parts}.items():
        keep = ("label", "ends on", "from", "to")
        canary.row(SHEETS_BY_NAME[sheet], name, of, keep)
    for number, told in enumerate((f"{BASE}s1", statement)):
        assessment = f"{BASE}assessment-on-both-{number}"
        canary.say(f"{BASE}{both['events']}", NEG.assessment, ox.NamedNode(assessment))
        canary.say(assessment, RDF.type, ox.NamedNode(NEG.Assessment))
        canary.say(assessment, NEG.accordingTo, ox.NamedNode(told))
        if told == statement:
            canary.say(assessment, NEG.verifiedBy, ox.Literal(canary.word("assessments: verified by, on both")))
    canary.say(f"{BASE}{both['status changes']}", NEG.from_, _day("2031-01-03"))


def _day(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD.date))


def _say_what_no_schema_knows(canary: Canary, rows: dict[str, str]) -> None:
    """Add other properties of what is secret and of what is not, a place in a text, and a named graph."""
    note = "http://www.w3.org/2004/02/skos/core#note"
    for sheet, row in {**rows, "open party": f"{BASE}a", "open option": f"{BASE}o"}.items():
        canary.say(row, note, ox.Literal(canary.word(f"other: note of {sheet}")))
    place = f"{BASE}{canary.word('other: id of a selector')}"
    canary.say(rows["statements"], NEG.selector, ox.NamedNode(place))
    canary.say(place, "http://www.w3.org/ns/oa#exact", ox.Literal(canary.word("other: a selector")))
    canary.say(rows["statements"], NEG.importedFrom, ox.Literal(canary.word("other: the file of an import")))
    graph = f"{BASE}{canary.word('other: the name of a graph')}"
    canary.say(f"{BASE}a", "http://www.w3.org/2004/02/skos/core#altLabel", ox.Literal("Alandia", language="en"), graph)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module", params=MARKS)
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Canary]:
    canary = build(request.param)
    path = tmp_path_factory.mktemp(request.param) / "stage.nq"
    ox.serialize(canary.quads, str(path), format=ox.RdfFormat.N_QUADS)
    return path, canary


#: the commands that answer, as their words
ANSWERS: list[list[str]] = [
    *(["list", kind] for kind in KINDS),
    ["shared", "a", "b"],
    ["matrix"],
    ["matrix", "a", "b", "--order", "seriation"],
    ["conflicts", "a", "b"],
    ["overlap"],
    ["bridges", "a", "b"],
    ["deals", "a", "b"],
    ["stability", "a", "b"],
    ["camps"],
    ["camps", "--actors", "people", "--voice", "any", "--window", "1:days"],
    ["network", "--isolates"],
    ["network", "--mode", "two", "--concepts", "proposals", "--voice", "any"],
    ["network", "--actors", "people", "--isolates", "--window", "1:days"],
    ["network", "--mode", "two", "--explain", "a", "o"],
    ["consensus"],
    ["consensus", "--actors", "people", "--window", "1:days"],
    ["backbone"],
    ["backbone", "--actors", "people", "--window", "1:days", "--as-dna"],
    *(["scale", "--method", method, "--voice", "any"] for method in METHODS),
    ["scale", "--method", "ideal-point", "--actors", "people", "--window", "1:days"],
    ["scale", "--method", "distribution", "--concepts", "proposals"],
    ["positions"],
    ["why", "a", "o"],
    ["why", "a", "u"],
    ["why", "a", "deal"],
    ["proposal"],
    ["compare", "deal", "rival"],
    ["changes", "--since", "2030-12-31"],
    ["tour"],
    ["tour", "a", "b"],
    ["issue", "i"],
    ["party", "a"],
    ["timeline"],
    ["timeline", "--party", "a", "--issue", "i"],
    ["events"],
    ["briefing", "a", "b", "--since", "2030-12-31"],
    ["check"],
    ["query", "SELECT * { ?s ?p ?o }"],
    ["query", "SELECT * { GRAPH ?g { ?s ?p ?o } }"],
    ["query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"],
    ["query", "SELECT (COUNT(*) AS ?n) (MAX(?d) AS ?newest) { ?s neg:latest ?d }"],
]


def answers_of(path: Path, *more: str) -> Iterator[tuple[str, str]]:
    """Yield each command with what it printed, in each format."""
    for command in [*ANSWERS, ["agreement", str(path), str(path)], ["agreement", str(path), "--coders"]]:
        for form in (
            "table",
            "json",
            "csv",
            "markdown",
            *(["svg"] if command[0] in ("backbone", "camps", "matrix", "scale", "timeline") else []),
        ):
            done = run("--case", path, *command, "--format", form, *more)
            assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
            assert done.exit_code in (0, 1), (command, done.stderr)
            yield f"{' '.join(command)} --format {form}", done.stdout + done.stderr


def exports_of(path: Path, folder: Path, *more: str) -> Iterator[tuple[str, str]]:
    """Yield each format of an export, and each kind of page, with all that was written."""
    wanted = [(form, ()) for form in CASE_FORMATS]
    wanted += [(form, ("--graph", graph)) for form in GRAPH_FORMATS for graph in GRAPHS]
    for number, (form, graph) in enumerate(wanted):
        target = folder / f"{number}" if form == "csv" else folder / f"{number}.out"
        done = run("--case", path, "export", target, "--to", form, *graph, "--force", *more)
        assert done.exit_code == 0, done.stderr
        yield f"export --to {form} {' '.join(graph)}", done.output + "".join(map(text_of, written(folder, number)))
    for kind in ("matrix", "positions", "parties", "issues", "deals"):
        done = run("--case", path, "view", "--kind", kind, "-o", folder / f"{kind}.html", *more)
        assert done.exit_code == 0, done.stderr
        yield f"view --kind {kind}", done.output + text_of(folder / f"{kind}.html")
    for form in ("json", "csv", "graphml", "gexf", "cytoscape", "edges"):
        target = folder / f"network.{form}"
        asked = ("network", "--isolates", "--mode", "two", "--concepts", "options", "--voice", "any")
        done = run("--case", path, *asked, "--format", form, "-o", target, "--force", *more)
        assert done.exit_code == 0, done.stderr
        names = [one for one in folder.glob("network*") if one.is_file()]
        yield f"network -o {form}", done.output + "".join(map(text_of, sorted(names)))
        for one in names:
            one.unlink()
    (folder / "wire.txt").write_text("Nobody said anything.", encoding="utf-8")
    done = run("--case", path, "code", folder / "wire.txt", "--issued", "2031-12-31", "-o", folder / "desk.html", *more)
    assert done.exit_code == 0, done.stderr
    yield "code", done.output + text_of(folder / "desk.html")
    done = run("update", path, folder / "wire.txt", "--issued", "2031-12-31", "-o", folder / "desks", *more)
    assert done.exit_code == 0, done.stderr
    yield "update", done.output + text_of(folder / "desks" / "wire.html")


def written(folder: Path, number: int) -> list[Path]:
    return [path for found in folder.glob(f"{number}*") for path in ([found] if found.is_file() else found.iterdir())]


def text_of(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_every_class_and_every_written_property_has_a_secret_word() -> None:
    covered = set(build("own").words.values())
    for sheet in SHEETS:
        for column in sheet.columns:
            if sheet.name not in PUBLIC_SHEETS and column.kind in {Kind.TEXT, Kind.STRING} and not column.shorthand:
                assert any(where.startswith(f"{sheet.name}: {column.name} of") for where in covered), column


def test_every_command_is_tried() -> None:
    tried = {command[0] for command in ANSWERS} | {"agreement", "code", "export", "update", "view"}
    assert set(COMMANDS) - tried == {"new", "import", "completion", "doctor"}


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_the_doctor_tells_no_word_at_all(stage: tuple[Path, Canary], form: str) -> None:
    path, canary = stage
    done = run("doctor", path, "--format", form)
    assert done.exit_code in (0, 1)
    assert {word: where for word, where in canary.words.items() if word in done.output} == {}
    assert run("doctor", path, "--redact").exit_code == 2


def test_a_mistake_in_a_file_is_not_quoted_under_redact(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix : <urn:x:> .\n:a :b :c zqcanary .")
    sheet = tmp_path / "statements.csv"
    sheet.write_text("about,source,latest,attribution,paraphrase:en\nzqcanary,zqcanary,zqcanary,zqcanary,told\n")
    for command, file in ((c, f) for c in ("positions", "check") for f in (broken, sheet)):
        loud = run("--case", file, command)
        assert "zqcanary" in loud.output, (command, file)
        quiet = run("--case", file, command, "--redact")
        assert quiet.exit_code in (1, 2)
        assert "zqcanary" not in quiet.output, (command, file)
        assert "--redact" in quiet.stderr
    assert run("--case", tmp_path / "missing.ttl", "positions", "--redact").stderr.endswith("no such file or folder\n")


def test_no_answer_under_redact_holds_a_secret_word(stage: tuple[Path, Canary]) -> None:
    path, canary = stage
    for command, text in answers_of(path, "--redact"):
        assert {word: where for word, where in canary.words.items() if word in text} == {}, command


def test_no_export_or_page_under_redact_holds_a_secret_word(stage: tuple[Path, Canary], tmp_path: Path) -> None:
    path, canary = stage
    for command, text in exports_of(path, tmp_path, "--redact"):
        assert {word: where for word, where in canary.words.items() if word in text} == {}, command


def test_without_redact_the_words_do_appear_and_a_line_says_so(stage: tuple[Path, Canary], tmp_path: Path) -> None:
    path, canary = stage
    told: set[str] = set()
    telling: dict[str, bool] = {}
    for command, text in (*answers_of(path), *exports_of(path, tmp_path)):
        found = {word for word in canary.words if word in text}
        told |= found
        what = command.partition(" --format")[0]
        telling[what] = bool(found) or telling.get(what, False)
        if found:
            assert "note: the " in text and "--redact leaves it out" in text, command
    assert [command for command, tells in telling.items() if not tells] == []
    assert set(canary.words) - told == set()


def test_no_other_way_into_a_case_tells_more(stage: tuple[Path, Canary], tmp_path: Path) -> None:
    path, canary = stage
    fill_store(tmp_path / "store", iter(canary.quads))
    assert run("--case", path, "export", tmp_path / "book.xlsx").exit_code == 0
    for case in (tmp_path / "store", tmp_path / "book.xlsx"):
        for command in (
            ["positions", "--format", "json"],
            ["list", "events"],
            ["check"],
            ["query", "SELECT * { ?s ?p ?o }"],
        ):
            done = run("--case", case, "--redact", *command)
            assert done.exit_code in (0, 1), done.stderr
            assert {w: where for w, where in canary.words.items() if w in done.output} == {}, (case.name, command)


def test_no_endpoint_tells_more(
    stage: tuple[Path, Canary], oxigraph: Server, virtuoso: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, canary = stage
    for number, server in enumerate((oxigraph, virtuoso)):
        server.clear()
        monkeypatch.setenv("KG_SPARQL_UPDATE", server.update)
        case = f"{server.query}?default-graph-uri=urn:test:canary"
        assert run("import", path, "-o", case).exit_code == 0
        assert any(word in run("--case", case, "positions", "--format", "json").output for word in canary.words)
        outputs = {
            " ".join(command): run("--case", case, *command, "--format", "json", "--redact") for command in ANSWERS
        }
        for form in ("trig", "csv", "gexf"):
            target = tmp_path / f"{number}-{form}"
            outputs[form] = run("--case", case, "export", target, "--to", form, "--redact", "--force")
        outputs["view"] = run("--case", case, "view", "-o", tmp_path / f"{number}-view.html", "--redact")
        assert {command: done.exit_code for command, done in outputs.items() if done.exit_code not in (0, 1)} == {}
        told = [(command, done.output) for command, done in outputs.items()]
        told += [(file.name, text_of(file)) for file in written(tmp_path, number)]
        for command, text in told:
            assert {word: where for word, where in canary.words.items() if word in text} == {}, command


def test_redacted_the_case_is_what_it_was_without_the_secret(stage: tuple[Path, Canary]) -> None:
    path, _ = stage
    case = kg.open(path, redact=True)
    assert str(case.as_of) == "2031-01-02"
    assert {p.local_name for p in case.case.parties.values()} == {"a", "b", "f"}
    assert case.why("a", "u").to_json()["stance"]["stance"] != "conditional"
