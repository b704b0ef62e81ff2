"""From answers to a standing: scores of the four steps, the step a firm stands on, gap and leap.

Every rule here is the course's own; the source has neither questions nor scores.

- An answer's level, 0 to 3, counts as 0, 33, 67 or 100 points. A person's score of a step is the
  mean of the answers given; whoever answered fewer than two of its four does not speak for it.
- A group's score is the mean of its people. Where three people or more of both roles speak, each
  role counts half, however many answered: they are two views of one firm. Fewer never do, for a
  person who counts half could be worked out.
- A step *holds* from 50 points: what was seen lies nearer to "in some cases" than to "once".
- A firm *stands on* the highest step up to which all hold; on 0 where the first does not.
- A *leap* is step 3 or 4 that holds while step 1 or 2 does not, at least 15 points above the weaker
  of these. (The source warns of going "straight from stage one to stage three or four"
  [001 · Chessboard].)
- Intervals are Student's t. In a group, the spread is that between people of one role, taken
  together over the four steps; for one person alone, that between answers to one step. No spread
  smaller than that of rounding to whole levels is believed. They say how much the *asking* leaves
  open, not whether the questions are right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cem_workbook.frameworks.statements import IDS, MANAGER, ROLES, STATEMENTS
from cem_workbook.frameworks.steps import STEPS

POINTS = 100 / 3
"""Points of one level."""
HOLDS = 50.0
LEAST_APART = 15.0
LEAST_ANSWERS = 2
SMALLEST = 3
"""The smallest group of which anything is shown, and of a role that is shown apart."""
CONFIDENCE = 0.95

Floats = npt.NDArray[np.float64]
_OF_STEP = np.array([[s.step == step.key for s in STATEMENTS] for step in STEPS])  # (4, 16)
_ROUNDING = POINTS**2 / 12  # variance of what rounding to whole levels hides, of one answer


@dataclass(frozen=True)
class Sheet:
    """What one person answered.

    Attributes:
        role: MANAGER or FRONT.
        levels: the level by statement; None for "I cannot know", left out where not answered.
    """

    role: str
    levels: Mapping[str, int | None]

    @property
    def row(self) -> list[float]:
        """The levels in the order of the statements, NaN where there is none."""
        found = (self.levels.get(id) for id in IDS)
        return [math.nan if level is None else float(level) for level in found]


@dataclass(frozen=True)
class Score:
    """How strong one step is.

    Attributes:
        number: of the step, 1 to 4.
        value: 0 to 100 points; NaN where nobody speaks for it.
        interval: lowest and highest score that go well with the answers; 0 and 100 without any.
        people: how many speak for it.
    """

    number: int
    value: float
    interval: tuple[float, float]
    people: int

    @property
    def holds(self) -> bool:
        """Whether the score reaches HOLDS."""
        return self.value >= HOLDS

    @property
    def sure(self) -> bool:
        """Whether the whole interval lies on one side of HOLDS."""
        return self.interval[0] >= HOLDS or self.interval[1] < HOLDS


@dataclass(frozen=True)
class Leap:
    """Steps in the air.

    Attributes:
        weak: number of the weaker of steps 1 and 2, which does not hold.
        high: numbers of those of steps 3 and 4 that hold.
        apart: points between the strongest of these and the weak one.
        interval: lowest and highest difference that go well with the answers.
    """

    weak: int
    high: tuple[int, ...]
    apart: float
    interval: tuple[float, float]

    @property
    def sure(self) -> bool:
        """Whether the difference is above nothing in all of its interval."""
        return self.interval[0] > 0


@dataclass(frozen=True)
class Standing:
    """Where a firm stands.

    Attributes:
        scores: of the four steps, in order.
        people: how many answered.
        step: the highest step up to which all hold, 0 to 4; None where a step that decides it has
            no score.
        between: the lowest and highest step that the intervals leave open.
        leap: the leap, or None.
        levels: mean level by statement, NaN where nobody knows.
    """

    scores: tuple[Score, Score, Score, Score]
    people: int
    step: int | None
    between: tuple[int, int]
    leap: Leap | None
    levels: Mapping[str, float]

    @property
    def weakest(self) -> Score | None:
        """The step to work on first: the lowest one that does not hold, else the lowest score."""
        known = [score for score in self.scores if not math.isnan(score.value)]
        open_ones = [score for score in known if not score.holds]
        return open_ones[0] if open_ones else min(known, key=lambda s: s.value, default=None)


@dataclass(frozen=True)
class Gap:
    """How far managers and front line see one step apart.

    Attributes:
        number: of the step.
        managers, front: their mean scores, in points.
        interval: of the difference, managers less front line; Student's t, equal variances.
    """

    number: int
    managers: float
    front: float
    interval: tuple[float, float]

    @property
    def value(self) -> float:
        """Managers less front line, in points."""
        return self.managers - self.front

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out nothing, so that one sees more than the other."""
        return self.interval[0] > 0 or self.interval[1] < 0


def standing(sheets: Sequence[Sheet]) -> Standing:
    """Return where a firm stands by these answers."""
    rows = np.array([sheet.row for sheet in sheets]).reshape(-1, len(IDS))
    return standing_of(rows, np.array([sheet.role == MANAGER for sheet in sheets], dtype=bool))


def standing_of(levels: Floats, managers: npt.NDArray[np.bool_]) -> Standing:
    """Return where a firm stands.

    Args:
        levels: 0 to 3, NaN where unknown; shape (people, 16), in the order of STATEMENTS.
        managers: who is a manager, shape (people,).
    """
    people = step_points(levels)
    half = each_role_half(managers)
    spread, freedom = _spread(levels, people, managers if half else np.zeros_like(managers))
    scores = []
    for s, step in enumerate(STEPS):
        value, size = _mean(people[:, s], managers)
        if math.isnan(value):
            scores.append(Score(step.number, math.nan, (0.0, 100.0), 0))
            continue
        reach = t_quantile(freedom) * spread * size
        interval = (max(0.0, value - reach), min(100.0, value + reach))
        scores.append(Score(step.number, value, interval, int((~np.isnan(people[:, s])).sum())))
    four = (scores[0], scores[1], scores[2], scores[3])
    step_ = _reached([score.value for score in four])
    low = _reached([score.interval[0] for score in four])
    high = _reached([score.interval[1] for score in four])
    means = [_mean(levels[:, i], managers)[0] for i in range(len(IDS))]
    return Standing(
        four,
        len(levels),
        step_,
        (low or 0, high or 0),
        _leap(four, people, managers, (spread, freedom)),
        dict(zip(IDS, means, strict=True)),
    )


def gaps(sheets: Sequence[Sheet]) -> tuple[Gap, ...]:
    """Return how far the two roles are apart, step by step.

    Only steps for which SMALLEST people of each role speak; none where a role has fewer.
    """
    found = []
    by_role = [
        np.array([s.row for s in sheets if s.role == role]).reshape(-1, len(IDS)) for role in ROLES
    ]
    for i, step in enumerate(STEPS):
        one, other = (_known(step_points(rows)[:, i]) for rows in by_role)
        if min(len(one), len(other)) < SMALLEST:
            continue
        freedom = len(one) + len(other) - 2
        ss = float(((one - one.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum())
        error = math.sqrt(ss / freedom * (1 / len(one) + 1 / len(other)))
        apart, reach = float(one.mean() - other.mean()), t_quantile(freedom) * error
        interval = (apart - reach, apart + reach)
        found.append(Gap(step.number, float(one.mean()), float(other.mean()), interval))
    return tuple(found)


def step_points(levels: Floats) -> Floats:
    """Return each person's score of each step in points, shape (people, 4).

    Args:
        levels: shape (people, 16), NaN where unknown.
    """
    known = ~np.isnan(levels)
    count = known.astype(float) @ _OF_STEP.T
    total = np.where(known, levels, 0.0) @ _OF_STEP.T
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count >= LEAST_ANSWERS, POINTS * total / count, np.nan)


def each_role_half(managers: npt.NDArray[np.bool_]) -> bool:
    """Return whether both roles have enough people to count half each."""
    return min(int(managers.sum()), int((~managers).sum())) >= SMALLEST


def _known(column: Floats) -> Floats:
    return column[~np.isnan(column)]


def _parts(column: Floats, managers: npt.NDArray[np.bool_]) -> list[Floats]:
    """Return the known values, role by role if each counts half."""
    known = ~np.isnan(column)
    if each_role_half(managers[known]):
        return [column[known & managers], column[known & ~managers]]
    return [column[known]] if known.any() else []


def _mean(column: Floats, managers: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return the mean, and by what the spread between people is multiplied for its error."""
    parts = _parts(column, managers)
    if not parts:
        return math.nan, math.nan
    value = sum(float(part.mean()) for part in parts) / len(parts)
    return value, math.sqrt(sum(1 / len(part) for part in parts)) / len(parts)


def _spread(levels: Floats, people: Floats, managers: npt.NDArray[np.bool_]) -> tuple[float, int]:
    """Return the standard deviation of one person's score of a step, and its degrees of freedom."""
    squares, freedom = 0.0, 0
    for s in range(len(STEPS)):
        for part in (_known(people[managers, s]), _known(people[~managers, s])):
            if len(part) > 1:
                squares += float(((part - part.mean()) ** 2).sum())
                freedom += len(part) - 1
    four = len(levels[0]) / len(STEPS) if len(levels) else 4.0
    if freedom >= len(STEPS):
        # Half of the degrees: who is strict is strict in all four steps, so these do not count in
        # full. Coverage was checked for 2 to 24 people in tests/unit/test_assessment.py.
        return math.sqrt(max(squares / freedom, _ROUNDING / four)), freedom // 2
    squares, freedom, answers = 0.0, 0, []
    for row in levels:
        for of_step in _OF_STEP:
            part = _known(row[of_step])
            if len(part) >= LEAST_ANSWERS:
                squares += POINTS**2 * float(((part - part.mean()) ** 2).sum())
                freedom += len(part) - 1
                answers.append(len(part))
    if not answers:
        return math.nan, 1
    each = sum(answers) / len(answers)
    return math.sqrt(max(squares / freedom, _ROUNDING) / each), freedom


def _reached(values: Sequence[float]) -> int | None:
    """Return the highest step up to which all hold; None where an unknown one decides."""
    for number, value in enumerate(values):
        if math.isnan(value):
            return None
        if value < HOLDS:
            return number
    return len(values)


def _leap(
    scores: tuple[Score, Score, Score, Score],
    people: Floats,
    managers: npt.NDArray[np.bool_],
    spread: tuple[float, int],
) -> Leap | None:
    low = [score for score in scores[:2] if score.value < HOLDS]
    high = [score for score in scores[2:] if score.holds]
    if not low or not high:
        return None
    weak, strong = min(low, key=lambda s: s.value), max(high, key=lambda s: s.value)
    apart = strong.value - weak.value
    if apart < LEAST_APART:
        return None
    # within a person: whoever is strict is strict in both
    each = people[:, strong.number - 1] - people[:, weak.number - 1]
    parts = _parts(each, managers)
    freedom = sum(len(part) - 1 for part in parts)
    if freedom > 0:
        squares = sum(float(((part - part.mean()) ** 2).sum()) for part in parts)
        error = math.sqrt(max(squares / freedom, _ROUNDING / 2)) * _mean(each, managers)[1]
    else:
        error, freedom = spread[0] * math.sqrt(2), spread[1]
    reach = t_quantile(freedom) * error
    return Leap(weak.number, tuple(s.number for s in high), apart, (apart - reach, apart + reach))


@lru_cache(maxsize=256)
def t_quantile(freedom: int) -> float:
    """Return how many standard errors either side hold CONFIDENCE of Student's t."""
    from scipy.special import stdtrit  # heavy, and scipy.stats is much heavier

    return -float(stdtrit(freedom, (1 - CONFIDENCE) / 2))


def matrix(sheets: Iterable[Sheet], key: str) -> list[list[float]]:
    """Return the levels of one step's statements, a row for each person, NaN where unknown."""
    places = [i for i, statement in enumerate(STATEMENTS) if statement.step == key]
    return [[sheet.row[i] for i in places] for sheet in sheets]
