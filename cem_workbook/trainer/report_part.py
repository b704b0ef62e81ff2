"""A part of the class report: sentences, a picture, a table; in a notebook and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cem_workbook.figures import Drawing, Picture
from cem_workbook.messages import direction
from cem_workbook.text import table_html

Row = Sequence[object]


@dataclass(frozen=True)
class Table:
    """A head and rows; the cells are plain values, shown as text."""

    head: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Part:
    """One part of the report.

    Attributes:
        key: its name in the spreadsheet.
        title: its heading.
        sentences: what is in it, in words.
        drawing: a picture of it, described by the sentences.
        table: the same content as a table.
        cells: the table as the spreadsheet has it, where that differs.
        body: what else there is, as HTML in which everything from outside is escaped.
    """

    key: str
    title: str
    sentences: Sequence[str]
    drawing: Drawing | None = None
    table: Table | None = None
    cells: Table | None = None
    body: str = ""

    @property
    def words(self) -> str:
        """The sentences, one after the other."""
        return " ".join(self.sentences)

    @property
    def inside(self) -> str:
        """What stands below the picture, as HTML."""
        words = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        table = table_html(self.table.head, self.table.rows) if self.table else ""
        return f"{words}{self.body}{table}"

    @property
    def html(self) -> str:
        """The whole part as HTML, for the page."""
        picture = self.drawing.svg(self.title, self.words) if self.drawing else ""
        return (
            f'<section class="part part-{self.key}"><h2>{escape(self.title)}</h2>'
            f"{picture}{self.inside}</section>"
        )

    def __repr__(self) -> str:
        return f"{self.title}\n{self.words}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if self.drawing is not None:
            display(
                Picture(self.drawing.svg(self.title, self.words), f"{self.title}. {self.words}")
            )
        # JupyterLab takes what stands between two dollar signs for a formula, sums of money too
        html = (
            f'<div class="mathjax_ignore" dir="{direction()}" style="line-height:1.45">'
            f"{self.inside}</div>"
        )
        display({"text/html": html, "text/plain": repr(self)}, raw=True)
