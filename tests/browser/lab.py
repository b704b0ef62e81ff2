"""A real JupyterLab, and what a person does in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def clean_environment(place: Path) -> dict[str, str]:
    """Return an environment in which nobody's settings or earlier work play a part."""
    settings = place / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
    return {
        **{k: v for k, v in os.environ.items() if k != "CEM_WORKBOOK_LEARNER"},
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_DATA_DIR": str(place / "data"),
        "JUPYTER_RUNTIME_DIR": str(place / "run"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "IPYTHONDIR": str(place / "ipython"),
        "CEM_WORKBOOK_HOME": str(place / "home"),
        "TMPDIR": str(place),  # what the demo visitor does is kept among the temporary files
    }


def forget(place: Path) -> None:
    """Take away what was done in a course whose kernels have all been shut down."""
    for folder in (place / "home", *place.glob("cem-workbook-*")):
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def course(place: Path, checkout: Path = ROOT) -> Iterator[str]:
    """Start the course by its command; yield the address of the server."""
    port = free_port()
    log = (place / "lab.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable, "-m", "cem_workbook", "lab", "--no-browser", "--allow-root",
            "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
            "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True",
            "--LabApp.expose_app_in_browser=True",
        ],
        cwd=checkout, env=clean_environment(place), stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        address, end = f"http://127.0.0.1:{port}", time.monotonic() + 90
        while True:
            if process.poll() is not None:
                raise RuntimeError((place / "lab.log").read_text())
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2)
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


_STARTED_AND_EMPTY = (
    "!!window.jupyterapp && ![...jupyterapp.shell.widgets('main')].some(widget => widget.context)"
)


def open_page(page: Page, address: str, path: str) -> None:
    """Open a notebook, with no other document open, and wait until its kernel is idle."""
    if page.evaluate(_STARTED_AND_EMPTY):
        page.evaluate("path => { jupyterapp.commands.execute('docmanager:open', { path }) }", path)
    else:
        page.goto(f"{address}/lab/tree/{path}?reset")
        page.wait_for_function("window.jupyterapp && jupyterapp.restored")
        page.evaluate("jupyterapp.restored.then(() => true)")
    wait_until_idle(page, path)


def put_away(page: Page) -> None:
    """Close all documents without saving them."""
    page.evaluate(
        """() => { for (const widget of [...(window.jupyterapp?.shell.widgets('main') ?? [])]) {
            if (widget.context) widget.context.model.dirty = false;  // else JupyterLab asks
            widget.close() } }"""
    )


def wait_until_idle(page: Page, path: str) -> None:
    page.wait_for_function(
        """p => { const w = jupyterapp.shell.currentWidget;
            return w && w.context && w.context.path === p && w.context.isReady
                && w.sessionContext.isReady
                && w.sessionContext.session?.kernel?.status === 'idle' }""",
        arg=path,
        timeout=60_000,
    )


def run_all(page: Page) -> bool:
    """Run every cell; whether none of them raised."""
    page.set_default_timeout(120_000)
    ok = page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        "jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )
    page.set_default_timeout(30_000)
    return bool(ok)


def run_cells(page: Page, *texts: str) -> bool:
    """Run the cell with the page's import, then the first with each text; whether none raised.

    For a test about one thing on a page: that pages run from top to bottom is proved elsewhere.
    """
    return bool(
        page.evaluate(
            """async texts => {
                const book = jupyterapp.shell.currentWidget.content;
                let ok = true;
                for (const text of ['import cem_workbook', ...texts]) {
                    const i = book.widgets.findIndex(
                        w => w.model.type === 'code' && w.model.sharedModel.source.includes(text));
                    if (i < 0) throw new Error(`no cell with ${text}`);
                    book.deselectAll();
                    book.activeCellIndex = i;
                    ok = await jupyterapp.commands.execute('notebook:run-cell') && ok;
                }
                return ok }""",
            list(texts),
        )
    )


def cell(page: Page, index: int) -> Locator:
    """Return a cell; JupyterLab builds those of a long page only when they are scrolled to."""
    page.evaluate("n => jupyterapp.shell.currentWidget.content.scrollToItem(n)", index)
    found = page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}']")
    found.wait_for()
    return found


def cell_with(page: Page, text: str) -> Locator:
    """Return the first code cell whose source holds a text."""
    index = page.evaluate(
        """text => jupyterapp.shell.currentWidget.content.widgets.findIndex(
            w => w.model.type === 'code' && w.model.sharedModel.source.includes(text))""",
        text,
    )
    assert index >= 0, f"no cell with {text}"
    return cell(page, index)


def set_source_and_run(page: Page, old: str, new: str) -> Locator:
    """Type something else into a cell, and run that cell."""
    index = page.evaluate(
        """([old, fresh]) => {
            const book = jupyterapp.shell.currentWidget.content;
            const i = book.widgets.findIndex(
                w => w.model.type === 'code' && w.model.sharedModel.source.includes(old));
            const shared = book.widgets[i].model.sharedModel;
            shared.setSource(shared.source.replace(old, fresh));
            book.activeCellIndex = i;
            return i }""",
        [old, new],
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
    return cell(page, index)


def slide(handle: Locator, steps: int) -> None:
    """Move a slider as a keyboard user does."""
    handle.focus()
    for _ in range(abs(steps)):
        handle.press("ArrowRight" if steps > 0 else "ArrowLeft")
