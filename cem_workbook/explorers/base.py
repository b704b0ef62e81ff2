"""What every explorer shares: one living view, a sentence, a table, and a picture that is stored.

A subclass computes in plain methods (`summary`, `picture`, `rows`) from the values of its
controls, and this class shows them. It is tested without a browser: set a control's value, read
`summary`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import escape
from typing import Any, ClassVar, Protocol

import ipywidgets as widgets
from traitlets import TraitError

from cem_workbook.errors import CourseError, log_unexpected
from cem_workbook.explorers.timing import soon
from cem_workbook.figures import DETRACTOR, SOFT, Drawing, Picture
from cem_workbook.messages import direction, say
from cem_workbook.text import table_html

LABEL = {"description_width": "initial"}
READABLE = 0.85  # a drawing is scaled down to this; in a narrower place one scrolls along it
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def hide_still(name: str) -> str:
    """Return the style with which a living view hides the stored one above it.

    An output that is nothing but the stored view is hidden whole, so that no gap is left.
    """
    still = f".cem-still-{name}"
    return f"<style>{still},.jp-OutputArea-child:has(.cem-still{still}){{display:none}}</style>"


# A view whose kernel has gone leaves an error text behind; the stored picture above it says more.
HIDE_DEAD_VIEW = (
    "<style>.jp-OutputArea-child:has([class*=cem-still])~.jp-OutputArea-child "
    ".jp-OutputArea-output.jupyter-widgets:not(:has(*)){display:none}</style>"
)


# A wide drawing or table scrolls by itself, and does not push the words around it out of sight.
IN_ITS_PLACE = "<style>.widget-html-content:has(.cem-explorer){min-width:0;width:100%}</style>"


def show_view(view: widgets.Widget) -> None:
    """Display a widget as nothing but a widget.

    Without the usual text beside it, a stored page can drop the view and keep only what a reader
    without a kernel can use.
    """
    from IPython.display import display

    spec = view._repr_mimebundle_()[WIDGET_VIEW]
    display({WIDGET_VIEW: spec}, raw=True)


class Notes(Protocol):
    """Where a view keeps what the learner has put into it."""

    def read(self) -> Mapping[str, Any]:
        """Return what was kept last, by name; empty if nothing was."""

    def write(self, values: Mapping[str, Any]) -> str:
        """Keep these values; return what the learner must be told about it, or nothing."""

    def finish(self, values: Mapping[str, Any]) -> str:
        """Keep these values for good, beside what changes; return as `write` does."""

    def history(self) -> Sequence[Mapping[str, Any]]:
        """Return what was kept for good, the oldest first."""


class Explorer:
    """An interactive view of one idea.

    Attributes:
        name: the name in `cem.explore(name)`.
        title: what the picture is called.
        controls: the widgets by which the learner moves it, by name.
        kept: names of the controls that hold the learner's own work, such as a coding or a
            checklist. It is kept at every change, and is there again when the view is opened.
        note: what the last action has to say for itself; gone with the next one.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    def __init__(self) -> None:
        self.controls: dict[str, widgets.Widget] = {}
        self.kept: Sequence[str] = ()
        self.note = ""
        self._notes: Notes | None = None
        self._noted: dict[str, Any] = {}
        self._view = widgets.HTML()
        self._as_table = widgets.Checkbox(
            description=say("Show the same as a table"), indent=False, value=False
        )
        self._as_table.observe(self._redraw, "value")
        self.build()
        for control in self.controls.values():
            if not isinstance(control, widgets.Button):
                control.observe(self._redraw, "value")
        self._box = widgets.VBox([*self.layout(), self._view, self._as_table])
        self._redraw()

    # what a subclass says

    def build(self) -> None:
        """Make the controls. Buttons are tied to what they do with `on_click`."""
        raise NotImplementedError

    def layout(self) -> Sequence[widgets.Widget]:
        """Return the controls as they stand above the picture."""
        return list(self.controls.values())

    def update(self) -> None:
        """Compute what the picture, the sentence and the table show."""
        raise NotImplementedError

    @property
    def summary(self) -> str:
        """What the view shows now, in a sentence or two."""
        raise NotImplementedError

    def draw(self) -> Drawing:
        """Draw the picture."""
        raise NotImplementedError

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Return the same content as a table: the head and the rows."""
        raise NotImplementedError

    # what all share

    def remember(self, notes: Notes) -> None:
        """Show what was kept in `notes`, and keep there what changes from now on."""
        before = notes.read()
        for name in self.kept:
            if name in before:
                _put(self.controls[name], before[name])
        self._notes, self._noted = notes, self.work

    @property
    def work(self) -> dict[str, Any]:
        """What is kept: the learner's own work, by the name of its control."""
        return {name: self.controls[name].value for name in self.kept}

    @property
    def svg(self) -> str:
        """The picture as it is now."""
        return self.draw().svg(self.title, self.summary)

    @property
    def html(self) -> str:
        """What the living view shows now."""
        return str(self._view.value)

    def act(self, action: Any) -> Any:
        """Return a button's callback: it does `action`, then redraws; it never fails unseen.

        Where work is kept, an answer that was given just before must not fall to the next item.
        """

        def clicked(_button: widgets.Button) -> None:
            if self.kept:
                soon(lambda: self._guard(action))
            else:
                self._guard(action)

        return clicked

    def _redraw(self, _change: Any = None) -> None:
        self._guard(lambda: None)

    def _guard(self, action: Any) -> None:
        """Do something and redraw. JupyterLab hides an error in a callback, so it is shown here."""
        self.note, trouble = "", ""
        try:
            try:
                action()
            except CourseError as refused:  # nothing was done; the picture stays
                trouble = self._alert(str(refused))
            self._keep()
            self.update()
            self._view.value = self._living() + trouble
        except Exception as error:
            log_unexpected(f"explorer {self.name}")
            sentence = say(
                "This view stumbled ({kind}). Choose Start again, or run the cell again; what you "
                "have answered is safe.",
                kind=f"{type(error).__name__}: {error}",
            )
            self._view.value = hide_still(self.name) + self._alert(sentence)

    def _keep(self) -> None:
        """Keep the learner's work, if it has changed."""
        if self._notes is not None and self.work != self._noted:
            self._noted = self.work
            self.note = self._notes.write(self._noted) or self.note

    @staticmethod
    def _alert(sentence: str) -> str:
        return f'<p role="alert" style="color:{DETRACTOR}">{escape(sentence)}</p>'

    def _living(self) -> str:
        table = ""
        if self._as_table.value:
            table = f'<div style="overflow-x:auto">{self.table_html()}</div>'
        picture = self.draw()
        drawing = picture.svg(self.title, self.summary)
        least = round(READABLE * picture.width)
        note = f'<p role="status"><strong>{escape(self.note)}</strong></p>' if self.note else ""
        return (
            f'{hide_still(self.name)}{IN_ITS_PLACE}<div class="cem-explorer" dir="{direction()}" style="line-height:1.45">'
            f'<div style="overflow-x:auto"><div style="min-width:{least}px">{drawing}</div></div>'
            f'<p role="status" class="cem-summary" style="margin:4px 0">{escape(self.summary)}</p>'
            f"{note}{table}</div>"
        )

    def table_html(self) -> str:
        """Return the table as HTML."""
        return table_html(*self.rows())

    def _ipython_display_(self) -> None:
        """Show the picture and the sentence as they are now, then the living view over them."""
        from IPython.display import display

        display(Picture(self.svg, f"{self.title}. {self.summary}", still=self.name))
        note = say("Run this cell to move it yourself.")
        html = (
            f'{HIDE_DEAD_VIEW}<div class="cem-still cem-still-{self.name}" dir="{direction()}">'
            f"<p>{escape(self.summary)}</p>"
            f"<details><summary>{escape(say('The same as a table'))}</summary>{self.table_html()}"
            f'</details><p style="color:{SOFT}"><em>{escape(note)}</em></p></div>'
        )
        display({"text/html": html, "text/plain": f"{self.summary}\n{note}"}, raw=True)
        show_view(self._box)


def _put(control: widgets.Widget, value: Any) -> None:
    """Set a control to a value that was kept; one that no longer fits is passed over."""
    if value is None:  # every list of choices takes it, and no view keeps it
        return
    with suppress(TraitError, TypeError, ValueError):
        control.value = tuple(value) if isinstance(value, list) else value
