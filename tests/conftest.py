"""Every test process has a home of its own: no test touches a person's journal or settings."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cem_workbook import _clean
from tests import lean as lean  # before any test's nbformat

# A busy machine makes a slow example, not a wrong one. On CI the examples are the same each time,
# so that a red run speaks of the change; on a developer's machine they are new ones.
settings.register_profile(
    "course",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("course")

ROOT = Path(__file__).resolve().parents[1]
_home = tempfile.TemporaryDirectory(prefix="cem-home-", ignore_cleanup_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes minutes; `test --fast` leaves it out")
    config.addinivalue_line("markers", "waits: for the network; begun before all others")
    clean = _clean.variables(ROOT, Path(_home.name))
    for name in set(os.environ) - set(clean):
        del os.environ[name]
    os.environ.update(clean)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay to the end: no use in searching them for waste."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Empty what a file's functions have kept for its tests (`@cache`), once they are over."""
    module = getattr(item, "module", None)
    if module is not None and (nextitem is None or nextitem.path != item.path):
        for each in vars(module).values():
            if hasattr(each, "cache_clear") and each.__module__ == module.__name__:
                each.cache_clear()


def pytest_unconfigure() -> None:
    _home.cleanup()


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's folder."""
    return ROOT


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how much the contract test really tried (also when workers shared it)."""
    tried = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", [])
        if name == "contract"
    ]
    if tried:
        apart = sum(t[0] for t in tried)
        seeds = sum(t[1] for t in tried)
        terminalreporter.write_line(
            f"contract: {tried[0][2]} exercises x {seeds} companies: "
            f"{apart} misconceptions told apart ({apart // seeds} a company)"
        )
