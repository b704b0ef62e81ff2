"""What the questions of page 04 are asked about: calls, codings of them, and complaints."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.cases.phones import AUTHORITY, INFORMATION, MANNER, TIME, UNTOLD
from cem_workbook.cases.voices import CUSTOMER, EMPLOYEE, VOICES
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.draws import in_any_order, one_of, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.metrics.agreement import cohens_kappa

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

CODERS = {"": "the course", "_mina": "Mina", "_ivan": "Ivan"}
PAIRS = (("_mina", ""), ("_ivan", ""), ("_mina", "_ivan"))


@lru_cache(maxsize=1)
def calls() -> pd.DataFrame:
    """Return the calls of the course; not to be changed."""
    return load_shipped("calls")


# 1. What stands in the employee's way

OBSTACLES = tuple(code.name for code in EMPLOYEE)
NEEDED = {
    need.name: obstacle
    for need, obstacle in zip(
        CUSTOMER, (INFORMATION, AUTHORITY, MANNER, TIME, INFORMATION), strict=True
    )
}
"""What somebody would code who takes what the customer lacks for what the employee lacks."""


def five_calls(company: Company, draw: random.Random) -> Case:
    """Five calls on which there is no arguing about the employee's voice; one code comes twice."""
    clear = in_any_order(draw, calls()[calls()["employee_too"].isna()].to_dict("records"))
    codes = in_any_order(draw, OBSTACLES)
    chosen = [next(call for call in clear if call["employee"] == code) for code in codes[:4]]
    chosen.append(
        next(call for call in clear if call not in chosen and call["employee"] in codes[:4])
    )
    chosen.sort(key=lambda call: int(call["call"]))
    return {
        "codes": {_label(call): str(call["employee"]) for call in chosen},
        "needs": {_label(call): str(call["customer"]) for call in chosen},
        "talk": "\n\n".join(_written(call) for call in chosen),
    }


def _label(call: Mapping[Any, Any]) -> str:
    return say("call {number}", number=call["call"])


def _written(call: Mapping[Any, Any]) -> str:
    lines = (line.split(": ", 1) for line in call["text"].split("\n"))
    said = " ".join(f"*{say(who)}:* {say(words)}" for who, words in lines)
    label = _label(call)
    return f"**{label[:1].upper()}{label[1:]}** ({say(call['firm'])}). {said}"


def always(code: str) -> Callable[[Case], dict[str, str]]:
    """Return how somebody codes who gives one code to all calls."""
    return lambda case: dict.fromkeys(case["codes"], code)


def by_the_need(case: Case) -> dict[str, str]:
    """Return how somebody codes who hears only what the customer lacks."""
    return {item: NEEDED[need] for item, need in case["needs"].items()}


def untold_as_unseen(case: Case) -> dict[str, str] | None:
    """Return the codes with “nobody told them” taken for “no information”."""
    if UNTOLD not in case["codes"].values():
        return None
    return {item: INFORMATION if c == UNTOLD else c for item, c in case["codes"].items()}


def unseen_as_untold(case: Case) -> dict[str, str] | None:
    """Return the codes with “no information” taken for “nobody told them”."""
    if INFORMATION not in case["codes"].values():
        return None
    return {item: UNTOLD if c == INFORMATION else c for item, c in case["codes"].items()}


def nothing_as(code: str) -> Callable[[Case], dict[str, str] | None]:
    """Return how somebody codes who finds an obstacle where there is none."""

    def coded(case: Case) -> dict[str, str] | None:
        if MANNER not in case["codes"].values():
            return None
        return {item: code if c == MANNER else c for item, c in case["codes"].items()}

    return coded


# 2. What chance would do with one code


def one_code(company: Company, draw: random.Random) -> Case:
    """How often two coders give one code, and how often they agree on it."""
    voice, pair = one_of(draw, tuple(VOICES)), one_of(draw, PAIRS)
    code = one_of(draw, VOICES[voice]).name
    first, second = (calls()[voice + end] == code for end in pair)
    return {
        "voice": say("the customer's voice")
        if voice == "customer"
        else say("the employee's voice"),
        "code": code,
        "one": say(CODERS[pair[0]]),
        "other": say(CODERS[pair[1]]),
        "column_one": voice + pair[0],
        "column_other": voice + pair[1],
        "yes_one": int(first.sum()),
        "yes_other": int(second.sum()),
        "alike": int((first == second).sum()),
        "n": len(first),
    }


def by_chance(case: Case) -> float:
    """Return the share of calls, in per cent, on which chance alone would make them agree."""
    n = case["n"]
    no = (n - case["yes_one"]) * (n - case["yes_other"])
    return float(100 * (case["yes_one"] * case["yes_other"] + no) / n**2)


def both_yes(case: Case) -> float:
    """Return the chance, in per cent, that both give the code."""
    return float(100 * case["yes_one"] * case["yes_other"] / case["n"] ** 2)


# 3. Kappa


def two_coders(company: Company, draw: random.Random) -> Case:
    """Two codings of one voice, of all calls or without one firm: how far they agree."""
    voice, pair = one_of(draw, tuple(VOICES)), one_of(draw, PAIRS)
    firm = one_of(draw, ("", *calls()["firm"].unique()))
    part = calls()[calls()["firm"] != firm]
    found = cohens_kappa(part[voice + pair[0]], part[voice + pair[1]])
    return {
        "voice": say("the customer's voice")
        if voice == "customer"
        else say("the employee's voice"),
        "which": say("all 16 calls")
        if not firm
        else say("the calls to all firms but the {firm}", firm=say(firm)),
        "firm": firm,
        "one": say(CODERS[pair[0]]),
        "other": say(CODERS[pair[1]]),
        "column_one": voice + pair[0],
        "column_other": voice + pair[1],
        "n": found.n,
        "alike": round(found.observed * found.n),
        "observed": found.observed,
        "expected": found.expected,
        "in_per_cent": f"{100 * found.observed:.1f}",
        "chance": f"{100 * found.expected:.1f}",
        "low": found.interval[0],
        "high": found.interval[1],
    }


def kappa(case: Case) -> float:
    """Return kappa."""
    return float((case["observed"] - case["expected"]) / (1 - case["expected"]))


# 4. The cause behind the topics


def behind_the_topics(company: Company, draw: random.Random) -> Case:
    """Closed complaints of one branch by topic: not made good, and beyond the staff's authority."""
    branch = one_of(draw, company.branches)
    tickets = company.tickets
    here = tickets[(tickets["branch"] == branch) & (tickets["outcome"] != "open")]
    here = here.merge(company.staff[["staff_id", "authority"]], on="staff_id")
    left = here[here["outcome"] != "made good"]
    beyond = left[left["loss"] > left["authority"]]
    closed = here["topic"].value_counts()
    table = {
        str(topic): (
            int(count),
            int((left["topic"] == topic).sum()),
            int((beyond["topic"] == topic).sum()),
        )
        for topic, count in closed.items()
    }
    loudest = max(table, key=lambda topic: table[topic][1])
    shares = [100 * of_these / count for _, count, of_these in table.values() if count]
    return {
        "title": company.title,
        "branch": branch,
        "table": table,
        "loudest": say(loudest),
        "lines": table_rows((say(topic), *counts) for topic, counts in table.items()),
        "closed": len(here),
        "left": len(left),
        "beyond": len(beyond),
        "lowest": min(shares),
        "highest": max(shares),
        "left_loudest": table[loudest][1],
        "beyond_loudest": table[loudest][2],
    }


def share(top: str, bottom: str) -> Callable[[Case], float]:
    """Return a sum: one number of the case in per cent of another."""
    return lambda case: float(100 * case[top] / max(1, case[bottom]))


def mean_of_topics(case: Case) -> float | None:
    """Return the plain average of the topics' shares, in per cent.

    None where it is the right share in whole per cent: whoever only rounded has averaged nothing.
    """
    shares = [100 * beyond / left for _, left, beyond in case["table"].values() if left]
    mean = float(sum(shares) / len(shares))
    return None if abs(mean - round(100 * case["beyond"] / case["left"])) < 0.15 else mean


# 7. Who is heard

HEARD = {
    "1 a survey after the visit, with a question on what was missing": "customer",
    "2 recordings of calls, heard in the office, without asking anybody": "customer",
    "3 a day on the phones in the staff's place; the staff have the day off": "customer",
    "4 an hour on the phones beside the staff [001 · Lesson 2]": "both",
    "5 Airbnb's rule: on their own trips, staff stay in listed homes [004 · Example]": "customer",
    "6 a meeting of the staff on what holds them up": "employee",
    "7 last year's average of satisfaction, in one number": "neither",
}
BINS = ("customer", "employee", "both", "neither")


def heard_but(**other: str) -> dict[str, str]:
    """Return where everything is heard, with some of it elsewhere: `n4="customer"`."""
    return {item: other.get(f"n{item[0]}", place) for item, place in HEARD.items()}


# 8. A month on the phones


def rota(company: Company, draw: random.Random) -> Case:
    """A firm whose executives have a month."""
    executives = 4 + int(5 * draw.random())
    return {
        "title": company.title,
        "executives": executives,
        "replaced": 4 + int(3 * draw.random()),
        "hours": 2 * 4 * executives,
        "recordings": 10 * (6 + int(7 * draw.random())),
    }
