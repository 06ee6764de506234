"""The tour: what it chooses on any case, what it leaves out, and how it is shown in a pipe and on a terminal."""

from __future__ import annotations

import errno
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_cases import STAGE, position

import kg
from kg.api.tour import tour_of
from kg.cli import main

Open = Callable[..., Any]

SAID = (
    position("a", "demand", "x1", 3),
    position("b", "oppose", "x1", 4),
    position("a", "support", "w1", 1),
    position("b", "support", "w1", 1),
    position("c", "support", "x2", 5),
)


def run(*words: str) -> Result:
    return CliRunner(env={"KG_CASE": "", "COLUMNS": "80"}).invoke(main, words)


def commands(tour: Any) -> list[str]:
    return [part.command for screen in tour.screens for part in screen.parts]


# ------------------------------------------------------------- what it chooses


def test_of_more_principals_than_four_it_takes_the_first_two_by_name(case_of: Open) -> None:
    tour = tour_of(case_of(*SAID))
    assert commands(tour) == [
        "kg shared a b",
        "kg matrix a b",
        "kg why a x1",
        "kg bridges a b",
        "kg changes --since 2031-01-04",
        "kg briefing a b --since 2031-01-04",
    ]
    assert "a and b, the first two of its principals by name, stand together" in tour.screens[0].says
    assert tour.screens[2].says.startswith("“x1” is the first contested option of the headline, and a the first party")


def test_a_principal_that_does_not_exist_on_the_day_is_passed_over(case_of: Open) -> None:
    gone = ":a neg:to '2031-01-02'^^xsd:date .\n"
    assert commands(tour_of(case_of(*SAID, gone)))[0] == "kg shared b c"
    assert commands(tour_of(case_of(*SAID, gone).at("2031-01-02")))[0] == "kg shared a b"


def test_two_to_four_principals_are_the_group() -> None:
    tour = tour_of(kg.open())
    assert commands(tour)[:3] == [
        "kg shared Russia Ukraine",
        "kg matrix Russia Ukraine",
        'kg why Russia "Ceding of all annexed territories"',
    ]
    assert "Russia and Ukraine, its principals, stand together" in tour.screens[0].says


def test_parties_can_be_named_and_options_are_passed_on(case_of: Open) -> None:
    tour = tour_of(case_of(*SAID), "c", "b", options=("--case", "my case.ttl", "--redact"))
    assert commands(tour)[0] == 'kg shared b c --case "my case.ttl" --redact'
    assert "b and c, the parties named, stand together" in tour.screens[0].says


def test_without_a_contested_option_it_takes_the_first_of_the_headline(case_of: Open) -> None:
    tour = tour_of(case_of(*(position(who, "support", option) for who in "ab" for option in ("w2", "w1"))))
    assert "kg why a w1" in commands(tour)
    assert tour.screens[2].says.startswith("“w1” is the first option of the headline")


def test_where_all_is_of_one_day_no_changes_are_told(case_of: Open) -> None:
    tour = tour_of(case_of(position("a", "support", "w1", 2), position("b", "oppose", "w1", 2)))
    assert commands(tour)[4:] == ["kg briefing a b"]
    assert tour.screens[4].says.startswith("Changes are left out: no two days have a statement on record.")


def test_without_principals_it_says_what_it_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE.replace("neg:principal", "neg:observer") + "".join(SAID), encoding="utf-8")
    tour = tour_of(kg.open(path))
    assert commands(tour) == ["kg list parties", "kg matrix", "kg why a w1", "kg changes --since 2031-01-04"]
    why = "the case has no two principals; kg tour PARTY PARTY names a group."
    assert tour.screens[0].says.endswith(f"The headline is left out: {why}")
    assert tour.screens[2].says.startswith("“w1” is the first option of the matrix with a stance on record")
    assert tour.screens[3].says == f"Left out: {why}"
    assert tour.screens[4].says.endswith(f"The briefing is left out: {why}")
    assert commands(tour_of(kg.open(path), "a", "b"))[3] == "kg bridges a b"


def test_a_case_without_statements(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE, encoding="utf-8")
    for day in ([], ["--as-of", "2031-01-01"]):
        refused = run("tour", "--case", str(path), *day)
        assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)
        assert "a case needs sourced statements" in refused.stderr


def test_before_the_first_statement(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + "".join(SAID), encoding="utf-8")
    done = run("tour", "--case", str(path), "--as-of", "2030-12-31")
    assert done.exit_code == 0 and done.stdout.count("Tour, screen ") == 5
    said = " ".join(done.stdout.split())
    assert "Left out: no party has a stance on record on an option of an open issue." in said
    assert "Changes are left out: no two days have a statement on record." in said
    assert [line for line in done.stderr.splitlines() if "has no position on record" in line]


def test_a_label_that_two_things_have_is_not_used(case_of: Open) -> None:
    twin = ':twin a neg:Party ; skos:prefLabel "b"@en ; neg:role neg:observer .\n'
    case = case_of(*SAID, twin)
    words = shlex.split(commands(tour_of(case))[0])
    assert (
        case.group(words[2:]) == case.headline(*(f"{case.case.parties[p].id}" for p in tour_of(case).parties)).parties
    )


@pytest.mark.parametrize("words", [("russia",), ("russia", "nobody"), ("russia", "russia")])
def test_parties_that_make_no_group_are_refused(words: tuple[str, ...]) -> None:
    done = run("tour", *words)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_the_order_of_input_changes_nothing(case_of: Open) -> None:
    assert tour_of(case_of(*SAID)).to_json() == tour_of(case_of(*SAID[::-1])).to_json()


# ------------------------------------------------------------------ how it shows


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--case", "example:basin"),
        ("--lang", "uk", "--as-of", "2025-04-21"),
        ("--redact", "--min-confidence", "0.5"),
    ],
    ids=" ".join,
)
def test_what_it_shows_is_what_its_commands_print(options: tuple[str, ...]) -> None:
    shown = run("tour", *options).stdout
    screens = re.split(r"^(?:Tour, screen|Огляд, екран) \d (?:of|з) 5: .*$", shown, flags=re.MULTILINE)[1:]
    assert len(screens) == 5
    for part in re.split(r"^\$ kg ", shown, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        lines = re.split(r"^(?:Tour, screen|Огляд, екран) |^… ", answer, flags=re.MULTILINE)[0].strip("\n").splitlines()
        assert len(lines) >= 1
        printed = run(*shlex.split(command)).stdout
        assert "\n".join(lines).rstrip() in printed, command
    assert all(len(line) <= 80 for line in shown.splitlines() if not line.startswith("$ "))


def test_a_cut_answer_says_how_much_is_left() -> None:
    shown = run("tour").stdout
    part = re.split(r"^\$ kg ", shown, flags=re.MULTILINE)[1]
    command, _, answer = part.partition("\n")
    lines, _, rest = answer.partition("… ")
    more = int(rest.split()[0])
    head = 3  # the case, what the answer rests on, and the line between them and the tables
    assert len(lines.strip("\n").splitlines()) + more + head == len(run(*shlex.split(command)).stdout.splitlines())


def on_a_terminal(keys: str, rows: int = 24) -> tuple[int, str]:
    """Run the tour on a pseudo-terminal of 80 columns, with what is typed at its prompts; return its status and output."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 80, 0, 0))
    env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "KG_CASE", "NO_COLOR")}
    program = subprocess.Popen(
        [sys.executable, "-m", "kg", "tour"], stdin=theirs, stdout=theirs, stderr=theirs, env={**env, "TERM": "xterm"}
    )
    os.close(theirs)
    os.write(ours, keys.encode())
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError as error:
            assert error.errno == errno.EIO  # the program has ended
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said.decode())
    return program.wait(timeout=60), text.replace("\r", "")


PROMPT = "Enter: the next screen; q and Enter: end "


def test_on_a_terminal_enter_goes_on() -> None:
    status, said = on_a_terminal("\n\n\n\n")
    assert status == 0
    assert [f"Tour, screen {number} of 5" in said for number in range(1, 6)] == [True] * 5
    assert said.count(PROMPT) == 4


@pytest.mark.parametrize("rows", [24, 50])
def test_a_screen_fits_the_terminal(rows: int) -> None:
    _, said = on_a_terminal("\n\n\n\n", rows)
    screens = said[said.index("Russia and Ukraine, April 2025") :].split(PROMPT)
    sizes = [len(screen.split("\nnote: ")[0].strip("\n").splitlines()) for screen in screens]
    assert len(sizes) == 5 and max(sizes) <= rows - 1
    assert max(sizes) > rows - 8


@pytest.mark.parametrize(("keys", "screens"), [("q\n", 1), ("\nQ\n", 2), ("\x04", 1)], ids=["q", "Q", "end of input"])
def test_on_a_terminal_q_and_the_end_of_the_input_end_it(keys: str, screens: int) -> None:
    status, said = on_a_terminal(keys)
    assert status == 0
    assert len(re.findall(r"Tour, screen \d of 5", said)) == screens
