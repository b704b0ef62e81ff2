from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from cem_workbook._checks import find_chromium
from tests.browser.lab import CHROMIUM_ARGS, ROOT, course, forget, put_away

SHOTS = ROOT / "test-results"
# two browsers on a small machine: what is expected comes, but it may take its time
expect.set_options(timeout=20_000)


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


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The course, started by its own command, and the folder where its visitors' work is."""
    place = tmp_path_factory.mktemp("lab")
    with course(place) as running:
        yield running, place


@pytest.fixture
def address(lab: tuple[str, Path]) -> str:
    """The address of the course, for somebody who has done nothing yet."""
    running, place = lab
    forget(place)
    return running


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One visitor for all tests: JupyterLab's own code is fetched and compiled once."""
    return browser.new_context(viewport={"width": 1280, "height": 1000})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; what it looked like is kept when the test fails."""
    fresh = context.new_page()
    try:
        with watched(fresh, request):
            yield fresh
    finally:
        fresh.close()


@pytest.fixture(scope="session")
def only_tab(context: BrowserContext) -> Page:
    """A tab in which JupyterLab is started once, for to start it takes longer than most tests."""
    return context.new_page()


@pytest.fixture
def tab(only_tab: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """That tab, without any document; what it looked like is kept when the test fails."""
    try:
        with watched(only_tab, request):
            yield only_tab
    finally:
        put_away(only_tab)


@contextlib.contextmanager
def watched(page: Page, request: pytest.FixtureRequest) -> Iterator[None]:
    """See that a page raises nothing during a test, and take its kernels away afterwards."""
    errors: list[str] = []

    def note(error: object) -> None:
        # JupyterLab itself raises this when a kernel is restarted while a message is under way
        if "Canceled future for" not in str(error):
            errors.append(str(error))

    page.on("pageerror", note)
    yield
    if request.node.stash.get(FAILED, False):
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{Path(request.node.name).name}.png")
    page.remove_listener("pageerror", note)  # what it says without its kernels does not count
    # one test's kernels are not left for the next
    page.evaluate("window.jupyterapp && jupyterapp.serviceManager.sessions.shutdownAll()")
    assert not errors, f"the page raised: {errors}"
