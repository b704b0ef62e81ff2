"""Segments: every customer in exactly one, in every engine, and what each is worth."""

from __future__ import annotations

import bisect
import math
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.shipped import load_shipped
from cem_workbook.errors import BadInput
from cem_workbook.metrics.rfm_table import rfm
from cem_workbook.metrics.segmentation import segment_values, segments

Customer = tuple[int, int | None, float | None]

CUTS = {"frequency": [1, 3], "total": [50, 200.5]}
RESULTS = ["customers", "share_of_customers", "value", "share_of_value", "mean"]

numbers = st.sampled_from([0, 1, 2, 3, 4]) | st.none()
amounts = st.sampled_from([0.0, 49.99, 50.0, 200.5, 200.49, 1000.0]) | st.none()
customers = st.lists(st.tuples(st.integers(0, 99), numbers, amounts), min_size=1, max_size=20)


def table(rows: list[Customer]) -> pd.DataFrame:
    identity, frequency, total = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "customer_id": identity,
            "frequency": pd.Series(frequency, dtype="float64"),
            "total": pd.Series(total, dtype="float64"),
        }
    )


def in_polars(frame: pd.DataFrame) -> pl.DataFrame:
    columns = {name: column.to_numpy() for name, column in frame.items()}
    return pl.DataFrame(columns).with_columns(pl.col("total").fill_nan(None))


ENGINES = {
    "pandas": lambda frame: frame,
    "Polars": in_polars,
    "LazyFrame": lambda frame: in_polars(frame).lazy(),
    # Not the function itself: DuckDB complains at exit about what a module still holds.
    "DuckDB": lambda frame: duckdb.from_df(frame),
}


def in_pandas(result: Any) -> pd.DataFrame:
    if isinstance(result, pl.LazyFrame):
        result = result.collect()
    if isinstance(result, pl.DataFrame):
        return pd.DataFrame(result.to_dict(as_series=False))
    return result.df() if isinstance(result, duckdb.DuckDBPyRelation) else result


def words(column: pd.Series[Any]) -> list[str | None]:
    return [None if pd.isna(value) else value for value in column]


def by_hand(rows: list[Customer], names: list[str]) -> list[str | None]:
    """The place among the cuts, one customer after the other."""
    found: list[str | None] = []
    for _, frequency, total in rows:
        if frequency is None or total is None:
            found.append(None)
            continue
        high = bisect.bisect_right(CUTS["frequency"], frequency)
        found.append(names[3 * high + bisect.bisect_right(CUTS["total"], total)])
    return found


@settings(max_examples=40)
@given(customers, st.sampled_from(sorted(ENGINES)))
def test_every_customer_is_in_one_segment(rows, engine):
    frame = table(rows)
    names = [f"{often}-{much}" for often in "abc" for much in "xyz"]
    given = ENGINES[engine](frame)
    result = segments(given, CUTS, names)
    assert isinstance(result, type(given)), "the result is of the same kind"
    assert nw.from_native(result).collect_schema().names() == [*frame, "segment"]
    assert nw.from_native(result).collect_schema()["segment"] == nw.String
    found = in_pandas(result)
    assert words(found["segment"]) == by_hand(rows, names)
    assert found["customer_id"].tolist() == frame["customer_id"].tolist(), "in the same order"


def test_the_label_is_the_interval_of_each_column():
    frame = pd.DataFrame({"frequency": [0, 1, 3, 9], "total": [-5, 50, 200.5, 1e6]})
    result = segments(frame, CUTS)
    assert result["segment"].tolist() == [
        "frequency under 1, total under 50",
        "frequency 1 to under 3, total 50 to under 200.5",
        "frequency 3 or more, total 200.5 or more",
        "frequency 3 or more, total 200.5 or more",
    ]
    assert segments(frame, {"total": [-1.5]})["segment"].tolist()[:2] == [
        "total under −1.5",
        "total −1.5 or more",
    ]
    assert list(frame.columns) == ["frequency", "total"], "the table itself stays as it is"


def test_the_index_stays_and_a_second_run_gives_the_same():
    frame = pd.DataFrame({"total": [1, 2, 3]}, index=["c", "a", "a"])
    once = segments(frame, {"total": [2]}, ["low", "high"])
    assert once.index.tolist() == ["c", "a", "a"]
    assert segments(once, {"total": [2]}, ["low", "high"]).equals(once)
    assert segments(once, {"total": [9]}, ["low", "high"])["segment"].tolist() == ["low"] * 3


@pytest.mark.parametrize("engine", ENGINES)
def test_five_by_five_by_five(engine):
    """The 125 cells of the classic quintiles."""
    draw = np.random.default_rng(5)
    frame = pd.DataFrame({name: draw.integers(0, 5, 400) for name in ("r", "f", "total")})
    result = in_pandas(
        segments(ENGINES[engine](frame), {name: [1, 2, 3, 4] for name in frame}, list(cells()))
    )
    codes = 25 * frame["r"] + 5 * frame["f"] + frame["total"]
    assert result["segment"].tolist() == [list(cells())[code] for code in codes]


def cells():
    return (f"{r}{f}{m}" for r in range(1, 6) for f in range(1, 6) for m in range(1, 6))


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["gold", "silver", "iron", None]), st.integers(-500, 90_000)),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(sorted(ENGINES)),
)
def test_the_worth_of_segments_adds_up(rows, engine):
    frame = pd.DataFrame(
        {
            "segment": pd.Series([name for name, _ in rows], dtype="str"),
            "total": [cents / 100 for _, cents in rows],
        }
    )
    if engine in ("Polars", "LazyFrame"):
        given = pl.DataFrame(
            {"segment": [name for name, _ in rows], "total": frame["total"].to_numpy()},
            schema_overrides={"segment": pl.String},
        )
        given = given.lazy() if engine == "LazyFrame" else given
    else:
        given = ENGINES[engine](frame)
    result = segment_values(given)
    kind = pl.DataFrame if engine in ("Polars", "LazyFrame") else pd.DataFrame
    assert isinstance(result, kind), "a few rows, in memory"
    found = in_pandas(result)
    assert list(found.columns) == ["segment", *RESULTS]
    expected = {}
    for name in {name for name, _ in rows}:
        mine = [cents / 100 for label, cents in rows if label == name]
        expected[name] = (len(mine), math.fsum(mine))
    labels = words(found["segment"])
    assert set(labels) == set(expected) and len(labels) == len(expected)
    assert None not in labels[:-1], "customers without a segment come last"
    everything = math.fsum(value for _, value in expected.values())
    for label, (_, row) in zip(labels, found.iterrows(), strict=True):
        people, value = expected[label]
        assert row["customers"] == people
        assert row["share_of_customers"] == people / len(rows)
        assert row["value"] == pytest.approx(value, rel=1e-12, abs=1e-9)
        assert row["mean"] == pytest.approx(value / people, rel=1e-12, abs=1e-9)
        if everything > 0.005:
            assert row["share_of_value"] == pytest.approx(value / everything, abs=1e-9)
        elif everything < -0.005:
            assert pd.isna(row["share_of_value"]), "no share of nothing"
    named = found[[label is not None for label in labels]]
    assert named["mean"].is_monotonic_decreasing


def test_the_best_customers_of_cdnow_are_few():
    """Computed, and checked by what must hold; the course's own cuts."""
    cdnow = load_shipped("cdnow")
    people = rfm(cdnow, customer="customer", amount="amount")
    named = segments(
        people,
        {"total": [people["total"].quantile(0.8)], "frequency": [3]},
        ["neither", "loyal", "best", "best and loyal"],
    )
    result = segment_values(named).set_index("segment")
    assert set(result.index) == {"neither", "loyal", "best", "best and loyal"}
    assert result["customers"].sum() == len(people)
    assert result["value"].sum() == pytest.approx(cdnow["amount"].sum(), rel=1e-12)
    top = result.loc[["best", "best and loyal"]]
    assert top["share_of_customers"].sum() == pytest.approx(0.2, abs=0.001)
    assert top["share_of_value"].sum() > 0.5
    assert result["share_of_value"].sum() == pytest.approx(1, rel=1e-12)


def test_names_may_be_shared():
    frame = pd.DataFrame({"total": [1, 10, 100]})
    result = segments(frame, {"total": [5, 50]}, ["few", "many", "many"])
    assert result["segment"].tolist() == ["few", "many", "many"]
    assert segment_values(result)["customers"].tolist() == [2, 1]


@pytest.mark.parametrize("engine", ENGINES)
def test_values_that_do_not_fit_are_found(engine):
    frame = pd.DataFrame({"segment": ["a", "b", "b"], "total": [1.0, math.nan, math.inf]})
    make = ENGINES[engine]
    where = ", row 1 " if engine in ("pandas", "Polars") else ""
    with pytest.raises(BadInput, match=f'Column "total"{where}.*the value is missing.*trouble: 1'):
        segment_values(make(frame))
    with pytest.raises(BadInput, match=r'Column "total".*the value is infinite.*trouble: 1'):
        segment_values(make(frame.fillna(0)))
    with pytest.raises(BadInput, match='"segment" holds text, not numbers'):
        segments(make(frame), {"segment": [1]})
    with pytest.raises(BadInput, match='"segment" holds text, not numbers'):
        segment_values(make(frame), "total", "segment")
    with pytest.raises(BadInput, match=r'no column "totl". Did you mean "total"'):
        segments(make(frame), {"totl": [1]})
    with pytest.raises(BadInput, match='no column "group"'):
        segment_values(make(frame), "group")


@pytest.mark.parametrize(
    "cuts",
    [
        {},
        None,
        [1, 2],
        {"total": []},
        {"total": 5},
        {"total": "5"},
        {"total": [5, 5]},
        {"total": [9, 5]},
        {"total": ["5"]},
        {"total": [True]},
        {"total": [math.nan]},
        {"total": [math.inf]},
        {"total": [1, None]},
    ],
)
def test_cuts_that_do_not_fit_are_shown(cuts):
    with pytest.raises(BadInput, match="cuts"):
        segments(pd.DataFrame({"total": [1]}), cuts)


@pytest.mark.parametrize("cuts", [(2,), np.array([2]), pd.Series([2.0]), range(2, 3)])
def test_cuts_may_be_any_sequence(cuts):
    frame = pd.DataFrame({"total": [1, 2]})
    assert segments(frame, {"total": cuts}, ("low", "high"))["segment"].tolist() == ["low", "high"]


@pytest.mark.parametrize("names", [["low"], ["a", "b", "c"], "ab", [1, 2], ["low", ""], 7])
def test_names_that_do_not_fit_are_told_which_segments_there_are(names):
    with pytest.raises(BadInput, match=r"names must hold 2 texts.*total under 5; total 5 or more"):
        segments(pd.DataFrame({"total": [1]}), {"total": [5]}, names)


def test_a_table_is_needed_and_its_names_must_be_free():
    with pytest.raises(BadInput, match="A table is needed"):
        segments([1, 2], {"total": [1]})
    with pytest.raises(BadInput, match="A table is needed"):
        segment_values({"total": [1]})
    frame = pd.DataFrame({"mean": ["a"], "total": [1]})
    with pytest.raises(BadInput, match='The result has a column "mean" of its own'):
        segment_values(frame, "mean")
    mixed = pd.DataFrame({"segment": pd.Series(["a", 1], dtype=object), "total": [1, 2]})
    with pytest.raises(BadInput, match='"segment" cannot be put in order'):
        segment_values(mixed)


def test_nobody_has_no_segments():
    empty = pd.DataFrame({"total": pd.Series(dtype=float)})
    result = segments(empty, {"total": [1]})
    assert result.empty and list(result.columns) == ["total", "segment"]
    assert list(segment_values(result).columns) == ["segment", *RESULTS]
