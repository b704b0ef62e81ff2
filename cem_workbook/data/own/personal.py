"""Which columns tell who the people are: names, e-mail addresses, telephone numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from cem_workbook.data.own.cells import date_parts, folded, plain
from cem_workbook.data.own.looks import answers_of, digits, says, share_of
from cem_workbook.messages import say

_EMAIL = re.compile(r"<?[^@\s]+@[^@\s]+\.[^@\s.>]{2,}>?")
_PHONE = re.compile(r"(?=[+(0])\+?(?:[ ()./-]{0,3}\d){9,15}")


def personal(header: str, cells: Sequence[str]) -> str | None:
    """Return why a column tells who the people are, or None if it does not seem to.

    A header is not enough: "Satisfaction with our telephone service" is no telephone number. A
    "branch name" or a "product name" is nobody's name.

    Args:
        header: the column name.
        cells: its cells as text.
    """
    answers = answers_of(cells)
    if share_of(answers, _is_email) >= 0.3:
        return say("it holds e-mail addresses")
    if share_of(answers, _is_phone) >= 0.6:
        return say("it holds telephone numbers")
    person = says(header, "person") or folded(header) == "ad"
    if person and not says(header, "group", "thing") and _few(answers, lambda c: digits(c) > 0):
        return say("its header speaks of names")
    if says(header, "e-mail") and _few(answers, lambda cell: "@" not in cell):
        return say("its header speaks of e-mail addresses")
    if says(header, "telephone") and _few(answers, lambda cell: digits(cell) < 6):
        return say("its header speaks of telephone numbers")
    if says(header, "address") and _few(answers, lambda cell: len(cell) < 6):
        return say("its header speaks of addresses")
    return None


def _few(answers: Counter[str], odd: Callable[[str], bool]) -> bool:
    return share_of(answers, odd) < 0.5


def _is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(plain(text))) and date_parts(text) is None
