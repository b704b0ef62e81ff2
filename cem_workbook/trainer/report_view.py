"""The class report in JupyterLab: choose a folder or files, see the report, save it."""

from __future__ import annotations

from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.answers import on_enter
from cem_workbook.desk.front import LABEL, Panel, save_beside
from cem_workbook.desk.take_home import EXCEL
from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import hide_still
from cem_workbook.messages import say
from cem_workbook.trainer.report import PAGE_FILE, SHEET_FILE, ClassReport, read_class

HEIGHT = 900
"""Pixels of the frame that the report scrolls in."""


class ClassReportView(Panel):
    """A form that reads the files of a class and shows the report on it.

    Nothing leaves the computer. The report stands in a frame of its own that runs no scripts, so
    that neither its looks nor anybody's words can reach the page around it.
    """

    name: ClassVar[str] = "class-report"

    def __init__(self) -> None:
        super().__init__()
        self.report: ClassReport | None = None
        self.folder = widgets.Text(
            description=say("Folder or archive"),
            placeholder=say("such as from-my-class"),
            style=LABEL,
            layout=widgets.Layout(width="480px"),
        )
        self.read = widgets.Button(description=say("Read"), button_style="primary")
        self.upload = widgets.FileUpload(
            accept=".json,.zip",
            multiple=True,
            description=say("or choose files"),
            layout=widgets.Layout(width="180px"),
        )
        self.bar = widgets.FloatProgress(
            min=0,
            max=1,
            style=LABEL,
            layout=widgets.Layout(width="480px", display="none"),
        )
        self.save_page = widgets.Button(description=say("Save the report, a page to print"))
        self.save_sheet = widgets.Button(description=say("Save its tables, a spreadsheet"))
        self.links, self.shown = widgets.HTML(), widgets.HTML()
        for button in (self.save_page, self.save_sheet):
            button.layout.width = "260px"
        wrap = widgets.Layout(flex_flow="row wrap")
        self._saving = widgets.HBox(
            [self.save_page, self.save_sheet],
            layout=widgets.Layout(flex_flow="row wrap", display="none"),
        )
        self.read.on_click(lambda _: self.do(self._read_folder))
        on_enter(self.folder, lambda: self.do(self._read_folder))
        self.upload.observe(lambda _: self._uploaded(), "value")
        self.save_page.on_click(lambda _: self.do(self._save_page))
        self.save_sheet.on_click(lambda _: self.do(self._save_sheet))
        self.widget = widgets.VBox(
            [
                widgets.HTML(hide_still(self.name)),
                widgets.HBox([self.folder, self.read, self.upload], layout=wrap),
                self.bar,
                self.said,
                self._saving,
                self.links,
                self.shown,
            ]
        )

    @property
    def still(self) -> str:
        """What a reader without a kernel is told."""
        return say("Run this cell to read the files of your own class.")

    def _read_folder(self) -> str:
        where = self.folder.value.strip().strip("\"'")
        if not where:
            raise CourseError(say("Type where the files are, or choose them."))
        return self._take(where)

    def _uploaded(self) -> None:
        chosen: Any = self.upload.value
        if chosen:
            files = [(str(each["name"]), bytes(each["content"])) for each in chosen]
            self.folder.value = ""
            self.do(lambda: self._take(files))
            self.upload.value = ()

    def _take(self, where: str | list[tuple[str, bytes]]) -> str:
        self.report = None
        self.shown.value = self.links.value = ""
        self._saving.layout.display = "none"
        try:
            self.report = read_class(where, self._progress)
        finally:
            self.bar.layout.display = "none"
        page = escape(self.report.page().decode(), quote=True)
        title = escape(say("Class report"))
        self.shown.value = (
            f'<iframe title="{title}" sandbox srcdoc="{page}" style="width:100%;height:{HEIGHT}px;'
            'border:1px solid #d9dee4"></iframe>'
        )
        self._saving.layout.display = "flex"
        return self.report.summary

    def _progress(self, share: float, words: str) -> None:
        self.bar.layout.display = "flex"
        self.bar.value = share
        self.bar.description = words

    def _made(self) -> ClassReport:
        if self.report is None:
            raise CourseError(say("Read the files of a class first."))
        return self.report

    def _save_page(self) -> str:
        said, self.links.value = save_beside(PAGE_FILE, self._made().page(), "text/html")
        return said

    def _save_sheet(self) -> str:
        said, self.links.value = save_beside(SHEET_FILE, self._made().sheet(), EXCEL)
        return said
