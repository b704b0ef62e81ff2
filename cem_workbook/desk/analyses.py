"""What a page does with a file of your own: which columns it needs, what it must ask, what it shows.

A file does not say everything. Which end of an effort scale means easy, or how many months a
rate is for, no column can tell: such things are asked, with the reason for what is suggested.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.findings import bars, dropped_html, groups_html, strong
from cem_workbook.desk.front import LABEL
from cem_workbook.errors import CourseError
from cem_workbook.explorers.boxes import count, draw_boxes
from cem_workbook.figures import DETRACTOR, PASSIVE, PROMOTER
from cem_workbook.messages import say
from cem_workbook.metrics import ces, ces_by, csat, csat_by, nps, nps_by

if TYPE_CHECKING:
    from cem_workbook.data.own.file import OwnFile, Roles, Scores
    from cem_workbook.metrics import CES, CSAT

NOT_CHOSEN = ""
SCALES = ((1, 5), (1, 7), (1, 10), (0, 10), (1, 6), (1, 4), (1, 3))


class Analysis:
    """The analysis of one page.

    Attributes:
        metric: its name in `cem.your_file(metric)`.
        example: a file to try it on.
        decisive: the questions whose answers change what is suggested for the others.
        roles: the columns it needs: role, as `recognise` names it, to the label of its drop-down.
        questions: what the file cannot answer, as widgets by name.
    """

    metric: ClassVar[str]
    example: ClassVar[str] = "../datasets/sample_survey_export.csv"
    decisive: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self.roles: dict[str, str] = {}
        self.questions: dict[str, Any] = {}

    def preferred(self, roles: Roles) -> dict[str, str | None]:
        """Return the column to begin with for each role."""
        return {role: getattr(roles, role).column for role in self.roles}

    def suggest(self, own: OwnFile, columns: Mapping[str, str], *, fresh: bool) -> None:
        """Set the questions to what these columns make likely.

        Args:
            own: the file.
            columns: role to the column chosen for it.
            fresh: whether the file has just been read, so that nobody has chosen anything yet.
        """

    def missing(self, roles: Roles) -> str:
        """Say which column was not found, or nothing."""
        unsure = [role for role, column in self.preferred(roles).items() if column is None]
        return (
            say("Please choose: {labels}.", labels="; ".join(self.roles[role] for role in unsure))
            if unsure
            else ""
        )

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Return the analysis as HTML.

        Args:
            own: the file.
            columns: role to the column chosen for it.
            group: the column to compare by, or nothing.

        Raises:
            CourseError: if something is still to be chosen, or the columns hold nothing to use.
        """
        raise NotImplementedError


class AnswersAnalysis(Analysis):
    """What the analyses of one column of answers share."""

    def read(self, own: OwnFile, columns: Mapping[str, str], low: int, high: int) -> Scores:
        """Return the answers of the chosen column."""
        from cem_workbook.data.own.file import scores

        ((role, column),) = columns.items()
        if column == NOT_CHOSEN:
            raise CourseError(say("{label}: choose it above.", label=self.roles[role]))
        read = scores(own, column, low, high)
        if not len(read.values):
            raise CourseError(
                say(
                    "The column “{column}” holds no answer from {low} to {high}. Choose another "
                    "column or scale. Answers in words have to become numbers in the file first.",
                    column=column,
                    low=low,
                    high=high,
                )
            )
        if len(read.dropped) > len(read.values):
            raise CourseError(
                say(
                    "Only {few} of {all} filled cells of “{column}” are answers from {low} to "
                    "{high}; “{text}” in line {line} is none. A score from so few would mislead. "
                    "Choose another column or scale.",
                    few=len(read.values),
                    all=len(read.values) + len(read.dropped),
                    column=column,
                    low=low,
                    high=high,
                    text=read.dropped[0].text[:40],
                    line=read.dropped[0].line,
                )
            )
        return read

    def scale(self) -> tuple[int, int]:
        """Return the scale that was chosen."""
        chosen: tuple[int, int] | None = self.questions["scale"].value
        if not chosen:
            raise CourseError(
                say("On which scale was it asked? The answers fit none of the usual ones: choose.")
            )
        return chosen

    def suggest_scale(self, own: OwnFile, columns: Mapping[str, str]) -> None:
        """Choose the smallest usual scale on which the answers of the column lie."""
        from cem_workbook.data.own.file import scores

        (column,) = columns.values()
        if column == NOT_CHOSEN:
            return
        values = scores(own, column, 0, 100).values
        if len(values):
            low, high = int(values.min()), int(values.max())
            fits = (scale for scale in SCALES if scale[0] <= low and high <= scale[1])
            self.questions["scale"].value = next(fits, NOT_CHOSEN)

    def said(self, read: Scores, low: int, high: int) -> str:
        """Say what was read and what was left out."""
        lines = [say("Answers read: {n}. Blank: {blank}.", n=len(read.values), blank=read.blank)]
        lines += read.notes
        if read.dropped:
            lines.append(
                say(
                    "Left out because they are no answer from {low} to {high}: {n}.",
                    low=low,
                    high=high,
                    n=len(read.dropped),
                )
            )
        return "".join(f"<p>{escape(line)}</p>" for line in lines) + dropped_html(read.dropped)


class NPSAnalysis(AnswersAnalysis):
    """Eleven boxes and one score."""

    metric = "nps"

    def __init__(self) -> None:
        super().__init__()
        self.roles = {"recommend": say("Column with the answers 0 to 10")}

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Draw the boxes."""
        import pandas as pd

        read = self.read(own, columns, 0, 10)
        values = read.values.astype(int).tolist()
        result = nps(values)
        svg = draw_boxes("own-file", count(values)).svg(say("Your own eleven boxes"), str(result))
        compared = ""
        if group:
            # names of our own first: theirs may be called “score” or “nps”, too
            table = pd.DataFrame({"group": own.text[group], "score": read.values}).dropna()
            by = nps_by(table.astype({"score": int}), "score", "group")
            compared = groups_html(by, group)
        return f"{svg}{strong(result)}{compared}{self.said(read, 0, 10)}"


class CSATAnalysis(AnswersAnalysis):
    """The share of the satisfied, with its interval."""

    metric = "csat"

    def __init__(self) -> None:
        super().__init__()
        self.roles = {"satisfaction": say("Column with the answers on satisfaction")}
        self.questions = {
            "scale": _scale_question(),
            "high_is": widgets.Dropdown(
                options=[(say("very satisfied"), "good"), (say("very dissatisfied"), "bad")],
                description=say("The highest answer means"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
            "top": widgets.Dropdown(
                options=[
                    (say("the two best answers"), 2),
                    (say("only the best answer"), 1),
                    (say("the three best answers"), 3),
                ],
                description=say("Satisfied means"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
        }

    def suggest(self, own: OwnFile, columns: Mapping[str, str], *, fresh: bool) -> None:
        """Find the scale. What was told of another file does not hold for this one."""
        if fresh:
            self.questions["high_is"].value = "good"
            self.questions["top"].value = 2
        self.suggest_scale(own, columns)

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Draw a bar for each answer, and the share of the satisfied."""
        import pandas as pd

        low, high = self.scale() if columns["satisfaction"] else SCALES[0]
        boxes = self.questions["top"].value
        if boxes > high - low:
            raise CourseError(say("Then everybody would be satisfied. Choose fewer answers."))
        scale = {"low": low, "high": high, "satisfied_from": high - boxes + 1}
        read = self.read(own, columns, low, high)
        # marks as at some schools, where 1 is the best, are turned round
        turned = self.questions["high_is"].value == "bad"
        values = low + high - read.values if turned else read.values
        result: CSAT = csat(values.astype(int).tolist(), **scale)
        camps = {
            box: (PROMOTER, say("satisfied"))
            if (low + high - box if turned else box) >= result.satisfied_from
            else (PASSIVE, say("not satisfied"))
            for box in range(low, high + 1)
        }
        best = say("answer ({best} is the best)", best=low if turned else high)
        picture = bars(read.values, camps, best, str(result))
        compared = ""
        if group:
            table = pd.DataFrame({"group": own.text[group], "score": values}).dropna()
            by = csat_by(table.astype({"score": int}), "score", "group", **scale)
            compared = groups_html(by, group, ("csat", "low", "high"))
        note = (
            say("The answers were turned round first, so that box {high} is the best.", high=high)
            if turned
            else ""
        )
        return (
            f"{picture.svg}{strong(result)}<p>{escape(note)}</p>{compared}"
            f"{self.said(read, low, high)}"
        )


class CESAnalysis(AnswersAnalysis):
    """The mean effort, and which end means easy."""

    metric = "ces"

    def __init__(self) -> None:
        super().__init__()
        self.roles = {"effort": say("Column with the answers on effort")}
        self.questions = {
            "scale": _scale_question(),
            "high_is": widgets.Dropdown(
                options=[
                    (say("choose…"), NOT_CHOSEN),
                    (say("very easy"), "easy"),
                    (say("very hard"), "hard"),
                ],
                description=say("The highest answer means"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
        }

    def suggest(self, own: OwnFile, columns: Mapping[str, str], *, fresh: bool) -> None:
        """Find the scale. Which end means easy stays a question: answers cannot tell."""
        if fresh:
            self.questions["high_is"].value = NOT_CHOSEN
        self.suggest_scale(own, columns)

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Draw a bar for each answer, and the mean."""
        import pandas as pd

        low, high = self.scale() if columns["effort"] else SCALES[0]
        read = self.read(own, columns, low, high)
        high_is = self.questions["high_is"].value
        if high_is == NOT_CHOSEN:
            raise CourseError(
                say(
                    "What does a {high} mean in your survey: very easy, or very hard? Look at the "
                    "wording of the question, and choose it above. No file can tell.",
                    high=high,
                )
            )
        scale = {"high_is": high_is, "low": low, "high": high}
        result: CES = ces(read.values.astype(int).tolist(), **scale)
        middle = (low + high) / 2
        camps = {
            box: (PASSIVE, say("in the middle"))
            if box == middle
            else (PROMOTER, say("easy"))
            if (box > middle) == (high_is == "easy")
            else (DETRACTOR, say("hard"))
            for box in range(low, high + 1)
        }
        ends = (say("very hard"), say("very easy"))
        words = say(
            "answer ({low} is {first}, {high} is {last})",
            low=low,
            high=high,
            first=ends[high_is == "hard"],
            last=ends[high_is == "easy"],
        )
        picture = bars(read.values, camps, words, str(result))
        compared = ""
        if group:
            table = pd.DataFrame({"group": own.text[group], "score": read.values}).dropna()
            by = ces_by(
                table.astype({"score": int}),
                "score",
                "group",
                high_is=high_is,
                low=low,
                high=high,
            )
            compared = groups_html(by, group, ("ease",))
        return f"{picture.svg}{strong(result)}{compared}{self.said(read, low, high)}"


def _scale_question() -> widgets.Dropdown:
    return widgets.Dropdown(
        options=[
            (say("choose…"), NOT_CHOSEN),
            *((say("{low} to {high}", low=low, high=high), (low, high)) for low, high in SCALES),
        ],
        value=SCALES[0],
        description=say("Scale (suggested by the answers)"),
        style=LABEL,
        layout=widgets.Layout(width="330px"),
    )
