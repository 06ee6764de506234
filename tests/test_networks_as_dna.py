"""Networks of coded databases against Discourse Network Analyzer's export in plain Python (``dna_formulas``), choice by choice."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dna_cases import database
from dna_formulas import Matrix, Row, event_windows, kept, kernel_slices, one_mode, rows_of, time_windows, two_mode

import kg
from kg.cli import main
from kg.errors import UsageError
from kg.networks.network import Network

#: our words, and the reference's
VARIABLES = {"parties": "organization", "people": "person"}
NORMALISATIONS = {"none": "no", "product": "cosine"}
DUPLICATES = {"range": "acrossrange"}
RULES = ("include", "document", "week", "month", "year", "range")

#: whole numbers as stances of which the levels are these numbers
SCALE = "3=demand,2=support,1=conditional,0=noncommittal,-1=doubt,-2=oppose,-3=rule-out"

#: an actor and their organisation; one has none, and one speaks for two
PEOPLE = (("Ada", "Union"), ("Bo", "Board"), ("Cem", "Harbour"), ("Dia", "Union"), ("Eli", "Mills"), ("Bo", "Harbour"))

#: days over three years, with weeks and months of the same number in each, and the turn of a year
DAYS = (-400, -370, -364, -9, -8, 0, 1, 2, 3, 5, 6, 8, 8, 30, 35, 364, 366, 371)


def rows_at_random(seed: int, agreements: tuple[int, ...], many: int = 70) -> list[tuple[int, int, str, str, str, int]]:
    """Return statements in 30 documents; nobody takes two stances on one concept on one day, for which the reference has no order."""
    chance = random.Random(seed)
    day_of = {document: chance.choice(DAYS) for document in range(30)}
    found, taken = [], {}
    for _ in range(many):
        document = chance.randrange(30)
        person, organisation = chance.choice(PEOPLE)
        concept = chance.choice(("quota", "pier", "night fishing", "Licence"))
        k = chance.choice(agreements)
        for who in (person, organisation):
            k = taken.setdefault((who, concept, day_of[document]), k)
        taken[person, concept, day_of[document]] = k
        if taken[organisation, concept, day_of[document]] == k:
            person = "" if chance.random() < 0.05 else person
            found.append((day_of[document], document, person, organisation, concept, k))
    return found


Opened = tuple[kg.Negotiation, list[Row]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Opened]:
    """Return a function that writes a database, imports it as a user does, and returns the case and the database's rows."""
    made: dict[Any, Opened] = {}

    def make(seed: int, agreements: tuple[int, ...] = (0, 1), many: int = 70) -> Opened:
        if (seed, agreements, many) not in made:
            folder = tmp_path_factory.mktemp("dna")
            boolean = set(agreements) <= {0, 1}
            rows = rows_at_random(seed, agreements, many)
            path = database(folder / "debate.dna", rows, kind="boolean" if boolean else "integer")
            scale = [] if boolean else ["--scale", SCALE]
            done = CliRunner().invoke(main, ["import", str(path), "-o", str(folder / "case.ttl"), *scale])
            assert done.exit_code == 0, done.output
            made[seed, agreements, many] = kg.open(folder / "case.ttl"), rows_of(path)
        return made[seed, agreements, many]

    return make


def far(network: Network, case: kg.Negotiation, matrix: Matrix) -> float:
    """Return how far a network is from a matrix of the reference; infinite where the labels differ."""
    names = {
        thing.id: thing.label()
        for kind in ("parties", "people", "options")
        for thing in case.case.of_kind(kind).values()
    }
    rows, columns, weights = matrix
    ours = [names[name] for name in network.rows], [names[name] for name in network.columns]
    if (sorted(ours[0]), sorted(ours[1])) != (rows, columns):
        return float("inf")
    dense = network.matrix.toarray()
    cells = product(enumerate(ours[0]), enumerate(ours[1]))
    return max((abs(dense[i, j] - weights[a, b]) for (i, a), (j, b) in cells), default=0.0)


def expected(rows: list[Row], actors: str, asked: dict[str, Any], *, boolean: bool, years_apart: bool) -> Matrix:
    """Return the reference's matrix for our words."""
    one, other = VARIABLES[actors], "concept"
    if asked.get("by") == "concepts":
        one, other = other, one
    aggregation, duplicates = asked["aggregation"], asked["duplicates"]
    levels = [0, 1] if boolean else sorted({row.k for row in rows})
    left = kept(rows, one, other, aggregation, DUPLICATES.get(duplicates, duplicates), years_apart=years_apart)
    normalisation = NORMALISATIONS.get(asked["normalisation"], asked["normalisation"])
    if asked.get("mode") == "two":
        return two_mode(left, one, other, aggregation, normalisation, levels, boolean=boolean)
    return one_mode(left, one, other, aggregation, normalisation, levels)


ONE_MODE = list(
    product(
        ("actors", "concepts"),
        ("ignore", "congruence", "conflict", "subtract"),
        ("none", "average", "jaccard", "product"),
        RULES,
    )
)
TWO_MODE = list(product(("ignore", "subtract", "combine"), ("none", "activity", "prominence"), RULES))


def every_choice() -> list[dict[str, Any]]:
    """Return all networks of one and of two modes that the reference has, in our words."""
    names = ("by", "aggregation", "normalisation", "duplicates")
    found: list[dict[str, Any]] = [dict(zip(names, choice, strict=True)) for choice in ONE_MODE]
    return found + [{"mode": "two", **dict(zip(names[1:], choice, strict=True))} for choice in TWO_MODE]


def misses(case: kg.Negotiation, rows: list[Row], actors: str, *, boolean: bool, as_dna: bool) -> list[dict[str, Any]]:
    """Return the choices of which our network is not the reference's (with weeks and months of their years unless ``as_dna``)."""
    found = []
    for asked in every_choice():
        if as_dna and asked["duplicates"] not in ("week", "month") and boolean:
            continue  # the same as ours, which is asked for without
        ours = case.network(actors=actors, scale="side" if boolean else "stance", as_dna=as_dna, **asked).network
        if far(ours, case, expected(rows, actors, asked, boolean=boolean, years_apart=not as_dna)) > 1e-12:
            found.append(asked)
    return found


@pytest.mark.parametrize("as_dna", [False, True])
@pytest.mark.parametrize("actors", VARIABLES)
def test_every_network_of_the_sample(shared: Path, actors: str, as_dna: bool) -> None:
    path = shared / "peers" / "dna" / "sample.dna"
    assert len(every_choice()) == 2 * 96 + 54
    assert misses(kg.open(path), rows_of(path), actors, boolean=True, as_dna=as_dna) == []


@pytest.mark.parametrize("as_dna", [False, True])
@pytest.mark.parametrize(("seed", "actors"), [(1, "parties"), (2, "people")])
def test_every_network_of_a_boolean_agreement(
    opened: Callable[..., Opened], seed: int, actors: str, as_dna: bool
) -> None:
    case, rows = opened(seed)
    with_them = [row for row in rows if row.of(VARIABLES[actors])]
    assert {row.day.year for row in rows} == {2029, 2030, 2031, 2032}
    assert misses(case, with_them, actors, boolean=True, as_dna=as_dna) == []


@pytest.mark.parametrize("actors", VARIABLES)
def test_every_network_of_whole_numbers_of_the_whole_scale(opened: Callable[..., Opened], actors: str) -> None:
    """From −3 to 3 without 0 the declared range is the observed one; combine is by side, as a boolean's."""
    case, rows = opened(3, (-3, -2, -1, 1, 2, 3))
    assert {row.k for row in rows} == {-3, -2, -1, 1, 2, 3}
    wrong = misses(case, rows, actors, boolean=False, as_dna=False)
    assert {asked["aggregation"] for asked in wrong} == {"combine"}
    assert misses(case, rows, actors, boolean=False, as_dna=True) == []
    sides = [replace(row, k=int(row.k > 0)) for row in rows if row.of(VARIABLES[actors])]
    combined = two_mode(sides, VARIABLES[actors], "concept", "combine", "no", [0, 1], boolean=True)
    ours = case.network(mode="two", aggregation="combine", scale="stance", actors=actors).network
    assert far(ours, case, combined) == 0


def test_whole_numbers_of_a_part_of_the_scale_with_nought(opened: Callable[..., Opened]) -> None:
    """The reference's range is what is observed, and 0 is a level; ours is the declared range, and noncommittal has no level."""
    case, rows = opened(4, (-2, -1, 0, 1, 2))
    assert misses(case, rows, "parties", boolean=False, as_dna=True) == []
    ours = case.network(aggregation="congruence", scale="stance")
    sides = [row for row in rows if row.k]
    assert (ours.network.kept, ours.network.left_out) == (len(sides), len(rows) - len(sides))
    x = one_mode(sides, "organization", "concept", "congruence", "no", [-3, -2, -1, 0, 1, 2, 3])
    assert far(ours.network, case, x) < 1e-12


def series(case: kg.Negotiation, **asked: Any) -> list[tuple[date, date, Network]]:
    """Return our windows as the reference lays them."""
    windows = case.network(as_dna=True, **asked).series.windows
    assert not any(one.window is None or one.window.partial for one in windows)
    return [(one.window.first, one.window.last, one) for one in windows if one.window]


@pytest.mark.parametrize("duplicates", ["include", "document", "range"])
@pytest.mark.parametrize(
    ("size", "unit"), [(1, "days"), (2, "days"), (5, "days"), (3, "weeks"), (1, "months"), (6, "months"), (2, "years")]
)
def test_rolling_windows_of_time(opened: Callable[..., Opened], size: int, unit: str, duplicates: str) -> None:
    case, rows = opened(1)
    asked: dict[str, Any] = {"aggregation": "congruence", "normalisation": "average", "duplicates": duplicates}
    left = kept(rows, "organization", "concept", "congruence", DUPLICATES.get(duplicates, duplicates))
    theirs = list(time_windows(left, size, unit, rows[0].day, rows[-1].day))
    ours = series(case, window=f"{size}:{unit}", stride=f"1:{unit}", **asked)
    assert [(first, last) for first, last, _ in ours] == [(first, last) for first, last, _ in theirs]
    for (*_, network), (first, last, inside) in zip(ours, theirs, strict=True):
        assert far(network, case, one_mode(inside, "organization", "concept", "congruence", "average", [0, 1])) < 1e-12
        of_days = [row for row in rows if first <= row.day <= last]
        assert (network.kept, network.fallen) == (len(inside), len(of_days) - len(inside))


def test_rolling_windows_of_days_are_ours_where_their_number_is_odd(opened: Callable[..., Opened]) -> None:
    case, _ = opened(1)
    asked = {"window": "7:days", "stride": "1:days", "since": "2031-01-10", "until": "2031-03-01"}
    theirs, ours = (case.network(as_dna=as_dna, **asked).to_json()["windows"] for as_dna in (True, False))
    for one in (*theirs[1:], *ours[1:]):
        del one["change"]["spectral"]  # which compares shares of degrees there
    assert theirs == ours and len(ours) == 45


@pytest.mark.parametrize("size", [4, 5])
def test_rolling_windows_of_statements(tmp_path: Path, size: int) -> None:
    """One statement a day, so that nothing is left to chance; an even number is one statement more."""
    said = [(day, day, *PEOPLE[day % 5], ("quota", "pier")[day % 2], day % 3 % 2) for day in range(12)]
    path = database(tmp_path / "debate.dna", said)
    case, rows = kg.open(path), rows_of(path)
    theirs = list(event_windows(rows, size))
    ours = series(case, window=f"{size}:statements", stride="1:statements", mode="two", aggregation="combine")
    assert len(ours) == len(theirs) == 8
    for (first, last, network), inside in zip(ours, theirs, strict=True):
        assert (first, last) == (inside[0].day, inside[-1].day) and len(inside) == 5
        assert (
            far(network, case, two_mode(inside, "organization", "concept", "combine", "no", [0, 1], boolean=True)) == 0
        )


@pytest.mark.parametrize(
    ("size", "unit", "mode", "aggregation", "normalisation"),
    [
        (4, "days", "one", "congruence", "none"),
        (5, "days", "one", "conflict", "average"),
        (20, "days", "one", "subtract", "average"),
        (2, "weeks", "one", "ignore", "none"),
        (3, "weeks", "two", "subtract", "none"),
        (6, "days", "two", "ignore", "none"),
    ],
)
@pytest.mark.parametrize("kernel", ["uniform", "epanechnikov", "triangular", "gaussian"])
def test_kernels(
    tmp_path: Path, kernel: str, size: int, unit: str, mode: str, aggregation: str, normalisation: str
) -> None:
    said = [
        (day * 3 % 31, day * 3 % 31, *PEOPLE[day % 6], ("quota", "pier")[day % 2], day % 3 % 2) for day in range(20)
    ]
    path = database(tmp_path / "debate.dna", said)
    case, rows = kg.open(path), rows_of(path)
    names, choices = ("organization", "concept"), (aggregation, {"none": "no"}.get(normalisation, normalisation))
    theirs = list(kernel_slices(rows, size, unit, kernel, names, mode, choices))
    asked = {"mode": mode, "aggregation": aggregation, "normalisation": normalisation, "kernel": kernel}
    ours = case.network(as_dna=True, window=f"{size}:{unit}", stride=f"1:{unit}", **asked).series.windows
    assert [one.window.centre for one in ours if one.window] == [centre.toordinal() for centre, _ in theirs]
    assert ours
    for network, (_, matrix) in zip(ours, theirs, strict=True):
        assert far(network, case, matrix) < 1e-12


def test_a_tumbling_window_is_ours_with_duplicates_that_fell_before(tmp_path: Path) -> None:
    """Who says the same in January and in February is counted in January alone, where the reference's rule falls first."""
    said = [(0, 0, "Ada", "Union", "quota", 1), (30, 1, "Ada", "Union", "quota", 1), (31, 2, "Bo", "Board", "quota", 1)]
    case = kg.open(database(tmp_path / "debate.dna", said))
    asked: dict[str, Any] = {"window": "1:months", "duplicates": "range", "aggregation": "congruence"}
    for as_dna, counts in ((False, [(1, 0), (2, 0)]), (True, [(1, 0), (1, 1)])):
        windows = case.network(as_dna=as_dna, **asked).series.windows
        assert [(one.kept, one.fallen) for one in windows] == counts
        assert [one.window.first for one in windows if one.window] == [date(2031, 1, 1), date(2031, 2, 1)]


@pytest.mark.parametrize(
    ("more", "told"),
    [({"normalisation": "jaccard"}, "by average alone"), ({"scale": "stance"}, "weighs sides by a kernel")],
)
def test_what_the_reference_has_not_is_refused(more: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        kg.open().network(as_dna=True, window="4:days", kernel="uniform", **more)


def test_a_month_is_moved_as_the_reference_moves_it(tmp_path: Path) -> None:
    """From 31 January by months: 28 February, and then the 28th of each."""
    said = [(21, 0, "Ada", "Union", "quota", 1), (110, 1, "Bo", "Board", "quota", 1)]
    case = kg.open(database(tmp_path / "debate.dna", said))
    ours = series(case, window="1:months", stride="1:months")
    assert [first for first, *_ in ours] == [date(2031, 1, 31), *(date(2031, month, 28) for month in (2, 3, 4))]


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("quota", ("concept", "quota")),
        ("Board", ("organization", "Board")),
        ("Ada", ("person", "Ada")),
        ("Doc 21", ("document", 21)),
    ],
)
def test_what_is_excluded_by_its_name(opened: Callable[..., Opened], name: str, dropped: tuple[str, Any]) -> None:
    """A concept is an issue and an option of one name; to leave out its name leaves out both."""
    case, rows = opened(1)
    variable, value = dropped
    left = [row for row in rows if getattr(row, variable) != value]
    assert len(left) < len(rows)
    ours = case.network(exclude=[name], aggregation="congruence").network
    assert far(ours, case, one_mode(left, "organization", "concept", "congruence", "no", [0, 1])) == 0


def test_who_is_coded_without_an_organisation_is_excluded_by_name(tmp_path: Path) -> None:
    said = [(0, 0, "Ada", "", "quota", 1), (1, 1, "Bo", "Board", "quota", 1), (2, 2, "Cem", "Mills", "quota", 1)]
    case = kg.open(database(tmp_path / "debate.dna", said))
    assert len(case.network().network.rows) == 3
    rest = case.network(exclude=["Ada"]).network
    assert [case.case.parties[name].label() for name in rest.rows] == ["Board", "Mills"]
    target = tmp_path / "case.ttl"
    asked = ["import", str(tmp_path / "debate.dna"), "-o", str(target), "--actor", "organization"]
    assert "1 statement left out" in CliRunner().invoke(main, asked).output
    assert kg.open(target).network().network.rows == rest.rows
