"""What you take home: the plan as a page, the actions as a spreadsheet, the form, the certificate."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import ClassVar

import ipywidgets as widgets

from cem_workbook import __version__
from cem_workbook.desk.desk import current_desk
from cem_workbook.desk.front import Panel, save_beside, work_file
from cem_workbook.desk.ninety_days import NinetyDays
from cem_workbook.desk.notes import with_notes
from cem_workbook.explorers.base import hide_still
from cem_workbook.figures import GRID
from cem_workbook.journal.transfer import content_of, read_export
from cem_workbook.messages import direction, say
from cem_workbook.plan.certificate import (
    Certificate,
    Verdict,
    certify,
    read_certificate,
    verify,
)
from cem_workbook.plan.certificate_page import (
    certificate_page,
    certificate_sentences,
    review_page,
)
from cem_workbook.plan.page import plan_page
from cem_workbook.plan.sheet import spreadsheet

PLAN_FILE, ACTIONS_FILE = "my-ninety-days.html", "my-actions.xlsx"
REVIEW_FILE = "peer-review.html"
CERTIFICATE_FILE, CERTIFICATE_DATA = "my-certificate.html", "my-certificate.json"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TakeHome(Panel):
    """Four files to take along; what is in them is said before they are made."""

    name: ClassVar[str] = "take-home"

    def __init__(self) -> None:
        super().__init__()
        self.no_name = widgets.Checkbox(description=say("Leave out my name"), indent=False)
        self.leaving, self.links = widgets.HTML(), widgets.HTML()
        self.buttons = {
            PLAN_FILE: widgets.Button(
                description=say("My plan, two pages to print"), button_style="primary"
            ),
            ACTIONS_FILE: widgets.Button(description=say("My actions, a spreadsheet")),
            REVIEW_FILE: widgets.Button(description=say("The form for a peer, to print")),
            CERTIFICATE_FILE: widgets.Button(description=say("My certificate")),
        }
        makers = {
            PLAN_FILE: self._plan,
            ACTIONS_FILE: self._actions,
            REVIEW_FILE: self._form,
            CERTIFICATE_FILE: self._certificate,
        }
        for file, button in self.buttons.items():
            button.layout.width = "250px"
            button.on_click(lambda _, make=makers[file]: self.do(make))
        self.no_name.observe(lambda _: self._show_leaving(), "value")
        wrap = widgets.Layout(flex_flow="row wrap")
        self.widget = widgets.VBox(
            [
                widgets.HTML(hide_still(self.name)),
                self.no_name,
                self.leaving,
                widgets.HBox(list(self.buttons.values()), layout=wrap),
                self.said,
                self.links,
            ]
        )
        self._show_leaving()

    @property
    def still(self) -> str:
        """What a reader without a kernel is told."""
        return say("Run this cell to save your plan, your actions and your certificate.")

    @property
    def _view(self) -> NinetyDays:
        return with_notes(NinetyDays(current_desk()))

    def _show_leaving(self) -> None:
        desk = current_desk()
        plan = self._view.plan
        words = sum(
            len(text.split())
            for action in plan.actions
            for text in (action.what, action.owner, action.when, action.measure)
        )
        name = desk.learner.name
        named = (
            say("Your name is not in them.")
            if self.no_name.value or not name
            else say("Your name is in the plan and on the certificate: {name}.", name=name)
        )
        told = (
            say(
                "The plan and the spreadsheet hold your actions ({n}, in {words} words, with the "
                "names of owners that you wrote), the sums, and none of your answers to exercises.",
                n=len(plan.actions),
                words=words,
            )
            if plan.actions
            else say(
                "You have not written any action yet, so the plan and the spreadsheet are empty."
            ),
            say(
                "The plan also holds what you came for, your self-assessment, what you worked out "
                "in the views, the claims that you would repeat, and the numbers that you typed."
            ),
            say("The certificate holds counts of answers, page by page."),
            named,
        )
        self.leaving.value = f'<p dir="{direction()}">{escape(" ".join(told))}</p>'

    def _save(self, *files: tuple[str, bytes, str]) -> str:
        saved = [save_beside(*file) for file in files]
        self.links.value = "".join(link for _, link in saved)
        self._show_leaving()
        return " ".join(said for said, _ in saved)

    def _plan(self) -> str:
        view = self._view
        content = plan_page(view.plan, view.extras(), named=not self.no_name.value)
        return self._save((PLAN_FILE, content, "text/html"))

    def _actions(self) -> str:
        view = self._view
        content = spreadsheet(view.plan, view.extras().worths)
        return self._save((ACTIONS_FILE, content, EXCEL))

    def _form(self) -> str:
        return self._save((REVIEW_FILE, review_page(), "text/html"))

    def _certificate(self) -> str:
        made = certificate_of_now()
        if self.no_name.value:
            made = replace(made, name="")
        said = self._save(
            (CERTIFICATE_FILE, certificate_page(made), "text/html"),
            (CERTIFICATE_DATA, made.file(), "application/json"),
        )
        return say(
            "{said} To have it checked, save your work, too, with cem.my_work(), and hand in both.",
            said=said,
        )


class Stated:
    """The certificate in the page: its sentences, and how it is checked."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it states."""
        who = self.certificate.name or say("Learner {id}", id=self.certificate.learner)
        return (who, *certificate_sentences(self.certificate))

    @property
    def check(self) -> str:
        """The line of code that checks it, with the names of the files as they are saved first."""
        return f'cem.verify("{CERTIFICATE_DATA}", "{work_file(current_desk())}")'

    def __repr__(self) -> str:
        return "\n".join((*self.sentences, say("To check it:") + " " + self.check))

    def _repr_html_(self) -> str:
        lines = "".join(f"<p style='margin:2px 0'>{escape(s)}</p>" for s in self.sentences)
        check = f'{escape(say("To check it:"))} <code dir="ltr">{escape(self.check)}</code>'
        return (
            f'<div dir="{direction()}" style="border:1px solid {GRID};border-radius:6px;'
            f'padding:8px 14px;line-height:1.5">{lines}<p style="margin:2px 0">{check}</p></div>'
        )


def certificate_of_now() -> Certificate:
    """Return the certificate of whoever is learning here now."""
    desk = current_desk()
    return certify(desk.journal.entries(), desk.learner.id, __version__, desk.learner.name)


def verify_files(certificate: str | Path, export: str | Path) -> Verdict:
    """Check a certificate against an exported file.

    Raises:
        BadInput: one of the two cannot be read, or is something else.
    """
    stated = read_certificate(content_of(certificate))
    parcel = read_export(export)
    learner = parcel.learner.id if parcel.learner else ""
    return verify(stated, learner, parcel.entries, __version__)
