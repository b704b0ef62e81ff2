"""RFM of 10,000 to 10 million purchases, beside what others use: time and peak memory.

The peers, lifetimes and pymc-marketing, are installed for the benchmark only, each into an
environment of its own that goes with it. All sides must find the same numbers.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cem_workbook import _clean
from tests.benchmarks.compare import Row, Samples, in_turn
from tests.engines.environment import NotInstalled, beside

MILLION = 1_000_000
ROUNDS = {10_000: 9, 100_000: 9, MILLION: 7, 10 * MILLION: 3}
PEERS = {"lifetimes": "lifetimes==0.11.3", "pymc marketing": "pymc-marketing>=0.19,<1"}
# The goals, for a million purchases and more: in small tables the milliseconds of the checks show.
FLOOR, A_THIRD, LINEAR = 1.5, 1 / 3, 1.5


class Side:
    """A process that measures one side or several: see `rfm_sides.py`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, what: str, side: str, rows: int) -> dict[str, object]:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps({"what": what, "side": side, "rows": rows}), file=self._process.stdin)
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{side} broke on {rows:,} purchases")
        return dict(json.loads(line))


class Bench:
    """All sides; their sums are compared each time.

    Args:
        root: the course's folder.
        place: an empty folder.
        pythons: side -> the Python that has what it needs, beside ours.
    """

    def __init__(self, root: Path, place: Path, pythons: Mapping[str, Path]) -> None:
        self._root, self._pythons = root, pythons
        self._env = _clean.variables(root, place)
        self._sums: dict[int, list[float]] = {}

    @contextmanager
    def side(self, name: str) -> Iterator[Side]:
        python = self._pythons.get(name, Path(sys.executable))
        # As a module: in a script, our `numbers.py` would take the place of Python's.
        with subprocess.Popen(
            [str(python), "-W", "ignore", "-m", "tests.benchmarks.rfm_sides"],
            cwd=self._root,
            env=self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            try:
                yield Side(process)
            finally:
                process.kill()

    def measure(self, at: Side, what: str, name: str, rows: int) -> float:
        answer = at.ask(what, name, rows)
        sums = answer["sums"]
        assert isinstance(sums, list)
        expected = self._sums.setdefault(rows, sums)
        if not all(map(math.isclose, sums, expected)):
            raise RuntimeError(f"{name} found {sums} in {rows:,} purchases, others {expected}")
        return float(str(answer["measured"]))


def rows(root: Path, place: Path) -> list[Row]:
    """Measure all sizes."""
    pythons = dict(_peers(place))
    home = place / "home"
    home.mkdir()
    bench = Bench(root, home, pythons)
    peers = list(pythons)
    with ExitStack() as stack:
        own = stack.enter_context(bench.side("ours"))
        sides = {name: stack.enter_context(bench.side(name)) for name in peers}
        for name in peers:
            said = sides[name].ask("months", name, min(ROUNDS))["said"]
            print(f"  {name}, calendar months: {said}", file=sys.stderr)
        times = {
            size: in_turn(
                {
                    name: lambda name=name, size=size: bench.measure(  # type: ignore[misc]
                        sides.get(name, own), "time", name, size
                    )
                    for name in ["ours", "numpy", *_besides(size), *peers]
                },
                rounds,
                warm_up=int(size <= MILLION),
            )
            for size, rounds in ROUNDS.items()
        }
    memory = _memory(bench, ["ours", "numpy", *peers])
    return [*_time_rows(times, peers), *_memory_rows(memory, peers)]


def _besides(size: int) -> list[str]:
    if size != MILLION:
        return []
    return ["plain pandas", "duckdb by hand", "ours in polars", "ours in duckdb"]


def _peers(place: Path) -> Iterable[tuple[str, Path]]:
    for name, package in PEERS.items():
        try:
            yield name, beside(place / "peers", name.replace(" ", "-"), [package])
        except NotInstalled as reason:
            print(f"  left out: {name} could not be installed ({reason})", file=sys.stderr)


def _time_rows(times: Mapping[int, Samples], peers: list[str]) -> list[Row]:
    found = []
    for size, samples in times.items():
        what = f"RFM, {_short(size)} purchases"
        goals = {"numpy": FLOOR, **dict.fromkeys(peers, A_THIRD)} if size >= MILLION else {}
        found += [
            Row(f"{what} / {name}", samples["ours"], samples[name], "ms", goals.get(name))
            for name in samples
            if not name.startswith("ours")
        ]
    middle = times[MILLION]
    for ours, other in (("ours in polars", "ours"), ("ours in duckdb", "duckdb by hand")):
        found.append(Row(f"RFM, 1M, {ours} / {other}", middle[ours], middle[other], "ms", None))
    for side, goal in (("ours", LINEAR), ("numpy", None)):
        ten_times = [10 * value for value in middle[side]]
        what = f"growth, {side}: 10M / ten times 1M"
        found.append(Row(what, times[10 * MILLION][side], ten_times, "ms", goal))
    return found


def _memory(bench: Bench, names: list[str]) -> dict[int, Samples]:
    """Measure the peak in fresh processes, small sizes first: what they leave is little."""
    peaks: dict[int, Samples] = {size: {name: [] for name in names} for size in ROUNDS}
    for _ in range(2):
        for name in names:
            with bench.side(name) as side:
                # Once before, so that what is loaded on first use does not count.
                bench.measure(side, "time", name, 1_000)
                for size in ROUNDS:
                    peaks[size][name].append(bench.measure(side, "peak", name, size))
    return peaks


def _memory_rows(peaks: Mapping[int, Samples], peers: list[str]) -> list[Row]:
    return [
        Row(f"RFM, {_short(size)}: memory / {name}", peak["ours"], peak[name], "MB", None)
        for size, peak in peaks.items()
        for name in ("numpy", *peers)
    ]


def _short(size: int) -> str:
    return f"{size // MILLION}M" if size >= MILLION else f"{size // 1000}k"
