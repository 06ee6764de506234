"""Scales of numbers, broken lines, labels that keep apart, and pictures as PNG."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.options import Settings
from kg.cli.plots import check_plot
from kg.drawing import Facts, LinearScale, Picture, draw, drawn_line, labels_apart, png_of
from kg.errors import UsageError

_NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 4))


@given(_NUMBERS, _NUMBERS, st.integers(3, 9))
def test_ticks_lie_on_the_scale_in_order_and_are_few(one: float, other: float, most: int) -> None:
    scale = LinearScale(min(one, other), max(one, other), 0, 100)
    ticks = scale.ticks(most)
    values = [value for value, _ in ticks]
    assert values == sorted(values)
    assert len(ticks) <= most
    assert len({words for _, words in ticks}) == len(ticks)
    slack = 1e-6 * max(1.0, scale.high - scale.low)
    assert all(scale.low - slack <= value <= scale.high + slack for value in values)


def test_ticks_are_round_numbers() -> None:
    assert [words for _, words in LinearScale(-1, 1, 0, 100).ticks()] == ["−1", "−0.5", "0", "0.5", "1"]
    assert [words for _, words in LinearScale(0, 130, 0, 100).ticks(4)] == ["0", "50", "100"]
    assert [words for _, words in LinearScale(3, 3, 0, 100).ticks()] == ["3"]


def test_a_number_stands_in_proportion_also_on_a_scale_that_runs_upwards() -> None:
    assert LinearScale(0, 4, 100, 20).place(1) == 80
    assert LinearScale(2, 2, 0, 10).place(2) == 5


def test_a_line_is_broken_where_a_point_is_missing() -> None:
    drawn = list(drawn_line([(0, 0), (1, 1), None, (3, 3), None, (5, 5), (6, 6)], stroke="#000"))
    assert [dict(one.attributes)["d"] for one in drawn] == ["M 0.0 0.0 L 1.0 1.0", "M 5.0 5.0 L 6.0 6.0"]


def test_labels_of_points_close_to_each_other_do_not_overlap() -> None:
    places = labels_apart([(50, 50, "alpha"), (52, 50, "beta"), (50, 53, "gamma")], 10)
    assert len({(x, y, anchor) for x, y, anchor in places}) == 3
    assert places[0] == (58, 50 + 10 / 3, "start")


def test_a_label_at_the_border_stands_inside() -> None:
    ((x, _, anchor),) = labels_apart([(95, 50, "long name")], 10, within=(0, 0, 100, 100))
    assert anchor == "end"
    assert x < 95


def test_a_png_has_twice_the_pixels_and_says_what_made_it() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="red"/></svg>'
    )
    png = png_of(svg)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (60, 40)
    assert b"tEXtSoftware\0kg" in png
    assert png_of(svg) == png


def test_a_picture_goes_over_a_picture_of_kg_alone(tmp_path: Path) -> None:
    settings = Settings()
    ours, foreign = tmp_path / "ours.png", tmp_path / "foreign.png"
    ours.write_bytes(png_of('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'))
    foreign.write_bytes(b"\x89PNG\r\n\x1a\nholiday")
    drawn, logo = tmp_path / "drawn.svg", tmp_path / "logo.svg"
    drawn.write_text(draw(Picture((), 10, 10, (), "nothing"), Facts("a", "b", ("c",), ("d",))))
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>')
    check_plot(drawn, settings, force=False)
    with pytest.raises(UsageError, match="was not written by kg"):
        check_plot(logo, settings, force=False)
    check_plot(ours, settings, force=False)
    check_plot(foreign, settings, force=True)
    with pytest.raises(UsageError, match="was not written by kg"):
        check_plot(foreign, settings, force=False)
    with pytest.raises(UsageError, match=r"ends in \.svg or \.png"):
        check_plot(tmp_path / "a.jpg", settings, force=False)
