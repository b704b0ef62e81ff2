"""One causal model of a customer, in one set of coefficients: how a wait becomes a departure.

    waiting, trouble, contacts -> effort -> satisfaction -> answers, visits, spending, leaving
    trouble -> complaint -> handling (skill, days, made good or denied) -> satisfaction

The company generator and every simulation of the course use these functions, so that what is
learnt on one page holds on the next. The directions come from the source articles where a tag
says so; **every size is invented**, for the articles give none. Functions are plain: arrays in,
arrays of the same shape out, no state, and the random numbers they need are handed in.

Two hidden scales run from 0 to 100: `satisfaction` (100 = delighted) and `effort` (100 = the
hardest). The survey's effort question runs the other way: 7 is very easy, as in CES 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cem_workbook.data.assumed import assume

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

SILENT, MADE_GOOD, EXPLAINED, DENIED = 0, 1, 2, 3
"""What became of a trouble: nobody complained, made good, explained but not made good, denied."""


_WAYS = "direction [000 · 4 ways]; size invented"
_MAKE_GOOD = "direction [004 · 5 standards]; size invented"
_DENY = "direction [004 · Restaurant]; size invented"
_LEAVE = "direction [003 · Mistakes]; size invented"
_LESS_EFFORT = "direction [003 · Metrics]; size invented"
_AUTHORITY = "direction [004 · Mistakes]; size invented"
_TRAINING = "direction [004 · 5 standards]; size invented"
_ASSUMED = "assumed; in no source"
_SCALE = "invented: sets the scale"


@dataclass(frozen=True)
class Coefficients:
    """Every number of the model; `assumed.assumptions` lists each with unit, origin and meaning."""

    # The middle of the two hidden scales
    usual_satisfaction: float = assume(60.0, "points", _SCALE, "satisfaction that changes nothing")
    usual_effort: float = assume(40.0, "points", _SCALE, "effort that changes nothing")

    # Waiting and trouble make effort
    effort_start: float = assume(18.0, "points", _SCALE, "effort of a visit without any wait")
    effort_wait: float = assume(22.0, "points per usual wait", _WAYS, "each usual wait adds effort")
    effort_trouble: float = assume(12.0, "points", _ASSUMED, "trouble on a visit adds effort")
    effort_contact: float = assume(5.0, "points per contact", _ASSUMED, "having to come back again")
    effort_noise: float = assume(9.0, "points (SD)", _ASSUMED, "no two visits are alike")

    # Effort, staff and trouble make satisfaction
    less_for_effort: float = assume(
        0.50, "points per point", _LESS_EFFORT, "effort above the usual lowers satisfaction"
    )
    more_for_staff: float = assume(
        3.5, "points per SD of skill", _TRAINING, "skilled staff raise satisfaction"
    )
    trouble_pain: float = assume(17.0, "points", _ASSUMED, "trouble on a visit lowers satisfaction")
    visit_noise: float = assume(10.0, "points (SD)", _ASSUMED, "mood, luck, the weather")
    taste: float = assume(15.0, "points (SD)", _ASSUMED, "customers differ for good")
    memory: float = assume(
        0.50, "share", _ASSUMED, "how much of the old feeling one visit replaces"
    )
    fading: float = assume(
        0.08, "share a month", _ASSUMED, "without a visit, satisfaction fades to normal"
    )
    effort_fading: float = assume(
        0.40, "share a month", _ASSUMED, "without a visit, effort is soon forgotten"
    )

    # Trouble, complaint, handling
    trouble_skill: float = assume(0.25, "log per SD of skill", _ASSUMED, "skilled staff err less")
    complaining: float = assume(-0.3, "log-odds", _ASSUMED, "most people in trouble stay silent")
    days_start: float = assume(1.7, "log days", _SCALE, "days to close a complaint, average staff")
    days_skill: float = assume(0.30, "log days per SD", _ASSUMED, "skilled staff close sooner")
    days_noise: float = assume(0.60, "log days (SD)", _ASSUMED, "complaints differ")
    contacts_start: float = assume(-0.1, "log contacts", _SCALE, "further contacts, average staff")
    contacts_skill: float = assume(0.35, "log per SD of skill", _ASSUMED, "skill spares contacts")
    good_start: float = assume(-1.1, "log-odds", _SCALE, "made good without the authority to")
    good_skill: float = assume(0.45, "log-odds per SD of skill", _ASSUMED, "skill finds a remedy")
    good_authority: float = assume(
        2.0, "log-odds", _AUTHORITY, "the loss is within what the staff may promise"
    )
    deny_start: float = assume(0.1, "log-odds", _SCALE, "denied rather than explained")
    deny_skill: float = assume(
        0.60, "log-odds per SD of skill", _ASSUMED, "skilled staff deny less"
    )
    good_gain: float = assume(27.0, "points", _MAKE_GOOD, "the loss was made good")
    explain_gain: float = assume(6.0, "points", _ASSUMED, "at least somebody explained")
    deny_pain: float = assume(17.0, "points", _DENY, "the trouble was denied")
    day_pain: float = assume(0.5, "points per day", _WAYS, "waiting for the answer to a complaint")
    day_limit: float = assume(30.0, "days", _ASSUMED, "after this, further waiting adds no pain")

    # Satisfaction and effort decide on leaving, visits, spending
    leave_satisfaction: float = assume(
        0.36, "log-odds per 10 points below usual", _LEAVE, "the dissatisfied leave"
    )
    leave_effort: float = assume(
        0.22, "log-odds per 10 points above usual", _ASSUMED, "hard work drives people away"
    )
    visits_gain: float = assume(
        0.03,
        "log per 10 points",
        "direction [003 · Metrics]; size invented",
        "the pleased come more",
    )
    spend_gain: float = assume(
        0.03, "log per 10 points", "direction [004 · Effect]; size invented", "the pleased buy more"
    )

    # Feelings become answers
    recommend_start: float = assume(7.0, "points of 0-10", _SCALE, "answer at usual satisfaction")
    recommend_above: float = assume(
        1.05, "points per 10 points", "direction [000 · NPS]; size invented", "satisfied recommend"
    )
    recommend_below: float = assume(
        1.60, "points per 10 points", _ASSUMED, "people punish harder than they reward"
    )
    recommend_noise: float = assume(
        0.9, "points of 0-10 (SD)", _ASSUMED, "people use scales freely"
    )
    satisfaction_noise: float = assume(
        0.45, "points of 1-5 (SD)", _ASSUMED, "likewise for satisfaction"
    )
    effort_answer_noise: float = assume(0.60, "points of 1-7 (SD)", _ASSUMED, "likewise for effort")
    answering: float = assume(-1.25, "log-odds", _ASSUMED, "most people do not answer surveys")
    answering_extreme: float = assume(
        0.35, "log-odds per 20 points squared", _ASSUMED, "strong feelings answer more often"
    )

    # Word of mouth
    pleased_from: float = assume(75.0, "points", _ASSUMED, "from here on, customers tell others")
    found_anyway: float = assume(0.10, "share", _ASSUMED, "newcomers recommended by somebody else")
    word_of_mouth: float = assume(
        0.60, "share", "direction [000 · NPS]; size invented", "pleased customers bring newcomers"
    )


DEFAULT = Coefficients()


def logistic(x: ArrayLike) -> Floats:
    """Return the chance, 0 to 1, that belongs to log-odds `x`."""
    odds = np.clip(np.asarray(x, dtype=float), -700.0, 700.0)  # beyond, exp overflows
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def effort_felt(
    relative_wait: ArrayLike, trouble: ArrayLike, noise: ArrayLike, k: Coefficients = DEFAULT
) -> Floats:
    """Return the effort of a visit, 0 (none) to 100 (the hardest).

    Args:
        relative_wait: minutes waited over the minutes this customer finds usual; 0 or more.
        trouble: True (or 1) where something went wrong.
        noise: standard normal.
        k: the model's coefficients.
    """
    effort = (
        k.effort_start
        + k.effort_wait * np.asarray(relative_wait, dtype=float)
        + k.effort_trouble * np.asarray(trouble, dtype=float)
        + k.effort_noise * np.asarray(noise, dtype=float)
    )
    return np.clip(effort, 0.0, 100.0)


def experience(
    baseline: ArrayLike,
    effort: ArrayLike,
    skill: ArrayLike,
    trouble: ArrayLike,
    noise: ArrayLike,
    k: Coefficients = DEFAULT,
) -> Floats:
    """Return the satisfaction that one visit leaves by itself, about 0 to 100, not clipped.

    Args:
        baseline: what this customer thinks of the firm after a usual visit, 0 to 100.
        effort: effort of the visit, 0 to 100.
        skill: skill of the staff, standard deviations from the average.
        trouble: True (or 1) where something went wrong.
        noise: standard normal.
        k: the model's coefficients.
    """
    return (
        np.asarray(baseline, dtype=float)
        - k.less_for_effort * (np.asarray(effort, dtype=float) - k.usual_effort)
        + k.more_for_staff * np.asarray(skill, dtype=float)
        - k.trouble_pain * np.asarray(trouble, dtype=float)
        + k.visit_noise * np.asarray(noise, dtype=float)
    )


def remember(
    satisfaction: ArrayLike, latest: ArrayLike, visits: ArrayLike, k: Coefficients = DEFAULT
) -> Floats:
    """Return satisfaction after `visits` visits that on average left `latest`; 0 to 100."""
    old = np.asarray(satisfaction, dtype=float)
    replaced = 1.0 - (1.0 - k.memory) ** np.asarray(visits, dtype=float)
    new = old + replaced * (np.asarray(latest, dtype=float) - old)
    return np.asarray(np.clip(new, 0.0, 100.0))


def fade(feeling: ArrayLike, normal: ArrayLike, share: float) -> Floats:
    """Return a feeling (0 to 100) after a month without a visit: nearer to normal by `share`.

    The share (0 to 1) is `Coefficients.fading` for satisfaction, `effort_fading` for effort.
    """
    old = np.asarray(feeling, dtype=float)
    return np.asarray(old + share * (np.asarray(normal, dtype=float) - old))


def trouble_chance(rate: ArrayLike, skill: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return the chance (0 to 1) that a visit goes wrong, from the sector's rate and the skill."""
    chance = np.asarray(rate, dtype=float) * np.exp(-k.trouble_skill * np.asarray(skill))
    return np.asarray(np.clip(chance, 0.0, 1.0))


def complaint_chance(k: Coefficients = DEFAULT) -> float:
    """Return the chance (0 to 1) that somebody in trouble complains."""
    return float(logistic(k.complaining))


def handling_days(skill: ArrayLike, noise: ArrayLike, k: Coefficients = DEFAULT) -> Ints:
    """Return the whole days, 0 to 60, that a complaint takes to close."""
    days = np.exp(
        k.days_start - k.days_skill * np.asarray(skill) + k.days_noise * np.asarray(noise)
    )
    return np.clip(days, 0.0, 60.0).astype(np.int64)


def further_contacts(skill: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return how often, on average, a customer must get in touch again about one complaint."""
    return np.exp(k.contacts_start - k.contacts_skill * np.asarray(skill, dtype=float))


def made_good_chance(skill: ArrayLike, within: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return the chance (0 to 1) that a complaint is made good.

    Args:
        skill: skill of the staff member, standard deviations from the average.
        within: True where the loss is within what this person may promise alone.
        k: the model's coefficients.
    """
    return logistic(
        k.good_start
        + k.good_skill * np.asarray(skill, dtype=float)
        + k.good_authority * np.asarray(within, dtype=float)
    )


def denied_chance(skill: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return the chance (0 to 1) that a complaint not made good is denied, not explained."""
    return logistic(k.deny_start - k.deny_skill * np.asarray(skill, dtype=float))


def recovery(outcome: ArrayLike, days: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return the points of satisfaction that the end of a complaint adds or takes.

    Args:
        outcome: SILENT, MADE_GOOD, EXPLAINED or DENIED.
        days: days until the complaint was closed, 0 or more; of no account when SILENT.
        k: the model's coefficients.
    """
    gain = np.array([0.0, k.good_gain, k.explain_gain, -k.deny_pain])[np.asarray(outcome)]
    waited = np.minimum(np.asarray(days, dtype=float), k.day_limit)
    return np.asarray(gain - k.day_pain * waited * (np.asarray(outcome) != SILENT))


def leaving_chance(
    satisfaction: ArrayLike, effort: ArrayLike, leaving: float, k: Coefficients = DEFAULT
) -> Floats:
    """Return the chance (0 to 1) of leaving at the end of this month.

    Args:
        satisfaction: 0 to 100.
        effort: 0 to 100, 100 is the hardest.
        leaving: the sector's log-odds for a customer in the middle of both scales.
        k: the model's coefficients.
    """
    below = (k.usual_satisfaction - np.asarray(satisfaction, dtype=float)) / 10.0
    above = (np.asarray(effort, dtype=float) - k.usual_effort) / 10.0
    return logistic(leaving + k.leave_satisfaction * below + k.leave_effort * above)


def visits_factor(satisfaction: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return visits relative to a customer of usual satisfaction (0 to 100)."""
    above = np.asarray(satisfaction, dtype=float) - k.usual_satisfaction
    return np.exp(k.visits_gain / 10.0 * above)


def spend_factor(satisfaction: ArrayLike, k: Coefficients = DEFAULT) -> Floats:
    """Return spending on a visit relative to a customer of usual satisfaction (0 to 100)."""
    above = np.asarray(satisfaction, dtype=float) - k.usual_satisfaction
    return np.exp(k.spend_gain / 10.0 * above)


def _whole(value: Floats, low: int, high: int) -> Ints:
    return np.clip(np.rint(value), low, high).astype(np.int64)


def recommend_answer(satisfaction: ArrayLike, noise: ArrayLike, k: Coefficients = DEFAULT) -> Ints:
    """Return the answer, 0 to 10, to "would you recommend us?"; noise is standard normal."""
    above = (np.asarray(satisfaction, dtype=float) - k.usual_satisfaction) / 10.0
    slope = np.where(above > 0.0, k.recommend_above, k.recommend_below)
    score = k.recommend_start + slope * above
    return _whole(score + k.recommend_noise * np.asarray(noise), 0, 10)


def satisfaction_answer(
    satisfaction: ArrayLike, noise: ArrayLike, k: Coefficients = DEFAULT
) -> Ints:
    """Return the answer, 1 to 5 (5 is very satisfied); noise is standard normal."""
    score = 1.0 + np.asarray(satisfaction, dtype=float) / 25.0
    return _whole(score + k.satisfaction_noise * np.asarray(noise), 1, 5)


def effort_answer(effort: ArrayLike, noise: ArrayLike, k: Coefficients = DEFAULT) -> Ints:
    """Return the answer, 1 to 7 (7 is very easy, as in CES 2.0); noise is standard normal."""
    score = 7.0 - np.asarray(effort, dtype=float) * 6.0 / 100.0
    return _whole(score + k.effort_answer_noise * np.asarray(noise), 1, 7)


def answering_chance(
    satisfaction: ArrayLike, readiness: ArrayLike, k: Coefficients = DEFAULT
) -> Floats:
    """Return the chance (0 to 1) of answering a survey: strong feelings answer more often.

    Args:
        satisfaction: 0 to 100.
        readiness: how readily this kind of customer answers, on the log-odds scale.
        k: the model's coefficients.
    """
    strength = (np.asarray(satisfaction, dtype=float) - k.usual_satisfaction) / 20.0
    return logistic(
        k.answering + np.asarray(readiness) + k.answering_extreme * np.minimum(strength**2, 6.0)
    )


def recommended_share(
    satisfaction: ArrayLike, active: ArrayLike, k: Coefficients = DEFAULT
) -> Floats:
    """Return the share (0 to 1) of a month's newcomers who come because somebody told them to.

    Args:
        satisfaction: 0 to 100, shape (months, customers).
        active: True where a customer is one in that month, same shape.
        k: the model's coefficients.

    Returns:
        One share a month, shape (months,).
    """
    there = np.asarray(active, dtype=bool)
    pleased = (np.asarray(satisfaction, dtype=float) > k.pleased_from) & there
    share = pleased.sum(axis=-1) / np.maximum(there.sum(axis=-1), 1)
    return np.asarray(np.clip(k.found_anyway + k.word_of_mouth * share, 0.0, 1.0))
