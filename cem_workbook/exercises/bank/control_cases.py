"""What the questions of page 05 are asked about: who handles complaints, and who may promise what."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.cases.moments_stations import STATIONS
from cem_workbook.exercises.draws import Sheet, in_any_order, one_of, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company


def unless_same(
    wrong: Callable[[Case], Any], right: Callable[[Case], Any]
) -> Callable[[Case], Any]:
    """Return the wrong answer, or None for a company at which it happens to be right."""

    def answer(case: Case) -> Any:
        found = wrong(case)
        return None if found == right(case) else found

    return answer


def _statements(
    kinds: Sequence[tuple[str, Mapping[str, str], int]],
    draw: random.Random,
    words: Mapping[str, str],
) -> Case:
    """Return some statements of each kind, numbered, in an order and choice of this company's own.

    Args:
        kinds: each with its name, its statements by label, and how many to take.
        draw: the exercise's own random numbers.
        words: fields of the statements.
    """
    chosen = []
    for name, texts, count in kinds:
        labels = in_any_order(draw, texts)
        chosen += [(label, say(texts[label], **words), name) for label in labels[:count]]
    chosen = in_any_order(draw, chosen)
    items = [f"{place} {say(label)}" for place, (label, _, _) in enumerate(chosen, 1)]
    return {
        "items": items,
        "lines": "\n".join(f"{place}. {text}" for place, (_, text, _) in enumerate(chosen, 1)),
        "kinds": {item: name for item, (_, _, name) in zip(items, chosen, strict=True)},
    }


# 2. How much goes through one person


def one_branch(company: Company, draw: random.Random) -> Case:
    """Who handles how many complaints at one branch."""
    branch = one_of(draw, company.branches)
    tickets, staff = company.tickets, company.staff
    here = staff[staff["branch"] == branch]
    count = tickets["staff_id"].value_counts().reindex(here["staff_id"], fill_value=0)
    cases = [int(n) for n in count]
    return {
        "title": company.title,
        "branch": branch,
        "lines": table_rows(
            (person.first_name, say(person.role), n)
            for person, n in zip(here.itertuples(), cases, strict=True)
        ),
        "busiest": max(cases),
        "all": sum(cases),
        "firm": len(tickets),
        "manager": cases[0],  # the manager stands first
        "people": len(cases),
        "even": 100 / len(cases),
    }


def share(top: str, bottom: str) -> Callable[[Case], float]:
    """Return a sum: one number of the case in per cent of another."""
    return lambda case: 100 * case[top] / max(1, case[bottom])


def managers_share(case: Case) -> float | None:
    """Return the manager's share, where the manager is not the busiest."""
    return None if case["manager"] == case["busiest"] else share("manager", "all")(case)


def one_of_the_people(case: Case) -> float | None:
    """Return one person as a share of the people, where the work is not spread just so."""
    return None if abs(case["even"] - share("busiest", "all")(case)) < 0.25 else case["even"]


def beside_the_rest(case: Case) -> float:
    """Return the busiest in per cent of the others."""
    return 100 * float(case["busiest"] / (case["all"] - case["busiest"]))


def busiest_counted(case: Case) -> float | None:
    """Return how many, where that could pass for a percentage."""
    return float(case["busiest"]) if case["busiest"] <= 100 else None


# 3. What the stand-in may settle


def stand_in(company: Company, draw: random.Random) -> Case:
    """A branch whose manager is away, and a colleague alone there, who may promise less."""
    tickets, staff = company.tickets, company.staff
    top = float(staff["authority"].max())
    able = staff[staff["authority"].between(1, top - 1)]
    person = able.iloc[int(draw.random() * len(able))]
    limit = float(person["authority"])
    here = tickets[tickets["branch"] == person["branch"]]
    loss, limits = here["loss"], sorted(a for a in staff["authority"].unique() if a > 0)
    lower = [0.0, *limits]
    bands = [
        loss[(loss > low) & (loss <= high)]
        for low, high in zip(lower, [*limits, float("inf")], strict=True)
    ]
    words = [
        *(
            say("up to {high:g}", high=high) if low == 0 else say("over {low:g}, up to {high:g}", low=low, high=high)
            for low, high in zip(lower[:-1], limits, strict=True)
        ),
        say("over {low:g}", low=lower[-1]),
    ]  # fmt: skip
    local = staff.loc[staff["branch"] == person["branch"], "authority"]

    def settled(losses: pd.Series, up_to: float) -> float:
        return 100 * float(losses[losses <= up_to].sum() / losses.sum())

    band = loss[(loss > max(low for low in lower if low < limit)) & (loss <= limit)]
    return {
        "title": company.title,
        "branch": person["branch"],
        "person": person["first_name"],
        "limit": f"{limit:g}",
        "top": f"{top:g}",
        "lines": table_rows(
            (word, len(each), f"{each.sum():,.0f}") for word, each in zip(words, bands, strict=True)
        ),
        "cases": len(loss),
        "crowns": f"{loss.sum():,.0f}",
        "settled": settled(loss, limit),
        "share_of_cases": 100 * float((loss <= limit).mean()),
        "by_the_manager": settled(loss, top),
        "of_the_firm": settled(tickets["loss"], limit),
        "by_the_average": settled(loss, float(local.mean())),
        "of_the_band": 100 * float(band.sum() / loss.sum()),
        "in_part": 100 * float(loss.clip(upper=limit).sum() / loss.sum()),
    }


def what_must_wait(case: Case) -> float | None:
    """Return the share of the crowns that cannot be made good, where it is not nearly the same."""
    rest = 100 - case["settled"]
    return None if abs(rest - case["settled"]) < 0.5 else rest


def far_from_right(key: str) -> Callable[[Case], float | None]:
    """Return a wrong share, where it differs from the right one by more than a rounding."""
    return lambda case: None if abs(case[key] - case["settled"]) < 0.5 else case[key]


# 4. Who is left to decide

LEFT = "people"


def who_is_left(company: Company, draw: random.Random) -> Case:
    """Authority and losses of the four branches."""
    tickets, staff = company.tickets, company.staff
    branches: dict[str, dict[str, Any]] = {}
    for branch in company.branches:
        here = staff[staff["branch"] == branch]
        loss = tickets.loc[tickets["branch"] == branch, "loss"]
        away = here["role"] == "manager"
        branches[branch] = {
            "manager": float(here.loc[away, "authority"].iloc[0]),
            "others": sorted(float(a) for a in here.loc[~away, "authority"]),
            "median": round(float(loss.median()), 2),
            "mean": round(float(loss.mean()), 2),
        }
    lines = table_rows(
        (
            branch,
            f"{each['median']:.2f}",
            f"{each['mean']:.2f}",
            f"{each['manager']:g}",
            ", ".join(f"{a:g}" for a in each["others"]),
        )
        for branch, each in branches.items()
    )
    return {"title": company.title, "branches": branches, "lines": lines}


def able(case: Case, *, measure: str = "median", manager: bool = False) -> Sheet:
    """Return how many at each branch may make good a loss of this size without the manager.

    Args:
        case: the case.
        measure: `median` or `mean` of the branch's losses.
        manager: whether the manager is counted, too.
    """
    return {
        branch: {
            LEFT: float(
                sum(a >= each[measure] for a in each["others"])
                + (manager and each["manager"] >= each[measure])
            )
        }
        for branch, each in case["branches"].items()
    }


def with_any_authority(case: Case) -> Sheet:
    """Return how many of the others may promise anything."""
    return {b: {LEFT: float(sum(a > 0 for a in e["others"]))} for b, e in case["branches"].items()}


def everybody_left(case: Case) -> Sheet:
    """Return how many others there are."""
    return {b: {LEFT: float(len(e["others"]))} for b, e in case["branches"].items()}


def any_authority(case: Case) -> Sheet | None:
    """Return what counting any authority gives, where that is an idea of its own."""
    return _apart(with_any_authority(case), able(case), able(case, manager=True))


def everybody(case: Case) -> Sheet | None:
    """Return what counting everybody gives, where that is an idea of its own."""
    return _apart(
        everybody_left(case), able(case), able(case, manager=True), with_any_authority(case)
    )


def _apart(found: Sheet, *others: Sheet) -> Sheet | None:
    return None if found in others else found


# 5. People and the business

PEOPLE, BUSINESS = "people", "the business itself"
RESULTS = {
    "sees what does not fit": "A {helper} notices that the new fee drives away just those "
    "{customers} whom the strategy wants to keep, and says so.",
    "asks why it happens again": "A {helper} asks why the same complaint comes up each week, "
    "and whether that is what the firm wants.",
    "turns down a bad sale": "A {helper} turns down a sale that would bring money now and break "
    "what the firm stands for.",
}
ARRANGED = {
    "newcomers learn the aim": "Every newcomer is **trained** in what the firm wants to be for its "
    "{customers}.",
    "bonus follows the aim": "The **bonus** rewards what the strategy asks for.",
    "a centre in each branch": "In each branch a **centre of excellence** shows the others how a "
    "moment is done well.",
}
RUNNING = {
    "a rule says who may refund": "A written **rule** says who may make good which loss, and applies "
    "on Saturdays, too.",
    "the system stops an error": "The **system** stops a wrong price before a {customer} sees it.",
    "a reminder goes out itself": "A **message** goes out by itself when an answer takes longer than "
    "promised.",
}


def duties(company: Company, draw: random.Random) -> Case:
    """Seven statements, in another order and choice for each company."""
    profile = company.profile
    words = {
        "helper": profile.helper,
        "customer": profile.customer,
        "customers": profile.customers,
    }
    kinds = (("results", RESULTS, 3), ("arranged", ARRANGED, 2), ("running", RUNNING, 2))
    return _statements(kinds, draw, words)


def of_people(*kinds: str) -> Callable[[Case], dict[str, str]]:
    """Return how the statements are sorted by somebody who gives these kinds to the people."""
    return lambda case: {
        item: PEOPLE if kind in kinds else BUSINESS for item, kind in case["kinds"].items()
    }


# 6. Method or result

METHOD, RESULT = "method: learn it", "result: leave it"
ASKING = {
    "staff use their own service": "A lodging firm has its staff **sleep in the homes that it "
    "lets**, and tell what is missing [004 · Example].",
    "managers on the phone": "Executives **answer customers' calls** beside the support staff "
    "[001 · Lesson 2].",
    "ask on the same day": "A neighbouring firm asks every tenth customer **on the day itself** what "
    "was hard, and reads the answers together.",
    "try it at one branch": "A chain tries each change **at one branch first**, and counts what "
    "happens there and elsewhere.",
    "walk the way oneself": "A shop lets each new colleague **go the customer's way** once, "
    "with a watch and a notebook.",
}
COMPARING = {
    "compare waiting times": "A firm **compares** its waiting times with those of others every "
    "quarter, and asks why they differ.",
    "compare what is said": "A firm **compares** what its customers praise with what those of "
    "other firms praise.",
}
FAMOUS = {
    "the market leader's app": "The market leader's **app**, as it is, under our name.",
    "a champion's bonus card": "The **bonus card** of a much admired firm, with the same prizes.",
    "a famous firm's greeting": "The **words of greeting** that a famous firm has its staff say.",
}
PLAIN = {
    "the rival's opening hours": "The rival across the street opens **until eight**; so do we.",
    "a letter, word for word": "A letter of apology from the internet, **word for word**.",
    "the neighbour's price list": "The **price list** of the neighbour, a crown cheaper.",
}


def practices(company: Company, draw: random.Random) -> Case:
    """Eight things seen at other firms, in another order and choice for each company."""
    kinds = (
        ("asking", ASKING, 3),
        ("comparing", COMPARING, 1),
        ("famous", FAMOUS, 2),
        ("plain", PLAIN, 2),
    )
    return _statements(kinds, draw, {})


def methods_are(*kinds: str) -> Callable[[Case], dict[str, str]]:
    """Return how the things are sorted by somebody who takes these kinds for methods."""
    return lambda case: {
        item: METHOD if kind in kinds else RESULT for item, kind in case["kinds"].items()
    }


# 8. One deputy more


def one_deputy(company: Company, draw: random.Random) -> Case:
    """Four moments that have a rule; for each another reason to want the deputy there."""
    staff = company.staff

    def about(low: int, high: int) -> int:
        return low + int(draw.random() * (high - low + 1))

    passing = {"a": about(150, 220), "b": about(45, 65), "c": about(60, 80), "d": about(6, 9)}
    odd = {"a": about(2, 4), "b": about(13, 17), "c": about(18, 22), "d": about(4, 5)}
    case: dict[str, Any] = {
        "title": company.title,
        "person": staff["first_name"].iloc[int(draw.random() * len(staff))],
        "customers": company.profile.customers,
        "busy_reason": "3",
        "later_reason": "4",
    }
    for key, name in zip("abcd", _four_moments(company, draw), strict=True):
        case[f"name_{key}"] = say(name)
        case[f"passing_{key}"], case[f"odd_{key}"] = passing[key], odd[key]
    return case


def _four_moments(company: Company, draw: random.Random) -> list[str]:
    """Return the touchpoint that most pass, two with many odd cases in any order, and a rare one."""
    names, stations = company.profile.touchpoints, STATIONS[company.sector]
    by_passing = sorted(range(len(names)), key=lambda i: stations[i].a_week)
    most, rare = by_passing[-1], by_passing[0]
    others = [i for i in by_passing if i not in (most, rare)]
    odd = in_any_order(
        draw, sorted(others, key=lambda i: stations[i].a_week * stations[i].odd)[-3:]
    )
    return [names[i] for i in (most, odd[0], odd[1], rare)]
