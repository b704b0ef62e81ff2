"""The two voices in a telephone call: the codes by which they are heard, and a coding of calls.

That a call holds two voices, the customer's and that of one's own employee, is the source's
[001 · Lesson 2]. The codes and what they mean are the course's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.errors import CourseError
from cem_workbook.messages import say


@dataclass(frozen=True)
class Code:
    """One code of a voice.

    Attributes:
        name: what it is called, in the table `calls` too.
        letter: how a coding writes it.
        means: when it is given, in a few words.
    """

    name: str
    letter: str
    means: str


CUSTOMER = (
    Code("be told", "T", "what, why, when, how much"),
    Code("be put right", "R", "a loss or a mistake made good"),
    Code("be heard", "H", "somebody who takes it seriously"),
    Code("be served fast", "F", "now: every minute counts"),
    Code("be guided", "G", "help to find out what is wrong"),
)
"""What the caller needs."""

EMPLOYEE = (
    Code("no authority", "A", "could help, and may not"),
    Code("no information", "I", "known in the firm, not visible here"),
    Code("no time", "M", "too many others, or other work"),
    Code("nobody told them", "U", "somebody decided, and did not say"),
    Code("nothing", "N", "all was there, used well or not"),
)
"""What stands in the employee's way."""

VOICES = {"customer": CUSTOMER, "employee": EMPLOYEE}
NOT_CODED = ""
_BLANK = "-"


@dataclass(frozen=True)
class Coding:
    """What one person heard in a set of calls.

    Attributes:
        customer: what the caller needs, the name of a code for each call, NOT_CODED where none
            was given.
        employee: what stands in the employee's way, likewise.
    """

    customer: tuple[str, ...]
    employee: tuple[str, ...]

    def of(self, voice: str) -> tuple[str, ...]:
        """Return the codes of one voice: `customer` or `employee`."""
        return self.customer if voice == "customer" else self.employee

    @property
    def complete(self) -> int:
        """How many calls have both codes."""
        return sum(bool(c and e) for c, e in zip(self.customer, self.employee, strict=True))

    def with_code(self, voice: str, call: int, name: str) -> Coding:
        """Return the coding with another code for one call, counted from 0."""
        codes = {each: list(self.of(each)) for each in VOICES}
        codes[voice][call] = name
        return Coding(tuple(codes["customer"]), tuple(codes["employee"]))


def empty(calls: int) -> Coding:
    """Return the coding of somebody who has not begun."""
    return Coding((NOT_CODED,) * calls, (NOT_CODED,) * calls)


def write_coding(coding: Coding) -> str:
    """Return a coding as a line of text that can be sent: two letters a call, `-` for none."""
    letter = {
        voice: {NOT_CODED: _BLANK, **{code.name: code.letter for code in codes}}
        for voice, codes in VOICES.items()
    }
    return " ".join(
        letter["customer"][c] + letter["employee"][e]
        for c, e in zip(coding.customer, coding.employee, strict=True)
    )


def read_coding(text: str, calls: int) -> Coding:
    """Return the coding that a line of text holds.

    Args:
        text: as `write_coding` writes it; case, spaces and commas do not matter.
        calls: how many calls it must hold.

    Raises:
        CourseError: the text is no coding of so many calls; says where it goes wrong.
    """
    signs = "".join(text.upper().replace(",", " ").split())
    if not signs:
        raise CourseError(
            say("There is nothing to read. Paste the line of letters that your colleague sent you.")
        )
    names: dict[str, list[str]] = {voice: [] for voice in VOICES}
    for i, sign in enumerate(signs[: 2 * calls]):
        voice = ("customer", "employee")[i % 2]
        known = {_BLANK: NOT_CODED, **{code.letter: code.name for code in VOICES[voice]}}
        if sign not in known:
            raise CourseError(
                say(
                    "“{sign}” at call {call} is none of the letters {letters}. Paste the line as it "
                    "was sent; nothing has been changed.",
                    sign=sign,
                    call=i // 2 + 1,
                    letters=", ".join(known),
                )
            )
        names[voice].append(known[sign])
    if len(signs) != 2 * calls:
        raise CourseError(
            say(
                "These are {count} letters; {calls} calls take {wanted}, two each. Paste the whole "
                "line; nothing has been changed.",
                count=len(signs),
                calls=calls,
                wanted=2 * calls,
            )
        )
    return Coding(tuple(names["customer"]), tuple(names["employee"]))
