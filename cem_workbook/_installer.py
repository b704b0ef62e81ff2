"""Making the course's own environment, in words that a person can follow.

Standard library only. pip's own output is kept back, and shown only when it is the explanation.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from cem_workbook._environment import MARK, Mark, digest, is_ready, python_in, python_version
from cem_workbook.errors import CourseError
from cem_workbook.messages import say

LOCK = "cem-workbook.lock"
NEEDED_MB = {"course": 700, "test": 1400}  # measured: 490 and 1050, and room for the downloads

_NO_SPACE = re.compile(r"No space left|Errno 28\b|WinError 112\b|quota exceeded", re.IGNORECASE)
_NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError"
    r"|Failed to establish a new connection|Temporary failure in name resolution"
    r"|Connection refused|Network is unreachable|getaddrinfo failed|from versions: none"
)
_NOT_WRITABLE = re.compile(r"Permission denied|Read-only file system|Errno 13\b|Errno 30\b")


def install(environment: Path, root: Path, group: str) -> None:
    """Make or mend an environment, and show how far it is.

    Args:
        environment: where it is to be.
        root: the course's folder.
        group: `course` or `test`, a group of dependencies in pyproject.toml.

    Raises:
        CourseError: it could not be done; the sentence says what to do.
    """
    try:
        with _alone(environment):
            # Somebody else may have finished it while we waited.
            if not is_ready(environment, root, group):
                _install(environment, root, group)
    except OSError as error:
        raise CourseError(_explain(str(error), environment, group) or _odd(error)) from error


def _install(environment: Path, root: Path, group: str) -> None:
    begun = time.monotonic()
    show = Progress()
    mark = Mark.read(environment)
    contents = {p for p in environment.iterdir() if p.name != LOCK}
    if mark is None and contents and not (environment / "pyvenv.cfg").exists():
        raise CourseError(
            say(
                "{folder} holds other things: point CEM_WORKBOOK_VENV to an empty or a new folder.",
                folder=environment,
            )
        )
    previous = None
    usable = python_in(environment).exists()
    if mark is None:
        # An environment somebody made by hand is used, and never emptied.
        mark = Mark(made_here=not contents, complete=usable, python=python_version())
    if mark.made_here and not (mark.complete and usable):
        _check_venv()
        _check_space(environment, group)
        show.line(
            say(
                "Installing the course into {folder}. It is done once and takes a few minutes.",
                folder=environment,
            )
        )
        mark = Mark(made_here=True, complete=False, python=python_version())
        mark.write(environment)
        # Half an environment is worth nothing: begin again. The mark stays, or a start that is
        # cut short just here would take the rest for somebody else's.
        for path in contents - {environment / MARK}:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        command = [sys.executable, "-m", "venv", str(environment)]
        _step(command, say("making an environment"), show, environment, root, group)
    else:
        show.line(say("Bringing the environment up to date in {folder}.", folder=environment))
        previous = mark
        mark = replace(mark, complete=False)
        mark.write(environment)

    python = str(python_in(environment))
    what = "." if group == "course" else f".[{group}]"
    pip = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    pip += ["--progress-bar", "off", "-e", what]
    try:
        _step(pip, say("asking what is needed"), show, environment, root, group)
    except CourseError:
        if previous is not None:
            previous.write(environment)  # pip undoes what it cannot finish
        raise
    # matplotlib looks through all fonts once, and says so in the first page's output: do it here.
    fonts = [python, "-c", "import matplotlib.font_manager"]
    _run(fonts, say("looking through the fonts"), show, root)

    groups = {g: digest(root, g) for g in ("course", group)}
    replace(mark, complete=True, groups=groups).write(environment)
    show.line(say("The course is installed ({s:.0f} s).", s=time.monotonic() - begun))


def _check_venv() -> None:
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise CourseError(
            say(
                "This Python cannot make environments, because its venv module is not installed: "
                "on Debian and Ubuntu, run `sudo apt install python3-venv`; elsewhere, install "
                "Python from https://www.python.org/downloads/; then give the command again."
            )
        )


def _check_space(environment: Path, group: str) -> None:
    if shutil.disk_usage(environment).free < NEEDED_MB[group] * 1_000_000:
        raise CourseError(_no_space(environment, group))


def _no_space(environment: Path, group: str) -> str:
    return say(
        "The disk of {folder} is too full: make {mb} MB free there, or point CEM_WORKBOOK_VENV "
        "to a folder on another disk, then give the command again.",
        folder=environment,
        mb=NEEDED_MB[group],
    )


def _explain(output: str, environment: Path, group: str) -> str:
    """Return the sentence for a failure whose cause is known, or an empty string."""
    if _NO_SPACE.search(output):
        return _no_space(environment, group)
    if _NO_NETWORK.search(output):
        return say(
            "The packages could not be fetched: connect to the internet (behind a proxy, set "
            "HTTPS_PROXY), then give the command again."
        )
    if _NOT_WRITABLE.search(output):
        return say(
            "{folder} cannot be written to: point the variable CEM_WORKBOOK_VENV to a folder of "
            "your own, such as ~/cem-workbook, then give the command again.",
            folder=environment,
        )
    return ""


def _odd(error: OSError) -> str:
    return say("The installation failed ({error}): put that right and try again.", error=error)


def _step(
    command: list[str], doing: str, show: Progress, environment: Path, root: Path, group: str
) -> None:
    code, output = _run(command, doing, show, root)
    if code == 0:
        return
    sentence = _explain(output, environment, group)
    if not sentence:
        print("\n".join(output.splitlines()[-20:]), file=sys.stderr)
        sentence = say(
            "The installation failed, for the reason above: put that right, or ask with these "
            "lines at hand, then give the command again."
        )
    raise CourseError(sentence)


def _run(command: list[str], doing: str, show: Progress, root: Path) -> tuple[int, str]:
    """Run a command while showing what it does; return its exit code and what it said."""
    # PIP_USER: a personal setting that cannot work in an environment of its own.
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "PIP_USER": "0"}
    process = subprocess.Popen(
        command,
        cwd=root,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(_lines(process, show)), daemon=True)
    show.begin(doing)
    reader.start()
    try:
        while process.poll() is None:
            show.tick()
            time.sleep(0.1)
    except KeyboardInterrupt:
        show.end()
        process.terminate()
        process.wait()
        raise
    reader.join(timeout=5)
    show.end()
    return process.returncode, "".join(said)


def _lines(process: subprocess.Popen[str], show: Progress) -> Iterator[str]:
    for line in process.stdout or ():
        doing = what_pip_does(line)
        if doing:
            show.doing = doing
        yield line


_PIP_SAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"\s*Collecting ([A-Za-z0-9._-]+)"),
        lambda m: say("looking up {package}", package=m[1]),
    ),
    (
        re.compile(r"\s*(?:Downloading|Using cached) ([A-Za-z0-9._]+?)-\d\S* \(([^)]+)\)"),
        lambda m: say("fetching {package} ({size})", package=m[1], size=m[2]),
    ),
    (
        re.compile(r"\s*Installing collected packages: (.*)"),
        lambda m: say("unpacking {n} packages", n=m[1].count(",") + 1),
    ),
)


def what_pip_does(line: str) -> str | None:
    """Return a line of pip's output in the words of a person, or None if it is of no interest."""
    for pattern, words in _PIP_SAYS:
        match = pattern.match(line)
        if match:
            return words(match)
    return None


class Progress:
    """What is being done and for how long: one living line in a terminal, few lines in a file."""

    def __init__(self) -> None:
        self.doing = ""
        self._begun = time.monotonic()
        self._alive = sys.stdout.isatty()
        self._told = self._begun
        self._width = 0

    def line(self, text: str) -> None:
        """Print a line that stays."""
        print(text, flush=True)

    def begin(self, doing: str) -> None:
        """Begin a step; the clock goes on."""
        self.doing = doing
        if not self._alive:
            self._tell()

    def tick(self) -> None:
        """Show the present state, if it is time to."""
        if self._alive:
            text = self._text()[: shutil.get_terminal_size().columns - 1]
            print("\r" + text.ljust(self._width), end="", flush=True)
            self._width = len(text)
        elif time.monotonic() - self._told > 15:
            self._tell()

    def end(self) -> None:
        """Leave a clean line behind."""
        if self._alive:
            print("\r" + " " * self._width + "\r", end="", flush=True)
            self._width = 0

    def _text(self) -> str:
        return say("  {s:3.0f} s  {doing}", s=time.monotonic() - self._begun, doing=self.doing)

    def _tell(self) -> None:
        self._told = time.monotonic()
        print(self._text(), flush=True)


@contextlib.contextmanager
def _alone(environment: Path) -> Iterator[None]:
    """Let one start at a time change an environment; the others wait for it."""
    environment.mkdir(parents=True, exist_ok=True)
    with (environment / LOCK).open("a") as lock:
        told = False
        while not _take(lock.fileno()):
            if not told:
                print(say("Another start is installing the course: waiting for it."), flush=True)
                told = True
            time.sleep(0.3)
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a network folder without locks: better to go on than to refuse
        return True
