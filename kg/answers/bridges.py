"""Bridges as an answer: each matter between parties, with their possible moves side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.analysis.bridges import Matter
from kg.analysis.conflicts import Conflict
from kg.analysis.moves import Move
from kg.answers.base import Answer
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.answers.terms import marks
from kg.case.records import Condition
from kg.resolution import Resolved
from kg.vocabulary import Stance

__all__ = ["Bridges"]

_GRADES = (
    "In brackets the grade: 1 from no stance, doubt or leaning; 2 from oppose or support; 3 from demand or rule-out.\n"
    "Each move is tried alone, with everything else as it is. None is advised: the list says nothing of who should move."
)

_LEFT = {
    Stance.DEMAND: "its demand of",
    Stance.SUPPORT: "its support of",
    Stance.CONDITIONAL: "its conditional acceptance of",
    Stance.OPEN: "its openness to",
}

_OPPOSED = {Stance.DOUBT: "doubt", Stance.OPPOSE: "oppose", Stance.RULE_OUT: "rule out"}


@dataclass(frozen=True)
class Bridges(Answer):
    """What each party could do on each matter between them (:mod:`kg.analysis.bridges`), in its order."""

    bridges: tuple[Matter, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances that stand between the parties, and those on what the moves would bring."""
        for matter in self.bridges:
            yield from matter.sides
            for move in matter.moves:
                yield from (side for conflict in move.gain.ends for side in conflict.sides)
                for option in (*move.gain.agreed, *move.gain.within_reach):
                    yield from (self.resolution.stance(party, option) for party in self.parties)

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``bridges``."""
        return {"parties": show.things(self.parties), "bridges": [self._matter(show, each) for each in self.bridges]}

    def _matter(self, show: Renderer, matter: Matter) -> Json:
        return {
            "kind": matter.kind,
            "issues": show.things(matter.issues),
            "options": show.things(matter.options),
            "conflicts": [self._conflict(show, conflict) for conflict in matter.conflicts],
            "condition": show.condition(matter.condition) if matter.condition else None,
            "points": show.things(matter.points),
            "ascribed": matter.ascribed,
            "inferred": matter.inferred,
            "moves": [self._move(show, move) for move in matter.moves],
        }

    def _conflict(self, show: Renderer, conflict: Conflict) -> Json:
        return {
            "kind": conflict.kind.value,
            "severity": conflict.severity.value,
            "options": show.things(sorted({held.term for held in conflict.sides})),
            "parties": show.things(sorted({held.party for held in conflict.sides})),
        }

    def _move(self, show: Renderer, move: Move) -> Json:
        return {
            "party": show.thing(move.party),
            "move": move.kind,
            "option": show.thing_or_none(move.option),
            "to": show.thing_or_none(move.to),
            "from": str(move.left.stance) if move.left else None,
            "condition": show.condition(move.condition) if move.condition else None,
            "of": show.thing_or_none(move.of),
            "with": show.things(move.beside),
            "text": self._words(show, move),
            "grade": move.grade,
            "brings": {
                "agreed": show.things(move.gain.agreed),
                "within_reach": show.things(move.gain.within_reach),
                "ends": [self._conflict(show, conflict) for conflict in _in_order(move.gain.ends)],
                "ends_clash": move.gain.clash,
            },
            "ascribed": move.ascribed,
            "inferred": move.inferred,
        }

    # ------------------------------------------------------------- a move in words

    def _words(self, show: Renderer, move: Move) -> str:
        option = show.name(move.option) if move.option else "what it is conditional on"
        if move.condition:
            return self._on_condition(show, move, move.condition, option)
        points = show.names(move.points)
        return {
            "withdraw": lambda: f"could withdraw {self._left(show, move)}",
            "lift": lambda: f"could withdraw {self._left(show, move)}",
            "narrow": lambda: f"could narrow {self._left(show, move)} to {self._value(show, move.to, move.left)}",
            "no longer oppose": lambda: f"could no longer {self._opposed(move)} {option}",
            "open": lambda: f"could become open to {option}",
            "state a view": lambda: f"could state a view of {option}",
            "state a reading": lambda: f"could state a reading of {option} on {points} that matches",
            "leave open": lambda: f"could leave {points} of {option} open",
        }[move.kind]()

    def _on_condition(self, show: Renderer, move: Move, condition: Condition, option: str) -> str:
        required = show.condition_words(replace(condition, otherwise=()))
        if move.kind == "meet":
            beside = f" with {show.names(move.beside)}" if move.beside else ""
            return f"could meet{beside} the condition of {show.name(move.of or '')}: {required}"
        if move.kind == "together":
            required = show.condition_words(replace(condition, timing="together", otherwise=()))
            return f"could agree to {required}, for {option}"
        return f"could accept {option} without its condition: {required}"

    def _left(self, show: Renderer, move: Move) -> str:
        stance = move.left.stance if move.left else Stance.SUPPORT
        return f"{_LEFT[stance]} {self._value(show, move.option, move.left)}"

    def _value(self, show: Renderer, option: str | None, held: Resolved | None) -> str:
        bounds = [bound.replace("-", " ") for bound in (held.bounds if held else ()) if bound != "exactly"]
        return " ".join([*bounds, show.name(option or "")])

    def _opposed(self, move: Move) -> str:
        return _OPPOSED.get(move.left.stance, "oppose") if move.left else "oppose"

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table: a row for each matter, and for two parties a column for each."""
        show = self.renderer(lang)
        if not self.bridges:
            return [Table("Bridges", (), (), note="no single move brings an option nearer or ends a conflict")]
        pair = len(self.parties) == 2
        columns = ("Matter", *map(show.name, self.parties)) if pair else ("Matter", "Possible moves")
        rows = tuple((self._head_of(show, matter), *self._cells(show, matter, pair=pair)) for matter in self.bridges)
        return [Table(f"Bridges ({len(rows)})", columns, rows, note=_GRADES)]

    def _head_of(self, show: Renderer, matter: Matter) -> str:
        options, marked = (
            show.names(matter.options),
            marks(show.lang, inferred=matter.inferred, ascribed=matter.ascribed),
        )
        if matter.condition and matter.kind in ("condition", "before"):
            parties = show.names(dict.fromkeys(side.party for side in matter.sides))
            return f"{options}\ncondition of {parties}{marked}"
        if matter.kind == "clash":
            return f"{options}\nno settlement honours all that is said of it{marked}"
        if matter.kind == "word":
            return f"{options}\nlacks one party's word{marked}"
        between = " × ".join(map(show.name, matter.options))
        severity = "" if matter.kind == "reading" else f", {matter.conflicts[0].severity.value.replace('-', ' ')}"
        return f"{between}\n{matter.kind} conflict{severity}{marked}"

    def _cells(self, show: Renderer, matter: Matter, *, pair: bool) -> Iterator[str]:
        if not pair:
            yield "\n".join(f"{show.name(m.party)} {self._cell(show, matter, m)}" for m in matter.moves)
            return
        for party in self.parties:
            mine = [self._cell(show, matter, move) for move in matter.moves if move.party == party]
            yield "\n".join(mine) or "—"

    def _cell(self, show: Renderer, matter: Matter, move: Move) -> str:
        known = ["inferred"] if move.inferred else []
        known += ["by others' word"] if move.ascribed else []
        marked = f" (its stance {', '.join(known)})" if known else ""
        return f"{self._words(show, move)}{marked} [{move.grade}]\n→ {self._brings(show, matter, move)}"

    def _brings(self, show: Renderer, matter: Matter, move: Move) -> str:
        parts = [f"agreed: {show.names(move.gain.agreed)}"] if move.gain.agreed else []
        near = "if open, within reach" if move.kind == "state a view" else "within reach"
        parts += [f"{near}: {show.names(move.gain.within_reach)}"] if move.gain.within_reach else []
        own = {conflict.key for conflict in matter.conflicts}
        others = [conflict for conflict in move.gain.ends if conflict.key not in own]
        ends = ["the conflict"] if len(others) < len(move.gain.ends) else []
        for conflict in _in_order(others):
            options = " × ".join(show.name(term) for term in sorted({held.term for held in conflict.sides}))
            ends.append(f"the {conflict.kind} conflict on {options}")
        clash = "the clash" if matter.kind == "clash" else "the clash with the condition"
        ends += [clash] if move.gain.clash else []
        parts += [f"ends {', '.join(ends)}"] if ends else []
        return "; ".join(parts)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each move."""
        show = self.renderer(lang)
        columns = ("matter", "issues", "options", "party", "move", "text", "grade", "agreed", "within_reach")
        found: list[list[object]] = [
            [matter.kind, show.names(matter.issues), show.names(matter.options), show.name(move.party), move.kind]
            + [self._words(show, move), move.grade, show.names(move.gain.agreed), show.names(move.gain.within_reach)]
            + [len(move.gain.ends), move.inferred, move.ascribed]
            for matter in self.bridges
            for move in matter.moves
        ]
        return (*columns, "conflicts_ended", "inferred", "ascribed"), found


def _in_order(conflicts: Iterable[Conflict]) -> list[Conflict]:
    return sorted(conflicts, key=lambda conflict: (conflict.issues, conflict.kind, conflict.key))
