"""The NPS page in a fresh kernel, beside a fresh kernel that imports what the page is built on."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
from jupyter_client import KernelManager
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager

from cem_workbook import _clean
from tests.benchmarks.compare import Row, in_turn

PAGE = "11_nps"
BARE = ["import pandas, matplotlib.pyplot, ipywidgets"]
MB = 1e6


def code_cells(root: Path) -> list[str]:
    page = nbformat.read(root / "notebooks" / f"{PAGE}.ipynb", as_version=4)
    return [cell.source for cell in page.cells if cell.cell_type == "code" and cell.source.strip()]


def first_cells(cells: list[str]) -> list[str]:
    """Return the cells up to the first explorer, and that one."""
    first = next(i for i, source in enumerate(cells) if "cem.explore(" in source)
    return cells[: first + 1]


class Kernels:
    """Kernels of learners who have done nothing yet, one after another.

    Args:
        root: the course's folder.
        place: an empty folder for their settings and journals.
    """

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.place = root, place
        self._number = itertools.count()

    @contextlib.contextmanager
    def fresh(self) -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
        """Yield a kernel that has started and come to rest."""
        home = self.place / str(next(self._number))
        home.mkdir()
        manager = KernelManager(
            kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
        )
        if os.name == "posix":
            manager.transport, manager.ip = "ipc", str(home / "k")
        manager.start_kernel(
            cwd=str(self.root / "notebooks"),
            env=_clean.variables(self.root, home, learner="demo"),
        )
        client = manager.blocking_client()
        try:
            client.start_channels()
            client.wait_for_ready(timeout=60)
            time.sleep(0.3)
            yield manager, client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    def seconds(self, cells: list[str]) -> float:
        """Return the time from the first request to the kernel's last `idle`, in seconds."""
        with self.fresh() as (_, client):
            begun = time.perf_counter()
            run(client, cells)
            return time.perf_counter() - begun

    def memory(self, cells: list[str]) -> tuple[float, float]:
        """Return what is the kernel's alone (USS) and all it has mapped (RSS), in MB."""
        with self.fresh() as (manager, client):
            run(client, cells)
            now = psutil.Process(manager.provisioner.pid).memory_full_info()
            return now.uss / MB, now.rss / MB


def run(client: BlockingKernelClient, cells: list[str]) -> None:
    """Execute cells one after another, as a page does."""
    for source in cells:
        request = client.execute(source)
        while True:
            message = client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break


def time_rows(root: Path, place: Path) -> list[Row]:
    kernels, ours = Kernels(root, place), first_cells(code_cells(root))
    measured = in_turn(
        {
            "ours": lambda: 1000 * kernels.seconds(ours),
            "bare": lambda: 1000 * kernels.seconds(BARE),
        },
        11,
    )
    what = "first cells of the NPS page / bare imports"
    return [Row(what, measured["ours"], measured["bare"], "ms", 1.15)]


def memory_rows(root: Path, place: Path) -> list[Row]:
    kernels, page = Kernels(root, place), code_cells(root)
    rss: dict[str, list[float]] = {"ours": [], "bare": []}

    def measure(side: str, cells: list[str]) -> float:
        uss, all_mapped = kernels.memory(cells)
        rss[side].append(all_mapped)
        return uss

    # What is "the kernel's alone" depends on who else has the same libraries open. With a
    # neighbour that has all of them it is what one learner more costs, on a busy machine as on
    # a quiet one.
    with kernels.fresh() as (_, neighbour):
        run(neighbour, [*BARE, *page])
        uss = in_turn(
            {"ours": lambda: measure("ours", page), "bare": lambda: measure("bare", BARE)},
            5,
            warm_up=0,
        )
    return [
        Row(f"memory after the page / imports: {which}", of["ours"], of["bare"], "MB", 1.15)
        for which, of in (("one kernel more (USS)", uss), ("one kernel alone (RSS)", rss))
    ]
