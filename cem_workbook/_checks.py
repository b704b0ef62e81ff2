"""`python3 -m cem_workbook test`: everything that must hold, one step after the other.

Every step runs, also when an earlier one failed: whoever waits for the result wants all of it. The
types, which keep but one processor busy, are looked at beside the others.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cem_workbook import _clean
from cem_workbook.messages import say

_PYTEST = ("-m", "pytest", "-q")
# nbval takes longer to load than most tests to run, in every process, and only the pages need it
_LEAN = ("-p", "no:nbval")
_TESTS = (*_PYTEST, *_LEAN, "-n", "2", "--dist", "worksteal")
_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CHROMIUM_ON_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


@dataclass(frozen=True)
class Step:
    """One thing to prove: what to give to Python, or why that is left out."""

    name: str
    arguments: tuple[str, ...]
    skip: str = ""
    impossible: str = ""  # why it cannot run although it must
    beside: bool = False  # one process only: it runs beside the steps that follow

    @property
    def counts_tests(self) -> bool:
        """Whether the step is a pytest run."""
        return self.arguments[:2] == _PYTEST[:2]


@dataclass(frozen=True)
class Outcome:
    """What came of a step; its tests, when it has tests."""

    name: str
    result: str
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def find_chromium() -> str | None:
    """Return the Chromium (or Chrome) for the browser tests; `CHROMIUM` names another one."""
    candidates = (os.environ.get("CHROMIUM"), *_CHROMIUM, _CHROMIUM_ON_MAC)
    return next((path for c in candidates if c and (path := shutil.which(c))), None)


def steps(root: Path, *, fast: bool = False) -> list[Step]:
    """Return what has to hold.

    Args:
        root: the course's folder.
        fast: leave out what takes longest: the slow tests, the stored pages, the browser.
    """
    unit = (*_TESTS, "tests", "--ignore=tests/browser", "--ignore=tests/benchmarks")
    found = [
        Step("lint", ("-m", "ruff", "check", ".")),
        Step("format", ("-m", "ruff", "format", "--check", ".")),
        Step("types", ("-m", "mypy"), beside=True),
    ]
    tools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    if "importlinter" in tools:
        found.append(Step("floors", ("-c", _LINT_IMPORTS)))
    if fast:
        return [*found, Step("tests", (*unit, "-m", "not slow"))]
    return [*found, Step("tests", unit), _stored_pages(root), _browser(root)]


def nbval(*arguments: str) -> tuple[str, ...]:
    """Return the arguments of a strict comparison of stored pages with fresh ones."""
    sanitize = ("--nbval-sanitize-with", "tests/notebooks/sanitize.cfg")
    strict = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout", "120", *sanitize)
    return (*_PYTEST, "-p", "clean_nbval", *strict, *arguments)


def _stored_pages(root: Path) -> Step:
    pages = len(list((root / "notebooks").glob("*.ipynb")))
    workers = ("-n", "2" if pages > 1 else "0", "--dist", "loadfile")
    none = "" if pages else say("There are no pages yet.")
    return Step("stored pages", nbval("notebooks", *workers), skip=none)


def _browser(root: Path) -> Step:
    why, skip = "", ""
    if not list((root / "tests" / "browser").glob("test_*.py")):
        skip = say("There are no browser tests yet.")
    elif find_chromium() is None:
        why = say("No Chromium was found: install it, or set CHROMIUM to its path.")
        if os.environ.get("CI", "").lower() in ("", "0", "false"):
            why, skip = "", why
    return Step("browser", (*_TESTS, "tests/browser"), skip=skip, impossible=why)


def run(root: Path, arguments: list[str]) -> int:
    """Run every step, or only pytest when arguments are given; print a table and one last line.

    Args:
        root: the course's folder.
        arguments: `--fast`, and arguments for pytest.

    Returns:
        The exit code: 0 when every step passed, else 1.
    """
    fast = "--fast" in arguments
    given = [a for a in arguments if a != "--fast"]
    if given:
        lean = () if "--nbval" in given else _LEAN
        some = ("-m", "not slow") if fast else ()
        chosen = [Step("tests", (*_PYTEST[:2], *lean, *given, *some))]
    else:
        chosen = steps(root, fast=fast)
    with tempfile.TemporaryDirectory(prefix="cem-test-", ignore_cleanup_errors=True) as folder:
        outcomes = _run_all(chosen, root, Path(folder), alone=bool(given))
    _table(outcomes)
    passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
    print(f"{passed} passed, {failed} failed", flush=True)
    return int(any(o.result == "failed" for o in outcomes))


def _run_all(chosen: list[Step], root: Path, folder: Path, *, alone: bool) -> list[Outcome]:
    """Run the steps one after the other, and those that run beside them from the start.

    What these say is held back until the step that is running has ended: lines are never mixed.
    """
    found: dict[str, Outcome] = {}
    with ThreadPoolExecutor() as threads:
        beside = {
            step.name: threads.submit(_run, step, root, folder, alone=alone)
            for step in chosen
            if step.beside
        }

        def tell(name: str) -> None:
            found[name], said = beside.pop(name).result()
            print(said, end="", flush=True)

        for step in chosen:
            if not step.beside:
                found[step.name], _ = _run(step, root, folder, alone=alone)
            for name in [name for name, each in beside.items() if each.done()]:
                tell(name)
        for name in list(beside):
            tell(name)
    return [found[step.name] for step in chosen]


def _run(step: Step, root: Path, folder: Path, *, alone: bool) -> tuple[Outcome, str]:
    """Run a step; return what came of it and, if it runs beside others, all that is to be said."""
    held: list[str] = []

    def tell(line: str) -> None:
        if step.beside:
            held.append(f"{line}\n")
        else:
            print(line, flush=True)

    tell(f"\n== {step.name}")
    if step.skip:
        tell(step.skip)
        return Outcome(step.name, "left out"), "".join(held)
    if step.impossible:
        tell(step.impossible)
        return Outcome(step.name, "failed", failed=1), "".join(held)
    home = folder / step.name.replace(" ", "-")
    home.mkdir()
    env = _clean.variables(root, home)
    # The strict comparison has a plugin of its own, which lies beside the tests of the pages.
    env["PYTHONPATH"] += os.pathsep + str(root / "tests" / "notebooks")
    env["CHROMIUM"] = find_chromium() or ""
    # Dozens of kernels import the course; each would compile it anew if nobody may keep the result.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *step.arguments]
    report = home / "report.xml"
    if step.counts_tests:
        command.append(f"--junitxml={report}")
    begun = time.monotonic()
    # Somebody who runs chosen tests may want to talk to a debugger; nobody else is asked anything.
    stdin = None if alone else subprocess.DEVNULL
    out = subprocess.PIPE if step.beside else None
    errors = subprocess.STDOUT if step.beside else None
    done = subprocess.run(command, cwd=root, env=env, stdin=stdin, stdout=out, stderr=errors)
    held.append((done.stdout or b"").decode(errors="replace"))
    seconds, code = time.monotonic() - begun, done.returncode
    passed, failed, skipped = counts(report) if step.counts_tests else (0, 0, 0)
    if step.counts_tests and code and not failed:
        failed = 1  # pytest itself broke, or found nothing to run: never "0 failed"
    tell(f"-- {step.name}: {seconds:.1f} s")
    result = "failed" if code else "passed"
    return Outcome(step.name, result, seconds, passed, failed, skipped), "".join(held)


def counts(report: Path) -> tuple[int, int, int]:
    """Return how many tests passed, failed and were skipped.

    Args:
        report: what pytest wrote with `--junitxml`; may be missing or cut short.
    """
    try:
        suites = list(ET.parse(report).iter("testsuite"))
    except (OSError, ET.ParseError):
        return 0, 0, 0
    total, skipped = (sum(int(s.get(k, 0)) for s in suites) for k in ("tests", "skipped"))
    failed = sum(int(s.get(k, 0)) for s in suites for k in ("failures", "errors"))
    return total - skipped - failed, failed, skipped


def _table(outcomes: list[Outcome]) -> None:
    print(f"\n{'step':<14}{'result':<10}{'seconds':>8}{'passed':>9}{'failed':>9}{'skipped':>9}")
    for o in outcomes:
        print(
            f"{o.name:<14}{o.result:<10}{o.seconds:>8.1f}{o.passed:>9}{o.failed:>9}{o.skipped:>9}"
        )
