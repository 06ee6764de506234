"""Databases of Discourse Network Analyzer 2 and 3, held against what that program itself gives out."""

from __future__ import annotations

import csv
import hashlib
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from dna_cases import INPUTS, coded, version_2

from kg.case import Case
from kg.cli import main
from kg.corpora.dna import open_dna, read_dna
from kg.errors import InputError
from kg.vocabulary import NEG, SKOS

OA = "http://www.w3.org/ns/oa#"


def opened(path: Path, warnings: list[str] | None = None) -> Case:
    """Return a database as a case."""
    return Case(open_dna(path, (warnings if warnings is not None else []).append))


@pytest.fixture
def sample(shared: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample database of version 3."""
    copy = tmp_path / "sample.dna"
    shutil.copyfile(shared / "peers" / "dna" / "sample.dna", copy)
    return copy


def test_the_sample_row_by_row(sample: Path, shared: Path) -> None:
    case = opened(sample)
    found = []
    for party, positions in case.positions_of(case.parties).items():
        for position in positions:
            assert len(position.statements) == 1
            statement = case.statements[position.statements[0]]
            agreement = {"support": "1", "oppose": "0"}[position.stance]
            names = (case.people[statement.speaker or ""].label(), case.parties[party].label())
            assert statement.earliest == statement.latest == case.sources[statement.source].issued
            day, title = f"{statement.latest.isoformat()}T00:00:00", case.sources[statement.source].label()
            found.append((day, *names, case.options[position.on].label(), agreement, title))
    with (shared / "peers" / "dna" / "statements.csv").open(encoding="utf-8", newline="") as file:
        columns = ("datetime", "person", "organization", "concept", "agreement", "document_title")
        wanted = [tuple(row[column] for column in columns) for row in csv.DictReader(file)]
    assert Counter(found) == Counter(wanted)


def test_the_sample_in_figures(sample: Path) -> None:
    warnings: list[str] = []
    case = opened(sample, warnings)
    assert (len(case.statements), len(case.parties), len(case.people), len(case.issues)) == (40, 7, 7, 6)
    stances = Counter(str(p.stance) for held in case.positions_of(case.parties).values() for p in held)
    assert stances == {"support": 29, "oppose": 11}
    assert len(case.sources) == 7
    assert {person.speaks_for for person in case.people.values()} == {(party,) for party in case.parties}
    assert warnings == [
        "1 of the type “Annotation” left out: the type has no actor, concept and agreement",
        "left out: the full texts of 7 documents, passwords and rights of coders",
        "left out: the colours of coders and statement types, 6 search patterns",
    ]


def test_places_colours_and_attributes_are_kept(sample: Path) -> None:
    case = opened(sample)
    places = case.store.nodes(f"{OA}TextPositionSelector").values()
    assert (min(int(p[f"{OA}start"][0].text) for p in places), len(places)) == (259, 40)
    union = case.store.describe(["urn:dna:party/Sierra%20Club"])["urn:dna:party/Sierra%20Club"]
    assert union["https://schema.org/color"][0].text == "#00cc00"
    assert union["http://purl.org/dc/terms/type"][0].text == "NGO"
    assert {statement.coder for statement in case.statements.values()} == {"Coder 1"}


def test_the_file_is_only_read(sample: Path) -> None:
    before = hashlib.sha256(sample.read_bytes()).hexdigest()
    sample.chmod(0o444)
    read_dna(sample)
    assert hashlib.sha256(sample.read_bytes()).hexdigest() == before
    assert [path.name for path in sample.parent.iterdir()] == ["sample.dna"]


def test_the_command_imports_the_sample(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "case.ttl"
    done = CliRunner().invoke(main, ["import", str(sample), "-o", str(target)])
    assert done.exit_code == 0, done.stderr
    assert "left out: the full texts of 7 documents" in done.stderr
    first = target.read_bytes()
    again = CliRunner().invoke(main, ["import", str(sample), "-o", str(target)])
    assert (again.exit_code, target.read_bytes()) == (0, first)


@pytest.mark.parametrize("by_number", [False, True], ids=["names in rows", "names by number"])
def test_version_2(tmp_path: Path, by_number: bool) -> None:
    case = opened(version_2(tmp_path / "two.dna", by_number=by_number))
    assert {party.label() for party in case.parties.values()} == {"Fisher Union", "Harbour Board"}
    assert [option.label() for option in case.options.values()] == ["Fishing \U0001f41f quotas"]
    held = case.positions_of(case.parties)
    assert {party: [str(p.stance) for p in positions] for party, positions in held.items()} == {
        "urn:dna:party/Fisher%20Union": ["support"],
        "urn:dna:party/Harbour%20Board": ["oppose"],
    }
    statements = {case.parties[s.about].label(): s for s in case.statements.values()}
    union, board = statements["Fisher Union"], statements["Harbour Board"]
    assert (union.latest.isoformat(), union.attribution, union.coder) == ("2031-02-03", "on-record", "Ben")
    assert case.people[union.speaker or ""].label() == "Anna Berg"
    assert (board.latest.isoformat(), board.attribution, board.speaker) == ("2031-02-04", "reported", None)
    source = case.sources[union.source]
    assert (source.label(), source.publisher) == ("Harbour talks", "Strait Gazette")


def test_version_2_attributes_and_hierarchy(tmp_path: Path) -> None:
    case = opened(version_2(tmp_path / "two.dna", by_number=False))
    union = case.store.describe(["urn:dna:party/Fisher%20Union"])["urn:dna:party/Fisher%20Union"]
    assert union["https://schema.org/color"][0].text == "#ff0010"
    assert union[SKOS.note][0].text == "founded 1950"
    assert union["http://www.w3.org/ns/org#subOrganizationOf"][0].text == "urn:dna:party/Harbour%20Board"
    assert case.people["urn:dna:person/Anna%20Berg"].aliases == (("en", "Annie"),)
    notes = [node[SKOS.note][0].text for node in case.store.nodes(NEG.Statement).values() if SKOS.note in node]
    assert notes == ["note: said in passing"]


def test_places_are_counted_in_characters_not_utf_16_units(tmp_path: Path) -> None:
    # The fish before "We want quotas." takes two units: 3 to 18 in DNA is 2 to 17 in characters.
    case = opened(version_2(tmp_path / "two.dna", by_number=False))
    quotations = {case.parties[s.about].label(): s.quotation for s in case.statements.values()}
    assert quotations == {"Fisher Union": (("en", "We want quotas."),), "Harbour Board": ()}
    places = case.store.nodes(f"{OA}TextPositionSelector").values()
    found = sorted((int(p[f"{OA}start"][0].text), int(p[f"{OA}end"][0].text)) for p in places)
    assert found == [(0, 250), (2, 17)]


def test_a_time_of_day_is_remarked(tmp_path: Path) -> None:
    warnings: list[str] = []
    opened(version_2(tmp_path / "two.dna", by_number=False), warnings)
    assert "1 document with a time of day: the day is that of UTC (“Board minutes”: 2031-02-04 22:30)" in warnings


def test_a_statement_without_agreement_is_left_out_and_counted(tmp_path: Path) -> None:
    warnings: list[str] = []
    case = opened(version_2(tmp_path / "two.dna", by_number=False, agreements=[1]), warnings)
    assert len(case.statements) == 1
    assert "1 statement left out: no actor, concept or agreement is coded" in warnings


def test_a_boolean_that_is_not_0_or_1_is_not_guessed_at(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="statement 1 has the agreement “5”, which is not 0 or 1"):
        opened(version_2(tmp_path / "two.dna", by_number=False, agreements=[5, 1]))


def test_a_person_of_no_organisation_is_a_party(tmp_path: Path) -> None:
    path = version_2(tmp_path / "two.dna", by_number=False)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE DATASHORTTEXT SET Value = '' WHERE StatementId = 1 AND VariableId = 2")
    connection.commit()
    connection.close()
    case = opened(path)
    assert "Anna Berg" in {party.label() for party in case.parties.values()}


def test_documents_of_one_title_stay_apart(tmp_path: Path) -> None:
    path = version_2(tmp_path / "two.dna", by_number=False)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE DOCUMENTS SET Title = 'Minutes'")
    connection.commit()
    connection.close()
    case = opened(path)
    assert len(case.sources) == 2
    assert len({statement.source for statement in case.statements.values()}) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"<?xml version='1.0'?><discourse/>", "was written by Discourse Network Analyzer 1"),
        (b"a,b\n1,2\n", "is not a Discourse Network Analyzer database"),
        (b"SQLite format 3\x00" + b"\x07" * 200, "cannot be read as a Discourse Network Analyzer database"),
    ],
)
def test_what_is_no_database(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "x.dna").write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_dna(tmp_path / "x.dna")


def test_another_programs_database(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.dna")
    connection.execute("CREATE TABLE genes(id)")
    connection.close()
    with pytest.raises(InputError, match="it has no table DOCUMENTS"):
        read_dna(tmp_path / "x.dna")


def test_a_database_without_a_position(tmp_path: Path) -> None:
    path = version_2(tmp_path / "two.dna", by_number=False)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM DATABOOLEAN")
    connection.commit()
    connection.close()
    with pytest.raises(InputError, match="has no statement in which an actor, a concept and agreement are coded"):
        read_dna(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_dna(tmp_path / "none.dna")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("date-as-text-traceback", "has the date “2031-01-10”"),
        ("year-before-1-traceback", "which is not a time from year 1 to 9999"),
        ("document-without-a-date-becomes-1970-01-01", "document 1 (“Doc 1”) has no date"),
        ("integer-scale-without-a-minus-reads-0-as-oppose", "--scale 0=STANCE,1=STANCE"),
        ("renamed-variables-german", "Konzept (short text), Zustimmung (boolean)"),
        ("variable-party-beside-organization-takes-the-actors-place", "organization, party"),
    ],
)
def test_nothing_is_guessed_in_silence(tmp_path: Path, name: str, said: str) -> None:
    done = CliRunner().invoke(main, ["import", str(INPUTS / f"dna-{name}.dna"), "-o", str(tmp_path / "case.ttl")])
    assert done.exit_code == 2
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


def test_names_that_differ_by_blanks_are_one() -> None:
    case = opened(INPUTS / "dna-trailing-blank-makes-a-second-party.dna")
    assert [party.label() for party in case.parties.values()] == ["Fisher Union"]


def test_columns_that_say_nothing_of_positions_may_be_missing(tmp_path: Path) -> None:
    columns = ("Red", "Green", "Blue", "ChildOf")
    path = coded(tmp_path / "plain.dna", *(f"ALTER TABLE ENTITIES DROP COLUMN {name}" for name in columns))
    assert {party.label() for party in opened(path).parties.values()} == {"Fisher Union", "Harbour Board"}
