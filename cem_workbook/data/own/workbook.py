"""From an Excel workbook to a sheet: which of its sheets, and what of it cannot be seen in it."""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from cem_workbook.data.own.kinds import MOST_CELLS, damaged_workbook, too_many_cells
from cem_workbook.data.own.sheet import Choice, Report, Sheet
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

_MOST_ROWS = 1_048_576  # Excel's own limit; a damaged file may claim any number
_MOST_BLANK = 5 * MOST_CELLS  # cells, blank ones too: each row may claim Excel's last column
_OFTEN = 1000  # rows between two reports


def read_workbook(data: bytes, name: str, sheet: str | None, report: Report) -> Sheet:
    """Read one sheet of an Excel workbook.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        sheet: the title of the sheet; None for the first that is visible and not empty.
        report: told the share that is read.

    Raises:
        BadInput: if there is no such sheet, no filled cell, or the file is damaged.
    """
    from openpyxl.reader.excel import ExcelReader  # a third of a second, for workbooks only

    try:
        with warnings.catch_warnings():  # of styles and filters, which nobody reads here
            warnings.simplefilter("ignore")
            reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True)
            reader.read()
            book = reader.wb
            titles = [found.title for found in book.worksheets]
            visible = [found.title for found in book.worksheets if found.sheet_state == "visible"]
            if sheet is not None and sheet not in titles:
                raise BadInput(
                    say(
                        "{name} has no sheet {sheet!r}. Its sheets are: {sheets}.",
                        name=name,
                        sheet=sheet,
                        sheets=", ".join(titles),
                    )
                )
            for title in [sheet] if sheet is not None else visible:
                found = Sheet()
                found.fill(_rows_of(book[title], name, found.numbers, report), name)
                if found.head:
                    break
            else:
                raise BadInput(_empty(name, hidden=len(titles) > len(visible)))
            found.choices = [
                _sheet_choice(title, titles, visible, told=sheet is not None),
                *_not_seen(reader, title),
            ]
    except (BadInput, MemoryError):
        raise
    except Exception:  # what a damaged workbook raises has no end: KeyError, ParseError, zlib.error
        raise damaged_workbook(name) from None
    return found


def _empty(name: str, hidden: bool) -> str:
    if hidden:
        return say(
            "{name} is empty: its visible sheets hold no filled cell. To read a hidden one, name "
            "it with sheet=….",
            name=name,
        )
    return say(
        "{name} is empty: its sheets hold no filled cell. Export it again.",
        name=name,
    )


def _sheet_choice(title: str, titles: list[str], visible: list[str], told: bool) -> Choice:
    others = [other for other in titles if other != title]
    shown = ", ".join(
        other if other in visible else say("{sheet} (hidden)", sheet=other) for other in others
    )
    if told:
        why = say("you said so")
    elif others:
        why = say("it is the first that holds something; the others are {others}", others=shown)
    else:
        why = say("there is no other")
    how = f"sheet={others[0]!r}" if others else say("there is no other to take")
    return Choice(say("Sheet"), title, why, how)


def _rows_of(worksheet: Any, name: str, numbers: set[int], report: Report) -> Iterator[list[str]]:
    """Give the rows of a sheet, and note the columns that hold numbers with decimals.

    Raises:
        BadInput: its blank cells have no end.
    """
    claimed = worksheet.max_row or 0
    rows = claimed if claimed > _OFTEN else _MOST_ROWS
    worksheet.reset_dimensions()  # some programs store wrong ones, and rows would be missing
    found = itertools.islice(worksheet.iter_rows(values_only=True), _MOST_ROWS)
    cells = 0
    for number, values in enumerate(found, 1):
        cells += len(values)
        if cells > _MOST_BLANK:
            raise too_many_cells(name)
        if number % _OFTEN == 0:
            report(min(number / rows, 1.0))
        row = [_text_of(value) for value in values]
        numbers.update(at for at, value in enumerate(values) if isinstance(value, float))
        yield row if any(row) else []


def _text_of(value: object) -> str:
    """Return the cell of a workbook as text, with a point for the decimal sign and ISO dates."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)


# --- what a row of cells does not show -----------------------------------------------------------

_CHUNK = 1 << 20
_LONGEST = 10_000  # of the pieces looked for, a formula being the longest
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+\d+)"[^>]*>\s*<f(?:[^>]*/>|[^>]*[^/]>[^<]*</f>|>[^<]*</f>)'
    rb"\s*(?:<v\s*/>|<v></v>|</c>)"
)


def _not_seen(reader: Any, title: str) -> list[Choice]:
    """Return what to say of merged cells, and of formulas whose values the file does not hold."""
    found: dict[str, dict[str, None]] = {"merged": {}, "formulas": {}}
    member = next(part.target for sheet, part in reader.parser.find_sheets() if sheet.name == title)
    with reader.archive.open(member) as xml:
        before = b""
        while chunk := xml.read(_CHUNK):
            piece = before + chunk
            for kind, pattern in (("merged", _MERGED), ("formulas", _NO_VALUE)):
                found[kind].update((match[1].decode(), None) for match in pattern.finditer(piece))
            before = piece[-_LONGEST:]
    choices = []
    if found["merged"]:
        choices.append(
            Choice(
                say("Merged cells"),
                _few(found["merged"]),
                say("a merged cell is one cell of the file; the other places it covers are blank"),
                say("unmerge them in Excel and fill them"),
            )
        )
    if found["formulas"]:
        choices.append(
            Choice(
                say("Formulas without a value"),
                _few(found["formulas"]),
                say("the program that wrote the file did not work them out; they are blank"),
                say("open the file in Excel and save it there"),
            )
        )
    return choices


def _few(places: dict[str, None]) -> str:
    shown = ", ".join(list(places)[:3])
    more = len(places) - 3
    return shown + say(" and {more} more", more=more) if more > 0 else shown
