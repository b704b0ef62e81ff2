"""Page 00: how a question works, tried on something that everybody knows already."""

from __future__ import annotations

import random

from cem_workbook.exercises.exercise import Case, Exercise
from cem_workbook.exercises.kinds import Number, Reflection
from cem_workbook.exercises.misconceptions.general import (
    COUNT_INSTEAD_OF_SHARE,
    PART_FOR_WHOLE,
    RATIO_OF_THE_PARTS,
)


def _invitations(company: object, draw: random.Random) -> Case:
    sent = 40 + 20 * int(draw.random() * 8)
    answered = sent // 10 * (2 + int(draw.random() * 3))
    share = 100 * answered / sent
    return {
        "sent": sent,
        "answered": answered,
        "share": f"{share:g}",
        "fraction": f"{share / 100:g}",
        "comma": f"{share / 100:g}".replace(".", ","),
    }


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
            COUNT_INSTEAD_OF_SHARE.shows_as(lambda c: c["answered"]),
            RATIO_OF_THE_PARTS.shows_as(
                lambda c: 100 * c["answered"] / (c["sent"] - c["answered"])
            ),
        ),
        hints=(
            "A share is a part of a whole. Which number is the whole?",
            "Divide those who answered by all who were asked, and multiply by 100.",
            "The whole is {sent}. Now divide.",
        ),
        right="{share} % of the customers answered. You may type that as {share}, {share} %, {fraction} "
        "or {comma}: the card understands all of them.",
        solution="100 × {answered} / {sent} = {result} %.",
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
