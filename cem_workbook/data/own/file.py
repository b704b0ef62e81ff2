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
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from cem_workbook.data.own.columns import (
    Dates,
    Dropped,
    Flags,
    Scores,
    dates,
    flags,
    scores,
)
from cem_workbook.data.own.kinds import MOST_BYTES, kind_of, only_for, too_big
from cem_workbook.data.own.parquet import read_parquet
from cem_workbook.data.own.personal import personal
from cem_workbook.data.own.recognise import Role, Roles, recognise
from cem_workbook.data.own.repeats import Repeated, settle_repeats
from cem_workbook.data.own.sheet import Choice, LeftOut, Report, Sheet
from cem_workbook.data.own.table import Table, find_table
from cem_workbook.data.own.textfile import read_text
from cem_workbook.data.own.typed import Column, make_numbers
from cem_workbook.data.own.workbook import read_workbook
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

__all__ = [
    "Choice",
    "Column",
    "Dates",
    "Dropped",
    "Flags",
    "LeftOut",
    "OwnFile",
    "Role",
    "Roles",
    "Scores",
    "dates",
    "flags",
    "read_own",
    "recognise",
    "scores",
]

Progress = Callable[[float, str], object]  # told the share that is done, and what is being done
_READING = 0.7  # share of the time that goes into reading rows; the rest goes into columns


@dataclass(frozen=True)
class OwnFile:
    """A table somebody brought, and all that was decided in reading it.

    Attributes:
        name: the name of the file.
        frame: the table; numbers where a column holds nothing else, text otherwise. Its index is
            the line of each row in the file (in a Parquet file, the row, counted from 1).
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
    repeated_ids: Repeated | None = None,
    id_column: str | None = None,
    keep_personal: bool = False,
    progress: Progress | None = None,
) -> OwnFile:
    """Read a table from a CSV or TSV file, an Excel workbook or a Parquet file.

    What is not told is found out, and `OwnFile.choices` says how each was decided.

    Args:
        source: the path of a file, or its bytes, as an upload gives them.
        name: what to call the file; its own name if left out.
        sheet: the sheet of a workbook.
        separator: the mark between two cells of a text file.
        encoding: the encoding of a text file, such as `utf-8` or `cp1254`.
        decimal: the decimal sign of numbers that are written as text, `.` or `,`.
        header: the line of the column names, counted from 1; 0 if there is none.
        repeated_ids: which rows to keep of those that share an id: those that are `different`
            (exact copies are left out; so it is without this argument), `all`, the `first` or the
            `last`.
        id_column: the column whose cells tell rows apart.
        keep_personal: whether to keep columns of names, e-mail addresses and telephone numbers.
        progress: called now and then with the share that is done, from 0 to 1, and a few words.

    Raises:
        BadInput: if no table can be read; the text says why, and what to do.
    """
    if decimal not in (None, ".", ","):
        raise BadInput(say('A decimal sign is "." or ","; {given!r} is not.', given=decimal))
    data, name = _bytes_of(source, name)
    size = len(data)
    tell = progress or (lambda share, words: None)

    def reading(share: float) -> None:
        tell(_READING * share, say("Reading {name}", name=name))

    def sorting(share: float) -> None:
        tell(_READING + (1 - _READING) * share, say("Looking at the columns of {name}", name=name))

    try:
        reading(0.0)
        rows = _read(data, name, sheet, separator, encoding, reading)
        del data  # the bytes would stay in memory beside the table
        sorting(0.0)
        table = find_table(rows, name, header)
        settle_repeats(table, name, repeated_ids, id_column)
        if not keep_personal:
            _leave_out_personal(table, name)
        usual_decimal = "," if rows.separator == ";" else "."
        typed = make_numbers(table, decimal, usual_decimal, sorting)
        sorting(1.0)
    except MemoryError:
        raise too_big(name, size) from None
    return OwnFile(
        name=name,
        frame=typed.frame,
        text=typed.text,
        columns=typed.columns,
        choices=(*table.choices, *typed.choices),
        left_out=tuple(table.left_out),
    )


def _read(
    data: bytes,
    name: str,
    sheet: str | None,
    separator: str | None,
    encoding: str | None,
    report: Report,
) -> Sheet:
    """Read the rows of a file of any kind; refuse what was told and does not apply to the kind."""
    kind = kind_of(data, name)
    if kind == "workbook":
        only_for("an Excel workbook", name, separator=separator, encoding=encoding)
        return read_workbook(data, name, sheet, report)
    if kind == "parquet":
        only_for("a Parquet file", name, sheet=sheet, separator=separator, encoding=encoding)
        return read_parquet(data, name, report)
    only_for("a text file", name, sheet=sheet)
    return read_text(data, name, separator, encoding, report)


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


def _leave_out_personal(table: Table, name: str) -> None:
    why = {
        column: reason
        for column, cells in zip(table.names, table.columns, strict=True)
        if (reason := personal(column, cells))
    }
    kept = [at for at, column in enumerate(table.names) if column not in why]
    if not kept:
        raise BadInput(
            say(
                "{name} holds only personal columns ({columns}). To read them, use "
                "keep_personal=True.",
                name=name,
                columns=", ".join(table.names),
            )
        )
    table.left_out += [
        LeftOut(
            say("personal column"),
            (),
            (column,),
            say("{why}; keep_personal=True keeps it", why=reason),
        )
        for column, reason in why.items()
    ]
    table.names = [table.names[at] for at in kept]
    table.columns = [table.columns[at] for at in kept]
