"""The metrics on a distributed engine: `on_dask.py`, in an environment that has Dask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cem_workbook._checks import counts
from tests.engines.environment import NotInstalled, beside

DASK = ("dask[dataframe,distributed]>=2026.1",)


@pytest.mark.slow
@pytest.mark.waits
def test_dask_gives_what_pandas_gives(root: Path, tmp_path: Path) -> None:
    try:
        # It lies in our own environment, is ignored with it and goes with it.
        python = beside(Path(sys.prefix) / "engines", "dask", DASK)
    except NotInstalled as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"Dask could not be installed: {reason}")
    report = tmp_path / "report.xml"
    plain = ("-q", "-p", "no:cacheprovider", "-p", "no:nbval")
    command = [str(python), "-m", "pytest", *plain, "tests/engines/on_dask.py"]
    done = subprocess.run(
        [*command, f"--junitxml={report}"], cwd=root, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed, failed, skipped = counts(report)
    assert passed > 0 and (failed, skipped) == (0, 0), done.stdout
