"""What the questions of page 17 are asked about: customers in numbers, and segments of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.exercises.draws import Sheet, in_any_order, one_of, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.metrics.rfm_table import rfm

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

TODAY = "2025-12-31"  # the last day of the tables
SINCE = "2024-01-01"  # loyal customers joined before it
OFTEN = 12  # days with a purchase in the two years
LATELY = 90  # days since the last purchase, at most so many less one


@lru_cache(maxsize=2)
def bought(company: Company) -> pd.DataFrame:
    """Return the purchases with their margin: what was paid, less what it cost, crowns."""
    purchases = company.purchases
    purchases["margin"] = purchases["amount"] - purchases["cost"]
    return purchases


@lru_cache(maxsize=2)
def people(company: Company) -> pd.DataFrame:
    """Return everybody who bought in the two years, in numbers, as the page does it.

    The columns of `rfm` (`total` is the margin), and `silence` (days since the last purchase),
    `days` (with a purchase), `joined_on`, `branch`, `best` (the fifth with the most margin) and
    `loyal` (see SINCE, OFTEN, LATELY).
    """
    frame: pd.DataFrame = rfm(bought(company), amount="margin", until=TODAY)
    frame["silence"] = frame["T"] - frame["recency"]
    frame["days"] = frame["frequency"] + 1
    frame = frame.merge(company.customers[["customer_id", "joined_on", "branch"]])
    frame["best"] = frame["total"].rank(ascending=False) <= len(frame) / 5
    frame["loyal"] = (
        (frame["joined_on"] < SINCE) & (frame["days"] >= OFTEN) & (frame["silence"] < LATELY)
    )
    return frame


# 2. Best, loyal, both, neither

BOTH, BEST, LOYAL, NEITHER = "both", "best", "loyal", "neither"
BINS = (BEST, LOYAL, BOTH, NEITHER)


def dossiers(company: Company, draw: random.Random) -> Case:
    """Six real customers, each with another reason to be in its place."""
    frame = people(company)
    line = float(frame.loc[frame["best"], "total"].min())
    clear = frame[((frame["total"] - line).abs() > 0.05 * line) & (frame["silence"] > 1)]
    old, often = clear["joined_on"] < SINCE, clear["days"] >= OFTEN
    lately, best = clear["silence"] < LATELY, clear["best"]
    rare = ~best & old & ~often
    kinds = (
        best & old & often & lately,
        best & ~old & often & lately,
        best & old & often & ~lately,
        ~best & old & often & lately,
        rare & lately if (rare & lately).any() else rare,  # so that only the days tell
        ~best & ~old & often & lately,
    )
    chosen = in_any_order(
        draw, (clear[kind].iloc[int(draw.random() * kind.sum())] for kind in kinds if kind.any())
    )
    # no names: the customers of the course have none
    sheets = {
        say("customer {id}", id=who["customer_id"]): {
            BEST: bool(who["best"]),
            "old": bool(who["joined_on"] < pd.Timestamp(SINCE)),
            "often": bool(who["days"] >= OFTEN),
            "lately": bool(who["silence"] < LATELY),
        }
        for who in chosen
    }
    lines = table_rows(
        (item, who["joined_on"].year, who["days"], who["silence"], f"{who['total']:,.0f}")
        for item, who in zip(sheets, chosen, strict=True)
    )
    return {"title": company.title, "line": f"{line:,.0f}", "sheets": sheets, "lines": lines}


def sorted_by(loyal: Callable[[Mapping[str, bool]], bool]) -> Callable[[Case], dict[str, str]]:
    """Return how the customers are sorted by somebody who calls these loyal."""
    names = {(True, True): BOTH, (True, False): BEST, (False, True): LOYAL}

    def place(case: Case) -> dict[str, str]:
        return {
            item: names.get((who[BEST], loyal(who)), NEITHER)
            for item, who in case["sheets"].items()
        }

    return place


def in_one_list_only(first: str) -> Callable[[Case], dict[str, str]]:
    """Return how the customers are sorted by somebody who puts nobody on both lists."""

    def place(case: Case) -> dict[str, str]:
        right = sorted_by(by_the_rule)(case)
        return {item: first if bin_ == BOTH else bin_ for item, bin_ in right.items()}

    return place


def by_the_rule(who: Mapping[str, bool]) -> bool:
    """Whether a customer is loyal by the rule of the page."""
    return who["old"] and who["often"] and who["lately"]


# 3 and 4. Two lists


def two_lists(company: Company, draw: random.Random) -> Case:
    """Best and loyal customers of one branch, counted."""
    branch = one_of(draw, company.branches)
    frame = people(company)
    here = frame[frame["branch"] == branch]
    count = {
        key: int(((here["best"] == best) & (here["loyal"] == loyal)).sum())
        for key, best, loyal in (
            ("both", True, True),
            ("best_only", True, False),
            ("loyal_only", False, True),
            ("neither", False, False),
        )
    }
    return {
        "title": company.title,
        "branch": branch,
        "best": count["both"] + count["best_only"],
        "loyal": count["both"] + count["loyal_only"],
        "either": count["both"] + count["best_only"] + count["loyal_only"],
        "everybody": len(here),
        "firm": 100 * float(frame.loc[frame["best"], "loyal"].mean()),
        **count,
    }


def share(top: str, bottom: str) -> Callable[[Case], float]:
    """Return a sum: one number of the case in per cent of another."""
    return lambda case: 100 * case[top] / max(1, case[bottom])


# 5. How much the top fifth brings

PERIODS = {"2024": (2024,), "2025": (2025,), "2024 and 2025": (2024, 2025)}
TWENTY = 20


def top_fifth(company: Company, draw: random.Random) -> Case:
    """Margin and revenue of the fifth of a branch's customers with the most margin."""
    branch = one_of(draw, company.branches)
    period = one_of(draw, tuple(PERIODS))
    purchases = bought(company)
    here = purchases[
        (purchases["branch"] == branch) & purchases["date"].dt.year.isin(PERIODS[period])
    ]
    sums = here.groupby("customer_id")[["amount", "margin"]].sum()
    sums = sums.sort_values("margin", ascending=False)
    fifth = len(sums) // 5
    found: dict[str, Any] = {
        "fifth": fifth,
        "everybody": len(sums),
        "margin_of_fifth": round(float(sums["margin"].head(fifth).sum())),
        "amount_of_fifth": round(float(sums["amount"].head(fifth).sum())),
        "margin_of_20": round(float(sums["margin"].head(TWENTY).sum())),
        "amount_of_20": round(float(sums["amount"].head(TWENTY).sum())),
        "margin_of_all": round(float(sums["margin"].sum())),
        "amount_of_all": round(float(sums["amount"].sum())),
    }
    lines = table_rows(
        (who, f"{found[many]:,}" if many else TWENTY, f"{found[a]:,}", f"{found[m]:,}")
        for who, many, a, m in (
            (say("the fifth with the most margin"), "fifth", "amount_of_fifth", "margin_of_fifth"),
            (say("the twenty with the most margin"), "", "amount_of_20", "margin_of_20"),
            (say("all who bought"), "everybody", "amount_of_all", "margin_of_all"),
        )
    )
    # whoever writes code can forget the years, or the branch
    wider = {
        "share_of_both_years": purchases["branch"] == branch,
        "share_of_firm": purchases["date"].dt.year.isin(PERIODS[period]),
    }
    found.update({key: _share_of_the_top_fifth(purchases[rows]) for key, rows in wider.items()})
    years = ", ".join(map(str, PERIODS[period]))
    # the share of the others would be the answer to another question
    found["margin_of_rest"] = found["margin_of_all"] - found["margin_of_fifth"]
    return {
        "title": company.title,
        "branch": branch,
        "period": say(period),
        "years": years,
        "lines": lines,
        **found,
    }


def _share_of_the_top_fifth(purchases: pd.DataFrame) -> float:
    margins = purchases.groupby("customer_id")["margin"].sum().sort_values(ascending=False)
    return float(100 * margins.head(len(margins) // 5).sum() / margins.sum())


def share_of_too_many(which: str) -> Callable[[Case], float | None]:
    """Return the share among more purchases than were asked about, where it is another."""

    def found(case: Case) -> float | None:
        others = [
            share("margin_of_fifth", "margin_of_all"),
            share("amount_of_fifth", "amount_of_all"),
        ]
        known = [other(case) for other in others]
        if which == "share_of_firm":
            known.append(case["share_of_both_years"])
        return (
            float(case[which]) if all(abs(case[which] - other) > 0.5 for other in known) else None
        )

    return found


def share_of_revenue(case: Case) -> float | None:
    """Return the fifth's share of the revenue, where rounding does not look the same."""
    return None if _rounding_gives_it_too(case) else share("amount_of_fifth", "amount_of_all")(case)


def share_of_revenue_or_rounded(case: Case) -> float | None:
    """Return the fifth's share of the revenue, where the right share in whole numbers is the same."""
    return share("amount_of_fifth", "amount_of_all")(case) if _rounding_gives_it_too(case) else None


def _rounding_gives_it_too(case: Case) -> bool:
    of_revenue = share("amount_of_fifth", "amount_of_all")(case)
    return abs(of_revenue - round(share("margin_of_fifth", "margin_of_all")(case))) < 0.11


def twenty_per_cent(case: Case) -> float | None:
    """Return 20, where the share of the people, which is a whole number of them, is another."""
    return None if abs(share("fifth", "everybody")(case) - 20) < 0.11 else 20.0


# 6. Segments by two lines

NAMES = ("rare and recent", "often and recent", "rare and silent", "often and silent")
CUSTOMERS, MARGIN = "share of customers", "share of margin"


def four_segments(company: Company, draw: random.Random) -> Case:
    """Four segments of one branch by a line in each direction: customers and margin."""
    branch = one_of(draw, company.branches)
    silence, days = one_of(draw, (60, 90, 120)), one_of(draw, (6, 8, 10, 12, 15))
    frame = people(company)
    here = frame[frame["branch"] == branch]
    counts = _counts(here, silence, days)
    return {
        "title": company.title,
        "branch": branch,
        "silence": silence,
        "days": days,
        "counts": counts,
        # whoever puts a customer on the line below it draws the line half a day higher
        "below": _counts(here, silence, days + 0.5),
        "firm": (len(frame), float(frame["total"].sum())),
        "lines": table_rows((name, f"{n:,}", f"{m:,}") for name, (n, m) in counts.items()),
        "all_customers": f"{sum(n for n, _ in counts.values()):,}",
        "all_margin": f"{sum(m for _, m in counts.values()):,}",
    }


def _counts(frame: pd.DataFrame, silence: float, days: float) -> dict[str, tuple[int, int]]:
    # by hand, for a case must be quick; the worked solution does it with `segments`
    silent, often = frame["silence"] >= silence, frame["days"] >= days
    rows = (~silent & ~often, ~silent & often, silent & ~often, silent & often)
    return {
        name: (int(here.sum()), round(float(frame.loc[here, "total"].sum())))
        for name, here in zip(NAMES, rows, strict=True)
    }


def shares_of(
    case: Case,
    *,
    counts: str = "counts",
    of: tuple[float, float] | None = None,
    scale: float = 100,
) -> Sheet:
    """Return the shares of the four segments, in per cent of the branch unless told otherwise."""
    rows: Mapping[str, tuple[int, int]] = case[counts]
    customers, margin = of or (
        sum(n for n, _ in rows.values()),
        sum(m for _, m in rows.values()),
    )
    return {
        name: {CUSTOMERS: scale * n / customers, MARGIN: scale * m / margin}
        for name, (n, m) in rows.items()
    }


def exchanged(case: Case) -> Sheet:
    """Return the shares in the wrong columns."""
    return {
        name: {CUSTOMERS: row[MARGIN], MARGIN: row[CUSTOMERS]}
        for name, row in shares_of(case).items()
    }


def one_column_twice(column: str) -> Callable[[Case], Sheet]:
    """Return the sheet of somebody who fills both columns with the same shares."""
    return lambda case: {
        name: {CUSTOMERS: row[column], MARGIN: row[column]} for name, row in shares_of(case).items()
    }


def in_whole_numbers(case: Case) -> Sheet:
    """Return the right shares without decimals."""
    return {
        name: {column: float(round(value)) for column, value in row.items()}
        for name, row in shares_of(case).items()
    }


def names_mixed_up(case: Case) -> Sheet:
    """Return the shares with the two middle names in each other's place."""
    right = shares_of(case)
    first, second, third, fourth = NAMES
    names = {first: first, second: third, third: second, fourth: fourth}
    return {name: right[names[name]] for name in NAMES}


def mean_margins(case: Case) -> Sheet:
    """Return the right shares of customers, and the mean margin of a customer."""
    right = shares_of(case)
    return {
        name: {CUSTOMERS: right[name][CUSTOMERS], MARGIN: m / max(1, n)}
        for name, (n, m) in case["counts"].items()
    }
