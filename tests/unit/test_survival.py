"""Survival: the curve of Kaplan and Meier, its intervals and its median."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data.shipped import load_shipped
from cem_workbook.errors import BadInput
from cem_workbook.metrics import Survival, survival, survival_by, wilson

customers = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


def curve(people: list[tuple[Any, bool]], **options: Any) -> Survival:
    return survival([time for time, _ in people], [left for _, left in people], **options)


def by_hand(
    people: list[tuple[int, bool]], confidence: float
) -> dict[int, tuple[int, int, Fraction, float, float]]:
    """At risk, events, share and interval at every time: the formulas, in whole fractions."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, greenwood = Fraction(1), Fraction(0)
    rows = {}
    low, high = 0.0, 1.0
    for time in sorted({0, *(time for time, _ in people)}):
        at_risk = sum(other >= time for other, _ in people)
        events = sum(left for other, left in people if other == time)
        share *= 1 - Fraction(events, at_risk)
        if share == 1:
            low, high = wilson(at_risk, at_risk, confidence=confidence)
        elif share > 0:
            greenwood += Fraction(events, at_risk * (at_risk - events))
            theta = z * math.sqrt(greenwood) / math.log(share)
            low, high = (float(share) ** math.exp(sign * theta) for sign in (-1, 1))
        elif events:
            low, high = 0.0, min(high, wilson(0, at_risk, confidence=confidence)[1])
        rows[time] = (at_risk, events, share, low, high)
    return rows


# --- the curve ------------------------------------------------------------------------------


@given(customers, confidences)
def test_the_curve_is_that_of_the_formulas(people, confidence):
    result = curve(people, confidence=confidence)
    expected = by_hand(people, confidence)
    assert result.times.tolist() == list(expected)
    for place, (time, row) in enumerate(expected.items()):
        at_risk, events, share, low, high = row
        assert (result.at_risk[place], result.events[place]) == (at_risk, events)
        assert result.survival[place] == pytest.approx(float(share), abs=1e-13)
        assert result.at(time) == result.survival[place]
        assert result.interval_at(time) == pytest.approx((low, high), abs=1e-12)
    medians = [time for time, row in expected.items() if row[2] <= Fraction(1, 2)]
    assert result.median == (medians[0] if medians else math.inf)
    assert result.n == len(people)
    assert result.n_events == sum(left for _, left in people)
    assert result.transform == "log(-log)"


@given(customers, confidences)
def test_the_curve_stays_in_its_bounds_and_only_falls(people, confidence):
    result = curve(people, confidence=confidence)
    assert (np.diff(result.survival) <= 0).all()
    assert (np.diff(result.at_risk[result.times > 0]) < 0).all()
    assert (result.at_risk <= result.n).all() and result.at_risk[0] == result.n
    assert (result.low >= 0).all() and (result.high <= 1).all()
    assert (result.low <= result.survival + 1e-12).all()
    assert (result.survival <= result.high + 1e-12).all()
    assert result.survival[0] == 1 or result.events[0] > 0
    low, high = result.median_interval
    assert low <= result.median <= high
    if confidence < 0.99:
        wider = curve(people, confidence=0.99)
        assert (wider.low <= result.low + 1e-12).all()
        assert (wider.high >= result.high - 1e-12).all()


@given(st.lists(st.integers(0, 12), min_size=1, max_size=40))
def test_where_everybody_has_left_it_is_the_share_of_those_who_stayed_longer(times):
    result = curve([(time, True) for time in times])
    for time in range(14):
        longer = sum(other > time for other in times) / len(times)
        assert result.at(time) == pytest.approx(longer, abs=1e-12)


@given(customers, st.randoms(), st.floats(0.01, 100))
def test_neither_order_nor_unit_matters_and_twice_the_people_leave_the_curve(people, chance, unit):
    result = curve(people)
    mixed = curve(chance.sample(people, len(people)))
    assert mixed.survival.tolist() == result.survival.tolist()
    assert mixed.low.tolist() == result.low.tolist()
    other = curve([(time * unit, left) for time, left in people])
    assert other.survival.tolist() == result.survival.tolist()
    assert other.median == result.median * unit
    twice = curve(people * 2)
    assert twice.survival == pytest.approx(result.survival)
    assert (twice.high - twice.low <= result.high - result.low + 1e-12).all(), "and surer"


@given(customers, st.floats(0, 15))
def test_a_step_holds_from_its_time_up_to_the_next(people, time):
    result = curve(people)
    before = [place for place, other in enumerate(result.times) if other <= time]
    if time > result.times[-1] and result.survival[-1] > 0:
        assert math.isnan(result.at(time)), "nobody was watched for so long"
        assert result.interval_at(time) == (0, 1)
    else:
        assert result.at(time) == result.survival[before[-1]]
        assert result.interval_at(time) == (result.low[before[-1]], result.high[before[-1]])


def test_who_is_last_seen_at_0_is_at_risk_at_no_later_time():
    rest = [(1, True), (2, False), (3, True), (4, False)]
    with_them = curve([(0, False)] * 3 + rest)
    without = curve(rest)
    assert with_them.n == without.n + 3
    assert with_them.at_risk.tolist() == [7, *without.at_risk[1:]]
    assert with_them.survival.tolist() == without.survival.tolist()
    gone = curve([(0, True), (1, False)])
    assert gone.at(0) == 0.5, "who leaves at 0 is lost at 0"


def test_certainty_is_never_claimed_where_chance_is_left():
    nobody_left = curve([(5, False)] * 20)
    assert nobody_left.at(5) == 1
    assert nobody_left.interval_at(5) == wilson(20, 20)
    assert nobody_left.interval_at(5)[0] == pytest.approx(1 - 0.1611, abs=5e-5)
    assert nobody_left.median == math.inf and nobody_left.median_interval[1] == math.inf
    all_left = curve([(5, True)] * 20)
    assert all_left.at(5) == 0 and all_left.at(50) == 0
    assert all_left.interval_at(5) == wilson(0, 20)
    assert all_left.median == 5


def test_the_median_of_shares_that_come_to_a_half_by_a_hair():
    """1 - 1/3 - 1/6 by way of products: 0.5000000000000001 is a half."""
    people = [(1, True)] * 2 + [(2, True), (3, False), (3, False), (3, False)]
    assert curve(people).median == 2
    for n in range(1, 60):
        halves = curve([(time, True) for time in range(1, 2 * n + 1)])
        assert halves.median == n


def test_the_curve_cannot_be_written_to():
    result = curve([(1, True), (2, False)])
    for array in (result.times, result.survival, result.low, result.high, result.events):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


# --- the Telco table ------------------------------------------------------------------------


def test_the_reference_values_of_the_telco_table():
    """The course's fact sheet, section 5."""
    telco = load_shipped("telco")
    everybody = survival(telco["tenure"], telco["churned"])
    assert (everybody.n, everybody.n_events) == (7043, 1869)
    assert (telco["tenure"] == 0).sum() == 11
    for time, share in ((12, 0.8432), (24, 0.7887), (72, 0.5928)):
        assert everybody.at(time) == pytest.approx(share, abs=5e-5)
    assert everybody.median == math.inf
    groups = survival_by(telco, "tenure", "churned", "contract")
    assert list(groups) == ["Month-to-month", "One year", "Two year"]
    assert groups["Month-to-month"].median == 35
    # Checked once against lifelines 0.30.3 and statsmodels 0.15.0, which agree to 5e-15.
    assert groups["Month-to-month"].median_interval == (32, 38)
    assert groups["One year"].median_interval == (72, math.inf)
    assert sum(group.n for group in groups.values()) == everybody.n


def test_the_telco_bands_are_those_of_the_formulas():
    telco = load_shipped("telco")
    for label, group in telco.groupby("contract"):
        people = list(zip(group["tenure"].tolist(), group["churned"].tolist(), strict=True))
        result = survival_by(telco, "tenure", "churned", "contract")[label]
        expected = by_hand(people, 0.95)
        assert result.times.tolist() == list(expected)
        assert result.survival == pytest.approx([float(r[2]) for r in expected.values()], abs=1e-12)
        assert result.low == pytest.approx([r[3] for r in expected.values()], abs=1e-12)
        assert result.high == pytest.approx([r[4] for r in expected.values()], abs=1e-12)


# --- what is read ---------------------------------------------------------------------------

TIMES = [5, 3, 8, 3, 0, 9]
LEFT = [True, False, True, True, False, False]


@pytest.mark.parametrize(
    ("durations", "observed"),
    [
        (tuple(TIMES), tuple(LEFT)),
        (np.array(TIMES, dtype="uint8"), np.array(LEFT)),
        (np.array(TIMES, dtype="float32"), np.array(LEFT, dtype=int)),
        (pd.Series(TIMES, index=list("abcdef")), pd.Series(LEFT, dtype=object)),
        (pd.Series(TIMES, dtype="Int64"), pd.Series(LEFT, dtype="boolean")),
        (pl.Series(TIMES), pl.Series(LEFT)),
        ([Decimal(time) for time in TIMES], [float(left) for left in LEFT]),
        ((time for time in TIMES), (int(left) for left in LEFT)),
    ],
)
def test_every_kind_of_column_gives_the_same(durations, observed):
    expected = curve(list(zip(TIMES, LEFT, strict=True)))
    assert survival(durations, observed).survival.tolist() == expected.survival.tolist()


@pytest.mark.parametrize(
    ("durations", "observed", "words"),
    [
        ([5, -1], [1, 0], 'Column "durations", row 1 (counted from 0): -1 does not fit'),
        ([5, None], [1, 0], "a missing value does not fit"),
        ([5, math.nan], [1, 0], "a missing value does not fit"),
        ([5, math.inf], [1, 0], "inf does not fit"),
        ([5, "8"], [1, 0], '"8" does not fit; a duration is a number, 0 or more'),
        ([True, True], [1, 0], "True does not fit"),
        (pd.Series([5, 8], name="tenure"), pd.Series(["Yes", "No"], name="churn"),
         'Column "churn", row 0 (counted from 0): "Yes" does not fit'),
        ([5, 8], ["Yes", "No"], 'with column == "Yes"'),
        ([5, 8], [1, 2], "2 does not fit"),
        ([5, 8], [True, 2], "2 does not fit"),
        ([5, 8], [1, None], "a missing value"),
        ([5, 8], [1, math.nan], "Rows that do not fit: 1."),
        (pd.Series([5, 8]), pd.Series([True, None], dtype="boolean"), "a missing value"),
        ([5, 8], [1], "got 2 and 1"),
        (pd.Series([dt.timedelta(days=3)] * 2), [1, 0], "pandas.Timedelta(days=1)"),
        (pl.Series([dt.timedelta(days=3)] * 2), [1, 0], "lengths of time"),
        ("58", [1, 0], "must be a column of answers"),
        (pd.DataFrame({"tenure": [5, 8]}), [1, 0], "Its columns are: tenure"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(durations, observed, words):
    with pytest.raises(BadInput) as caught:
        survival(durations, observed)
    assert words in str(caught.value)


@pytest.mark.parametrize("time", [-1, math.nan, "12", None, True])
def test_a_time_is_a_number_of_0_or_more(time):
    result = curve([(1, True)])
    for ask in (result.at, result.interval_at):
        with pytest.raises(BadInput, match="A time must be a number"):
            ask(time)


def test_nobody_at_all():
    nobody = survival([], [])
    assert math.isnan(nobody.at(3)) and math.isnan(nobody.median)
    assert nobody.interval_at(3) == (0, 1)
    assert nobody.median_interval == (0, math.inf)
    assert str(nobody) == "Survival unknown: no customers"


# --- groups ---------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("abc")), max_size=30))
def test_every_group_is_what_survival_gives_for_it_alone(rows):
    frame = pd.DataFrame(rows, columns=["time", "left", "group"]).astype({"left": bool})
    frame["time"] = frame["time"].astype(int)
    result = survival_by(frame, "time", "left", "group")
    assert list(result) == sorted({group for _, _, group in rows})
    for group, of_group in result.items():
        own = frame[frame["group"] == group]
        alone = survival(own["time"], own["left"])
        assert of_group.survival.tolist() == alone.survival.tolist()
        assert of_group.low.tolist() == alone.low.tolist()
        assert str(of_group) == str(alone)


def test_groups_of_every_kind_of_table():
    frame = pd.DataFrame({"t": TIMES, "left": LEFT, "by": ["x", "y", "x", None, "y", "x"]})
    expected = {label: str(one) for label, one in survival_by(frame, "t", "left", "by").items()}
    assert list(expected) == ["x", "y", None], "who has no label comes last"
    polars = pl.DataFrame({name: frame[name].to_list() for name in ("t", "left")}).with_columns(
        pl.Series("by", ["x", "y", "x", None, "y", "x"])
    )
    for table in (polars, polars.lazy(), duckdb.connect().from_df(frame)):
        result = survival_by(table, "t", "left", "by")
        assert {label: str(one) for label, one in result.items()} == expected


def test_groups_that_cannot_be_made():
    frame = pd.DataFrame({"t": TIMES, "left": LEFT, "by": ["x", 1, "x", None, "y", "x"]})
    with pytest.raises(BadInput, match="cannot be put in order"):
        survival_by(frame, "t", "left", "by")
    with pytest.raises(BadInput, match='no column "time"'):
        survival_by(frame, "time", "left", "by")
    broken = frame.assign(by="x", t=[5, 3, 8, -3, 0, 9])
    with pytest.raises(BadInput, match='"t", row 3'):
        survival_by(broken, "t", "left", "by")
    with pytest.raises(BadInput, match="confidence"):
        survival_by(frame, "t", "left", "by", confidence=95)
    with pytest.raises(BadInput, match="confidence"):
        survival(TIMES, LEFT, confidence=1)


# --- words ----------------------------------------------------------------------------------


def test_a_curve_reads_well():
    result = curve([(1, True), (2, True), (3, False), (4, True), (5, True), (6, False)])
    assert str(result) == repr(result)
    assert str(result) == (
        "Survival of 6 customers: half are gone after 4 (95 % interval 1 to more than was seen); "
        "left 4, still there when last seen 2"
    )
    few = curve([(1, True)] + [(6, False)] * 9)
    assert str(few) == (
        "Survival of 10 customers: still there after 6, the longest time seen, 90 % "
        "(95 % interval 47.3 % to 98.5 %), so the median is not reached; "
        "left 1, still there when last seen 9"
    )
