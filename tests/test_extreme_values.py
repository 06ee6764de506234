"""The first and the last day that there is, numbers of thousands of digits, pipes and devices: an answer or one line."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_cases import STAGE, condition, event, position, proposal, reading, status

from kg.case import Case
from kg.cli import main
from kg.errors import InputError, LimitError
from kg.sheets.workbook import read_workbook
from kg.store import open_store

SMALL = STAGE + position("a", "support", "w1") + position("b", "oppose", "w1")
DAYS = (
    SMALL
    + position(
        "b", "support", "w2", 1, "on-record", condition("w3", deadline=31, otherwise="reject", unless=["w4"]), ends=31
    )
    + proposal("q", "w4 w5", 2, by="a", ends=31)
    + status("q", "withdrawn", 30, "on-record")
    + position("a", "support", "q")
    + position("b", "oppose", "q", 31)
    + reading("r1", "w1", "point", "a", 1, ends=31)
    + reading("r2", "w1", "point", "b", 30)
    + event("kept", 30, honours="w1")
    + event("broken", 31, breaks="w2")
)
BIG = "9" * 5_000


def run(*arguments: object) -> Result:
    """Run a command, which must not end in a traceback."""
    done = CliRunner().invoke(main, [str(one) for one in arguments], prog_name="kg")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


@pytest.mark.parametrize("as_of", ["0001-01-01", "2031-02-01", "9999-12-31"])
@pytest.mark.parametrize(("first", "last"), [("2031-01-30", "9999-12-31"), ("0001-01-01", "9999-12-31")])
def test_the_first_and_the_last_day(first: str, last: str, as_of: str, tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(DAYS.replace("2031-01-30", first).replace("2031-01-31", last))
    for command in (
        ["shared", "a", "b"],
        ["bridges", "a", "b"],
        ["overlap"],
        ["changes", "--since", "0001-01-01"],
        ["positions"],
        ["why", "b", "w2"],
        ["list", "proposals"],
        ["check"],
        ["view", "-o", tmp_path / "page.html"],
    ):
        done = run("--case", path, "--as-of", as_of, *command)
        assert done.exit_code in {0, 1}, (command, done.stderr)


def test_a_proposal_withdrawn_on_the_first_day_stood_on_no_day_before(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(DAYS.replace("2031-01-30", "0001-01-01"))
    (proposed,) = Case(open_store(path)).proposals.values()
    assert str(proposed.last_day) == "0001-01-01"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("neg:paragraph 1", f"neg:paragraph {BIG}"),
        ('"2031-01-01"^^xsd:date', BIG),
        ("neg:paragraph 1", f"neg:confidence {BIG}.5 ; neg:paragraph 1"),
    ],
)
@pytest.mark.parametrize("target", ["folder", "case.xlsx"])
def test_a_number_of_thousands_of_digits(before: str, after: str, target: str, tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(SMALL.replace(before, after, 1))
    run("--case", path, "export", tmp_path / target)
    for command in (["shared", "a", "b"], ["check"], ["view", "-o", tmp_path / "page.html"]):
        done = run("--case", path, *command)
        assert done.exit_code in {0, 1} or done.stderr.count("\n") == 1, (command, done.stderr[:300])


def test_a_number_of_thousands_of_digits_in_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    path.write_text(f"id,paragraph,about,from\ns1,{BIG},a,{BIG}\n")
    done = run("import", path, "-o", tmp_path / "case.ttl")
    assert done.exit_code == 2 and "at most 50 digits" in done.stderr


def test_stale_after_more_days_than_there_are(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(SMALL)
    assert run("--case", path, "check", "--stale-after", "999999999").exit_code in {0, 1}


@pytest.mark.parametrize("made", ["fifo", "zero"])
@pytest.mark.parametrize("name", ["x.ttl", "x.jsonld", "x.csv", "x.xlsx", "x.dna", "x"])
def test_pipes_and_devices_are_not_waited_on(name: str, made: str, tmp_path: Path) -> None:
    path, good = tmp_path / name, tmp_path / "case.ttl"
    good.write_text(SMALL)
    if made == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    for command in (
        ["--case", path, "shared", "a", "b"],
        ["import", path, "-o", tmp_path / "new.ttl"],
        ["import", good, path, "-o", tmp_path / "new.ttl"],
        ["import", path, "--suggest-mapping"],
        ["import", path, "--mapping", path, "-o", tmp_path / "new.ttl"],
        ["agreement", path, path],
        ["check", path],
    ):
        done = run(*command)
        assert done.exit_code == 2 or "is a pipe or a device" in done.stdout, (command, done.stdout, done.stderr)


def test_a_pipe_among_sheets_is_not_waited_on(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    os.mkfifo(tmp_path / "sheets" / "parties.csv")
    done = run("import", tmp_path / "sheets", "-o", tmp_path / "new.ttl")
    assert done.exit_code == 2 and "is a pipe or a device" in done.stderr


PARTS = {
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="parties" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="sheet.xml"/></Relationships>',
    "xl/sharedStrings.xml": f"<sst><si><t>{'b' * 30_000}</t></si></sst>",
}


@pytest.mark.parametrize(("rows", "is_refused"), [(20, False), (4_000, True)])
def test_a_text_that_thousands_of_cells_share_is_refused(rows: int, is_refused: bool, tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    cells = '<c t="inlineStr"><is><t>id</t></is></c><c t="s"><v>0</v></c>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in PARTS.items():
            package.writestr(name, part)
        package.writestr(
            "xl/sheet.xml", f"<worksheet><sheetData>{f'<row>{cells}</row>' * rows}</sheetData></worksheet>"
        )
    if is_refused:
        with pytest.raises(LimitError, match="repeats its texts to over 100 MB; lift the limit with --max-size"):
            read_workbook(path)
    else:
        assert len(read_workbook(path)[0].rows) == rows


def test_a_tag_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in PARTS.items():
            package.writestr(name, part)
        package.writestr("xl/sheet.xml", "<worksheet " + " ".join(f"a{place}='1'" for place in range(300_000)) + "/>")
    with pytest.raises(InputError, match="a tag of over 1,000,000 characters"):
        read_workbook(path)
