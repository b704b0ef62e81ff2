"""Scores and dates out of a column of text, with all that was dropped and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from cem_workbook.data.own.cells import (
    DateParts,
    date,
    date_parts,
    flag,
    no_answer,
    number,
    score,
)
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.own.file import OwnFile

_SHOWN = 5  # dropped cells that a summary lists


class Dropped(NamedTuple):
    """A cell that could not be used.

    Attributes:
        line: its line in the file, counted from 1.
        text: what is written in it.
        reason: why it was dropped, to be read after the text.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Scores:
    """Whole-number answers of one column.

    Attributes:
        values: the answers (Int64), indexed by their lines in the file.
        dropped: every cell that is filled and is no answer on the scale.
        blank: the number of cells without text.
        notes: what was passed over in cells that are more than a number, and in how many.
    """

    values: pd.Series[int] = field(repr=False, compare=False)
    dropped: tuple[Dropped, ...]
    blank: int
    notes: tuple[str, ...]

    @property
    def reasons(self) -> dict[str, int]:
        """How many cells were dropped for each reason, the most frequent first."""
        return _reasons(self.dropped)

    @property
    def summary(self) -> str:
        """What was read and what was dropped, in a few sentences."""
        return _summary(len(self.values), self.dropped, self.blank, self.notes)


@dataclass(frozen=True)
class Dates:
    """Dates of one column.

    Attributes:
        values: the moments (datetime64, without a time zone), indexed by their lines in the file.
        dropped: every cell that is filled and is no date.
        blank: the number of cells without text.
        day_first: whether the day stands before the month; None if the cells leave no choice.
        certain: whether the order was told or is shown by the cells; if not, ask.
        why: how the order was found, or what was assumed.
    """

    values: pd.Series[pd.Timestamp] = field(repr=False, compare=False)
    dropped: tuple[Dropped, ...]
    blank: int
    day_first: bool | None
    certain: bool
    why: str

    @property
    def reasons(self) -> dict[str, int]:
        """How many cells were dropped for each reason, the most frequent first."""
        return _reasons(self.dropped)

    @property
    def summary(self) -> str:
        """What was read, what was dropped and what was assumed, in a few sentences."""
        return _summary(len(self.values), self.dropped, self.blank, (self.why,))


@dataclass(frozen=True)
class Flags:
    """Yes or no, of one column.

    Attributes:
        values: the answers (bool), indexed by their lines in the file.
        dropped: every cell that is filled and says neither yes nor no.
        blank: the number of cells without text.
    """

    values: pd.Series[bool] = field(repr=False, compare=False)
    dropped: tuple[Dropped, ...]
    blank: int

    @property
    def reasons(self) -> dict[str, int]:
        """How many cells were dropped for each reason, the most frequent first."""
        return _reasons(self.dropped)

    @property
    def summary(self) -> str:
        """What was read and what was dropped, in a few sentences."""
        return _summary(len(self.values), self.dropped, self.blank, ())


def scores(own: OwnFile, column: str, low: int = 0, high: int = 10) -> Scores:
    """Read a column as answers on a scale of whole numbers.

    Read as nine are `9`, `9,0`, `9.0`, `۹`, and, with a note, `9 - very likely` and `9/10` on a
    scale that ends at 10. Everything else is dropped, counted and listed.

    Args:
        own: the file, as `read_own` gives it.
        column: the name of the column.
        low: the lowest answer of the scale.
        high: the highest.

    Raises:
        BadInput: if there is no such column or no such scale.
    """
    if not (isinstance(low, int) and isinstance(high, int) and low < high):
        raise BadInput(
            say(
                "A scale runs from a lower to a higher number, not {low} to {high}.",
                low=low,
                high=high,
            )
        )
    decimal = own.column(column).decimal
    cells = own.text[column]
    readings = {text: score(text, low, high, decimal) for text in set(cells) if text}
    lines: list[int] = []
    values: list[int] = []
    dropped: list[Dropped] = []
    noted: dict[str, list[str]] = {}
    for line, text in zip(cells.index.tolist(), cells.tolist(), strict=True):
        if not text:
            continue
        value, note = readings[text]
        if value is None:
            dropped.append(Dropped(line, text, note))
        else:
            lines.append(line)
            values.append(value)
            if note:
                noted.setdefault(note, []).append(text)
    return Scores(
        values=_series(values, lines, column, "Int64"),
        dropped=tuple(dropped),
        blank=int((cells == "").sum()),
        notes=tuple(
            say(
                "{note} in cells such as “{text}” (count: {count})",
                note=note,
                count=len(texts),
                text=texts[0],
            )
            for note, texts in noted.items()
        ),
    )


def dates(own: OwnFile, column: str, day_first: bool | None = None) -> Dates:
    """Read a column as dates.

    `2026-03-01` needs no decision. Of `03/04/2026` only the whole column can show whether the day
    or the month stands first: a `13/04/2026` in it does. If nothing shows it, the day is assumed
    to stand first, as in most countries, and `certain` is False.

    Args:
        own: the file, as `read_own` gives it.
        column: the name of the column.
        day_first: whether the day stands before the month; None to find out.

    Raises:
        BadInput: if there is no such column.
    """
    own.column(column)
    cells = own.text[column]
    parts = {text: date_parts(text) for text in set(cells) if text}
    order, certain, why = _order(parts, day_first)
    readings = {text: date(found, order is not False) for text, found in parts.items() if found}
    lines: list[int] = []
    values: list[datetime] = []
    dropped: list[Dropped] = []
    for line, text in zip(cells.index.tolist(), cells.tolist(), strict=True):
        if not text:
            continue
        value = readings.get(text)
        if isinstance(value, datetime):
            lines.append(line)
            values.append(value)
        else:
            dropped.append(Dropped(line, text, value or _no_date(text)))
    return Dates(
        values=_series(values, lines, column, "datetime64[us]"),
        dropped=tuple(dropped),
        blank=int((cells == "").sum()),
        day_first=order,
        certain=certain,
        why=why,
    )


def _no_date(text: str) -> str:
    """Return why a text is no date."""
    if no_answer(text):
        return say("means no answer")
    days = number(text, ".")
    if days is not None and 20_000 <= days < 80_000:  # 1954 to 2119
        return say(
            "looks like a day as Excel counts it: format the column as a date, and export it again"
        )
    return say("is not a date")


def flags(own: OwnFile, column: str) -> Flags:
    """Read a column as yes or no.

    Read are `yes`, `no`, `true`, `false`, `1`, `0`, `evet`, `hayır`, `да`, `нет`, `بله` and `خیر`,
    in small letters or capitals. Everything else is dropped, counted and listed.

    Args:
        own: the file, as `read_own` gives it.
        column: the name of the column.

    Raises:
        BadInput: if there is no such column.
    """
    own.column(column)
    cells = own.text[column]
    readings = {text: flag(text) for text in set(cells) if text}
    lines: list[int] = []
    values: list[bool] = []
    dropped: list[Dropped] = []
    for line, text in zip(cells.index.tolist(), cells.tolist(), strict=True):
        if not text:
            continue
        value = readings[text]
        if value is None:
            why = say("means no answer") if no_answer(text) else say("says neither yes nor no")
            dropped.append(Dropped(line, text, why))
        else:
            lines.append(line)
            values.append(value)
    return Flags(
        values=_series(values, lines, column, "bool"),
        dropped=tuple(dropped),
        blank=int((cells == "").sum()),
    )


def _order(
    parts: dict[str, DateParts | None], day_first: bool | None
) -> tuple[bool | None, bool, str]:
    """Return whether the day stands first, whether that is certain, and the reason."""
    found = {text: date for text, date in parts.items() if date and date.open}
    if not found:
        return None, True, say("each date shows its day and its month")
    if day_first is not None:
        return day_first, True, say("you said so")
    day = sorted(text for text, date in found.items() if date.first > 12 >= date.second)
    month = sorted(text for text, date in found.items() if date.second > 12 >= date.first)
    if day and month:
        first = len(day) >= len(month)
        names = {"first": say("the day first") if first else say("the month first")}
        return (
            first,
            False,
            say(
                "some show the day first ({day}), others the month ({month}); read with {first}, "
                "as most do",
                day=day[0],
                month=month[0],
                **names,
            ),
        )
    if day:
        return True, True, say("{text} can only have its day first", text=day[0])
    if month:
        return False, True, say("{text} can only have its month first", text=month[0])
    example = min(found)
    return (
        True,
        False,
        say(
            "nothing shows whether the day or the month of {text} stands first; the day was "
            "assumed (day_first=False for the month)",
            text=example,
        ),
    )


def _series(values: list[Any], lines: list[int], name: str, dtype: str) -> pd.Series[Any]:
    index = pd.Index(lines, name="line", dtype="int64")
    return pd.Series(values, index=index, name=name, dtype=dtype)


def _reasons(dropped: tuple[Dropped, ...]) -> dict[str, int]:
    return dict(Counter(item.reason for item in dropped).most_common())


def _summary(read: int, dropped: tuple[Dropped, ...], blank: int, notes: tuple[str, ...]) -> str:
    parts = [
        say(
            "{read} read, {blank} blank, {dropped} dropped.",
            read=read,
            blank=blank,
            dropped=len(dropped),
        )
    ]
    if dropped:
        listed = "; ".join(
            say("line {line}, “{text}”, {reason}", line=line, text=text[:40], reason=reason)
            for line, text, reason in dropped[:_SHOWN]
        )
        more = len(dropped) - _SHOWN
        listed += say("; and {more} more", more=more) if more > 0 else ""
        parts.append(say("Dropped: {listed}.", listed=listed))
    return " ".join([*parts, *(f"{note[:1].upper()}{note[1:]}." for note in notes)])
