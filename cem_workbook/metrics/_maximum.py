"""The parameters under which a model makes the data likeliest: Newton's method, with exact slopes.

All parameters are above 0, so the climb goes by their logarithms. Where the surface is not curved
like a hill, the curvatures are taken by their size, which turns a step away from a saddle. A
climb ends when one more step would raise the log-likelihood by less than a trillionth. That
leaves each parameter within a millionth or so of its own standard error, in any unit and for any
number of customers, and the same data always give the same digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import CourseError
from cem_workbook.messages import say

Floats = npt.NDArray[np.float64]
Likelihood = Callable[[Floats], tuple[float, Floats, Floats]]
"""Parameters in; the log-likelihood, its slopes and its curvatures by the parameters out."""

FARTHEST = 1e4  # times the start, or its part: beyond it, a limit is as good as any number
_LONGEST = 2.0  # step of a logarithm
_STEPS = 200
_HALVINGS = 40  # of a step that leads down
_ENOUGH = 1e-12
_TINY = float(np.finfo(np.float64).tiny)  # instead of dividing by nothing


class NoMaximum(Exception):
    """The likelihood keeps rising while parameters run away towards 0 or without end.

    Attributes:
        parameters: how far the highest climb had come.
    """

    def __init__(self, parameters: Floats) -> None:
        super().__init__(parameters)
        self.parameters = parameters


class _Place(NamedTuple):
    height: float
    parameters: Floats
    is_top: bool


def maximum(likelihood: Likelihood, *starts: Sequence[float]) -> tuple[Floats, float]:
    """Return the parameters of the highest log-likelihood, and that log-likelihood.

    Args:
        likelihood: what is climbed.
        *starts: parameters with which a climb may begin, above 0. Where the first one leads to a
            maximum, it is enough. Where it runs away, the others are tried too, and the highest
            place of all decides.

    Raises:
        NoMaximum: no best parameters exist within FARTHEST of a start.
    """
    places = [_climb(likelihood, starts[0])]
    if not places[0].is_top:
        places += [_climb(likelihood, start) for start in starts[1:]]
    highest = max(places, key=lambda place: place.height)
    if not highest.is_top:
        raise NoMaximum(highest.parameters)
    return highest.parameters, highest.height


def no_fit(model: str, why: str) -> CourseError:
    """Return the error for data that do not tell a model's parameters.

    Args:
        model: its name.
        why: what the data are like, as a clause.
    """
    return CourseError(
        say(
            "The {model} model has no best parameters for these data: {why}. Take more customers, "
            "or a longer time.",
            model=model,
            why=why,
        )
    )


def _climb(likelihood: Likelihood, start: Sequence[float]) -> _Place:
    origin = np.log(np.asarray(start, dtype=np.float64))
    place = origin
    height, slope, curvature = _by_logarithms(likelihood, place)
    for _ in range(_STEPS):
        sizes, axes = np.linalg.eigh(-curvature)
        floor = 1e-14 * float(max(np.abs(sizes).max(), np.abs(slope).max())) + _TINY
        step = axes @ ((axes.T @ slope) / np.maximum(np.abs(sizes), floor))
        if slope @ step < _ENOUGH and sizes[0] > floor:  # twice what the step would gain
            return _Place(height, np.exp(place + step), True)
        step *= min(1.0, _LONGEST / float(np.abs(step).max() + _TINY))
        # rounding moves the height of many customers more than a last small step does
        promise = 1e-4 * float(slope @ step) - 1e-11 * abs(height)
        for halvings in range(_HALVINGS):
            there = _by_logarithms(likelihood, place + step)
            if there[0] >= height + promise / 2**halvings:
                break
            step /= 2
        else:
            break
        place = place + step
        height, slope, curvature = there
        if np.abs(place - origin).max() > np.log(FARTHEST):
            break
    return _Place(height, np.exp(place), False)


def _by_logarithms(likelihood: Likelihood, place: Floats) -> tuple[float, Floats, Floats]:
    parameters = np.exp(place)
    height, slope, curvature = likelihood(parameters)
    slope = parameters * slope
    return height, slope, np.outer(parameters, parameters) * curvature + np.diag(slope)
