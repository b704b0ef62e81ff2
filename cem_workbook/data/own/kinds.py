"""What kind of file somebody brought, and one clear sentence for each kind that is no table."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from cem_workbook.errors import BadInput
from cem_workbook.messages import say

Kind = Literal["text", "workbook", "parquet"]

# In memory a table takes up to ten times the size of its text file, and a kernel on Binder has
# 2 GB. So many bytes are about three million rows of eight columns; so many cells are up to 1.6 GB.
MOST_BYTES = 150_000_000
MOST_CELLS = 20_000_000
MOST_COLUMNS = 16_384  # Excel's own limit

_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PARE", "a Parquet file that is encrypted"),
    (b"ARROW1", "an Arrow file"),
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
    ("content.xml", "an OpenDocument file (.ods)"),
    (".iwa", "a file of Apple Numbers"),
    ("", "a ZIP archive"),
)
_TEXTS = (
    (r"<(!doctype html|html|head|body|meta|table|div)\b", "a web page"),
    (r"<\?xml|<[a-z]+:", "an XML file"),
    (r"\{\s*\"|\[\s*[\[{]", "a JSON file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office files before 2007, and encrypted ones


def kind_of(data: bytes, name: str) -> Kind:
    """Return how the file is to be read.

    Args:
        data: the whole file.
        name: what to call the file in messages.

    Raises:
        BadInput: if it is empty, too big, or of a kind that holds no table; the text says which.
    """
    if not data:
        raise BadInput(say("{name} is empty: it has no bytes at all. Export it again.", name=name))
    if len(data) > MOST_BYTES:
        raise too_big(name, len(data))
    if data.startswith(b"PAR1"):
        return "parquet"
    for start, kind in _STARTS:
        if data.startswith(start):
            raise not_a_table(name, kind)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                say(
                    "{name} is protected by a password. Open it in Excel, take the password off "
                    "(File, Info, Protect Workbook), save it, and take that file.",
                    name=name,
                )
            )
        raise not_a_table(name, "an Office file of the old kind (.xls)")
    if data.startswith(b"PK"):
        _expect_workbook(data, name)
        return "workbook"
    return "text"


def _expect_workbook(data: bytes, name: str) -> None:
    """Refuse an archive that is no workbook, or one that would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            size = sum(member.file_size for member in archive.infolist())
    except Exception:  # zipfile raises more than BadZipFile on damaged archives
        raise damaged_workbook(name) from None
    if "xl/workbook.xml" not in members:
        joined = "\n".join(members)
        raise not_a_table(name, next(kind for part, kind in _MEMBERS if part in joined))
    if size > 4 * MOST_BYTES:
        raise too_big(name, size)


def expect_table(head: str, name: str) -> None:
    """Refuse a text that is a web page, XML, JSON, or no text at all.

    Args:
        head: the beginning of the text.
        name: what to call the file in messages.

    Raises:
        BadInput: if it is one of these; the text says which.
    """
    start = head[:1000].lstrip()
    for pattern, kind in _TEXTS:
        if re.match(pattern, start, re.IGNORECASE):
            raise not_a_table(name, kind)
    controls = len(re.findall("[\x00-\x08\x0e-\x1f\x7f]", head[:100_000]))
    if controls > 5 + len(head[:100_000]) / 100:
        raise not_a_table(name, "a file of another kind")


# --- sentences -----------------------------------------------------------------------------------


def not_a_table(name: str, kind: str) -> BadInput:
    """Return what to raise for a file of a kind that cannot be read here.

    Args:
        name: what to call the file.
        kind: what it is.
    """
    return BadInput(
        say(
            "{name} is {kind}, not a table that can be read here. In the program it comes from, "
            "save it as CSV or as an Excel workbook (.xlsx), and take that file.",
            name=name,
            kind=say(kind),
        )
    )


def damaged_workbook(name: str) -> BadInput:
    """Return what to raise for a workbook that cannot be opened.

    Args:
        name: what to call the file.
    """
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


def too_many_cells(name: str) -> BadInput:
    """Return what to raise for a table that would not fit into memory.

    Args:
        name: what to call the file.
    """
    return BadInput(
        say(
            "{name} is too big: it has more than {most} million cells. Take a part of it, such as "
            "one year, or fewer columns.",
            name=name,
            most=f"{MOST_CELLS / 1e6:,.0f}",
        )
    )


def too_many_columns(name: str, line: int, columns: int) -> BadInput:
    """Return what to raise for a line that no spreadsheet program could hold.

    Args:
        name: what to call the file.
        line: the line.
        columns: how many cells it has.
    """
    return BadInput(
        say(
            "Line {line} of {name} has {columns} cells, and a table has at most {most} columns. "
            "Most likely its lines were not told apart. Export it again, or name another "
            "separator with separator=….",
            name=name,
            line=line,
            columns=f"{columns:,}",
            most=f"{MOST_COLUMNS:,}",
        )
    )


def only_for(what: str, name: str, **given: object) -> None:
    """Refuse arguments that mean nothing for this kind of file, so that none is passed over.

    Args:
        what: what the file is, such as a Parquet file.
        name: what to call the file in messages.
        **given: the arguments; those that are None were not given.

    Raises:
        BadInput: if one was given.
    """
    for argument, value in given.items():
        if value is not None:
            raise BadInput(
                say(
                    "{name} is {what}: {argument}= does not apply to it. Leave it out.",
                    name=name,
                    what=say(what),
                    argument=argument,
                )
            )
