"""A run that does not depend on whose machine it is: the same page, the same bytes, everywhere."""

from __future__ import annotations

import os
from pathlib import Path

# What people set for themselves, and what would show in a page.
_PERSONAL = (
    "CEM_WORKBOOK_LEARNER",
    "COLUMNS",
    "LINES",
    "MPLBACKEND",
    "MPLCONFIGDIR",
    "PYTHONWARNINGS",
)


def variables(root: Path, home: Path, learner: str | None = None) -> dict[str, str]:
    """Return the environment variables of a clean run.

    Args:
        root: the course's folder, which is where `cem_workbook` is imported from.
        home: an existing folder that may be thrown away afterwards; journal and settings go there.
        learner: the learner's name; None leaves the choice to the course.
    """
    env = {name: value for name, value in os.environ.items() if name not in _PERSONAL}
    for name, place in {
        "CEM_WORKBOOK_HOME": "journal",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }.items():
        (home / place).mkdir(exist_ok=True)
        env[name] = str(home / place)
    # An empty file means matplotlib's own defaults; the list of fonts stays where it is.
    (home / "matplotlibrc").touch()
    env["MATPLOTLIBRC"] = str(home / "matplotlibrc")
    env["CEM_WORKBOOK_LANGUAGE"] = "en"
    env["JUPYTER_PLATFORM_DIRS"] = "1"
    env["PYTHONHASHSEED"] = "0"
    others = [p for p in env.get("PYTHONPATH", "").split(os.pathsep) if p not in ("", str(root))]
    env["PYTHONPATH"] = os.pathsep.join([str(root), *others])
    if learner is not None:
        env["CEM_WORKBOOK_LEARNER"] = learner
    return env
