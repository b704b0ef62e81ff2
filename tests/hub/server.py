"""The class server itself, as its service starts it, and what it runs for whom."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import requests

from tests.hub.browser import Refused

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "cem_workbook" / "trainer" / "hub" / "jupyterhub_config.py"
CHANGED = Path(__file__).with_name("on_this_machine.py")


@contextmanager
def running_hub(
    place: Path, port: int, proxy: str, names: Sequence[str], secret: dict[str, str]
) -> Iterator[tuple[str, psutil.Process]]:
    """Start the hub as its service does, and end all that it has started."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("CEM_", "JUPYTER"))},
        "STATE_DIRECTORY": str(place),
        "CEM_LOAD_CONFIG": str(CONFIG),
        "CEM_LOAD_PORT": str(port),
        "CEM_LOAD_PROXY": proxy,
        "CEM_LOAD_PASSWORD": secret["password"],
        "CEM_LOAD_CULLER_TOKEN": secret["culler"],
        "CEM_LOAD_LEARNERS": json.dumps(list(names)),
        # as in cem-hub.service
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    (place / "tmp").mkdir()
    with (place / "hub.log").open("wb") as log:
        hub = psutil.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(CHANGED)],
            env=environment,
            cwd=place,
            stdout=log,
            stderr=subprocess.STDOUT,
            umask=0o077,
        )
    base = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 90
        while not answers(f"{base}/hub/login"):
            if hub.poll() is not None or time.monotonic() > until:
                raise SystemExit("The hub does not start:\n" + (place / "hub.log").read_text())
            time.sleep(0.2)
        yield base, psutil.Process(hub.pid)
    finally:
        started = hub.children(recursive=True) if hub.is_running() else []
        hub.terminate()
        psutil.wait_procs([hub], 30)
        for process in started:
            if process.is_running():
                process.kill()
        psutil.wait_procs(started, 10)


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False


def cull(base: str, token: str, hub: psutil.Process, names: Sequence[str]) -> int:
    """Run the real culler once, as if everybody had been idle; return how many servers are left."""
    command = [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=1", "--cull-every=2"]
    environment = {**os.environ, "JUPYTERHUB_API_TOKEN": token}
    environment |= {"JUPYTERHUB_API_URL": f"{base}/hub/api"}
    culler = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 120
        while (left := servers(hub, names)) and time.monotonic() < until:
            time.sleep(1)
        return left
    finally:
        culler.terminate()
        culler.wait()


def servers(hub: psutil.Process, names: Sequence[str]) -> int:
    count = 0
    for name in names:
        try:
            count += bool(processes_of(hub, name))
        except Refused:
            continue
    return count


def processes_of(hub: psutil.Process, name: str) -> list[psutil.Process]:
    """Return a learner's server, and then what it has started."""
    for process in hub.children():
        try:
            if process.environ().get("JUPYTERHUB_USER") == name:
                return [process, *process.children(recursive=True)]
        except psutil.Error:
            continue
    raise Refused(f"{name} has no server")


def readable_by_others(place: Path) -> list[str]:
    """Return the hub's own files that somebody else than its owner may read."""
    kept = [place, *place.glob("jupyterhub.sqlite*"), place / "cookie_secret"]
    return [file.name for file in kept if stat.S_IMODE(file.stat().st_mode) & 0o077]
