"""Whatever ends a write, and whenever, its target is the old one or the new one, whole; and two writers lose nothing.

``KG_KILLS=500 pytest tests/test_losses.py -k kill -s`` kills as often, spread evenly over the scenarios, and prints what came of it
as a table; by default it is a few of each. Three in four come at chosen system calls (``strace`` injects them), the others by the clock.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from small_cases import STAGE, position
from test_mapping import CALLS, MAP, TAGS, VOTES

from kg.cli import main
from kg.store import EmbeddedStore, hold, is_embedded_store
from kg.store.leftovers import leftovers_in

KILLS = int(os.environ.get("KG_KILLS", "0"))
DONE = (0, 1)  # 1: the case was written, and a merge contradicts it
SYSTEM_CALLS = [
    "rename",
    "renameat",
    "renameat2",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "openat",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
    "chmod",
    "fchmod",
    "chown",
    "close",
    "ftruncate",
    "flock",
]

_REFUSABLE = {
    "write", "pwrite64", "fsync", "fdatasync", "openat", "mkdir", "rename", "renameat", "renameat2", "ftruncate", "unlink"
}  # fmt: skip


def run(*arguments: object) -> Result:
    return CliRunner(env={"KG_CASE": ""}).invoke(main, [str(one) for one in arguments], prog_name="kg")


# ------------------------------------------------------------------ kills


class Scenario(NamedTuple):
    """A command that writes: what there is before, the command, its target and how that is written.

    ``stepwise``: several files are moved one after another, by a list that the next run completes.
    """

    before: tuple[str, ...]
    command: str
    target: str
    stepwise: bool = False
    exchange: bool = True


FOLDER = "export out --case old.ttl"
SCENARIOS = {
    "import into a new file": Scenario((), "import new.ttl -o out.ttl", "out.ttl"),
    "import into a file": Scenario(("import old.ttl -o out.ttl",), "import new.ttl -o out.ttl --update", "out.ttl"),
    "merge into a file": Scenario(("import old.ttl -o out.ttl",), "import new.ttl -o out.ttl --merge", "out.ttl"),
    "import into a new store": Scenario((), "import new.ttl -o out --update", "out"),
    "import into a store": Scenario(("import old.ttl -o out",), "import new.ttl -o out --update", "out"),
    "import into a store without exchange": Scenario(
        ("import old.ttl -o out",), "import new.ttl -o out --update", "out", stepwise=True, exchange=False
    ),
    "merge into a store": Scenario(("import old.ttl -o out",), "import new.ttl -o out --merge", "out"),
    "import tables into a new store": Scenario((), "import votes.csv --mapping map.toml -o out", "out"),
    "import tables into a store": Scenario(
        ("import votes.csv --mapping map.toml -o out",), "import later.csv --mapping map.toml -o out", "out"
    ),
    "export a workbook": Scenario(("export out.xlsx --case old.ttl",), "export out.xlsx --case new.ttl", "out.xlsx"),
    "export Turtle": Scenario(("export out.ttl --case old.ttl",), "export out.ttl --case new.ttl", "out.ttl"),
    "export a folder": Scenario((FOLDER,), "export out --case new.ttl", "out"),
    "export a folder without exchange": Scenario(
        (FOLDER,), "export out --case new.ttl", "out", stepwise=True, exchange=False
    ),
    "export into a folder with other files": Scenario(
        (FOLDER, "+out/notes.txt"), "export out --case new.ttl", "out", True
    ),
    "export an edge list": Scenario(
        ("export out.csv --graph positions --case old.ttl",),
        "export out.csv --graph positions --case new.ttl",
        "out.csv",
        stepwise=True,
    ),
    "view": Scenario(("view -o out.html --case old.ttl",), "view -o out.html --case new.ttl", "out.html"),
    "new workbook": Scenario((), "new out", "out"),
    "new folder of CSV files": Scenario((), "new out --format csv", "out"),
    "new in folders to be made": Scenario((), "new out/of/sight --format turtle", "out"),
}


class Server:
    """The process that starts commands to be killed (tests/kill_server.py)."""

    def __init__(self) -> None:
        program = [sys.executable, str(Path(__file__).with_name("kill_server.py"))]
        environment = os.environ | {"KG_CASE": ""}
        self.process = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,  # so that no signal to the terminal's processes continues or ends a stopped one
        )

    def start(self, folder: Path, scenario: Scenario, command: str) -> int:
        """Start a command, stopped; return its process."""
        task = {"folder": str(folder), "arguments": command.split(), "exchange": scenario.exchange}
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self) -> int:
        """Return the wait status of the command, once it has ended."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def finish(self, folder: Path, scenario: Scenario, command: str) -> int:
        """Run a command to its end; return its exit status."""
        os.kill(self.start(folder, scenario, command), signal.SIGCONT)
        return os.waitstatus_to_exitcode(self.end())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return the process that starts commands; skip where no system calls can be chosen."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    found = Server()
    yield found
    found.process.terminate()
    found.process.communicate()


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two cases, an old and a new one, and two tables; the old case has a triple that fits no column."""
    folder = tmp_path_factory.mktemp("cases")
    extra = ":w1 <https://example.org/else#> :w2 .\n"
    (folder / "old.ttl").write_text(STAGE + position("a", "support", "w1") + extra, encoding="utf-8")
    (folder / "new.ttl").write_text(STAGE + position("b", "oppose", "w1"), encoding="utf-8")
    tables = {"map.toml": MAP, "calls.csv": CALLS, "tags.csv": TAGS, "votes.csv": VOTES}
    for name, text in (tables | {"later.csv": VOTES.replace("1,SO,Southland,NA,no", "1,SO,Southland,NA,yes")}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def trace(server: Server, folder: Path, scenario: Scenario, options: list[str], output: Path) -> int:
    """Run a scenario's command under strace; return its wait status."""
    process = server.start(folder, scenario, scenario.command)
    command = ["strace", "-f", "-o", str(output), *options, "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        line = tracer.stderr.readline()
        assert "attached" in line, line
        os.kill(process, signal.SIGCONT)
        status = server.end()
        tracer.communicate()
    return status


def prepare(server: Server, cases: Path, folder: Path, scenario: Scenario) -> Path:
    """Fill a folder with what there is before a scenario's command."""
    shutil.copytree(cases, folder)
    for command in scenario.before:
        if command.startswith("+"):
            (folder / command[1:]).write_text("notes of my own\n", encoding="utf-8")
        else:
            assert server.finish(folder, scenario, command) == 0, command
    return folder


def content(folder: Path) -> dict[str, object]:
    """Return what there is in a folder, but for what writes leave: a store by its quads, all else by its bytes."""
    found: dict[str, object] = {}
    for path in sorted(folder.iterdir()):
        if re.search(r"\.kg-", path.name):
            continue
        if path.is_dir() and is_embedded_store(path):
            found[path.name] = sorted(str(quad) for quad in EmbeddedStore(path).quads())
        elif path.is_dir():
            found[path.name] = content(path)
        else:
            found[path.name] = path.read_bytes()
    return found


def left_in(folder: Path) -> list[str]:
    """Return the names of what writes have left in a folder and in those in it."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and ".kg-" not in path.name)]
    return [leftover.path.name for one in folders for leftover in leftovers_in(one)]


class Plan(NamedTuple):
    """How a scenario is killed: folders before and after it, its system calls in order, and how long it takes in seconds."""

    before: Path
    old: dict[str, object]
    new: dict[str, object]
    calls: list[tuple[str, int]]
    begin: int
    seconds: float


def plan(server: Server, cases: Path, place: Path, scenario: Scenario) -> Plan:
    """Run a scenario twice, once traced, and return how it can be killed."""
    before = prepare(server, cases, place / "before", scenario)
    traced, timed = place / "traced", place / "timed"
    shutil.copytree(before, traced)
    shutil.copytree(before, timed)
    log = place / "log"
    status = trace(server, traced, scenario, ["-e", f"trace={','.join(SYSTEM_CALLS)}"], log)
    assert os.waitstatus_to_exitcode(status) in DONE
    counts: dict[str, int] = {}
    calls: list[tuple[str, int]] = []
    begin = 0
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    first = lines[0].split()[0]
    for line in lines:
        found = re.match(rf"{first} +(\w+)\(", line)
        if found:
            counts[found[1]] = counts.get(found[1], 0) + 1
            calls.append((found[1], counts[found[1]]))
            begin = begin or (len(calls) if ".kg-lock" in line else 0)
    start = time.monotonic()
    assert server.finish(timed, scenario, scenario.command) in DONE
    seconds = time.monotonic() - start
    assert content(timed) == content(traced) != content(before)
    assert left_in(timed) == []
    return Plan(before, content(before), content(traced), calls, begin, seconds)


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    """Return the plans that were made so far, by the names of their scenarios."""
    return {}


def planned_once(server: Server, cases: Path, plans: dict[str, Plan], tmp_path: Path, name: str) -> Plan:
    """Return the plan of a scenario, made at its first use."""
    if name not in plans:
        plans[name] = plan(server, cases, tmp_path, SCENARIOS[name])
    return plans[name]


def kill(server: Server, scenario: Scenario, planned: Plan, folder: Path, chance: random.Random, count: int) -> bool:
    """Kill a scenario's command, at a system call or by the clock; return whether it was still running."""
    if count % 4:
        after = planned.calls[planned.begin :]
        if count % 4 == 2:  # about the moves into place, which are few among many calls
            moves = [number for number, (name, _) in enumerate(after) if name.startswith("rename")]
            name, number = chance.choice(after[max(0, moves[0] - 5) :])
        else:  # by its name, so that the rare calls get their share
            wanted = chance.choice(sorted({name for name, _ in after}))
            name, number = chance.choice([call for call in after if call[0] == wanted])
        options = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]
        status = trace(server, folder, scenario, options, folder.with_name("log"))
    else:
        process = server.start(folder, scenario, scenario.command)
        os.kill(process, signal.SIGCONT)
        time.sleep(chance.uniform(0.2, 0.9) * planned.seconds)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        status = server.end()
    return os.WIFSIGNALED(status)


@dataclass
class Tally:
    """What came of the kills of a scenario: how many were of a running command, and what was there afterwards.

    ``halfway``: completed by who came next; ``littered``: kills that left files behind, ``litter`` in all, removed by
    the next run; ``lost``: what was wrong, each in words.
    """

    killed: int = 0
    old: int = 0
    new: int = 0
    halfway: int = 0
    littered: int = 0
    litter: int = 0
    lost: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return the counts as a row of the table that is printed."""
        counts = (self.killed, self.old, self.new, self.halfway, self.littered, self.litter, len(self.lost))
        return f"{name:42}" + "".join(f"{count:>10}" for count in counts)


@pytest.fixture(scope="module")
def tallies() -> Iterator[dict[str, Tally]]:
    """Return the tallies of the scenarios, and print them as a table at the end."""
    found: dict[str, Tally] = {}
    yield found
    total = Tally()
    names = ("kills", "old", "new", "completed", "littered", "cleaned", "lost")
    print("\n\n" + f"{'scenario':42}" + "".join(f"{name:>10}" for name in names))
    for name, tally in found.items():
        print(tally.row(name))
        for one in fields(Tally):
            setattr(total, one.name, getattr(total, one.name) + getattr(tally, one.name))
    print(total.row("all"), flush=True)


def look_after(server: Server, scenario: Scenario, planned: Plan, folder: Path, tally: Tally) -> str:
    """Count what a kill left, and run the command again; return what is lost, "" for nothing."""
    left = left_in(folder)
    tally.littered, tally.litter = tally.littered + bool(left), tally.litter + len(left)
    found = content(folder)
    if scenario.stepwise and found not in (planned.old, planned.new):
        tally.halfway += 1
        with hold(folder / scenario.target):  # as the next run does, and who reads the target
            found = content(folder)
    if found not in (planned.old, planned.new):
        return f"torn; left: {left}"
    is_new = found == planned.new
    tally.old, tally.new = tally.old + (not is_new), tally.new + is_new
    is_refused = is_new and scenario.command.startswith("new")
    status = server.finish(folder, scenario, scenario.command)
    if status not in ((2,) if is_refused else DONE):
        return f"the next run ended with status {status}"
    if content(folder) != planned.new:
        return "the next run did not complete it"
    if is_refused and run("doctor", "--repair", folder).exit_code:  # the next run wrote nothing, so nor did it tidy
        return "the doctor could not tidy"
    return f"not cleaned: {left_in(folder)}" if left_in(folder) else ""


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_kill_leaves_the_old_or_the_new(
    server: Server, cases: Path, plans: dict[str, Plan], tallies: dict[str, Tally], tmp_path: Path, name: str
) -> None:
    scenario = SCENARIOS[name]
    planned = planned_once(server, cases, plans, tmp_path, name)
    chance = random.Random(name)
    wanted = max(3, -(-KILLS // len(SCENARIOS)))
    tally = tallies[name] = Tally()
    for count in range(1, 5 * wanted):
        folder = tmp_path / f"killed-{count}"
        shutil.copytree(planned.before, folder)
        tally.killed += kill(server, scenario, planned, folder, chance, count)
        if lost := look_after(server, scenario, planned, folder, tally):
            tally.lost.append(f"kill {count}: {lost}")
        else:
            shutil.rmtree(folder)
        if tally.killed == wanted:
            break
    assert (tally.lost, tally.killed) == ([], wanted)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_system_that_refuses_leaves_the_old_or_the_new(
    server: Server, cases: Path, plans: dict[str, Plan], tmp_path: Path, name: str
) -> None:
    """A full disk, a file system that became read-only, a broken one: from a chosen system call on, or at that one alone."""
    scenario = SCENARIOS[name]
    planned = planned_once(server, cases, plans, tmp_path, name)
    chance = random.Random(f"refused {name}")
    tally = Tally()
    for count in range(max(2, KILLS // len(SCENARIOS) // 4)):
        folder = tmp_path / f"refused-{count}"
        shutil.copytree(planned.before, folder)
        wanted, number = chance.choice([call for call in planned.calls[planned.begin :] if call[0] in _REFUSABLE])
        error, when = chance.choice(("ENOSPC", "EROFS", "EIO")), f"{number}{chance.choice(('', '+'))}"
        options = ["-e", f"trace={wanted}", "-e", f"inject={wanted}:error={error}:when={when}"]
        status = trace(server, folder, scenario, options, tmp_path / "log")
        assert os.WIFEXITED(status) and os.WEXITSTATUS(status) in (0, 1, 2), (wanted, error, when, status)
        assert look_after(server, scenario, planned, folder, tally) == "", (wanted, error, when)
        shutil.rmtree(folder)
