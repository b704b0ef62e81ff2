"""`python3 -m cem_workbook trainer report FOLDER`: the class report as two files."""

from __future__ import annotations

import sys
from pathlib import Path

from cem_workbook.errors import CourseError
from cem_workbook.messages import say

USAGE = """\
python3 -m cem_workbook trainer report FOLDER [--to FILE.html]

FOLDER holds the files my-cem-work-….json that the learners saved on page 00, under “Take your work
with you”. It may also be a zip archive as a learning platform hands it out, or hold such archives.
What is no learner's file is set aside and named; a file that is there twice counts once.

Printed are the wrong ideas that most still hold, and what to draw on the board against them. The
whole report goes to FILE.html (class-report.html in this folder if not said), and its tables to a
spreadsheet beside it; files of these names are replaced."""


def report_command(arguments: list[str]) -> int:
    """Write the report on a class.

    Args:
        arguments: what was typed after `report`.

    Returns:
        The exit code: 0 when there is a report, 1 when nothing could be read or written, 2 when
        the arguments are not understood.
    """
    if {"-h", "--help"} & set(arguments):
        print(USAGE)
        return 0
    try:
        where, page = _understood(arguments)
    except ValueError as trouble:
        print(trouble, USAGE, sep="\n\n", file=sys.stderr)
        return 2
    # only now: what reads and draws takes its time to load
    from cem_workbook.trainer.report import read_class

    try:
        report = read_class(where, _progress)
        places = report.save(page)
    except CourseError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(report)
    for each in report.counted.work.aside:
        print(each.sentence)
    for note in report.counted.work.notes:
        print(note)
    print(say("Saved: {page} and {sheet}", page=places[0], sheet=places[1]))
    print(say("Open the first in a browser: the drawings are in it."))
    return 0


def _understood(arguments: list[str]) -> tuple[str, Path]:
    """Return where the files are, and where the page goes.

    Raises:
        ValueError: the arguments cannot be understood; the text says why.
    """
    rest, page = list(arguments), "class-report.html"
    for at, word in enumerate(rest):
        if word == "--to" or word.startswith("--to="):
            value = word[5:] if "=" in word else "".join(rest[at + 1 : at + 2])
            del rest[at : at + (1 if "=" in word else 2)]
            if not value.lower().endswith(".html"):
                raise ValueError(
                    say("After --to comes the name of a page, such as class-report.html.")
                )
            page = value
            break
    if unknown := [word for word in rest if word.startswith("-")]:
        raise ValueError(say("There is no option {name}; there is: --to.", name=unknown[0]))
    if len(rest) > 1:
        raise ValueError(
            say("One folder or archive, please; these are {n}. Does a name with a space in it "
                "lack its quotation marks?", n=len(rest))
        )  # fmt: skip
    if not rest:
        raise ValueError(say("Say in which folder the files of the class are."))
    return rest[0], Path(page).expanduser()


def _progress(share: float, words: str) -> None:
    """Show on a terminal how far it is, in one line that is written over."""
    if sys.stderr.isatty():
        end = "\r" if share < 1 else "\n"
        print(f"{share:4.0%} {words:<40}", end=end, file=sys.stderr, flush=True)
