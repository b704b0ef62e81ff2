"""Eight quarters: what the model promises, in every firm that it is tried on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import quarters as model
from cem_workbook.cases.firm import AS_BEFORE, draw_luck, go_on
from cem_workbook.cases.quarters import (
    ADVERTISE,
    ALL_ADVERTISING,
    COINS,
    DELIGHT,
    DOING_NOTHING,
    EVERYTHING,
    LESSON,
    LISTEN,
    MEND,
    NOTHING,
    QUARTERS,
    TRAIN,
    Practice,
    Purse,
    Quarter,
    coin,
    grown,
    offered,
    start,
    walk,
)
from cem_workbook.cases.quarters_habits import USUAL
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.company import Company, demo
from cem_workbook.data.model import DEFAULT
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import today

SEEDS = 10  # in each sector; of 100 that were tried once, with the same shares
ADVERTISED_LAST: tuple[Purse, ...] = (
    (5, 0, 0, 0, 0), (0, 4, 1, 0, 0), *((1, 3, 1, 0, 0),) * 3, (1, 2, 1, 0, 0), (0, 2, 0, 1, 2),
    (0, 0, 0, 2, 3),
)  # fmt: skip
THRIFTY: tuple[Purse, ...] = (
    (4, 0, 0, 0, 0), *((1, 4, 0, 0, 0),) * 3, (1, 2, 0, 0, 0), (0, 2, 0, 0, 0), *(NOTHING,) * 2,
)  # fmt: skip
SPARING: tuple[Purse, ...] = (
    (5, 0, 0, 0, 0), (0, 5, 0, 0, 0), (0, 4, 1, 0, 0), (1, 3, 1, 0, 0), (0, 3, 1, 0, 0),
    (1, 1, 0, 1, 0), (0, 2, 0, 1, 1), (0, 1, 0, 1, 1),
)  # fmt: skip
GIFTS: Purse = (0, 0, 0, 5, 0)
PLANS = {
    "nothing": DOING_NOTHING,
    "advertising": ALL_ADVERTISING,
    "everything": EVERYTHING,
    "lesson": LESSON,
    "advertised last": ADVERTISED_LAST,
    "thrifty": THRIFTY,
    "sparing": SPARING,
    "gifts in 8": (*LESSON[:7], GIFTS),
    "gifts in 7": (*LESSON[:6], GIFTS, LESSON[7]),
}


def all_into(activity: int) -> tuple[Purse, ...]:
    purse = [0] * 5
    purse[activity] = COINS
    return (tuple(purse),) * QUARTERS


purses = st.lists(st.integers(0, 1), min_size=5, max_size=5).flatmap(
    lambda some: st.just(tuple(some))
)
practices = st.builds(
    Practice,
    known=st.floats(0, 1),
    mended=st.floats(0, 1),
    skill=st.floats(0, 2),
    used_to=st.floats(0, 6),
)


# -- practice and conditions ------------------------------------------------------------------


def test_plans_fit_into_the_purse() -> None:
    for name, plan in PLANS.items():
        assert len(plan) == QUARTERS
        assert all(sum(purse) <= COINS and min(purse) >= 0 for purse in plan), name


@given(purses, practices)
def test_what_a_firm_can_do_stays_within_its_bounds(purse: Purse, before: Practice) -> None:
    after = grown(purse, before)
    assert 0 <= after.known <= 1
    assert 0 <= after.mended <= 1
    assert after.skill >= 0
    assert after.used_to >= 0


@given(practices)
def test_without_coins_everything_wears_off(before: Practice) -> None:
    after = grown(NOTHING, before)
    assert after.known <= before.known
    assert after.mended <= before.mended
    assert after.skill <= before.skill
    assert after.used_to <= before.used_to


def test_mending_needs_to_know_what() -> None:
    mending = all_into(MEND)[0]
    blind, knowing = grown(mending, Practice()), grown(mending, Practice(known=0.9))
    assert 0 < blind.mended < knowing.mended / 2


def test_what_is_heard_can_be_mended_only_in_the_next_quarter() -> None:
    both = grown((3, 2, 0, 0, 0), Practice())
    assert both.mended == grown((1, 2, 0, 0, 0), Practice()).mended, (
        "listening now does not help now"
    )


def test_the_more_things_at_once_the_less_each_coin_works() -> None:
    alone, scattered = grown((1, 0, 0, 0, 0), Practice()), grown((1, 1, 1, 1, 1), Practice())
    assert scattered.known < alone.known


def test_training_and_mending_cost_time_at_the_counter_before_they_gain() -> None:
    usual = offered(NOTHING, Practice(), 1.0)
    assert usual == AS_BEFORE
    for activity in (TRAIN, MEND):
        purse = all_into(activity)[0]
        now, after = offered(purse, Practice(), 1.0), grown(purse, Practice(known=1.0))
        assert now.waiting > 1
        assert (now.skill, now.trouble) == (0.0, 1.0), "nothing is gained yet"
        later = offered(NOTHING, after, 1.0)
        assert later.skill > 0 or later.waiting < 1


def test_five_pupils_at_once_are_missed_more_than_five_one_after_the_other() -> None:
    one = offered((0, 0, 1, 0, 0), Practice(), 1.0).waiting - 1
    five = offered((0, 0, 5, 0, 0), Practice(), 1.0).waiting - 1
    assert five > 5 * one


def test_delight_is_hollow_while_much_is_broken_and_missed_when_it_stops() -> None:
    gift = all_into(DELIGHT)[0]
    broken, mended = Practice(), Practice(mended=1.0)
    assert 0 < offered(gift, broken, 1.0).warmth < offered(gift, mended, 1.0).warmth
    spoilt = grown(gift, mended)
    assert offered(gift, spoilt, 1.0).warmth < offered(gift, mended, 1.0).warmth
    assert offered(NOTHING, spoilt, 1.0).warmth < 0


def test_a_crowd_waits_longer() -> None:
    assert offered(NOTHING, Practice(), 1.2).waiting > offered(NOTHING, Practice(), 1.0).waiting


# -- walking -----------------------------------------------------------------------------------


def test_doing_nothing_is_the_firm_going_on_with_newcomers() -> None:
    begin = start(demo())
    walked = walk(begin, DOING_NOTHING)
    assert all(q.spent == 0 and q.practice == Practice() for q in walked)
    alone = go_on(today(demo()), [AS_BEFORE] * 24, draw_luck(today(demo()), 24))
    left_alone = alone.left.sum()
    assert sum(q.left for q in walked) > 0.8 * left_alone
    joined = sum(q.joined for q in walked)
    assert joined == pytest.approx(24 * begin.usual, rel=0.15)
    customers = begin.customers
    for q in walked:
        customers += q.joined - q.left
        assert q.customers == customers
        assert 0 < q.complaints < q.troubles


def test_a_walk_depends_on_the_past_only() -> None:
    begin = start(demo())
    whole, part = walk(begin, LESSON), walk(begin, LESSON[:3])
    assert whole[:3] == part
    other = walk(begin, (*LESSON[:3], all_into(ADVERTISE)[0]))
    assert other[:3] == part
    assert other[3] != whole[3]
    assert walk(begin, ()) == ()


def test_the_same_luck_for_the_same_company_and_another_when_asked() -> None:
    one = walk(start(demo()), LESSON)
    model._after.cache_clear()
    start.cache_clear()
    assert walk(start(demo()), LESSON) == one
    assert walk(start(demo(), 1), LESSON) != one


def test_coins_and_compensation_are_paid() -> None:
    begin = start(demo())
    for q in walk(begin, LESSON):
        assert q.spent == pytest.approx(sum(q.purse) * coin(begin))
        assert q.money == pytest.approx(q.margin - q.spent - q.made_good)
    assert COINS * coin(begin) == pytest.approx(USUAL.budget * begin.margin)
    margin = walk(begin, DOING_NOTHING)[0].margin
    assert margin == pytest.approx(begin.margin, rel=0.3)


def test_advertising_wins_newcomers_who_are_let_down() -> None:
    begin = start(demo())
    quiet, loud = walk(begin, DOING_NOTHING), walk(begin, ALL_ADVERTISING)
    assert sum(q.joined for q in loud) > sum(q.joined for q in quiet)
    assert loud[-1].satisfaction < quiet[-1].satisfaction
    assert sum(q.left for q in loud) > sum(q.left for q in quiet)


def test_pleased_customers_bring_newcomers() -> None:
    begin = start(demo())
    with_talk, without = (
        walk(begin, LESSON, USUAL, replace(DEFAULT, word_of_mouth=share)) for share in (0.6, 0.0)
    )
    assert sum(q.joined for q in with_talk) > sum(q.joined for q in without)


@settings(max_examples=8)
@given(st.lists(purses, min_size=2, max_size=2))
def test_the_firm_survives_every_plan(plan: list[Purse]) -> None:
    for q in walk(start(demo()), plan):
        assert np.isfinite([q.money, q.value, q.waiting, q.satisfaction]).all()
        assert q.customers > 0
        assert 0 <= q.satisfaction <= 100


def test_numbers_say_where_they_come_from_and_lie_in_their_range() -> None:
    for each in assumptions(USUAL):
        assert each.low <= each.value <= each.high, each.name
        assert each.unit
        assert "invented" in each.origin
        assert len(each.meaning) <= 52, each.name


@pytest.mark.parametrize("end", ["low", "high"])
def test_no_number_breaks_the_model_at_the_ends_of_its_range(end: str) -> None:
    begin = start(demo())
    plan = (EVERYTHING[0], ALL_ADVERTISING[0])
    for each in assumptions(USUAL):
        walked = walk(begin, plan, replace(USUAL, **{each.name: getattr(each, end)}))
        assert np.isfinite([walked[-1].money, walked[-1].value]).all(), each.name
        assert walked[-1].joined < model.LONG * begin.slots, "the people to come never run out"


# -- what the simulation must show, over firms of each kind --------------------------------------


@cache
def walks(sector: str) -> dict[str, list[tuple[Quarter, ...]]]:
    found: dict[str, list[tuple[Quarter, ...]]] = {name: [] for name in PLANS}
    for seed in range(SEEDS):
        begin = start(Company(sector, seed))
        for name, plan in PLANS.items():
            found[name].append(walk(begin, plan))
    return found


def share(sector: str, better: str, worse: str, what) -> float:
    pairs = zip(walks(sector)[better], walks(sector)[worse], strict=True)
    return float(np.mean([what(one) > what(other) for one, other in pairs]))


def customers(walked: tuple[Quarter, ...]) -> float:
    return walked[-1].customers


def value(walked: tuple[Quarter, ...]) -> float:
    return walked[-1].value


def money(walked: tuple[Quarter, ...]) -> float:
    return sum(q.money for q in walked)


def early_money(walked: tuple[Quarter, ...]) -> float:
    return sum(q.money for q in walked[:3])


each_sector = pytest.mark.parametrize("sector", SECTORS)
IN_THE_END = (customers, value, money)


@each_sector
@pytest.mark.parametrize("naive", ["advertising", "everything"])
def test_the_lesson_beats_the_naive_plans_in_the_end(sector: str, naive: str) -> None:
    for what in IN_THE_END:
        assert share(sector, "lesson", naive, what) >= 0.9, what.__name__


@each_sector
def test_the_lesson_is_repaid(sector: str) -> None:
    for what in IN_THE_END:
        assert share(sector, "lesson", "nothing", what) >= 0.9, what.__name__


@each_sector
def test_no_plan_wins_on_every_count(sector: str) -> None:
    """After three quarters nothing is as good for the purse as doing nothing."""
    for name in PLANS:
        if name != "nothing":
            assert share(sector, "nothing", name, early_money) >= 0.9, name
    assert share(sector, "thrifty", "lesson", money) >= 0.9
    assert share(sector, "lesson", "thrifty", value) >= 0.9


@each_sector
def test_some_plan_beats_the_obvious_one(sector: str) -> None:
    """Small steps of training at once, advertising last, when what it promises is true."""
    for what in (customers, value):
        assert share(sector, "advertised last", "lesson", what) >= 0.9, what.__name__
    assert share(sector, "advertised last", "nothing", money) >= 0.9


@each_sector
def test_one_plan_beats_the_lesson_in_all_three(sector: str) -> None:
    """The page says so: mend while what was heard is fresh, spend less later, advertise last."""
    for what in IN_THE_END:
        assert share(sector, "sparing", "lesson", what) >= 0.9, what.__name__


@each_sector
def test_gifts_dress_the_last_day_and_are_gone_a_quarter_later(sector: str) -> None:
    assert share(sector, "gifts in 8", "lesson", value) >= 0.9
    ends = [[value(walked) for walked in walks(sector)[name]] for name in ("gifts in 7", "lesson")]
    assert np.mean(ends[0]) < np.mean(ends[1])


@each_sector
def test_the_road_of_the_lesson_is_back_as_the_page_says(sector: str) -> None:
    """After five to eight quarters."""
    for one, zero in zip(walks(sector)["lesson"], walks(sector)["nothing"], strict=True):
        road = np.cumsum([q.money - z.money for q, z in zip(one, zero, strict=True)])
        back = next((i for i in range(int(road.argmin()), QUARTERS) if road[i] >= 0), QUARTERS)
        assert 5 <= back + 1 <= QUARTERS


@each_sector
def test_the_dip_is_there_and_goes(sector: str) -> None:
    """Waits by mending, complaints by listening; both lower than without the plan in the end."""
    pairs = list(zip(walks(sector)["lesson"], walks(sector)["nothing"], strict=True))
    for what, quarter in (("waiting", 1), ("complaints", 0)):
        dips = [getattr(a[quarter], what) > getattr(b[quarter], what) for a, b in pairs]
        gains = [getattr(a[-1], what) < getattr(b[-1], what) for a, b in pairs]
        assert np.mean(dips) >= 0.9, what
        assert np.mean(gains) >= 0.9, what
    felt = [[q.satisfaction - z.satisfaction for q, z in zip(a, b, strict=True)] for a, b in pairs]
    felt_by_quarter = np.mean(felt, axis=0)
    assert felt_by_quarter[1] < 0 < felt_by_quarter[-1]
    money_lost = [
        np.cumsum([q.money - z.money for q, z in zip(a, b, strict=True)]) for a, b in pairs
    ]
    assert np.mean([1 <= road.argmin() <= 4 for road in money_lost]) >= 0.9


@each_sector
def test_listening_hears_more_troubles_and_makes_none(sector: str) -> None:
    first = [(a[0], b[0]) for a, b in zip(walks(sector)["lesson"], walks(sector)["nothing"], strict=True)]  # fmt: skip
    assert all(a.complaints > 1.2 * b.complaints for a, b in first)
    assert all(a.troubles == pytest.approx(b.troubles, rel=0.03) for a, b in first)
    assert all(a.made_good > b.made_good for a, b in first)


@pytest.mark.parametrize("activity", [LISTEN, MEND, TRAIN, DELIGHT, ADVERTISE])
def test_all_into_one_is_nowhere_best(activity: int) -> None:
    for sector in SECTORS:
        begin = start(Company(sector, 2))
        one, lesson = walk(begin, all_into(activity)), walk(begin, LESSON)
        assert value(lesson) > value(one)
        assert money(lesson) > money(one)
