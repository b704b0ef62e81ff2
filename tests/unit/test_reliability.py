"""Cronbach's alpha against published values, another formula, simulation, and at its edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.frameworks import respondents
from cem_workbook.metrics.reliability import UNBOUNDED, cronbach_alpha, feldt_interval

# Nine people's answers to eleven questions, right or wrong: the complete rows of the data set
# "cronbach_wide_missing" (real-statistics.com), for which pingouin's manual prints
# 0.8016949152542373 after leaving out people with a missing answer, like R's psych::alpha.
QUIZ = """
11111111111 11111111010 11101101100 11111000100 11110010000
11111000000 01011000010 11100000000 10010000000
"""


def quiz() -> list[list[int]]:
    return [[int(c) for c in row] for row in QUIZ.split()]


def by_analysis_of_variance(table: np.ndarray) -> float:
    """Alpha as C. Hoyt found it (Psychometrika 6, 1941): 1 - residual / between people."""
    n, k = table.shape
    rows, columns, all_ = table.mean(axis=1), table.mean(axis=0), table.mean()
    between = k * ((rows - all_) ** 2).sum() / (n - 1)
    left = ((table - rows[:, None] - columns + all_) ** 2).sum() / ((n - 1) * (k - 1))
    return 1 - left / between


def test_the_quiz_as_pingouin_prints_it() -> None:
    found = cronbach_alpha(quiz())
    assert found.value == pytest.approx(0.8016949152542373, abs=1e-12)
    assert (found.n, found.items, found.left_out) == (9, 11, 0)


@pytest.mark.parametrize(
    ("alpha", "low", "high"),
    [
        (0.8016949152542373, 0.581, 0.933),
        (0.732660835214447, 0.435, 0.909),
        (0.7380191693290734, 0.447, 0.911),
    ],
)
def test_intervals_as_pingouin_prints_them(alpha: float, low: float, high: float) -> None:
    """For twelve people: it counts all rows of the quiz, those with a missing answer included."""
    assert feldt_interval(alpha, 12, 11) == pytest.approx((low, high), abs=5e-4)


def test_the_formula_by_hand() -> None:
    """Three people, two items: variances 1 and 1, sums 2, 4 and 6 with variance 4."""
    found = cronbach_alpha([[1, 1], [2, 2], [3, 3]])
    assert found.value == pytest.approx(2 * (1 - 2 / 4)) == 1
    assert found.interval == (1.0, 1.0)
    assert cronbach_alpha([[1, 2], [2, 1], [3, 3]]).value == pytest.approx(2 * (1 - 2 / 3))


def test_every_kind_of_table_says_the_same() -> None:
    frame = pd.DataFrame(quiz(), columns=[f"q{i}" for i in range(11)])
    wanted = cronbach_alpha(quiz())
    for table in (
        frame,
        pl.DataFrame(frame.to_dict("list")),
        frame.to_numpy(),
        frame.astype(float),
    ):
        assert cronbach_alpha(table) == wanted
    assert str(wanted) == "alpha 0.80 (0.53 to 0.95 at 95 %; 9 people, 11 items)"


def test_people_with_a_missing_answer_are_left_out_and_counted() -> None:
    gap = [*quiz(), [None, *[1] * 10], [math.nan, *[0] * 10]]
    found = cronbach_alpha(gap, invalid="drop")
    assert found.value == cronbach_alpha(quiz()).value
    assert found.left_out == 2
    with pytest.raises(BadInput, match=r'Item "item 1", row 10, .* missing'):
        cronbach_alpha(gap)


@pytest.mark.parametrize(
    "table", [[[1, 2]], [[1, 2], [math.nan, 3]], [[1, 2], [1, 2], [1, 2]], [[1, 2], [2, 1]]]
)
def test_there_is_no_alpha_of_one_person_or_of_people_who_do_not_differ(table: list) -> None:
    found = cronbach_alpha(table, invalid="drop")
    assert math.isnan(found.value)
    assert found.interval == UNBOUNDED
    assert "unknown" in str(found)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("abc", "a row for each person"),
        ([], "a row for each person"),
        ([1, 2, 3], "a row for each person"),
        ([[1, 2], [1]], "a row for each person"),
        ([[1], [2]], "two items"),
        (pd.DataFrame({"a": [1, 2]}), "two items"),
        ([[1, "2"], [2, 3]], "no number"),
        ([[1, True], [2, 3]], "no number"),
        ([[1, math.inf], [2, 3]], "no number"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused(table: object, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        cronbach_alpha(table)


def test_arguments_are_checked() -> None:
    for arguments in ({"confidence": 95}, {"invalid": "ignore"}):
        with pytest.raises(BadInput):
            cronbach_alpha(quiz(), **arguments)
    for alpha, n, items in ((1.1, 5, 4), (0.5, 1, 4), (0.5, 5, 1), (math.nan, 5, 4)):
        with pytest.raises(BadInput):
            feldt_interval(alpha, n, items)


tables = st.integers(2, 6).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 3), min_size=k, max_size=k), min_size=2, max_size=12)
)


@settings(max_examples=60)
@given(table=tables, shift=st.integers(-3, 3), times=st.integers(1, 5))
def test_it_agrees_with_hoyt_and_cares_neither_for_level_nor_unit(table, shift, times) -> None:
    found = cronbach_alpha(table)
    again = cronbach_alpha(np.array(table)[::-1, ::-1] * times + shift)
    if math.isnan(found.value):
        assert math.isnan(again.value)
        return
    assert found.value == pytest.approx(by_analysis_of_variance(np.array(table)), abs=1e-8)
    assert again.value == pytest.approx(found.value, abs=1e-8)
    assert found.value <= 1
    low, high = found.interval
    assert low - 1e-9 <= high <= 1
    assert cronbach_alpha(table, confidence=0.5).interval[0] >= low - 1e-9


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Twelve people, four items that measure one thing alike: the case that Feldt supposes."""
    rng = np.random.default_rng(5)
    n, k, share = 12, 4, 0.5
    truth = k * share / (1 + (k - 1) * share)
    common = rng.standard_normal((1500, n, 1)) * share**0.5
    answers = common + rng.standard_normal((1500, n, k)) * (1 - share) ** 0.5
    parts, whole = answers.var(axis=1, ddof=1).sum(axis=1), answers.sum(axis=2).var(axis=1, ddof=1)
    inside = [
        low <= truth <= high
        for low, high in (feldt_interval(a, n, k) for a in k / (k - 1) * (1 - parts / whole))
    ]
    assert 0.935 < np.mean(inside) < 0.965


def impossible_factor(table: np.ndarray) -> bool:
    """Whether one common factor of these items explains more than all of an item."""
    with np.errstate(invalid="ignore"):  # an item on which nobody differs
        r = np.corrcoef(table.T)
    if np.isnan(r).any():
        return True
    share = np.full(len(r), 0.5)
    for _ in range(100):
        np.fill_diagonal(r, share)
        values, vectors = np.linalg.eigh(r)
        share = np.maximum(values[-1], 0) * vectors[:, -1] ** 2
        if (share > 1).any():
            return True
    return False


def test_a_factor_of_a_dozen_people_is_often_impossible() -> None:
    """Why there is no omega here: see the module."""
    groups = [respondents.group(f"step {i % 5}", 12, i) for i in range(60)]
    tables = [group[:, 4 * (i % 4) : 4 * (i % 4) + 4] for i, group in enumerate(groups)]
    bad = [impossible_factor(t[~np.isnan(t).any(axis=1)]) for t in tables]
    assert np.mean(bad) > 0.35, np.mean(bad)
