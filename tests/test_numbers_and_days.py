"""Numbers and days written in some country's way: refused at the cell, with every reading of them offered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.schema import SHEETS_BY_NAME
from kg.sheets.cells import decode
from kg.sheets.days import day_readings, span_of
from kg.sheets.numbers import number_readings
from kg.sheets.problems import CellError

INPUTS = Path(__file__).parent / "data" / "inputs"
VALUE = SHEETS_BY_NAME["options"].column("value")
CONFIDENCE = SHEETS_BY_NAME["statements"].column("confidence")
PARAGRAPH = SHEETS_BY_NAME["statements"].column("paragraph")
LATEST = SHEETS_BY_NAME["statements"].column("latest")
TO = SHEETS_BY_NAME["events"].column("to")
ISSUED = SHEETS_BY_NAME["sources"].column("issued")
NOBODY = None


def refused(column: object, text: str, **how: bool) -> CellError:
    with pytest.raises(CellError) as caught:
        decode(column, text, "", NOBODY, **how)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1,800", "write 1800 or 1.8"),
        ("1.800", "write 1800 or 1.8"),
        ("-1.800", "write -1800 or -1.8"),
        ("1 800", "write 1800"),
        ("1\u202f800", "write 1800"),
        ("1'800", "write 1800"),
        ("1’800", "write 1800"),
        ("1 800,5", "write 1800.5"),
        ("1,800.50", "write 1800.5"),
        ("1.800,50", "write 1800.5"),
        ("1,5", "write 1.5"),
        ("0,125", "write 0.125"),
        ("1,234,567", "write 1234567"),
        ("12,34,567", "write 1234567"),
        ("−5", "write -5"),
        ("+5", "write 5"),
        ("(5)", "write -5"),
        ("29.2%", "write 29.2 or 0.292"),
        ("29,2 %", "write 29.2 or 0.292"),
        ("1e3", "write 1000"),
        ("٣٫٥", "write 3.5"),
        ("five", "write digits with a point, such as 0.8"),
        ("5 km", "write digits with a point, such as 0.8"),
    ],
)
def test_a_number_is_never_read_wrongly(text: str, right: str) -> None:
    assert refused(VALUE, text).right == right


@pytest.mark.parametrize("text", ["5", "-5", "0.8", "0.125", "1800.5", "1234.567", "12.34", "0"])
def test_a_plain_number_is_read(text: str) -> None:
    assert decode(VALUE, text, "", NOBODY).value == text  # type: ignore[arg-type, union-attr]


def test_what_a_spreadsheet_stores_as_a_number_is_that_number() -> None:
    assert decode(VALUE, "1.234", "", NOBODY, is_stored=True).value == "1.234"  # type: ignore[arg-type, union-attr]
    assert refused(CONFIDENCE, "1.5", is_stored=True).right.startswith("it must be a number from 0 to 1")


def test_per_cent_of_a_confidence_and_thousands_of_a_count() -> None:
    assert refused(CONFIDENCE, "29.2%").right == "write 29.2 or 0.292"
    assert refused(PARAGRAPH, "1,800").right == "write 1800"
    assert refused(PARAGRAPH, "12.0").right == "write 12"
    assert refused(PARAGRAPH, "1.5").right == "write digits only, such as 12"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_way_to_write_a_number_has_it_among_its_readings(number: Decimal) -> None:
    for mark, point in ((",", "."), (".", ","), (" ", ","), ("'", ".")):
        text = f"{number:,.2f}".replace(",", "G").replace(".", point).replace("G", mark)
        assert number in [Decimal(one) for one in number_readings(text)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12.04.25", "2025-04-12 1925-04-12"),
        ("15.05.48", "2048-05-15 1948-05-15"),
        ("1.3.79", "2079-03-01 1979-03-01"),
        ("3/4/17", "2017-04-03 2017-03-04 1917-04-03 1917-03-04"),
        ("03/04/2017", "2017-04-03 2017-03-04"),
        ("13/04/2017", "2017-04-13"),
        ("12. 4. 2025", "2025-04-12"),
        ("30 June 2017", "2017-06-30"),
        ("June 30, 2017", "2017-06-30"),
        ("Sept. 5, 2019", "2019-09-05"),
        ("Monday, 3 April 2017", "2017-04-03"),
        ("3-Apr-17", "2017-04-03 1917-04-03"),
        ("30 июня 2017 г.", "2017-06-30"),
        ("15 травня 2024 року", "2024-05-15"),
        ("30. Juni 2017", "2017-06-30"),
        ("1er juillet 2017", "2017-07-01"),
        ("30 de junio de 2017", "2017-06-30"),
        ("2017-4-3", "2017-04-03"),
        ("2017/4/3", "2017-04-03"),
        ("20170403", "2017-04-03"),
        ("42829", "2017-04-04"),
    ],
)
def test_a_day_is_offered_in_every_reading(text: str, days: str) -> None:
    assert day_readings(text) == days.split()
    assert refused(LATEST, text).right == f"write {' or '.join(days.replace(' ', ', ').rsplit(', ', 1))}"


@pytest.mark.parametrize("text", ["soon", "31.04.2017", "2017-13-01", "5 March", "99", "30 Juno 2017 2018"])
def test_what_is_no_day_is_told_how_to_write_one(text: str) -> None:
    assert "such as 2025-04-22" in refused(LATEST, text).right


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2/2016", "2016-02-01", "2016-02-29"),
        ("April 2017", "2017-04-01", "2017-04-30"),
        ("квітень 2017", "2017-04-01", "2017-04-30"),
    ],
)
def test_a_whole_year_or_month_is_a_span(text: str, first: str, last: str) -> None:
    span = span_of(text)
    assert span is not None
    assert (span.first, span.last) == (first, last)
    assert refused(LATEST, text).right == f"write earliest {first}, latest {last}"
    assert refused(TO, text).right == f"write from {first}, to {last}"
    assert refused(ISSUED, text).right == f"write its first or its last day: {first} or {last}"


@pytest.mark.parametrize("text", ["2017-04-03", "2017-04-03 00:00:00", "2017-04-03T00:00", "2017-04-03T23:30:00Z"])
def test_a_day_with_a_clock_time_is_that_day(text: str) -> None:
    assert decode(LATEST, text, "", NOBODY).value == "2017-04-03"  # type: ignore[arg-type, union-attr]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_among_the_readings_of_what_is_written(day: date) -> None:
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%d.%m.%y"):
        readings = day_readings(day.strftime(form))
        assert readings
        if "%Y" in form or 1900 <= day.year < 2100:
            assert day.isoformat() in readings


def test_years_of_two_digits_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "case.ttl"
    source = INPUTS / "csv-two-digit-years-advised-into-the-future"
    done = CliRunner().invoke(main, ["import", str(source), "-o", str(target)])
    assert (done.exit_code, target.exists()) == (2, False)
    assert "cell D2 (latest): “15.05.48” can be read as several days; write 2048-05-15 or 1948-05-15" in done.stderr
    assert "cell D3 (latest): “1.3.79” can be read as several days; write 2079-03-01 or 1979-03-01" in done.stderr


def test_clock_times_are_noted_once_a_column(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_text("label\nNorth\n", encoding="utf-8")
    sources = "title,issued\nOne,2017-04-03 09:30\nTwo,2017-04-04T10:00:00\nThree,2017-04-05 00:00:00\n"
    (tmp_path / "sources.csv").write_text(sources, encoding="utf-8")
    done = CliRunner().invoke(main, ["import", str(tmp_path), "-o", str(tmp_path / "case.ttl")])
    assert done.exit_code == 0
    notes = [line for line in done.stderr.splitlines() if "clock" in line]
    assert len(notes) == 1
    assert notes[0].endswith("sources, issued: clock times are ignored, the day is read (2 cells)")
    assert '"2017-04-03"' in (tmp_path / "case.ttl").read_text(encoding="utf-8")
