"""Where a person's files are, and how they are written there."""

from __future__ import annotations

import getpass
import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

HOME_VARIABLE = "CEM_WORKBOOK_HOME"


def home() -> Path:
    """Return the folder of the journals: `CEM_WORKBOOK_HOME`, or the system's own place."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        # Kernels start in different folders, and must all find the same home.
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("cem-workbook", appauthor=False)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a half.

    Raises:
        OSError: it could not be written; the old content is still there.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def private_folder(home: Path) -> Path:
    """Return a folder among the temporary files that only this user can see.

    It is the same for all kernels of a person who have the same home, and ends when the system
    clears its temporary files. Those may be shared with strangers: a folder that is not ours, or
    that is open to others, is not used. Without any temporary files it is the home itself.
    """
    user = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
    key = hashlib.sha256(os.fsencode(user) + b"\0" + os.fsencode(home)).hexdigest()[:16]
    try:
        folder = Path(tempfile.gettempdir()) / f"cem-workbook-{key}"
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        return folder if _is_private(folder) else _own_folder()
    except OSError:
        return home


def _is_private(folder: Path) -> bool:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    if not hasattr(os, "getuid"):  # Windows: the temporary folder is the user's own
        return True
    return status.st_uid == os.getuid() and not stat.S_IMODE(status.st_mode) & 0o077


_own: list[Path] = []


def _own_folder() -> Path:
    """Return a folder for this process alone, when the shared one cannot be trusted."""
    if not _own:
        _own.append(Path(tempfile.mkdtemp(prefix="cem-workbook-")))
    return _own[0]
