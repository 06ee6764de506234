"""What a check finds in what follows from what: stances that do not go together, and circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from kg.case import Case
from kg.case.records import Thing
from kg.checking.acts import acts_of, chains, described, name_of, positions_by_party, term_in
from kg.checking.findings import Finding, listed
from kg.resolution import Resolution, Resolved, term_of
from kg.vocabulary import Side, Stance, side_of

__all__ = [
    "bounds_on_refusals",
    "exclusive_demands",
    "membership_circles",
    "opposite_inferences",
    "outlived_demands",
    "refused_terms",
    "self_excluding_bundles",
    "strained_stances",
]


def exclusive_demands(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Options that exclude each other, demanded by one party on one day in its own voice."""
    for party, positions in positions_by_party(resolution):
        by_day: defaultdict[date, set[str]] = defaultdict(set)
        for position, statement in acts_of(case, positions):
            if position.stance is Stance.DEMAND and statement.is_own_voice:
                by_day[statement.latest].add(term_of(case, position.on))
        for day, terms in by_day.items():
            for first, second in combinations(sorted(terms & case.options.keys()), 2):
                if second in resolution.closure.excluded_by(first):
                    message = (
                        f"{name_of(case, party)} demands this and {name_of(case, second)} on {day}, which exclude each "
                        "other: remove one demand or the exclusion, or correct a date."
                    )
                    yield Finding("warning", case.options[first], message, None, name_of(case, second))


def outlived_demands(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Demands of a party that since says it is for what they exclude: both stand, until it takes the demand back."""
    for party in resolution.parties:
        stated = {
            term: held for term, held in resolution.of_party(party).items() if not (held.inferred or held.ascribed)
        }
        for term, held in stated.items():
            if held.stance is not Stance.DEMAND:
                continue
            since = [other for other in resolution.closure.excluded_by(term) if _is_for_since(stated.get(other), held)]
            if since:
                message = (
                    f"{name_of(case, party)} demands this ({chains(case, held)}), and has since said that it is for "
                    f"{listed([name_of(case, other) for other in sorted(since)])}, which this excludes; both stand. Does it "
                    "still demand this? If not, record where it says so (neg:withdraws), or end the position (neg:endsOn)."
                )
                yield Finding("note", term_in(case, term), message, None, name_of(case, party))


def _is_for_since(other: Resolved | None, demand: Resolved) -> bool:
    return other is not None and other.side is Side.FOR and (other.day or date.min) > (demand.day or date.min)


def opposite_inferences(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Stances that are mixed because opposite sides follow from others; both chains are named."""
    for party in resolution.parties:
        for term, held in resolution.of_party(party).items():
            if held.stance is Stance.MIXED and held.inferred:
                message = f"Opposite stances of {name_of(case, party)} are inferred here, so its stance is mixed: {chains(case, held)}. Check both."
                yield Finding("warning", term_in(case, term), message, None, name_of(case, party))


def strained_stances(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Stances against which newer statements of the party speak, by what follows from them; both chains are named."""
    for party in resolution.parties:
        for identifier, held in resolution.of_party(party).items():
            if held.strain:
                message = (
                    f"{name_of(case, party)} has {held.stance} here ({chains(case, held)}), and from what it said since follows "
                    f"{held.strain.stance} ({chains(case, held.strain)}). Check both, and record what it says of this now."
                )
                yield Finding("warning", term_in(case, identifier), message, None, name_of(case, party))


def refused_terms(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Bundles that a party is for, with a term that it is against by then; the bundle has precedence over an older refusal."""
    for proposal in resolution.proposals.values():
        if not proposal.is_bundle or not proposal.is_live(resolution.day):
            continue
        for party in resolution.parties:
            if resolution.stance(party, proposal.id).side is not Side.FOR:
                continue
            for term in proposal.terms:
                held = resolution.stance(party, term)
                if held.side is Side.AGAINST and not held.ascribed:
                    message = (
                        f"{name_of(case, party)} is for this proposal and against its term {name_of(case, term)} "
                        f"({held.stance}, {held.day}): end a position (neg:endsOn) or withdraw it, or check the dates."
                    )
                    yield Finding("warning", proposal, message, "neg:term", name_of(case, term))


def self_excluding_bundles(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Proposals two of whose terms exclude each other."""
    for proposal in case.proposals.values():
        for first, second in combinations(proposal.terms, 2):
            if second in resolution.closure.excluded_by(first):
                both = f"{name_of(case, first)} and {name_of(case, second)}"
                message = (
                    f"Its terms {both} exclude each other, so nobody could carry out the proposal; check both terms."
                )
                yield Finding("warning", proposal, message, "neg:term", name_of(case, second))


def bounds_on_refusals(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Positions against a ladder's value with a bound, which are easily misunderstood."""
    for party, positions in positions_by_party(resolution):
        for position in positions:
            if position.bound != "exactly" and side_of(position.stance) is Side.AGAINST:
                message = (
                    f"“{position.stance} {position.bound.replace('-', ' ')}” means against every value within the bound, so "
                    f"{name_of(case, party)} is against them all; check that this is what it said."
                )
                yield Finding("note", described(case, position), message, "neg:bound", position.bound, position.id)


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
        names = " → ".join(name_of(case, party) for party, _ in steps)
        severity = "error" if all(graph.edges[step]["binds"] for step in steps) else "warning"
        message = f"Memberships form a circle: {names} → {name_of(case, steps[0][0])}. Remove one of them."
        yield Finding(severity, case.parties.get(steps[0][0], Thing(steps[0][0])), message)
