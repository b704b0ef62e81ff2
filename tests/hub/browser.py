"""What a learner's browser says to a class server: over HTTP, and to a kernel over a web socket."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import requests
import websocket

PATIENCE = 180.0
"""Seconds to wait for a server, or for the next word of a kernel."""


class Refused(Exception):
    """The server said no, or something else than what was hoped for."""


class Browser:
    """One learner's browser.

    Args:
        base: the address of the class server, without a slash at its end.
        name: the learner's name.
    """

    def __init__(self, base: str, name: str) -> None:
        self.base, self.name = base, name
        self.session = requests.Session()
        self.token = ""

    def sign_in(self, password: str) -> None:
        """Fill in the form, and ask for a token, as pages of the hub do for what they fetch."""
        login = f"{self.base}/hub/login"
        self.session.get(login, timeout=PATIENCE).raise_for_status()
        answer = self.session.post(
            login,
            data={"username": self.name, "password": password, "_xsrf": self._xsrf()},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        if answer.status_code != 302:
            raise Refused(f"sign-in of {self.name}: {answer.status_code}")
        answer = self.session.post(
            f"{self.base}/hub/api/users/{self.name}/tokens",
            headers={"X-XSRFToken": self._xsrf()},
            timeout=PATIENCE,
        )
        self.token = self._good(answer).json()["token"]

    def _xsrf(self) -> str:
        return next(cookie.value for cookie in self.session.cookies if cookie.name == "_xsrf")

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """Ask for something as this learner, and nobody else."""
        return requests.request(
            method,
            self.base + path,
            headers={"Authorization": f"token {self.token}"},
            timeout=PATIENCE,
            **more,
        )

    def own(self, method: str, path: str, **more: Any) -> requests.Response:
        """Ask one's own server, and insist on an answer that is none of refusal."""
        return self._good(self.ask(method, f"/user/{self.name}/{path}", **more))

    def _good(self, answer: requests.Response) -> requests.Response:
        if not answer.ok:
            raise Refused(f"{answer.url}: {answer.status_code} {answer.text[:200]}")
        return answer

    def start_server(self) -> None:
        """Ask for one's own server, and wait until it is there."""
        self._good(self.ask("POST", f"/hub/api/users/{self.name}/server"))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            server = self._server()
            if server is None:
                raise Refused(f"the server of {self.name} did not start")
            if server["ready"]:
                return
            time.sleep(0.25)
        raise Refused(f"the server of {self.name} is not ready after {PATIENCE:.0f} s")

    def _server(self) -> dict[str, Any] | None:
        me = self._good(self.ask("GET", f"/hub/api/users/{self.name}")).json()
        return me["servers"].get("")

    def wait_until_gone(self) -> None:
        """Visit one's server until the hub has seen that it is dead."""
        until = time.monotonic() + PATIENCE
        while self._server() is not None:
            if time.monotonic() > until:
                raise Refused(f"the hub still takes the server of {self.name} for alive")
            self.session.get(f"{self.base}/user/{self.name}/lab", timeout=PATIENCE)
            time.sleep(0.5)

    def open_page(self, path: str) -> dict[str, Any]:
        """Open a page in JupyterLab, and return the notebook as it is handed over."""
        self.own("GET", f"lab/tree/{path}")
        return self.own("GET", f"api/contents/{path}").json()["content"]

    def kernel_for(self, path: str) -> Kernel:
        """Start the kernel of a page, as JupyterLab does."""
        body = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        return Kernel(self, self.own("POST", "api/sessions", json=body).json()["kernel"]["id"])

    def bare_kernel(self) -> Kernel:
        """Start a kernel that belongs to no page."""
        body = {"name": "python3"}
        return Kernel(self, self.own("POST", "api/kernels", json=body).json()["id"])


class Kernel:
    """A running kernel, as a browser sees it."""

    def __init__(self, browser: Browser, id: str) -> None:
        self.id = id
        where = browser.base.replace("http", "ws", 1)
        self._socket = websocket.create_connection(
            f"{where}/user/{browser.name}/api/kernels/{id}/channels",
            header=[f"Authorization: token {browser.token}"],
            timeout=PATIENCE,
        )

    def messages(self, code: str) -> Iterator[dict[str, Any]]:
        """Run code, and yield what the kernel says of it, until it is done.

        Raises:
            websocket.WebSocketException: the server has gone.
            OSError: the same, seen from below.
        """
        header = {
            "msg_id": uuid.uuid4().hex,
            "username": "",
            "session": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": True, "stop_on_error": True}
        content |= {"user_expressions": {}, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self._socket.send(json.dumps(message | {"channel": "shell", "buffers": []}))
        waiting = {"idle", "reply"}
        while waiting:
            heard = self._socket.recv()
            if not isinstance(heard, str) or not heard:
                raise websocket.WebSocketConnectionClosedException("the kernel's server has gone")
            message = json.loads(heard)
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            if message["msg_type"] == "execute_reply":
                waiting.discard("reply")
            elif message["msg_type"] == "status":
                waiting.discard(message["content"]["execution_state"])
            yield message

    def run(self, code: str) -> str:
        """Run code, and return what it printed.

        Raises:
            Refused: it raised an error.
        """
        printed = ""
        for message in self.messages(code):
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
                printed += message["content"]["text"]
            elif message["msg_type"] == "error":
                said = message["content"]
                raise Refused(f"{code[:60]!r}: {said['ename']}: {said['evalue']}")
        return printed
