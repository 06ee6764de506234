"""A builder of tiny cases: one stage of parties, issues and options, and one line of Turtle-writing for each act on it.

The stage: parties ``a`` ``b`` ``c``, ``z`` who never speaks, coalitions ``g`` ``h``, facilitator ``f``, outsider ``o``;
issues ``x`` (exclusive: x1 x2 x3), ``w`` (compatible: w1 … w5), ``l`` (ladder: l10 l20 l30 l40). Days are days of
January 2031. What a builder function returns is Turtle, so that a property can shuffle, drop or add it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

__all__ = [
    "BASE",
    "STAGE",
    "agreed_in",
    "by_option",
    "condition",
    "conflicts_of",
    "day_of",
    "entails",
    "event",
    "excludes",
    "ground_of",
    "local",
    "member",
    "person",
    "position",
    "proposal",
    "reading",
    "stance_of",
    "status",
    "told_too",
    "withdrawal",
]

BASE = "https://example.org/stage#"
CLASSES = ("agreed", "within_reach", "rejected", "contested", "unaddressed")

_PREFIXES = f"""@prefix : <{BASE}> .
@prefix neg: <https://w3id.org/neg#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def day_of(day: int) -> date:
    """Return a day of January 2031."""
    return date(2031, 1, day)


def _date(day: int) -> str:
    return f'"{day_of(day).isoformat()}"^^xsd:date'


def _thing(name: str, class_: str, *more: str) -> str:
    return " ; ".join((f":{name} a neg:{class_}", f'skos:prefLabel "{name}"@en', *more)) + " .\n"


def _stage() -> str:
    roles = dict.fromkeys("abczgh", "principal") | {"f": "facilitator", "o": "outside"}
    lines = [_PREFIXES, ':stage a neg:Case ; dcterms:title "Stage"@en .\n']
    lines += [_thing(name, "Party", f"neg:role neg:{role}") for name, role in roles.items()]
    lines += [
        _thing(name, "Issue", f"neg:choiceRule neg:{rule}")
        for name, rule in {"x": "exclusive", "w": "compatible", "l": "ladder"}.items()
    ]
    lines += [
        _thing(f"{issue}{n}", "Option", f"neg:optionOf :{issue}", "neg:undertakerUnstated true")
        for issue, n in [("x", 1), ("x", 2), ("x", 3), *(("w", n) for n in range(1, 6))]
    ]
    lines += [
        _thing(f"l{v}", "Option", "neg:optionOf :l", f"neg:value {v}.0", 'neg:unit "boats"') for v in (10, 20, 30, 40)
    ]
    lines.append(':paper a neg:Source ; dcterms:title "Paper"@en ; neg:paragraphs 9 .\n')
    return "".join(lines)


#: the stage on which every tiny case plays
STAGE = _stage()


def _name(kind: str, *parts: object) -> str:
    return f"{kind}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:10]}"


def _statement(
    name: str,
    who: str,
    day: int,
    attribution: str,
    earliest: int | None = -1,
    *,
    mandate: str | None = None,
    channel: str | None = None,
    confidence: float | None = None,
    withdraws: str | None = None,
    speaker: str | None = None,
) -> str:
    first = day if earliest == -1 else earliest
    parts = [
        f":{name} a neg:Statement",
        f"neg:about :{who}",
        "neg:source :paper",
        "neg:paragraph 1",
        f"neg:latest {_date(day)}",
        f"neg:attribution neg:{attribution}",
        f'neg:paraphrase "{name}"@en',
    ]
    parts += [f"neg:earliest {_date(first)}"] if first is not None else []
    parts += [f"neg:mandate neg:{mandate}"] if mandate else []
    parts += [f"neg:channel neg:{channel}"] if channel else []
    parts += [f"neg:confidence {confidence:.2f}"] if confidence is not None else []
    parts += [f"neg:withdraws :{withdraws}"] if withdraws else []
    parts += [f"neg:speaker :{speaker}"] if speaker else []
    return " ; ".join(parts) + " .\n"


def person(name: str, *speaks_for: str) -> str:
    """Return a person who speaks for parties."""
    return _thing(name, "Person", *(f"neg:speaksFor :{party}" for party in speaks_for))


def status(
    of: str, status: str, day: int, attribution: str | None = None, teller: str = "f", told: int | None = None
) -> str:
    """Return a change of a proposal's status from a day on, told in a statement where an attribution is given."""
    name = _name("s", of, status, day, attribution, teller, told)
    parts = ["a neg:StatusChange", f"neg:status neg:{status}", f"neg:from {_date(day)}"]
    parts += [f"neg:statedIn :{name}"] if attribution else []
    told = _statement(name, teller, told or day, attribution) if attribution else ""
    return f":{of} neg:statusChange [ {' ; '.join(parts)} ] .\n" + told


def condition(
    *requires: str,
    words: str | None = None,
    timing: str | None = None,
    any_of: str | None = None,
    when_met: str | None = None,
    deadline: int | None = None,
    otherwise: str | None = None,
    by: Iterable[str] = (),
    unless: Iterable[str] = (),
    bound: str | None = None,
) -> str:
    """Return a condition that requires terms or kinds of event, or words; one of a group where ``any_of`` names it."""
    parts = ["a neg:Condition", *(f"neg:requires :{term}" for term in requires)]
    parts += [f'neg:requiresWords "{words}"@en'] if words else []
    parts += [f"neg:timing neg:{timing}"] if timing else []
    parts += [f'neg:anyOf "{any_of}"'] if any_of else []
    parts += [f"neg:whenMet neg:{when_met}"] if when_met else []
    parts += [f"neg:deadline {_date(deadline)}"] if deadline else []
    parts += [f'neg:otherwise "{otherwise}"@en'] if otherwise else []
    parts += [f"neg:by :{party}" for party in by]
    parts += [f"neg:unless :{each}" for each in unless]
    parts += [f"neg:bound neg:{bound}"] if bound else []
    return f"[ {' ; '.join(parts)} ]"


def position(
    who: str,
    stance: str,
    on: str,
    day: int = 1,
    attribution: str = "on-record",
    *conditions: str,
    bound: str | None = None,
    ends: int | None = None,
    name: str | None = None,
    earliest: int | None = -1,
    **statement: Any,
) -> str:
    """Return a position and the one statement that backs it."""
    key = (who, stance, on, day, attribution, conditions, bound, ends, earliest, sorted(statement.items()))
    name = name or _name("p", *key)
    parts = [
        f":{name} a neg:Position",
        f"neg:heldBy :{who}",
        f"neg:on :{on}",
        f"neg:stance neg:{stance}",
        f"neg:statedIn :s-{name}",
        *(f"neg:condition {each}" for each in conditions),
    ]
    parts += [f"neg:bound neg:{bound}"] if bound else []
    parts += [f"neg:endsOn {_date(ends)}"] if ends else []
    return " ; ".join(parts) + " .\n" + _statement(f"s-{name}", who, day, attribution, earliest, **statement)


def proposal(
    name: str,
    terms: str,
    day: int = 1,
    *,
    by: str | None = None,
    tabled_by: str | None = None,
    ends: int | None = None,
    status: str = "tabled",
    attribution: str = "on-record",
    **statement: Any,
) -> str:
    """Return a proposal of the terms (names between spaces), proposed or tabled by a party, and its statement."""
    parts = [
        _thing(
            name,
            "Proposal",
            *(f"neg:term :{term}" for term in terms.split()),
            f"neg:status neg:{status}",
            f"neg:day {_date(day)}",
            f"neg:statedIn :s-{name}",
        ).rstrip(" .\n")
    ]
    parts += [f"neg:proposedBy :{by}"] if by else []
    parts += [f"neg:tabledBy :{tabled_by}"] if tabled_by else []
    parts += [f"neg:endsOn {_date(ends)}"] if ends else []
    return " ; ".join(parts) + " .\n" + _statement(f"s-{name}", by or tabled_by or "f", day, attribution, **statement)


def withdrawal(who: str, of: str, day: int, attribution: str = "on-record", **statement: Any) -> str:
    """Return a statement that withdraws a position or a proposal."""
    return _statement(_name("s", who, of, day), who, day, attribution, withdraws=of, **statement)


def entails(first: str, second: str, basis: str = "definitional") -> str:
    """Return an entailment."""
    return (
        f":e-{first}-{second} a neg:Entailment ; neg:premise :{first} ; neg:conclusion :{second} ; "
        f'neg:basis neg:{basis} ; neg:reason "{first} contains {second}"@en .\n'
    )


def excludes(first: str, second: str, basis: str = "definitional") -> str:
    """Return an exclusion."""
    return (
        f":x-{first}-{second} a neg:Exclusion ; neg:between :{first}, :{second} ; "
        f'neg:basis neg:{basis} ; neg:reason "{first} bars {second}"@en .\n'
    )


def member(
    who: str,
    coalition: str,
    *,
    binds: bool = True,
    start: int | None = None,
    end: int | None = None,
    told: int = 1,
    attribution: str = "official-document",
    **statement: Any,
) -> str:
    """Return a membership, backed by a statement of the first day or another."""
    name = f"m-{who}-{coalition}"
    parts = [
        f":{name} a neg:Membership",
        f"org:member :{who}",
        f"org:organization :{coalition}",
        f"neg:binds {str(binds).lower()}",
        f"neg:statedIn :s-{name}",
    ]
    parts += [f"neg:from {_date(start)}"] if start else []
    parts += [f"neg:to {_date(end)}"] if end else []
    return " ; ".join(parts) + " .\n" + _statement(f"s-{name}", who, told, attribution, **statement)


def reading(
    name: str,
    option: str,
    point: str,
    by: str | None,
    day: int = 1,
    *,
    told_of: str | None = None,
    attribution: str = "on-record",
    compatible: str | None = None,
    accepted_by: str | None = None,
    left_open_by: Iterable[str] = (),
    ends: int | None = None,
    **statement: Any,
) -> str:
    """Return a party's reading of an option on a point, told of it or of another party; read by none where None."""
    who = told_of or by or "f"
    parts = [
        f":{name} a neg:Reading",
        f"neg:readingOf :{option}",
        f"neg:point :{point}",
        f'neg:paraphrase "{name}"@en',
        f"neg:statedIn :s-{name}",
    ]
    parts += [f"neg:readBy :{by}"] if by else []
    parts += [f"neg:compatibleWith :{compatible}"] if compatible else []
    parts += [f"neg:acceptedBy :{accepted_by}"] if accepted_by else []
    parts += [f"neg:leftOpenBy :{each}" for each in left_open_by]
    parts += [f"neg:endsOn {_date(ends)}"] if ends else []
    told = _statement(f"s-{name}", who, day, attribution, **statement)
    return " ; ".join(parts) + " .\n" + told + _thing(point, "Point")


def told_too(what: str, who: str, day: int = 1, attribution: str = "on-record", **statement: Any) -> str:
    """Return a further statement, about a party, that backs a reading, a position or a proposal."""
    name = _name("s", what, who, day, attribution, sorted(statement.items()))
    return f":{what} neg:statedIn :{name} .\n" + _statement(name, who, day, attribution, **statement)


def event(
    name: str,
    day: int | None,
    *,
    honours: str | None = None,
    breaks: str | None = None,
    kind: str | None = None,
    actors: str = "",
    verified: bool = True,
    verified_by: str | None = None,
    scheduled: bool = False,
    sourced: bool = True,
    told: int | None = None,
    teller: str = "a",
    attribution: str = "reported",
    assessed_by: str | None = None,
    **statement: Any,
) -> str:
    """Return an event, with what it honours or breaks according to a party (a), who tells it on its day or another.

    ``verified_by`` is said of the event, ``assessed_by`` of what it honours or breaks.
    """
    parts = [
        f":{name} a neg:Event",
        f'skos:prefLabel "{name}"@en',
        f"neg:verified {str(verified).lower()}",
        f"neg:scheduled {str(scheduled).lower()}",
    ]
    parts += [f"neg:from {_date(day)}"] if day else []
    parts += ["neg:source :paper", "neg:paragraph 2"] if sourced else []
    parts += [f"neg:actor :{actor}" for actor in actors.split()]
    parts += [f'neg:verifiedBy "{verified_by}"'] if verified_by else []
    parts += [f"neg:kind :{kind}"] if kind else []
    said = "".join(f"neg:{verb} :{option} ; " for verb, option in (("honours", honours), ("breaks", breaks)) if option)
    said += f'neg:verifiedBy "{assessed_by}" ; ' if said and assessed_by else ""
    parts += [f"neg:assessment [ a neg:Assessment ; {said}neg:accordingTo :s-{name} ]"] if said else []
    kinds = _thing(kind, "EventKind") if kind else ""
    told_on = told or day or 1
    return kinds + " ; ".join(parts) + " .\n" + _statement(f"s-{name}", teller, told_on, attribution, **statement)


def local(thing: dict[str, Any]) -> str:
    """Return the local name of a thing of an answer."""
    return str(thing["id"]).rsplit("#", 1)[-1]


def ground_of(case: Any, *parties: str) -> dict[str, list[dict[str, Any]]]:
    """Return the entries of ``shared`` by class."""
    answer = case.shared(*parties).to_json()
    return {each: answer[each] for each in CLASSES}


def by_option(case: Any, *parties: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return class and entry of ``shared`` by the option's local name."""
    return {
        local(entry["option"]): (name, entry)
        for name, entries in ground_of(case, *parties).items()
        for entry in entries
    }


def agreed_in(case: Any, *parties: str) -> set[str]:
    """Return the local names of the options agreed."""
    return {local(entry["option"]) for entry in ground_of(case, *parties)["agreed"]}


def stance_of(case: Any, party: str, option: str, other: str = "z") -> dict[str, Any]:
    """Return a party's resolved stance, read off its shared ground with one who never speaks: no trade is met there."""
    _, entry = by_option(case, party, other)[option]
    return next(stance for stance in entry["stances"] if local(stance["party"]) == party)


def conflicts_of(case: Any, *parties: str) -> list[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    """Return kind, severity and the sides (party, option, stance; in order) of each conflict, as listed."""
    return [
        (
            each["kind"],
            each["severity"],
            tuple(sorted((local(side["party"]), local(side["option"]), side["stance"]) for side in each["sides"])),
        )
        for each in case.conflicts(*parties).to_json()["conflicts"]
    ]
