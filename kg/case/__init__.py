"""A case: what it holds as records, its names resolved, and the one way in (:func:`kg.case.open.open_graph`)."""

from kg.case.case import KINDS, Case

__all__ = ["KINDS", "Case"]
