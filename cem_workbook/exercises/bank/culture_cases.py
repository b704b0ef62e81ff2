"""What the numeric questions of page 03 are asked about: surveys, and staff who handle complaints."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.metrics.shares import wilson

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

NEAR = 0.35  # complaints: two sums so near are not told apart
LOOKS_HAPPY = 4  # of 5: whoever would tick less is passed over


def one(draw: random.Random, several: Any) -> Any:
    """Return one of several."""
    return several[int(draw.random() * len(several))]


def rows(cells: Any) -> str:
    """Return table rows in Markdown."""
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in cells)


# 1. Only the happy are asked


def only_the_happy(company: Company, draw: random.Random) -> Case:
    """A branch's answers of a year, by camp, of those who look happy and of the others."""
    branch, year = one(draw, company.branches), one(draw, (2024, 2025))
    answers = company.surveys.dropna(subset=["recommend", "satisfaction"])
    here = answers[(answers["branch"] == branch) & (answers["asked_on"].dt.year == year)]
    happy = here["satisfaction"] >= LOOKS_HAPPY
    camps = {"happy": _camps(here[happy]), "others": _camps(here[~happy])}
    named = {"happy": say("4 or 5: look happy"), "others": say("1 to 3: do not")}
    return {
        "title": company.title,
        "branch": branch,
        "year": year,
        "camps": camps,
        "lines": rows((named[who], *counts, sum(counts)) for who, counts in camps.items()),
    }


def _camps(answers: pd.DataFrame) -> tuple[int, int, int]:
    scores = answers["recommend"]
    promoters, detractors = int((scores >= 9).sum()), int((scores <= 6).sum())
    return promoters, len(scores) - promoters - detractors, detractors


def _everybody(case: Case) -> tuple[int, ...]:
    return tuple(
        a + b for a, b in zip(case["camps"]["happy"], case["camps"]["others"], strict=True)
    )


def _nps(camps: tuple[int, ...], base: int = 0) -> float:
    return 100 * (camps[0] - camps[2]) / max(1, base or sum(camps))


def new_score(case: Case) -> float:
    """Return the score among those who look happy, points."""
    return _nps(case["camps"]["happy"])


def rise(case: Case) -> float:
    """Return by how many points the score rises if only they are asked."""
    return new_score(case) - _nps(_everybody(case))


def rise_over_all(case: Case) -> float:
    """Return the same with those who are not asked in the base."""
    everybody = _everybody(case)
    return _nps(case["camps"]["happy"], sum(everybody)) - _nps(everybody)


def rise_without_detractors(case: Case) -> float:
    """Return the rise if only the unhappy detractors are left out."""
    promoters, passives, _ = _everybody(case)
    detractors: int = case["camps"]["happy"][2]
    return _nps((promoters, passives, detractors)) - _nps(_everybody(case))


def happy_less_others(case: Case) -> float:
    """Return the score of those who look happy less that of the others, points."""
    return new_score(case) - _nps(case["camps"]["others"])


def rise_of_promoters(case: Case) -> float:
    """Return the rise of the share of promoters, points of per cent."""
    happy, everybody = case["camps"]["happy"], _everybody(case)
    return float(100 * (happy[0] / max(1, sum(happy)) - everybody[0] / max(1, sum(everybody))))


# 6. to 8. Who put right how much


@lru_cache(maxsize=2)
def closed(company: Company) -> pd.DataFrame:
    """Return the closed complaints with who handled them, and whether it was `within` authority.

    Within: the loss is at most what that person may promise without asking. `expected` is the
    firm's share that was made good of complaints of the same kind, within or above.
    """
    tickets, staff = company.tickets, company.staff
    known = staff[["staff_id", "first_name", "role", "training_days", "authority"]]
    frame: pd.DataFrame = tickets[tickets["outcome"] != "open"].merge(known, on="staff_id")
    frame["made_good"] = frame["made_good"].astype(bool)
    frame["within"] = frame["loss"] <= frame["authority"]
    frame["expected"] = frame["within"].map(frame.groupby("within")["made_good"].mean())
    return frame


def by_person(company: Company) -> pd.DataFrame:
    """Return one row a person: `n` closed complaints, `k` made good, `within`, `expected` good."""
    each = closed(company).groupby("staff_id")
    frame = each[["first_name", "role", "branch", "training_days", "authority"]].first()
    frame["n"], frame["k"] = each.size(), each["made_good"].sum()
    frame["within"], frame["expected"] = each["within"].sum(), each["expected"].sum()
    return frame


HALVES = {
    "the first half of 2024": ("2024-01-01", "2024-06-30"),
    "the second half of 2024": ("2024-07-01", "2024-12-31"),
    "the first half of 2025": ("2025-01-01", "2025-06-30"),
    "the year 2024": ("2024-01-01", "2024-12-31"),
}


def two_branches(company: Company, draw: random.Random) -> Case:
    """The staff of two branches in half a year: complaints closed, made good, and the interval."""
    first = int(draw.random() * 4)
    second = (first + 1 + int(draw.random() * 3)) % 4
    branches = sorted({company.branches[first], company.branches[second]})
    words = one(draw, tuple(HALVES))
    start, end = HALVES[words]
    period = closed(company)
    period = period[period["opened_on"].between(start, end)]
    people = period[period["branch"].isin(branches)].groupby(["branch", "first_name"])["made_good"]
    firm = 100 * float(period["made_good"].mean())
    found = []
    for (branch, name), answers in people:
        k, n = int(answers.sum()), len(answers)
        low, high = (100 * bound for bound in wilson(k, n))
        found.append((branch, name, k, n, 100 * k / n, low, high))
    digits = _digits(firm, [end for *_, low, high in found for end in (low, high)])
    return {
        "title": company.title,
        "one": branches[0],
        "two": branches[1],
        "period": say(words),
        "start": start,
        "end": end,
        "firm": firm,
        "firm_share": f"{firm:.{digits}f}",
        "people": found,
        "lines": rows(
            (branch, name, f"{k} of {n}", f"{low:.{digits}f} to {high:.{digits}f}")
            for branch, name, k, n, _, low, high in found
        ),
    }


def _digits(value: float, others: list[float]) -> int:
    """Return with how many decimals (1 to 6) a value can be told apart from all the others."""
    digits = 1
    while digits < 6 and round(value, digits) in {round(other, digits) for other in others}:
        digits += 1
    return digits


def count_people(holds: Callable[[float, float, float, float], bool]) -> Callable[[Case], int]:
    """Return a count of the people for whom something holds, of share, low, high and firm."""

    def count(case: Case) -> int:
        return sum(holds(share, low, high, case["firm"]) for *_, share, low, high in case["people"])

    return count


def lowest_only(case: Case) -> int | None:
    """Return how many differ downwards, or None where nobody differs upwards."""
    down = count_people(lambda share, low, high, firm: high < firm)(case)
    up = count_people(lambda share, low, high, firm: low > firm)(case)
    return down if up and down else None


def one_person(company: Company, draw: random.Random) -> Case:
    """A person with complaints of both kinds, and the firm's share of each kind."""
    frame = by_person(company)
    frame = frame[(frame["within"] >= 4) & (frame["n"] - frame["within"] >= 4)]
    return _person(company, frame.iloc[int(draw.random() * len(frame))])


def _person(company: Company, who: pd.Series) -> dict[str, Any]:
    every = closed(company)
    inside = every[every["within"]]["made_good"]
    outside = every[~every["within"]]["made_good"]
    n, within, k = int(who["n"]), int(who["within"]), int(who["k"])
    above = n - within
    harder = (
        say("{above} of the {n} cases", above=above, n=n) if within else say("all {n} cases", n=n)
    )
    return {
        "title": company.title,
        "name": str(who["first_name"]),
        "branch": str(who["branch"]),
        "n": n,
        "k": k,
        "within": within,
        "above": above,
        "harder": harder,
        "rate_within": 100 * float(inside.mean()),
        "rate_above": 100 * float(outside.mean()),
        "rate": 100 * float(every["made_good"].mean()),
        "expected_good": float(who["expected"]),
        "training": int(who["training_days"]),
        "authority": f"{float(who['authority']):.0f}",
    }


def expected_by(inside: str, outside: str) -> Callable[[Case], float]:
    """Return a sum: the person's complaints of each kind times a share of the case, per cent."""
    return lambda c: (c["within"] * c[inside] + c["above"] * c[outside]) / 100


def halfway(case: Case) -> float | None:
    """Return all complaints times the middle of the two shares, unless that is the firm's share."""
    middle = (case["rate_within"] + case["rate_above"]) / 2
    off = case["n"] * (middle - case["rate"]) / 100
    return float(case["n"] * middle / 100) if abs(off) > NEAR else None


def done(case: Case) -> float | None:
    """Return how many were made good, unless that is what was to be expected."""
    expected = expected_by("rate_within", "rate_above")(case)
    return float(case["k"]) if abs(case["k"] - expected) > NEAR else None


SHORT = 5.0  # points below the firm's share: it looks bad
NEAR_ENOUGH = 0.4  # times the root of the number of cases: less than one standard error


def judged(company: Company, draw: random.Random) -> Case:
    """A person who looks bad by raw share, and did what one would expect with that authority."""
    frame = by_person(company)
    frame = frame[(frame["role"] != "manager") & (frame["n"] >= 8)]
    firm = closed(company)["made_good"].mean()
    low = frame[100 * (firm - frame["k"] / frame["n"]) >= SHORT]
    # of the nearest three to what was to be expected, so that neighbours differ; but really near
    off = (low["k"] - low["expected"]).abs() / low["n"] ** 0.5
    near = off.nsmallest(3)
    some = low.loc[near[near <= max(NEAR_ENOUGH, near.min())].index]
    who = some.iloc[int(draw.random() * len(some))]
    staff, purchases = company.staff, company.purchases
    here = purchases[purchases["branch"] == who["branch"]]
    return {
        **_person(company, who),
        "share": 100 * who["k"] / who["n"],
        "all_training": float(staff["training_days"].mean()),
        "waits": float(here["waiting"].mean()),
        "all_waits": float(purchases["waiting"].mean()),
    }
