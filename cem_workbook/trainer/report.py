"""The class report: what a group did, what it misunderstood, and what helps.

`read_class("from-my-class")` reads a folder, a zip archive or uploaded files. A part of the report,
such as its `wrong_ideas`, shows itself in a notebook; `page()` and `sheet()` are all of it as files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from pathlib import Path

from cem_workbook.errors import CourseError
from cem_workbook.figures import FONT, SOFT
from cem_workbook.messages import say
from cem_workbook.plan.document import document
from cem_workbook.plan.sheet import put_text
from cem_workbook.trainer import report_parts as parts
from cem_workbook.trainer.class_files import Progress
from cem_workbook.trainer.class_work import read_work
from cem_workbook.trainer.report_counts import Counted, count
from cem_workbook.trainer.report_ideas import drawings_for
from cem_workbook.trainer.report_part import Part, Table

PAGE_FILE, SHEET_FILE = "class-report.html", "class-report.xlsx"
TO_DRAW = 3  # drawings are as many as a morning bears
_STYLE = f"""
main {{ max-width: 240mm; }}
table {{ table-layout: auto; font-size: 9pt; }} .part {{ margin: 0 0 6mm; }}
.part-files {{ break-before: page; }} h2 {{ font-size: 14pt; }} h3 {{ font-size: 11pt; }}
.part > svg {{ margin: 2mm 0; }} .part-learners table {{ font-size: 7.5pt; }}
.part > p, .idea p {{ max-width: 75em; }} pre {{ font-family: ui-monospace, monospace, {FONT}; }}
@media print {{ main {{ max-width: 188mm; }} .part-exercises tr {{ break-inside: avoid; }} }}
"""


@dataclass(frozen=True)
class ClassReport:
    """The report on one class. Its parts show themselves at the end of a cell.

    Attributes:
        counted: what the class did, counted.
        synthetic: whether the class was made up, which the report then says.
    """

    counted: Counted
    synthetic: bool = False

    @cached_property
    def wrong_ideas(self) -> Part:
        """The wrong ideas, ranked, and what helps against them."""
        return parts.wrong_ideas(self.counted)

    @cached_property
    def nobody_right(self) -> Part:
        """The exercises that nobody has right at last."""
        return parts.nobody_right(self.counted)

    @cached_property
    def answers(self) -> Part:
        """Every exercise: how many were right at first, and at last."""
        return parts.answers(self.counted)

    @cached_property
    def learners(self) -> Part:
        """Who finished what."""
        return parts.learners(self.counted)

    @cached_property
    def firm(self) -> Part:
        """Where the class sees its firm."""
        return parts.firm(self.counted)

    @cached_property
    def reflections(self) -> Part:
        """What was written, side by side."""
        return parts.reflections(self.counted)

    @cached_property
    def files(self) -> Part:
        """Which files were not used, and why."""
        return parts.files(self.counted)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in their order."""
        return (self.wrong_ideas, self.nobody_right, self.answers, self.learners, self.firm,
                self.reflections, self.files)  # fmt: skip

    @property
    def summary(self) -> str:
        """The class in a few sentences."""
        people = self.counted.doing
        days = sorted(
            e.at[:10] for d in people for e in (d.person.entries[:1] + d.person.entries[-1:])
        )
        between = ""
        if days:
            first, last = days[0], days[-1]
            between = say(" On {day}.", day=first) if first == last else say(
                " From {first} to {last}.", first=first, last=last
            )  # fmt: skip
        made_up = say("This class is synthetic: made by a program, for show. ")
        return (made_up if self.synthetic else "") + say(
            "Learners: {n}. Answers: {answers}, to {exercises} exercises on {pages} pages.{between} "
            "Files set aside: {aside}.",
            n=len(people),
            answers=sum(tally.answers for tally in self.counted.tallies),
            exercises=len(self.counted.tallies),
            pages=len(self.counted.pages),
            between=between,
            aside=len(self.counted.work.aside),
        )

    def __repr__(self) -> str:
        return "\n".join(filter(None, [self.summary, self.wrong_ideas.words, self._to_draw()]))

    def _to_draw(self) -> str:
        """What to draw on the board against the ideas that most still hold."""
        held = [each for each in self.counted.held if each.still][:TO_DRAW]
        drawings = [d for each in held for d in drawings_for(each.idea.name)[:1]]
        named = [say("“{title}” (notes of {page})", title=d.title, page=d.page) for d in drawings]
        words = "; ".join(dict.fromkeys(named))
        return say("To draw on the board next: {drawings}.", drawings=words) if named else ""

    def page(self) -> bytes:
        """Return the whole report as one self-contained page of HTML."""
        title = say("Class report")
        if not self.counted.doing:
            body = self.files.html
        else:
            body = "".join(part.html for part in self.parts)
        note = say(
            "Learners stand by their code, or by the name that they let leave their computer. The "
            "last part names files; a learning platform may have put people's names into these. "
            "Leave it out when you pass the report on."
        )
        head = (
            f"<h1>{escape(title)}</h1><p><strong>{escape(self.summary)}</strong></p>"
            f'<p style="color:{SOFT}">{escape(note)}</p>'
        )
        return document(title, head + body, _STYLE)

    def sheet(self) -> bytes:
        """Return the report's tables as an Excel workbook, without names of files."""
        from openpyxl import Workbook

        from cem_workbook.plan.sheet import MADE

        book = Workbook()
        book.properties.created = book.properties.modified = MADE
        book.remove(book.active)
        for part in self.parts:
            table = part.cells or part.table
            if table is not None:
                _fill(book.create_sheet(part.key), table)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def save(self, page: str | Path = PAGE_FILE) -> tuple[Path, Path]:
        """Write the page and, beside it, the spreadsheet. Files of these names are replaced.

        Args:
            page: where the page goes; its name ends in `.html`.

        Returns:
            Where the page and the spreadsheet are.

        Raises:
            CourseError: they cannot be written.
        """
        place = Path(page).expanduser()
        sheet = place.with_suffix(".xlsx")
        try:
            place.write_bytes(self.page())
            sheet.write_bytes(self.sheet())
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CourseError(
                say("{path} cannot be written ({reason}).", path=place, reason=reason)
            ) from error
        return place, sheet


def _fill(sheet: object, table: Table) -> None:
    from openpyxl.styles import Alignment, Font

    for at, row in enumerate([table.head, *table.rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)  # type: ignore[attr-defined]
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, (int, float)):
                cell.value = value
            else:
                put_text(cell, str(value))
            if at == 1:
                cell.font = Font(bold=True)
    for column, head in enumerate(table.head):
        longest = max([len(str(head)), *(len(str(row[column])) for row in table.rows)])
        letter = sheet.cell(1, column + 1).column_letter  # type: ignore[attr-defined]
        sheet.column_dimensions[letter].width = max(6, min(longest + 2, 60))  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]


def read_class(
    where: str | Path | Iterable[tuple[str, bytes]],
    progress: Progress = lambda share, words: None,
    now: datetime | None = None,
) -> ClassReport:
    """Read the files of a class, and report on them.

    Args:
        where: a folder, one file (a zip archive, say), or files as names and contents.
        progress: told now and then the share that is done, and a few words.
        now: the time now, against which clocks that are wrong are noticed.

    Raises:
        BadInput: there is no such folder, or it holds far more than a class.
    """
    return ClassReport(count(read_work(where, progress, now)))
