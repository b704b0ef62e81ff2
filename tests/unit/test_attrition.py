"""Churn and retention: the numbers, groups, periods, and customers who leave without a word."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import math
import random
from collections import Counter
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data import Company, demo
from cem_workbook.errors import BadInput, CourseError
from cem_workbook.metrics import (
    Dropped,
    churn,
    churn_by,
    churn_from_counts,
    churn_over_time,
    cohorts,
    compound,
    left_by_silence,
    retention,
    retention_from_counts,
    wilson,
)
from cem_workbook.metrics._calendar import whole_months

Life = tuple[dt.date, dt.date | None]

DAY = dt.timedelta(days=1)
FIRST = dt.date(2023, 11, 15)
COUNTS = ["at_start", "lost", "kept", "joined", "joined_and_lost", "at_end"]

days = st.integers(0, 500).map(lambda n: FIRST + n * DAY)


@st.composite
def a_life(draw: st.DrawFn) -> Life:
    joined = draw(days)
    left = draw(st.none() | st.integers(0, 400).map(lambda n: joined + n * DAY))
    return joined, left


lives = st.lists(a_life(), max_size=30)
periods = st.tuples(days, st.integers(1, 400)).map(lambda p: (p[0], p[0] + p[1] * DAY))


def table(people: list[Life]) -> pd.DataFrame:
    joined, left = zip(*people, strict=True) if people else ((), ())
    return pd.DataFrame({"joined_on": pd.to_datetime(joined), "left_on": pd.to_datetime(left)})


def there_on(day: dt.date, life: Life) -> bool:
    """Whether somebody was a customer when a day began: joined before it, and gone only later."""
    joined, left = life
    return joined < day and (left is None or left >= day)


def by_hand(people: list[Life], start: dt.date, end: dt.date) -> dict[str, int]:
    counts: Counter[str] = Counter(dict.fromkeys(COUNTS, 0))
    for joined, left in people:
        left_now = left is not None and start <= left < end
        counts["at_end"] += there_on(end, (joined, left))
        if there_on(start, (joined, left)):
            counts["at_start"] += 1
            counts["lost" if left_now else "kept"] += 1
        elif start <= joined < end:
            counts["joined"] += 1
            counts["joined_and_lost"] += left_now
    return dict(counts)


def shown(result: Any) -> list[tuple[Any, ...]]:
    """The rows of a table of any kind, with plain values, rounded to compare engines."""

    def plain(value: Any) -> Any:
        if value is pd.NaT:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, float):
            return None if math.isnan(value) else float(f"{value:.12g}")
        return value

    rows = result.rows() if isinstance(result, pl.DataFrame) else result.itertuples(index=False)
    return [tuple(map(plain, row)) for row in rows]


# --- the number -----------------------------------------------------------------------------


def test_the_worked_examples_of_the_sources():
    """Digest of the sources, F.2 and M: E07 and E08."""
    first = churn_from_counts(1150, 120, joined=220)
    assert first.at_end == 1250
    assert first.average == 1200
    assert first.on_average == pytest.approx(0.10)
    assert first.value == pytest.approx(120 / 1150)
    assert first.on_end == pytest.approx(120 / 1250)
    assert first.net_change == pytest.approx(100 / 1150)

    second = churn_from_counts(1200, 120)
    assert second.value == pytest.approx(0.10)
    assert retention_from_counts(1200, 1080).value == pytest.approx(0.90)
    assert second.average == 1140
    assert round(second.on_average, 3) == 0.105


def test_five_percent_a_month_is_no_sixty_percent_a_year():
    """The course's fact sheet, section 5."""
    assert round(compound(0.05, 12), 3) == 0.460
    assert compound(compound(0.05, 12), 1 / 12) == pytest.approx(0.05)
    assert compound(0.3, 0) == 0 and compound(0, 9) == 0 and compound(1, 3) == 1


@given(st.floats(0, 1), st.integers(0, 40))
def test_compound_is_what_is_left_after_each_period(rate, many):
    left = 1.0
    for _ in range(many):
        left -= left * rate
    assert compound(rate, many) == pytest.approx(1 - left, abs=1e-12)


@given(lives, periods)
def test_counts_are_those_of_a_plain_loop(people, period):
    result = churn(table(people), *period)
    expected = by_hand(people, *period)
    assert {name: getattr(result, name) for name in COUNTS} == expected
    assert result.at_end == result.at_start - result.lost + result.joined - result.joined_and_lost
    assert result.all_lost == result.lost + result.joined_and_lost
    if result.at_end:
        assert result.on_end == result.all_lost / result.at_end
        assert result.on_average == result.all_lost / ((result.at_start + result.at_end) / 2)
    assert (result.start, result.end) == period
    assert type(result.start) is dt.date
    if result.at_start:
        assert result.value == expected["lost"] / expected["at_start"]
        assert result.interval == wilson(result.lost, result.at_start)
        assert 0 <= result.interval[0] <= result.value <= result.interval[1] <= 1
    else:
        assert math.isnan(result.value) and result.interval == (0, 1)


@given(lives, periods, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_churn_and_retention_come_to_one_on_the_same_customers(people, period, confidence):
    frame = table(people)
    lost = churn(frame, *period, confidence=confidence)
    stayed = retention(frame, *period, confidence=confidence)
    assert (stayed.at_start, stayed.kept, stayed.lost) == (lost.at_start, lost.kept, lost.lost)
    assert (stayed.start, stayed.end, stayed.confidence) == (*period, confidence)
    if lost.at_start:
        assert lost.value + stayed.value == pytest.approx(1, abs=1e-15)
        mirrored = (1 - lost.interval[1], 1 - lost.interval[0])
        assert stayed.interval == pytest.approx(mirrored, abs=1e-12)
        newcomers = lost.joined - lost.joined_and_lost
        counted = retention_from_counts(lost.at_start, lost.at_end, newcomers)
        assert counted.value == stayed.value


@given(lives, periods, st.randoms())
def test_the_order_of_rows_does_not_matter_and_twice_the_people_leave_the_share(
    people, period, chance
):
    once = churn(table(people), *period)
    mixed = chance.sample(people, len(people))
    assert str(churn(table(mixed), *period)) == str(once)
    twice = churn(table(people * 2), *period)
    for name in ("value", "on_average", "on_end", "net_change"):
        assert getattr(twice, name) == pytest.approx(getattr(once, name), nan_ok=True)
    width = np.diff(once.interval)
    assert np.diff(twice.interval) < width or not once.at_start, "more people, surer share"


def test_who_comes_and_goes_within_the_period_is_no_part_of_its_churn():
    people: list[Life] = [(dt.date(2023, 1, 1), None)] * 10
    restless: list[Life] = [(dt.date(2024, 3, 1), dt.date(2024, 4, 1))] * 7
    result = churn(table(people + restless), "2024-01-01", "2025-01-01")
    assert result.lost == 0 and result.value == 0
    assert (result.joined, result.joined_and_lost, result.all_lost) == (7, 7, 7)
    assert result.on_average == pytest.approx(0.7), "the source's recipe counts them"
    assert result.net_change == 0


def test_the_days_at_the_edges():
    start, end = dt.date(2024, 1, 1), dt.date(2025, 1, 1)

    def one(joined: dt.date, left: dt.date | None) -> dict[str, int]:
        result = churn(table([(joined, left)]), start, end)
        return {name: getattr(result, name) for name in COUNTS if getattr(result, name)}

    assert one(start - DAY, start) == {"at_start": 1, "lost": 1}, "there at the start, lost in it"
    assert one(start - DAY, start - DAY) == {}
    assert one(start, start) == {"joined": 1, "joined_and_lost": 1}
    assert one(start, end) == {"joined": 1, "at_end": 1}, "the last day belongs to the next period"
    assert one(start - DAY, end - DAY) == {"at_start": 1, "lost": 1}
    assert one(end, None) == {}


def test_a_share_of_nobody_is_unknown():
    nobody = churn_from_counts(0, 0, joined=3, joined_and_lost=3)
    for value in (nobody.value, nobody.on_average, nobody.on_end, nobody.net_change):
        assert math.isnan(value)
    assert math.isnan(retention_from_counts(0, 0).value)
    assert "unknown" in str(nobody) and "nan" not in str(nobody)
    assert "unknown" in str(retention_from_counts(0, 0))


# --- what is read ---------------------------------------------------------------------------

PEOPLE: list[Life] = [
    (dt.date(2023, 5, 31), dt.date(2024, 2, 29)),
    (dt.date(2023, 12, 31), None),
    (dt.date(2024, 1, 1), dt.date(2024, 1, 1)),
    (dt.date(1969, 7, 20), dt.date(2024, 12, 31)),
    (dt.date(2024, 7, 1), None),
    (dt.date(2022, 2, 1), dt.date(2023, 12, 31)),
    (dt.date(2021, 3, 1), dt.date(9999, 12, 31)),
]
GROUPS = ["a", "b", "a", None, "b", "b", "a"]


def engines() -> dict[str, Any]:
    joined = [joined for joined, _ in PEOPLE]
    left = [left for _, left in PEOPLE]
    # In the zone it is still, or already, another day than in UTC.
    late = np.array(joined, dtype="datetime64[m]") + np.timedelta64(23 * 60 + 59, "m")
    early = [None if day is None else dt.datetime.combine(day, dt.time(0, 1)) for day in left]
    plain = pl.DataFrame({"joined_on": joined, "left_on": left, "group": GROUPS})
    timed = plain.with_columns(
        pl.col("joined_on").cast(pl.Datetime("ms")),
        pl.Series("left_on", early).dt.replace_time_zone("Asia/Tehran"),
    )
    of_objects = pd.DataFrame({"joined_on": joined, "left_on": left, "group": GROUPS}, dtype=object)
    of_times = pd.DataFrame(
        {
            "joined_on": np.array(joined, dtype="datetime64[s]"),
            "left_on": np.array(left, dtype="datetime64[us]"),
            "group": GROUPS,
        },
        index=[f"c{n}" for n in range(len(PEOPLE))],
    )
    zoned = of_times.assign(
        joined_on=pd.Series(late.astype("datetime64[us]"), index=of_times.index).dt.tz_localize(
            "America/New_York"
        ),
        left_on=pd.Series(early, index=of_times.index, dtype="datetime64[us]").dt.tz_localize(
            "Asia/Tehran"
        ),
    )
    return {
        "pandas": of_times,
        "pandas, Python dates": of_objects,
        "pandas, zones": zoned,
        "polars": plain,
        "polars, zones": timed,
        "polars, lazy": plain.lazy(),
        "duckdb": duckdb.connect().from_df(of_times),
    }


@pytest.mark.parametrize(
    "name",
    [
        "pandas",
        "pandas, Python dates",
        "pandas, zones",
        "polars",
        "polars, zones",
        "polars, lazy",
        "duckdb",
    ],
)
def test_every_kind_of_table_gives_the_same(name):
    frame = engines()[name]
    start, end = dt.date(2024, 1, 1), dt.date(2025, 1, 1)
    result = churn(frame, start, end)
    assert {key: getattr(result, key) for key in COUNTS} == by_hand(PEOPLE, start, end)
    kind = pl.DataFrame if name.startswith("polars") else pd.DataFrame
    reference = engines()["pandas"]
    for call in (
        lambda f: churn_by(f, start, end, "group"),
        lambda f: churn_over_time(f, every="quarter", start="2022-01-01", end=end),
        lambda f: cohorts(f, every="year", until=end, joined="joined_on"),
    ):
        assert isinstance(call(frame), kind)
        assert list(call(frame).columns) == list(call(reference).columns)
        assert shown(call(frame)) == shown(call(reference))
    if kind is pl.DataFrame:
        assert churn_over_time(frame, start=start, end=end)["period"].dtype == pl.Date


@pytest.mark.parametrize(
    "start",
    [
        dt.date(2024, 1, 1),
        dt.datetime(2024, 1, 1, 18, 30),
        dt.datetime(2024, 1, 1, 23, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        pd.Timestamp("2024-01-01"),
        np.datetime64("2024-01-01T12:00"),
        "2024-01-01",
        " 2024-01-01 09:15 ",
    ],
)
def test_a_day_can_be_given_in_every_usual_way(start):
    assert churn(table(PEOPLE), start, "2025-01-01").start == dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    "value",
    ["01.02.2024", "2024", "2024-02-30", "", 20240101, None, pd.NaT, np.datetime64("NaT"), True],
)
def test_what_is_no_day_gets_a_sentence(value):
    with pytest.raises(BadInput, match="start must be a date, such as"):
        churn(table(PEOPLE), value, "2025-01-01")
    with pytest.raises(BadInput, match="until must be a date, such as"):
        cohorts(table(PEOPLE), until=value)


def test_a_period_that_ends_before_it_begins_is_refused():
    for end in ("2024-01-01", "2023-12-31"):
        with pytest.raises(BadInput, match=f"2024-01-01 to {end}"):
            churn(table(PEOPLE), "2024-01-01", end)


def test_dates_written_as_text_are_refused_with_the_way_out():
    frame = table(PEOPLE).astype({"joined_on": str})
    for broken in (frame, pl.DataFrame({"joined_on": ["2024-01-01"], "left_on": [None]})):
        with pytest.raises(BadInput, match=r'"joined_on" holds text.*pandas\.to_datetime'):
            churn(broken, "2024-01-01", "2025-01-01")
    numbers = table(PEOPLE).assign(left_on=20240101)
    with pytest.raises(BadInput, match=r'"left_on" holds "Int64", not dates'):
        churn(numbers, "2024-01-01", "2025-01-01")
    months = table(PEOPLE).assign(joined_on=pd.period_range("2024-01", periods=7, freq="M"))
    with pytest.raises(BadInput, match=r'"joined_on" holds .*not dates'):
        churn(months, "2024-01-01", "2025-01-01")


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NaT, ""])
def test_nobody_has_left_yet(nothing):
    """A column that is empty throughout has no type of its own to go by."""
    frame = table([(dt.date(2023, 1, 1), None)] * 4).assign(left_on=nothing)
    if nothing == "":
        with pytest.raises(BadInput, match="holds text"):
            churn(frame, "2024-01-01", "2025-01-01")
    else:
        assert churn(frame, "2024-01-01", "2025-01-01").value == 0
    frame = pl.DataFrame({"joined_on": [dt.date(2023, 1, 1)], "left_on": [None]})
    assert churn(frame, "2024-01-01", "2025-01-01").value == 0


def test_a_row_that_does_not_fit_is_named_or_left_out_and_listed():
    people = [*PEOPLE, (dt.date(2024, 2, 1), dt.date(2024, 1, 31)), (None, None), (None, None)]
    frame = table(people)
    for call in (
        lambda f, **k: churn(f, "2024-01-01", "2025-01-01", **k),
        lambda f, **k: churn_over_time(f, **k),
        lambda f, **k: cohorts(f, until="2025-01-01", **k),
        lambda f, **k: retention(f, "2024-01-01", "2025-01-01", **k),
    ):
        with pytest.raises(BadInput) as caught:
            call(frame)
        said = str(caught.value)
        assert 'Column "left_on", row 7 (counted from 0): the day of leaving, 2024-01-31' in said
        assert "before the day of joining, 2024-02-01" in said
        assert "Rows with another trouble: 2." in said and "same trouble" not in said
        with pytest.raises(BadInput, match=r'"joined_on", the row labelled "x9".* is missing'):
            call(frame.set_index(pd.Index([f"x{n}" for n in range(1, 11)])).iloc[8:])
        with pytest.raises(BadInput, match=r"Further rows with the same trouble: 1\."):
            call(frame.iloc[8:])
        with pytest.raises(BadInput, match="invalid must be one of"):
            call(frame, invalid="ignore")
    result = churn(frame, "2024-01-01", "2025-01-01", invalid="drop")
    assert result.dropped[0] == Dropped(
        7, dt.date(2024, 1, 31), "before the day of joining, 2024-02-01"
    )
    assert [entry.row for entry in result.dropped] == [7, 8, 9]
    assert [entry.value for entry in result.dropped[1:]] == [None, None]
    assert str(result).endswith("; rows left out 3")
    stayed = retention(frame, "2024-01-01", "2025-01-01", invalid="drop")
    assert stayed.dropped == result.dropped
    whole = churn(table(PEOPLE), "2024-01-01", "2025-01-01")
    assert str(result).startswith(str(whole)), "the other rows count as before"
    over_time = churn_over_time(frame, every="year", end="2025-01-01", invalid="drop")
    assert set(over_time["dropped"]) == {3}
    expected = churn_over_time(table(PEOPLE), every="year", end="2025-01-01")
    assert shown(over_time.drop(columns="dropped")) == shown(expected)
    for result in (expected, cohorts(table(PEOPLE), until="2025-01-01")):
        assert "dropped" not in result.columns


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: churn_from_counts(10, 11), "joined_and_lost"),
        (lambda: churn_from_counts(10, 1, joined=2, joined_and_lost=3), "3 of 2"),
        (lambda: churn_from_counts(-1, 0), "at_start must be a whole number"),
        (lambda: churn_from_counts(10, 1.5), "lost must be a whole number"),
        (lambda: churn_from_counts(10, True), "lost must be a whole number"),
        (lambda: churn_from_counts(10, 1, confidence=95), "0.95 for 95 %"),
        (lambda: retention_from_counts(100, 90, 95), "−5"),
        (lambda: retention_from_counts(100, 120), "120 of the 100"),
        (lambda: retention_from_counts(100, "90"), "at_end"),
        (lambda: compound(5, 12), "0.05 for 5 %"),
        (lambda: compound(math.nan, 12), "rate must be"),
        (lambda: compound("5 %", 12), "rate must be"),
        (lambda: compound(0.05, -1), "periods must be"),
        (lambda: compound(0.05, math.inf), "periods must be"),
        (lambda: churn(table(PEOPLE), "2024-01-01", "2025-01-01", confidence=0), "confidence"),
        (lambda: churn(table(PEOPLE), "2024-01-01", "2025-01-01", joined="join_on"), "joined_on"),
        (lambda: churn([1, 2], "2024-01-01", "2025-01-01"), "A table is needed"),
        (lambda: churn_by(table(PEOPLE), "2024-01-01", "2025-01-01", []), "at least one"),
        (lambda: churn_by(table(PEOPLE), "2024-01-01", "2025-01-01", "lost"), "of its own"),
        (lambda: churn_over_time(table(PEOPLE), every="week"), '"month", "quarter", "year"'),
        (lambda: churn_over_time(table(PEOPLE)), "stand for a date that is not known"),
        (lambda: cohorts(table(PEOPLE), until="2090-01-01"), "stand for a date that is not known"),
        (
            lambda: churn_over_time(table(PEOPLE), start="2024-01-02", end="2024-02-28"),
            "No whole month lies between 2024-01-02 and 2024-02-28",
        ),
        (
            lambda: churn_over_time(table(PEOPLE), start="2024-03-01", end="2024-01-01"),
            "must end after it begins",
        ),
    ],
)
def test_what_cannot_be_counted_gets_a_sentence(call, words):
    with pytest.raises(BadInput) as caught:
        call()
    assert words in str(caught.value)
    assert isinstance(caught.value, CourseError)


# --- groups ---------------------------------------------------------------------------------


@given(st.lists(st.tuples(a_life(), st.sampled_from("abc")), max_size=30), periods)
def test_every_group_is_what_churn_gives_for_it_alone(people, period):
    frame = table([life for life, _ in people]).assign(group=[group for _, group in people])
    result = churn_by(frame, *period, "group")
    assert result["group"].tolist() == sorted({group for _, group in people})
    for row in result.itertuples():
        alone = churn(frame[frame["group"] == row.group], *period)
        assert [getattr(row, name) for name in COUNTS] == [getattr(alone, n) for n in COUNTS]
        assert row.churn == pytest.approx(alone.value, nan_ok=True)
        assert (row.low, row.high) == alone.interval
    assert result["lost"].sum() == churn(frame, *period).lost


def test_groups_of_several_columns_without_a_label_and_with_rows_left_out():
    frame = table([*PEOPLE, (dt.date(2024, 2, 1), dt.date(2024, 1, 31))])
    frame = frame.assign(group=[*GROUPS, "c"], branch=["x", "y"] * 4)
    with pytest.raises(BadInput, match="row 7"):
        churn_by(frame, "2024-01-01", "2025-01-01", "group")
    result = churn_by(frame, "2024-01-01", "2025-01-01", "group", invalid="drop")
    assert result["group"].isna().tolist() == [False, False, False, True], "the last"
    assert result["dropped"].tolist() == [0, 0, 1, 0]
    empty = result[result["group"] == "c"].iloc[0]
    assert (empty["at_start"], empty["low"], empty["high"]) == (0, 0, 1)
    assert math.isnan(empty["churn"])
    two = churn_by(frame, "2024-01-01", "2025-01-01", ["group", "branch"], invalid="drop")
    assert list(two.columns[:3]) == ["group", "branch", "at_start"]
    assert two["at_start"].sum() == result["at_start"].sum()
    with pytest.raises(BadInput, match="cannot be put in order"):
        churn_by(frame.assign(group=[1, "a"] * 4), "2024-01-01", "2025-01-01", "group",
                 invalid="drop")  # fmt: skip


# --- periods --------------------------------------------------------------------------------


def next_period(day: dt.date, months: int) -> dt.date:
    month = day.year * 12 + day.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, 1)


EVERY = {"month": 1, "quarter": 3, "year": 12}


@given(lives.filter(bool), st.sampled_from(sorted(EVERY)), st.booleans())
def test_every_period_is_what_churn_gives_for_it_and_they_chain_up(people, every, cut):
    frame = table(people)
    inner = {"start": dt.date(2024, 1, 15), "end": dt.date(2025, 2, 28)} if cut else {}
    if cut and every == "year":
        inner = {"start": dt.date(2024, 1, 1), "end": dt.date(2025, 1, 1)}
    result = churn_over_time(frame, every=every, **inner)
    rows = list(result.itertuples(index=False))
    for row, following in itertools.pairwise(rows):
        assert row.at_end == following.at_start
        assert next_period(row.period, EVERY[every]) == following.period.date()
    for row in rows:
        alone = churn(frame, row.period, next_period(row.period, EVERY[every]))
        assert [getattr(row, name) for name in COUNTS] == [getattr(alone, n) for n in COUNTS]
        assert row.churn == pytest.approx(alone.value, nan_ok=True)
        assert (row.low, row.high) == alone.interval
    if cut:
        assert rows[0].period.date() >= inner["start"]
        assert next_period(rows[-1].period, EVERY[every]) <= inner["end"]
        months = {"month": 13 - 1, "quarter": 3, "year": 1}[every]
        assert len(rows) == months, "only whole periods"
    else:
        assert rows[0].at_start == 0 and rows[0].joined > 0, "the first who joined"
        seen = [day for life in people for day in life if day]
        assert rows[-1].period.date() <= max(seen) < next_period(rows[-1].period, EVERY[every])
        assert result["joined"].sum() == len(people)


def test_a_table_without_customers_has_no_periods_of_its_own():
    nobody = table([])
    assert churn_over_time(nobody).empty
    assert list(churn_over_time(nobody).columns) == ["period", *COUNTS, "churn", "low", "high"]
    year = churn_over_time(nobody, every="quarter", start="2024-01-01", end="2025-01-01")
    assert year["at_start"].tolist() == [0] * 4
    assert year["churn"].isna().all()
    assert churn_by(nobody.assign(group=""), "2024-01-01", "2025-01-01", "group").empty


def test_the_months_of_the_demo_company_lead_from_its_start_to_its_end():
    customers = demo().customers
    months = churn_over_time(customers, start="2024-01-01", end="2026-01-01")
    both = churn(customers, "2024-01-01", "2026-01-01")
    assert len(months) == 24
    assert months["at_start"].iloc[0] == both.at_start
    assert months["at_end"].iloc[-1] == both.at_end
    assert (months["lost"] + months["joined_and_lost"]).sum() == both.all_lost
    assert months["joined"].sum() == both.joined


# --- months ---------------------------------------------------------------------------------


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month."""
    first = next_period(day, months)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


@given(st.dates(dt.date(1960, 1, 1), dt.date(2060, 1, 1)), st.integers(0, 800))
def test_whole_months_are_those_of_the_calendar(start, length):
    end = start + length * DAY
    months = int(whole_months(*(np.array([day], dtype="datetime64[D]") for day in (start, end)))[0])
    assert later(start, months) <= end < later(start, months + 1)


def test_the_ends_of_months():
    def months(start: str, end: str) -> int:
        days = (np.array([day], dtype="datetime64[D]") for day in (start, end))
        return int(whole_months(*days)[0])

    assert months("2023-01-31", "2023-02-27") == 0
    assert months("2023-01-31", "2023-02-28") == 1
    assert months("2024-01-31", "2024-02-28") == 0, "a leap year"
    assert months("2024-01-31", "2024-02-29") == 1
    assert months("2024-01-31", "2024-03-30") == 1
    assert months("2024-02-29", "2025-02-28") == 12
    assert months("2024-02-28", "2024-03-27") == 0


# --- silence --------------------------------------------------------------------------------

bought = st.lists(st.tuples(st.integers(1, 6), days), max_size=40)


def purchases(rows: list[tuple[int, dt.date]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["customer_id", "date"])
    return frame.astype({"customer_id": int, "date": "datetime64[us]"})


@given(bought, st.integers(1, 200), days)
def test_silence_is_what_a_plain_loop_finds(rows, window, until):
    result = left_by_silence(purchases(rows), days=window, until=until)
    expected = []
    for customer in sorted({customer for customer, day in rows if day < until}):
        own = [day for who, day in rows if who == customer and day < until]
        silent = (until - max(own)).days > window
        expected.append((customer, min(own), max(own) if silent else None))
    assert shown(result) == expected
    if expected:  # it is a table of customers, as it stands
        tail = until - window * DAY
        if min(row[1] for row in expected) < tail:
            assert churn(result, tail, until).all_lost == 0, "nobody has been silent so long yet"


def test_the_last_day_of_the_window_still_counts():
    frame = purchases([(1, FIRST)])
    for silent, window in ((90, 90), (91, 90)):
        left = left_by_silence(frame, days=window, until=FIRST + silent * DAY)["left_on"]
        assert left.notna().tolist() == [silent > window]
    assert left_by_silence(frame, days=1, until=FIRST).empty, "the day itself is not covered"


def test_silence_in_every_kind_of_table():
    rows = [(2, dt.date(2024, 3, 1)), (1, dt.date(2024, 5, 1)), (2, dt.date(2024, 1, 1))]
    plain = pl.DataFrame(rows, schema=["who", "on"], orient="row")
    options: dict[str, Any] = {"days": 60, "until": "2024-06-01", "customer": "who", "date": "on"}
    expected = [
        (1, dt.date(2024, 5, 1), None),
        (2, dt.date(2024, 1, 1), dt.date(2024, 3, 1)),
    ]
    frame = pd.DataFrame({"who": [2, 1, 2], "on": pd.to_datetime([day for _, day in rows])})
    for kind in (frame, plain, plain.lazy(), duckdb.connect().from_df(frame)):
        result = left_by_silence(kind, **options)
        assert shown(result) == expected
        assert list(result.columns) == ["who", "joined_on", "left_on"]
    assert left_by_silence(plain, **options)["left_on"].dtype == pl.Date
    assert left_by_silence(frame, **options)["left_on"].dtype.kind == "M"


def test_a_longer_window_never_loses_more_customers():
    shop = Company("restaurant", 31).purchases
    left = [
        left_by_silence(shop, days=window, until="2026-01-01")["left_on"].notna().sum()
        for window in (30, 60, 90, 180, 365)
    ]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[-1] > 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": 0}, "days must be a whole number, 1 or more; got 0"),
        ({"days": 1.5}, "days must be a whole number"),
        ({"days": "90"}, "days must be a whole number"),
        ({"days": True}, "days must be a whole number"),
        ({"until": "today"}, "until must be a date"),
        ({"customer": "id"}, 'no column "id"'),
        ({"date": "customer_id"}, 'holds "Int64", not dates'),
    ],
)
def test_what_silence_cannot_be_read_from(change, words):
    arguments = {"days": 90, "until": "2025-01-01", **change}
    with pytest.raises(BadInput, match=words):
        left_by_silence(purchases([(1, FIRST)]), **arguments)


def test_a_purchase_without_customer_or_date_is_refused():
    frame = purchases([(1, FIRST), (2, FIRST), (3, FIRST)])
    for column in ("customer_id", "date"):
        broken = frame.assign(**{column: frame[column].where(frame["customer_id"] != 2)})
        with pytest.raises(BadInput, match=rf'"{column}", row 1 .*Rows without one: 1'):
            left_by_silence(broken, days=90, until="2025-01-01")
    with pytest.raises(BadInput, match="of its own"):
        left_by_silence(frame.rename(columns={"customer_id": "left_on"}), days=9,
                        until="2025-01-01", customer="left_on")  # fmt: skip


# --- words ----------------------------------------------------------------------------------


def test_results_read_well():
    result = churn_from_counts(1150, 120, joined=230, joined_and_lost=10)
    assert str(result) == repr(result)
    assert str(result) == (
        "Churn 10.4 % (95 % interval 8.8 % to 12.3 %): at the start 1,150, of them left 120; "
        "newcomers 230, of them left again 10; at the end 1,250"
    )
    assert str(retention_from_counts(1200, 1080, confidence=0.9)) == (
        "Retention 90 % (90 % interval 88.5 % to 91.3 %): at the start 1,200, of them kept 1,080"
    )


def test_a_million_customers_are_read_without_a_loop_over_them():
    """The same thousand lives a thousand times: the counts must be a thousand times theirs."""
    chance = random.Random(31)
    people: list[Life] = []
    for _ in range(200):
        joined = FIRST + chance.randrange(600) * DAY
        left = joined + chance.randrange(300) * DAY if chance.random() < 0.5 else None
        people.append((joined, left))
    few = table(people)
    many = pd.concat([few] * 1000, ignore_index=True)
    once = churn(few, "2024-03-01", "2024-09-01")
    thousand = churn(many, "2024-03-01", "2024-09-01")
    assert thousand.value == once.value
    assert thousand.lost == 1000 * once.lost
    months = churn_over_time(many, end="2025-06-01")
    assert (
        months["churn"].dropna() == churn_over_time(few, end="2025-06-01")["churn"].dropna()
    ).all()
