"""Ideal points: where each actor stands on one line, from which side of each concept it took.

Source: Clinton, J., Jackman, S. and Rivers, D. (2004), The statistical analysis of roll call data, American Political Science Review 98;
the logistic form is that of Poole, K. T. (2005), Spatial Models of Parliamentary Voting. With f_ij how often actor i was for concept j
and a_ij how often against:

1. P(for) = σ(η_ij), η_ij = β_j θ_i − α_j, σ(x) = 1 / (1 + e^−x); θ_i is the position of the actor, β_j the discrimination of the concept
   and α_j its difficulty
2. θ_i, β_j and α_j have a standard normal prior each, which fixes where the line is and how long, and keeps all of them finite also where
   a point parts those for from those against without exception
3. the point is the maximum of the posterior: L = Σ_ij [f_ij log σ(η_ij) + a_ij log σ(−η_ij)] − ½ (Σ θ_i² + Σ β_j² + Σ α_j²)
4. of given θ the best α_j and β_j of each concept are found by Newton's method, concept by concept; L of these, a function of θ alone, is
   climbed by a trust region with its exact gradient and Hessian (Schur complement of the concepts)
5. L may have several peaks: it is climbed from the first two axes of correspondence analysis and from the first singular vector of
   f − a less what each concept has on average, and the highest peak is taken
6. intervals: concepts are drawn with replacement (:mod:`kg.networks.resampling`), L is climbed again from the point, and the sign aligned

Where all that is said is too little for the prior, all points are 0. The sign is that of :mod:`kg.networks.directions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.linalg
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from kg.networks.correspondence import correspondence
from kg.networks.counting import Floats
from kg.networks.directions import aligned_sign, direction
from kg.networks.resampling import DRAWS, draws_of, percentiles

__all__ = ["IdealPoints", "ideal_points", "intervals_of"]

#: how many cells of the table are worked on at a time, few enough for a processor's cache, and up to how many are kept between
_BLOCK, _MOST_KEPT = 60_000, 8_000_000

#: a slope that counts as 0, a start that has no width, and by what share of the middle's posterior a higher peak is higher
_FLAT, _ZERO, _HIGHER = 1e-8, 1e-6, 1e-10

#: a step of a concept's parameters that cannot lead astray, and one after which they are exact; the most steps
_SAFE, _EXACT, _MOST_STEPS = 0.3, 1e-6, 60

#: a draw is at its peak where a step is shorter than this share of the widest position; the most steps that are tried
_NEAR, _MOST_NEWTON = 1e-2, 7


@dataclass(frozen=True)
class IdealPoints:
    """Positions of the actors, ``discrimination`` and ``difficulty`` of the concepts, and the log posterior there.

    ``by_ids``: their direction is one that ids alone decide. ``is_flat``: all are 0, since too little is said.
    """

    positions: Floats
    discrimination: Floats
    difficulty: Floats
    posterior: float
    by_ids: bool
    is_flat: bool
    model: _Model = field(repr=False, compare=False)


def ideal_points(favour: Any, against: Any) -> IdealPoints:
    """Return the ideal points of actors (rows) from how often each was for and against each concept (columns).

    The matrices are dense or sparse, with no empty row; a concept of which all that is said is on one side has nothing to tell and
    should be left out before.
    """
    model = _Model(favour, against)
    points = model.highest(model.starts())
    is_flat = not points.any()
    sign, by_ids = direction(points, model.mass, model.side)
    points = points * sign
    beta, alpha = model.items(points)
    return IdealPoints(points, beta, alpha, model.posterior(points), by_ids, is_flat, model)


def intervals_of(found: IdealPoints, *, draws: int = DRAWS, deadline: float | None = None) -> tuple[Floats, int]:
    """Return the interval of each actor's position, as :func:`~kg.networks.resampling.percentiles` has it, and how many draws it rests on."""
    model, drawn = found.model, []
    traits = (found.discrimination, found.difficulty)
    for weights in draws_of(traits, 0 if found.is_flat else draws, deadline):
        points = model.climb_near(found.positions, weights)
        points[model.silent(weights)] = np.nan
        drawn.append(points * aligned_sign(points, found.positions, model.mass))
    return percentiles(drawn, model.actors), len(drawn)


class _Model:
    """The posterior of θ with the best α and β of each concept, in blocks of concepts so that memory is bounded."""

    def __init__(self, favour: Any, against: Any) -> None:
        self.favour = sparse.csc_array(favour, dtype=np.float64)
        self.against = sparse.csc_array(against, dtype=np.float64)
        self.actors, self.concepts = self.favour.shape
        spoken = np.asarray(self.favour.sum(axis=1) + self.against.sum(axis=1)).ravel()
        self.mass = spoken / spoken.sum()
        self.side = np.asarray(self.favour.sum(axis=1) - self.against.sum(axis=1)).ravel() / spoken
        self._spoken = (self.favour + self.against).tocsr()
        step = max(1, _BLOCK // max(self.actors, 1))
        self._bounds = [slice(low, min(low + step, self.concepts)) for low in range(0, self.concepts, step)]
        few = self.actors * self.concepts <= _MOST_KEPT
        self._kept = list(map(self._densified, self._bounds)) if few else None
        self._beta, self._alpha = np.zeros(self.concepts), np.zeros(self.concepts)
        self._at: bytes = b""
        self._starts: list[Floats] | None = None
        self._known: tuple[bytes, tuple[Floats, Floats]] = (b"", (self._beta, self._beta))

    def _densified(self, bounds: slice) -> tuple[slice, Floats, Floats]:
        favour = self.favour[:, bounds].toarray()
        return bounds, favour, favour + self.against[:, bounds].toarray()

    def _blocks(self) -> Iterator[tuple[slice, Floats, Floats]]:
        """Yield the concepts of each block, how often each actor was for them, and how often it spoke of them."""
        yield from self._kept if self._kept is not None else map(self._densified, self._bounds)

    def starts(self) -> list[Floats]:
        """Return where the climb begins, each of mean 0 and standard deviation 1."""
        if self._starts is None:
            sides = sparse.hstack([self.favour, self.against]).tocsc()
            axes = correspondence(sides[:, np.diff(sides.indptr) > 0]).rows
            net = (self.favour - self.against).tocsr()
            spoken = np.asarray(self._spoken.sum(axis=0)).ravel()
            mean = np.asarray(net.sum(axis=0)).ravel() / np.maximum(spoken, 1.0)
            rest = net - self._spoken @ sparse.dia_array((mean, 0), shape=(self.concepts,) * 2)
            vectors = np.linalg.eigh((rest @ rest.T).toarray())[1]
            wide = [one for one in (*axes.T[:2], vectors[:, -1]) if float(one.std()) > _ZERO]
            self._starts = [(one - one.mean()) / one.std() for one in wide]
        return self._starts

    def silent(self, weights: Floats) -> Any:
        """Return which actors spoke of no concept that has a weight."""
        heard: Any = self._spoken @ weights
        return heard == 0

    def items(self, theta: Floats) -> tuple[Floats, Floats]:
        """Return β and α that are best for some θ."""
        if self._at != theta.tobytes():
            for at, favour, spoken in self._blocks():
                self._beta[at], self._alpha[at] = _best_items(theta, favour, spoken, self._beta[at], self._alpha[at])
            self._at = theta.tobytes()
        return self._beta.copy(), self._alpha.copy()

    def posterior(self, theta: Floats, weights: Floats | None = None) -> float:
        """Return L of θ and its best items, each concept counted by its weight, 1 where none are given."""
        total = -0.5 * float(theta @ theta)
        beta, alpha = self.items(theta)
        for at, favour, spoken in self._blocks():
            each = _log_posterior(theta, favour, spoken, beta[at], alpha[at])
            total += float(each.sum() if weights is None else weights[at] @ each)
        return total

    def slopes(self, theta: Floats, weights: Floats | None = None) -> tuple[Floats, Floats]:
        """Return gradient and Hessian of −L at θ, with the best items."""
        key = theta.tobytes() + (b"" if weights is None else weights.tobytes())
        if self._known[0] != key:
            self._known = key, self._slopes(theta, weights)
        return self._known[1]

    def _slopes(self, theta: Floats, weights: Floats | None) -> tuple[Floats, Floats]:
        beta, alpha = self.items(theta)
        gradient, hessian, diagonal = theta.copy(), np.zeros((self.actors, self.actors)), np.ones(self.actors)
        for at, favour, spoken in self._blocks():
            b, weight = beta[at], np.ones(favour.shape[1]) if weights is None else weights[at]
            chance = expit(np.outer(theta, b) - alpha[at])
            rest = favour - spoken * chance
            spread = spoken * chance * (1.0 - chance)
            gradient -= rest @ (weight * b)
            diagonal += spread @ (weight * b * b)
            # C = [[p, q], [q, s]], minus the second derivatives by β and α, and its Cholesky factor
            p, q, s = theta**2 @ spread + 1.0, -(theta @ spread), spread.sum(axis=0) + 1.0
            root = np.sqrt(p)
            low = q / root
            last = np.sqrt(s - low * low)
            first = (spread * theta[:, None] * b - rest) / root
            second = (-spread * b - first * low) / last
            for part in (first, second):
                part *= np.sqrt(weight)
                hessian -= part @ part.T
        hessian[np.diag_indices(self.actors)] += diagonal
        return gradient, hessian

    def climb(self, start: Floats, weights: Floats | None = None) -> Floats:
        """Return the peak of L that is reached from a start."""
        found = minimize(
            lambda theta: -self.posterior(theta, weights),
            start,
            jac=lambda theta: self.slopes(theta, weights)[0],
            hess=lambda theta: self.slopes(theta, weights)[1],
            method="trust-exact",
            options={"gtol": _FLAT, "maxiter": 200, "initial_trust_radius": float(np.sqrt(len(start)))},
        )
        peak: Floats = np.asarray(found.x)
        return peak

    def highest(self, starts: Iterable[Floats], weights: Floats | None = None) -> Floats:
        """Return the highest peak that is reached from some starts; all zeros where none is higher than these."""
        best = np.zeros(self.actors)
        least = posterior = self.posterior(best, weights)
        for start in starts:
            found = self.climb(start, weights)
            if (reached := self.posterior(found, weights)) > posterior + _HIGHER * (1.0 + abs(least)):
                posterior, best = reached, found
        return best

    def climb_near(self, start: Floats, weights: Floats) -> Floats:
        """Return the peak of L near a start, by Newton's method while its steps get shorter, else the highest of all starts."""
        theta, widest = start, float(np.abs(start).max())
        longest = widest
        for _ in range(_MOST_NEWTON):
            gradient, hessian = self.slopes(theta, weights)
            try:
                step: Floats = scipy.linalg.cho_solve(scipy.linalg.cho_factor(hessian), gradient)
            except scipy.linalg.LinAlgError:
                break
            length = float(np.abs(step).max())
            if length > longest:
                break
            theta, longest = theta - step, length
            if length < _NEAR * widest:
                return theta
        return self.highest([start, *self.starts()], weights)


def _log_posterior(theta: Floats, favour: Floats, spoken: Floats, beta: Floats, alpha: Floats) -> Floats:
    """Return of each concept the log of its likelihood and of the prior of its two parameters."""
    eta = np.outer(theta, beta) - alpha
    # f log σ(η) + a log σ(−η) = n log σ(η) − a η
    each: Floats = (spoken * log_expit(eta) - (spoken - favour) * eta).sum(axis=0)
    return np.asarray(each - 0.5 * (beta**2 + alpha**2))


def _best_items(theta: Floats, favour: Floats, spoken: Floats, beta: Floats, alpha: Floats) -> tuple[Floats, Floats]:
    """Return β and α that are best for θ, by Newton's method from others; long steps that lead down are halved."""
    beta, alpha, squares = beta.copy(), alpha.copy(), theta**2
    for _ in range(_MOST_STEPS):
        chance = expit(np.outer(theta, beta) - alpha)
        rest = spoken * chance
        spread = rest * (1.0 - chance)
        np.subtract(favour, rest, out=rest)
        by_beta, by_alpha = theta @ rest - beta, -rest.sum(axis=0) - alpha
        p, q, s = squares @ spread + 1.0, -(theta @ spread), spread.sum(axis=0) + 1.0
        size = p * s - q * q
        steps = np.array([s * by_beta - q * by_alpha, p * by_alpha - q * by_beta]) / size
        longest = np.abs(steps).max(axis=0)
        far = np.flatnonzero(longest > _SAFE)
        if len(far):
            steps[:, far] *= _shares(
                theta, favour[:, far], spoken[:, far], np.array([beta[far], alpha[far]]), steps[:, far]
            )
        beta += steps[0]
        alpha += steps[1]
        if float(longest.max(initial=0.0)) < _EXACT:  # what is left is of the order of its square
            break
    return beta, alpha


def _shares(theta: Floats, favour: Floats, spoken: Floats, at: Floats, steps: Floats) -> Floats:
    """Return how much of each step is taken: all, or half as often as it leads down."""
    value, share = _log_posterior(theta, favour, spoken, *at), np.ones(at.shape[1])
    for _ in range(30):
        lower = _log_posterior(theta, favour, spoken, *(at + share * steps)) < value
        if not lower.any():
            break
        share[lower] /= 2.0
    return share
