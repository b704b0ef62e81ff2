from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cem_workbook._checks import find_chromium
from tests.browser.lab import CHROMIUM_ARGS, ROOT, course

SHOTS = ROOT / "test-results"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium there is nothing to drive. On CI that is a failure, not a skip."""
    if find_chromium() is None and not os.environ.get("CI"):
        skip = pytest.mark.skip(reason="Chromium was not found; install it to run these")
        for item in items:
            if "browser" in item.nodeid:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "Chromium was not found"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The course, started by its own command, with a home of its own."""
    with course(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; what it looked like is kept when the test fails."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    fresh = context.new_page()
    errors: list[str] = []
    # JupyterLab itself raises this when a kernel is restarted while a message is under way
    expected = "Canceled future for"
    fresh.on("pageerror", lambda e: None if expected in str(e) else errors.append(str(e)))
    yield fresh
    if request.node.stash.get(FAILED, False):
        SHOTS.mkdir(exist_ok=True)
        fresh.screenshot(path=SHOTS / f"{Path(request.node.name).name}.png")
    # one test's kernels are not left for the next
    fresh.evaluate("window.jupyterapp && jupyterapp.serviceManager.sessions.shutdownAll()")
    context.close()
    assert not errors, f"the page raised: {errors}"
