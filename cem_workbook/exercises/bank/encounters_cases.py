"""What the questions of page 19 are asked about: replies, ways, two rules, crowns, conditions."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cem_workbook.cases.encounters import Choice, Condition, Conversation, Effect, Feelings
from cem_workbook.cases.encounters_read import read_file, shipped_folder
from cem_workbook.exercises.draws import Sheet, one_of
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company


# 1. Replies that look alike

PROMISE, BEYOND = NAMED["promise"].name, NAMED["beyond authority"].name
MAKING_GOOD, MONEY = NAMED["making good"].name, NAMED["money only"].name
APOLOGY, HOLLOW = NAMED["apology"].name, NAMED["hollow sorry"].name
NAMES = (PROMISE, BEYOND, MAKING_GOOD, MONEY, APOLOGY, HOLLOW)
FRIDAY = "Desk clerk, the workshop is full: “Friday. I promise.”"
FOR_ALWAYS = "Customer care, leaving in autumn: “You would have me. For always.”"
MONDAY = "Desk clerk: “Monday is sure. I ring the workshop now, and write to you tonight.”"
ONE_FEE = "Bank clerk, who may give back one fee: “This one I give back now. The rest I ask.”"
LENT = "Warranty desk: “Until yours is mended, take this one home. I note it as a loan.”"
DESSERT = "Restaurant: “You paid for a dessert that you never got. It is back on your card.”"
DINNER = (
    "Restaurant, at the first word: “You and three friends eat free.” Nobody asked what it was."
)
VOUCHER = "Phone shop: “Here, a voucher for fifty. And now, the next one, please.”"
OPEN_DOOR = "Manager: “Come in, sit down. The lamb is raw, and that is our fault. I am sorry.”"
REGRETS = "“We regret that your visit did not meet your expectations.” All stays as it was."
REPLIES = {
    FRIDAY: BEYOND,
    FOR_ALWAYS: BEYOND,
    MONDAY: PROMISE,
    ONE_FEE: PROMISE,
    LENT: MAKING_GOOD,
    DESSERT: MAKING_GOOD,
    DINNER: MONEY,
    VOUCHER: MONEY,
    OPEN_DOOR: APOLOGY,
    REGRETS: HOLLOW,
}


# 3. All ways through a small conversation

KEPT, COMES_LESS = 30, 60
"""Below the first the customer stays, below the second they come less often, else they go."""


class Answer(NamedTuple):
    """An answer of the small conversation: how it moves the anger, and the turn that follows."""

    moves: int
    leads: int


LAST = 3
Talk = Mapping[int, Sequence[Answer]]


def small_talk(company: Company, draw: random.Random) -> Case:
    """A conversation of three turns; one answer to the first leaves the second turn out."""

    def answer(signs: str, leads: int) -> Answer:
        size = 5 * (1 + int(3 * draw.random()))
        return Answer(-size if one_of(draw, signs) == "-" else size, leads)

    talk = {
        1: [answer("-", 2), answer("+", 2), answer("-+", 3)],
        2: [answer("-", 3), answer("-+", 3)],
        3: [answer("-", 4), answer("-", 4), answer("+", 4)],
    }
    rows = [
        (turn, number, f"{moves:+d}".replace("-", "−"), say("the end") if leads > LAST else leads)
        for turn, answers in talk.items()
        for number, (moves, leads) in enumerate(answers, start=1)
    ]
    return {
        "title": company.title,
        "talk": talk,
        "anger": one_of(draw, (50, 55)),
        "lines": "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows),
        "in_code": ",\n        ".join(
            f"{turn}: {[tuple(each) for each in answers]}" for turn, answers in talk.items()
        ),
    }


def ends(talk: Talk, anger: int, turn: int = 1, chance: float = 1.0) -> Iterator[tuple[int, float]]:
    """Yield the anger at the end of each way, and the chance to come there by lot."""
    if turn > LAST:
        yield anger, chance
        return
    for moves, leads in talk[turn]:
        yield from ends(talk, anger + moves, leads, chance / len(talk[turn]))


def kept(anger: int) -> bool:
    """Return whether a customer with that anger stays."""
    return anger < KEPT


def share_of_ways(stays: Callable[[int], bool] = kept) -> Callable[[Case], float]:
    """Return the share of the ways, in per cent, that end so that the customer stays."""

    def share(case: Case) -> float:
        angers = [anger for anger, _ in ends(case["talk"], case["anger"])]
        return 100 * sum(map(stays, angers)) / len(angers)

    return share


def with_every_turn(case: Case) -> float:
    """Return the share if each way led through every turn."""
    talk = {turn: [a._replace(leads=turn + 1) for a in each] for turn, each in case["talk"].items()}
    return share_of_ways()({**case, "talk": talk})


def by_lot(case: Case) -> float:
    """Return the chance, in per cent, that somebody who draws each answer by lot keeps them."""
    return 100 * sum(chance for anger, chance in ends(case["talk"], case["anger"]) if kept(anger))


def kept_ways(case: Case) -> float:
    """Return how many ways end so that the customer stays."""
    return float(sum(kept(anger) for anger, _ in ends(case["talk"], case["anger"])))


def whole_share(case: Case) -> float | None:
    """Return the right share without its decimal; None where that is still right."""
    right = share_of_ways()(case)
    return float(round(right)) if abs(right - round(right)) > 0.15 else None


# 4. Two rules

SHORTEST, LONGEST = "shortest", "longest"
FILES = (
    "friend-listens", "full-package", "granny-and-queue", "night-at-petra", "noise-without-name",
    "one-star", "pink-inside", "ten-years", "two-years-later", "wedding-storm",
)  # fmt: skip
Stepping = Callable[[Feelings, Feelings], Feelings]


@lru_cache(maxsize=len(FILES))
def conversation(file: str) -> Conversation:
    """Return one of the course's own conversations."""
    return read_file(shipped_folder() / f"{file}.toml", NAMED)


def two_talks(company: Company, draw: random.Random) -> Case:
    """Two of the conversations."""
    first = int(draw.random() * len(FILES))
    second = (first + 1 + int(draw.random() * (len(FILES) - 1))) % len(FILES)
    talks = [conversation(FILES[i]) for i in (first, second)]
    return {
        "files": [FILES[first], FILES[second]],
        "titles": [say(talk.title) for talk in talks],
        "one": say(talks[0].title),
        "two": say(talks[1].title),
        "in_code": ", ".join(f'"{FILES[i]}"' for i in (first, second)),
    }


class End(NamedTuple):
    """What a rule comes to: the trust at the end, how far it moved, and the minutes."""

    trust: int
    moved: int
    minutes: int


def usual(choice: Choice, feelings: Feelings) -> Effect:
    """Return what a choice usually does, whatever the customer feels."""
    return choice.effects[-1]


def without_bounds(feelings: Feelings, by: Feelings) -> Feelings:
    """Return the feelings after a move, as if they had no end at 0 and 100."""
    return Feelings(*(a + b for a, b in zip(feelings, by, strict=True)))


@lru_cache(maxsize=256)
def by_rule(
    file: str,
    rule: str,
    upper: bool = True,
    effect: Callable[[Choice, Feelings], Effect] = Choice.effect,
    step: Stepping = Feelings.moved,
) -> End:
    """Answer by a rule to the end.

    Args:
        file: which conversation.
        rule: SHORTEST or LONGEST.
        upper: whether the upper one is taken among equals.
        effect: what a choice does to a customer who feels so.
        step: how a move changes feelings.
    """
    talk = conversation(file)
    feelings, minutes, name = talk.start, 0, talk.turns[0].name
    while (turn := talk.turn(name)) is not None:
        choices = turn.choices if upper else turn.choices[::-1]
        take = min if rule == SHORTEST else max
        choice = take(choices, key=lambda each: each.minutes)
        does = effect(choice, feelings)
        feelings, minutes, name = step(feelings, does.moves), minutes + choice.minutes, does.next
    return End(feelings.trust, feelings.trust - talk.start.trust, minutes)


def sheet(of: Callable[[str, str], float]) -> Callable[[Case], Sheet]:
    """Return a number for each conversation and rule."""
    return lambda case: {
        title: {rule: float(of(file, rule)) for rule in (SHORTEST, LONGEST)}
        for file, title in zip(case["files"], case["titles"], strict=True)
    }


def trust(file: str, rule: str) -> int:
    """Return the trust at the end of a conversation that is answered by a rule."""
    return by_rule(file, rule).trust


def differing(of: Callable[[str, str], float]) -> Callable[[Case], Sheet | None]:
    """Return a wrong sheet, or None where it is right by chance."""

    def found(case: Case) -> Sheet | None:
        wrong = sheet(of)(case)
        return None if wrong == sheet(trust)(case) else wrong

    return found


def swapped(file: str, rule: str) -> int:
    """Return the trust with the two rules taken for each other."""
    return trust(file, LONGEST if rule == SHORTEST else SHORTEST)


# 6. What a customer is still worth

MONTHS = 6


def after_the_refund(company: Company, draw: random.Random) -> Case:
    """A customer's margin a month, the chance to leave in a month, and what was given."""
    usual = company.profile.usual_amount
    return {
        "company_name": company.title,
        "months": MONTHS,
        "margin": max(4, round(usual * (0.3 + 0.3 * draw.random()))),
        "given": max(3, round(usual * (0.4 + 0.6 * draw.random()))),
        "leave": one_of(draw, (5, 10, 15, 20)),
    }


def month_by_month(stay: float, months: int) -> float:
    """Return how many months one may count on; the first is certain."""
    return sum(stay**month for month in range(months))


def worth(
    months: Callable[[float, int], float] = month_by_month,
    gives: bool = True,
) -> Callable[[Case], float]:
    """Return what is left, in crowns.

    Args:
        months: how many months one may count on, of the chance to stay and the months ahead.
        gives: whether what was given is taken off.
    """

    def crowns(case: Case) -> float:
        counted = months(1 - case["leave"] / 100, case["months"])
        return float(case["margin"] * counted - (case["given"] if gives else 0))

    return crowns


def whole_crowns(case: Case) -> float | None:
    """Return what is left without its decimal; None where that is still right."""
    right = worth()(case)
    return float(round(right)) if abs(right - round(right)) > 0.15 else None


# 8. A condition

RECIPES = {
    "a": "“>” and “>=”: at least so much; “<” and “<=”: at most so much",
    "b": "“>” and “>=”: more than that; “<” and “<=”: less than that",
    "c": "“>”: more, “>=”: at least, “<”: less, “<=”: at most; always of the anger",
    "d": "“>”: more, “>=”: at least, “<”: less, “<=”: at most; of the feeling that is named",
    "e": "the feeling and the number are compared letter by letter, as in a dictionary",
}
Test = Callable[[str, dict[str, int]], int]


def _reading(
    sign: Callable[[str], str] = lambda sign: sign,
    feeling: Callable[[str], str] = lambda feeling: feeling,
    as_text: bool = False,
) -> Test:
    """Return a way to read conditions, for instance with other signs than stand there."""

    def holds(condition: str, feelings: dict[str, int]) -> int:
        name, compared, number = condition.split()
        value = feelings[feeling(name)]
        if as_text:
            bigger, equal = str(value) > number, str(value) == number
            value, number = (1 if bigger else 0 if equal else -1), "0"
        return int(
            Condition("trust", sign(compared), int(number)).holds(Feelings(value, value, value))
        )

    return holds


FUNCTIONS: dict[str, Test] = {
    "a": _reading(sign=lambda sign: sign[0] + "="),
    "b": _reading(sign=lambda sign: sign[0]),
    "c": _reading(feeling=lambda feeling: "anger"),
    "d": _reading(),
    "e": _reading(as_text=True),
}


def conditions(company: Company, draw: random.Random) -> Case:
    """Conditions and feelings to try a function on: on the line, beside it, and with one digit."""
    line = 10 * (3 + int(draw.random() * 6))
    low = 2 + int(draw.random() * 8)

    def felt(trust: int, effort: int, anger: int) -> dict[str, int]:
        return {"trust": trust, "effort": effort, "anger": anger}

    return {
        "line": line,
        "trials": [
            (f"anger > {line}", felt(50, 40, line)),
            (f"trust >= {line}", felt(line, 40, line - 15)),
            (f"effort < {line}", felt(60, line, 20)),
            (f"trust <= {line}", felt(line, 35, line + 9)),
            (f"anger < {line}", felt(45, 50, low if low * 10 > line else 9)),
            (f"effort > {line}", felt(30, line + 1, 12)),
        ],
    }
