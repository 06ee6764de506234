"""The stability of the states of a graph model as an answer: of a group's knots, or of a model of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.answers.base import Answer
from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.deals.graph_model import GraphModel
from kg.deals.knotted import KnotModel
from kg.deals.stability import CONCEPTS, Escape, Stability
from kg.resolution import Resolved
from kg.words import counted, joined, later, listed, page_counted, said

__all__ = ["KnotStability", "ModelStability"]

_NAMES = {"nash": later("Nash"), "sequential": later("sequential"), "gmr": "GMR", "smr": "SMR"}

_MEANING = later(
    "Nash: no move of a party by itself leads it to a state that it ranks higher. Sequential: each such move could be answered by moves "
    "of the others, each better for who makes it, that leave it no better off. GMR: by any moves of the others. SMR: and it could not "
    "then get away from that. A state is an equilibrium where it is so for every party."
)

_RANKED = later(
    "Parties are ranked to prefer states in which more of their declared positions are honoured, the gravest first; what they would in "
    "fact prefer is not on record."
)

#: states up to which a table lists those that are no equilibrium too
_MOST_LISTED = 40


class _Shown:
    """What both answers show of a model; ``party`` and ``option`` give their names."""

    def __init__(self, lang: str, found: Stability, party: Callable[[str], str], option: Callable[[int], str]) -> None:
        self.lang, self.found, self.model, self.party, self.option = lang, found, found.model, party, option

    def taken(self, state: int) -> list[str]:
        return [self.option(number) for number in sorted(self.model.taken[state])]

    def states(self) -> Table:
        rows = [self._row(state) for state in range(len(self.model.names))]
        kept = rows if len(rows) <= _MOST_LISTED else [row for row in rows if row[2] != "—"]
        left = len(rows) - len(kept)
        lang = self.lang
        note = (
            counted(
                lang,
                left,
                "{count} state that is no equilibrium is not shown",
                "{count} states that are no equilibrium are not shown",
            )
            if left
            else ""
        )
        state = (said(lang, "State"), said(lang, "Taken"))
        columns = (*state, said(lang, "Equilibrium"), said(lang, "Who would leave it"))
        return Table(f"{said(lang, 'States')} ({len(rows)})", columns, tuple(kept), note=note)

    def _row(self, state: int) -> tuple[str, str, str, str]:
        lang = self.lang
        kinds = [said(lang, _NAMES[concept]) for concept in CONCEPTS if state in self.found.equilibria(concept)]
        escapes = self.found.escapes
        leaving = (
            "?" if escapes is None else "\n".join(map(self._leaving, escapes[state])) or said(lang, "nobody by itself")
        )
        quo = f" ({said(lang, 'now')})" if state == self.model.status_quo else ""
        taken = "\n".join(self.taken(state)) or said(lang, "none")
        return (self.model.names[state] + quo, taken, listed(lang, kinds) or "—", leaving)

    def _leaving(self, escape: Escape) -> str:
        lang, names = self.lang, self.model.names
        move = said(lang, "{party}, to {state}", party=self.party(escape.party), state=names[escape.end])
        if escape.credible is not None:
            answer = said(lang, "others gain by answering with {state}", state=names[escape.credible])
        elif escape.possible is not None:
            answer = said(lang, "others could answer with {state}", state=names[escape.possible])
        else:
            answer = said(lang, "nothing deters it")
        return joined(lang, [move, answer])

    def coalitions(self) -> Table:
        rows = tuple(
            (
                said(self.lang, " and ").join(map(self.party, each.parties)),
                f"{self.model.names[each.start]} → {self.model.names[each.end]}",
            )
            for each in self.found.coalitions or ()
            if each.start in self.found.equilibria("nash")
        )
        title = said(self.lang, "Moves together, from a Nash equilibrium to a state that each likes better")
        return Table(title, (said(self.lang, "Parties"), said(self.lang, "Move")), rows)

    def ways(self) -> Table:
        rows = tuple(
            (
                self.model.names[way.end],
                "\n".join(
                    said(self.lang, "{party} moves to {state}", party=self.party(who), state=self.model.names[end])
                    for who, end in way.moves
                ),
            )
            for way in self.found.ways or ()
        )
        title = said(self.lang, "From where things stand to an equilibrium, each move better for who makes it")
        return Table(title, (said(self.lang, "To"), said(self.lang, "Moves")), rows)

    def tables(self, note: str) -> list[Table]:
        found = [self.states(), *(table for table in (self.coalitions(), self.ways()) if table.rows)]
        return [*self._unproven(), *found, Table("", (), (), note=note)]

    def _unproven(self) -> list[Table]:
        """Return what stopped the search, and what is not worked out."""
        found = self.found
        if found.limit is None:
            return []
        lang = self.lang
        missing = [said(lang, _NAMES[concept]) for concept in CONCEPTS if concept not in found.stable]
        missing += [said(lang, "who would leave a state")] if found.escapes is None else []
        missing += [said(lang, "moves together")] if found.coalitions is None else []
        missing += [said(lang, "ways from where things stand")] if found.ways is None else []
        stopped = said(lang, "Not proven: stopped by {limit}.", limit=found.limit)
        rest = said(lang, "Not worked out: {what}.", what=listed(lang, missing))
        return [Table("", (), (), note=f"{stopped} {rest}")]

    def json(self, party: Callable[[str], object], option: Callable[[int], object]) -> Json:
        model, found = self.model, self.found
        return {
            "proven": found.limit is None,
            "limit": found.limit,
            "states": [
                {
                    "state": name,
                    "taken": [option(number) for number in sorted(model.taken[state])],
                    "is_status_quo": state == model.status_quo,
                    "stable": {
                        concept: [party(m.name) for m in model.movers if m.name in found.stable[concept][state]]
                        if concept in found.stable
                        else None
                        for concept in CONCEPTS
                    },
                    "ranks": [{"party": party(m.name), "rank": m.ranks[state]} for m in model.movers],
                    "moves": [
                        {
                            "party": party(m.name),
                            "to": model.names[end],
                            "better": end in m.improvements[state],
                            "irreversible": m.is_irreversible(state, end),
                        }
                        for m in model.movers
                        for end in sorted(m.moves[state])
                    ],
                    "escapes": [
                        {
                            "party": party(escape.party),
                            "to": model.names[escape.end],
                            "credible_answer": _name(model, escape.credible),
                            "possible_answer": _name(model, escape.possible),
                        }
                        for escape in found.escapes[state]
                    ]
                    if found.escapes is not None
                    else None,
                }
                for state, name in enumerate(model.names)
            ],
            "equilibria": {
                concept: [model.names[s] for s in found.equilibria(concept)] if concept in found.stable else None
                for concept in CONCEPTS
            },
            "coalition_moves": [
                {
                    "parties": [party(p) for p in each.parties],
                    "from": model.names[each.start],
                    "to": model.names[each.end],
                }
                for each in found.coalitions
            ]
            if found.coalitions is not None
            else None,
            "ways": [
                {"to": model.names[way.end], "moves": [{"party": party(w), "to": model.names[e]} for w, e in way.moves]}
                for way in found.ways
            ]
            if found.ways is not None
            else None,
        }

    def rows(self) -> Rows:
        columns = ("state", "taken", *CONCEPTS, "party", "rank", "stable_for_party")
        return columns, [
            [
                name,
                "; ".join(self.taken(state)),
                *(
                    state in self.found.equilibria(concept) if concept in self.found.stable else None
                    for concept in CONCEPTS
                ),
                self.party(mover.name),
                mover.ranks[state],
                "; ".join(_NAMES[c] for c, stable in self.found.stable.items() if mover.name in stable[state]),
            ]
            for state, name in enumerate(self.model.names)
            for mover in self.model.movers
        ]


def _name(model: GraphModel, state: int | None) -> str | None:
    return None if state is None else model.names[state]


@dataclass(frozen=True)
class KnotStability(Answer):
    """Which states of a group's knots are stable (:mod:`kg.deals.knotted`, :mod:`kg.deals.stability`)."""

    knots: KnotModel
    found: Stability
    positions: tuple[Resolved, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the positions that the rankings rest on."""
        return self.positions

    def _shown(self, show: Renderer) -> _Shown:
        return _Shown(show.lang, self.found, show.name, lambda number: self._control(show, number))

    def _control(self, show: Renderer, number: int) -> str:
        return show.name(self.knots.model.options[number])

    def body(self, show: Renderer) -> Json:
        """Return ``parties``, ``title``, ``controls``, ``states``, ``equilibria``, ``coalition_moves`` and ``ways``."""
        controls = [
            {"party": show.thing(each.party), "option": show.thing(each.option), "assumed": each.assumed}
            for each in self.knots.controls
        ]
        model = self._shown(show).json(show.thing, lambda number: self._control(show, number))
        return {"parties": show.things(self.parties), "title": None, "controls": controls, **model}

    def tables(self, lang: str = "en") -> list[Table]:
        """Return who controls what, the states, moves together, and ways from where things stand."""
        show = self.renderer(lang)
        rows = tuple(
            (
                show.name(each.option),
                show.name(each.party),
                said(lang, "assumed: it is not known who would act") if each.assumed else "",
            )
            for each in self.knots.controls
        )
        columns = (said(lang, "Option"), said(lang, "Party"), "")
        control = Table(said(lang, "Who can take each option"), columns, rows)
        return [control, *self._shown(show).tables(f"{said(lang, _MEANING)}\n{said(lang, _RANKED)}")]

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each state and party."""
        return self._shown(self.renderer(lang)).rows()


@dataclass(frozen=True)
class ModelStability(Framed):
    """Which states of a graph model of one's own are stable (:mod:`kg.deals.model_file`, :mod:`kg.deals.stability`)."""

    title: str
    found: Stability

    def _shown(self, lang: str = "en") -> _Shown:
        return _Shown(lang, self.found, str, lambda number: self.found.model.options[number])

    def to_json(self, lang: str = "en") -> Json:
        """Return the answer as an object of the JSON contract."""
        model = self.found.model
        controls = [
            {"party": mover.name, "option": model.options[number], "assumed": False}
            for mover in model.movers
            for number in mover.controls
        ]
        parties: Sequence[str] = [mover.name for mover in model.movers]
        shown = self._shown()
        return {
            "schema": SCHEMA,
            "title": self.title,
            "parties": parties,
            "controls": controls,
            **shown.json(str, lambda number: model.options[number]),
        }

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        model = self.found.model
        counts = (
            page_counted(lang, "partyCount", len(model.movers), "{count} party", "{count} parties"),
            counted(lang, len(model.options), "{count} option", "{count} options"),
            counted(lang, len(model.names), "{count} state", "{count} states"),
        )
        return [f"{self.title} — {listed(lang, counts)}"]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the states, moves together, and ways from where things stand."""
        return self._shown(lang).tables(said(lang, _MEANING))

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each state and party."""
        return self._shown().rows()
