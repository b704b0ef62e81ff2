"""Run by `test_dask.py`, in an environment with Dask: the same numbers as on pandas."""

from __future__ import annotations

import math
from typing import Any

import dask.dataframe as dd
import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from dask.distributed import Client, LocalCluster

from cem_workbook.data.shipped import load_shipped
from cem_workbook.errors import BadInput
from cem_workbook.metrics import ces_by, churn_by, csat_by, nps_by
from cem_workbook.metrics.rfm_table import rfm
from cem_workbook.metrics.segmentation import segment_values, segments

# Narwhals says that a later version will want a package for Dask.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

EVERY = ("day", "week", "month", "quarter", "year")
CUTS = {"total": [20, 60.5, 150], "frequency": [1, 4]}


@pytest.fixture(scope="module")
def purchases() -> pd.DataFrame:
    return load_shipped("cdnow").rename(columns={"customer": "customer_id"})


def in_parts(frame: pd.DataFrame) -> dd.DataFrame:
    return dd.from_pandas(frame, npartitions=3)


def assert_same(found: Any, expected: pd.DataFrame, *, by: str | None = None) -> None:
    """The same columns, words and whole numbers; floats to 1e-12."""
    assert list(found.columns) == list(expected.columns)
    if by is not None:
        found, expected = (frame.sort_values(by) for frame in (found, expected))
    assert len(found) == len(expected)
    for name in expected.columns:
        left, right = found[name].tolist(), expected[name].tolist()
        if expected[name].dtype.kind == "f":
            assert left == pytest.approx(right, rel=1e-12, abs=1e-12, nan_ok=True), name
        else:
            assert [None if pd.isna(v) else v for v in left] == [
                None if pd.isna(v) else v for v in right
            ], name


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("until", [None, "1997-09-30"])
def test_rfm(purchases: pd.DataFrame, every: Any, until: str | None) -> None:
    lazy = rfm(in_parts(purchases), amount="amount", every=every, until=until)
    assert isinstance(lazy, dd.DataFrame), "it stays on the cluster"
    found = lazy.compute()
    assert [kind.kind for kind in found.dtypes[1:]] == ["i"] * 3 + ["f"] * 2
    expected = rfm(purchases, amount="amount", every=every, until=until)
    assert_same(found, expected, by="customer_id")


def test_rfm_of_named_customers_without_amounts(purchases: pd.DataFrame) -> None:
    named = purchases.assign(customer_id=[f"customer {n}" for n in purchases["customer_id"]])
    expected = rfm(named, every="month")
    assert_same(rfm(in_parts(named), every="month").compute(), expected, by="customer_id")


@pytest.mark.parametrize("zone", ["Asia/Tehran", "America/New_York", "UTC"])
def test_rfm_in_a_time_zone(purchases: pd.DataFrame, zone: str) -> None:
    late = purchases["date"] + pd.Timedelta(hours=22)
    local = purchases.assign(date=late.dt.tz_localize("UTC").dt.tz_convert(zone))
    found = rfm(in_parts(local), every="month").compute()
    assert_same(found, rfm(local, every="month"), by="customer_id")


@pytest.mark.parametrize("names", [None, [f"{n}" for n in range(12)]])
def test_segments_and_their_worth(purchases: pd.DataFrame, names: list[str] | None) -> None:
    people = rfm(purchases, amount="amount")
    people.loc[[5, 77], "total"] = np.nan
    lazy = segments(in_parts(people), CUTS, names)
    assert isinstance(lazy, dd.DataFrame)
    expected = segments(people, CUTS, names)
    assert expected["segment"].isna().sum() == 2
    assert_same(lazy.compute(), expected, by="customer_id")
    values = segment_values(lazy, value="value")
    assert isinstance(values, pd.DataFrame), "a few rows, in memory"
    assert_same(values, segment_values(expected, value="value"))
    with pytest.raises(BadInput, match=r'"total": the value is missing. Rows with this trouble: 2'):
        segment_values(lazy)


def test_one_after_the_other_on_a_cluster(purchases: pd.DataFrame) -> None:
    """Two workers, each a process of its own: all that they are sent must be able to travel."""
    people = rfm(purchases, amount="amount", until="1997-09-30")
    expected = segment_values(segments(people, CUTS))
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as workers,
        Client(workers),
    ):
        lazy = segments(rfm(in_parts(purchases), amount="amount", until="1997-09-30"), CUTS)
        assert_same(segment_values(lazy), expected)


@pytest.mark.parametrize("column", ["customer_id", "date", "amount"])
def test_what_does_not_fit_is_counted(purchases: pd.DataFrame, column: str) -> None:
    holes = purchases.assign(customer_id=purchases["customer_id"].astype(float))
    holes.loc[[3, 4000], column] = None
    match = f'Column "{column}": the value is missing. Rows with this trouble: 2'
    with pytest.raises(BadInput, match=match):
        rfm(in_parts(holes), amount="amount")
    if column == "amount":
        endless = purchases.assign(amount=[math.inf, *purchases["amount"][1:]])
        with pytest.raises(BadInput, match='"amount": the value is infinite'):
            rfm(in_parts(endless), amount="amount")
    if column == "date":
        text = purchases.assign(date=purchases["date"].astype(str))
        with pytest.raises(BadInput, match='"date" holds text, not dates'):
            rfm(in_parts(text))


def test_nothing_but_counts_leaves_the_cluster(
    purchases: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    collect = nw.LazyFrame.collect

    def counted(self: Any, *arguments: Any) -> Any:
        result = collect(self, *arguments)
        seen.append(len(result))
        return result

    monkeypatch.setattr(nw.LazyFrame, "collect", counted)
    segment_values(segments(rfm(in_parts(purchases), amount="amount"), CUTS))
    assert len(seen) == 2 and seen[0] == 1 and seen[1] <= 12


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    draw = np.random.default_rng(3)
    n = 2_000
    groups = np.array(["Harbour", "Market", "Station", None], dtype=object)
    return pd.DataFrame(
        {
            "group": pd.Series(groups[draw.integers(0, 4, n)], dtype="str"),
            "recommend": draw.integers(0, 11, n).astype(float),
            "satisfied": draw.integers(1, 6, n),
            "effort": draw.integers(1, 8, n),
            "shop": draw.integers(1, 4, n),
            "date": np.datetime64("2024-01-01") + draw.integers(0, 500, n).astype("m8[D]"),
        }
    )


@pytest.mark.parametrize("by", ["group", ["group", "shop"]])
def test_scores_by_group(answers: pd.DataFrame, by: Any) -> None:
    holes = answers.assign(recommend=answers["recommend"].where(answers["recommend"] != 5))
    many = in_parts(holes)
    assert_same(
        nps_by(many, "recommend", by, invalid="drop"),
        nps_by(holes, "recommend", by, invalid="drop"),
    )
    with pytest.raises(BadInput, match='"recommend"'):
        nps_by(many, "recommend", by)
    assert_same(csat_by(many, "satisfied", by), csat_by(answers, "satisfied", by))
    assert_same(
        ces_by(many, "effort", by, high_is="easy"), ces_by(answers, "effort", by, high_is="easy")
    )


def test_churn_by_group(answers: pd.DataFrame) -> None:
    left = answers["date"] + pd.to_timedelta(answers["effort"] * 30, unit="D")
    lives = answers.assign(joined_on=answers["date"], left_on=left.where(answers["satisfied"] < 3))
    span = ("2024-06-01", "2025-01-01")
    assert_same(churn_by(in_parts(lives), *span, "group"), churn_by(lives, *span, "group"))
