"""From a text file to a sheet: its encoding, its separator, its cells."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

from cem_workbook.data.own.encoding import find_encoding, open_text
from cem_workbook.data.own.kinds import expect_table
from cem_workbook.data.own.sheet import SAMPLE_ROWS, Choice, Report, Sheet, usual
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_NO_SEPARATOR = "\x1f"  # stands in for one where a file is a single column
_HEAD = 200_000  # letters by which the separator is found
_OFTEN = 5000  # rows between two reports


def read_text(
    data: bytes, name: str, separator: str | None, encoding: str | None, report: Report
) -> Sheet:
    """Read a CSV or TSV file.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        separator: the mark between cells; None to find it.
        encoding: the encoding of the text; None to find it.
        report: told the share that is read.

    Raises:
        BadInput: if there is no table in the file that can be read; the text says why.
    """
    found = find_encoding(data, name, encoding)
    with open_text(data, found.codec) as text:
        head = text.read(_HEAD).removeprefix("\ufeff")
    expect_table(head, name)
    first = head.partition("\n")[0]
    hint = re.fullmatch(r"\"?sep=([^\w\s\"]|\t)\"?\r?", first, re.IGNORECASE)
    if separator is not None:
        if not isinstance(separator, str) or len(separator) != 1 or separator in '"\r\n\0':
            raise BadInput(
                say(
                    'A separator is one mark, such as ";" or "\\t"; {given!r} is not.',
                    given=separator,
                )
            )
        why = say("you said so")
    elif hint:
        separator, why = hint[1], say("the first line of the file says so")
    else:
        separator, why = _find_separator(head)
    another = "cp1254" if found.codec == "cp1251" else "cp1251"
    chosen = say(SEPARATORS.get(separator, separator or "none"))
    how = 'separator=","' if separator == ";" else 'separator=";"'
    sheet = Sheet(
        choices=[
            Choice(say("Encoding"), found.label, found.why, f'encoding="{another}"'),
            Choice(say("Separator"), chosen, why, how),
        ],
        separator=separator,
    )
    # Excel does not show the line with the hint either
    sheet.fill(_records(data, found.codec, separator, 1 if hint else 0, name, report), name)
    return sheet


def _records(
    data: bytes, codec: str, separator: str, skip: int, name: str, report: Report
) -> Iterator[list[str]]:
    """Give the rows one by one, from the line after those skipped.

    Raises:
        BadInput: if a cell never ends.
    """
    delimiter = separator or _NO_SEPARATOR
    number = start = end = 0  # of the text's lines, the last record took those from start to end
    with open_text(data, codec) as text:
        _pass_over(text, skip)
        records = csv.reader(text, delimiter=delimiter)
        try:
            for number, record in enumerate(records, 1):
                start, end = end, records.line_num
                if number % _OFTEN == 0:
                    report(text.buffer.tell() / len(data))
                yield record
        except csv.Error:  # a cell of more than 131,072 characters
            raise _open_quote(name, number + 1) from None
    if end - start > 1:
        with open_text(data, codec) as text:
            _pass_over(text, skip)
            last = itertools.islice(text, start, None)
            try:
                for _ in csv.reader(last, delimiter=delimiter, strict=True):
                    pass
            except csv.Error as error:
                if "end of data" in str(error):
                    raise _open_quote(name, number) from None


def _pass_over(text: io.TextIOWrapper[io.BytesIO], lines: int) -> None:
    """Go to the first row: past the mark of the encoding, if the codec keeps it, and some lines."""
    if text.read(1) != "\ufeff":
        text.seek(0)
    for _ in range(lines):
        text.readline()


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
    head, *below = text.splitlines()[:SAMPLE_ROWS] or [""]
    numbers = all(re.fullmatch(r"(-?\d+(,\d+)?)?", line.strip()) for line in below)
    if numbers and "," not in head and "," in "".join(below):
        return "", say("its commas stand inside numbers, and its first line has none")
    fits = {}
    for mark in SEPARATORS:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            lines = itertools.islice(records, SAMPLE_ROWS)
            widths = Counter(len(row) for row in lines if row)
        except csv.Error:
            continue
        width, rows = usual(widths)
        if width > 1:
            fits[mark] = (rows / widths.total(), width)
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
