"""The answers: frozen records that know their JSON (the contract), their tables and their notebook display.

Each is imported when first asked for, so that a command pays for its own answer only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.answers.backbone import BackboneAnswer
    from kg.answers.base import Answer
    from kg.answers.bridges import Bridges
    from kg.answers.camps import CampsAnswer
    from kg.answers.changes import Changes
    from kg.answers.comparison import ComparedProposals
    from kg.answers.consensus import ConsensusAnswer
    from kg.answers.deals import Deals
    from kg.answers.distribution import DistributionAnswer
    from kg.answers.events import Events
    from kg.answers.findings import Finding, Findings
    from kg.answers.headline import Headline
    from kg.answers.issue_dossier import IssueDossier
    from kg.answers.listing import Listing
    from kg.answers.matrix import StanceMatrix
    from kg.answers.network import NetworkAnswer, WeightExplained
    from kg.answers.pairs import Conflicts, Overlap
    from kg.answers.party_dossier import PartyDossier
    from kg.answers.positions import Positions, Why
    from kg.answers.proposals import Scorecards
    from kg.answers.scale import ScaleAnswer
    from kg.answers.shared import SharedGround
    from kg.answers.stability import KnotStability
    from kg.answers.timeline import Timeline
    from kg.answers.tree import TreeAnswer

__all__ = [
    "Answer",
    "BackboneAnswer",
    "Bridges",
    "CampsAnswer",
    "Changes",
    "ComparedProposals",
    "Conflicts",
    "ConsensusAnswer",
    "Deals",
    "DistributionAnswer",
    "Events",
    "Finding",
    "Findings",
    "Headline",
    "IssueDossier",
    "KnotStability",
    "Listing",
    "NetworkAnswer",
    "Overlap",
    "PartyDossier",
    "Positions",
    "ScaleAnswer",
    "Scorecards",
    "SharedGround",
    "StanceMatrix",
    "Timeline",
    "TreeAnswer",
    "WeightExplained",
    "Why",
]

_HOMES = {
    "Answer": "base",
    "BackboneAnswer": "backbone",
    "Bridges": "bridges",
    "CampsAnswer": "camps",
    "Changes": "changes",
    "ComparedProposals": "comparison",
    "Conflicts": "pairs",
    "ConsensusAnswer": "consensus",
    "Deals": "deals",
    "DistributionAnswer": "distribution",
    "Events": "events",
    "Finding": "findings",
    "Findings": "findings",
    "Headline": "headline",
    "IssueDossier": "issue_dossier",
    "KnotStability": "stability",
    "Listing": "listing",
    "NetworkAnswer": "network",
    "Overlap": "pairs",
    "PartyDossier": "party_dossier",
    "Positions": "positions",
    "ScaleAnswer": "scale",
    "Scorecards": "proposals",
    "SharedGround": "shared",
    "StanceMatrix": "matrix",
    "Timeline": "timeline",
    "TreeAnswer": "tree",
    "WeightExplained": "network",
    "Why": "positions",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.answers' has no attribute {name!r}")
    return getattr(import_module(f"kg.answers.{_HOMES[name]}"), name)
