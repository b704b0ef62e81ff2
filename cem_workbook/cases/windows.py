"""One customer through four windows: what each department's own tables show, and where they clash.

Sales sees the purchases, service the tickets, billing the amounts, marketing the segment and the
surveys. Each takes a next step by a rule of its own (the rules are the course's own, kept plain on
purpose). A clash is a step that somebody who saw two of the windows would not take.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

TODAY = pd.Timestamp("2025-12-31")  # the last day of the tables
SORE_DAYS = 60  # so long a refusal is fresh
MONTH, QUARTER, YEAR = 30, 90, 365  # days
BEST = 0.8  # the best: the fifth with the most margin in the last year
GLAD = 9  # who answers 9 or 10 is asked to bring a friend

SALES, SERVICE, BILLING, MARKETING = "sales", "service", "billing", "marketing"
DEPARTMENTS = (SALES, SERVICE, BILLING, MARKETING)

OFFER, WIN_BACK = "offer", "win back"
CLOSE, NOTHING = "close", "nothing"
BILL = "bill"
ASK, REMIND, FRIEND, NEWS = "ask", "remind", "friend", "news"
PURCHASE, ANSWERED, UNANSWERED = "purchase", "answered", "unanswered"


@dataclass(frozen=True)
class Clash:
    """Two departments that do not know of each other.

    Attributes:
        name: the column of `everybody` that is True where it happens.
        between: the two departments without whose tables nobody sees it.
    """

    name: str
    between: tuple[str, str]


CLASHES = (
    Clash("offer_clash", (SALES, SERVICE)),
    Clash("survey_clash", (SERVICE, MARKETING)),
    Clash("bill_clash", (SERVICE, BILLING)),
    Clash("refused_blind", (SERVICE, BILLING)),
    Clash("unheard", (SERVICE, MARKETING)),
    Clash("sold_at_loss", (SALES, BILLING)),
)
"""An offer, a survey, a bill to somebody whose complaint is open or freshly refused; one of
the best refused by somebody who could not know; a complaint put down as “no answer”; an offer to
somebody who, with what was given back, cost more than they brought."""


@lru_cache(maxsize=16)
def everybody(company: Company, day: pd.Timestamp = TODAY) -> pd.DataFrame:
    """Return everybody who is a customer on a day, as the departments see them that evening.

    Whoever has ended a contract by then is left out. Days are counted back from the day; NaN (or
    NaT) stands where there is nothing to count.

    Args:
        company: whose customers.
        day: a day of the two years.

    Returns:
        One row a customer, index `customer_id`. Sales: `last` (days since the last purchase),
        `bought` (purchases of the last 365 days). Service: `open` (a complaint is open),
        `refused` (days since the last refusal), `loss` (crowns, of the complaint that is open or
        was refused last), `complaints` (of the last 365 days). Billing: `month` (paid in the last
        30 days), `margin` (of 365 days), `given_back` (of 365 days), crowns. Marketing:
        `segment`, `asked` (days since the last survey), `answered` (that one), `recommend` (that
        one), `silent` (asked within 365 days, and never answered). A step for each department
        (`sales`, `service`, `billing`, `marketing`), `sore` (a complaint open, or refused within
        60 days), and a column for each of CLASHES.
    """
    people = company.customers.set_index("customer_id")[["joined_on", "left_on", "segment"]]
    people = people[(people["joined_on"] <= day) & ~(people["left_on"] <= day)]
    columns = {
        "segment": people["segment"],
        **_bought(company.purchases, day),
        **_complained(company.tickets, day),
        **_asked(company.surveys, day),
    }
    found = pd.DataFrame({name: values.reindex(people.index) for name, values in columns.items()})
    for name in ("bought", "complaints", "month", "margin", "given_back"):
        found[name] = found[name].fillna(0)
    for name in ("open", "disputed", "answered", "silent"):
        found[name] = found[name].fillna(False).astype(bool)
    _decide(found)
    _compare(found)
    return found


def _since(day: pd.Timestamp, days: int) -> pd.Timestamp:
    return day - pd.Timedelta(days=days)


def _bought(purchases: pd.DataFrame, day: pd.Timestamp) -> dict[str, pd.Series]:
    purchases = purchases[purchases["date"] <= day]
    who = purchases["customer_id"]
    year, month = (purchases["date"] > _since(day, days) for days in (YEAR, MONTH))
    margin = purchases["amount"] - purchases["cost"]
    return {
        "last": (day - purchases["date"].groupby(who).max()).dt.days,
        "bought": year.groupby(who).sum(),
        "month": purchases["amount"].where(month, 0.0).groupby(who).sum(),
        "margin": margin.where(year, 0.0).groupby(who).sum(),
    }


def _complained(tickets: pd.DataFrame, day: pd.Timestamp) -> dict[str, pd.Series]:
    tickets = tickets[tickets["opened_on"] <= day]
    who = tickets["customer_id"]
    closed = tickets["closed_on"] <= day
    refused = closed & (tickets["outcome"] == "denied")
    fresh = refused & (tickets["closed_on"] > _since(day, SORE_DAYS))
    sore = ~closed | fresh
    # a ticket is opened on the day of the purchase that it is about
    this_month = tickets["opened_on"] > _since(day, MONTH)
    back = closed & (tickets["closed_on"] > _since(day, YEAR))
    return {
        "open": (~closed).groupby(who).any(),
        "refused": (day - tickets["closed_on"].where(refused).groupby(who).max()).dt.days,
        "disputed": (sore & this_month).groupby(who).any(),
        "loss": tickets["loss"].where(~closed | refused).groupby(who).last(),
        "complaints": (tickets["opened_on"] > _since(day, YEAR)).groupby(who).sum(),
        "given_back": tickets["compensation"].where(back, 0.0).groupby(who).sum(),
    }


def _asked(surveys: pd.DataFrame, day: pd.Timestamp) -> dict[str, pd.Series]:
    surveys = surveys[surveys["asked_on"] <= day]
    latest = surveys.drop_duplicates("customer_id", keep="last").set_index("customer_id")
    year = surveys[surveys["asked_on"] > _since(day, YEAR)]
    return {
        "asked": (day - latest["asked_on"]).dt.days,
        "answered": latest["answered"],
        "recommend": latest["recommend"].astype("Float64").astype(float),
        "silent": ~year["answered"].groupby(year["customer_id"]).any(),
    }


def _decide(found: pd.DataFrame) -> None:
    """Add each department's next step, from what this department alone can see."""
    found[SALES] = np.where(found["last"] <= QUARTER, OFFER, WIN_BACK)
    found[SERVICE] = np.where(found["open"], CLOSE, NOTHING)
    found[BILLING] = np.where(found["month"] > 0, BILL, NOTHING)
    asked = found["asked"] <= QUARTER
    found[MARKETING] = np.select(
        [~asked, ~found["answered"], found["recommend"] >= GLAD], [ASK, REMIND, FRIEND], NEWS
    )


def _compare(found: pd.DataFrame) -> None:
    """Add what only somebody sees who looks through two windows."""
    found["sore"] = found["open"] | (found["refused"] < SORE_DAYS)
    found["best"] = (found["margin"] >= found["margin"].quantile(BEST)) & (found["margin"] > 0)
    found["offer_clash"] = found["sore"]  # sales always has an offer
    found["survey_clash"] = found["sore"] & (found[MARKETING] != NEWS)
    found["bill_clash"] = found["disputed"] & (found[BILLING] == BILL)
    found["refused_blind"] = (found["refused"] < YEAR) & found["best"]
    found["unheard"] = found["silent"] & (found["complaints"] > 0)
    found["sold_at_loss"] = found["given_back"] > found["margin"]


def visible(joined: tuple[str, ...] | frozenset[str]) -> tuple[Clash, ...]:
    """Return the clashes that can be seen once the tables of these departments are joined."""
    return tuple(clash for clash in CLASHES if set(clash.between) <= set(joined))


@lru_cache(maxsize=4)
def hit_in_2025(company: Company) -> pd.DataFrame:
    """Return who was hit by each clash at the end of at least one month of 2025.

    Returns:
        One row a customer (index `customer_id`), a column for each of CLASHES, True or False.
        Everybody who was a customer at the end of one of the twelve months is there.
    """
    names = [clash.name for clash in CLASHES]
    months = pd.date_range("2025-01-31", TODAY, freq="ME")
    every = pd.concat([everybody(company, day)[names] for day in months])
    return every.groupby(level=0).any()


def feels(company: Company) -> pd.Series:
    """Return what customers really feel in the last month: no firm's tables hold it.

    Returns:
        0 to 100, index `customer_id`; NaN for those who have left.
    """
    last = company.truth.groupby("customer_id").tail(1).set_index("customer_id")
    return last["satisfaction_felt"].where(last["active"])


@dataclass(frozen=True)
class Feelings:
    """What groups of today's customers really feel on average, 0 to 100.

    Attributes:
        refused: those refused within 60 days.
        made_good: those who were given something back within a year, and have no fresh trouble.
        everybody: all who are still there.
    """

    refused: float
    made_good: float
    everybody: float


@lru_cache(maxsize=4)
def feelings(company: Company) -> Feelings:
    """Return what groups of customers feel on the last day, on average."""
    seen, felt = everybody(company), feels(company)
    felt = felt.reindex(seen.index)
    return Feelings(
        refused=float(felt[seen["refused"] < SORE_DAYS].mean()),
        made_good=float(felt[(seen["given_back"] > 0) & ~seen["sore"]].mean()),
        everybody=float(felt.mean()),
    )


def worth_a_look(company: Company) -> tuple[int, ...]:
    """Return customers who are worth walking through: each shows another thing, none twice.

    The first is one of the best, freshly refused, and the unhappiest of these (if possible with a
    bill on the way, too); of all others the tables alone decide.
    """
    today = everybody(company)
    clashes = today[[clash.name for clash in CLASHES]].sum(axis=1)
    today = today.assign(clashes=clashes).sort_values(
        ["clashes", "margin"], ascending=False, kind="stable"
    )
    none = today["clashes"] == 0
    hurt = (today["refused"] < SORE_DAYS) & today["survey_clash"] & today["best"]
    felt = today[hurt].assign(feels=feels(company))
    felt["billed"] = felt["bill_clash"] & (felt["feels"] < 50)
    unhappiest = felt.sort_values(["billed", "feels"], ascending=[False, True]).index[:1]
    kinds = (
        today.index.isin(unhappiest),
        none & today["best"] & (today["complaints"] == 0),
        today["open"],
        today["unheard"] & ~today["sore"],
        today["sold_at_loss"],
        none & (today["given_back"] > 0),
        today["refused_blind"] & ~today["sore"],
        none & (today[SALES] == WIN_BACK) & (today["recommend"] >= GLAD),
    )
    chosen: list[int] = []
    for kind in kinds:
        chosen += [int(who) for who in today.index[kind] if who not in chosen][:1]
    return tuple(chosen)


@dataclass(frozen=True)
class Event:
    """Something that happened to one customer.

    Attributes:
        department: whose table has it.
        ago: days before today on which it began.
        until: days before today on which it ended; the same day for a purchase or a survey, 0 for
            a complaint that is open.
        kind: PURCHASE, ANSWERED, UNANSWERED, or how a complaint ended, as in the tickets.
        what: the product or the topic, or nothing.
        crowns: what was paid for a purchase, or lost by a complaint; 0 for a survey.
    """

    department: str
    ago: int
    until: int
    kind: str
    what: str = ""
    crowns: float = 0.0


@lru_cache(maxsize=64)  # whoever walks through the customers looks at each several times
def story(company: Company, customer: int, days: int = 731) -> tuple[Event, ...]:
    """Return what happened to a customer in the last days, the earliest first.

    Args:
        company: whose customer.
        customer: `customer_id`.
        days: how far to look back from TODAY; all that there is unless told otherwise.
    """

    def mine(table: pd.DataFrame, column: str) -> list[dict[Hashable, Any]]:
        recent = table[(table["customer_id"] == customer) & (table[column] > _since(TODAY, days))]
        return recent.assign(ago=(TODAY - recent[column]).dt.days).to_dict("records")

    events = [
        Event(SALES, row["ago"], row["ago"], PURCHASE, row["product"], row["amount"])
        for row in mine(company.purchases, "date")
    ]
    for row in mine(company.tickets, "opened_on"):
        until = 0 if row["outcome"] == "open" else (TODAY - row["closed_on"]).days
        events.append(Event(SERVICE, row["ago"], until, row["outcome"], row["topic"], row["loss"]))
    events += [
        Event(MARKETING, row["ago"], row["ago"], ANSWERED if row["answered"] else UNANSWERED)
        for row in mine(company.surveys, "asked_on")
    ]
    return tuple(sorted(events, key=lambda event: -event.ago))
