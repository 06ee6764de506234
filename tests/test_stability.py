"""The graph model for conflict resolution: textbook games, the Elmira dispute, and the knots of a case."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from small_cases import entails, local, position

import kg
from kg.cli import main
from kg.deals.graph_model import GraphModel, Mover, by_control
from kg.deals.model_file import read_model
from kg.deals.stability import CONCEPTS, Stability, analyse
from kg.errors import InputError, UsageError

CaseOf = Callable[..., Any]
ELMIRA = Path(__file__).parent / "data" / "models" / "elmira.toml"

# ---------------------------------------------------------- two-party games

#: both yield, only the second, only the first, nobody: option 0 is that A yields, 1 that B does
GAME = (frozenset({0, 1}), frozenset({1}), frozenset({0}), frozenset[int]())
BOTH, ONLY_B, ONLY_A, NOBODY = range(4)


def game(best_of_a: list[int]) -> Stability:
    """Return a symmetric game: A's ranking, best first, and B's with the two exchanged."""
    mirror = {BOTH: BOTH, ONLY_A: ONLY_B, ONLY_B: ONLY_A, NOBODY: NOBODY}
    best_of_b = [mirror[state] for state in best_of_a]
    movers = tuple(
        Mover(name, (own,), by_control(GAME, [own]), tuple(-best.index(state) for state in range(4)))
        for name, own, best in (("A", 0, best_of_a), ("B", 1, best_of_b))
    )
    return analyse(GraphModel(("A yields", "B yields"), ("both", "b", "a", "none"), GAME, movers))


def equilibria(found: Stability) -> dict[str, set[int]]:
    return {concept: set(found.equilibria(concept)) for concept in CONCEPTS}


def test_prisoners_dilemma() -> None:
    """Each likes best that only the other yields, then that both do, then nobody: mutual defection is the one Nash equilibrium."""
    more = {NOBODY, BOTH}
    assert equilibria(game([ONLY_B, BOTH, NOBODY, ONLY_A])) == {
        "nash": {NOBODY},
        "sequential": more,
        "gmr": more,
        "smr": more,
    }


def test_chicken() -> None:
    """As before, but nobody yielding is worst: the two asymmetric outcomes; others could deter leaving mutual yielding."""
    found = equilibria(game([ONLY_B, BOTH, ONLY_A, NOBODY]))
    assert found["nash"] == {ONLY_A, ONLY_B}
    assert found["gmr"] == found["smr"] == {ONLY_A, ONLY_B, BOTH}
    # the other would not gain by answering with the worst of all
    assert found["sequential"] == {ONLY_A, ONLY_B}


# ----------------------------------------------------------------- Elmira


@pytest.fixture(scope="module")
def elmira() -> Stability:
    return analyse(read_model(ELMIRA)[1])


def test_the_equilibria_of_elmira(elmira: Stability) -> None:
    """Hipel, Fang, Kilgour and Haight (1993)."""
    found = {concept: [elmira.model.names[state] for state in elmira.equilibria(concept)] for concept in CONCEPTS}
    assert found["nash"] == found["sequential"] == ["5", "8", "9"]
    assert found["gmr"] == found["smr"] == ["1", "4", "5", "8", "9"]


def test_the_coalition_of_elmira(elmira: Stability) -> None:
    names = elmira.model.names
    stable = elmira.equilibria("nash")
    moves = {
        (each.parties, names[each.start], names[each.end]) for each in elmira.coalitions or () if each.start in stable
    }
    assert moves == {(("ministry", "uniroyal"), "5", "8")}


def test_why_a_state_of_elmira_is_left(elmira: Stability) -> None:
    """From 1 the local government goes to 5. Nobody gains by leaving 5, but the ministry could go to 6, which it likes less than 1."""
    (escape,) = (elmira.escapes or ())[0]
    assert (escape.party, elmira.model.names[escape.end]) == ("local government", "5")
    assert (escape.credible, elmira.model.names[escape.possible or 0]) == (None, "6")


def test_the_way_from_where_things_stand(elmira: Stability) -> None:
    assert [(way.end + 1, [(who, end + 1) for who, end in way.moves]) for way in elmira.ways or ()] == [
        (5, [("local government", 5)])
    ]


def test_moves_that_cannot_be_taken_back(elmira: Stability) -> None:
    ministry, uniroyal, local_government = elmira.model.movers
    assert ministry.is_irreversible(0, 1)
    assert uniroyal.is_irreversible(4, 8)
    assert not local_government.is_irreversible(0, 4)


def test_single_moves_in_answer(elmira: Stability) -> None:
    """From 2, Uniroyal's move to 4 is answered by one move of the local government to 8, from which single responses go no further."""
    single = analyse(elmira.model, single=True)
    for state, concept in product(range(9), CONCEPTS):
        assert single.stable[concept][state] <= elmira.stable[concept][state]


# -------------------------------------------------------------- properties

ranks = st.lists(st.integers(0, 3), min_size=8, max_size=8).map(tuple)


@given(st.lists(ranks, min_size=3, max_size=3))
def test_what_one_idea_of_stability_implies_of_another(found: list[tuple[int, ...]]) -> None:
    """Nash implies each of the others; sequential and SMR imply GMR."""
    states = tuple(frozenset(n for n in range(3) if mask >> n & 1) for mask in range(8))
    movers = tuple(Mover(f"p{n}", (n,), by_control(states, [n]), rank) for n, rank in enumerate(found))
    analysed = analyse(GraphModel(("x", "y", "z"), tuple(map(str, range(8))), states, movers))
    for state in range(8):
        stable = {concept: analysed.stable[concept][state] for concept in CONCEPTS}
        assert stable["nash"] <= stable["sequential"] <= stable["gmr"]
        assert stable["nash"] <= stable["smr"] <= stable["gmr"]
        leaving = {escape.party for escape in (analysed.escapes or ())[state]}
        assert leaving == {mover.name for mover in movers} - stable["nash"]


# ------------------------------------------------------------ files of one's own

GOOD = """
options = ["x", "y"]
[parties.A]
controls = ["x"]
prefers = ["not x", "y"]
[parties.B]
controls = ["y"]
final = ["y"]
ranking = ["x and y", ["x", "y"], "nothing"]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "model.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_model_by_control_and_by_statements(tmp_path: Path) -> None:
    title, model = read_model(written(tmp_path, GOOD))
    assert (title, model.names, model.status_quo) == ("model", ("nothing", "x", "y", "x and y"), None)
    first, second = model.movers
    assert first.moves == (frozenset({1}), frozenset({0}), frozenset({3}), frozenset({2}))
    # y is not given up again
    assert second.moves == (frozenset({2}), frozenset({3}), frozenset(), frozenset())
    # best first: y without x, nothing, x and y, x
    assert sorted(range(4), key=lambda state: -first.ranks[state]) == [2, 0, 3, 1]
    assert second.ranks[1] == second.ranks[2]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('options = ["x", "y"]', "options = 3", "options: write a list of texts"),
        ('options = ["x", "y"]', 'options = ["x", "x"]', "“x” stands twice"),
        ('controls = ["x"]', 'controls = ["xx"]', "parties.A.controls: “xx” is not one of the options"),
        ('prefers = ["not x", "y"]', "", "parties.A: give either a ranking"),
        ('"nothing"]', "]", "parties.B.ranking: leaves out nothing; name each state once"),
        ('"nothing"]', '"nothing", "x"]', "parties.B.ranking: names a state twice"),
        ('controls = ["y"]', 'control = ["y"]', "parties.B: unknown key “control”; did you mean controls?"),
        ('final = ["y"]', 'moves = ["x"]', "parties.B.moves: “x”; write a move as"),
        ('options = ["x", "y"]', 'options = ["x", "y"', "not valid TOML"),
        ('options = ["x", "y"]', 'options = ["x", "y"]\nstatus_quo = "z"', "status_quo: “z” is not one of the states"),
        ('options = ["x", "y"]', 'option = ["x", "y"]', "unknown key “option”; did you mean options?"),
    ],
)
def test_a_mistake_is_one_line_that_says_where(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        read_model(path)
    assert words in str(error.value)
    done = CliRunner().invoke(main, ["stability", "--model", str(path)])
    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (2, 1)


def test_too_many_states_are_refused(tmp_path: Path) -> None:
    options = ", ".join(f'"o{n}"' for n in range(13))
    with pytest.raises(InputError, match="13 options make 8,192 states"):
        read_model(written(tmp_path, f"options = [{options}]\n[parties]\n"))


def test_a_model_stands_in_place_of_a_case() -> None:
    done = CliRunner().invoke(main, ["stability", "russia", "--model", str(ELMIRA)])
    assert (done.exit_code, "leave out the parties" in done.stderr) == (2, True)


# ------------------------------------------------------------------ of a case


def test_the_knots_of_a_case(case_of: CaseOf) -> None:
    """a demands x1, b opposes it, and nobody is known to act: only both together can take it, and b would give it up."""
    answer = case_of(position("a", "demand", "x1"), position("b", "oppose", "x1")).stability("a", "b").to_json()
    assert [(local(c["party"]), local(c["option"]), c["assumed"]) for c in answer["controls"]] == [
        ("a", "x1", True),
        ("b", "x1", True),
    ]
    nothing, taken = answer["states"]
    assert (nothing["taken"], nothing["is_status_quo"], taken["taken"]) == ([], True, ["x1"])
    assert answer["equilibria"]["nash"] == [nothing["state"]]
    assert [(local(e["party"]), e["to"]) for e in taken["escapes"]] == [("b", nothing["state"])]
    assert nothing["moves"] == []


def test_what_two_can_take_only_together(case_of: CaseOf) -> None:
    """a and b would have to act for x1, and both demand it; c, who does not act, rules it out."""
    parts = (
        position("a", "demand", "x1"),
        position("b", "demand", "x1"),
        position("c", "rule-out", "x1"),
        ":x1 neg:undertakenBy :a, :b .\n",
    )
    answer = case_of(*parts).stability("a", "b", "c").to_json()
    assert [local(c["party"]) for c in answer["controls"]] == ["a", "b"]
    nothing, taken = (each["state"] for each in answer["states"])
    # neither can take it alone, so both are Nash equilibria; together they would
    assert answer["equilibria"]["nash"] == [nothing, taken]
    assert [([local(p) for p in m["parties"]], m["from"], m["to"]) for m in answer["coalition_moves"]] == [
        (["a", "b"], nothing, taken)
    ]


def test_what_entails_takes_along(case_of: CaseOf) -> None:
    """w1 entails w2: no state takes w1 without w2."""
    parts = (entails("w1", "w2"), position("a", "demand", "w1"), position("b", "rule-out", "w2"))
    found = case_of(*parts).stability("a", "b")
    assert all("w2" in held or "w1" not in held for held in (set(map(_end, each)) for each in found.knots.holds))


def _end(identifier: str) -> str:
    return identifier.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def test_no_knot_is_said(case_of: CaseOf) -> None:
    with pytest.raises(UsageError, match="no declared positions clash"):
        case_of(position("a", "demand", "x1")).stability("a", "b")


def test_of_the_shipped_case() -> None:
    """Ukraine would have to act for neutrality and the territories: where nothing is taken nobody would leave by itself."""
    answer = kg.open().stability("russia", "ukraine").to_json()
    now = next(each for each in answer["states"] if each["is_status_quo"])
    assert now["taken"] == []
    assert now["state"] in answer["equilibria"]["nash"]
    assert json.dumps(answer) == json.dumps(kg.open().stability("ukraine", "russia").to_json())


def test_the_model_in_the_help_is_read(tmp_path: Path) -> None:
    """Nobody gains by leaving *filled*, since to sue leaves Delta as well off; from *sued* no move leads anywhere."""
    shown = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["stability", "--help"]).stdout
    lines = shown[shown.index('title = "Dam"') : shown.index("Options:")].splitlines()
    file = tmp_path / "dam.toml"
    file.write_text("\n".join(line.strip() for line in lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["stability", "--model", str(file), "--format", "json"])
    assert done.exit_code == 0
    stable = {s["state"]: s["stable"]["nash"] for s in json.loads(done.stdout)["states"]}
    assert [state for state, parties in stable.items() if len(parties) == 2] == ["filled", "sued"]


def test_a_model_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["stability", "--model", str(tmp_path / "none.toml")])
    assert (done.exit_code, done.stderr) == (2, f"kg: {tmp_path / 'none.toml'}: no such file\n")
