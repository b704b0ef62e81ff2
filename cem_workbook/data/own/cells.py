"""What the text of one cell says: a number, a score, a date, or that there is no answer.

People's exports hold `9`, `9,0`, `۹`, `9 - very likely`, `9/10` and `n/a`. The functions here read
one cell at a time and never raise. A cell that can be read in two ways is not decided here: the
caller passes the decimal sign or the order of day and month, which only a whole column can show.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import NamedTuple

from cem_workbook.messages import say

# Signs without a letter or a space: they steer the reading direction, or mark a place.
INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# Any kind of space becomes a plain one; invisible signs go.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " "),
        **dict.fromkeys(INVISIBLE, None),
        "\u2212": "-",  # the real minus sign
        **dict.fromkeys("\u066a\uff05", "%"),  # Arabic and full-width per cent
        "\u066b": ".",  # Arabic decimal sign
        "\u066c": "'",  # Arabic thousands sign
        "\u2019": "'",
    }
)
# Letters of which Persian, Arabic and Turkish keyboards have two kinds.
_TWINS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": " ", "ı": "i", "\u0307": None})

# Written for "no answer" by survey tools, spreadsheets and people, as `folded` gives them.
NO_ANSWER = frozenset(
    {
        *("n/a", "na", "n.a.", "nan", "null", "nil", "none", "-", "--", "–", "—", ".", "?"),
        *("#n/a", "#null!", "#value!", "#ref!", "#div/0!", "#name?", "#num!"),
        *("(blank)", "blank", "missing", "no answer", "no response", "not answered"),
        *("not applicable", "don't know", "dk", "prefer not to say"),
        *("yok", "boş", "cevap yok", "bilmiyorum", "fikrim yok"),
        *("н/д", "нет данных", "нет ответа", "не знаю"),
        *("ندارد", "بدون پاسخ", "بی پاسخ", "نمی دانم"),
    }
)


def plain(text: str) -> str:
    """Return the text trimmed, with Western digits, plain spaces and a plain minus."""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
        text = text.translate(_SIGNS)
    return text.strip()


def folded(text: str) -> str:
    """Return the text as it is compared with words: `plain`, small letters, one spelling."""
    return " ".join(plain(text).replace("İ", "i").casefold().translate(_TWINS).split())


def no_answer(text: str) -> bool:
    """Tell whether the cell says in words that there is no answer, as `n/a` does."""
    return len(text) <= _LONGEST and folded(text) in NO_ANSWER


# No number, date or word for "no answer" is longer; comments are, and need not be looked at.
_LONGEST = 60

# A number without leading zeros (007 is a label) and of at most 15 digits before the decimal sign
# (longer ones are card or account numbers, and a float would change their last digits).
_NUMBER = {
    sign: re.compile(
        rf"-?(?:(?:0|[1-9]\d{{0,14}}|[1-9]\d{{0,2}}([{group} '])\d{{3}}(?:\1\d{{3}}){{0,3}})"
        rf"(?:{re.escape(sign)}(\d*))?|{re.escape(sign)}\d+)(?:[eE][+-]?\d{{1,2}})?"
    )
    for sign, group in ((".", ","), (",", "."))
}


def number(text: str, decimal: str) -> float | None:
    """Return the number that the whole cell is, or None.

    Args:
        text: the cell as written; groups of thousands may be marked by the other sign, a space
            or an apostrophe.
        decimal: the decimal sign, `.` or `,`.
    """
    if len(text) > _LONGEST:
        return None
    if text.isdigit() and text.isascii() and len(text) <= 15:  # most are such; ten times as fast
        return float(text) if text[0] != "0" or text == "0" else None
    text = plain(text)
    match = _NUMBER[decimal].fullmatch(text)
    if match is None:
        return None
    if match[1]:
        text = text.replace(match[1], "")
    return float(text.replace(decimal, "."))


def share(text: str, decimal: str) -> float | None:
    """Return the share that a cell with a per cent sign is, from `45%` or `%45` 0.45, or None.

    Args:
        text: the cell as written.
        decimal: the decimal sign, `.` or `,`.
    """
    bare = plain(text[: _LONGEST + 1])
    if not (bare.endswith("%") or bare.startswith("%")):
        return None
    value = number(bare.removesuffix("%") if bare.endswith("%") else bare[1:], decimal)
    return None if value is None else value / 100


_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "t", "evet", "e", "doğru"), True),
    **dict.fromkeys(("да", "д", "истина", "بله", "بلی", "آری", "درست"), True),
    **dict.fromkeys(("no", "n", "false", "f", "hayir", "h", "yanliş"), False),
    **dict.fromkeys(("нет", "н", "ложь", "خیر", "نه", "نادرست"), False),
}


def flag(text: str) -> bool | None:
    """Return whether a cell says yes or no, in words or as 1 or 0; None if it says neither.

    Args:
        text: the cell as written.
    """
    if len(text) > _LONGEST:
        return None
    word = folded(text)
    if word in _FLAGS:
        return _FLAGS[word]
    value = number(word, ".")
    return bool(value) if value in (0.0, 1.0) else None


class Reading(NamedTuple):
    """What a cell was taken for.

    Attributes:
        value: the whole number, or None if there is none to be had.
        note: if there is a value, what was passed over to get at it, else why there is none;
            empty for a cell that is just a number.
    """

    value: int | None
    note: str = ""


_LONGEST_LABEL = 300
_OUT_OF = re.compile(r"(-?\d{1,4}) ?(?:/|out of) ?(\d{1,4})", re.IGNORECASE)
# A label holds a letter and no digit: "9 - very likely" is a 9, and "9 - 10" is not.
_LABEL = r"[^\d\n]*[^\W\d_][^\d]*"
_NUMBER_FIRST = re.compile(rf"(\d{{1,4}}) ?(?:[-–—:=.,()\n]| (?=[^\W\d_])){_LABEL}")
_NUMBER_LAST = re.compile(rf"{_LABEL}[-–—:=(\n] ?(\d{{1,4}}) ?\)?")


def score(text: str, low: int, high: int, decimal: str) -> Reading:
    """Read a cell as an answer on a scale of whole numbers.

    Args:
        text: the cell as written, not empty.
        low: the lowest answer of the scale.
        high: the highest.
        decimal: the decimal sign, for the rare cell such as `1.000` that two signs read apart.
    """
    values = {sign: number(text, sign) for sign in ".,"}
    found = values[decimal]
    if found is None:
        found = values["," if decimal == "." else "."]
    if found is not None:
        return _on_scale(found, low, high)
    if no_answer(text):
        return Reading(None, say("means no answer"))
    bare = plain(text)[:_LONGEST_LABEL]
    if match := _OUT_OF.fullmatch(bare):
        if int(match[2]) != high:
            return Reading(None, say("is out of {top}, not out of {high}", top=match[2], high=high))
        return _on_scale(int(match[1]), low, high, say("the end of the scale was passed over"))
    if match := _NUMBER_FIRST.fullmatch(bare) or _NUMBER_LAST.fullmatch(bare):
        return _on_scale(int(match[1]), low, high, say("the words were passed over"))
    return Reading(None, say("is not one number"))


def _on_scale(found: float, low: int, high: int, note: str = "") -> Reading:
    if found < low:
        return Reading(None, say("is below {low}", low=low))
    if found > high:
        return Reading(None, say("is above {high}", high=high))
    if found != int(found):
        return Reading(None, say("is not a whole number"))
    return Reading(int(found), note)


class DateParts(NamedTuple):
    """A date taken apart, before anybody decided which of two numbers is the day.

    Attributes:
        year: with all four digits; written with two, it is taken to be from 1970 to 2069.
        first: the month, or the first of two numbers that could each be the month.
        second: the day, or the second of the two.
        clock: hour, minute and second.
        open: whether the order of `first` and `second` is still open.
    """

    year: int
    first: int
    second: int
    clock: tuple[int, int, int]
    open: bool


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_CLOCK = (
    r"(?:(?:T|,? +)(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)? ?(?:Z|(?:UTC|GMT)?(?:[+-]\d{1,2}(?::?\d\d)?)?))?"
)
_DATES = tuple(
    re.compile(pattern + _CLOCK, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})(?P<mark>[-/.])(?P<a>\d{1,2})(?P=mark)(?P<b>\d{1,2})",
        r"(?P<y>(?:19|20)\d\d)(?P<a>\d\d)(?P<b>\d\d)",
        r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<open>\d{4}|\d\d)",
        rf"(?P<b>\d{{1,2}})\.?[ -]{_MONTH}[ -](?P<y>\d{{4}}|\d\d)",
        rf"{_MONTH} (?P<b>\d{{1,2}}),? (?P<y>\d{{4}})",
    )
)


def date_parts(text: str) -> DateParts | None:
    """Return the parts of a date, or None if the cell is not written like one.

    Read are `2026-03-01`, `2026/3/1`, `20260301`, `1.3.2026`, `01/03/26`, `1 March 2026` and
    `Mar 1, 2026`, each with or without a time; a time zone is passed over.
    """
    text = plain(text)
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            part = {key: value or "" for key, value in match.groupdict().items()}
            name = part.get("name", "").lower()
            hour = int(part["hour"] or 0)
            if part["half"]:
                hour = hour % 12 + (12 if part["half"][0] in "pP" else 0)
            year = part.get("open") or part["y"]
            if len(year) == 2:
                year = ("19" if year >= "70" else "20") + year
            return DateParts(
                year=int(year),
                first=_MONTHS.index(name) + 1 if name else int(part["a"]),
                second=int(part["b"]),
                clock=(hour, int(part["minute"] or 0), int(part["second"] or 0)),
                open="open" in part,
            )
    return None


def date(parts: DateParts, day_first: bool) -> datetime | str:
    """Return the moment that the parts stand for, or why there is none.

    Args:
        parts: what `date_parts` gave.
        day_first: how to read parts whose order is open.
    """
    month, day = parts.first, parts.second
    if parts.open and day_first:
        month, day = day, month
    if 1200 <= parts.year < 1500:
        return say("has a year of the Persian or the Islamic calendar")
    if not 1900 <= parts.year < 2200:
        return say("has a year outside 1900 to 2199")
    try:
        return datetime(parts.year, month, day, *parts.clock)
    except ValueError:
        return say("is not a day of the calendar")
