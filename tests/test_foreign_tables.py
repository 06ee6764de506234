"""Tables of someone else's shape come from workbooks and CSV files alike: by sheet, delimiter, encoding and width."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.corpora.mapping import MappedImport, import_mapped
from kg.corpora.mapping_keys import FILL_IN, KEYS
from kg.corpora.suggestion import suggest_mapping
from kg.errors import InputError
from kg.sheets.names import slug
from kg.sheets.problems import ImportRefusedError, Place, Problem, folded
from kg.text import fold, near

INPUTS = Path(__file__).parent / "data" / "inputs"

MAP = """
namespace = "https://example.org/votes/"

[party]
key = "country"

[issue]
key = "call"

[stance]
from = "vote"
values = { yes = "support", no = "oppose" }

[statement]
date = "day"

[source]
key = "call"
"""
ROWS = [
    ["call", "country", "vote", "day"],
    ["c1", "Northland", "yes", "2031-02-03"],
    ["c1", "Southland", "no", "2031-02-03"],
]


def book(path: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook, sheet by sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def text(path: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write a CSV file."""
    path.write_bytes("".join(delimiter.join(row) + "\n" for row in rows).encode(encoding))
    return path


def run(mapping: str, *tables: Path, **options: object) -> MappedImport:
    """Import tables by a mapping into ``case.ttl`` beside the first."""
    path = tables[0].parent / "map.toml"
    path.write_text(mapping, encoding="utf-8")
    return import_mapped(path, list(tables), tables[0].parent / "case.ttl", **options)  # type: ignore[arg-type]


def stances(folder: Path) -> set[tuple[str, str, str]]:
    """Return party, option and stance of each position of ``case.ttl``."""
    case = kg.open(str(folder / "case.ttl")).case
    return {
        (case.parties[party].label(), case.options[position.on].label(), position.stance)
        for party, held in case.positions_of(case.parties).items()
        for position in held
    }


def kg_import(*words: object) -> Result:
    """Run ``kg import``."""
    return CliRunner().invoke(main, ["import", *map(str, words)])


TWO = {("Northland", "c1", "support"), ("Southland", "c1", "oppose")}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_file_is_read_by_its_own_delimiter(tmp_path: Path, delimiter: str) -> None:
    assert run(MAP, text(tmp_path / "votes.csv", ROWS, delimiter)).written == 2
    assert stances(tmp_path) == TWO


def test_a_workbook_is_read_by_its_one_filled_sheet(tmp_path: Path) -> None:
    days = [ROWS[0], *([*row[:3], date(2031, 2, 3)] for row in ROWS[1:])]
    assert run(MAP, book(tmp_path / "votes.xlsx", Votes=days, Empty=[])).written == 2
    assert stances(tmp_path) == TWO


def test_the_sheet_of_a_workbook_with_several_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "votes.xlsx", Notes=[["by hand"]], Votes=ROWS)
    with pytest.raises(InputError, match=r"has several sheets \(Notes, Votes\); say in the mapping which one: sheet ="):
        run(MAP, path)
    with pytest.raises(InputError, match="has no sheet “Vote”; its sheets are Notes, Votes"):
        run(f'sheet = "Vote"\n{MAP}', path)
    assert run(f'sheet = "Votes"\n{MAP}', path).written == 2


def test_a_mistake_in_a_workbook_is_told_at_its_sheet_and_cell(tmp_path: Path) -> None:
    path = book(
        tmp_path / "votes.xlsx", Votes=[*ROWS, ["c2", "Northland", "maybe", "2031-02-03"], ["c3", "x", "yes", "=1/0"]]
    )
    with pytest.raises(ImportRefusedError) as refused:
        run(MAP, path)
    told = [str(problem).replace(f"{tmp_path}/", "") for problem in refused.value.problems]
    assert (
        told[0]
        == "votes.xlsx, sheet Votes, cell C4 (vote): “maybe” is not a stance that the mapping knows; use one of yes, no, or add it to the mapping"
    )
    assert told[1].startswith("votes.xlsx, sheet Votes, cell D5 (day): “=1/0” is a formula without a value")
    assert len(told) == 2


def test_merged_cells_are_told_where_they_hold_what_is_mapped(tmp_path: Path) -> None:
    path = book(tmp_path / "votes.xlsx", Votes=[[*row, "remark"] for row in ROWS])
    made = openpyxl.load_workbook(path)
    made["Votes"].merge_cells("E2:E3")
    made.save(path)
    assert run(MAP, path).written == 2
    made["Votes"].merge_cells("A2:A3")
    made.save(path)
    with pytest.raises(ImportRefusedError) as refused:
        run(MAP, path)
    assert "cell A2 (call): is merged with others (A2:A3); unmerge them" in str(refused.value.problems[0])


JOIN = MAP.replace('date = "day"', 'date = "calls.day"').replace(
    "[party]", '[join.calls]\nkey = "id"\nwith = "call"\n\n[party]'
)


@pytest.mark.parametrize("where", ["same book", "another book", "csv"])
def test_a_joined_table_is_a_sheet_or_a_file(tmp_path: Path, where: str) -> None:
    votes, calls = [row[:3] for row in ROWS], [["id", "day"], ["c1", "2031-02-03"]]
    tables = [book(tmp_path / "votes.xlsx", Votes=votes, Calls=calls)]
    told = 'sheet = "Calls"\n'
    if where == "another book":
        tables.append(book(tmp_path / "calls.xlsx", Notes=[["x"]], Calls=calls))
        told += 'file = "calls.xlsx"\n'
    elif where == "csv":
        text(tmp_path / "calls.csv", calls, "\t")
        told = 'file = "calls.csv"\n'
    assert run('sheet = "Votes"\n' + JOIN.replace("[join.calls]", f"[join.calls]\n{told}"), *tables).written == 2
    assert stances(tmp_path) == TWO
    assert kg.open(str(tmp_path / "case.ttl")).as_of == date(2031, 2, 3)


@pytest.mark.parametrize("command", ["--mapping", "--suggest-mapping"])
def test_an_encoding_is_named_for_a_table_that_is_not_utf8(tmp_path: Path, command: str) -> None:
    rows = [[cell.replace("Northland", "Північ") for cell in row] for row in ROWS]
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    more = [tmp_path / "map.toml", "-o", tmp_path / "case.ttl"] if command == "--mapping" else []
    path = text(tmp_path / "votes.csv", rows, encoding="windows-1251")
    refused = kg_import(path, command, *more)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "name its encoding with --encoding NAME" in refused.stderr
    assert kg_import(path, command, *more, "--encoding", "windows-1251").exit_code == 0
    text(tmp_path / "votes.csv", rows)  # valid UTF-8 is read as it is
    assert kg_import(path, command, *more, "--encoding", "windows-1251").exit_code == 0
    if more:
        assert {party for party, _, _ in stances(tmp_path)} == {"Північ", "Southland"}


def test_a_suggestion_states_the_encoding_that_was_named(tmp_path: Path) -> None:
    path = text(tmp_path / "votes.csv", [*ROWS, ["c2", "Північ", "yes", "2031-02-03"]], ";", "windows-1251")
    suggested = tomllib.loads(suggest_mapping([path], encoding="windows-1251"))
    assert (suggested["encoding"], suggested["delimiter"]) == ("windows-1251", ";")
    assert run(suggest_mapping([path], encoding="windows-1251"), path).written == 3


@pytest.mark.parametrize("command", ["--mapping", "--suggest-mapping"])
def test_a_pipe_is_refused(tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "votes.csv")
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    more = [tmp_path / "map.toml", "-o", tmp_path / "case.ttl"] if command == "--mapping" else []
    refused = kg_import(tmp_path / "votes.csv", command, *more)
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"kg: {tmp_path / 'votes.csv'}: is a pipe or a device; save its output to a file and name that file\n",
    )


def test_all_badly_encoded_files_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(INPUTS / "csv-russian-koi8-r-read-as-windows-1251", tmp_path / "tables")
    bad = {"parties": "Правительство", "issues": "Рыболовство"}
    for name, words in bad.items():
        (tmp_path / "tables" / f"{name}.csv").write_bytes(f"label:ru\n{words}\n".encode("koi8-r"))
    refused = kg_import(tmp_path / "tables", "-o", tmp_path / "case.ttl")
    assert refused.exit_code == 2
    for name in bad:
        assert f"{name}.csv: is not valid UTF-8" in refused.stderr


@pytest.mark.parametrize(
    ("day", "form", "first", "last"),
    [
        ("2031", "%Y", "2031-01-01", "2031-12-31"),
        ("2032-02", "%Y-%m", "2032-02-01", "2032-02-29"),
        ("2/2031", "%m/%Y", "2031-02-01", "2031-02-28"),
        ("3.2.2031", "%d.%m.%Y", "2031-02-03", "2031-02-03"),
        ("2031-02-03", "%Y", "2031-02-03", "2031-02-03"),
        ("2031-02-03 10:30:00", "%d.%m.%Y", "2031-02-03", "2031-02-03"),
        ("20310203", "%Y%m%d", "2031-02-03", "2031-02-03"),
    ],
)
def test_years_and_months_are_whole_spans(tmp_path: Path, day: str, form: str, first: str, last: str) -> None:
    rows = [ROWS[0], ["c1", "Northland", "yes", day]]
    run(MAP.replace("[source]", f'date_format = "{form}"\n[source]'), text(tmp_path / "votes.csv", rows))
    (statement,) = kg.open(str(tmp_path / "case.ttl")).case.statements.values()
    assert (str(statement.earliest), str(statement.latest)) == (first, last)


def test_a_year_in_a_workbook_is_a_whole_year(tmp_path: Path) -> None:
    path = book(tmp_path / "votes.xlsx", Votes=[ROWS[0], ["c1", "Northland", "yes", 2031]])
    run(MAP.replace("[source]", 'date_format = "%Y"\n[source]'), path)
    (statement,) = kg.open(str(tmp_path / "case.ttl")).case.statements.values()
    assert (str(statement.earliest), str(statement.latest)) == ("2031-01-01", "2031-12-31")


def test_a_source_is_issued_on_a_day_written_as_the_others(tmp_path: Path) -> None:
    mapping = MAP.replace("[source]", 'date_format = "%d.%m.%Y"\n[source]\nissued = "day"')
    run(mapping, text(tmp_path / "votes.csv", [ROWS[0], ["c1", "Northland", "yes", "03.02.2031"]]))
    assert '"2031-02-03"' in (tmp_path / "case.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "form", "told"),
    [
        ("201711", "%Y%m%d", "“201711” is not a date; write it as %Y%m%d"),
        ("0999", "%Y", "“0999” is not a date"),
        ("3.2.", "%d.%m.", "date_format “%d.%m.” has no year; write %Y where the year stands"),
        ("3.2.2031", "%d.%Q.%Y", "date_format “%d.%Q.%Y” is not one that Python reads"),
    ],
)
def test_days_that_a_format_does_not_give(tmp_path: Path, day: str, form: str, told: str) -> None:
    with pytest.raises((InputError, ImportRefusedError)) as refused:
        rows = [ROWS[0], ["c1", "Northland", "yes", day]]
        run(MAP.replace("[source]", f'date_format = "{form}"\n[source]'), text(tmp_path / "votes.csv", rows))
    assert told in str(getattr(refused.value, "problems", [refused.value])[0])


WIDE_MAP = """
namespace = "https://example.org/wide/"
empty = ["NA"]

[wide]
columns = ["Northland", "Southland"]
header = "who"
cell = "how"

[party]
key = "who"

[issue]
key = "motion"

[stance]
from = "how"
values = { for = "support", against = "oppose" }

[statement]
date = "day"

[source]
key = "motion"
"""
WIDE = [
    ["motion", "day", "Northland", "Southland", "remark"],
    ["Quotas", "2031-02-03", "for", "against", ""],
    ["Fees", "2031-02-03", "", "for", "x"],
    ["Boats", "2031-02-03", "NA", "against", ""],
]
WIDE_STANCES = {
    ("Northland", "Quotas", "support"),
    ("Southland", "Quotas", "oppose"),
    ("Southland", "Fees", "support"),
    ("Southland", "Boats", "oppose"),
}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_party_in_each_column(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"wide.{form}"
    done = run(WIDE_MAP, text(path, WIDE, ";") if form == "csv" else book(path, Wide=WIDE))
    assert (done.written, done.skipped) == (4, 2)
    assert stances(tmp_path) == WIDE_STANCES


def test_columns_by_a_pattern_whose_group_is_the_name(tmp_path: Path) -> None:
    rows = [["motion", "day", "vote Northland", "vote Southland", "remark"], *WIDE[1:]]
    mapping = WIDE_MAP.replace('columns = ["Northland", "Southland"]', 'pattern = "vote (.+)"')
    assert run(mapping, text(tmp_path / "wide.csv", rows)).written == 4
    assert stances(tmp_path) == WIDE_STANCES


def test_an_option_in_each_column_with_its_words_joined(tmp_path: Path) -> None:
    rows = [
        ["party", "day", "q1", "q2"],
        ["Northland", "2031-02-03", "for", "against"],
        ["Southland", "2031-02-03", "", "for"],
    ]
    book(
        tmp_path / "code.xlsx",
        Words=[["id", "question", "area"], ["q1", "Shared quotas", "Fishing"], ["q2", "No quotas", "Fishing"]],
    )
    mapping = WIDE_MAP.replace('["Northland", "Southland"]', '["q1", "q2"]').replace('key = "who"', 'key = "party"')
    mapping = mapping.replace(
        '[issue]\nkey = "motion"', '[issue]\nkey = "words.area"\n[option]\nkey = "who"\nlabel = "words.question"'
    )
    mapping = mapping.replace('key = "motion"', 'key = "words.area"')
    mapping = mapping.replace("[party]", '[join.words]\nfile = "code.xlsx"\nkey = "id"\nwith = "who"\n\n[party]')
    assert run(mapping, text(tmp_path / "survey.csv", rows)).written == 3
    assert stances(tmp_path) == {
        ("Northland", "Shared quotas", "support"),
        ("Northland", "No quotas", "oppose"),
        ("Southland", "No quotas", "support"),
    }


def test_a_mistake_in_a_wide_cell_is_told_at_the_cell(tmp_path: Path) -> None:
    rows = [*WIDE, ["Nets", "2031-02-03", "for", "maybe", ""]]
    with pytest.raises(ImportRefusedError) as refused:
        run(WIDE_MAP, text(tmp_path / "wide.csv", rows))
    (problem,) = refused.value.problems
    assert str(problem).startswith(f"{tmp_path / 'wide.csv'}, cell D5 (how): “maybe” is not a stance")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '["Northland", "Southland"]',
            '["Northlnd"]',
            "[wide] columns: there is no column “Northlnd”; did you mean Northland or Southland?",
        ),
        ('["Northland", "Southland"]', "[]", "[wide] columns is an empty list"),
        ('columns = ["Northland", "Southland"]', 'pattern = "Q.*"', "[wide] pattern: no column's name is like “Q.*”"),
        ('columns = ["Northland", "Southland"]', 'pattern = "("', "[wide] pattern “(” is not a regular expression"),
        ('columns = ["Northland", "Southland"]', 'pattern = "(.).*land"', ""),
        ('columns = ["Northland", "Southland"]', 'pattern = "[NS](.).*"', "two columns are read as “o”"),
        ('columns = ["Northland", "Southland"]', "", "[wide] needs columns"),
        ('header = "who"', "", "[wide] has no header: what their names are called"),
        ('header = "who"', 'header = "how"', "[wide] header and cell are both called “how”"),
        ('header = "who"', 'header = "day"', "[wide]: the table has a column “day” already"),
        ('header = "who"', 'headers = "who"', "[wide] headers means nothing here; did you mean header?"),
    ],
)
def test_a_wrong_wide_section(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = text(tmp_path / "wide.csv", [row[:4] for row in WIDE])
    if not told:
        assert run(WIDE_MAP.replace(old, new), path).written == 4
        return
    with pytest.raises(InputError) as refused:
        run(WIDE_MAP.replace(old, new), path)
    assert told in str(refused.value)


def problem(row: int, column: int, value: str, wrong: str = "is not a stance", header: str = "vote") -> Problem:
    """Return a problem of the sheet Votes."""
    return Problem(Place("a.xlsx", "Votes", row, column, header), value, wrong, "use yes")


def test_equal_complaints_are_one_line_with_their_count_and_first_places() -> None:
    problems = [problem(row, 3, "perhaps") for row in range(2, 3120)]
    problems += [
        problem(4000, 3, "maybe"),
        problem(7, 0, "", "has 2 cells, not 5", ""),
        problem(9, 0, "", "has 2 cells, not 5", ""),
    ]
    assert folded(problems) == [
        "a.xlsx, sheet Votes, 3,118 times, in cells C2, C3, C4, C5, C6, … (vote): “perhaps” is not a stance; use yes",
        "a.xlsx, sheet Votes, cell C4000 (vote): “maybe” is not a stance; use yes",
        "a.xlsx, sheet Votes, 2 times, in rows 7, 9: has 2 cells, not 5; use yes",
    ]


def test_many_values_with_one_mistake_are_one_line() -> None:
    ten = [problem(row, 3, f"v{row}") for row in range(2, 12)]
    assert folded(ten) == [str(one) for one in ten]
    assert folded([*ten, problem(12, 3, "v12")]) == [
        "a.xlsx, sheet Votes, 11 times, in cells C2, C3, C4, C5, C6, … (vote): the first is “v2” is not a stance; use yes"
    ]


def test_the_terminal_folds_and_json_keeps_each(tmp_path: Path) -> None:
    path = text(tmp_path / "votes.csv", [ROWS[0], *(["c1", f"P{n}", "perhaps", "2031-02-03"] for n in range(3118))])
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    words = [path, "--mapping", tmp_path / "map.toml", "-o", tmp_path / "case.ttl"]
    printed = kg_import(*words)
    assert printed.stderr.splitlines()[0].startswith(
        f"{path}, 3,118 times, in cells C2, C3, C4, C5, C6, … (vote): “perhaps” is not"
    )
    assert printed.stderr.splitlines()[1].startswith("kg: nothing was imported: 3,118 mistakes to fix")
    assert len(printed.stderr.splitlines()) == 2
    assert len(json.loads(kg_import(*words, "--format", "json").stdout)["problems"]) == 3118


def suggested(*paths: Path) -> dict[str, Any]:
    """Return the suggested mapping of tables, read as TOML."""
    return tomllib.loads(suggest_mapping(paths))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_suggestion_says_that_a_table_looks_wide(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"wide.{form}"
    _ = text(path, WIDE, ";") if form == "csv" else book(path, Wide=WIDE)
    words = suggest_mapping([path])
    assert "# this looks wide: " in words
    found = tomllib.loads(words)
    assert found["wide"] == {"columns": ["Northland", "Southland"], "header": "party", "cell": "stance"}
    assert (found["party"]["key"], found["issue"]["key"], found["stance"]["from"]) == ("party", "motion", "stance")
    assert found["stance"]["values"] == {"for": "support", "against": "oppose"}
    assert run(words, path).written == 4
    assert {(party, stance) for party, _, stance in stances(tmp_path)} == {
        (party, stance) for party, _, stance in WIDE_STANCES
    }


def test_an_issue_in_each_column_with_codes(tmp_path: Path) -> None:
    votes = [
        ["Country", "Quotas", "Fees", "Boats", "Year"],
        ["Northland", 1, -1, 0, 2031],
        ["Southland", -1, None, 1, 2031],
    ]
    path = book(tmp_path / "survey.xlsx", Votes=votes, Notes=[["typed by hand"], ["x"]])
    found = suggested(path)
    assert found["sheet"] == "Votes"
    assert found["wide"] == {"columns": ["Quotas", "Fees", "Boats"], "header": "issue", "cell": "stance"}
    assert found["party"]["key"] == "Country"
    assert found["stance"]["values"] == {"-1": FILL_IN, "0": FILL_IN, "1": FILL_IN}
    assert "join" not in found
    assert found["statement"] | {"date": "Year", "date_format": "%Y"} == found["statement"]


@pytest.mark.parametrize(
    "rows",
    [
        [["country", "issue", "vote", "amended", "final"], ["A", "x", "1", "0", "1"], ["B", "x", "0", "0", "1"]],
        [["country", "issue", "vote", "week", "month"], ["A", "x", "yes", "1", "2"], ["B", "x", "no", "1", "2"]],
        [["country", "issue", "vote", "code"], ["A", "x", "yes", "N"], ["B", "x", "no", "Y2"]],
    ],
)
def test_a_long_table_does_not_look_wide(tmp_path: Path, rows: list[list[str]]) -> None:
    found = suggested(text(tmp_path / "long.csv", rows))
    assert "wide" not in found
    assert found["stance"]["from"] == "vote"


def test_whether_options_exclude_each_other_is_left_open(tmp_path: Path) -> None:
    rows = [
        ["party", "issue", "Shared", "None", "date"],
        ["A", "Quotas", "for", "against", "2031"],
        ["B", "Quotas", "for", "for", "2031"],
    ]
    found = suggested(text(tmp_path / "wide.csv", rows))
    assert found["wide"] == {"columns": ["Shared", "None"], "header": "option", "cell": "stance"}
    assert "choice_rule" not in found["issue"]
    assert found["option"] == {"key": ["issue", "option"], "label": "option"}


def test_where_neither_is_told_the_columns_are_left_open(tmp_path: Path) -> None:
    found = suggested(text(tmp_path / "wide.csv", [["x", "P", "Q"], ["a", "for", "against"], ["b", "for", "for"]]))
    assert (found["wide"]["header"], found["party"]["key"], found["issue"]["key"]) == ("column", FILL_IN, FILL_IN)


VOTES = [
    ["rcid", "country", "year", "vote"],
    ["1", "A", "2031", "yes"],
    ["1", "B", "2031", "no"],
    ["2", "A", "2031", "yes"],
]


@pytest.mark.parametrize(
    ("name", "rows", "join"),
    [
        (
            "calls",
            [["id", "year", "title"], ["1", "2031", "x"], ["2", "2031", "y"], ["3", "2032", "z"]],
            {"key": "id", "with": "rcid"},
        ),
        ("calls", [["year", "rcid"], ["2031", "1"], ["2031", "2"]], {"key": "rcid"}),
        ("codes", [["place", "region"], ["A", "North"], ["B", "South"]], {"key": "place", "with": "country"}),
        ("tags", [["year", "rcid", "tag"], ["2031", "1", "sea"], ["2031", "1", "food"]], {"key": "rcid", "many": True}),
        ("years", [["year", "chair"], ["2031", "A"], ["2031", "B"]], {"key": "chair", "with": "country"}),
        ("scores", [["rank", "text"], ["1", "x"], ["2", "y"], ["3", "z"]], {"key": FILL_IN, "with": FILL_IN}),
        ("other", [["q", "r"], ["7", "8"], ["7", "9"]], {"key": FILL_IN, "with": FILL_IN}),
    ],
)
def test_a_join_is_guessed_on_identifiers(
    tmp_path: Path, name: str, rows: list[list[str]], join: dict[str, object]
) -> None:
    found = suggested(text(tmp_path / "votes.csv", VOTES), text(tmp_path / f"{name}.csv", rows))
    assert found["join"][name] == {"file": f"{name}.csv", **join}


def test_two_tables_with_equal_keys_are_left_open(tmp_path: Path) -> None:
    rows = [["one", "two"], ["A", "A"], ["B", "B"]]
    words = suggest_mapping([text(tmp_path / "votes.csv", VOTES), text(tmp_path / "codes.csv", rows)])
    assert tomllib.loads(words)["join"]["codes"]["key"] == FILL_IN
    assert "# which of one with country; two with country?" in words


@pytest.mark.parametrize("name", KEYS)
def test_every_key_is_in_the_help(name: str) -> None:
    listed = " ".join(kg_import("--help").stdout.split())
    told = kg_import("--mapping-help").stdout
    for key, (words, *_) in KEYS[name].items():
        assert words in told
        assert key in listed or key.endswith("_values")


def test_a_sign_is_no_slip_of_the_pen() -> None:
    assert near("-1", ["1", "0"]) == []
    assert near("1", ["-1", "+1"]) == []
    assert near("-1", ["-1", "1"]) == ["-1"]
    assert len({fold(text) for text in ("-1", "1", "+1")}) == 3
    assert fold("\u22121") == fold("-1")


@pytest.mark.parametrize("frame", ["{}", "Option {}", "Option ({})"])
def test_ids_keep_a_sign(frame: str) -> None:
    assert len({slug(frame.format(one)) for one in ("-1", "+1", "1")}) == 3
    assert slug(frame.format("\u22121")) == slug(frame.format("-1"))
    assert slug("April - 22") == "april-22"
