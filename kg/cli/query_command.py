"""The command ``kg query``."""

from __future__ import annotations

from math import isfinite

import click

from kg.cli.options import FILTERS, Settings, settings_of, unfiltered_options
from kg.cli.responding import Asked, respond
from kg.errors import UsageError

__all__ = ["query"]


@click.command()
@click.argument("sparql")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=86_400),
    default=10.0,
    show_default=True,
    help="Stop the query after this many seconds.",
)
@unfiltered_options(*FILTERS)
@click.pass_context
def query(ctx: click.Context, sparql: str, timeout: float) -> None:
    """Run a read-only SPARQL query on the graph.

    SELECT, ASK, CONSTRUCT and DESCRIBE read all graphs of the case; the prefixes neg, skos, dcterms, org, oa, rdfs and
    xsd are declared. Updates, SERVICE, FROM and LOAD are refused. The graph is read as it is stored, with what was not
    said in public, and what is sensitive unless --redact is given. A query may have 1,000 MB of memory beyond the graph, and give 100,000
    rows or 100 MB.

    \b
      kg query "SELECT ?party WHERE { ?party a neg:Party } ORDER BY ?party"
    """
    settings = settings_of(ctx)
    if not isfinite(timeout):
        raise UsageError("--timeout must be a finite number of seconds")
    settings.refuse_filters("query reads the graph as stored")

    def ask(settings: Settings) -> Asked:
        return Asked(settings.open().query(sparql, timeout))

    respond(settings, ask, whole=True)
