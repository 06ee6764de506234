"""The interface of the library: open a case, ask it questions, get frozen answers."""

from kg.api.asking import CHANNELS, parse_as_of
from kg.api.findings import check_store, errors_after_import
from kg.api.negotiation import MOST_PARTIES_IN_PAIRS, Negotiation, open_case

__all__ = [
    "CHANNELS",
    "MOST_PARTIES_IN_PAIRS",
    "Negotiation",
    "check_store",
    "errors_after_import",
    "open_case",
    "parse_as_of",
]
