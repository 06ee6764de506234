"""The plot of growth: a small panel for each command, seconds and memory over the size of the case, on logarithmic scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

__all__ = ["plot"]

COLUMNS, WIDTH, HEIGHT, GAP, TOP = 5, 190, 130, 34, 58
#: what each line shows: key, unit, colour, dashes
LINES = (("seconds", "s", "#1f5fa8", ""), ("megabytes", "MB", "#b5490f", "4 3"))


def plot(runs: Sequence[Mapping[str, Any]]) -> str:
    """Return an SVG; ``runs`` have task, size, seconds, megabytes and outcome."""
    names = list(dict.fromkeys(run["task"] for run in runs))
    done = [run for run in runs if run["outcome"] == "done"]
    rows = -(-len(names) // COLUMNS)
    wide, high = COLUMNS * (WIDTH + GAP) + GAP, TOP + rows * (HEIGHT + GAP) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="10">',
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        f'<text x="{GAP}" y="18" font-size="14">Growth of every command with the number of statements</text>',
        f'<text x="{GAP}" y="34">CPU seconds (line) and peak memory in MB (dashed); both scales are logarithmic, thin lines are 1, 10, 100 …;'
        " grey: growth in proportion</text>",
    ]
    scale = _Scale(done)
    for place, name in enumerate(names):
        left, top = GAP + place % COLUMNS * (WIDTH + GAP), TOP + place // COLUMNS * (HEIGHT + GAP)
        mine = [run for run in done if run["task"] == name]
        parts += [f'<g transform="translate({left} {top})">', *_panel(name, mine, scale), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


class _Scale:
    """From figures to places in a panel."""

    def __init__(self, runs: Sequence[Mapping[str, Any]]) -> None:
        sizes = [run["size"] for run in runs] or [1, 10]
        figures = [max(run[key], 0.01) for run in runs for key, *_ in LINES] or [1, 10]
        self.sizes = sorted(set(sizes))
        self.left, self.right = log10(min(sizes)), max(log10(max(sizes)), log10(min(sizes)) + 0.1)
        self.low, self.high = floor(log10(min(figures))), ceil(log10(max(figures)))

    def x(self, size: float) -> float:
        return round((log10(size) - self.left) / (self.right - self.left) * WIDTH, 1)

    def y(self, figure: float) -> float:
        return round(HEIGHT - (log10(max(figure, 0.01)) - self.low) / max(1, self.high - self.low) * HEIGHT, 1)


def _panel(name: str, runs: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[str]:
    yield f'<text y="-4" font-size="11">{escape(name)}</text>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#888"/>'
    for power in range(scale.low + 1, scale.high):
        at = scale.y(10**power)
        yield f'<path d="M0 {at}H{WIDTH}" stroke="#ddd"/><text x="-3" y="{at + 3}" text-anchor="end" fill="#666">{10**power:g}</text>'
    for size in scale.sizes:
        yield f'<text x="{scale.x(size)}" y="{HEIGHT + 11}" text-anchor="middle" fill="#666">{_short(size)}</text>'
    if not runs:
        return
    first = runs[0]
    ends = (scale.sizes[0], scale.sizes[-1])
    proportional = " ".join(
        f"{scale.x(size)},{min(max(scale.y(max(first['seconds'], 0.01) * size / first['size']), 0), HEIGHT)}"
        for size in ends
    )
    yield f'<polyline points="{proportional}" fill="none" stroke="#bbb"/>'
    for key, _, colour, dashes in LINES:
        points = " ".join(f"{scale.x(run['size'])},{scale.y(run[key])}" for run in runs)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dashed}/>'
        for run in runs:
            yield f'<circle cx="{scale.x(run["size"])}" cy="{scale.y(run[key])}" r="2" fill="{colour}"/>'


def _short(size: int) -> str:
    power = floor(log10(size))
    lead = size / 10**power
    tens = "10" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(power))
    return tens if lead == 1 else f"{lead:g}·{tens}"
