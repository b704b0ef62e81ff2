"""The sides of the RFM benchmark, in a process of their own: `rfm.py` tells it what to measure.

Each line that comes in is an order, and each line that goes out the answer, both in JSON. The
peers live in environments without the tools of our tests, so only what a side needs is imported.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

DAYS = 730
Result = tuple[Any, Any, Any, Any]  # frequency, recency, T, value


def purchases(rows: int) -> pd.DataFrame:
    """Return purchases of two years, ten a customer in the mean, in no order."""
    draw = np.random.default_rng(rows)
    day = np.datetime64("2023-01-01", "us") + draw.integers(0, DAYS, rows) * np.timedelta64(1, "D")
    amount = np.round(np.exp(3 + 0.7 * draw.standard_normal(rows)), 2)
    customer = draw.integers(0, max(1, rows // 10), rows)
    return pd.DataFrame({"customer_id": customer, "date": day, "amount": amount})


def ours(frame: pd.DataFrame) -> Callable[[], Result]:
    from cem_workbook.metrics.rfm_table import rfm

    return lambda: _columns(rfm(frame, amount="amount"))


def ours_in_polars(frame: pd.DataFrame) -> Callable[[], Result]:
    import polars as pl

    from cem_workbook.metrics.rfm_table import rfm

    table = pl.DataFrame({name: frame[name].to_numpy() for name in frame})
    return lambda: _columns(rfm(table, amount="amount"))


def ours_in_duckdb(frame: pd.DataFrame) -> Callable[[], Result]:
    import duckdb

    from cem_workbook.metrics.rfm_table import rfm

    duckdb.sql("create or replace table purchases_of_ours as from frame")
    return lambda: _columns(rfm(duckdb.table("purchases_of_ours"), amount="amount").df())


def numpy(frame: pd.DataFrame) -> Callable[[], Result]:
    """The floor: what somebody writes for these very columns, who checks and names nothing."""

    def run() -> Result:
        day = frame["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
        key = (frame["customer_id"].to_numpy() << 20) + day
        order = np.argsort(key, kind="stable")
        key, amount = key[order], frame["amount"].to_numpy()[order]
        visit = np.flatnonzero(np.diff(key, prepend=-1))
        spent, key = np.add.reduceat(amount, visit), key[visit]
        customer, day = key >> 20, key & ((1 << 20) - 1)
        first = np.flatnonzero(np.diff(customer, prepend=-1))
        last = np.append(first[1:], len(key)) - 1
        frequency = last - first
        spent[first] = 0  # only repeats count
        value = np.add.reduceat(spent, first) / np.maximum(frequency, 1)
        return frequency, day[last] - day[first], day.max() - day[first], value

    return run


def plain_pandas(frame: pd.DataFrame) -> Callable[[], Result]:
    def run() -> Result:
        day = frame["date"].dt.normalize()
        visits = frame.groupby(["customer_id", day])["amount"].sum().reset_index()
        people = visits.groupby("customer_id")
        found = people["date"].agg(["min", "max", "size"])
        repeats = visits[visits["date"] > people["date"].transform("min")]
        value = repeats.groupby("customer_id")["amount"].mean().reindex(found.index).fillna(0)
        recency = (found["max"] - found["min"]).dt.days
        return found["size"] - 1, recency, (day.max() - found["min"]).dt.days, value

    return run


def duckdb_by_hand(frame: pd.DataFrame) -> Callable[[], Result]:
    import duckdb

    query = """
        with visits as (
            select customer_id, date::date as day, sum(amount) as spent,
                min(date::date) over (partition by customer_id) as first
            from purchases_by_hand group by customer_id, date::date
        )
        select customer_id, count(*) - 1 as frequency, max(day) - min(day) as recency,
            (select max(day) from visits) - min(day) as "T",
            coalesce(avg(spent) filter (day > first), 0) as value
        from visits group by customer_id
    """
    duckdb.sql("create or replace table purchases_by_hand as from frame")
    return lambda: _columns(duckdb.sql(query).df())


def lifetimes(frame: pd.DataFrame) -> Callable[[], Result]:
    from lifetimes.utils import summary_data_from_transaction_data as summary

    return lambda: _columns(summary(frame, "customer_id", "date", "amount"), "monetary_value")


def pymc_marketing(frame: pd.DataFrame) -> Callable[[], Result]:
    utils = importlib.import_module("pymc_marketing.clv.utils")
    return lambda: _columns(
        utils.rfm_summary(frame, "customer_id", "date", "amount"), "monetary_value"
    )


def in_months(side: str, frame: pd.DataFrame) -> str:
    """Return what becomes of calendar months: "done", or the error."""
    try:
        if side == "lifetimes":
            from lifetimes.utils import summary_data_from_transaction_data as summary

            summary(frame, "customer_id", "date", "amount", freq="M")
        else:
            utils = importlib.import_module("pymc_marketing.clv.utils")
            utils.rfm_summary(frame, "customer_id", "date", "amount", time_unit="M")
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"
    return "done"


SIDES: dict[str, Callable[[pd.DataFrame], Callable[[], Result]]] = {
    made.__name__: made
    for made in (
        ours,
        ours_in_polars,
        ours_in_duckdb,
        numpy,
        plain_pandas,
        duckdb_by_hand,
        lifetimes,
        pymc_marketing,
    )
}


def _columns(result: Any, value: str = "value") -> Result:
    return result["frequency"], result["recency"], result["T"], result[value]


def _sums(result: Result) -> list[float]:
    """What the sides must agree on."""
    return [float(np.sum(np.asarray(column, dtype=np.float64))) for column in result]


def _peak(run: Callable[[], Result]) -> tuple[float, Result]:
    """Return by how many MB the process grows while it runs; Linux keeps the mark."""
    process = Path("/proc/self")
    gc.collect()
    (process / "clear_refs").write_text("5")  # the mark goes back to what is there now

    def mark() -> int:
        lines = (process / "status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

    before = mark()
    result = run()
    return (mark() - before) * 1024 / 1e6, result


def main() -> None:
    # What libraries print must not stand among the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    frames: dict[int, pd.DataFrame] = {}
    ready: dict[tuple[str, int], Callable[[], Result]] = {}
    for line in sys.stdin:
        order = json.loads(line)
        side, rows = order["side"], order["rows"]
        if rows not in frames:
            frames.clear()  # one size at a time
            ready.clear()
            frames[rows] = purchases(rows)
        if order["what"] == "months":
            answer: dict[str, Any] = {"said": in_months(side, frames[rows])}
        else:
            if (side, rows) not in ready:
                ready[side, rows] = SIDES[side.replace(" ", "_")](frames[rows])
            run = ready[side, rows]
            if order["what"] == "peak":
                measured, result = _peak(run)
            else:
                gc.collect()
                begun = time.perf_counter()
                result = run()
                measured = 1000 * (time.perf_counter() - begun)
            answer = {"measured": measured, "sums": _sums(result)}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
