"""The cases of page 03: what the tables say of staff, and what the sorting questions hold."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from cem_workbook.data.company import Company, demo
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import today
from cem_workbook.exercises.bank import culture_cases as cases
from cem_workbook.exercises.bank import culture_deeds as deeds
from cem_workbook.exercises.bank import find
from cem_workbook.frameworks.lessons import LESSONS
from cem_workbook.metrics.net_promoter import nps

COMPANIES = [Company(list(SECTORS)[seed % 4], seed) for seed in range(100)]
SOME = COMPANIES[:24]
some = pytest.mark.parametrize("company", SOME, ids=repr)


def draw(company: Company) -> random.Random:
    return random.Random(f"test/{company.seed}")


# -- staff and complaints ----------------------------------------------------------------------


def agreement(one, other) -> float:
    """Rank correlation, -1 to 1; ties share their rank."""
    ranks = [pd.Series(np.asarray(values, dtype=float)).rank() for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def test_like_with_like_shows_skill_where_counts_and_raw_shares_show_the_post() -> None:
    """What the page says of 100 made-up firms: only there the true skill is known."""
    by_skill: dict[str, list[float]] = {"count": [], "share": [], "fair": []}
    by_post: dict[str, list[float]] = {"count": [], "share": [], "fair": []}
    for company in COMPANIES:
        people = cases.by_person(company)
        skill = today(company).skill[people.index.to_numpy() - 1]
        raw, fair = people["k"] / people["n"], (people["k"] - people["expected"]) / people["n"]
        for name, order in (("count", people["k"]), ("share", raw), ("fair", fair)):
            by_skill[name].append(agreement(order, skill))
        for name, order in (("count", people["k"]), ("share", raw), ("fair", fair)):
            by_post[name].append(agreement(order, people["authority"]))
    skill = {name: np.array(found) for name, found in by_skill.items()}
    assert (skill["fair"] > skill["share"]).mean() >= 0.95
    # the figures that the page prints, to one decimal
    page = {"count": 0.2, "share": 0.4, "fair": 0.7}
    for name, printed in page.items():
        assert skill[name].mean() == pytest.approx(printed, abs=0.06)
    assert np.mean(by_post["count"]) == pytest.approx(0.6, abs=0.06)
    assert np.mean(by_post["share"]) == pytest.approx(0.8, abs=0.06)
    assert abs(np.mean(by_post["fair"])) <= 0.05


@some
def test_what_is_expected_adds_up_to_what_was_made_good(company: Company) -> None:
    people = cases.by_person(company)
    assert people["expected"].sum() == pytest.approx(people["k"].sum())
    assert people["n"].sum() == len(cases.closed(company))


@some
def test_somebody_is_judged_who_looks_bad_and_did_what_was_to_be_expected(company: Company) -> None:
    case = cases.judged(company, draw(company))
    assert case["share"] <= case["rate"] - cases.SHORT
    chance = (case["n"] * 0.25) ** 0.5  # more than one standard error of any share
    assert abs(case["k"] - case["expected_good"]) <= chance
    assert case["expected_good"] < case["n"] * case["rate"] / 100, "the post explains it"
    assert case["rate_above"] < 50, "above authority, most are lost"
    assert case["within"] + case["above"] == case["n"]


@some
def test_two_branches_are_counted_as_the_tables_have_them(company: Company) -> None:
    case = cases.two_branches(company, draw(company))
    tickets = company.tickets
    period = tickets["opened_on"].between(case["start"], case["end"]) & (
        tickets["outcome"] != "open"
    )
    here = period & tickets["branch"].isin([case["one"], case["two"]])
    assert sum(n for _, _, _, n, *_ in case["people"]) == here.sum()
    assert sum(k for _, _, k, *_ in case["people"]) == tickets.loc[here, "made_good"].sum()
    assert case["firm"] == pytest.approx(100 * tickets.loc[period, "made_good"].mean())
    names = [name for _, name, *_ in case["people"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("company", [Company("bank", 52), Company("restaurant", 87), demo()])
def test_no_interval_ends_at_the_firms_share_as_it_is_shown(company: Company) -> None:
    """With one decimal it did at the first two: nobody could have counted right."""
    case = find("culture-6").pose(company).case
    ends = [end for row in case["lines"].splitlines() for end in row.split(" | ")[-1].split()]
    assert case["firm_share"] not in ends
    shown = [float(end) for end in ends if end[0].isdigit()]
    firm = float(case["firm_share"])
    outside = sum(not low < firm < high for low, high in zip(shown[::2], shown[1::2], strict=True))
    assert outside == cases.count_people(lambda share, low, high, firm: not low <= firm <= high)(
        case
    )


@some
def test_only_the_happy_is_a_rise_of_the_real_score(company: Company) -> None:
    case = cases.only_the_happy(company, draw(company))
    answers = company.surveys.dropna(subset=["recommend", "satisfaction"])
    answers = answers[
        (answers["branch"] == case["branch"]) & (answers["asked_on"].dt.year == case["year"])
    ]
    happy = answers[answers["satisfaction"] >= cases.LOOKS_HAPPY]
    by_hand = nps(happy["recommend"]).value - nps(answers["recommend"]).value
    assert cases.rise(case) == pytest.approx(by_hand)
    assert by_hand > 10


# -- sorting -----------------------------------------------------------------------------------


def test_two_lessons_stand_in_the_sources() -> None:
    assert [each.number for each in LESSONS] == [1, 2, 3, 4, 5, 6]
    assert {2, 3} == deeds.IN_SOURCES
    for each in LESSONS:
        assert each.carriers
        if each.in_sources:
            assert each.carriers == (f"001 · Lesson {each.number}",)


@some
def test_each_way_has_one_deed_and_one_look_alike(company: Company) -> None:
    case = deeds.four_ways(company, draw(company))
    right = deeds.of_four_ways()(case)
    assert sorted(right.values()) == sorted([*deeds.FOUR_WAYS, *[deeds.NO_WAY] * 3])
    fooled = deeds.of_four_ways(fooled=deeds.FOUR_WAYS)(case)
    assert sorted(fooled.values()) == sorted(2 * list(deeds.FOUR_WAYS[:-1]))
    assert all(len(label) <= 28 for label in right)


@some
def test_every_level_and_every_kind_of_slip_occurs(company: Company) -> None:
    case = deeds.five_standards(company, draw(company))
    assert set(case["levels"].values()) == set(deeds.LEVELS)
    assert "{" not in case["lines"]
    slips = deeds.slips(company, draw(company))
    assert set(slips["kinds"].values()) == set(deeds.KINDS_OF_SLIP)
    assert all(len(label) <= 28 for label in slips["kinds"])


def test_a_mixture_of_errors_is_counted_and_a_pattern_is_named() -> None:
    from cem_workbook.exercises.marking import mark

    question = find("culture-3").pose(demo())
    real = question.case["real"]
    answer = deeds.of_four_ways(fooled=(deeds.RESULTS,))(question.case)
    assert mark(question, answer).misconception == "any-target-is-a-result"
    wrong = next(label for label in answer if real[label])
    found = mark(question, {**answer, wrong: deeds.NO_WAY})
    assert found.misconception is None
    assert "6 of 8 are right" in found.message
