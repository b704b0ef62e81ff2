"""Customer satisfaction: the share, its interval, the average, groups and periods."""

from __future__ import annotations

import datetime as dt
import math
import pickle
import statistics
import subprocess
import sys
from collections import Counter

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from cem_workbook.errors import BadInput
from cem_workbook.metrics import (
    Dropped,
    csat,
    csat_by,
    csat_from_counts,
    csat_over_time,
    wilson,
)
from tests.unit.test_nps import KINDS, TABLES, as_date, every_table, listed

answers_1_to_5 = st.lists(st.integers(1, 5), min_size=1, max_size=60)


@st.composite
def surveys(draw):
    """A scale, and answers on it."""
    low = draw(st.integers(-5, 5))
    high = low + draw(st.integers(1, 10))
    answers = draw(st.lists(st.integers(low, high), min_size=1, max_size=40))
    return answers, {"low": low, "high": high}


# --- the number -----------------------------------------------------------------------------


def test_the_two_top_boxes_count():
    result = csat([5] * 30 + [4] * 42 + [3] * 18 + [2] * 6 + [1] * 4)
    assert result.value == 0.72
    assert (result.satisfied, result.n) == (72, 100)
    assert result.satisfied_from == 4
    assert result.scale == (1, 5)
    assert result.counts == {1: 4, 2: 6, 3: 18, 4: 42, 5: 30}
    assert list(result.counts) == [1, 2, 3, 4, 5]
    assert result.mean == pytest.approx(3.88)
    assert result.confidence == 0.95


@pytest.mark.parametrize(
    ("low", "high", "first"),
    [(1, 5, 4), (1, 7, 6), (0, 10, 9), (-2, 2, 1), (1, 4, 3), (1, 3, 3), (0, 1, 1), (0, 100, 99)],
)
def test_the_top_boxes_of_every_scale(low, high, first):
    """Two, or one where two would hold the middle box or everybody."""
    assert csat([low], low=low, high=high).satisfied_from == first


def test_another_box_can_be_the_first_that_counts():
    answers = [1, 2, 3, 3, 4, 5, 5, 5]
    assert csat(answers, satisfied_from=5).value == 3 / 8
    assert csat(answers, satisfied_from=3).value == 6 / 8
    assert csat(answers, satisfied_from=2).value == 7 / 8


@given(surveys(), st.data())
def test_it_is_the_share_of_answers_from_there_up(survey, data):
    answers, scale = survey
    first = data.draw(st.integers(scale["low"] + 1, scale["high"]))
    result = csat(answers, **scale, satisfied_from=first)
    assert result.satisfied == sum(answer >= first for answer in answers)
    assert result.value == result.satisfied / len(answers)
    assert result.interval == wilson(result.satisfied, len(answers))
    assert result.mean == pytest.approx(statistics.fmean(answers), abs=1e-12)
    assert {box: count for box, count in result.counts.items() if count} == Counter(answers)
    assert list(result.counts) == list(range(scale["low"], scale["high"] + 1))


@given(surveys())
def test_bounds(survey):
    answers, scale = survey
    result = csat(answers, **scale)
    assert 0 <= result.interval[0] <= result.value <= result.interval[1] <= 1
    low, high = result.mean_interval
    assert scale["low"] <= low <= result.mean <= high <= scale["high"]


@given(answers_1_to_5, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(answers, chance):
    shuffled = answers.copy()
    chance.shuffle(shuffled)
    assert csat(shuffled) == csat(answers)


@given(answers_1_to_5, st.integers(2, 5))
def test_the_whole_several_times_over_is_the_same_and_surer(answers, times):
    once, more = csat(answers), csat(answers * times)
    assert more.value == once.value
    assert more.mean == once.mean
    assert np.ptp(more.interval) < np.ptp(once.interval)
    assert np.ptp(more.mean_interval) <= np.ptp(once.mean_interval)


@given(answers_1_to_5)
def test_confidence_reaches_both_intervals(answers):
    narrow, wide = csat(answers, confidence=0.8), csat(answers, confidence=0.99)
    assert narrow.confidence == 0.8
    assert narrow.value == wide.value
    for one, other in (
        (narrow.interval, wide.interval),
        (narrow.mean_interval, wide.mean_interval),
    ):
        assert other[0] <= one[0]
        assert one[1] <= other[1]
        assert one != other or other == (1, 5)  # the whole scale cannot grow


def test_no_answers():
    for result in (csat([]), csat_from_counts({}), csat([None, 6], invalid="drop")):
        assert math.isnan(result.value)
        assert math.isnan(result.mean)
        assert result.interval == (0, 1)
        assert result.mean_interval == (1, 5)
        assert result.n == result.satisfied == 0


# --- the average ----------------------------------------------------------------------------


@given(surveys(), st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_the_interval_of_the_average_is_students_t(survey, confidence):
    answers, scale = survey
    assume(len(set(answers)) > 1)  # answers all alike: test_effort.py
    result = csat(answers, **scale, confidence=confidence)
    low, high = stats.t.interval(
        confidence, len(answers) - 1, loc=np.mean(answers), scale=stats.sem(answers)
    )
    expected = max(low, scale["low"]), min(high, scale["high"])
    assert result.mean_interval == pytest.approx(expected, abs=1e-9)


# --- from counts ----------------------------------------------------------------------------


@given(surveys())
def test_counts_give_the_same_as_the_answers(survey):
    answers, scale = survey
    scale |= {"satisfied_from": scale["high"], "confidence": 0.9}
    expected = csat(answers, **scale)
    boxes = [answers.count(box) for box in range(scale["low"], scale["high"] + 1)]
    for counts in (
        Counter(answers),
        expected.counts,
        pd.Series(answers).value_counts(),
        boxes,
        tuple(boxes),
        np.array(boxes),
        pl.Series(boxes),
    ):
        assert csat_from_counts(counts, **scale) == expected


def test_pandas_counts_are_read_by_their_index():
    """value_counts puts the most frequent box first, not the lowest."""
    counts = pd.Series([5] * 3 + [1] * 2 + [2, 3, 4]).value_counts()
    assert counts.index[0] == 5
    assert csat_from_counts(counts).value == 4 / 8
    floats = pd.Series([5.0, 4.0, None]).value_counts()
    assert csat_from_counts(floats).counts == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}


def test_two_tables_of_counts_laid_together_are_added():
    both = pd.concat([pd.Series({5: 30, 1: 2}), pd.Series({5: 10, 2: 8})])
    assert csat_from_counts(both) == csat_from_counts({5: 40, 1: 2, 2: 8})


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([1, 2, 3], "has 5 boxes; got 3 numbers"),
        ([1, 2, 3, 4, 5, 6], "has 5 boxes; got 6 numbers"),
        ({6: 1}, "The box 6 is off the scale, which runs from 1 to 5"),
        ({0: 1}, "The box 0 is off the scale"),
        ({4.5: 1}, "The box 4.5 is not a whole number"),
        ({"5": 1}, 'The box "5" is a number written as text'),
        ({None: 1}, "The box None is missing"),
        (pd.Series([4, None]).value_counts(dropna=False), "The box nan is missing"),
        ({5: -1}, r"The number in box 5 must be a whole number of people, 0 or more; got -1\."),
        ([0, 1.5, 0, 0, 0], "The number in box 2 must be a whole number"),
        ({5: "12"}, 'The number in box 5 must be a whole number .* got "12"'),
        ("12345", "must be a mapping from box to number, .* got str"),
        ({1, 2, 3, 4, 5}, "must be a mapping from box to number, .* got set"),
        (None, "must be a mapping from box to number, .* got NoneType"),
        (7, "must be a mapping from box to number, .* got int"),
    ],
)
def test_counts_that_do_not_fit_are_refused(counts, said):
    with pytest.raises(BadInput, match=said):
        csat_from_counts(counts)


# --- what people see ------------------------------------------------------------------------


def test_it_reads_well():
    result = csat([5] * 30 + [4] * 42 + [3] * 18 + [2] * 6 + [1] * 4)
    low, high = (f"{100 * bound:.0f}" for bound in result.interval)
    assert str(result) == (
        f"CSAT 72 % (95 % interval {low} % to {high} %): satisfied 72 (boxes 4 to 5), "
        "answers 100, average 3.88 on a scale of 1 to 5"
    )
    assert repr(result) == str(result)


def test_other_scales_read_well():
    assert "(box 5)" in str(csat([5, 3], satisfied_from=5))
    text = str(csat([-2, -1, -1], low=-2, high=2, satisfied_from=-1))
    assert "(boxes −1 to 2), answers 3, average −1.33 on a scale of −2 to 2" in text
    assert "-" not in text


def test_rows_left_out_are_mentioned_and_listed():
    result = csat([5, 6, None, 3], invalid="drop")
    assert str(result).endswith("; rows left out 2")
    assert [(entry.row, entry.value) for entry in result.dropped] == [(1, 6), (2, None)]
    assert all(isinstance(entry, Dropped) and entry.rule for entry in result.dropped)
    assert str(csat([None], invalid="drop")) == "CSAT unknown: no answers; rows left out 1"
    assert "left out" not in str(csat([5, 3], invalid="drop"))


def test_a_result_cannot_be_changed_and_can_be_kept():
    result = csat([5, 3])
    with pytest.raises(AttributeError):
        result.value = 1
    assert hash(result) == hash(csat([3, 5]))
    assert pickle.loads(pickle.dumps(result)) == result


# --- bad input (every kind of bad answer: test_columns.py) -------------------------------------


def test_a_bad_answer_names_column_row_value_and_rule():
    with pytest.raises(BadInput) as caught:
        csat(pd.Series([5, 6], name="satisfaction"))
    for part in ('"satisfaction"', "row 1 (counted from 0)", " 6 ", "from 1 to 5", '"drop"'):
        assert part in str(caught.value)
    with pytest.raises(BadInput, match='"answers", row 0'):
        csat([0])


FUNCTIONS = {
    "csat": lambda **more: csat([4], **more),
    "csat_from_counts": lambda **more: csat_from_counts({4: 1}, **more),
    "csat_by": lambda **more: csat_by(pd.DataFrame({"s": [4], "g": [1]}), "s", "g", **more),
    "csat_over_time": lambda **more: csat_over_time(
        pd.DataFrame({"s": [4], "d": [pd.Timestamp("2024-01-01")]}), "s", "d", **more
    ),
}
everywhere = pytest.mark.parametrize("call", FUNCTIONS.values(), ids=FUNCTIONS.keys())


@everywhere
@pytest.mark.parametrize("confidence", [0, 1, 95, "0.95", None, math.nan])
def test_a_wrong_confidence_is_refused_everywhere(call, confidence):
    with pytest.raises(BadInput, match="confidence must be"):
        call(confidence=confidence)


@everywhere
@pytest.mark.parametrize("first", [1, 6, 4.5, "4", True, math.nan])
def test_a_wrong_first_box_is_refused_everywhere(call, first):
    with pytest.raises(BadInput, match=r"satisfied_from must be a box above the lowest: .* 2 to 5"):
        call(satisfied_from=first)


@everywhere
@pytest.mark.parametrize(
    ("low", "high"),
    [
        (5, 1),
        (4, 4),
        (0, 101),
        (1, 10**12),
        ("1", 5),
        (1, None),
        (0.5, 5),
        (True, 5),
        (1, math.inf),
    ],
)
def test_a_wrong_scale_is_refused_everywhere(call, low, high):
    with pytest.raises(BadInput, match="A scale runs from a whole number low up to"):
        call(low=low, high=high)


@pytest.mark.parametrize("name", ["csat", "csat_by", "csat_over_time"])
def test_a_wrong_invalid_is_refused_everywhere(name):
    with pytest.raises(BadInput, match="invalid must be one of"):
        FUNCTIONS[name](invalid="ignore")


def test_numbers_of_other_types_describe_a_scale_too():
    assert csat([4], low=np.int64(1), high=5.0, satisfied_from=np.float64(4)) == csat([4])


# --- groups and periods (labels, order, dates: test_nps.py) -------------------------------------


@settings(max_examples=25)
@given(surveys())
def test_every_kind_of_column_and_table_gives_the_same(survey):
    answers, scale = survey
    expected = csat(answers, **scale)
    for column in (tuple(answers), np.array(answers), pd.Series(answers), pl.Series(answers)):
        assert csat(column, **scale) == expected
    rows = {"s": answers, "g": ["all"] * len(answers)}
    for kind, make in TABLES.items():
        result = csat_by(make(rows), "s", "g", **scale)
        assert isinstance(result, KINDS[kind])
        (row,) = listed(result)
        assert list(row) == ["g", "n", "satisfied", "csat", "low", "high", "mean"]
        assert (row["n"], row["satisfied"]) == (expected.n, expected.satisfied)
        found = (row["csat"], row["low"], row["high"], row["mean"])
        assert found == pytest.approx(
            (expected.value, *expected.interval, expected.mean), rel=0, abs=1e-12
        )


@given(
    st.lists(st.tuples(st.integers(1, 7), st.sampled_from("abc")), min_size=1, max_size=40),
    st.integers(2, 7),
)
def test_every_group_is_scored_as_if_it_were_alone(rows, first):
    scale = {"high": 7, "satisfied_from": first, "confidence": 0.9}
    answers, groups = map(list, zip(*rows, strict=True))
    found = listed(csat_by(pd.DataFrame({"s": answers, "g": groups}), "s", "g", **scale))
    assert [row["g"] for row in found] == sorted(set(groups))
    for row in found:
        own = csat([answer for answer, group in rows if group == row["g"]], **scale)
        assert (row["n"], row["satisfied"], row["csat"]) == (own.n, own.satisfied, own.value)
        assert (row["low"], row["high"], row["mean"]) == (*own.interval, own.mean)


@every_table
def test_rows_left_out_are_counted_in_their_group(kind):
    rows = {"s": [5, 3, 6, None, 12], "g": ["a", "a", "a", "b", "b"]}
    assert listed(csat_by(TABLES[kind](rows), "s", "g", invalid="drop")) == [
        {
            "g": "a",
            "n": 2,
            "satisfied": 1,
            "csat": 0.5,
            "low": pytest.approx(wilson(1, 2)[0]),
            "high": pytest.approx(wilson(1, 2)[1]),
            "mean": 4,
            "dropped": 1,
        },
        {
            "g": "b",
            "n": 0,
            "satisfied": 0,
            "csat": None,
            "low": 0,
            "high": 1,
            "mean": None,
            "dropped": 2,
        },
    ]


def test_no_score_is_null_in_polars():
    """A NaN there would spoil every later average; a null is passed over."""
    found = csat_by(pl.DataFrame({"s": [5, None], "g": ["a", "b"]}), "s", "g", invalid="drop")
    assert found["csat"].null_count() == found["mean"].null_count() == 1


@every_table
def test_a_bad_answer_in_a_table_names_column_row_value_and_rule(kind):
    rows = {"satisfaction": [5, 3, 6], "g": ["a", "a", "a"]}
    said = r'"satisfaction", row 2 \(counted from 0\): the answer 6 is off .* from 1 to 5'
    with pytest.raises(BadInput, match=said):
        csat_by(TABLES[kind](rows), "satisfaction", "g")


@pytest.mark.parametrize("column", ["n", "satisfied", "csat", "low", "high", "mean", "dropped"])
def test_a_group_column_may_not_bear_the_name_of_a_result(column):
    with pytest.raises(BadInput, match=f'has a column "{column}" of its own'):
        csat_by(pd.DataFrame({"s": [4], column: [1]}), "s", column)


@every_table
def test_a_group_column_may_bear_any_other_name(kind):
    """Also the names under which the engine adds things up."""
    rows = {"s": [5, 1, 5], "steps": ["a", "b", "b"], "_steps": [1, 2, 2], "period": [3, 3, 3]}
    found = listed(csat_by(TABLES[kind](rows), "s", ["steps", "_steps", "period"]))
    assert [(r["steps"], r["_steps"], r["period"], r["csat"]) for r in found] == [
        ("a", 1, 3, 1),
        ("b", 2, 3, 0.5),
    ]


def test_a_group_column_named_twice_counts_once():
    frame = pd.DataFrame({"s": [5, 1], "g": ["a", "b"]})
    pd.testing.assert_frame_equal(csat_by(frame, "s", ["g", "g"]), csat_by(frame, "s", "g"))


@every_table
def test_periods(kind):
    days = ((2023, 11, 30), (2024, 2, 1), (2024, 2, 29), (2024, 2, 10))
    rows = {"s": [2, 5, 4, 1], "d": [dt.datetime(*day) for day in days]}
    result = csat_over_time(TABLES[kind](rows), "s", "d", every="month", satisfied_from=5)
    assert isinstance(result, KINDS[kind])
    found = listed(result)
    assert list(found[0]) == ["period", "n", "satisfied", "csat", "low", "high", "mean"]
    assert [(as_date(r["period"]), r["n"], r["csat"], r["mean"]) for r in found] == [
        (dt.date(2023, 11, 1), 1, 0, 2),
        (dt.date(2023, 12, 1), 0, None, None),
        (dt.date(2024, 1, 1), 0, None, None),
        (dt.date(2024, 2, 1), 3, pytest.approx(1 / 3), pytest.approx(10 / 3)),
    ]
    assert (found[-1]["low"], found[-1]["high"]) == pytest.approx(wilson(1, 3))


def test_rows_left_out_are_counted_in_their_period():
    frame = pd.DataFrame({"s": [5, 6, None], "d": pd.to_datetime(["2024-01-01"] * 2 + [None])})
    found = listed(csat_over_time(frame, "s", "d", invalid="drop"))
    assert [(row["n"], row["dropped"]) for row in found] == [(1, 1), (0, 1)]


# --- the package ------------------------------------------------------------------------------


def test_only_what_is_needed_is_loaded():
    watched = ("pandas", "polars", "narwhals", "duckdb", "scipy", "scipy.stats")

    def loaded_after(code: str) -> list[str]:
        code = f"import sys\nfrom cem_workbook.metrics import csat, ces\n{code}\n"
        code += f"print(*[name for name in {watched} if name in sys.modules])"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    assert loaded_after("str(csat([5, 4]))") == []
    assert loaded_after("csat([5, 4]).mean_interval; ces([5, 4], high_is='easy')") == ["scipy"]
