"""The real configuration of the class server, with only what a machine for tests must have else.

No accounts can be made here, and often there is no systemd: learners sign in with a password drawn
for this one run, and their servers are plain processes in homes that are thrown away. Never use
this for people: nothing keeps these learners apart.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

PLACE = Path(os.environ["STATE_DIRECTORY"])
PORT = int(os.environ["CEM_LOAD_PORT"])

load_subconfig(os.environ["CEM_LOAD_CONFIG"])  # noqa: F821 - JupyterHub puts it here
c = get_config()  # noqa: F821

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.command = [os.environ["CEM_LOAD_PROXY"]]

c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["CEM_LOAD_PASSWORD"]
c.Authenticator.allowed_users = set(json.loads(os.environ["CEM_LOAD_LEARNERS"]))

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(PLACE / "home" / "{username}")
c.Spawner.environment["TMPDIR"] = str(PLACE / "tmp")
if os.geteuid() == 0:
    c.Spawner.args.append("--allow-root")

# What the culler may do, for somebody who can be asked to do it now instead of in an hour.
culler = next(role for role in c.JupyterHub.load_roles if role["name"] == "idle-culler")
c.JupyterHub.services.append({"name": "cull-now", "api_token": os.environ["CEM_LOAD_CULLER_TOKEN"]})
culler["services"].append("cull-now")
