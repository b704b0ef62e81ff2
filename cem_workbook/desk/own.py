"""With your own file: point at an export, say which column is which, see the page's analysis."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.answers import on_enter
from cem_workbook.desk.front import LABEL, Panel
from cem_workbook.errors import CourseError, log_unexpected
from cem_workbook.explorers.base import hide_still
from cem_workbook.explorers.boxes import count, draw_boxes
from cem_workbook.messages import direction, say
from cem_workbook.metrics import nps, nps_by
from cem_workbook.text import table_html

if TYPE_CHECKING:
    from cem_workbook.data.own.file import LeftOut, OwnFile, Scores

ALL_TOGETHER = NOT_CHOSEN = ""


class OwnFileView(Panel):
    """A form that reads a file and runs the analysis of its page on it. Nothing leaves the computer.

    Args:
        metric: whose analysis; `nps`.
    """

    name: ClassVar[str] = "own-file"

    def __init__(self, metric: str = "nps") -> None:
        super().__init__()
        if metric != "nps":
            raise CourseError(
                say("There is no analysis “{metric}” yet. There is: nps.", metric=metric)
            )
        self.own: OwnFile | None = None
        self.upload = widgets.FileUpload(
            accept=".csv,.tsv,.txt,.xlsx,.xlsm",
            multiple=False,
            description=say("Choose a file"),
            layout=widgets.Layout(width="180px"),
        )
        self.path = widgets.Text(
            description=say("or type where it is"),
            placeholder="../datasets/sample_survey_export.csv",
            style=LABEL,
            layout=widgets.Layout(width="480px"),
        )
        self.read = widgets.Button(description=say("Read"), button_style="primary")
        self.score = widgets.Dropdown(
            description=say("Column with the answers 0 to 10"),
            style=LABEL,
            layout=widgets.Layout(width="560px"),
        )
        self.group = widgets.Dropdown(
            description=say("Compare by"), style=LABEL, layout=widgets.Layout(width="300px")
        )
        self.result = widgets.HTML()
        self._columns = widgets.HBox([self.score, self.group])
        self._columns.layout = widgets.Layout(flex_flow="row wrap", display="none")
        self.upload.observe(lambda _: self._uploaded(), "value")
        self.read.on_click(lambda _: self.do(self._read_path))
        on_enter(self.path, lambda: self.do(self._read_path))
        for control in (self.score, self.group):
            control.observe(lambda _: self._analyse_quietly(), "value")
        self.widget = widgets.VBox(
            [
                widgets.HTML(hide_still(self.name)),
                widgets.HBox(
                    [self.upload, self.path, self.read], layout=widgets.Layout(flex_flow="row wrap")
                ),
                self.said,
                self._columns,
                self.result,
            ]
        )

    @property
    def still(self) -> str:
        """What a reader without a kernel is told."""
        return say("Run this cell to choose a file of your own.")

    # reading

    def _uploaded(self) -> None:
        if self.upload.value:
            uploaded: Any = self.upload.value[0]
            self.path.value = ""
            self.do(lambda: self._take(bytes(uploaded["content"]), str(uploaded["name"])))
            self.upload.value = ()

    def _read_path(self) -> str:
        where = self.path.value.strip().strip("\"'")
        if not where:
            raise CourseError(say("Choose a file, or type where it is, and choose Read."))
        return self._take(where, None)

    def _take(self, source: str | bytes, name: str | None) -> str:
        """Read a file, find the columns, and show the analysis."""
        from cem_workbook.data.own.file import read_own, recognise

        self.own = None
        self.result.value = ""
        self._columns.layout.display = "none"
        own = read_own(source, name=name)
        roles = recognise(own)
        likely = [n for n in (roles.recommend.column, *roles.recommend.alternatives) if n]
        others = [column.name for column in own.columns if column.name not in likely]
        names = [*likely, *others]
        ask = [(say("choose…"), NOT_CHOSEN)]
        self.score.options = [*ask, *((n, n) for n in names)]
        self.score.value = roles.recommend.column or NOT_CHOSEN
        self.group.options = [
            (say("nothing: all together"), ALL_TOGETHER),
            *((n, n) for n in names),
        ]
        self.group.value = roles.group.column or ALL_TOGETHER
        self._columns.layout.display = "flex"
        self.own = own
        self._analyse_quietly()
        found = say(
            "Read {name}: {rows} rows, {columns} columns.",
            name=own.name,
            rows=len(own.frame),
            columns=len(names),
        )
        if roles.recommend.column is None and not roles.recommend.alternatives:
            none = say("I see no column with answers from 0 to 10 in it. Is it the right file?")
            return f"{found} {none}"
        if roles.recommend.column is None:
            return f"{found} {say('Which column holds the answers from 0 to 10? Choose it.')}"
        where = say(
            "The answers from 0 to 10 are taken from “{column}”: {why}.",
            column=roles.recommend.column,
            why=roles.recommend.why,
        )
        return f"{found} {where}"

    # the analysis

    def _analyse_quietly(self) -> None:
        """Show the analysis for the columns chosen; trouble becomes a sentence."""
        if self.own is None:
            return
        try:
            self.result.value = self._analysis(self.own)
        except Exception as trouble:  # JupyterLab would hide it: this runs when a choice changes
            said = str(trouble)
            if not isinstance(trouble, CourseError):
                log_unexpected(f"panel {self.name}")
                said = say(
                    "These columns cannot be analysed ({kind}). Choose others.",
                    kind=f"{type(trouble).__name__}: {trouble}",
                )
            self.result.value = f'<p role="alert">{escape(said)}</p>{self._choices(self.own)}'

    def _analysis(self, own: OwnFile) -> str:
        from cem_workbook.data.own.file import scores

        if self.score.value == NOT_CHOSEN:
            raise CourseError(say("Which column holds the answers from 0 to 10? Choose it above."))
        read = scores(own, self.score.value)
        if not len(read.values):
            raise CourseError(
                say(
                    "The column “{column}” holds no answer from 0 to 10. Choose another.",
                    column=self.score.value,
                )
            )
        values = read.values.astype(int).tolist()
        result = nps(values)
        svg = draw_boxes(self.name, count(values)).svg(say("Your own eleven boxes"), str(result))
        parts = [svg, f"<p><strong>{escape(str(result))}</strong></p>"]
        if self.group.value and self.group.value != self.score.value:
            parts.append(self._groups(own, read))
        return f'<div dir="{direction()}">{"".join(parts)}{self._left_out(read)}{self._choices(own)}</div>'

    def _groups(self, own: OwnFile, read: Scores) -> str:
        import pandas as pd

        # names of our own first: theirs may be called “score” or “nps”, too
        table = pd.DataFrame({"group": own.text[self.group.value], "score": read.values})
        table = table.dropna(subset=["score"]).astype({"score": int})
        by = nps_by(table, "score", "group").rename(columns={"group": self.group.value})
        if len(by) > 50:
            return f"<p>{escape(say('“{column}” has {n} different values: too many to compare.', column=self.group.value, n=len(by)))}</p>"
        by = by.astype(object).replace({self.group.value: {"": say("(blank)")}})
        return table_html(list(by.columns), by.to_numpy().tolist())

    def _left_out(self, read: Scores) -> str:
        lines = [say("Answers read: {n}. Blank: {blank}.", n=len(read.values), blank=read.blank)]
        lines += read.notes
        if read.dropped:
            lines.append(
                say("Left out because they are no answer from 0 to 10: {n}.", n=len(read.dropped))
            )
        rows = [(d.line, d.text, d.reason) for d in read.dropped[:10]]
        head = (say("Line in the file"), say("What stands there"), say("Why it is left out"))
        return "".join(f"<p>{escape(line)}</p>" for line in lines) + (
            table_html(head, rows) if rows else ""
        )

    @staticmethod
    def _choices(own: OwnFile) -> str:
        """Every choice that was made in reading the file, and how to change it."""
        rows = [(c.what, c.chosen, c.why, c.how_to_change) for c in own.choices]
        head = (
            say("Read with"),
            say("Chosen"),
            say("Because"),
            say("To change it, in code: cem.read_own(path, …)"),
        )
        left = "".join(f"<li>{escape(_left_out_of_table(gone))}</li>" for gone in own.left_out)
        title = escape(say("How the file was read"))
        return (
            f"<details><summary>{title}</summary>{table_html(head, rows)}"
            f"{f'<ul>{left}</ul>' if left else ''}</details>"
        )


def _left_out_of_table(gone: LeftOut) -> str:
    """Say which rows or columns are not in the table, and why."""
    which = ", ".join(gone.columns) or say("{n} lines", n=len(gone.rows))
    return say(
        "Left out: {what} ({which}), because {why}.", what=gone.what, which=which, why=gone.why
    )
