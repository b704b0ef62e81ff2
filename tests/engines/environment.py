"""An environment beside ours: all that ours has, and a few packages that ours must not have.

pandas would import pyarrow wherever it is installed, and behave otherwise than on a learner's
machine. So whatever brings it along, such as Dask, lives in an environment of its own. It sees
our packages, and only the rest is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path


class NotInstalled(Exception):
    """The packages could not be installed; the text is the end of what pip said."""


def beside(folder: Path, name: str, packages: Sequence[str]) -> Path:
    """Return the Python of an environment that has these packages besides ours.

    Args:
        folder: where environments are kept; it may not exist yet.
        name: what the environment is called. One with the same name and packages is used again.
        packages: what pip is to install.

    Raises:
        NotInstalled: pip could not do it, for example without a network.
    """
    ours = sysconfig.get_paths()["purelib"]
    # Another Python, another place of ours or other packages make another environment.
    wanted = "\n".join([sys.version, ours, *packages])
    target = folder / f"{name}-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}"
    python = _python_in(target)
    if python.exists():
        return python
    folder.mkdir(parents=True, exist_ok=True)
    # Made under another name: half an environment is never taken for a whole one.
    new = folder / f"{name}-{os.getpid()}.new"
    try:
        _run([sys.executable, "-m", "venv", str(new)])
        (_packages_of(new) / "ours.pth").write_text(f"{ours}\n", encoding="utf-8")
        pip = [str(_python_in(new)), "-m", "pip", "install", "--no-input", "--quiet"]
        _run([*pip, "--disable-pip-version-check", *packages])
        try:
            new.rename(target)
        except OSError:
            if not python.exists():  # nobody else has made it in the meantime
                raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return python


def _python_in(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _packages_of(environment: Path) -> Path:
    base = str(environment)
    scheme = "nt_venv" if os.name == "nt" else "posix_venv"
    return Path(sysconfig.get_path("purelib", scheme, {"base": base, "platbase": base}))


def _run(command: list[str]) -> None:
    # PIP_USER: a personal setting that cannot work in an environment of its own.
    env = {**os.environ, "PIP_USER": "0"}
    done = subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise NotInstalled("\n".join((done.stdout + done.stderr).splitlines()[-15:]))
