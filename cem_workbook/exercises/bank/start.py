"""Page 00: how a question works, tried on something that everybody knows already."""

from __future__ import annotations

import random

from cem_workbook.exercises.exercise import Case, Exercise
from cem_workbook.exercises.kinds import Number, Reflection
from cem_workbook.exercises.misconceptions import Misconception

PART_FOR_WHOLE = Misconception(
    "part-for-whole",
    "I report the part that I was asked to leave out.",
    "{answer} is how many did not answer. The question asks for the others.",
)
RATIO_OF_THE_PARTS = Misconception(
    "ratio-of-the-parts",
    "I divide one part by the other part.",
    "{answer} % compares those who answered with those who did not. A share compares a part with "
    "the whole. What is the whole here?",
)


def _invitations(company: object, draw: random.Random) -> Case:
    sent = 40 + 20 * int(draw.random() * 8)
    answered = sent // 10 * (2 + int(draw.random() * 3))
    return {"sent": sent, "answered": answered}


EXERCISES = (
    Exercise(
        id="start-1",
        goal="Try a question card",
        minutes=2,
        ask="Your company sent a short survey to **{sent}** customers. **{answered}** of them "
        "answered. What share of the customers answered, in percent? (Try a wrong answer too: "
        "nothing bad happens.)",
        answer=Number(unit="percent", tolerance=0.1, low=0, high=100),
        case=_invitations,
        expected=lambda c: 100 * c["answered"] / c["sent"],
        misconceptions=(
            PART_FOR_WHOLE.shows_as(
                lambda c: 100 * (c["sent"] - c["answered"]) / c["sent"],
                "{answer} % is the share who did **not** answer. The question asks for the others.",
            ),
            RATIO_OF_THE_PARTS.shows_as(
                lambda c: 100 * c["answered"] / (c["sent"] - c["answered"])
            ),
        ),
        hints=(
            "A share is a part of a whole. Which number is the whole?",
            "Divide those who answered by all who were asked, and multiply by 100.",
            "{answered} divided by {sent}, times 100.",
        ),
        right="{answer} % answered. You may type it as 25, 25 %, 0.25 or 0,25: the card understands all of "
        "them. Who the others are, and why they kept silent, is the subject of page 12.",
        solution="{answered} / {sent} is the share. Times 100, it is a percentage.",
    ),
    Exercise(
        id="start-r1",
        goal="Say what you came for",
        minutes=3,
        ask="What should be different at your work when you have finished this course? One or two "
        "sentences. The last page will show them to you again.",
        answer=Reflection(),
    ),
)
