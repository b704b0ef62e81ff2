"""The six tables of a company, written down from its life; each from random numbers of its own.

What is in the tables, their units, ranges and rules for missing values: `datasets/README.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cem_workbook.data import model
from cem_workbook.data.life import NEVER, Life
from cem_workbook.data.model import DEFAULT, Coefficients, Flags, Ints
from cem_workbook.data.phrases import BAD, GOOD, HANDLING, MIXED, RECOVERED, catalogue
from cem_workbook.data.sectors import BRANCHES, Sector
from cem_workbook.data.town import MONTH_START, MONTHS, NAMES, START, Town, pick

FIRST_CUSTOMER = 10_001
OUTCOMES = ("open", "made good", "explained", "denied")
CAME_BY = ("recommended", "advertisement", "passing by", "web search")
WAY_COST = (0.2, 1.9, 0.5, 1.2)  # cost of winning a customer each way, relative to the sector's
SURVEY_DAYS = 3  # a survey goes out one to three days after the visit

YOUNGEST = 16  # years of age on joining

NOT_RECORDED = 0.07  # share of customers without a year of birth
NOT_MEASURED = 0.04  # share of purchases without a waiting time
LEFT_OUT = {"recommend": 0.04, "satisfaction": 0.06, "effort": 0.10}  # of answered surveys


def _dates(days: Ints, known: Flags | None = None) -> np.ndarray:
    """Turn days since START into dates, NaT where they are not known."""
    dates = (START + days.astype("timedelta64[D]")).astype("datetime64[us]")
    return dates if known is None else np.where(known, dates, np.datetime64("NaT", "us"))


def _words(words: Sequence[str], position: Ints) -> pd.api.extensions.ExtensionArray:
    """Turn positions into words; -1 is a missing word."""
    return pd.array(list(words), dtype="str").take(position, allow_fill=True)


def _whole(values: Ints, missing: Flags) -> pd.api.extensions.ExtensionArray:
    """Return whole numbers that can be missing (the type `Int64`)."""
    return pd.arrays.IntegerArray(values.astype(np.int64), missing)


def customers(
    sector: Sector, life: Life, rng: np.random.Generator, k: Coefficients = DEFAULT
) -> pd.DataFrame:
    """Return one row per customer, in the order in which they joined."""
    people = life.people
    size = len(people.joined)
    born = np.array([each.born for each in sector.segments])[people.segment]
    born = np.clip(np.rint(born + 6.0 * rng.standard_normal(size)), 1930, 2007)
    born = np.minimum(born, 2024 + people.joined // 365 - YOUNGEST).astype(np.int64)
    unknown = rng.random(size) < NOT_RECORDED

    told = model.recommended_share(life.satisfaction, life.active, k)[people.month]
    recommended = rng.random(size) < told
    way = np.where(recommended, 0, 1 + pick((0.4, 0.35, 0.25), rng.random(size)))
    cost = sector.acquisition * np.array(WAY_COST)[way] * np.exp(0.3 * rng.standard_normal(size))

    # The firm sees a customer leave only where there is a contract to end.
    seen = (life.left < NEVER) & sector.contract
    left = MONTH_START[life.left] + 4 + np.floor(24.0 * rng.random(size)).astype(np.int64)
    return pd.DataFrame(
        {
            "customer_id": FIRST_CUSTOMER + np.arange(size),
            "joined_on": _dates(people.joined),
            "left_on": _dates(left, known=seen),
            "segment": _words([each.name for each in sector.segments], people.segment),
            "branch": _words(BRANCHES, people.branch),
            "channel": _words(sector.channels, people.channel),
            "birth_year": _whole(born, unknown),
            "came_by": _words(CAME_BY, way),
            "acquisition_cost": np.round(cost, 2),
        }
    )


def purchases(sector: Sector, life: Life, rng: np.random.Generator) -> pd.DataFrame:
    """Return one row per purchase, in order of date."""
    visits, people = life.visits, life.people
    size = len(visits.day)
    product = pick(tuple(each.share for each in sector.products), rng.random(size))
    price = np.array([each.price for each in sector.products])[product]
    margin = np.array([each.margin for each in sector.products])[product]
    amount = price * people.spend[visits.customer] * visits.spend
    amount = np.round(amount * np.exp(0.25 * rng.standard_normal(size) - 0.03), 2)
    amount = np.maximum(amount, 0.5)
    cost = amount * (1.0 - margin) * np.exp(0.08 * rng.standard_normal(size))
    waiting = np.where(rng.random(size) < NOT_MEASURED, np.nan, visits.waiting)
    return pd.DataFrame(
        {
            "purchase_id": 1 + np.arange(size),
            "customer_id": FIRST_CUSTOMER + visits.customer.astype(np.int64),
            "date": _dates(visits.day),
            "branch": _words(BRANCHES, people.branch[visits.customer]),
            "channel": _words(sector.channels, visits.channel),
            "product": _words([each.name for each in sector.products], product),
            "amount": amount,
            "cost": np.round(cost, 2),
            "waiting": waiting,
        }
    )


def answers(
    life: Life, rng: np.random.Generator, k: Coefficients = DEFAULT
) -> tuple[Ints, Ints, Ints]:
    """Return what every customer would answer in every month, if asked and willing.

    Returns:
        Answers to recommend (0 to 10), satisfaction (1 to 5) and effort (1 to 7, 7 is very easy),
        each of shape (MONTHS, n).
    """
    shape = life.satisfaction.shape
    own = np.sqrt(0.5)  # half of the noise is the person's way of using a scale
    noise = own * (life.people.style + rng.standard_normal(shape))
    return (
        model.recommend_answer(life.satisfaction, noise, k).astype(np.int8),
        model.satisfaction_answer(life.satisfaction, rng.standard_normal(shape), k).astype(np.int8),
        model.effort_answer(life.effort, rng.standard_normal(shape), k).astype(np.int8),
    )


def _comments(
    sector: Sector, life: Life, month: Ints, customer: Ints, score: Ints, rng: np.random.Generator
) -> Ints:
    """Return the position in the catalogue of what each of these customers would write.

    The tone follows the satisfaction answer (`score`), the cause follows what happened in the
    month; who has nothing special to tell writes of staff, price or product.
    """
    book = catalogue(sector)
    topics = [each.name for each in sector.topics]
    causes = ["staff", "price", "product", "waiting", "effort", HANDLING, RECOVERED, *topics]
    at = {cause: position for position, cause in enumerate(causes)}
    tones = (GOOD, MIXED, BAD)
    tone = np.select([score >= 4, score <= 2], [0, 2], 1)
    pleased, cross = tone == 0, tone == 2

    topic = life.topic[month, customer].astype(np.int64)
    closed = life.closed[month, customer]
    effort = life.effort[month, customer]
    wait = life.waiting[month, customer] / life.people.patience[customer]
    mention, talk, sentence = (rng.random(len(month)) for _ in range(3))
    cause = np.select(
        [
            closed == model.MADE_GOOD,
            (closed != model.SILENT) & ~pleased,
            (topic >= 0) & cross,
            (wait > 1.2) & ~pleased,
            (wait < 0.5) & pleased & (mention < 0.5),
            (effort > 50.0) & ~pleased,
            (effort < 28.0) & pleased & (mention < 0.5),
        ],
        [
            at[RECOVERED],
            at[HANDLING],
            topic + at[topics[0]],
            at["waiting"],
            at["waiting"],
            at["effort"],
            at["effort"],
        ],
        np.floor(3.0 * talk).astype(np.int64),
    )
    kinds = [[book.kinds.get((name, mood), (-1, 0)) for mood in tones] for name in causes]
    start, count = np.moveaxis(np.array(kinds), 2, 0)
    place = start[cause, tone] + np.floor(sentence * count[cause, tone])
    return np.asarray(place.astype(np.int64))


def surveys(
    sector: Sector,
    life: Life,
    would: tuple[Ints, Ints, Ints],
    rng: np.random.Generator,
    k: Coefficients = DEFAULT,
) -> pd.DataFrame:
    """Return one row per survey sent, in order of sending; `would` comes from `answers`."""
    visits, people = life.visits, life.people
    visit = np.flatnonzero(visits.last & (rng.random(len(visits.day)) < sector.asked))
    day = visits.day[visit] + 1 + np.floor(SURVEY_DAYS * rng.random(len(visit))).astype(np.int64)
    # The month's answers know how its complaints ended, so they come after the ending.
    day = np.maximum(day, 1 + life.closed_day[visits.month[visit], visits.customer[visit]])
    order = np.argsort(day, kind="stable")
    order = order[day[order] < MONTH_START[MONTHS]]
    visit, day = visit[order], day[order]
    customer, month = visits.customer[visit], visits.month[visit]
    size = len(visit)

    felt = life.satisfaction[month, customer]
    willing = model.answering_chance(felt, people.readiness[customer], k)
    answered = rng.random(size) < willing
    scores = {
        name: _whole(all_answers[month, customer], ~answered | (rng.random(size) < left_out))
        for (name, left_out), all_answers in zip(LEFT_OUT.items(), would, strict=True)
    }
    strength = np.minimum(np.abs(felt - k.usual_satisfaction) / 40.0, 1.0)
    writes = answered & (rng.random(size) < 0.25 + 0.40 * strength)
    comment = _comments(sector, life, month, customer, would[1][month, customer], rng)
    return pd.DataFrame(
        {
            "survey_id": 1 + np.arange(size),
            "purchase_id": 1 + visit,
            "customer_id": FIRST_CUSTOMER + customer.astype(np.int64),
            "asked_on": _dates(day),
            "branch": _words(BRANCHES, people.branch[customer]),
            "segment": _words([each.name for each in sector.segments], people.segment[customer]),
            "channel": _words(sector.channels, visits.channel[visit]),
            "answered": answered,
            **scores,
            "comment": _words(catalogue(sector).texts, np.where(writes, comment, -1)),
        }
    )


def tickets(sector: Sector, life: Life, rng: np.random.Generator) -> pd.DataFrame:
    """Return one row per complaint, in order of opening."""
    cases = life.cases
    size = len(cases.day)
    closing = cases.day + cases.days
    closed = closing < MONTH_START[MONTHS]
    outcome = np.where(closed, cases.outcome, 0)
    good = outcome == model.MADE_GOOD
    channel = pick((0.4, 0.4, 0.2), rng.random(size))
    return pd.DataFrame(
        {
            "ticket_id": 1 + np.arange(size),
            "purchase_id": 1 + cases.visit,
            "customer_id": FIRST_CUSTOMER + cases.customer.astype(np.int64),
            "opened_on": _dates(cases.day),
            "closed_on": _dates(closing, known=closed),
            "days": _whole(cases.days, ~closed),
            "branch": _words(BRANCHES, life.people.branch[cases.customer]),
            "channel": _words(sector.channels, channel),
            "topic": _words([each.name for each in sector.topics], cases.topic),
            "loss": cases.loss,
            "contacts": _whole(cases.contacts, ~closed),
            "outcome": _words(OUTCOMES, outcome),
            "made_good": pd.arrays.BooleanArray(good, ~closed),
            "compensation": np.where(good, cases.loss, 0.0),
            "staff_id": 1 + cases.staff,
        }
    )


def staff(sector: Sector, town: Town) -> pd.DataFrame:
    """Return one row per member of staff, branch by branch, the manager first."""
    size = len(town.branch)
    manager = np.isin(np.arange(size), town.first[:-1])
    return pd.DataFrame(
        {
            "staff_id": 1 + np.arange(size),
            "first_name": _words(NAMES, town.name),
            "branch": _words(BRANCHES, town.branch),
            "role": _words((sector.helper, "manager"), manager.astype(np.int64)),
            "hired_on": _dates(town.hired),
            "training_days": town.training,
            "authority": town.authority,
        }
    )


def truth(life: Life, would: tuple[Ints, Ints, Ints], bought: pd.DataFrame) -> pd.DataFrame:
    """Return one row per customer and month since joining: what no firm can ever see.

    Args:
        life: all that happened.
        would: what everybody would answer, from `answers`.
        bought: the purchases, for the margin of each month.
    """
    n = len(life.left)
    place = life.visits.month.astype(np.int64) * n + life.visits.customer
    margin = (bought["amount"] - bought["cost"]).to_numpy()
    margins = np.bincount(place, margin, MONTHS * n).reshape(MONTHS, n)
    rows = (np.arange(MONTHS)[:, None] >= life.people.month).T
    customer, month = np.nonzero(rows)

    def flat(matrix: np.ndarray) -> np.ndarray:
        return np.asarray(matrix.T[rows])

    active = flat(life.active)
    return pd.DataFrame(
        {
            "customer_id": FIRST_CUSTOMER + customer,
            "month": _dates(MONTH_START[month]),
            "active": active,
            "visits": flat(life.came).astype(np.int64),
            "waiting": np.round(flat(life.waiting), 1),
            "troubles": flat(life.troubles).astype(np.int64),
            "effort_felt": np.round(flat(life.effort), 1),
            "satisfaction_felt": np.round(flat(life.satisfaction), 1),
            "recommend": flat(would[0]).astype(np.int64),
            "satisfaction": flat(would[1]).astype(np.int64),
            "effort": flat(would[2]).astype(np.int64),
            "leaving_chance": np.where(active, np.round(flat(life.leaving), 4), np.nan),
            "margin": np.round(flat(margins), 2),
        }
    )
