"""The front desk: choose your company, and take your work with you."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.cards import STYLE
from cem_workbook.desk.desk import Desk, current_desk
from cem_workbook.errors import CourseError, log_unexpected
from cem_workbook.explorers.base import HIDE_DEAD_VIEW, hide_still, show_view
from cem_workbook.figures import DETRACTOR, PROMOTER, SOFT
from cem_workbook.journal.learner import DEMO
from cem_workbook.journal.transfer import Preview, bring, export_bytes, preview
from cem_workbook.messages import direction, say

LABEL = {"description_width": "initial"}
OWN_WORDS = (
    "reflection",
    *(f"assessment/{v}" for v in ("ninety-days", "peer-review", "journey-board")),
)
"""What holds words that a learner typed: reflections, and the views with fields for text."""

COMPANIES = {
    "bank": "The bank: accounts, cards and loans. Customers stay for years, and close the account "
    "when they have had enough.",
    "insurer": "The insurer: policies and claims. Customers meet it seldom, and remember each time.",
    "phone shop": "The phone shop: devices, repairs, and a counter where faulty goods come back.",
    "restaurant": "The restaurant: many guests, short visits, and nobody who says that they will not "
    "return.",
}


class Panel:
    """A form of widgets with a stored sentence in its place where no kernel runs."""

    name: ClassVar[str]

    def __init__(self) -> None:
        self.said = widgets.HTML()

    widget: widgets.Widget

    @property
    def still(self) -> str:
        """What a reader without a kernel is told."""
        raise NotImplementedError

    def do(self, action: Callable[[], str]) -> None:
        """Do something and show the sentence it gives. Nothing fails unseen."""
        colour = PROMOTER
        try:
            said = action()
        except CourseError as trouble:
            said, colour = str(trouble), DETRACTOR
        except Exception as error:
            log_unexpected(f"panel {self.name}")
            colour = DETRACTOR
            said = say(
                "That did not work ({kind}). Nothing was lost; try again.",
                kind=f"{type(error).__name__}: {error}",
            )
        notices = "".join(f"<p>{escape(n)}</p>" for n in current_desk().take_notices())
        self.say_html(f'<p style="color:{colour}">{escape(said)}</p>{notices}')

    def say_html(self, html: str) -> None:
        """Show something below the form."""
        self.said.value = f'<div role="alert" dir="{direction()}">{html}</div>'

    def _ipython_display_(self) -> None:
        from IPython.display import display

        html = (
            f'{HIDE_DEAD_VIEW}<p class="cem-still cem-still-{self.name}" dir="{direction()}" style="color:{SOFT}">'
            f"<em>{escape(self.still)}</em></p>"
        )
        display({"text/html": html, "text/plain": self.still}, raw=True)
        show_view(self.widget)


class CompanyChooser(Panel):
    """Choose a company; a name is optional."""

    name = "choose-company"

    def __init__(self) -> None:
        super().__init__()
        desk = current_desk()
        self.sector = widgets.RadioButtons(
            options=[(say(text), sector) for sector, text in COMPANIES.items()],
            # work may have come from a later edition, with kinds of companies that are unknown here
            value=desk.learner.sector if desk.learner.sector in COMPANIES else None,
            layout=widgets.Layout(width="100%", max_width="720px"),
        )
        self.person = widgets.Text(
            value=desk.learner.name,
            description=say("Your name, if you like"),
            style=LABEL,
            layout=widgets.Layout(width="360px"),
        )
        self.number = widgets.Text(
            description=say("Number from your trainer, if you have one"),
            style=LABEL,
            layout=widgets.Layout(width="420px"),
        )
        self.choose = widgets.Button(
            description=say("Choose this company"),
            button_style="primary",
            layout=widgets.Layout(width="200px"),
        )
        self.others = widgets.Dropdown(description=say("Or go on as"), style=LABEL)
        self.go_on = widgets.Button(description=say("Go on"))
        self._others_box = widgets.HBox([self.others, self.go_on])
        self.choose.on_click(lambda _: self.do(self._choose))
        self.go_on.on_click(lambda _: self.do(self._go_on))
        self._list_others()
        self.widget = widgets.VBox(
            [
                widgets.HTML(STYLE + hide_still(self.name)),
                self.sector,
                self.person,
                self.number,
                self.choose,
                self._others_box,
                self.said,
            ]
        )
        self.widget.add_class("cem-card")

    @property
    def still(self) -> str:
        """What a reader without a kernel is told."""
        return say("Run this cell to choose your company. Until then you are the visitor “demo”.")

    def _list_others(self) -> None:
        desk = current_desk()
        others = [learner for learner in desk.learners.all() if learner.id != desk.learner.id]
        self.others.options = [
            (f"{learner.name or learner.id} ({learner.sector})", learner.id) for learner in others
        ]
        self._others_box.layout.display = "flex" if others else "none"

    def _seed(self) -> int | None:
        text = self.number.value.strip()
        if not text:
            return None
        if not text.isdecimal() or int(text) >= 2**31:
            raise CourseError(
                say("“{text}” is not a number from a trainer: it has digits only.", text=text)
            )
        return int(text)

    def _choose(self) -> str:
        if self.sector.value is None:
            raise CourseError(say("Choose one of the companies first."))
        desk, seed = current_desk(), self._seed()
        if desk.learner.id == "demo":
            desk.learners.begin(self.sector.value, self.person.value, seed)
        else:
            if seed is None and self.sector.value != desk.learner.sector:
                seed = self._former_seed(desk)
            desk.learners.change(name=self.person.value, sector=self.sector.value, seed=seed)
        return self._done()

    def _former_seed(self, desk: Desk) -> int:
        """Return the seed of the company of this kind that the learner had before, or a new one."""
        for entry in reversed(desk.journal.entries("profile", desk.learner.id)):
            seed = entry.body.get("seed")
            if entry.body.get("sector") == self.sector.value and isinstance(seed, int):
                return seed
        return secrets.randbelow(2**31)

    def _go_on(self) -> str:
        if not self.others.value:
            raise CourseError(say("There is nobody else here."))
        current_desk().learners.choose(self.others.value)
        return self._done()

    def _done(self) -> str:
        self._list_others()
        desk = current_desk()
        company = desk.company
        hello = say("Welcome, {name}. ", name=desk.learner.name) if desk.learner.name else ""
        return hello + say(
            "Your company is {title}, with branches {branches} and {customers:,} customers, all "
            "synthetic. Now choose Run › Run All Cells, here and on every page that is open: your "
            "company has numbers of its own. {lasting}",
            title=company.title,
            branches=", ".join(company.branches),
            customers=len(company.customers),
            lasting=desk.lasting.sentence,
        )


class WorkDesk(Panel):
    """Take your work with you as one small file, or bring it back.

    The file names nobody unless its owner wants it to: a code stands for them, in a class report
    as well.
    """

    name = "my-work"

    def __init__(self) -> None:
        super().__init__()
        self.with_name = widgets.Checkbox(description=say("Put my name into it"), indent=False)
        self.no_words = widgets.Checkbox(
            description=say("Leave out what I wrote in my own words"), indent=False
        )
        self.leaving, self.link = widgets.HTML(), widgets.HTML()
        self.save = widgets.Button(
            description=say("Save my work to a file"), button_style="primary"
        )
        self.upload = widgets.FileUpload(
            accept=".json", multiple=False, description=say("Bring work back")
        )
        for control in (self.save, self.upload):
            control.layout.width = "220px"
        for box in (self.with_name, self.no_words):
            box.observe(lambda _: self._show_leaving(), "value")
        self.save.on_click(lambda _: self.do(self._save))
        self.upload.observe(lambda _: self._uploaded(), "value")
        self.widget = widgets.VBox(
            [
                widgets.HTML(hide_still(self.name)),
                self.leaving,
                self.with_name,
                self.no_words,
                widgets.HBox([self.save, self.upload]),
                self.link,
                self.said,
            ]
        )
        self._show_leaving()

    @property
    def still(self) -> str:
        """What a reader without a kernel is told."""
        return say("Run this cell to save your work to a file, or to bring it back.")

    @property
    def _without(self) -> tuple[str, ...]:
        name = () if self.with_name.value else ("name",)
        return (*name, *(OWN_WORDS if self.no_words.value else ()))

    def _show_leaving(self) -> None:
        """Say whose file it would be, and all that would be in it; an older link is gone then."""
        desk = current_desk()
        what = preview(desk.journal, self._without)
        self.with_name.layout.display = None if preview(desk.journal).names else "none"
        self.link.value = ""
        self.leaving.value = (
            f'<div dir="{direction()}">{_code(desk)}<p>{escape(describe(what))}</p></div>'
        )

    def _save(self) -> str:
        desk = current_desk()
        self._show_leaving()
        content = export_bytes(desk.journal, self._without)
        said, self.link.value = save_beside(work_file(desk), content, "application/json")
        return said

    def _uploaded(self) -> None:
        if self.upload.value:
            uploaded: Any = self.upload.value[0]
            self.do(lambda: self._bring(bytes(uploaded["content"])))
            self.upload.value = ()

    def _bring(self, content: bytes) -> str:
        report = bring(current_desk().learners, content)
        self._show_leaving()
        desk = current_desk()
        who = (
            say("You are {name}; your company", name=desk.learner.name)
            if desk.learner.name
            else say("Your company")
        )
        back = say(
            "Your work is back: {added} entries were added, {there} were here already. {who} is "
            "{title}. Run the page again.",
            added=report.added,
            there=report.already_there,
            who=who,
            title=desk.company.title,
        )
        refused = say("Refused: {n}.", n=report.refused) if report.refused else ""
        return " ".join(filter(None, (back, refused, report.notice)))


def work_file(desk: Desk) -> str:
    """Return the name of the learner's file; with the code, those of a class fit into one folder."""
    return f"my-cem-work-{desk.learner.id}.json"


def _code(desk: Desk) -> str:
    """Return the learner's code in large letters, as HTML."""
    if desk.learner.id == DEMO:
        words = say(
            "You are the visitor “demo”, so your work has no code. Choose a company first if a "
            "trainer collects the files of a class."
        )
        return f"<p>{escape(words)}</p>"
    words = say(
        "Note your code down. It stands for you in the file, and in the report on a class: nobody "
        "else knows that it is yours."
    )
    return (
        f'<p>{escape(say("Your code:"))} <strong style="font:600 28px/1.3 ui-monospace,monospace;'
        f'letter-spacing:0.08em">{desk.learner.id}</strong><br>{escape(words)}</p>'
    )


def save_beside(name: str, content: bytes, kind: str) -> tuple[str, str]:
    """Write a file beside the page; nothing else is ever overwritten.

    Args:
        name: what it should be called.
        content: what stands in it.
        kind: its media type.

    Returns:
        What to tell the learner, and a link, as HTML, by which the browser downloads the same.
    """
    data = base64.b64encode(content).decode()
    link = (
        f'<p><a download="{name}" href="data:{kind};base64,{data}">'
        f"{escape(say('Download {file}', file=name))}</a></p>"
    )
    try:
        place = _save_new(Path.cwd() / name, content)
        return say("Saved as {file}, beside this page.", file=place.name), link
    except OSError:
        return say("This folder cannot be written to; use the link."), link


def _save_new(wanted: Path, content: bytes) -> Path:
    """Write a new file, under a name with a number if need be, and return where it is.

    What is there is never overwritten, nor written to through a link; the same file counts as saved.
    """
    place, number = wanted, 1
    while True:
        try:
            with place.open("xb") as file:
                file.write(content)
            return place
        except FileExistsError:
            if place.is_file() and place.read_bytes() == content:
                return place
            number += 1
            place = wanted.with_stem(f"{wanted.stem}-{number}")


def describe(what: Preview) -> str:
    """Say what would leave the computer with an exported file."""
    if not what.counts:
        return say("There is nothing to save yet.")
    words = {
        "attempt": say("answers"),
        "hint": say("hints seen"),
        "solution": say("solutions seen"),
        "reflection": say("reflections"),
        "assessment": say("work in views, with what you typed there"),
        "profile": say("choice of company"),
        "name": say("name"),
    }
    parts = ", ".join(f"{words.get(kind, kind)}: {n}" for kind, n in what.counts.items())
    names = (
        say(" Your name is in it: {names}.", names=", ".join(what.names))
        if what.names
        else say(" Your name is not in it.")
    )
    own = say(" Words of your own in it: {n}.", n=what.words) if what.words else ""
    return say(
        "The file holds: {parts}.{names}{own} It has {size:.0f} kB and nothing else in it.",
        parts=parts,
        names=names,
        own=own,
        size=max(1, what.size / 1000),
    )
