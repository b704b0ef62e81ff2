"""Cronbach's alpha: how far several answers of the same people go up and down together.

No source article speaks of it; it is the usual measure.
- Alpha, for k items: k / (k - 1) x (1 - sum of the items' variances / variance of the sum).
  L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951),
  297-334.
- Interval: (1 - alpha) / (1 - its estimate) follows an F distribution with n - 1 and
  (n - 1)(k - 1) degrees of freedom. L. S. Feldt, D. J. Woodruff and F. A. Salih, "Statistical
  inference for coefficient alpha", Applied Psychological Measurement 11 (1987), 93-103. It
  supposes that the items measure one thing equally well; for other items it is a guide only.
- McDonald's omega is not here. It needs the loadings of a fitted factor, and from the dozen people
  of a workshop these come out impossible in about half of the cases (tests/unit/
  test_reliability.py).

A high alpha says that people who stand high in one item stand high in the others, too. It says
neither what the items measure nor that they are true.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    check_choice,
    check_confidence,
    flat,
    is_missing,
    is_real,
    show,
)
from cem_workbook.text import Points

UNBOUNDED = (-math.inf, 1.0)
"""The interval where nothing is known: alpha has no lower end, and 1 is its upper one."""


@dataclass(frozen=True, repr=False)
class Alpha:
    """How far several items go together.

    Attributes:
        value: alpha, 1 or less. It can fall below 0, where the items pull against each other. NaN
            with fewer than two people, and where the sums of all are the same: then nobody differs,
            and there is nothing that could go together.
        interval: lowest and highest alpha that go well with the answers; UNBOUNDED where the value
            is NaN. Of no width where the value is 1, which is surer than few people can be.
        n: people whose answers are complete.
        left_out: people with an answer missing, who do not count.
        items: number of items.
        confidence: of the interval, as a fraction.
    """

    value: float
    interval: tuple[float, float]
    n: int
    left_out: int
    items: int
    confidence: float

    def __str__(self) -> str:
        if math.isnan(self.value):
            return say("alpha unknown: {n} people, {items} items", n=self.n, items=self.items)
        return say(
            "alpha {value:.2f} ({low:.2f} to {high:.2f} at {confidence:g} %; {n} people, {items} "
            "items)",
            value=Points(self.value),
            low=Points(self.interval[0]),
            high=Points(self.interval[1]),
            confidence=100 * self.confidence,
            n=self.n,
            items=self.items,
        )

    __repr__ = __str__


def cronbach_alpha(answers: Any, *, invalid: str = "raise", confidence: float = 0.95) -> Alpha:
    """Return Cronbach's alpha of a table of answers.

    Args:
        answers: a row for each person, a column for each item, two at least: a data frame, an
            array of shape (people, items), or a list of rows. Numbers, in any unit that is the
            same for all items; a missing answer is NaN or None.
        invalid: `"raise"` refuses a table in which an answer is missing; `"drop"` leaves such
            people out and counts them.
        confidence: of the interval, between 0 and 1.

    Returns:
        Alpha with its interval (formulas and sources: see the module).

    Raises:
        BadInput: an answer is no finite number, or is missing with `"raise"` (the text names item,
            row and rule); there are fewer than two items; or an argument is wrong.
    """
    confidence = check_confidence(confidence)
    check_choice("invalid", invalid, ("raise", "drop"))
    table = _table(answers, invalid)
    complete = table[~np.isnan(table).any(axis=1)]
    n, items = complete.shape
    left_out = len(table) - n
    unknown = Alpha(math.nan, UNBOUNDED, n, left_out, items, confidence)
    if n < 2:
        return unknown
    whole = float(complete.sum(axis=1).var(ddof=1))
    parts = float(complete.var(axis=0, ddof=1).sum())
    if whole <= 1e-12 * max(parts, 1e-300) or not whole:
        return unknown
    value = items / (items - 1) * (1 - parts / whole)
    interval = feldt_interval(value, n, items, confidence=confidence)
    return Alpha(value, interval, n, left_out, items, confidence)


def feldt_interval(
    alpha: float, n: int, items: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return Feldt's interval of an alpha (source: see the module).

    Args:
        alpha: the estimate, 1 or less.
        n: people, 2 or more.
        items: 2 or more.
        confidence: between 0 and 1.

    Raises:
        BadInput: one of them is out of range.
    """
    from scipy.special import fdtri  # heavy, and scipy.stats is much heavier

    confidence = check_confidence(confidence)
    if not (alpha <= 1 and n >= 2 and items >= 2):
        raise BadInput(
            say(
                "An interval needs an alpha of 1 or less, two people and two items; got alpha "
                "{alpha}, {n} people and {items} items.",
                alpha=alpha,
                n=n,
                items=items,
            )
        )
    tail = (1 - confidence) / 2
    low, high = (
        1 - (1 - alpha) * float(fdtri(n - 1, (n - 1) * (items - 1), p)) for p in (1 - tail, tail)
    )
    return low, high


def _table(answers: Any, invalid: str) -> npt.NDArray[np.float64]:
    """Return the answers as floats of shape (people, items), NaN where one is missing."""
    if hasattr(answers, "columns"):
        names = [str(name) for name in answers.columns]
        columns = [flat(answers[name], str(name)) for name in answers.columns]
    else:
        rows = list(answers) if not isinstance(answers, (str, bytes)) else []
        wide = {len(row) for row in rows if hasattr(row, "__len__") and not isinstance(row, str)}
        if len(wide) != 1 or any(
            isinstance(row, str) or not hasattr(row, "__len__") for row in rows
        ):
            raise BadInput(
                say("Hand in a table: a row for each person, and as many answers in each row.")
            )
        names = [say("item {number}", number=i + 1) for i in range(wide.pop())]
        columns = [flat([row[i] for row in rows], name) for i, name in enumerate(names)]
    if len(columns) < 2:
        raise BadInput(say("Alpha needs two items at least; got {n}.", n=len(columns)))
    return np.column_stack(
        [_floats(c, name, invalid) for c, name in zip(columns, names, strict=True)]
    )


def _floats(column: npt.NDArray[Any], name: str, invalid: str) -> npt.NDArray[np.float64]:
    found = np.empty(len(column))
    for i, value in enumerate(column):
        missing = is_missing(value)
        fits = is_real(value) and not isinstance(value, (bool, np.bool_)) and math.isfinite(value)
        if not missing and not fits:
            rule = say("no number")
        elif missing and invalid == "raise":
            rule = say('missing (invalid="drop" leaves such people out)')
        else:
            found[i] = math.nan if missing else float(value)
            continue
        raise BadInput(
            say(
                'Item "{item}", row {row}, counted from 1: the answer {value} is {rule}.',
                item=name,
                row=i + 1,
                value=show(value),
                rule=rule,
            )
        )
    return found
