"""How two people read one another's plan: eight questions, three levels each, and no total.

The course's own. A total would let a strong date make up for somebody who is harmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cem_workbook.messages import say

LEVELS = ("not yet", "partly", "clearly")


@dataclass(frozen=True)
class Question:
    """One thing to look for.

    Attributes:
        key: a short name that never changes.
        asks: the question.
        seen: what one reads in the plan at each of LEVELS.
        ask_back: what a friendly reader asks where it is not there yet.
    """

    key: str
    asks: str
    seen: tuple[str, str, str]
    ask_back: str


QUESTIONS = (
    Question(
        "owner",
        "Is there an owner who may act?",
        (
            "Nobody is named, or “we” or a department.",
            "One person is named; whether they may decide is open.",
            "One person is named who may decide, and spend what it takes.",
        ),
        "Whose signature does the first step need?",
    ),
    Question(
        "date",
        "Is there a date?",
        (
            "“Soon”, “next year”, or nothing.",
            "A day for the end; no day on which somebody looks in between.",
            "A day for the first step, and a day on which it is reviewed.",
        ),
        "What will be there to see in two weeks?",
    ),
    Question(
        "measure",
        "Could the measure say that it failed?",
        (
            "It counts what was done: trainings held, letters sent.",
            "It is a number of customers, without a level that would be bad news.",
            "It is tied to what customers do; it says which result means “stop”.",
        ),
        "Which number would make you give it up?",
    ),
    Question(
        "step",
        "Is the first step small enough?",
        (
            "It begins with everybody, everywhere.",
            "It begins in one place, and takes more than a month.",
            "It begins in one place, within two weeks, and can be undone.",
        ),
        "What could you try on Monday, with two people?",
    ),
    Question(
        "harm",
        "Has somebody asked who could be harmed?",
        (
            "No: customers and staff are treated as one.",
            "Somebody is named who may lose by it.",
            "Somebody is named, with what spares them, and how one would notice.",
        ),
        "Who will have more work, or a longer wait?",
    ),
    Question(
        "room",
        "What is stopped to make room?",
        (
            "Nothing: it comes on top.",
            "“Other work will wait”, without a name.",
            "One thing is named that ends, and its owner knows.",
        ),
        "Which meeting, report or habit ends on that day?",
    ),
    Question(
        "front",
        "Has the front line seen it?",
        (
            "Nobody who meets customers has read it.",
            "They have been told.",
            "They have read it, and one thing was changed because of them.",
        ),
        "Who stands at the counter, and what did they say?",
    ),
    Question(
        "worth",
        "Does it say what it is worth, and what if it fails?",
        (
            "It will pay, or “one cannot say”.",
            "One number, for the case that it works.",
            "A range if it works, a range if it does not, and what that assumes.",
        ),
        "What have you lost if it does not work?",
    ),
)


@dataclass(frozen=True)
class Review:
    """What a peer said of a plan.

    Attributes:
        marks: for some of the questions, by key, the level: 0, 1 or 2.
        keep: what should stay as it is, in the peer's words.
        ask: the peer's own question.
    """

    marks: Mapping[str, int]
    keep: str = ""
    ask: str = ""

    @property
    def first(self) -> Question | None:
        """The question to work on first: the first of those at the lowest level; None if none is."""
        lowest = min(self.marks.values(), default=len(LEVELS) - 1)
        if lowest == len(LEVELS) - 1:
            return None
        return next(each for each in QUESTIONS if self.marks.get(each.key) == lowest)


def summary(review: Review) -> str:
    """Return what a peer said, in a few sentences; there is no total."""
    marks = review.marks
    if not marks:
        return say("Nothing has been marked yet. Read the plan first, then choose a level.")
    counts = {level: sum(mark == level for mark in marks.values()) for level in range(len(LEVELS))}
    parts = [
        say(
            "Questions marked: {n} of {all}. Clearly there: {clearly}. Partly: {partly}. Not yet: "
            "{not_yet}.",
            n=len(marks),
            all=len(QUESTIONS),
            clearly=counts[2],
            partly=counts[1],
            not_yet=counts[0],
        )
    ]
    first = review.first
    if first is not None:
        parts.append(say("Talk first about this: {ask}", ask=say(first.ask_back)))
    parts.append(say("There is no total: a good date does not make up for a person harmed."))
    return " ".join(parts)
