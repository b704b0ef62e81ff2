"""The commands of `python3 -m cem_workbook`, for learners and for page authors.

Only the standard library is imported here: the first job of every command is to find, or make,
an environment that has the rest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cem_workbook import _environment
from cem_workbook.errors import CourseError
from cem_workbook.messages import say

ROOT = Path(__file__).resolve().parent.parent

USAGE = """\
How to use the course, in the folder that holds README.md:

  python3 -m cem_workbook lab [...]          open the course in JupyterLab; what follows goes to
                                             JupyterLab (the first time, this also installs)
  python3 -m cem_workbook test [--fast] [...]  prove that everything works; what follows goes to
                                             pytest, which is then the only thing that runs
  python3 -m cem_workbook refresh [--check] [page ...]
                                             run the pages and store what they show
  python3 -m cem_workbook trust              let JupyterLab show the pictures stored in the pages
  python3 -m cem_workbook trainer [...]      for whoever runs a workshop: editions, slides,
                                             handouts, agendas, the class report (trainer --help)
  python3 -m cem_workbook benchmarks         measure what the course costs

CEM_WORKBOOK_VENV=/path installs into another folder than .venv"""

START_PAGE = "/lab/tree/notebooks/00_start_here.ipynb"


def lab_arguments(root: Path, given: list[str]) -> list[str]:
    """Return the arguments JupyterLab is started with.

    Args:
        root: the course's folder; JupyterLab's file browser begins there, so that pages and data
            sets are both in reach.
        given: what the person typed after `lab`; passed on as it is. JupyterLab refuses a setting
            that is given twice, so a setting the person gives replaces ours.
    """
    settings = {"ServerApp.root_dir": str(root), "LabApp.default_url": START_PAGE}
    if any(a.startswith("--notebook-dir") for a in given):
        del settings["ServerApp.root_dir"]
    typed = {a.split("=", 1)[0].lstrip("-") for a in given}
    return [f"--{name}={value}" for name, value in settings.items() if name not in typed] + given


def _lab(arguments: list[str]) -> int:
    if not {"-h", "--help", "--help-all", "--version"} & set(arguments):
        from cem_workbook import _pages

        _pages.trust_if_changed(ROOT)
    from jupyterlab.labapp import main as jupyterlab_main

    # JupyterLab runs in this process: one interpreter less to wait for, and Ctrl-C is its own.
    sys.argv = ["jupyter-lab", *lab_arguments(ROOT, arguments)]
    return jupyterlab_main() or 0


def _test(arguments: list[str]) -> int:
    from cem_workbook import _checks

    return _checks.run(ROOT, arguments)


def _refresh(arguments: list[str]) -> int:
    from cem_workbook import _pages

    return _pages.refresh(
        ROOT, [a for a in arguments if a != "--check"], check="--check" in arguments
    )


def _trust(arguments: list[str]) -> int:
    from cem_workbook import _pages

    print(say("{n} pages may show their pictures now.", n=_pages.trust(ROOT)))
    return 0


def _trainer(arguments: list[str]) -> int:
    from cem_workbook.trainer.command import trainer_command

    return trainer_command(ROOT, arguments)


def _benchmarks(arguments: list[str]) -> int:
    script = ROOT / "tests" / "benchmarks" / "run.py"
    if not script.exists():
        raise CourseError(
            say("{path} is missing: benchmarks need a full copy of the course.", path=script)
        )
    # as a module: as a script, its neighbour numbers.py would stand for the standard library's
    return subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.run", *arguments], cwd=ROOT
    ).returncode


# Each command with the group of dependencies (in pyproject.toml) that it needs.
COMMANDS = {
    "lab": (_lab, "course"),
    "test": (_test, "test"),
    "refresh": (_refresh, "course"),
    "trust": (_trust, "course"),
    "trainer": (_trainer, "course"),
    "benchmarks": (_benchmarks, "test"),
}


def main(arguments: list[str]) -> int:
    """Run a command, in an environment that has what it needs.

    Args:
        arguments: the command and what was typed after it.

    Returns:
        The exit code: 0 when all went well, 2 when the command is not known, else 1 or what the
        command itself returned.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file's name may have letters that a terminal lacks
            stream.reconfigure(errors="backslashreplace")
    name, *rest = arguments or ["help"]
    if name in ("help", "-h", "--help"):
        print(USAGE)
        return 0
    if name not in COMMANDS:
        print(say("There is no command {name!r}.", name=name), USAGE, sep="\n\n", file=sys.stderr)
        return 2
    run, group = COMMANDS[name]
    try:
        python = _environment.provide(ROOT, group)
        # Whatever the environment, the pages read the course from this folder.
        before = os.environ.get("PYTHONPATH")
        if str(ROOT) not in (before or "").split(os.pathsep):
            os.environ["PYTHONPATH"] = str(ROOT) + (os.pathsep + before if before else "")
        if python is not None:
            return _environment.hand_over([str(python), "-m", "cem_workbook", *arguments])
        return run(rest)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(say("Stopped. The same command goes on from here."), file=sys.stderr)
        return 1
