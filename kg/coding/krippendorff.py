"""Krippendorff's alpha: how far independent observers agree beyond chance, in the values they give to the same units.

Reference: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section on any number of observers,
missing data and several metrics, whose steps are followed here in its order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import permutations
from typing import TypeVar

__all__ = ["METRICS", "alpha"]

V = TypeVar("V", bound=Hashable)

#: the metrics by which two values differ; ordinal and interval ones need values that are numbers
METRICS = ("nominal", "ordinal", "interval")


def alpha(units: Iterable[Sequence[V]], metric: str = "nominal") -> float | None:
    r"""Return Krippendorff's alpha of reliability data.

    Each unit is the values that observers gave it, missing ones left out; units with fewer than two are not pairable and
    have no part in it.

    .. math:: \alpha = 1 - \frac{D_o}{D_e}
        = 1 - (n - 1) \frac{\sum_{c} \sum_{k > c} o_{ck} \, \delta^2_{ck}}{\sum_{c} \sum_{k > c} n_c n_k \, \delta^2_{ck}}

    With o_ck the coincidences of values c and k, n_c = Σ_k o_ck, n = Σ_c n_c, and δ² the squared difference: 1 of
    unequal values (nominal), (Σ_{g=c..k} n_g − (n_c + n_k)/2)² (ordinal), (c − k)² (interval). Range: 1 for perfect
    agreement, 0 for what chance gives, below 0 for systematic disagreement. None where undefined: fewer than two
    pairable values, or values that do not vary. Raises ``ValueError`` for an unknown metric.
    """
    if metric not in METRICS:
        raise ValueError(f"no metric is called {metric!r}; there are {', '.join(METRICS)}")
    # Step A: the reliability data, here unit by unit; only units with two values or more are pairable.
    pairable = [values for values in units if len(values) > 1]
    # Step B: the coincidences o_ck; each unit of m values adds its m(m - 1) ordered pairs, each 1/(m - 1).
    coincidences: defaultdict[tuple[V, V], float] = defaultdict(float)
    for values in pairable:
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)
    # Step C: the margins n_c and the number n of pairable values.
    margins: Counter[V] = Counter(value for values in pairable for value in values)
    total = sum(margins.values())
    # Step D: the squared differences by the metric.
    differences = _differences(margins, metric)
    # Step E: alpha.
    expected = sum(margins[c] * margins[k] * square for (c, k), square in differences.items())
    if not expected:
        return None
    observed = sum(coincidences[pair] * square for pair, square in differences.items())
    return 1 - (total - 1) * observed / expected


def _differences(margins: Counter[V], metric: str) -> dict[tuple[V, V], float]:
    values = sorted(margins) if metric != "nominal" else sorted(margins, key=repr)  # type: ignore[type-var]
    pairs = [(low, high) for low in range(len(values)) for high in range(low + 1, len(values))]
    return {(values[low], values[high]): _square(values, margins, low, high, metric) for low, high in pairs}


def _square(values: list[V], margins: Counter[V], low: int, high: int, metric: str) -> float:
    if metric == "nominal":
        return 1.0
    if metric == "interval":
        return float(values[high] - values[low]) ** 2  # type: ignore[operator]
    between = sum(margins[value] for value in values[low : high + 1])
    return float(between - (margins[values[low]] + margins[values[high]]) / 2) ** 2
