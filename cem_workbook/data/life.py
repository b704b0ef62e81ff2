"""Two years of a company, month by month: who came, what happened to them, who left.

Everything that has a cause is decided here, with the functions of `model`; `tables` only writes
it down. Feelings move once a month: the model is never finer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cem_workbook.data import model
from cem_workbook.data.model import DEFAULT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.people import People
from cem_workbook.data.sectors import Sector
from cem_workbook.data.town import MONTH_START, MONTHS, Town, pick

NEVER = MONTHS  # month of leaving of those who stay to the end
LONGEST_WAIT = 120.0  # minutes
OWN_CHANNEL = (
    0.7  # share of visits by the customer's usual channel; the others are like everybody's
)


def channel_waits(profile: Sector, channel: Ints) -> Floats:
    """Return how long customers of these usual channels wait, relative to the branch's waiting."""
    wait, often = np.array(profile.channel_wait), np.array(profile.channel_share)
    waits: Floats = OWN_CHANNEL * wait[channel] + (1 - OWN_CHANNEL) * (often @ wait)
    return waits


class Visits(NamedTuple):
    """Visits in order of date, shape (visits,) each.

    Attributes:
        customer: position of the customer.
        month: 0 to 23.
        day: days since the first day.
        channel: position in the sector's channels.
        waiting: minutes.
        spend: factor by which the customer's feelings change what they spend.
        last: True for the customer's last visit of the month.
    """

    customer: Ints
    month: Ints
    day: Ints
    channel: Ints
    waiting: Floats
    spend: Floats
    last: Flags


class Cases(NamedTuple):
    """Complaints in order of the visit's date, shape (cases,) each.

    Attributes:
        customer: position of the customer.
        visit: position of the visit in `Visits`.
        day: day of the visit and of the complaint.
        topic: position in the sector's topics.
        staff: position of the staff member who handled it.
        loss: what the trouble cost the customer, crowns.
        days: days until it was closed.
        contacts: how often the customer had to get in touch, 1 or more.
        outcome: MADE_GOOD, EXPLAINED or DENIED.
    """

    customer: Ints
    visit: Ints
    day: Ints
    topic: Ints
    staff: Ints
    loss: Floats
    days: Ints
    contacts: Ints
    outcome: Ints


@dataclass(frozen=True)
class Life:
    """All that happened; every array but `left` has shape (MONTHS, n).

    Attributes:
        people: the customers.
        visits: their visits.
        cases: their complaints.
        left: first month in which the customer was gone, NEVER for those who stayed; shape (n,).
        active: True in the months in which they were customers.
        came: visits in the month.
        troubles: visits of the month at which something went wrong.
        topic: what went wrong in the month, -1 for nothing.
        closed: outcome of a complaint closed in the month, SILENT for none.
        closed_day: day of the last such closing, -1 for none.
        waiting: mean minutes waited, NaN without a visit.
        effort: effort felt at the end of the month, 0 to 100; as it was for those who are gone.
        satisfaction: satisfaction felt at the end of the month, 0 to 100; likewise.
        leaving: chance of leaving at the end of the month, 0 to 1.
    """

    people: People
    visits: Visits
    cases: Cases
    left: Ints
    active: Flags
    came: Ints
    troubles: Ints
    topic: Ints
    closed: Ints
    closed_day: Ints
    waiting: Floats
    effort: Floats
    satisfaction: Floats
    leaving: Floats


class _Felt(NamedTuple):
    """What the visits of a month were like: trouble, effort and the satisfaction each left."""

    trouble: Flags
    effort: Floats
    satisfaction: Floats


def _visit(
    month: int,
    satisfaction: Floats,
    here: Flags,
    sector: Sector,
    town: Town,
    people: People,
    rng: np.random.Generator,
    k: Coefficients,
) -> tuple[Visits, _Felt]:
    """Return the visits of a month, in order of customer and day, and how they felt."""
    # Newcomers make their first visit on the day they join, and no other in that month.
    new = (people.month == month) & (people.joined >= 0)
    rate = people.visits * town.season[month] * model.visits_factor(satisfaction, k)
    count = np.where(new, 1, rng.poisson(np.minimum(rate, 9.0)) * here)
    customer = np.repeat(np.arange(len(count), dtype=np.int32), count)
    size = len(customer)

    length = MONTH_START[month + 1] - MONTH_START[month]
    day = np.floor(rng.random(size) * length).astype(np.int32)
    day = np.sort(customer * 32 + day) % 32 + MONTH_START[month]  # each customer's days in order
    day = np.where(new[customer], people.joined[customer], day)
    other = pick(sector.channel_share, rng.random(size))
    channel = np.where(rng.random(size) < OWN_CHANNEL, people.channel[customer], other)

    branch = people.branch[customer]
    waiting = (
        town.waiting[branch, month]
        * np.array(sector.channel_wait)[channel]
        * np.exp(0.5 * rng.standard_normal(size) - 0.125)
    )
    waiting = np.round(np.minimum(waiting, LONGEST_WAIT), 1)
    skill = town.branch_skill[branch]
    trouble = rng.random(size) < model.trouble_chance(sector.trouble, skill, k)
    relative = waiting / people.patience[customer]
    effort = model.effort_felt(relative, trouble, rng.standard_normal(size), k)
    baseline = people.baseline[customer]
    noise = rng.standard_normal(size)
    visits = Visits(
        customer=customer,
        month=np.full(size, month, dtype=np.int8),
        day=day.astype(np.int16),
        channel=channel.astype(np.int8),
        waiting=waiting,
        spend=model.spend_factor(satisfaction, k)[customer],
        last=np.diff(customer, append=len(count)) > 0,
    )
    return visits, _Felt(
        trouble, effort, model.experience(baseline, effort, skill, trouble, noise, k)
    )


def _complain(
    visits: Visits,
    trouble: Flags,
    sector: Sector,
    town: Town,
    people: People,
    rng: np.random.Generator,
    k: Coefficients,
) -> tuple[Cases, Ints]:
    """Return the complaints about a month's visits, and the topic of every trouble."""
    where = np.flatnonzero(trouble)
    topic = pick(tuple(each.share for each in sector.topics), rng.random(len(where)))
    aloud = rng.random(len(where)) < model.complaint_chance(k)
    visit = where[aloud]
    customer = visits.customer[visit]
    size = len(visit)
    branch = people.branch[customer]
    heads = np.diff(town.first)[branch]
    staff = town.first[branch] + np.floor(rng.random(size) * heads).astype(np.int64)
    skill = town.skill[staff]
    loss = np.exp(0.6 * rng.standard_normal(size) - 0.4)
    loss = np.round(loss * sector.usual_amount * people.spend[customer], 2)
    within = loss <= town.authority[staff]
    days = model.handling_days(skill, rng.standard_normal(size), k)
    contacts = 1 + rng.poisson(np.minimum(model.further_contacts(skill, k), 9.0))
    good = rng.random(size) < model.made_good_chance(skill, within, k)
    denied = rng.random(size) < model.denied_chance(skill, k)
    outcome = np.where(good, model.MADE_GOOD, np.where(denied, model.DENIED, model.EXPLAINED))
    cases = Cases(
        customer, visit, visits.day[visit], topic[aloud], staff, loss, days, contacts, outcome
    )
    return cases, topic


def _in_order(visits: list[Visits], cases: list[Cases]) -> tuple[Visits, Cases]:
    """Join the months and put them in order of date, cases pointing at the right visits."""
    offset = np.cumsum([0, *(len(part.day) for part in visits)])
    joined = Visits._make(np.concatenate(column) for column in zip(*visits, strict=True))
    order = np.argsort(joined.day, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    pointed = [
        part._replace(visit=part.visit + start)
        for part, start in zip(cases, offset[:-1], strict=True)
    ]
    case = Cases._make(np.concatenate(column) for column in zip(*pointed, strict=True))
    case = case._replace(visit=place[case.visit])
    by_visit = np.argsort(case.visit)
    return Visits._make(part[order] for part in joined), Cases._make(
        part[by_visit] for part in case
    )


def live(
    sector: Sector, town: Town, people: People, rng: np.random.Generator, k: Coefficients = DEFAULT
) -> Life:
    """Return two years of these people's life with the firm.

    Args:
        sector: what the firm sells, and how.
        town: its branches and staff.
        people: its customers.
        rng: the stream "life".
        k: the model's coefficients.
    """
    n = len(people.joined)
    shape = (MONTHS, n)
    active = np.zeros(shape, dtype=bool)
    came, troubles, closed = (np.zeros(shape, dtype=np.int8) for _ in range(3))
    topic = np.full(shape, -1, dtype=np.int8)
    closed_day = np.full(shape, -1, dtype=np.int16)
    waiting, effort_of, satisfaction_of, leaving_of = (np.full(shape, np.nan) for _ in range(4))
    gain_due, contacts_due = np.zeros(shape), np.zeros(shape)
    left = np.full(n, NEVER)
    fate = rng.random(shape)
    visits: list[Visits] = []
    cases: list[Cases] = []

    # Before the first month a customer feels what a usual visit to their branch leaves.
    minutes = town.waiting[:, 0] * np.dot(sector.channel_share, sector.channel_wait)
    usual = model.effort_felt(minutes[people.branch] / people.patience, 0.0, 0.0, k)
    skill = town.branch_skill[people.branch]
    normal = model.experience(people.baseline, usual, skill, 0.0, 0.0, k)
    normal = np.clip(normal, 0.0, 100.0)
    satisfaction, effort = normal, usual

    for month in range(MONTHS):
        here = (people.month <= month) & (left == NEVER)
        visit, felt = _visit(month, satisfaction, here, sector, town, people, rng, k)
        who = visit.customer
        count = np.bincount(who, minlength=n)
        some, per = count > 0, np.maximum(count, 1)
        latest = np.bincount(who, felt.satisfaction, n) / per
        after = np.where(
            some,
            model.remember(satisfaction, latest, count, k),
            model.fade(satisfaction, normal, k.fading),
        )
        hard = np.where(
            some,
            np.bincount(who, felt.effort, n) / per,
            model.fade(effort, usual, k.effort_fading),
        )

        # Some of those in trouble complain; what is settled in a month is felt in that month.
        case, what = _complain(visit, felt.trouble, sector, town, people, rng, k)
        end = case.day + case.days
        when = np.searchsorted(MONTH_START, end, side="right") - 1
        seen = when < MONTHS
        at = (when[seen], case.customer[seen])
        np.add.at(gain_due, at, model.recovery(case.outcome, case.days, k)[seen])
        np.add.at(contacts_due, at, case.contacts[seen] - 1.0)
        closed[at] = case.outcome[seen]
        np.maximum.at(closed_day, at, end[seen].astype(np.int16))
        after = np.clip(after + gain_due[month], 0.0, 100.0)
        hard = np.clip(hard + k.effort_contact * contacts_due[month], 0.0, 100.0)

        satisfaction = np.where(here, after, satisfaction)
        effort = np.where(here, hard, effort)
        leaving = model.leaving_chance(satisfaction, effort, sector.leaving, k)
        left[here & (fate[month] < leaving)] = month + 1

        active[month], came[month] = here, count
        waiting[month] = np.where(some, np.bincount(who, visit.waiting, n) / per, np.nan)
        troubles[month] = np.bincount(who[felt.trouble], minlength=n)
        topic[month, who[felt.trouble]] = what
        effort_of[month], satisfaction_of[month], leaving_of[month] = effort, satisfaction, leaving
        visits.append(visit)
        cases.append(case)

    return Life(
        people,
        *_in_order(visits, cases),
        left=left,
        active=active,
        came=came,
        troubles=troubles,
        topic=topic,
        closed=closed,
        closed_day=closed_day,
        waiting=waiting,
        effort=effort_of,
        satisfaction=satisfaction_of,
        leaving=leaving_of,
    )
