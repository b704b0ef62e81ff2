"""What a learner's server does first, on a class server: it lays the pages out, as that learner.

    python -I -m cem_workbook.trainer.hub.start jupyterhub-singleuser ...

Everything is done with the learner's own rights. A hub that copies files into homes as root can be
led astray by a link that a learner has put there.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import cem_workbook
from cem_workbook import _pages
from cem_workbook.messages import say

COURSE = Path(cem_workbook.__file__).resolve().parent.parent
FOLDER = "cem-workbook"
"""Where the pages are, in a learner's home; JupyterLab shows nothing above it."""


def lay_out(course: Path, folder: Path) -> list[Path]:
    """Copy the pages that a learner does not have yet. What is there is never changed.

    Whoever wants a page as it was renames or deletes their own and starts the server again; the
    answers are in the journal, and not in the page.

    Args:
        course: the course's folder, with its notebooks.
        folder: the learner's folder; it is made if need be.

    Returns:
        The pages that are new.

    Raises:
        OSError: the home is full or cannot be written to; whole pages were laid out, or none.
    """
    notebooks, data = folder / "notebooks", folder / "datasets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    notebooks.mkdir(exist_ok=True)
    if not os.path.lexists(data):
        data.symlink_to(course / "datasets")  # the pages refer to it; it is only read
    new = []
    for page in _pages.course_pages(course):
        copy = notebooks / page.name
        if not os.path.lexists(copy):
            _pages.store(copy, page.read_bytes())
            new.append(copy)
    return new


def prepare(course: Path, home: Path) -> None:
    """Lay the pages out with their pictures, and say on standard error what could not be done.

    Nothing stops the server: with a full home, one must still be able to come in and tidy up.

    Args:
        course: the course's folder, with its notebooks.
        home: the learner's home.
    """
    try:
        new = lay_out(course, home / FOLDER)
    except OSError as error:
        print(say("The pages could not be laid out ({error}).", error=error), file=sys.stderr)
        return
    # A signature belongs to what stands in a page, so that the copies are trusted with it.
    _pages.trust_if_changed(course)
    if new:
        # matplotlib looks through all fonts once, and says so in the first page's output.
        import matplotlib.font_manager  # noqa: F401


def short_folder() -> str:
    """Return a private folder for the kernels' sockets.

    A socket's name may have some hundred characters, which a kernel's place in a home with a
    long name exceeds; and homes on a network often hold no sockets at all.
    """
    return tempfile.mkdtemp(prefix="cem-")


def main(command: list[str]) -> None:
    """Prepare the home, then become the server.

    Args:
        command: the server's program and its arguments.
    """
    if not _pages.course_pages(COURSE):
        sys.exit(
            say(
                "There are no pages in {folder}: install the course from a full copy, with"
                " `pip install -e`.",
                folder=COURSE / "notebooks",
            )
        )
    prepare(COURSE, Path.home())
    os.environ.setdefault("JUPYTER_RUNTIME_DIR", short_folder())
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
