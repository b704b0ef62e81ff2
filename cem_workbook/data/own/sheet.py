"""From the bytes of a file to rows of text, and the choices made on the way.

What was chosen, and why, is kept as a `Choice`, so that a person can see and change it. A file
that is not a table is refused with one sentence that says what it is and what to do.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from cem_workbook.data.own.encoding import decode
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
# About five million rows of ten columns. As text in memory a file takes several times its size.
MOST_BYTES = 500_000_000
SAMPLE_ROWS = 200
_MOST_SHEET_ROWS = 1_048_576  # Excel's own limit; a damaged file may claim any number
_NO_SEPARATOR = "\x1f"  # stands in for one where a file is a single column


@dataclass(frozen=True)
class Choice:
    """One thing about the file that was decided for the reader, who can decide otherwise.

    Attributes:
        what: what was decided, such as the separator.
        chosen: the decision.
        why: its reason in words.
        how_to_change: the argument of `read_own` that overrules it.
    """

    what: str
    chosen: str
    why: str
    how_to_change: str


@dataclass(frozen=True)
class Sheet:
    """Rows of text cells as a spreadsheet program would show them.

    Attributes:
        rows: the cells, trimmed; row i of the list is line i + 1 of the sheet. A row may be
            shorter or longer than others; a blank line is a row without cells.
        choices: encoding and separator, or the sheet of the workbook.
        separator: the mark between two cells; empty for a workbook and for a single column.
    """

    rows: list[list[str]]
    choices: tuple[Choice, ...]
    separator: str


def read_sheet(
    data: bytes, name: str, *, sheet: str | None, separator: str | None, encoding: str | None
) -> Sheet:
    """Turn the bytes of a CSV file or an Excel workbook into rows of text.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        sheet: the sheet of a workbook to read; None for the first that is visible and not empty.
        separator: the mark between cells; None to find it.
        encoding: the encoding of the text; None to find it.

    Raises:
        BadInput: if there is no table in the file that can be read; the text says why.
    """
    if not data:
        raise BadInput(say("{name} is empty: it has no bytes at all. Export it again.", name=name))
    if len(data) > MOST_BYTES:
        raise too_big(name, len(data))
    _refuse_other_kinds(data, name)
    if data.startswith(b"PK"):
        return _read_workbook(data, name, sheet)
    text, encoded, why = decode(data, name, encoding)
    _refuse_other_texts(text, name)
    choice = Choice(say("Encoding"), encoded, why, 'encoding="cp1251"')
    return _read_text(text, name, separator, choice)


# --- what is not a table -------------------------------------------------------------------------

_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"$FL", "an SPSS file"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
)
_MEMBERS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file"),
    ("", "a ZIP archive"),
)
_TEXTS = (
    (r"<(!doctype html|html|head|body|meta|table|div)\b", "a web page"),
    (r"<\?xml|<[a-z]+:", "an XML file"),
    (r"\{\s*\"|\[\s*[\[{]", "a JSON file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office files before 2007, and encrypted ones


def _not_a_table(name: str, kind: str) -> BadInput:
    return BadInput(
        say(
            "{name} is {kind}, not a table that can be read here. In the program it comes from, "
            "save it as CSV or as an Excel workbook (.xlsx), and take that file.",
            name=name,
            kind=say(kind),
        )
    )


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for start, kind in _STARTS:
        if data.startswith(start):
            raise _not_a_table(name, kind)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                say(
                    "{name} is protected by a password. Open it in Excel, take the password off "
                    "(File, Info, Protect Workbook), save it, and take that file.",
                    name=name,
                )
            )
        raise _not_a_table(name, "an Office file of the old kind (.xls)")
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.namelist()
                size = sum(member.file_size for member in archive.infolist())
        except Exception:  # zipfile raises more than BadZipFile on damaged archives
            raise _damaged(name) from None
        if "xl/workbook.xml" not in members:
            joined = "\n".join(members)
            raise _not_a_table(name, next(kind for part, kind in _MEMBERS if part in joined))
        if size > 4 * MOST_BYTES:
            raise too_big(name, size)


def _refuse_other_texts(text: str, name: str) -> None:
    head = text[:1000].lstrip()
    for pattern, kind in _TEXTS:
        if re.match(pattern, head, re.IGNORECASE):
            raise _not_a_table(name, kind)
    if not head and not text.strip():
        raise BadInput(say("{name} is empty: it holds only blank lines.", name=name))
    controls = len(re.findall("[\x00-\x08\x0e-\x1f\x7f]", text[:100_000]))
    if "\x00" in text or controls > 5 + len(text[:100_000]) / 100:
        raise _not_a_table(name, "a file of another kind")


def _damaged(name: str) -> BadInput:
    return BadInput(
        say(
            "{name} looks like an Excel workbook and cannot be opened: it is damaged or was not "
            "copied whole. Save it again in Excel, or export it as CSV.",
            name=name,
        )
    )


def too_big(name: str, size: int) -> BadInput:
    """Return what to raise for a file that would not fit into memory.

    Args:
        name: what to call the file.
        size: its size in bytes.
    """
    return BadInput(
        say(
            "{name} is too big: {size} MB, and up to {most} MB can be read. Take a part of it, "
            "such as one year, or fewer columns.",
            name=name,
            size=f"{size / 1e6:,.0f}",
            most=f"{MOST_BYTES / 1e6:,.0f}",
        )
    )


# --- text -----------------------------------------------------------------------------------------


class _Tidy(dict[str, str]):
    """Trimmed cells, each distinct text kept once: a million answers are eleven strings."""

    def __missing__(self, cell: str) -> str:
        tidy = self[cell] = cell.strip(" \t\u00a0\ufeff\r\n")
        return tidy


def _read_text(text: str, name: str, separator: str | None, encoded: Choice) -> Sheet:
    first, _, rest = text.partition("\n")
    hint = re.fullmatch(r"\"?sep=(.)\"?\r?", first, re.IGNORECASE)
    if hint:  # for Excel, which does not show this line either
        text = rest
    if separator is not None:
        if not isinstance(separator, str) or len(separator) != 1 or separator in '"\r\n\0':
            raise BadInput(
                say(
                    'A separator is one mark, such as ";" or "\\t"; {given!r} is not.',
                    given=separator,
                )
            )
        why = say("you said so")
    elif hint and hint[1] in SEPARATORS:
        separator, why = hint[1], say("the first line of the file says so")
    else:
        separator, why = _find_separator(text)
    rows: list[list[str]] = []
    tidy = _Tidy()
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _NO_SEPARATOR)
    start = end = 0  # lines of the text, of which the last record took those from start to end
    try:
        for record in records:
            rows.append([tidy[cell] for cell in record])
            start, end = end, records.line_num
    except csv.Error:  # a cell of more than 131,072 characters
        raise _open_quote(name, len(rows) + 1) from None
    if end - start > 1:
        last = itertools.islice(io.StringIO(text, newline=""), start, None)
        try:
            for _ in csv.reader(last, delimiter=separator or _NO_SEPARATOR, strict=True):
                pass
        except csv.Error as error:
            if "end of data" in str(error):
                raise _open_quote(name, len(rows)) from None
    chosen = say(SEPARATORS.get(separator, separator or "none"))
    how = 'separator=","' if separator == ";" else 'separator=";"'
    return Sheet(rows, (encoded, Choice(say("Separator"), chosen, why, how)), separator)


def _open_quote(name: str, line: int) -> BadInput:
    return BadInput(
        say(
            "In {name} a cell at about line {line} has no end: most likely a quotation mark opens "
            "there and is never closed. Put it right in that line, or take the mark out.",
            name=name,
            line=line,
        )
    )


def _find_separator(text: str) -> tuple[str, str]:
    """Return the mark that cuts most lines into the same number of cells, and the reason."""
    head, *below = text[:200_000].splitlines()[:SAMPLE_ROWS] or [""]
    numbers = all(re.fullmatch(r"\s*(-?\d+(,\d+)?)?\s*", line) for line in below)
    if numbers and "," not in head and "," in "".join(below):
        return "", say("its commas stand inside numbers, and its first line has none")
    fits = {}
    for mark in SEPARATORS:
        records = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=mark)
        try:
            widths = [len(row) for row in itertools.islice(records, SAMPLE_ROWS) if row]
        except csv.Error:
            continue
        width, rows = usual(widths)
        if width > 1:
            fits[mark] = (rows / len(widths), width)
    if not fits:
        return "", say("no comma, semicolon, tab or bar cuts its lines into cells")
    best = max(fits, key=fits.__getitem__)
    why = say(
        "it cuts {share:.0%} of the first lines into {width} cells",
        share=fits[best][0],
        width=fits[best][1],
    )
    rivals = [say(SEPARATORS[mark]) for mark in fits if mark != best and fits[mark] == fits[best]]
    if rivals:
        why += say("; {rival} would fit as well", rival=", ".join(rivals))
    return best, why


def usual(widths: Iterable[int]) -> tuple[int, int]:
    """Return the most frequent width and how often it occurs; of two, the larger; (0, 0) if none.

    Args:
        widths: numbers of cells, one for each row.
    """
    counts = Counter(widths)
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


# --- workbooks -----------------------------------------------------------------------------------


def _read_workbook(data: bytes, name: str, sheet: str | None) -> Sheet:
    from openpyxl import load_workbook  # a third of a second, for workbooks only

    try:
        with warnings.catch_warnings():  # of styles and filters, which nobody reads here
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            visible = [s.title for s in book.worksheets if s.sheet_state == "visible"]
            if sheet is not None and sheet not in [s.title for s in book.worksheets]:
                raise BadInput(
                    say(
                        "{name} has no sheet {sheet!r}. Its sheets are: {sheets}.",
                        name=name,
                        sheet=sheet,
                        sheets=", ".join(visible),
                    )
                )
            for title in [sheet] if sheet is not None else visible:
                rows = _rows_of(book[title])
                if rows:
                    break
            else:
                raise BadInput(say("{name} is empty: its sheets hold no filled cell.", name=name))
    except (BadInput, MemoryError):
        raise
    except Exception:  # what a damaged workbook raises has no end: KeyError, ParseError, zlib.error
        raise _damaged(name) from None
    others = ", ".join(other for other in visible if other != title)
    if sheet is not None:
        why = say("you said so")
    elif others:
        why = say("it is the first that holds something; the others are {others}", others=others)
    else:
        why = say("there is no other")
    return Sheet(rows, (Choice(say("Sheet"), title, why, 'sheet="…"'),), "")


def _rows_of(worksheet: Any) -> list[list[str]]:
    """Return the rows of a sheet without the blank ones at its end, which may be a million."""
    worksheet.reset_dimensions()  # some programs store wrong ones, and rows would be missing
    tidy = _Tidy()
    rows: list[list[str]] = []
    filled = 0
    for values in itertools.islice(worksheet.iter_rows(values_only=True), _MOST_SHEET_ROWS):
        row = [tidy[_text_of(value)] for value in values]
        if any(row):
            filled = len(rows) + 1
        rows.append(row if any(row) else [])
    return rows[:filled]


def _text_of(value: object) -> str:
    """Return the cell of a workbook as text, with a point for the decimal sign and ISO dates."""
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
