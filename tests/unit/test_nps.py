"""Net Promoter Score: the number, its interval, groups, periods, differences and sample sizes."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import random
import statistics
import subprocess
import sys
from collections import Counter

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cem_workbook import metrics
from cem_workbook.errors import BadInput, CourseError
from cem_workbook.metrics import (
    NPS,
    Dropped,
    NPSDifference,
    answers_needed,
    band,
    nps,
    nps_by,
    nps_difference,
    nps_from_counts,
    nps_over_time,
)

scores = st.lists(st.integers(0, 10), min_size=1, max_size=60)
counts = st.tuples(*[st.integers(0, 10**6)] * 3).filter(any)
confidences = st.floats(0.5, 0.999)
relaxed = settings(deadline=None)  # the first call pays for imports


def by_hand(answers: list[int]) -> float:
    bands = Counter(band(answer) for answer in answers)
    return 100 * (bands["promoter"] - bands["detractor"]) / len(answers)


def half_width(result: NPS) -> float:
    return (result.interval[1] - result.interval[0]) / 2


# --- the number -----------------------------------------------------------------------------


def test_reference_values():
    """50/30/20 of 100: the course's fact sheet, section 5 (adjusted Wald after MeasuringU)."""
    result = nps_from_counts(50, 30, 20)
    assert result.value == pytest.approx(30)
    assert result.standard_error == pytest.approx(7.8102, abs=5e-5)
    assert result.interval == pytest.approx((14.05, 44.20), abs=5e-3)
    assert sum(result.interval) / 2 == pytest.approx(29.13, abs=5e-3)
    assert result.n == 100
    assert result.confidence == 0.95


def test_the_exercises_of_the_course():
    assert nps([10] * 90 + [8] * 60 + [3] * 50).value == pytest.approx(20)
    result = nps([10, 9, 8, 7, 6, 5, 0, 9, 3, 10])
    assert (result.promoters, result.passives, result.detractors) == (4, 2, 4)
    assert result.value == 0


@pytest.mark.parametrize("answer", range(11))
def test_bands(answer):
    expected = ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2
    assert band(answer) == expected[answer]
    assert getattr(nps([answer]), expected[answer] + "s") == 1


@pytest.mark.parametrize("answer", [11, -1, 7.5, "9", "often", None, True, math.nan, math.inf, [9]])
def test_band_refuses_what_is_not_on_the_scale(answer):
    with pytest.raises(BadInput, match=r"The answer .* is "):
        band(answer)


@relaxed
@given(scores)
def test_the_score_is_promoters_less_detractors(answers):
    result = nps(answers)
    assert result.value == pytest.approx(by_hand(answers))
    assert result.promoters + result.passives + result.detractors == result.n == len(answers)
    assert result == nps_from_counts(result.promoters, result.passives, result.detractors)


@relaxed
@given(scores)
def test_the_standard_error_is_that_of_a_mean(answers):
    points = [100 * ((answer >= 9) - (answer <= 6)) for answer in answers]
    expected = statistics.pstdev(points) / math.sqrt(len(points))
    assert nps(answers).standard_error == pytest.approx(expected)


@relaxed
@given(counts, confidences)
def test_bounds(people, confidence):
    result = nps_from_counts(*people, confidence=confidence)
    low, high = result.interval
    assert -100 <= result.value <= 100
    assert -100 <= low < high <= 100
    assert 0 <= result.standard_error <= 100
    # The centre leans towards 0, and the more so the fewer the answers.
    if max(-low, high) < 100:
        centre = (low + high) / 2
        assert abs(centre) <= abs(result.value) + 1e-9
        assert centre * result.value >= -1e-9


@relaxed
@given(scores, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(answers, chance):
    shuffled = answers.copy()
    chance.shuffle(shuffled)
    assert nps(shuffled) == nps(answers)


def test_the_value_lies_in_the_95_percent_interval():
    """With one answer the interval leans so far towards 0 that it has to be widened."""
    for n in range(1, 41):
        for promoters in range(n + 1):
            for detractors in range(n + 1 - promoters):
                result = nps_from_counts(promoters, n - promoters - detractors, detractors)
                assert result.interval[0] <= result.value <= result.interval[1]
    assert nps([10]).interval[1] == nps([10]).value == 100


@relaxed
@given(counts, st.integers(2, 5))
def test_asking_more_people_narrows_the_interval(people, times):
    once = nps_from_counts(*people)
    more = nps_from_counts(*(times * count for count in people))
    assert more.value == pytest.approx(once.value)
    assert half_width(more) < half_width(once)
    assert more.standard_error <= once.standard_error


@relaxed
@given(counts, confidences, confidences)
def test_more_confidence_is_a_wider_interval(people, one, other):
    narrow, wide = sorted((one, other))
    assume(narrow < wide)
    inner = nps_from_counts(*people, confidence=narrow).interval
    outer = nps_from_counts(*people, confidence=wide).interval
    assert outer[0] <= inner[0]
    assert inner[1] <= outer[1]


@relaxed
@given(counts)
def test_swapping_promoters_and_detractors_mirrors_everything(people):
    result = nps_from_counts(*people)
    mirrored = nps_from_counts(*reversed(people))
    assert mirrored.value == -result.value
    assert mirrored.interval == (-result.interval[1], -result.interval[0])
    assert mirrored.standard_error == result.standard_error


def exact_coverage(n: int, promoters: float, detractors: float, *, adjusted: bool = True) -> float:
    """Return how often the interval holds the truth, summed over every possible outcome."""
    truth = 100 * (promoters - detractors)
    passives = 1 - promoters - detractors
    total = 0.0
    for p in range(n + 1):
        for d in range(n + 1 - p):
            rest = n - p - d
            result = nps_from_counts(p, rest, d)
            if adjusted:
                held = result.interval[0] <= truth <= result.interval[1]
            else:
                held = abs(result.value - truth) <= 1.96 * result.standard_error
            if held:
                ways = math.comb(n, p) * math.comb(n - p, d)
                total += ways * promoters**p * detractors**d * passives**rest
    return total


@pytest.mark.parametrize("n", [10, 20, 50])
@pytest.mark.parametrize(
    ("promoters", "detractors"),
    [(0.5, 0.2), (0.45, 0.25), (0.3, 0.3), (0.1, 0.6), (0.33, 0.34)],
)
def test_the_95_percent_interval_holds_the_truth_95_times_in_100(n, promoters, detractors):
    assert 0.93 <= exact_coverage(n, promoters, detractors) <= 0.97


def test_the_adjustment_helps_where_it_is_needed():
    """Ten answers, nearly all alike: the plain interval is often far too sure of itself."""
    for promoters, detractors in [(0.8, 0.05), (0.95, 0.01), (0.05, 0.85)]:
        adjusted = exact_coverage(10, promoters, detractors)
        plain = exact_coverage(10, promoters, detractors, adjusted=False)
        assert adjusted > 0.89
        assert plain < adjusted


@pytest.mark.parametrize("people", [(400, 0.6, 0.15), (1000, 0.2, 0.5)])
def test_coverage_by_simulation_with_many_answers(people):
    n, promoters, detractors = people
    draws = np.random.default_rng(20).multinomial(
        n, [promoters, 1 - promoters - detractors, detractors], size=2000
    )
    intervals = np.array([nps_from_counts(*row).interval for row in draws.tolist()])
    truth = 100 * (promoters - detractors)
    held = np.mean((intervals[:, 0] <= truth) & (truth <= intervals[:, 1]))
    assert 0.93 <= held <= 0.97


def test_no_answers():
    for result in (nps([]), nps_from_counts(0, 0, 0), nps([None, 11], invalid="drop")):
        assert math.isnan(result.value)
        assert math.isnan(result.standard_error)
        assert result.interval == (-100, 100)
        assert result.n == 0


# --- what people see ------------------------------------------------------------------------


def test_it_reads_well():
    result = nps_from_counts(90, 60, 50)
    low, high = (f"{bound:+.0f}" for bound in result.interval)
    assert str(result) == (
        f"NPS +20 (95 % interval {low} to {high}): "
        "promoters 90, passives 60, detractors 50, answers 200"
    )
    assert repr(result) == str(result)


def test_negative_points_have_a_true_minus_sign():
    text = str(nps_from_counts(50, 60, 90))
    assert text.startswith("NPS −20 (95 % interval −")
    assert "-" not in text


@pytest.mark.parametrize(
    ("people", "shown"),
    [((1, 1, 1), "NPS 0 "), ((2, 1, 0), "NPS +66.7 "), ((0, 0, 3), "NPS −100 ")],
)
def test_the_value_is_shown_to_a_tenth(people, shown):
    assert str(nps_from_counts(*people)).startswith(shown)


def test_a_small_bound_keeps_its_sign():
    """+0 and -0 would hide on which side of zero the interval ends."""
    result = NPS(20.0, (0.3, 39.0), 9.0, 2, 1, 1, 4, 0.9)
    assert "(90 % interval +0.3 to +39)" in str(result)


def test_rows_left_out_are_mentioned_and_listed():
    result = nps([10, 11, None, 3], invalid="drop")
    assert str(result).endswith("answers 2; rows left out 2")
    assert [(entry.row, entry.value) for entry in result.dropped] == [(1, 11), (2, None)]
    assert all(isinstance(entry, Dropped) and entry.rule for entry in result.dropped)
    assert "left out" not in str(nps([10, 3], invalid="drop"))
    assert str(nps([None], invalid="drop")) == "NPS unknown: no answers; rows left out 1"


def test_a_result_cannot_be_changed():
    with pytest.raises(AttributeError):
        nps([9]).value = 100


# --- bad input (every kind of bad answer: test_columns.py) -------------------------------------


def test_a_bad_answer_is_a_course_error_and_a_value_error():
    with pytest.raises(BadInput) as caught:
        nps(pd.Series([9, 11], name="recommend"))
    assert isinstance(caught.value, CourseError)
    assert isinstance(caught.value, ValueError)
    for part in ('"recommend"', "row 1", "11", "from 0 to 10", 'invalid="drop"'):
        assert part in str(caught.value)


@pytest.mark.parametrize("count", [-1, 1.5, "9", None, True, math.nan, math.inf, [1]])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_count_is_refused_by_name(count, place):
    people = [5, 5, 5]
    people[place] = count
    name = ("promoters", "passives", "detractors")[place]
    with pytest.raises(BadInput, match=f"{name} must be a whole number of people"):
        nps_from_counts(*people)


def test_counts_of_other_number_types_are_welcome():
    assert nps_from_counts(np.int64(9), 6.0, np.float64(5)) == nps_from_counts(9, 6, 5)


FUNCTIONS = {
    "nps": lambda **more: nps([9], **more),
    "nps_from_counts": lambda **more: nps_from_counts(1, 1, 1, **more),
    "nps_by": lambda **more: nps_by(pd.DataFrame({"s": [9], "g": [1]}), "s", "g", **more),
    "nps_over_time": lambda **more: nps_over_time(
        pd.DataFrame({"s": [9], "d": [pd.Timestamp("2024-01-01")]}), "s", "d", **more
    ),
    "nps_difference": lambda **more: nps_difference([9], [3], **more),
    "answers_needed": lambda **more: answers_needed(5, **more),
}


@pytest.mark.parametrize("call", FUNCTIONS.values(), ids=FUNCTIONS.keys())
@pytest.mark.parametrize("confidence", [0, 1, 95, "0.95", None, math.nan])
def test_a_wrong_confidence_is_refused_everywhere(call, confidence):
    with pytest.raises(BadInput, match="confidence must be"):
        call(confidence=confidence)


@pytest.mark.parametrize("name", ["nps", "nps_by", "nps_over_time"])
def test_a_wrong_invalid_is_refused_everywhere(name):
    with pytest.raises(BadInput, match="invalid must be one of"):
        FUNCTIONS[name](invalid="ignore")


# --- groups -----------------------------------------------------------------------------------


def in_duckdb(rows: dict[str, list]) -> duckdb.DuckDBPyRelation:
    own = duckdb.connect()
    own.register("rows_given", pd.DataFrame(rows))
    return own.sql("select * from rows_given")


TABLES = {
    "pandas": pd.DataFrame,
    "Polars": pl.DataFrame,
    "Polars lazy": pl.LazyFrame,
    "DuckDB": in_duckdb,
}
KINDS = {
    "pandas": pd.DataFrame,
    "Polars": pl.DataFrame,
    "Polars lazy": pl.DataFrame,
    "DuckDB": pd.DataFrame,
}
every_table = pytest.mark.parametrize("kind", TABLES)
grouped_rows = st.lists(
    st.tuples(st.integers(0, 10), st.sampled_from(["north", "south", "west"])),
    min_size=1,
    max_size=60,
)


def listed(frame) -> list[dict]:
    """Return the rows of a result, with every kind of missing value as None."""
    rows = frame.to_dict("records") if isinstance(frame, pd.DataFrame) else frame.to_dicts()
    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows]


@settings(deadline=None, max_examples=25)
@given(scores)
def test_every_kind_of_column_and_table_gives_the_same(answers):
    expected = nps(answers)
    for column in (tuple(answers), np.array(answers), pd.Series(answers), pl.Series(answers)):
        assert nps(column) == expected
    rows = {"s": answers, "g": ["all"] * len(answers)}
    for kind, make in TABLES.items():
        result = nps_by(make(rows), "s", "g")
        assert isinstance(result, KINDS[kind])
        (row,) = listed(result)
        assert list(row) == ["g", "n", "promoters", "passives", "detractors", "nps", "low", "high"]
        assert (row["n"], row["promoters"]) == (expected.n, expected.promoters)
        assert (row["passives"], row["detractors"]) == (expected.passives, expected.detractors)
        assert row["nps"] == pytest.approx(expected.value, abs=1e-12)
        assert (row["low"], row["high"]) == pytest.approx(expected.interval, abs=1e-12)


@relaxed
@given(grouped_rows)
def test_the_groups_add_up_to_the_whole(rows):
    answers, groups = map(list, zip(*rows, strict=True))
    whole = nps(answers)
    found = listed(nps_by(pd.DataFrame({"s": answers, "g": groups}), "s", "g"))
    assert [row["g"] for row in found] == sorted(set(groups))
    assert sum(row["n"] for row in found) == whole.n
    assert sum(row["promoters"] for row in found) == whole.promoters
    weighted = sum(row["nps"] * row["n"] for row in found) / whole.n
    assert weighted == pytest.approx(whole.value)
    for row in found:
        own = [answer for answer, group in rows if group == row["g"]]
        assert row["nps"] == pytest.approx(by_hand(own))


@every_table
def test_groups_of_several_columns(kind):
    rows = {"s": [9, 3, 10, 8], "shop": ["b", "a", "b", "a"], "year": [2024, 2023, 2023, 2023]}
    found = listed(nps_by(TABLES[kind](rows), "s", ["shop", "year"]))
    assert [(row["shop"], row["year"], row["n"], row["nps"]) for row in found] == [
        ("a", 2023, 2, -50),
        ("b", 2023, 1, 100),
        ("b", 2024, 1, 100),
    ]


@every_table
def test_rows_without_a_label_are_a_group_of_their_own_at_the_end(kind):
    rows = {"s": [9, 3, 10], "g": [None, "b", "a"]}
    found = listed(nps_by(TABLES[kind](rows), "s", "g"))
    assert [(row["g"], row["n"]) for row in found] == [("a", 1), ("b", 1), (None, 1)]


@every_table
def test_rows_left_out_are_counted_in_their_group(kind):
    rows = {"s": [9, 3, 11, None, 12], "g": ["a", "a", "a", "b", "b"]}
    found = listed(nps_by(TABLES[kind](rows), "s", "g", invalid="drop"))
    assert [(row["g"], row["n"], row["nps"], row["dropped"]) for row in found] == [
        ("a", 2, 0, 1),
        ("b", 0, None, 2),
    ]
    assert (found[1]["low"], found[1]["high"]) == (-100, 100)


def test_no_score_is_null_in_polars():
    """A NaN there would spoil every later average; a null is passed over."""
    found = nps_by(pl.DataFrame({"s": [9, None], "g": ["a", "b"]}), "s", "g", invalid="drop")
    assert found["nps"].null_count() == 1
    assert found["nps"].mean() == 100


@every_table
def test_a_bad_answer_in_a_table_names_column_and_row(kind):
    rows = {"recommend": [9, 3, 11], "g": ["a", "a", "a"]}
    with pytest.raises(BadInput, match=r'"recommend", row 2 \(counted from 0\): the answer 11 '):
        nps_by(TABLES[kind](rows), "recommend", "g")


def test_a_bad_answer_in_a_pandas_table_names_the_label():
    frame = pd.DataFrame({"recommend": [9, 11], "g": ["a", "a"]}, index=["Ayşe", "Ben"])
    with pytest.raises(BadInput, match='labelled "Ben"'):
        nps_by(frame, "recommend", "g")


@every_table
def test_a_missing_column_gets_a_suggestion(kind):
    table = TABLES[kind]({"recommend": [9], "shop": ["a"]})
    with pytest.raises(BadInput, match='Did you mean "recommend"'):
        nps_by(table, "recommended", "shop")
    with pytest.raises(BadInput, match=r'no column "city".*recommend, shop'):
        nps_by(table, "recommend", ["shop", "city"])


def test_groups_keep_their_type_and_an_order_of_their_own():
    sizes = pd.CategoricalDtype(["small", "large", "huge"], ordered=True)
    frame = pd.DataFrame({"s": [9, 3], "size": pd.Series(["large", "small"], dtype=sizes)})
    found = nps_by(frame, "s", "size")
    assert found["size"].dtype == sizes
    assert found["size"].tolist() == ["small", "large"]
    assert found.index.tolist() == [0, 1]


@pytest.mark.parametrize("column", ["n", "promoters", "nps", "low", "dropped"])
def test_a_group_column_may_not_bear_the_name_of_a_result(column):
    with pytest.raises(BadInput, match=f'has a column "{column}" of its own'):
        nps_by(pd.DataFrame({"s": [9], column: [1]}), "s", column)


def test_groups_that_cannot_be_told_apart_or_ordered_are_refused():
    with pytest.raises(BadInput, match="cannot be put in order"):
        nps_by(pd.DataFrame({"s": [9, 3], "g": [1, "a"]}), "s", "g")
    with pytest.raises(BadInput, match="at least one column"):
        nps_by(pd.DataFrame({"s": [9], "g": [1]}), "s", [])


@pytest.mark.parametrize("kind", ["pandas", "Polars", "Polars lazy"])
def test_a_table_without_rows_gives_no_groups_and_no_periods(kind):
    table = TABLES[kind]({"s": [], "g": [], "d": []})
    if kind == "pandas":
        table = table.astype({"d": "datetime64[us]"})
    else:
        table = table.cast({"d": pl.Date})
    assert listed(nps_by(table, "s", "g")) == []
    assert listed(nps_over_time(table, "s", "d")) == []


def test_the_table_given_is_not_changed():
    frame = pd.DataFrame({"s": [9, 3], "g": ["b", "a"]}, index=[5, 6])
    before = frame.copy()
    nps_by(frame, "s", "g")
    pd.testing.assert_frame_equal(frame, before)


# --- periods ----------------------------------------------------------------------------------

moments = st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2025, 12, 31, 23, 59, 59))


def start_of(moment: dt.datetime, every: str) -> dt.date:
    month = {"month": moment.month, "quarter": 3 * ((moment.month - 1) // 3) + 1, "year": 1}[every]
    return dt.date(moment.year, month, 1)


def as_date(cell) -> dt.date | None:
    return cell.date() if isinstance(cell, dt.datetime) else cell


@relaxed
@given(
    st.lists(st.tuples(st.integers(0, 10), moments), min_size=1, max_size=25),
    st.sampled_from(["month", "quarter", "year"]),
)
def test_periods_are_those_of_the_calendar(rows, every):
    answers, dates = map(list, zip(*rows, strict=True))
    expected: dict[dt.date, list[int]] = {}
    for answer, moment in rows:
        expected.setdefault(start_of(moment, every), []).append(answer)
    for make in (pd.DataFrame, pl.DataFrame):
        found = listed(nps_over_time(make({"s": answers, "d": dates}), "s", "d", every=every))
        periods = [as_date(row["period"]) for row in found]
        assert periods == sorted(periods)
        assert periods[0] == min(expected)
        assert periods[-1] == max(expected)
        assert {as_date(row["period"]) for row in found if row["n"]} == set(expected)
        for row in found:
            own = expected.get(as_date(row["period"]), [])
            assert row["n"] == len(own)
            assert row["nps"] == (pytest.approx(by_hand(own)) if own else None)


def test_the_last_and_the_first_moment_of_every_month_stay_in_it():
    for year in (2023, 2024):
        moments = [
            moment
            for month in range(1, 13)
            for moment in (
                dt.datetime(year, month, 1),
                dt.datetime(year, month, calendar.monthrange(year, month)[1], 23, 59, 59, 999999),
            )
        ]
        frame = pd.DataFrame({"s": [9] * 24, "d": moments})
        assert [row["n"] for row in listed(nps_over_time(frame, "s", "d", every="month"))] == (
            [2] * 12
        )
        assert [row["n"] for row in listed(nps_over_time(frame, "s", "d"))] == [6] * 4


@every_table
def test_every_kind_of_table_gives_the_same_periods(kind):
    rows = {
        "s": [9, 3, 10, 8],
        "d": [dt.datetime(2024, month, day) for month, day in ((1, 31), (2, 29), (3, 31), (4, 1))],
    }
    result = nps_over_time(TABLES[kind](rows), "s", "d")
    assert isinstance(result, KINDS[kind])
    found = listed(result)
    assert list(found[0])[:2] == ["period", "n"]
    assert [(as_date(row["period"]), row["n"]) for row in found] == [
        (dt.date(2024, 1, 1), 3),
        (dt.date(2024, 4, 1), 1),
    ]
    if isinstance(result, pl.DataFrame):
        assert result.schema["period"] == pl.Date
    else:
        assert str(result["period"].dtype) == "datetime64[us]"


def test_a_period_without_answers_has_its_row():
    frame = pd.DataFrame({"s": [9, 3], "d": pd.to_datetime(["2023-11-30", "2024-02-01"])})
    found = listed(nps_over_time(frame, "s", "d", every="month"))
    assert [(row["period"].month, row["n"], row["nps"]) for row in found] == [
        (11, 1, 100),
        (12, 0, None),
        (1, 0, None),
        (2, 1, -100),
    ]


@every_table
def test_rows_without_a_date_are_the_last_row(kind):
    rows = {"s": [9, 3, 8], "d": [None, dt.datetime(2024, 1, 1), None]}
    found = listed(nps_over_time(TABLES[kind](rows), "s", "d"))
    assert [(as_date(row["period"]), row["n"]) for row in found] == [
        (dt.date(2024, 1, 1), 1),
        (None, 2),
    ]


def test_no_dates_at_all_is_one_row():
    frame = pd.DataFrame({"s": [9, 3], "d": pd.to_datetime([None, None])})
    assert [(row["period"], row["n"]) for row in listed(nps_over_time(frame, "s", "d"))] == [
        (None, 2)
    ]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Istanbul", "Asia/Tehran", "UTC"])
@pytest.mark.parametrize("kind", ["pandas", "Polars"])
def test_the_calendar_of_the_time_zone_counts(kind, zone):
    """Near midnight the day, and with it the month, is another one elsewhere."""
    rows = {"s": [9, 9], "d": [dt.datetime(2024, 1, 31, 23, 30), dt.datetime(2024, 2, 1, 0, 30)]}
    frame = TABLES[kind](rows)
    if kind == "pandas":
        frame["d"] = frame["d"].dt.tz_localize(zone)
    else:
        frame = frame.with_columns(pl.col("d").dt.replace_time_zone(zone))
    found = listed(nps_over_time(frame, "s", "d", every="month"))
    assert [(as_date(row["period"]), row["n"]) for row in found] == [
        (dt.date(2024, 1, 1), 1),
        (dt.date(2024, 2, 1), 1),
    ]


def test_rows_left_out_are_counted_in_their_period():
    frame = pd.DataFrame({"s": [9, 11, None], "d": pd.to_datetime(["2024-01-01"] * 2 + [None])})
    found = listed(nps_over_time(frame, "s", "d", invalid="drop"))
    assert [(row["n"], row["dropped"]) for row in found] == [(1, 1), (0, 1)]


@pytest.mark.parametrize(
    "dates",
    [
        pd.Series(["2024-01-01"]),
        pd.Series([20240101]),
        pd.Series([dt.date(2024, 1, 1)]),
        pd.Series([dt.timedelta(1)]),
        pd.Series(pd.interval_range(0, 1)),
        pl.Series(["2024-01-01"]),
        pl.Series([dt.time(1)]),
        pl.Series([None]),
    ],
)
def test_what_is_no_date_is_refused(dates):
    make = pd.DataFrame if isinstance(dates, pd.Series) else pl.DataFrame
    with pytest.raises(BadInput, match=r'Column "d" holds .*, not dates\. Convert it first'):
        nps_over_time(make({"s": [9], "d": dates}), "s", "d")


@pytest.mark.parametrize("every", ["week", "Month", None, 3])
def test_a_wrong_period_is_refused(every):
    with pytest.raises(BadInput, match='every must be one of "month", "quarter", "year"'):
        FUNCTIONS["nps_over_time"](every=every)


# --- differences ------------------------------------------------------------------------------


@relaxed
@given(counts, counts)
def test_a_difference_is_later_less_earlier(one, other):
    before, after = nps_from_counts(*one), nps_from_counts(*other)
    change = nps_difference(before, after)
    low, high = change.interval
    assert change.value == pytest.approx(after.value - before.value)
    assert -200 <= low < high <= 200
    assert change.excludes_zero == (not low <= 0 <= high)
    back = nps_difference(after, before)
    assert back.value == -change.value
    assert back.interval == pytest.approx((-high, -low))


@relaxed
@given(counts, counts)
def test_the_variances_add_up(one, other):
    """Pythagoras: half widths of the two intervals are the sides, unless one was clipped."""
    before, after = nps_from_counts(*one), nps_from_counts(*other)
    bounds = (*before.interval, *after.interval)
    assume(all(abs(bound) < 100 for bound in bounds))
    low, high = nps_difference(before, after).interval
    sides = math.hypot(half_width(before), half_width(after))
    assert (high - low) / 2 == pytest.approx(sides)
    assert (high + low) / 2 == pytest.approx(
        sum(after.interval) / 2 - sum(before.interval) / 2, abs=1e-9
    )


def test_a_difference_takes_columns_and_results():
    before, after = [9] * 20 + [3] * 10, [9] * 25 + [3] * 5
    expected = nps_difference(nps(before), nps(after))
    assert nps_difference(before, pd.Series(after)) == expected
    with pytest.raises(BadInput, match='"after", row 0'):
        nps_difference(before, [11])


def test_the_confidence_of_the_parts_does_not_matter():
    loose = nps_from_counts(50, 30, 20, confidence=0.5)
    tight = nps_from_counts(50, 30, 20, confidence=0.99)
    assert nps_difference(loose, loose) == nps_difference(tight, tight)


@pytest.mark.parametrize(
    ("before", "after", "starts", "ends"),
    [
        ((90, 60, 50), (100, 50, 50), "a rise of 5 points; 95 % interval −", "could be chance"),
        ((100, 50, 50), (90, 60, 50), "a fall of 5 points; 95 % interval −", "could be chance"),
        ((10, 80, 10), (11, 79, 10), "a rise of 1 point; ", "could be chance"),
        ((1, 1, 1), (2, 2, 2), "no change; ", "could be chance"),
        ((10, 10, 80), (80, 10, 10), "a rise of 140 points; ", "unlikely to be chance alone"),
        ((1, 1, 1), (0, 0, 0), "no difference can be told", "one side has no answers"),
    ],
)
def test_a_difference_reads_well(before, after, starts, ends):
    change = nps_difference(nps_from_counts(*before), nps_from_counts(*after))
    assert str(change).startswith(starts)
    assert str(change).endswith(ends)
    assert "-" not in str(change)
    assert repr(change) == str(change)


@pytest.mark.parametrize(
    ("interval", "excludes"),
    [((-9, -0.1), True), ((0.1, 9), True), ((-0.1, 9), False), ((-9, 0), False), ((0, 9), False)],
)
def test_an_interval_excludes_zero_or_does_not(interval, excludes):
    assert NPSDifference(sum(interval) / 2, interval, 0.95).excludes_zero is excludes


def test_a_difference_without_answers_is_anything():
    change = nps_difference([], [9, 10])
    assert math.isnan(change.value)
    assert change.interval == (-200, 200)
    assert not change.excludes_zero


def test_the_interval_of_a_difference_holds_the_truth_95_times_in_100():
    rng = np.random.default_rng(21)
    first = rng.multinomial(40, [0.5, 0.3, 0.2], size=2000).tolist()
    second = rng.multinomial(80, [0.4, 0.3, 0.3], size=2000).tolist()
    truth = 10 - 30
    held = 0
    for one, other in zip(first, second, strict=True):
        low, high = nps_difference(nps_from_counts(*one), nps_from_counts(*other)).interval
        held += low <= truth <= high
    assert 0.93 <= held / 2000 <= 0.97


# --- how many to ask --------------------------------------------------------------------------

shares = st.tuples(st.floats(0, 1), st.floats(0, 1)).filter(lambda pair: sum(pair) <= 1)


@relaxed
@given(shares, st.floats(0.5, 100), confidences)
def test_the_number_of_answers_is_just_enough(pair, margin, confidence):
    promoters, detractors = pair
    spread = math.sqrt(promoters + detractors - (promoters - detractors) ** 2)
    assume(spread > 0.01)
    n = answers_needed(margin, promoters=promoters, detractors=detractors, confidence=confidence)
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    assert 100 * z * spread / math.sqrt(n) <= margin * (1 + 1e-9)
    if n > 1:
        assert 100 * z * spread / math.sqrt(n - 1) > margin * (1 - 1e-9)
    assert n <= answers_needed(margin, confidence=confidence)  # the default is the most careful


def test_the_interval_then_has_about_that_margin():
    n = answers_needed(10, promoters=0.45, detractors=0.25)
    result = nps_from_counts(
        round(0.45 * n), n - round(0.45 * n) - round(0.25 * n), round(0.25 * n)
    )
    assert half_width(result) == pytest.approx(10, abs=0.15)


def test_half_the_margin_needs_four_times_the_answers():
    assert answers_needed(2.5) == pytest.approx(4 * answers_needed(5), abs=4)


@pytest.mark.parametrize("margin", [0, -5, 101, math.nan, "5", None, True])
def test_a_wrong_margin_is_refused(margin):
    with pytest.raises(BadInput, match="margin must be"):
        answers_needed(margin)


@pytest.mark.parametrize("share", [45, -0.1, math.nan, "0.45", None, True])
@pytest.mark.parametrize("name", ["promoters", "detractors"])
def test_a_wrong_share_is_refused(name, share):
    with pytest.raises(BadInput, match=rf"{name} must be a share .* 0\.45 for 45 %"):
        answers_needed(5, **{name: share})


def test_shares_that_cannot_be_planned_with_are_refused():
    with pytest.raises(BadInput, match=r"more than 1: 1\.3"):
        answers_needed(5, promoters=0.7, detractors=0.6)
    for promoters, detractors in ((1, 0), (0, 1), (0, 0)):
        with pytest.raises(BadInput, match="no spread"):
            answers_needed(5, promoters=promoters, detractors=detractors)
    assert answers_needed(5, promoters=0.7, detractors=0.3) > 0  # 1.0 and a rounding error


# --- the package ------------------------------------------------------------------------------


def loaded_after(code: str) -> set[str]:
    watched = ("numpy", "pandas", "polars", "narwhals", "duckdb", "matplotlib")
    report = f"import sys; print(*[name for name in {watched} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_nothing_is_loaded_before_it_is_used():
    assert loaded_after("import cem_workbook.metrics") == set()
    assert loaded_after("from cem_workbook import metrics; metrics.nps([9, 3, 10])") == {"numpy"}


def test_every_name_is_there_and_a_function_stays_a_function():
    for name in metrics.__all__:
        thing = getattr(metrics, name)
        if callable(thing):
            assert thing.__name__ == name
        assert name in dir(metrics)
    assert set(metrics.__all__) == {*metrics._HOME, *metrics._MODULES}
    assert callable(metrics.nps)
    with pytest.raises(AttributeError, match="no attribute 'npz'"):
        _ = metrics.npz


def test_a_million_answers_are_counted_right():
    chance = random.Random(22)
    answers = [chance.randrange(11) for _ in range(10_000)] * 100
    result = nps(np.array(answers))
    assert result.n == 1_000_000
    assert result.value == pytest.approx(by_hand(answers[:10_000]))
