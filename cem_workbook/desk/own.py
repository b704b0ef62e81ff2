"""With your own file: point at an export, say which column is which, see the page's analysis."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.analyses import NOT_CHOSEN, CESAnalysis, CSATAnalysis, NPSAnalysis
from cem_workbook.desk.answers import on_enter
from cem_workbook.desk.churn_analysis import ChurnAnalysis
from cem_workbook.desk.front import LABEL, Panel
from cem_workbook.desk.reading import ReadingForm
from cem_workbook.errors import CourseError, log_unexpected
from cem_workbook.explorers.base import hide_still
from cem_workbook.messages import direction, say
from cem_workbook.text import table_html

if TYPE_CHECKING:
    from cem_workbook.data.own.file import LeftOut, OwnFile
    from cem_workbook.desk.analyses import Analysis

ALL_TOGETHER = ""
ANALYSES: dict[str, type[Analysis]] = {
    kind.metric: kind for kind in (NPSAnalysis, CSATAnalysis, CESAnalysis, ChurnAnalysis)
}


class OwnFileView(Panel):
    """A form that reads a file and runs the analysis of its page on it. Nothing leaves the computer.

    Args:
        metric: whose analysis: `nps`, `csat`, `ces` or `churn`.

    Raises:
        CourseError: if there is no such analysis; says which there are.
    """

    name: ClassVar[str] = "own-file"

    def __init__(self, metric: str = "nps") -> None:
        super().__init__()
        if metric not in ANALYSES:
            raise CourseError(
                say(
                    "There is no analysis “{metric}”. There are: {metrics}.",
                    metric=metric,
                    metrics=", ".join(ANALYSES),
                )
            )
        self.analysis = ANALYSES[metric]()
        self.own: OwnFile | None = None
        self._preparing = False
        self.upload = widgets.FileUpload(
            accept=".csv,.tsv,.txt,.xlsx,.xlsm,.parquet",
            multiple=False,
            description=say("Choose a file"),
            layout=widgets.Layout(width="180px"),
        )
        self.path = widgets.Text(
            description=say("or type where it is"),
            placeholder=self.analysis.example,
            style=LABEL,
            layout=widgets.Layout(width="480px"),
        )
        self.read = widgets.Button(description=say("Read"), button_style="primary")
        self.bar = widgets.FloatProgress(
            min=0,
            max=1,
            description=say("Reading"),
            style=LABEL,
            layout=widgets.Layout(width="480px", display="none"),
        )
        self.columns = {
            role: widgets.Dropdown(
                description=label, style=LABEL, layout=widgets.Layout(width="560px")
            )
            for role, label in self.analysis.roles.items()
        }
        self.group = widgets.Dropdown(
            description=say("Compare by"), style=LABEL, layout=widgets.Layout(width="300px")
        )
        self.reading = ReadingForm()
        self._source: tuple[str | bytes, str | None] = ("", None)
        self.result = widgets.HTML()
        wrap = widgets.Layout(flex_flow="row wrap")
        self._choices_box = widgets.VBox(
            [
                widgets.HBox([*self.columns.values(), self.group], layout=wrap),
                widgets.HBox(list(self.analysis.questions.values()), layout=wrap),
            ],
            layout=widgets.Layout(display="none"),
        )
        self.upload.observe(lambda _: self._uploaded(), "value")
        self.read.on_click(lambda _: self.do(self._read_path))
        on_enter(self.path, lambda: self.do(self._read_path))
        self.reading.again.on_click(lambda _: self.do(self._take))
        for column in self.columns.values():
            column.observe(lambda _: self._columns_changed(), "value")
        for name, control in {"": self.group, **self.analysis.questions}.items():
            if name in self.analysis.decisive:
                control.observe(lambda _: self._columns_changed(), "value")
            else:
                control.observe(lambda _: self._analyse_quietly(), "value")
        self.widget = widgets.VBox(
            [
                widgets.HTML(hide_still(self.name)),
                widgets.HBox([self.upload, self.path, self.read], layout=wrap),
                self.bar,
                self.said,
                self._choices_box,
                self.reading.widget,
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
            self.do(lambda: self._take_new(bytes(uploaded["content"]), str(uploaded["name"])))
            self.upload.value = ()

    def _read_path(self) -> str:
        where = self.path.value.strip().strip("\"'")
        if not where:
            raise CourseError(say("Choose a file, or type where it is, and choose Read."))
        return self._take_new(where, None)

    def _take_new(self, source: str | bytes, name: str | None) -> str:
        self.reading.reset()
        self.reading.widget.layout.display = "none"
        self._source = (source, name)
        return self._take()

    def _take(self) -> str:
        """Read the file, find the columns, and show the analysis."""
        from cem_workbook.data.own.file import read_own, recognise

        self.own = None
        self.result.value = ""
        self._choices_box.layout.display = "none"
        try:
            told = self.reading.told()
            source, name = self._source
            own = read_own(source, name=name, progress=self._progress, **told)
        except CourseError:
            self.reading.widget.layout.display = "flex"
            raise
        finally:
            self.bar.layout.display = "none"
        roles = recognise(own)
        every = [column.name for column in own.columns]
        self._preparing = True  # many drop-downs change at once; the analysis waits for the last
        try:
            for role, preferred in self.analysis.preferred(roles).items():
                control, found = self.columns[role], getattr(roles, role)
                likely = [n for n in (preferred, *found.alternatives) if n]
                names = [*likely, *(n for n in every if n not in likely)]
                control.options = [(say("choose…"), NOT_CHOSEN), *((n, n) for n in names)]
                control.value = preferred or NOT_CHOSEN
            self.group.options = [
                (say("nothing: all together"), ALL_TOGETHER),
                *((n, n) for n in every),
            ]
            self.group.value = roles.group.column or ALL_TOGETHER
            with suppress(CourseError):  # the analysis says what is wrong with a column
                self.analysis.suggest(own, self._chosen(), fresh=True)
        finally:
            self._preparing = False
        self.reading.offer_columns(every)
        self.reading.widget.layout.display = "flex"
        self._choices_box.layout.display = "flex"
        self.own = own
        self._analyse_quietly()
        parts = [
            say(
                "Read {name}: {rows} rows, {columns} columns.",
                name=own.name,
                rows=len(own.frame),
                columns=len(every),
            )
        ]
        parts += [
            say("“{column}” is taken for {role}: {why}.", column=r.column, role=r.role, why=r.why)
            for r in (getattr(roles, role) for role in self.columns)
            if r.column is not None
        ]
        parts.append(self.analysis.missing(roles))
        return " ".join(filter(None, parts))

    def _progress(self, share: float, words: str) -> None:
        self.bar.layout.display = "flex"
        self.bar.value = share
        self.bar.description = words

    # the analysis

    def _chosen(self) -> dict[str, str]:
        return {role: control.value for role, control in self.columns.items()}

    def _columns_changed(self) -> None:
        if self.own is None or self._preparing:
            return
        self._preparing = True
        try:
            with suppress(CourseError):
                self.analysis.suggest(self.own, self._chosen(), fresh=False)
        finally:
            self._preparing = False
        self._analyse_quietly()

    def _analyse_quietly(self) -> None:
        """Show the analysis for the columns chosen; trouble becomes a sentence."""
        if self.own is None or self._preparing:
            return
        try:
            group = self.group.value if self.group.value not in self._chosen().values() else ""
            shown = self.analysis.show(self.own, self._chosen(), group)
        except Exception as trouble:  # JupyterLab would hide it: this runs when a choice changes
            said = str(trouble)
            if not isinstance(trouble, CourseError):
                log_unexpected(f"panel {self.name}")
                said = say(
                    "These columns cannot be analysed ({kind}). Choose others.",
                    kind=f"{type(trouble).__name__}: {trouble}",
                )
            shown = f'<p role="alert">{escape(said)}</p>'
        self.result.value = f'<div dir="{direction()}">{shown}{self._choices(self.own)}</div>'

    @staticmethod
    def _choices(own: OwnFile) -> str:
        """Every choice that was made in reading the file, and how to change it."""
        rows = [(c.what, c.chosen, c.why, c.how_to_change) for c in own.choices]
        head = (
            say("Read with"),
            say("Chosen"),
            say("Because"),
            say("To change it: “Read it differently” above; in code cem.read_own(path, …)"),
        )
        left = "".join(f"<li>{escape(_left_out_of_table(gone))}</li>" for gone in own.left_out)
        title = escape(say("How the file was read"))
        return (
            f"<details><summary>{title}</summary>{table_html(head, rows)}"
            f"{f'<ul>{left}</ul>' if left else ''}</details>"
        )


def _left_out_of_table(gone: LeftOut) -> str:
    """Say which rows or columns are not in the table, and why."""
    which = ", ".join(gone.columns) or say("lines: {n}", n=len(gone.rows))
    return say(
        "Left out: {what} ({which}), because {why}.", what=gone.what, which=which, why=gone.why
    )
