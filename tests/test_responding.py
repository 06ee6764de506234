"""What of an answer is sensitive is said wherever the answer would be another without it, whether or not it names it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import strategies as cases
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_cases import STAGE, member, position, proposal, withdrawal

from kg.answers.base import Answer
from kg.cli import main
from kg.cli.options import FORMATS

REST = "note: the answer rests on what is sensitive, without naming it; --redact leaves it out"


def run(path: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--case", str(path), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def secret(statement: str) -> str:
    return f":{statement} neg:sensitivity neg:secret .\n"


#: b is for w1 and against w2, a demands w1 and w3, and c speaks last, so that no day tells anything
OPEN = (
    STAGE
    + position("a", "demand", "w1", 2, name="held")
    + position("b", "support", "w1", 2)
    + position("b", "rule-out", "w3", 2)
    + position("a", "demand", "w3", 2)
    + proposal("plan", "w1 w3", 1, by="c")
    + proposal("rival", "w1", 1, by="c")
    + position("c", "open", "w5", 9)
)


@pytest.mark.parametrize(
    "quiet",
    [
        position("a", "support", "w1", 4, name="ended", ends=5) + secret("s-ended"),
        withdrawal("a", "held", 4) + secret(str(re.match(r":(\S+)", withdrawal("a", "held", 4))[1])),  # type: ignore[index]
    ],
    ids=["a secret position that has ended", "a secret withdrawal"],
)
@pytest.mark.parametrize("form", FORMATS)
def test_what_only_rests_on_a_secret_says_so(quiet: str, form: str, tmp_path: Path) -> None:
    """A is silent on w1 for a secret reason alone, so w1 is not agreed, and nothing of the answer names the reason."""
    path = tmp_path / "case.ttl"
    path.write_text(OPEN + quiet)
    commands = (["shared", "a", "b"], ["overlap", "a", "b"], ["bridges", "a", "b"], ["deals", "a", "b"], ["proposal"])
    for command in (*commands, ["compare", "plan", "rival"]):
        done = run(path, *command, "--format", form)
        assert done.exit_code == 0
        assert done.stderr.splitlines()[0] == REST, command
        assert form != "json" or json.loads(done.stdout)["sensitive"] == {}
    # a clash of others' is the same with and without
    alone = run(path, "conflicts", "a", "b", "--format", form)
    assert (alone.exit_code, alone.stderr) == (0, "")
    assert form != "json" or "sensitive" not in json.loads(alone.stdout)


def test_what_names_a_secret_counts_it_in_the_json_too(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(OPEN + position("b", "oppose", "w5", 3, name="quiet") + secret("s-quiet"))
    done = run(path, "positions", "--format", "json")
    assert json.loads(done.stdout)["sensitive"] == {"statements": 1}
    assert done.stderr == "note: the answer holds what is sensitive: 1 statement; --redact leaves it out\n"


def test_an_error_that_rests_on_a_secret_says_so(tmp_path: Path) -> None:
    """The last day is that of a secret statement: the error tells it, and with --redact another."""
    path = tmp_path / "case.ttl"
    path.write_text(OPEN + position("b", "open", "w4", 11, name="quiet") + secret("s-quiet"))
    done = run(path, "changes", "--since", "2031-01-20")
    assert done.exit_code == 2
    rests, error = done.stderr.splitlines()
    assert rests == "note: the error rests on what is sensitive, without naming it; --redact leaves it out"
    assert "comes after 2031-01-11" in error
    quiet = run(path, "changes", "--since", "2031-01-20", "--redact")
    assert "comes after 2031-01-09" in quiet.stderr
    unmoved = run(path, "shared", "a", "a", "--as-of", "2031-01-09")
    assert (unmoved.exit_code, len(unmoved.stderr.splitlines())) == (2, 1)


def test_a_remark_that_rests_on_a_secret_counts_too(tmp_path: Path) -> None:
    """Z has but one position, which is secret: without it a remark says that there is none, and the answer is the same."""
    path = tmp_path / "case.ttl"
    hush = position("z", "noncommittal", "w5", 3, name="hush") + secret("s-hush")
    path.write_text(STAGE + member("z", "g") + position("c", "open", "w5", 9) + hush)
    loud, quiet = (run(path, "conflicts", "c", "z", *more) for more in ([], ["--redact"]))
    assert loud.stdout == quiet.stdout
    assert loud.stderr.splitlines() == [REST]
    assert quiet.stderr.splitlines()[1:] == ["note: z has no position on record on 2031-01-09 or before"]


COMMANDS = (
    ["shared", "a", "b"],
    ["conflicts", "a", "b", "c"],
    ["overlap"],
    ["matrix", "a", "b"],
    ["bridges", "a", "b"],
    ["deals", "a", "b", "--max", "3"],
    ["stability", "a", "b"],
    ["positions"],
    ["why", "a", "w1"],
    ["proposal"],
    ["compare", "k", "j"],
    ["changes", "--since", "2031-01-03"],
    ["check"],
    ["list", "events"],
    ["list", "proposals"],
)


@st.composite
def told_in_part_in_secret(draw: st.DrawFn) -> str:
    """Draw a case, and mark a few of its statements as secret."""
    text = "".join(dict.fromkeys(draw(cases.parts())))
    statements = sorted(set(re.findall(r":(\S+) a neg:Statement", text)))
    marked = draw(st.lists(st.sampled_from(statements), max_size=3, unique=True)) if statements else []
    return STAGE + text + "".join(map(secret, marked))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=told_in_part_in_secret(), commands=st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=2))
def test_the_warning_stands_exactly_where_the_answer_would_be_another(
    case: str, commands: list[list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(case)
    for command in commands:
        loud = [run(path, *command, "--format", form) for form in FORMATS]
        quiet = [run(path, *command, "--format", form, "--redact") for form in FORMATS]
        warned = {"; --redact leaves it out" in done.stderr for done in loud}
        assert len(warned) == 1, command
        differs = any(_told(one) != _told(other) for one, other in zip(loud, quiet, strict=True))
        assert warned == {differs}, command


def _told(done: Result) -> tuple[object, ...]:
    """Return what a run told, without what it says of the sensitive itself."""
    printed: object = done.stdout
    if done.stdout.startswith("{"):
        found = json.loads(done.stdout)
        printed = {key: found[key] for key in found.keys() - {"sensitive"}}
    remarks = done.stderr.replace(" --redact", "").splitlines()
    return done.exit_code, printed, [line for line in remarks if "sensitive" not in line]


def test_an_answer_on_an_open_case_is_never_held_as_one_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its JSON is written row by row; only to look for what is sensitive is the whole of it made, and here nothing is."""
    path = tmp_path / "case.ttl"
    path.write_text(OPEN)
    made: list[str] = []
    whole = Answer.to_json
    monkeypatch.setattr(Answer, "to_json", lambda answer, lang="en": made.append(lang) or whole(answer, lang))
    run(path, "shared", "a", "b", "--format", "json")
    assert not made
    path.write_text(OPEN + secret("s-held"))
    run(path, "shared", "a", "b", "--format", "json")
    assert made
