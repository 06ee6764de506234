"""How long a case takes to write as a workbook and to import again, beside openpyxl on the same cells, in the same run.

By hand: ``pytest tests/benchmarks/test_sheets_speed.py --benchmark-only -s``. ``KG_BENCHMARK_SIZE=tiny`` keeps it small;
``KG_BENCHMARK_PEER=PYTHON`` also measures the ``kg`` of another Python, such as an older version's. Seconds are of the
processor, user and system, of whole processes.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from check_cases import statements_case

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
SIZES = (100, 400) if TINY else (4_000, 16_000, 64_000)
OTHER = os.environ.get("KG_BENCHMARK_PEER", "")
#: how many times as long as openpyxl alone an export and an import may take at the largest size
MAX_EXPORT, MAX_IMPORT = 2.0, 3.0

#: reads the cells of a workbook
READ = """
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True):
    for row in sheet.iter_rows(values_only=True):
        pass
"""

#: reads the cells of a workbook and writes them to another
COPY = """
import sys, openpyxl
book = openpyxl.Workbook(write_only=True)
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True):
    copy = book.create_sheet(sheet.title)
    for row in sheet.iter_rows(values_only=True):
        copy.append(row)
book.save(sys.argv[2])
"""


def seconds(*command: str, python: str = sys.executable) -> float:
    """Return the seconds of the processor that a Python takes for a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([python, *command], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def there_and_back(folder: Path, case: Path, python: str = sys.executable) -> tuple[float, float]:
    """Return the seconds of the export of a case to a workbook, and of the import of that into a new case."""
    book, again = folder / "case.xlsx", folder / "again.ttl"
    for path in (book, again):
        path.unlink(missing_ok=True)
    out = seconds("-m", "kg", "--case", str(case), "export", str(book), python=python)
    return out, seconds("-m", "kg", "import", str(book), "-o", str(again), python=python)


def test_workbooks(benchmark: Any, tmp_path: Path) -> None:
    case, told = tmp_path / "case.ttl", {}
    for size in SIZES:
        case.write_text(statements_case(size), encoding="utf-8")
        if OTHER:
            print(
                "\nthe other kg: export {:.1f} s, import {:.1f} s".format(*there_and_back(tmp_path, case, OTHER)),
                end="",
            )
        told[size] = there_and_back(tmp_path, case)
        print(f"\n{size:,} statements: export {told[size][0]:.1f} s, import {told[size][1]:.1f} s", end="")
    book = str(tmp_path / "case.xlsx")
    reading = seconds("-c", READ, book)
    writing = seconds("-c", COPY, book, str(tmp_path / "copy.xlsx")) - reading
    first, last = min(SIZES), max(SIZES)
    growth = [told[last][way] / told[first][way] / (last / first) for way in (0, 1)]
    print(f"\nopenpyxl alone, {last:,}: writes in {writing:.1f} s, reads in {reading:.1f} s")
    print(f"{growth[0]:.2f} and {growth[1]:.2f} times as long for each at {last:,} as at {first:,}")
    shares = {"export": told[last][0] / writing / MAX_EXPORT, "import": told[last][1] / reading / MAX_IMPORT}
    benchmark.extra_info.update({"seconds": told, "growth": growth, **{f"share_of_{k}": v for k, v in shares.items()}})
    print(f"shares of the limits: {shares}")
    benchmark.pedantic(seconds, args=("-c", READ, book), rounds=1)
    assert (tmp_path / "again.ttl").stat().st_size
