"""What the user says of a coded database, what is left aside of it, and what a second import of it does."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dna_cases import INPUTS, changed, coded

from kg import open as open_case
from kg.case import Case
from kg.cli import main
from kg.corpora.dna_roles import parse_scale
from kg.errors import KgError, UsageError
from kg.store import open_store
from kg.vocabulary import NEG

SCALE = INPUTS / "dna-integer-scale-without-a-minus-reads-0-as-oppose.dna"
GERMAN = INPUTS / "dna-renamed-variables-german.dna"
TWO_ACTORS = INPUTS / "dna-variable-party-beside-organization-takes-the-actors-place.dna"
BY_CASE = INPUTS / "dna-names-differing-by-case-cannot-be-named.dna"
ORPHAN = INPUTS / "dna-one-orphan-statement-refuses-all-and-keep-going-leaves-an-empty-case.dna"
NOT_UTF_8 = INPUTS / "dna-one-text-not-utf8-refuses-all.dna"
NO_DATE = INPUTS / "dna-document-without-a-date-becomes-1970-01-01.dna"


def run(*words: object) -> Result:
    """Run a command that ends in an answer or one of its own errors."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def imported(source: Path, target: Path, *options: str, status: int = 0) -> dict[str, str]:
    """Import a database, and return the stance of each party in the case."""
    done = run("import", source, "-o", target, *options)
    assert done.exit_code == status, done.stderr
    return stances(target)


def stances(target: Path) -> dict[str, str]:
    """Return the stance of each party, ``?`` where there are several."""
    case = Case(open_store(target))
    held = case.positions_of(case.parties)
    return {
        case.parties[party].label(): ", ".join(sorted(str(position.stance) for position in positions))
        for party, positions in held.items()
        if positions
    }


def refused(source: Path, target: Path, *options: str) -> str:
    """Return what an import that is refused says; it writes nothing."""
    done = run("import", source, "-o", target, *options)
    assert done.exit_code == 2
    assert not target.exists()
    return done.stderr


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return the path of a case that is not there yet."""
    return tmp_path / "case.ttl"


# ------------------------------------------------------------ what is what


def test_renamed_variables_are_named(target: Path) -> None:
    said = refused(GERMAN, target)
    assert "Konzept (short text), Zustimmung (boolean)" in said
    assert "--concept NAME --agreement NAME" in said
    found = imported(GERMAN, target, "--concept", "Konzept", "--agreement", "zustimmung")
    assert found == {"Fisher Union": "support", "Harbour Board": "oppose"}
    case = Case(open_store(target))
    assert {person.label() for person in case.people.values()} == {"Anna Berg", "Bo Dahl"}


def test_the_actor_can_be_the_person(target: Path) -> None:
    names = ("--actor", "Person", "--concept", "Konzept", "--agreement", "Zustimmung")
    assert imported(GERMAN, target, *names) == {"Anna Berg": "support", "Bo Dahl": "oppose"}


def test_several_variables_for_a_role_are_settled_by_name(target: Path) -> None:
    said = refused(TWO_ACTORS, target)
    assert "several variables could be the actor: organization, party" in said
    assert "--actor NAME" in said
    assert imported(TWO_ACTORS, target, "--actor", "organization") == {
        "Fisher Union": "support",
        "Harbour Board": "oppose",
    }
    target.unlink()
    assert imported(TWO_ACTORS, target, "--actor", "party") == {"Green Party": "support", "Blue Party": "oppose"}


def test_several_speakers_are_settled_by_name(tmp_path: Path, target: Path) -> None:
    source = coded(tmp_path / "x.dna", "INSERT INTO VARIABLES VALUES (5, 'speaker', 'short text', 1)")
    assert "several variables could be the speaker: person, speaker" in refused(source, target)
    assert "--speaker NAME" in refused(source, target)
    imported(source, target, "--speaker", "person")
    assert len(Case(open_store(target)).people) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--actor", "organisatoin"), "--actor: no variable is named “organisatoin”; did you mean organization?"),
        (("--concept", "agreement"), "--concept: agreement (boolean) is not a text"),
        (("--statement-type", "DNA"), "no statement type is named “DNA”; did you mean DNA Statement?"),
        (("--actor", " "), "--actor is empty"),
        (("--scale", "1"), "“1” is not VALUE=STANCE"),
        (("--scale", "1=suport"), "there is no stance “suport”; did you mean support?"),
        (("--scale", "1=support,1=oppose"), "the value 1 is given two stances"),
        (("--scale", ","), "--scale is empty"),
        (("--coder", "An"), "no coder is named “An”; did you mean Ann?"),
        (("--coder", "Zoe"), "no coder is named “Zoe”; the coders are: Ann, Ben"),
    ],
)
def test_an_option_that_fits_nothing_is_refused(
    tmp_path: Path, target: Path, options: tuple[str, ...], said: str
) -> None:
    assert said in refused(coded(tmp_path / "x.dna"), target, *options)


def test_the_options_are_for_coded_databases_only(tmp_path: Path, target: Path) -> None:
    (tmp_path / "x.csv").write_text("label\nA\n", encoding="utf-8")
    done = run("import", tmp_path / "x.csv", "-o", target, "--actor", "a", "--scale", "1=support")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "--actor and --scale: only for Discourse Network Analyzer databases (.dna)" in done.stderr
    for others in (["--mapping", tmp_path / "m.toml"], ["--suggest-mapping"]):
        done = run("import", tmp_path / "x.csv", *others, "-o", target, "--coder", "Ann")
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert "--coder: only for Discourse Network Analyzer databases" in done.stderr


def test_a_type_is_chosen_by_name(tmp_path: Path, target: Path) -> None:
    second = (
        "INSERT INTO STATEMENTTYPES VALUES (2, 'Second', 0, 0, 0)",
        "INSERT INTO VARIABLES SELECT ID + 10, Variable, DataType, 2 FROM VARIABLES",
        "UPDATE STATEMENTS SET StatementTypeId = 2 WHERE ID = 2",
        "UPDATE DATASHORTTEXT SET VariableId = VariableId + 10 WHERE StatementId = 2",
        "UPDATE DATABOOLEAN SET VariableId = VariableId + 10 WHERE StatementId = 2",
    )
    source = coded(tmp_path / "x.dna", *second)
    assert imported(source, target) == {"Fisher Union": "support", "Harbour Board": "oppose"}
    target.unlink()
    assert imported(source, target, "--statement-type", "second") == {"Harbour Board": "oppose"}


def test_only_a_coders_statements(tmp_path: Path, target: Path) -> None:
    assert imported(coded(tmp_path / "x.dna"), target, "--coder", "ben") == {"Harbour Board": "oppose"}


# ------------------------------------------------------------ scales


def test_a_scale_is_declared(target: Path) -> None:
    found = imported(SCALE, target, "--scale", "0=noncommittal, 1=demand")
    assert found == {"Fisher Union": "noncommittal", "Harbour Board": "demand"}


@pytest.mark.parametrize("low", [-1, 0])
def test_a_scale_is_not_guessed_from_its_signs(tmp_path: Path, target: Path, low: int) -> None:
    source = changed(SCALE, tmp_path / "x.dna", f"UPDATE DATAINTEGER SET Value = {low} WHERE ID = 1")
    said = refused(source, target)
    assert f"“agreement” is a scale (integer; values: {low}, 1)" in said
    assert f"--scale {low}=STANCE,1=STANCE" in said
    stated = imported(source, target, "--scale", f"{low}=oppose,1=support")
    assert stated == {"Fisher Union": "oppose", "Harbour Board": "support"}


def test_a_value_can_be_left_out(target: Path) -> None:
    assert imported(SCALE, target, "--scale", "0=,+1=support") == {"Harbour Board": "support"}


def test_a_value_that_the_scale_does_not_name_is_a_mistake(target: Path) -> None:
    said = refused(SCALE, target, "--scale", "1=support")
    assert "statement 1 has the agreement “0”, of which --scale says nothing; add 0=STANCE to it" in said
    assert imported(SCALE, target, "--scale", "1=support", "--keep-going", status=1) == {"Harbour Board": "support"}


def test_agreement_in_words_is_a_scale_too(tmp_path: Path, target: Path) -> None:
    words = (
        "UPDATE VARIABLES SET DataType = 'long text' WHERE ID = 4",
        "INSERT INTO DATALONGTEXT VALUES (1, 1, 4, 'Ja'), (2, 2, 4, 'Nein')",
        "DELETE FROM DATABOOLEAN",
    )
    source = coded(tmp_path / "x.dna", *words)
    assert "--scale Ja=STANCE,Nein=STANCE" in refused(source, target)
    found = imported(source, target, "--scale", "ja=support,nein=rule-out")
    assert found == {"Fisher Union": "support", "Harbour Board": "rule-out"}


def test_the_minus_of_typography_is_a_minus() -> None:
    assert parse_scale("−1=oppose,1=support") == {"-1": "oppose", "1": "support"}
    with pytest.raises(UsageError, match="the value −1 is given two stances"):
        parse_scale("-1=oppose,−1=support")


# ------------------------------------------------------------ opened without importing


@pytest.mark.parametrize("source", [SCALE, GERMAN, TWO_ACTORS, NO_DATE, ORPHAN, NOT_UTF_8])
def test_what_cannot_be_opened_says_how_to_import_it(source: Path) -> None:
    for words in (("positions", "--case", source), ("check", source), ("agreement", source, source)):
        done = run(*words)
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert "kg import " in done.stderr
    with pytest.raises(KgError, match="kg import "):
        open_case(source)


# ------------------------------------------------------------ rows with a mistake


@pytest.mark.parametrize(
    ("source", "said", "left"),
    [
        (ORPHAN, "statement 2 is of a document that is not in the database", {"Fisher Union": "support"}),
        (NOT_UTF_8, "document 1 (“Doc 1”) has a Text that is not UTF-8", {"Harbour Board": "oppose"}),
        (NO_DATE, "document 1 (“Doc 1”) has no date", {"Harbour Board": "oppose"}),
    ],
)
def test_sound_rows_are_imported(target: Path, source: Path, said: str, left: dict[str, str]) -> None:
    assert said in refused(source, target)
    assert imported(source, target, "--keep-going", status=1) == left
    again = run("import", source, "-o", target, "--keep-going", "--format", "json")
    assert said in json.loads(again.stdout)["problems"][0]["wrong"]


def test_equal_mistakes_are_one_line(tmp_path: Path, target: Path) -> None:
    rows = ", ".join(f"({number}, 1, 99, 0, 8, 1)" for number in range(3, 10))
    values = ", ".join(f"({10 * n + v}, {n}, {v}, {v})" for n in range(3, 10) for v in (1, 2, 3))
    agreed = ", ".join(f"({n}, {n}, 4, 1)" for n in range(3, 10))
    source = coded(
        tmp_path / "x.dna",
        f"INSERT INTO STATEMENTS VALUES {rows}",
        f"INSERT INTO DATASHORTTEXT VALUES {values}",
        f"INSERT INTO DATABOOLEAN VALUES {agreed}",
    )
    said = refused(source, target)
    assert "7 statements (3, 4, 5, 6, 7 and 2 more): each is of a document that is not in the database" in said
    assert said.count("\n") == 2
    assert imported(source, target, "--keep-going", status=1) == {"Fisher Union": "support", "Harbour Board": "oppose"}


@pytest.mark.parametrize("options", [(), ("--keep-going",)])
def test_nothing_empty_is_written(tmp_path: Path, target: Path, options: tuple[str, ...]) -> None:
    source = coded(tmp_path / "x.dna", "UPDATE DOCUMENTS SET Date = NULL")
    said = refused(source, target, *options)
    assert "2 documents (1 (“Doc 1”), 2 (“Doc 2”)): each has no date" in said
    assert "--keep-going" not in said


def test_a_text_that_nothing_is_imported_from_is_not_read(tmp_path: Path, target: Path) -> None:
    lone = "INSERT INTO DOCUMENTS VALUES (3, 'Doc 3', CAST(x'fc62' AS TEXT), 1, '', '', '', '', '', 1925942400)"
    source = coded(tmp_path / "x.dna", lone)
    assert len(imported(source, target)) == 2
    only = changed(NOT_UTF_8, tmp_path / "y.dna", "DELETE FROM DATABOOLEAN WHERE StatementId = 1")
    assert imported(only, tmp_path / "y.ttl") == {"Harbour Board": "oppose"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE ENTITIES SET Red = 1.5 WHERE ID = 2",
            "entity 2 (“Fisher Union”) has a Red “1.5”, which is not a whole",
        ),
        ("UPDATE ENTITIES SET Red = 300 WHERE ID = 2", "entity 2 (“Fisher Union”) has a colour outside 0 to 255"),
        (
            "UPDATE STATEMENTS SET Start = 0.5 WHERE ID = 1",
            "statement 1 has a Start “0.5”, which is not a whole number",
        ),
        ("UPDATE STATEMENTS SET Start = 'x' WHERE ID = 1", "statement 1 has a Start “x”, which is not a whole number"),
        ("UPDATE STATEMENTS SET Stop = NULL WHERE ID = 1", "statement 1 has no Stop"),
        ("UPDATE STATEMENTS SET Stop = -1 WHERE ID = 1", "statement 1 has the place 0 to -1"),
        ("UPDATE DATABOOLEAN SET Value = x'00' WHERE ID = 1", "statement 1 has a Value that is a blob"),
        (
            "UPDATE DATASHORTTEXT SET Entity = 99 WHERE ID = 1",
            "has a value that is not in the database (variable “person”)",
        ),
        ("UPDATE ENTITIES SET Value = x'00' WHERE ID = 1", "entity 1 has a Value that is a blob, not a text"),
        ("UPDATE DOCUMENTS SET Title = x'00' WHERE ID = 1", "document 1 has a Title that is a blob, not a text"),
        (
            "UPDATE CODERS SET Name = CAST(x'fc' AS TEXT) WHERE ID = 1",
            "statement 1 is of a coder who has a Name that is not",
        ),
        ("INSERT INTO DATABOOLEAN VALUES (9, 1, 4, 0)", "statement 1 has two values (variable “agreement”)"),
    ],
)
def test_a_cell_of_another_type_is_a_mistake_of_its_row(tmp_path: Path, target: Path, change: str, said: str) -> None:
    source = coded(tmp_path / "x.dna", change)
    assert said in refused(source, target)
    assert imported(source, target, "--keep-going", status=1)["Harbour Board"] == "oppose"


def test_a_whole_number_written_as_a_real_is_one(tmp_path: Path, target: Path) -> None:
    source = coded(tmp_path / "x.dna", "UPDATE STATEMENTS SET Stop = 8.0")
    assert len(imported(source, target)) == 2


def _as(kind: str, table: str) -> tuple[str, ...]:
    return (
        f"ALTER TABLE {table} RENAME TO KEPT",
        f"CREATE {kind} {table} {'AS SELECT * FROM KEPT' if kind == 'VIEW' else ''}",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (_as("VIEW", "STATEMENTS"), "STATEMENTS is a view, not a plain table"),
        (_as("VIEW", "CODERS"), "CODERS is a view, not a plain table"),
        (("DROP TABLE CODERS", "CREATE VIRTUAL TABLE CODERS USING fts5(ID, Name)"), "CODERS is a virtual table"),
        (("DROP TABLE DATABOOLEAN",), "it has no table DATABOOLEAN"),
        (("ALTER TABLE DOCUMENTS DROP COLUMN Date",), "its table DOCUMENTS has no column Date"),
        (("ALTER TABLE DATASHORTTEXT DROP COLUMN Entity",), "its table DATASHORTTEXT has no column Value"),
        (
            (
                "ALTER TABLE DOCUMENTS DROP COLUMN Title",
                "ALTER TABLE DOCUMENTS ADD COLUMN Title TEXT GENERATED ALWAYS AS ('Doc') VIRTUAL",
            ),
            "DOCUMENTS.Title is computed, not stored",
        ),
        (("UPDATE VARIABLES SET Variable = x'00'",), "its table VARIABLES has a Variable that is a blob"),
        (("DELETE FROM STATEMENTTYPES",), "has no statement type with an actor, a concept and agreement"),
        (("DELETE FROM STATEMENTS",), "has no statement in which an actor, a concept and agreement are coded"),
    ],
)
def test_another_structure_is_one_line(tmp_path: Path, target: Path, changes: tuple[str, ...], said: str) -> None:
    source = coded(tmp_path / "x.dna", *changes)
    assert said in refused(source, target, "--keep-going")
    done = run("positions", "--case", source)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_a_database_with_a_write_ahead_log_is_only_read(tmp_path: Path) -> None:
    source = coded(tmp_path / "x.dna")
    connection = sqlite3.connect(source)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE DATABOOLEAN SET Value = 0")
    connection.commit()
    with_log = imported(source, tmp_path / "one.ttl")
    connection.close()
    assert with_log == imported(source, tmp_path / "two.ttl") == {"Fisher Union": "oppose", "Harbour Board": "oppose"}
    assert not list(tmp_path.glob("x.dna-*"))


# ------------------------------------------------------------ names


def test_names_that_differ_by_case_are_told_apart_and_can_be_named(target: Path) -> None:
    done = run("import", BY_CASE, "-o", target)
    assert done.exit_code == 0
    assert "“Fisher Union” and “fisher union” differ in case or accents only and are kept apart" in done.stderr
    assert stances(target) == {"Fisher Union": "support", "fisher union": "oppose"}
    for name, stance in (("Fisher Union", "+ support"), ("fisher union", "− oppose")):
        assert stance in run("why", name, "Quotas", "--case", target).stdout
    ambiguous = run("why", "FISHER UNION", "Quotas", "--case", target)
    assert ambiguous.exit_code == 2
    offered = ambiguous.stderr.rstrip("\n").partition("write one of: ")[2].split(", ")
    assert len(offered) == 2
    found = {run("positions", "--party", name, "--case", target).stdout for name in offered}
    assert len(found) == 2
    assert run("shared", *offered, "--case", target).exit_code == 0


def test_an_accent_typed_in_two_ways_is_one_name(tmp_path: Path, target: Path) -> None:
    source = coded(
        tmp_path / "x.dna",
        "UPDATE ENTITIES SET Value = 'Pe\u0301cheurs' WHERE ID = 2",
        "UPDATE ENTITIES SET Value = 'P\u00e9cheurs' WHERE ID = 5",
    )
    assert imported(source, target) == {"P\u00e9cheurs": "oppose, support"}


# ------------------------------------------------------------ imported again


#: every number of a database turned around: what was first is last
RENUMBER = (
    "UPDATE DOCUMENTS SET ID = 1000 - ID, Coder = 1000 - Coder",
    "UPDATE STATEMENTS SET ID = 1000 - ID, DocumentId = 1000 - DocumentId, Coder = 1000 - Coder, "
    "StatementTypeId = 1000 - StatementTypeId",
    "UPDATE ENTITIES SET ID = 1000 - ID, VariableId = 1000 - VariableId",
    "UPDATE VARIABLES SET ID = 1000 - ID, StatementTypeId = 1000 - StatementTypeId",
    "UPDATE STATEMENTTYPES SET ID = 1000 - ID",
    "UPDATE CODERS SET ID = 1000 - ID",
    "UPDATE DATASHORTTEXT SET ID = 1000 - ID, StatementId = 1000 - StatementId, VariableId = 1000 - VariableId, "
    "Entity = 1000 - Entity",
    "UPDATE DATABOOLEAN SET ID = 1000 - ID, StatementId = 1000 - StatementId, VariableId = 1000 - VariableId",
)

#: the same passage coded twice by one coder with either stance, and two documents of one title, day and source
ALIKE = (
    "INSERT INTO STATEMENTS VALUES (3, 1, 1, 0, 8, 1)",
    "INSERT INTO DATASHORTTEXT SELECT ID + 10, 3, VariableId, Entity FROM DATASHORTTEXT WHERE StatementId = 1",
    "INSERT INTO DATABOOLEAN VALUES (3, 3, 4, 0)",
    "INSERT INTO DOCUMENTS SELECT 3, Title, 'Quotas, never.', Coder, Author, Source, Section, Notes, Type, Date "
    "FROM DOCUMENTS WHERE ID = 2",
    "INSERT INTO STATEMENTS VALUES (4, 1, 3, 0, 6, 2)",
    "INSERT INTO DATASHORTTEXT SELECT ID + 20, 4, VariableId, Entity FROM DATASHORTTEXT WHERE StatementId = 2",
    "INSERT INTO DATABOOLEAN VALUES (4, 4, 4, 0)",
)


@pytest.mark.parametrize("more", [(), ALIKE], ids=["two statements", "statements and documents alike"])
def test_a_renumbered_copy_does_not_double(tmp_path: Path, target: Path, more: tuple[str, ...]) -> None:
    source = coded(tmp_path / "x.dna", *more)
    found = imported(source, target)
    before = target.read_bytes()
    (tmp_path / "b").mkdir()
    copy = changed(source, tmp_path / "b" / "x.dna", *RENUMBER)
    done = run("import", copy, "-o", target)
    assert (done.exit_code, done.stdout) == (0, f"{target}: nothing changed\n")
    assert target.read_bytes() == before
    colleague = changed(copy, tmp_path / "colleague.dna")
    assert imported(colleague, target) == found
    case = Case(open_store(target))
    assert len(case.statements) == (4 if more else 2)
    assert len(case.sources) == (3 if more else 2)
    origins = {value.text for node in case.store.nodes(NEG.Statement).values() for value in node[NEG.importedFrom]}
    assert origins == {"x.dna#statements", "colleague.dna#statements"}


def test_a_colleagues_further_document_doubles_nothing(tmp_path: Path, target: Path) -> None:
    imported(coded(tmp_path / "x.dna"), target)
    further = (
        "INSERT INTO DOCUMENTS VALUES (3, 'Doc 1', 'We want quotas.', 1, '', 'Gazette', '', '', '', 1926028800)",
        "INSERT INTO STATEMENTS VALUES (3, 1, 3, 0, 7, 1)",
        "INSERT INTO DATASHORTTEXT SELECT ID + 10, 3, VariableId, Entity FROM DATASHORTTEXT WHERE StatementId = 1",
        "INSERT INTO DATABOOLEAN VALUES (3, 3, 4, 1)",
    )
    imported(coded(tmp_path / "y.dna", *further, *RENUMBER), target)
    case = Case(open_store(target))
    assert (len(case.statements), len(case.sources)) == (3, 3)


def test_a_changed_agreement_contradicts_or_updates(tmp_path: Path, target: Path) -> None:
    imported(coded(tmp_path / "x.dna"), target)
    mended = coded(tmp_path / "x.dna", "UPDATE DATABOOLEAN SET Value = 0")
    done = run("import", mended, "-o", target)
    assert done.exit_code == 1
    assert "neg:stance: the case has neg:support, the import neg:oppose; the case's is kept" in done.stderr
    assert imported(mended, target, "--update") == {"Fisher Union": "oppose", "Harbour Board": "oppose"}


def test_a_statement_that_left_its_file_leaves_the_case_with_update_only(tmp_path: Path, target: Path) -> None:
    imported(coded(tmp_path / "x.dna"), target)
    fewer = coded(tmp_path / "x.dna", "DELETE FROM STATEMENTS WHERE ID = 2", "DELETE FROM DOCUMENTS WHERE ID = 2")
    assert len(imported(fewer, target)) == 2
    done = run("import", fewer, "-o", target, "--update")
    assert done.exit_code == 0
    assert "removed: " in done.stderr
    assert "1 source" in done.stderr
    assert "1 statement" in done.stderr
    assert "and 1 position that rested on them" in done.stderr
    assert stances(target) == {"Fisher Union": "support"}


@pytest.mark.parametrize("options", [("--coder", "Ben"), ("--statement-type", "DNA Statement")])
def test_a_part_of_a_file_removes_nothing(tmp_path: Path, target: Path, options: tuple[str, ...]) -> None:
    imported(coded(tmp_path / "x.dna"), target)
    fewer = coded(tmp_path / "x.dna", "DELETE FROM STATEMENTS WHERE ID = 1")
    assert len(imported(fewer, target, "--update", *options)) == 2


def test_documents_of_one_publisher_are_not_named_alike(tmp_path: Path, target: Path) -> None:
    imported(coded(tmp_path / "x.dna"), target)
    assert {source.local_name for source in Case(open_store(target)).sources.values()} == {
        "Doc%201%2C%202031-01-10%2C%20Gazette",
        "Doc%202%2C%202031-01-12%2C%20Gazette",
    }
    assert run("check", target).exit_code == 0
