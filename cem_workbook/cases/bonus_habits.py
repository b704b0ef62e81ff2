"""What staff do when something is rewarded, in numbers that a learner can open and change.

That results tied to actions motivate is said by [000 · 4 ways] and [003 · Culture change]; how
it goes wrong is said by no source. Every size is invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.data.assumed import assume

_OWN = "the course's own; size invented"
_RESULTS = "direction [000 · 4 ways], [003 · Culture change]; size invented"
_WAYS = "direction [000 · 4 ways]; size invented"
_TRAINING = "direction [004 · 5 standards]; size invented"
_COST = "invented"
_TIME, _GAIN, _PER_TIME = "share of time", "gain an hour", "points per share of time"
_SD_PER_TIME = "standard deviations per share of time"


@dataclass(frozen=True)
class Habits:
    """Every number that the bonus adds to the firm's own; times are shares of all working time."""

    # How a bonus moves people
    most_moved: float = assume(0.45, _TIME, _RESULTS, "time that a bonus can move at most", 0, 0.9)
    moved_by: float = assume(
        0.10, "share of pay", _OWN, "bonus that moves two thirds of that time", 0.01, 1
    )
    slack: float = assume(0.16, _TIME, _OWN, "moved time that nobody misses", 0, 0.5)
    neglect: float = assume(10.0, _PER_TIME, _OWN, "what is moved beyond that is missed", 0, 60)
    boldness: float = assume(10.0, "per share of pay", _OWN, "a larger bonus tempts more", 0, 40)
    learning: float = assume(0.5, "share a quarter", _OWN, "cheap ways that are found", 0.05, 1)
    team_pull: float = assume(0.7, "factor", _OWN, "a team's result moves people less", 0, 1)
    team_eyes: float = assume(0.5, "factor", _OWN, "colleagues who look on tempt less", 0, 1)
    alone: float = assume(0.4, _SD_PER_TIME, _OWN, "each works for themselves: less help", 0, 3)

    # What an hour does to the measure, as the staff see it
    care_gains: float = assume(0.7, _GAIN, _OWN, "caring, for the score", 0, 10)
    happy_gains: float = assume(3.0, _GAIN, _OWN, "asking only the happy, for the score", 0, 10)
    beg_gains: float = assume(2.0, _GAIN, _OWN, "begging for a ten, for the score", 0, 10)
    beg_open: float = assume(0.4, "factor", _OWN, "begging, where others do the asking", 0, 1)
    advise_gains: float = assume(0.6, _GAIN, _OWN, "advising well, for sales", 0, 10)
    press_gains: float = assume(1.5, _GAIN, _OWN, "pressing people to buy, for sales", 0, 10)
    queue_gains: float = assume(1.0, _GAIN, _WAYS, "mending the queue, for short waits", 0, 10)
    hurry_gains: float = assume(1.2, _GAIN, _OWN, "hurrying, for short waits", 0, 10)
    clock_gains: float = assume(3.0, _GAIN, _OWN, "stopping the clock, for short waits", 0, 10)
    remedy_gains: float = assume(1.0, _GAIN, _OWN, "putting trouble right, for its share", 0, 10)
    away_gains: float = assume(2.5, _GAIN, _OWN, "turning complaints away, likewise", 0, 10)
    spoils: float = assume(0.6, "loss an hour", _OWN, "pressing and hurrying spoil a score", 0, 10)

    # What the time so spent does to customers
    care_warmth: float = assume(12.0, _PER_TIME, _OWN, "being cared for pleases", 0, 60)
    beg_annoys: float = assume(6.0, _PER_TIME, _OWN, "being begged annoys", 0, 60)
    beg_lift: float = assume(7.0, "points of 0-10 per share", _OWN, "begging lifts answers", 0, 30)
    happy_from: float = assume(66.0, "satisfaction", _OWN, "who looks happy to the staff", 0, 100)
    happy_only: float = assume(9.0, "per share of time", _OWN, "the others are not asked", 0, 40)
    advise_sales: float = assume(0.12, "share of sales", _OWN, "advising well sells more", 0, 2)
    press_sales: float = assume(0.40, "share of sales", _OWN, "pressing sells more", 0, 2)
    press_pain: float = assume(15.0, _PER_TIME, _OWN, "being pressed hurts", 0, 60)
    queue_minutes: float = assume(0.65, "log a quarter", _WAYS, "mended queues stay mended", 0, 3)
    hurry_minutes: float = assume(1.0, "log per share", _OWN, "hurrying shortens waits", 0, 5)
    hurry_pain: float = assume(13.0, _PER_TIME, _OWN, "being hurried hurts", 0, 60)
    haste: float = assume(1.2, "log per share", _OWN, "in haste, more goes wrong", 0, 5)
    clock_minutes: float = assume(2.5, "log per share", _OWN, "minutes that nobody notes", 0, 10)
    remedy_power: float = assume(
        3.0, "usual purchases per share", _OWN, "who asks the manager may put more right", 0, 20
    )
    remedy_days: float = assume(2.0, "log per share", _OWN, "complaints are closed sooner", 0, 10)
    away_silent: float = assume(7.0, "log-odds per share", _OWN, "fewer get to complain", 0, 30)

    # Training, authority, costs
    skill_a_day: float = assume(
        0.15, "standard deviations", _TRAINING, "a day of training raises skill", 0, 1
    )
    authority: float = assume(
        1.5, "usual purchases", "direction [004 · Mistakes]; size invented", "what staff may promise", 0, 10
    )  # fmt: skip
    pay_share: float = assume(0.20, "share of margin", _COST, "pay, before any bonus", 0.05, 0.9)
    trainer: float = assume(1.0, "days' pay", _COST, "trainer, for each head and day", 0, 10)
    measuring: float = assume(0.01, "share of pay", _COST, "measuring by others costs", 0, 0.2)
    remedy_cost: float = assume(0.35, "usual purchases", _COST, "making good once costs", 0, 3)


USUAL = Habits()
