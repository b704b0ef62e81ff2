"""What `import cem_workbook` costs beside an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from cem_workbook import _clean
from tests.benchmarks.compare import Row, in_turn


def rows(root: Path, place: Path) -> list[Row]:
    env = _clean.variables(root, place)

    def start(code: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], cwd=place, env=env, check=True)
        return 1000 * (time.perf_counter() - begun)

    measured = in_turn(
        {"ours": lambda: start("import cem_workbook"), "bare": lambda: start("pass")}, 31
    )
    what = "import cem_workbook / bare interpreter"
    return [Row(what, measured["ours"], measured["bare"], "ms", 1.25)]
