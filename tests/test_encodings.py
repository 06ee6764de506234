"""Encodings of CSV files: certain ones are read silently, any other is asked for with the file's own words in each."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import InputError
from kg.sheets.encodings import check_encoding, decode_text
from kg.text import fold

INPUTS = Path(__file__).parent / "data" / "inputs"
TEXT = "label:uk\nКиїв\nЛьвів — місто\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("named", [None, "windows-1251"])
def test_a_mark_or_valid_utf_8_is_certain_whatever_is_named(tmp_path: Path, data: bytes, named: str | None) -> None:
    path = tmp_path / "parties.csv"
    assert decode_text(data, path, named)[0] == TEXT


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("windows-1255", "המשלחת דורשת הפסקה"),
        ("koi8-r", "Делегация требует перерыва"),
        ("windows-1251", "Делегація вимагає перерви, її умови"),
        ("windows-1256", "الوفد وصل اليوم"),
        ("windows-1253", "Η αντιπροσωπεία ήρθε σήμερα"),
        ("windows-1252", "La délégation déjà là, à Genève"),
        ("windows-1250", "Rozmowy będą się toczyć w Łodzi"),
        ("gb18030", "代表团今天到达了这里"),
        ("shift_jis", "代表団が今日到着した"),
        ("cp949", "대표단이 오늘 도착했다"),
        ("utf-16-le", "Делегация требует перерыва"),
        ("utf-16-be", "plain words"),
        ("iso-2022-jp", "日本語の文"),
    ],
)
def test_any_other_is_refused_with_the_right_one_among_three(tmp_path: Path, encoding: str, words: str) -> None:
    path = tmp_path / "parties.csv"
    data = f"label,aliases\nAland,{words}\nBeland,{words}\n".encode(encoding)
    with pytest.raises(InputError) as caught:
        decode_text(data, path)
    message = str(caught.value)
    candidates = message.split("with words of the file: ")[1].split("; ")
    assert 1 <= len(candidates) <= 3
    first = words.split(",")[0].split()[-1] if encoding != "utf-16-be" else "label,aliases"
    shown = dict(one.split(": ", 1) for one in candidates)
    name = "windows-1251" if encoding == "windows-1251" else encoding
    assert name in shown, message
    assert first in shown[name] or any(part in shown[name] for part in words.split())
    assert "--encoding NAME" in message
    assert decode_text(data, path, encoding)[0].count(words) == 2


@pytest.mark.parametrize("name", ["rot13", "base64", "hex", "zip", "idna", "unicode_escape", "klingon", "", "utf-8\0"])
def test_what_is_not_a_text_encoding_is_refused_in_a_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "parties.csv"
    path.write_text("label\nNorth\n", encoding="utf-8")
    with pytest.raises(InputError, match="unknown text encoding"):
        check_encoding(name, path)
    with pytest.raises(InputError, match="unknown text encoding"):
        decode_text(path.read_bytes(), path, name)


def test_an_unknown_name_gets_the_near_ones() -> None:
    with pytest.raises(InputError, match=r"unknown text encoding “win-1251”; did you mean windows-1251"):
        check_encoding("win-1251", "x.csv")


def test_a_named_encoding_that_cannot_decode_is_a_line(tmp_path: Path) -> None:
    data = "label\nשלום שלום\n".encode("windows-1255")
    with pytest.raises(
        InputError, match=r"cannot be decoded as ascii \(byte 7\); name its encoding.*windows-1255: שלום"
    ):
        decode_text(data, tmp_path / "x.csv", "ascii")


def test_a_marked_file_that_is_damaged_is_not_read_as_something_else(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is not valid UTF-8 \(byte 6\)"):
        decode_text(b"\xef\xbb\xbfab\xff", tmp_path / "x.csv")
    with pytest.raises(InputError, match=r"is not valid UTF-16"):
        decode_text(codecs.BOM_UTF16_LE + b"a\0b", tmp_path / "x.csv")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\x1b")))
def test_every_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode_text(text.encode("utf-8-sig"), Path("x.csv"), "koi8-r")[0] == text


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("csv-hebrew-windows-1255-read-as-cyrillic", "windows-1255: המשלחת דורשת הפסקה"),
        ("csv-russian-koi8-r-read-as-windows-1251", "koi8-r: Делегация требует перерыва"),
        ("csv-encoding-option-garbles-the-utf8-sheets", "windows-1252: Délégation"),
    ],
)
def test_an_import_of_an_uncertain_encoding_writes_nothing(tmp_path: Path, folder: str, words: str) -> None:
    target = tmp_path / "case.ttl"
    done = run("import", INPUTS / folder, "-o", target)
    assert (done.exit_code, target.exists()) == (2, False)
    lines = [line for line in done.stderr.splitlines() if "statements.csv" in line]
    assert len(lines) == 1
    assert words in lines[0]


def test_the_named_encoding_is_for_the_sheets_that_need_it(tmp_path: Path) -> None:
    target = tmp_path / "case.ttl"
    folder = INPUTS / "csv-encoding-option-garbles-the-utf8-sheets"
    assert run("import", folder, "--encoding", "windows-1252", "-o", target).exit_code == 0
    text = target.read_text(encoding="utf-8")
    for words in ("Ålänning", "Bélandais", "Délégation"):
        assert words in text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("-1", "1", False),
        ("−1", "1", False),
        ("−1", "-1", True),
        ("- 1", "-1", True),
        ("+1", "1", False),
        ("vote -1", "vote 1", False),
        ("-0.5", "0.5", False),
        ("post-war", "post war", True),
        ("1-2", "1 2", True),
        ("São-Tomé", "sao tome", True),
    ],
)
def test_a_sign_is_never_folded_away(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same
