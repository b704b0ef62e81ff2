"""A conversation on paper: for two people, or a group without computers. All of it is Markdown.

One sheet is for whoever plays the customer: lines, what lies behind them, and what each answer
does. One is for whoever answers, and shows nothing but the answers. The third is for afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cem_workbook.cases.encounters import (
    END,
    FEELINGS,
    Choice,
    Conditions,
    Conversation,
    Effect,
    Feelings,
)
from cem_workbook.messages import say
from cem_workbook.text import literal


class Sheets(NamedTuple):
    """The customer's sheet, that of whoever answers, and what each answer was, for afterwards."""

    customer: str
    answers: str
    afterwards: str


def sheets(talk: Conversation, names: Mapping[str, str]) -> Sheets:
    """Return a conversation as three sheets.

    Args:
        talk: the conversation; its turns and endings are numbered in the order of the file.
        names: what the techniques and mistakes are called, by their keys.
    """
    numbers = {turn.name: str(i) for i, turn in enumerate(talk.turns, start=1)}
    numbers |= {each.name: chr(ord("A") + i) for i, each in enumerate(talk.endings)}
    return Sheets(_customers(talk, numbers), _answers(talk, numbers), _afterwards(talk, names))


def _head(talk: Conversation, sheet: str) -> list[str]:
    return [
        f"# {literal(talk.title)}: {sheet}",
        say("**Situation.** {words}", words=literal(talk.situation)),
    ]


def _customers(talk: Conversation, numbers: dict[str, str]) -> str:
    start = ", ".join(
        f"{say(name)} {value}" for name, value in zip(FEELINGS, talk.start, strict=True)
    )
    lines = [
        *_head(talk, say("the customer's sheet")),
        say("You are **{who}**. {why}", who=literal(talk.customer), why=literal(talk.why)),
        say(
            "Write down your feelings and keep them between 0 and 100: {start}. Read a line aloud, "
            "hear which number is answered, change your feelings, go to the turn named there.",
            start=start,
        ),
    ]
    for turn in talk.turns:
        lines.append(f"## {numbers[turn.name]}")
        lines += [f"- {_when(line.when)}{literal(line.says)}" for line in turn.lines]
        if turn.thinks:
            lines.append(say("*You think:* {words}", words=literal(turn.thinks)))
        for i, choice in enumerate(turn.choices, start=1):
            lines += [
                say("- Answer **{n}**: {what}", n=i, what=_effect(effect, numbers))
                for effect in choice.effects
            ]
    lines.append(say("## How it ends"))
    lines.append(say("At the end go down this list, and take the first that fits."))
    tried = [*(e for e in talk.endings if e.when), talk.endings[-1]]
    named = [e for e in talk.endings if not e.when and e is not talk.endings[-1]]
    for ending in (*tried, *named):
        when = _when(ending.when)
        lines.append(
            f"- **{numbers[ending.name]}** · {when}**{literal(ending.title)}.** {literal(ending.says)}"
        )
    return "\n\n".join(lines)


def _answers(talk: Conversation, numbers: dict[str, str]) -> str:
    lines = [
        *_head(talk, say("the sheet of whoever answers")),
        say("You are **{who}**. Listen, choose an answer, say it aloud with its number.",
            who=literal(talk.you)),
    ]  # fmt: skip
    for turn in talk.turns:
        lines.append(f"## {numbers[turn.name]}")
        lines += [f"{i}. {_said(each)}" for i, each in enumerate(turn.choices, start=1)]
    return "\n\n".join(lines)


def _afterwards(talk: Conversation, names: Mapping[str, str]) -> str:
    lines = [f"# {literal(talk.title)}: {say('what each answer was')}"]
    for number, turn in enumerate(talk.turns, start=1):
        lines.append(f"## {number}")
        for i, choice in enumerate(turn.choices, start=1):
            named = ", ".join(literal(names[key]) for key in choice.named)
            cost = "; " + say("gives {n} % of the loss", n=choice.cost) if choice.cost > 0 else ""
            cost = "; " + say("sells {n} %", n=-choice.cost) if choice.cost < 0 else cost
            why = " ".join(
                f"{_when(effect.when)[:1].upper()}{_when(effect.when)[1:]}{literal(effect.why)}"
                for effect in reversed(choice.effects)
            )
            lines.append(f"{i}. **{named}**{cost}. {why}")
    return "\n\n".join(lines)


def _said(choice: Choice) -> str:
    minutes = say("{n} min", n=choice.minutes)
    return f"{literal(choice.says)} ({minutes})"


def _when(conditions: Conditions) -> str:
    if not conditions:
        return ""
    words = say(" and ").join(f"{say(c.feeling)} {literal(c.sign)} {c.number}" for c in conditions)
    return say("if {conditions}: ", conditions=words)


def _effect(effect: Effect, numbers: dict[str, str]) -> str:
    where = say("to the end") if effect.next == END else say("to {n}", n=numbers[effect.next])
    return f"{_when(effect.when)}{moves(effect.moves)}; {where}"


def moves(by: Feelings) -> str:
    """Return in words how feelings move: `trust +8, anger −4`."""
    said = [
        f"{say(name)} {'+' if value > 0 else '−'}{abs(value)}"
        for name, value in zip(FEELINGS, by, strict=True)
        if value
    ]
    return ", ".join(said) or say("nothing moves")
