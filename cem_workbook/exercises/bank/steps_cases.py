"""What the questions of page 09 are asked about: two accounts, a figure, and the company's tables."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.exercises.draws import Sheet, one_of, rounded, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks.steps import TEMKIN, XM_INSTITUTE, between
from cem_workbook.messages import say
from cem_workbook.metrics.shares import in_percent, normal_quantile

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company


# 1. Eight lines, four steps

ONE, TWO, THREE, FOUR = "1 target", "2 respond", "3 engage", "4 inspire"
FOUR_STEPS = (ONE, TWO, THREE, FOUR)
BEST_CUSTOMER = "Sell more to the ‘best’ customer"
WHICH_PART = "Know which part of the firm each customer advances"
PRIORITISE = "Prioritise feedback, so that attrition is small"
HEED = "Improve continuously by heeding feedback"
SUPPORT = "A bond that stirs supportive behaviour"
ENGRAVED = "Delight, and a name engraved in the mind"
BEFORE = "Solve the problem before anybody asks"
LIFE = "Think deeply of customers' work life, even private life"
LINES = {
    BEST_CUSTOMER: ONE,
    WHICH_PART: ONE,
    PRIORITISE: TWO,
    HEED: TWO,
    SUPPORT: THREE,
    ENGRAVED: THREE,
    BEFORE: FOUR,
    LIFE: FOUR,
}

# 2. The tools and the roles

CRM, EFM = "CRM is named", "EFM is named"
FAINT, STRONG = "CEM's role: faint", "CEM's role: strong"
CONSIDERABLE, VERY_STRONG = "CEM's role: considerable", "CEM's role: very strong"
ROLES = {
    CRM: ONE,
    EFM: TWO,
    FAINT: ONE,
    STRONG: TWO,
    CONSIDERABLE: THREE,
    VERY_STRONG: FOUR,
}

# 3. One account, or both

CHESSBOARD, STEPS, BOTH = "Chessboard only", "Steps of CEM only", "both"
ACCOUNTS = (CHESSBOARD, STEPS, BOTH)
BOND, ADVOCACY = "Step 3: an emotional bond", "Step 3: supportive behaviour"
DELIGHT, NAME = "Step 3: delight", "Step 3: a name engraved in the mind"
ONLY_BEST, PART = "Step 1: the ‘best’ customer", "Step 1: which part of the firm each advances"
FEEDBACK, SMALL_ATTRITION = "Step 2: heeding feedback", "Step 2: as little attrition as possible"
UNASKED, WORK_LIFE = "Step 4: before it is asked", "Step 4: work life and private life"
DIFFERENCES = {
    ONLY_BEST: CHESSBOARD,
    PART: STEPS,
    FEEDBACK: BOTH,
    SMALL_ATTRITION: STEPS,
    BOND: BOTH,
    ADVOCACY: CHESSBOARD,
    DELIGHT: STEPS,
    NAME: STEPS,
    UNASKED: BOTH,
    WORK_LIFE: STEPS,
}


# 6. Who carries which part of the firm


@lru_cache(maxsize=8)
def revenue(company: Company, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the revenue and the number of purchases of a year, segments by channels."""
    bought = company.purchases
    bought = bought[bought["date"].dt.year == year]
    segment = company.customers.set_index("customer_id")["segment"]
    by = [bought["customer_id"].map(segment), bought["channel"]]
    each = bought.groupby(by, observed=True)["amount"].agg(["sum", "size"])
    return each["sum"].unstack(fill_value=0), each["size"].unstack(fill_value=0)


def carried(company: Company, draw: random.Random) -> Case:
    """The revenue of a year by segment and channel, and the channel that is asked about."""
    year = one_of(draw, (2024, 2025))
    crowns, count = revenue(company, year)
    segments = [s.name for s in company.profile.segments]
    channels = list(company.profile.channels)
    crowns = crowns.reindex(index=segments, columns=channels, fill_value=0)
    count = count.reindex(index=segments, columns=channels, fill_value=0)
    channel = one_of(draw, channels)
    whole = crowns.to_numpy().round().astype(int).tolist()
    most = segments[int(np.argmax(crowns[channel].to_numpy()))]
    largest = segments[int(np.argmax(crowns.sum(axis=1).to_numpy()))]
    alike = say("“{most}” brings the most, as in the whole firm.", most=most)
    apart = say(
        "“{most}” brings the most; in the whole firm it is “{largest}”.",
        most=most,
        largest=largest,
    )
    return {
        "title": company.title,
        "year": year,
        "channel": channel,
        "segments": segments,
        "heads": " | ".join(channels),
        "dashes": " | ".join("---:" for _ in channels),
        "lines": table_rows(
            (name, *(f"{value:,}" for value in row))
            for name, row in zip(segments, whole, strict=True)
        ),
        "here": crowns[channel].to_list(),
        "of_segment": crowns.sum(axis=1).to_list(),
        "purchases": count[channel].to_list(),
        "all": float(crowns.to_numpy().sum()),
        "compared": alike if most == largest else apart,
    }


def of_channel(
    part: Callable[[Case], Sequence[float]] = lambda c: c["here"],
    whole: Callable[[Case], Sequence[float]] = lambda c: [sum(c["here"])] * len(c["here"]),
) -> Callable[[Case], Sheet]:
    """Return the segments' shares, in per cent: a part of a whole, segment by segment."""
    return lambda case: {
        name: {PER_CENT: 100 * one / all_}
        for name, one, all_ in zip(case["segments"], part(case), whole(case), strict=True)
    }


def crowns_only(case: Case) -> Sheet:
    """Return the channel's crowns themselves."""
    return {name: {PER_CENT: one} for name, one in zip(case["segments"], case["here"], strict=True)}


def crowns_shown(case: Case) -> Sheet:
    """Return the channel's crowns as the card shows them."""
    return rounded(crowns_only)(case)


# 7. Answered in time

DAYS_LIMIT = 7
HALF_YEARS = ("January to June 2024", "July to December 2024",
              "January to June 2025", "July to December 2025")  # fmt: skip


@lru_cache(maxsize=2)
def _answered(company: Company) -> dict[str, list[tuple[int, int, int]]]:
    """Return for each branch and half-year: complaints, closed in time, still open."""
    tickets = company.tickets
    opened = tickets["opened_on"].dt
    half = ((opened.year - 2024) * 2 + (opened.month > 6)).to_numpy()
    in_time = (tickets["days"] <= DAYS_LIMIT).fillna(False).to_numpy(dtype=bool)
    still = tickets["days"].isna().to_numpy()
    found = {}
    for branch in company.branches:
        here = (tickets["branch"] == branch).to_numpy()
        counts = [
            np.bincount(half[here & rows], minlength=len(HALF_YEARS))
            for rows in (np.ones(len(half), dtype=bool), in_time, still)
        ]
        found[branch] = [(int(n), int(k), int(o)) for n, k, o in zip(*counts, strict=True)]
    return found


def in_time(company: Company, draw: random.Random) -> Case:
    """The complaints of one branch in four half-years, and how many were closed in a week."""
    branch = one_of(draw, company.branches)
    counts = _answered(company)[branch]
    (first, first_k, _), (last, last_k, _) = counts[0], counts[-1]
    change = 100 * (last_k / max(last, 1) - first_k / max(first, 1))
    spread = 196 * sqrt(
        sum(k / n * (1 - k / n) / n for n, k in ((first, first_k), (last, last_k)) if n)
    )
    if abs(change) <= spread:
        verdict = say("Between the first and the last, chance alone could make the difference.")
    elif change > 0:
        verdict = say("From the first to the last it rose by more than chance would explain.")
    else:
        verdict = say("From the first to the last it fell by more than chance would explain.")
    return {
        "title": company.title,
        "branch": branch,
        "limit": DAYS_LIMIT,
        "counts": counts,
        "verdict": verdict,
        "lines": table_rows(
            (say(name), n, k, n - k - o, o)
            for name, (n, k, o) in zip(HALF_YEARS, counts, strict=True)
        ),
    }


def timely(
    one: Callable[[int, int, int], float] = lambda n, k, o: 100 * k / max(n, 1),
) -> Callable[[Case], Sheet]:
    """Return what is made of the counts of each half-year: complaints, in time, still open."""
    return lambda case: {
        name: {PER_CENT: one(*counts)}
        for name, counts in zip(HALF_YEARS, case["counts"], strict=True)
    }


def so_far(case: Case) -> Sheet:
    """Return the share from the very beginning up to each half-year."""
    every = np.cumsum(case["counts"], axis=0)
    return {
        name: {PER_CENT: 100 * float(k) / max(float(n), 1.0)}
        for name, (n, k, _) in zip(HALF_YEARS, every, strict=True)
    }


def of_two_years(case: Case) -> Sheet:
    """Return each half-year's timely ones as a share of all complaints of the two years."""
    every = sum(n for n, _, _ in case["counts"])
    return timely(lambda n, k, o: 100 * k / max(every, 1))(case)


def without_the_open(case: Case) -> Sheet | None:
    """Return the shares of the closed ones alone; None where that changes next to nothing."""
    sheet = timely(lambda n, k, o: 100 * k / max(n - o, 1))(case)
    right = timely()(case)
    far = any(abs(sheet[name][PER_CENT] - right[name][PER_CENT]) > 0.3 for name in sheet)
    return sheet if far else None


# 8. A figure of a maturity model

LOWEST, HIGHEST, PER_CENT = "lowest", "highest", "per cent"
TOP_TWO = "the two highest stages"
FIGURES = (
    (TEMKIN, 0.06, TOP_TWO),
    (XM_INSTITUTE, XM_INSTITUTE.shares[4], "the highest stage"),
    (XM_INSTITUTE, XM_INSTITUTE.shares[3] + XM_INSTITUTE.shares[4], TOP_TWO),
    (XM_INSTITUTE, XM_INSTITUTE.shares[2], "the middle stage"),
    (XM_INSTITUTE, XM_INSTITUTE.shares[1], "the second stage"),
    (XM_INSTITUTE, XM_INSTITUTE.shares[0], "the lowest stage"),
)


def figure(company: Company, _draw: random.Random) -> Case:
    """A published share of firms, with how many were asked; neighbours have different ones."""
    model, share, where = FIGURES[company.seed % len(FIGURES)]
    return {
        "author": model.author,
        "year": model.year,
        "n": model.n,
        "x": round(share * model.n),
        "share": in_percent(share),
        "where": say(where),
        "root": f"{_root(round(share * model.n), model.n):.2f}",
    }


def _root(x: int, n: int) -> float:
    return sqrt(x * (n - x) / n + 0.96)


def ends(low: float, high: float) -> Sheet:
    """Return the ends of an interval as the sheet that is asked for."""
    return {LOWEST: {PER_CENT: low}, HIGHEST: {PER_CENT: high}}


def interval(case: Case) -> Sheet:
    """Return the Wilson interval, in per cent."""
    low, high = between(case["x"] / case["n"], case["n"])
    return ends(100 * low, 100 * high)


def one_error(case: Case) -> Sheet:
    """Return the ends with one standard error either side: 1.96 was left out."""
    x, n = case["x"], case["n"]
    return ends(*(100 * (x + 1.92 + sign * _root(x, n)) / (n + 3.84) for sign in (-1, 1)))


def only_the_root_divided(case: Case) -> Sheet:
    """Return what comes out if the brackets are overlooked."""
    x, n = case["x"], case["n"]
    return ends(*(100 * (x + 1.92 + sign * 1.96 * _root(x, n) / (n + 3.84)) for sign in (-1, 1)))


def exchanged(case: Case) -> Sheet:
    """Return the two ends in the wrong places."""
    sheet = interval(case)
    return {LOWEST: sheet[HIGHEST], HIGHEST: sheet[LOWEST]}


def textbook(case: Case) -> Sheet:
    """Return the share and 1.96 standard errors either side, as textbooks have it."""
    share = case["x"] / case["n"]
    half = normal_quantile(0.95) * sqrt(share * (1 - share) / case["n"])
    return ends(100 * (share - half), 100 * (share + half))


def in_firms(case: Case) -> Sheet:
    """Return the ends as numbers of firms."""
    sheet = interval(case)
    return ends(*(sheet[end][PER_CENT] * case["n"] / 100 for end in (LOWEST, HIGHEST)))


def as_fractions(sheet: Callable[[Case], Sheet]) -> Callable[[Case], Sheet]:
    """Return a sheet as shares of one instead of per cent."""
    return lambda case: {
        row: {column: value / 100 for column, value in cells.items()}
        for row, cells in sheet(case).items()
    }
