"""What the package says when something cannot be done: one sentence, never a traceback."""

from __future__ import annotations


class CourseError(Exception):
    """Something the learner can put right; its text says what was wrong, where, and what to do.

    In a notebook only the sentence is shown: IPython asks an exception for its own rendering, and
    a traceback through our code would teach nobody anything.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class BadInput(CourseError, ValueError):
    """The data given do not fit: the text names the column, the row and the rule."""


def log_unexpected(where: str) -> None:
    """Write the error being handled to the package's log, for whoever looks for its cause.

    The learner sees a sentence instead: without a handler of its own, Python would print the
    traceback into their page.
    """
    import logging

    logger = logging.getLogger("cem_workbook")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.exception("unexpected error in %s", where)
