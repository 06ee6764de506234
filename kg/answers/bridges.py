"""Bridges as an answer: each matter between parties, with their possible moves side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.analysis.bridges import Matter
from kg.analysis.conflicts import Conflict, ConflictKind, Severity
from kg.analysis.moves import Move
from kg.answers.base import Answer
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.answers.terms import bound_words, ground_name, marks
from kg.case.records import Condition
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import joined, later, listed, said

__all__ = ["Bridges"]

_GRADES = later(
    "In brackets the grade: 1 from no stance, doubt or leaning; 2 from oppose or support; 3 from demand or rule-out.\n"
    "Each move is tried alone, with everything else as it is. None is advised: the list says nothing of who should move."
)

_LEFT = {
    Stance.DEMAND: later("its demand of {option}"),
    Stance.SUPPORT: later("its support of {option}"),
    Stance.CONDITIONAL: later("its conditional acceptance of {option}"),
    Stance.OPEN: later("its openness to {option}"),
}

_OPPOSED = {
    Stance.DOUBT: later("could no longer doubt {option}"),
    Stance.OPPOSE: later("could no longer oppose {option}"),
    Stance.RULE_OUT: later("could no longer rule out {option}"),
}

_CONFLICTS = {
    ConflictKind.DIRECT: later("direct conflict"),
    ConflictKind.EXCLUSIVE: later("exclusive conflict"),
    ConflictKind.PREFERENCE: later("preference conflict"),
    ConflictKind.CONDITIONAL: later("conditional conflict"),
    ConflictKind.SEQUENCE: later("sequence conflict"),
    ConflictKind.READING: later("reading conflict"),
}

_NO_WORD = later("lacks one party's word")

_SEVERITIES = {
    Severity.RED_LINE: later("red line"),
    Severity.ONE_RED_LINE: later("one red line"),
    Severity.FIRM: later("firm"),
    Severity.SOFT: later("soft"),
}


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
        lang = show.lang
        option = show.name(move.option) if move.option else said(lang, "what it is conditional on")
        if move.condition:
            return self._on_condition(show, move, move.condition, option)
        points = show.names(move.points)
        return {
            "withdraw": lambda: said(lang, "could withdraw {left}", left=self._left(show, move)),
            "lift": lambda: said(lang, "could withdraw {left}", left=self._left(show, move)),
            "narrow": lambda: self._narrow(show, move),
            "no longer oppose": lambda: said(lang, self._opposed(move), option=option),
            "open": lambda: said(lang, "could become open to {option}", option=option),
            "state a view": lambda: said(lang, "could state a view of {option}", option=option),
            "state a reading": lambda: said(
                lang, "could state a reading of {option} on {points} that matches", option=option, points=points
            ),
            "leave open": lambda: said(lang, "could leave {points} of {option} open", option=option, points=points),
        }[move.kind]()

    def _on_condition(self, show: Renderer, move: Move, condition: Condition, option: str) -> str:
        required = show.condition_words(replace(condition, otherwise=()))
        if move.kind == "meet":
            return f"{self._meets(show, move)} {required}"
        if move.kind == "together":
            required = show.condition_words(replace(condition, timing="together", otherwise=()))
            return said(show.lang, "could agree to {required}, for {option}", required=required, option=option)
        accepts = said(show.lang, "could accept {option} without its condition:", option=option)
        return f"{accepts} {required}"

    def _meets(self, show: Renderer, move: Move) -> str:
        of = show.name(move.of or "")
        if move.beside:
            beside = show.names(move.beside)
            return said(show.lang, "could meet with {beside} the condition of {of}:", beside=beside, of=of)
        return said(show.lang, "could meet the condition of {of}:", of=of)

    def _narrow(self, show: Renderer, move: Move) -> str:
        left, to = self._left(show, move), self._value(show, move.to, move.left)
        return said(show.lang, "could narrow {left} to {to}", left=left, to=to)

    def _left(self, show: Renderer, move: Move) -> str:
        stance = move.left.stance if move.left else Stance.SUPPORT
        return said(show.lang, _LEFT[stance], option=self._value(show, move.option, move.left))

    def _value(self, show: Renderer, option: str | None, held: Resolved | None) -> str:
        value = show.name(option or "")
        for bound in reversed(held.bounds if held else ()):
            value = bound_words(show.lang, bound, value)
        return value

    def _opposed(self, move: Move) -> str:
        return _OPPOSED.get(move.left.stance, _OPPOSED[Stance.OPPOSE]) if move.left else _OPPOSED[Stance.OPPOSE]

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table: a row for each matter, and for two parties a column for each."""
        show = self.renderer(lang)
        if not self.bridges:
            none = said(lang, "no single move brings an option nearer or ends a conflict")
            return [Table(said(lang, "Bridges"), (), (), note=none)]
        pair = len(self.parties) == 2
        columns = (said(lang, "Matter"), *(map(show.name, self.parties) if pair else [said(lang, "Possible moves")]))
        rows = tuple((self._head_of(show, matter), *self._cells(show, matter, pair=pair)) for matter in self.bridges)
        return [Table(f"{said(lang, 'Bridges')} ({len(rows)})", columns, rows, note=said(lang, _GRADES))]

    def _head_of(self, show: Renderer, matter: Matter) -> str:
        options, marked = (
            show.names(matter.options),
            marks(show.lang, inferred=matter.inferred, ascribed=matter.ascribed),
        )
        if matter.condition and matter.kind in ("condition", "before"):
            parties = show.names(dict.fromkeys(side.party for side in matter.sides))
            return f"{options}\n{said(show.lang, 'condition of {parties}', parties=parties)}{marked}"
        if matter.kind == "clash":
            return f"{options}\n{said(show.lang, 'no settlement honours all that is said of it')}{marked}"
        if matter.kind == "word":
            return f"{options}\n{said(show.lang, _NO_WORD)}{marked}"
        between = " × ".join(map(show.name, matter.options))
        words = [_CONFLICTS[ConflictKind(matter.kind)]]
        words += [] if matter.kind == "reading" else [_SEVERITIES[matter.conflicts[0].severity]]
        return f"{between}\n{listed(show.lang, (said(show.lang, each) for each in words))}{marked}"

    def _cells(self, show: Renderer, matter: Matter, *, pair: bool) -> Iterator[str]:
        if not pair:
            yield "\n".join(f"{show.name(m.party)} {self._cell(show, matter, m)}" for m in matter.moves)
            return
        for party in self.parties:
            mine = [self._cell(show, matter, move) for move in matter.moves if move.party == party]
            yield "\n".join(mine) or "—"

    def _cell(self, show: Renderer, matter: Matter, move: Move) -> str:
        known = marks(show.lang, inferred=move.inferred, ascribed=move.ascribed).strip(" ()")
        marked = f" ({said(show.lang, 'its stance {known}', known=known)})" if known else ""
        return f"{self._words(show, move)}{marked} [{move.grade}]\n→ {self._brings(show, matter, move)}"

    def _brings(self, show: Renderer, matter: Matter, move: Move) -> str:
        lang = show.lang
        parts = [f"{ground_name(lang, 'agreed')}: {show.names(move.gain.agreed)}"] if move.gain.agreed else []
        is_view = move.kind == "state a view"
        near = said(lang, "if open, within reach") if is_view else ground_name(lang, "within_reach")
        parts += [f"{near}: {show.names(move.gain.within_reach)}"] if move.gain.within_reach else []
        own = {conflict.key for conflict in matter.conflicts}
        others = [conflict for conflict in move.gain.ends if conflict.key not in own]
        ends = [said(lang, "the conflict")] if len(others) < len(move.gain.ends) else []
        for conflict in _in_order(others):
            options = " × ".join(show.name(term) for term in sorted({held.term for held in conflict.sides}))
            kind = said(lang, _CONFLICTS[conflict.kind])
            ends.append(said(lang, "the {conflict} on {options}", conflict=kind, options=options))
        if move.gain.clash:
            is_clash = matter.kind == "clash"
            ends.append(said(lang, "the clash") if is_clash else said(lang, "the clash with the condition"))
        parts += [said(lang, "ends {what}", what=listed(lang, ends))] if ends else []
        return joined(lang, parts)

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
