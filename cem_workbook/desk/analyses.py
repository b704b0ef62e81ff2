"""What a page does with a file of your own: which columns it needs, what it must ask, what it shows.

A file does not say everything. Which end of an effort scale means easy, or how many months a
rate is for, no column can tell: such things are asked, with the reason for what is suggested.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.front import LABEL
from cem_workbook.errors import CourseError
from cem_workbook.explorers.boxes import count, draw_boxes
from cem_workbook.figures import DETRACTOR, PASSIVE, PROMOTER, Picture, figure, show
from cem_workbook.messages import say
from cem_workbook.metrics import ces, ces_by, csat, csat_by, nps, nps_by
from cem_workbook.text import table_html

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.own.file import OwnFile, Roles, Scores
    from cem_workbook.metrics import CES, CSAT

MOST_GROUPS = 50
NOT_CHOSEN = ""
SCALES = ((1, 5), (1, 7), (1, 10), (0, 10), (1, 4), (1, 3))


class Analysis:
    """The analysis of one page.

    Attributes:
        metric: its name in `cem.your_file(metric)`.
        example: a file to try it on.
        roles: the columns it needs: role, as `recognise` names it, to the label of its drop-down.
        questions: what the file cannot answer, as widgets by name.
    """

    metric: ClassVar[str]
    example: ClassVar[str] = "../datasets/sample_survey_export.csv"

    def __init__(self) -> None:
        self.roles: dict[str, str] = {}
        self.questions: dict[str, Any] = {}

    def suggest(self, own: OwnFile, columns: Mapping[str, str]) -> None:
        """Set the questions to what these columns make likely."""

    def missing(self, roles: Roles) -> str:
        """Say which column was not found, or nothing."""
        unsure = [role for role in self.roles if getattr(roles, role).column is None]
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
                    "The column “{column}” holds no answer from {low} to {high}. Choose another.",
                    column=column,
                    low=low,
                    high=high,
                )
            )
        return read

    def suggest_scale(self, own: OwnFile, columns: Mapping[str, str]) -> None:
        """Choose the smallest usual scale on which the answers of the column lie."""
        from cem_workbook.data.own.file import scores

        (column,) = columns.values()
        if column == NOT_CHOSEN:
            return
        values = scores(own, column, 0, 10).values
        if len(values):
            low, high = int(values.min()), int(values.max())
            fits = (scale for scale in SCALES if scale[0] <= low and high <= scale[1])
            self.questions["scale"].value = next(fits)

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


def dropped_html(dropped: Any) -> str:
    """Return the first cells that could not be used, as a table."""
    rows = [(d.line, d.text, d.reason) for d in dropped[:10]]
    head = (say("Line in the file"), say("What stands there"), say("Why it is left out"))
    return table_html(head, rows) if rows else ""


def groups_html(table: pd.DataFrame, column: str, shares: tuple[str, ...] = ()) -> str:
    """Return a table of groups as HTML; shares become per cent.

    Args:
        table: one row a group; the group's name stands in the column `group`.
        column: what the file calls that column.
        shares: names of the columns that hold shares from 0 to 1.
    """
    if len(table) > MOST_GROUPS:
        many = say(
            "“{column}” has {n} different values: too many to compare.",
            column=column,
            n=len(table),
        )
        return f"<p>{escape(many)}</p>"
    table = table.assign(**{name: 100 * table[name] for name in shares})
    # a column of the file may have any name, even one of ours
    heads = {
        "n": say("answers"),
        "at_start": say("at the start"),
        "lost": say("of them left"),
        "kept": say("of them stayed"),
        "joined": say("joined"),
        "joined_and_lost": say("joined and left again"),
        "at_end": say("at the end"),
        "nps": "NPS",
        "csat": "CSAT",
        "ces": "CES",
        "churn": say("churn"),
        "low": say("low"),
        "high": say("high"),
        "mean": say("average"),
        "ease": say("ease"),
        "satisfied": say("satisfied"),
        "promoters": say("promoters"),
        "passives": say("passives"),
        "detractors": say("detractors"),
    }
    names = [
        column
        if name == "group"
        else say("{name} (%)", name=heads[name])
        if name in shares
        else heads[name]
        for name in map(str, table)
    ]
    table = table.astype(object).where(table.notna(), "–")
    table["group"] = table["group"].replace({"": say("(blank)")})
    return f'<div style="margin:10px 0">{table_html(names, table.to_numpy().tolist())}</div>'


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
            "top": widgets.Dropdown(
                options=[
                    (say("the two highest answers"), 2),
                    (say("only the highest answer"), 1),
                    (say("the three highest answers"), 3),
                ],
                description=say("Satisfied means"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
        }

    def suggest(self, own: OwnFile, columns: Mapping[str, str]) -> None:
        """Find the scale."""
        self.suggest_scale(own, columns)

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Draw a bar for each answer, and the share of the satisfied."""
        import pandas as pd

        low, high = self.questions["scale"].value
        boxes = self.questions["top"].value
        if boxes > high - low:
            raise CourseError(say("Then everybody would be satisfied. Choose fewer answers."))
        scale = {"low": low, "high": high, "satisfied_from": high - boxes + 1}
        read = self.read(own, columns, low, high)
        result: CSAT = csat(read.values.astype(int).tolist(), **scale)
        camps = {
            box: (PROMOTER, say("satisfied"))
            if box >= result.satisfied_from
            else (PASSIVE, say("not satisfied"))
            for box in range(low, high + 1)
        }
        picture = _bars(read.values, camps, say("answer (the highest is the best)"), str(result))
        compared = ""
        if group:
            table = pd.DataFrame({"group": own.text[group], "score": read.values}).dropna()
            by = csat_by(table.astype({"score": int}), "score", "group", **scale)
            compared = groups_html(by, group, ("csat", "low", "high"))
        return f"{picture.svg}{strong(result)}{compared}{self.said(read, low, high)}"


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

    def suggest(self, own: OwnFile, columns: Mapping[str, str]) -> None:
        """Find the scale. Which end means easy stays a question: answers cannot tell."""
        self.suggest_scale(own, columns)

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Draw a bar for each answer, and the mean."""
        import pandas as pd

        low, high = self.questions["scale"].value
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
        picture = _bars(read.values, camps, words, str(result))
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
        options=[(say("{low} to {high}", low=low, high=high), (low, high)) for low, high in SCALES],
        description=say("Scale (suggested by the answers)"),
        style=LABEL,
        layout=widgets.Layout(width="330px"),
    )


def strong(result: object) -> str:
    """Return a result in words as HTML."""
    return f"<p><strong>{escape(str(result))}</strong></p>"


def _bars(
    values: pd.Series[int], camps: Mapping[int, tuple[str, str]], words: str, alt: str
) -> Picture:
    """Draw a bar for each answer, in the colour of its camp, with the camp's name and number."""
    numbers = values.value_counts().reindex(list(camps), fill_value=0)
    fig, ax = figure()
    _ = ax.bar(list(camps), numbers, color=[colour for colour, _ in camps.values()])
    top = max(1, int(numbers.max()))
    for _, name in dict.fromkeys(camps.values()):
        boxes = [box for box, (_, camp) in camps.items() if camp == name]
        where = sum(boxes) / len(boxes)
        _ = ax.text(where, 1.06 * top, f"{name}\n{numbers[boxes].sum()}", ha="center")
    _ = ax.set(xticks=list(camps), xlabel=words, ylabel=say("answers"), ylim=(0, 1.3 * top))
    return show(fig, alt)
