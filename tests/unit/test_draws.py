"""What the cases of several pages share."""

from __future__ import annotations

import random

from cem_workbook.data.company import Company
from cem_workbook.exercises.draws import (
    elsewhere,
    in_any_order,
    one_of,
    rounded,
    sorted_with,
    table_rows,
    things_to_sort,
)

THINGS = {"bread": "food", "milk": "drink", "tea": "drink", "rice": "food", "soup": "both"}


def test_every_order_comes_and_nothing_is_lost() -> None:
    orders = [tuple(in_any_order(random.Random(seed), "abc")) for seed in range(200)]
    assert len(set(orders)) == 6
    assert all(sorted(order) == ["a", "b", "c"] for order in orders)


def test_each_of_several_is_drawn_about_as_often() -> None:
    draw = random.Random(7)
    found = [one_of(draw, "abc") for _ in range(900)]
    assert all(240 < found.count(each) < 360 for each in "abc")


def test_the_order_is_the_learners_own() -> None:
    company = Company("bank", 1)
    case = things_to_sort(THINGS)
    orders = {tuple(case(company, random.Random(seed))["items"]) for seed in range(20)}
    assert len(orders) > 10
    assert all(sorted(order) == sorted(THINGS) for order in orders)
    assert case(company, random.Random(3)) == case(company, random.Random(3))


def test_somebody_who_sorts_wrongly_errs_only_there() -> None:
    case = things_to_sort(THINGS)(Company("bank", 1), random.Random(1))
    assert sorted_with(THINGS)(case) == THINGS
    moved = elsewhere(THINGS, ["drink"], "food")
    assert set(moved) == {"milk", "tea"} and set(moved.values()) == {"food"}
    wrong = sorted_with(THINGS, moved)(case)
    assert {item for item in THINGS if wrong[item] != THINGS[item]} == set(moved)


def test_a_sheet_is_rounded_in_every_cell() -> None:
    sheet = rounded(lambda case: {"row": {"one": 1.26, "two": case["n"]}}, 1)
    assert sheet({"n": 2.04}) == {"row": {"one": 1.3, "two": 2.0}}


def test_rows_of_a_table_are_markdown() -> None:
    assert table_rows([("a", 1), ("b", 2.5)]) == "| a | 1 |\n| b | 2.5 |"
