"""`python3 -m cem_workbook benchmarks`: what the course costs, each beside its peer or floor.

A benchmark is no test: it prints which goals are missed, and always ends well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import classes, interpreters, kernels, models, numbers, rfm, sliders
from tests.benchmarks.compare import Row, spread, table

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "import": interpreters.rows,
    "cells": kernels.time_rows,
    "slider": sliders.rows,
    "memory": kernels.memory_rows,
    "numbers": numbers.rows,
    "rfm": rfm.rows,
    "models": models.rows,
    "class": classes.rows,
}


def chosen(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in PARTS]:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(unknown)}")
    return names


def main() -> int:
    options = argparse.ArgumentParser(prog="python3 -m cem_workbook benchmarks")
    every = ",".join(PARTS)
    options.add_argument(
        "--only",
        type=chosen,
        default=list(PARTS),
        metavar="PARTS",
        help=f"some of {every}, with commas between them",
    )
    rows: list[Row] = []
    left_out: list[str] = []
    begun = time.monotonic()
    # As on a learner's machine: from its second start on, Python finds the course compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in options.parse_args().only:
        print(f"measuring: {name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="cem-", ignore_cleanup_errors=True) as place:
            try:
                rows += PARTS[name](ROOT, Path(place))
            except Exception as error:
                left_out.append(f"{name}: not measured ({type(error).__name__}: {error})")
    report(rows, left_out)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{time.monotonic() - begun:.0f} s on {os.cpu_count()} cores{load}")
    return 0


def report(rows: list[Row], left_out: list[str]) -> None:
    print("Medians; ratio is ours divided by beside, so smaller is better.\n")
    print(table(rows))
    print()
    for line in [*map(spread, rows), *left_out]:
        print(line)
    missed = [row.what for row in rows if not row.met]
    print(f"\nGoals missed: {'; '.join(missed)}" if missed else "\nNo goal was missed.")


if __name__ == "__main__":
    sys.exit(main())
