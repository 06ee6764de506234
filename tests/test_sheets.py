"""A case in tables: started, filled, imported, imported again, edited, and there and back without loss."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheet_cases import HARD, cases, same_graph

from kg.cli import main
from kg.corpora.importing import ImportOptions, import_files
from kg.export.export import export_case
from kg.schema import CHOICES, SHEETS, Kind
from kg.sheets.cells import join_values, split_values
from kg.sheets.graph_names import Held
from kg.sheets.merge import join, update
from kg.sheets.new_case import start_case
from kg.sheets.problems import ImportRefusedError
from kg.sheets.read import read_sheets, read_tables
from kg.store import ontology_file, parse_file, shipped_case
from kg.text import protect, unprotect
from kg.vocabulary import NEG, RDF

FULL = Path(__file__).parent / "valid" / "full.ttl"
ORDERED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def fill(path: Path, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Add rows to a workbook's sheets, below what is there, by header (in English where a text has a language)."""
    book = openpyxl.load_workbook(path)
    for name, cells in rows:
        sheet = book[name]
        headers = [cell.value for cell in sheet[1]]
        row = sheet.max_row + 1
        for header, value in cells.items():
            place = headers.index(header if header in headers else f"{header}:en")
            sheet.cell(row, place + 1, value)
    book.save(path)


#: three parties, two issues, five statements
DAM = [
    *(("parties", {"label": name, "role": "principal"}) for name in ("North", "South", "East")),
    ("issues", {"label": "Water"}),
    ("issues", {"label": "Border"}),
    ("options", {"label": "Shared dam", "issue": "Water", "undertaken by": "North; South"}),
    ("options", {"label": "Old line", "issue": "Border", "undertaker unstated": True}),
    ("options", {"label": "New line", "issue": "Border", "undertaker unstated": True}),
    ("sources", {"title": "Daily", "paragraphs": 9}),
    *(
        (
            "statements",
            {
                "about": party,
                "source": "Daily",
                "paragraph": number,
                "latest": datetime.date(2031, 1, number),
                "attribution": "reported",
                "paraphrase": f"{party} on {option}",
                "on": option,
                "stance": stance,
            },
        )
        for number, (party, option, stance) in enumerate(
            [
                ("North", "Shared dam", "support"),
                ("South", "shared DAM", "demand"),
                ("East", "Old line", "oppose"),
                ("North", "Old line", "support"),
                ("South", "New line", "support"),
            ],
            start=1,
        )
    ),
]


@pytest.fixture
def dam(tmp_path: Path) -> Path:
    start_case(tmp_path / "dam")
    fill(tmp_path / "dam" / "case.xlsx", DAM)
    return tmp_path / "dam" / "case.xlsx"


# ---------------------------------------------------------------- the layout


def test_every_property_and_choice_is_the_ontologys() -> None:
    quads = list(parse_file(ontology_file("negotiation.ttl")))
    terms = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    for sheet in SHEETS:
        for column in sheet.columns:
            for iri in (column.predicate, *(iri for _, iri in column.by_class)):
                assert not iri.startswith(NEG.base) or iri in terms
    of_class = {
        name: {q.subject.value.removeprefix(NEG.base) for q in quads if q.predicate.value == RDF.type and q.object == c}
        for name, c in {
            "stance": ox.NamedNode(NEG.Stance),
            "attribution": ox.NamedNode(NEG.Attribution),
            "role": ox.NamedNode(NEG.Role),
            "issue kind": ox.NamedNode(NEG.IssueKind),
            "choice rule": ox.NamedNode(NEG.ChoiceRule),
            "closure": ox.NamedNode(NEG.Closure),
            "status": ox.NamedNode(NEG.ProposalStatus),
            "basis": ox.NamedNode(NEG.Basis),
            "timing": ox.NamedNode(NEG.Timing),
            "bound": ox.NamedNode(NEG.Bound),
            "mandate": ox.NamedNode(NEG.Mandate),
            "channel": ox.NamedNode(NEG.Channel),
            "sensitivity": ox.NamedNode(NEG.Sensitivity),
        }.items()
    }
    assert of_class == {name: set(values) for name, values in CHOICES.items() if name != "relation"}


def test_references_point_to_sheets() -> None:
    names = {sheet.name for sheet in SHEETS}
    references = [column for sheet in SHEETS for column in sheet.columns if column.kind is Kind.REFERENCE]
    assert references
    assert all(set(column.to) <= names for column in references)


# ---------------------------------------------------------------- a new case


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_new_case_holds_no_row_but_itself(tmp_path: Path, form: str) -> None:
    start_case(tmp_path / "new", form)
    path = tmp_path / "new" / "case.xlsx" if form == "xlsx" else tmp_path / "new"
    found = read_sheets(read_tables([path])[0], stem="x")
    assert (found.rows, found.problems, found.notes) == (1, [], [])
    assert found.base == "https://example.org/new#"


def test_a_new_workbook_has_lists_for_stances_attributions_and_names(tmp_path: Path) -> None:
    start_case(tmp_path / "new")
    book = openpyxl.load_workbook(tmp_path / "new" / "case.xlsx")
    sheet = book["statements"]
    lists = {
        sheet.cell(1, openpyxl.utils.column_index_from_string(str(rule.sqref).split("2:")[0])).value: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    assert lists["stance"] == '"demand,support,conditional,open,doubt,oppose,rule-out,noncommittal"'
    assert lists["attribution"].startswith('"official-document,on-record')
    assert lists["about"] == "parties!$B$2:$B$1000"
    assert book.sheetnames[0] == "read me"
    assert [cell.value for cell in book["parties"][2]][:3] == [
        "#example",
        "Northland",
        "Republic of Northland; the North",
    ]


def test_a_new_turtle_case_is_read_and_its_examples_too(tmp_path: Path) -> None:
    start_case(tmp_path / "new", "turtle", ["uk"])
    path = tmp_path / "new" / "case.ttl"
    assert len(list(parse_file(path))) == 2
    bare = path.read_text().replace("# :", ":").replace("# \t", "\t")
    path.write_text(bare)
    assert len(list(parse_file(path))) > 50


def test_a_new_case_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "case.xlsx").write_text("mine")
    result = run("new", tmp_path)
    assert (result.exit_code, "is there already" in result.output) == (2, True)
    assert (tmp_path / "case.xlsx").read_text() == "mine"


def test_languages_are_columns(tmp_path: Path) -> None:
    start_case(tmp_path / "new", languages=["en", "uk"])
    fill(tmp_path / "new" / "case.xlsx", [("parties", {"label:en": "Kyiv", "label:uk": "Київ"})])
    quads = update([], read_sheets(read_tables([tmp_path / "new" / "case.xlsx"])[0], stem="x")).quads
    labels = {str(quad.object) for quad in quads if quad.predicate.value.endswith("prefLabel")}
    assert labels == {'"Kyiv"@en', '"Київ"@uk'}


# ---------------------------------------------------------------- import


def test_a_new_user_gets_to_shared_ground(dam: Path) -> None:
    import kg

    target = dam.with_name("case.ttl")
    done = import_files([dam], target)
    assert done.rows == 1 + 3 + 2 + 3 + 1 + 5
    case = kg.open(target)
    shared = case.shared("north", "south").to_json()
    assert [entry["option"]["label"] for entry in shared["agreed"]] == ["Shared dam"]
    assert [finding for finding in case.check().findings if finding.severity != "note"] == []


def test_the_same_rows_as_csv_give_the_same_case(tmp_path: Path, dam: Path) -> None:
    import_files([dam], tmp_path / "one.nt")
    quads = list(parse_file(tmp_path / "one.nt"))
    export_case(quads, tmp_path / "tables", "csv")
    import_files([tmp_path / "tables"], tmp_path / "two.nt")
    assert (tmp_path / "one.nt").read_bytes() == (tmp_path / "two.nt").read_bytes()


@pytest.mark.parametrize("target", ["case.ttl", "case.trig", "case.jsonld", "store"])
def test_a_second_import_changes_nothing(tmp_path: Path, dam: Path, target: str) -> None:
    first = import_files([dam], tmp_path / target)
    before = _contents(tmp_path / target)
    again = import_files([dam], tmp_path / target)
    assert first.added > 90
    assert (again.added, again.removed) == (0, 0)
    assert _contents(tmp_path / target) == before


def _contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files if file.name != "LOCK"}


def test_an_edited_row_updates_its_statement(dam: Path) -> None:
    target = dam.with_name("case.nt")
    import_files([dam], target)
    before = {quad.triple for quad in parse_file(target)}
    book = openpyxl.load_workbook(dam)
    sheet = book["statements"]
    headers = [cell.value for cell in sheet[1]]
    row = next(cells for cells in sheet.iter_rows() if cells[headers.index("about")].value == "East")
    row[headers.index("stance")].value = "rule-out"
    row[headers.index("paraphrase:en")].value = "East will not have the old line."
    book.save(dam)
    done = import_files([dam], target)
    after = {quad.triple for quad in parse_file(target)}
    assert (done.added, done.removed) == (2, 2)
    assert {triple.predicate.value for triple in before ^ after} == {NEG.stance, NEG.paraphrase}
    assert {triple.subject for triple in before - after} == {triple.subject for triple in after - before}


def test_a_cleared_cell_takes_its_value_away(dam: Path) -> None:
    target = dam.with_name("case.nt")
    import_files([dam], target)
    book = openpyxl.load_workbook(dam)
    headers = [cell.value for cell in book["statements"][1]]
    for header in ("on", "stance"):
        book["statements"].cell(3, headers.index(header) + 1).value = None
    book.save(dam)
    import_files([dam], target)
    positions = [q for q in parse_file(target) if q.predicate.value == RDF.type and q.object.value == NEG.Position]
    assert len(positions) == 4


def test_new_rows_can_refer_to_the_case_they_go_into(tmp_path: Path, dam: Path) -> None:
    target = dam.with_name("case.ttl")
    import_files([dam], target)
    more = tmp_path / "issues.csv"
    more.write_text("label:en\nMoney\n")
    options = tmp_path / "options.csv"
    options.write_text("label:en,issue,undertaken by\nA loan,Money,north; EAST\n")
    done = import_files([more, options], target)
    assert (done.rows, done.problems) == (2, [])


def test_a_conditional_stance_by_the_short_way(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    start_case(folder)
    rows = [row for row in DAM if row[0] != "statements"]
    statement = dict(next(cells for name, cells in DAM if name == "statements"))
    statement |= {"stance": "conditional", "if": "once the dam is paid for"}
    fill(folder / "case.xlsx", [*rows, ("statements", statement)])
    quads = update([], read_sheets(read_tables([folder / "case.xlsx"])[0], stem="x")).quads
    condition = next(quad.object for quad in quads if quad.predicate.value == NEG.condition)
    words = [quad.object for quad in quads if quad.subject == condition and quad.predicate.value == NEG.requiresWords]
    assert words == [ox.Literal("once the dam is paid for", language="en")]


def test_a_name_that_the_case_knows_is_the_same_thing(tmp_path: Path) -> None:
    target = tmp_path / "case.nt"
    import_files([shipped_case()], target)
    (tmp_path / "parties.csv").write_text("label:en,definition:en\nfrance,A guarantor.\nSweden,Another.\n")
    import_files([tmp_path / "parties.csv"], target)
    parties = {q.subject.value.rpartition("#")[2] for q in parse_file(target) if str(q.object).endswith("neg#Party>")}
    assert "party-sweden" in parties
    assert "party-france" not in parties
    assert run("import", tmp_path / "parties.csv", "-o", target).output.endswith("nothing changed\n")


def test_an_edited_row_without_an_iri_is_known_by_its_content(tmp_path: Path) -> None:
    target = tmp_path / "case.ttl"
    import_files([shipped_case()], target)
    export_case(parse_file(target), tmp_path / "case.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "case.xlsx")
    sheet = book["figures"]
    headers = [cell.value for cell in sheet[1]]
    assert sheet["A2"].value.startswith("_:n")
    sheet.cell(2, headers.index("value") + 1).value = 4711
    book.save(tmp_path / "case.xlsx")
    done = import_files([tmp_path / "case.xlsx"], target)
    assert (done.added, done.removed) == (1, 1)
    figures = [quad for quad in parse_file(target) if quad.predicate.value == NEG.figure]
    assert len(figures) == 14


# ---------------------------------------------------------------- changes of status


PLAN = "proposals.csv", "id,label:en,terms,proposed by,status\nplan,Plan,Shared dam,North,tabled\n"
STEPS = [
    "plan,accepted,2031-02-03,s1",
    "Plan,withdrawn,2031-03-01,s1",
    "plan,accepted,2031-04-01,",
]


def with_steps(folder: Path, rows: list[str]) -> list[Path]:
    """Write a proposal and the changes of its status as CSV files, without ids."""
    files = [PLAN, ("status changes.csv", "\n".join(["proposal,status,from,statements", *rows, ""]))]
    files += [("statements.csv", "id,about,source,latest,attribution\ns1,North,Daily,2031-02-03,reported\n")]
    for name, text in files:
        (folder / name).write_text(text)
    return [folder / name for name, _ in files]


def steps_of(target: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    import kg

    (plan,) = kg.open(target).case.proposals.values()
    return [(c.status, str(c.start), tuple(s.rpartition("#")[2] for s in c.statements)) for c in plan.status_changes]


def test_changes_of_status_are_rows_of_their_own(tmp_path: Path, dam: Path) -> None:
    target = dam.with_name("case.nt")
    import_files([dam], target)
    first = import_files(with_steps(tmp_path, STEPS), target)
    assert first.problems == []
    wanted = [("accepted", "2031-02-03", ("s1",)), ("withdrawn", "2031-03-01", ("s1",)), ("accepted", "2031-04-01", ())]
    assert steps_of(target) == wanted
    again = import_files(with_steps(tmp_path, STEPS[::-1]), target)
    assert (again.added, again.removed) == (0, 0)
    edited = import_files(with_steps(tmp_path, [STEPS[0], "plan,withdrawn,2031-03-09,s1", STEPS[2]]), target)
    assert (edited.added, edited.removed) == (1, 1)
    assert steps_of(target)[1] == ("withdrawn", "2031-03-09", ("s1",))
    import_files(with_steps(tmp_path, STEPS[:1]), target)
    assert steps_of(target) == wanted[:1]


def test_a_proposal_that_is_gone_takes_its_statuses_with_it(tmp_path: Path, dam: Path) -> None:
    target = dam.with_name("case.nt")
    import_files([dam], target)
    proposals, steps, statements = with_steps(tmp_path, STEPS)
    import_files([proposals, steps, statements], target)
    proposals.write_text("id,label:en,terms,proposed by,status\n")
    import_files([proposals], target)
    assert "StatusChange" not in target.read_text()


def test_a_status_without_its_day_or_proposal_is_a_mistake_at_its_cell(tmp_path: Path, dam: Path) -> None:
    target = dam.with_name("case.nt")
    import_files([dam], target)
    paths = with_steps(tmp_path, ["plan,accepted,,s1", ",draft,2031-01-01,s1", "plan,agreed,2031-01-01,s1"])
    with pytest.raises(ImportRefusedError) as caught:
        import_files(paths, target)
    assert [(Path(one.place.file).name, one.place.row, one.place.header) for one in caught.value.problems] == [
        ("status changes.csv", 2, "from"),
        ("status changes.csv", 3, "proposal"),
        ("status changes.csv", 4, "status"),
    ]


def test_a_colleagues_changes_of_status_are_joined_by_merge(tmp_path: Path, dam: Path) -> None:
    target = dam.with_name("case.nt")
    import_files([dam], target)
    import_files(with_steps(tmp_path, STEPS[:1]), target)
    merged = import_files(with_steps(tmp_path, STEPS[:2]), target, ImportOptions(overwrite=False))
    assert (merged.removed, merged.contradictions) == (0, [])
    assert [step[0] for step in steps_of(target)] == ["accepted", "withdrawn"]


# ---------------------------------------------------------------- a colleague's copy


def test_a_colleagues_copy_is_joined_and_contradictions_are_listed(tmp_path: Path, dam: Path) -> None:
    mine, theirs = tmp_path / "mine.ttl", tmp_path / "theirs.nt"
    import_files([dam], mine)
    import_files([dam], theirs)
    text = theirs.read_text()
    text = text.replace('"North on Shared dam"', '"Another reading"')
    text += "<https://example.org/dam#party-west> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/neg#Party> .\n"
    theirs.write_text(text)
    result = run("import", theirs, "-o", mine)
    assert (result.exit_code, "“North on Shared dam”, the import “Another reading”" in result.output) == (1, True)
    held = {str(quad.object) for quad in parse_file(mine)}
    assert '"North on Shared dam"@en' in held
    assert '"Another reading"@en' not in held
    done = import_files([theirs], mine)
    assert (done.added, len(done.contradictions)) == (0, 1)
    assert done.contradictions[0].predicate == "neg:paraphrase"
    assert any("party-west" in str(quad.subject) for quad in parse_file(mine))


def test_a_copy_with_blank_nodes_is_joined_without_doubles(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.ttl", tmp_path / "theirs.ttl"
    mine.write_bytes(shipped_case().read_bytes())
    theirs.write_bytes(shipped_case().read_bytes())
    done = import_files([theirs], mine)
    assert (done.added, done.contradictions) == (0, [])
    assert mine.read_bytes() == shipped_case().read_bytes()


def test_a_colleagues_workbook_is_joined_by_merge(tmp_path: Path, dam: Path) -> None:
    mine = tmp_path / "mine.ttl"
    import_files([dam], mine)
    book = openpyxl.load_workbook(dam)
    headers = [cell.value for cell in book["statements"][1]]
    book["statements"].cell(3, headers.index("stance") + 1).value = "oppose"
    book.save(tmp_path / "copy.xlsx")
    done = import_files([tmp_path / "copy.xlsx"], mine, ImportOptions(overwrite=False))
    assert (done.added, done.removed) == (0, 0)
    assert [(c.predicate, c.held, c.found) for c in done.contradictions] == [
        ("neg:stance", "neg:support", "neg:oppose")
    ]


# ---------------------------------------------------------------- there and back


def test_the_shipped_case_fits_the_sheets_whole(tmp_path: Path) -> None:
    quads = list(parse_file(shipped_case()))
    export_case(quads, tmp_path / "case.xlsx", "xlsx")
    assert "other" not in openpyxl.load_workbook(tmp_path / "case.xlsx").sheetnames
    assert same_graph(quads, _back(tmp_path / "case.xlsx"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_case_of_every_property_comes_back(tmp_path: Path, form: str) -> None:
    quads = list(parse_file(FULL))
    export_case(quads, tmp_path / "case", form)
    assert same_graph(quads, _back(tmp_path / "case"))


def test_an_exported_workbook_updates_the_case_it_came_from(tmp_path: Path) -> None:
    quads = list(parse_file(shipped_case()))
    export_case(quads, tmp_path / "case.xlsx", "xlsx")
    merged = update(quads, read_sheets(read_tables([tmp_path / "case.xlsx"])[0], stem="x", known=Held(quads)))
    assert (merged.added, merged.removed) == (0, 0)


def _back(path: Path) -> list[ox.Quad]:
    found = read_sheets(read_tables([path])[0], stem="x")
    assert found.problems == []
    return update([], found).quads


@ORDERED
@given(cases())
def test_case_to_workbook_to_case(quads: list[ox.Quad]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.xlsx"
        export_case(quads, path, "xlsx")
        assert same_graph(quads, _back(path))


@ORDERED
@given(cases(), st.randoms())
def test_case_to_csv_to_case_in_any_order(quads: list[ox.Quad], random: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one", Path(folder) / "other"
        export_case(quads, one, "csv")
        assert same_graph(quads, _back(one))
        random.shuffle(quads)
        export_case(quads, other, "csv")
        assert _contents(one) == _contents(other)


@given(st.one_of(st.sampled_from(HARD), st.text(alphabet="'=+-@\t\rx5", max_size=5)))
def test_protection_from_formulas_is_reversed_exactly(text: str) -> None:
    assert unprotect(protect(text)) == text
    assert not protect(text).startswith(("=", "@", "\t", "\r"))


@given(st.lists(st.text(alphabet=";\\<> ab", min_size=1, max_size=5).map(str.strip).filter(bool), max_size=4))
def test_joined_values_come_apart_again(values: list[str]) -> None:
    fitting = [value for value in values if split_values(join_values([value])) == [value]]
    assert split_values(join_values(fitting)) == fitting


@ORDERED
@given(cases())
def test_a_case_is_not_changed_by_its_own_sheets_or_its_own_copy(quads: list[ox.Quad]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export_case(quads, Path(folder) / "case", "csv")
        again = update(quads, read_sheets(read_tables([Path(folder) / "case"])[0], stem="x", known=Held(quads)))
        assert (again.added, again.removed) == (0, 0)
    relabelled = list(
        ox.parse(ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True)
    )
    joined = join(quads, relabelled)
    assert (joined.added, joined.contradictions) == (0, [])
    assert same_graph(quads, joined.quads)
