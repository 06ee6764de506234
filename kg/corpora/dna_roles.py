"""Which variable of a coded database is the actor, the speaker, the concept and the agreement, and what its values mean.

Variables are found by the names that Discourse Network Analyzer gives them, or are named by the user; never by their
order. Agreement is a boolean variable (1 support, 0 opposition), or else a scale that the user declares: which value is
which stance is never guessed from the values or their signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from kg.corpora.dna_database import Coded, Database, Variable
from kg.errors import InputError, UsageError
from kg.schema import CHOICES
from kg.sheets.problems import CellError
from kg.text import called, did_you_mean, fold

__all__ = ["DnaOptions", "Roles", "parse_scale", "roles_of", "stance_of"]

#: the names by which a role's variable is found where the user names none
_NAMES = {
    "actor": frozenset({"organization", "organisation", "actor", "party", "group"}),
    "speaker": frozenset({"person", "speaker"}),
    "concept": frozenset({"concept", "category", "claim"}),
    "agreement": frozenset({"agreement", "qualifier"}),
}

#: how many values of a scale are listed
_MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class DnaOptions:
    """What the user said of a database: names of variables, of the statement type, of coders, and the scale.

    ``scale`` gives the stance of each value (folded); "" leaves out the statements with that value.
    """

    actor: str | None = None
    speaker: str | None = None
    concept: str | None = None
    agreement: str | None = None
    statement_type: str | None = None
    coders: tuple[str, ...] = ()
    scale: Mapping[str, str] = field(default_factory=dict)

    def given(self) -> list[str]:
        """Return the options of the command line that were given."""
        names = (one.name for one in fields(self) if getattr(self, one.name))
        return [f"--{'coder' if name == 'coders' else name.replace('_', '-')}" for name in names]


@dataclass(frozen=True, slots=True)
class Roles:
    """The variables of a statement type, by role. ``actors`` are tried in order: a person without organisation is a party."""

    actors: tuple[Variable, ...]
    speaker: Variable | None
    concept: Variable
    agreement: Variable

    @property
    def variables(self) -> frozenset[int]:
        """The ids of all."""
        speaker = (self.speaker,) if self.speaker else ()
        return frozenset(variable.id for variable in (*self.actors, *speaker, self.concept, self.agreement))


def parse_scale(text: str) -> dict[str, str]:
    """Return the stances of a scale's values (folded), from ``VALUE=STANCE,VALUE=STANCE``; ``VALUE=`` leaves it out.

    Raises :class:`~kg.errors.UsageError` for anything else.

    >>> parse_scale("-1=oppose, 0=, 1=support")
    {'-1': 'oppose', '0': '', '1': 'support'}
    """
    scale: dict[str, str] = {}
    allowed = CHOICES["stance"]
    for part in filter(str.strip, text.split(",")):
        value, sign, stance = (piece.strip() for piece in part.rpartition("="))
        if not sign or not value:
            raise UsageError(f"--scale: “{part.strip()}” is not VALUE=STANCE; write it as --scale 1=support,-1=oppose")
        if stance and stance not in allowed:
            raise UsageError(f"--scale: there is no stance “{stance}”; {did_you_mean(stance, allowed)}")
        if scale.setdefault(_folded(value), stance) != stance:
            raise UsageError(f"--scale: the value {value} is given two stances; give it one")
    if not scale:
        raise UsageError("--scale is empty; write it as --scale 1=support,-1=oppose")
    return scale


def _folded(value: object) -> str:
    text = fold(str(value))
    return text[1:] if text[:1] == "+" and text[1:].isdigit() else text


def roles_of(database: Database, options: DnaOptions) -> dict[int, Roles]:
    """Return the roles of the variables of each statement type that has an actor, a concept and an agreement.

    Raises :class:`~kg.errors.InputError` where there is no such type, where several variables could have a role, where a
    scale is not declared, or where a name that was given is not there.
    """
    types = _types(database, options)
    of_type = {number: [v for v in database.variables.values() if v.type_id == number] for number in types}
    every = [variable for variables in of_type.values() for variable in variables]
    for role in _NAMES:
        wanted = getattr(options, role)
        if wanted is not None and not _called(wanted, every):
            names = list(dict.fromkeys(variable.name for variable in every))
            hint = did_you_mean(wanted, names) or f"kg import FILE -o CASE shows them: {_shown(every)}"
            raise InputError(database.path, f"--{role}: no variable is named “{wanted}”; {hint}")
    found = {}
    for number, variables in of_type.items():
        candidates = {role: _candidates(role, variables, options) for role in _NAMES}
        if (candidates["actor"] or candidates["speaker"]) and candidates["concept"] and candidates["agreement"]:
            found[number] = _roles(database, options, candidates)
    if not found:
        raise _incomplete(database, options, of_type)
    for number, roles in found.items():
        _refuse_undeclared(database, options, number, roles.agreement)
    return found


def _types(database: Database, options: DnaOptions) -> list[int]:
    wanted = options.statement_type
    if wanted is None:
        return list(database.types)
    labels = called(wanted, database.types.values())
    found = [number for number, label in database.types.items() if label in labels]
    if not found:
        known = list(dict.fromkeys(database.types.values()))
        hint = did_you_mean(wanted, known) or f"there are: {', '.join(known)}"
        raise InputError(database.path, f"no statement type is named “{wanted}”; {hint}")
    return found


def _called(wanted: str, variables: Iterable[Variable]) -> list[Variable]:
    known = list(variables)
    names = called(wanted, (variable.name for variable in known))
    return [variable for variable in known if variable.name in names]


def _candidates(role: str, variables: Sequence[Variable], options: DnaOptions) -> list[Variable]:
    wanted = getattr(options, role)
    if wanted is not None:
        return _called(wanted, variables)
    found = [variable for variable in variables if variable.name.casefold() in _NAMES[role]]
    return found if role == "agreement" else [variable for variable in found if variable.is_text]


def _roles(database: Database, options: DnaOptions, candidates: Mapping[str, list[Variable]]) -> Roles:
    actor, speaker, concept, agreement = (_only(database, options, role, candidates) for role in _NAMES)
    assert concept and agreement
    in_order = (actor,) if options.actor else (actor, speaker)
    return Roles(tuple(dict.fromkeys(v for v in in_order if v)), speaker, concept, agreement)


def _only(
    database: Database, options: DnaOptions, role: str, candidates: Mapping[str, list[Variable]]
) -> Variable | None:
    found = candidates[role]
    if role == "speaker" and options.actor and len(found) > 1:
        found = [variable for variable in found if variable in candidates["actor"]] or found
    if len(found) > 1:
        problem = f"several variables could be the {role}: {', '.join(variable.name for variable in found)}"
        raise InputError(database.path, f"{problem}. {_way_out(f'--{role} NAME')}")
    if found and role != "agreement" and not found[0].is_text:
        raise InputError(database.path, f"--{role}: {_shown(found)} is not a text; name a variable that is")
    return found[0] if found else None


def _incomplete(database: Database, options: DnaOptions, of_type: Mapping[int, list[Variable]]) -> InputError:
    lacking: list[str] = list(_NAMES)
    for variables in of_type.values():
        without = [role for role in ("actor", "concept", "agreement") if not _candidates(role, variables, options)]
        if "actor" in without and _candidates("speaker", variables, options):
            without.remove("actor")
        lacking = min(lacking, without, key=len)
    listed = "; ".join(f"{database.types[number]}: {_shown(found)}" for number, found in of_type.items() if found)
    problem = f"has no statement type with an actor, a concept and agreement. Its variables are: {listed or 'none'}"
    return InputError(database.path, f"{problem}. {_way_out(' '.join(f'--{role} NAME' for role in lacking))}")


def _refuse_undeclared(database: Database, options: DnaOptions, type_id: int, agreement: Variable) -> None:
    if options.scale or agreement.kind.casefold() == "boolean":
        return
    values = {coded.values[agreement.id] for coded in database.statements if _is_coded(coded, type_id, agreement)}
    listed = sorted(values, key=lambda value: (isinstance(value, str), value))
    shown = ", ".join(map(str, listed[:_MOST_VALUES])) + (" …" if len(listed) > _MOST_VALUES else "")
    example = ",".join(f"{value}=STANCE" for value in listed[:_MOST_VALUES]) or "VALUE=STANCE"
    problem = f"“{agreement.name}” is a scale ({agreement.kind}; values: {shown or 'none'}), and which value is which stance is not known"
    raise InputError(database.path, f"{problem}. {_way_out(f'--scale {example}')}, with one of {_stances()}")


def _is_coded(coded: Coded, type_id: int, agreement: Variable) -> bool:
    return coded.type_id == type_id and coded.values.get(agreement.id, "") != ""


def _stances() -> str:
    return ", ".join(CHOICES["stance"])


def _way_out(options: str) -> str:
    return f"Say which: kg import FILE -o CASE.ttl {options}"


def _shown(variables: Iterable[Variable]) -> str:
    return ", ".join(f"{variable.name} ({variable.kind})" for variable in variables)


def stance_of(value: str | int, options: DnaOptions) -> str:
    """Return the stance that a value of the agreement stands for, "" where the scale leaves it out.

    Raises :class:`~kg.sheets.problems.CellError` for a value that has none.
    """
    if options.scale:
        stance = options.scale.get(_folded(value))
        if stance is None:
            raise CellError(f"has the agreement “{value}”, of which --scale says nothing", f"add {value}=STANCE to it")
        return stance
    if value not in (0, 1):
        right = f"say what each value means: --scale 0=STANCE,1=STANCE,{value}=STANCE"
        raise CellError(f"has the agreement “{value}”, which is not 0 or 1", right)
    return "support" if value else "oppose"
