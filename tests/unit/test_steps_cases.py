"""The cases of page 09: they agree with the tables and with the published figures."""

from __future__ import annotations

import random

import pytest

from cem_workbook.data.company import Company
from cem_workbook.data.sectors import SECTORS
from cem_workbook.exercises.bank import steps_cases as cases
from cem_workbook.frameworks.steps import STEPS, XM_INSTITUTE
from cem_workbook.metrics.shares import wilson

COMPANIES = [Company(sector, seed) for sector, seed in zip(SECTORS, (31, 3, 7, 11), strict=True)]
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
DRAWS = range(8)


def test_the_places_are_the_steps() -> None:
    assert [name.split(" ") for name in cases.FOUR_STEPS] == [
        [str(step.number), step.key] for step in STEPS
    ]


def test_tools_and_roles_stand_where_the_framework_has_them() -> None:
    for step, place in zip(STEPS, cases.FOUR_STEPS, strict=True):
        named = [thing for thing, where in cases.ROLES.items() if where == place]
        assert sum(thing.endswith(f": {step.cem}") for thing in named) == 1
        assert all(f"{tool} is named" in named for tool in step.tools)
    assert len(cases.ROLES) == len(STEPS) + sum(len(step.tools) for step in STEPS)


def test_eight_lines_two_a_step() -> None:
    for place in cases.FOUR_STEPS:
        assert list(cases.LINES.values()).count(place) == 2


def test_figures_are_the_published_ones() -> None:
    """Top two of XM Institute: 9 and 2 per cent; Temkin: 6 per cent of 224."""
    seen = set()
    for seed in range(30):
        case = cases.figure(Company("bank", seed), random.Random(0))
        assert abs(case["x"] / case["n"] - float(case["share"]) / 100) < 0.005
        low, high = wilson(case["x"], case["n"])
        sheet = cases.interval(case)
        assert sheet[cases.LOWEST][cases.PER_CENT] == pytest.approx(100 * low)
        assert sheet[cases.HIGHEST][cases.PER_CENT] == pytest.approx(100 * high)
        seen.add((case["author"], case["share"]))
    assert seen == {(model.author, f"{100 * share:.0f}") for model, share, _ in cases.FIGURES}
    assert XM_INSTITUTE.n == 234


def test_the_cards_formula_is_near_enough_to_the_interval() -> None:
    for seed in range(12):
        case = cases.figure(Company("bank", seed), random.Random(0))
        x, n = case["x"], case["n"]
        half = 1.96 * (x * (n - x) / n + 0.96) ** 0.5
        by_hand = [100 * (x + 1.92 + sign * half) / (n + 3.84) for sign in (-1, 1)]
        sheet = cases.interval(case)
        right = [sheet[end][cases.PER_CENT] for end in (cases.LOWEST, cases.HIGHEST)]
        assert by_hand == pytest.approx(right, abs=0.01)


@each_company
def test_who_carries_a_channel_agrees_with_the_tables(company: Company) -> None:
    for seed in DRAWS:
        case = cases.carried(company, random.Random(seed))
        bought = company.purchases
        bought = bought[
            (bought["date"].dt.year == case["year"]) & (bought["channel"] == case["channel"])
        ].merge(company.customers[["customer_id", "segment"]])
        crowns = bought.groupby("segment", observed=True)["amount"].sum()
        sheet = cases.of_channel()(case)
        assert list(sheet) == [segment.name for segment in company.profile.segments]
        for name, row in sheet.items():
            wanted = 100 * crowns.get(name, 0.0) / crowns.sum()
            assert row[cases.PER_CENT] == pytest.approx(wanted)
        assert sum(row[cases.PER_CENT] for row in sheet.values()) == pytest.approx(100)
        shown = [round(value) for value in case["here"]]
        assert [100 * v / sum(shown) for v in shown] == pytest.approx(
            [row[cases.PER_CENT] for row in sheet.values()], abs=0.09
        ), "the card's figures are enough"
        assert max(sheet, key=lambda name: sheet[name][cases.PER_CENT]) in case["compared"]


@each_company
def test_answered_in_time_agrees_with_the_tickets(company: Company) -> None:
    for seed in DRAWS:
        case = cases.in_time(company, random.Random(seed))
        here = company.tickets[company.tickets["branch"] == case["branch"]]
        sheet = cases.timely()(case)
        assert list(sheet) == list(cases.HALF_YEARS)
        for name, row in sheet.items():
            months = range(1, 7) if name.startswith("January") else range(7, 13)
            opened = here[
                (here["opened_on"].dt.year == int(name[-4:]))
                & here["opened_on"].dt.month.isin(months)
            ]
            soon = (opened["days"] <= cases.DAYS_LIMIT).fillna(False).sum()
            assert row[cases.PER_CENT] == pytest.approx(100 * soon / len(opened))
        assert sum(n for n, _, _ in case["counts"]) == len(here)
        assert sum(o for _, _, o in case["counts"]) == here["days"].isna().sum()


@each_company
def test_what_is_said_of_the_trend_is_true(company: Company) -> None:
    for seed in DRAWS:
        case = cases.in_time(company, random.Random(seed))
        sheet = cases.timely()(case)
        first, *_, last = (row[cases.PER_CENT] for row in sheet.values())
        if "rose" in case["verdict"]:
            assert last > first
        elif "fell" in case["verdict"]:
            assert last < first
        else:
            assert "chance alone" in case["verdict"]


def test_wrong_sheets_differ_from_the_right_one() -> None:
    case = cases.in_time(COMPANIES[0], random.Random(1))
    right = cases.timely()(case)
    assert cases.so_far(case)[cases.HALF_YEARS[0]] == right[cases.HALF_YEARS[0]]
    assert cases.so_far(case) != right
    without = cases.without_the_open(case)
    assert without is None or without != right
