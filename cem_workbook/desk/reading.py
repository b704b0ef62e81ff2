"""How a file is read, as a form: everything that was found out can be told instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from cem_workbook.desk.front import LABEL
from cem_workbook.errors import CourseError
from cem_workbook.messages import say

AS_FOUND = ""
_ENCODINGS = ("utf-8", "utf-16", "cp1254", "cp1251", "cp1256", "cp1252", "koi8-r", "cp866")


class ReadingForm:
    """The choices of `cem.read_own` for people who do not write code, folded until wanted.

    Attributes:
        controls: a widget for each argument of `read_own`, by the argument's name.
        again: the button that reads the file once more.
        widget: all of it.
    """

    def __init__(self) -> None:
        as_found = (say("as found"), AS_FOUND)

        def choice(label: str, options: Sequence[tuple[str, str]]) -> widgets.Dropdown:
            return widgets.Dropdown(
                options=[as_found, *options],
                description=label,
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            )

        def words(label: str) -> widgets.Text:
            return widgets.Text(
                description=label,
                placeholder=say("as found"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            )

        self.controls: dict[str, Any] = {
            "encoding": choice(say("Encoding of the letters"), [(e, e) for e in _ENCODINGS]),
            "separator": choice(
                say("Between two cells stands"),
                [
                    (say("a comma"), ","),
                    (say("a semicolon"), ";"),
                    (say("a tab"), "\t"),
                    (say("a vertical bar"), "|"),
                ],
            ),
            "decimal": choice(say("Decimal sign"), [(say("point"), "."), (say("comma"), ",")]),
            "header": words(say("Line with the column names (0: none)")),
            "sheet": words(say("Sheet of the workbook")),
            "repeated_ids": choice(
                say("Of rows with the same id, keep"),
                [
                    (say("all that differ"), "different"),
                    (say("all"), "all"),
                    (say("the first"), "first"),
                    (say("the last"), "last"),
                ],
            ),
            "id_column": choice(say("Column that tells rows apart"), []),
            "keep_personal": widgets.Checkbox(
                description=say("Also read names, e-mail addresses and telephone numbers"),
                indent=False,
                layout=widgets.Layout(width="480px"),
            ),
        }
        self.again = widgets.Button(description=say("Read again"))
        inside = widgets.VBox(
            [
                widgets.HBox(
                    list(self.controls.values()), layout=widgets.Layout(flex_flow="row wrap")
                ),
                self.again,
            ]
        )
        self.widget = widgets.Accordion([inside], titles=[say("Read it differently")])
        self.widget.layout.display = "none"

    def reset(self) -> None:
        """Forget what was told: another file is another matter."""
        self.controls["id_column"].options = self.controls["id_column"].options[:1]
        for control in self.controls.values():
            control.value = False if isinstance(control, widgets.Checkbox) else AS_FOUND

    def offer_columns(self, names: Sequence[str]) -> None:
        """Offer these columns as ids; what was chosen stays."""
        control = self.controls["id_column"]
        chosen = control.value
        control.options = [(say("as found"), AS_FOUND), *((name, name) for name in names)]
        control.value = chosen if chosen in names else AS_FOUND

    def told(self) -> dict[str, Any]:
        """Return the arguments of `read_own` that somebody chose.

        Raises:
            CourseError: if the line of the column names is no number.
        """
        chosen = {name: c.value for name, c in self.controls.items() if c.value}
        if "header" in chosen:
            line = str(chosen["header"]).strip()
            if not line.isdecimal():
                raise CourseError(
                    say("The line of the column names is a number, such as 2; 0 means none.")
                )
            chosen["header"] = int(line)
        return chosen
