"""A pytest plugin for nbval: every page is compared in the clean state that `refresh` stores it in.

Each kernel gets a journal and settings of its own, whatever ran before or runs beside it. Kernels
speak through socket files where the system has them: nbval lets the parent choose TCP ports, and
two pages that start at once can be given the same one ("Kernel died").
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from cem_workbook import _clean
from tests import lean as lean  # before nbval's nbformat

# isort: split
import nbval.kernel

ROOT = Path(__file__).resolve().parents[2]
_FOLDER = tempfile.TemporaryDirectory(prefix="cem-", ignore_cleanup_errors=True)


class CleanKernel(nbval.kernel.KernelManager):
    def __init__(self, **options: Any) -> None:
        self._home = Path(tempfile.mkdtemp(dir=_FOLDER.name))
        if os.name == "posix":
            options |= {"transport": "ipc", "ip": str(self._home / "k")}
        super().__init__(**options)

    def start_kernel(self, **options: Any) -> None:
        options["env"] = _clean.variables(ROOT, self._home, learner="demo")
        super().start_kernel(**options)


nbval.kernel.KernelManager = CleanKernel
