"""The class server on one Linux machine: JupyterHub, with the course there for everybody.

GUIDE.md says how to start it. Leave this file as it is, and load it from a file of your own, which
sets what is different for you; then an update of the course brings no conflict.

Nobody can sign in until you have named them, and nobody rules the server from a browser.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub puts it here

# --- Where the server keeps what it must remember --------------------------------------------

# cem-hub.service makes this folder, and lets only root look into it. JupyterHub draws the secret
# behind the cookies itself, at the first start; the one for the proxy is new at every start.
STATE = Path(os.environ.get("STATE_DIRECTORY", "/var/lib/cem-hub"))
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")

# Passwords must not cross a network in the clear: only this machine itself can reach the server,
# until something that speaks HTTPS stands before it (see the guide).
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# --- Who may come in -------------------------------------------------------------------------

# A learner is an account of this machine with a password of its own, and Linux keeps learners
# apart. Root and the trainer have accounts, too, so an account is not enough: those may come in
# whom you have put into this group. Without the group, nobody may.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"cem-learners"}
c.Authenticator.allow_all = False
c.Authenticator.allow_existing_users = False  # who leaves the group is out
c.Authenticator.admin_users = set()

# Classes share computers: a sign-in that somebody forgot to end is over the next day.
c.JupyterHub.cookie_max_age_days = 1

# --- What each learner gets ------------------------------------------------------------------

# Each server is a unit of systemd, which keeps it within these limits. A page takes about a
# quarter of a gigabyte; this leaves room for several at once and for a large file of one's own.
c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
c.Spawner.mem_limit = "1.5G"
c.Spawner.cpu_limit = 1.0
c.SystemdSpawner.unit_extra_properties = {"TasksMax": "500"}
c.SystemdSpawner.disable_user_sudo = True
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.JupyterHub.allow_named_servers = False  # one server for each learner, or the limits are none

# `start` lays the pages out in the learner's home, as the learner, and never overwrites one.
c.Spawner.cmd = [
    sys.executable,
    "-I",  # a file called random.py in a learner's home must not become the module
    "-m",
    "cem_workbook.trainer.hub.start",
    str(Path(sys.executable).with_name("jupyterhub-singleuser")),
]
c.Spawner.args = [
    # Kernels talk through files instead of ports: twenty that start at once cannot collide.
    "--KernelManager.transport=ipc",
    # A page that was closed an hour ago gives its memory back. Answers are in the journal.
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--MappingKernelManager.cull_interval=300",
]
c.Spawner.notebook_dir = "~/cem-workbook"
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.environment = {
    # A learner's work: in the home, but not where a slip in the file browser deletes it.
    "CEM_WORKBOOK_HOME": "~/.cem-workbook",
    "JUPYTER_PLATFORM_DIRS": "1",
    "PYTHONNOUSERSITE": "1",  # what somebody installs for themselves cannot break the course
    "OPENBLAS_NUM_THREADS": "1",  # one kernel must not start a thread for every core
}


def own_address(spawner: Any) -> None:
    """Give each learner's server an address of its own, on this machine only.

    Two servers that start in the same moment can be given the same port, and one is lost. All of
    127.0.0.0/8 is this machine, so that each can have ports for itself.

    Args:
        spawner: what will start the server; its address is set.
    """
    block, place = divmod(spawner.user.id, 250)
    spawner.ip = f"127.77.{block % 250}.{place + 1}"


c.Spawner.pre_spawn_hook = own_address

# --- When a whole class comes at once --------------------------------------------------------

# With the usual 60 and 30 seconds, twenty who start together on two cores are all turned away.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 20  # the next ones are asked to try again in a moment
c.Spawner.poll_interval = 10  # whose server has died is offered a new one after ten seconds

# --- When nobody is there --------------------------------------------------------------------

c.JupyterHub.shutdown_on_logout = True
c.JupyterHub.cleanup_servers = False  # learners work on while the hub itself is started anew
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            "--timeout=3600",
            "--cull-every=300",
        ],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "description": "Sees who is idle, and stops their servers; nothing else",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
