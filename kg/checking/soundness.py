"""What no shape can judge, because it depends on the day, on names or on the resolved stances of a case.

Each check is a function of a case and its resolution that yields findings; :data:`CHECKS` lists them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from kg.case import KINDS, Case
from kg.case.records import Position, Statement, Thing, choose
from kg.checking.findings import Finding, listed, sort_findings
from kg.resolution import Derivation, Resolution, Resolved, term_of
from kg.text import fold
from kg.vocabulary import NEG, Side, Stance, side_of

__all__ = [
    "CHECKS",
    "bounds_on_refusals",
    "examine",
    "exclusive_demands",
    "membership_circles",
    "names_alike",
    "opposite_inferences",
    "refused_terms",
    "self_excluding_bundles",
    "single_sources",
    "speakers_off_the_line",
    "statements_to_come",
    "unstated_choice_rules",
]

#: a check: what it finds in a case, given its stances on a day
Check = Callable[[Case, Resolution], Iterable[Finding]]

_OPPOSITE = {frozenset({Side.FOR, Side.AGAINST}), frozenset({Side.LEANING, Side.AGAINST})}


def examine(case: Case, resolution: Resolution) -> tuple[Finding, ...]:
    """Return what all checks find, sorted. Raises :class:`~kg.errors.CaseError` for records that cannot be read."""
    return sort_findings(finding for check in CHECKS for finding in check(case, resolution))


def names_alike(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Names that several things of a kind have, ignoring case and accents; a label or local name has precedence."""
    for kind in KINDS:
        things = case.of_kind(kind)
        main: defaultdict[str, set[str]] = defaultdict(set)
        other: defaultdict[str, set[str]] = defaultdict(set)
        for thing in things.values():
            for name in (*(words for _, words in thing.labels), thing.local_name):
                main[fold(name)].add(thing.id)
            for _, words in thing.aliases:
                other[fold(words)].add(thing.id)
        for name in sorted(main.keys() | other.keys()):
            yield from _name_findings(kind, name, main[name], other[name], things)


def _name_findings(
    kind: str, name: str, main: set[str], other: set[str], things: Mapping[str, Thing]
) -> Iterator[Finding]:
    bearers = sorted(main or other)
    shown = listed([f"{things[each].label()} ({things[each].local_name})" for each in bearers])
    if len(bearers) > 1:
        message = f"The name “{name}” could mean several of the {kind}: {shown}. Give each a name of its own."
        yield Finding("warning", things[bearers[0]], message, None, name)
    elif main and other - main:
        for each in sorted(other - main):
            message = (
                f"The alias “{name}” is the label or local name of {shown}, which has precedence. Remove the alias."
            )
            yield Finding("warning", things[each], message, "skos:altLabel", name)


def exclusive_demands(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Options that exclude each other, demanded by one party on one day in its own voice."""
    for party, positions in _positions(case):
        by_day: defaultdict[date, set[str]] = defaultdict(set)
        for position, statement in _acts(case, positions):
            if position.stance is Stance.DEMAND and statement.is_own_voice:
                by_day[statement.latest].add(term_of(case, position.on))
        for day, terms in by_day.items():
            for first, second in combinations(sorted(terms & case.options.keys()), 2):
                if second in resolution.closure.excluded_by(first):
                    message = (
                        f"{_name(case, party)} demands this and {_name(case, second)} on {day}, which exclude each "
                        "other: remove one demand or the exclusion, or correct a date."
                    )
                    yield Finding("warning", case.options[first], message, None, _name(case, second))


def opposite_inferences(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Stances that are mixed because opposite sides follow from others; both chains are named."""
    for party in case.parties:
        for term, held in resolution.of_party(party).items():
            if held.stance is Stance.MIXED and held.inferred:
                chains = "; ".join(_chain(case, derivation) for derivation in held.derivation)
                message = f"Opposite stances of {_name(case, party)} are inferred here, so its stance is mixed: {chains}. Check both."
                yield Finding("warning", _term(case, term), message, None, _name(case, party))


def _chain(case: Case, derivation: Derivation) -> str:
    premises = " and ".join(
        f"{p.stance} of {_name(case, p.party)} on {_name(case, p.option)}" for p in derivation.premises
    )
    via = " → ".join(_name(case, term) for term in derivation.via)
    reasons = ", ".join(words for reason in derivation.reasons if (words := choose(reason, "en")))
    steps = f" ({via})" if via else ""
    return f"by {derivation.rule} from {premises}{steps}" + (f", because {reasons}" if reasons else "")


def refused_terms(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Bundles that a party is for, with a term that it is against by then; the bundle has precedence over an older refusal."""
    for proposal in case.proposals.values():
        if not proposal.is_bundle or not proposal.is_live(resolution.day):
            continue
        for party in case.parties:
            if resolution.stance(party, proposal.id).side is not Side.FOR:
                continue
            for term in proposal.terms:
                held = resolution.stance(party, term)
                if held.side is Side.AGAINST and not held.ascribed:
                    message = (
                        f"{_name(case, party)} is for this proposal and against its term {_name(case, term)} "
                        f"({held.stance}, {held.day}): end a position (neg:endsOn) or withdraw it, or check the dates."
                    )
                    yield Finding("warning", proposal, message, "neg:term", _name(case, term))


def self_excluding_bundles(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Proposals two of whose terms exclude each other."""
    for proposal in case.proposals.values():
        for first, second in combinations(proposal.terms, 2):
            if second in resolution.closure.excluded_by(first):
                both = f"{_name(case, first)} and {_name(case, second)}"
                message = (
                    f"Its terms {both} exclude each other, so nobody could carry out the proposal; check both terms."
                )
                yield Finding("warning", proposal, message, "neg:term", _name(case, second))


def speakers_off_the_line(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Statements of those who speak for a party, on the opposite side of its own-voice stance and not older than it."""
    for party, positions in _positions(case):
        for position, statement in _acts(case, positions):
            speaker = case.people.get(statement.speaker or "")
            if speaker is None or party not in speaker.speaks_for or statement.latest > resolution.day:
                continue
            line = resolution.stance(party, position.on)
            if _is_off(line, position, statement):
                message = (
                    f"{speaker.label()} says {position.stance} for {_name(case, party)} on {_name(case, position.on)}, "
                    f"against its stance of {line.day} ({line.stance}); check date, attribution and mandate."
                )
                yield Finding("warning", Thing(statement.id), message, None, str(position.stance))


def _is_off(line: Resolved, position: Position, statement: Statement) -> bool:
    if line.ascribed or line.inferred or line.day is None or statement.latest < line.day:
        return False
    sides = frozenset({side for side in (line.side, side_of(position.stance)) if side})
    return sides in _OPPOSITE


def single_sources(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """What rests on one source alone, copies counted with what they repeat: the whole case, or an issue's stances."""
    of_issue: defaultdict[str, set[str]] = defaultdict(set)
    everywhere = {case.original_of(statement.source) for statement in case.statements.values()}
    if len(everywhere) == 1:
        (only,) = everywhere
        if only in case.sources:
            yield Finding(
                "note", case.sources[only], "The whole case rests on this one source; add another if there is one."
            )
        return
    for _, positions in _positions(case):
        for position, statement in _acts(case, positions):
            option = case.options.get(term_of(case, position.on))
            if option:
                of_issue[option.issue].add(case.original_of(statement.source))
    for issue, sources in of_issue.items():
        if len(sources) == 1:
            (only,) = sources
            name = case.sources[only].label() if only in case.sources else only
            yield Finding(
                "note",
                case.issues[issue],
                "All stances on this issue rest on one source; add another if there is one.",
                None,
                name,
            )


def membership_circles(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Coalitions that are members of each other in a circle; an error where all of them bind."""
    import networkx as nx

    graph = nx.DiGraph()
    for membership in case.memberships:
        if membership.member != membership.organization:
            binds = membership.binds or graph.get_edge_data(membership.member, membership.organization, {}).get("binds")
            graph.add_edge(membership.member, membership.organization, binds=binds)
    for circle in sorted(sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1):
        steps = [(first, second) for first, second in nx.find_cycle(graph.subgraph(circle), circle[0])]
        names = " → ".join(_name(case, party) for party, _ in steps)
        severity = "error" if all(graph.edges[step]["binds"] for step in steps) else "warning"
        message = f"Memberships form a circle: {names} → {_name(case, steps[0][0])}. Remove one of them."
        yield Finding(severity, case.parties.get(steps[0][0], Thing(steps[0][0])), message)


def bounds_on_refusals(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Positions against a ladder's value with a bound, which are easily misunderstood."""
    for party, positions in _positions(case):
        for position in positions:
            if position.bound != "exactly" and side_of(position.stance) is Side.AGAINST:
                message = (
                    f"“{position.stance} {position.bound.replace('-', ' ')}” means against every value within the bound, so "
                    f"{_name(case, party)} is against them all; check that this is what it said."
                )
                yield Finding("note", _described(case, position), message, "neg:bound", position.bound, position.id)


def statements_to_come(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """How many statements do not count, because they are dated after the as-of day."""
    late = sum(statement.latest > resolution.day for statement in case.statements.values())
    if late:
        count = "1 statement is" if late == 1 else f"{late:,} statements are"
        yield Finding(
            "note",
            case.info,
            f"{count} dated after the as-of day, {resolution.day}, and not counted; use a later --as-of to count them.",
        )


def unstated_choice_rules(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Issues of two or more options without a choice rule: they are taken as exclusive, from which red lines follow."""
    stated = case.store.nodes_having(NEG.choiceRule)
    unstated = [i for i in case.issues.values() if i.id not in stated and len(case.options_of(i.id)) > 1]
    if unstated:
        count = "1 issue states" if len(unstated) == 1 else f"{len(unstated):,} issues state"
        message = (
            f"{count} no choice rule, so exclusive is assumed: who demands one of the options counts as "
            "ruling out the others. Say exclusive, or compatible where several can hold together: "
            f"{listed([issue.label() for issue in unstated])}."
        )
        yield Finding("note", case.info, message)


#: all checks, in the order of their names
CHECKS: tuple[Check, ...] = (
    bounds_on_refusals,
    exclusive_demands,
    membership_circles,
    names_alike,
    opposite_inferences,
    refused_terms,
    self_excluding_bundles,
    single_sources,
    speakers_off_the_line,
    statements_to_come,
    unstated_choice_rules,
)


def _positions(case: Case) -> Iterator[tuple[str, tuple[Position, ...]]]:
    yield from case.positions_of(case.parties).items()


def _acts(case: Case, positions: Iterable[Position]) -> Iterator[tuple[Position, Statement]]:
    for position in positions:
        for identifier in position.statements:
            statement = case.statement(identifier)
            if statement is not None:
                yield position, statement


def _term(case: Case, term: str) -> Thing:
    return case.options.get(term) or case.proposals.get(term) or Thing(term)


def _name(case: Case, identifier: str) -> str:
    return (case.parties.get(identifier) or _term(case, identifier)).label()


def _described(case: Case, position: Position) -> Thing:
    words = f"position: {_name(case, position.party)} · {_name(case, position.on)} · {position.stance}"
    return Thing("" if position.id.startswith("_:") else position.id, (("en", words),))
