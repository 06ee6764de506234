"""A case as it is known without the channels that nobody asked for: what only they tell does not exist.

A statement is *unheard* where its channel is neither public nor asked for. The view of a store hides the unheard
statements and what rests only on them (:mod:`kg.case.without`): a public position on a thing, or a public condition that
requires it, is a heard word of it, and an option of which nothing at all speaks was coded openly.
"""

from __future__ import annotations

from collections.abc import Collection

from kg.case.without import PartialStore, Without
from kg.store import GraphStore
from kg.vocabulary import NEG

__all__ = ["heard"]


def heard(store: GraphStore, channels: Collection[str] = ()) -> GraphStore:
    """Return a store as it is known by public statements and those of ``channels`` (local names).

    It is the store itself where no statement is of another channel.
    """
    unheard = [c for c in store.values(NEG.channel) if c.removeprefix(NEG.base) not in {"public", *channels}]
    if not unheard:
        return store
    if all(channel.startswith(NEG.base) for channel in unheard):
        statements = store.nodes_with(NEG.channel, unheard)
    else:  # a channel written as a text, which no look-up by id finds
        having = store.nodes_having(NEG.channel).items()
        statements = {name: node for name, node in having if {value.text for value in node[NEG.channel]} & set(unheard)}
    return PartialStore(Without(store, statements))
