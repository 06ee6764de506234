"""A graph model of one's own, read from a TOML file.

::

    title = "Prisoners"
    options = ["A confesses", "B confesses"]   # in the order in which states show them
    status_quo = "both silent"                 # optional

    [states]                                   # optional: without it every set of options is a state
    "both silent" = []                         # the options taken
    "A confesses" = ["A confesses"]

    [parties.A]
    controls = ["A confesses"]
    final = []                                 # optional: options that are not given up again once taken
    moves = ["both silent -> A confesses"]     # optional, in place of those that follow from control: "FROM -> TO, TO"
    ranking = ["A confesses", ["x", "y"]]      # states, best first; those in a list are equal
    prefers = ["A confesses", "not B confesses", "A confesses and not B confesses"]
                                               # in place of a ranking: statements, the most important first
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.deals.formulas import Formula, Holds, every, no
from kg.deals.graph_model import MOST_STATES, GraphModel, Mover, State, by_control, prioritised
from kg.errors import InputError, reason_of
from kg.text import near

__all__ = ["read_model"]

_KEYS = ("title", "options", "status_quo", "states", "parties")
_PARTY_KEYS = ("controls", "final", "moves", "ranking", "prefers")

#: the bytes above which a file is refused
_MOST_BYTES = 1_000_000


def read_model(path: Path) -> tuple[str, GraphModel]:
    """Return the title and the model of a file.

    Raises :class:`~kg.errors.InputError`, which says where and what to write, for what is not such a model, or one of more
    than :data:`~kg.deals.graph_model.MOST_STATES` states.
    """
    return _Reading(path, _parsed(path)).model()


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(path, "larger than 1 MB, which no graph model needs; check that it is the right file")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(path, "no such file") from error
    except OSError as error:
        raise InputError(path, reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "not in UTF-8; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(path, f"not valid TOML: {error}") from error


class _Reading:
    def __init__(self, path: Path, given: Mapping[str, Any]) -> None:
        self._path, self._given = path, given
        self._known(given, _KEYS, "the file")
        self._options = self._strings(given.get("options"), "options")
        if not self._options:
            raise self._error("options: name at least one option")
        self._numbers = self._unique(self._options, "options")
        self._states = self._read_states()
        self._places = self._unique(list(self._states), "states")
        if len(self._states) > MOST_STATES:
            raise self._error(f"has {len(self._states):,} states; name at most {MOST_STATES:,} under [states]")

    def model(self) -> tuple[str, GraphModel]:
        given = self._given
        title = given.get("title", self._path.stem)
        if not isinstance(title, str):
            raise self._error('title: write it as a text, such as title = "Prisoners"')
        parties = given.get("parties")
        if not isinstance(parties, dict) or len(parties) < 2:
            raise self._error("parties: name at least two, each as a table such as [parties.A]")
        movers = tuple(self._mover(name, table) for name, table in parties.items())
        quo = given.get("status_quo")
        status_quo = None if quo is None else self._place(quo, "status_quo")
        names, taken = tuple(self._states), tuple(self._states.values())
        return title, GraphModel(tuple(self._options), names, taken, movers, status_quo)

    # ------------------------------------------------------------- states

    def _read_states(self) -> dict[str, State]:
        given = self._given.get("states")
        if given is None:
            return self._every_set()
        if not isinstance(given, dict) or not given:
            raise self._error('states: write each as a name and the options taken, such as "1" = ["modify"]')
        return {
            name: frozenset(self._option(o, f"states.{name}") for o in self._strings(taken, f"states.{name}"))
            for name, taken in given.items()
        }

    def _every_set(self) -> dict[str, State]:
        count = len(self._options)
        if 2**count > MOST_STATES:
            raise self._error(f"{count} options make {2**count:,} states; name those that matter under [states]")
        sets = (each for size in range(count + 1) for each in combinations(range(count), size))
        return {" and ".join(self._options[number] for number in each) or "nothing": frozenset(each) for each in sets}

    # ------------------------------------------------------------ parties

    def _mover(self, name: str, table: Any) -> Mover:
        where = f"parties.{name}"
        if not isinstance(table, dict):
            raise self._error(f"{where}: write it as a table, [parties.{name}]")
        self._known(table, _PARTY_KEYS, where)
        controls = tuple(
            self._option(o, f"{where}.controls") for o in self._strings(table.get("controls", []), f"{where}.controls")
        )
        final = [self._option(o, f"{where}.final") for o in self._strings(table.get("final", []), f"{where}.final")]
        if ("ranking" in table) == ("prefers" in table):
            raise self._error(f"{where}: give either a ranking (states, best first) or prefers (statements)")
        taken = tuple(self._states.values())
        moves = self._moves(table["moves"], where) if "moves" in table else by_control(taken, controls, final)
        ranks = (
            self._ranking(table["ranking"], where) if "ranking" in table else self._preferred(table["prefers"], where)
        )
        return Mover(name, controls, moves, ranks)

    def _moves(self, given: Any, where: str) -> tuple[frozenset[int], ...]:
        found: list[set[int]] = [set() for _ in self._states]
        for line in self._strings(given, f"{where}.moves"):
            start, arrow, ends = line.partition("->")
            if not arrow:
                raise self._error(f'{where}.moves: “{line}”; write a move as "FROM -> TO", or "FROM -> TO, TO"')
            targets = {self._place(end.strip(), f"{where}.moves") for end in ends.split(",")}
            found[self._place(start.strip(), f"{where}.moves")] |= targets
        return tuple(frozenset(ends - {start}) for start, ends in enumerate(found))

    def _ranking(self, given: Any, where: str) -> tuple[int, ...]:
        if not isinstance(given, list):
            raise self._error(f"{where}.ranking: write the states as a list, best first")
        groups = [each if isinstance(each, list) else [each] for each in given]
        placed = [self._place(name, f"{where}.ranking") for group in groups for name in group]
        missing = [name for name, place in self._places.items() if place not in placed]
        if missing or len(placed) > len(set(placed)):
            what = f"leaves out {', '.join(missing)}" if missing else "names a state twice"
            raise self._error(f"{where}.ranking: {what}; name each state once")
        ranks = {self._places[name]: len(groups) - n for n, group in enumerate(groups) for name in group}
        return tuple(ranks[place] for place in range(len(self._states)))

    def _preferred(self, given: Any, where: str) -> tuple[int, ...]:
        statements = [self._statement(text, where) for text in self._strings(given, f"{where}.prefers")]
        return prioritised(tuple(self._states.values()), ([each] for each in statements))

    def _statement(self, text: str, where: str) -> Formula:
        return every(self._literal(part.strip(), where) for part in text.split(" and "))

    def _literal(self, text: str, where: str) -> Formula:
        if text in self._numbers:
            return Holds(self._numbers[text])
        option = Holds(self._option(text.removeprefix("not ").strip(), f"{where}.prefers"))
        return no(option) if text.startswith("not ") else option

    # --------------------------------------------------------------- names

    def _strings(self, given: Any, where: str) -> list[str]:
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            raise self._error(f'{where}: write a list of texts, such as ["modify", "delay"]')
        return list(given)

    def _unique(self, names: Sequence[str], where: str) -> dict[str, int]:
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise self._error(f"{where}: “{twice}” stands twice; give each its own name")
        return {name: number for number, name in enumerate(names)}

    def _option(self, name: str, where: str) -> int:
        return self._find(name, self._numbers, where, "options")

    def _place(self, name: Any, where: str) -> int:
        return self._find(name, self._places, where, "states")

    def _find(self, name: Any, known: Mapping[str, int], where: str, kind: str) -> int:
        if isinstance(name, str) and name in known:
            return known[name]
        close = near(str(name), known)
        meant = f"did you mean {', '.join(close)}?" if close else f"the {kind} are {', '.join(list(known)[:12])}"
        raise self._error(f"{where}: “{name}” is not one of the {kind}; {meant}")

    def _known(self, table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
        strange = next((key for key in table if key not in keys), None)
        if strange is not None:
            close = near(strange, keys)
            meant = f"did you mean {close[0]}?" if close else f"known are {', '.join(keys)}"
            raise self._error(f"{where}: unknown key “{strange}”; {meant}")

    def _error(self, problem: str) -> InputError:
        return InputError(self._path, problem)
