"""The BG/NBD model fitted to CDNOW and to simulated customers, beside the package lifetimes.

Lifetimes is no dependency of the course: it is put into a folder of its own for the time of the
benchmark, with the two packages that it needs besides those which are here already.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cem_workbook import _clean
from cem_workbook.data.shipped import load_shipped
from cem_workbook.metrics.rfm_table import rfm
from tests.benchmarks.compare import Row, in_turn

PEER = ("lifetimes==0.11.3", "autograd>=1.7,<2", "dill<1")
SIMULATED = {100_000: 5, 1_000_000: 3}  # customers -> how often they are fitted
TRUTH = (0.2426, 4.4135, 0.7929, 2.4258)  # r, alpha, a, b: those of CDNOW, time in weeks

FIT = """
import json, sys, time, tracemalloc, warnings
import numpy as np
warnings.simplefilter("ignore")
side, file = sys.argv[1:]
data = np.load(file)
if side == "ours":
    from cem_workbook.metrics.purchase_models import fit_bg_nbd as fit
    height = lambda model: model.log_likelihood
else:
    from lifetimes import BetaGeoFitter
    fit = lambda *columns: BetaGeoFitter().fit(*columns)
    # it fits with the longest T as the unit of time
    height = lambda model: (
        -model._negative_log_likelihood_ * data.shape[1] - data[0].sum() * np.log(data[2].max())
    )
fit(*data[:, :1000])  # what is loaded on first use
begun = time.perf_counter()
model = fit(*data)
seconds = time.perf_counter() - begun
tracemalloc.start()
fit(*data)
peak = tracemalloc.get_traced_memory()[1]
print(json.dumps({"seconds": seconds, "peak": peak, "height": float(height(model))}))
"""


@dataclass
class Side:
    """Fits of one side, each in a process of its own.

    Attributes:
        fit: what fits a file of histories, and says what it cost.
        peaks: the memory at its highest, in MB, once a fit.
        height: the log-likelihood that was reached.
    """

    fit: Callable[[], dict[str, float]]
    peaks: list[float] = field(default_factory=list)
    height: float = 0.0

    def milliseconds(self) -> float:
        result = self.fit()
        self.peaks.append(result["peak"] / 1e6)
        self.height = result["height"]
        return 1000 * result["seconds"]


def rows(root: Path, place: Path) -> list[Row]:
    """Measure the time and the memory of a fit to 2,357, 100,000 and 1,000,000 customers."""
    peer = place / "peer"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*install, str(peer), *PEER], check=True, stdout=sys.stderr)
    env = _clean.variables(root, place)
    theirs = {**env, "PYTHONPATH": str(peer)}

    sets = {"the 2,357 customers of CDNOW": (cdnow(), 5)}
    for n, times in SIMULATED.items():
        sets[f"{n:,} simulated customers"] = simulated(n), times
    result = []
    for what, (histories, times) in sets.items():
        file = place / "histories.npy"
        np.save(file, histories)

        def fitted(side: str, where: dict[str, str], file: Path = file) -> dict[str, float]:
            command = [sys.executable, "-c", FIT, side, str(file)]
            done = subprocess.run(
                command, cwd=place, env=where, check=True, capture_output=True, text=True
            )
            return dict(json.loads(done.stdout.splitlines()[-1]))

        ours = Side(lambda fitted=fitted: fitted("ours", env))
        beside = Side(lambda fitted=fitted: fitted("lifetimes", theirs))
        measured = in_turn(
            {"ours": ours.milliseconds, "beside": beside.milliseconds}, times, warm_up=0
        )
        heights = f"log-likelihood {ours.height:.3f} beside {beside.height:.3f}"
        name = f"BG/NBD fit to {what} / lifetimes"
        result += [
            Row(f"{name}, {heights}", measured["ours"], measured["beside"], "ms", 1.0),
            Row(f"{name}, memory at its highest", ours.peaks, beside.peaks, "MB", 1.0),
        ]
    return result


def cdnow() -> npt.NDArray[np.float64]:
    """Return frequency, recency and T in weeks at the end of September 1997, one row each."""
    purchases = load_shipped("cdnow")
    table = rfm(purchases, customer="customer", until="1997-09-30")
    return np.stack(
        [table["frequency"].to_numpy(float), *(table[c].to_numpy() / 7 for c in ("recency", "T"))]
    )


def simulated(n: int) -> npt.NDArray[np.float64]:
    """Return the same of customers who behave as the model says, in whole days."""
    r, alpha, a, b = TRUTH
    draw = np.random.default_rng(n)
    age = 39 - 12 * draw.random(n)
    rate = np.maximum(draw.gamma(r, 1 / alpha, n), 1e-12)
    chance = draw.beta(a, b, n)
    frequency, recency, clock = np.zeros((3, n))
    active = np.ones(n, dtype=bool)
    while active.any():
        clock[active] += draw.exponential(1, active.sum()) / rate[active]
        active &= clock <= age
        frequency[active] += 1
        recency[active] = clock[active]
        active &= draw.random(n) >= chance
    return np.stack([frequency, np.ceil(7 * recency) / 7, np.ceil(7 * age) / 7])
