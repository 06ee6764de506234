"""From a node of the graph to a record, one function for each class; what is missing or misshapen is named in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from kg.case import records as r
from kg.errors import CaseError
from kg.store import GraphStore, Node, Value
from kg.vocabulary import ATTRIBUTIONS, DCTERMS, NEG, ORG, RDFS, SKOS, STANCES, Stance

__all__ = [
    "case_info",
    "entailment",
    "event",
    "event_kind",
    "exclusion",
    "issue",
    "membership",
    "option",
    "parse_day",
    "party",
    "person",
    "point",
    "position",
    "proposal",
    "reading",
    "source",
    "statement",
]

#: digits of a number, and the power of ten, beyond which a number is refused: one in a few letters can fill all memory
_MOST_DIGITS = 60


def _fail(store: GraphStore, identifier: str, problem: str) -> NoReturn:
    raise CaseError(f"{store.locator}: {identifier} {problem}; kg check lists all that is wrong")


def _texts(node: Node, *predicates: str) -> r.Text:
    found = {(value.lang or "", value.text) for predicate in predicates for value in node.get(predicate, ())}
    return tuple(sorted(found))


def _ids(node: Node, predicate: str) -> tuple[str, ...]:
    return tuple(value.text for value in node.get(predicate, ()))


def _values(node: Node, predicate: str) -> tuple[str, ...]:
    return tuple(_local(value.text) for value in node.get(predicate, ()))


def _local(iri: str) -> str:
    return iri.removeprefix(NEG.base)


def _first(node: Node, predicate: str) -> Value | None:
    return next(iter(node.get(predicate, ())), None)


def _text_or_none(node: Node, predicate: str) -> str | None:
    value = _first(node, predicate)
    return value.text if value else None


def _choice(node: Node, predicate: str, default: str) -> str:
    return _local(_text_or_none(node, predicate) or default)


def _required(identifier: str, node: Node, predicate: str, store: GraphStore) -> str:
    value = _first(node, predicate)
    if value is None:
        _fail(store, identifier, f"has no neg:{_local(predicate)}")
    return value.text


def _flag(node: Node, predicate: str, default: bool) -> bool:
    value = _first(node, predicate)
    return default if value is None else value.text in {"true", "1"}


def parse_day(text: str, store: GraphStore, where: str) -> date:
    """Return an xsd:date as a date. Raises :class:`~kg.errors.CaseError` naming ``where`` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CaseError(f"{store.locator}: {where} is “{text}”, which is no day; write it as 2025-04-22") from None


def _day(identifier: str, node: Node, predicate: str, store: GraphStore) -> date | None:
    value = _first(node, predicate)
    return parse_day(value.text, store, f"{identifier} neg:{_local(predicate)}") if value else None


def _number(identifier: str, node: Node, predicate: str, store: GraphStore) -> Decimal | None:
    value = _first(node, predicate)
    if value is None:
        return None
    try:
        number = Decimal(value.text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS and len(number.as_tuple().digits) <= _MOST_DIGITS:
        return number
    shown = value.text if len(value.text) <= _MOST_DIGITS else f"{value.text[:_MOST_DIGITS]}…"
    _fail(store, identifier, f"neg:{_local(predicate)} is “{shown}”, which is no number that can be reckoned with")


def _count(identifier: str, node: Node, predicate: str, store: GraphStore) -> int | None:
    number = _number(identifier, node, predicate, store)
    return None if number is None else int(number)


def _matches(node: Node) -> tuple[str, ...]:
    return tuple(sorted({*_ids(node, SKOS.exactMatch), *_ids(node, SKOS.closeMatch)}))


def _labels(node: Node) -> r.Text:
    return _texts(node, SKOS.prefLabel) or _texts(node, RDFS.label) or _texts(node, DCTERMS.title)


def _description(node: Node) -> r.Text:
    return _texts(node, SKOS.definition) or _texts(node, DCTERMS.description) or _texts(node, RDFS.comment)


def _name(identifier: str, node: Node, store: GraphStore) -> tuple[str, r.Text, r.Text, r.Text, tuple[str, ...]]:
    if identifier.startswith("_:"):
        labels = r.choose(_labels(node), "en") or "something without a label"
        raise CaseError(f"{store.locator}: {labels} has no IRI; give it one, so that it can be named")
    return (identifier, _labels(node), _texts(node, SKOS.altLabel), _description(node), _matches(node))


def case_info(identifier: str, node: Node, store: GraphStore) -> r.CaseInfo:
    """Read a neg:Case."""
    caveats = tuple(((value.lang or "", value.text),) for value in node.get(NEG.caveat, ()))
    return r.CaseInfo(*_name(identifier, node, store), caveats=caveats)


def party(identifier: str, node: Node, store: GraphStore) -> r.Party:
    """Read a neg:Party."""
    return r.Party(*_name(identifier, node, store), roles=_values(node, NEG.role))


def person(identifier: str, node: Node, store: GraphStore) -> r.Person:
    """Read a neg:Person."""
    name = _name(identifier, node, store)
    return r.Person(*name, speaks_for=_ids(node, NEG.speaksFor), office=_texts(node, NEG.office))


def issue(identifier: str, node: Node, store: GraphStore) -> r.Issue:
    """Read a neg:Issue."""
    return r.Issue(
        *_name(identifier, node, store),
        kind=_choice(node, NEG.issueKind, "substantive"),
        choice_rule=_choice(node, NEG.choiceRule, "exclusive"),
        closed_on=_day(identifier, node, NEG.closedOn, store),
        closed_as=_choice(node, NEG.closedAs, "") or None,
    )


def option(identifier: str, node: Node, store: GraphStore) -> r.Option:
    """Read a neg:Option."""
    return r.Option(
        *_name(identifier, node, store),
        issue=_required(identifier, node, NEG.optionOf, store),
        undertaken_by=_ids(node, NEG.undertakenBy),
        undertaker_unstated=_flag(node, NEG.undertakerUnstated, False),
        value=_number(identifier, node, NEG.value, store),
        unit=_text_or_none(node, NEG.unit),
    )


def proposal(identifier: str, node: Node, store: GraphStore) -> r.Proposal:
    """Read a neg:Proposal."""
    return r.Proposal(
        *_name(identifier, node, store),
        terms=_ids(node, NEG.term),
        proposed_by=_ids(node, NEG.proposedBy),
        tabled_by=_ids(node, NEG.tabledBy),
        status=_choice(node, NEG.status, "") or None,
        day=_day(identifier, node, NEG.day, store),
        ends_on=_day(identifier, node, NEG.endsOn, store),
        statements=_ids(node, NEG.statedIn),
    )


def membership(identifier: str, node: Node, store: GraphStore) -> r.Membership:
    """Read a neg:Membership."""
    return r.Membership(
        identifier,
        member=_required(identifier, node, ORG.member, store),
        organization=_required(identifier, node, ORG.organization, store),
        start=_day(identifier, node, NEG.from_, store),
        end=_day(identifier, node, NEG.to, store),
        binds=_flag(node, NEG.binds, False),
        statements=_ids(node, NEG.statedIn),
    )


def entailment(identifier: str, node: Node, store: GraphStore) -> r.Relation:
    """Read a neg:Entailment."""
    premise = _required(identifier, node, NEG.premise, store)
    conclusion = _required(identifier, node, NEG.conclusion, store)
    basis = _choice(node, NEG.basis, "judgement")
    return r.Relation(identifier, "entails", premise, conclusion, _texts(node, NEG.reason), basis)


def exclusion(identifier: str, node: Node, store: GraphStore) -> r.Relation:
    """Read a neg:Exclusion."""
    between = _ids(node, NEG.between)
    if len(between) != 2:
        _fail(store, identifier, "is an exclusion without exactly two options in neg:between")
    basis = _choice(node, NEG.basis, "judgement")
    return r.Relation(identifier, "excludes", between[0], between[1], _texts(node, NEG.reason), basis)


def _stance(identifier: str, value: str, store: GraphStore) -> Stance:
    known = {str(stance) for stance in STANCES} | {Stance.NONCOMMITTAL.value}
    if value not in known:
        _fail(store, identifier, f"has the stance “{value}”, which is none of {', '.join(sorted(known))}")
    return Stance(value)


def _condition(identifier: str, node: Node, store: GraphStore) -> r.Condition:
    return r.Condition(
        identifier,
        requires=_ids(node, NEG.requires),
        words=_texts(node, NEG.requiresWords),
        timing=_choice(node, NEG.timing, "within"),
        deadline=_day(identifier, node, NEG.deadline, store),
        deadline_words=_texts(node, NEG.deadlineWords),
        when_met=_stance(identifier, _choice(node, NEG.whenMet, "support"), store),
        otherwise=_texts(node, NEG.otherwise),
        any_of=_text_or_none(node, NEG.anyOf),
    )


def position(identifier: str, node: Node, store: GraphStore, conditions: Mapping[str, Node]) -> r.Position:
    """Read a neg:Position; ``conditions`` holds the nodes of its conditions."""
    statements = _ids(node, NEG.statedIn)
    if not statements:
        _fail(store, _position_name(node), "rests on no statement (neg:statedIn)")
    found = (_condition(c, conditions[c], store) for c in _ids(node, NEG.condition) if c in conditions)
    return r.Position(
        identifier,
        party=_required(identifier, node, NEG.heldBy, store),
        on=_required(identifier, node, NEG.on, store),
        stance=_stance(identifier, _local(_required(identifier, node, NEG.stance, store)), store),
        statements=statements,
        bound=_choice(node, NEG.bound, "exactly"),
        conditions=tuple(sorted(found, key=_condition_key)),
        ends_on=_day(identifier, node, NEG.endsOn, store),
    )


def _position_name(node: Node) -> str:
    parts = (_text_or_none(node, predicate) or "?" for predicate in (NEG.heldBy, NEG.on, NEG.stance))
    return f"a position ({', '.join(_local(part) for part in parts)})"


def _condition_key(condition: r.Condition) -> tuple[object, ...]:
    deadline = condition.deadline or date.max
    return (
        condition.any_of or "",
        condition.requires,
        condition.words,
        condition.timing,
        deadline,
        condition.otherwise,
    )


def reading(identifier: str, node: Node, store: GraphStore) -> r.Reading:
    """Read a neg:Reading."""
    return r.Reading(
        identifier,
        option=_required(identifier, node, NEG.readingOf, store),
        point=_required(identifier, node, NEG.point, store),
        read_by=_ids(node, NEG.readBy),
        text=_texts(node, NEG.paraphrase),
        compatible_with=_ids(node, NEG.compatibleWith),
        accepted_by=_ids(node, NEG.acceptedBy),
        left_open_by=_ids(node, NEG.leftOpenBy),
        statements=_ids(node, NEG.statedIn),
    )


def point(identifier: str, node: Node, store: GraphStore) -> r.Point:
    """Read a neg:Point."""
    return r.Point(*_name(identifier, node, store))


def event_kind(identifier: str, node: Node, store: GraphStore) -> r.Thing:
    """Read a neg:EventKind."""
    return r.Thing(*_name(identifier, node, store))


def statement(identifier: str, node: Node, store: GraphStore) -> r.Statement:
    """Read a neg:Statement."""
    latest = _required(identifier, node, NEG.latest, store)
    attribution = _local(_required(identifier, node, NEG.attribution, store))
    if attribution not in ATTRIBUTIONS:
        _fail(store, identifier, f"has the attribution “{attribution}”, which is none of {', '.join(ATTRIBUTIONS)}")
    return r.Statement(
        identifier,
        about=_required(identifier, node, NEG.about, store),
        source=_required(identifier, node, NEG.source, store),
        latest=parse_day(latest, store, f"{identifier} neg:latest"),
        attribution=attribution,
        earliest=_day(identifier, node, NEG.earliest, store),
        speaker=_text_or_none(node, NEG.speaker),
        paragraph=_count(identifier, node, NEG.paragraph, store),
        stated_confidence=_number(identifier, node, NEG.confidence, store),
        paraphrase=_texts(node, NEG.paraphrase),
        quotation=_texts(node, NEG.quotation),
        language=_text_or_none(node, DCTERMS.language),
        mandate=_choice(node, NEG.mandate, "authorised"),
        channel=_choice(node, NEG.channel, "public"),
        sensitivity=_choice(node, NEG.sensitivity, "public"),
        coder=_text_or_none(node, NEG.coder),
        withdraws=_ids(node, NEG.withdraws),
    )


def source(identifier: str, node: Node, store: GraphStore) -> r.Source:
    """Read a neg:Source."""
    issued = _first(node, DCTERMS.issued)
    return r.Source(
        *_name(identifier, node, store),
        paragraphs=_count(identifier, node, NEG.paragraphs, store),
        publisher=_text_or_none(node, DCTERMS.publisher),
        issued=parse_day(issued.text, store, f"{identifier} dcterms:issued") if issued else None,
        language=_text_or_none(node, DCTERMS.language),
        address=_text_or_none(node, NEG.address),
        copy_of=_text_or_none(node, NEG.copyOf),
    )


def event(identifier: str, node: Node, store: GraphStore) -> r.Event:
    """Read a neg:Event with its figures and assessments."""
    figures = store.describe(_ids(node, NEG.figure)).values()
    assessments = store.describe(_ids(node, NEG.assessment)).values()
    return r.Event(
        *_name(identifier, node, store),
        kinds=_ids(node, NEG.kind),
        start=_day(identifier, node, NEG.from_, store),
        end=_day(identifier, node, NEG.to, store),
        place=_texts(node, NEG.place),
        actors=_ids(node, NEG.actor),
        figures=_figures(identifier, figures, store),
        verified=_flag(node, NEG.verified, True),
        scheduled=_flag(node, NEG.scheduled, False),
        assessments=_assessments(identifier, assessments, store),
        source=_text_or_none(node, NEG.source),
        paragraph=_count(identifier, node, NEG.paragraph, store),
    )


def _figures(identifier: str, nodes: Iterable[Node], store: GraphStore) -> tuple[r.Figure, ...]:
    found = []
    for node in nodes:
        value = _number(identifier, node, NEG.value, store)
        if value is None:
            _fail(store, identifier, "has a figure without neg:value")
        found.append(r.Figure(_labels(node), value, _text_or_none(node, NEG.unit)))
    return tuple(sorted(found, key=lambda f: (f.label, f.value)))


def _assessments(identifier: str, nodes: Iterable[Node], store: GraphStore) -> tuple[r.Assessment, ...]:
    found = (
        r.Assessment(
            _required(identifier, node, NEG.accordingTo, store), _ids(node, NEG.honours), _ids(node, NEG.breaks)
        )
        for node in nodes
    )
    return tuple(sorted(found, key=lambda a: (a.statement, a.honours, a.breaks)))
