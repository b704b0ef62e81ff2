"""What an action may be worth: directions, ranges, and what the sum may not promise."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from cem_workbook.cases.firm import draw_luck, losses
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.company import Company
from cem_workbook.data.today import today
from cem_workbook.plan.pictures import draw_ranges, range_words, rounded
from cem_workbook.plan.says import worth_words
from cem_workbook.plan.worth import (
    GOOD,
    LEVERS,
    NONE,
    RUNS,
    SKILL,
    TROUBLE,
    USUAL,
    WAITING,
    Effect,
    Range,
    Worth,
    _authority,
    first_month,
    worth,
)

COMPANY = Company("restaurant", 7, 500)


@lru_cache(maxsize=16)
def of(lever: str, by: float = 0.3, begins: int = 1, hours: float = 0.0) -> Worth:
    return worth(COMPANY, [Effect(lever, by, begins)], hours, 0.0)


@pytest.mark.parametrize("lever", [WAITING, TROUBLE, SKILL])
def test_what_works_keeps_customers_and_half_of_it_keeps_fewer(lever: str) -> None:
    found = of(lever)
    assert found.works.kept.middle >= found.half.kept.middle > 0.0  # whole customers
    assert found.works.crowns.middle > found.half.crowns.middle > 0.0


def test_every_case_is_a_range_with_its_middle_inside() -> None:
    for case in of(WAITING, hours=40).cases:
        for each in (case.kept, case.crowns):
            assert each.low <= each.middle <= each.high
    works = of(WAITING, hours=40).works
    assert works.crowns.low < works.crowns.high


def test_an_action_that_fails_has_its_cost_and_nothing_else() -> None:
    found = of(WAITING, hours=40).fails
    cost = 40 * USUAL.hour
    assert -USUAL.overrun * cost <= found.crowns.low < found.crowns.high <= -cost
    assert found.kept.low == found.kept.high == 0.0
    assert found.short == RUNS


def test_what_the_model_has_no_lever_for_brings_nothing_in_any_case() -> None:
    found = of(NONE, hours=10)
    assert found.works == found.half == found.fails


def test_later_is_worth_less() -> None:
    assert of(WAITING, begins=3).works.kept.middle < of(WAITING, begins=0).works.kept.middle
    assert [first_month(n) for n in (0, 1, 30, 31, 90, None)] == [0, 1, 1, 2, 3, 3]


def test_two_actions_on_one_lever_do_not_add_up() -> None:
    twice = worth(COMPANY, [Effect(WAITING, 0.3, 1)] * 2, 0.0, 0.0)
    assert of(WAITING).works.kept.middle < twice.works.kept.middle
    assert twice.works.kept.middle < 2 * of(WAITING).works.kept.middle


def test_every_number_is_open_and_makes_a_difference() -> None:
    assert {each.name for each in assumptions(USUAL)} == set(vars(USUAL))
    assert all(each.origin and each.unit for each in assumptions(USUAL))
    base = worth(COMPANY, [Effect(SKILL, 0.3, 1)], 10.0, 0.0)
    for name, value in (("hour", 30.0), ("overrun", 3.0), ("ahead", 0.0), ("best", 0.7)):
        other = worth(COMPANY, [Effect(SKILL, 0.3, 1)], 10.0, 0.0, replace(USUAL, **{name: value}))
        assert other.works.crowns != base.works.crowns, name


def test_what_may_be_settled_at_once_is_the_share_that_was_asked_for() -> None:
    firm = today(COMPANY)
    loss = losses(firm, draw_luck(firm, 1).loss[0])
    own = np.asarray(firm.authority)[:, None]
    closed = (loss[None, :] > own).sum()
    for share in (0.1, 0.3, 0.5):
        still = (loss[None, :] > np.maximum(own, _authority(firm, share))).sum()
        assert 1.0 - still / closed == pytest.approx(share, abs=0.01)
    assert _authority(firm, 0.0) == 0.0
    assert of(GOOD, 0.5).works.kept.middle >= 0.0


def test_no_number_is_told_without_its_range() -> None:
    words = worth_words(of(WAITING, hours=40))
    assert words.count("between") >= 5
    assert f"of {RUNS} runs" in words or f"all {RUNS} runs" in words
    assert rounded(-1234.5, 2345.6) == (-1200, 2300)
    assert rounded(-123.4, 44.0) == (-120, 40)


def test_a_range_of_one_number_is_said_once_and_where_nothing_moves_no_cases_are_told() -> None:
    for hours in (0, 40):
        still = worth_words(of(NONE, hours=hours))
        assert "brings nothing here" in still and "If " not in still and "0 and 0" not in still
        assert ("costs between" in still) == (hours > 0)
    weak = of(WAITING, 0.01, hours=400)
    alike = replace(weak.works, kept=Range(0.2, 0.3, 0.4))
    words = worth_words(replace(weak, works=alike))
    assert "and 0 customers kept" in words and f"in none of the {RUNS} runs" in words
    assert range_words(0.0, 2.0) == "0" and range_words(-40.0, 2.0) == "−40 to 0"


def test_the_picture_of_ranges_says_the_same_numbers() -> None:
    svg = draw_ranges("r", [("1 · Move the desk", of(WAITING, hours=40))]).svg("t", "d")
    low, high = rounded(
        of(WAITING, hours=40).works.crowns.low, of(WAITING, hours=40).works.crowns.high
    )
    assert f"{low:,.0f} to {high:,.0f}" in svg
    assert "No action" in draw_ranges("r", []).svg("t", "d")


def test_the_levers_have_words() -> None:
    from cem_workbook.plan.says import lever_words

    assert set(lever_words()) == set(LEVERS)
