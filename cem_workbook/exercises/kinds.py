"""The kinds of answer: how each is read, compared and said back.

Every kind turns what a learner hands in into one or more *readings*, plain values that compare
with `same`. The right answer and the answers of the misconceptions pass through the same door.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cem_workbook.exercises.numbers import Incomplete, Unreadable, read_number
from cem_workbook.messages import say
from cem_workbook.text import Points, fill, literal


class Kind:
    """What every kind of answer can do. `case` is what the question is asked about."""

    marked = True

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the ways to read the answer, likeliest first. Raises `Unreadable`."""
        raise NotImplementedError

    def same(self, one: Any, other: Any) -> bool:
        """Whether two readings are the same answer."""
        return bool(one == other)

    def shows(self, wrong: Any, reading: Any, expected: Any) -> bool:
        """Whether a reading shows the wrong idea whose own answer is `wrong`."""
        return self.same(wrong, reading)

    def write(self, reading: Any) -> str:
        """Say a reading back to the learner."""
        return str(reading)

    def remark(self, answer: Any) -> str:
        """Return what a right answer should still be told about its form, or nothing."""
        return ""

    def astray(self, reading: Any, expected: Any, case: Mapping[str, Any]) -> tuple[bool, str]:
        """Say what can be said of a wrong answer that no known idea explains: (close?, text)."""
        return False, say("{answer} is not what I get.", answer=self.write(reading))


@dataclass(frozen=True)
class Number(Kind):
    """One number.

    Attributes:
        unit: `points` (of NPS), `percent` (0.25 and 25 % are the same answer), or a word.
        tolerance: how far off is still right, in the unit.
        relative: how far off is still right as a share of the number, where that is more.
        low, high: the range that the number can possibly have.
        decimals: how many decimals to say it back with.

    """

    unit: str = ""
    tolerance: float = 0.05
    relative: float = 0.0
    low: float = float("-inf")
    high: float = float("inf")
    decimals: int = 1

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[float, ...]:
        """Return the number; in percent a fraction of one is a second way to read it."""
        found: list[float] = []
        for reading in read_number(answer):
            found.append(reading.value)
            if self.unit == "percent" and not reading.percent and abs(reading.value) <= 1:
                found.append(reading.value * 100)
        return tuple(found)

    def same(self, one: float, other: float) -> bool:
        """Equal within the tolerance (and a hair, for sums of floats)."""
        return abs(one - other) <= self._leeway(one, other) + 1e-9

    def _leeway(self, one: float, other: float) -> float:
        return max(self.tolerance, self.relative * max(abs(one), abs(other)))

    def write(self, reading: float) -> str:
        """Write with no more decimals than the number needs, and a real minus sign."""
        if abs(reading) >= 1e15:
            return f"{Points(reading):.3g}"
        # a fraction keeps what makes it one: 0.204 must not be said back as 0.2
        decimals = max(self.decimals, 3) if abs(reading) < 1 else self.decimals
        text = f"{Points(reading):,.{decimals}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def remark(self, answer: Any) -> str:
        """Points are not per cent, even where the figure is the same."""
        if self.unit == "points" and isinstance(answer, str) and re.search("[%٪％]", answer):
            return say("(Say points, not per cent: it is no percentage of people.)")
        return ""

    def astray(self, reading: float, expected: float, case: Mapping[str, Any]) -> tuple[bool, str]:
        """Name an impossible value or a rounding; otherwise say that it is not this."""
        shown = self.write(reading)
        if reading < self.low and self.high == float("inf"):
            return False, say(
                "{answer} cannot be: it has to be at least {low}.",
                answer=shown,
                low=self.write(self.low),
            )
        if not self.low <= reading <= self.high:
            return False, say(
                "{answer} cannot be: it has to lie between {low} and {high}.",
                answer=shown,
                low=self.write(self.low),
                high=self.write(self.high),
            )
        if abs(reading - expected) <= 3 * self._leeway(reading, expected):
            return True, say(
                "{answer} is very near. Keep all decimals until the last step, and round only then.",
                answer=shown,
            )
        return False, say("{answer} is not what I get.", answer=shown)


@dataclass(frozen=True)
class Choice(Kind):
    """One of several options, named by letters. Every wrong option needs a misconception."""

    options: Mapping[str, str]

    def labels(self, case: Mapping[str, Any]) -> dict[str, str]:
        """Return the options of this case: letter to text."""
        return {key: fill(text, case) for key, text in self.options.items()}

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[str, ...]:
        """Read a letter in any case, with or without bracket or full stop, or the whole text."""
        return (read_option(answer, self.labels(case)),)


@dataclass(frozen=True)
class Verdict:
    """A reading of a decision: the option, and the reasons given for it."""

    option: str
    reasons: frozenset[str]


@dataclass(frozen=True)
class Decision(Kind):
    """A decision with reasons, marked by a rubric.

    Attributes:
        options: letter to option.
        reasons: number to reason.
        sound: the numbers of the reasons that hold; a good answer names at least `needed` of them
            and none of the others.
        needed: how many sound reasons it takes.

    """

    options: Mapping[str, str]
    reasons: Mapping[str, str]
    sound: frozenset[str]
    needed: int = 1

    def labels(self, case: Mapping[str, Any]) -> dict[str, str]:
        """Return the options of this case."""
        return {key: fill(text, case) for key, text in self.options.items()}

    def reason_labels(self, case: Mapping[str, Any]) -> dict[str, str]:
        """Return the reasons of this case."""
        return {key: fill(text, case) for key, text in self.reasons.items()}

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[Verdict, ...]:
        """Read `("b", [1, 3])`, `{"decide": "b", "because": [1, 3]}` or a `Verdict`."""
        if isinstance(answer, Verdict):
            return (answer,)
        if isinstance(answer, Mapping):
            option, reasons = answer.get("decide", ""), answer.get("because", ())
        elif isinstance(answer, (tuple, list)) and len(answer) == 2:
            option, reasons = answer
        else:
            raise Unreadable(
                say(
                    'Hand in the letter of your decision and the numbers of your reasons, such as ("a", [1, 2]).'
                )
            )
        if isinstance(reasons, (str, int)):
            reasons = str(reasons).replace(",", " ").split()
        labels = self.reason_labels(case)
        try:
            named = frozenset(read_option(r, labels) for r in reasons)
        except TypeError:
            raise Unreadable(
                say("Give your reasons as a list of numbers, such as [1, 2].")
            ) from None
        return (Verdict(read_option(option, self.labels(case)), named),)

    def same(self, one: Verdict, other: Verdict) -> bool:
        """Same option; both sets of reasons satisfy the rubric, or they are equal."""
        return one.option == other.option and (
            one.reasons == other.reasons or (self._holds(one) and self._holds(other))
        )

    def _holds(self, verdict: Verdict) -> bool:
        return verdict.reasons <= self.sound and len(verdict.reasons) >= self.needed

    def shows(self, wrong: Verdict, reading: Verdict, expected: Verdict) -> bool:
        """A wrong option shows its idea; so does a reason that does not hold."""
        if wrong.option != expected.option:
            return reading.option == wrong.option
        return bool((wrong.reasons - self.sound) & reading.reasons)

    def write(self, reading: Verdict) -> str:
        """Say the letter back."""
        return reading.option

    def astray(
        self, reading: Verdict, expected: Verdict, case: Mapping[str, Any]
    ) -> tuple[bool, str]:
        """The option is right and no reason is wrong: there are too few of them."""
        return True, say(
            "the decision stands, and it needs {needed} reasons that hold; you gave {given}. What "
            "else speaks for it?",
            needed=self.needed,
            given=len(reading.reasons & self.sound),
        )


@dataclass(frozen=True)
class Reflection(Kind):
    """A text in the learner's own words: kept, not marked.

    Attributes:
        parts: labels of the fields, where the words are wanted in several, such as PLAN; without
            any there is one box.
    """

    marked = False
    parts: tuple[str, ...] = ()

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[str | dict[str, str], ...]:
        """Read a text, or a dict from part to text; parts may be left empty, but not all."""
        if not self.parts:
            if not isinstance(answer, str):
                raise Unreadable(say("Write a sentence or two, in quotation marks."))
            return (answer,)
        if not isinstance(answer, Mapping):
            raise Unreadable(
                say("Hand in a dict with the fields {parts}.", parts=", ".join(self.parts))
            )
        given = {fold(str(label)): words for label, words in answer.items()}
        words = {part: str(given.get(fold(part), "")).strip() for part in self.parts}
        if not any(words.values()):
            raise Incomplete(say("Fill in at least one of: {parts}.", parts=", ".join(self.parts)))
        return (words,)


PLAN = ("What I shall do", "Who owns it", "By when", "How I shall see that it works")
"""The fields of an action in the learner's plan; the last page collects them."""


def read_option(answer: Any, labels: Mapping[str, str]) -> str:
    """Read a letter (or number) of an option in any case, with bracket or full stop, or its text.

    Raises:
        Unreadable: listing the options there are.

    """
    if hasattr(answer, "item") and getattr(answer, "size", 0) == 1:  # a numpy scalar
        answer = answer.item()
    if isinstance(answer, bool) or not isinstance(answer, (str, int)):
        raise Unreadable(say("This question wants one of {options}.", options=", ".join(labels)))
    text = str(answer)
    key = fold(text).strip(".()[]: ")
    by_text = {fold(label): letter for letter, label in labels.items()}
    for letter in labels:
        if key == letter.lower():
            return letter
    if fold(text) in by_text:
        return by_text[fold(text)]
    raise Unreadable(
        say(
            "“{answer}” is not one of {options}.",
            answer=literal(text[:40]),
            options=", ".join(labels),
        )
    )


@lru_cache(maxsize=1024)  # the same few labels are read again and again
def fold(text: str) -> str:
    """Fold case and white space, and a plural s (also behind an s: "business", "businesss")."""
    folded = " ".join(text.split()).casefold()
    singular = folded.rstrip("s")
    return singular if len(singular) > 1 else folded
