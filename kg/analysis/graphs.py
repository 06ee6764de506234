"""The position graph: parties, options, issues and proposals, with stances as signed edges that carry their evidence.

Parties and terms with their stances are the affiliation network of discourse network analysis, in which agreement and
disagreement are the sign of an edge (Leifeld, "Discourse Network Analysis", in "The Oxford Handbook of Political
Networks", 2017). The sign is 1 for a stance that is for or leaning, -1 against, 0 without a side.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.case import Case
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side

__all__ = ["position_graph"]

_SIGNS = {Side.FOR: 1, Side.LEANING: 1, Side.AGAINST: -1}


def position_graph(resolution: Resolution, parties: Iterable[str] | None = None, lang: str = "en") -> nx.MultiDiGraph:
    """Return the position graph of some parties (ids), by default of all, with labels in a language.

    Nodes: ids, with ``kind`` (party, issue, option, proposal) and ``label``; all parties are nodes. Edges, keyed by
    kind: ``stance`` (party to option or proposal, where it has evidence; ``stance``, ``side`` or "", ``sign``,
    ``inferred``, ``ascribed``, ``confidence`` in [0, 1], ``day`` as ISO text, ``age_days`` since it was last stated and whether that is ``stale``,
    ``evidence`` as a list of statement ids),
    ``option of`` (option to issue), ``term`` (proposal to option), ``entails`` and ``excludes`` (between options, with
    ``basis``).
    """
    case = resolution.case
    graph = nx.MultiDiGraph(name=case.info.label(lang))
    _add_nodes(graph, case, lang)
    for option in case.options.values():
        graph.add_edge(option.id, option.issue, key="option of", kind="option of")
    for proposal in case.proposals.values():
        for term in proposal.terms:
            graph.add_edge(proposal.id, term, key="term", kind="term")
    for relation in case.relations:
        graph.add_edge(relation.first, relation.second, key=relation.kind, kind=relation.kind, basis=relation.basis)
    for party in sorted(parties or case.parties):
        for term, held in resolution.of_party(party).items():
            if held.evidence:
                graph.add_edge(party, term, key="stance", **_stance_attributes(held, resolution))
    return graph


def _add_nodes(graph: nx.MultiDiGraph, case: Case, lang: str) -> None:
    for kind, things in (
        ("party", case.parties),
        ("issue", case.issues),
        ("option", case.options),
        ("proposal", case.proposals),
    ):
        for identifier, thing in things.items():
            graph.add_node(identifier, kind=kind, label=thing.label(lang))


def _stance_attributes(held: Resolved, resolution: Resolution) -> dict[str, object]:
    age = (resolution.day - (held.renewed or resolution.day)).days
    return {
        "kind": "stance",
        "stance": str(held.stance),
        "side": str(held.side or ""),
        "sign": _SIGNS[held.side] if held.side else 0,
        "inferred": held.inferred,
        "ascribed": held.ascribed,
        "confidence": held.confidence,
        "day": held.day.isoformat() if held.day else "",
        "age_days": age,
        "stale": age >= resolution.filters.stale_after,
        "evidence": [statement.id for statement in held.evidence],
    }
