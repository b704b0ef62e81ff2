"""The four steps, the practices that belong to them, and the model of the leap."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import leap as model
from cem_workbook.cases.leap import (
    HALVES,
    IN_TURN,
    LEAP,
    MONTHS,
    SELL_ON,
    USUAL,
    Habits,
    Path,
    TwoYears,
    draw_fate,
    offers,
    walk,
)
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.company import Company, demo
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import Today, today
from cem_workbook.errors import BadInput
from cem_workbook.frameworks.practices import (
    AS_A_RULE,
    LEVELS,
    MOSTLY,
    NONE,
    NOT_AT_ALL,
    PLACES,
    PRACTICES,
    level_words,
    profile,
)
from cem_workbook.frameworks.steps import MODELS, STEPS, TEMKIN, THOMPSON, between, step_of
from cem_workbook.metrics.shares import wilson

# --- the steps


def test_steps_are_four_in_order() -> None:
    assert [step.number for step in STEPS] == [1, 2, 3, 4]
    assert [step.key for step in STEPS] == ["target", "respond", "engage", "inspire"]
    assert all(step_of(step.key) is step for step in STEPS)
    with pytest.raises(KeyError):
        step_of("leap")


def test_crm_and_efm_are_named_once_each() -> None:
    """The source names CRM in step 1 only, EFM in step 2 only."""
    named = [(tool, step.number) for step in STEPS for tool in step.tools]
    assert named == [("CRM", 1), ("EFM", 2)]
    for step in STEPS:
        assert all(tool in step.role for tool in step.tools)
        assert step.cem in step.role


def test_thompsons_stages_are_those_of_the_steps() -> None:
    assert THOMPSON.stages == tuple(step.stage for step in STEPS)


def test_every_model_says_how_far_to_trust_it() -> None:
    for each in MODELS:
        assert each.verdict and each.figure and len(each.stages) >= 4
        assert not each.shares or sum(each.shares) == pytest.approx(1.0)
        assert not each.shares or len(each.shares) == len(each.stages)


def test_an_interval_holds_the_reported_share() -> None:
    """6 % of 224 (facts: Temkin 2013) are 13 firms; the interval is theirs."""
    low, high = between(0.06, TEMKIN.n)
    assert (low, high) == wilson(13, TEMKIN.n)
    assert low < 0.06 < high


# --- the practices


def test_practices_are_many_and_spread() -> None:
    assert 14 <= len(PRACTICES) <= 18
    assert len({practice.key for practice in PRACTICES}) == len(PRACTICES)
    places = Counter(practice.place for practice in PRACTICES)
    assert set(places) == set(PLACES) and min(places.values()) >= 3
    assert set(Counter(practice.firm for practice in PRACTICES)) == set(SECTORS)


def test_practices_do_not_come_step_by_step() -> None:
    places = [practice.place for practice in PRACTICES]
    assert all(one != other for one, other in pairwise(places))


def test_arguable_ones_say_what_can_be_argued() -> None:
    arguable = [practice for practice in PRACTICES if practice.arguable]
    assert 3 <= len(arguable) < len(PRACTICES) / 2
    for practice in PRACTICES:
        assert practice.reason
        assert practice.arguable == bool(practice.argument)
        assert practice.other != practice.place


def test_levels_have_words_of_their_own() -> None:
    words = level_words()
    assert set(words) == set(LEVELS) and len(set(words.values())) == len(LEVELS)


BOARDS = st.dictionaries(
    st.sampled_from([practice.key for practice in PRACTICES]),
    st.tuples(st.sampled_from(PLACES), st.sampled_from(LEVELS)),
)


@given(BOARDS)
@settings(max_examples=60)
def test_a_profile_counts_what_stands_on_the_board(board: dict[str, tuple[int, int]]) -> None:
    found = profile(board)
    for step in (1, 2, 3, 4):
        here = [level for place, level in board.values() if place == step]
        assert sorted(found.levels[step]) == sorted(here)
        assert found.holes(step) == sum(level == NOT_AT_ALL for level in here)
        assert found.done(step) + found.holes(step) <= len(here)
        strength = found.strength(step)
        assert (strength is None) == (not here)
        if strength is not None:
            assert 0 <= strength <= 1
            assert (strength == 1) == all(level == AS_A_RULE for level in here)
    assert found.placed == sum(place != NONE for place, _ in board.values())
    front = found.foremost
    if front is None:
        assert not found.leapt_over
    else:
        assert found.done(front) and not any(found.done(s) for s in range(front + 1, 5))
        assert all(s < front and found.holes(s) >= found.done(s) for s in found.leapt_over)


def test_a_firm_with_a_foot_on_three_has_leapt_over_its_holes() -> None:
    board = {"a": (1, MOSTLY), "b": (2, NOT_AT_ALL), "c": (2, NOT_AT_ALL), "d": (3, AS_A_RULE)}
    found = profile(board)
    assert found.foremost == 3 and found.leapt_over == (2,)
    mended = profile({**board, "b": (2, MOSTLY), "c": (2, MOSTLY)})
    assert mended.foremost == 3 and not mended.leapt_over
    assert not profile({**board, "d": (3, NOT_AT_ALL)}).leapt_over, "no foot, no leap"


@pytest.mark.parametrize("bad", [(5, 1), (1, 4), (-1, 0)])
def test_a_place_or_level_that_does_not_exist_is_refused(bad: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="film"):
        profile({"film": bad})


# --- the leap

FIRST: Path = (2, 1, 3, 4)
NO_HOLLOW = replace(USUAL, hollow=0.0)
FIRMS = 100


@cache
def firm_of(seed: int) -> Today:
    return today(Company(list(SECTORS)[seed % 4], seed))


@cache
def outcomes() -> dict[str, list[TwoYears]]:
    """Two years of a hundred companies, on four paths each; drawn once for all the tests."""
    found: dict[str, list[TwoYears]] = {name: [] for name in ("turn", "leap", "sell", "first")}
    for seed in range(FIRMS):
        firm = firm_of.__wrapped__(seed)
        fate = draw_fate(firm)
        for name, path in zip(found, (IN_TURN, LEAP, SELL_ON, FIRST), strict=True):
            found[name].append(walk(firm, path, fate))
    return found


def lost(name: str, halves: int = HALVES) -> np.ndarray:
    return np.array([100 * years.lost(halves) / years.customers for years in outcomes()[name]])


def margin(name: str, halves: int = HALVES) -> np.ndarray:
    return np.array([years.margin(halves) for years in outcomes()[name]])


def test_the_leap_loses_customers_in_the_end() -> None:
    more = lost("leap") - lost("turn")
    assert (more > 0).mean() >= 0.9
    assert 1.5 < more.mean() < 5, "visible, and no catastrophe"
    assert (margin("leap") < margin("turn")).mean() >= 0.9


def test_the_leap_pays_for_a_year() -> None:
    """The counter-example: why firms leap."""
    assert (margin("leap", 2) > margin("turn", 2)).mean() >= 0.6
    assert abs((lost("leap", 2) - lost("turn", 2)).mean()) < 0.6
    assert (lost("leap", 2) < lost("turn", 2)).mean() > 0.1


def test_only_selling_brings_crowns_and_costs_customers() -> None:
    assert (lost("sell") > lost("leap")).mean() >= 0.9
    assert (margin("sell") > margin("turn")).mean() >= 0.5, "no plan wins on everything"
    assert (margin("sell") > margin("turn")).mean() < 0.9, "and luck stays in"


def test_some_path_beats_the_obvious_one() -> None:
    assert (lost("first") < lost("turn")).mean() >= 0.9


def test_who_knows_customers_hits_more_often() -> None:
    def hits(name: str) -> float:
        each = [half.hit for years in outcomes()[name] for half in years.halves]
        return float(np.mean([hit for hit in each if hit is not None]))

    assert 0.05 < hits("leap") < hits("turn") < 0.9


def test_fewer_leave_after_trouble_where_somebody_responds() -> None:
    def share(name: str) -> float:
        years = outcomes()[name]
        driven = sum(half.after_trouble for each in years for half in each.halves)
        return driven / sum(each.lost() for each in years)

    assert share("turn") < 0.8 * share("leap")


@pytest.mark.parametrize("path", [IN_TURN, LEAP])
def test_halves_add_up(path: Path) -> None:
    firm = firm_of(0)
    years = walk(firm, path, draw_fate(firm))
    assert years.customers == len(firm)
    here = len(firm)
    for half, step in zip(years.halves, path, strict=True):
        here -= half.lost
        assert half.here == here and half.step == step
        assert 0 <= half.after_trouble <= half.lost
        assert 0 <= half.glad <= half.here
        assert (half.hit is None) == (step != model.INSPIRE)
    assert years.lost() == len(firm) - here
    assert years.margin() == pytest.approx(sum(half.margin for half in years.halves))


def test_the_same_fate_gives_the_same_years() -> None:
    firm = firm_of(0)
    assert walk(firm, LEAP, draw_fate(firm)) == walk(firm, LEAP, draw_fate(firm))
    assert walk(firm, LEAP, draw_fate(firm, 1)) != walk(firm, LEAP, draw_fate(firm))


def last(path: Path, habits: Habits = USUAL, luck: float = 0.5) -> model.Offer:
    return offers(path, firm_of(0), [luck] * HALVES, habits)[-1]


def test_only_responding_mends_and_all_else_wears() -> None:
    respond, sell = last((2, 2, 2, 2)).conditions, last(SELL_ON).conditions
    assert respond.trouble < 1 < sell.trouble
    assert float(respond.waiting) < 1 and float(sell.waiting) == 1
    assert respond.days < 1 and respond.authority > 0 and sell.authority == 0


def test_delight_wears_off_and_rings_hollow() -> None:
    months = [offer.conditions.warmth for offer in offers((3, 3, 3, 3), firm_of(0), [0.5] * 4)]
    assert all(one > other for one, other in pairwise(months))
    full = last((3, 3, 3, 3), NO_HOLLOW).conditions.warmth
    assert months[-1] == pytest.approx((1 - USUAL.hollow) * full)
    answered = offers((2, 3, 3, 3), firm_of(0), [0.5] * 4)[model.HALF].conditions.warmth
    assert answered > months[0]


def test_a_hit_lasts_and_a_miss_leaves_nothing() -> None:
    hit, missed = last((4, 1, 1, 1), luck=0.0), last((4, 1, 1, 1), luck=1.0)
    assert hit.conditions.trouble < missed.conditions.trouble
    assert hit.conditions.warmth - missed.conditions.warmth == pytest.approx(USUAL.pleases)
    assert missed.conditions == last((1, 1, 1, 1)).conditions


def test_there_is_one_offer_a_month_and_one_verdict_on_a_solution() -> None:
    months = offers((4, 1, 4, 1), firm_of(0), [0.0, 0.5, 1.0, 0.5])
    assert len(months) == MONTHS
    verdicts = [(n, offer.hit) for n, offer in enumerate(months) if offer.hit is not None]
    ready = round(USUAL.takes) - 1
    assert verdicts == [(ready, True), (2 * model.HALF + ready, False)]


@given(st.floats(0, 5), st.floats(0, 5))
def test_knowing_more_never_makes_a_hit_less_likely(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 < model.chance_of_a_hit(low) <= model.chance_of_a_hit(high) <= 0.95


def test_every_number_is_an_assumption_with_its_origin() -> None:
    each = assumptions(Habits())
    assert [a.name for a in each] == [f.name for f in fields(Habits)]
    for a in each:
        assert a.low <= a.value <= a.high and "invented" in a.origin and a.meaning


def test_without_hollow_delight_a_leap_does_better() -> None:
    firm = today(demo())
    fate = draw_fate(firm)
    assert walk(firm, LEAP, fate, NO_HOLLOW).lost() < walk(firm, LEAP, fate).lost()
