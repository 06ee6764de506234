"""The valid bundles of a component, one by one, as a boolean matrix: one row a bundle, one column an atom.

Atom by atom, each row is taken without the atom and with it, and a rule is applied as soon as its last atom is decided, so that
an exclusive issue of k options multiplies the rows by k + 1, not by 2 to the k. Atoms that a rule joins follow one
another. Work goes by parts of some thousand rows, depth first, so that a space that is too large is noticed early.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.deals.components import Component
from kg.deals.formulas import Formula, atoms_of, moved, truth, values
from kg.deals.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["bundles_of", "keys_of", "true_of"]

#: rows in a part
_PART = 1 << 15
#: how many columns a row may have before fewer rows are enumerated than were asked for
_WIDE = 64
#: how many entries of the matrix may be looked at for each that it has at most
_TRIED = 4


def bundles_of(component: Component, limits: Limits, most: int | None = None) -> NDArray[np.bool_] | None:
    """Return the valid bundles of a component, in the order of binary numbers; None where there are more than ``most``.

    By default there may be ``limits.bundles``. Where a component has more than 64 atoms, less rows are enumerated, in proportion.
    Raises :class:`~kg.deals.limits.LimitReached` where the time is over, or the search was interrupted.
    """
    import numpy as np

    most = limits.bundles if most is None else most
    found: list[NDArray[np.bool_]] = []
    rows, allowed = 0, most * _WIDE // max(_WIDE, len(component.atoms))
    order = _order(component)
    for part in _parts(component, order, most):
        limits.check()
        if part is None or (rows := rows + len(part)) > allowed:
            return None
        found.append(part)
    whole = np.concatenate(found) if found else np.zeros((0, len(order)), dtype=bool)
    whole = whole[:, np.argsort(np.array(order, dtype=int))] if order else whole
    limits.check()
    return whole[np.lexsort(keys_of(whole).T[::-1])] if order else whole


def keys_of(rows: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return rows as words of 64 columns each, which are in the order of binary numbers as the rows are."""
    import numpy as np

    packed = np.zeros((len(rows), -(-rows.shape[1] // 64) * 8 or 8), dtype=np.uint8)
    bits = np.packbits(rows, axis=1)
    packed[:, : bits.shape[1]] = bits
    return packed.view(">u8").astype(np.uint64)


def true_of(formula: Formula, rows: NDArray[np.bool_], limits: Limits) -> NDArray[np.bool_]:
    """Return whether a formula is true of each of many bundles. Raises :class:`~kg.deals.limits.LimitReached` as above."""
    import numpy as np

    found = np.empty(len(rows), dtype=bool)
    for start in range(0, len(rows), _PART):
        limits.check()
        found[start : start + _PART] = values(formula, rows[start : start + _PART])
    return found


def _order(component: Component) -> list[int]:
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for rule in component.rules:
        named = set(atoms_of(rule.formula))
        for atom in named:
            beside[atom] |= named
    order: dict[int, None] = {}
    for start in range(len(component.atoms)):
        waiting = [start]
        while waiting:
            atom = waiting.pop(0)
            if atom not in order:
                order[atom] = None
                waiting += sorted(beside[atom] - order.keys())
    return list(order)


def _parts(component: Component, order: list[int], most: int) -> Iterator[NDArray[np.bool_] | None]:
    import numpy as np

    due, sound = _due(component, order)
    waiting = [np.zeros((1, 0), dtype=bool)] if sound else []
    tried = 0
    while waiting:
        part = waiting.pop()
        depth = part.shape[1]
        if depth == len(order):
            yield part
            continue
        part = np.hstack([np.repeat(part, 2, axis=0), np.tile([[False], [True]], (len(part), 1))])
        tried += part.size
        if tried > most * _WIDE * _TRIED:
            yield None
            return
        for rule in due[depth]:
            part = part[values(rule, part)]
        waiting += [part[start : start + _PART] for start in range(0, len(part), _PART)][::-1]


def _due(component: Component, order: list[int]) -> tuple[dict[int, list[Formula]], bool]:
    """Return the rules by the depth at which their last atom is decided, and whether those without atoms are true."""
    depths = {atom: depth for depth, atom in enumerate(order)}
    due: defaultdict[int, list[Formula]] = defaultdict(list)
    sound = True
    for rule in component.rules:
        named = [depths[atom] for atom in atoms_of(rule.formula)]
        if named:
            due[max(named)].append(moved(rule.formula, depths))
        else:
            sound = sound and truth(rule.formula, frozenset())
    return due, sound
