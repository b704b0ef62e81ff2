"""The actions as a spreadsheet, one row each. A learner's words are text there, never a formula.

Every text cell is written as a string of the file format, which no program evaluates, carries the
format "text", and the mark by which Excel shows that what begins with = or @ is meant as it is.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cem_workbook.messages import say
from cem_workbook.plan.gather import Plan
from cem_workbook.plan.road import gap_words
from cem_workbook.plan.says import lever_words
from cem_workbook.plan.words import clip
from cem_workbook.plan.worth import Worth

LONGEST = 16_000
"""A cell of a spreadsheet holds 32,767 units of UTF-16; an emoji takes two."""
MADE = datetime(2000, 1, 1)  # the same plan gives the same file


def action_rows(
    plan: Plan, worths: Mapping[str, Worth]
) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
    """Return the head and the rows of the spreadsheet, an action each."""
    head = [
        say("Number"),
        say("Page"),
        say("What I shall do"),
        say("Who owns it"),
        say("By when, as written"),
        say("Day"),
        say("Day of the plan"),
        say("How I shall see that it works"),
        say("Place"),
        say("Still open"),
        say("Lever"),
        say("Expected, %"),
        say("It takes, hours"),
        say("It costs, crowns"),
        say("If it works, crowns from"),
        say("If it works, crowns to"),
        say("If half works, crowns from"),
        say("If half works, crowns to"),
        say("If it does not, crowns from"),
        say("If it does not, crowns to"),
        say("Runs that do not pay back, if it works"),
    ]
    rows = []
    for number, action in enumerate(plan.actions, start=1):
        choice, worth = action.choice, worths.get(action.id)
        sums: list[int | None] = [None] * 7
        if worth is not None:
            ends = [round(e) for c in worth.cases for e in (c.crowns.low, c.crowns.high)]
            sums = [*ends, worth.works.short]
        rows.append(
            [
                number,
                f"{action.page.number:02} {say(action.page.title)}",
                action.what,
                action.owner,
                action.when,
                action.day,
                action.number,
                action.measure,
                say(action.place),
                gap_words(action),
                lever_words().get(choice.lever, ""),
                choice.by if choice.lever else None,
                choice.hours,
                choice.crowns,
                *sums,
            ]
        )
    return head, rows


def spreadsheet(plan: Plan, worths: Mapping[str, Worth]) -> bytes:
    """Return the actions as an Excel workbook."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.properties.created = book.properties.modified = MADE
    sheet = book.active
    sheet.title = "actions"  # a fixed name: programs may read it
    head, rows = action_rows(plan, worths)
    for at, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                put_text(cell, value)
            elif value is not None:
                cell.value = value
                if isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
            if at == 1:
                cell.font = Font(bold=True)
    wide = (8, 26, 48, 20, 20, 12, 10, 40, 14, 18, 26, *[12] * 10)
    for column, width in enumerate(wide):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    sheet.freeze_panes = "D2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put_text(cell: Any, text: str) -> None:
    """Write a text as text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = clip(ILLEGAL_CHARACTERS_RE.sub("", text), LONGEST)
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    cell.number_format = "@"
    cell.quotePrefix = True
