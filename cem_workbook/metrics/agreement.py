"""Cohen's kappa: how far two people who sort the same things agree, beyond what chance would do.

No source article speaks of it; it is the usual measure.
- Kappa: (observed - expected) / (1 - expected), where the expected agreement is that of two
  people who use each category as often as these two do, but at random. J. Cohen, "A coefficient
  of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37-46.
- Weighted kappa, where some disagreements are worse than others: J. Cohen, Psychological
  Bulletin 70 (1968), 213-220; here with linear or quadratic weights.
- Standard error and interval: the large-sample formula of J. Fleiss, J. Cohen and B. Everitt,
  Psychological Bulletin 72 (1969), 323-327. For few pairs it is too narrow: of 16 pairs in five
  categories, the 95 % interval holds the truth in about 90 of 100 cases (tests/unit/
  test_agreement.py).
- Where that formula finds no spread at all (for instance where every pair agrees), it would be
  sure of what few pairs cannot show. The course then puts the Wilson interval of the observed
  agreement in its place; that repair is the course's own.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    check_choice,
    check_confidence,
    column_name,
    flat,
    is_missing,
    labels_of,
    row_in_words,
    show,
)
from cem_workbook.metrics.shares import normal_quantile, wilson
from cem_workbook.text import Points

Weights = Literal["linear", "quadratic"]


@dataclass(frozen=True, repr=False)
class Agreement:
    """How far two codings of the same things agree.

    Attributes:
        value: kappa, from -1 to 1: 1 is full agreement, 0 what chance would do, below 0 less than
            that. NaN without pairs, and where both use one and the same category throughout:
            then chance alone agrees always, and nothing is left to be better than chance.
        observed: share (0 to 1) of the pairs that agree; with weights, their mean credit.
        expected: the same, for chance alone.
        n: number of pairs.
        interval: lowest and highest kappa that go well with the pairs; (-1, 1) where the value is
            NaN.
        standard_error: of the value, for large samples; NaN where the value is.
        categories: in the order of the table.
        table: how often each pair of categories occurs; a row for each category of the one, a
            column for each of the other.
        confidence: of the interval, as a fraction.
    """

    value: float
    observed: float
    expected: float
    n: int
    interval: tuple[float, float]
    standard_error: float
    categories: tuple[Hashable, ...]
    table: tuple[tuple[int, ...], ...]
    confidence: float

    def __str__(self) -> str:
        if self.n == 0:
            return say("kappa unknown: no pairs")
        if math.isnan(self.value):
            return say(
                "kappa undefined: both use one category only, so chance alone agrees always "
                "(pairs {n})",
                n=self.n,
            )
        return say(
            "kappa {value} ({percent} % interval {low} to {high}): agreement {observed} %, by "
            "chance alone {expected} %, pairs {n}",
            value=f"{Points(self.value):.2f}",
            percent=f"{self.confidence * 100:g}",
            low=f"{Points(self.interval[0]):.2f}",
            high=f"{Points(self.interval[1]):.2f}",
            observed=f"{100 * self.observed:.1f}",
            expected=f"{100 * self.expected:.1f}",
            n=self.n,
        )

    __repr__ = __str__  # a notebook shows the repr


def cohens_kappa(
    one: Iterable[Any],
    other: Iterable[Any],
    *,
    categories: Sequence[Hashable] | None = None,
    weights: Weights | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Return how far two codings of the same things agree, beyond what chance would do.

    Args:
        one: the category that the one person gives to each thing, one a row: a list, a numpy
            array, a pandas or Polars Series, any iterable.
        other: the same by the other person, for the same things in the same order.
        categories: all that may be given, in their order; what is found in the two columns, in
            order of appearance, unless told otherwise.
        weights: None where a disagreement is a disagreement; `"linear"` or `"quadratic"` where
            neighbouring categories count as half agreed. That needs `categories` in their order.
        confidence: of the interval, between 0 and 1.

    Returns:
        Kappa with its interval and its table (formulas and sources: see the module).

    Raises:
        BadInput: the columns differ in length, an entry is missing or is none of the categories
            (the text names column, row and rule), or an argument is wrong.
    """
    confidence = check_confidence(confidence)
    if weights is not None:
        check_choice("weights", weights, ("linear", "quadratic"))
        if categories is None:
            raise BadInput(
                say("Weights need the categories in their order: pass categories=[...] as well.")
            )
    first, second = _read(one, "one"), _read(other, "other")
    if len(first) != len(second):
        raise BadInput(
            say(
                'Both people must code the same things: column "{one}" has {rows} rows, column '
                '"{other}" has {others}.',
                one=column_name(one, "one"),
                rows=len(first),
                other=column_name(other, "other"),
                others=len(second),
            )
        )
    known = _categories(categories) if categories is not None else (*first, *second)
    place = {category: i for i, category in enumerate(dict.fromkeys(known))}
    if categories is not None:
        _check_known(one, "one", first, place)
        _check_known(other, "other", second, place)
    table = np.zeros((len(place), len(place)), dtype=np.int64)
    np.add.at(table, ([place[c] for c in first], [place[c] for c in second]), 1)
    return _judged(table, tuple(place), weights, confidence)


def _judged(
    table: npt.NDArray[np.int64],
    categories: tuple[Hashable, ...],
    weights: Weights | None,
    confidence: float,
) -> Agreement:
    """Return the agreement that a table of counts shows."""
    n = int(table.sum())
    counts = tuple(tuple(map(int, row)) for row in table)
    unknown = ((-1.0, 1.0), math.nan, categories, counts, confidence)
    if n == 0:
        return Agreement(math.nan, math.nan, math.nan, 0, *unknown)
    share = table / n
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    credit = _credit(len(categories), weights)
    observed = float((credit * share).sum())
    expected = float(rows @ credit @ columns)
    room = 1.0 - expected
    if room < 1e-12:
        return Agreement(math.nan, observed, expected, n, *unknown)
    value = (observed - expected) / room
    # Fleiss, Cohen and Everitt: credit less what the two margins make likely anyway
    margin = (credit @ columns)[:, None] + (rows @ credit)[None, :]
    spread = (share * (credit * room - margin * (1.0 - observed)) ** 2).sum()
    variance = float(spread - (observed * expected - 2.0 * expected + observed) ** 2)
    variance = variance if variance > 1e-12 else 0.0  # what is left over by rounding
    error = math.sqrt(variance / n) / room**2
    if error:
        half = normal_quantile(confidence) * error
        low, high = value - half, value + half
    else:
        within = wilson(round(observed * n), n, confidence=confidence)
        low, high = ((bound - expected) / room for bound in within)
    interval = (max(-1.0, min(low, value)), min(1.0, max(high, value)))
    return Agreement(value, observed, expected, n, interval, error, categories, counts, confidence)


def _credit(size: int, weights: Weights | None) -> npt.NDArray[np.float64]:
    """Return how much a pair of categories counts as agreed, 0 to 1, shape (size, size)."""
    if weights is None or size == 1:
        return np.eye(size)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    return np.asarray(1.0 - apart ** (1 if weights == "linear" else 2))


def _read(column: Any, name: str) -> list[Any]:
    """Return a column as a list of plain values; refuse one in which something is missing."""
    name = column_name(column, name)
    values: list[Any] = flat(column, name).tolist()
    for i, value in enumerate(values):
        rule = (
            say("missing; leave that thing out of both columns, or give it a category")
            if is_missing(value)
            else say("no category: a category is a word or a number")
            if not isinstance(value, Hashable)
            else None
        )
        if rule:
            raise BadInput(_where(column, name, i, value, rule))
    return values


def _categories(categories: Sequence[Hashable]) -> tuple[Hashable, ...]:
    """Return the categories; refuse a lone word, and categories named twice."""
    if isinstance(categories, (str, bytes)) or not isinstance(categories, Collection):
        raise BadInput(
            say(
                'categories must be a list, such as ["yes", "no"]; got {value}.',
                value=show(categories),
            )
        )
    found = tuple(categories)
    if len(set(found)) < len(found):
        raise BadInput(say("categories must differ from one another; got {value}.", value=found))
    return found


def _check_known(
    column: Any, name: str, values: Sequence[Any], known: Collection[Hashable]
) -> None:
    for i, value in enumerate(values):
        if value not in known:
            rule = say("none of the categories {listed}", listed=", ".join(map(show, known)))
            near = get_close_matches(str(value), [str(one) for one in known], n=1)
            if near:
                rule += say(' (did you mean "{near}"?)', near=near[0])
            raise BadInput(_where(column, column_name(column, name), i, value, rule))


def _where(column: Any, name: str, position: int, value: object, rule: str) -> str:
    row = labels_of(column, np.array([position]))[0]
    return say(
        'Column "{column}", {row}: the entry {value} is {rule}.',
        column=name,
        row=row_in_words(column, row),
        value=show(value),
        rule=rule,
    )
