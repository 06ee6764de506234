"""The command line as a user meets it: options, formats, widths, colours, exit status, completion."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import COMMANDS, main
from kg.store import shipped_case

GOLDEN = Path(__file__).parent / "golden"

ANSWERS = {
    "shared": ("shared", "russia", "ukraine"),
    "matrix": ("matrix",),
    "conflicts": ("conflicts", "russia", "ukraine"),
    "overlap": ("overlap",),
    "bridges": ("bridges", "russia", "ukraine"),
    "deals": ("deals", "russia", "ukraine"),
    "stability": ("stability", "russia", "ukraine"),
    "camps": ("camps", "--as-dna"),
    "camps-windows": ("camps", "--window", "2:weeks", "--issue", "ceasefire"),
    "network": ("network",),
    "network-explained": ("network", "--explain", "russia", "ukraine"),
    "network-windows": (
        "network",
        "--mode",
        "two",
        "--concepts",
        "issues",
        "--window",
        "2:weeks",
        "--since",
        "2025-03-01",
    ),
    "consensus": ("consensus", "--camp", "west=united states,united kingdom,ukraine", "--camp", "russia"),
    "consensus-windows": ("consensus", "--window", "1:months", "--since", "2025-03-01"),
    "backbone": ("backbone",),
    "backbone-windows": ("backbone", "--size", "2", "--concepts", "issues", "--window", "1:weeks"),
    "scale": ("scale",),
    "scale-ideal-point": ("scale", "--method", "ideal-point", "--voice", "any"),
    "scale-cluster": ("scale", "--method", "cluster", "--voice", "any"),
    "scale-distribution": ("scale", "--method", "distribution", "--concepts", "issues"),
    "scale-windows": ("scale", "--voice", "any", "--window", "2:weeks", "--since", "2025-03-01"),
    "positions": ("positions", "--party", "ukraine"),
    "why": ("why", "ukraine", "recognition of Crimea"),
    "list": ("list", "parties"),
    "proposal": ("proposal",),
    "compare": ("compare", "framework", "reassurance proposal"),
    "changes": ("changes", "--since", "2025-04-20"),
    "issue": ("issue", "strikes on civilian infrastructure"),
    "party": ("party", "united states"),
    "timeline": ("timeline", "--issue", "easter truce"),
    "events": ("events",),
    "tour": ("tour",),
    "briefing": ("briefing", "russia", "ukraine", "united-states", "--since", "2025-04-18"),
    "check": ("check",),
}


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"COLUMNS": "80", "KG_CASE": "", **environment}).invoke(main, arguments, prog_name="kg")


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {**os.environ, "COLUMNS": "80", **environment}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=known, check=False)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_in_every_format(name: str) -> None:
    outcomes = {form: run(*ANSWERS[name], "--format", form) for form in ("table", "json", "csv", "markdown")}
    assert {form: outcome.exit_code for form, outcome in outcomes.items() if outcome.exit_code} == {}
    answer = json.loads(outcomes["json"].stdout)
    assert answer["schema"] == 2
    assert {"case", "as_of", "filters", "sources"} <= set(answer)
    rows = list(csv.reader(io.StringIO(outcomes["csv"].stdout)))
    assert len({len(row) for row in rows}) == 1
    assert "2025-04-22" in outcomes["table"].stdout.splitlines()[0]
    assert "2025\\-04\\-22" in outcomes["markdown"].stdout or "2025-04-22" in outcomes["markdown"].stdout


@pytest.mark.parametrize("name", ANSWERS)
def test_tables_fit_80_columns_and_carry_no_colour_when_piped(name: str) -> None:
    output = process(*ANSWERS[name]).stdout
    assert output
    assert max(len(line) for line in output.splitlines()) <= 80
    assert "\x1b" not in output


@pytest.mark.parametrize("name", ANSWERS)
def test_golden_output(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.txt"
    output = "\n".join(line.rstrip() for line in run(*ANSWERS[name]).stdout.splitlines()) + "\n"
    if request.config.getoption("--regenerate-golden"):
        path.write_text(output, encoding="utf-8")
    assert output == path.read_text(encoding="utf-8"), (
        "look at the difference; if it is meant: pytest --regenerate-golden"
    )


@pytest.mark.parametrize("name", [name for name in ANSWERS if name != "check"])
def test_the_same_bytes_each_time(name: str) -> None:
    outputs = {process(*ANSWERS[name], "--format", "json", PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(outputs) == 1


def test_options_count_before_and_after_the_command() -> None:
    before = run("--format", "json", "--as-of", "2025-04-20", "shared", "russia", "ukraine")
    after = run("shared", "russia", "ukraine", "--as-of", "2025-04-20", "--format", "json")
    assert before.stdout == after.stdout
    assert json.loads(after.stdout)["as_of"] == "2025-04-20"


def test_a_party_that_is_gone_or_to_come_is_told(tmp_path: Path) -> None:
    lived = ":france neg:to '2025-04-21'^^xsd:date . :united-kingdom neg:from '2025-04-23'^^xsd:date ."
    path = tmp_path / "lived.ttl"
    path.write_text(shipped_case().read_text(encoding="utf-8") + lived, encoding="utf-8")
    arguments = ("--case", str(path), "overlap", "france", "united kingdom", "russia")
    first, second = run(*arguments).stderr.splitlines()
    assert first == "note: France existed until 2025-04-21; its stances are its last word, and pass to nobody"
    assert second == "note: United Kingdom exists only from 2025-04-23"
    assert "France existed" not in run(*arguments, "--as-of", "2025-04-21").stderr


def test_the_case_from_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "copy.ttl"
    path.write_bytes(shipped_case().read_bytes())
    assert run("list", "parties", KG_CASE=str(path)).stdout == run("list", "parties").stdout
    assert run("list", "parties", KG_CASE=str(tmp_path / "none.ttl")).exit_code == 2
    for arguments in (("--case", str(path), "list", "parties"), ("list", "parties", "--case", str(path))):
        typed = run(*arguments, KG_CASE=str(tmp_path / "none.ttl"))
        assert (typed.exit_code, typed.stdout) == (0, run("list", "parties").stdout)


def test_labels_in_another_language() -> None:
    answer = json.loads(run("list", "parties", "--lang", "uk", "--format", "json").stdout)
    assert "Україна" in {item["label"] for item in answer["items"]}


@pytest.mark.parametrize(
    "command",
    [
        "positions",
        "shared russia ukraine",
        "check",
        "list parties",
        "list examples",
        "agreement --coders",
        "view -o x.html",
    ],
)
def test_a_language_in_which_nothing_has_words_is_refused(command: str, tmp_path: Path) -> None:
    for tag in ("xx", "UK", ""):
        outcome = run(*command.replace("x.html", str(tmp_path / "x.html")).split(), "--lang", tag)
        assert (outcome.exit_code, outcome.stdout) == (2, "")
        assert outcome.stderr == f"kg: no words in “{tag}”; use one of en, uk, ru, fr, ar\n"
    assert not list(tmp_path.iterdir())


def test_a_language_of_the_case_s_own_labels_is_known(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    text = shipped_case().read_text(encoding="utf-8").replace('"Russia"@en,', '"Russia"@en, "Russland"@de,')
    path.write_text(text, encoding="utf-8")
    outcome = run("--case", str(path), "list", "parties", "--lang", "de", "--format", "json")
    assert {"Russland", "Ukraine"} < {item["label"] for item in json.loads(outcome.stdout)["items"]}
    assert run("--case", str(path), "list", "parties", "--lang", "xx").stderr.endswith("en, uk, ru, fr, ar, de\n")


@pytest.mark.parametrize("command", [("check",), ("list", "parties")])
def test_the_case_is_named_in_the_language_asked_for(command: tuple[str, ...]) -> None:
    assert run(*command, "--lang", "uk").stdout.startswith("Росія та Україна, квітень 2025 — станом на 2025-04-22")
    answer = json.loads(run(*command, "--lang", "uk", "--format", "json").stdout)
    assert answer["case"]["label"] == "Росія та Україна, квітень 2025"


def test_a_party_without_a_position_is_a_note() -> None:
    outcome = run("shared", "russia", "ukraine", "--as-of", "2025-04-18")
    assert outcome.exit_code == 0
    assert "has no position on record" in outcome.stderr


def test_no_arguments_print_the_help_and_exit_2() -> None:
    outcome = run()
    assert outcome.exit_code == 2
    assert "shared" in outcome.output


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (("query", "ASK {}"), ("--as-of", "2025-04-20")),
        (("check",), ("--min-confidence", "0.9")),
        (("import", "anna.ttl", "-o", "out.ttl"), ("--channel", "closed")),
        (("export", "out.ttl"), ("--as-of", "2025-04-20", "--min-confidence", "0")),
    ],
    ids=lambda words: " ".join(words),
)
def test_a_filter_that_would_change_nothing_is_refused(command: tuple[str, ...], options: tuple[str, ...]) -> None:
    outcome = run(*command, *options)
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("kg: ")
    named = " and ".join(option for option in options if option.startswith("--"))
    assert outcome.stderr.endswith(f"; leave out {named}\n")
    assert not Path("out.ttl").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("shared", "russia", "ukraine", "--format", "xml"),
        ("shared", "russia", "ukraine", "--nonsense"),
        ("shared", "russia", "ukraine", "--min-confidence", "7"),
        ("shared", "russia", "ukraine", "--min-confidence", "high"),
        ("shared", "russia", "ukraine", "--as-of", "22.04.2025"),
        ("shared", "russia"),
        ("shared",),
        ("list", "weapons"),
        ("positions", "--stance", "eager"),
        ("changes",),
        ("changes", "--since", "2026-01-01"),
        ("why", "ukraine", "recognition of the Moon"),
        ("query", "SELECT"),
        ("check", "none.ttl"),
    ],
    ids=" ".join,
)
def test_trouble_is_one_line_and_exit_status_2(arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments)
    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("kg: ")


def test_every_help_shows_an_example_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "shared",
        "conflicts",
        "overlap",
        "bridges",
        "positions",
        "why",
        "list",
        "proposal",
        "changes",
        "query",
    ):
        lines = run(name, "--help").stdout.splitlines()
        examples = [line.strip() for line in lines if line.strip().startswith("kg ")]
        assert examples, name
        for example in examples:
            done = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    "import shlex, sys; from kg.cli import main; main(shlex.split(sys.argv[1])[1:])",
                    example,
                ],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, ""), example


def test_version() -> None:
    assert run("--version").stdout.startswith("kg, version 2.")


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_scripts(self, shell: str) -> None:
        assert "_KG_COMPLETE" in run("completion", shell).stdout

    def complete(self, words: str, place: int) -> list[str]:
        environment = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
        entry = "from kg.cli import main; main(prog_name='kg')"
        known = {**os.environ, **environment}
        done = subprocess.run([sys.executable, "-c", entry], capture_output=True, text=True, env=known, check=False)
        return [line.split(",", 1)[1] for line in done.stdout.splitlines() if "," in line]

    def test_commands(self) -> None:
        assert self.complete("kg sh", 1) == ["shared"]
        assert set(self.complete("kg ", 1)) >= set(COMMANDS)

    def test_parties_by_any_name(self) -> None:
        assert self.complete("kg shared rus", 2) == ["russia"]
        assert self.complete("kg shared Киї", 2) == ["ukraine"]

    def test_issues(self) -> None:
        assert self.complete("kg positions --issue cea", 3) == ["ceasefire"]

    def test_a_broken_case_completes_nothing(self) -> None:
        assert self.complete("kg --case none.ttl shared rus", 4) == []


def test_a_position_that_hangs_on_nothing_is_told_of(tmp_path: Path) -> None:
    text = shipped_case().read_text(encoding="utf-8")
    loose = (
        ":x a neg:Position ; neg:heldBy :russia ; neg:on :nothing ; neg:stance neg:support ; neg:statedIn :nowhere ."
    )
    path = tmp_path / "case.ttl"
    path.write_text(text + loose, encoding="utf-8")
    for arguments in (("shared", "russia", "ukraine"), ("positions", "--party", "russia")):
        outcome = run("--case", str(path), *arguments)
        assert outcome.exit_code == 0
        assert "1 position is left out" in outcome.stderr


def test_a_confidence_that_is_no_number_is_a_finding(tmp_path: Path) -> None:
    text = shipped_case().read_text(encoding="utf-8")
    path = tmp_path / "case.ttl"
    wrong = ':nan a neg:Statement ; neg:confidence "NaN"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    path.write_text(text + wrong, encoding="utf-8")
    outcome = run("check", str(path), "--format", "json")
    assert outcome.exit_code == 1
    assert any(finding["value"] == "NaN" for finding in json.loads(outcome.stdout)["findings"])


@pytest.mark.parametrize("command", [("check",), ("list", "parties")], ids=" ".join)
def test_an_empty_case_is_refused_by_every_command(command: tuple[str, ...]) -> None:
    outcome = run("--case", "", *command)
    assert outcome.exit_code == 2
    assert "--case is empty" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (("shared", "russia", "states"), 'kg shared russia "United States"'),
        (("shared", "--format=json", "Rusia", "ukraine"), "kg shared --format=json Russia ukraine"),
        (("positions", "--party=states"), 'kg positions "--party=United States"'),
        (("view", "--group", "russia, ukrane"), "kg view --group russia,Ukraine"),
        (("why", "direct talks", "russia"), 'kg why russia "direct talks"'),
        (("list", "optons"), "kg list options"),
        (("--format=jsn", "overlap"), "kg --format=json overlap"),
        (("positions", "--stance", "demnd"), "kg positions --stance demand"),
        (("changes", "--since", "2025-4-20"), "kg changes --since 2025-04-20"),
        (("changes", "--since=20-04-2025"), "kg changes --since=2025-04-20"),
        (("--as-of", "2025-04-20", "shard", "russia", "france"), "kg --as-of 2025-04-20 shared russia france"),
    ],
    ids=" ".join,
)
def test_the_corrected_command_is_offered_to_copy(arguments: tuple[str, ...], command: str) -> None:
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    (line,) = outcome.stderr.splitlines()
    assert line.endswith(f" {command}")


def test_no_command_is_offered_where_several_could_be_meant() -> None:
    assert run("zigzag").stderr == "kg: no command is named “zigzag”; kg --help lists the commands\n"
    assert run("shared", "russia", "uni").stderr.endswith("did you mean United Kingdom or United States?\n")
    assert "did you mean" not in run("shared", "russia", "xyzzy").stderr


@pytest.mark.parametrize("command", ["import", "query", "check", "agreement"])
def test_help_offers_no_option_that_can_only_fail(command: str) -> None:
    shown = run(command, "--help").stdout
    assert "--min-confidence" not in shown
    assert ("--as-of" in shown) == (command == "check")
    assert ("--channel" in shown) == (command in ("check", "agreement"))


def test_a_filter_before_the_command_is_still_refused() -> None:
    outcome = run("--as-of", "2025-04-20", "query", "ASK {}")
    assert (outcome.exit_code, outcome.stderr.endswith("; leave out --as-of\n")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("changes", "--since", "3/4/2025"), "“3/4/2025” is not a valid date; write 2025-04-03 or 2025-03-04\n"),
        (("changes", "--since", "yesterday"), "write it as year-month-day, such as 2025-04-22\n"),
        (("positions", "--stance", "xx"), "no stance is named “xx”; write one of: demand, support, "),
        (
            ("positions", "--party", "ukrain"),
            "did you mean Ukraine, United Kingdom or Russia? kg positions --party Ukraine\n",
        ),
        (("query", "ASK {}", "--timeout", "inf"), "inf is not in the range 0.1<=x<=86400"),
        (("query", "ASK {}", "--timeout", "nan"), "--timeout must be a finite number of seconds"),
        (("--max-size", "nan", "list", "parties"), "--max-size must be a finite number of megabytes (0 = no limit)"),
        (("--case", "x" * 5000, "list", "parties"), "File name too long"),
    ],
    ids=["day", "no day", "stance", "or", "inf", "nan", "size", "long"],
)
def test_a_value_out_of_range_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout, len(outcome.stderr.splitlines())) == (2, "", 1)
    assert said in outcome.stderr


def test_an_import_by_mapping_prints_the_same_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    head = "party,issue,option,stance,date,source\nA,I,O,support,2030-01-01,S\n"
    Path("v.csv").write_text(head + "B,I,O,oppose,2030-01-02,S\n", encoding="utf-8")
    Path("m.toml").write_text(run("import", "--suggest-mapping", "v.csv").stdout, encoding="utf-8")
    words = ("import", "v.csv", "--mapping", "m.toml", "-o", "o.ttl", "--format", "json")
    good = json.loads(run(*words).stdout)
    assert (good["imported"], good["rows"], good["problems"]) == (True, 2, [])
    Path("v.csv").write_text(head + "B,I,O,opose,2030-01-02,S\n", encoding="utf-8")
    refused = run(*words)
    answer = json.loads(refused.stdout)
    assert (refused.exit_code, answer["imported"], len(answer["problems"])) == (2, False, 1)
    problem = answer["problems"][0]
    assert (problem["file"], problem["row"], problem["header"], problem["value"]) == ("v.csv", 3, "stance", "opose")
    kept = run(*words, "--keep-going")
    assert (kept.exit_code, json.loads(kept.stdout)["rows"]) == (1, 1)


def test_the_library_shows_what_there_is() -> None:
    import kg

    assert set(kg.__all__) <= set(dir(kg))
    assert "import_module" not in dir(kg)
