"""A file you bring: your own survey export, read with every choice shown.

    own = read_own("export.csv")
    own.choices                      # what was decided, why, and how to decide otherwise
    own.left_out                     # rows and columns that are not in the frame
    recognise(own).recommend         # which column is the 0 to 10 question, and how sure that is
    scores(own, "Recommend").values  # its answers as whole numbers

Lines are counted as a spreadsheet shows them: the first line of the file is 1.
"""

from __future__ import annotations

import difflib
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from cem_workbook.data.own.cells import no_answer, number
from cem_workbook.data.own.columns import Dates, Dropped, Scores, dates, scores
from cem_workbook.data.own.recognise import Role, Roles, personal, recognise
from cem_workbook.data.own.sheet import MOST_BYTES, Choice, read_sheet, too_big
from cem_workbook.data.own.table import LeftOut, Table, find_table
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

__all__ = [
    "Choice",
    "Column",
    "Dates",
    "Dropped",
    "LeftOut",
    "OwnFile",
    "Role",
    "Roles",
    "Scores",
    "dates",
    "read_own",
    "recognise",
    "scores",
]


Kind = Literal["number", "text", "empty"]


@dataclass(frozen=True)
class Column:
    """What is in one column of the frame.

    Attributes:
        name: its name.
        kind: `number` if every answer in it is one, `text`, or `empty`.
        decimal: the decimal sign by which its numbers are read, `.` or `,`.
        blank: cells without text.
        no_answer: cells of a column of numbers that say in words that there is no answer.
    """

    name: str
    kind: Kind
    decimal: str
    blank: int
    no_answer: int


@dataclass(frozen=True)
class OwnFile:
    """A table somebody brought, and all that was decided in reading it.

    Attributes:
        name: the name of the file.
        frame: the table; numbers where a column holds nothing else, text otherwise. Its index is
            the line of each row in the file.
        text: the same rows and columns as they were written, "" for a blank cell.
        columns: what is in each column, in the order of the frame.
        choices: what was decided, why, and how to decide otherwise.
        left_out: rows and columns that are not in the frame.
    """

    name: str
    frame: pd.DataFrame = field(repr=False, compare=False)
    text: pd.DataFrame = field(repr=False, compare=False)
    columns: tuple[Column, ...]
    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]

    def column(self, name: str) -> Column:
        """Return what is known of a column.

        Raises:
            BadInput: if there is no such column; the text says which there are.
        """
        for column in self.columns:
            if column.name == name:
                return column
        if any(name in left.columns for left in self.left_out):
            raise BadInput(
                say(
                    "The column {column!r} of {name} was left out. To read personal columns too, "
                    "use keep_personal=True.",
                    column=name,
                    name=self.name,
                )
            )
        raise BadInput(
            say(
                "{name} has no column {column!r}. Its columns are: {columns}.",
                name=self.name,
                column=name,
                columns=", ".join(column.name for column in self.columns),
            )
        )


def read_own(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview,
    *,
    name: str | None = None,
    sheet: str | None = None,
    separator: str | None = None,
    encoding: str | None = None,
    decimal: str | None = None,
    header: int | None = None,
    keep_personal: bool = False,
) -> OwnFile:
    """Read a table from a CSV or TSV file or an Excel workbook.

    What is not told is found out, and `OwnFile.choices` says how each was decided.

    Args:
        source: the path of a file, or its bytes, as an upload gives them.
        name: what to call the file; its own name if left out.
        sheet: the sheet of a workbook.
        separator: the mark between two cells of a text file.
        encoding: the encoding of a text file, such as `utf-8` or `cp1254`.
        decimal: the decimal sign, `.` or `,`.
        header: the line of the column names, counted from 1; 0 if there is none.
        keep_personal: whether to keep columns of names, e-mail addresses and telephone numbers.

    Raises:
        BadInput: if no table can be read; the text says why, and what to do.
    """
    if decimal not in (None, ".", ","):
        raise BadInput(say('A decimal sign is "." or ","; {given!r} is not.', given=decimal))
    data, name = _bytes_of(source, name)
    try:
        rows = read_sheet(data, name, sheet=sheet, separator=separator, encoding=encoding)
        table = find_table(rows, name, header)
        if not keep_personal:
            table = _without_personal(table, name)
        return _typed(table, name, decimal, usual_decimal="," if rows.separator == ";" else ".")
    except MemoryError:
        raise too_big(name, len(data)) from None


def _bytes_of(source: object, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), name or say("Your file")
    if not isinstance(source, (str, os.PathLike)):
        raise BadInput(
            say(
                "A file is given by its path or as bytes, not as {kind}.",
                kind=type(source).__name__,
            )
        )
    written = str(source)
    if written.startswith(("http://", "https://", "ftp://")):
        raise BadInput(say("{path} is an address: download the file first.", path=written))
    try:
        path = Path(written).expanduser()
        name = name or path.name or written
        if path.is_dir():
            raise BadInput(say("{path} is a folder: name a file in it.", path=written))
        if not path.is_file():
            raise BadInput(_not_found(path, written))
        if path.stat().st_size > MOST_BYTES:
            raise too_big(name, path.stat().st_size)
        return path.read_bytes(), name
    except BadInput:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or say("that is no path")
        raise BadInput(
            say("{path} cannot be opened ({reason}).", path=written[:200], reason=reason)
        ) from None


def _not_found(path: Path, written: str) -> str:
    folder = path.parent
    if not folder.is_dir():
        return say("There is no file {path}: there is no such folder.", path=written)
    files = [file.name for file in folder.iterdir() if file.is_file()]
    near = difflib.get_close_matches(path.name, files)
    if near:
        return say("There is no file {path}. Is it {near}?", path=written, near=" or ".join(near))
    return say(
        "There is no file {path}. This looks in the folder {folder}.",
        path=written,
        folder=folder.resolve(),
    )


def _without_personal(table: Table, name: str) -> Table:
    why = {at: personal(table.names[at], cells) for at, cells in enumerate(table.columns)}
    gone = [at for at in why if why[at]]
    kept = [at for at in why if not why[at]]
    if not kept:
        raise BadInput(
            say(
                "{name} holds only personal columns ({columns}). To read them, use "
                "keep_personal=True.",
                name=name,
                columns=", ".join(table.names),
            )
        )
    left_out = [
        LeftOut(
            say("personal column"),
            (),
            (table.names[at],),
            say("{why}; keep_personal=True keeps it", why=why[at]),
        )
        for at in gone
    ]
    return replace(
        table,
        names=[table.names[at] for at in kept],
        columns=[table.columns[at] for at in kept],
        left_out=[*table.left_out, *left_out],
    )


# --- from text to numbers ------------------------------------------------------------------------


def _typed(table: Table, name: str, decimal: str | None, usual_decimal: str) -> OwnFile:
    """Make numbers of the columns that hold nothing else."""
    readings = [_readings(cells) for cells in table.columns]
    found = {  # columns that are numbers under one decimal sign only
        table.names[at]: next(iter(signs)) for at, signs in enumerate(readings) if len(signs) == 1
    }
    either = [table.names[at] for at, signs in enumerate(readings) if _differ(signs)]
    fallback = decimal or usual_decimal
    if not decimal and len(set(found.values())) == 1:
        fallback = next(iter(found.values()))
    index = pd.Index(table.lines, name="line")
    columns, frame, words = [], {}, Counter[str]()
    for column, cells, signs in zip(table.names, table.columns, readings, strict=True):
        sign = decimal or found.get(column, fallback)
        values = signs.get(sign)
        blank = cells.count("")
        odd = (
            Counter(cell for cell in cells if cell and cell not in values) if values else Counter()
        )
        words.update({f"{word} ({column})": count for word, count in odd.items()})
        if values:
            frame[column] = _numbers([values.get(cell) for cell in cells], index)
        else:
            frame[column] = pd.Series([cell or None for cell in cells], index=index, dtype="str")
        kind: Kind = "number" if values else "text" if blank < len(cells) else "empty"
        columns.append(Column(column, kind, sign, blank, odd.total()))
    choices = list(table.choices)
    if decimal or found or either:
        choices.append(_decimal_choice(decimal, found, either, fallback))
    if words:
        choices.append(_no_answer_choice(words))
    return OwnFile(
        name=name,
        frame=pd.DataFrame(frame, index=index),
        text=pd.DataFrame(
            dict(zip(table.names, table.columns, strict=True)), index=index, dtype=object
        ),
        columns=tuple(columns),
        choices=tuple(choices),
        left_out=tuple(table.left_out),
    )


def _readings(cells: list[str]) -> dict[str, dict[str, float]]:
    """Return the numbers of a column by their text, for each decimal sign that makes them all so."""
    texts = {cell for cell in cells if cell}
    signs = {}
    for sign in ".,":
        values = {}
        for text in texts:
            value = number(text, sign)
            if value is not None:
                values[text] = value
            elif not no_answer(text):
                break
        else:
            if values:
                signs[sign] = values
    return signs


def _differ(signs: dict[str, dict[str, float]]) -> bool:
    return len(signs) == 2 and signs["."] != signs[","]


def _numbers(values: list[float | None], index: pd.Index[int]) -> pd.Series[Any]:
    column = pd.Series(values, index=index, dtype="float64")
    whole = column.notna().all() and (column == column.round()).all() and column.abs().max() < 1e15
    return column.astype("int64") if whole else column


def _decimal_choice(
    decimal: str | None, found: dict[str, str], either: list[str], fallback: str
) -> Choice:
    names = {".": say("point"), ",": say("comma")}
    chosen = names[fallback]
    if decimal:
        why = say("you said so")
    elif len(set(found.values())) == 2:
        chosen = "; ".join(
            say(
                "{sign} in {columns}",
                sign=names[sign],
                columns=", ".join(column for column in found if found[column] == sign),
            )
            for sign in ".,"
        )
        why = say("each of these columns is numbers only so")
    elif found:
        why = say("only so are these columns numbers: {columns}", columns=", ".join(found))
    else:
        why = say("no number shows it; files with such a separator mostly have it")
    if either:
        why += say("; in {columns} it could be either, so look there", columns=", ".join(either))
    return Choice(say("Decimal sign"), chosen, why, f'decimal="{"." if fallback == "," else ","}"')


def _no_answer_choice(words: Counter[str]) -> Choice:
    shown = ", ".join(f"{word} × {count}" for word, count in words.most_common(5))
    return Choice(
        say("Words for no answer"),
        shown,
        say("they stand in columns that hold numbers otherwise"),
        say("the cells as written are in own.text"),
    )
