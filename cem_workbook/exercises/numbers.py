"""Numbers as people type them: `25`, `"25 %"`, `"0,25"`, `"۲۵"`, a numpy scalar, a Series of one."""

from __future__ import annotations

import math
import numbers
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cem_workbook.exercises.arithmetic import calculate
from cem_workbook.messages import say
from cem_workbook.text import literal

MINUS_SIGNS = str.maketrans(dict.fromkeys("−‒–—﹣－", "-"))
# decimal and thousands signs of Persian and Arabic, their percent sign, and the full-width forms
OTHER_SIGNS = str.maketrans({
    "٫": ".", "٬": " ", "٪": "%", "،": ",", "’": " ", "'": " ",
    "％": "%", "．": ".", "，": ",", "＋": "+", "／": "/", "＝": "=",
})  # fmt: skip
GROUPED = re.compile(r"[1-9]\d{0,2}([., ])\d{3}(\1\d{3})*")
# spaces, too, may only stand between groups of three: `20 30.5` is two numbers
SPACED = re.compile(r"\d{1,3}( \d{3})+([.,]\d*)?")
LONGEST = 200


class Unreadable(Exception):
    """The answer is not of the kind that was asked for; the text is a sentence for the learner."""


class Incomplete(Unreadable):
    """Something is still empty; what is there may well be right."""


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: `1,234` is a thousand and more, or one and a bit."""

    value: float
    percent: bool = False


def read_number(answer: Any) -> tuple[Reading, ...]:
    """Return the ways in which an answer can be read as one number, the likeliest first.

    Args:
        answer: anything that a learner may hand in: a Python, numpy or pandas number, a container
            of exactly one, a result with a `value`, or text.

    Raises:
        Unreadable: with a sentence that says what arrived and what was wanted.

    """
    if isinstance(answer, str):
        return _read_text(answer)
    if isinstance(answer, bool) or type(answer).__name__ in {"bool_", "bool"}:
        raise Unreadable(
            say("{answer} is a yes or a no. This question wants a number.", answer=answer)
        )
    if isinstance(answer, numbers.Number):
        return (Reading(_finite(answer)),)
    if callable(answer):
        raise Unreadable(
            say(
                "That is a function, not its result. Call it with brackets, then hand in what it gives."
            )
        )
    return read_number(_only_value(answer))


def _only_value(answer: Any) -> Any:
    """Unwrap a container of one, or a result object."""
    kind = type(answer).__name__
    if kind in {"NoneType", "NAType", "NaTType"}:
        raise Unreadable(
            say("That is an empty value. Did the cell that works it out give anything back?")
        )
    if isinstance(answer, (date, timedelta)):  # those of pandas have a `value`, too
        raise Unreadable(say("That is a {kind}. This question wants a number.", kind=kind))
    if hasattr(answer, "value") and not hasattr(answer, "__len__"):
        return answer.value
    if hasattr(answer, "to_numpy"):  # pandas and Polars
        answer = answer.to_numpy()
    if hasattr(answer, "size") and hasattr(answer, "ravel"):  # numpy
        answer = answer.ravel().tolist()
    if isinstance(answer, (list, tuple)):
        if len(answer) == 1:
            return answer[0]
        if isinstance(answer, tuple) and len(answer) == 2:  # what Python makes of -47,9
            raise Unreadable(
                say(
                    "You handed in two values, {one} and {two}. In Python the decimal sign is a "
                    "point: 12.5, not 12,5.",
                    one=literal(str(answer[0])[:20]),
                    two=literal(str(answer[1])[:20]),
                )
            )
        raise Unreadable(
            say(
                "You handed in {count} values. This question wants one number.",
                count=len(answer),
            )
        )
    raise Unreadable(say("That is a {kind}. This question wants a number.", kind=kind))


def _finite(number: Any) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    except (TypeError, ValueError):
        raise Unreadable(
            say("{number} is not a number on a line. This question wants one.", number=number)
        ) from None
    if not math.isfinite(value):
        raise Unreadable(
            say(
                "That is “not a number” or infinite. Somewhere a blank or a zero crept into the sum: "
                "look at what you divide by, and at missing answers."
            )
        )
    return value


def _read_text(text: str) -> tuple[Reading, ...]:
    text = text.strip()
    shown = literal(text[:40])
    tidy = "".join(_digit(c) for c in text) if len(text) <= LONGEST else ""
    tidy = tidy.translate(MINUS_SIGNS).translate(OTHER_SIGNS).strip().lower()
    percent = bool(re.search(r"%|per ?cent", tidy))
    tidy = re.sub(r"%|per ?cent(age)?|points?|pts?\.?|customers|answers|people", "", tidy).strip()
    tidy = re.sub(r"^minus\s+", "-", re.sub(r"^=\s*", "", tidy))
    fraction = re.fullmatch(r"([+-]?\d+)\s*/\s*(\d+)", tidy)
    if fraction and int(fraction[2]):
        return (Reading(int(fraction[1]) / int(fraction[2]), percent),)
    sign = -1 if tidy.startswith("-") else 1
    digits = re.sub(r"\s+", " ", re.sub(r"^[+-]\s*", "", tidy))
    number = re.fullmatch(r"[\d., ]*\d[\d., ]*|(\d+[.,]?\d*|[.,]\d+)e[+-]?\d+", digits)
    if not number:
        total = calculate(tidy)
        if total is not None:
            return (Reading(_finite(total), percent),)
        raise Unreadable(
            say(
                "I cannot read “{text}” as a number. Type it in figures, such as 25 or −0.25.",
                text=shown,
            )
        )
    values = [sign * v for v in _values(digits)]
    if not values:
        raise Unreadable(
            say(
                "I cannot tell what “{text}” is. Type one number, such as 1250 or 12.5.", text=shown
            )
        )
    return tuple(Reading(_finite(v), percent) for v in values)


def _digit(character: str) -> str:
    """Return the European form of a decimal digit of any script; other characters as they are.

    Marks that only steer the direction of writing, as keyboards for Persian add them, go.
    """
    if unicodedata.category(character) == "Cf":
        return ""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _values(digits: str) -> list[float]:
    """Return what the separators can mean, the likeliest first."""
    found: list[float] = []
    dot, comma = digits.count("."), digits.count(",")
    if "e" in digits:
        return [float(digits.replace(",", "."))]
    if " " in digits and not (SPACED.fullmatch(digits) or GROUPED.fullmatch(digits)):
        return []
    if dot and comma:  # the last one is the decimal sign
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
        group = "," if decimal == "." else "."
        if digits.count(decimal) == 1:
            found.append(float(digits.replace(group, "").replace(" ", "").replace(decimal, ".")))
        return found
    if dot + comma == 1:
        found.append(float(digits.replace(" ", "").replace(",", ".")))
    if GROUPED.fullmatch(digits):
        grouped = float(re.sub(r"[., ]", "", digits))
        # 1,234 is more often a thousand than one and a bit; 1.234 the other way round
        found.insert(0 if comma or not found else len(found), grouped)
    elif not dot and not comma and " " not in digits:
        found.append(float(digits))
    return found
