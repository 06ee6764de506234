"""How every command of kg grows with the case: CPU seconds, memory, and the exponent of growth, as a table and a plot.

By hand: ``python tests/benchmarks/growth.py`` writes ``growth.md`` and ``growth.svg`` beside this file; ``--sizes`` names other
sizes, ``--out`` another folder, ``--before PYTHON`` an interpreter that has version 1.0.0, which is asked the same at the sizes
of ``--before-sizes``. The cases are made up (``tests/growth_cases.py``) and lie as embedded stores in a folder that is removed.

Each command runs in a process of its own, within :data:`MOST_SECONDS` of the processor, user and system, and :data:`MOST_MEGABYTES`
of memory; a command that needed more, or would in proportion to what it took before, is not tried on larger cases. The *exponent* is the slope between the smallest size that takes
over :data:`LEAST_SECONDS` beyond the start of the program and the largest one measured, on logarithmic scales: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from growth_cases import case_text, parties_of
from growth_plot import plot

HERE = Path(__file__).parent
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
MOST_SECONDS, MOST_MEGABYTES = 120, 6_000
#: seconds from which a slope is more than noise and the start of the program
LEAST_SECONDS = 0.5

_FILL = """
import sys
from pathlib import Path
from growth_cases import case_text
from kg.store.bulk import fill_store
fill_store(Path(sys.argv[1]), case_text(int(sys.argv[2])))
"""

#: runs its arguments as kg, and throws away what it prints
_KG = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 5))
from kg.cli import main
main(sys.argv[2:])
"""


@dataclass(frozen=True)
class Task:
    """A command to run: its ``name`` in the table, and its words, made of the case, a folder to write into and the size."""

    name: str
    words: Callable[[Path, Path, int], Sequence[object]]


@dataclass(frozen=True)
class Run:
    """What one run took; ``outcome`` is done, refused (with its line), or which limit it went over."""

    task: str
    size: int
    seconds: float
    megabytes: float
    outcome: str
    said: str = ""


def _asks(name: str, *words: str) -> Task:
    return Task(name, lambda case, _, size: ["--case", case, "--max-size", 0, *words, "--format", "json"])


def _writes(name: str, *words: str) -> Task:
    def call(case: Path, folder: Path, size: int) -> list[object]:
        return [
            "--case",
            case,
            "--max-size",
            0,
            *(str(folder / word[1:]) if word[0] == "@" else word for word in words),
        ]

    return Task(name, call)


TWO = ("Party 2", "Party 3")
SAID = str(Path(__file__).parents[1] / "data" / "texts" / "climate-fund" / "text.txt")
COUNT = "SELECT ?stance (COUNT(*) AS ?n) { ?p neg:stance ?stance } GROUP BY ?stance ORDER BY ?stance"

#: every command of kg whose work depends on the case, once for a part of it and once for the whole, where both can be asked
TASKS: tuple[Task, ...] = (
    _asks("list parties", "list", "parties"),
    _asks("list options", "list", "options"),
    _asks("list proposals", "list", "proposals"),
    _asks("list events", "list", "events"),
    _asks("shared, two parties", "shared", *TWO),
    _asks("shared, two parties, --redact", "shared", *TWO, "--redact"),
    _asks("conflicts, two parties", "conflicts", *TWO),
    _asks("bridges, two parties", "bridges", *TWO),
    _asks("matrix, two parties", "matrix", *TWO),
    _asks("matrix, all", "matrix"),
    _asks("overlap, two parties", "overlap", *TWO),
    _asks("overlap, all", "overlap"),
    _asks("camps, all", "camps"),
    _asks("network, all", "network"),
    _asks("network, a window for each year", "network", "--window", "1:years"),
    _asks("consensus, all", "consensus"),
    _asks("backbone, two issues", "backbone", "--issue", "i0", "--issue", "i4"),
    _asks("scale, all", "scale"),
    _asks("scale, all, ideal points", "scale", "--method", "ideal-point", "--time-limit", "10"),
    _asks("scale, all, a tree", "scale", "--method", "cluster"),
    _asks("scale, a distribution for each year", "scale", "--method", "distribution", "--window", "1:years"),
    _asks("positions, one party", "positions", "--party", TWO[0]),
    _asks("positions, all", "positions"),
    _asks("why", "why", "p0", "o0"),
    _asks("changes, two parties", "changes", "--since", "2029-06-30", "--party", TWO[0], "--party", TWO[1]),
    _asks("changes, all", "changes", "--since", "2029-06-30"),
    _asks("tour", "tour", *TWO),
    _asks("issue", "issue", "i0"),
    _asks("party", "party", TWO[0]),
    _asks("timeline, one party", "timeline", "--party", TWO[0]),
    _asks("timeline, all", "timeline"),
    _asks("events, all", "events"),
    _asks("briefing, two parties", "briefing", *TWO, "--since", "2029-06-30"),
    _asks("proposal, one", "proposal", "b0"),
    _asks("proposal, all, two parties", "proposal", "--party", TWO[0], "--party", TWO[1]),
    _asks("proposal, all", "proposal"),
    _asks("compare, two proposals", "compare", "b0", "b1"),
    _asks("deals, two parties", "deals", *TWO),
    _asks("stability, two parties", "stability", *TWO),
    _asks("query, a count", "query", COUNT, "--timeout", "100"),
    _asks("check", "check"),
    Task(
        "agreement, one case and itself",
        lambda case, _, size: ["agreement", case, case, "--max-size", 0, "--format", "json"],
    ),
    Task("doctor", lambda case, _, size: ["doctor", case, "--max-size", 0]),
    _writes("view, two parties", "view", "--party", TWO[0], "--party", TWO[1], "-o", "@two.html"),
    _writes("view, all", "view", "-o", "@all.html"),
    _writes("code, a short text", "code", SAID, "--issued", "2030-01-01", "-o", "@desk.html"),
    Task(
        "update, a short text",
        lambda case, folder, _: [
            "update",
            case,
            SAID,
            "--issued",
            "2030-01-01",
            "-o",
            folder / "desks",
            "--max-size",
            0,
        ],
    ),
    _writes("export, N-Quads", "export", "@case.nq"),
    _writes("export, Turtle", "export", "@case.ttl"),
    _writes("export, workbook", "export", "@case.xlsx"),
    _writes("export, CSV", "export", "@tables", "--to", "csv"),
    _writes("export, positions as GraphML", "export", "@case.graphml"),
    Task(
        "import, N-Quads into a store",
        lambda case, folder, size: ["import", case.with_name("given.nq"), "-o", folder / "store", "--max-size", 0],
    ),
    Task(
        "import, CSV into a store",
        lambda _, folder, size: ["import", folder / "tables", "-o", folder / "other", "--max-size", 0],
    ),
)


def main(arguments: Sequence[str]) -> None:
    """Measure, and write the table and the plot."""
    wanted = _parser().parse_args(arguments)
    figures = Figures(wanted.figures)
    tasks = [task for task in TASKS if not wanted.only or any(words in task.name for words in wanted.only)]
    pythons = {"now": sys.executable, **({"before": wanted.before} if wanted.before else {})}
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory(dir=wanted.work) as work:
            fill(Path(work, "case"), size)
            for which, python in pythons.items():
                if which == "now" or size in wanted.before_sizes:
                    for task in tasks:
                        if not figures.spares(which, task.name, size):
                            figures.keep(which, run(task, Path(work, "case"), Path(work, which), size, python))
                            save(wanted.out, figures)
    save(wanted.out, figures)


class Figures:
    """The runs so far, ``now`` and ``before``; kept in a file where one is named, so that a second call goes on."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.runs: dict[str, list[Run]] = {"now": [], "before": []}
        if path and path.exists():
            for which, runs in json.loads(path.read_text(encoding="utf-8")).items():
                self.runs[which] = [Run(**each) for each in runs]

    def spares(self, which: str, task: str, size: int) -> bool:
        """Return whether a run is known, or would go over a limit: one that a smaller case went over, or would in proportion."""
        known = [each for each in self.runs[which] if each.task == task]
        smaller = sorted((each for each in known if each.size < size), key=lambda each: each.size)
        return any(each.size == size for each in known) or (bool(smaller) and foretold(smaller[-1], size))

    def keep(self, which: str, found: Run) -> None:
        """Add a run."""
        self.runs[which].append(found)
        print(
            f"{which:<6} {found.size:>9,} {found.task:<34} {found.seconds:7.1f} s {found.megabytes:6.0f} MB"
            f"  {found.outcome} {found.said}",
            flush=True,
        )
        if self.path:
            self.path.write_text(json.dumps({w: [asdict(each) for each in runs] for w, runs in self.runs.items()}))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--only", nargs="+", help="only the commands whose name has one of these")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--work", type=Path, help="where the cases lie meanwhile")
    parser.add_argument(
        "--figures", type=Path, help="a file that keeps what was measured; what stands in it is not measured again"
    )
    parser.add_argument("--before", help="the Python of version 1.0.0")
    parser.add_argument("--before-sizes", type=int, nargs="*", default=(10_000, 100_000))
    return parser


def fill(store: Path, size: int) -> None:
    """Make a case as an embedded store, and beside it as a file, in a process of its own: this one's memory stays small."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])}
    subprocess.run([sys.executable, "-c", _FILL, str(store), str(size)], env=environment, check=True)
    with store.with_name("given.nq").open("w", encoding="utf-8") as file:
        file.writelines(case_text(size))


def run(task: Task, case: Path, folder: Path, size: int, python: str) -> Run:
    """Run a task on a case, in a process of its own that writes into a folder, and return what it took."""
    folder.mkdir(exist_ok=True)
    words = [str(word) for word in task.words(case, folder, size)]
    errors = folder / "stderr"
    with errors.open("w") as stderr:
        child = subprocess.Popen(
            [python, "-c", _KG, str(MOST_SECONDS), *words], stdout=subprocess.DEVNULL, stderr=stderr, cwd=folder
        )
        peak = _watch(child)
    status, usage = peak.status, peak.usage
    seconds, megabytes = usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / 1024, peak.megabytes)
    said = (errors.read_text(encoding="utf-8").strip().splitlines() or [""])[-1]
    if megabytes > MOST_MEGABYTES:
        return Run(task.name, size, seconds, megabytes, "over memory")
    if os.WIFSIGNALED(status) or seconds >= MOST_SECONDS:
        return Run(task.name, size, seconds, megabytes, "over time")
    if os.WEXITSTATUS(status) == 2:
        return Run(task.name, size, seconds, megabytes, "refused", said.replace(str(folder), "…"))
    return Run(task.name, size, seconds, megabytes, "done" if os.WEXITSTATUS(status) in (0, 1) else "failed", "")


def foretold(before: Run, size: int) -> bool:
    """Return whether a run on a larger case would go over the seconds, if its work grows in proportion."""
    return before.outcome.startswith("over") or before.seconds * size / before.size > MOST_SECONDS


@dataclass
class _Peak:
    status: int
    usage: resource.struct_rusage
    megabytes: float


def _watch(child: subprocess.Popen[bytes]) -> _Peak:
    """Wait for a process and those that it starts, and end it where its memory grows over the limit."""
    seen = 0.0
    started = time.monotonic()
    while True:
        found, status, usage = os.wait4(child.pid, os.WNOHANG)
        if found:
            child.returncode = status
            return _Peak(status, usage, seen)
        seen = max(seen, _resident(child.pid))
        if seen > MOST_MEGABYTES or time.monotonic() - started > 10 * MOST_SECONDS:
            child.kill()
        time.sleep(0.05)


def _resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    except (OSError, IndexError):
        return 0.0


# ------------------------------------------------------------------- table


def slope(runs: Sequence[Run], of: Callable[[Run], float], least: float) -> float | None:
    """Return the exponent with which a figure grows from the first run over ``least`` to the last; None without two."""
    known = [run for run in runs if run.outcome == "done" and of(run) > least]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    return log(of(last) / of(first)) / log(last.size / first.size)


def exponents(runs: Sequence[Run], start: float = 0.0) -> tuple[float | None, float | None]:
    """Return the exponents of the seconds beyond those of the start of the program, and of the memory."""
    done = [run for run in runs if run.outcome == "done"]
    return slope(done, lambda run: run.seconds - start, LEAST_SECONDS), slope(done, lambda run: run.megabytes, 100)


def save(folder: Path, figures: Figures) -> None:
    """Write the table and the plot."""
    folder.mkdir(exist_ok=True)
    runs = [
        each
        for task in TASKS
        for each in sorted(figures.runs["now"], key=lambda one: one.size)
        if each.task == task.name
    ]
    (folder / "growth.md").write_text(table(runs, figures.runs["before"]), encoding="utf-8")
    (folder / "growth.svg").write_text(plot([asdict(each) for each in runs]), encoding="utf-8")


def table(runs: Sequence[Run], before: Sequence[Run]) -> str:
    """Return the Markdown: what was measured, and a row for each command."""
    sizes = sorted({run.size for run in runs})
    names = list(dict.fromkeys(run.task for run in runs))
    heads = [f"{size:,}" for size in sizes]
    old = sorted({run.size for run in before})
    start = min((run.seconds for run in runs if run.outcome == "done"), default=0.0)
    columns = ["Command", *heads, "grows as", "memory as", *(f"1.0.0: {size:,}" for size in old)]
    lines = [_head(sizes), f"| {' | '.join(columns)} |", f"|---|{'---:|' * (len(columns) - 1)}"]
    for name in names:
        mine = {run.size: run for run in runs if run.task == name}
        theirs = {run.size: run for run in before if run.task == name and run.outcome != "refused"}
        time_, memory = exponents(sorted(mine.values(), key=lambda run: run.size), start)
        cells = [_cell(mine, size) for size in sizes]
        cells += [_power(time_), _power(memory), *(_cell(theirs, size) for size in old)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    refusals = dict.fromkeys(f"- {run.task}, {run.size:,}: `{run.said}`" for run in runs if run.outcome == "refused")
    notes = ["", "Refused, in one line:", "", *refusals] if refusals else []
    return "\n".join([*lines, *notes, ""])


def _head(sizes: Sequence[int]) -> str:
    parties = ", ".join(f"{parties_of(size)}" for size in sizes)
    return f"""# Growth of every command

Written by `python tests/benchmarks/growth.py`. Made-up cases (`tests/growth_cases.py`) of {", ".join(f"{size:,}" for size in sizes)}
statements and {parties} parties, as embedded stores. In each cell: seconds of the processor (user and system, not the time on
the clock, since others use the machine) and peak memory in MB, of one run in a process of its own, the start of Python included.
*over {MOST_SECONDS} s* and *over {MOST_MEGABYTES / 1000:g} GB*: ended there; –: not tried, since in proportion to the smaller case it would be over
{MOST_SECONDS} s; empty: not measured, or no command of 1.0.0. *Grows as* n to the power given, of the seconds beyond the start of the program, between the
smallest case that takes {LEAST_SECONDS:g} s of these and the largest; 1 is in proportion. A machine with two cores and 24 GB, which others
use meanwhile; Python 3.11.

![The same as a plot](growth.svg)
"""


def _cell(runs: dict[int, Run], size: int) -> str:
    run = runs.get(size)
    if run is None:
        return "–" if runs and size > max(runs) and foretold(runs[max(runs)], size) else ""
    over = {"over time": f"over {MOST_SECONDS} s", "over memory": f"over {MOST_MEGABYTES / 1000:g} GB"}
    if run.outcome in over:
        return over[run.outcome]
    figures = f"{run.seconds:.1f} s, {run.megabytes:.0f}"
    return figures if run.outcome == "done" else f"{run.outcome} ({figures})"


def _power(exponent: float | None) -> str:
    return "" if exponent is None else f"{exponent:.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
