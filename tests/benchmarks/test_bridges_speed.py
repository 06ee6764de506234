"""How ``kg bridges`` of one pair grows with the matters between it: half as many options and all of them, in the same run.

With ``KG_BENCHMARK_SIZE=tiny`` only the working is tested. The case: issues of three options that exclude each other, of which each
party wants another; and conditions in a ring, each party's acceptance of an option waiting for the next option, so that every
move may bear on all. ``growth`` is the exponent, seconds of the processor for twice as many: 1 is linear. The peer is ``kg shared`` of
the same case, which reads and resolves it and tries no move.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

import small_cases as stage
from test_shared_speed import KG, measured
from votes import TINY

OPTIONS = (30, 60) if TINY else (1_200, 2_400)
RING = (10, 20) if TINY else (500, 1_000)


def things(count: int, rule: str, per_issue: int) -> list[str]:
    """Return the stage with issues ``i0`` … and as many options of each."""
    lines = [stage.STAGE]
    for i in range(count // per_issue):
        lines.append(f':i{i} a neg:Issue ; skos:prefLabel "i{i}"@en ; neg:choiceRule neg:{rule} .\n')
        for k in range(per_issue):
            label = f'skos:prefLabel "o{i}-{k}"@en'
            lines.append(f":o{i}-{k} a neg:Option ; {label} ; neg:optionOf :i{i} ; neg:undertakerUnstated true .\n")
    return lines


def apart(options: int) -> str:
    """Return a case in which two parties want different options of each issue."""
    lines = things(options, "exclusive", 3)
    for i in range(options // 3):
        lines += [stage.position("a", "demand", f"o{i}-0"), stage.position("b", "support", f"o{i}-1", 2)]
    return "".join(lines)


def ring(options: int) -> str:
    """Return a case in which two parties accept each option on condition of the next."""
    lines = things(options, "compatible", 1)
    for i in range(options):
        waits = stage.condition(f"o{(i + 1) % options}-0")
        lines += [stage.position(who, "conditional", f"o{i}-0", 1, "on-record", waits) for who in "ab"]
    return "".join(dict.fromkeys(lines))


@pytest.mark.parametrize(("case", "sizes"), [(apart, OPTIONS), (ring, RING)], ids=["apart", "ring"])
def test_bridges_of_a_pair(benchmark: Any, case: Any, sizes: tuple[int, int], tmp_path: Path) -> None:
    seconds = {}
    for size in sizes:
        path = tmp_path / f"case{size}.ttl"
        path.write_text(case(size), encoding="utf-8")
        seconds[size], megabytes, _ = measured(KG, "--case", str(path), "bridges", "a", "b", "--format", "json")
        peer, _, _ = measured(KG, "--case", str(path), "shared", "a", "b", "--format", "json")
        print(f"\n{size} options: bridges {seconds[size]:.1f} s, {megabytes:.0f} MB; shared {peer:.1f} s")
    few, many = (seconds[size] for size in sizes)
    growth = math.log2(many / few)
    print(f"growth from {sizes[0]} to {sizes[1]} options: {growth:.2f}")
    benchmark.extra_info.update({"seconds": seconds, "growth": round(growth, 2)})
    path = tmp_path / f"case{sizes[0]}.ttl"
    benchmark.pedantic(measured, args=(KG, "--case", str(path), "bridges", "a", "b"), rounds=1)
    assert TINY or growth < 1.4
