"""The state of an installation and of where a case is stored, as an answer."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.checking.health import Found, Health, Lock

__all__ = ["Diagnosis"]

_KINDS = {
    "part": "unfinished file",
    "new": "unfinished folder",
    "old": "older store",
    "swap": "unfinished renames",
}


@dataclass(frozen=True)
class Diagnosis(Framed):
    """What :func:`kg.checking.health.examine_health` found."""

    health: Health

    def to_json(self, lang: str = "en") -> Json:
        """Return the diagnosis as an object of the JSON contract."""
        found, stored = self.health, self.health.stored
        return {
            "schema": SCHEMA,
            "well": found.is_well,
            "versions": [{"name": name, "version": version} for name, version in found.versions],
            "extras": [{"name": name, "installed": is_there} for name, is_there in found.extras],
            "store": {
                "kind": stored.kind,
                "engine": stored.engine,
                "bytes": stored.size,
                "triples": stored.triples,
                "problem": stored.problem,
            },
            "classes": [{"class": name, "count": count} for name, count in stored.classes],
            "shapes": found.shapes,
            "locks": [{"held": one.held, "process": one.process, "since": one.since} for one in found.locks],
            "leftovers": [
                {"kind": one.kind, "process": one.process, "running": one.running, "bytes": one.size}
                for one in found.leftovers
            ],
            "repaired": found.repaired and {"done": found.repaired.done, "left": found.repaired.left},
        }

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        lines = ["All is well" if self.health.is_well else "Something is to be done"]
        if self.health.repaired:
            left = (
                f", {self.health.repaired.left} left, which a process holds or which cannot be changed"
                if self.health.repaired.left
                else ""
            )
            lines.append(f"repaired: {self.health.repaired.done}{left}")
        return lines

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table."""
        return [Table("", ("What", "State"), tuple((what, state) for _, what, state in self._lines()))]

    def rows(self, lang: str = "en") -> Rows:
        """Return columns and rows for CSV."""
        return ("about", "what", "state"), [list(line) for line in self._lines()]

    def _lines(self) -> list[tuple[str, str, str]]:
        found, stored = self.health, self.health.stored
        lines = [("version", name, version or "not installed") for name, version in found.versions]
        lines += [("extra", f"extra {name}", "installed" if there else "not installed") for name, there in found.extras]
        size = [] if stored.size is None else [f"{stored.size:,} bytes"]
        triples = [] if stored.triples is None else [f"{stored.triples:,} triples"]
        lines.append(("store", "the case", ", ".join([stored.kind, *size, *triples])))
        lines += [("store", "its engine", stored.engine)] if stored.engine else []
        lines.append(("store", "reading it", stored.problem or "works"))
        lines += [("class", name, f"{count:,}") for name, count in stored.classes]
        lines.append(("shapes", "the shapes", self._shapes()))
        lines += [("lock", "lock", _said_of_lock(one)) for one in found.locks]
        lines += [("leftover", _KINDS[one.kind], _said_of_leftover(one)) for one in found.leftovers]
        return lines

    def _shapes(self) -> str:
        if self.health.shapes is None:
            return "not run"
        counted = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in self.health.shapes.items())
        return f"{counted} (kg check lists them)"

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])


def _said_of_lock(lock: Lock) -> str:
    who = f"process {lock.process}, since {lock.since}" if lock.process else "an unknown process"
    return f"held by {who}" if lock.held else f"left by {who}; kg doctor --repair removes it"


def _said_of_leftover(found: Found) -> str:
    if found.kind == "old":
        return (
            "moved aside by version 1.0 (.old- and eight digits after its name); kg doctor --repair puts it back where none is in its "
            "place; else look whether it holds what the case lacks, then remove it"
        )
    who = f"process {found.process}, " if found.process else ""
    state = "which runs" if found.running else "which has ended; kg doctor --repair completes or removes it"
    return f"{who}{state}" if who else state.removeprefix("which ")
