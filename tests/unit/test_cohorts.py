"""Cohorts: who is kept at which age, and which ages may be shown."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data import demo
from cem_workbook.metrics import churn_over_time, cohorts, wilson

Life = tuple[dt.date, dt.date | None]

DAY = dt.timedelta(days=1)
FIRST = dt.date(2023, 1, 20)
EVERY = {"month": 1, "quarter": 3, "year": 12}
COLUMNS = ["cohort", "age", "size", "kept", "share", "low", "high"]

# Days at the ends of months are where calendars go wrong.
days = st.integers(0, 900).map(lambda n: FIRST + n * DAY) | st.sampled_from(
    [dt.date(year, month, day) for year in (2023, 2024) for month in (1, 3, 5) for day in (30, 31)]
    + [dt.date(2023, 2, 28), dt.date(2024, 2, 28), dt.date(2024, 2, 29)]
)


@st.composite
def a_life(draw: st.DrawFn) -> Life:
    joined = draw(days)
    left = draw(st.none() | days | st.integers(0, 500).map(lambda n: joined + n * DAY))
    return joined, left if left is None else max(joined, left)


lives = st.lists(a_life(), max_size=25)


def table(people: list[Life]) -> pd.DataFrame:
    joined, left = zip(*people, strict=True) if people else ((), ())
    return pd.DataFrame({"joined_on": pd.to_datetime(joined), "left_on": pd.to_datetime(left)})


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def first_of(day: dt.date, months: int) -> dt.date:
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def by_hand(people: list[Life], every: str, until: dt.date) -> list[tuple[Any, ...]]:
    """The same, day by day and one by one."""
    months = EVERY[every]
    starts = [first_of(joined, months) for joined, _ in people]
    starts = [start for start in starts if later(start, months) <= until]
    rows: list[tuple[Any, ...]] = []
    cohort = min(starts, default=until)
    while cohort <= max(starts, default=dt.date.min):
        following = later(cohort, months)
        members = [life for life in people if cohort <= life[0] < following]
        age = 0
        while all(
            later(cohort + n * DAY, age * months) <= until for n in range((following - cohort).days)
        ):
            kept = sum(
                left is None or not left < later(joined, age * months) for joined, left in members
            )
            rows.append((cohort, age, len(members), kept))
            age += 1
        cohort = following
    return rows


@given(lives, st.sampled_from(sorted(EVERY)), days)
def test_every_cohort_is_what_a_plain_loop_finds(people, every, until):
    result = cohorts(table(people), every=every, until=until)
    assert list(result.columns) == COLUMNS
    found = [(row.cohort.date(), row.age, row.size_, row.kept) for row in
             result.rename(columns={"size": "size_"}).itertuples()]  # fmt: skip
    assert found == by_hand(people, every, until)
    for _, row in result.iterrows():
        assert (row["low"], row["high"]) == wilson(int(row["kept"]), int(row["size"]))
        if row["size"]:
            assert row["share"] == row["kept"] / row["size"]
            assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
        else:
            assert math.isnan(row["share"])
        assert row["age"] > 0 or row["kept"] == row["size"], "at age 0 everybody is there"


@given(lives.filter(bool), st.sampled_from(sorted(EVERY)), st.randoms())
def test_shares_fall_with_age_and_the_table_is_a_triangle(people, every, chance):
    until = dt.date(2026, 7, 1)  # a first day of month and quarter, though not of a year
    result = cohorts(table(people), every=every, until=until)
    falls = result.groupby("cohort")["kept"].diff().dropna()
    assert (falls <= 0).all()
    oldest = result.groupby("cohort")["age"].max()
    assert (oldest.diff().dropna() == -1).all(), "each cohort has one age fewer"
    assert (result.groupby("cohort")["age"].min() == 0).all()
    mixed = cohorts(table(chance.sample(people, len(people))), every=every, until=until)
    assert mixed.equals(result)
    twice = cohorts(table(people * 2), every=every, until=until)
    assert twice["share"].equals(result["share"])
    assert (twice["size"] == 2 * result["size"]).all()


@given(lives, st.sampled_from(sorted(EVERY)), days)
def test_the_future_does_not_shine_back(people, every, until):
    """What happens from `until` on changes nothing: the table could not have known it then."""
    known = [
        (joined, None if left is not None and left >= until else left)
        for joined, left in people
        if joined < until
    ]
    seen = cohorts(table(people), every=every, until=until)
    assert seen.equals(cohorts(table(known), every=every, until=until))


def kept(joined: str, left: str | None, until: str, every: Any = "month") -> dict[int, int]:
    people = [(dt.date.fromisoformat(joined), left and dt.date.fromisoformat(left))]
    result = cohorts(table(people), every=every, until=until)
    return dict(zip(result["age"], result["kept"], strict=True))


def test_who_is_kept_on_the_day_of_an_age():
    assert kept("2024-01-10", "2024-01-10", "2024-03-31") == {0: 1, 1: 0, 2: 0}
    assert kept("2024-01-10", "2024-02-09", "2024-03-31") == {0: 1, 1: 0, 2: 0}
    assert kept("2024-01-10", "2024-02-10", "2024-03-31") == {0: 1, 1: 1, 2: 0}, "a whole month"
    assert kept("2024-01-31", "2024-02-28", "2024-03-31") == {0: 1, 1: 0, 2: 0}, "a leap year"
    assert kept("2024-01-31", "2024-02-29", "2024-03-31") == {0: 1, 1: 1, 2: 0}
    assert kept("2023-01-31", "2023-02-28", "2023-03-31") == {0: 1, 1: 1, 2: 0}
    assert kept("2024-02-29", "2025-02-28", "2026-01-01", every="year") == {0: 1, 1: 1}


def test_an_age_is_shown_when_the_last_who_may_have_joined_has_reached_it():
    ages = {
        "2024-01-31": {},  # somebody may still join today
        "2024-02-01": {0: 1},
        "2024-02-28": {0: 1},
        "2024-02-29": {0: 1, 1: 1},  # a month after the 31st of January
        "2024-03-30": {0: 1, 1: 1},
        "2024-03-31": {0: 1, 1: 1, 2: 1},
    }
    for until, expected in ages.items():
        assert kept("2024-01-01", None, until) == expected, until


def test_a_period_without_newcomers_has_its_rows_and_no_share():
    people: list[Life] = [(dt.date(2024, 1, 5), None), (dt.date(2024, 3, 5), None)]
    result = cohorts(table(people), until="2024-05-01", confidence=0.9)
    gap = result[result["cohort"] == "2024-02-01"]
    assert gap["age"].tolist() == [0, 1, 2]
    assert (gap["size"] == 0).all() and gap["share"].isna().all()
    assert (gap["low"] == 0).all() and (gap["high"] == 1).all()
    assert result["low"].iloc[0] == wilson(1, 1, confidence=0.9)[0]


def test_nothing_to_show_is_an_empty_table_of_the_same_kind():
    for frame in (table([]), table([(dt.date(2024, 1, 5), None)])):
        result = cohorts(frame, until="2024-01-06")
        assert result.empty and list(result.columns) == COLUMNS
        assert result["cohort"].dtype.kind == "M" and result["age"].dtype.kind == "i"
    nobody = pl.DataFrame(schema={"joined_on": pl.Date, "left_on": pl.Date})
    result = cohorts(nobody, until="2024-01-06", invalid="drop")
    assert result.columns == [*COLUMNS, "dropped"] and result["cohort"].dtype == pl.Date


def test_the_cohorts_of_the_demo_company_are_its_newcomers():
    customers = demo().customers
    newcomers = customers[customers["joined_on"] >= "2024-01-01"]
    result = cohorts(newcomers, every="quarter", until="2026-01-01")
    sizes = result[result["age"] == 0].set_index("cohort")["size"]
    over_time = churn_over_time(customers, every="quarter", start="2024-01-01", end="2026-01-01")
    assert sizes.tolist() == over_time["joined"].tolist()
    assert len(result) == 8 * 9 / 2, "a triangle: eight quarters, the first with eight ages"
    wide = result.pivot(index="cohort", columns="age", values="share")
    assert wide.notna().sum(axis=1).tolist() == [8, 7, 6, 5, 4, 3, 2, 1]


def test_a_first_day_that_is_no_period_is_named():
    from cem_workbook.errors import BadInput

    with pytest.raises(BadInput, match='"month", "quarter", "year"'):
        cohorts(table([]), every="week", until="2024-01-01")
    with pytest.raises(BadInput, match="confidence"):
        cohorts(table([]), until="2024-01-01", confidence=1)
    with pytest.raises(BadInput, match='no column "left_on"'):
        cohorts(table([]).drop(columns="left_on"), until="2024-01-01")
