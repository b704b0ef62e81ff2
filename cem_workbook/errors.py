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
