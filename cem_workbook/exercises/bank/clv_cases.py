"""What the questions of page 15 are asked about: cases drawn from a company, and sums on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank.churn_cases import dated
from cem_workbook.exercises.exercise import Case
from cem_workbook.metrics import churn, margin_multiple
from cem_workbook.metrics import lifetime_value as recipes

if TYPE_CHECKING:
    from cem_workbook.data.company import Company
    from cem_workbook.metrics.purchase_models import BGNBD

# The twelve months of page 14: up to there a silence can be told from a pause.
START, END = "2024-07-01", "2025-07-01"
INTEREST = 10  # per cent a year: the course's own assumption


# The average customer of a company


@dataclass(frozen=True)
class AverageCustomer:
    """What an average customer of a company brings and costs, in whole crowns, as the cards say it.

    Attributes:
        income: all purchases of twelve months, divided by the average number of customers.
        cost: what those purchases cost the firm, divided likewise.
        acquisition: average cost of winning a customer.
        churn: of those there at the start, the share lost within the twelve months, 0 to 1,
            rounded to whole per cent.
        order: average amount of one purchase, with one decimal.
        customers: average number of customers.
        revenue: all purchases of the twelve months, in whole crowns.
    """

    income: int
    cost: int
    acquisition: int
    churn: float
    order: float
    customers: int
    revenue: int

    @property
    def margin(self) -> int:
        """Income less cost to serve, a year."""
        return self.income - self.cost

    @property
    def years(self) -> int:
        """How long a customer stays on average if churn never changes: 1 / churn, whole years."""
        return round(1 / self.churn)


@lru_cache(maxsize=4)
def average_customer(company: Company) -> AverageCustomer:
    """Return what an average customer brings and costs in the twelve months of page 14."""
    year = churn(dated(company), START, END)
    bought = company.purchases
    bought = bought[(bought["date"] >= START) & (bought["date"] < END)]
    return AverageCustomer(
        income=round(float(bought["amount"].sum()) / year.average),
        cost=round(float(bought["cost"].sum()) / year.average),
        acquisition=round(float(company.customers["acquisition_cost"].mean())),
        churn=round(year.value, 2),
        order=round(float(bought["amount"].mean()), 1),
        customers=round(year.average),
        revenue=round(float(bought["amount"].sum())),
    )


def a_customer(company: Company, draw: random.Random) -> Case:
    """One customer near the company's average, with the length of the stay drawn anew."""
    about = average_customer(company)
    near = 0.8 + 0.4 * draw.random()
    income, cost = round(about.income * near), round(about.cost * near)
    return {
        "title": company.title,
        "income": income,
        "cost": cost,
        "margin": income - cost,
        "acquisition": max(2, round(about.acquisition * (0.8 + 0.4 * draw.random()))),
        "years": 3 + int(draw.random() * 6),
        "rate": 5 + int(draw.random() * 8),
        "customers": about.customers,
        "revenue": about.revenue,
    }


# 1 and 4. The recipes of [000] and [002]


def by_revenue(case: Case) -> float:
    """Return the value by [000]: revenue x years, less the cost of winning."""
    return recipes.revenue_less_acquisition(case["income"], case["years"], case["acquisition"])


def by_profit(case: Case) -> float:
    """Return [000] with the cost to serve taken off: margin x years, less the cost of winning."""
    return recipes.revenue_less_acquisition(case["margin"], case["years"], case["acquisition"])


def discounted(case: Case, *, less_acquisition: bool = False) -> float:
    """Return the value by [002], with or without the cost of winning taken off."""
    return recipes.discounted_profit(
        case["income"],
        case["cost"],
        case["years"],
        case["rate"] / 100,
        acquisition_cost=case["acquisition"] if less_acquisition else 0,
    )


ROWS = ("A", "B", "C", "D")
COLUMN = "crowns"


def four_recipes(case: Case, **other: float) -> dict[str, dict[str, float]]:
    """Return the table of the four recipes.

    Args:
        case: the case.
        other: other amounts for some rows, as a wrong idea would have them.
    """
    right = {
        "A": by_revenue(case),
        "B": by_profit(case),
        "C": discounted(case),
        "D": discounted(case, less_acquisition=True),
    }
    return {row: {COLUMN: other.get(row, right[row])} for row in ROWS}


def from_c(case: Case, value: float) -> dict[str, dict[str, float]]:
    """Return the table of somebody who gets C wrong and works D out of it rightly."""
    return four_recipes(case, C=value, D=value - case["acquisition"])


# 2. Orders


def orders(company: Company, draw: random.Random) -> Case:
    """An average order of the company, and a share of customers who order once more."""
    about = average_customer(company)
    return {
        "title": company.title,
        "order": round(about.order * (0.8 + 0.4 * draw.random()), 1),
        "percent": 15 + int(draw.random() * 30),
    }


def one_repeat(case: Case) -> float:
    """Return what [002]'s order recipe gives."""
    return recipes.one_repeat_order(case["order"], case["percent"] / 100)


def for_ever(case: Case) -> float:
    """Return the sum if every order is followed by another with the same chance."""
    return recipes.repeat_orders_for_ever(case["order"], case["percent"] / 100)


# 3. Discounting


def a_margin(company: Company, draw: random.Random) -> Case:
    """A margin a year, a few years, and a rate of interest."""
    case = a_customer(company, draw)
    return {**case, "years": 3 + int(draw.random() * 3)}


def each_year(case: Case, *, first: int = 1, growth: float | None = None) -> float:
    """Return the sum of the discounted margins.

    Args:
        case: the case.
        first: by how many years the first margin is discounted.
        growth: what a year divides by; 1 + the rate unless told otherwise.
    """
    by = 1 + case["rate"] / 100 if growth is None else growth
    return float(sum(case["margin"] / by ** (first + year) for year in range(case["years"])))


def total_at_once(case: Case, times: int = 1) -> float:
    """Return all margins together, discounted by so many years at once."""
    return float(case["margin"] * case["years"] / (1 + case["rate"] / 100) ** times)


def without_compounding(case: Case) -> float:
    """Return the sum of the margins, each discounted at simple interest."""
    return float(
        sum(
            case["margin"] / (1 + year * case["rate"] / 100) for year in range(1, case["years"] + 1)
        )
    )


# 5. The margin multiple


def trial_rates(company: Company, draw: random.Random) -> Case:
    """Six pairs of a retention and a rate of interest; the first is the company's own retention."""
    own = round(1 - average_customer(company).churn, 2)
    trials = [(own, INTEREST / 100)]
    for _ in range(5):
        kept = round(0.5 + 0.45 * draw.random(), 2)
        trials.append((kept, round(0.05 + 0.1 * draw.random(), 2)))
    return {"title": company.title, "trials": trials, "own": round(100 * own)}


RECIPES = {
    "a": "One, divided by (one less retention).",
    "b": "(One plus interest), divided by (one plus interest less retention).",
    "c": "Retention, divided by interest.",
    "d": "Retention, divided by (one plus interest less retention).",
    "e": "(One less retention), divided by (interest plus retention).",
}
FUNCTIONS: Mapping[str, Callable[[float, float], float]] = {
    "a": lambda retention, rate: 1 / (1 - retention),
    "b": lambda retention, rate: margin_multiple(retention, rate, first_margin=True),
    "c": lambda retention, rate: retention / rate,
    "d": margin_multiple,
    "e": lambda retention, rate: (1 - retention) / (rate + retention),
}


# 6. Five steps


ITEMS = ("Step 1", "Step 2", "Step 3", "Step 4")
UNITS = {
    "Step 1": "money a year",
    "Step 2": "time",
    "Step 3": "ratio",
    "Step 4": "money",
}


def five_steps(company: Company, draw: random.Random) -> Case:
    """The figures that the five steps ask for, of a firm like this company."""
    about = average_customer(company)
    customers = 50 * round(about.customers * (0.8 + 0.4 * draw.random()) / 50)
    spend = round(about.income * (0.8 + 0.4 * draw.random()))
    years = 3 + int(draw.random() * 6)
    came = round(customers * (0.1 + 0.2 * draw.random()))
    fee = 5 + int(draw.random() * 25)
    return {
        "title": company.title,
        "revenue": spend * customers,
        "customers": customers,
        "years": years,
        "came": came,
        "fee": fee,
        "literal": recipes.five_steps_literally(spend * customers, customers, years, came, fee),
    }


def units(**other: str) -> dict[str, str]:
    """Return the unit of each step; some as a wrong idea would have them, by `step_1` and so on."""
    return {item: other.get(item.lower().replace(" ", "_"), UNITS[item]) for item in ITEMS}


# 7. Still a customer?


@lru_cache(maxsize=1)
def cdnow_model() -> BGNBD:
    """Return the BG/NBD model of page 15: CDNOW until 30 September 1997, in weeks."""
    from cem_workbook.metrics.purchase_models import fit_bg_nbd
    from cem_workbook.metrics.rfm_table import rfm

    past = rfm(load_shipped("cdnow"), customer="customer", until="1997-09-30")
    return fit_bg_nbd(past["frequency"], past["recency"] / 7, past["T"] / 7)


def two_histories(company: Company, draw: random.Random) -> Case:
    """A frequent buyer who has long been silent, and a rare one whose silence is as usual."""
    model = cdnow_model()
    while True:
        weeks = 32 + int(draw.random() * 7)
        often, last = 7 + int(draw.random() * 6), 10 + int(draw.random() * 10)
        seldom, lately = 2 + int(draw.random() * 2), weeks - 6 - int(draw.random() * 6)
        frequent = model.p_alive(often, last, weeks)
        rare = model.p_alive(seldom, lately, weeks)
        as_usual = weeks - lately <= lately / seldom  # no longer than between B's purchases
        if as_usual and rare > frequent + 0.3:
            break
    return {
        "weeks": weeks,
        "often": often,
        "often_last": last,
        "often_silent": weeks - last,
        "seldom": seldom,
        "seldom_last": lately,
        "seldom_silent": weeks - lately,
        "often_alive": 100 * frequent,
        "seldom_alive": 100 * rare,
    }


# 8. How much may winning a customer cost?


def a_limit(company: Company, draw: random.Random) -> Case:
    """One customer by four recipes, as figures on the desk of somebody who must decide."""
    case = a_customer(company, draw)
    kept = round(1 - average_customer(company).churn, 2)
    worth = recipes.with_retention(case["margin"], kept, case["rate"] / 100)
    paid = min(case["acquisition"], round(worth / 3))
    return {
        **case,
        "kept": round(100 * kept),
        "years": average_customer(company).years,
        "paid": paid,
        "revenue_sum": case["income"] * average_customer(company).years,
        "margin_sum": case["margin"] * average_customer(company).years,
        "worth": worth,
        "net": worth - paid,
        "largest_reason": "3",
        "twice_reason": "4",
    }
