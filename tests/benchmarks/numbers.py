"""The metrics and the file reader on a million rows, each beside a floor of the same kind.

Nobody has set goals for these; the ratios show what the checks, the intervals and the choices cost.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from cem_workbook import metrics
from cem_workbook.data.own.file import read_own
from tests.benchmarks.compare import Row, in_turn

ROWS = 1_000_000
GROUPS = 100


def seconds(action: Callable[[], object]) -> Callable[[], float]:
    """Return what does it once and says how long it took."""

    def timed() -> float:
        gc.collect()
        begun = time.perf_counter()
        action()
        return time.perf_counter() - begun

    return timed


def rows(root: Path, place: Path) -> list[Row]:
    """Measure groups, survival, cohorts and a survey export."""
    draw = np.random.default_rng(1)
    answers = pd.DataFrame(
        {"group": draw.integers(0, GROUPS, ROWS), "score": draw.integers(1, 6, ROWS)}
    )
    months = draw.integers(0, 73, ROWS)
    ended = draw.random(ROWS) < 0.3
    day = np.datetime64("2024-01-01")
    joined = day + draw.integers(0, 730, ROWS).astype("timedelta64[D]")
    stays = joined + draw.integers(1, 900, ROWS).astype("timedelta64[D]")
    customers = pd.DataFrame({"joined_on": joined, "left_on": stays})
    customers.loc[customers["left_on"] >= "2026-01-01", "left_on"] = pd.NaT
    export = place / "export.csv"
    answers.assign(branch="Harbour", comment="quick and friendly").to_csv(export, index=False)

    def floor_of_survival() -> object:
        order = np.argsort(months, kind="stable")
        return np.cumsum(ended[order])

    sides = (
        (
            "satisfaction of 100 groups, a million answers / pandas mean of the groups",
            lambda: metrics.csat_by(answers, "score", "group"),
            lambda: answers.groupby("group")["score"].mean(),
        ),
        (
            "survival of a million customers / one sort of their months",
            lambda: metrics.survival(months, ended),
            floor_of_survival,
        ),
        (
            "churn of a year, a million customers / pandas counts of the same days",
            lambda: metrics.churn(customers, "2024-06-01", "2025-06-01"),
            lambda: _counts_of_days(customers),
        ),
        (
            "cohorts by quarter, a million customers / pandas group-by of both quarters",
            lambda: metrics.cohorts(customers, every="quarter", until="2026-01-01"),
            lambda: _quarters(customers),
        ),
        (
            "your own file, a million rows, every cell looked at / pandas, all as text",
            lambda: read_own(export),
            lambda: pd.read_csv(export, dtype=str),
        ),
    )
    result = []
    for what, ours, beside in sides:
        times = in_turn({"ours": seconds(ours), "beside": seconds(beside)}, 5)
        scaled = {side: [1000 * value for value in values] for side, values in times.items()}
        result.append(Row(what, scaled["ours"], scaled["beside"], "ms", None))
    return result


def _counts_of_days(customers: pd.DataFrame) -> tuple[int, int]:
    start, end = pd.Timestamp("2024-06-01"), pd.Timestamp("2025-06-01")
    here = (customers["joined_on"] < start) & ~(customers["left_on"] < start)
    return int(here.sum()), int((here & (customers["left_on"] < end)).sum())


def _quarters(customers: pd.DataFrame) -> pd.Series[int]:
    joined = customers["joined_on"].dt.to_period("Q")
    left = customers["left_on"].dt.to_period("Q")
    return customers.groupby([joined, left], observed=True).size()
