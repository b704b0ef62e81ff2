"""Which Python the course runs in: this one, if it has what is needed, else one of its own.

Standard library only. A start with everything in place reads three small files and nothing more;
making an environment is in `_installer`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path

from cem_workbook.errors import CourseError
from cem_workbook.messages import say

MARK = "cem-workbook.json"
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(.*)")
_LIMIT = re.compile(r"(>=|<)\s*(\d+(?:\.\d+)*)")


@dataclass(frozen=True)
class Mark:
    """What we know of an environment; kept in the environment itself.

    It is written before the first package is installed and again after the last, so that an
    installation that was cut short is seen for what it is.
    """

    made_here: bool  # by this course, which may therefore empty it
    complete: bool
    python: str
    groups: dict[str, str] = field(default_factory=dict)  # group: digest of what was installed

    @classmethod
    def read(cls, environment: Path) -> Mark | None:
        """Return the mark of an environment, or None when it has none that can be read."""
        try:
            return cls(**json.loads((environment / MARK).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, environment: Path) -> None:
        """Store the mark, whole or not at all."""
        draft = environment / (MARK + ".new")
        draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
        draft.replace(environment / MARK)


def requirements(root: Path, group: str) -> list[str]:
    """Return what pyproject.toml asks for.

    Args:
        root: the course's folder.
        group: `course`, or the name of an optional group such as `test`, which adds to it.

    Raises:
        CourseError: the folder holds no pyproject.toml.
    """
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except FileNotFoundError:
        raise CourseError(
            say(
                "{root} is not a full copy of the course: give the command in the folder that "
                "holds README.md and pyproject.toml.",
                root=root,
            )
        ) from None
    wanted = list(project["dependencies"])
    if group != "course":
        wanted += project["optional-dependencies"][group]
    return wanted


def digest(root: Path, group: str) -> str:
    """Return a digest that changes with the requirements, and when the folder is moved."""
    text = "\n".join([str(root), *requirements(root, group)])
    return hashlib.sha256(text.encode()).hexdigest()


def _release(version: str) -> list[int]:
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    return [int(n) for n in numbers.group().split(".")] if numbers else []


def allows(requirement: str, version: str) -> bool:
    """Say whether a version lies within a requirement such as `pandas>=3,<4`.

    Only `>=` and `<` are understood: pyproject.toml uses no others, and a test sees to that.
    """
    for sign, limit in _LIMIT.findall(requirement):
        have, bound = _release(version), _release(limit)
        length = max(len(have), len(bound))
        have += [0] * (length - len(have))
        bound += [0] * (length - len(bound))
        if (have < bound) if sign == ">=" else (have >= bound):
            return False
    return True


def is_met(wanted: list[str]) -> bool:
    """Say whether the running interpreter has all of these distributions, in these versions."""
    for requirement in wanted:
        name = _REQUIREMENT.match(requirement)
        try:
            if name is None or not allows(requirement, metadata.version(name.group(1))):
                return False
        except metadata.PackageNotFoundError:
            return False
    return True


def folder(root: Path) -> Path:
    """Return where the course's own environment is, or will be."""
    chosen = os.environ.get("CEM_WORKBOOK_VENV")
    return Path(chosen).expanduser().absolute() if chosen else root / ".venv"


def python_in(environment: Path) -> Path:
    """Return the interpreter of a virtual environment, on this system."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(environment: Path, root: Path, group: str) -> bool:
    """Say whether an environment was completed for what pyproject.toml asks for today."""
    mark = Mark.read(environment)
    return (
        mark is not None
        and mark.complete
        and mark.groups.get(group) == digest(root, group)
        and python_in(environment).exists()
    )


def provide(root: Path, group: str) -> Path | None:
    """See to it that there is an interpreter with everything that a group needs.

    Args:
        root: the course's folder.
        group: `course` or `test`.

    Returns:
        The interpreter to hand over to; None when it is the running one.

    Raises:
        CourseError: there is none and none could be made; the sentence says what to do.
    """
    environment = folder(root)
    inside = Path(sys.prefix).resolve() == environment.resolve()
    mark = Mark.read(environment)
    if inside and mark is not None:
        _check_own(environment, mark)
    elif is_met(requirements(root, group)):
        return None
    if not is_ready(environment, root, group):
        from cem_workbook import _installer

        _installer.install(environment, root, group)
    return None if inside else python_in(environment)


def _check_own(environment: Path, mark: Mark) -> None:
    """An environment cannot be made anew by the interpreter that lives in it."""
    if mark.made_here and (not mark.complete or mark.python != python_version()):
        raise CourseError(
            say(
                "The installation in {folder} is damaged: delete that folder, leave its "
                "environment (deactivate), and give the command again.",
                folder=environment,
            )
        )


def python_version() -> str:
    """Return the running Python's major and minor version, such as `3.12`."""
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def hand_over(command: list[str], *, replace: bool = os.name == "posix") -> int:
    """Go on as another process: its keyboard, its Ctrl-C, its exit code.

    Args:
        command: the program and its arguments.
        replace: become that process. Windows cannot: there we wait for it.

    Returns:
        The exit code of the other process, when we have waited for it.
    """
    if replace:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the terminal tells both of us; what it means is for the other to say
