"""The bonus: what the model promises, in every firm that it is tried on."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.cases.bonus import (
    CHEAP,
    HONEST,
    MONTHS,
    NO_BONUS,
    QUARTERS,
    REMEDIES,
    REWARDS,
    SALES,
    SCORE,
    WAITING,
    WAYS,
    Camps,
    Plan,
    Year,
    conditions,
    firm_margin,
    gains,
    moved,
    time_spent,
    watch,
)
from cem_workbook.cases.bonus_habits import USUAL
from cem_workbook.cases.firm import AS_BEFORE, draw_luck, go_on, survey
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.company import Company, demo
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import today
from tests.firms import firm_of

SEEDS = 100
NAIVE = Plan(0.10, {SCORE: 1})
RESULTS = {WAITING: 1, REMEDIES: 1}
LESSON = Plan(0.10, RESULTS, others_measure=True, team=True)
HUGE = replace(LESSON, size=0.40)
SMALL_AND_TRAINED = replace(LESSON, size=0.03, training=4, authority=True)
SALES_ONLY = Plan(0.10, {SALES: 1})
NO_CONDITION = Plan(0.10, {})
PLANS = (NO_BONUS, NAIVE, LESSON, HUGE, SMALL_AND_TRAINED, SALES_ONLY)

plans = st.builds(
    Plan,
    size=st.floats(0, 0.4),
    parts=st.fixed_dictionaries({reward: st.integers(0, 4) for reward in REWARDS}),
    others_measure=st.booleans(),
    team=st.booleans(),
    training=st.integers(0, 6),
    authority=st.booleans(),
)


# -- time ------------------------------------------------------------------------------------


@given(plans, st.integers(0, QUARTERS - 1))
def test_time_is_shared_out(plan: Plan, quarter: int) -> None:
    spent = time_spent(plan, quarter)
    assert set(spent) == set(WAYS) == {*HONEST, *CHEAP}
    assert all(share >= 0 for share in spent.values())
    assert sum(spent.values()) <= moved(plan) + 1e-9 <= USUAL.most_moved + 1e-9


@given(plans)
def test_what_is_not_rewarded_is_not_done_for_the_bonus(plan: Plan) -> None:
    worth = gains(plan)
    belongs = {
        SCORE: ("care", "happy", "beg"),
        SALES: ("advise", "press"),
        WAITING: ("queue", "hurry", "clock"),
        REMEDIES: ("remedy", "away"),
    }
    for reward, ways in belongs.items():
        if not plan.share(reward):
            assert not any(worth[way] for way in ways)


@given(plans)
def test_others_who_measure_close_three_cheap_ways(plan: Plan) -> None:
    closed = gains(replace(plan, others_measure=True))
    assert not any(closed[way] for way in ("happy", "clock", "away"))
    assert closed["beg"] <= gains(replace(plan, others_measure=False))["beg"]


@given(plans, st.integers(0, QUARTERS - 2))
def test_cheap_ways_are_found_and_never_forgotten(plan: Plan, quarter: int) -> None:
    now, later = time_spent(plan, quarter), time_spent(plan, quarter + 1)
    assert all(later[way] >= now[way] - 1e-12 for way in CHEAP)
    assert all(later[way] == pytest.approx(now[way]) for way in HONEST)


@given(plans, st.floats(0.01, 0.2))
def test_a_larger_bonus_moves_more_time_and_a_larger_part_of_it_to_cheap_ways(
    plan: Plan, more: float
) -> None:
    larger = replace(plan, size=plan.size + more)

    def cheap_part(p: Plan) -> float:
        spent = time_spent(p, QUARTERS - 1)
        return sum(spent[way] for way in CHEAP) / (sum(spent.values()) or 1)

    assert moved(larger) >= moved(plan)
    if moved(plan):
        assert cheap_part(larger) >= cheap_part(plan) - 1e-9


@given(plans)
def test_a_team_is_moved_less(plan: Plan) -> None:
    assert moved(replace(plan, team=True)) <= moved(replace(plan, team=False))


def test_a_bonus_without_a_condition_is_a_rise_in_pay() -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    usual, raised = watch(firm, NO_BONUS, luck), watch(firm, NO_CONDITION, luck)
    assert raised.quarters == usual.quarters
    assert raised.margin == usual.margin
    assert usual.bonus == 0 < raised.bonus


def test_no_bonus_changes_nothing() -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    course = go_on(firm, [AS_BEFORE] * MONTHS, luck)
    year = watch(firm, NO_BONUS, luck)
    for offer in conditions(NO_BONUS, firm):
        assert all(getattr(offer, f.name) == getattr(AS_BEFORE, f.name) for f in fields(offer))
    assert year.quarters[-1].staying == pytest.approx(course.staying())
    assert year.margin == pytest.approx(course.margin.sum())
    answers = survey(firm, course, luck, asked=firm.profile.asked)
    assert sum(q.reported.n for q in year.quarters) == np.isfinite(answers).sum()
    assert sum(q.felt.n for q in year.quarters) == course.active.sum()
    assert year.cost == year.remedies


def test_costs_add_up() -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    year = watch(firm, SMALL_AND_TRAINED, luck)
    pay = USUAL.pay_share * firm_margin(firm)
    assert year.bonus == pytest.approx(0.03 * pay)
    assert year.measuring == pytest.approx(USUAL.measuring * pay)
    # four days of 252 working days in a year, paid twice: the pupil's and the trainer's
    assert year.training == pytest.approx(pay * 4 / 252 * 2)
    assert year.left_over == pytest.approx(
        year.margin - year.bonus - year.training - year.measuring - year.remedies
    )
    assert year.remedies > watch(firm, NO_BONUS, luck).remedies


def test_the_margin_of_a_year_is_about_what_the_firm_earned() -> None:
    for sector in SECTORS:
        firm = today(Company(sector, 3))
        year = watch(firm, NO_BONUS, draw_luck(firm, MONTHS))
        assert year.margin == pytest.approx(firm_margin(firm), rel=0.3)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_score_lies_between_its_ends(promoters: int, passives: int, detractors: int) -> None:
    camps = Camps(promoters, passives, detractors)
    assert isnan(camps.nps) if not camps.n else -100 <= camps.nps <= 100


@given(plans)
def test_the_firm_survives_every_plan(plan: Plan) -> None:
    firm = today(demo())
    year = watch(firm, plan, draw_luck(firm, MONTHS))
    assert np.isfinite([year.margin, year.cost, year.left_over]).all()
    staying = [q.staying for q in year.quarters]
    assert staying == sorted(staying, reverse=True)
    for q in year.quarters:
        assert q.noted <= q.waited + 1e-9
        assert 0 <= q.made_good <= q.logged <= q.troubles


def test_numbers_say_where_they_come_from_and_lie_in_their_range() -> None:
    for each in assumptions(USUAL):
        assert each.low <= each.value <= each.high, each.name
        assert each.unit
        assert "invented" in each.origin
        assert len(each.meaning) <= 52, each.name


@pytest.mark.parametrize("end", ["low", "high"])
def test_no_number_breaks_the_model_at_the_ends_of_its_range(end: str) -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    plan = Plan(0.4, dict.fromkeys(REWARDS, 1), training=6, authority=True)
    for each in assumptions(USUAL):
        year = watch(firm, plan, luck, replace(USUAL, **{each.name: getattr(each, end)}))
        assert np.isfinite([year.margin, year.cost]).all(), each.name
        assert all(q.felt.n for q in year.quarters), each.name


# -- what the simulation must show, over 100 firms of each kind --------------------------------


@cache
def years(sector: str) -> dict[int, list[Year]]:
    found: dict[int, list[Year]] = {i: [] for i in range(len(PLANS))}
    for seed in range(SEEDS):
        firm = firm_of(sector, seed)
        luck = draw_luck(firm, MONTHS)
        for i, plan in enumerate(PLANS):
            found[i].append(watch(firm, plan, luck))
    return found


def of(sector: str, plan: Plan) -> list[Year]:
    return years(sector)[PLANS.index(plan)]


def share(sector: str, better: Plan, worse: Plan, what) -> float:
    pairs = zip(of(sector, better), of(sector, worse), strict=True)
    return sum(what(one) > what(other) for one, other in pairs) / SEEDS


def reported(year: Year) -> float:
    return year.quarters[-1].reported.nps


def felt(year: Year) -> float:
    return year.quarters[-1].felt.nps


def staying(year: Year) -> float:
    return year.quarters[-1].staying


def left_over(year: Year) -> float:
    return year.left_over


def waited(year: Year) -> float:
    return -year.quarters[-1].waited


each_sector = pytest.mark.parametrize("sector", SECTORS)


@each_sector
def test_reward_the_score_itself_and_it_is_gamed(sector: str, record_property) -> None:
    """The reported score rises by far; what customers feel, and who stays, do not."""
    up = share(sector, NAIVE, NO_BONUS, reported)
    record_property("bonus", [up])
    assert up >= 0.95
    gaps = [reported(year) - felt(year) for year in of(sector, NAIVE)]
    usual = [reported(year) - felt(year) for year in of(sector, NO_BONUS)]
    assert np.mean(gaps) >= np.mean(usual) + 30
    assert share(sector, NAIVE, NO_BONUS, felt) <= 0.10
    assert share(sector, NAIVE, NO_BONUS, staying) <= 0.10


@each_sector
def test_who_has_no_lower_row_can_notice_it(sector: str) -> None:
    """Fewer answers, though as many customers come; waits and troubles hardly move."""
    pairs = list(zip(of(sector, NAIVE), of(sector, NO_BONUS), strict=True))
    fewer = [
        sum(q.reported.n for q in a.quarters) < sum(q.reported.n for q in b.quarters)
        for a, b in pairs
    ]
    assert np.mean(fewer) >= 0.95
    for what in ("waited", "troubles", "logged"):
        moved_by = [
            sum(getattr(q, what) for q in a.quarters) / sum(getattr(q, what) for q in b.quarters)
            for a, b in pairs
        ]
        assert np.mean(moved_by) == pytest.approx(1, abs=0.05), what


@each_sector
def test_they_drift_apart_over_the_year(sector: str) -> None:
    gaps = np.array(
        [[q.reported.nps - q.felt.nps for q in year.quarters] for year in of(sector, NAIVE)]
    )
    assert (gaps[:, -1] > gaps[:, 0]).mean() >= 0.9


@each_sector
@pytest.mark.parametrize("what", [felt, staying], ids=["felt", "staying"])
def test_results_for_customers_beat_the_naive_plan(sector: str, what) -> None:
    """At the same size; [000 · 4 ways]: the culture tied to customers' results."""
    assert share(sector, LESSON, NAIVE, what) >= 0.90


@each_sector
def test_results_for_customers_keep_customers_and_cost_more_than_they_bring(sector: str) -> None:
    assert share(sector, LESSON, NO_BONUS, staying) >= 0.90
    assert share(sector, NO_BONUS, LESSON, left_over) >= 0.95
    pairs = zip(of(sector, LESSON), of(sector, NO_BONUS), strict=True)
    assert abs(np.mean([felt(one) - felt(other) for one, other in pairs])) <= 3, "hardly moves"


@each_sector
@pytest.mark.parametrize("what", [felt, left_over], ids=["felt", "left over"])
def test_a_small_bonus_with_training_and_authority_beats_the_obvious_plan(
    sector: str, what
) -> None:
    assert share(sector, SMALL_AND_TRAINED, LESSON, what) >= 0.90
    assert share(sector, SMALL_AND_TRAINED, LESSON, staying) >= 0.75


@each_sector
def test_everybody_can_find_a_plan_that_beats_it(sector: str) -> None:
    """The page asks for one under which customers feel better and more is left."""
    for better, lesson in zip(of(sector, SMALL_AND_TRAINED), of(sector, LESSON), strict=True):
        assert felt(better) > felt(lesson)
        assert left_over(better) > left_over(lesson)


@each_sector
def test_a_huge_bonus_makes_a_target_of_any_measure(sector: str) -> None:
    """The measure gets better still; customers feel worse than with a quarter of it."""
    assert share(sector, HUGE, LESSON, waited) >= 0.90
    assert share(sector, LESSON, HUGE, felt) >= 0.95
    assert share(sector, LESSON, HUGE, left_over) >= 0.95


@each_sector
def test_no_plan_wins_on_everything(sector: str) -> None:
    """Pressing people to buy leaves the most at the end of the year, and the fewest customers."""
    for other in (NO_BONUS, NAIVE, LESSON, SMALL_AND_TRAINED):
        assert share(sector, SALES_ONLY, other, left_over) >= 0.90
        assert share(sector, other, SALES_ONLY, staying) >= 0.90
        assert share(sector, other, SALES_ONLY, felt) >= 0.90
