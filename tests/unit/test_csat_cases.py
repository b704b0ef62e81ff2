"""The cases of page 12 say what their questions claim, for every kind of company."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cem_workbook.data.company import Company
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank.csat_cases import (
    CSAT,
    MEAN,
    by_branch,
    in_two_years,
    share,
    sorted_by,
)
from cem_workbook.exercises.exercise import Case
from cem_workbook.exercises.marking import mark
from cem_workbook.metrics import csat, csat_by, wilson

SECTORS = ("bank", "insurer", "phone shop", "restaurant")
COMPANIES = [Company(SECTORS[seed % 4], seed) for seed in range(16)]


def cases(exercise: str) -> Iterator[tuple[Company, Case]]:
    for company in COMPANIES:
        yield company, find(exercise).pose(company).case


def test_each_of_the_five_answers_has_to_be_sorted() -> None:
    for _, case in cases("csat-1"):
        assert len(case["people"]) == 8
        assert set(case["people"].values()) == {1, 2, 3, 4, 5}


def test_the_branch_is_counted_from_its_own_surveys() -> None:
    for company, case in cases("csat-2"):
        surveys = company.surveys
        quarter = surveys["asked_on"].dt.to_period("Q").astype(str) == case["quarter_code"]
        here = surveys[quarter & (surveys["branch"] == case["branch"])]
        answers = here["satisfaction"].dropna()
        assert (case["asked"], case["n"]) == (len(here), len(answers))
        assert case["returned"] == here["answered"].sum() == case["n"] + case["blanks"]
        assert find("csat-2").expected(case) == pytest.approx(100 * csat(answers).value)


def test_the_average_and_the_share_part_ways() -> None:
    parted = 0
    for company, case in cases("csat-3"):
        table = by_branch(case)
        surveys = company.surveys
        quarter = surveys["asked_on"].dt.to_period("Q").astype(str) == case["quarter_code"]
        for branch, cells in table.items():
            score = csat(
                surveys[quarter & (surveys["branch"] == branch)]["satisfaction"], invalid="drop"
            )
            assert cells[CSAT] == pytest.approx(100 * score.value)
            assert cells[MEAN] == pytest.approx(score.mean)
        told = [
            (first, second)
            for first in table
            for second in table
            if f"{first} stands before {second}" in case["lesson"]
        ]
        for first, second in told:
            assert table[first][MEAN] > table[second][MEAN]
            assert table[first][CSAT] < table[second][CSAT] - 1
        parted += len(told)
    assert parted >= 0.8 * len(COMPANIES), "the exercise is about this"


def test_the_table_of_both_years_is_the_one_that_the_page_shows() -> None:
    for company, case in cases("csat-3"):
        of_page = csat_by(company.surveys, "satisfaction", "branch", invalid="drop")
        for row in of_page.itertuples():
            wrong = in_two_years(case)[row.branch]
            assert wrong[CSAT] == pytest.approx(100 * row.csat)
            assert wrong[MEAN] == pytest.approx(row.mean)


def test_the_example_of_the_page_is_no_answer() -> None:
    for _, case in cases("csat-4"):
        assert find("csat-4").expected(case) < 0.9 * 100 * wilson(0, 20)[1]


def test_adding_the_rates_up_is_never_right() -> None:
    for company, case in cases("csat-5"):
        question = find("csat-5").pose(company)
        for wrong in (sum(case["rates"][3:]), sum(case["rates"][3:]) / 2):
            assert mark(question, wrong).misconception == "rates-added"


def test_four_alone_is_not_taken_for_a_scale_read_the_other_way_round() -> None:
    for company, case in cases("csat-1"):
        result = mark(find("csat-1").pose(company), sorted_by(case, (4,)))
        assert result.misconception == "only-the-fours"


@pytest.mark.parametrize("of", ["every_quarter", "whole_firm", "two_years"])
def test_a_score_of_too_many_rows_is_told_to_be_one(of: str) -> None:
    for company, case in cases("csat-2"):
        result = mark(find("csat-2").pose(company), case[of])
        assert result.misconception == "wrong-group-of-rows"


def test_the_formula_on_the_card_is_the_interval_of_the_page() -> None:
    for n in range(15, 46):
        assert 3.84 / (n + 3.84) == pytest.approx(wilson(0, n)[1], rel=0.002)


def test_silence_moves_the_score_far_enough_to_be_seen() -> None:
    for company, case in cases("csat-5"):
        measured = find("csat-5").expected(case)
        assert abs(measured - case["truth"]) > 0.6
        month = company.truth[company.truth["month"].dt.strftime("%B %Y") == case["month"]]
        came = month[month["active"] & (month["visits"] > 0)]
        assert case["n"] == len(came)
        assert case["truth"] == pytest.approx(share(case["asked"]))


def test_the_score_rises_while_nobody_is_happier() -> None:
    """“It rose because the dissatisfied left” is right only while the numbers say so."""
    for _, case in cases("csat-6"):
        assert case["rise"] > 1
        assert case["stayed_after"] <= case["stayed_before"], "no happier"
        assert case["stayed_after"] < case["satisfied_before"], "reason 3 is wrong"
        assert case["left_before"] < case["left"] / 2, "reason 2 is right"
        assert case["left"] + case["stayed"] == case["n"]
        assert case["left_before"] + case["stayed_before"] == case["satisfied_before"]
