"""What is said of a text that is too large."""

from __future__ import annotations

__all__ = ["too_large"]


def too_large(size: int, limit: int) -> str:
    """Return what is said of a text above the limit, both in bytes.

    >>> too_large(60_000_000, 50_000_000)
    '60.0 MB, over the limit of 50.0 MB for a text; cut it into parts'
    """
    return f"{size / 1e6:,.1f} MB, over the limit of {limit / 1e6:,.1f} MB for a text; cut it into parts"
