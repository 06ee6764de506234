"""What ``kg doctor`` says of a SPARQL endpoint: whether it answers, what runs there, and how much of a case it holds.

No word of the case and none of the server's own is in it, nor the address.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.errors import KgError
from kg.schema import SHEETS
from kg.store import GraphStore, open_store
from kg.store.addresses import parse_address
from kg.store.exchange import EndpointError
from kg.store.pages import Endpoint

__all__ = ["Examined", "examine_endpoint"]


class Examined(NamedTuple):
    """The triples and rows by sheet at an endpoint, why it cannot be read (None: it can), and by what name its engine goes."""

    triples: int | None
    problem: str | None
    classes: tuple[tuple[str, int], ...]
    engine: str | None = None


def examine_endpoint(locator: str, max_bytes: int | None) -> tuple[Examined, GraphStore | None]:
    """Return the state of an endpoint, and its graph where it can be read. Raises :class:`~kg.errors.UsageError` for no address."""
    address = parse_address(locator)
    try:
        endpoint = Endpoint(address)
        counted = ((sheet.name, endpoint.count_things(sheet.class_iris)) for sheet in SHEETS)
        classes = tuple(one for one in counted if one[1])
        triples = endpoint.count("?s ?p ?o", endpoint.graphs.where("?s ?p ?o"))
        return Examined(triples, None, classes, endpoint.engine), open_store(locator, max_bytes)
    except EndpointError as error:
        problem = error.problem.partition("): ")[0] + (")" if "): " in error.problem else "")
        return Examined(None, problem.replace(address.place.host, "HOST"), ()), None
    except KgError as error:
        return Examined(None, f"cannot be read ({type(error).__name__}); kg check says why", ()), None
