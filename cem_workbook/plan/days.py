"""Which day somebody means who types a date, where that can be told.

Read are years first (2026-12-01), days first with full stops or hyphens (1.12.2026, 1-12-26), the
same with strokes where only one order is possible (25/12/2026; 3/4/2026 is left alone), and names
of months in English (1 December, Dec 1 2026), in all digits that Unicode knows. Years of other
calendars are not read. A text with two days in it has none, for nobody can tell which one counts.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

LENGTH = 90
"""Days of the plan."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_END = r"(?!\d|[./-]\d)"
_YEAR_FIRST = re.compile(rf"(?<![\d./-])(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_END}")
_DAY_FIRST = re.compile(
    rf"(?<![\d./-])(\d{{1,2}})([-/.])\s?(\d{{1,2}})\2\s?(\d{{4}}|\d{{2}}){_END}"
)
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({_NAME})\b\.?(?:,?\s+(\d{{4}}))?"
)
_NAME_FIRST = re.compile(rf"\b({_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(\d{{4}}))?")


def read_day(text: str, after: date | None = None) -> date | None:
    """Return the day that a text names, or None if it names none, or several.

    Args:
        text: as somebody typed it.
        after: where the year is left out, the first such day from this one on is meant; without
            it, such a text has no day.
    """
    plain = _western(text).lower()[:400]
    found: set[date | None] = set()
    for match in _YEAR_FIRST.finditer(plain):
        found.add(_day(int(match[1]), int(match[3]), int(match[4])))
    for match in _DAY_FIRST.finditer(plain):
        one, other = int(match[1]), int(match[3])
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        if match[2] == "/" and one <= 12 and other <= 12 and one != other:
            return None  # some mean the month first
        swapped = match[2] == "/" and other > 12
        found.add(_day(year, one, other) if swapped else _day(year, other, one))
    for pattern, day, name in ((_NAMED, 1, 2), (_NAME_FIRST, 2, 1)):
        for match in pattern.finditer(plain):
            month = _MONTHS.index(match[name][:3]) + 1
            found.add(_in_year(match[3], month, int(match[day]), after))
    return found.pop() if len(found) == 1 else None


def _western(text: str) -> str:
    """Return a text with the digits 0 to 9 in place of all others."""
    return "".join(
        str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text
    )


def _in_year(year: str | None, month: int, day: int, after: date | None) -> date | None:
    if year is not None:
        return _day(int(year), month, day)
    if after is None:
        return None
    possible = (_day(after.year + more, month, day) for more in range(5))
    return next((one for one in possible if one is not None and one >= after), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year < 2200 else None
    except ValueError:
        return None
