"""The maximal rows of a boolean matrix by inclusion: no other row holds all that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.deals.bundles import keys_of
from kg.deals.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["maximal_rows"]

_PART = 1 << 22


def maximal_rows(rows: NDArray[np.bool_], limits: Limits) -> NDArray[np.bool_]:
    """Return the maximal rows of a matrix without equal rows, the fullest first, then in the order of their columns.

    1. A row to which one column can be added is not maximal; that leaves few of many.
    2. Of those left the fullest come first, all with the same number at once; what they contain goes.
    """
    import numpy as np

    sizes = rows.sum(axis=1)
    order = np.lexsort((*keys_of(~rows).T[::-1], -sizes))
    words, sizes = _words(rows[order]), sizes[order]
    left = _not_extended(words, rows.shape[1], limits)
    kept: list[NDArray[np.intp]] = []
    while len(left):
        level = left[sizes[left] == sizes[left[0]]]
        left = left[len(level) :]
        kept.append(level)
        left = _without(left, level, words, limits)
    return rows[order[np.concatenate(kept)]] if kept else rows


def _not_extended(words: NDArray[np.uint64], columns: int, limits: Limits) -> NDArray[np.intp]:
    import numpy as np

    known = np.sort(_keys(words))
    left = np.arange(len(words))
    for column in range(columns):
        limits.check()
        more = words[left]
        bits = more.view(np.uint8)
        bits[:, column // 8] |= np.uint8(128 >> column % 8)
        keys = _keys(more)
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        extended = (known[at] == keys) & (more != words[left]).any(axis=1)
        left = left[~extended]
    return left


def _without(
    rows: NDArray[np.intp], holders: NDArray[np.intp], words: NDArray[np.uint64], limits: Limits
) -> NDArray[np.intp]:
    """Return the rows (their numbers) that none of the holders contains."""
    import numpy as np

    at = 0
    while len(rows) and at < len(holders):
        limits.check()
        size = max(1, _PART // (len(rows) * words.shape[1]))
        some = words[holders[at : at + size]]
        beyond = np.any(words[rows][:, None, :] & ~some[None, :, :], axis=2)
        rows = rows[beyond.all(axis=1)]
        at += size
    return rows


def _keys(words: NDArray[np.uint64]) -> NDArray[np.void] | NDArray[np.uint64]:
    """Return one value a row, equal where rows are."""
    import numpy as np

    words = np.ascontiguousarray(words)
    return words[:, 0] if words.shape[1] == 1 else words.view(np.dtype((np.void, words.shape[1] * 8)))[:, 0]


def _words(rows: NDArray[np.bool_]) -> NDArray[np.uint64]:
    import numpy as np

    width = -(-rows.shape[1] // 64) * 8 or 8
    packed = np.zeros((len(rows), width), dtype=np.uint8)
    bits = np.packbits(rows, axis=1)
    packed[:, : bits.shape[1]] = bits
    return packed.view(np.uint64)
