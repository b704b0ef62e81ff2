"""Every test process has a home of its own: no test touches a person's journal or settings."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from cem_workbook import _clean

ROOT = Path(__file__).resolve().parents[1]
_home = tempfile.TemporaryDirectory(prefix="cem-home-", ignore_cleanup_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes minutes; `test --fast` leaves it out")
    clean = _clean.variables(ROOT, Path(_home.name))
    for name in set(os.environ) - set(clean):
        del os.environ[name]
    os.environ.update(clean)


def pytest_unconfigure() -> None:
    _home.cleanup()


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's folder."""
    return ROOT
